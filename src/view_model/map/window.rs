//! The part of the map that is seen.

use super::Decimal;
use crate::data::topology::Point;
use crate::model::closed_set::closed_set;

closed_set! {
    /// A part of the map to look at.
    #[derive(Default)]
    pub enum Zoom {
        /// All partners.
        #[default]
        All = "all", "All";
        /// Those of ASEM Asia.
        Asia = "asia", "Asia";
        /// Those of ASEM Europe.
        Europe = "europe", "Europe";
        /// The members of ASEAN.
        SouthEastAsia = "south-east-asia", "South-East Asia";
    }
}

/// A rectangle of the drawing, in its units, in the frame's proportions.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Window {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) width: f64,
    pub(super) height: f64,
}

/// The frame on the screen, in pixels of the browser's window.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    /// Its left edge.
    pub left: f64,
    /// Its upper edge.
    pub top: f64,
    /// How wide it is.
    pub width: f64,
}

/// Width to height of the map's frame; the style sheet says the same.
const FRAME: f64 = 11.0 / 8.0;

/// The narrowest window: what is simplified for the whole map shows its corners there.
const NARROWEST: f64 = 40.0;

/// How much closer one step goes.
const STEP: f64 = 1.6;

impl Window {
    /// The smallest window that holds these bounds, with a margin in parts of their width.
    pub(super) fn around(bounds: Bounds, margin: f64) -> Self {
        let margin = bounds.width() * margin;
        let width = (bounds.width() + 2.0 * margin).max((bounds.height() + 2.0 * margin) * FRAME);
        Self::centred(bounds.middle(), width)
    }

    fn centred((x, y): Point, width: f64) -> Self {
        let height = width / FRAME;
        Self { left: x - width / 2.0, top: y - height / 2.0, width, height }
    }

    /// The same, shifted and narrowed so that it does not go beyond the whole.
    pub(super) fn within(&self, whole: &Self) -> Self {
        let width = self.width.min(whole.width);
        let height = width / FRAME;
        Self {
            left: self.left.max(whole.left).min(whole.left + whole.width - width),
            top: self.top.max(whole.top).min(whole.top + whole.height - height),
            width,
            height,
        }
    }

    /// The window so many times closer, with the given point where it was.
    pub fn zoomed(&self, factor: f64, (x, y): Point, whole: &Self) -> Self {
        let width = (self.width / factor).max(NARROWEST).min(whole.width);
        let part = width / self.width;
        let left = x - (x - self.left) * part;
        Self { left, top: y - (y - self.top) * part, width, height: width / FRAME }.within(whole)
    }

    /// The window a step closer.
    pub fn closer(&self, whole: &Self) -> Self {
        self.zoomed(STEP, self.middle(), whole)
    }

    /// The window a step farther away.
    pub fn farther(&self, whole: &Self) -> Self {
        self.zoomed(1.0 / STEP, self.middle(), whole)
    }

    /// The window moved, in drawing units.
    pub fn moved(&self, (x, y): Point, whole: &Self) -> Self {
        Self { left: self.left + x, top: self.top + y, ..*self }.within(whole)
    }

    /// The window moved so that this point is in its middle, or as near to it as the whole allows.
    pub fn centred_on(&self, point: Point, whole: &Self) -> Self {
        Self::centred(point, self.width).within(whole)
    }

    /// Whether the point is seen.
    pub fn shows(&self, (x, y): Point) -> bool {
        (self.left..=self.left + self.width).contains(&x) && (self.top..=self.top + self.height).contains(&y)
    }

    /// What is seen in the middle.
    pub fn middle(&self) -> Point {
        (self.left + self.width / 2.0, self.top + self.height / 2.0)
    }

    /// The window as the view box of an SVG element.
    pub fn view_box(&self) -> String {
        let Self { left, top, width, height } = *self;
        format!("{} {} {} {}", Decimal::<3>(left), Decimal::<3>(top), Decimal::<3>(width), Decimal::<3>(height))
    }

