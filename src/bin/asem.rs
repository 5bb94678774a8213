//! `asem`, the command for those who keep the data.
//!
//! It reads files, hands them to the library, prints what comes back and ends with its verdict. Nothing here decides
//! anything about data.

use asem_dashboard::data::json::Node;
use asem_dashboard::data::schema;
use asem_dashboard::editor::check::Kind;
use asem_dashboard::editor::import::{self, Draft};
use asem_dashboard::editor::report::{self, Report, Verdict};
use asem_dashboard::editor::{check, insert, lint, names, style};
use asem_dashboard::model::Dataset;
use clap::{Args, Parser, Subcommand, ValueEnum};
use serde_json::Value;
use std::error::Error;
use std::fs;
use std::io::{self, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Where the data file is, seen from the project's folder.
const DATA_FILE: &str = "public/data/asem.json";

/// The name under which standard input is given and shown.
const STDIN: &str = "-";

/// Keeps the data of the ASEM visibility dashboard: checks it, looks over releases, puts new ones in.
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
    Schema(Schema),
    Names(Names),
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
/// A FILE is a data file, whose releases are all looked over, or a file, draft or record of one release.
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
    /// The data file that releases are held against
    #[arg(long, value_name = "FILE", default_value = DATA_FILE)]
    data: PathBuf,
    #[command(flatten)]
    format: Format,
}

/// Turn a press release in plain text into a draft of its record.
///
/// Prints the draft, and beside it (on standard error) what it could not tell: questions for you, and the lines that it
/// left out. Nothing is made up: what is not in the text is not in the draft.
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
    /// Write the draft to this file instead of printing it
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// Put the record of a release into the data file, leaving everything else in it as it stands.
///
/// The file is written only if it is right afterwards.
#[derive(Args)]
#[command(after_help = "\
Examples:
  asem add draft.json
  asem add draft.json --replace")]
struct Add {
    /// The record, or a draft from 'asem import'; '-' is standard input
    record: String,
    /// The data file
    #[arg(long, value_name = "FILE", default_value = DATA_FILE)]
    data: PathBuf,
    /// Take the place of a release with the same number
    #[arg(long)]
    replace: bool,
}

/// Put a press release in plain text into the data file: 'import' and 'add' in one.
///
/// Prints the questions that are left for you to answer in the data file.
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
        Command::Schema(args) => print_schema(&args),
        Command::Names(args) => write_names(&args),
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
    let mut output = Output::new(&args.format);
    for file in &args.files {
        for report in check_file(file, args.data.as_deref()) {
            output.report(&report)?;
        }
    }
    output.finish()
}

fn check_file(file: &str, data: Option<&Path>) -> Vec<Report> {
    let text = match check::text(file, read(file)) {
        Ok(text) => text,
        Err(report) => return vec![report],
    };
    let usual_data = match check::kind(&text) {
        Kind::Data => {
            let beside = |name: &str| fs::read(Path::new(file).with_file_name(name));
            return check::data_file(file, text, beside);
        }
        Kind::Release => data_above(file),
        Kind::Draft | Kind::Record => PathBuf::from(DATA_FILE),
    };
    let report = match dataset(data.unwrap_or(&usual_data)) {
        Ok(dataset) => check::release_file(file, text, &dataset),
        Err(report) => report,
    };
    vec![report]
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
    let mut output = Output::new(&args.format);
    for file in &args.files {
        let report = match check::text(file, read(file)) {
            Ok(text) => lint::file(file, text, || dataset(&args.data)),
            Err(report) => report,
        };
        output.report(&report)?;
    }
    output.finish()
}

fn import(args: &Import) -> Result<Verdict, Failure> {
    let dataset = match dataset(&args.data) {
        Ok(dataset) => dataset,
        Err(report) => return refuse(&report),
    };
    let draft = draft(&args.release, &dataset)?;
    match &args.out {
        Some(out) => write_whole(out, &draft.to_json())?,
        None => print(&draft.to_json())?,
    }
    tell(&report::notes(&args.release, &draft))?;
    Ok(Verdict::Clean)
}

/// The draft of a release in plain text.
fn draft(file: &str, dataset: &Dataset) -> Result<Draft, Failure> {
    let bytes = read(file).map_err(|error| format!("{file}: {}", check::no_file(&error)))?;
    let text = import::decode(&bytes).map_err(|error| about(Path::new(file), &error))?;
    Ok(import::import(&text, dataset))
}

