//! States and provinces told by their codes: mentions in, the same out with "TX" in "Austin, TX," a place.
//!
//! By itself such a code may be anything: initials of a body, a degree ("Ana Roe, MD"), a word in capitals.

use super::Mention;
use super::gazetteer::{Kinds, lookup};
use crate::lexicon::STATE_CODES;
use crate::text::{Document, Shape, TokenKind};
use crate::view::EntityType::{Gpe, Loc, Person};

/// How sure a code is that nobody took for a name.
const SURE: f32 = 0.8;

/// Codes that are degrees behind a person's name.
const DEGREES: [&str; 4] = ["MA", "MD", "MS", "PA"];

/// Makes them places.
#[must_use]
pub fn find_state_codes(document: &Document, mut mentions: Vec<Mention>) -> Vec<Mention> {
    let mut found = Vec::new();
    for i in 0..mentions.len() {
        let Mention { span, label, .. } = mentions[i];
        let comma = document.tokens_in(span).end;
        if document.word(comma) != "," {
            continue;
        }
        let shouted = span.of(document.text).chars().all(|c| !c.is_lowercase());
        let code = comma + 1;
        // Austin is a person's name too, and "Austin, MD" a doctor.
        let town = || !DEGREES.contains(&document.word(code)) && is_town(span.of(document.text));
        let place = matches!(label, Gpe | Loc) || label == Person && town();
        if !place || shouted || !STATE_CODES.contains(document.word(code)) || !is_over(document, code + 1) {
            continue;
        }
        let span = document.span_of(code..code + 1);
        match mentions.get_mut(i + 1).filter(|m| m.span.start < span.end) {
            Some(same) if same.span == span => same.label = Gpe,
            // "Rockville, MD University"
            Some(_) => continue,
            None => found.push(Mention { span, label: Gpe, confidence: SURE }),
        }
        mentions[i].label = if label == Person { Gpe } else { label };
    }
    if !found.is_empty() {
        mentions.extend(found);
        mentions.sort_by_key(|m| m.span.start);
    }
    mentions
}

fn is_town(name: &str) -> bool {
    lookup(name).is_some_and(|e| e.kinds.any(Kinds::CITY))
}

/// Whether no capitalised word goes on at token `i` of the same sentence: "Baku, MD Ana Roe".
fn is_over(document: &Document, i: usize) -> bool {
    let next = document.tokens.get(i).filter(|t| t.kind == TokenKind::Word && t.shape != Shape::Lower);
    next.is_none() || document.sentence_of(i) != document.sentence_of(i - 1)
}
