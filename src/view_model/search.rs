//! Finding partners by what people type: any name that a partner has or had, in any language of its own, and its codes.
//!
//! Names are made comparable once; a key costs a comparison with some four hundred of them.

use crate::data::folding::{self, has_no_spaces};
use crate::data::{Names, iso3166};
use crate::model::{Dataset, NameKind, Partner, PartnerId};

/// The names of all partners, ready to be compared.
#[derive(Clone, Debug)]
pub struct Index(Vec<Indexed>);

#[derive(Clone, Debug)]
struct Indexed {
    id: PartnerId,
    /// The name on tile and row.
    shown: String,
    /// What it can be found by, what is shown first.
    names: Vec<Findable>,
}

#[derive(Clone, Debug)]
struct Findable {
    folded: Folded,
    /// What to tell of a match; nothing where the page shows the name anyway.
    why: Option<String>,
}

/// Who was found, in the order of the dataset, and why where the page does not show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found(Vec<(PartnerId, Option<String>)>);

impl Found {
    /// Everybody, which is whom an empty search finds: no index is needed for that.
    pub fn everybody(dataset: &Dataset) -> Self {
        Self(dataset.partners().iter().map(|partner| (partner.id, None)).collect())
    }

    /// Only those of whom a list speaks.
    pub fn among(mut self, partners: &[PartnerId]) -> Self {
        self.0.retain(|(id, _)| partners.contains(id));
        self
    }

    /// Whether the partner was found.
    pub fn has(&self, id: PartnerId) -> bool {
        self.0.iter().any(|(own, _)| *own == id)
    }

    /// Why it was found, where the name shown is not the one typed: `Burma: former name of Myanmar`.
    pub fn why(&self, id: PartnerId) -> Option<&str> {
        self.0.iter().find(|(own, _)| *own == id).and_then(|(_, why)| why.as_deref())
    }
}

impl Index {
    /// Makes the names of the dataset's partners comparable, with those in the reader's language where they are there.
    pub fn new(dataset: &Dataset, names: Option<&Names>) -> Self {
        Self(dataset.partners().iter().map(|partner| indexed(partner, dataset, names)).collect())
    }

    /// Reads what [`Index::written`] wrote of each partner. Why somebody was found it does not know.
    pub fn read<'a>(partners: impl Iterator<Item = (PartnerId, &'a str)>) -> Self {
        let indexed = |(id, names): (PartnerId, &str)| {
            let (shown, other) = names.split_once('|').unwrap_or((names, ""));
            let shown = shown.split(',').map(|name| (name, None));
            let other = other.split(',').filter(|name| !name.is_empty()).map(|name| (name, Some(String::new())));
            let names = shown.chain(other).map(|(name, why)| Findable { folded: Folded::read(name), why }).collect();
            Indexed { id, shown: String::new(), names }
        };
        Self(partners.map(indexed).collect())
    }

    /// What a partner is found by, made comparable: the names that the page shows, and behind `|` the others.
    pub fn written(&self, id: PartnerId) -> String {
        let Some(partner) = self.0.iter().find(|own| own.id == id) else { return String::new() };
        let names = |is_shown: bool| {
            let mut names: Vec<String> = Vec::new();
            for name in partner.names.iter().filter(|name| name.why.is_none() == is_shown) {
                let written = name.folded.words.join(" ");
                if !names.contains(&written) {
                    names.push(written);
                }
            }
            names
        };
        let shown = names(true);
        let other: Vec<String> = names(false).into_iter().filter(|name| !shown.contains(name)).collect();
        format!("{}|{}", shown.join(","), other.join(","))
    }

    /// The partners that what was typed may mean. Text without letters and digits finds everybody.
    ///
    /// A slip of the finger, one in five letters, is forgiven only where nobody is found without.
    pub fn find(&self, typed: &str) -> Found {
        let typed = Folded::new(typed);
        if typed.words.is_empty() {
            return Found(self.0.iter().map(|partner| (partner.id, None)).collect());
        }
        match self.find_by(|name| name.begins_with(&typed), &typed) {
            // To look for slips takes ten times as long, and short words are forgiven none.
            Found(nobody) if nobody.is_empty() && typed.len() >= SHORTEST_FORGIVEN => {
                self.find_by(|name| name.resembles(&typed), &typed)
            }
            found => found,
        }
    }

    fn find_by(&self, matches: impl Fn(&Folded) -> bool, typed: &Folded) -> Found {
        // Almost every formal name has a word like Republic: a letter or two of one say nothing yet.
        let counts = |name: &&Findable| name.why.is_none() || !name.folded.is_long() || typed.len() >= SHORTEST_IN_LONG;
        // What is shown needs no reason; else the name that was typed is a better one than a name that contains it.
        let rank = |name: &&Findable| (name.why.is_some(), name.folded.joined != typed.joined);
        let of = |partner: &Indexed| {
            let names = partner.names.iter().filter(counts).filter(|name| matches(&name.folded));
            let name = names.min_by_key(rank)?;
            let why = name.why.as_ref().map(|why| format!("{why} of {}", partner.shown));
            Some((partner.id, why))
        };
        Found(self.0.iter().filter_map(of).collect())
    }
}

