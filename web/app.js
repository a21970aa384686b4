// The standalone page only: the first press, offline use, updates, installing, and runs handed over from an embed.

/** In someone's frame the page is a part of that page: nothing is kept for offline use, nor installed. */
const inFrame = self !== top;

const widget = document.querySelector("aftermile-widget");
const worker = navigator.serviceWorker;

/** Calls once the widget stands, so that nothing competes with it for the network. */
function whenReady(act) {
  if (widget.dataset.state) act();
  else widget.addEventListener("aftermile-ready", act, { once: true });
}

// --- the first words hold a Start of their own: pressed before the program is there, it counts when it is

const early = widget.querySelector(".start");
early?.addEventListener("click", () => {
  early.setAttribute("aria-busy", "true");
  whenReady(() => {
    const find = (action) => widget.shadowRoot.querySelector(`[data-action=${action}]`);
    // Where something was left unfinished, or a check-in is due, the runner chooses.
    if (!find("resume") && !find("check-in")) find("start")?.click();
  });
}, { once: true });

// --- offline and updates

async function keepOffline() {
  // Only the tab that asked for a new build is loaded anew. Any other goes on with the build that it began with,
  // which the worker keeps for it: somebody may be in the middle of a session there.
  let asked = false;
  worker.addEventListener("controllerchange", () => {
    if (!asked) return;
    asked = false;
    // Before it is active, WebKit takes the page from the network and its parts from the build before.
    const next = worker.controller;
    if (next.state === "activated") location.reload();
    else next.addEventListener("statechange", () => next.state === "activated" && location.reload());
  });
  let registration;
  try {
    // The browser's own cache must not hide a new build.
    registration = await worker.register(new URL("sw.js", import.meta.url), { updateViaCache: "none" });
  } catch (error) {
    // Private windows and some hosts refuse: the page works all the same, only not offline.
    console.info("aftermile: not kept for offline use.", error);
    return;
  }
  const offer = () => registration.waiting && worker.controller && widget.offer("update");
  offer();
  registration.addEventListener("updatefound", () => {
    const next = registration.installing;
    next?.addEventListener("statechange", () => next.state === "installed" && offer());
  });
  widget.addEventListener("aftermile-accept", ({ detail }) => {
    if (detail !== "update") return;
    // Where another tab was asked before, it is in charge already.
    if (!registration.waiting) return location.reload();
    asked = true;
    registration.waiting.postMessage("take-over");
  });
  // An app that stays open for days looks now and then, when it comes back into view.
  let looked = Date.now();
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "visible" || Date.now() - looked < 3_600_000) return;
    looked = Date.now();
    registration.update().catch(() => {});
  });
}

if (worker && !inFrame) whenReady(() => setTimeout(keepOffline, 1000));

// --- installing: only where the browser says that it is possible

let prompt;
addEventListener("beforeinstallprompt", (event) => {
  if (inFrame) return;
  event.preventDefault();
  prompt = event;
  whenReady(() => widget.offer("install"));
});
addEventListener("appinstalled", () => {
  prompt = undefined;
  widget.offer("install", false);
});
widget.addEventListener("aftermile-accept", ({ detail }) => {
  if (detail === "install") prompt?.prompt();
});

// --- runs and weeks from an embed, asked for by the runner there

const HANDED = /^aftermile:[12]:(?=(run|week):)/;

/** A name for what the program has still to join: it tries that at its next start, record by record. */
function beside(key) {
  const name = `aftermile:2:kept:${key.replace(HANDED, "")}`;
  let number = 1;
  while (localStorage.getItem(`${name}:${number}`) !== null) number += 1;
  return `${name}:${number}`;
}

/** What went wrong is told by the page itself; where it is loaded anew, after that. */
const NO_ROOM = "#hand-over-no-room";

function clean() {
  history.replaceState(history.state, "", "./");
}

function takeOver(runs) {
  let taken = 0;
  let refused = false;
  for (const [key, value] of runs) {
    if (!HANDED.test(key) || typeof value !== "string") continue;
    try {
      const there = localStorage.getItem(key);
      if (there === value) continue;
      localStorage.setItem(there === null ? key : beside(key), value);
      taken += 1;
    } catch {
      refused = true;
    }
  }
  if (taken > 0) {
    if (refused) history.replaceState(history.state, "", NO_ROOM);
    location.reload();
  } else if (refused) whenReady(() => widget.offer("no-room"));
}

if (location.hash === NO_ROOM) {
  clean();
  whenReady(() => widget.offer("no-room"));
} else if (location.hash === "#hand-over") {
  clean();
  if (!opener) whenReady(() => widget.offer("unheard"));
  addEventListener("message", (event) => {
    if (event.source !== opener || event.origin !== location.origin) return;
    if (event.data?.aftermile === 1 && event.data.type === "runs") takeOver(event.data.runs);
  });
  opener?.postMessage({ aftermile: 1, type: "ready" }, location.origin);
}
