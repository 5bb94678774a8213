//! Names in running text: partners, organisations, and the states that are neither.
//!
//! Only what a text prints in full is found. Adjectives ("Vietnamese") are no names, and neither is a name within a longer
//! one: "UNESCO in Viet Nam" is an organisation, "Northern Ireland" is not Ireland, "North Korea" is not Korea.

use crate::model::{Dataset, NameKind, OrganisationId, PartnerId, Release};
use std::ops::Range;

/// Somebody whom a text names.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Who {
    /// A partner of the data.
    Partner(PartnerId),
    /// An organisation of the data.
    Organisation(OrganisationId),
    /// A state or territory that is no partner of the data, by its ISO 3166-1 alpha-2 code.
    OtherState(&'static str),
}

/// A name at its place in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Where it stands: byte offsets.
    pub range: Range<usize>,
    /// The name as the text prints it, with the article that belongs to it.
    pub printed: String,
    /// Whom it names.
    pub who: Who,
}

/// The names to look for.
#[derive(Clone, Debug)]
pub struct Gazetteer {
    /// The names, in drawers by their first word: hundreds, each looked for at every word of a text.
    drawers: Vec<Vec<Entry>>,
    partners: Vec<PartnerId>,
}

#[derive(Clone, Debug)]
struct Entry {
    first_word: String,
    name: Vec<char>,
    /// Nobody: a phrase that hides the name within it.
    who: Option<Who>,
    takes_article: bool,
}

/// Into how many drawers the names are sorted.
const N_DRAWERS: usize = 64;

/// Names that the data do not have, and that decide between two states: of these, one is within the other.
const MORE_NAMES: &[(&str, &[&str])] = &[
    ("BQ", &["Caribbean Netherlands"]),
    ("CD", &["Democratic Republic of the Congo", "Democratic Republic of Congo", "DR Congo", "DRC"]),
    ("CG", &["Republic of the Congo"]),
    ("CN", &["People's Republic of China", "P.R. China", "P.R.China", "P. R. China", "PR China"]),
    ("GB", &["U.K."]),
    ("GM", &["The Gambia"]),
    ("HK", &["Hong Kong SAR China"]),
    ("IR", &["Islamic Republic of Iran"]),
    ("LA", &["Lao P.D.R.", "Lao P.D.R", "Lao P. D. R.", "Lao-PDR"]),
    (
        "KP",
        &[
            "Democratic People's Republic of Korea",
            "People's Democratic Republic of Korea",
            "Korea, Democratic People's Republic of",
            "Korea (Democratic People's Republic of)",
            "Democratic Republic of Korea",
            "Korea (DPRK)",
            "Korea (North)",
            "Korea, DPR",
            "Korea DPR",
            "Korea, North",
            "DPR Korea",
            "DPR of Korea",
            "D.P.R. Korea",
            "D.P.R. of Korea",
            "D.P.R.K.",
            "DPRK",
            "North Korea",
            "North-Korea",
            "Northern Korea",
            "N. Korea",
            "N.Korea",
            "N Korea",
        ],
    ),
    (
        "KR",
        &["Republic of Korea", "South Korea", "South-Korea", "S. Korea", "S.Korea", "S Korea", "R.O. Korea", "R.O.K."],
    ),
    ("MO", &["Macao SAR China"]),
    ("SY", &["Syrian Arab Republic"]),
    ("TW", &["Republic of China", "Chinese Taipei"]),
    ("US", &["United States of America", "USA", "U.S.A.", "U.S."]),
    ("VN", &["Viet-Nam"]),
];

/// Phrases that contain a state's name and do not name it.
const NOBODY: &[&str] = &[
    "East China Sea",
    "East China",
    "Greater China",
    "Gulf of Guinea",
    "Gulf of Mexico",
    "Gulf of Thailand",
    "Indochina",
    "New Jersey",
    "New Mexico",
    "Northern Cyprus",
    "Northern Ireland",
    "Sea of Japan",
    "South China Morning Post",
    "South China Sea",
    "South China",
];

/// Words of states' formal names, as said before the name itself.
const FORMAL: &[&str] = &["dem", "democratic", "of", "people", "peoples", "rep", "republic", "s", "socialist", "the"];

/// Words that show that a state's name is said with an article: "the Czech Republic", "the Philippines".
const WITH_ARTICLE: &[&str] = &[
    "Bahamas",
    "Comoros",
    "Congo",
    "Emirates",
    "Federation",
    "Gambia",
    "Islands",
    "Kingdom",
    "Lao",
    "Maldives",
    "Netherlands",
    "Philippines",
    "PRC",
    "Republic",
    "ROK",
    "Seychelles",
    "Sudan",
    "Territories",
    "UAE",
    "UK",
    "Union",
    "United",
    "US",
    "USA",
    "Vatican",
];

