//! The rule of a feast and a year in, its day out: "12-25", "11-4-4" (the fourth Thursday of November), "easter-2".

use super::calendar::{Day, days_of};
use super::values::Items;

/// The day of a feast in a year.
fn day_of(rule: &str, year: i32) -> Option<Day> {
    if let Some(on) = rule.strip_prefix("easter") {
        return Some(easter(year)?.plus(on.parse().ok()?));
    }
    let mut parts = rule.split('-').map(str::parse);
    let mut next = || parts.next()?.ok();
    let (month, day): (i32, i32) = (next()?, next()?);
    let Some(count): Option<i32> = next() else { return Day::new(year, month, day) };
    // The fifth of a weekday stands for the last.
    let first = Day::new(year, month, 1)?;
    let date = (day - first.weekday()).rem_euclid(7) + 1 + 7 * (count - 1);
    Day::new(year, month, if date > days_of(year, month) { date - 7 } else { date })
}

/// Easter Sunday of the western churches.
fn easter(year: i32) -> Option<Day> {
    let (golden, century) = (year % 19, year / 100);
    let leaps = century - century / 4 - (8 * century + 13) / 25;
    let moon = (19 * golden + leaps + 15) % 30;
    let moon = moon - (moon / 28) * (1 - (29 / (moon + 1)) * ((21 - golden) / 11));
    let weekday = (year + year / 4 + moon + 2 - century + century / 4) % 7;
    let day = moon - weekday;
    let month = 3 + (day + 40) / 44;
    Day::new(year, month, day + 28 - 31 * (month / 4))
}

impl Items<'_> {
    /// A feast by its rule, or its eve; without a year the last such, or the next where the sentence looks ahead.
    pub(super) fn feast(&self, rule: &str, year: Option<f64>) -> Option<String> {
        let eve = -i32::from(self.has_word(&["eve", "'s eve"]));
        let monday = i32::from(rule.starts_with("easter") && self.has_word(&["monday"]));
        let of = |year: i32| day_of(rule, year).map(|day| day.plus(eve + monday));
        let told = |year: Option<i32>| year.map(|year| format!("{year:04}"));
        let year = year.map(|year| year as i32);
        if rule.is_empty() || self.has_word(&["weekend"]) {
            return told(year);
        }
        if rule == "01-01" && eve < 0 {
            // "New Year’s Eve 2015" is that year's last day.
            return self.feast_on(&|year| Day::new(year, 12, 31), year, "XXXX-12-31");
        }
        let open = of(2001).map(|day| day.to_string().replacen("2001", "XXXX", 1));
        let moves = rule.starts_with("easter") || rule.matches('-').count() > 1;
        self.feast_on(&of, year, if moves { "" } else { open.as_deref().unwrap_or_default() })
    }

    fn feast_on(&self, of: &dyn Fn(i32) -> Option<Day>, year: Option<i32>, open: &str) -> Option<String> {
        if let Some(year) = year {
            return of(year).map(|day| day.to_string());
        }
        let Some(today) = self.setting.day else { return Some(open.to_owned()).filter(|open| !open.is_empty()) };
        let years = (today.year() - 1..=today.year() + 1).filter_map(of);
        let day = if self.setting.ahead {
            years.filter(|day| *day >= today).min()
        } else {
            years.filter(|day| *day <= today).max()
        };
        day.map(|day| day.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_give_days() {
        for (rule, year, day) in [
            ("12-25", 2016, "2016-12-25"),
            ("11-4-4", 2016, "2016-11-24"),
            ("05-1-5", 2016, "2016-05-30"),
            ("05-1-5", 2021, "2021-05-31"),
            ("09-1-1", 2016, "2016-09-05"),
            ("easter0", 2016, "2016-03-27"),
            ("easter-2", 2016, "2016-03-25"),
            ("easter0", 2024, "2024-03-31"),
            ("easter0", 2038, "2038-04-25"),
            ("easter0", 1954, "1954-04-18"),
        ] {
            assert_eq!(day_of(rule, year).map(|day| day.to_string()).as_deref(), Some(day), "{rule}");
        }
    }
}
