//! The snippet that puts the page into another one, as it follows from the page and from what is chosen.

use super::{Dashboard, Fetched};
use crate::view_model::View;
use crate::view_model::embed::{self, Embed, Field, Packaging};
use crate::view_model::picture::{Drawn, front};
use leptos::prelude::*;

/// What is told where nothing can be shared or embedded: the page stands on the reader's own device.
pub const NO_ADDRESS: &str = "This page has no address that others could open.";

impl Dashboard {
    /// Whether there is anything to embed from here: not on a page that stays as it is rendered, nor where it is part of another.
    pub fn can_be_embedded(&self) -> bool {
        !self.is_static() && !embed::is_embedded(&self.query.read_untracked())
    }

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