    /// Where a point stands, in parts of the width and of the height.
    pub fn place(&self, (x, y): Point) -> Point {
        ((x - self.left) / self.width, (y - self.top) / self.height)
    }

    /// The pixels of a drawing unit in a frame of this width.
    pub fn scale(&self, frame_width: f64) -> f64 {
        frame_width / self.width
    }

    /// The point of the drawing that is seen at a place of the browser's window.
    pub fn point_at(&self, (x, y): Point, frame: &Frame) -> Point {
        let scale = self.scale(frame.width);
        (self.left + (x - frame.left) / scale, self.top + (y - frame.top) / scale)
    }
}

/// A rectangle around points; around none, it is empty.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Bounds {
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
}

impl Default for Bounds {
    fn default() -> Self {
        Self { left: f64::INFINITY, top: f64::INFINITY, right: f64::NEG_INFINITY, bottom: f64::NEG_INFINITY }
    }
}

impl Bounds {
    pub fn of<'a>(points: impl IntoIterator<Item = &'a Point>) -> Self {
        let mut bounds = Self::default();
        for point in points {
            bounds.add(*point);
        }
        bounds
    }

    pub fn add(&mut self, (x, y): Point) {
        self.join(&Self { left: x, top: y, right: x, bottom: y });
    }

    pub fn join(&mut self, other: &Self) {
        self.left = self.left.min(other.left);
        self.top = self.top.min(other.top);
        self.right = self.right.max(other.right);
        self.bottom = self.bottom.max(other.bottom);
    }

    pub fn is_empty(&self) -> bool {
        self.left > self.right
    }

    pub fn width(&self) -> f64 {
        self.right - self.left
    }

    pub fn height(&self) -> f64 {
        self.bottom - self.top
    }

    pub fn middle(&self) -> Point {
        ((self.left + self.right) / 2.0, (self.top + self.bottom) / 2.0)
    }

    /// Whether the point is so near, within or without.
    pub fn is_near(&self, (x, y): Point, distance: f64) -> bool {
        x >= self.left - distance
            && x <= self.right + distance
            && y >= self.top - distance
            && y <= self.bottom + distance
    }

    /// Whether both have some of the plane in common.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.left < other.right && other.left < self.right && self.top < other.bottom && other.top < self.bottom
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHOLE: Window = Window { left: 0.0, top: 0.0, width: 1100.0, height: 800.0 };

    #[test]
    fn a_window_holds_the_bounds_with_a_margin_in_the_proportions_of_the_frame() {
        let window = Window::around(Bounds::of(&[(100., 50.), (540., 90.)]), 1.0 / 40.0).within(&WHOLE);
        assert_eq!(window.view_box(), "89 0 462 336");
    }

    #[test]
    fn zooming_keeps_the_point_under_the_pointer_in_its_place() {
        let frame = Frame { left: 10.0, top: 20.0, width: 550.0 };
        let at = (230.0, 170.0);
        let point = WHOLE.point_at(at, &frame);
        let closer = WHOLE.zoomed(2.0, point, &WHOLE);
        let (x, y) = closer.point_at(at, &frame);
        assert!((x - point.0).abs() < 1e-9 && (y - point.1).abs() < 1e-9);
        assert_eq!(closer.view_box(), "220 150 550 400");
    }

    #[test]
    fn no_window_goes_beyond_the_whole_or_closer_than_the_shapes_allow() {
        assert_eq!(WHOLE.farther(&WHOLE), WHOLE);
        assert_eq!(WHOLE.moved((50.0, -50.0), &WHOLE), WHOLE);
        let closest = WHOLE.zoomed(1000.0, (0.0, 0.0), &WHOLE);
        assert_eq!(closest.view_box(), "0 0 40 29.091");
        assert_eq!(closest.moved((-5.0, 9000.0), &WHOLE).view_box(), "0 770.909 40 29.091");
        assert_eq!(closest.closer(&WHOLE).width, closest.width);
    }
}
