//! What is valid and yet looks wrong in a release: things that an editor would want to see before it goes out.
//!
//! A finding is a question, not a verdict. A release that has gone out stays as it was printed.

use super::check::{self, Kind};
use super::report::{Report, Verdict};
use super::world;
use crate::data::locate::{Counter, offset_in_text, offsets};
use crate::data::{Path, Problem, Step};
use crate::model::closed_set::closed_set;
use crate::model::{Appearance, Dataset, Date, NameKind, Paragraph, ParagraphId, Partner, PartnerId, Release, Role};
use crate::prose::gazetteer::{Gazetteer, Mention, Who};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::io;
use std::ops::Range;

closed_set! {
    /// What a lint looks for.
    pub enum Lint {
        /// One state under two names.
        TwoSpellings = "two-spellings", "Two spellings of one state";
        /// A stated number of members that is not the number of names listed.
        StatedCount = "stated-count", "A stated count that differs from the names listed";
        /// A list that is in alphabetical order but for some names.
        Order = "order", "A list out of alphabetical order";
        /// A number that begins with another day than the dateline's.
        NumberDate = "number-date", "A number that differs from the dateline";
        /// An address without encryption, or of a kind that is usually gone.
        Address = "address", "An insecure or old address";
        /// Nobody to ask.
        NoContact = "no-contact", "No media contact";
        /// A state that is no partner in this data.
        UnknownState = "unknown-state", "A state that the data does not have";
        /// Somebody attended who was no partner on the day.
        NonPartnerAttending = "non-partner-attending", "A non-partner among the attending";
        /// Somebody is listed who was no partner on the day.
        ListedNonPartner = "listed-non-partner", "A non-partner in the list";
        /// A partner on the day is missing from the list of partners.
        UnlistedPartner = "unlisted-partner", "A partner missing from the list";
        /// An appearance of one partner, under the name of another.
        OtherPartner = "other-partner", "The name of another partner";
    }
}

/// What a lint found: the place, what it expected there, what it found, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The lint.
    pub lint: Lint,
    /// Where, what and how to fix it.
    pub problem: Problem,
    /// The words of the value at the place that it is about; `None` for all of it.
    range: Option<Range<usize>>,
    /// How many bytes of the file they take, once they were looked up.
    pub n_bytes: Option<usize>,
}

/// Lints a file: a data file with each of its releases, or a file, draft or record of one release.
///
/// `dataset` gives what a single release is held against. A file with problems is unusable, and the report tells them
/// instead: what is wrong cannot look odd besides.
pub fn file<'d>(file: &str, text: String, dataset: impl FnOnce() -> Result<&'d Dataset, Report>) -> Report {
    let found = match check::kind(&text) {
        Kind::Data => {
            Dataset::from_json(&text).map(|dataset| in_data_file(&text, &dataset, &world::gazetteer(&dataset)))
        }
        Kind::Release | Kind::Draft | Kind::Record => match dataset() {
            Ok(dataset) => in_release_file(&text, dataset),
            Err(report) => return report,
        },
    };
    reported(file, text, found)
}

/// Lints a data file, and every file that its archive lists; where it has an index, every file of a release.
///
/// `own_files` names the files of single releases beside the data file, `read` gives the bytes of a file there. The first
/// report is on the data file, others are on those files of releases in which something was found, or that cannot be used.
pub fn data_file(
    file: &str,
    text: String,
    own_files: impl Fn() -> Vec<String>,
    read: impl Fn(&str) -> io::Result<Vec<u8>>,
) -> Vec<Report> {
    let dataset = match Dataset::from_json(&text) {
        Ok(dataset) => dataset,
        Err(problems) => return vec![reported(file, text, Err(problems))],
    };
    let gazetteer = world::gazetteer(&dataset);
    let findings = in_data_file(&text, &dataset, &gazetteer);
    let mut reports = vec![reported(file, text, Ok(findings))];
    for (name, listed) in check::with_listed(&check::files_of_index(own_files, &dataset), &dataset) {
        let report = match check::own_release(file, &name, read(&name), listed, &dataset) {
            Ok((release, text)) => {
                let at = Path(vec![Step::Field("release".into())]);
                let findings = locate(&text, self::release(&release, &at, &dataset, &gazetteer));
                reported(&check::beside(file, &name), text, Ok(findings))
            }
            Err(report) => report.made_unusable(),
        };
        if report.verdict() != Verdict::Clean {
            reports.push(report);
        }
    }
    reports
}

fn reported(file: &str, text: String, found: Result<Vec<Finding>, Vec<Problem>>) -> Report {
    match found {
        Ok(findings) if findings.is_empty() => Report::clean(file, text, "nothing that looks wrong".to_owned()),
        Ok(findings) => Report::of_findings(file, text, findings),
        Err(problems) => Report::of_problems(file, text, problems).made_unusable(),
    }
}

