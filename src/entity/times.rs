//! The items of a time of day in, its value out: a clock time, a part of a day or a length in hours and minutes.
//!
//! "T18:30", "T04:15Z", "2016-09-09TNI" for a night, "XXXX-WXX-5T21:00" for nine o'clock on some Friday, "PT2H10M".

use super::value_items::{Class, Item};
use super::values::{Items, plain};

/// How far zones lie from Greenwich, where their letters mean one zone only.
const ZONES: &[(&str, &str)] = &[
    ("GMT", "Z"),
    ("UTC", "Z"),
    ("EST", "-05:00"),
    ("EDT", "-04:00"),
    ("PST", "-08:00"),
    ("PDT", "-07:00"),
    ("CET", "+01:00"),
    ("CEST", "+02:00"),
    ("BST", "+01:00"),
    ("JST", "+09:00"),
    ("AEST", "+10:00"),
];

impl Items<'_> {
    /// The value of a time.
    pub fn time(&self) -> Option<String> {
        if self.of(Class::TUNIT).next().is_some_and(|unit| !unit.is(Class::ORD)) {
            return if self.has_word(&["ago"]) { Some("PAST_REF".to_owned()) } else { self.hours() };
        }
        let part = self.part_of_day();
        let day = self.day_of_time();
        if let Some(clock) = self.clock(part) {
            return Some(format!("{}{clock}", day.unwrap_or_default()));
        }
        let part = part?;
        // "in the morning" is of no day, "that morning" of some day.
        Some(format!("{}T{part}", day.unwrap_or_default()))
    }

    fn part_of_day(&self) -> Option<&'static str> {
        if self.has_word(&["tonight"]) {
            return Some("NI");
        }
        let part = self.of(Class::DAYPART).chain(self.of(Class::DUSK)).next()?.span.of(self.text).to_lowercase();
        Some(match part.as_str() {
            "morning" | "mornings" | "dawn" | "daybreak" | "sunrise" => "MO",
            "afternoon" | "afternoons" => "AF",
            "night" | "nights" => "NI",
            _ => "EV",
        })
    }

    /// The day that a time is of, if it says.
    fn day_of_time(&self) -> Option<String> {
        if let Some(day) = self.number(Class::WEEKDAYS) {
            return Some(format!("XXXX-WXX-{day}"));
        }
        if let Some(day) = self.number(Class::WEEKDAY) {
            let often = self.of(Class::DAYPART).any(|part| part.span.of(self.text).ends_with('s'));
            let set = often || self.has_word(&["every", "each"]);
            return Some(if set { format!("XXXX-WXX-{day}") } else { self.weekday(day) });
        }
        let days = [("today", 0), ("tonight", 0), ("yesterday", -1), ("tomorrow", 1)];
        let named = days.into_iter().find(|(word, _)| self.has_word(&[word])).map(|(_, days)| days);
        let open = || "XXXX-XX-XX".to_owned();
        let days = match (named, self.step()) {
            (Some(days), _) => days,
            (None, Some(Some(step @ (-1 | 0)))) => step,
            // "the next morning" is told from another day than today.
            (None, Some(_)) => return Some(open()),
            (None, None) => return self.has_word(&["every", "each"]).then(open),
        };
        Some(self.setting.day.map_or_else(open, |day| day.plus(days).to_string()))
    }

    /// "6:30 p.m.", "10am", "18:00 GMT", "noon", "nine o'clock" of a known part of the day.
    fn clock(&self, part: Option<&str>) -> Option<String> {
        match self.of(Class::NOON).next().map(|item| item.span.of(self.text).to_lowercase()).as_deref() {
            Some("midnight") if self.of(Class::COUNT).next().is_none() => return Some("T00:00".to_owned()),
            Some("noon" | "midday") if self.of(Class::COUNT).next().is_none() => return Some("T12:00".to_owned()),
            _ => {}
        }
        let letters = self.of(Class::ZONE).next().map(|item| item.span.of(self.text));
        let zone = letters.and_then(|letters| ZONES.iter().find(|(zone, _)| *zone == letters)).map_or("", |(_, by)| by);
        let times: Vec<&Item> =
            self.items.iter().filter(|item| item.is(Class::COUNT) || item.is(Class::CLOCK)).collect();
        let (hour, minute) = match times[..] {
            [hour, minute] if self.has_word(&[":"]) => (hour.known.number?, minute.known.number?),
            [time] if time.span.of(self.text).contains('.') => {
                let number = time.known.number?;
                (number.trunc(), (number.fract() * 100.0).round())
            }
            [time] if letters.is_some() && time.known.number? >= 100.0 => {
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
            let oclock = self.has_word(&["o'clock"]);
            part.filter(|_| oclock).map(|part| match part {
                "MO" => 0.0,
                "NI" if !(6.0..12.0).contains(&hour) => 0.0,
                _ => 12.0,
            })
        };
        let hour = match half {
            Some(half) if (1.0..=12.0).contains(&hour) => hour % 12.0 + half,
            Some(_) => return None,
            None if self.has_word(&[":"]) || letters.is_some() => hour,
            None => return None,
        };
        (hour < 24.0 && minute < 60.0).then(|| format!("T{hour:02}:{minute:02}{zone}"))
    }

    /// "two hours and 10 minutes", "three-hour", "half an hour", "several hours".
    fn hours(&self) -> Option<String> {
        let letter = |item: &Item| item.span.of(self.text).chars().next().map_or('?', |c| c.to_ascii_uppercase());
        let units: Vec<usize> = (0..self.items.len()).filter(|&i| self.items[i].is(Class::TUNIT)).collect();
        let first = &self.items[*units.first()?];
        if self.of(Class::HALF).next().is_some() && self.of(Class::COUNT).next().is_none() {
            return self.has_word(&["hour"]).then(|| "PT30M".to_owned());
        }
        if self.of(Class::FEW).chain(self.of(Class::MANY)).next().is_some() {
            return Some(format!("PTX{}", letter(first)));
        }
        let counts: Vec<f64> = self.of(Class::COUNT).filter_map(|item| item.known.number).collect();
        if let (1, 2) = (units.len(), counts.len()) {
            return Some(
                counts.iter().map(|n| format!("PT{}{}", plain(*n), letter(first))).collect::<Vec<_>>().join("/"),
            );
        }
        let mut out = "PT".to_owned();
        for (k, &unit) in units.iter().enumerate() {
            let from = if k == 0 { 0 } else { units[k - 1] + 1 };
            let numbers: Vec<f64> = (from..unit).filter_map(|i| self.number_at(i)).collect();
            let number = match numbers[..] {
                [number] => plain(number),
                [] if units.len() == 1 && !self.items[unit].is(Class::TUNITS) => "1".to_owned(),
                [] if units.len() == 1 => "X".to_owned(),
                _ => return None,
            };
            out += &format!("{number}{}", letter(&self.items[unit]));
        }
        Some(out)
    }
}
