//! Codes, ids and numbers with a meaning: parsed once at the edge, then compared and shown.

use std::fmt;

/// Identifies a partner for good: `VN` (ISO 3166-1 alpha-2) for a state, `EU` or `ASEAN-SEC` for an institution.
///
/// Names change, this does not. At most [`PartnerId::MAX_LEN`] ASCII letters and inner hyphens, so that it is `Copy`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartnerId([u8; Self::MAX_LEN]);

impl PartnerId {
    /// The longest id, in bytes.
    pub const MAX_LEN: usize = 12;

    /// Reads an id: upper-case letters, with hyphens between them.
    pub fn parse(text: &str) -> Option<Self> {
        let letters_and_hyphens = text.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'-');
        let well_formed = letters_and_hyphens && !text.starts_with('-') && !text.ends_with('-');
        if !well_formed || !(2..=Self::MAX_LEN).contains(&text.len()) {
            return None;
        }
        let mut bytes = [0; Self::MAX_LEN];
        for (slot, byte) in bytes.iter_mut().zip(text.bytes()) {
            *slot = byte;
        }
        Some(Self(bytes))
    }

    /// Whether the id has the form of an ISO 3166-1 alpha-2 code.
    pub fn is_alpha_2(&self) -> bool {
        self.as_str().len() == 2
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        let used = self.0.split(|byte| *byte == 0).next().unwrap_or_default();
        std::str::from_utf8(used).unwrap_or_default()
    }
}

impl fmt::Display for PartnerId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for PartnerId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A state's UN M49 area code, three digits, the same number as its ISO 3166-1 numeric code.
///
/// It joins a partner to its shape in the map's geometry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct M49Code(u16);

impl M49Code {
    /// Reads exactly three digits.
    pub fn parse(text: &str) -> Option<Self> {
        let three_digits = text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_digit());
        three_digits.then(|| text.parse().ok().map(Self)).flatten()
    }
}

impl fmt::Display for M49Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:03}", self.0)
    }
}

