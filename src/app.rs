//! The page: components laid out and wired to the verbs of [`Dashboard`].

use crate::components::board::Board;
use crate::components::data_file::{OpenDataFile, PreviewNotice};
use crate::components::failure::LoadFailure;
use crate::components::filter_bar::FilterBar;
use crate::components::list::List;
use crate::components::map::Map;
use crate::components::masthead::Masthead;
use crate::components::notice::Notice;
use crate::components::partner_card::PartnerCard;
use crate::components::release_list::ReleaseList;
use crate::components::release_reader::ReleaseReader;
use crate::components::sources::Sources;
use crate::components::status::Status;
use crate::components::view_switch::ViewSwitch;
use crate::components::{DomId, Selection};
use crate::model::Dataset;
use crate::state::{Dashboard, Fetched, Host, Preview};
use crate::view_model::{View, citation, reader};
use leptos::prelude::*;
use std::sync::Arc;

/// The data file, relative to the page.
pub const DATA_FILE: &str = "data/asem.json";
/// The folder of the data file, where releases in files of their own stand.
pub const DATA_FOLDER: &str = "data/";
/// The map's geometry, relative to the page.
pub const MAP_FILE: &str = "map/partners.json";

/// The page, or what stands in its place while its data is on the way or cannot be had.
#[component]
pub fn Root(
    /// The data file: the published one, or a preview.
    #[prop(into)]
    loaded: Signal<Fetched<Dataset>>,
    /// The data file that the reader opened from their own device.
    #[prop(into)]
    preview: Signal<Option<Preview>>,
    /// What the page asks for.
    requests: Requests,
) -> impl IntoView {
    let content = move || match loaded.get() {
        Fetched::Waiting => view! { <p class="asem-loading" role="status">"Loading the partners…"</p> }.into_any(),
        Fetched::Failed(failure) => {
            let Requests { retrying, retry, .. } = requests;
            view! { <LoadFailure failure=failure file=DATA_FILE retrying=retrying on_retry=retry /> }.into_any()
        }
        Fetched::Ready(dataset) => {
            let dashboard = requests.open.run(dataset);
            view! { <App dashboard=dashboard requests=requests /> }.into_any()
        }
    };
    view! {
        <PreviewNotice preview=preview on_close=requests.close_preview />
        {content}
    }
}

/// What the page asks of the program around it.
#[derive(Clone, Copy)]
pub struct Requests {
    /// Whether the data file is being asked for again.
    pub retrying: Signal<bool>,
    /// Asks for the data file again.
    pub retry: Callback<()>,
    /// Opens the page on a dataset.
    pub open: Callback<Arc<Dataset>, Dashboard>,
    /// Asks for the map's geometry again.
    pub retry_map: Callback<Dashboard>,
    /// Asks for the open release's file again.
    pub retry_release: Callback<Dashboard>,
    /// Takes the data file that the reader has chosen.
    pub choose_file: Callback<()>,
    /// Goes back to the published data.
    pub close_preview: Callback<()>,
}

impl Requests {
    /// Requests that nobody answers: for tests and for rendering natively. Pages open at the address.
    pub fn none(address: &'static str) -> Self {
        Self {
            retrying: Signal::stored(false),
            retry: Callback::new(|()| {}),
            open: Callback::new(move |dataset| Dashboard::new(dataset, address, Host::none())),
            retry_map: Callback::new(|_| {}),
            retry_release: Callback::new(|_| {}),
            choose_file: Callback::new(|()| {}),
            close_preview: Callback::new(|()| {}),
        }
    }
}

/// The dashboard.
#[component]
pub fn App(
    /// The state.
    dashboard: Dashboard,
    /// What the page asks for.
    requests: Requests,
) -> impl IntoView {
    let dataset = dashboard.dataset();
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
                <Board roster=dashboard.roster selection=selection is_front=is_front(View::Board) />
                <Map
                    drawing=dashboard.drawing
                    file=MAP_FILE
                    roster=dashboard.roster
                    selection=selection
                    is_front=is_front(View::Map)
                    summary=Signal::derive(move || dashboard.status())
                    on_retry=Callback::new(move |()| requests.retry_map.run(dashboard))
                />
                <List roster=dashboard.roster selection=selection is_front=is_front(View::List) />
            </main>
            <aside class="asem-page__aside" aria-label="Partner and release">
                {move || dashboard.card.get().map(|card| {
                    view! { <PartnerCard card=(*card).clone() on_close=Callback::new(move |()| dashboard.close_panel()) /> }
                })}
                <ReleaseList
                    entries=reader::entries(&dataset)
                    open=Signal::derive(move || dashboard.query().read().release.clone())
                    address=Callback::new(move |number| dashboard.address_of_release(number))
                    on_open=Callback::new(move |number| dashboard.choose_release(number))
                />
                <ReleaseReader
                    reader=dashboard.reader
                    selection=selection
                    on_retry=Callback::new(move |()| requests.retry_release.run(dashboard))
                />
            </aside>
        </div>
        <footer class="asem-foot">
            <Sources sources=citation::listed(&dataset) />
            <OpenDataFile on_choose=requests.choose_file />
        </footer>
    }
}

/// How partners are shown and what choosing does, wired to the state.
pub fn selection(dashboard: Dashboard) -> Selection {
    Selection {
        emphases: dashboard.emphases.into(),
        found: dashboard.found.into(),
        chosen: Signal::derive(move || dashboard.chosen()),
        name_in_lang: Callback::new(move |id| dashboard.name_in_lang(id)),
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
