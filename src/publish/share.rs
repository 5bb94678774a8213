//! Pictures in pixels, for those who show no SVG: what stands beside a link when a release is shared, board and map.

use crate::model::{Dataset, Release};
use crate::view_model::picture::share;
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The fonts for the pictures.
#[derive(Clone, Debug)]
pub struct Fonts(Arc<fontdb::Database>);

/// Where the fonts are in the folder of their npm package: regular and bold.
const FILES: [&str; 2] = ["400Regular/NotoSans_400Regular.ttf", "600SemiBold/NotoSans_600SemiBold.ttf"];
const FAMILY: &str = "Noto Sans";

impl Fonts {
    /// The files of the fonts in the folder of their package, `@expo-google-fonts/noto-sans`.
    pub fn files(package: &Path) -> [PathBuf; 2] {
        FILES.map(|file| package.join(file))
    }

    /// Takes the fonts' files.
    ///
    /// # Errors
    ///
    /// That they are not the fonts expected: without, a picture would have no text.
    pub fn new(files: Vec<Vec<u8>>) -> Result<Self, String> {
        let mut fonts = fontdb::Database::new();
        let n_files = files.len();
        files.into_iter().for_each(|file| fonts.load_font_data(file));
        let is_right = |face: &fontdb::FaceInfo| face.families.iter().any(|(name, _)| name == FAMILY);
        if fonts.faces().filter(|face| is_right(face)).count() < n_files {
            return Err(format!("not the fonts {FAMILY}"));
        }
        Ok(Self(Arc::new(fonts)))
    }
}

/// The picture of a release.
///
/// # Errors
///
/// That it could not be drawn, and why.
pub fn picture(dataset: &Dataset, release: &Release, fonts: &Fonts) -> Result<Vec<u8>, String> {
    png(&share::draw(dataset, release), [share::WIDTH, share::HEIGHT], fonts)
        .map_err(|why| format!("the picture of release {}: {why}", release.number))
}

/// A drawing (SVG) of a width and height in pixels.
///
/// # Errors
///
/// Why it could not be drawn.
pub fn png(svg: &str, [width, height]: [u32; 2], fonts: &Fonts) -> Result<Vec<u8>, String> {
    let options = Options { fontdb: fonts.0.clone(), font_family: FAMILY.to_owned(), ..Options::default() };
    let tree = Tree::from_str(svg, &options).map_err(|error| error.to_string())?;
    let mut pixels = Pixmap::new(width, height).ok_or("no room for its pixels")?;
    resvg::render(&tree, Transform::identity(), &mut pixels.as_mut());
    pixels.encode_png().map_err(|error| error.to_string())
}
