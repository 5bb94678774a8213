// The states of the release, their list and its text filter: the same on every page. The build puts the states in.
export const states = STATES;
export const highlight = "#12796a";

const list = document.getElementById("list");
for (const { name } of states) {
  const row = document.createElement("li");
  row.textContent = name;
  list.append(row);
}
document.getElementById("filter").addEventListener("input", ({ target }) => {
  for (const row of list.children) row.hidden = !row.textContent.toLowerCase().includes(target.value.toLowerCase());
});
