//! The dashboard within another page: one type writes the snippets for that and reads them back.
//!
//! Snippets go through editors that rewrite HTML and through filters that take most of it away, so that each is the least that
//! works: no style, no class, and a link for whoever is left with nothing else.

use super::colour::{Colour, Theme};
use super::picture::{self, Drawn, escaped};
use super::query::{Query, View};
use super::url::{self, Key};
use super::{paths, text};
use crate::model::Dataset;
use crate::model::closed_set::closed_set;
use form_urlencoded::Serializer;

closed_set! {
    /// As what the dashboard is put into a page.
    pub enum Packaging {
        /// An iframe.
        Frame = "frame", "Frame of one height";
        /// An iframe that the script for other pages gives its height.
        Script = "script", "Frame that sizes itself";
        /// The element that the script for other pages defines.
        Element = "element", "Custom element";
        /// An iframe with the one-file page.
        Single = "single", "One file, for sandboxes such as WordPress’s";
        /// A picture that leads to the page.
        Picture = "picture", "Picture with a link";
    }
}

impl Packaging {
    /// For whom it is.
    pub const fn note(self) -> &'static str {
        match self {
            Self::Frame => "For pages that take frames. It scrolls where it shows more than its height.",
            Self::Script => {
                "For pages that take frames and scripts: as high as what it shows, and never less than its height here."
            }
            Self::Element => {
                "For pages that take frames and scripts, and talk with the dashboard: attributes change it, events tell what is chosen."
            }
            Self::Single => "For pages that sandbox frames, so that a page of several files could not load its own.",
            Self::Picture => {
                "For pages that take nothing else. It shows everyone as the page opens, as of when the site was built last; the link leads to what is chosen here."
            }
        }
    }

    const fn is_frame(self) -> bool {
        matches!(self, Self::Frame | Self::Script | Self::Single)
    }
}

/// The dashboard as a part of another page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Embed {
    /// As what.
    pub packaging: Packaging,
    /// The address of the site's folder, with the slash at its end.
    pub site: String,
    /// What it shows, and in which colours. Keys that mean nothing here are left out. Data is frozen where both release and day
    /// are named, be they today's or not: newer data changes neither whom it shows nor what is read.
    pub query: Query,
    /// What it is called; of a picture, what it shows.
    pub title: String,
    /// Its height in CSS pixels, the least one where it sizes itself. A picture is as wide as all are.
    pub height: u32,
}

/// The query, with release and day named as they are with today's data.
pub fn frozen(query: &Query, dataset: &Dataset) -> Query {
    let release = query.release.clone().unwrap_or_else(|| dataset.newest_release().number.clone());
    Query { release: Some(release), as_of: Some(query.day(dataset)), ..query.clone() }
}

impl Embed {
    /// The address of the page on its own in this state.
    pub fn address(&self) -> String {
        [self.site.as_str(), &url::write(&self.query)].concat()
    }

    /// The address of a file of the site in this state, within a frame.
    fn address_in_frame(&self, file: &str) -> String {
        let framed = Query { is_embedded: true, ..self.query.clone() };
        [self.site.as_str(), file, &url::write(&framed)].concat()
    }

    /// What shows it on the site's own pages: the address of the frame, or of the picture.
    pub fn preview(&self) -> String {
        if self.packaging == Packaging::Picture { self.picture() } else { self.address_in_frame("") }
    }

    fn picture(&self) -> String {
        [self.site.as_str(), &paths::picture(self.query.view, "png")].concat()
    }

