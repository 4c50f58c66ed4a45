//! A block's text in, its tokens out: words, numbers, punctuation and links, with the shape of each.
//!
//! Hyphenated words fall into their parts ("Moscow", "-", "backed"), so that a name can end inside one;
//! [`Token::glued`] tells that nothing stands between a token and the one before. A possessive "'s" is a token
//! of its own; other apostrophes inside words stay ("don't", "O'Neill"). The period of an abbreviation belongs to it ("U.S.", "Gen.").

use super::Span;
use super::chars::{is_apostrophe, is_combining, is_quotation_mark, is_space, is_word};
use crate::lexicon::ABBREVIATIONS;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Letters, perhaps with digits and inner apostrophes after them.
    Word,
    /// Begins with a digit: "290,000", "5th", "1.2bn".
    Number,
    /// The possessive "'s".
    Clitic,
    /// A quotation mark or apostrophe that stands outside words; `''` and ` `` ` count as one.
    Mark,
    /// Any other punctuation; one character, but for "..." and "--".
    Punct,
    /// Currency signs, emoji and everything else.
    Symbol,
    /// A web or mail address, an @handle or a #tag.
    Link,
}

impl TokenKind {
    /// How many there are.
    pub const ALL: usize = Self::Link as usize + 1;
}

/// How a word is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// "talks"; also everything that has no case.
    Lower,
    /// "Talks", and a single capital letter.
    Title,
    /// "UN", "U.S."
    Upper,
    /// "McKay", "iPhone", "DeepMind".
    Mixed,
}

/// One token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: TokenKind,
    /// How it is written.
    pub shape: Shape,
    /// Whether it follows the token before without white space.
    pub glued: bool,
}

impl Token {
    /// Whether it is a word that begins with a capital letter.
    #[must_use]
    pub fn is_capitalized(&self) -> bool {
        self.kind == TokenKind::Word && self.shape != Shape::Lower
    }
}

/// Cuts a block into tokens, in order, never overlapping; every character that is no space is in one.
#[must_use]
pub fn tokenize(text: &str) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(text.len() / 5);
    let mut at = 0;
    let mut end_before = usize::MAX;
    while let Some(c) = text[at..].chars().next() {
        if let Some(end) = plain_word(text, at) {
            let shape = plain_shape(&text.as_bytes()[at..end]);
            tokens.push(Token { span: Span::new(at, end), kind: TokenKind::Word, shape, glued: at == end_before });
            (at, end_before) = (end, end);
            continue;
        }
        if is_space(c) {
            at += c.len_utf8();
            continue;
        }
        let (end, kind) = scan(text, at, c);
        let span = Span::new(at, end);
        tokens.push(Token { span, kind, shape: shape(span.of(text), kind), glued: at == end_before });
        at = end;
        end_before = end;
    }
    tokens
}

/// The end of a word of nothing but English letters, where what stands behind it can belong to no word and no address: most
/// words are such, and [`scan`] makes the same of them in ten times as long.
fn plain_word(text: &str, at: usize) -> Option<usize> {
    let rest = &text.as_bytes()[at..];
    let length = rest.iter().position(|b| !b.is_ascii_alphabetic()).unwrap_or(rest.len());
    let ends = matches!(rest.get(length), None | Some(b' ' | b'\n' | b',' | b';' | b'"' | b')' | b'?' | b'!'));
    (length > 0 && ends).then_some(at + length)
}

/// The shape of such a word; see [`shape`].
fn plain_shape(word: &[u8]) -> Shape {
    let upper = word[1..].iter().filter(|b| b.is_ascii_uppercase()).count();
    match (word[0].is_ascii_uppercase(), upper) {
        (false, 0) => Shape::Lower,
        (true, 0) => Shape::Title,
        (true, _) if upper + 1 == word.len() => Shape::Upper,
        _ => Shape::Mixed,
    }
}

/// The end and kind of the token that begins at `at` with `c`.
fn scan(text: &str, at: usize, c: char) -> (usize, TokenKind) {
    let rest = &text[at..];
    if let Some(len) = link(rest, &text[..at]) {
        return (at + len, TokenKind::Link);
    }
    if is_word(c) {
        return word(text, at, c);
    }
    if is_apostrophe(c) {
        let after = &rest[c.len_utf8()..];
        let follows_word = text[..at].chars().next_back().is_some_and(is_word);
        let mut next = after.chars();
        let (first, second) = (next.next(), next.next());
        if follows_word && matches!(first, Some('s' | 'S')) && !second.is_some_and(is_word) {
            return (at + c.len_utf8() + 1, TokenKind::Clitic);
        }
        let double = first == Some(c) && c != '’' && c != '‘';
        return (at + if double { 2 * c.len_utf8() } else { c.len_utf8() }, TokenKind::Mark);
    }
    if is_quotation_mark(c) {
        return (at + c.len_utf8(), TokenKind::Mark);
    }
    if c == '.' || c == '-' {
        let run = rest.bytes().take_while(|&b| b == c as u8).count();
        return (at + run, TokenKind::Punct);
    }
    let mut end = at + c.len_utf8();
    if c.is_ascii_punctuation() && !matches!(c, '$' | '+' | '<' | '=' | '>' | '^' | '|' | '~')
        || matches!(c, '–' | '—' | '―' | '…' | '¡' | '¿' | '‽' | '·' | '•' | '\u{2010}'..='\u{2012}' | '、' | '。')
    {
        return (end, TokenKind::Punct);
    }
    // An emoji with its modifiers is one symbol.
    end += text[end..].chars().take_while(|&c| is_combining(c)).map(char::len_utf8).sum::<usize>();
    (end, TokenKind::Symbol)
}