fn in_data_file(text: &str, dataset: &Dataset, gazetteer: &Gazetteer) -> Vec<Finding> {
    let indices = check::indices(text, "releases");
    let mut findings = Vec::new();
    for release in dataset.releases() {
        let index = indices.get(release.number.as_str()).copied().unwrap_or_default();
        let at = Path(vec![Step::Field("releases".into()), Step::Index(index)]);
        findings.extend(self::release(release, &at, dataset, gazetteer));
    }
    locate(text, findings)
}

fn in_release_file(text: &str, dataset: &Dataset) -> Result<Vec<Finding>, Vec<Problem>> {
    let (release, at) = check::record(text, dataset)?;
    let gazetteer = world::gazetteer(dataset);
    Ok(locate(text, self::release(&release, &at, dataset, &gazetteer)))
}

/// Looks up the words of all findings in the file, and puts the findings in the order of its text.
fn locate(text: &str, findings: Vec<Finding>) -> Vec<Finding> {
    let values = offsets(text, findings.iter().map(|finding| (&finding.problem.path, false)));
    let mut located: Vec<(usize, Finding)> = values.into_iter().zip(findings).collect();
    for (offset, finding) in &mut located {
        if let Some(range) = &finding.range {
            let value = *offset;
            *offset = offset_in_text(text, value, range.start);
            finding.n_bytes = Some(offset_in_text(text, value, range.end) - *offset);
        }
    }
    located.sort_by_key(|(offset, _)| *offset);
    let mut counter = Counter::new(text);
    for (offset, finding) in &mut located {
        finding.problem.position = Some(counter.position(*offset));
    }
    located.into_iter().map(|(_, finding)| finding).collect()
}

/// Runs every lint on a release that stands at a place of a file.
pub fn release(release: &Release, at: &Path, dataset: &Dataset, gazetteer: &Gazetteer) -> Vec<Finding> {
    let linted = Linted { release, dataset, at, passages: passages(release, at, gazetteer) };
    let mut findings = linted.two_spellings();
    findings.extend(linted.number_date());
    findings.extend(linted.unknown_states());
    findings.extend(linted.lists());
    findings.extend(linted.addresses());
    findings.extend(linted.contact());
    findings.extend(linted.non_partners());
    findings.extend(linted.unlisted_partners());
    findings.extend(linted.other_partners(gazetteer));
    findings
}

/// A paragraph with its place and the states, institutions and organisations that it names.
struct Passage<'a> {
    at: Path,
    paragraph: &'a Paragraph,
    mentions: Vec<Mention>,
}

fn passages<'a>(release: &'a Release, at: &Path, gazetteer: &Gazetteer) -> Vec<Passage<'a>> {
    let body = release.paragraphs.iter().enumerate().map(|(index, paragraph)| ("paragraphs", index, paragraph));
    let boilerplate =
        release.boilerplate.iter().enumerate().map(|(index, part)| ("boilerplate", index, &part.paragraph));
    let passage = |(list, index, paragraph): (&str, usize, &'a Paragraph)| Passage {
        at: child(at, [Step::Field(list.into()), Step::Index(index), Step::Field("text".into())]),
        paragraph,
        mentions: gazetteer.find(&paragraph.text),
    };
    body.chain(boilerplate).map(passage).collect()
}

fn child(at: &Path, steps: impl IntoIterator<Item = Step>) -> Path {
    Path(at.0.iter().cloned().chain(steps).collect())
}

impl<'a> Passage<'a> {
    fn words(&self, range: &Range<usize>) -> &'a str {
        self.paragraph.text.get(range.clone()).unwrap_or_default()
    }
}

/// What a finding says.
struct Says {
    expected: String,
    found: String,
    fix: &'static str,
}

impl Finding {
    fn new(lint: Lint, path: Path, range: Option<Range<usize>>, says: Says) -> Self {
        let Says { expected, found, fix } = says;
        let problem = Problem::new(path, &expected, &found, fix);
        Self { lint, problem, range, n_bytes: None }
    }
}

/// A release, what it is held against, and where it stands.
struct Linted<'a> {
    release: &'a Release,
    dataset: &'a Dataset,
    at: &'a Path,
    passages: Vec<Passage<'a>>,
}

impl<'a> Linted<'a> {
    /// A number like `100505_PR1008` begins with a day; that of the seed is not the day of its dateline.
    fn number_date(&self) -> Option<Finding> {
        let Release { number, date, .. } = self.release;
        let (prefix, day) = day_of_number(number.as_str())?;
        let says = Says {
            expected: format!("a number that begins with {}, the day of the dateline", day_prefix(*date, prefix.len())),
            found: format!("{prefix:?}, which reads as {day}"),
            fix: "correct the number or the dateline, unless the number carries another day on purpose",
        };
        let path = child(self.at, [Step::Field("number".into())]);
        (day != *date).then(|| Finding::new(Lint::NumberDate, path, Some(0..prefix.len()), says))
    }

