// Starts the wasm. The build names the hashed files in <meta> elements.
//
// What the page must look like before anything is painted, the short script in index.html has said on its root by now: that it
// is a part of another page, without a head and a foot of its own; the colours that the address asks for, so that nobody is
// dazzled meanwhile; the view in front, if not the board. The policy names it by its digest.
const address = (name) => new URL(document.querySelector(`meta[name="${name}"]`).content, document.baseURI).href;

const root = document.documentElement;
const asked = () => new URLSearchParams(location.search);

// In a frame, tells the host how high the page is, in CSS pixels: at the start, when that changes, when the frame is shown, and
// when asked. The root is as high as what it holds, whatever the height of the frame.
if (parent !== window) {
  let [told, before, time, turns] = [0, 0, 0, 0];
  const say = () => {
    parent.postMessage({ type: "asem:height", height: told }, "*");
    // What AMP and Medium listen for.
    parent.postMessage({ sentinel: "amp", type: "embed-size", height: told }, "*");
    parent.postMessage(JSON.stringify({ src: location.href, context: "iframe.resize", height: told }), "*");
  };
  const measure = () => {
    const height = Math.ceil(root.getBoundingClientRect().height);
    // WebKit lays out a frame that is not shown as one without width, which would be very high.
    if (height === 0 || innerWidth === 0 || height === told) return;
    // The host's width may follow this height, by a scrollbar that comes and goes, and turn in circles: the higher of two
    // heights that replace each other faster than a reader could ask for it stays.
    turns = height === before && performance.now() - time < 300 ? turns + 1 : 0;
    if (turns > 3 && height < told) return;
    [before, told, time] = [told, height, performance.now()];
    say();
  };
  new ResizeObserver(measure).observe(root);
  // Browsers do not lay out a frame that is out of sight, nor call its observers of sizes: there, it is measured after each
  // change of its content, and of its own size, which may have taken a scrollbar away.
  let waiting;
  const soon = () => {
    waiting ??= setTimeout(() => {
      waiting = undefined;
      measure();
    }, 100);
  };
  new MutationObserver(soon).observe(root, { attributes: true, childList: true, subtree: true });
  addEventListener("resize", soon);
  // Where the reader goes to in the page, the browser moves the frame only, which is as high as the page and has nothing to
  // move. What comes into the page by it has room once the host has made some. WebKit leaves a host of another site where it
  // is: that one is told where to look.
  const show = () => {
    const place = document.getElementById(location.hash.slice(1));
    if (!place) return;
    place.scrollIntoView({ block: "nearest" });
    parent.postMessage({ type: "asem:show", top: place.getBoundingClientRect().top }, "*");
  };
  addEventListener("hashchange", () => {
    show();
    addEventListener("resize", show, { once: true, signal: AbortSignal.timeout(1000) });
  });
  addEventListener("message", ({ source, data }) => {
    if (source === parent && data?.type === "asem:ask" && told) say();
  });
}

const make = (name, properties) => Object.assign(document.createElement(name), properties);

