//! Results of games: mentions in, the same out with the teams among their figures, known or not.
//!
//! "Sandport 3 Oduva 1", "Sandport 3-1 Oduva", "Sandport 22 12 7 3 45 28 43" and "Sandport at Oduva" tell of teams, whatever else bears their names.
//! Countries stay countries, and people people.

use super::Mention;
use super::gazetteer::{Kinds, capital_share, lookup, title_case};
use crate::text::{Document, Sentence, Shape, TokenKind};
use crate::view::EntityType::{Date, Gpe, Language, Law, Org, Person};

/// So many figures in a row are a line of a table.
const COLUMNS: usize = 3;

/// A team's name has no more words.
const WORDS: usize = 4;

/// What stands between two teams that meet.
const MEETS: &[&str] = &["at", "AT", "v", "v.", "vs", "vs."];

/// How sure it is that a word among figures is a team.
const SURE: f32 = 0.5;

/// Finds them.
#[must_use]
pub fn find_teams(document: &Document, mut mentions: Vec<Mention>) -> Vec<Mention> {
    let mut found = Vec::new();
    for sentence in document.sentences.iter().filter(|sentence| may_tell(document, sentence)) {
        let names = names(document, sentence.tokens.start, sentence.tokens.end);
        for (i, name) in names.iter().enumerate() {
            let next = names.get(i + 1).filter(|next| next.start == name.next);
            let before = i.checked_sub(1).map(|k| &names[k]).filter(|before| before.next == name.start);
            let scored = |other: Option<&Name>| name.figures == 1 && other.is_some_and(|o| o.figures == 1);
            let score = |name: &Name| name.score && !is_dated(document, &mentions, name.end);
            let tied = score(name) && next.is_some() || before.is_some_and(score);
            if name.figures >= COLUMNS || scored(next) || scored(before) || tied || meets(document, name, &names) {
                found.push(document.span_of(name.start..name.end));
            }
        }
    }
    let mut all = Vec::with_capacity(mentions.len() + found.len());
    let mut rest = mentions.drain(..).peekable();
    for span in found {
        while let Some(mention) = rest.next_if(|m| m.span.end <= span.start) {
            all.push(mention);
        }
        let written = span.of(document.text);
        let is_country = lookup(&title_case(written)).is_some_and(|e| e.kinds.any(Kinds::COUNTRY));
        let label = if is_country { Gpe } else { Org };
        if all.last().is_some_and(|m: &Mention| m.span.end > span.start) {
            continue;
        }
        let mut there = Vec::new();
        while let Some(mention) = rest.next_if(|m| m.span.start < span.end) {
            there.push(mention);
        }
        // "Sandport 3 Oduva" was taken for one name; but "June 6" is none.
        let swallows = |m: &Mention| {
            m.label < Language && m.label != Law && m.span.of(document.text).contains(|c: char| c.is_ascii_digit())
        };
        match there.as_slice() {
            [mention] if mention.span == span && !(mention.label == Person && written.contains(' ')) => {
                all.push(Mention { label, ..*mention });
            }
            _ if there.iter().all(swallows) => all.push(Mention { span, label, confidence: SURE }),
            _ => all.extend(there),
        }
    }
    all.extend(rest);
    all
}

/// Whether a figure or such a word as "at" stands behind a capital: in most sentences none does.
fn may_tell(document: &Document, sentence: &Sentence) -> bool {
    let tells = |i: usize| is_figure(document, i) || MEETS.contains(&document.word(i));
    sentence.tokens.clone().any(|i| document.tokens[i].is_capitalized() && tells(i + 1))
}

/// Whether a figure belongs to a date: "May 9-10 Oduva".
fn is_dated(document: &Document, mentions: &[Mention], token: usize) -> bool {
    let span = document.tokens[token].span;
    let at = mentions.partition_point(|m| m.span.end <= span.start);
    mentions.get(at).is_some_and(|m| m.span.start < span.end && m.label == Date)
}

/// Capitalised words in a row and what follows them.
struct Name {
    start: usize,
    end: usize,
    /// How many small figures stand behind.
    figures: usize,
    /// Whether these are a score ("3-1").
    score: bool,
    /// Where the next name may begin: behind the figures and a comma.
    next: usize,
}

/// The runs of capitals of a sentence that may be teams.
fn names(document: &Document, from: usize, to: usize) -> Vec<Name> {
    let mut names = Vec::new();
    let mut at = from;
    while at < to {
        if !document.tokens[at].is_capitalized() {
            at += 1;
            continue;
        }
        let start = at;
        while at < to && document.tokens[at].is_capitalized() && !MEETS.contains(&document.word(at)) {
            at += 1;
        }
        let end = at;
        let score = document.tokens.get(end + 2).is_some_and(|t| t.glued)
            && matches!(document.word(end + 1), "-" | "–")
            && [end, end + 2].iter().all(|&i| is_figure(document, i) && document.word(i).len() < 3);
        at += if score { 3 } else { 0 };
        let mut figures = 0;
        while at < to && is_figure(document, at) {
            figures += usize::from(document.tokens[at].kind == TokenKind::Number);
            at += 1;
        }
        let next = at + usize::from(at > end && document.word(at) == ",");
        // "A. Roe 138" is no team.
        let initial = document.word(start).ends_with('.') || document.word(start).len() == 1;
        let tied = names.last().is_some_and(|before: &Name| before.score && before.next == start);
        // Nor are "Section 12" and "Gate 4", but "rovers" behind a score is one.
        let ordinary = end == start + 1
            && !tied
            && capital_share(document.word(start)).is_some_and(|share| share < 4)
            && lookup(document.word(start)).is_none();
        if end > start && end - start <= WORDS && !initial && !ordinary {
            names.push(Name { start, end, figures, score, next });
        }
        at = at.max(start + 1);
    }
    names
}

/// A number of three digits at most, or the period before one (".530").
fn is_figure(document: &Document, token: usize) -> bool {
    let digits = document.word(token).trim_start_matches('.');
    let figure = |token: usize| document.tokens.get(token).is_some_and(|t| t.kind == TokenKind::Number);
    let period = digits.is_empty() && document.tokens.get(token + 1).is_some_and(|t| t.glued) && figure(token + 1);
    period || figure(token) && digits.len() < 4 && digits.bytes().all(|b| b.is_ascii_digit())
}

/// Whether a name stands in "Sandport at Oduva" and in no sentence.
fn meets(document: &Document, name: &Name, names: &[Name]) -> bool {
    let at = names.partition_point(|n| n.start < name.start);
    let (before, after) = (at.checked_sub(1).map(|k| &names[k]), names.get(at + 1));
    let between = |one: &Name, other: &Name| one.end + 1 == other.start && MEETS.contains(&document.word(one.end));
    let places = |one: &Name| {
        lookup(&title_case(document.span_of(one.start..one.end).of(document.text)))
            .is_some_and(|e| e.kinds.any(Kinds::PLACE) && !e.kinds.any(Kinds::COUNTRY))
    };
    let pair = match (before, after) {
        (_, Some(after)) if between(name, after) => Some((name, after)),
        (Some(before), _) if between(before, name) => Some((before, name)),
        _ => None,
    };
    pair.is_some_and(|(one, other)| {
        let open = |token: Option<usize>| {
            token
                .and_then(|t| document.tokens.get(t))
                .is_none_or(|t| t.kind != TokenKind::Word || t.shape != Shape::Lower)
        };
        places(one) && places(other) && open(one.start.checked_sub(1)) && open(Some(other.end))
    })
}
