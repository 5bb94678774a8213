//! The feed of releases and meetings (Atom, RFC 4287).

use super::occasion::{Occasion, Record};
use super::{Site, permanent_id, plain, publisher};
use crate::model::{ArchivedRelease, Dataset, Date, Release};
use crate::view_model::picture::escaped;
use crate::view_model::reader::{ReaderParagraph, Span};
use crate::view_model::text::SITE_TITLE;
use crate::view_model::{Query, Reader, paths};
use atom_syndication::{Category, Content, Entry, Feed, FixedDateTime, Link, Person, Text, WriteConfig};
use std::cmp::Reverse;

/// How many entries a feed has: readers fetch it anew every hour.
const MOST: usize = 100;

/// The feed, newest first, and what it leaves out.
///
/// # Errors
///
/// That it could not be written, which needs no more than memory.
pub fn feed(dataset: &Dataset, occasions: &[Occasion], site: &Site) -> Result<(Vec<u8>, Vec<String>), String> {
    let releases = dataset.releases().map(|own| (own.date, release(own, dataset, site)));
    let archived = dataset.archive().iter().map(|own| (own.date, archived_release(own, dataset, site)));
    let meetings = occasions.iter().filter_map(meeting);
    let mut entries: Vec<(Date, Entry)> = releases.chain(archived).chain(meetings).collect();
    entries.sort_by_key(|(day, _)| Reverse(*day));
    let n_left_out = entries.len().saturating_sub(MOST);
    entries.truncate(MOST);
    let left_out =
        format!("The feed has the newest {MOST} releases and meetings; {n_left_out} older ones are not in it");
    let newest = entries.first().map_or(dataset.as_of(), |(day, _)| *day);
    let feed = Feed {
        title: SITE_TITLE.into(),
        subtitle: Some("Press releases on the Asia-Europe Meeting, its summits and meetings of ministers".into()),
        id: permanent_id("feed").urn().to_string(),
        lang: Some("en".to_owned()),
        updated: moment(newest),
        // Meetings are put together here; each release names its own author.
        authors: vec![person(SITE_TITLE)],
        links: vec![
            Link { mime_type: Some("application/atom+xml".to_owned()), ..link("self", site.file(paths::FEED)) },
            Link { mime_type: Some("text/html".to_owned()), ..link("alternate", site.page(&Query::default())) },
        ],
        entries: entries.into_iter().map(|(_, entry)| entry).collect(),
        ..Feed::default()
    };
    let config = WriteConfig { indent_size: Some(2), ..WriteConfig::default() };
    let mut written =
        feed.write_with_config(Vec::new(), config).map_err(|error| format!("{}: {error}", paths::FEED))?;
    written.push(b'\n');
    Ok((written, (n_left_out > 0).then_some(left_out).into_iter().collect()))
}

fn release(own: &Release, dataset: &Dataset, site: &Site) -> Entry {
    let (publisher, _) = publisher(dataset);
    let reader = Reader::new(own, dataset, Some(site.today));
    let content = Content { content_type: Some("html".to_owned()), value: Some(html(&reader)), ..Content::default() };
    let listed = ArchivedRelease { number: own.number.clone(), date: own.date, title: own.title.clone() };
    Entry {
        content: Some(content),
        summary: own.summary.as_deref().map(|summary| Text::plain(plain(summary))),
        links: vec![link("alternate", site.release(&own.number))],
        rights: Some(plain(&format!("The text is the {publisher}’s.")).into()),
        ..archived_release(&listed, dataset, site)
    }
}

/// A release of which the data file knows no more than number, date and title.
fn archived_release(own: &ArchivedRelease, dataset: &Dataset, site: &Site) -> Entry {
    let ArchivedRelease { number, date, title } = own;
    let address = site.page(&Query { release: Some(number.clone()), ..Query::default() });
    Entry {
        title: plain(title).into(),
        id: permanent_id(&format!("release/{number}")).urn().to_string(),
        updated: moment(*date),
        published: Some(moment(*date)),
        authors: vec![person(publisher(dataset).0)],
        categories: vec![category("release", "Press release")],
        links: vec![link("alternate", address)],
        summary: Some(Text::plain(format!("Press release {number}, {date}"))),
        ..Entry::default()
    }
}

/// A release as its readers see it: number, dateline, every paragraph, what stands below.
fn html(reader: &Reader) -> String {
    let Reader { number, dateline, .. } = reader;
    let mut html = format!("<p>Press release no.: {number}</p>\n<p>{}</p>\n", escaped(dateline));
    if let Some(summary) = &reader.summary {
        html.push_str(&format!("<p><strong>{}</strong></p>\n", escaped(summary)));
    }
    for own in &reader.paragraphs {
        html.push_str(&paragraph(own));
    }
    for (about, own) in &reader.boilerplate {
        html.push_str(&format!("<h2>About the {}</h2>\n{}", escaped(about), paragraph(own)));
    }
    if let Some(contact) = &reader.contact {
        html.push_str(&format!("<h2>Contact</h2>\n<p>{}</p>\n", escaped(contact)));
    }
    html
}

fn paragraph(own: &ReaderParagraph) -> String {
    let span = |span: &Span| match span {
        Span::Link { url, text, .. } => format!("<a href=\"{}\">{}</a>", escaped(url), escaped(text)),
        Span::Text(_) | Span::Partner { .. } | Span::Organisation { .. } => escaped(span.text()),
    };
    let mut html = "<p>".to_owned();
    for sentence in &own.sentences {
        html.extend(sentence.spans.iter().map(span));
        html.push_str(&escaped(&sentence.gap));
    }
    html + "</p>\n"
}

/// A meeting, with the day under which it stands: its last, or that on which it became known, for one still ahead.
fn meeting(occasion: &Occasion) -> Option<(Date, Entry)> {
    let Record::Meeting(own) = occasion.record else { return None };
    let day = own.until.unwrap_or(own.from).latest().min(occasion.known_since);
    let mut html: String =
        occasion.sentences.iter().map(|sentence| format!("<p>{}</p>\n", escaped(sentence))).collect();
    html.push_str("<ol>\n");
    for (title, address) in &occasion.sources {
        let title = escaped(title);
        html.push_str(&match address {
            Some(address) => format!("<li><a href=\"{}\">{title}</a></li>\n", escaped(address)),
            None => format!("<li>{title}</li>\n"),
        });
    }
    html.push_str("</ol>\n");
    let entry = Entry {
        title: plain(&own.name).into(),
        id: occasion.id.urn().to_string(),
        updated: moment(day),
        categories: vec![category(own.kind.key(), own.kind.label())],
        links: vec![link("alternate", occasion.link.clone())],
        content: Some(Content { content_type: Some("html".to_owned()), value: Some(html), ..Content::default() }),
        ..Entry::default()
    };
    Some((day, entry))
}

/// The beginning of a day.
fn moment(day: Date) -> FixedDateTime {
    format!("{}T00:00:00Z", day.iso()).parse().unwrap_or_default()
}

fn person(name: &str) -> Person {
    Person { name: plain(name), ..Person::default() }
}

fn category(term: &str, label: &str) -> Category {
    Category { term: term.to_owned(), label: Some(label.to_owned()), ..Category::default() }
}

fn link(rel: &str, href: String) -> Link {
    Link { rel: rel.to_owned(), href, ..Link::default() }
}
