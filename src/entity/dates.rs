//! The items of a date in, its value out; for dates told from the day of writing see `relative_dates`.
//!
//! Values follow ISO 8601 and, where it has no form, TIMEX3: "2022-05-09", "XXXX-08-27", "XXXX-WXX-5" for some Friday, "2016-W36"
//! for a week, "199" for the 1990s, "P5Y" for five years, "PXY" for some years, "R/P2Y" for every two years, "a/b" for a range.

use super::calendar::{Day, days_of};
use super::value_items::{Class, Item};
use super::values::{Items, plain};

/// A unit of time by its word in the singular: the letters of its length, how many of these it is, and its open form.
const UNITS: &[(&str, &str, f64, &str)] = &[
    ("day", "D", 1.0, "XXXX-XX-XX"),
    ("week", "W", 1.0, "XXXX-WXX"),
    ("weekend", "D", 2.0, "XXXX-WXX-WE"),
    ("fortnight", "W", 2.0, "XXXX-WXX"),
    ("month", "M", 1.0, "XXXX-XX"),
    ("quarter", "M", 3.0, "XXXX-QX"),
    ("year", "Y", 1.0, "XXXX"),
    ("decade", "Y", 10.0, "XXX"),
    ("century", "Y", 100.0, "XX"),
];

/// See `UNITS`.
pub(super) type Unit = &'static (&'static str, &'static str, f64, &'static str);

