//! Raw file → model, collecting every problem instead of stopping at the first.

use super::raw;
use super::{FORMAT, Problem};
use crate::model::*;

/// Checks a file and builds the dataset; all problems, in file order, if there is any.
pub fn dataset(file: raw::File) -> Result<Dataset, Vec<Problem>> {
    if file.format > FORMAT {
        return Err(vec![raw::newer_format(file.format)]);
    }
    let mut problems = Problems(Vec::new());
    if file.format != FORMAT {
        problems.add("format", format!("expected {FORMAT}, found {}", file.format), "write 1");
    }
    let sources = sources(file.sources, &mut problems);
    // Also the ids of records that are wrong in other ways: what refers to them is not wrong as well.
    let ids: Vec<Option<PartnerId>> = file.partners.iter().map(|partner| PartnerId::parse(&partner.id)).collect();
    let partners = partners(file.partners, &ids, &mut problems);
    let releases = releases(file.releases, &ids, &mut problems);
    match Dataset::new(partners, releases, sources) {
        Some(dataset) if problems.0.is_empty() => Ok(dataset),
        _ => Err(problems.0),
    }
}

/// The problems found so far.
struct Problems(Vec<Problem>);

impl Problems {
    fn add(&mut self, at: impl Into<String>, what: impl Into<String>, fix: impl Into<String>) {
        self.0.push(Problem { at: at.into(), what: what.into(), fix: fix.into() });
    }

    /// The value, or a problem that says what was expected and found.
    fn require<T>(&mut self, value: Option<T>, at: String, expected: &str, found: &str, fix: &str) -> Option<T> {
        if value.is_none() {
            self.add(at, format!("expected {expected}, found {found:?}"), fix);
        }
        value
    }

    /// The text, or a problem if nobody could read anything in it.
    fn require_text(&mut self, text: String, at: String) -> String {
        if text.trim().is_empty() {
            self.add(at, format!("expected some text, found {text:?}"), "fill it in");
        }
        text
    }
}

fn sources(raw: Vec<raw::Source>, problems: &mut Problems) -> Vec<Source> {
    let mut ids: Vec<String> = Vec::new();
    let mut sources = Vec::new();
    for (index, source) in raw.into_iter().enumerate() {
        let at = format!("sources[{index}]");
        let raw::Source { id, title, url, covers } = source;
        if ids.contains(&id) {
            problems.add(format!("{at}.id"), format!("found {id:?} a second time"), "give each source its own id");
        }
        if let Some(url) = &url {
            check_url(url, format!("{at}.url"), problems);
        }
        sources.push(Source {
            title: problems.require_text(title, format!("{at}.title")),
            covers: problems.require_text(covers, format!("{at}.covers")),
            url,
        });
        ids.push(id);
    }
    sources
}

fn partners(raw: Vec<raw::Partner>, ids: &[Option<PartnerId>], problems: &mut Problems) -> Vec<Partner> {
    let mut partners = Vec::new();
    if raw.is_empty() {
        problems.add("partners", "expected at least one partner, found none", "add the partners");
    }
    for (index, (raw, id)) in raw.into_iter().zip(ids).enumerate() {
        let at = format!("partners[{index}]");
        if let Some(first) = ids.iter().take(index).position(|earlier| earlier.is_some() && earlier == id) {
            problems.add(
                format!("{at}.id"),
                format!("found {:?} a second time, first in partners[{first}]", raw.id),
                "give each partner one record",
            );
        }
        partners.extend(partner(raw, &at, problems));
    }
    partners
}

