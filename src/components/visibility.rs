//! A partner's visibility over the years: in how many releases it appears, by its strongest role in each.

use crate::model::Role;
use crate::view_model::archive::YearOfRoles;
use crate::view_model::text;
use leptos::prelude::*;

/// What the chart is fed with.
#[derive(Clone, Copy)]
pub struct VisibilityData {
    /// The years in which the partner appears.
    pub years: Signal<Vec<YearOfRoles>>,
    /// How many releases are not counted, since the index that has them is not here.
    pub n_more: Signal<Option<usize>>,
    /// Has them counted.
    pub on_more: Callback<()>,
}

/// The chart, which is a table: each year with a bar, and its numbers in words. Nothing where there is no appearance.
#[component]
pub fn Visibility(
    /// What it is fed with.
    data: VisibilityData,
) -> impl IntoView {
    let VisibilityData { years, n_more, on_more } = data;
    let most = move || years.read().iter().map(total).max().unwrap_or(1);
    let rows = move || {
        let most = most();
        years.get().into_iter().map(|year| row(year, most)).collect_view()
    };
    view! {
        <Show when=move || !years.read().is_empty() || n_more.get().is_some()>
            <div class="asem-visibility">
                <table class="asem-visibility__table">
                    <caption class="asem-visibility__caption">
                        "Releases by year and strongest role"
                        {move || n_more.get().map(|_| ", of those on this page")}
                    </caption>
                    <thead class="visually-hidden"><tr><th scope="col">"Year"</th><th scope="col">"Releases"</th></tr></thead>
                    <tbody>{rows}</tbody>
                </table>
                {move || n_more.get().map(|n| {
                    let label = format!("Count all {} releases", text::grouped(n));
                    view! { <button class="asem-button" type="button" on:click=move |_| on_more.run(())>{label}</button> }
                })}
            </div>
        </Show>
    }
}

fn total(year: &YearOfRoles) -> usize {
    year.roles.iter().map(|(_, n)| n).sum()
}

/// A year: its bar, a stretch for each role, and the same in words.
fn row(year: YearOfRoles, most: usize) -> AnyView {
    let mut done = 0;
    let bar = year.roles.iter().map(|(role, n)| {
        let x = 100 * done / most;
        done += n;
        view! {
            <rect
                class="asem-visibility__stretch"
                data-role=role.key()
                x=format!("{x}%")
                width=format!("{}%", (100 * done).div_ceil(most) - x)
                height="100%"
            ></rect>
        }
    });
    let bar = bar.collect_view();
    let of_role = |(role, n): &(Role, usize)| format!("{} {}", role.label(), text::grouped(*n));
    let words: Vec<String> = year.roles.iter().map(of_role).collect();
    view! {
        <tr>
            <th class="asem-visibility__year" scope="row">{year.year.to_string()}</th>
            <td class="asem-visibility__cell">
                <svg class="asem-visibility__bar" aria-hidden="true">{bar}</svg>
                <span class="asem-visibility__words">{words.join(", ")}</span>
            </td>
        </tr>
    }
    .into_any()
}

/// The states worth looking at.
#[cfg(feature = "ssr")]
pub fn examples() -> Vec<super::sample::Example> {
    use super::sample::{Example, example};
    let year = |year, roles: &[(Role, usize)]| YearOfRoles { year, roles: roles.to_vec() };
    let at = |name, years: Vec<YearOfRoles>, n_more| -> Example {
        let data = VisibilityData {
            years: Signal::stored(years),
            n_more: Signal::stored(n_more),
            on_more: Callback::new(|()| {}),
        };
        example(name, view! { <Visibility data=data /> })
    };
    vec![
        at("one year", vec![year(2010, &[(Role::Host, 1)])], None),
        at(
            "years, roles and more to count",
            vec![
                year(1996, &[(Role::Named, 12), (Role::Listed, 200)]),
                year(1998, &[(Role::Host, 1), (Role::CoOrganiser, 30), (Role::Listed, 1200)]),
            ],
            Some(10_000),
        ),
        at("nothing", Vec::new(), None),
    ]
}
