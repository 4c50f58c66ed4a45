//! Entities: a block's tokens in, candidate mentions out; then, for the whole document, the mentions chosen among them.

mod aliases;
pub(crate) mod calendar;
mod choose;
mod classify;
pub mod clusters;
mod codes;
mod common;
pub(crate) mod cues;
mod dates;
pub mod decode;
mod exp;
mod feasts;
pub mod features;
mod fold;
mod forms;
pub mod gazetteer;
mod heads;
pub mod heard;
mod laws;
mod mistaken;
pub mod model;
mod names;
mod offices;
mod patterns;
mod reading;
mod relative_dates;
mod results;
mod rows;
mod segments;
mod shouting;
mod small;
pub mod table;
mod tagger;
pub mod templates;
mod times;
mod told;
mod towns;
mod trim;
mod types;
mod value_items;
pub(crate) mod values;
mod works;

pub use aliases::tell_aliases;
pub use choose::choose;
pub use codes::find_state_codes;
pub use common::drop_common;
pub use mistaken::mend_mistaken;
pub use offices::trim_offices;
pub use results::find_teams;
pub use rows::tell_rows;
pub use told::find_told_bodies;
pub use towns::find_towns;
pub use trim::trim_names;
pub use types::tell_types;

pub use forms::Forms;

use self::heard::Heard;
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

/// What one block by itself yields, in offsets local to it.
pub struct BlockEntities {
    /// What takes no word of the rest of the article.
    settled: Vec<Candidate>,
    names: names::BlockNames,
}

/// The block pass.
pub(crate) fn read_block(text: &str, tokens: &[Token], sentences: &[Sentence], forms: &mut Forms) -> BlockEntities {
    let names = names::read_block(text, tokens, sentences, forms);
    let mut settled = laws::find_laws(text, tokens);
    settled.extend(small::find_small_names(text, tokens));
    settled.extend(patterns::find_values(text, tokens));
    BlockEntities { settled, names }
}

/// One block with all that was read in it.
#[derive(Clone, Copy)]
pub(crate) struct Block<'a> {
    /// Where it stands.
    pub span: Span,
    /// Its tokens, in offsets local to it.
    pub tokens: &'a [Token],
    /// What the block pass made of it.
    pub entities: &'a BlockEntities,
}

/// The document pass: every mention that the blocks suggest, in any order, possibly overlapping.
pub(crate) fn find_candidates(text: &str, blocks: &[Block]) -> Vec<Candidate> {
    let mut heard = Heard::default();
    blocks.iter().for_each(|block| block.entities.names.speak(&mut heard));
    let mut candidates = Vec::new();
    for block in blocks {
        let names = block.entities.names.find_names(block.span.of(text), block.tokens, &heard);
        candidates.extend(names.iter().chain(&block.entities.settled).map(|c| c.shifted(block.span.start)));
    }
    candidates
}
