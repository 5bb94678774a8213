//! The page: components laid out and wired to the verbs of [`Dashboard`].

use crate::components::board::Board;
use crate::components::failure::LoadFailure;
use crate::components::filter_bar::FilterBar;
use crate::components::list::List;
use crate::components::map::Map;
use crate::components::masthead::Masthead;
use crate::components::notice::Notice;
use crate::components::partner_card::PartnerCard;
use crate::components::release_reader::ReleaseReader;
use crate::components::sources::Sources;
use crate::components::status::Status;
use crate::components::view_switch::ViewSwitch;
use crate::components::{DomId, Selection};
use crate::model::Dataset;
use crate::state::{Dashboard, Fetched};
use crate::view_model::{Reader, Roster, View};
use leptos::prelude::*;
use std::sync::Arc;

/// The data file, relative to the page.
pub const DATA_FILE: &str = "data/asem.json";
/// The map's geometry, relative to the page.
pub const MAP_FILE: &str = "map/partners.json";

/// The page, or what stands in its place while its data is on the way or cannot be had.
#[component]
pub fn Root(
    /// The data file.
    #[prop(into)]
    loaded: Signal<Fetched<Dataset>>,
    /// Whether the data file is being asked for again.
    #[prop(into)]
    retrying: Signal<bool>,
    /// Asks for the data file again.
    on_retry: Callback<()>,
    /// Opens the page on a dataset.
    open: Callback<Arc<Dataset>, Dashboard>,
    /// Asks for the map's geometry again.
    on_retry_map: Callback<Dashboard>,
) -> impl IntoView {
    move || match loaded.get() {
        Fetched::Waiting => view! { <p class="asem-loading" role="status">"Loading the partners…"</p> }.into_any(),
        Fetched::Failed(failure) => {
            view! { <LoadFailure failure=failure file=DATA_FILE retrying=retrying on_retry=on_retry /> }.into_any()
        }
        Fetched::Ready(dataset) => {
            let dashboard = open.run(dataset);
            view! { <App dashboard=dashboard on_retry_map=on_retry_map /> }.into_any()
        }
    }
}

/// The dashboard.
#[component]
pub fn App(
    /// The state.
    dashboard: Dashboard,
    /// Asks for the map's geometry again.
    on_retry_map: Callback<Dashboard>,
) -> impl IntoView {
    let dataset = dashboard.dataset();
    let roster = Arc::new(Roster::new(&dataset));
    let selection = selection(dashboard);
    let is_front = move |view| Signal::derive(move || dashboard.view() == view);
    view! {
        <a class="asem-skip" href=DomId::Release.link()>"Skip to the release"</a>
        <Masthead dataset=dataset.clone() />
        <div class="asem-page">
            <div class="asem-page__controls">{controls(dashboard)}</div>
            <main class="asem-page__views" aria-labelledby=DomId::PartnersTitle.as_str()>
                <div class="asem-page__views-head">
                    <h2 class="asem-page__title" id=DomId::PartnersTitle.as_str() tabindex="-1">"Partners"</h2>
                    <ViewSwitch
                        view=Signal::derive(move || dashboard.view())
                        address=Callback::new(move |view| dashboard.address_of_view(view))
                        on_choose=Callback::new(move |view| dashboard.choose_view(view))
                    />
                </div>
                <NobodyLeft dashboard=dashboard />
                <Board roster=roster.clone() selection=selection is_front=is_front(View::Board) />
                <Map
                    drawing=dashboard.drawing()
                    file=MAP_FILE
                    levels=roster.levels()
                    selection=selection
                    is_front=is_front(View::Map)
                    summary=Signal::derive(move || dashboard.status())
                    on_retry=Callback::new(move |()| on_retry_map.run(dashboard))
                />
                <List roster=roster selection=selection is_front=is_front(View::List) />
            </main>
            <aside class="asem-page__aside" aria-label="Partner and release">
                {move || dashboard.card.get().map(|card| {
                    view! { <PartnerCard card=card on_close=Callback::new(move |()| dashboard.close_panel()) /> }
                })}
                {release(dashboard, &dataset, selection)}
            </aside>
        </div>
        <Sources dataset=dataset />
    }
}

/// How partners are shown and what choosing does, wired to the state.
pub fn selection(dashboard: Dashboard) -> Selection {
    Selection {
        emphases: dashboard.emphases.into(),
        chosen: Signal::derive(move || dashboard.chosen()),
        address: Callback::new(move |id| dashboard.address_of_partner(id)),
        on_choose: Callback::new(move |id| dashboard.choose_partner(id)),
        on_point: Callback::new(move |id| dashboard.point_at(id)),
    }
}

fn controls(dashboard: Dashboard) -> AnyView {
    let query = dashboard.query();
    view! {
        <Notice
            bad_values=dashboard.bad_values()
            on_dismiss=Callback::new(move |()| dashboard.dismiss_bad_values())
        />
        <FilterBar
            text=Signal::derive(move || query.read().text.clone())
            facets=dashboard.facets
            on_search=Callback::new(move |text| dashboard.search(text))
            on_choose=Callback::new(move |(facet, value)| dashboard.choose_facet(facet, value))
        />
        <Status
            sentence=Signal::derive(move || dashboard.status())
            is_filtered=Signal::derive(move || query.read().is_filtered())
            on_clear=Callback::new(move |()| dashboard.clear_filters())
        />
    }
    .into_any()
}

/// What the views say when the filters leave nobody.
#[component]
fn NobodyLeft(
    /// The state.
    dashboard: Dashboard,
) -> impl IntoView {
    view! {
        <Show when=move || dashboard.emphases.read().n_shown_in_all() == 0>
            <p class="asem-page__nobody">
                "No partner matches. Try fewer letters, another spelling, or clear the filters."
            </p>
        </Show>
    }
}

fn release(dashboard: Dashboard, dataset: &Dataset, selection: Selection) -> AnyView {
    // Cut up once for each release, not at every step of the reader.
    let number = Memo::new(move |_| dashboard.query().read().release.clone());
    let readers: Vec<_> =
        dataset.releases().map(|release| (release.number.clone(), Reader::new(release, dataset))).collect();
    let open = move || {
        let number = number.get();
        let chosen = readers.iter().find(|(own, _)| Some(own) == number.as_ref()).or(readers.first());
        chosen.map(|(_, reader)| view! { <ReleaseReader reader=reader.clone() selection=selection /> })
    };
    open.into_any()
}
