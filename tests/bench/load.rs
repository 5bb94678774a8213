//! How soon the page is there on a slow phone and a slow line, beside its peers: `make bench`. It measures and prints; it never
//! fails on a figure, since machines are noisy.
//!
//! Each load in a browser of its own with an empty cache, at a quarter of the machine's speed, 1.6 Mbit/s and 150 ms a request,
//! everything after Brotli; the targets in turn, so that a machine that slows down slows all. Beside the page: the same HTML
//! without any script, and what others would make with a library for maps, the common part of the job: a map of the world
//! with the states of the release highlighted, their list, and a text that filters it (`peers/`).
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::print_stdout, missing_docs, dead_code)]

#[path = "../e2e/harness.rs"]
mod harness;
mod probe;

use asem_dashboard::model::Dataset;
use asem_dashboard::publish::compress;
use axum::Router;
use harness::{Page, Result, in_browser};
use probe::{PAUSE, PROBE, SLOWDOWN, keep, memory, of, press, slow_down};
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tower_http::services::ServeDir;

const N_ROUNDS: usize = 5;
/// Bytes a second: 1.6 Mbit.
const THROUGHPUT: u32 = 200_000;
/// How long a request takes at least, in milliseconds.
const LATENCY: u32 = 150;
/// States that the release's map shows.
const N_STATES: usize = 43;
/// What is typed into the filter, and found by it: one state.
const WORD: &str = "viet";

/// This page's own targets, which come before its peers.
const N_OWN: usize = 3;
/// The peers: what each is called, its package, its page, and of how many of the states its map has the shape.
const PEERS: [(&str, &str, &str, usize); 8] = [
    ("svgMap", "svgmap", "svgmap", N_STATES),
    ("jsVectorMap", "jsvectormap", "jsvectormap", N_STATES - 2),
    ("D3 + TopoJSON, d3-geo", "d3-geo", "d3", N_STATES - 2),
    ("with a finer map, d3-geo", "d3-geo", "d3-50m", N_STATES),
    ("Leaflet", "leaflet", "leaflet", N_STATES - 2),
    ("ECharts", "echarts", "echarts", N_STATES - 2),
    ("Vega-Lite", "vega-lite", "vega-lite", N_STATES - 2),
    ("Plotly", "plotly.js", "plotly", N_STATES - 2),
];

