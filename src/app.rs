//! The page: components laid out and wired to the verbs of [`Dashboard`].

use crate::components::archive::{ArchiveData, ArchiveSection};
use crate::components::board::Board;
use crate::components::comparison::Comparison;
use crate::components::data_file::{NewerNotice, OpenDataFile, PreviewNotice};
use crate::components::embed::WayOut;
use crate::components::embed_builder::{EmbedBuilder, EmbedData};
use crate::components::failure::LoadFailure;
use crate::components::filter_bar::FilterBar;
use crate::components::list::{List, ListData};
use crate::components::map::{Map, Zooming};
use crate::components::masthead::Masthead;
use crate::components::notice::Notice;
use crate::components::order_choice::OrderChoice;
use crate::components::partner_card::{CardActions, Comparing, PartnerCard};
use crate::components::release_reader::{Reading, ReleaseReader};
use crate::components::share::{Runner, Share};
use crate::components::sources::Sources;
use crate::components::status::Status;
use crate::components::subscribe::Subscribe;
use crate::components::take_away::TakeAway;
use crate::components::timeline::Timeline;
use crate::components::view_switch::ViewSwitch;
use crate::components::visibility::VisibilityData;
use crate::components::{DomId, Painter, Selection};
use crate::model::{Dataset, PartnerId, ReleaseNumber};
use crate::state::errand::Errand;
use crate::state::take_away::Order;
use crate::state::{Dashboard, Fetched, Host, Newer, Preview, settled};
use crate::view_model::embed::Field;
use crate::view_model::url::Key;
use crate::view_model::{Emphases, Query, View, citation};
use leptos::prelude::*;
use std::sync::Arc;

/// The data file, relative to the page.
pub const DATA_FILE: &str = "data/asem.json";
/// The folder of the data file, where releases in files of their own stand.
pub const DATA_FOLDER: &str = "data/";
/// The map's geometry, relative to the page.
pub const MAP_FILE: &str = "map/partners.json";

/// In how many tasks the page is rendered.
pub const N_PARTS: usize = 7;

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
        <NewerNotice newer=requests.newer on_load=requests.load_newer />
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
    /// How many of the page's parts are to be rendered so far, at most [`N_PARTS`]. Each takes a slow phone as long as a key may.
    pub n_parts: Signal<usize>,
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
    let cited = dataset.clone();
    let saved = RwSignal::new(String::new());
    let runner = Runner {
        desk: dashboard.desk,
        name: Callback::new(move |id: String| dashboard.name_of_paragraph(&id)),
        on_errand: Callback::new(move |(at, errand)| requests.run.run((dashboard, at, errand))),
    };
    let has_come = move |part| move || requests.n_parts.get() >= part;
    let is_front = move |view| settled(move || dashboard.view() == view);
    view! {
        <a class="asem-skip" href=DomId::Release.link()>"Skip to the release"</a>
        <Masthead dataset=dataset.clone() />
        <div class="asem-page">
            <section class="asem-page__controls" aria-label="Filters">{controls(dashboard)}</section>
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
                        is_shown=Signal::derive(move || dashboard.view() != View::Map)
                    />
                    <ViewSwitch
                        view=Signal::derive(move || dashboard.view())
                        address=Callback::new(move |view| dashboard.address_of_view(view))
                        on_choose=Callback::new(move |view| dashboard.choose_view(view))
                    />
                </div>
                <NobodyLeft dashboard=dashboard />
                <Show when=has_come(2)>
                    <Board
                        roster=dashboard.roster
                        entries=dashboard.entries()
                        newcomers=dashboard.newcomers
                        levels=levels
                        selection=selection
                        is_front=is_front(View::Board)
                    />
                </Show>
                <Show when=has_come(3)>
                    <Map
                        drawing=dashboard.drawing
                        file=MAP_FILE
                        levels=levels
                        selection=selection
                        zooming=zooming(dashboard)
                        is_front=is_front(View::Map)
                        summary=Signal::derive(move || dashboard.status())
                        on_retry=Callback::new(move |()| requests.retry_map.run(dashboard))
                    />
                </Show>
                <Show when=has_come(4)>
                    <List
                        data=list_data(dashboard)
                        entries=dashboard.entries()
                        selection=selection
                        is_front=is_front(View::List)
                    />
                </Show>
                <Comparison
                    content=dashboard.comparison
                    on_remove=Callback::new(move |id| dashboard.remove_compared(id))
                    on_end=Callback::new(move |()| dashboard.end_comparison())
                />
                <TakeAway
                    emphases=dashboard.emphases
                    n_in_all=dataset.partners().len()
                    view=Signal::derive(move || dashboard.view())
                    told=saved
                    on_take=Callback::new(move |order| requests.save.run((dashboard, order, saved)))
                />
                <Share at="views" runner=runner />
                {(!dashboard.is_embedded()).then(|| {
                    view! { <EmbedBuilder data=embed_data(dashboard) runner=runner /> }
                })}
            </main>
            <aside class="asem-page__aside" aria-label="Partner and release">
                <Show when=move || dashboard.card.read().is_some()>
                    <PartnerCard card=dashboard.card actions=card_actions(dashboard) />
                </Show>
                <Show when=has_come(5)>
                    <ReleaseReader
                        reader=dashboard.reader
                        selection=selection
                        reading=reading(dashboard)
                        runner=runner
                        on_retry=Callback::new(move |()| requests.retry_release.run(dashboard))
                    />
                </Show>
            </aside>
        </div>
        <Show when=has_come(6)>
            <ArchiveSection data=archive_data(dashboard) />
        </Show>
        <footer class="asem-foot">
            <Subscribe />
            <Show when=has_come(7)>
                <Sources sources=citation::listed(&cited) />
            </Show>
            <OpenDataFile on_choose=requests.choose_file />
            {dashboard.is_embedded().then(|| {
                view! { <WayOut address=Signal::derive(move || dashboard.address_unframed()) /> }
            })}
        </footer>
    }
}

