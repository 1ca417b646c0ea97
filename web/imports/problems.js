/* global document, location, sessionStorage */
// Mending row by row with the keyboard: F8 goes to the next cell to mend, Shift F8 to the one before, Enter saves. After saving the
// next row is ready to be typed in. Without this script every cell is reached by Tab and every button works as it is.

const NEXT_ROW = 'payung-next-row'
const cells = () => [...document.querySelectorAll('.problems .mend input[type=text]')]

function go(step) {
  const all = cells()
  const at = all.indexOf(document.activeElement)
  const next = all[at === -1 ? (step > 0 ? 0 : all.length - 1) : at + step]
  if (next !== undefined) return focusOn(next)
  // Beyond the last cell of this page the next page begins.
  document.querySelector(step > 0 ? '[data-pages] a:last-child' : '[data-pages] a:first-child')?.focus()
}

function focusOn(cell) {
  cell.focus()
  cell.scrollIntoView({ block: 'center' })
}

document.addEventListener('keydown', (event) => {
  if (event.key !== 'F8' || event.ctrlKey || event.altKey || event.metaKey) return
  event.preventDefault()
  go(event.shiftKey ? -1 : 1)
})

document.addEventListener('submit', (event) => {
  const row = event.target.closest('.problems .mend')?.closest('li')
  if (row) sessionStorage.setItem(NEXT_ROW, JSON.stringify([location.pathname, place(row)]))
})

/** Where a row stands among those of its page: the mended one goes, and the next one takes its place. */
function place(row) {
  return [...row.parentElement.children].indexOf(row)
}

const [path, index] = JSON.parse(sessionStorage.getItem(NEXT_ROW) ?? '[]')
sessionStorage.removeItem(NEXT_ROW)
if (path === location.pathname) {
  const rows = [...document.querySelectorAll('.problems > li')]
  const after = rows.slice(index).concat(rows.slice(0, index))
  const cell = after.map((row) => row.querySelector('.mend input[type=text]')).find((found) => found !== null)
  if (cell) focusOn(cell)
}