impl Gazetteer {
    /// The names of a dataset, and such others as would be taken for one of these.
    pub fn new(dataset: &Dataset) -> Self {
        let partners = dataset.partners().iter().map(|partner| partner.id).collect();
        let mut gazetteer = Self { drawers: vec![Vec::new(); N_DRAWERS], partners };
        // The first to claim a name has it: the data know better than the tables.
        for organisation in dataset.organisations() {
            for name in std::iter::once(&organisation.name).chain(&organisation.short) {
                gazetteer.add(name, Some(Who::Organisation(organisation.id.clone())), false);
            }
        }
        for partner in dataset.partners() {
            let in_english = |name: &&crate::model::Name| match name.kind {
                NameKind::Short | NameKind::Formal | NameKind::Former | NameKind::Alias => {
                    name.lang.as_ref().is_none_or(|lang| lang.as_str() == "en")
                }
                NameKind::Native => false,
            };
            for name in partner.names.iter().filter(in_english) {
                gazetteer.add(&name.text, Some(Who::Partner(partner.id)), partner.is_state());
            }
        }
        for phrase in NOBODY {
            gazetteer.add(phrase, None, false);
        }
        for (code, names) in MORE_NAMES {
            for name in *names {
                gazetteer.add_state(code, name);
            }
        }
        gazetteer
    }

    /// The names of a dataset, and whatever else a release prints of its partners and organisations.
    pub fn of_release(release: &Release, dataset: &Dataset) -> Self {
        let mut gazetteer = Self::new(dataset);
        for appearance in release.appearances.iter().filter(|own| dataset.partner(own.who).is_some()) {
            gazetteer.add(&appearance.as_printed, Some(Who::Partner(appearance.who)), true);
        }
        for appearance in release.organisations.iter().filter(|own| dataset.organisation(&own.who).is_some()) {
            gazetteer.add(&appearance.as_printed, Some(Who::Organisation(appearance.who.clone())), false);
        }
        gazetteer
    }

    /// Takes in a name of a state, given by its ISO 3166-1 alpha-2 code; who has the name already keeps it.
    pub fn add_state(&mut self, code: &'static str, name: &str) {
        self.add(name, Some(self.of_code(code)), true);
    }

    /// The names in a text, in order. They do not overlap: of two names the one that begins first and is longest counts.
    ///
    /// A name with its short form behind it, "Asia-Europe Foundation (ASEF)", is one mention of the name.
    pub fn find(&self, text: &str) -> Vec<Mention> {
        let chars = normalised(text);
        let mut found = Vec::new();
        let mut at = 0;
        while let Some((offset, c)) = chars.get(at).copied() {
            let is_start = c.is_alphanumeric() && !before(&chars, at).is_some_and(char::is_alphanumeric);
            if !is_start {
                at += 1;
                continue;
            }
            if let Some(end) = address_end(text, offset) {
                while chars.get(at).is_some_and(|(offset, _)| *offset < end) {
                    at += 1;
                }
                continue;
            }
            let word = first_word(chars.iter().skip(at).map(|(_, c)| *c));
            match self.entry_at(&word, &chars, at) {
                Some(entry) => {
                    let end = at + entry.name.len();
                    let who = entry.who.as_ref().and_then(|who| self.in_company(who, &chars, at));
                    if let Some(who) = &who {
                        found.push(mention(text, &chars, at..end, who, entry.takes_article));
                    }
                    at = who.as_ref().and_then(|who| self.end_of_short_form(&chars, end, who)).unwrap_or(end);
                }
                None => at += word.chars().count().max(1),
            }
        }
        found
    }

