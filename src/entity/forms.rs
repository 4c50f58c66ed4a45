//! What a word is by itself: tokens in; out, for each form of a word in the article once, what the lists, the clusters and the
//! tagger's weights know of it.
//!
//! Half of an article's words are words that stood in it before. What depends on the form alone is looked up and added up the
//! first time; forms are numbered in the order in which they are met.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::clusters;
use super::cues::{Roles, roles};
use super::gazetteer::{self, Kinds};
use super::model::Sums;
use crate::text::{Shape, Token, TokenKind};

/// How many places there are from which a word is seen: two before it, one before, its own, one behind, two behind.
pub const PLACES: usize = 5;

/// One form of a word.
pub struct Form {
    /// What it does in names.
    pub roles: Roles,
    /// Of a form with a capital how often it has one; see [`gazetteer::capital_share`].
    pub share: Option<Option<u8>>,
    /// What is seen of it, once it was asked for.
    seen: Option<u32>,
}

/// What is seen of a form.
struct Seen {
    look: Look,
    sums: [Met; PLACES],
}

/// Whether a form was seen from a place.
#[derive(Clone, Copy)]
enum Met {
    /// Not yet.
    Never,
    /// Once: most forms never are again.
    Once,
    /// More often, so that what it says there was added up.
    Again(Sums),
}

/// What the tagger sees of a word without its neighbours.
#[derive(Clone, Copy, Default)]
pub struct Look {
    /// Hash of the word as written.
    pub written: u32,
    /// The same in lower case.
    pub lower: u32,
    /// How it is written, whether glued to the token before, how long.
    pub shape: u32,
    /// Hashes of its first letters, one to four.
    pub prefixes: [u32; 4],
    /// The same of its last.
    pub suffixes: [u32; 4],
    /// Nested clusters of 4096, 1024, 256 and 64; 0 is none.
    pub clusters: [u32; 4],
    /// How it is written here and elsewhere.
    pub case: u32,
    /// The kinds of the word by itself.
    pub own: u32,
}

impl Look {
    /// What is seen beyond the ends of a block.
    pub const NONE: Self = Self { written: 1, lower: 1, shape: 1, ..Self::ZERO };

    const ZERO: Self =
        Self { written: 0, lower: 0, shape: 0, prefixes: [0; 4], suffixes: [0; 4], clusters: [0; 4], case: 0, own: 0 };
}

/// The forms of an article.
pub struct Forms {
    /// By kind, and whether glued: only then is the text all that counts.
    ids: [FxHashMap<Box<str>, u32>; 2 * TokenKind::ALL],
    forms: Vec<Form>,
    seen: Vec<Seen>,
    key: Vec<u8>,
}

impl Default for Forms {
    /// Number 0 is what stands beyond the ends of a block.
    fn default() -> Self {
        let none = Form { roles: Roles::default(), share: None, seen: Some(0) };
        let seen = vec![Seen { look: Look::NONE, sums: [Met::Never; PLACES] }];
        Self { ids: Default::default(), forms: vec![none], seen, key: Vec::new() }
    }
}

impl Forms {
    /// The numbers of the forms of a block's tokens.
    pub fn read(&mut self, text: &str, tokens: &[Token]) -> Vec<u32> {
        tokens.iter().map(|token| self.id(token.span.of(text), token)).collect()
    }

    fn id(&mut self, word: &str, token: &Token) -> u32 {
        let ids = &mut self.ids[2 * token.kind as usize + usize::from(token.glued)];
        if let Some(&id) = ids.get(word) {
            return id;
        }
        let id = self.forms.len() as u32;
        ids.insert(word.into(), id);
        let roles = if token.kind == TokenKind::Word { roles_of(word, token.shape) } else { Roles::default() };
        let share = token.is_capitalized().then(|| gazetteer::capital_share(word));
        self.forms.push(Form { roles, share, seen: None });
        id
    }

    /// A form by its number.
    pub fn get(&self, id: u32) -> &Form {
        &self.forms[id as usize]
    }

    /// What the tagger sees of a form, which `word` and `token` have.
    pub fn look(&mut self, id: u32, word: &str, token: &Token) -> Look {
        let form = &mut self.forms[id as usize];
        let seen = *form.seen.get_or_insert_with(|| {
            let look = look(word, token, form.share, &mut self.key);
            self.seen.push(Seen { look, sums: [Met::Never; PLACES] });
            self.seen.len() as u32 - 1
        });
        self.seen[seen as usize].look
    }

