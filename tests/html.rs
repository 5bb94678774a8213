//! Every example of every component, rendered natively to HTML and read as a browser's tree would be.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used, missing_docs)]

use asem_dashboard::app::{App, Requests};
use asem_dashboard::components::sample::{COMPONENTS, Example, dashboard};
use asem_dashboard::components::*;
use leptos::prelude::*;
use scraper::{ElementRef, Html, Selector};

/// Renders in a fresh reactive owner.
fn render<V: IntoView>(view: impl FnOnce() -> V) -> Html {
    let owner = Owner::new();
    owner.set();
    Html::parse_fragment(&view().into_view().to_html())
}

/// The whole page at an address.
fn page(address: &str) -> Html {
    render(|| view! { <App dashboard=dashboard(address) requests=Requests::none("") /> })
}

fn all<'a>(html: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    let selector = Selector::parse(selector).unwrap();
    html.select(&selector).collect()
}

/// The text of the only element found.
#[track_caller]
fn text(html: &Html, selector: &str) -> String {
    let found = all(html, selector);
    assert_eq!(found.len(), 1, "{selector} in {}", html.html());
    found.iter().flat_map(ElementRef::text).collect()
}

/// Runs a check on every example of every component.
fn for_every_example(check: impl Fn(&str, &Html)) {
    for (component, examples) in COMPONENTS {
        let owner = Owner::new();
        owner.set();
        for Example { name, view } in examples() {
            check(&format!("{component}: {name}"), &Html::parse_fragment(&view.to_html()));
        }
    }
}

