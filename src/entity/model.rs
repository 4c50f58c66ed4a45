//! The trained tagger's weights: the bytes of `data/model/tagger.bin` in, what each feature says for each label out.
//!
//! Layout, little-endian (`data/model/README.md` describes it too):
//!
//! | offset | bytes | what |
//! |---|---|---|
//! | 0 | 4 | magic, `AHC1` |
//! | 4 | 4 | number of features, n |
//! | 8 | 4 | length of the key section, k |
//! | 12 | 4 | what one step of a weight is worth, a 32-bit float |
//! | 16 | 8 | hash of what it was trained on: the corpora, and the features of another text |
//! | 24 | 225 | steps for each label (row) after each label (column) |
//! | 249 | k | features in rising order, each the difference from the one before in groups of seven bits, low first |
//! | 249+k | 2n | for each feature the labels that it has a weight for, a bit each; first all low bytes, then all high ones |
//! | 249+k+2n | rest | these weights in steps, a signed byte each |

use std::fmt;

use super::decode::Scores;

/// First bytes of every model.
pub const MAGIC: &[u8; 4] = b"AHC1";
/// Labels: outside, then the first word and further words of each of [`CLASSES`].
pub const LABELS: usize = 1 + 2 * CLASSES.len();
/// How many scores are added up at once, in whole vectors: those of the labels, and beyond them what is none.
pub const WIDTH: usize = 16;
/// Length of what stands before the features.
pub const HEADER: usize = 24 + LABELS * LABELS;

/// What features say for the labels together, in steps of the weights. Two hundred and fifty features may be added up before a
/// sum could be cut; a token has fewer than half as many.
pub type Sums = [i16; WIDTH];

/// What the tagger tells apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// People.
    Person,
    /// Bodies of all kinds.
    Organization,
    /// Places, political or natural.
    Location,
    /// Peoples, faiths, parties' members, languages.
    Norp,
    /// Events, works, laws.
    Misc,
    /// Buildings and sites.
    Facility,
    /// Products.
    Product,
}

/// The classes in the order of their labels.
pub const CLASSES: [Class; 7] =
    [Class::Person, Class::Organization, Class::Location, Class::Norp, Class::Misc, Class::Facility, Class::Product];

/// The label of the first word of class number `class`.
#[must_use]
pub const fn begins(class: usize) -> usize {
    1 + 2 * class
}

/// The label of its further words.
#[must_use]
pub const fn inside(class: usize) -> usize {
    2 + 2 * class
}

/// Whether `next` may follow `label`, or open a text where `label` is none: a further word only follows its own class.
#[must_use]
pub const fn may_follow(label: Option<usize>, next: usize) -> bool {
    next == 0 || next % 2 == 1 || matches!(label, Some(label) if label == next || label + 1 == next)
}

/// Why bytes are no model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ModelError {
    /// They begin otherwise.
    Magic,
    /// They are shorter or longer than they say.
    Length,
    /// A feature is out of order, or the worth of a step is no number.
    Content,
}

impl fmt::Display for ModelError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Magic => "not a tagger's model of version 1: the first four bytes are not AHC1",
            Self::Length => "tagger's model cut short or with bytes left over",
            Self::Content => "tagger's model damaged: a feature is out of order",
        })
    }
}

impl std::error::Error for ModelError {}

/// One feature's weights in steps, for each label, side by side with the feature itself: most features asked for are in the
/// model, and to find one touches a single line of the cache. The last byte fills the row up to a vector's width.
#[derive(Clone, Copy, Debug, Default)]
struct Slot {
    feature: u32,
    steps: [i8; WIDTH],
}

/// How many features are looked for at once.
const AT_ONCE: usize = 32;

/// A model: a table that finds a feature's weights at once.
#[derive(Debug)]
pub struct Model {
    slots: Vec<Slot>,
    step: f32,
    /// Hash of what it was trained on.
    pub fingerprint: u64,
    /// For each label (row) after each label (column).
    pub transitions: [[f32; LABELS]; LABELS],
}

