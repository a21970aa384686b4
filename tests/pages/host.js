// What a curious host page could learn: every event of the widgets, with all that it carries.
window.heard = [];
for (const what of ["ready", "start", "finish", "resize", "plan"]) {
  addEventListener(`aftermile-${what}`, (event) => {
    window.heard.push({ type: what, id: event.target.id, detail: event.detail ?? null, composed: event.composed });
  });
}
// How much moved without being asked to (Chromium only).
window.shifted = 0;
try {
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
} catch { /* the other engines do not say */ }
// Keys that reach the page, and everything that was posted to it.
window.keys = [];
addEventListener("keydown", (event) => window.keys.push(event.key));
window.posted = [];
addEventListener("message", (event) => window.posted.push(event.data));
window.printed = 0;
window.print = () => { window.printed += 1; };
