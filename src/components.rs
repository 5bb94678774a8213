//! The page's parts. Each is fed by its props: none reads the address, storage or a context.
//!
//! Every file ends with `examples()`, the states worth looking at and testing.

pub mod archive;
pub mod board;
pub mod citation;
pub mod comparison;
pub mod data_file;
pub mod embed;
pub mod embed_builder;
pub mod failure;
pub mod filter_bar;
pub mod legend;
pub mod list;
pub mod map;
pub mod masthead;
pub mod notice;
pub mod order_choice;
pub mod partner_card;
pub mod release_actions;
pub mod release_reader;
pub mod role_mark;
pub mod share;
pub mod sources;
pub mod status;
pub mod subscribe;
pub mod take_away;
pub mod timeline;
pub mod view_switch;
pub mod visibility;

use crate::model::{Group, Lang, PartnerId};
use crate::view_model::stretch::Stretch;
use crate::view_model::{Emphases, Emphasis, Failure, View};
use leptos::ev::{KeyboardEvent, MouseEvent};
use leptos::prelude::*;
use leptos::tachys::renderer::types::Element;

/// An element that others refer to: one name for `id`, `for` and `aria-labelledby`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DomId {
    /// The search field.
    Search,
    /// The board's region.
    Board,
    /// The map's region.
    Map,
    /// The map's drawing.
    MapFrame,
    /// The hatching of land that is no partner's on the day shown; the style sheet of the map refers to it.
    AbsentLand,
    /// The column in which the views stand.
    Views,
    /// The list's region.
    List,
    /// The heading of the partner panel.
    CardTitle,
    /// The heading of the release.
    ReleaseTitle,
    /// The release itself, which skip links lead to.
    Release,
    /// The heading over the views.
    PartnersTitle,
    /// The filters as a whole.
    Filters,
    /// What is said of who is filtered out.
    FilteredOut,
    /// The comparison.
    Compare,
    /// Its heading.
    CompareTitle,
    /// The slider of days.
    AsOf,
    /// The field of orders.
    Order,
    /// The field that opens a data file.
    DataFile,
    /// The heading over it.
    DataFileTitle,
    /// What became of the file.
    Preview,
    /// The archive.
    Archive,
    /// Its heading.
    ArchiveTitle,
    /// Its search field.
    ArchiveSearch,
    /// Its field of kinds.
    ArchiveKind,
    /// Its field of partners.
    ArchivePartner,
    /// Its field of organisations.
    ArchiveOrganisation,
    /// Its rows.
    ArchiveRows,
    /// The heading over the facts of a meeting.
    MeetingTitle,
    /// What the filters look at before the data have come.
    Digest,
}

impl DomId {
    /// The id as written in the markup.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Search => "search",
            Self::Board => "board",
            Self::Map => "map",
            Self::MapFrame => "map-frame",
            Self::AbsentLand => "absent-land",
            Self::Views => "views",
            Self::List => "list",
            Self::CardTitle => "partner-title",
            Self::ReleaseTitle => "release-title",
            Self::Release => "release",
            Self::PartnersTitle => "partners-title",
            Self::Filters => "filters",
            Self::FilteredOut => "filtered-out",
            Self::Compare => "compare",
            Self::CompareTitle => "compare-title",
            Self::AsOf => "as-of",
            Self::Order => "order",
            Self::DataFile => "data-file",
            Self::DataFileTitle => "data-file-title",
            Self::Preview => "preview",
            Self::Archive => "archive",
            Self::ArchiveTitle => "archive-title",
            Self::ArchiveSearch => "archive-search",
            Self::ArchiveKind => "archive-kind",
            Self::ArchivePartner => "archive-partner",
            Self::ArchiveOrganisation => "archive-organisation",
            Self::ArchiveRows => "archive-rows",
            Self::MeetingTitle => "meeting-title",
            Self::Digest => "digest",
        }
    }

    /// The region of a view.
    pub const fn of_view(view: View) -> Self {
        match view {
            View::Board => Self::Board,
            View::Map => Self::Map,
            View::List => Self::List,
        }
    }

    /// The link that jumps to the element: `#release`.
    pub fn link(self) -> String {
        format!("#{}", self.as_str())
    }
}

