//! Pairs quotation marks: a document in, the outermost marked regions out, in text order.
//!
//! Every style is read, and what goes wrong with each: curly, straight, `''`, guillemets and single marks; marks mixed within
//! one quotation; paragraphs that reopen without having closed; an opening or a closing mark that was lost; and what only looks
//! like a mark: apostrophes, plural possessives, elisions (’90s, ’em), feet and inches. Marks inside a region are its own.

use std::cell::Cell;
use std::ops::Range;

use crate::lexicon::ELISIONS;
use crate::text::chars::is_terminal;
use crate::text::{Document, TokenKind};

/// How many tokens a quotation in single marks may hold: apostrophes look alike, and looking on for ever would be quadratic.
const REACH: usize = 600;

/// A stretch in quotation marks, its marks included, as token ranges: one for each block it runs through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Region {
    /// The parts, in order, none empty.
    pub parts: Vec<Range<usize>>,
    /// Whether both marks are there.
    pub complete: bool,
}

impl Region {
    /// The first token.
    pub fn start(&self) -> usize {
        self.parts[0].start
    }

    /// One past the last token.
    pub fn end(&self) -> usize {
        self.parts[self.parts.len() - 1].end
    }
}

/// Pairs the marks of a document.
pub fn pair_marks(document: &Document) -> Vec<Region> {
    let mut regions = Vec::new();
    let mut open: Option<Region> = None;
    for (b, block) in document.blocks.iter().enumerate() {
        let reader = Reader::new(document, &block.tokens);
        let next = document.blocks.get(b + 1).map(|next| Reader::new(document, &next.tokens));
        reader.read(next.as_ref(), &mut open, &mut regions);
    }
    regions.extend(open.take());
    regions
}

/// One block as the pairing sees it.
struct Reader<'d> {
    document: &'d Document<'d>,
    range: Range<usize>,
    /// No single mark before this token closes anything: an opener tried before has looked.
    barren: Cell<usize>,
}

impl<'d> Reader<'d> {
    fn new(document: &'d Document<'d>, range: &Range<usize>) -> Self {
        Self { document, range: range.clone(), barren: Cell::new(0) }
    }

    fn read(&self, next: Option<&Reader>, open: &mut Option<Region>, regions: &mut Vec<Region>) {
        let mut at = self.range.start;
        let mut start = None;
        if open.is_some() {
            if !self.double(at) {
                // In single marks: as far as they close, else on into the next block or to this one's end.
                match self.single_end(at) {
                    Some(end) => {
                        self.close(at..end + 1, true, open, regions);
                        at = end;
                    }
                    None if next.is_some_and(|next| next.reopens_single()) => return self.carry(at, open),
                    None => return self.close(self.range.clone(), false, open, regions),
                }
            } else {
                start = Some(at);
            }
            at += 1;
        }
        let first_region = regions.len();
        while at < self.range.end {
            if !self.is(at, TokenKind::Mark) {
                at += 1;
                continue;
            }
            match start {
                Some(from) if self.double(at) && self.can_close(at) => {
                    self.close(from..at + 1, true, open, regions);
                    start = None;
                }
                Some(_) => {}
                None if self.double(at) => {
                    if self.can_open(at) {
                        start = Some(at);
                    } else if !self.is_inches(at) {
                        let from = self.lost_start(at, &regions[first_region..]);
                        if from + 1 < at {
                            self.close(from..at + 1, false, open, regions);
                        }
                    }
                }
                None => {
                    if let Some(end) = self.single_end(at) {
                        self.close(at..end + 1, true, open, regions);
                        at = end;
                    } else if self.opens_single(at)
                        && (at == self.range.start || self.is(at - 1, TokenKind::Punct))
                        && next.is_some_and(|next| next.reopens_single())
                    {
                        return self.carry(at, open);
                    }
                }
            }
            at += 1;
        }
        let Some(from) = start else { return };
        if let Some(stray) = self.stray_close(from) {
            self.close(from..stray + 1, false, open, regions);
        } else if next.is_some_and(|next| next.double(next.range.start) && next.can_open(next.range.start)) {
            self.carry(from, open);
        } else {
            self.close(from..self.unclosed_end(from), false, open, regions);
        }
    }

    /// Leaves a region open that the next block goes on with.
    fn carry(&self, from: usize, open: &mut Option<Region>) {
        let region = open.get_or_insert_with(|| Region { parts: Vec::new(), complete: true });
        region.parts.push(from..self.range.end);
    }

    fn reopens_single(&self) -> bool {
        self.is(self.range.start, TokenKind::Mark) && self.opens_single(self.range.start)
    }

