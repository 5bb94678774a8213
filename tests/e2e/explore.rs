//! Exploring: filters, orders, time, the panel and the comparison, by keyboard alone and by pointer.

use crate::harness::{Engine, Media, Page, Result, in_browser, skips};
use thirtyfour::{By, Key, TypingData};

impl Page {
    /// Presses keys where the focus is.
    pub async fn press(&self, keys: impl Into<TypingData>) -> Result {
        self.browser.action_chain().send_keys(keys).perform().await
    }

    /// Presses the Tab key until the focus is on what the selector finds.
    pub async fn tab_to(&self, selector: &str) -> Result {
        self.wait_until(&format!("the focus is on {selector}"), async |page| {
            let is_there: bool = page.script(&format!("return document.activeElement.matches({selector:?})")).await?;
            if !is_there {
                page.press(Key::Tab).await?;
            }
            Ok(is_there)
        })
        .await
    }

    /// Waits for an address.
    pub async fn expect_address(&self, address: &str) -> Result {
        self.wait_until(&format!("the address is {address}"), async |page| Ok(page.address().await? == address)).await
    }

    /// Waits until the focus is on a partner.
    pub async fn expect_focus_on(&self, partner: &str) -> Result {
        self.wait_until(&format!("the focus is on {partner}"), async |page| {
            Ok(page.focused_partner().await?.as_deref() == Some(partner))
        })
        .await
    }

