//! Board and map as pictures that stand alone: SVG with its title, its words for those who do not see it, and its source.
//!
//! Nothing here is styled by a sheet: the page's policy holds within its pictures as well, and elsewhere there is no sheet.
//! So every mark has its own attributes. A picture is always light, as paper is. Its units are pixels at 1200 across.

pub mod share;

use super::emphasis::{Emphases, Emphasis};
use super::filter::profiles;
use super::map::MapDrawing;
use super::map::labels::{has_target, mark};
use super::map::window::Window;
use super::query::Query;
use super::roster::{Entry, Roster, RosterGroup, Section, count, entry, sign};
use super::search::Found;
use super::text;
use crate::model::{Dataset, Date, PartnerId, Role, Side};
use std::fmt::Write as _;

/// What a picture shows, and what it says of itself.
#[derive(Clone, Copy, Debug)]
pub struct Scene<'a> {
    /// The partners of the day.
    pub roster: &'a Roster,
    /// What is shown of each partner.
    pub entries: &'a [Entry],
    /// How strongly each is shown.
    pub emphases: &'a Emphases,
    /// The partner whose panel is open.
    pub chosen: Option<PartnerId>,
    /// What the page shows, in a sentence.
    pub status: &'a str,
    /// The day whose partners are shown.
    pub day: Date,
    /// Where the facts come from, in a sentence.
    pub source: &'a str,
    /// The address of the page; empty where it has none worth telling.
    pub page: &'a str,
}

/// A picture, and what a page around it says of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawn {
    /// The picture itself.
    pub svg: String,
    /// How high it is where it is [`WIDTH`] wide.
    pub height: u32,
    /// What it shows, for those who do not see it.
    pub words: String,
}

/// What the page opens with, as a picture: the board, or the map where that is given.
pub fn front(dataset: &Dataset, map_drawing: Option<&MapDrawing>, page: &str) -> Drawn {
    let query = Query::default();
    let day = query.day(dataset);
    let found = Found::everybody(dataset);
    let emphases = Emphases::new(dataset, &profiles(dataset, day), &query, &found, None);
    let entries: Vec<Entry> = dataset.partners().iter().map(|partner| Entry::new(partner, dataset)).collect();
    let scene = Scene {
        roster: &Roster::new(dataset, day, query.sorting),
        entries: &entries,
        emphases: &emphases,
        chosen: None,
        status: &text::status(dataset, &query, &emphases),
        day,
        source: &text::source(dataset),
        page,
    };
    match map_drawing {
        Some(drawing) => map(&scene, drawing, &drawing.whole()),
        None => board(&scene),
    }
}

/// The board as a picture.
pub fn board(scene: &Scene) -> Drawn {
    let mut sheet = Sheet::new(scene);
    let (top, mut bottom) = (sheet.y, sheet.y);
    // Whatever the order, the institutions stand below.
    let (sides, others): (Vec<&Section>, Vec<&Section>) =
        scene.roster.sections.iter().partition(|section| Side::from_key(section.key).is_some());
    for section in sides.into_iter().chain(others) {
        // Side by side as on the page; what belongs to no side stands below.
        let (x, y, n_columns, across) = match Side::from_key(section.key) {
            Some(Side::Asia) => (MARGIN, top, N_ASIA, across(N_ASIA)),
            Some(Side::Europe) => (MARGIN + across(N_ASIA) + GUTTER, top, N_EUROPE, across(N_EUROPE)),
            None => (MARGIN, bottom, N_ASIA + N_EUROPE, MEASURE),
        };
        bottom = bottom.max(sheet.section(section, scene, [x, y], n_columns, across) + 30);
    }
    sheet.y = bottom + 10;
    sheet.legend(scene, Levels::OfTiles);
    sheet.finish(scene, "board", "")
}

/// The map as a picture; `window` is the part of it that is in sight.
pub fn map(scene: &Scene, drawing: &MapDrawing, window: &Window) -> Drawn {
    let mut sheet = Sheet::new(scene);
    sheet.map(scene, drawing, window);
    let is_drawn = |id: PartnerId| drawing.shapes.iter().any(|shape| shape.id == id);
    sheet.beside(scene, entries(scene).filter(|(_, entry)| !is_drawn(entry.id)));
    sheet.legend(scene, Levels::OfShapes);
    let shapes = "Shapes: Natural Earth by way of world-atlas, Equal Earth projection. Where borders run here is not a \
                  statement by anyone named.";
    sheet.finish(scene, "map", shapes)
}

