//! A release as a picture that stands beside its link: what it is called, and the board in small.

use super::{FONT, Levels, MARGIN, MEASURE, Sheet, WIDTH as ACROSS, colour, letters, width, wrapped};
use crate::model::{Dataset, PartnerId, Release, Role, Side};
use crate::view_model::roster::{Roster, Section};
use crate::view_model::sorting::Sorting;
use crate::view_model::text::SITE_TITLE;

/// How wide it is, in pixels: as Open Graph and those who show such pictures recommend, like its height.
pub const WIDTH: u32 = ACROSS;
/// How high it is.
pub const HEIGHT: u32 = 630;

/// Rows of tiles; a tile's height, and what lies between tiles and between sections.
const N_ROWS: usize = 3;
const TILE_HEIGHT: u32 = 44;
const GAP: u32 = 5;
const GUTTER: u32 = 30;
/// The institutions stand at the right, and have no short codes.
const INSTITUTION: u32 = 116;
/// Where the tiles begin.
const BOARD: u32 = 418;

/// Draws the picture of a release, with the partners of its day and the roles in which it shows them.
pub fn draw(dataset: &Dataset, release: &Release) -> String {
    let mut sheet = Sheet { svg: String::new(), y: 0 };
    for (side, x) in [("asia", 0), ("europe", WIDTH / 2)] {
        sheet.rect(x, 0, WIDTH / 2, 12, 0, &format!("fill=\"{}\"", colour(&format!("{side}-3"))));
    }
    sheet.text(MARGIN, 74, letters(22, true, "muted"), SITE_TITLE);
    title(&mut sheet, &release.title);
    let details = format!("Press release {}, {}", release.number, release.date);
    sheet.text(MARGIN, sheet.y, letters(24, false, "muted"), &details);
    board(&mut sheet, dataset, release);
    roles(&mut sheet, dataset, release);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{HEIGHT}\" font-family=\"{FONT}\">\n\
         <rect width=\"{WIDTH}\" height=\"{HEIGHT}\" fill=\"{}\"/>\n{}</svg>\n",
        colour("surface"),
        sheet.svg
    )
}

/// The title, as large as its length allows.
fn title(sheet: &mut Sheet, title: &str) {
    const MOST_LINES: usize = 4;
    let sizes = [54, 48, 42, 38].map(|size| letters(size, true, "ink"));
    let lines = |letters| wrapped(title, MEASURE, letters, MOST_LINES + 1);
    let fits = |letters: &_| lines(*letters).len() <= MOST_LINES - usize::from(letters.size > 42);
    let letters = sizes.into_iter().find(fits).unwrap_or(letters(38, true, "ink"));
    sheet.y = 90 + letters.size;
    for line in wrapped(title, MEASURE, letters, MOST_LINES) {
        sheet.text(MARGIN, sheet.y, letters, &line);
        sheet.y += letters.size * 5 / 4;
    }
}

/// The strongest role in which the release shows a partner.
fn role(id: PartnerId, release: &Release) -> Option<Role> {
    release.appearances_of(id).map(|appearance| appearance.role).min()
}

