// Colours as a host page gives them, and the least change that makes them readable (WCAG 2.2: text 4.5, edges 3).

/** Any CSS colour as [red, green, blue, alpha] from 0 to 1, or nothing. `probe` is an element that is in a document. */
export function read(value, probe) {
  if (!value || !CSS.supports("color", value)) return undefined;
  // The browser converts: lab(), oklch() and wide gamuts too.
  probe.style.color = "";
  probe.style.color = `color-mix(in srgb, ${value}, ${value})`;
  // Words such as `inherit` are a value, but none that can be mixed: what is inherited is not what was asked for.
  const text = probe.style.color && getComputedStyle(probe).color;
  let colour = parse(text);
  // A `var()` that names nothing is a value too, and what is inherited takes its place: a ground is never inherited.
  if (/\b(var|env|attr)\(/i.test(value)) {
    probe.style.backgroundColor = probe.style.color;
    const ground = parse(getComputedStyle(probe).backgroundColor);
    if (ground?.[3] !== colour?.[3]) colour = undefined;
    probe.style.backgroundColor = "";
  }
  probe.style.color = "";
  return colour;
}

/** A computed `rgb(0, 0, 0)`, `rgba(0, 0, 0, 0.5)` or `color(srgb 0 none 0 / 50%)`; nothing for any other form. */
export function parse(text) {
  const [, kind, inside] = /^(rgba?\(|color\(srgb )([^()]*)\)$/.exec(text) ?? [];
  const parts = inside?.split(/[\s,/]+/).filter(Boolean);
  if (parts?.length !== 3 && parts?.length !== 4) return undefined;
  const scale = kind.startsWith("rgb") ? 255 : 1;
  const colour = parts.map((part, at) => {
    const value = part === "none" ? 0 : Number(part.replace("%", "")) / (part.endsWith("%") ? 100 : at < 3 ? scale : 1);
    return Math.min(1, Math.max(0, value));
  });
  return colour.some(Number.isNaN) ? undefined : [...colour, 1].slice(0, 4);
}

/** What a computed style says, whatever the form. */
export const seen = (text, probe) => parse(text) ?? read(text, probe);

/** As any page can read it. */
export const plain = ([red, green, blue, alpha]) => `rgb(${[red, green, blue].map((one) => one * 255).join(" ")} / ${alpha})`;

export const hex = (colour) => "#" + colour.slice(0, 3).map((one) => Math.round(one * 255).toString(16).padStart(2, "0")).join("");

export const mix = (one, other, share) => one.slice(0, 3).map((part, at) => part * (1 - share) + other[at] * share);

export function luminance(colour) {
  const [red, green, blue] = colour.map((one) => (one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

export function contrast(one, other) {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

export const dark = (colour) => luminance(colour) < 0.18;

const WHITE = [1, 1, 1];
const BLACK = [0, 0, 0];

/** The colour, moved towards black or white until it stands out from every ground by `least`. */
export function readable(colour, grounds, least) {
  const worst = (one) => Math.min(...grounds.map((ground) => contrast(one, ground)));
  const ends = worst(BLACK) > worst(WHITE) ? BLACK : WHITE;
  for (let share = 0; share < 1; share += 0.04) {
    const moved = mix(colour, ends, share);
    if (worst(moved) >= least) return moved;
  }
  return ends;
}