    fn add(&mut self, name: &str, who: Option<Who>, is_state: bool) {
        let (bare, had_article) = match name.strip_prefix("the ").or_else(|| name.strip_prefix("The ")) {
            Some(bare) => (bare, true),
            None => (name, false),
        };
        let mut forms = vec![bare.to_owned()];
        if bare.contains(" & ") {
            forms.push(bare.replace(" & ", " and "));
        }
        if let Some(rest) = bare.strip_prefix("St. ") {
            forms.extend([format!("Saint {rest}"), format!("St {rest}")]);
        }
        // Newspapers write "Asean" and "Asef".
        if !is_state && who.is_some() && bare.split(' ').any(is_short_form) {
            forms.push(bare.split(' ').map(in_small_letters).collect::<Vec<_>>().join(" "));
        }
        // Datelines and headlines in capitals; of short names these would be other words.
        let shouted: Vec<String> =
            forms.iter().filter(|form| form.chars().count() > 3).map(|form| form.to_uppercase()).collect();
        forms.extend(shouted);
        let words = || bare.split(|c: char| !c.is_alphanumeric());
        let takes_article = is_state && (had_article || words().any(|word| WITH_ARTICLE.contains(&word)));
        for form in forms {
            let name: Vec<char> = normalised(&form).into_iter().map(|(_, c)| c).collect();
            let first_word = first_word(name.iter().copied());
            let Some(drawer) = self.drawers.get_mut(drawer(&first_word)) else { continue };
            match drawer.iter_mut().find(|entry| entry.name == name) {
                Some(known) if known.who == who => known.takes_article |= takes_article,
                Some(_) => {}
                None if name.first().is_some_and(|c| c.is_alphanumeric()) => {
                    drawer.push(Entry { first_word, name, who: who.clone(), takes_article });
                }
                None => {}
            }
        }
    }

    fn entry_at(&self, word: &str, chars: &[(usize, char)], at: usize) -> Option<&Entry> {
        let stand_here = self.of_first_word(word).filter(|entry| stands_at(&entry.name, chars, at));
        stand_here.max_by_key(|entry| entry.name.len())
    }

    fn of_first_word(&self, word: &str) -> impl Iterator<Item = &Entry> {
        self.drawers.get(drawer(word)).into_iter().flatten().filter(move |entry| entry.first_word == word)
    }

    /// Whom a name means, given the words before it: spellings of the longer names are many.
    fn in_company(&self, who: &Who, chars: &[(usize, char)], at: usize) -> Option<Who> {
        let code = match who {
            Who::Partner(id) => id.as_str(),
            Who::OtherState(code) => code,
            Who::Organisation(_) => return Some(who.clone()),
        };
        let before = words_before(chars, at);
        let last = before.first().map(String::as_str).unwrap_or_default();
        let formal: Vec<&str> = before.iter().map(String::as_str).take_while(|word| FORMAL.contains(word)).collect();
        let has = |any: &[&str]| formal.iter().any(|word| any.contains(word));
        match code {
            "KR" if ["n", "no", "north", "northern", "nth", "dpr"].contains(&last)
                || has(&["democratic", "dem", "people", "peoples"]) =>
            {
                Some(self.of_code("KP"))
            }
            "TW" if has(&["people", "peoples"]) => Some(self.of_code("CN")),
            "IE" if ["n", "northern"].contains(&last) => None,
            _ => Some(who.clone()),
        }
    }

    fn of_code(&self, code: &'static str) -> Who {
        let known = PartnerId::parse(code).filter(|id| self.partners.contains(id));
        known.map_or(Who::OtherState(code), Who::Partner)
    }

    /// Behind " (SHORT)", where that is another name of the same.
    fn end_of_short_form(&self, chars: &[(usize, char)], end: usize, who: &Who) -> Option<usize> {
        let open = chars.get(end..end + 2)?;
        if !matches!(open, [(_, ' '), (_, '(')]) {
            return None;
        }
        let at = end + 2;
        let word = first_word(chars.iter().skip(at).map(|(_, c)| *c));
        let of_same = |entry: &&Entry| {
            let is_closed = chars.get(at + entry.name.len()).is_some_and(|(_, c)| *c == ')');
            entry.who.as_ref() == Some(who) && is_closed && stands_at(&entry.name, chars, at)
        };
        let entry = self.of_first_word(&word).find(of_same)?;
        Some(at + entry.name.len() + 1)
    }
}

/// In which drawer names lie that begin with a word.
fn drawer(word: &str) -> usize {
    word.bytes().map(usize::from).sum::<usize>() % N_DRAWERS
}

/// Whether a word is a short form that can be said as a word: four capital letters or more.
fn is_short_form(word: &str) -> bool {
    word.chars().nth(3).is_some() && word.chars().all(|c| c.is_ascii_uppercase())
}

/// A short form as newspapers write it, "Asean"; any other word as it is.
fn in_small_letters(word: &str) -> String {
    match word.split_at_checked(1) {
        Some((first, rest)) if is_short_form(word) => first.to_owned() + &rest.to_lowercase(),
        _ => word.to_owned(),
    }
}

