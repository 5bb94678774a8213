//! What the wording of a release says: events, roles and recommendations.
//!
//! Each rule looks for a phrase that English press releases use. What no phrase proves is left to the editor.

use super::dates::{Dated, When, dates};
use crate::model::{Date, PartialDate, PartnerId, Role, Tense};
use crate::prose::gazetteer::{Gazetteer, Mention, Who};
use crate::prose::words::{Word, sentences, words};
use std::collections::BTreeMap;
use std::ops::Range;

/// A paragraph of a release, read.
#[derive(Debug)]
pub struct Passage<'a> {
    /// Its text.
    pub text: &'a str,
    /// Who is named in it.
    pub mentions: Vec<Mention>,
    /// The dates in it.
    pub dates: Vec<Dated>,
    words: Vec<Word<'a>>,
    sentences: Vec<Range<usize>>,
    is_body: bool,
}

/// An event, as far as the text tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// The passage.
    pub passage: usize,
    /// What it is called.
    pub name: String,
    /// Whether it was over; `None` where neither dateline nor wording tells.
    pub tense: Option<Tense>,
    /// Where it is, without the state.
    pub place: Option<Range<usize>>,
    /// The partner in whose land it is.
    pub host: Option<PartnerId>,
    /// Its first day.
    pub from: PartialDate,
    /// Its last day.
    pub until: Option<PartialDate>,
    /// The words that say so.
    pub quote: Range<usize>,
}

/// A role that the wording shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Appearance {
    /// The passage.
    pub passage: usize,
    /// Which of its mentions.
    pub mention: usize,
    /// The role.
    pub role: Role,
    /// The words that prove it, where the name alone does not.
    pub quote: Option<Range<usize>>,
}

/// What the wording says.
#[derive(Clone, Debug, Default)]
pub struct Said {
    /// The events, in order.
    pub events: Vec<Event>,
    /// The sentences that recommend something: passage and place.
    pub recommendations: Vec<(usize, Range<usize>)>,
    /// The roles, in order; each of somebody's roles once.
    pub appearances: Vec<Appearance>,
    /// What remains to be asked: the subject, the question, the passage and the place.
    pub questions: Vec<(&'static str, String, usize, usize)>,
}

impl<'a> Passage<'a> {
    /// Reads a paragraph; `is_body` is whether it says something new, and is no boilerplate.
    pub fn new(text: &'a str, is_body: bool, gazetteer: &Gazetteer) -> Self {
        let words = words(text);
        let (sentences, dates) = (sentences(text, &words), dates(&words));
        Self { text, mentions: gazetteer.find(text), dates, words, sentences, is_body }
    }

    fn word(&self, at: usize) -> Option<&Word<'a>> {
        self.words.get(at)
    }

    fn is_at(&self, at: usize, any: &[&str]) -> bool {
        self.word(at).is_some_and(|word| word.is_any(any))
    }

    /// Whether these words stand here.
    fn phrase_at(&self, at: usize, phrase: &[&str]) -> bool {
        phrase.iter().zip(at..).all(|(word, at)| self.is_at(at, &[word]))
    }

    /// The index of the mention that begins with this word.
    fn mention_at(&self, at: usize) -> Option<usize> {
        let start = self.word(at)?.range.start;
        self.mentions.binary_search_by_key(&start, |mention| mention.range.start).ok()
    }

    /// The index of the first word at or behind an offset.
    fn word_from(&self, offset: usize) -> usize {
        self.words.partition_point(|word| word.range.start < offset)
    }

    /// Whether all between two mentions are further ones, with commas and the like between them.
    pub fn is_list(&self, first: usize, last: usize) -> bool {
        (first..last).all(|at| match (self.mentions.get(at), self.mentions.get(at + 1)) {
            (Some(one), Some(next)) => {
                let between = self.word_from(one.range.end)..self.word_from(next.range.start);
                between.into_iter().all(|at| self.is_at(at, &[",", ";", "and", "&", "the"]))
            }
            _ => false,
        })
    }

    fn date_at(&self, at: usize) -> Option<&Dated> {
        let found = self.dates.binary_search_by_key(&at, |date| date.words.start).ok()?;
        self.dates.get(found)
    }

    /// The offset behind the word before this one.
    fn end_before(&self, at: usize) -> usize {
        at.checked_sub(1).and_then(|last| self.word(last)).map_or(0, |word| word.range.end)
    }

    fn start_of(&self, at: usize) -> usize {
        self.word(at).map_or(self.text.len(), |word| word.range.start)
    }

    /// The offset behind the sentence in which a word stands.
    fn sentence_end(&self, at: usize) -> usize {
        let offset = self.start_of(at);
        let sentence = self.sentences.partition_point(|sentence| sentence.end <= offset);
        self.sentences.get(sentence).map_or(self.text.len(), |sentence| sentence.end)
    }

    /// The index of the first word of the sentence in which a word stands.
    fn sentence_start(&self, at: usize) -> usize {
        let offset = self.start_of(at);
        let next = self.sentences.partition_point(|sentence| sentence.start <= offset);
        let sentence = next.checked_sub(1).and_then(|at| self.sentences.get(at));
        sentence.map_or(0, |sentence| self.word_from(sentence.start))
    }
}

/// Words that deny a sentence, or leave open whether what it says is so.
const DENIALS: &[&str] = &[
    "abandoned",
    "absence",
    "absent",
    "allegedly",
    "almost",
    "barely",
    "boycotted",
    "canceled",
    "cancelled",
    "cannot",
    "declined",
    "except",
    "excluding",
    "failed",
    "false",
    "falsely",
    "hardly",
    "if",
    "instead",
    "neither",
    "never",
    "nobody",
    "none",
    "nearly",
    "nor",
    "originally",
    "planned",
    "postponed",
    "rather",
    "refused",
    "relocated",
    "reportedly",
    "rescheduled",
    "rumors",
    "rumours",
    "unable",
    "unless",
    "whether",
    "without",
];

/// Words that tell of a wish, an offer or a plan, and not of what came of it.
const WISHES: &[&str] = &[
    "ask",
    "asked",
    "asks",
    "expected",
    "hope",
    "hoped",
    "hopes",
    "invited",
    "offer",
    "offered",
    "offers",
    "proposed",
    "proposes",
    "requested",
    "requests",
    "suggested",
    "suggests",
    "want",
    "wanted",
    "wants",
    "wish",
    "wished",
    "wishes",
];

/// Phrases that deny a sentence or leave it open.
const DENYING_PHRASES: &[&[&str]] = &[
    &["been", "moved"],
    &["called", "off"],
    &["could", "have"],
    &["might", "have"],
    &["should", "have"],
    &["would", "have"],
    &["was", "moved"],
    &["was", "to"],
    &["were", "to"],
];

/// What undoes the event of the sentence before.
const CANCELLATIONS: &[&str] = &["abandoned", "canceled", "cancelled", "postponed"];

