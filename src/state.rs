//! The state of the page: one query, and all that follows from it.
//!
//! What can be derived is a [`Memo`]; nothing is stored twice. The state changes through the verbs of [`Dashboard`] only.
//! Signals run natively as well, so all of this is tested without a browser.

use crate::data::{Names, Problem, Topology};
use crate::model::{Dataset, Date, Lang, PartnerId, Release, ReleaseNumber};
use crate::view_model::search::{Found, Index};
use crate::view_model::url::Key;
use crate::view_model::{
    BadValue, Card, Emphases, Facets, Failure, MapDrawing, Query, Reader, Roster, View, text, url,
};
use leptos::prelude::*;
use std::sync::Arc;

/// Whether a step of the reader is worth a step back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// A choice: the back button returns from it.
    Push,
    /// Typing, letter by letter: the address follows without filling the history.
    Replace,
}

/// What the state asks of the browser around it.
#[derive(Clone, Copy)]
pub struct Host {
    /// Puts a query string into the address.
    pub navigate: Callback<(String, Step)>,
    /// Gives the keyboard focus to a partner in a view; to none, to the heading over the views.
    pub focus_partner: Callback<(View, Option<PartnerId>)>,
    /// Gives the keyboard focus to the search field.
    pub focus_search: Callback<()>,
}

impl Host {
    /// No browser around: for tests and for rendering natively.
    pub fn none() -> Self {
        Self {
            navigate: Callback::new(|_| {}),
            focus_partner: Callback::new(|_| {}),
            focus_search: Callback::new(|()| {}),
        }
    }
}

/// Something that is fetched after the page is there.
#[derive(Clone, Debug)]
pub enum Fetched<T> {
    /// On its way.
    Waiting,
    /// It could not be had.
    Failed(Failure),
    /// Here.
    Ready(Arc<T>),
}

/// The same, or failed in the same way. What is here is compared by where it is: to look through thousands of records
/// would take longer, and kilobytes of wasm, to find what is known anyway.
impl<T> PartialEq for Fetched<T> {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Waiting, Self::Waiting) => true,
            (Self::Failed(own), Self::Failed(other)) => own == other,
            (Self::Ready(own), Self::Ready(other)) => Arc::ptr_eq(own, other),
            _ => false,
        }
    }
}

impl<T> Fetched<T> {
    /// The same with what is here turned into something else.
    fn map<U>(&self, turn: impl FnOnce(&T) -> U) -> Fetched<U> {
        match self {
            Self::Waiting => Fetched::Waiting,
            Self::Failed(failure) => Fetched::Failed(failure.clone()),
            Self::Ready(value) => Fetched::Ready(Arc::new(turn(value))),
        }
    }
}

/// A data file of the reader's own, read on their device.
#[derive(Clone, Debug)]
pub struct Preview {
    /// What the file is called.
    pub name: String,
    /// Its content, or what is wrong with it.
    pub content: Result<Arc<Dataset>, Vec<Problem>>,
}

/// The page's state. Cheap to copy: all its parts are handles.
#[derive(Clone, Copy)]
pub struct Dashboard {
    dataset: StoredValue<Arc<Dataset>>,
    host: Host,
    query: RwSignal<Query>,
    pointed: RwSignal<Option<PartnerId>>,
    bad_values: RwSignal<Vec<BadValue>>,
    topology: RwSignal<Fetched<Topology>>,
    /// Names in the reader's language, as far as they were asked for.
    names: RwSignal<Option<Arc<Names>>>,
    /// Releases in files of their own, as far as they were asked for.
    archived: RwSignal<Vec<(ReleaseNumber, Fetched<Release>)>>,
    /// The language asked for, told apart from the rest of the query: each is fetched once.
    lang: Memo<Option<Lang>>,
    /// The day whose partners are shown.
    pub day: Memo<Date>,
    /// The partners of the day in their groups.
    pub roster: Memo<Arc<Roster>>,
    /// The map of the day.
    pub drawing: Memo<Fetched<MapDrawing>>,
    /// The release that is open.
    pub reader: Memo<Fetched<Reader>>,
    /// Whom the text in the search field finds.
    pub found: Memo<Found>,
    /// How strongly each partner is shown.
    pub emphases: Memo<Emphases>,
    /// The filters' choices with their counts.
    pub facets: Memo<Facets>,
    /// The panel of the chosen partner.
    pub card: Memo<Option<Arc<Card>>>,
}