/// Defines a code that is kept as text: a newtype with `parse`, `as_str` and `Display`.
macro_rules! text_code {
    ($(#[$meta:meta])* $name:ident, $(#[$parse_meta:meta])* |$text:ident| $is_right:expr) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Box<str>);

        impl $name {
            $(#[$parse_meta])*
            pub fn parse($text: &str) -> Option<Self> {
                ($is_right).then(|| Self($text.into()))
            }

            /// The code as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

text_code! {
    /// The number that a release carries, as printed: `100505_PR1008`.
    ///
    /// It is not read as a date: the seed's number begins like 5 May 2010, its dateline says 11 May 2010.
    ReleaseNumber,
    /// Reads a number: not empty, letters, digits and `_ - . /` only.
    |text| is_number(text)
}

impl ReleaseNumber {
    /// The number as a part of files' names; none for one that cannot be.
    pub fn file_name(&self) -> Option<&str> {
        let is_name = !self.0.starts_with('.') && !self.0.contains('/');
        is_name.then_some(&*self.0)
    }

    /// The file that a release of its own stands in, beside the data file; none for a number that is no file name.
    pub fn file(&self) -> Option<String> {
        self.file_name().map(|name| format!("releases/{name}.json"))
    }
}

text_code! {
    /// Names a source: `eeas-asem`, or the number of a release, which is a source as well.
    SourceId,
    /// Reads an id: what may be a release's number.
    |text| is_number(text)
}

text_code! {
    /// Names a paragraph within its release and in links to it: `p5`, `about-asem`.
    ParagraphId,
    /// Reads an id: a lower-case letter, then lower-case letters, digits and hyphens.
    |text| text.starts_with(|c: char| c.is_ascii_lowercase()) && is_slug(text)
}

text_code! {
    /// Names a sentence within its release and in links to it: `p5.2`, the second of the paragraph `p5`.
    SentenceId,
    /// Reads an id: that of a paragraph, a full stop, and the sentence's number from one.
    |text| text.split_once('.').is_some_and(|(paragraph, number)| {
        let is_number = !number.starts_with('0') && number.parse::<u16>().is_ok_and(|_| !number.starts_with('+'));
        ParagraphId::parse(paragraph).is_some() && is_number
    })
}

impl SentenceId {
    /// The id of a paragraph's sentence with this number, counted from one.
    pub fn new(paragraph: &ParagraphId, number: usize) -> Self {
        Self(format!("{paragraph}.{number}").into())
    }
}

text_code! {
    /// Names a meeting: `summit-7`, `cmm-4`.
    MeetingId,
    /// Reads an id: lower-case letters, digits and hyphens.
    |text| is_slug(text)
}

text_code! {
    /// Names an organisation: `asef`.
    OrganisationId,
    /// Reads an id: lower-case letters, digits and hyphens.
    |text| is_slug(text)
}

text_code! {
    /// Names an event within its release: `workshop`.
    EventId,
    /// Reads an id: lower-case letters, digits and hyphens.
    |text| is_slug(text)
}

text_code! {
    /// Names the partners that joined together, by the year: `2008`.
    WaveId,
    /// Reads an id: lower-case letters, digits and hyphens.
    |text| is_slug(text)
}

text_code! {
    /// The language of a name (BCP 47): `km`, `zh`, `sr-Latn`.
    Lang,
    /// Reads a tag: a primary language of two or three small letters, then subtags of two to eight letters or digits.
    |text| is_language_tag(text)
}

text_code! {
    /// An address that a click may follow. Other schemes in a link could run script.
    WebAddress,
    /// Reads an address that begins with `https://` or `http://`, names a host and has neither spaces nor quotes.
    |text| is_web_address(text)
}

fn is_number(text: &str) -> bool {
    let allowed = |c: char| c.is_ascii_alphanumeric() || "_-./".contains(c);
    !text.is_empty() && text.chars().all(allowed)
}

fn is_slug(text: &str) -> bool {
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    !text.is_empty() && text.chars().all(allowed)
}

fn is_language_tag(text: &str) -> bool {
    let mut subtags = text.split('-');
    let primary = subtags.next().unwrap_or_default();
    let is_primary = (2..=3).contains(&primary.len()) && primary.bytes().all(|byte| byte.is_ascii_lowercase());
    is_primary
        && subtags.all(|tag| (2..=8).contains(&tag.len()) && tag.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

fn is_web_address(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let is_odd = |c: char| c.is_whitespace() || c.is_control() || "\"<>".contains(c);
    rest.is_some_and(|rest| rest.starts_with(char::is_alphanumeric) && !rest.contains(is_odd))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_partner_id_reads_back_as_it_was_written() {
        for text in ["VN", "EU", "ASEAN-SEC"] {
            assert_eq!(PartnerId::parse(text).unwrap().to_string(), text);
        }
    }

    #[test]
    fn a_partner_id_in_another_form_is_refused() {
        for text in ["", "V", "vn", "V1", "-VN", "VN-", "ABCDEFGHIJKLM", "É"] {
            assert_eq!(PartnerId::parse(text), None, "{text:?}");
        }
    }

    #[test]
    fn an_m49_code_keeps_its_leading_zeros() {
        assert_eq!(M49Code::parse("040").unwrap().to_string(), "040");
        for text in ["40", "0400", "-40", "+40", "abc"] {
            assert_eq!(M49Code::parse(text), None, "{text:?}");
        }
    }

    #[test]
    fn a_release_number_is_taken_as_printed() {
        assert_eq!(ReleaseNumber::parse("100505_PR1008").unwrap().as_str(), "100505_PR1008");
        assert_eq!(ReleaseNumber::parse(""), None);
        assert_eq!(ReleaseNumber::parse("PR 1"), None);
    }

    #[test]
    fn a_paragraph_id_is_fit_for_a_link() {
        assert!(ParagraphId::parse("about-asem").is_some());
        for text in ["", "5", "-p", "P5", "p 5", "p#5"] {
            assert_eq!(ParagraphId::parse(text), None, "{text:?}");
        }
    }

    #[test]
    fn a_source_may_be_a_release() {
        assert!(SourceId::parse("eeas-asem").is_some());
        assert!(SourceId::parse("100505_PR1008").is_some());
        assert_eq!(SourceId::parse("a b"), None);
    }

    #[test]
    fn a_release_s_file_stays_in_its_folder() {
        let file = |number: &str| ReleaseNumber::parse(number).unwrap().file();
        assert_eq!(file("100505_PR1008").as_deref(), Some("releases/100505_PR1008.json"));
        assert_eq!(file("../asem"), None);
        assert_eq!(file(".."), None);
        assert_eq!(file("2010/7"), None);
    }

    #[test]
    fn a_language_is_a_tag() {
        for text in ["km", "zh-Hant", "sr-Latn-RS", "fil"] {
            assert!(Lang::parse(text).is_some(), "{text:?}");
        }
        for text in ["", "k", "Khmer", "KM", "zh_Hant", "zh-", "zh-toolongtag"] {
            assert_eq!(Lang::parse(text), None, "{text:?}");
        }
    }

    #[test]
    fn an_address_that_could_run_script_is_refused() {
        assert!(WebAddress::parse("http://asef.org/index.php?option=com_project&task=view&id=624").is_some());
        for text in ["", "asef.org", "//asef.org", "https://", "https:// asef.org", "http://a\"b", "http:asef.org"] {
            assert_eq!(WebAddress::parse(text), None, "{text:?}");
        }
        // Browsers read a scheme in any case, after what is blank, and drop tabs and line ends within it.
        for scheme in ["javascript", "data", "vbscript", "file", "blob", "filesystem", "view-source", "about", "ftp"] {
            let capitals = scheme.to_uppercase();
            let (start, end) = scheme.split_at(2);
            for written in [scheme, &capitals, &format!("{start}\t{end}"), &format!("{start}\r\n{end}")] {
                for before in ["", " ", "\t", "\u{1}", "\u{1f}", "\u{a0}", "\u{feff}", "\u{202e}", "https:", "&#106;"] {
                    for after in [":alert(1)", "://%0aalert(1)", "&colon;alert(1)", ":https://asef.org/", ""] {
                        let text = [before, written, after].concat();
                        assert_eq!(WebAddress::parse(&text), None, "{text:?}");
                    }
                }
            }
        }
    }
}
