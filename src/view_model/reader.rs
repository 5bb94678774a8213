//! A release as it is read: its text cut into sentences and stretches, partners and organisations named, addresses.

use super::citation::{Cite, OtherClaim, cites, other_claims};
use super::{paths, text};
use crate::model::order;
use crate::model::{
    Dataset, Date, Event, Evidence, Organisation, OrganisationId, Paragraph, PartnerId, Release, SentenceId, Tense,
};
use crate::prose::gazetteer::{Gazetteer, Who};
use crate::prose::words::{sentences, words};
use std::cmp::Reverse;
use std::ops::Range;

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
    /// What sums it up, as printed.
    pub summary: Option<String>,
    /// The paragraphs of its body.
    pub paragraphs: Vec<ReaderParagraph>,
    /// The boilerplate: the body it is about, and the text.
    pub boilerplate: Vec<(String, ReaderParagraph)>,
    /// Whom to ask, as printed.
    pub contact: Option<String>,
    /// The events that it reports or announces.
    pub events: Vec<ReaderEvent>,
    /// What it recommends: the words, and the sentence that has them.
    pub recommendations: Vec<(String, PlaceInText)>,
    /// The organisations that it names.
    pub organisations: Vec<ReaderOrganisation>,
}

/// An organisation in a release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReaderOrganisation {
    /// Its id.
    pub id: OrganisationId,
    /// Its name, with its short name where it has one.
    pub name: String,
    /// Its address.
    pub url: Option<String>,
    /// What it is.
    pub about: String,
    /// Who says so.
    pub cites: Vec<Cite>,
    /// In which roles the release shows it, strongest first, each with the sentence that proves it.
    pub roles: Vec<(&'static str, PlaceInText)>,
    /// The sentences that name it.
    pub sentences: Vec<PlaceInText>,
}

/// An event, as the release tells it and as others do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReaderEvent {
    /// What the release calls it.
    pub name: String,
    /// Where and when, as the release says: `Poznan, 7–9 September 2010, as announced`.
    pub details: String,
    /// The sentence that says so.
    pub place: PlaceInText,
    /// What became of it, where this data knows the meeting: `Took place 8–10 September 2010`, and who says so.
    pub held: Option<(String, Vec<Cite>)>,
    /// Its calendar entry, where it is dated to the day.
    pub calendar: Option<String>,
    /// What others say.
    pub others: Vec<OtherClaim>,
}

/// A sentence to go to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaceInText {
    /// Its id.
    pub sentence: String,
    /// What to call the link: `paragraph 4`.
    pub label: String,
}

/// A paragraph in sentences.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReaderParagraph {
    /// Its id, for links to it.
    pub id: String,
    /// Its sentences, in order.
    pub sentences: Vec<ReaderSentence>,
}

/// A sentence in stretches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReaderSentence {
    /// Its id.
    pub id: SentenceId,
    /// Its text, in order.
    pub spans: Vec<Span>,
    /// What stands between it and the next: a space.
    pub gap: String,
    /// The partners that it names, in order.
    pub partners: Vec<PartnerId>,
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
    /// An organisation's name.
    Organisation {
        /// The organisation.
        id: OrganisationId,
        /// The name as printed.
        text: String,
    },
    /// An address.
    Link {
        /// Where it leads.
        url: String,
        /// A copy of what stood there.
        archived: Option<String>,
        /// The address as printed.
        text: String,
    },
}

impl Span {
    /// The stretch as printed.
    pub fn text(&self) -> &str {
        match self {
            Self::Text(text)
            | Self::Partner { text, .. }
            | Self::Organisation { text, .. }
            | Self::Link { text, .. } => text,
        }
    }
}

impl ReaderSentence {
    /// Its text as printed, without the space behind it.
    pub fn text(&self) -> String {
        self.spans.iter().map(Span::text).collect()
    }

    fn names(&self, organisation: &OrganisationId) -> bool {
        self.spans.iter().any(|span| matches!(span, Span::Organisation { id, .. } if id == organisation))
    }
}

