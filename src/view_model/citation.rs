//! Who says so: the marks beside facts, and the list of sources that they lead to.

use super::text::{capitalised, interval};
use super::{Query, url};
use crate::model::{Citation, Claim, Dataset, ReleaseNumber, SourceId};

/// A mark beside a fact that leads to its source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cite {
    /// What the mark shows: the source’s number in the list, or a release’s number.
    pub mark: String,
    /// Where it leads, within the page.
    pub link: String,
    /// What it is called, the mark included: `Source 6: InfoBoard, overview`.
    pub label: String,
}

/// The marks for these sources, in order.
pub fn cites(ids: &[SourceId], dataset: &Dataset) -> Vec<Cite> {
    ids.iter().filter_map(|id| cite(id, dataset)).collect()
}

fn cite(id: &SourceId, dataset: &Dataset) -> Option<Cite> {
    match dataset.citation(id)? {
        Citation::Source(source) => {
            let index = dataset.sources().iter().position(|known| known.id == source.id)?;
            let number = index + 1;
            Some(Cite {
                mark: number.to_string(),
                link: format!("#{}", dom_id(id)),
                label: format!("Source {number}: {}, {}", source.publisher, source.title),
            })
        }
        Citation::Release { number, .. } => Some(Cite {
            mark: "R".to_owned(),
            link: release(number, dataset),
            label: format!("Source R: release {number}"),
        }),
    }
}

/// Where a release is read: the newest on this page, any other at the page's address with it.
fn release(number: &ReleaseNumber, dataset: &Dataset) -> String {
    let is_newest = dataset.newest_release().number == *number;
    let query = Query { release: (!is_newest).then(|| number.clone()), ..Query::default() };
    url::write(&query) + "#release"
}

fn dom_id(id: &SourceId) -> String {
    format!("source-{id}")
}

/// What another source says, beside the fact that it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherClaim {
    /// The date that it gives, and what it says: `September 2006. Decided at ASEM 6`.
    pub text: String,
    /// Who says so.
    pub cites: Vec<Cite>,
}

/// What others say, in order.
pub fn other_claims<'a>(claims: impl IntoIterator<Item = &'a Claim>, dataset: &Dataset) -> Vec<OtherClaim> {
    let other = |claim: &Claim| {
        let says = capitalised(&claim.says);
        let text = match claim.from {
            Some(from) => format!("{}: {says}", interval(from, claim.until)),
            None => says,
        };
        OtherClaim { text, cites: cites(std::slice::from_ref(&claim.source), dataset) }
    };
    claims.into_iter().map(other).collect()
}

/// A source in the list at the foot of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedSource {
    /// The id of its entry, to which the marks lead.
    pub dom_id: String,
    /// What it is called.
    pub title: String,
    /// Its address.
    pub url: Option<String>,
    /// Who publishes it, and when it was read: `ASEM InfoBoard, read on 24 November 2026`.
    pub imprint: String,
}

/// Every source, in the order of the marks.
pub fn listed(dataset: &Dataset) -> Vec<ListedSource> {
    let listed = dataset.sources().iter().map(|source| ListedSource {
        dom_id: dom_id(&source.id),
        title: source.title.clone(),
        url: source.url.as_ref().map(ToString::to_string),
        imprint: format!("{}, read on {}", source.publisher, source.seen),
    });
    listed.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view_model::shipped;

    #[test]
    fn a_mark_leads_to_its_source_in_the_list() {
        let dataset = shipped();
        let list = listed(&dataset);
        for (index, source) in dataset.sources().iter().enumerate() {
            let cites = cites(std::slice::from_ref(&source.id), &dataset);
            assert_eq!(cites[0].mark, (index + 1).to_string());
            assert_eq!(cites[0].link, format!("#{}", list[index].dom_id));
        }
    }

    #[test]
    fn a_release_is_a_source_as_well_also_one_in_a_file_of_its_own() {
        let file = include_str!("../../public/data/asem.json");
        let listed = r#""format": 1, "archive": [{ "number": "PR0001", "date": "2009-01-05", "title": "Before" }],"#;
        let archived = Dataset::from_json(&file.replacen(r#""format": 1,"#, listed, 1)).unwrap();
        let own = cites(&[SourceId::parse("PR0001").unwrap()], &archived);
        assert_eq!(own[0].label, "Source R: release PR0001");
        assert_eq!(own[0].link, "?release=PR0001#release");
        let cites = cites(&[SourceId::parse("100505_PR1008").unwrap()], &shipped());
        assert_eq!(cites[0].label, "Source R: release 100505_PR1008");
        assert_eq!(cites[0].link, "#release");
    }
}
