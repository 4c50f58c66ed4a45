//! A packed table of ASCII keys with columns of bytes, read in place: bytes in, [`Table`] with lookups out.
//!
//! Layout, little-endian (`data/model/README.md` describes it too):
//!
//! | offset | bytes | what |
//! |---|---|---|
//! | 0 | 4 | magic, `AHT1` |
//! | 4 | 4 | number of keys, n |
//! | 8 | 4 | length of the key section, k |
//! | 12 | 2 | number of columns, c, one byte a key each |
//! | 14 | 2 | length of the note, m |
//! | 16 | 8 | FNV-1a hash of the inputs that the table was packed from |
//! | 24 | m | note: free bytes, for the table's user |
//! | 24+m | k | keys in rising order: length shared with the key before, length of the rest, the rest; every 16th shares nothing |
//! | 24+m+k | c·n | the columns one after another |

use std::fmt;

/// Every so many keys one is written whole, so that a search can start there.
pub const STRIDE: usize = 16;
/// First bytes of every table.
pub const MAGIC: &[u8; 4] = b"AHT1";
/// Length of the fixed part before the note.
pub const HEADER: usize = 24;
/// The longest key in bytes.
pub const MAX_KEY: usize = 255;

/// Why bytes are no table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableError {
    /// They begin otherwise.
    Magic,
    /// They are shorter or longer than their header says.
    Length,
    /// The key with this number is out of order or malformed.
    Key(usize),
    /// A column or note has another shape than its user expects.
    Columns,
}

impl fmt::Display for TableError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Magic => write!(f, "not a packed table of version 1: the first four bytes are not AHT1"),
            Self::Length => write!(f, "packed table cut short or with bytes left over"),
            Self::Key(i) => write!(f, "packed table: key {i} is malformed or out of order"),
            Self::Columns => write!(f, "packed table with other columns than expected"),
        }
    }
}

impl std::error::Error for TableError {}

/// A table over bytes that stay where they are; beside them stand the places of the whole keys, and an index of all.
#[derive(Debug)]
pub struct Table<'b> {
    keys: &'b [u8],
    columns: &'b [u8],
    note: &'b [u8],
    len: usize,
    /// Where every whole key begins, behind its [`prefix`].
    heads: Vec<(u64, u32)>,
    index: Index,
}

impl<'b> Table<'b> {
    /// Checks every byte that a lookup will rely on.
    ///
    /// # Errors
    /// Where the bytes are cut short, foreign or damaged.
    pub fn from_bytes(bytes: &'b [u8]) -> Result<Self, TableError> {
        if bytes.get(..4) != Some(MAGIC) {
            return Err(TableError::Magic);
        }
        if bytes.len() < HEADER {
            return Err(TableError::Length);
        }
        let u16_at = |at: usize| usize::from(u16::from_le_bytes([bytes[at], bytes[at + 1]]));
        let u32_at = |at: usize| u16_at(at) | u16_at(at + 2) << 16;
        let (len, key_bytes, columns, note) = (u32_at(4), u32_at(8), u16_at(12), u16_at(14));
        let size = len.checked_mul(columns).and_then(|c| c.checked_add(HEADER + note)?.checked_add(key_bytes));
        if size != Some(bytes.len()) {
            return Err(TableError::Length);
        }
        let (note, rest) = bytes[HEADER..].split_at(note);
        let (keys, columns) = rest.split_at(key_bytes);
        let (heads, index) = check_keys(keys, len)?;
        Ok(Self { keys, columns, note, len, heads, index })
    }