fn mention(text: &str, chars: &[(usize, char)], at: Range<usize>, who: &Who, takes_article: bool) -> Mention {
    let offset = |at: usize| chars.get(at).map_or(text.len(), |(offset, _)| *offset);
    // Not where the next character begins: characters between, like a soft hyphen, belong to no name.
    let last = at.end.saturating_sub(1);
    let end = chars.get(last).map_or(text.len(), |(offset, _)| {
        text.get(*offset..).and_then(|rest| rest.chars().next()).map_or(*offset, |c| offset + c.len_utf8())
    });
    let mut start = at.start;
    let article = start.checked_sub(4).filter(|_| takes_article);
    if let Some(article) = article
        && matches!(chars.get(article..start), Some([(_, 't' | 'T'), (_, 'h'), (_, 'e'), (_, ' ')]))
        && !before(chars, article).is_some_and(char::is_alphanumeric)
    {
        start = article;
    }
    let range = offset(start)..end;
    Mention { printed: text.get(range.clone()).unwrap_or_default().to_owned(), range, who: who.clone() }
}

/// The characters that names are compared by, each with its offset: any space, also a line break, is one space, and
/// apostrophes and hyphens are straight. An empty line ends a name.
fn normalised(text: &str) -> Vec<(usize, char)> {
    let mut chars: Vec<(usize, char)> = Vec::with_capacity(text.len());
    let mut n_breaks = 0;
    for (offset, c) in text.char_indices() {
        let c = match c {
            '\u{ad}' | '\u{200b}' | '\u{feff}' => continue,
            '’' | '‘' | 'ʼ' | '`' => '\'',
            '‐' | '‑' | '–' => '-',
            c if c.is_whitespace() => ' ',
            c => c,
        };
        if c == ' ' {
            n_breaks += usize::from(text.as_bytes().get(offset) == Some(&b'\n'));
            match chars.last_mut() {
                Some((_, last)) if *last == ' ' || *last == '\n' => {
                    if n_breaks > 1 {
                        *last = '\n';
                    }
                }
                _ => chars.push((offset, ' ')),
            }
        } else {
            n_breaks = 0;
            chars.push((offset, c));
        }
    }
    chars
}

fn before(chars: &[(usize, char)], at: usize) -> Option<char> {
    at.checked_sub(1).and_then(|at| chars.get(at)).map(|(_, c)| *c)
}

/// The words right before, in small letters, the nearest first; none beyond a comma or the like.
fn words_before(chars: &[(usize, char)], at: usize) -> Vec<String> {
    const N_WORDS: usize = 6;
    const LONGEST: usize = 20;
    let mut words = Vec::new();
    let mut end = at;
    while words.len() < N_WORDS {
        let gap =
            chars.iter().take(end).rev().take(LONGEST).take_while(|(_, c)| [' ', '-', '\'', '.'].contains(c)).count();
        end -= gap;
        let letters = chars.iter().take(end).rev().take(LONGEST).take_while(|(_, c)| c.is_alphanumeric()).count();
        if letters == 0 {
            break;
        }
        let word = chars.iter().skip(end - letters).take(letters).flat_map(|(_, c)| c.to_lowercase());
        words.push(word.collect());
        end -= letters;
    }
    words
}

fn first_word(chars: impl Iterator<Item = char>) -> String {
    chars.take_while(|c| c.is_alphanumeric()).collect()
}

/// Whether a name stands here as whole words.
fn stands_at(name: &[char], chars: &[(usize, char)], at: usize) -> bool {
    let here = chars.get(at..at + name.len());
    let is_same = here.is_some_and(|here| here.iter().zip(name).all(|((_, here), own)| here == own));
    is_same && !chars.get(at + name.len()).is_some_and(|(_, c)| c.is_alphanumeric())
}

/// Where a web or mail address that begins here ends: what an address spells is no name.
fn address_end(text: &str, offset: usize) -> Option<usize> {
    let rest = text.get(offset..)?;
    let is_web = ["http://", "https://", "www."].iter().any(|start| {
        rest.as_bytes().get(..start.len()).is_some_and(|found| found.eq_ignore_ascii_case(start.as_bytes()))
    });
    // Looked for only where there is an address: a text may be one word of a megabyte.
    (is_web || is_mail(rest)).then(|| offset + rest.find(char::is_whitespace).unwrap_or(rest.len()))
}

