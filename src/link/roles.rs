//! The people of a document in, the role that the article gives each out: a title before the name ("UN envoy Ana Roe"), or
//! words in apposition after it ("Ana Roe, head of the port,") or before it ("the mayor of Lima, Ana Roe,"), or what
//! a clause says of it ("Ana Roe, who heads the port", "Ana Roe became mayor").
//!
//! A role needs a noun of `data/lexicon/role_nouns.txt`. A name's role is looked for in a window of fixed width.

use super::Links;
use crate::entity::Mention;
use crate::entity::cues;
use crate::lexicon::{AUXILIARIES, CLAUSE_OPENERS, DETERMINERS, PREPOSITIONS, ROLE_MODIFIERS, ROLE_NOUNS, TITLES};
use crate::text::chars::is_hyphen;
use crate::text::{Document, Span, TokenKind};
use crate::view::EntityType;

/// How many tokens of a word with hyphens are read, so that hostile text takes no longer.
const PARTS: usize = 8;

/// How much a role says of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// A form of address.
    Style,
    /// A relation to someone else.
    Kin,
    /// What a clause says of someone: "Roe is a doctor".
    Told,
    /// An office or trade.
    Office,
}

/// The roles of people, by entity.
pub fn find(document: &Document, mentions: &[Mention], links: &Links) -> Vec<(usize, Span)> {
    let reader = Reader::new(document, mentions);
    let people = links.entities.iter().enumerate().filter(|(_, e)| e.label == EntityType::Person);
    people.filter_map(|(entity, person)| Some((entity, reader.best(&person.mentions)?))).collect()
}

/// A document with its mentions by token.
pub struct Reader<'a> {
    /// The document.
    pub document: &'a Document<'a>,
    /// Its mentions.
    pub mentions: &'a [Mention],
    /// For each token the mention it stands in.
    pub mention_at: Vec<Option<usize>>,
}

impl<'a> Reader<'a> {
    fn new(document: &'a Document<'a>, mentions: &'a [Mention]) -> Self {
        let mut mention_at = vec![None; document.tokens.len()];
        for (i, mention) in mentions.iter().enumerate() {
            mention_at[document.tokens_in(mention.span)].fill(Some(i));
        }
        Self { document, mentions, mention_at }
    }

    /// The weightiest role that any mention comes with; of equals the first.
    fn best(&self, mentions: &[usize]) -> Option<Span> {
        let mut best: Option<(Weight, Span)> = None;
        for &mention in mentions {
            let name = self.document.tokens_in(self.mentions[mention].span);
            let sentence = &self.document.sentences[self.document.sentence_of(name.start)].tokens;
            let here = Place { start: sentence.start, end: sentence.end, name: (name.start, name.end) };
            let found = [
                self.title_before(&here),
                self.apposition_after(&here),
                self.apposition_before(&here),
                self.told_after(&here),
            ];
            for (weight, span) in found.into_iter().flatten() {
                if best.is_none_or(|(known, _)| weight > known) {
                    best = Some((weight, span));
                }
            }
            if best.is_some_and(|(weight, _)| weight == Weight::Office) {
                break;
            }
        }
        best.map(|(_, span)| span)
    }

    pub fn word(&self, i: usize) -> &str {
        self.document.word(i)
    }

    pub fn lower(&self, i: usize) -> String {
        self.word(i).to_lowercase()
    }

    pub fn is_word(&self, i: usize) -> bool {
        self.document.tokens.get(i).is_some_and(|t| matches!(t.kind, TokenKind::Word | TokenKind::Number))
    }

    /// The first token of the word that ends with token `i`, parts joined by hyphens taken together.
    fn word_start(&self, mut i: usize, stop: usize) -> usize {
        let stop = stop.max(i.saturating_sub(PARTS));
        while i >= stop + 2
            && self.word(i - 1).starts_with(is_hyphen)
            && self.document.tokens[i].glued
            && self.document.tokens[i - 1].glued
        {
            i -= 2;
        }
        i
    }

    /// The last token of the word that begins with token `i`.
    pub fn word_end(&self, mut i: usize, stop: usize) -> usize {
        let stop = stop.min(i + PARTS);
        while i + 2 < stop
            && self.word(i + 1).starts_with(is_hyphen)
            && self.document.tokens[i + 1].glued
            && self.document.tokens[i + 2].glued
        {
            i += 2;
        }
        i
    }

    pub fn label(&self, i: usize) -> Option<EntityType> {
        self.mention_at.get(i).copied().flatten().map(|m| self.mentions[m].label)
    }

    /// The token behind the mention at `i`, or behind `i`.
    pub fn after_mention(&self, i: usize) -> usize {
        self.mention_at[i].map_or(i + 1, |m| self.document.tokens_in(self.mentions[m].span).end.max(i + 1))
    }

    /// What the word in tokens `start..=end` weighs as the noun of a role.
    pub fn role_noun(&self, start: usize, end: usize) -> Option<Weight> {
        if matches!(self.label(end), Some(label) if label != EntityType::Org) {
            return None;
        }
        let whole = self.document.span_of(start..end + 1).of(self.document.text).to_lowercase();
        let value = ROLE_NOUNS.get(whole.trim_end_matches('.')).or_else(|| {
            let last = self.lower(end);
            ROLE_NOUNS.get(last.trim_end_matches('.'))
        })?;
        Some(match value {
            "kin" => Weight::Kin,
            "style" => Weight::Style,
            _ => Weight::Office,
        })
    }

