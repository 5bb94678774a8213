//! The shipped data against sources outside of it.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used, missing_docs)]

use asem_dashboard::model::{Bloc, Dataset, Date, Group, NameKind, PartnerId, Side};
use serde_json::Value;

/// Partners that world-atlas calls otherwise.
const OTHER_NAMES: &[(&str, &str)] =
    &[("BN", "Brunei"), ("KR", "South Korea"), ("LA", "Laos"), ("RU", "Russia"), ("VN", "Vietnam")];

fn dataset() -> Dataset {
    Dataset::from_json(include_str!("../public/data/asem.json")).unwrap()
}

fn day(text: &str) -> Date {
    Date::parse_iso(text).unwrap()
}

/// A day, how many partners there were, and how many of them states of Asia, of Europe, of the EU and of ASEAN.
const COUNTS: &[(&str, usize, usize, usize, usize, usize)] = &[
    ("1996-02-29", 0, 0, 0, 0, 0),
    ("1996-03-01", 26, 10, 15, 15, 7),
    ("1996-03-31", 26, 10, 15, 15, 7),
    ("2004-10-07", 26, 10, 15, 15, 7),
    ("2004-10-08", 39, 13, 25, 25, 10),
    ("2004-10-31", 39, 13, 25, 25, 10),
    ("2008-10-23", 39, 13, 25, 25, 10),
    ("2008-10-24", 45, 16, 27, 27, 10),
    ("2010-05-11", 45, 16, 27, 27, 10),
    ("2010-10-03", 45, 16, 27, 27, 10),
    ("2010-10-04", 48, 19, 27, 27, 10),
    ("2010-10-31", 48, 19, 27, 27, 10),
    ("2012-11-05", 51, 20, 29, 27, 10),
    ("2012-11-30", 51, 20, 29, 27, 10),
    ("2013-07-01", 51, 20, 29, 27, 10),
    ("2014-10-16", 53, 21, 30, 28, 10),
    ("2020-01-31", 53, 21, 30, 28, 10),
    ("2020-02-01", 53, 21, 30, 27, 10),
    ("2026-11-24", 53, 21, 30, 27, 10),
];

#[test]
fn as_of_any_day_the_right_partners_are_there() {
    let dataset = dataset();
    for (text, total, asia, europe, eu, asean) in COUNTS {
        let day = day(text);
        let count =
            |side| dataset.partners_on(day).filter(|partner| Group::of(partner, day).side() == Some(side)).count();
        let of_bloc = |bloc| dataset.partners_on(day).filter(|partner| partner.bloc_on(day) == bloc).count();
        let found = (
            dataset.partners_on(day).count(),
            count(Side::Asia),
            count(Side::Europe),
            of_bloc(Bloc::Eu),
            of_bloc(Bloc::Asean),
        );
        assert_eq!(found, (*total, *asia, *europe, *eu, *asean), "{text}");
    }
}

#[test]
fn side_region_and_bloc_are_facts_of_their_own() {
    let dataset = dataset();
    let of = |id: &str| dataset.partner(PartnerId::parse(id).unwrap()).unwrap();
    // ASEM sits Cyprus in Europe, and Australia, New Zealand and Russia in Asia; UN M49 does not.
    for (id, side, region) in [
        ("CY", Side::Europe, "Western Asia"),
        ("AU", Side::Asia, "Australia and New Zealand"),
        ("NZ", Side::Asia, "Australia and New Zealand"),
        ("RU", Side::Asia, "Eastern Europe"),
    ] {
        let asem_dashboard::model::Kind::State { region: code, .. } = of(id).kind else { panic!("{id} is a state") };
        assert_eq!((of(id).side, dataset.region(code).unwrap().name.as_str()), (side, region), "{id}");
    }
    assert_eq!(of("GB").bloc_on(day("2020-01-31")), Bloc::Eu);
    assert_eq!(of("GB").bloc_on(day("2020-02-01")), Bloc::Other);
}

