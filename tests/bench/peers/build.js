// Builds the peers' pages, each what a careful author would write with the library's own documentation in hand: only what is
// used of it, in one minified file, with the map's data beside it, asked for early. What is imported and not in package.json
// here is one of the dashboard's own tools: esbuild, world-atlas, cldr-core. `node build.js FOLDER STATES`
import { geoEquirectangular } from "d3-geo";
import { geoProject } from "d3-geo-projection";
import { build } from "esbuild";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { feature } from "topojson-client";

const out = process.argv[2];
const here = dirname(fileURLToPath(import.meta.url));
const require = createRequire(import.meta.url);
const { codeMappings } = require("cldr-core/supplemental/codeMappings.json").supplemental;
// Plotly knows states by another code.
const states = JSON.parse(process.argv[3]).map((state) => ({ ...state, alpha3: codeMappings[state.id]._alpha3 }));
const atlas = (scale) => JSON.parse(readFileSync(require.resolve(`world-atlas/countries-${scale}.json`)));

// For libraries that draw longitudes as they stand: cut where they jump. Two decimals are less than the width of a line.
const flat = () => {
  const world = atlas("110m");
  const degrees = geoEquirectangular().scale(180 / Math.PI).translate([0, 0]).reflectY(true).precision(0);
  const cut = geoProject(feature(world, world.objects.countries), degrees);
  for (const { id, properties } of cut.features) properties.m49 = id ?? "";
  return JSON.parse(JSON.stringify(cut, (_, value) => typeof value === "number" ? Math.round(value * 100) / 100 : value));
};

// Plotly's own, which it ships in a script for browsers.
const plotlyAtlas = () => {
  globalThis.window = globalThis;
  return require("plotly.js/dist/plotly-geo-assets.js").topojson.world_110m;
};

// Each page with the map that it loads, unless that is a part of the library.
const pages = {
  svgmap: {},
  jsvectormap: {},
  d3: { "world.json": () => atlas("110m") },
  "d3-50m": { "world.json": () => atlas("50m") },
  leaflet: { "world.json": flat },
  echarts: { "world.json": flat },
  "vega-lite": { "world.json": () => atlas("110m") },
  plotly: { "world_110m.json": plotlyAtlas },
};

for (const [name, maps] of Object.entries(pages)) {
  const folder = join(out, name);
  const { metafile } = await build({
    absWorkingDir: here,
    entryPoints: { page: `${name.replace("-50m", "")}.js` },
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    define: { STATES: JSON.stringify(states), global: "globalThis" },
    loader: { ".png": "dataurl" },
    legalComments: "none",
    logLevel: "error",
    metafile: true,
    outdir: folder,
  });
  const hasStyle = Object.keys(metafile.outputs).some((file) => file.endsWith(".css"));
  for (const [file, map] of Object.entries(maps)) writeFileSync(join(folder, file), JSON.stringify(map()));
  const head = [
    hasStyle && "<link rel=stylesheet href=page.css>",
    ...Object.keys(maps).map((file) => `<link rel=preload as=fetch href=${file} crossorigin>`),
    "<script type=module src=page.js></script>",
  ];
  // Room for the map, so that the list does not jump; svgMap is as high as it likes.
  const height = name === "svgmap" ? "" : "height:400px";
  writeFileSync(
    join(folder, "index.html"),
    `<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content="width=device-width">
<title>Partners</title><link rel=icon href=data:,>${head.filter(Boolean).join("")}<h1>Partners</h1><input id=filter aria-label=Filter>
<div id=map style="${height}"></div><ul id=list></ul>`,
  );
}