/// What is loaded. Conditions and values are in JavaScript.
struct Target {
    name: String,
    /// Its address on the server.
    address: String,
    n_states: usize,
    /// A condition that holds once what is looked for is in sight.
    shown: String,
    /// The same for: a keystroke filters.
    answers: &'static str,
    /// The same for: nothing more is to come.
    whole: &'static str,
    /// What is typed into, and the states that it leaves, as selectors.
    filter: Option<(&'static str, String)>,
}

fn targets() -> Vec<Target> {
    let own = |name: &str, address: &str, view: &str, shown: &str| Target {
        name: name.to_owned(),
        address: address.to_owned(),
        n_states: N_STATES,
        // The two institutions as well.
        shown: format!("shown('[data-view={view}] {shown}') >= {}", N_STATES + 2),
        answers: "document.documentElement.dataset.filters === 'live'",
        whole: "document.documentElement.dataset.rest === 'live'",
        filter: Some(("#search", format!("[data-view={view}] [data-partner][data-emphasis=match]"))),
    };
    let text = include_str!("peers/package.json");
    let package: Value = serde_json::from_str(text).expect("JSON");
    let peers = PEERS.map(|(name, library, page, n_states)| Target {
        name: format!("{name} {}", package["devDependencies"][library].as_str().expect("its version is pinned")),
        address: format!("peers/{page}/"),
        n_states,
        // As the libraries write the colour and a shape that they have.
        shown: format!(
            "shown('#map path:is([fill=\"#12796a\"], [fill=\"rgb(18, 121, 106)\"], [style*=\"#12796a\"])[d]:not([d=\"\"])') >= {n_states}"
        ),
        answers: "shown('#list li') >= 43",
        whole: "true",
        filter: Some(("#filter", "#list li:not([hidden])".to_owned())),
    });
    let ours = [
        own("this page, the board", "", "board", "[data-partner]"),
        own("this page, the map", "?view=map", "map", "[data-partner]:not([data-emphasis=absent]) a"),
        Target {
            answers: "true",
            whole: "true",
            filter: None,
            ..own("the same HTML without script", "bare.html", "board", "[data-partner]")
        },
    ];
    ours.into_iter().chain(peers).collect()
}

/// What was measured, in milliseconds since the page was asked for where it is a time.
#[derive(Clone, Debug, Deserialize)]
struct Load {
    first_paint: f64,
    shown: f64,
    answers: f64,
    whole: f64,
    shift: f64,
    /// How much longer than 50 ms the tasks took until all is there, all together.
    blocked: f64,
    /// Bytes on the wire of what was there when it was shown, and when it answers.
    bytes_shown: f64,
    bytes: f64,
    n_requests: f64,
    /// From a key to the painted result; none without a filter.
    #[serde(default)]
    key: Option<f64>,
    /// Megabytes after the garbage is collected: what scripts have, the elements of the page, and the wasm's own memory.
    #[serde(default)]
    heap: f64,
}

/// Watches a page from its first line on. What is in sight is painted once the frame after is over.
fn watch(target: &Target) -> String {
    format!(
        "window.load = {{ first_paint: 0, shown: 0, answers: 0, whole: 0, shift: 0 }};
         window.tasks = [];
         const observe = (type, take) => new PerformanceObserver((list) => list.getEntries().forEach(take))
             .observe({{ type, buffered: true }});
         observe('paint', (entry) => {{
             if (entry.name === 'first-contentful-paint') load.first_paint = entry.startTime;
         }});
         observe('layout-shift', (entry) => {{ load.shift += entry.value }});
         observe('longtask', (entry) => tasks.push(entry));
         const shown = (selector) => {{
             const all = [...document.querySelectorAll(selector)];
             return all[0]?.checkVisibility() ? all.length : 0;
         }};
         const painted = (take) => {{
             const {{ port1, port2 }} = new MessageChannel();
             port1.onmessage = take;
             port2.postMessage(null);
         }};
         const look = () => {{
             if (!load.shown && {shown}) painted(() => {{ load.shown ||= performance.now() }});
             if (load.shown && !load.answers && ({answers})) painted(() => {{ load.answers ||= performance.now() }});
             if (load.answers && !load.whole && ({whole})) painted(() => {{ load.whole ||= performance.now() }});
             if (!load.whole) requestAnimationFrame(look);
         }};
         requestAnimationFrame(look);",
        shown = target.shown,
        answers = target.answers,
        whole = target.whole,
    )
}

/// What of it is known once all is there.
const TAKEN: &str = "
    const files = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')];
    const sum = (all, of) => all.reduce((sum, one) => sum + of(one), 0);
    const size = (entry) => entry.encodedBodySize;
    const by = (time) => files.filter((entry) => entry.responseEnd <= time);
    load.bytes = sum(by(load.answers), size);
    load.bytes_shown = sum(by(load.shown), size);
    load.n_requests = by(load.answers).length;
    load.blocked = sum(tasks.filter((task) => task.startTime < load.whole), (task) => task.duration - 50);
    return load";

async fn load(origin: &str, target: &Target) -> Load {
    let taken = std::sync::Mutex::new(None);
    in_browser(async |page: Page| -> Result {
        let tools = page.browser.cdp();
        tools.send_raw("Page.addScriptToEvaluateOnNewDocument", json!({ "source": watch(target) })).await?;
        slow_down(&page).await?;
        tools.send_raw("Network.enable", json!({})).await?;
        let line = json!({
            "offline": false, "latency": LATENCY, "downloadThroughput": THROUGHPUT, "uploadThroughput": THROUGHPUT,
        });
        tools.send_raw("Network.emulateNetworkConditions", line).await?;
        page.browser.goto(format!("{origin}/{}", target.address)).await?;
        page.wait_until("all is there", async |page| page.script("return load.whole > 0").await).await?;
        let mut measured: Load = page.script(TAKEN).await?;
        if let Some((field, found)) = &target.filter {
            measured.key = Some(type_into(&page, field, found).await?);
        }
        measured.heap = memory(&page).await?;
        *taken.lock().expect("no one panics with it") = Some(measured);
        Ok(())
    })
    .await;
    taken.into_inner().expect("no one panics with it").expect("it was measured")
}

/// Types a word and takes it away again: how long a key takes, as a median.
async fn type_into(page: &Page, field: &str, found: &str) -> Result<f64> {
    page.browser.execute(PROBE, vec![json!("keydown"), json!(field)]).await?;
    for at in 0..WORD.len() {
        press(page, &WORD[at..=at]).await?;
        tokio::time::sleep(PAUSE).await;
    }
    let n_found: usize = page.script(&format!("return document.querySelectorAll('{found}').length")).await?;
    assert_eq!(n_found, 1, "one state is found");
    for _ in 0..WORD.len() {
        press(page, "Backspace").await?;
        tokio::time::sleep(PAUSE).await;
    }
    let mut measured: Vec<f64> = page.script("return window.measured").await?;
    assert_eq!(measured.len(), WORD.len() * 2, "as many measurements as keys");
    Ok(of(&mut measured).0)
}

/// A folder with what is served over the built site: the peers, the page without its program, and everything that the build
/// does not pack as it goes over the wire.
fn folder() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let dist = root.join("dist");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bench-load");
    fs::remove_dir_all(&folder).ok();
    fs::create_dir_all(folder.join("data")).expect("a folder");
    let data = fs::read_to_string(dist.join("data/asem.json")).expect("make build was run");
    fs::write(folder.join("data/asem.json"), &data).expect("a file");

