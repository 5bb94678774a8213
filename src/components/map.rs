//! The partners on a map, the institutions beside it.

use super::legend::Legend;
use super::{Choice, DomId, Label, PaintedAs, Selection, choice_link, is_plain_click, paint};
use crate::model::{Group, PartnerId, Role};
use crate::state::{Fetched, tell};
use crate::view_model::map::gesture::{Gesture, factor_of_wheel};
use crate::view_model::map::hit::Pointer;
use crate::view_model::map::labels::{has_target, mark};
use crate::view_model::map::window::{Frame, Window, Zoom};
use crate::view_model::map::{Shape, percent, to_units};
use crate::view_model::roster;
use crate::view_model::{Emphasis, Failure, MapDrawing, View};
use leptos::ev::{KeyboardEvent, MouseEvent, PointerEvent, WheelEvent};
use leptos::prelude::*;
use leptos::{ev, svg};
use std::sync::Arc;

/// What the map shows of itself, and how it is told to show more.
#[derive(Clone, Copy)]
pub struct Zooming {
    /// The part asked for.
    pub zoom: Signal<Zoom>,
    /// Its window; none while there is no map.
    pub window: Signal<Option<Window>>,
    /// Where the reader went beyond the named parts.
    pub free: RwSignal<Option<Window>>,
    /// How wide the frame is, in pixels.
    pub width: Signal<f64>,
    /// Where on the screen the frame is; none where it is not shown.
    pub frame: Callback<(), Option<Frame>>,
    /// The address that choosing a part leads to; reactive where it is called reactively.
    pub address: Callback<Zoom, String>,
    /// Looks at a part.
    pub on_choose: Callback<Zoom>,
}

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
    levels: Signal<Vec<(Option<Role>, usize)>>,
    /// Who has just joined.
    #[prop(into)]
    newcomers: Signal<Vec<PartnerId>>,
    /// How the partners are shown and what choosing does.
    selection: Selection,
    /// Which part is shown.
    zooming: Zooming,
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
        Fetched::Ready(drawing) => drawn(drawing, newcomers, selection, zooming, summary, is_front),
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
            <ul class="asem-map__key">
                <li class="asem-map__key-entry" data-land="new" hidden=move || newcomers.read().is_empty()>"New"</li>
                <li class="asem-map__key-entry" data-land="absent">"Not a partner on this day"</li>
                <li class="asem-map__key-entry" data-land="neighbours">"Never a partner"</li>
            </ul>
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

/// The map as its parts see it, which move together. Cheap to copy: all is handles.
#[derive(Clone, Copy)]
struct Sheet {
    drawing: StoredValue<Arc<MapDrawing>>,
    selection: Selection,
    zooming: Zooming,
    window: Memo<Window>,
    view_box: Memo<String>,
    /// The pixels of a drawing unit.
    scale: Memo<f64>,
    /// Whom the pointer means.
    pointed: RwSignal<Option<PartnerId>>,
    /// Whose link has the keyboard focus.
    focused: RwSignal<Option<PartnerId>>,
    gesture: StoredValue<Gesture>,
    pointer: StoredValue<Pointer>,
}

impl Sheet {
    fn new(drawing: Arc<MapDrawing>, selection: Selection, zooming: Zooming) -> Self {
        let whole = drawing.whole();
        let window = Memo::new(move |_| zooming.free.get().or_else(|| zooming.window.get()).unwrap_or(whole));
        Self {
            drawing: StoredValue::new(drawing),
            selection,
            zooming,
            window,
            view_box: Memo::new(move |_| window.get().view_box()),
            scale: Memo::new(move |_| window.get().scale(zooming.width.get())),
            pointed: RwSignal::new(None),
            focused: RwSignal::new(None),
            gesture: StoredValue::new(Gesture::default()),
            pointer: StoredValue::new(Pointer::Mouse),
        }
    }

    fn whole(&self) -> Window {
        self.drawing.read_value().whole()
    }

    /// Goes where no named part is.
    fn go(&self, window: Window) {
        if window != self.window.get_untracked() {
            self.zooming.free.set(Some(window));
        }
    }

    fn step(&self, step: fn(&Window, &Window) -> Window) {
        self.go(step(&self.window.get_untracked(), &self.whole()));
    }

    /// Moves the window to a partner that is not seen through it.
    fn reveal(&self, id: PartnerId) {
        let window = self.window.get_untracked();
        let drawing = self.drawing.read_value();
        if let Some(shape) = drawing.shape(id).filter(|shape| !shape.is_seen(&window)) {
            self.go(window.centred_on(shape.middle, &drawing.whole()));
        }
    }

