//! A release for reference managers: RIS, BibTeX and CSL-JSON.
//!
//! None of the three knows press releases: it is a report of that kind with a number in RIS and CSL 1.0.2, which is how
//! styles print it (“Press release No. …”), and `@misc` in BibTeX. The data names no author, so that there is none.

use super::export::Json;
use super::quote::Origin;
use super::text;
use crate::model::closed_set::closed_set;

closed_set! {
    /// The form of a reference.
    pub enum Reference {
        /// RIS, which EndNote, Zotero and Mendeley read.
        Ris = "ris", "RIS";
        /// BibTeX, for LaTeX.
        Bibtex = "bib", "BibTeX";
        /// CSL-JSON, for Zotero, Pandoc and whatever has citation styles.
        CslJson = "json", "CSL-JSON";
    }
}

impl Reference {
    /// Its media type.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Ris => "application/x-research-info-systems",
            Self::Bibtex => "application/x-bibtex",
            Self::CslJson => "application/vnd.citationstyles.csl+json",
        }
    }

    /// The release as such a reference.
    pub fn of(self, origin: Origin) -> String {
        match self {
            Self::Ris => ris(origin),
            Self::Bibtex => bibtex(origin),
            Self::CslJson => csl_json(origin),
        }
    }
}

/// Year, month and day, without zeros before them.
fn parts(iso: &str) -> impl Iterator<Item = &str> {
    iso.split('-').map(|part| part.trim_start_matches('0'))
}

fn ris(Origin { release, address }: Origin) -> String {
    let iso = release.date.iso();
    let mut out = String::new();
    let mut line = |tag: &str, value: &str| {
        if !value.is_empty() {
            out.push_str(tag);
            out.push_str("  - ");
            // A line that breaks would be another field.
            out.push_str(&value.replace(['\r', '\n'], " "));
            out.push_str("\r\n");
        }
    };
    line("TY", "RPRT");
    line("TI", &release.title);
    line("M3", text::RELEASE);
    line("SN", release.number.as_str());
    line("PY", iso.get(..4).unwrap_or_default());
    line("DA", &iso.replace('-', "/"));
    line("UR", address);
    out.push_str("ER  - \r\n");
    out
}

fn csl_json(Origin { release, address }: Origin) -> String {
    let iso = release.date.iso();
    let mut json = Json::default();
    json.open('[');
    json.open('{');
    json.text("\n  ", "id", release.number.as_str());
    json.text("\n  ", "type", "report");
    json.text("\n  ", "genre", text::RELEASE);
    json.text("\n  ", "number", release.number.as_str());
    json.text("\n  ", "title", &release.title);
    let date: Vec<&str> = parts(&iso).collect();
    json.plain("\n  ", "issued", &["{ \"date-parts\": [[", &date.join(", "), "]] }"].concat());
    if !address.is_empty() {
        json.text("\n  ", "URL", address);
    }
    json.close("\n}]\n");
    json.0
}

fn bibtex(Origin { release, address }: Origin) -> String {
    let iso = release.date.iso();
    let mut out = "@misc{".to_owned();
    // What else a number may have, `/` and `.`, some programs do not take in a key.
    out.extend(release.number.as_str().chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }));
    let mut field = |name: &str, value: &str| {
        out.push_str(",\n  ");
        out.push_str(name);
        out.push_str(" = ");
        out.push_str(value);
    };
    field("title", &braced(&in_latex(&release.title, true)));
    let kind = [text::RELEASE, " ", release.number.as_str()].concat();
    field("howpublished", &braced(&in_latex(&kind, false)));
    let mut date = parts(&iso);
    let mut part = || date.next().unwrap_or_default();
    field("year", part());
    // The name that every style knows; it is never put into braces.
    let month = part().parse().ok().and_then(|month: usize| MONTHS.get(month.checked_sub(1)?).copied());
    field("month", month.unwrap_or_default());
    field("day", part());
    if !address.is_empty() {
        // Taken as it stands, but for what would end it.
        let url = address.replace('{', "%7B").replace('}', "%7D").replace('\\', "%5C");
        field("url", &braced(&url));
    }
    out.push_str("\n}\n");
    out
}

/// The months as BibTeX names them.
const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

fn braced(text: &str) -> String {
    ["{", text, "}"].concat()
}