fn add(args: &Add) -> Result<Verdict, Failure> {
    let data = match Data::read(&args.data) {
        Ok(data) => data,
        Err(report) => return refuse(&report),
    };
    match check::text(&args.record, read(&args.record)) {
        Ok(record) => data.add(&args.record, record, args.replace),
        Err(report) => refuse(&report),
    }
}

fn new_release(args: &NewRelease) -> Result<Verdict, Failure> {
    let data = match Data::read(&args.data) {
        Ok(data) => data,
        Err(report) => return refuse(&report),
    };
    let draft = draft(&args.release, &data.dataset)?;
    tell(&report::notes(&args.release, &draft))?;
    let verdict = data.add(&format!("draft of {}", args.release), draft.to_json(), false)?;
    if verdict != Verdict::Clean {
        let release = &args.release;
        tell(&format!("Fill in what is missing: asem import {release} --out draft.json, then asem add draft.json\n"))?;
    }
    Ok(verdict)
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
        let (read, bytes) = match fs::read(file) {
            Ok(bytes) => (Ok(bytes.clone()), bytes),
            Err(error) => (Err(error), Vec::new()),
        };
        let dataset = check::usable(&name, check::text(&name, read)?)?;
        Ok(Self { file, bytes, dataset })
    }

    /// Puts a record into the file if the record is right, and the file with it.
    fn add(&self, name: &str, record: String, replace: bool) -> Result<Verdict, Failure> {
        // The problems of a record are told where they stand in it, not where they would stand in the data file.
        let release = match check::record(&record, &self.dataset) {
            Ok((release, _)) => release,
            Err(problems) => {
                let report = Report::of_problems(name, record, problems);
                tell(&report.to_text(false))?;
                return Ok(report.verdict());
            }
        };
        match insert::add(std::str::from_utf8(&self.bytes)?, &record, replace) {
            Ok(text) => {
                write_whole(self.file, &text)?;
                let is_new = self.dataset.release(&release.number).is_none();
                let done = if is_new { "added" } else { "replaced" };
                print(&format!("{}: release {} of {} {done}\n", self.file.display(), release.number, release.date))?;
                Ok(Verdict::Clean)
            }
            Err(why) => {
                tell(&format!("error: {why}\n"))?;
                Ok(Verdict::Found)
            }
        }
    }
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
                write_whole(&args.out.join(format!("{lang}.json")), &whole_file(&names.to_json()))?;
                written.push(names);
            }
            Err(why) => print(&format!("{lang} left out: {why}\n"))?,
        }
    }
    write_whole(&args.out.join("index.json"), &whole_file(&names::index(&written)))?;
    let n_written = report::count(written.len(), "language", "languages");
    print(&format!("{n_written} written to {}\n", args.out.display()))?;
    Ok(Verdict::Clean)
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
        fs::read(file)
    }
}

fn read_json(file: &Path) -> Result<Value, Failure> {
    let bytes = fs::read(file).map_err(|error| format!("{}: {}", file.display(), check::no_file(&error)))?;
    serde_json::from_slice(&bytes).map_err(|error| about(file, &error))
}

fn about(file: &Path, error: &dyn Error) -> Failure {
    format!("{}: {error}", file.display()).into()
}

/// The dataset of a data file. A file with problems comes back as a report.
fn dataset(file: &Path) -> Result<Dataset, Report> {
    let name = file.to_string_lossy();
    let text = check::text(&name, fs::read(file))?;
    check::usable(&name, text)
}

/// Replaces a file as a whole: whatever happens, either the old text stands there or the new.
fn write_whole(file: &Path, text: &str) -> Result<(), Failure> {
    // A link stays a link.
    let file = fs::canonicalize(file).unwrap_or_else(|_| file.to_owned());
    let mut name = file.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.new", std::process::id()));
    let new = file.with_file_name(name);
    let write = || {
        let mut handle = fs::File::create_new(&new)?;
        handle.write_all(text.as_bytes())?;
        handle.sync_all()?;
        if let Ok(old) = fs::metadata(&file) {
            fs::set_permissions(&new, old.permissions())?;
        }
        fs::rename(&new, &file)
    };
    write().map_err(|error| {
        // It may not be there; the first error is the one that counts.
        let _ = fs::remove_file(&new);
        about(&file, &error)
    })
}
