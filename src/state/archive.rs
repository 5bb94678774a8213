//! The archive: its index and the parts of that as far as they were fetched, and the search going on in them.

use super::{Dashboard, Fetched, Step, fetched};
use crate::data::Problem;
use crate::data::archive::{ArchiveIndex, Part};
use crate::model::{Dataset, MeetingId, PartnerId, ReleaseNumber};
use crate::view_model::archive::{
    Archive, Counts, EntryId, EntryRow, FoundEntries, Listing, MeetingFacts, Search, YearOfRoles,
};
use crate::view_model::url::Key;
use crate::view_model::{Failure, Query, text};
use leptos::prelude::*;
use std::sync::Arc;

/// How many releases are met in the lists of words before the browser gets its turn: some milliseconds on a slow phone.
const SLICE: usize = 60_000;

/// What the page knows of the archive. Cheap to copy, like the dashboard that it is part of.
#[derive(Clone, Copy)]
pub struct ArchiveState {
    dataset: StoredValue<Arc<Dataset>>,
    query: RwSignal<Query>,
    /// The index; none before it was asked for.
    index: RwSignal<Option<Fetched<ArchiveIndex>>>,
    /// Whether the reader wants all of the archive, though the query asks for nothing of it.
    is_opened: RwSignal<bool>,
    /// The parts of the index that are there.
    parts: StoredValue<Vec<Option<Arc<Part>>>>,
    /// Those that were asked for.
    requested: StoredValue<Vec<usize>>,
    /// Why a part could not be had.
    part_failure: RwSignal<Option<Failure>>,
    /// Whether what could not be had was asked for again.
    is_retried: StoredValue<bool>,
    /// Counts what lets a search go on: its next slice, and parts that came.
    turn: RwSignal<u32>,
    /// The search, with what it is for.
    search: StoredValue<Option<(String, Arc<Archive>, Search)>>,
    /// All entries that are known.
    archive: Memo<Arc<Archive>>,
    /// What is asked of the archive, told apart from the rest of the query.
    pub asked: Memo<Query>,
    /// What is found and passes the facets.
    pub listing: Memo<Arc<Listing>>,
    /// What each choice would leave, brought up to date once the page is quiet: it need not follow every letter.
    pub counts: RwSignal<Arc<Counts>>,
    /// Counts how often the page has become quiet: then links to entries are written anew.
    pub quiet: RwSignal<u32>,
    /// The release and the meeting that are open.
    opened: Memo<(Option<ReleaseNumber>, Option<MeetingId>)>,
    /// What is marked in the open release: what the archive is searched for, once the page is quiet.
    pub looked_for: RwSignal<String>,
    found: Memo<Option<Option<FoundEntries>>>,
}

impl ArchiveState {
    /// The archive of a dataset, without its index.
    pub(super) fn new(dataset: StoredValue<Arc<Dataset>>, query: RwSignal<Query>) -> Self {
        let index = RwSignal::new(None::<Fetched<ArchiveIndex>>);
        let archive = Memo::new_with_compare(
            move |_| {
                let index = match &*index.read() {
                    Some(Fetched::Ready(index)) => Some(index.clone()),
                    _ => None,
                };
                dataset.with_value(|dataset| Arc::new(Archive::new(dataset, index)))
            },
            |_, _| true,
        );
        let asked = Memo::new(move |_| {
            let Query { find, year, kind, with, organisation, .. } = query.get();
            Query { find, year, kind, with, organisation, ..Query::default() }
        });
        let turn = RwSignal::new(0);
        let parts = StoredValue::new(Vec::new());
        let search = StoredValue::new(None::<(String, Arc<Archive>, Search)>);
        let found = Memo::new(move |_| {
            turn.track();
            let (Query { find, .. }, archive) = (asked.get(), archive.get());
            search.try_update_value(|search| {
                let is_going_on =
                    search.as_ref().is_some_and(|(typed, own, _)| *typed == find && Arc::ptr_eq(own, &archive));
                if !is_going_on {
                    // The search before is cancelled by being dropped.
                    let serial = search.as_ref().map_or(0, |(.., before)| before.serial().wrapping_add(1));
                    let new = Search::new(&archive, &find, serial);
                    *search = Some((find, archive, new));
                }
                let (.., search) = search.as_mut()?;
                parts.with_value(|parts| search.step(parts, SLICE));
                Some(search.found())
            })
        });
        let listing = Memo::new(move |_| {
            let archive = archive.get();
            let found = found.get().flatten();
            dataset.with_value(|dataset| {
                Arc::new(match &found {
                    Some(found) => Listing::new(&archive, dataset, found, &asked.read()),
                    None => Listing::default(),
                })
            })
        });
        Self {
            dataset,
            query,
            index,
            is_opened: RwSignal::new(false),
            parts,
            requested: StoredValue::new(Vec::new()),
            part_failure: RwSignal::new(None),
            is_retried: StoredValue::new(false),
            turn,
            search,
            archive,
            asked,
            quiet: RwSignal::new(0),
            opened: Memo::new(move |_| {
                let query = query.read();
                (query.release.clone(), query.meeting.clone())
            }),
            looked_for: RwSignal::new(asked.read_untracked().find.clone()),
            counts: RwSignal::new(dataset.with_value(|dataset| {
                counted(
                    &archive.get_untracked(),
                    dataset,
                    found.get_untracked().flatten().as_ref(),
                    &asked.read_untracked(),
                )
            })),
            found,
            listing,
        }
    }

