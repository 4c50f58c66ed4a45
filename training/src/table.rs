//! Hashed features in, the rows of weights of those that occur often enough out.

use std::collections::HashMap;

/// The features that have a row of weights.
#[derive(Default)]
pub struct Table {
    /// In the order of their rows.
    pub features: Vec<u32>,
    rows: HashMap<u32, u32>,
}

impl Table {
    /// Gives those a row that occur at least `times`.
    pub fn extend(&mut self, mut met: Vec<u32>, times: usize) {
        met.sort_unstable();
        for same in met.chunk_by(|a, b| a == b) {
            if same.len() >= times && same[0] != 0 && !self.rows.contains_key(&same[0]) {
                self.rows.insert(same[0], self.features.len() as u32);
                self.features.push(same[0]);
            }
        }
    }

    /// The rows of those that have one.
    pub fn rows<'a>(&self, features: impl IntoIterator<Item = &'a u32>) -> Vec<u32> {
        features.into_iter().filter_map(|f| self.rows.get(f).copied()).collect()
    }
}
