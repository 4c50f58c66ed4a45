//! The plain tagger of names: a block's tokens in, candidates for PERSON, ORG, GPE and the other named types out.
//!
//! Three steps: [`Reading::new`] tells which capitals mean something where they stand; [`find_segments`] cuts the runs of
//! such words into names; [`classify`] gives each name votes for its types. A name with two likely types gives two
//! candidates, and `choose` settles it by the whole article.

use super::classify::{classify, share_in_lists};
use super::cues::{Roles, Votes};
use super::gazetteer::{self, Kinds};
use super::reading::{Capital, Reading};
use super::segments::{Segment, find_segments};
use super::{Candidate, Source};
use crate::text::{Sentence, Span, Token, TokenKind};

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
            for &(label, share) in
                ranked.iter().take(3).take_while(|&&(label, share)| share >= 0.1 || label == ranked[0].0)
            {
                candidates.push(Candidate { span, label, source: Source::Name, confidence: share * sure });
            }
        }
    }
    candidates
}

/// How sure it is that the segment is a name at all.
fn certainty(reading: &Reading, segment: &Segment) -> f32 {
    let words = segment.tokens.clone().filter(|&i| reading.tokens[i].kind == TokenKind::Word);
    // Ordinary words with a capital are names only with something that says so ("the Agency", "Best Editing").
    let ordinary = words.clone().all(|i| gazetteer::capital_share(reading.word(i)).is_some_and(|s| s <= 4));
    let listed = segment.entry.is_some_and(|e| e.kinds.0 & !Kinds::GIVEN.with(Kinds::SURNAME).0 != 0);
    let shaped = segment.head != Roles::default() && segment.tokens.len() > 1;
    // "AB-12", "B7": numbers of flights, gates and rooms.
    let numbered = segment.tokens.len() <= 3
        && segment.tokens.clone().any(|i| reading.word(i).ends_with(|c: char| c.is_ascii_digit()))
        && words.clone().all(|i| reading.word(i).chars().filter(|c| c.is_alphabetic()).count() <= 2);
    if (ordinary || numbered) && !(listed || shaped || segment.titled) {
        return 0.3;
    }
    let weak = words.clone().all(|i| reading.capital(i) != Capital::Strong);
    if weak && !segment.titled { 0.5 } else { 0.95 }
}
