//! What holds for every value, not only for those that somebody thought of.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used, missing_docs)]

use asem_dashboard::data::archive::{ArchiveIndex, INDEX_FILE, part_file};
use asem_dashboard::data::folding;
use asem_dashboard::data::json::Node;
use asem_dashboard::editor::{import, index, insert, style};
use asem_dashboard::model::*;
use asem_dashboard::view_model::archive::{self, Archive, EntryId, EntryKind, Listing, Search};
use asem_dashboard::view_model::colour::{Colour, Theme};
use asem_dashboard::view_model::embed::{Embed, Packaging, frozen};
use asem_dashboard::view_model::map::window::Zoom;
use asem_dashboard::view_model::sorting::{Order, Sorting};
use asem_dashboard::view_model::{Query, View, url};
use proptest::prelude::*;
use std::sync::{Arc, LazyLock};

const DATA: &str = include_str!("../public/data/asem.json");

static DATASET: LazyLock<Dataset> = LazyLock::new(|| Dataset::from_json(DATA).unwrap());

/// What a code reads, it prints again; any other text it refuses or prints again.
macro_rules! prints_what_it_reads {
    ($( $name:ident: $type:ty, $parse:path, $valid:literal; )+) => {
        proptest! {
            $(
                #[test]
                fn $name(valid in $valid, any in "\\PC{0,14}") {
                    let value = $parse(&valid);
                    prop_assert_eq!(value.as_ref().map(<$type>::to_string), Some(valid));
                    if let Some(value) = $parse(&any) {
                        prop_assert_eq!(value.to_string(), any);
                    }
                }
            )+
        }
    };
}

prints_what_it_reads! {
    a_partner_id_prints_what_it_reads: PartnerId, PartnerId::parse, "[A-Z]([A-Z-]{0,10})[A-Z]";
    an_m49_code_prints_what_it_reads: M49Code, M49Code::parse, "[0-9]{3}";
    a_release_number_prints_what_it_reads: ReleaseNumber, ReleaseNumber::parse, "[A-Za-z0-9_./-]{1,20}";
    a_source_id_prints_what_it_reads: SourceId, SourceId::parse, "[A-Za-z0-9_./-]{1,20}";
    a_paragraph_id_prints_what_it_reads: ParagraphId, ParagraphId::parse, "[a-z][a-z0-9-]{0,12}";
    a_sentence_id_prints_what_it_reads: SentenceId, SentenceId::parse, "[a-z][a-z0-9-]{0,8}[.][1-9][0-9]{0,3}";
    a_meeting_id_prints_what_it_reads: MeetingId, MeetingId::parse, "[a-z0-9-]{1,12}";
    an_organisation_id_prints_what_it_reads: OrganisationId, OrganisationId::parse, "[a-z0-9-]{1,12}";
    an_event_id_prints_what_it_reads: EventId, EventId::parse, "[a-z0-9-]{1,12}";
    a_wave_id_prints_what_it_reads: WaveId, WaveId::parse, "[a-z0-9-]{1,12}";
    a_language_prints_what_it_reads: Lang, Lang::parse, "[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}";
    an_address_prints_what_it_reads: WebAddress, WebAddress::parse, "https?://[a-z0-9][a-zA-Z0-9./?&=%#_-]{0,30}";
}

/// Any day of four-digit years.
fn a_day() -> impl Strategy<Value = String> {
    (1u32..=9999, 1u32..=12, 1u32..=31).prop_map(|(year, month, day)| format!("{year:04}-{month:02}-{day:02}"))
}

/// What may be asked of the archive.
fn an_archive_query(partners: Vec<PartnerId>) -> impl Strategy<Value = Query> {
    let organisations: Vec<OrganisationId> = DATASET.organisations().iter().map(|own| own.id.clone()).collect();
    let meetings: Vec<MeetingId> = DATASET.meetings().iter().map(|meeting| meeting.id.clone()).collect();
    (
        "\\PC{0,12}",
        prop::option::of(1000u16..=9999),
        prop::option::of(prop::sample::select(EntryKind::ALL)),
        prop::option::of(prop::sample::select(partners)),
        prop::option::of(prop::sample::select(organisations)),
        prop::option::of(prop::sample::select(meetings)),
    )
        .prop_map(|(find, year, kind, with, organisation, meeting)| Query {
            find,
            year,
            kind,
            with,
            organisation,
            meeting,
            ..Query::default()
        })
}

