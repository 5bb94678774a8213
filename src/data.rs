//! The only way into the model: text of the data file → mirror of the file → checked [`Dataset`].
//!
//! What is wrong with a file comes back as a list of [`Problem`]s, all at once and in file order. This layer does no
//! input or output; the map's geometry comes in the same way, through [`Topology::from_json`].

mod check;
mod problem;
mod raw;
pub mod topology;

pub use problem::Problem;
pub use topology::Topology;

use crate::model::Dataset;

/// The version of the data file's format that this program reads.
pub const FORMAT: u32 = 1;

impl Dataset {
    /// Reads and checks the text of a data file.
    ///
    /// # Errors
    ///
    /// Every problem found, in file order. Text that is not JSON, or not of the format's shape, is one problem; only
    /// a file of the right shape can be checked further.
    pub fn from_json(text: &str) -> Result<Self, Vec<Problem>> {
        let file: raw::File = serde_json::from_str(text).map_err(|error| vec![raw::problem(text, &error)])?;
        check::dataset(file)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHIPPED: &str = include_str!("../public/data/asem.json");

    /// The shipped file with one change, which must give exactly these messages.
    #[track_caller]
    fn check(from: &str, to: &str, messages: &[&str]) {
        assert!(SHIPPED.contains(from), "the shipped file has no {from:?}");
        let problems = Dataset::from_json(&SHIPPED.replacen(from, to, 1)).unwrap_err();
        let found: Vec<String> = problems.iter().map(Problem::to_string).collect();
        assert_eq!(found, messages);
    }

    #[test]
    fn the_shipped_file_is_clean() {
        assert!(Dataset::from_json(SHIPPED).is_ok());
    }

    #[test]
    fn a_truncated_file_is_told_with_its_place() {
        let (cut, _) = SHIPPED.split_once("Bulgaria").unwrap();
        let problems = Dataset::from_json(cut).unwrap_err();
        assert_eq!(
            problems.iter().map(Problem::to_string).collect::<Vec<_>>(),
            ["line 14, column 44: the file ends too early, EOF while parsing a string; use a complete copy of it"]
        );
    }

    #[test]
    fn a_newer_format_is_told_as_such() {
        check(
            "\"format\": 1,",
            "\"format\": 2, \"new\": true,",
            &["format: expected 1, found 2; the file is for a newer version of this page"],
        );
    }

    #[test]
    fn a_misspelt_field_is_told_with_its_place() {
        check(
            "\"side\"",
            "\"sid\"",
            &[
                "line 11, column 59: unknown field `sid`, expected one of `id`, `kind`, `name`, `sort_as`, `side`, `bloc`, \
               `m49`; correct this field",
            ],
        );
    }

    #[test]
    fn an_unknown_side_is_told_with_the_known_ones() {
        check(
            "\"side\": \"europe\"",
            "\"side\": \"north\"",
            &["partners[0].side: expected one of asia, europe, found \"north\"; write one of these"],
        );
    }

    #[test]
    fn a_partner_given_twice_is_told() {
        check(
            "\"id\": \"BE\"",
            "\"id\": \"AT\"",
            &[
                "partners[1].id: found \"AT\" a second time, first in partners[0]; give each partner one record",
                "releases[0].appearances[1].partner: found \"BE\", which is no partner of this file; \
                 add the partner or correct the id",
                "releases[0].appearances[6].partner: found \"BE\", which is no partner of this file; \
                 add the partner or correct the id",
            ],
        );
    }

    #[test]
    fn a_state_without_m49_code_is_told() {
        check(
            ", \"m49\": \"040\"",
            "",
            &["partners[0].m49: expected three digits, found nothing; add the state's UN M49 code"],
        );
    }

    #[test]
    fn a_role_without_evidence_is_told() {
        check(
            "\"paragraph\": \"p4\", \"as_printed\": \"Poland\"",
            "\"paragraph\": \"p1\", \"as_printed\": \"Poland\"",
            &["releases[0].appearances[0].as_printed: found \"Poland\", which paragraph p1 does not contain; \
               name the paragraph that proves the role, and the spelling that it prints"],
        );
    }

    #[test]
    fn a_quote_that_the_paragraph_does_not_have_is_told() {
        check(
            "\"quote\": \"a joint initiative",
            "\"quote\": \"the joint initiative",
            &[
                "releases[0].appearances[3].quote: found \"the joint initiative by Viet Nam, Hungary and ASEF\", which is not a \
               stretch of paragraph p5 with \"Viet Nam\" in it; copy the words that prove the role from the paragraph",
            ],
        );
    }

    #[test]
    fn an_impossible_date_is_told() {
        check(
            "\"date\": \"2010-05-11\"",
            "\"date\": \"2010-05-32\"",
            &["releases[0].date: expected a day like 2010-05-11, found \"2010-05-32\"; write year, month and day"],
        );
    }

    #[test]
    fn every_problem_is_told_at_once_in_file_order() {
        let broken = SHIPPED
            .replacen("\"side\": \"europe\"", "\"side\": \"\"", 1)
            .replacen("\"bloc\": \"asean\"", "\"bloc\": \"apec\"", 1)
            .replacen("\"role\": \"host\"", "\"role\": \"guest\"", 1);
        let problems = Dataset::from_json(&broken).unwrap_err();
        let places: Vec<&str> = problems.iter().map(|problem| problem.at.as_str()).collect();
        assert_eq!(places, ["partners[0].side", "partners[2].bloc", "releases[0].appearances[2].role"]);
    }
}
