//! Annotated corpora in; their articles as the product reads them out: stretches with features and the labels each token may have.
//!
//! Corpora differ in what they mark. Each of their labels is a set of the tagger's classes, one of which it must be; what a
//! corpus does not mark may be anything of its `outside`.

use std::path::Path;

use article_highlighter::entity::features;
use article_highlighter::entity::heard::Seen;
use article_highlighter::entity::model::{CLASSES, LABELS, begins, inside};
use article_highlighter::text::{sentences, tokens};

use crate::sources::{HASH_START, fnv1a};

/// One stretch of a paragraph that may hold names.
pub struct Stretch {
    /// The features of each token.
    pub features: Vec<Vec<u32>>,
    /// Each token as the rest of the article knows it.
    pub seen: Vec<Seen>,
    /// The labels that each token may have, a bit each.
    pub allowed: Vec<u16>,
}

/// One article.
#[derive(Default)]
pub struct Document {
    /// Its stretches in order.
    pub stretches: Vec<Stretch>,
    /// How many of its names lie outside of them.
    pub beyond: usize,
}

/// How a corpus is read.
pub struct Corpus {
    /// Its file below `corpora/ner`.
    pub path: &'static str,
    /// Its labels and the classes that they may be, letters of [`LETTERS`].
    pub labels: &'static [(&'static str, &'static str)],
    /// What a word without a label may be.
    pub outside: &'static str,
    /// Its articles, where only some are wanted, hold one of these in their name.
    pub only: &'static [&'static str],
}

/// A letter for each class, in their order: person, organisation, location, people, misc, facility, product; last, no name.
const LETTERS: &str = "POLNMFD-";

/// Corpora whose licences let their weights be shipped.
pub const CORPORA: [Corpus; 5] = [
    Corpus {
        path: "worldwide/train.tsv",
        labels: &[
            ("Person", "P"),
            ("Organization", "O"),
            ("Location", "L"),
            ("NORP", "N"),
            ("Misc", "M"),
            ("Facility", "F"),
            ("Product", "D"),
        ],
        outside: "-",
        only: &[],
    },
    Corpus {
        path: "gmb/train.tsv",
        labels: &[
            ("per", "P"),
            ("org", "O"),
            ("geo", "LF"),
            ("gpe", "NL"),
            ("art", "MD-"),
            ("eve", "M-"),
            ("nat", "M-"),
        ],
        outside: "-",
        only: &[],
    },
    Corpus {
        path: "wikigold/train.tsv",
        labels: &[("PER", "P"), ("ORG", "O"), ("LOC", "LF"), ("MISC", "NMD")],
        outside: "-",
        only: &[],
    },
    Corpus {
        path: "crossner_politics/train.tsv",
        labels: &[
            ("politicalparty", "O"),
            ("organisation", "O"),
            ("politician", "P"),
            ("person", "P"),
            ("election", "M-"),
            ("event", "M"),
            ("location", "LF"),
            ("country", "L"),
            ("misc", "NMD"),
        ],
        outside: "-",
        only: &[],
    },
    Corpus {
        path: "gum/train.tsv",
        labels: &[
            ("person", "PN"),
            ("place", "LF"),
            ("organization", "O"),
            ("event", "M-"),
            ("abstract", "NMD-"),
            ("object", "MD-"),
            ("substance", "MD-"),
            ("animal", "PMD-"),
            ("plant", "NMD-"),
        ],
        outside: "-N",
        only: &["_academic_", "_news_", "_interview_", "_bio_", "_voyage_", "_court_"],
    },
];

