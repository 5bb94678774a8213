//! Reading: the release and the partners that it names, linked both ways, by pointer and by keyboard alone.

use crate::harness::{Page, Result, in_browser};
use thirtyfour::Key;

impl Page {
    /// The sentences of the release that are lit.
    async fn lit(&self) -> Result<Vec<String>> {
        self.script("return [...document.querySelectorAll('.asem-sentence[data-lit]')].map(({ id }) => id)").await
    }

    /// Waits for these sentences to be lit.
    async fn expect_lit(&self, sentences: &[&str]) -> Result {
        self.wait_until(&format!("{sentences:?} are lit"), async |page| Ok(page.lit().await? == sentences)).await
    }

    /// Whether an element is in sight, whole.
    async fn is_in_sight(&self, id: &str) -> Result<bool> {
        self.script(&format!(
            "const {{ top, bottom }} = document.getElementById({id:?}).getBoundingClientRect();
            return top >= 0 && bottom <= innerHeight"
        ))
        .await
    }

    /// What the release tells those who cannot see where the page has gone to.
    async fn told_of_sentences(&self) -> Result<String> {
        self.script("return document.querySelector('.asem-release__steps [aria-live]').textContent").await
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_partner_lights_up_its_sentences_and_one_goes_through_them() {
    in_browser(async |page: Page| -> Result {
        page.open("").await?;
        page.expect_lit(&[]).await?;
        page.open("?partner=VN").await?;
        page.expect_lit(&["p5.1", "p5.2", "about-asem.1"]).await?;
        // In sight: Firefox takes no text from what it does not lay out.
        let steps = "const steps = document.querySelector('.asem-release__steps'); steps.scrollIntoView(); return steps.innerText";
        let steps: String = page.script(steps).await?;
        let steps = steps.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(steps.starts_with("Viet Nam Named in 3 sentences"), "{steps}");
        assert_eq!(page.told_of_sentences().await?, "", "the status has told of the choice already");
        page.click("button", "Next sentence").await?;
        page.click("button", "Next sentence").await?;
        page.wait_until("the second is told", async |page| {
            Ok(page.told_of_sentences().await?
                == "Sentence 2 of 3: It was a joint initiative by Viet Nam, Hungary and ASEF.")
        })
        .await?;
        page.wait_until("it is in sight", async |page| page.is_in_sight("p5.2").await).await?;
        page.click("button", "Previous sentence").await?;
        page.click("button", "Previous sentence").await?;
        page.wait_until("the last is told", async |page| {
            Ok(page.told_of_sentences().await?.starts_with("Sentence 3 of 3: The Asia-Europe Meeting"))
        })
        .await?;
        let here: Vec<String> =
            page.script("return [...document.querySelectorAll('[data-here]')].map(({ id }) => id)").await?;
        assert_eq!(here, ["about-asem.1"]);
        Ok(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sentence_shows_its_partners_on_board_map_and_list() {
    in_browser(async |page: Page| -> Result {
        page.open("").await?;
        page.click("button", "Show the 2 partners named in this sentence").await?;
        page.expect_status("2 of 45 partners: named in the chosen sentence, as of 11 May 2010").await?;
        page.expect_in_all_views(&["BE", "PL"], &[]).await?;
        page.expect_lit(&["p4.1"]).await?;
        page.expect_address("?sentence=p4.1").await?;
        page.click("button", "Show the partner named in this sentence").await?;
        page.expect_in_all_views(&["VN"], &[]).await?;
        page.browser.back().await?;
        page.expect_status("2 of 45 partners: named in the chosen sentence, as of 11 May 2010").await?;
        page.click("button", "Clear filters").await?;
        page.expect_status("All 45 partners, as of 11 May 2010").await?;
        page.expect_lit(&[]).await
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn sentences_are_chosen_and_gone_through_by_keyboard_alone() {
    in_browser(async |page: Page| -> Result {
        page.open("?partner=HU").await?;
        page.tab_to(".asem-release__steps button[aria-label='Next sentence']").await?;
        page.press(Key::Enter).await?;
        page.wait_until("the first is told", async |page| {
            Ok(page.told_of_sentences().await?.starts_with("Sentence 1 of 2: It was a joint initiative"))
        })
        .await?;
        page.tab_to("[id='p5.2'] + .asem-sentence__show").await?;
        page.press(Key::Space + "").await?;
        page.expect_status("2 of 45 partners: named in the chosen sentence, as of 11 May 2010. Selected: Hungary")
            .await?;
        let pressed: Option<String> = page.script("return document.activeElement.getAttribute('aria-pressed')").await?;
        assert_eq!(pressed.as_deref(), Some("true"), "the focus stays on the button");
        page.press(Key::Space + "").await?;
        page.expect_status("All 45 partners, as of 11 May 2010. Selected: Hungary").await
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn organisations_in_the_text_and_their_entries_lead_to_each_other() {
    in_browser(async |page: Page| -> Result {
        page.open("").await?;
        page.click("link", "UNESCO in Viet Nam").await?;
        page.wait_until("its entry is in sight", async |page| page.is_in_sight("org-unesco-viet-nam").await).await?;
        page.script::<()>("document.querySelector('#org-unesco-viet-nam a[href=\"#p5.3\"]').click()").await?;
        page.wait_until("its sentence is in sight", async |page| page.is_in_sight("p5.3").await).await?;
        let entries: Vec<String> = page
            .script("return [...document.querySelectorAll('.asem-mention__link--organisation')].map((one) => one.hash)")
            .await?;
        for entry in entries {
            let is_there: bool = page.script(&format!("return Boolean(document.querySelector('{entry}'))")).await?;
            assert!(is_there, "{entry}");
        }
        Ok(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_archive_is_searched_for_is_marked_in_the_open_text() {
    in_browser(async |page: Page| -> Result {
        page.open("?find=visib").await?;
        let marked = "return [...document.querySelectorAll('#release mark')].map((mark) => mark.textContent)";
        assert_eq!(page.script::<Vec<String>>(marked).await?, ["Visib", "Visib"]);
        page.script::<()>("document.getElementById('archive-search').select()").await?;
        page.browser.find(thirtyfour::By::Id("archive-search")).await?.send_keys("hungary").await?;
        page.wait_until("another word is marked", async |page| {
            Ok(page.script::<Vec<String>>(marked).await? == ["Hungary", "Hungary"])
        })
        .await
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_shown_beside_the_sentences_is_no_part_of_the_text() {
    in_browser(async |page: Page| -> Result {
        page.open("?sentence=p5.2&partner=VN").await?;
        page.expect_lit(&["p5.1", "p5.2", "about-asem.1"]).await?;
        let text: String = page.script("return document.getElementById('p5').textContent").await?;
        let printed = include_str!("../fixtures/100505_PR1008.txt");
        assert!(printed.lines().any(|line| line == text), "{text}");
        Ok(())
    })
    .await;
}
