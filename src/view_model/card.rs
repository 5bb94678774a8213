//! The partner panel: who it is, who says so, and what the releases say of it, with the evidence.

use super::citation::{Cite, OtherClaim, cites, other_claims};
use super::paths;
use super::roster::printed_names;
use super::stretch::{self, Stretch};
use super::text;
use crate::model::order;
use crate::model::{
    Appearance, ClaimSubject, Dataset, Date, Kind, Name, NameKind, Partner, PartnerId, Release, ReleaseNumber, SourceId,
};
use crate::prose::words::is_abbreviated;

/// A partner in full.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// The partner.
    pub id: PartnerId,
    /// Its name today.
    pub name: String,
    /// That it was no partner on the day shown, where so.
    pub absent: Option<String>,
    /// What is known of it, each with what it is called.
    pub facts: Vec<Fact>,
    /// Its appearances, strongest role first.
    pub appearances: Vec<CardAppearance>,
}

/// What is known of a partner in one respect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// The respect.
    pub term: &'static str,
    /// What is known.
    pub values: Vec<Value>,
    /// What other sources say instead.
    pub others: Vec<OtherClaim>,
    /// The calendar entry of what is dated to the day: where it stands, and what to call it.
    pub calendar: Option<(String, String)>,
}

/// Something that is known, and who says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value {
    /// What it is.
    pub text: String,
    /// The language of the text, where it is not English.
    pub lang: Option<String>,
    /// Who says so.
    pub cites: Vec<Cite>,
}

/// One appearance with its evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardAppearance {
    /// The role.
    pub role: &'static str,
    /// The sentence that proves it, or the part of it around the name, cut at the name as printed.
    pub evidence: Vec<Stretch>,
    /// The release, for the link to it.
    pub number: ReleaseNumber,
    /// The paragraph's id, likewise.
    pub paragraph: String,
    /// What to call the link: `Release 100505_PR1008, paragraph 5`.
    pub source: String,
}

impl Card {
    /// Puts together what the dataset knows of a partner, seen from a day.
    pub fn new(partner: &Partner, dataset: &Dataset, day: Date) -> Self {
        let joined = dataset.wave(&partner.wave).map(|wave| wave.from).filter(|joined| *joined > day);
        Self {
            id: partner.id,
            name: partner.name.clone(),
            absent: joined.map(|joined| text::not_a_partner(day, joined)),
            facts: facts(partner, dataset),
            appearances: appearances(partner.id, dataset),
        }
    }
}

/// The partner's appearances with their evidence, strongest role first.
pub fn appearances(id: PartnerId, dataset: &Dataset) -> Vec<CardAppearance> {
    let mut appearances: Vec<(&Release, &Appearance)> = dataset.appearances_of(id).collect();
    order::sort_by_key(&mut appearances, |(_, appearance)| appearance.role);
    appearances.into_iter().filter_map(|(release, appearance)| evidence(release, appearance)).collect()
}

fn facts(partner: &Partner, dataset: &Dataset) -> Vec<Fact> {
    let value = |text: String, sources: &[SourceId]| Value { text, lang: None, cites: cites(sources, dataset) };
    let provenance = dataset.provenance();
    let mut facts = vec![
        fact("As printed", printed(partner, dataset)),
        Fact { others: claims_on_accession(partner, dataset), ..fact("Since", accession(partner, dataset)) },
        fact("ASEM side", vec![value(partner.side.label().to_owned(), &provenance.side)]),
    ];
    let memberships = partner.memberships.iter().map(|membership| {
        let text = format!("{} {}", membership.bloc.label(), text::since(membership.from, membership.until));
        value(text, &membership.sources)
    });
    facts.push(fact("Member of", memberships.collect()));
    facts.extend([NameKind::Short, NameKind::Formal, NameKind::Former, NameKind::Alias, NameKind::Native].map(
        |kind| {
            let names = partner.names_of(kind).map(|name| Value {
                text: name_text(name),
                lang: name.lang.as_ref().map(ToString::to_string),
                cites: cites(&name.sources, dataset),
            });
            let others = if kind == NameKind::Short { claims_on_name(partner, dataset) } else { Vec::new() };
            Fact { others, ..fact(kind.label(), names.collect()) }
        },
    ));
    match partner.kind {
        Kind::State { m49, region } => {
            let regions = dataset.region(region).map(|found| format!("{}, {} ({region})", found.name, found.within));
            let regions = regions.into_iter().map(|region| value(region, &provenance.region));
            facts.push(fact("UN M49 region", regions.collect()));
            let iso = value(format!("{} (ISO 3166-1)", partner.id), &provenance.id);
            facts.push(fact("Codes", vec![iso, value(format!("{m49} (UN M49)"), &provenance.m49)]));
        }
        Kind::Institution => facts.push(fact("Code", vec![value(format!("{} (of this site)", partner.id), &[])])),
    }
    facts.extend(hosted(partner, dataset));
    facts.retain(|fact| !fact.values.is_empty());
    facts
}

