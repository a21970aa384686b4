import start, * as engine from "./engine/aftermile_js.js";
import { AftermileError, loader } from "./index.js";

/** Loads the engine, once: in a page, a worker, or through a bundler. */
export const load = loader(async () => {
  await start({ module_or_path: new URL("./engine/aftermile_js_bg.wasm", import.meta.url) });
  return engine;
});
export { AftermileError };
