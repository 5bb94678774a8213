//! The head of the page: what this is, in figures that are counted.

use super::DomId;
use crate::model::Dataset;
use crate::view_model::text;
use leptos::prelude::*;

/// Title and standfirst.
#[component]
pub fn Masthead(
    /// What the figures are counted from.
    dataset: std::sync::Arc<Dataset>,
) -> impl IntoView {
    let release = dataset.newest_release();
    let partners = || dataset.partners_on(dataset.as_of());
    let n_states = partners().filter(|partner| partner.is_state()).count();
    let n_institutions = partners().count() - n_states;
    view! {
        <header class="asem-masthead">
            <p class="asem-masthead__kicker">"Asia-Europe Meeting"</p>
            <h1 class="asem-masthead__title">{text::SITE_TITLE}</h1>
            <p class="asem-masthead__standfirst">
                {format!("{n_states} states and {n_institutions} institutions as of {}, and what ", dataset.as_of())}
                <a href=DomId::Release.link()>{format!("press release {}", release.number)}</a> " says of each. "
                "Choose a partner to see its evidence."
            </p>
        </header>
    }
}

/// The states worth looking at.
#[cfg(feature = "ssr")]
pub fn examples() -> Vec<super::sample::Example> {
    use super::sample::{dataset, example};
    vec![example("shipped data", view! { <Masthead dataset=dataset() /> })]
}
