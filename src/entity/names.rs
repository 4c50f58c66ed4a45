//! The plain tagger of names: a block's tokens in, candidates for PERSON, ORG, GPE and the other named types out.
//!
//! It reads capitalised words in three steps: `weigh_capitals` tells which capitals mean something where they stand;
//! `find_segments` cuts the runs of such words into names by lists, titles, particles and head words ("Ministry of …");
//! `classify` gives each name votes for its types. A name with two likely types gives two candidates.

use std::ops::Range;

use super::classify::{classify, share_in_lists};
use super::cues::{Roles, Votes, roles};
use super::gazetteer::{self, Entry, Kinds};
use super::{Candidate, Source};
use crate::text::{Sentence, Shape, Span, Token, TokenKind};

/// How much a token's capital says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Capital {
    /// Written in lower case, or not a word of names.
    No,
    /// Capitalised because of its place: it opens a sentence or stands in a headline, and is mostly an ordinary word.
    Weak,
    /// Capitalised for its own sake.
    Strong,
}

/// A name cut out of the text.
#[derive(Clone, Debug, PartialEq)]
pub struct Segment {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Whether a title stands before it.
    pub titled: bool,
    /// The role of the word that tells its kind, if one does.
    pub head: Roles,
    /// What the lists know of it as a whole.
    pub entry: Option<Entry>,
}

/// A block as the steps see it.
pub struct Reading<'a> {
    /// The block.
    pub text: &'a str,
    /// Its tokens.
    pub tokens: &'a [Token],
    /// What each token's capital says.
    pub capitals: Vec<Capital>,
    /// What each capitalised token does in names.
    pub roles: Vec<Roles>,
    /// The list match that begins at a token: its end and what is known of it.
    pub matches: Vec<Option<(usize, Entry)>>,
}

impl<'a> Reading<'a> {
    fn new(text: &'a str, tokens: &'a [Token], sentences: &[Sentence]) -> Self {
        let mut matches = vec![None; tokens.len()];
        for m in gazetteer::matches(text, tokens) {
            matches[m.tokens.start] = Some((m.tokens.end, m.entry));
        }
        let roles =
            tokens.iter().map(|t| if t.kind == TokenKind::Word { roles(t.span.of(text)) } else { Roles::default() });
        let mut reading =
            Self { text, tokens, capitals: vec![Capital::No; tokens.len()], roles: roles.collect(), matches };
        for sentence in sentences {
            reading.weigh_capitals(sentence.tokens.clone());
        }
        reading
    }

