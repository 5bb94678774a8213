//! What journalists take of a release: its text, quotes with their source, references, paper, links.

use crate::archive::expect_sentence;
use crate::everyone::expect_no_barrier;
use crate::harness::{Engine, Fault, NO_PAPER, Page, Result, in_browser, skips};
use crate::take_away::{folder, saved};
use serde_json::{Value, json};
use thirtyfour::common::print::{PrintPage, PrintParameters};
use thirtyfour::prelude::*;

/// Denies the page to write on the clipboard.
pub async fn deny_copying(page: &Page) -> Result {
    let command = json!({ "permission": { "name": "clipboard-write" }, "setting": "denied" });
    page.browser.cdp().send_raw("Browser.setPermission", command).await?;
    Ok(())
}

pub const NO_DENIAL: &str = "it has no permission to copy that could be denied";

/// What is on the clipboard: as plain text, and as HTML where it is there. The reader pastes it into a page of its own.
pub async fn clipboard(page: &Page) -> Result<(String, Option<String>)> {
    let here = page.browser.window().await?;
    let elsewhere = page.open_another().await?;
    page.browser.switch_to_window(elsewhere).await?;
    page.browser.goto(page.site.address("robots.txt")).await?;
    page.script::<()>(
        "const field = document.createElement('textarea');
         document.body.replaceChildren(field);
         field.focus();
         field.onpaste = ({ clipboardData: data }) => {
             // WebKit writes down what each element would look like.
             const page = new DOMParser().parseFromString(data.getData('text/html'), 'text/html');
             for (const one of page.querySelectorAll('[style]')) one.removeAttribute('style');
             window.pasted = [
                 data.getData('text/plain'), data.types.includes('text/html') ? page.body.innerHTML : null,
             ];
         }",
    )
    .await?;
    page.browser.action_chain().key_down(Key::Control).send_keys("v").key_up(Key::Control).perform().await?;
    page.wait_until("it is pasted", async |page| page.script("return 'pasted' in window").await).await?;
    let pasted = page.script("return pasted").await?;
    page.browser.close_window().await?;
    page.browser.switch_to_window(here).await?;
    Ok(pasted)
}

/// Waits until the page tells this of an errand, at one place only.
pub async fn expect_told(page: &Page, sentence: &str) -> Result {
    page.wait_until(&format!("the page tells {sentence:?}"), async |page| {
        let told: Vec<String> = page
            .script(
                "return [...document.querySelectorAll('.asem-outcome__told')].map((line) => line.textContent)
                    .filter((text) => text)",
            )
            .await?;
        Ok(told == [sentence])
    })
    .await
}

/// Unfolds the ways to quote a paragraph.
async fn unfold_quote(page: &Page, paragraph: &str) -> Result {
    page.click_on(&page.browser.find(By::Css(format!("#{paragraph} + details summary"))).await?).await
}

async fn unfold_references(page: &Page) -> Result {
    page.click_on(&page.browser.find(By::XPath("//summary[. = 'Cite']")).await?).await
}

/// The text of a paragraph on the page.
async fn text_of(page: &Page, paragraph: &str) -> Result<String> {
    page.script(&format!("return document.getElementById('{paragraph}').textContent")).await
}

