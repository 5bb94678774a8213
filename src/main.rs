//! The wasm program: gets the data, mounts the page, ties its state to the browser. Nothing else.

use asem_dashboard::app::{DATA_FILE, DATA_FOLDER, MAP_FILE, N_PARTS, Requests, Root};
use asem_dashboard::browser::clipboard::{self, Shared};
use asem_dashboard::browser::fetch::Cache;
use asem_dashboard::browser::files::LocalFile;
use asem_dashboard::browser::takeover::{self, HtmlElement};
use asem_dashboard::browser::{clock, document, download, fetch, files, frame, history, layout, offline, spawn};
use asem_dashboard::components::DomId;
use asem_dashboard::data::archive::{ArchiveIndex, INDEX_FILE, part_file};
use asem_dashboard::data::{Names, Problem, Topology, names};
use asem_dashboard::model::{Dataset, Lang, PartnerId, Release, ReleaseNumber};
use asem_dashboard::state::embedding::NO_ADDRESS;
use asem_dashboard::state::errand::{Errand, Piece, Told};
use asem_dashboard::state::take_away::{Order, Parcel};
use asem_dashboard::state::{Dashboard, Fetched, Host, Newer, Preview, Step};
use asem_dashboard::view_model::archive::EntryId;
use asem_dashboard::view_model::map::window::Frame;
use asem_dashboard::view_model::quote::{Clip, Form};
use asem_dashboard::view_model::{Failure, Query, View, map};
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::mount::mount_to;
use leptos::prelude::*;
use std::sync::Arc;
use std::time::Duration;

fn main() {
    // Data first, page second: the HTML's own content stays until there is something better to show.
    spawn(async {
        let loaded = load(Cache::Usual).await;
        if let Some(root) = takeover::begin() {
            let stage = root.clone();
            mount_to(root, move || page(loaded, stage)).forget();
        }
    });
}

/// Has the parts of the page rendered that are still to come, and puts all of it onto the page. Each is a task of its own: the
/// browser answers in between, and by the next all has been rendered, down to the values of fields.
fn render_rest(root: HtmlElement, loaded: Fetched<Dataset>, n_parts: RwSignal<usize>) {
    let next = move || {
        if matches!(loaded, Fetched::Ready(_)) && n_parts.get_untracked() < N_PARTS {
            n_parts.update(|n| *n += 1);
            render_rest(root, loaded, n_parts);
        } else {
            set_on_stage(&root, &loaded);
        }
    };
    set_timeout(next, Duration::ZERO);
}

/// Puts what was rendered onto the page: instead of the HTML's own content, or above it where that is all there is to show.
fn set_on_stage(root: &HtmlElement, loaded: &Fetched<Dataset>) {
    match loaded {
        Fetched::Waiting => document::set_progress("static"),
        Fetched::Failed(_) => {
            takeover::explain(root);
            document::set_progress("failed");
        }
        Fetched::Ready(_) => takeover::finish(root, || document::set_progress("live")),
    }
}

/// The data file, checked.
async fn load(cache: Cache) -> Fetched<Dataset> {
    let text = fetch::text(DATA_FILE, cache).await;
    match text.and_then(|text| Dataset::from_json(&text).map_err(Failure::Broken)) {
        Ok(dataset) => Fetched::Ready(Arc::new(dataset)),
        Err(failure) => Fetched::Failed(failure),
    }
}