    /// The partner meant by a pointer.
    fn meant(&self, event: &MouseEvent, pointer: Pointer) -> Option<PartnerId> {
        let frame = self.zooming.frame.run(())?;
        let window = self.window.get_untracked();
        let point = window.point_at(place(event), &frame);
        let emphases = self.selection.emphases.read_untracked();
        self.drawing.read_value().partner_at(point, window.scale(frame.width), pointer, &emphases)
    }

    fn point_at(&self, id: Option<PartnerId>) {
        if self.pointed.get_untracked() != id {
            self.pointed.set(id);
            self.selection.on_point.run(id);
        }
    }

    fn press(&self, event: &PointerEvent) {
        let pointer = Pointer::from_type(&event.pointer_type());
        self.pointer.set_value(pointer);
        if event.button() == 0 {
            self.gesture.update_value(|gesture| gesture.press(event.pointer_id(), pointer, place(event)));
        }
    }

    fn release(&self, event: &PointerEvent) {
        self.gesture.update_value(|gesture| gesture.release(event.pointer_id()));
    }

    fn follow(&self, event: &PointerEvent) {
        // The button was let go where no event tells: outside of the window.
        if event.buttons() == 0 {
            self.release(event);
        }
        let Some(frame) = self.zooming.frame.run(()) else { return };
        let window = self.window.get_untracked();
        let mut gesture = self.gesture.write_value();
        if let Some(window) = gesture.follow(event.pointer_id(), place(event), &window, &self.whole(), &frame) {
            self.go(window);
        } else if event.pointer_type() != "touch" {
            self.point_at(self.meant(event, Pointer::Mouse));
        }
    }

    fn click(&self, event: &MouseEvent) {
        if is_of_link(event) || !is_plain_click(event) {
            return;
        }
        event.prevent_default();
        if !self.gesture.read_value().was_drag()
            && let Some(id) = self.meant(event, self.pointer.get_value())
        {
            self.selection.on_choose.run(id);
        }
    }

    fn wheel(&self, event: &WheelEvent) {
        // Without a key the wheel scrolls the page.
        if !event.ctrl_key() && !event.meta_key() {
            return;
        }
        event.prevent_default();
        if let Some(frame) = self.zooming.frame.run(()) {
            let window = self.window.get_untracked();
            // A line of text for a browser that counts lines.
            let pixels = if event.delta_mode() == 0 { event.delta_y() } else { event.delta_y() * 16.0 };
            let about = window.point_at(place(event), &frame);
            self.go(window.zoomed(factor_of_wheel(pixels), about, &self.whole()));
        }
    }

    fn key(&self, event: &KeyboardEvent) {
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        match event.key().as_str() {
            "+" | "=" => self.step(Window::closer),
            "-" => self.step(Window::farther),
            "0" => self.zooming.free.set(None),
            _ => return,
        }
        event.prevent_default();
    }
}

/// Whether a click is the link's own, from the keyboard or assistive technology; in Firefox it is counted, but is nowhere.
fn is_of_link(event: &MouseEvent) -> bool {
    event.detail() == 0 || place(event) == (0.0, 0.0)
}

/// Where on the screen a pointer is.
fn place(event: &MouseEvent) -> (f64, f64) {
    (f64::from(event.client_x()), f64::from(event.client_y()))
}

/// Where each name stands, in the order of the shapes.
type Labels = StoredValue<Vec<RwSignal<Option<(i32, i32)>>>>;

