//! The page: components laid out and wired to the verbs of [`Dashboard`].

pub mod later;

use self::later::Rest;
use crate::components::board::Board;
use crate::components::failure::LoadFailure;
use crate::components::filter_bar::FilterBar;
use crate::components::list::{List, ListData};
use crate::components::map::{Map, Zooming};
use crate::components::masthead::Masthead;
use crate::components::notice::Notice;
use crate::components::order_choice::OrderChoice;
use crate::components::status::Status;
use crate::components::timeline::Timeline;
use crate::components::view_switch::ViewSwitch;
use crate::components::{DomId, Painter, Selection};
use crate::model::{Dataset, PartnerId, ReleaseNumber};
use crate::state::errand::Errand;
use crate::state::take_away::Order;
use crate::state::{Dashboard, Host, Newer, Preview, settled};
use crate::view_model::url::Key;
use crate::view_model::{Emphases, Failure, View, citation};
use leptos::prelude::*;
use std::sync::Arc;

/// The data file, relative to the page.
pub const DATA_FILE: &str = "data/asem.json";
/// The folder of the data file, where releases in files of their own stand.
pub const DATA_FOLDER: &str = "data/";
/// The map's geometry, relative to the page.
pub const MAP_FILE: &str = "map/partners.json";

/// In how many tasks the page is rendered.
pub const N_PARTS: usize = 10;
/// How many of them come first: masthead, filters and the views.
pub const N_FIRST: usize = 5;

/// The dataset of the data file, or why there is none.
pub type Loaded = Result<Arc<Dataset>, Failure>;

