//! Mirror of the files, format version 1: what each record holds, read value by value. Seen by `data` only.
//!
//! A value that is wrong is noted and left out, so that one mistake never hides the next. The records are also what the
//! JSON Schema is made from; their comments become its descriptions.

use super::json::{List, Members, Must, Node, Read, Reading, likely, parsed};
use crate::model::*;

/// The name of a field in the file: that of the Rust field, unless another is given.
macro_rules! name {
    ($field:ident) => {
        stringify!($field)
    };
    ($field:ident $name:literal) => {
        $name
    };
}

/// Defines records: structs that read themselves from JSON objects and refuse unknown fields.
macro_rules! records {
    (@type $record:ident $life:lifetime) => {
        $record<'a>
    };
    (@type $record:ident) => {
        $record
    };
    ($(
        $(#[$meta:meta])*
        pub struct $record:ident $(<$life:lifetime>)? {
            $( $(#[$field_meta:meta])* $field:ident $(as $name:literal)?: $type:ty, )+
        }
    )+) => {$(
        $(#[$meta])*
        #[derive(Clone, Debug)]
        #[cfg_attr(feature = "tools", derive(schemars::JsonSchema))]
        #[cfg_attr(feature = "tools", schemars(deny_unknown_fields))]
        pub struct $record $(<$life>)? {
            $(
                $(#[$field_meta])*
                $(#[cfg_attr(feature = "tools", schemars(rename = $name))])?
                pub $field: $type,
            )+
        }

        impl<'a> Read<'a> for records!(@type $record $($life)?) {
            fn read(node: Node<'a>, reading: &mut Reading) -> Option<Self> {
                let mut members = Members::open(node, &[$( name!($field $($name)?) ),+], reading)?;
                Some(Self { $( $field: members.take(name!($field $($name)?), reading) ),+ })
            }
        }
    )+};
}

records! {
    /// The dashboard's data: partners, meetings and releases, each fact with its source.
    pub struct File<'a> {
        /// Where editors find this schema.
        #[allow(dead_code, reason = "text editors read it, the page does not")]
        schema as "$schema": Option<String>,
        /// The version of the format.
        format: Must<u32>,
        /// That there is an index of all releases, `archive/index.json`, made by `asem index`.
        archive_index: Option<ArchiveIndex>,
        /// Where the facts come from.
        sources: List<'a, Source>,
        /// The sources of the fields that all partners share.
        provenance: Must<Provenance<'a>>,
        /// The order in which the European Union lists its members.
        protocol: Option<Protocol<'a>>,
        /// The UN M49 sub-regions in which partners lie.
        regions: List<'a, Region>,
        /// The partners that joined together, in order of time.
        waves: List<'a, Wave<'a>>,
        /// All who are or were partners.
        partners: List<'a, Partner<'a>>,
        /// Summits and meetings of ministers.
        meetings: List<'a, Meeting<'a>>,
        /// Organisations that releases name and that are no partners.
        organisations: List<'a, Organisation<'a>>,
        /// Releases in full.
        releases: List<'a, Release<'a>>,
        /// Releases that stand in files of their own, `releases/<number>.json`, fetched when opened.
        archive: List<'a, ArchivedRelease>,
    }

    /// The index of all releases, for archives too large to be listed here.
    pub struct ArchiveIndex {
        /// How many releases it lists.
        releases: Must<u32>,
    }

    /// A release in a file of its own.
    pub struct ReleaseFile<'a> {
        /// Where editors find this schema.
        #[allow(dead_code, reason = "text editors read it, the page does not")]
        schema as "$schema": Option<String>,
        /// The version of the format.
        format: Must<u32>,
        /// The release.
        release: Must<Release<'a>>,
    }

    /// A source of facts.
    pub struct Source {
        /// What facts refer to it by.
        id: Must<SourceId>,
        /// What it is called.
        title: Must<String>,
        /// Who publishes it.
        publisher: Must<String>,
        /// Its address.
        url: Option<WebAddress>,
        /// The day on which it, or a stored copy of it, was read.
        seen: Must<Date>,
    }

    /// The sources of the fields that all partners share.
    pub struct Provenance<'a> {
        /// Of the codes of states.
        id: List<'a, SourceId>,
        /// Of the sides on which partners sit.
        side: List<'a, SourceId>,
        /// Of the M49 codes.
        m49: List<'a, SourceId>,
        /// Of the regions.
        region: List<'a, SourceId>,
    }

    /// The order in which the European Union lists its members: by their names in their own languages.
    pub struct Protocol<'a> {
        /// The partners, in that order.
        order: List<'a, PartnerId>,
        /// Who says so.
        sources: List<'a, SourceId>,
    }

    /// A sub-region of the UN M49 standard.
    pub struct Region {
        /// Its code.
        m49: Must<M49Code>,
        /// Its name.
        name: Must<String>,
        /// The name of the region around it.
        within: Must<String>,
    }

    /// The partners that joined together.
    pub struct Wave<'a> {
        /// Its id, the year.
        id: Must<WaveId>,
        /// What it is called.
        name: Must<String>,
        /// The summit that its partners attended first. They count as partners from its first day.
        meeting: Must<MeetingId>,
        /// Who says so.
        sources: List<'a, SourceId>,
        /// What others say of the accession.
        claims: List<'a, Claim>,
    }

    /// What another source says of a fact.
    pub struct Claim {
        /// Which fact it is about.
        about: Must<ClaimSubject>,
        /// What the source says, in your own words, without a full stop.
        says: Must<String>,
        /// The day, month or year that it claims.
        from: Option<PartialDate>,
        /// Until when, where it claims a range.
        until: Option<PartialDate>,
        /// Who says so.
        source: Must<SourceId>,
    }

    /// A partner.
    pub struct Partner<'a> {
        /// ISO 3166-1 alpha-2 code of a state, or a code of this data for an institution.
        id: Must<PartnerId>,
        /// Whether it is a state or an institution.
        kind: Must<PartnerKind>,
        /// The side on which it sits in the meeting.
        side: Must<Side>,
        /// A state's UN M49 code, which joins it to the map.
        m49: Option<M49Code>,
        /// The UN M49 code of the sub-region in which a state lies.
        region: Option<M49Code>,
        /// What it is sorted under, where that is not its name.
        sort_as: Option<String>,
        /// With whom it joined.
        wave: Must<WaveId>,
        /// The blocs to which it belongs or belonged.
        memberships: List<'a, Membership<'a>>,
        /// Its names.
        names: List<'a, Name<'a>>,
        /// What others say of its accession.
        claims: List<'a, Claim>,
    }

    /// A time during which a partner belongs to a bloc.
    pub struct Membership<'a> {
        /// The bloc.
        bloc: Must<Bloc>,
        /// Its first day, or year.
        from: Must<PartialDate>,
        /// Its last day, where it has ended.
        until: Option<PartialDate>,
        /// Who says so.
        sources: List<'a, SourceId>,
    }

    /// A name of a partner.
    pub struct Name<'a> {
        /// The name.
        text: Must<String>,
        /// What kind of name.
        kind: Must<NameKind>,
        /// Its language; English where none is given.
        lang: Option<Lang>,
        /// Since when it is or was the name.
        from: Option<PartialDate>,
        /// Until when it was.
        until: Option<PartialDate>,
        /// What else is worth knowing, in your own words.
        note: Option<String>,
        /// Who says so.
        sources: List<'a, SourceId>,
    }

    /// A meeting.
    pub struct Meeting<'a> {
        /// Its id.
        id: Must<MeetingId>,
        /// What kind of meeting.
        kind: Must<MeetingKind>,
        /// Its number among those of its kind.
        number: Must<u32>,
        /// What it is called.
        name: Must<String>,
        /// The town where it was held.
        place: Must<String>,
        /// The partner that was its host.
        host: Must<PartnerId>,
        /// Its first day, as far as known.
        from: Must<PartialDate>,
        /// Its last day.
        until: Option<PartialDate>,
        /// Its theme.
        theme: Option<String>,
        /// What else is worth knowing, in your own words.
        note: Option<String>,
        /// Who says so.
        sources: List<'a, SourceId>,
        /// What others say.
        claims: List<'a, Claim>,
    }

    /// An organisation that is no partner.
    pub struct Organisation<'a> {
        /// Its id.
        id: Must<OrganisationId>,
        /// Its name.
        name: Must<String>,
        /// Its short name.
        short: Option<String>,
        /// What kind of organisation.
        kind: Must<OrganisationKind>,
        /// Its address.
        url: Option<WebAddress>,
        /// What it is, in your own words.
        about: Must<String>,
        /// Who says so.
        sources: List<'a, SourceId>,
    }

    /// A release that stands in a file of its own.
    pub struct ArchivedRelease {
        /// Its number, which names its file: `releases/<number>.json`.
        number: Must<ReleaseNumber>,
        /// The day of its dateline.
        date: Must<Date>,
        /// Its title.
        title: Must<String>,
    }

    /// A press release, its text verbatim.
    pub struct Release<'a> {
        /// Its number as printed.
        number: Must<ReleaseNumber>,
        /// The day of its dateline.
        date: Must<Date>,
        /// The dateline as printed.
        dateline: Must<String>,
        /// Its title.
        title: Must<String>,
        /// What sums it up under its title, as printed.
        summary: Option<String>,
        /// The paragraphs of its body, in order.
        paragraphs: List<'a, Paragraph>,
        /// What stands under the body about the bodies involved.
        boilerplate: List<'a, Boilerplate>,
        /// Whom to ask, as printed.
        contact: Option<String>,
        /// The addresses in the text.
        links: List<'a, Link>,
        /// The events that it reports or announces.
        events: List<'a, Event<'a>>,
        /// What it recommends.
        recommendations: List<'a, Recommendation>,
        /// What it says of partners.
        appearances: List<'a, Appearance>,
        /// What it says of organisations.
        organisations: List<'a, OrganisationAppearance>,
    }

    /// A paragraph.
    pub struct Paragraph {
        /// Its id, for links to it.
        id: Must<ParagraphId>,
        /// Its text as printed.
        text: Must<String>,
    }

    /// A paragraph about a body involved.
    pub struct Boilerplate {
        /// Its id, for links to it.
        id: Must<ParagraphId>,
        /// The body that it is about.
        about: Must<String>,
        /// Its text as printed.
        text: Must<String>,
    }

    /// An address in the text.
    pub struct Link {
        /// The paragraph that prints it.
        paragraph: Must<ParagraphId>,
        /// The address as printed.
        printed: Must<String>,
        /// Where it leads.
        url: Must<WebAddress>,
        /// A copy of what stood there, for when it is gone.
        archived: Option<WebAddress>,
    }

    /// An event that the release reports or announces.
    pub struct Event<'a> {
        /// Its id within the release.
        id: Must<EventId>,
        /// Whether it was over or ahead when the release went out.
        tense: Must<Tense>,
        /// What the release calls it.
        name: Must<String>,
        /// Where, as printed.
        place: Option<String>,
        /// The partner in whose land it is.
        host: Option<PartnerId>,
        /// Its first day.
        from: Must<PartialDate>,
        /// Its last day.
        until: Option<PartialDate>,
        /// The meeting of this file that it is.
        meeting: Option<MeetingId>,
        /// The paragraph that says so.
        paragraph: Must<ParagraphId>,
        /// Its words that say so.
        quote: Must<String>,
        /// What others say.
        claims: List<'a, Claim>,
    }

    /// Something that the release recommends.
    pub struct Recommendation {
        /// The paragraph.
        paragraph: Must<ParagraphId>,
        /// Its words.
        quote: Must<String>,
    }

    /// What the release says of a partner.
    pub struct Appearance {
        /// The partner.
        partner: Must<PartnerId>,
        /// The role in which it appears.
        role: Must<Role>,
        /// The paragraph that proves the role.
        paragraph: Must<ParagraphId>,
        /// The partner's name as the paragraph prints it.
        as_printed: Must<String>,
        /// The words that prove the role, where the name alone does not.
        quote: Option<String>,
    }

    /// What the release says of an organisation.
    pub struct OrganisationAppearance {
        /// The organisation.
        organisation: Must<OrganisationId>,
        /// The role in which it appears.
        role: Must<Role>,
        /// The paragraph that proves the role.
        paragraph: Must<ParagraphId>,
        /// The organisation's name as the paragraph prints it.
        as_printed: Must<String>,
        /// The words that prove the role, where the name alone does not.
        quote: Option<String>,
    }
}