    /// What a form that was looked at says when it is seen from a place; none the first time, when it may be the only one.
    pub fn sums(&mut self, id: u32, place: usize, add_up: impl FnOnce(&Look) -> Sums) -> Option<&Sums> {
        let seen = &mut self.seen[self.forms[id as usize].seen? as usize];
        let met = &mut seen.sums[place];
        *met = match *met {
            Met::Never => Met::Once,
            Met::Once => Met::Again(add_up(&seen.look)),
            again => again,
        };
        if let Met::Again(sums) = met { Some(sums) } else { None }
    }
}

/// The roles of a word; of one in capitals those of its title case, of a contraction those of its first part.
fn roles_of(word: &str, shape: Shape) -> Roles {
    if word.is_ascii() && word.len() > 3 && shape == Shape::Upper {
        return roles(word).or(roles(&gazetteer::title_case(word)));
    }
    match word.find(['\'', '’']) {
        Some(at) if at > 1 => roles(&word[..at]).or(roles(word)),
        _ => roles(word),
    }
}

fn look(text: &str, token: &Token, share: Option<Option<u8>>, key: &mut Vec<u8>) -> Look {
    let glued = u32::from(token.glued) << 4;
    let kind = token.kind as u32;
    if token.kind != TokenKind::Word {
        let number = token.kind == TokenKind::Number;
        let digits = text.bytes().map(|b| if b.is_ascii_digit() { b'0' } else { b });
        let written = if number { hash_bytes(digits) } else { hash_bytes(text.bytes().take(24)) };
        let shape = (kind << 8 | glued | (text.len() as u32).min(5)) + 100;
        let clusters = clusters::of(text, key);
        return Look { written, lower: written, shape, case: kind + 50, clusters, ..Look::default() };
    }
    let clusters = clusters::of(text, key);
    key.clear();
    gazetteer::fold_into(text, key);
    let written = hash_bytes(key.iter().copied());
    let lower = hash_bytes(key.iter().map(u8::to_ascii_lowercase));
    let affix = |range: Range<usize>| key.get(range).map_or(2, |part| hash_bytes(part.iter().copied()));
    let length = key.len();
    let mut look = Look { written, lower, clusters, ..Look::default() };
    for k in 0..4 {
        look.prefixes[k] = affix(0..k + 1);
        look.suffixes[k] = length.checked_sub(k + 1).map_or(2, |from| affix(from..length));
    }
    look.shape = token.shape as u32 | glued | (length as u32).min(4) << 5 | shape_bits(key) << 8;
    let share = share.unwrap_or_else(|| gazetteer::capital_share(text));
    look.case = 1 + (share.map_or(8, u32::from) | (token.shape as u32) << 6);
    if token.is_capitalized() {
        let known = gazetteer::lookup(text).or_else(|| {
            (token.shape == Shape::Upper && text.len() > 3).then(|| gazetteer::lookup(&gazetteer::title_case(text)))?
        });
        look.own = known.map_or(1, |e| u32::from(e.kinds.0 & !Kinds::PERSON.0) + 2);
    }
    look
}

/// Whether there are periods, apostrophes and digits inside, and lower case after an inner capital.
fn shape_bits(key: &[u8]) -> u32 {
    let has = |test: fn(&u8) -> bool| u32::from(key.iter().any(test));
    let inner = u32::from(key.windows(2).any(|w| w[0].is_ascii_lowercase() && w[1].is_ascii_uppercase()));
    has(|b| *b == b'.') | has(|b| *b == b'\'') << 1 | has(u8::is_ascii_digit) << 2 | inner << 3
}

fn hash_bytes(bytes: impl IntoIterator<Item = u8>) -> u32 {
    bytes.into_iter().fold(0x811c_9dc5, |hash, b| (hash ^ u32::from(b)).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokens::tokenize;

    #[test]
    fn a_form_has_one_number_wherever_it_stands() {
        let mut forms = Forms::default();
        let text = "Lopez met Ana Lopez. Lopez-Lopez met 'met'.";
        let ids = forms.read(text, &tokenize(text));
        assert_eq!(ids[0], ids[3]);
        assert_eq!(ids[1], ids[8]);
        // Glued to a hyphen or a mark it is seen otherwise.
        assert_ne!(ids[0], ids[7]);
        assert_ne!(ids[1], ids[10]);
        assert_eq!(ids, forms.read(text, &tokenize(text)));
    }

    #[test]
    fn a_form_is_looked_at_as_it_is_written() {
        let mut forms = Forms::default();
        let text = "Kenya kenya KENYA";
        let tokens = tokenize(text);
        let ids = forms.read(text, &tokens);
        let looks: Vec<Look> =
            ids.iter().zip(&tokens).map(|(&id, token)| forms.look(id, token.span.of(text), token)).collect();
        assert!(looks[0].lower == looks[1].lower && looks[0].written != looks[1].written);
        assert!(looks[0].own == looks[2].own && looks[1].own == 0);
    }
}
