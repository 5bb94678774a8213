//! Takes the README's pictures: `make screenshots`. A program rather than a test: it asserts nothing but that it can.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, clippy::panic, missing_docs, dead_code)]

#[path = "e2e/harness.rs"]
mod harness;

use harness::{Page, Result, in_browser};
use std::path::Path;

/// Name, address, width, height, dark.
const PICTURES: &[(&str, &str, u32, u32, bool)] = &[
    ("wide", "?partner=VN", 1440, 1000, false),
    ("dark", "?partner=VN&view=map", 1440, 1000, true),
    ("phone", "?partner=HU", 360, 780, false),
];

#[tokio::main]
async fn main() {
    let folder =
        Path::new(env!("CARGO_MANIFEST_DIR")).join(std::env::args().nth(1).as_deref().unwrap_or("tests/screenshots"));
    std::fs::create_dir_all(&folder).expect("a folder for the pictures");
    in_browser(async |page: Page| -> Result {
        for (name, address, width, height, is_dark) in PICTURES {
            page.set_screen(*width, *height, *is_dark).await?;
            page.open(address).await?;
            page.wait_for_map().await?;
            page.browser.screenshot(&folder.join(format!("{name}.png"))).await?;
        }
        page.set_screen(1440, 1100, false).await?;
        page.browser.goto(page.site.portal("127.0.0.1").await).await?;
        page.wait_until("the first of its guests is drawn", async |page| {
            page.script("return heard.filter(({ data }) => data.type === 'asem-state').length > 0").await
        })
        .await?;
        let frame = "return document.getElementById('element-map').shadowRoot.querySelector('iframe')";
        page.browser.execute(frame, Vec::new()).await?.element()?.enter_frame().await?;
        page.wait_for_map().await?;
        page.browser.enter_default_frame().await?;
        page.browser.screenshot(&folder.join("portal.png")).await
    })
    .await;
}
