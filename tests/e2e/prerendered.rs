//! The page before its program runs and without it, and how the program takes over.

use crate::harness::{
    Engine, Fault, NO_SWITCH, Page, Result, built, built_start, built_text, folder_with, in_browser, in_browser_over,
    skips,
};
use serde_json::json;
use thirtyfour::prelude::*;

/// The views that are seen.
const FRONT: &str = "return [...document.querySelectorAll('#views > [data-view]')]
            .filter((view) => view.checkVisibility({ visibilityProperty: true })).map((view) => view.dataset.view)";

#[tokio::test(flavor = "multi_thread")]
async fn without_script_every_view_is_there_and_links_lead_on() {
    if skips(&[Engine::WebKit], NO_SWITCH) {
        return;
    }
    in_browser(async |page: Page| -> Result {
        page.allow_scripts(false).await?;
        page.browser.goto(page.site.address("")).await?;
        page.expect_all_views_in_sight().await?;
        let text: String = page.script("return document.body.innerText").await?;
        assert!(
            text.starts_with("Search, filters and the slider of time need JavaScript, which is off here."),
            "{text}"
        );
        assert!(text.contains("Participants also welcomed the key role played by the Asia-Europe Foundation"));
        assert!(page.overflow().await? <= 0);
        // Nothing is offered that would not answer.
        let dead: Vec<String> = page
            .script(
                "return [...document.querySelectorAll('input, select, button')]
                    .filter((field) => field.checkVisibility()).map((field) => field.outerHTML)
                    .filter((html) => !html.includes('asem-list__'))",
            )
            .await?;
        assert!(dead.is_empty(), "{dead:?}");

        page.click("link", "Viet Nam Host").await?;
        assert_eq!(page.address().await?, "partner/VN.html");
        page.find("heading", "Viet Nam").await?;
        page.click("link", "Map").await?;
        assert_eq!(page.address().await?, "partner/VN.html#map");
        page.click("link", "Hungary Co-organiser").await?;
        page.find("heading", "Hungary").await?;
        page.allow_scripts(true).await
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_keyboard_reaches_every_partner_without_script() {
    if skips(&[Engine::WebKit], NO_SWITCH) {
        return;
    }
    in_browser(async |page: Page| -> Result {
        page.allow_scripts(false).await?;
        page.browser.goto(page.site.address("")).await?;
        let stops: Vec<String> = page
            .script("return [...document.querySelectorAll('[data-view] [data-partner]:not([data-emphasis=absent]) a')].map((link) => link.getAttribute('tabindex') ?? '0')")
            .await?;
        assert!(stops.len() >= 3 * 45 && stops.iter().all(|stop| stop == "0"), "{stops:?}");
        page.allow_scripts(true).await
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_address_asks_to_see_is_seen_before_any_file_but_the_page_has_come() {
    in_browser(async |page: Page| -> Result {
        page.site.fail(&built_start(), Fault::Status(404));
        page.bypass_worker().await?;
        for (address, front) in [
            ("?view=map", "map"),
            ("#list", "list"),
            ("?view=board", "board"),
            ("?view=globe", "board"),
            ("partner/VN.html?view=map", "map"),
        ] {
            page.browser.goto(page.site.address(address)).await?;
            // The same address but for its fragment is no other page.
            page.browser.refresh().await?;
            assert_eq!(page.script::<Vec<String>>(FRONT).await?, [front], "{address}");
        }
        page.browser.goto(page.site.address("?embed=1&theme=dark")).await?;
        let seen: serde_json::Value = page
            .script(
                "return { foot: document.querySelector('.asem-subscribe').checkVisibility(),
                    colours: getComputedStyle(document.documentElement).colorScheme }",
            )
            .await?;
        assert_eq!(seen, json!({ "foot": false, "colours": "dark" }));
        Ok(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_reader_did_before_the_program_came_is_kept() {
    in_browser(async |page: Page| -> Result {
        page.open_static("").await?;
        page.search("viet").await?;
        page.browser
            .execute(
                "document.querySelector('#search').setSelectionRange(1, 3);
                 document.querySelector('.asem-filter-bar__more').open = true;
                 document.querySelector('input[name=side][value=asia]').click();
                 scrollTo(0, 120)",
                Vec::new(),
            )
            .await?;
        page.go_live().await?;
        page.expect_status("1 of 45 partners: ASEM Asia, matching “viet”, as of 11 May 2010").await?;
        let kept: serde_json::Value = page
            .script(
                "const { id, value, selectionStart, selectionEnd } = document.activeElement;
                 return { id, value, selectionStart, selectionEnd, scrollY,
                     open: document.querySelector('.asem-filter-bar__more').open,
                     side: document.querySelector('input[name=side]:checked').value }",
            )
            .await?;
        let expected = json!({
            "id": "search", "value": "viet", "selectionStart": 1, "selectionEnd": 3, "scrollY": 120, "open": true,
            "side": "asia",
        });
        assert_eq!(kept, expected);
        // And goes on as if nothing had been.
        page.browser.action_chain().key_down(Key::End).key_up(Key::End).send_keys("n").perform().await?;
        page.wait_until("the field has one letter more", async |page| {
            page.script("return document.querySelector('#search').value === 'vietn'").await
        })
        .await
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn selected_text_the_focus_and_what_is_looked_at_stay() {
    in_browser(async |page: Page| -> Result {
        page.open_static("partner/VN.html#p4").await?;
        let selected: String = page
            .script(
                // In this order: WebKit gives up the selection where the focus goes elsewhere.
                "document.querySelector('[data-view=board] [data-partner=HU] a').focus({ preventScroll: true });
                 const text = document.querySelector('#p4');
                 getSelection().setBaseAndExtent(text, 0, text, text.childNodes.length);
                 return getSelection().toString()",
            )
            .await?;
        assert!(selected.contains("These and other recommendations will be submitted"), "{selected}");
        let top: f64 = page.script("return document.querySelector('#p4').getBoundingClientRect().top").await?;
        page.go_live().await?;
        // Two frames later, everything that is drawn only in sight has its height.
        page.script::<()>("document.body.offsetHeight").await?;
        page.browser
            .execute_async(
                "const [done] = arguments; requestAnimationFrame(() => requestAnimationFrame(() => done()))",
                Vec::new(),
            )
            .await?;
        let now: f64 = page.script("return document.querySelector('#p4').getBoundingClientRect().top").await?;
        assert!((now - top).abs() <= 2.0, "from {top} to {now}");
        // Firefox counts the line's end once, and once not.
        assert_eq!(page.script::<String>("return getSelection().toString()").await?.trim(), selected.trim());
        assert_eq!(page.focused_partner().await?.as_deref(), Some("HU"));
        assert_eq!(page.address().await?, "?partner=VN#p4");
        page.expect_status("All 45 partners, as of 11 May 2010. Selected: Viet Nam").await
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_moves_when_the_program_takes_over() {
    in_browser(async |page: Page| -> Result {
        // Chromium alone tells of shifts; where everything is can be seen in all.
        page.before_load(
            "window.shifts = [];
             new PerformanceObserver((list) => shifts.push(...list.getEntries().map((entry) => entry.value)))
                .observe({ type: 'layout-shift', buffered: true })",
        )
        .await?;
        for (width, height) in [(1440, 1000), (360, 740)] {
            page.set_screen(width, height, false).await?;
            page.open_static("").await?;
            const PLACES: &str = "return [...document.querySelectorAll('#app > :not(data, .asem-style), .asem-page > :not(.asem-style), #board, [data-view=board] [data-partner], #release')]
                .map((element) => { const { x, y, width } = element.getBoundingClientRect(); return [x, y, width].map(Math.round) })";
            let before: Vec<[i32; 3]> = page.script(PLACES).await?;
            // While the HTML comes in, a row of tiles may grow by its last: hardly anything, and nothing from then on.
            let loading: Vec<f64> = page.script("return shifts.splice(0)").await?;
            assert!(loading.iter().sum::<f64>() < 0.01, "{loading:?}");
            page.go_live().await?;
            assert!(before.len() > 50);
            assert_eq!(page.script::<Vec<[i32; 3]>>(PLACES).await?, before, "at {width} pixels");
            let shifts: Vec<f64> = page.script("return shifts").await?;
            assert!(shifts.is_empty(), "{shifts:?}");
        }
        Ok(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn links_within_a_page_stay_on_it_while_the_program_is_on_its_way_and_back_leads_back() {
    in_browser(async |page: Page| -> Result {
        page.open_static("partner/VN.html").await?;
        page.script::<()>("window.kept = true").await?;
        page.click("link", "paragraph 5").await?;
        assert_eq!(page.address().await?, "partner/VN.html#p5.1");
        page.go_live().await?;
        assert_eq!(page.address().await?, "?partner=VN#p5.1");
        page.browser.back().await?;
        page.wait_until("the page is where it was", async |page| Ok(page.address().await? == "?partner=VN")).await?;
        page.expect_status("All 45 partners, as of 11 May 2010. Selected: Viet Nam").await?;
        assert!(page.script::<bool>("return window.kept").await?, "the document is the same");
        // What is fetched now comes from where it stands.
        page.script::<()>(
            "history.pushState(null, '', '?partner=VN&lang=km'); dispatchEvent(new PopStateEvent('popstate'))",
        )
        .await?;
        page.wait_until("names in Khmer stand beside", async |page| {
            page.script("return document.querySelector('.asem-beside[lang=km]') !== null").await
        })
        .await
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_whose_program_does_not_come_keeps_its_address() {
    in_browser(async |page: Page| -> Result {
        page.site.fail(&format!("/{}", built("_bg.wasm")), Fault::Status(404));
        page.open("partner/VN.html").await?;
        assert_eq!(page.progress().await?, "failed");
        assert_eq!(page.address().await?, "partner/VN.html");
        page.find("heading", "Viet Nam").await?;
        Ok(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_view_chosen_before_the_program_comes_is_in_front_then_and_after() {
    in_browser(async |page: Page| -> Result {
        page.open_static("").await?;
        page.click("link", "Map").await?;
        page.wait_until("the map is in front", async |page| Ok(page.script::<Vec<String>>(FRONT).await? == ["map"]))
            .await?;
        page.go_live().await?;
        assert_eq!(page.script::<Vec<String>>(FRONT).await?, ["map"]);
        assert_eq!(page.address().await?, "?view=map");
        Ok(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn links_followed_before_the_program_comes_stay_in_the_frame_and_its_colours() {
    in_browser(async |page: Page| -> Result {
        page.open_static("?embed=1&theme=dark").await?;
        page.click("link", "Viet Nam Host").await?;
        page.wait_until("the partner's page is there", async |page| {
            Ok(page.address().await? == "partner/VN.html?theme=dark&embed=1")
        })
        .await?;
        page.open_static("?view=map&embed=1&theme=dark").await?;
        let address: String = page
            .script(
                "const link = document.querySelector('[data-view=map] [data-partner=CN] a');
                 link.addEventListener('click', (event) => event.preventDefault());
                 link.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }));
                 return link.getAttribute('href')",
            )
            .await?;
        assert!(address.ends_with("partner/CN.html?theme=dark&embed=1"), "{address}");
        page.open_static("partner/HU.html?view=list").await?;
        page.search("viet\u{e007}").await?;
        page.wait_until("the search is sent", async |page| Ok(page.address().await?.contains("q=viet"))).await?;
        let address = page.address().await?;
        assert!(address.contains("partner=HU") && address.contains("view=list"), "{address}");
        Ok(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_view_asked_for_by_a_link_wins_over_that_of_the_address() {
    in_browser(async |page: Page| -> Result {
        page.open_static("?view=map").await?;
        page.wait_until("the map is in front", async |page| Ok(page.script::<Vec<String>>(FRONT).await? == ["map"]))
            .await?;
        page.click("link", "List").await?;
        page.wait_until("the list is in front", async |page| Ok(page.script::<Vec<String>>(FRONT).await? == ["list"]))
            .await?;
        page.go_live().await?;
        assert_eq!(page.script::<Vec<String>>(FRONT).await?, ["list"]);
        assert_eq!(page.address().await?, "?view=list");
        Ok(())
    })
    .await;
}

/// Has the program come, and waits until it would take over; a script runs right before that.
async fn come_to_the_takeover(page: &Page, before: &str) -> Result {
    page.wait_until("the start is there", async |page| page.script("return 'asem' in window").await).await?;
    page.script::<()>(&format!(
        "const {{ takeOver }} = asem;
         asem.takeOver = (...given) => {{ {before}; window.isAsked = true; takeOver(...given); }}"
    ))
    .await?;
    page.site.heal();
    page.wait_until("the program is there", async |page| page.script("return window.isAsked === true").await).await?;
    assert_eq!(page.progress().await?, "static", "it waits");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_word_that_is_being_composed_is_waited_for() {
    in_browser(async |page: Page| -> Result {
        page.open_static("").await?;
        come_to_the_takeover(
            &page,
            "const field = document.getElementById('search');
             field.focus();
             field.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true }));
             field.value = 'べ'",
        )
        .await?;
        page.script::<()>(
            "const field = document.getElementById('search');
             field.value = 'ベトナム';
             field.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true }))",
        )
        .await?;
        page.wait_until_live().await?;
        let typed: String = page.script("return document.getElementById('search').value").await?;
        assert_eq!(typed, "ベトナム");
        Ok(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_click_that_has_begun_ends_on_the_page_on_which_it_began() {
    in_browser(async |page: Page| -> Result {
        page.open_static("").await?;
        let tile = page.find("link", "Viet Nam Host").await?;
        page.browser.action_chain().move_to_element_center(&tile).click_and_hold().perform().await?;
        come_to_the_takeover(&page, "").await?;
        page.browser.action_chain().release().perform().await?;
        page.wait_until("the link is followed", async |page| Ok(page.address().await?.contains("VN"))).await
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn html_that_others_have_changed_gives_way_all_the_same() {
    let page = built_text("index.html");
    let app = page.find("<div id=\"app\"").unwrap();
    let (before, after) = page.split_at(app);
    let broken = [
        // A minifier, a formatter.
        ("without spaces", [before, &after.replace("> <", "><")].concat()),
        ("with line ends", [before, &after.replace("><", ">\n  <")].concat()),
        // A translator, an extension.
        ("with other elements", [before, &after.replace("Viet Nam", "<font><font>Việt Nam</font></font>")].concat()),
        ("with something before", page.replacen("<body>", "<body><div hidden>x</div>", 1)),
        ("with something within", page.replacen("<!-- page -->", "<div class=\"toolbar\">x</div>", 1)),
        // Another build, another day.
        ("with other partners", [before, &after.replace("data-partner=\"VN\"", "data-partner=\"XX\"")].concat()),
        // Whatever.
        ("cut off", format!("{}<p>Cut", &page[..app + 4000])),
        ("without its root", [before, "</body></html>"].concat()),
    ];
    for (at, (what, html)) in broken.into_iter().enumerate() {
        let folder = folder_with(&format!("broken-html-{at}"), "index.html", &html);
        in_browser_over(Some(&folder), async |page: Page| -> Result {
            page.open("?partner=VN").await?;
            assert_eq!(page.progress().await?, "live", "{what}");
            page.expect_status("All 45 partners, as of 11 May 2010. Selected: Viet Nam").await?;
            page.wait_for_map().await?;
            assert_eq!(page.selected("board").await?, ["VN"], "{what}");
            page.wait_until("every part has its style", async |page| {
                page.script(
                    "return ['.asem-masthead', '.asem-board__sections', '.asem-archive']
                        .every((part) => getComputedStyle(document.querySelector(part)).display === 'grid')",
                )
                .await
            })
            .await?;
            page.search("hung").await?;
            page.expect_status("1 of 45 partners: matching “hung”, as of 11 May 2010. Selected: Viet Nam").await
        })
        .await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_start_that_a_proxy_puts_off_until_the_page_has_loaded_is_a_start() {
    let html = built_text("index.html");
    let (before, rest) = html.split_once("<script src=\"./boot-").expect("the start");
    let (_, after) = rest.split_once("</script>").expect("its end");
    let folder = folder_with("late-start", "index.html", &[before, after].concat());
    in_browser_over(Some(&folder), async |page: Page| -> Result {
        page.browser.goto(page.site.address("?side=asia")).await?;
        page.wait_until("the page has loaded", async |page| {
            page.script("return document.readyState === 'complete'").await
        })
        .await?;
        let start = format!(
            "document.head.append(Object.assign(document.createElement('script'), {{ type: 'module', src: '.{}' }}))",
            built_start()
        );
        page.script::<()>(&start).await?;
        page.wait_until_live().await?;
        page.expect_status("16 of 45 partners: ASEM Asia, as of 11 May 2010").await
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn data_newer_than_the_html_is_shown() {
    let data = built_text("data/asem.json");
    let newer = data.replacen("\"date\": \"2010-05-11\"", "\"date\": \"2010-10-06\"", 1);
    assert_ne!(newer, data);
    let folder = folder_with("newer-data", "data/asem.json", &newer);
    in_browser_over(Some(&folder), async |page: Page| -> Result {
        page.open_static("").await?;
        page.expect_status("All 45 partners, as of 11 May 2010").await?;
        page.go_live().await?;
        page.expect_status("All 48 partners, as of 6 October 2010").await
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn each_page_is_taken_up_in_its_state_below_any_path() {
    in_browser(async |page: Page| -> Result {
        for (path, address, status) in [
            ("partner/VN.html", "?partner=VN", "All 45 partners, as of 11 May 2010. Selected: Viet Nam"),
            (
                "some/path/partner/EU.html?view=list&side=asia",
                "some/path/?view=list&side=asia&partner=EU",
                "16 of 45 partners: ASEM Asia, as of 11 May 2010. Selected: European Union",
            ),
            ("release/100505_PR1008.html#p5", "?release=100505_PR1008#p5", "All 45 partners, as of 11 May 2010"),
        ] {
            page.open(path).await?;
            assert_eq!(page.progress().await?, "live", "{path}");
            page.expect_status(status).await?;
            assert_eq!(page.address().await?, address);
            page.browser.refresh().await?;
            page.wait_until_live().await?;
            page.expect_status(status).await?;
        }
        Ok(())
    })
    .await;
}
