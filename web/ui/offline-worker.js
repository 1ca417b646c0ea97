/* global self, caches, fetch, Response, URL */
// Keeps the one page that says that there is no network, and its style. No other page is ever kept: many hold data of people.

const PAGE = '/luring'
const STYLE = '{stylesheet}'
const STORE = `payung ${STYLE}`

async function keep() {
  const store = await caches.open(STORE)
  // Without the cookie: what is kept is the page of nobody in particular.
  for (const path of [PAGE, STYLE]) {
    const answer = await fetch(path, { credentials: 'omit', cache: 'no-cache' })
    if (!answer.ok) throw new Error(path)
    await store.put(path, answer)
  }
}

async function forgetOlder() {
  for (const name of await caches.keys()) if (name !== STORE) await caches.delete(name)
  await self.clients.claim()
}

// A form that could not be sent: the page with everything typed stays (204), and says so.
async function stay(event) {
  const page = await self.clients.get(event.clientId)
  page?.postMessage('luring')
  return new Response(null, { status: 204 })
}

// Files go their own way: a worker between them and the line would hold them in memory.
function isShortForm({ method, headers }) {
  return (
    method === 'POST' && (headers.get('content-type') ?? '').startsWith('application/x-www-form-urlencoded')
  )
}

self.addEventListener('install', (event) => {
  event.waitUntil(keep().then(() => self.skipWaiting()))
})
self.addEventListener('activate', (event) => {
  event.waitUntil(forgetOlder())
})
self.addEventListener('fetch', (event) => {
  const { request } = event
  const kept = (path) => caches.match(path).then((page) => page ?? Response.error())
  if (request.mode === 'navigate' && request.method === 'GET')
    event.respondWith(fetch(request).catch(() => kept(PAGE)))
  else if (request.mode === 'navigate' && isShortForm(request))
    event.respondWith(fetch(request).catch(() => stay(event)))
  else if (new URL(request.url).pathname === STYLE) event.respondWith(fetch(request).catch(() => kept(STYLE)))
})
