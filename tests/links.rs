//! The rows of `links.txt`: mentions as given in, and joined as the letters say.

use std::collections::BTreeMap;

use article_highlighter::EntityType;
use article_highlighter::entity::Mention;
use article_highlighter::link::{Links, link_names};
use article_highlighter::text::{Document, Span, blocks, sentences, tokens};

const ROWS: &str = include_str!("links.txt");

/// A row's text and mentions, and for each the letter of its entity and, where it is given, its country.
fn parse(row: &str) -> (String, Vec<Mention>, Vec<char>, Vec<Option<String>>) {
    let (mut text, mut mentions, mut letters, mut countries) = (String::new(), Vec::new(), Vec::new(), Vec::new());
    let row = row.replace(" // ", "\n\n");
    for part in row.split_inclusive(']') {
        let (before, mention) = part.split_once('[').unwrap_or((part, ""));
        text += before;
        if let Some((name, kind)) = mention.strip_suffix(']').and_then(|m| m.split_once('|')) {
            let span = Span::new(text.len(), text.len() + name.len());
            text += name;
            let mut kind = kind.split(' ');
            let (label, letter) = (kind.next().unwrap_or_default(), kind.next().unwrap_or_default());
            mentions.push(Mention { span, label: label_named(label), confidence: 1.0 });
            letters.extend(letter.chars());
            countries.push(kind.next().map(str::to_owned));
        }
    }
    (text, mentions, letters, countries)
}

fn label_named(name: &str) -> EntityType {
    use EntityType::{Cardinal, Date, Event, Fac, Gpe, Loc, Norp, Ordinal, Org, Person};
    [Person, Norp, Org, Gpe, Loc, Fac, Event, Date, Cardinal, Ordinal]
        .into_iter()
        .find(|label| format!("{label:?}").eq_ignore_ascii_case(name))
        .unwrap_or_else(|| panic!("no type {name}"))
}

/// The names of each entity, as linking has it.
fn linked(text: &str, mentions: &[Mention]) -> Links {
    let spans = blocks::split(text);
    let layers: Vec<_> = spans
        .iter()
        .map(|span| {
            let tokens = tokens::tokenize(span.of(text));
            let sentences = sentences::split(span.of(text), &tokens);
            (tokens, sentences)
        })
        .collect();
    let mut document = Document::new(text);
    let outlines: Vec<_> = spans
        .iter()
        .zip(&layers)
        .map(|(span, (tokens, sentences))| blocks::Outline { text: span.of(text), tokens, sentences: sentences.len() })
        .collect();
    for ((span, (tokens, sentences)), kind) in spans.iter().zip(&layers).zip(blocks::kinds(&outlines)) {
        document.push_block(*span, kind, tokens, sentences);
    }
    link_names(&document, mentions, None)
}

/// "Ana Lopez, Lopez | Maria Lopez": which names stand together.
fn groups<K: Ord>(text: &str, mentions: &[Mention], keys: impl Iterator<Item = K>) -> String {
    let mut groups: BTreeMap<K, Vec<&str>> = BTreeMap::new();
    for (mention, key) in mentions.iter().zip(keys) {
        groups.entry(key).or_default().push(mention.span.of(text));
    }
    let mut groups: Vec<String> = groups.into_values().map(|names| names.join(", ")).collect();
    groups.sort();
    groups.join(" | ")
}

#[test]
fn names_are_joined_as_the_rows_say() {
    let (mut section, mut counts, mut wrong) = ("", BTreeMap::<_, usize>::new(), String::new());
    for row in ROWS.lines().filter(|row| !row.is_empty() && !row.starts_with('#')) {
        if let Some(name) = row.strip_prefix("=== ") {
            section = name;
            continue;
        }
        *counts.entry(section).or_default() += 1;
        let (text, mentions, letters, countries) = parse(row);
        let links = linked(&text, &mentions);
        let expected = groups(&text, &mentions, letters.into_iter());
        let got = groups(&text, &mentions, links.of_mention.iter().copied());
        if expected != got {
            wrong += &format!("\n{section}: {row}\n    got {got}");
        }
        for (i, expected) in countries.iter().enumerate().filter_map(|(i, country)| Some((i, country.as_deref()?))) {
            let got = links.entities[links.of_mention[i]].country.unwrap_or("-");
            if got != expected {
                wrong += &format!("\n{section}: {row}\n    got {got} for {}", mentions[i].span.of(&text));
            }
        }
    }
    assert!(counts["apart"] >= 60, "{counts:?}");
    assert!(wrong.is_empty(), "{wrong}");
}
