//! A block's tokens in, the items that value patterns are written over out: numbers read whole ("two and a half million"),
//! known words and phrases with their classes, and everything else as it stands.

use rustc_hash::FxHashMap;

use crate::lexicon::{self, Lengths, VALUE_WORDS};
use crate::text::chars::{is_apostrophe, is_hyphen};
use crate::text::tokens::tokenize;
use crate::text::{Span, Token, TokenKind};

macro_rules! classes {
    ($($(#[$doc:meta])* $name:ident)*) => {
        /// What an item can be to a pattern. Those without a note are given in `data/lexicon/value_words.txt`.
        #[allow(dead_code, clippy::upper_case_acronyms, reason = "most are only named in the patterns")]
        #[derive(Clone, Copy)]
        pub enum Class { $($(#[$doc])* $name),* }

        const NAMES: &[&str] = &[$(stringify!($name)),*];
    };
}

classes! {
    /// A number of any writing but "one".
    NUM
    /// The word "one", which is a pronoun as often as a number.
    ONE
    /// NUM or ONE.
    COUNT
    /// A NUM that reads as no year.
    PLAIN
    /// A NUM with "million" or the like in it.
    BIGNUM
    /// "5m", "10k": a number after a currency sign, else perhaps a measure.
    SHORTNUM
    /// One token of digits.
    DIGITS
    /// Two digits.
    TWO
    /// 1 to 31 in digits.
    DAY
    /// 1st to 31st in digits.
    DAYTH
    /// 1900 to 2099, without a comma.
    YEAR
    /// 1000 to 1899, without a comma.
    OLDYEAR
    /// "12.05.2019".
    POINTDATE
    /// "1990s".
    DECADE
    /// "90s".
    DECADE2
    /// "10am".
    CLOCK
    /// "20pc".
    PERCENTTOKEN
    /// "Rs500".
    CODETOKEN
    /// "R500".
    LETTERTOKEN
    /// "50p".
    CENTTOKEN
    /// "85km".
    MEASURETOKEN
    /// Any word with a capital.
    CAP
    /// A hyphen, or the en dash of ranges.
    DASH
    /// An apostrophe or single mark.
    APOS
    NUMWORD SCALE TENS MANY HALF ORD FRACTION FRACTIONS APPROX FEW
    UNIT UNITS PERIOD SEASON TUNIT TUNITS DAYPART REL EARLY
    WEEKDAY WEEKDAYS DAYABBR MONTH CLEARMONTH NOUNMONTH DECADEWORD HOLIDAY
    AMPM ZONE NOON DUSK
    CURSIGN BEFORESIGN LETTERCODE CODE CURWORD CENTWORD POUND
    PERCENT PHYS
}

impl Class {
    /// The class as one bit of a set.
    pub const fn bit(self) -> u128 {
        1 << self as u32
    }

    /// The bit of the class of this name.
    pub fn named(name: &str) -> Option<u128> {
        NAMES.iter().position(|n| *n == name).map(|i| 1 << i)
    }
}

use Class::*;

/// What the tables know of a word.
#[derive(Clone, Copy, Default)]
pub struct Known {
    /// Its classes.
    pub classes: u128,
    /// Its number among the words that patterns name; 0 where none does.
    pub word: u16,
    /// One more than the place of the phrases that it opens; 0 where it opens none.
    phrases: u16,
    /// Number, weekday or month.
    pub number: Option<f64>,
    /// Currency or unit.
    pub code: &'static str,
}

/// One element that a pattern can match.
#[derive(Clone, Copy)]
pub struct Item {
    /// Where it stands.
    pub span: Span,
    /// What is known of it.
    pub known: Known,
    /// Whether it follows the item before without white space.
    pub glued: bool,
}

impl Item {
    /// Whether it has the class.
    pub fn is(&self, class: Class) -> bool {
        self.known.classes & class.bit() != 0
    }
}

struct Phrase {
    rest: Vec<String>,
    known: Known,
}

/// The words and phrases of `data/lexicon/value_words.txt`, and the words that patterns name.
#[derive(Default)]
pub struct Words {
    /// Entries with a capital, which count only as written.
    exact: FxHashMap<&'static str, Known>,
    /// Entries without.
    folded: FxHashMap<String, Known>,
    /// How long these are.
    lengths: Lengths,
    /// Entries of several words, those with the same first word together.
    phrases: Vec<Vec<Phrase>>,
    count: u16,
}

impl Words {
    /// Reads the lexicon.
    pub fn new() -> Self {
        let mut words = Self::default();
        for (entry, value) in lexicon::entries(VALUE_WORDS) {
            let mut known = Known::default();
            for part in value.split(' ') {
                if let Some(value) = part.strip_prefix('=') {
                    known.code = value;
                    known.number = value.parse().ok();
                } else {
                    known.classes |= Class::named(part).unwrap_or_default();
                }
            }
            let tokens = tokenize(entry);
            if tokens.len() > 1 {
                let mut parts = tokens.iter().map(|t| fold(t.span.of(entry), &mut String::new()).to_owned());
                let first = parts.next().unwrap_or_default();
                let place = &mut words.folded.entry(first).or_default().phrases;
                if *place == 0 {
                    words.phrases.push(Vec::new());
                    *place = words.phrases.len() as u16;
                }
                words.phrases[usize::from(*place) - 1].push(Phrase { rest: parts.collect(), known });
            } else if entry.contains(char::is_uppercase) {
                words.exact.insert(entry, known);
            } else {
                let phrases = words.folded.get(entry).map_or(0, |known| known.phrases);
                words.folded.insert(entry.to_owned(), Known { phrases, ..known });
            }
        }
        words.folded.keys().for_each(|word| words.lengths.add(word));
        for phrases in &mut words.phrases {
            phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.rest.len()));
        }
        words
    }

    /// The number of a word that a pattern names.
    pub fn intern(&mut self, word: &str) -> u16 {
        let known = self.folded.entry(word.to_owned()).or_default();
        if known.word == 0 {
            self.count += 1;
            known.word = self.count;
            self.lengths.add(word);
        }
        known.word
    }

    /// How many words patterns name.
    pub fn count(&self) -> usize {
        usize::from(self.count)
    }

    fn look_up(&self, text: &str, token: &Token, folded: &mut String) -> Known {
        let word = token.span.of(text);
        if token.kind == TokenKind::Number || token.kind == TokenKind::Link || word.len() > 24 {
            return Known::default();
        }
        let mut known = self.folded(fold(word, folded));
        if token.kind == TokenKind::Word {
            if token.is_capitalized() {
                known.classes |= CAP.bit();
                let exact = self.exact.get(word).or_else(|| self.shouted(word));
                if let Some(exact) = exact {
                    let Known { word, phrases, .. } = known;
                    known = Known { classes: known.classes | exact.classes, word, phrases, ..*exact };
                }
            }
        } else if word.len() <= 3 && word != "--" && word.starts_with(|c| is_hyphen(c) || c == '–') {
            known.classes |= DASH.bit();
        } else if word.starts_with(is_apostrophe) {
            known.classes |= APOS.bit();
        }
        known
    }

    fn folded(&self, word: &str) -> Known {
        if self.lengths.may_have(word) { self.folded.get(word).copied().unwrap_or_default() } else { Known::default() }
    }

    /// "MONDAY" for "Monday", in headlines.
    fn shouted(&self, word: &str) -> Option<&Known> {
        if word.len() < 6 || word.contains(|c: char| !c.is_ascii_uppercase()) {
            return None;
        }
        let mut title = word.to_ascii_lowercase();
        title[..1].make_ascii_uppercase();
        self.exact.get(title.as_str())
    }
}

/// A word without capitals and with straight apostrophes; it is written to `folded` where it has others.
fn fold<'w>(word: &'w str, folded: &'w mut String) -> &'w str {
    if word.bytes().all(|b| b.is_ascii_lowercase()) {
        return word;
    }
    folded.clear();
    if word.bytes().all(|b| b.is_ascii_alphanumeric()) {
        folded.push_str(word);
        folded.make_ascii_lowercase();
    } else {
        folded.extend(word.chars().map(|c| if is_apostrophe(c) { '\'' } else { c.to_ascii_lowercase() }));
    }
    folded
}

/// Reads the tokens of one block as items.
pub fn read(words: &Words, text: &str, tokens: &[Token]) -> Vec<Item> {
    let mut folded = String::new();
    let known: Vec<Known> = tokens.iter().map(|token| words.look_up(text, token, &mut folded)).collect();
    let reader = Reader { words, text, tokens, known: &known };
    let mut items = Vec::with_capacity(tokens.len());
    let mut at = 0;
    while at < tokens.len() {
        // Most words are in no table: they begin neither a number nor a phrase.
        let alone = tokens[at].kind == TokenKind::Word && known[at].is_unknown();
        let longer = if alone { None } else { reader.number(at).or_else(|| reader.phrase(at)) };
        let (end, known) = longer.unwrap_or_else(|| (at + 1, reader.single(at)));
        let span = Span::new(tokens[at].span.start, tokens[end - 1].span.end);
        items.push(Item { span, known, glued: tokens[at].glued });
        at = end;
    }
    items
}

struct Reader<'a> {
    words: &'a Words,
    text: &'a str,
    tokens: &'a [Token],
    known: &'a [Known],
}

impl Reader<'_> {
    fn has(&self, at: usize, class: Class) -> bool {
        self.known.get(at).is_some_and(|known| known.classes & class.bit() != 0)
    }

    fn word(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| token.span.of(self.text))
    }

    fn phrase(&self, at: usize) -> Option<(usize, Known)> {
        let place = usize::from(self.known.get(at)?.phrases).checked_sub(1)?;
        let mut folded = String::new();
        self.words.phrases[place].iter().find_map(|phrase| {
            let end = at + 1 + phrase.rest.len();
            let same = end <= self.tokens.len()
                && phrase.rest.iter().zip(at + 1..end).all(|(part, i)| part == fold(self.word(i), &mut folded));
            let capital = phrase.known.classes & HOLIDAY.bit() == 0 || self.tokens[at].is_capitalized();
            (same && capital).then_some((end, phrase.known))
        })
    }

    /// A number with its scale words and halves: from one token to "two hundred and fifty thousand".
    fn number(&self, at: usize) -> Option<(usize, Known)> {
        let mut parts = Parts::default();
        let mut end = at + 1;
        if self.tokens[at].kind == TokenKind::Number {
            let single = self.single(at);
            if single.classes & DIGITS.bit() == 0 {
                return None;
            }
            parts.group = single.number?;
        } else if self.has(at, NUMWORD) {
            parts.group = self.known[at].number?;
            parts.words = true;
        } else {
            (end, parts.group) = match self.word(at) {
                "a" | "A" => (at + 1, 1.0),
                "half" | "Half" if self.word(at + 1) == "a" => (at + 2, 0.5),
                _ if self.has(at, FEW) => (at + 1, f64::NAN),
                _ => (self.phrase(at).filter(|(_, known)| known.classes & FEW.bit() != 0)?.0, f64::NAN),
            };
            if !self.has(end, SCALE) {
                // "a few hundred"
                end = self.phrase(at).filter(|(_, known)| known.classes & FEW.bit() != 0)?.0;
                parts.group = f64::NAN;
                if !self.has(end, SCALE) {
                    return None;
                }
            }
        }
        while let Some(next) = self.part(&mut parts, end) {
            end = next;
        }
        if end == at + 1 {
            return self.lone_number(at);
        }
        if let Some(ordinal) = self.ordinal(&parts, end) {
            return Some(ordinal);
        }
        let value = parts.total + parts.group;
        let big = if parts.total > 0.0 || parts.scaled { BIGNUM.bit() } else { 0 };
        let known = Known {
            classes: NUM.bit() | COUNT.bit() | PLAIN.bit() | big,
            number: (!value.is_nan()).then_some(value),
            ..Known::default()
        };
        Some((end, known))
    }

    fn lone_number(&self, at: usize) -> Option<(usize, Known)> {
        if self.tokens[at].kind == TokenKind::Number {
            return None;
        }
        if let Some(ordinal) =
            self.ordinal(&Parts { group: self.known[at].number?, words: true, ..Parts::default() }, at + 1)
        {
            return Some(ordinal);
        }
        let known = self.known[at];
        let class = if known.number == Some(1.0) { ONE.bit() } else { NUM.bit() | PLAIN.bit() };
        let classes = known.classes & CAP.bit() | COUNT.bit() | class;
        Some((at + 1, Known { classes, ..known }))
    }

    /// "twenty-first" after "twenty".
    fn ordinal(&self, parts: &Parts, end: usize) -> Option<(usize, Known)> {
        let joined = self.has(end, DASH) && self.tokens[end].glued && self.tokens.get(end + 1)?.glued;
        let ten =
            parts.words && parts.total == 0.0 && (20.0..100.0).contains(&parts.group) && parts.group % 10.0 == 0.0;
        let unit = self.known.get(end + 1).filter(|known| known.classes & ORD.bit() != 0)?.number?;
        (joined && ten && unit < 10.0).then(|| {
            let known = Known { classes: ORD.bit(), number: Some(parts.group + unit), ..Known::default() };
            (end + 2, known)
        })
    }

    /// Reads one more part of a number at `at`, and tells where it ends.
    fn part(&self, parts: &mut Parts, at: usize) -> Option<usize> {
        let hyphen = self.has(at, DASH) && self.tokens[at].glued && self.tokens.get(at + 1).is_some_and(|t| t.glued);
        let next = if hyphen { at + 1 } else { at };
        let word = self.word(at);
        if word == "and" && parts.can_take_half() && self.word(at + 1) == "a" && self.word(at + 2) == "half" {
            parts.group += 0.5;
            return Some(at + 3);
        }
        if word == "and" && parts.words && parts.after_scale && self.has(at + 1, NUMWORD) {
            return parts.add_word(self.known[at + 1].number?, false).then_some(at + 2);
        }
        let known = self.known.get(next)?;
        if known.classes & NUMWORD.bit() != 0 && parts.words {
            return parts.add_word(known.number?, hyphen).then_some(next + 1);
        }
        if known.classes & SCALE.bit() != 0 && !hyphen {
            return parts.scale(known.number?).then_some(next + 1);
        }
        None
    }

    /// What one token is by itself.
    fn single(&self, at: usize) -> Known {
        let token = &self.tokens[at];
        let word = token.span.of(self.text);
        match token.kind {
            TokenKind::Number => self.digits(word),
            TokenKind::Word => self.known[at].classes_or(|| self.glued_code(word)).unwrap_or(self.known[at]),
            _ => self.known[at],
        }
    }

    /// "Rs500", "R500".
    fn glued_code(&self, word: &str) -> Option<Known> {
        let letters = word.bytes().position(|b| b.is_ascii_digit())?;
        let code = self.words.exact.get(&word[..letters])?;
        let class = if code.classes & CODE.bit() != 0 {
            CODETOKEN
        } else if code.classes & LETTERCODE.bit() != 0 {
            LETTERTOKEN
        } else {
            return None;
        };
        let number = word[letters..].parse().ok();
        number.map(|number| Known { classes: class.bit(), number: Some(number), ..*code })
    }

    /// A token that begins with a digit.
    fn digits(&self, word: &str) -> Known {
        let length = word.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ','))).unwrap_or(word.len());
        let (figures, suffix) = word.split_at(length);
        let fraction = match suffix {
            "½" => Some(0.5),
            "¼" => Some(0.25),
            "¾" => Some(0.75),
            _ => None,
        };
        if let Some(fraction) = fraction {
            let whole = figures.parse().unwrap_or(0.0);
            let classes = NUM.bit() | COUNT.bit() | PLAIN.bit() | DIGITS.bit();
            return Known { classes, number: Some(whole + fraction), ..Known::default() };
        }
        let Some(value) = figure(figures) else {
            let date = suffix.is_empty() && is_point_date(figures);
            return Known { classes: if date { POINTDATE.bit() } else { 0 }, ..Known::default() };
        };
        let whole = figures.bytes().all(|b| b.is_ascii_digit());
        let known = |classes: u128, number: f64| Known { classes, number: Some(number), ..Known::default() };
        let day = whole && length <= 2 && (1.0..=31.0).contains(&value);
        match suffix {
            "" => {
                let mut classes = NUM.bit() | COUNT.bit() | DIGITS.bit();
                if day {
                    classes |= DAY.bit();
                }
                if whole && length == 2 {
                    classes |= TWO.bit();
                }
                classes |= match value as u64 {
                    1900..=2099 if whole && length == 4 => YEAR.bit(),
                    1000..=1899 if whole && length == 4 => OLDYEAR.bit() | PLAIN.bit(),
                    _ => PLAIN.bit(),
                };
                known(classes, value)
            }
            "st" | "nd" | "rd" | "th" => known(ORD.bit() | if day { DAYTH.bit() } else { 0 }, value),
            "s" if whole && length == 4 && figures.ends_with('0') => known(DECADE.bit(), value),
            "s" if whole && length == 2 && figures.ends_with('0') => known(DECADE2.bit(), value),
            "am" | "pm" | "AM" | "PM" => known(CLOCK.bit(), value),
            "bn" | "mn" | "tn" => {
                let scale = self.words.folded.get(suffix).and_then(|known| known.number).unwrap_or(1.0);
                known(NUM.bit() | COUNT.bit() | PLAIN.bit() | BIGNUM.bit(), value * scale)
            }
            "k" | "K" => known(SHORTNUM.bit(), value * 1e3),
            "M" => known(SHORTNUM.bit(), value * 1e6),
            "m" => Known { code: "m", ..known(SHORTNUM.bit() | MEASURETOKEN.bit(), value * 1e6) },
            "b" | "B" => known(SHORTNUM.bit(), value * 1e9),
            "pc" => known(PERCENTTOKEN.bit(), value),
            "p" | "c" if whole && length <= 2 => known(CENTTOKEN.bit(), value),
            _ => match self.words.folded.get(suffix).or_else(|| self.words.exact.get(suffix)) {
                Some(unit) if unit.classes & PHYS.bit() != 0 => {
                    Known { code: unit.code, ..known(MEASURETOKEN.bit(), value) }
                }
                _ => Known::default(),
            },
        }
    }
}