/// Text for LaTeX. In a title, words with capitals are put into braces, since most styles make titles small.
fn in_latex(text: &str, is_title: bool) -> String {
    let mut out = String::new();
    for (index, word) in text.split(' ').enumerate() {
        if index > 0 {
            out.push(' ');
        }
        // The first letter of a title stays a capital anyway.
        let may_be_small = |(at, c): (usize, char)| c.is_uppercase() && (index > 0 || at > 0);
        let is_protected = is_title && word.char_indices().any(may_be_small);
        let mut letters = String::new();
        word.chars().for_each(|c| letter_in_latex(c, &mut letters));
        out.push_str(&match letters.as_bytes().first() {
            _ if !is_protected => letters,
            // Behind a brace and a command, BibTeX makes letters small after all.
            Some(b'\\') => braced(&["{}", &letters].concat()),
            _ => braced(&letters),
        });
    }
    out
}

/// Letters with a mark: the command that sets the mark, the letters, and what they are without it.
const MARKED: [(&str, &str, &str); 13] = [
    ("\\'", "áéíóúýćńśźÁÉÍÓÚÝĆŃŚŹ", "aeiouycnszAEIOUYCNSZ"),
    ("\\`", "àèìòùÀÈÌÒÙ", "aeiouAEIOU"),
    ("\\^", "âêîôûÂÊÎÔÛ", "aeiouAEIOU"),
    ("\\\"", "äëïöüÿÄËÏÖÜ", "aeiouyAEIOU"),
    ("\\~", "ãñõÃÑÕ", "anoANO"),
    ("\\v ", "čďěňřšťžČĎĚŇŘŠŤŽ", "cdenrstzCDENRSTZ"),
    ("\\c ", "çşÇŞ", "csCS"),
    ("\\k ", "ąęĄĘ", "aeAE"),
    ("\\H ", "őűŐŰ", "ouOU"),
    ("\\r ", "ůŮ", "uU"),
    ("\\.", "żėġŻĖĠ", "zegZEG"),
    ("\\=", "āēīūĀĒĪŪ", "aeiuAEIU"),
    ("\\u ", "ăğĂĞ", "agAG"),
];

