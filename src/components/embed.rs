//! The page as a part of another one. What is left out there, the style sheet says.

use leptos::prelude::*;

/// The way from the frame to the page of its own.
#[component]
pub fn WayOut(
    /// The address of the same state there.
    #[prop(into)]
    address: Signal<String>,
) -> impl IntoView {
    view! {
        <p class="asem-embed">
            <a href=address target="_blank" rel="noopener">"Open the dashboard" <span class="visually-hidden">" in a new tab"</span></a>
        </p>
    }
}

/// The states worth looking at.
#[cfg(feature = "ssr")]
pub fn examples() -> Vec<super::sample::Example> {
    use super::sample::example;
    vec![example("some state", view! { <WayOut address=Signal::stored("?side=asia".to_owned()) /> })]
}
