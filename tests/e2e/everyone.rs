//! The page for everyone: whatever the eyes, the hands, the screen or the reader's settings.

use crate::harness::{
    Engine, Fault, Media, NO_FINGERS, NO_PAPER, Page, Result, bare_html, in_browser, in_browser_over, skips,
};
use serde_json::{Value, json};
use thirtyfour::Key;

const VIEWS: [&str; 3] = ["board", "map", "list"];

/// What a reader can operate with the keyboard or a pointer.
const CONTROLS: &str = "a[href], button, input, select, textarea, summary";

/// Opens an address and waits until all of it is there.
async fn open(page: &Page, address: &str) -> Result {
    page.open(address).await?;
    page.wait_for_map().await
}

async fn expect_none(page: &Page, what: &str, script: &str) -> Result {
    let found: Vec<String> = page.script(script).await?;
    assert!(found.is_empty(), "{what}:\n{}", found.join("\n"));
    Ok(())
}

/// Expects axe to find nothing.
pub async fn expect_no_barrier(page: &Page, state: &str) -> Result {
    let found = barriers(page, &[]).await?;
    assert!(found.is_empty(), "{state}\n{}", found.join("\n"));
    Ok(())
}

/// What axe finds, some of its rules left out.
pub async fn barriers(page: &Page, without: &[&str]) -> Result<Vec<String>> {
    let axe = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/node_modules/axe-core/axe.min.js"))
        .expect("npm packages are there (make test sets them up)");
    page.script::<Value>(&axe).await?;
    let found = page
        .browser
        .execute_async(
            "const done = arguments[arguments.length - 1];
             axe.run({
                runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
                rules: Object.fromEntries(arguments[0].map((rule) => [rule, { enabled: false }])),
             })
                .then((results) => done(results.violations.flatMap((violation) =>
                    violation.nodes.map((node) => `${violation.id}: ${node.html} ${node.failureSummary}`))))",
            vec![json!(without)],
        )
        .await?;
    found.convert()
}

