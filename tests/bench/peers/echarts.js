import { MapChart } from "echarts/charts";
import { TooltipComponent } from "echarts/components";
import { init, registerMap, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { highlight, states } from "./list.js";

use([MapChart, SVGRenderer, TooltipComponent]);
registerMap("world", await (await fetch("world.json")).json());
init(document.getElementById("map"), null, { renderer: "svg" }).setOption({
  animation: false,
  tooltip: {},
  series: {
    type: "map",
    map: "world",
    nameProperty: "m49",
    data: states.map(({ m49 }) => ({ name: m49, itemStyle: { areaColor: highlight } })),
  },
});