    /// The text of token `i`; empty past the ends.
    pub fn word(&self, i: usize) -> &'a str {
        self.tokens.get(i).map_or("", |t| t.span.of(self.text))
    }

    /// Whether token `i` has one of `roles`.
    pub fn is(&self, i: usize, roles: Roles) -> bool {
        self.roles.get(i).is_some_and(|r| r.any(roles))
    }

    fn capital(&self, i: usize) -> Capital {
        self.capitals.get(i).copied().unwrap_or(Capital::No)
    }

    fn starts_name(&self, i: usize) -> bool {
        self.capital(i) != Capital::No
    }

    /// Fills in `capitals` for one sentence.
    fn weigh_capitals(&mut self, sentence: Range<usize>) {
        let headline = self.is_headline(sentence.clone());
        let mut opens = true;
        let mut covered = 0;
        for i in sentence {
            let token = &self.tokens[i];
            let word = self.word(i);
            if let Some((end, entry)) = self.matches[i] {
                if end > i + 1 && entry.kinds != Kinds::default() {
                    covered = end;
                }
            }
            if token.kind == TokenKind::Word {
                let listed = i < covered;
                let dated = self.is(i, Roles::DATE) && !listed;
                if token.is_capitalized()
                    && !dated
                    && !matches!(word, "I" | "I’m" | "I'm" | "I’ve" | "I've" | "I'll" | "I’ll" | "I'd" | "I’d")
                {
                    let share = gazetteer::capital_share(word);
                    let ordinary = share.is_some_and(|s| s <= 4) || self.is_function(i);
                    let weak = (opens || headline) && ordinary || self.is_function(i) && token.shape == Shape::Title;
                    self.capitals[i] = if weak && !listed { Capital::Weak } else { Capital::Strong };
                } else if listed {
                    self.capitals[i] = Capital::Strong;
                }
                opens = false;
            } else if token.kind == TokenKind::Mark
                && !(token.glued && !self.tokens.get(i + 1).is_some_and(|t| t.glued))
                || matches!(word, ":" | "•" | "–" | "—" | "…" | "..." | "(" | "[")
            {
                opens = true;
            }
        }
    }

    fn is_function(&self, i: usize) -> bool {
        let word = self.word(i);
        self.is(i, Roles::FUNCTION)
            || self.tokens[i].shape == Shape::Upper
                && roles(&gazetteer::title_case(word)).any(Roles::FUNCTION)
                && word.len() > 2
    }

    /// Whether a sentence is written in title case or capitals throughout, so that its capitals say little.
    fn is_headline(&self, sentence: Range<usize>) -> bool {
        let long = sentence.filter(|&i| self.tokens[i].kind == TokenKind::Word && self.word(i).len() >= 4).skip(1);
        let (mut all, mut capital, mut ordinary) = (0, 0, 0);
        for i in long {
            all += 1;
            if self.tokens[i].is_capitalized() {
                capital += 1;
                ordinary += usize::from(gazetteer::capital_share(self.word(i)).is_some_and(|s| s <= 2));
            }
        }
        // A list of names is capitalised as well: some ordinary words must be among them.
        all >= 3 && capital * 10 >= all * 8 && ordinary * 4 >= capital
    }

    /// Whether the matched name is strong enough to stand wherever it is met.
    fn strong_match(&self, i: usize) -> Option<(usize, Entry)> {
        let (end, entry) = self.matches[i]?;
        let named =
            Kinds::COUNTRY.with(Kinds::NATIONALITY).with(Kinds::GROUP).with(Kinds::LOCATION).with(Kinds::REGION);
        let named =
            named.with(Kinds::ORGANIZATION).with(Kinds::EVENT).with(Kinds::LAW).with(Kinds::PRODUCT).with(Kinds::AWARD);
        let city = entry.kinds.any(Kinds::CITY) && (entry.place_rank >= 2 || end > i + 1);
        (entry.kinds.any(named.with(Kinds::PERSON)) || city).then_some((end, entry))
    }
}

/// The block pass: every name that the block by itself suggests.
#[must_use]
pub fn find_names(text: &str, tokens: &[Token], sentences: &[Sentence]) -> Vec<Candidate> {
    let reading = Reading::new(text, tokens, sentences);
    let mut candidates = Vec::new();
    for sentence in sentences {
        let segments = find_segments(&reading, sentence.tokens.clone());
        let mut votes: Vec<Votes> = segments.iter().map(|s| classify(&reading, s)).collect();
        share_in_lists(&reading, &segments, &mut votes);
        for (segment, votes) in segments.iter().zip(&votes) {
            let span = Span::new(tokens[segment.tokens.start].span.start, tokens[segment.tokens.end - 1].span.end);
            let sure = certainty(&reading, segment);
            let ranked = votes.ranked();
            for &(label, share) in ranked.iter().take(3).filter(|(_, share)| *share >= 0.1) {
                candidates.push(Candidate { span, label, source: Source::Name, confidence: share * sure });
            }
        }
    }
    candidates
}

/// How sure it is that the segment is a name at all.
fn certainty(reading: &Reading, segment: &Segment) -> f32 {
    let weak = segment.tokens.clone().all(|i| reading.capital(i) != Capital::Strong);
    if weak && !segment.titled { 0.5 } else { 0.95 }
}

/// Cuts the capitalised runs of a sentence into names.
fn find_segments(reading: &Reading, sentence: Range<usize>) -> Vec<Segment> {
    let mut segments: Vec<Segment> = Vec::new();
    let mut at = sentence.start;
    while at < sentence.end {
        let end = run_end(reading, at, sentence.end);
        if end == at {
            at += 1;
            continue;
        }
        at = cut_run(reading, at, end, sentence.end, &mut segments).max(end);
    }
    segments
}

