// Mounts the program into a shadow root: on the standalone page, in the frame, or in someone's page.

import { correctParts, holdsFocus, onLookChange, scheme, stylesParts, tint, wishes } from "./look.js";

const here = (name) => new URL(name, import.meta.url);

/** The folder of the standalone page: beside this file, or around the release that this file belongs to. */
const standalone = (file) => new URL(/\/v\d+\.\d+\.\d+\/[^/]*$/.test(new URL(file).pathname) ? "../" : "./", file);

/** The standalone page inside another is an embed too: the address and Back are of the page around, and so are the runs kept here. */
const inFrame = self !== top;

/** A page of the same origin can look in. */
function aroundPage() {
  try {
    return parent.location.origin === location.origin ? "page" : "frame";
  } catch {
    return "frame";
  }
}

/** One module, one wasm instance and one style sheet for the page, however many widgets are on it. */
let loading;
function load() {
  loading ??= Promise.all([program(), styles()]).catch((error) => {
    loading = undefined; // the next widget may try again
    throw error;
  });
  return loading;
}

/** The first words of the standalone page are on the screen before the program comes: it must not delay them. */
const painted = new Promise((done) => {
  const first = document.querySelector("aftermile-widget[page]") && document.visibilityState === "visible";
  if (!first) return done();
  const told = ["largest-contentful-paint", "paint"].find((type) => PerformanceObserver.supportedEntryTypes.includes(type));
  if (told) new PerformanceObserver(done).observe({ type: told, buffered: true });
  setTimeout(done, told ? 3000 : 0);
});

/** Of the program's first part: that of this very build is taken, or none. `cargo xtask dist` fills it in. */
const INTEGRITY = "__FIRST__";

async function first(cache) {
  const answer = await fetch(here("aftermile_bg.wasm"), { cache, integrity: INTEGRITY, referrerPolicy: "no-referrer" });
  if (!answer.ok) throw new Error(`aftermile_bg.wasm: ${answer.status}`);
  return answer;
}

async function program() {
  await painted;
  // Beside the module that reads it, not after it. A copy of another build in the browser's own cache is passed over once.
  const wasm = first("default").catch(() => first("reload"));
  wasm.catch(() => {}); // the module tells of it
  const module = await import(here("aftermile.js").href);
  // It has brought the module that fetches the others, which work on the memory of the first.
  const { FIRST } = await import(here("parts.js").href);
  if (FIRST !== INTEGRITY) throw new Error("the files are of two builds");
  await module.default({ module_or_path: wasm });
  return module;
}

async function styles() {
  const answer = await fetch(here("style.css"), { referrerPolicy: "no-referrer" });
  if (!answer.ok) throw new Error(`style.css: ${answer.status}`);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(await answer.text());
  return sheet;
}

// Whoever loads this file wants the program at once.
load().catch(() => {});

/** Reads a look that the frame was told, instead of that of the page around. */
const lookOf = (element, settings, probe) => settings.look ?? {
  wished: wishes(element, settings.accent),
  theme: scheme(element, settings.theme, probe),
};

/** See embed.js for what is handed in. `settings.place` and `settings.look` are set by the frame. */
export async function open({ element, root, room, settings, current, tell }) {
  const [module, sheet] = await load();
  const page = settings.page;
  let handle;
  const options = {
    units: settings.units,
    region: settings.region,
    preset: settings.preset,
    plan: settings.plan,
    base: here("./").href,
    page: page && !inFrame,
    storage: settings.storage || (page || settings.place ? "own" : "none"),
    place: settings.place ?? (!page ? "page" : location.protocol === "file:" ? "file" : inFrame ? aroundPage() : "standalone"),
    // What the page around is called, a frame does not learn by itself.
    host: settings.host ?? (page && inFrame ? "" : location.host),
    home: (page && !inFrame) || !/^https?:/.test(here("").href) ? "" : standalone(import.meta.url).href,
    tell: (what, detail) => (what === "hand-over" ? handOver((fault, stands) => handle?.offer(fault, stands)) : tell(what, detail)),
    print: () => printApart(root),
  };
  await module.prepare(root, options);
  if (!current()) return undefined;
  const look = new CSSStyleSheet();
  const before = element.getBoundingClientRect().height;
  const focused = holdsFocus(element);
  const probe = document.createElement("i");
  probe.hidden = true;
  root.replaceChildren();
  root.adoptedStyleSheets = [sheet, look, room.sheet];
  room.sheet.replaceSync("");
  handle = module.mount(root, options);
  const widget = root.firstElementChild;
  root.append(probe);

  let wished;
  const dress = () => {
    const { wished: now, theme } = lookOf(element, settings, probe);
    const key = JSON.stringify([now, theme]);
    if (key === wished) return;
    wished = key;
    look.replaceSync("");
    const tinted = tint(now, theme, widget, probe);
    element.dataset.theme = tinted.scheme;
    look.replaceSync(tinted.css());
  };
  dress();
  if (focused) root.querySelector("button")?.focus({ preventScroll: true });
  const around = settings.look ? undefined : onLookChange(element, dress);
  const ends = [() => around?.end()];
  if (!page && !settings.look && stylesParts()) ends.push(watchParts(root, probe));
  if (!page && !settings.look) ends.push(hold(element, root, room, before));
  ends.push(watchHeight(widget, tell));

  return {
    change(next) {
      if (next.units !== settings.units) handle?.set_units(next.units);
      settings = { ...settings, ...next };
      dress();
    },
    moved() {
      around?.follow();
      dress();
    },
    offer: (what, stands) => handle?.offer(what, stands),
    close() {
      for (const end of ends) end();
      handle.unmount();
      handle.free();
      // What is still awaited finds nothing to tell.
      handle = undefined;
    },
  };
}