/// The page, or what stands in its place where its data cannot be had.
#[component]
pub fn Root(
    /// The data file: the published one, or a preview.
    #[prop(into)]
    loaded: Signal<Loaded>,
    /// The data file that the reader opened from their own device.
    #[prop(into)]
    preview: Signal<Option<Preview>>,
    /// What the page asks for.
    requests: Requests,
) -> impl IntoView {
    let content = move || match loaded.get() {
        Err(failure) => {
            let Requests { retrying, retry, .. } = requests;
            view! { <LoadFailure failure=failure file=DATA_FILE retrying=retrying on_retry=retry /> }.into_any()
        }
        Ok(dataset) => {
            let dashboard = requests.open.run(dataset);
            view! { <App dashboard=dashboard requests=requests /> }.into_any()
        }
    };
    view! {
        {later(requests, 1, move |rest| (rest.notices)(preview, requests))}
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
    /// How many of the page's parts are to be rendered so far, at most [`N_PARTS`]. Each takes a slow phone as long as a key may.
    pub n_parts: Signal<usize>,
    /// The code of the other parts, once it is there.
    pub rest: Signal<Option<&'static Rest>>,
    /// Whether that code could not be had.
    pub has_no_rest: Signal<bool>,
    /// Asks for it again.
    pub retry_rest: Callback<()>,
    /// Asks for the map's geometry again.
    pub retry_map: Callback<Dashboard>,
    /// Asks for the open release's file again.
    pub retry_release: Callback<Dashboard>,
    /// Saves a file for the reader, and writes what became of it.
    pub save: Callback<(Dashboard, Order, RwSignal<String>)>,
    /// Runs an errand given from this place of the page, and leaves there what became of it.
    pub run: Callback<(Dashboard, String, Errand)>,
    /// Takes the data file that the reader has chosen.
    pub choose_file: Callback<()>,
    /// Goes back to the published data.
    pub close_preview: Callback<()>,
    /// What the site has that is newer than what the page shows.
    pub newer: Signal<Option<Newer>>,
    /// Shows that.
    pub load_newer: Callback<()>,
}

impl Requests {
    /// Requests that nobody answers: for tests and for rendering natively. Pages open at the address.
    pub fn none(address: &'static str) -> Self {
        Self {
            retrying: Signal::stored(false),
            retry: Callback::new(|()| {}),
            open: Callback::new(move |dataset| Dashboard::new(dataset, address, Host::none())),
            n_parts: Signal::stored(N_PARTS),
            rest: Signal::stored(Some(&Rest::HERE)),
            has_no_rest: Signal::stored(false),
            retry_rest: Callback::new(|()| {}),
            retry_map: Callback::new(|_| {}),
            retry_release: Callback::new(|_| {}),
            save: Callback::new(|_| {}),
            run: Callback::new(|_| {}),
            choose_file: Callback::new(|()| {}),
            close_preview: Callback::new(|()| {}),
            newer: Signal::stored(None),
            load_newer: Callback::new(|()| {}),
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
    paint(dashboard, selection.painter);
    let levels = Memo::new(move |_| dashboard.levels());
    let has_come = move |part| move || requests.n_parts.get() >= part;
    let is_front = move |view| settled(move || dashboard.view() == view);
    view! {
        <a class="asem-skip" href=DomId::Release.link()>"Skip to the release"</a>
        <Masthead dataset=dataset.clone() />
        <div class="asem-page">
            <section class="asem-page__controls" aria-label="Filters">
                <Show when=has_come(2)>{controls(dashboard)}</Show>
            </section>
            <main
                class="asem-page__views"
                id=DomId::Views.as_str()
                data-front=move || dashboard.view().key()
                aria-labelledby=DomId::PartnersTitle.as_str()
            >
                <div class="asem-page__views-head">
                    <h2 class="asem-page__title" id=DomId::PartnersTitle.as_str() tabindex="-1">"Partners"</h2>
                    <OrderChoice
                        sorting=Signal::derive(move || dashboard.query().read().sorting)
                        cites=citation::cites(&dataset.protocol().sources, &dataset)
                        on_sort=Callback::new(move |sorting| dashboard.sort(sorting))
                    />
                    <ViewSwitch
                        view=Signal::derive(move || dashboard.view())
                        address=Callback::new(move |view| dashboard.address_of_view(view))
                        on_choose=Callback::new(move |view| dashboard.choose_view(view))
                    />
                </div>
                <NobodyLeft dashboard=dashboard />
                <Show when=has_come(3)>
                    <Board
                        roster=dashboard.roster
                        entries=dashboard.entries()
                        newcomers=dashboard.newcomers
                        levels=levels
                        selection=selection
                        is_front=is_front(View::Board)
                    />
                </Show>
                <Show when=has_come(4)>
                    <Map
                        drawing=dashboard.drawing
                        file=MAP_FILE
                        levels=levels
                        newcomers=dashboard.newcomers
                        selection=selection
                        zooming=zooming(dashboard)
                        is_front=is_front(View::Map)
                        summary=Signal::derive(move || dashboard.status())
                        on_retry=Callback::new(move |()| requests.retry_map.run(dashboard))
                    />
                </Show>
                <Show when=has_come(5)>
                    <List
                        data=list_data(dashboard)
                        entries=dashboard.entries()
                        selection=selection
                        is_front=is_front(View::List)
                    />
                </Show>
                <NoRest requests=requests />
                <div class="asem-later" data-later="tools">{later(requests, 6, move |rest| (rest.tools)(dashboard, requests))}</div>
            </main>
            <aside class="asem-page__aside" data-later="aside" aria-label="Partner and release">
                {later(requests, 7, move |rest| (rest.panel)(dashboard, requests))}
                {later(requests, 8, move |rest| (rest.release)(dashboard, requests, selection))}
            </aside>
        </div>
        <div class="asem-later" data-later="archive">
            {later(requests, 9, move |rest| (rest.archive)(dashboard, requests))}
        </div>
        <footer class="asem-foot" data-later="foot">
            {later(requests, 10, move |rest| (rest.foot)(dashboard, requests))}
        </footer>
    }
}

/// A part whose code comes after the page. It stays as the HTML has it until then (`public/boot.js`).
fn later(
    requests: Requests,
    part: usize,
    render: impl Fn(&'static Rest) -> AnyView + Send + Sync + 'static,
) -> AnyView {
    let has_come = Memo::new(move |_| requests.n_parts.get() >= part && requests.rest.read().is_some());
    (move || has_come.get().then(|| requests.rest.get_untracked()).flatten().map(&render)).into_any()
}

/// What the page says where the code of the other parts could not be had.
#[component]
fn NoRest(
    /// What the page asks for.
    requests: Requests,
) -> impl IntoView {
    view! {
        <Show when=move || requests.has_no_rest.get()>
            <p class="asem-plain" role="alert">
                "The rest of the page could not be loaded: panel, comparison, downloads, quoting and the search of the archive. \
                What stands here can be read. "
                <button class="asem-button" type="button" on:click=move |_| requests.retry_rest.run(())>
                    "Try again"
                </button>
            </p>
        </Show>
    }
}

/// How partners are shown and what choosing does, wired to the state.
pub fn selection(dashboard: Dashboard) -> Selection {
    Selection {
        emphases: dashboard.emphases.into(),
        painter: Painter::default(),
        has_arrows: !dashboard.is_static(),
        on_close: Callback::new(move |()| dashboard.close_panel()),
        tab_stop: Callback::new(move |view| dashboard.tab_stop(view)),
        on_key: Callback::new(move |(view, from, key, time): (View, PartnerId, String, f64)| {
            dashboard.press(view, from, &key, time)
        }),
        why: Callback::new(move |id| dashboard.why(id)),
        chosen: Signal::derive(move || dashboard.chosen()),
        name_in_lang: Callback::new(move |id| dashboard.name_in_lang(id)),
        address: Callback::new(move |id| dashboard.address_of_partner(id)),
        on_choose: Callback::new(move |id| dashboard.choose_partner(id)),
        on_point: Callback::new(move |id| dashboard.point_at(id)),
    }
}

/// Keeps what stands for partners painted as the state has it.
fn paint(dashboard: Dashboard, painter: Painter) {
    let address = move |id: PartnerId| untrack(|| dashboard.address_of_partner(id));
    // The first time, what was before is what the page was rendered with: the state may have moved on meanwhile.
    let rendered = dashboard.emphases.get_untracked();
    Effect::new(move |before: Option<Emphases>| {
        let now = dashboard.emphases.get();
        painter.emphasise(&now.changed_since(before.as_ref().unwrap_or(&rendered)), address);
        now
    });
    let rendered = untrack(|| dashboard.chosen());
    Effect::new(move |before: Option<Option<PartnerId>>| {
        let now = dashboard.chosen();
        painter.choose(before.unwrap_or(rendered), now);
        now
    });
    for view in [View::Board, View::Map] {
        let rendered = untrack(|| dashboard.tab_stop(view));
        Effect::new(move |before: Option<Option<PartnerId>>| {
            let now = dashboard.tab_stop(view);
            painter.stop_at(view, before.unwrap_or(rendered), now);
            now
        });
    }
    // Links hold the whole state, so that every step changes them all; a reader who means to follow one takes longer.
    Effect::new(move || {
        dashboard.when_quiet(Callback::new(move |()| {
            painter.address(address);
        }));
    });
}

/// What the list is fed with, wired to the state.
pub fn list_data(dashboard: Dashboard) -> ListData {
    ListData {
        roster: dashboard.roster.into(),
        blocs: Callback::new(move |id| dashboard.blocs(id)),
        evidence: Callback::new(move |id| dashboard.evidence(id)),
        place: place(dashboard),
        newcomers: dashboard.newcomers.into(),
        sorting: Signal::derive(move || dashboard.query().read().sorting),
        on_sort: Callback::new(move |order| dashboard.sort_by(order)),
    }
}

fn place(dashboard: Dashboard) -> Callback<(ReleaseNumber, String), String> {
    Callback::new(move |(number, paragraph): (ReleaseNumber, String)| {
        dashboard.address_of_paragraph(&number, &paragraph)
    })
}

/// What the map shows of itself and how it is told to show more, wired to the state.
pub fn zooming(dashboard: Dashboard) -> Zooming {
    Zooming {
        zoom: Signal::derive(move || dashboard.query().read().zoom),
        window: settled(move || dashboard.map_window()).into(),
        free: dashboard.free_window,
        width: dashboard.map_width().into(),
        frame: Callback::new(move |()| dashboard.map_frame()),
        address: Callback::new(move |zoom| dashboard.address_of_zoom(zoom)),
        on_choose: Callback::new(move |zoom| dashboard.choose_zoom(zoom)),
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
            on_choose=Callback::new(move |(facet, value): (Key, String)| dashboard.choose_facet(facet, &value))
        />
        <Timeline
            stops=dashboard.stops()
            day=dashboard.day
            place=Signal::derive(move || dashboard.place())
            is_playing=dashboard.is_playing
            on_stop=Callback::new(move |index| dashboard.stop_at(index))
            on_play=Callback::new(move |()| dashboard.toggle_playing())
        />
        <Status
            sentence=Memo::new(move |_| dashboard.status())
            besides=Memo::new(move |_| dashboard.besides())
            filters=Memo::new(move |_| dashboard.set_filters())
            on_clear_one=Callback::new(move |filter| dashboard.clear_filter(filter))
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
                "No partner matches. "
                {move || match dashboard.query().read().text.trim() {
                    "" => "Choose another day, or take a filter away.",
                    _ => "Try fewer letters, another spelling, or clear the filters.",
                }}
            </p>
        </Show>
    }
}