impl Reader {
    /// Cuts up the text of a release, and tells of its events as seen from `today`; none where no clock can be trusted.
    pub fn new(release: &Release, dataset: &Dataset, today: Option<Date>) -> Self {
        let gazetteer = Gazetteer::of_release(release, dataset);
        let paragraph = |own: &Paragraph| reader_paragraph(own, &gazetteer, dataset);
        let paragraphs: Vec<ReaderParagraph> = release.paragraphs.iter().map(paragraph).collect();
        let boilerplate: Vec<(String, ReaderParagraph)> =
            release.boilerplate.iter().map(|part| (part.about.clone(), paragraph(&part.paragraph))).collect();
        let places = Places {
            release,
            paragraphs: paragraphs.iter().chain(boilerplate.iter().map(|(_, paragraph)| paragraph)).collect(),
        };
        let organisation = |own| reader_organisation(own, &places, dataset);
        Self {
            number: release.number.to_string(),
            dateline: release.dateline.clone(),
            iso_date: release.date.iso(),
            title: release.title.clone(),
            summary: release.summary.clone(),
            contact: release.contact.clone(),
            events: release.events.iter().map(|event| reader_event(event, &places, dataset, today)).collect(),
            recommendations: release
                .recommendations
                .iter()
                .map(|own| (own.evidence.quote.clone(), places.of(&own.evidence)))
                .collect(),
            organisations: dataset.organisations().iter().filter_map(organisation).collect(),
            paragraphs,
            boilerplate,
        }
    }

    /// Every sentence, of the body and of the boilerplate, in the order of print.
    pub fn sentences(&self) -> impl Iterator<Item = &ReaderSentence> {
        let boilerplate = self.boilerplate.iter().map(|(_, paragraph)| paragraph);
        self.paragraphs.iter().chain(boilerplate).flat_map(|paragraph| &paragraph.sentences)
    }

    /// The sentence with this id.
    pub fn sentence(&self, id: &SentenceId) -> Option<&ReaderSentence> {
        self.sentences().find(|sentence| sentence.id == *id)
    }

    /// The sentences that name a partner.
    pub fn sentences_on(&self, partner: PartnerId) -> Vec<&ReaderSentence> {
        self.sentences().filter(|sentence| sentence.partners.contains(&partner)).collect()
    }
}

/// Where in a release its evidence stands.
struct Places<'a> {
    release: &'a Release,
    paragraphs: Vec<&'a ReaderParagraph>,
}

impl Places<'_> {
    /// Where a piece of evidence begins.
    fn of(&self, evidence: &Evidence) -> PlaceInText {
        let paragraph = self.release.paragraph(&evidence.paragraph);
        let offset = paragraph.and_then(|own| own.text.find(&evidence.quote)).unwrap_or_default();
        let cut = self.paragraphs.iter().find(|own| own.id == evidence.paragraph.as_str());
        let mut end = 0;
        let sentence = cut.and_then(|cut| {
            cut.sentences.iter().find(|sentence| {
                end += sentence.text().len() + sentence.gap.len();
                offset < end
            })
        });
        PlaceInText {
            sentence: sentence.map_or_else(|| evidence.paragraph.to_string(), |sentence| sentence.id.to_string()),
            label: text::paragraph(self.release, &evidence.paragraph),
        }
    }

    /// The sentences that name an organisation.
    fn naming(&self, organisation: &OrganisationId) -> Vec<PlaceInText> {
        let sentences = self.paragraphs.iter().flat_map(|paragraph| &paragraph.sentences);
        let naming = sentences.filter(|sentence| sentence.names(organisation)).zip(1..);
        naming.map(|(own, n): (_, usize)| PlaceInText { sentence: own.id.to_string(), label: n.to_string() }).collect()
    }
}