// The page's own code did not start, or stopped, or came only as far as to the filters: the one failure that it cannot tell of
// itself.
let hasStopped = false;
function tell(problem, hasFilters = false) {
  console.error(problem);
  if (hasStopped) return;
  hasStopped = true;
  const wasLive = isLive();
  root.dataset.app = "failed";
  if (!hasFilters) delete root.dataset.filters;
  if (wasLive) {
    // A copy is as readable, and nobody listens in it: its links are links again, and Back fetches the page that was before.
    const app = document.getElementById("app");
    app.replaceWith(app.cloneNode(true));
    const { search } = location;
    addEventListener("popstate", () => location.search === search || location.reload());
  }
  document.getElementById("loading")?.remove();
  let [said, remedy] = ["This browser cannot run WebAssembly, which search and filters need. All else is on this page, and its links are pages.", "Retry"];
  if (wasLive) [said, remedy] = ["The dashboard has stopped. What is below can still be read, and its links lead on.", "Start again"];
  else if (hasFilters) said = "The dashboard could not be loaded in full. Search and filters work, and what is below can be read. For the rest, check the network connection, then try again.";
  else if (typeof WebAssembly === "object") said = "The dashboard could not be started; what is below can still be read. For search and filters, check the network connection, then try again.";
  const retry = make("button", { type: "button", className: "asem-button asem-button--primary", textContent: remedy });
  retry.addEventListener("click", async () => {
    // A file that came broken once would come out of the browser's cache again.
    const made = document.querySelectorAll("[integrity], meta[data-integrity]");
    const files = [...made].map((element) => element.href ?? element.src ?? element.content);
    await Promise.allSettled(files.map((file) => fetch(file, { cache: "reload" })));
    location.reload();
  });
  // For whoever looks after the site; sent by nobody but the reader.
  const version = document.querySelector('meta[name="asem-wasm"]')?.content;
  // Chromium's stack begins with the problem itself.
  const what = problem?.stack?.startsWith(`${problem}`) ? [problem.stack] : [problem, problem?.stack];
  const value = [said, version, location.href, navigator.userAgent, ...what].filter(Boolean).join("\n");
  const report = make("textarea", { className: "asem-outcome__field", readOnly: true, rows: 6, value });
  report.setAttribute("aria-label", "Report");
  const copy = make("button", { type: "button", className: "asem-button", textContent: "Copy the report" });
  copy.addEventListener("click", async () => {
    report.select();
    const done = navigator.clipboard?.writeText(value).then(() => true, () => false);
    copy.textContent = (await done) ? "Report copied" : "It is selected: copy it by hand";
  });
  const [line, notice, details] = [make("p", { textContent: `${said} ` }), make("div", { className: "asem-plain" }), make("details")];
  line.setAttribute("role", "alert");
  line.append(retry);
  details.append(make("summary", { textContent: "Report" }), report, copy);
  notice.append(line, details);
  document.body.prepend(notice);
}

// What stops the program after the start reaches nobody else: a trap, or what the browser threw in the middle of it.
for (const event of ["error", "unhandledrejection"]) {
  addEventListener(event, ({ error, reason }) => {
    const problem = error ?? reason;
    if (problem instanceof WebAssembly.RuntimeError || /wasm-function/.test(problem?.stack)) tell(problem);
  });
}

// Whether a button or finger is down: a click that begins on one page must not end on another. Where a menu opens, some systems
// never tell that it is up again.
let isPressed = false;
addEventListener("pointerdown", () => (isPressed = true), true);
for (const event of ["pointerup", "pointercancel", "contextmenu"]) addEventListener(event, () => (isPressed = false), true);
addEventListener("pointermove", ({ buttons }) => (isPressed &&= buttons > 0), true);
// A word that an input method is composing would be cut off. Keyboards that compose all the time are not waited for for long.
let composing = -Infinity;
addEventListener("compositionstart", () => (composing = performance.now()), true);
addEventListener("compositionend", () => (composing = -Infinity), true);
const isInTheMiddle = () => isPressed || performance.now() - composing < 2000;

// What the reader may have scrolled besides the page itself. To ask every element would have all be laid out that is drawn only
// in sight.
const scrolled = new Set(document.querySelectorAll(".asem-list, .asem-partner-card, .asem-archive__box"));
const keepScrolled = ({ target }) => scrolled.add(target);
addEventListener("scroll", keepScrolled, true);

// Parts of the style stand within the HTML's page, before what needs them first (src/publish/style.rs). Where somebody has cut
// them off, there is a file with all of it.
const styles = document.querySelectorAll(".asem-style");
const sheet = document.querySelector('meta[name="asem-style"]');
if (sheet && !styles[1]?.nextElementSibling) {
  document.head.append(make("link", { rel: "stylesheet", href: sheet.content, integrity: sheet.dataset.integrity, crossOrigin: "anonymous" }));
}

