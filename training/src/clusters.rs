//! Packs word clusters: the table of words with nested cluster numbers in, `clusters.bin` out.

use std::collections::{BTreeMap, HashMap};

use article_highlighter::entity::clusters::{CLUSTER_COLUMNS, CLUSTERS, NOTE_BYTES};
use article_highlighter::entity::gazetteer::fold_into;
use article_highlighter::entity::table;

use crate::sources::Sources;

/// So many of the most frequent words are kept.
const WORDS: usize = 110_000;

/// Packs the clusters of the most frequent words. The finest clusters are numbered anew, those of one coarser cluster
/// in a row.
pub fn pack(from: &mut Sources) -> Result<Vec<u8>, String> {
    let rows = from.rows("word_clusters.tsv")?;
    let mut nested: Vec<[u16; 4]> =
        rows.iter().map(|r| [r.number(4) as u16, r.number(3) as u16, r.number(2) as u16, r.number(1) as u16]).collect();
    nested.sort_unstable();
    nested.dedup();
    if nested.len() > CLUSTERS {
        return Err(format!("word_clusters.tsv: {} clusters, at most {CLUSTERS} expected", nested.len()));
    }
    let numbers: HashMap<u16, u16> = nested.iter().enumerate().map(|(i, n)| (n[3], i as u16)).collect();
    let mut note = vec![0; CLUSTERS * NOTE_BYTES];
    for (n, bytes) in nested.iter().zip(note.chunks_exact_mut(NOTE_BYTES)) {
        let [low, high] = n[2].to_le_bytes();
        bytes.copy_from_slice(&[n[0] as u8, n[1] as u8, low, high]);
    }
    let mut packed: BTreeMap<String, [u8; CLUSTER_COLUMNS]> = BTreeMap::new();
    for row in &rows {
        let mut key = Vec::new();
        fold_into(row.get(0), &mut key);
        let usable = key.is_ascii() && !key.is_empty() && key.len() < 40;
        if let (true, Ok(key)) = (usable, String::from_utf8(key)) {
            let id = numbers[&(row.number(1) as u16)];
            packed.entry(key).or_insert(id.to_be_bytes());
        }
        if packed.len() == WORDS {
            break;
        }
    }
    let rows: Vec<(&str, &[u8])> = packed.iter().map(|(word, id)| (word.as_str(), id.as_slice())).collect();
    Ok(table::pack(&rows, CLUSTER_COLUMNS, &note, from.hash()))
}
