//! Where the files stand that are made from the data when the site is built, seen from the page.
//!
//! The page links to them and `asem publish` writes them: both ask here.

use super::query::{Query, View};
use crate::model::{Dataset, Date, Event, Meeting, PartialDate, PartnerId, Release, ReleaseNumber};

/// The feed of releases and meetings.
pub const FEED: &str = "feed.xml";
/// The calendar of all meetings and events.
pub const CALENDAR: &str = "calendar.ics";

/// The first day and the last of what a calendar can hold. None where either is known to the month or year only: a calendar
/// would make it a day that nobody named.
pub fn days(from: PartialDate, until: Option<PartialDate>) -> Option<(Date, Option<Date>)> {
    let first = from.day()?;
    match until {
        Some(until) => Some((first, Some(until.day()?))),
        None => Some((first, None)),
    }
}

/// The calendar entry of a meeting, where its days are known.
pub fn calendar_of_meeting(meeting: &Meeting) -> Option<String> {
    days(meeting.from, meeting.until).map(|_| ["calendar/", meeting.id.as_str(), ".ics"].concat())
}

/// The calendar entry of an event of a release, where its days are known: that of the meeting that it is, or its own. None
/// for a release in a file of its own, nor for one whose number cannot be part of a file's name.
pub fn calendar_of_event(event: &Event, release: &Release, dataset: &Dataset) -> Option<String> {
    if let Some(meeting) = event.meeting.as_ref().and_then(|id| dataset.meeting(id)) {
        return calendar_of_meeting(meeting);
    }
    days(event.from, event.until)?;
    // What is published is what the data file holds in full.
    dataset.release(&release.number)?;
    Some(["calendar/", release.number.file_name()?, "-", event.id.as_str(), ".ics"].concat())
}

/// The picture for sharing a release. None for a release whose number cannot be part of a file's name.
pub fn share_picture(number: &ReleaseNumber) -> Option<String> {
    Some(["share/", number.file_name()?, ".png"].concat())
}

/// The picture of a view as the page opens, of this kind (`svg`, `png`); the list has none, and the board stands for it.
pub fn picture(view: View, kind: &str) -> String {
    let name = if view == View::Map { "map" } else { "board" };
    ["picture/", name, ".", kind].concat()
}

/// The script for other pages.
pub const EMBED_SCRIPT: &str = "embed.js";
/// The page in one file.
pub const SINGLE_FILE: &str = "single.html";

/// What a page says of itself to whoever embeds it (oEmbed), by the path of the page.
pub fn oembed(page: &str) -> String {
    ["oembed/", page.trim_end_matches("html"), "json"].concat()
}

/// The page of a partner.
pub fn partner_page(id: PartnerId) -> String {
    ["partner/", id.as_str(), ".html"].concat()
}

/// The page of a release. None for a release whose number cannot be part of a file's name.
pub fn release_page(number: &ReleaseNumber) -> Option<String> {
    Some(["release/", number.file_name()?, ".html"].concat())
}

/// The rendered page that comes nearest to a state: that of its partner, of its release, or the main one. A page has all
/// views, one below the other, so that a view is a part of it.
pub fn page(query: &Query) -> String {
    if query.view != View::default() {
        return ["#", query.view.key()].concat();
    }
    if query.meeting.is_some() {
        return "#archive".to_owned();
    }
    let page = match (query.partner, &query.release) {
        (Some(id), _) => Some(partner_page(id)),
        (None, Some(number)) => release_page(number),
        (None, None) => None,
    };
    page.unwrap_or_else(|| MAIN_PAGE.to_owned())
}

/// The main page.
pub const MAIN_PAGE: &str = "./";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view_model::shipped;

    #[test]
    fn an_event_that_is_a_meeting_has_the_entry_of_the_meeting() {
        let dataset = shipped();
        let release = dataset.newest_release();
        let paths: Vec<Option<String>> =
            release.events.iter().map(|event| calendar_of_event(event, release, &dataset)).collect();
        let expected = ["calendar/cmm-4.ics", "calendar/summit-8.ics", "calendar/100505_PR1008-e3.ics"];
        assert_eq!(paths, expected.map(|path| Some(path.to_owned())));
    }

    #[test]
    fn a_state_has_a_page_that_comes_nearest() {
        let dataset = shipped();
        for (address, page) in [
            ("", "./"),
            ("?side=asia&q=viet", "./"),
            ("?partner=VN", "partner/VN.html"),
            ("?partner=ASEAN-SEC&side=asia", "partner/ASEAN-SEC.html"),
            ("?partner=VN&view=map", "#map"),
            ("?meeting=summit-8", "#archive"),
        ] {
            let (query, _) = crate::view_model::url::parse(address, &dataset);
            assert_eq!(super::page(&query), page, "{address}");
        }
        for (number, path) in [("100505_PR1008", "release/100505_PR1008.html"), ("2009/PR-1", "./")] {
            let query = Query { release: ReleaseNumber::parse(number), ..Query::default() };
            assert_eq!(super::page(&query), path, "{number}");
        }
    }

    #[test]
    fn only_what_is_dated_to_the_day_has_a_calendar_entry() {
        let without = shipped().meetings().iter().filter(|meeting| calendar_of_meeting(meeting).is_none()).count();
        assert_eq!(without, 2);
        let date = |text: &str| PartialDate::parse_iso(text).unwrap();
        assert_eq!(days(date("2008-04"), Some(date("2008-04-23"))), None);
        assert_eq!(days(date("2008-04-21"), Some(date("2008-04"))), None);
        assert_eq!(days(date("2008-04-21"), None), Some((date("2008-04-21").earliest(), None)));
    }

    #[test]
    fn a_number_that_leads_elsewhere_names_no_file() {
        for number in ["../PR1", ".PR1", "2010/PR1"] {
            assert_eq!(share_picture(&ReleaseNumber::parse(number).unwrap()), None, "{number}");
        }
    }
}
