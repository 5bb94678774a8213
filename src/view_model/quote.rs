//! The release's words with their source, for wherever they are pasted: as plain text, as HTML, as Markdown.
//!
//! The words stay the release's, letter by letter; what is added is its source, and quotation marks around a quote.

use super::text;
use crate::model::closed_set::closed_set;
use crate::model::{Link, Paragraph, ParagraphId, Release};

/// A release and where it stands.
#[derive(Clone, Copy, Debug)]
pub struct Origin<'a> {
    /// The release.
    pub release: &'a Release,
    /// The address that opens it; empty where the page has none that others could open.
    pub address: &'a str,
}

impl Origin<'_> {
    /// The address of a paragraph.
    fn link_to(&self, paragraph: &ParagraphId) -> String {
        match self.address {
            "" => String::new(),
            address => [address, "#", paragraph.as_str()].concat(),
        }
    }
}

/// Something for the clipboard.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Clip {
    /// For programs that know plain text only, and for files.
    pub text: String,
    /// For programs that know more.
    pub html: Option<String>,
}

closed_set! {
    /// The form of a quote.
    pub enum Form {
        /// Plain text.
        Text = "text", "Text";
        /// HTML, for sites; pasted into a letter it looks as it should, pasted into code it is the code.
        Html = "html", "HTML";
        /// Markdown (CommonMark), for notes and forums.
        Markdown = "markdown", "Markdown";
        /// Only the address of the paragraph.
        Link = "link", "Link";
    }
}

/// What is quoted of a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// The paragraph's id.
    pub paragraph: String,
    /// The words; none for all of them.
    pub words: Option<String>,
}

/// The whole release: what it prints, in order, and its source.
pub fn whole(origin: Origin) -> Clip {
    Clip { text: release_in(Markup::Plain, origin), html: Some(release_in(Markup::Html, origin)) }
}

fn release_in(markup: Markup, Origin { release, address }: Origin) -> String {
    let mut out = String::new();
    let mut block = |tag: &str, text: &str, links: &[Link]| {
        markup.tag("<", tag, &mut out);
        markup.words(text, links, &mut out);
        markup.tag("</", tag, &mut out);
        out.push_str(if markup == Markup::Html { "\n" } else { "\n\n" });
    };
    block("p", &["Press release no.: ", release.number.as_str()].concat(), &[]);
    block("p", &release.dateline, &[]);
    block("h1", &release.title, &[]);
    if let Some(summary) = &release.summary {
        block("p", summary, &[]);
    }
    for Paragraph { text, links, .. } in release.all_paragraphs() {
        block("p", text, links);
    }
    if let Some(contact) = &release.contact {
        block("p", contact, &[]);
    }
    markup.tag("<", "p", &mut out);
    out.push_str("Source: ");
    markup.link(&text::named(release), address, &mut out);
    if markup == Markup::Plain && !address.is_empty() {
        out.push_str(", ");
        out.push_str(address);
    }
    markup.tag("</", "p", &mut out);
    out.push('\n');
    out
}

/// A quote with its source: words, number, date and title of the release, and a link to the first paragraph quoted.
///
/// None where nothing is quoted, or something that is not in the release: what is not its own words is no quote.
pub fn quote(origin: Origin, stretches: &[Excerpt], form: Form) -> Option<Clip> {
    let mut quoted = Vec::new();
    for Excerpt { paragraph, words } in stretches {
        let mut all = origin.release.all_paragraphs();
        let own = all.find(|own| own.id.as_str() == paragraph)?;
        let words = words.as_deref().unwrap_or(&own.text).trim();
        if !own.text.contains(words) {
            return None;
        }
        if !words.is_empty() {
            quoted.push((own, words));
        }
    }
    let (first, _) = quoted.first()?;
    let link = origin.link_to(&first.id);
    let (text, html) = match form {
        Form::Text => (quote_in(Markup::Plain, origin.release, &quoted, &link), None),
        Form::Markdown => (quote_in(Markup::Markdown, origin.release, &quoted, &link), None),
        Form::Html => {
            let html = quote_in(Markup::Html, origin.release, &quoted, &link);
            (html.clone(), Some(html))
        }
        Form::Link => (link, None),
    };
    Some(Clip { text, html })
}

