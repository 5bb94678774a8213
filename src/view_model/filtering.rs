//! What the filters change on the page, without its state and its data: the page as the HTML has it answers before the live one
//! has come. What it needs for that, the HTML has as well: a digest of the data, a twentieth of it.

use super::filter::{Profile, profiles};
use super::search::Index;
use super::url::{self, Key};
use super::{Emphases, Facets, Query, text};
use crate::model::{Bloc, Dataset, Date, PartnerId, Role, Side, WaveId};

/// Writes down what the filters look at on the day of the newest release: the day and the waves, then a line for each partner,
/// with tabs between its id, its name, its profile, and what it is found by.
pub fn digest(dataset: &Dataset) -> String {
    let day = dataset.as_of();
    let index = Index::new(dataset, None);
    let waves: Vec<String> = dataset.waves().iter().map(|wave| wave.id.to_string()).collect();
    let mut digest = format!("{}\t{}", day.iso(), waves.join(" "));
    for profile in profiles(dataset, day) {
        let id = profile.id;
        let name = dataset.partner(id).map(|partner| partner.name.replace(char::is_control, " ")).unwrap_or_default();
        digest += &format!("\n{id}\t{name}\t{}\t{}", profile.written(), index.written(id));
    }
    digest
}

/// What is asked of the partners on the day of the newest release, and who that leaves.
pub struct Filtering {
    day: Date,
    waves: Vec<WaveId>,
    /// Names as the page shows them.
    names: Vec<(PartnerId, String)>,
    profiles: Vec<Profile>,
    index: Index,
    query: Query,
}

impl Filtering {
    /// What a query string asks, of the partners of a [`digest`]. None where it asks for what the HTML's page cannot show:
    /// another day has other partners, and whom a sentence names nobody has computed yet.
    pub fn new(digest: &str, query_string: &str) -> Option<Self> {
        let mut lines = digest.lines();
        let (day, waves) = lines.next()?.split_once('\t')?;
        let (mut names, mut profiles, mut found_by) = (Vec::new(), Vec::new(), Vec::new());
        for line in lines {
            let mut fields = line.split('\t');
            let id = PartnerId::parse(fields.next()?)?;
            names.push((id, fields.next()?.to_owned()));
            profiles.push(Profile::read(id, fields.next()?, fields.next()?, fields.next()?, fields.next()?)?);
            found_by.push((id, fields.next()?));
        }
        let mut own = Self {
            day: Date::parse_iso(day)?,
            waves: waves.split(' ').filter_map(WaveId::parse).collect(),
            names,
            profiles,
            index: Index::read(found_by.into_iter()),
            query: Query::default(),
        };
        for (key, value) in url::values(query_string) {
            match key {
                Ok(Key::Sentence) => return None,
                Ok(Key::AsOf) if value != day => return None,
                Ok(key) => own.set(key.key(), &value),
                Err(_) => {}
            }
        }
        Some(own)
    }

    /// Takes the value of a field, or of a key of the address; those that change nobody's place among the partners mean nothing
    /// here.
    pub fn set(&mut self, key: &str, value: &str) {
        match Key::from_key(key) {
            Some(Key::Text) => value.clone_into(&mut self.query.text),
            Some(Key::Partner) => self.query.partner = url::partner_id(value),
            // The live page tells that there is no such accession.
            Some(Key::Wave) if !value.is_empty() && self.waves.iter().all(|wave| wave.as_str() != value) => {}
            Some(facet @ (Key::Side | Key::Bloc | Key::Role | Key::Wave)) => {
                self.query = self.query.with_facet(facet, value);
            }
            _ => {}
        }
    }

    /// The value of a field as it is now; empty for no restriction.
    pub fn value(&self, key: &str) -> String {
        let Query { text, side, bloc, role, wave, .. } = &self.query;
        match Key::from_key(key) {
            Some(Key::Text) => text.clone(),
            Some(Key::Side) => side.map(Side::key).unwrap_or_default().to_owned(),
            Some(Key::Bloc) => bloc.map(Bloc::key).unwrap_or_default().to_owned(),
            Some(Key::Role) => role.map(Role::key).unwrap_or_default().to_owned(),
            Some(Key::Wave) => wave.as_ref().map(ToString::to_string).unwrap_or_default(),
            _ => String::new(),
        }
    }

    /// Whether anything is asked that may leave partners out.
    pub fn is_filtering(&self) -> bool {
        self.query.is_filtered()
    }