/// Values written as text: the type, how it is read, what is expected and how to fix it.
macro_rules! textual {
    ($( $type:ty, $parse:path, $expected:literal, $fix:literal; )+) => {$(
        impl Read<'_> for $type {
            fn read(node: Node<'_>, reading: &mut Reading) -> Option<Self> {
                parsed(node, $parse, $expected, $fix, reading)
            }
        }
    )+};
}

textual! {
    PartnerId, PartnerId::parse, "an ISO 3166-1 alpha-2 code or an institution’s code in capitals", "write it like VN or ASEAN-SEC";
    M49Code, M49Code::parse, "three digits", "write the UN M49 code like \"040\"";
    ReleaseNumber, ReleaseNumber::parse, "a number of letters, digits and _ - . /", "write it as printed, without spaces";
    SourceId, SourceId::parse, "the id of a source or the number of a release", "write it like \"eeas-asem\"";
    ParagraphId, ParagraphId::parse, "a small letter, then small letters, digits and hyphens", "write it like \"p5\"";
    MeetingId, MeetingId::parse, "small letters, digits and hyphens", "write it like \"summit-7\"";
    OrganisationId, OrganisationId::parse, "small letters, digits and hyphens", "write it like \"asef\"";
    EventId, EventId::parse, "small letters, digits and hyphens", "write it like \"workshop\"";
    WaveId, WaveId::parse, "small letters, digits and hyphens", "write it like \"2008\"";
    Lang, Lang::parse, "a language tag", "write it like \"km\" or \"zh-Hant\" (BCP 47)";
    WebAddress, WebAddress::parse, "an address that starts with https:// or http://", "write the whole address";
}

