//! How long it takes from the reader's hand to the painted result, with 53 partners, on a machine a quarter as fast:
//! `make bench`. It measures and prints; it never fails on a figure, since machines are noisy.
//!
//! Beside every figure stands that of the floor: a page with the same controls and nothing behind them, in a window of
//! its own. The windows take turns, so that a machine that slows down slows both.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::print_stdout, missing_docs, dead_code)]

#[path = "../e2e/harness.rs"]
mod harness;
mod probe;

use harness::{Page, Result, in_browser};
use probe::{PAUSE, PROBE, SLOWDOWN, keep, of, press, slow_down};
use serde_json::json;
use std::collections::BTreeMap;

const ADDRESS: &str = "?asof=2014-10-16";
/// The first round is not counted: in it the browser compiles what it then runs.
const N_ROUNDS: usize = 4;

/// What a hand does, to the element with this index of those that a selector finds.
#[derive(Clone, Copy)]
enum Step {
    Press(&'static str),
    Click(&'static str, usize),
    PointAt(&'static str, usize),
}

/// What is measured.
struct Action {
    name: &'static str,
    /// The event that each step ends with.
    event: &'static str,
    /// What has the keyboard focus meanwhile. Where it is not on the page, the action is left out.
    focus: &'static str,
    /// Steps that lead back to where they began.
    steps: Vec<Step>,
}

fn actions() -> Vec<Action> {
    const VIEW: &str = "nav[aria-label=View] a";
    const TILE: &str = "[data-view=board] [data-partner] a";
    let words = ["viet", "burma", "xyz", "asean"].into_iter().flat_map(|word| {
        let letters = (0..word.len()).map(move |at| &word[at..=at]);
        letters.chain(std::iter::repeat_n("Backspace", word.len())).map(Step::Press)
    });
    let slides = ["ArrowLeft", "ArrowRight"].into_iter().flat_map(|key| std::iter::repeat_n(Step::Press(key), 9));
    let facets = [("[name=side]", 1), ("[name=side]", 2), ("[name=side]", 0), ("[name=bloc]", 1), ("[name=bloc]", 0)];
    vec![
        Action { name: "type or delete a letter", event: "keydown", focus: "#search", steps: words.collect() },
        Action {
            name: "switch views",
            event: "click",
            focus: VIEW,
            steps: [1, 2, 0].into_iter().cycle().take(18).map(|view| Step::Click(VIEW, view)).collect(),
        },
        Action { name: "move the slider", event: "keydown", focus: "input[type=range]", steps: slides.collect() },
        Action {
            name: "point at a partner",
            event: "pointermove",
            focus: TILE,
            steps: (0..18).map(|step| Step::PointAt(TILE, step * 5 % 53)).collect(),
        },
        Action {
            name: "choose a partner, let go of it",
            event: "click",
            focus: TILE,
            steps: (0..18).map(|step| Step::Click(TILE, step / 2 * 7 % 53)).collect(),
        },
        Action {
            name: "take a value of a facet",
            event: "click",
            focus: "[name=side]",
            steps: facets.into_iter().cycle().take(20).map(|(facet, value)| Step::Click(facet, value)).collect(),
        },
    ]
}

/// A page with the controls of the real one, whose handlers do nothing.
const FLOOR: &str = "
    document.body.innerHTML = `
        <input id='search'> <input type='range'>
        <nav aria-label='View'>${'<a href=\"?\">View</a> '.repeat(3)}</nav>
        <p>${['side', 'bloc'].map((name) => `<input type='radio' name='${name}'>`.repeat(4)).join(' ')}</p>
        <p data-view='board'>${'<span data-partner><a href=\"?\">Tile</a></span> '.repeat(53)}</p>`;
    for (const kind of ['keydown', 'input', 'change', 'pointerover']) document.addEventListener(kind, () => {});
    document.addEventListener('click', (event) => event.target.closest('a') && event.preventDefault())";

/// Milliseconds of each step.
async fn measure(page: &Page, action: &Action) -> Result<Vec<f64>> {
    page.browser.execute(PROBE, vec![json!(action.event), json!(action.focus)]).await?;
    for step in &action.steps {
        match *step {
            Step::Press(key) => press(page, key).await?,
            Step::PointAt(selector, index) => mouse(page, "mouseMoved", place(page, selector, index).await?).await?,
            Step::Click(selector, index) => {
                let place = place(page, selector, index).await?;
                mouse(page, "mouseMoved", place).await?;
                tokio::time::sleep(PAUSE).await;
                mouse(page, "mousePressed", place).await?;
                mouse(page, "mouseReleased", place).await?;
            }
        }
        tokio::time::sleep(PAUSE).await;
    }
    let measured: Vec<f64> = page.script("return window.measured").await?;
    assert_eq!(measured.len(), action.steps.len(), "{}: as many measurements as steps", action.name);
    Ok(measured)
}

async fn mouse(page: &Page, kind: &str, (x, y): (f64, f64)) -> Result {
    let button = if kind == "mouseMoved" { "none" } else { "left" };
    let parameters = json!({ "type": kind, "x": x, "y": y, "button": button, "clickCount": 1 });
    page.browser.cdp().send_raw("Input.dispatchMouseEvent", parameters).await?;
    Ok(())
}

/// The middle of an element, scrolled to where it is seen.
async fn place(page: &Page, selector: &str, index: usize) -> Result<(f64, f64)> {
    let script = "const element = document.querySelectorAll(arguments[0])[arguments[1]];
        element.scrollIntoView({ block: 'nearest' });
        const box = element.getBoundingClientRect();
        return [box.x + box.width / 2, box.y + box.height / 2]";
    page.browser.execute(script, vec![json!(selector), json!(index)]).await?.convert()
}

async fn compare(page: Page) -> Result {
    page.open(ADDRESS).await?;
    page.wait_for_map().await?;
    let own = page.browser.window().await?;
    let floor = page.browser.new_window().await?;
    page.browser.switch_to_window(floor.clone()).await?;
    page.script::<()>(FLOOR).await?;
    slow_down(&page).await?;
    page.browser.switch_to_window(own.clone()).await?;
    slow_down(&page).await?;

    let mut results = Vec::new();
    for action in actions() {
        page.browser.switch_to_window(own.clone()).await?;
        let n_found: usize = page
            .browser
            .execute("return document.querySelectorAll(arguments[0]).length", vec![json!(action.focus)])
            .await?
            .convert()?;
        let (mut of_floor, mut of_page) = (Vec::new(), Vec::new());
        if n_found > 0 {
            for round in 0..N_ROUNDS {
                for (window, all) in [(&floor, &mut of_floor), (&own, &mut of_page)] {
                    page.browser.switch_to_window(window.clone()).await?;
                    let measured = measure(&page, &action).await?;
                    all.extend(measured.into_iter().filter(|_| round > 0));
                }
            }
        }
        results.push((action, of_floor, of_page));
    }
    println!(
        "{:<32}{:>4}{:>16}{:>8}{:>16}{:>8}{:>8}",
        "milliseconds", "n", "floor: median", "worst", "page: median", "worst", "ratio"
    );
    let mut figures = BTreeMap::new();
    for (action, mut of_floor, mut of_page) in results {
        if of_page.is_empty() {
            println!("{:<32} left out: the page has no {}", action.name, action.focus);
            continue;
        }
        let n = of_page.len();
        let ((floor_median, floor_worst), (page_median, page_worst)) = (of(&mut of_floor), of(&mut of_page));
        println!(
            "{:<32}{n:>4}{floor_median:>16.1}{floor_worst:>8.1}{page_median:>16.1}{page_worst:>8.1}{:>8.2}",
            action.name,
            page_median / floor_median
        );
        figures.insert(format!("{}, times the floor", action.name), page_median / floor_median);
        figures.insert(format!("{}, worst, ms", action.name), page_worst);
    }
    println!("at a {SLOWDOWN}-fold slow-down; make check-budgets tells what is wanted");
    keep("speed", &figures);
    Ok(())
}

#[tokio::main]
async fn main() {
    in_browser(compare).await;
}