impl Passage<'_> {
    /// Whether a word denies what its sentence says, or leaves it open.
    fn denies(&self, at: usize) -> bool {
        if self.is_at(at, DENIALS)
            || self.is_at(at, WISHES)
            || DENYING_PHRASES.iter().any(|phrase| self.phrase_at(at, phrase))
        {
            return true;
        }
        // "not only" affirms; "no. 5" counts.
        if self.is_at(at, &["not"]) {
            return !self.is_at(at + 1, &["only", "just", "least"]);
        }
        if self.is_at(at, &["no"]) {
            let is_count = self.is_at(at + 1, &["."])
                && self.word(at + 2).is_some_and(|next| next.text.starts_with(|c: char| c.is_ascii_digit()));
            return !is_count;
        }
        // "wasn't"
        let is_apostrophe = |at: usize| self.word(at).is_some_and(|word| ["'", "’"].contains(&word.text));
        self.is_at(at, &["t"])
            && at.checked_sub(1).is_some_and(is_apostrophe)
            && at.checked_sub(2).and_then(|at| self.word(at)).is_some_and(|word| word.text.ends_with(['n', 'N']))
    }

    /// Whether the wording around these words denies what they say, or leaves it open.
    ///
    /// That may stand anywhere in the sentence, so that more is asked than need be: a wrong role would be believed.
    fn is_denied(&self, words: Range<usize>) -> bool {
        let sentence = self.sentence_start(words.start)..self.word_from(self.sentence_end(words.start));
        let sentence = around(sentence, words.start);
        let is_apart = |at: &usize| self.is_at(*at, &[";"]);
        let start = (sentence.start..words.start).rev().find(is_apart).unwrap_or(sentence.start);
        let end = (words.end..sentence.end).find(is_apart).unwrap_or(sentence.end);
        if (start..end).any(|at| self.denies(at)) {
            return true;
        }
        // "Was it hosted by Malta?", "Had it been hosted by Malta"
        let asks = sentence.end.checked_sub(1).is_some_and(|last| self.is_at(last, &["?"]));
        if asks || self.is_at(sentence.start, &["had", "should", "was", "were"]) {
            return true;
        }
        let may_be = words.start.saturating_sub(4).max(start)..words.start;
        let is_open = |at: usize| {
            let is_may = self.word(at).is_some_and(|word| word.text == "may");
            is_may || self.is_at(at, &["can", "could", "might", "must", "should", "would"])
        };
        // "that it be hosted by Malta": a wish, unless "will" or "to" stands before.
        let is_be = may_be.clone().any(|at| self.is_at(at, &["be"]));
        let is_ahead =
            (words.start.saturating_sub(4)..words.end).any(|at| self.is_at(at, &["will", "shall", "to", "ll"]));
        if may_be.into_iter().any(is_open) || is_be && !is_ahead {
            return true;
        }
        // "It was cancelled", said next.
        let next = sentence.end..self.word_from(self.sentence_end(sentence.end));
        let refers_back = self.is_at(next.start, &["it", "this", "they", "both"])
            || self.is_at(next.start, &["the"])
                && self.word(next.start + 1).is_some_and(|word| is_event_noun(word.text));
        let is_undone = |at: usize| self.is_at(at, CANCELLATIONS) || self.phrase_at(at, &["called", "off"]);
        refers_back && next.into_iter().any(is_undone)
    }
}

/// Reads passages in the order of the text. `date` is that of the dateline.
pub fn read(passages: &[Passage<'_>], date: Option<Date>) -> Said {
    let mut said = Said::default();
    let names = Names::new(passages);
    for (index, passage) in passages.iter().enumerate() {
        let mut here = Reader { passage, passages, index, date, names: &names, said: &mut said };
        here.members();
        if passage.is_body {
            here.happenings();
            here.organisers();
            here.active_hosts();
            here.attendance();
            here.recommendations();
        }
    }
    let key = |found: &Appearance| {
        let mention = passages.get(found.passage).and_then(|passage| passage.mentions.get(found.mention));
        (found.passage, mention.map(|mention| mention.range.start), found.role)
    };
    said.appearances.sort_by_key(key);
    said.events.sort_by_key(|event| (event.passage, event.quote.start));
    let mut seen = std::collections::BTreeSet::new();
    said.appearances.retain(|found| {
        let mention = passages.get(found.passage).and_then(|passage| passage.mentions.get(found.mention));
        mention.is_some_and(|mention| seen.insert((mention.who.clone(), found.role)))
    });
    said
}

/// What a word that stands for an event means: "the Workshop".
const EVENT_NOUNS: &[&str] = &[
    "colloquium",
    "conference",
    "congress",
    "consultation",
    "convention",
    "dialogue",
    "exhibition",
    "fair",
    "festival",
    "forum",
    "meeting",
    "retreat",
    "roundtable",
    "seminar",
    "session",
    "summit",
    "symposium",
    "workshop",
];

/// Whether a word stands for an event.
pub fn is_event_noun(word: &str) -> bool {
    EVENT_NOUNS.iter().any(|noun| noun.eq_ignore_ascii_case(word))
}

/// Small words within the name of an event, or of a place.
const CONNECTORS: &[&str] =
    &["of", "on", "for", "in", "at", "the", "and", "through", "towards", "toward", "with", "de"];

/// What tells the event of a kind from others.
const ORDINALS: &[&str] = &[
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
];

/// So far from a word its sentence is looked at: a text may be one sentence of a megabyte.
const LONGEST_SENTENCE: usize = 300;

/// What of a sentence is looked at around a word.
fn around(sentence: Range<usize>, at: usize) -> Range<usize> {
    sentence.start.max(at.saturating_sub(LONGEST_SENTENCE))..sentence.end.min(at + LONGEST_SENTENCE)
}

/// A name has no more words than this; so much is looked at, and no more.
const LONGEST_NAME: usize = 40;

/// Verbs that say that an event is at a place, the longer first, and when by the verb alone.
const HAPPENS: &[(&[&str], Option<Tense>)] = &[
    (&["is", "to", "be", "held"], Some(Tense::Announced)),
    (&["is", "to", "take", "place"], Some(Tense::Announced)),
    (&["will", "be", "held"], Some(Tense::Announced)),
    (&["will", "take", "place"], Some(Tense::Announced)),
    (&["has", "been", "held"], Some(Tense::Reported)),
    (&["to", "be", "held"], Some(Tense::Announced)),
    (&["took", "place"], Some(Tense::Reported)),
    (&["was", "held"], Some(Tense::Reported)),
    (&["were", "held"], Some(Tense::Reported)),
    (&["takes", "place"], None),
    (&["is", "held"], None),
    (&["held"], None),
    (MET, Some(Tense::Reported)),
];

/// Who met did so at an event only if one is named: "met in Poznan, Poland on 9-10 September 2010 for the 4th Meeting".
const MET: &[&str] = &["met"];

/// The full names of events by their noun, in the order of the text.
struct Names<'a>(BTreeMap<String, Vec<NameAt<'a>>>);

/// A passage, a word in it, and the name of which it is a part.
type NameAt<'a> = ((usize, usize), &'a str);

