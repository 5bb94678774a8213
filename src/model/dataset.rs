//! Everything the page knows, checked.

use super::{
    Appearance, ArchivedRelease, Date, M49Code, Meeting, MeetingId, Organisation, OrganisationId, Partner, PartnerId,
    Provenance, Release, ReleaseNumber, Role, Source, SourceId, Wave, WaveId,
};

/// The partners, releases and meetings of a data file, valid as a whole (see [`crate::model`] for what that means).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dataset {
    parts: Parts,
    newest: Release,
    older: Vec<Release>,
}

/// The checked parts of a dataset.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Parts {
    pub sources: Vec<Source>,
    pub provenance: Provenance,
    pub protocol: Protocol,
    pub regions: Vec<Region>,
    pub waves: Vec<Wave>,
    pub partners: Vec<Partner>,
    pub meetings: Vec<Meeting>,
    pub organisations: Vec<Organisation>,
    pub archive: Vec<ArchivedRelease>,
    pub n_indexed: Option<u32>,
}

/// The order in which the European Union lists its members: by their names in their own languages, so that Deutschland
/// comes before Eesti.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Protocol {
    /// The partners, in that order.
    pub order: Vec<PartnerId>,
    /// Who says so.
    pub sources: Vec<SourceId>,
}

/// A sub-region of the United Nations' M49 standard. Geography, not ASEM's grouping.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Region {
    /// Its code.
    pub m49: M49Code,
    /// Its name.
    pub name: String,
    /// The name of the region around it.
    pub within: String,
}

/// Whom a [`SourceId`] names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Citation<'a> {
    /// A source of the list.
    Source(&'a Source),
    /// A release, of the data file or in a file of its own.
    Release {
        /// Its number.
        number: &'a ReleaseNumber,
        /// Its day.
        date: Date,
    },
}

impl Dataset {
    /// Puts checked parts together; `None` without a release, since every view starts from one.
    pub(crate) fn new(mut parts: Parts, mut releases: Vec<Release>) -> Option<Self> {
        // Of these there may be thousands, in any order: the standard library's sort is worth its bytes here.
        releases.sort_by(|one, other| (other.date, &other.number).cmp(&(one.date, &one.number)));
        parts.archive.sort_by(|one, other| (other.date, &other.number).cmp(&(one.date, &one.number)));
        let mut releases = releases.into_iter();
        let newest = releases.next()?;
        Some(Self { parts, newest, older: releases.collect() })
    }

    /// All who are or were partners, in the order of the file.
    pub fn partners(&self) -> &[Partner] {
        &self.parts.partners
    }

    /// The partners on a day, in the order of the file.
    pub fn partners_on(&self, day: Date) -> impl Iterator<Item = &Partner> {
        self.partners().iter().filter(move |partner| self.is_partner_on(partner, day))
    }

    /// Whether the partner had joined by a day.
    pub fn is_partner_on(&self, partner: &Partner, day: Date) -> bool {
        self.wave(&partner.wave).is_some_and(|wave| wave.from <= day)
    }

    /// The partner with this id.
    pub fn partner(&self, id: PartnerId) -> Option<&Partner> {
        self.partners().iter().find(|partner| partner.id == id)
    }

    /// The waves in which partners joined, in the order of the file.
    pub fn waves(&self) -> &[Wave] {
        &self.parts.waves
    }

    /// The wave with this id.
    pub fn wave(&self, id: &WaveId) -> Option<&Wave> {
        self.parts.waves.iter().find(|wave| wave.id == *id)
    }

    /// The meetings, in the order of the file.
    pub fn meetings(&self) -> &[Meeting] {
        &self.parts.meetings
    }

    /// The meeting with this id.
    pub fn meeting(&self, id: &MeetingId) -> Option<&Meeting> {
        self.parts.meetings.iter().find(|meeting| meeting.id == *id)
    }

