//! Organisations that releases name, and that are no partners.

use super::closed_set::closed_set;
use super::{OrganisationId, SourceId, WebAddress};

/// An organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organisation {
    /// Its id.
    pub id: OrganisationId,
    /// Its name.
    pub name: String,
    /// Its short name, where it has one: `ASEF`.
    pub short: Option<String>,
    /// What kind of organisation.
    pub kind: OrganisationKind,
    /// Its address.
    pub url: Option<WebAddress>,
    /// What it is, in this project's words.
    pub about: String,
    /// Who says so.
    pub sources: Vec<SourceId>,
}

closed_set! {
    /// The kind of an organisation.
    pub enum OrganisationKind {
        /// A foundation.
        Foundation = "foundation", "Foundation";
        /// An office of an international organisation.
        Office = "office", "Office";
        /// A site that others publish on.
        Platform = "platform", "Platform";
        /// A process of states, without a seat of its own.
        Process = "process", "Process";
    }
}
