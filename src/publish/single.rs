//! The page in one file, for where there is no host or none that can be set up: opened from a disk, or in a frame without an
//! origin of its own. It has everything inside and asks for nothing.

use super::hosting::{self, Folder};
use super::{Site, compress, digest, parts, style};
use crate::model::Date;
use crate::view_model::paths;

/// Whether the names in other languages go into it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Names {
    /// They stay out: English names, and those of the data.
    Left,
    /// All of them.
    All,
}

/// What it is called where it stands alone: by the day of its data.
pub fn name(day: Date) -> String {
    ["asem-dashboard-", &day.iso(), ".html"].concat()
}

/// The page in one file.
///
/// # Errors
///
/// What the folder lacks, or which of its files looks other than the build leaves it.
pub fn page(folder: &Folder, site: &Site, names: Names) -> Result<String, String> {
    let page = hosting::text(folder, "index.html")?;
    let script = script(folder, page)?;
    let page = each_tag(page, "<link ", |tag| link(tag, folder))?;
    let page = each_tag(&page, "<script ", |tag| Ok(unless(is_of_program(tag, "src"), tag)))?;
    let page = each_tag(&page, "<meta ", |tag| Ok(unless(is_of_program(tag, "name"), tag)))?;
    let page = each_tag(&page, "<a ", |tag| Ok(leading_out(tag, site)))?;
    let styles = style::sources(style::styles(&page));
    if styles.is_empty() {
        return Err("index.html has no style within: publish it first".to_owned());
    }
    let first = hosting::between(&page, "<script>", "</script>").ok_or("index.html has no script within")?;
    let policy = format!(
        "default-src 'none'; script-src '{}' '{}' 'wasm-unsafe-eval'; style-src {}; img-src data: blob:; base-uri 'none'; \
         form-action 'none'",
        digest::sha256(first),
        digest::sha256(&script),
        styles
    );
    let page = page.replace(hosting::policy(&page)?, &policy);
    let page = page.replacen("<html ", "<html data-one-file ", 1);
    let (page, end) = page.rsplit_once("</body>").ok_or("index.html has no body")?;
    let mut scripts = data(folder, names)?;
    let mut take_in = |part: &str, is_it: &dyn Fn(&str) -> bool| -> Result<(), String> {
        let wasm = base64_of_wasm(folder, is_it)?;
        scripts += &format!("<script type=\"application/gzip\" id=\"asem-{part}\">{wasm}</script>\n");
        Ok(())
    };
    take_in("wasm", &|path| path.ends_with("_bg.wasm"))?;
    for part in parts::PARTS {
        take_in(part, &|path| parts::is_part(part, path))?;
    }
    Ok(format!("{page}{scripts}<script type=\"module\">{script}</script>\n</body>{end}"))
}

/// Whether an element loads or names a file of the program, which is inside here.
fn is_of_program(tag: &str, attribute: &str) -> bool {
    let named = value(tag, attribute).unwrap_or_default().trim_start_matches("./");
    named.starts_with("boot-") || named.starts_with("asem-")
}

fn unless(is_left_out: bool, tag: &str) -> String {
    if is_left_out { String::new() } else { tag.to_owned() }
}

/// Puts something in the place of each tag that begins so. A script's tag ends with the script.
fn each_tag(page: &str, begin: &str, mut with: impl FnMut(&str) -> Result<String, String>) -> Result<String, String> {
    let end = if begin == "<script " { "</script>" } else { ">" };
    let mut parts = page.split(begin);
    let mut whole = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (tag, rest) = part.split_once(end).ok_or_else(|| format!("index.html has a {begin} without an end"))?;
        whole.push_str(&with(&[begin, tag, end].concat())?);
        whole.push_str(rest);
    }
    Ok(whole)
}

/// The value of an attribute.
fn value<'a>(tag: &'a str, attribute: &str) -> Option<&'a str> {
    hosting::between(tag, &[" ", attribute, "=\""].concat(), "\"")
}

/// A link of the head: what it fetches comes inside. What is left says something of the page.
fn link(tag: &str, folder: &Folder) -> Result<String, String> {
    let path = value(tag, "href").unwrap_or_default().trim_start_matches("./");
    match value(tag, "rel").unwrap_or_default() {
        "icon" => {
            let icon = digest::base64(hosting::file(folder, path)?);
            Ok(format!("<link rel=\"icon\" href=\"data:image/svg+xml;base64,{icon}\">"))
        }
        "canonical" => Ok(tag.to_owned()),
        _ => Ok(String::new()),
    }
}