impl Read<'_> for Date {
    fn read(node: Node<'_>, reading: &mut Reading) -> Option<Self> {
        dated(node, Self::parse_iso, "a day like 2010-05-11", "write year, month and day", reading)
    }
}

impl Read<'_> for PartialDate {
    fn read(node: Node<'_>, reading: &mut Reading) -> Option<Self> {
        let fix = "write as much as the source says";
        dated(node, Self::parse_iso, "a date like 2010-05-11, 2010-05 or 2010", fix, reading)
    }
}

/// A date; where it only looks like one, says what is wrong with it.
fn dated<T>(
    node: Node<'_>,
    parse: fn(&str) -> Option<T>,
    expected: &str,
    fix: &str,
    reading: &mut Reading,
) -> Option<T> {
    if let Some(date) = node.text().and_then(parse) {
        return Some(date);
    }
    let text = node.text().unwrap_or_default();
    let parts: Vec<&str> = text.split(['-', '/', '.']).collect();
    let n_digits: Vec<usize> = parts.iter().map(|part| part.len()).collect();
    let is_number = parts.iter().all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()));
    let fix = match (parts.as_slice(), n_digits.as_slice()) {
        ([year, month, _], [4, 2, 2]) if is_number && text.contains('-') => {
            format!("there is no such day in {year}-{month}: correct it")
        }
        ([day, month, year], [1..=2, 1..=2, 4]) if is_number => format!("write \"{year}-{month:0>2}-{day:0>2}\""),
        _ => fix.to_owned(),
    };
    parsed(node, parse, expected, &fix, reading)
}

/// A value of a closed set; what is none is noted with all its keys.
fn one_of<T>(
    node: Node<'_>,
    from_key: fn(&str) -> Option<T>,
    keys: fn() -> String,
    reading: &mut Reading,
) -> Option<T> {
    let value = node.text().and_then(from_key);
    if value.is_none() {
        let keys = keys();
        let known: Vec<&str> = keys.split(", ").collect();
        let fix = match node.text().and_then(|text| likely(&text.replace(['-', ' '], "_"), &known)) {
            Some(likely) => format!("write {likely:?}"),
            None => "write one of these".to_owned(),
        };
        reading.problem(&format!("one of {keys}"), &node.describe(), &fix);
    }
    value
}

/// Closed sets: one of their keys.
macro_rules! keyed {
    ($( $type:ty ),+) => {$(
        impl Read<'_> for $type {
            fn read(node: Node<'_>, reading: &mut Reading) -> Option<Self> {
                one_of(node, Self::from_key, Self::keys, reading)
            }
        }
    )+};
}

keyed!(Bloc, ClaimSubject, MeetingKind, NameKind, OrganisationKind, PartnerKind, Role, Side, Tense);