/// What every view of the partners needs: how each stands out, where its link leads, what choosing and pointing do.
#[derive(Clone, Copy)]
pub struct Selection {
    /// How strongly each partner is shown, for counts.
    pub emphases: Signal<Emphases>,
    /// The elements that stand for partners, and are told what changes.
    pub painter: Painter,
    /// Whether arrow keys move within a view, so that it is one stop for the Tab key. In a page without the program, every
    /// link is a stop.
    pub has_arrows: bool,
    /// The partner at which the keyboard enters a view; reactive where it is called reactively.
    pub tab_stop: Callback<View, Option<PartnerId>>,
    /// Closes the panel, if it is open.
    pub on_close: Callback<()>,
    /// Moves the keyboard within a view by a key (`KeyboardEvent.key`), pressed at a time in milliseconds; says whether the
    /// key meant that.
    pub on_key: Callback<(View, PartnerId, String, f64), bool>,
    /// Why the search found a partner; reactive where it is called reactively.
    pub why: Callback<PartnerId, Option<String>>,
    /// The partner whose panel is open.
    pub chosen: Signal<Option<PartnerId>>,
    /// The partner's name in the reader's language and that language; reactive where it is called reactively.
    pub name_in_lang: Callback<PartnerId, Option<(Lang, String)>>,
    /// The address that choosing a partner leads to; reactive where it is called reactively.
    pub address: Callback<PartnerId, String>,
    /// Chooses a partner.
    pub on_choose: Callback<PartnerId>,
    /// Says which partner is under the pointer.
    pub on_point: Callback<Option<PartnerId>>,
}

impl Selection {
    /// The partner's emphasis as an element begins with it; what changes later, the [`Painter`] tells it.
    pub fn emphasis(&self, id: PartnerId) -> Emphasis {
        self.emphases.read_untracked().of(id)
    }

    /// Why the search found the partner, where the name shown is not the one typed; reactive where it is called reactively.
    pub fn why(&self, id: PartnerId) -> Option<String> {
        self.why.run(id)
    }

    /// The partner's name in the reader's language, to stand beside the English one.
    pub fn beside(&self, id: PartnerId) -> Option<impl IntoView + use<>> {
        let (lang, name) = self.name_in_lang.run(id)?;
        Some(view! { <span class="asem-beside" lang=lang.to_string()>{name}</span> })
    }

    /// `aria-current` of the partner's link, as it begins.
    pub fn current(&self, id: PartnerId) -> Option<&'static str> {
        (self.chosen.get_untracked() == Some(id)).then_some("true")
    }

    /// `tabindex` of the partner's link, as it begins, in a view that is one stop for the Tab key: arrow keys move within it.
    pub fn tab_index(&self, view: View, id: PartnerId) -> &'static str {
        let is_stop = !self.has_arrows && self.emphasis(id) != Emphasis::Absent;
        if is_stop || untrack(|| self.tab_stop.run(view)) == Some(id) { "0" } else { "-1" }
    }

    /// Where the partner's link leads, as it begins.
    pub fn href(&self, id: PartnerId) -> String {
        untrack(|| self.address.run(id))
    }

    /// A key in a view that is one stop for the Tab key.
    pub fn key(&self, view: View, event: &KeyboardEvent) {
        let is_plain = !event.ctrl_key() && !event.meta_key() && !event.alt_key();
        if event.key() == "Escape" {
            self.on_close.run(());
            return;
        }
        // Buttons and links beside the partners have no use for these keys, and the page has: it scrolls.
        let partner = event_target::<Element>(event).closest("[data-partner]").ok().flatten();
        let id = partner.and_then(|partner| PartnerId::parse(&partner.get_attribute("data-partner")?));
        if is_plain && id.is_some_and(|id| self.on_key.run((view, id, event.key(), event.time_stamp()))) {
            event.prevent_default();
        }
    }

    /// A click on the partner's link: chosen here, unless the reader wants another tab or window.
    pub fn click(&self, event: &MouseEvent, id: PartnerId) {
        if is_plain_click(event) {
            event.prevent_default();
            self.on_choose.run(id);
        }
    }
}

/// What a part of the page that moves as a whole stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// A section of the roster, by its key.
    Section(&'static str),
    /// A group.
    Group(Group),
    /// A partner.
    Partner(PartnerId),
    /// The evidence of a partner's appearances.
    Evidence(PartnerId),
    /// A year of the archive.
    Year(u16),
    /// A row of the archive's list.
    Row {
        /// Where in the archive the entry is.
        place: u32,
        /// Where in the list.
        at: usize,
        /// How many rows there are.
        n: usize,
        /// Which search marked it.
        serial: u32,
    },
}

