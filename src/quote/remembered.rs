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
use super::marks::Region;
use super::source::Head;
use super::turns::Turn;
use crate::text::{Block, Span, Token};
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
    /// Whether it was the article's first block.
    opens: bool,
    /// The block's first token and first mention: what tokens and mentions are counted from.
    first: [usize; 2],
    attributions: OfFrames,
}

/// Everything that the attributions of a block may depend on, in offsets from its beginning; the block's own words are its own.
struct Seen {
    kinds: Vec<(usize, BlockKind)>,
    around: Vec<Token>,
    words: String,
    regions: Vec<Part>,
    mentions: Vec<Named>,
}

/// A part of a region: its tokens, which one of its region it is, and whether both marks are there.
type Part = (Range<usize>, usize, bool);

/// A mention, and how many mentions before it one of the same entity stands.
type Named = (Span, EntityType, usize);

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
        let Some(here) = Surroundings::new(context, block, &earlier) else { return read() };
        let Range { start, end } = here.block.tokens;
        let first = [start, here.first_mention];
        let mut memory = memory.0.borrow_mut();
        if let Some(last) = memory.as_mut().filter(|last| last.opens == (block == 0) && here.are_as(&last.seen)) {
            shift(&mut last.attributions, last.first, first);
            last.first = first;
            return Rc::clone(&last.attributions);
        }
        context.watch(start.saturating_sub(MARGIN)..end + MARGIN);
        let attributions = read();
        context.watch(0..usize::MAX);
        let seen = here.remember();
        *memory = Some(Remembered { seen, opens: block == 0, first, attributions: Rc::clone(&attributions) });
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

/// A block and what stands around it.
struct Surroundings<'c, 'a> {
    context: &'c Context<'a>,
    block: &'c Block,
    /// Its tokens and those around it.
    window: Range<usize>,
    first_mention: usize,
    /// See [`earlier_mentions`].
    earlier: &'c [usize],
}

impl<'c, 'a> Surroundings<'c, 'a> {
    /// None where the attributions of a block may look further.
    fn new(context: &'c Context<'a>, block: usize, earlier: &'c [usize]) -> Option<Self> {
        let document = context.document;
        let block = &document.blocks[block];
        let Range { start, end } = block.tokens;
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
        let first_mention = context.mentions.partition_point(|m| m.span.start < block.span.start);
        let around = Self { context, block, window, first_mention, earlier };
        let leaves = |region: &Region| {
            let (inside, beside) =
                (start <= region.start() && region.end() <= end, region.end() <= start || end <= region.start());
            !inside && !beside
        };
        let leaves = around.near_regions().any(leaves);
        (!leaves).then_some(around)
    }

    fn token(&self, at: usize) -> usize {
        at.wrapping_sub(self.block.tokens.start)
    }

    fn bytes(&self, span: Span) -> Span {
        let from = |at: usize| at.wrapping_sub(self.block.span.start);
        Span::new(from(span.start), from(span.end))
    }

    fn kinds(&self) -> impl Iterator<Item = (usize, BlockKind)> {
        let document = self.context.document;
        let near = document.block_of(self.window.start)..=document.block_of(self.window.end - 1);
        document.blocks[near].iter().map(|block| (self.token(block.tokens.start), block.kind))
    }

    /// The tokens around the block, and their words.
    fn around(&self) -> impl Iterator<Item = (&'a str, Token)> {
        let Range { start, end } = self.block.tokens;
        (self.window.start..start).chain(end..self.window.end).map(|i| {
            let token = self.context.document.tokens[i];
            (self.context.word(i), Token { span: self.bytes(token.span), ..token })
        })
    }