    fn two_spellings(&self) -> Vec<Finding> {
        let mut findings = Vec::new();
        for spellings in self.spellings().into_values() {
            // The first of those that are used most.
            let Some(usual) = spellings.iter().min_by_key(|spelling| Reverse(spelling.n)) else { continue };
            for other in spellings.iter().filter(|other| other.printed != usual.printed) {
                let says = Says {
                    expected: format!("{:?} as elsewhere in this release", usual.printed),
                    found: format!("{:?} for the same state", other.printed),
                    fix: "write one of the two throughout",
                };
                let (path, range) = (other.passage.at.clone(), other.range.clone());
                findings.push(Finding::new(Lint::TwoSpellings, path, Some(range), says));
            }
        }
        findings
    }

    /// The names under which each state goes.
    fn spellings(&self) -> BTreeMap<PartnerId, Vec<Spelling<'_>>> {
        let mut spellings: BTreeMap<PartnerId, Vec<Spelling<'_>>> = BTreeMap::new();
        for (passage, mention) in self.mentions() {
            let Who::Partner(id) = mention.who else { continue };
            if !self.is_spelling(id, &mention.printed) {
                continue;
            }
            let of_partner = spellings.entry(id).or_default();
            match of_partner.iter_mut().find(|spelling| plain(spelling.printed) == plain(&mention.printed)) {
                Some(spelling) => spelling.n += 1,
                None => {
                    let range = mention.range.clone();
                    of_partner.push(Spelling { printed: &mention.printed, passage, range, n: 1 });
                }
            }
        }
        spellings
    }

    fn mentions(&self) -> impl Iterator<Item = (&Passage<'a>, &Mention)> {
        self.passages.iter().flat_map(|passage| passage.mentions.iter().map(move |mention| (passage, mention)))
    }

    /// Whether a name is one that a release should not mix with others: a state's name in full, not `UK`, and not the
    /// formal name that may stand once beside the short one.
    fn is_spelling(&self, id: PartnerId, printed: &str) -> bool {
        let Some(partner) = self.dataset.partner(id) else { return false };
        let bare = printed.trim_start_matches("the ").trim_start_matches("The ");
        let is_abbreviation = bare.chars().all(|c| c.is_uppercase() || c == '.');
        let is_formal = partner.names_of(NameKind::Formal).any(|name| plain(&name.text) == plain(printed));
        partner.is_state() && !is_abbreviation && !is_formal
    }

    fn unknown_states(&self) -> Vec<Finding> {
        let mut seen = Vec::new();
        let mut findings = Vec::new();
        for (passage, mention) in self.mentions() {
            if matches!(mention.who, Who::OtherState(_)) && !seen.contains(&&mention.who) {
                seen.push(&mention.who);
                let says = Says {
                    expected: "states that are partners in this data".to_owned(),
                    found: format!("{:?}, which is none of them", mention.printed),
                    fix: "correct the name, or add the partner if it has joined",
                };
                let (path, range) = (passage.at.clone(), mention.range.clone());
                findings.push(Finding::new(Lint::UnknownState, path, Some(range), says));
            }
        }
        findings
    }

    fn lists(&self) -> Vec<Finding> {
        let lists = self.passages.iter().flat_map(lists);
        lists.flat_map(|list| list.stated_count(self.dataset).into_iter().chain(list.out_of_order())).collect()
    }

    fn addresses(&self) -> Vec<Finding> {
        let mut findings = Vec::new();
        for passage in &self.passages {
            for link in &passage.paragraph.links {
                let Some(start) = passage.paragraph.text.find(&link.printed) else { continue };
                let url = link.url.as_str();
                let (expected, fix) = if is_old(url) && link.archived.is_none() {
                    ("an address that still leads somewhere", "try it, and add the address of a copy as \"archived\"")
                } else if url.starts_with("http://") {
                    ("an address with https://", "try it with https://, and write that if it works")
                } else {
                    continue;
                };
                let says = Says { expected: expected.to_owned(), found: format!("{url:?}"), fix };
                let range = start..start + link.printed.len();
                findings.push(Finding::new(Lint::Address, passage.at.clone(), Some(range), says));
            }
        }
        findings
    }

    fn contact(&self) -> Option<Finding> {
        let says = Says {
            expected: "a media contact".to_owned(),
            found: "no field \"contact\"".to_owned(),
            fix: "add whom to ask, as the release prints it",
        };
        self.release.contact.is_none().then(|| Finding::new(Lint::NoContact, self.at.clone(), None, says))
    }

    fn non_partners(&self) -> Vec<Finding> {
        self.release.appearances.iter().filter_map(|appearance| self.non_partner(appearance)).collect()
    }

    fn non_partner(&self, appearance: &Appearance) -> Option<Finding> {
        let (lint, expected, fix) = match appearance.role {
            Role::Attending => {
                (Lint::NonPartnerAttending, "only partners attending", "make sure that it came as a guest")
            }
            Role::Listed => {
                (Lint::ListedNonPartner, "only partners in the list", "take it out of the list, or correct the date")
            }
            Role::Host | Role::CoOrganiser | Role::AnnouncedHost | Role::Named => return None,
        };
        let day = self.release.date;
        let partner = self.dataset.partner(appearance.who)?;
        let joined = self.dataset.wave(&partner.wave)?.from;
        let Appearance { as_printed, evidence, .. } = appearance;
        let passage = self.passage(&evidence.paragraph)?;
        let start = passage.paragraph.text.find(&evidence.quote)? + evidence.quote.find(as_printed)?;
        let says = Says {
            expected: format!("{expected} on {day}"),
            found: format!("{as_printed:?}, a partner since {joined}"),
            fix,
        };
        let range = start..start + as_printed.len();
        let is_partner = self.dataset.is_partner_on(partner, day);
        (!is_partner).then(|| Finding::new(lint, passage.at.clone(), Some(range), says))
    }

    /// Appearances under a name that is somebody else's: a slip in the code, like HR for Hungary.
    fn other_partners(&self, gazetteer: &Gazetteer) -> Vec<Finding> {
        let Release { appearances, organisations, .. } = self.release;
        let of_partners = appearances.iter().enumerate().filter_map(|(index, appearance)| {
            let at = [Step::Field("appearances".into()), Step::Index(index), Step::Field("partner".into())];
            let is_own =
                self.dataset.partner(appearance.who).is_some_and(|partner| is_own(partner, &appearance.as_printed));
            let other = named(gazetteer, &appearance.as_printed).filter(|who| *who != Who::Partner(appearance.who))?;
            (!is_own).then(|| self.other_partner(&other, appearance.who.as_str(), &appearance.as_printed, at))
        });
        let of_organisations = organisations.iter().enumerate().filter_map(|(index, appearance)| {
            let at = [Step::Field("organisations".into()), Step::Index(index), Step::Field("organisation".into())];
            let who = Who::Organisation(appearance.who.clone());
            let other = named(gazetteer, &appearance.as_printed).filter(|other| *other != who)?;
            Some(self.other_partner(&other, appearance.who.as_str(), &appearance.as_printed, at))
        });
        of_partners.chain(of_organisations).collect()
    }

    fn other_partner(&self, other: &Who, written: &str, printed: &str, at: [Step; 3]) -> Finding {
        let expected = match other {
            Who::Partner(id) => format!("{:?}, the partner that {printed:?} names", id.as_str()),
            Who::Organisation(id) => format!("{:?}, the organisation that {printed:?} names", id.as_str()),
            Who::OtherState(code) => format!("nobody: {printed:?} names a state that is no partner ({code})"),
        };
        let fix = "correct who it is, or the name as printed";
        let says = Says { expected, found: format!("{written:?}"), fix };
        Finding::new(Lint::OtherPartner, child(self.at, at), None, says)
    }

    fn passage(&self, id: &ParagraphId) -> Option<&Passage<'a>> {
        self.passages.iter().find(|passage| passage.paragraph.id == *id)
    }

    /// Who is missing from a list of partners. A list of less than half of them is another kind of list.
    fn unlisted_partners(&self) -> Option<Finding> {
        let day = self.release.date;
        let listed = |partner: &Partner| {
            self.release.appearances_of(partner.id).find(|appearance| appearance.role == Role::Listed)
        };
        let first = self.dataset.partners_on(day).find_map(listed)?;
        let passage = self.passage(&first.evidence.paragraph)?;
        let missing: Vec<&str> = self
            .dataset
            .partners_on(day)
            .filter(|partner| listed(partner).is_none())
            .map(|partner| partner.name.as_str())
            .collect();
        let is_whole_list = missing.len() * 2 < self.dataset.partners_on(day).count();
        let says = Says {
            expected: format!("every partner on {day} in the list"),
            found: format!("none of {}", missing.join(", ")),
            fix: "add who is missing to the list, and an appearance with the role \"listed\" for each",
        };
        (is_whole_list && !missing.is_empty())
            .then(|| Finding::new(Lint::UnlistedPartner, passage.at.clone(), None, says))
    }
}