    /// The number of keys.
    #[must_use]
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there is no key.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The bytes that its user put beside the keys.
    #[must_use]
    pub fn note(&self) -> &'b [u8] {
        self.note
    }

    /// The number of columns.
    #[must_use]
    pub fn columns(&self) -> usize {
        self.columns.len().checked_div(self.len).unwrap_or(0)
    }

    /// The byte of column `column` for key `row`.
    #[must_use]
    pub fn value(&self, row: usize, column: usize) -> u8 {
        self.columns[column * self.len + row]
    }

    /// The row of exactly this key.
    #[must_use]
    pub fn find(&self, key: &[u8]) -> Option<usize> {
        self.index.rows(key).find(|&row| self.is_at(row, key))
    }

    /// Whether the key of `row` is `key`.
    fn is_at(&self, row: usize, key: &[u8]) -> bool {
        let Some(&(_, start)) = self.heads.get(row / STRIDE) else { return false };
        let mut at = start as usize;
        // How much of `key` the keys on the way agree with; one that shares more than that with the key before agrees no further.
        let (mut agreed, mut length) = (0, 0);
        for _ in 0..=row % STRIDE {
            let (shared, rest) = (usize::from(self.keys[at]), usize::from(self.keys[at + 1]));
            if shared <= agreed {
                let suffix = &self.keys[at + 2..at + 2 + rest];
                agreed = shared + suffix.iter().zip(&key[shared..]).take_while(|(a, b)| a == b).count();
            }
            length = shared + rest;
            at += 2 + rest;
        }
        agreed == key.len() && length == key.len()
    }

    /// The first row whose key is not less than `key`, and how far that key agrees with it.
    #[must_use]
    pub fn seek(&self, key: &[u8]) -> (usize, Found) {
        // The last head that is not greater; before the first head nothing can match but the first key itself.
        let first = prefix(key);
        let not_greater = |&(head, at): &(u64, u32)| head < first || head == first && self.head(at) <= key;
        let head = self.heads.partition_point(not_greater).saturating_sub(1);
        let Some(&(_, start)) = self.heads.get(head) else { return (0, Found::No) };
        let mut at = start as usize;
        let mut row = head * STRIDE;
        // How much of `key` the key before agreed with; a key that shares less with it is already greater.
        let mut agreed = 0;
        while row < self.len {
            let (shared, rest) = (usize::from(self.keys[at]), usize::from(self.keys[at + 1]));
            let suffix = &self.keys[at + 2..at + 2 + rest];
            at += 2 + rest;
            if shared < agreed && !row.is_multiple_of(STRIDE) {
                return (row, Found::No);
            }
            if row.is_multiple_of(STRIDE) {
                agreed = 0;
            }
            if shared == agreed || row.is_multiple_of(STRIDE) {
                let more = suffix.iter().zip(&key[agreed..]).take_while(|(a, b)| a == b).count();
                agreed += more;
                if agreed == key.len() {
                    return (row, if more == rest { Found::Exact } else { Found::Prefix });
                }
                if more < rest && suffix[more] > key[agreed] {
                    return (row, Found::No);
                }
            }
            row += 1;
        }
        (row, Found::No)
    }

    /// All keys in order; for checks and listings.
    pub fn keys(&self) -> impl Iterator<Item = String> {
        let mut at = 0;
        let mut key = Vec::new();
        (0..self.len).map(move |_| {
            let (shared, rest) = (usize::from(self.keys[at]), usize::from(self.keys[at + 1]));
            key.truncate(shared);
            key.extend_from_slice(&self.keys[at + 2..at + 2 + rest]);
            at += 2 + rest;
            String::from_utf8_lossy(&key).into_owned()
        })
    }

    fn head(&self, at: u32) -> &[u8] {
        let at = at as usize;
        &self.keys[at + 2..at + 2 + usize::from(self.keys[at + 1])]
    }
}

/// How the key that [`Table::seek`] stopped at agrees with the one asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// It is the same.
    Exact,
    /// It goes on where the one asked for ends.
    Prefix,
    /// Neither.
    No,
}

/// Where each key may stand by its hash: most words asked for are in no list, and one look tells.
#[derive(Debug)]
struct Index {
    /// Open addressing: one more than a row in the low bits, then bits of its key's hash; 0 is free.
    slots: Vec<u32>,
    row_bits: u32,
}

