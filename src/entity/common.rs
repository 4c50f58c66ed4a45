//! Common nouns in capitals: mentions in, the same out without "the Government" and without what "a central processing unit (CPU)" shortens.

use rustc_hash::FxHashSet;

use super::Mention;
use super::cues::{Roles, roles};
use super::gazetteer::title_case;
use crate::text::{Document, Shape, TokenKind};
use crate::view::EntityType::Norp;

/// Bodies and places that news names in full elsewhere, or not at all: behind an article they are no names. Congress, Cabinet, Parliament
/// and the like are.
const BODIES: &[&str] = &[
    "Agency",
    "Association",
    "Authority",
    "Bank",
    "Board",
    "Bureau",
    "Chamber",
    "Church",
    "College",
    "Commission",
    "Committee",
    "Company",
    "Council",
    "Court",
    "Department",
    "Embassy",
    "Force",
    "Government",
    "Hospital",
    "Institute",
    "Kingdom",
    "Ministry",
    "Office",
    "Party",
    "Police",
    "Project",
    "Republic",
    "Secretariat",
    "State",
];

/// How many words an abbreviation shortens at most.
const LONGEST: usize = 8;

/// Takes them out.
#[must_use]
pub fn drop_common(document: &Document, mut mentions: Vec<Mention>) -> Vec<Mention> {
    let short = abbreviations(document);
    mentions.retain(|mention| {
        let name = mention.span.of(document.text);
        let before = || document.token_at(mention.span.start).checked_sub(1).map_or("", |i| document.word(i));
        let common = matches!(before(), "the" | "The" | "our" | "its" | "their" | "this") && BODIES.contains(&name);
        !common && (mention.label == Norp || short.is_empty() || !short.contains(name))
    });
    mentions
}

/// The words in capitals that stand in brackets behind small words with these initials, the last of which is no head of a body's name
/// ("the electoral commission (EC)").
fn abbreviations<'t>(document: &Document<'t>) -> FxHashSet<&'t str> {
    let upper = |i: usize| document.tokens.get(i).is_some_and(|t| t.shape == Shape::Upper && t.kind == TokenKind::Word);
    let opened = (1..document.tokens.len().saturating_sub(2))
        .filter(|&i| document.tokens[i].kind == TokenKind::Punct && document.word(i) == "(");
    let bracketed = opened.filter(|&i| upper(i + 1) && document.word(i + 2) == ")");
    bracketed.filter(|&i| is_spelled_out(document, i)).map(|i| document.word(i + 1)).collect()
}

/// Whether the small words before the bracket at `open` have the initials in it.
fn is_spelled_out(document: &Document, open: usize) -> bool {
    let letters = |i: usize| document.word(i).chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase);
    let small = |&i: &usize| {
        let token = &document.tokens[i];
        token.shape == Shape::Lower && token.kind == TokenKind::Word || document.word(i) == "-"
    };
    let words = (0..open).rev().take(LONGEST).take_while(small).filter(|&i| document.word(i) != "-");
    let mut all = String::new();
    let mut main = String::new();
    for i in words {
        let Some(first) = letters(i).next() else { continue };
        all.insert(0, first);
        if !matches!(document.word(i), "of" | "and" | "the" | "for" | "in" | "to") {
            main.insert(0, first);
        }
    }
    let short: String = letters(open + 1).collect();
    let head = title_case(document.word(open - 1));
    short.len() > 1
        && (all.ends_with(&short) || main.ends_with(&short))
        && !matches!(head.as_str(), "Team" | "Group" | "Unit" | "Panel" | "Squad" | "Coalition")
        && !roles(&head).any(Roles::ORG.or(Roles::CORP).or(Roles::EVENT).or(Roles::LAW))
}
