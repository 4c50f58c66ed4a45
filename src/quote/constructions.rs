//! The ways in which a cue stands other than behind its subject: "according to", participles, inverted verbs, relative clauses. In, one
//! reading of a cue; out, its attribution.

use std::ops::Range;

use super::attribute::{Attribution, REACH, Reading, content_comma};
use super::source::{self, Head, Source};
use super::{clause, extent, views};
use crate::lexicon::{AUXILIARIES, DETERMINERS, PREPOSITIONS};
use crate::text::TokenKind;
use crate::view::EntityType;

impl Reading<'_, '_> {
    /// "According to Ana Lopez, the deal is dead" and "The deal is dead, according to Ana Lopez".
    pub fn according(&self) -> Option<Attribution> {
        let c = self.context;
        let view = views::viewer(c, self.cue.tokens.clone());
        let from = self.cue.tokens.end;
        let opens = (self.frame.tokens.start..self.cue.group).take(REACH).all(|i| {
            c.region(i).is_none()
                && (!c.is_word(i) || matches!(c.word(i), "But" | "And" | "Yet" | "However" | "and" | "but"))
        });
        let stop = (from..self.end())
            .find(|&i| {
                c.region(i).is_some()
                    || c.mention(i).is_none() && matches!(c.word(i), "," | "." | ";" | ":" | "—" | "–" | "?" | "!")
            })
            .unwrap_or(self.end());
        let (source, stop) = match view {
            Some(source) => (Some(source), from),
            None => {
                let stop = if opens { self.second_subject(from, stop).unwrap_or(stop) } else { stop };
                (source::object(c, from, stop), stop)
            }
        };
        // "boats which, according to the agency, were sunk": what follows goes on with the clause.
        let group = self.cue.group;
        let relative = group > self.used + 1
            && c.word(group - 1) == ","
            && matches!(c.word(group - 2), "which" | "who" | "that")
            && c.word(stop) == ",";
        if relative {
            let end = extent::clause_end(c, stop + 1, self.end(), self.later);
            let end = content_comma(c, stop + 1..end.max(stop + 1));
            return self.make(vec![stop + 1..end], source, None);
        }
        if !opens && group > self.used {
            let mut content = extent::before(c, self.used, self.cue.group)?;
            content.extend(self.goes_on_behind(stop, content.clone()));
            return self.make(content, source, None);
        }
        let mut comma = stop;
        // An apposition to the source: "According to Ana Lopez, a doctor, the deal …".
        if c.word(comma) == "," && !self.is_view() {
            let next = (comma + 1..self.end()).find(|&i| c.word(i) == "," && c.mention(i).is_none());
            let apposition = next.is_some_and(|next| {
                let first = c.lower(comma + 1);
                // "officials, who spoke on condition of anonymity because the talks were secret, the deal …"
                let longest = if matches!(first.as_ref(), "who" | "which" | "whose") { 40 } else { 12 };
                // "the finance director, Ana Lopez, …"
                let name = c.mention(comma + 1).filter(|&m| c.is_person(m) && c.tokens_of(m) == (comma + 1..next));
                next - comma < longest
                    && (name.is_some() && source::noun_kind(&c.lower(comma - 1)).is_some()
                        || matches!(first.as_ref(), "a" | "an" | "who" | "which" | "whose" | "of" | "from")
                        || source::noun_kind(&c.lower(next - 1)).is_some() && first != "he")
            });
            if apposition {
                comma = next.unwrap_or(comma);
            }
        }
        if comma + 1 >= self.end() {
            return None;
        }
        let start = comma + usize::from(!c.is_word(comma) && c.region(comma).is_none());
        self.make(vec![start..extent::clause_end(c, start, self.end(), self.later)], source, None)
    }

    /// Whether the cue is "in her view" rather than "according to her".
    fn is_view(&self) -> bool {
        self.context.lower(self.cue.tokens.start) == "in"
    }

    /// "The wall, according to the board, will hold", "It held, according to the board, and nobody was hurt": what goes on behind the comma at `stop`.
    fn goes_on_behind(&self, stop: usize, before: Vec<Range<usize>>) -> Option<Range<usize>> {
        let c = self.context;
        if c.word(stop) != "," || before.len() != 1 || c.region(self.cue.group.max(1) - 1).is_some() {
            return None;
        }
        let end = extent::clause_end(c, stop + 1, self.end(), self.later);
        let end = end.max(stop + 1);
        let own = self.later.iter().any(|cue| cue.group < end);
        let word = c.lower(stop + 1);
        let open = !clause::is_clause(c, before[0].clone()) && c.shows(stop + 1).finite;
        let joined = matches!(word.as_ref(), "and" | "but" | "with" | "at" | "in" | "for") || open;
        (joined && !own && c.count_words(stop + 1..end) > 1).then_some(stop + 1..end)
    }

