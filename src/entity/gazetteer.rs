//! The packed name lists: words and token runs in, what the lists know of them out. Every answer is evidence, no decision.
//!
//! `training` writes `data/model/names.bin` and `words.bin`; this file alone embeds them. Names are kept in ASCII:
//! [`fold_into`] takes accents off a text before it is looked up.

use std::ops::Range;
use std::sync::LazyLock;

pub use super::fold::fold_into;
use super::fold::with_folded;
use super::table::{Found, Table, TableError};
use crate::text::{Shape, Token, TokenKind};

/// What a name is known as; several at once as a rule.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kinds(pub u16);

impl Kinds {
    /// A state of the world.
    pub const COUNTRY: Self = Self(1);
    /// A city, town or village.
    pub const CITY: Self = Self(1 << 1);
    /// A state, province or other first-level region.
    pub const REGION: Self = Self(1 << 2);
    /// A continent, sea, river, lake, mountain or part of the world.
    pub const LOCATION: Self = Self(1 << 3);
    /// A nationality or people: "Kenyan", "Kurds".
    pub const NATIONALITY: Self = Self(1 << 4);
    /// A religious or political group: "Islamist", "Democrats".
    pub const GROUP: Self = Self(1 << 5);
    /// A language.
    pub const LANGUAGE: Self = Self(1 << 6);
    /// A given name.
    pub const GIVEN: Self = Self(1 << 7);
    /// A surname.
    pub const SURNAME: Self = Self(1 << 8);
    /// An organisation of any kind.
    pub const ORGANIZATION: Self = Self(1 << 9);
    /// A building or site.
    pub const FACILITY: Self = Self(1 << 10);
    /// A feast, war, cup or storm.
    pub const EVENT: Self = Self(1 << 11);
    /// A treaty, act or scripture.
    pub const LAW: Self = Self(1 << 12);
    /// A product.
    pub const PRODUCT: Self = Self(1 << 13);
    /// A well-known person's whole name, or one name that says enough.
    pub const PERSON: Self = Self(1 << 14);
    /// An award.
    pub const AWARD: Self = Self(1 << 15);

    /// Any kind of place.
    pub const PLACE: Self = Self(Self::COUNTRY.0 | Self::CITY.0 | Self::REGION.0 | Self::LOCATION.0);

    /// Whether it is one of `others`.
    #[must_use]
    pub fn any(self, others: Self) -> bool {
        self.0 & others.0 != 0
    }

    /// Both together.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// The gender that a given name or title tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gender {
    /// She.
    Female,
    /// He.
    Male,
}

/// What the lists know of one name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What it is known as.
    pub kinds: Kinds,
    /// The gender of nearly all who bear it as a given name.
    pub gender: Option<Gender>,
    /// How well known it is: as a place 0 to 3, by people; as a person's name 0 to 3, by bearers.
    pub place_rank: u8,
    /// See `place_rank`.
    pub person_rank: u8,
    /// The country it is or belongs to, ISO 3166-1 alpha-2; of a city the biggest of its name.
    pub country: Option<&'static str>,
}

/// A run of tokens that the lists hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match {
    /// The tokens.
    pub tokens: Range<usize>,
    /// What is known of them together.
    pub entry: Entry,
}

/// Columns of `names.bin`.
pub const NAME_COLUMNS: usize = 4;
/// Columns of `words.bin`.
pub const WORD_COLUMNS: usize = 1;

/// The lists, read in place.
#[derive(Debug)]
pub struct Gazetteer {
    names: Table<'static>,
    words: Table<'static>,
}

static LISTS: LazyLock<Gazetteer> = LazyLock::new(|| {
    let names = include_bytes!("../../data/model/names.bin");
    let words = include_bytes!("../../data/model/words.bin");
    Gazetteer::from_bytes(names, words).expect("data/model is written by `training` and checked by a test")
});