impl<'a> Names<'a> {
    fn new(passages: &[Passage<'a>]) -> Self {
        let mut names: BTreeMap<String, Vec<NameAt<'a>>> = BTreeMap::new();
        for (index, passage) in passages.iter().enumerate() {
            for (at, word) in passage.words.iter().enumerate() {
                if word.is_capitalised() && is_event_noun(word.text) {
                    let start = (at.saturating_sub(LONGEST_NAME)..at)
                        .rev()
                        .take_while(|before| {
                            let follows = passage.word(before + 1).is_some_and(|next| next.is_spaced);
                            let names =
                                passage.word(*before).is_some_and(|word| word.is_word() && word.is_capitalised());
                            names && follows && !passage.is_at(*before, &["the", "this", "a", "an"])
                        })
                        .last()
                        .unwrap_or(at);
                    let end = forward(passage, at, &["in", "at"]);
                    let name = passage.text.get(passage.start_of(start)..passage.end_before(end)).unwrap_or_default();
                    if end - start > 1 {
                        names.entry(word.text.to_lowercase()).or_default().push(((index, at), name));
                    }
                }
            }
        }
        Self(names)
    }

    /// The full name last given before a place.
    fn before(&self, noun: &str, place: (usize, usize)) -> Option<&'a str> {
        let names = self.0.get(&noun.to_lowercase())?;
        let next = names.partition_point(|(at, _)| *at < place);
        next.checked_sub(1).and_then(|last| names.get(last)).map(|(_, name)| *name)
    }
}

/// Behind the last word of the name that goes on from a word.
fn forward(passage: &Passage<'_>, from: usize, but: &[&str]) -> usize {
    let goes_on = |at: &usize| {
        passage.word(*at).is_some_and(|word| {
            let is_inner = ["'", "’", "-", "–", "&"].contains(&word.text);
            is_inner || word.is_word() && (word.is_capitalised() || word.is_any(CONNECTORS)) && !word.is_any(but)
        })
    };
    let end = (from..from + LONGEST_NAME).take_while(goes_on).last().map_or(from, |last| last + 1);
    trimmed(passage, from..end).end
}

/// Takes small words and marks off both ends.
fn trimmed(passage: &Passage<'_>, range: Range<usize>) -> Range<usize> {
    let is_outer = |at: usize, marks: &[&str]| {
        passage
            .word(at)
            .is_some_and(|word| word.is_any(CONNECTORS) || word.is_any(&["a", "an"]) || marks.contains(&word.text))
    };
    let Range { mut start, mut end } = range;
    while start < end && is_outer(start, &[",", "-", "–", "&", "'", "’"]) {
        start += 1;
    }
    // An apostrophe may end a name: "Ministers'".
    while start < end && is_outer(end - 1, &[",", "-", "–", "&"]) {
        end -= 1;
    }
    start..end
}

/// A place in words: "Poznan, Poland".
struct Place {
    /// All of it.
    words: Range<usize>,
    /// The place without the state, or the state if there is no more.
    printed: Range<usize>,
    /// The mention of the state, at its end.
    state: Option<usize>,
}

/// Words that may follow a place, so that it ends there.
const BEHIND_PLACE: &[&str] = &[
    "after",
    "attracted",
    "because",
    "before",
    "between",
    "brought",
    "closed",
    "concluded",
    "earlier",
    "ended",
    "last",
    "later",
    "next",
    "opened",
    "this",
    "today",
    "tomorrow",
    "yesterday",
];

/// The place that begins with a word, and lies before another.
fn place(passage: &Passage<'_>, from: usize, before: usize) -> Option<Place> {
    let mut end = from;
    let mut state = None;
    while end < before && end < from + LONGEST_NAME {
        if let Some((mention, behind)) = state_at(passage, end, from) {
            state = Some(mention);
            end = behind;
            break;
        }
        let goes_on = passage.word(end).is_some_and(|word| {
            let is_inner = ["'", "’", "-", ","].contains(&word.text);
            let is_name = word.is_word() && word.is_capitalised() && passage.date_at(end).is_none();
            is_inner || is_name || word.is_any(&["in", "of", "the", "de", "da", "do"])
        });
        if !goes_on {
            break;
        }
        end += 1;
    }
    // "Rome, Italy, Malta": which of the two it is the words do not tell.
    let next = (end..end + 3).find(|at| !passage.is_at(*at, &[",", "and", "&", "or", "in", "/"])).unwrap_or(end);
    if let Some(found) = state.and_then(|state| passage.mentions.get(state))
        && next > end
        && let Some(other) = passage.mention_at(next).and_then(|other| passage.mentions.get(other))
        && is_state(&other.who)
        && other.who != found.who
    {
        state = None;
    }
    let words = match state {
        Some(_) => from..end,
        None => from..trimmed(passage, from..end).end,
    };
    if words.is_empty() || !passage.words.get(words.clone())?.iter().any(Word::is_capitalised) {
        return None;
    }
    let state_start =
        state.and_then(|state| passage.mentions.get(state)).map(|state| passage.word_from(state.range.start));
    let town = trimmed(passage, words.start..state_start.unwrap_or(words.end));
    let printed = if town.is_empty() { words.clone() } else { town };
    Some(Place { printed: passage.start_of(printed.start)..passage.end_before(printed.end), words, state })
}

/// The state that ends a place here, and the word behind it. `from` is where the place begins.
fn state_at(passage: &Passage<'_>, at: usize, from: usize) -> Option<(usize, usize)> {
    let mention = passage.mention_at(at)?;
    let found = passage.mentions.get(mention).filter(|found| is_state(&found.who))?;
    // "Hotel Viet Nam", "Embassy of Japan": the state's name only ends another.
    let ends_name = at > from
        && passage.word(at - 1).is_some_and(|last| last.is_any(&["of"]) || last.is_word() && last.is_capitalised());
    let behind = passage.word_from(found.range.end);
    // "Viet Nam National Museum", "Japan's embassy": it only begins another.
    let is_end = passage.date_at(behind).is_some() || passage.is_at(behind, BEHIND_PLACE);
    let begins_name = !is_end && qualifies(passage, behind);
    (!ends_name && !begins_name).then_some((mention, behind))
}

fn is_state(who: &Who) -> bool {
    match who {
        Who::Partner(id) => id.is_alpha_2() && id.as_str() != "EU",
        Who::OtherState(_) => true,
        Who::Organisation(_) => false,
    }
}

struct Reader<'r, 'a> {
    passage: &'r Passage<'a>,
    /// All passages: a later one may speak of what an earlier one said.
    passages: &'r [Passage<'a>],
    index: usize,
    date: Option<Date>,
    names: &'r Names<'a>,
    said: &'r mut Said,
}

/// What is known of an event before it is put together.
struct Happening<'d> {
    /// The words of its name.
    subject: Range<usize>,
    place: Option<Place>,
    dated: Option<&'d Dated>,
    /// What the verb says.
    verb: Option<Tense>,
    /// The words that prove the host.
    host_quote: Range<usize>,
    quote: Range<usize>,
}

