//! How long an analysis takes. In: articles of growing length; out: a table, and the articles under `target/`, for
//! `benches/wasm.mjs` to measure the same in the browser's engine.
//!
//! The times are those of one machine on one day; what holds elsewhere are the ratios, taken in one run.

mod article;
mod linking;

use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};
use std::{env, fs};

use article::write_article;
use article_highlighter::{Analyzer, analyze};

/// Lengths of the articles, in words.
const WORDS: [usize; 5] = [100, 1_000, 5_000, 20_000, 100_000];
/// The length of the article that is typed in.
const TYPED_IN: usize = 5_000;
/// What is typed in the middle of it.
const TYPED: &str = " “Not yet,” said Mayor Ana Ortiz on Monday.";
/// Repeated for at least this long; the fastest run is shown, for whatever else the machine does only adds to it.
const AT_LEAST: Duration = Duration::from_millis(400);

fn main() {
    // `cargo test --benches` runs this too, to see that it runs.
    if env::args().any(|argument| argument == "--test") {
        black_box(analyze(&write_article(100, "\n\n")));
        return;
    }
    println!("A fresh run, native:");
    print_growth("article", "\n\n");
    print_growth("one-line", " ");
    linking::print_growth();
    print_keystroke();
}

/// Time over length. Linear is a last column that stays where it is.
fn print_growth(shape: &str, gap: &str) {
    println!("  {shape:<10} {:>9} {:>12} {:>12} {:>8}", "words", "time", "ns a word", "ratio");
    let mut reference = None;
    for words in WORDS {
        let text = write_article(words, gap);
        save(&format!("{shape}-{words}.txt"), &text);
        let words = count(&text);
        let time = fastest(|| drop(black_box(analyze(black_box(&text)))));
        let per_word = time.as_secs_f64() * 1e9 / words;
        // The shortest text is mostly what every call costs; the second one is the measure.
        if words > 900.0 {
            reference.get_or_insert(per_word);
        }
        let ratio = reference.map_or_else(String::new, |reference| format!("{:.2}", per_word / reference));
        println!("  {:<10} {words:>9.0} {:>9.3} ms {per_word:>12.0} {ratio:>8}", "", time.as_secs_f64() * 1e3);
    }
}

/// One letter typed in the middle of an article, against a fresh run of the same text.
fn print_keystroke() {
    let text = write_article(TYPED_IN, "\n\n");
    let middle = text.len() / 2;
    let middle = middle + text[middle..].find("\n\n").expect("paragraphs");
    let typed = |end: usize| format!("{}{}{}", &text[..middle], &TYPED[..end], &text[middle..]);
    let versions: Vec<String> = TYPED.char_indices().map(|(at, _)| typed(at)).collect();

    let mut analyzer = Analyzer::new();
    analyzer.analyze(&text);
    let mut next = 0;
    let edited = fastest(|| {
        next = (next + 1) % versions.len();
        drop(black_box(analyzer.analyze(black_box(&versions[next]))));
    });
    let fresh = fastest(|| drop(black_box(analyze(black_box(&versions[0])))));
    println!("A keystroke in an article of {:.0} words, native:", count(&text));
    println!(
        "  {:.3} ms; a fresh run {:.3} ms; {:.1} times as fast",
        edited.as_secs_f64() * 1e3,
        fresh.as_secs_f64() * 1e3,
        fresh.as_secs_f64() / edited.as_secs_f64()
    );
}

/// The time of the fastest of many calls.
pub(crate) fn fastest(mut call: impl FnMut()) -> Duration {
    call();
    let (started, mut runs, mut best) = (Instant::now(), 0, Duration::MAX);
    while runs < 5 || started.elapsed() < AT_LEAST {
        let start = Instant::now();
        call();
        best = best.min(start.elapsed());
        runs += 1;
    }
    best
}

#[expect(clippy::cast_precision_loss, reason = "a count of words")]
fn count(text: &str) -> f64 {
    text.split_whitespace().count() as f64
}

fn save(name: &str, text: &str) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bench");
    fs::create_dir_all(&folder).and_then(|()| fs::write(folder.join(name), text)).expect("a folder to write to");
}