/// The end of the run of name words that begins at `at`; `at` where none does.
fn run_end(reading: &Reading, at: usize, stop: usize) -> usize {
    let word = |i| reading.word(i);
    let glued = |i: usize| reading.tokens.get(i).is_some_and(|t| t.glued);
    let article_prefix = |i| matches!(word(i), "al" | "el" | "as" | "an" | "ash" | "at" | "az" | "ul" | "ad");
    let prefixed = article_prefix(at) && word(at + 1) == "-" && glued(at + 1) && reading.starts_name(at + 2);
    let particle_first = reading.is(at, Roles::PARTICLE)
        && at + 1 < stop
        && reading.starts_name(at + 1)
        && matches!(word(at), "de" | "van" | "von" | "al" | "bin" | "el" | "da" | "di" | "del" | "dos" | "du");
    if !(reading.starts_name(at) || prefixed || particle_first) {
        return at;
    }
    let mut end = if prefixed { at + 3 } else { at + 1 };
    while end < stop {
        let next = word(end);
        let step = if reading.starts_name(end) && !(word(end - 1).ends_with('.') && opens_after_period(reading, end)) {
            1
        } else if next == "-" && glued(end) && glued(end + 1) && end + 1 < stop {
            let part = &reading.tokens[end + 1];
            let second = part.kind == TokenKind::Number || reading.starts_name(end + 1);
            // "Suk-yeol": the second half of a given name is no English word.
            let half = part.kind == TokenKind::Word && !second && gazetteer::capital_share(word(end + 1)).is_none();
            let joins = matches!(word(end + 1), "al" | "el" | "ul" | "ur" | "e" | "de" | "sur") && word(end + 2) == "-";
            if second || half && end > at {
                2
            } else if joins {
                4
            } else {
                0
            }
        } else if next == "&" && reading.starts_name(end + 1) {
            2
        } else if reading.is(end, Roles::PARTICLE) {
            particles(reading, end, stop)
        } else if article_prefix(end) && word(end + 1) == "-" && glued(end + 1) && reading.starts_name(end + 2) {
            3
        } else if reading.tokens[end].kind == TokenKind::Clitic
            && reading.is(end - 1, Roles::JOIN_OF)
            && reading.starts_name(end + 1)
        {
            2
        } else {
            0
        };
        if step == 0 || end + step > stop {
            break;
        }
        end += step;
    }
    end
}

/// Whether the word at `i` rather opens something new after an abbreviation ("in the U.S. The").
fn opens_after_period(reading: &Reading, i: usize) -> bool {
    reading.is(i, Roles::FUNCTION)
}

/// The number of tokens from a particle to the capitalised word that it leads to; 0 where it leads to none.
fn particles(reading: &Reading, from: usize, stop: usize) -> usize {
    let mut i = from;
    while i < stop && reading.is(i, Roles::PARTICLE) {
        i += 1;
        if reading.word(i) == "-" && reading.tokens[i].glued {
            i += 1;
        }
    }
    if i < stop && reading.starts_name(i) { i + 1 - from } else { 0 }
}

/// Cuts one run into segments; gives back where reading goes on, past the run where a name was extended by "of".
fn cut_run(reading: &Reading, start: usize, end: usize, stop: usize, segments: &mut Vec<Segment>) -> usize {
    let mut at = start;
    let mut titled = false;
    while at < end {
        let matched = reading.matches[at].filter(|&(to, _)| to > at + 1).or_else(|| reading.strong_match(at));
        let is_title = reading.is(at, Roles::TITLE) && matched.is_none_or(|(to, _)| to == at + 1);
        if is_title && !(at + 1 < end && reading.is(at + 1, Roles::SUFFIX)) && !heads_body(reading, at, end, stop) {
            titled = at + 1 < end;
            at += 1;
            continue;
        }
        if reading.word(at) == "-" || reading.tokens[at].kind == TokenKind::Clitic {
            at += 1;
            continue;
        }
        let limit = title_after(reading, at + 1, end).unwrap_or(end);
        if let Some(segment) = with_head(reading, at, limit, stop, titled) {
            at = segment.tokens.end;
            titled = false;
            segments.push(segment);
            continue;
        }
        if reading.capital(at) == Capital::Weak
            && matched.is_none()
            && !(titled || given_then_surname(reading, at, limit))
        {
            at += 1;
            continue;
        }
        let (to, entry) = unit_end(reading, at, limit, titled, matched);
        let known = entry.or_else(|| whole_entry(reading, at, to));
        // Words left between a name and the title it ends with ("Foreign Minister", "Senior Ranger") are the title's.
        let before_title = to == limit
            && limit < end
            && known.is_none_or(|e| {
                !e.kinds.any(Kinds::PLACE.with(Kinds::NATIONALITY).with(Kinds::GROUP).with(Kinds::ORGANIZATION))
            });
        if !before_title || segments.last().is_some_and(|s| s.titled && s.tokens.end == at) {
            segments.push(Segment { tokens: at..to, titled, head: Roles::default(), entry: known });
        }
        titled = false;
        at = to;
    }
    at
}

