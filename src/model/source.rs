//! Who says so: sources, and what other sources claim instead.

use super::closed_set::closed_set;
use super::{Date, PartialDate, SourceId, WebAddress};

/// A source of facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// What facts refer to it by.
    pub id: SourceId,
    /// What it is called.
    pub title: String,
    /// Who publishes it.
    pub publisher: String,
    /// Its address, where it has one.
    pub url: Option<WebAddress>,
    /// The day on which it, or a stored copy of it, was read.
    pub seen: Date,
}

/// What another source says of a fact: shown beside the fact, never instead of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Which fact it is about.
    pub about: ClaimSubject,
    /// What the source says, in this project's words, without a full stop.
    pub says: String,
    /// The day, month or year that it claims.
    pub from: Option<PartialDate>,
    /// Until when, where it claims a range.
    pub until: Option<PartialDate>,
    /// Who says so.
    pub source: SourceId,
}

closed_set! {
    /// The fact that a claim is about.
    pub enum ClaimSubject {
        /// When it was.
        Date = "date", "Date";
        /// Where it was.
        Place = "place", "Place";
        /// Who organised it.
        Organiser = "organiser", "Organiser";
        /// What it is called.
        Name = "name", "Name";
        /// How it is counted.
        Number = "number", "Number";
    }
}

/// The sources of the fields that all partners share.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Provenance {
    /// Of the codes of states.
    pub id: Vec<SourceId>,
    /// Of the sides on which partners sit.
    pub side: Vec<SourceId>,
    /// Of the M49 codes.
    pub m49: Vec<SourceId>,
    /// Of the regions.
    pub region: Vec<SourceId>,
}
