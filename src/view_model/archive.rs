//! The archive: releases and meetings together, what of them is found, and how the page lists them.
//!
//! What is looked for stands in words; each must be part of a word of the number, the title or the text. One or two letters
//! must begin a word, since they are part of almost every one. Titles and numbers are looked through as they stand, texts
//! by the words of the archive's index, whose parts come as they are needed.

use super::card::{Fact, Value};
use super::citation::{cites, other_claims};
use super::paths;
use super::query::Query;
use super::stretch::{self, Stretch};
use super::text;
use crate::data::archive::{ArchiveIndex, IndexedRelease, Part, Words};
use crate::data::folding::{self, has_no_spaces, push_words};
use crate::model::closed_set::closed_set;
use crate::model::{
    Dataset, Date, Meeting, MeetingId, MeetingKind, OrganisationId, PartialDate, PartnerId, Release, ReleaseNumber,
    Role, order,
};
use std::cmp::Reverse;
use std::ops::Range;
use std::sync::Arc;

closed_set! {
    /// What an entry of the archive is.
    pub enum EntryKind {
        /// A press release.
        Release = "release", "Press release";
        /// A meeting of heads of state or government.
        Summit = "summit", "Summit";
        /// A meeting of ministers of culture.
        CultureMinisters = "culture_ministers", "Culture ministers’ meeting";
    }
}

impl EntryKind {
    fn of_meeting(kind: MeetingKind) -> Self {
        match kind {
            MeetingKind::Summit => Self::Summit,
            MeetingKind::CultureMinisters => Self::CultureMinisters,
        }
    }
}

/// What an entry opens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EntryId {
    /// A release, by its number.
    Release(ReleaseNumber),
    /// A meeting.
    Meeting(MeetingId),
}

/// A release or a meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What it opens.
    pub id: EntryId,
    /// What it is.
    pub kind: EntryKind,
    /// When it was, from its first day.
    from: PartialDate,
    until: Option<PartialDate>,
    title: String,
    /// The town of a meeting.
    place: Option<String>,
    /// Whom it shows, by their place among the dataset's partners, each in its strongest role.
    partners: Vec<(u16, Role)>,
    /// The organisations that it shows, by their place among the dataset's.
    organisations: Vec<u16>,
}

impl Entry {
    /// The year in which it was, or began.
    pub fn year(&self) -> u16 {
        year(self.from.earliest())
    }
}

fn year(day: Date) -> u16 {
    day.iso().get(..4).and_then(|year| year.parse().ok()).unwrap_or_default()
}

/// All entries, newest first, ready to be looked through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Archive {
    entries: Vec<Entry>,
    /// The year of each entry.
    years: Vec<u16>,
    /// What each entry is looked through for: of those in the index all but their texts.
    lines: Words,
    /// Where the releases of the index stand among the entries.
    places: Vec<u32>,
    index: Option<Arc<ArchiveIndex>>,
}

