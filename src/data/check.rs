//! What the records of a file say together: ids, references, evidence, intervals. Builds the model from them.
//!
//! Every problem is noted, none stops the check.

use super::json::{List, Must, Node, Reading, likely, quoted};
use super::{FORMAT, iso3166, raw};
use crate::model::dataset::Parts;
use crate::model::*;
use std::collections::BTreeSet;

/// Checks a file and builds the dataset. What it returns is of use only if nothing was noted.
pub fn dataset(file: raw::File<'_>, reading: &mut Reading) -> Option<Dataset> {
    format(&file.format, reading);
    let known = known(&file, reading);
    if file.partners.nodes().is_empty() {
        reading.problem_in("partners", "at least one partner", "none", "add the partner");
    }
    if file.releases.nodes().is_empty() {
        reading.problem_in("releases", "at least one release", "none", "add the release");
    }
    let sources = file.sources.each(reading, |raw, _| source(raw));
    let provenance = match file.provenance {
        Must(Some(raw)) => reading.field("provenance", |here| provenance(raw, &known, here)),
        Must(None) => Provenance::default(),
    };
    let protocol = file.protocol.map(|raw| reading.field("protocol", |here| protocol(raw, &known, here)));
    let regions = file.regions.each(reading, |raw, _| region(raw));
    let meetings = file.meetings.each(reading, |raw, here| meeting(raw, &known, here));
    let waves = file.waves.each(reading, |raw, here| wave(raw, &meetings, &known, here));
    let partners = file.partners.each(reading, |raw, here| partner(raw, &known, here));
    let organisations = file.organisations.each(reading, |raw, here| organisation(raw, &known, here));
    let releases = file.releases.each(reading, |raw, here| release(raw, &known, here));
    let archive = file.archive.each(reading, archived);
    let protocol = protocol.unwrap_or_default();
    let n_indexed = file.archive_index.and_then(|index| index.releases.0);
    let parts =
        Parts { sources, provenance, protocol, regions, waves, partners, meetings, organisations, archive, n_indexed };
    Dataset::new(parts, releases)
}

/// Checks a release in a file of its own against the dataset that lists it.
pub fn release_file(file: raw::ReleaseFile<'_>, dataset: &Dataset, reading: &mut Reading) -> Option<Release> {
    format(&file.format, reading);
    let raw = file.release.0?;
    reading.field("release", |here| release_record(raw, dataset, here))
}

/// Checks a release's record alone.
pub fn release_record(raw: raw::Release<'_>, dataset: &Dataset, reading: &mut Reading) -> Option<Release> {
    let mut known = known_of(dataset);
    // The release may be its own source.
    if let Some(number) = &raw.number.0 {
        known.sources.insert(number.as_str().into());
    }
    release(raw, &known, reading)
}

/// Checks a release in a file of its own against its entry in the dataset's archive as well.
pub fn archived_release_file(
    file: raw::ReleaseFile<'_>,
    listed: &ArchivedRelease,
    dataset: &Dataset,
    reading: &mut Reading,
) -> Option<Release> {
    if let Must(Some(raw)) = &file.release {
        reading.field("release", |here| {
            let found = raw.number.0.as_ref().map(ReleaseNumber::as_str);
            as_listed("number", listed.number.as_str(), found, here);
            as_listed("date", &listed.date.iso(), raw.date.0.map(Date::iso).as_deref(), here);
            as_listed("title", &listed.title, raw.title.0.as_deref(), here);
        });
    }
    release_file(file, dataset, reading)
}

fn as_listed(field: &str, listed: &str, found: Option<&str>, reading: &mut Reading) {
    if let Some(found) = found
        && found != listed
    {
        let expected = format!("{}, as the data file lists this release", quoted(listed));
        reading.problem_in(field, &expected, &quoted(found), "correct it here or in the data file’s archive");
    }
}

fn format(found: &Must<u32>, reading: &mut Reading) {
    if let Must(Some(found)) = found
        && *found != FORMAT
    {
        reading.problem_in("format", &FORMAT.to_string(), &found.to_string(), &format!("write {FORMAT}"));
    }
}

/// The ids that other records may refer to.
#[derive(Default)]
struct Known {
    sources: Ids,
    regions: Ids,
    waves: Ids,
    partners: Ids,
    meetings: Ids,
    organisations: Ids,
}

