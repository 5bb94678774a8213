//! The archive in the browser: of the shipped data, and of some hundred releases with an index.

use crate::everyone::expect_no_barrier;
use crate::harness::{Fault, Page, Result, in_browser, in_browser_over};
use crate::made_archive::{Record, write};
use thirtyfour::prelude::*;

const FIELD: &str = "Search releases and meetings";

/// Runs a test on an archive of this many releases beside the shipped one.
async fn in_archive<F: Future<Output = Result>>(name: &str, n: usize, test: impl FnOnce(Page, Vec<Record>) -> F) {
    let (folder, records) = write(name, n);
    in_browser_over(Some(&folder), |page| test(page, records)).await;
}

/// The sentence on what is listed.
async fn sentence(page: &Page) -> Result<String> {
    page.script("return document.querySelector('.asem-archive__count span')?.textContent ?? ''").await
}

/// Waits until the archive tells this of what it lists.
pub async fn expect_sentence(page: &Page, expected: &str) -> Result {
    page.expect_words("the archive’s sentence", expected, sentence).await
}

/// What of the index was fetched so far.
async fn fetched(page: &Page) -> Result<Vec<String>> {
    page.script(
        "return performance.getEntriesByType('resource').map((entry) => new URL(entry.name).pathname)
            .filter((path) => path.includes('/archive/'))",
    )
    .await
}

/// The titles of the rows that are in the document.
async fn titles(page: &Page) -> Result<Vec<String>> {
    page.script("return [...document.querySelectorAll('#archive-rows a')].map((link) => link.textContent)").await
}

async fn type_in_field(page: &Page, text: &str) -> Result {
    page.find("searchbox", FIELD).await?.send_keys(text).await
}

