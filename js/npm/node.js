import { readFile } from "node:fs/promises";
import start, * as engine from "./engine/aftermile_js.js";
import { AftermileError, loader } from "./index.js";

/** Loads the engine, once. */
export const load = loader(async () => {
  const wasm = await readFile(new URL("./engine/aftermile_js_bg.wasm", import.meta.url));
  await start({ module_or_path: wasm });
  return engine;
});
export { AftermileError };
