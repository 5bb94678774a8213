//! The panel of the chosen partner: what is known of it, and the evidence.

use super::citation::{Cites, Others};
use super::visibility::{Visibility, VisibilityData};
use super::{DomId, calendar_link, marked_text};
use crate::model::{PartnerId, ReleaseNumber};
use crate::view_model::Card;
use crate::view_model::card::{CardAppearance, Fact, Value};
use leptos::prelude::*;
use std::sync::Arc;

/// What surrounds the panel: where its buttons lead.
#[derive(Clone, Copy)]
pub struct CardActions {
    /// Who stands before and after the partner, in the order of the page.
    pub neighbours: Signal<[Option<(PartnerId, String)>; 2]>,
    /// Whether a partner is compared, or whether there is room for it to be; reactive where it is called reactively.
    pub comparing: Callback<PartnerId, Comparing>,
    /// Goes to a neighbour.
    pub on_choose: Callback<PartnerId>,
    /// Where a paragraph of a release is read; reactive where it is called reactively.
    pub place: Callback<(ReleaseNumber, String), String>,
    /// Takes the partner into the comparison, or out of it.
    pub on_compare: Callback<PartnerId>,
    /// Closes the panel.
    pub on_close: Callback<()>,
    /// The partner over the years.
    pub visibility: VisibilityData,
}

/// How a partner stands to the comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparing {
    /// It is part of it.
    Yes,
    /// It may become part of it.
    No,
    /// As many as can be are compared already.
    Full,
}

/// A partner in full. The buttons stay in place, and keep the focus, while the partner changes.
#[component]
pub fn PartnerCard(
    /// The partner.
    #[prop(into)]
    card: Signal<Option<Arc<Card>>>,
    /// Where its buttons lead.
    actions: CardActions,
) -> impl IntoView {
    let CardActions { neighbours, comparing, on_choose, on_compare, on_close, visibility, .. } = actions;
    let id = move || card.read().as_ref().map(|card| card.id);
    let neighbour = move |at: usize, word: &'static str| {
        let now = move || neighbours.read().get(at).cloned().flatten();
        let name = move || now().map(|(_, name)| name).unwrap_or_default();
        let label = move || match name() {
            nobody if nobody.is_empty() => format!("{word}: nobody"),
            name => format!("{word}: {name}"),
        };
        let is_first = at == 0;
        view! {
            <button
                class="asem-button"
                type="button"
                aria-label=label
                aria-disabled=move || now().is_none().then_some("true")
                on:click=move |_| if let Some((id, _)) = now() { on_choose.run(id) }
            >
                {is_first.then_some("‹ ")} {name} {(!is_first).then_some(" ›")}
            </button>
        }
    };
    let state = Memo::new(move |_| id().map_or(Comparing::No, |id| comparing.run(id)));
    let compare = move || match state.get() {
        Comparing::Yes => "Take out of the comparison",
        Comparing::No => "Compare",
        Comparing::Full => "Four are compared already",
    };
    view! {
        <section
            class="asem-partner-card"
            aria-labelledby=DomId::CardTitle.as_str()
            on:keydown=move |event| if event.key() == "Escape" { on_close.run(()) }
        >
            <header class="asem-partner-card__head">
                <span class="asem-partner-card__code" aria-hidden="true">{move || id().map(|id| id.to_string())}</span>
                <h2 class="asem-partner-card__title" id=DomId::CardTitle.as_str()>
                    {move || card.read().as_ref().map(|card| card.name.clone())}
                </h2>
                <button class="asem-button" type="button" on:click=move |_| on_close.run(())>"Close"</button>
            </header>
            <div class="asem-partner-card__actions">
                {neighbour(0, "Previous")}
                {neighbour(1, "Next")}
                <button
                    class="asem-button"
                    type="button"
                    aria-disabled=move || (state.get() == Comparing::Full).then_some("true")
                    on:click=move |_| if let Some(id) = id() { on_compare.run(id) }
                >
                    {compare}
                </button>
                <Show when=move || state.get() == Comparing::Yes>
                    <a class="asem-partner-card__compared" href=DomId::Compare.link()>"See the comparison"</a>
                </Show>
            </div>
            {move || card.get().map(|card| body(&card, actions.place))}
            <Visibility data=visibility />
        </section>
    }
}

fn body(card: &Card, address: Callback<(ReleaseNumber, String), String>) -> AnyView {
    let Card { absent, facts, appearances, .. } = card.clone();
    let appearances = (!appearances.is_empty()).then(|| {
        view! {
            <h3 class="asem-partner-card__subtitle">"In press releases"</h3>
            <ul class="asem-partner-card__appearances">
                {appearances.into_iter().map(|own| appearance(own, address)).collect_view()}
            </ul>
        }
    });
    view! {
        {absent.map(|absent| view! { <p class="asem-partner-card__absent">{absent}</p> })}
        {appearances}
        <h3 class="asem-partner-card__subtitle">"About the partner"</h3>
        {self::facts(&facts)}
    }
    .into_any()
}

/// Facts with their values and sources; those of one term stand under it together.
pub fn facts(facts: &[Fact]) -> AnyView {
    let of_term = |facts: &[Fact]| {
        let term = facts.first().map(|fact| fact.term);
        view! {
            <div class="asem-partner-card__fact">
                <dt>{term}</dt>
                {facts.iter().cloned().map(fact).collect_view()}
            </div>
        }
    };
    let by_term = facts.chunk_by(|a, b| a.term == b.term);
    view! { <dl class="asem-partner-card__facts">{by_term.map(of_term).collect_view()}</dl> }.into_any()
}

/// A fact under its term.
fn fact(fact: Fact) -> AnyView {
    let Fact { values, others, calendar, .. } = fact;
    let value = |Value { text, lang, cites }: Value| {
        view! { <span class="asem-partner-card__value"><span lang=lang>{text}</span> " " <Cites cites=cites /></span> }
    };
    view! {
        <dd>
            {values.into_iter().map(value).collect_view()}
            {calendar.map(|(path, label)| calendar_link(path, label))}
            <Others others=others />
        </dd>
    }
    .into_any()
}

/// An appearance: its role, the sentence that proves it, and where that stands.
pub fn appearance(appearance: CardAppearance, address: Callback<(ReleaseNumber, String), String>) -> AnyView {
    let CardAppearance { role, evidence, number, paragraph, source } = appearance;
    let href = move || address.run((number.clone(), paragraph.clone()));
    view! {
        <li class="asem-partner-card__appearance">
            <p class="asem-partner-card__role">{role}</p>
            <blockquote class="asem-partner-card__evidence"><p>{marked_text(evidence)}</p></blockquote>
            <p class="asem-partner-card__source"><a href=href>{source}</a></p>
        </li>
    }
    .into_any()
}

/// The states worth looking at.
#[cfg(feature = "ssr")]
pub fn examples() -> Vec<super::sample::Example> {
    use super::sample::{Example, dashboard, example};
    let at = |name, address| -> Example {
        let dashboard = dashboard(address);
        let actions = super::sample::card_actions(dashboard);
        example(name, view! { <PartnerCard card=dashboard.card actions=actions /> })
    };
    vec![
        at("several roles", "?partner=VN"),
        at("only listed", "?partner=AT"),
        at("an institution with the longest id", "?partner=ASEAN-SEC"),
        at("no partner on the day", "?partner=AU"),
        at("compared, the first of those shown", "?partner=KH&side=asia&bloc=asean&q=cam&compare=KH"),
        at("with four others compared", "?partner=DE&compare=VN,HU,PL,BE"),
        at("a partner that no release names", "?partner=KZ&asof=2014-10-16"),
    ]
}
