// Keeps one build of the page for use without a network. BUILD and FILES are written by `cargo xtask dist`.
//
// Every file is checked against its checksum as it is fetched, so that what is kept is one build and never two
// mixed, whatever the host was doing meanwhile. A new build is fetched whole beside the old one; it takes over
// when the runner says so, or when the page is next opened after all its windows were closed.

const BUILD = "__BUILD__";
const FILES = __FILES__;

/** Several copies of the project on one origin keep apart. */
const PREFIX = `aftermile:${new URL(registration.scope).pathname}:`;
const CACHE = PREFIX + BUILD;

const address = (path) => new URL(path, registration.scope).href;
const KNOWN = new Set(FILES.map(([path]) => address(path)));

addEventListener("install", (event) => event.waitUntil(keep()));

async function keep() {
  await caches.delete(CACHE); // what an interrupted attempt left
  const cache = await caches.open(CACHE);
  try {
    await Promise.all(FILES.map(async ([path, integrity]) => {
      const answer = await fetch(address(path), { cache: "reload", integrity, credentials: "omit" });
      if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
      await cache.put(address(path), answer);
    }));
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
}

addEventListener("activate", (event) => event.waitUntil(forget()));

async function forget() {
  const all = await caches.keys();
  await Promise.all(all.filter((name) => name.startsWith(PREFIX) && name !== CACHE).map((name) => caches.delete(name)));
}

addEventListener("message", (event) => {
  if (event.data === "take-over") skipWaiting();
});

addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  const url = new URL(request.url);
  url.hash = "";
  url.search = "";
  // The page is its folder.
  if (url.href === address("index.html")) url.href = registration.scope;
  if (KNOWN.has(url.href)) event.respondWith(fromCache(url.href, request));
});

async function fromCache(href, request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(href)) ?? fetch(request);
}
