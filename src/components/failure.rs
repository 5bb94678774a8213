//! What stands in the page's place when its data could not be had.

use crate::view_model::Failure;
use leptos::prelude::*;

/// What happened, and the way to try again.
#[component]
pub fn LoadFailure(
    /// What happened.
    failure: Failure,
    /// The address of the file that could not be had.
    file: &'static str,
    /// Whether the file is being asked for again.
    #[prop(into)]
    retrying: Signal<bool>,
    /// Asks for the file again.
    on_retry: Callback<()>,
) -> impl IntoView {
    let problems = failure.problems();
    let problems = (!problems.is_empty()).then(|| {
        let items = problems.into_iter().map(|problem| view! { <li>{problem}</li> }).collect_view();
        view! { <ul class="asem-failure__problems">{items}</ul> }
    });
    view! {
        <div class="asem-failure" role="alert">
            <h1 class="asem-failure__title">"The partners could not be loaded"</h1>
            <p>{failure.sentence(file)}</p>
            {problems}
            <button
                class="asem-button asem-button--primary"
                type="button"
                aria-disabled=move || retrying.get().then_some("true")
                on:click=move |_| on_retry.run(())
            >
                {move || if retrying.get() { "Trying again…" } else { "Retry" }}
            </button>
        </div>
    }
}

/// The states worth looking at.
#[cfg(feature = "ssr")]
pub fn examples() -> Vec<super::sample::Example> {
    use super::sample::{Example, example};
    use crate::model::Dataset;
    let at = |name, failure, retrying: bool| -> Example {
        let on_retry = Callback::new(|()| {});
        example(
            name,
            view! { <LoadFailure failure=failure file="data/asem.json" retrying=retrying on_retry=on_retry /> },
        )
    };
    let broken = Dataset::from_json("{").err().unwrap_or_default();
    vec![
        at("no network", Failure::Unreachable, false),
        at("no file, trying again", Failure::Status(404), true),
        at("a broken file", Failure::Broken(broken), false),
    ]
}
