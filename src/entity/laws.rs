//! Laws that are cited by a number or named by their kind: a block's tokens in, LAW candidates out.
//!
//! "Article 5", "Section 144A", "Chapter VII", "Resolution 2254", "First Amendment", "Penal Code", "Constitution of Kenya".

use std::ops::Range;

use super::{Candidate, Source};
use crate::text::{Shape, Span, Token, TokenKind};
use crate::view::EntityType;

/// What is cited by its number.
pub(super) const NUMBERED: &[&str] = &[
    "Article",
    "Articles",
    "Section",
    "Sections",
    "Chapter",
    "Clause",
    "Resolution",
    "Directive",
    "Regulation",
    "Decree",
    "Proposition",
];

/// What an amendment is numbered by.
const ORDINALS: &[&str] = &[
    "First",
    "Second",
    "Third",
    "Fourth",
    "Fifth",
    "Sixth",
    "Seventh",
    "Eighth",
    "Ninth",
    "Tenth",
    "Thirteenth",
    "Fourteenth",
    "Fifteenth",
];

/// What a code of laws is of.
const CODES: &[&str] = &[
    "Penal",
    "Criminal",
    "Civil",
    "Family",
    "Labor",
    "Labour",
    "Tax",
    "Electoral",
    "Commercial",
    "Military",
    "Building",
];

/// The laws of a block.
pub fn find_laws(text: &str, tokens: &[Token]) -> Vec<Candidate> {
    let mut laws = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let Some(law) = law_at(text, tokens, at) else {
            at += 1;
            continue;
        };
        let span = Span::new(tokens[law.start].span.start, tokens[law.end - 1].span.end);
        laws.push(Candidate { span, label: EntityType::Law, source: Source::Name, confidence: 0.9 });
        at = law.end;
    }
    laws
}

fn law_at(text: &str, tokens: &[Token], at: usize) -> Option<Range<usize>> {
    if !tokens[at].is_capitalized() {
        return None;
    }
    let word = |i: usize| tokens.get(i).map_or("", |t| t.span.of(text));
    let first = word(at);
    let second = word(at + 1);
    if NUMBERED.contains(&first) {
        let number = at + 1 + usize::from(matches!(second, "No." | "no."));
        let cited = tokens.get(number)?;
        let roman =
            cited.shape == Shape::Upper && word(number).chars().all(|c| "IVXLC".contains(c)) || word(number) == "V";
        // "2254", "144A", "72/2019"; "Article 370-A" to its end.
        let digits = cited.kind == TokenKind::Number
            && word(number).chars().all(|c| c.is_ascii_alphanumeric() || "./".contains(c));
        return (roman || digits).then_some(at..number + 1);
    }
    let named = ORDINALS.contains(&first) && second == "Amendment" || CODES.contains(&first) && second == "Code";
    if named {
        return Some(at..at + 2);
    }
    if first == "Constitution" && second == "of" {
        let start = at + 2 + usize::from(word(at + 2) == "the");
        let end = (start..tokens.len().min(start + 4)).find(|&i| !tokens[i].is_capitalized()).unwrap_or(start);
        return (end > start).then_some(at..end);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokens::tokenize;

    fn found(text: &str) -> Vec<&str> {
        find_laws(text, &tokenize(text)).into_iter().map(|law| law.span.of(text)).collect()
    }

    #[test]
    fn laws_are_cited() {
        assert_eq!(
            found("Under Article 5 and Section 144A, Chapter VII holds."),
            ["Article 5", "Section 144A", "Chapter VII"]
        );
        assert_eq!(found("Resolution 2254 and Directive No. 187."), ["Resolution 2254", "Directive No. 187"]);
        assert_eq!(found("The First Amendment and the Penal Code."), ["First Amendment", "Penal Code"]);
        assert_eq!(found("The Constitution of Kenya is new."), ["Constitution of Kenya"]);
    }

    #[test]
    fn other_things_are_not() {
        assert_eq!(
            found("The Articles were read. Section by section, a code and the Constitution of"),
            Vec::<&str>::new()
        );
    }
}
