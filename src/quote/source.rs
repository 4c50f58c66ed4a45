//! Finds the source beside a cue: in, the words before or behind the cue's verb; out, the noun phrase that is its subject.

use std::ops::Range;

use super::context::Context;
use super::{apposition, joined};
use crate::lexicon::{CLAUSE_OPENERS, DETERMINERS, PREPOSITIONS, SPEAKER_NOUNS};
use crate::text::TokenKind;
use crate::view::EntityType;

/// How far, in tokens, a subject is looked for.
pub const REACH: usize = 80;

/// What a source's head is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Head {
    /// A mention of someone or something that can speak.
    Mention(usize),
    /// A personal pronoun, the token of it.
    Pronoun(usize),
    /// A common noun, the token of it.
    Noun(usize),
}

/// A source as it stands beside its cue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Its head.
    pub head: Head,
    /// Where everything that belongs to it begins: titles and appositions before the name, "But".
    pub from: usize,
    /// Where everything that belongs to it ends: appositions and relative clauses behind the name.
    pub to: usize,
}

/// Whether a lower-cased word is a personal pronoun in subject form.
pub fn is_pronoun(word: &str) -> bool {
    matches!(word, "he" | "she" | "they" | "it" | "we" | "i" | "you" | "who")
}

/// The kind that the speaker nouns give a noun, singular or plural.
pub fn noun_kind(word: &str) -> Option<&'static str> {
    SPEAKER_NOUNS
        .get(word)
        .or_else(|| SPEAKER_NOUNS.get(word.strip_suffix("ies").map(|s| format!("{s}y"))?.as_str()))
        .or_else(|| {
            SPEAKER_NOUNS
                .get(word.strip_suffix('s')?)
                .or_else(|| SPEAKER_NOUNS.get(word.strip_suffix("es")?))
                .or_else(|| SPEAKER_NOUNS.get(word.strip_suffix("men").map(|s| format!("{s}man"))?.as_str()))
        })
}

/// The subject that ends right before token `end`, not before token `start`.
pub fn before(context: &Context, start: usize, end: usize) -> Option<Source> {
    if end <= start || context.region(end - 1).is_some() {
        return None;
    }
    if matches!(context.word(end - 1), "," | ")" | "—" | "–" | "--") {
        return apposition::apposed(context, start, end - 1);
    }
    let from = clause_start(context, start, end);
    phrase(context, from, end).map(|mut source| {
        // “Omar Beik, the deputy mayor of the port, said”: only where nothing stands between; handled by `apposed`.
        source.to = end;
        source
    })
}

/// Where the clause begins that ends at `end`: behind a comma, a mark, a conjunction.
pub fn clause_start(context: &Context, start: usize, end: usize) -> usize {
    let mut at = end;
    while at > start && at + REACH > end {
        let i = at - 1;
        if context.region(i).is_some() {
            break;
        }
        if !context.is_word(i) {
            let kind = context.document.tokens[i].kind;
            // Hyphens, possessives and periods of names stay inside.
            let inside = kind == TokenKind::Clitic
                || context.mention(i).is_some()
                || matches!(context.word(i), "-" | "’" | "'" | "$" | "&" | "/" | ".");
            if !inside || context.word(i) == "." && context.mention(i).is_none() {
                break;
            }
        } else if context.mention(i).is_none()
            && CLAUSE_OPENERS.contains(&context.lower(i))
            && !joined::joins_subjects(context, i, start, end)
        {
            break;
        }
        at = i;
    }
    at
}

/// Whether a source can be a noun phrase: no finite verb stands in it before a relative pronoun ("would have required sites to show").
pub fn is_phrase(context: &Context, source: &Source) -> bool {
    let relative = |i: usize| matches!(context.lower(i).as_ref(), "who" | "which" | "that" | "whose" | "whom");
    !matches!(source.head, Head::Noun(_))
        || !source.tokens.clone().take_while(|&i| !relative(i)).any(|i| context.shows(i).finite)
}

