//! Mentions in; joined are two names of one thing that the article itself equates: "Harbour Bank, formerly known as Sandport
//! Savings", "Sandport Savings was renamed Harbour Bank".

use super::names::{Joins, Names};
use crate::entity::Mention;
use crate::text::{Document, TokenKind};
use crate::view::EntityType;

/// What may stand between two such names, marks and articles left out; "," stands for a comma or bracket that must be there.
const BETWEEN: &[&str] = &[
    ", formerly",
    ", formerly known as",
    ", formerly called",
    ", formerly named",
    ", previously",
    ", previously known as",
    ", previously called",
    ", originally",
    ", originally known as",
    ", once known as",
    ", now",
    ", now known as",
    ", now called",
    ", now named",
    ", since renamed",
    ", later renamed",
    ", renamed",
    ", also known as",
    ", better known as",
    ", known as",
    "formerly known as",
    "also known as",
    "better known as",
    "was renamed",
    "was renamed as",
    "has been renamed",
    "renamed itself",
    "changed its name to",
];

/// The most tokens that stand between two such names.
const REACH: usize = 7;

/// Joins them.
pub fn join(document: &Document, mentions: &[Mention], names: &mut Names) {
    let mut joins = Joins::new(names);
    for (i, pair) in mentions.windows(2).enumerate() {
        let [one, other] = pair else { continue };
        let named = (one.label as usize) < EntityType::Date as usize && one.label != EntityType::Norp;
        if named && one.label == other.label && equates(document, one, other) {
            joins.unite(names.of_mention[i], names.of_mention[i + 1]);
        }
    }
    names.settle(&joins.0);
}

fn equates(document: &Document, one: &Mention, other: &Mention) -> bool {
    // Near mentions are most: measured in bytes, far ones cost nothing.
    if other.span.start - one.span.end > 40 {
        return false;
    }
    let tokens = document.token_at(one.span.end)..document.token_at(other.span.start);
    if tokens.len() > REACH || document.sentence_of(tokens.start) != document.sentence_of(tokens.end) {
        return false;
    }
    let mut between = String::new();
    for i in tokens.clone() {
        let word = match document.word(i) {
            "," | "(" if i == tokens.start => ",",
            "the" | "The" => continue,
            _ if document.tokens[i].kind == TokenKind::Mark => continue,
            word => word,
        };
        if !between.is_empty() {
            between.push(' ');
        }
        between.extend(word.chars().map(|c| c.to_ascii_lowercase()));
    }
    // ", now" says so only where the name ends there, and not in "the Roe Bank, now Harbour Bank's rival".
    let closed = matches!(document.word(document.token_at(other.span.end)), "," | ")");
    BETWEEN.contains(&between.as_str()) && (closed || between != ", now")
}
