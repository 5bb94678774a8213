// A host's own script: what it hears of its guests, and what it does with them.
self.heard = [];
const frames = () => document.querySelectorAll("iframe");
addEventListener("message", ({ source, data }) => {
  const frame = [...frames()].find((frame) => frame.contentWindow === source);
  heard.push({ from: frame?.id ?? "", data });
});
for (const name of ["asem-state", "asem-select"]) {
  document.addEventListener(name, (event) => heard.push({ from: event.target.id, data: { type: name, ...event.detail } }));
}

const hidden = document.getElementById("hidden");
document.getElementById("open").addEventListener("click", ({ target }) => {
  hidden.hidden = !hidden.hidden;
  target.setAttribute("aria-expanded", !hidden.hidden);
});

// The same element comes back after it has gone.
const guest = document.createElement("asem-dashboard");
self.guest = guest;
guest.id = "element-added";
guest.setAttribute("view", "list");
guest.setAttribute("bloc", "asean");
guest.setAttribute("label", "ASEAN members as a list");
self.place = document.getElementById("place");
document.getElementById("add").addEventListener("click", () => place.append(guest));
document.getElementById("remove").addEventListener("click", () => guest.remove());
