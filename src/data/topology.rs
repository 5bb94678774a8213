//! The map's geometry: a TopoJSON file as `mapshaper` writes it, in the coordinates of the drawing.

use super::json::Node;
use super::{Path, Problem, Step};
use crate::model::M49Code;

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
    pub fn from_json(text: &str) -> Result<Self, Vec<Problem>> {
        let node: Node<'_> = serde_json::from_str(text).map_err(|error| vec![super::not_json(text, &error)])?;
        let transform = node.member("transform").and_then(Transform::new);
        let transform = transform.ok_or_else(|| problem("transform", "a scale and a translation", "none"))?;
        let arcs = node.member("arcs").map(Node::list).unwrap_or_default();
        let arcs = arcs.iter().map(|arc| transform.points(arc.list())).collect();
        let countries = node.member("objects").and_then(|objects| objects.member("countries"));
        let geometries = countries.and_then(|countries| countries.member("geometries")).map(Node::list);
        let geometries = geometries.unwrap_or_default().iter().map(geometry).collect::<Result<_, _>>()?;
        Ok(Self { arcs, geometries })
    }

    /// The geometry of shapes with closed rings that share nothing.
    pub fn from_shapes(shapes: Vec<(Owner, Vec<Vec<Point>>)>) -> Self {
        let mut arcs = Vec::new();
        let mut geometries = Vec::new();
        for (owner, rings) in shapes {
            let first = arcs.len() as i32;
            arcs.extend(rings);
            geometries.push(Geometry { owner, rings: (first..arcs.len() as i32).map(|arc| vec![arc]).collect() });
        }
        Self { arcs, geometries }
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

fn geometry(node: &Node<'_>) -> Result<Geometry, Vec<Problem>> {
    let text = |name: &str| node.member(name).and_then(Node::text).unwrap_or_default();
    let owner = match text("id") {
        "neighbours" => Some(Owner::Neighbours),
        code => M49Code::parse(code).map(Owner::State),
    };
    let is_area = ["Polygon", "MultiPolygon"].contains(&text("type"));
    match (owner, node.member("arcs")) {
        (Some(owner), Some(arcs)) if is_area => {
            let mut rings = Vec::new();
            rings_into(arcs, &mut rings);
            Ok(Geometry { owner, rings })
        }
        _ => {
            let found = format!("a {} with id {:?}", text("type"), text("id"));
            Err(problem("objects.countries", "a polygon with an M49 code", &found))
        }
    }
}

/// Collects the innermost lists, which are the rings: a polygon is a list of them, several are a list of lists.
fn rings_into(node: &Node<'_>, rings: &mut Vec<Vec<i32>>) {
    let mut ring = Vec::new();
    for item in node.list() {
        match item.number() {
            Some(number) => ring.push(number as i32),
            None => rings_into(item, rings),
        }
    }
    if !ring.is_empty() {
        rings.push(ring);
    }
}

fn problem(place: &str, expected: &str, found: &str) -> Vec<Problem> {
    let path = Path(place.split('.').map(|name| Step::Field(name.into())).collect());
    vec![Problem::new(path, expected, found, "make the map anew with `make map`")]
}

/// From whole steps to drawing units.
struct Transform {
    scale: Point,
    translate: Point,
}

impl Transform {
    fn new(node: &Node<'_>) -> Option<Self> {
        let scale = pair(node.member("scale")?)?;
        Some(Self { scale, translate: pair(node.member("translate")?)? })
    }

    /// The points of an arc, each of which is the difference to the one before.
    fn points(&self, arc: &[Node<'_>]) -> Vec<Point> {
        let (mut x, mut y) = (0.0, 0.0);
        arc.iter()
            .filter_map(pair)
            .map(|(dx, dy)| {
                x += dx;
                y += dy;
                (x * self.scale.0 + self.translate.0, y * self.scale.1 + self.translate.1)
            })
            .collect()
    }
}

fn pair(node: &Node<'_>) -> Option<Point> {
    match node.list() {
        [x, y] => Some((x.number()?, y.number()?)),
        _ => None,
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
    fn shapes_come_out_as_they_went_in() {
        let shapes: Vec<_> = Topology::from_json(SQUARES).unwrap().shapes().collect();
        assert_eq!(Topology::from_shapes(shapes.clone()).shapes().collect::<Vec<_>>(), shapes);
    }

    #[test]
    fn a_shape_without_a_code_is_told() {
        let problem = Topology::from_json(&SQUARES.replace("\"040\"", "\"Austria\"")).unwrap_err();
        assert_eq!(
            problem[0].to_string(),
            "objects.countries: expected a polygon with an M49 code, found a Polygon with id \"Austria\"; \
             make the map anew with `make map`"
        );
    }
}
