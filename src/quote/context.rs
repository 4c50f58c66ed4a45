//! What every step of finding quotations looks at: the document with its regions and mentions by token, cut into frames.
//!
//! A frame is a stretch in which one attribution is complete: a sentence, or several where a quotation runs over their ends.

use std::borrow::Cow;
use std::cell::OnceCell;
#[cfg(debug_assertions)]
use std::cell::RefCell;
use std::ops::Range;

use super::clause::Shows;
use super::marks::{Region, last_inner};
use super::words::{Word, Words};
use crate::entity::Mention;
use crate::link::Links;
use crate::text::{Document, Shape, Span, TokenKind};
use crate::view::{BlockKind, EntityType};

/// The layers below, and two maps from tokens into them.
pub struct Context<'a> {
    /// The document.
    pub document: &'a Document<'a>,
    /// Its mentions.
    pub mentions: &'a [Mention],
    /// Its entities.
    pub links: &'a Links,
    /// Its marked regions.
    pub regions: &'a [Region],
    words: Words<'a>,
    /// Whether a token is ASCII without capitals, as nearly all are.
    is_plain: Vec<bool>,
    lowered: Vec<OnceCell<Box<str>>>,
    region_of: Vec<u32>,
    mention_of: Vec<u32>,
    /// In a debug build the tokens that may be looked at.
    #[cfg(debug_assertions)]
    watched: RefCell<Range<usize>>,
}

const NONE: u32 = u32::MAX;

