//! Short forms in brackets: mentions in, the same out with "KORTA" of the type that "the Korean Trade Agreement (KORTA)" has.

use rustc_hash::FxHashMap;

use super::Mention;
use crate::text::{Document, Shape};
use crate::view::EntityType::{self, Event, Fac, Law, Org, Product, WorkOfArt};

/// What may have such a form; behind a person or a place a party, an agency or a country stands in the brackets.
const LONG: [EntityType; 6] = [Org, Event, Law, Product, WorkOfArt, Fac];

/// Gives them, and the same words elsewhere, its type.
#[must_use]
pub fn tell_aliases(document: &Document, mut mentions: Vec<Mention>) -> Vec<Mention> {
    let text = document.text;
    let told: FxHashMap<&str, EntityType> = mentions
        .windows(2)
        .filter(|pair| LONG.contains(&pair[0].label) && LONG.contains(&pair[1].label))
        .filter(|pair| &text[pair[0].span.end..pair[1].span.start] == " (" && text[pair[1].span.end..].starts_with(')'))
        .filter(|pair| is_short(document, &pair[1]) && pair[0].span.of(text).contains(' '))
        .map(|pair| (pair[1].span.of(text), pair[0].label))
        .collect();
    for mention in &mut mentions {
        if let Some(&label) = told.get(mention.span.of(text)) {
            mention.label = label;
        }
    }
    mentions
}

/// One word in capitals.
fn is_short(document: &Document, mention: &Mention) -> bool {
    let tokens = document.tokens_in(mention.span);
    tokens.len() == 1 && document.tokens[tokens.start].shape == Shape::Upper
}
