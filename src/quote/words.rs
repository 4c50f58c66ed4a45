//! What learned judgements see of a word: a token in, numbers for its form, its class and the groups of words it is used like out.
//!
//! Names and values are seen by their type alone, so that nothing is learned about those whom the corpus writes about.

use std::cell::{Cell, RefCell};

use rustc_hash::FxHashMap;

use super::clause::{self, Shows};
use super::context::Context;
use super::source;
use crate::entity::clusters;
use crate::lexicon::{AUXILIARIES, CLAUSE_OPENERS, DETERMINERS, PREPOSITIONS};
use crate::text::TokenKind;

/// What is seen of one token.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Word {
    /// The word in lower case, or the type of the name that it is part of.
    pub id: u32,
    /// Its grammatical class, as far as lists and endings tell.
    pub class: u32,
    /// The cluster of 64 that it lies in.
    pub coarse: u32,
    /// The cluster of 1024 that it lies in.
    pub fine: u32,
}

/// The words of a document as they are asked for.
pub struct Words<'a> {
    seen: Vec<Cell<Option<Word>>>,
    /// What was looked up of words outside names: half of them stand in an article again.
    known: RefCell<FxHashMap<(&'a str, TokenKind), Word>>,
    shows: Vec<Cell<Option<Shows>>>,
    key: RefCell<Vec<u8>>,
}

impl<'a> Words<'a> {
    /// Nothing is looked at yet.
    pub fn new(tokens: usize) -> Self {
        let (seen, shows) = (vec![Cell::new(None); tokens], vec![Cell::new(None); tokens]);
        Self { seen, known: RefCell::default(), shows, key: RefCell::default() }
    }

    /// Token `at` of a document; beyond its ends there is nothing.
    pub fn get(&self, context: &Context<'a>, at: usize) -> Word {
        let Some(cell) = self.seen.get(at) else { return Word::default() };
        if let Some(word) = cell.get() {
            return word;
        }
        let word = self.look(context, at);
        cell.set(Some(word));
        word
    }

    /// What token `at` shows of clauses; beyond the ends of the document there is nothing.
    pub fn shows(&self, context: &Context, at: usize) -> Shows {
        let Some(cell) = self.shows.get(at) else { return Shows::default() };
        if let Some(shows) = cell.get() {
            return shows;
        }
        let shows = clause::look(context, at);
        cell.set(Some(shows));
        shows
    }

    fn look(&self, context: &Context<'a>, at: usize) -> Word {
        if let Some(mention) = context.mention(at) {
            let inside = u32::from(at > 0 && context.mention(at - 1) == Some(mention));
            let label = 2 + context.mentions[mention].label as u32;
            return Word { id: label, class: 100 + 2 * label + inside, coarse: 0, fine: 0 };
        }
        let kind = context.document.tokens[at].kind;
        *self.known.borrow_mut().entry((context.word(at), kind)).or_insert_with(|| self.look_up(context, at, kind))
    }

    /// What is seen of a word that is part of no name, wherever it stands.
    fn look_up(&self, context: &Context, at: usize, kind: TokenKind) -> Word {
        let lower = context.lower(at);
        let id = match kind {
            TokenKind::Number => 1,
            _ => hash_word(&lower),
        };
        let class = match kind {
            TokenKind::Word => class(context, at, &lower),
            TokenKind::Number => 3,
            _ => id,
        };
        let [_, fine, _, coarse] = clusters::of(context.word(at), &mut self.key.borrow_mut());
        Word { id, class, coarse, fine }
    }
}

fn class(context: &Context, at: usize, lower: &str) -> u32 {
    match lower {
        "that" => return 10,
        "to" => return 11,
        "who" | "which" | "whom" | "whose" => return 12,
        "what" | "why" | "how" | "whether" | "if" | "when" | "where" => return 13,
        "he" | "she" | "they" | "it" | "we" | "i" | "you" | "there" => return 14,
        "him" | "them" | "me" | "us" => return 15,
        "and" | "but" | "or" => return 16,
        _ => {}
    }
    if let Some(kind) = AUXILIARIES.get(lower) {
        return match kind {
            "be" => 20,
            "have" => 21,
            "modal" => 22,
            "not" => 23,
            _ => 24,
        };
    }
    if DETERMINERS.contains(lower) {
        30
    } else if PREPOSITIONS.contains(lower) {
        31
    } else if CLAUSE_OPENERS.contains(lower) {
        32
    } else if !context.is_lower(at) {
        33
    } else if source::noun_kind(lower).is_some() {
        34
    } else if lower.ends_with("ly") {
        35
    } else if lower.ends_with("ing") {
        36
    } else if lower.ends_with("ed") {
        37
    } else if lower.ends_with('s') {
        38
    } else {
        39
    }
}

/// FNV-1a of a word, never one of the small numbers that stand for types.
pub fn hash_word(word: &str) -> u32 {
    word.bytes().fold(0x811c_9dc5_u32, |hash, b| (hash ^ u32::from(b)).wrapping_mul(0x0100_0193)) | 0x8000_0000
}

/// A length, in steps that grow.
pub fn bucket(length: usize) -> u32 {
    match length {
        0..=4 => length as u32,
        5..=7 => 5,
        8..=11 => 6,
        12..=17 => 7,
        18..=27 => 8,
        _ => 9,
    }
}
