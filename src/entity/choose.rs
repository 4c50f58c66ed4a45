//! Who wins where candidates overlap, in one place: candidates in, mentions out, sorted and free of overlap.

use super::{Candidate, Mention};
use crate::text::Document;

/// Chooses among the candidates of a whole document.
#[must_use]
pub fn choose(_document: &Document, mut candidates: Vec<Candidate>) -> Vec<Mention> {
    candidates.sort_by_key(|c| (c.span.start, std::cmp::Reverse(c.span.end)));
    let mut mentions: Vec<Mention> = Vec::new();
    for c in candidates {
        if mentions.last().is_none_or(|m| m.span.end <= c.span.start) {
            mentions.push(Mention { span: c.span, label: c.label, confidence: c.confidence });
        }
    }
    mentions
}
