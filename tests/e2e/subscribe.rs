//! Feed, calendars and metadata, as browsers and programs that follow the page's links find them.

use crate::harness::{Page, Result, in_browser};
use asem_dashboard::model::Dataset;
use asem_dashboard::view_model::paths;
use serde_json::json;
use std::path::Path;

/// Status and content type of what stands at each address, seen from the page.
async fn answers(page: &Page, addresses: &[String]) -> Result<Vec<(u16, String)>> {
    page.script(&format!(
        "return {}.map((address) => {{
            const request = new XMLHttpRequest();
            request.open('GET', address, false);
            request.send();
            return [request.status, request.getResponseHeader('content-type')];
        }})",
        json!(addresses)
    ))
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn feed_and_calendars_are_where_the_page_says() {
    in_browser(async |page: Page| -> Result {
        // Below a path as well: the addresses are relative.
        page.open("some/path/?partner=VN").await?;
        let mut addresses = Vec::new();
        for name in ["Feed", "Calendar", "Calendar entry: ASEM 5 Summit"] {
            let link = page.find("link", name).await?;
            let address =
                page.browser.execute("return arguments[0].getAttribute('href')", vec![link.to_json()?]).await?;
            addresses.push(address.convert::<String>()?);
        }
        assert_eq!(addresses, ["feed.xml", "calendar.ics", "calendar/summit-5.ics"]);
        let in_head: Vec<String> = page
            .script("return [...document.querySelectorAll('head link[rel=alternate]')].map((link) => link.href)")
            .await?;
        addresses.extend(in_head);
        let xml = (200, "text/xml".to_owned());
        let calendar = (200, "text/calendar".to_owned());
        let expected = [&xml, &calendar, &calendar, &xml, &calendar].map(Clone::clone);
        assert_eq!(answers(&page, &addresses).await?, expected);
        Ok(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_policy_has_nothing_against_the_metadata() {
    in_browser(async |page: Page| -> Result {
        let listen = "window.violations = [];
            document.addEventListener('securitypolicyviolation', (event) => window.violations.push(event.violatedDirective))";
        page.before_load(listen).await?;
        page.open("").await?;
        let n_documents: usize =
            page.script("return document.querySelectorAll('script[type=\"application/ld+json\"]').length").await?;
        assert_eq!(n_documents, 1);
        let violations: Vec<String> = page.script("return window.violations").await?;
        assert!(violations.is_empty(), "{violations:?}");
        // What the policy forbids would have been heard of.
        page.script::<()>("document.head.append(Object.assign(document.createElement('script'), { text: '1' }))").await?;
        page.wait_until("the violation is heard of", async |page| {
            let violations: Vec<String> = page.script("return window.violations").await?;
            Ok(violations == ["script-src-elem"])
        })
        .await
    })
    .await;
}

#[test]
fn every_calendar_that_the_page_may_link_to_is_in_the_site() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let data = std::fs::read_to_string(root.join("dist/data/asem.json")).unwrap();
    let dataset = Dataset::from_json(&data).unwrap();
    let release = dataset.newest_release();
    let of_meetings = dataset.meetings().iter().filter_map(paths::calendar_of_meeting);
    let of_events = release.events.iter().filter_map(|event| paths::calendar_of_event(event, release, &dataset));
    let linked: Vec<String> = of_meetings.chain(of_events).collect();
    assert_eq!(linked.len(), 22);
    for path in linked {
        assert!(root.join("dist").join(&path).is_file(), "{path}: run `make build`");
    }
}
