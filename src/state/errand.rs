//! What the reader takes of the open release, and where the page tells what became of it.

use super::{Dashboard, open_release};
use crate::model::Release;
use crate::view_model::cite::Reference;
use crate::view_model::embed::Choices;
use crate::view_model::quote::{Clip, Excerpt, Form, Origin, quote, whole};
use crate::view_model::{Query, text, url};
use leptos::prelude::*;

/// A piece of the open release.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece {
    /// All of its text.
    Text,
    /// The paragraph from which the errand is given, or what is selected where the selection ends in it.
    Quote(Form),
    /// What reference managers need to know of it.
    Reference(Reference),
    /// Not of the release: the snippet that puts the page into another one.
    Snippet,
}

/// What the reader asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Errand {
    /// Put a piece on the clipboard.
    Copy(Piece),
    /// Save it as a file.
    Save(Piece),
    /// Print the release alone.
    Print,
    /// Share the page as it is.
    Share,
}

/// What became of the last errand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// Where on the page it is told: an id of a paragraph, or what else errands are given from.
    pub at: String,
    /// The sentence.
    pub sentence: String,
    /// What the reader has to copy by hand, where the page may not.
    pub by_hand: String,
}

/// What errands leave on the page.
#[derive(Clone, Copy, Debug)]
pub struct Desk {
    /// What became of the last one.
    pub told: RwSignal<Told>,
    /// What is selected of the release, by paragraph.
    pub selected: RwSignal<Vec<Excerpt>>,
    /// What stands under the release on paper, once it is printed.
    pub paper: RwSignal<String>,
    /// What is chosen of the snippet that puts the page into another one.
    pub embed: RwSignal<Choices>,
}

impl Desk {
    /// A desk with nothing on it.
    pub fn new() -> Self {
        Self {
            told: RwSignal::default(),
            selected: RwSignal::new(Vec::new()),
            paper: RwSignal::default(),
            embed: RwSignal::default(),
        }
    }

    /// Takes away what errands have left.
    pub fn clear(&self) {
        super::tell(self.told, Told::default());
        super::tell(self.paper, String::new());
    }

    /// Whether something is selected that ends in this paragraph.
    pub fn has_selection_at(&self, paragraph: &str) -> bool {
        self.selected.read().last().is_some_and(|last| last.paragraph == paragraph)
    }
}

impl Default for Desk {
    fn default() -> Self {
        Self::new()
    }
}

/// A piece, ready to be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// What it is, in words: `the text`.
    pub what: String,
    /// What is in it.
    pub clip: Clip,
    /// What it is called as a file.
    pub name: String,
    /// Its media type as a file.
    pub media_type: &'static str,
}

impl Dashboard {
    /// A piece of the open release, asked for at a place of the page; `page` is its whole address. None while the release
    /// is not here, and where what is selected is not its own text.
    pub fn take(&self, piece: Piece, at: &str, page: &str) -> Option<Taken> {
        if piece == Piece::Snippet {
            let text = untrack(|| self.embed()).ok()?.write();
            let (what, clip) = ("the snippet".to_owned(), Clip { text, html: None });
            return Some(Taken { what, clip, name: "embed.html".to_owned(), media_type: "text/html;charset=utf-8" });
        }
        let mut taken = None;
        self.with_release(page, &mut |origin| {
            let number = origin.release.number.as_str().replace('/', "-");
            let file = |ending: &str| [&number, ".", ending].concat();
            taken = Some(match piece {
                Piece::Text => Taken {
                    what: "the text".to_owned(),
                    clip: whole(origin),
                    name: file("txt"),
                    media_type: "text/plain;charset=utf-8",
                },
                Piece::Snippet => return,
                Piece::Reference(form) => Taken {
                    what: ["the reference as ", form.label()].concat(),
                    clip: Clip { text: form.of(origin), html: None },
                    name: file(form.key()),
                    media_type: form.media_type(),
                },
                Piece::Quote(form) => {
                    let is_selected = untrack(|| self.desk.has_selection_at(at));
                    let stretches = match is_selected {
                        true => self.desk.selected.get_untracked(),
                        false => vec![Excerpt { paragraph: at.to_owned(), words: None }],
                    };
                    let Some(clip) = quote(origin, &stretches, form) else { return };
                    let quoted = if is_selected { "the selection" } else { "the paragraph" };
                    let what = match form {
                        Form::Link => ["the link to ", quoted].concat(),
                        Form::Text => [quoted, " as text"].concat(),
                        Form::Html | Form::Markdown => [quoted, " as ", form.label()].concat(),
                    };
                    Taken { what, clip, name: file("txt"), media_type: "text/plain;charset=utf-8" }
                }
            });
        });
        taken
    }

    /// What stands under the release on paper: where it comes from, where it was read and on which day's partners.
    pub fn paper_line(&self, page: &str) -> String {
        let day = self.day.get_untracked();
        let mut line = String::new();
        self.with_release(page, &mut |origin| {
            let source = text::named(origin.release);
            line = format!("Source: {source}. {}, as of {day}: {}", text::SITE_TITLE, origin.address);
        });
        line.trim_end_matches([':', ' ']).to_owned()
    }