impl Archive {
    /// Puts together what the dataset knows and what the index lists, where that is there.
    pub fn new(dataset: &Dataset, index: Option<Arc<ArchiveIndex>>) -> Self {
        let in_index = |date, number: &ReleaseNumber| index.as_ref().and_then(|index| index.position(date, number));
        // Each with where it stands in the index, and its line.
        let mut all: Vec<(Entry, Option<usize>, String)> = Vec::new();
        for (at, release) in index.iter().flat_map(|index| index.releases.iter().enumerate()) {
            if let (Some(index), None) = (&index, dataset.release(&release.number)) {
                let entry = indexed_entry(release, index, dataset);
                let line = line(&[&entry.title, release.number.as_str()]);
                all.push((entry, Some(at), line));
            }
        }
        for release in dataset.releases() {
            let at = in_index(release.date, &release.number);
            let mut line = line(&[&release.title, release.number.as_str()]);
            if at.is_none() {
                release.texts().for_each(|text| push_words(text, &mut line));
            }
            all.push((release_entry(release, dataset), at, line));
        }
        for release in dataset.archive() {
            if in_index(release.date, &release.number).is_none() {
                let line = line(&[&release.title, release.number.as_str()]);
                all.push((entry(&release.number, release.date, &release.title), None, line));
            }
        }
        for meeting in dataset.meetings() {
            let host = dataset.partner(meeting.host).map(|host| host.name.as_str()).unwrap_or_default();
            let kind = EntryKind::of_meeting(meeting.kind).label();
            let line = line(&[&meeting.name, &meeting.place, host, meeting.theme.as_deref().unwrap_or_default(), kind]);
            all.push((meeting_entry(meeting, dataset), None, line));
        }
        order::sort_by_key(&mut all, |(entry, ..)| Reverse(entry.from.earliest()));
        let mut archive = Self {
            entries: Vec::with_capacity(all.len()),
            years: all.iter().map(|(entry, ..)| entry.year()).collect(),
            lines: Words::new(""),
            places: vec![u32::MAX; index.as_ref().map_or(0, |index| index.releases.len())],
            index: None,
        };
        for ((entry, at, line), place) in all.into_iter().zip(0..) {
            archive.lines.push(&line);
            if let Some(own) = at.and_then(|at| archive.places.get_mut(at)) {
                *own = place;
            }
            archive.entries.push(entry);
        }
        archive.index = index;
        archive
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The entry at a place.
    pub fn entry(&self, place: u32) -> Option<&Entry> {
        self.entries.get(place as usize)
    }

    /// The appearances of a partner in releases, by year, each release counted once with the strongest role in it.
    pub fn visibility(&self, partner: PartnerId, dataset: &Dataset) -> Vec<YearOfRoles> {
        let Some(partner) = place_of_partner(partner, dataset) else { return Vec::new() };
        let mut years: Vec<YearOfRoles> = Vec::new();
        for (entry, year) in self.entries.iter().zip(&self.years).filter(|(entry, _)| entry.kind == EntryKind::Release)
        {
            let Some((_, role)) = entry.partners.iter().find(|(own, _)| *own == partner) else { continue };
            if years.last().is_none_or(|last| last.year != *year) {
                years.push(YearOfRoles { year: *year, roles: Vec::new() });
            }
            let Some(YearOfRoles { roles, .. }) = years.last_mut() else { continue };
            match roles.iter_mut().find(|(own, _)| own == role) {
                Some((_, n)) => *n += 1,
                None => roles.push((*role, 1)),
            }
        }
        years.reverse();
        for year in &mut years {
            order::sort_by_key(&mut year.roles, |(role, _)| *role);
        }
        years
    }
}

/// In how many releases of a year a partner appears, by its strongest role in each, strongest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YearOfRoles {
    /// The year.
    pub year: u16,
    /// The roles, each with its number of releases.
    pub roles: Vec<(Role, usize)>,
}

fn place_of_partner(id: PartnerId, dataset: &Dataset) -> Option<u16> {
    let at = dataset.partners().iter().position(|partner| partner.id == id)?;
    u16::try_from(at).ok()
}

fn place_of_organisation(id: &OrganisationId, dataset: &Dataset) -> Option<u16> {
    let at = dataset.organisations().iter().position(|organisation| organisation.id == *id)?;
    u16::try_from(at).ok()
}

fn line(texts: &[&str]) -> String {
    let mut line = String::new();
    texts.iter().for_each(|text| push_words(text, &mut line));
    line
}

fn entry(number: &ReleaseNumber, date: Date, title: &str) -> Entry {
    Entry {
        id: EntryId::Release(number.clone()),
        kind: EntryKind::Release,
        from: date.into(),
        until: None,
        title: title.to_owned(),
        place: None,
        partners: Vec::new(),
        organisations: Vec::new(),
    }
}

fn indexed_entry(release: &IndexedRelease, index: &ArchiveIndex, dataset: &Dataset) -> Entry {
    let partners = index.roles(release).filter_map(|(id, role)| Some((place_of_partner(id, dataset)?, role)));
    let organisations = index.organisations(release).iter().filter_map(|id| place_of_organisation(id, dataset));
    Entry {
        partners: partners.collect(),
        organisations: organisations.collect(),
        ..entry(&release.number, release.date, &release.title)
    }
}