    /// The snippet.
    pub fn write(&self) -> String {
        let mut out = String::new();
        if matches!(self.packaging, Packaging::Script | Packaging::Element) {
            out.push_str("<script async");
            attribute("src", &[self.site.as_str(), paths::EMBED_SCRIPT].concat(), &mut out);
            out.push_str("></script>\n");
        }
        let height = self.height.to_string();
        if self.packaging.is_frame() {
            let file = if self.packaging == Packaging::Single { paths::SINGLE_FILE } else { "" };
            out.push_str("<iframe");
            attribute("src", &self.address_in_frame(file), &mut out);
            attribute("title", &self.title, &mut out);
            attribute("width", "100%", &mut out);
            attribute("height", &height, &mut out);
            attribute("loading", "lazy", &mut out);
            // Obsolete, but it outlives filters that take styles away.
            attribute("frameborder", "0", &mut out);
            out.push_str("></iframe>\n<p>");
            self.link(&escaped(&self.title), &mut out);
            out.push_str("</p>\n");
        } else if self.packaging == Packaging::Element {
            out.push_str("<asem-dashboard");
            let query = url::write(&self.query);
            for (key, value) in form_urlencoded::parse(query.trim_start_matches('?').as_bytes()) {
                attribute(attribute_of(&key), &value, &mut out);
            }
            attribute("label", &self.title, &mut out);
            attribute("height", &height, &mut out);
            out.push('>');
            self.link(&escaped(&self.title), &mut out);
            out.push_str("</asem-dashboard>\n");
        } else {
            let mut image = String::from("<img");
            attribute("src", &self.picture(), &mut image);
            attribute("alt", &self.title, &mut image);
            attribute("width", &picture::WIDTH.to_string(), &mut image);
            attribute("height", &height, &mut image);
            image.push('>');
            self.link(&image, &mut out);
            out.push('\n');
        }
        out
    }

    fn link(&self, content: &str, out: &mut String) {
        out.push_str("<a");
        attribute("href", &self.address(), out);
        for part in [">", content, "</a>"] {
            out.push_str(part);
        }
    }

    /// Reads a snippet. None where it is none, or asks for what this data does not have.
    pub fn read(snippet: &str, dataset: &Dataset) -> Option<Self> {
        let of = |tag: &str, name: &str| value_of(snippet, tag, name);
        if let Some(title) = of(ELEMENT, "label") {
            let site = of("script", "src")?.strip_suffix(paths::EMBED_SCRIPT)?.to_owned();
            let mut query = Serializer::new(String::new());
            for key in Key::ALL {
                if let Some(value) = of(ELEMENT, attribute_of(key.key())) {
                    query.append_pair(key.key(), &value);
                }
            }
            let query = read_query(&query.finish(), dataset)?;
            let height = of(ELEMENT, "height")?.parse().ok()?;
            return Some(Self { packaging: Packaging::Element, site, query, title, height });
        }
        let is_picture = of("img", "src").is_some();
        let (tag, called) = if is_picture { ("img", "alt") } else { ("iframe", "title") };
        let address = if is_picture { of("a", "href")? } else { of("iframe", "src")? };
        let (file, query) = address.split_once('?').unwrap_or((&address, ""));
        let (packaging, site) = match file.strip_suffix(paths::SINGLE_FILE) {
            Some(site) => (Packaging::Single, site),
            None if is_picture => (Packaging::Picture, file),
            None if of("script", "src").is_some() => (Packaging::Script, file),
            None => (Packaging::Frame, file),
        };
        Some(Self {
            packaging,
            site: site.to_owned(),
            query: read_query(query, dataset)?,
            title: of(tag, called)?,
            height: of(tag, "height")?.parse().ok()?,
        })
    }
}

const ELEMENT: &str = "asem-dashboard";

/// The attribute of the element for a key of the query: the same, but for `role`, which means something on every element.
fn attribute_of(key: &str) -> &str {
    if key == Key::Role.key() { "in-role" } else { key }
}

fn attribute(name: &str, value: &str, out: &mut String) {
    for part in [" ", name, "=\"", &escaped(value), "\""] {
        out.push_str(part);
    }
}

