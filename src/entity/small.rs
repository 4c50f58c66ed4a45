//! Names in a text without capitals, as tweets are: a block's tokens in, candidates out.
//!
//! Where a block has no capital at all, a name is what the lists hold and what is hardly ever written small: "kenya", "new york",
//! "amina lopez", but not "turkey", "us" and "may".

use std::ops::Range;

use super::gazetteer::{Entry, Kinds, capital_share, lookup};
use super::{Candidate, Source};
use crate::text::{Span, Token, TokenKind};
use crate::view::EntityType;

/// The least words that such a block has; fewer are a label.
const LEAST: usize = 3;

/// The most words of a name.
const LONGEST: usize = 3;

/// Names of a block without capitals.
pub fn find_small_names(text: &str, tokens: &[Token]) -> Vec<Candidate> {
    let words = || tokens.iter().filter(|t| t.kind == TokenKind::Word).map(|t| t.span.of(text));
    if words().count() < LEAST || words().any(|word| word.contains(char::is_uppercase)) {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let name = (1..=LONGEST).rev().find_map(|length| {
            let name = at..at + length;
            Some((label(text, tokens.get(name.clone())?)?, name))
        });
        let Some((label, name)) = name else {
            at += 1;
            continue;
        };
        found.push(candidate(tokens, &name, label));
        at = name.end;
    }
    found
}

fn candidate(tokens: &[Token], name: &Range<usize>, label: EntityType) -> Candidate {
    let span = Span::new(tokens[name.start].span.start, tokens[name.end - 1].span.end);
    Candidate { span, label, source: Source::Name, confidence: 0.6 }
}

/// What the lists have these words for.
fn label(text: &str, words: &[Token]) -> Option<EntityType> {
    if words.iter().any(|t| t.kind != TokenKind::Word) || words.iter().skip(1).any(|t| t.glued) {
        return None;
    }
    let (first, last) = (words[0].span.of(text), words[words.len() - 1].span.of(text));
    let known = listed(&text[words[0].span.start..words[words.len() - 1].span.end]);
    let several = words.len() > 1;
    // "the sun" is no paper.
    if let Some(entry) = known.filter(|_| words.iter().any(|t| is_rare(t.span.of(text)))) {
        let is = |kind| entry.kinds.any(kind);
        let place = is(Kinds::COUNTRY) || is(Kinds::CITY.with(Kinds::REGION)) && entry.place_rank > 1;
        let kinds = [
            (place, EntityType::Gpe),
            (is(Kinds::NATIONALITY), EntityType::Norp),
            (is(Kinds::PERSON), EntityType::Person),
            (several && is(Kinds::LOCATION), EntityType::Loc),
            (several && is(Kinds::ORGANIZATION), EntityType::Org),
        ];
        if let Some(&(_, label)) = kinds.iter().find(|(holds, _)| *holds) {
            return Some(label);
        }
    }
    let bears = |word: &str, kind| is_rare(word) && listed(word).is_some_and(|entry| entry.kinds.any(kind));
    let person = words.len() == 2 && bears(first, Kinds::GIVEN) && bears(last, Kinds::SURNAME);
    person.then_some(EntityType::Person)
}

/// What the lists have for "new york".
fn listed(name: &str) -> Option<Entry> {
    let capitalized = |word: &str| {
        let mut chars = word.chars();
        chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
    };
    lookup(&name.split(' ').map(capitalized).collect::<Vec<_>>().join(" "))
}

/// Words that are names with a capital only.
const ORDINARY: &[&str] = &["chad", "china", "georgia", "guinea", "jersey", "jordan", "polish", "trump", "turkey"];

/// Whether a word is hardly ever written without a capital where it is no name.
fn is_rare(word: &str) -> bool {
    word.len() > 2 && !ORDINARY.contains(&word) && capital_share(word).is_none_or(|share| share > 5)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokens::tokenize;

    fn found(text: &str) -> Vec<(&str, EntityType)> {
        find_small_names(text, &tokenize(text)).into_iter().map(|c| (c.span.of(text), c.label)).collect()
    }

    #[test]
    fn names_without_capitals() {
        assert_eq!(
            found("they fly from kenya to new york with amina lopez"),
            [("kenya", EntityType::Gpe), ("new york", EntityType::Gpe), ("amina lopez", EntityType::Person)]
        );
    }

    #[test]
    fn ordinary_words_are_none() {
        assert!(found("let us march in may and cook a turkey in the china shop").is_empty());
        assert!(found("They fly to kenya").is_empty());
        assert!(found("in kenya").is_empty());
    }
}
