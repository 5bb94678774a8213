//! The dashboard in another page: the builder of snippets, and the colours that a host may ask for.

use crate::everyone::{expect_no_barrier, expect_room};
use crate::harness::{Engine, Media, NO_PAPER, Page, Result, in_browser, skips};
use crate::newsroom::{NO_DENIAL, clipboard, deny_copying, expect_told};
use asem_dashboard::model::Dataset;
use asem_dashboard::view_model::embed::{Embed, Packaging};
use asem_dashboard::view_model::{View, paths, url};
use serde_json::json;
use thirtyfour::prelude::*;

fn dataset() -> Dataset {
    Dataset::from_json(include_str!("../../public/data/asem.json")).unwrap()
}

/// Opens the page and unfolds the builder.
async fn open(page: &Page, address: &str) -> Result {
    page.open(address).await?;
    page.wait_for_map().await?;
    page.click_on(&page.browser.find(By::Css(".asem-embed-builder summary")).await?).await?;
    page.find("combobox", "As").await?;
    Ok(())
}

/// Chooses an option of a field by the keyboard: the driver's own click on one fires fewer events than a reader's.
async fn choose(page: &Page, field: &str, option: &str) -> Result {
    let select = page.find("combobox", field).await?;
    let index = "return [...arguments[0].options].findIndex((option) => option.text === arguments[1])";
    let index: usize = page.browser.execute(index, vec![select.to_json()?, json!(option)]).await?.convert()?;
    page.scroll_to(&select).await?;
    select.send_keys(Key::Home + Key::Down.value().to_string().repeat(index)).await?;
    let chosen: String = page
        .browser
        .execute("return arguments[0].selectedOptions[0].text", vec![select.to_json()?])
        .await?
        .convert()?;
    assert_eq!(chosen, option, "{field}");
    Ok(())
}

/// Types into a field instead of what stands there.
async fn fill(page: &Page, field: &str, text: &str) -> Result {
    let field = page.find("textbox", field).await?;
    page.scroll_to(&field).await?;
    field.clear().await?;
    field.send_keys(text).await
}

async fn snippet(page: &Page) -> Result<String> {
    page.script("return document.querySelector('.asem-embed-builder__snippet textarea').value").await
}