/// The value of an attribute of the first such element.
fn value_of(html: &str, tag: &str, name: &str) -> Option<String> {
    let begin = ["<", tag].concat();
    let rest = html.split(begin.as_str()).skip(1).find(|rest| rest.starts_with(char::is_whitespace))?;
    let (inner, _) = rest.split_once('>')?;
    // Within values, quotes are written otherwise: what is odd stands between them.
    let mut parts = inner.split('"');
    while let (Some(before), Some(value)) = (parts.next(), parts.next()) {
        let own = before.trim_end().strip_suffix('=').and_then(|before| before.split_whitespace().next_back());
        if own.is_some_and(|own| own.eq_ignore_ascii_case(name)) {
            let plain = value.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
            return Some(plain.replace("&amp;", "&"));
        }
    }
    None
}

fn read_query(text: &str, dataset: &Dataset) -> Option<Query> {
    let (query, bad) = url::parse(text, dataset);
    let names = |wanted: Key| form_urlencoded::parse(text.as_bytes()).any(|(key, _)| key == wanted.key());
    let query = if names(Key::Release) && names(Key::AsOf) { frozen(&query, dataset) } else { query };
    bad.is_empty().then_some(Query { is_embedded: false, unknown: Vec::new(), ..query })
}

closed_set! {
    /// What is chosen of a snippet.
    pub enum Field {
        /// As what the dashboard is put into the page.
        Packaging = "packaging", "As";
        /// The view in front.
        View = "view", "View";
        /// What else it shows.
        State = "state", "Shows";
        /// Whether newer data changes it.
        Data = "data", "Data";
        /// Light or dark.
        Theme = "theme", "Colours";
        /// The accent.
        Accent = "accent", "Accent, as six hex digits";
        /// The height.
        Height = "height", "Height in pixels";
    }
}

/// What is chosen in the builder, as it stands in its fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choices {
    /// As what.
    pub packaging: Packaging,
    /// The view in front.
    pub view: View,
    /// Whether the filters, the partner, the release and all else are as on the page, or as it opens.
    pub keeps_state: bool,
    /// Whether release and day stay as they are now.
    pub is_frozen: bool,
    /// Light or dark; none for the reader's own.
    pub theme: Option<Theme>,
    /// The accent as typed; empty for the page's own.
    pub accent: String,
    /// The height as typed.
    pub height: String,
}

/// The height that is proposed, and those that there may be, in pixels.
const HEIGHT: u32 = 640;
const LEAST_HEIGHT: u32 = 240;
const MOST_HEIGHT: u32 = 4000;

impl Default for Choices {
    fn default() -> Self {
        Self {
            packaging: Packaging::Frame,
            view: View::default(),
            keeps_state: true,
            is_frozen: false,
            theme: None,
            accent: String::new(),
            height: HEIGHT.to_string(),
        }
    }
}

impl Choices {
    /// What a field offers, with the key of each; nothing where one types.
    pub fn options(field: Field) -> Vec<(&'static str, &'static str)> {
        match field {
            Field::Packaging => Packaging::ALL.iter().map(|one| (one.key(), one.label())).collect(),
            Field::View => View::ALL.iter().map(|one| (one.key(), one.label())).collect(),
            Field::State => vec![("page", "What the page shows now"), ("front", "What the page opens with")],
            Field::Data => vec![("live", "Live"), ("frozen", "Frozen")],
            Field::Theme => {
                vec![("", "The reader’s own"), ("light", Theme::Light.label()), ("dark", Theme::Dark.label())]
            }
            Field::Accent | Field::Height => Vec::new(),
        }
    }

    /// What stands in a field: the key of what is chosen, or the text.
    pub fn value(&self, field: Field) -> &str {
        match field {
            Field::Packaging => self.packaging.key(),
            Field::View => self.view.key(),
            Field::State => {
                if self.keeps_state {
                    "page"
                } else {
                    "front"
                }
            }
            Field::Data => {
                if self.is_frozen {
                    "frozen"
                } else {
                    "live"
                }
            }
            Field::Theme => self.theme.map(Theme::key).unwrap_or_default(),
            Field::Accent => &self.accent,
            Field::Height => &self.height,
        }
    }

