//! Calendar dates.

use jiff::civil;
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

    /// The date for machines: `2010-05-11`.
    pub fn iso(self) -> String {
        format!("{:04}-{:02}-{:02}", self.0.year(), self.0.month(), self.0.day())
    }
}

/// The date for readers: `11 May 2010`.
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let month = match self.0.month() {
            1 => "January",
            2 => "February",
            3 => "March",
            4 => "April",
            5 => "May",
            6 => "June",
            7 => "July",
            8 => "August",
            9 => "September",
            10 => "October",
            11 => "November",
            _ => "December",
        };
        write!(f, "{} {month} {}", self.0.day(), self.0.year())
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
    fn another_way_of_writing_a_date_is_refused() {
        for text in ["", "11 May 2010", "2010-5-11", "2010-05-11T00:00", "2010-05", "+010-05-11", "2010-05-11-01"] {
            assert_eq!(Date::parse_iso(text), None, "{text:?}");
        }
    }
}