impl Gazetteer {
    /// The lists in these bytes, as `training` packs them.
    ///
    /// # Errors
    /// Where the bytes are cut short, foreign or damaged.
    pub fn from_bytes(names: &'static [u8], words: &'static [u8]) -> Result<Self, TableError> {
        let (names, words) = (Table::from_bytes(names)?, Table::from_bytes(words)?);
        let codes = names.note();
        let fits = names.columns() == NAME_COLUMNS && words.columns() == WORD_COLUMNS;
        let countries_fit = codes.is_ascii()
            && codes.len().is_multiple_of(2)
            && (0..names.len()).all(|row| fits && usize::from(names.value(row, 3)) <= codes.len() / 2);
        if fits && countries_fit { Ok(Self { names, words }) } else { Err(TableError::Columns) }
    }

    fn entry(&self, row: usize) -> Entry {
        let byte = |column| self.names.value(row, column);
        let gender = match byte(2) & 3 {
            1 => Some(Gender::Female),
            2 => Some(Gender::Male),
            _ => None,
        };
        let code = usize::from(byte(3)).checked_sub(1).and_then(|i| self.names.note().get(2 * i..2 * i + 2));
        Entry {
            kinds: Kinds(u16::from_le_bytes([byte(0), byte(1)])),
            gender,
            place_rank: byte(2) >> 2 & 3,
            person_rank: byte(2) >> 4 & 3,
            country: code.and_then(|code| std::str::from_utf8(code).ok()),
        }
    }
}

/// What the lists know of exactly this name, accents and the kind of apostrophe aside.
///
/// The case counts; for words in capitals ask again with [`title_case`].
#[must_use]
pub fn lookup(name: &str) -> Option<Entry> {
    with_folded(name, |key| LISTS.names.find(key)).map(|row| LISTS.entry(row))
}

/// The gender that a given name tells ("Aisha", "Jean-Pierre"); of a whole name its first word's,
/// of a double name its second part's.
#[must_use]
pub fn gender(name: &str) -> Option<Gender> {
    let first = name.split_whitespace().next()?;
    let known = |name| lookup(name).filter(|e| e.kinds.any(Kinds::GIVEN));
    known(first).or_else(|| known(first.rsplit('-').next()?))?.gender
}

/// The country that a name is or belongs to, ISO 3166-1 alpha-2: of "Kenya", "Kenyan", "Kenyans", "Nairobi".
#[must_use]
pub fn country(name: &str) -> Option<&'static str> {
    lookup(name)?.country
}

/// Whether the name is a country's own ("Kenya", "U.S.").
#[must_use]
pub fn is_country(name: &str) -> bool {
    lookup(name).is_some_and(|e| e.kinds.any(Kinds::COUNTRY))
}

/// How often a word is capitalised inside sentences, in steps from 0 (never) over 4 (a third) to 6 (nine times in ten);
/// none where it was hardly ever seen in lower case, as with most names, or not at all.
#[must_use]
pub fn capital_share(word: &str) -> Option<u8> {
    let row = with_folded(word, |key| {
        key.make_ascii_lowercase();
        LISTS.words.find(key)
    });
    row.map(|row| LISTS.words.value(row, 0))
}

/// "UNITED" as "United", "O'NEILL" as "O'Neill".
#[must_use]
pub fn title_case(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    let mut start = true;
    for c in word.chars() {
        if start {
            out.push(c)
        } else {
            out.extend(c.to_lowercase())
        }
        start = !c.is_alphanumeric();
    }
    out
}

/// Longest matches of the lists in one pass over a block's tokens, left to right, starting at capitalised words.
/// Runs in capitals are looked up as they stand and then in title case.
#[must_use]
pub fn matches(text: &str, tokens: &[Token]) -> Vec<Match> {
    let mut found = Vec::new();
    let mut key = Vec::with_capacity(64);
    let mut at = 0;
    while at < tokens.len() {
        let starts =
            tokens[at].kind == TokenKind::Word && (tokens[at].is_capitalized() || has_lower_start(text, tokens, at));
        let longest = if starts { longest_at(text, tokens, at, &mut key) } else { None };
        match longest {
            Some(m) => {
                at = m.tokens.end;
                found.push(m);
            }
            None => at += 1,
        }
    }
    found
}

/// "al-Shabaab", "bitcoin": few lists hold names in lower case, so only such words are tried as a hyphen follows.
fn has_lower_start(text: &str, tokens: &[Token], at: usize) -> bool {
    tokens.get(at + 1).is_some_and(|t| t.glued && t.span.of(text) == "-")
}