// Puts the live page in the place of the HTML's, with what the reader has done meanwhile: typed, chosen, opened, selected,
// scrolled. What has no counterpart, since somebody rewrote the HTML, is let go. Calls back when that is done.
function takeOver(old, fresh, done) {
  // It stopped before that was complete.
  if (hasStopped) return;
  if (isInTheMiddle()) {
    setTimeout(takeOver, 50, old, fresh, done);
    return;
  }
  const all = (names) => [...old.querySelectorAll(names)];
  // What comes later stays as it is until then, and so does what is around a part that comes.
  const staying = [];
  const counterpart = (element) => {
    if (element === old) return fresh;
    if (!old.contains(element) || staying.some(({ stay }) => stay.contains(element))) return element;
    const named = element.id && fresh.querySelector(`#${CSS.escape(element.id)}`);
    if (named) return named;
    // By its place among its like: what comes later has no counterpart yet.
    const parent = element.parentElement && counterpart(element.parentElement);
    const like = ({ children }) => [...children].filter((one) => one.localName === element.localName && one.getAttribute("class") === element.getAttribute("class"));
    return (parent && like(parent)[like(element.parentElement).indexOf(element)]) ?? null;
  };
  // A place in the text, as an element and the letters before it: how those are cut into nodes is another matter, and where
  // there is none, a rendered page may have a space.
  const texts = (element) => {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) if (walker.currentNode.data.trim()) found.push(walker.currentNode);
    return found;
  };
  const mark = (node, offset) => {
    const element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
    const before = document.createRange();
    before.setStart(element, 0);
    before.setEnd(node, offset);
    const lengths = texts(element).map((text) => {
      if (text === node) return offset;
      return before.comparePoint(text, text.length) <= 0 ? text.length : 0;
    });
    return { at: counterpart(element), letters: lengths.reduce((sum, length) => sum + length, 0) };
  };
  const place = ({ at, letters }) => {
    for (const text of texts(at)) {
      if (letters <= text.length) return [text, letters];
      letters -= text.length;
    }
    return [at, at.childNodes.length];
  };

  for (const place of fresh.querySelectorAll("[data-later]")) {
    const stay = old.querySelector(`[data-later="${place.dataset.later}"]`);
    if (stay && !place.childElementCount) staying.push({ stay, place });
  }
  const focused = document.activeElement === document.body ? null : document.activeElement;
  const focus = focused && counterpart(focused);
  const caret = focused?.selectionStart != null && [focused.selectionStart, focused.selectionEnd, focused.selectionDirection];
  // None at all in a frame that Firefox does not show.
  const { anchorNode, anchorOffset, focusNode, focusOffset, isCollapsed } = getSelection() ?? { isCollapsed: true };
  const selected = !isCollapsed && [mark(anchorNode, anchorOffset), mark(focusNode, focusOffset)];
  const typed = all("input, select").filter((field) => {
    if (field.localName === "select") return field.selectedIndex > 0;
    return field.value !== field.defaultValue || field.checked !== field.defaultChecked;
  }).map((field) => [field, counterpart(field)]);
  const opened = all("details[open]").map(counterpart);
  // What the HTML has open already.
  const closed = all(".asem-others:not([open])").map(counterpart);
  const scrolls = [...scrolled].filter((element) => old.contains(element))
    .map((element) => [counterpart(element), element.scrollTop, element.scrollLeft]);
  // What the reader looks at stays where it is on the screen. What is drawn only in sight is as high as it was, meanwhile.
  const height = (element) => element.getBoundingClientRect().height;
  const isInSight = ({ top, bottom }) => top < innerHeight && bottom > 0;
  const isWhole = old.id === "app";
  const target = location.hash && document.getElementById(location.hash.slice(1));
  const inColumn = (part) => document.elementFromPoint(innerWidth * part, innerHeight / 3);
  const seen = scrollY > 0 && [target && isInSight(target.getBoundingClientRect()) && target, ...[1 / 2, 1 / 4, 3 / 4].map(inColumn)]
    .find((element) => element && height(element) < innerHeight);
  const looked = seen && { top: seen.getBoundingClientRect().top, at: counterpart(seen) };
  const lazy = looked ? all("article, .asem-sources").map((part) => [counterpart(part), part.clientHeight]) : [];

  for (const { stay, place } of staying) {
    place.replaceWith(stay);
    stay.dataset.stays = "";
  }
  stayed.push(...staying);
  for (const element of scrolled) if (old.contains(element)) scrolled.delete(element);
  document.body.append(...styles);
  old.replaceWith(fresh);

  // The browser has to be told again which part of the page the address means. That takes focus and selection away, and
  // scrolls: so it comes first.
  if (location.hash && (isWhole || old.contains(target))) location.replace(location.href);
  focus?.focus({ preventScroll: true });
  for (const [field, own] of typed) {
    if (!own || own === field) continue;
    if (field.type === "radio" || field.type === "checkbox") {
      if (!field.checked) continue;
      // What the choices before it leave is counted a frame later.
      own.disabled = false;
      own.click();
    } else {
      const isFile = field.type === "file";
      if (isFile) own.files = field.files;
      else own.value = field.value;
      own.dispatchEvent(new Event(isFile || field.localName === "select" ? "change" : "input", { bubbles: true }));
    }
  }
  if (caret && focus && focus !== focused) focus.setSelectionRange(...caret);
  for (const details of opened) details?.setAttribute("open", "");
  for (const details of closed) details?.removeAttribute("open");
  if (selected && selected.every((end) => end?.at)) getSelection().setBaseAndExtent(...selected.flatMap(place));
  for (const [element, top, left] of scrolls) element?.scrollTo({ top, left, behavior: "instant" });
  for (const [part, high] of lazy) {
    if (!part) continue;
    const { paddingBlockStart, paddingBlockEnd } = getComputedStyle(part);
    part.style.containIntrinsicBlockSize = `auto ${high - parseFloat(paddingBlockStart) - parseFloat(paddingBlockEnd)}px`;
  }
  if (looked?.at) scrollBy({ top: looked.at.getBoundingClientRect().top - looked.top, behavior: "instant" });
  done();
}

