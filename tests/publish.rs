//! What is published with the site, from the shipped data and from odd data, read by parsers that others wrote.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used, missing_docs)]

use asem_dashboard::data::Topology;
use asem_dashboard::model::{Dataset, Date, PartnerId};
use asem_dashboard::publish::pages::{Page, Press};
use asem_dashboard::publish::share::Fonts;
use asem_dashboard::publish::{Published, Site, publish};
use asem_dashboard::view_model::paths;
use roxmltree::Document;
use scraper::{Html, Selector};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;

const ADDRESS: &str = "https://example.org/asem/";

fn shipped() -> Value {
    serde_json::from_str(include_str!("../public/data/asem.json")).unwrap()
}

/// Every character that means something in XML, HTML, JSON, or a calendar, and letters of several bytes.
const ODD: &str = "A, \"B\"; C\\n <b>&amp;</b> ]]> </script><!-- 'ń' Żółć 😀 \u{1} end";

/// Data in which names are odd and long, days are partly known, a release has siblings, and an archive many.
fn odd() -> Value {
    let mut data = shipped();
    let long = format!("{ODD} {}", "größer ".repeat(40));
    let release = &mut data["releases"][0];
    release["title"] = json!(long);
    release["summary"] = json!(ODD);
    release["contact"] = json!(ODD);
    release["boilerplate"][0]["about"] = json!(ODD);
    for index in 0..5 {
        let text = format!("{} {ODD}", release["paragraphs"][index]["text"].as_str().unwrap());
        release["paragraphs"][index]["text"] = json!(text);
    }
    let mut older = release.clone();
    // A number that cannot name a file.
    older["number"] = json!("2009/PR-1");
    older["date"] = json!("2009-12-31");
    for event in older["events"].as_array_mut().unwrap() {
        event.as_object_mut().unwrap().remove("meeting");
    }
    older["events"][0]["until"] = json!("2010-09");
    older["events"][1].as_object_mut().unwrap().remove("until");
    data["releases"].as_array_mut().unwrap().push(older);
    let meetings = data["meetings"].as_array_mut().unwrap();
    for meeting in meetings.iter_mut() {
        for key in ["name", "place", "theme", "note"] {
            meeting[key] = json!(ODD);
        }
    }
    meetings[12]["from"] = json!("2030-12-31");
    meetings[12]["until"] = json!("2031-01-01");
    let listed = |number: u32| json!({ "number": format!("PR{number}"), "date": "2001-02-03", "title": ODD });
    data["archive"] = (0..150).map(listed).collect();
    data
}

fn dataset(data: &Value) -> Dataset {
    Dataset::from_json(&data.to_string()).unwrap_or_else(|problems| panic!("{problems:?}"))
}

fn fonts() -> Fonts {
    let package = Path::new(env!("CARGO_MANIFEST_DIR")).join("node_modules/@expo-google-fonts/noto-sans");
    let files = Fonts::files(&package).map(|file| fs::read(file).expect("npm ci was run (make test does)"));
    Fonts::new(files.into()).unwrap()
}

fn published_on(day: &str, data: &Value, address: Option<&str>) -> Published {
    let site = Site::new(address, Date::parse_iso(day).unwrap()).unwrap();
    publish(&dataset(data), &site, &fonts()).unwrap()
}

fn published(data: &Value, address: Option<&str>) -> Published {
    published_on("2026-11-24", data, address)
}

#[track_caller]
fn file<'a>(published: &'a Published, path: &str) -> &'a [u8] {
    let found = published.files.iter().find(|(own, _)| own == path);
    &found.unwrap_or_else(|| panic!("{path} is not among the files")).1
}

fn text<'a>(published: &'a Published, path: &str) -> &'a str {
    std::str::from_utf8(file(published, path)).unwrap()
}

/// What a tool from node_modules says of an input; none if it refuses it.
fn judge(args: &[&str], input: &str) -> Result<String, String> {
    let mut command = Command::new("node");
    command.args(args).current_dir(env!("CARGO_MANIFEST_DIR"));
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut process = command.spawn().expect("Node.js is installed");
    process.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let done = process.wait_with_output().unwrap();
    let [printed, told] = [done.stdout, done.stderr].map(|bytes| String::from_utf8(bytes).unwrap());
    if done.status.success() { Ok(printed) } else { Err(printed + &told) }
}

/// The text as it may stand in XML.
fn in_xml(text: &str) -> String {
    text.replace('\u{1}', " ")
}

