// Inside the private frame. The host page says how the widget is to look and where the window is. It hears:
// that the frame runs, or cannot; the first press; the height, in steps; that the next screen begins above the
// window or has no room down to its end; that an answer was begun or finished; and a plan, where the reader
// agreed. Never what was answered, but when each of these came. A host that tells the frame wrongly where the window is hears of every screen.

import { afterPress, open, waits } from "./widget.js";

const element = document.getElementById("widget");
const root = element.attachShadow({ mode: "open" });
const view = new CSSStyleSheet();
document.adoptedStyleSheets = [view];

/** Where messages go: the origin that first spoke as the parent. The first call is for anyone and says nothing. */
let host;
let opening;
let inside;

/** How much of the frame is above the window, as the host page told last. */
let hidden = 0;

/** From where the frame begins to the end of the window. */
let room = Infinity;

const send = (message, to = host) => {
  if (parent !== self && to) parent.postMessage({ aftermile: 1, ...message }, to === "null" ? "*" : to);
};

addEventListener("message", (event) => {
  if (event.source !== parent || (host && event.origin !== host)) return;
  const message = event.data;
  if (message?.aftermile !== 1) return;
  if (message.type === "settings") {
    host = event.origin;
    take(message.settings ?? {});
  } else if (message.type === "view" && message.view) {
    const { above, below, down, height } = message.view;
    if ([above, below, down, height].every(Number.isFinite)) {
      hidden = above;
      room = height - down;
      view.replaceSync(`:root{--am-above:${above}px;--am-below:${below}px;--am-view:${height}px}`);
    }
  }
});
send({ type: "hello" }, "*");

const text = (value) => (typeof value === "string" ? value.slice(0, 200) : "");

function take(given) {
  const settings = {
    units: text(given.units),
    region: text(given.region),
    preset: text(given.preset),
    storage: given.storage === "none" ? "none" : "own",
    // A page without an origin cannot be told apart from any other: it gets no plan.
    plan: given.plan === true && host !== "null",
    look: {
      theme: given.look?.theme === "dark" ? "dark" : "light",
      wished: Object.fromEntries(Object.entries(given.look?.wished ?? {}).map(([name, value]) => [name, text(value)])),
    },
    // A page of the same origin can look into the frame: no promise that it cannot.
    place: host === location.origin ? "page" : "frame",
    host: host === "null" ? "" : new URL(host).host,
  };
  if (inside) return inside.change(settings);
  opening ??= start(settings);
}

async function start(settings) {
  try {
    inside = await open({ element, root, room: { sheet: new CSSStyleSheet(), height: 0 }, settings, current: () => true, tell });
  } catch (error) {
    console.info("aftermile:", error);
    return send({ type: "failed" });
  }
  const touched = new AbortController();
  // A key that presses something is a click too.
  root.addEventListener("click", () => afterPress(() => {
    if (waits(root) || touched.signal.aborted) return;
    touched.abort();
    document.documentElement.classList.add("grown");
    send({ type: "touched" });
  }), { signal: touched.signal });
  // The next screen begins at its top, and a session fills the window: only the host page can bring it there.
  let screen = root.querySelector("[data-screen]")?.dataset.screen;
  new MutationObserver(() => {
    const now = root.querySelector("[data-screen]")?.dataset.screen;
    if (!now || now === screen) return;
    screen = now;
    if (hidden > 0 || root.firstElementChild.getBoundingClientRect().height > room) send({ type: "top" });
  }).observe(root, { childList: true, subtree: true });
  send({ type: "ready" });
}

/** To the pixel the height would tell the page around which answers were given. What is left over stays empty. */
const STEP = 120;
let told;

function tellHeight(height) {
  const now = Math.ceil(height / STEP) * STEP;
  if (now === told) return;
  told = now;
  send({ type: "height", height: now });
}

function tell(what, detail) {
  if (what === "resize") tellHeight(detail.height);
  else if (what === "plan") send({ type: "plan", plan: detail });
  else send({ type: what });
}
