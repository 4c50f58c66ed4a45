//! A block's reading and the names that rules see in it in, hashed features of each token out; training and running share it.
//!
//! What they are made of is in `templates`.

use std::ops::Range;

use super::forms::{Forms, Look, PLACES};
use super::heard::Seen;
use super::names::{Named, read_names};
use super::reading::{Capital, Reading};
use super::shouting::soften;
use super::templates::{Features, Run, WINDOW, Word, tell_context, tell_form, tell_part};
use crate::text::{Sentence, Token, TokenKind};

/// How many tokens beside a capital may belong to its name.
const REACH: usize = 1;

/// The stretches of a block that may hold names, in order: capitalised words, what stands beside them and between two of
/// them. Everything else is outside names; most of a text is.
#[must_use]
pub fn stretches(tokens: &[Token]) -> Vec<Range<usize>> {
    let mut all: Vec<Range<usize>> = Vec::new();
    for i in (0..tokens.len()).filter(|&i| tokens[i].is_capitalized()) {
        let start = i.saturating_sub(REACH);
        let mut end = (i + 1 + REACH).min(tokens.len());
        while end < (i + 4).min(tokens.len()) && tokens[end].glued {
            end += 1;
        }
        match all.last_mut().filter(|last| start <= last.end + 1) {
            Some(last) => last.end = end,
            None => all.push(start..end),
        }
    }
    all
}

/// One of the [`stretches`] of a block.
pub struct Stretch {
    /// Its tokens in the block.
    pub tokens: Range<usize>,
    /// The features of each token.
    pub features: Vec<Vec<u32>>,
    /// Each token as the rest of the article knows it.
    pub seen: Vec<Seen>,
}

/// The stretches of a block with the features of each token, for training.
#[must_use]
pub fn of_block(text: &str, tokens: &[Token], sentences: &[Sentence]) -> Vec<Stretch> {
    let softened = soften(text, tokens, sentences);
    let mut forms = Forms::default();
    let ids = forms.read(&softened.text, &softened.tokens);
    let reading = Reading::new(&softened.text, &softened.tokens, sentences, &forms, &ids);
    let named = read_names(&reading, sentences);
    let stretches = stretches(reading.tokens);
    let mut all = vec![Vec::new(); tokens.len()];
    let seen = extract(&reading, sentences, &named, &stretches, (&mut forms, &ids), |_, i, near, features| {
        for (place, word) in near.iter().enumerate() {
            tell_part(word, place, features);
            tell_form(&word.look, place, features);
        }
        all[i] = features.in_order();
    });
    let stretch = |tokens: Range<usize>| Stretch {
        features: all[tokens.clone()].to_vec(),
        seen: seen[tokens.clone()].to_vec(),
        tokens,
    };
    stretches.into_iter().map(stretch).collect()
}

/// Tells of every token in `stretches`, in the order of the tokens, the words around it, and the features that hold more than
/// the form of one of them or its part in names.
pub(crate) fn extract(
    reading: &Reading,
    sentences: &[Sentence],
    named: &[Named],
    stretches: &[Range<usize>],
    (forms, ids): (&mut Forms, &[u32]),
    mut tell: impl FnMut(&mut Forms, usize, [&Word; PLACES], &mut Features),
) -> Vec<Seen> {
    let words = read_words(reading, named, stretches, forms, ids);
    let runs = runs(&words);
    let mut opens = vec![0_u32; words.len()];
    for sentence in sentences {
        mark_openings(reading, sentence.tokens.clone(), &mut opens);
    }
    let none = Word { look: Look::NONE, ..Word::default() };
    let mut features = Features::new();
    for i in stretches.iter().cloned().flatten() {
        let at = |place: usize| (i + place).checked_sub(WINDOW).and_then(|k| words.get(k)).unwrap_or(&none);
        let near = std::array::from_fn(at);
        // The run of capitals around the token, and what stands beside it.
        let run = runs[i].clone();
        let (first, last) = (words.get(run.start).unwrap_or(&none), words[..run.end].last().unwrap_or(&none));
        let left = run.start.checked_sub(1).map_or(&none, |k| &words[k]);
        let right = words.get(run.end).unwrap_or(&none);
        let (length, place) = ((run.len() as u32).min(6), ((i - run.start.min(i)) as u32).min(4));
        features.clear();
        tell_context(near, opens[i], &Run { first, last, left, right, length, place }, &mut features);
        tell(forms, i, near, &mut features);
    }
    words.iter().map(|w| Seen { word: w.look.lower, case: w.case, capital: w.capital }).collect()
}

