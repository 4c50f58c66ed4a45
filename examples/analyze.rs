//! Analyses texts natively and prints one line of JSON for each.
//!
//! `analyze FILE...` takes each file as one text and answers with its Analysis and an `id`, the file's stem.
//! `analyze --jsonl [FILE]` takes each line (of standard input where no file is given) as an object whose `text` is
//! analysed, told from the day in its `date` ("2016-09-09") where it has one, and answers with its Analysis and the object's
//! other keys. What cannot be read is named on standard
//! error with file and line, and makes the exit status 1; the other texts are answered all the same.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, ErrorKind, Write};
use std::path::Path;
use std::process::ExitCode;

use article_highlighter::{Options, analyze_with};
use serde::de::{Deserialize, Deserializer, Error, Visitor};
use serde_json::value::{RawValue, to_raw_value};

const USAGE: &str = "usage: analyze FILE...\n       analyze --jsonl [FILE]";

/// A JSON object whose values are kept as they were written, to the last digit.
type Object = BTreeMap<String, Box<RawValue>>;

fn main() -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().skip(1).collect();
    let read = match arguments.as_slice() {
        [flag] if flag == "--jsonl" => answer_lines("standard input", io::stdin().lock()),
        [flag, file] if flag == "--jsonl" => match File::open(file) {
            Ok(lines) => answer_lines(&file.to_string_lossy(), BufReader::new(lines)),
            Err(error) => Ok(complain(&file.to_string_lossy(), error)),
        },
        [] => return usage(),
        files if files.iter().any(|file| file == "--jsonl") => return usage(),
        files => answer_files(files),
    };
    match read {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        // Whoever read the answers wants no more of them.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            complain("standard output", error);
            ExitCode::FAILURE
        }
    }
}

fn usage() -> ExitCode {
    eprintln!("{USAGE}");
    ExitCode::from(2)
}

/// Names what could not be read; answers that not everything was.
fn complain(place: &str, problem: impl std::fmt::Display) -> bool {
    eprintln!("{place}: {problem}");
    false
}

/// Answers each file; whether all could be read, or an error of standard output.
fn answer_files(files: &[OsString]) -> io::Result<bool> {
    let mut all = true;
    for file in files {
        let name = file.to_string_lossy();
        all &= match fs::read(file).map(String::from_utf8) {
            Ok(Ok(text)) => {
                let id = Path::new(file).file_stem().map(OsStr::to_string_lossy).unwrap_or_default();
                answer(&text, [("id".to_owned(), to_raw_value(&id)?)].into())?;
                true
            }
            Ok(Err(error)) => {
                let good = &error.as_bytes()[..error.utf8_error().valid_up_to()];
                let line = 1 + good.iter().filter(|byte| **byte == b'\n').count();
                complain(&format!("{name}:{line}"), "invalid UTF-8")
            }
            Err(error) => complain(&name, error),
        };
    }
    Ok(all)
}

/// Answers each line that holds an object with a `text`; blank lines are passed over.
fn answer_lines(name: &str, mut lines: impl BufRead) -> io::Result<bool> {
    let mut all = true;
    let mut line = Vec::new();
    for number in 1.. {
        line.clear();
        match lines.read_until(b'\n', &mut line) {
            Ok(0) => break,
            Ok(_) if line.trim_ascii().is_empty() => continue,
            Ok(_) => {}
            Err(error) => return Ok(complain(&format!("{name}:{number}"), error)),
        }
        all &= match read_object(&line) {
            Ok((text, rest)) => {
                answer(&text, rest)?;
                true
            }
            Err(problem) => complain(&format!("{name}:{number}"), problem),
        };
    }
    Ok(all)
}

/// The `text` of a line and its other keys.
fn read_object(line: &[u8]) -> Result<(String, Object), String> {
    let line = str::from_utf8(line).map_err(|_| "invalid UTF-8")?;
    let mut object: Object = serde_json::from_str(line).map_err(|error| format!("invalid JSON object: {error}"))?;
    let text = object.remove("text").ok_or("the object has no `text`")?;
    let Text(text) = serde_json::from_str(text.get()).map_err(|error| format!("`text`: {error}"))?;
    Ok((text, object))
}

/// Prints the Analysis and the other keys as one line, at once. A key that the Analysis has too gives way.
fn answer(text: &str, mut keys: Object) -> io::Result<()> {
    let date = keys.get("date").and_then(|date| serde_json::from_str(date.get()).ok());
    let analysis = serde_json::to_string(&analyze_with(text, &Options { date }))?;
    keys.append(&mut serde_json::from_str::<Object>(&analysis)?);
    let mut line = serde_json::to_vec(&keys)?;
    line.push(b'\n');
    let mut out = io::stdout().lock();
    out.write_all(&line)?;
    out.flush()
}

/// A JSON string as a browser would hand it over: a lone surrogate, which JSON can write and UTF-8 cannot, becomes
/// U+FFFD. Both are one UTF-16 unit, so the offsets hold.
struct Text(String);

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_bytes(Wtf8)
    }
}

struct Wtf8;

impl Visitor<'_> for Wtf8 {
    type Value = Text;

    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("a string")
    }

    /// `serde_json` hands lone surrogates over in the three bytes that UTF-8 would have for them, if it had any.
    fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<Text, E> {
        let mut bytes = bytes.to_vec();
        for at in 1..bytes.len() {
            if bytes[at - 1] == 0xED && bytes[at] >= 0xA0 {
                bytes[at - 1..at + 2].copy_from_slice("\u{FFFD}".as_bytes());
            }
        }
        String::from_utf8(bytes).map(Text).map_err(E::custom)
    }
}
