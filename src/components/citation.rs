//! The marks beside facts that lead to their sources, and what other sources say.

use crate::view_model::citation::{Cite, OtherClaim};
use crate::view_model::text;
use leptos::prelude::*;

/// The marks of a fact.
#[component]
pub fn Cites(
    /// The sources.
    cites: Vec<Cite>,
) -> impl IntoView {
    let mark = |Cite { mark, link, label }: Cite| {
        view! { <a class="asem-cite" href=link title=label.clone() aria-label=label>{mark}</a> }
    };
    cites.into_iter().map(mark).collect_view()
}

/// What other sources say of a fact; nothing where all agree.
#[component]
pub fn Others(
    /// What they say.
    others: Vec<OtherClaim>,
) -> impl IntoView {
    let other = |OtherClaim { text, cites }: OtherClaim| {
        view! { <li class="asem-others__claim">{text} " " <Cites cites=cites /></li> }
    };
    (!others.is_empty()).then(|| {
        let n = others.len();
        let is_short = n <= MOST_OPEN;
        view! {
            <details class="asem-others" open=is_short>
                <summary class="asem-others__title">{text::n_claims(n)}</summary>
                <ul class="asem-others__claims">{others.into_iter().map(other).collect_view()}</ul>
            </details>
        }
    })
}

/// More claims than this are folded away, so that they do not bury the fact.
const MOST_OPEN: usize = 2;

/// The states worth looking at.
#[cfg(feature = "ssr")]
pub fn examples() -> Vec<super::sample::Example> {
    use super::sample::{Example, dataset, example};
    use crate::view_model::citation::{cites, other_claims};
    let dataset = dataset();
    let wave = dataset.waves().iter().max_by_key(|wave| wave.claims.len());
    let both = |cites: Vec<Cite>, others: Vec<OtherClaim>| view! { <p>"A fact" <Cites cites=cites /></p> <Others others=others /> };
    let disputed = wave.map(|wave| both(cites(&wave.sources, &dataset), other_claims(&wave.claims, &dataset)));
    let agreed: Example = example("all agree", both(cites(&dataset.provenance().side, &dataset), Vec::new()));
    vec![agreed, example("sources differ", disputed)]
}