/// What is seen of the words in `stretches` and of those that they look at.
fn read_words(
    reading: &Reading,
    named: &[Named],
    stretches: &[Range<usize>],
    forms: &mut Forms,
    ids: &[u32],
) -> Vec<Word> {
    let mut words = vec![Word::default(); reading.tokens.len()];
    let mut next = 0;
    for stretch in stretches {
        for i in stretch.start.saturating_sub(WINDOW).max(next)..(stretch.end + WINDOW).min(words.len()) {
            words[i] = read_word(reading, i, forms, ids[i]);
        }
        next = (stretch.end + WINDOW).min(words.len());
    }
    for (start, matched) in reading.matches.iter().enumerate() {
        let Some((end, entry)) = *matched else { continue };
        for i in start..end.min(words.len()) {
            words[i].matched = u32::from(entry.kinds.0) + 1;
            words[i].place = if end == start + 1 {
                1
            } else if i == start {
                2
            } else if i + 1 == end {
                3
            } else {
                4
            };
            words[i].rank = u32::from(entry.place_rank) << 2 | u32::from(entry.person_rank);
        }
    }
    for name in named {
        let (label, share) = name.votes.likeliest();
        let share = if share > 0.9 { 2 } else { u32::from(share > 0.6) };
        let sure = if name.sure > 0.9 { 2 } else { u32::from(name.sure > 0.4) };
        for i in name.segment.tokens.clone() {
            let inside = u32::from(i > name.segment.tokens.start);
            words[i].rule = 1 + (label as u32 | share << 5 | sure << 7 | inside << 9);
        }
    }
    words
}

fn read_word(reading: &Reading, i: usize, forms: &mut Forms, form: u32) -> Word {
    let token = &reading.tokens[i];
    let look = forms.look(form, reading.word(i), token);
    let says = match reading.capital(i) {
        _ if token.kind != TokenKind::Word => 0,
        Capital::No => 0,
        Capital::Weak => 1,
        Capital::Strong => 2,
    };
    // The lowest four bits of a word's case are how often it has a capital, and are one more than that.
    let case = look.case + (says << 4);
    let roles = if token.kind == TokenKind::Word { reading.roles[i].bits() } else { 0 };
    Word { form, look, case, roles, capital: token.is_capitalized(), ..Word::default() }
}

/// For each capitalised token the run it stands in, small words and hyphens between capitals included; for others the token.
fn runs(words: &[Word]) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = (0..words.len()).map(|i| i..i + 1).collect();
    let mut at = 0;
    while at < words.len() {
        if !words[at].capital {
            at += 1;
            continue;
        }
        let mut end = at + 1;
        while end < words.len() && words[end].capital {
            end += 1;
        }
        runs[at..end].fill(at..end);
        at = end;
    }
    runs
}

/// 1 for the first word of a sentence, 2 for one after an opening mark or colon, 0 for the others.
fn mark_openings(reading: &Reading, sentence: Range<usize>, opens: &mut [u32]) {
    let mut next = 1;
    for i in sentence {
        let token = &reading.tokens[i];
        match token.kind {
            TokenKind::Word => {
                opens[i] = next;
                next = 0;
            }
            TokenKind::Mark if !token.glued => next = next.max(2),
            _ if matches!(reading.word(i), ":" | "–" | "—" | "(" | "•") => next = 2,
            TokenKind::Number => next = 0,
            _ => {}
        }
    }
}
