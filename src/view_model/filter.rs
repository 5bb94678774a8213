//! Which partners the reader asked for.

use super::query::Query;
use super::search::Found;
use crate::model::{Bloc, Dataset, Date, Group, Partner, PartnerId, Side};

/// The partners that pass every filter of the query, in the order of the dataset. `found` is whom its text finds.
pub fn matches(dataset: &Dataset, query: &Query, found: &Found) -> Vec<PartnerId> {
    let day = query.day(dataset);
    let passes = |partner: &&Partner| {
        query.side.is_none_or(|side| sits_on(partner, side, day))
            && query.bloc.is_none_or(|bloc| belongs_to(partner, bloc, day))
            && found.has(partner.id)
    };
    dataset.partners_on(day).filter(passes).map(|partner| partner.id).collect()
}

/// Whether the partner is a state of this side. Institutions stand apart: the side's count is one of states.
fn sits_on(partner: &Partner, side: Side, day: Date) -> bool {
    Group::of(partner, day).side() == Some(side)
}

/// Whether the partner was a state of this bloc on the day.
fn belongs_to(partner: &Partner, bloc: Bloc, day: Date) -> bool {
    partner.is_state() && partner.bloc_on(day) == bloc
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
    ];

    #[test]
    fn every_filter_narrows_the_partners() {
        let dataset = shipped();
        for (address, count) in COUNTS {
            let (query, _) = url::parse(address, &dataset);
            let found = Index::new(&dataset, None).find(&query.text);
            assert_eq!(matches(&dataset, &query, &found).len(), *count, "{address}");
        }
    }
}
