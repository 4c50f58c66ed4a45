//! Word clusters: a word in, the nested groups of words that are used like it out.
//!
//! `training` writes `data/model/clusters.bin`; this file alone embeds it. The table's note holds, for each of the 4096
//! finest clusters, the three coarser ones it lies in.

use std::sync::LazyLock;

use super::gazetteer::fold_into;
use super::table::Table;

/// Columns of `clusters.bin`: the high and the low byte of the finest cluster.
pub const CLUSTER_COLUMNS: usize = 2;
/// How many finest clusters there are.
pub const CLUSTERS: usize = 4096;
/// Bytes of the note for each: of 64, of 256, and of 1024 in two.
pub const NOTE_BYTES: usize = 4;

static TABLE: LazyLock<Table<'static>> = LazyLock::new(|| {
    let table = Table::from_bytes(include_bytes!("../../data/model/clusters.bin"))
        .expect("data/model is written by `training` and checked by a test");
    assert!(
        table.columns() == CLUSTER_COLUMNS && table.note().len() == CLUSTERS * NOTE_BYTES,
        "clusters.bin is another"
    );
    table
});

/// The clusters of 4096, 1024, 256 and 64 that a word lies in, each from 1; zeros where it is not known.
#[must_use]
pub fn of(word: &str, key: &mut Vec<u8>) -> [u32; 4] {
    key.clear();
    fold_into(word, key);
    for byte in key.iter_mut().filter(|b| b.is_ascii_digit()) {
        *byte = b'0';
    }
    let row = TABLE.find(key).or_else(|| {
        if !key.iter().any(u8::is_ascii_uppercase) {
            key.first_mut()?.make_ascii_uppercase();
            return TABLE.find(key);
        }
        let inner = key[1..].iter().any(u8::is_ascii_uppercase);
        key.make_ascii_lowercase();
        TABLE.find(key).or_else(|| {
            key.first_mut().filter(|_| inner)?.make_ascii_uppercase();
            TABLE.find(key)
        })
    });
    let Some(row) = row else { return [0; 4] };
    let id = (usize::from(TABLE.value(row, 0)) << 8 | usize::from(TABLE.value(row, 1))) % CLUSTERS;
    let note = &TABLE.note()[id * NOTE_BYTES..(id + 1) * NOTE_BYTES];
    let n1024 = u32::from(u16::from_le_bytes([note[2], note[3]]));
    [id as u32 + 1, n1024 + 1, u32::from(note[1]) + 1, u32::from(note[0]) + 1]
}

/// Whether a word is known as it is written.
#[must_use]
pub fn is_known(word: &str) -> bool {
    let mut key = Vec::new();
    fold_into(word, &mut key);
    TABLE.find(&key).is_some()
}

#[cfg(test)]
mod tests {
    #[test]
    fn words_used_alike_lie_together() {
        let mut key = Vec::new();
        let mut of = |word| super::of(word, &mut key);
        assert_eq!(of("Paris")[3], of("Berlin")[3]);
        assert_ne!(of("Paris")[3], of("Tuesday")[3]);
        assert_eq!(of("qqzzv"), [0; 4]);
    }
}
