//! A release's outer parts: number, dateline, title, paragraphs, boilerplate, contact, and what belongs to none of them.

use super::dates::{Dated, When, dates};
use crate::model::{Date, ReleaseNumber};
use crate::prose::words::{Word, sentences, words};
use std::ops::Range;

/// The parts of a release, each with its place in the text.
#[derive(Clone, Debug, Default)]
pub struct Layout {
    /// Its number.
    pub number: Option<Part>,
    /// The day of its dateline.
    pub date: Option<Date>,
    /// Its dateline.
    pub dateline: Option<Part>,
    /// Its title.
    pub title: Option<Paragraph>,
    /// Its body.
    pub paragraphs: Vec<Paragraph>,
    /// What stands under the body.
    pub boilerplate: Vec<Boilerplate>,
    /// Whom to ask.
    pub contact: Option<Paragraph>,
    /// What is none of these.
    pub left_out: Vec<Part>,
    /// What remains to be asked: the subject, the question and the place.
    pub questions: Vec<(&'static str, String, usize)>,
}

/// A stretch of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Its words.
    pub text: String,
    /// Where it begins: a byte offset.
    pub offset: usize,
}

/// A paragraph of boilerplate.
#[derive(Clone, Debug)]
pub struct Boilerplate {
    /// The body that it describes, as printed.
    pub about: String,
    /// What that body is called for short.
    pub short: String,
    /// The paragraph.
    pub paragraph: Paragraph,
}

/// A paragraph: its lines, joined by spaces.
#[derive(Clone, Debug, Default)]
pub struct Paragraph {
    /// Its text.
    pub text: String,
    /// Where each line begins, here and in the whole text: byte offsets.
    lines: Vec<(usize, usize)>,
    /// Where a line ended within a word: behind the hyphen.
    broken: Vec<usize>,
}

impl Paragraph {
    /// Where an offset in this paragraph lies in the whole text.
    pub fn offset(&self, within: usize) -> usize {
        let line = self.lines.partition_point(|(here, _)| *here <= within).checked_sub(1);
        line.and_then(|line| self.lines.get(line)).map_or(0, |(here, there)| there + (within - here))
    }

    fn push(&mut self, line: &Line<'_>) {
        if ends_within_word(&self.text, line.text) {
            self.broken.push(self.text.len());
        } else if !self.text.is_empty() {
            self.text.push(' ');
        }
        self.lines.push((self.text.len(), line.offset));
        self.text.push_str(line.text);
    }

    fn part(&self) -> Part {
        Part { text: self.text.clone(), offset: self.offset(0) }
    }
}

/// Whether a line ends with a hyphen within a word: "con-" before "demned", but not "film-" before "and".
fn ends_within_word(line: &str, next: &str) -> bool {
    let is_hyphen = line.strip_suffix('-').is_some_and(|line| line.ends_with(char::is_lowercase));
    let joins = next.split_whitespace().next().is_some_and(|word| ["and", "or", "to"].contains(&word));
    is_hyphen && next.starts_with(char::is_lowercase) && !joins
}

#[derive(Clone, Copy, Debug)]
struct Line<'a> {
    text: &'a str,
    offset: usize,
}

/// A paragraph, or a line that says something about the release.
#[derive(Debug)]
enum Unit {
    Text(Paragraph),
    Meta(Meta, Paragraph),
}

#[derive(Debug)]
enum Meta {
    /// Its number, a date behind it, and whether the line says more than that.
    Number { range: Range<usize>, dated: Option<Range<usize>>, date: Option<Date>, has_more: bool },
    /// A date, whether the line says that it is that of publication, and whether other words than that stand there.
    Date { range: Range<usize>, when: When, is_labelled: bool, has_more: bool },
    /// A line such as "Press release", or "Source: …".
    Note,
    /// What a web site puts around a text.
    Chrome,
}

/// So many lines may come before the text itself.
const LONGEST_HEAD: usize = 80;

/// Once so many paragraphs have gone by, a line with a date is no dateline any more.
const N_PARAGRAPHS_BEFORE_DATELINE: usize = 3;

/// Lines as long as this are not broken by hand.
const LONG_LINE: usize = 100;

