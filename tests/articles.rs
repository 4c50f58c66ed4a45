//! Whole articles marked by hand, where the project's neighbour `../shared` is there: each figure of its scorer must reach a floor.
//!
//! The articles are others' and stay outside the project. Without them the test says that it was skipped and passes.

use std::io::Write as _;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

/// A figure of the scorer, by its path in the JSON that it prints, and the least it may be.
type Floor = (&'static str, f64);

/// One article about talks, of which every mention is marked.
const TALKS: &[Floor] = &[
    ("/mentions/f1", 0.85),
    ("/direct+mixed/f1", 0.95),
    ("/both/share", 0.90),
    ("/indirect/f1", 0.70),
    ("/blocks/share", 0.95),
];

/// Eight articles from eight countries.
const WORLD: &[Floor] = &[
    ("/direct+mixed/f1", 0.90),
    ("/both/share", 0.90),
    ("/indirect/f1", 0.85),
    ("/people/f1", 0.92),
    ("/orgs/f1", 0.85),
    ("/places/share", 0.93),
    ("/blocks/share", 0.90),
];

#[test]
fn the_article_about_talks() {
    check("articles", TALKS);
}

#[test]
fn articles_from_eight_countries() {
    check("articles/dev", WORLD);
}

fn check(folder: &str, floors: &[Floor]) {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let (gold, scorer) = (shared.join(folder), shared.join("score/articles.py"));
    if !scorer.exists() || !gold.exists() {
        say(&format!("SKIPPED: {folder}: there is no ../shared to score against"));
        return;
    }
    let answers = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{}.jsonl", folder.replace('/', "-")));
    std::fs::write(&answers, analyze_all(&gold)).expect("the answers can be written");
    let run = Command::new("python3").arg(&scorer).arg(&gold).arg(&answers).arg("--json").output();
    let run = run.expect("python3 runs: the scorer needs it");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let figures: Value = serde_json::from_slice(&run.stdout).expect("the scorer prints JSON");
    let mut low = Vec::new();
    for (path, floor) in floors {
        let got = figures["all"].pointer(path).and_then(Value::as_f64).unwrap_or_else(|| panic!("no figure {path}"));
        say(&format!("{folder} {path}: {got:.3} (floor {floor})"));
        if got < *floor {
            low.push(format!("{path} is {got:.3}, below {floor}"));
        }
    }
    assert!(low.is_empty(), "{folder}: {}", low.join("; "));
}

/// One line of JSON for each article of the folder, read as bytes: line ends count.
fn analyze_all(gold: &Path) -> String {
    let entries = std::fs::read_dir(gold).expect("the folder of articles");
    let mut paths: Vec<_> =
        entries.map(|e| e.expect("an entry").path()).filter(|p| p.extension().is_some_and(|e| e == "txt")).collect();
    paths.sort();
    let mut lines = String::new();
    for path in paths {
        let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        let mut line = serde_json::to_value(article_highlighter::analyze(&text)).expect("an analysis is plain data");
        line["id"] = path.file_stem().map(|s| s.to_string_lossy().into_owned()).into();
        lines += &format!("{line}\n");
    }
    lines
}

/// Straight to the terminal: the harness hides what a passing test prints.
fn say(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}