    /// Takes over what a field has now.
    pub fn choose(&mut self, field: Field, value: &str) {
        match field {
            Field::Packaging => self.packaging = Packaging::from_key(value).unwrap_or(self.packaging),
            Field::View => self.view = View::from_key(value).unwrap_or(self.view),
            Field::State => self.keeps_state = value == "page",
            Field::Data => self.is_frozen = value == "frozen",
            Field::Theme => self.theme = Theme::from_key(value),
            Field::Accent => self.accent = value.trim().trim_start_matches('#').to_owned(),
            Field::Height => self.height = value.trim().to_owned(),
        }
    }

    /// What is made of it at an address, on a page with this query; of a picture, `drawn` is what it shows.
    pub fn embed(&self, site: String, page: &Query, drawn: Option<Drawn>, dataset: &Dataset) -> Embed {
        let base = if self.keeps_state { page.clone() } else { Query::default() };
        let (theme, accent) = (self.theme, self.accent());
        let query = Query { is_embedded: false, theme, accent, unknown: Vec::new(), ..base.with_view(self.view) };
        let query = if self.is_frozen { frozen(&query, dataset) } else { query };
        let (title, height) = match drawn {
            Some(Drawn { words, height, .. }) => (words, height),
            None => (text::page_title(dataset, &query), self.height().unwrap_or(HEIGHT)),
        };
        Embed { packaging: self.packaging, site, query, title, height }
    }

    fn accent(&self) -> Option<Colour> {
        Colour::parse(&self.accent)
    }

    fn height(&self) -> Option<u32> {
        self.height.parse().ok().filter(|height| (LEAST_HEIGHT..=MOST_HEIGHT).contains(height))
    }

    /// What there is to say of what is chosen, and of what cannot be.
    pub fn notes(&self, embed: &Embed, dataset: &Dataset) -> Vec<String> {
        let mut notes = vec![self.packaging.note().to_owned()];
        let release = embed.query.release.as_ref().unwrap_or(&dataset.newest_release().number).as_str();
        let day = embed.query.day(dataset).to_string();
        notes.push(match embed.query.release.is_some() && embed.query.as_of.is_some() {
            true => {
                let [whom, what] = [
                    "Frozen: newer data changes neither whom it shows, the partners as of ",
                    ", nor what is read, release ",
                ];
                [whom, &day, what, release, "."].concat()
            }
            false => match self.packaging {
                Packaging::Single | Packaging::Picture => "As of the day on which this site was built.".to_owned(),
                Packaging::Frame | Packaging::Script | Packaging::Element => {
                    "Live: newer data shows there as it does here.".to_owned()
                }
            },
        });
        if self.packaging != Packaging::Picture && self.height().is_none() {
            let [least, most, taken] = [LEAST_HEIGHT, MOST_HEIGHT, HEIGHT].map(|height| height.to_string());
            notes.push(["The height is a number from ", &least, " to ", &most, "; ", &taken, " is taken."].concat());
        }
        notes.extend(self.note_on_accent());
        notes
    }