fn fact(term: &'static str, values: Vec<Value>) -> Fact {
    Fact { term, values, others: Vec::new(), calendar: None }
}

/// The name, with its years where it had an end, and what else is worth knowing.
fn name_text(name: &Name) -> String {
    let years = match (name.from, name.until) {
        (Some(from), until) => Some(text::since(from, until)),
        (None, Some(until)) => Some(format!("until {until}")),
        (None, None) => None,
    };
    let details: Vec<String> = years.into_iter().chain(name.note.clone()).collect();
    match details.is_empty() {
        true => name.text.clone(),
        false => format!("{} ({})", name.text, details.join("; ")),
    }
}

/// The names that releases print, each with the releases that print it.
fn printed(partner: &Partner, dataset: &Dataset) -> Vec<Value> {
    let value = |name: &str| {
        let prints = |release: &&Release| release.appearances_of(partner.id).any(|own| own.as_printed == name);
        let releases = dataset.releases().filter(prints).filter_map(|release| SourceId::parse(release.number.as_str()));
        Value { text: name.to_owned(), lang: None, cites: cites(&releases.collect::<Vec<_>>(), dataset) }
    };
    printed_names(partner.id, dataset).into_iter().map(value).collect()
}

fn accession(partner: &Partner, dataset: &Dataset) -> Vec<Value> {
    let Some(wave) = dataset.wave(&partner.wave) else { return Vec::new() };
    let at = dataset.meeting(&wave.meeting).map(|meeting| format!(", {}, {}", meeting.name, meeting.place));
    let text = format!("{}{} ({})", wave.from, at.unwrap_or_default(), wave.name);
    vec![Value { text, lang: None, cites: cites(&wave.sources, dataset) }]
}

fn claims_on_accession(partner: &Partner, dataset: &Dataset) -> Vec<OtherClaim> {
    let of_wave = dataset.wave(&partner.wave).map(|wave| wave.claims.as_slice()).unwrap_or_default();
    let of_partner = partner.claims.iter().filter(|claim| claim.about != ClaimSubject::Name);
    other_claims(of_partner.chain(of_wave), dataset)
}

fn claims_on_name(partner: &Partner, dataset: &Dataset) -> Vec<OtherClaim> {
    other_claims(partner.claims.iter().filter(|claim| claim.about == ClaimSubject::Name), dataset)
}

/// The meetings that the partner hosted, each a fact of its own, since each may be dated otherwise by others.
fn hosted(partner: &Partner, dataset: &Dataset) -> Vec<Fact> {
    dataset
        .meetings_hosted_by(partner.id)
        .map(|meeting| {
            let note = meeting.note.as_ref().map(|note| format!(". {note}")).unwrap_or_default();
            let when = text::interval(meeting.from, meeting.until);
            let theme = meeting.theme.as_ref().map(|theme| format!(", “{theme}”")).unwrap_or_default();
            let text = format!("{}, {}, {when}{theme}{note}", meeting.name, meeting.place);
            Fact {
                term: "Hosted",
                values: vec![Value { text, lang: None, cites: cites(&meeting.sources, dataset) }],
                others: other_claims(&meeting.claims, dataset),
                calendar: paths::calendar_of_meeting(meeting)
                    .map(|path| (path, ["Calendar entry: ", &meeting.name].concat())),
            }
        })
        .collect()
}

fn evidence(release: &Release, appearance: &Appearance) -> Option<CardAppearance> {
    let paragraph = release.paragraph(&appearance.evidence.paragraph)?;
    let excerpt = excerpt(&paragraph.text, &appearance.evidence.quote);
    Some(CardAppearance {
        role: appearance.role.label(),
        evidence: marked(&excerpt, &appearance.as_printed),
        number: release.number.clone(),
        paragraph: paragraph.id.to_string(),
        source: format!("Release {}, {}", release.number, text::paragraph(release, &paragraph.id)),
    })
}

