//! Search and facets. A real form: without script its fields still say what they are.

use super::DomId;
use crate::state::tell;
use crate::view_model::facets::{Choice, Facet};
use crate::view_model::url::Key;
use crate::view_model::{Facets, text};
use leptos::prelude::*;

/// Search field and facets.
#[component]
pub fn FilterBar(
    /// What is in the search field.
    #[prop(into)]
    text: Signal<String>,
    /// The facets, their choices and counts.
    #[prop(into)]
    facets: Signal<Facets>,
    /// Takes what is typed.
    on_search: Callback<String>,
    /// Takes the value chosen in a facet; empty for no restriction.
    on_choose: Callback<(Key, String)>,
) -> impl IntoView {
    // Which facets and choices there are never changes, only their counts and which is taken.
    let Facets(first) = facets.get_untracked();
    let cells = Cells::new(&first);
    // Only the choices that change are told so: there are twenty, and most letters typed change a few.
    Effect::new(move || cells.tell(&facets.read()));
    let is_set = first.iter().any(|facet| is_more(facet.key) && !facet.choices.first().is_some_and(|all| all.is_taken));
    let (more, first): (Vec<Facet>, Vec<Facet>) = first.into_iter().partition(|facet| is_more(facet.key));
    let show = move |all: Vec<Facet>| all.into_iter().map(|of_page| facet(of_page, cells, on_choose)).collect_view();
    view! {
        <form
            class="asem-filter-bar"
            id=DomId::Filters.as_str()
            role="search"
            aria-label="Partners"
            tabindex="-1"
            on:submit=|event| event.prevent_default()
        >
            <div class="asem-filter-bar__search">
                <label class="asem-filter-bar__label" for=DomId::Search.as_str()>"Search by name or code"</label>
                <input
                    class="asem-filter-bar__input"
                    id=DomId::Search.as_str()
                    name=Key::Text.key()
                    type="search"
                    autocomplete="off"
                    spellcheck="false"
                    prop:value=text
                    on:input:target=move |event| on_search.run(event.target().value())
                />
            </div>
            {show(first)}
            // Open from the start where an address sets one of them, so that it is seen.
            <details class="asem-filter-bar__more" open=is_set>
                <summary class="asem-filter-bar__summary">"Role and accession"</summary>
                <div class="asem-filter-bar__facets">{show(more)}</div>
            </details>
        </form>
    }
}

/// What changes of a choice: how many partners it would leave, and whether it is taken.
struct Cell {
    key: Key,
    value: String,
    now: RwSignal<(usize, bool)>,
}

/// The cells of all choices, in their order.
#[derive(Clone, Copy)]
struct Cells(StoredValue<Vec<Cell>>);

impl Cells {
    fn new(facets: &[Facet]) -> Self {
        let of_facet = |facet: &Facet| {
            let key = facet.key;
            let cell = move |choice: &Choice| Cell {
                key,
                value: choice.value.clone(),
                now: RwSignal::new((choice.n_partners, choice.is_taken)),
            };
            facet.choices.iter().map(cell).collect::<Vec<_>>()
        };
        Self(StoredValue::new(facets.iter().flat_map(of_facet).collect()))
    }

    fn of(&self, key: Key, value: &str) -> RwSignal<(usize, bool)> {
        let found = self
            .0
            .with_value(|all| all.iter().find(|cell| cell.key == key && cell.value == value).map(|cell| cell.now));
        found.unwrap_or_else(|| RwSignal::new((0, false)))
    }

    fn tell(&self, Facets(facets): &Facets) {
        let choices = facets.iter().flat_map(|facet| &facet.choices);
        self.0.with_value(|all| {
            // Which facets and choices there are never changes, so that they stand in the same order.
            for (cell, choice) in all.iter().zip(choices) {
                tell(cell.now, (choice.n_partners, choice.is_taken));
            }
        });
    }
}

/// Facets that fewer readers need stand behind a button.
fn is_more(key: Key) -> bool {
    [Key::Role, Key::Wave].contains(&key)
}

/// A group of radio buttons, one for each choice.
fn facet(facet: Facet, cells: Cells, on_choose: Callback<(Key, String)>) -> AnyView {
    let Facet { key, legend, choices } = facet;
    let choices = choices.into_iter().map(|of_facet| choice(key, of_facet, cells, on_choose)).collect_view();
    view! {
        <fieldset class="asem-facet">
            <legend class="asem-facet__legend">{legend}</legend>
            <div class="asem-facet__choices">{choices}</div>
        </fieldset>
    }
    .into_any()
}

/// A radio button with its count. A choice that would leave nobody stays, but is inert.
fn choice(key: Key, choice: Choice, cells: Cells, on_choose: Callback<(Key, String)>) -> AnyView {
    let Choice { value, label, .. } = choice;
    let now = cells.of(key, &value);
    let chosen = value.clone();
    let n_partners = move || now.get().0;
    view! {
        <label class="asem-facet__choice">
            <input
                class="asem-facet__radio"
                type="radio"
                name=key.key()
                value=value
                checked=now.get_untracked().1
                prop:checked=move || now.get().1
                disabled=move || now.get() == (0, false)
                on:change=move |_| on_choose.run((key, chosen.clone()))
            />
            <span class="asem-facet__text">
                <span class="asem-facet__name">{label}</span>
                <span class="asem-facet__count" aria-hidden="true">{n_partners}</span>
                <span class="visually-hidden">{move || format!("({})", text::n_partners(n_partners()))}</span>
            </span>
        </label>
    }
    .into_any()
}

/// The states worth looking at.
#[cfg(feature = "ssr")]
pub fn examples() -> Vec<super::sample::Example> {
    use super::sample::{Example, example};
    let at = |name, address| -> Example {
        let dashboard = super::sample::dashboard(address);
        let query = dashboard.query();
        example(
            name,
            view! {
                <FilterBar
                    text=Signal::derive(move || query.read().text.clone())
                    facets=dashboard.facets
                    on_search=Callback::new(|_| {})
                    on_choose=Callback::new(|_| {})
                />
            },
        )
    };
    vec![
        at("no filter", ""),
        at("every filter", "?q=viet&side=asia&bloc=asean&role=host&wave=1996"),
        at("nobody left", "?q=xyz"),
    ]
}
