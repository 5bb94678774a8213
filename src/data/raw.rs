//! Mirror of the data file, format version 1: names, strings and options, nothing checked. Seen by `data` only.

use super::{FORMAT, Problem};
use serde::Deserialize;
use serde_json::error::Category;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct File {
    pub format: u32,
    pub sources: Vec<Source>,
    pub partners: Vec<Partner>,
    pub releases: Vec<Release>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    pub id: String,
    pub title: String,
    pub url: Option<String>,
    pub covers: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Partner {
    pub id: String,
    pub kind: String,
    pub name: String,
    pub sort_as: Option<String>,
    pub side: String,
    pub bloc: String,
    pub m49: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Release {
    pub number: String,
    pub date: String,
    pub dateline: String,
    pub title: String,
    pub paragraphs: Vec<Paragraph>,
    pub boilerplate: Vec<Boilerplate>,
    pub links: Vec<Link>,
    pub appearances: Vec<Appearance>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Paragraph {
    pub id: String,
    pub text: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Boilerplate {
    pub id: String,
    pub about: String,
    pub text: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Link {
    pub paragraph: String,
    pub printed: String,
    pub url: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Appearance {
    pub partner: String,
    pub role: String,
    pub paragraph: String,
    pub as_printed: String,
    pub quote: Option<String>,
}

/// What to tell about text that is not a file of this format.
pub fn problem(text: &str, error: &serde_json::Error) -> Problem {
    #[derive(Deserialize)]
    struct Header {
        format: u32,
    }

    // A newer format may have fields that this program does not know: say that, not which field.
    let found = serde_json::from_str::<Header>(text).map(|header| header.format);
    if let Ok(found) = found
        && found > FORMAT
    {
        return newer_format(found);
    }
    let message = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    let what = message.trim_end_matches(&place);
    let (what, fix) = match error.classify() {
        Category::Eof => (format!("the file ends too early, {what}"), "use a complete copy of it"),
        Category::Syntax | Category::Io => {
            (format!("this is not JSON, {what}"), "correct the text just before this place")
        }
        Category::Data => (what.to_owned(), "correct this field"),
    };
    Problem { at: format!("line {}, column {}", error.line(), error.column()), what, fix: fix.to_owned() }
}

/// What to tell about a file of a newer format.
pub fn newer_format(found: u32) -> Problem {
    Problem {
        at: "format".to_owned(),
        what: format!("expected {FORMAT}, found {found}"),
        fix: "the file is for a newer version of this page".to_owned(),
    }
}
