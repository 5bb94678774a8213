//! The partners in their groups and order, as board and list show them.

use super::emphasis::Emphases;
use super::sorting::{self, Sorting};
use super::text;
use crate::model::{Dataset, Date, Group, Partner, PartnerId, Role, Side};

/// Who stands where: all partners of a day, by side and group, in an order.
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
    /// Its partners, in order.
    pub ids: Vec<PartnerId>,
}

/// What board and list show of a partner, whatever the day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The partner.
    pub id: PartnerId,
    /// Its name today.
    pub name: String,
    /// The side on which it sits.
    pub side: Side,
    /// The strongest role found in any release; its level of visibility.
    pub role: Option<Role>,
    /// How often releases show it.
    pub n_appearances: usize,
    /// The day from which it counts as a partner.
    pub since: Option<Date>,
}

impl Entry {
    /// What board and list show of a partner.
    pub fn new(partner: &Partner, dataset: &Dataset) -> Self {
        Self {
            id: partner.id,
            name: partner.name.clone(),
            side: partner.side,
            role: dataset.strongest_role(partner.id),
            n_appearances: dataset.appearances_of(partner.id).count(),
            since: dataset.wave(&partner.wave).map(|wave| wave.from),
        }
    }
}

/// The entry of a partner.
pub fn entry(id: PartnerId, entries: &[Entry]) -> Option<&Entry> {
    entries.iter().find(|entry| entry.id == id)
}

impl Roster {
    /// Groups and orders the partners of a day.
    pub fn new(dataset: &Dataset, day: Date, sorting: Sorting) -> Self {
        let sorted = sorting.sorted(dataset);
        let section = |groups: Vec<Group>| {
            let side = groups.first().and_then(|group| group.side());
            let groups = groups
                .into_iter()
                .map(|group| RosterGroup { group, ids: sorting::within(group, &sorted, dataset, day) });
            Section {
                title: side.map_or(Group::Institutions.label(), Side::label),
                key: side.map_or(Group::Institutions.key(), Side::key),
                groups: groups.filter(|group| !group.ids.is_empty()).collect(),
            }
        };
        let sections = sorting::groups(sorting).into_iter().map(section);
        Self { sections: sections.filter(|section| !section.groups.is_empty()).collect() }
    }

    /// The partners of the day, in the order in which they stand on the page.
    pub fn ids(&self) -> impl Iterator<Item = PartnerId> {
        self.sections.iter().flat_map(|section| &section.groups).flat_map(|group| &group.ids).copied()
    }

    /// How many partners have each role as their strongest, strongest first, at the end how many have none; roles that
    /// nobody has left out.
    pub fn levels(&self, dataset: &Dataset) -> Vec<(Option<Role>, usize)> {
        let strongest: Vec<Option<Role>> = self.ids().map(|id| dataset.strongest_role(id)).collect();
        let count = |role: Option<Role>| strongest.iter().filter(|own| **own == role).count();
        let levels = Role::ALL.iter().copied().map(Some).chain([None]);
        levels.map(|role| (role, count(role))).filter(|(_, n)| *n > 0).collect()
    }

    /// The section with this key.
    pub fn section(&self, key: &str) -> Option<&Section> {
        self.sections.iter().find(|section| section.key == key)
    }

    /// The partners of a group; none where it is not there on the day.
    pub fn ids_of(&self, group: Group) -> Vec<PartnerId> {
        let mut groups = self.sections.iter().flat_map(|section| &section.groups);
        groups.find(|own| own.group == group).map(|own| own.ids.clone()).unwrap_or_default()
    }
}

impl Section {
    /// The partners of the section.
    pub fn ids(&self) -> Vec<PartnerId> {
        self.groups.iter().flat_map(|group| &group.ids).copied().collect()
    }
}

/// The sign of a role, for those who do not tell the shades apart: the data of an SVG path within 6 units of the origin.
pub const fn sign(role: Role) -> &'static str {
    match role {
        // A star, a disc, a triangle, a diamond, a ring, a dash.
        Role::Host => "M0-5.8 1.6-1.9 5.7-1.7 2.5.9 3.5 4.9 0 2.7-3.5 4.9-2.5.9-5.7-1.7-1.6-1.9Z",
        Role::CoOrganiser => "M-4.2 0A4.2 4.2 0 1 1 4.2 0 4.2 4.2 0 1 1-4.2 0Z",
        Role::AnnouncedHost => "M0-4.8 5.2 4.2H-5.2Z",
        Role::Attending => "M0-5.4 4.4 0 0 5.4-4.4 0Z",
        Role::Named => "M-1-4H1V-1H4V1H1V4H-1V1H-4V-1H-1Z",
        Role::Listed => "M-3.5-1H3.5V1H-3.5Z",
    }
}

/// The count of a heading: `16`, or `3 of 16` where a filter leaves some out.
pub fn count(ids: &[PartnerId], emphases: &Emphases) -> String {
    text::part_of(emphases.n_shown(ids), ids.len())
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
        Roster::new(&shipped(), shipped().as_of(), Sorting::default())
    }

    #[test]
    fn the_united_kingdom_changes_its_group_when_it_leaves_the_union() {
        let group_on = |day: &str| {
            let roster = Roster::new(&shipped(), Date::parse_iso(day).unwrap(), Sorting::default());
            let mut groups = roster.sections.into_iter().flat_map(|section| section.groups);
            groups.find(|group| group.ids.contains(&PartnerId::parse("GB").unwrap())).unwrap().group
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
            .map(|(title, group)| (title, group.group.label(), group.ids.len()))
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
        let others: Vec<&str> = roster.sections[0].groups[1].ids.iter().map(PartnerId::as_str).collect();
        assert_eq!(others, ["CN", "IN", "JP", "KR", "MN", "PK"]);
    }

    #[test]
    fn the_levels_count_the_strongest_role_of_each_partner() {
        let levels = of_may_2010().levels(&shipped());
        let levels: Vec<(&str, usize)> = levels.into_iter().map(|(role, n)| (text::level(role), n)).collect();
        assert_eq!(levels, [("Host", 1), ("Co-organiser", 1), ("Announced host", 2), ("Listed", 41)]);
        let of_2014 = Roster::new(&shipped(), Date::parse_iso("2014-10-16").unwrap(), Sorting::default());
        assert_eq!(of_2014.levels(&shipped()).last(), Some(&(None, 6)));
    }

    #[test]
    fn both_spellings_of_viet_nam_are_told() {
        let viet_nam = PartnerId::parse("VN").unwrap();
        assert_eq!(printed_names(viet_nam, &shipped()), ["Viet Nam", "Vietnam"]);
    }
}
