//! What must hold whatever comes in: one function for each target. libFuzzer calls them with what it makes up, and
//! tests/bad_input.rs with what it kept.

use asem_dashboard::data::archive::{ArchiveIndex, INDEX_FILE, Part, part_file};
use asem_dashboard::editor::{import as importer, index};
use asem_dashboard::model::{Dataset, Release};
use asem_dashboard::view_model::archive::{Archive, Search, marked};
use asem_dashboard::view_model::search::Index;
use asem_dashboard::view_model::url;
use std::sync::{Arc, LazyLock};

static DATASET: LazyLock<Dataset> = LazyLock::new(|| {
    Dataset::from_json(include_str!("../../public/data/asem.json")).expect("the shipped file is clean")
});
static NAMES: LazyLock<Index> = LazyLock::new(|| Index::new(&DATASET, None));
type Parts = Vec<Option<Arc<Part>>>;

/// The archive with its index, as `asem index` makes it, and all parts of that.
static ARCHIVE: LazyLock<(Arc<Archive>, Parts)> = LazyLock::new(|| {
    let releases: Vec<Release> = DATASET.releases().cloned().collect();
    let files = index::files(&releases, &DATASET).expect("releases have an index");
    let index = Arc::new(ArchiveIndex::from_json(&files[INDEX_FILE]).expect("what was made is read"));
    let part = |at: usize| index.part(at, &files[&part_file(at)]).expect("what was made is read");
    let parts = (0..index.n_parts()).map(|at| Some(Arc::new(part(at)))).collect();
    (Arc::new(Archive::new(&DATASET, Some(index))), parts)
});

/// Any text is a data file or has problems, each with its place in the text.
pub fn from_json(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Err(problems) = Dataset::from_json(text) {
        assert!(!problems.is_empty());
        assert!(problems.iter().all(|problem| problem.position.is_some()));
    }
}

/// Any bytes are a release's text or refused, and the draft of a text is JSON.
pub fn import(bytes: &[u8]) {
    if let Ok(text) = importer::decode(bytes) {
        let draft = importer::import(&text, &DATASET).to_json();
        assert!(serde_json::from_str::<serde_json::Value>(&draft).is_ok());
    }
}

/// Any address is followed as far as it can be; written again it has nothing bad, and reads the same.
pub fn query(bytes: &[u8]) {
    let address = String::from_utf8_lossy(bytes);
    let (query, bad) = url::parse(&address, &DATASET);
    for bad in bad {
        assert!(bad.to_string().starts_with("The address asks for the "));
    }
    let written = url::write(&query);
    assert!(written.chars().all(|c| c.is_ascii_graphic() && !"\"<>#'".contains(c)), "{written}");
    let (again, bad) = url::parse(&written, &DATASET);
    assert!(bad.is_empty(), "{bad:?}");
    assert_eq!(again, query);
    assert_eq!(url::write(&again), written);
}

/// Whatever is typed, partners and archive are searched to the end, and a text with marks is still that text. The first line
/// is what is typed, the rest is the text.
pub fn search(bytes: &[u8]) {
    let all = String::from_utf8_lossy(bytes);
    let (typed, text) = all.split_once('\n').unwrap_or((&all, "Việt Nam, Straße 1 東京"));
    let found = NAMES.find(typed);
    assert!(DATASET.partners().iter().all(|partner| found.has(partner.id) || found.why(partner.id).is_none()));
    let (archive, parts) = &*ARCHIVE;
    let mut search = Search::new(archive, typed, 0);
    let mut n_before = None;
    while !search.found().progress.is_complete() {
        assert!(n_before < Some(search.found().progress.n_done), "it goes on");
        n_before = Some(search.found().progress.n_done);
        search.step(parts, 8);
    }
    let plain: String = marked(text, typed).into_iter().map(|stretch| stretch.text).collect();
    assert_eq!(plain, text);
}
