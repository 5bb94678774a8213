// Judges of the built site that were not written here, one line each:
//
//     node tests/judges/judge.js html css links policy crates unused npm lighthouse
//
// Fails where one of them finds something. What is let pass is named here, with its reason.

import { spawn } from "node:child_process";
import { mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { availableParallelism, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import sirv from "sirv";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const DIST = join(ROOT, "dist");
const TOOLS = fileURLToPath(new URL("node_modules", import.meta.url));

/** States of the page whose elements are judged as the program leaves them. */
const STATES = ["", "?view=map&partner=VN", "?view=list&sort=-visibility", "?compare=VN,HU,PL,DE&q=burma", "?embed=1&side=mars",
  "?find=culture&with=VN&meeting=cmm-4", "?asof=2014-10-16&partner=KR&lang=km", "?q=atlantis&view=list"];

const CHROMIUM = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync"];

/** What the checker says of the HTML that is no fault of it. */
const HTML_NAMED = [
  // It takes data blocks (JSON-LD) for scripts, and knows no 'self' for a file. Browsers judge the policy in the end-to-end tests.
  /violates Content Security Policy/,
  // What WordPress writes into frames of strangers, which the portal of the tests has on purpose.
  /^Attribute “security” not allowed on element “iframe”/,
];

/** What the checker says of the CSS that is no fault of it: it does not know these yet, all browsers that we promise do. */
const CSS_NAMED = [
  // CSS Containment 3: container queries, and their unit `cqi`.
  /“@container”/, /“container”/, /^CSS: “--asem-text-2xl”: Parse Error/,
  // SVG 2.
  /“vector-effect”/, /“paint-order”/,
];

/** What Lighthouse takes for faults that are none. */
const AUDITS_NAMED = {
  // On the map, who is no partner on the day is an `a` without an address, as HTML has it for what may be a link another day.
  "crawlable-anchors": ({ details }) => details.items.every(({ node }) => /^<a\b/.test(node.snippet) && !/ href=/.test(node.snippet)),
};

/** Runs a program to its end. */
function run(program, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: ROOT, ...options });
    let out = "";
    let err = "";
    child.stdout.on("data", (text) => (out += text));
    child.stderr.on("data", (text) => (err += text));
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, out, err }));
  });
}

