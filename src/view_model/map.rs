//! The map: every partner's shape, and a target of fixed size for those too small to see.
//!
//! The geometry comes projected (Equal Earth, an equal-area projection) and in drawing units, so nothing is projected
//! here. The drawing knows no day: who is a partner when is told by the emphases, so that another day draws nothing anew.

pub mod gesture;
pub mod hit;
pub mod labels;
pub mod window;

use crate::data::Topology;
use crate::data::topology::{Owner, Point};
use crate::model::{Bloc, Dataset, Date, Partner, PartnerId, Role, Side};
use crate::view_model::text;
use std::fmt;
use window::{Bounds, Window, Zoom};

/// The drawing.
#[derive(Clone, Debug, PartialEq)]
pub struct MapDrawing {
    /// The land of all who are never partners, as one path.
    pub neighbours: String,
    /// The partners with a territory, whenever they are partners, in the order of the dataset.
    pub shapes: Vec<Shape>,
    /// The partners that have no shape, to be shown beside the map: id and name.
    pub beside: Vec<(PartnerId, String)>,
    /// The neighbours' land as rings.
    neighbour_rings: Vec<Vec<Point>>,
    /// All that is drawn, in the frame's proportions.
    whole: Window,
}

/// A partner on the map.
#[derive(Clone, Debug, PartialEq)]
pub struct Shape {
    /// The partner.
    pub id: PartnerId,
    /// Its name.
    pub name: String,
    /// Its name and level of visibility, for readers: `Hungary, Co-organiser`.
    pub label: String,
    /// The key of its side.
    pub section: &'static str,
    /// The strongest role found in any release; its level of visibility.
    pub role: Option<Role>,
    /// Its outline, as the data of an SVG path.
    pub path: String,
    /// Whether it is so small that a target stands for it.
    pub is_small: bool,
    /// The middle of its largest piece of land, as the eye sees it: there stand its target, mark and label.
    pub middle: Point,
    /// The area of all its land.
    area: f64,
    /// The longer side of the box of its largest piece of land.
    size: f64,
    /// The box of all its land.
    bounds: Bounds,
    /// The box of the land that a window has to hold.
    mainland: Bounds,
    rings: Vec<Vec<Point>>,
}

/// A shape whose drawn area is smaller than this, in square units of a drawing 1000 wide, gets a target.
///
/// A target is at least 24 px wide (WCAG 2.2, success criterion 2.5.8); on a page of 1000 px a disc of that size covers
/// 450 square units, and shapes of a tenth of it can neither be told apart nor hit.
const SMALLEST_HITTABLE_AREA: f64 = 45.0;

/// Land smaller than this does not widen the map: far islands (Canaries, Réunion) would fill it with water.
const SMALLEST_LAND: f64 = 10.0;

/// Nor does land that is a smaller part of its state than this (Svalbard).
const SMALLEST_PART: f64 = 0.2;

/// Who is wider than this, in parts of the drawing (Russia), does not widen the parts of the map: its middle is enough.
const WIDEST: f64 = 0.4;

impl MapDrawing {
    /// Draws every partner that the geometry has a shape for, whoever is a partner when.
    pub fn new(dataset: &Dataset, topology: &Topology) -> Self {
        let mut drawn: Vec<(Owner, Vec<Vec<Point>>)> = topology.shapes().collect();
        let whole = Window::around(Bounds::of(drawn.iter().flat_map(|(_, rings)| rings).flatten()), 0.0);
        let mut shapes = Vec::new();
        let mut beside = Vec::new();
        for partner in dataset.partners() {
            let is_own = |(owner, _): &(Owner, _)| partner.m49().is_some_and(|m49| *owner == Owner::State(m49));
            match drawn.iter().position(is_own) {
                Some(at) => {
                    shapes.push(Shape::new(partner, dataset.strongest_role(partner.id), drawn.swap_remove(at).1))
                }
                // Institutions, and states that the geometry file does not have yet.
                None => beside.push((partner.id, partner.name.clone())),
            }
        }
        // What the geometry file calls neighbours, and states that the dataset does not know.
        let neighbour_rings: Vec<Vec<Point>> = drawn.into_iter().flat_map(|(_, rings)| rings).collect();
        Self { neighbours: path(&neighbour_rings), shapes, beside, neighbour_rings, whole }
    }

