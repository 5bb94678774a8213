//! What the shades and signs of tiles and shapes mean.

use super::role_mark::role_mark;
use crate::model::Role;
use crate::view_model::text;
use leptos::prelude::*;

/// The levels of visibility that occur, each with its number of partners.
#[component]
pub fn Legend(
    /// The levels, strongest first, and how many partners have each.
    #[prop(into)]
    levels: Signal<Vec<(Option<Role>, usize)>>,
) -> impl IntoView {
    let level = |(role, n): (Option<Role>, usize)| {
        view! {
            <li class="asem-legend__level" data-role=role.map_or("none", Role::key)>
                <span class="asem-legend__swatch" aria-hidden="true"></span>
                {role.map(role_mark)}
                {text::level(role)} " " <span class="asem-legend__count">{n}</span>
            </li>
        }
    };
    view! {
        <div class="asem-legend">
            <p class="asem-legend__title">{text::STRONGEST_ROLE}</p>
            <ul class="asem-legend__levels">{move || levels.get().into_iter().map(level).collect_view()}</ul>
        </div>
    }
}

/// The states worth looking at.
#[cfg(feature = "ssr")]
pub fn examples() -> Vec<super::sample::Example> {
    use super::sample::{dashboard, example};
    let dashboard = dashboard("");
    let levels = Signal::derive(move || dashboard.levels());
    vec![
        example("shipped data", view! { <Legend levels=levels /> }),
        example(
            "every level",
            view! { <Legend levels=Signal::stored(Role::ALL.iter().map(|role| (Some(*role), 1)).collect::<Vec<_>>()) /> },
        ),
    ]
}