// The parts of the page that stay as the HTML has them until their code comes, each with what then takes its place.
const stayed = [];
function takeOverRest() {
  const part = stayed.shift();
  // Each is a task of its own: the browser answers in between.
  if (part) return takeOver(part.stay, part.place, () => setTimeout(takeOverRest));
  removeEventListener("scroll", keepScrolled, true);
  scrolled.clear();
  root.dataset.rest = "live";
}

// For times without network: a worker keeps the page, and says when there is newer data than the page has. It does so for the
// site itself only: a frame is its host's to keep, who does not work without network either, and the page in one file needs
// none. Where the browser has no workers, or not here, nothing is missed.
async function keepOffline(hearOfNewer) {
  if (self !== top || !document.querySelector('link[rel="manifest"]')) return;
  try {
    const workers = navigator.serviceWorker;
    // It fetches what it keeps: not while the reader waits for something.
    await new Promise((resolve) => (self.requestIdleCallback ?? setTimeout)(resolve));
    await workers.register(new URL("sw.js", document.baseURI));
    workers.onmessage = ({ data }) => data === "asem:newer" && hearOfNewer();
    const look = async () => document.hidden || (await workers.ready).active.postMessage("asem:look");
    addEventListener("online", look);
    document.addEventListener("visibilitychange", look);
  } catch (problem) {
    console.info(problem);
  }
}

// A page of a partner or release, and the state that it shows. The live page is at the main page's address.
const base = document.querySelector("base[data-query]");
const home = base && { page: location.pathname, path: new URL(base.href).pathname, query: base.dataset.query };
const isLive = () => root.dataset.app === "live";

// What the address means: the query string of the state, and a part of the page.
function meaning() {
  const query = asked();
  let { hash } = location;
  if (home?.page === location.pathname) {
    for (const [key, value] of new URLSearchParams(home.query)) if (!query.has(key)) query.append(key, value);
  }
  // Where all views are there, links lead to them as parts of the page.
  const view = hash.slice(1);
  if (["board", "map", "list"].includes(view)) {
    if (view === "board") query.delete("view");
    else query.set("view", view);
    hash = "";
  }
  return { query: `?${query}`.replace(/^\?$/, ""), hash };
}
const meant = () => meaning().query;

// The query string of the state that the address means. From a page of a partner or release, the address becomes that of the
// main page in this state; also when the reader comes back to what was that page.
function settle() {
  const { query, hash } = meaning();
  if (home?.page === location.pathname || hash !== location.hash) {
    try {
      history.replaceState(history.state, "", `${home?.path ?? location.pathname}${query}${hash}`);
      base?.remove();
    } catch {
      // A frame without an origin may not: there the state is right, and the address stays.
    }
  }
  return query;
}

