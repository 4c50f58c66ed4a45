//! Notation in, plain text and marks out.

use std::collections::BTreeMap;

use super::{Layer, Marks, MentionMark, QuoteMark, Range};

const BLOCK_KINDS: [&str; 7] = ["masthead", "headline", "byline", "dateline", "subheading", "paragraph", "list-item"];
const QUOTE_KINDS: [&str; 4] = ["direct", "mixed", "indirect", "scare"];
const SOURCES: [&str; 6] = ["speaker", "role", "group", "pronoun", "source", "nobody"];

/// Reads a marked article; an error says what is wrong with the marking.
pub fn parse(notation: &str, layer: Layer) -> Result<(String, Marks), String> {
    let mut parser = Parser { rest: notation, text: String::new(), at: 0, marks: Marks::default(), layer };
    let mut quotes = BTreeMap::new();
    parser.run(&mut quotes)?;
    let Parser { text, mut marks, .. } = parser;
    for (number, quote) in quotes {
        if quote.content.is_empty() || quote.kind.is_empty() {
            return Err(format!("quotation {number} has no content with a kind"));
        }
        if quote.cue.is_none() && quote.by.is_some() && quote.speaker.is_some() {
            return Err(format!("quotation {number} has no cue: “by” names its speaker, without a mark"));
        }
        if quote.by.is_some() && quote.speaker.as_ref().is_some_and(|(_, word)| word != "speaker") {
            return Err(format!("quotation {number} is by someone named: mark where as “speaker”"));
        }
        marks.quotes.push(quote);
    }
    marks.quotes.sort_by_key(|q| q.content[0]);
    marks.mentions.sort_by_key(|m| m.range);
    if layer == Layer::Text {
        // Bars part sentences; each block's ends bound them too.
        let cuts = std::mem::take(&mut marks.sentences);
        marks.sentences = sentences(&text, &marks, &cuts);
    }
    Ok((text, marks))
}

struct Parser<'n> {
    rest: &'n str,
    text: String,
    /// The length of `text` in code units.
    at: usize,
    marks: Marks,
    layer: Layer,
}

/// A brace or bracket that is still open: where it began, and for a brace its label.
enum Open<'n> {
    Brace(usize, &'n str),
    Bracket(usize),
}

impl<'n> Parser<'n> {
    fn run(&mut self, quotes: &mut BTreeMap<usize, QuoteMark>) -> Result<(), String> {
        let mut open: Vec<Open> = Vec::new();
        while let Some(c) = self.rest.chars().next() {
            self.rest = &self.rest[c.len_utf8()..];
            match c {
                '\\' => self.escape()?,
                '{' => {
                    let bar = self.rest.find('|').ok_or("a brace without a label and a bar")?;
                    open.push(Open::Brace(self.at, &self.rest[..bar]));
                    self.rest = &self.rest[bar + 1..];
                }
                '}' => {
                    let last = open.iter().rposition(|o| matches!(o, Open::Brace(..)));
                    let Some(Open::Brace(start, label)) = last.map(|i| open.remove(i)) else {
                        return Err("a closing brace that nothing opens".into());
                    };
                    self.brace((start, self.at), label, quotes)?;
                }
                '[' => open.push(Open::Bracket(self.at)),
                '|' if self.layer == Layer::Text => self.marks.sentences.push((self.at, self.at)),
                '|' => {
                    let last = open.iter().rposition(|o| matches!(o, Open::Bracket(_)));
                    let Some(Open::Bracket(start)) = last.map(|i| open.remove(i)) else {
                        return Err("a bar outside brackets".into());
                    };
                    let end = self.rest.find(']').ok_or("a bracket that is not closed")?;
                    self.bracket((start, self.at), &self.rest[..end])?;
                    self.rest = &self.rest[end + 1..];
                }
                ']' => return Err("a closing bracket without a bar before it".into()),
                c => self.push(c),
            }
        }
        if open.is_empty() { Ok(()) } else { Err("a mark is not closed".into()) }
    }

    fn push(&mut self, c: char) {
        self.text.push(c);
        self.at += c.len_utf16();
    }

