//! Attributions kept for the next reading: in, the frames of a document, and for each block what it gave when it was last read; out, the
//! attributions of each frame, made anew only where something that they may look at has changed.
//!
//! They look at their block and a few words beyond. Of these all is compared: words, kinds of blocks, marks, mentions, and which mentions are
//! of one entity. A debug build sees to it that no step looks further.

use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;

use super::attribute::{Attribution, Decide, attribute};
use super::context::{Context, Frame};
use super::source::Head;
use super::turns::Turn;
use crate::text::{Span, Token};
use crate::view::{BlockKind, EntityType};

/// How many tokens beyond its block a step may look.
const MARGIN: usize = 16;

/// The attributions of each frame of a block.
type OfFrames = Rc<Vec<Vec<Attribution>>>;

/// What a block remembers. It is of the size of the block, and goes with it.
#[derive(Default)]
pub struct Memory(RefCell<Option<Remembered>>);

struct Remembered {
    seen: Seen,
    /// The block's first token and first mention: what tokens and mentions are counted from.
    first: [usize; 2],
    attributions: OfFrames,
}

/// Everything that the attributions of a block may depend on, in offsets from its beginning; the block's own words are its own.
#[derive(PartialEq)]
struct Seen {
    /// Whether it is the article's first block, and the kinds of it and its neighbours.
    opens: bool,
    kinds: Vec<(usize, BlockKind)>,
    /// The tokens around it and their words.
    around: Vec<Token>,
    words: String,
    /// The parts of regions: which one of its region each is, and whether both marks are there.
    regions: Vec<(Range<usize>, usize, bool)>,
    /// Mentions, and how many mentions before it one of the same entity stands.
    mentions: Vec<(Span, EntityType, usize)>,
}

/// The attributions of all frames, block by block. Only prose is remembered, and only with a memory for each block.
pub fn attribute_blocks(
    context: &Context,
    frames: &[Frame],
    turns: Vec<Turn>,
    decide: &mut dyn Decide,
    memories: &[&Memory],
) -> Vec<OfFrames> {
    let earlier = if memories.is_empty() { Vec::new() } else { earlier_mentions(context) };
    let mut turns: Vec<Option<Turn>> = turns.into_iter().map(Some).collect();
    let of_block = |frames: &[Frame]| {
        let block = frames[0].block;
        match turns[block].take() {
            Some(Turn::Prose) => {}
            opening => {
                let mut attributions = vec![Vec::new(); frames.len()];
                if let Some(Turn::Opens(turn)) = opening {
                    attributions[0].push(*turn);
                }
                return Rc::new(attributions);
            }
        }
        let mut read = || Rc::new(frames.iter().map(|frame| attribute(context, frame, decide)).collect::<Vec<_>>());
        let Some(memory) = memories.get(block) else { return read() };
        let Some((seen, first)) = look_around(context, block, &earlier) else { return read() };
        let mut memory = memory.0.borrow_mut();
        let attributions = match memory.take() {
            Some(last) if last.seen == seen && last.attributions.len() == frames.len() => {
                shift(last.attributions, last.first, first)
            }
            _ => {
                let Range { start, end } = context.document.blocks[block].tokens;
                context.watch(start.saturating_sub(MARGIN)..end + MARGIN);
                let attributions = read();
                context.watch(0..usize::MAX);
                attributions
            }
        };
        *memory = Some(Remembered { seen, first, attributions: Rc::clone(&attributions) });
        attributions
    };
    frames.chunk_by(|a, b| a.block == b.block).map(of_block).collect()
}

/// For each mention how many mentions before it one of the same entity stands; 0 where none does.
fn earlier_mentions(context: &Context) -> Vec<usize> {
    let mut last = vec![None; context.links.entities.len()];
    let of_mention = context.links.of_mention.iter().enumerate();
    of_mention.map(|(m, &entity)| last[entity].replace(m).map_or(0, |before| m - before)).collect()
}