    /// The window on a part of the map: the lands of its partners of the day; the whole map if it has none.
    pub fn window(&self, zoom: Zoom, dataset: &Dataset, day: Date) -> Window {
        let is_within = |partner: &Partner| match zoom {
            Zoom::All => true,
            Zoom::Asia => partner.side == Side::Asia,
            Zoom::Europe => partner.side == Side::Europe,
            Zoom::SouthEastAsia => partner.bloc_on(day) == Bloc::Asean,
        };
        let mut bounds = Bounds::default();
        for partner in dataset.partners_on(day).filter(|partner| is_within(partner)) {
            if let Some(shape) = self.shape(partner.id) {
                bounds.add(shape.middle);
                if zoom == Zoom::All || shape.mainland.width() < self.whole.width * WIDEST {
                    bounds.join(&shape.mainland);
                }
            }
        }
        if bounds.is_empty() { self.whole } else { Window::around(bounds, 1.0 / 40.0).within(&self.whole) }
    }

    /// All that is drawn: no window goes beyond.
    pub fn whole(&self) -> Window {
        self.whole
    }

    /// The partner's shape; none for an institution.
    pub fn shape(&self, id: PartnerId) -> Option<&Shape> {
        self.shapes.iter().find(|shape| shape.id == id)
    }
}

impl Shape {
    fn new(partner: &Partner, role: Option<Role>, rings: Vec<Vec<Point>>) -> Self {
        let areas: Vec<f64> = rings.iter().map(|ring| area(ring)).collect();
        let total: f64 = areas.iter().sum();
        let largest = rings.iter().zip(&areas).max_by(|(_, a), (_, b)| a.total_cmp(b));
        let largest = largest.map(|(ring, _)| ring.as_slice()).unwrap_or_default();
        let middle = middle(largest);
        let mainland = rings.iter().zip(&areas).filter(|(_, area)| **area >= SMALLEST_LAND.max(total * SMALLEST_PART));
        let largest = Bounds::of(largest);
        Self {
            id: partner.id,
            name: partner.name.clone(),
            label: text::with_role(&partner.name, role),
            section: partner.side.key(),
            role,
            path: path(&rings),
            is_small: total < SMALLEST_HITTABLE_AREA,
            middle,
            area: total,
            size: largest.width().max(largest.height()),
            bounds: Bounds::of(rings.iter().flatten()),
            mainland: Bounds::of(mainland.flat_map(|(ring, _)| ring)),
            rings,
        }
    }

    /// How large its largest piece of land is drawn, in pixels.
    pub fn drawn_size(&self, scale: f64) -> f64 {
        self.size * scale
    }

    /// Whether some of it is seen through the window.
    pub fn is_seen(&self, window: &Window) -> bool {
        window.shows(self.middle)
            || self.rings.iter().flatten().any(|point| window.shows(*point))
            || hit::holds(&self.rings, window.middle())
    }
}

/// Path data with one decimal: a tenth of a unit is a tenth of a pixel on a wide page. Each ring begins at a place and goes on
/// by steps, which take half the letters that places would. Steps lead from rounded place to rounded place, so that no error
/// adds up.
fn path(rings: &[Vec<Point>]) -> String {
    let tenths = |(x, y): Point| ((x * 10.0).round() as i32, (y * 10.0).round() as i32);
    let mut data = String::new();
    for ring in rings {
        // The last point repeats the first, which `z` returns to anyway.
        let mut points = ring.iter().take(ring.len().saturating_sub(1)).map(|point| tenths(*point));
        let Some(mut last) = points.next() else { continue };
        data.push('M');
        push_tenths(last.0, &mut data);
        push_tenths(last.1, &mut data);
        data.push('l');
        for point in points {
            if point == last {
                continue;
            }
            push_tenths(point.0 - last.0, &mut data);
            push_tenths(point.1 - last.1, &mut data);
            last = point;
        }
        data.push('z');
    }
    data
}

