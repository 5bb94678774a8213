//! What a press officer does: try a data file before it is published, and publish releases in files of their own.

use crate::harness::{Fault, Page, Result, in_browser};
use std::path::{Path, PathBuf};
use thirtyfour::By;

const SHIPPED: &str = include_str!("../../public/data/asem.json");

/// A file on the reader's own device.
fn local_file(name: &str, text: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("editors");
    std::fs::create_dir_all(&folder).expect("a folder for files");
    let path = folder.join(name);
    std::fs::write(&path, text).expect("a file");
    path
}

/// Chooses a file in the field, by its label.
async fn choose_file(page: &Page, path: &Path) -> Result {
    let label = page.browser.find(By::XPath("//label[text()='Open a data file']")).await?;
    let field = label.attr("for").await?.expect("the label is for a field");
    page.browser.find(By::Id(field)).await?.send_keys(path.to_string_lossy()).await
}

async fn notice(page: &Page) -> Result<String> {
    page.script("return document.getElementById('preview')?.textContent ?? ''").await
}

async fn expect_focus(page: &Page, id: &str) -> Result {
    page.wait_until(&format!("the focus is on {id}"), async |page| {
        page.script(&format!("return document.activeElement.id === '{id}'")).await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_data_file_can_be_tried_before_it_is_published() {
    in_browser(async |page: Page| -> Result {
        page.open("?q=viet").await?;
        let renamed = SHIPPED
            .replace("\"text\": \"Viet Nam\", \"kind\": \"short\"", "\"text\": \"Viet Nam!\", \"kind\": \"short\"");
        let requests = "return performance.getEntriesByType('resource').map((entry) => entry.name)";
        let before: Vec<String> = page.script(requests).await?;
        choose_file(&page, &local_file("next.json", &renamed)).await?;
        page.find("link", "Viet Nam! Host").await?;
        assert!(notice(&page).await?.starts_with("This is a preview of next.json, from your device."));
        page.expect_status("1 of 45 partners: matching “viet”, as of 11 May 2010").await?;
        assert_eq!(page.progress().await?, "live");
        page.wait_for_map().await?;
        // The preview asks for nothing but the map; what is on the device stays there. The page's worker may come meanwhile.
        let mut after: Vec<String> = page.script(requests).await?;
        after.retain(|name| {
            !before.contains(name) && !["/map/partners.json", "/sw.js"].iter().any(|end| name.ends_with(end))
        });
        assert!(after.is_empty(), "{after:?}");
        page.click("button", "Back to the published data").await?;
        page.find("link", "Viet Nam Host").await?;
        assert_eq!(notice(&page).await?, "");
        // Back and forward go on working after all this.
        page.choose("Asia (1 partner)").await?;
        page.browser.back().await?;
        page.expect_status("1 of 45 partners: matching “viet”, as of 11 May 2010").await
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_broken_data_file_is_told_and_the_page_stays() {
    in_browser(async |page: Page| -> Result {
        page.open("?partner=HU").await?;
        let broken = SHIPPED.replacen("\"side\": \"europe\"", "\"side\": \"north\"", 1);
        choose_file(&page, &local_file("broken.json", &broken)).await?;
        page.wait_until("the problem is told", async |page| {
            let notice = notice(page).await?;
            Ok(notice.contains("broken.json has a problem.") && notice.contains("found \"north\""))
        })
        .await?;
        assert!(notice(&page).await?.contains(".side (line "), "the place is told");
        expect_focus(&page, "preview").await?;
        assert_eq!(page.status().await?, "All 45 partners, as of 11 May 2010. Selected: Hungary");
        page.click_on(&page.browser.find(By::Css("#preview button")).await?).await?;
        expect_focus(&page, "partners-title").await
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_in_another_encoding_is_told() {
    in_browser(async |page: Page| -> Result {
        page.open("").await?;
        let path = local_file("latin1.json", "");
        std::fs::write(&path, b"{ \"x\": \"Pozna\xf1\" }").expect("a file");
        choose_file(&page, &path).await?;
        page.wait_until("the encoding is told", async |page| Ok(notice(page).await?.contains("save the file as UTF-8")))
            .await
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_dropped_on_the_page_is_tried_as_well() {
    in_browser(async |page: Page| -> Result {
        page.open("").await?;
        page.script::<()>(
            "const transfer = new DataTransfer();
             transfer.items.add(new File(['{}'], 'dropped.json'));
             for (const type of ['dragover', 'drop'])
                document.body.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: transfer }))",
        )
        .await?;
        page.wait_until("the file was looked at", async |page| Ok(notice(page).await?.contains("dropped.json has"))).await
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_release_in_a_file_of_its_own_is_fetched_when_it_is_opened() {
    const FILE: &str = "/data/releases/100901_PR1020.json";
    in_browser(async |page: Page| -> Result {
        let entry = "\"archive\": [{ \"number\": \"100901_PR1020\", \"date\": \"2010-03-01\", \"title\": \"An earlier release\" }],\n  \"releases\": [";
        page.site.fail("/data/asem.json", Fault::Other(SHIPPED.replacen("\"releases\": [", entry, 1)));
        page.site.fail(FILE, Fault::Status(404));
        page.open("").await?;
        let was_fetched = "return performance.getEntriesByType('resource').some((entry) => entry.name.includes('/releases/'))";
        assert!(!page.script::<bool>(was_fetched).await?, "not before it is opened");
        page.click("link", "An earlier release").await?;
        page.find("button", "Retry").await?;
        let release = r#"{ "format": 1, "release": { "number": "100901_PR1020", "date": "2010-03-01",
            "dateline": "1 March 2010", "title": "An earlier release", "paragraphs": [
            { "id": "p1", "text": "Told of Hungary." }], "appearances": [
            { "partner": "HU", "role": "named", "paragraph": "p1", "as_printed": "Hungary" }] } }"#;
        page.site.fail(FILE, Fault::Other(release.to_owned()));
        page.click("button", "Retry").await?;
        page.find("heading", "An earlier release").await?;
        assert_eq!(page.address().await?, "?release=100901_PR1020");
        page.browser.back().await?;
        page.find("heading", "Experts call for a more comprehensive and integrated approach towards cultural cooperation \
            between Asia and Europe").await?;
        Ok(())
    })
    .await;
}