type Ids = BTreeSet<Box<str>>;

/// Collects the ids of a file and notes those given twice.
///
/// Also those of records that are wrong in other ways: what refers to them is not wrong as well.
fn known(file: &raw::File<'_>, reading: &mut Reading) -> Known {
    let mut known = Known::default();
    collect(&mut known.sources, "sources", "id", file.sources.nodes(), reading);
    collect(&mut known.regions, "regions", "m49", file.regions.nodes(), reading);
    collect(&mut known.waves, "waves", "id", file.waves.nodes(), reading);
    collect(&mut known.partners, "partners", "id", file.partners.nodes(), reading);
    collect(&mut known.meetings, "meetings", "id", file.meetings.nodes(), reading);
    collect(&mut known.organisations, "organisations", "id", file.organisations.nodes(), reading);
    // A release is a source as well, so that their ids must not meet.
    collect(&mut known.sources, "releases", "number", file.releases.nodes(), reading);
    collect(&mut known.sources, "archive", "number", file.archive.nodes(), reading);
    known
}

fn known_of(dataset: &Dataset) -> Known {
    fn ids(ids: impl Iterator<Item = String>) -> Ids {
        ids.map(Into::into).collect()
    }

    let sources = dataset.sources().iter().map(|source| source.id.to_string());
    let releases = dataset.releases().map(|release| &release.number);
    let releases = releases.chain(dataset.archive().iter().map(|release| &release.number));
    Known {
        sources: ids(sources.chain(releases.map(ToString::to_string))),
        partners: ids(dataset.partners().iter().map(|partner| partner.id.to_string())),
        meetings: ids(dataset.meetings().iter().map(|meeting| meeting.id.to_string())),
        organisations: ids(dataset.organisations().iter().map(|organisation| organisation.id.to_string())),
        // No release refers to these.
        regions: Ids::new(),
        waves: Ids::new(),
    }
}