/// The organisation as the release shows it; none where it does not.
fn reader_organisation(
    organisation: &Organisation,
    places: &Places<'_>,
    dataset: &Dataset,
) -> Option<ReaderOrganisation> {
    let mut own: Vec<_> = places.release.organisations.iter().filter(|own| own.who == organisation.id).collect();
    order::sort_by_key(&mut own, |appearance| appearance.role);
    let sentences = places.naming(&organisation.id);
    let short = organisation.short.as_ref().map(|short| format!(" ({short})")).unwrap_or_default();
    (!own.is_empty() || !sentences.is_empty()).then(|| ReaderOrganisation {
        id: organisation.id.clone(),
        name: format!("{}{short}", organisation.name),
        url: organisation.url.as_ref().map(ToString::to_string),
        about: organisation.about.clone(),
        cites: cites(&organisation.sources, dataset),
        roles: own.iter().map(|own| (own.role.label(), places.of(&own.evidence))).collect(),
        sentences,
    })
}

fn reader_event(event: &Event, places: &Places<'_>, dataset: &Dataset, today: Option<Date>) -> ReaderEvent {
    let meeting = event.meeting.as_ref().and_then(|id| dataset.meeting(id));
    let tense = match event.tense {
        Tense::Reported => "",
        Tense::Announced => ", as announced",
    };
    let place = event.place.as_ref().map(|place| format!("{place}, ")).unwrap_or_default();
    let mut others = other_claims(&event.claims, dataset);
    others.extend(meeting.map(|meeting| other_claims(&meeting.claims, dataset)).unwrap_or_default());
    let held =
        meeting.map(|meeting| (text::took_place(meeting.from, meeting.until, today), cites(&meeting.sources, dataset)));
    ReaderEvent {
        name: event.name.clone(),
        details: format!("{place}{}{tense}", text::interval(event.from, event.until)),
        place: places.of(&event.evidence),
        held,
        calendar: paths::calendar_of_event(event, places.release, dataset),
        others,
    }
}

/// Cuts a paragraph into sentences, each into stretches.
fn reader_paragraph(paragraph: &Paragraph, gazetteer: &Gazetteer, dataset: &Dataset) -> ReaderParagraph {
    let text = paragraph.text.as_str();
    let marks = marks(paragraph, gazetteer, dataset);
    let is_within_a_mark = |at: usize| marks.iter().any(|(range, _)| range.start < at && at < range.end);
    let found: Vec<Range<usize>> = sentences(text, &words(text));
    let mut cut = Vec::new();
    let mut start = 0;
    for (index, sentence) in found.iter().enumerate() {
        // What stands between sentences belongs to the one before; a name with a full stop in it ends none.
        let next = found.get(index + 1).map_or(text.len(), |next| next.start);
        if is_within_a_mark(sentence.end) && next < text.len() {
            continue;
        }
        let spans = spans(text, start..sentence.end, &marks);
        let mut partners = Vec::new();
        for span in &spans {
            match span {
                Span::Partner { id, .. } if !partners.contains(id) => partners.push(*id),
                Span::Partner { .. } | Span::Text(_) | Span::Organisation { .. } | Span::Link { .. } => {}
            }
        }
        let id = SentenceId::new(&paragraph.id, cut.len() + 1);
        cut.push(ReaderSentence { id, spans, gap: slice(text, sentence.end..next), partners });
        start = next;
    }
    ReaderParagraph { id: paragraph.id.to_string(), sentences: cut }
}

/// The addresses and names in a paragraph, in order; they do not overlap. What an address spells is no name.
fn marks(paragraph: &Paragraph, gazetteer: &Gazetteer, dataset: &Dataset) -> Vec<(Range<usize>, Span)> {
    let mut marks: Vec<(Range<usize>, Span)> = Vec::new();
    let is_free = |marks: &[(Range<usize>, Span)], range: &Range<usize>| {
        !marks.iter().any(|(own, _)| own.start < range.end && range.start < own.end)
    };
    // Of two that begin alike, the longer.
    let mut links: Vec<_> = paragraph.links.iter().collect();
    order::sort_by_key(&mut links, |link| Reverse(link.printed.len()));
    for link in links {
        for (start, printed) in paragraph.text.match_indices(&link.printed) {
            let range = start..start + printed.len();
            if is_free(&marks, &range) {
                let archived = link.archived.as_ref().map(ToString::to_string);
                marks.push((range, Span::Link { url: link.url.to_string(), archived, text: printed.to_owned() }));
            }
        }
    }
    for mention in gazetteer.find(&paragraph.text) {
        let text = mention.printed;
        let span = match mention.who {
            Who::Partner(id) => Span::Partner { id, text },
            Who::Organisation(id) if dataset.organisation(&id).is_some() => Span::Organisation { id, text },
            Who::Organisation(_) | Who::OtherState(_) => continue,
        };
        if is_free(&marks, &mention.range) {
            marks.push((mention.range, span));
        }
    }
    order::sort_by_key(&mut marks, |(range, _)| range.start);
    marks
}

