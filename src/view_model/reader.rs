//! A release as it is read: its text cut into plain stretches, partners named and addresses.

use super::citation::{Cite, OtherClaim, cites, other_claims};
use super::text;
use crate::model::order;
use crate::model::{
    Dataset, Date, Event, Evidence, Link, Organisation, Paragraph, PartnerId, Release, ReleaseNumber, Tense,
};
use std::cmp::Reverse;

/// A release, ready to be laid out. The text of its spans, put together, is the release's, letter by letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reader {
    /// Its number.
    pub number: String,
    /// Its dateline as printed.
    pub dateline: String,
    /// Its day for machines.
    pub iso_date: String,
    /// Its title.
    pub title: String,
    /// The paragraphs of its body.
    pub paragraphs: Vec<ReaderParagraph>,
    /// The boilerplate: the body it is about, and the text.
    pub boilerplate: Vec<(String, ReaderParagraph)>,
    /// The events that it reports or announces.
    pub events: Vec<ReaderEvent>,
    /// What it recommends: the words, and the paragraph that has them.
    pub recommendations: Vec<(String, PlaceInText)>,
    /// The organisations that it names.
    pub organisations: Vec<ReaderOrganisation>,
}

/// An organisation in a release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReaderOrganisation {
    /// Its name, with its short name where it has one.
    pub name: String,
    /// Its address.
    pub url: Option<String>,
    /// What it is.
    pub about: String,
    /// Who says so.
    pub cites: Vec<Cite>,
    /// In which roles the release shows it, strongest first, each with the paragraph that proves it.
    pub roles: Vec<(&'static str, PlaceInText)>,
}

/// An event, as the release tells it and as others do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReaderEvent {
    /// What the release calls it.
    pub name: String,
    /// Where and when, as the release says: `Poznan, 7–9 September 2010, announced`.
    pub details: String,
    /// The paragraph that says so.
    pub place: PlaceInText,
    /// What became of it, where this data knows the meeting: `8–10 September 2010`, and who says so.
    pub held: Option<(String, Vec<Cite>)>,
    /// What others say.
    pub others: Vec<OtherClaim>,
}

/// A paragraph to go to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaceInText {
    /// Its id.
    pub paragraph: String,
    /// What to call the link: `paragraph 4`.
    pub label: String,
}

/// A paragraph in stretches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReaderParagraph {
    /// Its id, for links to it.
    pub id: String,
    /// Its text, in order.
    pub spans: Vec<Span>,
}

/// A stretch of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Span {
    /// Plain text.
    Text(String),
    /// A partner's name.
    Partner {
        /// The partner.
        id: PartnerId,
        /// The name as printed.
        text: String,
    },
    /// An address.
    Link {
        /// Where it leads.
        url: String,
        /// The address as printed.
        text: String,
    },
}

impl Span {
    /// The stretch as printed.
    pub fn text(&self) -> &str {
        match self {
            Self::Text(text) | Self::Partner { text, .. } | Self::Link { text, .. } => text,
        }
    }
}

impl Reader {
    /// Cuts up the text of a release.
    pub fn new(release: &Release, dataset: &Dataset) -> Self {
        let names = names(release, dataset);
        let paragraph = |paragraph: &Paragraph| ReaderParagraph {
            id: paragraph.id.as_str().to_owned(),
            spans: spans(&paragraph.text, &names, &paragraph.links),
        };
        Self {
            number: release.number.to_string(),
            dateline: release.dateline.clone(),
            iso_date: release.date.iso(),
            title: release.title.clone(),
            paragraphs: release.paragraphs.iter().map(paragraph).collect(),
            boilerplate: release
                .boilerplate
                .iter()
                .map(|part| (part.about.clone(), paragraph(&part.paragraph)))
                .collect(),
            events: release.events.iter().map(|event| reader_event(event, release, dataset)).collect(),
            recommendations: release
                .recommendations
                .iter()
                .map(|own| (own.evidence.quote.clone(), place_in_text(&own.evidence, release)))
                .collect(),
            organisations: dataset
                .organisations()
                .iter()
                .filter_map(|organisation| reader_organisation(organisation, release, dataset))
                .collect(),
        }
    }
}

