// The common part of the job with jsVectorMap: a world map with the states of the release highlighted, a list, a text filter.
const map = new jsVectorMap({
  selector: "#map",
  map: "world",
  selectedRegions: STATES,
  regionStyle: { selected: { fill: "#12796a" } },
});
const list = document.getElementById("list");
for (const code of STATES) {
  const row = document.createElement("li");
  row.textContent = map.regions[code]?.config.name ?? code;
  list.append(row);
}
document.getElementById("filter").addEventListener("input", ({ target }) => {
  for (const row of list.children) row.hidden = !row.textContent.toLowerCase().includes(target.value.toLowerCase());
});
