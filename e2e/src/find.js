// Words for finding things in a page and in every open shadow root of it.
// Called as find(scope, verb, ...arguments); scope is a selector in the document, or null for all.
const [scope, verb, ...rest] = arguments;

const tidy = (text) => (text ?? "").replace(/\s+/g, " ").trim();

const visible = (element) => element.checkVisibility
  ? element.checkVisibility({ visibilityProperty: true })
  : element.getClientRects().length > 0 && getComputedStyle(element).visibility === "visible";

const starts = () => {
  if (!scope) return [document.documentElement];
  return [...document.querySelectorAll(scope)];
};

/** Every element in order, shadow roots entered where they stand. */
function* elements(from) {
  for (const element of from) {
    yield element;
    if (element.shadowRoot) yield* elements(element.shadowRoot.children);
    yield* elements(element.children);
  }
}

const all = (css) => [...elements(starts())].filter((element) => element.matches(css));

const root = (element) => element.getRootNode();

const byIds = (element, ids) =>
  ids.split(/\s+/).map((id) => tidy(root(element).getElementById?.(id)?.textContent)).join(" ");

/** What a person calls it; the accessible name in short. */
const name = (element) => {
  const labelled = element.getAttribute("aria-labelledby");
  if (labelled) return tidy(byIds(element, labelled));
  const label = element.getAttribute("aria-label");
  if (label) return tidy(label);
  if (element.labels?.length) return tidy([...element.labels].map((one) => one.innerText).join(" "));
  return tidy(element.innerText) || tidy(element.value) || tidy(element.getAttribute("alt")) || tidy(element.title);
};

const clickable = [
  "button", "a[href]", "summary", "label", "input[type=button]", "input[type=submit]",
  ...["button", "checkbox", "link", "menuitem", "option", "radio", "switch", "tab"].map((role) => `[role=${role}]`),
].join();

const candidates = () => all(clickable).filter(visible);

/** The one called so; else the one whose name begins so. */
const called = (text, list) => {
  const wanted = tidy(text);
  return list.find((one) => name(one) === wanted)
    ?? list.find((one) => name(one).startsWith(wanted) && !/^[\p{L}\p{N}]/u.test(name(one).slice(wanted.length)));
};

const deepActive = () => {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active;
};

const text = () => {
  const parts = [];
  for (const element of elements(starts())) {
    if (element.shadowRoot) parts.push(...[...element.shadowRoot.children].map((child) => child.innerText ?? ""));
  }
  return tidy([...starts().map((start) => (start === document.documentElement ? document.body : start).innerText), ...parts].join("\n"));
};

const verbs = {
  all: (css) => all(css),
  visible: (css) => all(css).filter(visible),
  clickable: (wanted) => called(wanted, candidates()) ?? null,
  field: (wanted) => called(wanted, all("input, select, textarea")) ?? null,
  names: () => candidates().map(name),
  texts: (css) => all(css).filter(visible).map((element) => tidy(element.innerText)),
  text,
  focus: () => {
    const active = deepActive();
    if (!active || active === document.body || active === document.documentElement) return null;
    return { tag: active.localName, role: active.getAttribute("role"), name: name(active), id: active.id };
  },
  // What reaches out of the window to the right, the innermost last.
  reaches_out: () => [document, ...[...document.querySelectorAll("*")].map((one) => one.shadowRoot).filter(Boolean)]
    .flatMap((root) => [...root.querySelectorAll("*")])
    .filter((one) => one.checkVisibility() && one.getBoundingClientRect().right > innerWidth + 1)
    .map((one) => `${one.localName}.${one.getAttribute("class") ?? ""}`).slice(0, 12),
  scrolls_sideways: () => Math.max(document.documentElement.scrollWidth, document.body.scrollWidth) - innerWidth,
  // Words of a widget that stand beyond the window, though nothing scrolls: they cannot be read at all.
  beyond: () => [...elements([document.documentElement])].filter((one) => one.getRootNode() !== document && visible(one))
    .filter((one) => !one.closest(".sr, .ahead, svg, [aria-hidden=true]"))
    .flatMap((one) => [...one.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE && node.data.trim()))
    .filter((node) => {
      const range = document.createRange();
      range.selectNodeContents(node);
      const { left, right, width } = range.getBoundingClientRect();
      return width > 0 && (left < -1 || right > innerWidth + 1);
    })
    .map((node) => tidy(node.data)).slice(0, 12),
};

return verbs[verb](...rest);
