//! Sentences: counts, the status, titles. One place, so that page, screen reader and tab say the same.

use super::archive::Progress;
use super::emphasis::Emphases;
use super::query::Query;
use super::sorting::Sorting;
use super::url::Key;
use crate::model::{Bloc, Dataset, Date, ParagraphId, PartialDate, Release, Role, Side};

/// `16`, or `3 of 16` for a part.
pub fn part_of(n: usize, total: usize) -> String {
    if n == total { total.to_string() } else { format!("{n} of {total}") }
}

/// `1 partner`, `45 partners`.
pub fn n_partners(n: usize) -> String {
    if n == 1 { "1 partner".to_owned() } else { format!("{n} partners") }
}

/// What the archive lists, and that it may become more: `3 of 22 entries`.
pub fn n_listed(n: usize, n_in_all: usize, progress: Progress) -> String {
    let so_far = if progress.is_complete() { "" } else { " so far" };
    match n {
        0 if progress.is_complete() => format!("None of {} entries", grouped(n_in_all)),
        n if n == n_in_all => format!("All {} entries", grouped(n)),
        n => format!("{} of {} entries{so_far}", grouped(n), grouped(n_in_all)),
    }
}

/// What a year has: `1 press release, 2 meetings`, `nothing`.
pub fn n_in_year(n_releases: usize, n_meetings: usize) -> String {
    let mut words = String::new();
    for (n, one, many) in [(n_releases, "press release", "press releases"), (n_meetings, "meeting", "meetings")] {
        if n > 0 {
            words.push_str(if words.is_empty() { "" } else { ", " });
            words.push_str(&grouped(n));
            words.push(' ');
            words.push_str(if n == 1 { one } else { many });
        }
    }
    if words.is_empty() { "nothing".to_owned() } else { words }
}

/// A number for readers, thousands apart: `10,000`.
pub fn grouped(n: usize) -> String {
    let digits = n.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// A level of visibility for readers: the strongest role, or that there is none.
pub const fn level(role: Option<Role>) -> &'static str {
    match role {
        Some(role) => role.label(),
        None => "In no release",
    }
}

/// How many claims of other sources there are.
pub fn n_claims(n: usize) -> String {
    if n == 1 { "Another source says".to_owned() } else { format!("{n} claims of other sources") }
}

/// A time for readers: `2010`, `8–9 October 2004`, `30 June – 1 July 2010`.
pub fn interval(from: PartialDate, until: Option<PartialDate>) -> String {
    let Some(until) = until.filter(|until| *until != from) else { return from.to_string() };
    let (first, last) = (from.to_string(), until.to_string());
    let words = |text: &str| -> Vec<String> { text.split(' ').map(str::to_owned).collect() };
    match (words(&first).as_slice(), words(&last).as_slice()) {
        ([from_day, from_month, from_year], [_, until_month, until_year]) if from_year == until_year => {
            if from_month == until_month {
                format!("{from_day}–{last}")
            } else {
                format!("{from_day} {from_month} – {last}")
            }
        }
        _ => format!("{first} – {last}"),
    }
}

/// That a meeting took place, or takes place where it is not over by `today`; where no clock can be trusted, it is over:
/// data tell of meetings that were.
pub fn took_place(from: PartialDate, until: Option<PartialDate>, today: Option<Date>) -> String {
    let is_over = today.is_none_or(|today| until.unwrap_or(from).latest() < today);
    format!("{} {}", if is_over { "Took place" } else { "Takes place" }, interval(from, until))
}

/// A text with a capital first.
pub fn capitalised(text: &str) -> String {
    let mut rest = text.chars();
    match rest.next() {
        Some(first) => first.to_uppercase().chain(rest).collect(),
        None => String::new(),
    }
}

/// How a membership stands to a day: `since 1973`, `1973 – 31 January 2020`.
pub fn since(from: PartialDate, until: Option<PartialDate>) -> String {
    match until {
        Some(_) => interval(from, until),
        None => format!("since {from}"),
    }
}

/// Which paragraph of a release it is: `paragraph 5`, `the text on ASEM`.
pub fn paragraph(release: &Release, id: &ParagraphId) -> String {
    let number = release.paragraphs.iter().position(|candidate| candidate.id == *id);
    let about = || release.boilerplate.iter().find(|part| part.paragraph.id == *id).map(|part| part.about.as_str());
    match number {
        Some(index) => format!("paragraph {}", index + 1),
        None => format!("the text on the {}", about().unwrap_or_default()),
    }
}

