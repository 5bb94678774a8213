//! Screens of all sizes: nothing is cut off, nothing scrolls sideways.

use crate::harness::{Page, Result, in_browser};

#[tokio::test(flavor = "multi_thread")]
async fn no_screen_scrolls_sideways() {
    in_browser(async |page: Page| -> Result {
        for width in [1440, 768, 320] {
            page.set_screen(width, 800, false).await?;
            for address in [
                "?partner=VN",
                "?view=map&side=asia",
                "?view=list&lang=ru",
                "?q=atlantis&side=mars",
                "?partner=MM&lang=el",
            ] {
                page.open(address).await?;
                page.wait_for_map().await?;
                let overflow: i64 = page.overflow().await?;
                assert!(overflow <= 0, "{address} is {overflow} px too wide at {width} px");
            }
        }
        Ok(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_chosen_partner_is_seen_on_a_phone_without_scrolling() {
    in_browser(async |page: Page| -> Result {
        page.set_screen(360, 780, false).await?;
        page.open("?partner=HU").await?;
        let foot = "return document.getElementById('partner-title').getBoundingClientRect().bottom / innerHeight";
        let at: f64 = page.script(foot).await?;
        assert!((0.0..1.0).contains(&at), "the panel's heading ends at {at} of the window");
        // Also where the partner is chosen far down, in the text of the release.
        page.script::<()>("document.getElementById('about-asem').scrollIntoView()").await?;
        page.click_on(&page.browser.find(thirtyfour::By::Css("#about-asem [data-mention=BE] a")).await?).await?;
        page.find("heading", "Belgium").await?;
        let at: f64 = page.script(foot).await?;
        assert!((0.0..1.0).contains(&at), "the panel's heading ends at {at} of the window");
        Ok(())
    })
    .await;
}
