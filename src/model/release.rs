//! A press release and what it says of partners.

use super::closed_set::closed_set;
use super::{
    Claim, Date, EventId, MeetingId, OrganisationId, ParagraphId, PartialDate, PartnerId, ReleaseNumber, WebAddress,
};

/// A press release, its text verbatim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Release {
    /// Its number as printed.
    pub number: ReleaseNumber,
    /// The day of its dateline.
    pub date: Date,
    /// The dateline as printed.
    pub dateline: String,
    /// Its title.
    pub title: String,
    /// What sums it up under its title, as printed, where something does.
    pub summary: Option<String>,
    /// The paragraphs of its body, in order.
    pub paragraphs: Vec<Paragraph>,
    /// What stands under the body about the bodies involved.
    pub boilerplate: Vec<Boilerplate>,
    /// Whom to ask, as printed, where it says so.
    pub contact: Option<String>,
    /// The events that it reports or announces.
    pub events: Vec<Event>,
    /// What it recommends.
    pub recommendations: Vec<Recommendation>,
    /// What it says of partners.
    pub appearances: Vec<Appearance>,
    /// What it says of organisations.
    pub organisations: Vec<Appearance<OrganisationId>>,
}

impl Release {
    /// Every paragraph, of the body and of the boilerplate, in the order of print.
    pub fn all_paragraphs(&self) -> impl Iterator<Item = &Paragraph> {
        self.paragraphs.iter().chain(self.boilerplate.iter().map(|part| &part.paragraph))
    }

    /// Every text that is read as running words, in the order of print.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        let paragraphs = self.all_paragraphs().map(|paragraph| paragraph.text.as_str());
        self.summary.as_deref().into_iter().chain(paragraphs).chain(self.contact.as_deref())
    }

    /// The paragraph with this id.
    pub fn paragraph(&self, id: &ParagraphId) -> Option<&Paragraph> {
        self.all_paragraphs().find(|paragraph| paragraph.id == *id)
    }

    /// The partner's appearances, in the order of the file.
    pub fn appearances_of(&self, partner: PartnerId) -> impl Iterator<Item = &Appearance> {
        self.appearances.iter().filter(move |appearance| appearance.who == partner)
    }

    /// The partners that it lists, in the order of print.
    pub fn listed(&self) -> impl Iterator<Item = PartnerId> {
        self.appearances.iter().filter(|appearance| appearance.role == Role::Listed).map(|appearance| appearance.who)
    }
}

/// A paragraph, verbatim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// Its name within the release and in links to it.
    pub id: ParagraphId,
    /// Its text as printed.
    pub text: String,
    /// The addresses in the text.
    pub links: Vec<Link>,
}

/// A paragraph of boilerplate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Boilerplate {
    /// The body that it describes.
    pub about: String,
    /// The description.
    pub paragraph: Paragraph,
}

/// An address in a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The address as the text prints it.
    pub printed: String,
    /// Where it leads.
    pub url: WebAddress,
    /// A copy of what stood there, for when it is gone.
    pub archived: Option<WebAddress>,
}

/// Words of a paragraph that prove something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// The paragraph.
    pub paragraph: ParagraphId,
    /// The words, a stretch of its text.
    pub quote: String,
}

/// One statement of a release about somebody, with its evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Appearance<Who = PartnerId> {
    /// The partner, or the organisation.
    pub who: Who,
    /// The role in which it appears.
    pub role: Role,
    /// Its name as the paragraph prints it; part of the quote.
    pub as_printed: String,
    /// What proves the role; the name alone, unless the file says more.
    pub evidence: Evidence,
}

/// An event that a release reports or announces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Its id within the release.
    pub id: EventId,
    /// Whether it was over or ahead when the release went out.
    pub tense: Tense,
    /// What the release calls it.
    pub name: String,
    /// Where, as the release prints it.
    pub place: Option<String>,
    /// The partner in whose land it is.
    pub host: Option<PartnerId>,
    /// Its first day.
    pub from: PartialDate,
    /// Its last day.
    pub until: Option<PartialDate>,
    /// The meeting of this data that it is.
    pub meeting: Option<MeetingId>,
    /// What proves it.
    pub evidence: Evidence,
    /// What others say.
    pub claims: Vec<Claim>,
}

closed_set! {
    /// Whether an event was over or ahead when the release went out.
    pub enum Tense {
        /// It had taken place.
        Reported = "reported", "Reported";
        /// It was still ahead.
        Announced = "announced", "Announced";
    }
}

/// Something that a release recommends, in its own words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recommendation {
    /// The words.
    pub evidence: Evidence,
}

closed_set! {
    /// The role in which a release shows a partner, strongest first: a smaller value is a stronger role.
    pub enum Role {
        /// The place where it happens.
        Host = "host", "Host";
        /// One of those who organise it.
        CoOrganiser = "co_organiser", "Co-organiser";
        /// A venue still ahead when the release went out.
        AnnouncedHost = "announced_host", "Announced host";
        /// Took part without being a partner then.
        Attending = "attending", "Attending";
        /// In the text otherwise.
        Named = "named", "Named";
        /// Only in the list of members.
        Listed = "listed", "Listed";
    }
}

/// A release that stands in a file of its own, as far as the data file lists it: enough for everything but reading it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArchivedRelease {
    /// Its number as printed, which also names its file ([`ReleaseNumber::file`]).
    pub number: ReleaseNumber,
    /// The day of its dateline.
    pub date: Date,
    /// Its title.
    pub title: String,
}
