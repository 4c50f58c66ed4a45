//! Turns of interviews and transcripts: a document's blocks in; out, for each, whether someone's turn opens there or goes on.
//!
//! A label and a colon open a turn: a name ("Lopez: …"), initials of somebody in the article ("AL: …"), "Q:" and "A:". One label by itself
//! may be anything ("Correction: …"); what is read here are labels that come in numbers. `voiceless.rs` reads single ones.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::attribute::Attribution;
use super::context::Context;
use super::source::{Head, Source};
use crate::lexicon::LABELS;
use crate::view::{BlockKind, EntityType};

/// The most tokens of a label: "Prime Minister Ana Lopez".
const LONGEST: usize = 5;

/// The most blocks that one turn goes on for without another label.
const PARAGRAPHS: usize = 6;

/// What a block is to the turns around it.
#[derive(Clone, Debug)]
pub enum Turn {
    /// None of it.
    Prose,
    /// Someone's turn begins here.
    Opens(Box<Attribution>),
    /// The turn that began before goes on.
    Inside,
}

/// A label at the start of a block.
#[derive(Clone, Debug)]
struct Label {
    block: usize,
    tokens: Range<usize>,
    content: Range<usize>,
    speaker: Speaker,
}

/// Whom a label means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Speaker {
    /// A mention in the label.
    Name(usize),
    /// Somebody of the article with these initials, by a mention.
    Initials(usize),
    /// "Q".
    Asks,
    /// "A".
    Answers,
    /// Words in capitals that name nobody known.
    Unknown,
}

/// Reads the turns of all blocks.
pub fn find_turns(context: &Context) -> Vec<Turn> {
    let mut turns = vec![Turn::Prose; context.document.blocks.len()];
    let labels = find_labels(context);
    if labels.len() < 2 {
        return turns;
    }
    let interviewee = interviewee(context, &labels);
    for (i, label) in labels.iter().enumerate() {
        let mut content = vec![label.content.clone()];
        let next = labels.get(i + 1).map_or(label.block + 1, |next| next.block);
        let more = (label.block + 1..next).take(PARAGRAPHS + 1);
        if more.len() <= PARAGRAPHS && more.clone().all(|block| goes_on(context, block)) {
            for block in more {
                content.push(context.document.blocks[block].tokens.clone());
                turns[block] = Turn::Inside;
            }
        }
        let head = match label.speaker {
            Speaker::Name(m) | Speaker::Initials(m) => Head::Mention(m),
            Speaker::Answers => interviewee.map_or(Head::Noun(label.tokens.start), Head::Mention),
            Speaker::Asks | Speaker::Unknown => Head::Noun(label.tokens.start),
        };
        turns[label.block] = Turn::Opens(Box::new(turn(label.tokens.clone(), head, content)));
    }
    turns
}

/// The attribution that a label and a colon make.
pub fn turn(label: Range<usize>, head: Head, content: Vec<Range<usize>>) -> Attribution {
    let source = Source { from: label.start, to: label.end, tokens: label, head };
    Attribution { content, cue: None, source: Some(source), addressee: None, plain: true, verbatim: true, sure: None }
}

/// The tokens of a block's label and what stands behind its colon.
pub fn label(context: &Context, block: usize) -> Option<(Range<usize>, Range<usize>)> {
    let Range { start, end } = context.document.blocks[block].tokens;
    let colon = (start..end.min(start + LONGEST + 1)).find(|&i| context.word(i) == ":")?;
    let glued = context.document.tokens.get(colon + 1).is_some_and(|t| t.glued);
    (colon > start && colon + 2 < end && !glued).then_some((start..colon, colon + 1..end))
}

/// Whether all words of a label are in capitals, and none says that it is another kind of label.
pub fn in_capitals(context: &Context, label: Range<usize>) -> bool {
    label.clone().all(|i| !context.is_word(i) || !context.word(i).contains(char::is_lowercase))
        && !label.clone().any(|i| LABELS.contains(&context.lower(i)))
        && label.clone().any(|i| context.word(i).chars().count() > 2)
}

/// Whether a mention is of a place: "ISLAMABAD: Rain fell." tells where it was written.
pub fn is_place(context: &Context, m: usize) -> bool {
    matches!(context.mentions[m].label, EntityType::Gpe | EntityType::Loc | EntityType::Fac)
}

/// The labels that are part of a series.
fn find_labels(context: &Context) -> Vec<Label> {
    let mut initials: Option<FxHashMap<String, Option<usize>>> = None;
    let mut labels: Vec<Label> = Vec::new();
    for block in 0..context.document.blocks.len() {
        let Some((tokens, content)) = asked(context, block).or_else(|| label(context, block)) else { continue };
        // Words in marks and figures are no speech without marks: "Lopez: “It held.”", "Roe: 7".
        if context.region(content.start).is_some() || context.word(content.start).starts_with(char::is_numeric) {
            continue;
        }
        let word = context.word(tokens.start).trim_end_matches('.');
        let last = context.mention(tokens.end - 1).filter(|&m| context.tokens_of(m).end == tokens.end);
        let speaker = if tokens.len() == 1 && matches!(word, "Q" | "Question" | "QUESTION") {
            Speaker::Asks
        } else if tokens.len() == 1 && matches!(word, "A" | "Answer" | "ANSWER") {
            Speaker::Answers
        } else if let Some(m) = last.filter(|&m| context.is_person(m)) {
            Speaker::Name(m)
        } else if let Some(m) = (tokens.len() == 1 && (2..=4).contains(&word.len()))
            .then(|| *initials.get_or_insert_with(|| initials_of(context)).get(word)?)
            .flatten()
        {
            Speaker::Initials(m)
        } else if let Some(m) = last.filter(|&m| context.can_speak(m) && !is_place(context, m)) {
            Speaker::Name(m)
        } else if last.is_none() && in_capitals(context, tokens.clone()) {
            Speaker::Unknown
        } else {
            continue;
        };
        labels.push(Label { block, tokens, content, speaker });
    }
    in_series(context, labels)
}