fn release_entry(release: &Release, dataset: &Dataset) -> Entry {
    let mut partners: Vec<(u16, Role)> = Vec::new();
    for own in &release.appearances {
        let Some(place) = place_of_partner(own.who, dataset) else { continue };
        match partners.iter_mut().find(|(known, _)| *known == place) {
            Some((_, role)) => *role = own.role.min(*role),
            None => partners.push((place, own.role)),
        }
    }
    let mut organisations: Vec<u16> = Vec::new();
    for place in release.organisations.iter().filter_map(|own| place_of_organisation(&own.who, dataset)) {
        if !organisations.contains(&place) {
            organisations.push(place);
        }
    }
    Entry { partners, organisations, ..entry(&release.number, release.date, &release.title) }
}

fn meeting_entry(meeting: &Meeting, dataset: &Dataset) -> Entry {
    Entry {
        id: EntryId::Meeting(meeting.id.clone()),
        kind: EntryKind::of_meeting(meeting.kind),
        from: meeting.from,
        until: meeting.until,
        title: meeting.name.clone(),
        place: Some(meeting.place.clone()),
        partners: place_of_partner(meeting.host, dataset).map(|host| (host, Role::Host)).into_iter().collect(),
        organisations: Vec::new(),
    }
}

/// A set of entries, one bit for each.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Bits(Vec<u64>);

impl Bits {
    fn none(n: usize) -> Self {
        Self(vec![0; n.div_ceil(64)])
    }

    fn all(n: usize) -> Self {
        let mut bits = Self(vec![u64::MAX; n.div_ceil(64)]);
        if let (Some(last), 1..) = (bits.0.last_mut(), n % 64) {
            *last = (1 << (n % 64)) - 1;
        }
        bits
    }

    fn add(&mut self, place: usize) {
        if let Some(word) = self.0.get_mut(place / 64) {
            *word |= 1 << (place % 64);
        }
    }

    fn has(&self, place: usize) -> bool {
        self.0.get(place / 64).is_some_and(|word| word >> (place % 64) & 1 == 1)
    }

    fn keep(&mut self, other: &Self) {
        for (own, other) in self.0.iter_mut().zip(&other.0) {
            *own &= other;
        }
    }
}

/// What a search has found so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundEntries {
    bits: Bits,
    serial: u32,
    /// How far the texts have been looked through.
    pub progress: Progress,
}

/// How far a search is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// How many lists of releases have been looked through.
    pub n_done: usize,
    /// How many there are.
    pub n_in_all: usize,
}

impl Progress {
    /// Whether everything has been looked through.
    pub fn is_complete(self) -> bool {
        self.n_done == self.n_in_all
    }
}

/// A search under way: it goes on step by step, and is cancelled by dropping it.
#[derive(Clone, Debug)]
pub struct Search {
    archive: Arc<Archive>,
    /// Which search it is, for what is marked by it.
    serial: u32,
    /// The entries that have each term.
    terms: Vec<Bits>,
    /// The lists that are still to be looked through, by their parts and lines, with the terms that they are for.
    lists: Vec<(usize, usize, usize)>,
    n_in_all: usize,
}

impl Search {
    /// Looks through titles and numbers, and for the words of texts that contain what is looked for.
    pub fn new(archive: &Arc<Archive>, typed: &str, serial: u32) -> Self {
        let mut lists = Vec::new();
        let terms = terms(typed);
        let look = |(at, term): (usize, &String)| {
            let mut bits = Bits::none(archive.len());
            archive.lines.each_with(&needle(term, ' '), |place| bits.add(place));
            if let Some(index) = &archive.index {
                index.words.each_with(&needle(term, '\n'), |word| {
                    let (part, line) = index.place(word);
                    lists.push((part, line, at));
                });
            }
            bits
        };
        let terms = terms.iter().enumerate().map(look).collect();
        // From the back, where they are taken.
        lists.reverse();
        Self { archive: archive.clone(), serial, terms, n_in_all: lists.len(), lists }
    }

    /// Looks through lists of the parts that are there, until so many releases have been met; says whether it met fewer, and
    /// so has nothing left to do before more parts come.
    pub fn step(&mut self, parts: &[Option<Arc<Part>>], most: usize) -> bool {
        let mut n_met = 0;
        let mut waiting = Vec::new();
        while let Some((part, line, term)) = self.lists.pop() {
            match (parts.get(part), self.terms.get_mut(term)) {
                (Some(Some(own)), Some(bits)) => {
                    for release in own.releases(line) {
                        n_met += 1;
                        if let Some(place) = self.archive.places.get(release) {
                            bits.add(*place as usize);
                        }
                    }
                }
                _ => waiting.push((part, line, term)),
            }
            if n_met >= most {
                break;
            }
        }
        self.lists.extend(waiting.into_iter().rev());
        n_met < most
    }