fn collect(ids: &mut Ids, list: &str, field: &str, records: &[Node<'_>], reading: &mut Reading) {
    for (index, record) in records.iter().enumerate() {
        let Some(id) = record.member(field).and_then(Node::text) else { continue };
        if !ids.insert(id.into()) {
            reading.entry(list, index, |here| {
                let fix = "give it another, or take this copy out";
                here.problem_in(field, "each id once", &format!("{id:?} a second time"), fix);
            });
        }
    }
}

/// Notes an id that no record has.
fn refer(field: &str, id: &str, ids: &Ids, what: &str, reading: &mut Reading) {
    if !ids.contains(id) {
        reading.field(field, |here| unknown(id, ids, what, here));
    }
}

fn unknown(id: &str, ids: &Ids, what: &str, reading: &mut Reading) {
    let near: Vec<&str> = ids.iter().map(|id| &**id).collect();
    // Among thousands something is always alike, and looking takes its time.
    let likely = (near.len() < 500).then(|| likely(id, &near)).flatten();
    let fix = match likely {
        Some(likely) => format!("write {likely:?}, or add the {what}"),
        None => format!("add the {what}, or correct the id"),
    };
    reading.problem(&format!("the id of a {what} in this data"), &quoted(id), &fix);
}

fn refer_to_partner(field: &str, id: Option<PartnerId>, known: &Known, reading: &mut Reading) {
    if let Some(id) = id {
        refer(field, id.as_str(), &known.partners, "partner", reading);
    }
}

/// Who says so: at least one source, each of them known.
fn cited(sources: List<'_, SourceId>, known: &Known, reading: &mut Reading) -> Vec<SourceId> {
    cited_in("sources", sources, known, reading)
}

fn cited_in(field: &str, sources: List<'_, SourceId>, known: &Known, reading: &mut Reading) -> Vec<SourceId> {
    if sources.nodes().is_empty() {
        reading.problem_in(field, "at least one source", "none", "write the ids of the sources that say so");
    }
    sources.each(reading, |source, here| {
        if !known.sources.contains(source.as_str()) {
            unknown(source.as_str(), &known.sources, "source", here);
        }
        Some(source)
    })
}

/// An interval must not end before it begins.
fn interval(from: Option<PartialDate>, until: Option<PartialDate>, reading: &mut Reading) {
    if let (Some(from), Some(until)) = (from, until)
        && until.latest() < from.earliest()
    {
        let expected = format!("a date no earlier than {}, where it begins", from.iso());
        reading.problem_in("until", &expected, &quoted(&until.iso()), "correct one of the two");
    }
}

fn claims(raw: List<'_, raw::Claim>, known: &Known, reading: &mut Reading) -> Vec<Claim> {
    raw.each(reading, |raw, here| {
        let raw::Claim { about, says, from, until, source } = raw;
        interval(from, until, here);
        if let Must(Some(source)) = &source {
            refer("source", source.as_str(), &known.sources, "source", here);
        }
        Some(Claim { about: about.0?, says: says.0?, from, until, source: source.0? })
    })
}

fn source(raw: raw::Source) -> Option<Source> {
    let raw::Source { id, title, publisher, url, seen } = raw;
    Some(Source { id: id.0?, title: title.0?, publisher: publisher.0?, url, seen: seen.0? })
}

fn provenance(raw: raw::Provenance<'_>, known: &Known, reading: &mut Reading) -> Provenance {
    let raw::Provenance { id, side, m49, region } = raw;
    Provenance {
        id: cited_in("id", id, known, reading),
        side: cited_in("side", side, known, reading),
        m49: cited_in("m49", m49, known, reading),
        region: cited_in("region", region, known, reading),
    }
}

fn protocol(raw: raw::Protocol<'_>, known: &Known, reading: &mut Reading) -> Protocol {
    let raw::Protocol { order, sources } = raw;
    let mut before = BTreeSet::new();
    let order = order.each(reading, |id, here| {
        if !known.partners.contains(id.as_str()) {
            unknown(id.as_str(), &known.partners, "partner", here);
        }
        if !before.insert(id) {
            here.problem("each partner once", &format!("\"{id}\" a second time"), "take this copy out");
        }
        Some(id)
    });
    Protocol { order, sources: cited(sources, known, reading) }
}

fn region(raw: raw::Region) -> Option<Region> {
    let raw::Region { m49, name, within } = raw;
    Some(Region { m49: m49.0?, name: name.0?, within: within.0? })
}

fn meeting(raw: raw::Meeting<'_>, known: &Known, reading: &mut Reading) -> Option<Meeting> {
    let raw::Meeting { id, kind, number, name, place, host, from, until, theme, note, sources, claims: others } = raw;
    refer_to_partner("host", host.0, known, reading);
    interval(from.0, until, reading);
    let sources = cited(sources, known, reading);
    let claims = claims(others, known, reading);
    Some(Meeting {
        id: id.0?,
        kind: kind.0?,
        number: number.0?,
        name: name.0?,
        place: place.0?,
        host: host.0?,
        from: from.0?,
        until,
        theme,
        note,
        sources,
        claims,
    })
}

fn wave(raw: raw::Wave<'_>, meetings: &[Meeting], known: &Known, reading: &mut Reading) -> Option<Wave> {
    let raw::Wave { id, name, meeting, sources, claims: others } = raw;
    if let Must(Some(meeting)) = &meeting {
        refer("meeting", meeting.as_str(), &known.meetings, "meeting", reading);
    }
    let sources = cited(sources, known, reading);
    let claims = claims(others, known, reading);
    let meeting = meeting.0?;
    let from = meetings.iter().find(|known| known.id == meeting)?.from.earliest();
    Some(Wave { id: id.0?, name: name.0?, meeting, from, sources, claims })
}

fn organisation(raw: raw::Organisation<'_>, known: &Known, reading: &mut Reading) -> Option<Organisation> {
    let raw::Organisation { id, name, short, kind, url, about, sources } = raw;
    let sources = cited(sources, known, reading);
    Some(Organisation { id: id.0?, name: name.0?, short, kind: kind.0?, url, about: about.0?, sources })
}

fn archived(raw: raw::ArchivedRelease, reading: &mut Reading) -> Option<ArchivedRelease> {
    let raw::ArchivedRelease { number, date, title } = raw;
    if let Must(Some(number)) = &number
        && number.file().is_none()
    {
        let expected = "a number that can name a file";
        reading.problem_in("number", expected, &quoted(number.as_str()), "move the release into the list \"releases\"");
    }
    Some(ArchivedRelease { number: number.0?, date: date.0?, title: title.0? })
}

fn partner(raw: raw::Partner<'_>, known: &Known, reading: &mut Reading) -> Option<Partner> {
    let raw::Partner { id, kind, side, m49, region, sort_as, wave, memberships: times, names: called, claims: others } =
        raw;
    let kind = match kind.0 {
        Some(PartnerKind::State) => state(id.0, m49, region, known, reading),
        Some(PartnerKind::Institution) => institution(m49, region, reading),
        None => None,
    };
    if let Must(Some(wave)) = &wave {
        refer("wave", wave.as_str(), &known.waves, "wave", reading);
    }
    let memberships = memberships(times, known, reading);
    let names = names(called, known, reading);
    let claims = claims(others, known, reading);
    let name = names.iter().find(|name| name.kind == NameKind::Short)?.text.clone();
    Some(Partner {
        id: id.0?,
        kind: kind?,
        sort_as: sort_as.unwrap_or_else(|| name.clone()),
        name,
        side: side.0?,
        wave: wave.0?,
        memberships,
        names,
        claims,
    })
}

fn state(
    id: Option<PartnerId>,
    m49: Option<M49Code>,
    region: Option<M49Code>,
    known: &Known,
    reading: &mut Reading,
) -> Option<Kind> {
    let real = id.and_then(iso3166::m49_of);
    if let (Some(id), None) = (id, real) {
        reading.problem_in("id", "an ISO 3166-1 alpha-2 code", &quoted(id.as_str()), "write the state’s code, like VN");
    }
    match (m49, real) {
        (None, _) => reading.problem_in("m49", "a state’s UN M49 code", "none", "add it, like \"704\""),
        (Some(found), Some(real)) if found != real => {
            let id = id.map(|id| id.to_string()).unwrap_or_default();
            let fix = format!("write \"{real}\", or correct the id");
            reading.problem_in("m49", &format!("\"{real}\", the UN M49 code of {id}"), &format!("\"{found}\""), &fix);
        }
        (Some(_), _) => {}
    }
    match region {
        None => reading.problem_in("region", "the UN M49 code of a sub-region", "none", "add it, like \"035\""),
        Some(region) => refer("region", &region.to_string(), &known.regions, "region", reading),
    }
    Some(Kind::State { m49: m49?, region: region? })
}

fn institution(m49: Option<M49Code>, region: Option<M49Code>, reading: &mut Reading) -> Option<Kind> {
    for (field, value) in [("m49", m49), ("region", region)] {
        if let Some(value) = value {
            let expected = "no code: an institution has no territory";
            reading.problem_in(field, expected, &format!("\"{value}\""), "take it out, or make the partner a state");
        }
    }
    Some(Kind::Institution)
}

fn memberships(raw: List<'_, raw::Membership<'_>>, known: &Known, reading: &mut Reading) -> Vec<Membership> {
    let mut earlier: Vec<Membership> = Vec::new();
    raw.each(reading, |raw, here| {
        let raw::Membership { bloc, from, until, sources } = raw;
        if bloc.0 == Some(Bloc::Other) {
            here.problem_in("bloc", "one of eu, asean", "\"other\"", "leave out who belongs to neither");
        }
        interval(from.0, until, here);
        let sources = cited(sources, known, here);
        let membership = Membership { bloc: bloc.0?, from: from.0?, until, sources };
        let overlaps = |other: &&Membership| {
            let other_ends_before = other.until.is_some_and(|last| last.latest() < membership.from.earliest());
            let ends_before_other = membership.until.is_some_and(|last| last.latest() < other.from.earliest());
            other.bloc == membership.bloc && !other_ends_before && !ends_before_other
        };
        if let Some(other) = earlier.iter().find(overlaps) {
            let until = other.until.map(|last| format!(" to {}", last.iso())).unwrap_or_default();
            let expected = format!("a time apart from the one from {}{until}", other.from.iso());
            here.problem_in("from", &expected, &quoted(&membership.from.iso()), "correct one of the two");
        }
        earlier.push(membership.clone());
        Some(membership)
    })
}

fn names(raw: List<'_, raw::Name<'_>>, known: &Known, reading: &mut Reading) -> Vec<Name> {
    let is_short = |name: &&Node<'_>| name.member("kind").and_then(Node::text) == Some(NameKind::Short.key());
    let n_short = raw.nodes().iter().filter(is_short).count();
    if n_short != 1 {
        let found = if n_short == 0 { "none".to_owned() } else { n_short.to_string() };
        reading.problem_in(
            "names",
            "exactly one name of kind short",
            &found,
            "mark the English name of today as short",
        );
    }
    let mut earlier: Vec<String> = Vec::new();
    raw.each(reading, |raw, here| {
        let raw::Name { text, kind, lang, from, until, note, sources } = raw;
        if kind.0 == Some(NameKind::Native) && lang.is_none() {
            here.problem_in("lang", "the language of a native name", "none", "add it, like \"km\"");
        }
        interval(from, until, here);
        let sources = cited(sources, known, here);
        let text = text.0?;
        // The same word may be right in two languages.
        let own = format!("{} {}", lang.as_ref().map(Lang::as_str).unwrap_or_default(), text);
        if earlier.contains(&own) {
            here.problem_in("text", "each name once", &format!("{text:?} a second time"), "take one of them out");
        }
        earlier.push(own);
        Some(Name { text, kind: kind.0?, lang, from, until, note, sources })
    })
}

fn release(raw: raw::Release<'_>, known: &Known, reading: &mut Reading) -> Option<Release> {
    let mut ids = Ids::new();
    collect(&mut ids, "paragraphs", "id", raw.paragraphs.nodes(), reading);
    collect(&mut ids, "boilerplate", "id", raw.boilerplate.nodes(), reading);
    if raw.paragraphs.nodes().is_empty() && raw.boilerplate.nodes().is_empty() {
        reading.problem_in("paragraphs", "at least one paragraph", "none", "add the text of the release");
    }
    let mut paragraphs = raw.paragraphs.each(reading, |raw, _| paragraph(raw.id, raw.text));
    let mut boilerplate = raw
        .boilerplate
        .each(reading, |raw, _| Some(Boilerplate { about: raw.about.0?, paragraph: paragraph(raw.id, raw.text)? }));
    let text = Text { ids: &ids, paragraphs: &paragraphs, boilerplate: &boilerplate };
    let links = links(raw.links, &text, reading);
    let events = events(raw.events, &text, known, reading);
    let recommendations = raw.recommendations.each(reading, |raw, here| {
        Some(Recommendation { evidence: text.evidence(raw.paragraph, raw.quote.0, None, here)? })
    });
    let appearances = raw.appearances.each(reading, |raw, here| {
        refer_to_partner("partner", raw.partner.0, known, here);
        let evidence = text.evidence_of_role(raw.role.0, raw.paragraph, raw.quote, raw.as_printed.0.as_deref(), here);
        Some(Appearance { who: raw.partner.0?, role: raw.role.0?, as_printed: raw.as_printed.0?, evidence: evidence? })
    });
    let organisations = raw.organisations.each(reading, |raw, here| {
        if let Must(Some(id)) = &raw.organisation {
            refer("organisation", id.as_str(), &known.organisations, "organisation", here);
        }
        let evidence = text.evidence_of_role(raw.role.0, raw.paragraph, raw.quote, raw.as_printed.0.as_deref(), here);
        Some(Appearance {
            who: raw.organisation.0?,
            role: raw.role.0?,
            as_printed: raw.as_printed.0?,
            evidence: evidence?,
        })
    });
    for (paragraph_id, link) in links {
        let all = paragraphs.iter_mut().chain(boilerplate.iter_mut().map(|part| &mut part.paragraph));
        if let Some(paragraph) = all.into_iter().find(|paragraph| paragraph.id == paragraph_id) {
            paragraph.links.push(link);
        }
    }
    Some(Release {
        number: raw.number.0?,
        date: raw.date.0?,
        dateline: raw.dateline.0?,
        title: raw.title.0?,
        summary: raw.summary,
        paragraphs,
        boilerplate,
        contact: raw.contact,
        events,
        recommendations,
        appearances,
        organisations,
    })
}

fn paragraph(id: Must<ParagraphId>, text: Must<String>) -> Option<Paragraph> {
    Some(Paragraph { id: id.0?, text: text.0?, links: Vec::new() })
}

/// The text of a release, to hold statements against.
struct Text<'a> {
    /// The ids of all paragraphs, also of those whose text is wrong.
    ids: &'a Ids,
    paragraphs: &'a [Paragraph],
    boilerplate: &'a [Boilerplate],
}

