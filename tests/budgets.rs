//! What each part of the site may weigh on the wire, and what the benchmarks may measure, against tests/budgets.json:
//! `make check-budgets`.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    missing_docs
)]

use asem_dashboard::publish::compress;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// How far a figure may be off its budget before somebody has to say why, as a share of it.
const TOLERANCE: f64 = 0.02;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Budgets {
    bytes: Vec<Part>,
    figures: Vec<Figure>,
}

/// Files that are one part of the site.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Part {
    part: String,
    /// Their paths in `dist/`, of which one `*` stands for anything.
    files: Vec<String>,
    /// What all of them weigh together.
    bytes: usize,
    /// Whether every reader gets them.
    #[serde(default)]
    is_of_first_view: bool,
    why: String,
}

/// Something that a benchmark measures.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Figure {
    bench: String,
    figure: String,
    most: f64,
    why: String,
}

/// What a benchmark left of its last run, in `target/bench/`.
#[derive(Deserialize)]
struct Run {
    /// The name of the wasm, which changes with its content.
    build: String,
    figures: BTreeMap<String, f64>,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn budgets() -> Budgets {
    let text = fs::read_to_string(root().join("tests/budgets.json")).unwrap();
    let budgets: Budgets = serde_json::from_str(&text).unwrap();
    let reasons = budgets.bytes.iter().map(|part| &part.why).chain(budgets.figures.iter().map(|figure| &figure.why));
    assert!(reasons.into_iter().all(|why| !why.trim().is_empty()), "every budget has its reason");
    budgets
}

/// Every file of the built site but the packed ones, with what it weighs on the wire.
fn site() -> BTreeMap<String, usize> {
    let dist = root().join("dist");
    let mut found = BTreeMap::new();
    let mut folders = vec![dist.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("the site is built (make build)") {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(&dist).unwrap().to_string_lossy().into_owned();
            if path.is_dir() {
                folders.push(path);
            } else if !compress::ENDINGS.iter().any(|ending| name.ends_with(ending)) {
                found.insert(name, weight(&path));
            }
        }
    }
    found
}

/// As the build packed it, or a host does where the build may not.
fn weight(path: &Path) -> usize {
    let packed = PathBuf::from(format!("{}{}", path.display(), compress::ENDINGS[0]));
    let content = fs::read(if packed.exists() { &packed } else { path }).unwrap();
    let is_packed_by_host = !packed.exists() && path.extension().is_some_and(|ending| ending == "json");
    if is_packed_by_host { compress::brotli(&content, 11).unwrap().len() } else { content.len() }
}

fn fits(path: &str, pattern: &str) -> bool {
    match pattern.split_once('*') {
        Some((before, after)) => {
            path.len() >= before.len() + after.len() && path.starts_with(before) && path.ends_with(after)
        }
        None => path == pattern,
    }
}

/// Tells how a figure stands to its budget; what to do, where it is too high.
fn judge(name: &str, measured: f64, budget: f64) -> Result<(), String> {
    let change = measured / budget - 1.0;
    let sentence = format!("{name}: {measured} of {budget}, {:+.1} %", change * 100.0);
    println!("{sentence}");
    if change > TOLERANCE {
        return Err(format!("{sentence}. Take it back, or put the new figure and its reason into tests/budgets.json"));
    }
    if change < -TOLERANCE {
        println!("  less than budgeted: put the new figure into tests/budgets.json, so that it stays");
    }
    Ok(())
}

#[track_caller]
fn expect_none(faults: Vec<String>) {
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn every_file_of_the_site_belongs_to_one_part() {
    let budgets = budgets();
    let mut faults = Vec::new();
    let site = site();
    for path in site.keys() {
        let parts: Vec<&str> = budgets
            .bytes
            .iter()
            .filter(|part| part.files.iter().any(|pattern| fits(path, pattern)))
            .map(|part| part.part.as_str())
            .collect();
        if parts.len() != 1 {
            faults.push(format!("{path} belongs to {parts:?} in tests/budgets.json"));
        }
    }
    expect_none(faults);
}

#[test]
fn every_part_stays_within_its_budget_on_the_wire() {
    let site = site();
    let mut faults = Vec::new();
    let mut first_view = 0;
    for part in budgets().bytes {
        let files = site.iter().filter(|(path, _)| part.files.iter().any(|pattern| fits(path, pattern)));
        let bytes: usize = files.map(|(_, bytes)| bytes).sum();
        assert!(bytes > 0, "{}: none of {:?} is in dist/", part.part, part.files);
        first_view += if part.is_of_first_view { bytes } else { 0 };
        faults.extend(judge(&part.part, bytes as f64, part.bytes as f64).err());
    }
    println!("the first view, all together: {first_view}");
    expect_none(faults);
}

/// Not part of `make test`: what a machine measures depends on what else it does.
#[test]
#[ignore = "benchmarks have to be run before: make bench check-budgets"]
fn what_the_benchmarks_measured_stays_within_its_budget() {
    let build = fs::read_dir(root().join("dist")).expect("the site is built (make build)");
    let build = build
        .map(|file| file.unwrap().file_name().to_string_lossy().into_owned())
        .find(|name| name.ends_with("_bg.wasm"))
        .expect("the program is built");
    let mut faults = Vec::new();
    for Figure { bench, figure, most, .. } in budgets().figures {
        let text = fs::read_to_string(root().join(format!("target/bench/{bench}.json")));
        let run = text.ok().map(|text| serde_json::from_str::<Run>(&text).unwrap());
        let Some(run) = run.filter(|run| run.build == build) else {
            println!("{bench}, {figure}: NOT MEASURED with this build (make bench)");
            continue;
        };
        match run.figures.get(&figure) {
            Some(measured) => {
                faults.extend(judge(&format!("{bench}, {figure}"), (measured * 100.0).round() / 100.0, most).err())
            }
            None => faults.push(format!("{bench}, {figure}: the benchmark measures no such thing")),
        }
    }
    expect_none(faults);
}

#[test]
fn a_rise_of_more_than_two_in_a_hundred_is_a_fault() {
    assert!(judge("x", 101.9, 100.0).is_ok());
    assert!(judge("x", 50.0, 100.0).is_ok());
    let fault = judge("x", 103.0, 100.0).unwrap_err();
    assert!(fault.contains("+3.0 %") && fault.contains("tests/budgets.json"), "{fault}");
}

#[test]
fn a_star_stands_for_anything() {
    for (path, pattern, expected) in [
        ("index.html", "index.html", true),
        ("single.html", "index.html", false),
        ("asem-0.css", "asem-*.css", true),
        ("partner/VN.html", "partner/*", true),
        ("a", "a*a", false),
    ] {
        assert_eq!(fits(path, pattern), expected, "{path} {pattern}");
    }
}