/// Finds the parts of a text whose lines end with `\n`.
pub fn layout(text: &str) -> Layout {
    let mut layout = Layout::default();
    let units = units(text);
    let is_body = |unit: &Unit| matches!(unit, Unit::Text(paragraph) if !is_title_like(&paragraph.text));
    let is_heading = |unit: &Unit| matches!(unit, Unit::Text(paragraph) if is_title_like(&paragraph.text) && paragraph.text.split_whitespace().nth(1).is_some());
    let is_meta = |unit: &Unit| matches!(unit, Unit::Meta(Meta::Number { .. } | Meta::Date { .. } | Meta::Note, _));
    let is_text = |unit: &Unit| matches!(unit, Unit::Text(_));
    let is_number = |unit: &Unit| matches!(unit, Unit::Meta(Meta::Number { .. }, _));
    let is_date = |unit: &Unit| matches!(unit, Unit::Meta(Meta::Date { .. }, _));
    let first_body = units.iter().position(is_body);
    // What a site puts before the text may look like paragraphs: the head is where the number stands, else a date.
    let second = second_release(&units);
    let n_units = second.unwrap_or(units.len());
    let in_first = || units.iter().take(n_units);
    let anchor = in_first().position(is_number).or_else(|| in_first().position(is_date));
    let body_behind = anchor.and_then(|anchor| {
        let behind = in_first().enumerate().skip(anchor);
        behind.filter(|(_, unit)| is_body(unit)).map(|(at, _)| at).next()
    });
    let head_body = body_behind.or(first_body);
    // The first paragraph of the text ends the head: dates below it are a programme's.
    let before_body = head_body.unwrap_or(n_units);
    let last_meta = units.iter().take(before_body).rposition(is_meta);
    let head_end = last_meta.map_or(0, |meta| meta + 1);
    let next = units.iter().take(n_units).skip(head_end).position(is_text).map(|next| next + head_end);
    let n_texts = in_first().filter(|unit| is_text(unit)).count();
    let text_of = |at: usize| match units.get(at) {
        Some(Unit::Text(paragraph)) => paragraph.text.as_str(),
        _ => "",
    };
    let below = next.filter(|next| units.get(*next).is_some_and(is_heading));
    // A headline right above the date.
    let above = units.iter().take(head_end).position(is_date).and_then(|date| date.checked_sub(1));
    let above = above.filter(|above| units.get(*above).is_some_and(is_heading));
    let mut other_title = None;
    let title = match (last_meta, above, below) {
        (Some(_), Some(above), Some(below)) => {
            let is_same = text_of(above) == text_of(below);
            let is_below = is_same || !is_long_title(text_of(above)) && is_long_title(text_of(below));
            let (title, other) = if is_below { (below, above) } else { (above, below) };
            other_title = (!is_same).then(|| text_of(other).to_owned());
            Some(title)
        }
        (Some(_), None, Some(below)) => Some(below),
        (Some(meta), ..) => units.iter().take(meta).rposition(is_heading),
        (None, ..) if first_body.is_none() => in_first().position(is_heading).filter(|_| n_texts > 1),
        (None, ..) => {
            let before_body = units.iter().enumerate().take(first_body.unwrap_or_default());
            let length = |unit: &Unit| match unit {
                Unit::Text(paragraph) => paragraph.text.len(),
                Unit::Meta(..) => 0,
            };
            before_body.filter(|(_, unit)| is_heading(unit)).max_by_key(|(_, unit)| length(unit)).map(|(at, _)| at)
        }
    };
    let n_headings = units.iter().take(first_body.unwrap_or_default()).filter(|unit| is_heading(unit)).count();
    let is_unsure = last_meta.is_none() && n_headings > 1;
    let body_start = title.map_or(0, |title| title + 1).max(head_end);
    let has_date = units.iter().take(head_end).any(is_date);
    // Of a text that was dated before it, what stands above the head may be the release itself.
    let is_cut = first_body.is_some_and(|body| body < head_end && units.iter().take(body).any(is_date));
    if let Some(Unit::Text(cut)) = first_body.filter(|_| is_cut).and_then(|body| units.get(body)) {
        let question = "Does this belong to the release? It stands above its number and is left out".to_owned();
        layout.questions.push(("text", question, cut.offset(0)));
    }
    let mut dates_found = Vec::new();
    for (at, unit) in units.into_iter().enumerate() {
        if let Some(second) = second.filter(|second| at >= *second) {
            let (Unit::Text(part) | Unit::Meta(_, part)) = unit;
            if at == second {
                let question = "Are these two releases? From here on all is left out: save it in a file of its own";
                layout.questions.push(("text", question.to_owned(), part.offset(0)));
            }
            layout.left_out.push(part.part());
            continue;
        }
        match unit {
            Unit::Text(paragraph) if Some(at) == title => {
                if let Some(other) = &other_title {
                    let question = format!("Is this the title, or is it {other:?}?");
                    layout.questions.push(("title", question, paragraph.offset(0)));
                }
                if is_unsure {
                    let question = "Is this the title? Several lines before the text could be".to_owned();
                    layout.questions.push(("title", question, paragraph.offset(0)));
                }
                layout.title = Some(paragraph);
            }
            Unit::Text(paragraph) => {
                let repeats_title = layout.title.as_ref().is_some_and(|title| title.text == paragraph.text);
                if at < body_start || (repeats_title && layout.paragraphs.is_empty()) {
                    layout.left_out.push(paragraph.part());
                } else {
                    layout.paragraphs.push(paragraph);
                }
            }
            Unit::Meta(Meta::Number { range, dated, date, has_more }, line) => {
                take_number(&mut layout, &line, range);
                if has_more {
                    layout.left_out.push(line.part());
                }
                if let (Some(range), Some(date)) = (dated, date) {
                    let when = When::Known { from: date.into(), until: None, is_ambiguous: false };
                    dates_found.push((line, range, when, false));
                }
            }
            // A programme's day, not that of the release.
            Unit::Meta(Meta::Date { is_labelled: false, .. }, line) if has_date && at >= head_end => {
                layout.paragraphs.push(line);
            }
            Unit::Meta(Meta::Date { range, when, is_labelled, has_more }, line) => {
                // The head knows better than what a site puts below the text.
                let is_labelled = is_labelled && !(has_date && at >= head_end);
                if has_more {
                    layout.left_out.push(line.part());
                }
                dates_found.push((line, range, when, is_labelled));
            }
            Unit::Meta(Meta::Note | Meta::Chrome, line) => layout.left_out.push(line.part()),
        }
    }
    for paragraph in layout.title.iter().chain(&layout.paragraphs) {
        for broken in &paragraph.broken {
            let word = word_around(&paragraph.text, *broken);
            let question = format!("Does {word:?} have its hyphen only from the end of a line?");
            layout.questions.push(("text", question, paragraph.offset(broken.saturating_sub(1))));
        }
    }
    take_date(&mut layout, dates_found);
    take_inline_date(&mut layout);
    take_contact(&mut layout);
    take_boilerplate(&mut layout);
    layout.left_out.sort_by_key(|part| part.offset);
    layout.left_out.dedup();
    layout
}

