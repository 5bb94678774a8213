//! The state of the page: one query, and all that follows from it.
//!
//! What can be derived is a [`Memo`]; nothing is stored twice. The state changes through the verbs of [`Dashboard`] only, but for
//! where the map looks, which its own gestures move.
//! Signals run natively as well, so all of this is tested without a browser.

pub mod archive;
pub mod embedding;
pub mod errand;
pub mod later;
pub mod take_away;

use crate::data::{Names, Problem, Topology};
use crate::model::{Bloc, Dataset, Date, Lang, Partner, PartnerId, Release, ReleaseNumber, Role, SentenceId};
use crate::view_model::archive::EntryId;
use crate::view_model::card::{self, CardAppearance};
use crate::view_model::compare::Comparison;
use crate::view_model::filter::{Profile, profiles};
use crate::view_model::map::window::{Frame, Window, Zoom};
use crate::view_model::roster::{self, Entry};
use crate::view_model::search::{Found, Index};
use crate::view_model::sorting::{Order, Sorting};
use crate::view_model::spatial::{self, Move, Spot};
use crate::view_model::stops::{self, Stop};
use crate::view_model::url::Key;
use crate::view_model::{
    BadValue, Card, Emphases, Emphasis, Facets, Failure, MapDrawing, Query, Reader, Roster, View, text, url,
};
use archive::ArchiveState;
use later::Later;
use leptos::prelude::*;
use std::sync::Arc;

/// How wide the map's frame is taken to be before the browser tells, in pixels.
const USUAL_MAP_WIDTH: f64 = 720.0;

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
    /// Gives the keyboard focus to the filters as a whole.
    pub focus_filters: Callback<()>,
    /// Gives the keyboard focus to the comparison.
    pub focus_comparison: Callback<()>,
    /// Gives the keyboard focus to a row of the archive's list.
    pub focus_row: Callback<usize>,
    /// Gives the keyboard focus to the search of the archive.
    pub focus_archive: Callback<()>,
    /// Shows an entry of the archive that was opened.
    pub show_entry: Callback<EntryId>,
    /// Where the partners of a view stand on the screen.
    pub spots: Callback<View, Vec<Spot>>,
    /// Remembers what has the focus, before the panel opens.
    pub remember_focus: Callback<()>,
    /// Gives the focus back to what was remembered, where that is a link in the text; says whether it did.
    pub return_focus: Callback<(), bool>,
    /// Brings the element with this id into sight.
    pub bring_into_sight: Callback<String>,
    /// The reader's day, where their clock tells it; natively the day of the build.
    pub today: Option<Date>,
    /// Where a link to a state leads if the page stays as it is rendered: to another such page. None where the page is live,
    /// and the link leads to that very state.
    pub page: Option<fn(&Query) -> String>,
    /// The address of the folder in which the site stands, with the slash at its end; empty where it has none that others could
    /// open.
    pub site: Callback<(), String>,
    /// Where on the screen the map's frame is; none where it is not shown.
    pub map_frame: Callback<(), Option<Frame>>,
    /// Does something once the next frame is painted.
    pub after_frame: Callback<Callback<()>>,
    /// The code that comes after the page; none until it is there.
    pub later: Signal<Option<Later>>,
    /// Does something once the page has been quiet for a moment; what is asked for later takes the place of what waits.
    pub when_quiet: Callback<Callback<()>>,
}