    /// How many releases the index lists, where it is not there yet.
    pub fn n_more(&self) -> Option<usize> {
        let is_here = matches!(*self.index.read(), Some(Fetched::Ready(_)));
        self.dataset.with_value(|dataset| dataset.n_indexed()).filter(|_| !is_here)
    }

    /// Whether the index is needed and was not asked for.
    pub fn needs_index(&self) -> bool {
        let is_wanted = self.is_opened.get() || self.query.read().asks_archive();
        is_wanted && self.n_more().is_some() && self.index.read().is_none()
    }

    /// Whether the index is on its way.
    pub fn is_loading(&self) -> bool {
        matches!(*self.index.read(), Some(Fetched::Waiting))
    }

    /// Why the index, or a part of it, could not be had.
    pub fn failure(&self) -> Option<Failure> {
        match &*self.index.read() {
            Some(Fetched::Failed(failure)) => Some(failure.clone()),
            Some(Fetched::Waiting | Fetched::Ready(_)) | None => self.part_failure.get(),
        }
    }

    /// Takes over the index, or why there is none; `None` while it is on its way.
    pub fn take_index(&self, index: Option<Result<ArchiveIndex, Failure>>) {
        if let Some(Ok(index)) = &index {
            self.parts.try_set_value(vec![None; index.n_parts()]);
            self.requested.try_set_value(Vec::new());
        }
        // The page may have moved on to another data file meanwhile.
        self.index.try_set(Some(fetched(index)));
    }

    /// The parts of the index that the search waits for; empty while it has something to do. Reactive.
    pub fn missing_parts(&self) -> Vec<usize> {
        if self.listing.read().progress.is_complete() || self.part_failure.read().is_some() || self.has_turn() {
            return Vec::new();
        }
        let missing = |search: &Option<(_, _, Search)>| {
            let (.., search) = search.as_ref()?;
            Some(self.parts.with_value(|parts| search.missing(parts)))
        };
        self.search.with_value(missing).unwrap_or_default()
    }

    /// Whether the search can go on with what is there. Reactive.
    pub fn has_turn(&self) -> bool {
        self.turn.track();
        self.listing.track();
        let can = |search: &Option<(_, _, Search)>| {
            search.as_ref().is_some_and(|(.., search)| self.parts.with_value(|parts| search.can_go_on(parts)))
        };
        self.search.with_value(can)
    }

    /// Lets the search do its next slice.
    pub fn go_on(&self) {
        self.turn.try_update(|turn| *turn = turn.wrapping_add(1));
    }

    /// Notes that a part is asked for; says whether it was not before.
    pub fn ask_for(&self, part: usize) -> bool {
        let is_new = self.requested.try_with_value(|asked| !asked.contains(&part)).unwrap_or_default();
        if is_new {
            self.requested.update_value(|asked| asked.push(part));
        }
        is_new
    }