impl Model {
    /// Checks every byte that tagging will rely on.
    ///
    /// # Errors
    /// Where the bytes are cut short, foreign or damaged.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ModelError> {
        if bytes.get(..4) != Some(MAGIC) {
            return Err(ModelError::Magic);
        }
        if bytes.len() < HEADER {
            return Err(ModelError::Length);
        }
        let word = |at: usize| u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]);
        let (count, key_bytes, step) = (word(4) as usize, word(8) as usize, f32::from_bits(word(12)));
        if !(step > 0.0 && step < 1.0) {
            return Err(ModelError::Content);
        }
        let masks_at = HEADER.checked_add(key_bytes).ok_or(ModelError::Length)?;
        let weights_at = count.checked_mul(2).and_then(|m| m.checked_add(masks_at)).ok_or(ModelError::Length)?;
        if weights_at > bytes.len() || count > key_bytes {
            return Err(ModelError::Length);
        }
        let (keys, masks, weights) = (&bytes[HEADER..masks_at], &bytes[masks_at..weights_at], &bytes[weights_at..]);
        let mut transitions = [[0.0; LABELS]; LABELS];
        for (row, steps) in transitions.iter_mut().zip(bytes[24..HEADER].chunks_exact(LABELS)) {
            for (weight, &s) in row.iter_mut().zip(steps) {
                *weight = f32::from(s.cast_signed()) * step;
            }
        }
        let fingerprint = u64::from(word(16)) | u64::from(word(20)) << 32;
        let mut model = Self { slots: Vec::new(), step, fingerprint, transitions };
        model.fill(keys, masks, weights, count)?;
        Ok(model)
    }

    fn fill(&mut self, keys: &[u8], masks: &[u8], weights: &[u8], count: usize) -> Result<(), ModelError> {
        self.slots = vec![Slot::default(); (2 * count + 2).next_power_of_two()];
        let (mut keys, mut weights, mut feature) = (keys.iter(), weights.iter(), 0_u32);
        for i in 0..count {
            let mut difference = 0_u32;
            for shift in (0..).step_by(7) {
                let &byte = keys.next().ok_or(ModelError::Length)?;
                if shift > 21 {
                    return Err(ModelError::Content);
                }
                difference |= u32::from(byte & 127) << shift;
                if byte < 128 {
                    break;
                }
            }
            feature = feature.checked_add(difference).filter(|_| difference > 0).ok_or(ModelError::Content)?;
            let labels = u16::from_le_bytes([masks[i], masks[count + i]]);
            let mut steps = [0; WIDTH];
            let mut rest = labels;
            while rest != 0 {
                steps[rest.trailing_zeros() as usize] = weights.next().ok_or(ModelError::Length)?.cast_signed();
                rest &= rest - 1;
            }
            steps[LABELS..].fill(0);
            let mut slot = self.home(feature);
            while self.slots[slot].feature != 0 {
                slot = (slot + 1) % self.slots.len();
            }
            self.slots[slot] = Slot { feature, steps };
        }
        let fits = keys.next().is_none() && weights.next().is_none();
        if fits { Ok(()) } else { Err(ModelError::Length) }
    }

    fn home(&self, feature: u32) -> usize {
        feature as usize & (self.slots.len() - 1)
    }

    /// Adds what each of `features` says to the sums of the labels: steps, so that their order does not matter.
    pub fn add(&self, features: &[u32], sums: &mut Sums) {
        let mut all = *sums;
        for features in features.chunks(AT_ONCE) {
            // Far memory is slow to answer: all are asked for before the first is waited for.
            let mut found = [0; AT_ONCE];
            found.iter_mut().zip(features).for_each(|(f, &feature)| *f = self.slots[self.home(feature)].feature);
            for (&feature, &found) in features.iter().zip(&found) {
                let mut at = self.home(feature);
                // No feature is 0; an empty slot adds nothing.
                let ends = |found: u32| found == feature || found == 0;
                if !ends(found) {
                    at = (at + 1) & (self.slots.len() - 1);
                    while !ends(self.slots[at].feature) {
                        at = (at + 1) & (self.slots.len() - 1);
                    }
                }
                all.iter_mut().zip(&self.slots[at].steps).for_each(|(sum, &s)| *sum = sum.saturating_add(s.into()));
            }
        }
        *sums = all;
    }

    /// What the sums are worth.
    #[must_use]
    pub fn scores(&self, sums: &Sums) -> Scores {
        std::array::from_fn(|label| f32::from(sums[label]) * self.step)
    }
}

