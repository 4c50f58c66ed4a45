//! Bodies that the words behind them tell: mentions in, the same out with "Halden Pryce, the accountancy firm, said" a body, known or not.

use rustc_hash::FxHashSet;

use super::Mention;
use super::gazetteer::{Kinds, lookup};
use crate::lexicon::SENTENCE_OPENERS;
use crate::text::{Document, Shape, Span, TokenKind};
use crate::view::EntityType::{Fac, Gpe, Loc, Org, Person, Product, WorkOfArt};

/// How far behind the comma the noun stands, in tokens.
const REACH: usize = 7;

/// How sure a name is that only what is told of it makes one.
const SURE: f32 = 0.5;

/// Makes them organisations.
#[must_use]
pub fn find_told_bodies(document: &Document, mut mentions: Vec<Mention>) -> Vec<Mention> {
    let mut told: FxHashSet<&str> = FxHashSet::default();
    let mut found: Vec<Mention> = Vec::new();
    for comma in (1..document.tokens.len()).filter(|&i| is_comma(document, i) && is_told(document, i)) {
        let end = document.tokens[comma - 1].span.end;
        let before = mentions.partition_point(|m| m.span.end < end);
        match mentions.get(before).filter(|m| m.span.start < end) {
            Some(m) if m.span.end == end && is_open(document, m) => {
                told.insert(m.span.of(document.text));
            }
            Some(_) => {}
            None => found.extend(capitals(document, before.checked_sub(1).map(|i| mentions[i].span.end), comma)),
        }
    }
    for mention in mentions.iter_mut().filter(|m| told.contains(m.span.of(document.text))) {
        mention.label = Org;
    }
    if !found.is_empty() {
        mentions.extend(found);
        mentions.sort_by_key(|m| m.span.start);
    }
    mentions
}

fn is_comma(document: &Document, i: usize) -> bool {
    document.tokens[i].kind == TokenKind::Punct && document.word(i) == ","
}

/// Whether a name may be a body's after all: no list has it for a place.
fn is_open(document: &Document, mention: &Mention) -> bool {
    let place = || lookup(mention.span.of(document.text)).is_some_and(|e| e.kinds.any(Kinds::PLACE));
    matches!(mention.label, Person | Product | WorkOfArt) || matches!(mention.label, Gpe | Loc | Fac) && !place()
}

/// Whether what follows the comma says that a body stands before it: ", the accountancy firm," and ", the company that runs the port,".
fn is_told(document: &Document, comma: usize) -> bool {
    let small = |i: &usize| {
        let token = &document.tokens[*i];
        token.kind == TokenKind::Word && token.shape == Shape::Lower || token.glued && document.word(*i) == "-"
    };
    // "Ana Lopez, the bank manager from Lima" and "Ana Lopez, a party to the deal" are people.
    let ends = |i: usize| {
        matches!(
            document.word(i),
            "," | "." | ";" | ")" | "that" | "which" | "behind" | "based" | "owned" | "founded" | "in"
        )
    };
    matches!(document.word(comma + 1), "a" | "an" | "the")
        && (comma + 2..document.tokens.len().min(comma + REACH))
            .take_while(small)
            .any(|i| BODIES.contains(&document.word(i)) && ends(i + 1))
}

/// Two capitalised words and more before the comma, in its sentence and behind the last mention.
fn capitals(document: &Document, last: Option<usize>, comma: usize) -> Option<Mention> {
    let sentence = &document.sentences[document.sentence_of(comma)].tokens;
    let free = |&i: &usize| {
        let token = &document.tokens[i];
        token.kind == TokenKind::Word && token.shape == Shape::Title && last.is_none_or(|end| token.span.start >= end)
    };
    let start = (sentence.start..comma).rev().take_while(free).last()?;
    let start = (start..comma).find(|&i| i > sentence.start || !SENTENCE_OPENERS.contains(document.word(i)))?;
    (comma - start > 1).then(|| Mention {
        span: Span::new(document.tokens[start].span.start, document.tokens[comma - 1].span.end),
        label: Org,
        confidence: SURE,
    })
}

/// Nouns that tell a body.
const BODIES: &[&str] = &[
    "agency",
    "association",
    "bank",
    "brewery",
    "broadcaster",
    "brokerage",
    "charity",
    "club",
    "company",
    "consultancy",
    "firm",
    "foundation",
    "group",
    "insurer",
    "magazine",
    "manufacturer",
    "newspaper",
    "nonprofit",
    "organisation",
    "organization",
    "party",
    "retailer",
    "startup",
    "supermarket",
    "union",
    "university",
];
