//! The command for editors as they meet it: whole output and exit code of each call in `tests/cli/*.trycmd`.
//!
//! Commands run in the project's folder. A case with a folder `<name>.in` runs on a copy of it, which must look like
//! `<name>.out` afterwards. `TRYCMD=overwrite cargo test --features tools --test cli` takes over what is printed now.
//! trycmd turns backslashes into slashes, so that `\\"` reads `/"` there.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::indexing_slicing, clippy::unwrap_used)]

use asem_dashboard::data::schema;
use asem_dashboard::model::Dataset;
use serde_json::Value;
use std::fs;
use std::io::Read as _;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process::Command;

#[test]
fn every_call_prints_what_its_file_says() {
    trycmd::TestCases::new().case("tests/cli/*.trycmd");
}

#[test]
fn a_release_put_in_changes_no_other_line() {
    for case in ["add", "new_release", "own_file"] {
        let read = |side: &str| fs::read_to_string(format!("tests/cli/{case}.{side}/asem.json")).unwrap();
        let (old, new) = (read("in"), read("out"));
        let n_same_before = old.lines().zip(new.lines()).take_while(|(old, new)| old == new).count();
        let rest: Vec<&str> = old.lines().skip(n_same_before).collect();
        assert!(new.lines().count() > old.lines().count(), "{case}");
        assert_eq!(new.lines().skip(new.lines().count() - rest.len()).collect::<Vec<_>>(), rest, "{case}");
    }
}

/// Runs a command in a folder of its own with a copy of the files of a case, after `prepare`.
fn run_in_copy(case: &str, name: &str, prepare: impl FnOnce(&Path), args: &[&str]) -> (PathBuf, Option<i32>, String) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    for file in fs::read_dir(format!("tests/cli/{case}.in")).unwrap().map(|entry| entry.unwrap().path()) {
        fs::copy(&file, folder.join(file.file_name().unwrap())).unwrap();
    }
    prepare(&folder);
    let done = Command::new(env!("CARGO_BIN_EXE_asem")).args(args).current_dir(&folder).output().unwrap();
    (folder, done.status.code(), String::from_utf8(done.stderr).unwrap())
}

fn set_mode(file: &Path, mode: u32) {
    fs::set_permissions(file, fs::Permissions::from_mode(mode)).unwrap();
}

#[test]
fn a_read_only_data_file_is_left_alone() {
    let lock = |folder: &Path| set_mode(&folder.join("asem.json"), 0o444);
    for own_file in [&[][..], &["--own-file"]] {
        let args = [&["add", "--data", "asem.json", "draft.json"], own_file].concat();
        let (folder, code, told) = run_in_copy("add", "read-only", lock, &args);
        assert_eq!(code, Some(2));
        assert_eq!(
            told,
            "error: asem.json: the file is read-only, and nothing was written; make it writable (chmod u+w asem.json), \
             or work on a copy of it\n"
        );
        let same = fs::read("tests/cli/add.in/asem.json").unwrap() == fs::read(folder.join("asem.json")).unwrap();
        assert!(same && !folder.join("releases").exists());
    }
}

#[test]
fn a_folder_that_may_not_be_written_in_is_told_with_what_to_do() {
    let lock = |folder: &Path| set_mode(folder, 0o555);
    let args = ["add", "--data", "asem.json", "draft.json"];
    let (folder, code, told) = run_in_copy("add", "locked", lock, &args);
    set_mode(&folder, 0o755);
    // Root may write everywhere.
    if code != Some(0) {
        assert_eq!(code, Some(2));
        assert_eq!(
            told,
            "error: asem.json: you may not write in the folder ., and nothing was written; make the folder writable, or \
             work on a copy of the file in another\n"
        );
    }
}

#[test]
fn a_data_file_keeps_its_mode_and_owner() {
    let share = |folder: &Path| set_mode(&folder.join("asem.json"), 0o664);
    let args = ["add", "--data", "asem.json", "draft.json"];
    let owner = |file: &Path| fs::metadata(file).map(|about| (about.uid(), about.gid())).unwrap();
    let (folder, code, _) = run_in_copy("add", "shared", share, &args);
    let file = folder.join("asem.json");
    assert_eq!(code, Some(0));
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o664);
    assert_eq!(owner(&file), owner(&folder.join("draft.json")));
}