/// How wide every picture is.
pub const WIDTH: u32 = 1200;
const MARGIN: u32 = 50;
/// What lies between the margins. The map's frame is 11 to 8.
const MEASURE: u32 = WIDTH - 2 * MARGIN;
const MAP_HEIGHT: u32 = MEASURE * 8 / 11;
/// Tiles beside each other on either side, and between the sides.
const N_ASIA: u32 = 3;
const N_EUROPE: u32 = 5;
const GUTTER: u32 = 40;
const GAP: u32 = 6;
const TILE: u32 = (MEASURE - GUTTER - (N_ASIA + N_EUROPE - 2) * GAP) / (N_ASIA + N_EUROPE);
const TILE_HEIGHT: u32 = 76;

/// How far tiles beside each other reach.
const fn across(n_tiles: u32) -> u32 {
    n_tiles * (TILE + GAP) - GAP
}

/// The fonts of `style/tokens.css`.
const FONT: &str = "system-ui, 'Noto Sans', sans-serif";

/// The light colours of `style/tokens.css` that pictures use; a test holds them to it.
const COLOURS: &[(&str, &str)] = &[
    ("surface", "#ffffff"),
    ("sunken", "#e9ecf2"),
    ("ink", "#151a26"),
    ("muted", "#535d70"),
    ("line", "#d4d9e3"),
    ("line-control", "#7a8396"),
    ("on-strong", "#ffffff"),
    ("asia-1", "#dff1ed"),
    ("asia-2", "#a5d8cc"),
    ("asia-3", "#12796a"),
    ("asia-4", "#07463d"),
    ("asia-land", "#b3dcd2"),
    ("asia-land-2", "#6db8a7"),
    ("asia-text", "#0b5c50"),
    ("europe-1", "#e6e9fa"),
    ("europe-2", "#b9c2f1"),
    ("europe-3", "#4a5bc9"),
    ("europe-4", "#222f86"),
    ("europe-land", "#c0c8f3"),
    ("europe-land-2", "#8391e0"),
    ("europe-text", "#2b3a9e"),
    ("institutions-1", "#f8ecd9"),
    ("institutions-2", "#ecd0a1"),
    ("institutions-3", "#94600f"),
    ("institutions-4", "#5f3c05"),
    ("institutions-text", "#7a4c08"),
];

fn colour(name: &str) -> &'static str {
    COLOURS.iter().find(|(own, _)| *own == name).map_or("none", |(_, colour)| colour)
}

/// Whether the levels colour tiles, or land, which is a step stronger among its neighbours.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Levels {
    OfTiles,
    OfShapes,
}

impl Levels {
    /// The colour of a level on a side.
    fn colour(self, section: &str, role: Option<Role>) -> &'static str {
        let step = match (role, self) {
            (Some(Role::Host), _) => "4",
            (Some(Role::CoOrganiser), _) => "3",
            (Some(Role::AnnouncedHost | Role::Attending | Role::Named), Self::OfTiles) => "2",
            (Some(Role::AnnouncedHost | Role::Attending | Role::Named), Self::OfShapes) => "land-2",
            (Some(Role::Listed) | None, Self::OfTiles) | (None, Self::OfShapes) => "1",
            (Some(Role::Listed), Self::OfShapes) => "land",
        };
        colour(&format!("{section}-{step}"))
    }
}

/// All partners of the day with the key of their section.
fn entries<'a>(scene: &Scene<'a>) -> impl Iterator<Item = (&'static str, &'a Entry)> {
    let scene = *scene;
    let sections = scene.roster.sections.iter();
    sections.flat_map(move |section| {
        section.ids().into_iter().filter_map(move |id| Some((section.key, entry(id, scene.entries)?)))
    })
}

/// The names of the shown partners of a level.
fn names(scene: &Scene, role: Option<Role>) -> Vec<String> {
    let entries = entries(scene).map(|(_, entry)| entry);
    let of_level = entries.filter(|entry| entry.role == role && scene.emphases.of(entry.id).is_shown());
    of_level.map(|entry| entry.name.clone()).collect()
}

/// How letters look.
#[derive(Clone, Copy)]
struct Letters {
    size: u32,
    is_bold: bool,
    colour: &'static str,
}

