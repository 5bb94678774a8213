//! The dashboard as a guest: in the frames and elements of a portal from another origin, with styles and a policy of its own.

use crate::harness::{Engine, NO_KEYS_IN_FRAMES, PATIENCE, Page, Result, in_browser, skips};
use serde_json::Value;
use std::time::{Duration, Instant};
use thirtyfour::{By, WebElement};

/// Whatever the portal shows from the start.
const GUESTS: &[&str] = &["frame-asia", "element-map", "frame-list", "element-hungary", "frame-sandboxed"];

/// Opens the portal and waits until every guest in it is live.
async fn open(page: &Page) -> Result {
    open_on(page, "127.0.0.1").await
}

async fn open_on(page: &Page, host: &str) -> Result {
    page.browser.goto(page.site.portal(host).await).await?;
    for guest in GUESTS {
        wait_in(page, guest, "all of it is live", "document.documentElement.dataset.rest === 'live'").await?;
    }
    Ok(())
}

/// The frame of a guest: the element itself, or the one in its shadow.
async fn frame(page: &Page, guest: &str) -> Result<WebElement> {
    let script = format!(
        "const guest = document.getElementById('{guest}'); return guest.shadowRoot?.querySelector('iframe') ?? guest"
    );
    page.browser.execute(script, Vec::new()).await?.element()
}

/// The value of a script within a guest.
async fn within<T: serde::de::DeserializeOwned>(page: &Page, guest: &str, script: &str) -> Result<T> {
    frame(page, guest).await?.enter_frame().await?;
    let value = page.script(script).await;
    page.browser.enter_default_frame().await?;
    value
}

/// Waits for a condition within a guest.
async fn wait_in(page: &Page, guest: &str, what: &str, condition: &str) -> Result {
    page.wait_until(&format!("{guest}: {what}"), async |page| within(page, guest, &format!("return {condition}")).await)
        .await
}

/// Waits for a guest's status sentence.
async fn expect_status(page: &Page, guest: &str, sentence: &str) -> Result {
    wait_in(page, guest, sentence, &format!("document.querySelector('[role=status]')?.textContent === '{sentence}'"))
        .await
}

/// How high a guest's frame is within, and its content, in CSS pixels; by how many pixels that is too wide; whether there is
/// room taken by scrollbars.
#[derive(Debug)]
struct Fit {
    frame: f64,
    content: f64,
    overflow: f64,
    scrollbar: f64,
}

async fn fit(page: &Page, guest: &str) -> Result<Fit> {
    // The host's side of it: a frame out of sight may not know yet how high it has become.
    let height = "return parseFloat(getComputedStyle(arguments[0]).height)";
    let frame = page.browser.execute(height, vec![frame(page, guest).await?.to_json()?]).await?.convert()?;
    let (content, overflow, scrollbar) = within(
        page,
        guest,
        "const root = document.documentElement;
         const content = Math.ceil(root.getBoundingClientRect().height);
         return [content, root.scrollWidth - root.clientWidth, innerWidth - root.clientWidth]",
    )
    .await?;
    Ok(Fit { frame, content, overflow, scrollbar })
}