    /// Which search it is.
    pub fn serial(&self) -> u32 {
        self.serial
    }

    /// Whether a list that is still to be looked through stands in one of these parts.
    pub fn can_go_on(&self, parts: &[Option<Arc<Part>>]) -> bool {
        self.lists.iter().any(|(part, ..)| matches!(parts.get(*part), Some(Some(_))))
    }

    /// The parts that it needs and that are not among these, in order.
    pub fn missing(&self, parts: &[Option<Arc<Part>>]) -> Vec<usize> {
        let mut missing: Vec<usize> = Vec::new();
        for (part, ..) in self.lists.iter().rev() {
            if !missing.contains(part) && parts.get(*part).is_none_or(Option::is_none) {
                missing.push(*part);
            }
        }
        missing
    }

    /// What it has found so far; what is found stays found.
    pub fn found(&self) -> FoundEntries {
        let mut bits = Bits::all(self.archive.len());
        self.terms.iter().for_each(|term| bits.keep(term));
        let serial = self.serial;
        FoundEntries {
            bits,
            serial,
            progress: Progress { n_done: self.n_in_all - self.lists.len(), n_in_all: self.n_in_all },
        }
    }
}

/// The words that are looked for, each once.
fn terms(typed: &str) -> Vec<String> {
    let mut terms: Vec<String> = Vec::new();
    for term in folding::words(typed) {
        if !terms.contains(&term) {
            terms.push(term);
        }
    }
    terms
}

/// How many letters must be typed for them to be looked for within words.
const SHORTEST_WITHIN: usize = 3;

/// What to look for: the term, where it is short with what stands before a word. A sign that is a word is never short.
fn needle(term: &str, before: char) -> String {
    let is_short = term.chars().count() < SHORTEST_WITHIN && !term.chars().any(has_no_spaces);
    let mut needle = String::new();
    if is_short {
        needle.push(before);
    }
    needle.push_str(term);
    needle
}

/// Where in a text that was found what is looked for stands, in bytes, in order and apart from each other.
pub fn highlights(text: &str, typed: &str) -> Vec<Range<usize>> {
    // The text made comparable, a space before each word, and for each of its bytes the stretch of the text it stands for.
    let mut folded = String::new();
    let mut stretches: Vec<Range<usize>> = Vec::new();
    let mut is_within = false;
    for (at, piece) in folding::pieces(text) {
        let rest = text.get(at..).unwrap_or_default();
        let is_mark = |c: &char| matches!(c, '\u{300}'..='\u{36f}');
        let mut letters = rest.chars();
        let own = letters.next().map_or(0, char::len_utf8);
        let end = at + own + letters.take_while(is_mark).map(char::len_utf8).sum::<usize>();
        piece.push_to(&mut folded, &mut is_within);
        stretches.resize(folded.len(), at..end);
    }
    let mut found: Vec<Range<usize>> = Vec::new();
    for term in terms(typed) {
        let needle = needle(&term, ' ');
        for (at, _) in folded.match_indices(&needle) {
            let start = stretches.get(at + needle.len() - term.len()).map(|stretch| stretch.start);
            let end = stretches.get(at + needle.len() - 1).map(|stretch| stretch.end);
            found.extend(start.zip(end).map(|(start, end)| start..end));
        }
    }
    order::sort_by_key(&mut found, |range| range.start);
    let mut apart: Vec<Range<usize>> = Vec::new();
    for range in found {
        match apart.last_mut().filter(|last| range.start <= last.end) {
            Some(last) => last.end = last.end.max(range.end),
            None => apart.push(range),
        }
    }
    apart
}

/// A text in stretches; those that are looked for are marked.
pub fn marked(text: &str, typed: &str) -> Vec<Stretch> {
    stretch::cut(text, highlights(text, typed))
}

/// What the page lists: the entries that are found and pass the facets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// The places of the entries in the archive, newest first.
    pub places: Vec<u32>,
    /// Which search found them.
    pub serial: u32,
    /// How far that is.
    pub progress: Progress,
}