fn letters(size: u32, is_bold: bool, colour_name: &str) -> Letters {
    Letters { size, is_bold, colour: colour(colour_name) }
}

/// A picture being drawn, from top to bottom.
struct Sheet {
    svg: String,
    /// Where the next part begins.
    y: u32,
}

impl Sheet {
    /// A sheet with its heading and what is shown.
    fn new(scene: &Scene) -> Self {
        let mut sheet = Self { svg: String::new(), y: 66 };
        sheet.text(MARGIN, 66, letters(28, true, "ink"), "Visibility of the ASEM partners");
        sheet.y = 94;
        sheet.lines(letters(17, false, "muted"), scene.status, 3);
        sheet.y += 20;
        sheet
    }

    // Writing to a string cannot fail, here and below.
    fn rect(&mut self, x: u32, y: u32, width: u32, height: u32, radius: u32, attributes: &str) {
        let size = format!("x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"{radius}\"");
        writeln!(self.svg, "<rect {size} {attributes}/>").ok();
    }

    fn text(&mut self, x: u32, y: u32, letters: Letters, text: &str) {
        self.text_and(x, y, letters, text, "");
    }

    /// A text, and more of it in thin letters.
    fn text_and(&mut self, x: u32, y: u32, letters: Letters, text: &str, more: &str) {
        let Letters { size, is_bold, colour } = letters;
        let weight = if is_bold { " font-weight=\"600\"" } else { "" };
        let (text, more) = (escaped(text), escaped(more));
        write!(self.svg, "<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\"{weight} fill=\"{colour}\">{text}").ok();
        if !more.is_empty() {
            write!(self.svg, " <tspan font-weight=\"400\">{more}</tspan>").ok();
        }
        self.svg.push_str("</text>\n");
    }

    /// A text across the sheet; what follows begins below it.
    fn lines(&mut self, letters: Letters, text: &str, n_lines: usize) {
        for line in wrapped(text, MEASURE, letters, n_lines) {
            self.text(MARGIN, self.y, letters, &line);
            self.y += letters.size * 7 / 5;
        }
    }

    fn mark(&mut self, x: u32, y: u32, role: Role, colour: &str) {
        let (x, y, path) = (x + 5, y + 5, sign(role));
        writeln!(self.svg, "<path transform=\"translate({x} {y})\" fill=\"{colour}\" d=\"{path}\"/>").ok();
    }

    /// A side with its tiles; returns where it ends.
    fn section(&mut self, section: &Section, scene: &Scene, [x, y]: [u32; 2], n_columns: u32, across: u32) -> u32 {
        let text_colour = format!("{}-text", section.key);
        let counted = count(&section.ids(), scene.emphases);
        self.text_and(x, y + 14, letters(19, true, &text_colour), section.title, &counted);
        let line = format!("fill=\"{}\"", colour(&format!("{}-3", section.key)));
        self.rect(x, y + 24, across, 3, 0, &line);
        let has_headings = section.groups.iter().any(|group| group.group.label() != section.title);
        let mut bottom = y + 27;
        for group in &section.groups {
            if has_headings {
                let counted = count(&group.ids, scene.emphases);
                self.text_and(x, bottom + 26, letters(14, true, "muted"), group.group.label(), &counted);
                bottom += 24;
            }
            bottom = self.tiles(group, section.key, scene, x, bottom + 12, n_columns);
        }
        bottom
    }

    /// The tiles of a group, row by row; returns where they end.
    fn tiles(&mut self, group: &RosterGroup, key: &str, scene: &Scene, x: u32, y: u32, n_columns: u32) -> u32 {
        let (mut column, mut top) = (0, y);
        for entry in group.ids.iter().filter_map(|id| entry(*id, scene.entries)) {
            if column == n_columns {
                column = 0;
                top += TILE_HEIGHT + GAP;
            }
            self.tile(entry, key, scene, x + column * (TILE + GAP), top);
            column += 1;
        }
        top + TILE_HEIGHT
    }