    /// Who that leaves.
    pub fn filtered(&self) -> Filtered {
        let Self { day, waves, names, profiles, index, query } = self;
        let found = index.find(query.text.trim());
        let emphases = Emphases::of_all(profiles.iter().map(|profile| profile.id), profiles, query, &found, None);
        let selected = query.partner.and_then(|id| names.iter().find(|(own, _)| *own == id));
        let selected = selected.map(|(_, name)| name.as_str());
        Filtered {
            status: text::status_on(*day, profiles.len(), selected, query, &emphases),
            facets: Facets::of_waves(waves.iter(), profiles, query, &found),
            emphases,
        }
    }
}

/// Who the filters leave, as far as it is told at once.
pub struct Filtered {
    /// How strongly each partner is shown.
    pub emphases: Emphases,
    /// The status sentence.
    pub status: String,
    /// The filters' choices with their counts.
    pub facets: Facets,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view_model::{shipped, url};

    fn at(query_string: &str) -> Filtering {
        Filtering::new(&digest(&shipped()), query_string).unwrap()
    }

    #[test]
    fn the_digest_answers_like_the_data() {
        let dataset = shipped();
        let (profiles, index) = (profiles(&dataset, dataset.as_of()), Index::new(&dataset, None));
        for query_string in [
            "",
            "?side=asia&partner=VN",
            "?bloc=eu&q=rep",
            "?role=host",
            "?wave=2004&q=%E1%9E%97",
            "?q=burma",
            "?q=viet+nam",
            "?q=Vietnma",
            "?q=deutschland",
            "?q=704",
            "?q=prc",
            "?q=xyz&side=europe",
        ] {
            let (query, bad) = url::parse(query_string, &dataset);
            assert_eq!(bad, []);
            let found = index.find(&query.text);
            let emphases = Emphases::new(&dataset, &profiles, &query, &found, None);
            let filtered = at(query_string).filtered();
            assert_eq!(filtered.status, text::status(&dataset, &query, &emphases));
            assert_eq!(filtered.facets, Facets::new(&dataset, &profiles, &query, &found));
            for partner in dataset.partners() {
                assert_eq!(filtered.emphases.of(partner.id), emphases.of(partner.id), "{query_string} {}", partner.id);
            }
        }
    }

    #[test]
    fn fields_and_address_ask_the_same() {
        let by_address = at("?q=burma&side=asia&view=map&embed=1&x=y");
        let mut by_field = at("");
        by_field.set("q", "burma");
        by_field.set("side", "asia");
        let [one, other] = [by_address.filtered(), by_field.filtered()];
        assert_eq!(one.status, "1 of 45 partners: ASEM Asia, matching “burma”, as of 11 May 2010");
        assert_eq!((one.status, one.emphases, one.facets), (other.status, other.emphases, other.facets));
        assert_eq!(["q", "side", "bloc", "view"].map(|key| by_address.value(key)), ["burma", "asia", "", ""]);
        by_field.set("q", "");
        by_field.set("side", "");
        assert_eq!(by_field.filtered().status, "All 45 partners, as of 11 May 2010");
    }

    #[test]
    fn another_day_or_a_sentence_is_not_for_the_page_as_it_is() {
        let digest = digest(&shipped());
        for query_string in ["?asof=1996-03-01", "?q=viet&sentence=p5.2"] {
            assert!(Filtering::new(&digest, query_string).is_none(), "{query_string}");
        }
        // As forms send them; the day that the page has; a key given twice counts once, and what nobody joined by is no filter.
        for query_string in ["?asof=&q=", "?asof=2010-05-11", "?side=&q=&wave=1997", "?partner=vn"] {
            let filtered = Filtering::new(&digest, query_string).unwrap().filtered();
            assert!(filtered.status.starts_with("All 45 partners"), "{query_string}: {}", filtered.status);
        }
        assert_eq!(at("?side=&side=asia&side=europe").value("side"), "asia");
        assert_eq!(at("?partner=vn").filtered().emphases, at("?partner=VN").filtered().emphases);
    }

    #[test]
    fn a_digest_that_somebody_has_changed_is_none() {
        for digest in ["", "2010-05-11", "2010-05-11\t1996\nVN\tViet Nam", "someday\t1996"] {
            assert!(Filtering::new(digest, "").is_none(), "{digest}");
        }
    }
}
