//! The page once it has been visited: without network, with a bad one, and when the site has something newer.

use crate::harness::{Fault, Page, Result, built_text, in_browser, in_browser_over};
use asem_dashboard::publish::{digest, hosting};
use std::fs;
use std::path::Path;
use std::time::{Duration, SystemTime};

const DATA: &str = "/data/asem.json";
const NEWER: &str = "There is newer data than this page shows.";

fn dist() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/dist"))
}

/// The shipped data with another title of its release.
fn newer_data() -> String {
    let data = built_text("data/asem.json");
    let newer = data.replace("\"title\": \"Experts call for", "\"title\": \"Newer experts call for");
    assert_ne!(newer, data);
    newer
}

/// Opens the site for the first time, and waits until the browser keeps it.
async fn visit(page: &Page, address: &str) -> Result {
    page.open(address).await?;
    assert_eq!(page.progress().await?, "live");
    page.wait_until("the browser keeps the page", async |page| {
        // Until it has a worker of its own, that of a folder above may be found.
        page.script(
            "return navigator.serviceWorker.getRegistration().then((kept) =>
                kept?.scope === new URL('.', location).href && kept.active?.state === 'activated')",
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
            // The page of a partner was never opened: its state is one of the main page. Some hosts drop the ending.
            for name in ["HU.html", "HU"] {
                page.open(&format!("{path}partner/{name}")).await?;
                page.expect_status("All 45 partners, as of 11 May 2010. Selected: Hungary").await?;
                assert_eq!(page.address().await?, format!("{path}?partner=HU"));
            }
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
async fn a_host_in_trouble_is_as_good_as_none() {
    in_browser(async |page: Page| -> Result {
        visit(&page, "").await?;
        for path in ["/", DATA, "/map/partners.json", "/partner/HU.html"] {
            page.site.fail(path, Fault::Status(503));
        }
        use_it(&page, "").await?;
        page.open("partner/HU.html").await?;
        page.expect_status("All 45 partners, as of 11 May 2010. Selected: Hungary").await
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_data_is_not_taken_for_newer_data() {
    in_browser(async |page: Page| -> Result {
        visit(&page, "").await?;
        let first = page.browser.window().await?;
        let second = page.open_another().await?;
        page.browser.switch_to_window(second).await?;
        let faults = [
            Fault::Page("<!doctype html><title>Log in first</title>".to_owned()),
            Fault::Other("{ \"error\": \"over quota\" }".to_owned()),
            Fault::Truncated(2000),
        ];
        for fault in faults {
            page.site.fail(DATA, fault);
            use_it(&page, "").await?;
        }
        page.site.cut().await;
        use_it(&page, "").await?;
        page.browser.switch_to_window(first).await?;
        assert!(!says(&page, NEWER).await?);
        Ok(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn data_of_another_format_is_for_another_version() {
    in_browser(async |page: Page| -> Result {
        visit(&page, "").await?;
        page.open("").await?;
        let newer = newer_data().replace("\"format\": 1,", "\"format\": 2,");
        page.site.fail(DATA, Fault::Other(newer));
        // A page that came with it has it.
        let format = "return fetch('data/asem.json').then((file) => file.json()).then(({ format }) => format)";
        assert_eq!(page.script::<u32>(format).await?, 2);
        assert!(!says(&page, NEWER).await?);
        // The version that the browser keeps has what it can read.
        page.site.cut().await;
        use_it(&page, "").await
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn each_edition_of_a_file_is_kept_as_itself() {
    async fn text_of(page: &Page, edition: &str) -> Result<String> {
        page.script(&format!(
            "return fetch('data/archive/0.txt?{edition}').then((file) => file.text(), () => 'not to be had')"
        ))
        .await
    }
    in_browser(async |page: Page| -> Result {
        visit(&page, "").await?;
        page.open("").await?;
        page.site.fail("/data/archive/0.txt", Fault::Other("first\na".to_owned()));
        assert_eq!(text_of(&page, "first").await?, "first\na");
        // The host has another edition by now: that is not what the page asks for.
        page.site.fail("/data/archive/0.txt", Fault::Other("second\nb".to_owned()));
        assert_eq!(text_of(&page, "first").await?, "first\na");
        page.site.cut().await;
        assert_eq!(text_of(&page, "second").await?, "not to be had");
        assert_eq!(text_of(&page, "first").await?, "first\na");
        page.site.mend().await;
        // One edition is enough.
        assert_eq!(text_of(&page, "second").await?, "second\nb");
        page.site.cut().await;
        assert_eq!(text_of(&page, "first").await?, "not to be had");
        assert_eq!(text_of(&page, "second").await?, "second\nb");
        Ok(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn newer_data_of_one_folder_is_not_told_in_another() {
    in_browser(async |page: Page| -> Result {
        visit(&page, "").await?;
        let first = page.browser.window().await?;
        let below = page.open_another().await?;
        page.browser.switch_to_window(below.clone()).await?;
        visit(&page, "some/path/").await?;
        page.site.fail(DATA, Fault::Other(newer_data()));
        let third = page.open_another().await?;
        page.browser.switch_to_window(third).await?;
        page.open("").await?;
        page.browser.switch_to_window(first).await?;
        page.wait_until("the reader is told", async |page| says(page, NEWER).await).await?;
        page.browser.switch_to_window(below).await?;
        assert!(!says(&page, NEWER).await?);
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
        let second = page.open_another().await?;
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
        let second = page.open_another().await?;
        page.site.fail(DATA, Fault::Other(newer_data()));
        page.browser.switch_to_window(second).await?;
        page.wait_until("this page is in front", async |page| page.script("return !document.hidden").await).await?;
        page.browser.switch_to_window(first).await?;
        // Browsers without a screen may leave both pages in front.
        page.script::<()>("document.dispatchEvent(new Event('visibilitychange'))").await?;
        page.wait_until("the reader is told", async |page| says(page, NEWER).await).await?;
        // What cannot be had takes nothing away, not even where the browser keeps nothing.
        let empty = "return caches.keys().then((names) => Promise.all(names.map((name) => caches.delete(name))))";
        page.script::<Vec<bool>>(empty).await?;
        page.site.fail(DATA, Fault::Truncated(2000));
        page.click("button", "Show the newer data").await?;
        page.wait_until("the failure is told", async |page| says(page, "The newer data could not be loaded").await)
            .await?;
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

/// A site with other files of the page, by their paths, or another style. The old ones are gone from it.
struct Update {
    /// Each file's name before, and now, or other words that tell the versions apart.
    renamed: Vec<(String, String)>,
    page: String,
    worker: String,
}

impl Update {
    /// With what ends like this under other names.
    fn of(endings: &[&str], over: &Path) -> Self {
        let names: Vec<String> =
            fs::read_dir(dist()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        let renamed: Vec<(String, String)> = endings
            .iter()
            .map(|ending| {
                let (start, rest) = ending.split_once('*').unwrap();
                let is_old = |name: &&String| name.starts_with(start) && name.ends_with(rest);
                let old = names.iter().find(is_old).unwrap();
                (old.clone(), format!("{start}0123456789abcdef{rest}"))
            })
            .collect();
        for (old, new) in &renamed {
            fs::copy(dist().join(old), over.join(new)).unwrap();
        }
        Self::with(renamed)
    }

    /// With another style, which is within the page.
    fn of_style() -> Self {
        let page = built_text("index.html");
        let style = hosting::between(&page, "<style>", "</style>").unwrap();
        let begin = style.get(..20).unwrap();
        let digests = [style, &format!("\n{style}")].map(digest::sha256);
        let [before, now] = digests;
        Self::with(vec![(before, now), (format!("<style>{begin}"), format!("<style>\n{begin}"))])
    }

    fn with(renamed: Vec<(String, String)>) -> Self {
        let written = |file: &str| renamed.iter().fold(built_text(file), |text, (old, new)| text.replace(old, new));
        let worker = written("sw.js").replace("const VERSION = \"", "const VERSION = \"another ");
        Self { page: written("index.html"), worker, renamed }
    }
}

/// Writes the page as a host has it that was not touched for long, so that browsers take what they have of it for fresh.
fn write_of_old(path: &Path, text: &str) {
    fs::write(path, text).unwrap();
    let file = fs::File::options().write(true).open(path).unwrap();
    file.set_modified(SystemTime::now() - Duration::from_secs(30 * 24 * 60 * 60)).unwrap();
}

/// Has the browser look for a new worker: `installed` once that has all of its version, `redundant` where it has not.
async fn look_for_update(page: &Page) -> Result<String> {
    page.script(
        "return navigator.serviceWorker.getRegistration().then((kept) => new Promise((resolve, reject) => {
            kept.onupdatefound = () => {
                const worker = kept.installing;
                worker.onstatechange = () => resolve(worker.state);
            };
            kept.update().catch(reject);
        }))",
    )
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn an_update_never_mixes_versions() {
    let program = ["asem-dashboard-*_bg.wasm", "asem-dashboard-*.js"].as_slice();
    for (n, endings) in [program, &["boot-*.js"], &[]].into_iter().enumerate() {
        let over = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("update-{n}"));
        fs::remove_dir_all(&over).ok();
        fs::create_dir_all(&over).unwrap();
        let update = if endings.is_empty() { Update::of_style() } else { Update::of(endings, &over) };
        write_of_old(&over.join("index.html"), &built_text("index.html"));
        in_browser_over(Some(&over), async |page: Page| -> Result { follow(&page, &over, &update).await }).await;
    }
}

/// Lets the host of a page below a path be updated while the page is open, until the new version is there without network.
async fn follow(page: &Page, over: &Path, update: &Update) -> Result {
    const PATH: &str = "some/path/";
    visit(page, PATH).await?;
    let caches = "return caches.keys()";
    let before: Vec<String> = page.script(caches).await?;
    // The host is in the middle of an update: the worker is new, the page is not yet.
    fs::write(over.join("sw.js"), &update.worker).unwrap();
    assert_eq!(look_for_update(page).await?, "redundant");
    assert_eq!(page.script::<Vec<String>>(caches).await?, before);
    page.site.cut().await;
    use_it(page, PATH).await?;
    page.site.mend().await;
    // Now it is complete, and what was there before is gone. A page of the old version is open all the while.
    fs::write(over.join("index.html"), &update.page).unwrap();
    for (old, _) in &update.renamed {
        page.site.fail(&format!("/{PATH}{old}"), Fault::Status(404));
    }
    assert_eq!(look_for_update(page).await?, "installed");
    let first = page.browser.window().await?;
    let second = page.open_another().await?;
    page.browser.switch_to_window(second.clone()).await?;
    use_it(page, PATH).await?;
    assert!(is_new(page, update).await?);
    // The old version is the browser's until its pages are closed, and is there as a whole without network.
    page.site.cut().await;
    use_it(page, PATH).await?;
    assert!(!is_new(page, update).await?);
    page.site.mend().await;
    // Besides the page's folder the site has files that no worker is for.
    page.browser.goto(page.site.address("robots.txt")).await?;
    let states = format!(
        "return navigator.serviceWorker.getRegistration('/{PATH}')
            .then(({{ active, waiting }}) => [active?.state, waiting?.state ?? 'none'])"
    );
    assert_eq!(page.script::<[String; 2]>(&states).await?, ["activated", "installed"]);
    page.browser.switch_to_window(first).await?;
    use_it(page, PATH).await?;
    page.browser.close_window().await?;
    page.browser.switch_to_window(second).await?;
    page.wait_until("the new version takes over", async |page| {
        Ok(page.script::<[String; 2]>(&states).await? == ["activated", "none"])
    })
    .await?;
    let after: Vec<String> = page.script(caches).await?;
    assert_eq!(after.len(), before.len(), "{after:?}");
    assert_ne!(after, before);
    page.site.cut().await;
    use_it(page, PATH).await?;
    assert!(is_new(page, update).await?);
    page.site.mend().await;
    Ok(())
}

/// Whether the page is of the new version as a whole. It must be of one of both.
async fn is_new(page: &Page, update: &Update) -> Result<bool> {
    let html: String = page.script("return document.documentElement.outerHTML").await?;
    let is_new = update.renamed.iter().all(|(_, new)| html.contains(new));
    assert_eq!(is_new, update.renamed.iter().all(|(old, _)| !html.contains(old)), "{html}");
    Ok(is_new)
}