fn partner(raw: raw::Partner, at: &str, problems: &mut Problems) -> Option<Partner> {
    let raw::Partner { id, kind, name, sort_as, side, bloc, m49 } = raw;
    let one_of = |keys: String| format!("one of {keys}");
    let fix = "write one of these";

    let id = problems.require(
        PartnerId::parse(&id),
        format!("{at}.id"),
        "an ISO 3166-1 alpha-2 code or an institution's code in capitals",
        &id,
        "write it like VN or ASEAN-SEC",
    );
    let kind = match kind.as_str() {
        "state" => state(id, m49, at, problems),
        "institution" => Some(Kind::Institution),
        other => problems.require(None, format!("{at}.kind"), "one of state, institution", other, fix),
    };
    let name = problems.require_text(name, format!("{at}.name"));
    let side = problems.require(Side::from_key(&side), format!("{at}.side"), &one_of(Side::keys()), &side, fix);
    let bloc = problems.require(Bloc::from_key(&bloc), format!("{at}.bloc"), &one_of(Bloc::keys()), &bloc, fix);
    Some(Partner {
        id: id?,
        kind: kind?,
        sort_as: sort_as.unwrap_or_else(|| name.clone()),
        name,
        side: side?,
        bloc: bloc?,
    })
}

fn state(id: Option<PartnerId>, m49: Option<String>, at: &str, problems: &mut Problems) -> Option<Kind> {
    if let Some(id) = id.filter(|id| !id.is_alpha_2()) {
        let found = id.as_str();
        problems.add(
            format!("{at}.id"),
            format!("expected two letters, found {found:?}"),
            "write the ISO 3166-1 alpha-2 code",
        );
    }
    let fix = "add the state's UN M49 code";
    let at = format!("{at}.m49");
    let Some(text) = m49 else {
        problems.add(at, "expected three digits, found nothing", fix);
        return None;
    };
    let m49 = problems.require(M49Code::parse(&text), at, "three digits", &text, fix)?;
    Some(Kind::State { m49 })
}

fn releases(raw: Vec<raw::Release>, partners: &[Option<PartnerId>], problems: &mut Problems) -> Vec<Release> {
    let mut releases: Vec<Release> = Vec::new();
    if raw.is_empty() {
        problems.add("releases", "expected at least one release, found none", "add the release");
    }
    for (index, raw) in raw.into_iter().enumerate() {
        let at = format!("releases[{index}]");
        if releases.iter().any(|known| known.number.as_str() == raw.number) {
            problems.add(
                format!("{at}.number"),
                format!("found {:?} a second time", raw.number),
                "give each release one record",
            );
        }
        releases.extend(release(raw, &at, partners, problems));
    }
    releases
}

fn release(raw: raw::Release, at: &str, partners: &[Option<PartnerId>], problems: &mut Problems) -> Option<Release> {
    let raw::Release { number, date, dateline, title, paragraphs, boilerplate, links, appearances } = raw;
    let number = problems.require(
        ReleaseNumber::parse(&number),
        format!("{at}.number"),
        "a number of letters, digits and _ - . /",
        &number,
        "write it as printed, without spaces",
    );
    let date = problems.require(
        Date::parse_iso(&date),
        format!("{at}.date"),
        "a day like 2010-05-11",
        &date,
        "write year, month and day",
    );
    let dateline = problems.require_text(dateline, format!("{at}.dateline"));
    let title = problems.require_text(title, format!("{at}.title"));

    let paragraphs: Vec<Paragraph> = paragraphs
        .into_iter()
        .enumerate()
        .filter_map(|(index, raw::Paragraph { id, text })| {
            paragraph(id, text, &links, &format!("{at}.paragraphs[{index}]"), problems)
        })
        .collect();
    let boilerplate: Vec<Boilerplate> = boilerplate
        .into_iter()
        .enumerate()
        .filter_map(|(index, raw::Boilerplate { id, about, text })| {
            let at = format!("{at}.boilerplate[{index}]");
            let about = problems.require_text(about, format!("{at}.about"));
            paragraph(id, text, &links, &at, problems).map(|paragraph| Boilerplate { about, paragraph })
        })
        .collect();
    let mut release =
        Release { number: number?, date: date?, dateline, title, paragraphs, boilerplate, appearances: Vec::new() };
    check_paragraph_ids(&release, at, problems);
    check_links(&links, &release, at, problems);
    release.appearances = appearances
        .into_iter()
        .enumerate()
        .filter_map(|(index, raw)| appearance(raw, &format!("{at}.appearances[{index}]"), &release, partners, problems))
        .collect();
    Some(release)
}