fn page(first: Fetched<Dataset>, root: HtmlElement) -> impl IntoView {
    let published = RwSignal::new(first);
    let preview = RwSignal::new(None);
    let retrying = RwSignal::new(false);
    let retry = move |()| {
        if !retrying.get_untracked() {
            retrying.set(true);
            spawn(async move {
                let again = load(Cache::Reload).await;
                retrying.set(false);
                // The same failure again leaves the button, and the focus on it, in place.
                if *published.read_untracked() != again {
                    published.set(again);
                }
            });
        }
    };
    let loaded = Memo::new(move |_| match &*preview.read() {
        Some(Preview { content: Ok(dataset), .. }) => Fetched::Ready(dataset.clone()),
        Some(Preview { content: Err(_), .. }) | None => published.get(),
    });
    let show = move |file: LocalFile| {
        let LocalFile { name, text } = file;
        let content = text.and_then(|text| Dataset::from_json(&text)).map(Arc::new);
        preview.set(Some(Preview { name, content }));
        focus_soon(DomId::Preview);
    };
    files::on_drop(move |file| spawn(async move { show(file.read().await) }));
    let choose_file = move |()| {
        if let Some(file) = files::chosen(&DomId::DataFile.link()) {
            spawn(async move { show(file.read().await) });
        }
    };
    let n_parts = RwSignal::new(1);
    Effect::new(move || {
        let (root, loaded) = (root.clone(), loaded.get());
        render_rest(root, loaded, n_parts);
    });
    let newer = RwSignal::new(None);
    offline::keep(move || newer.set(Some(Newer::Waiting)));
    let load_newer = move |()| {
        spawn(async move {
            // The state is in the address, which the page opens at anew. A file that is broken takes nothing away.
            let again = load(Cache::Reload).await;
            if matches!(again, Fetched::Ready(_)) {
                newer.set(None);
                published.set(again);
                focus_soon(DomId::PartnersTitle);
            } else {
                newer.set(Some(Newer::Failed));
            }
        });
    };
    let requests = Requests {
        retrying: retrying.into(),
        retry: Callback::new(retry),
        open: Callback::new(open),
        n_parts: n_parts.into(),
        retry_map: Callback::new(|dashboard| get_geometry(dashboard, Cache::Reload)),
        retry_release: Callback::new(|dashboard: Dashboard| {
            if let Some(number) = dashboard.query().read_untracked().release.clone() {
                get_release(dashboard, number, Cache::Reload);
            }
        }),
        save: Callback::new(|(dashboard, order, told)| save(dashboard, order, told)),
        run: Callback::new(|(dashboard, at, errand)| run(dashboard, at, errand)),
        choose_file: Callback::new(choose_file),
        close_preview: Callback::new(move |()| {
            preview.set(None);
            focus_soon(DomId::PartnersTitle);
        }),
        newer: newer.into(),
        load_newer: Callback::new(load_newer),
    };
    view! { <Root loaded=loaded preview=preview requests=requests /> }
}

/// Gives the keyboard focus to an element that the change just made brings onto the page.
fn focus_soon(id: DomId) {
    spawn(async move {
        leptos::task::tick().await;
        document::focus(&id.link());
    });
}

/// The address at which others find the page as it is, also where this one is in a frame.
fn page_address(dashboard: Dashboard) -> String {
    history::page_address(&untrack(|| dashboard.query_for_host()))
}

/// Saves a file of what the page shows, and tells what became of it.
fn save(dashboard: Dashboard, order: Order, told: RwSignal<String>) {
    let parcel = dashboard.parcel(order, &page_address(dashboard));
    // Emptied first, so that the same sentence again is announced again.
    told.set(String::new());
    spawn(async move {
        leptos::task::tick().await;
        let saved = match parcel {
            Ok(Parcel { name, media_type, text, is_to_draw }) => {
                let saved = match is_to_draw {
                    true => download::save_drawn(&name, media_type, &text).await,
                    false => download::save(&name, media_type, &text),
                };
                saved.map(|()| name)
            }
            Err(reason) => Err(reason),
        };
        let sentence = match saved {
            Ok(name) => format!("Saved {name}"),
            Err(reason) => format!("Nothing was saved: {reason}."),
        };
        // The page may have moved on to another data file meanwhile.
        told.try_set(sentence);
    });
}

