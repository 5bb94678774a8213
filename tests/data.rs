//! The shipped data against sources outside of it.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::unwrap_used, missing_docs)]

use asem_dashboard::model::Dataset;
use serde_json::Value;

/// Partners that world-atlas calls otherwise.
const OTHER_NAMES: &[(&str, &str)] = &[("BN", "Brunei"), ("KR", "South Korea"), ("LA", "Laos"), ("VN", "Vietnam")];

#[test]
fn every_m49_code_is_the_one_of_the_state_s_shape() {
    let dataset = Dataset::from_json(include_str!("../public/data/asem.json")).unwrap();
    let atlas = concat!(env!("CARGO_MANIFEST_DIR"), "/node_modules/world-atlas/countries-50m.json");
    let atlas: Value = serde_json::from_str(&std::fs::read_to_string(atlas).expect("npm packages are there")).unwrap();
    let shapes = atlas["objects"]["countries"]["geometries"].as_array().unwrap();
    for partner in dataset.partners() {
        let Some(m49) = partner.m49() else { continue };
        let shape = shapes.iter().find(|shape| shape["id"] == m49.to_string()).expect("a shape");
        let other = OTHER_NAMES.iter().find(|(id, _)| *id == partner.id.as_str()).map(|(_, name)| *name);
        assert_eq!(shape["properties"]["name"], other.unwrap_or(&partner.name), "{}", partner.id);
    }
}
