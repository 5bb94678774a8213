//! Calendars (RFC 5545): one of everything, and one for each entry.

use super::occasion::{Occasion, Record};
use crate::model::Date;
use crate::view_model::paths;
use crate::view_model::text::{SITE_TITLE, interval};

/// The calendar of everything and those of single entries, each with its path, and what is in none, with the reason.
pub fn calendars(occasions: &[Occasion]) -> (Vec<(String, Vec<u8>)>, Vec<String>) {
    let (mut all, mut files, mut notes) = (String::new(), Vec::new(), Vec::new());
    for occasion in occasions {
        let Some((first, last)) = paths::days(occasion.from, occasion.until) else {
            let when = interval(occasion.from, occasion.until);
            notes.push(format!("No calendar entry of {}: its days are not known, only {when}", title(occasion)));
            continue;
        };
        let entry = entry(occasion, first, last);
        match &occasion.calendar {
            Some(path) => files.push((path.clone(), calendar(occasion.name, &entry).into_bytes())),
            None => notes.push(format!(
                "No file with {} alone: the release's number cannot name a file; it is in {}",
                title(occasion),
                paths::CALENDAR
            )),
        }
        all.push_str(&entry);
    }
    files.insert(0, (paths::CALENDAR.to_owned(), calendar(SITE_TITLE, &all).into_bytes()));
    (files, notes)
}

/// What an occasion is called in messages: its name, and where to find it in the data file.
fn title(occasion: &Occasion) -> String {
    match occasion.record {
        Record::Meeting(meeting) => format!("“{}” ({})", occasion.name, meeting.id),
        Record::Event(release, event) => format!("“{}” ({} of {})", occasion.name, event.id, release.number),
    }
}

/// A whole calendar around its entries.
fn calendar(name: &str, entries: &str) -> String {
    let mut out = String::new();
    line(&mut out, "BEGIN:VCALENDAR");
    line(&mut out, "VERSION:2.0");
    line(&mut out, "PRODID:-//ASEM visibility dashboard//EN");
    line(&mut out, "CALSCALE:GREGORIAN");
    // The name of RFC 7986, and the older one, which is all that some programs know.
    line(&mut out, &format!("NAME:{}", escaped(name)));
    line(&mut out, &format!("X-WR-CALNAME:{}", escaped(name)));
    out.push_str(entries);
    line(&mut out, "END:VCALENDAR");
    out
}

fn entry(occasion: &Occasion, first: Date, last: Option<Date>) -> String {
    let mut out = String::new();
    line(&mut out, "BEGIN:VEVENT");
    line(&mut out, &format!("UID:{}", occasion.id));
    line(&mut out, &format!("DTSTAMP:{}T000000Z", basic(occasion.known_since)));
    line(&mut out, &format!("DTSTART;VALUE=DATE:{}", basic(first)));
    // The end is the first day that is no longer part of it. An entry without one takes a day.
    if let Some(end) = last.and_then(Date::tomorrow) {
        line(&mut out, &format!("DTEND;VALUE=DATE:{}", basic(end)));
    }
    line(&mut out, &format!("SUMMARY:{}", escaped(occasion.name)));
    if let Some(location) = occasion.location() {
        line(&mut out, &format!("LOCATION:{}", escaped(&location)));
    }
    line(&mut out, &format!("DESCRIPTION:{}", escaped(&description(occasion))));
    if occasion.link.starts_with("http") {
        line(&mut out, &format!("URL:{}", occasion.link));
    }
    // Nobody is busy because ministers met.
    line(&mut out, "TRANSP:TRANSPARENT");
    line(&mut out, "END:VEVENT");
    out
}

/// What is known, one sentence a line, then the sources with their numbers.
fn description(occasion: &Occasion) -> String {
    let mut lines = occasion.sentences.clone();
    lines.push(String::new());
    for (index, (title, address)) in occasion.sources.iter().enumerate() {
        let address = address.as_ref().map(|address| format!(", {address}")).unwrap_or_default();
        lines.push(format!("[{}] {title}{address}", index + 1));
    }
    lines.join("\n")
}

/// A day as RFC 5545 writes it: `20100511`.
fn basic(day: Date) -> String {
    day.iso().replace('-', "")
}

/// Text as RFC 5545 has it (section 3.3.11), without characters that it cannot hold.
fn escaped(text: &str) -> String {
    let mut safe = String::new();
    for c in text.chars() {
        match c {
            '\\' | ',' | ';' => safe.extend(['\\', c]),
            '\n' => safe.push_str("\\n"),
            c if c.is_control() => safe.push(' '),
            c => safe.push(c),
        }
    }
    safe
}

/// Adds a line, folded where it is longer than 75 octets (section 3.1), never within a character.
fn line(out: &mut String, text: &str) {
    const MOST: usize = 75;
    let mut length = 0;
    for c in text.chars() {
        if length + c.len_utf8() > MOST {
            out.push_str("\r\n ");
            length = 1;
        }
        out.push(c);
        length += c.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_line_is_folded_between_characters() {
        for text in ["x".repeat(75), "x".repeat(76), "ń".repeat(200), format!("x{}", "😀".repeat(60)), "x".repeat(149)]
        {
            let mut out = String::new();
            line(&mut out, &text);
            assert!(out.ends_with("\r\n"));
            assert!(out.trim_end().split("\r\n").all(|line| line.len() <= 75), "{out}");
            assert_eq!(out.replace("\r\n ", "").trim_end(), text);
        }
    }

    #[test]
    fn what_means_something_in_a_calendar_is_escaped() {
        assert_eq!(escaped("a, b; c\\d\ne\u{1}\r\"f\""), "a\\, b\\; c\\\\d\\ne  \"f\"");
    }
}
