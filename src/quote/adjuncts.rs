//! What stands between a cue and its content: in, the words behind the cue; out, who is addressed, and where adverbials end.

use std::ops::Range;

use super::context::Context;
use super::cues::{Cue, is_said};
use super::source;
use crate::lexicon::{AUXILIARIES, CLAUSE_OPENERS, DETERMINERS, PREPOSITIONS};
use crate::view::EntityType;

/// Who is addressed: behind "told" the next noun phrase, behind other cues one that "to" opens.
pub fn addressee(context: &Context, cue: &Cue, from: usize, end: usize) -> Option<Range<usize>> {
    let mut start = from;
    if context.word(start) == "to" && start + 1 < end && !cue.takes.to | cue.plain {
        start += 1;
        let listens = context.mention(start).is_some_and(|m| context.can_speak(m))
            || matches!(
                context.lower(start).as_ref(),
                "him" | "her" | "them" | "me" | "us" | "reporters" | "journalists" | "the" | "his" | "their"
            )
            || !DETERMINERS.contains(&context.lower(start)) && noun_follows(context, start);
        if !listens {
            return None;
        }
    } else if !cue.takes.person {
        return None;
    }
    if start >= end || context.region(start).is_some() || !context.is_word(start) {
        return None;
    }
    let first = context.lower(start);
    if matches!(first.as_ref(), "me" | "us" | "him" | "them" | "you" | "everyone" | "her" | "people")
        && !(first == "her"
            && context.is_word(start + 1)
            && context.is_lower(start + 1)
            && noun_follows(context, start + 1))
    {
        return Some(start..start + 1);
    }
    if is_clause_word(&first) || PREPOSITIONS.contains(&first) || first.ends_with("ly") {
        return None;
    }
    let mut at = start;
    while at < end && at < start + 9 && context.region(at).is_none() {
        let word = context.lower(at);
        if let Some(mention) = context.mention(at) {
            if matches!(context.mentions[mention].label, EntityType::Date | EntityType::Time) {
                break;
            }
            at = context.tokens_of(mention).end;
            if !matches!(context.word(at), "'s" | "’s" | "and" | "’" | "-")
                && !(context.is_word(at) && context.is_lower(at) && noun_follows(context, at))
            {
                break;
            }
            continue;
        }
        let ends = !context.is_word(at) && !matches!(context.word(at), "'s" | "’s" | "-" | "’")
            || at > start
                && (DETERMINERS.contains(&word)
                    || is_clause_word(&word)
                    || PREPOSITIONS.contains(&word) && (word != "of" || cue.takes.of)
                    || AUXILIARIES.contains(&word)
                    || CLAUSE_OPENERS.contains(&word));
        if ends {
            break;
        }
        at += 1;
        if source::noun_kind(&word).is_some()
            || matches!(
                word.as_ref(),
                "reporters" | "journalists" | "lawmakers" | "media" | "press" | "audience" | "crowd" | "conference"
            )
        {
            // "a news conference", "the head of the port", "a veterans group": not yet the end of the phrase.
            let joined = context.mention(at).is_none() && source::noun_kind(&context.lower(at)).is_some();
            if !matches!(context.word(at), "conference" | "of") && !joined {
                break;
            }
        }
    }
    (at > start).then_some(start..at)
}

fn noun_follows(context: &Context, at: usize) -> bool {
    let known = |i: usize| source::noun_kind(&context.lower(i)).is_some();
    known(at) || context.is_word(at + 1) && context.is_lower(at + 1) && known(at + 1)
}

fn is_clause_word(word: &str) -> bool {
    matches!(
        word,
        "that"
            | "he"
            | "she"
            | "they"
            | "it"
            | "we"
            | "i"
            | "you"
            | "there"
            | "what"
            | "whether"
            | "how"
            | "why"
            | "if"
            | "to"
            | "not"
    )
}

/// Past adverbials of time, place and manner that stand between a cue and its content: "on Friday", "in a statement", "earlier".
pub fn skip_adverbials(context: &Context, from: usize, end: usize) -> usize {
    let mut at = from;
    while at < end && context.region(at).is_none() {
        let word = context.lower(at);
        if let Some(mention) = context.mention(at) {
            if matches!(context.mentions[mention].label, EntityType::Date | EntityType::Time)
                && context.mentions[mention].span.start == context.document.tokens[at].span.start
            {
                let stop = context.tokens_of(mention).end;
                // "said last week's vote was void", "say each day of the strike costs millions": the date belongs to the subject.
                if matches!(context.word(stop), "'s" | "’s" | "of") {
                    break;
                }
                at = stop;
                continue;
            }
            break;
        }
        if matches!(
            word.as_ref(),
            "earlier"
                | "later"
                | "yesterday"
                | "today"
                | "recently"
                | "again"
                | "afterwards"
                | "online"
                | "too"
                | "simply"
                | "bluntly"
                | "back"
                | "then"
                | "early"
                | "late"
                | "separately"
                | "publicly"
                | "repeatedly"
                | "previously"
        ) && !matches!(context.lower(at + 1).as_ref(), "is" | "was")
        {
            at += 1;
            continue;
        }
        if !matches!(
            word.as_ref(),
            "in" | "on"
                | "at"
                | "during"
                | "after"
                | "before"
                | "through"
                | "via"
                | "by"
                | "with"
                | "from"
                | "over"
                | "upon"
        ) {
            break;
        }
        let stop = phrase_end(context, at, end);
        if stop == at {
            break;
        }
        at = stop;
    }
    // An adverbial is only one if content follows in a way that shows where it ends.
    at
}

/// The end of the prepositional phrase that begins at `at`.
fn phrase_end(context: &Context, at: usize, end: usize) -> usize {
    let mut i = at + 1;
    while i < end && i < at + 10 && context.region(i).is_none() {
        let word = context.lower(i);
        if let Some(mention) = context.mention(i) {
            i = context.tokens_of(mention).end;
            if matches!(context.word(i), "'s" | "’s") {
                i += 1;
                continue;
            }
            if PREPOSITIONS.contains(&context.lower(i))
                || context.is_lower(i) && source::noun_kind(&context.lower(i)).is_some()
            {
                continue;
            }
            return i;
        }
        // "at a news conference announcing that …" has a cue of its own.
        let reports = i > at + 1 && word.ends_with("ing") && is_said(&word);
        if !context.is_word(i) && context.word(i) != "-" || is_clause_word(&word) || reports {
            break;
        }
        if i > at + 1 && DETERMINERS.contains(&word) && !PREPOSITIONS.contains(&context.lower(i - 1)) {
            break;
        }
        i += 1;
    }
    i
}
