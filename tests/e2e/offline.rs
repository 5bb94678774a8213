//! The page once it has been visited: without network, with a bad one, and when the site has something newer.

use crate::harness::{Fault, Page, Result, in_browser, in_browser_over};
use std::fs;
use std::path::Path;

const DATA: &str = "/data/asem.json";
const NEWER: &str = "There is newer data than this page shows.";

fn dist() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/dist"))
}

fn text(file: &str) -> String {
    fs::read_to_string(dist().join(file)).unwrap()
}

/// The shipped data with another title of its release.
fn newer_data() -> String {
    let data = text("data/asem.json");
    let newer = data.replace("\"title\": \"Experts call for", "\"title\": \"Newer experts call for");
    assert_ne!(newer, data);
    newer
}

/// Opens the site for the first time, and waits until the browser keeps it.
async fn visit(page: &Page, address: &str) -> Result {
    page.open(address).await?;
    assert_eq!(page.progress().await?, "live");
    page.wait_until("the browser keeps the page", async |page| {
        page.script(
            "return navigator.serviceWorker.getRegistration().then((kept) => kept?.active?.state === 'activated')",
        )
        .await
    })
    .await
}

async fn says(page: &Page, words: &str) -> Result<bool> {
    page.script(&format!("return document.body.innerText.includes({words:?})")).await
}

/// Opens the page, finds somebody, and looks at the map and the list.
async fn use_it(page: &Page, path: &str) -> Result {
    page.open(path).await?;
    assert_eq!(page.progress().await?, "live");
    page.search("viet").await?;
    page.wait_until("Viet Nam alone is shown", async |page| Ok(page.shown("board").await? == ["VN"])).await?;
    page.click("link", "Map").await?;
    page.wait_for_map().await?;
    page.click("link", "List").await?;
    page.wait_until("the list shows Viet Nam", async |page| Ok(page.shown("list").await? == ["VN"])).await
}