impl<'r> Reader<'r, '_> {
    fn appear(&mut self, mention: usize, role: Role, quote: Option<Range<usize>>) {
        self.said.appearances.push(Appearance { passage: self.index, mention, role, quote });
    }

    fn ask(&mut self, about: &'static str, question: String, offset: usize) {
        self.said.questions.push((about, question, self.index, offset));
    }

    /// Events with a verb, "The Workshop took place in …", then those with only a place and a date behind their name.
    fn happenings(&mut self) {
        let passage = self.passage;
        let mut used_dates = std::collections::BTreeSet::new();
        let mut at = 0;
        while at < passage.words.len() {
            let Some((verb, tense)) = HAPPENS.iter().find(|(verb, _)| passage.phrase_at(at, verb)) else {
                at += 1;
                continue;
            };
            let behind = at + verb.len();
            if let Some(happening) = self.with_verb(at, behind, *tense) {
                used_dates.extend(happening.dated.map(|dated| dated.words.start));
                self.happening(&happening);
            }
            at = behind;
        }
        let mut earlier = 0;
        for dated in &passage.dates {
            if !used_dates.contains(&dated.words.start) {
                match self.with_date(dated, earlier) {
                    Some(happening) => self.happening(&happening),
                    None => self.ask_of_date(dated),
                }
            }
            earlier = dated.words.end;
        }
    }

    /// Asks about a day that belongs to no event: one may be meant that no phrase shows.
    fn ask_of_date(&mut self, dated: &Dated) {
        let When::Known { from, until, .. } = dated.when else { return };
        let is_dateline = until.is_none() && self.date.is_some_and(|date| date.iso() == from.iso());
        if is_dateline || from.iso().len() != 10 {
            return;
        }
        let printed = self.passage.text.get(dated.range.clone()).unwrap_or_default();
        self.ask("event", format!("Is there an event on {printed:?}? The wording shows none"), dated.range.start);
    }

    fn with_verb(&self, at: usize, behind: usize, verb: Option<Tense>) -> Option<Happening<'r>> {
        let passage = self.passage;
        let dated_from = |at: usize| {
            let skipped = at + usize::from(passage.is_at(at, &[","]));
            let skipped =
                skipped + usize::from(passage.is_at(skipped, &["on", "from", "between", "during", "in", "("]));
            passage.date_at(skipped)
        };
        let first_date = dated_from(behind);
        let mut next = first_date.map_or(behind, |dated| dated.words.end);
        if first_date.is_some() {
            next += usize::from(passage.is_at(next, &[","]));
        }
        let place =
            if passage.is_at(next, &["in", "at"]) { place(passage, next + 1, passage.words.len()) } else { None };
        let place_end = place.as_ref().map(|place| place.words.end);
        let mut subject_end = at;
        while let Some(before) = subject_end.checked_sub(1)
            && passage.is_at(before, &[",", "which", "that", "also"])
        {
            subject_end = before;
        }
        // "The tenth ASEM Summit (ASEM10) took place"
        subject_end = before_brackets(passage, subject_end);
        let leading = self.leading_date(at);
        let earliest = passage.sentence_start(at);
        let earliest = leading.map_or(earliest, |dated| earliest.max(dated.words.end));
        let region = self.back(subject_end, earliest);
        let subject = self.name_in(region.start..subject_end);
        let leading = leading.filter(|dated| {
            let follows = (dated.words.end..subject.start).all(|at| passage.is_at(at, &[",", "the", "a", "an"]));
            follows && !subject.is_empty()
        });
        let dated = first_date.or_else(|| place_end.and_then(dated_from));
        let is_led = dated.is_none() && leading.is_some();
        let dated = dated.or(leading);
        if place.is_none() && dated.is_none() {
            return None;
        }
        let mut end = dated.map_or(0, |dated| dated.words.end).max(place_end.unwrap_or(behind));
        if dated.is_some_and(|dated| dated.words.start.checked_sub(1).is_some_and(|open| passage.is_at(open, &["("]))) {
            end += usize::from(passage.is_at(end, &[")"]));
        }
        if passage.phrase_at(at, MET) {
            let from = end + 1;
            let skipped = passage.is_at(end, &["for", "at"]) && place.is_some() && dated.is_some();
            let subject = self.name_in(from..forward(passage, from, &["in", "at"]));
            let quote = at..subject.end;
            let host_quote = at..place_end.map_or(end, |place_end| place_end.max(next));
            let is_named = skipped && !subject.is_empty();
            return is_named.then_some(Happening { subject, place, dated, verb, host_quote, quote });
        }
        let with_article = subject.start.checked_sub(1).filter(|article| {
            passage.is_at(*article, &["the"]) && passage.word(*article).is_some_and(Word::is_capitalised)
        });
        let start = if subject.is_empty() { at } else { with_article.unwrap_or(subject.start) };
        let start = if is_led { passage.sentence_start(at) } else { start };
        let host_end = place_end.map_or(end, |place_end| place_end.max(next));
        Some(Happening { subject, place, dated, verb, host_quote: at..host_end, quote: start..end })
    }

    /// The date with which a sentence begins: "On 3 June 2010 the Forum takes place".
    fn leading_date(&self, at: usize) -> Option<&'r Dated> {
        let passage = self.passage;
        let start = passage.sentence_start(at);
        let is_led = passage.is_at(start, &["on", "from", "between", "in", "during"]);
        let dated = passage.date_at(start + 1).filter(|dated| is_led && dated.words.end <= at)?;
        let next = passage.dates.partition_point(|other| other.words.start < dated.words.end);
        let is_only = passage.dates.get(next).is_none_or(|other| other.words.end > at);
        is_only.then_some(dated)
    }

    /// "The Retreat (Bali, Indonesia, 3-5 March 2011)", "the 11th Summit (15-16 July 2016, Ulaanbaatar, Mongolia)".
    fn in_brackets(&self, dated: &'r Dated) -> Option<Happening<'r>> {
        let passage = self.passage;
        let sentence = passage.sentence_start(dated.words.start);
        let earliest = sentence.max(dated.words.start.saturating_sub(LONGEST_NAME));
        let open = (earliest..dated.words.start).rev().find(|at| passage.is_at(*at, &["(", ")"]))?;
        if !passage.is_at(open, &["("]) {
            return None;
        }
        let (place, close) = if open + 1 == dated.words.start {
            let skipped = passage.is_at(dated.words.end, &[",", "in", "at"]);
            let place = place(passage, dated.words.end + 1, passage.words.len()).filter(|_| skipped)?;
            let close = place.words.end;
            (place, close)
        } else {
            let start = open + 1 + usize::from(passage.is_at(open + 1, &["in", "at"]));
            let place = place(passage, start, dated.words.start)?;
            let is_joined = (place.words.end..dated.words.start).all(|at| passage.is_at(at, &[",", "on", "from"]));
            (place, is_joined.then_some(dated.words.end)?)
        };
        let region = self.back(open, sentence);
        let subject = self.name_in(region);
        if subject.is_empty() || !passage.is_at(close, &[")"]) {
            return None;
        }
        let (host_quote, quote) = (open..close + 1, subject.start..close + 1);
        Some(Happening { subject, place: Some(place), dated: Some(dated), verb: None, host_quote, quote })
    }

    fn with_date(&self, dated: &'r Dated, earlier: usize) -> Option<Happening<'r>> {
        if let Some(happening) = self.in_brackets(dated) {
            return Some(happening);
        }
        let passage = self.passage;
        let mut link = dated.words.start;
        let is_open = link.checked_sub(1).is_some_and(|open| passage.is_at(open, &["("]));
        while let Some(before) = link.checked_sub(1)
            && passage.is_at(before, &["(", "on", "from", ",", "between", "during", "–", "-"])
        {
            link = before;
        }
        if link == dated.words.start {
            return None;
        }
        let region = self.back(link, passage.sentence_start(dated.words.start).max(earlier));
        // Of the places where the name may end, the first behind which there is a place up to the date.
        let mut found = None;
        for at in region.clone().skip(1) {
            let is_comma = passage.is_at(at, &[","]);
            if !is_comma && !passage.is_at(at, &["in", "at"]) || self.name_in(region.start..at).is_empty() {
                continue;
            }
            let place = place(passage, at + 1, link).filter(|place| trimmed(passage, place.words.end..link).is_empty());
            if let Some(place) = place.filter(|place| !is_comma || place.state.is_some()) {
                found = Some((at, place));
                break;
            }
        }
        let split = found.as_ref().map(|(at, _)| *at);
        let place = found.map(|(_, place)| place);
        let subject = self.name_in(region.start..split.unwrap_or(link));
        if subject.is_empty() {
            return None;
        }
        // Behind a comma the place itself is what proves the host.
        let host_start = split.map(|at| if passage.is_at(at, &[","]) { at + 1 } else { at });
        let end = dated.words.end + usize::from(is_open && passage.is_at(dated.words.end, &[")"]));
        Some(Happening {
            host_quote: host_start.unwrap_or(subject.start)..end,
            quote: subject.start..end,
            subject,
            place,
            dated: Some(dated),
            verb: None,
        })
    }

    /// The words of names, places and the small words between them that lead up to a word.
    fn back(&self, end: usize, earliest: usize) -> Range<usize> {
        let passage = self.passage;
        let earliest = earliest.max(end.saturating_sub(LONGEST_NAME));
        let leads = |at: &usize| {
            passage.word(*at).is_some_and(|word| {
                let is_inner = ["'", "’", "-", "–", "&", ","].contains(&word.text);
                let is_plain = word.is_any(CONNECTORS) || word.is_any(ORDINALS) || is_event_noun(word.text);
                is_inner || word.is_word() && (word.is_capitalised() || is_plain)
            })
        };
        (earliest..end).rev().take_while(leads).last().unwrap_or(end)..end
    }

    /// The name of an event at the end of these words; empty if they name none.
    fn name_in(&self, words: Range<usize>) -> Range<usize> {
        let passage = self.passage;
        let is_noun = |at: &usize| passage.word(*at).is_some_and(|word| is_event_noun(word.text));
        let noun = words.clone().find(is_noun).unwrap_or(words.end);
        // What stands before belongs to the sentence: "Germany at the 8th Summit", "Poland, and the 8th Summit".
        let before = (words.start..noun).rev().find(|at| passage.is_at(*at, &[",", "the", "at"]));
        let name = trimmed(passage, before.map_or(words.start, |before| before + 1)..words.end);
        let names_event =
            passage.words.get(name.clone()).unwrap_or_default().iter().any(|word| is_event_noun(word.text));
        if names_event { name } else { name.end..name.end }
    }

    fn happening(&mut self, happening: &Happening<'_>) {
        let passage = self.passage;
        let offsets = |words: &Range<usize>| passage.start_of(words.start)..passage.end_before(words.end);
        let known = happening.dated.and_then(|dated| match dated.when {
            When::Known { from, until, .. } => Some((from, until)),
            When::NoYear | When::Impossible => None,
        });
        let quote = offsets(&happening.quote);
        let said = passage.text.get(quote.clone()).unwrap_or_default();
        if passage.is_denied(happening.host_quote.clone()) {
            let question =
                format!("Did this take place, or will it? The wording denies it or leaves it open: {said:?}");
            self.ask("event", question, quote.start);
            return;
        }
        let by_date = known.and_then(|(from, until)| self.tense(from, until));
        let disagree = by_date.is_some_and(|by_date| happening.verb.is_some_and(|verb| verb != by_date));
        if disagree {
            let question = format!("Was it over when the release went out? Date and verb do not agree: {said:?}");
            self.ask("event", question, quote.start);
        }
        let tense = by_date.or(happening.verb).filter(|_| !disagree);
        let place = happening.place.as_ref();
        let state = place.and_then(|place| place.state);
        let mention = state.and_then(|state| passage.mentions.get(state));
        let host = mention.and_then(|mention| match mention.who {
            Who::Partner(id) => Some(id),
            Who::OtherState(_) | Who::Organisation(_) => None,
        });
        if let (Some(state), Some(_)) = (state, host) {
            let quote = offsets(&happening.host_quote);
            match tense {
                Some(Tense::Reported) => self.appear(state, Role::Host, Some(quote)),
                Some(Tense::Announced) => self.appear(state, Role::AnnouncedHost, Some(quote)),
                None => {}
            }
        }
        let Some((from, until)) = known else {
            return;
        };
        let name = offsets(&happening.subject);
        let printed = passage.text.get(name.clone()).unwrap_or_default();
        if printed.is_empty() {
            self.ask("event", format!("What is the event called that {said:?} tells of?"), quote.start);
            return;
        }
        let is_bare = happening.subject.len() == 1;
        let full = if is_bare { self.names.before(printed, (self.index, happening.subject.start)) } else { None };
        let name = full.unwrap_or(printed).to_owned();
        match (place, host) {
            (None, _) => self.ask("event", format!("Where is {name:?}? The text does not say"), quote.start),
            (Some(_), None) => self.ask("event", format!("In which partner’s land is {name:?}?"), quote.start),
            (Some(_), Some(_)) => {}
        }
        if tense.is_none() && !disagree {
            self.ask("event", format!("Was {name:?} over when the release went out?"), quote.start);
        }
        let place = place.map(|place| place.printed.clone());
        self.said.events.push(Event { passage: self.index, name, tense, place, host, from, until, quote });
    }

    /// What the dateline tells: nothing of an event that was under way.
    fn tense(&self, from: PartialDate, until: Option<PartialDate>) -> Option<Tense> {
        let date = self.date?;
        if from.earliest() > date {
            Some(Tense::Announced)
        } else if until.unwrap_or(from).latest() < date {
            Some(Tense::Reported)
        } else {
            None
        }
    }

    fn organisers(&mut self) {
        /// The longer first: of two that begin with the same word the first counts.
        const CUES: &[&[&str]] = &[
            &["joint", "initiative", "by"],
            &["joint", "initiative", "of"],
            &["joint", "initiative", "between"],
            &["jointly", "organised", "by"],
            &["jointly", "organized", "by"],
            &["jointly", "hosted", "by"],
            &["co", "-", "organised", "by"],
            &["co", "-", "organized", "by"],
            &["co", "-", "hosted", "by"],
            &["co", "-", "sponsored", "by"],
            &["organised", "jointly", "by"],
            &["organized", "jointly", "by"],
            &["organised", "by"],
            &["organized", "by"],
            &["convened", "by"],
        ];
        const HOSTED: &[&str] = &["hosted", "by"];
        let passage = self.passage;
        let mut at = 0;
        while at < passage.words.len() {
            let cue = CUES.iter().find(|cue| passage.phrase_at(at, cue)).map(|cue| (cue.len(), Role::CoOrganiser));
            let hosted = || passage.phrase_at(at, HOSTED).then_some((HOSTED.len(), Role::Host));
            let Some((length, role)) = cue.or_else(hosted) else {
                at += 1;
                continue;
            };
            let article = at.checked_sub(1).filter(|before| passage.is_at(*before, &["a", "an", "the"]));
            let start = article.unwrap_or(at);
            let found = self.list(at + length, start, true);
            let is_denied = passage.is_denied(start..found.next.max(at + length));
            for (mention, quote) in &found.items {
                if is_denied {
                    self.ask_denied(*mention);
                    continue;
                }
                let is_state = passage.mentions.get(*mention).is_some_and(|mention| is_state(&mention.who));
                // An organisation has no land in which it could be.
                let role =
                    if role == Role::Host && is_state { self.hosting(at, *mention) } else { Some(Role::CoOrganiser) };
                match role {
                    Some(role) => self.appear(*mention, role, Some(quote.clone())),
                    None => self.ask_whether_over(*mention),
                }
            }
            // "… and the Ministry of Culture of China": the list goes on with somebody else.
            let goes_on = passage.is_at(found.next, &[",", "and", "with"]);
            let sentence_end = passage.sentence_end(at);
            let behind = passage.start_of(found.next)..sentence_end;
            let next = passage.mentions.partition_point(|mention| mention.range.start < behind.start);
            if goes_on
                && !found.items.is_empty()
                && !is_denied
                && let Some(next) = passage.mentions.get(next).filter(|next| behind.contains(&next.range.start))
                // Behind a verb it is the subject of something else.
                && !(found.next..passage.word_from(next.range.start)).any(|at| passage.is_at(at, ANOTHER_STATEMENT))
            {
                let question = format!("Is {:?} one of the organisers?", next.printed);
                self.ask(about(&next.who), question, next.range.start);
            }
            at = found.next.max(at + length);
        }
    }

    fn ask_denied(&mut self, mention: usize) {
        let Some(found) = self.passage.mentions.get(mention) else { return };
        let question = format!("What role has {:?}? The wording denies it or leaves it open", found.printed);
        self.ask(about(&found.who), question, found.range.start);
    }

    fn ask_whether_over(&mut self, mention: usize) {
        let Some(found) = self.passage.mentions.get(mention) else { return };
        let question = format!("Had {:?} been host when the release went out, or was it still to be?", found.printed);
        self.ask(about(&found.who), question, found.range.start);
    }

    /// Whether somebody was host, or was still to be, by the verb before "hosted"; `None` where the wording does not tell.
    fn hosting(&self, at: usize, mention: usize) -> Option<Role> {
        let passage = self.passage;
        let sentence = around(passage.sentence_start(at)..passage.word_from(passage.sentence_end(at)), at);
        let mut before = at.saturating_sub(4).max(sentence.start)..at;
        if before.clone().any(|at| passage.is_at(at, &["will", "to", "shall"])) {
            return Some(Role::AnnouncedHost);
        }
        if before.any(|at| passage.is_at(at, &["was", "were", "been"])) {
            return Some(Role::Host);
        }
        self.hosting_by_date(sentence.clone(), mention).or_else(|| {
            let has = |words: &[&str]| sentence.clone().any(|at| passage.is_at(at, words));
            // "The Forum, hosted by Malta, will discuss", "It's hosted by Malta": it may be either.
            let is_open = has(&["will", "shall", "is", "are", "takes", "take"])
                || sentence
                    .clone()
                    .any(|at| passage.phrase_at(at, &["it", "’", "s"]) || passage.phrase_at(at, &["it", "'", "s"]));
            (!is_open).then_some(Role::Host)
        })
    }

    /// Whether somebody was host or was still to be, by what the text said of it before, or by the dates of the sentence.
    fn hosting_by_date(&self, sentence: Range<usize>, mention: usize) -> Option<Role> {
        let passage = self.passage;
        let who = passage.mentions.get(mention).map(|mention| &mention.who);
        let is_own = |found: &&Appearance| {
            let own = self.passages.get(found.passage).and_then(|passage| passage.mentions.get(found.mention));
            own.map(|own| &own.who) == who
        };
        let one_of = |roles: Vec<Role>| match roles.as_slice() {
            [first, rest @ ..] if rest.iter().all(|role| role == first) => Some(*first),
            _ => None,
        };
        /// What was said last counts, and there are not more partners than this.
        const N_LOOKED_AT: usize = 300;
        let told = self.said.appearances.iter().rev().take(N_LOOKED_AT).filter(is_own).map(|found| found.role);
        let told: Vec<Role> = told.filter(|role| [Role::Host, Role::AnnouncedHost].contains(role)).collect();
        let first = passage.dates.partition_point(|dated| dated.words.start < sentence.start);
        let dates = passage.dates.iter().skip(first).take_while(|dated| dated.words.start < sentence.end);
        let dated = dates.filter_map(|dated| match dated.when {
            When::Known { from, until, .. } => self.tense(from, until).map(|tense| match tense {
                Tense::Reported => Role::Host,
                Tense::Announced => Role::AnnouncedHost,
            }),
            When::NoYear | When::Impossible => None,
        });
        let dated: Vec<Role> = dated.collect();
        one_of(told).or_else(|| one_of(dated))
    }

    /// Who hosts, as the subject: "Mongolia will host the 11th Summit".
    fn active_hosts(&mut self) {
        const VERBS: &[(&[&str], Option<Role>)] = &[
            (&["will", "be", "hosting"], Some(Role::AnnouncedHost)),
            (&["will", "also", "host"], Some(Role::AnnouncedHost)),
            (&["will", "host"], Some(Role::AnnouncedHost)),
            (&["is", "to", "host"], Some(Role::AnnouncedHost)),
            (&["has", "hosted"], Some(Role::Host)),
            (&["hosted"], Some(Role::Host)),
            (&["is", "hosting"], None),
            (&["hosts"], None),
        ];
        let passage = self.passage;
        for (mention, found) in passage.mentions.iter().enumerate() {
            let start = passage.word_from(found.range.start);
            let behind = passage.word_from(found.range.end);
            let Some((verb, said)) = VERBS.iter().find(|(verb, _)| passage.phrase_at(behind, verb)) else { continue };
            // "the Minister of Malta", "Japan and Malta": Malta alone is not who hosts.
            let is_subject = start == passage.sentence_start(start)
                || start
                    .checked_sub(1)
                    .is_some_and(|last| passage.is_at(last, &["that", "while", "whereas", ";", ":"]));
            let is_named = is_subject && is_state(&found.who);
            let Some(end) = self.event_behind(behind + verb.len()).filter(|_| is_named) else { continue };
            if passage.is_denied(behind..end) {
                self.ask_denied(mention);
                continue;
            }
            let sentence = around(passage.sentence_start(start)..passage.word_from(passage.sentence_end(start)), start);
            match said.or_else(|| self.hosting_by_date(sentence, mention)) {
                Some(role) => {
                    let quote = passage.start_of(start)..passage.end_before(end);
                    self.appear(mention, role, Some(quote));
                }
                None => self.ask_whether_over(mention),
            }
        }
    }

    /// Behind the event that is the object of a verb: "the 11th Summit", but not "a dinner for the Summit".
    fn event_behind(&self, from: usize) -> Option<usize> {
        const N_WORDS: usize = 10;
        const SMALL: &[&str] = &["a", "an", "annual", "its", "next", "of", "the", "this", "'", "’", "-", "–"];
        let passage = self.passage;
        for at in from..from + N_WORDS {
            let word = passage.word(at)?;
            if is_event_noun(word.text) {
                return Some(at + 1);
            }
            let is_part = word.is_any(SMALL) || word.is_any(ORDINALS) || word.is_word() && word.is_capitalised();
            if !is_part {
                return None;
            }
        }
        None
    }

    fn attendance(&mut self) {
        /// What may join those who came to others.
        const CUES: &[&[&str]] = &[
            &["as", "well", "as"],
            &["attended", "by"],
            &["joined", "by"],
            &["brought", "together"],
            &["with", "the", "participation", "of"],
            &["with", "participation", "of"],
            &["such", "as"],
            &["including"],
            &["gathered"],
        ];
        const EXAMPLES: &[&[&str]] = &[&["such", "as"], &["including"]];
        let passage = self.passage;
        for sentence in passage.sentences.clone() {
            let range = passage.word_from(sentence.start)..passage.word_from(sentence.end);
            let Some(first) = range.clone().find(|at| tells_attendance(passage, *at)) else { continue };
            let mut at = range.start;
            while at < range.end {
                let is_example = EXAMPLES.iter().any(|cue| passage.phrase_at(at, cue));
                // "as well as" joins to an attendance only what stands behind it.
                let may_join =
                    if is_example { self.gives_examples_of_people(at, first, range.start) } else { at >= first };
                let cue = CUES.iter().find(|cue| may_join && passage.phrase_at(at, cue)).map(|cue| cue.len());
                let people = || people_at(passage, at).filter(|_| self.are_those_who_came(at, first, range.start));
                let Some(length) = cue.or_else(people) else {
                    at += 1;
                    continue;
                };
                let is_people = cue.is_none();
                let found = self.list(at + length, at, !is_people);
                let is_denied = passage.is_denied(first..first + 1);
                for (mention, quote) in &found.items {
                    if is_denied {
                        self.ask_denied(*mention);
                    } else {
                        self.appear(*mention, Role::Attending, Some(quote.clone()));
                    }
                }
                at = if found.items.is_empty() { at + 1 } else { found.next.max(at + 1) };
            }
        }
    }

    /// Whether the people at a word are those whose coming `first` tells of: not "aid by experts from Malta", nor "met to
    /// discuss the case of delegates from Malta".
    fn are_those_who_came(&self, at: usize, first: usize, sentence: usize) -> bool {
        const ELSEWHERE: &[&str] = &["about", "against", "concerning", "for", "on", "regarding", "that", "to", "which"];
        let passage = self.passage;
        let between = around(if first < at { first + 1..at } else { sentence..at }, at);
        let mut is_elsewhere = between.clone().any(|at| passage.is_at(at, ELSEWHERE));
        // The object of the sentence's own verb comes "by".
        is_elsewhere |= at < first && between.into_iter().any(|at| passage.is_at(at, &["by", "of"]));
        !is_elsewhere
    }

    /// Whether "including" at a word names some of those who came, which `first` tells of: "experts from 14 countries,
    /// including Malta, gathered"; not "attended a session on threats, such as Iran".
    fn gives_examples_of_people(&self, at: usize, first: usize, sentence: usize) -> bool {
        const GROUPS: &[&str] = &[
            "bodies",
            "countries",
            "governments",
            "institutions",
            "members",
            "nations",
            "organisations",
            "organizations",
            "partners",
            "people",
            "states",
        ];
        const ELSEWHERE: &[&str] =
            &["about", "against", "by", "concerning", "for", "in", "on", "regarding", "to", "towards", "which", "that"];
        let passage = self.passage;
        let last = at.checked_sub(1).filter(|last| passage.is_at(*last, &[","])).unwrap_or(at);
        let is_group =
            last.checked_sub(1).is_some_and(|last| passage.is_at(last, GROUPS) || passage.is_at(last, PEOPLE));
        let from = if first < at { first + 1 } else { sentence };
        // "attended by", "took part in" are part of the phrase itself.
        let from = from + usize::from(first < at && passage.is_at(from, &["by"]));
        is_group && !around(from..at, at).any(|at| passage.is_at(at, ELSEWHERE))
    }

    /// Who is listed from a word on: "Viet Nam, Hungary and ASEF", also with "representatives from Australia" among them.
    ///
    /// Each comes with the words that prove it, from `start` or from "representatives" on.
    fn list(&self, from: usize, start: usize, may_nest: bool) -> Listed {
        let passage = self.passage;
        let mut items: Vec<(usize, Option<Range<usize>>)> = Vec::new();
        let mut next = from;
        let mut end = from;
        loop {
            let mut at = next;
            for _ in 0..8 {
                let joins = passage.mention_at(at).is_none()
                    && passage.is_at(
                        at,
                        &[
                            ",",
                            ";",
                            ":",
                            "&",
                            "and",
                            "as",
                            "well",
                            "the",
                            "plus",
                            "both",
                            "also",
                            "together",
                            "with",
                            "in",
                            "cooperation",
                            "collaboration",
                            "partnership",
                            "government",
                            "governments",
                            "of",
                        ],
                    );
                at += usize::from(joins);
            }
            if let Some(mention) = passage.mention_at(at)
                && let Some(found) = passage.mentions.get(mention)
            {
                let behind = passage.word_from(found.range.end);
                let behind = behind_brackets(passage, behind);
                if qualifies(passage, behind) {
                    break;
                }
                items.push((mention, None));
                (next, end) = (behind, behind);
            } else if may_nest && let Some(length) = people_at(passage, at) {
                let inner = self.list(at + length, at, false);
                if inner.items.is_empty() {
                    break;
                }
                items.extend(inner.items.into_iter().map(|(mention, quote)| (mention, Some(quote))));
                (next, end) = (inner.next, inner.next);
            } else {
                break;
            }
        }
        let whole = passage.start_of(start)..passage.end_before(end);
        let items = items.into_iter().map(|(mention, quote)| (mention, quote.unwrap_or_else(|| whole.clone())));
        Listed { items: items.collect(), next }
    }

    /// The members of ASEM, where they are listed: "43 member states (Austria, …) plus the European Commission".
    fn members(&mut self) {
        const N_AT_LEAST: usize = 3;
        let passage = self.passage;
        let mut at = 0;
        while at < passage.words.len() {
            let open = at;
            at += 1;
            let is_open = passage.is_at(open, &["(", ":"])
                && open.checked_sub(1).is_some_and(|last| names_members(passage, last));
            if !is_open {
                continue;
            }
            let sentence_start = passage.sentence_start(open);
            let tells_of_people = (sentence_start.max(open.saturating_sub(LONGEST_NAME))..open)
                .any(|at| people_at(passage, at).is_some() || passage.is_at(at, &["attended", "participated"]));
            if tells_of_people
                || (sentence_start.max(open.saturating_sub(LONGEST_NAME))..open).any(|at| passage.denies(at))
            {
                continue;
            }
            let closing: &[&str] = if passage.is_at(open, &["("]) { &[")"] } else { &[".", ")"] };
            let close =
                (open..passage.words.len()).find(|at| passage.is_at(*at, closing)).unwrap_or(passage.words.len());
            let (start, end) = (passage.start_of(open), passage.start_of(close));
            let within = |mention: &Mention| start < mention.range.start && mention.range.start < end;
            let is_partner = |mention: &Mention| matches!(mention.who, Who::Partner(_));
            let first = passage.mentions.partition_point(|mention| mention.range.start <= start);
            let listed: Vec<usize> = (first..passage.mentions.len())
                .take_while(|at| passage.mentions.get(*at).is_some_and(within))
                .filter(|at| passage.mentions.get(*at).is_some_and(is_partner))
                .collect();
            at = close.max(at);
            if listed.len() < N_AT_LEAST {
                continue;
            }
            let more = if passage.is_at(close + 1, &["plus", "and", "as", "together", "along"]) {
                self.list(close + 1, close + 1, false).items
            } else {
                Vec::new()
            };
            for mention in listed.into_iter().chain(more.into_iter().map(|(mention, _)| mention)) {
                if passage.mentions.get(mention).is_some_and(is_partner) {
                    self.appear(mention, Role::Listed, None);
                }
            }
        }
    }

    fn recommendations(&mut self) {
        let passage = self.passage;
        for sentence in &passage.sentences {
            let range = passage.word_from(sentence.start)..passage.word_from(sentence.end);
            if range.clone().any(|at| recommends(passage, at)) {
                self.said.recommendations.push((self.index, sentence.clone()));
            }
        }
    }
}

/// Words that begin another statement than a list of organisers.
const ANOTHER_STATEMENT: &[&str] = &[
    "attended",
    "are",
    "but",
    "convened",
    "had",
    "has",
    "have",
    "held",
    "hosted",
    "is",
    "organised",
    "organized",
    "takes",
    "took",
    "was",
    "were",
    "which",
    "while",
    "who",
    "will",
    ";",
];

/// The subject of a question about somebody.
fn about(who: &Who) -> &'static str {
    match who {
        Who::Organisation(_) => "organisation",
        Who::Partner(_) | Who::OtherState(_) => "partner",
    }
}

