//! What a static host is told by files, and what is made last, of all that the site has by then: the page in one file, what
//! lets it be installed, packed files.
//!
//! Pages, policy and colours stand in `index.html`; here they are read, never written a second time.

use super::{Site, compress, install, single};
use crate::view_model::paths;
use std::collections::{BTreeMap, BTreeSet};
use std::thread;

/// The files of a site, by their paths below its folder.
pub type Folder = BTreeMap<String, Vec<u8>>;

/// The files that are made last. Those of an earlier time must be gone from the folder: [`is_made_last`].
///
/// # Errors
///
/// What the folder lacks, or a file that could not be made, and why.
pub fn finish(folder: &Folder, site: &Site) -> Result<Folder, String> {
    let mut made = Folder::from_iter(install::manifest(folder)?);
    made.insert(install::WORKER.to_owned(), install::worker(folder)?.into_bytes());
    made.insert(paths::SINGLE_FILE.to_owned(), single::page(folder, site, single::Names::Left)?.into_bytes());
    for (path, text) in header_files(folder)? {
        made.insert(path.to_owned(), text.into_bytes());
    }
    // What was made at an earlier time may stand there still.
    let kept = folder.iter().filter(|(path, _)| !made.contains_key(*path));
    let packed = packed(kept.chain(&made).collect())?;
    made.extend(packed);
    Ok(made)
}

/// Whether a file is one that [`finish`] makes and that may stand there from an earlier time without a counterpart now.
pub fn is_made_last(path: &str) -> bool {
    compress::ENDINGS.iter().any(|ending| path.ends_with(ending))
}

/// Every file packed, on all processors: the hardest packing takes a second for each megabyte.
fn packed(files: Vec<(&String, &Vec<u8>)>) -> Result<Vec<(String, Vec<u8>)>, String> {
    let n_threads = thread::available_parallelism().map_or(1, usize::from);
    let share = |first: usize| {
        let own = files.iter().skip(first).step_by(n_threads);
        own.map(|(path, content)| compress::packed(path, content)).collect::<Result<Vec<_>, _>>()
    };
    let shares: Result<Vec<_>, String> = thread::scope(|scope| {
        let threads: Vec<_> = (0..n_threads).map(|first| scope.spawn(move || share(first))).collect();
        threads.into_iter().map(|own| own.join().map_err(|_| "packing stopped".to_owned())?).collect()
    });
    Ok(shares?.into_iter().flatten().flatten().collect())
}

/// Whether a file is named by its content, so that what has this name never changes: Trunk puts 64 bits of a hash before the
/// ending, without leading noughts.
pub fn is_hashed(path: &str) -> bool {
    let stem = path.split('.').next().unwrap_or_default();
    let hash = stem.strip_suffix("_bg").unwrap_or(stem).rsplit_once('-').map(|(_, hash)| hash);
    let is_hash = |hash: &str| (10..=16).contains(&hash.len()) && hash.bytes().all(|b| b.is_ascii_hexdigit());
    !path.contains('/') && hash.is_some_and(is_hash)
}

/// What a host says that needs no page to say it.
const ALWAYS: [(&str, &str); 2] = [
    ("X-Content-Type-Options", "nosniff"),
    // A frame without an origin of its own (`sandbox="allow-scripts"`) may load styles, scripts and data only so.
    ("Access-Control-Allow-Origin", "*"),
];
const FOR_EVER: &str = "public, max-age=31536000, immutable";
const ASK_AGAIN: &str = "no-cache";

