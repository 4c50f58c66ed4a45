//! Marked regions that no cue claims: quotations that continue one before, words that a headline repeats, and scare quotes.

use std::collections::HashMap;
use std::ops::Range;

use super::context::{Context, Frame};
use super::cues;
use super::marks::last_inner;
use super::source::{self, Head, Source};
use super::{Quote, QuoteKind};
use crate::lexicon::{DETERMINERS, PREPOSITIONS};
use crate::text::TokenKind;
use crate::view::BlockKind;

/// The longest sentence that introduces words in its own paragraph, in tokens.
const BEAT: usize = 40;

/// What an unclaimed region is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// The words of whoever spoke last.
    Continuation,
    /// Someone's words, whose is not said.
    Speech,
    /// A title, a nickname, a term, irony.
    Scare,
}

/// Reads an unclaimed region that begins in `frame`; `spoken` tells that someone was quoted in the same block before it.
pub fn read(context: &Context, frame: &Frame, region: usize, spoken: bool) -> Reading {
    let r = &context.regions[region];
    let words: usize = r.parts.iter().map(|p| context.count_words(p.clone())).sum();
    let block = &context.document.blocks[frame.block];
    // A few tokens tell; more punctuation than that is no text.
    let loose = |range: Range<usize>| range.len() < 32 && range.into_iter().all(|i| !context.is_word(i));
    let opens_frame = loose(frame.tokens.start..r.start());
    let last_block = &context.document.blocks[context.document.block_of(r.end() - 1)];
    let ends_block = loose(r.end()..last_block.tokens.end.max(r.end()));
    let opens_block = loose(block.tokens.start..r.start());
    let ended = matches!(last_inner(context.document, r), Some('.' | '?' | '!' | '…'));
    let heading = matches!(block.kind, BlockKind::Headline | BlockKind::Subheading | BlockKind::Masthead);
    let sentence = opens_frame && ended && words >= 2 && first_is_capital(context, r.start());
    if heading {
        // ‘She was our sunshine’: family’s tribute
        let titled = opens_block && context.word(r.end()) == ":";
        let speech = words >= 4 && (opens_block && ends_block || sentence || titled);
        return if speech { Reading::Speech } else { Reading::Scare };
    }
    if sentence && (opens_block || spoken) {
        return Reading::Continuation;
    }
    if opens_block && ends_block && words >= 4 {
        return Reading::Continuation;
    }
    if sentence && words >= 4 || words >= 8 { Reading::Speech } else { Reading::Scare }
}

/// Whom the sentence before someone's words introduces: its subject, where it opens with a person. In the paragraph of the words it may be
/// of any length ("She laughed at the question. “I had a broken ankle.”"); in the one before it is short ("Ana Lopez was blunt.") or asks ("Did
/// she think of leaving?"), and ends it.
pub fn introduces(context: &Context, frame: &Frame, block: usize) -> Option<Source> {
    let Range { start, end } = frame.tokens;
    let silent = || (start..end).all(|i| context.region(i).is_none() && !cues::is_plain(&context.lower(i)));
    let ends_block = context.document.blocks[frame.block].tokens.end == end;
    let asks = context.word(end - 1) == "?";
    let near = if frame.block == block { end - start <= BEAT } else { ends_block && end - start <= 12 };
    if !(near && silent()) {
        return None;
    }
    source::main_subject(context, start, end).filter(|subject| match subject.head {
        Head::Mention(m) => context.is_person(m) && subject.tokens.start <= start + 2,
        Head::Pronoun(p) => context.lower(p) != "they" && (p == start || asks && p <= start + 2),
        Head::Noun(_) => false,
    })
}

/// Whether a frame is a reporter's question between two answers, without marks: "Does she read reviews?"
pub fn is_question(context: &Context, frame: &Frame) -> bool {
    let Range { start, end } = frame.tokens;
    end > start + 2 && context.word(end - 1) == "?" && frame.tokens.clone().all(|i| context.region(i).is_none())
}