impl Dashboard {
    /// The state at an address, given as its query string.
    pub fn new(dataset: Arc<Dataset>, address: &str, host: Host) -> Self {
        let (query, bad_values) = url::parse(address, &dataset);
        let dataset = StoredValue::new(dataset);
        let names = RwSignal::new(None::<Arc<Names>>);
        let index = Memo::new_with_compare(
            move |_| dataset.with_value(|dataset| Arc::new(Index::new(dataset, names.read().as_deref()))),
            |_, _| true,
        );
        let query = RwSignal::new(query);
        let pointed = RwSignal::new(None);
        let text = Memo::new(move |_| query.read().text.clone());
        // The names are made comparable at the first letter, not at the start.
        let found = Memo::new(move |_| match text.read().trim() {
            "" => dataset.with_value(|dataset| Found::everybody(dataset)),
            typed => index.read().find(typed),
        });
        let emphases = Memo::new(move |_| {
            let (query, found) = (query.read(), found.read());
            dataset.with_value(|dataset| Emphases::new(dataset, &query, &found, pointed.get()))
        });
        let day = Memo::new(move |_| dataset.with_value(|dataset| query.read().day(dataset)));
        let chosen = Memo::new(move |_| query.read().partner);
        let topology = RwSignal::new(Fetched::Waiting);
        let archived = RwSignal::new(Vec::new());
        // Cut up once for each release, not at every step of the reader.
        let number = Memo::new(move |_| query.read().release.clone());
        Self {
            dataset,
            host,
            query,
            pointed,
            bad_values: RwSignal::new(bad_values),
            topology,
            names,
            lang: Memo::new(move |_| query.read().lang.clone()),
            archived,
            day,
            // Of another day, always another.
            roster: Memo::new_with_compare(
                move |_| dataset.with_value(|dataset| Arc::new(Roster::new(dataset, day.get()))),
                |_, _| true,
            ),
            drawing: Memo::new(move |_| {
                let draw =
                    |topology: &Topology| dataset.with_value(|dataset| MapDrawing::new(dataset, topology, day.get()));
                topology.read().map(draw)
            }),
            reader: Memo::new(move |_| {
                let number = number.get();
                dataset.with_value(|dataset| open_release(number.as_ref(), dataset, &archived.read()))
            }),
            found,
            emphases,
            facets: Memo::new(move |_| {
                dataset.with_value(|dataset| Facets::new(dataset, &query.read(), &found.read()))
            }),
            card: Memo::new_with_compare(
                move |_| {
                    let id = chosen.get()?;
                    dataset.with_value(|dataset| {
                        dataset.partner(id).map(|partner| Arc::new(Card::new(partner, dataset, day.get())))
                    })
                },
                |_, _| true,
            ),
        }
    }

    /// The partners and releases.
    pub fn dataset(&self) -> Arc<Dataset> {
        self.dataset.get_value()
    }

    /// The status sentence. Like the next three cheap enough to be computed where it is read, without a memo of its own.
    pub fn status(&self) -> String {
        self.dataset.with_value(|dataset| text::status(dataset, &self.query.read(), &self.emphases.read()))
    }

    /// The title of the page.
    pub fn title(&self) -> String {
        self.dataset.with_value(|dataset| text::page_title(dataset, &self.query.read()))
    }

    /// The chosen partner.
    pub fn chosen(&self) -> Option<PartnerId> {
        self.query.read().partner
    }

    /// The view in front.
    pub fn view(&self) -> View {
        self.query.read().view
    }

    /// What the reader asked to see.
    pub fn query(&self) -> ReadSignal<Query> {
        self.query.read_only()
    }

