/*
 * The service worker of the page "Check an award", which somebody asked to keep. The build puts KEPT before it: the name of this version,
 * which changes with any of its files, and their addresses, relative to the page. It answers for these files alone, with what is kept
 * where the network does not answer; credentials, status lists, keys and award pages go past it, and are never kept.
 */

const scope = self.registration.scope;
const own = `testamur:${scope}:`;
const cache = own + KEPT.version;
const files = new Set(KEPT.files.map((file) => new URL(file, scope).href));

self.addEventListener("install", (event) => {
  // All or none, past whatever a browser remembers of older ones.
  const requests = [...files].map((url) => new Request(url, { cache: "no-cache" }));
  event.waitUntil(caches.open(cache).then((opened) => opened.addAll(requests)));
});

self.addEventListener("activate", (event) => {
  const older = (name) => name.startsWith(own) && name !== cache;
  event.waitUntil(caches.keys().then((names) => Promise.all(names.filter(older).map((name) => caches.delete(name)))));
});

self.addEventListener("fetch", (event) => {
  const { method, url } = event.request;
  const [file] = url.split(/[?#]/);
  if (method !== "GET" || !files.has(file)) return;
  event.respondWith(fetch(event.request).catch(async () => (await (await caches.open(cache)).match(file)) ?? Response.error()));
});
