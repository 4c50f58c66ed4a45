//! A block's reading and the names that rules see in it in, hashed features of each token out; training and running share it.
//!
//! A feature is a number of 28 bits, the hash of a template and what it holds there. Those that hold a word itself have
//! [`LEXICAL`] set, so that training can leave some of them out now and then.

use std::ops::Range;

use super::forms::{Forms, Look, PLACES};
use super::heard::Seen;
use super::names::{Named, read_names};
use super::reading::{Capital, Reading};
use super::shouting::soften;
use crate::text::{Sentence, Token, TokenKind};

/// Marks features that hold a word itself.
pub const LEXICAL: u32 = 1 << 27;

/// What the templates know of one token.
#[derive(Clone, Copy, Default)]
pub(crate) struct Word {
    /// The number of its form, and what is seen of that.
    pub form: u32,
    pub look: Look,
    /// Own case, how much it says here, and how the word is written elsewhere.
    case: u32,
    /// The kinds of the list match over the token, and its place in it.
    matched: u32,
    place: u32,
    rank: u32,
    roles: u32,
    /// The name that rules see here.
    rule: u32,
    capital: bool,
}

/// How far to each side a token looks.
const WINDOW: usize = 2;

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

/// The most templates that a token is seen through.
const TEMPLATES: usize = 128;

/// What each template's hash starts from.
const SEEDS: [u64; TEMPLATES] = {
    let mut seeds = [0; TEMPLATES];
    let mut template = 0;
    while template < TEMPLATES {
        seeds[template] = seed(template as u32);
        template += 1;
    }
    seeds
};

/// The template of the first feature that holds a word.
const FIRST_LEXICAL: usize = 84;

/// Features as templates make them.
pub(crate) struct Features {
    len: usize,
    made: [u32; TEMPLATES],
    templates: [u8; TEMPLATES],
}

impl Features {
    /// None.
    pub fn new() -> Self {
        Self { len: 0, made: [0; TEMPLATES], templates: [0; TEMPLATES] }
    }

    /// In the order in which they were made.
    pub fn made(&self) -> &[u32] {
        &self.made[..self.len]
    }

    /// In the order of their templates.
    fn in_order(&self) -> Vec<u32> {
        let mut all: Vec<(u8, u32)> = self.templates.iter().copied().zip(self.made).take(self.len).collect();
        all.sort_unstable();
        all.into_iter().map(|(_, feature)| feature).collect()
    }

    fn put(&mut self, template: usize, values: &[u32]) {
        let lexical = if template < FIRST_LEXICAL { 0 } else { LEXICAL };
        self.made[self.len] = finish(SEEDS[template], values) & (LEXICAL - 1) | lexical;
        self.templates[self.len] = template as u8;
        self.len += 1;
    }
}

/// The features that hold a single form, seen from one of its [`PLACES`]; the others are those of [`tell_context`].
pub(crate) fn tell_form(look: &Look, place: usize, features: &mut Features) {
    let by = 7 * place;
    features.put(2 + by, &[look.shape]);
    features.put(3 + by, &[look.clusters[1]]);
    features.put(4 + by, &[look.clusters[2]]);
    features.put(6 + by, &[look.own]);
    features.put(FIRST_LEXICAL + place, &[look.lower]);
    match place {
        BEFORE => features.put(51, &[look.suffixes[2]]),
        AFTER => features.put(52, &[look.suffixes[2]]),
        WINDOW => {
            features.put(1, &[]);
            features.put(FIRST_LEXICAL + PLACES, &[look.written]);
            for length in 0..4 {
                features.put(43 + 2 * length, &[look.prefixes[length]]);
                features.put(44 + 2 * length, &[look.suffixes[length]]);
            }
        }
        _ => return,
    }
    features.put(37 + 2 * (place - BEFORE), &[look.clusters[0]]);
}

/// The places of a token's neighbours among the [`PLACES`]; its own is [`WINDOW`].
const BEFORE: usize = WINDOW - 1;
const AFTER: usize = WINDOW + 1;

/// Tells of every token in `stretches`, in the order of the tokens, the words around it, and the features that hold more than
/// their forms.
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
        features.len = 0;
        tell_context(near, opens[i], &Run { first, last, left, right, length, place }, &mut features);
        tell(forms, i, near, &mut features);
    }
    words.iter().map(|w| Seen { word: w.look.lower, case: w.case, capital: w.capital }).collect()
}

/// The run of capitals around a token.
struct Run<'w> {
    first: &'w Word,
    last: &'w Word,
    /// What stands beside it.
    left: &'w Word,
    right: &'w Word,
    length: u32,
    /// The place of the token in it.
    place: u32,
}