fn drawn(
    drawing: Arc<MapDrawing>,
    newcomers: Signal<Vec<PartnerId>>,
    selection: Selection,
    zooming: Zooming,
    summary: Signal<String>,
    is_front: Signal<bool>,
) -> AnyView {
    let sheet = Sheet::new(drawing.clone(), selection, zooming);
    // Chosen on the board, in the list or in the text, it is seen here as well.
    Effect::new(move |before: Option<Option<PartnerId>>| {
        let now = selection.chosen.get();
        if let Some(id) = now.filter(|_| before != Some(now)) {
            sheet.reveal(id);
        }
        now
    });
    let (small, large): (Vec<&Shape>, Vec<&Shape>) = drawing.shapes.iter().partition(|shape| shape.is_small);
    let beside = drawing.beside.iter().cloned().map(|(id, name)| institution(id, name, selection)).collect_view();
    // Only who finds another place is written anew, and nobody while the map is not in front.
    let labels: Labels = StoredValue::new(drawing.shapes.iter().map(|_| RwSignal::new(None)).collect());
    Effect::new(move || {
        if is_front.get() {
            let emphases = selection.emphases.read();
            let places = sheet.drawing.read_value().labels(&sheet.window.get(), zooming.width.get(), &emphases);
            for (label, place) in labels.read_value().iter().zip(places) {
                tell(*label, place);
            }
        }
    });
    let one = |whose: fn(Sheet) -> Option<PartnerId>| Signal::derive(move || whose(sheet).into_iter().collect());
    // The outer drawing has no view box: its units are pixels, so that targets, marks and names keep their size at every
    // width. The inner ones scale the shapes.
    view! {
        <div on:keydown=move |event| sheet.key(&event)>
        {tools(sheet)}
        <div class="asem-map__frame" id=DomId::MapFrame.as_str()>
            <svg
                class="asem-map__drawing"
                role="group"
                aria-label=move || format!("Map. {}", summary.get())
                data-over=move || sheet.pointed.get().map(|_| "partner")
                on:pointerdown=move |event| sheet.press(&event)
                on:pointermove=move |event| sheet.follow(&event)
                on:pointerup=move |event| sheet.release(&event)
                on:pointercancel=move |event| sheet.release(&event)
                on:pointerleave=move |_| sheet.point_at(None)
                on:click=move |event| sheet.click(&event)
                on:wheel=move |event| sheet.wheel(&event)
                on:dragstart=move |event| event.prevent_default()
            >
                <svg viewBox=move || sheet.view_box.get() width="100%" height="100%">
                    <pattern
                        id=DomId::AbsentLand.as_str()
                        width="5"
                        height="5"
                        patternUnits="userSpaceOnUse"
                        patternTransform=move || to_units(sheet.scale.get())
                    >
                        <path class="asem-map__hatching" d="M-1 6 6-1"></path>
                    </pattern>
                    <path class="asem-map__neighbours" d=drawing.neighbours.clone()></path>
                    {large.into_iter().map(|shape| land(shape, sheet)).collect_view()}
                    {ring("new", newcomers, sheet)}
                    {ring("pointed", one(|sheet| sheet.pointed.get()), sheet)}
                    {ring("chosen", one(|sheet| sheet.selection.chosen.get()), sheet)}
                    {ring("focused", one(|sheet| sheet.focused.get()), sheet)}
                </svg>
                {small.into_iter().map(|shape| target(shape, newcomers, sheet)).collect_view()}
                <g class="asem-map__signs" aria-hidden="true">
                    {drawing.shapes.iter().filter_map(|shape| sign(shape, sheet)).collect_view()}
                    {drawing.shapes.iter().enumerate().map(|(at, shape)| label(at, shape, labels)).collect_view()}
                    {label_of_pointed(sheet, labels)}
                </g>
            </svg>
        </div>
        <div class="asem-map__beside">
            <p class="asem-map__beside-title">"Not drawn on the map"</p>
            <ul class="asem-map__institutions">{beside}</ul>
        </div>
        </div>
    }
    .into_any()
}

/// Links to the named parts, and buttons for steps.
fn tools(sheet: Sheet) -> AnyView {
    let Zooming { zoom, address, on_choose, .. } = sheet.zooming;
    let link = move |value: Zoom| {
        let choice = Choice {
            address: Signal::derive(move || address.run(value)),
            is_taken: Signal::derive(move || zoom.get() == value && sheet.zooming.free.read().is_none()),
            on_choose: Callback::new(move |()| on_choose.run(value)),
        };
        view! { <li>{choice_link("asem-map__zoom", value.label().to_owned(), choice)}</li> }
    };
    view! {
        <div class="asem-map__tools">
            <ul class="asem-map__zooms" aria-label="Part of the map">
                {Zoom::ALL.iter().copied().map(link).collect_view()}
            </ul>
            {buttons(sheet)}
        </div>
    }
    .into_any()
}

/// Closer and farther, by steps.
fn buttons(sheet: Sheet) -> AnyView {
    view! {
        <div class="asem-map__buttons">
            {button("Zoom in", "M-6 0H6M0-6V6", Window::closer, sheet)}
            {button("Zoom out", "M-6 0H6", Window::farther, sheet)}
        </div>
    }
    .into_any()
}

/// A button for a step. One that has come to its end says so and stays, since it may have the focus.
fn button(label: &'static str, icon: &'static str, step: fn(&Window, &Window) -> Window, sheet: Sheet) -> AnyView {
    let is_end = move || step(&sheet.window.read(), &sheet.whole()) == *sheet.window.read();
    view! {
        <button
            class="asem-map__button"
            type="button"
            aria-label=label
            aria-disabled=move || is_end().then_some("true")
            on:click=move |_| sheet.step(step)
        >
            <svg class="asem-map__icon" viewBox="-8 -8 16 16" aria-hidden="true"><path d=icon></path></svg>
        </button>
    }
    .into_any()
}