fn first_is_capital(context: &Context, start: usize) -> bool {
    (start..start + 4)
        .find(|&i| context.is_word(i))
        .is_some_and(|i| context.document.tokens[i].kind == TokenKind::Number || !context.is_lower(i))
}

/// Whether a region inside attributed words is a name or a term of its own: “Harbour Nine” behind "called", "named", "known as".
pub fn is_term(context: &Context, region: usize) -> bool {
    let start = context.regions[region].start();
    let before = if start > 0 { context.lower(start - 1) } else { return false };
    let named = matches!(
        before.as_ref(),
        "named"
            | "nicknamed"
            | "codenamed"
            | "titled"
            | "entitled"
            | "so-called"
            | "dubbed"
            | "called"
            | "film"
            | "song"
            | "album"
            | "novel"
            | "book"
            | "show"
    ) || before == "as" && matches!(context.lower(start.saturating_sub(2)).as_ref(), "known" | "aka");
    let words: usize = context.regions[region].parts.iter().map(|p| context.count_words(p.clone())).sum();
    (named && words <= 6 && first_is_capital(context, start)) || is_title(context, region, words)
}

/// A title inside a clause: two words and more, the long ones all capitalised, and no end of a sentence (“The Old Man and the Sea”).
fn is_title(context: &Context, region: usize, words: usize) -> bool {
    let r = &context.regions[region];
    let (mut capitals, mut small) = (0, 0);
    for i in r.parts.iter().cloned().flatten().filter(|&i| context.is_word(i)) {
        if !context.is_lower(i) {
            capitals += 1;
        } else if PREPOSITIONS.contains(context.word(i))
            || DETERMINERS.contains(context.word(i))
            || matches!(context.word(i), "and" | "or" | "but")
        {
            small += 1;
        }
    }
    capitals >= 2
        && capitals + small == words
        && words <= 10
        && first_is_capital(context, r.start())
        && !matches!(last_inner(context.document, r), Some('.' | '!'))
}

/// Gives quotations in headlines and subheadings the speaker of the words below that they repeat.
pub fn follow_echoes(context: &Context, quotes: &mut [Quote]) {
    let heading = |quote: &Quote| {
        let token = context.document.token_at(quote.content[0].start);
        let block = &context.document.blocks[context.document.block_of(token)];
        matches!(block.kind, BlockKind::Headline | BlockKind::Subheading)
    };
    let headings: Vec<usize> = (0..quotes.len())
        .filter(|&q| quotes[q].speaker.is_none() && quotes[q].kind != QuoteKind::Indirect && heading(&quotes[q]))
        .collect();
    if headings.is_empty() {
        return;
    }
    let words = |quote: &Quote| -> Vec<String> {
        let ranges = quote.content.iter().map(|&span| context.document.tokens_in(span));
        ranges.flatten().filter(|&i| context.is_word(i)).map(|i| context.lower(i).replace('’', "'")).collect()
    };
    let bodies: Vec<Vec<String>> = quotes
        .iter()
        .map(|q| if q.speaker.is_some() && q.kind != QuoteKind::Scare { words(q) } else { Vec::new() })
        .collect();
    let mut pairs: HashMap<(&str, &str), Vec<(usize, usize)>> = HashMap::new();
    for (q, body) in bodies.iter().enumerate() {
        for (at, pair) in body.windows(2).enumerate() {
            let places = pairs.entry((&pair[0], &pair[1])).or_default();
            if places.len() < 16 {
                places.push((q, at));
            }
        }
    }
    for h in headings {
        let echo = words(&quotes[h]);
        if echo.len() < 2 {
            continue;
        }
        let place = pairs
            .get(&(echo[0].as_str(), echo[1].as_str()))
            .and_then(|places| places.iter().find(|&&(q, at)| q != h && bodies[q][at..].starts_with(&echo)).copied());
        if let Some((q, _)) = place {
            quotes[h].speaker = quotes[q].speaker;
            quotes[h].kind = QuoteKind::Direct;
            quotes[h].confidence = quotes[q].confidence;
        }
    }
}
