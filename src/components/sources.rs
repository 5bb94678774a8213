//! Where the facts come from.

use crate::view_model::citation::ListedSource;
use leptos::prelude::*;

/// The sources of the data file, at the foot of the page, numbered as the marks beside the facts are.
#[component]
pub fn Sources(
    /// The sources.
    sources: Vec<ListedSource>,
) -> impl IntoView {
    view! {
        <section class="asem-sources">
            <h2 class="asem-sources__title">"Sources"</h2>
            <ol class="asem-sources__list">{sources.into_iter().map(source).collect_view()}</ol>
            <p class="asem-sources__rights">
                "The text of the release is the Asia-Europe Foundation’s. A level of visibility is the strongest role found \
                 in the release, never a score. A partner counts from the first day of the first summit that it attended; \
                 what sources say otherwise stands beside."
            </p>
        </section>
    }
}

fn source(source: ListedSource) -> AnyView {
    let ListedSource { dom_id, title, url, imprint } = source;
    let title = match url {
        Some(url) => view! { <a href=url rel="external noopener">{title}</a> }.into_any(),
        None => title.into_any(),
    };
    view! { <li class="asem-sources__source" id=dom_id>{title} " " <span class="asem-sources__imprint">{imprint}</span></li> }
        .into_any()
}

/// The states worth looking at.
#[cfg(feature = "ssr")]
pub fn examples() -> Vec<super::sample::Example> {
    use super::sample::{dataset, example};
    let sources = crate::view_model::citation::listed(&dataset());
    vec![example("shipped data", view! { <Sources sources=sources /> })]
}
