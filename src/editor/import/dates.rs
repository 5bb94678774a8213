//! Dates and date ranges in running text.
//!
//! A date is taken as it is printed. What is missing, a year or half of one, is never filled in.

use crate::model::PartialDate;
use crate::model::date::MONTHS;
use crate::prose::words::Word;
use std::ops::Range;

/// A date, or a range of dates, in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dated {
    /// Where it stands: byte offsets.
    pub range: Range<usize>,
    /// The words that it takes, by their index.
    pub words: Range<usize>,
    /// What it says.
    pub when: When,
}

/// What a printed date says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// A day or a month, or the first and the last of a range.
    Known {
        /// The first, or only one.
        from: PartialDate,
        /// The last.
        until: Option<PartialDate>,
        /// Whether another order of day and month would make a date as well: `07-05-2005`, read day first.
        is_ambiguous: bool,
    },
    /// It does not say the year, or only half of it.
    NoYear,
    /// There is no such day, or it ends before it begins.
    Impossible,
}

/// The dates among the words of a text, in order.
pub fn dates(words: &[Word<'_>]) -> Vec<Dated> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        match date_at(words, at) {
            Some((n_words, when)) => {
                if let (Some(first), Some(last)) = (words.get(at), words.get(at + n_words - 1)) {
                    found.push(Dated { range: first.range.start..last.range.end, words: at..at + n_words, when });
                }
                at += n_words;
            }
            None => at += 1,
        }
    }
    found
}

/// Reads words one after the other.
#[derive(Clone, Copy)]
struct Reader<'a> {
    words: &'a [Word<'a>],
    at: usize,
    /// Whether "between" stands before, so that "and" joins the ends of a range.
    is_between: bool,
}

type Day = u32;
type Month = usize;
type Year = u32;

impl<'a> Reader<'a> {
    fn peek(&self) -> Option<&'a Word<'a>> {
        self.words.get(self.at)
    }

    /// Takes what `read` finds, or stays.
    fn take<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let start = self.at;
        let found = read(self);
        if found.is_none() {
            self.at = start;
        }
        found
    }

    fn word<T>(&mut self, read: impl FnOnce(&Word<'a>) -> Option<T>) -> Option<T> {
        let found = read(self.peek()?);
        if found.is_some() {
            self.at += 1;
        }
        found
    }

    fn mark(&mut self, mark: &str) -> Option<()> {
        self.word(|word| (word.text == mark).then_some(()))
    }

    /// `7`, `07`, `7th`.
    fn day(&mut self) -> Option<Day> {
        self.word(|word| {
            let digits = word.text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
            let is_ordinal = matches!(word.text.get(digits.len()..), Some("" | "st" | "nd" | "rd" | "th"));
            let day = digits.parse().ok().filter(|day| (1..=31).contains(day))?;
            (is_ordinal && digits.len() <= 2 && digits.bytes().all(|byte| byte.is_ascii_digit())).then_some(day)
        })
    }

    /// `September`, `Sep`, `Sept.`, `SEPTEMBER`; never `may`.
    fn month(&mut self) -> Option<Month> {
        let month = self.word(|word| {
            let text = word.text;
            let is_name = |month: &str| {
                text.eq_ignore_ascii_case(month)
                    || (3..=4).contains(&text.len())
                        && month.get(..text.len()).is_some_and(|start| text.eq_ignore_ascii_case(start))
            };
            let index = MONTHS.iter().position(|month| is_name(month))?;
            text.starts_with(|c: char| c.is_ascii_uppercase()).then_some(index + 1)
        })?;
        self.take(|here| {
            let mark = here.peek()?;
            let next = here.words.get(here.at + 1)?;
            let is_abbreviated =
                mark.text == "." && !mark.is_spaced && next.text.starts_with(|c: char| c.is_ascii_digit());
            here.mark(".").filter(|()| is_abbreviated)
        });
        Some(month)
    }

    /// `2010`, `, 2010`.
    fn year(&mut self) -> Option<Year> {
        self.take(|here| {
            here.mark(",");
            here.number(4).filter(|year| (1900..2200).contains(year))
        })
    }

    fn number(&mut self, n_digits: usize) -> Option<u32> {
        self.word(|word| {
            let is_number = word.text.len() == n_digits && word.text.bytes().all(|byte| byte.is_ascii_digit());
            is_number.then(|| word.text.parse().ok()).flatten()
        })
    }

    /// What stands between the ends of a range; whether both ends only follow upon each other ("30 June and 1 July").
    fn joint(&mut self) -> Option<bool> {
        let follows = !self.is_between;
        self.word(|word| match word.text {
            "-" | "–" | "—" | "‑" | "‐" | "−" | "/" => Some(false),
            "to" | "until" | "till" | "through" => Some(false),
            "and" | "&" => Some(follows),
            _ => None,
        })
    }
}