#[test]
fn the_published_schemas_are_those_of_the_code() {
    let published = |name: &str| fs::read_to_string(format!("public/data/{name}")).unwrap();
    assert_eq!(published("asem.schema.json"), schema::data_file(), "run `make schema`");
    assert_eq!(published("asem-release.schema.json"), schema::release_file(), "run `make schema`");
}

#[test]
fn the_shipped_file_follows_the_published_schema() {
    let schema: Value = serde_json::from_str(&schema::data_file()).unwrap();
    let data: Value = serde_json::from_str(&fs::read_to_string("public/data/asem.json").unwrap()).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let errors: Vec<String> =
        validator.iter_errors(&data).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{errors:?}");
    let misspelt: Value = serde_json::from_str(&data.to_string().replace("\"side\"", "\"sid\"")).unwrap();
    assert!(!validator.is_valid(&misspelt));
}

#[test]
fn every_language_names_every_state_and_the_union() {
    let dataset = Dataset::from_json(&fs::read_to_string("public/data/asem.json").unwrap()).unwrap();
    let index: Value = serde_json::from_str(&fs::read_to_string("public/data/names/index.json").unwrap()).unwrap();
    let index = index.to_string();
    let mut n_languages = 0;
    for entry in fs::read_dir("public/data/names").unwrap() {
        let path = entry.unwrap().path();
        let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
        if path.extension().is_none_or(|extension| extension != "json") || stem == "index" {
            continue;
        }
        let file: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        assert_eq!(file["lang"], stem.as_str());
        assert!(index.contains(&format!("\"{stem}\"")), "{stem} is not in the index");
        for partner in dataset.partners().iter().filter(|partner| partner.is_state() || partner.id.as_str() == "EU") {
            assert!(
                file["names"][partner.id.as_str()].is_string(),
                "{stem} has no name of {}: run `make names`",
                partner.id
            );
        }
        n_languages += 1;
    }
    assert!(n_languages >= 49, "{n_languages}");
    for lang in ["km", "lo", "my", "mn", "kk", "mt", "ga", "lb"] {
        assert!(index.contains(&format!("\"{lang}\"")), "{lang}, which Chromium's Intl lacks");
    }
}

