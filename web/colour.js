// Colours as a host page gives them, and the least change that makes them readable (WCAG 2.2: text 4.5, edges 3).

/** Any CSS colour as [red, green, blue, alpha] from 0 to 1, or nothing. `probe` is an element that is in a document. */
export function read(value, probe) {
  if (!value || !CSS.supports("color", value)) return undefined;
  probe.style.color = "";
  probe.style.color = `color-mix(in srgb, ${value}, ${value})`;
  const text = getComputedStyle(probe).color;
  probe.style.color = "";
  return parse(text);
}

/** What a computed style says: `rgb(0, 0, 0)`, `rgba(0, 0, 0, 0.5)` or `color(srgb 0 0 0 / 0.5)`. */
export function parse(text) {
  const numbers = text.replace("srgb", "").match(/-?[\d.]+(e-?\d+)?/g)?.map(Number);
  if (!numbers || numbers.length < 3) return undefined;
  const scale = text.startsWith("rgb") ? 255 : 1;
  const [red, green, blue] = numbers.slice(0, 3).map((one) => Math.min(1, Math.max(0, one / scale)));
  return [red, green, blue, numbers[3] ?? 1];
}

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