/// The date that begins here: how many words it takes and what it says.
fn date_at(words: &[Word<'_>], at: usize) -> Option<(usize, When)> {
    let first = words.get(at)?;
    let is_start = first.text.starts_with(|c: char| c.is_ascii_digit()) || first.is_capitalised();
    // Within a number, "1.500" or "15,000", and within a code no date begins.
    let before = at.checked_sub(1).and_then(|before| words.get(before));
    let is_within = !first.is_spaced && before.is_some_and(|before| [".", "/", "-", "_"].contains(&before.text));
    if !is_start || is_within {
        return None;
    }
    let forms: [fn(&mut Reader<'_>) -> Option<When>; 5] = [iso, numeric, day_first, month_first, month_only];
    let is_between = before.is_some_and(|before| before.is("between"));
    forms.into_iter().find_map(|form| {
        let mut reader = Reader { words, at, is_between };
        form(&mut reader).map(|when| (reader.at - at, when))
    })
}

/// `2010-05-11`.
fn iso(reader: &mut Reader<'_>) -> Option<When> {
    let year = reader.number(4)?;
    reader.mark("-")?;
    let month = reader.number(2)?;
    reader.mark("-")?;
    let day = reader.number(2)?;
    let month = usize::try_from(month).ok()?;
    Some(known((year, month, day), None))
}

/// `03.06.2011`, `07-05-2005`, `7/5/2005`: day first.
fn numeric(reader: &mut Reader<'_>) -> Option<When> {
    let day = reader.day()?;
    let mark = reader.word(|word| [".", "-", "/"].into_iter().find(|mark| *mark == word.text && !word.is_spaced))?;
    let month = reader.day()?;
    reader.mark(mark)?;
    let year = reader.number(4)?;
    let month = usize::try_from(month).ok()?;
    match known((year, month, day), None) {
        // With full stops nobody writes the month first.
        When::Known { from, until, .. } => {
            let other_order = day <= 12 && usize::try_from(day).ok() != Some(month);
            Some(When::Known { from, until, is_ambiguous: mark != "." && other_order })
        }
        When::NoYear => Some(When::NoYear),
        When::Impossible => Some(When::Impossible),
    }
}

/// `11 May 2010`, `7-9 September 2010`, `28 April - 2 May 2010`, `30 August 2010 - 2 September 2010`.
fn day_first(reader: &mut Reader<'_>) -> Option<When> {
    let day = reader.day()?;
    reader.take(|here| here.word(|word| word.is("of").then_some(())));
    // "3, 4 and 5 May": each day follows upon the one before.
    let mut next_to_last = day;
    while let Some(next) = reader.take(|here| {
        here.mark(",")?;
        here.day().filter(|next| *next == next_to_last + 1)
    }) {
        next_to_last = next;
    }
    // Days of one month.
    if let Some((follows, last)) = reader.take(|here| Some((here.joint()?, here.day()?)))
        && let Some(month) = reader.month()
    {
        if (follows || next_to_last != day) && last != next_to_last + 1 {
            return None;
        }
        return Some(match year(reader) {
            Ok(year) => known((year, month, day), Some((year, month, last))),
            Err(when) => when,
        });
    }
    if next_to_last != day {
        return None;
    }
    let month = reader.month()?;
    let own_year = reader.take(Reader::year);
    let end = reader.take(|here| {
        let follows = here.joint()?;
        let end = (here.day()?, here.month()?);
        // A second date without a year of its own stands apart from a first that has one.
        let end_year = here.year()?;
        let is_next = || is_next_day((own_year.unwrap_or(end_year), month, day), (end_year, end.1, end.0));
        (!follows || is_next()).then_some((end_year, end.1, end.0))
    });
    Some(match (own_year, end) {
        (Some(year), end) => known((year, month, day), end),
        (None, Some(end)) => known((end.0, month, day), Some(end)),
        (None, None) => {
            reader.take(two_digit_year);
            reader.take(|here| {
                here.joint()?;
                here.day()?;
                here.month()?;
                // The second date of two that stand apart has a year of its own.
                if here.year().is_some() {
                    return None;
                }
                here.take(two_digit_year);
                Some(())
            });
            When::NoYear
        }
    })
}

/// `May 11, 2010`, `September 10-11, 2006`, `April 28 - May 2, 2010`.
fn month_first(reader: &mut Reader<'_>) -> Option<When> {
    let month = reader.month()?;
    let day = reader.day()?;
    let own_year = reader.take(Reader::year);
    let end = reader.take(|here| {
        let follows = here.joint()?;
        let end_month = here.month();
        if own_year.is_some() && end_month.is_none() {
            return None;
        }
        let end_day = here.day()?;
        let end_month = end_month.unwrap_or(month);
        let end_year = here.take(Reader::year);
        // Without any year, nothing is said of either.
        let is_next = || {
            let Some(year) = own_year.or(end_year) else { return true };
            is_next_day((year, month, day), (end_year.unwrap_or(year), end_month, end_day))
        };
        (!follows || is_next()).then_some((end_year, end_month, end_day))
    });
    Some(match (own_year, end) {
        (Some(year), None) => known((year, month, day), None),
        (own_year, Some((Some(year), end_month, end_day))) => {
            known((own_year.unwrap_or(year), month, day), Some((year, end_month, end_day)))
        }
        _ => When::NoYear,
    })
}

/// `February 1997`.
fn month_only(reader: &mut Reader<'_>) -> Option<When> {
    let month = reader.month()?;
    let year = reader.year()?;
    let from = PartialDate::parse_iso(&format!("{year:04}-{month:02}"))?;
    Some(When::Known { from, until: None, is_ambiguous: false })
}

/// The year of a date, or what is to be said of one without.
fn year(reader: &mut Reader<'_>) -> Result<Year, When> {
    reader.take(Reader::year).ok_or_else(|| {
        reader.take(two_digit_year);
        When::NoYear
    })
}

/// `09`: half of a year, which may be 1909.
fn two_digit_year(reader: &mut Reader<'_>) -> Option<()> {
    reader.number(2).map(|_| ())
}

fn iso_day((year, month, day): (Year, Month, Day)) -> Option<PartialDate> {
    PartialDate::parse_iso(&format!("{year:04}-{month:02}-{day:02}"))
}

fn known(from: (Year, Month, Day), until: Option<(Year, Month, Day)>) -> When {
    match (iso_day(from), until.map(iso_day)) {
        (Some(from), None) => When::Known { from, until: None, is_ambiguous: false },
        (Some(from), Some(Some(until))) if from.earliest() <= until.earliest() => {
            When::Known { from, until: Some(until), is_ambiguous: false }
        }
        _ => When::Impossible,
    }
}

fn is_next_day(from: (Year, Month, Day), next: (Year, Month, Day)) -> bool {
    let is_last_of_month = iso_day(from).is_some() && iso_day((from.0, from.1, from.2 + 1)).is_none();
    let next_month = if from.1 == 12 { (from.0 + 1, 1) } else { (from.0, from.1 + 1) };
    if is_last_of_month { next == (next_month.0, next_month.1, 1) } else { next == (from.0, from.1, from.2 + 1) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prose::words::words;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found: Vec<String> = dates(&words(text))
            .into_iter()
            .map(|date| {
                let said = match date.when {
                    When::Known { from, until, is_ambiguous } => {
                        let until = until.map(|until| format!("..{}", until.iso())).unwrap_or_default();
                        format!("{}{until}{}", from.iso(), if is_ambiguous { "?" } else { "" })
                    }
                    When::NoYear => "no year".to_owned(),
                    When::Impossible => "impossible".to_owned(),
                };
                format!("{} = {said}", text.get(date.range).unwrap())
            })
            .collect();
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn a_day_is_read_in_every_form() {
        for text in ["11 May 2010", "May 11, 2010", "11.05.2010", "2010-05-11", "11th of May 2010", "MAY 11 2010"] {
            check(text, &[&format!("{text} = 2010-05-11")]);
        }
        check("08 Sep 2010, Sept. 8, 2010", &["08 Sep 2010 = 2010-09-08", "Sept. 8, 2010 = 2010-09-08"]);
        check("in February 1997 by", &["February 1997 = 1997-02"]);
    }

    #[test]
    fn a_numeric_date_begins_with_the_day() {
        check("03.06.2011 - Press release", &["03.06.2011 = 2011-06-03"]);
        check("Date of release 07-05-2005", &["07-05-2005 = 2005-05-07?"]);
        check("25/12/2010", &["25/12/2010 = 2010-12-25"]);
        check("12/25/2010", &["12/25/2010 = impossible"]);
    }

    #[test]
    fn a_range_has_two_ends() {
        check("(7-9 September 2010)", &["7-9 September 2010 = 2010-09-07..2010-09-09"]);
        check("28 April - 2 May 2010", &["28 April - 2 May 2010 = 2010-04-28..2010-05-02"]);
        check("28–29 April 2010", &["28–29 April 2010 = 2010-04-28..2010-04-29"]);
        check("30 June and 1 July 2010", &["30 June and 1 July 2010 = 2010-06-30..2010-07-01"]);
        check("September 10-11, 2006", &["September 10-11, 2006 = 2006-09-10..2006-09-11"]);
        check("3, 4 and 5 May 2010", &["3, 4 and 5 May 2010 = 2010-05-03..2010-05-05"]);
        check("between 3 and 7 May 2010", &["3 and 7 May 2010 = 2010-05-03..2010-05-07"]);
        check("April 28 to May 2, 2010", &["April 28 to May 2, 2010 = 2010-04-28..2010-05-02"]);
        check("30 December 2009 - 2 January 2010", &["30 December 2009 - 2 January 2010 = 2009-12-30..2010-01-02"]);
    }

    #[test]
    fn two_dates_that_are_apart_are_no_range() {
        check("1 and 15 July 2010", &["15 July 2010 = 2010-07-15"]);
        check("in room 1, 15 July 2010", &["15 July 2010 = 2010-07-15"]);
        check("11 May 2010 and 3 June 2011", &["11 May 2010 = 2010-05-11", "3 June 2011 = 2011-06-03"]);
        check("May 3 and June 10, 2010", &["May 3 = no year", "June 10, 2010 = 2010-06-10"]);
        check("3 May and 10 June 2010", &["3 May = no year", "10 June 2010 = 2010-06-10"]);
        check("June 30 and July 1, 2010", &["June 30 and July 1, 2010 = 2010-06-30..2010-07-01"]);
    }

    #[test]
    fn what_is_missing_is_not_guessed() {
        check("9-10 September", &["9-10 September = no year"]);
        check("30 June and 1 July", &["30 June and 1 July = no year"]);
        check("16 Nov 09 - 17 Nov 09", &["16 Nov 09 - 17 Nov 09 = no year"]);
        check("BEIJING, Oct. 4 (Xinhua)", &["Oct. 4 = no year"]);
        check("31 April 2010, 9-7 May 2010", &["31 April 2010 = impossible", "9-7 May 2010 = impossible"]);
    }

    #[test]
    fn numbers_and_words_are_no_dates() {
        check("over 15,000 of them may 2010, 100505_PR1008, 3.5.1 in 2010", &[]);
    }
}
