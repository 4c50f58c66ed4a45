//! Days of the calendar: ISO 8601 in, day, weekday, week and distance out.

use std::fmt;

/// A day of the Gregorian calendar, between the years 1 and 9999.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day {
    /// Days since 1970-01-01.
    number: i32,
}

impl Day {
    /// The day of this date, if there is one.
    #[must_use]
    pub fn new(year: i32, month: i32, day: i32) -> Option<Self> {
        let exists =
            (1..=9999).contains(&year) && (1..=12).contains(&month) && (1..=days_of(year, month)).contains(&day);
        exists.then(|| {
            // Counted from March, so that a leap day is a year's last.
            let (shifted, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
            let (era, of_era) = (shifted.div_euclid(400), shifted.rem_euclid(400));
            let of_year = (153 * month + 2) / 5 + day - 1;
            Self { number: era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468 }
        })
    }

    /// The day that a date or a date and time in ISO 8601 begins with: "2016-09-09", "2016-09-09T10:00Z".
    #[must_use]
    pub fn parse(iso: &str) -> Option<Self> {
        let (date, rest) = iso.trim().split_at_checked(10)?;
        let ends = rest.is_empty() || rest.starts_with(['T', ' ']);
        let mut parts = date.split('-').map(|part| part.bytes().all(|b| b.is_ascii_digit()).then(|| part.parse().ok()));
        let mut next = || parts.next()??;
        let (year, month, day) = (next()?, next()?, next()?);
        if ends && date.as_bytes()[4] == b'-' && date.as_bytes()[7] == b'-' {
            Self::new(year, month, day)
        } else {
            None
        }
    }

    /// Year, month and day.
    #[must_use]
    pub fn parts(self) -> (i32, i32, i32) {
        let days = self.number + 719_468;
        let (era, of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
        let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year + year / 4 - year / 100);
        let shifted = (5 * of_year + 2) / 153;
        let day = of_year - (153 * shifted + 2) / 5 + 1;
        let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
        (year + era * 400 + i32::from(month <= 2), month, day)
    }

    /// The year.
    #[must_use]
    pub fn year(self) -> i32 {
        self.parts().0
    }

    /// 1 for a Monday to 7 for a Sunday.
    #[must_use]
    pub fn weekday(self) -> i32 {
        (self.number + 3).rem_euclid(7) + 1
    }

    /// The year and number of its week, as ISO 8601 counts them.
    #[must_use]
    pub fn week(self) -> (i32, i32) {
        let thursday = Self { number: self.number - self.weekday() + 4 };
        let year = thursday.year();
        let first = Self::new(year, 1, 1).map_or(thursday.number, |day| day.number);
        (year, (thursday.number - first) / 7 + 1)
    }

    /// The day so many days on; the same where the calendar ends.
    #[must_use]
    pub fn plus(self, days: i32) -> Self {
        let number = self.number.saturating_add(days);
        Self { number: if (-719_162..=2_932_896).contains(&number) { number } else { self.number } }
    }

    /// The year and month so many months on.
    #[must_use]
    pub fn month_plus(self, months: i32) -> (i32, i32) {
        let (year, month, _) = self.parts();
        let count = (year * 12 + month - 1).saturating_add(months);
        (count.div_euclid(12), count.rem_euclid(12) + 1)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.parts();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

/// How many days a month has.
pub fn days_of(year: i32, month: i32) -> i32 {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 => 28 + i32::from(leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_is_its_own() {
        let mut day = Day::new(1599, 12, 31).unwrap();
        for _ in 0..300_000 {
            let next = day.plus(1);
            let (year, month, d) = next.parts();
            assert_eq!(Day::new(year, month, d), Some(next));
            assert_eq!(next.weekday(), day.weekday() % 7 + 1);
            day = next;
        }
    }

    #[test]
    fn weeks_months_and_ends() {
        let day = |iso: &str| Day::parse(iso).unwrap();
        for (iso, weekday, week) in [
            ("2016-09-09", 5, (2016, 36)),
            ("2016-01-03", 7, (2015, 53)),
            ("2018-12-31", 1, (2019, 1)),
            ("2020-02-29", 6, (2020, 9)),
        ] {
            assert_eq!((day(iso).weekday(), day(iso).week(), day(iso).to_string()), (weekday, week, iso.to_owned()));
        }
        assert_eq!(day("2016-01-15").month_plus(-1), (2015, 12));
        assert_eq!(day("9999-12-31").plus(i32::MAX), day("9999-12-31"));
        assert_eq!(day("0001-01-01").plus(-1), day("0001-01-01"));
        assert_eq!(Day::parse("2016-09-09T10:00:00Z"), Day::new(2016, 9, 9));
        for none in ["", "2016", "2016-9-9", "2016-02-30", "2016-09-099", "x016-09-09", "-201-09-09", "２０16-09-09"]
        {
            assert_eq!(Day::parse(none), None, "{none}");
        }
    }
}