/// Writes a number of tenths as path data has numbers: parted from the one before only where a reader could not tell, and
/// without a zero before the point.
fn push_tenths(tenths: i32, data: &mut String) {
    if tenths < 0 {
        data.push('-');
    } else if data.as_bytes().last().is_some_and(u8::is_ascii_digit) {
        data.push(' ');
    }
    let (whole, rest) = (tenths.unsigned_abs() / 10, tenths.unsigned_abs() % 10);
    if whole > 0 || rest == 0 {
        push_digits(whole, data);
    }
    if rest > 0 {
        data.push('.');
        push_digits(rest, data);
    }
}

/// Writes a whole number, thousands of which make a map: without the detour of a text of its own for each.
fn push_digits(number: u32, data: &mut String) {
    if number >= 10 {
        push_digits(number / 10, data);
    }
    data.push(char::from(b'0' + (number % 10) as u8));
}

/// The geometry of a map that is drawn already, from whose each outline is and its path data. None where that is not as it is
/// drawn here, or where a state of the dataset has none: then the file of geometry knows better.
pub fn geometry_of(outlines: &[(String, String)], dataset: &Dataset) -> Option<Topology> {
    let mut shapes = Vec::new();
    for (whose, data) in outlines {
        let owner = match PartnerId::parse(whose) {
            Some(id) => Owner::State(dataset.partner(id)?.m49()?),
            None => Owner::Neighbours,
        };
        shapes.push((owner, rings(data)?));
    }
    let has_outline = |m49| shapes.iter().any(|(owner, _)| *owner == Owner::State(m49));
    dataset.partners().iter().filter_map(Partner::m49).all(has_outline).then(|| Topology::from_shapes(shapes))
}

/// The closed rings of path data as [`path`] writes it.
fn rings(data: &str) -> Option<Vec<Vec<Point>>> {
    let ring = |data: &str| {
        let (start, steps) = data.strip_prefix('M')?.split_once('l')?;
        let [x, y] = tenths(start)?.try_into().ok()?;
        let steps = tenths(steps)?;
        let mut place = (x, y);
        let mut points = vec![to_point(place)];
        for step in steps.chunks(2) {
            let [right, down] = step else { return None };
            place = (place.0 + right, place.1 + down);
            points.push(to_point(place));
        }
        points.push(*points.first()?);
        Some(points)
    };
    let rings: Vec<_> = data.split_terminator('z').map(ring).collect::<Option<_>>()?;
    (!rings.is_empty()).then_some(rings)
}

fn to_point((x, y): (i32, i32)) -> Point {
    (f64::from(x) / 10.0, f64::from(y) / 10.0)
}

/// The numbers of path data, in tenths, as [`push_tenths`] writes them: each begins with its sign, or after a space, or where the
/// text does.
fn tenths(data: &str) -> Option<Vec<i32>> {
    let mut all = Vec::new();
    let mut bytes = data.bytes().peekable();
    while bytes.peek().is_some() {
        if bytes.next_if_eq(&b' ').is_some() {
            continue;
        }
        let sign = if bytes.next_if_eq(&b'-').is_some() { -1 } else { 1 };
        let mut number = None::<i32>;
        while let Some(digit) = bytes.next_if(u8::is_ascii_digit) {
            number = Some(number.unwrap_or(0).checked_mul(10)?.checked_add(i32::from(digit - b'0'))?);
        }
        let tenth = match bytes.next_if_eq(&b'.') {
            Some(_) => i32::from(bytes.next_if(u8::is_ascii_digit)? - b'0'),
            None => number.map(|_| 0)?,
        };
        let is_over = bytes.peek().is_none_or(|next| matches!(next, b' ' | b'-'));
        all.push(sign * number.unwrap_or(0).checked_mul(10)?.checked_add(tenth).filter(|_| is_over)?);
    }
    Some(all)
}