    fn tile(&mut self, entry: &Entry, key: &str, scene: &Scene, x: u32, y: u32) {
        let Entry { id, name, role, .. } = entry;
        let emphasis = scene.emphases.of(*id);
        writeln!(self.svg, "<g><title>{}</title>", escaped(&label(entry, emphasis))).ok();
        let ink = if !emphasis.is_shown() {
            "muted"
        } else if matches!(role, Some(Role::Host | Role::CoOrganiser)) {
            "on-strong"
        } else {
            "ink"
        };
        if emphasis.is_shown() {
            let fill = format!("fill=\"{}\"", Levels::OfTiles.colour(key, *role));
            self.rect(x, y, TILE, TILE_HEIGHT, 6, &fill);
        } else {
            self.rect(x, y, TILE, TILE_HEIGHT, 6, &dashed());
        }
        if scene.chosen == Some(*id) {
            let line = format!("fill=\"none\" stroke=\"{}\" stroke-width=\"3\"", colour("ink"));
            self.rect(x - 2, y - 2, TILE + 4, TILE_HEIGHT + 4, 8, &line);
        }
        self.text(x + 9, y + 19, letters(12, emphasis.is_shown(), ink), id.as_str());
        let name_letters = letters(14, emphasis.is_shown(), ink);
        for (line, baseline) in wrapped(name, TILE - 16, name_letters, 2).iter().zip([37, 53]) {
            self.text(x + 9, y + baseline, name_letters, line);
        }
        // Listed is what all are: only more than that is worth a word.
        if let Some(role) = role.filter(|role| *role < Role::Listed) {
            self.mark(x + 9, y + 60, role, colour(ink));
            self.text(x + 23, y + 69, letters(12, false, ink), role.label());
        }
        self.svg.push_str("</g>\n");
    }

    /// The map in its frame.
    fn map(&mut self, scene: &Scene, drawing: &MapDrawing, window: &Window) {
        let (y, scale, view_box) = (self.y, window.scale(f64::from(MEASURE)), window.view_box());
        let frame = format!("fill=\"{}\" stroke=\"{}\"", colour("surface"), colour("line"));
        // Whoever follows is drawn above: land of others, partners, small partners, the chosen one.
        let mut layers = [String::new(), String::new(), String::new(), String::new()];
        let [land, large, small, chosen] = &mut layers;
        let [sunken, ink] = [colour("sunken"), colour("ink")];
        let on_land = format!("fill=\"{sunken}\" stroke=\"{}\"", colour("surface"));
        writeln!(land, "<path fill=\"{sunken}\" d=\"{}\"/>", drawing.neighbours).ok();
        for shape in &drawing.shapes {
            let known = entries(scene).find(|(_, entry)| entry.id == shape.id);
            let emphasis = scene.emphases.of(shape.id);
            let is_chosen = scene.chosen == Some(shape.id);
            let fill = match known {
                Some((key, entry)) if emphasis.is_shown() => Levels::OfShapes.colour(key, entry.role),
                _ => sunken,
            };
            let line = match (is_chosen, known) {
                (true, _) => format!("stroke=\"{ink}\" stroke-width=\"3\""),
                // What a filter leaves out is told apart from what is no partner.
                (false, Some(_)) if !emphasis.is_shown() => format!("stroke=\"{}\"", colour("line-control")),
                (false, _) => String::new(),
            };
            let path = format!("<path fill=\"{fill}\" {line} d=\"{}\"/>", shape.path);
            let title = emphasis.noted(&shape.label);
            let layer = match (known, is_chosen) {
                (_, true) => &mut *chosen,
                (Some(_), _) => &mut *large,
                (None, _) => &mut *land,
            };
            writeln!(layer, "<g><title>{}</title>{path}</g>", escaped(&title)).ok();
            if known.is_none() || !window.shows(shape.middle) {
                continue;
            }
            let (x, y) = window.place(shape.middle);
            let (x, y) = ((x * f64::from(MEASURE)).round() as u32, (y * f64::from(MAP_HEIGHT)).round() as u32);
            let line = if emphasis.is_shown() { ink } else { colour("line-control") };
            if let Some(role) = mark(shape).filter(|_| emphasis.is_shown()) {
                let (place, path) = (format!("translate({x} {y}) scale(1.4)"), sign(role));
                let on = colour("surface");
                writeln!(small, "<path transform=\"{place}\" fill=\"{ink}\" stroke=\"{on}\" d=\"{path}\"/>").ok();
            } else if has_target(shape, scale) {
                let width = if is_chosen { 3 } else { 1 };
                let place = format!("cx=\"{x}\" cy=\"{y}\" r=\"4\"");
                writeln!(small, "<circle {place} fill=\"{fill}\" stroke=\"{line}\" stroke-width=\"{width}\"/>").ok();
            }
        }
        self.rect(MARGIN, y, MEASURE, MAP_HEIGHT, 6, &frame);
        let size = format!("width=\"{MEASURE}\" height=\"{MAP_HEIGHT}\"");
        writeln!(self.svg, "<svg x=\"{MARGIN}\" y=\"{y}\" {size}>").ok();
        writeln!(self.svg, "<svg {size} viewBox=\"{view_box}\" {on_land} stroke-linejoin=\"round\">").ok();
        // The lines keep their width however much the shapes are scaled.
        let lines = "vector-effect=\"non-scaling-stroke\"";
        for layer in [&*land, &*large, &*chosen] {
            self.svg.push_str(&layer.replace("<path ", &format!("<path {lines} ")));
        }
        self.svg.push_str("</svg>\n");
        self.svg.push_str(small);
        self.svg.push_str("</svg>\n");
        self.y += MAP_HEIGHT + 36;
    }

