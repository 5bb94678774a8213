//! What the program does only for parts of the page whose code comes later; the way to that code.

use asem_dashboard::app::DATA_FOLDER;
use asem_dashboard::app::later::Rest as Parts;
use asem_dashboard::browser::clipboard::{self, Shared};
use asem_dashboard::browser::clock::Pause;
use asem_dashboard::browser::fetch::Cache;
use asem_dashboard::browser::{document, download, fetch, history, spawn};
use asem_dashboard::data::Problem;
use asem_dashboard::data::archive::{ArchiveIndex, INDEX_FILE, part_file};
use asem_dashboard::model::{Release, ReleaseNumber};
use asem_dashboard::state::Dashboard;
use asem_dashboard::state::archive::ArchiveState;
use asem_dashboard::state::embedding::NO_ADDRESS;
use asem_dashboard::state::errand::{Errand, Piece, Told};
use asem_dashboard::state::take_away::{Order, Parcel};
use asem_dashboard::view_model::Failure;
use asem_dashboard::view_model::quote::{Clip, Form};
use leptos::prelude::*;
use leptos::wasm_split::SplitLoaderError;
use std::time::Duration;

/// Where all of it is.
pub struct Rest {
    /// The parts of the page.
    pub parts: Parts,
    /// Ties the state to the browser, as far as only these parts need it.
    pub open: fn(Dashboard),
    /// Asks for the open release's file again.
    pub retry_release: fn(Dashboard),
    /// Saves a file of what the page shows.
    pub save: fn(Dashboard, Order, RwSignal<String>),
    /// Runs an errand.
    pub run: fn(Dashboard, String, Errand),
}

static REST: Rest = Rest { parts: Parts::HERE, open, retry_release, save, run };

/// Where the rest is, once it was fetched. Nothing else of the program may name what it leads to: then `make build` cuts that off
/// into a file of its own (`--cfg split`). Other builds have it all in one.
#[cfg(split)]
#[leptos::wasm_split::wasm_split(rest, wasm_split_path = leptos::wasm_split, fallible)]
pub fn rest() -> Result<&'static Rest, SplitLoaderError> {
    Ok(&REST)
}

/// Where the rest is.
#[cfg(not(split))]
pub async fn rest() -> Result<&'static Rest, SplitLoaderError> {
    Ok(&REST)
}

fn open(dashboard: Dashboard) {
    dashboard.check_sentence();
    Effect::new(move || {
        if let Some(number) = dashboard.missing_release() {
            get_release(dashboard, number, Cache::Usual);
        }
    });
    clipboard::on_selection(PARAGRAPHS, move |selected| {
        // While the reader types or looks elsewhere, nothing is selected again and again.
        if dashboard.desk.selected.try_with_untracked(|before| *before != selected) == Some(true) {
            dashboard.desk.selected.set(selected);
        }
    });
    search_archive(dashboard);
}

fn retry_release(dashboard: Dashboard) {
    if let Some(number) = dashboard.query().read_untracked().release.clone() {
        get_release(dashboard, number, Cache::Reload);
    }
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

/// The field with what is to be copied by hand.
const BY_HAND: &str = ".asem-outcome__by-hand textarea";

/// What can be quoted.
const PARAGRAPHS: &str = "#release p[id]";
/// How long a reader may pause in the middle of a word before parts of the index are fetched for what stands there.
const TYPING: Duration = Duration::from_millis(250);

/// Fetches the index of the archive and its parts as they are needed, and lets a search go on slice by slice.
fn search_archive(dashboard: Dashboard) {
    let Some(archive) = dashboard.archive() else { return };
    Effect::new(move || {
        if archive.needs_index() {
            archive.take_index(None);
            spawn(async move {
                let text = fetch::text(&format!("{DATA_FOLDER}{INDEX_FILE}"), cache(archive)).await;
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
    let pause = StoredValue::new_local(Pause::new());
    let forget = move || pause.try_with_value(Pause::forget).unwrap_or_default();
    Effect::new(move || {
        let missing = archive.missing_parts();
        forget();
        if !missing.is_empty() {
            let get =
                move || missing.iter().filter(|part| archive.ask_for(**part)).for_each(|part| get_part(archive, *part));
            pause.with_value(|pause| pause.wait(TYPING, get));
        }
    });
    on_cleanup(forget);
}

/// Where the index of the archive and its parts may come from.
fn cache(archive: ArchiveState) -> Cache {
    if archive.is_retried() { Cache::Reload } else { Cache::Usual }
}

/// Gets a part of the archive's index. Its address names the index: a cache may hold a part of an older one.
fn get_part(archive: ArchiveState, part: usize) {
    let Some(made) = archive.made() else { return };
    spawn(async move {
        let text = fetch::text(&format!("{DATA_FOLDER}{}?{made}", part_file(part)), cache(archive)).await;
        archive.take_part(part, text);
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