#[test]
fn a_feed_reader_finds_releases_and_meetings_newest_first() {
    let data = shipped();
    let feed = feed_rs::parser::parse(file(&published(&data, Some(ADDRESS)), paths::FEED)).unwrap();
    let n_meetings = data["meetings"].as_array().unwrap().len();
    assert_eq!(feed.entries.len(), 1 + n_meetings);
    let days: Vec<_> = feed.entries.iter().map(|entry| entry.updated.unwrap()).collect();
    assert!(days.is_sorted_by(|one, next| one >= next), "{days:?}");
    assert_eq!(feed.updated, days.first().copied());
    let ids: BTreeSet<&str> = feed.entries.iter().map(|entry| entry.id.as_str()).chain([feed.id.as_str()]).collect();
    assert_eq!(ids.len(), feed.entries.len() + 1);
    assert!(ids.iter().all(|id| id.starts_with("urn:uuid:")), "{ids:?}");

    let own = data["releases"][0].clone();
    let title = own["title"].as_str().unwrap();
    let release = feed.entries.iter().find(|entry| entry.title.as_ref().unwrap().content == title).unwrap();
    assert_eq!(release.updated.unwrap().to_rfc3339(), "2010-05-11T00:00:00+00:00");
    assert_eq!(release.authors[0].name.as_deref(), Some("Asia-Europe Foundation"));
    assert_eq!(release.links[0].href, format!("{ADDRESS}release/100505_PR1008.html"));
    let html = Html::parse_fragment(release.content.as_ref().unwrap().body.as_deref().unwrap());
    let paragraphs: Vec<String> =
        html.select(&Selector::parse("p").unwrap()).map(|paragraph| paragraph.text().collect()).collect();
    for part in own["paragraphs"].as_array().unwrap().iter().chain(own["boilerplate"].as_array().unwrap()) {
        assert!(
            paragraphs.iter().any(|paragraph| part["text"] == paragraph.as_str()),
            "{part} is not in {paragraphs:?}"
        );
    }
    let links = html.select(&Selector::parse("a").unwrap()).count();
    assert_eq!(links, own["links"].as_array().unwrap().len());
}

#[test]
fn the_feed_has_what_atom_demands_whatever_the_data() {
    for (data, address) in [(shipped(), None), (shipped(), Some(ADDRESS)), (odd(), None), (odd(), Some(ADDRESS))] {
        let published = published(&data, address);
        let document = Document::parse(text(&published, paths::FEED)).unwrap();
        let root = document.root_element();
        assert_eq!(root.tag_name().namespace(), Some("http://www.w3.org/2005/Atom"));
        let entries = root.children().filter(|node| node.has_tag_name("entry"));
        for part in entries.chain([root]) {
            let count = |tag: &str| part.children().filter(|node| node.tag_name().name() == tag).count();
            assert_eq!(["id", "title", "updated"].map(count), [1, 1, 1]);
            assert!(count("author") > 0 || part != root);
            let links = part.children().filter(|node| node.has_tag_name(("http://www.w3.org/2005/Atom", "link")));
            for link in links {
                let href = link.attribute("href").unwrap();
                assert_eq!(href.starts_with(ADDRESS), address.is_some(), "{href}");
                assert!(
                    address.is_some()
                        || ["./", "release/"].iter().any(|start| href.starts_with(start))
                        || href == "feed.xml",
                    "{href}"
                );
            }
        }
        feed_rs::parser::parse(file(&published, paths::FEED)).unwrap();
    }
}

#[test]
fn odd_names_come_out_of_the_feed_as_they_went_in() {
    let published = published(&odd(), None);
    let feed = feed_rs::parser::parse(file(&published, paths::FEED)).unwrap();
    let titles: Vec<&str> = feed.entries.iter().map(|entry| entry.title.as_ref().unwrap().content.as_str()).collect();
    assert!(titles.contains(&in_xml(ODD).as_str()), "{titles:?}");
    let summaries = feed
        .entries
        .iter()
        .filter(|entry| entry.summary.as_ref().is_some_and(|summary| summary.content == in_xml(ODD)));
    assert_eq!(summaries.count(), 2, "of the releases that have one");
    // The newest hundred of 2 releases, 21 meetings and 150 in the archive.
    assert_eq!(titles.len(), 100);
    let told = published.notes.iter().find(|note| note.contains("feed")).unwrap();
    assert_eq!(told, "The feed has the newest 100 releases and meetings; 73 older ones are not in it");
}

