//! The names of all states, for whoever must tell a state that is no partner from a word that is no name.

use crate::model::Dataset;
use crate::prose::gazetteer::Gazetteer;
use std::collections::BTreeMap;

/// The names of the world's states and territories in English, by ISO 3166-1 alpha-2 code.
///
/// From CLDR (npm `cldr-localenames-full` 48.2.0), with its short and variant forms; made by `make names`.
const TERRITORIES: &str = include_str!("territories.json");

/// The names of a dataset, and those of all other states.
pub fn gazetteer(dataset: &Dataset) -> Gazetteer {
    let mut gazetteer = Gazetteer::new(dataset);
    for (code, names) in territories() {
        for name in names {
            gazetteer.add_state(code, &name);
        }
    }
    gazetteer
}

fn territories() -> BTreeMap<&'static str, Vec<String>> {
    serde_json::from_str(TERRITORIES).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prose::gazetteer::Who;

    fn dataset() -> Dataset {
        Dataset::from_json(include_str!("../../public/data/asem.json")).unwrap()
    }

    #[test]
    fn other_states_are_known() {
        let text = "Brazil, Côte d'Ivoire, Trinidad and Tobago, USA, Oman’s, Papua New Guinea";
        let codes: Vec<_> = gazetteer(&dataset()).find(text).into_iter().map(|mention| mention.who).collect();
        assert_eq!(codes, ["BR", "CI", "TT", "US", "OM", "PG"].map(Who::OtherState));
    }

    /// The page does without this table: so none of its names may hold a partner's.
    #[test]
    fn no_other_state_is_taken_for_a_partner_without_the_table() {
        let dataset = dataset();
        let of_the_page = Gazetteer::new(&dataset);
        let of_the_world = gazetteer(&dataset);
        let partners = |gazetteer: &Gazetteer, name: &str| -> Vec<Who> {
            let found = gazetteer.find(name).into_iter().map(|mention| mention.who);
            found.filter(|who| matches!(who, Who::Partner(_))).collect()
        };
        for name in territories().values().flatten() {
            assert_eq!(partners(&of_the_page, name), partners(&of_the_world, name), "{name}");
        }
    }
}
