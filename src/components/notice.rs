//! A report on an address that could not be followed in every part.

use crate::view_model::BadValue;
use leptos::prelude::*;

/// The bad values of the address, until dismissed; nothing where there are none.
#[component]
pub fn Notice(
    /// The bad values.
    #[prop(into)]
    bad_values: Signal<Vec<BadValue>>,
    /// Hides the report.
    on_dismiss: Callback<()>,
) -> impl IntoView {
    view! {
        <Show when=move || !bad_values.read().is_empty()>
            <div class="asem-notice" role="alert">
                <ul class="asem-notice__list">
                    {move || {
                        bad_values.read().iter().map(|bad| view! { <li>{bad.to_string()}</li> }).collect_view()
                    }}
                </ul>
                <button class="asem-button" type="button" on:click=move |_| on_dismiss.run(())>"Dismiss"</button>
            </div>
        </Show>
    }
}

/// The states worth looking at.
#[cfg(feature = "ssr")]
pub fn examples() -> Vec<super::sample::Example> {
    use super::sample::{Example, example};
    let at = |name, address| -> Example {
        let bad_values = super::sample::dashboard(address).bad_values();
        example(name, view! { <Notice bad_values=bad_values on_dismiss=Callback::new(|()| {}) /> })
    };
    vec![at("nothing to report", ""), at("two bad values", "?side=mars&partner=XX")]
}