impl Host {
    /// No browser around: for tests and for rendering natively.
    pub fn none() -> Self {
        Self {
            navigate: Callback::new(|_| {}),
            focus_partner: Callback::new(|_| {}),
            focus_filters: Callback::new(|()| {}),
            focus_comparison: Callback::new(|()| {}),
            focus_row: Callback::new(|_| {}),
            focus_archive: Callback::new(|()| {}),
            show_entry: Callback::new(|_| {}),
            spots: Callback::new(|_| Vec::new()),
            remember_focus: Callback::new(|()| {}),
            return_focus: Callback::new(|()| false),
            bring_into_sight: Callback::new(|_| {}),
            today: None,
            page: None,
            site: Callback::new(|()| String::new()),
            map_frame: Callback::new(|()| None),
            after_frame: Callback::new(|call: Callback<()>| call.run(())),
            later: Signal::stored(Some(Later::HERE)),
            when_quiet: Callback::new(|call: Callback<()>| call.run(())),
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

/// What the site has that is newer than what the page shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Newer {
    /// Data that nobody has asked for yet.
    Waiting,
    /// Data that was asked for and did not come, or is broken.
    Failed,
}

impl Newer {
    /// The sentence for the reader.
    pub fn text(self) -> &'static str {
        match self {
            Self::Waiting => "There is newer data than this page shows.",
            Self::Failed => "The newer data could not be loaded; this page shows what it had before.",
        }
    }
}

/// The page's state. Cheap to copy: all its parts are handles.
#[derive(Clone, Copy)]
pub struct Dashboard {
    dataset: StoredValue<Arc<Dataset>>,
    host: Host,
    query: RwSignal<Query>,
    pointed: RwSignal<Option<PartnerId>>,
    /// The partners that the keyboard is at: on the board, and on the map.
    current: RwSignal<(Option<PartnerId>, Option<PartnerId>)>,
    /// What was typed to go to a partner by its name, and when the last letter was, in milliseconds.
    typed: StoredValue<(String, f64)>,
    bad_values: RwSignal<Vec<BadValue>>,
    topology: RwSignal<Fetched<Topology>>,
    /// How wide the map's frame is, in pixels.
    map_width: RwSignal<f64>,
    /// Where on the map the reader went beyond the named parts.
    pub free_window: RwSignal<Option<Window>>,
    /// Names in the reader's language, as far as they were asked for.
    names: RwSignal<Option<Arc<Names>>>,
    /// Those that stand beside the English ones.
    names_beside: ReadSignal<Option<Arc<Names>>>,
    /// Releases in files of their own, as far as they were asked for.
    archived: RwSignal<Vec<(ReleaseNumber, Fetched<Release>)>>,
    /// The language of the reader's browser, if there are names in it.
    own_lang: RwSignal<Option<Lang>>,
    /// The language asked for, else the browser's, told apart from the rest of the query: each is fetched once.
    lang: Memo<Option<Lang>>,
    /// What board and list show of each partner.
    entries: StoredValue<Arc<Vec<Entry>>>,
    /// The days worth stopping at.
    stops: StoredValue<Arc<Vec<Stop>>>,
    /// The day whose partners are shown.
    pub day: Memo<Date>,
    /// Whether time is playing.
    pub is_playing: RwSignal<bool>,
    /// The day for whatever stands once for each partner; see [`settled`].
    settled_day: ReadSignal<Date>,
    /// Who joined at the stop at which the day stands.
    pub newcomers: ReadSignal<Vec<PartnerId>>,
    /// The partners of the day in their groups.
    pub roster: Memo<Arc<Roster>>,
    /// The map, whose shapes are the same on every day.
    pub drawing: Memo<Fetched<MapDrawing>>,
    /// At which sentence on the chosen partner the reader stands, if they went to one.
    at_sentence: RwSignal<Option<SentenceId>>,
    /// The release that is open.
    pub reader: Memo<Fetched<Reader>>,
    /// Whom the text in the search field finds.
    pub found: Memo<Found>,
    /// Why each partner was found.
    whys: StoredValue<Vec<(PartnerId, RwSignal<Option<String>>)>>,
    /// How strongly each partner is shown.
    pub emphases: Memo<Emphases>,
    /// The filters' choices with their counts. They follow one frame after the partners: whom the reader asked for comes
    /// first, and forty numbers take as long to change as fifty tiles.
    pub facets: ReadSignal<Facets>,
    /// The panel of the chosen partner.
    pub card: Memo<Option<Arc<Card>>>,
    /// Who stands before and after the chosen partner, among those shown.
    pub neighbours: Memo<[Option<(PartnerId, String)>; 2]>,
    /// The partners side by side.
    pub comparison: Memo<Comparison>,
    /// What errands leave on the page.
    pub desk: errand::Desk,
    /// Releases and meetings, and what is found of them; none until its code is there.
    archive: Memo<Option<ArchiveState>>,
    /// Counts what besides the query calls for calm: see [`Dashboard::when_quiet`].
    stirred: RwSignal<u32>,
    /// What else is to be done when it is quiet.
    calming: StoredValue<Option<Callback<()>>>,
}

impl Dashboard {
    /// The state at an address, given as its query string.
    pub fn new(dataset: Arc<Dataset>, address: &str, host: Host) -> Self {
        let (query, bad_values) = url::parse_all_but_sentence(address, &dataset);
        let dataset = StoredValue::new(dataset);
        let query = RwSignal::new(query);
        let own_lang = RwSignal::new(None);
        // Everything is there in English anyway: asking for it means no other language.
        let lang = Memo::new(move |_| {
            let asked = query.read().lang.clone().or_else(|| own_lang.get());
            asked.filter(|lang: &Lang| lang.as_str() != "en")
        });
        let names = RwSignal::new(None::<Arc<Names>>);
        let names_shown = Memo::new(move |_| names.get().filter(|own| lang.read().as_ref() == Some(&own.lang)));
        let index = Memo::new_with_compare(
            move |_| dataset.with_value(|dataset| Arc::new(Index::new(dataset, names_shown.read().as_deref()))),
            |_, _| true,
        );
        let pointed = RwSignal::new(None);
        let text = Memo::new(move |_| query.read().text.clone());
        let archived = RwSignal::new(Vec::new());
        // Cut up once for each release, not at every step of the reader.
        let number = Memo::new(move |_| query.read().release.clone());
        let reader = Memo::new(move |_| {
            let number = number.get();
            let Some(later) = host.later.get() else { return Fetched::Waiting };
            dataset.with_value(|dataset| {
                let cut = |release: &Release| (later.reader)(release, dataset, host.today);
                open_release(number.as_ref(), dataset, &archived.read(), cut)
            })
        });
        let sentence = Memo::new(move |_| query.read().sentence.clone());
        // The names are made comparable at the first letter, not at the start.
        let found = Memo::new(move |_| {
            let found = match text.read().trim() {
                "" => dataset.with_value(|dataset| Found::everybody(dataset)),
                typed => index.read().find(typed),
            };
            let Some(sentence) = sentence.get() else { return found };
            match &*reader.read() {
                Fetched::Ready(reader) => match reader.sentence(&sentence) {
                    Some(sentence) => found.among(&sentence.partners),
                    None => found,
                },
                Fetched::Waiting | Fetched::Failed(_) => found,
            }
        });
        let day = Memo::new(move |_| dataset.with_value(|dataset| query.read().day(dataset)));
        let profiles: Memo<Vec<Profile>> =
            Memo::new(move |_| dataset.with_value(|dataset| profiles(dataset, day.get())));
        let emphases = Memo::new(move |_| {
            dataset.with_value(|dataset| {
                Emphases::new(dataset, &profiles.read(), &query.read(), &found.read(), pointed.get())
            })
        });
        let entries = dataset
            .with_value(|dataset| dataset.partners().iter().map(|partner| Entry::new(partner, dataset)).collect());
        let stops = StoredValue::new(Arc::new(dataset.with_value(|dataset| stops::stops(dataset))));
        let sorting = Memo::new(move |_| query.read().sorting);
        let roster =
            Memo::new(move |_| dataset.with_value(|dataset| Arc::new(Roster::new(dataset, day.get(), sorting.get()))));
        let chosen = Memo::new(move |_| query.read().partner);
        let compared = Memo::new(move |_| query.read().compared.clone());
        let topology = RwSignal::new(Fetched::Waiting);
        let count =
            move || dataset.with_value(|dataset| Facets::new(dataset, &profiles.read(), &query.read(), &found.read()));
        let facets = RwSignal::new(untrack(count));
        // The page may have moved on to another data file meanwhile.
        let recount = move |()| {
            if !facets.is_disposed() {
                tell(facets, untrack(count));
            }
        };
        Effect::new(move |before: Option<()>| {
            query.track();
            found.track();
            if before.is_some() {
                host.after_frame.run(Callback::new(recount));
            }
        });
        let why = |id: PartnerId| (id, RwSignal::new(found.read_untracked().why(id).map(str::to_owned)));
        let whys = dataset.with_value(|dataset| dataset.partners().iter().map(|partner| why(partner.id)).collect());
        let whys = StoredValue::new(whys);
        Effect::new(move || {
            let found = found.read();
            whys.with_value(|all: &Vec<(PartnerId, RwSignal<Option<String>>)>| {
                for (id, why) in all {
                    tell(*why, found.why(*id).map(str::to_owned));
                }
            });
        });
        let (desk, at_sentence) = (errand::Desk::new(), RwSignal::new(None));
        // What was told of one release is not true of the next.
        Effect::new(move |before: Option<()>| {
            number.track();
            if before.is_some() {
                desk.clear();
                tell(at_sentence, None);
            }
        });
        let new = Self {
            desk,
            dataset,
            host,
            query,
            pointed,
            current: RwSignal::new((None, None)),
            typed: StoredValue::new((String::new(), 0.0)),
            bad_values: RwSignal::new(bad_values),
            topology,
            map_width: RwSignal::new(USUAL_MAP_WIDTH),
            free_window: RwSignal::new(None),
            names,
            own_lang,
            names_beside: settled(move || names_shown.get()),
            lang,
            entries: StoredValue::new(Arc::new(entries)),
            stops,
            archived,
            day,
            is_playing: RwSignal::new(false),
            settled_day: settled(move || day.get()),
            newcomers: settled(move || {
                let newcomers =
                    |dataset: &Arc<Dataset>| stops.with_value(|all| stops::newcomers(dataset, all, day.get()));
                dataset.with_value(newcomers)
            }),
            roster,
            drawing: Memo::new(move |_| {
                let draw = |topology: &Topology| dataset.with_value(|dataset| MapDrawing::new(dataset, topology));
                topology.read().map(draw)
            }),
            at_sentence,
            reader,
            found,
            whys,
            emphases,
            facets: facets.read_only(),
            card: Memo::new_with_compare(
                move |_| {
                    let (id, later) = (chosen.get()?, host.later.get()?);
                    dataset.with_value(|dataset| {
                        dataset.partner(id).map(|partner| Arc::new((later.card)(partner, dataset, day.get())))
                    })
                },
                |_, _| true,
            ),
            neighbours: Memo::new(move |_| {
                let Some(chosen) = chosen.get() else { return [None, None] };
                let (roster, emphases) = (roster.read(), emphases.read());
                let is_on_the_way = |id: &PartnerId| emphases.of(*id).is_shown() || chosen == *id;
                let way: Vec<PartnerId> = roster.ids().filter(is_on_the_way).collect();
                let at = way.iter().position(|id| chosen == *id);
                let named = |at: Option<usize>| {
                    let id = way.get(at?).copied()?;
                    let name = dataset.with_value(|dataset| dataset.partner(id).map(|own| own.name.clone()))?;
                    Some((id, name))
                };
                [named(at.and_then(|at| at.checked_sub(1))), named(at.map(|at| at + 1))]
            }),
            archive: Memo::new_with_compare(
                move |_| host.later.get().map(|later| (later.archive)(dataset, query)),
                |_, _| true,
            ),
            stirred: RwSignal::new(0),
            calming: StoredValue::new(None),
            comparison: Memo::new(move |_| {
                let Some(later) = host.later.get() else { return Comparison::default() };
                dataset.with_value(|dataset| (later.comparison)(&compared.read(), dataset, day.get()))
            }),
        };
        new.check_sentence();
        new
    }

