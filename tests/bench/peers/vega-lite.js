import embed from "vega-embed";
import { highlight, states } from "./list.js";

embed(
  "#map",
  {
    width: "container",
    height: 400,
    data: { url: "world.json", format: { type: "topojson", feature: "countries" } },
    projection: { type: "naturalEarth1" },
    mark: { type: "geoshape", stroke: "#fff" },
    encoding: {
      color: {
        condition: { test: { field: "id", oneOf: states.map(({ m49 }) => m49) }, value: highlight },
        value: "#e2e2e2",
      },
      tooltip: { field: "properties.name" },
    },
  },
  { actions: false, renderer: "svg" },
);
