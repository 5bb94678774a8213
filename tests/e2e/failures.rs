//! What can go wrong around the page, and what the reader sees then: always something to read, words that help, and a way on.
//!
//! | Fault | Test | The reader sees |
//! | --- | --- | --- |
//! | data 404, 500, cut off, another file, none that is JSON, newer format | `data_that_is_no_use_is_told_and_can_be_retried` | the page as it was built, what is wrong, Retry |
//! | data on their way | `data_that_take_their_time_are_waited_for` | the page as it was built; what they do meanwhile stays |
//! | data of another type, or huge | `data_of_an_odd_type_or_size_are_taken_all_the_same` | the page, live |
//! | no map | `without_the_map_the_rest_works_and_the_map_can_be_retried` | all but the map, and a Retry in its place |
//! | wasm 404, 503, cut off | `a_program_that_does_not_come_leaves_an_honest_line` | the page as it was built, a line, Retry, a report |
//! | wasm or its script changed on the way (integrity) | `a_program_that_somebody_has_changed_is_refused` | the same |
//! | the part of the wasm that makes the page live: 404, cut off, changed, on its way | `the_filters_answer_also_where_the_live_page_does_not_come` | the page as it was built, whose search and filters work, a line, Retry, a report |
//! | the part of the wasm that comes last: 404, cut off, changed, on its way | `a_rest_that_does_not_come_takes_nothing_away` | the views, live; the rest as it was built, a line, Try again |
//! | wasm of a wrong type | `a_program_of_the_wrong_type_starts` | the page, live |
//! | wasm forbidden by the host's policy | `a_policy_without_wasm_leaves_an_honest_line` | the page as it was built, a line, Retry, a report |
//! | a browser without WebAssembly | `a_browser_without_webassembly_keeps_the_page_with_an_honest_line` | the same, with that reason |
//! | script off | `prerendered::without_script_every_view_is_there_and_links_lead_on` | the page as it was built, with pages behind its links |
//! | storage and workers denied | `where_nothing_may_be_kept_the_page_works` | the page, live |
//! | clipboard denied | `newsroom::where_the_clipboard_is_denied_the_text_is_shown_selected`, `newsroom::where_there_is_no_clipboard_the_text_is_shown_selected`, `builder::where_the_clipboard_is_denied_the_snippet_is_shown_selected` | the text, selected |
//! | history denied | `where_the_address_may_not_change_the_page_works` | the page, live; the address stays |
//! | the network goes away at any step of the first visit | `the_network_may_go_away_at_any_step` | what is there so far, what is wrong, Retry |
//! | no network after a visit | `offline::after_the_first_visit_no_network_is_needed_at_any_path`, and others there | the page, live |
//! | memory used up, the program stopped | `a_program_that_stops_leaves_what_it_showed_a_way_on_and_a_report` | what the page showed, Start again, a report to copy |
//! | an interface of the browser throws | `a_browser_that_throws_while_the_page_is_made_leaves_it_readable` | the page as it was built, a line, Retry, a report |
//! | clock wrong | `a_wrong_clock_changes_no_fact` | the page, live |
//! | locale odd | `an_odd_locale_leaves_the_page_in_english` | the page, live |
//! | back from another site (back-forward cache) | `back_from_another_site_the_page_goes_on` | the page as it was left, live |
//! | two tabs of different versions | `offline::an_update_never_mixes_versions` | each of one version as a whole |

use crate::everyone::expect_no_barrier;
use crate::harness::{
    Engine, Fault, Page, Result, bare_html, built, built_part, built_text, folder_with, in_browser, in_browser_over,
    skips,
};
use crate::newsroom::{clipboard, deny_copying};
use serde_json::json;
use thirtyfour::prelude::*;

const DATA: &str = "/data/asem.json";
const MAP: &str = "/map/partners.json";

/// Expects the focus on the heading over the views: the button that had it is gone.
async fn expect_focus_on_heading(page: &Page) -> Result {
    page.wait_until("the heading has the focus", async |page| {
        page.script("return document.activeElement?.textContent === 'Partners'").await
    })
    .await
}

