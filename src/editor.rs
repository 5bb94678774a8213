//! What editors do with data files outside of the page.

pub mod check;
pub mod import;
pub mod index;
pub mod insert;
pub mod lint;
pub mod names;
pub mod report;
pub mod style;
pub mod world;