/// `_headers` for Netlify and Cloudflare, `.htaccess` for Apache.
fn header_files(folder: &Folder) -> Result<[(&'static str, String); 2], String> {
    // Nothing on who may frame it: anybody, and every word of it would leave somebody out.
    let policy = policy(text(folder, "index.html")?)?;
    Ok([("_headers", for_netlify(folder, policy)), (".htaccess", for_apache(policy))])
}

/// The policy of a page, from its meta element.
///
/// # Errors
///
/// That it has none.
pub fn policy(page: &str) -> Result<&str, String> {
    between(page, "http-equiv=\"Content-Security-Policy\" content=\"", "\"")
        .ok_or_else(|| "index.html has no Content-Security-Policy".to_owned())
}

/// Each header is set by one rule only: where several match, these hosts join what they say with commas.
fn for_netlify(folder: &Folder, policy: &str) -> String {
    let mut rules = vec![("/*".to_owned(), ALWAYS.to_vec())];
    let page = [("Content-Security-Policy", policy), ("Cache-Control", ASK_AGAIN)];
    // Also the page in one file: its own policy is inside.
    let plain_file = [("Cache-Control", ASK_AGAIN)];
    rules.extend(["/", "/index.html"].map(|path| (path.to_owned(), page.to_vec())));
    // Hosts leave the ending away, or take it on.
    rules.extend(["/single.html", "/single"].map(|path| (path.to_owned(), plain_file.to_vec())));
    let mut folders: BTreeMap<&str, bool> = BTreeMap::new();
    for (name, rest) in folder.keys().filter_map(|path| path.split_once('/')) {
        *folders.entry(name).or_default() |= rest.ends_with(".html");
    }
    rules.extend(
        folders.into_iter().map(|(name, has_pages)| {
            (format!("/{name}/*"), if has_pages { page.to_vec() } else { plain_file.to_vec() })
        }),
    );
    // Names with such beginnings are the hosts' own.
    let is_plain = |path: &&str| {
        !path.starts_with(['_', '.']) && !path.contains('/') && !path.ends_with(".html") && !is_hashed(path)
    };
    let made_last = [install::WORKER, install::MANIFEST];
    let plain: BTreeSet<&str> = folder.keys().map(String::as_str).filter(is_plain).chain(made_last).collect();
    rules.extend(plain.into_iter().map(|path| (format!("/{path}"), plain_file.to_vec())));
    rules.extend(folder.keys().filter(|path| is_hashed(path)).map(|path| {
        let mut headers = vec![("Cache-Control", FOR_EVER)];
        if path.ends_with(".wasm") {
            headers.push(("Content-Type", "application/wasm"));
        }
        (format!("/{path}"), headers)
    }));
    let mut text = "# What Netlify and Cloudflare Pages are to say with each file; made by the build.\n".to_owned();
    for (path, headers) in rules {
        text.push_str(&path);
        text.push('\n');
        for (name, value) in headers {
            text.push_str(&format!("  {name}: {value}\n"));
        }
    }
    text
}

fn for_apache(policy: &str) -> String {
    let always: String = ALWAYS.iter().map(|(name, value)| format!("  Header set {name} \"{value}\"\n")).collect();
    format!(
        r#"# What Apache is to say with each file; made by the build. Needs "AllowOverride FileInfo".
AddType application/wasm .wasm
AddType text/javascript .js
AddType application/manifest+json .webmanifest
AddType text/calendar .ics
AddCharset utf-8 .css .html .ics .js .json .svg .txt .webmanifest .xml
# Packed files have the type of what they hold; .br is no language here, .gz no archive.
RemoveLanguage .br
RemoveType .gz
AddEncoding br .br
AddEncoding gzip .gz

<IfModule mod_headers.c>
{always}  Header set Cache-Control "{ASK_AGAIN}"
  <FilesMatch "-[0-9a-f]{{10,16}}(_bg)?\.(css|js|svg|wasm)(\.br|\.gz)?$">
    Header set Cache-Control "{FOR_EVER}"
  </FilesMatch>
  <FilesMatch "\.html(\.br|\.gz)?$">
    Header set Content-Security-Policy "{policy}"
  </FilesMatch>
  # Its own policy is inside.
  <FilesMatch "^single\.html(\.br|\.gz)?$">
    Header unset Content-Security-Policy
  </FilesMatch>
</IfModule>

# The data may be replaced here and is packed as it goes; the rest was packed by the build.
<IfModule mod_deflate.c>
  AddOutputFilterByType DEFLATE application/json
</IfModule>
<IfModule mod_rewrite.c>
  RewriteEngine On
  RewriteCond %{{HTTP:Accept-Encoding}} \bbr\b
  RewriteCond %{{REQUEST_FILENAME}}.br -f
  RewriteRule ^(.+)$ $1.br [L,E=no-gzip:1,E=no-brotli:1]
  RewriteCond %{{HTTP:Accept-Encoding}} \bgzip\b
  RewriteCond %{{REQUEST_FILENAME}}.gz -f
  RewriteRule ^(.+)$ $1.gz [L,E=no-gzip:1,E=no-brotli:1]
  <IfModule mod_headers.c>
    Header merge Vary Accept-Encoding
  </IfModule>
</IfModule>
"#
    )
}

/// A file of the site.
///
/// # Errors
///
/// That it is not there.
pub fn file<'a>(folder: &'a Folder, path: &str) -> Result<&'a [u8], String> {
    folder.get(path).map(Vec::as_slice).ok_or_else(|| format!("{path} is missing; build the site first"))
}

