//! The map: looked at from near and far, by pointer, finger and keyboard.

use crate::harness::{Engine, NO_FINGERS, Page, Result, in_browser, skips};
use serde_json::{Value, json};

/// Where the middle of an element is in the browser's window.
async fn middle(page: &Page, selector: &str) -> Result<(f64, f64)> {
    page.script(&format!(
        "const element = document.querySelector(`{selector}`);
         element.scrollIntoView({{ block: 'center' }});
         const box = element.getBoundingClientRect();
         return [box.x + box.width / 2, box.y + box.height / 2]"
    ))
    .await
}

/// A device's pointer over a place of the window.
fn to((x, y): (f64, f64)) -> Value {
    json!({ "type": "pointerMove", "x": x.round() as i64, "y": y.round() as i64, "duration": 0 })
}

fn press() -> Value {
    json!({ "type": "pointerDown", "button": 0 })
}

fn release() -> Value {
    json!({ "type": "pointerUp", "button": 0 })
}

/// Long enough for a frame in between.
fn pause() -> Value {
    json!({ "type": "pause", "duration": 20 })
}

async fn mouse(page: &Page, does: &[Value]) -> Result {
    page.act(json!([{ "type": "pointer", "id": "mouse", "actions": does }])).await
}

async fn click(page: &Page, at: (f64, f64)) -> Result {
    mouse(page, &[to(at), press(), release()]).await
}

/// What each finger does at the same time.
async fn touch(page: &Page, fingers: &[Vec<Value>]) -> Result {
    let finger = |(id, does): (usize, &Vec<Value>)| {
        let parameters = json!({ "pointerType": "touch" });
        json!({ "type": "pointer", "id": format!("finger {id}"), "parameters": parameters, "actions": does })
    };
    page.act(fingers.iter().enumerate().map(finger).collect()).await
}

/// The width of what the map shows, in its own units.
async fn width(page: &Page) -> Result<f64> {
    let view_box: String =
        page.script("return document.querySelector('.asem-map__drawing > svg').getAttribute('viewBox')").await?;
    Ok(view_box.split(' ').nth(2).expect("a width").parse().expect("a number"))
}

async fn wait_for_width(page: &Page, what: &str, is_right: impl Fn(f64) -> bool) -> Result {
    page.wait_until(what, async |page| Ok(is_right(width(page).await?))).await
}

async fn wait_for_address(page: &Page, address: &str) -> Result {
    page.wait_until(address, async |page| Ok(page.address().await? == address)).await
}

const LUXEMBOURG: &str = "[data-view=map] [data-partner=LU] .asem-shape__dot";

