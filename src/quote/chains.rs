//! What stands before a verb that may be a cue: in, its token; out, where its group begins, and of an infinitive whose verb it is.

use super::context::Context;
use super::cues::Form;
use crate::lexicon::{AUXILIARIES, DETERMINERS, PREPOSITIONS, VERB_CHAINS};

/// What the words between a subject and its verb make of the verb.
#[derive(Clone, Copy, Debug, Default)]
#[allow(missing_docs, reason = "the terms of grammar")]
pub struct Verb {
    pub passive: bool,
    pub modal: bool,
    pub infinitive: bool,
    pub had: bool,
    pub negated: bool,
    pub noun: bool,
}

/// Where the group of the verb at `at` begins, auxiliaries and adverbs included, and what these make of it.
pub fn verb_group(context: &Context, at: usize, start: usize, form: Form) -> (usize, Verb) {
    let (mut group, mut verb) = (at, Verb::default());
    while group > start && group + 5 > at && context.region(group - 1).is_none() {
        let before = context.lower(group - 1);
        match AUXILIARIES.get(&before) {
            Some("not") => verb.negated = true,
            Some("be") => verb.passive = true,
            Some("modal") => verb.modal = true,
            Some("have") => verb.had = true,
            Some("to") => verb.infinitive = true,
            Some(_) => {}
            // "kept repeating": as good as "was repeating".
            None if form == Form::Ing && matches!(before.as_ref(), "kept" | "keeps" | "began" | "started") => {
                verb.passive = true;
            }
            None if before.ends_with("ly") && before.len() > 4 && before != "family" && before != "early" => {}
            None => break,
        }
        group -= 1;
    }
    (group, verb)
}

/// The most words between such a verb and its infinitive.
const LONGEST: usize = 10;

/// How a verb behind "to" hangs on the words before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chain {
    /// The subject of the verb at this token says it.
    Does(usize),
    /// Whoever stands behind the verb at this token is made to say it.
    Made(usize),
    /// Whoever stands behind such a verb may or must say it.
    Asked,
}

/// What the infinitive hangs on whose verb group begins at `group`, the token of "to" or an adverb before it; not before `start`.
pub fn chain(context: &Context, group: usize, start: usize) -> Option<Chain> {
    let before = group.checked_sub(1).filter(|&i| i >= start && context.region(i).is_none())?;
    let word = context.lower(before);
    if context.mention(before).is_none() && is(&word, "does") {
        // "went on to say", "was at pains to stress", "came forward to say": the verb before the particle; of "was quick" and "was forced" the "be".
        let verb = match word.as_ref() {
            "on" | "forward" => {
                let moves =
                    |i: &usize| matches!(context.lower(*i).as_ref(), "went" | "goes" | "going" | "came" | "come");
                before.checked_sub(1).filter(moves)?
            }
            "pains" => before.checked_sub(1).filter(|&i| context.word(i) == "at")?,
            _ => before,
        };
        return (verb > start).then_some(Chain::Does(verb));
    }
    let stretch = (start.max(group.saturating_sub(LONGEST))..group).rev();
    for i in stretch {
        if context.region(i).is_some() || !context.is_word(i) && context.mention(i).is_none() && !is_joint(context, i) {
            return None;
        }
        if context.mention(i).is_some() {
            continue;
        }
        let word = context.lower(i);
        let far = i + 1 < group;
        if far && is(&word, "makes") && !PREPOSITIONS.contains(&context.lower(i + 1)) {
            return Some(Chain::Made(i));
        }
        if far && is(&word, "asks") {
            return Some(Chain::Asked);
        }
        let next = context.lower(i + 1);
        let means = is(&word, "by") && DETERMINERS.contains(&next) || is(&word, "by-to") && next == "to";
        if far && i > start && means {
            return Some(Chain::Does(i));
        }
        if matches!(AUXILIARIES.get(&word), Some("be" | "have" | "modal" | "not"))
            || matches!(word.as_ref(), "that" | "who" | "which")
        {
            return None;
        }
    }
    None
}

/// Whether a word is of such a kind in the list.
fn is(word: &str, kind: &str) -> bool {
    VERB_CHAINS.get(word).is_some_and(|kinds| kinds.split(' ').any(|k| k == kind))
}

/// A hyphen, a possessive or a period inside a noun phrase.
fn is_joint(context: &Context, i: usize) -> bool {
    matches!(context.word(i), "-" | "’" | "'" | "'s" | "’s" | "." | "&")
}