    /// Takes over a part of the index, or why there is none.
    pub fn take_part(&self, part: usize, text: Result<String, Failure>) {
        let read = |text: String| {
            let index = match self.index.try_get_untracked().flatten() {
                Some(Fetched::Ready(index)) => index,
                _ => return Err(Failure::Unreachable),
            };
            index.part(part, &text).map_err(|problems: Vec<Problem>| Failure::Broken(problems))
        };
        match text.and_then(read) {
            Ok(own) => {
                self.parts.try_update_value(|parts| {
                    if let Some(place) = parts.get_mut(part) {
                        *place = Some(Arc::new(own));
                    }
                });
                self.go_on();
            }
            Err(failure) => {
                self.requested.try_update_value(|asked| asked.retain(|own| *own != part));
                self.part_failure.try_set(Some(failure));
            }
        }
    }

    /// What tells the index from older and newer ones.
    pub fn made(&self) -> Option<String> {
        match self.index.get_untracked() {
            Some(Fetched::Ready(index)) => Some(index.made.clone()),
            _ => None,
        }
    }

    /// Asks again for what could not be had: this time the host itself, whatever the browser has kept.
    fn retry(&self) {
        self.is_retried.set_value(true);
        let is_part_broken = matches!(self.part_failure.get_untracked(), Some(Failure::Broken(_)));
        self.part_failure.set(None);
        // A part that is not what the index says belongs to another index.
        if is_part_broken || matches!(self.index.get_untracked(), Some(Fetched::Failed(_))) {
            self.index.set(None);
        }
    }

    /// Whether what could not be had was asked for again.
    pub fn is_retried(&self) -> bool {
        self.is_retried.try_get_value().unwrap_or_default()
    }

    /// Wants all of the archive.
    pub fn open(&self) {
        super::tell(self.is_opened, true);
    }

    /// Wants all of the archive, again where that has failed.
    pub fn fetch(&self) {
        if untrack(|| self.failure()).is_some() {
            self.retry();
        }
        self.open();
    }

    /// Brings up to date what need not follow every letter: the counts beside choices, marks in the text, links.
    pub fn calm_down(&self) {
        // The page may have moved on to another data file meanwhile.
        let Some((archive, found)) = self.archive.try_get_untracked().zip(self.found.try_get_untracked()) else {
            return;
        };
        let asked = self.asked.get_untracked();
        let now = self.dataset.with_value(|dataset| counted(&archive, dataset, found.flatten().as_ref(), &asked));
        super::tell(self.counts, now);
        super::tell(self.looked_for, asked.find);
        self.quiet.update(|n| *n = n.wrapping_add(1));
    }

    /// What is listed, in a sentence: `3 of 22 entries`.
    pub fn sentence(&self) -> String {
        let n_in_all = self.archive.read().len();
        let listing = self.listing.read();
        text::n_listed(listing.places.len(), n_in_all, listing.progress)
    }

    /// The row of an entry, with what is looked for marked.
    pub fn row(&self, place: u32) -> Option<EntryRow> {
        let archive = self.archive.get_untracked();
        archive.row(place, &self.query.read_untracked().find)
    }

    /// The facts of the meeting that is chosen.
    pub fn meeting(&self) -> Option<MeetingFacts> {
        let id = self.query.read().meeting.clone()?;
        self.dataset.with_value(|dataset| dataset.meeting(&id).map(|meeting| MeetingFacts::new(meeting, dataset)))
    }

    /// The partner's appearances in releases by year.
    pub fn visibility(&self, partner: PartnerId) -> Vec<YearOfRoles> {
        let archive = self.archive.get();
        self.dataset.with_value(|dataset| archive.visibility(partner, dataset))
    }
}

/// What each choice would leave of what is found.
fn counted(archive: &Archive, dataset: &Dataset, found: Option<&FoundEntries>, asked: &Query) -> Arc<Counts> {
    Arc::new(found.map(|found| Counts::new(archive, dataset, found, asked)).unwrap_or_default())
}

impl Dashboard {
    /// Looks for what is typed in the archive.
    pub fn find(&self, text: String) {
        self.go(Query { find: text, ..self.query.get_untracked() }, Step::Replace);
    }

    /// Lists all of the archive; the button that did it goes, so that the focus moves on.
    pub fn find_everything(&self) {
        self.go(self.query.get_untracked().with_whole_archive(), Step::Push);
        self.host.focus_archive.run(());
    }

    /// Fetches all of the archive, again where that has failed; the button that did it goes, so that the focus moves on.
    pub fn fetch_archive(&self) {
        if let Some(archive) = self.archive() {
            archive.fetch();
        }
        self.host.focus_archive.run(());
    }