#[tokio::test(flavor = "multi_thread")]
async fn the_map_carries_every_partner_and_its_dots_stay_large_enough_to_see() {
    in_browser(async |page: Page| -> Result {
        for width in [1440, 360] {
            page.set_screen(width, 900, false).await?;
            for zoom in ["all", "europe", "south-east-asia"] {
                page.open(&format!("?view=map&zoom={zoom}")).await?;
                page.wait_for_map().await?;
                assert_eq!(page.all("map").await?, page.all("board").await?);
                let sizes: Vec<f64> = page
                    .script(
                        "return [...document.querySelectorAll('.asem-shape__dot:not([display])')]
                            .map((dot) => dot.getBBox().width)",
                    )
                    .await?;
                assert!(!sizes.is_empty() && sizes.iter().all(|size| *size == 10.0), "{sizes:?} at {width} px, {zoom}");
            }
        }
        Ok(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_finger_beside_luxembourg_chooses_luxembourg() {
    if skips(&[Engine::WebKit], NO_FINGERS) {
        return;
    }
    in_browser(async |page: Page| -> Result {
        page.set_screen(360, 780, false).await?;
        page.use_fingers().await?;
        page.open("?view=map&zoom=europe").await?;
        page.wait_for_map().await?;
        let (x, y) = middle(&page, LUXEMBOURG).await?;
        touch(&page, &[vec![to((x - 3.0, y + 4.0)), press(), release()]]).await?;
        page.find("heading", "Luxembourg").await?;
        assert_eq!(page.selected("map").await?, ["LU"]);
        wait_for_address(&page, "?partner=LU&view=map&zoom=europe").await
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_finger_beside_singapore_chooses_singapore_also_from_afar() {
    if skips(&[Engine::WebKit], NO_FINGERS) {
        return;
    }
    in_browser(async |page: Page| -> Result {
        page.set_screen(360, 780, false).await?;
        page.use_fingers().await?;
        page.open("?view=map").await?;
        page.wait_for_map().await?;
        let (x, y) = middle(&page, "[data-view=map] [data-partner=SG] .asem-shape__dot").await?;
        touch(&page, &[vec![to((x - 2.0, y + 9.0)), press(), release()]]).await?;
        page.find("heading", "Singapore").await?;
        Ok(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_lights_up_is_what_a_click_chooses() {
    in_browser(async |page: Page| -> Result {
        page.open("?view=map").await?;
        page.wait_for_map().await?;
        let (x, y) = middle(&page, LUXEMBOURG).await?;
        for (dx, dy) in [(0.0, 0.0), (-1.0, 2.0), (-14.0, 12.0), (9.0, -2.0)] {
            let at = (x + dx, y + dy);
            mouse(&page, &[to(at)]).await?;
            let lit = "return document.querySelector('[data-view=map] [data-emphasis=hovered]')?.dataset.partner ?? ''";
            page.wait_until("somebody lights up", async |page| Ok(!page.script::<String>(lit).await?.is_empty()))
                .await?;
            let lit: String = page.script(lit).await?;
            click(&page, at).await?;
            page.wait_until("somebody is chosen", async |page| Ok(page.selected("map").await? == [lit.as_str()]))
                .await?;
            click(&page, at).await?;
            page.wait_until("nobody is chosen", async |page| Ok(page.selected("map").await?.is_empty())).await?;
            mouse(&page, &[to((5.0, 5.0))]).await?;
            page.wait_until("nobody lights up", async |page| {
                page.script("return document.querySelector('[data-view=map] [data-emphasis=hovered]') === null").await
            })
            .await?;
        }
        Ok(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_small_state_takes_a_neighbour_s_place_on_the_map() {
    in_browser(async |page: Page| -> Result {
        page.open("?view=map").await?;
        page.wait_for_map().await?;
        // Of points spread over each large shape, those that light up another partner; and how many shapes that are.
        let (n_shapes, taken): (usize, Vec<String>) = page
            .browser
            .execute_async(
                "const done = arguments[arguments.length - 1];
                 const drawing = document.querySelector('.asem-map__drawing');
                 drawing.scrollIntoView();
                 const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
                 (async () => {
                    const taken = [];
                    let n = 0;
                    for (const path of document.querySelectorAll('[data-view=map] a[href] .asem-shape__outline')) {
                        const own = path.closest('[data-partner]').dataset.partner;
                        if (document.querySelector(`[data-partner=${own}] .asem-shape__dot`)) continue;
                        n++;
                        const box = path.getBBox(), matrix = path.getScreenCTM();
                        let inside = 0, others = 0;
                        for (let i = 0; i < 12; i++) for (let j = 0; j < 12; j++) {
                            const point = new DOMPoint(
                                box.x + box.width * (i + .5) / 12, box.y + box.height * (j + .5) / 12);
                            if (!path.isPointInFill(point)) continue;
                            const { x, y } = point.matrixTransform(matrix);
                            drawing.dispatchEvent(new PointerEvent('pointermove', { clientX: x, clientY: y }));
                            await Promise.resolve();
                            await new Promise((resolve) => setTimeout(resolve));
                            const lit = document.querySelector('[data-view=map] [data-emphasis=hovered]');
                            inside++;
                            if (lit?.dataset.partner !== own) others++;
                        }
                        if (others > inside * 0.5) taken.push(`${own}: ${others} of ${inside}`);
                    }
                    await frame();
                    done([n, taken]);
                 })()",
                Vec::new(),
            )
            .await?
            .convert()?;
        assert!(taken.is_empty() && n_shapes > 30, "{taken:?} of {n_shapes}");
        Ok(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn parts_of_the_map_stand_in_the_address() {
    in_browser(async |page: Page| -> Result {
        page.open("?view=map").await?;
        page.wait_for_map().await?;
        let all = width(&page).await?;
        page.click("link", "South-East Asia").await?;
        wait_for_address(&page, "?view=map&zoom=south-east-asia").await?;
        wait_for_width(&page, "the map is closer", |width| width < all / 2.0).await?;
        page.browser.back().await?;
        wait_for_width(&page, "the whole map is back", |width| width == all).await
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn buttons_and_keys_go_closer_and_back() {
    in_browser(async |page: Page| -> Result {
        page.open("?view=map&zoom=europe").await?;
        page.wait_for_map().await?;
        let europe = width(&page).await?;
        page.click("button", "Zoom in").await?;
        wait_for_width(&page, "a step closer", |width| width < europe).await?;
        page.click("button", "Zoom out").await?;
        wait_for_width(&page, "a step back", |width| (width - europe).abs() < 1.0).await?;
        // The focus is on the button, within the map.
        page.browser.action_chain().send_keys("+").perform().await?;
        wait_for_width(&page, "closer by key", |width| width < europe - 1.0).await?;
        page.browser.action_chain().send_keys("0").perform().await?;
        wait_for_width(&page, "Europe again", |width| width == europe).await?;
        // The same part chosen anew takes the reader back to it.
        page.click("button", "Zoom in").await?;
        wait_for_width(&page, "a step closer", |width| width < europe).await?;
        page.click("link", "Europe").await?;
        wait_for_width(&page, "Europe once more", |width| width == europe).await
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_wheel_scrolls_the_page_and_zooms_with_a_key_only() {
    if skips(&[Engine::WebKit], "its driver's wheel knows of no key") {
        return;
    }
    in_browser(async |page: Page| -> Result {
        page.set_screen(1000, 600, false).await?;
        page.open("?view=map").await?;
        page.wait_for_map().await?;
        let all = width(&page).await?;
        let (x, y) = middle(&page, ".asem-map__frame").await?;
        let scrolled: f64 = page.script("return scrollY").await?;
        let scroll =
            json!({ "type": "scroll", "x": x.round() as i64, "y": y.round() as i64, "deltaX": 0, "deltaY": -100 });
        let wheel = json!({ "type": "wheel", "id": "wheel", "actions": [scroll] });
        page.act(json!([wheel])).await?;
        page.wait_until("the page scrolls", async |page| Ok(page.script::<f64>("return scrollY").await? < scrolled))
            .await?;
        assert_eq!(width(&page).await?, all);
        let control =
            |does: &str| json!([{ "type": "key", "id": "keys", "actions": [{ "type": does, "value": "\u{e009}" }] }]);
        page.act(control("keyDown")).await?;
        page.act(json!([wheel])).await?;
        page.act(control("keyUp")).await?;
        wait_for_width(&page, "the map is closer", |width| width < all).await
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_fingers_pinch_and_one_scrolls() {
    if skips(&[Engine::WebKit], NO_FINGERS) || skips(&[Engine::Firefox], "its driver's fingers do not scroll") {
        return;
    }
    in_browser(async |page: Page| -> Result {
        page.set_screen(360, 780, false).await?;
        page.use_fingers().await?;
        page.open("?view=map").await?;
        page.wait_for_map().await?;
        let all = width(&page).await?;
        let (x, y) = middle(&page, ".asem-map__frame").await?;
        let apart = |direction: f64| -> Vec<Value> {
            let place = |step: i32| to((x + direction * (20.0 + 10.0 * f64::from(step)), y));
            let way = (1..=6).flat_map(|step| [place(step), pause()]);
            [place(0), press()].into_iter().chain(way).chain([release()]).collect()
        };
        touch(&page, &[apart(-1.0), apart(1.0)]).await?;
        wait_for_width(&page, "the map is closer", |width| width < all / 2.0).await?;
        let near = width(&page).await?;
        let scrolled: f64 = page.script("return scrollY").await?;
        let up = (1..=10).flat_map(|step| [to((x, y - 15.0 * f64::from(step))), pause()]);
        touch(&page, &[[to((x, y)), press()].into_iter().chain(up).chain([release()]).collect()]).await?;
        page.wait_until("the page scrolls", async |page| Ok(page.script::<f64>("return scrollY").await? > scrolled))
            .await?;
        assert_eq!(width(&page).await?, near);
        Ok(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn dragging_moves_the_map_and_chooses_nobody() {
    in_browser(async |page: Page| -> Result {
        page.open("?view=map&zoom=europe").await?;
        page.wait_for_map().await?;
        let (x, y) = middle(&page, "[data-view=map] [data-partner=PL] .asem-shape__outline").await?;
        let drag = (1..=8).flat_map(|step| [to((x - 10.0 * f64::from(step), y)), pause()]);
        mouse(&page, &[to((x, y)), press()].into_iter().chain(drag).chain([release()]).collect::<Vec<_>>()).await?;
        page.wait_until("Poland moves", async |page| {
            let now: f64 = page
                .script(
                    "const box = document.querySelector('[data-view=map] [data-partner=PL] path').getBoundingClientRect();
                     return box.x + box.width / 2",
                )
                .await?;
            Ok(now < x - 50.0)
        })
        .await?;
        assert!(page.selected("map").await?.is_empty());
        click(&page, (x - 75.0, y)).await?;
        page.find("heading", "Poland").await?;
        Ok(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_chosen_or_has_the_focus_is_seen() {
    in_browser(async |page: Page| -> Result {
        let is_seen = async |page: &Page, partner: &str| -> Result<bool> {
            page.script(&format!(
                "const frame = document.querySelector('.asem-map__frame').getBoundingClientRect();
                 const box = document.querySelector('[data-view=map] [data-partner={partner}] a').getBoundingClientRect();
                 return box.right > frame.left && box.left < frame.right && box.bottom > frame.top && box.top < frame.bottom"
            ))
            .await
        };
        page.open("?view=map&zoom=europe&partner=VN").await?;
        page.wait_for_map().await?;
        page.wait_until("Viet Nam is seen", async |page| is_seen(page, "VN").await).await?;
        page.script::<()>("document.querySelector('[data-view=map] [data-partner=PT] a').focus()").await?;
        page.wait_until("Portugal is seen", async |page| is_seen(page, "PT").await).await?;
        page.browser.action_chain().send_keys("\u{e007}").perform().await?;
        page.find("heading", "Portugal").await?;
        Ok(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn another_day_shows_who_is_not_in_yet_without_drawing_anew() {
    in_browser(async |page: Page| -> Result {
        page.open("?view=map").await?;
        page.wait_for_map().await?;
        page.script::<()>("window.kept = document.querySelector('[data-view=map] [data-partner=NO]')").await?;
        let state = "const norway = document.querySelector('[data-view=map] [data-partner=NO]');
             return [norway.dataset.emphasis, norway.querySelector('title').textContent,
                String(norway.querySelector('a').hasAttribute('href')), String(norway === window.kept)]";
        let before: Vec<String> = page.script(state).await?;
        assert_eq!(before, ["absent", "Norway, not a partner then", "false", "true"]);
        page.script::<()>(
            "history.pushState(null, '', '?asof=2014-10-16&view=map'); dispatchEvent(new PopStateEvent('popstate'))",
        )
        .await?;
        page.expect_status("All 53 partners, as of 16 October 2014").await?;
        let after: Vec<String> = page.script(state).await?;
        assert_eq!(after, ["idle", "Norway", "true", "true"]);
        Ok(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn names_do_not_overlap_at_any_zoom() {
    in_browser(async |page: Page| -> Result {
        for width in [1440, 360] {
            page.set_screen(width, 900, false).await?;
            for zoom in ["all", "asia", "europe", "south-east-asia"] {
                page.open(&format!("?view=map&zoom={zoom}")).await?;
                page.wait_for_map().await?;
                // The whole map names nobody; elsewhere the names find their places once the map is seen.
                let names = "const frame = document.querySelector('.asem-map__frame').getBoundingClientRect();
                     const names = [...document.querySelectorAll('.asem-map__label')]
                        // Of letters, not of the lines that they stand in, nor of what makes them stand out.
                        .map((name) => {
                            const { left, right, width, top, bottom } = name.getBoundingClientRect();
                            const half = parseFloat(getComputedStyle(name).fontSize) / 2;
                            const middle = (top + bottom) / 2;
                            return [name.textContent, { left, right, width, top: middle - half, bottom: middle + half }];
                        })
                        .filter(([, box]) => box.width > 0 && box.right > frame.left);";
                page.wait_until(&format!("{zoom} at {width} px has names"), async |page| {
                    page.script(&format!("{names} return names.length > 0 || '{zoom}' === 'all'")).await
                })
                .await?;
                let overlaps: Vec<String> = page
                    .script(&format!(
                        "{names}
                         return names.flatMap(([own, a], at) => names.slice(at + 1)
                            .filter(([, b]) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
                            .map(([other]) => `${{own}} on ${{other}}`))"
                    ))
                    .await?;
                assert!(overlaps.is_empty(), "{zoom} at {width} px: {overlaps:?}");
            }
        }
        Ok(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_part_is_looked_at_also_while_a_partner_elsewhere_is_chosen() {
    in_browser(async |page: Page| -> Result {
        page.open("?view=map&partner=VN").await?;
        page.wait_for_map().await?;
        page.click("link", "Europe").await?;
        page.wait_until("Europe is looked at", async |page| {
            page.script(
                "return document.querySelector('.asem-map__zoom[aria-current]')?.textContent === 'Europe'
                    && location.search.includes('zoom=europe')",
            )
            .await
        })
        .await?;
        // Typing does not lead away from there either.
        page.search("v").await?;
        page.wait_until("it is found", async |page| Ok(page.status().await?.contains("matching “v”"))).await?;
        let current: String =
            page.script("return document.querySelector('.asem-map__zoom[aria-current]').textContent").await?;
        assert_eq!(current, "Europe");
        Ok(())
    })
    .await;
}
