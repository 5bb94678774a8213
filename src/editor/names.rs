//! The partners' names in the languages that are official in one of them, from Unicode CLDR.
//!
//! Browsers carry these names as well (`Intl.DisplayNames`), but Chromium lacks eight of the languages. The page
//! fetches a language's file only when a reader asks for it.

use crate::data::json::Node;
use crate::model::{Dataset, Partner};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// The file of CLDR that says which languages are official where.
pub const TERRITORY_INFO: &str = "cldr-core/supplemental/territoryInfo.json";

/// The file of CLDR that holds the names of territories in a language.
pub fn territories_file(lang: &str) -> String {
    format!("cldr-localenames-full/main/{lang}/territories.json")
}

/// The file of CLDR that holds the names of languages in a language.
pub fn languages_file(lang: &str) -> String {
    format!("cldr-localenames-full/main/{lang}/languages.json")
}

/// One language: its code, its name in itself, and the partners' names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Names {
    /// Its code (BCP 47).
    pub lang: String,
    /// What it calls itself.
    pub own_name: String,
    /// The names of the partners, by their ids.
    names: BTreeMap<String, String>,
}

/// The languages that are official in a partner state, by their codes (BCP 47), given [`TERRITORY_INFO`].
pub fn official_languages(territory_info: &Value, dataset: &Dataset) -> BTreeSet<String> {
    let languages = |state: &Partner| {
        territory_info.pointer(&format!("/supplemental/territoryInfo/{}/languagePopulation", state.id))?.as_object()
    };
    let is_official = |facts: &Value| {
        let status = facts.get("_officialStatus").and_then(Value::as_str);
        matches!(status, Some("official" | "de_facto_official"))
    };
    let states = dataset.partners().iter().filter(|partner| partner.is_state());
    let official = states.filter_map(languages).flatten().filter(|(_, facts)| is_official(facts));
    official.map(|(lang, _)| lang.replace('_', "-")).collect()
}

/// The names in a language, given the contents of its two files.
///
/// # Errors
///
/// What is missing, in words: a language is of use only if it names every partner that can be named.
pub fn names_of(lang: &str, territories: &Value, languages: &Value, dataset: &Dataset) -> Result<Names, String> {
    let display_name = |file: &Value, kind: &str, code: &str| {
        file.pointer(&format!("/main/{lang}/localeDisplayNames/{kind}/{code}"))?.as_str().map(str::to_owned)
    };
    let own_name = display_name(languages, "languages", lang).ok_or("CLDR does not say what it calls itself")?;
    let mut names = BTreeMap::new();
    let mut missing = Vec::new();
    // Other institutions have no code in ISO 3166-1, hence none in CLDR.
    for partner in dataset.partners().iter().filter(|partner| partner.id.is_alpha_2()) {
        let id = partner.id.to_string();
        match display_name(territories, "territories", &id) {
            Some(name) => drop(names.insert(id, name)),
            None => missing.push(id),
        }
    }
    if missing.is_empty() {
        Ok(Names { lang: lang.to_owned(), own_name, names })
    } else {
        Err(format!("CLDR lacks the names of {}", missing.join(", ")))
    }
}

impl Names {
    /// The language's file, ids in order.
    pub fn to_json(&self) -> Node<'_> {
        let names = self.names.iter().map(|(id, name)| (id.as_str().into(), text(name))).collect();
        Node::Object(vec![
            ("lang".into(), text(&self.lang)),
            ("source".into(), text("cldr")),
            ("names".into(), Node::Object(names)),
        ])
    }
}

/// The list of the languages that there are, with their own names: what a page may offer and fetch.
pub fn index(all: &[Names]) -> Node<'_> {
    let language = |lang, own_name| Node::Object(vec![("lang".into(), text(lang)), ("name".into(), text(own_name))]);
    let languages = all.iter().map(|names| language(&names.lang, &names.own_name)).collect();
    Node::Object(vec![("source".into(), text("cldr")), ("languages".into(), Node::List(languages))])
}

fn text(text: &str) -> Node<'_> {
    Node::Text(text.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::editor::style;
    use serde_json::{Map, json};

    fn shipped() -> Dataset {
        Dataset::from_json(include_str!("../../public/data/asem.json")).unwrap()
    }

    #[test]
    fn regional_languages_and_those_of_others_are_left_out() {
        let info = json!({ "supplemental": { "territoryInfo": {
            "KH": { "languagePopulation": { "km": { "_officialStatus": "official" }, "cja": {} } },
            "BN": { "languagePopulation": { "ms_Arab": { "_officialStatus": "official" } } },
            "GB": { "languagePopulation": {
                "en": { "_officialStatus": "de_facto_official" },
                "cy": { "_officialStatus": "official_regional" }
            } },
            "BR": { "languagePopulation": { "pt": { "_officialStatus": "official" } } },
            "EU": { "languagePopulation": { "eo": { "_officialStatus": "official" } } },
        } } });
        let found: Vec<String> = official_languages(&info, &shipped()).into_iter().collect();
        assert_eq!(found, ["en", "km", "ms-Arab"]);
    }

    fn cldr(kind: &str, names: Map<String, Value>) -> Value {
        json!({ "main": { "km": { "localeDisplayNames": { kind: names } } } })
    }

    /// Every partner that CLDR can name, under its English name.
    fn all_territories() -> Map<String, Value> {
        let dataset = shipped();
        let partners = dataset.partners().iter().filter(|partner| partner.id.is_alpha_2());
        partners.map(|partner| (partner.id.to_string(), partner.name.clone().into())).collect()
    }

    #[test]
    fn a_language_has_every_name_or_is_left_out() {
        let languages = cldr("languages", Map::from_iter([("km".to_owned(), json!("ខ្មែរ"))]));
        let mut territories = all_territories();
        territories.insert("BR".to_owned(), json!("Brazil"));
        let names = names_of("km", &cldr("territories", territories.clone()), &languages, &shipped()).unwrap();
        let file = style::write(&names.to_json(), 0);
        let start = "{\n  \"lang\": \"km\",\n  \"source\": \"cldr\",\n  \"names\": { \"AT\": \"Austria\", \"AU\": \"Australia\", ";
        assert!(file.starts_with(start), "{file}");
        assert!(!file.contains("BR"), "not a partner");
        let expected =
            "{\n  \"source\": \"cldr\",\n  \"languages\": [\n    { \"lang\": \"km\", \"name\": \"ខ្មែរ\" }\n  ]\n}";
        assert_eq!(style::write(&index(&[names]), 0), expected);

        territories.remove("VN");
        territories.remove("EU");
        let lacking = names_of("km", &cldr("territories", territories), &languages, &shipped());
        assert_eq!(lacking.unwrap_err(), "CLDR lacks the names of VN, EU");
    }

    #[test]
    fn a_language_without_a_name_of_its_own_is_left_out() {
        let territories = cldr("territories", all_territories());
        let found = names_of("km", &territories, &cldr("languages", Map::new()), &shipped());
        assert_eq!(found.unwrap_err(), "CLDR does not say what it calls itself");
    }
}
