// The phone's copies of field pages, for when there is no signal: the tasks and the steps that were opened or come next.
// A page comes from the network; its copy only where the network gives nothing in time. Copies hold no token of a form and no recipient's link.
const CACHE = 'sandi-field';
const WAIT = 5000;
const HOURS_MAX = 12; // as long as a session may sit idle
const isPage = (path) => /^\/field(\/offline|\/tasks\/[^/]+(\/pages\/\d+)?)?$/.test(path);

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

async function keep(path, answer) {
  if (!answer.ok || answer.redirected || answer.type === 'opaqueredirect') return;
  const html = (await answer.text()).replace(/(name="(?:csrf|token_[^"]*)" value=")[^"]*/g, '$1').replace(/(<div data-part="link">).*?(?=<\/div>)/gs, '$1');
  const headers = new Headers(answer.headers);
  headers.set('Sandi-Kept', String(Date.now()));
  await (await caches.open(CACHE)).put(path, new Response(html, { headers }));
}

const isFresh = (copy) => copy && Date.now() - Number(copy.headers.get('Sandi-Kept')) < HOURS_MAX * 3600e3;

async function copyOf(path) {
  const cache = await caches.open(CACHE);
  let copy = await cache.match(path);
  if (!copy && /^\/field\/tasks\/[^/]+$/.test(path)) {
    const step = (await cache.keys()).find(({ url }) => new URL(url).pathname.startsWith(`${path}/pages/`));
    copy = step && await cache.match(step);
  }
  return isFresh(copy) ? copy : cache.match('/field/offline');
}

// The answer to a search has no copy: where there is no signal, the whole list stands in for it.
async function page(event, { pathname: path, search }) {
  const copy = await copyOf(path);
  if (copy && !navigator.onLine) return copy;
  const live = fetch(event.request);
  event.waitUntil(live.then((answer) => search || keep(path, answer.clone())).catch(() => {}));
  if (!copy) return live;
  return Promise.race([live, new Promise((done) => { setTimeout(done, WAIT); })]).then((answer) => answer ?? copy, () => copy);
}

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET') return;
  if (url.pathname.startsWith('/static/')) event.respondWith(caches.match(request).then((copy) => copy ?? fetch(request)));
  else if (request.mode === 'navigate' && isPage(url.pathname)) event.respondWith(page(event, url));
});

// One page's wishes after the other's: two that both find another version would each empty what the other has kept.
let earlier = Promise.resolve();
self.addEventListener('message', (event) => {
  const { data } = event;
  const work = async () => {
    let cache = await caches.open(CACHE);
    if (await (await cache.match('/version'))?.text() !== data.version) {
      await caches.delete(CACHE);
      cache = await caches.open(CACHE);
      await cache.put('/version', new Response(data.version));
    }
    for (const file of data.files) if (!await cache.match(file)) await cache.add(file);
    for (const path of data.pages.filter(isPage)) if (!isFresh(await cache.match(path))) await keep(path, await fetch(path));
  };
  earlier = earlier.then(work).catch(() => {});
  event.waitUntil(earlier);
});
