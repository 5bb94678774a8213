//! The parts of the page whose code need not be there at the start: `make build` cuts it off the program, and the page fetches
//! it once it is live. Whoever names [`Rest::HERE`] has all of it at once.

use super::{Requests, place};
use crate::components::Selection;
use crate::components::archive::{ArchiveData, ArchiveSection};
use crate::components::comparison::Comparison;
use crate::components::data_file::{NewerNotice, OpenDataFile, PreviewNotice};
use crate::components::embed::WayOut;
use crate::components::embed_builder::{EmbedBuilder, EmbedData};
use crate::components::partner_card::{CardActions, Comparing, PartnerCard};
use crate::components::release_reader::{Reading, ReleaseReader};
use crate::components::share::{Runner, Share};
use crate::components::sources::Sources;
use crate::components::subscribe::Subscribe;
use crate::components::take_away::TakeAway;
use crate::components::visibility::VisibilityData;
use crate::state::later::Later;
use crate::state::{Dashboard, Preview, settled};
use crate::view_model::embed::Field;
use crate::view_model::url::Key;
use crate::view_model::{Query, citation};
use leptos::prelude::*;

/// Where the code of these parts is. The page names it only by this.
#[derive(Clone, Copy)]
pub struct Rest {
    /// What the state has computed there.
    pub state: Later,
    /// What the page says of data of another origin.
    pub notices: fn(Signal<Option<Preview>>, Requests) -> AnyView,
    /// What stands below the views.
    pub tools: fn(Dashboard, Requests) -> AnyView,
    /// The panel of the chosen partner.
    pub panel: fn(Dashboard, Requests) -> AnyView,
    /// The release.
    pub release: fn(Dashboard, Requests, Selection) -> AnyView,
    /// The archive.
    pub archive: fn(Dashboard, Requests) -> AnyView,
    /// What stands in the foot of the page.
    pub foot: fn(Dashboard, Requests) -> AnyView,
}

impl Rest {
    /// All of it, here.
    pub const HERE: Self = Self { state: Later::HERE, notices, tools, panel, release, archive, foot };
}

fn notices(preview: Signal<Option<Preview>>, requests: Requests) -> AnyView {
    view! {
        <NewerNotice newer=requests.newer on_load=requests.load_newer />
        <PreviewNotice preview=preview on_close=requests.close_preview />
    }
    .into_any()
}

fn runner(dashboard: Dashboard, requests: Requests) -> Runner {
    Runner {
        desk: dashboard.desk,
        name: Callback::new(move |id: String| dashboard.name_of_paragraph(&id)),
        on_errand: Callback::new(move |(at, errand)| requests.run.run((dashboard, at, errand))),
    }
}

fn tools(dashboard: Dashboard, requests: Requests) -> AnyView {
    let dataset = dashboard.dataset();
    let saved = RwSignal::new(String::new());
    let runner = runner(dashboard, requests);
    view! {
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
    }
    .into_any()
}

fn panel(dashboard: Dashboard, _: Requests) -> AnyView {
    view! {
        <Show when=move || dashboard.card.read().is_some()>
            <PartnerCard card=dashboard.card actions=card_actions(dashboard) />
        </Show>
    }
    .into_any()
}

fn release(dashboard: Dashboard, requests: Requests, selection: Selection) -> AnyView {
    view! {
        <ReleaseReader
            reader=dashboard.reader
            selection=selection
            reading=reading(dashboard)
            runner=runner(dashboard, requests)
            on_retry=Callback::new(move |()| requests.retry_release.run(dashboard))
        />
    }
    .into_any()
}

fn archive(dashboard: Dashboard, _: Requests) -> AnyView {
    dashboard.calm_archive();
    archive_data(dashboard).map(|data| view! { <ArchiveSection data=data /> }).into_any()
}

fn foot(dashboard: Dashboard, requests: Requests) -> AnyView {
    view! {
        <Subscribe />
        <Sources sources=citation::listed(&dashboard.dataset()) />
        <OpenDataFile on_choose=requests.choose_file />
        {dashboard.is_embedded().then(|| {
            view! { <WayOut address=Signal::derive(move || dashboard.address_unframed()) /> }
        })}
    }
    .into_any()
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
        looked_for: Signal::derive(move || {
            dashboard.archive().map(|archive| archive.looked_for.get()).unwrap_or_default()
        }),
    }
}

/// What the archive is fed with, wired to the state.
pub fn archive_data(dashboard: Dashboard) -> Option<ArchiveData> {
    let archive = dashboard.archive()?;
    Some(ArchiveData {
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
    })
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
                dashboard
                    .card
                    .read()
                    .as_ref()
                    .zip(dashboard.archive())
                    .map(|(card, archive)| archive.visibility(card.id))
                    .unwrap_or_default()
            }),
            n_more: Signal::derive(move || dashboard.archive()?.n_more()),
            on_more: Callback::new(move |()| {
                if let Some(archive) = dashboard.archive() {
                    archive.fetch();
                }
            }),
        },
    }
}