    /// The partners of a view in the order in which they stand.
    pub async fn in_order(&self, view: &str) -> Result<Vec<String>> {
        self.script(&format!(
            "return [...document.querySelectorAll('[data-view={view}] [data-partner]')].map((one) => one.dataset.partner)"
        ))
        .await
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn roles_and_accessions_narrow_with_their_counts_and_are_cleared_one_by_one() {
    in_browser(async |page: Page| -> Result {
        page.open("").await?;
        page.click_on(&page.browser.find(By::Css("summary.asem-filter-bar__summary")).await?).await?;
        assert!(!page.find("radio", "Attending (0 partners)").await?.is_enabled().await?, "nobody attends as a guest");
        assert!(
            !page.find("radio", "2010 (0 partners)").await?.is_enabled().await?,
            "nobody has joined in October yet"
        );
        page.choose("Co-organiser (2 partners)").await?;
        page.expect_in_all_views(&["HU", "VN"], &[]).await?;
        page.choose("2004 (1 partner)").await?;
        page.expect_status("1 of 45 partners: shown as co-organiser, joined in 2004, as of 11 May 2010").await?;
        page.expect_address("?role=co_organiser&wave=2004").await?;
        page.click("button", "Clear the filter: shown as co-organiser").await?;
        page.expect_status("13 of 45 partners: joined in 2004, as of 11 May 2010").await?;
        page.click("button", "Clear filters").await?;
        page.expect_status("All 45 partners, as of 11 May 2010").await?;
        let focused: String = page.script("return document.activeElement.id").await?;
        assert_eq!(focused, "filters", "the keyboard goes on from the filters");
        Ok(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn filters_are_set_and_cleared_with_the_keyboard_alone() {
    in_browser(async |page: Page| -> Result {
        page.open("").await?;
        page.tab_to("input[name=side]").await?;
        page.press(Key::Right).await?;
        page.expect_status("16 of 45 partners: ASEM Asia, as of 11 May 2010").await?;
        page.tab_to("summary.asem-filter-bar__summary").await?;
        page.press(Key::Enter).await?;
        page.tab_to("input[name=wave]").await?;
        page.press(Key::Right).await?;
        page.expect_status("10 of 45 partners: ASEM Asia, joined in 1996, as of 11 May 2010").await?;
        page.tab_to("button.asem-status__filter").await?;
        page.press(Key::Enter).await?;
        page.expect_status("26 of 45 partners: joined in 1996, as of 11 May 2010").await
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn arrow_keys_move_in_space_on_the_board_which_is_one_stop_for_tab() {
    in_browser(async |page: Page| -> Result {
        page.open("").await?;
        page.tab_to("[data-view=board] a").await?;
        page.expect_focus_on("BN").await?;
        for (key, to) in [
            (Key::Right, "KH"),
            (Key::Down, "MY"),
            (Key::Left, "LA"),
            (Key::Up, "BN"),
            (Key::End, "EU"),
            (Key::Home, "BN"),
        ] {
            page.press(key).await?;
            page.expect_focus_on(to).await?;
        }
        // Past the last of the row, over to the other side.
        page.press(Key::Right).await?;
        page.press(Key::Right).await?;
        page.expect_focus_on("ID").await?;
        page.press(Key::Right).await?;
        page.expect_focus_on("AT").await?;
        page.press("hun").await?;
        page.expect_focus_on("HU").await?;
        page.press(Key::Tab).await?;
        assert_eq!(page.focused_partner().await?, None, "the next stop lies behind the board");
        page.browser.action_chain().key_down(Key::Shift).send_keys(Key::Tab).key_up(Key::Shift).perform().await?;
        page.expect_focus_on("HU").await?;
        page.press(Key::Enter).await?;
        page.find("heading", "Hungary").await?;
        Ok(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn arrow_keys_move_in_space_on_the_map_as_well() {
    in_browser(async |page: Page| -> Result {
        page.open("?view=map&partner=FR").await?;
        page.wait_for_map().await?;
        page.tab_to("[data-view=map] [data-partner] a").await?;
        page.expect_focus_on("FR").await?;
        page.press(Key::Left).await?;
        let west = page.focused_partner().await?.expect("a partner");
        assert!(["ES", "PT", "IE", "GB"].contains(&west.as_str()), "west of France: {west}");
        page.press("viet").await?;
        page.expect_focus_on("VN").await?;
        page.script::<()>("window.isSamePage = true").await?;
        page.press(Key::Enter).await?;
        page.find("heading", "Viet Nam").await?;
        assert!(page.script::<bool>("return window.isSamePage === true").await?, "no other page was loaded for it");
        Ok(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_board_stands_in_the_order_chosen() {
    in_browser(async |page: Page| -> Result {
        page.open("").await?;
        let europe = |ids: Vec<String>| -> Vec<String> { ids.into_iter().skip(16).take(4).collect() };
        assert_eq!(europe(page.in_order("board").await?), ["AT", "BE", "BG", "CY"]);
        let order = page.find("combobox", "Order").await?;
        page.click_on(&order).await?;
        page.press("EU p").await?;
        page.press(Key::Enter).await?;
        page.expect_address("?sort=protocol").await?;
        assert_eq!(europe(page.in_order("board").await?), ["BE", "BG", "CZ", "DK"]);
        page.click("button", "Reverse").await?;
        page.expect_address("?sort=-protocol").await?;
        assert_eq!(europe(page.in_order("board").await?), ["GB", "SE", "FI", "SK"]);
        assert_eq!(europe(page.in_order("list").await?), ["GB", "SE", "FI", "SK"]);
        Ok(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_list_is_sorted_by_every_column() {
    in_browser(async |page: Page| -> Result {
        page.open("?view=list").await?;
        let sorted = "return [...document.querySelectorAll('[data-view=list] thead th')]
            .map((one) => `${one.textContent}: ${one.ariaSort ?? ''}`).filter((one) => !one.endsWith(': '))";
        assert_eq!(page.script::<Vec<String>>(sorted).await?, ["Partner: ascending"]);
        for (column, key, first) in [
            ("Code", "code", "BN"),
            ("Accession", "accession", "BN"),
            ("Visibility", "visibility", "VN"),
            ("Appearances", "appearances", "VN"),
            ("Side", "side", "BN"),
            ("Blocs", "bloc", "BN"),
            ("Partner", "name", "BN"),
        ] {
            page.click("button", column).await?;
            page.wait_until(&format!("the list is sorted by {column}"), async |page| {
                Ok(page.script::<Vec<String>>(sorted).await? == [format!("{column}: ascending")])
            })
            .await?;
            let ids = page.in_order("list").await?;
            assert_eq!(ids.first().map(String::as_str), Some(first), "{column}");
            page.press(Key::Enter).await?;
            page.wait_until(&format!("the list is sorted by {column} the other way round"), async |page| {
                Ok(page.script::<Vec<String>>(sorted).await? == [format!("{column}: descending")])
            })
            .await?;
            page.expect_address(&format!("?view=list&sort=-{key}")).await?;
        }
        Ok(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_row_opens_to_its_evidence() {
    in_browser(async |page: Page| -> Result {
        page.open("?view=list").await?;
        let open = page.find("button", "2: Evidence for Hungary").await?;
        assert_eq!(open.attr("aria-expanded").await?.as_deref(), Some("false"));
        page.click_on(&open).await?;
        let evidence = "return document.querySelector('.asem-list__evidence')?.textContent ?? ''";
        page.wait_until("the evidence is there", async |page| {
            Ok(page
                .script::<String>(evidence)
                .await?
                .contains("It was a joint initiative by Viet Nam, Hungary and ASEF."))
        })
        .await?;
        page.press(Key::Space).await?;
        page.wait_until("the evidence is gone", async |page| Ok(page.script::<String>(evidence).await?.is_empty()))
            .await
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_slider_goes_through_time_and_everything_follows() {
    in_browser(async |page: Page| -> Result {
        page.open("").await?;
        page.wait_for_map().await?;
        page.tab_to("input[type=range]").await?;
        page.press(Key::Right).await?;
        page.expect_status("All 45 partners, as of 8 September 2010").await?;
        page.press(Key::Right).await?;
        page.expect_status("All 48 partners, as of 4 October 2010").await?;
        page.expect_address("?asof=2010-10-04").await?;
        let slider = page.find("slider", "As of").await?;
        assert_eq!(
            slider.attr("aria-valuetext").await?.as_deref(),
            Some("4 October 2010, ASEM 8 Summit, Brussels, 48 partners")
        );
        for view in ["board", "map", "list"] {
            assert_eq!(page.all(view).await?.len(), 48, "{view}");
        }
        let newcomers: Vec<String> = page
            .script(
                "return [...document.querySelectorAll('[data-view=board] .asem-new')]
                    .map((mark) => mark.closest('[data-partner]').dataset.partner)",
            )
            .await?;
        assert_eq!(newcomers, ["AU", "NZ", "RU"]);
        // On the map dots stand around them, and the legend says what those mean.
        let dotted = "const all = ['AU', 'NZ', 'RU'].map((id) =>
                document.querySelector(`[data-view=map] [data-partner=${id}] .asem-shape__outline`).getAttribute('d'));
            const dotted = document.querySelector('path[data-ring=new]').getAttribute('d') ?? '';
            return [dotted.length, all.every((outline) => dotted.includes(outline)) ? all.join('').length : -1]";
        let [n_dotted, n_expected]: [i64; 2] = page.script(dotted).await?;
        assert!(n_dotted > 0 && n_dotted == n_expected, "{n_dotted} {n_expected}");
        let key =
            "return [...document.querySelectorAll('.asem-map__key li')].some((entry) => entry.textContent === 'New' && !entry.hidden)";
        assert!(page.script::<bool>(key).await?);
        page.press(Key::Home).await?;
        page.expect_status("All 26 partners, as of 1 March 1996").await?;
        // Where all are new, nobody is.
        assert!(!page.script::<bool>(key).await?);
        page.press(Key::End).await?;
        page.expect_status("All 53 partners, as of 25 November 2021").await?;
        page.click("button", "Clear the filter: as of 25 November 2021").await?;
        page.expect_status("All 45 partners, as of 11 May 2010").await
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_address_waits_for_who_slides_and_follows_what_leads_away() {
    in_browser(async |page: Page| -> Result {
        page.open("").await?;
        // Safari refuses more than a hundred changes of the address in half a minute.
        let n_changes: usize = page
            .script(
                "const [slider, own] = [document.querySelector('input[type=range]'), history.replaceState];
                 let n = 0;
                 history.replaceState = function (...given) { n += 1; return own.apply(this, given); };
                 return new Promise((done) => {
                     let left = 120;
                     const slide = () => {
                         slider.value = left % 2 ? 0 : slider.max;
                         slider.dispatchEvent(new Event('input', { bubbles: true }));
                         if (left-- > 0) requestAnimationFrame(slide);
                         else done(n);
                     };
                     slide();
                 })",
            )
            .await?;
        assert!(n_changes < 50, "{n_changes}");
        page.expect_address("?asof=2021-11-25").await?;
        // In one go: no pause of a test lets the address follow before the link does.
        page.script::<()>(
            "const search = document.querySelector('#search');
             search.value = 'viet';
             search.dispatchEvent(new Event('input', { bubbles: true }));
             document.querySelector('.asem-skip').click()",
        )
        .await?;
        page.expect_address("?q=viet&asof=2021-11-25#release").await?;
        page.expect_status("1 of 53 partners: matching “viet”, as of 25 November 2021").await
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn time_plays_through_the_accessions_and_stops() {
    in_browser(async |page: Page| -> Result {
        page.open("?asof=2012-11-05").await?;
        page.click("button", "Play the accessions").await?;
        page.expect_status("All 53 partners, as of 16 October 2014").await?;
        page.expect_status("All 53 partners, as of 25 November 2021").await?;
        page.find("button", "Play the accessions").await?;
        page.browser.back().await?;
        assert_ne!(page.address().await?, "?asof=2014-10-16", "the history is not filled on the way");
        Ok(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_plays_where_the_reader_wants_less_motion() {
    in_browser(async |page: Page| -> Result {
        page.emulate(Media { wants_less_motion: true, ..Media::default() }).await?;
        page.open("").await?;
        let is_shown: bool =
            page.script("return document.querySelector('.asem-timeline__play').checkVisibility()").await?;
        assert!(!is_shown);
        Ok(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_panel_steps_through_the_partners_shown_and_keeps_the_focus() {
    in_browser(async |page: Page| -> Result {
        page.open("?side=asia&bloc=asean&partner=SG").await?;
        page.click("button", "Next: Thailand").await?;
        page.find("heading", "Thailand").await?;
        page.expect_address("?side=asia&bloc=asean&partner=TH").await?;
        // The same button again, by keyboard: the focus has stayed.
        page.press(Key::Enter).await?;
        page.find("heading", "Viet Nam").await?;
        page.find("button", "Next: nobody").await?;
        page.press(Key::Enter).await?;
        page.click("button", "Previous: Thailand").await?;
        page.find("heading", "Thailand").await?;
        page.press(Key::Escape).await?;
        page.expect_focus_on("TH").await?;
        page.expect_address("?side=asia&bloc=asean").await
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn closing_a_panel_that_the_text_opened_goes_back_to_the_text() {
    in_browser(async |page: Page| -> Result {
        page.open("").await?;
        page.click_on(&page.browser.find(By::Css("#about-asem [data-mention=PL] a")).await?).await?;
        page.find("heading", "Poland").await?;
        page.click("button", "Close").await?;
        page.wait_until("the focus is on the name in the text", async |page| {
            page.script("return document.activeElement.closest('[data-mention]')?.dataset.mention === 'PL'").await
        })
        .await
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn up_to_four_partners_stand_side_by_side() {
    in_browser(async |page: Page| -> Result {
        page.open("?partner=VN").await?;
        page.click("button", "Compare").await?;
        page.expect_address("?partner=VN&compare=VN").await?;
        page.click("link", "See the comparison").await?;
        page.open("?partner=DE&compare=VN,HU,PL,AU").await?;
        let heads =
            "return [...document.querySelectorAll('#compare thead th')].map((one) => one.firstChild.textContent)";
        assert_eq!(page.script::<Vec<String>>(heads).await?, ["Viet Nam", "Hungary", "Poland", "Australia"]);
        let table: String = page.script("return document.querySelector('#compare').innerText").await?;
        for known in ["Partner since", "4 October 2010", "Host, Co-organiser, Listed", "ASEM 5 Summit, Hanoi"] {
            assert!(table.contains(known), "{known:?} is not in {table}");
        }
        let full = page.find("button", "Four are compared already").await?;
        assert_eq!(full.attr("aria-disabled").await?.as_deref(), Some("true"));
        page.click("button", "Take Hungary out of the comparison").await?;
        page.expect_address("?partner=DE&compare=VN%2CPL%2CAU").await?;
        page.click("button", "Compare").await?;
        page.expect_address("?partner=DE&compare=VN%2CPL%2CAU%2CDE").await?;
        page.click("button", "End the comparison").await?;
        page.expect_address("?partner=DE").await
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn names_stand_in_the_reader_s_own_language_without_asking() {
    if skips(&[Engine::WebKit], "its languages are those of the system alone") {
        return;
    }
    in_browser(async |page: Page| -> Result {
        page.read_languages("km-KH,km,en").await?;
        page.open("?view=list").await?;
        page.find("link", "Cambodia កម្ពុជា").await?;
        page.search("ឡាវ").await?;
        page.expect_status("1 of 45 partners: matching “ឡាវ”, as of 11 May 2010").await?;
        page.open("?view=list&lang=en").await?;
        page.find("link", "Cambodia").await?;
        Ok(())
    })
    .await;
}

/// Every kind of link, and what the page says at it.
const LINKS: &[(&str, &str)] = &[
    ("?role=announced_host", "2 of 45 partners: shown as announced host, as of 11 May 2010"),
    ("?wave=2008&view=list", "6 of 45 partners: joined in 2008, as of 11 May 2010"),
    ("?asof=2014-10-16&wave=2014", "2 of 53 partners: joined in 2014, as of 16 October 2014"),
    ("?sort=-accession&partner=MN", "All 45 partners, as of 11 May 2010. Selected: Mongolia"),
    ("?compare=VN,HU&view=map&zoom=europe", "All 45 partners, as of 11 May 2010"),
    ("?q=holland&zoom=south-east-asia&view=map", "1 of 45 partners: matching “holland”, as of 11 May 2010"),
    (
        "?side=asia&bloc=asean&role=listed&wave=2004&q=lao&asof=2010-10-04&partner=LA&compare=LA,KH&view=list&sort=code",
        "1 of 48 partners: ASEM Asia, ASEAN members, listed, joined in 2004, matching “lao”, as of 4 October 2010. \
         Selected: Lao PDR",
    ),
];

#[tokio::test(flavor = "multi_thread")]
async fn every_kind_of_link_can_be_pasted_and_survives_a_reload() {
    in_browser(async |page: Page| -> Result {
        for (address, sentence) in LINKS {
            page.open(address).await?;
            page.expect_status(sentence).await?;
            page.browser.refresh().await?;
            page.expect_status(sentence).await?;
            let reports: usize = page.script("return document.querySelectorAll('.asem-notice').length").await?;
            assert_eq!(reports, 0, "{address}");
        }
        Ok(())
    })
    .await;
}
