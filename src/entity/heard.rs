//! What an article says of a word elsewhere: first guesses at every word in, hashed features of the second guess out.
//!
//! A word that is a person's name in one paragraph is mostly one in the next. The tagger guesses twice: first by what
//! stands in the block alone, then with the first guesses at the same words, and pairs of words, in the whole article.

use rustc_hash::FxHashMap;

use super::decode::Scores;
use super::features::hash;
use super::model::{CLASSES, LABELS, begins, inside};

/// First template number of these features; those of [`super::features`] lie below.
const TEMPLATES: u32 = 1 << 10;

/// Texts of fewer stretches are too short to say anything of a word elsewhere, not even that it stands there once only.
const ARTICLE: usize = 10;

/// A word of a stretch as the rest of the article knows it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Seen {
    /// Hash of the word in lower case.
    pub word: u32,
    /// What its case says, as the features have it.
    pub case: u32,
    /// Whether it has a capital: only those speak and are spoken of.
    pub capital: bool,
}

/// Sums of the first guesses at one word: the probabilities of its labels, and how often it was met.
#[derive(Clone, Copy, Default)]
struct Sum {
    labels: Scores,
    times: f32,
}

/// The first guesses at the words of an article.
#[derive(Default)]
pub struct Heard {
    words: FxHashMap<u64, Sum>,
    stretches: usize,
}

impl Heard {
    /// Takes in the first guess at a stretch.
    pub fn add(&mut self, words: &[Seen], guess: &[Scores]) {
        self.stretches += 1;
        for (i, labels) in guess.iter().enumerate() {
            for key in [single(words, i), pair(words, i)].into_iter().flatten() {
                let sum = self.words.entry(key).or_default();
                sum.labels.iter_mut().zip(labels).for_each(|(all, own)| *all += own);
                sum.times += 1.0;
            }
        }
    }

    /// What the rest of the article says of each word of a stretch that was taken in, as features.
    pub fn tell(&self, words: &[Seen], guess: &[Scores], mut tell: impl FnMut(usize, u32)) {
        if self.stretches < ARTICLE {
            return;
        }
        let said: Vec<Said> = (0..words.len()).map(|i| self.said(single(words, i), &guess[i])).collect();
        let pairs: Vec<Said> = (0..words.len()).map(|i| self.said(pair(words, i), &guess[i])).collect();
        // What is said of the first word of the pair that begins here.
        let none = Said::default();
        for i in 0..words.len() {
            if !words[i].capital && !pairs[i].heard {
                continue;
            }
            let mut template = TEMPLATES;
            let mut feature = |values: &[u32]| {
                template += 1;
                tell(i, hash(template, values));
            };
            let own = &said[i];
            let before = i.checked_sub(1).map_or(&none, |k| &said[k]);
            let after = said.get(i + 1).unwrap_or(&none);
            feature(&[own.code()]);
            feature(&[own.top(), own.often]);
            feature(&[own.top(), words[i].case]);
            feature(&[before.top(), own.top()]);
            feature(&[own.top(), after.top()]);
            feature(&[before.top(), own.top(), after.top()]);
            feature(&[own.top(), own.second]);
            feature(&[pairs[i].code()]);
            feature(&[pairs.get(i + 1).unwrap_or(&none).code()]);
            feature(&[pairs[i].top(), own.top()]);
            feature(&[own.top(), own.guess]);
            for class in 0..=CLASSES.len() {
                if own.shares[class] > 0 {
                    feature(&[class as u32, own.shares[class]]);
                } else {
                    feature(&[99]);
                }
            }
        }
    }

    /// What is said of `key` elsewhere than in the guess `own`.
    fn said(&self, key: Option<u64>, own: &Scores) -> Said {
        let mut said = Said { capital: key.is_some(), ..Said::default() };
        let (guess, _) = collapse(own);
        said.guess = best(&guess) as u32 + 1;
        let Some(sum) = key.and_then(|k| self.words.get(&k)) else { return said };
        let times = sum.times - 1.0;
        if times < 0.5 {
            return said;
        }
        let labels: Scores = std::array::from_fn(|l| (sum.labels[l] - own[l]).max(0.0) / times);
        let (classes, further) = collapse(&labels);
        let first = best(&classes);
        let mut rest = classes;
        rest[first] = 0.0;
        let second = best(&rest);
        said.heard = true;
        said.class = first as u32;
        said.share = classes[first];
        said.further = further[first] > 0.5 * classes[first];
        said.often = (times as u32).min(4);
        said.second = if rest[second] > 0.15 { second as u32 + 1 } else { 0 };
        said.shares = std::array::from_fn(|c| (classes[c] * 5.0 + 0.4) as u32);
        said
    }
}

/// What is said of a word.
#[derive(Clone, Copy, Default)]
struct Said {
    capital: bool,
    heard: bool,
    /// 0 is no name.
    class: u32,
    share: f32,
    further: bool,
    often: u32,
    second: u32,
    guess: u32,
    shares: [u32; CLASSES.len() + 1],
}

impl Said {
    fn top(&self) -> u32 {
        if !self.heard {
            return u32::from(self.capital);
        }
        let sure = u32::from(self.share > 0.8);
        2 + (self.class << 2 | u32::from(self.further) << 1 | sure)
    }

    fn code(&self) -> u32 {
        let share = (self.share * 8.0) as u32;
        self.top() << 6 | share << 3 | self.often.min(3)
    }
}

fn best(shares: &[f32; CLASSES.len() + 1]) -> usize {
    (1..shares.len()).fold(0, |best, c| if shares[c] > shares[best] { c } else { best })
}

/// The probability of each class, no name first, and how much of it is for further words.
fn collapse(labels: &Scores) -> ([f32; CLASSES.len() + 1], [f32; CLASSES.len() + 1]) {
    let (mut all, mut further) = ([0.0; CLASSES.len() + 1], [0.0; CLASSES.len() + 1]);
    all[0] = labels[0];
    for class in 0..CLASSES.len() {
        further[class + 1] = labels[inside(class)];
        all[class + 1] = labels[begins(class)] + labels[inside(class)];
    }
    debug_assert!(LABELS == 2 * CLASSES.len() + 1);
    (all, further)
}

fn single(words: &[Seen], i: usize) -> Option<u64> {
    words[i].capital.then(|| u64::from(words[i].word))
}

/// The pair that ends in word `i`, told apart from single words.
fn pair(words: &[Seen], i: usize) -> Option<u64> {
    let before = words.get(i.checked_sub(1)?)?;
    let some = before.capital || words[i].capital;
    some.then(|| u64::from(before.word) << 32 ^ u64::from(words[i].word).wrapping_mul(0x9e37_79b9) | 1 << 63)
}
