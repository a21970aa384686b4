// How the widget takes on the look of the page around it: light or dark, and the custom properties
// --aftermile-*. Every colour is corrected until it can be read.

import { contrast, dark, hex, mix, read, readable, seen } from "./colour.js";

/** Those of the properties below that are colours. */
export const COLOURS = ["accent", "effort", "paper", "raised", "ink", "muted", "border"];

/** The custom properties that a host page may set on the element. */
export const PROPERTIES = ["accent", "effort", "paper", "raised", "ink", "muted", "border", "font", "font-heading", "size", "radius", "margin", "max-width", "outline"];

/** Their values on the element, those that are set. The attribute `accent` comes first. */
export function wishes(element, accent) {
  const style = getComputedStyle(element);
  const found = {};
  for (const name of PROPERTIES) {
    const value = style.getPropertyValue(`--aftermile-${name}`).trim();
    if (value) found[name] = value;
  }
  if (accent) found.accent = accent;
  return found;
}

/** Whether the reader is at something that stands inside the tag: where that goes, its place is taken, so that none is lost. */
export const holdsFocus = (element) => element.contains(element.getRootNode().activeElement) && element.getRootNode().activeElement !== element;

/** `light` or `dark`: as asked, else as the ground on which the element stands, else as the device. `probe` as for `read`. */
export function scheme(element, theme, probe) {
  if (theme === "light" || theme === "dark") return theme;
  for (let node = element.parentNode; node; node = node.parentNode ?? node.host) {
    if (node instanceof ShadowRoot) node = node.host;
    if (!(node instanceof Element)) continue;
    const ground = seen(getComputedStyle(node).backgroundColor, probe);
    if (ground && ground[3] > 0.5) return dark(ground) ? "dark" : "light";
  }
  const meta = document.querySelector("meta[name=color-scheme]")?.content;
  const declared = getComputedStyle(document.documentElement).colorScheme;
  const allowed = declared && declared !== "normal" ? declared : meta ?? "light";
  const wants = matchMedia("(prefers-color-scheme: dark)").matches;
  return allowed.includes("dark") && (wants || !allowed.includes("light")) ? "dark" : "light";
}

/** Calls back when the page around may have changed its look. Returns what ends that, and what takes up where the element now stands. */
export function onLookChange(element, changed) {
  const media = matchMedia("(prefers-color-scheme: dark)");
  const ended = new AbortController();
  const { signal } = ended;
  media.addEventListener("change", changed, { signal });
  // A page that changes its colours by and by has the old ones while it is told to change.
  const settled = ({ target }) => {
    for (let node = element; node; node = node.parentNode ?? node.host) if (node === target) return changed();
  };
  const watch = new MutationObserver(changed);
  // Of what stands around, only what it is wrapped in: colours and properties come down from there.
  const follow = () => {
    watch.disconnect();
    for (let node = element; node; node = node.parentNode ?? node.host) {
      if (node instanceof Element) watch.observe(node, { attributes: true });
      // A transition is told no further than the root that it happens in.
      else for (const type of ["transitionend", "transitioncancel"]) node.addEventListener(type, settled, { capture: true, signal });
    }
  };
  follow();
  const end = () => {
    ended.abort();
    watch.disconnect();
  };
  return { follow, end };
}

const number = (text, low, high) => {
  const value = /^[\d.]+(px)?$/.test(text ?? "") ? Number.parseFloat(text) : Number.NaN;
  return Number.isNaN(value) ? undefined : Math.min(high, Math.max(low, value));
};

/** A value of one property only: nothing that could end the rule it is put into. */
const plain = (property, text) => text && !/[{};@<\\]/.test(text) && CSS.supports(property, text) ? text : undefined;

const warned = {};

/**
 * The style sheet's text for these wishes. `inside` is the widget's own element, whose tokens of the given
 * scheme are the defaults; a wished paper that is dark makes the scheme dark. What the reader would see through
 * does not count: what stands behind the widget may be of any colour.
 */
export function tint(wished, theme, inside, probe) {
  const given = Object.fromEntries(COLOURS.map((name) => [name, read(wished[name], probe)]));
  const told = (names) => names.map((name) => ` ${name}: ${wished[name]}`).join();
  const clear = told(COLOURS.filter((name) => given[name]?.[3] < 1));
  const none = told(COLOURS.filter((name) => wished[name] && !given[name]));
  if (clear && warned.clear !== clear) console.warn(`aftermile-widget: not used, as one sees through it:${warned.clear = clear}`);
  if (none && warned.none !== none) console.warn(`aftermile-widget: not used, as it is no colour here:${warned.none = none}`);
  const colour = (name) => (given[name]?.[3] === 1 ? given[name] : undefined);
  const paper = colour("paper");
  const chosen = paper ? (dark(paper) ? "dark" : "light") : theme;
  return { scheme: chosen, css: () => rules(wished, colour, paper, inside, probe) };
}

