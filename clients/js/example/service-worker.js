const CACHE = "lectern notes";
const PAGE = ["./", "app.js", "icon.svg", "style.css"];
const CLIENT = ["client", "content", "errors", "feed", "http", "index", "indexeddb", "merge", "replica", "row"];
const FILES = [...PAGE, ...[...CLIENT, "storage", "tabs"].map((module) => `../dist/${module}.js`)];
const ADDRESSES = new Set(FILES.map((file) => new URL(file, self.location).href));

self.addEventListener("install", (event) => {
    event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(FILES)));
    self.skipWaiting();
});

self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
    if (ADDRESSES.has(event.request.url.replace(/#.*/, ""))) {
        event.respondWith(newest(event.request));
    }
});

/** The file as it is now; without a network, as it was. */
async function newest(request) {
    const cache = await caches.open(CACHE);
    try {
        const response = await fetch(request);
        if (response.ok) {
            await cache.put(request, response.clone());
        }
        return response;
    } catch {
        return cache.match(request, { ignoreSearch: true });
    }
}