    /// The partners and releases.
    pub fn dataset(&self) -> Arc<Dataset> {
        self.dataset.get_value()
    }

    /// The status sentence. Like the next three cheap enough to be computed where it is read, without a memo of its own.
    pub fn status(&self) -> String {
        self.dataset.with_value(|dataset| text::status(dataset, &self.query.read(), &self.emphases.read()))
    }

    /// What else screen readers are told with the status sentence.
    pub fn besides(&self) -> String {
        self.dataset.with_value(|dataset| text::besides(dataset, &self.query.read()))
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

    /// Whether the page is a part of another one. It stays so: nothing on the page changes it.
    pub fn is_embedded(&self) -> bool {
        self.query.read_untracked().is_embedded
    }

    /// The query string of the page on its own, for the host of its frame.
    pub fn query_for_host(&self) -> String {
        url::write(&self.query.read().unframed())
    }

    /// The address of the same state on a page of its own.
    pub fn address_unframed(&self) -> String {
        address(&self.query.read().unframed())
    }

    /// What the reader asked to see.
    pub fn query(&self) -> ReadSignal<Query> {
        self.query.read_only()
    }

    /// Calls once the page is quiet after a change of the query, or of what is found in the archive.
    pub fn when_quiet(&self, call: Callback<()>) {
        let calming = self.calming;
        self.query.track();
        self.stirred.track();
        self.host.when_quiet.run(Callback::new(move |()| {
            call.run(());
            if let Some(calm) = calming.try_get_value().flatten() {
                calm.run(());
            }
        }));
    }

    /// Releases and meetings, and what is found of them; none until the code for it is there.
    pub fn archive(&self) -> Option<ArchiveState> {
        self.archive.get_untracked()
    }

    /// Keeps what need not follow every letter of a search in the archive up to date. Its code comes after the page.
    pub fn calm_archive(&self) {
        let (Some(archive), stirred) = (self.archive(), self.stirred) else { return };
        self.calming.set_value(Some(Callback::new(move |()| archive.calm_down())));
        Effect::new(move || {
            archive.listing.track();
            stirred.update(|n| *n = n.wrapping_add(1));
        });
    }

    /// The values of the address that could not be followed.
    pub fn bad_values(&self) -> ReadSignal<Vec<BadValue>> {
        self.bad_values.read_only()
    }

    /// The address that choosing this partner leads to.
    pub fn address_of_partner(&self, id: PartnerId) -> String {
        self.address_of(&self.query.read().with_partner_toggled(id))
    }

    /// What board and list show of each partner.
    pub fn entries(&self) -> Arc<Vec<Entry>> {
        self.entries.get_value()
    }

    /// The levels of visibility of the day’s partners, strongest first, and how many have each.
    pub fn levels(&self) -> Vec<(Option<Role>, usize)> {
        self.dataset.with_value(|dataset| self.roster.read().levels(dataset))
    }

    /// The partner’s blocs on the day shown.
    pub fn blocs(&self, id: PartnerId) -> String {
        let day = self.settled_day.get();
        let blocs = |partner: &Partner| partner.blocs_on(day).map(Bloc::label).collect::<Vec<_>>().join(", ");
        self.dataset.with_value(|dataset| dataset.partner(id).map(blocs)).unwrap_or_default()
    }

    /// The partner’s appearances with their evidence, strongest role first.
    pub fn evidence(&self, id: PartnerId) -> Vec<CardAppearance> {
        self.dataset.with_value(|dataset| card::appearances(id, dataset))
    }

    /// Where a paragraph of a release is read: on this page if that is open, else at the page's address with it.
    pub fn address_of_paragraph(&self, number: &ReleaseNumber, paragraph: &str) -> String {
        let query = self.query.read();
        let newest = self.dataset.with_value(|dataset| dataset.newest_release().number.clone());
        let is_open = query.release.as_ref().unwrap_or(&newest) == number;
        let release = (*number != newest).then(|| number.clone());
        let page = if is_open { String::new() } else { self.address_of(&query.with_release(release)) };
        format!("{page}#{paragraph}")
    }

    /// The days worth stopping at, in order of time.
    pub fn stops(&self) -> Arc<Vec<Stop>> {
        self.stops.get_value()
    }

    /// Why the search found the partner, where the name shown is not the one typed.
    pub fn why(&self, id: PartnerId) -> Option<String> {
        let own = self.whys.with_value(|all| all.iter().find(|(own, _)| *own == id).map(|(_, why)| *why));
        own.and_then(|why| why.get())
    }

    /// The partner at which the keyboard enters a view: where it was, else the chosen one, else the first that is shown.
    pub fn tab_stop(&self, view: View) -> Option<PartnerId> {
        let (on_board, on_map) = self.current.get();
        let was = if view == View::Map { on_map } else { on_board };
        let roster = self.roster.read();
        let is_there = |id: &PartnerId| roster.ids().any(|own| own == *id);
        let first = || {
            let emphases = self.emphases.read();
            roster.ids().find(|id| emphases.of(*id).is_shown())
        };
        let here = was.filter(is_there).or_else(|| self.chosen().filter(is_there));
        here.or_else(first).or_else(|| roster.ids().next())
    }

    /// The address that choosing this view leads to.
    pub fn address_of_view(&self, view: View) -> String {
        self.address_of(&self.query.read().with_view(view))
    }

    /// The address that choosing this part of the map leads to.
    pub fn address_of_zoom(&self, zoom: Zoom) -> String {
        self.address_of(&self.query.read().with_zoom(zoom))
    }

    /// Where a link to a state of the page leads.
    fn address_of(&self, query: &Query) -> String {
        match self.host.page {
            Some(page) => page(query),
            None => address(query),
        }
    }

    /// Whether the page stays as it is rendered.
    pub fn is_static(&self) -> bool {
        self.host.page.is_some()
    }

    /// The part of the map that the address asks for, on the day shown; none while there is no map.
    pub fn map_window(&self) -> Option<Window> {
        let zoom = self.query.read().zoom;
        match &*self.drawing.read() {
            Fetched::Ready(drawing) => {
                Some(self.dataset.with_value(|dataset| drawing.window(zoom, dataset, self.day.get())))
            }
            Fetched::Waiting | Fetched::Failed(_) => None,
        }
    }

    /// How wide the map's frame is, in pixels.
    pub fn map_width(&self) -> ReadSignal<f64> {
        self.map_width.read_only()
    }

    /// Where on the screen the map's frame is.
    pub fn map_frame(&self) -> Option<Frame> {
        self.host.map_frame.run(())
    }

    /// Chooses a partner, in every view; chooses none if it was chosen.
    pub fn choose_partner(&self, id: PartnerId) {
        let query = self.query.get_untracked();
        if query.partner.is_none() {
            self.host.remember_focus.run(());
        }
        self.current.set((Some(id), Some(id)));
        self.go(query.with_partner_toggled(id), Step::Push);
    }

    /// Chooses the partner before or after the chosen one; stays where there is none.
    pub fn choose_neighbour(&self, id: PartnerId) {
        self.current.set((Some(id), Some(id)));
        self.go(self.query.get_untracked().with_partner(id), Step::Push);
    }

    /// Takes a partner into the comparison, or out of it.
    pub fn toggle_compared(&self, id: PartnerId) {
        self.go(self.query.get_untracked().with_compared_toggled(id), Step::Push);
    }

    /// Takes a partner out of the comparison by the button in its column, which goes as well.
    pub fn remove_compared(&self, id: PartnerId) {
        self.toggle_compared(id);
        if self.query.read_untracked().compared.is_empty() {
            self.end_comparison();
        } else {
            self.host.focus_comparison.run(());
        }
    }

    /// Takes everybody out of the comparison.
    pub fn end_comparison(&self) {
        self.go(Query { compared: Vec::new(), ..self.query.get_untracked() }, Step::Push);
        let view = self.query.get_untracked().view;
        self.host.focus_partner.run((view, None));
    }

    /// Puts the partners in an order.
    pub fn sort(&self, sorting: Sorting) {
        self.go(self.query.get_untracked().with_sorting(sorting), Step::Push);
    }

    /// Puts the partners in order, or the other way round if they stand in it already.
    pub fn sort_by(&self, order: Order) {
        // Read in a step of its own: a query that is being read cannot be set.
        let now = self.query.get_untracked().sorting;
        self.sort(now.by(order));
    }

    /// Remembers at which partner of a view the keyboard is.
    pub fn keep_at(&self, view: View, id: PartnerId) {
        self.current.update(|(on_board, on_map)| match view {
            View::Board => *on_board = Some(id),
            View::Map => *on_map = Some(id),
            View::List => {}
        });
    }

    /// Moves the keyboard within a view by a key, pressed on a partner at a time in milliseconds; says whether the key meant that.
    pub fn press(&self, view: View, from: PartnerId, key: &str, time: f64) -> bool {
        let Some(to) = Move::of_key(key) else { return false };
        let in_order = self.roster.get_untracked();
        let found = match to {
            Move::By(right, down) => {
                let mut spots = self.host.spots.run(view);
                // The map draws also who is no partner on the day.
                spots.retain(|spot| in_order.ids().any(|id| id == spot.id));
                spatial::next(&spots, from, (right, down))
            }
            Move::First => in_order.ids().next(),
            Move::Last => in_order.ids().last(),
            Move::Named(letter) => {
                self.typed.update_value(|(typed, last)| {
                    if time - *last > TYPING_PAUSE {
                        typed.clear();
                    }
                    typed.push(letter);
                    *last = time;
                });
                let entries = self.entries();
                let named = |id: PartnerId| roster::entry(id, &entries).map(|own| (id, own.name.as_str()));
                let names: Vec<(PartnerId, &str)> = in_order.ids().filter_map(named).collect();
                self.typed.with_value(|(typed, _)| spatial::named(&names, from, typed))
            }
        };
        if let Some(id) = found {
            self.keep_at(view, id);
            self.host.focus_partner.run((view, Some(id)));
        }
        // At the edge, an arrow does nothing rather than scroll the page away.
        true
    }

    /// Goes to the stop with this index, as a slider does: the history is not filled on the way. Time stops to play.
    pub fn stop_at(&self, index: usize) {
        self.stop_playing();
        self.go_to_stop(index);
    }

    /// Stops to play through time.
    pub fn stop_playing(&self) {
        tell(self.is_playing, false);
    }

    fn go_to_stop(&self, index: usize) {
        if let Some(day) = self.stops.with_value(|stops| stops.get(index).map(|stop| stop.day)) {
            let query = self.dataset.with_value(|dataset| self.query.get_untracked().with_day(day, dataset));
            self.go(query, Step::Replace);
        }
    }

    /// Where the day stands among the stops.
    pub fn place(&self) -> usize {
        self.stops.with_value(|stops| stops::place(stops, self.day.get()))
    }

    /// Starts to play through time, from the beginning where it is at its end; or stops.
    pub fn toggle_playing(&self) {
        let is_playing = !self.is_playing.get_untracked();
        if is_playing && self.next_stop().is_none() {
            self.go_to_stop(0);
        }
        self.is_playing.set(is_playing);
    }

    /// Plays on to the next accession; stops after the last.
    pub fn play_on(&self) {
        match self.next_stop() {
            Some(next) => self.go_to_stop(next),
            None => self.stop_playing(),
        }
    }

    /// The next stop at which partners joined, or the last of all.
    fn next_stop(&self) -> Option<usize> {
        let at = untrack(|| self.place());
        self.stops.with_value(|stops| {
            let mut ahead = stops.iter().enumerate().skip(at + 1);
            ahead.find(|(index, stop)| stop.is_accession || index + 1 == stops.len()).map(|(index, _)| index)
        })
    }

    /// Takes one filter away; the button that did it goes as well, so that the focus moves on.
    pub fn clear_filter(&self, filter: Key) {
        self.go(self.query.get_untracked().without(filter), Step::Push);
        self.host.focus_filters.run(());
    }

    /// The filters that are set, in words.
    pub fn set_filters(&self) -> Vec<(Key, String)> {
        text::set_filters(&self.query.read())
    }

    /// Takes over the language of the reader's browser, for which there are names.
    pub fn take_own_lang(&self, lang: Lang) {
        self.own_lang.try_set(Some(lang));
    }

    /// Closes the panel and gives the focus back to the partner, so that the keyboard goes on from there.
    pub fn close_panel(&self) {
        let Query { partner, view, .. } = self.query.get_untracked();
        if let Some(id) = partner {
            self.choose_partner(id);
            if self.host.return_focus.run(()) {
                return;
            }
            // What a filter leaves out is not there to take the focus in the list.
            let emphasis = self.emphases.read_untracked().of(id);
            let is_there = match view {
                View::Board => emphasis != Emphasis::Absent,
                View::Map => {
                    emphasis != Emphasis::Absent && matches!(*self.drawing.read_untracked(), Fetched::Ready(_))
                }
                View::List => emphasis.is_shown(),
            };
            self.host.focus_partner.run((view, is_there.then_some(id)));
        }
    }

    /// The language whose names are asked for and not there yet.
    pub fn missing_names(&self) -> Option<Lang> {
        let lang = self.lang.get()?;
        let is_here = self.names.read_untracked().as_ref().is_some_and(|names| names.lang == lang);
        (!is_here).then_some(lang)
    }

    /// Takes over the names in a language. Where the site has none and the address asks for them, says so as of any bad value of
    /// it; else the English ones are there.
    pub fn take_names(&self, lang: &Lang, names: Result<Names, Failure>) {
        // The reader, or the page, may have moved on meanwhile.
        if self.lang.try_get_untracked().flatten().as_ref() != Some(lang) {
            return;
        }
        match names {
            Ok(names) => self.names.set(Some(Arc::new(names))),
            Err(Failure::Status(404)) => {
                let is_asked_for = self.query.read_untracked().lang.as_ref() == Some(lang);
                if is_asked_for {
                    self.query.update(|query| query.lang = None);
                    self.bad_values.update(|bad| bad.push(BadValue::no_names(lang)));
                }
            }
            Err(_) => {}
        }
    }

    /// The partner's name in the reader's language, where it is there and asked for.
    pub fn name_in_lang(&self, id: PartnerId) -> Option<(Lang, String)> {
        let names = self.names_beside.get()?;
        let name = names.of(id)?.to_owned();
        Some((names.lang.clone(), name))
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
        self.check_sentence();
    }

    /// Once the open release is cut up, reports a sentence that it does not have, as of any bad value of the address.
    pub fn check_sentence(&self) {
        let Some(Query { sentence: Some(sentence), .. }) = self.query.try_get_untracked() else { return };
        let is_missing = match &*self.reader.read_untracked() {
            Fetched::Ready(reader) => reader.sentence(&sentence).is_none(),
            Fetched::Waiting | Fetched::Failed(_) => false,
        };
        if is_missing {
            self.query.update(|query| query.sentence = None);
            self.bad_values.update(|bad| bad.push(BadValue::no_sentence(&sentence)));
        }
    }

    /// Brings a view to the front.
    pub fn choose_view(&self, view: View) {
        self.go(self.query.get_untracked().with_view(view), Step::Push);
    }

    /// Looks at a part of the map.
    pub fn choose_zoom(&self, zoom: Zoom) {
        self.free_window.set(None);
        self.go(self.query.get_untracked().with_zoom(zoom), Step::Push);
    }

    /// Tells how wide the map's frame has become.
    pub fn resize_map(&self, width: f64) {
        self.map_width.try_set(width);
    }

    /// Shows the partners that a sentence names; lets go of it if it was chosen.
    pub fn choose_sentence(&self, id: SentenceId) {
        self.go(self.query.get_untracked().with_sentence_toggled(id), Step::Push);
    }

    /// The sentences of the open release that name the chosen partner.
    pub fn sentences_on_chosen(&self) -> Vec<SentenceId> {
        let Some(chosen) = self.chosen() else { return Vec::new() };
        match &*self.reader.read() {
            Fetched::Ready(reader) => reader.sentences_on(chosen).into_iter().map(|own| own.id.clone()).collect(),
            Fetched::Waiting | Fetched::Failed(_) => Vec::new(),
        }
    }

    /// Which of the sentences on the chosen partner the reader stands at, counted from zero.
    pub fn place_in_sentences(&self) -> Option<usize> {
        let at = self.at_sentence.get()?;
        self.sentences_on_chosen().iter().position(|id| *id == at)
    }

    /// The text of a sentence of the open release.
    pub fn sentence_text(&self, id: &SentenceId) -> Option<String> {
        match &*self.reader.read() {
            Fetched::Ready(reader) => reader.sentence(id).map(|sentence| sentence.text()),
            Fetched::Waiting | Fetched::Failed(_) => None,
        }
    }

    /// Goes on to the next sentence on the chosen partner, or back to the one before; from either end to the other.
    pub fn step_through_sentences(&self, is_forward: bool) {
        let all = untrack(|| self.sentences_on_chosen());
        let last = all.len().saturating_sub(1);
        let to = match (untrack(|| self.place_in_sentences()), is_forward) {
            (None, true) => 0,
            (None, false) | (Some(0), false) => last,
            (Some(at), true) if at == last => 0,
            (Some(at), true) => at + 1,
            (Some(at), false) => at.saturating_sub(1),
        };
        if let Some(id) = all.get(to) {
            self.at_sentence.set(Some(id.clone()));
            self.host.bring_into_sight.run(id.to_string());
        }
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
        self.host.focus_filters.run(());
    }

    /// Tells which partner is under the pointer, in any view.
    pub fn point_at(&self, id: Option<PartnerId>) {
        tell(self.pointed, id);
    }

    /// Takes over an address that the browser went to by itself: back, forward, a link within the page.
    pub fn arrive(&self, address: &str) {
        let (query, bad_values) = self.dataset.with_value(|dataset| url::parse_all_but_sentence(address, dataset));
        self.take_over(query, bad_values);
    }

    /// Takes over a query string that the host of the frame asks for. How the page is framed stays as it is.
    pub fn take_from_host(&self, asked: &str) {
        let (query, bad_values) = self.dataset.with_value(|dataset| url::parse_all_but_sentence(asked, dataset));
        let query = query.framed_like(&self.query.get_untracked());
        self.host.navigate.run((url::write(&query), Step::Replace));
        self.take_over(query, bad_values);
    }

    fn take_over(&self, query: Query, bad_values: Vec<BadValue>) {
        self.stop_playing();
        if self.query.read_untracked().zoom != query.zoom {
            self.free_window.set(None);
        }
        self.query.set(query);
        self.bad_values.set(bad_values);
        self.check_sentence();
    }

    /// Hides the report on the address, and takes what it reports out of the address.
    pub fn dismiss_bad_values(&self) {
        self.bad_values.set(Vec::new());
        self.host.navigate.run((url::write(&self.query.get_untracked()), Step::Replace));
        self.host.focus_filters.run(());
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
        tell(self.bad_values, Vec::new());
    }
}

/// How long typing may pause, in milliseconds, before the next letter begins another name.
const TYPING_PAUSE: f64 = 1000.0;

/// A signal that tells of a value only when it is another.
///
/// What reads a memo is woken whenever anything below the memo moves, to find out for itself; where something stands once for
/// each partner that is fifty wake-ups for nothing at every letter typed.
pub fn settled<T: Clone + PartialEq + Send + Sync + 'static>(
    value: impl Fn() -> T + Send + Sync + 'static,
) -> ReadSignal<T> {
    let signal = RwSignal::new(untrack(&value));
    Effect::new(move || tell(signal, value()));
    signal.read_only()
}

/// Sets a signal if the value is another, so that nobody is woken for nothing.
pub fn tell<T: PartialEq + Send + Sync + 'static>(signal: RwSignal<T>, now: T) {
    // Read in a step of its own: what is being read cannot be set.
    let is_other = *signal.read_untracked() != now;
    if is_other {
        signal.set(now);
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
fn open_release<T>(
    number: Option<&ReleaseNumber>,
    dataset: &Dataset,
    archived: &[(ReleaseNumber, Fetched<Release>)],
    turn: impl FnOnce(&Release) -> T,
) -> Fetched<T> {
    let in_file = number.map_or(Some(dataset.newest_release()), |number| dataset.release(number));
    match (in_file, archived.iter().find(|(own, _)| Some(own) == number)) {
        (Some(release), _) => Fetched::Ready(Arc::new(turn(release))),
        (None, Some((_, fetched))) => fetched.map(turn),
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
    use crate::view_model::shipped;
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
    fn the_host_of_a_frame_hears_of_the_state_and_sets_it_but_not_how_it_is_framed() {
        with_dashboard("?side=asia&embed=1&utm=x", |dashboard, visited| {
            assert_eq!(dashboard.query_for_host(), "?side=asia&utm=x");
            assert_eq!(dashboard.address_of_view(View::Map), "?side=asia&view=map&embed=1&utm=x");
            dashboard.take_from_host("bloc=eu&view=globe");
            assert_eq!(*visited.lock().unwrap(), [("?bloc=eu&embed=1".to_owned(), Step::Replace)]);
            assert_eq!(dashboard.bad_values().read().len(), 1);
            assert_eq!(
                (dashboard.query_for_host(), dashboard.address_unframed()),
                ("?bloc=eu".into(), "?bloc=eu".into())
            );
            dashboard.take_from_host("?embed=");
            assert_eq!((dashboard.query_for_host(), dashboard.address_unframed()), (String::new(), "?".to_owned()));
            assert_eq!(visited.lock().unwrap().last().unwrap().0, "?embed=1");
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
            ("?partner=AU", false),
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
    fn going_on_to_the_neighbour_follows_the_order_and_the_filters() {
        with_dashboard("?partner=VN&side=asia&sort=-name", |dashboard, visited| {
            let named = |neighbour: &Option<(PartnerId, String)>| neighbour.as_ref().map(|(_, name)| name.clone());
            let [before, after] = dashboard.neighbours.get();
            assert_eq!((named(&before), named(&after).as_deref()), (None, Some("Thailand")));
            dashboard.choose_neighbour(id("TH"));
            let [before, after] = dashboard.neighbours.get();
            assert_eq!((named(&before).as_deref(), named(&after).as_deref()), (Some("Viet Nam"), Some("Singapore")));
            assert_eq!(visited.lock().unwrap().last().unwrap().0, "?side=asia&partner=TH&sort=-name");
        });
    }

    #[test]
    fn a_sentence_shows_its_partners_and_lets_go_of_them() {
        with_dashboard("?view=list", |dashboard, visited| {
            let sentence = SentenceId::parse("p5.2").unwrap();
            dashboard.choose_sentence(sentence.clone());
            assert_eq!(dashboard.status(), "2 of 45 partners: named in the chosen sentence, as of 11 May 2010");
            dashboard.choose_sentence(sentence);
            assert_eq!(dashboard.status(), "All 45 partners, as of 11 May 2010");
            let addresses: Vec<String> = visited.lock().unwrap().iter().map(|(address, _)| address.clone()).collect();
            assert_eq!(addresses, ["?sentence=p5.2&view=list", "?view=list"]);
        });
    }

    #[test]
    fn the_sentences_on_a_partner_are_gone_through_round_and_round() {
        with_dashboard("?partner=VN", |dashboard, _| {
            let mut places = Vec::new();
            for is_forward in [true, true, true, true, false, false] {
                dashboard.step_through_sentences(is_forward);
                places.push(dashboard.place_in_sentences());
            }
            assert_eq!(places, [0, 1, 2, 0, 2, 1].map(Some));
            dashboard.choose_neighbour(id("HU"));
            assert_eq!(dashboard.place_in_sentences(), Some(0), "that sentence names Hungary as well");
            dashboard.choose_neighbour(id("PL"));
            assert_eq!(dashboard.place_in_sentences(), None);
        });
    }

    #[test]
    fn a_sentence_is_looked_up_once_its_release_is_there() {
        const LISTED: &str =
            r#""archive": [{ "number": "100901_PR1020", "date": "2010-04-01", "title": "Earlier" }], "#;
        let data =
            include_str!("../public/data/asem.json").replacen("\"releases\":", &format!("{LISTED}\"releases\":"), 1);
        let dataset = Arc::new(Dataset::from_json(&data).unwrap());
        let number = ReleaseNumber::parse("100901_PR1020").unwrap();
        for (sentence, is_there) in [("p5.2", true), ("p99.1", false)] {
            let owner = Owner::new();
            owner.set();
            let address = format!("?release={number}&sentence={sentence}");
            let dashboard = Dashboard::new(dataset.clone(), &address, Host::none());
            assert_eq!(dashboard.bad_values().read().len(), 0, "it may have the sentence");
            let release = Release { number: number.clone(), ..dataset.newest_release().clone() };
            dashboard.take_release(&number, Some(Ok(release)));
            assert_eq!(dashboard.query().read().sentence.is_some(), is_there, "{sentence}");
            assert_eq!(dashboard.bad_values().read().is_empty(), is_there, "{sentence}");
        }
    }

    #[test]
    fn evidence_is_read_in_its_own_release() {
        with_dashboard("?partner=VN", |dashboard, _| {
            let address = |number: &str| dashboard.address_of_paragraph(&ReleaseNumber::parse(number).unwrap(), "p5");
            assert_eq!(address("100505_PR1008"), "#p5");
            assert_eq!(address("100901_PR1020"), "?partner=VN&release=100901_PR1020#p5");
        });
    }

    #[test]
    fn a_fifth_partner_is_not_taken_into_the_comparison() {
        with_dashboard("?compare=VN,HU,PL,BE", |dashboard, visited| {
            dashboard.toggle_compared(id("SG"));
            assert_eq!(*visited.lock().unwrap(), []);
            dashboard.toggle_compared(id("HU"));
            dashboard.toggle_compared(id("SG"));
            let names: Vec<String> = dashboard.comparison.get().partners.into_iter().map(|(_, name)| name).collect();
            assert_eq!(names, ["Viet Nam", "Poland", "Belgium", "Singapore"]);
        });
    }

    #[test]
    fn playing_stops_at_each_accession_and_ends_at_the_last_stop() {
        with_dashboard("?asof=2005-01-01", |dashboard, visited| {
            dashboard.toggle_playing();
            let mut days = Vec::new();
            while dashboard.is_playing.get_untracked() {
                days.push(dashboard.day.get().iso());
                dashboard.play_on();
            }
            let stops = ["2005-01-01", "2008-10-24", "2010-10-04", "2012-11-05", "2014-10-16", "2021-11-25"];
            assert_eq!(days, stops);
            assert!(visited.lock().unwrap().iter().all(|(_, step)| *step == Step::Replace));
            dashboard.toggle_playing();
            assert_eq!(dashboard.day.get().iso(), "1996-03-01", "from the end it begins anew");
        });
    }

    #[test]
    fn one_filter_is_taken_away_and_the_others_stay() {
        with_dashboard("?q=viet&side=asia&wave=1996&asof=2014-10-16", |dashboard, _| {
            let words: Vec<String> = dashboard.set_filters().into_iter().map(|(_, words)| words).collect();
            assert_eq!(words, ["ASEM Asia", "joined in 1996", "matching “viet”", "as of 16 October 2014"]);
            dashboard.clear_filter(Key::Wave);
            dashboard.clear_filter(Key::AsOf);
            assert_eq!(url::write(&dashboard.query.get()), "?q=viet&side=asia");
        });
    }

    #[test]
    fn keys_move_within_a_view() {
        let spots = |_: View| {
            ["BN", "AU", "KH", "ID"]
                .iter()
                .zip(0_u8..)
                .map(|(code, x)| Spot { id: id(code), x: f64::from(x) * 90.0, y: 0.0 })
                .collect()
        };
        let owner = Owner::new();
        owner.set();
        let host = Host { spots: Callback::new(spots), ..Host::none() };
        let dashboard = Dashboard::new(Arc::new(shipped()), "", host);
        let at = || dashboard.tab_stop(View::Board).unwrap().to_string();
        assert_eq!(at(), "BN", "the first of the board");
        for (key, time, to) in [
            ("ArrowRight", 0.0, "KH"),
            ("ArrowLeft", 0.0, "BN"),
            ("ArrowLeft", 0.0, "BN"),
            ("End", 0.0, "EU"),
            ("Home", 0.0, "BN"),
            ("m", 2000.0, "MY"),
            ("m", 4000.0, "MM"),
            ("m", 6000.0, "MN"),
            ("m", 8000.0, "MT"),
            ("s", 10000.0, "SK"),
            ("p", 10100.0, "ES"),
        ] {
            assert!(dashboard.press(View::Board, id(&at()), key, time));
            assert_eq!(at(), to, "{key}");
        }
        assert!(!dashboard.press(View::Board, id("BN"), "Enter", 0.0));
        dashboard.press(View::Board, id("KH"), "ArrowLeft", 0.0);
        assert_eq!(at(), "BN", "from where the focus is, wherever the Tab key would enter");
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
    fn a_column_sorts_and_sorts_the_other_way_round() {
        with_dashboard("?view=list", |dashboard, visited| {
            dashboard.sort_by(Order::Code);
            dashboard.sort_by(Order::Code);
            let addresses: Vec<String> = visited.lock().unwrap().iter().map(|(address, _)| address.clone()).collect();
            assert_eq!(addresses, ["?view=list&sort=code", "?view=list&sort=-code"]);
        });
    }

    #[test]
    fn the_page_is_titled_after_the_chosen_partner() {
        with_dashboard("?partner=EU", |dashboard, _| {
            assert_eq!(dashboard.title(), "European Union · ASEM visibility dashboard");
        });
    }
}