    /// `\[` and the like stand for themselves; `\r`, `\n`, `\t` and `\u{e9}` as in Rust.
    fn escape(&mut self) -> Result<(), String> {
        let c = self.rest.chars().next().ok_or("a backslash at the end")?;
        self.rest = &self.rest[c.len_utf8()..];
        match c {
            'r' => self.push('\r'),
            'n' => self.push('\n'),
            't' => self.push('\t'),
            'u' => {
                let end = self.rest.find('}').ok_or("\\u{ without }")?;
                let code =
                    u32::from_str_radix(self.rest[..end].trim_start_matches('{'), 16).ok().and_then(char::from_u32);
                self.push(code.ok_or("\\u{} with no character")?);
                self.rest = &self.rest[end + 1..];
            }
            c if c.is_ascii_punctuation() => self.push(c),
            c => return Err(format!("\\{c} means nothing")),
        }
        Ok(())
    }

    /// `PERSON`, `PERSON=Ana Lopez`, `MONEY; value USD 5`
    fn bracket(&mut self, range: Range, label: &str) -> Result<(), String> {
        if !matches!(self.layer, Layer::Entity | Layer::Link) {
            return Err(format!("[…|{label}]: mentions are not marked in this folder"));
        }
        let mut parts = label.split("; ");
        let head = parts.next().unwrap_or_default();
        let (kind, entity) = head.split_once('=').unwrap_or((head, ""));
        if kind.is_empty() || !kind.chars().all(|c| c.is_ascii_uppercase() || c == '_') {
            return Err(format!("“{kind}” is no entity type"));
        }
        let mut attributes = BTreeMap::new();
        for part in parts {
            match part.split_once(' ') {
                Some((key @ ("role" | "country" | "value"), value)) => {
                    attributes.insert(key.to_owned(), value.to_owned());
                }
                _ => return Err(format!("“{part}” is neither role, country nor value")),
            }
        }
        let units: Vec<u16> = self.text.encode_utf16().collect();
        let words = String::from_utf16_lossy(&units[range.0..range.1]);
        let entity = if entity.is_empty() { words } else { entity.to_owned() };
        self.marks.mentions.push(MentionMark { range, label: kind.to_owned(), entity, attributes });
        Ok(())
    }

    /// `headline`, or `1 direct by Ana Lopez`, `1`, `1 cue`, `1 2 speaker`, `1 addressee`
    fn brace(&mut self, range: Range, label: &str, quotes: &mut BTreeMap<usize, QuoteMark>) -> Result<(), String> {
        if self.layer == Layer::Text {
            if !BLOCK_KINDS.contains(&label) {
                return Err(format!("“{label}” is no kind of block"));
            }
            self.marks.blocks.push((range, label.to_owned()));
            return Ok(());
        }
        if self.layer != Layer::Quote {
            return Err(format!("{{{label}|…}}: quotations are not marked in this folder"));
        }
        let body = label.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ');
        let numbers = label[..label.len() - body.len()].split_whitespace().map(str::parse);
        let numbers = numbers.collect::<Result<Vec<usize>, _>>().map_err(|e| format!("“{label}”: {e}"))?;
        if numbers.is_empty() {
            return Err(format!("“{label}” has no number"));
        }
        let (word, by) = body.split_once(" by ").map_or((body, None), |(word, by)| (word, Some(by.to_owned())));
        for number in numbers {
            let quote = quotes.entry(number).or_default();
            let taken = match word {
                "" => {
                    quote.content.push(range);
                    false
                }
                "cue" => quote.cue.replace(range).is_some(),
                "addressee" => quote.addressee.replace(range).is_some(),
                _ if QUOTE_KINDS.contains(&word) => {
                    quote.content.push(range);
                    quote.by.clone_from(&by);
                    !std::mem::replace(&mut quote.kind, word.to_owned()).is_empty()
                }
                _ if SOURCES.contains(&word) => quote.speaker.replace((range, word.to_owned())).is_some(),
                _ => return Err(format!("“{word}” is no part of a quotation")),
            };
            if taken {
                return Err(format!("quotation {number} has two marks “{word}”"));
            }
        }
        Ok(())
    }
}

/// The stretches between the cuts inside each block, without the white space around them.
fn sentences(text: &str, marks: &Marks, cuts: &[Range]) -> Vec<Range> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let space = |unit: u16| char::from_u32(u32::from(unit)).is_some_and(char::is_whitespace);
    let mut out = Vec::new();
    for ((start, end), _) in &marks.blocks {
        let inner = cuts.iter().map(|c| c.0).filter(|cut| (*start..*end).contains(cut));
        let mut from = *start;
        for cut in inner.chain([*end]) {
            let (mut a, mut b) = (from, cut);
            while a < b && space(units[a]) {
                a += 1;
            }
            while b > a && space(units[b - 1]) {
                b -= 1;
            }
            out.push((a, b));
            from = cut;
        }
    }
    out
}