/// A number with at most so many decimals. The standard library's formatting of floats costs 11 kB of wasm.
struct Decimal<const DIGITS: u32>(f64);

impl<const DIGITS: u32> fmt::Display for Decimal<DIGITS> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let one = 10_u32.pow(DIGITS);
        let parts = (self.0 * f64::from(one)).round() as i32;
        if parts < 0 {
            f.write_str("-")?;
        }
        let parts = parts.unsigned_abs();
        write!(f, "{}", parts / one)?;
        match parts % one {
            0 => Ok(()),
            rest => write!(f, ".{rest:0digits$}", digits = DIGITS as usize),
        }
    }
}

/// The transformation of what is drawn in pixels to drawing units, as SVG writes it.
pub fn to_units(scale: f64) -> String {
    format!("scale({})", Decimal::<3>(1.0 / scale))
}

/// A place in parts of the frame, as SVG writes it: per cent.
pub fn percent(part: f64) -> String {
    format!("{}%", Decimal::<1>(100.0 * part))
}

/// How many lines across a piece of land are tried for its middle.
const LINES: u8 = 15;

/// The middle of a piece of land: of lines across it, the middle of the widest stretch of land, where lines in the middle
/// of its height count more. Unlike the middle of its box it lies on land, and a name has room there.
fn middle(ring: &[Point]) -> Point {
    let bounds = Bounds::of(ring);
    let mut best = bounds.middle();
    let mut best_score = 0.0;
    for line in 1..LINES {
        let part = f64::from(line) / f64::from(LINES);
        let y = bounds.top + bounds.height() * part;
        let mut crossings: Vec<f64> = hit::edges(ring).filter_map(|edge| hit::crossing(edge, y)).collect();
        crossings.sort_by(f64::total_cmp);
        for [from, to] in crossings.as_chunks().0 {
            let score = (to - from) * (1.0 - (part - 0.5).abs());
            if score > best_score {
                best_score = score;
                best = ((from + to) / 2.0, y);
            }
        }
    }
    best
}

/// The area of a closed ring, whichever way it winds (the shoelace formula).
fn area(ring: &[Point]) -> f64 {
    let twice: f64 = hit::edges(ring).map(|((x1, y1), (x2, y2))| x1 * y2 - x2 * y1).sum();
    twice.abs() / 2.0
}

