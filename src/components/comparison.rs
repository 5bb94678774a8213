//! Partners side by side.

use super::DomId;
use super::citation::Cites;
use crate::model::PartnerId;
use crate::view_model::compare::{Compared, Comparison as Content};
use leptos::prelude::*;

/// The comparison as a table, a column for each partner; nothing while nobody is compared.
#[component]
pub fn Comparison(
    /// What is compared.
    #[prop(into)]
    content: Signal<Content>,
    /// Takes a partner out of it.
    on_remove: Callback<PartnerId>,
    /// Takes everybody out of it.
    on_end: Callback<()>,
) -> impl IntoView {
    move || {
        let Content { partners, rows } = content.get();
        let heading = |(id, name): (PartnerId, String)| {
            let label = format!("Take {name} out of the comparison");
            view! {
                <th class="asem-comparison__partner" scope="col">
                    {name}
                    <button class="asem-comparison__remove" type="button" aria-label=label on:click=move |_| on_remove.run(id)>
                        <span aria-hidden="true">"×"</span>
                    </button>
                </th>
            }
        };
        (!partners.is_empty()).then(|| {
            view! {
                <section class="asem-comparison" id=DomId::Compare.as_str() aria-labelledby=DomId::CompareTitle.as_str()>
                    <header class="asem-comparison__head">
                        <h2 class="asem-comparison__title" id=DomId::CompareTitle.as_str() tabindex="-1">"Side by side"</h2>
                        <button class="asem-button" type="button" on:click=move |_| on_end.run(())>"End the comparison"</button>
                    </header>
                    <div class="asem-comparison__scroll" tabindex="0" role="group" aria-labelledby=DomId::CompareTitle.as_str()>
                        <table class="asem-comparison__table">
                            <thead>
                                <tr>
                                    <td></td>
                                    {partners.into_iter().map(heading).collect_view()}
                                </tr>
                            </thead>
                            <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
                        </table>
                    </div>
                </section>
            }
        })
    }
}

fn row((respect, cells): (&'static str, Vec<Vec<Compared>>)) -> AnyView {
    let known = |Compared { text, cites }: Compared| {
        view! { <p class="asem-comparison__known">{text} " " <Cites cites=cites /></p> }
    };
    let cell = |all: Vec<Compared>| view! { <td>{all.into_iter().map(known).collect_view()}</td> };
    view! {
        <tr>
            <th class="asem-comparison__respect" scope="row">{respect}</th>
            {cells.into_iter().map(cell).collect_view()}
        </tr>
    }
    .into_any()
}

/// The states worth looking at.
#[cfg(feature = "ssr")]
pub fn examples() -> Vec<super::sample::Example> {
    use super::sample::{Example, dashboard, example};
    let at = |name, address| -> Example {
        let content = dashboard(address).comparison;
        let nothing = Callback::new(|_| {});
        example(name, view! { <Comparison content=content on_remove=nothing on_end=Callback::new(|()| {}) /> })
    };
    vec![at("nobody", ""), at("one", "?compare=HU"), at("four", "?compare=VN,HU,ASEAN-SEC,AU")]
}