function rules(wished, colour, paper, inside, probe) {
  const style = getComputedStyle(inside);
  const token = (name) => read(style.getPropertyValue(`--${name}`).trim(), probe);
  const out = [];
  const set = (name, value, to = out) => to.push(`--${name}:${value}!important`);
  // Not on paper, which is white whatever the page around is.
  const colours = [];
  if (COLOURS.some(colour)) {
    const ground = paper ?? token("paper");
    const end = dark(ground) ? [1, 1, 1] : [0, 0, 0];
    const raised = colour("raised") ?? (paper ? mix(paper, [1, 1, 1], dark(paper) ? 0.06 : 0.6) : token("raised"));
    const sunk = paper ? mix(paper, end, 0.04) : token("sunk");
    const grounds = [ground, raised, sunk];
    const wells = ["ok-bg", "watch-bg", "see-bg", "urgent-bg"].map(token).filter(Boolean);
    const soft = mix(ground, colour("accent") ?? token("primary"), 0.1);
    const primary = readable(colour("accent") ?? token("primary"), [...grounds, soft], 4.5);
    const effort = readable(colour("effort") ?? token("accent"), grounds, 4.5);
    const on = ["#ffffff", "#06211c", "#000000"].map((one) => read(one, probe)).find((one) => contrast(one, primary) >= 4.5);
    for (const [name, value] of [
      ["paper", ground], ["raised", raised], ["sunk", sunk],
      ["ink", readable(colour("ink") ?? token("ink"), [...grounds, soft, ...wells], 4.5)],
      ["muted", readable(colour("muted") ?? token("muted"), grounds, 4.5)],
      ["border", readable(colour("border") ?? token("border"), grounds, 3)],
      ["hair", paper ? mix(paper, end, 0.14) : token("hair")],
      ["primary", primary], ["on-primary", on], ["primary-soft", soft], ["accent", effort],
    ]) if (value) set(name, hex(value), colours);
  }
  const size = number(wished.size, 14, 24);
  if (size) set("base", `${size / 16}em`);
  const radius = number(wished.radius, 0, 24);
  if (radius !== undefined) {
    for (const [name, share] of [["r-s", 0.6], ["r-m", 1], ["r-l", 1.5]]) set(name, `${(radius * share) / 17}em`);
  }
  for (const [name, to] of [["font", "font"], ["font-heading", "font-voice"]]) {
    const family = plain("font-family", wished[name]);
    if (family) set(to, family);
  }
  const box = [["margin", "margin"], ["max-width", "max-width"], ["outline", "border"]]
    .map(([name, property]) => [property, plain(property, wished[name])])
    .filter(([, value]) => value)
    .map(([property, value]) => `${property}:${value}!important`);
  if (box.some((one) => one.startsWith("border"))) box.push("box-sizing:border-box!important");
  return `:host{${box.join(";")}}@media not (forced-colors:active){:host .am{${out.join(";")}}@media screen{:host .am{${colours.join(";")}}}}`;
}

/** Parts that a host page has styled by ::part are corrected where their words cannot be read. */
export function correctParts(root, probe) {
  if (matchMedia("(forced-colors: active)").matches) return;
  for (const element of root.querySelectorAll("[part]")) {
    element.style.removeProperty("color");
    const style = getComputedStyle(element);
    const ink = seen(style.color, probe);
    const ground = groundOf(element, probe);
    if (!ink || !ground || contrast(ink, ground) >= 4.5) continue;
    element.style.setProperty("color", hex(readable(ink, [ground], 4.5)), "important");
  }
}

function groundOf(element, probe) {
  for (let node = element; node instanceof Element; node = node.parentElement) {
    const ground = seen(getComputedStyle(node).backgroundColor, probe);
    if (ground && ground[3] > 0.5) return ground;
  }
  return undefined;
}

/** Whether any sheet of the page styles parts; one that cannot be read may. */
export function stylesParts() {
  return [...document.styleSheets, ...document.adoptedStyleSheets].some((sheet) => {
    try {
      return [...sheet.cssRules].some((rule) => rule.cssText.includes("::part("));
    } catch {
      return true;
    }
  });
}