/// The shipped drawing, for tests.
#[cfg(test)]
fn drawing() -> MapDrawing {
    let topology = Topology::from_json(include_str!("../../public/map/partners.json")).unwrap();
    MapDrawing::new(&crate::view_model::shipped(), &topology)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view_model::shipped;

    #[test]
    fn every_partner_of_any_day_has_a_shape_or_a_place_beside() {
        let dataset = shipped();
        let drawing = drawing();
        let mut drawn: Vec<PartnerId> = drawing.shapes.iter().map(|shape| shape.id).collect();
        drawn.extend(drawing.beside.iter().map(|(id, _)| *id));
        let mut partners: Vec<PartnerId> = dataset.partners().iter().map(|partner| partner.id).collect();
        drawn.sort();
        partners.sort();
        assert_eq!(drawn, partners);
        assert!(drawing.shapes.iter().all(|shape| shape.path.len() > 1));
    }

    #[test]
    fn a_map_that_is_drawn_gives_its_geometry_back() {
        let dataset = shipped();
        let drawn = drawing();
        let mut outlines = vec![("neighbours".to_owned(), drawn.neighbours.clone())];
        outlines.extend(drawn.shapes.iter().map(|shape| (shape.id.to_string(), shape.path.clone())));
        let again = MapDrawing::new(&dataset, &geometry_of(&outlines, &dataset).unwrap());
        assert_eq!(again.neighbours, drawn.neighbours);
        for (one, other) in again.shapes.iter().zip(&drawn.shapes) {
            assert_eq!((one.id, &one.path, one.is_small), (other.id, &other.path, other.is_small));
            let far = (one.middle.0 - other.middle.0).abs().max((one.middle.1 - other.middle.1).abs());
            assert!(far < 1.0, "{}: {:?} for {:?}", one.name, one.middle, other.middle);
        }

        for odd in ["", "M1 2", "M1 2l3z", "M1 2l3 x0z", "M1l3 0z", "M1 2l3 0.25z", "M1 2L3 0z"] {
            outlines[1].1 = odd.to_owned();
            assert_eq!(geometry_of(&outlines, &dataset), None, "{odd}");
        }
        outlines.remove(1);
        assert_eq!(geometry_of(&outlines, &dataset), None, "a state without an outline");
    }

    #[test]
    fn the_smallest_states_have_targets() {
        let drawing = drawing();
        let small: Vec<&str> =
            drawing.shapes.iter().filter(|shape| shape.is_small).map(|shape| shape.id.as_str()).collect();
        assert_eq!(small, ["BN", "CY", "LU", "MT", "SG"]);
    }

    #[test]
    fn the_middle_of_every_state_lies_on_its_land() {
        for shape in drawing().shapes {
            assert!(hit::holds(&shape.rings, shape.middle), "{} has its middle at {:?}", shape.name, shape.middle);
        }
    }

    #[test]
    fn a_state_without_a_shape_stands_beside_the_map() {
        let map = include_str!("../../public/map/partners.json").replace("\"040\"", "\"999\"");
        let drawing = MapDrawing::new(&shipped(), &Topology::from_json(&map).unwrap());
        let beside: Vec<&str> = drawing.beside.iter().map(|(id, _)| id.as_str()).collect();
        assert_eq!(beside, ["AT", "EU", "ASEAN-SEC"]);
    }

    #[test]
    fn neighbours_are_drawn_apart() {
        assert!(drawing().neighbours.len() > 1000);
    }

    #[test]
    fn every_part_of_the_map_shows_its_partners_within_the_whole() {
        let dataset = shipped();
        let drawing = drawing();
        for day in ["1996-03-01", "2010-05-11", "2024-01-01"].map(|day| Date::parse_iso(day).unwrap()) {
            let mut widths = Vec::new();
            for zoom in Zoom::ALL {
                let window = drawing.window(*zoom, &dataset, day);
                assert_eq!(window, window.within(&drawing.whole), "{zoom:?} on {day:?}");
                widths.push(window.width);
                for partner in dataset.partners_on(day) {
                    let is_within = match zoom {
                        Zoom::All => true,
                        Zoom::Asia => partner.side == Side::Asia,
                        Zoom::Europe => partner.side == Side::Europe,
                        Zoom::SouthEastAsia => partner.bloc_on(day) == Bloc::Asean,
                    };
                    if let Some(shape) = drawing.shape(partner.id).filter(|_| is_within) {
                        assert!(window.shows(shape.middle), "{} in {zoom:?} on {day:?}", shape.name);
                    }
                }
            }
            let [all, asia, europe, south_east] = widths[..] else { panic!("four windows") };
            assert!(asia < all && europe < all / 2.0 && south_east < asia, "{widths:?} on {day:?}");
        }
    }

    #[test]
    fn a_ring_becomes_a_closed_path() {
        let ring = vec![(0., 0.), (10.04, 0.), (10., 9.96), (0., 0.)];
        assert_eq!(path(&[ring]), "M0 0l10 0 0 10z");
        // Rounded to the same place, one step less; below one no zero; a sign parts as well as a space.
        let ring = vec![(1.0, 2.26), (1.04, 2.3), (0.5, 2.8), (0.5, 1.2), (1.0, 2.26)];
        assert_eq!(path(&[ring]), "M1 2.3l-.5 .5 0-1.6z");
    }

    #[test]
    fn numbers_have_their_decimals_and_sign() {
        assert_eq!(to_units(50.0), "scale(0.020)");
        assert_eq!(
            [Decimal::<1>(-0.26), Decimal::<1>(3.0), Decimal::<1>(-12.04)].map(|number| number.to_string()),
            ["-0.3", "3", "-12"]
        );
    }
}