/// A link of the page before the program runs: it leads to the site if its address is known, and nowhere else.
fn leading_out(tag: &str, site: &Site) -> String {
    let Some(path) = value(tag, "href") else { return tag.to_owned() };
    if path.starts_with(['#', '?']) || path.contains(':') {
        return tag.to_owned();
    }
    if !site.is_known() {
        // Nor has it what only a link may have, its type, its own name and the focus.
        return value(tag, "class").map_or("<a>".to_owned(), |class| format!("<a class=\"{class}\">"));
    }
    let whole = site.file(path.trim_start_matches(paths::MAIN_PAGE));
    tag.replacen(&format!(" href=\"{path}\""), &format!(" href=\"{whole}\""), 1)
}

/// The program: what wasm-bindgen wrote, as a function, and `public/boot.js`, which loads it in its own way here.
fn script(folder: &Folder, page: &str) -> Result<String, String> {
    let module = hosting::between(page, "<meta name=\"asem-module\" content=\"./", "\"").unwrap_or_default();
    let glue = hosting::text(folder, module)?;
    let glue = glue
        .trim_end()
        .strip_suffix("export { initSync, __wbg_init as default };")
        .ok_or_else(|| format!("{module} ends otherwise than wasm-bindgen let it end: see src/publish/single.rs"))?;
    let line = |line: &str| format!("{}\n", line.strip_prefix("export ").unwrap_or(line));
    let glue: String = glue.lines().map(line).collect();
    let is_odd = |line: &&str| line.starts_with("export ") || line.starts_with("import ");
    if let Some(odd) = glue.lines().find(is_odd) {
        return Err(format!("{module} needs other files, which one file cannot have: {odd}"));
    }
    let boot = folder.keys().find(|path| path.starts_with("boot-") && hosting::is_hashed(path));
    let boot = hosting::text(folder, boot.map_or("boot.js", String::as_str))?;
    let [begin, end] = ["/*! Begin of loading */", "/*! End of loading */"];
    let (before, rest) = boot.split_once(begin).ok_or("boot.js has no mark where loading begins")?;
    let (_, after) = rest.split_once(end).ok_or("boot.js has no mark where loading ends")?;
    let script = format!(
        "const start = (() => {{\n{glue}return __wbg_init;\n}})();\n{before}{}{after}",
        include_str!("single.js")
    );
    hosting::refuse("the script", &script, &["</script", "<!--"])?;
    Ok(script)
}

/// The wasm, packed, as text.
fn base64_of_wasm(folder: &Folder, is_it: impl Fn(&str) -> bool) -> Result<String, String> {
    let wasm = folder.iter().find(|(path, _)| is_it(path) && hosting::is_hashed(path));
    let (_, wasm) = wasm.ok_or("no wasm; build the site first")?;
    let packed = compress::gzip(wasm).map_err(|error| format!("the wasm cannot be packed: {error}"))?;
    Ok(digest::base64(&packed))
}