    let page = fs::read_to_string(dist.join("index.html")).expect("a page");
    // Whatever is part of the program, or asks for it.
    let program = [
        ("<script>", "</script>"),
        ("<script src", "</script>"),
        ("<script type=\"module\"", "</script>"),
        ("<link rel=\"modulepreload\"", ">"),
        ("<link rel=\"preload\"", ">"),
    ];
    let bare = program.iter().fold(page, |page, (begin, end)| without(&page, begin, end));
    fs::write(folder.join("bare.html"), bare).expect("a file");

    let dataset = Dataset::from_json(&data).expect("valid data");
    let states = dataset.partners_on(dataset.as_of()).filter_map(|partner| {
        Some(json!({ "id": partner.id.to_string(), "m49": partner.m49()?.to_string(), "name": partner.name }))
    });
    let states: Vec<Value> = states.collect();
    assert_eq!(states.len(), N_STATES);
    let mut build = Command::new("node");
    build.arg(root.join("tests/bench/peers/build.js")).arg(folder.join("peers")).arg(json!(states).to_string());
    assert!(build.status().expect("node runs").success(), "make bench sets the peers up");
    pack(&folder);
    folder
}

/// A page without an element that there is once.
fn without(page: &str, begin: &str, end: &str) -> String {
    let (before, rest) = page.split_once(begin).unwrap_or_else(|| panic!("the page has {begin}"));
    let (_, after) = rest.split_once(end).expect("it ends");
    assert!(!after.contains(begin), "{begin} is there once");
    [before, after].concat()
}

/// Puts beside each file of a folder what goes over the wire.
fn pack(folder: &Path) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("a file").path();
        if path.is_dir() {
            pack(&path);
        } else {
            let packed = compress::brotli(&fs::read(&path).expect("a file"), 11).expect("memory");
            fs::write(format!("{}.br", path.display()), packed).expect("a file");
        }
    }
}

/// A figure of a load.
type Part = fn(&Load) -> f64;

/// A figure of a target: the median of its loads.
fn median(loads: &[Load], part: Part) -> f64 {
    of(&mut loads.iter().map(part).collect::<Vec<_>>()).0
}

fn key(load: &Load) -> f64 {
    load.key.unwrap_or_default()
}

/// The table for the README, in Markdown.
fn table(targets: &[Target], loads: &[Vec<Load>]) -> String {
    let mut table = format!(
        "| Medians of {N_ROUNDS} | states | kB until shown | kB | requests | first paint | states shown | a key filters \
         | all there | shift | blocked | a key | memory |\n|{}\n",
        " --- |".repeat(13)
    );
    for (target, loads) in targets.iter().zip(loads) {
        let of = |part| median(loads, part);
        let when_filtered = |text: String| if target.filter.is_some() { text } else { "never".to_owned() };
        table.push_str(&format!(
            "| {} | {} | {:.0} | {:.0} | {:.0} | {:.0} ms | {:.0} ms | {} | {:.0} ms | {:.3} | {:.0} ms | {} | {:.1} MB |\n",
            target.name,
            target.n_states,
            of(|load| load.bytes_shown) / 1e3,
            of(|load| load.bytes) / 1e3,
            of(|load| load.n_requests),
            of(|load| load.first_paint),
            of(|load| load.shown),
            when_filtered(format!("{:.0} ms", of(|load| load.answers))),
            of(|load| load.whole),
            of(|load| load.shift),
            of(|load| load.blocked),
            when_filtered(format!("{:.1} ms", of(key))),
            of(|load| load.heap),
        ));
    }
    table
}

