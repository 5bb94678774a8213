//! Meetings of the Asia-Europe Meeting, and the partners' accession at them.

use super::closed_set::closed_set;
use super::{Claim, Date, MeetingId, PartialDate, PartnerId, SourceId, WaveId};

/// A summit, or a meeting of ministers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meeting {
    /// Its id.
    pub id: MeetingId,
    /// What kind of meeting.
    pub kind: MeetingKind,
    /// Its number among those of its kind.
    pub number: u32,
    /// What it is called.
    pub name: String,
    /// The town where it was held.
    pub place: String,
    /// The partner that was its host.
    pub host: PartnerId,
    /// Its first day, as far as known.
    pub from: PartialDate,
    /// Its last day, where it is known.
    pub until: Option<PartialDate>,
    /// Its theme, as its host worded it.
    pub theme: Option<String>,
    /// What else is worth knowing, in this project's words.
    pub note: Option<String>,
    /// Who says so.
    pub sources: Vec<SourceId>,
    /// What others say.
    pub claims: Vec<Claim>,
}

closed_set! {
    /// The kind of a meeting.
    pub enum MeetingKind {
        /// Of heads of state or government.
        Summit = "summit", "Summit";
        /// Of ministers of culture.
        CultureMinisters = "culture_ministers", "Culture ministers’ meeting";
    }
}

/// The partners that joined together.
///
/// The date is a convention of this data: a partner counts from the first day of the first summit that it attended.
/// Sources that date an accession otherwise (its decision, its effect) are kept as claims.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wave {
    /// Its id, the year.
    pub id: WaveId,
    /// What it is called.
    pub name: String,
    /// The summit that its partners attended first.
    pub meeting: MeetingId,
    /// The day from which they count as partners.
    pub from: Date,
    /// Who says so.
    pub sources: Vec<SourceId>,
    /// What others say.
    pub claims: Vec<Claim>,
}
