//! The people of a document in, the role that the article gives each out: a title before the name ("UN envoy Ana Roe"), or
//! words in apposition after it ("Ana Roe, head of the port,") or before it ("the mayor of Lima, Ana Roe,").
//!
//! A role needs a noun of `data/lexicon/role_nouns.txt`. A name's role is looked for in a window of fixed width.

use super::Links;
use crate::entity::Mention;
use crate::entity::cues;
use crate::lexicon::{AUXILIARIES, CLAUSE_OPENERS, DETERMINERS, PREPOSITIONS, ROLE_MODIFIERS, ROLE_NOUNS, TITLES};
use crate::text::chars::is_hyphen;
use crate::text::{Document, Span, TokenKind};
use crate::view::EntityType;

/// How many tokens an apposition can have.
const WINDOW: usize = 28;

/// How much a role says of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Weight {
    /// A form of address.
    Style,
    /// A relation to someone else.
    Kin,
    /// An office or trade.
    Office,
}

/// The roles of people, by entity.
pub fn find(document: &Document, mentions: &[Mention], links: &Links) -> Vec<(usize, Span)> {
    let reader = Reader::new(document, mentions);
    let people = links.entities.iter().enumerate().filter(|(_, e)| e.label == EntityType::Person);
    people.filter_map(|(entity, person)| Some((entity, reader.best(&person.mentions)?))).collect()
}

