//! The partners' names in another language: a file of its own for each language, fetched when it is asked for.

use super::json::Node;
use super::{Problem, not_json};
use crate::model::{Lang, PartnerId};

/// The names of partners in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Names {
    /// The language.
    pub lang: Lang,
    names: Vec<(PartnerId, String)>,
}

impl Names {
    /// Reads the text of a file of names, as `asem names` writes it.
    ///
    /// # Errors
    ///
    /// One problem, where the text is not such a file.
    pub fn from_json(text: &str) -> Result<Self, Vec<Problem>> {
        let node: Node<'_> = serde_json::from_str(text).map_err(|error| vec![not_json(text, &error)])?;
        let lang = node.member("lang").and_then(Node::text).and_then(Lang::parse);
        let Some((lang, Node::Object(members))) = lang.zip(node.member("names")) else {
            let fix = "make the names anew with `make names`";
            return Err(vec![Problem::of_whole_file("a language and names", "none", fix)]);
        };
        let name = |(id, name): &(std::borrow::Cow<'_, str>, Node<'_>)| {
            Some((PartnerId::parse(id)?, name.text().filter(|name| !name.trim().is_empty())?.to_owned()))
        };
        Ok(Self { lang, names: members.iter().filter_map(name).collect() })
    }

    /// The partner's name; none where the language has none for it, as for the ASEAN Secretariat.
    pub fn of(&self, id: PartnerId) -> Option<&str> {
        self.names.iter().find(|(own, _)| *own == id).map(|(_, name)| name.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_published_file_names_the_states() {
        let names = Names::from_json(include_str!("../../public/data/names/km.json")).unwrap();
        assert_eq!(names.lang.as_str(), "km");
        assert_eq!(names.of(PartnerId::parse("LA").unwrap()), Some("ឡាវ"));
        assert_eq!(names.of(PartnerId::parse("ASEAN-SEC").unwrap()), None);
    }

    #[test]
    fn another_file_is_told() {
        for text in ["[]", "{ \"lang\": \"km\" }", "{ \"lang\": \"Khmer\", \"names\": {} }", "<html>"] {
            assert_eq!(Names::from_json(text).unwrap_err().len(), 1, "{text}");
        }
    }
}