fn place_in_text(evidence: &Evidence, release: &Release) -> PlaceInText {
    let id = &evidence.paragraph;
    PlaceInText { paragraph: id.to_string(), label: text::paragraph(release, id) }
}

/// The organisation as the release shows it; none where it does not.
fn reader_organisation(
    organisation: &Organisation,
    release: &Release,
    dataset: &Dataset,
) -> Option<ReaderOrganisation> {
    let mut own: Vec<_> = release.organisations.iter().filter(|own| own.who == organisation.id).collect();
    order::sort_by_key(&mut own, |appearance| appearance.role);
    let short = organisation.short.as_ref().map(|short| format!(" ({short})")).unwrap_or_default();
    (!own.is_empty()).then(|| ReaderOrganisation {
        name: format!("{}{short}", organisation.name),
        url: organisation.url.as_ref().map(ToString::to_string),
        about: organisation.about.clone(),
        cites: cites(&organisation.sources, dataset),
        roles: own.iter().map(|own| (own.role.label(), place_in_text(&own.evidence, release))).collect(),
    })
}

fn reader_event(event: &Event, release: &Release, dataset: &Dataset) -> ReaderEvent {
    let meeting = event.meeting.as_ref().and_then(|id| dataset.meeting(id));
    let tense = match event.tense {
        Tense::Reported => "",
        Tense::Announced => ", as announced",
    };
    let place = event.place.as_ref().map(|place| format!("{place}, ")).unwrap_or_default();
    let mut others = other_claims(&event.claims, dataset);
    others.extend(meeting.map(|meeting| other_claims(&meeting.claims, dataset)).unwrap_or_default());
    ReaderEvent {
        name: event.name.clone(),
        details: format!("{place}{}{tense}", text::interval(event.from, event.until)),
        place: place_in_text(&event.evidence, release),
        held: meeting.map(|meeting| (text::interval(meeting.from, meeting.until), cites(&meeting.sources, dataset))),
        others,
    }
}

/// A release to open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReleaseEntry {
    /// Its number, as the query has it: none for the newest.
    pub number: Option<ReleaseNumber>,
    /// Its title.
    pub title: String,
    /// Its number and day.
    pub details: String,
}

/// How many releases the page lists.
const MOST_LISTED: usize = 20;

/// The newest releases, newest first, whether they stand in the data file or in files of their own.
pub fn entries(dataset: &Dataset) -> Vec<ReleaseEntry> {
    let newest = &dataset.newest_release().number;
    // Both stand newest first: of thousands, only these few can be among the newest.
    let here = dataset.releases().take(MOST_LISTED);
    let here = here.map(|release| (&release.number, release.date, &release.title));
    let archived = dataset.archive().iter().take(MOST_LISTED);
    let archived = archived.map(|release| (&release.number, release.date, &release.title));
    let mut all: Vec<_> = here.chain(archived).collect();
    order::sort_by_key(&mut all, |(_, date, _)| Reverse(*date));
    let entry = |(number, date, title): (&ReleaseNumber, Date, &String)| ReleaseEntry {
        number: (number != newest).then(|| number.clone()),
        title: title.clone(),
        details: format!("{number}, {date}"),
    };
    all.into_iter().take(MOST_LISTED).map(entry).collect()
}

/// A name to look for in the text, and whose it is.
type Name<'a> = (&'a str, PartnerId);

/// Every spelling that the release prints of a partner of the dataset.
fn names<'a>(release: &'a Release, dataset: &Dataset) -> Vec<Name<'a>> {
    let appearances = release.appearances.iter().filter(|appearance| dataset.partner(appearance.who).is_some());
    appearances.map(|appearance| (appearance.as_printed.as_str(), appearance.who)).collect()
}

/// Cuts text at every address and every whole name in it, the longest one first where several begin.
pub fn spans(text: &str, names: &[Name<'_>], links: &[Link]) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut plain_from = 0;
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let before = text.get(..at).unwrap_or_default();
        match span_at(before, rest, names, links) {
            Some(span) => {
                let plain = text.get(plain_from..at).unwrap_or_default();
                if !plain.is_empty() {
                    spans.push(Span::Text(plain.to_owned()));
                }
                at += span.text().len();
                plain_from = at;
                spans.push(span);
            }
            None => at += rest.chars().next().map_or(1, char::len_utf8),
        }
    }
    let plain = text.get(plain_from..).unwrap_or_default();
    if !plain.is_empty() {
        spans.push(Span::Text(plain.to_owned()));
    }
    spans
}

