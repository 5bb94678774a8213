// Keeps the page for times without network. What VERSION and SHELL are is written above when the site is built.
//
// A version never mixes with another: it has a cache of its own, filled as a whole or not at all, and takes over once no page
// of the one before is open. Data and pages come from the network as long as it answers in time; what is named by its content
// comes from the cache, if it still has that content. Without the cache all of this is the network, as if there were no worker.
const scope = registration.scope;
const CACHE = `asem ${VERSION} ${scope}`;
// Data outlives a version: it may be replaced without building anything.
const DATA = `asem data ${scope}`;
// How long a slow network may take, in milliseconds, while there is something to show.
const PATIENCE = 3000;

const pathOf = (address) => new URL(address).pathname.slice(new URL(scope).pathname.length);
const isData = (path) => /^(data|map)\//.test(path);

// Whether a kept file is still what was kept: somebody may have changed the cache.
async function isSound(path, response) {
  const bytes = await response.clone().arrayBuffer();
  const digest = SHELL[path];
  if (digest) {
    const found = new Uint8Array(await crypto.subtle.digest("SHA-384", bytes));
    return `sha384-${btoa(String.fromCharCode(...found))}` === digest;
  }
  const text = new TextDecoder().decode(bytes);
  // A page of this version names every file of it: style, scripts, program.
  if (path === "") return Object.keys(SHELL).every((file) => !SHELL[file] || text.includes(file));
  if (!path.endsWith(".json")) return true;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

// A cache that cannot be read has nothing; one that cannot be written stays as it is.
async function kept(path) {
  try {
    const cache = await caches.open(isData(path) ? DATA : CACHE);
    const response = await cache.match(scope + path);
    return response && (await isSound(path, response)) ? response : undefined;
  } catch {
    return undefined;
  }
}

async function keep(path, response) {
  try {
    if (!response.ok || !(await isSound(path, response))) return;
    const cache = await caches.open(isData(path) ? DATA : CACHE);
    await cache.put(scope + path, response.clone());
  } catch (problem) {
    console.warn(problem);
  }
}

async function install() {
  const cache = await caches.open(CACHE);
  try {
    await Promise.all(Object.entries(SHELL).map(async ([path, integrity]) => {
      // What may be replaced on the host is asked for there: the browser may have kept one of another version.
      const response = await fetch(scope + path, integrity ? { integrity } : { cache: "no-cache" });
      // A host in the middle of an update has files of both versions: then it is tried again at the next visit.
      if (!response.ok || !(await isSound(path, response))) throw new Error(`${path || "the page"} is of another version`);
      await (isData(path) ? await caches.open(DATA) : cache).put(scope + path, response);
    }));
  } catch (problem) {
    await caches.delete(CACHE);
    throw problem;
  }
}

async function activate() {
  const own = (name) => name.startsWith("asem ") && name.endsWith(` ${scope}`) && name !== CACHE && name !== DATA;
  await Promise.all((await caches.keys()).filter(own).map((name) => caches.delete(name)));
}

// Tells every page but the one that gets the newer data anyway.
async function tell(except) {
  const pages = await clients.matchAll({ includeUncontrolled: true });
  for (const page of pages) if (page.id !== except) page.postMessage("asem:newer");
}

// A data file from the network, kept for later. Who has older data is told.
async function renew(path, request, receiver) {
  // The server is always asked: an answer that the browser had kept would hide what is new.
  const response = await fetch(request, { cache: "no-cache" });
  const before = await kept(path);
  const isNewer = before && response.ok && (await before.text()) !== (await response.clone().text());
  await keep(path, response);
  if (isNewer && path === "data/asem.json") await tell(receiver());
  return response;
}

// What the network answers in time, or else what is kept, or else what the network answers late.
async function inTime(event, network, spare) {
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE));
  // Whoever gives up on it below must not leave a rejection that nobody handles.
  const answer = network.catch(() => undefined);
  event.waitUntil(answer);
  return (await Promise.race([answer, late])) ?? (await spare()) ?? network;
}

async function data(event, path) {
  let receiver = event.clientId;
  const spare = async () => {
    const response = await kept(path);
    // The page that has waited in vain gets what is kept, and is told as well once there is more.
    if (response) receiver = "";
    return response;
  };
  return inTime(event, renew(path, event.request, () => receiver), spare);
}

async function page(event, path) {
  const { search } = new URL(event.request.url);
  const below = /^(partner|release)\/(.+)\.html$/.exec(path);
  // Always asked for, since hosts that set no headers let browsers keep pages of an older version. Where the address leads on,
  // the browser itself follows.
  const network = fetch(event.request.url, { cache: "no-cache", redirect: "manual" });
  // Somebody may have emptied the cache since it was filled.
  if (path === "") event.waitUntil(network.then((response) => mend(response.clone())).catch(() => undefined));
  return inTime(event, network, async () => {
    const main = await kept("");
    // The page of a partner or release is a state of the main page, which alone is kept.
    if (main && below) return Response.redirect(`${scope}?${below[1]}=${below[2]}${search.replace("?", "&")}`);
    return main;
  });
}

async function mend(response) {
  if (!(await kept(""))) await keep("", response);
}

async function named(event, path) {
  const response = await kept(path);
  if (response) return response;
  const fresh = await fetch(event.request);
  event.waitUntil(keep(path, fresh.clone()));
  return fresh;
}

addEventListener("install", (event) => event.waitUntil(install()));
addEventListener("activate", (event) => event.waitUntil(activate()));

addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(scope)) return;
  const path = pathOf(request.url);
  if (request.mode === "navigate") {
    if (/^(index\.html|(partner|release)\/.+\.html)?$/.test(path)) event.respondWith(page(event, path));
  } else if (SHELL[path]) {
    event.respondWith(named(event, path));
  } else if (isData(path)) {
    event.respondWith(data(event, path));
  }
});

// A page that has been away asks whether there is newer data.
addEventListener("message", (event) => {
  if (event.data !== "asem:look") return;
  event.waitUntil(renew("data/asem.json", `${scope}data/asem.json`, () => "").catch(() => undefined));
});
