//! Where names stand on the map: those that find room, the more important first.

use super::window::{Bounds, Window};
use super::{MapDrawing, Shape};
use crate::data::topology::Point;
use crate::model::Role;
use crate::view_model::{Emphases, Emphasis};

/// How wide a letter of a label is on average in a wide font, and how high a line, in pixels; the style sheet sets the size.
const LETTER: f64 = 7.2;
const LINE: f64 = 13.0;

/// How long a name may be, in parts of the longer side of its land.
const OVERHANG: f64 = 1.2;

/// From how many pixels of a drawing unit on those too small to hold their name have it beside them.
const SCALE_OF_SMALL_NAMES: f64 = 1.8;

/// Half the size of what stands at a partner's middle: its target or its mark.
const TARGET: f64 = 6.0;

impl MapDrawing {
    /// Where each partner's name stands, in thousandths of the frame's width and height, in the order of the shapes; none
    /// for whose name there is no room. A place is the middle of the name's line.
    pub fn labels(&self, window: &Window, frame_width: f64, emphases: &Emphases) -> Vec<Option<(i32, i32)>> {
        let scale = window.scale(frame_width);
        let frame =
            Bounds { left: 0.0, top: 0.0, right: frame_width, bottom: frame_width * window.height / window.width };
        let in_pixels = |point: Point| {
            let (x, y) = window.place(point);
            (x * frame.right, y * frame.bottom)
        };
        let mut taken: Vec<Bounds> = Vec::new();
        let mut waiting: Vec<(usize, &Shape, bool)> = Vec::new();
        for (index, shape) in self.shapes.iter().enumerate() {
            let emphasis = emphases.of(shape.id);
            if emphasis == Emphasis::Absent || !window.shows(shape.middle) {
                continue;
            }
            if has_target(shape, scale) || mark(shape).is_some() {
                taken.push(boxed(in_pixels(shape.middle), 2.0 * TARGET, 2.0 * TARGET));
            }
            if emphasis.is_shown() {
                waiting.push((index, shape, emphasis == Emphasis::Selected));
            }
        }
        waiting.sort_by(|(_, a, a_is_chosen), (_, b, b_is_chosen)| {
            let by_role = || mark(a).is_none().cmp(&mark(b).is_none()).then(a.role.cmp(&b.role));
            b_is_chosen.cmp(a_is_chosen).then_with(by_role).then(b.area.total_cmp(&a.area))
        });
        let mut places = vec![None; self.shapes.len()];
        for (index, shape, is_chosen) in waiting {
            let width = shape.name.chars().count() as f64 * LETTER;
            let is_beside = has_target(shape, scale) || mark(shape).is_some();
            let fits = is_chosen
                || width <= shape.drawn_size(scale) * OVERHANG
                || (is_beside && scale >= SCALE_OF_SMALL_NAMES);
            if !fits {
                continue;
            }
            let (x, y) = in_pixels(shape.middle);
            let (aside, below) = (TARGET + 3.0 + width / 2.0, TARGET + LINE / 2.0);
            let around = [(x, y + below), (x + aside, y), (x - aside, y), (x, y - below)];
            let within = [(x, y), (x, y + LINE), (x, y - LINE)];
            let tried: &[Point] = if is_beside { &around } else { &within };
            let is_free = |place: &&Point| {
                let name = boxed(**place, width, LINE);
                let is_inside = name.left >= 0.0 && name.right <= frame.right && name.top >= 0.0;
                is_inside && name.bottom <= frame.bottom && !taken.iter().any(|other| other.overlaps(&name))
            };
            if let Some(place) = tried.iter().find(is_free) {
                taken.push(boxed(*place, width, LINE));
                let thousandths = |part: f64, whole: f64| (1000.0 * part / whole).round() as i32;
                if let Some(own) = places.get_mut(index) {
                    *own = Some((thousandths(place.0, frame.right), thousandths(place.1, frame.bottom)));
                }
            }
        }
        places
    }
}

/// Whether a target stands for the partner: as long as its land is drawn smaller than the target's reach.
pub fn has_target(shape: &Shape, scale: f64) -> bool {
    shape.is_small && shape.drawn_size(scale) < 24.0
}

/// The role whose mark stands on the partner: one that shows it in more than a list.
pub fn mark(shape: &Shape) -> Option<Role> {
    shape.role.filter(|role| *role < Role::Named)
}

fn boxed((x, y): Point, width: f64, height: f64) -> Bounds {
    Bounds { left: x - width / 2.0, top: y - height / 2.0, right: x + width / 2.0, bottom: y + height / 2.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view_model::filter::profiles;
    use crate::view_model::map::drawing;
    use crate::view_model::map::window::Zoom;
    use crate::view_model::search::Found;
    use crate::view_model::{shipped, url};

    fn named(zoom: Zoom, width: f64, address: &str) -> Vec<String> {
        let dataset = shipped();
        let query = url::parse(address, &dataset).0;
        let emphases = Emphases::new(
            &dataset,
            &profiles(&dataset, query.day(&dataset)),
            &query,
            &Found::everybody(&dataset),
            None,
        );
        let drawing = drawing();
        let window = drawing.window(zoom, &dataset, dataset.as_of());
        let places = drawing.labels(&window, width, &emphases);
        assert!(places.iter().flatten().all(|(x, y)| (0..=1000).contains(x) && (0..=1000).contains(y)));
        let named = drawing.shapes.iter().zip(places).filter(|(_, place)| place.is_some());
        named.map(|(shape, _)| shape.id.to_string()).collect()
    }

    #[test]
    fn the_nearer_the_window_the_more_names() {
        let all = named(Zoom::All, 700.0, "");
        assert!(all.contains(&"CN".to_owned()) && !all.contains(&"BE".to_owned()), "{all:?}");
        let europe = named(Zoom::Europe, 700.0, "");
        assert!(["FR", "HU", "PL", "SE", "ES"].iter().all(|id| europe.contains(&(*id).to_owned())), "{europe:?}");
        assert!(europe.len() > 15, "{europe:?}");
        let south_east = named(Zoom::SouthEastAsia, 700.0, "");
        assert!(["SG", "BN", "VN", "KH"].iter().all(|id| south_east.contains(&(*id).to_owned())), "{south_east:?}");
    }

    #[test]
    fn the_chosen_partner_is_named_and_who_is_filtered_out_is_not() {
        assert!(!named(Zoom::All, 328.0, "").contains(&"MT".to_owned()));
        assert!(named(Zoom::All, 328.0, "?partner=MT").contains(&"MT".to_owned()));
        assert!(!named(Zoom::All, 700.0, "?side=europe").contains(&"CN".to_owned()));
    }

    #[test]
    fn who_is_no_partner_then_has_no_name() {
        assert!(!named(Zoom::All, 1200.0, "").contains(&"RU".to_owned()));
        assert!(named(Zoom::All, 1200.0, "?asof=2014-10-16").contains(&"RU".to_owned()));
    }
}
