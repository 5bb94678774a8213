//! Makes the index of an archive ([`crate::data::archive`]) from its releases.

use super::{insert::stretch, style};
use crate::data::archive::{INDEX_FILE, letter, part_file};
use crate::data::json::Node;
use crate::data::problem::{Path, Step};
use crate::data::{FORMAT, folding};
use crate::model::{Dataset, OrganisationId, PartnerId, Release, Role};
use std::collections::{BTreeMap, BTreeSet};

/// How many bytes a part has at most, unless a single word takes more: small enough for a slow phone to wait for.
const PART_SIZE: usize = 64 * 1024;

/// The files of an index, by their names as seen from the data file.
///
/// # Errors
///
/// Two releases of the same number, or a number that names no file: such a release could not be opened from the list.
pub fn files(releases: &[Release], dataset: &Dataset) -> Result<BTreeMap<String, String>, String> {
    let mut releases: Vec<&Release> = releases.iter().collect();
    releases.sort_by(|one, other| (other.date, &other.number).cmp(&(one.date, &one.number)));
    let mut seen = BTreeSet::new();
    for Release { number, .. } in &releases {
        if !seen.insert(number) {
            return Err(format!("two releases have the number \"{number}\": give one of them another, or take it out"));
        }
        if number.file().is_none() && dataset.release(number).is_none() {
            return Err(format!("the number \"{number}\" names no file: move the release into the data file"));
        }
    }
    let words = words(&releases);
    let lists: Vec<String> = words.values().map(|releases| list(releases)).collect();
    let parts = parts(&lists);
    let line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let column = |cell: &dyn Fn(&Release) -> String| {
        let cells: Vec<String> = releases.iter().map(|release| cell(release)).collect();
        Node::Text(cells.join("\n").into())
    };
    let (mut groups, mut bodies) = (Vec::new(), Vec::new());
    let who: Vec<String> = releases.iter().map(|release| who(release, &mut groups, &mut bodies)).collect();
    let texts = |all: Vec<String>| Node::List(all.into_iter().map(|text| Node::Text(text.into())).collect());
    let members = vec![
        ("numbers".into(), column(&|release| release.number.to_string())),
        ("dates".into(), column(&|release| release.date.iso())),
        ("titles".into(), column(&|release| line(&release.title))),
        ("groups".into(), texts(groups)),
        ("bodies".into(), texts(bodies)),
        ("who".into(), Node::Text(who.join("\n").into())),
        ("words".into(), Node::Text(words.keys().cloned().collect::<Vec<_>>().join("\n").into())),
        ("parts".into(), Node::List(parts.iter().map(|lists| Node::Whole(lists.len() as u64)).collect())),
    ];
    let made = fingerprint(&[&style::write(&Node::Object(members.clone()), 0), &lists.join("\n")]);
    let mut all =
        vec![("format".into(), Node::Whole(u64::from(FORMAT))), ("made".into(), Node::Text(made.clone().into()))];
    all.extend(members);
    let part = |(at, lists): (usize, &&[String])| (part_file(at), format!("{made}\n{}\n", lists.join("\n")));
    let mut files: BTreeMap<String, String> = parts.iter().enumerate().map(part).collect();
    files.insert(INDEX_FILE.to_owned(), style::write(&Node::Object(all), 0) + "\n");
    Ok(files)
}

/// The words of all texts, each with the releases in which it stands.
fn words(releases: &[&Release]) -> BTreeMap<String, Vec<usize>> {
    let mut words: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, release) in releases.iter().enumerate() {
        for word in release.texts().chain([release.dateline.as_str()]).flat_map(folding::words) {
            let own = words.entry(word).or_default();
            if own.last() != Some(&at) {
                own.push(at);
            }
        }
    }
    words
}

/// The releases of a word, each as a letter.
fn list(releases: &[usize]) -> String {
    let mut next = 0;
    let letters = releases.iter().map_while(|release| {
        let own = letter(release + 1 - next);
        next = release + 1;
        own
    });
    letters.collect()
}

/// Cuts the lists, which stand in the order of their words, into parts.
fn parts(lists: &[String]) -> Vec<&[String]> {
    let mut parts = Vec::new();
    let mut rest = lists;
    while !rest.is_empty() {
        let mut size = 0;
        let fits = rest.iter().take_while(|list| {
            size += list.len() + 1;
            size <= PART_SIZE
        });
        let (part, others) = rest.split_at(fits.count().max(1));
        parts.push(part);
        rest = others;
    }
    parts
}

