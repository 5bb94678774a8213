//! What is shown, computed from the dataset and the query by pure functions: no signals, no DOM.
//!
//! Everything here comes out finished: strings are worded, numbers counted, rows ordered. A component decides only
//! the structure of the markup.

pub mod archive;
pub mod card;
pub mod citation;
pub mod cite;
pub mod colour;
pub mod compare;
pub mod embed;
pub mod emphasis;
pub mod export;
pub mod facets;
pub mod failure;
pub mod filter;
pub mod filtering;
pub mod map;
pub mod paths;
pub mod picture;
pub mod query;
pub mod quote;
pub mod reader;
pub mod roster;
pub mod search;
pub mod sorting;
pub mod spatial;
pub mod stops;
pub mod stretch;
pub mod text;
pub mod url;

pub use card::Card;
pub use emphasis::{Emphases, Emphasis};
pub use facets::Facets;
pub use failure::Failure;
pub use map::MapDrawing;
pub use query::{Query, View};
pub use reader::Reader;
pub use roster::Roster;
pub use url::BadValue;

/// The dataset that the page ships with, for tests.
#[cfg(test)]
pub(crate) fn shipped() -> crate::model::Dataset {
    crate::model::Dataset::from_json(include_str!("../public/data/asem.json")).unwrap()
}
