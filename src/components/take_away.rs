//! Files to take away: the partners as data, board and map as pictures.

use crate::state::take_away::{Format, Order};
use crate::view_model::View;
use crate::view_model::export::Scope;
use crate::view_model::text::n_partners;
use leptos::prelude::*;

/// The way to the files, folded until it is asked for.
#[component]
pub fn TakeAway(
    /// How many partners are shown.
    #[prop(into)]
    n_shown: Signal<usize>,
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
    let scope = RwSignal::new(Scope::default());
    let has_mark = RwSignal::new(false);
    let choice = move |value: Scope| {
        let n = move || match value {
            Scope::Shown => n_shown.get(),
            Scope::Everything => n_in_all,
        };
        view! {
            <label class="asem-take-away__choice">
                <input
                    class="asem-take-away__input"
                    type="radio"
                    name="take-away"
                    value=value.key()
                    prop:checked=move || scope.get() == value
                    on:change=move |_| scope.set(value)
                />
                <span>{value.label()} " " <span class="asem-take-away__count">"(" {move || n_partners(n())} ")"</span></span>
            </label>
        }
    };
    let button = move |format: Format| {
        let order = move || Order { format, scope: scope.get_untracked(), has_mark: has_mark.get_untracked() };
        view! {
            <button class="asem-button asem-take-away__button" type="button" on:click=move |_| on_take.run(order())>
                <span class="visually-hidden">"Download "</span>
                {format.label()}
            </button>
        }
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
                            prop:checked=has_mark
                            on:change=move |_| has_mark.update(|marked| *marked = !*marked)
                        />
                        <span>"Mark the CSV file for Excel (byte order mark)"</span>
                    </label>
                    <div class="asem-take-away__buttons">{[Format::Csv, Format::Json].map(button).collect_view()}</div>
                </fieldset>
                <fieldset class="asem-take-away__part">
                    <legend class="asem-take-away__legend">"The view in front"</legend>
                    {move || match view.get() {
                        View::Board | View::Map => {
                            let buttons = [Format::Svg, Format::Png].map(button).collect_view();
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
                    n_shown=Signal::derive(move || dashboard.emphases.read().n_shown_in_all())
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