/// What each choice of the facets would leave of what is found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Every year of the archive, first to last, with how many releases and meetings it would leave.
    pub years: Vec<YearOfEntries>,
    /// Every kind, with how many entries it would leave.
    pub kinds: Vec<ArchiveChoice>,
    /// Every partner, with how many entries show it.
    pub partners: Vec<ArchiveChoice>,
    /// Every organisation, likewise.
    pub organisations: Vec<ArchiveChoice>,
}

/// A year of the archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct YearOfEntries {
    /// The year.
    pub year: u16,
    /// How many releases.
    pub n_releases: usize,
    /// How many meetings.
    pub n_meetings: usize,
}

/// A choice of a facet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArchiveChoice {
    /// The value in the address.
    pub value: String,
    /// The value for readers.
    pub label: String,
    /// How many entries it would leave, the other filters staying as they are.
    pub n: usize,
}

/// The facets of a query, ready to be asked of thousands of entries.
struct Filter<'a> {
    query: &'a Query,
    partner: Option<u16>,
    organisation: Option<u16>,
}

impl<'a> Filter<'a> {
    fn new(query: &'a Query, dataset: &Dataset) -> Self {
        let partner = query.with.and_then(|id| place_of_partner(id, dataset));
        let organisation = query.organisation.as_ref().and_then(|id| place_of_organisation(id, dataset));
        Self { query, partner, organisation }
    }

    /// Whether an entry passes year, kind, partner and organisation.
    fn passes(&self, entry: &Entry, year: u16) -> [bool; 4] {
        [
            self.query.year.is_none_or(|wanted| wanted == year),
            self.query.kind.is_none_or(|wanted| wanted == entry.kind),
            self.partner.is_none_or(|wanted| entry.partners.iter().any(|(own, _)| *own == wanted)),
            self.organisation.is_none_or(|wanted| entry.organisations.contains(&wanted)),
        ]
    }
}

/// The entries that are found, with their places and years.
fn found_entries<'a>(archive: &'a Archive, found: &'a FoundEntries) -> impl Iterator<Item = (usize, &'a Entry, u16)> {
    let all = archive.entries.iter().zip(&archive.years).enumerate();
    all.filter(|(place, _)| found.bits.has(*place)).map(|(place, (entry, year))| (place, entry, *year))
}

impl Listing {
    /// Filters what is found by the facets of a query.
    pub fn new(archive: &Archive, dataset: &Dataset, found: &FoundEntries, query: &Query) -> Self {
        let filter = Filter::new(query, dataset);
        let passing =
            found_entries(archive, found).filter(|(_, entry, year)| !filter.passes(entry, *year).contains(&false));
        let places = passing.filter_map(|(place, ..)| u32::try_from(place).ok()).collect();
        Self { places, serial: found.serial, progress: found.progress }
    }
}

impl Counts {
    /// Counts what is found, for each choice with the other facets and without its own.
    pub fn new(archive: &Archive, dataset: &Dataset, found: &FoundEntries, query: &Query) -> Self {
        // The entries stand newest first.
        let (last, first) = (archive.years.first(), archive.years.last());
        let years = first.zip(last).map(|(first, last)| *first..=*last).into_iter().flatten();
        let years = years.map(|year| YearOfEntries { year, n_releases: 0, n_meetings: 0 });
        let mut counts = Self {
            years: years.collect(),
            kinds: EntryKind::ALL.iter().map(|kind| choice(kind.key(), kind.label())).collect(),
            partners: dataset.partners().iter().map(|partner| choice(partner.id.as_str(), &partner.name)).collect(),
            organisations: dataset.organisations().iter().map(|own| choice(own.id.as_str(), &own.name)).collect(),
        };
        let first = counts.years.first().map_or(0, |year| year.year);
        let filter = Filter::new(query, dataset);
        for (_, entry, year) in found_entries(archive, found) {
            let passes = filter.passes(entry, year);
            let n_failed = passes.iter().filter(|passes| !**passes).count();
            let [of_year, of_kind, of_partner, of_organisation] = passes.map(|passes| n_failed == usize::from(!passes));
            if of_year && let Some(own) = counts.years.get_mut(usize::from(year.saturating_sub(first))) {
                match entry.kind {
                    EntryKind::Release => own.n_releases += 1,
                    EntryKind::Summit | EntryKind::CultureMinisters => own.n_meetings += 1,
                }
            }
            if of_kind {
                count(&mut counts.kinds, entry.kind as usize);
            }
            if of_partner {
                entry.partners.iter().for_each(|(own, _)| count(&mut counts.partners, usize::from(*own)));
            }
            if of_organisation {
                entry.organisations.iter().for_each(|own| count(&mut counts.organisations, usize::from(*own)));
            }
        }
        counts
    }
}

