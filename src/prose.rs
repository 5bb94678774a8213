//! Running text: its words, its sentences, and whom it names. Knows the model; serves the page as well as the editors.

pub mod gazetteer;
pub mod words;
