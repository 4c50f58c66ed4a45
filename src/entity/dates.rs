//! The items of a date or time in, its value out, where it says one by itself: what depends on the day of writing ("last
//! year") has none.
//!
//! Values follow ISO 8601 and, where it has no form, TIMEX3: "2022-05-09", "XXXX-08-27", "XXXX-WXX-5" for a Friday, "199" for
//! the 1990s, "P5Y" for five years, "T18:30".

use super::value_items::{Class, Item};
use super::values::{Items, plain};

impl Items<'_> {
    pub fn date(&self) -> Option<String> {
        let relative = self.of(Class::REL).next().is_some()
            || self.has_word(&[
                "ago", "later", "earlier", "before", "after", "that", "same", "every", "each", "another", "all",
            ]);
        if relative {
            return None;
        }
        self.range_of_years().or_else(|| self.calendar()).or_else(|| self.length())
    }

    /// "1976-83", "from 2011 to 2013".
    fn range_of_years(&self) -> Option<String> {
        let year = |item: &&Item| item.is(Class::YEAR) || item.is(Class::OLDYEAR);
        let joined = self.of(Class::DASH).next().is_some() || self.has_word(&["to", "and", "through", "until", "/"]);
        let only = self.items.iter().all(|item| item.is(Class::DIGITS) || item.is(Class::DASH) || item.known.word != 0);
        let first = self.items.iter().find(year).filter(|_| joined && only)?.known.number?;
        let last = self.items.last().filter(|item| item.is(Class::DIGITS))?.known.number?;
        let last = if last < 100.0 { first - first % 100.0 + last } else { last };
        (self.of(Class::DIGITS).count() == 2 && last > first).then(|| format!("{first:04}/{last:04}"))
    }

    /// A day, month, year, decade, century, season, quarter or weekday of the calendar.
    fn calendar(&self) -> Option<String> {
        if let [year, _, month, _, day] = self.items
            && year.is(Class::YEAR)
            && year.span.of(self.text).len() == 4
            && month.is(Class::DIGITS)
        {
            return full_date(year.known.number?, month.known.number?, day.known.number?);
        }
        let number = |class: Class| self.of(class).next().and_then(|item| item.known.number);
        let year = number(Class::YEAR).or_else(|| number(Class::OLDYEAR));
        if let Some(month) = number(Class::MONTH) {
            let mut days = self.items.iter().filter(|item| item.is(Class::DAY) || item.is(Class::DAYTH));
            return match (days.next(), days.next(), year) {
                (Some(day), None, Some(year)) => full_date(year, month, day.known.number?),
                (Some(day), None, None) => {
                    full_date(2000.0, month, day.known.number?).map(|date| date.replacen("2000", "XXXX", 1))
                }
                (None, _, Some(year)) => Some(format!("{year:04}-{month:02}")),
                (None, _, None) => Some(format!("XXXX-{month:02}")),
                _ => None,
            };
        }
        if let Some(decade) = number(Class::DECADE) {
            return Some(format!("{:03}", decade / 10.0));
        }
        if self.has_word(&["century"]) {
            return number(Class::ORD).filter(|n| (1.0..100.0).contains(n)).map(|n| format!("{:02}", n - 1.0));
        }
        if let Some(season) = self.of(Class::SEASON).next() {
            let code = match season.span.of(self.text).to_lowercase().as_str() {
                "spring" => "SP",
                "summer" => "SU",
                "winter" => "WI",
                _ => "FA",
            };
            return year.map(|year| format!("{year:04}-{code}"));
        }
        if let (Some(ordinal), true) = (number(Class::ORD), self.has_word(&["quarter"])) {
            return year.filter(|_| ordinal < 5.0).map(|year| format!("{year:04}-Q{ordinal}"));
        }
        if let (Some(ordinal), true) = (number(Class::ORD), self.has_word(&["half"])) {
            return year.filter(|_| ordinal < 3.0).map(|year| format!("{year:04}-H{ordinal}"));
        }
        let days: Vec<&Item> = self.of(Class::WEEKDAY).collect();
        if let [day] = days[..] {
            return Some(format!("XXXX-WXX-{}", day.known.number?));
        }
        let era = self.has_word(&["bc", "bce", "ad", "b.c.", "a.d.", "fiscal"]);
        year.filter(|_| !era && self.of(Class::COUNT).count() == 1 && self.of(Class::UNIT).next().is_none())
            .map(|year| format!("{year:04}"))
    }

    /// A length of time: "five years", "a month-long", "aged 39".
    fn length(&self) -> Option<String> {
        if self.of(Class::HOLIDAY).next().is_some() || self.has_word(&["bc", "bce", "ad", "b.c.", "a.d.", "recent"]) {
            return None;
        }
        let Some(unit) = self.of(Class::UNIT).next() else {
            // An age: "39", "aged 39", "age of 39".
            let age = self.one_number().filter(|age| self.of(Class::TWO).next().is_some() && *age < 120.0)?;
            let only = self.items.iter().all(|item| item.is(Class::TWO) || item.known.word != 0);
            return only.then(|| format!("P{}Y", plain(age)));
        };
        let single = unit.span.of(self.text).to_lowercase();
        let count = match self.one_number() {
            Some(number) => number,
            None if self.of(Class::COUNT).next().is_none() && self.of(Class::FEW).next().is_none() => {
                if single.ends_with('s') || self.of(Class::MANY).next().is_some() { return None } else { 1.0 }
            }
            None => return None,
        };
        let (scale, letter) = match single.trim_end_matches('s') {
            "day" => (1.0, 'D'),
            "week" => (1.0, 'W'),
            "fortnight" => (2.0, 'W'),
            "month" => (1.0, 'M'),
            "year" => (1.0, 'Y'),
            "decade" => (10.0, 'Y'),
            _ => (100.0, 'Y'),
        };
        Some(format!("P{}{letter}", plain(count * scale)))
    }

    pub fn time(&self) -> Option<String> {
        let relative = self.of(Class::REL).next().is_some()
            || self.has_word(&["ago", "later", "earlier", "that", "same", "every", "each"]);
        if relative {
            return None;
        }
        if self.of(Class::TUNIT).next().is_some() {
            return self.hours();
        }
        let part = self.of(Class::DAYPART).next().map(|item| item.span.of(self.text).to_lowercase());
        if let ([day, _], Some(part)) = (self.items, &part) {
            let part = match part.as_str() {
                "morning" => "MO",
                "afternoon" => "AF",
                "evening" => "EV",
                _ => "NI",
            };
            let weekday = day.is(Class::WEEKDAY).then_some(day.known.number).flatten();
            return weekday.map(|day| format!("XXXX-WXX-{day}T{part}"));
        }
        if part.is_some() || self.of(Class::WEEKDAY).next().is_some() {
            return None;
        }
        self.clock()
    }

    /// "6:30 p.m.", "10am", "18:00 GMT", "noon".
    fn clock(&self) -> Option<String> {
        match self.word(0).as_str() {
            "noon" | "midday" if self.items.len() == 1 => return Some("T12:00".to_owned()),
            "midnight" if self.items.len() == 1 => return Some("T00:00".to_owned()),
            _ => {}
        }
        let zone = match self.of(Class::ZONE).next().map(|item| item.span.of(self.text)) {
            Some("GMT" | "UTC") => "Z",
            Some(_) => return None,
            None => "",
        };
        let times: Vec<&Item> =
            self.items.iter().filter(|item| item.is(Class::DIGITS) || item.is(Class::CLOCK)).collect();
        let (hour, minute) = match times[..] {
            [hour, minute] if self.has_word(&[":"]) => (hour.known.number?, minute.known.number?),
            [time] if time.span.of(self.text).contains('.') => {
                let number = time.known.number?;
                (number.trunc(), (number.fract() * 100.0).round())
            }
            [time] if !zone.is_empty() && time.known.number? >= 100.0 => {
                let number = time.known.number?;
                ((number / 100.0).trunc(), number % 100.0)
            }
            [time] => (time.known.number?, 0.0),
            _ => return None,
        };
        let written = self.text.to_lowercase();
        let half = if written.contains("p.m") || written.contains("pm") {
            Some(12.0)
        } else if written.contains("a.m") || written.contains("am") {
            Some(0.0)
        } else {
            None
        };
        let hour = match half {
            Some(half) if (1.0..=12.0).contains(&hour) => hour % 12.0 + half,
            Some(_) => return None,
            None if self.has_word(&[":"]) || !zone.is_empty() => hour,
            None => return None,
        };
        (hour < 24.0 && minute < 60.0).then(|| format!("T{hour:02}:{minute:02}{zone}"))
    }

    /// "two hours and 10 minutes", "three-hour", "half an hour".
    fn hours(&self) -> Option<String> {
        let letter = |item: &Item| item.span.of(self.text).chars().next().map_or('?', |c| c.to_ascii_uppercase());
        if self.of(Class::HALF).next().is_some() {
            return (self.has_word(&["hour"]) && self.of(Class::COUNT).next().is_none()).then(|| "PT30M".to_owned());
        }
        if self.of(Class::FEW).next().is_some() || self.of(Class::MANY).next().is_some() || self.has_word(&["to", "or"])
        {
            return None;
        }
        let units: Vec<usize> = (0..self.items.len()).filter(|&i| self.items[i].is(Class::TUNIT)).collect();
        let mut out = "PT".to_owned();
        for (k, &unit) in units.iter().enumerate() {
            let from = if k == 0 { 0 } else { units[k - 1] + 1 };
            let numbers: Vec<f64> = (from..unit).filter_map(|i| self.number_at(i)).collect();
            let number = match numbers[..] {
                [number] => number,
                [] if units.len() == 1 && !self.items[unit].is(Class::TUNITS) => 1.0,
                _ => return None,
            };
            out += &format!("{}{}", plain(number), letter(&self.items[unit]));
        }
        Some(out)
    }
}

