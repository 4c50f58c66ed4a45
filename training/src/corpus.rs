//! An annotated corpus in, its paragraphs as the product reads them out: running text, tokens with features, gold labels.

use std::path::Path;

use article_highlighter::entity::features;
use article_highlighter::entity::model::{begins, inside};
use article_highlighter::text::{sentences, tokens};

use crate::sources::{HASH_START, fnv1a};

/// One paragraph.
pub struct Paragraph {
    /// The features of each token.
    pub features: Vec<Vec<u32>>,
    /// The gold label of each token.
    pub labels: Vec<usize>,
}

/// The corpus's own labels, in the order of the tagger's classes; its others are no names.
const WRITTEN: [&str; 7] = ["Person", "Organization", "Location", "NORP", "Misc", "Facility", "Product"];

/// Reads `NAME.tsv` with `NAME.spacing.txt` beside it; each of its sentences becomes a paragraph of running text. Gives the
/// hash of both as well.
pub fn read(tsv: &Path) -> Result<(Vec<Paragraph>, u64), String> {
    let open = |path: &Path| std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()));
    let (text, spacing) = (open(tsv)?, open(&tsv.with_extension("spacing.txt"))?);
    let mut paragraphs = Vec::new();
    let mut rows: Vec<(&str, &str)> = Vec::new();
    let mut flags = spacing.lines();
    for line in text.lines().chain([""]) {
        if line.starts_with("# ") && !line.contains('\t') {
            continue;
        }
        if let Some(row) = line.split_once('\t') {
            rows.push(row);
        } else if !rows.is_empty() {
            let flags = flags.next().ok_or_else(|| format!("{}: spacing ends too early", tsv.display()))?;
            paragraphs.push(paragraph(&rows, flags.as_bytes()));
            rows.clear();
        }
    }
    Ok((paragraphs, fnv1a(fnv1a(HASH_START, text.as_bytes()), spacing.as_bytes())))
}

fn paragraph(rows: &[(&str, &str)], flags: &[u8]) -> Paragraph {
    let mut text = String::new();
    let mut gold: Vec<(usize, usize, usize)> = Vec::new();
    for (i, (word, tag)) in rows.iter().enumerate() {
        let start = text.len();
        text.push_str(match *word {
            "``" => "“",
            "''" => "”",
            "-LRB-" => "(",
            "-RRB-" => ")",
            "-LSB-" => "[",
            "-RSB-" => "]",
            word => word,
        });
        let class = tag.get(2..).and_then(|label| WRITTEN.iter().position(|w| *w == label));
        match (class, gold.last_mut()) {
            (Some(_), Some(name)) if tag.starts_with("I-") => name.1 = text.len(),
            (Some(class), _) => gold.push((start, text.len(), class)),
            _ => {}
        }
        if flags.get(i) == Some(&b'1') {
            text.push(' ');
        }
    }
    let text = text.trim_end();
    let tokens = tokens::tokenize(text);
    let sentences = sentences::split(text, &tokens);
    let mut labels = vec![0; tokens.len()];
    let mut names = gold.into_iter().peekable();
    let mut open: Option<(usize, usize)> = None;
    for (label, token) in labels.iter_mut().zip(&tokens) {
        while names.peek().is_some_and(|n| n.1 <= token.span.start) {
            names.next();
            open = None;
        }
        if let Some(&(start, _, class)) = names.peek().filter(|n| n.0 < token.span.end) {
            *label = if open == Some((start, class)) { inside(class) } else { begins(class) };
            open = Some((start, class));
        }
    }
    Paragraph { features: features::of_block(text, &tokens, &sentences), labels }
}
