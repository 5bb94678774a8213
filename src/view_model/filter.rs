//! Which partners the reader asked for.

use super::query::Query;
use super::search::Found;
use super::url::Key;
use crate::model::{Bloc, Dataset, Date, Group, Partner, PartnerId, Role, Side, WaveId};

/// What the filters look at in a partner, on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// The partner.
    pub id: PartnerId,
    /// The side whose states it counts to. Institutions stand apart: the side's count is one of states.
    side: Option<Side>,
    /// The bloc of whose states it is one.
    bloc: Option<Bloc>,
    /// The roles in which releases show it.
    roles: Vec<Role>,
    /// With whom it joined.
    wave: WaveId,
}

/// The partners of a day, in the order of the dataset, as the filters see them.
pub fn profiles(dataset: &Dataset, day: Date) -> Vec<Profile> {
    let profile = |partner: &Partner| {
        let mut roles = Vec::new();
        for (_, appearance) in dataset.appearances_of(partner.id) {
            if !roles.contains(&appearance.role) {
                roles.push(appearance.role);
            }
        }
        Profile {
            id: partner.id,
            side: Group::of(partner, day).side(),
            bloc: partner.is_state().then(|| partner.bloc_on(day)),
            roles,
            wave: partner.wave.clone(),
        }
    };
    dataset.partners_on(day).map(profile).collect()
}

impl Profile {
    /// The profile in words that [`Profile::read`] understands, a tab between them.
    pub fn written(&self) -> String {
        let roles: Vec<&str> = self.roles.iter().map(|role| role.key()).collect();
        let side = self.side.map(Side::key).unwrap_or_default();
        let bloc = self.bloc.map(Bloc::key).unwrap_or_default();
        format!("{side}\t{bloc}\t{}\t{}", roles.join(" "), self.wave)
    }

    /// Reads a partner's profile.
    pub fn read(id: PartnerId, side: &str, bloc: &str, roles: &str, wave: &str) -> Option<Self> {
        let roles = roles.split(' ').filter_map(Role::from_key).collect();
        Some(Self { id, side: Side::from_key(side), bloc: Bloc::from_key(bloc), roles, wave: WaveId::parse(wave)? })
    }

    /// Whether the partner passes every filter of the query but one facet's; `found` is whom its text finds.
    pub fn passes_but(&self, facet: Option<Key>, query: &Query, found: &Found) -> bool {
        self.has_what_is_asked(facet, query) && found.has(self.id)
    }

    /// The same whoever its text finds.
    pub fn has_what_is_asked(&self, but: Option<Key>, query: &Query) -> bool {
        let holds = |key: Key, passes: bool| passes || but == Some(key);
        holds(Key::Side, query.side.is_none_or(|side| self.side == Some(side)))
            && holds(Key::Bloc, query.bloc.is_none_or(|bloc| self.bloc == Some(bloc)))
            && holds(Key::Role, query.role.is_none_or(|role| self.roles.contains(&role)))
            && holds(Key::Wave, query.wave.as_ref().is_none_or(|wave| self.wave == *wave))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view_model::search::Index;
    use crate::view_model::{shipped, url};

    /// An address, and how many partners pass its filters.
    const COUNTS: &[(&str, usize)] = &[
        ("", 45),
        ("?side=asia", 16),
        ("?side=europe", 27),
        ("?bloc=eu", 27),
        ("?bloc=asean", 10),
        ("?bloc=other", 6),
        ("?side=asia&bloc=eu", 0),
        ("?side=europe&q=land", 0),
        ("?side=asia&q=in", 2),
        ("?partner=VN&view=map", 45),
        ("?asof=1996-03-01", 26),
        ("?asof=2004-10-08", 39),
        ("?asof=2014-10-16", 53),
        ("?asof=2020-01-31&bloc=eu", 28),
        ("?asof=2020-02-01&bloc=eu", 27),
        ("?role=host", 1),
        ("?role=co_organiser", 2),
        ("?role=announced_host", 2),
        ("?role=listed", 45),
        ("?role=attending", 0),
        ("?role=attending&asof=2010-10-04", 2),
        ("?wave=1996", 26),
        ("?wave=2004&side=asia", 3),
        ("?wave=2008", 6),
        ("?wave=2010", 0),
        ("?wave=2010&asof=2010-10-04", 3),
    ];

    #[test]
    fn every_filter_narrows_the_partners() {
        let dataset = shipped();
        for (address, count) in COUNTS {
            let (query, _) = url::parse(address, &dataset);
            let found = Index::new(&dataset, None).find(&query.text);
            let profiles = profiles(&dataset, query.day(&dataset));
            let n_passing = profiles.iter().filter(|profile| profile.passes_but(None, &query, &found)).count();
            assert_eq!(n_passing, *count, "{address}");
        }
    }
}
