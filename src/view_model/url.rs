//! The query string: the page's public contract with links and hosts.
//!
//! Default values are left out, so that a plain address is the page as it opens. Unknown keys are kept and ignored. A
//! bad value is reported and treated as absent; an empty one is treated as absent, since forms send those.

use super::archive::EntryKind;
use super::colour::{Colour, Theme};
use super::map::window::Zoom;
use super::query::{Query, View};
use super::reader::Reader;
use super::sorting::{Order, Sorting};
use crate::model::closed_set::closed_set;
use crate::model::{
    Bloc, Dataset, Date, Lang, MeetingId, OrganisationId, PartnerId, ReleaseNumber, Role, SentenceId, Side, WaveId,
};
use form_urlencoded::Serializer;
use std::borrow::Cow;
use std::fmt;

closed_set! {
    /// A key of the query string. Its label is what the page calls it when its value is bad.
    pub enum Key {
        /// Search text.
        Text = "q", "search";
        /// ASEM side.
        Side = "side", "side";
        /// Bloc.
        Bloc = "bloc", "bloc";
        /// Role in which releases show the partners.
        Role = "role", "role";
        /// With whom the partners joined.
        Wave = "wave", "accession";
        /// Sentence of the open release that names the partners.
        Sentence = "sentence", "sentence";
        /// Day whose partners are shown.
        AsOf = "asof", "day";
        /// Chosen partner.
        Partner = "partner", "partner";
        /// Partners side by side.
        Compare = "compare", "comparison";
        /// Open release.
        Release = "release", "release";
        /// Search text of the archive.
        Find = "find", "search of the archive";
        /// Year of releases and meetings.
        Year = "year", "year";
        /// Kind of releases and meetings.
        Kind = "kind", "kind";
        /// Partner shown in releases and meetings.
        With = "with", "partner in the archive";
        /// Organisation shown in releases.
        Organisation = "org", "organisation";
        /// Meeting whose facts are shown.
        Meeting = "meeting", "meeting";
        /// View in front.
        View = "view", "view";
        /// Part of the map to look at.
        Zoom = "zoom", "part of the map";
        /// Order of the partners.
        Sort = "sort", "order";
        /// Language of the names beside the English ones.
        Lang = "lang", "language";
        /// Light or dark.
        Theme = "theme", "colours";
        /// Colour of links and of what is chosen.
        Accent = "accent", "accent";
        /// Whether the page is a part of another one.
        Embed = "embed", "embedding";
    }
}

/// A value in an address that the page cannot follow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadValue {
    key: Key,
    found: String,
    expected: String,
}

/// The sentence for the reader.
impl fmt::Display for BadValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { key, found, expected } = self;
        // Of a comparison, only what does not fit is ignored.
        let end = if *key == Key::Compare { "" } else { "; this part is ignored" };
        write!(f, "The address asks for the {} “{found}”. Expected {expected}{end}.", key.label())
    }
}

impl BadValue {
    /// A language that no file of names is there for.
    pub fn no_names(lang: &Lang) -> Self {
        let expected = "the language of a partner state, such as km or zh".to_owned();
        Self { key: Key::Lang, found: lang.to_string(), expected }
    }

    /// A sentence that the release does not have.
    pub fn no_sentence(id: &SentenceId) -> Self {
        Self { key: Key::Sentence, found: id.to_string(), expected: SENTENCE.to_owned() }
    }
}

/// Reads a query string, with or without its question mark, against the dataset.
///
/// A key given twice counts once, with its first value, as browsers read it.
pub fn parse(text: &str, dataset: &Dataset) -> (Query, Vec<BadValue>) {
    let (mut query, mut bad) = parse_all_but_sentence(text, dataset);
    // Only now is it known which release is meant. One in a file of its own is not here yet, and may have the sentence.
    let open = query.release.as_ref().map_or(Some(dataset.newest_release()), |number| dataset.release(number));
    let is_missing = |id: &SentenceId| open.is_some_and(|open| Reader::new(open, dataset, None).sentence(id).is_none());
    if let Some(id) = query.sentence.take_if(|id| is_missing(id)) {
        bad.push(BadValue::no_sentence(&id));
    }
    (query, bad)
}

