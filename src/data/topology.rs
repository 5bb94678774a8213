//! The map's geometry: a TopoJSON file as `mapshaper` writes it, in the coordinates of the drawing.

use super::Problem;
use crate::model::M49Code;
use serde::de::{Error, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use std::fmt;

/// Shapes whose borders share their arcs, in drawing units with the y axis downwards.
///
/// Format: the TopoJSON specification, quantized, one object named `countries`; a geometry's id is an M49 code, or
/// `neighbours` for all that is not a partner.
#[derive(Clone, Debug, PartialEq)]
pub struct Topology {
    /// The points of each arc.
    arcs: Vec<Vec<Point>>,
    /// The shapes of the file.
    geometries: Vec<Geometry>,
}

/// A point in drawing units.
pub type Point = (f64, f64);

/// Whose shape a geometry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// The state with this code.
    State(M49Code),
    /// All land that belongs to no partner.
    Neighbours,
}

#[derive(Clone, Debug, PartialEq)]
struct Geometry {
    owner: Owner,
    /// The rings of all its polygons, each a list of arc numbers; `!n` is arc `n` backwards.
    rings: Vec<Vec<i32>>,
}

impl Topology {
    /// Reads the text of a geometry file.
    ///
    /// # Errors
    ///
    /// One problem, where the text is not such a file.
    pub fn from_json(text: &str) -> Result<Self, Problem> {
        let RawTopology { arcs, transform, objects } =
            serde_json::from_str(text).map_err(|error| super::raw::problem(text, &error))?;
        let arcs = arcs.iter().map(|arc| transform.points(arc)).collect();
        let geometries = objects.countries.geometries.into_iter().map(geometry).collect::<Result<_, _>>()?;
        Ok(Self { arcs, geometries })
    }

    /// Every shape: whose it is, and its closed rings.
    pub fn shapes(&self) -> impl Iterator<Item = (Owner, Vec<Vec<Point>>)> {
        self.geometries.iter().map(|geometry| {
            let rings = geometry.rings.iter().map(|arcs| self.ring(arcs)).collect();
            (geometry.owner, rings)
        })
    }

    /// The points of a ring, its arcs put together. Where two arcs meet, the shared point is taken once.
    fn ring(&self, arcs: &[i32]) -> Vec<Point> {
        let mut points: Vec<Point> = Vec::new();
        for &number in arcs {
            let backwards = number < 0;
            let index = if backwards { !number } else { number };
            let arc = usize::try_from(index).ok().and_then(|index| self.arcs.get(index)).map(Vec::as_slice);
            let arc = arc.unwrap_or_default();
            let shared = usize::from(!points.is_empty());
            if backwards {
                points.extend(arc.iter().rev().skip(shared));
            } else {
                points.extend(arc.iter().skip(shared));
            }
        }
        points
    }
}

fn geometry(RawGeometry { id, r#type, arcs }: RawGeometry) -> Result<Geometry, Problem> {
    let owner = match id.as_str() {
        "neighbours" => Some(Owner::Neighbours),
        code => M49Code::parse(code).map(Owner::State),
    };
    let is_area = ["Polygon", "MultiPolygon"].contains(&r#type.as_str());
    match owner {
        Some(owner) if is_area => {
            let mut rings = Vec::new();
            arcs.rings_into(&mut rings);
            Ok(Geometry { owner, rings })
        }
        _ => Err(Problem {
            at: "objects.countries".to_owned(),
            what: format!("expected a polygon with an M49 code, found a {} with id {id:?}", r#type),
            fix: "make the map anew with `make map`".to_owned(),
        }),
    }
}

#[derive(Deserialize)]
struct RawTopology {
    /// Each point is the difference to the one before, in whole steps of the transform.
    arcs: Vec<Vec<[i32; 2]>>,
    transform: Transform,
    objects: RawObjects,
}

#[derive(Deserialize)]
struct RawObjects {
    countries: RawCollection,
}

#[derive(Deserialize)]
struct RawCollection {
    geometries: Vec<RawGeometry>,
}

#[derive(Deserialize)]
struct RawGeometry {
    id: String,
    r#type: String,
    arcs: Nested,
}

/// Arc numbers: a list of rings for a polygon, a list of lists of rings for several.
///
/// Read by hand: what serde derives for either of two shapes costs 8 kB of wasm.
enum Nested {
    Arc(i32),
    List(Vec<Nested>),
}

impl Nested {
    /// Collects the innermost lists, which are the rings.
    fn rings_into(self, rings: &mut Vec<Vec<i32>>) {
        let Self::List(items) = self else { return };
        let mut ring = Vec::new();
        for item in items {
            match item {
                Self::Arc(number) => ring.push(number),
                list @ Self::List(_) => list.rings_into(rings),
            }
        }
        if !ring.is_empty() {
            rings.push(ring);
        }
    }
}

impl<'de> Deserialize<'de> for Nested {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NestedVisitor)
    }
}

struct NestedVisitor;

impl<'de> Visitor<'de> for NestedVisitor {
    type Value = Nested;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an arc number or a list")
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Nested, E> {
        i32::try_from(number).map(Nested::Arc).map_err(E::custom)
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Nested, E> {
        i32::try_from(number).map(Nested::Arc).map_err(E::custom)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Nested, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Nested::List(list))
    }
}

#[derive(Deserialize)]
struct Transform {
    scale: [f64; 2],
    translate: [f64; 2],
}

impl Transform {
    fn points(&self, arc: &[[i32; 2]]) -> Vec<Point> {
        let [scale_x, scale_y] = self.scale;
        let [translate_x, translate_y] = self.translate;
        let mut x = 0;
        let mut y = 0;
        arc.iter()
            .map(|[dx, dy]| {
                x += dx;
                y += dy;
                (f64::from(x) * scale_x + translate_x, f64::from(y) * scale_y + translate_y)
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two squares that share the arc between them.
    const SQUARES: &str = r#"{
        "type": "Topology",
        "arcs": [[[1, 0], [0, 1]], [[1, 1], [-1, 0], [0, -1], [1, 0]], [[1, 0], [1, 0], [0, 1], [-1, 0]]],
        "transform": { "scale": [10, 10], "translate": [100, 0] },
        "objects": { "countries": { "type": "GeometryCollection", "geometries": [
            { "type": "Polygon", "arcs": [[0, 1]], "id": "040" },
            { "type": "MultiPolygon", "arcs": [[[2, -1]]], "id": "neighbours" }
        ] } }
    }"#;

    #[test]
    fn rings_are_put_together_from_shared_arcs() {
        let topology = Topology::from_json(SQUARES).unwrap();
        let shapes: Vec<_> = topology.shapes().collect();
        let austria = Owner::State(M49Code::parse("040").unwrap());
        assert_eq!(
            shapes,
            [
                (austria, vec![vec![(110., 0.), (110., 10.), (100., 10.), (100., 0.), (110., 0.)]]),
                (Owner::Neighbours, vec![vec![(110., 0.), (120., 0.), (120., 10.), (110., 10.), (110., 0.)]]),
            ]
        );
    }

    #[test]
    fn a_shape_without_a_code_is_told() {
        let problem = Topology::from_json(&SQUARES.replace("\"040\"", "\"Austria\"")).unwrap_err();
        assert_eq!(
            problem.to_string(),
            "objects.countries: expected a polygon with an M49 code, found a Polygon with id \"Austria\"; \
             make the map anew with `make map`"
        );
    }
}
