//! Titles of works in quotation marks: a block's reading in, WORK_OF_ART candidates out.
//!
//! A title is capitalised throughout but for its small words, and either a kind of work stands beside it (the film
//! “Vale”) or it is long enough to be no name ("The Sea and the Vale").

use std::ops::Range;

use super::cues::Roles;
use super::reading::Reading;
use super::{Candidate, Source};
use crate::text::{Span, TokenKind};
use crate::view::EntityType;

/// The longest title in tokens.
const LONGEST: usize = 12;
/// How far off the kind of work may stand, in tokens.
const REACH: usize = 4;

/// The titles that stand in quotation marks.
pub fn find_works(reading: &Reading) -> Vec<Candidate> {
    let mut works = Vec::new();
    for open in 0..reading.tokens.len() {
        let Some(title) = title_at(reading, open) else { continue };
        let (start, end) = (open.saturating_sub(REACH), (title.end + 1 + REACH).min(reading.tokens.len()));
        let beside = (start..open).chain(title.end..end).any(|i| reading.is(i, Roles::WORK_NOUN));
        let small = title.clone().filter(|&i| is_small(reading.word(i))).count();
        if beside || small > 0 && title.len() - small >= 3 {
            let span = Span::new(reading.tokens[title.start].span.start, reading.tokens[title.end - 1].span.end);
            let confidence = if beside { 0.8 } else { 0.6 };
            works.push(Candidate { span, label: EntityType::WorkOfArt, source: Source::Name, confidence });
        }
    }
    works
}

/// The tokens of the title behind the opening mark at `open`, without a comma or period that ends it.
fn title_at(reading: &Reading, open: usize) -> Option<Range<usize>> {
    let glued = |i: usize| reading.tokens.get(i).is_some_and(|t| t.glued);
    let mark = |i: usize| reading.tokens.get(i).is_some_and(|t| t.kind == TokenKind::Mark);
    if !mark(open) || glued(open) && !reading.word(open).starts_with(['“', '‘', '«']) || !glued(open + 1) {
        return None;
    }
    let close = (open + 2..reading.tokens.len().min(open + 2 + LONGEST)).find(|&i| mark(i))?;
    let inner = open + 1..close;
    let ends = matches!(reading.word(close - 1), "," | ".");
    let title = inner.start..inner.end - usize::from(ends);
    let fits = |i: usize| match reading.tokens[i].kind {
        TokenKind::Word => reading.tokens[i].is_capitalized() || is_small(reading.word(i)) && i > title.start,
        TokenKind::Number | TokenKind::Clitic => true,
        _ => matches!(reading.word(i), "-" | ":" | "&"),
    };
    let capitals = title.clone().filter(|&i| reading.tokens[i].is_capitalized()).count();
    (capitals > 0 && glued(close) && title.clone().all(fits)).then_some(title)
}

/// Words that titles leave in lower case.
fn is_small(word: &str) -> bool {
    let small = ["a", "an", "the", "and", "or", "of", "in", "on", "at", "to", "for", "with", "from", "by", "de", "la"];
    small.contains(&word)
}