/// What the attributions of a block depend on, with its first token and mention; none where they may look further.
fn look_around(context: &Context, block: usize, earlier: &[usize]) -> Option<(Seen, [usize; 2])> {
    let document = context.document;
    let own = &document.blocks[block];
    let Range { start, end } = own.tokens;
    // What such a block attributes may stand in the next: The mayor said: “We stay.”
    if matches!(context.word(end - 1), "," | ":") {
        return None;
    }
    let mut window = start.saturating_sub(MARGIN)..document.tokens.len().min(end + MARGIN);
    // A name is seen whole.
    if let Some(m) = context.mention(window.start) {
        window.start = context.tokens_of(m).start;
    }
    if let Some(m) = context.mention(window.end - 1) {
        window.end = context.tokens_of(m).end;
    }
    let from = |at: usize| at.wrapping_sub(start);
    let byte = |at: usize| at.wrapping_sub(own.span.start);
    let mut regions = Vec::new();
    let mut at = window.start;
    while at < window.end {
        let Some(region) = context.region(at).map(|r| &context.regions[r]) else {
            at += 1;
            continue;
        };
        let whole = region.start()..region.end();
        let inside = start <= whole.start && whole.end <= end;
        if !inside && whole.start < end && start < whole.end {
            return None;
        }
        at = at.max(whole.end.min(window.end)).max(at + 1);
        let parts = region.parts.iter().enumerate();
        regions.extend(parts.map(|(k, part)| (from(part.start)..from(part.end), k, region.complete)));
    }
    let bytes = document.span_of(window.clone());
    let first_mention = context.mentions.partition_point(|m| m.span.start < own.span.start);
    let before = context.mentions[..first_mention].iter().rev().take_while(|m| m.span.end > bytes.start).count();
    let mut mentions = Vec::new();
    for (k, (m, mention)) in context.mentions.iter().enumerate().skip(first_mention - before).enumerate() {
        if mention.span.start >= bytes.end {
            break;
        }
        let same = if earlier[m] <= k { earlier[m] } else { 0 };
        mentions.push((Span::new(byte(mention.span.start), byte(mention.span.end)), mention.label, same));
    }
    let mut words = String::new();
    let around = (window.start..start).chain(end..window.end).map(|i| {
        words.push_str(context.word(i));
        let token = document.tokens[i];
        Token { span: Span::new(byte(token.span.start), byte(token.span.end)), ..token }
    });
    let around = around.collect();
    let near = document.block_of(window.start)..=document.block_of(window.end - 1);
    let kinds = document.blocks[near].iter().map(|b| (from(b.tokens.start), b.kind)).collect();
    let seen = Seen { opens: block == 0, kinds, around, words, regions, mentions };
    Some((seen, [start, first_mention]))
}

/// The same attributions where other tokens and mentions stand before the block than did.
fn shift(mut attributions: OfFrames, from: [usize; 2], to: [usize; 2]) -> OfFrames {
    if from == to {
        return attributions;
    }
    let [tokens, mentions] = [0, 1].map(|i| to[i].wrapping_sub(from[i]));
    let token = |at: &mut usize| *at = at.wrapping_add(tokens);
    let range = |range: &mut Range<usize>| {
        token(&mut range.start);
        token(&mut range.end);
    };
    for attribution in Rc::make_mut(&mut attributions).iter_mut().flatten() {
        let Attribution { content, cue, source, addressee, plain: _, verbatim: _, sure: _ } = attribution;
        content.iter_mut().chain(cue).chain(addressee).for_each(range);
        if let Some(source) = source {
            range(&mut source.tokens);
            token(&mut source.from);
            token(&mut source.to);
            match &mut source.head {
                Head::Mention(m) => *m = m.wrapping_add(mentions),
                Head::Pronoun(at) | Head::Noun(at) => token(at),
            }
        }
    }
    attributions
}
