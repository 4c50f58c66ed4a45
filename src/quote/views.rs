//! "In Ana Lopez’s view, …": in, the token of "in"; out, the phrase that attributes as "according to" does, and whose view it is.

use std::ops::Range;

use super::context::Context;
use super::source::{Head, Source, noun_kind};
use crate::text::TokenKind;

/// Nouns of what somebody holds: "in Ana Lopez’s view,".
const VIEWS: [&str; 8] = ["view", "opinion", "estimation", "assessment", "judgment", "judgement", "reading", "telling"];

/// The most words of "in the Harbour Board’s view".
const LONGEST_VIEW: usize = 10;

/// The phrase that "in" at `at` opens, where it is somebody's view and set off by what stands behind it.
pub fn view(context: &Context, at: usize, end: usize) -> Option<Range<usize>> {
    let noun = (at + 2..end.min(at + LONGEST_VIEW)).find(|&i| VIEWS.contains(&context.word(i)))?;
    let phrase = at..noun + 1;
    let apart = !context.is_word(noun + 1) && context.region(noun).is_none();
    (apart && viewer(context, phrase.clone()).is_some()).then_some(phrase)
}

/// Whose view it is in "in her view", "in Ana Lopez’s opinion": the possessor between "in" and the noun that `cue` ends with.
pub fn viewer(context: &Context, cue: Range<usize>) -> Option<Source> {
    let noun = cue.end.checked_sub(1).filter(|&noun| noun > cue.start + 1 && context.lower(cue.start) == "in")?;
    let owner = context.lower(noun - 1);
    if matches!(owner.as_ref(), "his" | "her" | "their") {
        let at = noun - 1;
        return (at == cue.start + 1).then_some(Source {
            tokens: at..noun,
            head: Head::Pronoun(at),
            from: cue.start,
            to: noun,
        });
    }
    let owns = context.document.tokens[noun - 1].kind == TokenKind::Clitic
        || matches!(context.word(noun - 1), "’" | "'" | "'s" | "’s");
    let inside = |i: usize| {
        context.is_word(i) || context.mention(i).is_some() || matches!(context.word(i), "-" | "." | "’" | "'")
    };
    if !owns || cue.start + 2 > noun - 1 || !(cue.start + 1..noun - 1).all(inside) {
        return None;
    }
    let whole = cue.start + 1..noun - 1;
    if let Some(m) = context.mention(whole.end - 1).filter(|&m| context.can_speak(m)) {
        return Some(Source { head: Head::Mention(m), from: cue.start, to: noun, tokens: context.tokens_of(m) });
    }
    let spoken = noun_kind(&context.lower(whole.end - 1)).is_some();
    spoken.then(|| Source { head: Head::Noun(whole.end - 1), from: cue.start, to: noun, tokens: whole })
}