/// Parts in an order: who is there already is moved, not built anew.
///
/// One function for sections, groups and partners: the framework's keyed list costs some eight kilobytes of wasm for every
/// kind of closure that it is used with.
pub fn each(parts: Signal<Vec<Part>>, build: Callback<Part, AnyView>) -> AnyView {
    view! { <For each=move || parts.get() key=|part| *part children=move |part| build.run(part) /> }.into_any()
}

/// Something that a link chooses.
#[derive(Clone, Copy)]
pub struct Choice {
    /// The address that choosing it leads to.
    pub address: Signal<String>,
    /// Whether it is taken.
    pub is_taken: Signal<bool>,
    /// Chooses it.
    pub on_choose: Callback<()>,
}

/// A link that chooses something here, and opens it elsewhere where the reader wants that.
pub fn choice_link(class: &'static str, label: String, choice: Choice) -> AnyView {
    let Choice { address, is_taken, on_choose } = choice;
    view! {
        <a
            class=class
            href=move || address.get()
            aria-current=move || is_taken.get().then_some("true")
            on:click=move |event| {
                if is_plain_click(&event) {
                    event.prevent_default();
                    on_choose.run(());
                }
            }
        >
            {label}
        </a>
    }
    .into_any()
}

/// A link to a calendar entry, with what it is called for those who do not see what it stands beside.
pub fn calendar_link(path: String, label: String) -> AnyView {
    view! { <a class="asem-calendar-link" href=path type="text/calendar" aria-label=label>"Calendar entry"</a> }
        .into_any()
}

/// A text in stretches, some of them marked.
pub fn marked_text(text: Vec<Stretch>) -> Vec<AnyView> {
    let stretch = |Stretch { text, is_marked }| match is_marked {
        true => view! { <mark>{text}</mark> }.into_any(),
        false => text.into_any(),
    };
    text.into_iter().map(stretch).collect()
}

/// That something could not be had, with its problems and a way to ask again.
pub fn failed(failure: &Failure, what: &str, on_retry: Callback<()>) -> AnyView {
    let problems = failure.problems().into_iter().map(|problem| view! { <li>{problem}</li> }).collect_view();
    view! {
        <div role="alert">
            <p>{failure.sentence(what)}</p>
            <ul>{problems}</ul>
            <button class="asem-button" type="button" on:click=move |_| on_retry.run(())>"Retry"</button>
        </div>
    }
    .into_any()
}

/// Whether a click means "go there, here", and not "open elsewhere".
pub fn is_plain_click(event: &MouseEvent) -> bool {
    event.button() == 0 && !event.ctrl_key() && !event.meta_key() && !event.shift_key() && !event.alt_key()
}

/// The elements that stand for partners: tiles, shapes, rows, names in the text.
///
/// A letter typed may change the emphasis of every partner in three views. As a reaction of each element that takes longer
/// than a frame on a slow phone; told to those whose partner has changed, and to no others, a tenth of it. So elements are
/// rendered with what holds as they begin, and are painted from then on.
#[derive(Clone, Copy)]
pub struct Painter(StoredValue<Vec<Painted>, LocalStorage>);

/// An element that stands for a partner.
pub struct Painted {
    /// The element.
    pub element: Element,
    /// What it is.
    pub as_what: PaintedAs,
    /// Whether it has been on the page.
    pub was_seen: bool,
}

/// What an element is to the [`Painter`].
#[derive(Clone, Debug)]
pub struct PaintedAs {
    /// The partner that it stands for.
    pub id: PartnerId,
    /// The view within which arrow keys lead to its link.
    pub within: Option<View>,
    /// What its link is called, with what the eye sees by shade alone: `Hungary, filtered out`.
    pub label: Option<Label>,
}

/// How an element's link gets its name.
#[derive(Clone, Debug)]
pub enum Label {
    /// It has no text of its own.
    Always(String),
    /// It has a text of its own; what is to be added, [`DomId::FilteredOut`] says.
    Own,
}

impl PaintedAs {
    /// An element whose link, if it has one, has a text of its own and is one of many for the Tab key.
    pub fn of(id: PartnerId) -> Self {
        Self { id, within: None, label: None }
    }

    /// The same within a view that is one stop for the Tab key.
    pub fn within(id: PartnerId, view: View) -> Self {
        Self { within: Some(view), ..Self::of(id) }
    }
}

