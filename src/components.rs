//! The page's parts. Each is fed by its props: none reads the address, storage or a context.
//!
//! Every file ends with `examples()`, the states worth looking at and testing.

pub mod board;
pub mod citation;
pub mod comparison;
pub mod data_file;
pub mod failure;
pub mod filter_bar;
pub mod legend;
pub mod list;
pub mod map;
pub mod masthead;
pub mod notice;
pub mod order_choice;
pub mod partner_card;
pub mod release_list;
pub mod release_reader;
pub mod role_mark;
pub mod sources;
pub mod status;
pub mod take_away;
pub mod timeline;
pub mod view_switch;

use crate::model::{Group, Lang, PartnerId};
use crate::view_model::search::Found;
use crate::view_model::{Emphases, Emphasis, View};
use leptos::ev::{KeyboardEvent, MouseEvent};
use leptos::prelude::*;

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
    /// The comparison.
    Compare,
    /// The field that opens a data file.
    DataFile,
    /// The heading over it.
    DataFileTitle,
    /// What became of the file.
    Preview,
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
            Self::Compare => "compare",
            Self::DataFile => "data-file",
            Self::DataFileTitle => "data-file-title",
            Self::Preview => "preview",
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
    /// How strongly one partner is shown; reactive where it is called reactively, and only to this partner.
    pub emphasis: Callback<PartnerId, Emphasis>,
    /// The partner at which the keyboard enters a view; reactive where it is called reactively.
    pub tab_stop: Callback<View, Option<PartnerId>>,
    /// Moves the keyboard within a view by a key (`KeyboardEvent.key`), pressed at a time in milliseconds; says whether the
    /// key meant that.
    pub on_key: Callback<(View, String, f64), bool>,
    /// Whom the text in the search field finds, and why.
    pub found: Signal<Found>,
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
    /// The partner's emphasis.
    pub fn emphasis(&self, id: PartnerId) -> Emphasis {
        self.emphasis.run(id)
    }

    /// What the eye sees by shade alone, for those who do not see it: `, filtered out`.
    pub fn note(&self, id: PartnerId) -> Option<String> {
        let emphasis = self.emphasis(id);
        (!emphasis.is_shown()).then(|| format!(", {}", emphasis.label()))
    }

    /// Why the search found the partner, where the name shown is not the one typed.
    pub fn why(&self, id: PartnerId) -> Option<String> {
        self.found.read().why(id).map(str::to_owned)
    }

    /// The partner's name in the reader's language, to stand beside the English one.
    pub fn beside(&self, id: PartnerId) -> Option<impl IntoView + use<>> {
        let (lang, name) = self.name_in_lang.run(id)?;
        Some(view! { <span class="asem-beside" lang=lang.to_string()>{name}</span> })
    }

    /// `aria-current` of the partner's link.
    pub fn current(&self, id: PartnerId) -> Option<&'static str> {
        (self.chosen.get() == Some(id)).then_some("true")
    }

    /// `tabindex` of the partner's link in a view that is one stop for the Tab key: arrow keys move within it.
    pub fn tab_index(&self, view: View, id: PartnerId) -> &'static str {
        if self.tab_stop.run(view) == Some(id) { "0" } else { "-1" }
    }

    /// A key in a view that is one stop for the Tab key.
    pub fn key(&self, view: View, event: &KeyboardEvent) {
        let is_plain = !event.ctrl_key() && !event.meta_key() && !event.alt_key();
        if is_plain && self.on_key.run((view, event.key(), event.time_stamp())) {
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
}

/// Parts in an order: who is there already is moved, not built anew.
///
/// One function for sections, groups and partners: the framework's keyed list costs some eight kilobytes of wasm for every
/// kind of closure that it is used with.
pub fn each(parts: Signal<Vec<Part>>, build: Callback<Part, AnyView>) -> AnyView {
    view! { <For each=move || parts.get() key=|part| *part children=move |part| build.run(part) /> }.into_any()
}

/// Whether a click means "go there, here", and not "open elsewhere".
pub fn is_plain_click(event: &MouseEvent) -> bool {
    event.button() == 0 && !event.ctrl_key() && !event.meta_key() && !event.shift_key() && !event.alt_key()
}

/// A link to a partner in HTML: tile, table row, name in the text. Carries the partner's emphasis.
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
    /// What it shows.
    children: Children,
) -> impl IntoView {
    view! {
        <a
            class=class
            href=move || selection.address.run(id)
            tabindex=within.map(|view| move || selection.tab_index(view, id))
            aria-current=move || selection.current(id)
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

    /// What the list is fed with.
    pub fn list_data(dashboard: Dashboard) -> super::list::ListData {
        crate::app::list_data(dashboard)
    }

    /// What surrounds the panel.
    pub fn card_actions(dashboard: Dashboard) -> super::partner_card::CardActions {
        crate::app::card_actions(dashboard)
    }
}