impl<'a> Context<'a> {
    /// Maps tokens to regions and mentions.
    pub fn new(document: &'a Document<'a>, mentions: &'a [Mention], links: &'a Links, regions: &'a [Region]) -> Self {
        let mut region_of = vec![NONE; document.tokens.len()];
        for (r, region) in regions.iter().enumerate() {
            for part in &region.parts {
                region_of[part.clone()].fill(r as u32);
            }
        }
        let mut mention_of = vec![NONE; document.tokens.len()];
        let mut at = 0;
        for (m, mention) in mentions.iter().enumerate() {
            while document.tokens.get(at).is_some_and(|t| t.span.end <= mention.span.start) {
                at += 1;
            }
            while document.tokens.get(at).is_some_and(|t| t.span.start < mention.span.end) {
                mention_of[at] = m as u32;
                at += 1;
            }
            at = at.saturating_sub(1);
        }
        let words = Words::new(document.tokens.len());
        let is_plain = |word: &str| word.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase());
        let is_plain = document.tokens.iter().map(|token| is_plain(token.span.of(document.text))).collect();
        let lowered = vec![OnceCell::new(); document.tokens.len()];
        Self {
            document,
            mentions,
            links,
            regions,
            words,
            is_plain,
            lowered,
            region_of,
            mention_of,
            #[cfg(debug_assertions)]
            watched: RefCell::new(0..usize::MAX),
        }
    }

    /// From now on only these tokens may be looked at, which a debug build checks.
    pub fn watch(&self, _tokens: Range<usize>) {
        #[cfg(debug_assertions)]
        self.watched.replace(_tokens);
    }

    fn look_at(&self, _token: usize) {
        #[cfg(debug_assertions)]
        assert!(self.watched.borrow().contains(&_token), "token {_token} is beyond {:?}", self.watched);
    }

    /// The region that token `i` lies in.
    pub fn region(&self, i: usize) -> Option<usize> {
        self.look_at(i);
        self.region_of.get(i).filter(|&&r| r != NONE).map(|&r| r as usize)
    }

    /// The mention that token `i` lies in.
    pub fn mention(&self, i: usize) -> Option<usize> {
        self.look_at(i);
        self.mention_of.get(i).filter(|&&m| m != NONE).map(|&m| m as usize)
    }

    /// The type of the mention that token `i` lies in.
    pub fn label(&self, i: usize) -> Option<EntityType> {
        self.mention(i).map(|m| self.mentions[m].label)
    }

    /// What learned judgements see of token `i`.
    pub fn seen(&self, i: usize) -> Word {
        self.look_at(i);
        self.words.get(self, i)
    }

    /// What token `i` shows of clauses.
    pub fn shows(&self, i: usize) -> Shows {
        self.look_at(i);
        self.words.shows(self, i)
    }

    /// The tokens of a mention.
    pub fn tokens_of(&self, mention: usize) -> Range<usize> {
        self.document.tokens_in(self.mentions[mention].span)
    }

    /// Whether a mention is of a person.
    pub fn is_person(&self, mention: usize) -> bool {
        self.mentions[mention].label == EntityType::Person
    }

    /// Whether a mention can speak: a person, a body, a country or capital that stands for its government, a people, an account.
    pub fn can_speak(&self, mention: usize) -> bool {
        use EntityType::{Fac, Gpe, Handle, Loc, Norp, Org, Person, Product};
        matches!(self.mentions[mention].label, Person | Org | Gpe | Norp | Fac | Product | Loc | Handle)
    }

    /// Whether a mention is an age that stands for its bearer: "the 46-year-old", "a 12-year-old from Lima".
    pub fn is_aged(&self, mention: usize) -> bool {
        let Range { start, end } = self.tokens_of(mention);
        self.mentions[mention].label == EntityType::Date
            && start > 0
            && matches!(self.lower(start - 1).as_ref(), "the" | "a" | "an" | "another")
            && self.word(end - 1).ends_with("old")
    }

    /// Token `i` as written.
    pub fn word(&self, i: usize) -> &'a str {
        self.look_at(i);
        self.document.word(i)
    }

    /// Token `i` in lower case; but a name in capitals stays as it is, for the WHO is no "who" and the US no "us".
    pub fn lower(&self, i: usize) -> Cow<'_, str> {
        let word = self.word(i);
        // Most words are asked for again and again, and have no capital.
        if self.is_plain.get(i).is_none_or(|&plain| plain) {
            return Cow::Borrowed(word);
        }
        let acronym = || self.mention(i).is_some() && self.document.tokens[i].shape == Shape::Upper;
        let stays = |c: char| if c.is_ascii() { !c.is_ascii_uppercase() } else { c.to_lowercase().eq([c]) };
        if word.chars().all(stays) || acronym() {
            return Cow::Borrowed(word);
        }
        Cow::Borrowed(self.lowered[i].get_or_init(|| word.to_lowercase().into()))
    }

    /// Whether token `i` is a word, number or link rather than punctuation.
    pub fn is_word(&self, i: usize) -> bool {
        self.look_at(i);
        self.document
            .tokens
            .get(i)
            .is_some_and(|t| matches!(t.kind, TokenKind::Word | TokenKind::Number | TokenKind::Link))
    }

    /// Whether token `i` stands in a headline or subheading, where any word may be capitalised.
    pub fn in_heading(&self, i: usize) -> bool {
        self.look_at(i);
        let block = &self.document.blocks[self.document.block_of(i)];
        matches!(block.kind, BlockKind::Headline | BlockKind::Subheading)
    }

    /// Whether token `i` is written in lower case.
    pub fn is_lower(&self, i: usize) -> bool {
        self.word(i).starts_with(char::is_lowercase)
    }

    /// How many words a range holds.
    pub fn count_words(&self, range: Range<usize>) -> usize {
        range.filter(|&i| self.is_word(i)).count()
    }

    /// The bytes of a token range that is not empty.
    pub fn span(&self, range: Range<usize>) -> Span {
        self.document.span_of(range)
    }

    /// The frames of a document, in order.
    pub fn frames(&self) -> Vec<Frame> {
        let mut frames: Vec<Frame> = Vec::new();
        for (b, block) in self.document.blocks.iter().enumerate() {
            let first = frames.len();
            for sentence in &self.document.sentences[block.sentences.clone()] {
                let mut range = sentence.tokens.clone();
                if frames.len() == first {
                    range.start = self.after_dateline(&range);
                }
                match frames.get_mut(first..).and_then(|f| f.last_mut()) {
                    Some(last) if self.joins(range.start) => last.tokens.end = range.end,
                    _ => frames.push(Frame { block: b, tokens: range }),
                }
            }
        }
        frames
    }

    /// Where a sentence begins behind "GENEVA (Wire) –", "Lima, 3 May —": words in capitals or a place, then names, numbers and brackets, then a dash.
    fn after_dateline(&self, sentence: &Range<usize>) -> usize {
        let document = self.document;
        let shouts = |i: usize| self.word(i).chars().count() > 2 && document.tokens[i].shape == Shape::Upper;
        if !(shouts(sentence.start) || self.label(sentence.start) == Some(EntityType::Gpe)) {
            return sentence.start;
        }
        let dash = sentence.clone().take(20).find(|&i| {
            !document.tokens[i].glued && matches!(self.word(i), "—" | "–" | "--" | "-") && self.region(i).is_none()
        });
        let Some(dash) = dash.filter(|&dash| dash + 1 < sentence.end) else { return sentence.start };
        let mut bracket = false;
        let head = (sentence.start..dash).all(|i| {
            bracket = bracket && self.word(i - 1) != ")" || self.word(i) == "(";
            bracket || !self.is_lower(i) && self.region(i).is_none()
        });
        let opens = !self.is_lower(dash + 1);
        if head && opens { dash + 1 } else { sentence.start }
    }

    /// Whether the sentence that begins at token `at` goes on with the one before: a region runs over the boundary, or a
    /// quotation that asks or cries out ends there and its attribution follows (“Why?” Ito asked.).
    fn joins(&self, at: usize) -> bool {
        let Some(region) = self.region(at - 1) else { return false };
        if self.region(at) == Some(region) {
            return true;
        }
        let cries = matches!(last_inner(self.document, &self.regions[region]), Some('?' | '!' | '…'));
        cries
            && self.region(at).is_none()
            && (at..at + 7).take_while(|&i| self.is_word(i)).any(|i| super::cues::is_saying(&self.lower(i)))
    }
}

/// A stretch of one block in which attributions are looked for.
#[derive(Clone, Debug)]
pub struct Frame {
    /// The block it stands in.
    pub block: usize,
    /// Its tokens.
    pub tokens: Range<usize>,
}