/// The noun phrase that fills `start..end`, by its head.
pub fn phrase(context: &Context, start: usize, end: usize) -> Option<Source> {
    if start >= end {
        return None;
    }
    let last = end - 1;
    let lower = context.lower(last);
    // "Ana Lopez from the Harbour Board": a person, and what only tells where she is from.
    if let Some(person) = context.mention(start).filter(|&m| context.is_person(m) && !is_possessor(context, m)) {
        let tokens = context.tokens_of(person);
        if tokens.end < end && PREPOSITIONS.contains(&context.lower(tokens.end)) {
            return Some(Source { head: Head::Mention(person), from: start, to: end, tokens });
        }
    }
    if is_pronoun(&lower) && context.mention(last).is_none() {
        if lower == "who" {
            return None;
        }
        return Some(Source { tokens: last..end, head: Head::Pronoun(last), from: start, to: end });
    }
    if let Some(mention) = context.mention(last) {
        let tokens = context.tokens_of(mention);
        let head = tokens.start.max(start);
        if context.is_aged(mention) && head > start {
            return Some(Source { tokens: head - 1..end, head: Head::Noun(last), from: start, to: end });
        }
        if !context.can_speak(mention) {
            // "Ito on Friday said": the date stands between the subject and its verb.
            let mut at = head;
            while at > start && (PREPOSITIONS.contains(&context.lower(at - 1)) || context.lower(at - 1) == "late") {
                at -= 1;
            }
            return if at > start { phrase(context, start, at) } else { None };
        }
        let mut at = head;
        while at > start && DETERMINERS.contains(&context.lower(at - 1)) {
            at -= 1;
        }
        if at > start && is_link(context, at - 1, start) {
            return phrase(context, start, at - 1).map(|inner| match inner.head {
                Head::Noun(_) => Source { tokens: inner.tokens.start..end, ..inner },
                _ => inner,
            });
        }
        return Some(Source { tokens: head..end, head: Head::Mention(mention), from: start, to: end });
    }
    if !context.is_word(last) {
        return None;
    }
    // A common noun, perhaps with a participle behind it ("officials travelling"): the phrase reaches back to its determiner or
    // over all that is left.
    let last = if nominal(context, last) {
        last
    } else {
        (start.max(last.saturating_sub(4))..last).rev().find(|&i| noun_kind(&context.lower(i)).is_some())?
    };
    let mut at = last;
    let mut steps = 0;
    let mut cut = None;
    while at > start && steps < 24 {
        let before = context.lower(at - 1);
        if context.region(at - 1).is_some() {
            break;
        }
        if PREPOSITIONS.contains(&before) && context.mention(at - 1).is_none() {
            cut = Some(at - 1);
        }
        at -= 1;
        steps += 1;
        if DETERMINERS.contains(&before) && !(at > start && PREPOSITIONS.contains(&context.lower(at - 1))) {
            at = whole_determiner(context, start, at);
            break;
        }
    }
    // "In a statement officials said", "On the island residents said": what a preposition opens at the front is no subject.
    while at < last && PREPOSITIONS.contains(&context.lower(at)) {
        let next = (at + 1..end).find(|&i| noun_kind(&context.lower(i)).is_some() && i == last);
        at = next?;
    }
    if let Some(preposition) = cut.filter(|&p| p > at) {
        // "officials in the capital": the head stands before the preposition.
        let head = head_noun(context, at, preposition);
        if let Some(mention) = context.mention(head).filter(|&m| context.can_speak(m)) {
            return Some(Source {
                tokens: context.tokens_of(mention),
                head: Head::Mention(mention),
                from: at,
                to: end,
            });
        }
        return Some(Source { tokens: at..end, head: Head::Noun(head), from: at, to: end });
    }
    let at = joined::coordinated(context, start, at).unwrap_or(at);
    let whole = at..end;
    if context.count_words(whole.clone()) == 0 {
        return None;
    }
    Some(Source { tokens: whole, head: Head::Noun(last), from: at, to: end })
}

/// "a few", "all the": where the determiner begins of which the word at `at` is the last.
pub fn whole_determiner(context: &Context, start: usize, at: usize) -> usize {
    let before = if at > start && context.region(at - 1).is_none() { context.lower(at - 1) } else { "".into() };
    let whole = match before.as_ref() {
        "a" | "quite" => context.lower(at) == "few",
        "all" | "both" | "half" => !matches!(context.lower(at).as_ref(), "a" | "all" | "both"),
        _ => false,
    };
    at - usize::from(whole)
}

/// Whether the word at `i` links a noun behind it to a head before it: "officials *travelling with* Kerry".
fn is_link(context: &Context, i: usize, start: usize) -> bool {
    i > start && PREPOSITIONS.contains(&context.lower(i)) && context.mention(i).is_none() && context.is_word(i - 1) && !PREPOSITIONS.contains(&context.lower(i - 1))
        // "UN envoy on Syria Ana Lopez": two mentions side by side; the second is the head.
        && context.label(i + 1) != Some(EntityType::Date)
}

/// The head of a phrase whose prepositional part begins at `end`: the last speaker noun or name, else the last word.
fn head_noun(context: &Context, start: usize, end: usize) -> usize {
    (start..end)
        .rev()
        .find(|&i| noun_kind(&context.lower(i)).is_some() || context.mention(i).is_some_and(|m| context.can_speak(m)))
        .unwrap_or(end - 1)
}

