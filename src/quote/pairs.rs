//! Two sources of one cue: in, the name chosen as a cue's source; out, the whole of "Ito and his deputy, Maria Roe", where another name is joined to it.
//!
//! A quotation has one speaker: the span is the whole phrase, the entity that of the first name.

use super::context::Context;
use super::joined;
use super::source::{Head, Source, is_possessor};
use crate::lexicon::{CLAUSE_OPENERS, DETERMINERS, PREPOSITIONS};
use crate::text::TokenKind;

/// How many tokens may stand between "and" and the second name.
const BETWEEN: usize = 7;

/// The source with the name joined to it by "and", or how many they are and of whom, if there is one; `from` is where its cue's words may begin.
pub fn widen(context: &Context, source: Source, from: usize) -> Source {
    let m = match source.head {
        Head::Mention(m) => m,
        Head::Noun(noun) => return joined::counted(context, source, noun, from),
        Head::Pronoun(_) => return source,
    };
    let tokens = context.tokens_of(m);
    let [first, second] = if let Some(first) = joined_before(context, tokens.start, from) {
        [first, m]
    } else if let Some(second) = joined_behind(context, tokens.end) {
        [m, second]
    } else {
        return source;
    };
    let ([a, b], opens) = (
        [first, second].map(|m| context.tokens_of(m)),
        context.mentions[first].label == context.mentions[second].label,
    );
    if !(opens && opens_clause(context, a.start, from) && ends(context, b.end)) {
        return source;
    }
    Source {
        tokens: a.start..b.end,
        head: Head::Mention(first),
        from: source.from.min(a.start),
        to: source.to.max(b.end),
    }
}

/// The name that ends before the "and" in front of the name at token `at`.
fn joined_before(context: &Context, at: usize, from: usize) -> Option<usize> {
    let and = (from.max(at.saturating_sub(BETWEEN))..at).rev().find(|&i| context.word(i) == "and")?;
    let first = context.mention(and.checked_sub(1)?)?;
    (speaks(context, first) && context.tokens_of(first).start >= from && describes(context, and + 1..at))
        .then_some(first)
}

/// The name that the "and" at token `and` joins to the name before it.
fn joined_behind(context: &Context, and: usize) -> Option<usize> {
    if context.word(and) != "and" {
        return None;
    }
    let at = (and + 1..=and + BETWEEN).find(|&i| context.mention(i).is_some())?;
    let second = context.mention(at)?;
    (speaks(context, second) && context.tokens_of(second).start == at && describes(context, and + 1..at))
        .then_some(second)
}

fn speaks(context: &Context, mention: usize) -> bool {
    context.can_speak(mention)
        && !is_possessor(context, mention)
        && context.region(context.tokens_of(mention).start).is_none()
}

/// Whether words only describe the name behind them: titles, "his deputy,", "the minister".
fn describes(context: &Context, words: std::ops::Range<usize>) -> bool {
    let commas = words.clone().filter(|&i| context.word(i) == ",").count();
    let last = words.end;
    commas <= 1
        && (commas == 0 || context.word(last - 1) == ",")
        && words.clone().all(|i| {
            let token = &context.document.tokens[i];
            let word = context.lower(i);
            context.mention(i).is_none()
                && context.region(i).is_none()
                && (matches!(context.word(i), "," | ".")
                    || token.kind == TokenKind::Word
                        && (token.is_capitalized()
                            || DETERMINERS.contains(&word)
                            || !matches!(context.seen(i).class, 10..=24 | 31 | 32 | 35..=37)))
        })
}

/// Whether a name at token `at` opens its clause, titles and "both" apart: in "He met Ito and Roe said so" it does not.
fn opens_clause(context: &Context, at: usize, from: usize) -> bool {
    let title = |i: usize| {
        let token = &context.document.tokens[i];
        context.mention(i).is_none()
            && (token.kind == TokenKind::Word && token.is_capitalized() || context.word(i) == ".")
    };
    let mut start = at;
    while start > from && start + 5 > at && title(start - 1) {
        start -= 1;
    }
    let before = start.checked_sub(1).filter(|_| start > from).map(|i| (i, context.lower(i)));
    before.is_none_or(|(i, word)| {
        context.region(i).is_some()
            || !context.is_word(i)
            || CLAUSE_OPENERS.contains(&word) && word != "and"
            || matches!(word.as_ref(), "both" | "said" | "says" | "to")
            || DETERMINERS.contains(&word) && !PREPOSITIONS.contains(&word)
    })
}

/// Whether the second name ends the phrase: before a verb of saying, a comma or the end, but not "and Roe left".
fn ends(context: &Context, at: usize) -> bool {
    context.region(at).is_some()
        || !context.is_word(at)
        || super::cues::is_said(&context.lower(at))
        || matches!(context.seen(at).class, 20..=24 | 31 | 32 | 35)
}