/// A file of the site that is text.
///
/// # Errors
///
/// That it is not there, or no text.
pub fn text<'a>(folder: &'a Folder, path: &str) -> Result<&'a str, String> {
    std::str::from_utf8(file(folder, path)?).map_err(|error| format!("{path} is no text in UTF-8: {error}"))
}

/// Refuses what would end the element that a text is to stand in, or what cannot be inside a page.
///
/// # Errors
///
/// Which of the words, all in small letters, the text has.
pub fn refuse(path: &str, text: &str, words: &[&str]) -> Result<(), String> {
    let found = words.iter().find(|word| text.to_ascii_lowercase().contains(**word));
    found.map_or(Ok(()), |word| Err(format!("{path} has {word} in it, which cannot be inside a page")))
}

/// What stands between two texts.
pub fn between<'a>(text: &'a str, begin: &str, end: &str) -> Option<&'a str> {
    Some(text.split_once(begin)?.1.split_once(end)?.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'\">";

    fn folder() -> Folder {
        let files = [
            ("index.html", PAGE),
            ("asem-0123456789abcdef.css", ""),
            ("asem-dashboard-0123456789abcdef_bg.wasm", ""),
            ("data/asem.json", "{}"),
            ("feed.xml", ""),
            ("calendar.ics", ""),
            ("calendar/cmm-4.ics", ""),
            ("map/partners.json", "{}"),
            ("partner/VN.html", PAGE),
            ("partner/XX.html", PAGE),
        ];
        files.map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec())).into()
    }

    #[test]
    fn files_named_by_their_content_are_known_by_their_names() {
        for (path, expected) in [
            ("asem-0123456789abcdef.css", true),
            ("asem-dashboard-0123456789abcdef_bg.wasm", true),
            ("asem-123456789abcdef.css", true),
            ("asem-dashboard.css", false),
            ("asem-0123456789abcdeg.css", false),
            ("index.html", false),
            ("data/a-0123456789abcdef.json", false),
        ] {
            assert_eq!(is_hashed(path), expected, "{path}");
        }
    }

    #[test]
    fn no_path_gets_a_header_twice_from_hosts_that_join_rules() {
        let [(_, netlify), _] = header_files(&folder()).unwrap();
        let mut rules: Vec<(&str, Vec<&str>)> = Vec::new();
        for line in netlify.lines().filter(|line| !line.starts_with('#')) {
            match line.strip_prefix("  ") {
                Some(header) => rules.last_mut().unwrap().1.push(header.split_once(": ").unwrap().0),
                None => rules.push((line, Vec::new())),
            }
        }
        let matches = |rule: &str, path: &str| match rule.strip_suffix('*') {
            Some(folder) => path.starts_with(folder),
            None => path == rule,
        };
        let mut paths: Vec<String> = folder().keys().map(|path| format!("/{path}")).collect();
        paths.extend(["/", "/single.html", "/sw.js"].map(str::to_owned));
        for path in paths {
            let mut set: Vec<&str> =
                rules.iter().filter(|(rule, _)| matches(rule, &path)).flat_map(|(_, set)| set.clone()).collect();
            let n_set = set.len();
            set.sort_unstable();
            set.dedup();
            assert_eq!(set.len(), n_set, "{path}: {set:?}");
            assert!(set.contains(&"Cache-Control"), "{path}: {set:?}");
            assert_eq!(
                set.contains(&"Content-Security-Policy"),
                (path.ends_with('/') || path.ends_with(".html")) && path != "/single.html",
                "{path}"
            );
        }
    }

    #[test]
    fn the_policy_is_that_of_the_page() {
        for (path, text) in header_files(&folder()).unwrap() {
            assert!(text.contains("default-src 'none'"), "{path}: {text}");
        }
        assert!(policy("<html>").is_err());
    }
}
