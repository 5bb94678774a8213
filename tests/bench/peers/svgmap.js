import svgMap from "svgmap";
import "svgmap/style.min";
import { highlight, states } from "./list.js";

new svgMap({
  targetElementID: "map",
  // Flags would come from another host.
  hideFlag: true,
  data: {
    data: { partner: { name: "Partner" } },
    applyData: "partner",
    values: Object.fromEntries(states.map(({ id }) => [id, { partner: 1, color: highlight }])),
  },
});
