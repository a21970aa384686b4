// Fetches what of the program follows the card: the questions when they are wanted, then all that comes after them.
// `cargo xtask dist` cuts the program and fills in the checksums: all parts are of one build, or none is taken.

import { initSync } from "./aftermile.js";

/** Of the part that the others belong to; `widget.js` starts no other. */
export const FIRST = "__FIRST__";

/** In the order in which they are wanted. What two of them use comes with the first of these. */
const PARTS = {
  ask: [["aftermile_both.wasm", "__BOTH__"], ["aftermile_ask.wasm", "__ASK__"]],
  later: [["aftermile_later.wasm", "__LATER__"]],
};

async function bytes(name, integrity, cache) {
  const answer = await fetch(new URL(name, import.meta.url), { cache, integrity, referrerPolicy: "no-referrer" });
  if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
  return answer.arrayBuffer();
}

/** A copy of another build in the browser's own cache is passed over once. */
const program = ([name, integrity]) => bytes(name, integrity, "default").catch(() => bytes(name, integrity, "reload"));

async function instantiate(part) {
  const programs = Promise.all(PARTS[part].map(program));
  programs.catch(() => {}); // told of below
  if (part === "later") await fetched("ask");
  // They have no memory or functions of their own to import but those of the first part.
  for (const [at, one] of (await programs).entries()) {
    const [name] = PARTS[part][at];
    // Once only: a second time would write over what the program has changed meanwhile.
    if (here.has(name)) continue;
    await WebAssembly.instantiate(one, { __wasm_split: initSync() });
    here.add(name);
  }
}

const here = new Set();

const coming = {};
const fetched = (part) => (coming[part] ??= instantiate(part));

/** Called by the program, and answered with whether it worked. One that failed is tried again when it is next asked for. */
async function load(part, callback, data) {
  let good = true;
  try {
    await fetched(part);
  } catch (error) {
    delete coming[part];
    good = false;
    console.info(`aftermile: the part "${part}" of the program could not be loaded.`, error);
  }
  initSync().__indirect_function_table.get(callback)(data, good);
}

export const __wasm_split_load_ask = (callback, data) => load("ask", callback, data);
export const __wasm_split_load_later = (callback, data) => load("later", callback, data);
