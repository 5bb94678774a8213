//! The partner panel: who it is, and what the releases say of it, with the evidence.

use super::reader::{Span, spans};
use super::roster::printed_names;
use crate::model::order;
use crate::model::{Appearance, Dataset, Kind, Partner, Release};

/// A partner in full.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// Its code.
    pub code: String,
    /// Its name today.
    pub name: String,
    /// What is known of it, each with what it is called.
    pub facts: Vec<(&'static str, String)>,
    /// Its appearances, strongest role first.
    pub appearances: Vec<CardAppearance>,
}

/// One appearance with its evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardAppearance {
    /// The role.
    pub role: &'static str,
    /// The sentence that proves it, or the part of it around the name.
    pub evidence: Vec<Span>,
    /// The paragraph's id, for the link to it.
    pub paragraph: String,
    /// What to call the link: `Release 100505_PR1008, paragraph 5`.
    pub source: String,
}

impl Card {
    /// Puts together what the dataset knows of a partner.
    pub fn new(partner: &Partner, dataset: &Dataset) -> Self {
        let mut appearances: Vec<(&Release, &Appearance)> = dataset
            .releases()
            .flat_map(|release| release.appearances_of(partner.id).map(move |appearance| (release, appearance)))
            .collect();
        order::sort_by_key(&mut appearances, |(_, appearance)| appearance.role);
        Self {
            code: partner.id.to_string(),
            name: partner.name.clone(),
            facts: facts(partner, dataset),
            appearances: appearances
                .into_iter()
                .filter_map(|(release, appearance)| evidence(release, appearance))
                .collect(),
        }
    }
}

fn facts(partner: &Partner, dataset: &Dataset) -> Vec<(&'static str, String)> {
    let (kind, code) = match partner.kind {
        Kind::State { m49 } => ("State", format!("{} (ISO 3166-1), {m49} (UN M49)", partner.id)),
        Kind::Institution => ("Institution", format!("{} (a code of this site)", partner.id)),
    };
    vec![
        ("As printed", printed_names(partner.id, dataset).join(", ")),
        ("Kind", kind.to_owned()),
        ("ASEM side", partner.side.label().to_owned()),
        ("Bloc", partner.bloc.label().to_owned()),
        ("Code", code),
    ]
}

fn evidence(release: &Release, appearance: &Appearance) -> Option<CardAppearance> {
    let paragraph = release.paragraph(&appearance.paragraph)?;
    let number = release.paragraphs.iter().position(|candidate| candidate.id == paragraph.id);
    let place = match number {
        Some(index) => format!("paragraph {}", index + 1),
        None => "the text on ASEM".to_owned(),
    };
    let excerpt = excerpt(&paragraph.text, &appearance.quote);
    Some(CardAppearance {
        role: appearance.role.label(),
        evidence: spans(&excerpt, &[(&appearance.as_printed, appearance.partner)], &[]),
        paragraph: paragraph.id.to_string(),
        source: format!("Release {}, {place}", release.number),
    })
}

/// How much of a long sentence is shown on either side of the quote, in bytes before rounding to whole words.
const CONTEXT: usize = 70;

/// The first sentence that has the quote; where it is long, the words around the quote, with marks of omission.
fn excerpt(text: &str, quote: &str) -> String {
    let sentence = text.split_inclusive(". ").find(|sentence| sentence.contains(quote)).unwrap_or(text).trim();
    if sentence.len() <= 4 * CONTEXT {
        return sentence.to_owned();
    }
    let Some((before, after)) = sentence.split_once(quote) else {
        return sentence.to_owned();
    };
    let start = before.char_indices().map(|(at, _)| at).find(|at| before.len() - at <= CONTEXT).unwrap_or(before.len());
    let head = match before.get(start..).unwrap_or_default() {
        all if start == 0 => all.to_owned(),
        // Begin after a space: no word is cut.
        cut => format!("… {}", cut.split_once(' ').map_or("", |(_, words)| words)),
    };
    let end = after.char_indices().map(|(at, c)| at + c.len_utf8()).take_while(|at| *at <= CONTEXT).last().unwrap_or(0);
    let tail = match after.get(..end).unwrap_or_default() {
        all if end == after.len() => all.to_owned(),
        cut => format!("{} …", cut.rsplit_once(' ').map_or("", |(words, _)| words)),
    };
    format!("{head}{quote}{tail}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::PartnerId;
    use crate::view_model::shipped;

    fn card(id: &str) -> Card {
        let dataset = shipped();
        let partner = dataset.partner(PartnerId::parse(id).unwrap()).unwrap();
        Card::new(partner, &dataset)
    }

    /// Role, evidence and source of each appearance of a partner.
    #[track_caller]
    fn check(id: &str, expected: &[(&str, &str, &str)]) {
        let appearances = card(id).appearances;
        let found: Vec<(&str, String, &str)> = appearances
            .iter()
            .map(|appearance| {
                let evidence = appearance.evidence.iter().map(Span::text).collect::<String>();
                (appearance.role, evidence, appearance.source.as_str())
            })
            .collect();
        let expected: Vec<(&str, String, &str)> =
            expected.iter().map(|(role, evidence, source)| (*role, (*evidence).to_owned(), *source)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn every_role_comes_with_its_sentence_strongest_first() {
        check(
            "HU",
            &[
                (
                    "Co-organiser",
                    "It was a joint initiative by Viet Nam, Hungary and ASEF.",
                    "Release 100505_PR1008, paragraph 5",
                ),
                (
                    "Listed",
                    "… Czech Republic, Denmark, Estonia, Finland, France, Germany, Greece, Hungary, Indonesia, India, Ireland, Italy, \
                     Japan, Korea, Laos, Latvia, …",
                    "Release 100505_PR1008, the text on ASEM",
                ),
            ],
        );
    }

    #[test]
    fn each_role_of_viet_nam_has_the_sentence_that_proves_it() {
        check(
            "VN",
            &[
                (
                    "Host",
                    "The Workshop took place in Ha Long City, Quang Ninh Province in Viet Nam on 28-29 April 2010.",
                    "Release 100505_PR1008, paragraph 5",
                ),
                (
                    "Co-organiser",
                    "It was a joint initiative by Viet Nam, Hungary and ASEF.",
                    "Release 100505_PR1008, paragraph 5",
                ),
                (
                    "Listed",
                    "… Slovakia, Slovenia, Spain, Sweden, Thailand, United Kingdom, Vietnam) plus the European Commission \
                     and the ASEAN Secretariat.",
                    "Release 100505_PR1008, the text on ASEM",
                ),
            ],
        );
    }

    #[test]
    fn the_last_of_a_list_is_quoted_to_its_end() {
        let listed = card("ASEAN-SEC").appearances;
        let evidence: String = listed[0].evidence.iter().map(Span::text).collect();
        assert_eq!(evidence, "… United Kingdom, Vietnam) plus the European Commission and the ASEAN Secretariat.");
    }

    #[test]
    fn the_facts_tell_the_printed_names_beside_the_name_of_today() {
        let card = card("CZ");
        assert_eq!(card.name, "Czechia");
        assert_eq!(card.facts[0], ("As printed", "Czech Republic".to_owned()));
    }
}
