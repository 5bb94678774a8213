//! The archive: releases and meetings on a line of years and in a list, to be searched and narrowed.
//!
//! Few entries are a plain list. Of many, the document holds only those in sight and some around them: the list is one stop
//! for the Tab key then, and arrow keys move within it.

use super::partner_card;
use super::{DomId, Part, each, failed, is_plain_click, marked_text};
use crate::view_model::archive::{
    ArchiveChoice, Counts, EntryId, EntryKind, EntryRow, Listing, MeetingFacts, YearOfEntries,
};
use crate::view_model::url::Key;
use crate::view_model::{Failure, Query, text};
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use std::sync::Arc;

/// What the archive is fed with.
#[derive(Clone, Copy)]
pub struct ArchiveData {
    /// What is listed.
    pub listing: Signal<Arc<Listing>>,
    /// What each choice would leave.
    pub counts: Signal<Arc<Counts>>,
    /// What is asked of the archive.
    pub asked: Signal<Query>,
    /// What is listed, in a sentence.
    pub sentence: Signal<String>,
    /// How many releases there are in an index that is not here yet.
    pub n_more: Signal<Option<usize>>,
    /// Whether that is on its way.
    pub is_loading: Signal<bool>,
    /// Why the index or a part of it could not be had.
    pub failure: Signal<Option<Failure>>,
    /// The facts of the meeting that is chosen.
    pub meeting: Signal<Option<MeetingFacts>>,
    /// The entry at a place, as a row.
    pub row: Callback<u32, Option<EntryRow>>,
    /// The address that opening an entry leads to; reactive where it is called reactively, once the page is quiet.
    pub address: Callback<EntryId, String>,
    /// Whether an entry is open; reactive where it is called reactively.
    pub is_open: Callback<EntryId, bool>,
    /// Looks for what is typed.
    pub on_find: Callback<String>,
    /// Takes the value chosen in a facet; empty for no restriction.
    pub on_choose: Callback<(Key, String)>,
    /// Takes a year, or lets go of it.
    pub on_year: Callback<u16>,
    /// Takes all restrictions away.
    pub on_clear: Callback<()>,
    /// Wants the whole archive.
    pub on_whole: Callback<()>,
    /// Fetches the whole archive, again where that has failed; the focus moves on.
    pub on_fetch: Callback<()>,
    /// Opens an entry.
    pub on_open: Callback<EntryId>,
    /// Closes the facts of the meeting.
    pub on_close: Callback<()>,
    /// Gives the keyboard focus to the row with this index.
    pub on_row: Callback<usize>,
}

/// Up to so many rows are all in the document.
const MOST_WHOLE: usize = 60;
/// How many rows of more are in the document: those in sight, and some around them.
const WINDOW: usize = 28;
/// How many are while nobody scrolls: eight are in sight, and every letter in the search makes all of them anew.
const FIRST_WINDOW: usize = 14;
/// By how many rows the window moves, and how many stay above those in sight.
const STEP: usize = 7;

/// Search, line of years and list.
#[component]
pub fn ArchiveSection(
    /// What it is fed with.
    data: ArchiveData,
) -> impl IntoView {
    let ArchiveData { asked, sentence, meeting, is_loading, on_clear, on_close, .. } = data;
    let facts = move |MeetingFacts { name, facts }: MeetingFacts| {
        view! {
            <section class="asem-archive__meeting" aria-labelledby=DomId::MeetingTitle.as_str()>
                <h3 class="asem-archive__subtitle" id=DomId::MeetingTitle.as_str() tabindex="-1">{name}</h3>
                <button class="asem-button" type="button" on:click=move |_| on_close.run(())>"Close"</button>
                {partner_card::facts(&facts)}
            </section>
        }
    };
    view! {
        <section class="asem-archive" id=DomId::Archive.as_str() aria-labelledby=DomId::ArchiveTitle.as_str()>
            <h2 class="asem-archive__title" id=DomId::ArchiveTitle.as_str()>"Releases and meetings"</h2>
            {years(data)}
            {fields(data)}
            {more(data)}
            <p class="asem-archive__count">
                <span aria-live="polite">{sentence}</span>
                // Told apart, from a place that is always there.
                <span aria-live="polite">{move || is_loading.get().then_some("Loading the index of the archive…")}</span>
                <Show when=move || asked.read().asks_archive()>
                    " "
                    <button class="asem-button" type="button" on:click=move |_| on_clear.run(())>"Show all"</button>
                </Show>
            </p>
            {move || meeting.get().map(facts)}
            {list(data)}
        </section>
    }
}

