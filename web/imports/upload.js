/* global document, fetch, location, setTimeout */
// Sends a chosen file in pieces, so that a line that breaks costs one piece and not the whole. Without this script the form sends the
// file by itself.
const PIECE_BYTES = 1_048_576
const TRIES = 8

const form = document.querySelector('form[data-upload]')
const file = form?.querySelector('input[type=file]')

form?.addEventListener('submit', (event) => {
  const [chosen] = file.files
  const other = ['text', 'earlier'].some((name) => (form.elements.namedItem(name)?.value ?? '').trim() !== '')
  if (!chosen || other || chosen.size === 0) return
  event.preventDefault()
  void send(chosen)
})

async function send(chosen) {
  const say = form.querySelector('.sending')
  const [sending, broken] = form.dataset.upload.split('|')
  const button = form.querySelector('button')
  button.disabled = true
  try {
    const id = await announce(chosen)
    for (let first = 0; first < chosen.size;) {
      say.textContent = `${sending}${String(Math.floor((100 * first) / chosen.size))}%`
      first = await sendPiece(id, chosen, first, () => {
        say.textContent = broken
      })
    }
    location.assign(`/daftar/${id}${location.search}`)
  } catch {
    // What is refused is said by the form's own answer, with everything still in its place.
    form.submit()
  }
}

async function announce(chosen) {
  const purpose = form.querySelector('input[name=purpose]:checked')?.value
  const answer = await ask('/api/v1/imports/announce', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      purpose,
      region: form.elements.namedItem('region').value.trim(),
      fileName: chosen.name,
      byteCount: chosen.size,
    }),
  })
  if (answer.status !== 201) throw new Error('not announced')
  return (await answer.json()).id
}

/** Sends one piece and says where the next begins; asks how far the file is whenever the line broke. */
async function sendPiece(id, chosen, first, sayBroken) {
  const address = `/api/v1/imports/${id}/content`
  for (let attempt = 1; ; attempt += 1) {
    try {
      const end = Math.min(first + PIECE_BYTES, chosen.size)
      const answer = await ask(address, {
        method: 'PUT',
        headers: {
          'content-type': 'application/octet-stream',
          'content-range': `bytes ${String(first)}-${String(end - 1)}/${String(chosen.size)}`,
        },
        body: chosen.slice(first, end),
      })
      if (answer.ok || answer.status === 409) return (await answer.json()).arrived
      throw new Error(answer.status < 500 ? 'refused' : 'later')
    } catch (error) {
      if (error.message === 'refused' || attempt === TRIES) throw error
      sayBroken()
      await new Promise((resolve) => setTimeout(resolve, 1_000 * attempt))
    }
  }
}

function ask(address, options) {
  const csrf = form.elements.namedItem('csrf').value
  return fetch(address, { ...options, headers: { ...options.headers, 'x-csrf-token': csrf } })
}