fn quote_in(markup: Markup, release: &Release, quoted: &[(&Paragraph, &str)], link: &str) -> String {
    let mut out = String::new();
    if markup == Markup::Html {
        out.push_str("<blockquote");
        if !link.is_empty() {
            out.push_str(" cite=\"");
            markup.escape(link, &mut out);
            out.push('"');
        }
        out.push_str(">\n");
    }
    for (index, (paragraph, words)) in quoted.iter().enumerate() {
        markup.begin(&mut out);
        // Printers open the marks anew at every paragraph, and close them once.
        out.push('“');
        markup.words(words, &paragraph.links, &mut out);
        if index + 1 == quoted.len() {
            out.push('”');
        }
        markup.end(&mut out);
    }
    if markup == Markup::Html {
        out.push_str("</blockquote>\n");
    }
    markup.begin(&mut out);
    out.push_str("— ");
    markup.escape(&text::named(release), &mut out);
    out.push_str(": ");
    markup.link(&release.title, link, &mut out);
    if markup == Markup::Plain && !link.is_empty() {
        out.push('\n');
        out.push_str(link);
    }
    markup.tag("</", "p", &mut out);
    out.push('\n');
    out
}

/// A way to write text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Markup {
    Plain,
    Html,
    Markdown,
}

/// What means something within a line of Markdown (CommonMark 0.31 and GitHub's extensions). What means something at the
/// beginning of a line only, a quote never has there.
const MARKDOWN_SPECIALS: [char; 14] = ['\\', '`', '*', '_', '[', ']', '<', '>', '&', '~', '|', '$', '(', ')'];

impl Markup {
    /// A tag, where there are tags.
    fn tag(self, bracket: &str, name: &str, out: &mut String) {
        if self == Self::Html {
            out.push_str(bracket);
            out.push_str(name);
            out.push('>');
        }
    }

    /// Begins a paragraph of a quote.
    fn begin(self, out: &mut String) {
        match self {
            Self::Plain => {}
            Self::Html => out.push_str("<p>"),
            Self::Markdown => out.push_str("> "),
        }
    }

    /// Ends a paragraph that another follows.
    fn end(self, out: &mut String) {
        out.push_str(match self {
            Self::Plain => "\n\n",
            Self::Html => "</p>\n",
            Self::Markdown => "\n>\n",
        });
    }

    /// Text that means nothing but itself.
    fn escape(self, text: &str, out: &mut String) {
        for c in text.chars() {
            match (self, c) {
                (Self::Html, '&') => out.push_str("&amp;"),
                (Self::Html, '<') => out.push_str("&lt;"),
                (Self::Html, '>') => out.push_str("&gt;"),
                (Self::Html, '"') => out.push_str("&quot;"),
                (Self::Markdown, c) if MARKDOWN_SPECIALS.contains(&c) => {
                    out.push('\\');
                    out.push(c);
                }
                _ => out.push(c),
            }
        }
    }

    /// A link; without an address the text alone. Plain text has no links: there the address itself has to be told.
    fn link(self, text: &str, url: &str, out: &mut String) {
        match self {
            _ if url.is_empty() => self.escape(text, out),
            Self::Plain => out.push_str(text),
            Self::Html => {
                out.push_str("<a href=\"");
                self.escape(url, out);
                out.push_str("\">");
                self.escape(text, out);
                out.push_str("</a>");
            }
            Self::Markdown => {
                out.push('[');
                self.escape(text, out);
                out.push_str("](");
                // Only with a semicolon it could be read as a sign: `&copy;`. A backslash before it is not understood by all.
                let is_risky = url.contains(';');
                for c in url.chars() {
                    if ['(', ')', '<', '>', '\\'].contains(&c) {
                        out.push('\\');
                    }
                    out.push(c);
                    if is_risky && c == '&' {
                        out.push_str("amp;");
                    }
                }
                out.push(')');
            }
        }
    }

