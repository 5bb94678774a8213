//! One equal tile per partner. Tiles solve what maps cannot: small states, institutions, small screens.

use super::legend::Legend;
use super::role_mark::role_mark;
use super::{DomId, Label, PaintedAs, Part, PartnerLink, Selection, each, paint};
use crate::model::{Group, PartnerId, Role};
use crate::view_model::roster::{self, Entry, Roster, count};
use crate::view_model::text;
use crate::view_model::{Emphasis, View};
use leptos::prelude::*;
use std::sync::Arc;

/// The partners as tiles, by side and group, with the legend of their levels.
///
/// Another day or order moves tiles and adds or takes away a few: no tile is built twice.
#[component]
pub fn Board(
    /// Who stands where.
    #[prop(into)]
    roster: Signal<Arc<Roster>>,
    /// What is shown of each partner.
    entries: Arc<Vec<Entry>>,
    /// Who has just joined.
    #[prop(into)]
    newcomers: Signal<Vec<PartnerId>>,
    /// The levels of visibility, strongest first, and how many partners have each.
    #[prop(into)]
    levels: Signal<Vec<(Option<Role>, usize)>>,
    /// How they are shown and what choosing does.
    selection: Selection,
    /// Whether the board is in front.
    #[prop(into)]
    is_front: Signal<bool>,
) -> impl IntoView {
    let tile = move |id: PartnerId| roster::entry(id, &entries).map(|own| tile(own, newcomers, selection));
    let board = BoardData { roster, tile: Callback::new(move |id| tile(id).into_any()), selection };
    let sections = move || roster.read().sections.iter().map(|section| Part::Section(section.key)).collect();
    view! {
        <section
            class="asem-board"
            id=DomId::Board.as_str()
            data-view=View::Board.key()
            aria-label=View::Board.label()
            hidden=move || !is_front.get()
            on:keydown=move |event| selection.key(View::Board, &event)
        >
            <div class="asem-board__sections">
                {each(Signal::derive(sections), Callback::new(move |section| part(section, board)))}
            </div>
            <p id=DomId::FilteredOut.as_str() hidden>{Emphasis::Dimmed.label()}</p>
            <Legend levels=levels />
        </section>
    }
}

#[derive(Clone, Copy)]
struct BoardData {
    roster: Signal<Arc<Roster>>,
    tile: Callback<PartnerId, AnyView>,
    selection: Selection,
}

fn part(part: Part, board: BoardData) -> AnyView {
    match part {
        Part::Section(key) => section(key, board),
        Part::Group(which) => group(which, board),
        Part::Partner(id) => board.tile.run(id),
        Part::Evidence(_) | Part::Year(_) | Part::Row { .. } => ().into_any(),
    }
}

fn section(key: &'static str, board: BoardData) -> AnyView {
    let BoardData { roster, selection, .. } = board;
    let now = move || roster.read().section(key).cloned();
    let title = untrack(now).map(|section| section.title);
    let ids = move || now().map(|section| section.ids()).unwrap_or_default();
    let groups = move || now().iter().flat_map(|section| &section.groups).map(|own| Part::Group(own.group)).collect();
    view! {
        <section class="asem-board__section" data-section=key>
            <h3 class="asem-board__title">
                {title} " " <span class="asem-board__count">{move || count(&ids(), &selection.emphases.read())}</span>
            </h3>
            {each(Signal::derive(groups), Callback::new(move |group| part(group, board)))}
        </section>
    }
    .into_any()
}

fn group(which: Group, board: BoardData) -> AnyView {
    let BoardData { roster, selection, .. } = board;
    let ids = move || roster.read().ids_of(which);
    // The institutions are a section and its only group: one heading says it.
    let heading = which.side().map(|_| {
        view! {
            <h4 class="asem-board__group-title">
                {which.label()} " "
                <span class="asem-board__count">{move || count(&ids(), &selection.emphases.read())}</span>
            </h4>
        }
    });
    let tiles = move || ids().into_iter().map(Part::Partner).collect();
    view! {
        {heading}
        <ul class="asem-board__tiles">
            {each(Signal::derive(tiles), Callback::new(move |tile| part(tile, board)))}
        </ul>
    }
    .into_any()
}

fn tile(entry: &Entry, newcomers: Signal<Vec<PartnerId>>, selection: Selection) -> AnyView {
    let Entry { id, name, role, .. } = entry.clone();
    let emphasis = selection.emphasis(id);
    let described_by = emphasis.note().map(|_| DomId::FilteredOut);
    let as_what = PaintedAs { label: Some(Label::Own), ..PaintedAs::within(id, View::Board) };
    view! {
        <li
            class="asem-tile"
            data-partner=id.to_string()
            data-emphasis=emphasis.key()
            data-role=role.map_or("none", Role::key)
            use:paint=(selection.painter, as_what)
        >
            <PartnerLink id=id class="asem-tile__link" selection=selection within=View::Board described_by=described_by>
                <span class="asem-tile__code" aria-hidden="true">{id.to_string()}</span>
                <span class="asem-tile__name">{name}</span>
                {move || selection.beside(id)}
                {move || selection.why(id).map(|why| view! { <span class="asem-why">{why}</span> })}
                {move || newcomers.read().contains(&id).then(|| view! { <span class="asem-new">"New"</span> })}
                <span class="asem-tile__role">{role.map(role_mark)} {text::level(role)}</span>
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
        let dashboard = dashboard(address);
        example(
            name,
            view! {
                <Board
                    roster=dashboard.roster
                    entries=dashboard.entries()
                    newcomers=dashboard.newcomers
                    levels=Signal::derive(move || dashboard.levels())
                    selection=selection(address)
                    is_front=true
                />
            },
        )
    };
    vec![
        at("all partners", ""),
        at("filtered, one chosen", "?side=asia&partner=VN"),
        at("nobody left", "?q=xyz"),
        at("the first day", "?asof=1996-03-01"),
        at("newcomers, in another order", "?asof=2010-10-04&sort=-accession"),
    ]
}
