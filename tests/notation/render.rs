//! Plain text and marks in, notation out: the one way of writing them, so that equal marks give equal notation.

use super::{Layer, Marks, Range};

/// One bracket or brace to be written: its extent and what stands before and after its words.
struct Piece {
    range: Range,
    /// Among pieces of the same extent the smaller stands outside.
    rank: usize,
    before: String,
    after: String,
}

/// Writes the marks of `layer` into the text. Marks that cross others, which brackets cannot show, follow below.
pub fn render(text: &str, marks: &Marks, layer: Layer) -> String {
    let mut pieces = match layer {
        Layer::Text => blocks(marks),
        Layer::Entity | Layer::Link => mentions(text, marks, layer),
        Layer::Quote => quotes(marks),
    };
    pieces.sort_by_key(|p| (p.range.0, std::cmp::Reverse(p.range.1), p.rank));
    let crossing = take_crossing(&mut pieces);
    let cuts: Vec<usize> = if layer == Layer::Text { inner_cuts(marks) } else { Vec::new() };
    let mut out = write(text, &pieces, &cuts);
    let units: Vec<u16> = text.encode_utf16().collect();
    for piece in crossing {
        let words = String::from_utf16_lossy(&units[piece.range.0..piece.range.1]);
        out += &format!("\n(crosses another mark) {}{words}{}", piece.before, piece.after);
    }
    out
}

fn write(text: &str, pieces: &[Piece], cuts: &[usize]) -> String {
    let mut out = String::new();
    let (mut next, mut open): (usize, Vec<&Piece>) = (0, Vec::new());
    let mut at = 0;
    for c in text.chars().map(Some).chain([None]) {
        while open.last().is_some_and(|p| p.range.1 <= at) {
            out += open.pop().map_or("", |p| &p.after);
        }
        if cuts.contains(&at) {
            out.push('|');
        }
        while let Some(piece) = pieces.get(next).filter(|p| p.range.0 <= at) {
            out += &piece.before;
            open.push(piece);
            next += 1;
        }
        let Some(c) = c else { break };
        match c {
            '[' | ']' | '{' | '}' | '|' | '\\' => out.extend(['\\', c]),
            '\r' => out += "\\r",
            '\t' => out += "\\t",
            '\u{a0}' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{feff}' | '\u{fffd}' => {
                out += &format!("\\u{{{:x}}}", u32::from(c));
            }
            c => out.push(c),
        }
        at += c.len_utf16();
    }
    out
}

/// Takes out the pieces that begin inside an earlier one and end outside it.
fn take_crossing(pieces: &mut Vec<Piece>) -> Vec<Piece> {
    let mut ends: Vec<Range> = Vec::new();
    let (mut kept, mut crossing) = (Vec::new(), Vec::new());
    for piece in pieces.drain(..) {
        while ends.last().is_some_and(|e| e.1 <= piece.range.0) {
            ends.pop();
        }
        if piece.range.0 >= piece.range.1 || ends.last().is_some_and(|e| piece.range.1 > e.1) {
            crossing.push(piece);
        } else {
            ends.push(piece.range);
            kept.push(piece);
        }
    }
    *pieces = kept;
    crossing
}

fn blocks(marks: &Marks) -> Vec<Piece> {
    let block = |(range, kind): &(Range, String)| Piece {
        range: *range,
        rank: 0,
        before: format!("{{{kind}|"),
        after: "}".into(),
    };
    marks.blocks.iter().map(block).collect()
}

/// Where one sentence ends and another follows in the same block.
fn inner_cuts(marks: &Marks) -> Vec<usize> {
    let same_block = |a: usize, b: usize| marks.blocks.iter().any(|(r, _)| r.0 <= a && b <= r.1);
    marks.sentences.windows(2).filter(|w| same_block(w[0].0, w[1].1)).map(|w| w[0].1).collect()
}

fn mentions(text: &str, marks: &Marks, layer: Layer) -> Vec<Piece> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let piece = |m: &super::MentionMark| {
        let words = String::from_utf16_lossy(&units[m.range.0..m.range.1]);
        let entity = if layer == Layer::Link && m.entity != words { format!("={}", m.entity) } else { String::new() };
        let attributes: String = m.attributes.iter().map(|(k, v)| format!("; {k} {v}")).collect();
        Piece { range: m.range, rank: 0, before: "[".into(), after: format!("|{}{entity}{attributes}]", m.label) }
    };
    marks.mentions.iter().map(piece).collect()
}

fn quotes(marks: &Marks) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut add = |range: Range, rank: usize, number: usize, label: &str| {
        // A speaker of two quotations is one mark with both numbers.
        let same = |p: &&mut Piece| p.range == range && p.rank == rank && p.before.ends_with(&format!(" {label}|"));
        if let Some(piece) = pieces.iter_mut().find(same).filter(|_| rank > 0) {
            piece.before.insert_str(piece.before.len() - label.len() - 1, &format!("{number} "));
        } else {
            let before = if label.is_empty() { format!("{{{number}|") } else { format!("{{{number} {label}|") };
            pieces.push(Piece { range, rank, before, after: "}".into() });
        }
    };
    for (i, quote) in marks.quotes.iter().enumerate() {
        let by = quote.by.as_ref().map_or(String::new(), |name| format!(" by {name}"));
        for (part, &range) in quote.content.iter().enumerate() {
            add(range, 0, i + 1, &if part == 0 { format!("{}{by}", quote.kind) } else { String::new() });
        }
        if let Some((range, word)) = &quote.speaker {
            add(*range, 1, i + 1, word);
        }
        if let Some(range) = quote.cue {
            add(range, 2, i + 1, "cue");
        }
        if let Some(range) = quote.addressee {
            add(range, 3, i + 1, "addressee");
        }
    }
    pieces
}