    /// The partners without a shape, below the map.
    fn beside<'a>(&mut self, scene: &Scene, entries: impl Iterator<Item = (&'static str, &'a Entry)>) {
        let title = letters(14, false, "muted");
        self.text(MARGIN, self.y, title, "Not drawn on the map");
        let mut x = MARGIN + width("Not drawn on the map", title) + 16;
        for (key, entry) in entries {
            let is_shown = scene.emphases.of(entry.id).is_shown();
            let name = letters(14, false, if is_shown { "ink" } else { "muted" });
            let across = width(&entry.name, name) + 28;
            if x + across > WIDTH - MARGIN {
                x = MARGIN;
                self.y += 38;
            }
            let line = match (scene.chosen == Some(entry.id), is_shown) {
                (true, _) => format!("fill=\"none\" stroke=\"{}\" stroke-width=\"3\"", colour("ink")),
                (false, false) => dashed(),
                (false, true) => {
                    let [fill, stroke] = ["1", "3"].map(|step| colour(&format!("{key}-{step}")));
                    format!("fill=\"{fill}\" stroke=\"{stroke}\"")
                }
            };
            self.rect(x, self.y - 20, across, 30, 15, &line);
            // Centred, since the font may be narrower than reckoned with.
            let place = format!("x=\"{}\" y=\"{}\" text-anchor=\"middle\"", x + across / 2, self.y);
            let (size, colour, text) = (name.size, name.colour, escaped(&entry.name));
            writeln!(self.svg, "<text {place} font-size=\"{size}\" fill=\"{colour}\">{text}</text>").ok();
            x += across + 8;
        }
        self.y += 38;
    }

    /// What the colours mean. On the map, where no word stands on the land, with the names of those who stand out.
    fn legend(&mut self, scene: &Scene, levels: Levels) {
        let title = letters(14, false, "muted");
        self.text(MARGIN, self.y, title, text::STRONGEST_ROLE);
        let word = letters(14, false, "ink");
        let (mut x, indent) = (MARGIN, MARGIN);
        self.y += 26;
        let n_in_all = entries(scene).count();
        let mut n_shown = 0;
        let roles = Role::ALL.iter().copied().map(Some).chain([None]);
        for role in roles {
            let names = names(scene, role);
            if names.is_empty() {
                continue;
            }
            n_shown += names.len();
            let label = text::level(role);
            let stands_out = role.is_some_and(|role| role < Role::Listed);
            let text = match levels {
                Levels::OfShapes if stands_out => format!("{label} {}: {}", names.len(), listed(&names)),
                Levels::OfShapes | Levels::OfTiles => format!("{label} {}", names.len()),
            };
            x = self.place(x, indent, &text, word);
            let y = self.y - 12;
            for (side, at) in [("asia", x), ("europe", x + 12)] {
                let fill = format!("fill=\"{}\"", levels.colour(side, role));
                self.rect(at, y, 12, 16, 0, &fill);
            }
            x += 32;
            if let Some(role) = role {
                self.mark(x, y + 3, role, word.colour);
                x += 17;
            }
            self.text(x, self.y, word, &text);
            x += width(&text, word) + 24;
        }
        if n_shown < n_in_all {
            let text = format!("{} {}", text::capitalised(Emphasis::Dimmed.label()), n_in_all - n_shown);
            x = self.place(x, indent, &text, word);
            let fill = match levels {
                Levels::OfTiles => dashed(),
                Levels::OfShapes => format!("fill=\"{}\" stroke=\"{}\"", colour("sunken"), colour("line-control")),
            };
            self.rect(x, self.y - 12, 24, 16, 2, &fill);
            self.text(x + 32, self.y, word, &text);
        }
        self.y += 40;
    }

    /// Where the next part of the legend stands: on this line if it fits, else on the next.
    fn place(&mut self, x: u32, indent: u32, text: &str, letters: Letters) -> u32 {
        if x > indent && x + 49 + width(text, letters) > WIDTH - MARGIN {
            self.y += 26;
            return indent;
        }
        x
    }

    /// The whole picture, with what it says of itself around it.
    fn finish(mut self, scene: &Scene, what: &str, note: &str) -> Drawn {
        let rule = format!("fill=\"{}\"", colour("line"));
        self.rect(MARGIN, self.y - 16, MEASURE, 1, 0, &rule);
        self.y += 8;
        let small = letters(13, false, "muted");
        for line in [scene.source, note, scene.page] {
            if !line.is_empty() {
                self.lines(small, line, 2);
                self.y += 2;
            }
        }
        let height = self.y + 24;
        let title = escaped(&format!("ASEM partners as of {}: {what}", scene.day));
        let words = alternative(scene);
        let desc = escaped(&words);
        let svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{height}\" viewBox=\"0 0 {WIDTH} {height}\" \
             role=\"img\" aria-labelledby=\"asem-picture-title asem-picture-desc\" font-family=\"{FONT}\">\n\
             <title id=\"asem-picture-title\">{title}</title>\n<desc id=\"asem-picture-desc\">{desc}</desc>\n\
             <rect width=\"{WIDTH}\" height=\"{height}\" fill=\"{}\"/>\n{}</svg>\n",
            colour("surface"),
            self.svg
        );
        Drawn { svg, height, words }
    }
}