/// Hands an element to the painter: `use:paint=(painter, PaintedAs::of(id))`.
pub fn paint(element: Element, (painter, as_what): (Painter, PaintedAs)) {
    painter.0.update_value(|all| all.push(Painted { element, as_what, was_seen: false }));
}

/// A painter that knows no element yet.
impl Default for Painter {
    fn default() -> Self {
        Self(StoredValue::new_local(Vec::new()))
    }
}

impl Painter {
    /// Paints partners in their new emphasis. Who has become one again gets the address of its link back at once.
    pub fn emphasise(&self, changed: &[(PartnerId, Emphasis)], address: impl Fn(PartnerId) -> String) {
        if changed.is_empty() {
            return;
        }
        self.each(|painted| {
            let id = painted.as_what.id;
            if let Some((_, emphasis)) = changed.iter().find(|(own, _)| *own == id) {
                painted.emphasise(*emphasis, || address(id));
            }
        });
    }

    /// Marks the chosen partner.
    pub fn choose(&self, before: Option<PartnerId>, now: Option<PartnerId>) {
        if before == now {
            return;
        }
        self.each(|painted| {
            let id = Some(painted.as_what.id);
            if id == before || id == now {
                painted.set_on_link("aria-current", (id == now).then_some("true"));
            }
        });
    }

    /// Makes a partner the one at which the Tab key enters a view.
    pub fn stop_at(&self, view: View, before: Option<PartnerId>, now: Option<PartnerId>) {
        if before == now {
            return;
        }
        self.each(|painted| {
            let id = Some(painted.as_what.id);
            if painted.as_what.within == Some(view) && (id == before || id == now) {
                painted.set_on_link("tabindex", Some(if id == now { "0" } else { "-1" }));
            }
        });
    }

    /// Writes the address of every link that leads somewhere.
    pub fn address(&self, address: impl Fn(PartnerId) -> String) {
        // Who has left the page, on another day, need not be painted any more; what was never on it is to come.
        self.0.update_value(|all| {
            all.retain_mut(|painted| {
                let is_here = painted.element.is_connected();
                let stays = is_here || !painted.was_seen;
                painted.was_seen |= is_here;
                stays
            });
        });
        self.each(|painted| {
            if painted.leads_somewhere() {
                painted.set_on_link("href", Some(&address(painted.as_what.id)));
            }
        });
    }

    fn each(&self, paint: impl Fn(&Painted)) {
        self.0.with_value(|all| all.iter().for_each(paint));
    }
}

impl Painted {
    /// Shows its partner in another emphasis; `address` is where its link leads, if it has to be told again.
    pub fn emphasise(&self, emphasis: Emphasis, address: impl FnOnce() -> String) {
        self.set("data-emphasis", emphasis.key());
        if self.is_on_map() {
            if emphasis == Emphasis::Absent {
                self.set("aria-hidden", "true");
                self.set_on_link("href", None::<&str>);
            } else if !self.leads_somewhere() {
                self.set("aria-hidden", "false");
                self.set_on_link("href", Some(&address()));
            }
        }
        match &self.as_what.label {
            None => {}
            Some(Label::Own) => {
                let note = emphasis.note().map(|_| DomId::FilteredOut.as_str());
                self.set_on_link("aria-describedby", note);
            }
            Some(Label::Always(label)) => {
                let label = emphasis.noted(label);
                self.set_on_link("aria-label", (emphasis != Emphasis::Absent).then_some(&label));
                // The name that a pointer is told.
                if let Some(title) = self.element.query_selector("title").ok().flatten() {
                    title.set_text_content(Some(&label));
                }
            }
        }
    }

    /// On the map, who is no partner on the day shown leads nowhere.
    fn is_on_map(&self) -> bool {
        self.as_what.within == Some(View::Map)
    }

    fn leads_somewhere(&self) -> bool {
        self.element.query_selector("a[href]").is_ok_and(|link| link.is_some())
    }

    /// Setting an attribute with a valid name cannot fail.
    fn set(&self, name: &str, value: &str) {
        self.element.set_attribute(name, value).ok();
    }

    fn set_on_link(&self, name: &str, value: Option<&(impl AsRef<str> + ?Sized)>) {
        let value = value.map(AsRef::as_ref);
        if let Some(link) = self.element.query_selector("a").ok().flatten() {
            match value {
                Some(value) => link.set_attribute(name, value),
                None => link.remove_attribute(name),
            }
            .ok();
        }
    }
}

