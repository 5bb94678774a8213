//! The three views, one in front.

use super::{Choice, choice_link};
use crate::view_model::View;
use leptos::prelude::*;

/// Links to the views.
#[component]
pub fn ViewSwitch(
    /// The view in front.
    #[prop(into)]
    view: Signal<View>,
    /// The address that choosing a view leads to; reactive where it is called reactively.
    address: Callback<View, String>,
    /// Brings a view to the front.
    on_choose: Callback<View>,
) -> impl IntoView {
    let link = move |value: View| {
        let choice = Choice {
            address: Signal::derive(move || address.run(value)),
            is_taken: Signal::derive(move || view.get() == value),
            on_choose: Callback::new(move |()| on_choose.run(value)),
        };
        view! { <li>{choice_link("asem-view-switch__link", value.label().to_owned(), choice)}</li> }
    };
    view! {
        <nav class="asem-view-switch" aria-label="View">
            <ul class="asem-view-switch__list">{View::ALL.iter().copied().map(link).collect_view()}</ul>
        </nav>
    }
}

/// The states worth looking at.
#[cfg(feature = "ssr")]
pub fn examples() -> Vec<super::sample::Example> {
    use super::sample::{dashboard, example};
    let dashboard = dashboard("?view=map");
    let address = Callback::new(move |view| dashboard.address_of_view(view));
    let switch = view! { <ViewSwitch view=Signal::derive(move || dashboard.view()) address=address on_choose=Callback::new(|_| {}) /> };
    vec![example("map in front", switch)]
}
