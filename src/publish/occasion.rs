//! What has a time and a place: the meetings of the data, and the events of releases that are none of them.

use super::{Site, permanent_id, plain, publisher};
use crate::components::DomId;
use crate::model::{Citation, Claim, Dataset, Date, Event, Meeting, PartialDate, Partner, Release, SourceId, Tense};
use crate::view_model::text::{capitalised, interval};
use crate::view_model::{Query, paths};
use uuid::Uuid;

/// A meeting, or an event of a release.
#[derive(Debug)]
pub struct Occasion<'a> {
    /// Where it stands in the data.
    pub record: Record<'a>,
    /// What it is called.
    pub name: &'a str,
    /// The town, as far as known.
    pub place: Option<&'a str>,
    /// The partner in whose land it was, or that was its host.
    pub host: Option<&'a Partner>,
    /// Its first day.
    pub from: PartialDate,
    /// Its last day, where it is known.
    pub until: Option<PartialDate>,
    /// Its name for good.
    pub id: Uuid,
    /// Where its calendar entry stands.
    pub calendar: Option<String>,
    /// Where the page shows it.
    pub link: String,
    /// What is known of it, in sentences, with the numbers of its sources.
    pub sentences: Vec<String>,
    /// Its sources, each with its address where it has one, in the order of their numbers.
    pub sources: Vec<(String, Option<String>)>,
    /// The day on which all of it was known: the latest of the days on which its sources were read or came out.
    pub known_since: Date,
}

/// Where an occasion stands in the data.
#[derive(Clone, Copy, Debug)]
pub enum Record<'a> {
    /// It is a meeting.
    Meeting(&'a Meeting),
    /// It is an event of a release.
    Event(&'a Release, &'a Event),
}

/// Meetings in the order of the file, then events, newest release first.
///
/// An event that is a meeting of the data is told with the meeting, and has no occasion of its own.
pub fn all<'a>(dataset: &'a Dataset, site: &Site) -> Vec<Occasion<'a>> {
    let meetings = dataset.meetings().iter().map(|meeting| of_meeting(meeting, dataset, site));
    let events = dataset.releases().flat_map(|release| release.events.iter().map(move |event| (release, event)));
    let own = events.filter(|(_, event)| meeting(event, dataset).is_none());
    meetings.chain(own.map(|(release, event)| of_event(release, event, dataset, site))).collect()
}

/// The meeting of the data that an event is.
fn meeting<'a>(event: &Event, dataset: &'a Dataset) -> Option<&'a Meeting> {
    event.meeting.as_ref().and_then(|id| dataset.meeting(id))
}

fn of_meeting<'a>(own: &'a Meeting, dataset: &'a Dataset, site: &Site) -> Occasion<'a> {
    let host = dataset.partner(own.host);
    let mut told = Told::new(dataset, site);
    let marks = told.marks(&own.sources);
    let (place, when) = (place(Some(&own.place), host), interval(own.from, own.until));
    let last = own.until.unwrap_or(own.from).latest();
    told.say(match last < site.today {
        true => format!("Took place in {place}, {when} {marks}."),
        // Still true when it is over, which this text may outlive.
        false => format!("Set for {when} in {place} {marks}."),
    });
    if let Some(theme) = &own.theme {
        told.say(format!("Theme: {theme}."));
    }
    if let Some(note) = &own.note {
        told.say(note.clone());
    }
    let releases = dataset.releases().flat_map(|release| release.events.iter().map(move |event| (release, event)));
    let of_releases: Vec<_> = releases.filter(|(_, event)| event.meeting.as_ref() == Some(&own.id)).collect();
    for (release, event) in &of_releases {
        let when = if (event.from, event.until) == (own.from, own.until) { None } else { Some(event) };
        told.release(release, event, when.map(|event| interval(event.from, event.until)).as_deref());
    }
    let is_told =
        |claim: &&Claim| of_releases.iter().any(|(release, _)| release.number.as_str() == claim.source.as_str());
    told.claims(own.claims.iter().filter(|claim| !is_told(claim)));
    told.claims(of_releases.iter().flat_map(|(_, event)| &event.claims));
    Occasion {
        record: Record::Meeting(own),
        name: &own.name,
        place: Some(&own.place),
        host,
        from: own.from,
        until: own.until,
        id: permanent_id(&format!("meeting/{}", own.id)),
        calendar: paths::calendar_of_meeting(own),
        link: site.page(&Query { meeting: Some(own.id.clone()), ..Query::default() }) + &DomId::MeetingTitle.link(),
        known_since: told.known_since.unwrap_or(last),
        sentences: told.sentences,
        sources: told.sources,
    }
}