#[test]
fn the_parser_has_nothing_to_mend() {
    // Where markup is wrong, a browser's parser closes, moves or drops elements: then text and tree differ.
    for (component, examples) in COMPONENTS {
        let owner = Owner::new();
        owner.set();
        for Example { name, view } in examples() {
            let written = view.to_html();
            let tags = |html: &str| -> Vec<String> {
                let after = html
                    .split('<')
                    .skip(1)
                    .filter(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/'));
                after
                    .map(|rest| rest.split([' ', '>']).next().unwrap().to_owned())
                    .filter(|tag| tag != "/input")
                    .collect()
            };
            let parsed = Html::parse_fragment(&written).root_element().inner_html();
            assert_eq!(tags(&written), tags(&parsed), "{component}: {name}");
        }
    }
}

#[test]
fn the_masthead_counts_the_partners_of_the_release() {
    let standfirst = text(&page(""), ".asem-masthead__standfirst");
    assert!(standfirst.starts_with("43 states and 2 institutions as of 11 May 2010"), "{standfirst}");
}

#[test]
fn every_link_button_and_field_has_a_name() {
    for_every_example(|name, html| {
        for element in all(html, "a[href], button, input, select, textarea") {
            // What can be chosen or typed is no name.
            let is_field = ["select", "textarea"].contains(&element.value().name());
            let text: String = if is_field { String::new() } else { element.text().collect() };
            let id = element.attr("id").unwrap_or_default();
            let label = all(html, &format!("label[for='{id}']"));
            let is_within_label =
                element.ancestors().filter_map(ElementRef::wrap).any(|parent| parent.value().name() == "label");
            let has_name =
                element.attr("aria-label").is_some() || !text.trim().is_empty() || !label.is_empty() || is_within_label;
            assert!(has_name, "{name}: {} has no name", element.html());
        }
    });
}

#[test]
fn every_reference_within_the_page_leads_somewhere() {
    let html = page("?partner=VN");
    for element in all(&html, "[aria-labelledby], [for], a[href^='#']") {
        for (attribute, target) in
            element.value().attrs().filter(|(key, _)| ["aria-labelledby", "for", "href"].contains(key))
        {
            let id = target.trim_start_matches('#');
            if attribute != "href" || target.starts_with('#') {
                assert_eq!(all(&html, &format!("[id='{id}']")).len(), 1, "{attribute}={target}");
            }
        }
    }
}

#[test]
fn ids_are_unique() {
    let html = page("?partner=VN");
    let mut ids: Vec<&str> = all(&html, "[id]").iter().filter_map(|element| element.attr("id")).collect();
    ids.sort_unstable();
    let n_ids = ids.len();
    ids.dedup();
    assert_eq!(ids.len(), n_ids);
}

#[test]
fn headings_step_down_one_level_at_a_time() {
    for address in ["", "?partner=VN", "?view=list"] {
        let html = page(address);
        let levels: Vec<u32> = all(&html, "h1, h2, h3, h4")
            .iter()
            .filter_map(|heading| heading.value().name().trim_start_matches('h').parse().ok())
            .collect();
        assert_eq!(levels.first(), Some(&1), "{address}");
        assert_eq!(levels.iter().filter(|level| **level == 1).count(), 1, "{address}");
        for pair in levels.windows(2) {
            let [above, below] = pair else { panic!("windows of two") };
            assert!(*below <= above + 1, "{address}: h{above} is followed by h{below}");
        }
    }
}

#[test]
fn the_page_has_its_landmarks_and_one_status() {
    let html = page("");
    for landmark in ["header.asem-masthead", "main", "aside", "form[role=search]", "nav", "footer.asem-foot"] {
        assert_eq!(all(&html, landmark).len(), 1, "{landmark}");
    }
    assert_eq!(text(&html, "[role=status]"), "All 45 partners, as of 11 May 2010");
}

#[test]
fn board_and_list_carry_every_partner_with_its_emphasis() {
    let html = page("?side=asia&partner=SG");
    for view in ["board", "list"] {
        let partners = all(&html, &format!("[data-view={view}] [data-partner]"));
        assert_eq!(partners.len(), 45, "{view}");
        let count =
            |emphasis: &str| partners.iter().filter(|partner| partner.attr("data-emphasis") == Some(emphasis)).count();
        assert_eq!((count("match"), count("selected"), count("dimmed")), (15, 1, 29), "{view}");
    }
}

#[test]
fn the_map_draws_states_and_sets_institutions_beside() {
    let owner = Owner::new();
    owner.set();
    let example = map::examples().remove(0);
    let html = Html::parse_fragment(&example.view.to_html());
    assert_eq!(all(&html, "svg g[data-partner]:not([data-emphasis=absent])").len(), 43);
    assert_eq!(all(&html, "svg g[data-partner][data-emphasis=absent]").len(), 8);
    assert!(all(&html, "g[data-emphasis=absent] a[href]").is_empty(), "who is no partner leads nowhere");
    assert_eq!(text(&html, "g[data-partner=NO] title"), "Norway, not a partner then");
    assert_eq!(all(&html, "li[data-partner]").len(), 2);
    assert_eq!(text(&html, "g[data-partner=LU] title"), "Luxembourg, Listed");
    assert_eq!(all(&html, "circle.asem-shape__dot").len(), 5);
    for mark in ["VN", "HU"] {
        assert_eq!(all(&html, &format!("g[data-partner={mark}] a")).len(), 1, "one link for {mark}");
    }
    assert_eq!(all(&html, ".asem-map__sign:not([data-emphasis=absent])").len(), 4);
}

#[test]
fn the_disclaimer_stands_under_the_map_in_every_state() {
    let owner = Owner::new();
    owner.set();
    for Example { name, view } in map::examples() {
        let note = text(&Html::parse_fragment(&view.to_html()), ".asem-map__note");
        assert!(note.contains("not a statement by anyone named on this page"), "{name}: {note}");
    }
}

#[test]
fn parts_of_the_map_are_links_of_which_one_is_current() {
    let html = page("?view=map&zoom=europe&side=asia");
    // The page has no geometry here; the example has.
    assert!(all(&html, ".asem-map__zoom").is_empty());
    let owner = Owner::new();
    owner.set();
    let html = Html::parse_fragment(&map::examples().remove(2).view.to_html());
    let hrefs: Vec<_> = all(&html, ".asem-map__zoom").iter().filter_map(|link| link.attr("href")).collect();
    assert_eq!(
        hrefs,
        [
            "?asof=1996-03-01",
            "?asof=1996-03-01&zoom=asia",
            "?asof=1996-03-01&zoom=europe",
            "?asof=1996-03-01&zoom=south-east-asia"
        ]
    );
    assert_eq!(text(&html, ".asem-map__zoom[aria-current]"), "Europe");
}

#[test]
fn only_one_view_is_in_front() {
    for (address, front) in [("", "board"), ("?view=map", "map"), ("?view=list", "list")] {
        let html = page(address);
        let shown: Vec<_> =
            all(&html, "[data-view]:not([hidden])").iter().filter_map(|view| view.attr("data-view")).collect();
        assert_eq!(shown, [front]);
    }
}

#[test]
fn links_hold_the_state_they_lead_to() {
    let html = page("?side=asia&view=list");
    let href = |selector: &str| all(&html, selector)[0].attr("href").map(str::to_owned);
    assert_eq!(href("[data-view=board] [data-partner=VN] a"), Some("?side=asia&partner=VN&view=list".to_owned()));
    assert_eq!(href("nav li:first-child a"), Some("?side=asia".to_owned()));
}

#[test]
fn the_panel_shows_each_role_with_its_evidence() {
    let html = page("?partner=HU");
    assert_eq!(text(&html, "#partner-title"), "Hungary");
    let roles: Vec<String> = all(&html, ".asem-partner-card__role").iter().map(|role| role.text().collect()).collect();
    assert_eq!(roles, ["Co-organiser", "Listed"]);
    let evidence: String = all(&html, ".asem-partner-card__evidence")[0].text().collect();
    assert_eq!(evidence, "It was a joint initiative by Viet Nam, Hungary and ASEF.");
}

#[test]
fn the_release_is_shown_whole() {
    let html = page("");
    let seed = include_str!("fixtures/100505_PR1008.txt");
    let article = text(&html, "article");
    for line in seed.lines().filter(|line| !line.is_empty()) {
        assert!(article.contains(line), "{line:?} is missing");
    }
}

#[test]
fn a_bad_address_is_reported() {
    let html = page("?side=mars");
    assert!(text(&html, "[role=alert]").contains("“mars”"));
}

#[test]
fn a_failure_names_the_file_and_its_problems() {
    let owner = Owner::new();
    owner.set();
    let broken = failure::examples().pop().unwrap();
    let html = Html::parse_fragment(&broken.view.to_html());
    let alert = text(&html, "[role=alert]");
    assert!(alert.contains("data/asem.json came, but has a problem."), "{alert}");
    assert!(alert.contains("line 1, column 1: expected JSON, found an end too early"), "{alert}");
    assert_eq!(text(&html, "button"), "Retry");
}

#[test]
fn every_fact_in_the_panel_has_a_mark_that_leads_to_its_source() {
    for partner in ["VN", "GB", "MM", "EU", "AU", "CN"] {
        let html = page(&format!("?partner={partner}"));
        let mut terms = Vec::new();
        for fact in all(&html, ".asem-partner-card__fact") {
            let term: String = fact.select(&Selector::parse("dt").unwrap()).flat_map(|dt| dt.text()).collect();
            for value in fact.select(&Selector::parse("dd").unwrap()) {
                let marks = value.select(&Selector::parse("a.asem-cite").unwrap()).count();
                assert!(marks > 0 || term == "Code", "{partner}, {term}: {}", value.html());
            }
            assert!(!terms.contains(&term), "{partner}: {term} stands twice");
            terms.push(term);
        }
    }
}

#[test]
fn where_sources_differ_the_panel_shows_both_claims() {
    let others = |partner: &str| -> String {
        let html = page(&format!("?partner={partner}"));
        all(&html, ".asem-partner-card .asem-others").iter().flat_map(|others| others.text()).collect()
    };
    assert!(others("MN").contains("October 2007"), "the second enlargement according to ASEF’s history");
    assert!(others("PL").contains("7–9 September 2010"), "the days of Poznań according to the release");
}

#[test]
fn where_sources_differ_on_the_workshop_the_release_shows_both_claims() {
    let html = page("");
    let part: String = all(&html, ".asem-release__part").iter().flat_map(|part| part.text()).collect();
    for claim in [
        "UNESCO in Viet Nam",
        "Co-organiser paragraph 5",
        "Poznan, 7–9 September 2010, as announced",
        "Took place 8–10 September 2010",
        "Hanoi",
        "Italy",
    ] {
        assert!(part.contains(claim), "{claim:?} is missing in {part}");
    }
}

#[test]
fn a_name_in_a_language_of_its_own_says_which() {
    let html = page("?partner=VN");
    assert_eq!(text(&html, ".asem-partner-card [lang=vi]"), "Việt Nam");
}

#[test]
fn another_day_shows_its_partners() {
    let html = page("?asof=1996-03-01");
    assert_eq!(text(&html, "[role=status]"), "All 26 partners, as of 1 March 1996");
    assert_eq!(all(&html, "[data-view=board] [data-partner]").len(), 26);
    assert_eq!(all(&html, "[data-view=list] [data-partner]").len(), 26);
}

#[test]
fn a_partner_found_by_another_name_says_by_which() {
    let html = page("?q=burma");
    for view in ["board", "list"] {
        assert_eq!(text(&html, &format!("[data-view={view}] .asem-why")), "Burma: former name of Myanmar", "{view}");
    }
    assert!(all(&page("?q=viet"), ".asem-why").is_empty(), "the name shown needs no reason");
}
