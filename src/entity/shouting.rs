//! Words in capitals throughout: a block in, the same with the capitals that such words mostly have out.
//!
//! "MINISTER URGES TALKS IN NAIROBI" is read as "Minister urges talks in Nairobi". Every word keeps its place and its length in bytes.

use std::borrow::Cow;

use super::clusters;
use super::gazetteer::{Kinds, capital_share, lookup, title_case};
use crate::text::tokens::shape;
use crate::text::{Sentence, Shape, Token, TokenKind};

/// A step of [`capital_share`]: words that have a capital less often are read as ordinary ones.
const MOSTLY: u8 = 4;

/// A block as it is to be read.
pub struct Softened<'t> {
    /// Its text.
    pub text: Cow<'t, str>,
    /// Its tokens.
    pub tokens: Cow<'t, [Token]>,
}

/// Softens the sentences in capitals; a block without any is left as it is.
#[must_use]
pub fn soften<'t>(text: &'t str, tokens: &'t [Token], sentences: &[Sentence]) -> Softened<'t> {
    let mut softened = Softened { text: text.into(), tokens: tokens.into() };
    for sentence in sentences {
        let shouted = is_shouted(text, tokens, sentence);
        let mut first = true;
        let mut place_end = 0;
        for i in sentence.tokens.clone() {
            let token = &tokens[i];
            let word = token.span.of(text);
            if !shouted && i >= place_end {
                place_end = place_at(text, &tokens[i..sentence.tokens.end]).map_or(0, |words| i + words);
            }
            let written = match token.kind {
                TokenKind::Word if shouted => soften_word(word, std::mem::take(&mut first)),
                TokenKind::Clitic if shouted => word.to_lowercase(),
                TokenKind::Word if i < place_end => title_case(word),
                _ => continue,
            };
            if written.len() == word.len() && written != word {
                softened.text.to_mut().replace_range(token.span.start..token.span.end, &written);
                softened.tokens.to_mut()[i].shape = shape(&written, token.kind);
            }
        }
    }
    softened
}

/// How many of the words in capitals that these tokens begin with name a place, as at the head of an agency's report:
/// "NEW YORK, 5 May".
fn place_at(text: &str, tokens: &[Token]) -> Option<usize> {
    let upper = |t: &&Token| t.kind == TokenKind::Word && t.shape == Shape::Upper;
    let words: Vec<&str> = tokens.iter().take(3).take_while(upper).map(|t| t.span.of(text)).collect();
    let is_place = |name: &str| lookup(name).is_some_and(|e| e.kinds.any(Kinds::PLACE));
    (1..=words.len()).rev().find(|&n| {
        let name = words[..n].join(" ");
        let acronym = n == 1 && (name.len() < 4 || capital_share(&name).is_some());
        !acronym && !is_place(&name) && is_place(&title_case(&name))
    })
}

/// Whether a sentence has three words or more, all in capitals.
#[must_use]
pub fn is_shouted(text: &str, tokens: &[Token], sentence: &Sentence) -> bool {
    let mut words = tokens[sentence.tokens.clone()].iter().filter(|t| t.kind == TokenKind::Word);
    let upper = |t: &Token| t.shape == Shape::Upper || t.span.of(text).len() == 1;
    words.clone().count() > 2 && words.all(upper)
}

/// A word in capitals as it is mostly written; `first` where it opens a sentence.
#[must_use]
pub fn soften_word(word: &str, first: bool) -> String {
    if word.len() == 1 {
        return if word == "A" && !first { "a".to_owned() } else { word.to_owned() };
    }
    let title = title_case(word);
    // "NATO" is known by its capitals, whether or not some write "Nato".
    let known = word.len() > 3 && lookup(word).is_some();
    match capital_share(word) {
        Some(share) if share < MOSTLY => {
            if first {
                title
            } else {
                word.to_lowercase()
            }
        }
        _ if word.contains('.') || known || clusters::is_known(word) && !clusters::is_known(&title) => word.to_owned(),
        _ => title,
    }
}

#[cfg(test)]
mod tests {
    use crate::text::{sentences, tokens};

    fn softened(text: &str) -> String {
        let tokens = tokens::tokenize(text);
        super::soften(text, &tokens, &sentences::split(text, &tokens)).text.into_owned()
    }

    #[test]
    fn capitals_stay_where_words_mostly_have_them() {
        assert_eq!(softened("MINISTER URGES TALKS IN NAIROBI"), "Minister urges talks in Nairobi");
        assert_eq!(softened("ANA O'NEILL'S BOAT HELD, SHE SAID."), "Ana O'Neill's boat held, she said.");
        assert_eq!(softened("NAIROBI, 5 May — The NATO chief left."), "Nairobi, 5 May — The NATO chief left.");
        assert_eq!(softened("U.N. CHIEF IN NATO TALKS"), "U.N. chief in NATO talks");
    }

    #[test]
    fn every_word_keeps_its_length() {
        let text = "DER STRAẞE İN ÉCOLE ÑANDÚ WİN ﬁ ŒUVRE DÖR";
        assert_eq!(softened(text).len(), text.len());
    }
}