/// Waits until a guest's frame is exactly as high as what it shows; how high that is.
async fn expect_fit(page: &Page, guest: &str) -> Result<f64> {
    let start = Instant::now();
    loop {
        let now = fit(page, guest).await?;
        let Fit { frame, content, overflow, scrollbar } = now;
        if content > 0.0 && frame == content && overflow == 0.0 && scrollbar == 0.0 {
            return Ok(content);
        }
        assert!(start.elapsed() < PATIENCE, "{guest} does not fit: {now:?}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// What the portal heard of a guest, oldest first.
async fn heard(page: &Page, guest: &str, kind: &str) -> Result<Vec<Value>> {
    page.script(&format!(
        "return heard.filter(({{ from, data }}) => from === '{guest}' && data.type === '{kind}').map(({{ data }}) => data)"
    ))
    .await
}

/// Waits until the portal has heard this of a guest last.
async fn expect_heard(page: &Page, guest: &str, kind: &str, field: &str, value: &str) -> Result {
    page.wait_until(&format!("{guest} says {kind} {value}"), async |page| {
        Ok(heard(page, guest, kind).await?.last().is_some_and(|last| last[field] == value))
    })
    .await
}

/// Clicks a partner's link in a guest.
async fn choose(page: &Page, guest: &str, partner: &str) -> Result {
    frame(page, guest).await?.enter_frame().await?;
    click_within(page, guest, &page.find("link", partner).await?).await?;
    page.browser.enter_default_frame().await
}

/// Clicks an element of the guest that is entered. Not all drivers scroll the portal as well, which is of another origin.
async fn click_within(page: &Page, guest: &str, element: &WebElement) -> Result {
    let top = "return arguments[0].getBoundingClientRect().top";
    let top: f64 = page.browser.execute(top, vec![element.to_json()?]).await?.convert()?;
    page.browser.enter_default_frame().await?;
    let frame = frame(page, guest).await?;
    let scroll = "scrollBy(0, arguments[0].getBoundingClientRect().top + arguments[1] - innerHeight / 2)";
    page.browser.execute(scroll, vec![frame.to_json()?, serde_json::json!(top)]).await?;
    frame.enter_frame().await?;
    element.click().await
}

/// Waits until a part of a guest is in the portal's window.
async fn expect_in_sight(page: &Page, guest: &str, part: &str) -> Result {
    let top = format!("return document.querySelector('{part}').getBoundingClientRect().top");
    page.wait_until(&format!("{guest}: {part} is in sight"), async |page| {
        let top: f64 = within(page, guest, &top).await?;
        let in_window = format!(
            "const top = {top} + document.getElementById('{guest}').getBoundingClientRect().top;
             return top >= 0 && top < innerHeight"
        );
        page.script(&in_window).await
    })
    .await
}

/// Lets the browser paint sixty frames: time enough for whatever would go on by itself.
async fn a_second(page: &Page) -> Result {
    page.script(
        "return new Promise((done) => {
             let left = 60;
             const next = () => (left-- > 0 ? requestAnimationFrame(next) : done(null));
             next();
         })",
    )
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn every_guest_is_as_high_as_what_it_shows_and_stays_so() {
    in_browser(async |page: Page| -> Result {
        open_on(&page, "localhost").await?;
        let mut before = Vec::new();
        for guest in GUESTS {
            // Out of sight, a frame in a process of its own is told of its new height only when it comes into sight.
            page.browser.execute("arguments[0].scrollIntoView()", vec![frame(&page, guest).await?.to_json()?]).await?;
            before.push((*guest, expect_fit(&page, guest).await?));
        }
        let n_told = page.script::<usize>("return heard.length").await?;
        a_second(&page).await?;
        for (guest, height) in before {
            assert_eq!(fit(&page, guest).await?.content, height, "{guest} goes on to grow");
            assert_eq!(fit(&page, guest).await?.frame, height, "{guest} goes on to grow");
        }
        assert_eq!(page.script::<usize>("return heard.length").await?, n_told, "nothing is told that has not changed");
        Ok(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_guest_has_no_head_and_no_foot_of_its_own_and_leads_to_the_page_that_has() {
    in_browser(async |page: Page| -> Result {
        open(&page).await?;
        let seen: Vec<bool> = within(
            &page,
            "frame-asia",
            "return ['.asem-masthead__standfirst', '.asem-subscribe', '.asem-data-file', '.asem-sources', '.asem-release']
                 .map((part) => document.querySelector(part).checkVisibility())",
        )
        .await?;
        assert_eq!(seen, [false, false, false, true, true]);
        choose(&page, "frame-asia", "Malaysia").await?;
        expect_status(&page, "frame-asia", "16 of 45 partners: ASEM Asia, as of 11 May 2010. Selected: Malaysia").await?;
        let links: Vec<String> = within(
            &page,
            "frame-asia",
            "return [...document.querySelectorAll('[data-view] a[href^=\"?\"]')].map((link) => link.getAttribute('href'))",
        )
        .await?;
        assert!(!links.is_empty() && links.iter().all(|link| link.contains("embed=1")), "{links:?}");
        frame(&page, "frame-asia").await?.enter_frame().await?;
        click_within(&page, "frame-asia", &page.find("link", "Open the dashboard in a new tab").await?).await?;
        let portal = page.browser.window().await?;
        page.wait_until("there is a new tab", async |page| Ok(page.browser.windows().await?.len() == 2)).await?;
        let windows = page.browser.windows().await?;
        let tab = windows.into_iter().find(|window| *window != portal).unwrap();
        page.browser.switch_to_window(tab).await?;
        page.expect_status("16 of 45 partners: ASEM Asia, as of 11 May 2010. Selected: Malaysia").await?;
        assert_eq!(page.address().await?, "?side=asia&partner=MY");
        assert!(page.script::<bool>("return document.querySelector('.asem-masthead').checkVisibility()").await?);
        Ok(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_frame_grows_and_shrinks_with_what_the_reader_asks_for() {
    if skips(&[Engine::WebKit], NO_KEYS_IN_FRAMES) {
        return;
    }
    in_browser(async |page: Page| -> Result {
        open(&page).await?;
        let whole = expect_fit(&page, "frame-list").await?;
        frame(&page, "frame-list").await?.enter_frame().await?;
        page.search("mong").await?;
        page.browser.enter_default_frame().await?;
        expect_status(&page, "frame-list", "1 of 45 partners: matching “mong”, as of 11 May 2010").await?;
        let filtered = expect_fit(&page, "frame-list").await?;
        assert!(filtered < whole - 500.0, "{filtered} of {whole}");
        frame(&page, "frame-list").await?.enter_frame().await?;
        page.click("link", "Board").await?;
        page.browser.enter_default_frame().await?;
        expect_heard(&page, "frame-list", "asem:state", "query", "?q=mong").await?;
        let on_board = expect_fit(&page, "frame-list").await?;
        // The reader's browser enlarges the text, which changes nothing in the document.
        let enlarge = "const sheet = new CSSStyleSheet();
             sheet.replaceSync('html { font-size: 150% !important }');
             document.adoptedStyleSheets = [sheet]";
        within::<()>(&page, "frame-list", enlarge).await?;
        page.wait_until("there is more room", async |page| Ok(fit(page, "frame-list").await?.frame > on_board)).await?;
        expect_fit(&page, "frame-list").await?;
        let told = heard(&page, "frame-list", "asem:height").await?;
        let amp = heard(&page, "frame-list", "embed-size").await?;
        let heights = |all: &[Value]| all.iter().map(|one| one["height"].as_u64().unwrap()).collect::<Vec<_>>();
        assert_eq!(heights(&told), heights(&amp));
        let medium: Vec<u64> = page
            .script(
                "return heard.filter(({ from, data }) => from === 'frame-list' && typeof data === 'string')
                     .map(({ data }) => JSON.parse(data))
                     .filter(({ context, src }) => context === 'iframe.resize' && src.includes('embed=1'))
                     .map(({ height }) => height)",
            )
            .await?;
        assert_eq!(heights(&told), medium);
        Ok(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_guest_tells_what_its_reader_does_and_the_others_stay_as_they_are() {
    in_browser(async |page: Page| -> Result {
        open(&page).await?;
        let steps = page.script::<usize>("return history.length").await?;
        choose(&page, "element-hungary", "Poland").await?;
        expect_heard(&page, "element-hungary", "asem-select", "partner", "PL").await?;
        expect_heard(&page, "element-hungary", "asem-state", "query", "?bloc=eu&partner=PL").await?;
        choose(&page, "frame-asia", "Viet Nam").await?;
        expect_heard(&page, "frame-asia", "asem:select", "partner", "VN").await?;
        expect_heard(&page, "frame-asia", "asem:state", "query", "?side=asia&partner=VN").await?;
        for guest in ["element-map", "frame-list", "frame-sandboxed"] {
            let told =
                heard(&page, guest, "asem-select").await?.len() + heard(&page, guest, "asem:select").await?.len();
            assert_eq!(told, 0, "{guest} has another reader");
        }
        assert_eq!(page.script::<usize>("return history.length").await?, steps, "the back button stays the portal's");
        expect_status(&page, "element-map", "10 of 45 partners: ASEAN members, as of 11 May 2010").await
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_attribute_that_changes_changes_the_guest_and_leaves_the_rest_to_its_reader() {
    in_browser(async |page: Page| -> Result {
        open(&page).await?;
        choose(&page, "element-hungary", "Poland").await?;
        expect_heard(&page, "element-hungary", "asem-state", "query", "?bloc=eu&partner=PL").await?;
        page.script::<()>(
            "const guest = document.getElementById('element-hungary');
             guest.setAttribute('in-role', 'announced_host');
             guest.removeAttribute('bloc');
             guest.setAttribute('label', 'Announced hosts');
             guest.shadowRoot.querySelector('iframe').dataset.same = 'yes'",
        )
        .await?;
        expect_heard(&page, "element-hungary", "asem-state", "query", "?role=announced_host&partner=PL").await?;
        expect_fit(&page, "element-hungary").await?;
        let same: Vec<String> = page
            .script(
                "const { title, dataset } = document.getElementById('element-hungary').shadowRoot.querySelector('iframe');
                 return [title, dataset.same]",
            )
            .await?;
        assert_eq!(same, ["Announced hosts", "yes"], "the frame was not loaded anew");
        page.script::<()>("document.getElementById('element-hungary').setAttribute('view', 'globe')").await?;
        wait_in(
            &page,
            "element-hungary",
            "the bad value is reported",
            "document.querySelector('[role=alert]')?.textContent.includes('“globe”') ?? false",
        )
        .await
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_others_send_is_not_heard() {
    in_browser(async |page: Page| -> Result {
        open(&page).await?;
        let height = expect_fit(&page, "frame-asia").await?;
        let in_element = expect_fit(&page, "element-map").await?;
        // Another frame speaks for the guests to the portal, and for the portal to a guest.
        frame(&page, "frame-other").await?.enter_frame().await?;
        page.script::<()>(
            "for (const message of [
                 { type: 'asem:height', height: 9999 },
                 { type: 'asem:state', query: '?view=list' },
                 { type: 'asem:select', partner: 'XX' },
                 'the last',
             ]) parent.postMessage(message, '*');
             for (let at = 0; at < parent.length; at++) parent[at].postMessage({ type: 'asem:set', query: 'view=list' }, '*')",
        )
        .await?;
        page.browser.enter_default_frame().await?;
        page.wait_until("the portal has heard it all", async |page| {
            page.script("return heard.some(({ from, data }) => from === 'frame-other' && data === 'the last')").await
        })
        .await?;
        // The portal itself is no guest, but it is whom a guest listens to.
        page.script::<()>(
            "postMessage({ type: 'asem:height', height: 9999 }, '*');
             document.getElementById('frame-asia').contentWindow.postMessage({ type: 'asem:set', query: 'bloc=asean' }, '*')",
        )
        .await?;
        expect_heard(&page, "frame-asia", "asem:state", "query", "?bloc=asean").await?;
        let states = heard(&page, "frame-asia", "asem:state").await?;
        assert!(states.iter().all(|state| !state["query"].as_str().unwrap().contains("list")), "{states:?}");
        assert_eq!(heard(&page, "element-map", "asem-select").await?.len(), 0);
        assert!(expect_fit(&page, "frame-asia").await? < height + 200.0);
        assert_eq!(expect_fit(&page, "element-map").await?, in_element);
        let other: f64 = page.script("return document.getElementById('frame-other').clientHeight").await?;
        assert!(other < 200.0, "a frame of somebody else has the height that its host gave it");
        Ok(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_guest_in_a_hidden_part_has_its_height_once_it_is_shown() {
    in_browser(async |page: Page| -> Result {
        open(&page).await?;
        assert_eq!(heard(&page, "frame-hidden", "asem:height").await?.len(), 0, "what is not shown has no height");
        page.click("button", "Show Europe").await?;
        expect_status(&page, "frame-hidden", "27 of 45 partners: ASEM Europe, as of 11 May 2010").await?;
        let shown = expect_fit(&page, "frame-hidden").await?;
        page.click("button", "Show Europe").await?;
        page.click("button", "Show Europe").await?;
        assert_eq!(expect_fit(&page, "frame-hidden").await?, shown);
        Ok(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_element_may_come_go_and_come_again() {
    in_browser(async |page: Page| -> Result {
        open(&page).await?;
        let list = "10 of 45 partners: ASEAN members, as of 11 May 2010";
        for round in 0..3 {
            page.click("button", "Add").await?;
            expect_status(&page, "element-added", list).await?;
            expect_fit(&page, "element-added").await?;
            let n_frames: usize = page
                .script("return document.getElementById('element-added').shadowRoot.querySelectorAll('iframe').length")
                .await?;
            assert_eq!(n_frames, 1, "round {round}");
            page.wait_until("each is told", async |page| {
                Ok(heard(page, "element-added", "asem-state").await?.len() > round)
            })
            .await?;
            assert_eq!(heard(&page, "element-added", "asem-state").await?.len(), round + 1, "each is told once");
            page.click("button", "Remove").await?;
            assert_eq!(page.script::<usize>("return guest.shadowRoot.childElementCount").await?, 0);
        }
        // What changes while it is away is so when it comes back.
        page.script::<()>("guest.setAttribute('bloc', 'eu')").await?;
        page.click("button", "Add").await?;
        expect_status(&page, "element-added", "27 of 45 partners: EU members, as of 11 May 2010").await
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_element_that_is_gone_can_be_thrown_away() {
    if skips(&[Engine::WebKit], "its driver cannot have garbage collected") {
        return;
    }
    in_browser(async |page: Page| -> Result {
        open(&page).await?;
        page.script::<()>(
            "window.gone = [];
             for (let n = 0; n < 5; n++) {
                 const guest = document.createElement('asem-dashboard');
                 place.append(guest);
                 guest.remove();
                 gone.push(new WeakRef(guest));
             }",
        )
        .await?;
        page.wait_until("nothing holds on to them", async |page| {
            page.collect_garbage().await?;
            page.script("return gone.every((guest) => guest.deref() === undefined)").await
        })
        .await
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_would_run_script_is_none_of_a_dashboard() {
    in_browser(async |page: Page| -> Result {
        open(&page).await?;
        let sources: Vec<String> = page
            .script(
                "return ['javascript:top.hurt=1//', ' JaVa\\tScRiPt:top.hurt=1//x.html', 'data:text/html,<p>x', 'blob:x', 'about:blank']
                    .map((src) => {
                        const guest = document.createElement('asem-dashboard');
                        guest.setAttribute('src', src);
                        place.append(guest);
                        return guest.shadowRoot.querySelector('iframe').src;
                    })",
            )
            .await?;
        let own = format!("{}/?embed=1", page.site.origin);
        assert_eq!(sources, [own.as_str(); 5]);
        assert!(!page.script::<bool>("return 'hurt' in window").await?);
        Ok(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_frame_that_is_added_later_or_that_was_there_before_the_script_is_sized() {
    in_browser(async |page: Page| -> Result {
        open(&page).await?;
        page.script::<()>(
            "const frame = document.createElement('iframe');
             frame.id = 'frame-late';
             frame.className = 'frame';
             frame.src = document.getElementById('frame-asia').src;
             place.append(frame)",
        )
        .await?;
        expect_status(&page, "frame-late", "16 of 45 partners: ASEM Asia, as of 11 May 2010").await?;
        wait_in(&page, "frame-late", "all of it is live", "document.documentElement.dataset.rest === 'live'").await?;
        let height = expect_fit(&page, "frame-late").await?;
        // As if the script came only now: it asks those that are there.
        let n_told = heard(&page, "frame-late", "asem:height").await?.len();
        page.script::<()>(
            "const again = document.createElement('script');
             again.src = document.querySelector('script[src$=\"embed.js\"]').src;
             document.head.append(again)",
        )
        .await?;
        page.wait_until("the height is told again", async |page| {
            Ok(heard(page, "frame-late", "asem:height").await?.len() > n_told)
        })
        .await?;
        assert_eq!(expect_fit(&page, "frame-late").await?, height);
        Ok(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_host_that_turns_in_circles_is_brought_to_rest() {
    in_browser(async |page: Page| -> Result {
        open(&page).await?;
        // Whenever the frame tells a height it is made wide, and so less high, or narrow again.
        page.script::<()>(
            "const frame = document.createElement('iframe');
             frame.id = 'frame-circling';
             frame.className = 'frame';
             frame.src = document.getElementById('frame-asia').src;
             document.querySelector('.article').prepend(frame);
             window.n_turns = 0;
             addEventListener('message', ({ source, data }) => {
                 if (source !== frame.contentWindow || data.type !== 'asem:height') return;
                 window.n_turns++;
                 frame.style.width = frame.style.width === '20rem' ? '100%' : '20rem';
             })",
        )
        .await?;
        expect_status(&page, "frame-circling", "16 of 45 partners: ASEM Asia, as of 11 May 2010").await?;
        page.wait_until("it is at rest", async |page| {
            let n_turns: usize = page.script("return window.n_turns").await?;
            a_second(page).await?;
            assert!(n_turns < 50, "it goes on and on");
            Ok(n_turns > 4 && page.script::<usize>("return window.n_turns").await? == n_turns)
        })
        .await?;
        let cut: f64 = within(
            &page,
            "frame-circling",
            "return document.documentElement.getBoundingClientRect().height - innerHeight",
        )
        .await?;
        assert!(cut <= 0.0, "nothing is cut off");
        Ok(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_style_goes_in_or_out_and_no_policy_is_broken() {
    in_browser(async |page: Page| -> Result {
        page.before_load(
            "addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
                 (window.violations ??= []).push(`${violatedDirective} ${blockedURI}`))",
        )
        .await?;
        open(&page).await?;
        let violations: Vec<String> = page.script("return window.violations ?? []").await?;
        assert!(violations.is_empty(), "{violations:?}");
        let of_host: (usize, String) = page
            .script("return [document.adoptedStyleSheets.length, getComputedStyle(document.querySelector('h1')).fontFamily]")
            .await?;
        assert_eq!(of_host, (0, "Georgia, serif".to_owned()));
        for guest in GUESTS {
            let violations: Vec<String> = within(&page, guest, "return window.violations ?? []").await?;
            assert!(violations.is_empty(), "{guest}: {violations:?}");
            let of_guest: [String; 3] = within(
                &page,
                guest,
                "const style = getComputedStyle(document.querySelector('#app'));
                 return [style.display, style.letterSpacing, style.containerName]",
            )
            .await?;
            assert_eq!(of_guest, ["block", "normal", "asem"], "{guest}");
        }
        Ok(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn guests_fit_on_a_phone() {
    in_browser(async |page: Page| -> Result {
        page.set_screen(320, 640, false).await?;
        open(&page).await?;
        for guest in GUESTS {
            expect_fit(&page, guest).await?;
        }
        assert!(page.overflow().await? <= 0);
        choose(&page, "frame-list", "Lithuania").await?;
        expect_heard(&page, "frame-list", "asem:select", "partner", "LT").await?;
        expect_fit(&page, "frame-list").await?;
        Ok(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_sources_come_with_the_mark_that_leads_to_them() {
    in_browser(async |page: Page| -> Result {
        open(&page).await?;
        let before = expect_fit(&page, "element-hungary").await?;
        let list = "document.querySelector('.asem-sources__list').checkVisibility()";
        assert!(!within::<bool>(&page, "element-hungary", &format!("return {list}")).await?);
        frame(&page, "element-hungary").await?.enter_frame().await?;
        let mark = page.browser.find(By::Css(".asem-partner-card__fact .asem-cite[href^='#source-']")).await?;
        click_within(&page, "element-hungary", &mark).await?;
        page.browser.enter_default_frame().await?;
        wait_in(&page, "element-hungary", "the list is there", list).await?;
        assert!(expect_fit(&page, "element-hungary").await? > before);
        expect_in_sight(&page, "element-hungary", "[id^=source-]:target").await
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_portal_stays_where_it_is_until_its_reader_asks() {
    in_browser(async |page: Page| -> Result {
        open(&page).await?;
        for guest in GUESTS {
            expect_fit(&page, guest).await?;
        }
        let look = match Engine::of_run() {
            Engine::Chromium | Engine::Firefox => "return [scrollY, document.activeElement.tagName]",
            // Its driver gives the focus to each frame that it looks into.
            Engine::WebKit => "return [scrollY, 'BODY']",
        };
        let place: (f64, String) = page.script(look).await?;
        assert_eq!(place, (0.0, "BODY".to_owned()), "no guest has taken the focus or moved the portal");
        // The host sets a state: nothing moves.
        page.script::<()>("document.getElementById('element-map').setAttribute('partner', 'VN')").await?;
        expect_status(&page, "element-map", "10 of 45 partners: ASEAN members, as of 11 May 2010. Selected: Viet Nam")
            .await?;
        assert_eq!(page.script::<(f64, String)>(look).await?, place);
        // The reader goes to a paragraph, far down in the frame.
        frame(&page, "element-hungary").await?.enter_frame().await?;
        let cited = page.find("link", "Release 100505_PR1008, paragraph 5").await?;
        click_within(&page, "element-hungary", &cited).await?;
        page.browser.enter_default_frame().await?;
        expect_in_sight(&page, "element-hungary", "#p5").await
    })
    .await;
}
