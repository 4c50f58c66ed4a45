//! The annotated cases in `tests/cases`: each article is analysed and must come out marked as the case says.
//!
//! `docs/labelling.md` describes the notation. `CASE=words` runs the cases whose name holds the words. `UPDATE=1` writes
//! what the engine says into the failing cases and strikes gaps that have closed; a plain run never writes.
//! `tests/cases/gaps.txt` names the cases that fail today: one that passes must leave the list, no other may fail.

mod notation;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use article_highlighter::Analyzer;
use notation::{Layer, Marks, parse, render};

#[test]
fn text() {
    check("text", Layer::Text);
}

#[test]
fn entity() {
    check("entity", Layer::Entity);
}

#[test]
fn link() {
    check("link", Layer::Link);
}

#[test]
fn quote() {
    check("quote", Layer::Quote);
}

#[test]
fn there_are_cases_enough_and_every_gap_is_one() {
    let names: Vec<String> =
        ["text", "entity", "link", "quote"].iter().flat_map(|f| files(f)).flat_map(|f| f.names()).collect();
    let distinct: BTreeSet<&String> = names.iter().collect();
    assert_eq!(distinct.len(), names.len(), "two cases bear one name");
    let gaps = gaps();
    for gap in &gaps {
        assert!(distinct.contains(gap), "gaps.txt names “{gap}”, which is no case");
    }
    assert!(names.len() - gaps.len() >= 150, "{} cases, {} of them gaps", names.len(), gaps.len());
    report(&format!("{} cases, of which {} are known gaps", names.len(), gaps.len()));
}

/// Runs every case of a folder.
fn check(folder: &str, layer: Layer) {
    let (filter, update) = (std::env::var("CASE").unwrap_or_default(), std::env::var_os("UPDATE").is_some());
    let known = gaps();
    let mut failures = String::new();
    let mut closed = Vec::new();
    // One analyzer for all, which must answer each as a fresh one does.
    let mut analyzer = Analyzer::new();
    for mut file in files(folder) {
        let mut changed = false;
        let names = file.names();
        for (case, name) in file.cases.iter_mut().zip(names).filter(|(_, name)| name.contains(&filter)) {
            let (text, expected) = parse(&case.body, layer).unwrap_or_else(|e| panic!("{name}: {e}"));
            let got = Marks::of(&analyzer.analyze(&text), &text, &expected);
            check_configurations(&name, &text, &got, &expected);
            let (expected, got) = (render(&text, &expected, layer), render(&text, &got, layer));
            match (expected == got, known.contains(&name)) {
                (true, false) | (false, true) => {}
                (true, true) => closed.push(name),
                (false, false) if update => {
                    case.body = got;
                    changed = true;
                }
                (false, false) => {
                    let _ = write!(failures, "\n=== {name}\n{}", side_by_side(&expected, &got));
                }
            }
        }
        if changed {
            file.write();
        }
    }
    if update && !closed.is_empty() {
        strike(&closed);
        closed.clear();
    }
    for name in closed {
        let _ = write!(failures, "\n=== {name}\npasses now: take it off tests/cases/gaps.txt (UPDATE=1 does)\n");
    }
    assert!(failures.is_empty(), "{failures}\nRight after all? UPDATE=1 cargo test --test cases writes what was got.");
}

/// A fresh analyzer and other line ends must make no difference.
fn check_configurations(name: &str, text: &str, got: &Marks, expected: &Marks) {
    let fresh = Marks::of(&article_highlighter::analyze(text), text, expected);
    assert_eq!(&fresh, got, "{name}: a fresh analyzer says something else");
    if text.contains('\n') && !text.contains('\r') {
        let crlf = text.replace('\n', "\r\n");
        let mut analysis = article_highlighter::analyze(&crlf);
        let breaks: Vec<usize> =
            crlf.encode_utf16().enumerate().filter(|(_, u)| *u == u16::from(b'\r')).map(|(i, _)| i).collect();
        let back = |at: &mut usize| *at -= breaks.partition_point(|b| b < at);
        for_each_offset(&mut analysis, back);
        assert_eq!(&Marks::of(&analysis, text, expected), got, "{name}: with \\r\\n the analysis is another");
    }
}

fn for_each_offset(analysis: &mut article_highlighter::Analysis, change: impl Fn(&mut usize)) {
    let both = |start: &mut usize, end: &mut usize| {
        change(start);
        change(end);
    };
    analysis.blocks.iter_mut().for_each(|b| both(&mut b.start, &mut b.end));
    analysis.sentences.iter_mut().for_each(|s| both(&mut s.start, &mut s.end));
    analysis.mentions.iter_mut().for_each(|m| both(&mut m.start, &mut m.end));
    analysis.entities.iter_mut().filter_map(|e| e.role.as_mut()).for_each(|s| both(&mut s.start, &mut s.end));
    for quote in &mut analysis.quotes {
        let spans = quote.content.iter_mut().chain(&mut quote.cue).chain(&mut quote.addressee);
        spans.for_each(|s| both(&mut s.start, &mut s.end));
        if let Some(speaker) = &mut quote.speaker {
            both(&mut speaker.start, &mut speaker.end);
        }
    }
}

