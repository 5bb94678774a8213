//! A partner of the Asia-Europe Meeting.

use super::closed_set::closed_set;
use super::{Bloc, Claim, Date, Lang, M49Code, PartialDate, PartnerId, Side, SourceId, WaveId};

/// A state or an institution that takes part in the Asia-Europe Meeting as a partner.
///
/// Side, region, memberships and accession are independent facts: none follows from another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Partner {
    /// Its id, for good.
    pub id: PartnerId,
    /// State or institution.
    pub kind: Kind,
    /// Its English short name today, for readers: the text of its one name of kind `short`.
    pub name: String,
    /// What it is sorted under: the name, unless the file says otherwise (`Korea, Republic of`).
    pub sort_as: String,
    /// The side on which it sits.
    pub side: Side,
    /// With whom it joined.
    pub wave: WaveId,
    /// The blocs to which it belongs or belonged.
    pub memberships: Vec<Membership>,
    /// Its names, those of today first.
    pub names: Vec<Name>,
    /// What others say of its accession.
    pub claims: Vec<Claim>,
}

/// What kind of partner it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A state, with a territory to draw.
    State {
        /// The code that joins it to its shape on the map.
        m49: M49Code,
        /// The UN M49 sub-region in which it lies.
        region: M49Code,
    },
    /// An institution, without territory.
    Institution,
}

closed_set! {
    /// The kind of a partner, without what depends on it.
    pub enum PartnerKind {
        /// A state.
        State = "state", "State";
        /// An institution, without territory.
        Institution = "institution", "Institution";
    }
}

/// A time during which a partner belongs to a bloc.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Membership {
    /// The bloc, never [`Bloc::Other`].
    pub bloc: Bloc,
    /// Its first day; where only a year is known, the whole of it counts.
    pub from: PartialDate,
    /// Its last day, where it has ended.
    pub until: Option<PartialDate>,
    /// Who says so.
    pub sources: Vec<SourceId>,
}

impl Membership {
    /// Whether the day lies within.
    pub fn holds_on(&self, day: Date) -> bool {
        self.from.earliest() <= day && self.until.is_none_or(|last| day <= last.latest())
    }
}

/// A name of a partner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// The name.
    pub text: String,
    /// What kind of name.
    pub kind: NameKind,
    /// Its language; English where none is given.
    pub lang: Option<Lang>,
    /// Since when it is or was the name.
    pub from: Option<PartialDate>,
    /// Until when it was.
    pub until: Option<PartialDate>,
    /// What else is worth knowing, in this project's words.
    pub note: Option<String>,
    /// Who says so.
    pub sources: Vec<SourceId>,
}

closed_set! {
    /// The kind of a name.
    pub enum NameKind {
        /// The English short name today. Every partner has exactly one.
        Short = "short", "Short name";
        /// The English formal name.
        Formal = "formal", "Formal name";
        /// An English name that it had.
        Former = "former", "Former name";
        /// Another English name in use.
        Alias = "alias", "Also written";
        /// Its name in an official language of its own.
        Native = "native", "In its own languages";
    }
}

impl Partner {
    /// The state's M49 code; none for an institution.
    pub fn m49(&self) -> Option<M49Code> {
        match self.kind {
            Kind::State { m49, .. } => Some(m49),
            Kind::Institution => None,
        }
    }

    /// Whether the partner is a state.
    pub fn is_state(&self) -> bool {
        self.m49().is_some()
    }

    /// The blocs to which it belonged on a day, in the order of the file.
    pub fn blocs_on(&self, day: Date) -> impl Iterator<Item = Bloc> {
        self.memberships.iter().filter(move |membership| membership.holds_on(day)).map(|membership| membership.bloc)
    }

    /// The first of them, which its group goes by; [`Bloc::Other`] where there is none.
    pub fn bloc_on(&self, day: Date) -> Bloc {
        self.blocs_on(day).next().unwrap_or(Bloc::Other)
    }

    /// Its names of a kind, in the order of the file.
    pub fn names_of(&self, kind: NameKind) -> impl Iterator<Item = &Name> {
        self.names.iter().filter(move |name| name.kind == kind)
    }
}
