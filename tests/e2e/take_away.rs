//! Files to take away: what is saved on the reader's device is what the page shows.

use crate::everyone::{expect_no_barrier, expect_room};
use crate::harness::{Fault, Page, Result, bare_html, in_browser, in_browser_over};
use resvg::tiny_skia::Pixmap;
use serde_json::Value;
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use thirtyfour::By;

/// An empty folder to which the browser saves.
pub async fn folder(page: &Page, name: &str) -> Result<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("take_away").join(name);
    page.save_to(folder).await
}

/// Reads a file once the browser has saved it.
pub async fn saved(folder: &Path, name: &str) -> Vec<u8> {
    let path = folder.join(name);
    let start = Instant::now();
    // The browser gives the file its name once all of it is there; Firefox holds its place with an empty one until then.
    while std::fs::metadata(&path).map_or(0, |file| file.len()) == 0 {
        let there: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert!(start.elapsed() < Duration::from_secs(20), "no {name} was saved, only {there:?}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    std::fs::read(path).unwrap()
}

/// Clicks a button and reads the file that it saves.
async fn take(page: &Page, folder: &Path, button: &str, name: &str) -> Result<Vec<u8>> {
    page.click("button", button).await?;
    let file = saved(folder, name).await;
    page.wait_until("the page tells of the file", async |page| {
        let told: String = page.script("return document.querySelector('.asem-take-away__told').textContent").await?;
        Ok(told == format!("Saved {name}"))
    })
    .await?;
    Ok(file)
}

async fn unfold(page: &Page) -> Result {
    page.click_on(&page.browser.find(By::Css(".asem-take-away summary")).await?).await
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
        page.click_on(&page.browser.find(By::XPath(mark)).await?).await?;
        let table = take(&page, &folder, "Download CSV", "asem-all-partners-2010-05-11.csv").await?;
        let table = table.strip_prefix(b"\xef\xbb\xbf").expect("a byte order mark");
        assert_eq!(codes(table).len(), 53);
        Ok(())
    })
    .await;
}

/// The texts and the alternative text of a picture.
fn read_picture(svg: &[u8]) -> (Vec<String>, String) {
    let text = std::str::from_utf8(svg).unwrap();
    let document = roxmltree::Document::parse(text).unwrap();
    let texts = document.descendants().filter(|node| node.has_tag_name("text"));
    let desc = document.root_element().children().find(|node| node.has_tag_name("desc")).unwrap();
    (texts.filter_map(|node| node.text()).map(str::to_owned).collect(), desc.text().unwrap().to_owned())
}

/// Width and height that a PNG gives in its head.
fn size_of_png(png: &[u8]) -> (u32, u32) {
    assert_eq!(&png[..8], b"\x89PNG\r\n\x1a\n");
    let number = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
    (number(16), number(20))
}

/// The brightness of a picture's first pixel, and in how many colours it is drawn.
fn look_at(png: &[u8]) -> (u8, usize) {
    let picture = Pixmap::decode_png(png).expect("a PNG");
    let colours: HashSet<_> = picture.data().as_chunks::<4>().0.iter().collect();
    (picture.pixels()[0].red(), colours.len())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_board_is_saved_as_a_picture_of_what_it_shows() {
    in_browser(async |page: Page| -> Result {
        let folder = folder(&page, "board").await?;
        // A picture is light whatever the page is.
        page.set_screen(1440, 1000, true).await?;
        page.open("?side=asia&partner=VN").await?;
        unfold(&page).await?;
        let svg = take(&page, &folder, "Download Picture (SVG)", "asem-board-2010-05-11.svg").await?;
        let (texts, desc) = read_picture(&svg);
        let status = page.status().await?;
        assert!(desc.starts_with(&status), "{desc}");
        for expected in [status.as_str(), "VN", "Viet Nam", "Filtered out 29", "Host 1"] {
            assert!(texts.iter().any(|text| text == expected), "{expected:?} is not in {texts:?}");
        }
        assert!(texts.iter().any(|text| text.starts_with("Source: ASEF press release 100505_PR1008")));
        let png = take(&page, &folder, "Download Picture (PNG)", "asem-board-2010-05-11.png").await?;
        assert_eq!(size_of_png(&png).0, 2400);
        let (brightness, n_colours) = look_at(&png);
        assert!(brightness == 255 && n_colours > 50, "{brightness}, {n_colours} colours");
        Ok(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_map_is_saved_as_a_picture_where_it_is_in_front() {
    in_browser(async |page: Page| -> Result {
        let folder = folder(&page, "map").await?;
        page.open("?view=map&asof=2014-10-16").await?;
        page.wait_for_map().await?;
        unfold(&page).await?;
        let svg = take(&page, &folder, "Download Picture (SVG)", "asem-map-2014-10-16.svg").await?;
        let (texts, _) = read_picture(&svg);
        assert!(texts.iter().any(|text| text == "All 53 partners, as of 16 October 2014"), "{texts:?}");
        let png = take(&page, &folder, "Download Picture (PNG)", "asem-map-2014-10-16.png").await?;
        assert_eq!(size_of_png(&png).0, 2400);
        let (brightness, n_colours) = look_at(&png);
        assert!(brightness == 255 && n_colours > 50, "{brightness}, {n_colours} colours");
        Ok(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn where_the_map_is_not_there_the_page_says_that_nothing_was_saved() {
    // Else the page itself would have the map.
    in_browser_over(Some(&bare_html()), async |page: Page| -> Result {
        page.site.fail("/map/partners.json", Fault::Status(404));
        page.open("?view=map").await?;
        page.find("button", "Retry").await?;
        unfold(&page).await?;
        page.click("button", "Download Picture (PNG)").await?;
        page.wait_until("the page tells of it", async |page| {
            let told: String =
                page.script("return document.querySelector('.asem-take-away__told').textContent").await?;
            Ok(told == "Nothing was saved: the map is not there.")
        })
        .await
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_form_has_no_barrier_and_large_enough_targets() {
    in_browser(async |page: Page| -> Result {
        for (width, is_dark) in [(1440, false), (320, true)] {
            page.set_screen(width, 900, is_dark).await?;
            page.open("").await?;
            unfold(&page).await?;
            expect_no_barrier(&page, &format!("downloads at {width} px, dark: {is_dark}")).await?;
            expect_room(&page, ".asem-take-away :is(summary, label, button)").await?;
        }
        Ok(())
    })
    .await;
}
