//! A paragraph as words, marks and sentences.

use std::ops::Range;

/// A word, a number or a mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word<'a> {
    /// Its letters and digits, or the one character that is neither.
    pub text: &'a str,
    /// Where it stands: byte offsets.
    pub range: Range<usize>,
    /// Whether a space stands before it.
    pub is_spaced: bool,
}

impl Word<'_> {
    /// Whether it is letters or digits.
    pub fn is_word(&self) -> bool {
        self.text.starts_with(char::is_alphanumeric)
    }

    /// Whether it begins with a capital letter or a digit, as the words of names do.
    pub fn is_capitalised(&self) -> bool {
        self.text.starts_with(|c: char| c.is_uppercase() || c.is_numeric())
    }

    /// Whether it is this word, written in small letters, whatever its capitals are here.
    pub fn is(&self, word: &str) -> bool {
        self.text.eq_ignore_ascii_case(word)
    }

    /// Whether it is one of these words, written in small letters.
    pub fn is_any(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.is(word))
    }
}

/// The words and marks of a text, in order.
pub fn words(text: &str) -> Vec<Word<'_>> {
    let mut words: Vec<Word<'_>> = Vec::new();
    let mut is_spaced = false;
    let mut run: Option<usize> = None;
    for (offset, c) in text.char_indices() {
        if c.is_alphanumeric() {
            run = run.or(Some(offset));
            continue;
        }
        if let Some(start) = run.take() {
            words.push(Word { text: text.get(start..offset).unwrap_or_default(), range: start..offset, is_spaced });
            is_spaced = false;
        }
        if c.is_whitespace() {
            is_spaced = true;
        } else {
            let range = offset..offset + c.len_utf8();
            words.push(Word { text: text.get(range.clone()).unwrap_or_default(), range, is_spaced });
            is_spaced = false;
        }
    }
    if let Some(start) = run {
        words.push(Word { text: text.get(start..).unwrap_or_default(), range: start..text.len(), is_spaced });
    }
    words
}

/// Words that end with a full stop and no sentence.
const ABBREVIATIONS: &[&str] = &[
    "approx", "apr", "art", "aug", "co", "dec", "dr", "etc", "feb", "fig", "gov", "hon", "inc", "jan", "jr", "jul",
    "jun", "ltd", "mar", "messrs", "mr", "mrs", "ms", "mt", "no", "nos", "nov", "nr", "oct", "prof", "rev", "sen",
    "sep", "sept", "sr", "st", "vol", "vs",
];

/// Whether what ends with this full stop is a word cut short, or an initial, and no sentence.
pub fn is_abbreviated(text: &str) -> bool {
    text.trim_end_matches('.').rsplit([' ', '(']).next().is_some_and(is_cut_short)
}

/// Whether a word that a full stop follows is an abbreviation or an initial.
fn is_cut_short(word: &str) -> bool {
    let is_initial = word.chars().count() == 1 && word.starts_with(char::is_uppercase);
    is_initial || ABBREVIATIONS.iter().any(|known| known.eq_ignore_ascii_case(word))
}

/// Words with which an address begins; it stands by itself.
const ADDRESSES: &[&str] = &["http", "https", "www"];

/// The sentences of a text: byte ranges, without the spaces between them.
pub fn sentences(text: &str, words: &[Word<'_>]) -> Vec<Range<usize>> {
    let mut sentences = Vec::new();
    let mut start: Option<usize> = None;
    for (at, word) in words.iter().enumerate() {
        let begun = *start.get_or_insert(word.range.start);
        if ends_sentence(words, at) {
            sentences.push(begun..word.range.end);
            start = None;
        }
    }
    if let (Some(start), Some(last)) = (start, words.last()) {
        sentences.push(start..last.range.end.min(text.len()));
    }
    sentences
}

/// Whether a sentence ends with this mark: a full stop or the like, or what closes behind one, before a space and a word
/// that begins one.
fn ends_sentence(words: &[Word<'_>], at: usize) -> bool {
    let Some(word) = words.get(at) else { return false };
    let closes = |word: &Word<'_>| ["\"", "”", "’", "'", ")", "»"].contains(&word.text);
    let mut stop = at;
    if closes(word) {
        match at.checked_sub(1) {
            Some(before) => stop = before,
            None => return false,
        }
    }
    let Some(mark) = words.get(stop).filter(|mark| [".", "!", "?", "…"].contains(&mark.text)) else { return false };
    let begins_next = match words.get(at + 1) {
        Some(next) if closes(next) && !next.is_spaced => false,
        Some(next) => next.is_spaced && (next.is_capitalised() || !next.is_word() || next.is_any(ADDRESSES)),
        None => true,
    };
    let before = stop.checked_sub(1).and_then(|before| words.get(before));
    let is_abbreviation = mark.text == "." && before.is_some_and(|before| !mark.is_spaced && is_cut_short(before.text));
    begins_next && (!is_abbreviation || at + 1 == words.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = sentences(text, &words(text)).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_sentence_ends_where_the_next_begins() {
        check("One. Two! Three? Four", &["One.", "Two!", "Three?", "Four"]);
        check("“One.” Two (three.) Four", &["“One.”", "Two (three.)", "Four"]);
        check("See the site. www.example.org", &["See the site.", "www.example.org"]);
        check("", &[]);
    }

    #[test]
    fn a_full_stop_within_a_sentence_ends_none() {
        check(
            "Culture360.org of Dr. Ng and J. Smith, no. 5, 15.5 and so on.",
            &["Culture360.org of Dr. Ng and J. Smith, no. 5, 15.5 and so on."],
        );
    }
}
