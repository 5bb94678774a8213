//! What the reader takes away as data: the partners as CSV (RFC 4180) or as JSON.
//!
//! CSV is for people and their tables, so that it has the words of the page; JSON is for programs, so that it has the
//! keys of the data file, and each appearance with its evidence.

use super::roster::printed_names;
use crate::model::closed_set::closed_set;
use crate::model::{Bloc, Dataset, Date, Group, Partner, PartnerId};

closed_set! {
    /// How much is taken away.
    #[derive(Default)]
    pub enum Scope {
        /// The partners that the filters leave.
        #[default]
        Shown = "shown", "What is shown";
        /// All who are or were partners, whatever the day and the filters.
        Everything = "everything", "Everything";
    }
}

/// What a file says of itself, apart from the partners.
#[derive(Clone, Copy, Debug)]
pub struct Head<'a> {
    /// What it is called.
    pub title: &'a str,
    /// What the page shows, in a sentence.
    pub status: &'a str,
    /// The address of the page; empty where it has none worth telling.
    pub page: &'a str,
}

/// The columns of the table. The first is not `ID`: a file that begins so is no CSV to Excel.
const COLUMNS: &str =
    "code,name,printed_names,side,group,blocs,joined,wave,visibility,appearances,meetings_hosted,as_of,is_partner";

/// The partners as a table, in this order. Bloc, group and being a partner are of the day; appearances and meetings are
/// all that the data knows, as in the panel.
///
/// The mark at the beginning tells Excel that the file is UTF-8; other programs may take it for a part of the first name.
pub fn csv(dataset: &Dataset, day: Date, ids: &[PartnerId], has_mark: bool) -> String {
    let mut table = if has_mark { "\u{feff}".to_owned() } else { String::new() };
    table.push_str(COLUMNS);
    for partner in ids.iter().filter_map(|id| dataset.partner(*id)) {
        let wave = dataset.wave(&partner.wave);
        let blocs: Vec<&str> = partner.blocs_on(day).map(Bloc::label).collect();
        table.push_str("\r\n");
        table.push_str(partner.id.as_str());
        cell(&partner.name, &mut table);
        cell(&printed_names(partner.id, dataset).join("; "), &mut table);
        cell(partner.side.label(), &mut table);
        cell(Group::of(partner, day).label(), &mut table);
        cell(&blocs.join("; "), &mut table);
        cell(&wave.map(|wave| wave.from.iso()).unwrap_or_default(), &mut table);
        cell(wave.map(|wave| wave.name.as_str()).unwrap_or_default(), &mut table);
        cell(dataset.strongest_role(partner.id).map(|role| role.label()).unwrap_or_default(), &mut table);
        cell(&dataset.appearances_of(partner.id).count().to_string(), &mut table);
        cell(&dataset.meetings_hosted_by(partner.id).count().to_string(), &mut table);
        cell(&day.iso(), &mut table);
        cell(truth(dataset.is_partner_on(partner, day)), &mut table);
    }
    table.push_str("\r\n");
    table
}

const fn truth(is_so: bool) -> &'static str {
    if is_so { "true" } else { "false" }
}

/// A cell after another, within quotes where it needs them.
fn cell(text: &str, table: &mut String) {
    table.push(',');
    let text = harmless(text);
    if text.contains([',', ';', '"', '\t', '\r', '\n']) {
        table.push('"');
        table.push_str(&text.replace('"', "\"\""));
        table.push('"');
    } else {
        table.push_str(&text);
    }
}

/// What makes a spreadsheet compute a cell instead of showing it, full-width forms included (OWASP, CSV injection).
const FORMULA: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// The text with an apostrophe before whatever a spreadsheet would compute. Where the comma is the sign of decimals, a
/// semicolon parts cells, and so may a tab or a break anywhere: what follows one is looked at as well.
fn harmless(text: &str) -> String {
    let mut safe = String::new();
    for part in text.split_inclusive([';', '\t', '\r', '\n']) {
        let starts_empty = safe.is_empty() && part.starts_with(['\t', '\r', '\n']);
        if starts_empty || part.trim_start_matches([' ', '"', '\u{a0}']).starts_with(FORMULA) {
            safe.push('\'');
        }
        safe.push_str(part);
    }
    safe
}

/// The partners as JSON, in this order, one on a line; before them what the file is.
pub fn json(dataset: &Dataset, day: Date, ids: &[PartnerId], head: Head) -> String {
    let mut json = Json::default();
    json.open('{');
    json.text("\n  ", "title", head.title);
    json.text("\n  ", "status", head.status);
    json.text("\n  ", "as_of", &day.iso());
    json.optional("\n  ", "page", Some(head.page).filter(|page| !page.is_empty()));
    json.list("\n  ", "releases", dataset.releases().map(|release| release.number.as_str()));
    json.name("\n  ", "partners");
    json.open('[');
    for partner in ids.iter().filter_map(|id| dataset.partner(*id)) {
        json.next("\n    ");
        partner_in_json(partner, dataset, day, &mut json);
    }
    json.0.push_str("\n  ]\n}\n");
    json.0
}

