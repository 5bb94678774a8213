//! Calendar dates: days, and dates known to the month or year only.

use jiff::{SignedDuration, civil};
use std::fmt;

/// A day that exists in the Gregorian calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(civil::Date);

impl Date {
    /// Reads `2010-05-11`, and nothing else: no other order, no missing zero, no day that does not exist.
    pub fn parse_iso(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let year = number(parts.next()?, 4)?;
        let month = number(parts.next()?, 2)?;
        let day = number(parts.next()?, 2)?;
        if parts.next().is_some() {
            return None;
        }
        // The parser of jiff costs more wasm than these lines; its calendar is what we need.
        civil::Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok().map(Self)
    }

    /// The day of a moment, in seconds since 1970 (UTC).
    pub fn of_moment(seconds: i64) -> Option<Self> {
        civil::date(1970, 1, 1).checked_add(SignedDuration::from_secs(seconds)).ok().map(Self)
    }

    /// The day after it; none after the year 9999.
    pub fn tomorrow(self) -> Option<Self> {
        self.0.tomorrow().ok().map(Self)
    }

    /// The date for machines: `2010-05-11`.
    pub fn iso(self) -> String {
        format!("{:04}-{:02}-{:02}", self.0.year(), self.0.month(), self.0.day())
    }
}

/// The date for readers: `11 May 2010`.
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.0.day(), month_name(self.0.month()), self.0.year())
    }
}

fn month_name(month: i8) -> &'static str {
    let index = usize::try_from(month).unwrap_or_default().saturating_sub(1);
    MONTHS.get(index).copied().unwrap_or_default()
}

/// The months, in English.
pub const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// How much of a date is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Precision {
    Year,
    Month,
    Day,
}

/// A date as far as it is known: `1995`, `2006-09` or `2010-10-04` (ISO 8601, reduced precision).
///
/// It has no `Ord`: whether `2006` comes before `2006-09` has no answer. Compare [`PartialDate::earliest`] or
/// [`PartialDate::latest`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PartialDate {
    earliest: Date,
    precision: Precision,
}

impl PartialDate {
    /// Reads a year, a month or a day, and nothing else.
    pub fn parse_iso(text: &str) -> Option<Self> {
        let (precision, rest) = match text.len() {
            4 => (Precision::Year, "-01-01"),
            7 => (Precision::Month, "-01"),
            _ => (Precision::Day, ""),
        };
        Some(Self { earliest: Date::parse_iso(&format!("{text}{rest}"))?, precision })
    }

    /// The first day that it may mean.
    pub const fn earliest(self) -> Date {
        self.earliest
    }

    /// The last day that it may mean.
    pub fn latest(self) -> Date {
        let Date(day) = self.earliest;
        Date(match self.precision {
            Precision::Year => day.last_of_year(),
            Precision::Month => day.last_of_month(),
            Precision::Day => day,
        })
    }

    /// The day, where it is known to the day.
    pub fn day(self) -> Option<Date> {
        (self.precision == Precision::Day).then_some(self.earliest)
    }

    /// The date for machines: `1995`, `2006-09`, `2010-10-04`.
    pub fn iso(self) -> String {
        let mut text = self.earliest.iso();
        text.truncate(match self.precision {
            Precision::Year => 4,
            Precision::Month => 7,
            Precision::Day => 10,
        });
        text
    }
}

impl From<Date> for PartialDate {
    fn from(day: Date) -> Self {
        Self { earliest: day, precision: Precision::Day }
    }
}

/// The date for readers: `1995`, `September 2006`, `4 October 2010`.
impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Date(day) = self.earliest;
        match self.precision {
            Precision::Year => write!(f, "{}", day.year()),
            Precision::Month => write!(f, "{} {}", month_name(day.month()), day.year()),
            Precision::Day => self.earliest.fmt(f),
        }
    }
}

/// A number written with exactly `n_digits` digits.
fn number(text: &str, n_digits: usize) -> Option<i16> {
    let all_digits = text.len() == n_digits && text.bytes().all(|byte| byte.is_ascii_digit());
    all_digits.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_shown_as_the_release_prints_it() {
        let date = Date::parse_iso("2010-05-11").unwrap();
        assert_eq!(date.to_string(), "11 May 2010");
        assert_eq!(date.iso(), "2010-05-11");
    }

    #[test]
    fn a_day_that_does_not_exist_is_refused() {
        for text in ["2010-02-29", "2010-13-01", "2010-04-31", "2010-00-10"] {
            assert_eq!(Date::parse_iso(text), None, "{text:?}");
        }
        assert!(Date::parse_iso("2012-02-29").is_some());
    }

    #[test]
    fn days_are_counted_over_the_ends_of_months_and_years() {
        for (day, next) in [("2010-05-11", "2010-05-12"), ("2012-02-28", "2012-02-29"), ("2010-12-31", "2011-01-01")] {
            assert_eq!(Date::parse_iso(day).unwrap().tomorrow(), Date::parse_iso(next));
        }
        assert_eq!(Date::parse_iso("9999-12-31").unwrap().tomorrow(), None);
        for (seconds, day) in [(0, "1970-01-01"), (1_273_535_999, "2010-05-10"), (1_273_536_000, "2010-05-11")] {
            assert_eq!(Date::of_moment(seconds), Date::parse_iso(day));
        }
        assert_eq!(Date::of_moment(i64::MAX), None);
    }

    #[test]
    fn another_way_of_writing_a_date_is_refused() {
        for text in ["", "11 May 2010", "2010-5-11", "2010-05-11T00:00", "2010-05", "+010-05-11", "2010-05-11-01"] {
            assert_eq!(Date::parse_iso(text), None, "{text:?}");
        }
    }

    #[test]
    fn a_date_may_be_known_to_the_month_or_the_year() {
        for (text, shown, first, last) in [
            ("1995", "1995", "1995-01-01", "1995-12-31"),
            ("2008-02", "February 2008", "2008-02-01", "2008-02-29"),
            ("2010-10-04", "4 October 2010", "2010-10-04", "2010-10-04"),
        ] {
            let date = PartialDate::parse_iso(text).unwrap();
            assert_eq!(date.to_string(), shown);
            assert_eq!(date.iso(), text);
            assert_eq!((date.earliest().iso().as_str(), date.latest().iso().as_str()), (first, last));
            assert_eq!(date.day().map(Date::iso).as_deref(), (first == last).then_some(first));
        }
        for text in ["", "95", "2006-9", "2006-13", "2006-", "2010-02-30"] {
            assert_eq!(PartialDate::parse_iso(text), None, "{text:?}");
        }
    }
}