/// Search field and facets.
fn fields(data: ArchiveData) -> AnyView {
    let ArchiveData { asked, on_find, on_whole, .. } = data;
    view! {
        <form class="asem-archive__fields" aria-label="Releases and meetings" on:submit=|event| event.prevent_default()>
            <div class="asem-archive__field">
                <label class="asem-filter-bar__label" for=DomId::ArchiveSearch.as_str()>"Search releases and meetings"</label>
                <input
                    class="asem-filter-bar__input"
                    id=DomId::ArchiveSearch.as_str()
                    name=Key::Find.key()
                    type="search"
                    autocomplete="off"
                    spellcheck="false"
                    prop:value=move || asked.read().find.clone()
                    on:focus=move |_| on_whole.run(())
                    on:input:target=move |event| on_find.run(event.target().value())
                />
            </div>
            {facet(
                ("Kind", DomId::ArchiveKind, Key::Kind),
                |counts| &counts.kinds,
                |query| query.kind.map(EntryKind::key).unwrap_or_default().to_owned(),
                data,
            )}
            {facet(
                ("Partner", DomId::ArchivePartner, Key::With),
                |counts| &counts.partners,
                |query| query.with.map(|id| id.to_string()).unwrap_or_default(),
                data,
            )}
            {facet(
                ("Organisation", DomId::ArchiveOrganisation, Key::Organisation),
                |counts| &counts.organisations,
                |query| query.organisation.as_ref().map(ToString::to_string).unwrap_or_default(),
                data,
            )}
        </form>
    }
    .into_any()
}