/// Any query on the shipped data whose parts are no defaults, since those are left out of addresses.
fn a_query() -> impl Strategy<Value = Query> {
    let partners: Vec<PartnerId> = DATASET.partners().iter().map(|partner| partner.id).collect();
    let waves: Vec<WaveId> = DATASET.waves().iter().map(|wave| wave.id.clone()).collect();
    let sorting = (prop::sample::select(Order::ALL), any::<bool>());
    let sorting = sorting.prop_map(|(order, is_descending)| Sorting { order, is_descending });
    let unknown_key = "[a-z_]{1,8}".prop_filter("a key of ours", |key| url::Key::from_key(key).is_none());
    (
        "\\PC{0,12}",
        prop::option::of(prop::sample::select(Side::ALL)),
        prop::option::of(prop::sample::select(Bloc::ALL)),
        (
            prop::option::of(prop::sample::select(Role::ALL)),
            prop::option::of(prop::sample::select(waves)),
            prop::option::of(prop::sample::select(&["p1.1", "p5.2", "about-asem.1"][..])),
        ),
        prop::option::of((1996u32..=2030, 4u32..=12, 1u32..=28)),
        (prop::option::of(prop::sample::select(partners.clone())), an_archive_query(partners.clone())),
        prop::sample::subsequence(partners, 0..=Query::MOST_COMPARED),
        (prop::sample::select(View::ALL), prop::sample::select(Zoom::ALL), sorting),
        prop::option::of("[a-z]{2,3}(-[A-Z]{2})?".prop_map(|tag| Lang::parse(&tag).unwrap())),
        prop::collection::vec((unknown_key, "\\PC{0,8}"), 0..3),
    )
        .prop_map(
            |(
                text,
                side,
                bloc,
                (role, wave, sentence),
                as_of,
                (partner, archive),
                compared,
                (view, zoom, sorting),
                lang,
                unknown,
            )| {
                let as_of =
                    as_of.map(|(year, month, day)| Date::parse_iso(&format!("{year}-{month:02}-{day:02}")).unwrap());
                let as_of = as_of.filter(|day| *day != DATASET.as_of());
                let release = None;
                Query {
                    text,
                    side,
                    bloc,
                    role,
                    wave,
                    sentence: sentence.and_then(SentenceId::parse),
                    as_of,
                    partner,
                    compared,
                    release,
                    view,
                    zoom,
                    sorting,
                    lang,
                    unknown,
                    ..archive
                }
            },
        )
}

