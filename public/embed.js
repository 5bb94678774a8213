// For pages that show the dashboard: gives each of its frames the height that it reports, whenever the frame was added, and
// defines <asem-dashboard>. A plain script: <script src="https://…/embed.js" async></script>. It needs the host's policy to
// allow this site as script-src and frame-src, nothing more.
(() => {
  const here = new URL(".", document.currentScript.src);
  // The keys of the query string, each an attribute; but for `role`, which means something else on every element.
  const KEYS = "q side bloc role wave sentence asof partner compare release find year kind with org meeting view zoom sort lang";
  const attributeOf = (key) => (key === "role" ? "in-role" : key);
  // Changing these loads the frame anew.
  const FIXED = ["src", "theme", "accent"];

  // The content's own box alone, whatever the host's styles say of every element.
  function fit(frame, { type, height }) {
    if (type !== "asem:height" || !(height > 0)) return;
    const least = Number(frame.getAttribute("height")) || 0;
    const style = { height: `${Math.max(height, least)}px`, "max-height": "none", "box-sizing": "content-box" };
    for (const name in style) frame.style.setProperty(name, style[name], "important");
  }

  // Brings into sight where the reader has gone to in the frame, if the browser has not.
  function reveal(frame, { type, top }) {
    if (type !== "asem:show" || !Number.isFinite(top)) return;
    const place = frame.getBoundingClientRect().top + top;
    if (place < 0 || place > innerHeight) scrollBy(0, place - innerHeight / 2);
  }

  function serve(frame, message) {
    fit(frame, message);
    reveal(frame, message);
  }

  // Whether a message is the frame's own: it still shows the site that it was made for. Where it is sandboxed its origin
  // says nothing, so that the window alone decides.
  function isFrom(frame, { source, origin }) {
    const isOpaque = frame.hasAttribute("sandbox") && !frame.sandbox.contains("allow-same-origin");
    return source === frame.contentWindow && origin === (isOpaque ? "null" : new URL(frame.src).origin);
  }

  const frames = () => [...document.querySelectorAll("iframe")].filter(({ src }) => src.startsWith(`${here.origin}/`));
  addEventListener("message", (event) => {
    const frame = event.source && frames().find((frame) => isFrom(frame, event));
    if (frame && event.data) serve(frame, event.data);
  });
  // Those that were there before this script may have told already.
  for (const frame of frames()) frame.contentWindow.postMessage({ type: "asem:ask" }, "*");

  if (customElements.get("asem-dashboard")) return;

  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    :host { display: block; max-height: none !important; overflow: visible !important }
    :host([hidden]) { display: none }
    iframe { display: block; width: 100%; height: 30rem; border: 0 }
  `);

  class AsemDashboard extends HTMLElement {
    static observedAttributes = [...KEYS.split(" ").map(attributeOf), ...FIXED, "height", "label"];
    static #present = new Set();
    static {
      addEventListener("message", (event) => this.#present.forEach((element) => element.#hear(event)));
    }

    #frame;
    // What the frame told last; null while it has told nothing.
    #state;
    // Whether an attribute was changed before.
    #isLate;

    constructor() {
      super();
      this.attachShadow({ mode: "open", delegatesFocus: true }).adoptedStyleSheets = [sheet];
    }

    connectedCallback() {
      AsemDashboard.#present.add(this);
      this.#load();
    }

    disconnectedCallback() {
      AsemDashboard.#present.delete(this);
      this.shadowRoot.replaceChildren();
    }

    attributeChangedCallback(name, before, now) {
      if (before === now || !AsemDashboard.#present.has(this)) return;
      if (FIXED.includes(name)) this.#load();
      else if (name === "height" || name === "label") this.#dress();
      else if (this.#state === null) this.#isLate = true;
      else {
        // The rest stays as the reader has it.
        const query = new URLSearchParams(this.#state);
        query.set(name === "in-role" ? "role" : name, now ?? "");
        this.#set(query);
      }
    }

    // A new frame each time: to load another page in the same one would be a step in the host's history.
    #load() {
      const site = this.getAttribute("src") ?? here.href;
      let address = new URL(/\.html$/.test(site) ? site : site.replace(/\/*$/, "/"), document.baseURI);
      // An address that runs script would run it as the host's own.
      if (!/^(https?|file):$/.test(address.protocol)) address = new URL(here);
      const query = this.#asked();
      query.set("embed", 1);
      for (const name of ["theme", "accent"]) if (this.hasAttribute(name)) query.set(name, this.getAttribute(name));
      address.search = query;
      this.#state = null;
      this.#isLate = false;
      this.#frame = document.createElement("iframe");
      this.#frame.src = address;
      this.#dress();
      this.shadowRoot.replaceChildren(this.#frame);
    }

    #dress() {
      this.#frame.title = this.getAttribute("label") ?? "ASEM visibility dashboard";
      this.#frame.style.minHeight = `${parseInt(this.getAttribute("height")) || 0}px`;
    }

    // What the attributes ask for.
    #asked() {
      const query = new URLSearchParams();
      for (const key of KEYS.split(" ")) {
        const value = this.getAttribute(attributeOf(key));
        if (value) query.set(key, value);
      }
      return query;
    }

    #set(query) {
      this.#state = `${query}`;
      this.#frame.contentWindow.postMessage({ type: "asem:set", query: this.#state }, "*");
    }

    #hear(event) {
      const { data } = event;
      if (!data || !isFrom(this.#frame, event)) return;
      serve(this.#frame, data);
      if (data.type === "asem:state") {
        this.#state = data.query;
        if (this.#isLate) this.#set(this.#asked());
        this.#isLate = false;
        this.#announce("asem-state", { query: data.query });
      }
      if (data.type === "asem:select") this.#announce("asem-select", { partner: data.partner });
    }

    #announce(name, detail) {
      this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
    }
  }
  customElements.define("asem-dashboard", AsemDashboard);
})();
