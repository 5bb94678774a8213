//! The live page: mounts it and ties its state to the browser. Its code comes after the first part of the program.

use crate::rest::{self, Rest};
use asem_dashboard::app::{DATA_FILE, DATA_FOLDER, Loaded, MAP_FILE, N_FIRST, N_PARTS, Requests, Root};
use asem_dashboard::browser::fetch::Cache;
use asem_dashboard::browser::files::LocalFile;
use asem_dashboard::browser::takeover::{self, HtmlElement};
use asem_dashboard::browser::{clock, document, early, fetch, files, frame, history, layout, offline, spawn};
use asem_dashboard::components::DomId;
use asem_dashboard::data::{Names, Topology, names};
use asem_dashboard::model::{Dataset, Lang, PartnerId};
use asem_dashboard::state::{Dashboard, Host, Newer, Preview, Step};
use asem_dashboard::view_model::archive::EntryId;
use asem_dashboard::view_model::map::window::Frame;
use asem_dashboard::view_model::{Failure, Query, View, map};
use leptos::mount::mount_to;
use leptos::prelude::*;
#[cfg(split)]
use leptos::wasm_split::{SplitLoaderError, wasm_split};
use std::sync::Arc;
use std::time::Duration;

/// Where all of it is.
pub struct Page {
    /// Puts the page onto the document, with the text of its data file or why it has none.
    pub mount: fn(Result<String, Failure>),
}

static PAGE: Page = Page { mount };

/// Where the page is, once it was fetched. Nothing else of the first part may name what it leads to: then `make build` cuts that
/// off into a file of its own (`--cfg split`). Other builds have it all in one.
#[cfg(split)]
#[wasm_split(page, wasm_split_path = leptos::wasm_split, fallible)]
pub fn page() -> Result<&'static Page, SplitLoaderError> {
    Ok(&PAGE)
}

/// Where the page is.
#[cfg(not(split))]
pub async fn page() -> Result<&'static Page, leptos::wasm_split::SplitLoaderError> {
    Ok(&PAGE)
}

/// Data first, page second: the HTML's own content stays until there is something better to show. Each is a task of its own.
fn mount(data: Result<String, Failure>) {
    let loaded = read(data);
    let mount = move || {
        if let Some(root) = takeover::begin() {
            let stage = root.clone();
            mount_to(root, move || page_on(loaded, stage)).forget();
        }
    };
    set_timeout(mount, Duration::ZERO);
}

/// Has the first parts of the page rendered, puts them onto the page, and then has the rest come. Each is a task of its own: the
/// browser answers in between, and by the next all has been rendered, down to the values of fields.
fn render_first(root: HtmlElement, loaded: Loaded, n_parts: RwSignal<usize>, done: Callback<()>) {
    let next = move || {
        if loaded.is_ok() && n_parts.get_untracked() < N_FIRST {
            n_parts.update(|n| *n += 1);
            render_first(root, loaded, n_parts, done);
        } else {
            set_on_stage(&root, &loaded, move || done.run(()));
        }
    };
    set_timeout(next, Duration::ZERO);
}

/// Has the other parts rendered, off the document as well, and puts them onto the page.
fn render_rest(n_parts: RwSignal<usize>) {
    let next = move || {
        if n_parts.get_untracked() < N_PARTS {
            n_parts.update(|n| *n += 1);
            render_rest(n_parts);
        } else {
            takeover::finish_rest();
        }
    };
    set_timeout(next, Duration::ZERO);
}

/// Fetches the code of the rest, unless it is there, and has the rest rendered.
fn get_rest(n_parts: RwSignal<usize>, rest: RwSignal<Option<&'static Rest>>, has_no_rest: RwSignal<bool>) {
    has_no_rest.set(false);
    spawn(async move {
        if rest.get_untracked().is_none() {
            match rest::rest().await {
                Ok(found) => rest.set(Some(found)),
                Err(_) => return has_no_rest.set(true),
            }
        }
        render_rest(n_parts);
    });
}

/// Does something with the code of the rest. Whatever asks for it is part of that rest.
fn with_rest(rest: RwSignal<Option<&'static Rest>>, call: impl FnOnce(&'static Rest)) {
    if let Some(rest) = rest.get_untracked() {
        call(rest);
    }
}

/// Puts what was rendered onto the page: instead of the HTML's own content, or above it where that is all there is to show.
fn set_on_stage(root: &HtmlElement, loaded: &Loaded, done: impl FnOnce() + 'static) {
    match loaded {
        Err(_) => {
            takeover::explain(root);
            document::set_progress("failed");
        }
        Ok(_) => takeover::finish(root, || {
            document::set_progress("live");
            early::end();
            done();
        }),
    }
}

/// The data file, checked.
fn read(data: Result<String, Failure>) -> Loaded {
    data.and_then(|text| Dataset::from_json(&text).map_err(Failure::Broken)).map(Arc::new)
}

