//! A person's name in its sentence in, the role in apposition to it out: "Ana Roe, head of the port," or "the mayor of Lima,
//! Ana Roe,".

use super::roles::{Place, Reader, Weight};
use crate::lexicon::{AUXILIARIES, CLAUSE_OPENERS, PREPOSITIONS};
use crate::text::chars::{is_apostrophe, is_hyphen};
use crate::text::{Span, TokenKind};
use crate::view::EntityType;

/// How many tokens an apposition can have.
const WINDOW: usize = 28;

impl Reader<'_> {
    /// "Ana Roe, head of the port, …", "Ana Roe, 45, a doctor, …", "Ana Roe, who is the mayor of Lima, …".
    pub fn apposition_after(&self, here: &Place) -> Option<(Weight, Span)> {
        let mut i = here.name.1;
        if self.word(i) == "(" {
            if let Some(role) = self.noun_role(here, i + 1) {
                return Some(role);
            }
            i = (i..here.end.min(i + 8)).find(|&j| self.word(j) == ")")? + 1;
        }
        let dash = matches!(self.word(i), "–" | "—" | "-" | "--") && !self.document.tokens[i].glued;
        if !(self.word(i) == "," || dash) {
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
        if self.word(i) == "who" {
            return self.predicate(here, i + 1).map(|(weight, span)| (weight.max(Weight::Kin), span));
        }
        if matches!(self.word(i), "formerly" | "previously" | "currently" | "now" | "once" | "then" | "also") {
            i += 1;
        }
        self.noun_role(here, i)
    }

    /// The role that a noun phrase at `i` gives: "the mayor of Lima", "its chief engineer", "Kenya’s president".
    pub fn noun_role(&self, here: &Place, mut i: usize) -> Option<(Weight, Span)> {
        let article = matches!(self.word(i), "the" | "a" | "an" | "his" | "her" | "their" | "its" | "our" | "my");
        let pronoun = article.then_some(i);
        i += usize::from(article);
        let owner = (i..here.end.min(i + 6)).take_while(|&j| self.mention_at[j].is_some()).last();
        let owned = owner.map_or(i, |j| j + 1);
        let is_clitic = |i: usize| self.document.tokens.get(i).is_some_and(|t| t.kind == TokenKind::Clitic);
        let owned = owned > i && is_clitic(owned);
        let possessor = i;
        if owned {
            i = owner.map_or(i, |j| j + 2);
        } else if let Some(clitic) = (i + 1..here.end.min(i + 4)).find(|&j| is_clitic(j)).filter(|_| article)
            && (i..clitic).all(|j| self.is_word(j) && !self.is_function(j))
        {
            // "the port’s director"
            i = clitic + 1;
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
            || matches!(
                self.word(i),
                "," | "."
                    | ";"
                    | ":"
                    | ")"
                    | "–"
                    | "—"
                    | "and"
                    | "who"
                    | "whose"
                    | "based"
                    | "since"
                    | "until"
                    | "when"
            )
            || PREPOSITIONS.contains(self.word(i))
            || self.is_quotation_mark(i)
    }

    /// A mark that is not the apostrophe of a plural ("the tenants’ union").
    fn is_quotation_mark(&self, i: usize) -> bool {
        let token = &self.document.tokens[i];
        token.kind == TokenKind::Mark && !(token.glued && self.word(i).starts_with(is_apostrophe))
    }

    /// The end of an apposition with its noun at `head`; none where it turns out to be a clause.
    pub fn phrase_end(&self, here: &Place, head: usize) -> Option<usize> {
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
                || self.is_quotation_mark(i);
            if ends {
                // "art director in ‘Roe’" is one.
                let open = |i: &usize| {
                    *i > head + 1 && (PREPOSITIONS.contains(self.word(*i - 1)) || self.word(*i - 1) == "and")
                };
                return (head + 1..=i).rev().find(|i| !open(i));
            }
            // "the minister of ports Ivan Roe" is somebody else; "a son of mayor Ivan Roe" is not.
            let begins = self.label(i) == Some(EntityType::Person) && self.mention_at[i] != self.mention_at[i - 1];
            if begins && self.is_word(i - 1) && !self.is_function(i - 1) && self.role_noun(i - 1, i - 1).is_none() {
                return None;
            }
            // "mayor of Lima since 2012", "mayor of Lima in May"
            let when = matches!(word, "in" | "on" | "from" | "until" | "since" | "after" | "before");
            if word == "since" || when && self.label(i + 1) == Some(EntityType::Date) {
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
    pub fn apposition_before(&self, here: &Place) -> Option<(Weight, Span)> {
        let comma = here.name.0.checked_sub(1).filter(|&i| i > here.start && self.word(i) == ",")?;
        let follows = matches!(self.word(here.name.1), "," | "." | ";" | ":" | ")" | "–" | "—" | "and" | "");
        if !follows && here.name.1 < here.end {
            return None;
        }
        let parts = |i: usize| matches!(self.word(i), "," | ";" | ":") && self.mention_at[i].is_none();
        let stop = here.start.max(comma.saturating_sub(WINDOW));
        let from = (stop..comma).rev().find(|&i| parts(i) || self.is_quotation_mark(i));
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
}