/// The word that stands on both sides of an offset, no more of it than a word is long.
fn word_around(text: &str, at: usize) -> &str {
    const LONGEST_HALF: usize = 40;
    let before = text.get(..at).unwrap_or_default().char_indices().rev().take(LONGEST_HALF);
    let start = before.take_while(|(_, c)| !c.is_whitespace()).last().map_or(at, |(start, _)| start);
    let behind = text.get(at..).unwrap_or_default().char_indices().take(LONGEST_HALF);
    let end = behind.take_while(|(_, c)| !c.is_whitespace()).last().map_or(at, |(last, c)| at + last + c.len_utf8());
    text.get(start..end).unwrap_or_default().trim_matches(|c: char| !c.is_alphanumeric())
}

/// Where a second release begins: another number, with a text between it and the first, and one behind it.
fn second_release(units: &[Unit]) -> Option<usize> {
    let number = |unit: &Unit| {
        let Unit::Meta(Meta::Number { range, .. }, line) = unit else { return None };
        line.text.get(range.clone()).map(str::to_owned)
    };
    let is_body = |unit: &Unit| matches!(unit, Unit::Text(paragraph) if !is_title_like(&paragraph.text));
    let mut numbers = units.iter().enumerate().filter_map(|(at, unit)| Some((at, number(unit)?)));
    let (first_at, first) = numbers.next()?;
    let body = units.iter().skip(first_at).position(is_body)? + first_at;
    let (at, _) = numbers.find(|(at, other)| *at > body && *other != first)?;
    units.iter().skip(at).any(|unit| matches!(unit, Unit::Text(_))).then_some(at)
}

/// Whether a line has as many words as a headline, and is no field, "Speakers: …".
fn is_long_title(text: &str) -> bool {
    const N_WORDS: usize = 4;
    let is_field = text.split_once(": ").is_some_and(|(name, rest)| !name.contains(' ') && rest.contains(';'));
    text.split_whitespace().nth(N_WORDS - 1).is_some() && !is_field
}