/// The entries of a calendar as ical.js reads it, in order.
fn events(calendar: &str) -> Vec<Value> {
    const READ: &str = "
        import ICAL from 'ical.js';
        import { readFileSync } from 'node:fs';
        ICAL.design.strict = true;
        const calendar = new ICAL.Component(ICAL.parse(readFileSync(0, 'utf8')));
        if (!calendar.getFirstPropertyValue('prodid')) throw new Error('no PRODID');
        const events = calendar.getAllSubcomponents('vevent').map((component) => {
            if (!component.getFirstProperty('dtstamp')) throw new Error('no DTSTAMP');
            const { uid, summary, location, description, startDate, endDate } = new ICAL.Event(component);
            if (!startDate.isDate || !endDate.isDate) throw new Error('not all day');
            const days = [startDate, endDate].map((day) => day.toString());
            const url = component.getFirstPropertyValue('url');
            return { uid, summary, location, description, days, url };
        });
        console.log(JSON.stringify(events));";
    let printed = judge(&["--input-type=module", "--eval", READ], calendar).unwrap();
    serde_json::from_str(&printed).unwrap()
}

#[test]
fn a_calendar_program_finds_workshop_posnan_brussels_and_every_meeting_of_known_days() {
    let published = published(&shipped(), Some(ADDRESS));
    let all = events(text(&published, paths::CALENDAR));
    let on = |name: &str| {
        let found: Vec<&Value> = all.iter().filter(|event| event["summary"] == name).collect();
        assert_eq!(found.len(), 1, "{name}");
        found[0]
    };
    let workshop = on("Workshop on Enhancing ASEM Visibility through Cultural Activities");
    assert_eq!(workshop["days"], json!(["2010-04-28", "2010-04-30"]));
    assert_eq!(workshop["location"], "Ha Long City, Quang Ninh Province, Viet Nam");
    assert_eq!(workshop["url"], format!("{ADDRESS}release/100505_PR1008.html#p5"));
    assert_eq!(on("ASEM 8 Summit")["days"], json!(["2010-10-04", "2010-10-06"]));
    // On the days on which it was held; what was announced is told.
    let posnan = on("4th ASEM Culture Ministers’ Meeting");
    assert_eq!(posnan["days"], json!(["2010-09-08", "2010-09-11"]));
    assert_eq!(posnan["location"], "Poznan, Poland");
    let told = posnan["description"].as_str().unwrap();
    assert!(told.starts_with("Took place in Poznan, Poland, 8–10 September 2010 [1, 2, 3, 4, 5].\n"), "{told}");
    assert!(
        told.contains("\nPress release 100505_PR1008 of 11 May 2010 announced it for 7–9 September 2010: “4th ASEM"),
        "{told}"
    );
    assert!(told.contains("\n[1] ASEM InfoBoard: "), "{told}");

    // Nineteen of twenty-one meetings, and the workshop; each stands alone as well, and is the same there.
    assert_eq!(all.len(), 20);
    let uids: BTreeSet<&str> = all.iter().map(|event| event["uid"].as_str().unwrap()).collect();
    assert_eq!(uids.len(), all.len());
    let mut alone: Vec<Value> = Vec::new();
    for (path, bytes) in published.files.iter().filter(|(path, _)| path.starts_with("calendar/")) {
        let own = events(std::str::from_utf8(bytes).unwrap());
        assert_eq!(own.len(), 1, "{path}");
        alone.extend(own);
    }
    assert_eq!(alone, all);
    assert_eq!(
        published.notes,
        [
            "No calendar entry of “3rd ASEM Culture Ministers’ Meeting” (cmm-3): its days are not known, only April 2008 – \
             23 April 2008",
            "No calendar entry of “5th ASEM Culture Ministers’ Meeting” (cmm-5): its days are not known, only September 2012",
        ]
    );
}

#[test]
fn a_calendar_is_written_as_the_standard_has_it() {
    for data in [shipped(), odd()] {
        let published = published(&data, Some(ADDRESS));
        let calendars = published.files.iter().filter(|(path, _)| path.ends_with(".ics"));
        for (path, bytes) in calendars {
            assert!(bytes.ends_with(b"\r\n"), "{path}");
            let lines: Vec<&[u8]> = bytes.split(|byte| *byte == b'\n').collect();
            for line in lines.split_last().unwrap().1 {
                let line = line.strip_suffix(b"\r").expect("lines end with CRLF");
                assert!(line.len() <= 75 && !line.contains(&b'\r'), "{path}: {line:?}");
                // Whole characters, though a line be folded.
                let line = std::str::from_utf8(line).unwrap();
                assert!(!line.contains(char::is_control), "{path}: {line}");
            }
            // Commas and semicolons part values; in a text they must not.
            let unfolded = String::from_utf8(bytes.clone()).unwrap().replace("\r\n ", "");
            for line in unfolded.lines() {
                let value = line.split_once(':').map(|(_, value)| value.replace("\\\\", "")).unwrap();
                let is_text = ["SUMMARY", "LOCATION", "DESCRIPTION", "NAME"].iter().any(|name| line.starts_with(name));
                for part in [',', ';'].into_iter().filter(|_| is_text) {
                    assert_eq!(value.matches(part).count(), value.matches(&format!("\\{part}")).count(), "{line}");
                }
            }
        }
    }
}