/// Packs features with their weights; the inverse of [`Model::from_bytes`]. Weights that are no step are left out.
#[must_use]
pub fn pack(
    features: &mut [(u32, [f32; LABELS])],
    transitions: &[[f32; LABELS]; LABELS],
    step: f32,
    fingerprint: u64,
) -> Vec<u8> {
    let steps = |weight: f32| (weight / step).round().clamp(-127.0, 127.0) as i8;
    features.sort_unstable_by_key(|f| f.0);
    let (mut keys, mut low, mut high, mut weights) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let mut before = 0;
    for (feature, all) in features.iter() {
        let mut labels = 0_u16;
        for (label, &weight) in all.iter().enumerate() {
            let s = steps(weight);
            if s != 0 {
                labels |= 1 << label;
                weights.push(s.cast_unsigned());
            }
        }
        if labels == 0 || *feature == 0 {
            continue;
        }
        let mut difference = feature - before;
        before = *feature;
        while difference > 127 {
            keys.push(difference as u8 | 128);
            difference >>= 7;
        }
        keys.push(difference as u8);
        let [l, h] = labels.to_le_bytes();
        low.push(l);
        high.push(h);
    }
    let mut out = MAGIC.to_vec();
    out.extend((low.len() as u32).to_le_bytes());
    out.extend((keys.len() as u32).to_le_bytes());
    out.extend(step.to_le_bytes());
    out.extend(fingerprint.to_le_bytes());
    out.extend(transitions.iter().flatten().map(|&w| steps(w).cast_unsigned()));
    for part in [keys, low, high, weights] {
        out.extend(part);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Vec<u8> {
        let mut features: Vec<(u32, [f32; LABELS])> = (1..200_u32)
            .map(|i| {
                let mut weights = [0.0; LABELS];
                weights[i as usize % LABELS] = 0.5;
                weights[(i * i) as usize % LABELS] = -1.0;
                (i * i * 5, weights)
            })
            .collect();
        pack(&mut features, &[[0.25; LABELS]; LABELS], 0.125, 7)
    }

    #[test]
    fn what_was_packed_is_read() {
        let bytes = sample();
        let model = Model::from_bytes(&bytes).unwrap();
        let mut sums = Sums::default();
        model.add(&[7 * 7 * 5], &mut sums);
        let scores = model.scores(&sums);
        assert_eq!((scores[7], scores[4], scores[0]), (0.5, -1.0, 0.0));
        assert_eq!(model.transitions[3][2], 0.25);
        model.add(&[6], &mut sums);
        assert_eq!(model.scores(&sums)[7], 0.5);
        model.add(&[7 * 7 * 5; 1 << 15], &mut sums);
        assert_eq!(sums[4], i16::MIN);
    }

    #[test]
    fn damaged_bytes_give_an_error_and_never_a_panic() {
        let bytes = sample();
        assert_eq!(Model::from_bytes(b"PK").unwrap_err(), ModelError::Magic);
        for cut in 0..bytes.len() {
            assert!(Model::from_bytes(&bytes[..cut]).is_err(), "{cut}");
        }
        for at in 0..bytes.len() {
            for flip in [1, 0x80, 0xff] {
                let mut damaged = bytes.clone();
                damaged[at] ^= flip;
                if let Ok(model) = Model::from_bytes(&damaged) {
                    (1..2000).for_each(|feature| model.add(&[feature], &mut Sums::default()));
                }
            }
        }
    }
}
