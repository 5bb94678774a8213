//! What the state has computed by code that may come after the page (`make build` cuts the program in two).

use super::archive::ArchiveState;
use crate::model::{Dataset, Date, Partner, PartnerId, Release};
use crate::view_model::compare::Comparison;
use crate::view_model::{Card, Query, Reader};
use leptos::prelude::*;
use std::sync::Arc;

/// Where that code is. The state names it only by this, so that it need not be there at the start.
#[derive(Clone, Copy)]
pub struct Later {
    /// Cuts a release up to be read.
    pub reader: fn(&Release, &Dataset, Option<Date>) -> Reader,
    /// Looks up what the panel shows of a partner.
    pub card: fn(&Partner, &Dataset, Date) -> Card,
    /// Puts partners side by side.
    pub comparison: fn(&[PartnerId], &Dataset, Date) -> Comparison,
    /// Opens the archive.
    pub archive: fn(StoredValue<Arc<Dataset>>, RwSignal<Query>) -> ArchiveState,
}

impl Later {
    /// All of it, here.
    pub const HERE: Self =
        Self { reader: Reader::new, card: Card::new, comparison: Comparison::new, archive: ArchiveState::new };
}
