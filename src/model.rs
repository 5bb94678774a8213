//! The valid world: partners and releases as the page may rely on them.
//!
//! Nothing here reads files, draws or knows a browser. Values of these types exist only when they are right:
//!
//! - every id that one record uses of another ([`PartnerId`], [`SourceId`], [`MeetingId`] …) belongs to exactly one record;
//! - every appearance, event and recommendation of a release points to a paragraph that contains its words;
//! - every fact names at least one source;
//! - no interval ends before it begins, and no two of a partner's memberships in a bloc overlap;
//! - a dataset has at least one partner and one release, and the newest release comes first;
//! - order is never left to a hash map: partners stand in the order of the file.

pub(crate) mod closed_set;
pub mod code;
pub mod dataset;
pub mod date;
pub mod grouping;
pub mod meeting;
pub mod order;
pub mod organisation;
pub mod partner;
pub mod release;
pub mod source;

pub use code::{
    EventId, Lang, M49Code, MeetingId, OrganisationId, ParagraphId, PartnerId, ReleaseNumber, SentenceId, SourceId,
    WaveId, WebAddress,
};
pub use dataset::{Citation, Dataset, Protocol, Region};
pub use date::{Date, PartialDate};
pub use grouping::{Bloc, Group, Side};
pub use meeting::{Meeting, MeetingKind, Wave};
pub use organisation::{Organisation, OrganisationKind};
pub use partner::{Kind, Membership, Name, NameKind, Partner, PartnerKind};
pub use release::{
    Appearance, ArchivedRelease, Boilerplate, Event, Evidence, Link, Paragraph, Recommendation, Release, Role, Tense,
};
pub use source::{Claim, ClaimSubject, Provenance, Source};