/// One letter. What old programs cannot read is written in signs that they can, as far as European names need it; all
/// else stays: LaTeX has read UTF-8 since 2018.
fn letter_in_latex(c: char, out: &mut String) {
    out.push_str(match c {
        '\\' => "\\textbackslash{}",
        '~' => "\\textasciitilde{}",
        '^' => "\\textasciicircum{}",
        // BibTeX counts braces, also behind a backslash.
        '{' => "\\textbraceleft{}",
        '}' => "\\textbraceright{}",
        '“' => "``",
        '”' => "''",
        '‘' => "`",
        '’' => "'",
        '–' => "--",
        '—' => "---",
        '…' => "\\ldots{}",
        '\u{a0}' => "~",
        'ß' => "{\\ss}",
        'æ' => "{\\ae}",
        'Æ' => "{\\AE}",
        'ø' => "{\\o}",
        'Ø' => "{\\O}",
        'å' => "{\\aa}",
        'Å' => "{\\AA}",
        'ł' => "{\\l}",
        'Ł' => "{\\L}",
        '#' | '$' | '%' | '&' | '_' => {
            out.push('\\');
            out.push(c);
            return;
        }
        _ => {
            for (command, marked, plain) in MARKED {
                let base = marked.chars().zip(plain.chars()).find(|(own, _)| *own == c);
                if let Some((_, base)) = base {
                    out.push('{');
                    out.push_str(command);
                    out.push(base);
                    out.push('}');
                    return;
                }
            }
            out.push(c);
            return;
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Release, ReleaseNumber};
    use crate::view_model::shipped;

    const ADDRESS: &str = "https://example.org/?release=100505_PR1008";
    /// Signs that mean something in one of the formats, and letters of European names.
    const NASTY: &str = "ER - 50% & more_x~^\\ #1 $2 Poznań – Malmö's Łódź, Győr";

    /// The shipped release with this title, and a number as unlike a word as it may be.
    fn titled(title: &str) -> Release {
        let number = ReleaseNumber::parse("2010/7.b_c").unwrap();
        Release { title: title.to_owned(), number, ..shipped().newest_release().clone() }
    }

    #[test]
    fn each_form_says_what_the_release_says_of_itself_and_no_more() {
        let dataset = shipped();
        let origin = Origin { release: dataset.newest_release(), address: ADDRESS };
        let title =
            "Experts call for a more comprehensive and integrated approach towards cultural cooperation between";
        assert_eq!(
            Reference::Ris.of(origin),
            format!(
                "TY  - RPRT\r\nTI  - {title} Asia and Europe\r\nM3  - ASEF press release\r\nSN  - 100505_PR1008\r\n\
                 PY  - 2010\r\nDA  - 2010/05/11\r\nUR  - {ADDRESS}\r\nER  - \r\n"
            )
        );
        assert_eq!(
            Reference::Bibtex.of(origin),
            format!(
                "@misc{{100505-PR1008,\n  title = {{{title} {{Asia}} and {{Europe}}}},\n  \
                 howpublished = {{ASEF press release 100505\\_PR1008}},\n  year = 2010,\n  month = may,\n  day = 11,\n  \
                 url = {{{ADDRESS}}}\n}}\n"
            )
        );
        assert_eq!(
            Reference::CslJson.of(origin),
            format!(
                "[{{\n  \"id\": \"100505_PR1008\",\n  \"type\": \"report\",\n  \"genre\": \"ASEF press release\",\n  \
                 \"number\": \"100505_PR1008\",\n  \"title\": \"{title} Asia and Europe\",\n  \
                 \"issued\": {{ \"date-parts\": [[2010, 5, 11]] }},\n  \"URL\": \"{ADDRESS}\"\n}}]\n"
            )
        );
    }

    #[test]
    fn another_program_reads_the_bibtex() {
        use biblatex::{Bibliography, ChunksExt as _, DateValue, EntryType, PermissiveType};
        for title in [NASTY, "ASEM and eParticipation in Viet Nam", "Čech, Şahin, Őr: ĄĘ ßæøå"] {
            let release = titled(title);
            let entry = Reference::Bibtex.of(Origin { release: &release, address: ADDRESS });
            let read = Bibliography::parse(&entry).unwrap();
            let entry = read.iter().next().unwrap();
            assert_eq!((entry.entry_type.clone(), entry.key.as_str()), (EntryType::Misc, "2010-7-b-c"));
            assert_eq!(entry.title().unwrap().format_verbatim(), title);
            assert_eq!(entry.how_published().unwrap().format_verbatim(), "ASEF press release 2010/7.b_c");
            assert_eq!(entry.url().unwrap(), ADDRESS);
            let PermissiveType::Typed(date) = entry.date().unwrap() else { panic!("no date") };
            let DateValue::At(day) = date.value else { panic!("no day") };
            assert_eq!((day.year, day.month, day.day), (2010, Some(4), Some(10)), "months and days are counted from 0");
            assert!(entry.author().is_err(), "nobody is made up");
        }
        let release = titled("eParticipation of ASEM’s “Partners” :}");
        let entry = Reference::Bibtex.of(Origin { release: &release, address: "" });
        assert!(entry.contains("title = {{eParticipation} of {ASEM's} {``Partners''} :\\textbraceright{}}"), "{entry}");
        assert!(!entry.contains("url"), "{entry}");
    }

    #[test]
    fn another_program_reads_the_ris() {
        use biblib::{CitationParser as _, RisParser};
        for title in [NASTY, "ASEM\nTI - KLM"] {
            let release = titled(title);
            let text = Reference::Ris.of(Origin { release: &release, address: ADDRESS });
            let read = RisParser::new().parse(&text).unwrap();
            let [citation] = read.as_slice() else { panic!("{} records", read.len()) };
            assert_eq!(citation.title, title.replace('\n', " "));
            assert_eq!(citation.citation_type, ["Report", "ASEF press release"]);
            assert_eq!(citation.urls, [ADDRESS]);
            assert!(citation.authors.is_empty(), "nobody is made up");
            let date = citation.date.as_ref().unwrap();
            assert_eq!((date.year, date.month, date.day), (2010, Some(5), Some(11)));
        }
    }

    #[test]
    fn another_program_reads_the_csl_json() {
        use citationberg::json::{DateValue, Item, Value};
        for title in [NASTY, "a \"b\" \\ \u{7} c"] {
            let release = titled(title);
            let text = Reference::CslJson.of(Origin { release: &release, address: ADDRESS });
            let read: Vec<Item> = serde_json::from_str(&text).unwrap();
            let [item] = read.as_slice() else { panic!("{} records", read.len()) };
            assert_eq!(item.id().as_deref(), Some("2010/7.b_c"));
            assert_eq!(item.type_().as_deref(), Some("report"));
            let string = |key: &str| match item.0.get(key) {
                Some(Value::String(text)) => text.as_str(),
                other => panic!("{key}: {other:?}"),
            };
            let strings = ["title", "number", "genre", "URL"].map(string);
            assert_eq!(strings, [title, "2010/7.b_c", "ASEF press release", ADDRESS]);
            let Some(Value::Date(DateValue::DateParts { date_parts, .. })) = item.0.get("issued") else {
                panic!("{:?}", item.0.get("issued"))
            };
            assert_eq!(date_parts.0[0].0, [2010, 5, 11]);
        }
    }

    #[test]
    fn a_type_is_one_that_csl_knows() {
        // Fails to read where the type is none of CSL 1.0.2.
        let kind: citationberg::taxonomy::Kind = serde_json::from_str("\"report\"").unwrap();
        assert_eq!(kind, citationberg::taxonomy::Kind::Report);
    }
}