/// A word or number, with its inner apostrophes, separators and the period of an abbreviation.
fn word(text: &str, at: usize, first: char) -> (usize, TokenKind) {
    let number = first.is_numeric();
    let mut end = at;
    loop {
        let mut chars = text[end..].chars();
        let Some(c) = chars.next() else { break };
        if is_word(c) {
            end += c.len_utf8();
            continue;
        }
        let Some(next) = chars.next() else { break };
        let inner = if number {
            matches!(c, '.' | ',') && next.is_ascii_digit() && text[..end].ends_with(|c: char| c.is_ascii_digit())
        } else {
            is_apostrophe(c) && c != '`' && next.is_alphabetic() && !possessive(next, chars.next())
        };
        if !inner {
            break;
        }
        end += c.len_utf8();
    }
    if !number && text[end..].starts_with('.') {
        end = abbreviation_end(text, at, end);
    }
    (end, if number { TokenKind::Number } else { TokenKind::Word })
}

fn possessive(next: char, after: Option<char>) -> bool {
    matches!(next, 's' | 'S') && !after.is_some_and(is_word)
}

/// The end of the word at `at..end` with the period after it where that belongs to it: "U.S.", "J.", "Gen.".
fn abbreviation_end(text: &str, at: usize, end: usize) -> usize {
    let word = &text[at..end];
    let mut chars = text[end + 1..].chars();
    let (next, after) = (chars.next(), chars.next());
    if word.chars().count() == 1 && word.starts_with(char::is_alphabetic) {
        // Letters with periods between them: "U.S.", "a.m.", "J.R.R."
        let mut stop = end;
        let mut letters = 1;
        while text[stop..].starts_with('.') {
            let mut chars = text[stop + 1..].chars();
            match (chars.next(), chars.next()) {
                (Some(c), after) if c.is_alphabetic() && after == Some('.') => {
                    stop += 1 + c.len_utf8();
                    letters += 1;
                }
                _ => break,
            }
        }
        let capital = word.starts_with(char::is_uppercase);
        // "I." and "a." end sentences more often than they abbreviate.
        return if letters > 1 || capital && word != "I" { stop + 1 } else { end };
    }
    if !ABBREVIATIONS.contains(word) {
        return end;
    }
    if matches!(word, "No" | "no" | "Nos" | "Art" | "art" | "Fig" | "fig" | "p" | "pp") {
        // These are words too, but not before a number.
        let number = next.is_some_and(is_space) && after.is_some_and(|c| c.is_ascii_digit());
        return if number { end + 1 } else { end };
    }
    end + 1
}

/// The length of a link that begins here: an address, a handle or a tag, without the punctuation that ends the sentence.
fn link(rest: &str, before: &str) -> Option<usize> {
    let mut before = before.chars().rev();
    let last = before.next();
    if last.is_some_and(is_word) {
        return None;
    }
    // Behind "a-" or "a." an address would have begun earlier.
    let inside = matches!(last, Some('.' | '-' | '_' | '+' | '%')) && before.next().is_some_and(is_word);
    let first = rest.as_bytes()[0];
    let run = || {
        rest.find(|c: char| is_space(c) || matches!(c, '<' | '>' | '"' | '“' | '”' | '«' | '»')).unwrap_or(rest.len())
    };
    let trim = |len: usize| {
        let link = rest[..len].trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '’', '*', '_', '…']);
        let link = if link.contains('(') { link } else { link.trim_end_matches([')', ']']) };
        link.trim_end_matches(['.', ',']).len()
    };
    match first {
        b'h' | b'H' | b'w' | b'W' => {
            let opens =
                |head: &str| rest.as_bytes().get(..head.len()).is_some_and(|r| r.eq_ignore_ascii_case(head.as_bytes()));
            if opens("http://") || opens("https://") || opens("www.") {
                let len = trim(run());
                if len > 8 {
                    return Some(len);
                }
            }
        }
        b'@' | b'#' => {
            let len = 1 + rest[1..].find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len() - 1);
            return (len > 2 && rest[1..].starts_with(|c: char| c.is_alphabetic() || c == '_')).then_some(len);
        }
        _ => {}
    }
    if first.is_ascii_alphanumeric() && !inside { address(rest).map(trim) } else { None }
}