fn partner_in_json(partner: &Partner, dataset: &Dataset, day: Date, json: &mut Json) {
    let wave = dataset.wave(&partner.wave);
    json.open('{');
    json.text(" ", "code", partner.id.as_str());
    json.text(" ", "name", &partner.name);
    json.list(" ", "printed_names", printed_names(partner.id, dataset));
    json.text(" ", "side", partner.side.key());
    json.text(" ", "group", Group::of(partner, day).key());
    json.list(" ", "blocs", partner.blocs_on(day).map(Bloc::key));
    json.optional(" ", "joined", wave.map(|wave| wave.from.iso()).as_deref());
    json.optional(" ", "wave", wave.map(|wave| wave.name.as_str()));
    json.optional(" ", "visibility", dataset.strongest_role(partner.id).map(|role| role.key()));
    json.plain(" ", "meetings_hosted", &dataset.meetings_hosted_by(partner.id).count().to_string());
    json.plain(" ", "is_partner", truth(dataset.is_partner_on(partner, day)));
    json.name(" ", "appearances");
    json.open('[');
    for (release, appearance) in dataset.appearances_of(partner.id) {
        json.next(" ");
        json.open('{');
        json.text(" ", "role", appearance.role.key());
        json.text(" ", "release", release.number.as_str());
        json.text(" ", "paragraph", &appearance.evidence.paragraph.to_string());
        json.text(" ", "as_printed", &appearance.as_printed);
        json.text(" ", "quote", &appearance.evidence.quote);
        json.close(" }");
    }
    json.close("]");
    json.close(" }");
}

/// JSON as it is written, part by part: a few lines, where serde's writer is kilobytes of wasm. The tests read it back.
#[derive(Default)]
pub(super) struct Json(pub(super) String);

impl Json {
    pub(super) fn open(&mut self, bracket: char) {
        self.0.push(bracket);
    }

    pub(super) fn close(&mut self, bracket: &str) {
        self.0.push_str(bracket);
    }

    /// Begins the next part of a list or an object, after what sets it off.
    fn next(&mut self, space: &str) {
        if !self.0.ends_with(['{', '[']) {
            self.0.push(',');
        }
        self.0.push_str(space);
    }

    fn name(&mut self, space: &str, name: &str) {
        self.next(space);
        self.string(name);
        self.0.push_str(": ");
    }

    pub(super) fn plain(&mut self, space: &str, name: &str, value: &str) {
        self.name(space, name);
        self.0.push_str(value);
    }

    pub(super) fn text(&mut self, space: &str, name: &str, text: &str) {
        self.name(space, name);
        self.string(text);
    }

    fn optional(&mut self, space: &str, name: &str, text: Option<&str>) {
        match text {
            Some(text) => self.text(space, name, text),
            None => self.plain(space, name, "null"),
        }
    }