/// Whom a name means that is all of a text.
fn named(gazetteer: &Gazetteer, printed: &str) -> Option<Who> {
    let mention = gazetteer.find(printed).into_iter().next()?;
    (plain(&mention.printed) == plain(printed)).then_some(mention.who)
}

/// Whether the data have this name for a partner; two may share one, and in other languages the names are others.
fn is_own(partner: &Partner, printed: &str) -> bool {
    partner.names.iter().any(|name| plain(&name.text) == plain(printed))
}

/// A name of a state, where it stands first, and how often.
struct Spelling<'a> {
    printed: &'a str,
    passage: &'a Passage<'a>,
    range: Range<usize>,
    n: usize,
}

/// A name without its article, for comparison.
fn plain(name: &str) -> String {
    let name = name.to_lowercase();
    name.strip_prefix("the ").map(str::to_owned).unwrap_or(name)
}

/// The digits with which a number begins, if they read as a day: `YYYYMMDD`, or `YYMMDD` in this century.
fn day_of_number(number: &str) -> Option<(&str, Date)> {
    let n_digits = number.bytes().take_while(u8::is_ascii_digit).count();
    let prefix = number.get(..n_digits)?;
    let century = if n_digits == 6 { "20" } else { "" };
    let digits = format!("{century}{prefix}");
    let day = format!("{}-{}-{}", digits.get(..4)?, digits.get(4..6)?, digits.get(6..)?);
    Some((prefix, Date::parse_iso(&day)?))
}

