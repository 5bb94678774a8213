//! How the archive fares with 10,000 releases of three kilobytes each: `make bench`. It measures and prints; it never fails on
//! a figure, since machines are noisy.
//!
//! Bytes of the first view and memory of the page; then from key to painted result, at a quarter of the machine's speed,
//! against MiniSearch, FlexSearch and a plain scan on the same records, each in a window of its own. The windows take turns.
//! What the parts of the index that a search needs weigh is told apart: they are here when keys are measured.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    missing_docs,
    dead_code
)]

#[path = "../e2e/harness.rs"]
mod harness;
mod made_archive;
mod probe;

use harness::{Page, Result, in_browser_over};
use made_archive::{Record, write};
use probe::{PAUSE, PROBE, SLOWDOWN, keep, memory, of, press, slow_down};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::time::Duration;

const N_RELEASES: usize = 10_000;
/// The first round is not counted: in it the browser compiles what it then runs.
const N_ROUNDS: usize = 3;
const FIELD: &str = "#archive-search";
const WORDS: [&str; 5] = ["summi", "singa", "pozna", "1008", "culture coop"];
const RIVALS: [&str; 3] = ["scan", "minisearch", "flexsearch"];

/// Puts the page of the rivals beside the archive.
fn write_rivals(folder: &Path, records: &[Record]) {
    let record = |record: &Record| {
        let Record { number, date, title, body } = record;
        json!({ "number": number, "date": date, "title": title, "body": body })
    };
    let records: Vec<Value> = records.iter().map(record).collect();
    fs::write(folder.join("records.json"), Value::from(records).to_string()).unwrap();
    fs::write(
        folder.join("rivals.html"),
        "<!doctype html><html lang='en' data-app='static'><title>Rivals</title><input id='archive-search' type='search'>
        <p id='count'></p><ul id='rows'></ul><script src='minisearch.js'></script><script src='flexsearch.js'></script>
        <script type='module' src='rivals.js'></script>",
    )
    .unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (from, to) in [
        ("node_modules/minisearch/dist/umd/index.js", "minisearch.js"),
        ("node_modules/flexsearch/dist/flexsearch.bundle.min.js", "flexsearch.js"),
        ("tests/bench/rivals.js", "rivals.js"),
    ] {
        fs::copy(root.join(from), folder.join(to)).expect("npm packages are there (make sets them up)");
    }
}

/// How many bytes the files that the page fetched weigh after Brotli.
async fn weight(page: &Page, over: &Path, of: &str) -> Result<(usize, usize)> {
    let paths: Vec<String> = page
        .script(
            "return [location.pathname, ...performance.getEntriesByType('resource')
                .map((entry) => new URL(entry.name).pathname)]",
        )
        .await?;
    let dist = Path::new(env!("CARGO_MANIFEST_DIR")).join("dist");
    let mut sum = 0;
    let paths: Vec<&String> = paths.iter().filter(|path| path.contains(of)).collect();
    for path in &paths {
        let name = if path.as_str() == "/" { "index.html" } else { path.trim_start_matches('/') };
        let bytes = fs::read(over.join(name)).or_else(|_| fs::read(dist.join(name))).unwrap_or_default();
        let mut packed = brotli::CompressorWriter::new(Vec::new(), 4096, 9, 22);
        packed.write_all(&bytes).unwrap();
        sum += packed.into_inner().len();
    }
    Ok((paths.len(), sum))
}

async fn wait_for_search(page: &Page) -> Result {
    page.wait_until("the search is complete", async |page| {
        page.script(
            "const { textContent } = document.querySelector('.asem-archive__count span');
             return textContent.includes('10,0') && !textContent.includes('so far')",
        )
        .await
    })
    .await
}

async fn type_whole(page: &Page, word: &str) -> Result {
    let script = "const field = document.querySelector(arguments[0]);
        field.value = arguments[1];
        field.dispatchEvent(new Event('input', { bubbles: true }))";
    page.browser.execute(script, vec![json!(FIELD), json!(word)]).await?;
    Ok(())
}

/// Milliseconds of each key of a word; the field is emptied before.
async fn measure(page: &Page, word: &str) -> Result<Vec<f64>> {
    type_whole(page, "").await?;
    tokio::time::sleep(PAUSE * 5).await;
    page.browser.execute(PROBE, vec![json!("keydown"), json!(FIELD)]).await?;
    for at in 0..word.len() {
        press(page, &word[at..=at]).await?;
        tokio::time::sleep(PAUSE).await;
        // A slow engine is not typed into faster than it answers: only its own time is measured.
        page.wait_until("the key is answered", async |page| {
            Ok(page.script::<usize>("return window.measured.length").await? > at)
        })
        .await?;
    }
    page.script("return window.measured").await
}