fn dashed() -> String {
    format!("fill=\"none\" stroke=\"{}\" stroke-dasharray=\"4 3\"", colour("line-control"))
}

/// A partner in words: name, level, and what is muted why.
fn label(entry: &Entry, emphasis: Emphasis) -> String {
    emphasis.noted(&text::with_role(&entry.name, entry.role))
}

/// The picture in words: what is shown, and who stands out.
fn alternative(scene: &Scene) -> String {
    let mut words = format!("{}.", scene.status);
    for role in Role::ALL {
        let names = names(scene, Some(*role));
        if !names.is_empty() {
            write!(words, " {}: {}.", role.label(), names.join(", ")).ok();
        }
    }
    words
}

/// Names in words, no more than fit on a line: `Belgium, Poland`, `A, B, C and 4 more`.
fn listed(names: &[String]) -> String {
    const MOST: usize = 6;
    match names.get(..MOST) {
        Some(first) if names.len() > MOST => format!("{} and {} more", first.join(", "), names.len() - MOST),
        _ => names.join(", "),
    }
}

/// Text as XML has it, and HTML, also within quotes. Characters that no XML may hold are left out.
pub fn escaped(text: &str) -> String {
    let mut safe = String::new();
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\u{fffe}' | '\u{ffff}' => {}
            c if c.is_control() => safe.push(' '),
            c => safe.push(c),
        }
    }
    safe
}

/// About how wide a text is. Which font it will have is not known: this is a wide one (DejaVu Sans), so that text fits.
fn width(text: &str, letters: Letters) -> u32 {
    let hundredths: u32 = text.chars().map(em).sum();
    let bolder = if letters.is_bold { 112 } else { 100 };
    hundredths * letters.size * bolder / 10_000
}

/// How wide a character is, in hundredths of the size of the letters.
const fn em(c: char) -> u32 {
    match c {
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '’' | '|' | '!' | ' ' => 33,
        'f' | 't' | 'r' | '(' | ')' | '-' | '/' => 42,
        'm' | 'w' | 'M' | 'W' | '@' | '%' | '—' | '…' => 98,
        'A'..='Z' => 70,
        '\0'..='\u{2ff}' => 63,
        '\u{300}'..='\u{10ff}' => 72,
        _ => 100,
    }
}

