//! Noun phrases that "and" joins into one source: the words before a cue in; out, where the first of "the police, firefighters and witnesses" begins.
//! `pairs.rs` does it for names.

use std::ops::Range;

use super::context::Context;
use super::nominate::inside;
use super::source::{Head, Source, is_pronoun, noun_kind};
use crate::lexicon::CLAUSE_OPENERS;
use crate::view::EntityType;

/// "Ito and Roe said", "police and two witnesses said": a conjunction between two subjects.
pub fn joins_subjects(context: &Context, i: usize, start: usize, end: usize) -> bool {
    let named = |i: usize| context.mention(i).is_some_and(|m| context.can_speak(m));
    context.word(i) == "and"
        && i > start
        && i + 1 < end
        && (named(i - 1) && named(i + 1)
            || end - i <= LONGEST
                && (i + 1..end).all(|i| inside(context, i))
                && coordinated(context, start, i + 1).is_some())
}

/// The most words of a noun phrase that another one is joined to.
const LONGEST: usize = 6;

/// Where the noun phrases begin that "and" and commas join to the one at `at`: "the police" in "the police, firefighters and witnesses said". Only
/// nouns of speakers are joined, and only where nothing of a clause stands before them.
pub fn coordinated(context: &Context, start: usize, at: usize) -> Option<usize> {
    if at < start + 2 || context.word(at - 1) != "and" {
        return None;
    }
    let mut first = at - 1;
    loop {
        // The noun phrase that ends before `first`.
        let mut from = first;
        while from > start
            && first - from < LONGEST
            && inside(context, from - 1)
            && !is_pronoun(&context.lower(from - 1))
        {
            from -= 1;
        }
        if from == first || !speaks(context, first - 1) {
            return None;
        }
        first = from;
        if from == start || CLAUSE_OPENERS.contains(&context.lower(from - 1)) {
            return Some(first);
        }
        if context.word(from - 1) != "," {
            return (!context.is_word(from - 1)).then_some(first);
        }
        // "… killed two, police, firefighters and witnesses said"
        let listed = from - 1 > start && speaks(context, from - 2) && {
            let before = (start..from - 1).rev().take(LONGEST).find(|&i| !inside(context, i));
            before.is_none_or(|i| context.word(i) == ",")
        };
        if !listed {
            return Some(first);
        }
        first = from - 1;
    }
}

/// Whether a source is two noun phrases and more: "the mayor and her deputy".
pub fn is_joined(context: &Context, source: &Source) -> bool {
    matches!(source.head, Head::Noun(_))
        && source.tokens.clone().any(|i| context.word(i) == "and" && context.mention(i).is_none())
}

/// Whether a word is the common noun of somebody who speaks.
fn speaks(context: &Context, i: usize) -> bool {
    context.mention(i).is_none() && noun_kind(&context.lower(i)).is_some()
}

/// The source whose head is `noun` with how many they are before it ("about 20 residents") and of whom behind it ("one of them", "dozens of
/// residents"); it may begin at `from`.
pub fn counted(context: &Context, mut source: Source, noun: usize, from: usize) -> Source {
    let Range { start, end } = source.tokens.clone();
    let number = |&i: &usize| context.label(i) == Some(EntityType::Cardinal);
    let near = (from.max(start.saturating_sub(LONGEST))..start).rev().take_while(|&i| inside(context, i)).find(number);
    let start = near.and_then(|i| context.mention(i)).map_or(start, |m| context.tokens_of(m).start.max(from));
    let count = matches!(context.lower(noun).as_ref(), "one" | "some" | "many" | "most" | "both" | "each")
        || context.label(noun) == Some(EntityType::Cardinal);
    let of = noun + 1;
    let end = if count && end == of && context.word(of) == "of" && context.region(of).is_none() {
        let whom = (of + 1..of + 1 + LONGEST).take_while(|&i| inside(context, i)).last();
        let them = matches!(context.lower(of + 1).as_ref(), "them" | "us").then_some(of + 1);
        them.or(whom).map_or(end, |last| last + 1)
    } else {
        end
    };
    source.from = source.from.min(start);
    source.to = source.to.max(end);
    source.tokens = start..end;
    source
}
