//! Whom a pointer or finger means: the nearest partner, so that a finger finds Luxembourg.

use super::{MapDrawing, Shape};
use crate::data::topology::Point;
use crate::model::PartnerId;
use crate::view_model::{Emphases, Emphasis};

/// What points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pointer {
    /// A mouse, or what is as exact.
    Mouse,
    /// A finger or pen.
    Finger,
}

impl Pointer {
    /// From how the browser calls it (Pointer Events, `pointerType`).
    pub fn from_type(pointer_type: &str) -> Self {
        match pointer_type {
            "touch" | "pen" => Self::Finger,
            _ => Self::Mouse,
        }
    }

    /// How far from a partner it still means it, in pixels: targets of 24 and of 44 px.
    const fn reach(self) -> f64 {
        match self {
            Self::Mouse => 12.0,
            Self::Finger => 22.0,
        }
    }
}

/// Who is drawn smaller than this, in pixels, is found by its middle rather than by its land.
const SMALL: f64 = 32.0;

impl MapDrawing {
    /// The partner meant by a pointer at a point of the drawing, where a unit has so many pixels.
    ///
    /// Of those drawn small, the one whose middle is nearest and within reach, unless the middle of whose land it is is
    /// nearer; else whose land it is; else, on the water, whose coast is nearest and within reach. Who is no partner on the day is never meant.
    pub fn partner_at(&self, point: Point, scale: f64, pointer: Pointer, emphases: &Emphases) -> Option<PartnerId> {
        let reach = pointer.reach();
        let is_there = |shape: &&Shape| emphases.of(shape.id) != Emphasis::Absent;
        let near = |shape: &&Shape| shape.bounds.is_near(point, reach / scale);
        let owner = self.shapes.iter().filter(near).find(|shape| holds(&shape.rings, point));
        let to_middle = |shape: &Shape| length(from_to(point, shape.middle)) * scale;
        let to_owner = owner.filter(is_there).map_or(f64::INFINITY, to_middle);
        let small = self.shapes.iter().filter(is_there).filter_map(|shape| {
            let size = shape.drawn_size(scale);
            let distance = to_middle(shape);
            // The larger it is, the more of its own land there is to point at.
            let is_meant = size < SMALL && distance <= reach - size / 4.0 && distance < to_owner;
            is_meant.then_some((distance, shape))
        });
        if let Some(shape) = nearest(small) {
            return Some(shape.id);
        }
        if let Some(owner) = owner {
            return is_there(&owner).then_some(owner.id);
        }
        if holds(&self.neighbour_rings, point) {
            return None;
        }
        let coasts = self.shapes.iter().filter(near).filter(is_there).filter_map(|shape| {
            let distance = distance_to(&shape.rings, point) * scale;
            (distance <= reach).then_some((distance, shape))
        });
        nearest(coasts).map(|shape| shape.id)
    }
}

fn nearest<'a>(found: impl Iterator<Item = (f64, &'a Shape)>) -> Option<&'a Shape> {
    found.min_by(|(a, _), (b, _)| a.total_cmp(b)).map(|(_, shape)| shape)
}

type Edge = (Point, Point);

/// The edges of a closed ring.
pub(super) fn edges(ring: &[Point]) -> impl Iterator<Item = Edge> {
    ring.iter().copied().zip(ring.iter().skip(1).copied())
}

/// Where an edge crosses a horizontal line.
pub(super) fn crossing(((x1, y1), (x2, y2)): Edge, y: f64) -> Option<f64> {
    ((y1 > y) != (y2 > y)).then(|| x1 + (y - y1) / (y2 - y1) * (x2 - x1))
}

/// Whether the point lies within the rings: to its right they are crossed an odd number of times.
pub(super) fn holds(rings: &[Vec<Point>], (x, y): Point) -> bool {
    let crossings = rings.iter().flat_map(|ring| edges(ring)).filter_map(|edge| crossing(edge, y));
    crossings.filter(|at| *at > x).count() % 2 == 1
}

/// How far the nearest edge is.
fn distance_to(rings: &[Vec<Point>], point: Point) -> f64 {
    let distance = |(from, to): Edge| {
        let (edge, way) = (from_to(from, to), from_to(from, point));
        let squared = edge.0 * edge.0 + edge.1 * edge.1;
        let along = if squared > 0.0 { ((edge.0 * way.0 + edge.1 * way.1) / squared).clamp(0.0, 1.0) } else { 0.0 };
        length((way.0 - along * edge.0, way.1 - along * edge.1))
    };
    rings.iter().flat_map(|ring| edges(ring)).map(distance).fold(f64::INFINITY, f64::min)
}

pub(super) fn from_to((x1, y1): Point, (x2, y2): Point) -> Point {
    (x2 - x1, y2 - y1)
}

