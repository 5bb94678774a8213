//! What lets the page be installed and work without network: its manifest, icons (W3C Web Application Manifest), and its
//! service worker (W3C Service Workers).

use super::hosting::{self, Folder};
use super::{digest, style};
use crate::app::DATA_FILE;
use crate::data::FORMAT;
use crate::view_model::text::SITE_TITLE;
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree};
use serde_json::{Map, Value, json};

/// The manifest's path, which `index.html` names.
pub const MANIFEST: &str = "manifest.webmanifest";
/// The worker's path, which `public/boot.js` names: never another, since browsers look for its next version there.
pub const WORKER: &str = "sw.js";

/// What the worker does, whatever the files are.
const WORKER_CODE: &str = include_str!("sw.js");

/// The worker of a site with all its pages and files in place.
///
/// # Errors
///
/// Which file it lacks.
pub fn worker(folder: &Folder) -> Result<String, String> {
    // The map's outlines are in the page.
    let of_page = [("", "index.html"), (DATA_FILE, DATA_FILE)];
    let mut shell = Map::new();
    // Without it, whatever may be replaced on the host; with it, what is named by its content.
    shell.extend(of_page.map(|(path, _)| (path.to_owned(), json!(""))));
    let page = hosting::text(folder, "index.html")?;
    let style = style::digests_of(page).ok_or("the policy of index.html names no style within")?;
    for (path, content) in folder.iter().filter(|(path, _)| hosting::is_hashed(path)) {
        // The worker knows a page of this version by the names in it.
        if !page.contains(path.as_str()) {
            return Err(format!("index.html does not name {path}: build it with Trunk, or take the file away"));
        }
        // The style is within the page.
        if !path.ends_with(".css") {
            shell.insert(path.clone(), json!(digest::sha384(content)));
        }
    }
    let mut head = String::new();
    for (_, file) in of_page {
        head.push_str(&digest::sha384(hosting::file(folder, file)?));
    }
    let shell = Value::Object(shell);
    // Another version whenever anything is another, so that browsers see it.
    let version = digest::sha256(&format!("{head}{shell}{WORKER_CODE}"));
    Ok(format!(
        "const VERSION = {};\nconst FORMAT = {FORMAT};\nconst STYLE = {};\nconst SHELL = {shell:#};\n\n{WORKER_CODE}",
        json!(version),
        json!(style)
    ))
}

/// The manifest and the icons that it names, from the page's own title, colour and icon.
///
/// # Errors
///
/// What `index.html` lacks, or that the icon cannot be drawn, and why.
pub fn manifest(folder: &Folder) -> Result<Vec<(String, Vec<u8>)>, String> {
    let page = hosting::text(folder, "index.html")?;
    let colour = hosting::between(page, "<meta name=\"theme-color\" content=\"", "\"")
        .ok_or("index.html has no theme-color, which the manifest takes as its own")?;
    let is_icon = |path: &&String| path.starts_with("icon-") && path.ends_with(".svg");
    let icon = folder.keys().find(is_icon).ok_or("no icon-….svg, of which icons are drawn")?;
    let icon = hosting::text(folder, icon)?;
    let mut files = Vec::new();
    let mut icons = Vec::new();
    for (name, size, purpose) in [("192", 192, "any"), ("512", 512, "any"), ("maskable", 512, "maskable")] {
        let path = format!("icons/{name}.png");
        let drawn = draw(&picture(icon, colour, purpose == "maskable"), size);
        files.push((path.clone(), drawn.map_err(|error| format!("{path}: {error}"))?));
        let sizes = format!("{size}x{size}");
        icons.push(json!({ "src": path, "sizes": sizes, "type": "image/png", "purpose": purpose }));
    }
    let manifest = json!({
        "name": SITE_TITLE,
        "short_name": "ASEM",
        "lang": "en",
        "start_url": "./",
        "scope": "./",
        "display": "standalone",
        "background_color": colour,
        "theme_color": colour,
        "icons": icons,
    });
    files.push((MANIFEST.to_owned(), format!("{manifest:#}\n").into_bytes()));
    Ok(files)
}

/// The icon, or what systems cut into a shape of theirs: with a ground, and within the circle of four fifths that every
/// shape leaves (the manifest's safe zone).
fn picture(icon: &str, ground: &str, is_maskable: bool) -> String {
    if !is_maskable {
        return icon.to_owned();
    }
    let inner = icon.replacen("<svg ", "<svg x=\"22\" y=\"22\" width=\"56\" height=\"56\" ", 1);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 100 100\"><rect width=\"100\" height=\"100\" fill=\"{ground}\"/>{inner}</svg>"
    )
}

