//! The house's rules as tests: who may know whom, how long a file may be, how it opens, and what may not be left behind.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

/// The layers of the crate; each may use those that stand before it. `view` stands near the end, but for its enums.
const LAYERS: &[&str] = &["lexicon", "text", "entity", "link", "quote", "view", "analysis", "incremental", "wasm"];

/// What `view` lends to every layer: names of kinds and types, which say nothing of offsets or order.
const VIEW_ENUMS: &[&str] = &["BlockKind", "EntityType", "Language", "QuoteKind", "SpeakerKind"];

/// The same for the browser: a file may import from its own layer and those before it.
const BROWSER_LAYERS: &[&str] = &["engine/worker.js", "engine/client.js", "element/", "page"];

/// Files of more than 400 lines, and why they are not two.
const LONG: &[(&str, &str)] = &[
    ("src/entity/patterns.rs", "the compiler of the rows is 270 lines; the rest are its examples and tests"),
    ("src/entity/value_items.rs", "one reader of items: numbers, units and words are read by one look ahead"),
    ("src/quote/source.rs", "what a noun phrase may hold is one grammar"),
    ("tests/browser/element.test.mjs", "one browser is started once for all that is asked of the element"),
];

const LONGEST: usize = 400;

/// What must not be left in the project, and where it may stand all the same.
const LEFT_BEHIND: &[(&str, &[&str])] = &[
    (concat!("to", "do!("), &[]),
    (concat!("db", "g!("), &[]),
    (concat!("unimple", "mented!("), &[]),
    (concat!("FIX", "ME"), &[]),
    (concat!("debug", "ger;"), &[]),
    (concat!("/wo", "rk/"), &[]),
    (concat!("/ro", "ot/"), &[]),
    (concat!("/ho", "me/"), &[]),
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All text files of the project but those that tools make, as paths from its root and contents.
fn files() -> Vec<(String, String)> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        const MADE: &[&str] = &["target", "node_modules", ".git", "pkg", "dist", "proptest-regressions"];
        for entry in std::fs::read_dir(folder).expect("a folder of the project") {
            let path = entry.expect("an entry").path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if MADE.contains(&name.as_str()) {
                continue;
            }
            if path.is_dir() { walk(&path, found) } else { found.push(path) }
        }
    }
    let mut paths = Vec::new();
    walk(root(), &mut paths);
    paths.sort();
    let read = |path: PathBuf| {
        let name = path.strip_prefix(root()).ok()?.to_string_lossy().replace('\\', "/");
        Some((name, std::fs::read_to_string(&path).ok()?))
    };
    paths.into_iter().filter_map(read).collect()
}

fn has_ending(name: &str, endings: &[&str]) -> bool {
    Path::new(name).extension().is_some_and(|e| endings.iter().any(|x| e == *x))
}

