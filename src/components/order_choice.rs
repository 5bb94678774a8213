//! The order in which the partners stand.

use super::DomId;
use super::citation::Cites;
use crate::view_model::citation::Cite;
use crate::view_model::sorting::{Order, Sorting};
use leptos::prelude::*;

/// A field that chooses the order, and a button that turns it round.
#[component]
pub fn OrderChoice(
    /// The order taken.
    #[prop(into)]
    sorting: Signal<Sorting>,
    /// Who says in which order the EU lists its members.
    cites: Vec<Cite>,
    /// Puts the partners in an order.
    on_sort: Callback<Sorting>,
) -> impl IntoView {
    let option = move |order: &Order| {
        let order = *order;
        view! { <option value=order.key() prop:selected=move || sorting.get().order == order>{order.label()}</option> }
    };
    // A data file need not tell the order of the EU.
    let has_protocol = !cites.is_empty();
    let choose = move |key: String| {
        if let Some(order) = Order::from_key(&key) {
            on_sort.run(Sorting { order, is_descending: false });
        }
    };
    let turn = move |_| {
        let now = sorting.get_untracked();
        on_sort.run(Sorting { is_descending: !now.is_descending, ..now });
    };
    view! {
        <div class="asem-order">
            <label class="asem-order__label" for=DomId::Order.as_str()>"Order"</label>
            <select class="asem-order__select" id=DomId::Order.as_str() on:change:target=move |event| choose(event.target().value())>
                {Order::ALL.iter().filter(|order| has_protocol || **order != Order::Protocol).map(option).collect_view()}
            </select>
            <button
                class="asem-button"
                type="button"
                aria-pressed=move || sorting.get().is_descending.to_string()
                on:click=turn
            >
                "Reverse"
            </button>
            <Show when=move || sorting.get().order == Order::Protocol>
                <p class="asem-order__note">
                    "By the members’ names in their own languages " <Cites cites=cites.clone() />
                </p>
            </Show>
        </div>
    }
}

/// The states worth looking at.
#[cfg(feature = "ssr")]
pub fn examples() -> Vec<super::sample::Example> {
    use super::sample::{Example, dataset, example};
    use crate::view_model::citation::cites;
    let at = |name, sorting: &str| -> Example {
        let cites = cites(&dataset().protocol().sources, &dataset());
        let sorting = Signal::stored(Sorting::parse(sorting).unwrap_or_default());
        example(name, view! { <OrderChoice sorting=sorting cites=cites on_sort=Callback::new(|_| {}) /> })
    };
    vec![at("by name", "name"), at("EU protocol order, reversed", "-protocol")]
}
