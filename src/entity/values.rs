//! The text of a date, sum or number in, its normalised value out, where it says one by itself.
//!
//! Sums are a currency and an amount ("USD 18500000"), measures an amount and a unit ("85 km/h"); for dates and times see
//! `dates`.

use super::patterns::GRAMMAR;
use super::value_items::{self, Class, Item};
use crate::text::tokens::tokenize;
use crate::view::EntityType;

/// The value of a mention of this type, if it has one.
#[must_use]
pub fn value(label: EntityType, text: &str) -> Option<String> {
    use EntityType::{Cardinal, Date, Money, Ordinal, Percent, Quantity, Time};
    if !matches!(label, Cardinal | Date | Money | Ordinal | Percent | Quantity | Time) {
        return None;
    }
    let items = value_items::read(&GRAMMAR.words, text, &tokenize(text));
    let items = Items { text, items: &items };
    match label {
        Date => items.date(),
        Time => items.time(),
        Money => items.money(),
        Percent => items.one_number().map(|n| format!("{}%", plain(n))),
        Quantity => items.quantity(),
        _ => items.one_number().map(plain),
    }
}

/// A number without exponent, its fraction to six places.
pub(super) fn plain(number: f64) -> String {
    let text = format!("{number:.6}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// The items of one mention.
pub(super) struct Items<'a> {
    pub text: &'a str,
    pub items: &'a [Item],
}

impl Items<'_> {
    pub fn word(&self, i: usize) -> String {
        self.items.get(i).map_or_else(String::new, |item| item.span.of(self.text).to_lowercase().replace('’', "'"))
    }

    pub fn has_word(&self, words: &[&str]) -> bool {
        (0..self.items.len()).any(|i| words.contains(&self.word(i).as_str()))
    }

    pub fn of(&self, class: Class) -> impl Iterator<Item = &Item> {
        self.items.iter().filter(move |item| item.is(class))
    }

    /// The number, where there is exactly one.
    pub fn one_number(&self) -> Option<f64> {
        use Class::{
            CENTTOKEN, CODETOKEN, COUNT, FRACTION, FRACTIONS, HALF, MANY, MEASURETOKEN, ORD, PERCENTTOKEN, SHORTNUM,
        };
        let kinds = [COUNT, ORD, HALF, SHORTNUM, CODETOKEN, CENTTOKEN, MEASURETOKEN, PERCENTTOKEN];
        let bits = kinds.iter().fold(0, |bits, kind| bits | kind.bit());
        let mut numbers = self.items.iter().filter(|item| item.known.classes & bits != 0);
        let one = numbers.next()?;
        let fraction =
            self.of(FRACTION).chain(self.of(FRACTIONS)).any(|item| !item.is(ORD)) || self.of(MANY).next().is_some();
        if numbers.next().is_some() || fraction {
            return None;
        }
        one.known.number
    }

    pub fn number_at(&self, i: usize) -> Option<f64> {
        self.items.get(i).filter(|item| item.is(Class::COUNT)).and_then(|item| item.known.number)
    }

    fn money(&self) -> Option<String> {
        let amount = self.one_number()?;
        if self.of(Class::CODETOKEN).next().is_some() && self.of(Class::DASH).next().is_some() || self.has_word(&[","])
        {
            return None;
        }
        let before = self.items.windows(2).find(|w| w[0].is(Class::BEFORESIGN) && w[1].is(Class::CURSIGN));
        let code = if let Some([country, _]) = before {
            country.known.code
        } else {
            let kinds = [Class::CURSIGN, Class::CODE, Class::CODETOKEN, Class::CURWORD, Class::POUND];
            let (at, item) = self.items.iter().enumerate().find(|(_, item)| kinds.iter().any(|&kind| item.is(kind)))?;
            let adjective = at > 0 && self.items[at - 1].is(Class::CAP);
            match item.known.code.strip_suffix('?') {
                // "dollars" alone are the United States', "pounds" Britain's; "Barbadian dollars" are neither.
                Some(code) if !adjective && !code.is_empty() => code,
                Some(_) => return None,
                None if self.has_word(&["cents", "cent", "pence"]) => return None,
                None => item.known.code,
            }
        };
        (!code.is_empty()).then(|| format!("{code} {}", plain(amount)))
    }

    fn quantity(&self) -> Option<String> {
        let amount = self.one_number()?;
        let (at, unit) = self.items.iter().enumerate().find_map(|(at, item)| match () {
            () if item.is(Class::MEASURETOKEN) || item.is(Class::PHYS) => Some((at, item.known.code)),
            () if item.is(Class::POUND) => Some((at, "lb")),
            () if item.span.of(self.text) == "°" => Some((at, "degree")),
            () => None,
        })?;
        let amount = if self.items[at].is(Class::MEASURETOKEN) && self.items[at].is(Class::SHORTNUM) {
            amount / 1e6 // "5m" is five metres here.
        } else {
            amount
        };
        let unit = match (unit, self.word(at + 1).trim_end_matches('.')) {
            ("degree", "celsius" | "c") => "°C".to_owned(),
            ("degree", "fahrenheit" | "f") => "°F".to_owned(),
            ("degree", _) => "°".to_owned(),
            (unit, _) if self.has_word(&["square"]) => format!("{unit}2"),
            (unit, _) if self.has_word(&["cubic"]) => format!("{unit}3"),
            (unit, _) => unit.to_owned(),
        };
        let last = self.word(self.items.len() - 1);
        let per = match last.as_str() {
            "hour" | "h" | "hr" => "/h",
            "second" | "s" => "/s",
            "minute" => "/min",
            "day" => "/d",
            "week" => "/wk",
            "year" => "/a",
            _ => "",
        };
        Some(format!("{} {unit}{}", plain(amount), if at + 1 < self.items.len() { per } else { "" }))
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// Each text must have its value; an empty one stands for none.
    pub(in crate::entity) fn check(label: EntityType, cases: &[(&str, &str)]) {
        let got: Vec<_> = cases.iter().map(|(text, _)| (*text, value(label, text).unwrap_or_default())).collect();
        let expected: Vec<_> = cases.iter().map(|(text, value)| (*text, (*value).to_owned())).collect();
        assert_eq!(got, expected);
    }

    #[test]
    fn sums() {
        check(
            EntityType::Money,
            &[
                ("$18.5 million", "USD 18500000"),
                ("more than US$1.2bn", "USD 1200000000"),
                ("61 million Hong Kong dollars", "HKD 61000000"),
                ("three million dollars", "USD 3000000"),
                ("two Barbadian dollars", ""),
                ("Rs 5 lakh", "INR 500000"),
                ("£5m", "GBP 5000000"),
                ("A$450", "AUD 450"),
                ("500 pounds", "GBP 500"),
                ("50 million won", ""),
                ("50 cents", ""),
                ("millions of shekels", ""),
                ("$5 to $10", ""),
                ("$1.1 million", "USD 1100000"),
            ],
        );
    }

    #[test]
    fn shares_measures_and_numbers() {
        check(EntityType::Percent, &[("99.99 percent", "99.99%"), ("about 20%", "20%"), ("5 to 10 percent", "")]);
        check(
            EntityType::Quantity,
            &[
                ("85 kilometers per hour", "85 km/h"),
                ("85 km/h", "85 km/h"),
                ("1,200 square feet", "1200 ft2"),
                ("5km", "5 km"),
                ("100m", "100 m"),
                ("40°C", "40 °C"),
                ("35 degrees Celsius", "35 °C"),
                ("10-mile", "10 mi"),
                ("several miles", ""),
            ],
        );
        check(
            EntityType::Cardinal,
            &[
                ("more than 290,000", "290000"),
                ("Twelve", "12"),
                ("two and a half million", "2500000"),
                ("two hundred and fifty thousand", "250000"),
                ("two-thirds", ""),
                ("more than half", "0.5"),
                ("three or four", ""),
                ("hundreds", ""),
            ],
        );
        check(EntityType::Ordinal, &[("third", "3"), ("118th", "118"), ("twenty-first", "21")]);
    }
}