#[test]
fn odd_names_come_out_of_the_calendar_as_they_went_in() {
    let published = published(&odd(), None);
    let all = events(text(&published, paths::CALENDAR));
    let meeting = all.iter().find(|event| event["days"] == json!(["2010-09-08", "2010-09-11"])).unwrap();
    assert_eq!(meeting["summary"], in_xml(ODD));
    assert_eq!(meeting["location"], in_xml(&format!("{ODD}, Poland")));
    assert!(meeting["description"].as_str().unwrap().contains(&in_xml(&format!("\nTheme: {ODD}.\n"))));
    // The older release: one event without a last day, the workshop; one whose last day is not known is told.
    let of_older = all.iter().filter(|event| event["url"] == Value::Null && event["days"][0] == "2010-10-04").count();
    assert_eq!(of_older, 2, "the summit, and what the older release does not tie to it");
    for expected in [
        "No calendar entry of “4th ASEM Culture Ministers' Meeting” (e1 of 2009/PR-1): its days are not known, only 7 \
         September 2010 – September 2010",
        "No file with “ASEM 8 Summit” (e2 of 2009/PR-1) alone: the release's number cannot name a file; it is in \
         calendar.ics",
        "No picture of release 2009/PR-1: its number cannot name a file",
    ] {
        assert!(published.notes.iter().any(|note| note == expected), "{expected:?} is not in {:#?}", published.notes);
    }
}

#[test]
fn what_is_ahead_is_not_told_as_past() {
    let sentence = |day: &str| {
        let published = published_on(day, &odd(), None);
        let all = events(text(&published, "calendar/summit-13.ics"));
        assert_eq!(all[0]["days"], json!(["2030-12-31", "2031-01-02"]));
        all[0]["description"].as_str().unwrap().split_whitespace().next().unwrap().to_owned()
    };
    assert_eq!(["2026-11-24", "2031-01-01", "2031-01-02"].map(sentence), ["Set", "Set", "Took"]);
    // And it stands in the feed under the day on which it became known, not under one to come.
    let published = published(&odd(), None);
    let feed = feed_rs::parser::parse(file(&published, paths::FEED)).unwrap();
    assert!(feed.updated.unwrap().to_rfc3339().as_str() < "2026-11-25");
}

/// The page that the site opens with, and the one JSON-LD document in it.
fn page(data: &Value, address: Option<&str>) -> (Html, Value) {
    document(&pressed(data, address, |press| press.main()))
}

/// A page of the site.
fn pressed(data: &Value, address: Option<&str>, make: impl Fn(&Press) -> Page) -> Page {
    pressed_on("2026-11-24", data, address, make)
}

fn pressed_on(day: &str, data: &Value, address: Option<&str>, make: impl Fn(&Press) -> Page) -> Page {
    let site = Site::new(address, Date::parse_iso(day).unwrap()).unwrap();
    make(&Press::new(&Arc::new(dataset(data)), &topology(), &site))
}

fn topology() -> Topology {
    Topology::from_json(include_str!("../public/map/partners.json")).unwrap()
}

fn of_partner(id: &str, data: &Value, address: Option<&str>) -> Page {
    let dataset = dataset(data);
    let partner = dataset.partner(PartnerId::parse(id).unwrap()).unwrap();
    pressed(data, address, |press| press.of_partner(partner))
}

/// A page, and the one JSON-LD document in it.
fn document(page: &Page) -> (Html, Value) {
    let html = Html::parse_document(&page.in_frame(include_str!("../index.html")).unwrap());
    let found: Vec<String> = html
        .select(&Selector::parse("body > script[type='application/ld+json']").unwrap())
        .map(|script| script.text().collect())
        .collect();
    assert_eq!(found.len(), 1);
    let document = serde_json::from_str(&found[0]).unwrap();
    (html, document)
}

