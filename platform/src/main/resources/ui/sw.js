// Keeps the shell at hand when the network is away. One cache per version of the UI; what programs ask for (the API,
// media, sockets) never passes through here. A new version waits until the last page of the old one is closed, so
// that no page ever loses the files it was started with.

const VERSION = '{{version}}';
const FILES = {{files}};
const MACHINE_ROOTS = {{machineRoots}};
const PREFIX = 'weir-ui-';
const CACHE = PREFIX + VERSION;
const SHELL = '/?offline-shell';

self.addEventListener('install', event => event.waitUntil(fill()));
self.addEventListener('activate', event => event.waitUntil(tidy()));

self.addEventListener('fetch', event => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  if (url.pathname.startsWith(`/ui/${VERSION}/`)) event.respondWith(file(request));
  else if (request.mode === 'navigate' && !isForMachines(url)) event.respondWith(page(request));
});

async function fill() {
  const cache = await caches.open(CACHE);
  await Promise.all([cache.addAll(FILES), keepShell(cache, await fetch('/'))]);
}

async function tidy() {
  const stale = (await caches.keys()).filter(name => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(stale.map(name => caches.delete(name)));
  await self.clients.claim();
}

function isForMachines(url) {
  return MACHINE_ROOTS.includes(url.pathname.split('/')[1]);
}

async function file(request) {
  const kept = await caches.match(request, { cacheName: CACHE, ignoreVary: true });
  return kept ?? fetch(request);
}

async function page(request) {
  try {
    const fresh = await fetch(request);
    if (fresh.ok) await keepShell(await caches.open(CACHE), fresh.clone());
    return fresh;
  } catch (away) {
    const kept = await caches.match(SHELL, { cacheName: CACHE, ignoreVary: true });
    if (!kept) throw away;
    return kept;
  }
}

/** Only a shell of this very version: any other would ask for files that this cache does not hold. */
async function keepShell(cache, response) {
  if (response.ok && response.headers.get('Weir-Ui') === VERSION) await cache.put(SHELL, response);
}
