//! The partners as a table: the equal way in, whatever the eyes, the pointer or the screen.

use super::{DomId, PartnerLink, Selection};
use crate::model::Role;
use crate::view_model::View;
use crate::view_model::roster::{Entry, Roster, RosterGroup, Section, count};
use leptos::prelude::*;
use std::sync::Arc;

/// The partners as rows, by group. Rows that a filter leaves out are hidden.
#[component]
pub fn List(
    /// The partners of the day shown.
    #[prop(into)]
    roster: Signal<Arc<Roster>>,
    /// How they are shown and what choosing does.
    selection: Selection,
    /// Whether the list is in front.
    #[prop(into)]
    is_front: Signal<bool>,
) -> impl IntoView {
    let groups = move || {
        let roster = roster.get();
        let groups =
            roster.sections.iter().flat_map(|section| section.groups.iter().map(move |group| (section, group)));
        groups.map(|(section, part)| group(section, part, selection)).collect_view()
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
                    <tr>
                        <th scope="col">"Partner"</th>
                        <th scope="col">"Code"</th>
                        <th scope="col">"As printed"</th>
                        <th scope="col">"Strongest role"</th>
                    </tr>
                </thead>
                {groups}
            </table>
        </section>
    }
}

fn group(section: &Section, group: &RosterGroup, selection: Selection) -> AnyView {
    let label = group.group.label();
    let Section { title, key, .. } = *section;
    let title = if label == title { label.to_owned() } else { format!("{title}: {label}") };
    let ids = group.ids();
    let emphases = selection.emphases;
    let is_empty = {
        let ids = ids.clone();
        move || emphases.read().n_shown(&ids) == 0
    };
    let rows = group.entries.iter().map(|entry| row(entry, selection)).collect_view();
    view! {
        <tbody class="asem-list__group" data-section=key hidden=is_empty>
            <tr>
                <th class="asem-list__group-title" scope="rowgroup" colspan="4">
                    {title} " " <span class="asem-list__count">{move || count(&ids, &emphases.read())}</span>
                </th>
            </tr>
            {rows}
        </tbody>
    }
    .into_any()
}

fn row(entry: &Entry, selection: Selection) -> AnyView {
    let Entry { id, name, printed, role } = entry.clone();
    view! {
        <tr
            class="asem-list__row"
            data-partner=id.to_string()
            data-emphasis=move || selection.emphasis(id).key()
            data-role=role.map(Role::key)
            hidden=move || !selection.emphasis(id).is_shown()
        >
            <th class="asem-list__name" scope="row">
                <PartnerLink id=id class="asem-list__link" selection=selection>{name} {move || selection.beside(id)}</PartnerLink>
                {move || selection.why(id).map(|why| view! { <span class="asem-why">{why}</span> })}
            </th>
            <td class="asem-list__code">{id.to_string()}</td>
            <td>{printed}</td>
            <td class="asem-list__role">{role.map(Role::label)}</td>
        </tr>
    }
    .into_any()
}

/// The states worth looking at.
#[cfg(feature = "ssr")]
pub fn examples() -> Vec<super::sample::Example> {
    use super::sample::{Example, dashboard, example, selection};
    let at = |name, address| -> Example {
        let roster = dashboard(address).roster;
        example(name, view! { <List roster=roster selection=selection(address) is_front=true /> })
    };
    vec![
        at("all partners", ""),
        at("filtered, one chosen", "?bloc=eu&partner=HU"),
        at("nobody left", "?q=xyz"),
        at("another day", "?asof=1996-03-01"),
    ]
}
