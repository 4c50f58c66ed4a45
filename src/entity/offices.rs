//! Offices that were taken into the name of the body: mentions in, the same out with "the UN Special Rapporteur" cut to "UN".

use rustc_hash::FxHashMap;

use super::Mention;
use super::gazetteer::{Kinds, lookup};
use crate::text::{Document, TokenKind};
use crate::view::EntityType::{self, Fac, Gpe, Org};

/// What somebody is for a body or a country, behind its name.
const OFFICES: &[&str] = &[
    "Administrator",
    "Adviser",
    "Advisor",
    "Ambassador",
    "Chair",
    "Chairman",
    "Chairperson",
    "Chairwoman",
    "Chief",
    "Commissioner",
    "Coordinator",
    "Correspondent",
    "Director",
    "Envoy",
    "Manager",
    "Member",
    "Minister",
    "Officer",
    "President",
    "Rapporteur",
    "Representative",
    "Secretary",
    "Secretary-General",
    "Spokesman",
    "Spokesperson",
    "Spokeswoman",
    "Treasurer",
];

/// How long a body's name with an office behind it is at most, in tokens.
const LONGEST: usize = 24;

/// Cuts them off where a list or the article has the body's name alone.
#[must_use]
pub fn trim_offices(document: &Document, mut mentions: Vec<Mention>) -> Vec<Mention> {
    let bodies = mentions.iter().filter(|m| matches!(m.label, Org | Fac | Gpe));
    let named: FxHashMap<&str, EntityType> = bodies.map(|m| (m.span.of(document.text), m.label)).collect();
    for mention in mentions.iter_mut().filter(|m| matches!(m.label, Org | Fac)) {
        let tokens = document.tokens_in(mention.span);
        if tokens.len() > 1
            && let Some(office) = office(document, mention)
            && let Some((end, label)) =
                (tokens.start + 1..=office).rev().find_map(|end| Some((end, body(document, mention, end, &named)?)))
            && end < tokens.end
            && (end..office).all(|i| is_word(document, i))
        {
            mention.span.end = document.tokens[end - 1].span.end;
            mention.label = label;
        }
    }
    mentions
}

/// The token of the office: the last of the name or right behind it, or one that "of" follows.
fn office(document: &Document, mention: &Mention) -> Option<usize> {
    let tokens = document.tokens_in(mention.span);
    let listed = lookup(mention.span.of(document.text)).is_some_and(|e| e.kinds.any(Kinds::ORGANIZATION));
    // "World Bank Board Member", of which the tagger saw the first three words.
    let stop = document.tokens.len().min(tokens.end + 1).min(tokens.start + LONGEST);
    let office = (tokens.start + 1..stop).find(|&i| OFFICES.contains(&document.word(i)))?;
    let ends = office + 1 >= tokens.end || matches!(document.word(office + 1), "of" | "for" | "on" | "to");
    (ends && !listed).then_some(office)
}

/// What the first words of a name are, up to the token `end`, where they are known to be a body, a country or a building.
fn body(document: &Document, mention: &Mention, end: usize, named: &FxHashMap<&str, EntityType>) -> Option<EntityType> {
    let start = document.tokens_in(mention.span).start;
    let name = document.span_of(start..end).of(document.text);
    let listed = |kinds: Kinds| lookup(name).is_some_and(|e| e.kinds.any(kinds));
    match named.get(name) {
        Some(&label) if name != mention.span.of(document.text) => Some(label),
        _ if listed(Kinds::COUNTRY) => Some(Gpe),
        _ if listed(Kinds::ORGANIZATION) => Some(Org),
        _ if listed(Kinds::FACILITY) => Some(Fac),
        _ => None,
    }
}

fn is_word(document: &Document, i: usize) -> bool {
    document.tokens[i].kind == TokenKind::Word && document.tokens[i].is_capitalized()
}
