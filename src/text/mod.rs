//! The text layers: from a string to a [`Document`] of blocks, sentences and tokens. All offsets are bytes.

pub mod blocks;
pub mod chars;
pub mod language;
pub mod sentences;
pub mod tokens;
pub mod utf16;

use std::ops::Range;

use crate::view::BlockKind;
pub use tokens::{Shape, Token, TokenKind};

/// A stretch of a text in bytes, `end` exclusive; both ends lie on character boundaries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The span from `start` to `end`.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// The text it covers.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        &text[self.start..self.end]
    }

    /// The same stretch, `by` bytes further on.
    #[must_use]
    pub fn shifted(self, by: usize) -> Self {
        Self::new(self.start + by, self.end + by)
    }

    /// Whether the two share a byte.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether `other` lies wholly inside.
    #[must_use]
    pub fn covers(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

/// A sentence: its extent and its tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Where it stands.
    pub span: Span,
    /// Its tokens, as indices into the tokens beside it.
    pub tokens: Range<usize>,
}

/// A block with its kind and what it holds, as indices into the document's layers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Where it stands.
    pub span: Span,
    /// Headline, paragraph and so on.
    pub kind: BlockKind,
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Its sentences.
    pub sentences: Range<usize>,
}

/// One article with its text layers; later passes only read it.
#[derive(Debug)]
pub struct Document<'t> {
    /// The article.
    pub text: &'t str,
    /// Its blocks, in order.
    pub blocks: Vec<Block>,
    /// All sentences, in order.
    pub sentences: Vec<Sentence>,
    /// All tokens, in order.
    pub tokens: Vec<Token>,
}

impl<'t> Document<'t> {
    /// An empty document over `text`.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        Self { text, blocks: Vec::new(), sentences: Vec::new(), tokens: Vec::new() }
    }

    /// Appends a block whose tokens and sentences are given in offsets local to it.
    pub fn push_block(&mut self, span: Span, kind: BlockKind, tokens: &[Token], sentences: &[Sentence]) {
        let (t0, s0) = (self.tokens.len(), self.sentences.len());
        self.tokens.extend(tokens.iter().map(|t| Token { span: t.span.shifted(span.start), ..*t }));
        self.sentences.extend(
            sentences
                .iter()
                .map(|s| Sentence { span: s.span.shifted(span.start), tokens: s.tokens.start + t0..s.tokens.end + t0 }),
        );
        self.blocks.push(Block { span, kind, tokens: t0..self.tokens.len(), sentences: s0..self.sentences.len() });
    }

    /// The text of token `i`; empty past the end, so that context can be asked for without checks.
    #[must_use]
    pub fn word(&self, i: usize) -> &'t str {
        self.tokens.get(i).map_or("", |t| t.span.of(self.text))
    }

    /// The first token that ends after byte `at`.
    #[must_use]
    pub fn token_at(&self, at: usize) -> usize {
        self.tokens.partition_point(|t| t.span.end <= at)
    }

    /// The tokens that a span touches.
    #[must_use]
    pub fn tokens_in(&self, span: Span) -> Range<usize> {
        self.token_at(span.start)..self.tokens.partition_point(|t| t.span.start < span.end)
    }

    /// The span from the first to the last token of a range that is not empty.
    #[must_use]
    pub fn span_of(&self, tokens: Range<usize>) -> Span {
        Span::new(self.tokens[tokens.start].span.start, self.tokens[tokens.end - 1].span.end)
    }

    /// The block that token `i` stands in.
    #[must_use]
    pub fn block_of(&self, i: usize) -> usize {
        self.blocks.partition_point(|b| b.tokens.end <= i)
    }

    /// The sentence that token `i` stands in.
    #[must_use]
    pub fn sentence_of(&self, i: usize) -> usize {
        self.sentences.partition_point(|s| s.tokens.end <= i)
    }
}
