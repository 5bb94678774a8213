//! Colours that hosts ask for: light or dark, and an accent that can be read.

use crate::model::closed_set::closed_set;

closed_set! {
    /// The colours of the page, where they are not the reader's own choice.
    pub enum Theme {
        /// Dark on light.
        Light = "light", "Light";
        /// Light on dark.
        Dark = "dark", "Dark";
    }
}

/// A colour of sRGB: red, green and blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour([u8; 3]);

/// The contrast that text needs (WCAG 2.2, success criterion 1.4.3); what is no text needs 3 (1.4.11).
const CONTRAST: f64 = 4.5;

impl Theme {
    /// What the accent stands on, or under: `paper`, `surface`, `sunken`, `lit` and `warn` of `style/tokens.css`; a test holds
    /// them to it.
    const fn grounds(self) -> [Colour; 5] {
        let grounds = match self {
            Self::Light => [0x00f4_f5f8, 0x00ff_ffff, 0x00e9_ecf2, 0x00ff_f6dc, 0x00fd_f1d8],
            Self::Dark => [0x000e_121a, 0x0017_1d28, 0x0022_2a38, 0x0033_290d, 0x003a_2d10],
        };
        let [paper, surface, sunken, lit, warn] = grounds;
        [Colour::of(paper), Colour::of(surface), Colour::of(sunken), Colour::of(lit), Colour::of(warn)]
    }
}

impl Colour {
    const fn of(number: u32) -> Self {
        let [_, red, green, blue] = number.to_be_bytes();
        Self([red, green, blue])
    }

    /// Reads six hex digits, as they stand in an address: `c8102e`.
    pub fn parse(text: &str) -> Option<Self> {
        let is_right = text.len() == 6 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        is_right.then(|| u32::from_str_radix(text, 16).ok().map(Self::of)).flatten()
    }

    /// The six hex digits: `c8102e`.
    pub fn hex(self) -> String {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let mut hex = String::new();
        for byte in self.0 {
            for digit in [byte >> 4, byte & 15] {
                hex.extend(DIGITS.get(usize::from(digit)).map(|digit| char::from(*digit)));
            }
        }
        hex
    }

    /// Red, green and blue as amounts of light, each from 0 to 1 (WCAG 2.2, [relative luminance]).
    ///
    /// [relative luminance]: https://www.w3.org/TR/WCAG22/#dfn-relative-luminance
    fn light(self) -> [f64; 3] {
        self.0.map(amount)
    }

    /// The nearest colour with these amounts of light; none where the screen has no such colour.
    fn of_light(light: [f64; 3]) -> Option<Self> {
        // Rounding alone may lead a little beyond.
        if light.iter().any(|share| !(-0.0005..=1.0005).contains(share)) {
            return None;
        }
        Some(Self(light.map(|share| {
            let (mut below, mut above) = (0, u8::MAX);
            while above - below > 1 {
                let middle = u8::midpoint(below, above);
                if amount(middle) <= share { below = middle } else { above = middle }
            }
            if share - amount(below) < amount(above) - share { below } else { above }
        })))
    }

