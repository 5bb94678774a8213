//! The order in which partners stand on the board and in the list.

use crate::model::closed_set::closed_set;
use crate::model::order;
use crate::model::{Dataset, Date, Group, Partner, PartnerId};
use std::cmp::Reverse;

closed_set! {
    /// What partners are ordered by, within their groups.
    #[derive(Default)]
    pub enum Order {
        /// What they are sorted under: Korea under K.
        #[default]
        Name = "name", "Name";
        /// Their code.
        Code = "code", "Code";
        /// Their side: orders the sides, not who sits on them.
        Side = "side", "Side";
        /// Their bloc: orders the groups.
        Bloc = "bloc", "Bloc";
        /// The day from which they count as partners.
        Accession = "accession", "Accession";
        /// The strongest role in which any release shows them, strongest first.
        Visibility = "visibility", "Visibility";
        /// How often releases show them, most often first.
        Appearances = "appearances", "Appearances";
        /// As the European Union lists its members; the others follow by name.
        Protocol = "protocol", "EU protocol order";
        /// As the newest release lists them; whom it does not list follows by name.
        Printed = "printed", "As printed";
    }
}

/// An order and its direction.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sorting {
    /// What partners are ordered by.
    pub order: Order,
    /// Whether the last comes first.
    pub is_descending: bool,
}

impl Sorting {
    /// Reads `accession`, or `-accession` for the other way round.
    pub fn parse(text: &str) -> Option<Self> {
        let (key, is_descending) = match text.strip_prefix('-') {
            Some(key) => (key, true),
            None => (text, false),
        };
        Some(Self { order: Order::from_key(key)?, is_descending })
    }

    /// The sorting as it stands in the address.
    pub fn write(self) -> String {
        format!("{}{}", if self.is_descending { "-" } else { "" }, self.order.key())
    }

    /// What clicking the heading of a column leads to: its order, and the other way round if it is taken already.
    pub fn by(self, order: Order) -> Self {
        Self { order, is_descending: self.order == order && !self.is_descending }
    }

    /// Puts things into this sorting's direction that stand in ascending order.
    pub fn directed<T>(self, of: Order, mut items: Vec<T>) -> Vec<T> {
        if self.is_descending && self.order == of {
            items.reverse();
        }
        items
    }

    /// All who are or were partners, in this order; who is equal stands by name, whatever the direction.
    pub fn sorted(self, dataset: &Dataset) -> Vec<&Partner> {
        let mut partners: Vec<&Partner> = dataset.partners().iter().collect();
        order::sort_by_key(&mut partners, |partner| (&partner.sort_as, partner.id));
        let ranks: Vec<(PartnerId, Rank)> =
            partners.iter().map(|partner| (partner.id, rank(partner, self.order, dataset))).collect();
        let rank_of = |id: PartnerId| ranks.iter().find(|(own, _)| *own == id).map(|(_, rank)| rank);
        let is_unknown = |id: PartnerId| rank_of(id).is_none_or(|(place, _)| *place == LAST);
        if self.is_descending {
            order::sort_by_key(&mut partners, |partner| (is_unknown(partner.id), Reverse(rank_of(partner.id))));
        } else {
            order::sort_by_key(&mut partners, |partner| rank_of(partner.id));
        }
        partners
    }
}

/// What partners are compared by: a number, then text. One type for all orders, so that there is one sort for all.
type Rank = (usize, String);

/// Whom an order does not know stands last, whatever the direction.
const LAST: usize = usize::MAX;

fn rank(partner: &Partner, order: Order, dataset: &Dataset) -> Rank {
    let place = |ids: &[PartnerId]| ids.iter().position(|id| *id == partner.id).unwrap_or(LAST);
    match order {
        Order::Name => (0, partner.sort_as.clone()),
        Order::Code => (0, partner.id.to_string()),
        // These order the groups: within one they are all the same.
        Order::Side | Order::Bloc => (0, String::new()),
        Order::Accession => (0, dataset.wave(&partner.wave).map(|wave| wave.from.iso()).unwrap_or_default()),
        Order::Visibility => (dataset.strongest_role(partner.id).map_or(LAST, |role| role as usize), String::new()),
        Order::Appearances => (LAST - dataset.appearances_of(partner.id).count(), String::new()),
        Order::Protocol => (place(&dataset.protocol().order), String::new()),
        Order::Printed => {
            let newest = dataset.newest_release();
            (place(&newest.listed().collect::<Vec<_>>()), String::new())
        }
    }
}

