import { geoJSON, map } from "leaflet";
import "leaflet/dist/leaflet.css";
import { highlight, states } from "./list.js";

const world = await (await fetch("world.json")).json();
const highlighted = new Set(states.map(({ m49 }) => m49));
const style = ({ properties }) => ({
  color: "#fff",
  weight: 1,
  fillColor: highlighted.has(properties.m49) ? highlight : "#e2e2e2",
  fillOpacity: 1,
});
const countries = geoJSON(world, { style }).bindTooltip((layer) => layer.feature.properties.name);
map("map", { attributionControl: false }).setView([30, 60], 1).addLayer(countries);
