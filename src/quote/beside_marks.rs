//! Verbs that no list has and that report by where they stand: in, a word beside words in marks; out, the cue that it is.

use std::ops::Range;

use super::chains::Verb;
use super::context::Context;
use super::cues::{Candidate, Cue, Form, Takes};
use super::marks::last_inner;
use super::source::{is_pronoun, noun_kind};
use crate::lexicon::DETERMINERS;

/// "The city reasoned, “…”": any verb in the past with its subject, when a comma or colon and words in marks follow.
pub fn before_marks(context: &Context, at: usize, word: &str, frame: &Range<usize>) -> Option<Candidate> {
    let region = context.region(at + 2).filter(|&r| context.regions[r].start() == at + 2)?;
    if !matches!(context.word(at + 1), "," | ":") || !is_past(context, at, word) {
        return None;
    }
    let words = context.regions[region].parts.iter().map(|p| context.count_words(p.clone())).sum::<usize>();
    let subject = at > frame.start
        && context.region(at - 1).is_none()
        && (context.mention(at - 1).is_some_and(|m| context.can_speak(m))
            || is_pronoun(&context.lower(at - 1))
            || noun_kind(&context.lower(at - 1)).is_some()
            || context.word(at - 1) == ","
            || at > frame.start + 1 && DETERMINERS.contains(&context.lower(at - 2)));
    (subject && words >= 4).then(|| any_verb(at))
}

/// A verb that is a cue by where it stands.
fn any_verb(at: usize) -> Candidate {
    let cue = Cue {
        tokens: at..at + 1,
        group: at,
        takes: Takes { bare: true, ..Takes::default() },
        form: Form::Past,
        plain: true,
        bare: false,
        made: None,
        lemma: 0,
    };
    Candidate { cue, verb: Verb::default(), fits: true }
}

/// “Where do I take them?” posed Ana Lopez; “Not now,” he regretted: any verb in the past between words in marks that end like speech and a
/// person, or behind such words and a pronoun.
pub fn behind_marks(context: &Context, at: usize, word: &str, frame: &Range<usize>) -> Option<Candidate> {
    if !is_past(context, at, word) || at <= frame.start {
        return None;
    }
    let speech = |i: usize| {
        context.region(i).filter(|&r| {
            context.regions[r].end() == i + 1
                && matches!(last_inner(context.document, &context.regions[r]), Some(',' | '?' | '!'))
        })
    };
    let person = |i: usize| context.mention(i).is_some_and(|m| context.is_person(m));
    let inverted = speech(at - 1).is_some()
        && (person(at + 1)
            || context.document.tokens.get(at + 1).is_some_and(|t| t.is_capitalized()) && person(at + 2)
            || DETERMINERS.contains(&context.lower(at + 1)) && noun_kind(&context.lower(at + 2)).is_some());
    let follows = at > frame.start + 1
        && matches!(context.lower(at - 1).as_ref(), "he" | "she")
        && speech(at - 2).is_some()
        && !context.is_word(at + 1);
    (inverted || follows).then(|| any_verb(at))
}

/// Whether a word has the form of a verb in the past.
fn is_past(context: &Context, at: usize, word: &str) -> bool {
    word.len() > 4 && word.ends_with("ed") && context.is_lower(at) && context.mention(at).is_none()
}
