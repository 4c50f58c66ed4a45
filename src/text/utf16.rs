//! Byte offsets to UTF-16 offsets, through a sparse table of the non-ASCII characters.

/// Converts offsets of one text.
#[derive(Debug)]
pub struct Utf16Map {
    /// For each non-ASCII character: the byte after it, and how many bytes more than code units the text holds up to there.
    surplus: Vec<(usize, usize)>,
}

/// How many bytes are looked at at once; most are all ASCII.
const CHUNK: usize = 32;

impl Utf16Map {
    /// Reads the text once.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut surplus = Vec::new();
        let mut sum = 0;
        for (k, chunk) in text.as_bytes().chunks(CHUNK).enumerate().filter(|(_, chunk)| !chunk.is_ascii()) {
            for (at, &byte) in chunk.iter().enumerate() {
                // The first byte of a character tells its length; those of four bytes are two code units.
                let length = match byte {
                    0xc0..0xe0 => 2,
                    0xe0..0xf0 => 3,
                    0xf0.. => 4,
                    _ => continue,
                };
                sum += if length == 4 { 2 } else { length - 1 };
                surplus.push((k * CHUNK + at + length, sum));
            }
        }
        Self { surplus }
    }

    /// The UTF-16 offset of a byte offset that lies on a character boundary.
    #[must_use]
    pub fn offset(&self, byte: usize) -> usize {
        match self.surplus.partition_point(|&(after, _)| after <= byte) {
            0 => byte,
            n => byte - self.surplus[n - 1].1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Utf16Map;

    #[test]
    fn every_boundary_agrees_with_the_standard_library() {
        for text in ["", "plain", "naïve café", "“quoted” – 🙂🙂 x", "مرحبا", "a\u{10ffff}b"] {
            let map = Utf16Map::new(text);
            for (byte, _) in text.char_indices().chain([(text.len(), ' ')]) {
                assert_eq!(map.offset(byte), text[..byte].encode_utf16().count(), "{text:?} at {byte}");
            }
        }
    }
}
