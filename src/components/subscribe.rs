//! Ways to hear of what is new without coming back to look.

use crate::view_model::paths;
use leptos::prelude::*;

/// Feed and calendar, which are made when the site is built.
#[component]
pub fn Subscribe() -> impl IntoView {
    view! {
        <section class="asem-subscribe">
            <h2 class="asem-subscribe__title">"Subscribe"</h2>
            <ul class="asem-subscribe__list">
                <li>
                    <a href=paths::FEED type="application/atom+xml">"Feed"</a>
                    ": releases and meetings in a feed reader (Atom)."
                </li>
                <li>
                    <a href=paths::CALENDAR type="text/calendar">"Calendar"</a>
                    ": meetings and events, where their days are known (iCalendar)."
                </li>
            </ul>
        </section>
    }
}

/// The states worth looking at.
#[cfg(feature = "ssr")]
pub fn examples() -> Vec<super::sample::Example> {
    use super::sample::example;
    vec![example("as it is", view! { <Subscribe /> })]
}
