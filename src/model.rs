//! The valid world: partners and releases as the page may rely on them.
//!
//! Nothing here reads files, draws or knows a browser. Values of these types exist only when they are right:
//!
//! - every [`PartnerId`] in a [`Dataset`] belongs to exactly one of its partners, also those in a release's appearances;
//! - every appearance points to a paragraph of its release that contains the printed name;
//! - a dataset has at least one partner and one release, and the newest release comes first;
//! - order is never left to a hash map: partners stand in the order of the file.

pub(crate) mod closed_set;
pub mod code;
pub mod dataset;
pub mod date;
pub mod grouping;
pub mod order;
pub mod partner;
pub mod release;

pub use code::{M49Code, ParagraphId, PartnerId, ReleaseNumber};
pub use dataset::{Dataset, Source};
pub use date::Date;
pub use grouping::{Bloc, Group, Side};
pub use partner::{Kind, Partner};
pub use release::{Appearance, Boilerplate, Link, Paragraph, Release, Role};