/// Runs an errand, and leaves where it was given what became of it.
fn run(dashboard: Dashboard, at: String, errand: Errand) {
    let page = page_address(dashboard);
    let desk = dashboard.desk;
    // Emptied first, so that the same sentence again is announced again.
    desk.told.set(Told::default());
    let taken = match errand {
        Errand::Copy(piece) | Errand::Save(piece) => dashboard.take(piece, &at, &page),
        Errand::Print | Errand::Share => None,
    };
    let (title, status) = untrack(|| (dashboard.title(), dashboard.status()));
    desk.paper.set(dashboard.paper_line(&page));
    // Clipboard and sharing first of all: browsers let the page only as long as the click is fresh.
    spawn(async move {
        let (sentence, by_hand) = match (errand, taken) {
            (Errand::Share | Errand::Copy(Piece::Quote(Form::Link)), _) if page.is_empty() => {
                (NO_ADDRESS.to_owned(), String::new())
            }
            (Errand::Copy(_), Some(taken)) => copy(&taken.what, taken.clip).await,
            (Errand::Save(_), Some(taken)) => {
                let saved = download::save(&taken.name, taken.media_type, &taken.clip.text);
                let sentence = match saved {
                    Ok(()) => ["Saved ", &taken.name].concat(),
                    Err(reason) => ["Nothing was saved: ", reason, "."].concat(),
                };
                (sentence, String::new())
            }
            (Errand::Copy(_) | Errand::Save(_), None) => {
                ("Nothing was taken: the selection has more than the release’s own text.".to_owned(), String::new())
            }
            (Errand::Print, _) => {
                leptos::task::tick().await;
                document::print("release");
                Default::default()
            }
            (Errand::Share, _) => match clipboard::share(&title, &status, &page).await {
                Shared::Done => Default::default(),
                Shared::Impossible => copy("the link", Clip { text: page, html: None }).await,
            },
        };
        leptos::task::tick().await;
        let is_by_hand = !by_hand.is_empty();
        // The page may have moved on to another data file meanwhile.
        desk.told.try_set(Told { at, sentence, by_hand });
        if is_by_hand {
            leptos::task::tick().await;
            document::select(BY_HAND);
        }
    });
}

/// Copies something; what is to be told of it, and what the reader has to copy by hand.
async fn copy(what: &str, clip: Clip) -> (String, String) {
    match clipboard::copy(&clip).await {
        true => (["Copied ", what].concat(), String::new()),
        false => ("The browser does not let the page copy. Here is the text.".to_owned(), clip.text),
    }
}

/// The state at the present address, tied to it until another data file takes its place.
fn open(dataset: Arc<Dataset>) -> Dashboard {
    let around = frame::host();
    let is_framed = around.is_some();
    let host = Host {
        navigate: Callback::new(move |(query_string, step): (String, Step)| {
            // The back button is the whole page's: a frame adds no steps to it.
            history::navigate(&query_string, if is_framed { Step::Replace } else { step });
        }),
        focus_partner: Callback::new(|(view, id)| {
            document::focus(&match id {
                Some(id) => format!("{} [data-partner=\"{id}\"] a", DomId::of_view(view).link()),
                None => DomId::PartnersTitle.link(),
            });
        }),
        focus_comparison: Callback::new(|()| focus_soon(DomId::CompareTitle)),
        focus_filters: Callback::new(|()| document::focus(&DomId::Filters.link())),
        focus_archive: Callback::new(|()| document::focus(&DomId::ArchiveSearch.link())),
        focus_row: Callback::new(|at| {
            // It may have to come into the document first.
            spawn(async move {
                leptos::task::tick().await;
                document::focus(&format!("{} [data-row=\"{at}\"] a", DomId::ArchiveRows.link()));
            });
        }),
        show_entry: Callback::new(|id| {
            let shown = match id {
                EntryId::Release(_) => DomId::Release,
                EntryId::Meeting(_) => DomId::MeetingTitle,
            };
            spawn(async move {
                leptos::task::tick().await;
                document::show(&shown.link());
            });
        }),
        spots: Callback::new(|view| document::spots(&DomId::of_view(view).link())),
        remember_focus: Callback::new(|()| document::remember_focus()),
        return_focus: Callback::new(|()| document::return_focus()),
        after_frame: Callback::new(|call: Callback<()>| {
            clock::after_frame(move || call.try_run(()).unwrap_or_default())
        }),
        when_quiet: Callback::new(|call: Callback<()>| clock::when_quiet(move || call.try_run(()).unwrap_or_default())),
        bring_into_sight: Callback::new(|id: String| document::bring_into_sight(&id)),
        today: clock::today(),
        page: None,
        site: Callback::new(|()| history::site()),
        map_frame: Callback::new(|()| layout::frame(&DomId::MapFrame.link())),
    };
    let dashboard = Dashboard::new(dataset, &history::query_string(), host);
    wear_colours(dashboard);
    let listener = history::on_arrival(move |query_string| {
        dashboard.arrive(query_string);
        wear_colours(dashboard);
    });
    on_cleanup(move || listener.remove());
    Effect::new(move || document::set_panel(dashboard.card.read().is_some()));
    Effect::new(move |before: Option<String>| {
        let title = dashboard.title();
        if before.as_ref() != Some(&title) {
            // The browser takes as long for it as for a key.
            let title = title.clone();
            clock::after_frame(move || document::set_title(&title));
        }
        title
    });
    Effect::new(move || {
        if let Some(number) = dashboard.missing_release() {
            get_release(dashboard, number, Cache::Usual);
        }
    });
    Effect::new(move || {
        if let Some(lang) = dashboard.missing_names() {
            get_names(dashboard, lang);
        }
    });
    clipboard::on_selection(PARAGRAPHS, move |selected| {
        // While the reader types or looks elsewhere, nothing is selected again and again.
        if dashboard.desk.selected.try_with_untracked(|before| *before != selected) == Some(true) {
            dashboard.desk.selected.set(selected);
        }
    });
    search_archive(dashboard);
    play(dashboard);
    if let Some(around) = around {
        talk(dashboard, around);
    }
    draw_map(dashboard);
    get_own_lang(dashboard);
    // The views are as wide as their column, whichever is in front: that of the HTML's page now, their own a frame later.
    if let Some(Frame { width, .. }) = layout::frame(&DomId::Views.link()) {
        dashboard.resize_map(width);
    }
    let observer = StoredValue::new_local(None);
    clock::after_frame(move || {
        observer.try_set_value(layout::on_resize(&DomId::Views.link(), move |width| dashboard.resize_map(width)));
    });
    dashboard
}