    /// "According to the ministry 40 people were hurt": where the clause begins that no comma parts from the source, a name or a ministry that
    /// a number, a pronoun or a determiner follows.
    fn second_subject(&self, from: usize, stop: usize) -> Option<usize> {
        let c = self.context;
        let opens = |i: usize| {
            let number = c.document.tokens[i].kind == TokenKind::Number
                || matches!(c.label(i), Some(EntityType::Cardinal | EntityType::Percent));
            let word = c.lower(i);
            let over = matches!(word.as_ref(), "over" | "about" | "some" | "nearly" | "almost" | "around")
                && c.document.tokens.get(i + 1).is_some_and(|t| t.kind == TokenKind::Number);
            number || over || c.mention(i).is_none() && (DETERMINERS.contains(&word) || source::is_pronoun(&word))
        };
        (from + 1..stop).find(|&i| {
            let ended = c.mention(i - 1).is_some_and(|m| c.can_speak(m) && c.tokens_of(m).end == i)
                && !source::is_possessor(c, c.mention(i - 1).unwrap_or_default())
                || source::noun_kind(&c.lower(i - 1)).is_some();
            ended && opens(i) && c.count_words(i..stop) >= 3 && clause::is_clause(c, i..stop)
        })
    }

    /// ", saying the deal was dead", "a card saying “…”", "was quoted as saying".
    pub fn participle(&self) -> Option<Attribution> {
        let c = self.context;
        let group = self.cue.group;
        let progressive = |i: usize| {
            let word = c.lower(i);
            AUXILIARIES.get(&word) == Some("be") || matches!(word.as_ref(), "kept" | "keeps" | "began" | "started")
        };
        if (group..self.cue.tokens.start).any(progressive) {
            return self.finite();
        }
        let right = extent::behind(c, self.cue, self.cue.tokens.end, self.end(), self.later);
        if right.content.is_empty() {
            return None;
        }
        let before = if group > self.frame.tokens.start { c.lower(group - 1) } else { "".into() };
        let source = if let Some(mut at) = self.quoted_as(&before) {
            while at > self.used && AUXILIARIES.contains(&c.lower(at - 1)) {
                at -= 1;
            }
            source::before(c, self.used, at)
        } else if before == ","
            || before == "by"
            || before == "while"
            || before == "and"
            || group == self.frame.tokens.start
            || c.region(group.max(1) - 1).is_some()
        {
            // The subject of the clause before: that of its cue, else its first name.
            self.before
                .and_then(|a| a.source.clone())
                .or_else(|| source::main_subject(c, self.frame.tokens.start, group))
        } else {
            source::before(c, self.used, group)
                // "a card saying “…”", "with Ana Lopez stating: “…”"
                .filter(|s| {
                    matches!(s.head, Head::Noun(n) if source::noun_kind(&c.lower(n)).is_some())
                        || s.tokens.start > 0 && c.word(s.tokens.start - 1) == "with"
                })
        };
        source.as_ref()?;
        self.make(right.content, source, right.addressee)
    }

    /// "was quoted as saying", "was quoted by the agency as saying": where "quoted" stands.
    fn quoted_as(&self, before: &str) -> Option<usize> {
        let c = self.context;
        let end = self.cue.group.checked_sub(1).filter(|_| before == "as")?;
        (self.used..end).rev().take(QUOTED_BY).take_while(|&i| c.is_word(i)).find(|&i| c.word(i) == "quoted")
    }

