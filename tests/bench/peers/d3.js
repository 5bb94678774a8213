import { geoNaturalEarth1, geoPath } from "d3-geo";
import { select } from "d3-selection";
import { feature } from "topojson-client";
import { highlight, states } from "./list.js";

const world = await (await fetch("world.json")).json();
const countries = feature(world, world.objects.countries);
const { clientWidth: width, clientHeight: height } = document.getElementById("map");
const highlighted = new Set(states.map(({ m49 }) => m49));
select("#map")
  .append("svg")
  .attr("width", width)
  .attr("height", height)
  .selectAll("path")
  .data(countries.features)
  .join("path")
  .attr("d", geoPath(geoNaturalEarth1().fitSize([width, height], countries)))
  .attr("fill", ({ id }) => (highlighted.has(id) ? highlight : "#e2e2e2"))
  .attr("stroke", "#fff")
  .append("title")
  .text(({ properties }) => properties.name);
