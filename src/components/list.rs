//! The partners as a table: the equal way in, whatever the eyes, the pointer or the screen.

use super::partner_card::appearance;
use super::role_mark::role_mark;
use super::{DomId, PaintedAs, Part, PartnerLink, Selection, each, paint};
use crate::model::{Group, PartnerId, ReleaseNumber, Role};
use crate::view_model::View;
use crate::view_model::card::CardAppearance;
use crate::view_model::roster::{self, Entry, Roster, count};
use crate::view_model::sorting::{Order, Sorting};
use crate::view_model::text;
use leptos::prelude::*;
use std::sync::Arc;

/// The columns: what each is sorted by, and whether narrow screens have room for it.
const COLUMNS: &[(Order, &str, bool)] = &[
    (Order::Name, "Partner", true),
    (Order::Code, "Code", false),
    (Order::Side, "Side", false),
    (Order::Bloc, "Blocs", false),
    (Order::Accession, "Accession", true),
    (Order::Visibility, "Visibility", true),
    (Order::Appearances, "Appearances", true),
];

/// What the list is fed with.
#[derive(Clone, Copy)]
pub struct ListData {
    /// Who stands where.
    pub roster: Signal<Arc<Roster>>,
    /// The blocs of a partner on the day shown; reactive where it is called reactively.
    pub blocs: Callback<PartnerId, String>,
    /// The appearances of a partner with their evidence.
    pub evidence: Callback<PartnerId, Vec<CardAppearance>>,
    /// Where a paragraph of a release is read; reactive where it is called reactively.
    pub place: Callback<(ReleaseNumber, String), String>,
    /// Who has just joined.
    pub newcomers: Signal<Vec<PartnerId>>,
    /// The order of the rows.
    pub sorting: Signal<Sorting>,
    /// Sorts by a column, or the other way round if it is sorted by it already.
    pub on_sort: Callback<Order>,
}

/// The partners as rows, by group. Rows that a filter leaves out are hidden; a row opens to its evidence.
#[component]
pub fn List(
    /// What it is fed with.
    data: ListData,
    /// What is shown of each partner.
    entries: Arc<Vec<Entry>>,
    /// How they are shown and what choosing does.
    selection: Selection,
    /// Whether the list is in front.
    #[prop(into)]
    is_front: Signal<bool>,
) -> impl IntoView {
    let opened = RwSignal::new(Vec::<PartnerId>::new());
    let row = move |part: Part| match part {
        Part::Partner(id) => roster::entry(id, &entries).map(|own| row(own, data, opened, selection)).into_any(),
        Part::Evidence(id) => evidence(id, data),
        Part::Section(_) | Part::Group(_) | Part::Year(_) | Part::Row { .. } => ().into_any(),
    };
    let row = Callback::new(row);
    let groups = move || {
        let roster = data.roster.read();
        roster.sections.iter().flat_map(|section| &section.groups).map(|own| Part::Group(own.group)).collect()
    };
    let build = move |part: Part| match part {
        Part::Group(which) => group(which, data, opened, row, selection),
        Part::Section(_) | Part::Partner(_) | Part::Evidence(_) | Part::Year(_) | Part::Row { .. } => ().into_any(),
    };
    view! {
        <section
            class="asem-list"
            id=DomId::List.as_str()
            data-view=View::List.key()
            aria-label=View::List.label()
            hidden=move || !is_front.get()
        >
            <table class="asem-list__table">
                <caption class="visually-hidden">"ASEM partners by side and group"</caption>
                <thead>
                    <tr>{COLUMNS.iter().map(|column| heading(*column, data)).collect_view()}</tr>
                </thead>
                {each(Signal::derive(groups), Callback::new(build))}
            </table>
        </section>
    }
}