#[tokio::test(flavor = "multi_thread")]
async fn after_the_first_visit_no_network_is_needed_at_any_path() {
    in_browser(async |page: Page| -> Result {
        for path in ["", "some/path/"] {
            visit(&page, path).await?;
            page.site.cut().await;
            use_it(&page, path).await?;
            // The page of a partner was never opened: its state is one of the main page.
            page.open(&format!("{path}partner/HU.html")).await?;
            page.expect_status("All 45 partners, as of 11 May 2010. Selected: Hungary").await?;
            assert_eq!(page.address().await?, format!("{path}?partner=HU"));
            page.site.mend().await;
        }
        Ok(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_network_that_hangs_is_not_waited_for() {
    in_browser(async |page: Page| -> Result {
        visit(&page, "").await?;
        for path in ["/", DATA, "/map/partners.json"] {
            page.site.fail(path, Fault::Held);
        }
        use_it(&page, "").await?;
        page.site.heal();
        Ok(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn newer_data_is_told_and_shown_where_the_reader_is() {
    in_browser(async |page: Page| -> Result {
        visit(&page, "?partner=VN&view=list").await?;
        assert!(!says(&page, NEWER).await?);
        let first = page.browser.window().await?;
        page.site.fail(DATA, Fault::Other(newer_data()));
        // Another page sees it first. It has the newer data, and nothing to be told.
        let second = page.browser.new_tab().await?;
        page.browser.switch_to_window(second).await?;
        page.open("").await?;
        page.wait_until("the newer data is shown", async |page| says(page, "Newer experts call for").await).await?;
        assert!(!says(&page, NEWER).await?);
        page.browser.switch_to_window(first).await?;
        page.wait_until("the reader is told", async |page| says(page, NEWER).await).await?;
        assert!(!says(&page, "Newer experts call for").await?);
        page.click("button", "Show the newer data").await?;
        page.wait_until("the newer data is shown", async |page| says(page, "Newer experts call for").await).await?;
        page.wait_until("the line is gone", async |page| Ok(!says(page, NEWER).await?)).await?;
        assert_eq!(page.address().await?, "?partner=VN&view=list");
        page.expect_status("All 45 partners, as of 11 May 2010. Selected: Viet Nam").await
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_comes_back_to_the_page_is_told_of_newer_data() {
    in_browser(async |page: Page| -> Result {
        visit(&page, "").await?;
        let first = page.browser.window().await?;
        let second = page.browser.new_tab().await?;
        page.site.fail(DATA, Fault::Other(newer_data()));
        page.browser.switch_to_window(second).await?;
        page.wait_until("this page is in front", async |page| page.script("return !document.hidden").await).await?;
        page.browser.switch_to_window(first).await?;
        // Browsers without a screen may leave both pages in front.
        page.script::<()>("document.dispatchEvent(new Event('visibilitychange'))").await?;
        page.wait_until("the reader is told", async |page| says(page, NEWER).await).await?;
        // What cannot be had takes nothing away.
        page.site.fail(DATA, Fault::Truncated(2000));
        page.click("button", "Show the newer data").await?;
        page.wait_until("the failure is told", async |page| says(page, "The newer data could not be loaded").await)
            .await?;
        page.expect_status("All 45 partners, as of 11 May 2010").await?;
        // Nor does it spoil what the browser keeps.
        page.site.cut().await;
        page.open("").await?;
        page.expect_status("All 45 partners, as of 11 May 2010").await
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cache_that_is_gone_or_garbled_harms_nothing() {
    const GONE: &str = "return caches.keys().then((names) => Promise.all(names.map((name) => caches.delete(name))))
        .then((gone) => gone.length)";
    const GARBLED: &str = "return (async () => {
        let n = 0;
        for (const name of await caches.keys()) {
            const cache = await caches.open(name);
            for (const request of await cache.keys()) {
                const type = (await cache.match(request)).headers.get('content-type');
                await cache.put(request, new Response('garbled', { headers: { 'content-type': type } }));
                n += 1;
            }
        }
        return n;
    })()";
    in_browser(async |page: Page| -> Result {
        visit(&page, "").await?;
        page.open("").await?;
        for harm in [GONE, GARBLED] {
            let n_harmed: usize = page.script(harm).await?;
            assert!(n_harmed > 1, "{n_harmed}");
            use_it(&page, "").await?;
            // It mends itself, so that the network may go away again.
            page.wait_until("all is kept again", async |page| {
                page.script(
                    "return Promise.all(['', 'data/asem.json'].map(async (path) =>
                        (await (await caches.match(new URL(path, location.origin)))?.text())?.length > 1000))
                        .then((all) => all.every(Boolean))",
                )
                .await
            })
            .await?;
            page.site.cut().await;
            use_it(&page, "").await?;
            page.site.mend().await;
        }
        Ok(())
    })
    .await;
}

/// The files of a site with another program, by their paths. The old program is gone from it.
struct Update {
    old_wasm: String,
    page: String,
    worker: String,
}

impl Update {
    const WASM: &str = "asem-dashboard-0123456789abcdef_bg.wasm";
    const MODULE: &str = "asem-dashboard-0123456789abcdef.js";

    fn new(over: &Path) -> Self {
        let names: Vec<String> =
            fs::read_dir(dist()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        let of =
            |end: &str| names.iter().find(|name| name.starts_with("asem-dashboard-") && name.ends_with(end)).unwrap();
        let (old_wasm, old_module) = (of(".wasm"), of(".js"));
        fs::copy(dist().join(old_wasm), over.join(Self::WASM)).unwrap();
        fs::copy(dist().join(old_module), over.join(Self::MODULE)).unwrap();
        let renamed = |file: &str| text(file).replace(old_wasm, Self::WASM).replace(old_module, Self::MODULE);
        let worker = renamed("sw.js").replace("const VERSION = \"", "const VERSION = \"another ");
        Self { old_wasm: old_wasm.clone(), page: renamed("index.html"), worker }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_update_never_mixes_versions() {
    const UPDATE: &str = "return navigator.serviceWorker.getRegistration()
        .then((kept) => kept.update().then(() => 'taken', () => 'refused'))";
    let over = Path::new(env!("CARGO_TARGET_TMPDIR")).join("update");
    fs::remove_dir_all(&over).ok();
    fs::create_dir_all(&over).unwrap();
    let update = Update::new(&over);
    in_browser_over(Some(&over), async |page: Page| -> Result {
        visit(&page, "").await?;
        // The host is in the middle of an update: the worker is new, the page is not yet.
        fs::write(over.join("sw.js"), &update.worker).unwrap();
        page.script::<String>(UPDATE).await?;
        page.wait_until("the update was refused", async |page| {
            page.script(
                "return navigator.serviceWorker.getRegistration().then(({ installing, waiting }) => !installing && !waiting)",
            )
            .await
        })
        .await?;
        page.site.cut().await;
        use_it(&page, "").await?;
        page.site.mend().await;
        // Now it is complete, and what was there before is gone. A page of the old program is open all the while.
        fs::write(over.join("index.html"), &update.page).unwrap();
        page.site.fail(&format!("/{}", update.old_wasm), Fault::Status(404));
        let first = page.browser.window().await?;
        let second = page.browser.new_tab().await?;
        page.browser.switch_to_window(second).await?;
        use_it(&page, "").await?;
        let program = "return document.querySelector('meta[name=asem-wasm]').content";
        assert_eq!(page.script::<String>(program).await?, format!("./{}", Update::WASM));
        page.site.cut().await;
        // Without network the version that the browser keeps is there as a whole, whichever that is.
        use_it(&page, "").await?;
        page.site.mend().await;
        page.browser.close_window().await?;
        page.browser.switch_to_window(first).await?;
        use_it(&page, "").await
    })
    .await;
}
