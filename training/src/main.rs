//! Command line of the trainer: raw material in, the packed binaries of `data/model` out.

mod articles;
mod clusters;
mod corpus;
mod facts;
mod ftrl;
mod links;
mod lists;
mod names_score;
mod quote_corpus;
mod quotes;
mod random;
mod sources;
mod table;
mod tagger;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

const HELP: &str = "\
Usage: cargo run --release -p training -- COMMAND

Commands:
  pack-lists --from DIR [--to DIR]   pack the name lists of DIR/gazetteers into data/model/names.bin, words.bin and clusters.bin
  train names --corpora DIR [--to DIR]  train the tagger on DIR/corpora/ner into data/model/tagger.bin
  train quotes --corpora DIR [--to DIR] [--without K]  train the judgement of quotations on DIR/corpora/quotes into data/model/quotes.bin;
                         with K, 0 to 4, without every fifth article of GUM from there on;
                         with the beginning of a file's name in training/articles/quotes, without our own articles of that kind
  score links GOLD PRED  score linking: GOLD of DIR/corpora/quotes, PRED what `analyze --jsonl GOLD` prints
";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let option = |name: &str| args.iter().position(|a| a == name).and_then(|i| args.get(i + 1)).map(PathBuf::from);
    let project = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    if args.starts_with(&["train".to_owned(), "names".to_owned()])
        && let Some(corpora) = option("--corpora")
    {
        let to = option("--to").unwrap_or_else(|| project.join("data/model"));
        return report(tagger::train(&corpora, &to.join("tagger.bin")));
    }
    if args.starts_with(&["train".to_owned(), "quotes".to_owned()])
        && let Some(corpora) = option("--corpora")
    {
        let to = option("--to").unwrap_or_else(|| project.join("data/model"));
        let without = option("--without").and_then(|without| without.to_str().map(str::to_owned));
        return report(quotes::train(&corpora, &to.join("quotes.bin"), without.as_deref()));
    }
    if let [score, links, gold, predicted] = args.as_slice()
        && score == "score"
        && links == "links"
    {
        return report(links::score(Path::new(gold), Path::new(predicted)));
    }
    match (args.first().map(String::as_str), option("--from")) {
        (Some("pack-lists"), Some(from)) => {
            let to = option("--to").unwrap_or_else(|| project.join("data/model"));
            report(lists::pack(&from.join("gazetteers"), &project.join("training/lists"), &to))
        }
        _ => {
            eprint!("{HELP}");
            ExitCode::FAILURE
        }
    }
}

fn report(result: Result<String, String>) -> ExitCode {
    match result {
        Ok(said) => {
            println!("{said}");
            ExitCode::SUCCESS
        }
        Err(why) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    }
}
