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
    if context.shows(at).subject {
        return true;
    }
    for i in at + 1..end.min(at + 18) {
        let shows = context.shows(i);
        if shows.stops {
            return false;
        }
        if shows.finite {
            return true;
        }
    }
    false
}

/// Whether a stretch before a cue is a clause: it holds a finite verb or words in marks.
pub fn is_clause(context: &Context, stretch: Range<usize>) -> bool {
    stretch.clone().any(|i| {
        let shows = context.shows(i);
        context.region(i).is_some() || shows.subject || shows.finite
    })
}

/// What one token shows of clauses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shows {
    /// A pronoun that is a subject, or one with its verb.
    pub subject: bool,
    /// A finite verb outside marks.
    pub finite: bool,
    /// What parts a clause from the words before it, outside marks.
    pub stops: bool,
}

/// Looks at one token; `Context::shows` remembers.
pub fn look(context: &Context, i: usize) -> Shows {
    let word = context.lower(i);
    let stops = context.region(i).is_none() && matches!(word.as_ref(), "who" | "which" | "that" | "," | ";" | ":");
    Shows { subject: is_subject(&word), finite: is_finite(context, i, &word), stops }
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
