import jsVectorMap from "jsvectormap";
import "jsvectormap/dist/jsvectormap.min.css";
import "jsvectormap/dist/maps/world.js";
import { highlight, states } from "./list.js";

new jsVectorMap({
  selector: "#map",
  map: "world",
  selectedRegions: states.map(({ id }) => id),
  regionStyle: { selected: { fill: highlight } },
});
