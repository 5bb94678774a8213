//! The map: every partner's shape, and a target of fixed size for those too small to see or hit.
//!
//! The geometry comes projected (Equal Earth, an equal-area projection) and in drawing units, so nothing is projected
//! here. A target is placed in per cent of the drawing, so that it keeps its size on the screen at any width.

use crate::data::Topology;
use crate::data::topology::{Owner, Point};
use crate::model::{Dataset, Date, Partner, PartnerId, Role};
use std::fmt;
use std::fmt::Write as _;

/// The drawing.
#[derive(Clone, Debug, PartialEq)]
pub struct MapDrawing {
    /// The part of the geometry that is shown: the partners' lands, in the frame's proportions.
    pub window: Window,
    /// The land of all who are no partners, as one path.
    pub neighbours: String,
    /// The partners with a territory, in the order of the dataset.
    pub shapes: Vec<Shape>,
    /// The partners that have no shape, to be shown beside the map: id and name.
    pub beside: Vec<(PartnerId, String)>,
}

/// A rectangle of the drawing, in its units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Window {
    left: f64,
    top: f64,
    width: f64,
    height: f64,
}

/// A partner on the map.
#[derive(Clone, Debug, PartialEq)]
pub struct Shape {
    /// The partner.
    pub id: PartnerId,
    /// Whether it is a partner on the day shown. Who is none then is drawn, but leads nowhere.
    pub is_partner: bool,
    /// Its name and level of visibility, for readers: `Hungary, Co-organiser`.
    pub label: String,
    /// The key of its side.
    pub section: &'static str,
    /// The strongest role found in any release; its level of visibility.
    pub role: Option<Role>,
    /// Its outline, as the data of an SVG path.
    pub path: String,
    /// Where its target stands, if it needs one: per cent of the width and of the height.
    pub target: Option<(String, String)>,
}

/// A shape whose drawn area is smaller than this, in square units of a drawing 1000 wide, gets a target.
///
/// A target is at least 24 px wide (WCAG 2.2, success criterion 2.5.8); on a page of 1000 px a disc of that size covers
/// 450 square units, and shapes of a tenth of it can neither be told apart nor hit.
const SMALLEST_HITTABLE_AREA: f64 = 45.0;

/// Width to height of the map's frame; the style sheet says the same.
const FRAME: f64 = 11.0 / 8.0;

/// Land smaller than this does not widen the map: far islands (Canaries, Réunion) would fill it with water.
const SMALLEST_LAND: f64 = 10.0;

impl MapDrawing {
    /// Draws the partners of a day, and those of other days as land.
    pub fn new(dataset: &Dataset, topology: &Topology, day: Date) -> Self {
        let drawn: Vec<(Owner, Vec<Vec<Point>>)> = topology.shapes().collect();
        let rings_of = |partner: &Partner| {
            let owner = Owner::State(partner.m49()?);
            drawn.iter().find(|(own, _)| *own == owner).map(|(_, rings)| rings)
        };
        let lands: Vec<&Vec<Point>> = dataset.partners_on(day).filter_map(rings_of).flatten().collect();
        let window = Window::around(lands.into_iter().filter(|ring| area(ring) >= SMALLEST_LAND).flatten());

        let shape = |partner: &Partner| {
            let rings = rings_of(partner)?;
            Some(Shape {
                id: partner.id,
                is_partner: dataset.is_partner_on(partner, day),
                label: label(partner, dataset),
                section: partner.side.key(),
                role: dataset.strongest_role(partner.id),
                path: path(rings),
                target: target(rings).map(|point| window.place(point)),
            })
        };
        // What the geometry file calls neighbours, and states that the dataset does not know.
        let is_partner = |owner: Owner| {
            dataset.partners().iter().any(|partner| partner.m49().is_some_and(|m49| owner == Owner::State(m49)))
        };
        let neighbours = drawn.iter().filter(|(owner, _)| !is_partner(*owner)).map(|(_, rings)| path(rings)).collect();
        // Institutions, and states that the geometry file does not have yet.
        let others = dataset.partners_on(day).filter(|partner| rings_of(partner).is_none());
        Self {
            window,
            neighbours,
            shapes: dataset.partners().iter().filter_map(shape).collect(),
            beside: others.map(|partner| (partner.id, partner.name.clone())).collect(),
        }
    }
}

fn label(partner: &Partner, dataset: &Dataset) -> String {
    match dataset.strongest_role(partner.id) {
        Some(role) => format!("{}, {}", partner.name, role.label()),
        None => partner.name.clone(),
    }
}

impl Window {
    /// The smallest window of the frame's proportions that holds the points, with a margin.
    fn around<'a>(points: impl Iterator<Item = &'a Point> + Clone) -> Self {
        let (left, right) = range(points.clone().map(|(x, _)| *x));
        let (top, bottom) = range(points.map(|(_, y)| *y));
        let margin = (right - left) / 40.0;
        let width = (right - left + 2.0 * margin).max((bottom - top + 2.0 * margin) * FRAME);
        let height = width / FRAME;
        Self {
            // Nothing is drawn left of or above 0.
            left: ((left + right - width) / 2.0).max(0.0),
            top: ((top + bottom - height) / 2.0).max(0.0),
            width,
            height,
        }
    }

    /// The window as the view box of an SVG element.
    pub fn view_box(&self) -> String {
        let Self { left, top, width, height } = *self;
        format!("{} {} {} {}", Tenths(left), Tenths(top), Tenths(width), Tenths(height))
    }

    /// Where a point stands: per cent of the width, per cent of the height.
    fn place(&self, (x, y): Point) -> (String, String) {
        let percent = |part: f64, whole: f64| format!("{}%", Tenths(100.0 * part / whole));
        (percent(x - self.left, self.width), percent(y - self.top, self.height))
    }
}

