//! Search and facets. A real form: without script its fields still say what they are.

use super::DomId;
use crate::model::{Bloc, Side};
use crate::view_model::facets::Choice;
use crate::view_model::url::Key;
use crate::view_model::{Facets, text};
use leptos::prelude::*;

/// Search field, side and bloc.
#[component]
pub fn FilterBar(
    /// What is in the search field.
    #[prop(into)]
    text: Signal<String>,
    /// The chosen side.
    #[prop(into)]
    side: Signal<Option<Side>>,
    /// The chosen bloc.
    #[prop(into)]
    bloc: Signal<Option<Bloc>>,
    /// The choices with their counts.
    #[prop(into)]
    facets: Signal<Facets>,
    /// Takes what is typed.
    on_search: Callback<String>,
    /// Takes the side chosen.
    on_side: Callback<Option<Side>>,
    /// Takes the bloc chosen.
    on_bloc: Callback<Option<Bloc>>,
) -> impl IntoView {
    view! {
        <form class="asem-filter-bar" role="search" aria-label="Partners" on:submit=|event| event.prevent_default()>
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
            {facet(
                "ASEM side",
                Key::Side,
                std::iter::once(None).chain(Side::ALL.iter().copied().map(Some)).collect(),
                |side| side.map_or(("", "All"), |side| (side.key(), side.label())),
                side,
                Signal::derive(move || facets.read().side.clone()),
                on_side,
            )}
            {facet(
                "Bloc",
                Key::Bloc,
                std::iter::once(None).chain(Bloc::ALL.iter().copied().map(Some)).collect(),
                |bloc| bloc.map_or(("", "All"), |bloc| (bloc.key(), bloc.label())),
                bloc,
                Signal::derive(move || facets.read().bloc.clone()),
                on_bloc,
            )}
        </form>
    }
}

/// A group of radio buttons, one for each value, with its count. A value that would leave nobody stays, but is inert.
fn facet<T: Copy + PartialEq + Send + Sync + 'static>(
    legend: &'static str,
    name: Key,
    values: Vec<Option<T>>,
    wording: fn(Option<T>) -> (&'static str, &'static str),
    chosen: Signal<Option<T>>,
    choices: Signal<Vec<Choice<T>>>,
    on_choose: Callback<Option<T>>,
) -> AnyView {
    let choice = move |value: Option<T>| {
        let (key, label) = wording(value);
        let count = Memo::new(move |_| {
            choices.read().iter().find(|choice| choice.value == value).map_or(0, |choice| choice.n_partners)
        });
        let is_chosen = move || chosen.get() == value;
        view! {
            <label class="asem-facet__choice">
                <input
                    class="asem-facet__radio"
                    type="radio"
                    name=name.key()
                    value=key
                    prop:checked=is_chosen
                    disabled=move || count.get() == 0 && !is_chosen()
                    on:change=move |_| on_choose.run(value)
                />
                <span class="asem-facet__text">
                    <span class="asem-facet__name">{label}</span>
                    <span class="asem-facet__count" aria-hidden="true">{count}</span>
                    <span class="visually-hidden">{move || format!(", {}", text::n_partners(count.get()))}</span>
                </span>
            </label>
        }
    };
    view! {
        <fieldset class="asem-facet">
            <legend class="asem-facet__legend">{legend}</legend>
            <div class="asem-facet__choices">{values.into_iter().map(choice).collect_view()}</div>
        </fieldset>
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
                    side=Signal::derive(move || query.read().side)
                    bloc=Signal::derive(move || query.read().bloc)
                    facets=dashboard.facets
                    on_search=Callback::new(|_| {})
                    on_side=Callback::new(|_| {})
                    on_bloc=Callback::new(|_| {})
                />
            },
        )
    };
    vec![at("no filter", ""), at("every filter", "?q=viet&side=asia&bloc=asean"), at("nobody left", "?q=xyz")]
}
