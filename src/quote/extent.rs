//! How far what is attributed reaches: in, a cue and the words around it; out, the content and who was addressed.

use std::ops::Range;

use super::context::Context;
use super::cues::{Cue, Form};
use super::source::{self, Head};
use crate::lexicon::{AUXILIARIES, CLAUSE_OPENERS, DETERMINERS, PREPOSITIONS};
use crate::text::TokenKind;
use crate::text::chars::is_terminal;
use crate::view::EntityType;

/// Content behind a cue.
#[derive(Clone, Debug, Default)]
pub struct Right {
    /// The content's token ranges.
    pub content: Vec<Range<usize>>,
    /// Who was addressed.
    pub addressee: Option<Range<usize>>,
    /// The first token behind the cue, its addressee and its adverbials of time and place.
    pub at: usize,
}

/// Reads what follows a cue from token `from` on; `later` are the frame's further cues.
pub fn behind(context: &Context, cue: &Cue, from: usize, end: usize, later: &[Cue]) -> Right {
    let mut right = Right { at: from, ..Right::default() };
    right.addressee = addressee(context, cue, from, end);
    if let Some(addressee) = &right.addressee {
        right.at = addressee.end;
    }
    let after_cue = right.at;
    right.at = skip_adverbials(context, right.at, end);
    let at = right.at;
    if at >= end {
        return right;
    }
    if context.word(at) == ":" && at + 1 == end {
        // The paragraph ends with the colon; the words come in the next.
        if let Some(r) = context.region(end).filter(|&r| context.regions[r].start() == end) {
            right.content = context.regions[r].parts.clone();
        }
        return right;
    }
    let clause = |start: usize| vec![start..clause_end(context, start, end, later)];
    let word = context.lower(at);
    let takes = cue.takes;
    let region = |i: usize| if i < end { context.region(i) } else { None };
    if matches!(word.as_ref(), ":" | "," | "—" | "–") && region(at).is_none() {
        if let Some(r) = region(at + 1) {
            right.content = marked(context, cue, r, at + 1, end, later);
        } else if let Some(start) = (word == ",").then(|| behind_aside(context, cue, at, end)).flatten() {
            right.content = clause(start);
        } else if word == ":" && at + 1 < end && context.count_words(at + 1..end) > 1 {
            right.content = clause(at + 1);
        }
        return right;
    }
    right.content = if let Some(r) = region(at) {
        marked(context, cue, r, at, end, later)
    } else if word == "that" && (takes.that || takes.bare || takes.person) {
        clause(at)
    } else if takes.wh
        && matches!(word.as_ref(), "whether" | "what" | "why" | "how" | "if" | "when" | "where" | "who" | "which")
    {
        clause(at)
    } else if takes.to && word == "to" && context.count_words(at..end) > 2 || takes.ing && word.ends_with("ing") {
        clause(at)
    } else if takes.bare
        && opens_clause(context, at, end)
        && (cue.plain || has_verb(context, at, end) && (cue.form != Form::Base || opens_phrase(context, at)))
    {
        clause(at)
    } else if takes.bare
        && cue.plain
        && at > after_cue
        && opens_clause(context, after_cue, end)
        && has_verb(context, after_cue, end)
        && context.word(at) != ","
    {
        right.at = after_cue;
        clause(after_cue)
    } else if takes.as_ && (at + 1..end.min(at + 16)).any(|i| context.word(i) == "as" && context.region(i).is_none())
        || takes.person
            && takes.of
            && (at + 1..end.min(at + 10)).any(|i| context.word(i) == "of" && context.region(i).is_none())
    {
        right.at = after_cue;
        right.addressee = None;
        clause(from)
    } else if takes.object || takes.that || takes.bare || takes.of {
        // A noun phrase of which a part is quoted: "announced the “immediate” end of the strike".
        let limit = clause_end(context, after_cue, end, later);
        let quoted = (after_cue..limit).find(|&i| region(i).is_some());
        let far = if takes.object { 14 } else { 8 };
        match quoted {
            Some(q) if q < after_cue + far && !(after_cue..q).any(|i| matches!(context.word(i), "," | ":")) => {
                right.at = after_cue;
                vec![after_cue..limit]
            }
            _ => Vec::new(),
        }
    } else {
        Vec::new()
    };
    right
}

