//! What the page promises to its hosts: no third party, few files, any path.

use crate::harness::{Page, Result, in_browser};

#[tokio::test(flavor = "multi_thread")]
async fn the_page_asks_its_own_host_only_and_for_few_files() {
    in_browser(async |page: Page| -> Result {
        page.open("?view=map").await?;
        page.wait_for_map().await?;
        let foreign: Vec<String> = page
            .script(
                "return performance.getEntriesByType('resource').map((entry) => entry.name)
                    .filter((name) => !name.startsWith(location.origin + '/'))",
            )
            .await?;
        assert!(foreign.is_empty(), "{foreign:?}");
        let n_files: usize = page.script("return performance.getEntriesByType('resource').length").await?;
        // Icon, boot.js, wasm's script, four parts of wasm, data; later the manifest and one of its icons.
        assert!(n_files <= 10, "{n_files} files");
        Ok(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_site_works_below_any_path() {
    in_browser(async |page: Page| -> Result {
        page.open("some/path/?partner=VN&view=map").await?;
        page.wait_for_map().await?;
        page.expect_status("All 45 partners, as of 11 May 2010. Selected: Viet Nam").await?;
        page.click("link", "Board").await?;
        page.wait_until("the board is in front", async |page| Ok(page.address().await? == "some/path/?partner=VN"))
            .await
    })
    .await;
}