/// Whether a word can be the head of a subject: no verb form or adverb that only looks like one.
fn nominal(context: &Context, i: usize) -> bool {
    let word = context.lower(i);
    noun_kind(&word).is_some()
        || !(CLAUSE_OPENERS.contains(&word)
            || PREPOSITIONS.contains(&word)
            || word.ends_with("ly")
            || word.ends_with("ing")
            || matches!(
                word.as_ref(),
                "there" | "here" | "now" | "then" | "not" | "him" | "them" | "me" | "us" | "her"
            ))
}

/// The subject that begins at token `start`, behind an inverted verb, before token `end`.
pub fn behind(context: &Context, start: usize, end: usize) -> Option<Source> {
    let stop = (start..end)
        .find(|&i| {
            context.region(i).is_some()
                || context.mention(i).is_none()
                    && (matches!(context.word(i), "," | ";" | ":" | "." | "(" | "—" | "–" | "!" | "?")
                        || matches!(
                            context.lower(i).as_ref(),
                            "as" | "when"
                                | "while"
                                | "after"
                                | "before"
                                | "during"
                                | "who"
                                | "and"
                                | "but"
                                | "because"
                                | "that"
                                | "whose"
                        ) && i > start)
        })
        .unwrap_or(end);
    if stop == start {
        return None;
    }
    let first = context.lower(start);
    if is_pronoun(&first) && context.mention(start).is_none() {
        return Some(Source { tokens: start..start + 1, head: Head::Pronoun(start), from: start, to: start + 1 });
    }
    let preposition =
        (start + 1..stop).find(|&i| PREPOSITIONS.contains(&context.lower(i)) && context.mention(i).is_none());
    let body = preposition.unwrap_or(stop);
    let speaker = |i: usize| context.mention(i).filter(|&m| context.can_speak(m));
    // The last name before any preposition is the head, titles before it; but not a possessor ("Ito’s lawyer").
    let named = (start..body).rev().find_map(|i| {
        speaker(i)
            .filter(|&m| !is_possessor(context, m) && context.tokens_of(m).end >= body.min(context.tokens_of(m).end))
    });
    let named = named.filter(|&m| {
        let after = context.tokens_of(m).end;
        after >= body
            || !context.is_lower(after)
            || context.document.tokens[after].kind != TokenKind::Word
            || noun_kind(&context.lower(body - 1)).is_none()
    });
    let title = preposition.and_then(|p| {
        (p..stop).rev().find_map(|i| speaker(i).filter(|&m| context.is_person(m) && context.tokens_of(m).end == stop))
    });
    if let Some(m) = title.filter(|&m| {
        named.is_none_or(|n| !context.is_person(n))
            && !PREPOSITIONS.contains(&context.lower(context.tokens_of(m).start - 1))
    }) {
        return Some(Source { tokens: context.tokens_of(m), head: Head::Mention(m), from: start, to: stop });
    }
    if let Some(m) = named {
        let tokens = context.tokens_of(m);
        return Some(Source { head: Head::Mention(m), from: start, to: tokens.end.max(start + 1), tokens });
    }
    // "one shopper, Ana Lopez": a description and its name.
    if context.word(stop) == ","
        && stop + 1 < end
        && let Some(m) = speaker(stop + 1).filter(|&m| context.is_person(m))
    {
        let tokens = context.tokens_of(m);
        if !matches!(context.word(tokens.end), "'s" | "’s") {
            return Some(Source { tokens: start..tokens.end, head: Head::Mention(m), from: start, to: tokens.end });
        }
    }
    let head = head_noun(context, start, body);
    if !nominal(context, head) || !context.is_word(head) || PREPOSITIONS.contains(&first) {
        return None;
    }
    Some(Source { tokens: start..stop, head: Head::Noun(head), from: start, to: stop })
}

/// Whether a possessive follows the mention.
pub fn is_possessor(context: &Context, mention: usize) -> bool {
    let end = context.tokens_of(mention).end;
    context
        .document
        .tokens
        .get(end)
        .is_some_and(|t| t.kind == TokenKind::Clitic || t.glued && matches!(context.word(end), "’" | "'"))
}

