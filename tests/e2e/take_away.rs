//! Files to take away: what is saved on the reader's device is what the page shows.

use crate::harness::{Page, Result, in_browser};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use thirtyfour::By;

/// An empty folder to which the browser saves.
async fn folder(page: &Page, name: &str) -> Result<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("take_away").join(name);
    std::fs::remove_dir_all(&folder).ok();
    std::fs::create_dir_all(&folder).expect("a folder for files");
    let allow = json!({ "behavior": "allow", "downloadPath": folder.to_string_lossy() });
    page.browser.cdp().send_raw("Browser.setDownloadBehavior", allow).await?;
    Ok(folder)
}

/// Clicks a button and reads the file that it saves.
async fn take(page: &Page, folder: &Path, button: &str, name: &str) -> Result<Vec<u8>> {
    page.click("button", button).await?;
    let path = folder.join(name);
    let start = Instant::now();
    // The browser gives the file its name once all of it is there.
    while !path.exists() {
        let there: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert!(start.elapsed() < Duration::from_secs(20), "no {name} was saved, only {there:?}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    page.wait_until("the page tells of the file", async |page| {
        let told: String = page.script("return document.querySelector('.asem-take-away__told').textContent").await?;
        Ok(told == format!("Saved {name}"))
    })
    .await?;
    Ok(std::fs::read(path).unwrap())
}

async fn unfold(page: &Page) -> Result {
    page.browser.find(By::Css(".asem-take-away summary")).await?.click().await
}

/// The codes of a table, sorted.
fn codes(table: &[u8]) -> Vec<String> {
    let mut reader = csv::Reader::from_reader(table);
    assert_eq!(&reader.headers().unwrap()[0], "code");
    let mut codes: Vec<String> = reader.records().map(|row| row.unwrap()[0].to_owned()).collect();
    codes.sort();
    codes
}

#[tokio::test(flavor = "multi_thread")]
async fn the_partners_shown_are_saved_as_a_table_and_as_json() {
    in_browser(async |page: Page| -> Result {
        let folder = folder(&page, "shown").await?;
        page.open("?side=asia&partner=VN#p5").await?;
        unfold(&page).await?;
        let table = take(&page, &folder, "Download CSV", "asem-partners-2010-05-11.csv").await?;
        let shown = page.shown("list").await?;
        assert_eq!((codes(&table), shown.len()), (shown.clone(), 16));
        let text = take(&page, &folder, "Download JSON", "asem-partners-2010-05-11.json").await?;
        let read: Value = serde_json::from_slice(&text).unwrap();
        assert_eq!(read["partners"].as_array().unwrap().len(), 16);
        assert_eq!(read["status"], page.status().await?);
        let address = read["page"].as_str().unwrap();
        assert!(address.starts_with("http://127.0.0.1:") && address.ends_with("/?side=asia&partner=VN"), "{address}");
        Ok(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn everybody_can_be_saved_with_a_mark_for_excel() {
    in_browser(async |page: Page| -> Result {
        let folder = folder(&page, "everything").await?;
        page.open("?q=xyz").await?;
        unfold(&page).await?;
        page.click("radio", "Everything (53 partners)").await?;
        let mark = "//label[contains(., 'Mark the CSV file for Excel')]/input";
        page.browser.find(By::XPath(mark)).await?.click().await?;
        let table = take(&page, &folder, "Download CSV", "asem-all-partners-2010-05-11.csv").await?;
        let table = table.strip_prefix(b"\xef\xbb\xbf").expect("a byte order mark");
        assert_eq!(codes(table).len(), 53);
        Ok(())
    })
    .await;
}