/** The built site as a good host serves it, packed. */
async function served(use) {
  const files = sirv(DIST, { brotli: true, gzip: true, etag: true });
  const server = createServer((request, response) =>
    files(request, response, () => response.writeHead(404).end("Not found")),
  );
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  try {
    return await use(`http://127.0.0.1:${server.address().port}/`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

/** Calls with the path of a folder that is gone afterwards. */
async function scratch(use) {
  const folder = await mkdtemp(join(tmpdir(), "asem-judges-"));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What the Nu HTML checker says of files, but for its remarks; how much of it is named above. */
async function checker(files, named, ...options) {
  const jar = join(TOOLS, "vnu-jar/build/dist/vnu.jar");
  const { out, err } = await run("java", ["-jar", jar, "--stdout", "--format", "json", ...options, ...files]);
  if (!out) throw new Error(err);
  const said = JSON.parse(out).messages.filter(({ type, subType }) => type !== "info" || subType === "warning");
  const isNamed = ({ message }) => named.some((pattern) => pattern.test(message));
  const findings = said.filter((one) => !isNamed(one)).map(({ url, lastLine, lastColumn, message, extract }) =>
    `${url.replace(`file:${ROOT}`, "")}:${lastLine}:${lastColumn}: ${message} ${JSON.stringify(extract ?? "")}`);
  return { findings, n_named: said.filter(isNamed).length };
}

async function built(folder, ending) {
  const names = await readdir(join(DIST, folder));
  return names.filter((name) => name.endsWith(ending)).map((name) => join(DIST, folder, name));
}

/** The elements of a page once its program runs. On a busy machine the browser's own clock may run out before: then again. */
async function live(address, folder) {
  for (let left = 10; left > 0; left -= 1) {
    const user = `--user-data-dir=${await mkdtemp(join(folder, "browser-"))}`;
    const { out } = await run("chromium", [...CHROMIUM, user, "--virtual-time-budget=10000", "--dump-dom", address]);
    if (out.includes('data-rest="live"')) return out;
  }
  throw new Error(`the program does not start at ${address}`);
}

const JUDGES = {
  /** Every page as it is built, and as the program leaves it in each state; the portal of the tests. */
  async html() {
    return scratch(async (folder) => {
      const states = await served(async (site) => {
        const files = [];
        for (const [at, state] of STATES.entries()) {
          files.push(join(folder, `state-${at}.html`));
          await writeFile(files.at(-1), await live(site + state, folder));
        }
        return files;
      });
      const portal = [];
      for (const name of ["index.html", "other.html"]) {
        const text = await readFile(join(ROOT, "tests/portal", name), "utf8");
        portal.push(join(folder, `portal-${name}`));
        await writeFile(portal.at(-1), text.replace(/\{(site|sandboxed)\}/g, "https://example.org/asem"));
      }
      const pages = (await Promise.all(["", "partner", "release"].map((part) => built(part, ".html")))).flat();
      const { findings, n_named } = await checker([...pages, ...states, ...portal], [...HTML_NAMED, ...CSS_NAMED]);
      return { findings, figure: `${pages.length} pages, ${states.length} states, ${portal.length} of the portal; ${n_named} remarks named` };
    });
  },

  async css() {
    const sheets = [join(ROOT, "target/asem.css")];
    const { findings, n_named } = await checker(sheets, CSS_NAMED, "--css");
    return { findings, figure: `${sheets.length} sheet; ${n_named} remarks named` };
  },

  /** Files and places within pages that a link of the HTML leads to; nothing is asked of other hosts. */
  async links() {
    const { LinkChecker } = await import("linkinator");
    return served(async (site) => {
      const result = await new LinkChecker().check({
        path: [site, `${site}single.html`], recurse: true, checkFragments: true, timeout: 20000,
        linksToSkip: async (link) => !link.startsWith(site),
      });
      const count = (state) => result.links.filter((link) => link.state === state).length;
      const broken = result.links.filter((link) => link.state === "BROKEN");
      return {
        findings: broken.map(({ url, status, parent }) => `${parent?.replace(site, "")}: ${url.replace(site, "")} (${status})`),
        figure: `${count("OK")} links lead somewhere; ${count("SKIPPED")} to other hosts not followed`,
      };
    });
  },

  /** The policies of the pages and of the headers. */
  async policy() {
    // A CommonJS package without an entry of its own.
    const { CspEvaluator } = await import("csp_evaluator/dist/evaluator.js");
    const { CspParser } = await import("csp_evaluator/dist/parser.js");
    const { Severity } = await import("csp_evaluator/dist/finding.js");
    const policies = new Map();
    for (const file of ["index.html", "single.html", "_headers", ".htaccess"]) {
      const text = await readFile(join(DIST, file), "utf8");
      const found = text.match(/default-src 'none'[^"\n]*/g) ?? [];
      if (found.length === 0) policies.set(`no policy in ${file}`, file);
      for (const policy of found) policies.set(policy, file);
    }
    const all = [...policies].flatMap(([policy, file]) =>
      new CspEvaluator(new CspParser(policy).csp).evaluate().map((finding) => ({ file, ...finding })));
    // 'self' may be a weakness where a host keeps files of strangers beside the site; a static site of unknown address has no
    // other word for its own files.
    const isNamed = ({ severity, value }) => severity > Severity.STRICT_CSP && (value === "'self'" || severity >= Severity.INFO);
    return {
      findings: all.filter((one) => !isNamed(one)).map(({ file, directive, value, description }) => `${file}: ${directive} ${value ?? ""}: ${description}`),
      figure: `${policies.size} policies; ${all.filter(isNamed).length} remarks named`,
    };
  },

  /** Licences, sources and copies of crates: of what ships, and of all; advisories where their database can be had. */
  async crates() {
    const kinds = ["licenses", "bans", "sources"];
    const check = (graph, ...rest) =>
      run("cargo", ["deny", "--format", "json", "--locked", ...graph, "check", "--hide-inclusion-graph", ...rest]);
    const wasm = ["--exclude-dev", "--no-default-features", "--features", "csr", "--target", "wasm32-unknown-unknown"];
    const native = ["--features", "ssr,tools"];
    const said = ({ err }) => err.split("\n").filter(Boolean).map((line) => JSON.parse(line))
      .filter(({ type }) => type === "diagnostic").map(({ fields }) => fields);
    const results = [await check(wasm, ...kinds), await check(native, "--warn", "duplicate", ...kinds)];
    const copies = said(results[1]).filter(({ code }) => code === "duplicate").length;
    const fetched = await run("cargo", ["deny", "fetch", "db"]);
    if (fetched.code === 0) results.push(await check(native, "advisories"));
    const advisories = fetched.code === 0 ? "no advisory" : "ADVISORIES NOT JUDGED: their database cannot be reached";
    const findings = results.flatMap((result) => {
      const errors = said(result).filter(({ severity }) => severity === "error");
      return result.code === 0 ? [] : errors.map(({ message, labels }) => `${message}: ${labels?.map(({ span }) => span).join(" ")}`).concat(errors.length ? [] : result.err);
    });
    return { findings, figure: `licences, sources and copies of what ships and of all; ${copies} crates in two versions, for tests and build alone; ${advisories}` };
  },

  /** Crates that nothing uses. */
  async unused() {
    const { code, out } = await run("cargo", ["machete"]);
    return { findings: code === 0 ? [] : [out], figure: "no crate is unused" };
  },

  /** Advisories on npm packages: none ships, all are tools. */
  async npm() {
    const folders = [ROOT, fileURLToPath(new URL(".", import.meta.url)), join(ROOT, "tests/bench/peers")];
    const findings = [];
    let n_packages = 0;
    for (const cwd of folders) {
      const { out } = await run("npm", ["audit", "--json"], { cwd });
      const { vulnerabilities, metadata } = JSON.parse(out);
      if (!metadata) return { findings, figure: "NOT JUDGED: the registry in use answers no audit" };
      findings.push(...Object.values(vulnerabilities).map(({ name, severity, range }) => `${name} ${range}: ${severity}`));
      n_packages += metadata.dependencies.total;
    }
    return { findings, figure: `no advisory on ${n_packages} packages` };
  },

  /** As on a phone; the speed is the median of three, since other work on the machine makes it worse, never better. */
  async lighthouse() {
    const [load] = loadavg();
    const isBusy = load > availableParallelism();
    const categories = ["performance", "accessibility", "best-practices", "seo"];
    return scratch((folder) => served(async (site) => {
      const reports = [];
      for (let at = 0; at < 3; at += 1) {
        const file = join(folder, `${at}.json`);
        const { code, err } = await run("node", [join(TOOLS, "lighthouse/cli/index.js"), site, "--quiet", "--output=json", `--output-path=${file}`,
          `--only-categories=${categories}`, `--chrome-flags=${CHROMIUM.join(" ")}`],
          { env: { ...process.env, CHROME_PATH: "/usr/bin/chromium" } });
        if (code !== 0) throw new Error(err);
        reports.push(JSON.parse(await readFile(file, "utf8")));
      }
      const score = (report, id) => Math.round(report.categories[id].score * 100);
      reports.sort((a, b) => score(a, "performance") - score(b, "performance"));
      const median = reports[1];
      const isNamed = ({ id }, audit) => AUDITS_NAMED[id]?.(audit) ?? false;
      const lost = categories.flatMap((id) => median.categories[id].auditRefs
        .map((ref) => ({ id, ref, audit: median.audits[ref.id] }))
        .filter(({ ref, audit }) => ref.weight > 0 && audit.score !== null && audit.score < 1));
      const named = lost.filter(({ ref, audit }) => isNamed(ref, audit));
      const faults = lost.filter((one) => !named.includes(one) && !(isBusy && one.id === "performance"));
      const isBelow = (id) => score(median, id) < 100 && faults.some((one) => one.id === id);
      const findings = categories.filter(isBelow).map((id) => `${id} ${score(median, id)} of 100: `
        + faults.filter((one) => one.id === id).map(({ audit }) => `${audit.title} ${audit.displayValue ?? ""}`.trim()).join("; "));
      const shown = (id) => median.audits[id].displayValue.replaceAll("\u00a0", " ");
      return {
        findings,
        figure: `${categories.map((id) => `${id} ${score(median, id)}`).join(", ")}; speed ${reports.map((one) => score(one, "performance")).join(" ")}; `
          + `first paint ${shown("first-contentful-paint")}, largest ${shown("largest-contentful-paint")}, blocked ${shown("total-blocking-time")}, `
          + `shift ${shown("cumulative-layout-shift")}; named: ${named.map(({ ref }) => ref.id).join(", ") || "nothing"}`
          + (isBusy ? `; SPEED NOT JUDGED: other work was running, ${load.toFixed(1)} tasks on ${availableParallelism()} processors` : ""),
      };
    }));
  },
};

let n_failed = 0;
for (const name of process.argv.slice(2)) {
  const started = Date.now();
  const { findings, figure } = await JUDGES[name]();
  n_failed += findings.length > 0;
  const seconds = ((Date.now() - started) / 1000).toFixed(0);
  const verdict = findings.length ? "FOUND" : figure.includes("NOT JUDGED") ? "part " : "ok   ";
  console.log(`${verdict} ${name.padEnd(10)} ${findings.length ? `${findings.length}: ` : ""}${figure} (${seconds} s)`);
  findings.forEach((finding) => console.log(`      ${finding}`));
}
process.exitCode = n_failed > 0 ? 1 : 0;