/// How many letters a word must have for a slip to be forgiven.
const SHORTEST_FORGIVEN: usize = 5;

/// How many letters must be typed before long names are looked at.
const SHORTEST_IN_LONG: usize = 4;

fn indexed(partner: &Partner, dataset: &Dataset, in_lang: Option<&Names>) -> Indexed {
    let shown = |text: &str| Findable { folded: Folded::new(text), why: None };
    let other = |text: &str, what: &str| Findable { why: Some(format!("{text}: {what}")), ..shown(text) };
    let mut names = vec![shown(&partner.name), shown(&partner.sort_as), shown(partner.id.as_str())];
    // Shown beside the English name.
    names.extend(in_lang.and_then(|names| names.of(partner.id)).map(shown));
    for (kind, what) in [
        (NameKind::Alias, "other name"),
        (NameKind::Native, "own name"),
        (NameKind::Former, "former name"),
        (NameKind::Formal, "formal name"),
    ] {
        names.extend(partner.names_of(kind).map(|name| other(&name.text, what)));
    }
    for release in dataset.releases() {
        let what = format!("printed in release {}, name", release.number);
        names.extend(release.appearances_of(partner.id).map(|appearance| other(&appearance.as_printed, &what)));
    }
    names.extend(partner.m49().map(|m49| other(&m49.to_string(), "UN M49 code")));
    names.extend(iso3166::alpha_3_of(partner.id).map(|code| other(code, "ISO code")));
    Indexed { id: partner.id, shown: partner.name.clone(), names }
}

/// Text made comparable: words in small letters without marks.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Folded {
    words: Vec<String>,
    /// The words without what was between them: people write Vietnam and Viet Nam.
    joined: String,
}

impl Folded {
    fn new(text: &str) -> Self {
        let words = folding::words(text);
        Self { joined: words.concat(), words }
    }

    /// Reads words that are comparable already.
    fn read(text: &str) -> Self {
        let words: Vec<String> = text.split(' ').map(str::to_owned).collect();
        Self { joined: words.concat(), words }
    }

    /// Whether it is a name like People's Republic of China.
    fn is_long(&self) -> bool {
        self.words.len() > 2
    }

    /// How many letters it has.
    fn len(&self) -> usize {
        self.joined.chars().count()
    }

    /// Whether each word of `typed` begins a word here, in any order, or all its letters stand here at the beginning.
    ///
    /// Where a script puts no spaces between words, they may stand anywhere.
    fn begins_with(&self, typed: &Self) -> bool {
        let anywhere = typed.joined.chars().all(has_no_spaces) && self.joined.contains(&typed.joined);
        anywhere || self.joined.starts_with(&typed.joined) || self.has_words(typed, |own, word| own.starts_with(word))
    }

