//! Who may be the source of a cue: in, an attribution as rules read it; out, every name, pronoun and noun around the cue that may be
//! whose words these are, each with what speaks for it as features (`standing`).

use super::attribute::{Attribution, Reading};
use super::ballot::Ballot;
use super::clause;
use super::context::Context;
use super::source::{Head, Source, noun_kind, whole_determiner};
use crate::lexicon::{DETERMINERS, PREPOSITIONS};
use crate::text::TokenKind;
use crate::view::EntityType;

/// How far from the cue, in tokens, a source is looked for.
const REACH: usize = 60;
/// How many are weighed, the nearest ones of each side.
const MOST: usize = 12;

/// Who may be the source of a cue.
#[derive(Clone, Debug)]
pub struct Nominees {
    /// The sources; first, that there is none.
    pub sources: Vec<Option<Source>>,
    /// What speaks for each.
    pub ballot: Ballot,
    /// Which of them rules would take.
    pub ruled: usize,
}

/// All that may be the source of `attribution`.
pub fn nominate(reading: &Reading, attribution: &Attribution) -> Nominees {
    let mut sources = around(reading, attribution);
    // "Her opponent, the Green candidate Ana Lopez, said": who is described and named is the name's.
    let named = super::standing::named(reading, &sources);
    let by_name = |n: usize| {
        let c = reading.context;
        let Head::Noun(noun) = sources[n].head else { return None };
        let kind = noun_kind(&c.lower(noun));
        let person = |&k: &usize| matches!(sources[k].head, Head::Mention(m) if c.is_person(m));
        let beside = || (n + 1..sources.len()).find(|&k| is_head_of(c, noun, sources[k].tokens.start));
        let k = named[n].filter(|_| !matches!(kind, Some("document" | "body" | "group")));
        k.or_else(|| beside().filter(person).filter(|_| kind == Some("role"))).map(|k| &sources[k])
    };
    let described = |head: &Head| (0..sources.len()).find(|&n| sources[n].head == *head).and_then(by_name);
    let ruled = attribution.source.as_ref().map(|ruled| described(&ruled.head).unwrap_or(ruled).clone());
    let mut keep = (0..sources.len()).map(|n| by_name(n).is_none()).collect::<Vec<_>>().into_iter();
    sources.retain(|_| keep.next() == Some(true));
    let ruled = ruled.as_ref().map(|ruled| {
        // "the mayor and her deputy" is one source.
        if super::joined::is_joined(reading.context, ruled) {
            sources.retain(|s| s.head == ruled.head || !ruled.tokens.contains(&s.tokens.start));
        }
        let at = sources.iter().position(|s| s.head == ruled.head).unwrap_or_else(|| {
            let at = sources.partition_point(|s| s.tokens.start < ruled.tokens.start);
            sources.insert(at, ruled.clone());
            at
        });
        sources[at] = ruled.clone();
        at + 1
    });
    let ballot = super::standing::weigh(reading, attribution, &sources, ruled.unwrap_or(0));
    Nominees {
        sources: std::iter::once(None).chain(sources.into_iter().map(Some)).collect(),
        ballot,
        ruled: ruled.unwrap_or(0),
    }
}

/// "Leader of the council Cllr Ana Lopez": whether what the noun is of ends right before the name.
fn is_head_of(c: &Context, noun: usize, name: usize) -> bool {
    let start = super::standing::before_titles(c, name);
    let of = noun + 1;
    c.lower(of) == "of"
        && of + 1 < start
        && start < of + LONGEST
        && (of + 1..start).all(|i| inside(c, i) && !PREPOSITIONS.contains(&c.lower(i)))
}

/// The most words of what somebody is head of.
const LONGEST: usize = 8;

