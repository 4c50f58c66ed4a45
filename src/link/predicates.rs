//! A person's name in its sentence in, the role that a clause gives it out: "Ana Roe, who heads the port,", "Ana Roe became mayor".

use super::roles::{Place, Reader, Weight};
use crate::text::Span;

/// Verbs whose subject bears the office that the verb names: "who heads the port".
const OFFICES: &[&str] = &[
    "heads",
    "headed",
    "leads",
    "led",
    "chairs",
    "chaired",
    "runs",
    "ran",
    "directs",
    "directed",
    "commands",
    "commanded",
    "edits",
    "edited",
    "founded",
    "co-founded",
    "coaches",
    "coached",
    "manages",
    "managed",
    "oversees",
    "oversaw",
];

/// What may stand between a subject and the noun of its role, longest first.
const LINKS: &[&[&str]] = &[
    &["was", "sworn", "in", "as"],
    &["has", "been", "appointed"],
    &["has", "been", "named"],
    &["has", "been", "elected"],
    &["had", "been"],
    &["has", "been"],
    &["was", "appointed", "as"],
    &["was", "appointed"],
    &["was", "named", "as"],
    &["was", "named"],
    &["was", "elected", "as"],
    &["was", "elected"],
    &["was", "re-elected"],
    &["was", "made"],
    &["works", "as"],
    &["worked", "as"],
    &["serves", "as"],
    &["served", "as"],
    &["acts", "as"],
    &["acted", "as"],
    &["became"],
    &["becomes"],
    &["remains"],
    &["is"],
    &["was"],
];

impl Reader<'_> {
    /// "Ana Roe is the mayor of Lima", where the name is the subject.
    pub fn told_after(&self, here: &Place) -> Option<(Weight, Span)> {
        let before = here.name.0.checked_sub(1).filter(|&i| i >= here.start).map(|i| self.lower(i));
        let governed = before.is_some_and(|word| {
            matches!(
                word.as_str(),
                "of" | "by" | "with" | "for" | "to" | "from" | "and" | "or" | "than" | "like" | "about"
            )
        });
        if governed {
            return None;
        }
        let link = LINKS.iter().find(|link| self.reads(here.name.1, link))?;
        self.noun_role(here, here.name.1 + link.len()).map(|(weight, span)| (weight.min(Weight::Told), span))
    }

    /// "heads the port", "is the mayor of Lima", behind "who" at `i`.
    pub fn predicate(&self, here: &Place, i: usize) -> Option<(Weight, Span)> {
        if let Some(link) = LINKS.iter().find(|link| self.reads(i, link)) {
            return self.noun_role(here, i + link.len());
        }
        if !OFFICES.contains(&self.word(i)) {
            return None;
        }
        let end = self.phrase_end(here, i)?;
        (end > i + 1).then(|| (Weight::Told, self.document.span_of(i..end)))
    }

    fn reads(&self, from: usize, words: &[&str]) -> bool {
        words.iter().enumerate().all(|(offset, word)| self.word(from + offset) == *word)
    }
}
