//! Components in a real browser, one at a time: what a reader does, and what then stands on the page.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::unwrap_used, missing_docs)]

use asem_dashboard::app::{App, Requests, Root};
use asem_dashboard::data::Topology;
use asem_dashboard::model::Dataset;
use asem_dashboard::state::{Dashboard, Host, Preview, Step};
use asem_dashboard::view_model::Failure;
use leptos::mount::mount_to;
use leptos::prelude::*;
use std::sync::{Arc, Mutex};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Element, HtmlElement};

wasm_bindgen_test_configure!(run_in_browser);

const DATA: &str = include_str!("../public/data/asem.json");
const MAP: &str = include_str!("../public/map/partners.json");

/// Waits until what was done has come to the page: first to the state, then to what is painted.
async fn tick() {
    for _ in 0..3 {
        leptos::task::tick().await;
    }
}

/// A part of the page of its own, removed when dropped.
struct Stage {
    element: HtmlElement,
}

impl Stage {
    fn new() -> Self {
        let element: HtmlElement = document().create_element("div").unwrap().unchecked_into();
        document().body().unwrap().append_child(&element).unwrap();
        Self { element }
    }

    fn all(&self, selector: &str) -> Vec<Element> {
        let found = self.element.query_selector_all(selector).unwrap();
        (0..found.length()).filter_map(|index| found.item(index)).map(JsCast::unchecked_into).collect()
    }

    #[track_caller]
    fn one(&self, selector: &str) -> HtmlElement {
        let mut found = self.all(selector);
        assert_eq!(found.len(), 1, "{selector}");
        found.remove(0).unchecked_into()
    }

    /// The partners with this emphasis in a view.
    fn partners(&self, view: &str, emphasis: &str) -> Vec<String> {
        let found = self.all(&format!("[data-view={view}] [data-partner][data-emphasis={emphasis}]"));
        found.iter().filter_map(|element| element.get_attribute("data-partner")).collect()
    }

    fn status(&self) -> String {
        self.one("[role=status]").text_content().unwrap()
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        self.element.remove();
    }
}

/// The addresses that a dashboard went to.
type Visited = Arc<Mutex<Vec<(String, Step)>>>;

/// The dashboard at an address, with its map, on a stage; and the addresses that it goes to.
fn dashboard(address: &'static str) -> (Stage, Dashboard, Visited) {
    let stage = Stage::new();
    let visited = Visited::default();
    let state = Arc::new(Mutex::new(None));
    let handle = {
        let (visited, state) = (visited.clone(), state.clone());
        mount_to(stage.element.clone(), move || {
            let host = Host { navigate: Callback::new(move |to| visited.lock().unwrap().push(to)), ..Host::none() };
            let dataset = Arc::new(Dataset::from_json(DATA).unwrap());
            let dashboard = Dashboard::new(dataset, address, host);
            dashboard.take_geometry(Some(Ok(Topology::from_json(MAP).unwrap())));
            *state.lock().unwrap() = Some(dashboard);
            view! { <App dashboard=dashboard requests=Requests::none("") /> }
        })
    };
    handle.forget();
    let dashboard = state.lock().unwrap().take().unwrap();
    (stage, dashboard, visited)
}

#[wasm_bindgen_test]
async fn a_click_on_a_tile_selects_the_partner_in_every_view() {
    let (stage, _, visited) = dashboard("");
    stage.one("[data-view=board] [data-partner=VN] a").click();
    tick().await;
    for view in ["board", "map", "list"] {
        assert_eq!(stage.partners(view, "selected"), ["VN"], "{view}");
    }
    assert_eq!(stage.one("#partner-title").text_content().unwrap(), "Viet Nam");
    assert_eq!(*visited.lock().unwrap(), [("?partner=VN".to_owned(), Step::Push)]);
}

#[wasm_bindgen_test]
async fn a_click_on_a_name_in_the_release_selects_its_tile() {
    let (stage, _, _) = dashboard("");
    stage.all("[data-mention=BE] a")[0].clone().unchecked_into::<HtmlElement>().click();
    tick().await;
    assert_eq!(stage.partners("board", "selected"), ["BE"]);
}

#[wasm_bindgen_test]
async fn what_is_typed_filters_every_view() {
    let (stage, dashboard, _) = dashboard("");
    dashboard.search("lao".to_owned());
    tick().await;
    for view in ["board", "map", "list"] {
        assert_eq!(stage.partners(view, "match"), ["LA"], "{view}");
    }
    assert_eq!(stage.status(), "1 of 45 partners: matching “lao”, as of 11 May 2010");
}

