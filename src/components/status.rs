//! What the page shows, in a sentence that screen readers announce when it changes.

use crate::view_model::text::capitalised;
use crate::view_model::url::Key;
use leptos::prelude::*;

/// The status sentence, the filters that are set, each with a way to take it away, and the way back to all partners.
#[component]
pub fn Status(
    /// The sentence.
    #[prop(into)]
    sentence: Signal<String>,
    /// What else is to be announced, and seen elsewhere on the page.
    #[prop(into)]
    besides: Signal<String>,
    /// The filters that are set, in words.
    #[prop(into)]
    filters: Signal<Vec<(Key, String)>>,
    /// Takes one filter away.
    on_clear_one: Callback<Key>,
    /// Takes every filter away.
    on_clear: Callback<()>,
) -> impl IntoView {
    let filter = move |(key, words): (Key, String)| {
        view! {
            <li>
                <button
                    class="asem-status__filter"
                    type="button"
                    aria-label=format!("Clear the filter: {words}")
                    on:click=move |_| on_clear_one.run(key)
                >
                    {capitalised(&words)} " " <span aria-hidden="true">"×"</span>
                </button>
            </li>
        }
    };
    view! {
        <div class="asem-status">
            <p class="asem-status__sentence" role="status">{sentence}</p>
            // A place of its own: it is no part of the sentence, and what has not changed is not told again.
            <div class="visually-hidden" aria-live="polite">{besides}</div>
            <Show when=move || !filters.read().is_empty()>
                <ul class="asem-status__filters" aria-label="Filters that are set">
                    {move || filters.get().into_iter().map(filter).collect_view()}
                </ul>
                <button class="asem-button" type="button" on:click=move |_| on_clear.run(())>"Clear filters"</button>
            </Show>
        </div>
    }
}

/// The states worth looking at.
#[cfg(feature = "ssr")]
pub fn examples() -> Vec<super::sample::Example> {
    use super::sample::{Example, example};
    let at = |name, address| -> Example {
        let dashboard = super::sample::dashboard(address);
        example(
            name,
            view! {
                <Status
                    sentence=Signal::derive(move || dashboard.status())
                    besides=Signal::derive(move || dashboard.besides())
                    filters=Signal::derive(move || dashboard.set_filters())
                    on_clear_one=Callback::new(|_| {})
                    on_clear=Callback::new(|()| {})
                />
            },
        )
    };
    vec![
        at("all partners", ""),
        at("every filter", "?side=asia&bloc=asean&role=listed&wave=1996&q=viet&asof=2014-10-16"),
        at("nobody left", "?q=xyz"),
    ]
}