/// A field with the choices of a facet and their counts. A choice that would leave nothing stays, but is inert.
fn facet(
    (label, id, key): (&'static str, DomId, Key),
    of: fn(&Counts) -> &Vec<ArchiveChoice>,
    taken: fn(&Query) -> String,
    data: ArchiveData,
) -> AnyView {
    let ArchiveData { counts, asked, on_choose, .. } = data;
    let taken = Memo::new(move |_| taken(&asked.read()));
    // Which choices there are never changes, only their counts.
    let option = |(at, choice): (usize, &ArchiveChoice)| {
        let ArchiveChoice { value, label, .. } = choice.clone();
        let own = value.clone();
        let n = Memo::new(move |_| of(&counts.read()).get(at).map_or(0, |choice| choice.n));
        let text = move || format!("{label} ({})", text::grouped(n.get()));
        let is_taken = Memo::new(move |_| *taken.read() == own);
        view! {
            <option value=value prop:selected=is_taken disabled=move || n.get() == 0 && !is_taken.get()>{text}</option>
        }
    };
    let options = of(&counts.read_untracked()).iter().enumerate().map(option).collect_view();
    view! {
        <div class="asem-archive__field">
            <label class="asem-filter-bar__label" for=id.as_str()>{label}</label>
            <select
                class="asem-order__select"
                id=id.as_str()
                name=key.key()
                on:change:target=move |event| on_choose.run((key, event.target().value()))
            >
                <option value="" prop:selected=move || taken.read().is_empty()>"All"</option>
                {options}
            </select>
        </div>
    }
    .into_any()
}

/// What says of an index that there is one, or that it could not be had.
fn more(data: ArchiveData) -> AnyView {
    let ArchiveData { n_more, is_loading, failure, on_fetch, .. } = data;
    let offered = move |n: usize| {
        let label = format!("Show all {} releases", text::grouped(n));
        view! { <button class="asem-button" type="button" on:click=move |_| on_fetch.run(())>{label}</button> }
            .into_any()
    };
    let content = move || match failure.get() {
        Some(failure) => Some(failed(&failure, "The index of the archive", on_fetch)),
        None => n_more.get().filter(|_| !is_loading.get()).map(offered),
    };
    view! { <div class="asem-archive__more">{content}</div> }.into_any()
}

/// The line of years: a bar for the releases and a mark for each meeting of every year, each a button that takes the year.
fn years(data: ArchiveData) -> AnyView {
    let ArchiveData { counts, asked, on_year, .. } = data;
    let parts = move || counts.read().years.iter().map(|year| Part::Year(year.year)).collect::<Vec<_>>();
    let of = move |year: u16| {
        let found = counts.read().years.iter().find(|own| own.year == year).copied();
        found.unwrap_or(YearOfEntries { year, n_releases: 0, n_meetings: 0 })
    };
    // A single release must not look like thousands.
    let most =
        Memo::new(move |_| counts.read().years.iter().map(|year| year.n_releases).max().unwrap_or_default().max(4));
    let build = move |part: Part| {
        let Part::Year(year) = part else { return ().into_any() };
        let now = move || of(year);
        let is_taken = move || asked.read().year == Some(year);
        let is_empty = move || now().n_releases + now().n_meetings == 0;
        // Per cent without floats; something is never nothing.
        let height = move || (100 * now().n_releases).div_ceil(most.get());
        let bar = move || format!("{}%", height());
        let top = move || format!("{}%", 100 - height().min(100));
        let mark = move |at: usize| {
            let is_there = move || now().n_meetings > at;
            view! { <span class="asem-archive__mark" hidden=move || !is_there()></span> }
        };
        let words = move || {
            let YearOfEntries { n_releases, n_meetings, .. } = now();
            text::n_in_year(n_releases, n_meetings)
        };
        view! {
            <li class="asem-archive__year">
                <button
                    class="asem-archive__bar"
                    type="button"
                    aria-pressed=move || is_taken().to_string()
                    disabled=move || is_empty() && !is_taken()
                    on:click=move |_| on_year.run(year)
                >
                    <span class="asem-archive__n" aria-hidden="true">
                        {move || Some(now().n_releases).filter(|n| *n > 0).map(text::grouped)}
                    </span>
                    <svg class="asem-archive__drawing" aria-hidden="true">
                        <rect width="100%" y=top height=bar></rect>
                    </svg>
                    <span class="asem-archive__marks" aria-hidden="true">{(0..3).map(mark).collect_view()}</span>
                    <span class="asem-archive__name">{year.to_string()}</span>
                    <span class="visually-hidden">{words}</span>
                </button>
            </li>
        }
        .into_any()
    };
    view! {
        <ol class="asem-archive__years" aria-label="Years">
            {each(Signal::derive(parts), Callback::new(build))}
        </ol>
        <p class="asem-archive__key" aria-hidden="true">
            <span class="asem-archive__mark"></span>
            " a meeting; bars and numbers: releases"
        </p>
    }
    .into_any()
}

/// The rows.
fn list(data: ArchiveData) -> AnyView {
    let ArchiveData { listing, asked, on_row, .. } = data;
    let n = Memo::new(move |_| listing.read().places.len());
    let is_long = Memo::new(move |_| n.get() > MOST_WHOLE);
    // The first row in the document, and the row at which the keyboard is.
    let (first, current) = (RwSignal::new(0), RwSignal::new(0));
    let n_rows = RwSignal::new(FIRST_WINDOW);
    let window = move || {
        let (n, n_rows) = (n.get(), n_rows.get());
        // As many wherever the window stands, so that the list is as high while rows come and go.
        let start = if is_long.get() { first.get().min(n.saturating_sub(n_rows)) } else { 0 };
        start..if is_long.get() { start + n_rows } else { n }
    };
    let parts = move || {
        let listing = listing.read();
        // Rows are marked anew by another search, and stay otherwise.
        let (serial, n) = (listing.serial, listing.places.len());
        let row = |at: usize| listing.places.get(at).map(|place| Part::Row { place: *place, at, n, serial });
        window().filter_map(row).collect::<Vec<_>>()
    };
    let frame = NodeRef::<leptos::html::Div>::new();
    // To scroll, the browser must lay the page out first: not at every key.
    let is_scrolled = StoredValue::new(false);
    Effect::new(move |before: Option<()>| {
        asked.track();
        if before.is_some() {
            crate::state::tell(n_rows, FIRST_WINDOW);
            crate::state::tell(first, 0);
            crate::state::tell(current, 0);
            if is_scrolled.get_value()
                && let Some(frame) = frame.get_untracked()
            {
                frame.set_scroll_top(0);
            }
        }
    });
    // The row at which the Tab key enters: where the keyboard was, else the first in sight.
    let stop = Memo::new(move |_| {
        let window = window();
        if window.contains(&current.get()) {
            current.get()
        } else {
            (window.start + STEP).min(window.end.saturating_sub(1))
        }
    });
    let press = move |event: KeyboardEvent| {
        if !is_long.get_untracked() || event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        let (at, last) = (stop.get_untracked(), n.get_untracked().saturating_sub(1));
        let to = match &*event.key() {
            "ArrowDown" => at + 1,
            "ArrowUp" => at.saturating_sub(1),
            "PageDown" => at + STEP / 2,
            "PageUp" => at.saturating_sub(STEP / 2),
            "Home" => 0,
            "End" => last,
            _ => return,
        };
        event.prevent_default();
        let to = to.min(last);
        // Before the list is scrolled: what becomes shorter above its end loses its place.
        crate::state::tell(n_rows, WINDOW);
        if !untrack(window).contains(&to) {
            first.set(to.saturating_sub(STEP) / STEP * STEP);
        }
        current.set(to);
        on_row.run(to);
    };
    let build = move |part: Part| match part {
        Part::Row { place, at, n, .. } => row(place, at, n, stop, data),
        Part::Section(_) | Part::Group(_) | Part::Partner(_) | Part::Evidence(_) | Part::Year(_) => ().into_any(),
    };
    let above = move || spacer(window().start);
    let below = move || spacer(n.get() - window().end);
    view! {
        <div
            class="asem-archive__box"
            data-long=move || is_long.get().to_string()
            node_ref=frame
            on:scroll:target=move |event| {
                let frame = event.target();
                let is_below = frame.scroll_top() > 0;
                is_scrolled.set_value(is_below);
                if is_below {
                    crate::state::tell(n_rows, WINDOW);
                }
                let height = frame.query_selector("[data-row]").ok().flatten().map_or(0, |row| row.client_height());
                if let (Ok(height @ 1..), Ok(top)) = (usize::try_from(height), usize::try_from(frame.scroll_top())) {
                    crate::state::tell(first, (top / height).saturating_sub(STEP) / STEP * STEP);
                }
            }
        >
            <svg class="asem-archive__spacer" aria-hidden="true" width="1" height=above></svg>
            <ul class="asem-archive__rows" id=DomId::ArchiveRows.as_str() on:keydown=press>
                {each(Signal::derive(parts), Callback::new(build))}
            </ul>
            <svg class="asem-archive__spacer" aria-hidden="true" width="1" height=below></svg>
        </div>
        <Show when=move || is_long.get()>
            <p class="asem-archive__note">
                "Arrow keys, Page Up, Page Down, Home and End move in the list. The page holds only the rows in sight: to find a
                title, use the search above instead of your browser’s."
            </p>
        </Show>
    }
    .into_any()
}

/// How high so many rows are: four rem and a half each, as the style sheet has it. Whole numbers: floats cost kilobytes.
fn spacer(n_rows: usize) -> String {
    format!("{}.{}rem", n_rows * 9 / 2, n_rows * 9 % 2 * 5)
}

fn row(place: u32, at: usize, n: usize, stop: Memo<usize>, data: ArchiveData) -> AnyView {
    let ArchiveData { row, address, is_open, on_open, .. } = data;
    let Some(EntryRow { id, kind, title, when, details }) = row.run(place) else { return ().into_any() };
    let (for_address, for_current) = (id.clone(), id.clone());
    let tab_index = move || (n > MOST_WHOLE).then(|| if stop.get() == at { "0" } else { "-1" });
    view! {
        <li class="asem-archive__row" data-row=at aria-setsize=n aria-posinset=at + 1>
            <a
                class="asem-archive__link"
                href=move || address.run(for_address.clone())
                aria-current=move || is_open.run(for_current.clone()).then_some("true")
                tabindex=tab_index
                on:click=move |event| {
                    if is_plain_click(&event) {
                        event.prevent_default();
                        on_open.run(id.clone());
                    }
                }
            >
                {marked_text(title)}
            </a>
            <span class="asem-archive__details">{kind} ", " {when} ", " {marked_text(details)}</span>
        </li>
    }
    .into_any()
}

/// The states worth looking at.
#[cfg(feature = "ssr")]
pub fn examples() -> Vec<super::sample::Example> {
    use super::sample::{Example, dashboard, example};
    let at = |name, address| -> Example {
        let data = super::sample::archive_data(dashboard(address));
        example(name, view! { <ArchiveSection data=data /> })
    };
    let with = |name, change: fn(&mut ArchiveData)| -> Example {
        let mut data = super::sample::archive_data(dashboard(""));
        change(&mut data);
        example(name, view! { <ArchiveSection data=data /> })
    };
    vec![
        at("everything", ""),
        at("found by a word", "?find=poznan"),
        at("every facet", "?year=2010&kind=release&with=VN&org=asef"),
        at("nothing found", "?find=atlantis&year=2011"),
        at("a meeting’s facts", "?meeting=summit-7"),
        with("an index to be fetched", |data| data.n_more = Signal::stored(Some(10_000))),
        with("the index on its way", |data| data.is_loading = Signal::stored(true)),
        with("no index", |data| data.failure = Signal::stored(Some(Failure::Status(404)))),
        with("thousands of entries", |data| {
            let listing = Listing { places: vec![0; 10_000], ..(*data.listing.get_untracked()).clone() };
            data.listing = Signal::stored(Arc::new(listing));
        }),
    ]
}