fn longest_at(text: &str, tokens: &[Token], at: usize, key: &mut Vec<u8>) -> Option<Match> {
    let as_written = longest_spelled(text, tokens, at, key, false);
    if as_written.is_some() || tokens[at].shape != Shape::Upper {
        return as_written;
    }
    // A short word in capitals is an acronym rather than a name ("IRA", "LEE"), unless more words agree ("NEW DELHI").
    let short = tokens[at].span.end - tokens[at].span.start < 4;
    longest_spelled(text, tokens, at, key, true).filter(|m| !short || m.tokens.len() > 1)
}

fn longest_spelled(text: &str, tokens: &[Token], at: usize, key: &mut Vec<u8>, in_title_case: bool) -> Option<Match> {
    key.clear();
    let mut best = None;
    for (i, token) in tokens.iter().enumerate().skip(at) {
        if i > at && !token.glued {
            key.push(b' ');
        }
        let from = key.len();
        fold_into(token.span.of(text), key);
        if in_title_case && token.shape == Shape::Upper {
            let small = matches!(&key[from..], b"OF" | b"AND" | b"THE" | b"DE" | b"FOR" | b"ON" | b"IN");
            let keep = if small { from } else { (from + 1).min(key.len()) };
            key[keep..].make_ascii_lowercase();
        }
        let (row, how) = LISTS.names.seek(key);
        match how {
            Found::Exact => best = Some((i + 1, row)),
            Found::Prefix => continue,
            Found::No => break,
        }
        // The same key may go on as a longer one: the row after it tells.
        key.push(b' ');
        let goes_on = LISTS.names.seek(key).1 == Found::Prefix;
        key.pop();
        let glued_next = tokens.get(i + 1).is_some_and(|t| t.glued);
        if !goes_on && !glued_next {
            break;
        }
    }
    best.map(|(end, row)| Match { tokens: at..end, entry: LISTS.entry(row) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokens::tokenize;

    #[test]
    fn knows_people_and_places() {
        assert_eq!(gender("Fatima Ahmed"), Some(Gender::Female));
        assert_eq!(gender("Jean-Pierre"), Some(Gender::Male));
        assert_eq!(gender("Table"), None);
        for (name, code) in
            [("Kenya", "KE"), ("Kenyan", "KE"), ("Kenyans", "KE"), ("Nairobi", "KE"), ("São Paulo", "BR")]
        {
            assert_eq!(country(name), Some(code), "{name}");
        }
        for name in ["US", "U.S.", "United States", "USA", "America"] {
            assert_eq!((country(name), is_country(name)), (Some("US"), true), "{name}");
        }
        assert!(!is_country("Kenyan") && !is_country("Nairobi"));
    }

    #[test]
    fn knows_how_words_are_written() {
        assert_eq!(capital_share("said"), Some(0));
        assert_eq!(capital_share("Senators"), Some(3));
        assert_eq!(capital_share("Nairobi"), None);
    }

    #[test]
    fn the_longest_name_wins_and_capitals_are_folded() {
        let found = |text: &str| {
            let tokens = tokenize(text);
            let names: Vec<_> = matches(text, &tokens)
                .into_iter()
                .map(|m| text[tokens[m.tokens.start].span.start..tokens[m.tokens.end - 1].span.end].to_owned())
                .collect();
            names.join(" | ")
        };
        assert_eq!(found("in New York and in New Zealand"), "New York | New Zealand");
        assert_eq!(found("the Côte d’Ivoire side"), "Côte d’Ivoire");
        assert_eq!(found("BANK OF ENGLAND HOLDS IN NEW ZEALAND"), "BANK OF ENGLAND | NEW ZEALAND");
    }

    #[test]
    fn foreign_bytes_are_refused() {
        assert_eq!(Gazetteer::from_bytes(b"PK", b"").unwrap_err(), TableError::Magic);
        let words = include_bytes!("../../data/model/words.bin");
        assert_eq!(Gazetteer::from_bytes(words, words).unwrap_err(), TableError::Columns);
    }
}