/// Expects what a selector finds to be large enough to hit, and nothing to be wider than the window.
pub async fn expect_room(page: &Page, targets: &str) -> Result {
    let smallest: f64 = page
        .script(&format!(
            "return Math.min(...[...document.querySelectorAll('{targets}')]
                .flatMap((target) => {{ const box = target.getBoundingClientRect(); return [box.width, box.height]; }}))"
        ))
        .await?;
    assert!(smallest >= 24.0, "a target is {smallest} px");
    let overflow = page.overflow().await?;
    assert!(overflow <= 0, "{overflow} px too wide");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_stands_below_the_views_stands_apart() {
    in_browser(async |page: Page| -> Result {
        for width in [1440, 360] {
            page.set_screen(width, 1000, false).await?;
            page.open("").await?;
            let gaps: Vec<f64> = page
                .script(
                    "const boxes = ['take-away', 'share', 'embed-builder']
                         .map((name) => document.querySelector(`main .asem-${name}`).getBoundingClientRect());
                     return boxes.slice(1).map(({ top }, n) => top - boxes[n].bottom)",
                )
                .await?;
            assert!(gaps.iter().all(|gap| *gap >= 8.0), "{width}: {gaps:?}");
        }
        Ok(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn axe_finds_nothing_in_any_view_light_or_dark() {
    in_browser(async |page: Page| -> Result {
        for (address, width, is_dark) in [
            ("", 1440, false),
            ("?partner=VN", 1440, true),
            ("?view=map&side=asia", 1440, false),
            ("?view=map&partner=SG", 320, true),
            ("?view=list&partner=HU", 320, false),
            ("?view=list", 1440, true),
            ("?q=atlantis&view=list", 1440, false),
            ("?q=atlantis&side=mars&asof=1990", 320, true),
            ("?q=burma&lang=zh", 1440, false),
            ("?asof=2014-10-16&partner=MN&lang=ru&view=list", 360, true),
            ("?compare=VN,HU,PL,DE", 1440, false),
            ("?compare=VN,HU&sentence=p5.2", 320, true),
            ("?embed=1&partner=VN", 720, false),
            ("?embed=1&view=map", 320, true),
        ] {
            page.set_screen(width, 900, is_dark).await?;
            open(&page, address).await?;
            expect_no_barrier(&page, &format!("{address} at {width} px, dark: {is_dark}")).await?;
        }
        Ok(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn axe_finds_nothing_at_400_percent() {
    in_browser(async |page: Page| -> Result {
        for view in VIEWS {
            // What is left of a window of 1280 by 1024 at 400 %.
            page.set_screen(320, 256, false).await?;
            open(&page, &format!("?partner=VN&view={view}")).await?;
            expect_no_barrier(&page, &format!("{view} at 400 %")).await?;
        }
        Ok(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn axe_finds_nothing_in_forced_colours() {
    if skips(&[Engine::WebKit], "it has no forced colours")
        || skips(&[Engine::Firefox], "the system's own pairs of colours have too little contrast without a desktop")
    {
        return;
    }
    in_browser(async |page: Page| -> Result {
        for view in VIEWS {
            page.set_screen(320, 256, false).await?;
            open(&page, &format!("?partner=VN&view={view}")).await?;
            page.emulate(Media { has_forced_colours: true, ..Media::default() }).await?;
            expect_no_barrier(&page, &format!("{view} in forced colours")).await?;
        }
        Ok(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn axe_finds_nothing_where_the_data_does_not_come() {
    in_browser(async |page: Page| -> Result {
        page.site.fail("/data/asem.json", Fault::Status(404));
        for is_dark in [false, true] {
            page.set_screen(1440, 900, is_dark).await?;
            page.open("").await?;
            page.find("heading", "The partners could not be loaded").await?;
            expect_no_barrier(&page, "no data").await?;
        }
        Ok(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn axe_finds_nothing_where_the_map_does_not_come() {
    // Else the page itself would have the map.
    in_browser_over(Some(&bare_html()), async |page: Page| -> Result {
        page.site.fail("/map/partners.json", Fault::Status(500));
        for is_dark in [false, true] {
            page.set_screen(1440, 900, is_dark).await?;
            page.open("?view=map").await?;
            page.find("alert", "").await?;
            expect_no_barrier(&page, "no map").await?;
        }
        Ok(())
    })
    .await;
}

/// Opens a file with more problems than fit, and expects no barrier in their list either.
#[tokio::test(flavor = "multi_thread")]
async fn axe_finds_nothing_in_a_long_list_of_problems() {
    in_browser(async |page: Page| -> Result {
        page.open("").await?;
        page.script::<()>(
            "const text = JSON.stringify(Object.fromEntries(Array.from({ length: 60 }, (_, index) => ['x' + index, 1])));
             const transfer = new DataTransfer();
             transfer.items.add(new File([text], 'many.json'));
             document.body.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: transfer }))",
        )
        .await?;
        page.wait_until("the problems are listed", async |page| {
            page.script("return document.querySelectorAll('#preview li').length > 50").await
        })
        .await?;
        expect_no_barrier(&page, "many problems").await
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn paper_shows_the_view_in_front_whole_and_no_controls() {
    if skips(&[Engine::WebKit], NO_PAPER) {
        return;
    }
    in_browser(async |page: Page| -> Result {
        // A4 at 96 px to the inch, without the usual margins.
        page.set_screen(718, 1046, false).await?;
        for view in VIEWS {
            open(&page, &format!("?partner=VN&view={view}")).await?;
            page.emulate(Media { is_paper: true, ..Media::default() }).await?;
            expect_none(
                &page,
                &format!("controls on paper, {view}"),
                "// What heads a column or counts in a row of the list reads as its text.
                 return [...document.querySelectorAll('button:not([data-view=list] table button), input, nav a')]
                    .filter((control) => control.checkVisibility())
                    .map((control) => control.outerHTML)",
            )
            .await?;
            expect_none(
                &page,
                &format!("not on paper, {view}"),
                &format!(
                    "return ['[role=status]', '[data-view={view}]', '[data-view={view}] [data-partner=VN]', '#partner-title', '#release-title']
                        .filter((selector) => !document.querySelector(selector)?.checkVisibility())"
                ),
            )
            .await?;
            expect_none(
                &page,
                &format!("cut on paper, {view}"),
                "return [...document.querySelectorAll('body *:not(.visually-hidden, svg, svg *)')]
                    .filter((box) => box.checkVisibility() && getComputedStyle(box).overflow !== 'visible')
                    .filter((box) => box.scrollWidth > box.clientWidth + 1 || box.scrollHeight > box.clientHeight + 1)
                    .map((box) => `${box.className}: ${box.scrollWidth} x ${box.scrollHeight} in ${box.clientWidth} x ${box.clientHeight}`)",
            )
            .await?;
            let overflow: i64 = page.overflow().await?;
            assert!(overflow <= 0, "{view} is {overflow} px wider than the paper");
        }
        Ok(())
    })
    .await;
}

/// Targets that are smaller than this, with the exception of WCAG 2.5.8 for links that stand in a line of other text. What
/// a pointer meets of a radio button is the whole of its label, and of a shape all of its parts.
fn smaller_targets(selector: &str, width: u32, height: u32) -> String {
    format!(
        "return [...document.querySelectorAll('{selector}')]
            .filter((target) => target.checkVisibility() && !target.closest('.asem-skip'))
            .filter((target) => {{
                let block = target.parentElement;
                while (getComputedStyle(block).display.startsWith('inline')) block = block.parentElement;
                const links = [...block.querySelectorAll('a')].map((link) => link.textContent.trim()).join('');
                const isInSentence = getComputedStyle(target).display.startsWith('inline') && target.matches('a')
                    && block.textContent.replace(/\\s/g, '').length > links.replace(/\\s/g, '').length;
                if (isInSentence) return false;
                const parts = [target, ...target.querySelectorAll('*'), ...target.labels ?? []];
                const boxes = parts.map((part) => part.getBoundingClientRect());
                return Math.max(...boxes.map((box) => box.width)) < {width} || Math.max(...boxes.map((box) => box.height)) < {height};
            }})
            .map((target) => {{
                const box = target.getBoundingClientRect();
                return `${{box.width.toFixed(1)}} x ${{box.height.toFixed(1)}}: ${{target.outerHTML.slice(0, 160)}}`;
            }})"
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn every_target_is_large_enough_for_a_pointer() {
    in_browser(async |page: Page| -> Result {
        for width in [1440, 320] {
            page.set_screen(width, 900, false).await?;
            for address in ["?partner=VN", "?partner=HU&view=map", "?view=list&q=a", "?side=mars"] {
                open(&page, address).await?;
                let what = format!("smaller than 24 by 24 px, {address} at {width} px");
                expect_none(&page, &what, &smaller_targets(CONTROLS, 24, 24)).await?;
            }
        }
        Ok(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_control_is_large_enough_for_a_finger() {
    if skips(&[Engine::WebKit], NO_FINGERS) {
        return;
    }
    in_browser(async |page: Page| -> Result {
        page.use_fingers().await?;
        page.set_screen(390, 844, false).await?;
        for address in ["?partner=VN&q=a", "?view=map&side=mars", "?view=list&partner=HU"] {
            open(&page, address).await?;
            assert!(
                page.script::<bool>("return matchMedia('(pointer: coarse)').matches").await?,
                "fingers are emulated"
            );
            expect_none(
                &page,
                &format!("lower than 44 px, {address}"),
                &smaller_targets("button, input, nav a, [data-view=board] [data-partner] a", 24, 44),
            )
            .await?;
        }
        Ok(())
    })
    .await;
}

/// What Tab comes to from the start of the page until it leaves it, or Shift+Tab from its end, as the markup has it.
async fn walk(page: &Page, is_back: bool) -> Result<Vec<String>> {
    let mut visited = Vec::new();
    loop {
        let keys = page.browser.action_chain();
        let keys = if is_back { keys.key_down(Key::Shift) } else { keys };
        let keys = keys.send_keys(Key::Tab);
        if is_back { keys.key_up(Key::Shift) } else { keys }.perform().await?;
        let at: Option<String> = page
            .script(
                "const focused = document.activeElement;
                 if (focused === document.body || focused === document.documentElement) return null;
                 return String([...document.querySelectorAll('*')].indexOf(focused))",
            )
            .await?;
        // Out of the page, or around to where it began.
        let Some(at) = at.filter(|at| !visited.contains(at)) else { return Ok(visited) };
        visited.push(at);
        assert!(visited.len() < 2000, "the keyboard never leaves the page");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_keyboard_comes_to_every_control_and_out_again_both_ways() {
    in_browser(async |page: Page| -> Result {
        for view in VIEWS {
            open(&page, &format!("?view={view}&side=asia&bloc=asean&partner=VN")).await?;
            let expected: Vec<String> = page
                .script(&format!(
                    "const all = [...document.querySelectorAll('*')];
                     return all.filter((control) => control.matches('{CONTROLS}') && control.checkVisibility() && !control.disabled)
                        .filter((control) => control.type !== 'radio' || control.checked)
                        // Within board and map the arrow keys lead on.
                        .filter((control) => control.tabIndex >= 0)
                        .map((control) => String(all.indexOf(control)))"
                ))
                .await?;
            let forth = walk(&page, false).await?;
            let missed: Vec<_> = expected.iter().filter(|control| !forth.contains(control)).collect();
            assert!(missed.is_empty(), "{view}: Tab misses the elements {missed:?}");
            let in_order: Vec<_> = forth.iter().map(|at| at.parse::<usize>().unwrap()).collect();
            assert!(in_order.is_sorted(), "{view}: Tab leaps: {in_order:?}");
            let mut back = walk(&page, true).await?;
            // There is no window around the page to come back from: it stays at its last control, whatever it tells.
            if Engine::of_run() == Engine::Firefox {
                back.insert(0, forth.last().unwrap().clone());
            }
            back.reverse();
            let once: Vec<_> =
                back.iter().filter(|at| !forth.contains(at)).chain(forth.iter().filter(|at| !back.contains(at))).collect();
            assert_eq!(back, forth, "{view}: Shift+Tab goes back another way, {once:?}");
        }
        Ok(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_has_the_focus_is_seen() {
    in_browser(async |page: Page| -> Result {
        for view in VIEWS {
            open(&page, &format!("?view={view}&partner=VN&side=mars")).await?;
            // The keyboard is in use, so that the browser shows where it is.
            page.browser.action_chain().send_keys(Key::Tab).perform().await?;
            expect_none(
                &page,
                &format!("looks the same with the focus, {view}"),
                &format!(
                    "const look = (control) => [control, ...control.querySelectorAll('*'), control.nextElementSibling]
                        .filter((part) => part)
                        .map((part) => getComputedStyle(part))
                        .map((style) => [style.outlineStyle, style.outlineWidth, style.outlineColor, style.stroke, style.strokeWidth].join(' '))
                        .join();
                     const unseen = [];
                     for (const control of document.querySelectorAll('{CONTROLS}')) {{
                        if (!control.checkVisibility() || control.disabled) continue;
                        document.activeElement.blur();
                        const before = look(control);
                        control.focus({{ focusVisible: true, preventScroll: true }});
                        if (document.activeElement !== control || look(control) === before) unseen.push(control.outerHTML.slice(0, 160));
                     }}
                     return unseen"
                ),
            )
            .await?;
        }
        Ok(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn from_right_to_left_the_page_is_mirrored_and_scrolls_no_more() {
    in_browser(async |page: Page| -> Result {
        for width in [320, 768, 1440] {
            page.set_screen(width, 900, false).await?;
            for view in VIEWS {
                open(&page, &format!("?view={view}&partner=VN")).await?;
                page.script::<()>("document.documentElement.dir = 'rtl'").await?;
                let overflow: i64 = page.overflow().await?;
                assert!(overflow <= 0, "{view} is {overflow} px too wide at {width} px");
                expect_none(
                    &page,
                    &format!("not mirrored, {view} at {width} px"),
                    "const root = document.documentElement;
                     const starts = (dir) => {
                        root.dir = dir;
                        const page = root.getBoundingClientRect();
                        return ['h1', '#partners-title', 'label[for=search]', 'input[name=side]', '[role=status]', '#partner-title']
                            .map((selector) => [selector, document.querySelector(selector).getBoundingClientRect()])
                            .map(([selector, box]) => [selector, dir === 'ltr' ? box.left - page.left : page.right - box.right]);
                     };
                     const ltr = starts('ltr'), rtl = starts('rtl');
                     return ltr.filter(([, at], index) => Math.abs(at - rtl[index][1]) > 1)
                        .map(([selector, at]) => `${selector}: ${at} px from the left, elsewhere from the right`)",
                )
                .await?;
            }
        }
        Ok(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_moves_for_those_who_asked_for_stillness() {
    in_browser(async |page: Page| -> Result {
        page.emulate(Media { wants_less_motion: true, ..Media::default() }).await?;
        for view in VIEWS {
            open(&page, &format!("?view={view}&partner=VN")).await?;
            expect_none(
                &page,
                &format!("moves, {view}"),
                "const moves = (style) => [style.transitionDuration, style.animationDuration].join().split(',')
                    .some((duration) => parseFloat(duration) > 0) || style.scrollBehavior === 'smooth';
                 return [...document.querySelectorAll('*')]
                    .filter((element) => [undefined, '::before', '::after'].some((part) => moves(getComputedStyle(element, part))))
                    .map((element) => element.outerHTML.slice(0, 160))",
            )
            .await?;
        }
        Ok(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_change_is_announced_once_in_one_place() {
    in_browser(async |page: Page| -> Result {
        open(&page, "").await?;
        // The other places tell what was saved, copied or gone to; nothing is, here.
        let mut places: Vec<String> = page
            .script(
                "return [...document.querySelectorAll('[role=status], [aria-live]')].map((place) => place.textContent)",
            )
            .await?;
        places.retain(|text| !text.is_empty());
        assert_eq!(places, ["All 45 partners, as of 11 May 2010", "All 22 entries"], "places that are announced");
        page.script::<()>(
            "window.announced = [];
             for (const place of document.querySelectorAll('[role=status], [aria-live]')) {
                new MutationObserver(() => window.announced.push(place.textContent))
                    .observe(place, { childList: true, characterData: true, subtree: true });
             }",
        )
        .await?;
        let expect_announced = async |sentences: &[&str]| -> Result {
            page.expect_status(sentences.last().expect("one at least")).await?;
            assert_eq!(page.script::<Vec<String>>("return window.announced.splice(0)").await?, sentences);
            Ok(())
        };
        let expect_announced_besides = async |sentence: &'static str| -> Result {
            page.wait_until(sentence, async |page| page.script("return window.announced.length > 0").await).await?;
            assert_eq!(page.script::<Vec<String>>("return window.announced.splice(0)").await?, [sentence]);
            Ok(())
        };
        // In one go, as when a word is pasted.
        page.script::<()>("document.getElementById('search').focus()").await?;
        page.script::<bool>("return document.execCommand('insertText', false, 'viet')").await?;
        expect_announced(&["1 of 45 partners: matching “viet”, as of 11 May 2010"]).await?;
        page.click("button", "Clear filters").await?;
        expect_announced(&["All 45 partners, as of 11 May 2010"]).await?;
        page.choose("Asia (16 partners)").await?;
        expect_announced(&["16 of 45 partners: ASEM Asia, as of 11 May 2010"]).await?;
        page.click("link", "Viet Nam Host").await?;
        expect_announced(&["16 of 45 partners: ASEM Asia, as of 11 May 2010. Selected: Viet Nam"]).await?;
        page.click("button", "Compare").await?;
        expect_announced_besides("Compared: Viet Nam").await?;
        page.click("button", "Reverse").await?;
        expect_announced_besides("Order: Name, the other way round. Compared: Viet Nam").await?;
        // Another view shows the same: there is nothing to say.
        page.click("link", "List").await?;
        page.wait_until("the list is in front", async |page| Ok(page.address().await?.contains("view=list"))).await?;
        assert_eq!(page.script::<Vec<String>>("return window.announced").await?, Vec::<String>::new());
        Ok(())
    })
    .await;
}