/// The clause behind an aside in commas: "says that, win or lose, he will stay" without its "that". Only for plain cues, and only where
/// the clause shows its subject.
fn behind_aside(context: &Context, cue: &Cue, comma: usize, end: usize) -> Option<usize> {
    let plain = |i: &usize| context.word(*i) == "," && context.region(*i).is_none() && context.mention(*i).is_none();
    let second = (comma + 1..end.min(comma + 14)).find(plain)?;
    let subject = source::is_pronoun(&context.lower(second + 1))
        || context.mention(second + 1).is_some()
        || DETERMINERS.contains(&context.lower(second + 1));
    let aside = !context.lower(comma + 1).ends_with("ing") && !source::is_pronoun(&context.lower(comma + 1));
    (cue.plain && aside && subject && has_verb(context, second + 1, end)).then_some(comma + 1)
}

/// Content that begins with a marked region: the region alone where it is a sentence of its own or the frame ends with it, else the
/// clause that goes on behind it.
fn marked(context: &Context, cue: &Cue, region: usize, at: usize, end: usize, later: &[Cue]) -> Vec<Range<usize>> {
    let parts = &context.regions[region].parts;
    let stop = context.regions[region].end();
    let first_part = parts.iter().position(|p| p.contains(&at)).unwrap_or(0);
    if parts.len() > 1 || stop >= end {
        return parts[first_part..].to_vec();
    }
    let terminal = matches!(
        super::marks::last_inner(context.document, &context.regions[region]),
        Some('.' | '?' | '!' | '…' | ',')
    );
    let mut limit = clause_end(context, at, end, later);
    if cue.takes.object {
        // A noun phrase ends where an apposition to it begins: announced “the end” of the strike, the longest in years.
        limit = (stop..limit).find(|&i| context.word(i) == "," && context.region(i).is_none()).unwrap_or(limit);
    }
    if terminal || !context.is_word(stop) || limit <= stop {
        return vec![at..stop];
    }
    vec![at..limit]
}