    /// Which paragraph of the open release it is: `paragraph 5`.
    pub fn name_of_paragraph(&self, id: &str) -> String {
        let mut name = String::new();
        self.with_release("", &mut |Origin { release, .. }| {
            let own = release.all_paragraphs().find(|own| own.id.as_str() == id);
            name = own.map(|own| text::paragraph(release, &own.id)).unwrap_or_default();
        });
        name
    }

    /// Makes something of the open release, if it is here, and of the address that opens it for good: with its number,
    /// for it will not always be the newest.
    fn with_release(&self, page: &str, make: &mut dyn FnMut(Origin)) {
        let query = self.query.get_untracked();
        let archived = self.archived.read_untracked();
        let with_address = |release: &Release| {
            let plain =
                Query { release: Some(release.number.clone()), unknown: query.unknown.clone(), ..Query::default() };
            let address = match page.split('?').next() {
                Some(page) if !page.is_empty() => [page, &url::write(&plain)].concat(),
                _ => String::new(),
            };
            make(Origin { release, address: &address });
        };
        self.dataset.with_value(|dataset| open_release(query.release.as_ref(), dataset, &archived, with_address));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::Host;
    use crate::view_model::shipped;
    use std::sync::Arc;

    const PAGE: &str = "https://example.org/asem/?side=asia&partner=VN&embed=1&utm=x";
    const ADDRESS: &str = "https://example.org/asem/?release=100505_PR1008&utm=x";

    fn dashboard() -> Dashboard {
        let owner = Owner::new();
        owner.set();
        // The test ends before anything that is disposed of with the owner is asked for.
        std::mem::forget(owner);
        Dashboard::new(Arc::new(shipped()), "?side=asia&partner=VN&embed=1&utm=x", Host::none())
    }

    #[test]
    fn a_link_to_the_release_names_it_and_leaves_the_filters_out() {
        let dashboard = dashboard();
        let link = dashboard.take(Piece::Quote(Form::Link), "p5", PAGE).unwrap();
        assert_eq!(link.clip.text, format!("{ADDRESS}#p5"));
        assert_eq!(link.what, "the link to the paragraph");
        assert!(dashboard.take(Piece::Text, "", PAGE).unwrap().clip.text.ends_with(&format!("{ADDRESS}\n")));
        assert!(!dashboard.take(Piece::Text, "", "").unwrap().clip.text.contains("https://example.org"));
    }

    #[test]
    fn files_are_called_after_the_release() {
        let dashboard = dashboard();
        for (piece, name, what) in [
            (Piece::Text, "100505_PR1008.txt", "the text"),
            (Piece::Reference(Reference::Ris), "100505_PR1008.ris", "the reference as RIS"),
            (Piece::Reference(Reference::Bibtex), "100505_PR1008.bib", "the reference as BibTeX"),
            (Piece::Reference(Reference::CslJson), "100505_PR1008.json", "the reference as CSL-JSON"),
        ] {
            let taken = dashboard.take(piece, "release", PAGE).unwrap();
            assert_eq!((taken.name.as_str(), taken.what.as_str()), (name, what));
        }
    }

    #[test]
    fn what_is_selected_is_quoted_where_the_selection_ends() {
        let dashboard = dashboard();
        let stretch =
            |paragraph: &str, words: &str| Excerpt { paragraph: paragraph.to_owned(), words: Some(words.to_owned()) };
        let take = |id: &str| dashboard.take(Piece::Quote(Form::Text), id, PAGE);
        dashboard.desk.selected.set(vec![stretch("p4", "(4-5 October 2010)."), stretch("p5", "The Workshop")]);
        let selected = take("p5").unwrap();
        assert_eq!(selected.what, "the selection as text");
        assert!(selected.clip.text.starts_with("“(4-5 October 2010).\n\n“The Workshop”\n"), "{}", selected.clip.text);
        assert!(selected.clip.text.ends_with("#p4\n"));
        assert!(take("p4").unwrap().clip.text.starts_with("“These and other recommendations"));
        dashboard.desk.selected.set(vec![stretch("p5", "not its words")]);
        assert_eq!(take("p5"), None);
    }

    #[test]
    fn paper_says_where_it_comes_from_and_of_which_day() {
        let source =
            "Source: ASEF press release 100505_PR1008, 11 May 2010. ASEM visibility dashboard, as of 11 May 2010";
        let dashboard = dashboard();
        assert_eq!(dashboard.paper_line(PAGE), format!("{source}: {ADDRESS}"));
        assert_eq!(dashboard.paper_line(""), source);
    }

    #[test]
    fn a_paragraph_has_a_name_for_those_who_do_not_see_it() {
        let dashboard = dashboard();
        assert_eq!(dashboard.name_of_paragraph("p5"), "paragraph 5");
        assert_eq!(dashboard.name_of_paragraph("about-asem"), "the text on the Asia-Europe Meeting (ASEM)");
    }
}