/// A partner drawn as its shape.
fn land(shape: &Shape, sheet: Sheet) -> AnyView {
    let path = shape.path.clone();
    linked(shape, sheet, view! { <path class="asem-shape__outline" d=path></path> }.into_any())
}

/// A partner too small to see, drawn as its shape and a disc whose size does not change with the map's.
fn target(shape: &Shape, newcomers: Signal<Vec<PartnerId>>, sheet: Sheet) -> AnyView {
    let path = shape.path.clone();
    let id = shape.id;
    let has_target = Memo::new(move |_| {
        let scale = sheet.scale.get();
        sheet.drawing.read_value().shape(id).is_some_and(|shape| has_target(shape, scale))
    });
    let dot = view! {
        <circle class="asem-shape__dot" r="5" display=move || (!has_target.get()).then_some("none")></circle>
        <circle
            class="asem-map__ring"
            data-ring="new"
            r="8"
            display=move || (!newcomers.read().contains(&id)).then_some("none")
        ></circle>
        <circle class="asem-shape__target" r="12.5"></circle>
    };
    let drawn = view! {
        <svg class="asem-shape__small" viewBox=move || sheet.view_box.get() width="100%" height="100%">
            <path class="asem-shape__outline" d=path></path>
        </svg>
        {at_middle(shape, sheet, dot.into_any())}
    };
    linked(shape, sheet, drawn.into_any())
}

/// What stands at the middle of a shape, in pixels around it.
fn at_middle(shape: &Shape, sheet: Sheet, drawn: AnyView) -> AnyView {
    let middle = shape.middle;
    let place = Memo::new(move |_| sheet.window.get().place(middle));
    view! {
        <svg x=move || percent(place.get().0) y=move || percent(place.get().1) overflow="visible">{drawn}</svg>
    }
    .into_any()
}

/// What is drawn of a partner, as a link to it. Who is no partner on the day shown leads nowhere.
fn linked(shape: &Shape, sheet: Sheet, drawn: AnyView) -> AnyView {
    let id = shape.id;
    let selection = sheet.selection;
    let label = shape.label.clone();
    let emphasis = selection.emphasis(id);
    let label_now = emphasis.noted(&label);
    let is_there = move || selection.emphasis(id) != Emphasis::Absent;
    // Written out: `view!` may take `a` and `title` for the elements of HTML, which draw nothing within a drawing.
    let title = svg::title().child(label_now.clone());
    let link = svg::a()
        .attr("tabindex", selection.tab_index(View::Map, id))
        .attr("href", is_there().then(|| selection.href(id)))
        .attr("aria-label", is_there().then_some(label_now))
        .attr("aria-current", selection.current(id))
        .on(ev::click, move |event| {
            if is_of_link(&event) && is_there() {
                selection.click(&event, id);
            }
        })
        .on(ev::focus, move |_| {
            sheet.focused.set(Some(id));
            sheet.reveal(id);
        })
        .on(ev::blur, move |_| sheet.focused.set(None))
        .child((title, drawn));
    view! {
        <g
            class="asem-shape"
            data-partner=id.to_string()
            data-emphasis=emphasis.key()
            aria-hidden=(!is_there()).then_some("true")
            data-section=shape.section
            data-role=shape.role.map(Role::key)
            use:paint=(selection.painter, PaintedAs { label: Some(Label::Always(label)), ..PaintedAs::within(id, View::Map) })
        >
            {link}
        </g>
    }
    .into_any()
}

/// The outlines of partners over all others, which would cover half of their lines.
fn ring(kind: &'static str, whose: Signal<Vec<PartnerId>>, sheet: Sheet) -> AnyView {
    let path = move || {
        let drawing = sheet.drawing.read_value();
        let whose = whose.read();
        let paths: Vec<&str> = whose.iter().filter_map(|id| drawing.shape(*id)).map(|shape| &*shape.path).collect();
        (!paths.is_empty()).then(|| paths.concat())
    };
    view! { <path class="asem-map__ring" data-ring=kind aria-hidden="true" d=path></path> }.into_any()
}

/// The sign of a role on the partner's land.
fn sign(shape: &Shape, sheet: Sheet) -> Option<AnyView> {
    let id = shape.id;
    let outline = roster::sign(mark(shape)?);
    let Selection { painter, .. } = sheet.selection;
    let emphasis = sheet.selection.emphasis(id).key();
    let drawn = view! {
        <path
            class="asem-map__sign"
            data-of=id.to_string()
            data-emphasis=emphasis
            d=outline
            use:paint=(painter, PaintedAs::of(id))
        ></path>
    };
    Some(at_middle(shape, sheet, drawn.into_any()))
}

