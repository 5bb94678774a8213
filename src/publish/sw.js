// Keeps the page for times without network. What VERSION, FORMAT, STYLE and SHELL are is written above when the site is built.
//
// A version never mixes with another: it has a cache of its own, filled as a whole or not at all, and takes over once no page
// of the one before is open. Data and pages come from the network as long as it answers in time; what is named by its content
// comes from the cache, if it still has that content. Without the cache all of this is the network, as if there were no worker.
const scope = registration.scope;
const CACHE = `asem ${VERSION} ${scope}`;
// Data outlives a version, since it may be replaced without building anything; a version with another format has its own.
const DATA = `asem data ${FORMAT} ${scope}`;
const MAIN_DATA = `${scope}data/asem.json`;
// How long a slow network may take, in milliseconds, while there is something to show.
const PATIENCE = 3000;

const pathOf = (address) => new URL(address).pathname.slice(new URL(scope).pathname.length);
const isData = (path) => /^(data|map)\//.test(path);

// The page, and the states of it that are pages; some hosts leave the ending away.
const PAGE = /^(?:index(?:\.html)?|(partner|release)\/([^/]+?)(?:\.html)?)?$/;

// The format of a data file, of this version where the file names none; nothing for what is no data file or not the whole of
// it: hosts in trouble, and networks that want a login first, answer with pages of their own, as if all were well.
function formatOf(address, text) {
  const { pathname, search } = new URL(address);
  try {
    // A part of an archive's index begins with the index that its address names.
    if (!pathname.endsWith(".json")) return text.startsWith(`${decodeURIComponent(search.slice(1))}\n`) ? FORMAT : undefined;
    const file = JSON.parse(text);
    if (address === MAIN_DATA) return Array.isArray(file.partners) ? file.format : undefined;
    return file.format ?? FORMAT;
  } catch {
    return undefined;
  }
}

// Whether a file is what this version can use, and not cut short or changed: somebody may have changed the cache.
async function isSound(address, response) {
  const path = pathOf(address);
  const bytes = await response.clone().arrayBuffer();
  const digest = SHELL[path];
  if (digest) {
    const found = new Uint8Array(await crypto.subtle.digest("SHA-384", bytes));
    return `sha384-${btoa(String.fromCharCode(...found))}` === digest;
  }
  const text = new TextDecoder().decode(bytes);
  if (isData(path)) return formatOf(address, text) === FORMAT;
  // A page of this version has its style, and names every file of it: scripts, program.
  return text.includes(STYLE) && Object.keys(SHELL).every((file) => !SHELL[file] || text.includes(file));
}

// A cache that cannot be read has nothing; one that cannot be written stays as it is.
async function kept(address) {
  try {
    const cache = await caches.open(isData(pathOf(address)) ? DATA : CACHE);
    const response = await cache.match(address);
    return response && (await isSound(address, response)) ? response : undefined;
  } catch {
    return undefined;
  }
}

async function keep(address, response) {
  try {
    if (!response.ok || !(await isSound(address, response))) return;
    const cache = await caches.open(isData(pathOf(address)) ? DATA : CACHE);
    await cache.put(address, response.clone());
    if (!new URL(address).search) return;
    // Of what has its edition in its address, one is enough.
    const others = (await cache.keys(address, { ignoreSearch: true })).filter(({ url }) => url !== address);
    await Promise.all(others.filter(({ url }) => new URL(url).search).map((other) => cache.delete(other)));
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
      if (!response.ok || !(await isSound(scope + path, response))) throw new Error(`${path || "the page"} is of another version`);
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

// Tells every page but the one that gets the newer data anyway. Other folders of the host may have pages like this one.
async function tell(except) {
  const pages = await clients.matchAll({ includeUncontrolled: true });
  const isOwn = ({ id, url }) => id !== except && url.startsWith(scope) && PAGE.test(pathOf(url));
  for (const page of pages.filter(isOwn)) page.postMessage("asem:newer");
}

// A data file from the network, kept for later. Who has older data is told.
async function renew(address, request, receiver) {
  // The server is always asked: an answer that the browser had kept would hide what is new.
  const response = await fetch(request, { cache: "no-cache" });
  if (!response.ok || !(await isSound(address, response))) return response;
  const before = await kept(address);
  const isNewer = before && (await before.text()) !== (await response.clone().text());
  await keep(address, response);
  if (isNewer && address === MAIN_DATA) await tell(receiver());
  return response;
}

// What the network answers in time, or else what is kept, or else what the network answers late. A host in trouble is as good
// as none, and so is an answer that is none to what was asked.
async function inTime(event, network, isAnswer, spare) {
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE));
  const judged = async (response) => (response.status < 500 && (await isAnswer(response)) ? response : undefined);
  // Whoever gives up on it below must not leave a rejection that nobody handles.
  const answer = network.then(judged).catch(() => undefined);
  event.waitUntil(answer);
  return (await Promise.race([answer, late])) ?? (await spare()) ?? network;
}

async function data(event) {
  const address = event.request.url;
  let receiver = event.clientId;
  // Data of another format is for a page of another version, which has come from the network.
  const isAnswer = async (response) =>
    !response.ok || formatOf(address, await response.clone().text()) !== undefined;
  const spare = async () => {
    const response = await kept(address);
    // The page that has waited in vain gets what is kept, and is told as well once there is more.
    if (response) receiver = "";
    return response;
  };
  return inTime(event, renew(address, event.request, () => receiver), isAnswer, spare);
}

async function page(event, path) {
  const { search } = new URL(event.request.url);
  const [, key, value] = PAGE.exec(path);
  // Always asked for, since hosts that set no headers let browsers keep pages of an older version. Where the address leads on,
  // the browser itself follows.
  const network = fetch(event.request.url, { cache: "no-cache", redirect: "manual" });
  // Somebody may have emptied the cache since it was filled.
  if (path === "") event.waitUntil(network.then((response) => mend(response.clone())).catch(() => undefined));
  return inTime(event, network, () => true, async () => {
    const main = await kept(scope);
    // The page of a partner or release is a state of the main page, which alone is kept.
    if (main && key) return Response.redirect(`${scope}?${key}=${value}${search.replace("?", "&")}`);
    return main;
  });
}

async function mend(response) {
  if (!(await kept(scope))) await keep(scope, response);
}

async function named(event, path) {
  const response = await kept(scope + path);
  if (response) return response;
  const fresh = await fetch(event.request);
  event.waitUntil(keep(scope + path, fresh.clone()));
  return fresh;
}

addEventListener("install", (event) => event.waitUntil(install()));
addEventListener("activate", (event) => event.waitUntil(activate()));

addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(scope)) return;
  const path = pathOf(request.url);
  if (request.mode === "navigate") {
    if (PAGE.test(path)) event.respondWith(page(event, path));
  } else if (SHELL[path]) {
    event.respondWith(named(event, path));
  } else if (isData(path)) {
    event.respondWith(data(event));
  }
});

// A page that has been away asks whether there is newer data.
addEventListener("message", (event) => {
  if (event.data !== "asem:look") return;
  event.waitUntil(renew(MAIN_DATA, MAIN_DATA, () => "").catch(() => undefined));
});