/// Keeps the labels that come in numbers: "Q" with "A", initials with other labels, what names nobody known only where it comes again.
fn in_series(context: &Context, labels: Vec<Label>) -> Vec<Label> {
    let mut times: FxHashMap<String, usize> = FxHashMap::default();
    let key = |label: &Label| context.span(label.tokens.clone()).of(context.document.text).to_lowercase();
    for label in &labels {
        *times.entry(key(label)).or_default() += 1;
    }
    let count = |wanted: fn(Speaker) -> bool| labels.iter().filter(|l| wanted(l.speaker)).count();
    let asked = count(|s| s == Speaker::Asks) > 0 && count(|s| s == Speaker::Answers) > 0;
    let people = labels
        .iter()
        .filter(|l| match l.speaker {
            Speaker::Name(m) => context.is_person(m),
            Speaker::Initials(_) => true,
            Speaker::Asks | Speaker::Answers => asked,
            Speaker::Unknown => false,
        })
        .count();
    let spoken = labels.iter().filter(|l| is_spoken(context, l.content.clone())).count();
    // "Ana Lopez: Mayor since 2019." in a list of who is who: nobody says "I" or asks.
    let spoken = spoken * 3 >= labels.len();
    let keep = labels.iter().map(|label| match label.speaker {
        Speaker::Asks | Speaker::Answers => asked,
        Speaker::Name(m) if context.is_person(m) => {
            people > 1 && (times[&key(label)] > 1 || is_spoken(context, label.content.clone()))
        }
        Speaker::Initials(_) => people > 1,
        Speaker::Name(_) | Speaker::Unknown => people > 0 && times[&key(label)] + people > 2,
    });
    let kept: Vec<bool> = keep.collect();
    labels.iter().zip(kept).filter(|&(_, kept)| kept && spoken).map(|(label, _)| label.clone()).collect()
}

/// "Q. Do you sleep?": a question's or an answer's letter with a period instead of a colon.
fn asked(context: &Context, block: usize) -> Option<(Range<usize>, Range<usize>)> {
    let Range { start, end } = context.document.blocks[block].tokens;
    // "A. Lopez wrote …" is a name.
    let name = || context.mention(start).is_some_and(|m| context.tokens_of(m).len() > 1);
    let letter = context.word(start) == "Q." || context.word(start) == "A." && !name();
    (letter && start + 1 < end).then_some((start..start + 1, start + 1..end))
}

/// The initials of all people with a full name, each with a mention; none where two people share them.
fn initials_of(context: &Context) -> FxHashMap<String, Option<usize>> {
    let mut initials: FxHashMap<String, Option<usize>> = FxHashMap::default();
    for entity in context.links.entities.iter().filter(|e| e.label == EntityType::Person) {
        let Some(&mention) = entity.mentions.first() else { continue };
        let letters: Vec<char> =
            entity.name.split([' ', '-']).filter_map(|word| word.chars().next()).filter(|c| c.is_uppercase()).collect();
        if letters.len() < 2 {
            continue;
        }
        let outer = [letters[0], letters[letters.len() - 1]];
        let all: String = letters.iter().collect();
        let outer: String = outer.iter().collect();
        for written in if all == outer { vec![all] } else { vec![all, outer] } {
            initials.entry(written).and_modify(|known| *known = None).or_insert(Some(mention));
        }
    }
    initials
}

/// Who answers: the person whom the article names most before the first question, bylines aside; nobody where two are named as often.
fn interviewee(context: &Context, labels: &[Label]) -> Option<usize> {
    let first = labels.iter().find(|l| l.speaker == Speaker::Asks)?.tokens.start;
    let mut named: Vec<(usize, usize, usize)> = Vec::new();
    for m in 0..context.mentions.len() {
        let tokens = context.tokens_of(m);
        if tokens.start >= first {
            break;
        }
        let byline = context.document.blocks[context.document.block_of(tokens.start)].kind == BlockKind::Byline;
        if context.is_person(m) && !byline {
            let entity = context.links.of_mention[m];
            match named.iter().position(|&(e, ..)| e == entity) {
                Some(known) => named[known].2 += 1,
                None if named.len() < 16 => named.push((entity, m, 1)),
                None => {}
            }
        }
    }
    named.sort_by_key(|&(.., times)| std::cmp::Reverse(times));
    match named[..] {
        [(_, m, _)] => Some(m),
        [(_, m, most), (_, _, second), ..] if most > second => Some(m),
        _ => None,
    }
}

/// Whether a block without a label is speech: a paragraph in which somebody says "I", "we" or "you".
fn goes_on(context: &Context, block: usize) -> bool {
    let block = &context.document.blocks[block];
    block.kind == BlockKind::Paragraph && is_spoken(context, block.tokens.clone())
}

/// Whether words outside quotation marks are of the first or second person, or ask.
pub fn is_spoken(context: &Context, mut tokens: Range<usize>) -> bool {
    tokens.any(|i| {
        let word = context.lower(i);
        context.region(i).is_none()
            && matches!(word.as_ref(), "i" | "we" | "you" | "my" | "our" | "your" | "me" | "us" | "?")
    })
}