/// That a partner was none on a day, and since when it is one.
pub fn not_a_partner(day: Date, joined: Date) -> String {
    format!("Not a partner on {day}: it joined on {joined}.")
}

/// What the page shows, in a sentence: the status that screen readers announce.
///
/// `16 of 45 partners: ASEM Asia, as of 11 May 2010`
pub fn status(dataset: &Dataset, query: &Query, emphases: &Emphases) -> String {
    let day = query.day(dataset);
    let selected = query.partner.and_then(|id| dataset.partner(id)).map(|partner| partner.name.as_str());
    status_on(day, dataset.partners_on(day).count(), selected, query, emphases)
}

/// The same of a day with so many partners, one of which is perhaps selected.
pub fn status_on(day: Date, total: usize, selected: Option<&str>, query: &Query, emphases: &Emphases) -> String {
    let count = match emphases.n_shown_in_all() {
        n if n == total && !query.is_filtered() => format!("All {}", n_partners(total)),
        0 => format!("None of {}", n_partners(total)),
        n => format!("{n} of {}", n_partners(total)),
    };
    let filters: Vec<String> = filters(query).into_iter().map(|(_, words)| words).collect();
    let shown = if filters.is_empty() { count } else { format!("{count}: {}", filters.join(", ")) };
    let shown = format!("{shown}, as of {day}");
    match selected {
        Some(name) => format!("{shown}. Selected: {name}"),
        None => shown,
    }
}

/// What else the page shows, where it is not as it opens; for those who do not see it: the order, and who is compared.
///
/// `Order: Accession, the other way round. Compared: Viet Nam, Hungary`
pub fn besides(dataset: &Dataset, query: &Query) -> String {
    let mut text = String::new();
    let Sorting { order, is_descending } = query.sorting;
    if query.sorting != Sorting::default() {
        text += "Order: ";
        text += order.label();
        if is_descending {
            text += ", the other way round";
        }
    }
    for (index, partner) in query.compared.iter().filter_map(|id| dataset.partner(*id)).enumerate() {
        text += match index {
            0 if text.is_empty() => "Compared: ",
            0 => ". Compared: ",
            _ => ", ",
        };
        text += &partner.name;
    }
    text
}

/// What a file of all partners holds, in a sentence.
pub fn everything(n: usize, day: Date) -> String {
    format!("All {} of any day, with groups and blocs as of {day}", n_partners(n))
}

/// Where the roles of partners come from, for what leaves the page: `Source: ASEF press release 100505_PR1008, 11 May 2010`.
pub fn source(dataset: &Dataset) -> String {
    let newest = dataset.newest_release();
    let earlier = match dataset.releases().count().saturating_sub(1) {
        0 => String::new(),
        1 => ", and an earlier one".to_owned(),
        n => format!(", and {n} earlier ones"),
    };
    format!("Source: {}{earlier}", named(newest))
}

/// A name with its level of visibility: `Hungary, Co-organiser`.
pub fn with_role(name: &str, role: Option<Role>) -> String {
    match role {
        Some(role) => format!("{name}, {}", role.label()),
        None => name.to_owned(),
    }
}

/// What the levels of visibility tell.
pub const STRONGEST_ROLE: &str = "Strongest role in any release";

/// What kind of document a release is.
pub const RELEASE: &str = "ASEF press release";

/// A release by its number and day: `ASEF press release 100505_PR1008, 11 May 2010`.
pub fn named(release: &Release) -> String {
    format!("{RELEASE} {}, {}", release.number, release.date)
}

/// The filters that are set, each in words, as the status sentence has them.
fn filters(query: &Query) -> Vec<(Key, String)> {
    let side = query.side.map(|side| match side {
        Side::Asia => "ASEM Asia",
        Side::Europe => "ASEM Europe",
    });
    let bloc = query.bloc.map(|bloc| match bloc {
        Bloc::Eu => "EU members",
        Bloc::Asean => "ASEAN members",
        Bloc::Other => "neither EU nor ASEAN",
    });
    let role = query.role.map(|role| match role {
        Role::Host => "shown as host",
        Role::CoOrganiser => "shown as co-organiser",
        Role::AnnouncedHost => "shown as announced host",
        Role::Attending => "shown as attending",
        Role::Named => "named in the text",
        Role::Listed => "listed",
    });
    let wave = query.wave.as_ref().map(|wave| format!("joined in {wave}"));
    let sentence = query.sentence.is_some().then_some("named in the chosen sentence");
    let typed = query.text.trim();
    let text = (!typed.is_empty()).then(|| format!("matching “{typed}”"));
    let fixed = [(Key::Side, side), (Key::Bloc, bloc), (Key::Role, role), (Key::Sentence, sentence)];
    let fixed = fixed.into_iter().map(|(key, words)| (key, words.map(str::to_owned)));
    let all = fixed.chain([(Key::Wave, wave), (Key::Text, text)]);
    all.filter_map(|(key, words)| words.map(|words| (key, words))).collect()
}

