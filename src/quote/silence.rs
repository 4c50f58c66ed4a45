//! What looks like an attribution and reports nothing: in, a verb or its source; out, whether no one says it.

use super::context::Context;
use super::cues::Form;
use super::source::{Head, Source};

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

/// "Everything Ana Lopez says is true": what is said stands before whoever says it, and what follows is said of it.
pub fn is_topic(context: &Context, source: &Source) -> bool {
    let Some(at) = source.tokens.start.checked_sub(1).filter(|&at| context.region(at).is_none()) else { return false };
    match context.lower(at).as_ref() {
        "everything" | "anything" | "nothing" => true,
        "all" => !matches!(source.head, Head::Noun(_)),
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
