//! What the wording of a release says: events, roles and recommendations.
//!
//! Each rule looks for a phrase that English press releases use. What no phrase proves is left to the editor.

use super::dates::{Dated, When, dates};
use super::words::{Word, sentences, words};
use crate::editor::gazetteer::{Gazetteer, Mention, Who};
use crate::model::{Date, PartialDate, PartnerId, Role, Tense};
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

/// Reads passages in the order of the text. `date` is that of the dateline.
pub fn read(passages: &[Passage<'_>], date: Option<Date>) -> Said {
    let mut said = Said::default();
    let names = Names::new(passages);
    for (index, passage) in passages.iter().enumerate() {
        let mut here = Reader { passage, index, date, names: &names, said: &mut said };
        here.members();
        if passage.is_body {
            here.happenings();
            here.organisers();
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
];

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

/// The place that begins with a word, and lies before another.
fn place(passage: &Passage<'_>, from: usize, before: usize) -> Option<Place> {
    let mut end = from;
    let mut state = None;
    while end < before && end < from + LONGEST_NAME {
        if let Some(mention) = passage.mention_at(end)
            && let Some(found) = passage.mentions.get(mention)
            && is_state(&found.who)
        {
            let behind = passage.word_from(found.range.end);
            let next = passage.word(behind);
            // "Viet Nam National Museum": the state's name only begins another.
            let stands_alone =
                !next.is_some_and(|next| next.is_word() && next.is_capitalised() && passage.date_at(behind).is_none());
            if stands_alone {
                state = Some(mention);
                end = behind;
                break;
            }
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

fn is_state(who: &Who) -> bool {
    match who {
        Who::Partner(id) => id.is_alpha_2() && id.as_str() != "EU",
        Who::OtherState(_) => true,
        Who::Organisation(_) => false,
    }
}

struct Reader<'r, 'a> {
    passage: &'r Passage<'a>,
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
            if !used_dates.contains(&dated.words.start)
                && let Some(happening) = self.with_date(dated, earlier)
            {
                self.happening(&happening);
            }
            earlier = dated.words.end;
        }
    }

    fn with_verb(&self, at: usize, behind: usize, verb: Option<Tense>) -> Option<Happening<'r>> {
        let passage = self.passage;
        let dated_from = |at: usize| {
            let skipped = at + usize::from(passage.is_at(at, &[","]));
            let skipped = skipped + usize::from(passage.is_at(skipped, &["on", "from", "between", "during", "("]));
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
        let dated = first_date.or_else(|| place_end.and_then(dated_from));
        if place.is_none() && dated.is_none() {
            return None;
        }
        let mut end = dated.map_or(0, |dated| dated.words.end).max(place_end.unwrap_or(0));
        if dated.is_some_and(|dated| dated.words.start.checked_sub(1).is_some_and(|open| passage.is_at(open, &["("]))) {
            end += usize::from(passage.is_at(end, &[")"]));
        }
        let mut subject_end = at;
        while let Some(before) = subject_end.checked_sub(1)
            && passage.is_at(before, &[",", "which", "that", "also"])
        {
            subject_end = before;
        }
        let region = self.back(subject_end, passage.sentence_start(at));
        let subject = self.name_in(region.start..subject_end);
        let with_article = subject.start.checked_sub(1).filter(|article| {
            passage.is_at(*article, &["the"]) && passage.word(*article).is_some_and(Word::is_capitalised)
        });
        let start = if subject.is_empty() { at } else { with_article.unwrap_or(subject.start) };
        let host_end = place_end.map_or(end, |place_end| place_end.max(next));
        Some(Happening { subject, place, dated, verb, host_quote: at..host_end, quote: start..end })
    }

    fn with_date(&self, dated: &'r Dated, earlier: usize) -> Option<Happening<'r>> {
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
        let tense = known.and_then(|(from, until)| self.tense(from, until)).or(happening.verb);
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
        let quote = offsets(&happening.quote);
        let Some((from, until)) = known else {
            return;
        };
        let name = offsets(&happening.subject);
        let printed = passage.text.get(name.clone()).unwrap_or_default();
        if printed.is_empty() {
            let words = passage.text.get(quote.clone()).unwrap_or_default();
            self.ask("event", format!("What is the event called that {words:?} tells of?"), quote.start);
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
        if tense.is_none() {
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
            let is_ahead = role == Role::Host && self.is_ahead(at);
            for (mention, quote) in &found.items {
                let is_state = passage.mentions.get(*mention).is_some_and(|mention| is_state(&mention.who));
                // An organisation has no land in which it could be.
                let role = match (role == Role::Host && is_state, is_ahead) {
                    (true, true) => Role::AnnouncedHost,
                    (true, false) => Role::Host,
                    (false, _) => Role::CoOrganiser,
                };
                self.appear(*mention, role, Some(quote.clone()));
            }
            // "… and the Ministry of Culture of China": the list goes on with somebody else.
            let goes_on = passage.is_at(found.next, &[",", "and", "with"]);
            let sentence_end = passage.sentence_end(at);
            let behind = passage.start_of(found.next)..sentence_end;
            let next = passage.mentions.partition_point(|mention| mention.range.start < behind.start);
            if goes_on
                && !found.items.is_empty()
                && let Some(next) = passage.mentions.get(next).filter(|next| behind.contains(&next.range.start))
            {
                self.ask("partner", format!("Is {:?} one of the organisers?", next.printed), next.range.start);
            }
            at = found.next.max(at + length);
        }
    }

    /// Whether the words before say that it is still to come.
    fn is_ahead(&self, at: usize) -> bool {
        let before = at.saturating_sub(4).max(self.passage.sentence_start(at))..at;
        before.into_iter().any(|at| self.passage.is_at(at, &["will", "to", "shall"]))
    }

    fn attendance(&mut self) {
        /// Words without which "representatives from" says nothing about who came.
        const CONTEXT: &[&str] = &[
            "attended",
            "attending",
            "attracted",
            "brought",
            "convened",
            "gathered",
            "included",
            "including",
            "joined",
            "met",
            "participants",
            "participated",
            "participation",
            "present",
            "represented",
            "took",
            "welcomed",
        ];
        const CUES: &[&[&str]] = &[
            &["as", "well", "as"],
            &["attended", "by"],
            &["joined", "by"],
            &["brought", "together"],
            &["participation", "of"],
            &["such", "as"],
            &["including"],
            &["gathered"],
        ];
        let passage = self.passage;
        for sentence in passage.sentences.clone() {
            let range = passage.word_from(sentence.start)..passage.word_from(sentence.end);
            let words = passage.words.get(range.clone()).unwrap_or_default();
            if !words.iter().any(|word| word.is_any(CONTEXT)) {
                continue;
            }
            // "as well as" joins to an attendance only what stands behind it.
            let mut has_begun = false;
            let mut at = range.start;
            while at < range.end {
                has_begun |= passage.is_at(at, CONTEXT);
                let cue = CUES.iter().find(|cue| has_begun && passage.phrase_at(at, cue)).map(|cue| cue.len());
                let Some(length) = cue.or_else(|| people_at(passage, at)) else {
                    at += 1;
                    continue;
                };
                let is_people = cue.is_none();
                let found = self.list(at + length, at, !is_people);
                for (mention, quote) in &found.items {
                    self.appear(*mention, Role::Attending, Some(quote.clone()));
                }
                at = if found.items.is_empty() { at + 1 } else { found.next.max(at + 1) };
            }
        }
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
            if tells_of_people {
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
    let is_should = passage.is_at(at, &["should"])
        && !passage.is_at(at + 1, &["you"])
        && !at.checked_sub(1).is_some_and(|before| passage.is_at(before, &["you"]));
    is_should || PHRASES.iter().any(|phrase| passage.phrase_at(at, phrase))
}

/// How many words "representatives from" takes, if it stands here.
fn people_at(passage: &Passage<'_>, at: usize) -> Option<usize> {
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
    (passage.is_at(at, PEOPLE) && passage.is_at(at + 1, &["from", "of"])).then_some(2)
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