    /// A word that can stand before the noun of a role.
    pub fn is_modifier(&self, start: usize, end: usize) -> bool {
        let last = self.lower(end);
        let adjective = ["al", "ary", "ic", "ive", "ese"].iter().any(|suffix| last.ends_with(suffix) && last.len() > 5);
        start < end && self.label(end).is_none() && !last.starts_with("old")
            || ROLE_MODIFIERS.contains(&last)
            || adjective
            || ROLE_NOUNS.contains(&last)
    }

    pub fn is_function(&self, i: usize) -> bool {
        let word = self.lower(i);
        DETERMINERS.contains(&word)
            || PREPOSITIONS.contains(&word)
            || AUXILIARIES.contains(&word)
            || CLAUSE_OPENERS.contains(&word)
            || matches!(word.as_str(), "he" | "she" | "it" | "they" | "we" | "i" | "you" | "who" | "him" | "them")
    }

    /// "Secretary of State", "UN envoy on Harbours", "comedian" right before the name.
    fn title_before(&self, here: &Place) -> Option<(Weight, Span)> {
        let (name, _) = here.name;
        let last = name.checked_sub(1).filter(|&i| i >= here.start && self.is_word(i))?;
        let start = self.word_start(last, here.start);
        let (head, weight) = match self.role_noun(start, last) {
            Some(weight) => (start, weight),
            None => self.head_before_of(here, name)?,
        };
        let start = self.extend(here.start, head, weight);
        Some((weight, self.document.span_of(start..name)))
    }

    /// The noun of "Secretary of State" before a name that begins at `name`.
    fn head_before_of(&self, here: &Place, name: usize) -> Option<(usize, Weight)> {
        let mut i = name.checked_sub(1)?;
        let stop = here.start.max(name.saturating_sub(9));
        while i > stop {
            let word = self.lower(i);
            let joins = matches!(word.as_str(), "of" | "for" | "on" | "to" | "at" | "in");
            if joins && i + 1 < name {
                let start = self.word_start(i - 1, here.start);
                if let Some(weight) = self.role_noun(start, i - 1) {
                    return Some((start, weight));
                }
            }
            let capital = self.document.tokens[i].is_capitalized() && self.label(i) != Some(EntityType::Person);
            let titled = TITLES.contains(self.word(i).trim_end_matches('.'));
            // "chief of staff Ana Roe": one plain word behind "of".
            let plain = self.lower(i - 1) == "of" && i + 1 == name && self.is_word(i) && !self.is_function(i);
            let small = joins || matches!(word.as_str(), "the" | "and") || self.word(i).starts_with(is_hyphen);
            if titled || !(capital || plain || small) {
                return None;
            }
            i -= 1;
        }
        None
    }

    /// The first token of the role whose noun begins at `head`: what modifies it is taken in, articles are not.
    pub fn extend(&self, stop: usize, head: usize, weight: Weight) -> usize {
        let mut start = head;
        while start > stop {
            let last = start - 1;
            let word = self.lower(last);
            if self.document.tokens[last].kind == TokenKind::Clitic {
                // "Roe’s sister"
                let owner = last.checked_sub(1).filter(|_| weight == Weight::Kin).and_then(|i| self.mention_at[i]);
                return owner.map_or(start, |m| self.document.token_at(self.mentions[m].span.start));
            }
            if matches!(word.as_str(), "his" | "her" | "their" | "my" | "our") {
                return if weight == Weight::Kin { last } else { start };
            }
            if word == "and" && last > stop {
                let before = self.word_start(last - 1, stop);
                let alike =
                    self.document.tokens[before].is_capitalized() == self.document.tokens[start].is_capitalized();
                if self.role_noun(before, last - 1).is_some() && (alike || before == stop) {
                    start = before;
                    continue;
                }
                break;
            }
            if !self.is_word(last) {
                break;
            }
            let first = self.word_start(last, stop);
            match self.label(last) {
                Some(EntityType::Person) => break,
                Some(label) if (label as usize) < EntityType::Date as usize || label == EntityType::Ordinal => {
                    let mention =
                        self.mention_at[last].map_or(last, |m| self.document.token_at(self.mentions[m].span.start));
                    start = mention.max(stop);
                }
                Some(_) => break,
                None if self.is_modifier(first, last) => start = first,
                None => {
                    let capital = self.document.tokens[last].is_capitalized() && !self.is_function(last);
                    let ordinary = cues::roles(self.word(last)).any(cues::Roles::FUNCTION);
                    let title = cues::roles(self.word(last)).any(cues::Roles::TITLE);
                    if !(capital && !ordinary && (first > stop || title)) {
                        break;
                    }
                    start = first;
                }
            }
        }
        start
    }
}

/// A name in its sentence, as token indices.
pub struct Place {
    pub start: usize,
    pub end: usize,
    pub name: (usize, usize),
}
