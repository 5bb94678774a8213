//! The other releases, to open one.

use super::{Choice, choice_link};
use crate::model::ReleaseNumber;
use crate::view_model::reader::ReleaseEntry;
use leptos::prelude::*;

/// Links to the releases; nothing where there is only one.
#[component]
pub fn ReleaseList(
    /// The releases, newest first.
    entries: Vec<ReleaseEntry>,
    /// The number of the one that is open; none for the newest.
    #[prop(into)]
    open: Signal<Option<ReleaseNumber>>,
    /// The address that opening one leads to; reactive where it is called reactively.
    address: Callback<Option<ReleaseNumber>, String>,
    /// Opens one.
    on_open: Callback<Option<ReleaseNumber>>,
) -> impl IntoView {
    let link = move |entry: ReleaseEntry| {
        let ReleaseEntry { number, title, details } = entry;
        let (for_address, for_current) = (number.clone(), number.clone());
        let choice = Choice {
            address: Signal::derive(move || address.run(for_address.clone())),
            is_taken: Signal::derive(move || open.get() == for_current),
            on_choose: Callback::new(move |()| on_open.run(number.clone())),
        };
        view! {
            <li class="asem-release-list__entry">
                {choice_link("asem-release-list__link", title, choice)}
                <span class="asem-release-list__details">{details}</span>
            </li>
        }
    };
    (entries.len() > 1).then(|| {
        view! {
            <nav class="asem-release-list" aria-label="Releases">
                <ul class="asem-release-list__entries">{entries.into_iter().map(link).collect_view()}</ul>
            </nav>
        }
    })
}

/// The states worth looking at.
#[cfg(feature = "ssr")]
pub fn examples() -> Vec<super::sample::Example> {
    use super::sample::{Example, example};
    let entry = |number: &str| ReleaseEntry {
        number: ReleaseNumber::parse(number),
        title: "A title".to_owned(),
        details: format!("{number}, 11 May 2010"),
    };
    let at = |name, entries: Vec<ReleaseEntry>| -> Example {
        let address = Callback::new(|_| "?".to_owned());
        let open = RwSignal::new(None);
        example(name, view! { <ReleaseList entries=entries open=open address=address on_open=Callback::new(|_| {}) /> })
    };
    vec![at("only one", vec![entry("1")]), at("two", vec![entry("2"), entry("1")])]
}
