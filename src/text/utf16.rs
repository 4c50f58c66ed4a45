//! Byte offsets to UTF-16 offsets, through a sparse table of the non-ASCII characters.

/// Converts offsets of one text.
#[derive(Debug)]
pub struct Utf16Map {
    /// For each non-ASCII character: the byte after it, and how many bytes more than code units the text holds up to there.
    surplus: Vec<(usize, usize)>,
}

impl Utf16Map {
    /// Reads the text once.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut surplus = Vec::new();
        if text.is_ascii() {
            return Self { surplus };
        }
        let mut sum = 0;
        for (at, c) in text.char_indices().filter(|(_, c)| !c.is_ascii()) {
            sum += c.len_utf8() - c.len_utf16();
            surplus.push((at + c.len_utf8(), sum));
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
