//! Article-like texts at random: sentences of news with marks that may not match, names, titles, values and odd characters.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

const WORDS: &[&str] = &[
    "the",
    "a",
    "of",
    "said",
    "says",
    "told",
    "that",
    "according to",
    "he",
    "she",
    "they",
    "who",
    "and",
    "but",
    "was",
    "wall",
    "harbour",
    "officials",
    "reporters",
    "a spokesman",
    "Mr",
    "Mrs.",
    "Dr.",
    "Mayor",
    "President",
    "Minister",
    "Ana Lopez",
    "Lopez",
    "Peter Novak",
    "Novak",
    "Omar al-Hadid",
    "Jr.",
    "J. K.",
    "O’Brien",
    "O'Neill",
    "de la",
    "Kenya",
    "Kenyan",
    "US",
    "U.S.",
    "United States",
    "UN",
    "World Health Organization",
    "(WHO)",
    "Moscow-backed",
    "Friday",
    "9 May 2022",
    "May",
    "early last year",
    "five-year",
    "’90s",
    "9 a.m.",
    "$4.5 million",
    "3.5%",
    "290,000",
    "more than",
    "two",
    "first",
    "6'2\"",
    "20 kilometres",
    "https://a.example/x",
    "desk@a.example",
    "@ana",
    "#tag",
    "farmers'",
    "its",
    "it's",
    "won’t",
    "ALL CAPS",
    "iPhone",
    "naïve",
    "cafe\u{301}",
    "🎉",
    "👍🏽",
    "𝒜",
    "مرحبا",
    "שלום",
    "\u{202e}",
    "\u{fffd}",
    "\u{200d}",
    "\u{ad}",
    "ﬁ",
    "İ",
    "ß",
    "日本",
    "<b>",
    "&amp;",
    "\0",
    "1",
    "1.",
    "•",
    "-",
];

const MARKS: &[&str] =
    &["“", "”", "\"", "‘", "’", "'", "''", "``", "«", "»", "„", "‹", "›", "(", ")", "[", "]", "`", "´"];

const STOPS: &[&str] = &[".", ",", "?", "!", "…", "...", ":", ";", " –", " —", " -", "--", "?!", ""];

const GLUES: &[&str] = &[" ", " ", " ", " ", "", "\u{a0}", "  ", "\t", "\u{200b}"];

const BREAKS: &[&str] = &["\n\n", "\n", "\r\n\r\n", "\r\n", "\r", "\u{2028}", "\n \n", "\u{c}", "\u{85}"];

/// A few well-formed sentences, so that every pass has work to do.
const SENTENCES: &[&str] = &[
    "“We will stay,” said Mayor Ana Lopez in Geneva on Friday.",
    "\"The wall,\" she said, \"will hold.\"",
    "'It’s late,' he told reporters.",
    "Ana Lopez said that the wall would hold and added it was “old”.",
    "According to a report, prices rose 3.5 percent to $2.10.",
    "By Ana Lopez",
    "GENEVA, Sept. 9, 2016",
    "– ‘Nothing to drink’ –",
    "“We came here forty years ago.",
    "LOPEZ: Will it hold?",
    "• A longer wall",
    "The so-called “ghost ships” left.",
];

/// Words, marks and stops in any order.
fn phrase() -> impl Strategy<Value = String> {
    let piece = prop_oneof![5 => select(WORDS), 2 => select(MARKS), 1 => select(STOPS)];
    vec((piece, select(GLUES)), 1..14)
        .prop_map(|pieces| pieces.into_iter().flat_map(|(word, glue)| [word, glue]).collect())
}

fn sentence() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => phrase(),
        1 => (select(MARKS), phrase(), select(STOPS), select(MARKS)).prop_map(|(a, b, c, d)| format!("{a}{b}{c}{d}")),
        2 => select(SENTENCES).prop_map(str::to_owned),
    ]
}

/// Paragraphs of such sentences, parted in every way.
pub fn article() -> impl Strategy<Value = String> {
    vec((vec(sentence(), 1..5), select(BREAKS)), 0..12).prop_map(|paragraphs| {
        paragraphs.into_iter().flat_map(|(sentences, stop)| [sentences.join(" "), stop.into()]).collect()
    })
}

/// One keystroke, paste or cut.
#[derive(Clone, Debug)]
pub enum Edit {
    Insert(prop::sample::Index, String),
    Delete(prop::sample::Index, usize),
    SplitLine(prop::sample::Index),
    JoinLines(prop::sample::Index),
    /// Copies a stretch to another place.
    Move(prop::sample::Index, usize, prop::sample::Index),
}

pub fn edit() -> impl Strategy<Value = Edit> {
    let at = any::<prop::sample::Index>;
    prop_oneof![
        (at(), prop_oneof![sentence(), select(MARKS).prop_map(str::to_owned), "\\PC{1,3}"])
            .prop_map(|(i, s)| Edit::Insert(i, s)),
        (at(), 1..40usize).prop_map(|(i, n)| Edit::Delete(i, n)),
        at().prop_map(Edit::SplitLine),
        at().prop_map(Edit::JoinLines),
        (at(), 1..60usize, at()).prop_map(|(i, n, j)| Edit::Move(i, n, j)),
    ]
}

impl Edit {
    /// The text after the edit.
    pub fn apply(&self, text: &str) -> String {
        let chars: Vec<char> = text.chars().collect();
        let place = |i: &prop::sample::Index| i.index(chars.len() + 1);
        let replace =
            |from: usize, to: usize, with: &[char]| [&chars[..from], with, &chars[to..]].concat().iter().collect();
        let upto = |from: usize, n: usize| (from + n).min(chars.len());
        match self {
            Self::Insert(i, s) => replace(place(i), place(i), &s.chars().collect::<Vec<_>>()),
            Self::Delete(i, n) => replace(place(i), upto(place(i), *n), &[]),
            Self::SplitLine(i) => replace(place(i), place(i), &['\n', '\n']),
            Self::JoinLines(i) => match chars[place(i)..].iter().position(|c| *c == '\n') {
                Some(found) => replace(place(i) + found, place(i) + found + 1, &[' ']),
                None => text.to_owned(),
            },
            Self::Move(i, n, j) => {
                let copied = chars[place(i)..upto(place(i), *n)].to_vec();
                replace(place(j), place(j), &copied)
            }
        }
    }
}
