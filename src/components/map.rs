//! The partners on a map, the institutions beside it.

use super::legend::Legend;
use super::{DomId, PartnerLink, Selection};
use crate::model::{Group, PartnerId, Role};
use crate::state::Fetched;
use crate::view_model::map::Shape;
use crate::view_model::{Emphasis, Failure, MapDrawing, View};
use leptos::prelude::*;
use leptos::{ev, svg};

/// The map, once its geometry is there; until then, or where it fails, a line that says so.
#[component]
pub fn Map(
    /// The drawing.
    #[prop(into)]
    drawing: Signal<Fetched<MapDrawing>>,
    /// The address of the geometry, for the message when it fails.
    file: &'static str,
    /// The levels of visibility, strongest first, and how many partners have each.
    #[prop(into)]
    levels: Signal<Vec<(Role, usize)>>,
    /// How the partners are shown and what choosing does.
    selection: Selection,
    /// Whether the map is in front.
    #[prop(into)]
    is_front: Signal<bool>,
    /// The map's alternative text: what it shows, in a sentence.
    #[prop(into)]
    summary: Signal<String>,
    /// Asks for the geometry once more.
    on_retry: Callback<()>,
) -> impl IntoView {
    let content = move || match drawing.get() {
        Fetched::Waiting => view! { <p class="asem-map__message">"Loading the map…"</p> }.into_any(),
        Fetched::Failed(failure) => failed(&failure, file, on_retry),
        Fetched::Ready(drawing) => drawn(&drawing, selection, summary),
    };
    view! {
        <section
            class="asem-map"
            id=DomId::Map.as_str()
            data-view=View::Map.key()
            aria-label=View::Map.label()
            hidden=move || !is_front.get()
            on:keydown=move |event| selection.key(View::Map, &event)
        >
            {content}
            <Legend levels=levels />
            <p class="asem-map__note">
                "Shapes: Natural Earth 4.1 (public domain) by way of world-atlas 2.0.2, Equal Earth projection. They follow \
                 its makers’ view of who controls what, but for two things: Cyprus is drawn whole, and China with Hong \
                 Kong and Macao. Where borders run here is not a statement by anyone named on this page."
            </p>
        </section>
    }
}

fn failed(failure: &Failure, file: &'static str, on_retry: Callback<()>) -> AnyView {
    view! {
        <div class="asem-map__message" role="alert">
            <p>"The map could not be loaded. " {failure.sentence(file)} " Board and list show the same partners."</p>
            <button class="asem-button" type="button" on:click=move |_| on_retry.run(())>"Retry"</button>
        </div>
    }
    .into_any()
}

fn drawn(drawing: &MapDrawing, selection: Selection, summary: Signal<String>) -> AnyView {
    let view_box = drawing.window.view_box();
    let (partners, absent): (Vec<&Shape>, Vec<&Shape>) = drawing.shapes.iter().partition(|shape| shape.is_partner);
    let (small, large): (Vec<&Shape>, Vec<&Shape>) = partners.into_iter().partition(|shape| shape.target.is_some());
    let beside = drawing.beside.iter().cloned().map(|(id, name)| institution(id, name, selection)).collect_view();
    // The outer drawing has no view box: its units are pixels, so that targets keep their size at every width. The
    // inner one scales the shapes.
    view! {
        <div class="asem-map__frame">
            <svg class="asem-map__drawing" role="group" aria-label=move || format!("Map. {}", summary.get())>
                <svg viewBox=view_box.clone() width="100%" height="100%">
                    <path class="asem-map__neighbours" d=drawing.neighbours.clone()></path>
                    {absent.into_iter().map(land).collect_view()}
                </svg>
                {small.iter().map(|shape| reach(shape, selection)).collect_view()}
                <svg viewBox=view_box.clone() width="100%" height="100%">
                    {large.into_iter().map(|shape| outline(shape, selection)).collect_view()}
                </svg>
                {small.into_iter().map(|shape| target(shape, &view_box, selection)).collect_view()}
            </svg>
        </div>
        <div class="asem-map__beside">
            <p class="asem-map__beside-title">"Not drawn on the map"</p>
            <ul class="asem-map__institutions">{beside}</ul>
        </div>
    }
    .into_any()
}

/// Who is no partner on the day shown: land that leads nowhere, named for the pointer.
fn land(shape: &Shape) -> AnyView {
    let Shape { id, label, path, .. } = shape.clone();
    let title = svg::title().child(format!("{label}, {}", Emphasis::Absent.label()));
    view! {
        <g class="asem-shape" data-partner=id.to_string() data-emphasis=Emphasis::Absent.key()>
            {title}
            <path class="asem-shape__outline" d=path></path>
        </g>
    }
    .into_any()
}