/// Expected above got, paragraph by paragraph, so that a difference is seen at once.
fn side_by_side(expected: &str, got: &str) -> String {
    let (mut left, mut right) = (expected.lines(), got.lines());
    let mut out = String::new();
    loop {
        match (left.next(), right.next()) {
            (None, None) => return out,
            (a, b) if a == b => _ = writeln!(out, "           {}", a.unwrap_or_default()),
            (a, b) => _ = writeln!(out, "  expected {}\n  got      {}", a.unwrap_or("-"), b.unwrap_or("-")),
        }
    }
}

/// One file of cases. It begins with comments; every case begins with `=== name` and may go on with comments.
struct CaseFile {
    path: PathBuf,
    head: String,
    cases: Vec<Case>,
}

struct Case {
    name: String,
    comments: String,
    body: String,
    below: String,
}

impl CaseFile {
    fn read(path: PathBuf) -> Self {
        let source = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        let mut parts = source.split("\n=== ");
        let head = parts.next().unwrap_or_default().to_owned();
        assert!(
            head.lines().all(|l| l.is_empty() || l.starts_with('#')),
            "{}: text before the first case",
            path.display()
        );
        let cases = parts.map(|part| {
            let (name, rest) = part.split_once('\n').unwrap_or((part, ""));
            let comments: String = rest.split_inclusive('\n').take_while(|l| l.starts_with("# ")).collect();
            let rest = &rest[comments.len()..];
            // Comments below the text are the heading of what follows.
            let below: usize = rest
                .split_inclusive('\n')
                .rev()
                .take_while(|l| l.trim().is_empty() || l.starts_with("# "))
                .map(str::len)
                .sum();
            let (body, below) = rest.split_at(rest.len() - below);
            let body = body.trim_matches('\n').to_owned();
            assert!(!body.is_empty(), "{}: the case “{name}” is empty", path.display());
            Case { name: name.trim().to_owned(), comments, body, below: below.trim().to_owned() }
        });
        Self { cases: cases.collect(), head, path }
    }

    /// "quote/marks: a lost opening mark"
    fn names(&self) -> Vec<String> {
        let file = self.path.with_extension("");
        let mut steps = file.iter().rev().map(|s| s.to_string_lossy());
        let (stem, folder) = (steps.next().unwrap_or_default(), steps.next().unwrap_or_default());
        self.cases.iter().map(|case| format!("{folder}/{stem}: {}", case.name)).collect()
    }

    fn write(&self) {
        let mut out = format!("{}\n", self.head.trim_end());
        for Case { name, comments, body, below } in &self.cases {
            assert!(!body.contains("\n(crosses"), "{name}: marks that cross cannot be written down");
            let lines = body
                .lines()
                .map(|l| if l.starts_with("# ") || l.starts_with("===") { format!("\\{l}") } else { l.into() });
            _ = write!(out, "\n=== {name}\n{comments}{}\n", lines.collect::<Vec<String>>().join("\n"));
            if !below.is_empty() {
                _ = write!(out, "\n{below}");
            }
        }
        std::fs::write(&self.path, out).unwrap_or_else(|e| panic!("{}: {e}", self.path.display()));
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases")
}

fn files(folder: &str) -> Vec<CaseFile> {
    let entries = std::fs::read_dir(root().join(folder)).expect("the folder of cases");
    let mut paths: Vec<PathBuf> =
        entries.map(|e| e.expect("an entry").path()).filter(|p| p.extension().is_some_and(|e| e == "txt")).collect();
    paths.sort();
    paths.into_iter().map(CaseFile::read).collect()
}

fn gaps_source() -> String {
    std::fs::read_to_string(root().join("gaps.txt")).expect("gaps.txt")
}

fn gaps() -> BTreeSet<String> {
    gaps_source().lines().filter(|l| !l.is_empty() && !l.starts_with('#')).map(str::to_owned).collect()
}

/// Takes names off the list of gaps. Four tests may do so at once, so they take turns.
fn strike(names: &[String]) {
    static TURN: std::sync::Mutex<()> = std::sync::Mutex::new(());
    let _turn = TURN.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let source = gaps_source();
    let kept: String = source.split_inclusive('\n').filter(|l| !names.iter().any(|n| n == l.trim_end())).collect();
    std::fs::write(root().join("gaps.txt"), kept).expect("gaps.txt can be written");
}

/// Straight to the terminal: the harness hides what a passing test prints.
fn report(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}
