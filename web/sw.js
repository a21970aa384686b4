// Keeps one build of the page for use without a network. BUILD and FILES are written by `cargo xtask dist`.
//
// Every file is checked against its checksum as it is fetched, so that what is kept is one build and never two
// mixed, whatever the host was doing meanwhile. A new build is fetched whole beside the old one; it takes over
// when the runner says so, or when the page is next opened after all its windows were closed. A tab that is open
// then goes on undisturbed: it gets its files from the build that it began with, which is kept as long as it lives.

const BUILD = "__BUILD__";
const FILES = __FILES__;

/** Several copies of the project on one origin keep apart. */
const PREFIX = `aftermile:${new URL(registration.scope).pathname}:`;
const CACHE = PREFIX + BUILD;

/** So many files are fetched at once. */
const LANES = 2;

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

/**
 * Whatever of this build is there already was checked as it came, and stays: an attempt may have been interrupted,
 * and where the host goes back to an earlier build, tabs may live on it.
 */
async function keep() {
  await dropLeftovers();
  const cache = await caches.open(CACHE);
  const left = [...FILES];
  const lane = async () => {
    for (let file; (file = left.shift()); ) await keepFile(cache, ...file);
  };
  try {
    // In the order in which they are wanted and few at a time: somebody may be answering meanwhile, on a slow network.
    await Promise.all(Array.from({ length: LANES }, lane));
  } catch (error) {
    left.length = 0;
    if (!(await noteOf(CACHE))) await caches.delete(CACHE);
    throw error;
  }
}

async function keepFile(cache, path, integrity) {
  if (await cache.match(address(path))) return;
  // Asks the host about each, but what the page itself has just fetched need not come twice.
  const answer = await fetch(address(path), { cache: "no-cache", integrity });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  // Some hosts send `page.html` on to `page`, and a browser opens no page with an answer that was sent on.
  const { headers } = answer;
  await cache.put(address(path), answer.redirected ? new Response(await answer.blob(), { headers }) : answer);
}

/** What was never in charge is of no use, unless a worker is about to take over with it. */
async function dropLeftovers() {
  if (registration.waiting || registration.active?.state === "activating") return;
  for (const name of await kept()) if (name !== CACHE && !(await noteOf(name))) await caches.delete(name);
}

const kept = async () => (await caches.keys()).filter((name) => name.startsWith(PREFIX));

/**
 * Where each kept build that was ever in charge notes `tabs`, the builds of the tabs that began before it, and
 * `turn`, which is higher than that of any that was in charge before. No file has this name.
 */
const TABS = address("tabs");

/** The tab that asked for this build: it is loaded anew at once. */
let leaving;

addEventListener("message", (event) => {
  if (event.data !== "take-over") return;
  leaving = event.source?.id;
  skipWaiting();
});

addEventListener("activate", (event) => event.waitUntil(takeOver()));

async function takeOver() {
  let before;
  for (const name of await kept()) {
    const noted = await noteOf(name);
    if (noted && !(noted.turn <= before?.turn)) before = { name, ...noted };
  }
  const open = before ? await clients.matchAll({ type: "window", includeUncontrolled: true }) : [];
  const pages = open.filter(({ id, url }) => id !== leaving && KNOWN.has(bare(url)));
  const tabs = Object.fromEntries(pages.map(({ id }) => [id, before.tabs[id] ?? before.name]));
  await note({ turn: (before?.turn ?? 0) + 1, tabs });
}

const noteOf = async (name) => (await caches.match(TABS, { cacheName: name }))?.json();

let own;
const ownNote = () => (own ??= noteOf(CACHE).then((noted) => noted ?? { turn: 0, tabs: {} }));
const openTabs = async () => (await ownNote()).tabs;

/** Keeps which tabs live on which earlier builds, and of the builds that were in charge no more than are needed. */
async function note(next) {
  own = Promise.resolve(next);
  await (await caches.open(CACHE)).put(TABS, new Response(JSON.stringify(next)));
  const needed = new Set([CACHE, ...Object.values(next.tabs)]);
  for (const name of await kept()) {
    // One that is only just fetched, or waits, holds no note.
    if (!needed.has(name) && (await noteOf(name))) await caches.delete(name);
  }
}

/** Forgets tabs that were closed. */
async function tidy() {
  const entries = Object.entries(await openTabs());
  const there = await Promise.all(entries.map(([id]) => clients.get(id)));
  if (there.every(Boolean)) return;
  const { turn } = await ownNote();
  await note({ turn, tabs: Object.fromEntries(entries.filter((_, at) => there[at])) });
}

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
async function answer(href, event) {
  const { request, clientId, resultingClientId } = event;
  const opens = request.mode === "navigate";
  if (opens) event.waitUntil(tidy());
  const client = clientId && !opens ? await clients.get(clientId) : undefined;
  if (client && !KNOWN.has(bare(client.url))) return fetch(request);
  const old = opens ? undefined : (await openTabs())[clientId];
  // What reads run files asks for its program itself.
  if (old && request.destination === "worker" && resultingClientId) (await openTabs())[resultingClientId] = old;
  const cache = await caches.open(old ?? CACHE);
  return (await cache.match(href)) ?? fetch(request);
}
