//! A block's tokens in, its sentences out.
//!
//! A sentence ends at a terminal mark with the quotation marks and brackets that close behind it, unless what follows
//! goes on in lower case (“Stop!” he said). A period that belongs to an abbreviation ends one only where a word follows
//! that opens sentences and seldom continues a name.

use super::chars::{is_apostrophe, is_terminal};
use super::{Sentence, Shape, Span, Token, TokenKind};
use crate::lexicon::{SENTENCE_OPENERS, TITLES};

/// Cuts the tokens of one block into sentences; every token is in exactly one.
#[must_use]
pub fn split(text: &str, tokens: &[Token]) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while at < tokens.len() {
        let end = if ends_sentence(text, tokens, at) { closing_end(text, tokens, at + 1) } else { at + 1 };
        if end > at + 1 || ends_sentence(text, tokens, at) {
            let next = tokens.get(end);
            if next.is_none_or(|next| opens_sentence(text, tokens, end, next)) && breaks(text, tokens, at, end) {
                sentences.push(sentence(tokens, start, end));
                start = end;
            }
        }
        at = end;
    }
    if start < tokens.len() {
        sentences.push(sentence(tokens, start, tokens.len()));
    }
    sentences
}

fn sentence(tokens: &[Token], start: usize, end: usize) -> Sentence {
    Sentence { span: Span::new(tokens[start].span.start, tokens[end - 1].span.end), tokens: start..end }
}

/// Whether token `at` can be the last word or mark of a sentence.
fn ends_sentence(text: &str, tokens: &[Token], at: usize) -> bool {
    let token = &tokens[at];
    let word = token.span.of(text);
    match token.kind {
        // "1. A longer wall": the number of a list item ends nothing.
        TokenKind::Punct => word.starts_with(is_terminal) && !(at == 1 && is_item_number(&tokens[0])),
        TokenKind::Word => word.ends_with('.'),
        _ => false,
    }
}

fn is_item_number(token: &Token) -> bool {
    token.kind == TokenKind::Number && token.span.end - token.span.start <= 2
}

/// Past the terminal marks, closing quotation marks, brackets and footnote marks that stand behind a terminal mark.
fn closing_end(text: &str, tokens: &[Token], mut at: usize) -> usize {
    while let Some(token) = tokens.get(at) {
        let word = token.span.of(text);
        let closes = match token.kind {
            TokenKind::Mark => {
                token.glued && !word.starts_with(['“', '„', '«', '‹', '‚']) && !opens_ahead(text, tokens, at)
            }
            TokenKind::Punct => token.glued && (word.starts_with(is_terminal) || matches!(word, ")" | "]" | "*")),
            _ => false,
        };
        if !closes {
            break;
        }
        at += 1;
    }
    at
}

/// Whether the mark at `at` is glued to what follows and thus opens something.
fn opens_ahead(text: &str, tokens: &[Token], at: usize) -> bool {
    let Some(next) = tokens.get(at + 1) else { return false };
    let mark = tokens[at].span.of(text);
    next.glued && matches!(next.kind, TokenKind::Word | TokenKind::Number) && !mark.starts_with(['”', '’'])
}

/// Whether a sentence can begin at `token`.
fn opens_sentence(text: &str, tokens: &[Token], at: usize, token: &Token) -> bool {
    let first = token.span.of(text).chars().next().unwrap_or(' ');
    match token.kind {
        // "iPhone" and "eBay" are written so even there.
        TokenKind::Word => !first.is_lowercase() || token.shape == Shape::Mixed,
        TokenKind::Number | TokenKind::Symbol | TokenKind::Link => true,
        TokenKind::Clitic => false,
        // A mark or bracket opens a sentence if what stands behind it does: but in “… (It) …” either reading serves.
        TokenKind::Mark => tokens.get(at + 1).is_some_and(|t| {
            let next = t.span.of(text).chars().next().unwrap_or(' ');
            (t.kind != TokenKind::Word || !next.is_lowercase())
                && !(is_apostrophe(first) && t.kind == TokenKind::Clitic)
        }),
        TokenKind::Punct => {
            matches!(first, '(' | '[' | '•' | '·' | '*' | '…' | '¿' | '¡')
                || matches!(first, '–' | '—' | '-') && tokens.get(at + 1).is_some_and(|t| t.is_capitalized())
        }
    }
}

/// Whether the sentence whose terminal mark is token `at` ends before token `next`, abbreviations considered.
fn breaks(text: &str, tokens: &[Token], at: usize, next: usize) -> bool {
    let token = &tokens[at];
    let word = token.span.of(text);
    let Some(follower) = tokens.get(next) else { return true };
    let follows = follower.span.of(text);
    if token.kind == TokenKind::Punct {
        // "Yahoo! shares": a mark glued on both sides, as in "a.b", ends nothing.
        if follower.glued && next == at + 1 && follower.kind != TokenKind::Mark {
            return word != "." && word != "..." || follower.kind == TokenKind::Word && follower.shape == Shape::Title;
        }
        return true;
    }
    let stem = word.trim_end_matches('.');
    if TITLES.contains(stem) || TITLES.contains(word) {
        return false;
    }
    if next > at + 1 {
        // A closing mark behind the abbreviation: “… in the U.S.” The
        return follower.kind != TokenKind::Punct;
    }
    let opener = SENTENCE_OPENERS.contains(follows) || follower.kind == TokenKind::Mark;
    let initial = stem.chars().count() == 1;
    if initial {
        return opener && at > 0 && tokens[at - 1].shape == Shape::Lower;
    }
    opener
}

#[cfg(test)]
mod tests {
    use super::super::tokens::tokenize;
    use super::split;

    fn check(expected: &str) {
        let text = expected.replace(" | ", " ");
        let tokens = tokenize(&text);
        let found: Vec<_> = split(&text, &tokens).iter().map(|s| s.span.of(&text).to_owned()).collect();
        assert_eq!(found.join(" | "), expected);
    }

    #[test]
    fn sentences_end_where_readers_end_them() {
        for case in [
            "Talks began. | They failed.",
            "Mr. Ito met Gen. Roe. | He left.",
            "It moved to the U.S. in May. | The U.S. | The deal died.",
            "“Stop!” he said. | “Go.” | He went.",
            "The writer J. K. Roe spoke. | Nobody heard.",
            "She waited ... and left. | So it goes… | Then what? | Nothing.",
            "Prices rose 3.5 percent (to $2.10.) | They fell later.",
            "He asked: “Why?” | “Because,” she said.",
            "It opens at 9 a.m. on Friday. | It closes at 5 p.m. | The bar stays open.",
            "Shares of Acme Inc. rose. | Others fell.",
            "It is called eHarbour. | iPhone users got it first.",
            "1. A longer wall",
            "It lacked vitamin C. | Nobody knew.",
        ] {
            check(case);
        }
    }
}
