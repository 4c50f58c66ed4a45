//! Whether a text is English: its share of common English words against letters of other scripts.
//!
//! A check that keeps the rest from guessing at texts it knows nothing about, not a language identifier.

use super::{Document, TokenKind};
use crate::lexicon::COMMON_WORDS;
use crate::view::Language;

/// Words looked at: the beginning and evenly spaced ones later, so that the cost is bounded.
const SAMPLE: usize = 2000;

/// Judges the document. Short texts (fewer than eight words) count as English unless most letters are not Latin.
#[must_use]
pub fn detect(document: &Document) -> Language {
    let step = document.tokens.len() / SAMPLE + 1;
    let (mut words, mut common, mut foreign) = (0usize, 0usize, 0usize);
    let mut lower = String::new();
    for (i, token) in document.tokens.iter().enumerate().step_by(step) {
        if token.kind != TokenKind::Word {
            continue;
        }
        let word = document.word(i);
        words += 1;
        if word.chars().next().is_some_and(|c| c.is_alphabetic() && c > '\u{24f}') {
            foreign += 1;
        } else if is_common(word, &mut lower) {
            common += 1;
        }
    }
    let other = if words < 8 {
        foreign * 2 > words
    } else if words < 40 {
        common * 100 < words * 6
    } else {
        common * 100 < words * 18
    };
    if other { Language::Other } else { Language::English }
}

fn is_common(word: &str, lower: &mut String) -> bool {
    if word.bytes().all(|b| b.is_ascii_lowercase()) {
        return COMMON_WORDS.contains(word);
    }
    lower.clear();
    lower.extend(word.chars().flat_map(char::to_lowercase).map(|c| if c == '’' { '\'' } else { c }));
    COMMON_WORDS.contains(lower)
}