/// A part of a text as the marks in it and the plain text between them.
fn spans(text: &str, part: Range<usize>, marks: &[(Range<usize>, Span)]) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut at = part.start;
    let plain = |spans: &mut Vec<Span>, range: Range<usize>| {
        if !range.is_empty() {
            spans.push(Span::Text(slice(text, range)));
        }
    };
    for (range, span) in marks.iter().filter(|(range, _)| range.start >= part.start && range.end <= part.end) {
        plain(&mut spans, at..range.start);
        spans.push(span.clone());
        at = range.end;
    }
    plain(&mut spans, at..part.end);
    spans
}

fn slice(text: &str, range: Range<usize>) -> String {
    text.get(range).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Link, ParagraphId, WebAddress};
    use crate::view_model::shipped;

    const SEED: &str = include_str!("../../tests/fixtures/100505_PR1008.txt");

    fn id(text: &str) -> PartnerId {
        PartnerId::parse(text).unwrap()
    }

    fn seed() -> Reader {
        let dataset = shipped();
        Reader::new(dataset.newest_release(), &dataset, None)
    }

    /// Sentences with a bar after each, names and addresses in brackets.
    #[track_caller]
    fn check(text: &str, marked: &str) {
        let dataset = shipped();
        let link = |printed: &str| {
            let url = WebAddress::parse(&format!("https://{printed}")).unwrap();
            Link { printed: printed.to_owned(), url, archived: None }
        };
        let paragraph = Paragraph {
            id: ParagraphId::parse("p1").unwrap(),
            text: text.to_owned(),
            links: ["www.asef.org", "www.asef.org/vietnam"].map(link).to_vec(),
        };
        let cut = reader_paragraph(&paragraph, &Gazetteer::new(&dataset), &dataset);
        let mut found = String::new();
        for sentence in &cut.sentences {
            for span in &sentence.spans {
                match span {
                    Span::Text(text) => found += text,
                    Span::Partner { id, text } => found += &format!("[{id} {text}]"),
                    Span::Organisation { id, text } => found += &format!("[{id} {text}]"),
                    Span::Link { text, .. } => found += &format!("<{text}>"),
                }
            }
            found = found + &sentence.gap + "|";
        }
        assert_eq!(found, marked);
    }

    #[test]
    fn names_are_found_as_whole_words_the_longest_first() {
        check("India, Indonesia", "[IN India], [ID Indonesia]|");
        check("Indian and Indias", "Indian and Indias|");
        check("(the Netherlands)", "([NL the Netherlands])|");
        check("Viet Nam's, Vietnam", "[VN Viet Nam]'s, [VN Vietnam]|");
        check("UNESCO in Viet Nam", "[unesco-viet-nam UNESCO in Viet Nam]|");
        check(
            "North Korea, Caribbean Netherlands, Republic of China",
            "North Korea, Caribbean Netherlands, Republic of China|",
        );
        check("the Asia-Europe Foundation (ASEF)", "the [asef Asia-Europe Foundation] (ASEF)|");
        check("", "");
    }

    #[test]
    fn a_name_with_a_full_stop_ends_no_sentence() {
        check("In China. In Laos.", "In [CN China]. |In [LA Laos].|");
        check("the U.K. Government", "the [GB U.K.] Government|");
        check("the Lao P.D.R. Then Japan.", "[LA the Lao P.D.R.] Then [JP Japan].|");
    }

    #[test]
    fn what_an_address_spells_is_no_name() {
        check("See www.asef.org/vietnam and www.asef.org.", "See <www.asef.org/vietnam> and <www.asef.org>.|");
    }

    #[test]
    fn the_release_stands_on_the_page_letter_by_letter() {
        let reader = seed();
        let text = |paragraph: &ReaderParagraph| -> String {
            paragraph.sentences.iter().map(|sentence| sentence.text() + &sentence.gap).collect()
        };
        let mut lines =
            vec![format!("Press release no.: {}", reader.number), reader.dateline.clone(), reader.title.clone()];
        lines.extend(reader.paragraphs.iter().map(text));
        lines.extend(reader.boilerplate.iter().map(|(_, paragraph)| text(paragraph)));
        let printed: Vec<&str> = SEED.lines().filter(|line| !line.is_empty()).collect();
        assert_eq!(lines, printed);
    }

    #[test]
    fn both_spellings_of_viet_nam_and_every_address_are_marked() {
        let reader = seed();
        let spans: Vec<&Span> = reader.sentences().flat_map(|sentence| &sentence.spans).collect();
        let of = |is_it: fn(&Span) -> bool| -> Vec<&str> {
            spans.iter().filter(|span| is_it(span)).map(|span| span.text()).collect()
        };
        assert_eq!(
            of(|span| matches!(span, Span::Link { .. })),
            ["http://asef.org/index.php?option=com_project&task=view&id=624", "www.asef.org", "www.aseminfoboard.org"]
        );
        let viet_nam = |span: &Span| matches!(span, Span::Partner { id, .. } if id.as_str() == "VN");
        assert_eq!(of(viet_nam), ["Viet Nam", "Viet Nam", "Vietnam"]);
        let unesco = |span: &Span| matches!(span, Span::Organisation { id, .. } if id.as_str() == "unesco-viet-nam");
        assert_eq!(of(unesco), ["UNESCO in Viet Nam"]);
    }

    #[test]
    fn a_partner_has_its_sentences_and_a_sentence_its_partners() {
        let reader = seed();
        let on = |code: &str| -> Vec<String> {
            reader.sentences_on(id(code)).iter().map(|sentence| sentence.id.to_string()).collect()
        };
        assert_eq!(on("VN"), ["p5.1", "p5.2", "about-asem.1"]);
        assert_eq!(on("PL"), ["p4.1", "about-asem.1"]);
        assert_eq!(on("NZ"), [""; 0]);
        let partners = |sentence: &str| -> Vec<&str> {
            let sentence = reader.sentence(&SentenceId::parse(sentence).unwrap()).unwrap();
            sentence.partners.iter().map(PartnerId::as_str).collect()
        };
        assert_eq!(partners("p5.2"), ["VN", "HU"]);
        assert_eq!(partners("p5.3"), ["AU", "RU"]);
        assert_eq!(partners("about-asem.1").len(), 45);
    }

    #[test]
    fn recommendations_and_events_lead_to_their_sentences() {
        let reader = seed();
        let recommended: Vec<&str> = reader.recommendations.iter().map(|(_, place)| place.sentence.as_str()).collect();
        assert_eq!(recommended, ["p1.1", "p2.1", "p3.2"]);
        let events: Vec<(&str, &str)> =
            reader.events.iter().map(|event| (event.place.sentence.as_str(), event.place.label.as_str())).collect();
        assert_eq!(events, [("p4.1", "paragraph 4"), ("p4.1", "paragraph 4"), ("p5.1", "paragraph 5")]);
    }

    #[test]
    fn what_was_ahead_took_place_once_it_is_over() {
        let dataset = shipped();
        let held = |today: &str| -> Vec<String> {
            let reader = Reader::new(dataset.newest_release(), &dataset, Date::parse_iso(today));
            reader.events.into_iter().filter_map(|event| event.held).map(|(words, _)| words).collect()
        };
        assert_eq!(held("2026-11-24"), ["Took place 8–10 September 2010", "Took place 4–5 October 2010"]);
        assert_eq!(held("2010-09-20"), ["Took place 8–10 September 2010", "Takes place 4–5 October 2010"]);
        assert_eq!(held("2010-10-05"), ["Took place 8–10 September 2010", "Takes place 4–5 October 2010"]);
    }
}