/// The groups in the order that a sorting asks for: sides, and within them groups.
pub fn groups(sorting: Sorting) -> Vec<Vec<Group>> {
    let mut sides: Vec<Vec<Group>> = Vec::new();
    for group in Group::ALL {
        match sides.last_mut().filter(|side| side.last().is_some_and(|last| last.side() == group.side())) {
            Some(side) => side.push(*group),
            None => sides.push(vec![*group]),
        }
    }
    let sides = sides.into_iter().map(|side| sorting.directed(Order::Bloc, side)).collect();
    sorting.directed(Order::Side, sides)
}

/// The partners of a group on a day, in their order.
pub fn within(group: Group, sorted: &[&Partner], dataset: &Dataset, day: Date) -> Vec<PartnerId> {
    let is_within = |partner: &&&Partner| dataset.is_partner_on(partner, day) && Group::of(partner, day) == group;
    sorted.iter().filter(is_within).map(|partner| partner.id).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view_model::shipped;

    /// An order, and the first partners of the EU in May 2010 by it.
    const FIRST: &[(&str, &str)] = &[
        ("name", "AT BE BG CY CZ DK"),
        ("-name", "GB SE ES SI SK RO"),
        ("code", "AT BE BG CY CZ DE"),
        ("accession", "AT BE DK FI FR DE"),
        ("-accession", "BG RO CY CZ EE HU"),
        ("visibility", "HU BE PL AT BG CY"),
        ("appearances", "BE HU PL AT BG CY"),
        ("protocol", "BE BG CZ DK DE EE"),
        ("-protocol", "GB SE FI SK SI RO"),
        ("printed", "AT BE BG CY CZ DK"),
    ];

    #[test]
    fn partners_stand_in_the_order_asked_for() {
        let dataset = shipped();
        for (sorting, first) in FIRST {
            let sorted = Sorting::parse(sorting).unwrap().sorted(&dataset);
            let ids = within(Group::EuropeEu, &sorted, &dataset, dataset.as_of());
            let codes: Vec<&str> = ids.iter().take(6).map(PartnerId::as_str).collect();
            assert_eq!(codes.join(" "), *first, "{sorting}");
        }
    }

    #[test]
    fn as_printed_puts_indonesia_before_india_as_the_release_does() {
        let dataset = shipped();
        let sorted = Sorting { order: Order::Printed, is_descending: false }.sorted(&dataset);
        let place = |id: &str| sorted.iter().position(|partner| partner.id.as_str() == id).unwrap();
        assert!(place("ID") < place("IN"));
        assert!(place("GB") < place("VN"));
        assert!(place("ASEAN-SEC") < place("AU"), "whom the release does not list comes last");
        let reversed = Sorting { order: Order::Printed, is_descending: true }.sorted(&dataset);
        assert_eq!(reversed[0].id.as_str(), "ASEAN-SEC", "and last the other way round as well");
    }

    #[test]
    fn a_sorting_reads_back_as_it_was_written() {
        for order in Order::ALL {
            for is_descending in [false, true] {
                let sorting = Sorting { order: *order, is_descending };
                assert_eq!(Sorting::parse(&sorting.write()), Some(sorting));
            }
        }
        for text in ["", "-", "--name", "Name", "population"] {
            assert_eq!(Sorting::parse(text), None, "{text:?}");
        }
    }

    #[test]
    fn a_second_click_turns_the_order_round() {
        let by_name = Sorting::default().by(Order::Code);
        assert_eq!((by_name.order, by_name.is_descending), (Order::Code, false));
        assert!(by_name.by(Order::Code).is_descending);
        assert!(!by_name.by(Order::Code).by(Order::Code).is_descending);
        assert!(Sorting::default().by(Order::Name).is_descending, "the list opens sorted by name");
    }

    #[test]
    fn sides_and_groups_turn_round_as_asked() {
        let by = |sorting: &str| groups(Sorting::parse(sorting).unwrap()).concat();
        assert_eq!(by("name"), Group::ALL);
        assert_eq!(by("-side")[0], Group::Institutions);
        assert_eq!(by("-bloc")[0], Group::AsiaOther);
    }
}
