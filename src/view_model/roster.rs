//! The partners in their groups and order, as board and list show them.

use super::emphasis::Emphases;
use super::text;
use crate::model::order;
use crate::model::{Dataset, Date, Group, Partner, PartnerId, Role, Side};

/// All partners, by side and group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Roster {
    /// Asia, Europe, institutions: those that have partners.
    pub sections: Vec<Section>,
}

/// A side of the meeting, or the institutions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// Its heading.
    pub title: &'static str,
    /// What tells it apart in style sheets.
    pub key: &'static str,
    /// Its groups, those that have partners.
    pub groups: Vec<RosterGroup>,
}

/// A group within a section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RosterGroup {
    /// Which one.
    pub group: Group,
    /// Its partners, ordered by what they are sorted under.
    pub entries: Vec<Entry>,
}

/// A partner in board or list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The partner.
    pub id: PartnerId,
    /// Its name today.
    pub name: String,
    /// Its names as the releases print them, in order of appearance: `Viet Nam, Vietnam`.
    pub printed: String,
    /// The strongest role found in any release; its level of visibility.
    pub role: Option<Role>,
}

impl Roster {
    /// Groups and orders the partners of a day.
    pub fn new(dataset: &Dataset, day: Date) -> Self {
        let asia = section(Side::Asia.label(), Side::Asia.key(), Some(Side::Asia), dataset, day);
        let europe = section(Side::Europe.label(), Side::Europe.key(), Some(Side::Europe), dataset, day);
        let institutions = section(Group::Institutions.label(), Group::Institutions.key(), None, dataset, day);
        let mut sections = vec![asia, europe, institutions];
        sections.retain(|section| !section.groups.is_empty());
        Self { sections }
    }

    /// How many partners have each role as their strongest, strongest first, roles that nobody has left out.
    pub fn levels(&self) -> Vec<(Role, usize)> {
        let entries = || self.sections.iter().flat_map(|section| &section.groups).flat_map(|group| &group.entries);
        let count = |role: Role| entries().filter(|entry| entry.role == Some(role)).count();
        Role::ALL.iter().map(|role| (*role, count(*role))).filter(|(_, n)| *n > 0).collect()
    }
}

impl Section {
    /// The partners of the section.
    pub fn ids(&self) -> Vec<PartnerId> {
        self.groups.iter().flat_map(RosterGroup::ids).collect()
    }
}

impl RosterGroup {
    /// The partners of the group.
    pub fn ids(&self) -> Vec<PartnerId> {
        self.entries.iter().map(|entry| entry.id).collect()
    }
}

/// The count of a heading: `16`, or `3 of 16` where a filter leaves some out.
pub fn count(ids: &[PartnerId], emphases: &Emphases) -> String {
    text::part_of(emphases.n_shown(ids), ids.len())
}

fn section(title: &'static str, key: &'static str, side: Option<Side>, dataset: &Dataset, day: Date) -> Section {
    let groups = Group::ALL
        .iter()
        .filter(|group| group.side() == side)
        .map(|group| RosterGroup { group: *group, entries: entries(*group, dataset, day) });
    Section { title, key, groups: groups.filter(|group| !group.entries.is_empty()).collect() }
}

fn entries(group: Group, dataset: &Dataset, day: Date) -> Vec<Entry> {
    let mut partners: Vec<&Partner> =
        dataset.partners_on(day).filter(|partner| Group::of(partner, day) == group).collect();
    order::sort_by_key(&mut partners, |partner| (&partner.sort_as, partner.id));
    partners.into_iter().map(|partner| entry(partner, dataset)).collect()
}

fn entry(partner: &Partner, dataset: &Dataset) -> Entry {
    Entry {
        id: partner.id,
        name: partner.name.clone(),
        printed: printed_names(partner.id, dataset).join(", "),
        role: dataset.strongest_role(partner.id),
    }
}

/// The partner's names as the releases print them, each once, in order of appearance.
pub fn printed_names(id: PartnerId, dataset: &Dataset) -> Vec<&str> {
    let mut names: Vec<&str> = Vec::new();
    for appearance in dataset.releases().flat_map(|release| release.appearances_of(id)) {
        if !names.contains(&appearance.as_printed.as_str()) {
            names.push(&appearance.as_printed);
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view_model::shipped;

    fn of_may_2010() -> Roster {
        Roster::new(&shipped(), shipped().as_of())
    }

    #[test]
    fn the_united_kingdom_changes_its_group_when_it_leaves_the_union() {
        let group_on = |day: &str| {
            let roster = Roster::new(&shipped(), Date::parse_iso(day).unwrap());
            let mut groups = roster.sections.into_iter().flat_map(|section| section.groups);
            groups.find(|group| group.ids().contains(&PartnerId::parse("GB").unwrap())).unwrap().group
        };
        assert_eq!(group_on("2020-01-31"), Group::EuropeEu);
        assert_eq!(group_on("2020-02-01"), Group::EuropeOther);
    }

    #[test]
    fn partners_stand_in_their_groups_with_their_counts() {
        let roster = of_may_2010();
        let groups: Vec<(&str, &str, usize)> = roster
            .sections
            .iter()
            .flat_map(|section| section.groups.iter().map(|group| (section.title, group)))
            .map(|(title, group)| (title, group.group.label(), group.entries.len()))
            .collect();
        assert_eq!(
            groups,
            [
                ("Asia", "ASEAN members", 10),
                ("Asia", "Other Asian partners", 6),
                ("Europe", "EU members", 27),
                ("Institutions", "Institutions", 2),
            ]
        );
    }

    #[test]
    fn korea_is_sorted_under_k() {
        let roster = of_may_2010();
        let others: Vec<&str> = roster.sections[0].groups[1].entries.iter().map(|entry| entry.id.as_str()).collect();
        assert_eq!(others, ["CN", "IN", "JP", "KR", "MN", "PK"]);
    }

    #[test]
    fn the_levels_count_the_strongest_role_of_each_partner() {
        let levels = of_may_2010().levels();
        assert_eq!(levels, [(Role::Host, 1), (Role::CoOrganiser, 1), (Role::AnnouncedHost, 2), (Role::Listed, 41)]);
    }

    #[test]
    fn both_spellings_of_viet_nam_are_told() {
        let viet_nam = PartnerId::parse("VN").unwrap();
        assert_eq!(printed_names(viet_nam, &shipped()), ["Viet Nam", "Vietnam"]);
    }
}