    /// The same with a slip of the finger in five letters.
    fn resembles(&self, typed: &Self) -> bool {
        let is_one_word = typed.words.len() == 1;
        // One slip only: two would make the north of Korea its south.
        is_one_word && is_like_but(1, &self.joined, &typed.joined)
            || self.has_words(typed, |own, word| is_like_but(word.chars().count() / SHORTEST_FORGIVEN, own, word))
    }

    /// Whether each word of `typed` has a word of its own here.
    fn has_words(&self, typed: &Self, is_meant: impl Fn(&str, &str) -> bool) -> bool {
        let mut free: Vec<&str> = self.words.iter().map(String::as_str).collect();
        typed.words.iter().all(|word| {
            let at = free.iter().position(|own| is_meant(own, word));
            at.map(|at| free.remove(at)).is_some()
        })
    }
}

/// Whether a word, or its beginning, is what was typed but for so many slips: a letter too many, too few, another, or two
/// the wrong way round. Short words are forgiven none.
fn is_like_but(n_slips: usize, word: &str, typed: &str) -> bool {
    let n_typed = typed.chars().count();
    if n_slips == 0 || n_typed < SHORTEST_FORGIVEN {
        return word.starts_with(typed);
    }
    // Each letter too many is a slip. To compare takes as long as both together: a page of text pasted would take seconds.
    if n_typed > word.chars().count() + n_slips {
        return false;
    }
    (n_typed.saturating_sub(1)..=n_typed + 1).any(|length| {
        let end = word.char_indices().nth(length).map_or(word.len(), |(at, _)| at);
        strsim::osa_distance(word.get(..end).unwrap_or_default(), typed) <= n_slips
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view_model::shipped;

    #[test]
    fn a_text_as_long_as_a_book_is_looked_for_at_once() {
        let index = Index::new(&shipped(), None);
        let start = std::time::Instant::now();
        for typed in ["x".repeat(300_000), "viet nam ".repeat(30_000), "viet".repeat(75_000), "東京".repeat(50_000)] {
            assert_eq!(index.find(&typed), Found(Vec::new()));
        }
        // Without optimisation, and beside other tests: to compare every letter takes minutes.
        assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
    }

    /// What is typed, and the codes of the partners that it finds.
    const SEARCHES: &[(&str, &str)] = &[
        // Current, printed and other names, however spaced, in any order, in capitals.
        ("viet nam", "VN"),
        ("Vietnam", "VN"),
        ("VIET", "VN"),
        ("nam viet", "VN"),
        ("czechia", "CZ"),
        ("korea", "KR"),
        ("korea south", "KR"),
        ("SouthKorea", "KR"),
        ("republic of korea", "KR"),
        ("the netherlands", "NL"),
        ("netherlands", "NL"),
        ("holland", "NL"),
        ("lao", "LA"),
        ("laos", "LA"),
        ("lao pdr", "LA"),
        ("uk", "GB"),
        ("great britain", "GB"),
        ("united", "GB"),
        ("russia", "RU"),
        ("brunei", "BN"),
        ("swiss confederation", "CH"),
        // Former names.
        ("burma", "MM"),
        ("czech republic", "CZ"),
        ("siam", "TH"),
        ("kampuchea", "KH"),
        // Codes and institutions.
        ("vn", "VN"),
        ("VNM", "VN"),
        ("704", "VN"),
        ("040", "AT"),
        ("european", "EU"),
        ("commission", "EU"),
        ("eu", "EU"),
        ("asean", "ASEAN-SEC"),
        ("asean-sec", "ASEAN-SEC"),
        // Native names, with and without their marks.
        ("Việt Nam", "VN"),
        ("Österreich", "AT"),
        ("osterreich", "AT"),
        ("magyarorszag", "HU"),
        ("Česko", "CZ"),
        ("cesko", "CZ"),
        ("éire", "IE"),
        ("eire", "IE"),
        ("lëtzebuerg", "LU"),
        ("letzebuerg", "LU"),
        ("România", "RO"),
        ("Ελλάδα", "GR"),
        ("ελλαδα", "GR"),
        ("ΕΛΛΑΔΑ", "GR"),
        ("България", "BG"),
        ("Казахстан", "KZ"),
        ("日本", "JP"),
        ("中国", "CN"),
        ("ไทย", "TH"),
        ("ລາວ", "LA"),
        ("កម្ពុជា", "KH"),
        ("မြန်မာ", "MM"),
        ("भारत", "IN"),
        ("پاکستان", "PK"),
        ("한국", "KR"),
        ("대한민국", "KR"),
        ("ＪＡＰＡＮ", "JP"),
        // Slips of the finger.
        ("vietnma", "VN"),
        ("phillipines", "PH"),
        ("philipines", "PH"),
        ("singapor", "SG"),
        ("luxemburg", "LU"),
        ("portugla", "PT"),
        ("kazahkstan", "KZ"),
        ("switzerlnd", "CH"),
        ("new zeland", "NZ"),
        ("cambodja", "KH"),
        // Nobody.
        ("land", ""),
        ("xyz", ""),
        ("north korea", ""),
        ("northkorea", ""),
        ("atlantis", ""),
    ];

    #[test]
    fn a_search_finds_partners_by_any_of_their_names_and_codes() {
        let index = Index::new(&shipped(), None);
        for (typed, expected) in SEARCHES {
            let Found(found) = index.find(typed);
            let codes: Vec<&str> = found.iter().map(|(id, _)| id.as_str()).collect();
            assert_eq!(codes.join(" "), *expected, "{typed:?}");
        }
    }

    #[test]
    fn an_empty_search_finds_everybody_and_needs_no_reason() {
        let dataset = shipped();
        let Found(found) = Index::new(&dataset, None).find("  - ");
        assert_eq!(found.len(), dataset.partners().len());
        assert!(found.iter().all(|(_, why)| why.is_none()));
    }

    #[test]
    fn a_match_by_a_name_that_is_not_shown_says_so() {
        let index = Index::new(&shipped(), None);
        let why = |typed: &str, id: &str| index.find(typed).why(PartnerId::parse(id).unwrap()).map(str::to_owned);
        assert_eq!(why("burma", "MM").as_deref(), Some("Burma: former name of Myanmar"));
        assert_eq!(why("holland", "NL").as_deref(), Some("Holland: other name of Netherlands"));
        assert_eq!(why("日本", "JP").as_deref(), Some("日本: own name of Japan"));
        assert_eq!(why("vnm", "VN").as_deref(), Some("VNM: ISO code of Viet Nam"));
        assert_eq!(why("viet", "VN"), None);
        assert_eq!(why("vn", "VN"), None);
    }

    #[test]
    fn a_letter_or_two_of_a_formal_name_find_nobody_by_it() {
        let Found(found) = Index::new(&shipped(), None).find("re");
        let codes: Vec<&str> = found.iter().map(|(id, _)| id.as_str()).collect();
        // Names of two words, like Czech Republic, and what is shown; not the many that are Republic of something.
        assert_eq!(codes, ["KH", "CZ", "FR", "GR", "IT", "KR", "PT", "SK"]);
    }

    #[test]
    fn every_name_finds_its_partner() {
        let dataset = shipped();
        let index = Index::new(&dataset, None);
        for partner in dataset.partners() {
            for name in &partner.names {
                assert!(index.find(&name.text).has(partner.id), "{}: {}", partner.id, name.text);
            }
        }
    }

    #[test]
    fn names_in_the_reader_s_language_are_found_as_well() {
        let names = Names::from_json(include_str!("../../public/data/names/fr.json")).unwrap();
        let dataset = shipped();
        let index = Index::new(&dataset, Some(&names));
        let germany = PartnerId::parse("DE").unwrap();
        assert!(index.find("allemagne").has(germany));
        assert_eq!(index.find("allemagne").why(germany), None);
        assert!(!Index::new(&dataset, None).find("allemagne").has(germany));
    }
}
