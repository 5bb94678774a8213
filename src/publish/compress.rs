//! Files packed beforehand, for hosts that hand them out so: harder than a host would do at each request.

use crate::app::DATA_FOLDER;
use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::Write as _;

/// How the names of packed files end: Brotli's (RFC 7932) and gzip's (RFC 1952).
pub const ENDINGS: [&str; 2] = [".br", ".gz"];

/// What is text, more or less: pictures are packed already.
const KINDS: [&str; 10] = [".css", ".html", ".ics", ".js", ".json", ".svg", ".txt", ".wasm", ".webmanifest", ".xml"];

/// How hard Brotli tries, of 11: all the way for what every reader loads. The many pages in folders get within a tenth of that
/// in an eighth of the time, which otherwise were most of a build.
fn quality(path: &str) -> i32 {
    if path.contains('/') && path.ends_with(".html") { 9 } else { 11 }
}

/// The packed files beside a file, as far as they are smaller than it is. None in the folder of the data: who replaces a data
/// file on the host would go on handing out the old one, packed.
///
/// # Errors
///
/// That a file cannot be packed, and why.
pub fn packed(path: &str, content: &[u8]) -> Result<Vec<(String, Vec<u8>)>, String> {
    if path.starts_with(DATA_FOLDER) || !KINDS.iter().any(|kind| path.ends_with(kind)) {
        return Ok(Vec::new());
    }
    let failed = |error: std::io::Error| format!("{path} cannot be packed: {error}");
    let [br, gz] = ENDINGS.map(|ending| [path, ending].concat());
    let both = [(br, brotli(content, quality(path)).map_err(failed)?), (gz, gzip(content).map_err(failed)?)];
    Ok(both.into_iter().filter(|(_, packed)| packed.len() < content.len()).collect())
}

/// Packed by Brotli as hard as asked for, of 11.
///
/// # Errors
///
/// Those of writing, which does not fail in memory.
pub fn brotli(content: &[u8], quality: i32) -> std::io::Result<Vec<u8>> {
    let params = BrotliEncoderParams { quality, size_hint: content.len(), ..BrotliEncoderParams::default() };
    let mut packed = Vec::new();
    brotli::BrotliCompress(&mut &*content, &mut packed, &params)?;
    Ok(packed)
}

/// Packed by gzip, the same at every time and place.
///
/// # Errors
///
/// Those of writing, which does not fail in memory.
pub fn gzip(content: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content)?;
    encoder.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read as _;

    #[test]
    fn packed_files_hold_what_was_packed() {
        let content = "partner of ASEM ".repeat(100).into_bytes();
        let packed = packed("map/partners.json", &content).unwrap();
        let names: Vec<&str> = packed.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["map/partners.json.br", "map/partners.json.gz"]);
        let mut unpacked = Vec::new();
        brotli::BrotliDecompress(&mut packed[0].1.as_slice(), &mut unpacked).unwrap();
        assert_eq!(unpacked, content);
        unpacked.clear();
        flate2::read::GzDecoder::new(packed[1].1.as_slice()).read_to_end(&mut unpacked).unwrap();
        assert_eq!(unpacked, content);
    }

    #[test]
    fn what_would_not_shrink_is_left_alone() {
        for (path, content) in
            [("robots.txt", "a"), ("share/a.png", &*"a".repeat(1000)), ("_headers", &"a".repeat(1000))]
        {
            assert_eq!(packed(path, content.as_bytes()).unwrap(), [], "{path}");
        }
    }
}