    /// The values of the address that could not be followed.
    pub fn bad_values(&self) -> ReadSignal<Vec<BadValue>> {
        self.bad_values.read_only()
    }

    /// The address that choosing this partner leads to.
    pub fn address_of_partner(&self, id: PartnerId) -> String {
        address(&self.query.read().with_partner_toggled(id))
    }

    /// The address that opening this release leads to; none is the newest.
    pub fn address_of_release(&self, number: Option<ReleaseNumber>) -> String {
        address(&self.query.read().with_release(number))
    }

    /// The address that choosing this view leads to.
    pub fn address_of_view(&self, view: View) -> String {
        address(&self.query.read().with_view(view))
    }

    /// Chooses a partner, in every view; chooses none if it was chosen.
    pub fn choose_partner(&self, id: PartnerId) {
        self.go(self.query.get_untracked().with_partner_toggled(id), Step::Push);
    }

    /// Closes the panel and gives the focus back to the partner, so that the keyboard goes on from there.
    pub fn close_panel(&self) {
        let Query { partner, view, .. } = self.query.get_untracked();
        if let Some(id) = partner {
            self.choose_partner(id);
            // What a filter leaves out is not there to take the focus in the list.
            let is_shown = self.emphases.read_untracked().of(id).is_shown();
            let is_there = match view {
                View::Board => true,
                View::Map => matches!(*self.drawing.read_untracked(), Fetched::Ready(_)),
                View::List => is_shown,
            };
            self.host.focus_partner.run((view, is_there.then_some(id)));
        }
    }

    /// Opens a release; none is the newest.
    pub fn choose_release(&self, number: Option<ReleaseNumber>) {
        self.go(self.query.get_untracked().with_release(number), Step::Push);
    }

    /// The language whose names are asked for and not there yet.
    pub fn missing_names(&self) -> Option<Lang> {
        let lang = self.lang.get()?;
        let is_here = self.names.read_untracked().as_ref().is_some_and(|names| names.lang == lang);
        (!is_here).then_some(lang)
    }

    /// Takes over the names in a language; where there are none, says so as of any bad value of the address.
    pub fn take_names(&self, lang: &Lang, names: Option<Names>) {
        // The reader, or the page, may have moved on meanwhile.
        if self.lang.try_get_untracked().flatten().as_ref() != Some(lang) {
            return;
        }
        match names {
            Some(names) => self.names.set(Some(Arc::new(names))),
            None => self.bad_values.update(|bad| bad.push(BadValue::no_names(lang))),
        }
    }

    /// The partner's name in the reader's language, where it is there and asked for.
    pub fn name_in_lang(&self, id: PartnerId) -> Option<(Lang, String)> {
        let names = self.names.read().clone()?;
        let is_asked_for = self.lang.read().as_ref() == Some(&names.lang);
        let name = names.of(id)?.to_owned();
        is_asked_for.then(|| (names.lang.clone(), name))
    }

    /// The open release, if it stands in a file of its own that has not been asked for.
    pub fn missing_release(&self) -> Option<ReleaseNumber> {
        let number = self.query.read().release.clone()?;
        let is_here = self.dataset.with_value(|dataset| dataset.release(&number).is_some());
        let is_asked_for = self.archived.read_untracked().iter().any(|(own, _)| *own == number);
        (!is_here && !is_asked_for).then_some(number)
    }

    /// Takes over a release from a file of its own, or why there is none; `None` while it is on its way.
    pub fn take_release(&self, number: &ReleaseNumber, release: Option<Result<Release, Failure>>) {
        let fetched = fetched(release);
        // The page may have moved on to another data file meanwhile.
        self.archived.try_update(|archived| {
            archived.retain(|(own, _)| own != number);
            archived.push((number.clone(), fetched));
        });
    }

    /// Brings a view to the front.
    pub fn choose_view(&self, view: View) {
        self.go(self.query.get_untracked().with_view(view), Step::Push);
    }

