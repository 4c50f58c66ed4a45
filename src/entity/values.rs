//! The text of a date, sum or number in, and what stands around it; out, its normalised value.
//!
//! Sums are a currency and an amount ("USD 18500000"), measures an amount and a unit ("85 km/h"), ranges two amounts with a
//! slash ("EUR 3000000/4000000"); for dates see `dates`, for times `times`.

use super::calendar::Day;
use super::gazetteer;
use super::patterns::GRAMMAR;
use super::value_items::{self, Class, Item};
use crate::lexicon::CURRENCIES;
use crate::text::tokens::tokenize;
use crate::view::EntityType;

/// What settles the meaning of a value besides its own words.
#[derive(Clone, Copy, Debug, Default)]
pub struct Setting<'a> {
    /// The day of writing.
    pub day: Option<Day>,
    /// The country of writing, ISO 3166-1 alpha-2.
    pub country: Option<&'a str>,
    /// Whether the sentence speaks of what is to come.
    pub ahead: bool,
    /// The word before the value.
    pub before: &'a str,
}

/// Whether mentions of this type have values.
#[must_use]
pub fn has_value(label: EntityType) -> bool {
    use EntityType::{Cardinal, Date, Money, Ordinal, Percent, Quantity, Time};
    matches!(label, Cardinal | Date | Money | Ordinal | Percent | Quantity | Time)
}

/// The value of a mention of this type, if it has one.
#[must_use]
pub fn value(label: EntityType, text: &str, setting: &Setting) -> Option<String> {
    use EntityType::{Date, Money, Percent, Quantity, Time};
    if !has_value(label) {
        return None;
    }
    let items = value_items::read(&GRAMMAR.words, text, &tokenize(text));
    let lower = |word: String| if word.contains('’') { word.replace('’', "'") } else { word };
    let words = items.iter().map(|item| lower(item.span.of(text).to_lowercase())).collect();
    let items = Items { text, items: &items, words, setting };
    match label {
        Date => items.date(),
        Time => items.time(),
        Money => items.money(),
        Percent => items.percent(),
        Quantity => items.quantity(),
        _ => items.count(),
    }
}