fn heading((order, label, is_vital): (Order, &'static str, bool), data: ListData) -> AnyView {
    let ListData { sorting, on_sort, .. } = data;
    let direction = move || {
        let Sorting { order: own, is_descending } = sorting.get();
        (own == order).then_some(if is_descending { "descending" } else { "ascending" })
    };
    view! {
        <th class="asem-list__heading" class:asem-list__extra=!is_vital scope="col" aria-sort=direction>
            <button class="asem-list__sort" type="button" on:click=move |_| on_sort.run(order)>{label}</button>
        </th>
    }
    .into_any()
}

fn group(
    which: Group,
    data: ListData,
    opened: RwSignal<Vec<PartnerId>>,
    row: Callback<Part, AnyView>,
    selection: Selection,
) -> AnyView {
    let label = which.label();
    let (key, title) = match which.side() {
        Some(side) => (side.key(), format!("{}: {label}", side.label())),
        None => (which.key(), label.to_owned()),
    };
    let emphases = selection.emphases;
    let ids = move || data.roster.read().ids_of(which);
    let rows = move || {
        let opened = opened.read();
        let rows = |id: PartnerId| [Some(Part::Partner(id)), opened.contains(&id).then_some(Part::Evidence(id))];
        ids().into_iter().flat_map(rows).flatten().collect()
    };
    view! {
        <tbody class="asem-list__group" data-section=key hidden=move || emphases.read().n_shown(&ids()) == 0>
            <tr>
                <th class="asem-list__group-title" scope="rowgroup" colspan=COLUMNS.len().to_string()>
                    {title} " " <span class="asem-list__count">{move || count(&ids(), &emphases.read())}</span>
                </th>
            </tr>
            {each(Signal::derive(rows), row)}
        </tbody>
    }
    .into_any()
}

fn row(entry: &Entry, data: ListData, opened: RwSignal<Vec<PartnerId>>, selection: Selection) -> AnyView {
    let Entry { id, name, side, role, n_appearances, since } = entry.clone();
    let is_open = Memo::new(move |_| opened.read().contains(&id));
    let label = format!("Evidence for {name}");
    let count = (n_appearances > 0).then(|| {
        view! {
            <button
                class="asem-list__open"
                type="button"
                aria-expanded=move || is_open.get().to_string()
                aria-label=format!("{n_appearances}: {label}")
                on:click=move |_| opened.update(|all| match all.iter().position(|own| *own == id) {
                    Some(at) => drop(all.remove(at)),
                    None => all.push(id),
                })
            >
                {n_appearances}
            </button>
        }
    });
    view! {
        <tr
            class="asem-list__row"
            data-partner=id.to_string()
            data-emphasis=selection.emphasis(id).key()
            data-role=role.map(Role::key)
            use:paint=(selection.painter, PaintedAs::of(id))
        >
            <th class="asem-list__name" scope="row">
                <PartnerLink id=id class="asem-list__link" selection=selection>{name} {move || selection.beside(id)}</PartnerLink>
                {move || data.newcomers.read().contains(&id).then(|| view! { " " <span class="asem-new">"New"</span> })}
                {move || selection.why(id).map(|why| view! { <span class="asem-why">{why}</span> })}
            </th>
            <td class="asem-list__code asem-list__extra">{id.to_string()}</td>
            <td class="asem-list__extra">{side.label()}</td>
            <td class="asem-list__extra">{move || data.blocs.run(id)}</td>
            <td class="asem-list__day">{since.map(|day| view! { <time datetime=day.iso()>{day.to_string()}</time> })}</td>
            <td class="asem-list__role">{role.map(role_mark)} {text::level(role)}</td>
            <td class="asem-list__n">{count}</td>
        </tr>
    }
    .into_any()
}

/// The evidence of a partner's appearances, under its row.
fn evidence(id: PartnerId, data: ListData) -> AnyView {
    let appearances = data.evidence.run(id).into_iter().map(|own| appearance(own, data.place)).collect_view();
    view! {
        <tr class="asem-list__evidence">
            <td colspan=COLUMNS.len().to_string()>
                <ul class="asem-list__appearances">{appearances}</ul>
            </td>
        </tr>
    }
    .into_any()
}

/// The states worth looking at.
#[cfg(feature = "ssr")]
pub fn examples() -> Vec<super::sample::Example> {
    use super::sample::{Example, dashboard, example, selection};
    let at = |name, address| -> Example {
        let dashboard = dashboard(address);
        let data = super::sample::list_data(dashboard);
        example(
            name,
            view! { <List data=data entries=dashboard.entries() selection=selection(address) is_front=true /> },
        )
    };
    vec![
        at("all partners", ""),
        at("filtered, one chosen", "?bloc=eu&partner=HU"),
        at("nobody left", "?q=xyz"),
        at("another day", "?asof=1996-03-01"),
        at("sorted by visibility, weakest first", "?sort=-visibility"),
    ]
}