/// What models are compared on: the first decides, the others tell how what was learnt carries over.
pub const DEVS: [Corpus; 5] = [
    Corpus { path: "worldwide/dev.tsv", ..CORPORA[0] },
    Corpus { path: "gmb/dev.tsv", ..CORPORA[1] },
    Corpus { path: "gum/dev.tsv", only: &[], ..CORPORA[4] },
    Corpus {
        path: "uner_ewt/dev.tsv",
        labels: &[("PER", "P"), ("ORG", "O"), ("LOC", "LF")],
        outside: "-NMD",
        only: &[],
    },
    Corpus {
        path: "wnut17/dev.tsv",
        labels: &[
            ("person", "P"),
            ("location", "LF"),
            ("group", "O"),
            ("corporation", "O"),
            ("product", "D"),
            ("creative-work", "M"),
        ],
        outside: "-N",
        only: &[],
    },
];

/// A hash of all that a tagger learns from: the files below `folder`, and the features as the product has them now.
pub fn fingerprint(folder: &Path) -> Result<u64, String> {
    let mut hash = HASH_START;
    for corpus in &CORPORA {
        hash = corpus.open(folder)?.iter().fold(hash, |hash, text| fnv1a(hash, text.as_bytes()));
    }
    hash = crate::articles::fingerprint(hash)?;
    for stretch in DEVS[0].read(folder)?.iter().flat_map(|article| &article.stretches) {
        for feature in stretch.features.iter().flatten() {
            hash = fnv1a(hash, &feature.to_le_bytes());
        }
    }
    Ok(hash)
}

impl Corpus {
    fn classes(&self, label: &str) -> &'static str {
        self.labels.iter().find(|l| l.0 == label).map_or("-", |l| l.1)
    }

    /// The corpus and where the spaces of its texts are, empty where it does not tell.
    fn open(&self, folder: &Path) -> Result<[String; 2], String> {
        let tsv = folder.join(self.path);
        let text = std::fs::read_to_string(&tsv).map_err(|e| format!("{}: {e}", tsv.display()))?;
        Ok([text, std::fs::read_to_string(tsv.with_extension("spacing.txt")).unwrap_or_default()])
    }

    /// Reads the corpus below `folder`.
    pub fn read(&self, folder: &Path) -> Result<Vec<Document>, String> {
        let [text, spacing] = self.open(folder)?;
        let mut documents: Vec<Document> = Vec::new();
        let (mut rows, mut flags, mut wanted): (Vec<(&str, &str)>, _, _) = (Vec::new(), spacing.lines(), true);
        let bounded = text.contains("# doc = ");
        for line in text.lines().chain([""]) {
            if line.starts_with("# ") && !line.contains('\t') {
                wanted = self.only.is_empty() || self.only.iter().any(|part| line.contains(part));
                documents.push(Document::default());
            } else if let Some(row) = line.split_once('\t') {
                rows.push(row);
            } else if !rows.is_empty() {
                let flags = flags.next().map_or_else(|| guess_spacing(&rows), |f| f.as_bytes().to_vec());
                if !bounded {
                    documents.push(Document::default());
                }
                if let Some(document) = documents.last_mut().filter(|_| wanted) {
                    self.read_paragraph(&rows, &flags, document);
                }
                rows.clear();
            }
        }
        documents.retain(|d| !d.stretches.is_empty());
        Ok(documents)
    }

    fn read_paragraph(&self, rows: &[(&str, &str)], flags: &[u8], document: &mut Document) {
        let mut text = String::new();
        let mut gold: Vec<(usize, usize, &str)> = Vec::new();
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
            // The title in "President Ana Roe" is no part of the name.
            let title = *tag == "B-per" && TITLES.contains(word);
            match (tag.get(2..), gold.last_mut()) {
                (Some(_), _) if title => {}
                (Some(_), Some(name)) if tag.starts_with("I-") && name.1 + 2 > start => name.1 = text.len(),
                (Some("per"), _) if TITLES.contains(word) => {}
                (Some(label), _) => gold.push((start, text.len(), label)),
                _ => {}
            }
            if flags.get(i) == Some(&b'1') {
                text.push(' ');
            }
        }
        let gold = gold.into_iter().map(|(start, end, label)| (start, end, self.classes(label))).collect();
        document.add_paragraph(text.trim_end(), gold, self.outside);
    }
}

