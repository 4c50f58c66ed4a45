#![no_main]
//! Bytes in, read as a text and a row of edits; the analysis must hold its bounds and be the same fresh as edited.
//!
//! `cargo +nightly fuzz run edits` (needs `cargo install cargo-fuzz`). An input that fails becomes a test in `tests/invariants.rs`.

use article_highlighter::{Analysis, Analyzer, analyze};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    // The edits stand behind the last 0xff, which is in no UTF-8.
    let (text, edits) = match data.iter().rposition(|&b| b == 0xff) {
        Some(at) => (&data[..at], &data[at + 1..]),
        None => (data, &[][..]),
    };
    let mut text = String::from_utf8_lossy(text).into_owned();
    let mut analyzer = Analyzer::new();
    check(&text, &analyzer.analyze(&text));
    for edit in edits.chunks_exact(3).take(8) {
        text = apply(&text, edit);
        let edited = analyzer.analyze(&text);
        assert_eq!(edited, analyze(&text));
        check(&text, &edited);
    }
});

/// Where, how much to cut, and what to put there.
fn apply(text: &str, edit: &[u8]) -> String {
    const PASTES: [&str; 8] = ["", "\n\n", " ", "“", "\"", "’", "Ana Lopez said ", "\r\n“We stay,” she said."];
    let chars: Vec<char> = text.chars().collect();
    let from = usize::from(edit[0]) * (chars.len() + 1) / 256;
    let to = (from + usize::from(edit[1] % 32)).min(chars.len());
    chars[..from].iter().copied().chain(PASTES[usize::from(edit[2] % 8)].chars()).chain(chars[to..].iter().copied()).collect()
}

fn check(text: &str, analysis: &Analysis) {
    let units: Vec<u16> = text.encode_utf16().collect();
    let sound = |start: usize, end: usize| {
        assert!(start < end && end <= units.len());
        assert!(String::from_utf16(&units[start..end]).is_ok(), "a character is split");
    };
    analysis.blocks.iter().for_each(|b| sound(b.start, b.end));
    analysis.sentences.iter().for_each(|s| sound(s.start, s.end));
    analysis.mentions.iter().for_each(|m| sound(m.start, m.end));
    assert!(analysis.mentions.windows(2).all(|w| w[0].end <= w[1].start));
    for (i, mention) in analysis.mentions.iter().enumerate() {
        assert!(analysis.entities[mention.entity].mentions.contains(&i));
    }
    for quote in &analysis.quotes {
        quote.content.iter().for_each(|s| sound(s.start, s.end));
        quote.speaker.iter().for_each(|s| sound(s.start, s.end));
    }
}
