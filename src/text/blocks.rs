//! A text in, its blocks out: where each line or wrapped paragraph stands, and, from their neighbours, what kind it is.

use super::chars::{is_dash, is_hyphen, is_quotation_mark, is_space, is_terminal};
use super::{Span, Token, TokenKind};
use crate::lexicon::MASTHEAD_WORDS;
use crate::view::BlockKind;

/// Cuts the text into blocks. Every line with something on it is one, but for lines that were wrapped by a mail program
/// or a print-out: those are joined as far as the next blank line. White space around a block is left out.
#[must_use]
pub fn split(text: &str) -> Vec<Span> {
    let mut blocks = Vec::new();
    let mut group: Vec<Span> = Vec::new();
    for line in lines(text) {
        let line = trim(text, line);
        if line.start < line.end {
            group.push(line);
        } else {
            close(text, &mut group, &mut blocks);
        }
    }
    close(text, &mut group, &mut blocks);
    blocks
}

fn close(text: &str, group: &mut Vec<Span>, blocks: &mut Vec<Span>) {
    if is_wrapped(text, group) {
        blocks.push(Span::new(group[0].start, group[group.len() - 1].end));
        group.clear();
    } else if is_page(text, group) {
        let width = group.iter().map(|line| length(text, *line)).max().unwrap_or(0);
        let mut start = group[0].start;
        for (line, next) in group.iter().zip(group.iter().skip(1).map(Some).chain([None])) {
            if next.is_none_or(|next| ends_paragraph(text, *line, *next, width)) {
                blocks.push(Span::new(start, line.end));
                start = next.map_or(line.end, |next| next.start);
            }
        }
        group.clear();
    } else {
        blocks.append(group);
    }
}

/// The lines of a text, whichever way they are broken: \n, \r\n, \r, and Unicode's separators.
fn lines(text: &str) -> impl Iterator<Item = Span> {
    let mut start = 0;
    std::iter::from_fn(move || {
        if start > text.len() {
            return None;
        }
        let rest = &text[start..];
        let len = rest.find(['\n', '\r', '\u{2028}', '\u{2029}', '\u{85}', '\u{c}']);
        let line = Span::new(start, start + len.unwrap_or(rest.len()));
        start = len.map_or(text.len() + 1, |len| start + len + rest[len..].chars().next().map_or(1, char::len_utf8));
        // \r\n yields an empty line between its halves, which must not read as a blank one.
        if text[line.end..].starts_with("\r\n") {
            start += 1;
        }
        Some(line)
    })
}

fn trim(text: &str, line: Span) -> Span {
    let whole = line.of(text);
    let inner = whole.trim_matches(is_space);
    let start = line.start + (whole.len() - whole.trim_start_matches(is_space).len()).min(whole.len());
    Span::new(start, start + inner.len())
}

fn length(text: &str, line: Span) -> usize {
    line.of(text).chars().count()
}

/// The least lines that tell a printed page from a list.
const PAGE: usize = 8;

/// Whether a group is a printed page: many lines of a page's width at most, without blank lines between paragraphs, and half
/// of them broken inside a sentence.
fn is_page(text: &str, lines: &[Span]) -> bool {
    let widest = lines.iter().map(|line| length(text, *line)).max().unwrap_or(0);
    let inside = lines.windows(2).filter(|pair| is_inside(text, pair[0], pair[1])).count();
    lines.len() >= PAGE && (40..=110).contains(&widest) && inside * 2 >= lines.len() - 1
}

/// Whether a sentence goes on from one line to the next.
fn is_inside(text: &str, line: Span, next: Span) -> bool {
    let ends = line.of(text).trim_end_matches(is_quotation_mark).ends_with(is_terminal);
    !ends && next.of(text).starts_with(|c: char| c.is_lowercase() || c.is_numeric())
}

