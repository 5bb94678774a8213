import Plotly from "plotly.js/dist/plotly-geo.min.js";
import { highlight, states } from "./list.js";

Plotly.newPlot(
  "map",
  [
    {
      type: "choropleth",
      locations: states.map(({ alpha3 }) => alpha3),
      z: states.map(() => 1),
      text: states.map(({ name }) => name),
      hoverinfo: "text",
      showscale: false,
      colorscale: [[0, highlight], [1, highlight]],
    },
  ],
  { geo: { scope: "world", projection: { type: "natural earth" } }, margin: { t: 0, r: 0, b: 0, l: 0 } },
  // The map would come from another host.
  { topojsonURL: "./", responsive: true },
);
