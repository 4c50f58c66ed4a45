//! Names in a row: mentions in, the same out with the odd one what the rest are: "Daniel, Jordan, Ana and Roe" are people, "Kestel, Oduva
//! and Vale" towns.

use super::Mention;
use super::cues::{Roles, roles};
use super::gazetteer::{Kinds, lookup};
use crate::text::Document;
use crate::view::EntityType::{self, Fac, Gpe, Loc, Norp, Org, Person, Product};

/// Rows of other names than people's.
const OTHERS: [EntityType; 4] = [Gpe, Org, Norp, Fac];

/// Makes them alike.
#[must_use]
pub fn tell_rows(document: &Document, mut mentions: Vec<Mention>) -> Vec<Mention> {
    let text = document.text;
    for row in mentions.chunk_by_mut(|a, b| are_joined(text, a, b)).filter(|row| row.len() > 2) {
        tell_people(text, row);
        tell_others(text, row);
    }
    mentions
}

/// Whether only a comma, "and" or "or" stands between a name and the next.
pub(super) fn are_joined(text: &str, one: &Mention, next: &Mention) -> bool {
    matches!(text[one.span.end..next.span.start].trim(), "," | "and" | ", and" | "&" | "or" | ", or")
}

/// One word beside two people of one word each.
fn tell_people(text: &str, row: &mut [Mention]) {
    let single = |m: &Mention| !m.span.of(text).contains(' ');
    let people = row.iter().filter(|m| m.label == Person && single(m)).count();
    let others = row.iter().filter(|m| m.label != Person).count();
    if people > others {
        for mention in row.iter_mut().filter(|m| matches!(m.label, Gpe | Loc | Org | Fac | Product) && single(m)) {
            if may_be_called(mention.span.of(text)) {
                mention.label = Person;
            }
        }
    }
}

/// Whether somebody may bear a name: no initials, and no list has it for a place or a body alone.
fn may_be_called(name: &str) -> bool {
    let borne = lookup(name).is_none_or(|e| e.kinds.any(Kinds::GIVEN.with(Kinds::SURNAME)));
    borne && name.contains(char::is_lowercase) && !roles(name).any(Roles::HEAD)
}

/// What was taken for a person among places, bodies, peoples or buildings, which are two thirds of the row.
fn tell_others(text: &str, row: &mut [Mention]) {
    let place = |label: EntityType| if label == Loc { Gpe } else { label };
    let most = OTHERS.into_iter().find(|&o| 3 * row.iter().filter(|m| place(m.label) == o).count() >= 2 * row.len());
    let Some(most) = most else { return };
    // "In Oduva, Kenya, Roe was …" has no third place.
    let open = row.windows(2).last().is_some_and(|pair| text[pair[0].span.end..pair[1].span.start].trim() == ",");
    let whole = row.len() - usize::from(open);
    for mention in row[..whole].iter_mut().filter(|m| m.label == Person) {
        let given = mention.span.of(text).split_once(' ').and_then(|(first, _)| lookup(first));
        if !given.is_some_and(|e| e.kinds.any(Kinds::GIVEN)) {
            mention.label = most;
        }
    }
}
