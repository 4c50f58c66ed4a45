//! Quotations: a document, its mentions and entities in; what is quoted and who says it out.
//!
//! The steps, a file each: pair the marks (`marks`), cut the text into frames (`context`), find cues (`cues`, `beside_marks`, `chains`, `views`), their sources (`source`)
//! and contents (`extent`), join the three (`attribute`; `remembered` keeps what they gave), where rules leave it open weigh what else a cue may have (`propose`, `evidence`) and
//! whose words these may be (`nominate`, `standing`) on a `ballot` (`judge` with `weights` and `words`), read what no cue claims
//! (`unattributed`), and say who each source is (`speaker`, `pronouns` by `antecedents`, `descriptions`, `discourse`, `pairs`).

mod adjuncts;
pub mod antecedents;
mod apposition;
pub mod attribute;
pub mod ballot;
mod beside_marks;
mod chains;
mod clause;
mod constructions;
pub mod context;
pub mod cues;
mod descriptions;
mod discourse;
mod evidence;
mod extent;
mod joined;
pub mod judge;
mod marks;
pub mod nominate;
mod pairs;
mod pronouns;
pub mod propose;
mod remembered;
mod sides;
mod silence;
pub mod source;
mod speaker;
pub mod standing;
mod turns;
mod unattributed;
mod views;
mod voiceless;
pub mod weights;
mod words;

use std::ops::Range;

use self::attribute::{Attribution, Decide};
use self::context::Context;
use self::discourse::Discourse;
pub use self::remembered::Memory;
use self::unattributed::Reading;
use crate::entity::Mention;
use crate::link::Links;
use crate::text::{Document, Span};
use crate::view::{QuoteKind, SpeakerKind};

/// Who or what a quotation is from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Speaker {
    /// Where the source stands.
    pub span: Span,
    /// The entity it names.
    pub entity: Option<usize>,
    /// How it is referred to.
    pub kind: SpeakerKind,
}

/// One quotation.
#[derive(Clone, Debug, PartialEq)]
pub struct Quote {
    /// How it quotes.
    pub kind: QuoteKind,
    /// What is attributed.
    pub content: Vec<Span>,
    /// Whose words they are.
    pub speaker: Option<Speaker>,
    /// What attributes them.
    pub cue: Option<Span>,
    /// Who was spoken to.
    pub addressee: Option<Span>,
    /// How sure that is, 0 to 1.
    pub confidence: f32,
}

/// Finds the quotations of a document, in text order; each block remembers its attributions.
pub fn find_quotes(document: &Document, mentions: &[Mention], links: &Links, memories: &[&Memory]) -> Vec<Quote> {
    find(document, mentions, links, &mut judge::Trained, memories)
}

/// The same with another judgement of what rules leave open, and nothing remembered.
pub fn find_quotes_by(document: &Document, mentions: &[Mention], links: &Links, decide: &mut dyn Decide) -> Vec<Quote> {
    find(document, mentions, links, decide, &[])
}

fn find(
    document: &Document,
    mentions: &[Mention],
    links: &Links,
    decide: &mut dyn Decide,
    memories: &[&Memory],
) -> Vec<Quote> {
    let regions = marks::pair_marks(document);
    let context = Context::new(document, mentions, links, &regions);
    let frames = context.frames();
    let turns = turns::find_turns(&context);
    let attributions = remembered::attribute_blocks(&context, &frames, turns, decide, memories);
    let attributions = || attributions.iter().flat_map(|of_frames| of_frames.iter());
    let mut claimed = vec![false; regions.len()];
    let mut spoken_words = vec![false; regions.len()];
    let mut reported = vec![false; document.tokens.len()];
    for attribution in attributions().flatten() {
        for i in attribution.content.iter().cloned().flatten() {
            reported[i] = true;
            if let Some(region) = context.region(i) {
                claimed[region] = true;
                spoken_words[region] |= attribution.plain && says_only(&context, attribution, region);
            }
        }
    }
    let mut discourse = Discourse::new(reported);
    let mut quotes: Vec<Quote> = Vec::new();
    // Who spoke last: in which block, and in which quotation.
    let mut last: Option<(usize, Speaker, Option<usize>)> = None;
    let mut next_region = 0;
    let mut silent = false;
    for (f, attributions) in attributions().enumerate() {
        let frame = &frames[f];
        // A sentence about someone, and then words in marks: theirs.
        let introduced = f
            .checked_sub(1)
            .filter(|_| silent)
            .and_then(|f| unattributed::introduces(&context, &frames[f], frame.block));
        let beat = introduced.is_some() && frames[f - 1].block == frame.block;
        let asked = silent
            && f > 0
            && unattributed::is_question(&context, &frames[f - 1])
            && frames[f - 1].block == frame.block;
        silent = attributions.is_empty();
        for attribution in attributions {
            let speaker =
                attribution.source.as_ref().map(|source| speaker::resolve(&context, source, &mut discourse, decide));
            if let Some(speaker) = speaker {
                last = Some((frame.block, speaker, Some(quotes.len())));
            }
            quotes.push(voiced(&context, attribution, speaker));
        }
        while next_region < regions.len() && regions[next_region].start() < frame.tokens.end {
            let region = next_region;
            next_region += 1;
            if claimed[region] {
                if !spoken_words[region] && unattributed::is_term(&context, region) {
                    quotes.push(unvoiced(&context, region, QuoteKind::Scare, None));
                }
                continue;
            }
            let spoken = last.is_some_and(|(block, ..)| block == frame.block);
            let reading = unattributed::read(&context, frame, region, spoken || beat);
            if reading == Reading::Scare {
                quotes.push(unvoiced(&context, region, QuoteKind::Scare, None));
                continue;
            }
            if reading == Reading::Continuation
                && let Some(source) = introduced.as_ref().filter(|_| !spoken || asked)
            {
                last = Some((frame.block, speaker::resolve(&context, source, &mut discourse, decide), None));
            } else if asked {
                // The answer to a reporter's question goes on with no words before it.
                last = last.map(|(block, speaker, _)| (block, speaker, None));
            }
            let from = last.filter(|_| spoken || reading == Reading::Continuation);
            match from.and_then(|(_, _, quote)| quote).filter(|&q| continues(&context, &quotes[q], region)) {
                Some(q) => {
                    quotes[q]
                        .content
                        .extend(context.regions[region].parts.iter().map(|part| context.span(part.clone())));
                    last = from.map(|(_, speaker, quote)| (frame.block, speaker, quote));
                }
                None => {
                    let quote = unvoiced(&context, region, QuoteKind::Direct, from.map(|(_, speaker, _)| speaker));
                    last = last.map(|(_, speaker, _)| (frame.block, speaker, from.map(|_| quotes.len())));
                    quotes.push(quote);
                }
            }
        }
    }
    unattributed::follow_echoes(&context, &mut quotes);
    quotes.sort_by_key(|q| (q.content[0].start, std::cmp::Reverse(q.content[q.content.len() - 1].end)));
    quotes
}

