//! Names in a row of people: mentions in, the same out with "Jordan" a person in "Daniel, Jordan, Ana and Roe".

use super::Mention;
use super::cues::{Roles, roles};
use super::gazetteer::{Kinds, lookup};
use crate::text::Document;
use crate::view::EntityType::{Fac, Gpe, Loc, Org, Person, Product};

/// Makes them people: one word beside two people of one word each, all joined by commas and "and".
#[must_use]
pub fn tell_people_in_rows(document: &Document, mut mentions: Vec<Mention>) -> Vec<Mention> {
    let text = document.text;
    let mut start = 0;
    while start < mentions.len() {
        let joined = |pair: &[Mention]| {
            let between = text[pair[0].span.end..pair[1].span.start].trim();
            matches!(between, "," | "and" | ", and" | "&")
        };
        let end = start + 1 + mentions[start..].windows(2).take_while(|pair| joined(pair)).count();
        let row = &mut mentions[start..end];
        let single = |m: &Mention| !m.span.of(text).contains(' ');
        let people = row.iter().filter(|m| m.label == Person && single(m)).count();
        let others = row.iter().filter(|m| m.label != Person).count();
        if row.len() > 2 && people > others {
            for mention in row.iter_mut().filter(|m| matches!(m.label, Gpe | Loc | Org | Fac | Product) && single(m)) {
                if may_be_called(mention.span.of(text)) {
                    mention.label = Person;
                }
            }
        }
        start = end;
    }
    mentions
}

/// Whether somebody may bear a name: no initials, and no list has it for a place or a body alone.
fn may_be_called(name: &str) -> bool {
    let borne = lookup(name).is_none_or(|e| e.kinds.any(Kinds::GIVEN.with(Kinds::SURNAME)));
    borne && name.contains(char::is_lowercase) && !roles(name).any(Roles::HEAD)
}
