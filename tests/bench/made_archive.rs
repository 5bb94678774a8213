//! Archives made up for tests and measurements: as many releases as wanted, the same at every run.

use asem_dashboard::data::json::Node;
use asem_dashboard::editor::{index, style};
use asem_dashboard::model::{Dataset, Release};
use std::fs;
use std::path::{Path, PathBuf};

const DATA: &str = include_str!("../../public/data/asem.json");

/// A made-up release, as other search engines are fed with it.
pub struct Record {
    pub number: String,
    pub date: String,
    pub title: String,
    pub body: String,
}

/// Numbers that look random and are not (xorshift64*).
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        usize::try_from(self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33).unwrap() % n
    }

    /// The lower, the likelier, about as words of a language are: each as often as its place among them says.
    fn zipf(&mut self, n: usize) -> usize {
        let at = f64::from(u32::try_from(self.below(1 << 30)).unwrap()) / f64::from(1u32 << 30);
        let place = (n as f64).powf(at) - 1.0;
        (place as usize).min(n - 1)
    }
}

const FREQUENT: &str = "the of and in to a for on with by as at from is that culture cultural meeting summit ministers ASEM \
    Asia Europe partners dialogue exchange cooperation between artists workshop festival museum heritage network programme \
    Singapore Poznań Hà Nội Brussels Łódź Kraków Málaga Zürich Århus Québec São Việt Österreich Íslenska Đà Nẵng visit \
    visibility public media youth education creative cities policy foundation members national international conference";
const SYLLABLES: [&str; 48] = [
    "ka", "ri", "mo", "ten", "sel", "va", "lu", "pra", "ko", "ni", "gé", "tor", "an", "bi", "çu", "dra", "ez", "fo",
    "gla", "hu", "ir", "jo", "ký", "lö", "ma", "né", "or", "pu", "qui", "ro", "sté", "ta", "un", "ve", "wa", "xi",
    "yo", "zá", "al", "ber", "cri", "dün", "el", "fra", "gro", "hin", "ist", "lem",
];

fn vocabulary(dice: &mut Dice) -> Vec<String> {
    let mut words: Vec<String> = FREQUENT.split_whitespace().map(str::to_owned).collect();
    while words.len() < 24_000 {
        let n_syllables = 2 + dice.below(3);
        words.push((0..n_syllables).map(|_| SYLLABLES[dice.below(SYLLABLES.len())]).collect());
    }
    words
}

fn sentence(words: &[String], dice: &mut Dice, n_words: usize) -> String {
    let chosen: Vec<&str> = (0..n_words).map(|_| words[dice.zipf(words.len())].as_str()).collect();
    let text = chosen.join(" ");
    let mut letters = text.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    first + letters.as_str()
}

/// Makes up releases with texts of three kilobytes, and hands each to `take` as it would stand in a file.
fn make(n: usize, mut take: impl FnMut(Record, Node<'static>)) {
    let dataset = Dataset::from_json(DATA).unwrap();
    let day = dataset.as_of();
    let partners: Vec<(&str, &str)> =
        dataset.partners_on(day).map(|partner| (partner.id.as_str(), partner.name.as_str())).collect();
    let names: Vec<&str> = partners.iter().map(|(_, name)| *name).collect();
    let mut dice = Dice(0x5eed);
    let words = vocabulary(&mut dice);
    for at in 0..n {
        // From 2009 back to 1996, older than the release that the page opens with.
        let days = at * 14 * 336 / n;
        let (year, month, day) = (2009 - days / 336, 12 - days % 336 / 28, 28 - days % 28);
        let number = format!("{:02}{month:02}{day:02}_PR{at:04}", year % 100);
        let date = format!("{year:04}-{month:02}-{day:02}");
        let title = sentence(&words, &mut dice, 7);
        let (id, name) = partners[dice.below(partners.len())];
        let (guest_id, guest) = partners[dice.below(partners.len())];
        let welcome = format!("{name} welcomed {guest} at a meeting of {}.", sentence(&words, &mut dice, 3));
        let list = format!("The partners are {}.", names.join(", "));
        let mut paragraphs = vec![welcome];
        let is_listing = dice.below(3) == 0;
        if is_listing {
            paragraphs.push(list);
        }
        while paragraphs.iter().map(String::len).sum::<usize>() < 3000 {
            let sentences: Vec<String> = (0..4).map(|_| sentence(&words, &mut dice, 18) + ".").collect();
            paragraphs.push(sentences.join(" "));
        }
        let text = |text: &str| Node::Text(text.to_owned().into());
        let object = |members: Vec<(&'static str, Node<'static>)>| {
            Node::Object(members.into_iter().map(|(name, node)| (name.into(), node)).collect())
        };
        let appearance = |id: &str, role: &str, paragraph: &str, name: &str| {
            object(vec![
                ("partner", text(id)),
                ("role", text(role)),
                ("paragraph", text(paragraph)),
                ("as_printed", text(name)),
            ])
        };
        let mut appearances = vec![appearance(id, "named", "p1", name)];
        if guest_id != id {
            appearances.push(appearance(guest_id, "named", "p1", guest));
        }
        if is_listing {
            appearances.extend(partners.iter().map(|(id, name)| appearance(id, "listed", "p2", name)));
        }
        let body = paragraphs.join("\n");
        let paragraphs = paragraphs
            .iter()
            .enumerate()
            .map(|(at, paragraph)| object(vec![("id", text(&format!("p{}", at + 1))), ("text", text(paragraph))]));
        let release = object(vec![
            ("number", text(&number)),
            ("date", text(&date)),
            ("dateline", text(&date)),
            ("title", text(&title)),
            ("paragraphs", Node::List(paragraphs.collect())),
            ("appearances", Node::List(appearances)),
        ]);
        let own_file = object(vec![("format", Node::Whole(1)), ("release", release)]);
        take(Record { number, date, title, body }, own_file);
    }
}

/// Writes an archive with its index into a folder of this name, to be served over `dist/`; and gives the records. What an
/// earlier run left there is taken away first.
pub fn write(name: &str, n: usize) -> (PathBuf, Vec<Record>) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let data = folder.join("data");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(data.join("releases")).unwrap();
    fs::create_dir_all(data.join("archive")).unwrap();
    let dataset = Dataset::from_json(DATA).unwrap();
    let mut releases: Vec<Release> = dataset.releases().cloned().collect();
    let mut records = Vec::new();
    make(n, |record, file| {
        let text = style::write(&file, 0);
        fs::write(data.join(format!("releases/{}.json", record.number)), &text).unwrap();
        releases.push(Release::from_json(&text, &dataset).unwrap());
        records.push(record);
    });
    for (name, text) in index::files(&releases, &dataset).unwrap() {
        fs::write(data.join(name), text).unwrap();
    }
    fs::write(data.join("asem.json"), index::mark(DATA, releases.len()).unwrap()).unwrap();
    (folder, records)
}