fn choice(value: &str, label: &str) -> ArchiveChoice {
    ArchiveChoice { value: value.to_owned(), label: label.to_owned(), n: 0 }
}

fn count(choices: &mut [ArchiveChoice], at: usize) {
    if let Some(choice) = choices.get_mut(at) {
        choice.n += 1;
    }
}

/// An entry as a row of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryRow {
    /// What it opens.
    pub id: EntryId,
    /// What it is, for readers.
    pub kind: &'static str,
    /// Its title, what is looked for marked.
    pub title: Vec<Stretch>,
    /// Its day or days: `8–9 October 2004`.
    pub when: String,
    /// The number of a release, what is looked for marked; the town of a meeting.
    pub details: Vec<Stretch>,
}

impl Archive {
    /// The entry at a place as a row, with what was typed marked in it.
    pub fn row(&self, place: u32, typed: &str) -> Option<EntryRow> {
        let entry = self.entry(place)?;
        let details = match (&entry.id, &entry.place) {
            (EntryId::Release(number), _) => number.as_str(),
            (EntryId::Meeting(_), place) => place.as_deref().unwrap_or_default(),
        };
        Some(EntryRow {
            id: entry.id.clone(),
            kind: entry.kind.label(),
            title: marked(&entry.title, typed),
            when: text::interval(entry.from, entry.until),
            details: marked(details, typed),
        })
    }
}

/// What is known of a meeting, and who says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeetingFacts {
    /// What it is called.
    pub name: String,
    /// What is known of it.
    pub facts: Vec<Fact>,
}