/// Whether a line of a page is the last of its paragraph: it ends a sentence and leaves room for the next word, or it is so
/// short that no sentence is broken there, or an item follows.
fn ends_paragraph(text: &str, line: Span, next: Span, width: usize) -> bool {
    let (own, next) = (line.of(text), next.of(text));
    let word = next.split(is_space).next().map_or(0, |word| word.chars().count());
    let room = length(text, line) + 1 + word < width - width / 10;
    let ends = own.trim_end_matches(is_quotation_mark).ends_with(is_terminal);
    let short = length(text, line) * 5 < width * 3 && !next.starts_with(char::is_lowercase);
    room && ends || short || bullet(next) || own.contains("://") || next.contains("://")
}

/// Whether the lines of a group are one paragraph, wrapped at some width: all but the last of nearly the same length,
/// that length a page's, and most of them broken inside a sentence.
fn is_wrapped(text: &str, lines: &[Span]) -> bool {
    if lines.len() < 2 {
        return false;
    }
    let Some((last, full)) = lines.split_last() else { return false };
    let (min, max) =
        full.iter().map(|line| length(text, *line)).fold((usize::MAX, 0), |(lo, hi), n| (lo.min(n), hi.max(n)));
    if !(40..=100).contains(&max) || max - min > 20 || length(text, *last) > max {
        return false;
    }
    let inside = lines.windows(2).filter(|pair| is_inside(text, pair[0], pair[1])).count();
    let bullets = lines[1..].iter().any(|line| bullet(line.of(text)));
    !bullets && inside * 2 >= lines.len() - 1
}

fn bullet(line: &str) -> bool {
    let mut chars = line.chars();
    let (first, second) = (chars.next().unwrap_or(' '), chars.next());
    if matches!(first, '•' | '·' | '◦' | '▪' | '■' | '●' | '*' | '‣') {
        return true;
    }
    if is_dash(first) || is_hyphen(first) {
        // "– ‘Back in business’ –" is a subheading, not an item.
        return second.is_some_and(is_space) && !line.ends_with(|c| is_dash(c) || is_hyphen(c));
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    (1..=2).contains(&digits)
        && matches!(line.as_bytes().get(digits), Some(b'.' | b')'))
        && line.as_bytes().get(digits + 1) == Some(&b' ')
}

/// What `kind_of` needs to know of a block.
pub struct Outline<'b> {
    /// The block's text.
    pub text: &'b str,
    /// Its tokens.
    pub tokens: &'b [Token],
    /// How many sentences it holds.
    pub sentences: usize,
}

impl Outline<'_> {
    fn words(&self) -> impl Iterator<Item = (&Token, &str)> {
        self.tokens
            .iter()
            .filter(|t| matches!(t.kind, TokenKind::Word | TokenKind::Number))
            .map(|t| (t, t.span.of(self.text)))
    }

    fn count(&self) -> usize {
        self.words().count()
    }

    /// Short, and not ended like a sentence.
    fn is_line(&self, most: usize) -> bool {
        let body = self
            .text
            .trim_end_matches(|c| is_quotation_mark(c) || is_dash(c) || is_hyphen(c) || is_space(c) || c == ')');
        let ends = body.ends_with(is_terminal) && !body.ends_with('?') && !body.ends_with('!')
            || body.ends_with([',', ';', ':']);
        let abbreviated =
            self.tokens.last().is_some_and(|t| t.kind == TokenKind::Word && t.span.of(self.text).ends_with('.'));
        (!ends || abbreviated) && self.sentences <= 2 && (1..=most).contains(&self.count())
    }
}