proptest! {
    #[test]
    fn a_day_prints_what_it_reads(text in a_day(), any in "\\PC{0,12}") {
        if let Some(day) = Date::parse_iso(&text) {
            prop_assert_eq!(day.iso(), text);
        }
        if let Some(day) = Date::parse_iso(&any) {
            prop_assert_eq!(day.iso(), any);
        }
    }

    #[test]
    fn a_partial_date_prints_what_it_reads_and_lies_within_itself(text in a_day(), n_parts in 1usize..=3) {
        let text = text.split('-').take(n_parts).collect::<Vec<_>>().join("-");
        if let Some(date) = PartialDate::parse_iso(&text) {
            prop_assert_eq!(date.iso(), text);
            prop_assert!(date.earliest() <= date.latest());
        }
    }

    #[test]
    fn a_query_prints_what_it_reads(query in a_query()) {
        let written = url::write(&query);
        let (read, bad) = url::parse(&written, &DATASET);
        prop_assert_eq!(bad, []);
        prop_assert_eq!(read, query);
    }

    #[test]
    fn a_snippet_is_read_back_by_the_type_that_wrote_it(
        query in a_query(),
        packaging in prop::sample::select(Packaging::ALL),
        theme in prop::option::of(prop::sample::select(Theme::ALL)),
        accent in prop::option::of("[0-9a-f]{6}"),
        is_frozen in any::<bool>(),
        site in "https?://[a-z]{1,9}(/[a-z&'%=-]{1,9}){0,2}/",
        title in "\\PC{0,20}",
        height in any::<u32>(),
    ) {
        let accent = accent.as_deref().and_then(Colour::parse);
        let query = Query { theme, accent, unknown: Vec::new(), ..query };
        let query = if is_frozen { frozen(&query, &DATASET) } else { query };
        let embed = Embed { packaging, site, query, title, height };
        let snippet = embed.write();
        prop_assert_eq!(Embed::read(&snippet, &DATASET), Some(embed), "{}", snippet);
    }

    #[test]
    fn any_text_is_read_as_a_snippet_without_harm(text in "(<(iframe|img|a|script|asem-dashboard) (src|href|title|label|height|alt)=\"\\PC{0,9}\"?>?|\\PC{0,9}){0,6}") {
        if let Some(embed) = Embed::read(&text, &DATASET) {
            prop_assert_eq!(Embed::read(&embed.write(), &DATASET), Some(embed));
        }
    }

    #[test]
    fn any_address_is_read_without_harm(text in "\\PC{0,60}") {
        let (query, _) = url::parse(&text, &DATASET);
        let (again, bad) = url::parse(&url::write(&query), &DATASET);
        prop_assert_eq!(bad, []);
        prop_assert_eq!(again, query);
    }

    #[test]
    fn what_is_printed_in_the_house_s_style_reads_the_same(text in "\\PC{0,20}", number in any::<u32>()) {
        let member = (text.clone().into(), Node::List(vec![Node::Text(text.into()), Node::Whole(number.into())]));
        let node = Node::Object(vec![member, ("x".into(), Node::List(vec![Node::Object(Vec::new())]))]);
        let written = style::write(&node, 0);
        prop_assert_eq!(serde_json::from_str::<Node<'_>>(&written).unwrap(), node);
    }

    #[test]
    fn any_text_can_be_imported_and_invents_nothing(text in "(\\PC{0,60}\n{1,3}){0,8}") {
        let draft = import::import(&text, &DATASET);
        let printed = draft.to_json();
        prop_assert!(serde_json::from_str::<serde_json::Value>(&printed).is_ok());
    }

    #[test]
    fn a_release_that_was_imported_passes_the_check(
        number in "[0-9]{6}_PR[0-9]{4}",
        (year, month, day) in (2011i32..2030, 0usize..12, 1u32..=28),
        title in "[A-Z][a-z]{2,9}( [a-z]{2,9}){2,8}",
        sentences in prop::collection::vec((prop::sample::select(SENTENCES), prop::sample::select(NAMES)), 1..8),
        gap in "\n{2,4}",
    ) {
        let month = asem_dashboard::model::date::MONTHS[month];
        let body: Vec<String> = sentences.iter().map(|(sentence, name)| sentence.replace("NAME", name)).collect();
        let text = format!("Press release no.: {number}\n{day} {month} {year}\n\n{title}\n\n{}{gap}", body.join("\n\n"));
        let draft = import::import(&text, &DATASET);
        match insert::add(DATA, &draft.to_json(), false) {
            Ok(data) => {
                let dataset = Dataset::from_json(&data).unwrap();
                prop_assert!(dataset.has_release(&ReleaseNumber::parse(&number).unwrap()), "{}", text);
                prop_assert_eq!(dataset.newest_release().date.to_string(), format!("{day} {month} {year}"));
            }
            Err(problems) => prop_assert!(false, "{:?}\n{}\n{}", problems, text, draft.to_json()),
        }
    }
}

/// Sentences as releases have them.
const SENTENCES: &[&str] = &[
    "The meeting took place in NAME on 28-29 April 2010.",
    "It was a joint initiative by NAME and ASEF.",
    "These will be submitted to the 12th ASEM Culture Ministers' Meeting in Lisbon, NAME (7-9 September 2031).",
    "Experts from NAME should coordinate better, participants said.",
    "It brought together over 40 participants, including representatives from NAME and Iceland.",
    "ASEM now brings together 3 member states (NAME, Hungary, the Netherlands) plus the European Commission.",
    "For more details see www.asef.org, http://asef.org/a?b=c or ask NAME.",
    "Nothing happened (again): “quoted”, ‘quoted’, 10 %.",
];

/// Names as people write them.
const NAMES: &[&str] = &[
    "Viet Nam",
    "Vietnam",
    "the Netherlands",
    "Korea",
    "Republic of Korea",
    "North Korea",
    "Lao PDR",
    "Burma",
    "UK",
    "Czech Republic",
    "the Philippines",
    "Australia",
    "Norway",
    "Kazakhstan",
    "Iceland",
    "UNESCO in Viet Nam",
];

/// Text of a few letters, so that words meet: with marks and without, and some of scripts without spaces.
fn a_text(longest: usize) -> impl Strategy<Value = String> {
    prop::collection::vec("[abeéńzß018 東京ไท_,’-]", 0..=longest).prop_map(|letters| letters.concat())
}

/// Releases of any text, on some days.
fn an_archive() -> impl Strategy<Value = Vec<Release>> {
    let release = (1u32..=28, a_text(12), prop::collection::vec(a_text(40), 1..4));
    prop::collection::vec(release, 0..20).prop_map(|releases| {
        let release = |(at, (day, title, texts)): (usize, (u32, String, Vec<String>))| {
            let paragraph = |(at, text): (usize, String)| Paragraph {
                id: ParagraphId::parse(&format!("p{at}")).unwrap(),
                text,
                links: Vec::new(),
            };
            Release {
                number: ReleaseNumber::parse(&format!("0905{day:02}_PR1{at:02}8")).unwrap(),
                date: Date::parse_iso(&format!("2009-05-{day:02}")).unwrap(),
                title,
                paragraphs: texts.into_iter().enumerate().map(paragraph).collect(),
                dateline: String::new(),
                summary: None,
                contact: None,
                boilerplate: Vec::new(),
                events: Vec::new(),
                recommendations: Vec::new(),
                appearances: Vec::new(),
                organisations: Vec::new(),
            }
        };
        releases.into_iter().enumerate().map(release).collect()
    })
}

/// Whether every word that is looked for stands in the release, by looking at every word of it.
fn has(release: &Release, typed: &str) -> bool {
    let others = [release.title.as_str(), release.number.as_str(), release.dateline.as_str()];
    let words: Vec<String> = release.texts().chain(others).flat_map(folding::words).collect();
    folding::words(typed).iter().all(|term| {
        let is_short = term.chars().count() < 3 && !term.chars().any(folding::has_no_spaces);
        words.iter().any(|word| if is_short { word.starts_with(term) } else { word.contains(term.as_str()) })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]
    #[test]
    fn a_search_finds_what_looking_at_every_word_finds(releases in an_archive(), typed in a_text(6), most in 1usize..99) {
        let mut all: Vec<Release> = DATASET.releases().cloned().collect();
        all.extend(releases);
        let files = index::files(&all, &DATASET).unwrap();
        let index = Arc::new(ArchiveIndex::from_json(&files[INDEX_FILE]).unwrap());
        let archive = Arc::new(Archive::new(&DATASET, Some(index.clone())));
        let mut search = Search::new(&archive, &typed, 0);
        let mut parts = vec![None; index.n_parts()];
        let mut before = 0;
        while !search.found().progress.is_complete() {
            if search.step(&parts, most) {
                for part in search.missing(&parts) {
                    parts[part] = Some(Arc::new(index.part(part, &files[&part_file(part)]).unwrap()));
                }
            }
            // What is found stays found.
            let now = Listing::new(&archive, &DATASET, &search.found(), &Query::default()).places.len();
            prop_assert!(now >= before);
            before = now;
        }
        let query = Query { kind: Some(EntryKind::Release), ..Query::default() };
        let places = Listing::new(&archive, &DATASET, &search.found(), &query).places;
        let mut found: Vec<String> = places.iter().map(|place| match &archive.entry(*place).unwrap().id {
            EntryId::Release(number) => number.to_string(),
            EntryId::Meeting(_) => unreachable!("only releases are listed"),
        }).collect();
        let expected = all.iter().filter(|release| has(release, &typed)).map(|release| release.number.to_string());
        let mut expected: Vec<String> = expected.collect();
        found.sort();
        expected.sort();
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn marks_stand_where_a_word_is_found(text in a_text(30), typed in a_text(4)) {
        let ranges = archive::highlights(&text, &typed);
        prop_assert!(ranges.iter().all(|range| range.start < range.end && text.get(range.clone()).is_some()));
        prop_assert!(ranges.windows(2).all(|pair| pair[0].end < pair[1].start));
        let plain: String = archive::marked(&text, &typed).into_iter().map(|stretch| stretch.text).collect();
        prop_assert_eq!(&plain, &text);
        if let [term] = folding::words(&typed).as_slice() {
            let is_short = term.chars().count() < 3 && !term.chars().any(folding::has_no_spaces);
            let is_found = folding::words(&text).iter().any(|word| if is_short { word.starts_with(term) } else { word.contains(term.as_str()) });
            prop_assert_eq!(!ranges.is_empty(), is_found);
        }
    }
}