    /// The organisations that are no partners, in the order of the file.
    pub fn organisations(&self) -> &[Organisation] {
        &self.parts.organisations
    }

    /// The organisation with this id.
    pub fn organisation(&self, id: &OrganisationId) -> Option<&Organisation> {
        self.parts.organisations.iter().find(|organisation| organisation.id == *id)
    }

    /// The region with this code.
    pub fn region(&self, m49: M49Code) -> Option<&Region> {
        self.parts.regions.iter().find(|region| region.m49 == m49)
    }

    /// The newest release, which the page opens with.
    pub fn newest_release(&self) -> &Release {
        &self.newest
    }

    /// The releases that the data file holds in full, newest first.
    pub fn releases(&self) -> impl Iterator<Item = &Release> {
        std::iter::once(&self.newest).chain(&self.older)
    }

    /// The release with this number, if the data file holds it in full.
    pub fn release(&self, number: &ReleaseNumber) -> Option<&Release> {
        self.releases().find(|release| release.number == *number)
    }

    /// Whether a release with this number is there, in the data file or in a file of its own, as far as the data file can
    /// tell: where there is an index, any number that names a file may be in it.
    pub fn has_release(&self, number: &ReleaseNumber) -> bool {
        self.release(number).is_some()
            || self.archive().iter().any(|release| release.number == *number)
            || self.n_indexed().is_some() && number.file().is_some()
    }

    /// How many releases the archive's index lists, where there is one.
    pub fn n_indexed(&self) -> Option<usize> {
        self.parts.n_indexed.and_then(|n| usize::try_from(n).ok())
    }

    /// The releases in files of their own, newest first.
    pub fn archive(&self) -> &[ArchivedRelease] {
        &self.parts.archive
    }

    /// The partner's appearances in all releases of the data file, each with its release, newest release first.
    pub fn appearances_of(&self, partner: PartnerId) -> impl Iterator<Item = (&Release, &Appearance)> {
        let of = move |release| Release::appearances_of(release, partner).map(move |appearance| (release, appearance));
        self.releases().flat_map(of)
    }

    /// The meetings of which the partner was the host, in the order of the file.
    pub fn meetings_hosted_by(&self, partner: PartnerId) -> impl Iterator<Item = &Meeting> {
        self.meetings().iter().filter(move |meeting| meeting.host == partner)
    }

    /// The strongest role in which any release shows the partner: its level of visibility.
    pub fn strongest_role(&self, partner: PartnerId) -> Option<Role> {
        self.appearances_of(partner).map(|(_, appearance)| appearance.role).min()
    }

    /// The day for which the page shows the partners unless asked otherwise: that of the newest release, never silently
    /// today.
    pub fn as_of(&self) -> Date {
        self.newest.date
    }

    /// The day on which the first partners met.
    pub fn first_day(&self) -> Date {
        self.waves().iter().map(|wave| wave.from).min().unwrap_or(self.newest.date)
    }

    /// Where the facts come from, in the order of the file.
    pub fn sources(&self) -> &[Source] {
        &self.parts.sources
    }

    /// Whom the id names: a source of the list, or a release, in full or of the archive.
    pub fn citation(&self, id: &SourceId) -> Option<Citation<'_>> {
        let source = self.sources().iter().find(|source| source.id == *id).map(Citation::Source);
        let in_full = self.releases().map(|release| (&release.number, release.date));
        let archived = self.archive().iter().map(|release| (&release.number, release.date));
        let release = || in_full.chain(archived).find(|(number, _)| number.as_str() == id.as_str());
        source.or_else(|| release().map(|(number, date)| Citation::Release { number, date }))
    }

    /// The order in which the European Union lists its members; empty where the file does not tell it.
    pub fn protocol(&self) -> &Protocol {
        &self.parts.protocol
    }

    /// The sources of the fields that all partners share.
    pub fn provenance(&self) -> &Provenance {
        &self.parts.provenance
    }
}
