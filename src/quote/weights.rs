//! The learned judgements' weights: the bytes of `data/model/quotes.bin` in, what each feature is worth out.
//!
//! Layout, little-endian (`data/model/README.md` describes it too): magic `AHQ1`, 4 bytes; the number of bits of a feature, 4 bytes;
//! what one step of a weight is worth, a 32-bit float; 8 bytes of hash of the corpus; 8 of hash of the features of
//! a probe; then a signed byte of steps for each feature. Features are hashes: two that fall together share a weight, and most have none.

use std::fmt;

/// First bytes of every such file.
pub const MAGIC: &[u8; 4] = b"AHQ1";
/// Bits of a feature.
pub const BITS: u32 = 18;
/// Length of what stands before the weights.
pub const HEADER: usize = 28;

/// Why bytes are no weights.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WeightsError {
    /// They begin otherwise.
    Magic,
    /// They are shorter or longer than they must be.
    Length,
    /// They are for features of another size, or the worth of a step is no number.
    Content,
}

impl fmt::Display for WeightsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Magic => "not the weights of quotations in version 1: the first four bytes are not AHQ1",
            Self::Length => "weights of quotations cut short or with bytes left over",
            Self::Content => "weights of quotations damaged, or for features of another size",
        })
    }
}

impl std::error::Error for WeightsError {}

/// Weights over bytes that stay where they are.
#[derive(Clone, Copy, Debug)]
pub struct Weights<'b> {
    steps: &'b [u8],
    step: f32,
    features: u64,
}

impl<'b> Weights<'b> {
    /// Checks all that judging relies on.
    ///
    /// # Errors
    /// Where the bytes are cut short, foreign or damaged.
    pub fn from_bytes(bytes: &'b [u8]) -> Result<Self, WeightsError> {
        if bytes.get(..4) != Some(MAGIC) {
            return Err(WeightsError::Magic);
        }
        let Some((header, steps)) = bytes.split_at_checked(HEADER) else { return Err(WeightsError::Length) };
        let word = |at: usize| u32::from_le_bytes([header[at], header[at + 1], header[at + 2], header[at + 3]]);
        let step = f32::from_bits(word(8));
        if word(4) != BITS || !(step > 0.0 && step < 1.0) {
            return Err(WeightsError::Content);
        }
        if steps.len() != 1 << BITS {
            return Err(WeightsError::Length);
        }
        let features = u64::from(word(20)) | u64::from(word(24)) << 32;
        Ok(Self { steps, step, features })
    }

    /// The hash of the features that a probe had when these were trained.
    #[must_use]
    pub fn features(&self) -> u64 {
        self.features
    }

    /// What a feature is worth.
    #[must_use]
    pub fn of(&self, feature: u32) -> f32 {
        f32::from(self.steps[(feature & ((1 << BITS) - 1)) as usize].cast_signed()) * self.step
    }
}

/// Packs weights, one for each feature; the inverse of [`Weights::from_bytes`].
#[must_use]
pub fn pack(weights: &[f32], step: f32, [corpus, features]: [u64; 2]) -> Vec<u8> {
    let mut out = MAGIC.to_vec();
    out.extend(BITS.to_le_bytes());
    out.extend(step.to_le_bytes());
    out.extend(corpus.to_le_bytes());
    out.extend(features.to_le_bytes());
    out.extend(weights.iter().map(|w| ((w / step).round().clamp(-127.0, 127.0) as i8).cast_unsigned()));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_packed_is_read() {
        let mut weights = vec![0.0; 1 << BITS];
        (weights[3], weights[70_000], weights[9]) = (0.5, -1.25, 1000.0);
        let bytes = pack(&weights, 0.125, [7, 8]);
        let read = Weights::from_bytes(&bytes).unwrap();
        assert_eq!((read.of(3), read.of(70_000), read.of(4), read.of(9)), (0.5, -1.25, 0.0, 127.0 * 0.125));
        assert_eq!(read.of(3 | 1 << BITS), 0.5);
    }

    #[test]
    fn damaged_bytes_give_an_error_and_never_a_panic() {
        let bytes = pack(&vec![0.0; 1 << BITS], 0.125, [7, 8]);
        assert_eq!(Weights::from_bytes(b"PK").unwrap_err(), WeightsError::Magic);
        for cut in (0..HEADER + 4).chain([bytes.len() - 1]) {
            assert!(Weights::from_bytes(&bytes[..cut]).is_err(), "{cut}");
        }
        for at in 0..12 {
            for flip in [1, 0x80, 0xff] {
                let mut damaged = bytes.clone();
                damaged[at] ^= flip;
                if let Ok(weights) = Weights::from_bytes(&damaged) {
                    assert!((0..2000).all(|feature| weights.of(feature).is_finite()));
                }
            }
        }
    }
}
