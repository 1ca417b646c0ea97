/* global document, DOMParser, fetch, FormData, localStorage, location, URLSearchParams, window */
// The palette: the page /cari in a dialog. Ctrl-K or Cmd-K opens it anywhere; single keys can be switched off on that page
// (they are switched by their own checkbox, which only exists with this script).

const SINGLE_KEYS = 'payung-single-keys'
const link = document.querySelector('.find a')
const areKeysOn = () => localStorage.getItem(SINGLE_KEYS) !== 'off'

async function pageAt(address, options) {
  const answer = await fetch(address, options)
  if (!answer.ok || answer.redirected) return null
  return new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('[data-palette]')
}

function destinationsIn(dialog) {
  return [...dialog.querySelectorAll('.destinations a')]
}

function moveFocus(dialog, step) {
  const stops = [dialog.querySelector('input[type=search]'), ...destinationsIn(dialog)]
  const at = stops.indexOf(document.activeElement)
  stops[(at + step + stops.length) % stops.length]?.focus()
}

// Only the newest question's answer is shown: an older one may arrive later.
let newest = 0
async function ask(dialog) {
  newest += 1
  const mine = newest
  const form = dialog.querySelector('form')
  const found = await pageAt(form.action, { method: 'POST', body: new URLSearchParams(new FormData(form)) })
  const place = dialog.querySelector('[data-found]')
  if (mine === newest && found !== null) place.replaceWith(found.querySelector('[data-found]'))
}

function listen(dialog) {
  let waiting = 0
  dialog.addEventListener('input', () => {
    window.clearTimeout(waiting)
    waiting = window.setTimeout(() => void ask(dialog), 150)
  })
  dialog.addEventListener('submit', (event) => {
    event.preventDefault()
    const [first] = destinationsIn(dialog)
    if (first) location.assign(first.href)
  })
  dialog.addEventListener('keydown', (event) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
    event.preventDefault()
    moveFocus(dialog, event.key === 'ArrowDown' ? 1 : -1)
  })
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) dialog.close()
  })
  dialog.addEventListener('close', () => dialog.remove())
}

async function openPalette() {
  if (document.querySelector('dialog.palette')) return
  const content = await pageAt(link.href).catch(() => null)
  if (content === null) return location.assign(link.href)
  const dialog = document.createElement('dialog')
  dialog.className = 'palette'
  dialog.setAttribute('aria-label', link.firstChild.textContent.trim())
  dialog.append(content)
  document.body.append(dialog)
  listen(dialog)
  dialog.showModal()
  dialog.querySelector('input[type=search]').focus()
}

const isTyping = ({ target }) => target.closest('input, textarea, select, [contenteditable]') !== null

document.addEventListener('keydown', (event) => {
  const isPalette = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k'
  const isSlash = event.key === '/' && !event.ctrlKey && !event.metaKey && areKeysOn() && !isTyping(event)
  if (link !== null && (isPalette || isSlash)) {
    event.preventDefault()
    void openPalette()
  }
})

link?.addEventListener('click', (event) => {
  if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return
  event.preventDefault()
  void openPalette()
})

// Slides go on by the arrow keys and end by Esc, where the page has them.
document.addEventListener('keydown', (event) => {
  if (isTyping(event) || document.querySelector('dialog[open]')) return
  const name = { ArrowRight: 'next', ArrowLeft: 'prev', Escape: 'up' }[event.key]
  const way = name === undefined ? null : document.querySelector(`.slides a[rel=${name}]`)
  if (way !== null) location.assign(way.href)
})

const keySwitch = document.querySelector('[data-single-keys]')
if (keySwitch !== null) {
  keySwitch.hidden = false
  const box = keySwitch.querySelector('input')
  box.checked = areKeysOn()
  box.addEventListener('change', () => localStorage.setItem(SINGLE_KEYS, box.checked ? 'on' : 'off'))
}