struct Listed {
    /// The mentions, each with the words that prove it.
    items: Vec<(usize, Range<usize>)>,
    /// The word behind the list.
    next: usize,
}

/// Whether a wording that recommends something begins here.
fn recommends(passage: &Passage<'_>, at: usize) -> bool {
    const PHRASES: &[&[&str]] = &[
        &["the", "importance", "of"],
        &["the", "need", "to"],
        &["the", "need", "for"],
        &["recommended", "that"],
        &["recommended", "to"],
        &["recommend", "that"],
        &["recommends", "that"],
        &["recommend", "to"],
        &["called", "for"],
        &["called", "on"],
        &["called", "upon"],
        &["call", "on"],
        &["call", "upon"],
        &["calls", "on"],
        &["calls", "for"],
        &["urged"],
        &["urges"],
    ];
    // "Should you need more" asks for nothing but a call.
    // Behind the opening of a quotation, "should" goes on with what was said: its subject is elsewhere.
    let opens = at.checked_sub(1).and_then(|before| passage.word(before));
    let goes_on = opens.is_some_and(|mark| ["\"", "“", "'", "‘"].contains(&mark.text));
    let is_should = passage.is_at(at, &["should"])
        && !goes_on
        && !passage.is_at(at + 1, &["you"])
        && !at.checked_sub(1).is_some_and(|before| passage.is_at(before, &["you"]));
    is_should || PHRASES.iter().any(|phrase| passage.phrase_at(at, phrase))
}