/// The kinds of all blocks, each from the block and its neighbours.
#[must_use]
pub fn kinds(blocks: &[Outline]) -> Vec<BlockKind> {
    let mut kinds: Vec<BlockKind> = Vec::with_capacity(blocks.len());
    let mut headline = false;
    let mut paragraphs = 0;
    for (i, block) in blocks.iter().enumerate() {
        let next = blocks.get(i + 1);
        let body = paragraphs > 0;
        // Bylines and datelines stand near the top: before the fourth paragraph.
        let top = paragraphs < 4;
        let kind = if bullet(block.text) {
            BlockKind::ListItem
        } else if top && is_byline(block) {
            BlockKind::Byline
        } else if top && is_dateline(block) {
            BlockKind::Dateline
        } else if !body && !headline && is_masthead(block, next) {
            BlockKind::Masthead
        } else if !body && !headline && next.is_some() && block.is_line(30) && !is_speech(block) {
            headline = true;
            BlockKind::Headline
        } else if next.is_some() && block.is_line(14) && !is_speech(block) && starts_like_title(block) {
            BlockKind::Subheading
        } else {
            BlockKind::Paragraph
        };
        paragraphs += usize::from(kind == BlockKind::Paragraph);
        kinds.push(kind);
    }
    kinds
}

/// A line that is wholly in double marks, or opens one that it does not close, is someone's words.
fn is_speech(block: &Outline) -> bool {
    block.text.starts_with(['"', '“', '«']) && block.count() > 3
}

fn starts_like_title(block: &Outline) -> bool {
    block.words().next().is_some_and(|(token, _)| token.is_capitalized() || token.kind == TokenKind::Number)
}

fn is_masthead(block: &Outline, next: Option<&Outline>) -> bool {
    let headline_follows = next.is_some_and(|n| n.is_line(30) && n.count() > block.count());
    let word = block.words().any(|(_, word)| MASTHEAD_WORDS.contains(&word.to_lowercase()));
    let site = block.tokens.len() == 1 && block.tokens[0].kind == TokenKind::Link;
    headline_follows && (site || block.is_line(5) && (word || block.count() <= 2))
}

/// "By Jane Doe", "By JANE DOE and Joe Bloggs, Staff Writers", "Jane Doe | The Courier".
fn is_byline(block: &Outline) -> bool {
    let mut words = block.words();
    let Some((_, first)) = words.next() else { return false };
    let opens = matches!(first, "By" | "BY" | "by") || first == "Words" && words.next().is_some_and(|(_, w)| w == "by");
    let names = block
        .words()
        .skip(1)
        .take(8)
        .filter(|(token, word)| {
            !token.is_capitalized()
                && !matches!(
                    *word,
                    "and"
                        | "in"
                        | "for"
                        | "at"
                        | "of"
                        | "the"
                        | "de"
                        | "van"
                        | "von"
                        | "al"
                        | "bin"
                        | "correspondent"
                        | "reporter"
                        | "writer"
                        | "staff"
                        | "editor"
                )
        })
        .count();
    opens && block.is_line(20) && names == 0 && block.count() >= 2
}

/// A line that holds little but a date, a time or a place before them: "GENEVA, Sept. 9, 2016", "Published: 9 May 2022, 10:15 GMT".
fn is_dateline(block: &Outline) -> bool {
    const LEADS: [&str; 6] = ["published", "updated", "posted", "modified", "first", "last"];
    if block.count() > 14 || block.sentences > 3 {
        return false;
    }
    let (mut dated, mut plain) = (false, 0);
    for (token, word) in block.words() {
        let lower = word.trim_end_matches('.').to_lowercase();
        if token.kind == TokenKind::Number {
            continue;
        }
        if is_month_or_day(&lower) {
            dated = true;
        } else if !(token.is_capitalized()
            || LEADS.contains(&lower.as_str())
            || matches!(lower.as_str(), "at" | "on" | "in" | "am" | "pm" | "a.m" | "p.m" | "ago"))
        {
            plain += 1;
        }
    }
    let numbered = block.words().any(|(token, _)| token.kind == TokenKind::Number);
    dated
        && numbered
        && plain == 0
        && block
            .words()
            .filter(|(token, word)| {
                token.is_capitalized() && !is_month_or_day(&word.trim_end_matches('.').to_lowercase())
            })
            .count()
            <= 5
}

fn is_month_or_day(lower: &str) -> bool {
    const NAMES: [&str; 19] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ];
    NAMES.iter().any(|name| *name == lower || lower.len() >= 3 && lower.len() <= 5 && name.starts_with(lower))
}