pub(super) fn length((x, y): Point) -> f64 {
    (x * x + y * y).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view_model::filter::profiles;
    use crate::view_model::map::drawing;
    use crate::view_model::map::window::Zoom;
    use crate::view_model::search::Found;
    use crate::view_model::{Query, shipped, url};

    fn emphases(address: &str) -> Emphases {
        let dataset = shipped();
        let query: Query = url::parse(address, &dataset).0;
        Emphases::new(&dataset, &profiles(&dataset, query.day(&dataset)), &query, &Found::everybody(&dataset), None)
    }

    fn id(text: &str) -> PartnerId {
        PartnerId::parse(text).unwrap()
    }

    /// Whom a pointer finds so many pixels beside a partner's middle, in a frame of this width on all of the map.
    fn beside(partner: &str, (x, y): Point, width: f64, pointer: Pointer, address: &str) -> Option<String> {
        let drawing = drawing();
        let scale = drawing.window(Zoom::All, &shipped(), shipped().as_of()).scale(width);
        let middle = drawing.shape(id(partner)).unwrap().middle;
        let point = (middle.0 + x / scale, middle.1 + y / scale);
        drawing.partner_at(point, scale, pointer, &emphases(address)).map(|id| id.to_string())
    }

    #[test]
    fn every_partner_is_found_at_its_middle_at_any_width() {
        for width in [328.0, 700.0, 1200.0] {
            for shape in drawing().shapes {
                if emphases("").of(shape.id) != Emphasis::Absent {
                    for pointer in [Pointer::Mouse, Pointer::Finger] {
                        let found = beside(shape.id.as_str(), (0.0, 0.0), width, pointer, "");
                        assert_eq!(found.as_deref(), Some(shape.id.as_str()), "at {width} px by {pointer:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn a_finger_finds_luxembourg_beside_its_dot() {
        assert_eq!(beside("LU", (1.0, 1.0), 328.0, Pointer::Finger, "").as_deref(), Some("LU"));
        assert_eq!(beside("MT", (-6.0, 14.0), 328.0, Pointer::Finger, "").as_deref(), Some("MT"));
        assert_eq!(beside("SG", (12.0, 6.0), 700.0, Pointer::Finger, "").as_deref(), Some("SG"));
        assert_eq!(beside("LU", (-1.0, 3.0), 700.0, Pointer::Mouse, "").as_deref(), Some("LU"));
    }

    #[test]
    fn land_beats_the_coast_and_open_water_is_nobody_s() {
        // Within France, the Bay of Biscay near it, and far out in the Atlantic.
        assert_eq!(beside("FR", (-4.0, 4.0), 700.0, Pointer::Mouse, "").as_deref(), Some("FR"));
        assert_eq!(beside("PT", (-16.0, 0.0), 700.0, Pointer::Mouse, "").as_deref(), Some("PT"));
        assert_eq!(beside("PT", (-60.0, 0.0), 700.0, Pointer::Mouse, ""), None);
    }

    #[test]
    fn who_is_no_partner_then_is_nobody_and_who_is_filtered_out_is_somebody() {
        assert_eq!(beside("AU", (0.0, 0.0), 700.0, Pointer::Mouse, ""), None);
        assert_eq!(beside("AU", (0.0, 0.0), 700.0, Pointer::Mouse, "?asof=2014-10-16").as_deref(), Some("AU"));
        assert_eq!(beside("SG", (3.0, 0.0), 700.0, Pointer::Mouse, "?side=europe").as_deref(), Some("SG"));
    }

    #[test]
    fn no_partner_loses_its_land_to_a_smaller_neighbour() {
        let drawing = drawing();
        let emphases = emphases("");
        for width in [700.0, 1000.0] {
            let scale = drawing.window(Zoom::All, &shipped(), shipped().as_of()).scale(width);
            for shape in drawing.shapes.iter().filter(|shape| emphases.of(shape.id) != Emphasis::Absent) {
                let (mut own, mut others) = (0, 0);
                for step in 0..900 {
                    let (column, row) = (f64::from(step % 30) + 0.5, f64::from(step / 30) + 0.5);
                    let bounds = shape.bounds;
                    let point =
                        (bounds.left + bounds.width() * column / 30.0, bounds.top + bounds.height() * row / 30.0);
                    if holds(&shape.rings, point) {
                        match drawing.partner_at(point, scale, Pointer::Mouse, &emphases) {
                            Some(found) if found == shape.id => own += 1,
                            _ => others += 1,
                        }
                    }
                }
                assert!(shape.is_small || own >= others, "{} keeps {own}, loses {others} at {width} px", shape.name);
            }
        }
    }
}
