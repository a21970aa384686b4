// Reads run files apart from the page, so that the page stays responsive. A classic worker, started by the page:
//
//   const worker = new Worker(new URL("import-worker.js", <address of embed.js>), { name: "aftermile-import" });
//   worker.postMessage({ files, unit });     // Files or Blobs, of any size. `unit`, if any, is what their distances are
//                                            // in where they do not say: kilometres, miles, metres
//   worker.terminate();                      // cancels
//
// It answers with any number of
//   { type: "progress", share }              // 0 to 1, about every megabyte
// and then one of
//   { type: "done", json }                   // a Digest of the crate aftermile-import, as JSON
//   { type: "failed" }                       // its program could not be loaded, or could not go on
// A file that takes more memory than there is costs the program its life: it and those after it are refused.

// `cargo xtask dist` puts the reader's glue, which is `wasm_bindgen`, in this line's place. It is no script of its own:
// while a worker waits for one, Firefox cannot ask it who it is, and a service worker that does waits with it for ever.
/* __READER__ */

let ready;

self.onmessage = async ({ data: { files, unit } }) => {
  try {
    ready ??= wasm_bindgen({ module_or_path: new URL("aftermile_import_bg.wasm", self.location.href) });
    await ready;
  } catch {
    ready = undefined; // the next files may try again
    self.postMessage({ type: "failed" });
    return;
  }
  const { readFile, refuse, digest } = wasm_bindgen;
  let crashed = false;
  for (const [place, file] of files.entries()) {
    if (!crashed) {
      const tell = (done, all) => self.postMessage({ type: "progress", share: (place + done / all) / files.length });
      try {
        readFile(file, file.name ?? "", unit ?? "", tell);
        continue;
      } catch {
        crashed = true;
      }
    }
    if (!tried(() => refuse(file.name ?? "", "crashed"))) return;
  }
  tried(() => self.postMessage({ type: "done", json: digest() }));
};

// A program that has lost its life may not even be able to say so: then it is loaded anew for the next files.
function tried(act) {
  try {
    act();
    return true;
  } catch {
    ready = undefined;
    self.postMessage({ type: "failed" });
    return false;
  }
}