impl MeetingFacts {
    /// Puts together what the dataset knows of a meeting.
    pub fn new(meeting: &Meeting, dataset: &Dataset) -> Self {
        let value = |text: String| Value { text, lang: None, cites: cites(&meeting.sources, dataset) };
        let fact = |term, text: Option<String>| {
            let values = text.into_iter().map(value).collect();
            Fact { term, values, others: Vec::new(), calendar: None }
        };
        let when = fact("When", Some(text::interval(meeting.from, meeting.until)));
        let mut facts = vec![
            Fact {
                others: other_claims(&meeting.claims, dataset),
                calendar: paths::calendar_of_meeting(meeting)
                    .map(|path| (path, ["Calendar entry: ", &meeting.name].concat())),
                ..when
            },
            fact("Where", Some(meeting.place.clone())),
            fact("Host", dataset.partner(meeting.host).map(|host| host.name.clone())),
            fact("Theme", meeting.theme.clone()),
            fact("Note", meeting.note.clone()),
        ];
        facts.retain(|fact| !fact.values.is_empty());
        Self { name: meeting.name.clone(), facts }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view_model::{shipped, url};

    fn archive(dataset: &Dataset) -> Arc<Archive> {
        Arc::new(Archive::new(dataset, None))
    }

    /// The titles that an address of the shipped data lists.
    fn listed(address: &str) -> (Vec<String>, Counts) {
        let dataset = shipped();
        let archive = archive(&dataset);
        let (query, bad) = url::parse(address, &dataset);
        assert_eq!(bad, [], "{address}");
        let mut search = Search::new(&archive, &query.find, 0);
        assert!(search.step(&[], 1) && search.found().progress.is_complete());
        let listing = Listing::new(&archive, &dataset, &search.found(), &query);
        let title = |place: &u32| archive.entry(*place).unwrap().title.clone();
        let counts = Counts::new(&archive, &dataset, &search.found(), &query);
        (listing.places.iter().map(title).collect(), counts)
    }

    #[test]
    fn releases_and_meetings_are_found_by_what_stands_in_them() {
        for (address, first, n) in [
            ("", "ASEM 13 Summit", 22),
            ("?find=1008", "Experts call", 1),
            ("?find=505_PR10", "Experts call", 1),
            ("?find=8001", "", 0),
            ("?find=poznan", "4th ASEM Culture", 2),
            ("?find=Pozna%C5%84", "4th ASEM Culture", 2),
            ("?find=ozna", "4th ASEM Culture", 2),
            ("?find=brussels+summit", "ASEM 12 Summit", 3),
            ("?find=summit+brussels", "ASEM 12 Summit", 3),
            ("?find=atlantis", "", 0),
            ("?find=a", "ASEM 13 Summit", 22),
            ("?find=x", "", 0),
            ("?find=%E4%BA%AC", "", 0),
            ("?find=-+_", "ASEM 13 Summit", 22),
            ("?year=2010", "ASEM 8 Summit", 3),
            ("?kind=release", "Experts call", 1),
            ("?with=PL", "4th ASEM", 2),
            ("?org=asef", "Experts call", 1),
            ("?kind=summit&year=2011", "", 0),
        ] {
            let (titles, _) = listed(address);
            assert!(titles.first().is_none_or(|title| title.starts_with(first)), "{address}: {titles:?}");
            assert_eq!(titles.len(), n, "{address}: {titles:?}");
        }
    }

    #[test]
    fn a_choice_is_counted_with_the_other_filters_and_without_its_own() {
        let (_, counts) = listed("?kind=summit&year=2010");
        let of = |year: u16| *counts.years.iter().find(|own| own.year == year).unwrap();
        assert_eq!(of(2010), YearOfEntries { year: 2010, n_releases: 0, n_meetings: 1 });
        assert_eq!(of(2011).n_meetings, 0);
        let kinds: Vec<usize> = counts.kinds.iter().map(|kind| kind.n).collect();
        assert_eq!(kinds, [1, 1, 1]);
        assert_eq!(counts.partners.iter().filter(|partner| partner.n > 0).count(), 1);
    }

    #[test]
    fn what_is_looked_for_is_marked_as_it_stands_there() {
        for (text, typed, expected) in [
            ("The 100505_PR1008 release", "1008", "The 100505_PR[1008] release"),
            ("Poznań and POZNAŃ", "poznan", "[Poznań] and [POZNAŃ]"),
            ("Poznan\u{301}!", "poznań", "[Poznan\u{301}]!"),
            ("Straße", "ss", "Straße"),
            ("Straße", "strass", "[Straß]e"),
            ("European museums of Europe", "eu", "[Eu]ropean museums of [Eu]rope"),
            ("European museums", "euro muse", "[Euro]pean [muse]ums"),
            ("culture", "cult ultu", "[cultu]re"),
            ("Asia’s art", "asias", "[Asia’s] art"),
            ("東京会議", "京", "東[京]会議"),
            ("ประเทศไทย", "ไทย", "ประเทศ[ไทย]"),
            ("nothing", "xyz", "nothing"),
            ("nothing", "", "nothing"),
        ] {
            let shown: String = marked(text, typed)
                .into_iter()
                .map(|Stretch { text, is_marked }| if is_marked { format!("[{text}]") } else { text })
                .collect();
            assert_eq!(shown, expected, "{typed:?}");
        }
    }

    #[test]
    fn visibility_counts_each_release_once_with_its_strongest_role() {
        let dataset = shipped();
        let archive = archive(&dataset);
        let of = |id: &str| archive.visibility(PartnerId::parse(id).unwrap(), &dataset);
        assert_eq!(of("VN"), [YearOfRoles { year: 2010, roles: vec![(Role::Host, 1)] }]);
        assert_eq!(of("AT"), [YearOfRoles { year: 2010, roles: vec![(Role::Listed, 1)] }]);
        assert_eq!(of("KZ"), []);
    }

    #[test]
    fn a_meeting_tells_its_facts_with_their_sources() {
        let dataset = shipped();
        let facts = |id: &str| MeetingFacts::new(dataset.meeting(&MeetingId::parse(id).unwrap()).unwrap(), &dataset);
        let MeetingFacts { name, facts } = facts("summit-7");
        assert_eq!(name, "ASEM 7 Summit");
        let terms: Vec<&str> = facts.iter().map(|fact| fact.term).collect();
        assert!(terms.starts_with(&["When", "Where", "Host"]), "{terms:?}");
        assert!(facts.iter().all(|fact| fact.values.iter().all(|value| !value.cites.is_empty())));
    }
}