/// What can be taken away with one click: every filter, and the day where it is not the usual one.
pub fn set_filters(query: &Query) -> Vec<(Key, String)> {
    let mut filters = filters(query);
    filters.extend(query.as_of.map(|day| (Key::AsOf, format!("as of {day}"))));
    filters
}

/// The title of the browser's tab and of the bookmark.
pub fn page_title(dataset: &Dataset, query: &Query) -> String {
    match query.partner.and_then(|id| dataset.partner(id)) {
        Some(partner) => format!("{} · {SITE_TITLE}", partner.name),
        None => SITE_TITLE.to_owned(),
    }
}

/// What the page is called.
pub const SITE_TITLE: &str = "ASEM visibility dashboard";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view_model::search::Index;
    use crate::view_model::{shipped, url};

    /// An address, and what the page says at it.
    const SENTENCES: &[(&str, &str)] = &[
        ("", "All 45 partners, as of 11 May 2010"),
        ("?side=asia", "16 of 45 partners: ASEM Asia, as of 11 May 2010"),
        ("?bloc=other&q=in", "1 of 45 partners: neither EU nor ASEAN, matching “in”, as of 11 May 2010"),
        ("?q=xyz", "None of 45 partners: matching “xyz”, as of 11 May 2010"),
        ("?asof=2014-10-16&side=asia", "21 of 53 partners: ASEM Asia, as of 16 October 2014"),
        ("?role=co_organiser&wave=2004", "1 of 45 partners: shown as co-organiser, joined in 2004, as of 11 May 2010"),
        ("?partner=HU", "All 45 partners, as of 11 May 2010. Selected: Hungary"),
    ];

    #[test]
    fn the_status_says_the_result_in_words() {
        let dataset = shipped();
        for (address, sentence) in SENTENCES {
            let (query, _) = url::parse(address, &dataset);
            let found = Index::new(&dataset, None).find(&query.text);
            let profiles = crate::view_model::filter::profiles(&dataset, query.day(&dataset));
            let emphases = Emphases::new(&dataset, &profiles, &query, &found, None);
            assert_eq!(status(&dataset, &query, &emphases), *sentence, "{address}");
        }
    }

    #[test]
    fn a_time_is_told_as_short_as_it_is_clear() {
        for (from, until, expected) in [
            ("2010-10-04", None, "4 October 2010"),
            ("2010-10-04", Some("2010-10-04"), "4 October 2010"),
            ("2004-10-08", Some("2004-10-09"), "8–9 October 2004"),
            ("2010-06-30", Some("2010-07-01"), "30 June – 1 July 2010"),
            ("2010-12-31", Some("2011-01-01"), "31 December 2010 – 1 January 2011"),
            ("2008-04", Some("2008-04-23"), "April 2008 – 23 April 2008"),
            ("1973", Some("2020-01-31"), "1973 – 31 January 2020"),
        ] {
            let date = |text: &str| PartialDate::parse_iso(text).unwrap();
            assert_eq!(interval(date(from), until.map(date)), expected);
        }
    }

    #[test]
    fn thousands_stand_apart() {
        let numbers = [0, 999, 1000, 10_022, 1_234_567].map(grouped);
        assert_eq!(numbers, ["0", "999", "1,000", "10,022", "1,234,567"]);
        let years = [(0, 0), (1, 2), (1234, 1), (0, 1)].map(|(releases, meetings)| n_in_year(releases, meetings));
        assert_eq!(years, ["nothing", "1 press release, 2 meetings", "1,234 press releases, 1 meeting", "1 meeting"]);
    }

    #[test]
    fn a_single_partner_is_not_plural() {
        assert_eq!(n_partners(1), "1 partner");
        assert_eq!(n_partners(0), "0 partners");
    }
}