/// Tells the host of the frame what the reader does, and lets it do the same.
fn talk(dashboard: Dashboard, host: frame::Host) {
    let listener = host.on_set(move |query| dashboard.take_from_host(query));
    on_cleanup(move || listener.remove());
    Effect::new(move |before: Option<(String, Option<PartnerId>)>| {
        let (query, chosen) = (dashboard.query_for_host(), dashboard.chosen());
        // The first tells the host that it is heard from now on.
        if before.as_ref().is_none_or(|(before, _)| *before != query) {
            host.tell("asem:state", "query", Some(&query));
        }
        if before.is_some_and(|(_, before)| before != chosen) {
            host.tell("asem:select", "partner", chosen.as_ref().map(PartnerId::as_str));
        }
        (query, chosen)
    });
}

/// Puts the page into the colours that its address asks for. Nothing on the page changes them.
fn wear_colours(dashboard: Dashboard) {
    let Query { theme, accent, .. } = *dashboard.query().read_untracked();
    document::set_colours(theme, accent);
}

/// The field with what is to be copied by hand.
const BY_HAND: &str = ".asem-outcome__by-hand:not([hidden]) textarea";

/// What can be quoted.
const PARAGRAPHS: &str = "#release p[id]";
/// How long a reader may pause in the middle of a word before parts of the index are fetched for what stands there.
const TYPING: Duration = Duration::from_millis(250);

/// Fetches the index of the archive and its parts as they are needed, and lets a search go on slice by slice.
fn search_archive(dashboard: Dashboard) {
    let archive = dashboard.archive;
    Effect::new(move || {
        if archive.needs_index() {
            archive.take_index(None);
            spawn(async move {
                let text = fetch::text(&format!("{DATA_FOLDER}{INDEX_FILE}"), cache(dashboard)).await;
                let index = text.and_then(|text| ArchiveIndex::from_json(&text).map_err(Failure::Broken));
                archive.take_index(Some(index));
            });
        }
    });
    Effect::new(move || {
        if archive.has_turn() {
            // A task of its own: the browser paints, and takes keys, before it.
            set_timeout(move || archive.go_on(), Duration::ZERO);
        }
    });
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    let forget = move || {
        if let Some(waiting) = waiting.try_update_value(Option::take).flatten() {
            waiting.clear();
        }
    };
    Effect::new(move || {
        let missing = archive.missing_parts();
        forget();
        if !missing.is_empty() {
            let get = move || {
                missing.iter().filter(|part| archive.ask_for(**part)).for_each(|part| get_part(dashboard, *part))
            };
            waiting.set_value(set_timeout_with_handle(get, TYPING).ok());
        }
    });
    on_cleanup(forget);
}

/// Where the index of the archive and its parts may come from.
fn cache(dashboard: Dashboard) -> Cache {
    if dashboard.archive.is_retried() { Cache::Reload } else { Cache::Usual }
}

