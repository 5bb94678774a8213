//! The address holds the state: pasted, reloaded, back and forward.

use crate::harness::{Page, Result, in_browser};

#[tokio::test(flavor = "multi_thread")]
async fn a_pasted_link_restores_the_view() {
    in_browser(async |page: Page| -> Result {
        page.open("?q=singap&side=asia&bloc=asean&partner=SG&view=map&from=mail").await?;
        page.expect_status(
            "1 of 45 partners: ASEM Asia, ASEAN members, matching “singap”, as of 11 May 2010. Selected: Singapore",
        )
        .await?;
        page.expect_in_all_views(&["SG"], &["SG"]).await?;
        let front: String =
            page.script("return document.querySelector('[data-view]:not([hidden])').dataset.view").await?;
        assert_eq!(front, "map");
        assert_eq!(page.browser.title().await?, "Singapore · ASEM visibility dashboard");
        page.click("link", "List").await?;
        page.wait_until("the list is in front", async |page| Ok(page.address().await?.contains("view=list"))).await?;
        assert_eq!(page.address().await?, "?q=singap&side=asia&bloc=asean&partner=SG&view=list&from=mail");
        Ok(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn back_forward_and_reload_give_the_same_view() {
    in_browser(async |page: Page| -> Result {
        page.open("").await?;
        page.choose("Europe (27 partners)").await?;
        page.expect_status("27 of 45 partners: ASEM Europe, as of 11 May 2010").await?;
        page.click("link", "Malta").await?;
        let both = "27 of 45 partners: ASEM Europe, as of 11 May 2010. Selected: Malta";
        page.expect_status(both).await?;
        page.browser.back().await?;
        page.expect_status("27 of 45 partners: ASEM Europe, as of 11 May 2010").await?;
        page.browser.back().await?;
        page.expect_status("All 45 partners, as of 11 May 2010").await?;
        assert_eq!(page.address().await?, "");
        page.browser.forward().await?;
        page.browser.forward().await?;
        page.expect_status(both).await?;
        page.browser.refresh().await?;
        page.expect_status(both).await?;
        Ok(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn typing_does_not_fill_the_history() {
    in_browser(async |page: Page| -> Result {
        page.open("").await?;
        page.choose("Asia (16 partners)").await?;
        page.search("mong").await?;
        page.expect_status("1 of 45 partners: ASEM Asia, matching “mong”, as of 11 May 2010").await?;
        page.browser.back().await?;
        page.expect_status("All 45 partners, as of 11 May 2010").await?;
        Ok(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_to_a_paragraph_leaves_the_state_alone() {
    in_browser(async |page: Page| -> Result {
        page.open("?partner=HU").await?;
        page.click("link", "Release 100505_PR1008, paragraph 5").await?;
        page.wait_until("the address names the paragraph", async |page| Ok(page.address().await? == "?partner=HU#p5"))
            .await?;
        assert_eq!(page.status().await?, "All 45 partners, as of 11 May 2010. Selected: Hungary");
        Ok(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pasted_link_to_a_paragraph_goes_there() {
    in_browser(async |page: Page| -> Result {
        page.open("?partner=PL#about-asem").await?;
        page.wait_until("the paragraph is in view", async |page| {
            page.script(
                "const box = document.querySelector('#about-asem:target')?.getBoundingClientRect();
                 return box !== undefined && box.top < innerHeight && box.bottom > 0",
            )
            .await
        })
        .await
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bad_value_is_reported_and_ignored() {
    in_browser(async |page: Page| -> Result {
        page.open("?side=mars&bloc=asean").await?;
        page.expect_status("10 of 45 partners: ASEAN members, as of 11 May 2010").await?;
        let report: String = page.script("return document.querySelector('[role=alert]').textContent").await?;
        assert!(report.contains("The address asks for the side “mars”. Expected one of asia, europe"), "{report}");
        page.click("button", "Dismiss").await?;
        page.wait_until("the address is clean", async |page| Ok(page.address().await? == "?bloc=asean")).await?;
        page.wait_until("the report is gone", async |page| {
            page.script("return document.querySelector('[role=alert]') === null").await
        })
        .await
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn another_day_is_asked_for_in_the_address() {
    in_browser(async |page: Page| -> Result {
        page.open("?asof=2014-10-16&bloc=other").await?;
        page.expect_status("13 of 53 partners: neither EU nor ASEAN, as of 16 October 2014").await?;
        let expected = ["AU", "BD", "CH", "CN", "IN", "JP", "KR", "KZ", "MN", "NO", "NZ", "PK", "RU"];
        page.expect_in_all_views(&expected, &[]).await
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mark_beside_a_fact_leads_to_its_source() {
    in_browser(async |page: Page| -> Result {
        page.open("?partner=VN").await?;
        let mark = page.browser.find(thirtyfour::By::Css(".asem-partner-card__fact .asem-cite[href^='#source-']")).await?;
        let address = mark.prop("href").await?.expect("an address");
        let target = address.split_once('#').map(|(_, name)| format!("#{name}")).expect("a place");
        page.click_on(&mark).await?;
        page.wait_until("the source is in view", async |page| {
            page.script(&format!(
                "const source = document.querySelector('{target}:target');
                 const box = source?.getBoundingClientRect();
                 return box !== undefined && box.top < innerHeight && box.bottom > 0 && source.querySelector('a') !== null"
            ))
            .await
        })
        .await?;
        assert_eq!(page.status().await?, "All 45 partners, as of 11 May 2010. Selected: Viet Nam");
        Ok(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn names_in_another_language_stand_beside_the_english_ones_when_asked_for() {
    in_browser(async |page: Page| -> Result {
        let loaded =
            "return performance.getEntriesByType('resource').filter((entry) => entry.name.includes('/names/')).length";
        page.open("").await?;
        assert_eq!(page.script::<usize>(loaded).await?, 0, "no names are loaded unless asked for");
        page.open("?lang=km&view=list").await?;
        page.find("link", "Cambodia កម្ពុជា").await?;
        assert_eq!(page.script::<usize>(loaded).await?, 1);
        page.search("ឡាវ").await?;
        page.expect_status("1 of 45 partners: matching “ឡាវ”, as of 11 May 2010").await?;
        let lang: String = page
            .script("return document.querySelector('[data-view=list] [data-partner=LA] .asem-beside').lang")
            .await?;
        assert_eq!(lang, "km");
        Ok(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_language_without_names_is_told() {
    in_browser(async |page: Page| -> Result {
        page.open("?lang=tlh&bloc=eu").await?;
        page.wait_until("it is told", async |page| {
            page.script("return document.querySelector('[role=alert]')?.textContent.includes('“tlh”') ?? false").await
        })
        .await?;
        page.expect_status("27 of 45 partners: EU members, as of 11 May 2010").await
    })
    .await;
}