/// The same, but that the release may not have the sentence: whoever asks has cut the release up anyway, or not yet.
pub fn parse_all_but_sentence(text: &str, dataset: &Dataset) -> (Query, Vec<BadValue>) {
    let mut query = Query::default();
    let mut bad = Vec::new();
    for (key, value) in values(text) {
        match key {
            Ok(key) => {
                if let Err(expected) = read(key, &value, dataset, &mut query) {
                    bad.push(BadValue { key, found: value.into_owned(), expected });
                }
            }
            Err(unknown) => query.unknown.push((unknown.into_owned(), value.into_owned())),
        }
    }
    (query, bad)
}

/// What a query string, with or without its question mark, has for each key: its first value that is not empty. What is no key
/// of ours comes by its name.
pub fn values(text: &str) -> impl Iterator<Item = (Result<Key, Cow<'_, str>>, Cow<'_, str>)> {
    let mut seen = Vec::new();
    form_urlencoded::parse(text.trim_start_matches('?').as_bytes()).filter_map(move |(key, value)| {
        let Some(key) = Key::from_key(&key) else { return Some((Err(key), value)) };
        if value.is_empty() || seen.contains(&key) {
            return None;
        }
        seen.push(key);
        Some((Ok(key), value))
    })
}

/// The partner that somebody means by a code, however it is written.
pub fn partner_id(code: &str) -> Option<PartnerId> {
    PartnerId::parse(&code.trim().to_ascii_uppercase())
}

const SENTENCE: &str = "a sentence of the release, such as p1.1 for the first of its first paragraph";

/// Takes one value over; otherwise says what was expected.
fn read(key: Key, value: &str, dataset: &Dataset, query: &mut Query) -> Result<(), String> {
    let one_of = |keys: String| format!("one of {keys}");
    match key {
        Key::Text => query.text = value.to_owned(),
        Key::Side => query.side = Some(Side::from_key(value).ok_or_else(|| one_of(Side::keys()))?),
        Key::Bloc => query.bloc = Some(Bloc::from_key(value).ok_or_else(|| one_of(Bloc::keys()))?),
        Key::Role => query.role = Some(Role::from_key(value).ok_or_else(|| one_of(Role::keys()))?),
        Key::Wave => {
            let known = WaveId::parse(value).filter(|id| dataset.wave(id).is_some());
            let all = || dataset.waves().iter().map(|wave| wave.id.to_string()).collect::<Vec<_>>().join(", ");
            query.wave = Some(known.ok_or_else(|| one_of(all()))?);
        }
        Key::Sort => {
            let sorting = Sorting::parse(value);
            let expected = || one_of(format!("{}; with - before it for the other way round", Order::keys()));
            query.sorting = sorting.ok_or_else(expected)?;
        }
        Key::View => query.view = View::from_key(value).ok_or_else(|| one_of(View::keys()))?,
        Key::Zoom => query.zoom = Zoom::from_key(value).ok_or_else(|| one_of(Zoom::keys()))?,
        Key::AsOf => {
            let first = dataset.first_day();
            let day = Date::parse_iso(value).filter(|day| *day >= first);
            let day =
                day.ok_or_else(|| format!("a day from {}, when it all began, such as 2010-05-11", first.iso()))?;
            *query = query.with_day(day, dataset);
        }
        Key::Sentence => query.sentence = Some(SentenceId::parse(value).ok_or(SENTENCE)?),
        Key::Lang => query.lang = Some(Lang::parse(value).ok_or("the tag of a language, such as km or zh")?),
        Key::Embed => match value {
            "1" => query.is_embedded = true,
            _ => return Err("1, or nothing".to_owned()),
        },
        Key::Theme => query.theme = Some(Theme::from_key(value).ok_or_else(|| one_of(Theme::keys()))?),
        Key::Accent => query.accent = Some(Colour::parse(value).ok_or("six hex digits, such as c8102e")?),
        Key::Partner => {
            query.partner = Some(partner(value, dataset).ok_or("the code of a partner, such as VN, EU or ASEAN-SEC")?);
        }
        Key::Compare => {
            // Whom the data does not know, or who is one too many, does not cost the others their place.
            let mut left_out = Vec::new();
            for code in value.split(',') {
                match partner(code, dataset).filter(|id| !query.compared.contains(id)) {
                    Some(id) if query.compared.len() < Query::MOST_COMPARED => query.compared.push(id),
                    _ => left_out.push(code),
                }
            }
            if !left_out.is_empty() {
                let (most, left_out) = (Query::MOST_COMPARED, left_out.join(","));
                return Err(format!("up to {most} different codes of partners, such as VN,HU; {left_out} is left out"));
            }
        }
        Key::Find => query.find = value.to_owned(),
        Key::Year => {
            let is_year =
                value.len() == 4 && value.bytes().all(|byte| byte.is_ascii_digit()) && !value.starts_with('0');
            let year = is_year.then_some(value).and_then(|value| value.parse().ok());
            query.year = Some(year.ok_or("a year, such as 2010")?);
        }
        Key::Kind => query.kind = Some(EntryKind::from_key(value).ok_or_else(|| one_of(EntryKind::keys()))?),
        Key::With => {
            query.with = Some(partner(value, dataset).ok_or("the code of a partner, such as VN, EU or ASEAN-SEC")?);
        }
        Key::Organisation => {
            let known = OrganisationId::parse(value).filter(|id| dataset.organisation(id).is_some());
            query.organisation = Some(known.ok_or("the id of an organisation in the data, such as asef")?);
        }
        Key::Meeting => {
            let known = MeetingId::parse(value).filter(|id| dataset.meeting(id).is_some());
            query.meeting = Some(known.ok_or("the id of a meeting in the data, such as summit-7")?);
        }
        Key::Release => {
            let newest = &dataset.newest_release().number;
            let known = ReleaseNumber::parse(value).filter(|number| dataset.has_release(number));
            let number = known.ok_or_else(|| format!("the number of a release, such as {newest}"))?;
            query.release = (number != *newest).then_some(number);
        }
    }
    Ok(())
}

