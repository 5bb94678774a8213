//! The snippet that puts the page into another one, as it follows from the page and from what is chosen.

use super::{Dashboard, Fetched};
use crate::view_model::View;
use crate::view_model::embed::{Embed, Field, Packaging};
use crate::view_model::picture::{Drawn, front};
use leptos::prelude::*;

/// What is told where nothing can be shared or embedded: the page stands on the reader's own device.
pub const NO_ADDRESS: &str = "This page has no address that others could open.";

impl Dashboard {
    /// What is put into the other page.
    ///
    /// # Errors
    ///
    /// Why there is nothing, in a sentence.
    pub fn embed(&self) -> Result<Embed, &'static str> {
        let site = self.host.site.run(());
        if site.is_empty() {
            return Err(NO_ADDRESS);
        }
        let choices = self.desk.embed.read();
        let drawn = match choices.packaging == Packaging::Picture {
            true => Some(self.front(choices.view)?),
            false => None,
        };
        Ok(self.dataset.with_value(|dataset| choices.embed(site, &self.query.read(), drawn, dataset)))
    }

    /// The picture of a view that is made when the site is built.
    fn front(&self, view: View) -> Result<Drawn, &'static str> {
        self.dataset.with_value(|dataset| match (view, &*self.drawing.read()) {
            (View::Board | View::List, _) => Ok(front(dataset, None, "")),
            (View::Map, Fetched::Ready(drawing)) => Ok(front(dataset, Some(drawing), "")),
            (View::Map, Fetched::Waiting | Fetched::Failed(_)) => Err("The map is not there."),
        })
    }

    /// What there is to say of the snippet.
    pub fn notes_on_embed(&self) -> Vec<String> {
        match self.embed() {
            Ok(embed) => self.dataset.with_value(|dataset| self.desk.embed.read().notes(&embed, dataset)),
            Err(reason) => vec![reason.to_owned()],
        }
    }

    /// Begins with the view that is in front.
    pub fn begin_embed(&self) {
        let view = self.query.read_untracked().view;
        self.desk.embed.update(|choices| choices.view = view);
    }

    /// Takes over what a field of the builder has now.
    pub fn choose_for_embed(&self, field: Field, value: &str) {
        self.desk.embed.update(|choices| choices.choose(field, value));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::Host;
    use crate::state::errand::Piece;
    use crate::view_model::shipped;
    use std::sync::Arc;

    /// A page at an address of a site; empty for one that others cannot open.
    fn dashboard(site: &'static str, address: &str) -> Dashboard {
        let owner = Owner::new();
        owner.set();
        // The test ends before anything that is disposed of with the owner is asked for.
        std::mem::forget(owner);
        let host = Host { site: Callback::new(move |()| site.to_owned()), ..Host::none() };
        Dashboard::new(Arc::new(shipped()), address, host)
    }

    const SITE: &str = "https://example.org/asem/";

    #[test]
    fn a_page_without_an_address_says_so() {
        let dashboard = dashboard("", "");
        assert_eq!(dashboard.embed(), Err(NO_ADDRESS));
        assert_eq!(dashboard.notes_on_embed(), [NO_ADDRESS]);
        assert_eq!(dashboard.take(Piece::Snippet, "embed", ""), None);
    }

    #[test]
    fn a_picture_of_the_map_needs_the_map() {
        let dashboard = dashboard(SITE, "?view=map");
        dashboard.begin_embed();
        dashboard.choose_for_embed(Field::Packaging, Packaging::Picture.key());
        assert_eq!(dashboard.embed(), Err("The map is not there."));
        dashboard.choose_for_embed(Field::View, "board");
        assert!(dashboard.embed().is_ok_and(|embed| embed.title.starts_with("All 45 partners, as of 11 May 2010.")));
    }

    #[test]
    fn the_snippet_is_that_of_the_page_as_it_is() {
        let dashboard = dashboard(SITE, "?side=asia&view=list");
        dashboard.begin_embed();
        let taken = dashboard.take(Piece::Snippet, "embed", "").unwrap();
        assert_eq!(taken.what, "the snippet");
        assert!(
            taken
                .clip
                .text
                .starts_with("<iframe src=\"https://example.org/asem/?side=asia&amp;view=list&amp;embed=1\" ")
        );
        assert_eq!(taken.clip.html, None);
    }

    #[test]
    fn only_a_page_on_its_own_can_be_embedded() {
        assert!(!dashboard(SITE, "").is_embedded());
        assert!(dashboard(SITE, "?embed=1").is_embedded());
    }
}
