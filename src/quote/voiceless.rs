//! Attributions without a verb: in, a frame with no cue; out, what a colon, a dash or a transcript's name attributes.

use std::ops::Range;

use super::attribute::Attribution;
use super::context::{Context, Frame};
use super::source::{self, Head, Source};
use super::turns;

/// A frame with no cue: transcripts ("LOPEZ: …"), a colon before marks, a dash and a name behind them.
pub fn unvoiced(context: &Context, frame: &Frame) -> Option<Attribution> {
    let Range { start, end } = frame.tokens;
    let block = &context.document.blocks[frame.block];
    if start == block.tokens.start
        && let Some(attribution) = transcript(context, frame.block)
    {
        return Some(attribution);
    }
    if context.in_heading(start)
        && let Some(attribution) = heading(context, start, end)
    {
        return Some(attribution);
    }
    // "The minister made this offer:", and the words in the next paragraph.
    let opens_next = || {
        (end > start && end == block.tokens.end && context.word(end - 1) == ":" && context.region(end).is_some())
            .then_some(end)
    };
    let region = (start..end).find(|&i| context.region(i).is_some()).or_else(opens_next)?;
    let r = context.region(region)?;
    let region_end = context.regions[r].end();
    // “…” — Ana Lopez
    if region_end + 1 < block.tokens.end
        && region == start
        && matches!(context.word(region_end), "—" | "–" | "-" | "--" | "―")
    {
        let m = context.mention(region_end + 1).filter(|&m| context.can_speak(m))?;
        let tokens = context.tokens_of(m);
        let source = Source { from: tokens.start, to: block.tokens.end, head: Head::Mention(m), tokens };
        return Some(attribution(context.regions[r].parts.clone(), None, Some(source), true));
    }
    if let Some((cue, source)) = in_words(context, start, region) {
        return Some(attribution(context.regions[r].parts.clone(), Some(cue), Some(source), false));
    }
    // His message was clear: “…”
    if region > start && context.word(region - 1) == ":" {
        let source = source::main_subject(context, start, region - 1).or_else(|| possessor(context, start, region - 1));
        let words = context.regions[r].parts.iter().map(|p| context.count_words(p.clone())).sum::<usize>();
        return (words > 3).then(|| attribution(context.regions[r].parts.clone(), None, source, false));
    }
    None
}

/// What stands in marks or before a colon, and whose it is; `plain` as behind "say".
fn attribution(
    content: Vec<Range<usize>>,
    cue: Option<Range<usize>>,
    source: Option<Source>,
    plain: bool,
) -> Attribution {
    Attribution { content, cue, source, addressee: None, plain, verbatim: false, sure: None }
}

/// "It was, in her own words, “a mess”", "in the words of Ana Lopez, “a mess”": the cue and the source before the marks at `region`.
fn in_words(context: &Context, start: usize, region: usize) -> Option<(Range<usize>, Source)> {
    let end = region - usize::from(region > start && context.word(region - 1) == ",");
    let at = (start..end).rev().take(LONGEST).find(|&i| context.lower(i) == "in")?;
    let words = (at + 1..end).find(|&i| context.word(i) == "words")?;
    let own = context.lower(at + 1);
    if matches!(own.as_ref(), "his" | "her" | "their") && words + 1 == end {
        let source = Source { tokens: at + 1..at + 2, head: Head::Pronoun(at + 1), from: at, to: end };
        return Some((at..end, source));
    }
    let named = words == at + 2 && own == "the" && context.word(words + 1) == "of" && words + 2 < end;
    Some((at..words + 2, source::object(context, words + 2, end).filter(|_| named)?))
}

/// The most words of "in the words of" and whom they are of.
const LONGEST: usize = 12;

/// "Ferry sinks off island: officials", "‘I was angry’: Ana Lopez on her book": a headline's words, a colon and whose words they are.
fn heading(context: &Context, start: usize, end: usize) -> Option<Attribution> {
    let plain = |i: usize| context.region(i).is_none() && context.mention(i).is_none();
    let colon = (start..end).rev().find(|&i| context.word(i) == ":" && plain(i))?;
    let marked = context.region(start).filter(|&r| context.regions[r].end() == colon);
    let name = context.mention(colon + 1).filter(|&m| context.can_speak(m));
    let source = match (marked, name) {
        (Some(_), Some(m)) if context.is_person(m) => {
            let tokens = context.tokens_of(m);
            Source { from: tokens.start, to: end, head: Head::Mention(m), tokens }
        }
        _ if end - colon <= 6 && colon > start && context.count_words(start..colon) >= 4 => {
            source::phrase(context, colon + 1, end).filter(|s| match s.head {
                Head::Mention(m) => context.tokens_of(m).end == end,
                Head::Noun(n) => match source::noun_kind(&context.lower(n)) {
                    Some("role" | "body") => n + 1 == end,
                    // “Nobody asked us”: tram drivers
                    Some("person" | "group") => n + 1 == end && marked.is_some(),
                    _ => false,
                },
                Head::Pronoun(_) => false,
            })?
        }
        _ => return None,
    };
    // A name alone may be a topic ("Best cities of the year: Lima"): only behind what looks like a verb.
    let verb = |i: usize| plain(i) && matches!(context.seen(i).class, 20..=22 | 37 | 38);
    if marked.is_none() && matches!(source.head, Head::Mention(_)) && !(start..colon).any(verb) {
        return None;
    }
    Some(attribution(vec![start..colon], None, Some(source), true))
}

/// "his message", "Ana Lopez’s answer": whose words a colon introduces.
fn possessor(context: &Context, start: usize, end: usize) -> Option<Source> {
    (start..end).rev().find_map(|i| {
        matches!(context.lower(i).as_ref(), "his" | "her" | "their").then(|| Source {
            tokens: i..i + 1,
            head: Head::Pronoun(i),
            from: i,
            to: i + 1,
        })
    })
}

/// "LOPEZ: We will stay.": a person's name, a colon, and the rest of the paragraph, the only one so labelled. Below the headline a name not in
/// capitals may also head a note on its bearer ("Ana Lopez: Mayor since 2019.").
fn transcript(context: &Context, block: usize) -> Option<Attribution> {
    let (label, content) = turns::label(context, block)?;
    let m = context.mention(label.end - 1).filter(|&m| context.is_person(m))?;
    let voiced = block == 0
        || context.in_heading(label.start)
        || context.region(content.start).is_some()
        || turns::in_capitals(context, label.clone())
        || turns::is_spoken(context, content.clone());
    voiced.then(|| turns::turn(label, Head::Mention(m), vec![content]))
}