/// The partner with this code. Codes are often typed by hand: small letters are understood.
fn partner(code: &str, dataset: &Dataset) -> Option<PartnerId> {
    partner_id(code).filter(|id| dataset.partner(*id).is_some())
}

/// Writes the query string with its question mark; empty for the page as it opens.
pub fn write(query: &Query) -> String {
    let Query {
        text,
        side,
        bloc,
        role,
        wave,
        sentence,
        as_of,
        partner,
        compared,
        release,
        view,
        zoom,
        sorting,
        lang,
        ..
    } = query;
    let Query { find, year, kind, with, organisation, meeting, is_embedded, theme, accent, unknown, .. } = query;
    let mut out = Serializer::for_suffix(String::from("?"), 1);
    let mut put = |key: Key, value: Option<&str>| {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            out.append_pair(key.key(), value);
        }
    };
    put(Key::Text, Some(text));
    put(Key::Side, side.map(Side::key));
    put(Key::Bloc, bloc.map(Bloc::key));
    put(Key::Role, role.map(Role::key));
    put(Key::Wave, wave.as_ref().map(WaveId::as_str));
    put(Key::Sentence, sentence.as_ref().map(SentenceId::as_str));
    put(Key::AsOf, as_of.map(Date::iso).as_deref());
    put(Key::Partner, partner.as_ref().map(PartnerId::as_str));
    let compared: Vec<&str> = compared.iter().map(PartnerId::as_str).collect();
    put(Key::Compare, Some(&compared.join(",")));
    put(Key::Release, release.as_ref().map(ReleaseNumber::as_str));
    put(Key::Find, Some(find));
    put(Key::Year, year.map(|year| year.to_string()).as_deref());
    put(Key::Kind, kind.map(EntryKind::key));
    put(Key::With, with.as_ref().map(PartnerId::as_str));
    put(Key::Organisation, organisation.as_ref().map(OrganisationId::as_str));
    put(Key::Meeting, meeting.as_ref().map(MeetingId::as_str));
    put(Key::View, (*view != View::default()).then(|| view.key()));
    put(Key::Zoom, (*zoom != Zoom::default()).then(|| zoom.key()));
    put(Key::Sort, (*sorting != Sorting::default()).then(|| sorting.write()).as_deref());
    put(Key::Lang, lang.as_ref().map(Lang::as_str));
    put(Key::Theme, theme.map(Theme::key));
    put(Key::Accent, accent.map(Colour::hex).as_deref());
    put(Key::Embed, is_embedded.then_some("1"));
    out.extend_pairs(unknown);
    match out.finish() {
        written if written == "?" => String::new(),
        written => written,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view_model::shipped;

    /// Each address on the left is read and written again as on the right.
    const ADDRESSES: &[(&str, &str)] = &[
        ("", ""),
        ("?", ""),
        ("?view=board", ""),
        ("?release=100505_PR1008", ""),
        ("?q=viet+nam", "?q=viet+nam"),
        ("?q=Laos%20%26%20co", "?q=Laos+%26+co"),
        ("?q=%E0%B9%84%E0%B8%97%E0%B8%A2", "?q=%E0%B9%84%E0%B8%97%E0%B8%A2"),
        ("?view=map&bloc=asean&side=asia", "?side=asia&bloc=asean&view=map"),
        ("?view=map&zoom=all", "?view=map"),
        ("?zoom=south-east-asia&view=map", "?view=map&zoom=south-east-asia"),
        ("?asof=2010-05-11", ""),
        ("?asof=2004-10-08&side=asia", "?side=asia&asof=2004-10-08"),
        ("?partner=VN", "?partner=VN"),
        ("?partner=AU", "?partner=AU"),
        ("?lang=km&view=list", "?view=list&lang=km"),
        ("?partner=vn", "?partner=VN"),
        ("?partner=ASEAN-SEC", "?partner=ASEAN-SEC"),
        ("?q=&side=&bloc=", ""),
        ("?side=asia&side=europe", "?side=asia"),
        ("?role=co_organiser&wave=2004", "?role=co_organiser&wave=2004"),
        ("?compare=VN,hu&partner=VN", "?partner=VN&compare=VN%2CHU"),
        ("?sentence=p5.2&partner=VN", "?sentence=p5.2&partner=VN"),
        ("?find=pozna%C5%84+1008&year=2010", "?find=pozna%C5%84+1008&year=2010"),
        ("?org=asef&with=vn&kind=release", "?kind=release&with=VN&org=asef"),
        ("?meeting=summit-7&kind=culture_ministers&find=", "?kind=culture_ministers&meeting=summit-7"),
        ("?embed=1&side=asia", "?side=asia&embed=1"),
        ("?accent=C8102e&theme=dark&view=map", "?view=map&theme=dark&accent=c8102e"),
        ("?theme=light&accent=", "?theme=light"),
        ("?sort=name", ""),
        ("?sort=-name", "?sort=-name"),
        ("?sort=accession&view=list", "?view=list&sort=accession"),
        ("?utm_source=mail&side=europe&flag", "?side=europe&utm_source=mail&flag="),
    ];

    #[test]
    fn an_address_is_read_and_written_again() {
        let dataset = shipped();
        for (address, written) in ADDRESSES {
            let (query, bad) = parse(address, &dataset);
            assert_eq!(bad, [], "{address}");
            assert_eq!(write(&query), *written, "{address}");
            assert_eq!(parse(written, &dataset).0, query, "{written} does not read back");
        }
    }

    #[test]
    fn the_element_for_other_pages_has_an_attribute_for_every_key() {
        let script = include_str!("../../public/embed.js");
        let keys = script.split_once("const KEYS = \"").unwrap().1.split_once('"').unwrap().0;
        let of_frame = |key: &&str| ["theme", "accent", "embed"].contains(key);
        let all: Vec<&str> = Key::ALL.iter().map(|key| key.key()).filter(|key| !of_frame(key)).collect();
        assert_eq!(keys, all.join(" "));
    }

    #[test]
    fn a_comparison_keeps_those_whom_it_can() {
        let (query, bad) = parse("?compare=VN,XX,HU,VN,PL,BE,DE", &shipped());
        assert_eq!(write(&query), "?compare=VN%2CHU%2CPL%2CBE");
        let sentence = bad[0].to_string();
        assert!(sentence.ends_with("such as VN,HU; XX,VN,DE is left out."), "{sentence}");
    }

    #[test]
    fn a_bad_order_role_or_accession_is_told_what_there_is() {
        let (_, bad) = parse("?sort=population&role=guest&wave=1997", &shipped());
        let sentences: Vec<String> = bad.iter().map(BadValue::to_string).collect();
        assert!(sentences[0].contains("one of name, code, side"), "{sentences:?}");
        assert!(sentences[1].contains("one of host, co_organiser"), "{sentences:?}");
        assert!(sentences[2].contains("one of 1996, 2004, 2008, 2010, 2012, 2014"), "{sentences:?}");
    }

    #[test]
    fn bad_colours_are_told_what_there_is() {
        let (query, bad) = parse("?theme=sepia&accent=%23c8102e", &shipped());
        let sentences: Vec<String> = bad.iter().map(BadValue::to_string).collect();
        assert_eq!(
            sentences,
            [
                "The address asks for the colours “sepia”. Expected one of light, dark; this part is ignored.",
                "The address asks for the accent “#c8102e”. Expected six hex digits, such as c8102e; this part is ignored.",
            ]
        );
        assert_eq!(write(&query), "");
    }

    #[test]
    fn a_bad_value_for_the_archive_is_told_what_there_is() {
        let (query, bad) = parse("?year=0042&kind=party&with=XX&org=nobody&meeting=summit-99", &shipped());
        let sentences: Vec<String> = bad.iter().map(BadValue::to_string).collect();
        for (sentence, expected) in sentences.iter().zip([
            "the year “0042”. Expected a year, such as 2010;",
            "the kind “party”. Expected one of release, summit, culture_ministers;",
            "the partner in the archive “XX”. Expected the code of a partner,",
            "the organisation “nobody”. Expected the id of an organisation in the data,",
            "the meeting “summit-99”. Expected the id of a meeting in the data,",
        ]) {
            assert!(sentence.contains(expected), "{sentence}");
        }
        assert_eq!((sentences.len(), write(&query).as_str()), (5, ""));
    }

    #[test]
    fn a_bad_value_is_reported_and_left_out() {
        let (query, bad) = parse(
            "?side=mars&sentence=p5.9&asof=1995-01-01&partner=XX&view=globe&release=1&bloc=eu&zoom=moon&embed=yes",
            &shipped(),
        );
        let sentences: Vec<String> = bad.iter().map(BadValue::to_string).collect();
        assert_eq!(
            sentences,
            [
                "The address asks for the side “mars”. Expected one of asia, europe; this part is ignored.",
                "The address asks for the day “1995-01-01”. Expected a day from 1996-03-01, when it all began, such as \
                 2010-05-11; this part is ignored.",
                "The address asks for the partner “XX”. Expected the code of a partner, such as VN, EU or ASEAN-SEC; \
                 this part is ignored.",
                "The address asks for the view “globe”. Expected one of board, map, list; this part is ignored.",
                "The address asks for the release “1”. Expected the number of a release, such as 100505_PR1008; \
                 this part is ignored.",
                "The address asks for the part of the map “moon”. Expected one of all, asia, europe, south-east-asia; \
                 this part is ignored.",
                "The address asks for the embedding “yes”. Expected 1, or nothing; this part is ignored.",
                "The address asks for the sentence “p5.9”. Expected a sentence of the release, such as p1.1 for the \
                 first of its first paragraph; this part is ignored.",
            ]
        );
        assert_eq!(write(&query), "?bloc=eu");
    }
}
