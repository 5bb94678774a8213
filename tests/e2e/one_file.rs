//! The page in one file: from a disk, and in a frame that has no origin of its own.

use crate::harness::{Engine, Fault, NO_KEYS_IN_FRAMES, Page, Result, in_browser, skips};
use thirtyfour::By;

/// Writes down what the policy forbids, and what is asked for.
const LISTEN: &str = "window.violations = [];
    document.addEventListener('securitypolicyviolation', (event) =>
        window.violations.push(`${event.violatedDirective} ${event.blockedURI}`))";

/// Opens the page's three views, finds somebody, reads evidence; asserts that nothing was asked for.
async fn use_it(page: &Page) -> Result {
    page.wait_until_live().await?;
    page.expect_status("All 45 partners, as of 11 May 2010").await?;
    // By selectors: the driver tells no roles in a frame of another origin.
    page.browser.find(By::Css("input[type=search]")).await?.send_keys("viet").await?;
    page.wait_until("Viet Nam alone is shown", async |page| Ok(page.shown("board").await? == ["VN"])).await?;
    page.click_on(&page.browser.find(By::LinkText("Map")).await?).await?;
    page.wait_for_map().await?;
    page.click_on(&page.browser.find(By::LinkText("List")).await?).await?;
    page.wait_until("the list shows Viet Nam", async |page| Ok(page.shown("list").await? == ["VN"])).await?;
    let asked: Vec<String> = page
        .script(
            "return performance.getEntriesByType('resource').map((entry) => entry.name)
                .filter((name) => !/^(data|blob):/.test(name))",
        )
        .await?;
    assert!(asked.is_empty(), "{asked:?}");
    // What a page without a site cannot have is not offered.
    let shown: bool = page.script("return document.querySelector('.asem-subscribe').checkVisibility()").await?;
    assert!(!shown);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_in_one_file_opens_from_a_disk_and_asks_for_nothing() {
    in_browser(async |page: Page| -> Result {
        page.before_load(LISTEN).await?;
        page.browser.goto(concat!("file://", env!("CARGO_MANIFEST_DIR"), "/dist/single.html")).await?;
        use_it(&page).await?;
        if Engine::of_run() == Engine::Chromium {
            let violations: Vec<String> = page.script("return window.violations").await?;
            assert!(violations.is_empty(), "{violations:?}");
        }
        // A state is a link here as well.
        page.browser.goto(concat!("file://", env!("CARGO_MANIFEST_DIR"), "/dist/single.html?partner=HU")).await?;
        page.expect_status("All 45 partners, as of 11 May 2010. Selected: Hungary").await
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_in_one_file_runs_in_a_frame_without_an_origin() {
    if skips(&[Engine::WebKit], NO_KEYS_IN_FRAMES) {
        return;
    }
    in_browser(async |page: Page| -> Result {
        // Another name of the same machine is another origin.
        let frame = page.site.origin.replace("127.0.0.1", "localhost");
        let host = format!(
            "<!doctype html><title>Host</title>\
             <iframe title=Dashboard sandbox=allow-scripts width=1200 height=900 src={frame}/single.html></iframe>"
        );
        page.site.fail("/host", Fault::Page(host));
        page.browser.goto(format!("{}/host", page.site.origin)).await?;
        page.browser.find(By::Css("iframe")).await?.enter_frame().await?;
        let origin: String = page.script("return self.origin").await?;
        assert_eq!(origin, "null");
        use_it(&page).await
    })
    .await;
}