/// Those who come to an event.
const PEOPLE: &[&str] = &[
    "ambassadors",
    "artists",
    "delegates",
    "delegation",
    "delegations",
    "experts",
    "guests",
    "leaders",
    "ministers",
    "observers",
    "officials",
    "participants",
    "practitioners",
    "representatives",
    "scholars",
    "speakers",
];

/// Whether somebody's coming is told here. Without that, "representatives from" says nothing about who came.
fn tells_attendance(passage: &Passage<'_>, at: usize) -> bool {
    const VERBS: &[&str] = &["attended", "attending", "attracted", "gathered", "met", "participated", "represented"];
    const PHRASES: &[&[&str]] = &[
        &["brought", "together"],
        &["took", "part"],
        &["in", "attendance"],
        &["with", "the", "participation", "of"],
        &["with", "participation", "of"],
        &["was", "present"],
        &["were", "present"],
    ];
    // "welcomed delegates from Malta", not "welcomed the proposal by delegates from Malta".
    let receives = passage.is_at(at, &["welcomed", "convened", "included"])
        && (at + 1..at + 4).any(|at| passage.is_at(at, PEOPLE))
        && !passage.is_at(at + 1, &["the"]);
    receives || passage.is_at(at, VERBS) || PHRASES.iter().any(|phrase| passage.phrase_at(at, phrase))
}

