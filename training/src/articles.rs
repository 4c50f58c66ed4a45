//! Our own articles with their names marked in (`training/articles/names`), as the corpora are read, out.
//!
//! Their notation is described in `training/articles/README.md`.

use std::path::{Path, PathBuf};

use crate::corpus::Document;
use crate::sources::fnv1a;

/// The labels and the classes that they are, letters as in [`crate::corpus::LETTERS`].
const LABELS: [(&str, &str); 11] = [
    ("PERSON", "P"),
    ("ORG", "O"),
    ("GPE", "L"),
    ("LOC", "L"),
    ("NORP", "N"),
    ("LANGUAGE", "N"),
    ("EVENT", "M"),
    ("WORK_OF_ART", "M"),
    ("LAW", "M"),
    ("FAC", "F"),
    ("PRODUCT", "D"),
];

/// First byte, one past the last, and letters of the classes that it is.
type Name = (usize, usize, &'static str);

/// The files of `training/articles/PART`, in the order of their names: where they lie and what they hold.
pub fn files(part: &str) -> Result<Vec<(String, String)>, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("articles").join(part);
    let said = |e: std::io::Error| format!("{}: {e}", folder.display());
    let mut paths = Vec::new();
    for entry in folder.read_dir().map_err(said)? {
        paths.push(entry.map_err(said)?.path());
    }
    paths.sort();
    let text = |path: &PathBuf| Ok((path.display().to_string(), std::fs::read_to_string(path).map_err(said)?));
    paths.iter().map(text).collect()
}

/// A hash over all articles, with what is in `hash`.
pub fn fingerprint(hash: u64) -> Result<u64, String> {
    Ok(files("names")?.iter().fold(hash, |hash, (_, text)| fnv1a(hash, text.as_bytes())))
}

/// All articles; an error names the line that cannot be read.
pub fn read() -> Result<Vec<Document>, String> {
    let mut documents = Vec::new();
    for (file, text) in files("names")? {
        for (number, line) in text.lines().enumerate() {
            if line.starts_with("=== ") {
                documents.push(Document::default());
            } else if !line.trim().is_empty() {
                let paragraph = paragraph(line.trim()).ok_or_else(|| format!("{file}:{}: {line}", number + 1))?;
                let document = documents.last_mut().ok_or_else(|| format!("{file}: does not begin with ==="))?;
                document.add_paragraph(&paragraph.0, paragraph.1, "-");
            }
        }
    }
    documents.retain(|d| !d.stretches.is_empty());
    Ok(documents)
}

/// The text without marks, and its names with the classes that they are.
fn paragraph(line: &str) -> Option<(String, Vec<Name>)> {
    let (mut text, mut names, mut rest) = (String::new(), Vec::new(), line);
    while let Some((before, marked)) = rest.split_once('[') {
        let (mark, after) = marked.split_once(']')?;
        let (name, label) = mark.split_once('|')?;
        text += before;
        let classes = LABELS.iter().find(|l| l.0 == label)?.1;
        names.push((text.len(), text.len() + name.len(), classes));
        text += name;
        rest = after;
    }
    if rest.contains(']') {
        return None;
    }
    Some((text + rest, names))
}