fn paragraph(id: String, text: String, links: &[raw::Link], at: &str, problems: &mut Problems) -> Option<Paragraph> {
    let links = links
        .iter()
        .filter(|link| link.paragraph == id)
        .map(|link| Link { printed: link.printed.clone(), url: link.url.clone() })
        .collect();
    let text = problems.require_text(text, format!("{at}.text"));
    let id = problems.require(
        ParagraphId::parse(&id),
        format!("{at}.id"),
        "small letters, digits and hyphens",
        &id,
        "write it like p5 or about-asem",
    )?;
    Some(Paragraph { id, text, links })
}

fn check_paragraph_ids(release: &Release, at: &str, problems: &mut Problems) {
    let ids: Vec<&ParagraphId> = release.all_paragraphs().map(|paragraph| &paragraph.id).collect();
    for (index, id) in ids.iter().enumerate() {
        if ids.iter().take(index).any(|earlier| earlier == id) {
            problems.add(
                format!("{at}.paragraphs"),
                format!("found the id {:?} a second time", id.as_str()),
                "give each paragraph its own id",
            );
        }
    }
}

fn check_links(links: &[raw::Link], release: &Release, at: &str, problems: &mut Problems) {
    for (index, link) in links.iter().enumerate() {
        let at = format!("{at}.links[{index}]");
        let target = release.all_paragraphs().find(|paragraph| paragraph.id.as_str() == link.paragraph);
        match target {
            None => problems.add(
                format!("{at}.paragraph"),
                format!("found {:?}, which is no paragraph of this release", link.paragraph),
                "write the id of the paragraph that prints the address",
            ),
            Some(paragraph) if !paragraph.text.contains(&link.printed) => problems.add(
                format!("{at}.printed"),
                format!("found {:?}, which paragraph {} does not contain", link.printed, paragraph.id),
                "write the address as the paragraph prints it",
            ),
            Some(_) => {}
        }
        check_url(&link.url, format!("{at}.url"), problems);
    }
}

/// Only addresses that a click may follow: another scheme in a link could run script.
fn check_url(url: &str, at: String, problems: &mut Problems) {
    if !(url.starts_with("https://") || url.starts_with("http://")) {
        problems.add(
            at,
            format!("expected an address that starts with https:// or http://, found {url:?}"),
            "write the whole address",
        );
    }
}

fn appearance(
    raw: raw::Appearance,
    at: &str,
    release: &Release,
    partners: &[Option<PartnerId>],
    problems: &mut Problems,
) -> Option<Appearance> {
    let raw::Appearance { partner, role, paragraph, as_printed, quote } = raw;
    let quote = quote.unwrap_or_else(|| as_printed.clone());
    let known = partners.iter().flatten().find(|known| known.as_str() == partner);
    if known.is_none() {
        problems.add(
            format!("{at}.partner"),
            format!("found {partner:?}, which is no partner of this file"),
            "add the partner or correct the id",
        );
    }
    let expected = format!("one of {}", Role::keys());
    let role = problems.require(Role::from_key(&role), format!("{at}.role"), &expected, &role, "write one of these");
    let evidence = release.all_paragraphs().find(|candidate| candidate.id.as_str() == paragraph);
    match evidence {
        None => problems.add(
            format!("{at}.paragraph"),
            format!("found {paragraph:?}, which is no paragraph of this release"),
            "write the id of the paragraph that proves the role",
        ),
        Some(evidence) if as_printed.is_empty() || !evidence.text.contains(&as_printed) => problems.add(
            format!("{at}.as_printed"),
            format!("found {as_printed:?}, which paragraph {} does not contain", evidence.id),
            "name the paragraph that proves the role, and the spelling that it prints",
        ),
        Some(evidence) if !evidence.text.contains(&quote) || !quote.contains(&as_printed) => problems.add(
            format!("{at}.quote"),
            format!("found {quote:?}, which is not a stretch of paragraph {} with {as_printed:?} in it", evidence.id),
            "copy the words that prove the role from the paragraph",
        ),
        Some(_) => {}
    }
    Some(Appearance { partner: *known?, role: role?, paragraph: evidence?.id.clone(), as_printed, quote })
}