impl Text<'_> {
    /// The paragraph with the id; notes an id that no paragraph has.
    fn paragraph(&self, id: &Must<ParagraphId>, reading: &mut Reading) -> Option<&Paragraph> {
        let id = id.0.as_ref()?;
        if !self.ids.contains(id.as_str()) {
            let ids: Vec<&str> = self.ids.iter().map(|id| &**id).collect();
            let expected = format!("the id of a paragraph of this release ({})", ids.join(", "));
            reading.problem_in("paragraph", &expected, &quoted(id.as_str()), "name the paragraph that says so");
        }
        let boilerplate = self.boilerplate.iter().map(|part| &part.paragraph);
        self.paragraphs.iter().chain(boilerplate).find(|paragraph| paragraph.id == *id)
    }

    /// The words that prove a role. Only that somebody is named or listed is proved by the name alone.
    fn evidence_of_role(
        &self,
        role: Option<Role>,
        paragraph: Must<ParagraphId>,
        quote: Option<String>,
        as_printed: Option<&str>,
        reading: &mut Reading,
    ) -> Option<Evidence> {
        let is_bare = quote.as_deref().is_none_or(|quote| Some(quote) == as_printed);
        if let Some(role) = role
            && is_bare
            && !matches!(role, Role::Named | Role::Listed)
        {
            let expected = format!("words that show somebody as {}, for a name alone does not", role.key());
            let fix = "copy the words that prove the role from the paragraph, or write \"named\"";
            reading.problem_in("quote", &expected, "none", fix);
        }
        self.evidence(paragraph, quote, as_printed, reading)
    }

    /// The words that prove something: the quote, or the printed name where there is none. Notes words that the
    /// paragraph does not have.
    fn evidence(
        &self,
        paragraph: Must<ParagraphId>,
        quote: Option<String>,
        as_printed: Option<&str>,
        reading: &mut Reading,
    ) -> Option<Evidence> {
        let found = self.paragraph(&paragraph, reading)?;
        let lacks = |words: &str| !found.text.contains(words);
        if let Some(name) = as_printed
            && lacks(name)
        {
            let expected = format!("a name that paragraph {} prints", found.id);
            let fix = "name the paragraph that proves the role, and the spelling that it prints";
            reading.problem_in("as_printed", &expected, &quoted(name), fix);
        } else if let Some(quote) = &quote
            && (lacks(quote) || as_printed.is_some_and(|name| !quote.contains(name)))
        {
            let with = as_printed.map(|name| format!(" with {name:?} in it")).unwrap_or_default();
            let expected = format!("a stretch of paragraph {}{with}", found.id);
            reading.problem_in("quote", &expected, &quoted(quote), "copy the words from the paragraph");
        }
        Some(Evidence { paragraph: paragraph.0?, quote: quote.or_else(|| as_printed.map(str::to_owned))? })
    }
}