#[test]
fn every_partner_has_its_names_and_every_state_one_in_a_language_of_its_own() {
    let dataset = dataset();
    // States whose official languages are English alone, or English beside others.
    let english = ["AU", "GB"];
    for partner in dataset.partners() {
        let has_native = partner.names_of(NameKind::Native).next().is_some();
        let needs_native = partner.is_state() && !english.contains(&partner.id.as_str());
        assert_eq!(has_native, needs_native, "{}", partner.id);
    }
    for (id, name) in
        [("MM", "Burma"), ("CZ", "Czech Republic"), ("NL", "Holland"), ("KR", "Republic of Korea"), ("LA", "Lao PDR")]
    {
        let partner = dataset.partner(PartnerId::parse(id).unwrap()).unwrap();
        assert!(partner.names.iter().any(|own| own.text == name), "{name}");
    }
}

#[test]
fn the_protocol_order_holds_every_member_that_the_union_ever_had_here() {
    let dataset = dataset();
    let members = |partner: &&asem_dashboard::model::Partner| {
        partner.is_state() && partner.memberships.iter().any(|own| own.bloc == Bloc::Eu)
    };
    let mut members: Vec<PartnerId> = dataset.partners().iter().filter(members).map(|partner| partner.id).collect();
    let mut order = dataset.protocol().order.clone();
    members.sort();
    order.sort();
    assert_eq!(order, members);
}

/// Walks the file itself: whatever the page may show of a record, the record says who says so.
#[test]
fn every_fact_of_the_file_names_a_source_that_is_there() {
    let file: Value = serde_json::from_str(include_str!("../public/data/asem.json")).unwrap();
    let list = |name: &str| file[name].as_array().unwrap();
    let mut known: Vec<&str> = list("sources").iter().map(|source| source["id"].as_str().unwrap()).collect();
    known.extend(list("releases").iter().map(|release| release["number"].as_str().unwrap()));
    let mut cited = Vec::new();
    let mut facts: Vec<(String, &Value)> = Vec::new();
    for name in ["waves", "partners", "meetings", "organisations"] {
        for (index, record) in list(name).iter().enumerate() {
            let at = format!("{name}[{index}]");
            if name != "partners" {
                facts.push((at.clone(), &record["sources"]));
            }
            for part in ["memberships", "names"] {
                let parts = record[part].as_array().into_iter().flatten();
                facts.extend(parts.map(|record| (format!("{at}.{part}"), &record["sources"])));
            }
            let claims = record["claims"].as_array().into_iter().flatten();
            facts.extend(claims.map(|claim| (format!("{at}.claims"), &claim["source"])));
        }
    }
    let events = list("releases").iter().flat_map(|release| release["events"].as_array().unwrap());
    let claims = events.flat_map(|event| event["claims"].as_array().into_iter().flatten());
    facts.extend(claims.map(|claim| ("claims of events".to_owned(), &claim["source"])));
    facts.extend(
        ["id", "side", "m49", "region"].map(|field| (format!("provenance.{field}"), &file["provenance"][field])),
    );
    facts.push(("protocol".to_owned(), &file["protocol"]["sources"]));
    assert!(facts.len() > 300, "only {} facts were found", facts.len());
    for (at, sources) in facts {
        let one = sources.as_str().into_iter();
        let ids: Vec<&str> = one.chain(sources.as_array().into_iter().flatten().filter_map(Value::as_str)).collect();
        assert!(!ids.is_empty(), "{at} names no source");
        assert!(ids.iter().all(|id| known.contains(id)), "{at}: {ids:?}");
        cited.extend(ids);
    }
    for source in list("sources") {
        assert!(cited.contains(&source["id"].as_str().unwrap()), "nothing comes from {}", source["id"]);
    }
}

#[test]
fn every_m49_code_is_the_one_of_the_state_s_shape() {
    let dataset = dataset();
    let atlas = concat!(env!("CARGO_MANIFEST_DIR"), "/node_modules/world-atlas/countries-50m.json");
    let atlas: Value = serde_json::from_str(&std::fs::read_to_string(atlas).expect("npm packages are there")).unwrap();
    let shapes = atlas["objects"]["countries"]["geometries"].as_array().unwrap();
    for partner in dataset.partners() {
        let Some(m49) = partner.m49() else { continue };
        let shape = shapes.iter().find(|shape| shape["id"] == m49.to_string()).expect("a shape");
        let other = OTHER_NAMES.iter().find(|(id, _)| *id == partner.id.as_str()).map(|(_, name)| *name);
        assert_eq!(shape["properties"]["name"], other.unwrap_or(&partner.name), "{}", partner.id);
    }
}