fn of_event<'a>(release: &'a Release, own: &'a Event, dataset: &'a Dataset, site: &Site) -> Occasion<'a> {
    let host = own.host.and_then(|id| dataset.partner(id));
    let mut told = Told::new(dataset, site);
    told.release(release, own, Some(&interval(own.from, own.until)));
    told.claims(&own.claims);
    Occasion {
        record: Record::Event(release, own),
        name: &own.name,
        place: own.place.as_deref(),
        host,
        from: own.from,
        until: own.until,
        id: permanent_id(&format!("release/{}/event/{}", release.number, own.id)),
        calendar: paths::calendar_of_event(own, release, dataset),
        link: format!("{}#{}", site.release(&release.number), own.evidence.paragraph),
        known_since: told.known_since.unwrap_or(release.date),
        sentences: told.sentences,
        sources: told.sources,
    }
}

impl Occasion<'_> {
    /// Town and state: `Poznan, Poland`. Institutions have no territory.
    pub fn location(&self) -> Option<String> {
        let is_known = self.place.is_some() || self.host.is_some();
        is_known.then(|| plain(&place(self.place, self.host)))
    }
}

fn place(town: Option<&str>, host: Option<&Partner>) -> String {
    let state = host.filter(|host| host.is_state()).map(|host| host.name.as_str());
    // Singapore is in Singapore.
    let state = state.filter(|state| Some(*state) != town);
    town.into_iter().chain(state).collect::<Vec<_>>().join(", ")
}

/// Sentences being put together, with their sources.
struct Told<'a> {
    dataset: &'a Dataset,
    site: &'a Site,
    sentences: Vec<String>,
    ids: Vec<SourceId>,
    sources: Vec<(String, Option<String>)>,
    known_since: Option<Date>,
}

impl<'a> Told<'a> {
    fn new(dataset: &'a Dataset, site: &'a Site) -> Self {
        Self { dataset, site, sentences: Vec::new(), ids: Vec::new(), sources: Vec::new(), known_since: None }
    }

    fn say(&mut self, sentence: String) {
        self.sentences.push(plain(&sentence));
    }

    /// What a release says of an event; with its time where that is worth telling.
    fn release(&mut self, release: &Release, event: &Event, when: Option<&str>) {
        let does = match event.tense {
            Tense::Reported => "reports",
            Tense::Announced => "announced",
        };
        let when = when.map(|when| format!(" for {when}")).unwrap_or_default();
        let when = if event.tense == Tense::Reported { String::new() } else { when };
        let mark = SourceId::parse(release.number.as_str()).map(|id| self.marks(&[id])).unwrap_or_default();
        let Release { number, date, .. } = release;
        let quote = &event.evidence.quote;
        self.say(format!("Press release {number} of {date} {does} it{when}: “{quote}” {mark}."));
    }

    /// What other sources say.
    fn claims<'c>(&mut self, claims: impl IntoIterator<Item = &'c Claim>) {
        for claim in claims {
            let mark = self.marks(std::slice::from_ref(&claim.source));
            self.say(format!("{} {mark}.", capitalised(&claim.says)));
        }
    }

    /// The numbers of sources in the list, where they are put if they are new: `[1, 2]`.
    fn marks(&mut self, ids: &[SourceId]) -> String {
        let numbers: Vec<String> = ids.iter().map(|id| self.number(id).to_string()).collect();
        format!("[{}]", numbers.join(", "))
    }

    fn number(&mut self, id: &SourceId) -> usize {
        if let Some(index) = self.ids.iter().position(|known| known == id) {
            return index + 1;
        }
        let (source, day) = match self.dataset.citation(id) {
            Some(Citation::Source(source)) => {
                let title = format!("{}: {}", source.publisher, source.title);
                ((title, source.url.as_ref().map(ToString::to_string)), Some(source.seen))
            }
            Some(Citation::Release { number, date }) => {
                let title = format!("{}: press release {number}", publisher(self.dataset).0);
                let address = self.site.is_known().then(|| self.site.release(number));
                ((title, address), Some(date))
            }
            // The model has none that names nobody.
            None => ((id.to_string(), None), None),
        };
        self.known_since = self.known_since.max(day);
        self.ids.push(id.clone());
        self.sources.push((plain(&source.0), source.1));
        self.ids.len()
    }
}
