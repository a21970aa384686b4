// Reads a run file apart from the page, so that the page stays responsive. A classic worker, started by the page:
//
//   const worker = new Worker(new URL("import-worker.js", <address of embed.js>), { name: "aftermile-import" });
//   worker.postMessage({ file });            // a File or Blob, of any size; one a worker at a time
//   worker.terminate();                      // cancels
//
// It answers with any number of
//   { type: "progress", done, total }        // bytes, about every megabyte
// and then one of
//   { type: "done", json }                   // an Import of the crate aftermile-import, as JSON
//   { type: "failed", json }                 // an Error of it, as JSON: { "id": "damaged" } and the like
// After a failure with the id "crashed" (it ran out of memory, or its program could not be loaded: "unavailable") the
// worker is of no more use; the page terminates it and says that the file could not be read.

"use strict";

importScripts(new URL("aftermile_import.js", self.location.href).href);

let ready;

self.onmessage = async ({ data }) => {
  const answer = (type, json) => self.postMessage({ type, json });
  try {
    ready ??= wasm_bindgen({ module_or_path: new URL("aftermile_import_bg.wasm", self.location.href) });
    await ready;
  } catch {
    ready = undefined; // the next file may try again
    answer("failed", '{"id":"unavailable"}');
    return;
  }
  try {
    const json = wasm_bindgen.readRuns(data.file, (done, total) => self.postMessage({ type: "progress", done, total }));
    answer("done", json);
  } catch (error) {
    // The program throws its errors as JSON; anything else is a trap of the machine below it.
    answer("failed", typeof error === "string" && error.startsWith("{") ? error : '{"id":"crashed"}');
  }
};