#[test]
fn schema_org_knows_every_word_of_the_structured_data() {
    let schema = Path::new(env!("CARGO_MANIFEST_DIR")).join("node_modules/schema-dts/dist/schema");
    let mut code = format!("import type * as schema from {:?};\n", schema.to_string_lossy());
    let mut n_parts = 0;
    let mut declare = |note: &str, part: &Value| {
        n_parts += 1;
        let kind = part["@type"].as_str().unwrap();
        code.push_str(&format!("{note}export const part{n_parts}: schema.{kind} = {part};\n"));
    };
    for (data, address) in [(shipped(), Some(ADDRESS)), (odd(), None)] {
        let (of_state, of_institution) = (of_partner("VN", &data, address), of_partner("ASEAN-SEC", &data, address));
        for (_, document) in [page(&data, address), document(&of_state), document(&of_institution)] {
            assert_eq!(document["@context"], "https://schema.org");
            document["@graph"].as_array().unwrap().iter().for_each(|part| declare("", part));
        }
    }
    // The judge must not be one that lets everything pass.
    for mistaken in [
        json!({ "@type": "NewsArticle", "datePublishd": "2010-05-11" }),
        json!({ "@type": "Event", "startDate": "2010-05-11", "location": { "@type": "Place", "adress": "Poznan" } }),
        json!({ "@type": "Event", "eventStatus": "EventHeld" }),
    ] {
        declare("// @ts-expect-error\n", &mistaken);
    }
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("structured.ts");
    fs::write(&file, code).unwrap();
    let arguments = ["node_modules/typescript/bin/tsc", "--noEmit", "--strict", "--module", "esnext"];
    let more = ["--moduleResolution", "bundler", "--target", "es2022"];
    judge(&[&arguments[..], &more, &[&file.to_string_lossy()]].concat(), "").unwrap_or_else(|told| panic!("{told}"));
}

fn of_type<'a>(document: &'a Value, kind: &str) -> Vec<&'a Value> {
    document["@graph"].as_array().unwrap().iter().filter(|part| part["@type"] == kind).collect()
}