    /// Ends the region that is open, or one that lies in this block alone.
    fn close(&self, part: Range<usize>, complete: bool, open: &mut Option<Region>, regions: &mut Vec<Region>) {
        let mut region = open.take().unwrap_or(Region { parts: Vec::new(), complete: true });
        region.complete &= complete;
        // A pair of marks with nothing between them quotes nothing.
        if part.len() > 2 || !region.parts.is_empty() || !complete && part.len() > 1 {
            region.parts.push(part);
            regions.push(region);
        }
    }

    fn is(&self, i: usize, kind: TokenKind) -> bool {
        self.range.contains(&i) && self.document.tokens[i].kind == kind
    }

    fn word(&self, i: usize) -> &str {
        if self.range.contains(&i) { self.document.word(i) } else { "" }
    }

    fn glued(&self, i: usize) -> bool {
        i > self.range.start && self.range.contains(&i) && self.document.tokens[i].glued
    }

    fn next_glued(&self, i: usize) -> bool {
        self.glued(i + 1)
    }

    fn double(&self, i: usize) -> bool {
        self.is(i, TokenKind::Mark)
            && matches!(
                self.word(i),
                "\"" | "“" | "”" | "„" | "‟" | "«" | "»" | "''" | "``" | "＂" | "「" | "」" | "´´"
            )
    }

    /// Whether what stands before token `i` lets a mark open there: space, a bracket, a dash, a colon.
    fn starts(&self, i: usize) -> bool {
        !self.glued(i)
            || matches!(self.word(i - 1), "(" | "[" | "—" | "–" | "-" | "--" | ":" | "/" | "‘" | "'" | "“" | "\"")
    }

    fn can_open(&self, i: usize) -> bool {
        match self.word(i) {
            "“" | "„" | "‟" | "«" | "``" | "「" => true,
            // A closing mark that stands free was meant to open.
            "”" | "」" | "»" => !self.glued(i) && i + 1 < self.range.end,
            _ => self.starts(i) && i + 1 < self.range.end && !self.is_inches(i),
        }
    }

    fn can_close(&self, i: usize) -> bool {
        match self.word(i) {
            "”" | "」" | "»" => true,
            "“" | "„" | "‟" | "«" | "``" | "「" => self.glued(i) && !self.next_glued(i),
            _ => (self.glued(i) || !self.next_glued(i)) && !self.is_inches(i),
        }
    }

    /// 6'2" tall: a double mark behind feet and inches.
    fn is_inches(&self, i: usize) -> bool {
        let number = |i: usize| self.is(i, TokenKind::Number);
        matches!(self.word(i), "\"" | "”" | "''")
            && self.glued(i)
            && i >= 3
            && number(i - 1)
            && self.glued(i - 1)
            && matches!(self.word(i - 2), "'" | "’" | "‘")
            && number(i - 3)
    }

    /// Where a region began whose opening mark was lost: behind the last region of the block, at the start of the sentence before
    /// which nothing else is marked.
    fn lost_start(&self, close: usize, before: &[Region]) -> usize {
        match before.last() {
            Some(last) => {
                let sentence = &self.document.sentences[self.document.sentence_of(close)];
                sentence.tokens.start.max(last.end()).max(self.range.start)
            }
            None => self.range.start,
        }
    }

    /// A single mark that closes what a double one opened (“bound and tied,’ he wrote): behind punctuation, with none that opens before it.
    fn stray_close(&self, open: usize) -> Option<usize> {
        let single = |i: usize| self.is(i, TokenKind::Mark) && matches!(self.word(i), "’" | "'" | "‘");
        let first =
            (open + 2..self.range.end).find(|&i| single(i) && (!self.glued(i) || self.is(i - 1, TokenKind::Punct)))?;
        (self.glued(first) && !self.next_glued(first) && first + 1 < self.range.end).then_some(first)
    }

    /// Where a region ends whose closing mark was lost: with the block when it fills it from the start or from a colon, else with the
    /// sentence.
    fn unclosed_end(&self, open: usize) -> usize {
        // “We stay, Ana Lopez said. : the mark before the attribution was lost.
        let voiced = (open + 3..self.range.end).find(|&i| {
            self.is(i, TokenKind::Word)
                && super::cues::is_saying(&self.word(i).to_lowercase())
                && matches!(self.word(i + 1), "." | "" | "in" | "on")
        });
        let comma = voiced.and_then(|cue| (open + 2..cue).rev().take(6).find(|&i| self.word(i) == ","));
        if let Some(comma) = comma {
            return comma + 1;
        }
        let fills = open == self.range.start || matches!(self.word(open - 1), ":" | ",");
        if fills { self.range.end } else { self.document.sentences[self.document.sentence_of(open)].tokens.end }
    }

