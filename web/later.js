// Fetches what the program does not need up to the last question. `cargo xtask dist` cuts the program in two and
// fills in the checksums: the two parts are of one build, or the second is not taken.

import { initSync } from "./aftermile.js";

const INTEGRITY = "__LATER__";
/** Of the part that the second belongs to; `widget.js` starts no other. */
export const FIRST = "__FIRST__";
const ADDRESS = new URL("aftermile_later.wasm", import.meta.url);

async function bytes(cache) {
  const answer = await fetch(ADDRESS, { cache, integrity: INTEGRITY, referrerPolicy: "no-referrer" });
  if (!answer.ok) throw new Error(`aftermile_later.wasm: ${answer.status}`);
  return answer.arrayBuffer();
}

/** A copy of another build in the browser's own cache is passed over once. */
async function instantiate() {
  const program = await bytes("default").catch(() => bytes("reload"));
  // It has no memory or functions of its own to import but those of the first part.
  await WebAssembly.instantiate(program, { __wasm_split: initSync() });
}

let coming;

/** Called by the first part, and answered with whether it worked. One that failed is tried again when it is next asked for. */
export async function __wasm_split_load_later(callback, data) {
  let good = true;
  try {
    await (coming ??= instantiate());
  } catch (error) {
    coming = undefined;
    good = false;
    console.info("aftermile: the second part of the program could not be loaded.", error);
  }
  initSync().__indirect_function_table.get(callback)(data, good);
}