/// A partner drawn as its shape.
fn outline(shape: &Shape, selection: Selection) -> AnyView {
    let path = shape.path.clone();
    linked(shape, selection, view! { <path class="asem-shape__outline" d=path></path> }.into_any())
}

/// A partner too small to hit, drawn as its shape and a disc whose size does not change with the map's.
fn target(shape: &Shape, view_box: &str, selection: Selection) -> AnyView {
    let path = shape.path.clone();
    let (x, y) = shape.target.clone().unwrap_or_default();
    let drawn = view! {
        <svg class="asem-shape__small" viewBox=view_box.to_owned() width="100%" height="100%">
            <path class="asem-shape__outline" d=path></path>
        </svg>
        <svg x=x y=y overflow="visible">
            <circle class="asem-shape__dot" r="5"></circle>
            <circle class="asem-shape__target" r="12.5"></circle>
        </svg>
    };
    linked(shape, selection, drawn.into_any())
}

/// Where a finger or pointer reaches a small partner: all around its dot, but below the shapes of the others, so that
/// Luxembourg's reach does not take Belgium away. The link itself, for the keyboard and screen readers, is the dot.
fn reach(shape: &Shape, selection: Selection) -> AnyView {
    let id = shape.id;
    let (x, y) = shape.target.clone().unwrap_or_default();
    view! {
        <svg x=x y=y overflow="visible" aria-hidden="true">
            <circle
                class="asem-shape__reach"
                r="12.5"
                on:click=move |_| selection.on_choose.run(id)
                on:pointerenter=move |_| selection.on_point.run(Some(id))
                on:pointerleave=move |_| selection.on_point.run(None)
            ></circle>
        </svg>
    }
    .into_any()
}

/// What is drawn of a partner, as a link to it.
fn linked(shape: &Shape, selection: Selection, drawn: AnyView) -> AnyView {
    let id = shape.id;
    let label = shape.label.clone();
    let label_now = {
        let label = label.clone();
        move || format!("{label}{}", selection.note(id).unwrap_or_default())
    };
    // Written out: `view!` may take `a` and `title` for the elements of HTML, which draw nothing within a drawing.
    let title = svg::title().child(label);
    let link = svg::a()
        .attr("tabindex", move || selection.tab_index(View::Map, id))
        .attr("href", move || selection.address.run(id))
        .attr("aria-label", label_now)
        .attr("aria-current", move || selection.current(id))
        .on(ev::click, move |event| selection.click(&event, id))
        .on(ev::pointerenter, move |_| selection.on_point.run(Some(id)))
        .on(ev::pointerleave, move |_| selection.on_point.run(None))
        .child(drawn);
    view! {
        <g
            class="asem-shape"
            data-partner=id.to_string()
            data-emphasis=move || selection.emphasis(id).key()
            data-section=shape.section
            data-role=shape.role.map(Role::key)
        >
            {title}
            {link}
        </g>
    }
    .into_any()
}

/// A partner without territory, beside the map.
fn institution(id: PartnerId, name: String, selection: Selection) -> AnyView {
    view! {
        <li
            class="asem-map__institution"
            data-partner=id.to_string()
            data-emphasis=move || selection.emphasis(id).key()
            data-section=Group::Institutions.key()
        >
            <PartnerLink id=id class="asem-map__institution-link" selection=selection within=View::Map>{name}</PartnerLink>
        </li>
    }
    .into_any()
}

/// The states worth looking at.
#[cfg(feature = "ssr")]
pub fn examples() -> Vec<super::sample::Example> {
    use super::sample::{Example, dataset, example, selection};
    use crate::data::Topology;
    use std::sync::Arc;
    let at = |name, address, drawing: Fetched<MapDrawing>| -> Example {
        let dashboard = super::sample::dashboard(address);
        example(
            name,
            view! {
                <Map
                    drawing=RwSignal::new(drawing)
                    file="map/partners.json"
                    levels=Signal::derive(move || dashboard.levels())
                    selection=selection(address)
                    is_front=true
                    summary=Signal::derive(move || dashboard.status())
                    on_retry=Callback::new(|()| {})
                />
            },
        )
    };
    let topology = Topology::from_json(include_str!("../../public/map/partners.json"));
    let drawing =
        topology.map(|topology| Fetched::Ready(Arc::new(MapDrawing::new(&dataset(), &topology, dataset().as_of()))));
    let drawing = drawing.unwrap_or_else(|problems| Fetched::Failed(Failure::Broken(problems)));
    vec![
        at("all partners", "", drawing.clone()),
        at("filtered, one chosen", "?side=asia&partner=SG", drawing),
        at("on its way", "", Fetched::Waiting),
        at("failed", "", Fetched::Failed(Failure::Status(404))),
    ]
}