fn units(text: &str) -> Vec<Unit> {
    let mut units = Vec::new();
    let mut open = Paragraph::default();
    let mut last_line: Option<&str> = None;
    let mut is_below_meta = false;
    let mut n_body = 0;
    let mut offset = 0;
    let mut n_lines = 0;
    let close = |open: &mut Paragraph, units: &mut Vec<Unit>, n_body: &mut usize| {
        let paragraph = std::mem::take(open);
        if paragraph.text.is_empty() {
            return;
        }
        if is_chrome(&paragraph.text) {
            units.push(Unit::Meta(Meta::Chrome, paragraph));
        } else {
            *n_body += usize::from(!is_title_like(&paragraph.text));
            units.push(Unit::Text(paragraph));
        }
    };
    for whole in text.split('\n') {
        let trimmed = whole.trim_start();
        let line = Line { text: trimmed.trim_end(), offset: offset + (whole.len() - trimmed.len()) };
        offset += whole.len() + 1;
        if line.text.is_empty() {
            close(&mut open, &mut units, &mut n_body);
            last_line = None;
            is_below_meta = false;
            continue;
        }
        n_lines += 1;
        let may_be_head = n_lines <= LONGEST_HEAD && n_body < N_PARAGRAPHS_BEFORE_DATELINE;
        // Within a paragraph that is broken by hand, a date may be alone on its line.
        let meta = match is_title_like(&open.text) {
            true if may_be_head => meta(line.text, is_below_meta),
            // A second release may follow anywhere.
            true if open.text.is_empty() && line.text.chars().nth(2 * LONG_LINE).is_none() => number_line(line.text),
            true | false => None,
        };
        is_below_meta = meta.is_some();
        if let Some(meta) = meta {
            close(&mut open, &mut units, &mut n_body);
            let mut paragraph = Paragraph::default();
            paragraph.push(&line);
            units.push(Unit::Meta(meta, paragraph));
            last_line = None;
            continue;
        }
        let is_first = open.lines.len() == 1;
        if last_line
            .is_some_and(|last| is_break(&open.text, last, line.text) || is_first && is_subheading(last, line.text))
        {
            close(&mut open, &mut units, &mut n_body);
        }
        open.push(&line);
        last_line = Some(line.text);
    }
    close(&mut open, &mut units, &mut n_body);
    units
}

/// Whether a line break ends a paragraph, though no empty line follows. `paragraph` is all of it so far.
fn is_break(paragraph: &str, line: &str, next: &str) -> bool {
    let is_item = next.starts_with(['•', '·', '*', '▪', '–'])
        || next.strip_prefix("- ").is_some_and(|item| !item.is_empty())
        // A sentence may go on with a number at the start of a line: "on page\n5. Then".
        || is_numbered(next) && (is_numbered(paragraph) || line.ends_with(['.', ':', ';', '!', '?', '"', '”']))
        // The row of a table.
        || line.contains('\t')
        || next.contains('\t')
        || is_chrome(next)
        || is_chrome(line);
    let is_address = |line: &str| {
        let starts = ["http://", "https://", "www."].iter().any(|start| line.starts_with(start));
        starts && !line.contains(char::is_whitespace)
    };
    let is_heading =
        heading_of(line).is_some_and(|name| name.split(' ').count() <= 6) && next.starts_with(char::is_uppercase);
    is_item || is_heading || is_address(line) || is_address(next) || line.chars().nth(LONG_LINE).is_some()
}

/// Whether the first line of a paragraph is a heading above it: far shorter than the next, so that it is not broken there.
fn is_subheading(line: &str, next: &str) -> bool {
    const LONGEST_HEADING: usize = 40;
    const SHORTEST_LINE: usize = 60;
    line.chars().nth(LONGEST_HEADING).is_none()
        && (next.chars().nth(SHORTEST_LINE).is_some() || is_numbered(next))
        && line.starts_with(char::is_uppercase)
        && line.ends_with(char::is_alphanumeric)
        && next.starts_with(|c: char| !c.is_lowercase() || is_numbered(next))
        && !begins_contact(line)
}