fn report(wrong: &[String]) {
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn layers_know_only_what_stands_before_them() {
    let mut wrong = Vec::new();
    for (name, source) in files().iter().filter(|(name, _)| name.starts_with("src/") && name != "src/lib.rs") {
        let layer = name["src/".len()..].split(['/', '.']).next().unwrap_or_default();
        let Some(rank) = LAYERS.iter().position(|l| *l == layer) else {
            wrong.push(format!("{name}: the layer “{layer}” has no place in LAYERS"));
            continue;
        };
        for (number, line) in source.lines().enumerate() {
            let code = line.split("//").next().unwrap_or_default();
            for used in code.match_indices("crate::").map(|(at, _)| &code[at + "crate::".len()..]) {
                for (other, items) in uses(used) {
                    let known = LAYERS.iter().position(|l| *l == other).is_some_and(|r| r <= rank);
                    let enums = other == "view" && items.iter().all(|i| VIEW_ENUMS.contains(i));
                    // The door of the crate shows `Analyzer` and `Options` to the browser's door.
                    let door = layer == "wasm" && matches!(other, "Analyzer" | "Options");
                    if !known && !enums && !door {
                        wrong.push(format!("{name}:{}: {layer} may not know {other} {items:?}", number + 1));
                    }
                }
            }
        }
    }
    report(&wrong);
}

/// The layers that a path after `crate::` names, each with the items taken from it: "text::{Span, Token}", "quote", "{link, quote}".
fn uses(path: &str) -> Vec<(&str, Vec<&str>)> {
    let word = |s: &'static str| move |c: char| !(c.is_alphanumeric() || c == '_' || s.contains(c));
    if let Some(group) = path.strip_prefix('{') {
        let group = &group[..group.find('}').unwrap_or(group.len())];
        return group.split(',').map(|part| (part.trim().split("::").next().unwrap_or_default(), Vec::new())).collect();
    }
    let layer = &path[..path.find(word("")).unwrap_or(path.len())];
    let rest = path[layer.len()..].strip_prefix("::").unwrap_or_default();
    let items = match rest.strip_prefix('{') {
        Some(group) => group[..group.find('}').unwrap_or(group.len())].split(',').collect(),
        None => vec![&rest[..rest.find(word("")).unwrap_or(rest.len())]],
    };
    let items = items.into_iter().map(|i| i.trim().split(" as ").next().unwrap_or_default()).filter(|i| !i.is_empty());
    vec![(layer, items.collect())]
}

#[test]
fn the_browser_s_files_import_only_what_stands_before_them() {
    let rank = |name: &str| BROWSER_LAYERS.iter().position(|l| name.starts_with(l));
    let mut wrong = Vec::new();
    for (name, source) in files().iter().filter(|(name, _)| name.starts_with("www/") && has_ending(name, &["js"])) {
        let own = &name["www/".len()..];
        for line in source.lines().filter(|l| l.contains("import") || l.contains(" from ") || l.contains("new URL(")) {
            let Some(target) = line.split(['\'', '"']).find(|s| s.starts_with("./") || s.starts_with("../")) else {
                continue;
            };
            let target = resolve(own, target);
            let made = target.starts_with("pkg/") && own == "engine/worker.js";
            if !made && (rank(&target).is_none() || rank(&target) > rank(own)) {
                wrong.push(format!("{name} may not import {target}"));
            }
        }
    }
    report(&wrong);
}

/// A relative URL from a file's place: ("element/view.js", "../engine/client.js") gives "engine/client.js".
fn resolve(from: &str, url: &str) -> String {
    let mut steps: Vec<&str> = from.split('/').collect();
    steps.pop();
    for step in url.split('/') {
        match step {
            "." => {}
            ".." => _ = steps.pop(),
            step => steps.push(step),
        }
    }
    steps.join("/")
}

#[test]
fn files_are_short_or_say_why_not() {
    let mut wrong = Vec::new();
    let (files, folders) =
        (files(), ["src/", "www/", "xtask/", "training/", "tests/", "benches/", "examples/", "fuzz/"]);
    for (name, source) in files.iter().filter(|(name, _)| folders.iter().any(|f| name.starts_with(f))) {
        let lines = source.lines().count();
        let excused = LONG.iter().any(|(long, _)| long == name);
        if has_ending(name, &["rs", "js", "mjs", "ts", "css", "html"]) && lines > LONGEST && !excused {
            wrong.push(format!("{name} has {lines} lines: part it, or give a reason in LONG"));
        }
    }
    for (long, _) in LONG {
        let lines = files.iter().find(|(name, _)| name == long).map_or(0, |(_, source)| source.lines().count());
        if lines <= LONGEST {
            wrong.push(format!("{long} has {lines} lines and needs no excuse in LONG"));
        }
    }
    report(&wrong);
}

#[test]
fn every_file_opens_by_saying_what_it_is() {
    let mut wrong = Vec::new();
    for (name, source) in files() {
        let openings: &[&str] = match name.rsplit('.').next().unwrap_or_default() {
            "rs" => &["//! ", "#![no_main]\n//! "],
            "js" | "mjs" | "ts" => &["// ", "/* ", "/**", "#!"],
            "css" => &["/* "],
            "txt" if name.starts_with("data/") || name.starts_with("tests/cases/") => &["# "],
            _ => continue,
        };
        if !openings.iter().any(|o| source.starts_with(o)) {
            wrong.push(format!("{name} does not open with a line on what it is"));
        }
    }
    report(&wrong);
}

#[test]
fn nothing_is_left_behind() {
    let mut wrong = Vec::new();
    for (name, source) in files() {
        for (number, line) in source.lines().enumerate() {
            for (words, _) in
                LEFT_BEHIND.iter().filter(|(w, except)| line.contains(w) && !except.contains(&name.as_str()))
            {
                wrong.push(format!("{name}:{}: {words}", number + 1));
            }
        }
    }
    report(&wrong);
}

#[test]
fn locked_packages_come_from_the_public_registries() {
    let mut wrong = Vec::new();
    for (name, source) in files() {
        let public = match name.rsplit('/').next() {
            Some("Cargo.lock") => "source = \"registry+https://github.com/rust-lang/crates.io-index\"",
            Some("package-lock.json") => "\"resolved\": \"https://registry.npmjs.org/",
            _ => continue,
        };
        let sources = source.lines().filter(|l| l.starts_with("source = ") || l.contains("\"resolved\": \"http"));
        wrong.extend(sources.filter(|l| !l.trim().starts_with(public)).map(|l| format!("{name}: {}", l.trim())));
    }
    report(&wrong);
}

#[test]
fn lists_of_words_have_each_entry_once() {
    let mut wrong = Vec::new();
    let embedded = std::fs::read_to_string(root().join("src/lexicon.rs")).expect("src/lexicon.rs");
    for (name, source) in files().iter().filter(|(name, _)| name.starts_with("data/lexicon/")) {
        let stem = name["data/lexicon/".len()..].trim_end_matches(".txt");
        if !embedded.contains(&format!("\"{stem}\"")) && !embedded.contains(&format!("data/lexicon/{stem}.txt")) {
            wrong.push(format!("{name} is read by nobody"));
        }
        let mut seen = HashSet::new();
        for (number, line) in source.lines().enumerate() {
            let entry = line.split('#').next().unwrap_or_default().trim_end();
            if line != line.trim_end_matches(' ') || entry.starts_with(' ') {
                wrong.push(format!("{name}:{}: white space at an end", number + 1));
            }
            let (word, value) = entry.split_once('\t').unwrap_or((entry, ""));
            // Contexts speak for several types at once; there the type is part of the entry.
            let key = if stem == "name_contexts" {
                format!("{word} {}", value.split(' ').next().unwrap_or_default())
            } else {
                word.to_owned()
            };
            if !key.trim().is_empty() && !seen.insert(key.clone()) {
                wrong.push(format!("{name}:{}: “{key}” stands there twice", number + 1));
            }
        }
        if !source.ends_with('\n') || source.contains('\r') {
            wrong.push(format!("{name} does not end its lines as the others do"));
        }
    }
    report(&wrong);
}

/// That the packed files are fresh is tested where they are packed, in `training`.
#[test]
fn packed_data_is_embedded_in_one_place_and_described() {
    let mut wrong = Vec::new();
    let sources: Vec<_> = files().into_iter().filter(|(name, _)| name.starts_with("src/")).collect();
    let card = std::fs::read_to_string(root().join("data/model/README.md")).expect("data/model/README.md");
    for entry in std::fs::read_dir(root().join("data/model")).expect("data/model") {
        let file = entry.expect("an entry").file_name().to_string_lossy().into_owned();
        if has_ending(&file, &["bin"]) {
            let embeds = format!("data/model/{file}\")");
            let places: Vec<_> = sources.iter().filter(|(_, s)| s.contains(&embeds)).map(|(name, _)| name).collect();
            if places.len() != 1 {
                wrong.push(format!("data/model/{file} is embedded in {places:?}"));
            }
            if !card.contains(&file) {
                wrong.push(format!("data/model/README.md does not describe {file}"));
            }
        }
    }
    report(&wrong);
}

#[test]
fn only_one_file_speaks_to_javascript() {
    let speaks = |(name, source): &(String, String)| name.starts_with("src/") && source.contains("wasm_bindgen");
    let names: Vec<String> = files().into_iter().filter(speaks).map(|(name, _)| name).collect();
    assert_eq!(names, ["src/wasm.rs"]);
    let loads = |(name, source): &(String, String)| {
        name.starts_with("www/") && has_ending(name, &["js"]) && source.contains("pkg/")
    };
    let names: Vec<String> = files().into_iter().filter(loads).map(|(name, _)| name).collect();
    assert_eq!(names, ["www/engine/worker.js"]);
}