/// A title at `i` that is rather the head of a body's name: "Office of the Prime Minister" goes on, "Justice Department".
fn heads_body(reading: &Reading, i: usize, end: usize, stop: usize) -> bool {
    reading.is(i, Roles::HEAD)
        && (i + 1 < end && reading.is(i + 1, Roles::HEAD)
            || i + 1 == end && i + 1 < stop && reading.word(i + 1) == "of")
        || (reading.is(i, Roles::JOIN_OF) && i + 1 < end && reading.tokens[i + 1].kind == TokenKind::Clitic)
}

/// The next title in `from..end` that stands before or after another name, so that a name cannot run over it.
fn title_after(reading: &Reading, from: usize, end: usize) -> Option<usize> {
    (from..end).find(|&i| {
        reading.is(i, Roles::TITLE)
            && !(i + 1 < end && reading.is(i + 1, Roles::SUFFIX))
            && !heads_body(reading, i, end, end)
            // "Martin Luther King": a surname at the end of a run whose first word is a given name.
            && !(i + 1 == end && is_given(reading, from - 1) && is_surname(reading, i))
    })
}

fn entry_of(reading: &Reading, i: usize) -> Option<Entry> {
    reading.matches[i].filter(|&(to, _)| to == i + 1).map(|(_, e)| e).or_else(|| {
        let word = reading.word(i);
        gazetteer::lookup(word)
    })
}

fn is_given(reading: &Reading, i: usize) -> bool {
    entry_of(reading, i).is_some_and(|e| e.kinds.any(Kinds::GIVEN))
}

fn is_surname(reading: &Reading, i: usize) -> bool {
    entry_of(reading, i).is_some_and(|e| e.kinds.any(Kinds::SURNAME))
}

/// "Will Smith", "Mark Roe" at the start of a sentence.
fn given_then_surname(reading: &Reading, at: usize, end: usize) -> bool {
    at + 1 < end
        && !reading.is(at, Roles::FUNCTION)
        && is_given(reading, at)
        && reading.capital(at + 1) == Capital::Strong
}

fn whole_entry(reading: &Reading, at: usize, to: usize) -> Option<Entry> {
    reading.matches[at].filter(|&(end, _)| end == to).map(|(_, e)| e)
}

/// The name from `at` that a head word shapes: "Vale University", "Lake Vale", "Ministry of Ports and Trade".
fn with_head(reading: &Reading, at: usize, limit: usize, stop: usize, titled: bool) -> Option<Segment> {
    if titled && !reading.is(at, Roles::HEAD) {
        return None;
    }
    let first_kind = reading.is(at, Roles::HEAD_FIRST) && at + 1 < limit;
    // A function word opens no name; other weak words do if a head word follows ("Human Rights Council").
    if reading.is(at, Roles::FUNCTION) && reading.matches[at].is_none_or(|(to, _)| to == at + 1) {
        return None;
    }
    let last = (at..limit).rev().find(|&i| reading.is(i, Roles::HEAD))?;
    let weak_alone = last == at && reading.capital(at) == Capital::Weak;
    if last > at {
        // People whose surname is a head word: "Annie Hall".
        let person = last == at + 1
            && is_given(reading, at)
            && is_surname(reading, last)
            && reading.matches[at].is_none_or(|(_, e)| !e.kinds.any(Kinds::PLACE.with(Kinds::ORGANIZATION)));
        let to = extend(reading, last + 1, limit, stop, reading.roles[last]);
        if person && to == last + 1 {
            return None;
        }
        return Some(Segment {
            tokens: at..to,
            titled: false,
            head: head_role(reading, last),
            entry: whole_entry(reading, at, to),
        });
    }
    if first_kind {
        let to = unit_end(reading, at + 1, limit, false, None).0;
        return Some(Segment {
            tokens: at..to,
            titled: false,
            head: first_role(reading, at),
            entry: whole_entry(reading, at, to),
        });
    }
    if weak_alone && reading.word(at + 1) != "of" {
        return None;
    }
    let to = extend(reading, at + 1, limit, stop, reading.roles[at]);
    (to > at + 1).then(|| Segment { tokens: at..to, titled: false, head: head_role(reading, at), entry: None })
}