    /// Takes a value of a facet; an empty one takes the restriction away.
    pub fn choose_facet(&self, facet: Key, value: &str) {
        self.go(self.query.get_untracked().with_facet(facet, value), Step::Push);
    }

    /// Filters by what is typed.
    pub fn search(&self, text: String) {
        self.go(Query { text, ..self.query.get_untracked() }, Step::Replace);
    }

    /// Takes every filter away; the button that did it goes as well, so that the focus moves on.
    pub fn clear_filters(&self) {
        self.go(self.query.get_untracked().without_filters(), Step::Push);
        self.host.focus_search.run(());
    }

    /// Tells which partner is under the pointer, in any view.
    pub fn point_at(&self, id: Option<PartnerId>) {
        if self.pointed.get_untracked() != id {
            self.pointed.set(id);
        }
    }

    /// Takes over an address that the browser went to by itself: back, forward, a link within the page.
    pub fn arrive(&self, address: &str) {
        let (query, bad_values) = self.dataset.with_value(|dataset| url::parse(address, dataset));
        self.query.set(query);
        self.bad_values.set(bad_values);
    }

    /// Hides the report on the address, and takes what it reports out of the address.
    pub fn dismiss_bad_values(&self) {
        self.bad_values.set(Vec::new());
        self.host.navigate.run((url::write(&self.query.get_untracked()), Step::Replace));
        self.host.focus_search.run(());
    }

    /// Takes over the map's geometry, or why there is none; `None` while it is on its way.
    pub fn take_geometry(&self, geometry: Option<Result<Topology, Failure>>) {
        // The page may have moved on to another data file meanwhile.
        self.topology.try_set(fetched(geometry));
    }

    fn go(&self, query: Query, step: Step) {
        if *self.query.read_untracked() == query {
            return;
        }
        self.host.navigate.run((url::write(&query), step));
        self.query.set(query);
        // The new address has no bad value left.
        if !self.bad_values.read_untracked().is_empty() {
            self.bad_values.set(Vec::new());
        }
    }
}

fn fetched<T>(result: Option<Result<T, Failure>>) -> Fetched<T> {
    match result {
        None => Fetched::Waiting,
        Some(Err(failure)) => Fetched::Failed(failure),
        Some(Ok(value)) => Fetched::Ready(Arc::new(value)),
    }
}

/// The release with this number, the newest where none is asked for.
fn open_release(
    number: Option<&ReleaseNumber>,
    dataset: &Dataset,
    archived: &[(ReleaseNumber, Fetched<Release>)],
) -> Fetched<Reader> {
    let in_file = number.map_or(Some(dataset.newest_release()), |number| dataset.release(number));
    match (in_file, archived.iter().find(|(own, _)| Some(own) == number)) {
        (Some(release), _) => Fetched::Ready(Arc::new(Reader::new(release, dataset))),
        (None, Some((_, fetched))) => fetched.map(|release| Reader::new(release, dataset)),
        (None, None) => Fetched::Waiting,
    }
}

