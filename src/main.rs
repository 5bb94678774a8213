//! The wasm program: gets the data, mounts the page, ties its state to the browser. Nothing else.

use asem_dashboard::app::{DATA_FILE, MAP_FILE, Root};
use asem_dashboard::browser::fetch::Cache;
use asem_dashboard::browser::{document, fetch, history, spawn};
use asem_dashboard::components::DomId;
use asem_dashboard::data::Topology;
use asem_dashboard::model::Dataset;
use asem_dashboard::state::{Dashboard, Fetched, Host};
use asem_dashboard::view_model::Failure;
use leptos::mount::mount_to;
use leptos::prelude::*;
use std::sync::Arc;

fn main() {
    // Data first, page second: the HTML's own content stays until there is something better to show.
    spawn(async {
        let loaded = load(Cache::Usual).await;
        match document::take_root() {
            Ok(root) => {
                mount_to(root, move || page(loaded)).forget();
                history::follow_fragment();
            }
            Err(problem) => {
                leptos::logging::error!("{problem}");
                document::set_progress("failed");
            }
        }
    });
}

/// The data file, checked.
async fn load(cache: Cache) -> Fetched<Dataset> {
    let text = fetch::text(DATA_FILE, cache).await;
    match text.and_then(|text| Dataset::from_json(&text).map_err(Failure::Broken)) {
        Ok(dataset) => Fetched::Ready(Arc::new(dataset)),
        Err(failure) => Fetched::Failed(failure),
    }
}

fn page(first: Fetched<Dataset>) -> impl IntoView {
    let loaded = RwSignal::new(first);
    let retrying = RwSignal::new(false);
    let retry = move |()| {
        if !retrying.get_untracked() {
            retrying.set(true);
            spawn(async move {
                let again = load(Cache::Reload).await;
                retrying.set(false);
                // The same failure again leaves the button, and the focus on it, in place.
                if *loaded.read_untracked() != again {
                    loaded.set(again);
                }
            });
        }
    };
    Effect::new(move || {
        document::set_progress(match *loaded.read() {
            Fetched::Waiting => "static",
            Fetched::Failed(_) => "failed",
            Fetched::Ready(_) => "live",
        });
    });
    view! {
        <Root
            loaded=loaded
            retrying=retrying
            on_retry=Callback::new(retry)
            open=Callback::new(open)
            on_retry_map=Callback::new(|dashboard| get_geometry(dashboard, Cache::Reload))
        />
    }
}

/// The state at the present address, tied to it.
fn open(dataset: Arc<Dataset>) -> Dashboard {
    let host = Host {
        navigate: Callback::new(|(query_string, step): (String, _)| history::navigate(&query_string, step)),
        focus_partner: Callback::new(|(view, id)| {
            document::focus(&match id {
                Some(id) => format!("{} [data-partner=\"{id}\"] a", DomId::of_view(view).link()),
                None => DomId::PartnersTitle.link(),
            });
        }),
        focus_search: Callback::new(|()| document::focus(&DomId::Search.link())),
    };
    let dashboard = Dashboard::new(dataset, &history::query_string(), host);
    history::on_arrival(move |query_string| dashboard.arrive(query_string));
    Effect::new(move || document::set_title(&dashboard.title()));
    get_geometry(dashboard, Cache::Usual);
    dashboard
}

/// Gets the map's geometry once the page is there: the first view does not wait for it.
fn get_geometry(dashboard: Dashboard, cache: Cache) {
    dashboard.take_geometry(None);
    spawn(async move {
        let text = fetch::text(MAP_FILE, cache).await;
        let broken = |problem| Failure::Broken(vec![problem]);
        dashboard.take_geometry(Some(text.and_then(|text| Topology::from_json(&text).map_err(broken))));
    });
}