#[test]
fn the_structured_data_says_what_is_known_and_nothing_else() {
    let (_, document) = page(&shipped(), Some(ADDRESS));
    let article = of_type(&document, "NewsArticle")[0];
    assert_eq!(article["identifier"], "100505_PR1008");
    assert_eq!(article["datePublished"], "2010-05-11");
    assert_eq!(article["image"], format!("{ADDRESS}share/100505_PR1008.png"));
    assert!(article["articleBody"].as_str().unwrap().contains("on 28-29 April 2010. It was a joint initiative"));
    let publisher = of_type(&document, "Organization")[0];
    assert_eq!(publisher["name"], "Asia-Europe Foundation");
    assert_eq!(article["publisher"]["@id"], publisher["@id"]);
    let mentions = article["mentions"].as_array().unwrap();
    for name in ["Viet Nam", "ASEAN Secretariat", "UNESCO in Viet Nam"] {
        assert!(mentions.iter().any(|mention| mention["name"] == name), "{name}");
    }

    let events = of_type(&document, "Event");
    assert_eq!(events.len(), 22);
    let ids: BTreeSet<&str> = events.iter().map(|event| event["@id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), events.len());
    for reference in mentions.iter().filter_map(|mention| mention["@id"].as_str()) {
        assert!(ids.contains(reference), "{reference}");
    }
    for event in &events {
        for day in ["startDate", "endDate"].into_iter().filter_map(|key| event.get(key)) {
            assert!(Date::parse_iso(day.as_str().unwrap()).is_some(), "{event}");
        }
        assert!(event.get("eventStatus").is_none());
    }
    let on = |id: &str| *events.iter().find(|event| event["@id"] == id).unwrap();
    assert_eq!(on("#cmm-4")["startDate"], "2010-09-08");
    assert_eq!(on("#cmm-4")["location"]["address"]["addressCountry"], "PL");
    assert_eq!((on("#cmm-3").get("startDate"), &on("#cmm-3")["endDate"]), (None, &json!("2008-04-23")));
    assert_eq!(on("#cmm-5").get("startDate"), None);
    // The Union was the host; whose land it was is not in the data.
    assert_eq!(on("#summit-12")["location"]["address"].get("addressCountry"), None);

    let data = of_type(&document, "Dataset")[0];
    assert_eq!(data["distribution"]["contentUrl"], format!("{ADDRESS}data/asem.json"));
    assert_eq!(data.get("license"), None);
}

#[test]
fn no_text_breaks_out_of_the_head() {
    let data = odd();
    let (html, document) = page(&data, None);
    let title = data["releases"][0]["title"].as_str().unwrap();
    assert_eq!(of_type(&document, "NewsArticle")[0]["headline"], title);
    assert_eq!(html.select(&Selector::parse("b").unwrap()).count(), 0);
    let shown = html.select(&Selector::parse("meta[property='og:title']").unwrap()).next().unwrap();
    assert_eq!(shown.attr("content"), Some(in_xml(title).as_str()));
    assert!(html.select(&Selector::parse("body > #app").unwrap()).next().is_some());
}

#[test]
fn the_head_has_whole_addresses_once_the_site_has_one() {
    for address in [None, Some(ADDRESS)] {
        let (html, _) = page(&shipped(), address);
        let value = |selector: &str, attribute: &str| {
            let found: Vec<_> = html.select(&Selector::parse(selector).unwrap()).collect();
            assert!(found.len() <= 1, "{selector}");
            found.first().map(|own| own.attr(attribute).unwrap().to_owned())
        };
        let whole = |path: &str| Some(format!("{}{path}", address.unwrap_or_default()));
        assert_eq!(value("link[type='application/atom+xml']", "href"), whole("feed.xml"));
        assert_eq!(value("link[type='text/calendar']", "href"), whole("calendar.ics"));
        assert_eq!(value("meta[property='og:image']", "content"), whole("share/100505_PR1008.png"));
        assert_eq!(value("link[rel='canonical']", "href"), address.map(str::to_owned));
        assert_eq!(value("meta[name='citation_publication_date']", "content"), Some("2010/05/11".to_owned()));
        assert_eq!(value("meta[name='citation_publisher']", "content"), Some("Asia-Europe Foundation".to_owned()));
        assert_eq!(value("meta[name='citation_author']", "content"), None);
        assert!(value("meta[property='og:image:alt']", "content").unwrap().starts_with("Experts call for"));
    }
}

#[test]
fn each_partner_has_a_page_with_its_own_title_words_and_address() {
    let page = of_partner("VN", &shipped(), Some(ADDRESS));
    assert_eq!((page.path.as_str(), page.query.as_str()), ("partner/VN.html", "?partner=VN"));
    let (html, document) = document(&page);
    let text = |selector: &str| -> String {
        let found: Vec<_> = html.select(&Selector::parse(selector).unwrap()).collect();
        assert_eq!(found.len(), 1, "{selector}");
        found[0].text().collect()
    };
    let attribute = |selector: &str, name: &str| {
        let found = html.select(&Selector::parse(selector).unwrap()).next().unwrap_or_else(|| panic!("{selector}"));
        found.attr(name).unwrap().to_owned()
    };
    assert_eq!(text("head > title"), "Viet Nam · ASEM visibility dashboard");
    let description = attribute("meta[name='description']", "content");
    assert_eq!(
        description,
        "Viet Nam, partner of ASEM since 1 March 1996: host, co-organiser, listed in press release 100505_PR1008, with the \
         words that say so. Its names, accession, memberships and meetings, with sources."
    );
    assert_eq!(attribute("link[rel='canonical']", "href"), format!("{ADDRESS}partner/VN.html"));
    assert_eq!(attribute("meta[property='og:url']", "content"), format!("{ADDRESS}partner/VN.html"));
    assert_eq!(of_type(&document, "WebPage")[0]["about"]["name"], "Viet Nam");
    assert_eq!(text("#partner-title"), "Viet Nam");
    // The program takes up this state, and all addresses lead from the main page.
    assert_eq!(attribute("base", "href"), "../");
    assert_eq!(attribute("base", "data-query"), "partner=VN");
    let base = html.select(&Selector::parse("base, [href], [src]").unwrap()).next().unwrap();
    assert_eq!(base.value().name(), "base", "what stands before it would be looked for in the folder");

    let nowhere = of_partner("NO", &shipped(), None);
    assert!(
        nowhere.head.contains("Norway, partner of ASEM since 5 November 2012: in no press release."),
        "{}",
        nowhere.head
    );
}

#[test]
fn links_of_a_page_without_the_program_lead_to_pages_that_there_are() {
    let data = shipped();
    let (dataset, site) = (Arc::new(dataset(&data)), Site::new(None, Date::parse_iso("2026-11-24").unwrap()).unwrap());
    let topology = Topology::from_json(include_str!("../public/map/partners.json")).unwrap();
    let press = Press::new(&dataset, &topology, &site);
    let release = dataset.newest_release();
    let published = published(&data, None);
    let mut there: BTreeSet<String> = published.files.iter().map(|(path, _)| path.clone()).collect();
    there.insert("./".to_owned());
    there.extend(dataset.partners().iter().map(|partner| paths::partner_page(partner.id)));
    there.extend(paths::release_page(&release.number));
    let partner = |id: &str| press.of_partner(dataset.partner(PartnerId::parse(id).unwrap()).unwrap());
    for page in [press.main(), partner("VN"), partner("NO"), press.of_release(release).unwrap()] {
        let whole = page.in_frame(include_str!("../index.html")).unwrap();
        let html = Html::parse_document(&whole);
        let ids: BTreeSet<&str> =
            html.select(&Selector::parse("[id]").unwrap()).map(|element| element.attr("id").unwrap()).collect();
        let mut n_links = 0;
        for link in html.select(&Selector::parse("#app a[href]").unwrap()) {
            let href = link.attr("href").unwrap();
            if href.starts_with("http") {
                continue;
            }
            n_links += 1;
            let (path, part) = href.split_once('#').unwrap_or((href, ""));
            let is_own = path.is_empty() || path == page.path;
            assert!(is_own || there.contains(path), "{} leads to {href}", page.path);
            assert!(part.is_empty() || ids.contains(part), "{} has no {part}", page.path);
            // The base would make it a part of the main page.
            assert!(!path.is_empty() || page.query.is_empty(), "{} leads to {href}", page.path);
        }
        assert!(n_links > 150, "{n_links}");
    }
}

#[test]
fn a_picture_has_the_size_and_the_words_of_its_release() {
    let published_pictures = |data: &Value| file(&published(data, None), "share/100505_PR1008.png").to_vec();
    let picture = published_pictures(&shipped());
    assert!(picture.starts_with(b"\x89PNG\r\n\x1a\n"));
    // Width and height as the first chunk of the file has them.
    assert_eq!(picture[16..24], [1200_u32.to_be_bytes(), 630_u32.to_be_bytes()].concat());
    // Most who show it refuse more than some megabytes.
    assert!(picture.len() < 300_000, "{}", picture.len());
    let mut data = shipped();
    data["releases"][0]["title"] = json!("Another title");
    assert_ne!(published_pictures(&data), picture);
    assert!(Fonts::new(vec![b"no font".to_vec()]).is_err());
}

#[test]
fn search_engines_find_the_sitemap_where_there_is_one() {
    let known = published(&shipped(), Some(ADDRESS));
    assert!(text(&known, "robots.txt").ends_with("\nSitemap: https://example.org/asem/sitemap.xml\n"));
    let document = Document::parse(text(&known, "sitemap.xml")).unwrap();
    assert_eq!(document.root_element().tag_name().namespace(), Some("http://www.sitemaps.org/schemas/sitemap/0.9"));
    let places: Vec<_> = document.descendants().filter(|node| node.tag_name().name() == "loc").collect();
    let places: Vec<&str> = places.iter().map(|place| place.text().unwrap()).collect();
    assert_eq!((places.len(), places[0]), (55, ADDRESS));
    for page in ["partner/VN.html", "partner/ASEAN-SEC.html", "release/100505_PR1008.html"] {
        assert!(places.contains(&format!("{ADDRESS}{page}").as_str()), "{page}");
    }

    let unknown = published(&shipped(), None);
    assert_eq!(text(&unknown, "robots.txt"), "User-agent: *\nAllow: /\n");
    assert!(unknown.files.iter().all(|(path, _)| path != "sitemap.xml"));
    assert!(
        unknown.notes.iter().any(|note| note.starts_with("No sitemap and no oEmbed: they need the site's address"))
    );
}

#[test]
fn every_link_to_a_calendar_leads_to_a_file() {
    for data in [shipped(), odd()] {
        let (dataset, published) = (dataset(&data), published(&data, None));
        let of_meetings = dataset.meetings().iter().map(paths::calendar_of_meeting);
        let events = dataset.releases().flat_map(|release| release.events.iter().map(move |event| (release, event)));
        let of_events = events.map(|(release, event)| paths::calendar_of_event(event, release, &dataset));
        let linked: BTreeSet<String> = of_meetings.chain(of_events).flatten().collect();
        let written = published.files.iter().map(|(path, _)| path.clone()).filter(|path| path.starts_with("calendar/"));
        assert_eq!(written.collect::<BTreeSet<_>>(), linked);
    }
}

#[test]
fn the_day_of_the_build_changes_nothing_about_the_past() {
    let data = shipped();
    let [one, other] = ["2026-11-24", "2036-01-01"].map(|day| published_on(day, &data, Some(ADDRESS)));
    assert_eq!(one.files, other.files);
    let [one, other] =
        ["2026-11-24", "2036-01-01"].map(|day| pressed_on(day, &data, Some(ADDRESS), |press| press.main()));
    assert_eq!(one.head, other.head);
    assert_eq!(one.body, other.body);
    assert_eq!(one.data, other.data);
}

#[test]
fn whoever_embeds_a_page_finds_what_it_says_of_itself_in_its_head() {
    let site = Site::new(Some(ADDRESS), Date::parse_iso("2026-11-24").unwrap()).unwrap();
    let frame = include_str!("../index.html");
    let mut data = odd();
    // Each of these might end the head, or the attribute, too early.
    data["releases"][0]["title"] = json!(format!("</head> \"> <link> {ODD}"));
    let (dataset, topology) = (Arc::new(dataset(&data)), topology());
    let press = Press::new(&dataset, &topology, &site);
    let viet_nam = dataset.partners().iter().find(|partner| partner.id.as_str() == "VN").unwrap();
    for (page, query) in [
        (press.main(), "?embed=1"),
        (press.of_partner(viet_nam), "?partner=VN&embed=1"),
        (press.of_release(dataset.newest_release()).unwrap(), "?release=100505_PR1008&embed=1"),
    ] {
        let html = page.in_frame(frame).unwrap();
        // As WordPress does: not more than 150 kB are fetched, and what follows the head is cut off.
        let head = html.get(..html.len().min(153_600)).unwrap_or(&html);
        let head = &head[..head.to_lowercase().find("</head>").unwrap()];
        let document = Html::parse_document(head);
        let selector = Selector::parse("link[type='application/json+oembed']").unwrap();
        let links: Vec<_> = document.select(&selector).collect();
        assert_eq!(links.len(), 1, "{}", page.path);
        let (path, bytes) = page.embed.as_ref().unwrap();
        assert_eq!(links[0].attr("rel"), Some("alternate"));
        assert_eq!(links[0].attr("href"), Some(format!("{ADDRESS}{path}").as_str()));
        let told: Value = serde_json::from_slice(bytes).unwrap();
        assert_eq!(links[0].attr("title").map(str::to_owned), told["title"].as_str().map(in_xml));
        let snippet = Html::parse_fragment(told["html"].as_str().unwrap());
        let frames: Vec<_> = snippet.select(&Selector::parse("iframe").unwrap()).collect();
        assert_eq!(frames.len(), 1, "{}", page.path);
        assert_eq!(frames[0].attr("src"), Some(format!("{ADDRESS}single.html{query}").as_str()));
        assert_eq!(frames[0].attr("title").map(str::to_owned), told["title"].as_str().map(in_xml));
        // Nothing that a filter would stumble over, or that the title smuggled in.
        let tags: Vec<&str> = snippet.root_element().descendent_elements().map(|own| own.value().name()).collect();
        assert_eq!(tags, ["html", "iframe", "p", "a"], "{}", page.path);
    }
    let unknown = Site::new(None, Date::parse_iso("2026-11-24").unwrap()).unwrap();
    let page = Press::new(&dataset, &topology, &unknown).main();
    assert!(page.embed.is_none() && !page.head.contains("oembed"));
}

#[test]
fn board_and_map_are_pictures_as_the_page_opens() {
    let site = Site::new(Some(ADDRESS), Date::parse_iso("2026-11-24").unwrap()).unwrap();
    for data in [shipped(), odd()] {
        let (dataset, topology) = (Arc::new(dataset(&data)), topology());
        let pictures = Press::new(&dataset, &topology, &site).pictures(&fonts()).unwrap();
        let paths: Vec<&str> = pictures.iter().map(|(path, _)| path.as_str()).collect();
        assert_eq!(paths, ["picture/board.svg", "picture/board.png", "picture/map.svg", "picture/map.png"]);
        for pair in pictures.chunks(2) {
            let svg = std::str::from_utf8(&pair[0].1).unwrap();
            let drawn = Document::parse(svg).unwrap();
            let height: u32 = drawn.root_element().attribute("height").unwrap().parse().unwrap();
            assert!(svg.contains("All 45 partners, as of 11 May 2010. Host: Viet Nam.") && svg.contains(ADDRESS));
            // Width and height stand in the head of a PNG.
            let number = |at: usize| u32::from_be_bytes(pair[1].1[at..at + 4].try_into().unwrap());
            assert_eq!([number(16), number(20)], [1200, height]);
        }
    }
}