/// Whether a line begins with a number or a letter as an item of a list does: "1. ", "a) ", "(iv) ".
fn is_numbered(line: &str) -> bool {
    let Some((mark, _)) = line.split_once(' ') else { return false };
    let inner = mark.strip_prefix('(').unwrap_or(mark);
    let Some(name) = inner.strip_suffix(')').or_else(|| inner.strip_suffix('.')) else { return false };
    let is_number = (1..=2).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_digit());
    let is_letter = name.len() == 1 && name.bytes().all(|byte| byte.is_ascii_lowercase());
    let is_roman = (1..=4).contains(&name.len()) && name.bytes().all(|byte| b"ivx".contains(&byte));
    is_number || is_letter || is_roman
}

/// Whether a text could be a headline: short, one sentence, without a full stop.
fn is_title_like(text: &str) -> bool {
    const LONGEST_TITLE: usize = 250;
    if text.len() > 4 * LONGEST_TITLE || text.chars().nth(LONGEST_TITLE).is_some() {
        return false;
    }
    let starts_address = ["http://", "https://", "www."].iter().any(|start| text.starts_with(start));
    let ends = text.trim_end_matches(['"', '”', '’', '\'', ')']).ends_with(['.', ':', ';', ',', '…']);
    !starts_address && !ends && sentences(text, &words(text)).len() <= 1
}

fn is_chrome(text: &str) -> bool {
    const WHOLE: &[&str] = &[
        "about us",
        "accept",
        "accept all",
        "back",
        "back to top",
        "contact us",
        "e-mail",
        "email",
        "email this",
        "facebook",
        "follow us",
        "home",
        "log in",
        "login",
        "menu",
        "more",
        "news",
        "next",
        "none",
        "page",
        "previous",
        "print",
        "print this page",
        "read more",
        "register",
        "related articles",
        "search",
        "share",
        "share this",
        "sign in",
        "sitemap",
        "skip to content",
        "skip to main content",
        "subscribe",
        "toggle navigation",
        "tweet",
        "twitter",
    ];
    const STARTS: &[&str] = &["you are here", "©", "copyright ", "(c) ", "all rights reserved", "[caption"];
    if text.chars().nth(2 * LONG_LINE).is_some() {
        return false;
    }
    let small = text.to_lowercase();
    let is_mark = !text.contains(char::is_alphanumeric);
    if is_mark || is_end_mark(text) {
        return true;
    }
    WHOLE.contains(&small.as_str())
        || STARTS.iter().any(|start| small.starts_with(start))
        || [" > ", " » ", " › "].iter().any(|mark| small.contains(mark))
}

/// What press offices put under a release: "ENDS", "*** Ends ***", "-30-".
fn is_end_mark(text: &str) -> bool {
    let bare = text.trim_matches(|c: char| !c.is_alphanumeric());
    let is_marked = bare.len() + 2 <= text.len();
    ["ENDS", "END", "Ends", "End"].contains(&bare) || is_marked && ["ends", "end", "30"].contains(&bare)
}

/// What a line of the head says about the release, if that is all that it says.
///
/// Right below another such line, also a field without a colon is one.
fn meta(line: &str, is_below_meta: bool) -> Option<Meta> {
    if line.chars().nth(2 * LONG_LINE).is_some() {
        return None;
    }
    let small = line.to_lowercase();
    date_line(line)
        .or_else(|| number_line(line))
        .or_else(|| (is_marker(&small) || is_field(&small, is_below_meta)).then_some(Meta::Note))
}

/// A line such as "Press release", "ASEF press release".
fn is_marker(small: &str) -> bool {
    const MARKERS: &[&str] = &[
        "press release",
        "news release",
        "media release",
        "press statement",
        "press communiqué",
        "press communique",
        "press notice",
        "for immediate release",
        "immediate release",
    ];
    let words = small.trim_end_matches([':', '.']);
    let is_one = |words: &str| MARKERS.contains(&words);
    is_one(words) || words.split_once(' ').is_some_and(|(_, words)| is_one(words)) || small.starts_with("embargo")
}

/// A line such as "Source: …".
fn is_field(small: &str, is_below_meta: bool) -> bool {
    const FIELDS: &[&str] = &[
        "author",
        "categories",
        "category",
        "country",
        "event",
        "filed under",
        "keywords",
        "language",
        "policy area",
        "policy areas",
        "source",
        "source (country)",
        "source country",
        "source type",
        "tags",
        "theme",
        "topic",
        "topics",
        "type",
    ];
    let begins = |name: &&str| small.strip_prefix(*name).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
    small.split_once(':').is_some_and(|(name, _)| FIELDS.contains(&name.trim()))
        || is_below_meta && FIELDS.iter().any(begins)
}

