//! Text made comparable, as people type it: words in small letters without marks.
//!
//! One way for names of partners, for the archive's index and for what is looked for in either, so that they meet.

/// A piece of text made comparable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece {
    /// A letter or digit.
    Letter(char),
    /// The plain letter or letters for one with a mark.
    Plain(&'static str),
    /// What stands between words.
    Between,
}

impl Piece {
    /// Writes the piece behind those before it, a space before the first of a word; `is_within` a word they end, or not.
    pub fn push_to(self, out: &mut String, is_within: &mut bool) {
        if self != Self::Between && !*is_within {
            out.push(' ');
        }
        *is_within = self != Self::Between;
        match self {
            Self::Letter(c) => out.push(c),
            Self::Plain(plain) => out.push_str(plain),
            Self::Between => {}
        }
    }
}

/// The pieces of a text, each with the byte at which what it stands for begins. What is neither typed nor missed is left
/// out.
pub fn pieces(text: &str) -> impl Iterator<Item = (usize, Piece)> {
    let lower = |(at, c): (usize, char)| c.to_lowercase().map(move |c| (at, c));
    let alike = |(at, c): (usize, char)| (at, half_width(c));
    text.char_indices().flat_map(lower).map(alike).filter(|(_, c)| !is_nothing(*c)).map(|(at, c)| {
        let piece = match base(c) {
            _ if is_between_words(c) => Piece::Between,
            Some(plain) => Piece::Plain(plain),
            None => Piece::Letter(c),
        };
        (at, piece)
    })
}

/// The words of a text, made comparable.
pub fn words(text: &str) -> Vec<String> {
    let mut words = String::new();
    push_words(text, &mut words);
    words.split_whitespace().map(str::to_owned).collect()
}

/// The same written behind each other, a space before each.
pub fn push_words(text: &str, out: &mut String) {
    let mut is_within = false;
    for (_, piece) in pieces(text) {
        piece.push_to(out, &mut is_within);
    }
}

/// Marks that are neither typed nor missed: accents on their own, apostrophes, hints at where a line may break.
fn is_nothing(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}' | '\'' | '’' | '‘' | 'ʼ' | '`')
}

/// What stands between words. Vowel signs of Indian and South-East Asian scripts are no letters to Unicode, but belong to
/// the word.
fn is_between_words(c: char) -> bool {
    c.is_whitespace()
        || c.is_ascii_punctuation()
        || matches!(c, '\u{a1}'..='\u{bf}' | '\u{2010}'..='\u{205e}' | '\u{3000}'..='\u{303f}' | '・' | '،')
}

/// Whether a letter belongs to a script that puts no spaces between words: Thai, Lao, Burmese, Khmer, Chinese, Japanese.
pub fn has_no_spaces(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{20000}'..='\u{3ffff}')
}

/// Letters and signs as wide as Chinese ones, which East Asian keyboards type, as everybody else's.
fn half_width(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

/// The plain letter or letters that people type for a letter with a mark.
///
/// A table of the Latin, Greek and Cyrillic letters that names of partners use. A library's table for all scripts would
/// weigh ten times as much, and would take marks away that make another letter: が is not か.
fn base(c: char) -> Option<&'static str> {
    if c.is_ascii() {
        return None;
    }
    LETTERS.iter().find(|(_, marked)| marked.contains(c)).map(|(base, _)| *base)
}

const LETTERS: &[(&str, &str)] = &[
    ("a", "àáâãäåāăąǎạảấầẩẫậắằẳẵặ"),
    ("ae", "æǽ"),
    ("c", "çćĉċč"),
    ("d", "ďđð"),
    ("e", "èéêëēĕėęěẹẻẽếềểễệə"),
    ("g", "ĝğġģǧ"),
    ("h", "ĥħ"),
    ("i", "ìíîïĩīĭįıǐỉị"),
    ("j", "ĵ"),
    ("k", "ķǩ"),
    ("l", "ĺļľŀł"),
    ("n", "ñńņňŉŋ"),
    ("o", "òóôõöøōŏőơǒọỏốồổỗộớờởỡợ"),
    ("oe", "œ"),
    ("r", "ŕŗř"),
    ("s", "śŝşšș"),
    ("ss", "ß"),
    ("t", "ţťŧț"),
    ("th", "þ"),
    ("u", "ùúûüũūŭůűųưǔụủứừửữự"),
    ("w", "ŵẁẃẅ"),
    ("y", "ýÿŷỳỵỷỹ"),
    ("z", "źżž"),
    ("α", "ά"),
    ("ε", "έ"),
    ("η", "ή"),
    ("ι", "ίϊΐ"),
    ("ο", "ό"),
    ("υ", "ύϋΰ"),
    ("ω", "ώ"),
    ("σ", "ς"),
    ("е", "ёѐ"),
    ("и", "йѝ"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_its_words_in_plain_small_letters() {
        for (text, expected) in [
            ("Culture Ministers’ Meeting", "culture ministers meeting"),
            ("100505_PR1008", "100505 pr1008"),
            ("Poznań – Łódź, Straße", "poznan lodz strasse"),
            ("e\u{301}t\u{e9}  Viê\u{323}t", "ete viet"),
            ("東京　ＡＳＥＭ", "東京 asem"),
            ("東京，ＡＳＥＭ！", "東京 asem"),
            (" – ", ""),
        ] {
            assert_eq!(words(text).join(" "), expected, "{text:?}");
        }
    }
}