/// What the builder of snippets is fed with, wired to the state.
fn embed_data(dashboard: Dashboard) -> EmbedData {
    EmbedData {
        is_open: RwSignal::new(false),
        choices: dashboard.desk.embed,
        embed: Callback::new(move |()| dashboard.embed()),
        notes: Callback::new(move |()| dashboard.notes_on_embed()),
        on_begin: Callback::new(move |()| dashboard.begin_embed()),
        on_choose: Callback::new(move |(field, value): (Field, String)| dashboard.choose_for_embed(field, &value)),
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
        on_key: Callback::new(move |(view, key, time): (View, String, f64)| dashboard.press(view, &key, time)),
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
            dashboard.archive.calm_down();
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

/// How the release is read, wired to the state. Every sentence follows these: they tell of changes only, not of every letter
/// that is typed elsewhere.
pub fn reading(dashboard: Dashboard) -> Reading {
    Reading {
        chosen: settled(move || dashboard.query().read().sentence.clone()).into(),
        on_choose: Callback::new(move |id| dashboard.choose_sentence(id)),
        partner: Signal::derive(move || dashboard.card.read().as_ref().map(|card| card.name.clone())),
        on_partner: settled(move || dashboard.sentences_on_chosen()).into(),
        place: settled(move || dashboard.place_in_sentences()).into(),
        on_step: Callback::new(move |is_forward| dashboard.step_through_sentences(is_forward)),
        text: Callback::new(move |id| dashboard.sentence_text(&id)),
        looked_for: dashboard.archive.looked_for.into(),
    }
}

/// What the archive is fed with, wired to the state.
pub fn archive_data(dashboard: Dashboard) -> ArchiveData {
    let archive = dashboard.archive;
    ArchiveData {
        listing: archive.listing.into(),
        counts: archive.counts.into(),
        asked: archive.asked.into(),
        sentence: Signal::derive(move || archive.sentence()),
        n_more: Signal::derive(move || archive.n_more()),
        is_loading: Signal::derive(move || archive.is_loading()),
        failure: Signal::derive(move || archive.failure()),
        meeting: Memo::new(move |_| archive.meeting()).into(),
        row: Callback::new(move |place| archive.row(place)),
        address: Callback::new(move |id| {
            archive.quiet.track();
            untrack(|| dashboard.address_of_entry(&id))
        }),
        is_open: Callback::new(move |id| dashboard.is_open(&id)),
        on_find: Callback::new(move |text| dashboard.find(text)),
        on_choose: Callback::new(move |(facet, value): (Key, String)| dashboard.choose_facet(facet, &value)),
        on_year: Callback::new(move |year| dashboard.toggle_year(year)),
        on_clear: Callback::new(move |()| dashboard.find_everything()),
        on_whole: Callback::new(move |()| archive.open()),
        on_fetch: Callback::new(move |()| dashboard.fetch_archive()),
        on_open: Callback::new(move |id| dashboard.open_entry(&id)),
        on_close: Callback::new(move |()| dashboard.close_meeting()),
        on_row: Callback::new(move |at| dashboard.focus_row(at)),
    }
}

/// What surrounds the panel, wired to the state.
pub fn card_actions(dashboard: Dashboard) -> CardActions {
    let comparing = move |id| match &dashboard.query().read().compared {
        compared if compared.contains(&id) => Comparing::Yes,
        compared if compared.len() >= Query::MOST_COMPARED => Comparing::Full,
        _ => Comparing::No,
    };
    CardActions {
        neighbours: dashboard.neighbours.into(),
        comparing: Callback::new(comparing),
        on_choose: Callback::new(move |id| dashboard.choose_neighbour(id)),
        place: place(dashboard),
        on_compare: Callback::new(move |id| dashboard.toggle_compared(id)),
        on_close: Callback::new(move |()| dashboard.close_panel()),
        visibility: VisibilityData {
            years: Signal::derive(move || {
                dashboard.card.read().as_ref().map(|card| dashboard.archive.visibility(card.id)).unwrap_or_default()
            }),
            n_more: Signal::derive(move || dashboard.archive.n_more()),
            on_more: Callback::new(move |()| dashboard.archive.fetch()),
        },
    }
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
