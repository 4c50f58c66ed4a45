//! Entities: a block's tokens in, candidate mentions out; then, for the whole document, the mentions chosen among them.

pub(crate) mod calendar;
mod choose;
mod classify;
pub mod clusters;
pub(crate) mod cues;
mod dates;
pub mod decode;
mod feasts;
pub mod features;
pub mod gazetteer;
mod heads;
mod laws;
mod mistaken;
pub mod model;
mod names;
mod patterns;
mod reading;
mod relative_dates;
mod segments;
mod small;
pub mod table;
mod tagger;
mod times;
mod towns;
mod types;
mod value_items;
pub(crate) mod values;
mod works;

pub use choose::choose;
pub use mistaken::mend_mistaken;
pub use towns::find_towns;
pub use types::tell_types;

use crate::text::{Sentence, Span, Token};
use crate::view::EntityType;

/// Who proposes a mention; `choose` weighs them against each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// A number-like expression found by a pattern.
    Pattern,
    /// A name found by lists, titles and context.
    Name,
}

/// A stretch that may be a mention.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Candidate {
    /// Where it stands.
    pub span: Span,
    /// What it would be.
    pub label: EntityType,
    /// Who proposes it.
    pub source: Source,
    /// How sure that is, 0 to 1.
    pub confidence: f32,
}

impl Candidate {
    /// The same candidate `by` bytes further on.
    #[must_use]
    pub fn shifted(self, by: usize) -> Self {
        Self { span: self.span.shifted(by), ..self }
    }
}

/// A mention that stands: it overlaps no other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mention {
    /// Where it stands.
    pub span: Span,
    /// What it names.
    pub label: EntityType,
    /// How sure that is, 0 to 1.
    pub confidence: f32,
}

/// The block pass: every mention that one block by itself suggests, in any order, possibly overlapping.
#[must_use]
pub fn find_candidates(block: &str, tokens: &[Token], sentences: &[Sentence]) -> Vec<Candidate> {
    let mut candidates = names::find_names(block, tokens, sentences);
    candidates.extend(laws::find_laws(block, tokens));
    candidates.extend(small::find_small_names(block, tokens));
    candidates.extend(patterns::find_values(block, tokens));
    candidates
}
