//! Sentences: counts, the status, titles. One place, so that page, screen reader and tab say the same.

use super::emphasis::Emphases;
use super::query::Query;
use crate::model::{Bloc, Dataset, Side};

/// `16`, or `3 of 16` for a part.
pub fn part_of(n: usize, total: usize) -> String {
    if n == total { total.to_string() } else { format!("{n} of {total}") }
}

/// `1 partner`, `45 partners`.
pub fn n_partners(n: usize) -> String {
    if n == 1 { "1 partner".to_owned() } else { format!("{n} partners") }
}

/// What the page shows, in a sentence: the status that screen readers announce.
///
/// `16 of 45 partners: ASEM Asia, as of 11 May 2010`
pub fn status(dataset: &Dataset, query: &Query, emphases: &Emphases) -> String {
    let total = dataset.partners().len();
    let count = match emphases.n_shown_in_all() {
        n if n == total && !query.is_filtered() => format!("All {}", n_partners(total)),
        0 => format!("None of {}", n_partners(total)),
        n => format!("{n} of {}", n_partners(total)),
    };
    let filters = filters(query);
    let shown = if filters.is_empty() { count } else { format!("{count}: {}", filters.join(", ")) };
    let shown = format!("{shown}, as of {}", dataset.as_of());
    match query.partner.and_then(|id| dataset.partner(id)) {
        Some(partner) => format!("{shown}. Selected: {}", partner.name),
        None => shown,
    }
}

/// The filters that are set, each in words.
fn filters(query: &Query) -> Vec<String> {
    let side = query.side.map(|side| match side {
        Side::Asia => "ASEM Asia".to_owned(),
        Side::Europe => "ASEM Europe".to_owned(),
    });
    let bloc = query.bloc.map(|bloc| match bloc {
        Bloc::Eu => "EU members".to_owned(),
        Bloc::Asean => "ASEAN members".to_owned(),
        Bloc::Other => "neither EU nor ASEAN".to_owned(),
    });
    let typed = query.text.trim();
    let text = (!typed.is_empty()).then(|| format!("matching “{typed}”"));
    [side, bloc, text].into_iter().flatten().collect()
}

/// The title of the browser's tab and of the bookmark.
pub fn page_title(dataset: &Dataset, query: &Query) -> String {
    match query.partner.and_then(|id| dataset.partner(id)) {
        Some(partner) => format!("{} · {SITE_TITLE}", partner.name),
        None => SITE_TITLE.to_owned(),
    }
}

/// What the page is called.
pub const SITE_TITLE: &str = "ASEM visibility dashboard";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view_model::{shipped, url};

    /// An address, and what the page says at it.
    const SENTENCES: &[(&str, &str)] = &[
        ("", "All 45 partners, as of 11 May 2010"),
        ("?side=asia", "16 of 45 partners: ASEM Asia, as of 11 May 2010"),
        ("?bloc=other&q=in", "1 of 45 partners: neither EU nor ASEAN, matching “in”, as of 11 May 2010"),
        ("?q=xyz", "None of 45 partners: matching “xyz”, as of 11 May 2010"),
        ("?partner=HU", "All 45 partners, as of 11 May 2010. Selected: Hungary"),
    ];

    #[test]
    fn the_status_says_the_result_in_words() {
        let dataset = shipped();
        for (address, sentence) in SENTENCES {
            let (query, _) = url::parse(address, &dataset);
            let emphases = Emphases::new(&dataset, &query, None);
            assert_eq!(status(&dataset, &query, &emphases), *sentence, "{address}");
        }
    }

    #[test]
    fn a_single_partner_is_not_plural() {
        assert_eq!(n_partners(1), "1 partner");
        assert_eq!(n_partners(0), "0 partners");
    }
}
