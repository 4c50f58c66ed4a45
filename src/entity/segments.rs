//! A sentence's capitalised runs in, the names cut out of them out: by lists, titles and particles; `heads.rs` helps with
//! names that a head word shapes.

use std::ops::Range;

use super::cues::Roles;
use super::gazetteer::{self, Entry, Kinds};
use super::heads::{heads_body, with_head};
use super::reading::{Capital, Reading};
use crate::text::TokenKind;

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

impl Segment {
    /// A name that its head word shapes.
    pub fn shaped(tokens: Range<usize>, head: Roles, entry: Option<Entry>) -> Self {
        Self { tokens, titled: false, head, entry }
    }
}

/// Cuts the capitalised runs of a sentence into names.
pub fn find_segments(reading: &Reading, sentence: Range<usize>) -> Vec<Segment> {
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

/// Runs are cut at this many tokens: looking from every name to the end of a line in capitals would be quadratic.
const LONGEST_RUN: usize = 100;

/// The end of the run of name words that begins at `at`; `at` where none does.
pub fn run_end(reading: &Reading, at: usize, stop: usize) -> usize {
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
    while end < stop.min(at + LONGEST_RUN) {
        let next = word(end);
        let step = if reading.starts_name(end) && !(word(end - 1).ends_with('.') && opens_after_period(reading, end)) {
            1
        } else if next == "-" && glued(end) && glued(end + 1) && end + 1 < stop {
            let part = &reading.tokens[end + 1];
            let second = part.kind == TokenKind::Number || reading.starts_name(end + 1);
            // "Suk-yeol": the second half of a given name is no English word.
            let half = part.kind == TokenKind::Word && !second && is_half_name(reading, at, end);
            let joins = matches!(word(end + 1), "al" | "el" | "ul" | "ur" | "e" | "de" | "sur") && word(end + 2) == "-";
            if second || half {
                2
            } else if joins {
                4
            } else {
                0
            }
        } else if next == "&" && reading.starts_name(end + 1) {
            2
        } else if reading.is(end, Roles::CORP) {
            1
        } else if reading.is(end, Roles::PARTICLE) {
            particles(reading, end, stop)
        } else if article_prefix(end) && word(end + 1) == "-" && glued(end + 1) && reading.starts_name(end + 2) {
            3
        } else if reading.tokens[end].kind == TokenKind::Clitic && goes_on_after_s(reading, at, end) {
            2
        } else {
            0
        };
        if step == 0 || end + step > stop {
            break;
        }
        end += step;
    }
    // A list's name may go on past the capitals ("Boeing 737").
    (at..end).filter_map(|i| reading.matches[i]).map(|(to, _)| to.min(stop)).fold(end, usize::max)
}

/// Whether a name goes on after its possessive: "People's Party", "St. Roe's College".
fn goes_on_after_s(reading: &Reading, start: usize, clitic: usize) -> bool {
    let saint = matches!(reading.word(start), "St" | "St." | "Saint") && clitic > start + 1;
    reading.starts_name(clitic + 1)
        && (reading.is(clitic - 1, Roles::JOIN_OF) || saint && reading.is(clitic + 1, Roles::HEAD))
}

/// Short second halves of adjectives.
const COMPOUND_ENDS: [&str; 12] =
    ["led", "run", "born", "own", "held", "era", "made", "like", "wide", "only", "free", "bred"];

/// Whether a lower-case part behind the hyphen at `hyphen` belongs to a given name ("Roe Min-ho") rather than to an
/// adjective ("Vale-based"): no English word, or a short one behind a short part and a surname.
fn is_half_name(reading: &Reading, start: usize, hyphen: usize) -> bool {
    let (first, second) = (reading.word(hyphen - 1), reading.word(hyphen + 1));
    let surname = hyphen >= start + 2 && reading.starts_name(hyphen - 2);
    let known = gazetteer::capital_share(second).is_some();
    let place = reading.matches[hyphen - 1].is_some_and(|(_, e)| e.kinds.any(Kinds::COUNTRY.with(Kinds::NATIONALITY)));
    let short = second.len() <= 4 && first.len() <= 5 && !COMPOUND_ENDS.contains(&second);
    surname && !place && (short || !known && second.len() <= 8)
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

/// The end of the field of work behind a title and "of" ("Minister of Ports", "Secretary of State"), or none where a
/// name follows.
fn office_end(reading: &Reading, at: usize, end: usize, stop: usize) -> Option<usize> {
    if at != end || reading.word(at) != "of" && reading.word(at) != "for" || at + 1 >= stop {
        return None;
    }
    let first = at + 1 + usize::from(reading.word(at + 1) == "the");
    let run = run_end(reading, first, stop);
    let fields = (first..run).take_while(|&i| {
        let named = reading.matches[i].is_some_and(|(to, e)| {
            to > i + 1 && e.kinds != Kinds::default() || e.kinds.any(Kinds::COUNTRY.with(Kinds::NATIONALITY))
        });
        let word = reading.share(i).is_some() || reading.is(i, Roles::FIELD);
        word && !named
            && !reading.is(i, Roles::TITLE)
            && (!reading.is(i, Roles::HEAD) || reading.is(i, Roles::FIELD.or(Roles::GPE)))
    });
    let past = first + fields.count();
    // A body's own name follows where its head word does ("Governor of Vale Bank").
    let body = (past..run).any(|i| reading.is(i, Roles::HEAD)) && !(past..run).any(|i| reading.is(i, Roles::TITLE));
    (past > first && !body).then_some(past)
}

/// Cuts the rest of a run whose title came before it.
fn cut_titled(reading: &Reading, start: usize, end: usize, stop: usize, segments: &mut Vec<Segment>) -> usize {
    let before = segments.len();
    let at = cut_run(reading, start, end, stop, segments);
    if let Some(first) = segments.get_mut(before).filter(|s| s.tokens.start == start && s.head == Roles::default()) {
        first.titled = first.entry.is_none_or(|e| !e.kinds.any(Kinds::COUNTRY.with(Kinds::NATIONALITY)));
    }
    at
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
            if let Some(past) = office_end(reading, at, end, stop) {
                let run = run_end(reading, past, stop);
                // "Minister of Ports Ana Roe": the office is part of the title.
                return if run > past { cut_titled(reading, past, run, stop, segments) } else { past };
            }
            continue;
        }
        if !reading.starts_name(at) && !reading.is(at, Roles::PARTICLE) && reading.matches[at].is_none()
            || at + 1 == end && (reading.is(at, Roles::NO_NAME) || reading.word(at).chars().count() == 1)
            || end == at + 1 && matches!(reading.word(end), "$" | "€" | "£")
        {
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

/// The next title in `from..end` that stands before or after another name, so that a name cannot run over it.
pub fn title_after(reading: &Reading, from: usize, end: usize) -> Option<usize> {
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

pub fn is_given(reading: &Reading, i: usize) -> bool {
    entry_of(reading, i).is_some_and(|e| e.kinds.any(Kinds::GIVEN))
}

pub fn is_surname(reading: &Reading, i: usize) -> bool {
    entry_of(reading, i).is_some_and(|e| e.kinds.any(Kinds::SURNAME))
}

/// "Will Smith", "Mark Roe" at the start of a sentence.
fn given_then_surname(reading: &Reading, at: usize, end: usize) -> bool {
    at + 1 < end
        && !reading.is(at, Roles::FUNCTION)
        && is_given(reading, at)
        && reading.capital(at + 1) == Capital::Strong
}

pub fn whole_entry(reading: &Reading, at: usize, to: usize) -> Option<Entry> {
    reading.matches[at].filter(|&(end, _)| end == to).map(|(_, e)| e)
}

/// The end of a name that no head word shapes, and what the lists know of it.
pub fn unit_end(
    reading: &Reading,
    at: usize,
    limit: usize,
    titled: bool,
    matched: Option<(usize, Entry)>,
) -> (usize, Option<Entry>) {
    let group = Kinds::COUNTRY.with(Kinds::NATIONALITY).with(Kinds::GROUP);
    if reading.is(at, Roles::PEOPLE_FIRST) && at + 2 < limit && reading.word(at + 1) == "-" {
        let people =
            reading.matches[at + 2].map(|(_, e)| e).filter(|e| e.kinds.any(Kinds::NATIONALITY.with(Kinds::GROUP)));
        if people.is_some() {
            return (at + 1, people.map(|e| Entry { kinds: Kinds::NATIONALITY, ..e }));
        }
    }
    if let Some((to, entry)) = matched {
        let to = to.min(limit);
        let whole = to > at + 1 || entry.kinds.any(group) || to == limit;
        let rather_person = titled
            || entry.kinds.any(Kinds::GIVEN) && entry.person_rank >= 2 && to < limit && !reading.is(to, Roles::TITLE);
        let hyphened = to < limit && reading.word(to) == "-";
        let parted = !hyphened || entry.kinds.any(group);
        if whole && !rather_person && parted || to == limit {
            return (to, Some(entry));
        }
    }
    // A country or people ends a name that runs into it ("Roe China"), but for people named so.
    let mut to = at + 1;
    while to < limit {
        let barrier = reading.matches[to]
            .is_some_and(|(_, e)| e.kinds.any(group) && !e.kinds.any(Kinds::GIVEN.with(Kinds::SURNAME)))
            && reading.word(to - 1) != "-";
        let headline = reading.capital(to) == Capital::Weak && !reading.is(to, Roles::PARTICLE.or(Roles::SUFFIX));
        if barrier || headline {
            break;
        }
        to += 1;
    }
    while to > at + 1 && (reading.word(to - 1) == "-" || reading.word(to - 1) == "&") {
        to -= 1;
    }
    (to, None)
}
