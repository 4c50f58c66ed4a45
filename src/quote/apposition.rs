//! Subjects with something between them and their verb: in, the words before the comma in front of a cue; out, who the appositions, relative
//! clauses and asides belong to.

use super::context::Context;
use super::source::{Head, REACH, Source, clause_start, noun_kind, phrase};
use crate::lexicon::PREPOSITIONS;
use crate::text::TokenKind;
use crate::view::EntityType;

/// The subject behind whose comma an apposition or relative clause ends at `end` ("Ana Lopez, a doctor, said", "Lopez, who lives there, said",
/// "the mayor, Ana Lopez, said").
pub fn apposed(context: &Context, start: usize, end: usize) -> Option<Source> {
    // "Ana Lopez — a doctor, a sister of the mayor — said": between two dashes is what tells more of her.
    if matches!(context.word(end), "—" | "–" | "--") {
        let opens = (start.max(end.saturating_sub(REACH))..end)
            .rev()
            .find(|&i| context.region(i).is_none() && context.word(i) == context.word(end));
        let subject = opens.and_then(|opens| phrase(context, clause_start(context, start, opens), opens));
        if let Some(source) = subject.filter(|s| match s.head {
            Head::Noun(n) => noun_kind(&context.lower(n)).is_some(),
            _ => true,
        }) {
            return Some(Source { to: end + 1, ..source });
        }
    }
    let mut ends = vec![end];
    let mut fallback: Option<Source> = None;
    let mut at = end;
    while at > start && ends.len() < 6 && at + REACH > end {
        let i = at - 1;
        let region = context.region(i).is_some();
        let breaks = region
            || matches!(context.word(i), "," | "(" | "—" | "–" | "--" | ";" | ":") && context.mention(i).is_none();
        if !(breaks || at - 1 == start) {
            at = i;
            continue;
        }
        let segment = if breaks { i + 1 } else { i };
        let stop = ends[ends.len() - 1];
        // "Ana Lopez (D-Lima) said": what stands in brackets only tells more of her.
        let bracketed = breaks && context.word(i) == "(";
        if segment < stop && !bracketed {
            match segment_subject(context, segment, stop) {
                // "Ana Lopez, Democrat of Lima, said": a party behind a person's name is hers.
                Segment::Name(Source { head: Head::Mention(m), .. })
                    if !context.is_person(m)
                        && breaks
                        && context.mention(segment.max(2) - 2).is_some_and(|m| context.is_person(m)) => {}
                Segment::Name(mut source) => {
                    // "the mayor of the port, Ana Lopez, said": the description before the name is hers.
                    source.to = end + 1;
                    return Some(source);
                }
                Segment::Noun(mut source) => {
                    source.to = end + 1;
                    if fallback.is_none() {
                        fallback = Some(source);
                    } else {
                        return Some(source);
                    }
                }
                Segment::Aside => {}
                Segment::Clause => {
                    // "Ana Lopez, senior associate for learning at the Harbour Institute, said": the name that opens the sentence.
                    let name = context.mention(segment.max(2) - 2).filter(|&m| context.is_person(m) && breaks);
                    let Some(tokens) = name.map(|m| context.tokens_of(m)) else { break };
                    if tokens.end + 1 == segment && clause_start(context, start, tokens.end) == tokens.start {
                        return phrase(context, tokens.start, tokens.end).map(|s| Source { to: end + 1, ..s });
                    }
                    break;
                }
            }
        }
        if region || matches!(context.word(i), ";" | ":") {
            break;
        }
        ends.push(i);
        at = i;
    }
    fallback
}

enum Segment {
    Name(Source),
    Noun(Source),
    Aside,
    Clause,
}

fn segment_subject(context: &Context, start: usize, end: usize) -> Segment {
    let first = context.lower(start);
    if matches!(first.as_ref(), "who" | "whose" | "which" | "where" | "whom" | "when")
        || first.ends_with("ing") && context.mention(start).is_none()
        || context.mention(start).is_some_and(|m| !context.can_speak(m))
        || context.document.tokens[start].kind == TokenKind::Number
        || PREPOSITIONS.contains(&first)
        || matches!(first.as_ref(), "aged" | "jr." | "sr." | "then" | "now" | "also" | "too" | "however" | "meanwhile")
    {
        return Segment::Aside;
    }
    let from = clause_start(context, start, end);
    let Some(source) = phrase(context, from, end) else {
        return if end - start > 12 { Segment::Clause } else { Segment::Aside };
    };
    match source.head {
        Head::Mention(m) if context.is_person(m) => Segment::Name(source),
        // "the Harbour Front, an offshoot recently renamed Quay Front, said": a name within a description is not the speaker.
        Head::Mention(_) if matches!(first.as_ref(), "a" | "an") => Segment::Noun(source),
        // "Roe, a member of the Harbour Party, said": an organisation behind a description is not the speaker.
        Head::Mention(_)
            if source.tokens.start > start + 1
                && noun_kind(&context.lower(source.tokens.start.saturating_sub(1))).is_some() =>
        {
            Segment::Noun(source)
        }
        Head::Mention(m) => match context.mentions[m].label {
            EntityType::Gpe | EntityType::Loc | EntityType::Fac => Segment::Noun(source),
            _ => Segment::Name(source),
        },
        Head::Pronoun(_) => Segment::Name(source),
        // A run of capitals that no list knows is a name all the same.
        Head::Noun(_)
            if source.tokens.clone().all(|i| !context.is_word(i) || context.document.tokens[i].is_capitalized())
                && source.tokens.len() > 1 =>
        {
            Segment::Name(source)
        }
        Head::Noun(_) => Segment::Noun(source),
    }
}
