//! Dragging and pinching, from where the pointers are to what the window becomes.

use super::hit::{Pointer, from_to, length};
use super::window::{Frame, Window};
use crate::data::topology::Point;

/// The pointers that press on the map. A mouse drags; of fingers it takes two, since one scrolls the page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Gesture {
    /// Who presses, by the browser's number, and where.
    pressing: Vec<(i32, Point)>,
    /// How far the mouse has come.
    way: f64,
    is_by_mouse: bool,
}

/// A way in pixels that is still a click: hands shake.
const SHAKE: f64 = 4.0;

impl Gesture {
    /// A pointer presses.
    pub fn press(&mut self, number: i32, pointer: Pointer, at: Point) {
        self.is_by_mouse = pointer == Pointer::Mouse;
        if self.is_by_mouse {
            self.pressing.clear();
        }
        if self.pressing.is_empty() {
            self.way = 0.0;
        }
        self.pressing.push((number, at));
    }

    /// A pointer lets go, or the browser takes it for something else.
    pub fn release(&mut self, number: i32) {
        self.pressing.retain(|(own, _)| *own != number);
    }

    /// Whether the mouse was moved while it was pressed, so that the click that ends it means nobody.
    pub fn was_drag(&self) -> bool {
        self.way > SHAKE
    }

    /// A pointer moves: the window that follows, if one does.
    pub fn follow(&mut self, number: i32, at: Point, window: &Window, whole: &Window, frame: &Frame) -> Option<Window> {
        let before = self.pressing.iter().find(|(own, _)| *own == number)?.1;
        let other = self.pressing.iter().find(|(own, _)| *own != number).map(|(_, at)| *at);
        for (own, place) in &mut self.pressing {
            if *own == number {
                *place = at;
            }
        }
        let scale = window.scale(frame.width);
        let shift = |(x, y): Point, part: f64| (-x * part / scale, -y * part / scale);
        let step = from_to(before, at);
        match other {
            None if self.is_by_mouse => {
                let was_drag = self.was_drag();
                self.way += length(step);
                // The shaking before counts for nothing, so that the map does not jump.
                was_drag.then(|| window.moved(shift(step, 1.0), whole))
            }
            None => None,
            Some(other) => {
                let middle = ((before.0 + other.0) / 2.0, (before.1 + other.1) / 2.0);
                let factor = length(from_to(other, at)) / length(from_to(other, before)).max(1.0);
                let zoomed = window.zoomed(factor, window.point_at(middle, frame), whole);
                let scale = zoomed.scale(frame.width);
                Some(zoomed.moved((-step.0 / 2.0 / scale, -step.1 / 2.0 / scale), whole))
            }
        }
    }
}

/// How many times closer a turn of the wheel goes; by pixels, which a trackpad sends few of at a time.
pub fn factor_of_wheel(pixels: f64) -> f64 {
    let factor = 1.0 + pixels.abs().min(100.0) / 200.0;
    if pixels < 0.0 { factor } else { 1.0 / factor }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHOLE: Window = Window { left: 0.0, top: 0.0, width: 1100.0, height: 800.0 };
    const NEAR: Window = Window { left: 220.0, top: 160.0, width: 550.0, height: 400.0 };
    const FRAME: Frame = Frame { left: 0.0, top: 0.0, width: 550.0 };

    #[test]
    fn a_mouse_drags_the_map_and_then_clicks_nobody() {
        let mut gesture = Gesture::default();
        gesture.press(1, Pointer::Mouse, (100.0, 100.0));
        assert_eq!(gesture.follow(1, (102.0, 100.0), &NEAR, &WHOLE, &FRAME), None, "hands shake");
        assert!(!gesture.was_drag());
        gesture.follow(1, (106.0, 100.0), &NEAR, &WHOLE, &FRAME);
        let window = gesture.follow(1, (116.0, 120.0), &NEAR, &WHOLE, &FRAME).unwrap();
        assert_eq!(window.view_box(), "210 140 550 400");
        gesture.release(1);
        assert!(gesture.was_drag());
        gesture.press(1, Pointer::Mouse, (0.0, 0.0));
        assert!(!gesture.was_drag());
    }

    #[test]
    fn one_finger_is_the_page_s_two_fingers_are_the_map_s() {
        let mut gesture = Gesture::default();
        gesture.press(1, Pointer::Finger, (200.0, 200.0));
        assert_eq!(gesture.follow(1, (200.0, 150.0), &NEAR, &WHOLE, &FRAME), None);
        gesture.follow(1, (200.0, 200.0), &NEAR, &WHOLE, &FRAME);
        gesture.press(2, Pointer::Finger, (300.0, 200.0));
        let window = gesture.follow(2, (400.0, 200.0), &NEAR, &WHOLE, &FRAME).unwrap();
        assert_eq!(window.width, 275.0, "twice as far apart is twice as close");
        // What was under the first finger still is, and what was under the second has followed it.
        for (before, after) in [((200.0, 200.0), (200.0, 200.0)), ((300.0, 200.0), (400.0, 200.0))] {
            let way = from_to(NEAR.point_at(before, &FRAME), window.point_at(after, &FRAME));
            assert!(length(way) < 1e-9, "{way:?}");
        }
        gesture.release(1);
        assert_eq!(gesture.follow(2, (0.0, 0.0), &NEAR, &WHOLE, &FRAME), None);
        assert!(!gesture.was_drag());
    }

    #[test]
    fn the_wheel_goes_closer_and_back_by_the_same() {
        assert_eq!(factor_of_wheel(-100.0), 1.5);
        assert!((factor_of_wheel(-30.0) * factor_of_wheel(30.0) - 1.0).abs() < 1e-9);
    }
}
