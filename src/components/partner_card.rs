//! The panel of the chosen partner: what is known of it, and the evidence.

use super::DomId;
use super::citation::{Cites, Others};
use crate::view_model::Card;
use crate::view_model::card::{CardAppearance, Fact, Value};
use crate::view_model::reader::Span;
use leptos::prelude::*;

/// A partner in full.
#[component]
pub fn PartnerCard(
    /// The partner.
    card: Card,
    /// Closes the panel.
    on_close: Callback<()>,
) -> impl IntoView {
    let Card { code, name, absent, facts, appearances } = card;
    let appearances = (!appearances.is_empty()).then(|| {
        view! {
            <h3 class="asem-partner-card__subtitle">"In the release"</h3>
            <ul class="asem-partner-card__appearances">{appearances.into_iter().map(appearance).collect_view()}</ul>
        }
    });
    view! {
        <section class="asem-partner-card" aria-labelledby=DomId::CardTitle.as_str()>
            <header class="asem-partner-card__head">
                <span class="asem-partner-card__code" aria-hidden="true">{code}</span>
                <h2 class="asem-partner-card__title" id=DomId::CardTitle.as_str()>{name}</h2>
                <button class="asem-button" type="button" on:click=move |_| on_close.run(())>"Close"</button>
            </header>
            {absent.map(|absent| view! { <p class="asem-partner-card__absent">{absent}</p> })}
            {appearances}
            <h3 class="asem-partner-card__subtitle">"About the partner"</h3>
            <dl class="asem-partner-card__facts">{facts.into_iter().map(fact).collect_view()}</dl>
        </section>
    }
}

fn fact(fact: Fact) -> AnyView {
    let Fact { term, values, others } = fact;
    let value = |Value { text, lang, cites }: Value| {
        view! { <span class="asem-partner-card__value"><span lang=lang>{text}</span> " " <Cites cites=cites /></span> }
    };
    view! {
        <div class="asem-partner-card__fact">
            <dt>{term}</dt>
            <dd>
                {values.into_iter().map(value).collect_view()}
                <Others others=others />
            </dd>
        </div>
    }
    .into_any()
}

fn appearance(appearance: CardAppearance) -> AnyView {
    let CardAppearance { role, evidence, paragraph, source } = appearance;
    let evidence = evidence.into_iter().map(|span| match span {
        Span::Partner { text, .. } => view! { <mark>{text}</mark> }.into_any(),
        Span::Text(text) | Span::Link { text, .. } => text.into_any(),
    });
    view! {
        <li class="asem-partner-card__appearance">
            <p class="asem-partner-card__role">{role}</p>
            <blockquote class="asem-partner-card__evidence"><p>{evidence.collect_view()}</p></blockquote>
            <p class="asem-partner-card__source"><a href=format!("#{paragraph}")>{source}</a></p>
        </li>
    }
    .into_any()
}

/// The states worth looking at.
#[cfg(feature = "ssr")]
pub fn examples() -> Vec<super::sample::Example> {
    use super::sample::{Example, dashboard, example};
    let at = |name, address| -> Example {
        let card = dashboard(address).card.get_untracked().map(|card| (*card).clone());
        example(name, card.map(|card| view! { <PartnerCard card=card on_close=Callback::new(|()| {}) /> }))
    };
    vec![
        at("several roles", "?partner=VN"),
        at("only listed", "?partner=AT"),
        at("an institution with the longest id", "?partner=ASEAN-SEC"),
        at("no partner on the day", "?partner=AU"),
        at("a partner that no release names", "?partner=KZ&asof=2014-10-16"),
    ]
}
