//! How soon the page is there on a slow phone and a slow line: `make bench`. It measures and prints; it never fails on a
//! figure, since machines are noisy.
//!
//! Each load in a browser of its own with an empty cache, at a quarter of the machine's speed, 1.6 Mbit/s and 150 ms a request,
//! everything after Brotli; the targets in turn, so that a machine that slows down slows all. Beside the page: the same HTML
//! without any script, and a peer that does the common part of the job, a map of the states with a list and a filter.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::print_stdout, missing_docs, dead_code)]

#[path = "../e2e/harness.rs"]
mod harness;
mod probe;

use asem_dashboard::model::Dataset;
use asem_dashboard::publish::compress;
use axum::Router;
use harness::{Page, Result, in_browser};
use probe::{SLOWDOWN, of};
use serde::Deserialize;
use serde_json::json;
use std::fs;
use std::path::{Path, PathBuf};
use tower_http::services::ServeDir;

const N_ROUNDS: usize = 5;
/// Bytes a second: 1.6 Mbit.
const THROUGHPUT: u32 = 200_000;
/// How long a request takes at least, in milliseconds.
const LATENCY: u32 = 150;

/// What is loaded.
struct Target {
    name: &'static str,
    /// Its address on the server.
    address: &'static str,
    /// A condition in JavaScript that holds once what is looked for is in sight.
    shown: &'static str,
    /// The same for: a keystroke filters.
    answers: &'static str,
}

const TARGETS: [Target; 4] = [
    Target {
        name: "this page, the board",
        address: "site/",
        shown: "shown('[data-view=board] [data-partner]') >= 45",
        answers: "document.documentElement.dataset.app === 'live'",
    },
    Target {
        name: "this page, the map",
        address: "site/?view=map",
        shown: "shown('[data-view=map] [data-partner]:not([data-emphasis=absent]) a') >= 45",
        answers: "document.documentElement.dataset.app === 'live'",
    },
    Target {
        name: "the same HTML without script",
        address: "bare/",
        shown: "shown('[data-view=board] [data-partner]') >= 45",
        answers: "true",
    },
    Target {
        name: "jsVectorMap 1.7.0",
        address: "peer/",
        shown: "shown('path[fill=\"#12796a\"]') >= 41",
        answers: "shown('#list li') >= 43",
    },
];

/// When things were there, in milliseconds since the page was asked for.
#[derive(Clone, Debug, Deserialize)]
struct Load {
    first_paint: f64,
    shown: f64,
    answers: f64,
    shift: f64,
    /// The longest task, and the longest of the others.
    tasks: [f64; 2],
    /// Bytes on the wire until it answers.
    bytes: f64,
    n_requests: f64,
}

/// Watches a page from its first line on. What is in sight is painted once the frame after is over.
fn watch(target: &Target) -> String {
    format!(
        "window.load = {{ first_paint: 0, shown: 0, answers: 0, shift: 0, tasks: [], bytes: 0, n_requests: 0 }};
         const observe = (type, take) => new PerformanceObserver((list) => list.getEntries().forEach(take))
             .observe({{ type, buffered: true }});
         observe('paint', (entry) => {{
             if (entry.name === 'first-contentful-paint') load.first_paint = entry.startTime;
         }});
         observe('layout-shift', (entry) => {{ load.shift += entry.value }});
         observe('longtask', (entry) => load.tasks.push(entry.duration));
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
             if (load.shown && !load.answers && ({answers})) painted(() => {{
                 if (load.answers) return;
                 load.answers = performance.now();
                 const all = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')];
                 load.bytes = all.reduce((sum, entry) => sum + entry.encodedBodySize, 0);
                 load.n_requests = all.length;
             }});
             requestAnimationFrame(look);
         }};
         requestAnimationFrame(look);",
        shown = target.shown,
        answers = target.answers,
    )
}

async fn load(origin: &str, target: &Target) -> Load {
    let taken = std::sync::Mutex::new(None);
    in_browser(async |page: Page| -> Result {
        let tools = page.browser.cdp();
        tools.send_raw("Page.addScriptToEvaluateOnNewDocument", json!({ "source": watch(target) })).await?;
        tools.send_raw("Emulation.setCPUThrottlingRate", json!({ "rate": SLOWDOWN })).await?;
        tools.send_raw("Network.enable", json!({})).await?;
        let line = json!({
            "offline": false, "latency": LATENCY, "downloadThroughput": THROUGHPUT, "uploadThroughput": THROUGHPUT,
        });
        tools.send_raw("Network.emulateNetworkConditions", line).await?;
        page.browser.goto(format!("{origin}/{}", target.address)).await?;
        page.wait_until("it answers", async |page| page.script("return load.answers > 0").await).await?;
        let measured = page
            .script("load.tasks = [...load.tasks, 0, 0].sort((one, other) => other - one).slice(0, 2); return load")
            .await?;
        *taken.lock().expect("no one panics with it") = Some(measured);
        Ok(())
    })
    .await;
    taken.into_inner().expect("no one panics with it").expect("it was measured")
}

/// Puts a file where it is served, beside it as it goes over the wire.
fn put(folder: &Path, name: &str, content: &[u8]) {
    let file = folder.join(name);
    fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
    fs::write(&file, content).expect("a file");
    let packed = compress::brotli(content, 11).expect("memory");
    fs::write(folder.join(format!("{name}.br")), packed).expect("a file");
}

