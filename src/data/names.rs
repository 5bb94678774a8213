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

/// The languages that there are names in, from the text of `names/index.json`; none where the text is not such a list.
pub fn languages(text: &str) -> Option<Vec<Lang>> {
    let node: Node<'_> = serde_json::from_str(text).ok()?;
    let lang = |entry: &Node<'_>| entry.member("lang").and_then(Node::text).and_then(Lang::parse);
    Some(node.member("languages")?.list().iter().filter_map(lang).collect())
}

/// The language to show names in for a reader who wants these, best first: the first that there is, with fewer and fewer
/// subtags (BCP 47 lookup, RFC 4647). None where English comes before it.
pub fn best(wanted: &[String], known: &[Lang]) -> Option<Lang> {
    for wanted in wanted {
        let mut tag = wanted.as_str();
        loop {
            if tag.eq_ignore_ascii_case("en") {
                return None;
            }
            if let Some(lang) = known.iter().find(|lang| lang.as_str().eq_ignore_ascii_case(tag)) {
                return Some(lang.clone());
            }
            match tag.rsplit_once('-') {
                Some((shorter, _)) => tag = shorter,
                None => break,
            }
        }
    }
    None
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
    fn a_reader_gets_the_best_language_that_there_is() {
        let known = languages(include_str!("../../public/data/names/index.json")).unwrap();
        for (wanted, expected) in [
            ("km", Some("km")),
            ("km-KH,en", Some("km")),
            ("pt-BR", Some("pt")),
            ("KM-kh", Some("km")),
            ("nds-DE,de-CH,en", Some("de")),
            ("en-GB,km", None),
            ("tlh,en,km", None),
            ("tlh", None),
        ] {
            let wanted: Vec<String> = wanted.split(',').map(str::to_owned).collect();
            assert_eq!(best(&wanted, &known).as_ref().map(Lang::as_str), expected, "{wanted:?}");
        }
    }

    #[test]
    fn another_file_is_told() {
        for text in ["[]", "{ \"lang\": \"km\" }", "{ \"lang\": \"Khmer\", \"names\": {} }", "<html>"] {
            assert_eq!(Names::from_json(text).unwrap_err().len(), 1, "{text}");
        }
    }
}