/// What stands before a date of publication. The longer first.
const DATE_LABELS: &[&str] = &[
    "date of publication",
    "date of release",
    "publication date",
    "release date",
    "date of issue",
    "published on",
    "posted on",
    "released on",
    "issued on",
    "published",
    "released",
    "posted",
    "issued",
    "date",
];

/// A line that holds a date, with no more around it than belongs to a dateline.
fn date_line(line: &str) -> Option<Meta> {
    let label = DATE_LABELS.iter().find(|label| {
        let start = line.get(..label.len());
        let rest = line.get(label.len()..).unwrap_or_default();
        start.is_some_and(|start| start.eq_ignore_ascii_case(label)) && !rest.starts_with(char::is_alphanumeric)
    });
    let skipped = label.map_or(0, |label| label.len());
    let words = words(line);
    let found = dates(&words);
    let first = found.iter().find(|date| date.range.start >= skipped)?;
    let is_day = match first.when {
        When::Known { from, until, .. } => until.is_none() && from.iso().len() == 10,
        When::NoYear | When::Impossible => true,
    };
    let others = || {
        words
            .iter()
            .enumerate()
            .filter(|(at, word)| !first.words.contains(at) && word.range.start >= skipped && word.is_word())
    };
    const WEEKDAYS: &[&str] = &[
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "mon",
        "tue",
        "wed",
        "thu",
        "fri",
        "sat",
        "sun",
    ];
    const MARKER_WORDS: &[&str] = &["press", "release", "news", "media", "communiqué", "statement"];
    let is_place = {
        let before: Vec<_> = words.iter().take(first.words.start).collect();
        before.len() <= 10
            && before.last().is_some_and(|last| last.text == ",")
            && before
                .iter()
                .all(|word| !word.is_word() || (word.is_capitalised() && !super::wording::is_event_noun(word.text)))
            && !others().any(|(at, _)| at > first.words.start)
    };
    let has_more = !others().all(|(_, word)| word.is_any(WEEKDAYS));
    let is_plain = others().all(|(_, word)| word.is_any(WEEKDAYS) || word.is_any(MARKER_WORDS));
    if !is_day || !(label.is_some() || is_plain || is_place) || (label.is_some() && first.words.start > 6) {
        return None;
    }
    // The place belongs to the dateline.
    let start = if is_place && label.is_none() { 0 } else { first.range.start };
    let range = start..first.range.end;
    Some(Meta::Date { range, when: first.when, is_labelled: label.is_some(), has_more: has_more && !is_place })
}

/// A line that gives the release's number.
fn number_line(line: &str) -> Option<Meta> {
    let alone = line.trim();
    if is_own_form(alone) {
        let start = line.len() - line.trim_start().len();
        return Some(Meta::Number { range: start..start + alone.len(), dated: None, date: None, has_more: false });
    }
    let words = words(line);
    let mut at = 0;
    let is_at = |at: usize, any: &[&str]| words.get(at).is_some_and(|word| word.is_any(any));
    let is_communique = words.get(1).is_some_and(|word| word.text.to_lowercase().starts_with("communiqu"));
    if is_at(0, &["press", "news", "media"]) && (is_communique || is_at(1, &["release", "statement", "notice"])) {
        at = 2;
    } else if is_at(0, &["release"]) {
        at = 1;
    }
    let names_release = at > 0;
    let is_reference = is_at(at, &["ref", "reference"]);
    let is_said = is_reference || is_at(at, &["no", "nr", "number", "n", "№", "#", "nº", "n°"]);
    if is_said {
        at += 1;
        while is_at(at, &[".", "°", "º", "no", "nr", "number"]) {
            at += 1;
        }
    }
    let has_colon = is_at(at, &[":"]);
    at += usize::from(has_colon);
    // "Press release no. 5", "Press release: 5", "Ref.: 5"; not "No. 5" alone.
    if !(names_release && (is_said || has_colon) || is_reference && has_colon) {
        return None;
    }
    let start = words.get(at)?.range.start;
    let rest = line.get(start..)?;
    let ends = |c: char| c.is_whitespace() || ",;|()[]".contains(c);
    let token = rest.find(ends).and_then(|end| rest.get(..end)).unwrap_or(rest).trim_end_matches(['.', ':', '-', '–']);
    if !token.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let end = start + token.len();
    let behind = dates(&words).into_iter().find(|date| date.range.start >= end && day_of(date).is_some());
    let is_said_by = |word: &Word<'_>| behind.as_ref().is_some_and(|date| date.range.contains(&word.range.start));
    let has_more = words.iter().any(|word| word.range.start >= end && word.is_word() && !is_said_by(word));
    let date = behind.as_ref().and_then(day_of);
    Some(Meta::Number { range: start..end, dated: behind.map(|date| date.range), date, has_more })
}

