//! Teams that share initials and are told apart by a figure or letter behind them: mentions in, the same out with these taken in.
//!
//! "NFC 1 beat NFC 2", "both NFC A and PSV B won": a club's several teams. A figure behind initials may also be a score or a page, so it
//! is taken in only where the article goes on behind it as it does behind a name, and has several such teams.

use rustc_hash::{FxHashMap, FxHashSet};

use super::Mention;
use crate::text::{Document, Shape, TokenKind};
use crate::view::EntityType::{Cardinal, Org};

/// How sure it is that initials that nobody took for a name are a team.
const PASSED_OVER: f32 = 0.5;

/// How the initials of one club stand in an article.
#[derive(Default)]
struct Club<'t> {
    /// What tells its teams apart.
    marks: FxHashSet<&'t str>,
    /// How often one stands behind them.
    marked: usize,
    /// How often a word in small letters stands behind that.
    told: usize,
    /// How often they stand alone.
    alone: usize,
}

/// Takes the figures in.
#[must_use]
pub fn find_numbered(document: &Document, mentions: Vec<Mention>) -> Vec<Mention> {
    let mut clubs: FxHashMap<&str, Club> = FxHashMap::default();
    for i in (0..document.tokens.len()).filter(|&i| is_initials(document, i)) {
        let club = clubs.entry(document.word(i)).or_default();
        if let Some(mark) = mark_behind(document, i) {
            club.marks.insert(mark);
            club.marked += 1;
            let next = document.tokens.get(i + 2);
            club.told += usize::from(next.is_some_and(|t| t.kind == TokenKind::Word && t.shape == Shape::Lower));
        } else {
            club.alone += 1;
        }
    }
    let is_named = |m: &&Mention| m.label == Org;
    let named: FxHashSet<&str> = mentions.iter().filter(is_named).map(|m| m.span.of(document.text)).collect();
    clubs.retain(|initials, club| club.marked > club.alone && named.contains(initials));
    let several = clubs.values().flat_map(|club| &club.marks).collect::<FxHashSet<_>>().len() > 1;
    if !several || clubs.values().all(|club| club.told < 2) {
        return mentions;
    }
    let mut all: Vec<Mention> = Vec::with_capacity(mentions.len());
    let mut rest = mentions.into_iter().peekable();
    for i in (0..document.tokens.len()).filter(|&i| clubs.contains_key(document.word(i))) {
        if mark_behind(document, i).is_none() {
            continue;
        }
        let span = document.span_of(i..i + 2);
        while let Some(mention) = rest.next_if(|m| m.span.end <= span.start) {
            all.push(mention);
        }
        if rest.peek().is_some_and(|m| m.span.start < span.start) {
            continue;
        }
        let confidence =
            rest.peek().filter(|m| m.span.overlaps(span) && m.label == Org).map_or(PASSED_OVER, |m| m.confidence);
        while rest.next_if(|m| span.covers(m.span) && (m.span.start == span.start || m.label == Cardinal)).is_some() {}
        if rest.peek().is_none_or(|m| m.span.start >= span.end) {
            all.push(Mention { span, label: Org, confidence });
        }
    }
    all.extend(rest);
    all
}

/// Two to five capitals.
fn is_initials(document: &Document, token: usize) -> bool {
    let word = document.word(token);
    document.tokens[token].shape == Shape::Upper
        && (2..=5).contains(&word.len())
        && word.bytes().all(|b| b.is_ascii_uppercase())
}

/// The figure or letter behind initials, where nothing is joined to it ("2-0", "1,000").
fn mark_behind<'t>(document: &Document<'t>, token: usize) -> Option<&'t str> {
    let (mark, next) = (document.tokens.get(token + 1)?, document.tokens.get(token + 2));
    let word = document.word(token + 1);
    let joined =
        next.is_some_and(|n| n.glued && !matches!(document.word(token + 2), "." | "," | ")" | "!" | "?" | ";" | ":"));
    let figure =
        word.len() == 1 && word.bytes().all(|b| (b'1'..=b'9').contains(&b) || (b'B'..=b'H').contains(&b) || b == b'A');
    (figure && !mark.glued && !joined && document.sentence_of(token) == document.sentence_of(token + 1)).then_some(word)
}