fn day_prefix(day: Date, n_digits: usize) -> String {
    let digits = day.iso().replace('-', "");
    digits.get(digits.len().saturating_sub(n_digits)..).unwrap_or_default().to_owned()
}

/// Whether an address looks like one that is gone: systems of before 2012 wrote them, and their successors do not.
fn is_old(url: &str) -> bool {
    ["index.php?option=com_", ".asp?", "/cgi-bin/"].iter().any(|old| url.contains(old))
}

/// Names that follow each other in a text: within brackets, or from a colon to the end of the sentence.
struct List<'p, 'a> {
    passage: &'p Passage<'a>,
    /// Where it begins, behind the bracket or the colon.
    start: usize,
    items: Vec<Item<'p>>,
}

struct Item<'p> {
    range: Range<usize>,
    named: Option<&'p Who>,
}

/// A list of states has at least this many names.
const SHORTEST_LIST: usize = 5;

fn lists<'p, 'a>(passage: &'p Passage<'a>) -> Vec<List<'p, 'a>> {
    let text = &*passage.paragraph.text;
    let mut lists = Vec::new();
    for (at, opening) in text.match_indices(['(', ':']) {
        let start = at + opening.len();
        let rest = text.get(start..).unwrap_or_default();
        let closing = if opening == "(" { rest.find(')') } else { rest.find(". ") };
        let end = start + closing.unwrap_or_else(|| rest.trim_end().trim_end_matches('.').len());
        let items = items(passage, start..end);
        let n_states = items.iter().filter(|item| item.named.is_some()).count();
        if n_states >= SHORTEST_LIST && n_states * 2 > items.len() {
            lists.push(List { passage, start, items });
        }
    }
    lists
}

/// The parts of a stretch of text between commas, semicolons and `and`, but never within a name.
fn items<'p>(passage: &'p Passage<'_>, stretch: Range<usize>) -> Vec<Item<'p>> {
    let within = |mention: &&Mention| stretch.start <= mention.range.start && mention.range.end <= stretch.end;
    let mentions: Vec<&Mention> = passage
        .mentions
        .iter()
        .filter(within)
        .filter(|mention| matches!(mention.who, Who::Partner(_) | Who::OtherState(_)))
        .collect();
    let mut items = Vec::new();
    let mut start = stretch.start;
    for mention in mentions {
        unnamed(passage, start..mention.range.start, &mut items);
        items.push(Item { range: mention.range.clone(), named: Some(&mention.who) });
        start = mention.range.end;
    }
    unnamed(passage, start..stretch.end, &mut items);
    items
}

/// What a gazetteer does not know between the names that it knows.
fn unnamed(passage: &Passage<'_>, stretch: Range<usize>, items: &mut Vec<Item<'_>>) {
    let mut start = stretch.start;
    for piece in passage.words(&stretch).split_inclusive([',', ';']) {
        let words = piece.trim_matches(|c: char| !c.is_alphanumeric());
        let words = words.strip_prefix("and ").unwrap_or(words);
        if !["", "and", "the", "and the"].contains(&words) {
            items.push(Item { range: start..start + piece.len(), named: None });
        }
        start += piece.len();
    }
}

impl List<'_, '_> {
    /// A number that stands before the list, and is not that of its names.
    fn stated_count(&self, dataset: &Dataset) -> Option<Finding> {
        let (stated, range) = stated_before(&self.passage.paragraph.text, self.start)?;
        let words = self.passage.words(&range);
        let is_institution = |item: &&Item<'_>| match item.named {
            Some(Who::Partner(id)) => dataset.partner(*id).is_some_and(|partner| !partner.is_state()),
            _ => false,
        };
        let n_institutions = self.items.iter().filter(is_institution).count();
        let lower = words.to_lowercase();
        let of_states = lower.contains("state") || lower.contains("countr");
        let n_listed = self.items.len() - if of_states { n_institutions } else { 0 };
        (stated != n_listed).then(|| {
            let says = Says {
                expected: format!("{n_listed}, the number of names that follow"),
                found: format!("{words:?}"),
                fix: "correct the number, or the list",
            };
            Finding::new(Lint::StatedCount, self.passage.at.clone(), Some(range), says)
        })
    }

    /// Names that stand behind one that comes later in the alphabet, in a list that is in order for the most part.
    fn out_of_order(&self) -> Vec<Finding> {
        let states: Vec<&Item<'_>> = self.items.iter().filter(|item| item.named.is_some()).collect();
        let words = |item: &Item<'_>| self.passage.words(&item.range);
        let pairs = states.iter().zip(states.iter().skip(1));
        let pairs = pairs.map(|(before, after)| (words(before), words(after), &after.range));
        let behind: Vec<_> = pairs.filter(|(before, after, _)| plain(after) < plain(before)).collect();
        // Where many are, the list is ordered otherwise: by size, by side, by accession.
        if behind.len() * 4 > states.len() {
            return Vec::new();
        }
        let finding = |(before, after, range): (&str, &str, &Range<usize>)| {
            let says = Says {
                expected: format!("{after:?} before {before:?}, in alphabetical order"),
                found: "them the other way round".to_owned(),
                fix: "put them in order",
            };
            Finding::new(Lint::Order, self.passage.at.clone(), Some(range.clone()), says)
        };
        behind.into_iter().map(finding).collect()
    }
}

