//! The data for search engines: JSON-LD in the words of schema.org.
//!
//! Only what is known: no day where a source tells the month, no status of an event, no licence of the data.

use super::occasion::{Occasion, Record};
use super::{Site, publisher};
use crate::app::DATA_FILE;
use crate::model::{Dataset, Event, MeetingId, PartialDate, Partner, Release};
use crate::view_model::text::SITE_TITLE;
use crate::view_model::{Query, paths};
use serde_json::{Map, Value, json};

/// A release with what belongs to it, as one document: the release, who publishes it, its events, those of other
/// `occasions`, and the data.
pub fn graph(release: &Release, occasions: &[Occasion], dataset: &Dataset, site: &Site) -> Value {
    let mut graph = vec![article(release, dataset, site), organization(dataset)];
    graph.extend(occasions.iter().map(event));
    graph.push(data(dataset, site));
    json!({ "@context": "https://schema.org", "@graph": graph })
}

/// The page of a partner, as one document: the page, the partner, who publishes it, and the data.
pub fn of_partner(
    partner: &Partner,
    title: &str,
    description: &str,
    address: &str,
    dataset: &Dataset,
    site: &Site,
) -> Value {
    let mut page = json!({
        "@type": "WebPage",
        "@id": format!("#{}", partner.id),
        "name": title,
        "description": description,
        "inLanguage": "en",
        "about": mention(partner),
        "publisher": { "@id": PUBLISHER },
    });
    if site.is_known() {
        put(&mut page, "url", Some(address.into()));
    }
    json!({ "@context": "https://schema.org", "@graph": [page, organization(dataset), data(dataset, site)] })
}

/// A document as it may stand in a script element: nothing in it can end that.
pub fn in_script(document: &Value) -> String {
    document.to_string().replace('<', "\\u003c")
}

/// The release itself.
fn article(release: &Release, dataset: &Dataset, site: &Site) -> Value {
    let text: Vec<&str> = release.paragraphs.iter().map(|paragraph| paragraph.text.as_str()).collect();
    let mut mentions: Vec<Value> =
        release.events.iter().map(|event| json!({ "@id": event_id(release, event) })).collect();
    let mut seen = Vec::new();
    for partner in release.appearances.iter().filter_map(|appearance| dataset.partner(appearance.who)) {
        if !seen.contains(&partner.id) {
            seen.push(partner.id);
            mentions.push(mention(partner));
        }
    }
    let organisations = dataset.organisations().iter().filter(|organisation| organisation.id.as_str() != "asef");
    for organisation in organisations.filter(|own| release.organisations.iter().any(|named| named.who == own.id)) {
        mentions.push(json!({ "@type": "Organization", "name": organisation.name }));
    }
    let mut article = json!({
        "@type": "NewsArticle",
        "@id": format!("#{}", release.number),
        "headline": release.title,
        "identifier": release.number.as_str(),
        "datePublished": release.date.iso(),
        "inLanguage": "en",
        "articleBody": text.join("\n\n"),
        "publisher": { "@id": PUBLISHER },
        "mentions": mentions,
    });
    put(&mut article, "abstract", release.summary.as_deref().map(Value::from));
    if site.is_known() {
        put(&mut article, "url", Some(site.release(&release.number).into()));
    }
    put(&mut article, "image", paths::share_picture(&release.number).map(|path| site.file(&path).into()));
    article
}

/// What the publisher is referred to by.
const PUBLISHER: &str = "#publisher";

fn organization(dataset: &Dataset) -> Value {
    let (name, known) = publisher(dataset);
    let mut organization = json!({ "@type": "Organization", "@id": PUBLISHER, "name": name });
    put(&mut organization, "alternateName", known.and_then(|known| known.short.clone()).map(Value::from));
    put(&mut organization, "url", known.and_then(|known| known.url.as_ref()).map(|url| url.as_str().into()));
    organization
}

fn mention(partner: &Partner) -> Value {
    match partner.is_state() {
        true => json!({ "@type": "Country", "name": partner.name, "identifier": partner.id.as_str() }),
        false => json!({ "@type": "Organization", "name": partner.name }),
    }
}

/// An event, or a meeting.
fn event(occasion: &Occasion) -> Value {
    let id = match occasion.record {
        Record::Meeting(meeting) => meeting_id(&meeting.id),
        Record::Event(release, event) => event_id(release, event),
    };
    let mut value = json!({ "@type": "Event", "@id": id, "name": occasion.name });
    // A reduced date is right in ISO 8601, and read as the first of the month by those who want a day.
    let day = |date: PartialDate| date.day().map(|day| Value::from(day.iso()));
    put(&mut value, "startDate", day(occasion.from));
    put(&mut value, "endDate", occasion.until.and_then(day));
    put(&mut value, "location", occasion.location().map(|name| place(&name, occasion)));
    if let Record::Meeting(meeting) = occasion.record {
        put(&mut value, "description", meeting.theme.as_ref().map(|theme| format!("Theme: {theme}").into()));
    }
    value
}

fn place(name: &str, occasion: &Occasion) -> Value {
    let mut address = json!({ "@type": "PostalAddress" });
    put(&mut address, "addressLocality", occasion.place.map(Value::from));
    let state = occasion.host.filter(|host| host.is_state());
    put(&mut address, "addressCountry", state.map(|state| state.id.as_str().into()));
    json!({ "@type": "Place", "name": name, "address": address })
}

/// What an event is referred to by: as the meeting that it is, where it is one of the data.
fn event_id(release: &Release, event: &Event) -> String {
    match &event.meeting {
        Some(meeting) => meeting_id(meeting),
        None => format!("#{}-{}", release.number, event.id),
    }
}

fn meeting_id(id: &MeetingId) -> String {
    format!("#{id}")
}

/// The data file.
fn data(dataset: &Dataset, site: &Site) -> Value {
    let n_partners = dataset.partners().len();
    let mut data = json!({
        "@type": "Dataset",
        "@id": "#data",
        "name": format!("Data of the {SITE_TITLE}"),
        "description": format!(
            "The {n_partners} partners of the Asia-Europe Meeting (ASEM), present and former, with names, sides, \
             memberships and accession; its summits and meetings of ministers; and press releases word for word, with the \
             sentence that shows each partner. Every fact names its source."
        ),
        "inLanguage": "en",
        "distribution": {
            "@type": "DataDownload",
            "contentUrl": site.file(DATA_FILE),
            "encodingFormat": "application/json",
        },
    });
    if site.is_known() {
        put(&mut data, "url", Some(site.page(&Query::default()).into()));
    }
    data
}

/// Adds what is known.
fn put(to: &mut Value, key: &str, value: Option<Value>) {
    if let (Some(to), Some(value)) = (to.as_object_mut(), value) {
        Map::insert(to, key.to_owned(), value);
    }
}
