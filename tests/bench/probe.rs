//! From the reader's hand to the painted result: how that is measured in a browser made slow.
//!
//! Time is taken from `Event.timeStamp`, when the browser took the input, and not when the page came to handle it: how
//! long a busy page lets an input wait is part of what its reader feels. It ends with a message sent in the next animation
//! frame: the browser comes to messages once the frame is laid out and painted.

use crate::harness::{Page, Result, built};
use serde_json::json;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::Duration;

/// How many times as slow as this machine the measured one is.
pub const SLOWDOWN: f64 = 4.0;
/// How long a hand rests between two inputs; a fast typist's.
pub const PAUSE: Duration = Duration::from_millis(90);

/// Measures an event from now on.
pub const PROBE: &str = "
    window.probe?.abort();
    window.probe = new AbortController();
    window.measured = [];
    addEventListener(arguments[0], ({ timeStamp }) => requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => window.measured.push(performance.now() - timeStamp);
        port2.postMessage(null);
    }), { capture: true, signal: window.probe.signal });
    document.querySelector(arguments[1]).focus()";

/// Keeps what memories the wasm of a page has, which the heap does not tell of. (Asking the developer tools for them crashes
/// Chromium 156 where two programs share one.)
const MEMORIES: &str = "
    window.memories = new Set();
    for (const name of ['instantiate', 'instantiateStreaming']) {
        const own = WebAssembly[name];
        WebAssembly[name] = async (...given) => {
            const made = await own.apply(WebAssembly, given);
            const { memory } = (made.instance ?? made).exports;
            if (memory) memories.add(memory);
            return made;
        };
    }";

/// A key, down and up.
pub async fn press(page: &Page, key: &str) -> Result {
    let code = match key {
        "Backspace" => 8,
        "ArrowLeft" => 37,
        "ArrowRight" => 39,
        letter => u32::from(letter.as_bytes()[0].to_ascii_uppercase()),
    };
    let text = if key.len() == 1 { key } else { "" };
    for kind in ["keyDown", "keyUp"] {
        let parameters = json!({ "type": kind, "key": key, "windowsVirtualKeyCode": code, "text": text });
        page.browser.cdp().send_raw("Input.dispatchKeyEvent", parameters).await?;
    }
    Ok(())
}

/// Slows the window's page down, and lets it take keys though another window is in front.
pub async fn slow_down(page: &Page) -> Result {
    page.browser.cdp().send_raw("Emulation.setCPUThrottlingRate", json!({ "rate": SLOWDOWN })).await?;
    page.browser.cdp().send_raw("Emulation.setFocusEmulationEnabled", json!({ "enabled": true })).await?;
    page.browser.cdp().send_raw("Page.addScriptToEvaluateOnNewDocument", json!({ "source": MEMORIES })).await?;
    Ok(())
}

/// What a page has in memory, in megabytes: its scripts, its elements, and the memory of its wasm.
pub async fn memory(page: &Page) -> Result<f64> {
    let tools = page.browser.cdp();
    tools.send_raw("HeapProfiler.enable", json!({})).await?;
    tools.send_raw("HeapProfiler.collectGarbage", json!({})).await?;
    let usage = tools.send_raw("Runtime.getHeapUsage", json!({})).await?;
    let of_wasm = json!({ "expression": "memories.values().reduce((sum, { buffer }) => sum + buffer.byteLength, 0)" });
    let of_wasm = tools.send_raw("Runtime.evaluate", of_wasm).await?["result"]["value"].as_f64().expect("a number");
    let of = |name: &str| usage[name].as_f64().expect("a number");
    Ok((of("usedSize") + of("embedderHeapUsedSize") + of("backingStorageSize") + of_wasm) / 1e6)
}

/// Median and worst.
pub fn of(measured: &mut [f64]) -> (f64, f64) {
    measured.sort_by(f64::total_cmp);
    (measured[measured.len() / 2], measured[measured.len() - 1])
}

/// Leaves what a benchmark measured of this build for `make check-budgets`.
pub fn keep(bench: &str, figures: &BTreeMap<String, f64>) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/bench");
    fs::create_dir_all(&folder).expect("a folder");
    let run = json!({ "build": built("_bg.wasm"), "figures": figures });
    fs::write(folder.join(format!("{bench}.json")), run.to_string()).expect("a file");
}