/// The number of members that a text states right before a place, with the words that state it: `43 member states (`.
fn stated_before(text: &str, end: usize) -> Option<(usize, Range<usize>)> {
    const COUNTED: [&str; 6] = ["states", "countries", "members", "partners", "nations", "governments"];
    // Nearer than a sentence; a number farther off counts something else.
    const FARTHEST: usize = 4;
    let before = text.get(..end)?.trim_end_matches(|c: char| !c.is_alphanumeric());
    let mut words: Vec<(usize, &str)> = Vec::new();
    for word in before.rsplit(' ').take(FARTHEST + 2) {
        let start = words.last().map_or(before.len(), |(start, _)| start - 1) - word.len();
        words.push((start, word));
    }
    let is_counted =
        words.first().is_some_and(|(_, last)| COUNTED.iter().any(|counted| counted.eq_ignore_ascii_case(last)));
    let at = words.iter().take(FARTHEST).position(|(_, word)| number(word).is_some()).filter(|_| is_counted)?;
    let (start, word) = words.get(at)?;
    let units = number(word)?;
    // "forty three", in two words.
    let is_unit = (1..10).contains(&units) && !word.starts_with(|c: char| c.is_ascii_digit());
    let before_unit = words.get(at + 1).filter(|_| is_unit);
    match before_unit.and_then(|(start, word)| Some((start, tens(word)?))) {
        Some((start, tens)) => Some((tens + units, *start..before.len())),
        None => Some((units, *start..before.len())),
    }
}

/// A number in digits, or up to 99 in one word.
fn number(word: &str) -> Option<usize> {
    const BELOW_TWENTY: &str = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen \
                                fifteen sixteen seventeen eighteen nineteen";
    let word = word.to_lowercase();
    let below_twenty = |word: &str| BELOW_TWENTY.split(' ').position(|known| known == word);
    if let Ok(number) = word.parse() {
        return Some(number);
    }
    match word.split_once('-') {
        Some((ten, unit)) => Some(tens(ten)? + below_twenty(unit)?),
        None => below_twenty(&word).or_else(|| tens(&word)),
    }
}

