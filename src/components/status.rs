//! What the page shows, in a sentence that screen readers announce when it changes.

use leptos::prelude::*;

/// The status sentence, and the way back to all partners.
#[component]
pub fn Status(
    /// The sentence.
    #[prop(into)]
    sentence: Signal<String>,
    /// Whether a filter is set.
    #[prop(into)]
    is_filtered: Signal<bool>,
    /// Takes every filter away.
    on_clear: Callback<()>,
) -> impl IntoView {
    view! {
        <div class="asem-status">
            <p class="asem-status__sentence" role="status">{sentence}</p>
            <Show when=move || is_filtered.get()>
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
        let query = dashboard.query();
        example(
            name,
            view! {
                <Status
                    sentence=Signal::derive(move || dashboard.status())
                    is_filtered=Signal::derive(move || query.read().is_filtered())
                    on_clear=Callback::new(|()| {})
                />
            },
        )
    };
    vec![at("all partners", ""), at("filtered", "?side=asia"), at("nobody left", "?q=xyz")]
}