/// How many words "representatives from" takes, if it stands here.
fn people_at(passage: &Passage<'_>, at: usize) -> Option<usize> {
    (passage.is_at(at, PEOPLE) && passage.is_at(at + 1, &["from", "of"])).then_some(2)
}

/// Before a short form in brackets that ends here.
fn before_brackets(passage: &Passage<'_>, end: usize) -> usize {
    const LONGEST: usize = 6;
    if !end.checked_sub(1).is_some_and(|last| passage.is_at(last, &[")"])) {
        return end;
    }
    (end.saturating_sub(LONGEST)..end).rev().find(|at| passage.is_at(*at, &["("])).unwrap_or(end)
}

/// Behind a short form in brackets.
fn behind_brackets(passage: &Passage<'_>, at: usize) -> usize {
    const LONGEST: usize = 6;
    if !passage.is_at(at, &["("]) {
        return at;
    }
    (at..at + LONGEST).find(|at| passage.is_at(*at, &[")"])).map_or(at, |close| close + 1)
}

/// Whether the name before this word only qualifies what follows: "ASEM countries", "Viet Nam's Ministry".
fn qualifies(passage: &Passage<'_>, at: usize) -> bool {
    const GO_ON: &[&str] = &[
        "also",
        "among",
        "and",
        "are",
        "as",
        "at",
        "attended",
        "but",
        "by",
        "during",
        "for",
        "from",
        "had",
        "has",
        "have",
        "in",
        "including",
        "is",
        "joined",
        "of",
        "on",
        "or",
        "participated",
        "plus",
        "respectively",
        "since",
        "that",
        "to",
        "together",
        "took",
        "under",
        "was",
        "were",
        "when",
        "where",
        "which",
        "while",
        "who",
        "will",
        "with",
    ];
    passage.word(at).is_some_and(|next| {
        let is_possessive = ["'", "’", "-"].contains(&next.text) && !next.is_spaced;
        is_possessive || next.is_word() && !next.is_any(GO_ON)
    })
}

/// Whether the list that follows this word is one of members.
fn names_members(passage: &Passage<'_>, last: usize) -> bool {
    let is_before = |words: &[&str]| last.checked_sub(1).is_some_and(|before| passage.is_at(before, words));
    passage.is_at(last, &["members", "partners"])
        || passage.is_at(last, &["states", "countries", "nations"]) && is_before(&["member", "partner"])
        || passage.is_at(last, &["are"]) && is_before(&["members", "partners"])
}
