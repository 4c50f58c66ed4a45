//! Whether words are a clause: in, a stretch of tokens; out, what shows that a finite clause begins or lies there.

use std::ops::Range;

use super::context::Context;
use super::source;
use crate::lexicon::{AUXILIARIES, CLAUSE_OPENERS, DETERMINERS};

/// Whether a clause can begin at `at`: enough words, and no preposition or conjunction first.
pub fn opens_clause(context: &Context, at: usize, end: usize) -> bool {
    let word = context.lower(at);
    context.is_word(at)
        && context.count_words(at..end) >= 3
        && !CLAUSE_OPENERS.contains(&word)
        && !matches!(
            word.as_ref(),
            "of" | "about"
                | "to"
                | "for"
                | "by"
                | "against"
                | "him"
                | "them"
                | "me"
                | "us"
                | "so"
                | "nothing"
                | "little"
        )
}

/// Whether a noun phrase visibly begins at `at`: with a determiner, a pronoun or a name.
pub fn opens_phrase(context: &Context, at: usize) -> bool {
    let word = context.lower(at);
    DETERMINERS.contains(&word) || source::is_pronoun(&word) || context.mention(at).is_some()
}

/// Whether an auxiliary or a subject pronoun shows that a finite clause begins at `at`.
pub fn has_verb(context: &Context, at: usize, end: usize) -> bool {
    let first = context.lower(at);
    if is_subject(&first) {
        return true;
    }
    for i in at + 1..end.min(at + 18) {
        let word = context.lower(i);
        if context.region(i).is_none() && matches!(word.as_ref(), "who" | "which" | "that" | "," | ";" | ":") {
            return false;
        }
        if is_finite(context, i, &word) {
            return true;
        }
    }
    false
}

/// Whether a stretch before a cue is a clause: it holds a finite verb or words in marks.
pub fn is_clause(context: &Context, stretch: Range<usize>) -> bool {
    stretch.clone().any(|i| {
        let word = context.lower(i);
        context.region(i).is_some() || is_subject(&word) || is_finite(context, i, &word)
    })
}

fn is_subject(word: &str) -> bool {
    matches!(word, "he" | "she" | "they" | "it" | "we" | "i" | "you" | "there")
        || word.len() > 3
            && (word.ends_with("'s") || word.ends_with("’s") || word.ends_with("’re") || word.ends_with("'re"))
}

/// Whether a word is an auxiliary or one of the commonest verbs in the past.
pub fn is_finite(context: &Context, i: usize, word: &str) -> bool {
    context.region(i).is_none()
        && (matches!(AUXILIARIES.get(word), Some("be" | "have" | "modal" | "not"))
            || matches!(
                word,
                "did"
                    | "does"
                    | "do"
                    | "became"
                    | "began"
                    | "went"
                    | "came"
                    | "took"
                    | "made"
                    | "got"
                    | "gave"
                    | "needs"
                    | "means"
                    | "goes"
                    | "comes"
                    | "makes"
                    | "left"
                    | "lost"
                    | "won"
                    | "fell"
                    | "rose"
                    | "died"
                    | "hit"
            ))
}