#[wasm_bindgen_test]
async fn pointing_at_a_tile_lights_up_its_shape_row_and_names() {
    let (stage, _, _) = dashboard("");
    let tile = stage.one("[data-view=board] [data-partner=HU] a");
    tile.dispatch_event(&web_sys::Event::new("pointerenter").unwrap()).unwrap();
    tick().await;
    for view in ["board", "map", "list"] {
        assert_eq!(stage.partners(view, "hovered"), ["HU"], "{view}");
    }
    assert_eq!(stage.all("[data-mention=HU][data-emphasis=hovered]").len(), 2);
    tile.dispatch_event(&web_sys::Event::new("pointerleave").unwrap()).unwrap();
    tick().await;
    assert!(stage.partners("map", "hovered").is_empty());
}

#[wasm_bindgen_test]
async fn going_back_restores_filters_in_the_form_as_well() {
    let (stage, dashboard, _) = dashboard("?side=asia&q=in");
    let checked = || stage.all(".asem-facet__radio").iter().filter(|radio| is_checked(radio)).count();
    assert_eq!(checked(), 4);
    dashboard.arrive("?bloc=eu");
    tick().await;
    let taken: Vec<String> = stage
        .all(".asem-facet__radio")
        .iter()
        .filter(|radio| is_checked(radio))
        .filter_map(|radio| radio.get_attribute("value"))
        .collect();
    assert_eq!(taken, ["", "eu", "", ""]);
    assert_eq!(js_value(&stage.one("#search")), "");
}

#[wasm_bindgen_test]
async fn shapes_are_drawn_as_svg_links() {
    let (stage, _, _) = dashboard("?view=map");
    let link = &stage.all("[data-view=map] [data-partner=FR] a")[0];
    assert_eq!(link.namespace_uri().as_deref(), Some("http://www.w3.org/2000/svg"));
    let title = &stage.all("[data-view=map] [data-partner=FR] title")[0];
    assert_eq!(title.namespace_uri().as_deref(), Some("http://www.w3.org/2000/svg"));
}

#[wasm_bindgen_test]
async fn a_failure_gives_way_to_the_page_once_the_data_is_there() {
    let stage = Stage::new();
    let loaded = RwSignal::new(Err(Failure::Status(404)));
    let asked = Arc::new(Mutex::new(0));
    let count = asked.clone();
    let preview = RwSignal::new(None::<Preview>);
    mount_to(stage.element.clone(), move || {
        let retry = Callback::new(move |()| *count.lock().unwrap() += 1);
        view! { <Root loaded=loaded preview=preview requests=Requests { retry, ..Requests::none("") } /> }
    })
    .forget();
    assert!(stage.one("[role=alert]").text_content().unwrap().contains("data/asem.json is not on the server"));
    stage.one("button").click();
    assert_eq!(*asked.lock().unwrap(), 1);
    loaded.set(Ok(Arc::new(Dataset::from_json(DATA).unwrap())));
    tick().await;
    assert_eq!(stage.status(), "All 45 partners, as of 11 May 2010");
}

#[wasm_bindgen_test]
async fn a_broken_preview_leaves_the_page_as_it_was() {
    let stage = Stage::new();
    let loaded = RwSignal::new(Ok(Arc::new(Dataset::from_json(DATA).unwrap())));
    let preview = RwSignal::new(None::<Preview>);
    let close_preview = Callback::new(move |()| preview.set(None));
    mount_to(stage.element.clone(), move || {
        view! { <Root loaded=loaded preview=preview requests=Requests { close_preview, ..Requests::none("?q=viet") } /> }
    })
    .forget();
    let field = stage.one("#search");
    let content = Dataset::from_json("{}").map(Arc::new);
    preview.set(Some(Preview { name: "next.json".to_owned(), content }));
    tick().await;
    let notice = stage.one("#preview").text_content().unwrap();
    assert!(notice.contains("next.json has") && notice.contains("expected a field \"format\""), "{notice}");
    assert!(field.is_connected(), "the page is still the same");
    stage.one("#preview button").click();
    tick().await;
    assert!(stage.all("#preview").is_empty());
}

fn is_checked(radio: &Element) -> bool {
    js_sys::Reflect::get(radio, &"checked".into()).unwrap().is_truthy()
}

fn js_value(input: &Element) -> String {
    js_sys::Reflect::get(input, &"value".into()).unwrap().as_string().unwrap()
}

#[wasm_bindgen_test]
async fn rows_are_put_into_the_order_of_the_column_that_is_clicked() {
    let (stage, _, _) = dashboard("?view=list");
    for (column, first) in
        [("Code", "BN"), ("Code", "VN"), ("Accession", "BN"), ("Visibility", "VN"), ("Partner", "BN")]
    {
        let buttons = stage.all(".asem-list__sort");
        let button = buttons.iter().find(|button| button.text_content().as_deref() == Some(column)).unwrap();
        button.clone().unchecked_into::<HtmlElement>().click();
        tick().await;
        let rows = stage.all("[data-view=list] [data-partner]");
        assert_eq!(rows[0].get_attribute("data-partner").as_deref(), Some(first), "{column}");
    }
}