    /// “…,” said Ana Lopez; "The deal is dead, says the mayor"; "Said Lopez: “…”".
    pub fn inverted(&self) -> Option<Attribution> {
        let c = self.context;
        let (group, from) = (self.cue.group, self.cue.tokens.end);
        if self.cue.takes.never_inverted || group != self.cue.tokens.start || from >= self.end() {
            return None;
        }
        let opens = group == self.frame.tokens.start;
        let edge = opens
            || c.region(group - 1).is_some()
            || matches!(c.word(group - 1), "," | "—" | "–" | "--" | "?" | "!" | "…" | "...");
        if !edge || c.region(from).is_some() || !c.is_word(from) {
            return None;
        }
        let source = source::behind(c, from, self.end())?;
        if !self.ends_well(source.to) || !self.plausible(&source) {
            return None;
        }
        if let Head::Noun(n) = source.head {
            let name = c.document.tokens[n].is_capitalized();
            if source::noun_kind(&c.lower(n)).is_none() && !name {
                return None;
            }
            // "the union expected output to grow" goes on as a clause does; "the organisation founded in May" does not.
            let body = (n + 1..source.to).find(|&i| PREPOSITIONS.contains(&c.lower(i))).unwrap_or(source.to);
            let named = (n + 1..body).all(|i| c.document.tokens[i].is_capitalized());
            let told = |word: &str| word.ends_with("ed") || matches!(word, "familiar" | "close" | "present" | "aware");
            if body > n + 1 && !named && !(body == n + 2 && told(&c.lower(n + 1))) {
                return None;
            }
        }
        let mut at = source.to;
        if opens || group <= self.used {
            at = source.to;
            let colon = c.word(at) == ":" && at + 1 < self.end();
            let region = c.region(at + 1)?;
            return colon.then(|| self.make(c.regions[region].parts.clone(), Some(source), None)).flatten();
        }
        let left = if c.region(group - 1).is_some() || self.left_region(group).is_some() {
            let region = c.region(group - 1).or_else(|| self.left_region(group))?;
            extent::before(c, self.content_start(region), group)?
        } else {
            let mut content = extent::before(c, self.used, group)?;
            if c.count_words(content[0].clone()) < 3 {
                // "Members, said Ana Lopez, are bound by it."
                if c.word(at) != "," || at + 1 >= self.end() || !AUXILIARIES.contains(&c.lower(at + 1)) {
                    return None;
                }
                content.push(at + 1..extent::clause_end(c, at + 1, self.end(), self.later));
            }
            content
        };
        let mut content = left;
        // “…,” said Lopez, “and …”
        let marked = self.left_region(group).is_some() || c.region(group - 1).is_some();
        if let Some(region) = self.resumes(at).filter(|_| marked) {
            content.extend(c.regions[region].parts.iter().cloned());
        }
        self.make(content, Some(source), None)
    }

    /// Whether an inverted subject can end at `at`: with the frame, at punctuation, before a preposition or a subordinate clause.
    fn ends_well(&self, at: usize) -> bool {
        let c = self.context;
        if at >= self.end()
            || c.region(at).is_some()
            || !c.is_word(at) && !matches!(c.word(at), "'s" | "’s" | "’" | "-")
        {
            return true;
        }
        let word = c.lower(at);
        PREPOSITIONS.contains(&word)
            || matches!(
                word.as_ref(),
                "as" | "when"
                    | "while"
                    | "who"
                    | "whose"
                    | "and"
                    | "later"
                    | "earlier"
                    | "today"
                    | "yesterday"
                    | "because"
                    | "adding"
            )
            || c.mention(at).is_some_and(|m| matches!(c.mentions[m].label, EntityType::Date | EntityType::Time))
    }

    /// "the Grandmothers, who said …", "a card that reads, “…”".
    pub fn relative(&self) -> Option<Attribution> {
        let c = self.context;
        let pronoun = self.cue.group - 1;
        let mut end = pronoun;
        if end > self.used && c.word(end - 1) == "," {
            end -= 1;
        }
        let source = source::antecedent(c, self.used, end)?;
        if c.word(pronoun) != "who" && matches!(source.head, Head::Noun(n) if source::noun_kind(&c.lower(n)).is_none())
        {
            return None;
        }
        // The pronoun stands for a name; a common noun is the source itself.
        let source = match source.head {
            Head::Mention(_) => Source { tokens: pronoun..pronoun + 1, ..source },
            _ => source,
        };
        let right = extent::behind(c, self.cue, self.cue.tokens.end, self.end(), self.later);
        let mut content = right.content;
        // The relative clause ends at the next comma, unless what it reports is in marks.
        if let Some(last) = content.last_mut()
            && content_comma(c, last.clone()) > last.start + 2
            && c.region(last.start).is_none()
        {
            last.end = content_comma(c, last.clone());
        }
        self.make(content, Some(source), right.addressee)
    }
}

/// The most words of "quoted by the agency" before its "as".
const QUOTED_BY: usize = 8;
