//! Where the facts come from.

use crate::model::{Dataset, Source};
use leptos::prelude::*;

/// The sources of the data file, at the foot of the page.
#[component]
pub fn Sources(
    /// The data.
    dataset: std::sync::Arc<Dataset>,
) -> impl IntoView {
    view! {
        <footer class="asem-sources">
            <h2 class="asem-sources__title">"Sources"</h2>
            <dl class="asem-sources__list">{dataset.sources().iter().map(source).collect_view()}</dl>
            <p class="asem-sources__rights">
                "The text of the release is the Asia-Europe Foundation’s. A level of visibility is the strongest role found \
                 in the release, never a score."
            </p>
        </footer>
    }
}

fn source(source: &Source) -> AnyView {
    let Source { title, url, covers } = source.clone();
    let title = match url {
        Some(url) => view! { <a href=url rel="external noopener">{title}</a> }.into_any(),
        None => title.into_any(),
    };
    view! {
        <div class="asem-sources__source">
            <dt>{covers}</dt>
            <dd>{title}</dd>
        </div>
    }
    .into_any()
}

/// The states worth looking at.
#[cfg(feature = "ssr")]
pub fn examples() -> Vec<super::sample::Example> {
    use super::sample::{dataset, example};
    vec![example("shipped data", view! { <Sources dataset=dataset() /> })]
}
