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

/** Without what makes no other file of it. The page is its folder. */
function bare(href) {
  const url = new URL(href);
  url.hash = "";
  url.search = "";
  return url.href === address("index.html") ? registration.scope : url.href;
}

const KNOWN = new Set(FILES.map(([path]) => address(path)));

addEventListener("install", (event) => event.waitUntil(keep()));

async function keep() {
  await caches.delete(CACHE); // what an interrupted attempt left
  const cache = await caches.open(CACHE);
  try {
    await Promise.all(FILES.map(async ([path, integrity]) => {
      // Asks the host about each, but what the page itself has just fetched need not come twice.
      const answer = await fetch(address(path), { cache: "no-cache", integrity });
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
  const href = bare(request.url);
  if (KNOWN.has(href)) event.respondWith(answer(href, event));
});

/**
 * Only pages that are kept themselves live on what is kept. The frame of an embed asks the host for all of its
 * files: some of them are not kept, and two builds could meet in it.
 */
async function answer(href, { request, clientId }) {
  const client = clientId && request.mode !== "navigate" ? await clients.get(clientId) : undefined;
  if (client && !KNOWN.has(bare(client.url))) return fetch(request);
  const cache = await caches.open(CACHE);
  return (await cache.match(href)) ?? fetch(request);
}