/// A text cut at a name, wherever it stands as whole words.
fn marked(text: &str, name: &str) -> Vec<Stretch> {
    let whole_words = text.match_indices(name).map(|(start, found)| start..start + found.len()).filter(|range| {
        let before = text.get(..range.start).unwrap_or_default();
        let after = text.get(range.end..).unwrap_or_default();
        !before.ends_with(char::is_alphanumeric) && !after.starts_with(char::is_alphanumeric)
    });
    stretch::cut(text, whole_words)
}

/// How much of a long sentence is shown on either side of the quote, in bytes before rounding to whole words.
const CONTEXT: usize = 70;

/// The first sentence that has the quote; all of the text where none has it.
fn sentence_with<'a>(text: &'a str, quote: &str) -> &'a str {
    let mut start = 0;
    let ends = text.match_indices(". ").map(|(at, _)| at + 1).chain([text.len()]);
    for end in ends {
        let sentence = text.get(start..end).unwrap_or_default();
        if end < text.len() && is_abbreviated(sentence) {
            continue;
        }
        if sentence.contains(quote) {
            return sentence.trim();
        }
        start = end;
    }
    text.trim()
}

/// The first sentence that has the quote; where it is long, the words around the quote, with marks of omission.
fn excerpt(text: &str, quote: &str) -> String {
    let sentence = sentence_with(text, quote);
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
    use crate::view_model::shipped;

    fn card(id: &str) -> Card {
        let dataset = shipped();
        let partner = dataset.partner(PartnerId::parse(id).unwrap()).unwrap();
        Card::new(partner, &dataset, dataset.as_of())
    }

    /// Role, evidence and source of each appearance of a partner.
    #[track_caller]
    fn check(id: &str, expected: &[(&str, &str, &str)]) {
        let appearances = card(id).appearances;
        let found: Vec<(&str, String, &str)> = appearances
            .iter()
            .map(|appearance| {
                let evidence = appearance.evidence.iter().map(|own| own.text.as_str()).collect::<String>();
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
                    "Release 100505_PR1008, the text on the Asia-Europe Meeting (ASEM)",
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
                    "Release 100505_PR1008, the text on the Asia-Europe Meeting (ASEM)",
                ),
            ],
        );
    }

    #[test]
    fn the_last_of_a_list_is_quoted_to_its_end() {
        let listed = card("ASEAN-SEC").appearances;
        let evidence: String = listed[0].evidence.iter().map(|own| own.text.as_str()).collect();
        assert_eq!(evidence, "… United Kingdom, Vietnam) plus the European Commission and the ASEAN Secretariat.");
    }

    #[test]
    fn a_sentence_does_not_end_with_an_abbreviation() {
        let text = "It rained. Dr. Anh of Viet Nam opened it. Then came Mr. Ng.";
        assert_eq!(excerpt(text, "Viet Nam"), "Dr. Anh of Viet Nam opened it.");
        assert_eq!(excerpt(text, "Ng"), "Then came Mr. Ng.");
    }

    /// The values of a fact of a partner.
    fn values(id: &str, term: &str) -> Vec<String> {
        let facts = card(id).facts.into_iter().filter(|fact| fact.term == term);
        facts.flat_map(|fact| fact.values).map(|value| value.text).collect()
    }

    #[test]
    fn the_facts_tell_the_printed_names_beside_the_name_of_today() {
        assert_eq!(card("CZ").name, "Czechia");
        assert_eq!(values("CZ", "As printed"), ["Czech Republic"]);
        assert_eq!(values("VN", "As printed"), ["Viet Nam", "Vietnam"]);
    }

    #[test]
    fn a_membership_that_ended_is_told_with_its_end() {
        assert_eq!(values("GB", "Member of"), ["EU 1 January 1973 – 31 January 2020"]);
    }

    #[test]
    fn who_was_no_partner_on_the_day_is_told_with_its_accession() {
        let sentence = "Not a partner on 11 May 2010: it joined on 4 October 2010.";
        assert_eq!(card("AU").absent.as_deref(), Some(sentence));
        assert_eq!(card("VN").absent, None);
    }

    #[test]
    fn every_fact_of_every_partner_names_its_source() {
        let dataset = shipped();
        for partner in dataset.partners() {
            let card = Card::new(partner, &dataset, dataset.as_of());
            for fact in card.facts.iter().filter(|fact| fact.term != "Code") {
                for value in &fact.values {
                    assert!(!value.cites.is_empty(), "{}, {}: {}", card.id, fact.term, value.text);
                }
                assert!(fact.others.iter().all(|other| !other.cites.is_empty()), "{}, {}", card.id, fact.term);
            }
        }
    }
}