/// A link to a partner in HTML: tile, table row, name in the text. What it stands in carries the partner's emphasis.
#[component]
pub fn PartnerLink(
    /// The partner.
    id: PartnerId,
    /// The class of the link.
    class: &'static str,
    /// How it is shown and what it does.
    selection: Selection,
    /// The view within which arrow keys lead to it; elsewhere the Tab key does.
    #[prop(optional)]
    within: Option<View>,
    /// What says more of it than it shows.
    #[prop(optional_no_strip)]
    described_by: Option<DomId>,
    /// What it shows.
    children: Children,
) -> impl IntoView {
    view! {
        <a
            class=class
            href=selection.href(id)
            tabindex=within.map(|view| selection.tab_index(view, id))
            aria-current=selection.current(id)
            aria-describedby=described_by.map(DomId::as_str)
            on:click=move |event| selection.click(&event, id)
            on:pointerenter=move |_| selection.on_point.run(Some(id))
            on:pointerleave=move |_| selection.on_point.run(None)
        >
            {children()}
        </a>
    }
}

/// Sample props for the examples at the end of each file.
#[cfg(feature = "ssr")]
pub mod sample {
    use super::*;
    use crate::model::Dataset;
    use crate::state::{Dashboard, Host};
    use std::sync::Arc;

    /// A named state of a component.
    pub struct Example {
        /// What it shows: `empty`, `one chosen`.
        pub name: &'static str,
        /// The component in that state.
        pub view: AnyView,
    }

    /// An example.
    pub fn example(name: &'static str, view: impl IntoAny) -> Example {
        Example { name, view: view.into_any() }
    }

    /// Makes the examples of a component.
    pub type Examples = fn() -> Vec<Example>;

    /// All components by the names of their files, with their examples.
    pub const COMPONENTS: &[(&str, Examples)] = &[
        ("archive", archive::examples),
        ("board", board::examples),
        ("citation", citation::examples),
        ("comparison", comparison::examples),
        ("data_file", data_file::examples),
        ("embed", embed::examples),
        ("embed_builder", embed_builder::examples),
        ("failure", failure::examples),
        ("filter_bar", filter_bar::examples),
        ("legend", legend::examples),
        ("list", list::examples),
        ("map", map::examples),
        ("masthead", masthead::examples),
        ("notice", notice::examples),
        ("order_choice", order_choice::examples),
        ("partner_card", partner_card::examples),
        ("release_actions", release_actions::examples),
        ("release_reader", release_reader::examples),
        ("role_mark", role_mark::examples),
        ("share", share::examples),
        ("sources", sources::examples),
        ("status", status::examples),
        ("subscribe", subscribe::examples),
        ("take_away", take_away::examples),
        ("timeline", timeline::examples),
        ("view_switch", view_switch::examples),
        ("visibility", visibility::examples),
    ];

    /// The shipped data.
    pub fn dataset() -> Arc<Dataset> {
        let dataset = Dataset::from_json(include_str!("../public/data/asem.json"));
        // The tests of `data` hold the shipped file clean.
        Arc::new(dataset.unwrap_or_else(|_| unreachable!("the shipped data file is clean")))
    }

    /// The state at an address.
    pub fn dashboard(address: &str) -> Dashboard {
        Dashboard::new(dataset(), address, Host::none())
    }

    /// The selection at an address.
    pub fn selection(address: &str) -> Selection {
        crate::app::selection(dashboard(address))
    }

    /// Who runs errands on the page at an address, and only leaves what is asked for.
    pub fn runner(address: &str) -> super::share::Runner {
        let dashboard = dashboard(address);
        super::share::Runner {
            desk: dashboard.desk,
            name: Callback::new(move |id: String| dashboard.name_of_paragraph(&id)),
            on_errand: Callback::new(|_| {}),
        }
    }

    /// What the list is fed with.
    pub fn list_data(dashboard: Dashboard) -> super::list::ListData {
        crate::app::list_data(dashboard)
    }

    /// How sentences are chosen and gone through.
    pub fn reading(dashboard: Dashboard) -> super::release_reader::Reading {
        crate::app::later::reading(dashboard)
    }

    /// What the archive is fed with.
    pub fn archive_data(dashboard: Dashboard) -> super::archive::ArchiveData {
        // Natively all code is there at once.
        crate::app::later::archive_data(dashboard).unwrap_or_else(|| unreachable!("the archive is there"))
    }

    /// What surrounds the panel.
    pub fn card_actions(dashboard: Dashboard) -> super::partner_card::CardActions {
        crate::app::later::card_actions(dashboard)
    }
}