    fn list<'a>(&mut self, space: &str, name: &str, texts: impl IntoIterator<Item = &'a str>) {
        self.name(space, name);
        self.open('[');
        for (index, text) in texts.into_iter().enumerate() {
            self.0.push_str(if index == 0 { "" } else { ", " });
            self.string(text);
        }
        self.close("]");
    }

    fn string(&mut self, text: &str) {
        self.0.push('"');
        for c in text.chars() {
            match c {
                '"' => self.0.push_str("\\\""),
                '\\' => self.0.push_str("\\\\"),
                c if u32::from(c) < 0x20 => self.0.push_str(&format!("\\u{:04x}", u32::from(c))),
                c => self.0.push(c),
            }
        }
        self.0.push('"');
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view_model::shipped;
    use serde_json::Value;

    fn ids(dataset: &Dataset) -> Vec<PartnerId> {
        dataset.partners().iter().map(|partner| partner.id).collect()
    }

    /// The table as another program reads it: header first.
    fn read(text: &str) -> Vec<Vec<String>> {
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
        let rows = reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect());
        rows.collect()
    }

    #[test]
    fn the_table_tells_each_partner_in_the_words_of_the_page() {
        let dataset = shipped();
        let codes = ["VN", "NO", "EU"].map(|id| PartnerId::parse(id).unwrap());
        let expected = "code,name,printed_names,side,group,blocs,joined,wave,visibility,appearances,meetings_hosted,as_of,is_partner\r\n\
            VN,Viet Nam,\"Viet Nam; Vietnam\",Asia,ASEAN members,ASEAN,1996-03-01,Founding partners,Host,3,1,2010-05-11,true\r\n\
            NO,Norway,,Europe,Other European partners,,2012-11-05,Enlargement of 2012,,0,0,2010-05-11,false\r\n\
            EU,European Union,European Commission,Europe,Institutions,,1996-03-01,Founding partners,Listed,1,1,2010-05-11,true\r\n";
        assert_eq!(csv(&dataset, dataset.as_of(), &codes, false), expected);
    }

    #[test]
    fn another_program_reads_one_row_for_each_partner() {
        let dataset = shipped();
        let rows = read(&csv(&dataset, dataset.as_of(), &ids(&dataset), false));
        assert_eq!(rows[0].join(","), COLUMNS);
        assert_eq!(rows.len(), 1 + dataset.partners().len());
        assert_eq!(rows.iter().filter(|row| row[12] == "true").count(), 45);
    }

    #[test]
    fn the_mark_for_excel_stands_first_and_only_when_asked_for() {
        let dataset = shipped();
        let table = |has_mark| csv(&dataset, dataset.as_of(), &[], has_mark);
        assert_eq!(table(true).strip_prefix('\u{feff}'), Some(table(false).as_str()));
    }

    #[test]
    fn any_text_comes_back_as_it_went_in() {
        for text in
            ["", "plain", "a, b", "say \"so\"", "two\r\nlines", " spaced ", "Côte d’Ivoire", "x\ty", "3 - 2 = 1"]
        {
            let mut line = "start".to_owned();
            cell(text, &mut line);
            line.push_str(",end\r\n");
            assert_eq!(read(&line), [["start", text, "end"]], "{line:?}");
        }
    }

    #[test]
    fn nothing_in_a_cell_is_computed() {
        for (text, expected) in [
            ("=1+1", "'=1+1"),
            ("+1", "'+1"),
            ("-1", "'-1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\tx", "'\tx"),
            ("\rx", "'\rx"),
            ("\n=x", "'\n'=x"),
            ("＝1", "'＝1"),
            ("＋1", "'＋1"),
            ("－1", "'－1"),
            ("＠x", "'＠x"),
            ("  =1", "'  =1"),
            ("\"=1\"", "'\"=1\""),
            ("Laos; =1", "Laos;' =1"),
            ("a;\"@x", "a;'\"@x"),
            ("Timor-Leste", "Timor-Leste"),
            ("a = b; c - d", "a = b; c - d"),
            ("’s-Hertogenbosch", "’s-Hertogenbosch"),
        ] {
            assert_eq!(harmless(text), expected);
        }
    }

    #[test]
    fn json_has_a_head_and_every_appearance_with_its_evidence() {
        let dataset = shipped();
        let head = Head { title: "A \"title\"\n", status: "All", page: "" };
        let written = json(&dataset, dataset.as_of(), &ids(&dataset), head);
        let read: Value = serde_json::from_str(&written).unwrap();
        assert_eq!(read["title"], "A \"title\"\n");
        assert_eq!(read["as_of"], "2010-05-11");
        assert_eq!(read["page"], Value::Null);
        assert_eq!(read["releases"], serde_json::json!(["100505_PR1008"]));
        let partners = read["partners"].as_array().unwrap();
        assert_eq!(partners.len(), 53);
        let viet_nam = partners.iter().find(|partner| partner["code"] == "VN").unwrap();
        assert_eq!(viet_nam["printed_names"], serde_json::json!(["Viet Nam", "Vietnam"]));
        assert_eq!(viet_nam["blocs"], serde_json::json!(["asean"]));
        assert_eq!(viet_nam["is_partner"], true);
        assert_eq!(viet_nam["meetings_hosted"], 1);
        assert_eq!(
            viet_nam["appearances"][0],
            serde_json::json!({
                "role": "host",
                "release": "100505_PR1008",
                "paragraph": "p5",
                "as_printed": "Viet Nam",
                "quote": "took place in Ha Long City, Quang Ninh Province in Viet Nam",
            })
        );
        let n_appearances: usize =
            partners.iter().map(|partner| partner["appearances"].as_array().unwrap().len()).sum();
        assert_eq!(n_appearances, dataset.newest_release().appearances.len());
        let norway = partners.iter().find(|partner| partner["code"] == "NO").unwrap();
        assert_eq!(norway["visibility"], Value::Null);
    }

    #[test]
    fn json_without_partners_is_json_still() {
        let dataset = shipped();
        let head = Head { title: "", status: "", page: "https://example.org/?side=asia" };
        let read: Value = serde_json::from_str(&json(&dataset, dataset.as_of(), &[], head)).unwrap();
        assert_eq!(read["partners"], serde_json::json!([]));
        assert_eq!(read["page"], "https://example.org/?side=asia");
    }

    #[test]
    fn any_text_is_a_string_in_json() {
        let text = "\u{0}\u{1f}\"\\/\u{7f}\u{2028}é😀\r\n\t";
        let mut json = Json::default();
        json.string(text);
        assert_eq!(serde_json::from_str::<String>(&json.0).unwrap(), text);
    }
}
