//! Raw tables in, rows of fields out; every file read is hashed, so that a packed file can name its inputs.

use std::path::{Path, PathBuf};

/// Where FNV-1a begins.
pub const HASH_START: u64 = 0xcbf2_9ce4_8422_2325;

/// A folder of TSV files and the hash of all that was read from it.
pub struct Sources {
    folder: PathBuf,
    hash: u64,
}

impl Sources {
    /// The folder, nothing read yet.
    pub fn new(folder: &Path) -> Self {
        Self { folder: folder.to_owned(), hash: HASH_START }
    }

    /// The rows of one file without its first line; fields that a row lacks come as "".
    pub fn rows(&mut self, file: &str) -> Result<Vec<Row>, String> {
        let path = self.folder.join(file);
        let text = std::fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
        self.hash = fnv1a(self.hash, file.as_bytes());
        self.hash = fnv1a(self.hash, text.as_bytes());
        Ok(text.lines().skip(1).map(|line| Row(line.split('\t').map(str::to_owned).collect())).collect())
    }

    /// FNV-1a over the names and bytes of the files read so far, in that order.
    pub fn hash(&self) -> u64 {
        self.hash
    }
}

/// One line of a table.
pub struct Row(Vec<String>);

impl Row {
    /// Field `i`, trimmed, without a byte-order mark.
    pub fn get(&self, i: usize) -> &str {
        self.0.get(i).map_or("", |field| field.trim().trim_start_matches('\u{feff}'))
    }

    /// Field `i` as a number, 0 where it is none.
    pub fn number(&self, i: usize) -> f64 {
        self.get(i).parse().unwrap_or(0.0)
    }
}

/// FNV-1a, going on from `hash`.
pub fn fnv1a(hash: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(hash, |hash, &b| (hash ^ u64::from(b)).wrapping_mul(0x100_0000_01b3))
}
