/* global atob, btoa, document, fetch, navigator, window */
// Makes and shows passkeys. A form marked data-passkey asks the server what to ask the device, asks the
// device, puts its answer into the field "response", and is then sent like any other form.

const bytes = (text) =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0))
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')

const withBytes = (list) => (list ?? []).map((each) => ({ ...each, id: bytes(each.id) }))

async function create(options) {
  const credential = await navigator.credentials.create({
    publicKey: {
      ...options,
      challenge: bytes(options.challenge),
      user: { ...options.user, id: bytes(options.user.id) },
      excludeCredentials: withBytes(options.excludeCredentials),
    },
  })
  const { clientDataJSON, attestationObject } = credential.response
  return {
    ...common(credential),
    response: {
      clientDataJSON: text(clientDataJSON),
      attestationObject: text(attestationObject),
      transports: credential.response.getTransports?.() ?? [],
    },
  }
}

async function show(options) {
  const credential = await navigator.credentials.get({
    publicKey: {
      ...options,
      challenge: bytes(options.challenge),
      allowCredentials: withBytes(options.allowCredentials),
    },
  })
  const { clientDataJSON, authenticatorData, signature, userHandle } = credential.response
  return {
    ...common(credential),
    response: {
      clientDataJSON: text(clientDataJSON),
      authenticatorData: text(authenticatorData),
      signature: text(signature),
      ...(userHandle && { userHandle: text(userHandle) }),
    },
  }
}

const common = (credential) => ({
  id: credential.id,
  rawId: text(credential.rawId),
  type: credential.type,
  clientExtensionResults: {},
})

async function fill(form) {
  const answer = await fetch(`${form.action}/pilihan`, {
    method: 'POST',
    headers: { 'x-csrf-token': form.elements.namedItem('csrf').value },
  })
  if (!answer.ok) throw new Error(`options: ${answer.status}`)
  const ask = form.dataset.passkey === 'registration' ? create : show
  form.elements.namedItem('response').value = JSON.stringify(await ask(await answer.json()))
}

if (window.PublicKeyCredential) {
  for (const form of document.querySelectorAll('form[data-passkey]')) {
    form.hidden = false
    form.addEventListener('submit', async (event) => {
      event.preventDefault()
      try {
        await fill(form)
        form.submit()
      } catch {
        const note = form.querySelector('[role=alert]') ?? form.appendChild(document.createElement('p'))
        note.setAttribute('role', 'alert')
        note.textContent = form.dataset.failure
      }
    })
  }
}
