//! Codes and numbers with a meaning: parsed once at the edge, then compared and shown.

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

/// The number that a release carries, as printed: `100505_PR1008`.
///
/// It is not read as a date: the seed's number begins like 5 May 2010, its dateline says 11 May 2010.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ReleaseNumber(String);

impl ReleaseNumber {
    /// Reads a number: not empty, letters, digits and `_ - . /` only.
    pub fn parse(text: &str) -> Option<Self> {
        let allowed = |c: char| c.is_ascii_alphanumeric() || "_-./".contains(c);
        (!text.is_empty() && text.chars().all(allowed)).then(|| Self(text.to_owned()))
    }

    /// The number as printed.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ReleaseNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Names a paragraph within its release and in links to it: `p5`, `about-asem`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ParagraphId(String);

impl ParagraphId {
    /// Reads an id: a lower-case letter, then lower-case letters, digits and hyphens.
    pub fn parse(text: &str) -> Option<Self> {
        let starts_right = text.starts_with(|c: char| c.is_ascii_lowercase());
        let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        (starts_right && text.chars().all(allowed)).then(|| Self(text.to_owned()))
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ParagraphId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
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
}
