//! A press release and what it says of partners.

use super::closed_set::closed_set;
use super::{Date, ParagraphId, PartnerId, ReleaseNumber};

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
    /// The paragraphs of its body, in order.
    pub paragraphs: Vec<Paragraph>,
    /// What stands under the body about the bodies involved.
    pub boilerplate: Vec<Boilerplate>,
    /// What it says of partners, strongest role first within a partner.
    pub appearances: Vec<Appearance>,
}

impl Release {
    /// Every paragraph, of the body and of the boilerplate, in the order of print.
    pub fn all_paragraphs(&self) -> impl Iterator<Item = &Paragraph> {
        self.paragraphs.iter().chain(self.boilerplate.iter().map(|part| &part.paragraph))
    }

    /// The paragraph with this id.
    pub fn paragraph(&self, id: &ParagraphId) -> Option<&Paragraph> {
        self.all_paragraphs().find(|paragraph| paragraph.id == *id)
    }

    /// The partner's appearances, in the order of the file.
    pub fn appearances_of(&self, partner: PartnerId) -> impl Iterator<Item = &Appearance> {
        self.appearances.iter().filter(move |appearance| appearance.partner == partner)
    }

    /// The strongest role in which the release shows the partner.
    pub fn strongest_role(&self, partner: PartnerId) -> Option<Role> {
        self.appearances_of(partner).map(|appearance| appearance.role).min()
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
    pub url: String,
}

/// One statement of a release about a partner, with its evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Appearance {
    /// The partner.
    pub partner: PartnerId,
    /// The role in which it appears.
    pub role: Role,
    /// The paragraph that says so.
    pub paragraph: ParagraphId,
    /// The partner's name as that paragraph prints it.
    pub as_printed: String,
    /// The words of the paragraph that prove the role; the name alone, unless the file says more.
    pub quote: String,
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
