//! When files do not come, or come broken: a message, and a Retry that works.

use crate::harness::{Fault, Page, Result, bare_html, built, in_browser, in_browser_over};

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
    // What the HTML came with stays, in all views.
    page.find("heading", "Partners").await?;
    page.expect_all_views_in_sight().await?;
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
    // Else the page itself would have the map.
    in_browser_over(Some(&bare_html()), async |page: Page| -> Result {
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
async fn a_browser_without_webassembly_keeps_the_page_with_an_honest_line() {
    in_browser(async |page: Page| -> Result {
        page.before_load("delete window.WebAssembly").await?;
        page.open("partner/VN.html").await?;
        assert_eq!(page.progress().await?, "failed");
        let alert: String = page.script("return document.querySelector('[role=alert]').textContent").await?;
        assert!(alert.starts_with("This browser cannot run WebAssembly, which search and filters need."), "{alert}");
        page.find("heading", "Viet Nam").await?;
        page.click("link", "Hungary Co-organiser").await?;
        page.find("heading", "Hungary").await?;
        Ok(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_that_does_not_come_leaves_an_honest_line() {
    in_browser(async |page: Page| -> Result {
        page.site.fail(&format!("/{}", built("_bg.wasm")), Fault::Status(503));
        stays_readable_then_starts(&page).await
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_that_somebody_has_changed_is_refused() {
    // Both would run if they were not held against what was built: a section that nobody reads, and an empty line.
    for (file, more) in [("_bg.wasm", b"\0\x02\x01x".as_slice()), (".js", b"\n")] {
        in_browser(async |page: Page| -> Result {
            page.site.fail(&format!("/{}", built(file)), Fault::Appended(more));
            stays_readable_then_starts(&page).await
        })
        .await;
    }
}

async fn stays_readable_then_starts(page: &Page) -> Result {
    page.open("").await?;
    assert_eq!(page.progress().await?, "failed");
    let text: String = page.script("return document.body.innerText").await?;
    assert!(text.contains("The dashboard could not be started or has stopped"), "{text}");
    assert_eq!(page.all("list").await?.len(), 45);
    page.find("heading", "Partners").await?;
    page.site.heal();
    page.click("button", "Retry").await?;
    page.wait_until("the page is live", async |page| Ok(page.progress().await? == "live")).await
}