fn tens(word: &str) -> Option<usize> {
    const TENS: &str = "twenty thirty forty fifty sixty seventy eighty ninety";
    TENS.split(' ').position(|known| known.eq_ignore_ascii_case(word)).map(|at| (at + 2) * 10)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Position;
    use crate::editor::report::{Entry, Verdict};

    const SHIPPED: &str = include_str!("../../public/data/asem.json");

    fn dataset() -> Dataset {
        Dataset::from_json(SHIPPED).unwrap()
    }

    /// What the lints find in a file: their names, with the words at the place.
    fn found(text: &str) -> Vec<String> {
        let dataset = dataset();
        let report = file("a.json", text.to_owned(), || Ok(&dataset));
        let words = |entry: &Entry| {
            let Problem { position, found, .. } = &entry.problem;
            let Some(Position { line, column }) = *position else { panic!("{found}") };
            let line: Vec<char> = text.lines().nth(line - 1).unwrap().chars().collect();
            let rest: String = line[column - 1..].iter().collect();
            format!("{} {}", entry.lint.unwrap_or(found), rest.get(..entry.n_bytes.unwrap_or(1)).unwrap())
        };
        report.entries.iter().map(words).collect()
    }

    /// A release with one paragraph, as a record, otherwise without fault; `more` are further fields.
    fn record(paragraph: &str, more: &str) -> String {
        format!(
            "{{\n\"number\": \"100511_PR1\",\n\"date\": \"2010-05-11\",\n\"dateline\": \"11 May 2010\",\n\"title\": \"T\",\n\
             \"contact\": \"C\",\n\"paragraphs\": [\n{{ \"id\": \"p1\", \"text\": {paragraph:?} }}\n]{more}\n}}\n"
        )
    }

    #[track_caller]
    fn check(paragraph: &str, expected: &[&str]) {
        assert_eq!(found(&record(paragraph, "")), expected, "{paragraph}");
    }

    #[test]
    fn on_the_shipped_release_exactly_these_fire() {
        let expected = [
            "no-contact {",
            "number-date 100505",
            "non-partner-attending Australia",
            "non-partner-attending Russia",
            "address http://asef.org/index.php?option=com_project&task=view&id=624",
            "address www.asef.org",
            "order India",
            "two-spellings Vietnam",
            "address www.aseminfoboard.org",
        ];
        assert_eq!(found(SHIPPED), expected);
    }

    #[test]
    fn a_faultless_release_has_no_findings() {
        check("Nothing to see here.", &[]);
    }

    #[test]
    fn two_spellings_of_a_state_are_one_too_many() {
        check("Viet Nam and Viet Nam; Vietnam.", &["two-spellings Vietnam"]);
        check("Viet Nam, then Vietnam and Vietnam.", &["two-spellings Viet Nam"]);
        check("Viet Nam and Viet Nam.", &[]);
        check("The Netherlands, in the Netherlands.", &[]);
        check("The United Kingdom (UK) and the UK.", &[]);
    }

    #[test]
    fn a_stated_count_is_the_number_of_the_names_behind_it() {
        let names = SHIPPED.split("43 member states (").nth(1).unwrap().split(')').next().unwrap();
        let sorted = names.replace("Indonesia, India", "India, Indonesia");
        for count in ["43", "Forty-three", "forty three"] {
            check(&format!("{count} member states ({sorted}) plus the European Commission"), &[]);
        }
        check(&format!("44 member states ({sorted}) plus"), &["stated-count 44 member states"]);
        check(&format!("44 Member States ({sorted}) plus"), &["stated-count 44 Member States"]);
        check(&format!("forty-four ASEM countries: {sorted}."), &["stated-count forty-four ASEM countries"]);
        check(&format!("forty two members ({sorted})"), &["stated-count forty two members"]);
        check("5 partners (Austria, Belgium, Bulgaria, Cambodia and Xanadu)", &[]);
        check("5 partners (Austria, Belgium, Bulgaria, Cambodia, China, European Union)", &["stated-count 5 partners"]);
        check("5 states (Austria, Belgium, Bulgaria, Cambodia, China and the European Union)", &[]);
        check("7 partners (Austria, Belgium, Bulgaria)", &[]);
        check("over 100 participants (Austria, Belgium, Bulgaria, Cambodia, China)", &[]);
    }

    #[test]
    fn a_list_in_order_but_for_one_is_out_of_order() {
        check("(Austria, Belgium, Bulgaria, Cambodia, Indonesia, India, Ireland)", &["order India"]);
        check("(Austria, Belgium, Bulgaria, Cambodia, India, Indonesia, Ireland)", &[]);
        check("(Malta, Mongolia, the Netherlands, Pakistan, the Philippines, Poland)", &[]);
        check("(Spain, China, Malta, Belgium, Italy, Austria)", &[]);
    }

    #[test]
    fn a_number_begins_with_the_dateline_s_day_or_with_none() {
        for (number, expected) in [
            ("100511_PR1", None),
            ("100505_PR1", Some("number-date 100505")),
            ("20100505-1", Some("number-date 20100505")),
            ("20100511-1", None),
            ("991399_PR1", None),
            ("PR1008", None),
            ("1008", None),
        ] {
            let text = record("Nothing.", "").replace("100511_PR1", number);
            assert_eq!(found(&text).first().map(String::as_str), expected, "{number}");
        }
    }

    #[test]
    fn an_address_is_secure_and_of_today() {
        let with_link = |url: &str, archived: &str| {
            let link = format!(
                ",\n\"links\": [{{ \"paragraph\": \"p1\", \"printed\": \"here\", \"url\": {url:?}{archived} }}]"
            );
            found(&record("See here.", &link))
        };
        assert_eq!(with_link("https://asef.org/", ""), [""; 0]);
        assert_eq!(with_link("http://asef.org/", ""), ["address here"]);
        let old = "https://asef.org/index.php?option=com_project";
        assert_eq!(with_link(old, ""), ["address here"]);
        assert_eq!(with_link(old, ", \"archived\": \"https://web.archive.org/x\""), [""; 0]);
    }

    #[test]
    fn a_release_says_whom_to_ask() {
        assert_eq!(found(&record("Nothing.", "").replace("\"contact\": \"C\",", "")), ["no-contact {"]);
    }

    #[test]
    fn a_state_that_is_no_partner_is_named_once() {
        check("Brazil and Brazil, with Australia.", &["unknown-state Brazil"]);
    }

    fn with_appearance(paragraph: &str, partner: &str, role: &str, name: &str) -> Vec<String> {
        let appearance = format!(
            ",\n\"appearances\": [{{ \"partner\": {partner:?}, \"role\": {role:?}, \"paragraph\": \"p1\", \"as_printed\": {name:?}, \"quote\": {paragraph:?} }}]"
        );
        found(&record(paragraph, &appearance))
    }

    #[test]
    fn a_guest_is_no_partner() {
        let guest = with_appearance("Guests came from Russia.", "RU", "attending", "Russia");
        assert_eq!(guest, ["non-partner-attending Russia"]);
        assert_eq!(with_appearance("Guests came from China.", "CN", "attending", "China"), [""; 0]);
        assert_eq!(with_appearance("Russia was named.", "RU", "named", "Russia"), [""; 0]);
    }

    #[test]
    fn a_name_is_that_of_the_partner() {
        let other = "other-partner \"";
        assert_eq!(with_appearance("In Hungary.", "HR", "host", "Hungary"), [other]);
        assert_eq!(with_appearance("In the Netherlands.", "BE", "named", "Netherlands"), [other]);
        assert_eq!(with_appearance("With ASEF.", "BE", "named", "ASEF"), [other]);
        assert_eq!(with_appearance("In Hungary.", "HU", "host", "Hungary"), [""; 0]);
        assert_eq!(with_appearance("In the Netherlands.", "NL", "host", "Netherlands"), [""; 0]);
        assert_eq!(with_appearance("In Burma.", "MM", "named", "Burma"), [""; 0]);
        // Not a name of somebody else, however the words came to stand for the partner.
        assert_eq!(with_appearance("In Budapest.", "HU", "named", "Budapest"), [""; 0]);
        assert_eq!(with_appearance("The Belgian hosts.", "BE", "named", "Belgian hosts"), [""; 0]);
        let text = SHIPPED
            .replace("{ \"partner\": \"HU\", \"role\": \"listed\"", "{ \"partner\": \"HR\", \"role\": \"listed\"");
        assert!(text != SHIPPED && found(&text).contains(&other.to_owned()));
        let organisation = ",\n\"organisations\": [{ \"organisation\": \"asef\", \"role\": \"named\", \"paragraph\": \"p1\", \"as_printed\": \"Hungary\" }]";
        assert_eq!(found(&record("In Hungary.", organisation)), [other]);
    }

    #[test]
    fn the_files_of_the_archive_are_linted_with_the_data_file() {
        let listed = "\n  \"archive\": [\n    { \"number\": \"100511_PR1\", \"date\": \"2010-05-11\", \"title\": \"T\" }\n  ],\n  \"releases\"";
        let listed = SHIPPED.replace("\n  \"releases\"", listed);
        let index = "\"format\": 1, \"archive_index\": { \"releases\": 2 },";
        let indexed = SHIPPED.replacen("\"format\": 1,", index, 1);
        let linted_in = |data: &str, own_file: &str| {
            let own_files = || vec!["releases/100511_PR1.json".to_owned()];
            let reports = data_file("data/asem.json", data.to_owned(), own_files, |_| Ok(own_file.as_bytes().to_vec()));
            let other = reports.get(1).map(|report| (report.file.clone(), report.entries[0].lint, report.verdict()));
            (reports.len(), other)
        };
        let linted = |own_file: &str| linted_in(&listed, own_file);
        let own_file = |paragraph: &str| format!("{{ \"format\": 1, \"release\": {} }}", record(paragraph, ""));
        let name = || "data/releases/100511_PR1.json".to_owned();
        assert_eq!(linted(&own_file("Nothing.")), (1, None));
        let odd = linted(&own_file("Viet Nam and Viet Nam; Vietnam."));
        assert_eq!(odd, (2, Some((name(), Some("two-spellings"), Verdict::Found))));
        assert_eq!(linted_in(&indexed, &own_file("Viet Nam and Viet Nam; Vietnam.")), odd);
        assert_eq!(linted_in(SHIPPED, &own_file("Viet Nam and Viet Nam; Vietnam.")), (1, None));
        assert_eq!(linted(&record("Nothing.", "")), (2, Some((name(), None, Verdict::Unusable))));
    }

    #[test]
    fn who_is_listed_was_a_partner() {
        assert_eq!(with_appearance("Members: Russia.", "RU", "listed", "Russia"), ["listed-non-partner Russia"]);
        assert_eq!(with_appearance("Members: China.", "CN", "listed", "China"), [""; 0]);
    }

    #[test]
    fn a_whole_list_lacks_nobody() {
        let text = SHIPPED.replace(
            "        { \"partner\": \"SE\", \"role\": \"listed\", \"paragraph\": \"about-asem\", \"as_printed\": \"Sweden\" },\n",
            "",
        );
        assert!(text.len() < SHIPPED.len());
        assert!(found(&text).iter().any(|found| found.starts_with("unlisted-partner")));
    }

    #[test]
    fn a_draft_is_linted_where_its_release_stands() {
        let draft = format!("{{ \"questions\": [],\n\"release\": {} }}", record("Viet Nam, Viet Nam, Vietnam", ""));
        assert_eq!(found(&draft), ["two-spellings Vietnam"]);
    }

    #[test]
    fn problems_in_a_draft_are_told_where_they_stand_in_it() {
        let draft = format!("{{ \"release\": {} }}", record("Nothing.", "").replace("2010-05-11", "2010-05-32"));
        let dataset = dataset();
        let report = file("a.json", draft, || Ok(&dataset));
        let problem = &report.entries[0].problem;
        assert_eq!(problem.path.to_string(), "release.date");
        assert_eq!(problem.position, Some(Position { line: 3, column: 9 }));
        assert_eq!(report.verdict(), Verdict::Unusable);
    }
}