/// The features of a token that hold more than one form, or what stands around it.
fn tell_context(near: [&Word; PLACES], opens: u32, run: &Run, features: &mut Features) {
    let [second, before, w, after, then] = near;
    for (place, near) in near.into_iter().enumerate() {
        let by = 7 * place;
        features.put(5 + by, &[near.roles]);
        features.put(7 + by, &[near.matched, near.place]);
        features.put(8 + by, &[near.rule]);
    }
    for (side, near) in [before, w, after].into_iter().enumerate() {
        features.put(38 + 2 * side, &[near.case]);
    }
    let mut template = 52;
    let mut plain = |values: &[u32]| {
        template += 1;
        features.put(template, values);
    };
    let clusters = |word: &Word| word.look.clusters[3];
    plain(&[before.look.shape, w.look.shape, after.look.shape]);
    plain(&[before.case, w.case, after.case]);
    plain(&[w.case, opens]);
    plain(&[w.look.shape, opens]);
    plain(&[w.look.own, w.rank, w.place]);
    plain(&[before.look.own, w.look.own]);
    plain(&[w.look.own, after.look.own]);
    plain(&[before.matched, w.matched, after.matched]);
    plain(&[w.rule, w.case, w.matched]);
    plain(&[before.rule, w.rule]);
    plain(&[w.rule, after.rule]);
    plain(&[before.rule, w.rule, after.rule]);
    plain(&[w.rule, w.look.own, w.roles]);
    plain(&[w.rule, clusters(w)]);
    plain(&[clusters(before), clusters(w)]);
    plain(&[clusters(w), clusters(after)]);
    plain(&[clusters(before), clusters(w), clusters(after)]);
    plain(&[clusters(before), w.look.shape]);
    plain(&[w.look.shape, clusters(after)]);
    plain(&[clusters(before), w.look.own]);
    plain(&[w.look.own, clusters(after)]);
    plain(&[clusters(second), clusters(before), w.look.shape]);
    plain(&[w.look.shape, clusters(after), clusters(then)]);
    let &Run { first, last, left, right, length, place } = run;
    plain(&[length, place]);
    plain(&[length, place, last.roles]);
    plain(&[last.roles, first.look.own]);
    plain(&[first.look.own, last.look.own, length, place]);
    plain(&[left.look.clusters[2], place]);
    plain(&[right.look.clusters[2], place]);
    plain(&[clusters(left), clusters(right), length, place]);
    plain(&[last.look.suffixes[2], place]);
    let mut template = FIRST_LEXICAL + PLACES;
    let mut lexical = |values: &[u32]| {
        template += 1;
        features.put(template, values);
    };
    let lower = |word: &Word| word.look.lower;
    lexical(&[lower(before), lower(w)]);
    lexical(&[lower(w), lower(after)]);
    lexical(&[lower(before), w.look.shape]);
    lexical(&[w.look.shape, lower(after)]);
    lexical(&[lower(second), lower(before)]);
    lexical(&[lower(after), lower(then)]);
    lexical(&[lower(left), place]);
    lexical(&[lower(right), place]);
    lexical(&[lower(last), place]);
    lexical(&[lower(first), place]);
    lexical(&[lower(before), w.rule]);
    lexical(&[w.rule, lower(after)]);
    lexical(&[lower(w), w.rule]);
}

/// 28 bits, the last of them free for [`LEXICAL`].
pub(crate) fn hash(template: u32, values: &[u32]) -> u32 {
    finish(seed(template), values)
}

const fn seed(template: u32) -> u64 {
    mix(template as u64 + 1)
}

fn finish(seed: u64, values: &[u32]) -> u32 {
    let hash = values.iter().fold(seed, |hash, &value| mix(hash ^ u64::from(value).wrapping_add(0x9e37_79b9)));
    (hash >> 36) as u32 & (LEXICAL - 1)
}

const fn mix(hash: u64) -> u64 {
    let hash = hash.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (hash ^ hash >> 29).wrapping_mul(0xbf58_476d_1ce4_e5b9) ^ hash >> 32
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
        let ranked = name.votes.ranked();
        let share = if ranked[0].1 > 0.9 { 2 } else { u32::from(ranked[0].1 > 0.6) };
        let sure = if name.sure > 0.9 { 2 } else { u32::from(name.sure > 0.4) };
        for i in name.segment.tokens.clone() {
            let inside = u32::from(i > name.segment.tokens.start);
            words[i].rule = 1 + (ranked[0].0 as u32 | share << 5 | sure << 7 | inside << 9);
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