async fn compare(page: Page, over: &Path) -> Result {
    // Some rivals keep their page busy for as long while they build their index.
    page.browser.set_script_timeout(Duration::from_secs(300)).await?;
    page.open("").await?;
    page.wait_for_map().await?;
    let (_, first_view) = weight(&page, over, "/").await?;
    println!("memory of the page before the archive is opened: {:.0} MB", memory(&page).await?);
    page.open("?find=zzz").await?;
    wait_for_search(&page).await?;
    let (_, index) = weight(&page, over, "/archive/").await?;
    println!("index, when the archive is opened: {} kB after Brotli", index / 1000);
    let mut before = (1, index);
    for word in WORDS {
        type_whole(&page, word).await?;
        // Long enough for parts to be asked for.
        tokio::time::sleep(PAUSE * 5).await;
        wait_for_search(&page).await?;
        let now = weight(&page, over, "/archive/").await?;
        println!("  {word:<14} {} more parts, {} kB", now.0 - before.0, (now.1 - before.1) / 1000);
        before = now;
    }
    // So that every letter on the way to a word has its parts as well.
    for word in WORDS {
        for at in 0..word.len() {
            type_whole(&page, &word[..=at]).await?;
            tokio::time::sleep(PAUSE * 5).await;
            wait_for_search(&page).await?;
        }
    }
    let (n_parts, all) = weight(&page, over, "/archive/").await?;
    println!("  with every letter on the way: {} parts, {} kB with the index", n_parts - 1, all / 1000);
    println!(
        "memory of the page with the archive open and all of these parts: {:.0} MB (wanted: below 150)",
        memory(&page).await?
    );

    let own = page.browser.window().await?;
    let mut windows = vec![("this page", own.clone())];
    let origin: String = page.script("return location.origin").await?;
    for rival in RIVALS {
        let window = page.browser.new_window().await?;
        page.browser.switch_to_window(window.clone()).await?;
        page.browser.goto(format!("{origin}/rivals.html?engine={rival}")).await?;
        page.wait_until("the rival is ready", async |page| {
            page.script("return document.documentElement.dataset.built !== undefined").await
        })
        .await?;
        let built: String = page.script("return document.documentElement.dataset.built").await?;
        println!("{rival}: {built} ms to build, {:.0} MB", memory(&page).await?);
        windows.push((rival, window));
    }
    for (_, window) in &windows {
        page.browser.switch_to_window(window.clone()).await?;
        slow_down(&page).await?;
    }
    let mut results: Vec<Vec<f64>> = vec![Vec::new(); windows.len()];
    let mut hits: Vec<Vec<String>> = vec![Vec::new(); windows.len()];
    for round in 0..N_ROUNDS {
        for word in WORDS {
            for (at, (_, window)) in windows.iter().enumerate() {
                page.browser.switch_to_window(window.clone()).await?;
                let measured = measure(&page, word).await?;
                if round > 0 {
                    results[at].extend(measured);
                } else {
                    let count =
                        "return document.querySelector('.asem-archive__count span, #count').textContent.split(' ')[0]";
                    hits[at].push(page.script(count).await?);
                }
            }
        }
    }
    println!(
        "{:<14}{:>5}{:>10}{:>10}{:>9}   hits of {}",
        "milliseconds",
        "n",
        "median",
        "worst",
        "ratio",
        WORDS.join(", ")
    );
    let mut own_median = None;
    let mut figures = BTreeMap::new();
    for (at, (name, _)) in windows.iter().enumerate() {
        let n = results[at].len();
        let (median, worst) = of(&mut results[at]);
        let own = *own_median.get_or_insert(median);
        figures.insert(format!("a key in {name}, median, ms"), median);
        println!("{name:<14}{n:>5}{median:>10.1}{worst:>10.1}{:>9.2}   {}", median / own, hits[at].join(", "));
    }
    println!("at a {SLOWDOWN}-fold slow-down; make check-budgets tells what is wanted");
    keep("archive", &figures);
    println!("bytes of the first view with {N_RELEASES} releases: {first_view} after Brotli");
    Ok(())
}

#[tokio::main]
async fn main() {
    let (folder, records) = write("bench-archive", N_RELEASES);
    write_rivals(&folder, &records);
    let empty = folder.join("none");
    in_browser_over(Some(&empty), async |page: Page| -> Result {
        page.open("").await?;
        page.wait_for_map().await?;
        println!("bytes of the first view with one release: {} after Brotli", weight(&page, &empty, "/").await?.1);
        Ok(())
    })
    .await;
    in_browser_over(Some(&folder), async |page: Page| compare(page, &folder).await).await;
}
