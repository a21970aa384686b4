// The host page's side of the private frame. Messages carry `aftermile: 1`; only those of this very frame and
// of the project's own origin count.

import { plain, read } from "./colour.js";
import { COLOURS, holdsFocus, onLookChange, scheme, wishes } from "./look.js";

const home = new URL("./", import.meta.url);

/** How long the frame may take before the widget says that it cannot be loaded. */
const PATIENCE = 30_000;

/** How long one without an origin may be silent after all of it was fetched: WebKit refuses its scripts. */
const SILENCE = 4_000;

export async function open({ element, root, room, settings, current, tell }) {
  const frame = document.createElement("iframe");
  const before = Math.max(element.getBoundingClientRect().height, room.height);
  // A page in a sandbox of its own hands it on: everything in it then has the origin "null".
  const origin = self.origin === "null" ? "null" : home.origin;
  const target = origin === "null" ? "*" : origin;
  frame.title = settings.title;
  // On the page's own origin a sandbox would keep nothing out, and browsers say so.
  if (home.origin !== self.origin) frame.setAttribute("sandbox", "allow-scripts allow-same-origin allow-downloads allow-modals allow-popups allow-popups-to-escape-sandbox allow-top-navigation-to-custom-protocols");
  // A browser that does not know one of these complains of it.
  frame.allow = `screen-wake-lock; autoplay; clipboard-write${"share" in navigator ? "; web-share" : ""}`;
  // The files' host does not learn the article's address. The site it does: scripts of another origin carry `Origin`.
  frame.referrerPolicy = "no-referrer";
  frame.className = "waiting";
  const style = new CSSStyleSheet();
  style.replaceSync(`
    :host { all: initial !important; display: block !important; position: relative !important; ${box(element)} }
    :host([hidden]) { display: none !important; }
    iframe { display: block; width: 100%; height: ${before}px; border: 0; color-scheme: normal; }
    .waiting { position: absolute; inset: 0; visibility: hidden; }`);
  const waiting = new CSSStyleSheet();
  waiting.replaceSync(":host{position:relative!important}iframe{position:absolute;inset:0;width:100%;height:100%;visibility:hidden}");

  let touched = false;
  let height = before;
  /** Whether the frame has spoken: before that its window is an empty page of this very origin. */
  let spoken = false;
  const send = (message) => spoken && frame.contentWindow?.postMessage({ aftermile: 1, ...message }, target);
  const probe = document.createElement("i");
  probe.hidden = true;
  const look = () => {
    const wished = wishes(element, settings.accent);
    // What `var(--brand)` or `currentcolor` is, only this page knows.
    for (const name of COLOURS) {
      const colour = read(wished[name], probe);
      if (colour) wished[name] = plain(colour);
    }
    return { wished, theme: scheme(element, settings.theme, probe) };
  };
  let told;
  const sendSettings = () => {
    const { language, units, region, preset, storage, plan } = settings;
    const all = { language, units, region, preset, storage, plan, look: look() };
    told = JSON.stringify(all.look);
    send({ type: "settings", settings: all });
  };

  // Which part of the frame is in the window: its bar and player keep to that.
  let asked = 0;
  const sendView = () => {
    asked = 0;
    const { top, bottom } = frame.getBoundingClientRect();
    send({ type: "view", view: {
      above: Math.max(0, Math.round(-top)),
      below: Math.max(0, Math.round(bottom - innerHeight)),
      down: Math.max(0, Math.round(top)),
      height: innerHeight,
    } });
  };
  const viewChanged = () => { asked ||= requestAnimationFrame(sendView); };

  let ready;
  let failed;
  const shown = new Promise((resolve, reject) => { ready = resolve; failed = reject; });
  const silent = () => failed(new Error("the frame did not answer"));
  const timer = setTimeout(silent, PATIENCE);
  if (origin === "null") frame.addEventListener("load", () => setTimeout(() => spoken || silent(), SILENCE), { once: true });
  const hear = (event) => {
    if (event.source !== frame.contentWindow || event.origin !== origin) return;
    const message = event.data;
    if (message?.aftermile !== 1) return;
    switch (message.type) {
      case "hello": // also after a move, which loads a frame anew
        spoken = true;
        sendSettings();
        sendView();
        return;
      case "ready": return ready();
      case "failed": return failed(new Error("the frame could not start the program"));
      case "touched": touched = true; return void fit();
      case "height":
        if (Number.isFinite(message.height)) {
          height = Math.min(50_000, Math.max(0, message.height));
          fit();
          tell("resize", { height });
        }
        return;
      case "top":
        // Follows a press in the frame, as the next screen begins above the window or has no room down to its end.
        if (document.activeElement === element) element.scrollIntoView();
        return;
      case "start": case "finish": return tell(message.type);
      case "plan": return settings.plan ? tell("plan", message.plan) : undefined;
    }
  };
  const fit = () => {
    // Growing moves what stands below, so before the first press only where that is out of the window anyway.
    const free = touched || frame.getBoundingClientRect().top + before >= innerHeight;
    frame.style.height = `${touched ? height : free ? Math.max(before, height) : before}px`;
    // At once: until the frame knows, its bar stands where the window no longer is.
    sendView();
  };

  const ended = new AbortController();
  const { signal } = ended;
  addEventListener("message", hear, { signal });
  const near = new IntersectionObserver(([{ isIntersecting }]) => {
    const change = isIntersecting ? addEventListener : removeEventListener;
    for (const type of ["scroll", "resize"]) change(type, viewChanged, { capture: true, passive: true });
    if (isIntersecting) viewChanged();
  });
  // Much changes around that changes no colour.
  const around = onLookChange(element, () => told !== JSON.stringify(look()) && sendSettings());
  const close = () => {
    clearTimeout(timer);
    ended.abort();
    near.disconnect();
    around.end();
    for (const type of ["scroll", "resize"]) removeEventListener(type, viewChanged, { capture: true });
    frame.remove();
    probe.remove();
  };

  root.adoptedStyleSheets = [...root.adoptedStyleSheets, waiting];
  frame.src = new URL("frame.html", home).href;
  root.append(probe, frame);
  try {
    await shown;
  } catch (error) {
    close();
    throw error;
  }
  clearTimeout(timer);
  if (!current()) {
    close();
    return undefined;
  }
  frame.className = "";
  fit();
  const focused = holdsFocus(element);
  root.querySelector("slot")?.remove();
  root.adoptedStyleSheets = [style];
  if (focused) frame.focus({ preventScroll: true });
  near.observe(frame);
  return {
    change(next) {
      settings = { ...settings, ...next };
      sendSettings();
    },
    moved() {
      spoken = false;
      around.follow();
    },
    close,
  };
}

/** The host's wishes about the box itself, which the frame cannot carry out. */
function box(element) {
  const wished = wishes(element);
  return [["margin", "margin"], ["max-width", "max-width"]]
    .map(([name, property]) => [property, wished[name]])
    .filter(([property, value]) => value && !/[{};@<\\]/.test(value) && CSS.supports(property, value))
    .map(([property, value]) => `${property}: ${value} !important;`)
    .join(" ");
}
