//! A partner of the Asia-Europe Meeting.

use super::{Bloc, M49Code, PartnerId, Side};

/// A state or an institution that takes part in the Asia-Europe Meeting as a partner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Partner {
    /// Its id, for good.
    pub id: PartnerId,
    /// State or institution.
    pub kind: Kind,
    /// Its English short name today, for readers.
    pub name: String,
    /// What it is sorted under: the name, unless the file says otherwise (`Korea, Republic of`).
    pub sort_as: String,
    /// The side on which it sits.
    pub side: Side,
    /// The bloc to which it belongs.
    pub bloc: Bloc,
}

/// What kind of partner it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A state, with a territory to draw.
    State {
        /// The code that joins it to its shape on the map.
        m49: M49Code,
    },
    /// An institution, without territory.
    Institution,
}

impl Partner {
    /// The state's M49 code; none for an institution.
    pub fn m49(&self) -> Option<M49Code> {
        match self.kind {
            Kind::State { m49 } => Some(m49),
            Kind::Institution => None,
        }
    }

    /// Whether the partner is a state.
    pub fn is_state(&self) -> bool {
        self.m49().is_some()
    }
}
