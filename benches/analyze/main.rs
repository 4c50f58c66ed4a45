//! How long an analysis takes. In: articles of growing length; out: a table, and the articles under `target/`, for
//! `benches/wasm.mjs` to measure the same in the browser's engine.
//!
//! The times are those of one machine on one day; what holds elsewhere are the ratios, taken in one run.

mod article;
mod linking;

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use std::{env, fs};

use article::{write_article, write_news};
use article_highlighter::text::{blocks, tokens};
use article_highlighter::{Analyzer, analyze};

/// Lengths of the articles, in words.
const WORDS: [usize; 6] = [100, 700, 1_000, 5_000, 20_000, 100_000];
/// The lengths of the articles that are typed in.
const TYPED_IN: [usize; 2] = [700, 5_000];
/// What is typed in the middle of them.
const TYPED: &str = " “Not yet,” said Mayor Ana Ortiz on Monday.";
/// Repeated for at least this long; the fastest run is shown, for whatever else the machine does only adds to it.
const AT_LEAST: Duration = Duration::from_millis(400);

fn main() {
    // `cargo test --benches` runs this too, to see that it runs.
    if env::args().any(|argument| argument == "--test") {
        black_box(analyze(&write_article(100, "\n\n")));
        black_box(analyze(&write_news(100)));
        return;
    }
    // Nothing stays there that is not measured.
    let _ = fs::remove_dir_all(folder());
    println!("A fresh run, native:");
    print_growth("news", write_news);
    print_growth("article", |words| write_article(words, "\n\n"));
    print_growth("one-line", |words| write_article(words, " "));
    linking::print_growth();
    println!("A keystroke, native:");
    TYPED_IN.iter().for_each(|&words| print_keystroke("news", &write_news(words)));
    TYPED_IN.iter().for_each(|&words| print_keystroke("article", &write_article(words, "\n\n")));
}

/// Time over length. Linear is a last column that stays where it is.
fn print_growth(shape: &str, write: impl Fn(usize) -> String) {
    println!("  {shape:<10} {:>9} {:>12} {:>12} {:>12} {:>8}", "words", "time", "ns a word", "tokens/s", "ratio");
    let mut reference = None;
    for words in WORDS {
        let text = write(words);
        let tokens = count_tokens(&text);
        save(&format!("{shape}-{words}-{tokens}.txt"), &text);
        let words = count(&text);
        let time = fastest(|| drop(black_box(analyze(black_box(&text))))).as_secs_f64();
        let per_word = time * 1e9 / words;
        // The shortest text is mostly what every call costs; that of a thousand words is the measure.
        if words > 900.0 {
            reference.get_or_insert(per_word);
        }
        let ratio = reference.map_or_else(String::new, |reference| format!("{:.2}", per_word / reference));
        println!(
            "  {:<10} {words:>9.0} {:>9.3} ms {per_word:>12.0} {:>12.0} {ratio:>8}",
            "",
            time * 1e3,
            f64::from(tokens) / time
        );
    }
}

/// One letter typed in the middle of an article, the mean over all letters of a sentence, against a fresh run of the same text.
fn print_keystroke(shape: &str, text: &str) {
    let middle = text.len() / 2;
    let middle = middle + text.as_bytes()[middle..].windows(2).position(|w| w == b"\n\n").expect("paragraphs");
    let typed = |end: usize| format!("{}{}{}", &text[..middle], &TYPED[..end], &text[middle..]);
    let versions: Vec<String> = TYPED.char_indices().map(|(at, _)| typed(at)).collect();

    let mut analyzer = Analyzer::new();
    let mut best = vec![Duration::MAX; versions.len()];
    let started = Instant::now();
    while started.elapsed() < 2 * AT_LEAST {
        for (version, best) in versions.iter().zip(&mut best) {
            let start = Instant::now();
            drop(black_box(analyzer.analyze(black_box(version))));
            *best = start.elapsed().min(*best);
        }
    }
    let edited = best.iter().map(Duration::as_secs_f64).sum::<f64>() / f64::from(versions.len() as u32);
    let fresh = fastest(|| drop(black_box(analyze(black_box(&versions[0]))))).as_secs_f64();
    println!(
        "  {shape:<10} {:>9.0} words {:>9.3} ms; a fresh run {:.3} ms; {:.1} times as fast",
        count(text),
        edited * 1e3,
        fresh * 1e3,
        fresh / edited
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

fn count_tokens(text: &str) -> u32 {
    let tokens = blocks::split(text).iter().map(|block| tokens::tokenize(block.of(text)).len()).sum::<usize>();
    tokens.try_into().expect("a count of tokens")
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("bench")
}

fn save(name: &str, text: &str) {
    fs::create_dir_all(folder()).and_then(|()| fs::write(folder().join(name), text)).expect("a folder to write to");
}