    fn luminance(self) -> f64 {
        let [red, green, blue] = self.light();
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// The contrast between two colours, from 1 to 21 (WCAG 2.2, [contrast ratio]).
    ///
    /// [contrast ratio]: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
    pub fn contrast(self, other: Self) -> f64 {
        let [own, other] = [self.luminance() + 0.05, other.luminance() + 0.05];
        own.max(other) / own.min(other)
    }

    /// Whether text in this colour can be read wherever the page uses its accent, and text of the page's ground upon it.
    pub fn has_contrast(self, theme: Theme) -> bool {
        theme.grounds().iter().all(|ground| self.contrast(*ground) >= CONTRAST)
    }

    /// This colour if it has contrast, else the nearest of its hue that has: darker on light grounds, lighter on dark ones.
    ///
    /// Nearest in OKLCH, where a step of lightness is one for the eye, whatever the hue: in HSL yellow would turn olive and
    /// blue violet on the way. Chroma stays as well, as far as the screen has such colours.
    pub fn readable(self, theme: Theme) -> Self {
        if self.has_contrast(theme) {
            return self;
        }
        let [lightness, a, b] = self.oklab();
        // From black or white, which have contrast, towards the colour itself, which has none.
        let (mut with, mut without) = (if theme == Theme::Light { 0.0 } else { 1.0 }, lightness);
        let mut found = if theme == Theme::Light { Self([0; 3]) } else { Self([255; 3]) };
        for _ in 0..STEPS {
            let middle = f64::midpoint(with, without);
            let colour = Self::with_most_chroma([middle, a, b]);
            if colour.has_contrast(theme) {
                (with, found) = (middle, colour);
            } else {
                without = middle;
            }
        }
        found
    }

    /// The colour of this lightness and hue with as much of the chroma as the screen has.
    fn with_most_chroma([lightness, a, b]: [f64; 3]) -> Self {
        let with = |share: f64| Self::of_light(light_of_oklab([lightness, a * share, b * share]));
        if let Some(colour) = with(1.0) {
            return colour;
        }
        let (mut inside, mut outside) = (0.0, 1.0);
        let mut found = with(0.0).unwrap_or(Self([0; 3]));
        for _ in 0..STEPS {
            let middle = f64::midpoint(inside, outside);
            match with(middle) {
                Some(colour) => (inside, found) = (middle, colour),
                None => outside = middle,
            }
        }
        found
    }

    /// Lightness from 0 to 1, and the two axes of hue and chroma, in [OKLab], whose polar form OKLCH is.
    ///
    /// [OKLab]: https://www.w3.org/TR/css-color-4/#ok-lab
    fn oklab(self) -> [f64; 3] {
        times(&LAB_OF_CONES, times(&CONES_OF_LIGHT, self.light()).map(|cone| root(cone, 3)))
    }
}

/// The amount of light, from 0 to 1, of one of the three.
fn amount(byte: u8) -> f64 {
    let share = f64::from(byte) / 255.0;
    if share <= 0.04045 {
        return share / 12.92;
    }
    let base = (share + 0.055) / 1.055;
    // To the power of 2.4.
    base * base * root(base * base, 5)
}

fn light_of_oklab(lab: [f64; 3]) -> [f64; 3] {
    times(&LIGHT_OF_CONES, times(&CONES_OF_LAB, lab).map(|cone| cone * cone * cone))
}

/// How often a distance is halved: to less than what eight bits tell apart.
const STEPS: u8 = 12;

/// The root of a number from 0 to 1 (Newton's method, from above). The standard library's powers and roots weigh three
/// kilobytes of wasm.
fn root(number: f64, n: i32) -> f64 {
    let mut root = 1.0_f64;
    for _ in 0..40 {
        let step = (root - number / root.powi(n - 1)) / f64::from(n);
        root -= step;
        if step < 1e-9 {
            break;
        }
    }
    root
}

type Matrix = [[f64; 3]; 3];

// The numbers of https://bottosson.github.io/posts/oklab/, in the public domain.
const CONES_OF_LIGHT: Matrix = [
    [0.412_221_470_8, 0.536_332_536_3, 0.051_445_992_9],
    [0.211_903_498_2, 0.680_699_545_1, 0.107_396_956_6],
    [0.088_302_461_9, 0.281_718_837_6, 0.629_978_700_5],
];
const LAB_OF_CONES: Matrix = [
    [0.210_454_255_3, 0.793_617_785_0, -0.004_072_046_8],
    [1.977_998_495_1, -2.428_592_205_0, 0.450_593_709_9],
    [0.025_904_037_1, 0.782_771_766_2, -0.808_675_766_0],
];
const CONES_OF_LAB: Matrix = [
    [1.0, 0.396_337_777_4, 0.215_803_757_3],
    [1.0, -0.105_561_345_8, -0.063_854_172_8],
    [1.0, -0.089_484_177_5, -1.291_485_548_0],
];
const LIGHT_OF_CONES: Matrix = [
    [4.076_741_662_1, -3.307_711_591_3, 0.230_969_929_2],
    [-1.268_438_004_6, 2.609_757_401_1, -0.341_319_396_5],
    [-0.004_196_086_3, -0.703_418_614_7, 1.707_614_701_0],
];

fn times(matrix: &Matrix, [x, y, z]: [f64; 3]) -> [f64; 3] {
    matrix.map(|[a, b, c]| a * x + b * y + c * z)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn colour(text: &str) -> Colour {
        Colour::parse(text).unwrap()
    }

    #[test]
    fn a_colour_is_six_hex_digits() {
        for text in ["c8102e", "000000", "ffffff", "0a0b0c"] {
            assert_eq!(colour(text).hex(), text);
        }
        assert_eq!(colour("C8102E").hex(), "c8102e");
        for text in ["", "#c8102e", "c8102", "c8102e0", "c8102g", "+8102e", "red", "ééé"] {
            assert_eq!(Colour::parse(text), None, "{text}");
        }
    }

    #[test]
    fn contrast_is_that_of_the_guidelines() {
        // Known values: black on white, the grey that just passes and the one that just fails, pure colours on white.
        for (text, expected) in [
            ("000000", 21.0),
            ("ffffff", 1.0),
            ("767676", 4.54),
            ("777777", 4.48),
            ("ff0000", 4.0),
            ("0000ff", 8.59),
            ("ffff00", 1.07),
        ] {
            let contrast = colour(text).contrast(colour("ffffff"));
            assert!((contrast - expected).abs() < 0.005, "{text}: {contrast}");
        }
    }

    #[test]
    fn roots_are_those_of_the_standard_library() {
        for step in 0..=1000 {
            let number = f64::from(step) / 1000.0;
            assert!((root(number, 3) - number.cbrt()).abs() < 1e-6, "{number}");
            assert!((root(number, 5) - number.powf(0.2)).abs() < 2e-4, "{number}");
        }
    }

    #[test]
    fn an_amount_of_light_is_that_of_its_colour() {
        for byte in 0..=255 {
            let grey = Colour([byte; 3]);
            assert_eq!(Colour::of_light(grey.light()), Some(grey));
        }
    }

    #[test]
    fn grounds_are_those_of_the_style_sheet() {
        let tokens = include_str!("../../style/tokens.css");
        let names = ["paper", "surface", "sunken", "lit", "warn"];
        let grounds = Theme::Light.grounds().into_iter().zip(Theme::Dark.grounds());
        for (name, (light, dark)) in names.into_iter().zip(grounds) {
            let (light, dark) = (light.hex(), dark.hex());
            let expected = format!("--asem-{name}: var(--asem-if-light, #{light}) var(--asem-if-dark, #{dark});");
            assert!(tokens.contains(&expected), "{expected}");
        }
    }

    #[test]
    fn an_accent_without_contrast_is_moved_within_its_hue() {
        // Yellow and white, which dark grounds take as they are; navy and black, which light ones do; a red between.
        for (text, on_light, on_dark) in [
            ("ffcc00", "836700", "ffcc00"),
            ("ffffff", "6b6b6b", "ffffff"),
            ("2b3a9e", "2b3a9e", "738ffa"),
            ("000000", "000000", "969696"),
            ("c8102e", "c8102e", "ff5e63"),
        ] {
            let accent = colour(text);
            let moved = [Theme::Light, Theme::Dark].map(|theme| accent.readable(theme).hex());
            assert_eq!(moved, [on_light, on_dark], "{text}");
        }
    }

    #[test]
    fn what_has_contrast_is_left_and_what_has_none_gets_it_and_no_more_than_that() {
        let steps = (0..=255_u8).step_by(51);
        for red in steps.clone() {
            for green in steps.clone() {
                for blue in steps.clone() {
                    let accent = Colour([red, green, blue]);
                    for theme in Theme::ALL.iter().copied() {
                        let moved = accent.readable(theme);
                        let least = theme.grounds().iter().map(|ground| moved.contrast(*ground)).fold(21.0, f64::min);
                        assert!(least >= 4.5, "{} on {theme:?}: {least}", accent.hex());
                        assert_eq!(moved == accent, accent.has_contrast(theme), "{}", accent.hex());
                        assert!(moved == accent || least < 4.75, "{} on {theme:?} is moved too far", accent.hex());
                    }
                }
            }
        }
    }

    #[test]
    fn hue_stays() {
        let hue = |colour: Colour| {
            let [_, a, b] = colour.oklab();
            b.atan2(a).to_degrees()
        };
        for text in ["ffcc00", "00ccff", "ff66aa", "88ff00", "9955ff", "c8102e", "2b3a9e"] {
            for theme in Theme::ALL.iter().copied() {
                let turned = (hue(colour(text)) - hue(colour(text).readable(theme))).abs();
                assert!(turned.min(360.0 - turned) < 2.0, "{text} on {theme:?} turns by {turned} degrees");
            }
        }
    }
}