fn draw(picture: &str, size: u16) -> Result<Vec<u8>, String> {
    let tree = Tree::from_str(picture, &Options::default()).map_err(|error| error.to_string())?;
    let mut pixels = Pixmap::new(size.into(), size.into()).ok_or("no room for its pixels")?;
    let [across, down] = [tree.size().width(), tree.size().height()].map(|length| f32::from(size) / length);
    resvg::render(&tree, Transform::from_scale(across, down), &mut pixels.as_mut());
    pixels.encode_png().map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(page: &str) -> Folder {
        let icon = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 32 32\"><path fill=\"#0f766e\" d=\"M0 0h32v32H0z\"/></svg>";
        [
            ("index.html", page),
            ("icon-0123456789abcdef.svg", icon),
            ("asem-dashboard-0123456789abcdef.js", "a"),
            ("data/asem.json", "{}"),
            ("feed.xml", "<feed/>"),
        ]
        .map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec()))
        .into()
    }

    const PAGE: &str = "<meta http-equiv=\"Content-Security-Policy\" content=\"style-src 'self' 'sha256-x'\"><meta name=\"theme-color\" content=\"#fedcba\" media=\"(prefers-color-scheme: light)\">\
                        <link rel=\"icon\" href=\"./icon-0123456789abcdef.svg\">\
                        <meta name=\"asem-module\" content=\"./asem-dashboard-0123456789abcdef.js\">";

    /// The colour of a pixel of a square picture, counted from its upper left corner.
    fn pixel(png: &[u8], x: u32, y: u32) -> [u8; 4] {
        let pixel = Pixmap::decode_png(png).unwrap().pixel(x, y).unwrap();
        [pixel.red(), pixel.green(), pixel.blue(), pixel.alpha()]
    }

    #[test]
    fn the_manifest_names_icons_that_are_there_and_as_large_as_it_says() {
        let files: Folder = manifest(&folder(PAGE)).unwrap().into_iter().collect();
        let manifest: Value = serde_json::from_slice(&files[MANIFEST]).unwrap();
        assert_eq!(manifest["theme_color"], "#fedcba");
        for icon in manifest["icons"].as_array().unwrap() {
            let size = Pixmap::decode_png(&files[icon["src"].as_str().unwrap()]).unwrap().width();
            assert_eq!(icon["sizes"], format!("{size}x{size}"));
        }
        // Cut into a circle of four fifths, the maskable one loses nothing but its ground.
        let maskable = &files["icons/maskable.png"];
        assert_eq!(pixel(maskable, 60, 256), [0xfe, 0xdc, 0xba, 255]);
        assert_eq!(pixel(maskable, 256, 256), [0x0f, 0x76, 0x6e, 255]);
        assert_eq!(pixel(&files["icons/512.png"], 1, 1), [0x0f, 0x76, 0x6e, 255]);
    }

    #[test]
    fn the_worker_keeps_the_page_its_data_and_what_is_named_by_its_content() {
        let worker = worker(&folder(PAGE)).unwrap();
        let shell = hosting::between(&worker, "const SHELL = ", ";\n").unwrap();
        let shell: Map<String, Value> = serde_json::from_str(shell).unwrap();
        let kept: Vec<(&str, bool)> = shell.iter().map(|(path, digest)| (path.as_str(), digest != "")).collect();
        let expected = [
            ("", false),
            ("data/asem.json", false),
            ("asem-dashboard-0123456789abcdef.js", true),
            ("icon-0123456789abcdef.svg", true),
        ];
        assert_eq!(kept, expected);
    }

    #[test]
    fn whatever_changes_in_what_it_keeps_is_another_version() {
        let version = |folder: &Folder| worker(folder).unwrap().lines().next().unwrap().to_owned();
        let before = version(&folder(PAGE));
        assert_eq!(version(&folder(PAGE)), before);
        let mut others = folder(PAGE);
        others.insert("feed.xml".to_owned(), Vec::new());
        assert_eq!(version(&others), before);
        for path in ["index.html", "data/asem.json", "asem-dashboard-0123456789abcdef.js"] {
            let mut changed = folder(PAGE);
            changed.get_mut(path).unwrap().push(b' ');
            assert_ne!(version(&changed), before, "{path}");
        }
    }

    #[test]
    fn what_is_missing_is_named() {
        assert!(manifest(&folder("")).unwrap_err().contains("theme-color"));
        assert!(worker(&folder("")).unwrap_err().contains("names no style"));
        let another = PAGE.replace("asem-dashboard-", "another-");
        assert!(worker(&folder(&another)).unwrap_err().contains("does not name asem-dashboard-0123456789abcdef.js"));
        assert!(worker(&Folder::new()).unwrap_err().contains("index.html is missing"));
    }
}