/// A number without exponent, its fraction to six places.
pub(super) fn plain(number: f64) -> String {
    // Most are whole.
    if number.fract() == 0.0 && (1.0..1e15).contains(&number) {
        return (number as u64).to_string();
    }
    let text = format!("{number:.6}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// The items of one mention.
pub(super) struct Items<'a> {
    pub text: &'a str,
    pub items: &'a [Item],
    /// What the items say, in lower case.
    pub words: Vec<String>,
    pub setting: &'a Setting<'a>,
}

impl Items<'_> {
    pub fn word(&self, i: usize) -> &str {
        self.words.get(i).map_or("", String::as_str)
    }

    pub fn has_word(&self, words: &[&str]) -> bool {
        self.words.iter().any(|word| words.contains(&word.as_str()))
    }

    pub fn of(&self, class: Class) -> impl Iterator<Item = &Item> {
        self.items.iter().filter(move |item| item.is(class))
    }

    /// The numbers of the items of a class.
    pub fn numbers(&self, class: Class) -> Vec<f64> {
        self.of(class).filter_map(|item| item.known.number).collect()
    }

    /// The number of the first item of a class.
    pub fn number(&self, class: Class) -> Option<f64> {
        self.of(class).next().and_then(|item| item.known.number)
    }

    /// The number, where there is exactly one.
    pub fn one_number(&self) -> Option<f64> {
        match self.amounts()[..] {
            [one] => Some(one),
            _ => None,
        }
    }

    pub fn number_at(&self, i: usize) -> Option<f64> {
        self.items.get(i).filter(|item| item.is(Class::COUNT)).and_then(|item| item.known.number)
    }

    /// Every number told, fractions worked out and the first of a range scaled as the second is; none where one is vague.
    fn amounts(&self) -> Vec<f64> {
        use Class::{
            CENTTOKEN, CODETOKEN, COUNT, DASH, FRACTION, FRACTIONS, HALF, LETTERTOKEN, MANY, MEASURETOKEN, ORD,
            PERCENTTOKEN, SCALE, SHORTNUM, TENS,
        };
        let kinds = [COUNT, ORD, HALF, SHORTNUM, CODETOKEN, LETTERTOKEN, CENTTOKEN, MEASURETOKEN, PERCENTTOKEN];
        let bits = kinds.iter().fold(0, |bits, kind| bits | kind.bit());
        let mut found: Vec<(f64, f64)> = Vec::new();
        let mut at = 0;
        while let Some(item) = self.items.get(at) {
            at += 1;
            let part = item.is(FRACTION) || item.is(FRACTIONS);
            let denominator = item.known.number.filter(|n| part && *n > 0.0);
            // "two-thirds", "a third"; "the third" alone is an ordinal.
            let counted = found.len() == 1 && at > 1 || at > 1 && matches!(self.word(at - 2), "a" | "an");
            if let (Some(denominator), true) = (denominator, counted) {
                let (count, _) = found.pop().unwrap_or((1.0, 1.0));
                found.push((count / denominator, 1.0));
            } else if item.is(MANY) && !item.is(COUNT) || item.is(TENS) {
                return Vec::new();
            } else if item.is(SCALE) && at > 1 && self.items[at - 2].is(DASH) {
                // "five-million"
                if let (Some(last), Some(scale)) = (found.last_mut(), item.known.number) {
                    *last = (last.0 * scale, scale);
                }
            } else if item.is(CODETOKEN) || item.is(LETTERTOKEN) {
                // "Rs500,000", "R1.5 billion": the token ends at the first comma or point.
                let end = self.items[at..].iter().take_while(|item| item.glued).count();
                let figures = &self.text[item.span.start..self.items[at + end - 1].span.end];
                let figures: String = figures.chars().filter(|c| c.is_ascii_digit() || *c == '.').collect();
                let scaled = self.items.get(at + end).filter(|item| item.is(SCALE)).and_then(|item| item.known.number);
                let scale = scaled.unwrap_or_else(|| self.scale_of(&self.items[at + end - 1]));
                found.extend(figures.trim_matches('.').parse().ok().map(|number: f64| (number * scale, scale)));
                at += end + usize::from(scaled.is_some());
            } else if item.known.classes & bits != 0 {
                let Some(number) = item.known.number else { return Vec::new() };
                found.push((number, self.scale_of(item)));
            }
        }
        if let [(first, scale), (second, other)] = found[..]
            && scale == 1.0
            && other > 1.0
            && first < second / other * 1000.0
            && first * other < second * 1000.0
            && !self.has_word(&["in", "out", "by", "x"])
        {
            found[0].0 = first * other;
        }
        let told = found.iter().all(|(number, _)| number.is_finite() && *number < 1e18);
        if told { found.into_iter().map(|(number, _)| number).collect() } else { Vec::new() }
    }

    /// What the words or letter behind the figures of a number multiply it by.
    fn scale_of(&self, item: &Item) -> f64 {
        let text = item.span.of(self.text).to_lowercase();
        let words = text.split([' ', '-', '\u{a0}']).map(|word| word.trim_start_matches(|c: char| !c.is_alphabetic()));
        let scales = words.filter_map(|word| match word {
            "k" | "thousand" if item.is(Class::SHORTNUM) || word.len() > 1 => Some(1e3),
            "m" if item.is(Class::SHORTNUM) => Some(1e6),
            "b" if item.is(Class::SHORTNUM) => Some(1e9),
            "hundred" => Some(1e2),
            "lakh" => Some(1e5),
            "million" | "mn" => Some(1e6),
            "crore" => Some(1e7),
            "billion" | "bn" => Some(1e9),
            "trillion" | "tn" => Some(1e12),
            _ => None,
        });
        scales.product()
    }

    /// One amount, or the two of a range; what falls is told from above ("65 percent to 40 percent").
    fn range(&self) -> Option<String> {
        match self.amounts()[..] {
            [one] => Some(plain(one)),
            [first, second] => Some(format!("{}/{}", plain(first), plain(second))),
            _ => None,
        }
    }

    /// "12", "two-thirds", "one in five", "3-1", "between 10 and 20".
    fn count(&self) -> Option<String> {
        match self.amounts()[..] {
            [part, whole] if self.has_word(&["in", "out", "out of", "/"]) => {
                (part <= whole && whole > 0.0).then(|| plain(part / whole))
            }
            [first, second] if first >= second && (self.of(Class::DASH).next().is_some() || self.has_word(&["to"])) => {
                Some(format!("{}-{}", plain(first), plain(second)))
            }
            _ => self.range(),
        }
    }

    /// "20%"; percentage points are "pp", basis points "bp".
    fn percent(&self) -> Option<String> {
        let code = self.of(Class::PERCENT).last().map_or("", |item| item.known.code);
        let amount = match self.amounts()[..] {
            [] if self.has_word(&["a", "an"]) => "1".to_owned(),
            _ => self.range()?,
        };
        Some(if code.is_empty() { format!("{amount}%") } else { format!("{amount} {code}") })
    }

    fn money(&self) -> Option<String> {
        let mut amounts = match &self.amounts()[..] {
            [] if self.has_word(&["a", "an"]) => vec![1.0],
            amounts => amounts.to_vec(),
        };
        let small = [Class::CENTWORD, Class::CENTTOKEN].into_iter().any(|class| self.of(class).next().is_some());
        if small {
            amounts.iter_mut().for_each(|amount| *amount /= 100.0);
        }
        let amount = match amounts[..] {
            [one] => plain(one),
            [first, second] => format!("{}/{}", plain(first), plain(second)),
            _ => return None,
        };
        Some(format!("{} {amount}", self.currency()?))
    }

    /// The currency, by its sign, code or word and, where several countries have that, by the country.
    fn currency(&self) -> Option<&'static str> {
        if let Some([country, _]) =
            self.items.windows(2).find(|pair| pair[0].is(Class::BEFORESIGN) && pair[1].is(Class::CURSIGN))
        {
            return Some(country.known.code);
        }
        use Class::{CENTTOKEN, CENTWORD, CODE, CODETOKEN, CURSIGN, CURWORD, LETTERTOKEN, POUND};
        let kinds = [CURSIGN, CODE, CODETOKEN, CURWORD, POUND, CENTWORD, CENTTOKEN, LETTERTOKEN];
        let at = self.items.iter().position(|item| kinds.iter().any(|&kind| item.is(kind)));
        let Some(at) = at else { return self.of_several("won").filter(|_| self.has_word(&["won"])) };
        let item = &self.items[at];
        if item.is(LETTERTOKEN) {
            return self.of_several(item.span.of(self.text).trim_end_matches(|c: char| !c.is_alphabetic()));
        }
        let code = match () {
            () if item.is(CENTTOKEN) => {
                if self.text.ends_with('p') {
                    "pence"
                } else {
                    "cent"
                }
            }
            () => item.known.code,
        };
        if code.len() == 3 && !code.contains(char::is_lowercase) {
            return Some(code);
        }
        // "Barbadian dollars": the adjective tells.
        let capitals = self.items[..at].iter().rev().take_while(|item| item.is(Class::CAP) && !item.is(Class::COUNT));
        let Some(first) = capitals.last().filter(|_| !item.is(CURSIGN)) else { return self.of_several(code) };
        let name = &self.text[first.span.start..self.items[at - 1].span.end];
        CURRENCIES.get(&format!("{code} {}", gazetteer::country(name)?))
    }

    /// What a word for several currencies means here.
    fn of_several(&self, word: &str) -> Option<&'static str> {
        let here = self.setting.country.and_then(|country| CURRENCIES.get(&format!("{word} {country}")));
        here.or_else(|| CURRENCIES.get(word)).filter(|code| !code.is_empty())
    }

    fn quantity(&self) -> Option<String> {
        let units: Vec<usize> = (0..self.items.len()).filter(|&at| self.unit_at(at).is_some()).collect();
        let counts = self.amounts();
        if let ([_, _], [first, second]) = (&units[..], &counts[..]) {
            let unit = |at: usize| self.unit_at(at).unwrap_or_default();
            return Some(format!("{} {} {} {}", plain(*first), unit(units[0]), plain(*second), unit(units[1])));
        }
        if let ([], [feet, inches], Some(_)) = (&units[..], &counts[..], self.of(Class::APOS).next()) {
            return Some(format!("{} ft {} in", plain(*feet), plain(*inches)));
        }
        let at = *units.first()?;
        let divisor = if self.items[at].is(Class::MEASURETOKEN) && self.items[at].is(Class::SHORTNUM) {
            1e6 // "5m" is five metres here.
        } else {
            1.0
        };
        let amount = match counts[..] {
            [] if self.has_word(&["a", "an"]) => "1".to_owned(),
            [one] => plain(one / divisor),
            [first, second] if self.has_word(&["by", "x"]) => format!("{}x{}", plain(first), plain(second)),
            [first, second] if first <= second => format!("{}/{}", plain(first / divisor), plain(second / divisor)),
            _ => return None,
        };
        let sign = if matches!(self.word(0), "minus" | "-" | "−") { "-" } else { "" };
        let unit = match (self.unit_at(at)?, self.word(at + 1).trim_end_matches('.')) {
            ("degree", "celsius" | "c") => "°C".to_owned(),
            ("degree", "fahrenheit" | "f") => "°F".to_owned(),
            ("degree", _) => "°".to_owned(),
            (unit, _) if self.has_word(&["square"]) => format!("{unit}2"),
            (unit, _) if self.has_word(&["cubic"]) => format!("{unit}3"),
            ("mi", _) if self.has_word(&["nautical"]) => "nmi".to_owned(),
            ("ton", _) if self.has_word(&["metric"]) => "t".to_owned(),
            ("oz", _) if self.has_word(&["fluid"]) => "fl oz".to_owned(),
            (unit, _) => unit.to_owned(),
        };
        let last = self.word(self.items.len() - 1);
        let per = match last {
            "hour" | "h" | "hr" => "/h",
            "second" | "s" => "/s",
            "minute" => "/min",
            "day" => "/d",
            "week" => "/wk",
            "year" => "/a",
            _ => "",
        };
        Some(format!("{sign}{amount} {unit}{}", if at + 1 < self.items.len() { per } else { "" }))
    }

    /// The symbol of the unit that an item is.
    fn unit_at(&self, at: usize) -> Option<&'static str> {
        let item = self.items.get(at)?;
        match () {
            () if item.is(Class::MEASURETOKEN) || item.is(Class::PHYS) => Some(item.known.code),
            () if item.is(Class::POUND) => Some("lb"),
            () if item.span.of(self.text) == "°" => Some("degree"),
            () => None,
        }
    }
}