/// Waits until the builder says this.
async fn expect_note(page: &Page, note: &str) -> Result {
    page.wait_until(&format!("the builder says {note:?}"), async |page| {
        let notes: Vec<String> = page
            .script("return [...document.querySelectorAll('.asem-embed-builder__notes p')].map((p) => p.textContent)")
            .await?;
        Ok(notes.iter().any(|own| own == note))
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn every_packaging_is_copied_and_read_back_by_the_type_that_wrote_it() {
    in_browser(async |page: Page| -> Result {
        let dataset = dataset();
        open(&page, "?side=asia&partner=VN&utm_source=mail").await?;
        choose(&page, "View", "Map").await?;
        choose(&page, "Colours", "Dark").await?;
        fill(&page, "Accent, as six hex digits", "c8102e").await?;
        let site: String = page.script("return location.origin + '/'").await?;
        for packaging in Packaging::ALL.iter().copied() {
            choose(&page, "As", packaging.label()).await?;
            expect_note(&page, packaging.note()).await?;
            page.click("button", "Copy the snippet").await?;
            expect_told(&page, "Copied the snippet").await?;
            let (copied, _) = clipboard(&page).await?;
            assert_eq!(copied.replace("\r\n", "\n"), snippet(&page).await?);
            let read = Embed::read(&copied, &dataset).unwrap_or_else(|| panic!("not read: {copied}"));
            assert_eq!((read.packaging, read.site.as_str()), (packaging, site.as_str()));
            assert_eq!(url::write(&read.query), "?side=asia&partner=VN&view=map&theme=dark&accent=c8102e");
            if packaging == Packaging::Picture {
                assert!(read.title.starts_with("All 45 partners, as of 11 May 2010. Host: Viet Nam."), "{copied}");
            } else {
                assert_eq!((read.title.as_str(), read.height), ("Viet Nam · ASEM visibility dashboard", 640));
            }
        }
        Ok(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_picture_of_a_snippet_is_there_and_as_large_as_it_says() {
    in_browser(async |page: Page| -> Result {
        open(&page, "").await?;
        choose(&page, "As", Packaging::Picture.label()).await?;
        page.click("button", "Show it here").await?;
        for view in [View::Board, View::Map] {
            choose(&page, "View", view.label()).await?;
            let read = Embed::read(&snippet(&page).await?, &dataset()).unwrap();
            page.wait_until("the picture is seen", async |page| {
                let size: Vec<u32> = page
                    .script(
                        &"const image = document.querySelector('iframe').contentDocument?.images[0];
                          return [image?.naturalWidth ?? 0, image?.src.endsWith('NAME') ? image.naturalHeight : 0]"
                            .replace("NAME", &paths::picture(view, "png")),
                    )
                    .await?;
                Ok(size == [1200, read.height])
            })
            .await?;
        }
        Ok(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_chosen_is_seen_live_and_only_once_it_is_asked_for() {
    in_browser(async |page: Page| -> Result {
        open(&page, "?side=asia&view=list").await?;
        let n_frames = "return document.querySelectorAll('iframe').length";
        assert_eq!(page.script::<u32>(n_frames).await?, 0);
        page.click("button", "Show it here").await?;
        choose(&page, "Colours", "Dark").await?;
        fill(&page, "Height in pixels", "700").await?;
        // The frame is of this site, so that the test may look inside.
        page.wait_until("the frame shows it", async |page| {
            page.script(
                "const frame = document.querySelector('iframe.asem-embed-builder__preview');
                 const inner = frame.contentDocument?.documentElement;
                 return frame.title === 'ASEM visibility dashboard' && frame.height === '700'
                    && inner?.dataset.app === 'live' && inner.dataset.theme === 'dark'
                    && inner.querySelector('[data-view=list]:not([hidden])') !== null
                    && inner.querySelector('[role=status]').textContent === '16 of 45 partners: ASEM Asia, as of 11 May 2010'
                    && inner.querySelector('.asem-embed-builder') === null",
            )
            .await
        })
        .await?;
        page.click("button", "Show it here").await?;
        page.wait_until("it is gone", async |page| Ok(page.script::<u32>(n_frames).await? == 0)).await
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn frozen_data_names_release_and_day_and_says_so() {
    in_browser(async |page: Page| -> Result {
        open(&page, "").await?;
        expect_note(&page, "Live: newer data shows there as it does here.").await?;
        choose(&page, "Data", "Frozen").await?;
        expect_note(
            &page,
            "Frozen: newer data changes neither whom it shows, the partners as of 11 May 2010, nor what is read, release \
             100505_PR1008.",
        )
        .await?;
        let address = Embed::read(&snippet(&page).await?, &dataset()).unwrap().address();
        assert!(address.ends_with("/?asof=2010-05-11&release=100505_PR1008"), "{address}");
        // What the snippet shows follows the page.
        page.search("viet").await?;
        page.wait_until("the snippet asks for it", async |page| {
            Ok(snippet(page).await?.contains("/?q=viet&amp;asof=2010-05-11&amp;release=100505_PR1008&amp;embed=1"))
        })
        .await
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_accent_without_contrast_is_moved_and_the_builder_says_to_which() {
    in_browser(async |page: Page| -> Result {
        open(&page, "").await?;
        fill(&page, "Accent, as six hex digits", "ffcc").await?;
        expect_note(&page, "The accent is six hex digits, such as c8102e; until then it is the page’s own.").await?;
        fill(&page, "Accent, as six hex digits", "ffcc00").await?;
        expect_note(&page, "The accent #ffcc00 has too little contrast: it is moved to #836700 on light ground.")
            .await?;
        fill(&page, "Height in pixels", "1").await?;
        expect_note(&page, "The height is a number from 240 to 4000; 640 is taken.").await
    })
    .await;
}

/// The colours of a link, of the page and of the chosen view, as the browser computes them.
const COLOURS: &str = "const of = (selector, name) => getComputedStyle(document.querySelector(selector))[name];
    return [of('.asem-foot a', 'color'), of('html', 'backgroundColor'), of('.asem-view-switch__link[aria-current]', 'backgroundColor')]";

#[tokio::test(flavor = "multi_thread")]
async fn a_host_sets_light_or_dark_and_the_accent() {
    in_browser(async |page: Page| -> Result {
        let [light, dark] = ["rgb(244, 245, 248)", "rgb(14, 18, 26)"];
        // The reader's own is light, and dark.
        for reader_likes_dark in [false, true] {
            page.set_screen(1440, 1000, reader_likes_dark).await?;
            let own = if reader_likes_dark { dark } else { light };
            for (address, ground, accent) in [
                ("", own, None),
                ("?theme=light", light, None),
                ("?theme=dark", dark, None),
                ("?theme=light&accent=ffcc00", light, Some("rgb(131, 103, 0)")),
                ("?theme=dark&accent=ffcc00", dark, Some("rgb(255, 204, 0)")),
            ] {
                page.open(address).await?;
                let [link, page_ground, chosen] = page.script::<[String; 3]>(COLOURS).await?;
                assert_eq!(page_ground, ground, "{address}, dark: {reader_likes_dark}");
                match accent {
                    Some(accent) => assert_eq!([link.as_str(), chosen.as_str()], [accent; 2], "{address}"),
                    None => assert_ne!(link, chosen, "{address}"),
                }
                expect_no_barrier(&page, &format!("{address}, dark: {reader_likes_dark}")).await?;
            }
        }
        Ok(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn colours_stay_on_the_way_and_are_not_for_paper_nor_for_forced_colours() {
    if skips(&[Engine::WebKit], NO_PAPER) {
        return;
    }
    in_browser(async |page: Page| -> Result {
        page.set_screen(1440, 1000, false).await?;
        page.open("?theme=dark&accent=ffcc00").await?;
        page.click("link", "List").await?;
        assert_eq!(page.address().await?, "?view=list&theme=dark&accent=ffcc00");
        let link: String =
            page.script("return document.querySelector('[data-view=list] a').getAttribute('href')").await?;
        assert!(link.contains("theme=dark&accent=ffcc00"), "{link}");
        page.emulate(Media { is_paper: true, ..Media::default() }).await?;
        let [_, ground, chosen] = page.script::<[String; 3]>(COLOURS).await?;
        assert_eq!([ground.as_str(), chosen.as_str()], ["rgb(244, 245, 248)", "rgb(131, 103, 0)"]);
        page.emulate(Media { has_forced_colours: true, ..Media::default() }).await?;
        let accent = "return getComputedStyle(document.documentElement).getPropertyValue('--asem-accent')";
        assert_eq!(page.script::<String>(accent).await?, "");
        Ok(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_builder_works_by_keyboard_alone() {
    in_browser(async |page: Page| -> Result {
        page.open("").await?;
        page.script::<()>("document.querySelector('.asem-embed-builder summary').focus()").await?;
        let press = async |keys: &str| page.browser.action_chain().send_keys(keys).perform().await;
        let [tab, enter, down] = [Key::Tab, Key::Enter, Key::Down].map(|key| key.value().to_string());
        press(&enter).await?;
        page.find("combobox", "As").await?;
        // From field to field in the order in which they stand, each by the keys that it has.
        press(&tab).await?;
        press(&down).await?;
        for _ in 0..5 {
            press(&tab).await?;
        }
        press("c8102e").await?;
        press(&tab).await?;
        press(&tab).await?;
        let focused: String = page.script("return document.activeElement.closest('label')?.textContent ?? ''").await?;
        assert_eq!(focused.trim(), "Snippet");
        press(&tab).await?;
        press(&enter).await?;
        expect_told(&page, "Copied the snippet").await?;
        let (copied, _) = clipboard(&page).await?;
        let read = Embed::read(&copied, &dataset()).unwrap();
        assert_eq!((read.packaging, url::write(&read.query).as_str()), (Packaging::Script, "?accent=c8102e"));
        Ok(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn where_the_clipboard_is_denied_the_snippet_is_shown_selected() {
    if skips(&[Engine::Firefox, Engine::WebKit], NO_DENIAL) {
        return;
    }
    in_browser(async |page: Page| -> Result {
        deny_copying(&page).await?;
        open(&page, "?side=asia").await?;
        page.click("button", "Copy the snippet").await?;
        expect_told(&page, "The browser does not let the page copy. Here is the text.").await?;
        page.wait_until("the snippet is selected", async |page| {
            let selected: String = page
                .script(
                    "const field = document.activeElement;
                     return field.value?.slice(field.selectionStart, field.selectionEnd) ?? ''",
                )
                .await?;
            Ok(selected == snippet(page).await?)
        })
        .await
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_within_another_has_no_builder() {
    in_browser(async |page: Page| -> Result {
        for (address, n_builders) in [("", 1), ("?embed=1", 0)] {
            page.open(address).await?;
            let found: u32 = page.script("return document.querySelectorAll('.asem-embed-builder').length").await?;
            assert_eq!(found, n_builders, "{address}");
        }
        Ok(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_builder_has_no_barrier_and_fits() {
    in_browser(async |page: Page| -> Result {
        for (width, is_dark) in [(1440, false), (320, true)] {
            page.set_screen(width, 900, is_dark).await?;
            open(&page, "?view=map").await?;
            fill(&page, "Accent, as six hex digits", "ffcc00").await?;
            expect_no_barrier(&page, &format!("the builder at {width} px, dark: {is_dark}")).await?;
            expect_room(&page, ".asem-embed-builder :is(summary, select, input, button)").await?;
        }
        Ok(())
    })
    .await;
}
