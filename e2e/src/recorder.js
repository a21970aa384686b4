// The first script of every page under test: keeps what went wrong, for all engines alike.
// Only Chromium gives its console to WebDriver.
(() => {
  const entries = [];
  const text = (value) => {
    if (value instanceof Error) {
      // Chromium's stack begins with the message; the others' has none.
      const stack = value.stack ?? "";
      return stack.startsWith(String(value)) ? stack : `${value} ${stack}`.trim();
    }
    if (typeof value === "object" && value !== null) {
      try { return JSON.stringify(value); } catch { return String(value); }
    }
    return String(value);
  };
  const note = (kind, message) => { entries.push(`${kind}: ${message}`); };
  for (const level of ["error", "warn"]) {
    const original = console[level];
    console[level] = (...values) => {
      note(`console.${level}`, values.map(text).join(" "));
      original.apply(console, values);
    };
  }
  // In the capture phase, for a resource's failure does not bubble.
  addEventListener("error", (event) => {
    if (event instanceof ErrorEvent) note("error", event.error ? text(event.error) : event.message);
    else note("resource", event.target?.src || event.target?.href || event.target?.tagName || "unknown");
  }, true);
  addEventListener("unhandledrejection", (event) => note("unhandledrejection", text(event.reason)));
  addEventListener("securitypolicyviolation", (event) => {
    note("policy", `${event.effectiveDirective} refused ${event.blockedURI || "inline"} at ${event.sourceFile}:${event.lineNumber}`);
  });
  Object.defineProperty(window, "__recorder", { value: entries });
})();