/** So long the standalone page may take to come, in ms. */
const HAND_OVER_PATIENCE = 20_000;

/** Opens the standalone page, which asks back for the runs and weeks that this browser keeps for the frame alone. */
function handOver(offer) {
  for (const fault of ["no-window", "unheard"]) offer(fault, false);
  const page = window.open(new URL("#hand-over", standalone(import.meta.url)).href, "_blank");
  if (!page) return offer("no-window", true);
  // A page around that cuts its windows off leaves the new one without a way back.
  const silent = setTimeout(() => offer("unheard", true), HAND_OVER_PATIENCE);
  const answer = (event) => {
    if (event.source !== page || event.origin !== location.origin || event.data?.aftermile !== 1) return;
    removeEventListener("message", answer);
    clearTimeout(silent);
    offer("unheard", false);
    const runs = Object.entries(localStorage).filter(([key]) => /^aftermile:\d+:(run|week):/.test(key));
    page.postMessage({ aftermile: 1, type: "runs", runs }, location.origin);
  };
  addEventListener("message", answer);
}

/** Prints the screen that is shown in a window of its own: the page around is never printed. */
function printApart(root) {
  try {
    const paper = window.open("", "_blank");
    const { document: page } = paper;
    const sheet = new paper.CSSStyleSheet();
    sheet.replaceSync(root.adoptedStyleSheets.flatMap(({ cssRules }) => [...cssRules]).map(({ cssText }) => cssText).join("\n"));
    const host = page.body.appendChild(page.createElement("div"));
    host.setAttribute("page", "");
    const inside = host.attachShadow({ mode: "open" });
    inside.adoptedStyleSheets = [sheet];
    inside.append(page.importNode(root.firstElementChild, true));
    for (const one of inside.querySelectorAll("button, [role=status]")) one.remove();
    page.title = inside.querySelector("h2, h1")?.textContent ?? "Aftermile";
    page.documentElement.lang = "en";
    paper.print();
    return true;
  } catch {
    return false; // no window may be opened, or none that can be written to
  }
}

/** Once what a press does is done: the program shows first that it was pressed (`src/ui/parts/press.rs`). */
export const afterPress = (act) => requestAnimationFrame(() => setTimeout(act, 16));

/** What was pressed comes later than a press may move things: the first question then takes the room of the card. */
export const waits = (root) => root.querySelector("[data-waits]") !== null;

/** Until the first touch the box has the height it had before, so that what stands below does not move. */
function hold(element, root, room, before) {
  const high = Math.max(before, room.height);
  // A card that is higher than the room scrolls inside it where what stands below is in the window.
  const fits = element.scrollHeight <= high + 1 || element.getBoundingClientRect().top + high >= innerHeight;
  room.sheet.replaceSync(`:host{${fits ? "min-" : "overflow:auto!important;"}height:${high}px!important}`);
  const ended = new AbortController();
  const release = () => {
    ended.abort();
    room.sheet.replaceSync("");
  };
  // In answer to a press, of a key too: browsers do not count what then moves as a shift, and neither does a person.
  element.addEventListener("click", () => afterPress(() => {
    if (!waits(root)) release();
    else if (!ended.signal.aborted) room.sheet.replaceSync(`:host{overflow:auto!important;height:${element.getBoundingClientRect().height}px!important}`);
  }), { signal: ended.signal });
  return () => ended.abort();
}

function watchHeight(widget, tell) {
  let last;
  const seen = new ResizeObserver(([{ borderBoxSize: [{ blockSize }] }]) => {
    const height = Math.ceil(blockSize);
    if (height === last) return;
    last = height;
    tell("resize", { height });
  });
  seen.observe(widget);
  return () => seen.disconnect();
}

/** What a host page may style by ::part. The level of care is not among it: its colours have a meaning. */
const PARTS = { button: ".btn:not(.quiet)", "quiet-button": ".btn.quiet", title: ".q", card: ".card", note: ".note", bar: ".bar", chip: ".chip" };

function watchParts(root, probe) {
  let asked = false;
  const correct = () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      for (const [part, selector] of Object.entries(PARTS)) {
        for (const one of root.querySelectorAll(selector)) if (!one.closest(".level")) one.setAttribute("part", part);
      }
      correctParts(root, probe);
    });
  };
  const seen = new MutationObserver(correct);
  seen.observe(root, { childList: true, subtree: true, attributes: true, attributeFilter: ["class", "aria-pressed"] });
  correct();
  return () => seen.disconnect();
}
