//! What holds for every value, not only for those that somebody thought of.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used, missing_docs)]

use asem_dashboard::data::json::Node;
use asem_dashboard::editor::{import, insert, style};
use asem_dashboard::model::*;
use asem_dashboard::view_model::map::window::Zoom;
use asem_dashboard::view_model::sorting::{Order, Sorting};
use asem_dashboard::view_model::{Query, View, url};
use proptest::prelude::*;
use std::sync::LazyLock;

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
    a_sentence_id_prints_what_it_reads: SentenceId, SentenceId::parse, "[a-z][a-z0-9-]{0,8}[.][0-9]{1,6}";
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
        prop::option::of(prop::sample::select(partners.clone())),
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
                partner,
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