/// Gets a part of the archive's index. Its address names the index: a cache may hold a part of an older one.
fn get_part(dashboard: Dashboard, part: usize) {
    let Some(made) = dashboard.archive.made() else { return };
    spawn(async move {
        let text = fetch::text(&format!("{DATA_FOLDER}{}?{made}", part_file(part)), cache(dashboard)).await;
        dashboard.archive.take_part(part, text);
    });
}

/// How long each stop is shown while time plays.
const PLAY_PERIOD: Duration = Duration::from_millis(1500);

/// Lets time go on for as long as it plays. Where the reader wants less motion it never does.
fn play(dashboard: Dashboard) {
    let timer = StoredValue::new(None::<IntervalHandle>);
    let stop = move || {
        if let Some(timer) = timer.try_update_value(Option::take).flatten() {
            timer.clear();
        }
    };
    Effect::new(move || {
        stop();
        if dashboard.is_playing.get() {
            if clock::prefers_reduced_motion() {
                dashboard.stop_playing();
            } else {
                timer.set_value(clock::every(PLAY_PERIOD, move || dashboard.play_on()));
            }
        }
    });
    on_cleanup(stop);
}

/// Finds out in which of the reader's languages there are names, unless English comes first.
fn get_own_lang(dashboard: Dashboard) {
    let wanted = document::languages();
    if wanted.first().is_none_or(|first| first.starts_with("en")) {
        return;
    }
    spawn(async move {
        let known = fetch::text(&format!("{DATA_FOLDER}names/index.json"), Cache::Usual).await;
        let known = known.ok().and_then(|text| names::languages(&text));
        if let Some(lang) = known.and_then(|known| names::best(&wanted, &known)) {
            dashboard.take_own_lang(lang);
        }
    });
}

/// Gets the partners' names in a language.
fn get_names(dashboard: Dashboard, lang: Lang) {
    spawn(async move {
        let text = fetch::text(&format!("{DATA_FOLDER}names/{lang}.json"), Cache::Usual).await;
        dashboard.take_names(&lang, text.ok().and_then(|text| Names::from_json(&text).ok()));
    });
}

/// Draws the map: as the HTML has it, or else once its geometry has come.
fn draw_map(dashboard: Dashboard) {
    // Read as long as the HTML's page is there.
    let (outlines, dataset) = (takeover::outlines(), dashboard.dataset());
    let draw = move || match map::geometry_of(&outlines, &dataset) {
        Some(geometry) => dashboard.take_geometry(Some(Ok(geometry))),
        None => get_geometry(dashboard, Cache::Usual),
    };
    // Not in sight, it can wait for what is.
    if untrack(|| dashboard.view()) == View::Map { draw() } else { clock::after_frame(draw) }
}

/// Gets the map's geometry once the page is there: the first view does not wait for it.
fn get_geometry(dashboard: Dashboard, cache: Cache) {
    dashboard.take_geometry(None);
    spawn(async move {
        let text = fetch::text(MAP_FILE, cache).await;
        dashboard.take_geometry(Some(text.and_then(|text| Topology::from_json(&text).map_err(Failure::Broken))));
    });
}

/// The release, if it is the one that its file is named after.
fn of_number(release: Release, number: &ReleaseNumber) -> Result<Release, Vec<Problem>> {
    match release.number == *number {
        true => Ok(release),
        false => {
            let found = release.number.as_str();
            Err(vec![Problem::of_whole_file(number.as_str(), found, "rename the file, or correct the number in it")])
        }
    }
}

/// Gets a release that stands in a file of its own.
fn get_release(dashboard: Dashboard, number: ReleaseNumber, cache: Cache) {
    let dataset = dashboard.dataset();
    let listed = dataset.archive().iter().find(|release| release.number == number).cloned();
    let Some(file) = number.file() else { return };
    dashboard.take_release(&number, None);
    spawn(async move {
        let text = fetch::text(&format!("{DATA_FOLDER}{file}"), cache).await;
        let release = text.and_then(|text| {
            let release = match listed {
                Some(listed) => listed.read(&text, &dataset),
                // Only the index has it.
                None => Release::from_json(&text, &dataset),
            };
            release.and_then(|release| of_number(release, &number)).map_err(Failure::Broken)
        });
        dashboard.take_release(&number, Some(release));
    });
}
