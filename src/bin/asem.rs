//! `asem`, the command for those who keep the data, and for the build.
//!
//! It reads files, hands them to the library, prints what comes back and ends with its verdict. Nothing here decides
//! anything about data.

use asem_dashboard::app::{DATA_FILE as DATA_IN_SITE, MAP_FILE};
use asem_dashboard::data::Topology;
use asem_dashboard::data::archive;
use asem_dashboard::data::json::Node;
use asem_dashboard::data::locate::locate;
use asem_dashboard::data::schema;
use asem_dashboard::editor::check::{Gathered, Kind};
use asem_dashboard::editor::import::{self, Draft};
use asem_dashboard::editor::insert::NotAdded;
use asem_dashboard::editor::report::{self, Report, Verdict};
use asem_dashboard::editor::{check, index, insert, lint, names, style};
use asem_dashboard::model::{Dataset, Date, Release};
use asem_dashboard::publish::hosting::{self, Folder};
use asem_dashboard::publish::pages::Press;
use asem_dashboard::publish::share::Fonts;
use asem_dashboard::publish::{self, Site, parts, single, style as page_style};
use clap::{Args, Parser, Subcommand, ValueEnum};
use serde_json::Value;
use std::collections::BTreeMap;
use std::error::Error;
use std::fmt;
use std::fs;
use std::io::{self, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::SystemTime;

/// Where the data file is, seen from the project's folder.
const DATA_FILE: &str = "public/data/asem.json";

/// The name under which standard input is given and shown.
const STDIN: &str = "-";

/// Keeps the data of the ASEM visibility dashboard: checks it, looks over releases, puts new ones in, publishes it.
#[derive(Parser)]
#[command(version, disable_help_subcommand = true, after_help = EXAMPLES)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

const EXAMPLES: &str = "\
Examples:
  asem check public/data/asem.json         Is the data file right?
  asem new-release 100505_PR1008.txt       Put a new release into the data file
  asem lint public/data/asem.json          What looks odd in the releases?

'asem <COMMAND> --help' tells more about each command.";

#[derive(Subcommand)]
enum Command {
    Check(Check),
    Lint(Lint),
    Import(Import),
    Add(Add),
    NewRelease(NewRelease),
    Index(Index),
    Schema(Schema),
    Names(Names),
    Publish(Publish),
    SingleFile(SingleFile),
}

/// Check data files: every problem at once, with its place and what to do.
///
/// A FILE is a data file, a file of one release from the folder 'releases' beside a data file, or a draft. For a data
/// file, the files of the releases in its archive are checked as well.
///
/// Ends with 0 if all is right, 1 if there are problems, and 2 if a file cannot be used at all: it cannot be read, is
/// not text in UTF-8, is not JSON, or is of a newer format.
#[derive(Args)]
#[command(after_help = "\
Examples:
  asem check public/data/asem.json
  asem check public/data/releases/*.json
  asem check --format json public/data/asem.json | jq '.files[].problems[].fix'")]
struct Check {
    /// Data files, files of one release or drafts; '-' is standard input
    #[arg(required = true)]
    files: Vec<String>,
    /// The data file that releases belong to [default: asem.json in the folder above theirs; for drafts
    /// public/data/asem.json]
    #[arg(long, value_name = "FILE")]
    data: Option<PathBuf>,
    #[command(flatten)]
    format: Format,
}

/// Look over releases for what is valid and yet looks wrong, like two spellings of one state.
///
/// A FILE is a data file, whose releases are all looked over, those of its archive as well, or a file, draft or record of
/// one release.
///
/// It looks for:
///   two-spellings        one state under two names (Viet Nam, Vietnam)
///   stated-count         '43 member states' before a list of 42
///   order                a list in alphabetical order but for some names
///   number-date          a number that begins with another day than the dateline's
///   address              addresses with http:// only, or of an old kind
///   no-contact           no media contact
///   unknown-state        a state that the data does not have
///   non-partner-attending, listed-non-partner, unlisted-partner
///                        guests, and lists that differ from the partners on the day
///   other-partner        the name of one partner, given to another
///
/// Ends with 0 if nothing looks wrong, 1 if something does, and 2 if a file cannot be used: check it first.
#[derive(Args)]
#[command(
    about = "Look over releases for what is valid and yet looks wrong, like two spellings of one state",
    verbatim_doc_comment,
    after_help = "\
Examples:
  asem lint public/data/asem.json
  asem import new.txt | asem lint -"
)]
struct Lint {
    /// Data files, or files, drafts or records of one release; '-' is standard input
    #[arg(required = true)]
    files: Vec<String>,
    /// The data file that releases are held against [default: asem.json in the folder above theirs; for drafts
    /// public/data/asem.json]
    #[arg(long, value_name = "FILE")]
    data: Option<PathBuf>,
    #[command(flatten)]
    format: Format,
}

/// Turn a press release in plain text into a draft of its record.
///
/// Prints the draft, and beside it (on standard error) what it could not tell: questions for you, and the lines that it
/// left out. Nothing is made up: what is not in the text is not in the draft.
///
/// Ends with 0 if there is a draft, whatever questions it leaves, and 2 if a file cannot be read, used or written.
#[derive(Args)]
#[command(after_help = "\
Examples:
  asem import 100505_PR1008.txt
  asem import 100505_PR1008.txt --out draft.json
  pbpaste | asem import -")]
struct Import {
    /// The text of the release, in UTF-8; '-' is standard input
    release: String,
    /// The data file, which knows the names of partners and organisations
    #[arg(long, value_name = "FILE", default_value = DATA_FILE)]
    data: PathBuf,
    /// Write the draft to this file instead of printing it; a file that is there must be a draft
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// Put the record of a release into the data file, leaving everything else in it as it stands.
///
/// The file is written only if it is right afterwards.
///
/// Ends with 0 if the record was put in, 1 if it is not right or its number is taken, and 2 if a file cannot be read, used
/// or written.
#[derive(Args)]
#[command(after_help = "\
Examples:
  asem add draft.json
  asem add draft.json --replace
  asem add draft.json --own-file")]
struct Add {
    /// The record, or a draft from 'asem import'; '-' is standard input
    record: String,
    /// The data file
    #[arg(long, value_name = "FILE", default_value = DATA_FILE)]
    data: PathBuf,
    #[command(flatten)]
    placing: Placing,
}

/// Where a record goes.
#[derive(Args)]
struct Placing {
    /// Take the place of a release with the same number. What only editors add is kept: events' meetings and claims,
    /// links' archived copies
    #[arg(long)]
    replace: bool,
    /// Make it a file of its own, releases/<number>.json beside the data file, and list it in the data file's archive
    #[arg(long)]
    own_file: bool,
}

/// Put a press release in plain text into the data file: 'import' and 'add' in one.
///
/// Prints the questions that are left for you to answer in the data file.
///
/// Ends with 0 if the release was put in, 1 if something is missing in its text or its number is taken, and 2 if a file
/// cannot be read, used or written.
#[derive(Args)]
#[command(after_help = "\
Example:
  asem new-release 100505_PR1008.txt")]
struct NewRelease {
    /// The text of the release, in UTF-8; '-' is standard input
    release: String,
    /// The data file
    #[arg(long, value_name = "FILE", default_value = DATA_FILE)]
    data: PathBuf,
    #[command(flatten)]
    placing: Placing,
}

/// Make the index of a large archive: what lists and searches all its releases, without a list in the data file.
///
/// Reads the data file and every file in the folder 'releases' beside it, writes the folder 'archive' beside it, and says
/// in the data file that there is an index. Make it anew after every change of a release; 'asem check' tells if it is
/// older than they are.
///
/// Ends with 0 if the index was written, 1 if a release is not right, and 2 if a file cannot be read, used or written.
#[derive(Args)]
#[command(after_help = "\
Example:
  asem index public/data/asem.json")]
struct Index {
    /// The data file
    #[arg(value_name = "FILE", default_value = DATA_FILE)]
    data: PathBuf,
}

/// Print the JSON Schema of the data file, from which text editors complete and check.
#[derive(Args)]
#[command(after_help = "\
Example:
  asem schema > public/data/asem.schema.json")]
struct Schema {
    /// Print that of files of one release
    #[arg(long)]
    release: bool,
}

/// Write the partners' names in their official languages, from Unicode CLDR.
///
/// DIR holds the npm packages cldr-core and cldr-localenames-full, so it is usually node_modules. For each language
/// that is official in a partner state, OUT gets a file <lang>.json, and index.json lists the languages. A language for
/// which CLDR lacks a name is left out, and named.
#[derive(Args)]
#[command(after_help = "\
Example:
  asem names --cldr node_modules --data public/data/asem.json --out public/data/names")]
struct Names {
    /// The folder of the packages cldr-core and cldr-localenames-full
    #[arg(long, value_name = "DIR")]
    cldr: PathBuf,
    /// The data file
    #[arg(long, value_name = "FILE", default_value = DATA_FILE)]
    data: PathBuf,
    /// The folder to write into
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
}

/// Write into a built site what is made of the data: feed, calendars, metadata, pictures for sharing.
///
/// DIST is the folder that 'make build' makes, which calls this. It gets:
///   feed.xml                  the newest releases and meetings (Atom)
///   calendar.ics, calendar/   all meetings and events, and each alone (iCalendar)
///   share/                    a picture of each release
///   picture/                  board and map as pictures (SVG and PNG)
///   oembed/                   what each page says to those who embed it (oEmbed); needs --site
///   sitemap.xml, robots.txt   for search engines; the sitemap needs --site
///   index.html                the page, rendered, with metadata, JSON-LD and its style
///   partner/, release/        a page of each, under an address of its own
///   single.html               the page with everything inside, for frames without an origin of their own
///   sw.js, icons/, manifest.webmanifest
///                             what lets the page be installed and work without network
///   _headers, .htaccess       what hosts are to say with each file
///   *.br, *.gz                beside each file that shrinks, the same packed
///
/// What is missing is told with the reason. What took place by today is told so; SOURCE_DATE_EPOCH, in seconds since 1970,
/// stands for another day.
#[derive(Args)]
#[command(
    about = "Write into a built site what is made of the data: feed, calendars, metadata, pictures for sharing",
    verbatim_doc_comment,
    after_help = "\
Example:
  asem publish dist --site https://example.org/asem/"
)]
struct Publish {
    /// The folder of the built site
    dist: PathBuf,
    /// The data file
    #[arg(long, value_name = "FILE", default_value = DATA_FILE)]
    data: PathBuf,
    /// The address under which the site will stand; without, or empty, links are relative, and there is no sitemap
    #[arg(long, value_name = "ADDRESS")]
    site: Option<String>,
    /// The folder of the npm package with the pictures' fonts
    #[arg(long, value_name = "DIR", default_value = "node_modules/@expo-google-fonts/noto-sans")]
    fonts: PathBuf,
}

/// Write the page with everything inside into one file, to be opened from a disk: program, styles, data and map.
///
/// DIST is a built site with what 'asem publish' makes. The file is called asem-dashboard-DAY.html after the day of the data
/// in it, and its path is printed. In the site itself the same page stands as single.html.
#[derive(Args)]
#[command(after_help = "\
Example:
  asem single-file dist --names --out target")]
struct SingleFile {
    /// The folder of the built site
    dist: PathBuf,
    /// The folder to write into
    #[arg(long, value_name = "DIR", default_value = ".")]
    out: PathBuf,
    /// The address under which the site stands, for links to it that work without the program; without, or empty, there are none
    #[arg(long, value_name = "ADDRESS")]
    site: Option<String>,
    /// Take the partners' names in all languages along
    #[arg(long)]
    names: bool,
}

#[derive(Args)]
struct Format {
    /// How to print what was found: for people, or for programs
    #[arg(long, value_enum, default_value = "text")]
    format: FormatName,
}

#[derive(Clone, Copy, ValueEnum)]
enum FormatName {
    /// Each with the line it is in
    Text,
    /// One JSON document
    Json,
}

/// Why a command ended early, in words; a report on a file that is not right comes as one.
type Failure = Box<dyn Error>;

fn main() -> ExitCode {
    let done = match Cli::parse().command {
        Command::Check(args) => check_files(&args),
        Command::Lint(args) => lint_files(&args),
        Command::Import(args) => import(&args),
        Command::Add(args) => add(&args),
        Command::NewRelease(args) => new_release(&args),
        Command::Index(args) => write_index(&args),
        Command::Schema(args) => print_schema(&args),
        Command::Names(args) => write_names(&args),
        Command::Publish(args) => publish(&args),
        Command::SingleFile(args) => write_single_file(&args),
    };
    match done {
        Ok(verdict) => ExitCode::from(verdict.code()),
        Err(failure) => {
            // There is nobody left to tell if this fails as well.
            let _ = writeln!(io::stderr(), "error: {failure}");
            ExitCode::from(Verdict::Unusable.code())
        }
    }
}

fn check_files(args: &Check) -> Result<Verdict, Failure> {
    let (mut output, mut datasets) = (Output::new(&args.format), Datasets::default());
    for file in &args.files {
        for report in check_file(file, args.data.as_deref(), &mut datasets) {
            output.report(&report)?;
        }
    }
    output.finish()
}

fn check_file(file: &str, data: Option<&Path>, datasets: &mut Datasets) -> Vec<Report> {
    let text = match check::text(file, read(file)) {
        Ok(text) => text,
        Err(report) => return vec![report],
    };
    if check::kind(&text) == Kind::Data {
        return check::data_file(file, text, || own_files(file), beside(file));
    }
    if let Some(problem) = check::not_a_file_of_its_own(&text).filter(|_| stands_among_releases(file)) {
        return vec![Report::of_problems(file, text, vec![problem])];
    }
    let usual_data = usual_data(file, &text);
    let report = match datasets.of(data.unwrap_or(&usual_data)) {
        Ok(dataset) => check::release_file(file, text, dataset),
        Err(report) => report,
    };
    vec![report]
}

/// The files of single releases beside a data file, by their names as seen from there.
fn own_files(file: &str) -> Vec<String> {
    let folder = fs::read_dir(Path::new(file).with_file_name("releases")).into_iter().flatten().flatten();
    let names = folder.filter_map(|entry| entry.file_name().into_string().ok()).filter(|name| name.ends_with(".json"));
    let mut names: Vec<String> = names.map(|name| format!("releases/{name}")).collect();
    names.sort();
    names
}

/// Reads files beside a data file, by their names as seen from there.
fn beside(file: &str) -> impl Fn(&str) -> io::Result<Vec<u8>> {
    |name| fs::read(Path::new(file).with_file_name(name))
}

/// The data file that one of a release belongs to, unless another is named.
fn usual_data(file: &str, text: &str) -> PathBuf {
    match check::kind(text) {
        Kind::Release if file != STDIN => data_above(file),
        Kind::Draft | Kind::Record if stands_among_releases(file) => data_above(file),
        Kind::Draft | Kind::Record | Kind::Data | Kind::Release => PathBuf::from(DATA_FILE),
    }
}

/// Whether a file stands in the folder `releases` beside a data file.
fn stands_among_releases(file: &str) -> bool {
    let folder = fs::canonicalize(file).ok().and_then(|file| Some(file.parent()?.to_owned()));
    let is_so = |folder: PathBuf| {
        folder.file_name().is_some_and(|name| name == "releases") && folder.with_file_name("asem.json").is_file()
    };
    file != STDIN && folder.is_some_and(is_so)
}

/// The data file of a release's file: `asem.json` in the folder above that of the releases.
fn data_above(file: &str) -> PathBuf {
    let folder = Path::new(file).parent().filter(|folder| !folder.as_os_str().is_empty());
    match folder {
        Some(folder) => folder.with_file_name("asem.json"),
        None => Path::new("..").join("asem.json"),
    }
}

fn lint_files(args: &Lint) -> Result<Verdict, Failure> {
    let (mut output, mut datasets) = (Output::new(&args.format), Datasets::default());
    for file in &args.files {
        for report in lint_file(file, args.data.as_deref(), &mut datasets) {
            output.report(&report)?;
        }
    }
    output.finish()
}

fn lint_file(file: &str, data: Option<&Path>, datasets: &mut Datasets) -> Vec<Report> {
    let text = match check::text(file, read(file)) {
        Ok(text) => text,
        Err(report) => return vec![report],
    };
    if check::kind(&text) == Kind::Data {
        return lint::data_file(file, text, || own_files(file), beside(file));
    }
    let usual_data = usual_data(file, &text);
    vec![lint::file(file, text, || datasets.of(data.unwrap_or(&usual_data)))]
}

fn import(args: &Import) -> Result<Verdict, Failure> {
    if let Some(out) = &args.out {
        is_for_drafts(out, &args.data)?;
    }
    let dataset = match dataset(&args.data) {
        Ok(dataset) => dataset,
        Err(report) => return refuse(&report),
    };
    let draft = draft(&args.release, &dataset)?;
    match &args.out {
        Some(out) => write_whole(out, draft.to_json())?,
        None => print(&draft.to_json())?,
    }
    tell(&report::notes(&args.release, &draft))?;
    Ok(Verdict::Clean)
}

/// Refuses to write a draft over anything but an older draft: somebody may have worked on it.
fn is_for_drafts(out: &Path, data: &Path) -> Result<(), Failure> {
    if !fs::metadata(out).is_ok_and(|about| about.is_file()) {
        return Ok(());
    }
    let is_data = fs::canonicalize(out).ok().is_some_and(|out| fs::canonicalize(data).is_ok_and(|data| data == out));
    let text = String::from_utf8_lossy(&fs::read(out).map_err(|error| unreadable(out, &error))?).into_owned();
    if !is_data && (text.trim().is_empty() || check::kind(&text) == Kind::Draft) {
        return Ok(());
    }
    let what = if is_data { "this is the data file" } else { "a file of this name is there, and it is no draft" };
    let fix = "give another name with --out; `asem new-release` puts a release into the data file";
    Err(about(out, &format!("{what}; import writes over nothing but its own drafts: {fix}")))
}

/// The draft of a release in plain text.
fn draft(file: &str, dataset: &Dataset) -> Result<Draft, Failure> {
    let bytes = read(file).map_err(|error| unreadable(Path::new(file), &error))?;
    let text = import::decode(&bytes).map_err(|error| about(Path::new(file), &error))?;
    Ok(import::import(&text, dataset))
}

fn add(args: &Add) -> Result<Verdict, Failure> {
    let data = match Data::read(&args.data) {
        Ok(data) => data,
        Err(report) => return refuse_to_write(&report),
    };
    let record = match check::text(&args.record, read(&args.record)) {
        Ok(record) => record,
        Err(report) => return refuse(&report),
    };
    if let Some(report) = check::not_a_record(&args.record, &record) {
        return refuse(&report);
    }
    match data.check(&args.record, record) {
        Ok(record) => data.add(&record, &args.placing),
        Err(report) => {
            tell(&report.to_text(false))?;
            Ok(report.verdict())
        }
    }
}

fn new_release(args: &NewRelease) -> Result<Verdict, Failure> {
    let data = match Data::read(&args.data) {
        Ok(data) => data,
        Err(report) => return refuse_to_write(&report),
    };
    let draft = draft(&args.release, &data.dataset)?;
    tell(&report::notes(&args.release, &draft))?;
    match data.check(&format!("draft of {}", args.release), draft.to_json()) {
        Ok(record) => data.add(&record, &args.placing),
        Err(report) => {
            tell(&report.to_text(false))?;
            tell(&args.by_hand())?;
            Ok(report.verdict())
        }
    }
}

impl NewRelease {
    /// The two commands that do the same with a stop in between, where the editor fills in what the text lacks.
    fn by_hand(&self) -> String {
        let release = in_shell(&self.release);
        let data = match self.data.to_string_lossy() {
            data if data == DATA_FILE => String::new(),
            data => format!(" --data {}", in_shell(&data)),
        };
        let replace = if self.placing.replace { " --replace" } else { "" };
        let own_file = if self.placing.own_file { " --own-file" } else { "" };
        format!(
            "Fill in what is missing: asem import {release}{data} --out draft.json, then asem add \
             draft.json{data}{replace}{own_file}\n"
        )
    }
}

/// A file's name as it may be copied into a shell.
fn in_shell(file: &str) -> String {
    let is_plain = file.chars().all(|c| c.is_alphanumeric() || "-_./:,+@%".contains(c));
    if is_plain { file.to_owned() } else { format!("'{}'", file.replace('\'', "'\\''")) }
}

/// A data file that is to be written: its bytes as they stand, and what they say.
struct Data<'a> {
    file: &'a Path,
    bytes: Vec<u8>,
    dataset: Dataset,
}

impl<'a> Data<'a> {
    fn read(file: &'a Path) -> Result<Self, Report> {
        let name = file.to_string_lossy();
        let (read, bytes) = match read_file(file) {
            Ok(bytes) => (Ok(bytes.clone()), bytes),
            Err(error) => (Err(error), Vec::new()),
        };
        let dataset = check::usable(&name, check::text(&name, read)?)?;
        Ok(Self { file, bytes, dataset })
    }

    /// Checks a record. Its problems are told where they stand in it, not where they would stand in the data file.
    fn check(&self, name: &str, record: String) -> Result<Record, Report> {
        match check::record(&record, &self.dataset) {
            Ok((release, _)) => Ok(Record { text: record, release }),
            Err(problems) => Err(Report::of_problems(name, record, problems)),
        }
    }

    /// Puts a record into the file if the file is right with it.
    fn add(&self, record: &Record, placing: &Placing) -> Result<Verdict, Failure> {
        if placing.own_file {
            return self.add_own_file(record, placing.replace);
        }
        let number = &record.release.number;
        let own = number.file().map(|name| self.file.with_file_name(name));
        if self.dataset.n_indexed().is_some() && own.is_some_and(|own| own.exists()) {
            return not_done(&NotAdded::InArchive(number.to_string()));
        }
        let put = match insert::put(std::str::from_utf8(&self.bytes)?, &record.text, placing.replace) {
            Ok(put) => put,
            Err(why) => return not_done(&why),
        };
        write_whole(self.file, &put.data)?;
        let Release { number, date, .. } = &record.release;
        let done = if self.dataset.release(number).is_none() { "added" } else { "replaced" };
        print(&format!("{}: release {number} of {date} {done}\n", self.file.display()))?;
        self.tell_kept(&put.notes)
    }

    /// Makes a record a file of its own, and lists it in the data file.
    fn add_own_file(&self, record: &Record, replace: bool) -> Result<Verdict, Failure> {
        let Release { number, date, .. } = &record.release;
        let Some(name) = number.file() else {
            tell(&format!("error: the number \"{number}\" names no file; add it without --own-file\n"))?;
            return Ok(Verdict::Found);
        };
        let own = self.file.with_file_name(name);
        let bytes = match fs::read(&own) {
            Ok(bytes) => Some(bytes),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(unreadable(&own, &error)),
        };
        let old = bytes.as_ref().map(|bytes| String::from_utf8_lossy(bytes).trim_start_matches('\u{feff}').to_owned());
        let data = std::str::from_utf8(&self.bytes)?;
        let (put, text) = match insert::put_own_file(data, &record.text, old.as_deref(), replace) {
            Ok(put) => put,
            Err(why) => return not_done(&why),
        };
        // Both files or none; one that no archive lists would be in the way of the next try.
        may_write(self.file)?;
        if let Some(folder) = own.parent() {
            fs::create_dir_all(folder).map_err(|error| cannot_write(self.file, &error))?;
        }
        write_whole(&own, &text)?;
        if let Err(failure) = write_whole(self.file, &put.data) {
            let _ = match &bytes {
                Some(old) => write_whole(&own, old),
                None => fs::remove_file(&own).map_err(Failure::from),
            };
            return Err(failure);
        }
        let done = if old.is_some_and(|old| old != record.text) { "replaced" } else { "added" };
        let (own, data) = (own.display(), self.file.display());
        print(&format!("{own}: release {number} of {date} {done}, and listed in {data}\n"))?;
        self.tell_kept(&put.notes)
    }

    fn tell_kept(&self, notes: &[String]) -> Result<Verdict, Failure> {
        for note in notes {
            tell(&format!("{}: {note}\n", self.file.display()))?;
        }
        Ok(Verdict::Clean)
    }
}

/// A record that is right in itself: its text, and what it says.
struct Record {
    text: String,
    release: Release,
}

fn not_done(why: &dyn fmt::Display) -> Result<Verdict, Failure> {
    tell(&format!("error: {why}\n"))?;
    Ok(Verdict::Found)
}

fn write_index(args: &Index) -> Result<Verdict, Failure> {
    let data = match Data::read(&args.data) {
        Ok(data) => data,
        Err(report) => return refuse_to_write(&report),
    };
    let name = args.data.to_string_lossy();
    let text = std::str::from_utf8(&data.bytes)?;
    let Gathered { releases, problems, mut reports } =
        check::gather(&name, text, &data.dataset, &own_files(&name), beside(&name));
    if !problems.is_empty() {
        reports.insert(0, Report::of_problems(&name, text.to_owned(), locate(text, problems)));
    }
    for report in &reports {
        tell(&report.to_text(false))?;
    }
    if let Some(worst) = reports.iter().map(Report::verdict).max() {
        tell("nothing was written; mend these files first\n")?;
        return Ok(worst);
    }
    let files = match index::files(&releases, &data.dataset) {
        Ok(files) => files,
        Err(why) => return not_done(&about(&args.data, &why)),
    };
    let marked = index::mark(text, releases.len()).ok_or_else(|| about(&args.data, &"no field \"format\""))?;
    may_write(&args.data)?;
    let folder = args.data.with_file_name("archive");
    fs::create_dir_all(&folder).map_err(|error| cannot_write(&folder, &error))?;
    for (name, text) in &files {
        write_whole(&args.data.with_file_name(name), text)?;
    }
    // Parts that an older, larger index had.
    for old in (files.len().saturating_sub(1)..).map(|part| args.data.with_file_name(archive::part_file(part))) {
        match fs::remove_file(&old) {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => break,
            Err(error) => return Err(cannot_write(&old, &error)),
        }
    }
    if marked != text {
        write_whole(&args.data, &marked)?;
    }
    let (n_releases, n_parts) = (releases.len(), files.len().saturating_sub(1));
    let releases = report::count(n_releases, "release", "releases");
    print(&format!("{}: {releases}, {}\n", folder.display(), report::count(n_parts, "part", "parts")))?;
    Ok(Verdict::Clean)
}

fn print_schema(args: &Schema) -> Result<Verdict, Failure> {
    print(&if args.release { schema::release_file() } else { schema::data_file() })?;
    Ok(Verdict::Clean)
}

fn write_names(args: &Names) -> Result<Verdict, Failure> {
    let dataset = match dataset(&args.data) {
        Ok(dataset) => dataset,
        Err(report) => return refuse(&report),
    };
    let territory_info = read_json(&args.cldr.join(names::TERRITORY_INFO))?;
    fs::create_dir_all(&args.out).map_err(|error| about(&args.out, &error))?;
    let mut written = Vec::new();
    for lang in names::official_languages(&territory_info, &dataset) {
        let territories = args.cldr.join(names::territories_file(&lang));
        let found = if territories.exists() {
            let languages = read_json(&args.cldr.join(names::languages_file(&lang)))?;
            names::names_of(&lang, &read_json(&territories)?, &languages, &dataset)
        } else {
            Err("CLDR names no states in it".to_owned())
        };
        match found {
            Ok(names) => {
                write_whole(&args.out.join(format!("{lang}.json")), whole_file(&names.to_json()))?;
                written.push(names);
            }
            Err(why) => print(&format!("{lang} left out: {why}\n"))?,
        }
    }
    write_whole(&args.out.join("index.json"), whole_file(&names::index(&written)))?;
    let n_written = report::count(written.len(), "language", "languages");
    print(&format!("{n_written} written to {}\n", args.out.display()))?;
    Ok(Verdict::Clean)
}

fn publish(args: &Publish) -> Result<Verdict, Failure> {
    let dataset = match dataset(&args.data) {
        Ok(dataset) => dataset,
        Err(report) => return refuse(&report),
    };
    let site = Site::new(args.site.as_deref(), today()?)?;
    let fonts = Fonts::files(&args.fonts).map(|file| {
        read_file(&file).map_err(|error| about(&file, &format!("{error}; the pictures need this font: say `npm ci`")))
    });
    let fonts = fonts.into_iter().collect::<Result<Vec<_>, Failure>>()?;
    let fonts = Fonts::new(fonts).map_err(|error| about(&args.fonts, &error))?;
    let index = args.dist.join("index.html");
    let frame = read_file(&index).map_err(|error| about(&index, &format!("{error}; build the site first")))?;
    let geometry = args.dist.join(MAP_FILE);
    let topology = String::from_utf8(read_file(&geometry).map_err(|error| about(&geometry, &error))?)?;
    let topology = Topology::from_json(&topology).map_err(|problems| {
        let problems: Vec<String> = problems.iter().map(ToString::to_string).collect();
        about(&geometry, &problems.join("; "))
    })?;
    let made = publish::publish(&dataset, &site, &fonts)?;
    let dataset = Arc::new(dataset);
    let linked = String::from_utf8(frame)?;
    let mut style = Folder::new();
    if let Some(sheet) = page_style::sheet(&linked) {
        let file = args.dist.join(sheet);
        style.insert(sheet.to_owned(), read_file(&file).map_err(|error| about(&file, &error))?);
    }
    let mut frame = page_style::take_in(&linked, &style).map_err(|error| about(&index, &error))?;
    // Once they have their names, the page names them already.
    for part in parts::PARTS {
        let built = args.dist.join(part).with_extension("wasm");
        if built.exists() {
            let wasm = read_file(&built).map_err(|error| about(&built, &error))?;
            let (path, naming) = parts::take_in(&frame, part, &wasm).map_err(|error| about(&index, &error))?;
            frame = naming;
            write_whole(&args.dist.join(path), &wasm)?;
            fs::remove_file(&built).map_err(|error| about(&built, &error))?;
        }
    }
    let (frame, links) = parts::ahead(&frame);
    let press = Press::new(&dataset, &topology, &site);
    let mut files = made.files;
    files.extend(press.pictures(&fonts)?);
    let mut pages = Vec::new();
    for page in press.all() {
        let whole = page.in_frame(&frame).map_err(|error| about(&index, &error))?;
        pages.push((page.path, parts::amid(&whole, &links)));
        files.extend(page.embed);
    }
    let n_files = files.len();
    let files = files.iter().map(|(path, bytes)| (path, bytes.as_slice()));
    for (path, bytes) in files.chain(pages.iter().map(|(path, page)| (path, page.as_bytes()))) {
        let file = args.dist.join(path);
        fs::create_dir_all(folder_of(&file)).map_err(|error| about(&file, &error))?;
        write_whole(&file, bytes)?;
    }
    let last = finish(&args.dist, &site)?;
    for note in &made.notes {
        print(&format!("{note}\n"))?;
    }
    let n_files = report::count(n_files + last, "file", "files");
    let n_pages = report::count(pages.len(), "page", "pages");
    print(&format!("{n_pages} and {n_files} written to {}\n", args.dist.display()))?;
    Ok(Verdict::Clean)
}

/// Makes what is made last, of all that stands in the folder by then; how many files that is.
fn finish(dist: &Path, site: &Site) -> Result<usize, Failure> {
    let mut folder = files_in(dist)?;
    // What is packed may be gone by now, or not shrink any more.
    for path in folder.keys().filter(|path| hosting::is_made_last(path)) {
        let file = dist.join(path);
        fs::remove_file(&file).map_err(|error| about(&file, &error))?;
    }
    folder.retain(|path, _| !hosting::is_made_last(path));
    let made = hosting::finish(&folder, site).map_err(|error| about(dist, &error))?;
    for (path, bytes) in &made {
        let file = dist.join(path);
        fs::create_dir_all(folder_of(&file)).map_err(|error| about(&file, &error))?;
        write_whole(&file, bytes)?;
    }
    Ok(made.len())
}

/// The files of a site, by their paths below its folder with `/` between names.
fn files_in(dist: &Path) -> Result<Folder, Failure> {
    let mut found = Folder::new();
    let mut folders = vec![String::new()];
    while let Some(folder) = folders.pop() {
        let whole = dist.join(&folder);
        for entry in fs::read_dir(&whole).map_err(|error| about(&whole, &error))? {
            let entry = entry?;
            let name =
                entry.file_name().into_string().map_err(|name| about(Path::new(&name), &"a name that is no text"))?;
            let path = format!("{folder}{name}");
            if entry.path().is_dir() {
                folders.push(format!("{path}/"));
            } else {
                let bytes = fs::read(entry.path()).map_err(|error| about(&entry.path(), &error))?;
                found.insert(path, bytes);
            }
        }
    }
    Ok(found)
}

fn write_single_file(args: &SingleFile) -> Result<Verdict, Failure> {
    let dataset = match dataset(&args.dist.join(DATA_IN_SITE)) {
        Ok(dataset) => dataset,
        Err(report) => return refuse(&report),
    };
    let site = Site::new(args.site.as_deref(), today()?)?;
    let names = if args.names { single::Names::All } else { single::Names::Left };
    let page = single::page(&files_in(&args.dist)?, &site, names).map_err(|error| about(&args.dist, &error))?;
    let file = args.out.join(single::name(dataset.as_of()));
    write_whole(&file, page)?;
    print(&format!("{}\n", file.display()))?;
    Ok(Verdict::Clean)
}

/// The day of the build, which may be told from outside so that a build can be repeated.
fn today() -> Result<Date, Failure> {
    let given = std::env::var("SOURCE_DATE_EPOCH").ok().filter(|given| !given.is_empty());
    let seconds = match &given {
        Some(given) => given.parse().ok(),
        None => SystemTime::now().duration_since(SystemTime::UNIX_EPOCH)?.as_secs().try_into().ok(),
    };
    let expected = || {
        let given = given.as_deref().unwrap_or("not set, and the clock is wrong");
        format!("SOURCE_DATE_EPOCH is {given}; expected seconds since 1970, such as 1273536000")
    };
    Ok(seconds.and_then(Date::of_moment).ok_or_else(expected)?)
}

fn whole_file(node: &Node<'_>) -> String {
    format!("{}\n", style::write(node, 0))
}

/// Prints reports as they come, or all together as one document.
struct Output {
    format: FormatName,
    is_styled: bool,
    documents: Vec<Node<'static>>,
    worst: Verdict,
}

impl Output {
    fn new(format: &Format) -> Self {
        let has_colours = io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|no| no.is_empty());
        Self { format: format.format, is_styled: has_colours, documents: Vec::new(), worst: Verdict::Clean }
    }

    fn report(&mut self, report: &Report) -> Result<(), Failure> {
        self.worst = self.worst.max(report.verdict());
        match self.format {
            FormatName::Text => print(&report.to_text(self.is_styled)),
            FormatName::Json => {
                self.documents.push(report.to_json());
                Ok(())
            }
        }
    }

    fn finish(self) -> Result<Verdict, Failure> {
        match self.format {
            FormatName::Text => {}
            FormatName::Json => print(&report::json(self.documents))?,
        }
        Ok(self.worst)
    }
}

/// Prints a report on a file that a command cannot go on without.
fn refuse(report: &Report) -> Result<Verdict, Failure> {
    tell(&report.to_text(false))?;
    Ok(Verdict::Unusable)
}

/// The same where something was to be written. A file that could not be read tells so itself.
fn refuse_to_write(report: &Report) -> Result<Verdict, Failure> {
    let verdict = refuse(report)?;
    if !report.text.is_empty() {
        tell("nothing was written; mend the data file first\n")?;
    }
    Ok(verdict)
}

/// Prints what is not the result of a command.
fn tell(text: &str) -> Result<(), Failure> {
    Ok(io::stderr().write_all(text.as_bytes())?)
}

fn print(text: &str) -> Result<(), Failure> {
    match io::stdout().write_all(text.as_bytes()) {
        // Whoever reads has read enough, like `head`.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        done => done.map_err(|error| format!("cannot print: {error}").into()),
    }
}

fn read(file: &str) -> io::Result<Vec<u8>> {
    if file == STDIN {
        let mut bytes = Vec::new();
        io::stdin().read_to_end(&mut bytes)?;
        Ok(bytes)
    } else {
        read_file(Path::new(file))
    }
}

/// The bytes of a file; where its folder is missing, the error names that.
fn read_file(file: &Path) -> io::Result<Vec<u8>> {
    fs::read(file).map_err(|error| match missing_folder(file).filter(|_| error.kind() == io::ErrorKind::NotFound) {
        Some(folder) => io::Error::new(error.kind(), format!("no folder {}", folder.display())),
        None => error,
    })
}

/// The folder of a file if that is not there, or the first above it that is not.
fn missing_folder(file: &Path) -> Option<&Path> {
    let above = folder_of(file).ancestors().filter(|folder| !folder.as_os_str().is_empty());
    above.take_while(|folder| !folder.exists()).last()
}

fn folder_of(file: &Path) -> &Path {
    file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn read_json(file: &Path) -> Result<Value, Failure> {
    let bytes = read_file(file).map_err(|error| unreadable(file, &error))?;
    serde_json::from_slice(&bytes).map_err(|error| about(file, &error))
}

fn unreadable(file: &Path, error: &io::Error) -> Failure {
    about(file, &format!("{}; {}", check::no_file(error), check::other_file(error)))
}

fn about(file: &Path, error: &dyn fmt::Display) -> Failure {
    format!("{}: {error}", file.display()).into()
}

/// Datasets by their files, each read once: thousands of releases may be held against one.
#[derive(Default)]
struct Datasets(BTreeMap<PathBuf, Result<Dataset, Report>>);

impl Datasets {
    fn of(&mut self, file: &Path) -> Result<&Dataset, Report> {
        self.0.entry(file.to_owned()).or_insert_with(|| dataset(file)).as_ref().map_err(Clone::clone)
    }
}

/// The dataset of a data file. A file with problems comes back as a report.
fn dataset(file: &Path) -> Result<Dataset, Report> {
    let name = file.to_string_lossy();
    let text = check::text(&name, read_file(file))?;
    check::usable(&name, text)
}

/// Replaces a file as a whole: whatever happens, either the old contents stand there or the new.
fn write_whole(given: &Path, contents: impl AsRef<[u8]>) -> Result<(), Failure> {
    may_write(given)?;
    // A link stays a link.
    let file = fs::canonicalize(given).unwrap_or_else(|_| given.to_owned());
    let old = fs::metadata(&file).ok();
    if old.as_ref().is_some_and(|old| !old.is_file()) {
        // A pipe or a device takes them, and must not be replaced by a file.
        return fs::write(&file, contents).map_err(|error| cannot_write(given, &error));
    }
    let mut name = file.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.new", std::process::id()));
    let new = file.with_file_name(name);
    let write = || {
        let mut handle = fs::File::create_new(&new)?;
        handle.write_all(contents.as_ref())?;
        handle.sync_all()?;
        if let Some(old) = &old {
            keep_owner(&new, old);
            fs::set_permissions(&new, old.permissions())?;
        }
        fs::rename(&new, &file)
    };
    write().map_err(|error| {
        // It may not be there; the first error is the one that counts.
        let _ = fs::remove_file(&new);
        cannot_write(given, &error)
    })
}

/// Gives a new file the owner and group of the old, as far as one may.
#[cfg(unix)]
fn keep_owner(new: &Path, old: &fs::Metadata) {
    use std::os::unix::fs::{MetadataExt, chown};
    if chown(new, Some(old.uid()), Some(old.gid())).is_err() {
        // Only root gives files away, but a group of one's own may stay. Without it the text is still right.
        let _ = chown(new, None, Some(old.gid()));
    }
}

#[cfg(not(unix))]
fn keep_owner(_: &Path, _: &fs::Metadata) {}

/// Whether a file may be written. Replacing needs only its folder, but who made a file read-only meant it.
fn may_write(file: &Path) -> Result<(), Failure> {
    if file.is_dir() {
        return Err(about(file, &"a folder; give a file in it"));
    }
    if let Some(folder) = missing_folder(file) {
        return Err(about(file, &format!("no folder {}; make it first", folder.display())));
    }
    let Ok(about_it) = fs::metadata(file) else { return Ok(()) };
    if about_it.permissions().readonly() {
        let name = in_shell(&file.to_string_lossy());
        let fix = format!("make it writable (chmod u+w {name}), or work on a copy of it");
        return Err(about(file, &format!("the file is read-only, and nothing was written; {fix}")));
    }
    let open = || fs::OpenOptions::new().append(true).open(file);
    if about_it.is_file() && open().is_err_and(|error| error.kind() == io::ErrorKind::PermissionDenied) {
        let fix = "ask whose file it is, or work on a copy of it";
        return Err(about(file, &format!("you may not write this file, and nothing was written; {fix}")));
    }
    Ok(())
}

fn cannot_write(file: &Path, error: &io::Error) -> Failure {
    if error.kind() != io::ErrorKind::PermissionDenied {
        return about(file, &format!("{error}; nothing was written"));
    }
    let folder = folder_of(file).display();
    let fix = "make the folder writable, or work on a copy of the file in another";
    about(file, &format!("you may not write in the folder {folder}, and nothing was written; {fix}"))
}