/// Whether it is a number of the foundation's own form, `100505_PR1008`, which says by itself what it is.
fn is_own_form(word: &str) -> bool {
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    word.split_once("_PR").is_some_and(|(day, number)| day.len() == 6 && is_digits(day) && is_digits(number))
}

/// The one day that a date is.
fn day_of(dated: &Dated) -> Option<Date> {
    match dated.when {
        When::Known { from, until: None, .. } => Date::parse_iso(&from.iso()),
        When::Known { .. } | When::NoYear | When::Impossible => None,
    }
}

fn take_number(layout: &mut Layout, line: &Paragraph, range: Range<usize>) {
    let offset = line.offset(range.start);
    let text = line.text.get(range).unwrap_or_default().to_owned();
    if let Some(number) = &layout.number {
        if number.text != text {
            layout.questions.push(("number", format!("Which is the number, {:?} or {text:?}?", number.text), offset));
            layout.left_out.push(line.part());
        }
    } else if ReleaseNumber::parse(&text).is_some() {
        layout.number = Some(Part { text, offset });
    } else {
        let question = format!("What is the number? {text:?} has other characters than letters, digits and _ - . /");
        layout.questions.push(("number", question, offset));
        layout.left_out.push(line.part());
    }
}

/// Of the dates in the head, the one that says that it is that of publication, else the first.
fn take_date(layout: &mut Layout, mut found: Vec<(Paragraph, Range<usize>, When, bool)>) {
    found.sort_by_key(|(line, range, _, is_labelled)| (!is_labelled, line.offset(range.start)));
    for (line, range, when, _) in found {
        let offset = line.offset(range.start);
        let printed = line.text.get(range).unwrap_or_default().to_owned();
        let question = match when {
            When::Known { from, is_ambiguous, .. } => {
                let date = Date::parse_iso(&from.iso());
                if layout.dateline.is_none() {
                    layout.date = date;
                    layout.dateline = Some(Part { text: printed.clone(), offset });
                    is_ambiguous.then(|| format!("Is {printed:?} {from}? It is read day first"))
                } else {
                    layout.left_out.push(line.part());
                    let is_same = layout.date == date;
                    (!is_same).then(|| format!("Is {printed:?} the date? Another was taken"))
                }
            }
            When::NoYear => {
                layout.left_out.push(line.part());
                Some(format!("In which year is {printed:?}? The text does not say"))
            }
            When::Impossible => {
                layout.left_out.push(line.part());
                Some(format!("What is the date? {printed:?} does not exist"))
            }
        };
        layout.questions.extend(question.map(|question| ("date", question, offset)));
    }
}

/// A date before the first words of the text: "HANOI, 11 May 2010 – …".
fn take_inline_date(layout: &mut Layout) {
    const N_WORDS_BEFORE: usize = 10;
    if layout.dateline.is_some() {
        return;
    }
    let Some(first) = layout.paragraphs.first() else { return };
    // No more of it than a dateline takes: it may be long.
    let end = first.text.char_indices().nth(200).map_or(first.text.len(), |(end, _)| end);
    let words = words(first.text.get(..end).unwrap_or_default());
    let found = dates(&words);
    let Some(dated) = found.first().filter(|dated| dated.words.start <= N_WORDS_BEFORE) else { return };
    let is_place = words.iter().take(dated.words.start).all(|word| !word.is_word() || word.is_capitalised());
    let next = words.get(dated.words.end);
    let is_set_off = next.is_some_and(|next| ["-", "–", "—", ":", "("].contains(&next.text));
    let is_before = dated.words.start == 0 && next.is_some_and(|next| next.is_capitalised());
    if !is_place || !(is_set_off || is_before) {
        return;
    }
    let offset = first.offset(dated.range.start);
    let printed = first.text.get(dated.range.clone()).unwrap_or_default().to_owned();
    // Without a year it is asked about like every other date of the text.
    if let Some(date) = day_of(dated) {
        layout.date = Some(date);
        layout.dateline = Some(Part { text: printed, offset });
    }
}