/// Whether one region in marks is all that is attributed: “Ask God,” he said. It is no title then, capitals or not.
fn says_only(context: &Context, attribution: &Attribution, region: usize) -> bool {
    let parts = &context.regions[region].parts;
    let first = attribution.content.iter().find(|c| !c.is_empty());
    let whole = first.is_some_and(|c| c.start == parts[0].start && c.end == parts[parts.len() - 1].end);
    whole && attribution.content.iter().filter(|c| !c.is_empty()).count() == 1
}

/// A quotation that a cue attributes.
fn voiced(context: &Context, attribution: &Attribution, speaker: Option<Speaker>) -> Quote {
    let content: Vec<Range<usize>> = attribution.content.iter().filter(|c| !c.is_empty()).cloned().collect();
    // A transcript gives words as they were spoken, with no marks.
    let spoken =
        || content.first().and_then(|c| context.region(c.start)).is_some_and(|r| says_only(context, attribution, r));
    let kind = if attribution.verbatim || attribution.plain && spoken() {
        QuoteKind::Direct
    } else {
        kind_of(context, &content)
    };
    let confidence = confidence(kind, attribution, speaker);
    Quote {
        kind,
        content: content.into_iter().map(|c| context.span(c)).collect(),
        speaker,
        cue: attribution.cue.clone().map(|cue| context.span(cue)),
        addressee: attribution.addressee.clone().map(|a| context.span(a)),
        confidence,
    }
}

/// Whether a marked region that no cue claims goes on with a quotation before it, as the second does in “…,” she said. “…”: words
/// in marks, in the same paragraph or the next.
fn continues(context: &Context, quote: &Quote, region: usize) -> bool {
    let start = context.regions[region].start();
    let end = context.document.token_at(quote.content[quote.content.len() - 1].end - 1);
    let near = context.document.block_of(start) - context.document.block_of(end.min(start)) <= 1;
    end < start && near && quote.kind != QuoteKind::Indirect
}

/// How often such a quotation is right, content and source both: as sure as the judgement was that gave it, else shares measured on the
/// training part of PolNeAR (one that continues another counts with it there; its share is a guess between).
fn confidence(kind: QuoteKind, attribution: &Attribution, speaker: Option<Speaker>) -> f32 {
    if let Some(sure) = attribution.sure {
        return judge::confidence(sure);
    }
    match (kind, speaker) {
        (_, None) => 0.5,
        (QuoteKind::Direct, _) if attribution.cue.is_some() => 0.92,
        (QuoteKind::Direct, _) => 0.6,
        (QuoteKind::Mixed, _) => {
            if attribution.plain {
                0.79
            } else {
                0.68
            }
        }
        _ => {
            if attribution.plain {
                0.75
            } else {
                0.61
            }
        }
    }
}

/// A marked region that no cue attributes.
fn unvoiced(context: &Context, region: usize, kind: QuoteKind, speaker: Option<Speaker>) -> Quote {
    Quote {
        kind,
        content: context.regions[region].parts.iter().map(|part| context.span(part.clone())).collect(),
        speaker,
        cue: None,
        addressee: None,
        confidence: if kind == QuoteKind::Scare {
            0.7
        } else if speaker.is_some() {
            0.6
        } else {
            0.35
        },
    }
}

/// Direct where every word is in marks, mixed where some are, else indirect; terms in marks count for nothing.
fn kind_of(context: &Context, content: &[Range<usize>]) -> QuoteKind {
    let (mut marked, mut plain) = (0, 0);
    // The region of the word before, and whether it is a term: what that takes grows with the region.
    let mut last = (None, true);
    for i in content.iter().cloned().flatten().filter(|&i| context.is_word(i)) {
        let region = context.region(i);
        if region != last.0 {
            last = (region, region.is_none_or(|region| unattributed::is_term(context, region)));
        }
        if last.1 {
            plain += 1;
        } else {
            marked += 1;
        }
    }
    match (marked, plain) {
        (0, _) => QuoteKind::Indirect,
        (_, 0) => QuoteKind::Direct,
        _ => QuoteKind::Mixed,
    }
}