    /// The token that closes the single mark at `open`, if that opens a quotation at all.
    fn single_end(&self, open: usize) -> Option<usize> {
        if !self.opens_single(open) {
            return None;
        }
        let mut doubtful = None;
        let stop = self.range.end.min(open + REACH);
        for i in (open + 1).max(self.barren.get())..stop {
            let closes = matches!(self.word(i), "’" | "'" | "›" | "´" | "‘")
                && self.is(i, TokenKind::Mark)
                && self.glued(i)
                && !(self.next_glued(i) && self.is(i + 1, TokenKind::Word));
            if !closes || i < open + 2 {
                continue;
            }
            let behind_word = self.is(i - 1, TokenKind::Word);
            let before_word = !self.next_glued(i) && self.is(i + 1, TokenKind::Word);
            // "the rebels’ own": a plural possessive, unless nothing better follows.
            let word = self.word(i - 1);
            if behind_word && before_word && (word.ends_with('s') || word.ends_with("in")) {
                doubtful = doubtful.or(Some(i));
            } else {
                return Some(i);
            }
        }
        if doubtful.is_none() {
            self.barren.set(stop.max(self.barren.get()));
        }
        doubtful
    }

    /// Whether a single mark opens a quotation rather than standing for letters left out.
    fn opens_single(&self, mark: usize) -> bool {
        let free = match self.word(mark) {
            "‘" | "‚" | "‹" | "`" => true,
            "'" | "´" | "‛" => self.starts(mark),
            _ => false,
        };
        free && self.next_glued(mark) && !self.is_elision(mark)
    }

    /// ’90s, ’em, ’tis: an apostrophe for letters left out.
    fn is_elision(&self, mark: usize) -> bool {
        let next = self.word(mark + 1);
        let year =
            next.len() >= 2 && next.as_bytes()[..2].iter().all(u8::is_ascii_digit) && matches!(&next[2..], "" | "s");
        year || ELISIONS.contains(&next.to_lowercase())
    }
}

/// Whether the words of a region end like a sentence or a clause that goes on: with a terminal mark or a comma before the closing mark.
pub fn last_inner(document: &Document, region: &Region) -> Option<char> {
    let end = region.end();
    let last = (region.start() + 1..end).rev().find(|&i| document.tokens[i].kind != TokenKind::Mark)?;
    let c = document.word(last).chars().next_back()?;
    (is_terminal(c) || matches!(c, ',' | '—' | '–' | '-' | ';' | ':')).then_some(c)
}

#[cfg(test)]
mod tests {
    use super::pair_marks;
    use crate::text::{Document, blocks, sentences, tokens};
    use crate::view::BlockKind;

    /// `{` and `}` stand where regions begin and end; the text is the case without them.
    fn check(expected: &str) {
        let text = expected.replace(['{', '}'], "");
        let mut document = Document::new(&text);
        for span in blocks::split(&text) {
            let tokens = tokens::tokenize(span.of(&text));
            let sentences = sentences::split(span.of(&text), &tokens);
            document.push_block(span, BlockKind::Paragraph, &tokens, &sentences);
        }
        let mut found = text.clone();
        for region in pair_marks(&document).iter().rev() {
            for part in region.parts.iter().rev() {
                let span = document.span_of(part.clone());
                found.insert(span.end, '}');
                found.insert(span.start, '{');
            }
        }
        assert_eq!(found, expected);
    }

    #[test]
    fn marks_pair() {
        for case in [
            "{“We stay,”} she said. {“We do.”}",
            "{\"We stay,\"} she said. {\"We do.\"}",
            "{''We stay,''} she said.",
            "{``We stay,''} she said.",
            "She called it {«a mess»} again.",
            "He said: {‘We can’t stay in the rebels’ camp.’} Then he left.",
            "He said: {'We can't stay.'} Then he left.",
            "{‘Back in business’}",
            "{“He told me ‘never’ twice,”} she said.",
            "{‘She wrote “never” twice,’} he said.",
            "She was 6'2\" tall in the ’90s, the players’ coach said.",
            "Rock 'n' roll is back, and they got 'em.",
            "{“First part.}\n\n{“Second part,”} he said.",
            "{“We stay.}\n\nNobody left.",
            "{‘First part.}\n\n{‘Second part,’} he said.",
            "{“We stay until the end,} Ana Lopez said.",
            "{We stay,”} she said.",
            "They spoke {“at length.\"}",
            "He wrote: {“bound and tied,’} and left.",
            "They sent word: {” do not wait”} and left.",
            "The dogs' owner met the boys’ father.",
        ] {
            check(case);
        }
    }
}
