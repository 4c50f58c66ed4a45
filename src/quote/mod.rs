//! Quotations: a document, its mentions and entities in; what is quoted and who says it out.

mod marks;

use crate::entity::Mention;
use crate::link::Links;
use crate::text::{Document, Span};
use crate::view::{QuoteKind, SpeakerKind};

/// Who or what a quotation is from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Speaker {
    /// Where the source stands.
    pub span: Span,
    /// The entity it names.
    pub entity: Option<usize>,
    /// How it is referred to.
    pub kind: SpeakerKind,
}

/// One quotation.
#[derive(Clone, Debug, PartialEq)]
pub struct Quote {
    /// How it quotes.
    pub kind: QuoteKind,
    /// What is attributed.
    pub content: Vec<Span>,
    /// Whose words they are.
    pub speaker: Option<Speaker>,
    /// What attributes them.
    pub cue: Option<Span>,
    /// Who was spoken to.
    pub addressee: Option<Span>,
    /// How sure that is, 0 to 1.
    pub confidence: f32,
}

/// Finds the quotations of a document, in text order.
#[must_use]
pub fn find_quotes(_document: &Document, _mentions: &[Mention], _links: &Links) -> Vec<Quote> {
    Vec::new()
}
