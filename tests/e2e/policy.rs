//! What the page promises to its hosts: no third party, few bytes, any path.

use crate::harness::{Page, Result, in_browser};
use asem_dashboard::publish::compress;

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
        // Style, icon, boot.js, wasm's script, wasm, data, map; later the manifest and one of its icons.
        assert!(n_files <= 9, "{n_files} files");
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

/// What all files of the first view together may weigh after Brotli, in bytes. A rise needs a reason in the commit.
///
/// The pages of partners and releases are like the main one, of which a reader gets one. The geometry of the map is counted
/// though it is asked for only where the page does not have the map.
///
/// Not counted is what is fetched only when asked for: names in other languages, releases in files of their own, the index of
/// an archive; and what the page never reads: the schemas, and what is published for other programs.
///
/// Of these, some 90,000 are filters, orders, time, comparison, map gestures, downloads and pictures, 15,000 the names and
/// sentences of the text, 34,000 the page as it is before its program runs, map included, 14,000 quoting, citing and printing, 12,000 the builder
/// of snippets and colours, 4,000 frames and the worker, 33,000 the archive's line of years, list, search and reader of
/// its index; what few readers use of them is to move into a module of its own, fetched when asked for.
const BUDGET: usize = 445_000;

#[test]
fn the_first_view_stays_within_its_budget_on_the_wire() {
    let mut sizes = Vec::new();
    let mut folders = vec![std::path::PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/dist"))];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            // By names, so that nothing new is left out unseen.
            let is_for_others =
                ["calendar", "partner", "release", "share", "calendar.ics", "feed.xml", "robots.txt", "embed.js"]
                    .contains(&name.as_str());
            // What the page asks for when it stands, and what hosts take instead of a file.
            let is_later =
                ["icons", "manifest.webmanifest", "picture", "single.html", "sw.js"].contains(&name.as_str());
            let is_for_hosts = ["_headers", ".htaccess"].contains(&name.as_str())
                || ["br", "gz"].iter().any(|end| path.extension().is_some_and(|extension| extension == *end));
            if is_for_others
                || is_later
                || is_for_hosts
                || ["names", "releases", "archive"].contains(&name.as_str())
                || name.ends_with(".schema.json")
            {
                continue;
            }
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let packed = compress::brotli(&std::fs::read(&path).unwrap(), 11).unwrap();
            sizes.push((packed.len(), name));
        }
    }
    sizes.sort();
    let total: usize = sizes.iter().map(|(size, _)| size).sum();
    println!("{total} bytes after Brotli: {sizes:?}");
    assert!(total <= BUDGET, "{total} bytes of {BUDGET}: {sizes:?}");
}