/// The address of the page up to its query.
async fn site(page: &Page) -> Result<String> {
    page.script("return location.origin + location.pathname").await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_text_is_copied_plain_and_with_its_structure() {
    in_browser(async |page: Page| -> Result {
        page.open("?side=asia").await?;
        page.click("button", "Copy text").await?;
        expect_told(&page, "Copied the text").await?;
        let (text, html) = clipboard(&page).await?;
        let title: String = page.script("return document.getElementById('release-title').textContent").await?;
        assert!(text.starts_with(&format!("Press release no.: 100505_PR1008\n\n11 May 2010\n\n{title}\n\n")), "{text}");
        let html = html.expect("HTML as well");
        assert!(html.contains(&format!("<h1>{title}</h1>")), "{html}");
        for paragraph in ["p1", "p5", "p7", "about-asef", "about-asem"] {
            let words = text_of(&page, paragraph).await?;
            assert!(text.contains(&format!("\n\n{words}\n\n")), "{paragraph}: {text}");
        }
        let address = format!("{}?release=100505_PR1008", site(&page).await?);
        assert!(text.trim_end().ends_with(&address), "{text}");
        assert!(html.contains(&format!("href=\"{address}\"")), "{html}");
        Ok(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_errand_again_is_told_again_and_each_time_once() {
    in_browser(async |page: Page| -> Result {
        page.open("").await?;
        page.script::<()>(
            "window.told = [];
             const tell = (changes) => changes.forEach(({ target }) => {
                if (target.textContent) window.told.push(target.textContent);
             });
             for (const line of document.querySelectorAll('.asem-outcome__told'))
                new MutationObserver(tell).observe(line, { childList: true, characterData: true, subtree: true })",
        )
        .await?;
        for n_times in 1..3 {
            page.click("button", "Copy text").await?;
            page.wait_until("it is told", async |page| {
                page.script(&format!("return window.told.length >= {n_times}")).await
            })
            .await?;
        }
        assert_eq!(page.script::<Vec<String>>("return window.told").await?, ["Copied the text"; 2]);
        assert_eq!(page.status().await?, "All 45 partners, as of 11 May 2010");
        Ok(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_paragraph_is_quoted_in_every_form_by_the_keyboard_alone() {
    in_browser(async |page: Page| -> Result {
        page.open("?view=list").await?;
        let press = async |key: Key| page.browser.action_chain().send_keys(key).perform().await;
        // The last control of the paragraph; from there on, as a reader goes.
        page.script::<()>("[...document.querySelectorAll('#p5 :is(a, button)')].at(-1).focus()").await?;
        press(Key::Tab).await?;
        let focused = "return document.activeElement.textContent.replaceAll(/\\s+/g, ' ')";
        assert_eq!(page.script::<String>(focused).await?, "”Quote paragraph 5");
        let seen: String = page.script("return getComputedStyle(document.activeElement).opacity").await?;
        assert_eq!(seen, "1", "what has the focus is seen");
        press(Key::Enter).await?;
        let words = text_of(&page, "p5").await?;
        let link = format!("{}?release=100505_PR1008#p5", site(&page).await?);
        let source = "— ASEF press release 100505_PR1008, 11 May 2010: Experts call for";
        for (form, told) in [
            ("Text", "Copied the paragraph as text"),
            ("HTML", "Copied the paragraph as HTML"),
            ("Markdown", "Copied the paragraph as Markdown"),
            ("Link", "Copied the link to the paragraph"),
        ] {
            press(Key::Tab).await?;
            assert_eq!(page.script::<String>(focused).await?, format!("Copy paragraph 5 as {form}"));
            press(Key::Enter).await?;
            expect_told(&page, told).await?;
            let (text, html) = clipboard(&page).await?;
            match form {
                "Text" => {
                    assert!(text.starts_with(&format!("“{words}”\n\n{source}")), "{text}");
                    assert!(text.ends_with(&format!("\n{link}\n")), "{text}");
                }
                "HTML" => {
                    assert!(text.starts_with(&format!("<blockquote cite=\"{link}\">\n<p>“{words}”</p>")), "{text}");
                    let html = html.expect("HTML as well");
                    assert!(html.contains(&format!("“{words}”")) && html.contains("<blockquote"), "{html}");
                }
                "Markdown" => {
                    assert!(
                        text.starts_with(&format!("> “{}”\n", words.replace('(', "\\(").replace(')', "\\)"))),
                        "{text}"
                    );
                    assert!(text.ends_with(&format!("]({link})\n")), "{text}");
                }
                _ => assert_eq!(text, link),
            }
        }
        // The link leads to the very paragraph.
        page.open(link.split_once("/?").map(|(_, query)| format!("?{query}")).unwrap().as_str()).await?;
        let target: String = page.script("return document.querySelector(':target').id").await?;
        assert_eq!(target, "p5");
        Ok(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_selected_across_paragraphs_is_quoted_by_the_pointer() {
    in_browser(async |page: Page| -> Result {
        page.open("").await?;
        let (from, to) = (page.browser.find(By::Id("p2")).await?, page.browser.find(By::Id("p3")).await?);
        to.scroll_into_view().await?;
        page.browser
            .action_chain()
            .move_to_element_center(&from)
            .click_and_hold()
            .move_to_element_center(&to)
            .release()
            .perform()
            .await?;
        page.wait_until("the selection can be quoted", async |page| {
            page.script("return document.querySelector('#p3 + details summary').innerText.includes('Quote selection')")
                .await
        })
        .await?;
        unfold_quote(&page, "p3").await?;
        page.click("button", "Copy paragraph 3 as Text").await?;
        expect_told(&page, "Copied the selection as text").await?;
        let (text, _) = clipboard(&page).await?;
        let selected: String = page.script("return getSelection().toString()").await?;
        assert!(!selected.is_empty(), "the selection stays");
        let (end_of_p2, start_of_p3) = text.split_once("\n\n“").unwrap_or_else(|| panic!("two paragraphs: {text}"));
        let start_of_p3 = start_of_p3.split_once('”').expect("an end").0;
        let (p2, p3) = (text_of(&page, "p2").await?, text_of(&page, "p3").await?);
        assert!(p2.ends_with(end_of_p2.trim_start_matches('“')) && p2.len() > end_of_p2.len(), "{text}");
        assert!(p3.starts_with(start_of_p3) && p3.len() > start_of_p3.len(), "{text}");
        assert!(text.ends_with("?release=100505_PR1008#p2\n"), "{text}");
        // Without a selection it is the paragraph again.
        page.script::<()>("getSelection().empty()").await?;
        page.wait_until("the paragraph can be quoted", async |page| {
            page.script("return !document.querySelector('#p3 + details summary').innerText.includes('selection')").await
        })
        .await
    })
    .await;
}

/// Where the page may not copy, expects the text in a field, selected, and that the reader's own keys copy it.
async fn expect_by_hand(page: &Page, start: &str) -> Result {
    expect_told(page, "The browser does not let the page copy. Here is the text.").await?;
    page.wait_until("the field has the focus", async |page| {
        page.script("return document.activeElement.matches('textarea') && document.activeElement.checkVisibility()")
            .await
    })
    .await?;
    let (text, label, is_selected, is_read_only): (String, String, bool, bool) = page
        .script(
            "const field = document.activeElement;
             const isSelected = field.selectionStart === 0 && field.selectionEnd === field.value.length;
             return [field.value, field.labels[0].firstChild.textContent, isSelected, field.readOnly]",
        )
        .await?;
    assert!(text.starts_with(start), "{text}");
    assert_eq!((label.trim(), is_selected, is_read_only), ("Press Ctrl+C (⌘C) to copy", true, true));
    page.browser.action_chain().key_down(Key::Control).send_keys("c").key_up(Key::Control).perform().await
}

#[tokio::test(flavor = "multi_thread")]
async fn where_the_clipboard_is_denied_the_text_is_shown_selected() {
    if skips(&[Engine::Firefox, Engine::WebKit], NO_DENIAL) {
        return;
    }
    in_browser(async |page: Page| -> Result {
        deny_copying(&page).await?;
        expect_all_by_hand(&page).await
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn where_there_is_no_clipboard_the_text_is_shown_selected() {
    in_browser(async |page: Page| -> Result {
        page.before_load("Object.defineProperty(Navigator.prototype, 'clipboard', { get: () => undefined })").await?;
        expect_all_by_hand(&page).await
    })
    .await;
}

async fn expect_all_by_hand(page: &Page) -> Result {
    page.open("?side=asia").await?;
    page.click("button", "Copy text").await?;
    expect_by_hand(page, "Press release no.: 100505_PR1008").await?;
    let copied = clipboard(page).await?.0;
    assert!(copied.starts_with("Press release no.: 100505_PR1008"), "copied by hand: {copied}");
    expect_no_barrier(page, "text to copy by hand").await?;
    unfold_quote(page, "p4").await?;
    page.click("button", "Copy paragraph 4 as Markdown").await?;
    expect_by_hand(page, "> “These and other recommendations").await?;
    unfold_references(page).await?;
    page.click("button", "Copy RIS").await?;
    expect_by_hand(page, "TY  - RPRT").await?;
    let share = page.browser.find(By::Css(".asem-share button")).await?;
    page.click_on(&share).await?;
    expect_by_hand(page, &format!("{}?side=asia", site(page).await?)).await?;
    // One field at a time.
    let n_fields: usize = page
        .script("return [...document.querySelectorAll('textarea')].filter((field) => field.checkVisibility()).length")
        .await?;
    assert_eq!(n_fields, 1);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn references_and_text_are_copied_and_saved() {
    in_browser(async |page: Page| -> Result {
        let folder = folder(&page, "newsroom").await?;
        page.open("").await?;
        page.click("button", "Download text").await?;
        let text = String::from_utf8(saved(&folder, "100505_PR1008.txt").await).unwrap();
        assert!(text.starts_with("Press release no.: 100505_PR1008\n\n11 May 2010\n"), "{text}");
        expect_told(&page, "Saved 100505_PR1008.txt").await?;
        unfold_references(&page).await?;
        for (form, ending, start) in
            [("RIS", "ris", "TY  - RPRT\r\n"), ("BibTeX", "bib", "@misc{"), ("CSL-JSON", "json", "[{")]
        {
            page.click("button", &format!("Save {form}")).await?;
            let name = format!("100505_PR1008.{ending}");
            let file = String::from_utf8(saved(&folder, &name).await).unwrap();
            assert!(file.starts_with(start), "{file}");
            expect_told(&page, &format!("Saved {name}")).await?;
            page.click("button", &format!("Copy {form}")).await?;
            expect_told(&page, &format!("Copied the reference as {form}")).await?;
            assert_eq!(clipboard(&page).await?.0.replace("\r\n", "\n"), file.replace("\r\n", "\n"));
            if form == "CSL-JSON" {
                let read: Value = serde_json::from_str(&file).unwrap();
                assert_eq!(read[0]["URL"], format!("{}?release=100505_PR1008", site(&page).await?));
            }
        }
        Ok(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_summary_and_a_contact_are_read_copied_saved_and_found() {
    const SUMMARY: &str = "Ministries are asked to coordinate better";
    const CONTACT: &str = "Press office, press@example.org";
    in_browser(async |page: Page| -> Result {
        let mut data: Value = serde_json::from_str(include_str!("../../public/data/asem.json")).expect("JSON");
        data["releases"][0]["summary"] = SUMMARY.into();
        data["releases"][0]["contact"] = CONTACT.into();
        page.site.fail("/data/asem.json", Fault::Other(data.to_string()));
        let folder = folder(&page, "summary").await?;
        page.open("").await?;
        let read: String = page.script("return document.querySelector('.asem-release').innerText").await?;
        let (title, summary, text) = (read.find("Experts call"), read.find(SUMMARY), read.find("Officials from"));
        assert!(title < summary && summary < text, "under the title, over the text: {read}");
        let lines: Vec<&str> = read.lines().filter(|line| !line.is_empty()).collect();
        assert!(lines.windows(2).any(|pair| pair == ["Contact", CONTACT]), "{read}");
        page.click("button", "Copy text").await?;
        expect_told(&page, "Copied the text").await?;
        page.click("button", "Download text").await?;
        let file = String::from_utf8(saved(&folder, "100505_PR1008.txt").await).unwrap();
        for taken in [clipboard(&page).await?.0, file] {
            assert!(taken.contains(&format!("\n\n{SUMMARY}\n\nOfficials")), "{taken}");
            assert!(taken.contains(&format!("\n\n{CONTACT}\n\n")), "{taken}");
        }
        for word in ["coordinate+better", "press%40example"] {
            page.open(&format!("?find={word}")).await?;
            expect_sentence(&page, "1 of 22 entries").await?;
        }
        Ok(())
    })
    .await;
}

/// The pages of a print, each as its text without any space, and the paper's width and height in points.
async fn printed(page: &Page, (width, height): (f64, f64)) -> Result<Vec<(String, f32, f32)>> {
    let parameters = PrintParameters {
        page: PrintPage { width, height },
        background: false,
        shrink_to_fit: false,
        ..PrintParameters::default()
    };
    let pdf = page.browser.print_page(parameters).await?;
    let pdf = lopdf::Document::load_mem(&pdf).expect("a PDF");
    let pages = pdf.get_pages().into_iter().map(|(number, id)| {
        let text = pdf.extract_text(&[number]).expect("text");
        let mut text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        // Fonts join letters.
        for (joined, letters) in [("ﬀ", "ff"), ("ﬁ", "fi"), ("ﬂ", "fl"), ("ﬃ", "ffi"), ("ﬄ", "ffl")] {
            text = text.replace(joined, letters);
        }
        let own = pdf.get_dictionary(id).expect("a page");
        let paper = own.get(b"MediaBox").and_then(lopdf::Object::as_array).expect("its paper");
        (text, paper[2].as_float().expect("points"), paper[3].as_float().expect("points"))
    });
    Ok(pages.collect())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_release_alone_is_printed_on_a4_and_letter() {
    if skips(&[Engine::WebKit], NO_PAPER) {
        return;
    }
    in_browser(async |page: Page| -> Result {
        // A browser without a screen has no dialogue.
        page.before_load("window.print = () => { window.asked = (window.asked ?? 0) + 1 }").await?;
        page.open("?side=asia&partner=VN").await?;
        let squeezed = |text: &str| -> String { text.chars().filter(|c| !c.is_whitespace()).collect() };
        let status = squeezed(&page.status().await?);
        for (n_asked, (paper, points)) in
            [((21.0, 29.7), (595.0, 842.0)), ((21.59, 27.94), (612.0, 792.0))].into_iter().enumerate()
        {
            page.click("button", "Print this release").await?;
            page.wait_until("the page asks to be printed", async |page| {
                page.script(&format!("return window.asked === {}", n_asked + 1)).await
            })
            .await?;
            let pages = printed(&page, paper).await?;
            assert_eq!(pages.len(), 2, "{pages:?}");
            for (_, width, height) in &pages {
                assert!((width - points.0).abs() < 2.0 && (height - points.1).abs() < 2.0, "{width} x {height}");
            }
            let text: String = pages.iter().map(|(text, ..)| text.as_str()).collect();
            assert!(text.contains("Pressreleaseno.:100505_PR100811May2010Experts"), "{text}");
            for paragraph in ["release-title", "p1", "p2", "p3", "p4", "p5", "p6", "p7"] {
                assert!(text.contains(&squeezed(&text_of(&page, paragraph).await?)), "{paragraph} is not in {text}");
            }
            let source = format!(
                "Source:ASEFpressrelease100505_PR1008,11May2010.ASEMvisibilitydashboard,asof11May2010:{}?release=100505_PR1008",
                site(&page).await?
            );
            assert!(text.contains(&source), "{source} is not in {text}");
            for other in [status.as_str(), "Skiptotherelease", "Quote", "Copytext", "Whatitrecommends"] {
                assert!(!text.contains(other), "{other} is in {text}");
            }
            // Printed as usual, it is the page again.
            page.wait_until("printing is over", async |page| {
                page.script("return !document.documentElement.hasAttribute('data-print')").await
            })
            .await?;
            let usual: String = printed(&page, paper).await?.into_iter().map(|(text, ..)| text).collect();
            assert!(usual.contains(&status) && !usual.contains("Source:ASEFpress"), "{usual}");
        }
        Ok(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_is_shared_as_it_is() {
    in_browser(async |page: Page| -> Result {
        page.before_load(
            "window.shared = [];
             window.refuse = null;
             Object.defineProperty(Navigator.prototype, 'share', { configurable: true, value: async (data) => {
                window.shared.push(data);
                if (window.refuse) throw new DOMException('no', window.refuse);
             } })",
        )
        .await?;
        page.open("?side=asia&partner=VN").await?;
        let address: String = page.script("return location.href").await?;
        for place in [".asem-share", ".asem-release-actions"] {
            let share = page.browser.find(By::XPath(if place == ".asem-share" {
                "//main//button[normalize-space() = 'Share this page']"
            } else {
                "//article//button[normalize-space() = 'Share this page']"
            }));
            share.await?.send_keys(Key::Enter + "").await?;
            page.wait_until("the page is shared", async |page| page.script("return window.shared.length === 1").await)
                .await?;
            let shared: Value = page.script("return window.shared.pop()").await?;
            let expected = json!({
                "title": "Viet Nam · ASEM visibility dashboard",
                "text": "16 of 45 partners: ASEM Asia, as of 11 May 2010. Selected: Viet Nam",
                "url": address,
            });
            assert_eq!(shared, expected, "{place}");
        }
        // Who thinks better of it is told nothing; where the device refuses, the link is copied.
        for (refusal, sentence) in [("AbortError", None), ("NotAllowedError", Some("Copied the link"))] {
            page.script::<()>(&format!("window.refuse = '{refusal}'")).await?;
            page.click_on(&page.browser.find(By::Css(".asem-share button")).await?).await?;
            page.wait_until("the page is shared", async |page| page.script("return window.shared.length === 1").await)
                .await?;
            page.script::<()>("window.shared = []").await?;
            match sentence {
                None => {
                    let told: String = page
                        .script("return document.querySelector('.asem-share .asem-outcome__told').textContent")
                        .await?;
                    assert_eq!(told, "");
                }
                Some(sentence) => {
                    expect_told(&page, sentence).await?;
                    assert_eq!(clipboard(&page).await?.0, address);
                }
            }
        }
        Ok(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_way_to_share_the_link_is_copied() {
    in_browser(async |page: Page| -> Result {
        page.before_load("delete Navigator.prototype.share").await?;
        page.open("?q=viet&view=list").await?;
        page.click_on(&page.browser.find(By::Css(".asem-share button")).await?).await?;
        expect_told(&page, "Copied the link").await?;
        let copied = clipboard(&page).await?.0;
        assert_eq!(copied, page.script::<String>("return location.href").await?);
        page.open(copied.split_once("/?").map(|(_, query)| format!("?{query}")).unwrap().as_str()).await?;
        page.expect_status("1 of 45 partners: matching “viet”, as of 11 May 2010").await
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_unfolded_has_no_barrier_and_large_enough_targets() {
    in_browser(async |page: Page| -> Result {
        for (width, is_dark) in [(1440, false), (320, true)] {
            page.set_screen(width, 900, is_dark).await?;
            page.open("").await?;
            unfold_references(&page).await?;
            unfold_quote(&page, "p5").await?;
            page.click("button", "Copy paragraph 5 as HTML").await?;
            expect_told(&page, "Copied the paragraph as HTML").await?;
            expect_no_barrier(&page, &format!("the newsroom at {width} px, dark: {is_dark}")).await?;
            let smallest: f64 = page
                .script(
                    "return Math.min(...[...document.querySelectorAll('#release :is(summary, button), .asem-share button')]
                        .filter((target) => target.checkVisibility())
                        .flatMap((target) => { const box = target.getBoundingClientRect(); return [box.width, box.height]; }))",
                )
                .await?;
            assert!(smallest >= 24.0, "a target is {smallest} px at {width} px");
            let overflow: i64 = page.overflow().await?;
            assert!(overflow <= 0, "{overflow} px too wide");
        }
        Ok(())
    })
    .await;
}
