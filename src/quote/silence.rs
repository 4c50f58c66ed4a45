//! What looks like an attribution and reports nothing: in, a verb or its source; out, whether no one says it.

use super::clause;
use super::context::Context;
use super::cues::{Form, is_plain, is_said};
use super::source::{Head, Source};
use crate::lexicon::{DETERMINERS, PREPOSITIONS};

/// Words in front of which a verb that is also a noun in the plural is one: "raises questions about", "made claims".
const TAKE_NOUNS: [&str; 26] = [
    "raise", "raises", "raised", "raising", "face", "faces", "facing", "dodge", "dodges", "dodging", "make", "makes",
    "made", "making", "draw", "draws", "drew", "drawing", "took", "taking", "sparks", "issue", "issuing", "met",
    "field", "fielding",
];

/// What is called together or called off, not called names: "called a meeting".
const CONVENED: [&str; 19] = [
    "meeting",
    "session",
    "summit",
    "conference",
    "election",
    "elections",
    "referendum",
    "vote",
    "ballot",
    "strike",
    "strikes",
    "hearing",
    "halt",
    "truce",
    "police",
    "ambulance",
    "timeout",
    "witnesses",
    "assembly",
];

/// Nouns that are not given where "no" stands before them: "offered no proof".
const LACKED: [&str; 16] = [
    "proof",
    "evidence",
    "details",
    "detail",
    "comment",
    "explanation",
    "explanations",
    "answer",
    "answers",
    "reason",
    "reasons",
    "apology",
    "specifics",
    "response",
    "more",
    "further",
];

/// A form of a verb that is no report: "raises questions about", "called a meeting to", "offered no proof", "says something about".
pub fn is_no_report(context: &Context, form: Form, at: usize) -> bool {
    let word = |i: usize| if context.region(i).is_some() { "".into() } else { context.lower(i) };
    let before = if at > 0 && context.mention(at - 1).is_none() { word(at - 1) } else { "".into() };
    // "the accused claims" has a subject.
    let participle = before.len() > 4 && before.ends_with("ed") && !(at > 1 && DETERMINERS.contains(&word(at - 2)));
    if form == Form::S && (participle || TAKE_NOUNS.contains(&before.as_ref())) {
        return true;
    }
    // "in shootings and protests demands that …": a noun beside another verb.
    let beside = is_said(&word(at + 1)) || clause::is_finite(context, at + 1, &word(at + 1));
    if form == Form::S && beside && (before == "and" || PREPOSITIONS.contains(&before)) {
        return true;
    }
    if word(at + 1) == "no" && LACKED.contains(&word(at + 2).as_ref()) && word(at + 3) != "that" {
        return true;
    }
    if matches!(word(at + 1).as_ref(), "something" | "much" | "volumes") && word(at + 2) == "about" {
        return true;
    }
    // "He said so to the board", "who said this at a summit"
    let after = |i: usize| !context.is_word(i) && context.region(i).is_none() || PREPOSITIONS.contains(&word(i));
    if is_plain(&word(at)) && matches!(word(at + 1).as_ref(), "so" | "this") && after(at + 2) {
        return true;
    }
    // "a guard called Wayne, who": so he is named.
    let named = context.mention(at + 1).filter(|&m| word(at) == "called" && context.is_person(m));
    if named.map(|m| context.tokens_of(m).end).is_some_and(|end| {
        !context.is_word(end) && context.region(end).is_none() || is_said(&word(end)) || word(end) == "who"
    }) {
        return true;
    }
    // "called the meeting a farce" goes on with what it is called.
    let some = matches!(word(at + 1).as_ref(), "a" | "an" | "another");
    let ends = |i: usize| {
        !context.is_word(i) && context.region(i).is_none()
            || some && PREPOSITIONS.contains(&word(i))
            || matches!(word(i).as_ref(), "to" | "because" | "when" | "after" | "before" | "and" | "")
    };
    word(at).starts_with("call")
        && DETERMINERS.contains(&word(at + 1))
        && (at + 2..at + 7)
            .take_while(|&i| context.is_word(i) && context.region(i).is_none() && !PREPOSITIONS.contains(&word(i)))
            .any(|i| CONVENED.contains(&word(i).as_ref()) && context.region(i + 1).is_none() && ends(i + 1))
}

/// "It is worth noting that …"; "Having said that, …".
pub fn is_idle(context: &Context, form: Form, at: usize) -> bool {
    let Some(before) = at.checked_sub(1).filter(|&i| context.region(i).is_none()).map(|i| context.lower(i)) else {
        return false;
    };
    let back = || matches!(context.lower(at + 1).as_ref(), "that" | "this" | "so") && context.word(at + 2) == ",";
    form == Form::Ing && before == "worth" || before == "having" && back()
}

/// "No official said …", "few of them said …": silence.
pub fn is_nobody(context: &Context, source: &Source) -> bool {
    let nobody = |i: usize| {
        context.mention(i).is_none()
            && match context.lower(i).as_ref() {
                "nobody" | "none" | "neither" | "no" => true,
                "few" => i == 0 || !matches!(context.lower(i - 1).as_ref(), "a" | "quite"),
                _ => false,
            }
    };
    let at = source.tokens.start;
    nobody(at) || at >= 2 && context.lower(at - 1) == "of" && nobody(at - 2)
}

/// "Everything Ana Lopez says is true", "That was what she said when she left": what is said stands before whoever says it, and what
/// follows is said of it. Token `behind` stands behind the cue.
pub fn is_topic(context: &Context, source: &Source, behind: usize) -> bool {
    let Some(at) = source.tokens.start.checked_sub(1).filter(|&at| context.region(at).is_none()) else { return false };
    match context.lower(at).as_ref() {
        "everything" | "anything" | "nothing" => true,
        "all" => !matches!(source.head, Head::Noun(_)),
        "what" => matches!(context.lower(behind).as_ref(), "when" | "while" | "before" | "after"),
        _ => false,
    }
}

/// "Lopez, asked if it was over, said no": a participle behind the comma after its subject, with nobody who is asked.
pub fn is_asked_aside(context: &Context, group: usize, end: usize) -> bool {
    group > 1
        && context.word(group - 1) == ","
        && context.region(group - 1).is_none()
        && context.mention(group - 2).is_some_and(|m| context.is_person(m))
        && matches!(
            context.lower(end).as_ref(),
            "if" | "whether"
                | "about"
                | "why"
                | "how"
                | "what"
                | "who"
                | "when"
                | "by"
                | "after"
                | "at"
                | "during"
                | "on"
        )
}
