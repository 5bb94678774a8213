//! Files to take away: the partners as data, board and map as pictures.

use crate::state::take_away::{Format, Order};
use crate::view_model::export::Scope;
use crate::view_model::text::n_partners;
use crate::view_model::{Emphases, View};
use leptos::prelude::*;

/// The way to the files, folded until it is asked for.
#[component]
pub fn TakeAway(
    /// Which partners are shown.
    #[prop(into)]
    emphases: Signal<Emphases>,
    /// How many there are or were at all.
    n_in_all: usize,
    /// The view in front, of which pictures are made.
    #[prop(into)]
    view: Signal<View>,
    /// What became of the last file.
    #[prop(into)]
    told: Signal<String>,
    /// Makes a file and saves it.
    on_take: Callback<Order>,
) -> impl IntoView {
    // The fields themselves show what is chosen: nothing else follows from it before a button is pressed.
    let order = StoredValue::new(Order { format: Format::Csv, scope: Scope::default(), has_mark: false });
    let choice = move |value: Scope| {
        let n = move || match value {
            Scope::Shown => emphases.read().n_shown_in_all(),
            Scope::Everything => n_in_all,
        };
        view! {
            <label class="asem-take-away__choice">
                <input
                    class="asem-take-away__input"
                    type="radio"
                    name="take-away"
                    value=value.key()
                    checked=value == Scope::default()
                    on:change=move |_| order.update_value(|order| order.scope = value)
                />
                <span>{value.label()} " " <span class="asem-take-away__count">"(" {move || n_partners(n())} ")"</span></span>
            </label>
        }
        .into_any()
    };
    let button = move |format: Format| {
        let take = move |_| on_take.run(Order { format, ..order.get_value() });
        view! {
            <button class="asem-button asem-take-away__button" type="button" on:click=take>
                <span class="visually-hidden">"Download "</span>
                {format.label()}
            </button>
        }
        .into_any()
    };
    view! {
        <details class="asem-take-away">
            <summary class="asem-take-away__summary">"Download"</summary>
            <div class="asem-take-away__body">
                <fieldset class="asem-take-away__part">
                    <legend class="asem-take-away__legend">"Partners as data"</legend>
                    {Scope::ALL.iter().copied().map(choice).collect_view()}
                    <label class="asem-take-away__choice">
                        <input
                            class="asem-take-away__input"
                            type="checkbox"
                            on:change=move |_| order.update_value(|order| order.has_mark = !order.has_mark)
                        />
                        <span>"Mark the CSV file for Excel (byte order mark)"</span>
                    </label>
                    <div class="asem-take-away__buttons">{button(Format::Csv)} {button(Format::Json)}</div>
                </fieldset>
                <fieldset class="asem-take-away__part">
                    <legend class="asem-take-away__legend">"The view in front"</legend>
                    {move || match view.get() {
                        View::Board | View::Map => {
                            let buttons = (button(Format::Svg), button(Format::Png));
                            view! { <div class="asem-take-away__buttons">{buttons}</div> }.into_any()
                        }
                        View::List => view! { <p>"Board and map can be saved as pictures."</p> }.into_any(),
                    }}
                </fieldset>
                // Not the page's status, which tells what the views show.
                <p class="asem-take-away__told" aria-live="polite">{told}</p>
            </div>
        </details>
    }
}

/// The states worth looking at.
#[cfg(feature = "ssr")]
pub fn examples() -> Vec<super::sample::Example> {
    use super::sample::{Example, dataset, example};
    let at = |name, address, told: &str| -> Example {
        let dashboard = super::sample::dashboard(address);
        example(
            name,
            view! {
                <TakeAway
                    emphases=dashboard.emphases
                    n_in_all=dataset().partners().len()
                    view=Signal::derive(move || dashboard.view())
                    told=RwSignal::new(told.to_owned())
                    on_take=Callback::new(|_| {})
                />
            },
        )
    };
    vec![
        at("all partners", "", ""),
        at("filtered, a file was saved", "?side=asia", "Saved asem-partners-2010-05-11.csv"),
        at("nobody left", "?q=xyz", ""),
        at("the list in front", "?view=list", ""),
    ]
}
