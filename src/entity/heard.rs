//! What an article says of a word elsewhere: first guesses at every word in, hashed features of the second guess out.
//!
//! A word that is a person's name in one paragraph is mostly one in the next. The tagger guesses twice: first by what
//! stands in the block alone, then with the first guesses at the same words, and pairs of words, in the whole article.

use rustc_hash::FxHashMap;

use super::decode::Scores;
use super::model::{CLASSES, LABELS, begins, inside};
use super::templates::hash;

/// First template number of these features; those of [`super::templates`] lie below.
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

    /// What the rest of the article says of each word of a stretch that was taken in, and of the pair that ends in it;
    /// nothing where the text is too short.
    #[must_use]
    pub fn listen(&self, words: &[Seen], guess: &[Scores]) -> Vec<[Said; 2]> {
        if self.stretches < ARTICLE {
            return Vec::new();
        }
        let said = |(i, own)| {
            let likeliest = best(&collapse(own).0) as u8 + 1;
            [self.said(single(words, i), own, likeliest), self.said(pair(words, i), own, likeliest)]
        };
        guess.iter().enumerate().map(said).collect()
    }

    /// What is said of `key` elsewhere than in the guess `own`, of which this is the likeliest class.
    fn said(&self, key: Option<u64>, own: &Scores, likeliest: u8) -> Said {
        let mut said = Said { top: u8::from(key.is_some()), guess: likeliest, ..Said::default() };
        said.code = u16::from(said.top) << 6;
        let Some(sum) = key.and_then(|k| self.words.get(&k)) else { return said };
        let times = sum.times - 1.0;
        if times < 0.5 {
            return said;
        }
        let mut labels = sum.labels;
        labels.iter_mut().zip(own).for_each(|(label, own)| {
            let share = (*label - own) / times;
            *label = if share > 0.0 { share } else { 0.0 };
        });
        let (classes, further) = collapse(&labels);
        let first = best(&classes);
        let mut rest = classes;
        rest[first] = 0.0;
        let second = best(&rest);
        let share = classes[first];
        let goes_on = further[first] > 0.5 * share;
        said.heard = true;
        said.top = 2 + ((first as u8) << 2 | u8::from(goes_on) << 1 | u8::from(share > 0.8));
        said.often = (times as u8).min(4);
        said.code = u16::from(said.top) << 6 | ((share * 8.0) as u16) << 3 | u16::from(said.often.min(3));
        said.second = if rest[second] > 0.15 { second as u8 + 1 } else { 0 };
        said.shares = std::array::from_fn(|c| (classes[c] * 5.0 + 0.4) as u8);
        said
    }
}

/// What is said of a word or pair, in steps: a stretch of which the same is said gives the same names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Said {
    heard: bool,
    /// Whether it has a capital; where it was heard, its class (0 is no name), whether mostly as a further word, and whether surely.
    top: u8,
    /// That, how sure it is, and how often it was heard.
    code: u16,
    often: u8,
    second: u8,
    guess: u8,
    shares: [u8; CLASSES.len() + 1],
}

/// Tells the features of a stretch by what was heard of it, in the order of its tokens.
pub fn tell(words: &[Seen], said: &[[Said; 2]], mut tell: impl FnMut(usize, &[u32])) {
    // What is said beyond the ends.
    let none = [Said::default(); 2];
    let at = |i: Option<usize>| i.and_then(|i| said.get(i)).unwrap_or(&none);
    let mut features = Vec::with_capacity(32);
    for (i, [own, ends]) in said.iter().enumerate() {
        if !words[i].capital && !ends.heard {
            continue;
        }
        features.clear();
        let mut template = TEMPLATES;
        let mut feature = |values: &[u32]| {
            template += 1;
            features.push(hash(template, values));
        };
        let ([before, _], [after, begins]) = (at(i.checked_sub(1)), at(Some(i + 1)));
        let top = |said: &Said| u32::from(said.top);
        feature(&[own.code.into()]);
        feature(&[top(own), own.often.into()]);
        feature(&[top(own), words[i].case]);
        feature(&[top(before), top(own)]);
        feature(&[top(own), top(after)]);
        feature(&[top(before), top(own), top(after)]);
        feature(&[top(own), own.second.into()]);
        feature(&[ends.code.into()]);
        feature(&[begins.code.into()]);
        feature(&[top(ends), top(own)]);
        feature(&[top(own), own.guess.into()]);
        for (class, &share) in own.shares.iter().enumerate() {
            if share > 0 {
                feature(&[class as u32, share.into()]);
            } else {
                feature(&[99]);
            }
        }
        tell(i, &features);
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