/// The names, pronouns and heads of noun phrases around the cue, in text order.
fn around(reading: &Reading, attribution: &Attribution) -> Vec<Source> {
    let (c, cue) = (reading.context, reading.cue);
    let frame = &reading.frame.tokens;
    let free = |i: usize| {
        c.region(i).is_none()
            && !cue.tokens.contains(&i)
            && !attribution.content.iter().any(|content| content.contains(&i))
    };
    let from = frame.start.max(cue.group.saturating_sub(REACH));
    let mut before: Vec<Source> = Vec::new();
    let mut i = cue.group;
    while i > from && before.len() < MOST {
        i -= 1;
        if let Some(source) = nominee(c, i).filter(|s| free(i) && free(s.tokens.start)) {
            i = source.tokens.start.max(from);
            before.push(source);
        }
    }
    before.reverse();
    let mut behind: Vec<Source> = Vec::new();
    let to = frame.end.min(cue.tokens.end + REACH);
    let mut i = cue.group;
    while i < to && behind.len() < MOST {
        let last = c.mention(i).map_or(i, |m| c.tokens_of(m).end - 1);
        if let Some(source) = nominee(c, last).filter(|_| free(i) && free(last)) {
            behind.push(source);
        }
        i = last.max(i) + 1;
    }
    before.append(&mut behind);
    before
}

/// The source whose head ends with token `i`.
fn nominee(c: &Context, i: usize) -> Option<Source> {
    if let Some(m) = c.mention(i) {
        let tokens = c.tokens_of(m);
        // "Another 19 percent said", "Five said"
        let count = matches!(c.mentions[m].label, EntityType::Percent | EntityType::Cardinal) && !nominal(c, i + 1);
        let aged = c.is_aged(m) && i + 1 == tokens.end && !speaks(c, i + 1);
        let head = if count || aged { Head::Noun(i) } else { Head::Mention(m) };
        let tokens = if aged { tokens.start - 1..tokens.end } else { tokens };
        return (count || aged || c.can_speak(m)).then_some(Source {
            from: tokens.start,
            to: tokens.end,
            head,
            tokens,
        });
    }
    if c.document.tokens[i].kind == TokenKind::Number || !c.is_word(i) {
        return None;
    }
    let word = c.lower(i);
    let object = matches!(word.as_ref(), "him" | "her" | "them" | "me" | "us")
        && matches!(c.lower(i.max(1) - 1).as_ref(), "to" | "by")
        && !nominal(c, i + 1);
    if object || matches!(word.as_ref(), "he" | "she" | "they" | "it" | "we" | "i" | "you") {
        return Some(Source { tokens: i..i + 1, head: Head::Pronoun(i), from: i, to: i + 1 });
    }
    let stands_alone =
        matches!(word.as_ref(), "one" | "another" | "others" | "some" | "many" | "most" | "both" | "each")
            && !nominal(c, i + 1);
    let head = stands_alone
        || nominal(c, i) && if noun_kind(&word).is_some() { !speaks(c, i + 1) } else { !nominal(c, i + 1) };
    // "the ad’s narrator says": the narrator does.
    let owns = c.document.tokens.get(i + 1).is_some_and(|t| t.kind == TokenKind::Clitic) && nominal(c, i + 2);
    (head && !owns).then(|| {
        let mut start = i;
        while start > 0 && i - start < 8 && inside(c, start - 1) {
            start -= 1;
            if c.mention(start).is_none() && DETERMINERS.contains(&c.lower(start)) {
                start = whole_determiner(c, 0, start);
                break;
            }
        }
        Source { tokens: start..i + 1, head: Head::Noun(i), from: start, to: i + 1 }
    })
}

/// Whether token `i` may be a noun or an adjective.
fn nominal(c: &Context, i: usize) -> bool {
    let adverb = |word: &str| matches!(word, "meanwhile" | "however" | "instead" | "moreover" | "furthermore");
    c.mention(i).is_none()
        && !adverb(&c.lower(i))
        && c.region(i).is_none()
        && matches!(c.seen(i).class, 33 | 34 | 38 | 39)
        && !clause::is_finite(c, i, &c.lower(i))
}

fn speaks(c: &Context, i: usize) -> bool {
    c.is_word(i) && c.mention(i).is_none() && c.region(i).is_none() && noun_kind(&c.lower(i)).is_some()
}

/// Whether token `i` stands inside a noun phrase, before its head.
pub fn inside(c: &Context, i: usize) -> bool {
    if c.region(i).is_some() {
        return false;
    }
    c.mention(i).is_some()
        || nominal(c, i)
        || matches!(c.document.tokens[i].kind, TokenKind::Number | TokenKind::Clitic)
        || matches!(c.word(i), "-" | "’" | "'")
        || c.is_word(i) && DETERMINERS.contains(&c.lower(i)) && !PREPOSITIONS.contains(&c.lower(i))
}