fn full_date(year: f64, month: f64, day: f64) -> Option<String> {
    let leap = year % 4.0 == 0.0 && (year % 100.0 != 0.0 || year % 400.0 == 0.0);
    let days = match month as u32 {
        2 => 28.0 + f64::from(u8::from(leap)),
        4 | 6 | 9 | 11 => 30.0,
        1..=12 => 31.0,
        _ => return None,
    };
    (1.0..=days).contains(&day).then(|| format!("{year:04}-{month:02}-{day:02}"))
}

#[cfg(test)]
mod tests {
    use crate::entity::values::tests::check;
    use crate::view::EntityType;

    #[test]
    fn dates() {
        check(
            EntityType::Date,
            &[
                ("9 May 2022", "2022-05-09"),
                ("May 9, 2022", "2022-05-09"),
                ("Friday, May 5, 2015", "2015-05-05"),
                ("the 5th of May 1812", "1812-05-05"),
                ("31 February 2020", ""),
                ("2016-09-09", "2016-09-09"),
                ("Aug. 27", "XXXX-08-27"),
                ("late March 2016", "2016-03"),
                ("March", "XXXX-03"),
                ("2016", "2016"),
                ("early 2016", "2016"),
                ("1976-83", "1976/1983"),
                ("from 2011 to 2013", "2011/2013"),
                ("1990s", "199"),
                ("19th century", "18"),
                ("summer of 2015", "2015-SU"),
                ("third quarter of 2015", "2015-Q3"),
                ("Friday", "XXXX-WXX-5"),
                ("last Friday", ""),
                ("last year", ""),
                ("three years ago", ""),
                ("five-year", "P5Y"),
                ("more than two weeks", "P2W"),
                ("month-long", "P1M"),
                ("a year", "P1Y"),
                ("two decades", "P20Y"),
                ("85-year-old", "P85Y"),
                ("aged 39", "P39Y"),
                ("age of 96", "P96Y"),
                ("45", "P45Y"),
                ("decades", ""),
                ("two or three days", ""),
                ("300 BC", ""),
                ("Christmas Day", ""),
            ],
        );
    }

    #[test]
    fn times() {
        check(
            EntityType::Time,
            &[
                ("6:30 p.m.", "T18:30"),
                ("10am", "T10:00"),
                ("6.30pm", "T18:30"),
                ("12 a.m.", "T00:00"),
                ("18:30", "T18:30"),
                ("0415 GMT", "T04:15Z"),
                ("noon", "T12:00"),
                ("Friday night", "XXXX-WXX-5TNI"),
                ("last night", ""),
                ("nine o’clock Friday night", ""),
                ("two hours and 10 minutes", "PT2H10M"),
                ("48-hour", "PT48H"),
                ("half an hour", "PT30M"),
                ("an hour", "PT1H"),
                ("an hour ago", ""),
            ],
        );
    }
}
