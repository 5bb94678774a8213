//! Partners side by side.

use super::citation::{Cite, cites};
use super::text;
use crate::model::{Bloc, Dataset, Date, Partner, PartnerId, Release, SourceId};

/// The comparison: a column for each partner, a row for each respect.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// The partners: id and name.
    pub partners: Vec<(PartnerId, String)>,
    /// What they are compared in, and what is known of each partner, in the order of the partners.
    pub rows: Vec<(&'static str, Vec<Vec<Compared>>)>,
}

/// Something that is known of a partner, and who says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compared {
    /// What it is.
    pub text: String,
    /// Who says so.
    pub cites: Vec<Cite>,
}

impl Comparison {
    /// Compares partners on a day.
    pub fn new(ids: &[PartnerId], dataset: &Dataset, day: Date) -> Self {
        let partners: Vec<&Partner> = ids.iter().filter_map(|id| dataset.partner(*id)).collect();
        let row = |respect: fn(&Partner, &Dataset, Date) -> Vec<Compared>| {
            partners.iter().map(|partner| respect(partner, dataset, day)).collect()
        };
        Self {
            rows: vec![
                ("ASEM side", row(side)),
                ("Partner since", row(accession)),
                ("Blocs", row(blocs)),
                ("Appearances", row(appearances)),
                ("Meetings hosted", row(hosted)),
            ],
            partners: partners.iter().map(|partner| (partner.id, partner.name.clone())).collect(),
        }
    }
}

fn compared(text: String, sources: &[SourceId], dataset: &Dataset) -> Compared {
    Compared { text, cites: cites(sources, dataset) }
}

fn side(partner: &Partner, dataset: &Dataset, _: Date) -> Vec<Compared> {
    vec![compared(partner.side.label().to_owned(), &dataset.provenance().side, dataset)]
}

fn accession(partner: &Partner, dataset: &Dataset, day: Date) -> Vec<Compared> {
    let wave = dataset.wave(&partner.wave);
    let tell = |wave: &crate::model::Wave| {
        let ahead = if wave.from > day { ", not a partner then" } else { "" };
        compared(format!("{} ({}){ahead}", wave.from, wave.name), &wave.sources, dataset)
    };
    wave.map(tell).into_iter().collect()
}

fn blocs(partner: &Partner, dataset: &Dataset, _: Date) -> Vec<Compared> {
    let told = partner.memberships.iter().map(|own| {
        compared(format!("{} {}", own.bloc.label(), text::since(own.from, own.until)), &own.sources, dataset)
    });
    match told.collect::<Vec<_>>() {
        none if none.is_empty() && partner.is_state() => vec![compared(neither(), &[], dataset)],
        told => told,
    }
}

fn neither() -> String {
    format!("Neither {} nor {}", Bloc::Eu.label(), Bloc::Asean.label())
}

/// The roles in which each release shows the partner, strongest first.
fn appearances(partner: &Partner, dataset: &Dataset, _: Date) -> Vec<Compared> {
    let of_release = |release: &Release| {
        let mut roles: Vec<_> = release.appearances_of(partner.id).map(|own| own.role).collect();
        crate::model::order::sort_by_key(&mut roles, |role| *role);
        let labels: Vec<&str> = roles.iter().map(|role| role.label()).collect();
        let source = SourceId::parse(release.number.as_str());
        (!labels.is_empty()).then(|| compared(labels.join(", "), source.as_slice(), dataset))
    };
    let told: Vec<Compared> = dataset.releases().filter_map(of_release).collect();
    if told.is_empty() { vec![compared("None".to_owned(), &[], dataset)] } else { told }
}

fn hosted(partner: &Partner, dataset: &Dataset, _: Date) -> Vec<Compared> {
    let told: Vec<Compared> = dataset
        .meetings_hosted_by(partner.id)
        .map(|meeting| {
            let when = text::interval(meeting.from, meeting.until);
            compared(format!("{}, {}, {when}", meeting.name, meeting.place), &meeting.sources, dataset)
        })
        .collect();
    if told.is_empty() { vec![compared("None of those listed here".to_owned(), &[], dataset)] } else { told }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view_model::shipped;

    fn cells(ids: &[&str], respect: &str) -> Vec<String> {
        let ids: Vec<PartnerId> = ids.iter().map(|id| PartnerId::parse(id).unwrap()).collect();
        let comparison = Comparison::new(&ids, &shipped(), shipped().as_of());
        let (_, row) = comparison.rows.into_iter().find(|(own, _)| *own == respect).unwrap();
        row.iter().map(|cell| cell.iter().map(|known| known.text.as_str()).collect::<Vec<_>>().join("; ")).collect()
    }

    #[test]
    fn partners_stand_side_by_side_in_every_respect() {
        let ids = ["VN", "AU", "GB", "ASEAN-SEC"];
        assert_eq!(
            cells(&ids, "Partner since"),
            [
                "1 March 1996 (Founding partners)",
                "4 October 2010 (Enlargement of 2010), not a partner then",
                "1 March 1996 (Founding partners)",
                "24 October 2008 (Second enlargement)",
            ]
        );
        assert_eq!(
            cells(&ids, "Blocs"),
            ["ASEAN since 28 July 1995", "Neither EU nor ASEAN", "EU 1 January 1973 – 31 January 2020", ""]
        );
        assert_eq!(cells(&ids, "Appearances"), ["Host, Co-organiser, Listed", "Attending", "Listed", "Listed"]);
        assert_eq!(cells(&["CN", "AU"], "Meetings hosted")[1], "None of those listed here");
        assert!(cells(&["CN", "AU"], "Meetings hosted")[0].starts_with("ASEM 7 Summit, Beijing, 24–25 October 2008"));
    }
}
