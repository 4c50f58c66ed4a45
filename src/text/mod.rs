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
    /// The texts of the tokens.
    words: Vec<&'t str>,
    /// For every [`STEP`] bytes the first token that ends behind them.
    steps: Vec<u32>,
    /// The block and the sentence of each token.
    homes: Vec<[u32; 2]>,
}

/// How far apart, in bytes, the places are from which a token is looked for.
const STEP: usize = 32;

impl<'t> Document<'t> {
    /// An empty document over `text`.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        let (blocks, sentences, tokens) = (Vec::new(), Vec::new(), Vec::new());
        let (words, steps, homes) = (Vec::new(), Vec::new(), Vec::new());
        Self { text, blocks, sentences, tokens, words, steps, homes }
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
        let mut sentence = s0;
        for (i, token) in self.tokens.iter().enumerate().skip(t0) {
            while self.steps.len() * STEP < token.span.end {
                self.steps.push(i as u32);
            }
            while self.sentences.get(sentence).is_some_and(|s| s.tokens.end <= i) {
                sentence += 1;
            }
            self.words.push(token.span.of(self.text));
            self.homes.push([self.blocks.len() as u32, sentence as u32]);
        }
        self.blocks.push(Block { span, kind, tokens: t0..self.tokens.len(), sentences: s0..self.sentences.len() });
    }

    /// The text of token `i`; empty past the end, so that context can be asked for without checks.
    #[must_use]
    pub fn word(&self, i: usize) -> &'t str {
        self.words.get(i).copied().unwrap_or_default()
    }

    /// The first token that ends after byte `at`.
    #[must_use]
    pub fn token_at(&self, at: usize) -> usize {
        let from = self.steps.get(at / STEP).map_or(self.tokens.len(), |&token| token as usize);
        from + self.tokens[from..].iter().take_while(|token| token.span.end <= at).count()
    }

    /// The tokens that a span touches.
    #[must_use]
    pub fn tokens_in(&self, span: Span) -> Range<usize> {
        let last = self.token_at(span.end.saturating_sub(1));
        let reaches = self.tokens.get(last).is_some_and(|token| token.span.start < span.end);
        self.token_at(span.start)..last + usize::from(reaches)
    }

    /// The span from the first to the last token of a range that is not empty.
    #[must_use]
    pub fn span_of(&self, tokens: Range<usize>) -> Span {
        Span::new(self.tokens[tokens.start].span.start, self.tokens[tokens.end - 1].span.end)
    }

    /// The block that token `i` stands in.
    #[must_use]
    pub fn block_of(&self, i: usize) -> usize {
        self.homes.get(i).map_or(self.blocks.len(), |&[block, _]| block as usize)
    }

    /// The sentence that token `i` stands in.
    #[must_use]
    pub fn sentence_of(&self, i: usize) -> usize {
        self.homes.get(i).map_or(self.sentences.len(), |&[_, sentence]| sentence as usize)
    }
}
