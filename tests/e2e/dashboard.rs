//! The main job: who is a partner, filtered and chosen, the same in every view.

use crate::harness::{Page, Result, in_browser};

#[tokio::test(flavor = "multi_thread")]
async fn the_page_opens_with_all_partners_in_their_groups() {
    in_browser(async |page: Page| -> Result {
        page.open("").await?;
        assert_eq!(page.progress().await?, "live");
        assert_eq!(page.status().await?, "All 45 partners, as of 11 May 2010");
        for heading in ["Asia 16", "ASEAN members 10", "Other Asian partners 6", "Europe 27", "Institutions 2"] {
            page.find("heading", heading).await?;
        }
        page.expect_in_all_views(&page.all("board").await?.iter().map(String::as_str).collect::<Vec<_>>(), &[]).await?;
        assert_eq!(page.all("board").await?.len(), 45);
        Ok(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn searching_narrows_board_map_and_list_alike() {
    in_browser(async |page: Page| -> Result {
        page.open("").await?;
        page.search("viet").await?;
        page.expect_status("1 of 45 partners: matching “viet”, as of 11 May 2010").await?;
        page.expect_in_all_views(&["VN"], &[]).await?;
        page.expect_address("?q=viet").await?;
        page.click("button", "Clear filters").await?;
        page.expect_status("All 45 partners, as of 11 May 2010").await?;
        assert_eq!(page.find("searchbox", "Search by name or code").await?.prop("value").await?, Some(String::new()));
        Ok(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn side_and_bloc_narrow_together_and_count_what_they_would_leave() {
    in_browser(async |page: Page| -> Result {
        page.open("").await?;
        page.choose("Asia (16 partners)").await?;
        page.expect_status("16 of 45 partners: ASEM Asia, as of 11 May 2010").await?;
        assert!(!page.find("radio", "EU (0 partners)").await?.is_enabled().await?, "a choice of nobody is inert");
        page.choose("Other (6 partners)").await?;
        page.expect_in_all_views(&["CN", "IN", "JP", "KR", "MN", "PK"], &[]).await?;
        assert_eq!(page.address().await?, "?side=asia&bloc=other");
        Ok(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_search_that_finds_nobody_says_so() {
    in_browser(async |page: Page| -> Result {
        page.open("?q=atlantis").await?;
        assert_eq!(page.status().await?, "None of 45 partners: matching “atlantis”, as of 11 May 2010");
        page.expect_in_all_views(&[], &[]).await?;
        let text: String = page.script("return document.querySelector('main').innerText").await?;
        assert!(text.contains("No partner matches."), "{text}");
        Ok(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_choice_on_the_board_is_seen_everywhere_and_opens_the_panel() {
    in_browser(async |page: Page| -> Result {
        page.open("").await?;
        page.click("link", "Hungary Co-organiser").await?;
        page.expect_status("All 45 partners, as of 11 May 2010. Selected: Hungary").await?;
        page.find("heading", "Hungary").await?;
        assert_eq!(page.address().await?, "?partner=HU");
        for view in ["board", "map", "list"] {
            page.wait_for_map().await?;
            assert_eq!(page.selected(view).await?, ["HU"], "{view}");
        }
        Ok(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_choice_in_the_list_on_the_map_and_in_the_text_is_the_same() {
    in_browser(async |page: Page| -> Result {
        page.open("?view=list").await?;
        page.click("link", "Luxembourg").await?;
        page.find("heading", "Luxembourg").await?;
        page.click("link", "Map").await?;
        page.wait_for_map().await?;
        assert_eq!(page.selected("map").await?, ["LU"]);
        // The disc that stands for a state too small to hit.
        let malta =
            page.browser.find(thirtyfour::By::Css("[data-view=map] [data-partner=MT] .asem-shape__dot")).await?;
        page.click_on(&malta).await?;
        page.find("heading", "Malta").await?;
        page.click("link", "Poland").await?;
        page.find("heading", "Poland").await?;
        for view in ["board", "map", "list"] {
            assert_eq!(page.selected(view).await?, ["PL"], "{view}");
        }
        Ok(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn closing_the_panel_gives_the_focus_back() {
    in_browser(async |page: Page| -> Result {
        for view in ["board", "map", "list"] {
            page.open(&format!("?partner=SG&view={view}")).await?;
            page.wait_for_map().await?;
            page.click("button", "Close").await?;
            page.wait_until("the panel is gone", async |page| {
                page.script("return document.getElementById('partner-title') === null").await
            })
            .await?;
            let focused = page.focused_partner().await?;
            assert_eq!(focused.as_deref(), Some("SG"), "{view}");
        }
        Ok(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_partner_can_be_found_and_chosen_with_the_keyboard_alone() {
    in_browser(async |page: Page| -> Result {
        page.open("?view=list").await?;
        page.script::<()>("document.getElementById('search').focus()").await?;
        let keys = |text: String| page.browser.action_chain().send_keys(text);
        keys("malt".to_owned()).perform().await?;
        page.expect_status("1 of 45 partners: matching “malt”, as of 11 May 2010").await?;
        // On to the only link left in the table, however many controls stand between.
        page.wait_until("the focus is on Malta", async |page| {
            let focused = page.focused_partner().await?;
            if focused.as_deref() == Some("MT") {
                return Ok(true);
            }
            page.browser.action_chain().send_keys("\u{e004}").perform().await?;
            Ok(false)
        })
        .await?;
        keys("\u{e007}".to_owned()).perform().await?;
        page.find("heading", "Malta").await?;
        Ok(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_release_stands_beside_with_its_addresses() {
    in_browser(async |page: Page| -> Result {
        page.open("").await?;
        let article: String = page.script("return document.querySelector('article').textContent").await?;
        let seed = include_str!("../fixtures/100505_PR1008.txt");
        for line in seed.lines().filter(|line| !line.is_empty()) {
            assert!(article.contains(line), "{line:?} is missing");
        }
        for address in
            ["http://asef.org/index.php?option=com_project&task=view&id=624", "www.asef.org", "www.aseminfoboard.org"]
        {
            page.find("link", address).await?;
        }
        Ok(())
    })
    .await;
}