    /// Words of a paragraph, the addresses in them as links.
    fn words(self, text: &str, links: &[Link], out: &mut String) {
        let mut rest = text;
        loop {
            let mut first: Option<(&str, &Link, &str)> = None;
            for link in links {
                if let Some((before, after)) = rest.split_once(link.printed.as_str())
                    // Of two that begin alike, the longer.
                    && first.is_none_or(|(nearest, known, _)| {
                        (before.len(), known.printed.len()) < (nearest.len(), link.printed.len())
                    })
                {
                    first = Some((before, link, after));
                }
            }
            let Some((before, link, after)) = first else { break };
            self.escape(before, out);
            self.link(&link.printed, link.url.as_str(), out);
            rest = after;
        }
        self.escape(rest, out);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Dataset, WebAddress};
    use crate::view_model::shipped;
    use scraper::{Html, Selector};

    const SEED: &str = include_str!("../../tests/fixtures/100505_PR1008.txt");
    const ADDRESS: &str = "https://example.org/asem/?release=100505_PR1008";

    fn origin(dataset: &Dataset) -> Origin<'_> {
        Origin { release: dataset.newest_release(), address: ADDRESS }
    }

    fn stretch(paragraph: &str, words: Option<&str>) -> Excerpt {
        Excerpt { paragraph: paragraph.to_owned(), words: words.map(str::to_owned) }
    }

    fn quoted(stretches: &[Excerpt], form: Form) -> String {
        quote(origin(&shipped()), stretches, form).unwrap().text
    }

    /// The texts of the elements that a selector finds.
    fn texts(html: &str, selector: &str) -> Vec<String> {
        let html = Html::parse_fragment(html);
        let selector = Selector::parse(selector).unwrap();
        html.select(&selector).map(|element| element.text().collect()).collect()
    }

    /// What a renderer that was not written here makes of Markdown.
    fn rendered(markdown: &str) -> String {
        let mut options = comrak::Options::default();
        options.extension.autolink = true;
        options.extension.strikethrough = true;
        options.extension.table = true;
        comrak::markdown_to_html(markdown, &options)
    }

    #[test]
    fn the_whole_release_is_copied_letter_by_letter_with_its_source() {
        let Clip { text, html } = whole(origin(&shipped()));
        let printed: Vec<&str> = SEED.lines().filter(|line| !line.is_empty()).collect();
        let source = format!("Source: ASEF press release 100505_PR1008, 11 May 2010, {ADDRESS}");
        let lines: Vec<&str> = text.lines().filter(|line| !line.is_empty()).collect();
        assert_eq!(lines.split_last(), Some((&source.as_str(), printed.as_slice())));
        let html = html.unwrap();
        let blocks = texts(&html, "h1, p");
        assert_eq!(blocks.split_last().unwrap().1, printed);
        assert_eq!(texts(&html, "h1"), printed[2..3]);
        assert_eq!(texts(&html, "a").len(), 4, "three addresses in the text, and the source");
        assert!(!html.contains("style") && !html.contains("class"));
    }

    #[test]
    fn a_quote_carries_its_source() {
        let title = "Experts call for a more comprehensive and integrated approach towards cultural cooperation between Asia and Europe";
        let words = "It was a joint initiative by Viet Nam, Hungary and ASEF.";
        let one = [stretch("p5", Some(" It was a joint initiative by Viet Nam, Hungary and ASEF. "))];
        for (form, expected) in [
            (
                Form::Text,
                format!("“{words}”\n\n— ASEF press release 100505_PR1008, 11 May 2010: {title}\n{ADDRESS}#p5\n"),
            ),
            (
                Form::Html,
                format!(
                    "<blockquote cite=\"{ADDRESS}#p5\">\n<p>“{words}”</p>\n</blockquote>\n\
                     <p>— ASEF press release 100505_PR1008, 11 May 2010: <a href=\"{ADDRESS}#p5\">{title}</a></p>\n"
                ),
            ),
            (
                Form::Markdown,
                format!(
                    "> “{words}”\n>\n> — ASEF press release 100505\\_PR1008, 11 May 2010: \
                     [{title}]({ADDRESS}#p5)\n"
                ),
            ),
            (Form::Link, format!("{ADDRESS}#p5")),
        ] {
            assert_eq!(quoted(&one, form), expected);
        }
    }

    #[test]
    fn several_paragraphs_open_their_marks_each_and_close_them_once() {
        let several = [
            stretch("p6", Some("please visit:")),
            stretch("p7", None),
            stretch("about-asef", Some("The Asia-Europe Foundation (ASEF)")),
        ];
        let address = "http://asef.org/index.php?option=com_project&task=view&id=624";
        let text = quoted(&several, Form::Text);
        let start = format!("“please visit:\n\n“{address}\n\n“The Asia-Europe Foundation (ASEF)”\n\n— ASEF");
        assert!(text.starts_with(&start), "{text}");
        assert!(text.ends_with("#p6\n"), "the link leads to the first paragraph quoted: {text}");
        for html in [quoted(&several, Form::Html), rendered(&quoted(&several, Form::Markdown))] {
            let paragraphs = texts(&html, "blockquote p");
            let expected =
                ["“please visit:".to_owned(), format!("“{address}"), "“The Asia-Europe Foundation (ASEF)”".to_owned()];
            assert_eq!(paragraphs[..3], expected);
            let page = Html::parse_fragment(&html);
            let links: Vec<&str> =
                page.select(&Selector::parse("a").unwrap()).filter_map(|link| link.attr("href")).collect();
            assert_eq!(links, [address, &format!("{ADDRESS}#p6")]);
        }
    }

    #[test]
    fn what_is_not_in_the_release_is_no_quote() {
        let dataset = shipped();
        for stretches in [
            vec![],
            vec![stretch("p5", Some("   "))],
            vec![stretch("p5", Some("Poland"))],
            vec![stretch("p5", Some("Viet Nam")), stretch("p99", None)],
        ] {
            assert_eq!(quote(origin(&dataset), &stretches, Form::Text), None, "{stretches:?}");
        }
        // A selection often ends before the first letter of the next paragraph.
        let brushed = [stretch("p5", Some("Viet Nam")), stretch("p6", Some(""))];
        assert!(quote(origin(&dataset), &brushed, Form::Text).unwrap().text.starts_with("“Viet Nam”\n"));
    }

    #[test]
    fn signs_that_mean_something_come_out_as_themselves() {
        let dataset = shipped();
        let nasty = "*a* _b_ `c` [d](e) <i>f</i> &amp; ~~g~~ | h | \\ $1$ “i” ‘j’ \"k\" #l ![m](n) https://x.org/a_b_c(d)?e=1&copy;=2";
        let mut release = dataset.newest_release().clone();
        release.title = nasty.to_owned();
        release.paragraphs.truncate(1);
        for paragraph in &mut release.paragraphs {
            paragraph.text = nasty.to_owned();
            let url = "https://x.org/a_b_c(d)?e=1&copy;=2";
            let link = Link { printed: url.to_owned(), url: WebAddress::parse(url).unwrap(), archived: None };
            paragraph.links = vec![link];
        }
        let origin = Origin { release: &release, address: "https://example.org/a_(b)?q=%22&release=1" };
        let all = [stretch("p1", None)];
        let html = quote(origin, &all, Form::Html).unwrap().text;
        let markdown = rendered(&quote(origin, &all, Form::Markdown).unwrap().text);
        for html in [html, markdown] {
            assert_eq!(texts(&html, "blockquote p")[0], format!("“{nasty}”"), "{html}");
            assert!(texts(&html, "p").last().unwrap().ends_with(nasty), "{html}");
            let page = Html::parse_fragment(&html);
            let tags: Vec<&str> = page.select(&Selector::parse("*").unwrap()).map(|tag| tag.value().name()).collect();
            assert!(tags.iter().all(|tag| ["html", "blockquote", "p", "a"].contains(tag)), "{tags:?}");
            let links: Vec<&str> =
                page.select(&Selector::parse("a").unwrap()).filter_map(|link| link.attr("href")).collect();
            let expected = ["https://x.org/a_b_c(d)?e=1&copy;=2", "https://example.org/a_(b)?q=%22&release=1#p1"];
            assert_eq!(links, expected);
        }
    }

    #[test]
    fn a_page_without_an_address_is_quoted_without_a_link() {
        let dataset = shipped();
        let origin = Origin { release: dataset.newest_release(), address: "" };
        let all = [stretch("p7", None)];
        assert!(quote(origin, &all, Form::Text).unwrap().text.ends_with("Asia and Europe\n"));
        let html = quote(origin, &all, Form::Html).unwrap().text;
        assert!(html.starts_with("<blockquote>\n") && texts(&html, "a").len() == 1, "{html}");
        assert!(whole(origin).text.ends_with("Source: ASEF press release 100505_PR1008, 11 May 2010\n"));
    }
}