/// Whether a clause can begin at `at`: enough words, and no preposition or conjunction first.
fn opens_clause(context: &Context, at: usize, end: usize) -> bool {
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
fn opens_phrase(context: &Context, at: usize) -> bool {
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

fn is_finite(context: &Context, i: usize, word: &str) -> bool {
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

/// Who is addressed: behind "told" the next noun phrase, behind other cues one that "to" opens.
fn addressee(context: &Context, cue: &Cue, from: usize, end: usize) -> Option<Range<usize>> {
    let mut start = from;
    if context.word(start) == "to" && start + 1 < end && !cue.takes.to | cue.plain {
        start += 1;
        let listens = context.mention(start).is_some_and(|m| context.can_speak(m))
            || matches!(
                context.lower(start).as_ref(),
                "him" | "her" | "them" | "me" | "us" | "reporters" | "journalists" | "the" | "his" | "their"
            );
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
            if context.word(at) == "conference" || context.word(at) == "of" || context.word(at) == "at" && false {
                continue;
            }
            break;
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
fn skip_adverbials(context: &Context, from: usize, end: usize) -> usize {
    let mut at = from;
    while at < end && context.region(at).is_none() {
        let word = context.lower(at);
        if let Some(mention) = context.mention(at) {
            if matches!(context.mentions[mention].label, EntityType::Date | EntityType::Time)
                && context.mentions[mention].span.start == context.document.tokens[at].span.start
            {
                let stop = context.tokens_of(mention).end;
                if matches!(context.word(stop), "'s" | "’s") {
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
        if !context.is_word(i) && context.word(i) != "-" || is_clause_word(&word) {
            break;
        }
        if i > at + 1 && DETERMINERS.contains(&word) && !PREPOSITIONS.contains(&context.lower(i - 1)) {
            break;
        }
        i += 1;
    }
    i
}

/// Where the clause ends that begins at `start`: with its sentence, or before what is no longer attributed to the same cue.
pub fn clause_end(context: &Context, start: usize, end: usize, later: &[Cue]) -> usize {
    let mut stop = end;
    for i in start..end {
        if context.region(i).is_some() {
            continue;
        }
        let word = context.word(i);
        if word == ";"
            || context.document.tokens[i].kind == TokenKind::Punct
                && word.starts_with(is_terminal)
                && !matches!(word, "..." | "…")
        {
            stop = i;
            break;
        }
    }
    for cue in later {
        if cue.group >= stop {
            break;
        }
        if let Some(cut) = cut_before(context, cue, start) {
            stop = stop.min(cut);
            break;
        }
    }
    trim_end(context, start, stop)
}

/// Where the attribution of a further cue begins, if it is one beside this clause and not inside it.
fn cut_before(context: &Context, cue: &Cue, start: usize) -> Option<usize> {
    let behind_conjunction = |at: usize| {
        let conjunction = at > start
            && context.region(at - 1).is_none()
            && matches!(context.word(at - 1), "and" | "but" | "while" | "though" | "although" | "as");
        conjunction.then(|| at - 1)
    };
    match cue.form {
        Form::Phrase => Some(cue.group),
        Form::Ing => (cue.group > start
            && (context.word(cue.group - 1) == "," || context.region(cue.group - 1).is_some()))
        .then(|| cue.group - 1),
        _ => {
            if let Some(cut) = behind_conjunction(cue.group) {
                return Some(cut);
            }
            let subject = source::before(context, start, cue.group)?;
            match subject.head {
                Head::Noun(n) if source::noun_kind(&context.lower(n)).is_none() => None,
                _ => behind_conjunction(subject.from).or_else(|| behind_conjunction(subject.tokens.start)).or_else(
                    || {
                        // "…, Ito said": a trailing attribution of its own.
                        let comma = subject.from > start
                            && context.word(subject.from - 1) == ","
                            && context.region(subject.from - 1).is_none();
                        let trails = matches!(context.word(cue.tokens.end), "." | "," | "");
                        (comma && trails).then(|| subject.from - 1)
                    },
                ),
            }
        }
    }
}

/// Without the punctuation and conjunctions at the end.
pub fn trim_end(context: &Context, start: usize, mut end: usize) -> usize {
    while end > start && context.region(end - 1).is_none() {
        let word = context.word(end - 1);
        let kind = context.document.tokens[end - 1].kind;
        let loose =
            kind == TokenKind::Punct && !matches!(word, ")" | "]" | "%") || matches!(word, "and" | "but" | "as");
        if !loose {
            break;
        }
        end -= 1;
    }
    end
}

/// Content before an attribution whose words end at `end`, not reaching back before `start`.
pub fn before(context: &Context, start: usize, end: usize) -> Option<Vec<Range<usize>>> {
    let mut from = start;
    let stop = trim_end(context, start, end);
    while from < stop
        && context.region(from).is_none()
        && (!context.is_word(from)
            || matches!(context.word(from), "But" | "And" | "Yet" | "So" | "and" | "but" | "However" | "Meanwhile"))
    {
        let opener = matches!(context.word(from), "(" | "[" | "$" | "£" | "€");
        if opener {
            break;
        }
        from += 1;
    }
    if stop <= from {
        return None;
    }
    if let Some(region) = context.region(from) {
        let region = &context.regions[region];
        // A quotation that began in earlier paragraphs comes whole.
        if region.parts.len() > 1 {
            let mut content = region.parts.clone();
            if stop > region.end() {
                if let Some(last) = content.last_mut() {
                    last.end = stop;
                }
            }
            return Some(content);
        }
    }
    (context.count_words(from..stop) > 0).then(|| vec![from..stop])
}