impl Index {
    fn new(len: usize) -> Result<Self, TableError> {
        let row_bits = usize::BITS - len.leading_zeros();
        if row_bits > 24 {
            return Err(TableError::Length);
        }
        Ok(Self { slots: vec![0; (2 * len + 1).next_power_of_two()], row_bits })
    }

    fn insert(&mut self, row: usize, key: &[u8]) {
        let (mut slot, mark) = self.home(key);
        while self.slots[slot] != 0 {
            slot = (slot + 1) & (self.slots.len() - 1);
        }
        self.slots[slot] = mark | (row + 1) as u32;
    }

    /// The rows whose keys have the hash of `key`, as far as its bits are kept.
    fn rows(&self, key: &[u8]) -> impl Iterator<Item = usize> {
        let (home, mark) = self.home(key);
        let rows = (1 << self.row_bits) - 1;
        (home..)
            .map(|slot| self.slots[slot & (self.slots.len() - 1)])
            .take_while(|&entry| entry != 0)
            .filter(move |entry| entry & !rows == mark)
            .map(move |entry| (entry & rows) as usize - 1)
    }

    /// Where to begin to look for a key, and the bits of its hash that are kept.
    fn home(&self, key: &[u8]) -> (usize, u32) {
        let mix = |hash: u64, word: u64| {
            let hash = (hash ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
            hash ^ hash >> 32
        };
        // Eight bytes at a time: most keys are of one or two such words.
        let (words, rest) = key.as_chunks();
        let hash = words.iter().fold(key.len() as u64, |hash, &word| mix(hash, u64::from_le_bytes(word)));
        let hash = mix(hash, rest.iter().fold(0, |word, &byte| word << 8 | u64::from(byte)));
        (hash as usize & (self.slots.len() - 1), ((hash >> 24) as u32) << self.row_bits)
    }
}

/// The first bytes of a key as a number in the order of the keys: comparing these spares most looks at the keys.
fn prefix(key: &[u8]) -> u64 {
    let mut first = [0; 8];
    let length = key.len().min(8);
    first[..length].copy_from_slice(&key[..length]);
    u64::from_be_bytes(first)
}

/// Walks all keys once: well formed, ASCII, rising. Gives back where every whole key begins, and the index.
fn check_keys(keys: &[u8], len: usize) -> Result<(Vec<(u64, u32)>, Index), TableError> {
    // A key takes three bytes at least.
    let mut index = Index::new(if len <= keys.len() / 3 { len } else { return Err(TableError::Length) })?;
    let mut heads = Vec::with_capacity(len.min(keys.len()) / STRIDE + 1);
    let mut before: Vec<u8> = Vec::with_capacity(MAX_KEY);
    let mut at = 0;
    for i in 0..len {
        let &[shared, rest] = keys.get(at..at + 2).ok_or(TableError::Key(i))? else { return Err(TableError::Key(i)) };
        let (shared, rest) = (usize::from(shared), usize::from(rest));
        let suffix = keys.get(at + 2..at + 2 + rest).ok_or(TableError::Key(i))?;
        let whole = i % STRIDE == 0;
        let rising = i == 0 || suffix > before.get(shared..).unwrap_or_default();
        if rest == 0 || shared > before.len() || whole && shared > 0 || !suffix.is_ascii() {
            return Err(TableError::Key(i));
        }
        // A key's shared length is the longest there is, else a search could miss it.
        let longest = suffix.first() != before.get(shared) || whole;
        if !rising || !longest || shared + rest > MAX_KEY {
            return Err(TableError::Key(i));
        }
        if whole {
            heads.push((prefix(suffix), u32::try_from(at).map_err(|_| TableError::Length)?));
        }
        before.truncate(shared);
        before.extend_from_slice(suffix);
        index.insert(i, &before);
        at += 2 + rest;
    }
    if at == keys.len() { Ok((heads, index)) } else { Err(TableError::Length) }
}

/// Packs rising, distinct, ASCII keys with one byte a column each; the inverse of [`Table::from_bytes`].
///
/// # Panics
/// Where keys are empty, too long, not ASCII, not rising or without all columns.
#[must_use]
pub fn pack(rows: &[(&str, &[u8])], columns: usize, note: &[u8], input_hash: u64) -> Vec<u8> {
    let mut keys = Vec::new();
    let mut before: &[u8] = b"";
    for (i, (key, values)) in rows.iter().enumerate() {
        let key = key.as_bytes();
        assert!(i == 0 || key > before, "keys out of order");
        assert!(key.is_ascii() && (1..=MAX_KEY).contains(&key.len()) && values.len() == columns, "bad row");
        let shared = if i % STRIDE == 0 { 0 } else { key.iter().zip(before).take_while(|(a, b)| a == b).count() };
        keys.extend([shared as u8, (key.len() - shared) as u8]);
        keys.extend(&key[shared..]);
        before = key;
    }
    let mut out = MAGIC.to_vec();
    out.extend((rows.len() as u32).to_le_bytes());
    out.extend((keys.len() as u32).to_le_bytes());
    out.extend((columns as u16).to_le_bytes());
    out.extend((note.len() as u16).to_le_bytes());
    out.extend(input_hash.to_le_bytes());
    out.extend(note);
    out.extend(keys);
    for column in 0..columns {
        out.extend(rows.iter().map(|(_, values)| values[column]));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> (Vec<String>, Vec<u8>) {
        let mut keys: Vec<String> = (0..500).map(|i| format!("key{}", i * i)).collect();
        keys.extend(["New", "New York", "New York City", "Newark"].map(String::from));
        keys.sort();
        let values: Vec<[u8; 1]> = (0..keys.len()).map(|i| [i as u8]).collect();
        let rows: Vec<(&str, &[u8])> =
            keys.iter().map(String::as_str).zip(values.iter().map(|v| v.as_slice())).collect();
        let bytes = pack(&rows, 1, b"note", 7);
        (keys, bytes)
    }

    #[test]
    fn every_key_is_found_and_no_other() {
        let (keys, bytes) = sample();
        let table = Table::from_bytes(&bytes).unwrap();
        assert_eq!(table.keys().collect::<Vec<_>>(), keys);
        for (i, key) in keys.iter().enumerate() {
            assert_eq!(table.find(key.as_bytes()), Some(i), "{key}");
            assert_eq!(table.value(i, 0), i as u8);
            for other in [format!("{key}~"), format!("{key}!"), key[..key.len() - 1].to_owned()] {
                let row = keys.binary_search(&other);
                assert_eq!(table.find(other.as_bytes()), row.ok(), "{other}");
                let (at, found) = table.seek(other.as_bytes());
                let expected = row.unwrap_or_else(|at| at);
                assert_eq!(at, expected, "{other}");
                let goes_on = keys.get(expected).is_some_and(|k| k.starts_with(&other) && *k != other);
                assert_eq!(found == Found::Prefix, goes_on, "{other}");
            }
        }
        assert_eq!(table.seek(b"").1, Found::Prefix);
        assert_eq!(table.seek(b"zzz"), (keys.len(), Found::No));
    }

    #[test]
    fn damaged_bytes_give_an_error_and_never_a_panic() {
        let (_, bytes) = sample();
        assert_eq!(Table::from_bytes(b"").unwrap_err(), TableError::Magic);
        assert_eq!(Table::from_bytes(b"AHT1").unwrap_err(), TableError::Length);
        for cut in 0..bytes.len() {
            assert!(Table::from_bytes(&bytes[..cut]).is_err());
        }
        for at in 0..bytes.len() {
            for flip in [1, 0x80, 0xff] {
                let mut damaged = bytes.clone();
                damaged[at] ^= flip;
                if let Ok(table) = Table::from_bytes(&damaged) {
                    let _ = table.find(b"New York");
                    let _ = table.seek(b"key1");
                }
            }
        }
    }
}