globalThis.asem = { tell, takeOver, takeOverRest, keepOffline, meant, settle };

// A link to the map shows the map, not the board until the program comes.
function front() {
  delete root.dataset.front;
  if (isLive()) return;
  const views = [...document.querySelectorAll("#views > [data-view]")];
  const wanted = [location.hash.slice(1), asked().get("view")];
  const [front] = wanted.flatMap((name) => views.filter(({ dataset }) => dataset.view === name));
  if (!front) return;
  document.getElementById("views").dataset.front = front.dataset.view;
  for (const view of views) view.hidden = view !== front;
  for (const link of document.querySelectorAll(".asem-view-switch__link")) {
    if (link.hash === `#${front.id}`) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}
addEventListener("hashchange", front);

// Whether the program listens to an element.
const isTaken = (element) => isLive() && !element.closest?.("[data-stays]");

// Whoever goes on before the program comes, or without it, stays in the frame and its colours; and the search that is sent then
// begins where the reader is.
addEventListener("click", ({ target }) => {
  // Those of the map are links of a drawing, which know their address only as it is written.
  const link = target.closest?.("#app a[href]");
  if (!link || isTaken(target)) return;
  const [here, there] = [asked(), new URL(link.getAttribute("href"), document.baseURI)];
  if (there.origin !== location.origin || (there.pathname === location.pathname && there.hash)) return;
  for (const key of ["theme", "accent", "embed"]) {
    if (here.has(key) && !there.searchParams.has(key)) there.searchParams.append(key, here.get(key));
  }
  link.setAttribute("href", there.href);
}, true);
addEventListener("submit", (event) => {
  const { target } = event;
  if (isTaken(target)) return;
  // They have answered already.
  if (root.dataset.filters && target.id === "filters") return event.preventDefault();
  for (const [key, value] of [...asked(), ...new URLSearchParams(home?.query)]) {
    if (target.elements[key]) continue;
    target.append(make("input", { type: "hidden", name: key, value }));
  }
}, true);

/*! Begin of loading */
// Both files must be what the build made: the wasm is held against that here, the script by its own element at the end of the
// page, which runs after this one. The import takes it from there.
async function load() {
  const { integrity } = document.querySelector('link[type="application/wasm"]') ?? {};
  const wasm = fetch(address("asem-wasm"), { integrity });
  // Whoever waits for it is told.
  wasm.catch(() => {});
  const module = address("asem-module");
  const script = [...document.scripts].find(({ src }) => src === module);
  // Who puts scripts off until the page has loaded has put this one off behind that one: there is nothing left to wait for.
  if (script && document.readyState !== "complete") await new Promise((resolve, reject) => Object.assign(script, { onload: resolve, onerror: reject }));
  const { default: start } = await import(module);
  return async () => {
    await start({ module_or_path: wasm });
    // A build that is not cut up has it all.
    const isApart = (name) => document.querySelector(`meta[name="asem-${name}"]`) && !requested.has(name);
    for (const name of ["shared", "page"].filter(isApart)) ahead[name] = get(name);
  };
}
// The parts of the program that come later, held against what the build made as well; those that every reader gets are asked for
// as soon as the first is there. Who asks again had a file that came broken, which would come out of the browser's cache again.
const [requested, ahead] = [new Set(), {}];
function get(name) {
  const { content, dataset } = document.querySelector(`meta[name="asem-${name}"]`);
  const cache = requested.has(name) ? "reload" : "default";
  requested.add(name);
  const priority = name === "rest" ? "low" : "auto";
  const file = fetch(new URL(content, document.baseURI), { cache, integrity: dataset.integrity, priority });
  // Whoever waits for it is told.
  file.catch(() => {});
  return file;
}
function part(name) {
  const file = ahead[name] ?? get(name);
  delete ahead[name];
  return file;
}
/*! End of loading */

asem.part = part;
front();
try {
  const start = await load();
  await start();
} catch (problem) {
  tell(problem);
}