    /// Takes a year, or lets go of it where it is taken.
    pub fn toggle_year(&self, year: u16) {
        let query = self.query.get_untracked();
        let is_taken = query.year == Some(year);
        self.choose_facet(Key::Year, &if is_taken { String::new() } else { year.to_string() });
    }

    /// The address that opening an entry of the archive leads to.
    pub fn address_of_entry(&self, id: &EntryId) -> String {
        self.address_of(&self.with_entry(&self.query.read(), id))
    }

    /// Whether an entry is open.
    pub fn is_open(&self, id: &EntryId) -> bool {
        let Some(archive) = self.archive() else { return false };
        let (release, meeting) = &*archive.opened.read();
        match id {
            EntryId::Meeting(id) => meeting.as_ref() == Some(id),
            EntryId::Release(number) => {
                let newest = self.dataset.with_value(|dataset| dataset.newest_release().number == *number);
                release.as_ref().map_or(newest, |open| open == number)
            }
        }
    }

    /// Opens an entry of the archive.
    pub fn open_entry(&self, id: &EntryId) {
        let query = self.query.get_untracked();
        self.go(self.with_entry(&query, id), Step::Push);
        self.host.show_entry.run(id.clone());
    }

    /// Gives the keyboard focus to a row of the list.
    pub fn focus_row(&self, at: usize) {
        self.host.focus_row.run(at);
    }

    /// Lets go of the meeting whose facts are shown, and goes back to the archive.
    pub fn close_meeting(&self) {
        self.go(self.query.get_untracked().with_meeting(None::<MeetingId>), Step::Push);
        self.host.focus_archive.run(());
    }

    fn with_entry(&self, query: &Query, id: &EntryId) -> Query {
        match id {
            EntryId::Meeting(id) => query.with_meeting(Some(id.clone())),
            EntryId::Release(number) => {
                let is_newest = self.dataset.with_value(|dataset| dataset.newest_release().number == *number);
                query.with_release((!is_newest).then(|| number.clone()))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Host;
    use super::*;
    use crate::model::ReleaseNumber;
    use crate::view_model::shipped;

    fn with_dashboard(address: &str, test: impl FnOnce(Dashboard)) {
        let owner = Owner::new();
        owner.set();
        test(Dashboard::new(Arc::new(shipped()), address, Host::none()));
    }

    #[test]
    fn what_is_listed_follows_what_is_typed() {
        with_dashboard("?find=poznan", |dashboard| {
            assert_eq!(dashboard.archive().unwrap().sentence(), "2 of 22 entries");
            dashboard.find("atlantis".to_owned());
            assert_eq!(dashboard.archive().unwrap().sentence(), "None of 22 entries");
            dashboard.find_everything();
            assert_eq!(dashboard.archive().unwrap().sentence(), "All 22 entries");
        });
    }

    #[test]
    fn a_year_is_taken_and_let_go_of() {
        with_dashboard("", |dashboard| {
            dashboard.toggle_year(2010);
            assert_eq!(dashboard.archive().unwrap().sentence(), "3 of 22 entries");
            dashboard.toggle_year(2010);
            assert_eq!(dashboard.archive().unwrap().sentence(), "All 22 entries");
        });
    }

    #[test]
    fn an_entry_leads_to_the_release_or_to_the_facts_of_the_meeting() {
        with_dashboard("", |dashboard| {
            let meeting = EntryId::Meeting(MeetingId::parse("summit-7").unwrap());
            assert_eq!(dashboard.address_of_entry(&meeting), "?meeting=summit-7");
            assert_eq!(dashboard.archive().unwrap().meeting(), None);
            dashboard.open_entry(&meeting);
            assert_eq!(dashboard.archive().unwrap().meeting().unwrap().name, "ASEM 7 Summit");
            assert!(dashboard.is_open(&meeting));
            let newest = EntryId::Release(ReleaseNumber::parse("100505_PR1008").unwrap());
            assert!(dashboard.is_open(&newest), "it is what the page opens with");
            assert_eq!(dashboard.address_of_entry(&newest), "?meeting=summit-7");
        });
    }

    #[test]
    fn without_an_index_nothing_is_asked_for() {
        with_dashboard("?find=poznan", |dashboard| {
            dashboard.archive().unwrap().open();
            assert!(
                !dashboard.archive().unwrap().needs_index() && dashboard.archive().unwrap().missing_parts().is_empty()
            );
        });
    }
}
