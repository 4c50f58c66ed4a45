//! Towns that nobody knows: mentions in, the same out, those that stand where only places do made GPE.
//!
//! "the town of Oduva", "the mayor of Oduva", what is listed beside it: "the villages of Oduva, Kestel and Vale", and where rain is
//! measured: "Oduva 8.4 mm". A name that the article has for a person elsewhere, by a title or a full name, stays one. To take "in" and
//! "near" for such words was tried: the tagger weighs them already, and on five corpora nothing was gained and three names of GUM
//! were lost.

use rustc_hash::FxHashSet;

use super::Mention;
use super::cues::{Roles, roles};
use super::gazetteer::{Kinds, lookup, title_case};
use super::rows::are_joined;
use crate::text::{Document, Span, TokenKind};
use crate::view::BlockKind;
use crate::view::EntityType::{Gpe, Loc, Org, Person};

/// What only a place is the object of: before "of" and a name.
const ONE: &[&str] = &[
    "city",
    "town",
    "township",
    "village",
    "hamlet",
    "municipality",
    "community",
    "commune",
    "district",
    "province",
    "county",
    "suburb",
    "neighbourhood",
    "neighborhood",
    "mayor",
    "governor",
    "outskirts",
    "isthmus",
    "port",
    "residents",
    "inhabitants",
    "streets",
    "north",
    "south",
    "east",
    "west",
    "northeast",
    "northwest",
    "southeast",
    "southwest",
    "kilometers",
    "kilometres",
    "km",
    "miles",
];

/// The same before several names.
const SEVERAL: &[&str] = &[
    "cities",
    "towns",
    "townships",
    "villages",
    "hamlets",
    "municipalities",
    "communities",
    "communes",
    "districts",
    "provinces",
    "counties",
    "suburbs",
    "neighbourhoods",
    "neighborhoods",
    "councils",
    "ports",
];

/// How sure a name is that only its place in a list tells.
const PASSED_OVER: f32 = 0.5;

/// Makes them places.
#[must_use]
pub fn find_towns(document: &Document, mut mentions: Vec<Mention>) -> Vec<Mention> {
    let people = people(document, &mentions);
    let is_open = |m: &Mention| matches!(m.label, Person | Org) && !people.contains(m.span.of(document.text));
    let mut towns: FxHashSet<&str> = FxHashSet::default();
    for i in 0..mentions.len() {
        let open = is_open(&mentions[i]);
        let (one, several) = (is_placed(document, &mentions[i], ONE), is_placed(document, &mentions[i], SEVERAL));
        if open && (one || several || is_measured(document, &mentions[i])) && fits(document, &mentions[i]) {
            towns.insert(mentions[i].span.of(document.text));
        }
        if open && opens_report(document, &mentions[i]) {
            mentions[i].label = Gpe;
        }
        // The rest of the list.
        let from = mentions[i].label == Gpe && is_from(document, &mentions[i]) && is_listed(document, &mentions[i..]);
        if from || several && (open || matches!(mentions[i].label, Gpe | Loc)) {
            for pair in i..mentions.len().saturating_sub(1) {
                let (one, next) = (&mentions[pair], &mentions[pair + 1]);
                if !are_joined(document.text, one, next) || !(is_open(next) || matches!(next.label, Gpe | Loc)) {
                    break;
                }
                // "… and of Oduva, Ana Roe"
                if is_open(next) && fits(document, next) && !is_full(next.span.of(document.text)) {
                    towns.insert(next.span.of(document.text));
                }
            }
        }
    }
    for mention in mentions.iter_mut().filter(|m| matches!(m.label, Person | Org)) {
        if towns.contains(mention.span.of(document.text)) {
            mention.label = Gpe;
        }
    }
    add_passed_over(document, mentions)
}

/// Names that end such a list and that nobody took for names: "the towns of Oduva, Kestel and Acre".
fn add_passed_over(document: &Document, mentions: Vec<Mention>) -> Vec<Mention> {
    let mut all: Vec<Mention> = Vec::with_capacity(mentions.len());
    let mut listed = false;
    for (i, mention) in mentions.iter().enumerate() {
        let joined = listed && all.last().is_some_and(|last| are_joined(document.text, last, mention));
        listed = matches!(mention.label, Gpe | Loc) && (joined || is_placed(document, mention, SEVERAL));
        all.push(*mention);
        let next = mentions.get(i + 1).map_or(document.text.len(), |m| m.span.start);
        if let Some(span) = name_behind(document, mention).filter(|span| listed && span.end <= next) {
            all.push(Mention { span, label: Gpe, confidence: PASSED_OVER });
            listed = false;
        }
    }
    all
}

