//! `examples/analyze.rs` as a program. In: files, lines and what is wrong with them; out: answers, messages and the
//! exit status.

use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;
use std::{fs, thread};

use serde_json::{Value, json};

/// The program. Built here, for `cargo test --test` builds no examples by itself.
fn program() -> Command {
    static BUILT: OnceLock<PathBuf> = OnceLock::new();
    let built = BUILT.get_or_init(|| {
        let mut build = Command::new(env!("CARGO"));
        build.args(["build", "--locked", "--example", "analyze", "--message-format", "json"]);
        let output = build.current_dir(env!("CARGO_MANIFEST_DIR")).stderr(Stdio::inherit()).output().unwrap();
        let messages = String::from_utf8(output.stdout).unwrap();
        let mut messages = messages.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
        messages.find_map(|message| Some(message["executable"].as_str()?.into())).expect("the example builds")
    });
    Command::new(built)
}

/// A new folder with these files.
fn folder(name: &str, files: &[(&str, &[u8])]) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("analyze").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    for (file, bytes) in files {
        fs::write(folder.join(file), bytes).unwrap();
    }
    folder
}

fn run(command: &mut Command, input: &[u8]) -> Output {
    let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = piped.spawn().unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    child.wait_with_output().unwrap()
}

fn lines(output: &Output) -> Vec<Value> {
    let text = std::str::from_utf8(&output.stdout).unwrap();
    assert!(text.is_empty() || text.ends_with('\n'));
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn messages(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// What the library answers, with these keys in addition.
fn answer(text: &str, keys: &Value) -> Value {
    let mut analysis: Value =
        serde_json::from_str(&serde_json::to_string(&article_highlighter::analyze(text)).unwrap()).unwrap();
    analysis.as_object_mut().unwrap().extend(keys.as_object().unwrap().clone());
    analysis
}

const TEXT: &str = "“We will rebuild,” said Mayor Ana Lopez.\n";

#[test]
fn answers_each_file_under_its_stem() {
    let folder = folder("files", &[("one.txt", TEXT.as_bytes()), ("two.gold.txt", "Café 🎉 by 5 p.m.".as_bytes())]);
    let output = run(program().current_dir(folder).args(["one.txt", "two.gold.txt"]), b"");
    assert!(output.status.success(), "{}", messages(&output));
    let expected = [answer(TEXT, &json!({"id": "one"})), answer("Café 🎉 by 5 p.m.", &json!({"id": "two.gold"}))];
    assert_eq!(lines(&output), expected);
}

#[test]
fn a_bad_file_is_named_with_its_line_and_the_others_are_answered() {
    let folder = folder("bad", &[("good.txt", TEXT.as_bytes()), ("bad.txt", b"one\ntwo\nthr\xFFee\n")]);
    let output = run(program().current_dir(folder).args(["bad.txt", "missing.txt", "good.txt"]), b"");
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(lines(&output), [answer(TEXT, &json!({"id": "good"}))]);
    assert!(messages(&output).contains("bad.txt:3: invalid UTF-8"), "{}", messages(&output));
    assert!(messages(&output).contains("missing.txt: "), "{}", messages(&output));
}

#[test]
fn json_lines_keep_every_key_but_the_text() {
    let number = "12345678901234567890.10";
    let line =
        format!(r#"{{"text": "Ana said no.", "id": 7, "big": {number}, "gold": {{"quotes": [1]}}, "none": null}}"#);
    let folder = folder("lines", &[("in.jsonl", format!("{line}\r\n\n{{\"text\":\"\"}}").as_bytes())]);
    let from_file = run(program().current_dir(&folder).args(["--jsonl", "in.jsonl"]), b"");
    let from_input = run(program().arg("--jsonl"), &fs::read(folder.join("in.jsonl")).unwrap());
    for output in [from_file, from_input] {
        assert!(output.status.success(), "{}", messages(&output));
        let answers = lines(&output);
        let keys = json!({"id": 7, "big": answers[0]["big"], "gold": {"quotes": [1]}, "none": null});
        assert_eq!(answers, [answer("Ana said no.", &keys), answer("", &json!({}))]);
        assert!(std::str::from_utf8(&output.stdout).unwrap().contains(number), "digits are lost");
    }
}

#[test]
fn dates_are_told_from_the_date_of_a_line() {
    let text = "The bridge fell last Friday.";
    let input = format!(r#"{{"text": "{text}", "date": "2016-09-09"}}{}{{"text": "{text}", "date": 5}}"#, '\n');
    let output = run(program().arg("--jsonl"), input.as_bytes());
    assert!(output.status.success(), "{}", messages(&output));
    let values = lines(&output).into_iter().map(|answer| answer["entities"][0]["value"].clone());
    assert_eq!(values.collect::<Vec<_>>(), ["2016-09-02", "XXXX-WXX-5"]);
}

#[test]
fn bad_lines_are_named_and_the_others_are_answered() {
    let mut input =
        b"{\"text\": \"One.\"}\nnot json\n{\"text\": \"a\xFFb\"}\n[1]\n{\"id\": 1}\n{\"text\": 5}\n".to_vec();
    input.extend(b"{\"text\": \"Two.\", \"id\": 2}");
    let output = run(program().arg("--jsonl"), &input);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(lines(&output), [answer("One.", &json!({})), answer("Two.", &json!({"id": 2}))]);
    let messages = messages(&output);
    assert_eq!(messages.lines().count(), 5, "{messages}");
    for (number, line) in (2..=6).zip(messages.lines()) {
        assert!(line.starts_with(&format!("standard input:{number}: ")), "{messages}");
    }
    assert!(messages.contains(":3: invalid UTF-8") && messages.contains(":2: invalid JSON"), "{messages}");
}

#[test]
fn a_lone_surrogate_is_one_unit() {
    let line = br#"{"text": "a\ud83d b \ude00\ud83d \ud83d\ude00 Ana said no."}"#;
    let output = run(program().arg("--jsonl"), line);
    assert!(output.status.success(), "{}", messages(&output));
    assert_eq!(lines(&output), [answer("a\u{FFFD} b \u{FFFD}\u{FFFD} 😀 Ana said no.", &json!({}))]);
}

#[test]
fn answers_come_one_by_one_and_a_closed_pipe_is_no_failure() {
    let mut child =
        program().arg("--jsonl").stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    let mut answers = BufReader::new(child.stdout.take().unwrap());
    let mut first = String::new();
    // The first answer is there before the second line is written.
    input.write_all(b"{\"text\": \"One.\"}\n").unwrap();
    answers.read_line(&mut first).unwrap();
    assert!(first.ends_with("}\n"));
    drop(answers);
    let writer = thread::spawn(move || {
        // Once the program has stopped, writing to it fails: that is what is waited for.
        while input.write_all(b"{\"text\": \"More.\"}\n").is_ok() {}
    });
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    assert!(output.status.success(), "{}", messages(&output));
    assert_eq!(messages(&output), "");
}

#[test]
fn without_inputs_it_says_how_it_is_used() {
    for arguments in [&[][..], &["--jsonl", "a", "b"], &["a", "--jsonl"]] {
        let output = run(program().args(arguments), b"");
        assert_eq!(output.status.code(), Some(2));
        assert!(messages(&output).starts_with("usage: "));
    }
}