/// Everything that is served, in a folder.
fn site() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bench-load");
    fs::remove_dir_all(&folder).ok();
    let dist = root.join("dist");
    let names = fs::read_dir(&dist).expect("make build was run").map(|file| file.expect("a file").file_name());
    let kinds = [".html", ".css", ".js", ".wasm", ".svg"];
    let names = names.map(|name| name.to_string_lossy().into_owned());
    let names = names.filter(|name| kinds.iter().any(|kind| name.ends_with(kind)) && name != "single.html");
    for name in names.chain(["data/asem.json".to_owned(), "map/partners.json".to_owned()]) {
        put(&folder.join("site"), &name, &fs::read(dist.join(&name)).expect("a file"));
        if name.ends_with(".css") || name.ends_with(".svg") {
            put(&folder.join("bare"), &name, &fs::read(dist.join(&name)).expect("a file"));
        }
    }
    let page = fs::read_to_string(dist.join("index.html")).expect("a page");
    // Whatever asks for the program, or for what the program asks for.
    let is_program = |line: &&str| {
        ["<script", "preload"].iter().any(|mark| line.contains(mark)) && !line.contains("application/ld+json")
    };
    let bare: Vec<&str> = page.lines().filter(|line| !is_program(line)).collect();
    assert!(bare.len() < page.lines().count());
    put(&folder.join("bare"), "index.html", bare.join("\n").as_bytes());

    let peer = folder.join("peer");
    let data = fs::read_to_string(dist.join("data/asem.json")).expect("data");
    let dataset = Dataset::from_json(&data).expect("valid data");
    let states = dataset.partners_on(dataset.as_of()).filter(|partner| partner.is_state());
    let states: Vec<String> = states.map(|partner| partner.id.to_string()).collect();
    let own = fs::read_to_string(root.join("tests/bench/peers/jsvectormap.js")).expect("the peer's page");
    put(&peer, "own.js", format!("const STATES = {};\n{own}", json!(states)).as_bytes());
    for (name, source) in
        [("map.css", "jsvectormap.min.css"), ("map.js", "jsvectormap.min.js"), ("world.js", "maps/world.js")]
    {
        put(&peer, name, &fs::read(root.join("node_modules/jsvectormap/dist").join(source)).expect("npm ci was run"));
    }
    let page = "<!doctype html><html lang=en><meta charset=utf-8><title>Peer</title><link rel=stylesheet href=map.css>\
                <h1>Partners</h1><input id=filter aria-label=Filter><div id=map style='height:400px'></div><ul id=list></ul>\
                <script src=map.js></script><script src=world.js></script><script src=own.js></script>";
    put(&peer, "index.html", page.as_bytes());
    folder
}

#[tokio::main]
async fn main() {
    let files = ServeDir::new(site()).precompressed_br();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let origin = format!("http://{}", listener.local_addr().expect("an address"));
    tokio::spawn(async move { axum::serve(listener, Router::new().fallback_service(files)).await });

    let mut loads: Vec<Vec<Load>> = TARGETS.iter().map(|_| Vec::new()).collect();
    for _ in 0..N_ROUNDS {
        for (target, loads) in TARGETS.iter().zip(&mut loads) {
            loads.push(load(&origin, target).await);
        }
    }
    let median = |loads: &[Load], part: fn(&Load) -> f64| of(&mut loads.iter().map(part).collect::<Vec<_>>()).0;
    println!(
        "Loading, {SLOWDOWN} times as slow as this machine, {} kB/s, {LATENCY} ms a request; medians of {N_ROUNDS}",
        THROUGHPUT / 1000
    );
    println!(
        "{:30} {:>8} {:>4} {:>11} {:>8} {:>9} {:>6} {:>8} {:>8}",
        "", "bytes", "req.", "first paint", "shown", "answers", "shift", "longest", "second"
    );
    for (target, loads) in TARGETS.iter().zip(&loads) {
        let of = |part| median(loads, part);
        println!(
            "{:30} {:>8.0} {:>4.0} {:>8.0} ms {:>5.0} ms {:>6.0} ms {:>6.3} {:>5.0} ms {:>5.0} ms",
            target.name,
            of(|load| load.bytes),
            of(|load| load.n_requests),
            of(|load| load.first_paint),
            of(|load| load.shown),
            of(|load| load.answers),
            of(|load| load.shift),
            of(|load| load.tasks[0]),
            of(|load| load.tasks[1]),
        );
    }
    let [board, map, bare, peer] = [0, 1, 2, 3].map(|at| &loads[at]);
    let ratio = |what: &str, one: f64, other: f64, wanted: f64| {
        let verdict = if one <= wanted * other { "as wanted" } else { "NOT as wanted" };
        println!("{what}: {:.2} times, wanted {wanted}: {verdict}", one / other);
    };
    ratio(
        "First paint, to that without script",
        median(board, |load| load.first_paint),
        median(bare, |load| load.first_paint),
        1.1,
    );
    let ready = median(peer, |load| load.shown);
    ratio("Board shown, to jsVectorMap's map", median(board, |load| load.shown), ready, 0.65);
    ratio("Map shown, to jsVectorMap's map", median(map, |load| load.shown), ready, 0.65);
    ratio("A keystroke filters, to jsVectorMap's map", median(board, |load| load.answers), ready, 1.6);
}