impl Known {
    /// Whether it is nothing but a word, capitalised or not, and opens no phrase.
    fn is_unknown(&self) -> bool {
        self.classes & !CAP.bit() == 0 && self.word == 0 && self.phrases == 0
    }

    /// This, unless it is nothing but a capitalised word: then what `other` makes of it.
    fn classes_or(self, other: impl FnOnce() -> Option<Known>) -> Option<Known> {
        if self.classes & !CAP.bit() == 0 && self.word == 0 { other() } else { Some(self) }
    }
}

/// The parts of a number read so far: "two million" is in `total`, "three hundred" after it in `group`.
#[derive(Default)]
struct Parts {
    total: f64,
    group: f64,
    words: bool,
    after_scale: bool,
    scaled: bool,
}

impl Parts {
    fn add_word(&mut self, value: f64, hyphen: bool) -> bool {
        let room = if value < 10.0 { 10.0 } else { 100.0 };
        let fits = value > 0.0 && self.group % room == 0.0 && (self.group > 0.0 || self.total > 0.0);
        let ten = self.group % 100.0 >= 20.0;
        if !fits || hyphen && !(ten && value < 10.0) || !(ten || self.after_scale) {
            return false;
        }
        self.group += value;
        self.after_scale = false;
        true
    }

    fn scale(&mut self, scale: f64) -> bool {
        if self.group == 0.0 && self.total == 0.0 {
            return false;
        }
        if scale < 1000.0 {
            if self.group == 0.0 || self.group >= 1000.0 {
                return false;
            }
            self.group *= scale;
        } else if self.group == 0.0 {
            self.total *= scale;
        } else {
            self.total += self.group * scale;
            self.group = 0.0;
        }
        self.after_scale = scale <= 1000.0;
        self.scaled |= scale >= 1000.0 || self.group.is_nan();
        true
    }

    fn can_take_half(&self) -> bool {
        self.total == 0.0 && self.group > 0.0 && self.group.fract() == 0.0
    }
}

/// The value of "290,000", "5,00,000", "18.5"; none for "1.2.3".
fn figure(figures: &str) -> Option<f64> {
    if figures.matches('.').count() > 1 {
        return None;
    }
    let whole = figures.split('.').next().unwrap_or_default();
    let mut groups = whole.split(',').rev();
    let grouped = !whole.contains(',')
        || groups.next().is_some_and(|last| last.len() == 3) && groups.all(|g| (1..=3).contains(&g.len()));
    if !grouped || figures.split_once('.').is_some_and(|(_, fraction)| fraction.contains(',')) {
        return None;
    }
    figures.replace(',', "").parse().ok()
}

fn is_point_date(figures: &str) -> bool {
    let parts: Vec<&str> = figures.split('.').collect();
    matches!(parts[..], [day, month, year] if day.len() <= 2 && month.len() <= 2 && year.len() == 4)
}
