// Defines <aftermile-widget>. One line on any page is enough:
//   <script type="module" src=".../embed.js"></script> and <aftermile-widget></aftermile-widget>
// This part only holds the place and reads the attributes; the program comes when the element nears the window.
// What stands inside the element is shown until then, and stays when the program cannot run.

const here = (name) => new URL(name, import.meta.url).href;

/** The least height in CSS pixels, kept free before the first touch so that nothing below ever moves. */
const ROOM = 640;
const NEAR = "400px";

const LANGUAGES = ["en"];
const word = (...all) => [(value) => all.includes(value), all.join(", "), all[0]];

/** Attribute: whether a value is good, what is accepted, what counts when none is given. */
const ATTRIBUTES = {
  language: [(value) => LANGUAGES.includes(value.toLowerCase().split("-")[0]), LANGUAGES.join(", "), "en"],
  units: [...word("metric", "us").slice(0, 2), ""],
  region: [(value) => /^[a-z]{2}$/i.test(value), "two letters such as GB", ""],
  theme: word("auto", "light", "dark"),
  accent: [(value) => CSS.supports("color", value), "a CSS colour", ""],
  preset: [...word("easy", "run_walk", "intervals", "tempo", "hills", "long", "race", "half-marathon", "marathon").slice(0, 2), ""],
  storage: [...word("own", "none").slice(0, 2), ""],
  mode: [...word("frame", "page").slice(0, 2), ""],
};

// The same words as in src/i18n/en.toml, which cannot be read when the program does not load. A test holds them equal.
const FALLBACK = {
  frame: "Aftermile: what your legs need after this run",
  failed: "The questions could not be loaded.",
  todo: "Check your connection and reload the page. If that does not help, your browser may be too old or may block WebAssembly.",
  advice: "After any run: walk easily for 5 to 10 minutes, drink to thirst, eat a meal with protein and carbohydrate, and sleep 7 to 9 hours. Soreness alike on both legs usually fades in 1 to 3 days.",
  warning: "Chest pain, confusion, a blackout, brown or red urine, or numbness between the legs: call your emergency number (112, 911). One leg swollen, a pop, or four steps impossible: be seen today. One sore spot, a limp, or still sore after a week: book a physiotherapist or doctor.",
};

/** Where strings are no markup for the page, the program cannot be mounted in it. */
let refused;
function trustedTypes() {
  if (refused === undefined) {
    try {
      if (self.trustedTypes) document.createElement("div").innerHTML = " ";
      refused = false;
    } catch {
      refused = true;
    }
  }
  return refused;
}

/** Whether this is the standalone page or the one file; on other origins the attribute means nothing. */
const standalone = (element) => element.hasAttribute("page") && (location.protocol === "file:" || self.origin === new URL(import.meta.url).origin);

let warned;

class AftermileWidget extends HTMLElement {
  static observedAttributes = Object.keys(ATTRIBUTES);
  #root;
  #room = new CSSStyleSheet();
  /** Grows with each start and stop: what a former one brings late is dropped. */
  #turn = 0;
  #inside;
  #watch;
  #wait;

  connectedCallback() {
    if (this.#inside || this.#wait) return; // moved within the page
    this.#root ??= this.attachShadow({ mode: "open" });
    this.#root.replaceChildren(document.createElement("slot"));
    this.#room.replaceSync(standalone(this) ? ":host{display:block}" : `:host{display:flow-root!important;min-height:${ROOM}px!important}:host([hidden]){display:none!important}`);
    this.#root.adoptedStyleSheets = [this.#room];
    this.#wait = new AbortController();
    const start = () => this.#start();
    if (standalone(this)) return void start();
    const { signal } = this.#wait;
    for (const type of ["pointerdown", "focusin"]) this.addEventListener(type, start, { signal });
    this.#watch = new IntersectionObserver((seen) => seen.some((one) => one.isIntersecting) && start(), { rootMargin: NEAR });
    this.#watch.observe(this);
  }

  disconnectedCallback() {
    // A move takes it out and puts it in again at once: only what stays out is unmounted.
    queueMicrotask(() => {
      if (this.isConnected) this.#inside?.moved?.();
      else this.#stop();
    });
  }

  attributeChangedCallback(name, before, now) {
    // Where it runs and what it keeps is settled when it is mounted, so it is mounted anew.
    if (before !== now && (name === "storage" || name === "mode") && this.#wait?.signal.aborted) {
      this.#stop();
      this.connectedCallback();
    } else this.#inside?.change(this.#settings());
  }

  #stop() {
    this.#turn += 1;
    this.#rest();
    this.#wait = undefined;
    this.#inside?.close();
    this.#inside = undefined;
    delete this.dataset.state;
  }

