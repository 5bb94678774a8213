//! The page as the HTML has it, answering to its filters until the live page takes its place.

use super::all;
use crate::components::{DomId, Label, Painted, PaintedAs};
use crate::model::PartnerId;
use crate::view_model::facets::Facet;
use crate::view_model::filtering::{Filtered, Filtering};
use crate::view_model::{Emphasis, View, text};
use leptos::prelude::document;
use std::cell::RefCell;
use wasm_bindgen::JsCast as _;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::{Element, Event, HtmlInputElement};

#[wasm_bindgen]
extern "C" {
    /// The query string of the state that the address means, which stays as it is: `public/boot.js`.
    #[wasm_bindgen(js_namespace = asem, js_name = meant)]
    fn query_string() -> String;
}

type Listener = Closure<dyn FnMut(Event)>;

thread_local! {
    /// What listens to the fields, until the live page does.
    static LISTENER: RefCell<Option<Listener>> = const { RefCell::new(None) };
}

/// Has the page's own filters answer, beginning with what the address and the reader have asked for by now
/// (`html[data-filters]`). Where somebody has rewritten the HTML so that it has none, they come with the live page.
pub fn answer() {
    let digest = document().get_element_by_id(DomId::Digest.as_str()).and_then(|data| data.get_attribute("value"));
    let digest = digest.unwrap_or_default();
    let Some(mut filtering) = Filtering::new(&digest, &query_string()) else { return };
    let Some(form) = document().get_element_by_id(DomId::Filters.as_str()) else { return };
    let fields = || all(&form, "input").filter_map(|field| field.dyn_into::<HtmlInputElement>().ok());
    let is_set = |field: &HtmlInputElement| match field.type_().as_str() {
        "radio" => field.checked() && !field.default_checked(),
        _ => field.value() != field.default_value(),
    };
    let set: Vec<HtmlInputElement> = fields().filter(is_set).collect();
    if set.is_empty() {
        // What the address asks for is where the reader begins: taking over, the live page looks for what they have changed.
        fields().for_each(|field| begin(&field, &filtering));
    }
    for field in set {
        filtering.set(&field.name(), &field.value());
    }
    // The HTML has everybody as they are without a filter, whoever is chosen.
    if filtering.is_filtering() {
        show(&filtering.filtered());
    }
    let listener = Listener::new(move |event: Event| {
        let field = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        if let Some(field) = field {
            filtering.set(&field.name(), &field.value());
            show(&filtering.filtered());
        }
    });
    form.add_event_listener_with_callback("input", listener.as_ref().unchecked_ref()).ok();
    LISTENER.set(Some(listener));
    if let Some(html) = document().document_element() {
        html.set_attribute("data-filters", "live").ok();
    }
}

/// Has a field begin with what the address asks for.
fn begin(field: &HtmlInputElement, filtering: &Filtering) {
    let asked = filtering.value(&field.name());
    match field.type_().as_str() {
        "radio" => field.set_default_checked(field.value() == asked),
        _ => field.set_default_value(&asked),
    }
}

/// The live page answers from now on.
pub fn end() {
    LISTENER.take();
}

/// Paints the page as its filters have it: whatever else depends on them, the live page brings.
fn show(filtered: &Filtered) {
    let Some(page) = document().document_element() else { return };
    let Some(views) = document().get_element_by_id(DomId::Views.as_str()) else { return };
    for element in all(&views, "[data-emphasis]") {
        paint(element, filtered);
    }
    for count in all(&views, ".asem-board__count, .asem-list__count") {
        tell_count(&count);
    }
    for Facet { key, choices, .. } in &filtered.facets.0 {
        for choice in choices {
            let field = ["input[name=\"", key.key(), "\"][value=\"", &choice.value, "\"]"].concat();
            tell_choice(&page, &field, choice.n_partners, choice.is_taken);
        }
    }
    write(&page, ".asem-status__sentence", &filtered.status);
}

/// What an element of the HTML's page is to the painter, as `components` render it.
fn painted(element: Element) -> Option<Painted> {
    let whose = element.get_attribute("data-partner").or_else(|| element.get_attribute("data-of"))?;
    let as_what = PaintedAs::of(PartnerId::parse(&whose)?);
    let within = element.closest("[data-view]").ok().flatten()?.get_attribute("data-view")?;
    let within = View::from_key(&within)?;
    let label = match within {
        View::List => None,
        View::Board => Some(Label::Own),
        View::Map => element.query_selector("a").ok().flatten().map(|link| match link.get_attribute("aria-label") {
            Some(label) => Label::Always(without_note(&label).to_owned()),
            None => Label::Own,
        }),
    };
    Some(Painted { element, as_what: PaintedAs { within: Some(within), label, ..as_what }, was_seen: true })
}

/// A name without the note that an emphasis adds to it.
fn without_note(label: &str) -> &str {
    let note = Emphasis::Dimmed.noted("");
    label.strip_suffix(&note).unwrap_or(label)
}

fn paint(element: Element, filtered: &Filtered) {
    let before = element.get_attribute("data-emphasis");
    let Some(painted) = painted(element) else { return };
    let now = filtered.emphases.of(painted.as_what.id);
    // Who is no partner on the day has no link, which the day alone could give back.
    if now != Emphasis::Absent && before.as_deref() != Some(now.key()) {
        painted.emphasise(now, String::new);
    }
}

/// The count of a heading: of what stands under it.
fn tell_count(count: &Element) {
    let closest = |selector: &str| count.closest(selector).ok().flatten();
    let heading = count.parent_element();
    let of_group = heading.filter(|heading| heading.tag_name() == "H4").and_then(|own| own.next_element_sibling());
    let Some(scope) = of_group.or_else(|| closest("tbody")).or_else(|| closest("section")) else { return };
    let n = |selector: &str| all(&scope, selector).count();
    let n_all = n("[data-partner]");
    let n_shown = n_all - n("[data-emphasis=dimmed]");
    count.set_text_content(Some(&text::part_of(n_shown, n_all)));
    // A group of the list goes with its last row.
    if scope.tag_name() == "TBODY" {
        scope.toggle_attribute_with_force("hidden", n_shown == 0).ok();
    }
}

fn tell_choice(page: &Element, field: &str, n_partners: usize, is_taken: bool) {
    let found = page.query_selector(field).ok().flatten();
    let Some(field) = found.and_then(|field| field.dyn_into::<HtmlInputElement>().ok()) else { return };
    field.set_disabled(n_partners == 0 && !is_taken);
    let Some(label) = field.parent_element() else { return };
    write(&label, ".asem-facet__count", &n_partners.to_string());
    write(&label, ".visually-hidden", &["(", &text::n_partners(n_partners), ")"].concat());
}

fn write(within: &Element, selector: &str, text: &str) {
    if let Some(element) = within.query_selector(selector).ok().flatten() {
        // What has not changed is not announced again.
        if element.text_content().as_deref() != Some(text) {
            element.set_text_content(Some(text));
        }
    }
}
