//! One equal tile per partner. Tiles solve what maps cannot: small states, institutions, small screens.

use super::legend::Legend;
use super::{DomId, PartnerLink, Selection};
use crate::model::Role;
use crate::view_model::View;
use crate::view_model::roster::{Entry, Roster, RosterGroup, Section, count};
use leptos::prelude::*;
use std::sync::Arc;

/// The partners as tiles, by side and group, with the legend of their levels.
#[component]
pub fn Board(
    /// The partners of the day shown.
    #[prop(into)]
    roster: Signal<Arc<Roster>>,
    /// How they are shown and what choosing does.
    selection: Selection,
    /// Whether the board is in front.
    #[prop(into)]
    is_front: Signal<bool>,
) -> impl IntoView {
    let content = move || {
        let roster = roster.get();
        let sections = roster.sections.iter().map(|part| section(part, selection)).collect_view();
        view! {
            <div class="asem-board__sections">{sections}</div>
            <Legend levels=roster.levels() />
        }
    };
    view! {
        <section
            class="asem-board"
            id=DomId::Board.as_str()
            data-view=View::Board.key()
            aria-label=View::Board.label()
            hidden=move || !is_front.get()
        >
            {content}
        </section>
    }
}

fn section(section: &Section, selection: Selection) -> AnyView {
    let Section { title, key, groups } = section;
    let ids = section.ids();
    // A single group of the section's own name needs no second heading.
    let own_headings = groups.iter().any(|group| group.group.label() != *title);
    let groups = groups.iter().map(|part| group(part, own_headings, selection)).collect_view();
    view! {
        <section class="asem-board__section" data-section=*key>
            <h3 class="asem-board__title">
                {*title} " "
                <span class="asem-board__count">{move || count(&ids, &selection.emphases.read())}</span>
            </h3>
            {groups}
        </section>
    }
    .into_any()
}

fn group(group: &RosterGroup, has_heading: bool, selection: Selection) -> AnyView {
    let RosterGroup { group: which, entries } = group;
    let ids = group.ids();
    let heading = has_heading.then(|| {
        view! {
            <h4 class="asem-board__group-title">
                {which.label()} " "
                <span class="asem-board__count">{move || count(&ids, &selection.emphases.read())}</span>
            </h4>
        }
    });
    view! {
        {heading}
        <ul class="asem-board__tiles">{entries.iter().map(|entry| tile(entry, selection)).collect_view()}</ul>
    }
    .into_any()
}

fn tile(entry: &Entry, selection: Selection) -> AnyView {
    let Entry { id, name, role, .. } = entry.clone();
    // Listed is what all are: only more than that is worth a word.
    let level = role.filter(|role| *role < Role::Listed);
    view! {
        <li
            class="asem-tile"
            data-partner=id.to_string()
            data-emphasis=move || selection.emphasis(id).key()
            data-role=role.map(Role::key)
        >
            <PartnerLink id=id class="asem-tile__link" selection=selection>
                <span class="asem-tile__code" aria-hidden="true">{id.to_string()}</span>
                <span class="asem-tile__name">{name}</span>
                {move || selection.beside(id)}
                {move || selection.why(id).map(|why| view! { <span class="asem-why">{why}</span> })}
                {level.map(|role| view! { <span class="asem-tile__role">{role.label()}</span> })}
                <span class="visually-hidden">{move || selection.note(id)}</span>
            </PartnerLink>
        </li>
    }
    .into_any()
}

/// The states worth looking at.
#[cfg(feature = "ssr")]
pub fn examples() -> Vec<super::sample::Example> {
    use super::sample::{Example, dashboard, example, selection};
    let at = |name, address| -> Example {
        let roster = dashboard(address).roster;
        example(name, view! { <Board roster=roster selection=selection(address) is_front=true /> })
    };
    vec![
        at("all partners", ""),
        at("filtered, one chosen", "?side=asia&partner=VN"),
        at("nobody left", "?q=xyz"),
        at("another day", "?asof=1996-03-01"),
    ]
}