  #rest() {
    this.#wait?.abort();
    this.#watch?.disconnect();
  }

  #settings() {
    const settings = { plan: this.hasAttribute("plan-event"), page: standalone(this) };
    let bad = "";
    for (const [name, [good, accepted, otherwise]] of Object.entries(ATTRIBUTES)) {
      const value = this.getAttribute(name)?.trim();
      settings[name] = value && good(value) ? value : otherwise;
      if (value && !good(value)) bad += ` ${name}="${value}" (accepted: ${accepted})`;
    }
    if (bad && warned !== bad) console.warn(`aftermile-widget: not used, the default counts instead:${warned = bad}`);
    return settings;
  }

  async #start() {
    if (this.#inside || this.#wait.signal.aborted) return;
    this.#rest();
    const turn = ++this.#turn;
    const settings = this.#settings();
    const foreign = self.origin !== new URL(import.meta.url).origin;
    const typed = trustedTypes();
    const framed = !settings.page && (settings.mode ? settings.mode === "frame" : foreign) || typed;
    const open = async (framed) => {
      const module = await import(here(framed ? "outside.js" : "widget.js"));
      return module.open({
        element: this,
        root: this.#root,
        room: { sheet: this.#room, height: ROOM },
        settings: { ...settings, title: FALLBACK.frame },
        current: () => turn === this.#turn && this.isConnected,
        tell: (what, detail) => this.dispatchEvent(new CustomEvent(`aftermile-${what}`, { bubbles: true, composed: true, detail })),
      });
    };
    try {
      const inside = await open(framed).catch((error) => {
        // A sandbox without an origin hands itself on to the frame, and WebKit lets no script run there under a policy of 'self'.
        if (!framed || typed || settings.mode || self.origin !== "null") throw error;
        return open(false);
      });
      if (turn !== this.#turn) return inside?.close();
      this.#inside = inside;
      const now = this.#settings();
      if (JSON.stringify(now) !== JSON.stringify(settings)) inside.change(now); // while it came
      this.dataset.state = "ready";
      this.dispatchEvent(new CustomEvent("aftermile-ready", { bubbles: true, composed: true }));
    } catch (error) {
      if (turn === this.#turn) this.#fail(error);
    }
  }

  /** Offers of the page around, such as an update; none where a frame holds the program. */
  offer(what, stands = true) {
    this.#inside?.offer?.(what, stands);
  }

  /** Says in the widget's own box what happened and what to do, with the short advice. */
  #fail(error) {
    console.info("aftermile-widget:", error);
    const box = document.createElement("div");
    box.setAttribute("role", "alert");
    box.append(paragraph(FALLBACK.failed, "strong"), paragraph(FALLBACK.todo));
    this.#root.adoptedStyleSheets = [this.#room];
    this.#root.replaceChildren(box, document.createElement("slot"));
    if (!this.textContent.trim()) {
      this.#root.append(paragraph(FALLBACK.advice), paragraph(FALLBACK.warning));
    }
    this.dataset.state = "failed";
  }
}

function paragraph(text, inner) {
  const p = document.createElement("p");
  if (inner) p.append(Object.assign(document.createElement(inner), { textContent: text }));
  else p.textContent = text;
  return p;
}

// A shared plan opened in a tab that already shows the page: only the fragment changes, so nothing would be read.
addEventListener("hashchange", () => {
  const own = document.querySelector("aftermile-widget[page]");
  if (own && location.hash.startsWith("#plan=")) location.reload();
});

// A page may carry the script twice; the first one serves.
if (!customElements.get("aftermile-widget")) customElements.define("aftermile-widget", AftermileWidget);
