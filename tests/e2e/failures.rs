//! When files do not come, or come broken: a message, and a Retry that works.

use crate::harness::{Fault, Page, Result, in_browser};

const DATA: &str = "/data/asem.json";
const MAP: &str = "/map/partners.json";

/// Opens the page with a fault of the data file, expects the message, retries in vain, then with success.
async fn fails_then_recovers(page: Page, fault: Fault, message: &str) -> Result {
    page.site.fail(DATA, fault);
    page.open("?partner=VN").await?;
    assert_eq!(page.progress().await?, "failed");
    page.find("heading", "The partners could not be loaded").await?;
    let alert: String = page.script("return document.querySelector('[role=alert]').textContent").await?;
    assert!(alert.contains(message), "{alert}");
    page.click("button", "Retry").await?;
    page.find("button", "Retry").await?;
    assert_eq!(page.progress().await?, "failed");
    page.site.heal();
    page.click("button", "Retry").await?;
    page.wait_until("the page is live", async |page| Ok(page.progress().await? == "live")).await?;
    page.expect_status("All 45 partners, as of 11 May 2010. Selected: Viet Nam").await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_missing_data_file_is_told_and_can_be_retried() {
    in_browser(async |page: Page| -> Result {
        fails_then_recovers(page, Fault::Status(404), "data/asem.json is not on the server (status 404).").await
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_truncated_data_file_is_told_with_its_place_and_can_be_retried() {
    in_browser(async |page: Page| -> Result {
        fails_then_recovers(page, Fault::Truncated(2000), "an end too early").await
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_the_map_the_rest_works_and_the_map_can_be_retried() {
    in_browser(async |page: Page| -> Result {
        page.site.fail(MAP, Fault::Status(500));
        page.open("?view=map").await?;
        assert_eq!(page.progress().await?, "live");
        page.wait_until("the map's failure is told", async |page| {
            page.script("return document.querySelector('[data-view=map] [role=alert]') !== null").await
        })
        .await?;
        assert_eq!(page.all("board").await?.len(), 45);
        page.site.heal();
        page.click("button", "Retry").await?;
        page.wait_for_map().await
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_that_does_not_come_leaves_an_honest_line() {
    in_browser(async |page: Page| -> Result {
        let wasm = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/dist"))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .find(|name| name.ends_with(".wasm"))
            .expect("dist/ has a wasm");
        page.site.fail(&format!("/{wasm}"), Fault::Status(503));
        page.open("").await?;
        assert_eq!(page.progress().await?, "failed");
        let text: String = page.script("return document.body.innerText").await?;
        assert!(text.contains("The dashboard could not be started or has stopped."), "{text}");
        page.site.heal();
        page.click("button", "Retry").await?;
        page.wait_until("the page is live", async |page| Ok(page.progress().await? == "live")).await
    })
    .await;
}