    fn near_regions(&self) -> impl Iterator<Item = &'c Region> {
        let regions = self.context.regions;
        let first = regions.partition_point(|region| region.end() <= self.window.start);
        regions[first..].iter().take_while(|region| region.start() < self.window.end)
    }

    fn regions(&self) -> impl Iterator<Item = Part> {
        self.near_regions().flat_map(|region| {
            let parts = region.parts.iter().enumerate();
            parts.map(|(k, part)| (self.token(part.start)..self.token(part.end), k, region.complete))
        })
    }

    fn mentions(&self) -> impl Iterator<Item = Named> {
        let (mentions, bytes) = (self.context.mentions, self.context.document.span_of(self.window.clone()));
        let before = mentions[..self.first_mention].iter().rev().take_while(|m| m.span.end > bytes.start).count();
        let first = self.first_mention - before;
        let near = (first..mentions.len()).take_while(move |&m| mentions[m].span.start < bytes.end);
        near.map(move |m| {
            let same = if self.earlier[m] <= m - first { self.earlier[m] } else { 0 };
            (self.bytes(mentions[m].span), mentions[m].label, same)
        })
    }

    fn remember(&self) -> Seen {
        Seen {
            kinds: self.kinds().collect(),
            around: self.around().map(|(_, token)| token).collect(),
            words: self.around().map(|(word, _)| word).collect(),
            regions: self.regions().collect(),
            mentions: self.mentions().collect(),
        }
    }

    fn are_as(&self, seen: &Seen) -> bool {
        let mut rest = seen.words.as_bytes();
        // Of tokens that are as they were so are the lengths.
        let words = seen.around.iter().map(|token| {
            let (word, behind) = rest.split_at(token.span.end.wrapping_sub(token.span.start));
            rest = behind;
            word
        });
        self.mentions().eq(seen.mentions.iter().copied())
            && self.around().map(|(_, token)| token).eq(seen.around.iter().copied())
            && self.around().map(|(word, _)| word.as_bytes()).eq(words)
            && self.regions().eq(seen.regions.iter().cloned())
            && self.kinds().eq(seen.kinds.iter().copied())
    }
}

/// The same attributions where other tokens and mentions stand before the block than did.
fn shift(attributions: &mut OfFrames, from: [usize; 2], to: [usize; 2]) {
    if from == to {
        return;
    }
    let [tokens, mentions] = [0, 1].map(|i| to[i].wrapping_sub(from[i]));
    let token = |at: &mut usize| *at = at.wrapping_add(tokens);
    let range = |range: &mut Range<usize>| {
        token(&mut range.start);
        token(&mut range.end);
    };
    for attribution in Rc::make_mut(attributions).iter_mut().flatten() {
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
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::link::Links;
    use crate::quote::{judge, marks, turns};
    use crate::text::{Document, blocks, sentences, tokens};

    fn read(text: &str, memories: &[Memory]) -> Vec<OfFrames> {
        let mut document = Document::new(text);
        for span in blocks::split(text) {
            let tokens = tokens::tokenize(span.of(text));
            let sentences = sentences::split(span.of(text), &tokens);
            document.push_block(span, BlockKind::Paragraph, &tokens, &sentences);
        }
        let (regions, links) = (marks::pair_marks(&document), Links::default());
        let context = Context::new(&document, &[], &links, &regions);
        let memories: Vec<&Memory> = memories.iter().collect();
        attribute_blocks(&context, &context.frames(), turns::find_turns(&context), &mut judge::Trained, &memories)
    }

    #[test]
    fn only_what_changes_near_a_block_makes_its_attributions_anew() {
        let text = "The port is closed.\n\n\
            Nobody knows how long it will take until the first of the ships can come in from the sea again.\n\n\
            “We wait,” the captain said, and officials said that the road was open.";
        let memories: [Memory; 3] = Default::default();
        let first = read(text, &memories);
        assert!(first[2].iter().flatten().count() > 1);
        let far = read(&text.replace("closed", "shut"), &memories);
        assert!(Rc::ptr_eq(&first[2], &far[2]) && !Rc::ptr_eq(&first[1], &far[1]));
        let near = read(&text.replace("again", "soon"), &memories);
        assert!(!Rc::ptr_eq(&far[2], &near[2]));
        let moved = text.replace("The port", "The old port of the island");
        read(text, &memories);
        let told = |blocks: &[OfFrames]| format!("{blocks:?}");
        assert_eq!(told(&read(&moved, &memories)), told(&read(&moved, &[])));
        assert_ne!(told(&read(&moved, &[])), told(&first));
    }
}