/// The length of "name@host.tld" or a bare "host.tld" with a well-known ending.
fn address(rest: &str) -> Option<usize> {
    // No address is longer; without a bound "a-a-a-…" would be read anew at every letter.
    const LONGEST: usize = 320;
    let part = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-' | b'+' | b'%');
    let local = rest.bytes().take(LONGEST).take_while(|b| part(b)).count();
    if rest[local..].starts_with('@') {
        let host = &rest[local + 1..];
        let len = host.find(|c: char| !(c.is_ascii_alphanumeric() || c == '.' || c == '-')).unwrap_or(host.len());
        let host = host[..len].trim_end_matches(['.', '-']);
        return host.contains('.').then_some(local + 1 + host.len());
    }
    let host = rest[..local].trim_end_matches(['.', '-']);
    let (name, top) = host.rsplit_once('.')?;
    let known = matches!(
        top,
        "com" | "org" | "net" | "gov" | "edu" | "co" | "io" | "uk" | "info" | "eu" | "int" | "news" | "tv"
    );
    if !known || name.len() < 3 || !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let mut len = host.len();
    if rest[len..].starts_with('/') {
        len = rest.find(|c: char| is_space(c) || matches!(c, '<' | '>' | '"' | '“' | '”')).unwrap_or(rest.len());
    }
    Some(len)
}

pub(crate) fn shape(word: &str, kind: TokenKind) -> Shape {
    if kind != TokenKind::Word {
        return Shape::Lower;
    }
    let mut letters = word.chars().filter(|c| c.is_alphabetic());
    let first_upper = letters.next().is_some_and(char::is_uppercase);
    let (mut upper, mut lower) = (0, 0);
    for c in letters {
        if c.is_uppercase() {
            upper += 1;
        } else if c.is_lowercase() {
            lower += 1;
        }
    }
    match (first_upper, upper, lower) {
        (false, 0, _) => Shape::Lower,
        (true, 0, _) => Shape::Title,
        (true, _, 0) => Shape::Upper,
        _ => Shape::Mixed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        tokenize(text).iter().map(|t| t.span.of(text)).collect()
    }

    #[test]
    fn splits_as_the_passes_expect() {
        for (text, expected) in [
            ("Moscow-backed", "Moscow - backed"),
            ("the U.S. has", "the U.S. has"),
            ("Assad’s own", "Assad ’s own"),
            ("don't O'Neill D’Angelo", "don't O'Neill D’Angelo"),
            ("290,000 and 1.2bn.", "290,000 and 1.2bn ."),
            ("$1.2 or 6:30 p.m.", "$ 1.2 or 6 : 30 p.m."),
            ("Gen. Ito, J. K. Roe", "Gen. Ito , J. K. Roe"),
            ("He said no. No. 5", "He said no . No. 5"),
            ("''Stay,'' she said", "'' Stay , '' she said"),
            ("wait... what -- now", "wait ... what -- now"),
            ("rebels’ own", "rebels ’ own"),
            ("see https://a.example/x(1), ok", "see https://a.example/x(1) , ok"),
            ("mail ana@desk.example.", "mail ana@desk.example ."),
            ("by @jane_doe #news", "by @jane_doe #news"),
            ("visit example.com.", "visit example.com ."),
            ("So did I.", "So did I ."),
        ] {
            assert_eq!(words(text).join(" "), expected);
        }
    }

    #[test]
    fn plain_words_are_read_as_all_others_are() {
        let parts = ["a", "www", "http", "Ito", "UN", "iPhone", "x1", "é", "5", "", " ", "\n", ",", ";", ")", "?", "!"];
        let parts = || parts.iter().chain(&[".", "'", "’", "-", ":", "//", "@", "“", "\"", "\u{301}", "\u{200d}"]);
        for (one, two, three) in parts().flat_map(|a| parts().flat_map(move |b| parts().map(move |c| (a, b, c)))) {
            let text = format!("{one}{two}{three}");
            for token in tokenize(&text) {
                let (at, end) = (token.span.start, token.span.end);
                let scanned = scan(&text, at, text[at..].chars().next().unwrap());
                assert_eq!(scanned, (end, token.kind), "{text:?}");
                assert_eq!(shape(&text[at..end], token.kind), token.shape, "{text:?}");
            }
        }
    }

    #[test]
    fn shapes() {
        let shape_of = |word: &str| tokenize(word)[0].shape;
        assert_eq!(shape_of("talks"), Shape::Lower);
        assert_eq!(shape_of("Talks"), Shape::Title);
        assert_eq!(shape_of("U.S."), Shape::Upper);
        assert_eq!(shape_of("McKay"), Shape::Mixed);
    }
}