/// The address or name that begins between `before` and `rest`, if one does.
fn span_at(before: &str, rest: &str, names: &[Name<'_>], links: &[Link]) -> Option<Span> {
    if let Some(link) = links.iter().find(|link| rest.starts_with(&link.printed)) {
        return Some(Span::Link { url: link.url.to_string(), text: link.printed.clone() });
    }
    if before.ends_with(char::is_alphanumeric) {
        return None;
    }
    let is_whole = |name: &str| rest.strip_prefix(name).is_some_and(|after| !after.starts_with(char::is_alphanumeric));
    let found = names.iter().filter(|(name, _)| is_whole(name)).max_by_key(|(name, _)| name.len());
    found.map(|(name, id)| Span::Partner { id: *id, text: (*name).to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view_model::shipped;

    const SEED: &str = include_str!("../../tests/fixtures/100505_PR1008.txt");

    fn id(text: &str) -> PartnerId {
        PartnerId::parse(text).unwrap()
    }

    /// Text with the names India, Indonesia, Viet Nam and the Netherlands, cut up and marked with brackets.
    #[track_caller]
    fn check(text: &str, marked: &str) {
        let names =
            [("India", id("IN")), ("Indonesia", id("ID")), ("Viet Nam", id("VN")), ("the Netherlands", id("NL"))];
        let found: String = spans(text, &names, &[])
            .iter()
            .map(|span| match span {
                Span::Partner { id, text } => format!("[{id} {text}]"),
                Span::Text(text) | Span::Link { text, .. } => text.clone(),
            })
            .collect();
        assert_eq!(found, marked);
    }

    #[test]
    fn names_are_found_as_whole_words_only() {
        check("India, Indonesia", "[IN India], [ID Indonesia]");
        check("Indian and Indias", "Indian and Indias");
        check("(the Netherlands)", "([NL the Netherlands])");
        check("bathe Netherlands", "bathe Netherlands");
        check("Viet Nam's", "[VN Viet Nam]'s");
        check("ñIndia, India–ñ", "ñIndia, [IN India]–ñ");
        check("", "");
    }

    #[test]
    fn the_release_stands_on_the_page_letter_by_letter() {
        let dataset = shipped();
        let reader = Reader::new(dataset.newest_release(), &dataset);
        let text = |paragraph: &ReaderParagraph| paragraph.spans.iter().map(Span::text).collect::<String>();
        let mut lines =
            vec![format!("Press release no.: {}", reader.number), reader.dateline.clone(), reader.title.clone()];
        lines.extend(reader.paragraphs.iter().map(text));
        lines.extend(reader.boilerplate.iter().map(|(_, paragraph)| text(paragraph)));
        let printed: Vec<&str> = SEED.lines().filter(|line| !line.is_empty()).collect();
        assert_eq!(lines, printed);
    }

    #[test]
    fn partners_and_addresses_are_marked_in_the_release() {
        let dataset = shipped();
        let reader = Reader::new(dataset.newest_release(), &dataset);
        let boilerplate = reader.boilerplate.iter().map(|(_, paragraph)| paragraph);
        let spans: Vec<&Span> =
            reader.paragraphs.iter().chain(boilerplate).flat_map(|paragraph| &paragraph.spans).collect();
        let addresses: Vec<&str> = spans
            .iter()
            .filter_map(|span| match span {
                Span::Link { text, .. } => Some(text.as_str()),
                Span::Text(_) | Span::Partner { .. } => None,
            })
            .collect();
        assert_eq!(
            addresses,
            ["http://asef.org/index.php?option=com_project&task=view&id=624", "www.asef.org", "www.aseminfoboard.org"]
        );
        let viet_nam: Vec<&str> = spans
            .iter()
            .filter_map(|span| match span {
                Span::Partner { id, text } if id.as_str() == "VN" => Some(text.as_str()),
                Span::Text(_) | Span::Partner { .. } | Span::Link { .. } => None,
            })
            .collect();
        assert_eq!(viet_nam, ["Viet Nam", "Viet Nam", "Viet Nam", "Vietnam"]);
    }
}