/// The capitalised words behind "and", in the same sentence.
fn name_behind(document: &Document, mention: &Mention) -> Option<Span> {
    let end = document.token_at(mention.span.end);
    let and = end + usize::from(document.word(end) == ",");
    let start = and + 1;
    if document.word(and) != "and" {
        return None;
    }
    let capitals =
        (start..document.tokens.len().min(start + 3)).take_while(|&i| document.tokens[i].is_capitalized()).count();
    let one_sentence = document.sentence_of(end) == document.sentence_of(start);
    (capitals > 0 && one_sentence).then(|| document.span_of(start..start + capitals))
}

/// Names that somebody bears: part of a full name, or with a title before it.
fn people<'t>(document: &Document<'t>, mentions: &[Mention]) -> FxHashSet<&'t str> {
    let mut people = FxHashSet::default();
    for mention in mentions.iter().filter(|m| m.label == Person) {
        let name = mention.span.of(document.text);
        let start = document.token_at(mention.span.start);
        if start.checked_sub(1).is_some_and(|i| roles(document.word(i)).any(Roles::TITLE)) {
            people.insert(name);
        }
        if let (Some((first, _)), Some((_, last))) = (name.split_once(' '), name.rsplit_once(' ')) {
            people.extend([first, last]);
        }
    }
    people
}

/// Whether only a place can stand where a mention does.
fn is_placed(document: &Document, mention: &Mention, nouns: &[&str]) -> bool {
    let start = document.token_at(mention.span.start);
    let word = |back: usize| start.checked_sub(back).map_or("", |i| document.word(i));
    word(1) == "of" && nouns.contains(&word(2).to_lowercase().as_str())
}

/// "Oduva 8.4 mm, Kestel 5.1 mm", "Oduva recorded a low of 18 degrees": where rain and warmth are measured.
fn is_measured(document: &Document, mention: &Mention) -> bool {
    let end = document.tokens_in(mention.span).end;
    let recorded = document.word(end) == "recorded"
        && (end + 1..end + 6).any(|i| matches!(document.word(i), "low" | "high" | "temperature" | "rainfall" | "rain"));
    let figure = document.tokens.get(end).is_some_and(|t| t.kind == TokenKind::Number);
    recorded || figure && matches!(document.word(end + 1), "mm" | "cm" | "°" | "°C" | "degrees")
}

/// Whether a name can be a town's: no word in it tells otherwise, and it is no acronym.
fn fits(document: &Document, mention: &Mention) -> bool {
    let tokens = document.tokens_in(mention.span);
    let words = || {
        document.tokens[tokens.clone()].iter().filter(|t| t.kind == TokenKind::Word).map(|t| t.span.of(document.text))
    };
    let headed = words().any(|word| roles(word).any(Roles::HEAD.or(Roles::HEAD_FIRST)));
    let count = words().count();
    count < 3 && !headed && words().all(|word| word.contains(char::is_lowercase))
}

/// Whether a name in capitals opens the first paragraph with its date or agency and a dash: "ODUVA, March 3 (Wire) — Rain fell."
fn opens_report(document: &Document, mention: &Mention) -> bool {
    let name = mention.span.of(document.text);
    let tokens = document.tokens_in(mention.span);
    let first = document.blocks.iter().find(|block| block.kind == BlockKind::Paragraph);
    let known = || lookup(&title_case(name)).or_else(|| lookup(name)).is_some_and(|e| e.kinds.any(Kinds::ORGANIZATION));
    let Some(block) = first.filter(|b| b.tokens.start == tokens.start) else { return false };
    let dash = (tokens.end..block.tokens.end.min(tokens.end + DATELINE))
        .find(|&i| matches!(document.word(i), "—" | "–" | "-" | "--") && !document.tokens[i].glued);
    name.chars().all(|c| !c.is_lowercase())
        && name.chars().filter(|c| c.is_alphabetic()).count() > 3
        && matches!(document.word(tokens.end), "," | "(")
        && dash.is_some()
        && !known()
}

/// How far a dateline reaches behind the place, in tokens.
const DATELINE: usize = 12;

/// Whether a name is a person's given name and more.
fn is_full(name: &str) -> bool {
    name.split_once(' ').and_then(|(given, _)| lookup(given)).is_some_and(|entry| entry.kinds.any(Kinds::GIVEN))
}

/// Whether a place is where something comes from or is.
fn is_from(document: &Document, mention: &Mention) -> bool {
    let start = document.token_at(mention.span.start);
    start.checked_sub(1).is_some_and(|i| matches!(document.word(i), "in" | "from" | "near" | "between" | "across"))
}

/// Whether a comma and a further name follow the first two names.
fn is_listed(document: &Document, mentions: &[Mention]) -> bool {
    let between = |i: usize| document.text[mentions[i].span.end..mentions[i + 1].span.start].trim();
    let single = |m: &Mention| !m.span.of(document.text).contains(' ');
    mentions.len() > 2
        && between(0) == ","
        && matches!(between(1), "," | "and")
        && single(&mentions[1])
        && single(&mentions[2])
}