fn links(raw: List<'_, raw::Link>, text: &Text<'_>, reading: &mut Reading) -> Vec<(ParagraphId, Link)> {
    raw.each(reading, |raw, here| {
        let raw::Link { paragraph, printed, url, archived } = raw;
        let found = text.paragraph(&paragraph, here);
        if let (Some(found), Must(Some(printed))) = (found, &printed)
            && !found.text.contains(printed)
        {
            let expected = format!("an address that paragraph {} prints", found.id);
            here.problem_in("printed", &expected, &quoted(printed), "write the address as the paragraph prints it");
        }
        Some((paragraph.0?, Link { printed: printed.0?, url: url.0?, archived }))
    })
}

fn events(raw: List<'_, raw::Event<'_>>, text: &Text<'_>, known: &Known, reading: &mut Reading) -> Vec<Event> {
    let mut ids = Ids::new();
    collect(&mut ids, "events", "id", raw.nodes(), reading);
    raw.each(reading, |raw, here| {
        let raw::Event { id, tense, name, place, host, from, until, meeting, paragraph, quote, claims: others } = raw;
        refer_to_partner("host", host, known, here);
        if let Some(meeting) = &meeting {
            refer("meeting", meeting.as_str(), &known.meetings, "meeting", here);
        }
        interval(from.0, until, here);
        let evidence = text.evidence(paragraph, quote.0, None, here);
        let claims = claims(others, known, here);
        Some(Event {
            id: id.0?,
            tense: tense.0?,
            name: name.0?,
            place,
            host,
            from: from.0?,
            until,
            meeting,
            evidence: evidence?,
            claims,
        })
    })
}