    /// What becomes of the accent.
    fn note_on_accent(&self) -> Option<String> {
        if self.accent.is_empty() {
            return None;
        }
        let Some(accent) = self.accent() else {
            return Some("The accent is six hex digits, such as c8102e; until then it is the page’s own.".to_owned());
        };
        let themes = Theme::ALL.iter().copied().filter(|theme| self.theme.is_none_or(|own| own == *theme));
        let moved: Vec<String> = themes
            .filter(|theme| !accent.has_contrast(*theme))
            .map(|theme| ["to #", &accent.readable(theme).hex(), " on ", theme.key(), " ground"].concat())
            .collect();
        let accent = accent.hex();
        Some(match moved.is_empty() {
            true => ["The accent #", &accent, " has enough contrast."].concat(),
            false => {
                ["The accent #", &accent, " has too little contrast: it is moved ", &moved.join(", "), "."].concat()
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view_model::shipped;

    const SITE: &str = "https://example.org/asem/";

    fn embed(packaging: Packaging, address: &str) -> Embed {
        let query = url::parse(address, &shipped()).0;
        let title = "A “title” with <b>, \"quotes\" & more".to_owned();
        Embed { packaging, site: SITE.to_owned(), query, title, height: 640 }
    }

    #[test]
    fn a_frame_has_what_a_frame_needs_and_a_link() {
        let snippet = embed(Packaging::Frame, "?view=map&side=asia&theme=dark").write();
        assert_eq!(
            snippet,
            "<iframe src=\"https://example.org/asem/?side=asia&amp;view=map&amp;theme=dark&amp;embed=1\" \
             title=\"A “title” with &lt;b&gt;, &quot;quotes&quot; &amp; more\" width=\"100%\" height=\"640\" loading=\"lazy\" \
             frameborder=\"0\"></iframe>\n\
             <p><a href=\"https://example.org/asem/?side=asia&amp;view=map&amp;theme=dark\">A “title” with &lt;b&gt;, \
             &quot;quotes&quot; &amp; more</a></p>\n"
        );
    }

    #[test]
    fn each_packaging_has_its_own_form() {
        for (packaging, address, expected) in [
            (Packaging::Script, "", "<script async src=\"https://example.org/asem/embed.js\"></script>\n<iframe src="),
            (
                Packaging::Element,
                "?role=host&view=list",
                "</script>\n<asem-dashboard in-role=\"host\" view=\"list\" label=",
            ),
            (Packaging::Element, "", "height=\"640\"><a href=\"https://example.org/asem/\">A “title”"),
            (
                Packaging::Single,
                "?partner=VN",
                "<iframe src=\"https://example.org/asem/single.html?partner=VN&amp;embed=1\"",
            ),
            (Packaging::Single, "?partner=VN", "<p><a href=\"https://example.org/asem/?partner=VN\">"),
            (
                Packaging::Picture,
                "?view=map&q=a",
                "<a href=\"https://example.org/asem/?q=a&amp;view=map\"><img src=\"https://example.org/asem/picture/map.png\" alt=\"A",
            ),
            (Packaging::Picture, "?view=list", "picture/board.png\" alt="),
        ] {
            let snippet = embed(packaging, address).write();
            assert!(snippet.contains(expected), "{expected} is not in {snippet}");
        }
    }

    #[test]
    fn a_snippet_is_read_back_also_after_an_editor_has_rewritten_it() {
        let dataset = shipped();
        let written = embed(Packaging::Frame, "?side=asia");
        let rewritten = written.write().replace("<iframe src=", "<iframe\n  class=\"x\" SRC=");
        assert_eq!(Embed::read(&rewritten, &dataset), Some(written));
        for odd in [
            "",
            "<p>text</p>",
            "<iframe src=\"https://example.org/\"></iframe>",
            "<iframe src=\"?side=mars\" title=\"\" height=\"1\">",
        ] {
            assert_eq!(Embed::read(odd, &dataset), None, "{odd}");
        }
    }

    #[test]
    fn frozen_data_is_named_and_read_back_as_such() {
        let dataset = shipped();
        let live = embed(Packaging::Frame, "");
        let frozen = Embed { query: frozen(&live.query, &dataset), ..live.clone() };
        assert!(
            frozen.write().contains("?asof=2010-05-11&amp;release=100505_PR1008&amp;embed=1"),
            "{}",
            frozen.write()
        );
        for embed in [live, frozen] {
            assert_eq!(Embed::read(&embed.write(), &dataset), Some(embed));
        }
    }

    fn choices(chosen: &[(Field, &str)]) -> Choices {
        let mut choices = Choices::default();
        for (field, value) in chosen {
            choices.choose(*field, value);
        }
        choices
    }

    fn made(choices: &Choices, page: &str) -> Embed {
        let dataset = shipped();
        let page = url::parse(page, &dataset).0;
        choices.embed(SITE.to_owned(), &page, None, &dataset)
    }

    #[test]
    fn what_is_chosen_stands_in_the_snippet() {
        for (chosen, page, address) in [
            (choices(&[]), "?side=asia&partner=VN&view=list&embed=1&utm_source=x", "?side=asia&partner=VN"),
            (choices(&[(Field::State, "front"), (Field::View, "map")]), "?side=asia&lang=km", "?view=map"),
            (
                choices(&[(Field::Theme, "dark"), (Field::Accent, " #FFCC00 ")]),
                "?theme=light",
                "?theme=dark&accent=ffcc00",
            ),
            (choices(&[(Field::Theme, ""), (Field::Accent, "ffcc0")]), "?theme=light&accent=c8102e", ""),
            (choices(&[(Field::Data, "frozen")]), "?asof=2004-10-08", "?asof=2004-10-08&release=100505_PR1008"),
        ] {
            assert_eq!(made(&chosen, page).address(), [SITE, address].concat());
        }
        assert_eq!(made(&choices(&[]), "?partner=VN").title, "Viet Nam · ASEM visibility dashboard");
        for (typed, height) in
            [("800", 800), (" 240 ", 240), ("239", 640), ("4001", 640), ("-1", 640), ("high", 640), ("", 640)]
        {
            assert_eq!(made(&choices(&[(Field::Height, typed)]), "").height, height, "{typed}");
        }
    }

    #[test]
    fn every_option_can_be_chosen_and_stands_in_its_field() {
        for field in Field::ALL.iter().copied() {
            for (key, _) in Choices::options(field) {
                assert_eq!(choices(&[(field, key)]).value(field), key, "{field:?}");
            }
        }
        assert_eq!(choices(&[(Field::Accent, "c8102e")]).value(Field::Accent), "c8102e");
    }

    #[test]
    fn what_is_moved_frozen_or_wrong_is_told() {
        for (chosen, expected) in [
            (
                vec![(Field::Accent, "ffcc00")],
                "The accent #ffcc00 has too little contrast: it is moved to #836700 on light ground.",
            ),
            (
                vec![(Field::Accent, "777777")],
                "The accent #777777 has too little contrast: it is moved to #6b6b6b on light ground, to #969696 on dark ground.",
            ),
            (vec![(Field::Accent, "ffcc00"), (Field::Theme, "dark")], "The accent #ffcc00 has enough contrast."),
            (
                vec![(Field::Accent, "ffcc")],
                "The accent is six hex digits, such as c8102e; until then it is the page’s own.",
            ),
            (vec![(Field::Height, "12")], "The height is a number from 240 to 4000; 640 is taken."),
            (
                vec![(Field::Data, "frozen")],
                "Frozen: newer data changes neither whom it shows, the partners as of 11 May 2010, nor what is read, release \
                 100505_PR1008.",
            ),
            (vec![], "Live: newer data shows there as it does here."),
            (vec![(Field::Packaging, "picture"), (Field::Height, "")], Packaging::Picture.note()),
        ] {
            let choices = choices(&chosen);
            let notes = choices.notes(&made(&choices, ""), &shipped());
            assert!(notes.iter().any(|note| note == expected), "{expected:?} is not in {notes:?}");
        }
    }

    #[test]
    fn a_picture_says_what_it_shows_and_how_large_it_is() {
        let dataset = shipped();
        let drawn = picture::front(&dataset, None, "");
        let choices = choices(&[(Field::Packaging, "picture")]);
        let embed = choices.embed(SITE.to_owned(), &Query::default(), Some(drawn.clone()), &dataset);
        assert!(drawn.svg.contains(&["width=\"1200\" height=\"", &embed.height.to_string(), "\""].concat()));
        let snippet = embed.write();
        assert!(
            snippet.contains(" alt=\"All 45 partners, as of 11 May 2010. Host: Viet Nam. Co-organiser: "),
            "{snippet}"
        );
        assert_eq!(Embed::read(&snippet, &dataset), Some(embed));
    }
}