impl Items<'_> {
    /// The value of a date.
    pub fn date(&self) -> Option<String> {
        if self.has_word(&["every", "each"]) || self.of(Class::WEEKDAYS).next().is_some() {
            return self.repeated();
        }
        let ages = |word: &str| self.has_word(&[word]);
        if ages("aged") || ages("age") || ages("old") || ages("olds") || ages("older") || ages("younger") {
            return self.length();
        }
        self.range_of_years().or_else(|| self.told_from_today()).or_else(|| self.calendar()).or_else(|| self.length())
    }

    /// "every two years", "each Monday", "Mondays".
    fn repeated(&self) -> Option<String> {
        if let Some(day) = self.number(Class::WEEKDAY).or_else(|| self.number(Class::WEEKDAYS)) {
            return Some(format!("XXXX-WXX-{day}"));
        }
        if let Some(month) = self.number(Class::MONTH) {
            return Some(format!("XXXX-{month:02}"));
        }
        let (_, letter, scale, _) = self.unit()?;
        if self.of(Class::FEW).next().is_some() {
            return Some(format!("R/PX{letter}"));
        }
        let count = if self.has_word(&["other"]) { 2.0 } else { self.one_number().unwrap_or(1.0) };
        Some(format!("R/P{}{letter}", plain(count * scale)))
    }

    /// "1976-83", "from 2011 to 2013", "18th and 19th centuries".
    fn range_of_years(&self) -> Option<String> {
        if let (true, [first, last]) = (self.has_word(&["centuries"]), &self.numbers(Class::ORD)[..]) {
            return Some(format!("{:02}/{:02}", first - 1.0, last - 1.0));
        }
        let year = |item: &&Item| item.is(Class::YEAR) || item.is(Class::OLDYEAR);
        let joined = self.of(Class::DASH).next().is_some() || self.has_word(&["to", "and", "through", "until", "/"]);
        let only = self.items.iter().all(|item| item.is(Class::DIGITS) || item.is(Class::DASH) || item.known.word != 0);
        let first = self.items.iter().find(year).filter(|_| joined && only)?.known.number?;
        let last = self.items.last().filter(|item| item.is(Class::DIGITS))?.known.number?;
        let last = if last < 100.0 { first - first % 100.0 + last } else { last };
        (self.of(Class::DIGITS).count() == 2 && last > first).then(|| format!("{first:04}/{last:04}"))
    }

    /// "Q3" or "H1" of "third quarter" and "first half".
    pub(super) fn part_of_year(&self) -> Option<String> {
        let ordinal = self.number(Class::ORD)?;
        if self.has_word(&["quarter"]) && ordinal < 5.0 {
            Some(format!("Q{ordinal}"))
        } else if self.has_word(&["half"]) && ordinal < 3.0 {
            Some(format!("H{ordinal}"))
        } else {
            None
        }
    }

    pub(super) fn season(&self) -> Option<&'static str> {
        let season = self.of(Class::SEASON).next()?.span.of(self.text).to_lowercase();
        Some(match season.as_str() {
            "spring" => "SP",
            "summer" => "SU",
            "winter" => "WI",
            _ => "FA",
        })
    }

    /// The year of a season: a winter is of the year in which it begins.
    pub(super) fn year_of_season(&self, season: &str, step: Option<i32>) -> String {
        let (Some(today), Some(step)) = (self.setting.day, step) else { return format!("XXXX-{season}") };
        let (year, month, _) = today.parts();
        // The months that it begins and ends in.
        let (from, to) = match season {
            "SP" => (3, 5),
            "SU" => (6, 8),
            "FA" => (9, 11),
            _ => (12, 14),
        };
        let running = if season == "WI" && month < 3 { year - 1 } else { year };
        let now = month + 12 * (year - running);
        let year = match step {
            -1 if now <= to => running - 1,
            1 if now >= from => running + 1,
            _ => running,
        };
        format!("{year:04}-{season}")
    }

    /// A day, month, year, decade, century, season, quarter or weekday of the calendar.
    fn calendar(&self) -> Option<String> {
        if let Some(date) = self.date_in_figures() {
            return date;
        }
        let year = self.number(Class::YEAR).or_else(|| self.number(Class::OLDYEAR));
        if let Some(month) = self.number(Class::MONTH) {
            return self.day_of_month(month, year);
        }
        if let Some(decade) = self.number(Class::DECADE) {
            return Some(format!("{:03}", decade / 10.0));
        }
        if let Some(decade) = self.number(Class::DECADE2).or_else(|| self.number(Class::DECADEWORD)) {
            if matches!(self.setting.before, "her" | "his" | "their" | "my" | "your" | "our") {
                return Some(format!("P{decade}Y/P{}Y", decade + 9.0));
            }
            return Some(format!("{}{}", if decade < 30.0 { 20 } else { 19 }, decade / 10.0));
        }
        if self.has_word(&["century"]) {
            return self.number(Class::ORD).filter(|n| (1.0..100.0).contains(n)).map(|n| format!("{:02}", n - 1.0));
        }
        if let Some(feast) = self.of(Class::HOLIDAY).next() {
            return self.feast(feast.known.code, year);
        }
        if let Some(season) = self.season() {
            let step = if self.setting.ahead { 1 } else { -1 };
            return Some(
                year.map_or_else(|| self.year_of_season(season, Some(step)), |year| format!("{year:04}-{season}")),
            );
        }
        if let Some(part) = self.part_of_year() {
            let this_year = || self.setting.day.map(|day| f64::from(day.year()));
            let year = year.or_else(this_year);
            return Some(year.map_or_else(|| format!("XXXX-{part}"), |year| format!("{year:04}-{part}")));
        }
        let weekdays = self.numbers(Class::WEEKDAY);
        match (&weekdays[..], self.number(Class::DAYTH)) {
            ([_], Some(day)) => return Some(format!("XXXX-XX-{day:02}")),
            ([day], None) => return Some(self.weekday(*day)),
            ([first, last], _) => return Some(format!("XXXX-WXX-{first}/XXXX-WXX-{last}")),
            _ => {}
        }
        if self.has_word(&["bc", "bce", "b.c."]) {
            return self.one_number().filter(|n| *n < 10_000.0).map(|n| format!("BC{n:04}"));
        }
        if self.has_word(&["ad", "a.d.", "ce"]) {
            return self.one_number().filter(|n| *n < 10_000.0).map(|n| format!("{n:04}"));
        }
        let fiscal = if self.has_word(&["fiscal"]) { "FY" } else { "" };
        year.filter(|_| self.of(Class::COUNT).count() == 1 && (!fiscal.is_empty() || self.unit().is_none()))
            .map(|year| format!("{fiscal}{year:04}"))
    }

    /// "2016-09-09", "12.05.2019", "09/12/2016"; which part of the last is the month depends on where it was written.
    fn date_in_figures(&self) -> Option<Option<String>> {
        if let [point] = self.items
            && point.is(Class::POINTDATE)
        {
            let parts: Vec<i32> = point.span.of(self.text).split('.').filter_map(|part| part.parse().ok()).collect();
            let [day, month, year] = parts[..] else { return Some(None) };
            return Some(Day::new(year, month, day).map(|day| day.to_string()));
        }
        let [first, mark, second, _, third] = self.items else { return None };
        let all = [first, second, third].map(|item| item.known.number.filter(|_| item.is(Class::DIGITS)));
        let [Some(first_number), Some(second_number), Some(third_number)] = all else { return None };
        let day = |year: f64, month: f64, day: f64| Day::new(year as i32, month as i32, day as i32);
        let date = if first.is(Class::YEAR) && first.span.of(self.text).len() == 4 {
            day(first_number, second_number, third_number)
        } else if mark.span.of(self.text) == "/" {
            let year = if third_number < 100.0 { third_number + 2000.0 } else { third_number };
            let american = day(year, first_number, second_number);
            let european = day(year, second_number, first_number);
            match self.setting.country {
                _ if american.is_none() || european.is_none() => american.or(european),
                Some("US" | "PH") => american,
                Some(_) => european,
                None => american.filter(|_| american == european),
            }
        } else {
            return None;
        };
        Some(date.map(|day| day.to_string()))
    }

    /// "May", "9 May", "27-29 August 2015".
    fn day_of_month(&self, month: f64, year: Option<f64>) -> Option<String> {
        let days = self.items.iter().filter(|item| item.is(Class::DAY) || item.is(Class::DAYTH));
        let days: Vec<f64> = days.filter_map(|item| item.known.number).collect();
        let year = year.or_else(|| self.year_of(month, days.first().copied()));
        let years = year.map_or_else(|| "XXXX".to_owned(), |year| format!("{year:04}"));
        let exists = |day: &f64| *day as i32 <= days_of(year.unwrap_or(2000.0) as i32, month as i32);
        match &days[..] {
            _ if !days.iter().all(exists) => None,
            [] => Some(format!("{years}-{month:02}")),
            [day] => Some(format!("{years}-{month:02}-{day:02}")),
            [first, last] => Some(format!("{years}-{month:02}-{first:02}/{years}-{month:02}-{last:02}")),
            _ => None,
        }
    }

    /// The year that a month or day without one most likely means: the last such, or the next where the sentence looks ahead.
    fn year_of(&self, month: f64, day: Option<f64>) -> Option<f64> {
        let (year, now, today) = self.setting.day?.parts();
        let day = day.map_or(today, |day| day as i32);
        let other = (month as i32, day);
        let year = if self.setting.ahead {
            year + i32::from(other < (now, today))
        } else {
            year - i32::from(other > (now, today))
        };
        Some(f64::from(year))
    }

    /// "Friday": the last one, or the next where the sentence looks ahead.
    pub(super) fn weekday(&self, weekday: f64) -> String {
        self.setting.day.map_or_else(
            || format!("XXXX-WXX-{weekday}"),
            |today| nearest(today, weekday as i32, self.setting.ahead).to_string(),
        )
    }

    /// A length of time or an age: "five years", "a month-long", "three to five days", "aged 39".
    pub(super) fn length(&self) -> Option<String> {
        let Some((_, letter, scale, _)) = self.unit() else {
            // An age: "39", "aged 39", "age of 39", "aged between 18 and 40".
            let ages: Vec<f64> = self.of(Class::COUNT).filter_map(|item| item.known.number).collect();
            let only = self.items.len() == 1 || self.has_word(&["aged", "age"]);
            let ages: Vec<String> =
                ages.iter().filter(|a| only && **a < 120.0).map(|a| format!("P{}Y", plain(*a))).collect();
            return (!ages.is_empty() && ages.len() < 3).then(|| ages.join("/"));
        };
        if self.of(Class::HALF).next().is_some() && self.of(Class::COUNT).next().is_none() {
            return Some(match (*letter, *scale) {
                ("Y", 1.0) => "P6M".to_owned(),
                ("D", 1.0) => "PT12H".to_owned(),
                _ => format!("P{}{letter}", plain(scale / 2.0)),
            });
        }
        let counts: Vec<f64> = self.of(Class::COUNT).filter_map(|item| item.known.number).collect();
        let vague = self.of(Class::FEW).chain(self.of(Class::MANY)).next().is_some()
            || counts.is_empty() && self.of(Class::UNITS).next().is_some();
        let lengths: Vec<String> = counts.iter().map(|count| format!("P{}{letter}", plain(count * scale))).collect();
        match counts.len() {
            _ if vague => Some(format!(
                "PX{}",
                match *scale as i32 {
                    10 => "DE",
                    100 => "CE",
                    _ => letter,
                }
            )),
            0 => Some(format!("P{}{letter}", plain(*scale))),
            1 | 2 => Some(lengths.join("/")),
            _ => None,
        }
    }

    /// The unit of time that it is told in.
    pub(super) fn unit(&self) -> Option<Unit> {
        let word = self.items.iter().rev().find(|i| i.is(Class::UNIT) || i.is(Class::PERIOD) && !i.is(Class::SEASON));
        let long = |item: &&Item| item.known.word != 0 && item.span.of(self.text).ends_with("long");
        let word = word.or_else(|| self.items.iter().find(long))?.span.of(self.text).to_lowercase();
        let single = match word.strip_suffix("ies") {
            Some(stem) => format!("{stem}y"),
            None => word.trim_end_matches("long").trim_end_matches('s').to_owned(),
        };
        UNITS.iter().find(|(name, ..)| *name == single)
    }
}

/// The nearest such weekday from a day on, forwards or back.
pub(super) fn nearest(from: Day, weekday: i32, ahead: bool) -> Day {
    let on = (weekday - from.weekday()).rem_euclid(7);
    from.plus(if ahead || on == 0 { on } else { on - 7 })
}