impl Document {
    /// Adds a paragraph with its names: first byte, one past the last, and letters of the classes that each may be.
    pub fn add_paragraph(&mut self, text: &str, names: Vec<(usize, usize, &str)>, outside: &str) {
        let tokens = tokens::tokenize(text);
        let sentences = sentences::split(text, &tokens);
        let outside = bits(outside, true) | bits(outside, false);
        let mut allowed = vec![outside; tokens.len()];
        let mut firsts = vec![false; tokens.len()];
        let mut names = names.into_iter().peekable();
        let mut open = None;
        for (i, token) in tokens.iter().enumerate() {
            while names.peek().is_some_and(|n| n.1 <= token.span.start) {
                names.next();
                open = None;
            }
            if let Some(&(start, _, classes)) = names.peek().filter(|n| n.0 < token.span.end) {
                firsts[i] = open != Some(start);
                allowed[i] = bits(classes, firsts[i]);
                firsts[i] &= allowed[i] & all_begins() != 0;
                open = Some(start);
            }
        }
        let mut inner = 0;
        for features::Stretch { tokens: range, features, seen } in features::of_block(text, &tokens, &sentences) {
            inner += firsts[range.clone()].iter().filter(|f| **f).count();
            // A name that began before its stretch begins with it.
            let mut allowed = allowed[range].to_vec();
            let first: u16 = allowed[0] & all_begins() | (allowed[0] & all_insides()) >> 1 | allowed[0] & 1;
            allowed[0] = first;
            self.stretches.push(Stretch { features, seen, allowed });
        }
        self.beyond += firsts.iter().filter(|f| **f).count() - inner;
    }
}

/// What stands inside a person's name in one corpus and outside in the others.
const TITLES: [&str; 36] = [
    "Mr.",
    "Mrs.",
    "Ms.",
    "Dr.",
    "President",
    "Prime",
    "Minister",
    "General",
    "Senator",
    "Vice",
    "King",
    "Queen",
    "Foreign",
    "Chancellor",
    "Secretary",
    "Pope",
    "Mayor",
    "Judge",
    "Defense",
    "Interior",
    "Finance",
    "Justice",
    "Attorney",
    "Governor",
    "Ambassador",
    "Colonel",
    "Major",
    "Lieutenant",
    "Congressman",
    "Ayatollah",
    "Prince",
    "Princess",
    "Professor",
    "prime",
    "minister",
    "president",
];

/// The labels of first words, a bit each.
pub fn all_begins() -> u16 {
    (0..CLASSES.len()).map(|c| 1 << begins(c)).sum()
}

fn all_insides() -> u16 {
    (0..CLASSES.len()).map(|c| 1 << inside(c)).sum()
}

fn bits(letters: &str, first: bool) -> u16 {
    letters
        .chars()
        .filter_map(|l| LETTERS.find(l))
        .map(|c| if c == CLASSES.len() { 1 } else { 1 << if first { begins(c) } else { inside(c) } })
        .fold(0, |a, b: u16| a | b)
        & ((1 << LABELS) - 1)
}

/// Whether a space follows each token, where the corpus does not tell.
fn guess_spacing(rows: &[(&str, &str)]) -> Vec<u8> {
    let mut open = false;
    let mut flags = vec![b'1'; rows.len()];
    for (i, (word, _)) in rows.iter().enumerate() {
        let next = rows.get(i + 1).map_or("", |r| r.0);
        let mut glued = matches!(*word, "(" | "[" | "$" | "-LRB-" | "``" | "“" | "‘" | "#" | "£" | "€");
        if *word == "\"" {
            open = !open;
            glued = open;
        }
        let closing = next == "\"" && open;
        let before = matches!(
            next,
            "," | "." | ";" | ":" | "?" | "!" | ")" | "]" | "-RRB-" | "''" | "”" | "%" | "'s" | "n't" | "'" | "’s"
        ) || next.starts_with('\'') && next.len() < 4;
        if glued || closing || before {
            flags[i] = b'0';
        }
    }
    flags
}
