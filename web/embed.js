// Defines <aftermile-widget>. One line on any page is enough:
//   <script type="module" src=".../embed.js"></script> and <aftermile-widget></aftermile-widget>
// What stands inside the element is shown until the program runs, and stays when it cannot.

const here = (name) => new URL(name, import.meta.url);

/** One module, one wasm instance and one style sheet for the page, however many widgets are on it. */
let loading;
function load() {
  loading ??= Promise.all([program(), styles()]).catch((error) => {
    loading = undefined; // the next widget may try again
    throw error;
  });
  return loading;
}

async function program() {
  const module = await import(here("aftermile.js"));
  await module.default({ module_or_path: here("aftermile_bg.wasm") });
  return module;
}

async function styles() {
  const answer = await fetch(here("style.css"));
  if (!answer.ok) throw new Error(`style.css: ${answer.status}`);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(await answer.text());
  return sheet;
}

// The same words as in src/i18n/en.toml, which cannot be read when the program does not load. A test holds them equal.
const FALLBACK = {
  failed: "The questions could not be loaded.",
  todo: "Check your connection and reload the page. If that does not help, your browser may be too old or may block WebAssembly.",
  advice: "After any run: walk easily for 5 to 10 minutes, drink to thirst, eat a meal with protein and carbohydrate, and sleep 7 to 9 hours. Soreness alike on both legs usually fades in 1 to 3 days.",
  warning: "Chest pain, confusion, a blackout, brown or red urine, or numbness between the legs: call your emergency number (112, 911). One leg swollen, a pop, or four steps impossible: be seen today. One sore spot, a limp, or still sore after a week: book a physiotherapist or doctor.",
};

class AftermileWidget extends HTMLElement {
  #root;
  #handle;

  connectedCallback() {
    this.#root ??= this.attachShadow({ mode: "open" });
    if (this.#handle) return; // moved within the page
    this.#root.replaceChildren(document.createElement("slot"));
    load().then(
      ([module, sheet]) => {
        if (!this.isConnected || this.#handle) return;
        this.#root.adoptedStyleSheets = [sheet];
        this.#root.replaceChildren();
        this.#handle = module.mount(this.#root, {
          units: this.getAttribute("units"),
          base: here("./").href,
          page: this.hasAttribute("page"),
        });
        this.dataset.state = "ready";
      },
    ).catch((error) => this.#fail(error));
  }

  disconnectedCallback() {
    // A move takes it out and puts it in again at once: only what stays out is unmounted.
    queueMicrotask(() => {
      if (this.isConnected || !this.#handle) return;
      this.#handle.unmount();
      this.#handle.free();
      this.#handle = undefined;
      delete this.dataset.state;
    });
  }

  /** Says in the widget's own box what happened and what to do, with the short advice. */
  #fail(error) {
    console.info("aftermile-widget:", error);
    this.#handle = undefined;
    const box = document.createElement("div");
    box.setAttribute("role", "alert");
    box.append(paragraph(FALLBACK.failed, "strong"), paragraph(FALLBACK.todo));
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