/// A text on lines of a width: parted between words, within one that is too long for a line, and cut with an ellipsis where
/// more lines would be needed.
fn wrapped(text: &str, across: u32, letters: Letters, n_lines: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let mut line = lines.pop().unwrap_or_default();
        let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
        if width(&longer, letters) <= across {
            lines.push(longer);
            continue;
        }
        if !line.is_empty() {
            lines.push(line);
            line = String::new();
        }
        for c in word.chars() {
            line.push(c);
            if width(&line, letters) > across {
                line.pop();
                lines.push(line);
                line = c.to_string();
            }
        }
        lines.push(line);
    }
    if lines.len() > n_lines {
        lines.truncate(n_lines);
        if let Some(last) = lines.last_mut() {
            while width(last, letters) + width("…", letters) > across && last.pop().is_some() {}
            last.push('…');
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Topology;
    use crate::model::Dataset;
    use crate::view_model::filter;
    use crate::view_model::search::Index;
    use crate::view_model::{shipped, url};
    use roxmltree::{Document, Node};

    const SOURCE: &str = "Source: a release";

    fn all_entries(dataset: &Dataset) -> Vec<Entry> {
        dataset.partners().iter().map(|partner| Entry::new(partner, dataset)).collect()
    }

    /// Board and map at an address.
    fn pictures(address: &str) -> [String; 2] {
        let dataset = shipped();
        let query = url::parse(address, &dataset).0;
        let day = query.day(&dataset);
        let profiles = filter::profiles(&dataset, day);
        let emphases = Emphases::new(&dataset, &profiles, &query, &Index::new(&dataset, None).find(&query.text), None);
        let status = text::status(&dataset, &query, &emphases);
        let scene = Scene {
            roster: &Roster::new(&dataset, day, query.sorting),
            entries: &all_entries(&dataset),
            emphases: &emphases,
            chosen: query.partner,
            status: &status,
            day,
            source: SOURCE,
            page: "https://example.org/?a=1&b=2",
        };
        let topology = Topology::from_json(include_str!("../../public/map/partners.json")).unwrap();
        let drawing = MapDrawing::new(&dataset, &topology);
        [board(&scene).svg, map(&scene, &drawing, &drawing.window(query.zoom, &dataset, day)).svg]
    }

    /// The texts that are drawn, those of a drawing's parts of text put together.
    fn texts(document: &Document) -> Vec<String> {
        let drawn = document.descendants().filter(|node| node.has_tag_name("text"));
        drawn
            .map(|text| text.descendants().filter_map(|node| if node.is_text() { node.text() } else { None }).collect())
            .collect()
    }

    fn number(node: &Node, attribute: &str) -> u32 {
        node.attribute(attribute).unwrap().parse().unwrap()
    }

    #[test]
    fn a_picture_says_what_it_shows_and_where_it_comes_from() {
        for picture in pictures("?side=asia&partner=VN") {
            let document = Document::parse(&picture).unwrap();
            let root = document.root_element();
            assert_eq!(root.attribute("role"), Some("img"));
            let children: Vec<&str> =
                root.children().filter(Node::is_element).map(|node| node.tag_name().name()).take(2).collect();
            assert_eq!(children, ["title", "desc"]);
            let named =
                |tag: &str| root.children().find(|node| node.has_tag_name(tag)).unwrap().text().unwrap().to_owned();
            assert!(named("title").starts_with("ASEM partners as of 11 May 2010: "));
            let status = "16 of 45 partners: ASEM Asia, as of 11 May 2010. Selected: Viet Nam";
            assert!(named("desc").starts_with(&format!("{status}. Host: Viet Nam. ")), "{}", named("desc"));
            let texts = texts(&document);
            for expected in [status, SOURCE, "https://example.org/?a=1&b=2", "Filtered out 29"] {
                assert!(texts.iter().any(|text| text == expected), "{expected:?} is not in {texts:?}");
            }
        }
    }

    #[test]
    fn the_board_has_a_tile_with_code_and_name_for_every_partner() {
        let [board, _] = pictures("?asof=2014-10-16");
        let document = Document::parse(&board).unwrap();
        let titles = document.descendants().filter(|node| node.has_tag_name("title")).count();
        assert_eq!(titles, 1 + 53);
        let texts = texts(&document);
        for entry in &all_entries(&shipped()) {
            assert!(texts.iter().any(|text| text == entry.id.as_str()), "{}", entry.id);
            let lines = wrapped(&entry.name, TILE - 16, letters(14, true, "ink"), 2);
            assert_eq!(lines.join(" "), entry.name, "whole, and parted between words only");
            assert!(lines.iter().all(|line| texts.contains(line)), "{lines:?}");
        }
    }

    #[test]
    fn tiles_do_not_meet_and_stay_on_the_sheet() {
        for address in ["", "?asof=1996-03-01", "?asof=2026-01-01&side=europe", "?sort=-side"] {
            let [board, _] = pictures(address);
            let document = Document::parse(&board).unwrap();
            let height = number(&document.root_element(), "height");
            let tiles: Vec<[u32; 2]> = document
                .descendants()
                .filter(|node| node.has_tag_name("rect") && node.attribute("height") == Some("76"))
                .map(|tile| [number(&tile, "x"), number(&tile, "y")])
                .collect();
            assert!(tiles.len() >= 26);
            for (index, [x, y]) in tiles.iter().enumerate() {
                assert!(*x >= MARGIN && x + TILE <= WIDTH - MARGIN && y + TILE_HEIGHT < height, "{x} {y}");
                for [other_x, other_y] in tiles.iter().skip(index + 1) {
                    assert!(x.abs_diff(*other_x) >= TILE + GAP || y.abs_diff(*other_y) >= TILE_HEIGHT + GAP);
                }
            }
        }
    }

    #[test]
    fn the_map_draws_every_shape_and_names_who_stands_out() {
        let [_, map] = pictures("?partner=SG");
        let document = Document::parse(&map).unwrap();
        let shapes = document.descendants().filter(|node| node.has_tag_name("g")).count();
        assert_eq!(shapes, 51);
        assert_eq!(document.descendants().filter(|node| node.has_tag_name("circle")).count(), 5);
        let texts = texts(&document);
        for expected in ["Host 1: Viet Nam", "Announced host 2: Belgium, Poland", "European Union", "ASEAN Secretariat"]
        {
            assert!(texts.iter().any(|text| text == expected), "{expected:?} is not in {texts:?}");
        }
    }

    #[test]
    fn typed_text_cannot_break_a_picture() {
        for picture in pictures("?q=%3C%2Ftext%3E%26%22'%01%EF%BF%BF%0A]]%3E") {
            let document = Document::parse(&picture).unwrap();
            assert!(texts(&document).iter().any(|text| text.contains("</text>&\"'")));
            // Neither a sheet nor a script: the page's policy would not let them be.
            assert!(!["<style", "style=", "<script", "href", "url("].iter().any(|part| picture.contains(part)));
        }
    }

    #[test]
    fn the_colours_and_fonts_are_those_of_the_page_in_light() {
        let tokens = include_str!("../../style/tokens.css");
        for (name, colour) in COLOURS {
            assert!(tokens.contains(&format!("--asem-{name}: var(--asem-if-light, {colour}) ")), "{name} {colour}");
        }
        assert!(tokens.contains(&format!("--asem-font: {};", FONT.replace('\'', "\""))));
        for side in ["asia", "europe", "institutions"] {
            for role in Role::ALL.iter().copied().map(Some).chain([None]) {
                assert_ne!(Levels::OfTiles.colour(side, role), "none");
                assert!(side == "institutions" || Levels::OfShapes.colour(side, role) != "none");
            }
        }
    }

    #[test]
    fn a_long_text_is_parted_and_cut() {
        let plain = letters(10, false, "ink");
        assert_eq!(wrapped("one two", 100, plain, 2), ["one two"]);
        assert_eq!(wrapped("Brunei Darussalam", 70, plain, 2), ["Brunei", "Darussalam"]);
        let cut = wrapped(&"x".repeat(1000), 100, plain, 2);
        assert_eq!(cut.len(), 2);
        assert!(cut[1].ends_with('…') && cut.iter().all(|line| width(line, plain) <= 100), "{cut:?}");
        assert_eq!(wrapped("", 100, plain, 2), [""]);
        assert_eq!(listed(&["A".to_owned(), "B".to_owned()]), "A, B");
        assert_eq!(listed(&vec!["A".to_owned(); 8]), "A, A, A, A, A, A and 2 more");
    }
}
