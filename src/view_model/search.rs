//! Finding partners by what people type.

use crate::model::{Dataset, Partner};

/// Text made comparable: small letters, words of letters and digits only.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Folded {
    words: Vec<String>,
}

impl Folded {
    fn new(text: &str) -> Self {
        let lower = text.to_lowercase();
        let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        Self { words: words.map(str::to_owned).collect() }
    }

    /// Whether every word of `typed` begins a word here, or the letters of `typed` stand here whatever the spaces.
    fn has(&self, typed: &Self) -> bool {
        let begins_a_word = |word: &String| self.words.iter().any(|own| own.starts_with(word));
        typed.words.iter().all(begins_a_word) || self.words.concat().starts_with(&typed.words.concat())
    }
}

/// What was typed, ready to be compared with many partners.
#[derive(Clone, Debug)]
pub struct Search(Folded);

impl Search {
    /// Prepares what was typed. Text without letters and digits finds everything.
    pub fn new(typed: &str) -> Self {
        Self(Folded::new(typed))
    }

    /// Whether the partner has a name or code like it: its name of today, any other that it has or had, any
    /// printed in a release, its code.
    pub fn finds(&self, partner: &Partner, dataset: &Dataset) -> bool {
        let Self(typed) = self;
        if typed.words.is_empty() || *typed == Folded::new(partner.id.as_str()) {
            return true;
        }
        let printed = dataset.releases().flat_map(|release| release.appearances_of(partner.id));
        let own = partner.names.iter().map(|name| &name.text);
        let names = printed.map(|appearance| &appearance.as_printed).chain(own).chain([&partner.sort_as]);
        names.into_iter().any(|name| Folded::new(name).has(typed))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view_model::shipped;

    /// What is typed, and the codes of the partners that it finds.
    const SEARCHES: &[(&str, &str)] = &[
        ("viet nam", "VN"),
        ("Vietnam", "VN"),
        ("VIET", "VN"),
        ("vn", "VN"),
        ("czech republic", "CZ"),
        ("czechia", "CZ"),
        ("korea", "KR"),
        ("republic of korea", "KR"),
        ("burma", "MM"),
        ("uk", "GB"),
        ("the netherlands", "NL"),
        ("netherlands", "NL"),
        ("lao", "LA"),
        ("laos", "LA"),
        ("european", "EU"),
        ("commission", "EU"),
        ("asean", "ASEAN-SEC"),
        ("asean-sec", "ASEAN-SEC"),
        ("land", ""),
        ("united", "GB"),
        ("xyz", ""),
    ];

    #[test]
    fn a_search_finds_partners_by_any_of_their_names_and_codes() {
        let dataset = shipped();
        for (typed, expected) in SEARCHES {
            let search = Search::new(typed);
            let found = dataset.partners().iter().filter(|partner| search.finds(partner, &dataset));
            let codes: Vec<&str> = found.map(|partner| partner.id.as_str()).collect();
            assert_eq!(codes.join(" "), *expected, "{typed:?}");
        }
    }

    #[test]
    fn an_empty_search_finds_everybody() {
        let dataset = shipped();
        let search = Search::new("  - ");
        assert!(dataset.partners().iter().all(|partner| search.finds(partner, &dataset)));
    }
}