/// Whether a paragraph begins as one that says whom to ask.
fn begins_contact(text: &str) -> bool {
    const STARTS: &[&str] = &[
        "contact:",
        "contacts:",
        "contact person",
        "contact for",
        "media contact",
        "press contact",
        "media enquiries",
        "press enquiries",
        "for media enquiries",
        "for press enquiries",
        "for media inquiries",
        "for press inquiries",
        "please contact",
    ];
    /// "For further information please contact": so many words may stand before the last.
    const N_WORDS: usize = 8;
    let begins = |start: &str| text.get(..start.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(start));
    let words = words(text.char_indices().nth(LONG_LINE).and_then(|(end, _)| text.get(..end)).unwrap_or(text));
    let is_for = words.first().is_some_and(|word| word.is("for"));
    let asks_to = |pair: &[Word<'_>]| matches!(pair, [please, contact] if please.is("please") && contact.is("contact"));
    STARTS.iter().any(|start| begins(start)) || is_for && words.windows(2).take(N_WORDS).any(asks_to)
}

fn take_contact(layout: &mut Layout) {
    // No heading alone.
    const SHORTEST: usize = 20;
    let is_contact = |paragraph: &Paragraph| {
        begins_contact(&paragraph.text)
            && (paragraph.text.chars().nth(SHORTEST).is_some() || paragraph.text.split_whitespace().nth(2).is_some())
    };
    if let Some(at) = layout.paragraphs.iter().skip(1).position(is_contact) {
        layout.contact = Some(layout.paragraphs.remove(at + 1));
    }
}

/// The paragraphs at the end that open with "The Name (SHORT)", or stand under a heading "About NAME".
fn take_boilerplate(layout: &mut Layout) {
    let mut taken = Vec::new();
    while layout.paragraphs.len() > 1 {
        let Some(last) = layout.paragraphs.last() else { break };
        let heading = layout.paragraphs.iter().rev().nth(1).and_then(|paragraph| heading_of(&paragraph.text));
        let opening = opening_of(&last.text);
        let is_under_heading = heading.is_some();
        let named = opening.or_else(|| heading.map(|name| (name.clone(), name)));
        let Some((about, short)) = named else { break };
        let Some(paragraph) = layout.paragraphs.pop() else { break };
        taken.push(Boilerplate { about, short, paragraph });
        if is_under_heading && let Some(heading) = layout.paragraphs.pop() {
            layout.left_out.push(heading.part());
        }
    }
    taken.reverse();
    layout.boilerplate = taken;
}

/// The name in "The Name (SHORT) …", with and without its short form.
fn opening_of(text: &str) -> Option<(String, String)> {
    const LONGEST_NAME: usize = 200;
    let start = if text.starts_with("The ") { "The ".len() } else { 0 };
    let rest = text.get(start..)?;
    let open = rest.char_indices().take(LONGEST_NAME).find(|(_, c)| *c == '(')?.0;
    let name = rest.get(..open)?.strip_suffix(' ')?;
    let behind = rest.get(open + 1..)?;
    let close = behind.char_indices().take(LONGEST_NAME).find(|(_, c)| *c == ')')?.0;
    let short = behind.get(..close)?;
    let words: Vec<&str> = name.split_whitespace().collect();
    let small = ["of", "the", "and", "for", "in", "on", "to"];
    let is_name = words.first().is_some_and(|word| word.starts_with(char::is_uppercase))
        && words.iter().all(|word| word.starts_with(char::is_uppercase) || small.contains(word));
    let is_short = !short.is_empty()
        && short.starts_with(char::is_uppercase)
        && short.chars().all(|c| c.is_alphanumeric() || "-&/".contains(c));
    let goes_on = behind.get(close + 1..).is_some_and(|rest| rest.starts_with(char::is_whitespace));
    (is_name && is_short && goes_on).then(|| (format!("{name} ({short})"), short.to_owned()))
}

/// The name in a heading "About NAME".
fn heading_of(text: &str) -> Option<String> {
    let name = text.strip_prefix("About ").or_else(|| text.strip_prefix("ABOUT "))?.trim_end_matches(':').trim();
    let name = name.strip_prefix("the ").unwrap_or(name);
    let is_name = name.starts_with(char::is_uppercase) && name.chars().nth(80).is_none() && !name.ends_with('.');
    is_name.then(|| name.to_owned())
}
