//! The items of a date told from the day of writing in, its value out ("yesterday", "three years ago", "last month"); where the day is
//! not known, the value is left open: "XXXX-WXX" for last week.

use super::dates::nearest;
use super::value_items::Class;
use super::values::{Items, plain};

impl Items<'_> {
    /// What is told from the day of writing: "yesterday", "three years ago", "last month", "later this year".
    pub(super) fn told_from_today(&self) -> Option<String> {
        let beyond = i32::from(self.has_word(&["before", "after"]));
        let days = [("today", 0), ("yesterday", -1 - beyond), ("tomorrow", 1 + beyond)];
        if let Some((_, days)) = days.into_iter().find(|(word, _)| self.has_word(&[word])) {
            return Some(self.days_on(days));
        }
        if self.has_word(&["recent"]) {
            return Some("PAST_REF".to_owned());
        }
        if self.has_word(&["ago"]) {
            return Some(self.ago().unwrap_or_else(|| "PAST_REF".to_owned()));
        }
        if self.has_word(&["other"]) && self.items.len() == 2 {
            return Some("PAST_REF".to_owned()); // "the other day"
        }
        if self.has_word(&["all", "whole", "entire", "another"]) {
            return self.length();
        }
        let step = self.step();
        if self.has_word(&["weekend", "weekends"]) {
            return Some(self.weekend(step));
        }
        step.and_then(|step| self.stepped(step))
    }

    /// What "last", "this", "next" and the like say; a step that is told from another date than today is `None` inside.
    pub(super) fn step(&self) -> Option<Option<i32>> {
        let told = self.setting.before == "the";
        Some(match self.of(Class::REL).next().map(|item| item.span.of(self.text).to_lowercase()).as_deref() {
            Some("last" | "past") => Some(-1),
            Some("coming") => Some(1),
            Some("next") if !told => Some(1),
            Some("this") => Some(0),
            Some(_) => None,
            None if self.has_word(&["that", "same"]) => None,
            None => return None,
        })
    }

    /// A month, weekday, season or unit that a step leads to.
    fn stepped(&self, step: Option<i32>) -> Option<String> {
        let year = || step.and_then(|step| Some(self.setting.day?.year() + step));
        let of_year = |part: String| year().map_or_else(|| format!("XXXX-{part}"), |year| format!("{year:04}-{part}"));
        let unit = self.unit();
        let whole_year = unit.is_some_and(|unit| unit.0 == "year");
        if let Some(part) = self.part_of_year().filter(|_| whole_year) {
            return Some(of_year(part));
        }
        if let Some(month) = self.number(Class::MONTH) {
            if whole_year {
                return Some(of_year(format!("{month:02}")));
            }
            let (day, step) = (self.setting.day, step?);
            let now = day.map(|day| (day.year(), f64::from(day.parts().1)));
            return Some(now.map_or_else(
                || format!("XXXX-{month:02}"),
                |(year, now)| {
                    let past = step < 0 && month >= now;
                    let next = step > 0 && month <= now;
                    format!("{:04}-{month:02}", year - i32::from(past) + i32::from(next))
                },
            ));
        }
        if let Some(weekday) = self.number(Class::WEEKDAY) {
            return Some(match (self.setting.day, step, unit) {
                (Some(today), Some(step), Some(("week", ..))) => {
                    today.plus(7 * step + weekday as i32 - today.weekday()).to_string()
                }
                (Some(today), Some(step), _) => {
                    let from = today.plus(step.signum());
                    nearest(from, weekday as i32, step >= 0).to_string()
                }
                _ => format!("XXXX-WXX-{weekday}"),
            });
        }
        if let Some(season) = self.season() {
            return Some(self.year_of_season(season, step));
        }
        let plural = self.of(Class::UNITS).next().is_some();
        let counted = self.of(Class::COUNT).next().is_some() || self.of(Class::FEW).next().is_some();
        if counted || self.setting.before == "the" && self.has_word(&["last", "past"]) && !plural {
            return self.length();
        }
        if plural {
            return Some(if step == Some(1) { "FUTURE_REF" } else { "PAST_REF" }.to_owned());
        }
        let (name, letter, scale, open) = unit?;
        if self.has_word(&["past"]) {
            return Some(format!("P{}{letter}", plain(*scale)));
        }
        Some(step.and_then(|step| self.unit_on(name, f64::from(step))).unwrap_or_else(|| (*open).to_owned()))
    }

    /// The day, week, month, year, decade or century that lies so many on.
    fn unit_on(&self, unit: &str, count: f64) -> Option<String> {
        let today = self.setting.day?;
        let whole = count as i32;
        let year = |years: i32| Some(today.year().saturating_add(years)).filter(|year| (1..=9999).contains(year));
        match unit {
            "day" => Some(today.plus(whole).to_string()),
            "week" | "fortnight" => {
                let weeks = if unit == "week" { whole } else { whole.saturating_mul(2) };
                let (year, week) = today.plus(weeks.saturating_mul(7)).week();
                Some(format!("{year:04}-W{week:02}"))
            }
            "month" => {
                let (year, month) = today.month_plus(whole);
                (1..=9999).contains(&year).then(|| format!("{year:04}-{month:02}"))
            }
            "quarter" => {
                let (year, month) = today.month_plus(whole.saturating_mul(3));
                (1..=9999).contains(&year).then(|| format!("{year:04}-Q{}", (month + 2) / 3))
            }
            "year" => year(whole).map(|year| format!("{year:04}")),
            "decade" => year(whole.saturating_mul(10)).map(|year| format!("{:03}", year / 10)),
            _ => year(whole.saturating_mul(100)).map(|year| format!("{:02}", year / 100)),
        }
    }

    fn days_on(&self, days: i32) -> String {
        self.setting.day.map_or_else(|| "XXXX-XX-XX".to_owned(), |day| day.plus(days).to_string())
    }

    /// "three years ago"; none where it does not say how many.
    fn ago(&self) -> Option<String> {
        let (unit, .., open) = self.unit()?;
        let count = match self.one_number() {
            Some(count) => count,
            None if self.has_word(&["a", "an"]) && self.of(Class::FEW).next().is_none() => 1.0,
            None => return None,
        };
        if self.setting.day.is_none() {
            return Some((*open).to_owned());
        }
        match *unit {
            "year" if count.fract() != 0.0 => self.unit_on("month", -count * 12.0),
            "week" if count.fract() != 0.0 => self.unit_on("day", -count * 7.0),
            _ => self.unit_on(unit, -count),
        }
    }

    /// The weekend that a step leads to; without one, that which lies nearest.
    fn weekend(&self, step: Option<Option<i32>>) -> String {
        let Some(today) = self.setting.day else { return "XXXX-WXX-WE".to_owned() };
        let weeks = match step {
            Some(None) => return "XXXX-WXX-WE".to_owned(),
            Some(Some(step)) => step,
            None if self.setting.ahead || today.weekday() > 5 => 0,
            None => -1,
        };
        let (year, week) = today.plus(7 * weeks).week();
        format!("{year:04}-W{week:02}-WE")
    }
}