/// The data file, asked for anew.
async fn load_again() -> Loaded {
    read(fetch::text(DATA_FILE, Cache::Reload).await)
}

fn page_on(first: Loaded, root: HtmlElement) -> impl IntoView {
    let published = RwSignal::new(first);
    let preview = RwSignal::new(None);
    let retrying = RwSignal::new(false);
    let retry = move |()| {
        if !retrying.get_untracked() {
            retrying.set(true);
            spawn(async move {
                let again = load_again().await;
                retrying.set(false);
                // The same failure again leaves the button, and the focus on it, in place.
                if *published.read_untracked() != again {
                    published.set(again);
                }
            });
        }
    };
    let loaded = Memo::new(move |_| match &*preview.read() {
        Some(Preview { content: Ok(dataset), .. }) => Ok(dataset.clone()),
        Some(Preview { content: Err(_), .. }) | None => published.get(),
    });
    let show = move |file: LocalFile| {
        let LocalFile { name, text } = file;
        let content = text.and_then(|text| Dataset::from_json(&text)).map(Arc::new);
        preview.set(Some(Preview { name, content }));
        focus_soon(DomId::Preview);
    };
    let choose_file = move |()| {
        if let Some(file) = files::chosen(&DomId::DataFile.link()) {
            spawn(async move { show(file.read().await) });
        }
    };
    let (rest, has_no_rest) = (RwSignal::new(None::<&'static Rest>), RwSignal::new(false));
    let n_parts = RwSignal::new(1);
    let is_on_page = RwSignal::new(false);
    let done = Callback::new(move |()| {
        is_on_page.set(true);
        get_rest(n_parts, rest, has_no_rest);
    });
    Effect::new(move || render_first(root.clone(), loaded.get(), n_parts, done));
    let newer = RwSignal::new(None);
    // Other data makes the page anew: not before all of it is live, which comes about once.
    Effect::new(move || {
        if n_parts.get() == N_PARTS {
            files::on_drop(move |file| spawn(async move { show(file.read().await) }));
            offline::keep(move || newer.set(Some(Newer::Waiting)));
        }
    });
    let load_newer = move |()| {
        spawn(async move {
            // The state is in the address, which the page opens at anew. A file that is broken takes nothing away.
            let again = load_again().await;
            if again.is_ok() {
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
        open: Callback::new(move |dataset| open(dataset, rest, is_on_page)),
        n_parts: n_parts.into(),
        // The button goes with what it stood for.
        retry_map: Callback::new(|dashboard| {
            get_geometry(dashboard, Cache::Reload);
            focus_soon(DomId::PartnersTitle);
        }),
        rest: Signal::derive(move || rest.get().map(|rest| &rest.parts)),
        has_no_rest: has_no_rest.into(),
        retry_rest: Callback::new(move |()| {
            get_rest(n_parts, rest, has_no_rest);
            focus_soon(DomId::PartnersTitle);
        }),
        retry_release: Callback::new(move |dashboard| {
            with_rest(rest, |rest| (rest.retry_release)(dashboard));
            focus_soon(DomId::Release);
        }),
        save: Callback::new(move |(dashboard, order, told)| {
            with_rest(rest, |rest| (rest.save)(dashboard, order, told))
        }),
        run: Callback::new(move |(dashboard, at, errand)| with_rest(rest, |rest| (rest.run)(dashboard, at, errand))),
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

/// The state at the present address, tied to it until another data file takes its place.
fn open(dataset: Arc<Dataset>, rest: RwSignal<Option<&'static Rest>>, is_on_page: RwSignal<bool>) -> Dashboard {
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
        later: Signal::derive(move || rest.get().map(|rest| rest.parts.state)),
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
    let listeners = history::on_arrival(move |query_string| {
        dashboard.arrive(query_string);
        wear_colours(dashboard);
    });
    on_cleanup(move || listeners.into_iter().for_each(|listener| listener.remove()));
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
        if let Some(lang) = dashboard.missing_names() {
            get_names(dashboard, lang);
        }
    });
    Effect::new(move || {
        if let Some(rest) = rest.get() {
            (rest.open)(dashboard);
        }
    });
    play(dashboard);
    if let Some(around) = around {
        talk(dashboard, around);
    }
    draw_map(dashboard);
    get_own_lang(dashboard);
    // The views are as wide as their column, whichever is in front: that of the HTML's page now, their own once that has gone.
    if let Some(Frame { width, .. }) = layout::frame(&DomId::Views.link()) {
        dashboard.resize_map(width);
    }
    let observer = StoredValue::new_local(None);
    Effect::new(move || {
        if is_on_page.get() {
            clock::after_frame(move || {
                let watch = layout::on_resize(&DomId::Views.link(), move |width| dashboard.resize_map(width));
                observer.try_set_value(watch);
            });
        }
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
        dashboard.take_names(&lang, text.and_then(|text| Names::from_json(&text).map_err(Failure::Broken)));
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