fn head_role(reading: &Reading, i: usize) -> Roles {
    reading.roles[i]
}

fn first_role(reading: &Reading, i: usize) -> Roles {
    let role = reading.roles[i];
    if role.any(Roles::LOC_FIRST) {
        Roles::LOC
    } else if role.any(Roles::FAC_FIRST) {
        Roles::FAC
    } else {
        Roles::EVENT
    }
}

/// Past "of …", "for the …", "of … and …" behind a head word that ends its run; `from` where nothing follows.
fn extend(reading: &Reading, from: usize, limit: usize, stop: usize, head: Roles) -> usize {
    let extendable = head
        .any(Roles::ORG.or(Roles::LAW).or(Roles::EVENT).or(Roles::GPE).or(Roles::LOC).or(Roles::FAC).or(Roles::FIELD));
    if from < limit || !extendable || from >= stop {
        return from;
    }
    let mut to = from;
    loop {
        let connector = reading.word(to);
        let body = head.any(Roles::ORG.or(Roles::LAW).or(Roles::FIELD));
        let opens = match connector {
            "of" => true,
            "for" | "on" | "against" => body,
            "and" => to > from && body,
            _ => false,
        };
        let mut next = to + 1;
        if connector != "and" && matches!(reading.word(next), "the" | "a") {
            next += 1;
        }
        if !opens
            || next >= stop
            || !reading.starts_name(next)
            || reading.is(next, Roles::TITLE) && !reading.is(next, Roles::HEAD) && !next_is_head(reading, next)
        {
            return to;
        }
        let run = run_end(reading, next, stop);
        let part = title_after(reading, next + 1, run).unwrap_or(run);
        if connector == "and" {
            let joins = (next..part).any(|i| reading.is(i, Roles::FIELD))
                || part == next + 1
                    && reading.matches[next].is_none()
                    && gazetteer::capital_share(reading.word(next)).is_some();
            if !joins || part > next + 3 {
                return to;
            }
        }
        to = part;
        if part < run {
            return to;
        }
    }
}

fn next_is_head(reading: &Reading, i: usize) -> bool {
    reading.is(i + 1, Roles::HEAD)
}

/// The end of a name that no head word shapes, and what the lists know of it.
fn unit_end(
    reading: &Reading,
    at: usize,
    limit: usize,
    titled: bool,
    matched: Option<(usize, Entry)>,
) -> (usize, Option<Entry>) {
    let group = Kinds::COUNTRY.with(Kinds::NATIONALITY).with(Kinds::GROUP);
    if let Some((to, entry)) = matched {
        let to = to.min(limit);
        let whole = to > at + 1 || entry.kinds.any(group) || to == limit;
        let rather_person = titled
            || entry.kinds.any(Kinds::GIVEN) && entry.person_rank >= 2 && to < limit && !reading.is(to, Roles::TITLE);
        let hyphened = to < limit && reading.word(to) == "-";
        if whole && !rather_person && !(hyphened && !entry.kinds.any(group)) || to == limit {
            return (to, Some(entry));
        }
    }
    // A country or people ends a name that runs into it ("Kerry China"), but for people named so.
    let mut to = at + 1;
    while to < limit {
        let barrier = reading.matches[to]
            .is_some_and(|(_, e)| e.kinds.any(group) && !e.kinds.any(Kinds::GIVEN.with(Kinds::SURNAME)))
            && reading.word(to - 1) != "-";
        if barrier {
            break;
        }
        to += 1;
    }
    while to > at + 1 && (reading.word(to - 1) == "-" || reading.word(to - 1) == "&") {
        to -= 1;
    }
    (to, None)
}
