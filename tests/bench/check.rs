//! How long checking a large data file takes and how much memory, against parsing the same text with serde_json alone:
//! `make bench`. It measures and prints; it never fails on a figure, since machines are noisy.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::print_stdout, clippy::unwrap_used, missing_docs)]

use asem_dashboard::model::Dataset;
use peak_alloc::PeakAlloc;
use std::fmt::Write as _;
use std::hint::black_box;
use std::time::Instant;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

const N_RELEASES: usize = 10_000;
const N_RUNS: usize = 9;

/// The shipped data with thousands of releases more, each of some 2 kB: always the same text.
fn large_file() -> String {
    let shipped = include_str!("../../public/data/asem.json");
    let (head, tail) = shipped.split_once("\"releases\": [").expect("the shipped file has releases");
    let mut text = String::with_capacity(24_000_000);
    text.push_str(head);
    text.push_str("\"releases\": [");
    for index in 0..N_RELEASES {
        let (year, month, day) = (1997 + index % 28, 1 + index % 12, 1 + index % 28);
        write!(
            text,
            r#"
    {{
      "number": "GEN_{index:05}",
      "date": "{year}-{month:02}-{day:02}",
      "dateline": "{day}.{month}.{year}",
      "title": "Experts met for the {index}th time to talk of culture",
      "paragraphs": ["#
        )
        .unwrap();
        for paragraph in 1..=4 {
            let comma = if paragraph > 1 { "," } else { "" };
            let filler = "Participants spoke of networks, of festivals and of “people-to-people” exchanges. ".repeat(3);
            write!(
                text,
                r#"{comma}
        {{ "id": "p{paragraph}", "text": "Meeting {index} took place in Viet Nam and was hosted with Hungary. {filler}" }}"#
            )
            .unwrap();
        }
        text.push_str(
            r#"
      ],
      "events": [
        { "id": "e1", "tense": "reported", "name": "Meeting", "host": "VN", "from": "2010", "paragraph": "p1", "quote": "took place in Viet Nam" }
      ],
      "appearances": [
        { "partner": "VN", "role": "host", "paragraph": "p1", "as_printed": "Viet Nam", "quote": "took place in Viet Nam" },
        { "partner": "HU", "role": "co_organiser", "paragraph": "p2", "as_printed": "Hungary", "quote": "hosted with Hungary" },
        { "partner": "HU", "role": "named", "paragraph": "p4", "as_printed": "Hungary" }
      ]
    },"#,
        );
    }
    text.push_str(tail);
    text
}

/// Seconds, and the most memory in use beyond what was in use before, in bytes.
fn measure<T>(run: impl FnOnce() -> T) -> (f64, usize) {
    let before = MEMORY.current_usage();
    MEMORY.reset_peak_usage();
    let start = Instant::now();
    let result = black_box(run());
    let seconds = start.elapsed().as_secs_f64();
    let peak = MEMORY.peak_usage() - before;
    drop(result);
    (seconds, peak)
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

fn main() {
    let text = large_file();
    let size = text.len();
    let (mut parse, mut check) = (Vec::new(), Vec::new());
    let mut peak = 0;
    // By turns, so that a machine that slows down slows both.
    for _ in 0..N_RUNS {
        parse.push(measure(|| serde_json::from_str::<serde_json::Value>(&text).expect("JSON")).0);
        let (seconds, bytes) = measure(|| Dataset::from_json(&text).expect("a clean file"));
        check.push(seconds);
        peak = peak.max(bytes);
    }
    let broken = text.replace("\"role\": \"host\"", "\"role\": \"guest\"");
    let (seconds_broken, _) = measure(|| Dataset::from_json(&broken).expect_err("a broken file").len());
    let (parse, check) = (median(parse), median(check));
    let megabytes = |bytes: usize| bytes as f64 / 1e6;
    println!("file: {:.1} MB, {N_RELEASES} releases more; medians of {N_RUNS} runs by turns", megabytes(size));
    println!("serde_json to Value: {:.0} ms", parse * 1e3);
    println!("read and checked:    {:.0} ms, {:.2} times as long", check * 1e3, check / parse);
    println!(
        "with {N_RELEASES} problems told: {:.0} ms, {:.2} times as long",
        seconds_broken * 1e3,
        seconds_broken / parse
    );
    let with_text = peak + size;
    println!(
        "most memory: {:.1} MB, the text of {:.1} MB with it: {:.2} times the file",
        megabytes(with_text),
        megabytes(size),
        with_text as f64 / size as f64
    );
}
