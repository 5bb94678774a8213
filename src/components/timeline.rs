//! The day whose partners are shown: a slider with a stop at each accession, meeting and release.

use super::DomId;
use crate::model::Date;
use crate::view_model::stops::Stop;
use crate::view_model::text;
use leptos::prelude::*;
use std::sync::Arc;

/// The slider, what happened on the day where it stands, and a button that plays through the accessions.
#[component]
pub fn Timeline(
    /// The stops, in order of time.
    stops: Arc<Vec<Stop>>,
    /// The day shown.
    #[prop(into)]
    day: Signal<Date>,
    /// Where it stands among the stops.
    #[prop(into)]
    place: Signal<usize>,
    /// Whether time is playing.
    #[prop(into)]
    is_playing: Signal<bool>,
    /// Goes to a stop.
    on_stop: Callback<usize>,
    /// Starts to play, or stops.
    on_play: Callback<()>,
) -> impl IntoView {
    let last = stops.len().saturating_sub(1);
    let mut named = None;
    let marks: Vec<AnyView> = stops
        .iter()
        .enumerate()
        .map(|(index, stop)| {
            // On a narrow screen there is no room for years that stand close to the one before.
            let is_crowded = named.is_some_and(|before| index < before + LEAST_APART);
            if stop.is_accession && !is_crowded {
                named = Some(index);
            }
            mark(index, last, stop, is_crowded)
        })
        .collect();
    let now = Memo::new(move |_| {
        let stop = stops.get(place.get());
        let what = stop.filter(|stop| stop.day == day.get()).map(|stop| stop.what.clone());
        let n_partners = stop.map_or(0, |stop| stop.n_partners);
        (day.get().to_string(), what.unwrap_or_default(), text::n_partners(n_partners))
    });
    let in_words = move || {
        let (day, what, n_partners) = now.get();
        [day, what, n_partners].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    };
    view! {
        <div class="asem-timeline">
            <label class="asem-timeline__label" for=DomId::AsOf.as_str()>"As of"</label>
            <p class="asem-timeline__now" aria-hidden="true">
                <strong>{move || now.read().0.clone()}</strong> " " {move || now.read().1.clone()}
            </p>
            <div class="asem-timeline__track">
                <input
                    class="asem-timeline__slider"
                    id=DomId::AsOf.as_str()
                    type="range"
                    min="0"
                    max=last.to_string()
                    step="1"
                    autocomplete="off"
                    value=place.get_untracked().to_string()
                    prop:value=move || place.get().to_string()
                    aria-valuetext=in_words
                    on:input:target=move |event| {
                        if let Ok(index) = event.target().value().parse() {
                            on_stop.run(index);
                        }
                    }
                />
                <svg class="asem-timeline__marks" aria-hidden="true">{marks}</svg>
            </div>
            <button class="asem-button asem-timeline__play" type="button" on:click=move |_| on_play.run(())>
                {move || if is_playing.get() { "Stop" } else { "Play" }}
                <span class="visually-hidden">{move || (!is_playing.get()).then_some(" the accessions")}</span>
            </button>
        </div>
    }
}

/// How many stops apart two years must stand to fit side by side on the narrowest screens.
const LEAST_APART: usize = 3;

/// The mark of a stop under the slider; accessions stand out and say how many partners there are from then on.
fn mark(index: usize, last: usize, stop: &Stop, is_crowded: bool) -> AnyView {
    // Per cent with one decimal, without floats: their formatting costs 11 kB of wasm.
    let thousandths = 1000 * index / last.max(1);
    let x = format!("{}.{}%", thousandths / 10, thousandths % 10);
    let year = stop.day.iso().chars().take(4).collect::<String>();
    match stop.is_accession {
        true => view! {
            <svg class:asem-timeline__crowded=is_crowded x=x overflow="visible">
                <line class="asem-timeline__accession" y1="0" y2="8"></line>
                <text class="asem-timeline__year" y="20">{year}</text>
                <text class="asem-timeline__n" y="33">{stop.n_partners}</text>
            </svg>
        }
        .into_any(),
        false => view! { <svg x=x overflow="visible"><line class="asem-timeline__stop" y1="0" y2="5"></line></svg> }
            .into_any(),
    }
}

/// The states worth looking at.
#[cfg(feature = "ssr")]
pub fn examples() -> Vec<super::sample::Example> {
    use super::sample::{Example, dashboard, example};
    let at = |name, address| -> Example {
        let dashboard = dashboard(address);
        example(
            name,
            view! {
                <Timeline
                    stops=dashboard.stops()
                    day=dashboard.day
                    place=Signal::derive(move || dashboard.place())
                    is_playing=dashboard.is_playing
                    on_stop=Callback::new(|_| {})
                    on_play=Callback::new(|()| {})
                />
            },
        )
    };
    vec![at("at the release", ""), at("at an accession", "?asof=2010-10-04"), at("between stops", "?asof=2005-01-01")]
}
