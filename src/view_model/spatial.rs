//! Moving among partners by their places on the screen, the way arrow keys are understood: right is right, not next.

use crate::model::PartnerId;

/// Where a partner stands, in any unit, the y axis downwards.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spot {
    /// The partner.
    pub id: PartnerId,
    /// Its middle, from the left.
    pub x: f64,
    /// Its middle, from the top.
    pub y: f64,
}

/// Where the keyboard asks to go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Move {
    /// To the next one in a direction: columns to the right, rows down.
    By(i8, i8),
    /// To the first.
    First,
    /// To the last.
    Last,
    /// To the next whose name begins with what was typed.
    Named(char),
}

impl Move {
    /// What a key asks for (`KeyboardEvent.key`); none for keys that mean something else.
    pub fn of_key(key: &str) -> Option<Self> {
        match key {
            "ArrowLeft" => Some(Self::By(-1, 0)),
            "ArrowRight" => Some(Self::By(1, 0)),
            "ArrowUp" => Some(Self::By(0, -1)),
            "ArrowDown" => Some(Self::By(0, 1)),
            "Home" => Some(Self::First),
            "End" => Some(Self::Last),
            _ => {
                let mut letters = key.chars();
                let letter = letters.next().filter(|letter| letter.is_alphabetic())?;
                letters.next().is_none().then_some(Self::Named(letter))
            }
        }
    }
}

/// How much more a step aside counts than one ahead: who stands in the same row is preferred to who is nearer, but aside.
const ASIDE: f64 = 2.5;

/// The nearest spot in a direction; none where nobody stands there.
pub fn next(spots: &[Spot], from: PartnerId, (right, down): (i8, i8)) -> Option<PartnerId> {
    let here = spots.iter().find(|spot| spot.id == from)?;
    let mut nearest: Option<(f64, PartnerId)> = None;
    for spot in spots {
        let (dx, dy) = (spot.x - here.x, spot.y - here.y);
        let (ahead, aside) = if right == 0 { (dy * f64::from(down), dx) } else { (dx * f64::from(right), dy) };
        // More aside than ahead is another direction.
        if ahead < 1.0 || aside.abs() > 2.0 * ahead {
            continue;
        }
        let distance = ahead + ASIDE * aside.abs();
        if nearest.is_none_or(|(least, _)| distance < least) {
            nearest = Some((distance, spot.id));
        }
    }
    nearest.map(|(_, id)| id)
}

/// The next partner, in order and round to the first, whose name begins with what was typed.
///
/// A single letter leads on from the present one, so that typing it again, quickly or not, goes through all of them; more
/// letters may mean the present one still.
pub fn named(names: &[(PartnerId, &str)], from: PartnerId, typed: &str) -> Option<PartnerId> {
    let mut typed = typed.to_lowercase();
    let first = typed.chars().next()?;
    let is_single = typed.chars().all(|letter| letter == first);
    if is_single {
        typed.truncate(first.len_utf8());
    }
    let at = names.iter().position(|(id, _)| *id == from).map_or(0, |at| at + usize::from(is_single));
    let mut from_here = names.iter().skip(at).chain(names.iter().take(at));
    from_here.find(|(_, name)| name.to_lowercase().starts_with(&typed)).map(|(id, _)| *id)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Codes laid out as they stand: 100 to the right for each column of three letters, 80 down for each row.
    fn spots(rows: &[&str]) -> Vec<Spot> {
        let mut spots = Vec::new();
        for (y, row) in rows.iter().enumerate() {
            for (x, code) in row.as_bytes().chunks(3).enumerate() {
                if let Some(id) = PartnerId::parse(std::str::from_utf8(code).unwrap().trim()) {
                    spots.push(Spot { id, x: x as f64 * 100.0, y: y as f64 * 80.0 });
                }
            }
        }
        spots
    }

    #[test]
    fn arrows_go_where_they_point() {
        let board = spots(&["AT BE BG CY", "CZ DK EE FI", "FR DE"]);
        for (from, direction, to) in [
            ("AT", (1, 0), Some("BE")),
            ("AT", (0, 1), Some("CZ")),
            ("AT", (-1, 0), None),
            ("AT", (0, -1), None),
            ("CY", (1, 0), None),
            ("FI", (0, -1), Some("CY")),
            ("DK", (0, 1), Some("DE")),
            ("EE", (0, 1), Some("DE")),
            ("DE", (0, 1), None),
        ] {
            let next = next(&board, PartnerId::parse(from).unwrap(), direction);
            assert_eq!(next.as_ref().map(PartnerId::as_str), to, "from {from} by {direction:?}");
        }
    }

    #[test]
    fn an_unknown_start_leads_nowhere() {
        assert_eq!(next(&spots(&["AT BE"]), PartnerId::parse("VN").unwrap(), (1, 0)), None);
    }

    #[test]
    fn typing_leads_to_the_next_name() {
        let names = [("MY", "Malaysia"), ("MT", "Malta"), ("MN", "Mongolia"), ("VN", "Viet Nam")];
        let names = names.map(|(id, name)| (PartnerId::parse(id).unwrap(), name));
        for (from, typed, to) in [
            ("VN", "m", Some("MY")),
            ("MY", "m", Some("MT")),
            ("MN", "M", Some("MY")),
            ("MY", "mm", Some("MT")),
            ("MY", "mal", Some("MY")),
            ("MY", "malt", Some("MT")),
            ("MT", "v", Some("VN")),
            ("MT", "x", None),
        ] {
            let found = named(&names, PartnerId::parse(from).unwrap(), typed);
            assert_eq!(found.as_ref().map(PartnerId::as_str), to, "{typed} from {from}");
        }
    }

    #[test]
    fn keys_are_understood() {
        assert_eq!(Move::of_key("ArrowUp"), Some(Move::By(0, -1)));
        assert_eq!(Move::of_key("End"), Some(Move::Last));
        assert_eq!(Move::of_key("v"), Some(Move::Named('v')));
        for key in ["Enter", "Tab", " ", "1", "+", "Escape"] {
            assert_eq!(Move::of_key(key), None, "{key}");
        }
    }
}