/// A partner's name, out of sight while there is no room for it.
fn label(at: usize, shape: &Shape, labels: Labels) -> AnyView {
    let place = labels.read_value().get(at).copied();
    written(shape.name.clone(), Signal::derive(move || place?.get()))
}

/// The name of the partner that pointer or focus is on, where the map has no room for it.
fn label_of_pointed(sheet: Sheet, labels: Labels) -> AnyView {
    let whose = Memo::new(move |_| {
        let id = sheet.pointed.get().or_else(|| sheet.focused.get())?;
        let at = sheet.drawing.read_value().shapes.iter().position(|shape| shape.id == id)?;
        labels.read_value().get(at)?.get().is_none().then_some(at)
    });
    let name = move || {
        let drawing = sheet.drawing.read_value();
        whose.get().and_then(|at| drawing.shapes.get(at)).map(|shape| shape.name.clone()).unwrap_or_default()
    };
    let place = Signal::derive(move || {
        let drawing = sheet.drawing.read_value();
        let (x, y) = sheet.window.get().place(drawing.shapes.get(whose.get()?)?.middle);
        // Above it, and far enough from the edges that most names are seen whole.
        Some(((x * 1000.0) as i32, (y * 1000.0) as i32 - 30)).map(|(x, y)| (x.clamp(80, 920), y.max(20)))
    });
    written(name, place)
}

fn written(name: impl IntoRender<Output: RenderHtml> + 'static, place: Signal<Option<(i32, i32)>>) -> AnyView {
    let part = |thousandths: i32| percent(f64::from(thousandths) / 1000.0);
    svg::text()
        .attr("class", "asem-map__label")
        .attr("x", move || place.get().map_or_else(|| "-100%".to_owned(), |(x, _)| part(x)))
        .attr("y", move || place.get().map(|(_, y)| part(y)))
        .child(name)
        .into_any()
}

/// A partner without territory, beside the map.
fn institution(id: PartnerId, name: String, selection: Selection) -> AnyView {
    let is_there = move || selection.emphasis(id) != Emphasis::Absent;
    let emphasis = selection.emphasis(id);
    let described_by = emphasis.note().map(|_| DomId::FilteredOut.as_str());
    let as_what = PaintedAs { label: Some(Label::Own), ..PaintedAs::within(id, View::Map) };
    view! {
        <li
            class="asem-map__institution"
            data-partner=id.to_string()
            data-emphasis=emphasis.key()
            aria-hidden=(emphasis == Emphasis::Absent).then_some("true")
            data-section=Group::Institutions.key()
            use:paint=(selection.painter, as_what)
        >
            <a
                class="asem-map__institution-link"
                tabindex=selection.tab_index(View::Map, id)
                href=is_there().then(|| selection.href(id))
                aria-current=selection.current(id)
                aria-describedby=described_by
                on:click=move |event| {
                    if is_there() {
                        selection.click(&event, id);
                    }
                }
                on:pointerenter=move |_| selection.on_point.run(Some(id))
                on:pointerleave=move |_| selection.on_point.run(None)
            >
                {name}
            </a>
        </li>
    }
    .into_any()
}

/// The states worth looking at.
#[cfg(feature = "ssr")]
pub fn examples() -> Vec<super::sample::Example> {
    use super::sample::{Example, example, selection};
    use crate::data::Topology;
    let at = |name, address, geometry: Option<Result<Topology, Failure>>| -> Example {
        let dashboard = super::sample::dashboard(address);
        dashboard.take_geometry(geometry);
        example(
            name,
            view! {
                <Map
                    drawing=dashboard.drawing
                    file="map/partners.json"
                    levels=Signal::derive(move || dashboard.levels())
                    newcomers=dashboard.newcomers
                    selection=selection(address)
                    zooming=crate::app::zooming(dashboard)
                    is_front=true
                    summary=Signal::derive(move || dashboard.status())
                    on_retry=Callback::new(|()| {})
                />
            },
        )
    };
    let shipped = || {
        let topology = Topology::from_json(include_str!("../../public/map/partners.json"));
        Some(topology.map_err(Failure::Broken))
    };
    vec![
        at("all partners", "", shipped()),
        at("filtered, one chosen", "?side=asia&partner=SG", shipped()),
        at("another day, closer", "?asof=1996-03-01&zoom=europe", shipped()),
        at("newcomers", "?asof=2004-10-08&zoom=europe", shipped()),
        at("on its way", "", None),
        at("failed", "", Some(Err(Failure::Status(404)))),
    ]
}