/// Path data with one decimal: a tenth of a unit is a tenth of a pixel on a wide page.
fn path(rings: &[Vec<Point>]) -> String {
    let mut data = String::new();
    for ring in rings {
        let mut command = 'M';
        // The last point repeats the first, which `Z` returns to anyway.
        for (x, y) in ring.iter().take(ring.len().saturating_sub(1)) {
            // Writing to a string cannot fail.
            write!(data, "{command}{} {}", Tenths(*x), Tenths(*y)).ok();
            command = 'L';
        }
        data.push('Z');
    }
    data
}

/// A number of 0 or more, shown with at most one decimal. The standard library's formatting of floats costs 11 kB of wasm.
struct Tenths(f64);

impl fmt::Display for Tenths {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tenths = (self.0 * 10.0).round() as u32;
        match tenths % 10 {
            0 => write!(f, "{}", tenths / 10),
            tenth => write!(f, "{}.{tenth}", tenths / 10),
        }
    }
}

/// The middle of a shape that needs a target: the centre of its largest ring's box.
fn target(rings: &[Vec<Point>]) -> Option<Point> {
    let total: f64 = rings.iter().map(|ring| area(ring)).sum();
    if total >= SMALLEST_HITTABLE_AREA {
        return None;
    }
    let largest = rings.iter().max_by(|a, b| area(a).total_cmp(&area(b)))?;
    let (left, right) = range(largest.iter().map(|(x, _)| *x));
    let (top, bottom) = range(largest.iter().map(|(_, y)| *y));
    Some(((left + right) / 2.0, (top + bottom) / 2.0))
}

/// The area of a closed ring, whichever way it winds (the shoelace formula).
fn area(ring: &[Point]) -> f64 {
    let edges = ring.iter().zip(ring.iter().skip(1));
    let twice: f64 = edges.map(|((x1, y1), (x2, y2))| x1 * y2 - x2 * y1).sum();
    twice.abs() / 2.0
}

fn range(values: impl Iterator<Item = f64>) -> (f64, f64) {
    values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view_model::shipped;

    fn drawing() -> MapDrawing {
        let topology = Topology::from_json(include_str!("../../public/map/partners.json")).unwrap();
        MapDrawing::new(&shipped(), &topology, shipped().as_of())
    }

    #[test]
    fn every_state_has_a_shape_or_a_target_and_every_institution_a_place_beside() {
        let dataset = shipped();
        let drawing = drawing();
        let drawn: Vec<PartnerId> = drawing
            .shapes
            .iter()
            .filter(|shape| shape.is_partner && (shape.path.len() > 1 || shape.target.is_some()))
            .map(|shape| shape.id)
            .chain(drawing.beside.iter().map(|(id, _)| *id))
            .collect();
        let partners: Vec<PartnerId> = dataset.partners_on(dataset.as_of()).map(|partner| partner.id).collect();
        assert_eq!(drawn, partners);
    }

    #[test]
    fn the_smallest_states_have_targets_within_the_drawing() {
        let drawing = drawing();
        let mut codes: Vec<&str> = Vec::new();
        for shape in &drawing.shapes {
            if let Some((x, y)) = &shape.target {
                let is_inside =
                    |percent: &str| (0.0..=100.0).contains(&percent.trim_end_matches('%').parse::<f64>().unwrap());
                assert!(is_inside(x) && is_inside(y), "{} at {x}, {y}", shape.id);
                codes.push(shape.id.as_str());
            }
        }
        assert_eq!(codes, ["BN", "CY", "LU", "MT", "SG"]);
    }

    #[test]
    fn the_window_holds_the_lands_with_a_margin_in_the_proportions_of_the_frame() {
        let window = Window::around([(100., 50.), (540., 90.)].iter());
        assert_eq!(window.view_box(), "89 0 462 336");
        let Window { left, top, width, height } = drawing().window;
        assert!((width / height - FRAME).abs() < 1e-9);
        assert!(left > 0.0 && top >= 0.0 && width < 1000.0, "{left} {top} {width} {height}");
    }

    #[test]
    fn a_state_without_a_shape_stands_beside_the_map() {
        let dataset = shipped();
        let map = include_str!("../../public/map/partners.json").replace("\"040\"", "\"999\"");
        let drawing = MapDrawing::new(&dataset, &Topology::from_json(&map).unwrap(), dataset.as_of());
        let beside: Vec<&str> = drawing.beside.iter().map(|(id, _)| id.as_str()).collect();
        assert_eq!(beside, ["AT", "EU", "ASEAN-SEC"]);
    }

    #[test]
    fn neighbours_are_drawn_apart() {
        assert!(drawing().neighbours.len() > 1000);
    }

    #[test]
    fn a_ring_becomes_a_closed_path() {
        let ring = vec![(0., 0.), (10.04, 0.), (10., 9.96), (0., 0.)];
        assert_eq!(path(&[ring]), "M0 0L10 0L10 10Z");
    }
}