/// The files that the page may ask for, by their addresses (`browser::fetch`).
fn data(folder: &Folder, names: Names) -> Result<String, String> {
    let mut scripts = String::new();
    for path in folder.keys().filter(|path| path.starts_with("data/") || path.starts_with("map/")) {
        let is_wanted = match path.as_str() {
            path if path.starts_with("data/names/") => names == Names::All,
            path => !path.ends_with(".schema.json"),
        };
        if !is_wanted || !(path.ends_with(".json") || path.ends_with(".txt")) {
            continue;
        }
        let mut text = hosting::text(folder, path)?.to_owned();
        // In JSON this letter stands in strings only, which may spell it so (RFC 8259, section 7).
        if path.ends_with(".json") {
            text = text.replace('<', "\\u003c");
        }
        hosting::refuse(path, &text, &["</script", "<!--"])?;
        scripts.push_str(&format!("<script type=\"text/plain\" data-file=\"{path}\">{text}</script>\n"));
    }
    Ok(scripts)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MODULE: &str = "asem-dashboard-0123456789abcdef.js";
    const GLUE: &str = "export class A {}\nimport.meta.url;\nexport { initSync, __wbg_init as default };\n";

    fn folder() -> Folder {
        let page = "<!doctype html>\n<html lang=\"en\">\n<head>\n\
            <meta http-equiv=\"Content-Security-Policy\" content=\"script-src 'self'\">\
            <link rel=\"icon\" href=\"./icon-0123456789abcdef.svg\"/><link rel=\"manifest\" href=\"manifest.webmanifest\">\
            <link rel=\"canonical\" href=\"https://example.org/\"><link rel=\"preload\" href=\"data/asem.json\">\
            <meta name=\"asem-module\" content=\"./asem-dashboard-0123456789abcdef.js\"><meta name=\"description\" content=\"asem\">\
            <script>first</script><script src=\"./boot-0123456789abcdef.js\" type=\"module\"></script>\
            <script type=\"module\" src=\"./asem-dashboard-0123456789abcdef.js\"></script>\
            <script type=\"application/ld+json\">{}</script><style>a { color: red }</style></head>\n<body><a class=\"a\" href=\"partner/VN.html\" aria-label=\"Viet Nam, Host\">Viet Nam</a>\
            <a href=\"#release\">Release</a><a href=\"https://asef.org/\">ASEF</a></body>\n</html>\n";
        [
            ("index.html", page),
            (MODULE, GLUE),
            ("asem-dashboard-0123456789abcdef_bg.wasm", "\0asm"),
            ("asem-shared-0123456789abcdef.wasm", "\0asm"),
            ("asem-page-0123456789abcdef.wasm", "\0asm"),
            ("asem-rest-0123456789abcdef.wasm", "\0asm"),
            ("boot-0123456789abcdef.js", "before;\n/*! Begin of loading */fetch;\n/*! End of loading */after;\n"),
            ("icon-0123456789abcdef.svg", "<svg/>"),
            ("data/asem.json", "{\"a\":\"</script><!--\"}"),
            ("data/asem.schema.json", "{}"),
            ("data/names/km.json", "{}"),
            ("map/partners.json", "{}"),
        ]
        .map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec()))
        .into()
    }

    fn made(address: Option<&str>, names: Names) -> String {
        let site = Site::new(address, Date::parse_iso("2026-11-24").unwrap()).unwrap();
        page(&folder(), &site, names).unwrap()
    }

    #[test]
    fn everything_is_inside_and_allowed_by_its_digest() {
        let page = made(None, Names::Left);
        for gone in
            ["./", "preload", "manifest", "href=\"partner", "script-src 'self'", "export", "fetch", "names", "schema"]
        {
            assert!(!page.contains(gone), "{gone} is in {page}");
        }
        for there in [
            "<a class=\"a\">Viet Nam</a>",
            "<a href=\"#release\">",
            "<a href=\"https://asef.org/\">",
            "<link rel=\"canonical\"",
            "<meta name=\"description\"",
            "<script type=\"application/ld+json\">{}</script>",
            "data-file=\"data/asem.json\">{\"a\":\"\\u003c/script>\\u003c!--\"}</script>",
            "data-file=\"map/partners.json\"",
            "href=\"data:image/svg+xml;base64,PHN2Zy8+\"",
            "class A {}\nimport.meta.url;\nreturn __wbg_init;\n})();\nbefore;\n",
        ] {
            assert!(page.contains(there), "{there} is not in {page}");
        }
        for (begin, end) in
            [("<style>", "</style>"), ("<script>", "</script>"), ("<script type=\"module\">", "</script>")]
        {
            let digest = digest::sha256(hosting::between(&page, begin, end).unwrap());
            assert!(page.contains(&format!("'{digest}'")), "{begin}");
        }
    }

    #[test]
    fn names_come_along_when_asked_for_and_links_lead_to_a_known_site() {
        let page = made(Some("https://example.org/asem/"), Names::All);
        assert!(page.contains("data-file=\"data/names/km.json\""), "{page}");
        assert!(page.contains("<a class=\"a\" href=\"https://example.org/asem/partner/VN.html\" aria-label"), "{page}");
    }

    #[test]
    fn what_one_file_cannot_have_stops_the_build() {
        let site = Site::new(None, Date::parse_iso("2026-11-24").unwrap()).unwrap();
        let bare = String::from_utf8(folder()["index.html"].clone()).unwrap().replace("style>", "b>");
        for (path, content, expected) in [
            (MODULE, "export { a as default };", "ends otherwise"),
            (MODULE, &*format!("import {{ a }} from './snippets/a.js';\n{GLUE}"), "needs other files"),
            (MODULE, &*format!("'</script>';\n{GLUE}"), "the script has </script"),
            ("boot-0123456789abcdef.js", "fetch", "no mark where loading begins"),
            ("index.html", &bare, "no style within"),
        ] {
            let mut folder = folder();
            folder.insert(path.to_owned(), content.as_bytes().to_vec());
            let refused = page(&folder, &site, Names::Left).unwrap_err();
            assert!(refused.contains(expected), "{refused}");
        }
    }

    #[test]
    fn a_file_that_stands_alone_has_the_day_of_its_data_in_its_name() {
        assert_eq!(name(Date::parse_iso("2010-05-11").unwrap()), "asem-dashboard-2010-05-11.html");
    }
}