/// A query as a link. The empty query needs the question mark: an empty link would mean the present address.
fn address(query: &Query) -> String {
    match url::write(query) {
        written if written.is_empty() => "?".to_owned(),
        written => written,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view_model::{Emphasis, shipped};
    use std::sync::Mutex;

    fn id(text: &str) -> PartnerId {
        PartnerId::parse(text).unwrap()
    }

    /// Runs a test on a dashboard at an address, with the list of the addresses that it navigates to.
    fn with_dashboard(address: &str, test: impl FnOnce(Dashboard, &Mutex<Vec<(String, Step)>>)) {
        let owner = Owner::new();
        owner.set();
        let visited: &'static Mutex<Vec<(String, Step)>> = Box::leak(Box::default());
        let host = Host { navigate: Callback::new(|to| visited.lock().unwrap().push(to)), ..Host::none() };
        test(Dashboard::new(Arc::new(shipped()), address, host), visited);
    }

    #[test]
    fn choosing_a_partner_opens_its_panel_and_pushes_its_address() {
        with_dashboard("", |dashboard, visited| {
            dashboard.choose_partner(id("VN"));
            assert_eq!(dashboard.card.get().unwrap().name.as_str(), "Viet Nam");
            assert_eq!(dashboard.emphases.read().of(id("VN")), Emphasis::Selected);
            assert_eq!(*visited.lock().unwrap(), [("?partner=VN".to_owned(), Step::Push)]);
        });
    }

    #[test]
    fn choosing_the_chosen_partner_lets_go_of_it() {
        with_dashboard("?partner=VN", |dashboard, visited| {
            assert_eq!(dashboard.address_of_partner(id("VN")), "?");
            dashboard.choose_partner(id("VN"));
            assert_eq!(dashboard.card.get(), None);
            assert_eq!(*visited.lock().unwrap(), [(String::new(), Step::Push)]);
        });
    }

    #[test]
    fn typing_replaces_the_address_and_keeps_the_selection() {
        with_dashboard("?partner=HU&utm=x", |dashboard, visited| {
            dashboard.search("hun".to_owned());
            assert_eq!(dashboard.chosen(), Some(id("HU")));
            assert_eq!(*visited.lock().unwrap(), [("?q=hun&partner=HU&utm=x".to_owned(), Step::Replace)]);
        });
    }

    #[test]
    fn the_same_choice_again_is_no_step() {
        with_dashboard("?side=asia", |dashboard, visited| {
            dashboard.choose_facet(Key::Side, "asia");
            assert_eq!(*visited.lock().unwrap(), []);
        });
    }

    #[test]
    fn clearing_the_filters_keeps_view_and_selection() {
        with_dashboard("?q=viet&side=asia&bloc=asean&partner=VN&view=list", |dashboard, visited| {
            dashboard.clear_filters();
            assert_eq!(*visited.lock().unwrap(), [("?partner=VN&view=list".to_owned(), Step::Push)]);
        });
    }

    #[test]
    fn a_dismissed_report_is_taken_out_of_the_address() {
        with_dashboard("?side=mars&bloc=eu", |dashboard, visited| {
            dashboard.dismiss_bad_values();
            assert_eq!(dashboard.bad_values().read().len(), 0);
            assert_eq!(*visited.lock().unwrap(), [("?bloc=eu".to_owned(), Step::Replace)]);
        });
    }

    #[test]
    fn a_new_choice_settles_the_report() {
        with_dashboard("?side=mars", |dashboard, _| {
            dashboard.choose_facet(Key::Side, "asia");
            assert_eq!(dashboard.bad_values().read().len(), 0);
        });
    }

    #[test]
    fn closing_the_panel_sends_the_focus_where_something_is() {
        for (address, there) in [
            ("?partner=SG&view=list", true),
            ("?partner=SG&view=list&side=europe", false),
            ("?partner=SG&side=europe", true),
            ("?partner=SG&view=map", false),
        ] {
            let owner = Owner::new();
            owner.set();
            let focused = Arc::new(Mutex::new(None));
            let seen = focused.clone();
            let focus_partner = Callback::new(move |(_, id)| *seen.lock().unwrap() = Some(id));
            let dashboard = Dashboard::new(Arc::new(shipped()), address, Host { focus_partner, ..Host::none() });
            dashboard.close_panel();
            assert_eq!(*focused.lock().unwrap(), Some(there.then(|| id("SG"))), "{address}");
        }
    }

    #[test]
    fn going_back_changes_the_state_without_another_step() {
        with_dashboard("?side=asia", |dashboard, visited| {
            dashboard.arrive("?side=mars");
            assert_eq!(dashboard.status(), "All 45 partners, as of 11 May 2010");
            assert_eq!(dashboard.bad_values().read().len(), 1);
            assert_eq!(*visited.lock().unwrap(), []);
        });
    }

    #[test]
    fn the_page_is_titled_after_the_chosen_partner() {
        with_dashboard("?partner=EU", |dashboard, _| {
            assert_eq!(dashboard.title(), "European Union · ASEM visibility dashboard");
        });
    }
}