/// Says what this page's map is ahead in of a peer, and behind in.
fn compare(own: &[Load], name: &str, peer: &[Load]) {
    let parts: [(&str, Part); 6] = [
        ("first paint", |load| load.first_paint),
        ("states shown", |load| load.shown),
        ("a key", key),
        ("bytes until shown", |load| load.bytes_shown),
        ("bytes", |load| load.bytes),
        ("a key filters", |load| load.answers),
    ];
    let ratios = parts.map(|(what, part)| (what, median(own, part) / median(peer, part)));
    let those = |is_asked_for: fn(f64) -> bool| {
        let those = ratios.iter().filter(|(_, ratio)| is_asked_for(*ratio));
        those.map(|(what, ratio)| format!("{what} {ratio:.2}")).collect::<Vec<_>>().join(", ")
    };
    println!("{name}: ahead: {}; behind: {}", those(|ratio| ratio < 1.0), those(|ratio| ratio >= 1.0));
}

#[tokio::main]
async fn main() {
    let dist = ServeDir::new(Path::new(env!("CARGO_MANIFEST_DIR")).join("dist")).precompressed_br();
    let files = ServeDir::new(folder()).precompressed_br().fallback(dist);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let origin = format!("http://{}", listener.local_addr().expect("an address"));
    tokio::spawn(async move { axum::serve(listener, Router::new().fallback_service(files)).await });

    let targets = targets();
    let mut loads: Vec<Vec<Load>> = targets.iter().map(|_| Vec::new()).collect();
    for _ in 0..N_ROUNDS {
        for (target, loads) in targets.iter().zip(&mut loads) {
            loads.push(load(&origin, target).await);
        }
    }
    println!("Loading, {SLOWDOWN} times as slow as this machine, {} kB/s, {LATENCY} ms a request", THROUGHPUT / 1000);
    let table = table(&targets, &loads);
    println!("{table}");

    let [board, map, bare] = [0, 1, 2].map(|at| &loads[at]);
    println!("The map beside each, as a ratio:");
    for (target, loads) in targets.iter().zip(&loads).skip(N_OWN) {
        compare(map, &target.name, loads);
    }

    let mut figures = BTreeMap::new();
    let mut ratio = |what: &str, one: f64, other: f64, wanted: f64| {
        let verdict = if one <= wanted * other { "as wanted" } else { "NOT as wanted" };
        println!("{what}: {:.2} times, wanted {wanted}: {verdict}", one / other);
        figures.insert(what.to_owned(), one / other);
    };
    let first_paint: Part = |load| load.first_paint;
    let shown: Part = |load| load.shown;
    let peers = &loads[N_OWN..];
    let least = |part| peers.iter().map(|loads| median(loads, part)).fold(f64::INFINITY, f64::min);
    ratio("first paint, to that without script", median(board, first_paint), median(bare, first_paint), 1.1);
    let ready = median(&peers[PEERS.iter().position(|(name, ..)| *name == "jsVectorMap").expect("a peer")], shown);
    ratio("board shown, to jsVectorMap's map", median(board, shown), ready, 0.65);
    ratio("map shown, to jsVectorMap's map", median(map, shown), ready, 0.65);
    ratio("a key filters, to jsVectorMap's map", median(board, |load| load.answers), ready, 1.6);
    ratio("first paint, to the earliest peer's", median(map, first_paint), least(first_paint), 1.0);
    ratio("map shown, to the earliest peer's", median(map, shown), least(shown), 1.0);
    ratio("a key, to the quickest peer's", median(map, key), least(key), 1.0);
    keep("load", &figures);
    fs::write(Path::new(env!("CARGO_MANIFEST_DIR")).join("target/bench/peers.md"), table).expect("a file");
}