/// How many releases have a text in number, title or text, and how many entries there are; by looking at all of them. The
/// text must be one that no shipped entry has.
fn count(records: &[Record], text: &str) -> String {
    let has = |record: &&Record| {
        [&record.number, &record.title, &record.body].iter().any(|part| part.to_lowercase().contains(text))
    };
    let n = records.iter().filter(has).count();
    let n = if n == 0 { "None".to_owned() } else { n.to_string() };
    format!("{n} of {} entries", records.len() + 22)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_shipped_releases_and_meetings_are_searched_without_an_index() {
    in_browser(async |page: Page| -> Result {
        page.open("").await?;
        expect_sentence(&page, "All 22 entries").await?;
        type_in_field(&page, "poznan").await?;
        expect_sentence(&page, "2 of 22 entries").await?;
        page.click("button", "2010 1 press release, 1 meeting").await?;
        expect_sentence(&page, "2 of 22 entries").await?;
        page.wait_until("the address follows", async |page| Ok(page.address().await? == "?find=poznan&year=2010"))
            .await?;
        page.click("link", "4th ASEM Culture Ministers’ Meeting").await?;
        page.find("heading", "4th ASEM Culture Ministers’ Meeting").await?;
        let focused: String = page.script("return document.activeElement.id").await?;
        assert_eq!(focused, "meeting-title");
        page.browser.back().await?;
        page.wait_until("the facts are gone", async |page| {
            page.script("return document.getElementById('meeting-title') === null").await
        })
        .await?;
        page.click("button", "Show all").await?;
        expect_sentence(&page, "All 22 entries").await?;
        let focused: String = page.script("return document.activeElement.id").await?;
        assert_eq!(focused, "archive-search");
        assert!(fetched(&page).await?.is_empty(), "there is no index");
        Ok(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_large_archive_is_fetched_when_it_is_searched() {
    in_archive("e2e-archive-find", 300, async |page: Page, records: Vec<Record>| -> Result {
        page.open("").await?;
        page.wait_for_map().await?;
        expect_sentence(&page, "All 22 entries").await?;
        assert!(fetched(&page).await?.is_empty());
        page.click("button", "Show all 301 releases").await?;
        expect_sentence(&page, "All 322 entries").await?;
        assert_eq!(fetched(&page).await?, ["/data/archive/index.json"], "no part is needed for that");
        // A part of a number, and of words with marks typed without.
        type_in_field(&page, "R0123").await?;
        expect_sentence(&page, "1 of 322 entries").await?;
        assert_eq!(titles(&page).await?, [records[123].title.clone()]);
        let marked: String = page.script("return document.querySelector('#archive-rows mark').textContent").await?;
        assert_eq!(marked, "R0123");
        page.browser.execute("document.getElementById('archive-search').select()", Vec::new()).await?;
        type_in_field(&page, "glaxi").await?;
        expect_sentence(&page, &count(&records, "glaxi")).await?;
        assert!(fetched(&page).await?.len() > 1, "parts were needed for the texts");
        page.browser.execute("document.getElementById('archive-search').select()", Vec::new()).await?;
        type_in_field(&page, "atlantis").await?;
        expect_sentence(&page, "None of 322 entries").await?;
        assert!(titles(&page).await?.is_empty());
        Ok(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn facets_narrow_the_list_and_stay_in_the_address() {
    in_archive("e2e-archive-facets", 300, async |page: Page, records: Vec<Record>| -> Result {
        page.open("?kind=release&year=2003").await?;
        let of_2003 = records.iter().filter(|record| record.date.starts_with("2003")).count();
        expect_sentence(&page, &format!("{of_2003} of 322 entries")).await?;
        page.wait_until("the counts follow", async |page| {
            page.script("return !document.querySelector('#archive-partner option[value=VN]').disabled").await
        })
        .await?;
        // By its first letters, which are one choice: arrow keys would be one each.
        let partner = page.find("combobox", "Partner").await?;
        page.scroll_to(&partner).await?;
        partner.send_keys("Viet").await?;
        let with = "Viet Nam";
        let both =
            records.iter().filter(|record| record.date.starts_with("2003") && record.body.contains(with)).count();
        expect_sentence(&page, &format!("{both} of 322 entries")).await?;
        assert_eq!(page.address().await?, "?year=2003&kind=release&with=VN");
        // A choice that leaves nothing stays, and is inert.
        page.wait_until("the counts follow", async |page| {
            page.script("return document.querySelector('#archive-partner option[value=KZ]').disabled").await
        })
        .await?;
        page.browser.refresh().await?;
        expect_sentence(&page, &format!("{both} of 322 entries")).await?;
        page.browser.back().await?;
        expect_sentence(&page, &format!("{of_2003} of 322 entries")).await
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_keyboard_alone_reaches_and_opens_every_row() {
    in_archive("e2e-archive-keys", 300, async |page: Page, records: Vec<Record>| -> Result {
        page.open("?kind=release").await?;
        expect_sentence(&page, "301 of 322 entries").await?;
        page.find("combobox", "Organisation").await?.focus().await?;
        let press = async |key: Key| page.press(key).await;
        // Past the button that shows all, and in Firefox past the box that scrolls.
        page.tab_to("[data-row] a").await?;
        press(Key::Home).await?;
        let focused = "return document.activeElement.closest('[data-row]')?.dataset.row ?? ''";
        for (key, row) in
            [(Key::Down, "1"), (Key::Up, "0"), (Key::End, "300"), (Key::Up, "299"), (Key::Home, "0"), (Key::End, "300")]
        {
            press(key).await?;
            page.wait_until(&format!("row {row} has the focus"), async |page| {
                Ok(page.script::<String>(focused).await? == row)
            })
            .await?;
        }
        let n_in_document: usize = page.script("return document.querySelectorAll('[data-row]').length").await?;
        assert!(n_in_document <= 60, "{n_in_document} rows");
        let place: Vec<String> = page
            .script(
                "const row = document.activeElement.closest('li');
                 return [row.ariaPosInSet, row.ariaSetSize]",
            )
            .await?;
        assert_eq!(place, ["301", "301"]);
        let oldest = &records[299];
        press(Key::Enter).await?;
        page.find("heading", &oldest.title).await?;
        assert_eq!(page.address().await?, format!("?release={}&kind=release", oldest.number));
        page.browser.back().await?;
        page.wait_until("the release of before is open", async |page| {
            page.script("return document.getElementById('release-title')?.textContent.startsWith('Experts call')").await
        })
        .await
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn rows_come_into_the_document_as_the_list_is_scrolled() {
    in_archive("e2e-archive-scroll", 300, async |page: Page, records: Vec<Record>| -> Result {
        page.open("?kind=release").await?;
        expect_sentence(&page, "301 of 322 entries").await?;
        page.script::<()>("const box = document.querySelector('.asem-archive__box'); box.scrollTop = box.scrollHeight")
            .await?;
        page.wait_until("the oldest release is listed", async |page| {
            Ok(titles(page).await?.contains(&records[299].title))
        })
        .await?;
        // What is asked anew begins at its top.
        type_in_field(&page, "r0").await?;
        page.wait_until("the list is at its top", async |page| {
            page.script("return document.querySelector('.asem-archive__box').scrollTop === 0").await
        })
        .await
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_next_key_cancels_a_search() {
    in_archive("e2e-archive-cancel", 300, async |page: Page, records: Vec<Record>| -> Result {
        page.open("?kind=release").await?;
        expect_sentence(&page, "301 of 322 entries").await?;
        // All keys at once: none waits for what the one before looks for.
        type_in_field(&page, "stem").await?;
        type_in_field(&page, "x").await?;
        expect_sentence(&page, &count(&records, "stemx")).await?;
        assert!(count(&records, "stemx").starts_with("None"), "nothing has that");
        Ok(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_index_that_does_not_come_is_told_and_can_be_retried() {
    in_archive("e2e-archive-404", 100, async |page: Page, _| -> Result {
        page.site.fail("/data/archive/index.json", Fault::Status(404));
        page.open("?find=singapore").await?;
        let alert = "return document.querySelector('.asem-archive [role=alert]')?.textContent ?? ''";
        page.wait_until("the failure is told", async |page| {
            let alert: String = page.script(alert).await?;
            Ok(alert.contains("The index of the archive is not on the server (status 404)."))
        })
        .await?;
        expect_no_barrier(&page, "no index").await?;
        page.site.heal();
        page.click("button", "Retry").await?;
        page.wait_until("the archive is searched", async |page| Ok(sentence(page).await?.ends_with("of 122 entries")))
            .await
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_part_that_does_not_come_is_told_and_can_be_retried() {
    in_archive("e2e-archive-part", 100, async |page: Page, records: Vec<Record>| -> Result {
        let n_parts =
            std::fs::read_dir(concat!(env!("CARGO_TARGET_TMPDIR"), "/e2e-archive-part/data/archive"))?.count() - 1;
        for part in 0..n_parts {
            page.site.fail(&format!("/data/archive/{part}.txt"), Fault::Truncated(3));
        }
        page.open("?find=glaxi").await?;
        page.find("button", "Retry").await?;
        assert!(sentence(&page).await?.ends_with("so far"));
        page.site.heal();
        page.click("button", "Retry").await?;
        expect_sentence(&page, &count(&records, "glaxi")).await
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_to_a_release_of_the_index_opens_without_the_index() {
    in_archive("e2e-archive-link", 100, async |page: Page, records: Vec<Record>| -> Result {
        page.open(&format!("?release={}", records[7].number)).await?;
        page.find("heading", &records[7].title).await?;
        assert!(fetched(&page).await?.is_empty());
        page.open("?release=999999_PR9999").await?;
        page.wait_until("it is told that there is no such release", async |page| {
            page.script(
                "return document.querySelector('.asem-release [role=alert]')?.textContent.includes('status 404') ?? false",
            )
            .await
        })
        .await
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_archive_is_for_everyone() {
    in_archive("e2e-archive-everyone", 300, async |page: Page, _| -> Result {
        for (address, width, is_dark) in [
            ("?kind=release", 1440, false),
            ("?find=culture&meeting=summit-7", 320, true),
            ("?find=atlantis", 320, false),
            ("?partner=VN&year=2003", 360, true),
        ] {
            page.set_screen(width, 900, is_dark).await?;
            page.open(address).await?;
            page.wait_until("the archive is here", async |page| Ok(sentence(page).await?.ends_with("322 entries")))
                .await?;
            expect_no_barrier(&page, &format!("{address} at {width} px, dark: {is_dark}")).await?;
            let excess: i64 = page.overflow().await?;
            assert!(excess <= 0, "{address}: {excess} px too wide at {width} px");
        }
        Ok(())
    })
    .await;
}
