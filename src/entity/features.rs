//! A block's reading and the names that rules see in it in, hashed features of each token out; training and running share it.
//!
//! A feature is a number of 28 bits, the hash of a template and what it holds there. Those that hold a word itself have
//! [`LEXICAL`] set, so that training can leave some of them out now and then.

use std::ops::Range;

use super::clusters;
use super::gazetteer::{self, Kinds};
use super::heard::Seen;
use super::names::{Named, read_names};
use super::reading::{Capital, Reading};
use super::shouting::soften;
use crate::text::{Sentence, Shape, Token, TokenKind};

/// Marks features that hold a word itself.
pub const LEXICAL: u32 = 1 << 27;

/// What the templates know of one token.
#[derive(Clone, Copy, Default)]
struct Word {
    written: u32,
    lower: u32,
    shape: u32,
    prefixes: [u32; 4],
    suffixes: [u32; 4],
    /// Nested clusters of 4096, 1024, 256 and 64; 0 is none.
    clusters: [u32; 4],
    /// Own case, how much it says here, and how the word is written elsewhere.
    case: u32,
    /// The kinds of the list match over the token, and its place in it.
    matched: u32,
    place: u32,
    rank: u32,
    /// The kinds of the word by itself.
    own: u32,
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
    let reading = Reading::new(&softened.text, &softened.tokens, sentences);
    let named = read_names(&reading, sentences);
    let stretches = stretches(reading.tokens);
    let mut features = vec![Vec::new(); tokens.len()];
    let seen = extract(&reading, sentences, &named, &stretches, |i, own| features[i].extend_from_slice(own));
    let stretch = |tokens: Range<usize>| Stretch {
        features: features[tokens.clone()].to_vec(),
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

/// The features of one token as the templates make them, one after another.
struct Features {
    template: usize,
    made: [u32; TEMPLATES],
}

impl Features {
    fn plain(&mut self, values: &[u32]) {
        self.template += 1;
        self.made[self.template] = finish(SEEDS[self.template], values) & (LEXICAL - 1);
    }

    fn lexical(&mut self, values: &[u32]) {
        self.plain(values);
        self.made[self.template] |= LEXICAL;
    }
}

/// Tells the features of every token in `stretches`, in the order of the tokens.
pub(crate) fn extract(
    reading: &Reading,
    sentences: &[Sentence],
    named: &[Named],
    stretches: &[Range<usize>],
    mut tell: impl FnMut(usize, &[u32]),
) -> Vec<Seen> {
    let words = read_words(reading, named, stretches);
    let runs = runs(&words);
    let mut opens = vec![0_u32; words.len()];
    for sentence in sentences {
        mark_openings(reading, sentence.tokens.clone(), &mut opens);
    }
    let none = Word { written: 1, lower: 1, shape: 1, ..Word::default() };
    let mut features = Features { template: 0, made: [0; TEMPLATES] };
    for i in stretches.iter().cloned().flatten() {
        let at = |by: isize| i.checked_add_signed(by).and_then(|k| words.get(k)).unwrap_or(&none);
        features.template = 0;
        let mut plain = |values: &[u32]| features.plain(values);
        let (w, before, after) = (at(0), at(-1), at(1));
        plain(&[]);
        for by in -(WINDOW as isize)..=WINDOW as isize {
            let near = at(by);
            plain(&[near.shape]);
            plain(&[near.clusters[1]]);
            plain(&[near.clusters[2]]);
            plain(&[near.roles]);
            plain(&[near.own]);
            plain(&[near.matched, near.place]);
            plain(&[near.rule]);
        }
        for near in [before, w, after] {
            plain(&[near.clusters[0]]);
            plain(&[near.case]);
        }
        for length in 0..4 {
            plain(&[w.prefixes[length]]);
            plain(&[w.suffixes[length]]);
        }
        plain(&[before.suffixes[2]]);
        plain(&[after.suffixes[2]]);
        plain(&[before.shape, w.shape, after.shape]);
        plain(&[before.case, w.case, after.case]);
        plain(&[w.case, opens[i]]);
        plain(&[w.shape, opens[i]]);
        plain(&[w.own, w.rank, w.place]);
        plain(&[before.own, w.own]);
        plain(&[w.own, after.own]);
        plain(&[before.matched, w.matched, after.matched]);
        plain(&[w.rule, w.case, w.matched]);
        plain(&[before.rule, w.rule]);
        plain(&[w.rule, after.rule]);
        plain(&[before.rule, w.rule, after.rule]);
        plain(&[w.rule, w.own, w.roles]);
        plain(&[w.rule, w.clusters[3]]);
        plain(&[before.clusters[3], w.clusters[3]]);
        plain(&[w.clusters[3], after.clusters[3]]);
        plain(&[before.clusters[3], w.clusters[3], after.clusters[3]]);
        plain(&[before.clusters[3], w.shape]);
        plain(&[w.shape, after.clusters[3]]);
        plain(&[before.clusters[3], w.own]);
        plain(&[w.own, after.clusters[3]]);
        plain(&[at(-2).clusters[3], before.clusters[3], w.shape]);
        plain(&[w.shape, after.clusters[3], at(2).clusters[3]]);
        // The run of capitals around the token: its ends and what stands beside it.
        let run = &runs[i];
        let (first, last) = (words.get(run.start).unwrap_or(&none), words[..run.end].last().unwrap_or(&none));
        let left = run.start.checked_sub(1).map_or(&none, |k| &words[k]);
        let right = words.get(run.end).unwrap_or(&none);
        let (length, place) = ((run.len() as u32).min(6), ((i - run.start.min(i)) as u32).min(4));
        plain(&[length, place]);
        plain(&[length, place, last.roles]);
        plain(&[last.roles, first.own]);
        plain(&[first.own, last.own, length, place]);
        plain(&[left.clusters[2], place]);
        plain(&[right.clusters[2], place]);
        plain(&[left.clusters[3], right.clusters[3], length, place]);
        plain(&[last.suffixes[2], place]);
        let mut lexical = |values: &[u32]| features.lexical(values);
        for by in -(WINDOW as isize)..=WINDOW as isize {
            lexical(&[at(by).lower]);
        }
        lexical(&[w.written]);
        lexical(&[before.lower, w.lower]);
        lexical(&[w.lower, after.lower]);
        lexical(&[before.lower, w.shape]);
        lexical(&[w.shape, after.lower]);
        lexical(&[at(-2).lower, before.lower]);
        lexical(&[after.lower, at(2).lower]);
        lexical(&[left.lower, place]);
        lexical(&[right.lower, place]);
        lexical(&[last.lower, place]);
        lexical(&[first.lower, place]);
        lexical(&[before.lower, w.rule]);
        lexical(&[w.rule, after.lower]);
        lexical(&[w.lower, w.rule]);
        tell(i, &features.made[1..=features.template]);
    }
    words.iter().map(|w| Seen { word: w.lower, case: w.case, capital: w.capital }).collect()
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

fn hash_bytes(bytes: impl IntoIterator<Item = u8>) -> u32 {
    bytes.into_iter().fold(0x811c_9dc5, |hash, b| (hash ^ u32::from(b)).wrapping_mul(0x0100_0193))
}

/// What is seen of the words in `stretches` and of those that they look at.
fn read_words(reading: &Reading, named: &[Named], stretches: &[Range<usize>]) -> Vec<Word> {
    let mut key = Vec::new();
    let mut words = vec![Word::default(); reading.tokens.len()];
    let mut next = 0;
    for stretch in stretches {
        for i in stretch.start.saturating_sub(WINDOW).max(next)..(stretch.end + WINDOW).min(words.len()) {
            words[i] = read_word(reading, i, &mut key);
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

fn read_word(reading: &Reading, i: usize, key: &mut Vec<u8>) -> Word {
    let (token, text) = (&reading.tokens[i], reading.word(i));
    let glued = u32::from(token.glued) << 4;
    let kind = token.kind as u32;
    if token.kind != TokenKind::Word {
        let number = token.kind == TokenKind::Number;
        let digits = text.bytes().map(|b| if b.is_ascii_digit() { b'0' } else { b });
        let written = if number { hash_bytes(digits) } else { hash_bytes(text.bytes().take(24)) };
        let shape = (kind << 8 | glued | (text.len() as u32).min(5)) + 100;
        let clusters = clusters::of(text, key);
        return Word { written, lower: written, shape, case: kind + 50, clusters, ..Word::default() };
    }
    key.clear();
    gazetteer::fold_into(text, key);
    let written = hash_bytes(key.iter().copied());
    let lower = hash_bytes(key.iter().map(u8::to_ascii_lowercase));
    let affix = |range: Range<usize>| key.get(range).map_or(2, |part| hash_bytes(part.iter().copied()));
    let length = key.len();
    let mut word = Word { written, lower, capital: token.is_capitalized(), ..Word::default() };
    for k in 0..4 {
        word.prefixes[k] = affix(0..k + 1);
        word.suffixes[k] = length.checked_sub(k + 1).map_or(2, |from| affix(from..length));
    }
    word.shape = token.shape as u32 | glued | (length as u32).min(4) << 5 | shape_bits(key) << 8;
    let share = gazetteer::capital_share(text).map_or(8, u32::from);
    let says = match reading.capital(i) {
        Capital::No => 0,
        Capital::Weak => 1,
        Capital::Strong => 2,
    };
    word.case = 1 + (share | says << 4 | (token.shape as u32) << 6);
    word.clusters = clusters::of(text, key);
    word.roles = reading.roles[i].bits();
    if word.capital {
        let known = gazetteer::lookup(text).or_else(|| {
            (token.shape == Shape::Upper && text.len() > 3).then(|| gazetteer::lookup(&gazetteer::title_case(text)))?
        });
        word.own = known.map_or(1, |e| u32::from(e.kinds.0 & !Kinds::PERSON.0) + 2);
    }
    word
}

/// Whether there are periods, apostrophes and digits inside, and lower case after an inner capital.
fn shape_bits(key: &[u8]) -> u32 {
    let has = |test: fn(&u8) -> bool| u32::from(key.iter().any(test));
    let inner = u32::from(key.windows(2).any(|w| w[0].is_ascii_lowercase() && w[1].is_ascii_uppercase()));
    has(|b| *b == b'.') | has(|b| *b == b'\'') << 1 | has(u8::is_ascii_digit) << 2 | inner << 3
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