/// Whether a mail address begins here. Looks no further than one can be long.
fn is_mail(rest: &str) -> bool {
    let local = rest.chars().take(65).find(|c| !c.is_ascii_alphanumeric() && !"._-+".contains(*c));
    local == Some('@')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dataset() -> Dataset {
        Dataset::from_json(include_str!("../../public/data/asem.json")).unwrap()
    }

    /// What is found, as `CODE:printed`.
    fn found(text: &str) -> String {
        let found = Gazetteer::new(&dataset()).find(text).into_iter().map(|mention| {
            assert_eq!(text.get(mention.range.clone()), Some(mention.printed.as_str()));
            let code = match mention.who {
                Who::Partner(id) => id.to_string(),
                Who::Organisation(id) => id.to_string(),
                Who::OtherState(code) => format!("({code})"),
            };
            format!("{code}:{}", mention.printed)
        });
        found.collect::<Vec<_>>().join(" ")
    }

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(found(text), expected, "{text:?}");
    }

    #[test]
    fn partners_are_found_under_every_name() {
        check("Republic of Korea, Lao PDR, Burma, UK", "KR:Republic of Korea LA:Lao PDR MM:Burma GB:UK");
        check("Viet Nam and Vietnam", "VN:Viet Nam VN:Vietnam");
        check("South Korea; Korea", "KR:South Korea KR:Korea");
        check("the People's Republic of China", "CN:the People's Republic of China");
        check("HANOI, VIET NAM", "VN:VIET NAM");
    }

    #[test]
    fn names_with_full_stops_hyphens_or_small_letters_are_found_whole() {
        check("Viet-Nam, U.K., Lao P.D.R.", "VN:Viet-Nam GB:U.K. LA:Lao P.D.R.");
        check("the P.R. China", "CN:P.R. China");
        check("the Asean Secretariat, Asef", "ASEAN-SEC:Asean Secretariat asef:Asef");
    }

    #[test]
    fn an_article_belongs_to_the_names_of_some_states() {
        check("The Netherlands, the Philippines", "NL:The Netherlands PH:the Philippines");
        check("in the Czech Republic", "CZ:the Czech Republic");
        check(
            "the European Commission and the ASEAN Secretariat",
            "EU:European Commission ASEAN-SEC:ASEAN Secretariat",
        );
        check("the China stand", "CN:China");
        check("breathe Netherlands", "NL:Netherlands");
    }

    #[test]
    fn korea_is_never_the_north() {
        for text in [
            "North Korea",
            "North-Korea",
            "NORTH KOREA",
            "Democratic People’s Republic of Korea",
            "the Democratic People's\nRepublic of\u{a0}Korea",
            "DPRK",
            "DPR Korea",
            "Korea, Democratic People's Republic of",
            "Korea, DPR",
            "north Korea",
            "Democratic Peoples' Republic of Korea",
            "Democratic People's Rep. of Korea",
            "People's Republic of Korea",
            "N. Korea",
            "N.Korea",
            "N.\u{a0}Korea",
            "N.-Korea",
            "N Korea",
            "No. Korea",
        ] {
            let found = found(text);
            assert!(found.starts_with("(KP):") && !found.contains("KR"), "{text:?}: {found}");
        }
        check("North and South Korea", "KR:South Korea");
        check("S. Korea, S.Korea and R.O.K.", "KR:S. Korea KR:S.Korea KR:R.O.K.");
        check("N. and S. Korea", "KR:S. Korea");
        check("N. Ireland", "");
        check("from the North, Korea and Japan", "KR:Korea JP:Japan");
    }

    #[test]
    fn a_name_within_another_is_not_found() {
        check("Peoples’ Republic of China", "CN:Republic of China");
        check("northern Ireland", "");
        check("the Republic of China", "(TW):the Republic of China");
        check("South China Sea, East China Sea, Northern Ireland", "");
        check("UNESCO in Viet Nam", "unesco-viet-nam:UNESCO in Viet Nam");
    }

    #[test]
    fn only_whole_words_are_names() {
        check("Vietnamese, Chinatown, Indiana, UKs, Malta’s", "MT:Malta");
        check("Österreich, Chinaé", "");
        check("http://example.org/China www.Japan.example China@example.org", "");
    }

    #[test]
    fn spaces_and_apostrophes_may_be_of_any_kind() {
        check("Viet\u{a0}Nam", "VN:Viet\u{a0}Nam");
        check("Viet\r\nNam", "VN:Viet\r\nNam");
        check("Viet\n\nNam", "");
        check("Lao People’s Democratic Republic", "LA:Lao People’s Democratic Republic");
    }

    #[test]
    fn a_name_with_its_short_form_is_one_mention() {
        check("Asia-Europe Foundation (ASEF), ASEF", "asef:Asia-Europe Foundation asef:ASEF");
        check("Culture360.org, Culture360", "culture360:Culture360.org culture360:Culture360");
    }
}