/// The partners of the day, side by side.
fn board(sheet: &mut Sheet, dataset: &Dataset, release: &Release) {
    let roster = Roster::new(dataset, release.date, Sorting::default());
    let is_side = |section: &Section| Side::from_key(section.key).is_some();
    let n_columns = |section: &Section| section.ids().len().div_ceil(N_ROWS);
    let n_in_all: usize = roster.sections.iter().filter(|section| is_side(section)).map(n_columns).sum();
    let n_in_all = u32::try_from(n_in_all).unwrap_or(u32::MAX).max(1);
    let tile = (MEASURE - INSTITUTION - 2 * GUTTER).checked_div(n_in_all).unwrap_or_default().saturating_sub(GAP);
    let mut next = MARGIN;
    for section in &roster.sections {
        let (x, across, tile) = match is_side(section) {
            true => (next, n_columns(section), tile),
            false => (WIDTH - MARGIN - INSTITUTION, 1, INSTITUTION),
        };
        let heading = letters(19, true, &format!("{}-text", section.key));
        let ids = section.ids();
        sheet.text_and(x, BOARD - 12, heading, section.title, &ids.len().to_string());
        let mut column = x;
        for (index, id) in ids.iter().enumerate() {
            let row = u32::try_from(index / across.max(1)).unwrap_or_default();
            if index % across.max(1) == 0 {
                column = x;
            }
            let y = BOARD + row * (TILE_HEIGHT + GAP);
            let role = role(*id, release);
            let fill = format!("fill=\"{}\"", Levels::OfTiles.colour(section.key, role));
            sheet.rect(column, y, tile, TILE_HEIGHT, 5, &fill);
            let ink = if matches!(role, Some(Role::Host | Role::CoOrganiser)) { "on-strong" } else { "ink" };
            let code = letters(if id.is_alpha_2() { 20 } else { 17 }, true, ink);
            sheet.text(column + 9, y + 29, code, id.as_str());
            column += tile + GAP;
        }
        next += u32::try_from(across).unwrap_or_default() * (tile + GAP) + GUTTER;
    }
}

/// Who stands out, in words, as far as a line holds it.
fn roles(sheet: &mut Sheet, dataset: &Dataset, release: &Release) {
    let (y, words) = (HEIGHT - 30, letters(18, false, "ink"));
    let mut x = MARGIN;
    for own in Role::ALL.iter().copied().filter(|own| *own < Role::Listed) {
        let partners = dataset.partners().iter().filter(|partner| role(partner.id, release) == Some(own));
        let names: Vec<String> = partners.map(|partner| partner.name.clone()).collect();
        let text = format!("{}: {}", own.label(), super::listed(&names));
        let across = 18 + width(&text, words);
        if names.is_empty() || x + across > WIDTH - MARGIN {
            continue;
        }
        sheet.mark(x, y - 12, own, words.colour);
        sheet.text(x + 18, y, words, &text);
        x += across + 20;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view_model::shipped;
    use roxmltree::Document;

    fn release(title: &str) -> Release {
        Release { title: title.to_owned(), ..shipped().newest_release().clone() }
    }

    #[test]
    fn it_shows_title_number_day_and_every_partner_of_the_day() {
        let dataset = shipped();
        let picture = draw(&dataset, dataset.newest_release());
        let document = Document::parse(&picture).unwrap();
        let texts: Vec<&str> =
            document.descendants().filter(|node| node.is_text()).filter_map(|node| node.text()).collect();
        let all = texts.join(" ");
        for expected in ["Experts call for a more", "Press release 100505_PR1008, 11 May 2010", "Host: Viet Nam"] {
            assert!(all.contains(expected), "{expected:?} is not in {all}");
        }
        for partner in dataset.partners() {
            assert_eq!(texts.contains(&partner.id.as_str()), dataset.is_partner_on(partner, dataset.as_of()));
        }
    }

    #[test]
    fn nothing_leaves_the_picture_however_long_the_title() {
        let longest = "Ministers’ ".repeat(60);
        for title in ["", "Short", "Two words", "]]></text><script>&\u{1}", longest.as_str(), &"x".repeat(900)] {
            let picture = draw(&shipped(), &release(title));
            let document = Document::parse(&picture).unwrap();
            for node in document.descendants().filter(|node| node.has_tag_name("rect") || node.has_tag_name("text")) {
                let number = |name: &str| node.attribute(name).and_then(|value| value.parse().ok()).unwrap_or(0_u32);
                assert!(number("x") + number("width") <= WIDTH && number("y") + number("height") <= HEIGHT, "{title}");
            }
            let above_board = document.descendants().filter(|node| node.attribute("font-size") == Some("24"));
            let y: Vec<u32> = above_board.filter_map(|node| node.attribute("y")?.parse().ok()).collect();
            assert!(y.iter().all(|y| *y < BOARD - 40), "{title}: {y:?}");
        }
    }
}