struct Reader<'a> {
    document: &'a Document<'a>,
    mentions: &'a [Mention],
    /// For each token the mention it stands in.
    mention_at: Vec<Option<usize>>,
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
            let found = [self.title_before(&here), self.apposition_after(&here), self.apposition_before(&here)];
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

    fn word(&self, i: usize) -> &str {
        self.document.word(i)
    }

    fn lower(&self, i: usize) -> String {
        self.word(i).to_lowercase()
    }

    fn is_word(&self, i: usize) -> bool {
        self.document.tokens.get(i).is_some_and(|t| matches!(t.kind, TokenKind::Word | TokenKind::Number))
    }

    /// The first token of the word that ends with token `i`, parts joined by hyphens taken together.
    fn word_start(&self, mut i: usize, stop: usize) -> usize {
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
    fn word_end(&self, mut i: usize, stop: usize) -> usize {
        while i + 2 < stop
            && self.word(i + 1).starts_with(is_hyphen)
            && self.document.tokens[i + 1].glued
            && self.document.tokens[i + 2].glued
        {
            i += 2;
        }
        i
    }

    fn label(&self, i: usize) -> Option<EntityType> {
        self.mention_at.get(i).copied().flatten().map(|m| self.mentions[m].label)
    }

    /// What the word in tokens `start..=end` weighs as the noun of a role.
    fn role_noun(&self, start: usize, end: usize) -> Option<Weight> {
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
    fn is_modifier(&self, start: usize, end: usize) -> bool {
        let last = self.lower(end);
        let adjective = ["al", "ary", "ic", "ive", "ese"].iter().any(|suffix| last.ends_with(suffix) && last.len() > 5);
        start < end && self.label(end).is_none() && !last.starts_with("old")
            || ROLE_MODIFIERS.contains(&last)
            || adjective
            || ROLE_NOUNS.contains(&last)
    }

    fn is_function(&self, i: usize) -> bool {
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
    fn extend(&self, stop: usize, head: usize, weight: Weight) -> usize {
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

    /// "Ana Roe, head of the port, …", "Ana Roe, 45, a doctor, …", "Ana Roe, who is the mayor of Lima, …".
    fn apposition_after(&self, here: &Place) -> Option<(Weight, Span)> {
        let mut i = here.name.1;
        if self.word(i) == "(" {
            i = (i..here.end.min(i + 8)).find(|&j| self.word(j) == ")")? + 1;
        }
        if self.word(i) != "," {
            return None;
        }
        i += 1;
        if matches!(self.label(i), Some(EntityType::Date | EntityType::Cardinal)) {
            i = self.after_mention(i);
            if self.word(i) != "," {
                return None;
            }
            i += 1;
        }
        if self.word(i) == "who" && matches!(self.word(i + 1), "is" | "was") {
            i += 2;
        }
        let article = matches!(self.word(i), "the" | "a" | "an" | "his" | "her" | "their" | "its" | "our" | "my");
        let pronoun = article.then_some(i);
        i += usize::from(article);
        let owner = (i..here.end.min(i + 6)).take_while(|&j| self.mention_at[j].is_some()).last();
        let owned = owner.map_or(i, |j| j + 1);
        let owned = owned > i && self.document.tokens.get(owned).is_some_and(|t| t.kind == TokenKind::Clitic);
        let possessor = i;
        if owned {
            i = owner.map_or(i, |j| j + 2);
        }
        let (head, weight) = self.head_after(here, i, article || owned)?;
        let start = match (weight, pronoun, owned) {
            (Weight::Kin, _, true) => possessor,
            (Weight::Kin, Some(at), _) if !matches!(self.word(at), "the" | "a" | "an") => at,
            _ => i,
        };
        let end = self.phrase_end(here, head)?;
        Some((weight, self.document.span_of(start..end)))
    }

    /// The last token of the noun of an apposition that begins at `from`, and its weight.
    fn head_after(&self, here: &Place, from: usize, article: bool) -> Option<(usize, Weight)> {
        let mut i = from;
        for _ in 0..7 {
            if i >= here.end || !self.is_word(i) {
                return None;
            }
            let end = self.word_end(i, here.end);
            if let Some(weight) = self.role_noun(i, end).filter(|_| self.closes(here, end + 1)) {
                return Some((end, weight));
            }
            let fits = match self.label(i) {
                Some(EntityType::Person) => false,
                Some(_) => true,
                None if article => !self.is_function(i),
                None => self.is_modifier(i, end) || self.document.tokens[i].is_capitalized() && !self.is_function(i),
            };
            if !fits {
                return None;
            }
            i = if self.mention_at[i].is_some() && self.role_noun(i, end).is_none() {
                self.after_mention(i).max(end + 1)
            } else {
                end + 1
            };
        }
        None
    }

    /// Whether what stands at `i` can follow the noun of a role in apposition.
    fn closes(&self, here: &Place, i: usize) -> bool {
        i >= here.end
            || matches!(self.word(i), "," | "." | ";" | ":" | ")" | "–" | "—" | "and" | "who" | "whose" | "based")
            || PREPOSITIONS.contains(self.word(i))
            || self.document.tokens[i].kind == TokenKind::Mark
    }

    /// The end of an apposition with its noun at `head`; none where it turns out to be a clause.
    fn phrase_end(&self, here: &Place, head: usize) -> Option<usize> {
        let mut i = head + 1;
        while i < here.end.min(head + WINDOW) {
            let word = self.word(i);
            if self.mention_at[i].is_some() && self.label(i) != Some(EntityType::Person) {
                i = self.after_mention(i);
                continue;
            }
            if word == "(" {
                i = (i..here.end.min(i + 8)).find(|&j| self.word(j) == ")")? + 1;
                continue;
            }
            let ends = matches!(word, "," | "." | ";" | ":" | ")" | "–" | "—" | "who" | "whose" | "which" | "that")
                || self.document.tokens[i].kind == TokenKind::Mark;
            if ends {
                return Some(i);
            }
            if AUXILIARIES.contains(&word.to_lowercase()) && word != "to" {
                return None;
            }
            i += 1;
        }
        (i == here.end).then_some(i)
    }

    /// "The mayor of Lima, Ana Roe, said": not "a mayor, Ana Roe", which may be a list.
    fn apposition_before(&self, here: &Place) -> Option<(Weight, Span)> {
        let comma = here.name.0.checked_sub(1).filter(|&i| i > here.start && self.word(i) == ",")?;
        let follows = matches!(self.word(here.name.1), "," | "." | ";" | ":" | ")" | "–" | "—" | "and" | "");
        if !follows && here.name.1 < here.end {
            return None;
        }
        let parts = |i: usize| matches!(self.word(i), "," | ";" | ":") && self.mention_at[i].is_none();
        let stop = here.start.max(comma.saturating_sub(WINDOW));
        let from = (stop..comma).rev().find(|&i| parts(i) || self.document.tokens[i].kind == TokenKind::Mark);
        let from = from.map_or(stop, |i| i + 1);
        let mut i = from;
        while i < comma {
            let end = self.word_end(i, comma);
            if let Some(weight) = self.role_noun(i, end).filter(|_| self.leads_to(end + 1, comma)) {
                let start = self.extend(from, i, weight);
                let start = self.noun_phrase(from, start)?;
                return Some((weight, self.document.span_of(start..comma)));
            }
            i = end + 1;
        }
        None
    }

    /// Whether tokens `from..to` only modify the noun before them.
    fn leads_to(&self, from: usize, to: usize) -> bool {
        let known = |i: usize| {
            let word = self.lower(i);
            let other = AUXILIARIES.contains(&word) && word != "to" && word != "all" && word != "both"
                || CLAUSE_OPENERS.contains(&word) && word != "and"
                || matches!(
                    word.as_str(),
                    "a" | "an" | "he" | "she" | "they" | "it" | "said" | "told" | "says" | "who"
                );
            !other
        };
        let prepositional =
            from == to || matches!(self.lower(from).as_str(), "of" | "for" | "at" | "in" | "on" | "to" | "from");
        prepositional && (from..to).all(known)
    }

    /// Where the noun phrase begins whose role begins at `start`, if a definite one does.
    fn noun_phrase(&self, from: usize, start: usize) -> Option<usize> {
        let definite = |word: &str| matches!(word, "the" | "his" | "her" | "their" | "its" | "our" | "my");
        if definite(&self.lower(start)) || start == from {
            return Some(start);
        }
        let mut i = start;
        for _ in 0..4 {
            let before = i.checked_sub(1).filter(|&b| b >= from)?;
            let word = self.lower(before);
            if definite(&word) || self.document.tokens[before].kind == TokenKind::Clitic {
                return Some(i);
            }
            if !self.is_word(before) && !word.starts_with(is_hyphen) || self.is_function(before) {
                return None;
            }
            i = before;
        }
        None
    }

    fn after_mention(&self, i: usize) -> usize {
        self.mention_at[i].map_or(i + 1, |m| self.document.tokens_in(self.mentions[m].span).end.max(i + 1))
    }
}

/// A name in its sentence, as token indices.
struct Place {
    start: usize,
    end: usize,
    name: (usize, usize),
}