/// Opens the page with a fault of the data file, expects the message, retries in vain, then with success.
async fn fails_then_recovers(page: Page, fault: Fault, message: &str) -> Result {
    page.site.fail(DATA, fault);
    page.open("?partner=VN").await?;
    assert_eq!(page.progress().await?, "failed", "expected: {message}");
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
    page.wait_until_live().await?;
    page.expect_status("All 45 partners, as of 11 May 2010. Selected: Viet Nam").await
}

/// The data file as it was built.
fn data() -> String {
    built_text("data/asem.json")
}

/// Opens an address with each fault that a part of the program may have, and says whether the reader is told of it.
async fn with_each_fault_of(part: &str, address: &str, test: impl AsyncFn(&Page, bool) -> Result) {
    in_browser(async |page: Page| -> Result {
        for fault in [Fault::Status(404), Fault::Truncated(2000), Fault::Appended(b"\0\x02\x01x"), Fault::Held] {
            let is_told = !matches!(fault, Fault::Held);
            page.bypass_worker().await?;
            page.site.fail(&built_part(part), fault);
            page.browser.goto(format!("{}/{address}", page.site.origin)).await?;
            test(&page, is_told).await?;
        }
        Ok(())
    })
    .await;
}

/// Whom the board shows, and the count that the filter of Asia promises.
async fn shown(page: &Page) -> Result<(Vec<String>, String)> {
    page.script(
        "const shown = '[data-view=board] .asem-tile:is([data-emphasis=match], [data-emphasis=selected])';
         const asia = document.querySelector('input[name=side][value=asia]').closest('label');
         return [[...document.querySelectorAll(shown)].map((tile) => tile.dataset.partner),
                 asia.querySelector('.asem-facet__count').textContent]",
    )
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_filters_answer_also_where_the_live_page_does_not_come() {
    with_each_fault_of("page", "?side=asia", async |page: &Page, is_told| -> Result {
        // What the address asks for is there from the start, fields included.
        page.wait_until("the filters answer", async |page| {
            page.script("return document.documentElement.dataset.filters === 'live'").await
        })
        .await?;
        page.expect_status("16 of 45 partners: ASEM Asia, as of 11 May 2010").await?;
        assert!(page.script::<bool>("return document.querySelector('input[name=side][value=asia]').checked").await?);
        page.search("burma").await?;
        page.expect_status("1 of 45 partners: ASEM Asia, matching “burma”, as of 11 May 2010").await?;
        assert_eq!(shown(page).await?, (vec!["MM".to_owned()], "1".to_owned()));
        let rest: Vec<String> = page
            .script(
                "const note = (at) => document.querySelector(at).textContent.replace(/\\s+/g, ' ').trim();
                 const map = document.querySelector('#map [data-partner=HU] a').getAttribute('aria-label');
                 const groups = [...document.querySelectorAll('#list tbody:not([hidden])')].length;
                 return [note('[data-section=asia] .asem-board__title'), map, String(groups)]",
            )
            .await?;
        assert_eq!(rest[0], "Asia 1 of 16");
        assert!(rest[1].ends_with(", filtered out"), "{}", rest[1]);
        assert_eq!(rest[2], "1");
        // The key that sends the form takes nothing away.
        page.script::<()>("document.querySelector('#filters').requestSubmit()").await?;
        page.expect_status("1 of 45 partners: ASEM Asia, matching “burma”, as of 11 May 2010").await?;
        if is_told {
            let line: String = page.script("return document.querySelector('[role=alert]').textContent").await?;
            assert!(line.contains("Search and filters work"), "{line}");
            expect_no_barrier(page, "the page as built, its filters live").await?;
            page.expect_all_views_in_sight().await?;
            page.find("searchbox", "Search by name or code").await?;
            page.site.heal();
            page.click("button", "Retry").await?;
            page.wait_until_live().await?;
            page.expect_status("16 of 45 partners: ASEM Asia, as of 11 May 2010").await?;
        } else {
            page.site.heal();
            page.wait_until_live().await?;
            // What was typed goes on in the live page.
            page.expect_status("1 of 45 partners: ASEM Asia, matching “burma”, as of 11 May 2010").await?;
            assert_eq!(shown(page).await?, (vec!["MM".to_owned()], "1".to_owned()));
        }
        Ok(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_filters_wait_for_the_live_page_where_the_page_as_built_cannot_show_the_answer() {
    in_browser(async |page: Page| -> Result {
        page.bypass_worker().await?;
        page.site.fail(&built_part("page"), Fault::Held);
        page.browser.goto(format!("{}/?asof=1996-03-01", page.site.origin)).await?;
        page.search("viet").await?;
        page.site.heal();
        page.wait_until_live().await?;
        page.expect_status("1 of 26 partners: matching “viet”, as of 1 March 1996").await
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rest_that_does_not_come_takes_nothing_away() {
    with_each_fault_of("rest", "", async |page: &Page, is_told| -> Result {
        page.wait_until("the views are live", async |page| Ok(page.progress().await? == "live")).await?;
        page.script::<()>("document.querySelector('input[name=side][value=asia]').click()").await?;
        page.expect_status("16 of 45 partners: ASEM Asia, as of 11 May 2010").await?;
        let release = "return document.querySelector('#release').textContent.includes('100505_PR1008')";
        assert!(page.script::<bool>(release).await?, "the release can be read");
        if is_told {
            page.site.heal();
            page.click("button", "Try again").await?;
            expect_focus_on_heading(page).await?;
        } else {
            page.site.heal();
        }
        page.wait_until_live().await?;
        page.script::<()>("document.querySelector('[data-view=board] [data-partner=VN] a').click()").await?;
        page.find("heading", "Viet Nam").await?;
        Ok(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn data_that_is_no_use_is_told_and_can_be_retried() {
    in_browser(async |page: Page| -> Result {
        let other = |text: &str| Fault::Other(text.to_owned());
        for (fault, message) in [
            (Fault::Status(404), "data/asem.json is not on the server (status 404)."),
            (Fault::Status(500), "The server did not give out data/asem.json (status 500). Try again in a while."),
            (Fault::Truncated(2000), "an end too early"),
            (other(""), "found an empty file; use a complete copy of the file"),
            (other("{}"), "expected at least one partner, found none; add the partner"),
            (other("[]"), "expected an object, found a list"),
            (Fault::Page("<!doctype html><title>Log in first</title>".to_owned()), "found a file that begins with"),
            (
                Fault::Other(data().replacen("\"format\": 1", "\"format\": 2", 1)),
                "the file is for a newer version of this program",
            ),
        ] {
            // It would have the data of before.
            page.bypass_worker().await?;
            fails_then_recovers(page.clone(), fault, message).await?;
        }
        Ok(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn data_that_take_their_time_are_waited_for() {
    in_browser(async |page: Page| -> Result {
        page.site.fail(DATA, Fault::Held);
        page.browser.goto(page.site.address("")).await?;
        assert_eq!(page.progress().await?, "static");
        page.find("heading", "Partners").await?;
        page.search("viet").await?;
        page.wait_until("the page says that it is not complete", async |page| {
            page.script("return document.querySelector('.asem-waiting').checkVisibility({ visibilityProperty: true })")
                .await
        })
        .await?;
        page.go_live().await?;
        page.expect_status("1 of 45 partners: matching “viet”, as of 11 May 2010").await?;
        assert!(!page.script::<bool>("return document.querySelector('.asem-waiting').checkVisibility()").await?);
        Ok(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn data_of_an_odd_type_or_size_are_taken_all_the_same() {
    in_browser(async |page: Page| -> Result {
        let listed =
            |n: u32| format!("{{ \"number\": \"PR{n}\", \"date\": \"2001-02-03\", \"title\": \"Release {n}\" }}");
        let archive = (0..50_000).map(listed).collect::<Vec<_>>().join(",\n");
        let huge = data().replacen("\"format\": 1,", &format!("\"format\": 1, \"archive\": [{archive}], "), 1);
        assert!(huge.len() > 3_000_000);
        for fault in [
            Fault::Typed("text/html"),
            Fault::Typed("application/octet-stream"),
            Fault::Typed("video/mp4"),
            Fault::Other(huge),
        ] {
            page.site.fail(DATA, fault);
            page.open("?partner=VN").await?;
            assert_eq!(page.progress().await?, "live");
            page.expect_status("All 45 partners, as of 11 May 2010. Selected: Viet Nam").await?;
        }
        page.search("hung").await?;
        page.expect_status("1 of 45 partners: matching “hung”, as of 11 May 2010. Selected: Viet Nam").await
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
        expect_focus_on_heading(&page).await?;
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
    for fault in [Fault::Status(404), Fault::Status(503), Fault::Truncated(2000)] {
        in_browser(async |page: Page| -> Result {
            page.site.fail(&format!("/{}", built("_bg.wasm")), fault);
            stays_readable_then_starts(&page).await
        })
        .await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_of_the_wrong_type_starts() {
    in_browser(async |page: Page| -> Result {
        // As hosts hand it out that have never heard of it.
        for media_type in ["application/octet-stream", "text/plain"] {
            page.site.fail(&format!("/{}", built("_bg.wasm")), Fault::Typed(media_type));
            page.open("").await?;
            assert_eq!(page.progress().await?, "live", "{media_type}");
        }
        Ok(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_policy_without_wasm_leaves_an_honest_line() {
    let built = built_text("index.html");
    let stricter = built.replacen(" 'wasm-unsafe-eval'", "", 1);
    assert_ne!(stricter, built);
    let folder = folder_with("stricter-policy", "index.html", &stricter);
    in_browser_over(Some(&folder), async |page: Page| -> Result {
        page.open("?side=asia").await?;
        expect_readable(&page, "The dashboard could not be started;").await?;
        let report: String = page.script("return document.querySelector('[aria-label=Report]').value").await?;
        assert!(
            report.contains("CompileError")
                && ["Content Security Policy", "CSP"].iter().any(|name| report.contains(name)),
            "{report}"
        );
        // The editor mends it.
        std::fs::write(folder.join("index.html"), &built).unwrap();
        page.click("button", "Retry").await?;
        page.wait_until_live().await?;
        page.expect_status("16 of 45 partners: ASEM Asia, as of 11 May 2010").await
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

async fn expect_readable(page: &Page, message: &str) -> Result {
    assert_eq!(page.progress().await?, "failed");
    let alert: String = page.script("return document.querySelector('[role=alert]').textContent").await?;
    assert!(alert.starts_with(message), "{alert}");
    page.expect_all_views_in_sight().await?;
    page.find("heading", "Partners").await?;
    // Nothing is offered that would not answer.
    let dead: Vec<String> = page
        .script(
            "return [...document.querySelectorAll('#app :is(input, select, button)')]
                .filter((field) => field.checkVisibility()).map((field) => field.outerHTML)
                .filter((html) => !html.includes('asem-list__'))",
        )
        .await?;
    assert!(dead.is_empty(), "{dead:?}");
    Ok(())
}

async fn stays_readable_then_starts(page: &Page) -> Result {
    page.open("").await?;
    expect_readable(page, "The dashboard could not be started; what is below can still be read.").await?;
    page.site.heal();
    page.click("button", "Retry").await?;
    page.wait_until_live().await
}

/// Gives the page a function that takes all memory that the program could get: what follows is what follows where it is used
/// up, and the trap is the program's own. A panic of the program ends in the same trap.
const MEMORY: &str = "
    const { instantiateStreaming } = WebAssembly;
    WebAssembly.instantiateStreaming = async (...given) => {
        const made = await instantiateStreaming(...given);
        const { memory } = made.instance.exports;
        // The part that comes later has none of its own.
        if (!memory) return made;
        window.useUpMemory = () => {
            for (let pages = 32768; pages >= 1; pages /= 2) {
                try {
                    while (true) memory.grow(pages);
                } catch {
                    // Less, then.
                }
            }
        };
        return made;
    };";

/// A state with all that there is to close, clear and go through.
const ADDRESS: &str = "?side=asia&partner=VN&compare=VN%2CJP&find=asem&meeting=cmm-4&view=list&lang=km";

/// A text that has no room then.
const LONG: &str = "'long '.repeat(1_000_000)";

/// Types that text into the search.
fn type_long() -> String {
    format!(
        "const field = document.querySelector('#search');
         field.value = {LONG};
         field.dispatchEvent(new Event('input', {{ bubbles: true }}))"
    )
}

/// Uses the memory up, and does what needs more of it, until the page has stopped.
async fn stop_by(page: &Page, does: &str) -> Result {
    page.script::<()>(&format!("useUpMemory(); {does}")).await?;
    page.wait_until("the page has stopped", async |page| Ok(page.progress().await? == "failed")).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_that_stops_leaves_what_it_showed_a_way_on_and_a_report() {
    in_browser(async |page: Page| -> Result {
        page.before_load(MEMORY).await?;
        // In an answer to what the reader does, and in a task of its own.
        let dropped = format!(
            "const files = new DataTransfer();
             files.items.add(new File([{LONG}], 'long.json'));
             document.body.dispatchEvent(new DragEvent('drop', {{ bubbles: true, cancelable: true, dataTransfer: files }}))"
        );
        for (n, does) in [type_long(), dropped].into_iter().enumerate() {
            page.open(ADDRESS).await?;
            page.wait_for_map().await?;
            page.wait_until("the names in the reader's language are there", async |page| {
                page.script("return document.querySelector('[data-view=list] [lang=km]') !== null").await
            })
            .await?;
            let status = page.status().await?;
            stop_by(&page, &does).await?;
            expect_readable(&page, "The dashboard has stopped. What is below can still be read,").await?;
            page.find("heading", "Viet Nam").await?;
            expect_no_barrier(&page, "stopped").await?;

            page.browser.find(By::XPath("//summary[.='Report']")).await?.click().await?;
            let report: String = page.script("return document.querySelector('[aria-label=Report]').value").await?;
            let browser: String = page.script("return navigator.userAgent").await?;
            for part in ["RuntimeError", &built("_bg.wasm"), ADDRESS, &browser] {
                assert!(report.contains(part), "{part} is not in {report}");
            }
            let is_denied = n == 1 && Engine::of_run() == Engine::Chromium;
            if is_denied {
                deny_copying(&page).await?;
            }
            page.click("button", "Copy the report").await?;
            if !is_denied {
                page.find("button", "Report copied").await?;
                assert_eq!(clipboard(&page).await?.0, report);
            } else {
                page.find("button", "It is selected: copy it by hand").await?;
                let is_selected = "const { selectionStart, selectionEnd, value } = document.activeElement;
                    return selectionStart === 0 && selectionEnd === value.length";
                assert!(page.script::<bool>(is_selected).await?);
            }

            // A link leads on, as one of a page; and Start again opens what was there.
            if n == 0 {
                page.click("link", "Malaysia ម៉ាឡេស៊ី Listed").await?;
                page.wait_until_live().await?;
                assert!(page.status().await?.ends_with(". Selected: Malaysia"), "{}", page.status().await?);
            } else {
                page.click("button", "Start again").await?;
                page.wait_until_live().await?;
                page.expect_status(&status).await?;
            }
        }
        Ok(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn where_the_program_has_stopped_back_leads_back() {
    in_browser(async |page: Page| -> Result {
        page.before_load(MEMORY).await?;
        page.open("?side=europe").await?;
        page.click("link", "Hungary Co-organiser").await?;
        page.expect_status("27 of 45 partners: ASEM Europe, as of 11 May 2010. Selected: Hungary").await?;
        stop_by(&page, &type_long()).await?;
        page.browser.back().await?;
        page.wait_until_live().await?;
        page.expect_status("27 of 45 partners: ASEM Europe, as of 11 May 2010").await
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_browser_that_throws_while_the_page_is_made_leaves_it_readable() {
    in_browser(async |page: Page| -> Result {
        // An interface that the program cannot know to fail, while the page is made.
        page.before_load("Object.defineProperty(Navigator.prototype, 'languages', { get: () => { throw new TypeError('not today') } })",
        )
        .await?;
        page.open("?side=asia").await?;
        expect_readable(&page, "The dashboard could not be started; what is below can still be read.").await?;
        let report: String = page.script("return document.querySelector('[aria-label=Report]').value").await?;
        assert!(report.contains("TypeError: not today"), "{report}");
        Ok(())
    })
    .await;
}

/// Uses search, selection, views.
async fn use_page(page: &Page) -> Result {
    page.open("").await?;
    assert_eq!(page.progress().await?, "live");
    page.search("viet").await?;
    page.expect_status("1 of 45 partners: matching “viet”, as of 11 May 2010").await?;
    page.click("link", "Viet Nam Host").await?;
    page.expect_status("1 of 45 partners: matching “viet”, as of 11 May 2010. Selected: Viet Nam").await?;
    page.click("link", "Map").await?;
    page.wait_for_map().await?;
    page.click("link", "List").await?;
    page.wait_until("the list shows Viet Nam", async |page| Ok(page.selected("list").await? == ["VN"])).await
}

#[tokio::test(flavor = "multi_thread")]
async fn where_nothing_may_be_kept_the_page_works() {
    in_browser(async |page: Page| -> Result {
        page.before_load(
            "const denied = () => { throw new DOMException('denied', 'SecurityError') };
             for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches', 'cookieStore']) {
                 Object.defineProperty(window, name, { get: denied });
             }
             Object.defineProperty(document, 'cookie', { get: denied, set: denied });
             Object.defineProperty(Navigator.prototype, 'serviceWorker', { get: denied });",
        )
        .await?;
        use_page(&page).await
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn where_the_address_may_not_change_the_page_works() {
    in_browser(async |page: Page| -> Result {
        page.before_load(
            "for (const name of ['pushState', 'replaceState']) {
                 History.prototype[name] = () => { throw new DOMException('denied', 'SecurityError') };
             }",
        )
        .await?;
        use_page(&page).await?;
        assert_eq!(page.address().await?, "");
        page.open("partner/VN.html").await?;
        page.expect_status("All 45 partners, as of 11 May 2010. Selected: Viet Nam").await
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_network_may_go_away_at_any_step() {
    in_browser(async |page: Page| -> Result {
        if skips(&[Engine::Firefox, Engine::WebKit], "its driver cannot lose some files and have others") {
            return Ok(());
        }
        page.bypass_worker().await?;
        let tools = page.browser.cdp();
        let lose = async |what: &str| -> Result {
            let what = if what.is_empty() { Vec::new() } else { vec![what] };
            tools.send_raw("Network.setBlockedURLs", json!({ "urls": what })).await?;
            Ok(())
        };
        // After the page itself: whose pages are links.
        lose("*/boot-*.js").await?;
        page.browser.goto(page.site.address("")).await?;
        page.wait_until("the page says that it is not complete", async |page| {
            page.script("return document.querySelector('.asem-waiting').checkVisibility({ visibilityProperty: true })")
                .await
        })
        .await?;
        page.click("link", "Viet Nam Host").await?;
        page.find("heading", "Viet Nam").await?;
        // Before the program.
        for file in ["*/asem-dashboard-*.js", "*_bg.wasm"] {
            lose(file).await?;
            page.open("?side=asia").await?;
            expect_readable(&page, "The dashboard could not be started;").await?;
            lose("").await?;
            page.click("button", "Retry").await?;
            page.wait_until_live().await?;
            page.expect_status("16 of 45 partners: ASEM Asia, as of 11 May 2010").await?;
        }
        // Before the data.
        lose("*/data/asem.json").await?;
        page.open("?side=asia").await?;
        let alert: String = page.script("return document.querySelector('[role=alert]').textContent").await?;
        assert!(alert.contains("could not be reached. Check the network connection, then try again."), "{alert}");
        lose("").await?;
        page.click("button", "Retry").await?;
        page.wait_until_live().await?;
        page.expect_status("16 of 45 partners: ASEM Asia, as of 11 May 2010").await?;
        // Once all is there nothing more is needed.
        lose("").await?;
        page.open("").await?;
        lose("*").await?;
        page.search("viet").await?;
        page.expect_status("1 of 45 partners: matching “viet”, as of 11 May 2010").await?;
        page.click("link", "Map").await?;
        page.wait_for_map().await
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_clock_changes_no_fact() {
    for day in ["'1970-01-01'", "'1995-12-31'", "'9999-12-31'", "'+275760-09-13'", "'-000001-01-01'", "NaN"] {
        in_browser(async |page: Page| -> Result {
            let clock = format!(
                "const Real = Date;
                 window.Date = class extends Real {{
                     constructor(...given) {{ super(...(given.length ? given : [{day}])) }}
                     static now() {{ return new Real({day}).getTime() }}
                 }};"
            );
            page.before_load(&clock).await?;
            use_page(&page).await?;
            page.open("?meeting=summit-7").await?;
            let text: String = page.script("return document.body.innerText").await?;
            assert!(text.contains("24–25 October 2008"), "{day}");
            Ok(())
        })
        .await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_odd_locale_leaves_the_page_in_english() {
    for languages in [
        "[]",
        "['']",
        "['*', 'x-klingon', '../../data', 'C', 'en_US.UTF-8', '\u{1f937}']",
        "['tlh-Latn-u-nu-arab']",
        "undefined",
    ] {
        in_browser(async |page: Page| -> Result {
            page.before_load(&format!(
                "Object.defineProperty(Navigator.prototype, 'languages', {{ get: () => {languages} }})"
            ))
            .await?;
            if Engine::of_run() == Engine::Chromium {
                let tools = page.browser.cdp();
                tools.send_raw("Emulation.setLocaleOverride", json!({ "locale": "ar-EG-u-nu-arab" })).await?;
                tools.send_raw("Emulation.setTimezoneOverride", json!({ "timezoneId": "Pacific/Kiritimati" })).await?;
            }
            use_page(&page).await?;
            assert_eq!(page.script::<usize>("return document.querySelectorAll('.asem-beside').length").await?, 0);
            Ok(())
        })
        .await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn back_from_another_site_the_page_goes_on() {
    in_browser(async |page: Page| -> Result {
        page.open("?side=asia").await?;
        page.search("viet").await?;
        page.expect_status("1 of 45 partners: ASEM Asia, matching “viet”, as of 11 May 2010").await?;
        page.script::<()>(
            "window.isKept = true; addEventListener('pageshow', ({ persisted }) => (window.isRestored = persisted))",
        )
        .await?;
        page.browser.goto(format!("{}portal.js", page.site.portal("localhost").await)).await?;
        page.browser.back().await?;
        page.wait_until("the page is there", async |page| Ok(page.progress().await.is_ok_and(|now| now == "live")))
            .await?;
        let why: serde_json::Value = page
            .script("return window.isKept && window.isRestored ? 'same' : performance.getEntriesByType('navigation')[0].notRestoredReasons")
            .await?;
        assert_eq!(why, "same", "it is the very same page");
        page.expect_status("1 of 45 partners: ASEM Asia, matching “viet”, as of 11 May 2010").await?;
        page.find("searchbox", "Search by name or code").await?.clear().await?;
        page.search("japan").await?;
        page.expect_status("1 of 45 partners: ASEM Asia, matching “japan”, as of 11 May 2010").await?;
        page.wait_until("the address follows", async |page| Ok(page.address().await? == "?q=japan&side=asia")).await
    })
    .await;
}