#[test]
fn a_site_is_published_as_often_as_one_likes() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let dist = Path::new(env!("CARGO_TARGET_TMPDIR")).join("published");
    let _ = fs::remove_dir_all(&dist);
    fs::create_dir_all(&dist).unwrap();
    let publish_from = |data: &Path| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_asem"));
        command.arg("publish").arg(&dist).arg("--data").arg(data);
        let done = command.env("SOURCE_DATE_EPOCH", "1800000000").current_dir(root).output();
        let done = done.unwrap();
        (done.status.code(), [done.stdout, done.stderr].map(|bytes| String::from_utf8(bytes).unwrap()))
    };
    let publish = || publish_from(&root.join("public/data/asem.json"));

    fs::write(dist.join("index.html"), "<head></head>").unwrap();
    fs::create_dir(dist.join("map")).unwrap();
    fs::copy(root.join("public/map/partners.json"), dist.join("map/partners.json")).unwrap();
    let (code, [_, told]) = publish();
    assert_eq!(code, Some(2));
    assert_eq!(
        told,
        format!(
            "error: {}/index.html: no place for what is made: put <!-- published --><!-- /published --> into index.html, and \
             build again\n",
            dist.display()
        )
    );
    assert_eq!(fs::read_dir(&dist).unwrap().count(), 2, "nothing is written");

    // What a build leaves, as far as it matters here.
    let frame = fs::read_to_string(root.join("index.html")).unwrap();
    let names = "<link rel=\"stylesheet\" href=\"./asem-0123456789abcdef.css\"/>\
                 <meta name=\"asem-module\" content=\"./asem-dashboard-0123456789abcdef.js\">\
                 <meta name=\"asem-wasm\" content=\"./asem-dashboard-0123456789abcdef_bg.wasm\">\
                 <script src=\"./boot-0123456789abcdef.js\" type=\"module\"></script></head>";
    fs::write(
        dist.join("index.html"),
        frame.replace("public/icon.svg", "icon-0123456789abcdef.svg").replace("</head>", names),
    )
    .unwrap();
    fs::write(dist.join("asem-dashboard-0123456789abcdef_bg.wasm"), "\0asm").unwrap();
    for part in ["shared", "page", "rest"] {
        fs::write(dist.join(part).with_extension("wasm"), "\0asm").unwrap();
    }
    fs::write(
        dist.join("asem-dashboard-0123456789abcdef.js"),
        "export class A {}\nexport { initSync, __wbg_init as default };\n",
    )
    .unwrap();
    fs::write(dist.join("asem-0123456789abcdef.css"), "a { color: red }@layer views;b { color: red }@layer aside;")
        .unwrap();
    fs::copy(root.join("public/boot.js"), dist.join("boot-0123456789abcdef.js")).unwrap();
    fs::copy(root.join("public/icon.svg"), dist.join("icon-0123456789abcdef.svg")).unwrap();
    fs::create_dir(dist.join("data")).unwrap();
    fs::copy(root.join("public/data/asem.json"), dist.join("data/asem.json")).unwrap();
    // Packed long ago, of a file that is gone.
    fs::write(dist.join("gone.js.br"), "").unwrap();
    let (code, [printed, told]) = publish();
    assert_eq!((code, told.as_str()), (Some(0), ""));
    let expected = "No calendar entry of “3rd ASEM Culture Ministers’ Meeting” (cmm-3): its days are not known, only April \
                    2008 – 23 April 2008\n\
                    No calendar entry of “5th ASEM Culture Ministers’ Meeting” (cmm-5): its days are not known, only \
                    September 2012\n\
                    No sitemap and no oEmbed: they need the site's address, --site https://example.org/asem/\n";
    assert!(printed.starts_with(&format!("{expected}55 pages and ")), "{printed}");
    for (file, is_there) in [
        ("index.html.br", true),
        ("partner/VN.html.gz", true),
        ("sw.js", true),
        ("single.html", true),
        ("icons/maskable.png", true),
        (".htaccess", true),
        ("gone.js.br", false),
        ("rest.wasm", false),
        ("asem-0123456789abcdef.css", true),
        ("data/asem.json.br", false),
    ] {
        assert_eq!(dist.join(file).exists(), is_there, "{file}");
    }
    let page = fs::read_to_string(dist.join("index.html")).unwrap();
    assert!(page.contains("<style>a { color: red }</style>"), "{page}");
    assert!(page.contains("application/ld+json") && dist.join("calendar/cmm-4.ics").exists());
    let (code, [again, _]) = publish();
    assert_eq!((code, again), (Some(0), printed));
    assert_eq!(fs::read_to_string(dist.join("index.html")).unwrap(), page);
    // Other data reach the page, and what was packed the last time is packed as it is now.
    let [named, other] = ["ASEM InfoBoard", "ASEM InfoBoard of old"];
    let data = fs::read_to_string(root.join("public/data/asem.json")).unwrap().replace(named, other);
    fs::write(dist.join("data/asem.json"), data).unwrap();
    let (code, _) = publish_from(&dist.join("data/asem.json"));
    assert_eq!(code, Some(0));
    assert!(!page.contains(other) && fs::read_to_string(dist.join("index.html")).unwrap().contains(other));
    for file in ["index.html", "single.html", "sw.js"] {
        let packed = fs::File::open(dist.join(format!("{file}.gz"))).unwrap();
        let mut unpacked = String::new();
        flate2::read::GzDecoder::new(packed).read_to_string(&mut unpacked).unwrap();
        assert!(unpacked == fs::read_to_string(dist.join(file)).unwrap(), "{file}");
    }
}