/// Who is in a release: the group of partners that it lists and the group of organisations, by their places among the groups
/// known so far, and whom it shows in a stronger role.
fn who(release: &Release, groups: &mut Vec<String>, bodies: &mut Vec<String>) -> String {
    let mut strongest: BTreeMap<PartnerId, Role> = BTreeMap::new();
    for own in &release.appearances {
        let role = strongest.entry(own.who).or_insert(own.role);
        *role = own.role.min(*role);
    }
    // Whoever is listed belongs to the group also with a stronger role, so that the same list is one group.
    let listed: BTreeSet<PartnerId> = release.listed().collect();
    let listed: Vec<&str> = listed.iter().map(PartnerId::as_str).collect();
    let organisations: BTreeSet<&OrganisationId> = release.organisations.iter().map(|own| &own.who).collect();
    let organisations: Vec<&str> = organisations.into_iter().map(OrganisationId::as_str).collect();
    let mut line = format!("{} {}", place(listed.join(" "), groups), place(organisations.join(" "), bodies));
    for (id, role) in strongest.iter().filter(|(_, role)| **role != Role::Listed) {
        line.push_str(&format!(" {id}:{}", role.key()));
    }
    line
}

/// Where a group stands among those known, to which it is added if it is new.
fn place(group: String, known: &mut Vec<String>) -> usize {
    known.iter().position(|own| *own == group).unwrap_or_else(|| {
        known.push(group);
        known.len() - 1
    })
}

/// A number for texts that is another for other texts (FNV-1a): it tells versions apart, and guards against nobody.
fn fingerprint(texts: &[&str]) -> String {
    let bytes = texts.iter().flat_map(|text| text.bytes());
    let hash = bytes
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
    format!("{hash:016x}")
}

/// The text of a data file that says how many releases its index has. Nothing else in it changes. `None` where there is no
/// place for it.
pub fn mark(data: &str, n_releases: usize) -> Option<String> {
    let path = |steps: &[&str]| Path(steps.iter().map(|step| Step::Field((*step).into())).collect());
    let file: Node<'_> = serde_json::from_str(data.trim_start_matches('\u{feff}')).ok()?;
    let (field, wanted) = match file.member("archive_index") {
        Some(_) => (path(&["archive_index"]), format!("{{ \"releases\": {n_releases} }}")),
        None => (path(&["format"]), format!("{FORMAT},\n  \"archive_index\": {{ \"releases\": {n_releases} }}")),
    };
    file.member("format")?;
    let mark = data.len() - data.trim_start_matches('\u{feff}').len();
    let (before, text) = data.split_at(mark);
    let (start, end) = stretch(text, &field)?;
    Some(format!("{before}{}{wanted}{}", text.get(..start)?, text.get(end..)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::archive::ArchiveIndex;

    fn dataset() -> Dataset {
        Dataset::from_json(include_str!("../../public/data/asem.json")).unwrap()
    }

    #[test]
    fn the_index_of_a_release_finds_its_words_and_partners() {
        let dataset = dataset();
        let files = files(&[dataset.newest_release().clone()], &dataset).unwrap();
        let index = ArchiveIndex::from_json(&files[INDEX_FILE]).unwrap();
        let only = &index.releases[0];
        assert_eq!(only.number, dataset.newest_release().number);
        assert_eq!(index.roles(only).filter(|(_, role)| *role == Role::Host).count(), 1);
        assert_eq!(index.roles(only).count(), 47);
        let word = (0..index.words.len()).find(|at| index.words.get(*at) == "poznan").unwrap();
        let (part, line) = index.place(word);
        let part = index.part(part, &files[&part_file(part)]).unwrap();
        assert_eq!(part.releases(line).collect::<Vec<_>>(), [0]);
    }

    #[test]
    fn a_number_given_twice_is_told() {
        let dataset = dataset();
        let twice = [dataset.newest_release().clone(), dataset.newest_release().clone()];
        assert!(files(&twice, &dataset).unwrap_err().contains("two releases have the number \"100505_PR1008\""));
    }

    #[test]
    fn lists_are_cut_into_parts_that_keep_their_order() {
        let lists = ["a".repeat(PART_SIZE), "b".to_owned(), "c".repeat(PART_SIZE + 9), "d".to_owned()];
        assert_eq!(parts(&lists).iter().map(|part| part.len()).collect::<Vec<_>>(), [1, 1, 1, 1]);
        assert_eq!(parts(&lists[1..2]).len(), 1);
        assert!(parts(&[]).is_empty());
    }

    #[test]
    fn the_data_file_is_marked_and_nothing_else_in_it_changes() {
        let data = include_str!("../../tests/fixtures/minimal.json");
        let marked = mark(data, 7).unwrap();
        assert_eq!(marked.replacen(",\n  \"archive_index\": { \"releases\": 7 }", "", 1), data);
        assert_eq!(mark(&marked, 8).unwrap(), marked.replace("7 }", "8 }"));
        assert_eq!(mark("[]", 7), None);
    }
}