/// The source behind "according to": the noun phrase that fills `start..end`.
pub fn object(context: &Context, start: usize, end: usize) -> Option<Source> {
    if start >= end {
        return None;
    }
    let lower = context.lower(start);
    if matches!(lower.as_ref(), "him" | "her" | "them" | "it" | "me" | "us") && end == start + 1 {
        return Some(Source { tokens: start..end, head: Head::Pronoun(start), from: start, to: end });
    }
    let mut first = start;
    while first + 1 < end
        && (DETERMINERS.contains(&context.lower(first))
            || context.mention(first).is_none() && context.document.tokens[first].shape == crate::text::Shape::Title)
    {
        first += 1;
    }
    // A name that fills the phrase, or a person whom titles precede.
    let preposition = (start..end).find(|&i| PREPOSITIONS.contains(&context.lower(i)) && context.mention(i).is_none());
    let body = preposition.unwrap_or(end);
    let named = (start..body)
        .rev()
        .find_map(|i| context.mention(i).filter(|&m| context.can_speak(m) && !is_possessor(context, m)));
    if let Some(m) = named {
        let tokens = context.tokens_of(m);
        let behind = (tokens.end..body).any(|i| context.is_word(i) && context.is_lower(i));
        if !behind {
            return Some(Source { head: Head::Mention(m), from: start, to: end, tokens });
        }
    }
    // "Norland's ambassador to the United States Ana Lopez": a person right behind another name.
    if let Some(m) = context.mention(end - 1).filter(|&m| context.is_person(m)) {
        let tokens = context.tokens_of(m);
        if tokens.start > start && context.mention(tokens.start - 1).is_some() {
            return Some(Source { head: Head::Mention(m), from: start, to: end, tokens });
        }
    }
    let head = head_noun(context, start, body.max(start + 1));
    Some(Source { tokens: start..end, head: Head::Noun(head), from: start, to: end })
}

/// What a relative pronoun at `end` refers to: the name right before it, else the noun phrase.
pub fn antecedent(context: &Context, start: usize, end: usize) -> Option<Source> {
    if end <= start || context.region(end - 1).is_some() {
        return None;
    }
    if let Some(m) = context.mention(end - 1) {
        let tokens = context.tokens_of(m);
        // "a letter for Ana Lopez that accused her": no person is a "that".
        if context.is_person(m)
            && context.lower(end) == "that"
            && tokens.start > start + 1
            && PREPOSITIONS.contains(&context.lower(tokens.start - 1))
            && let Some(thing) = antecedent(context, start, tokens.start - 1)
        {
            return Some(thing);
        }
        return context.can_speak(m).then_some(Source { head: Head::Mention(m), from: tokens.start, to: end, tokens });
    }
    if !context.is_word(end - 1) {
        return None;
    }
    let mut at = end - 1;
    while at > start
        && at + 8 > end
        && !DETERMINERS.contains(&context.lower(at))
        && context.is_word(at - 1)
        && context.region(at - 1).is_none()
    {
        at -= 1;
    }
    Some(Source { tokens: at..end, head: Head::Noun(end - 1), from: at, to: end })
}

/// The subject of the clause before `end`: the first name or pronoun from `start` on that no preposition precedes.
pub fn main_subject(context: &Context, start: usize, end: usize) -> Option<Source> {
    let start = start.max(end.saturating_sub(REACH));
    (start..end).find_map(|i| {
        if context.region(i).is_some() {
            return None;
        }
        let free = i == start
            || !PREPOSITIONS.contains(&context.lower(i - 1))
                && !(i >= start + 2 && PREPOSITIONS.contains(&context.lower(i - 2)) && context.lower(i - 1) == "the");
        if let Some(m) = context.mention(i) {
            let tokens = context.tokens_of(m);
            let speaks =
                context.can_speak(m) && context.mentions[m].label != crate::view::EntityType::Norp && tokens.start == i;
            // "the Labour nominee": the people's name tells only whose nominee.
            let tells = tokens.end < end
                && context.mention(tokens.end).is_none()
                && noun_kind(&context.lower(tokens.end)).is_some();
            return (speaks && free && !tells && !is_possessor(context, m)).then_some(Source {
                from: i,
                to: tokens.end,
                head: Head::Mention(m),
                tokens,
            });
        }
        if matches!(context.lower(i).as_ref(), "he" | "she" | "they") {
            return Some(Source { tokens: i..i + 1, head: Head::Pronoun(i), from: i, to: i + 1 });
        }
        if !free || noun_kind(&context.lower(i)).is_none() {
            return None;
        }
        // "nominee Peter Novak": the title before a name is its bearer's.
        if let Some(m) = context.mention(i + 1).filter(|&m| context.is_person(m) && i + 1 < end) {
            let tokens = context.tokens_of(m);
            return Some(Source { from: i, to: tokens.end, head: Head::Mention(m), tokens });
        }
        Some(Source { tokens: i..i + 1, head: Head::Noun(i), from: i, to: i + 1 })
    })
}
