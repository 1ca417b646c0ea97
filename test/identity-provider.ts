import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after } from 'node:test'
import Provider from 'oidc-provider'

/** A person as the government's provider knows him. */
export type KnownPerson = { readonly email: string; readonly isVerified: boolean }

export type TestProvider = {
  readonly issuer: string
  readonly people: Map<string, KnownPerson>
  /** What a person's browser does there: signs in as `sub`, agrees, and is sent back. Returns the address it is sent back to. */
  visit(authorization: string, sub: string): Promise<string>
}

export const CLIENT = { clientId: 'payung', clientSecret: 'a-secret-of-the-test-provider' }

/** A real OpenID Connect provider on this machine, stopped after the test file. */
export async function startIdentityProvider(redirectUri: string): Promise<TestProvider> {
  const people = new Map<string, KnownPerson>()
  const server = createServer()
  const issuer = await listen(server)
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT.clientId,
        client_secret: CLIENT.clientSecret,
        redirect_uris: [redirectUri],
        token_endpoint_auth_method: 'client_secret_post',
      },
    ],
    claims: { openid: ['sub'], email: ['email', 'email_verified'] },
    conformIdTokenClaims: false,
    cookies: { keys: ['a key of the test provider'] },
    findAccount: (_context, sub) => {
      const person = people.get(sub)
      const claims = { sub, ...(person && { email: person.email, email_verified: person.isVerified }) }
      return Promise.resolve({ accountId: sub, claims: () => Promise.resolve(claims) })
    },
  })
  const answer = provider.callback()
  server.on('request', (request, response) => void answer(request, response))
  return { issuer, people, visit: (url, sub) => visit(issuer, url, sub) }
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  after(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`
}

/** The provider's own forms: one to sign in, one to agree; each answer leads on until it leads out of the provider. */
async function visit(issuer: string, authorization: string, sub: string): Promise<string> {
  const cookies = new Map<string, string>()
  let url = authorization
  let form: Record<string, string> | undefined
  for (let step = 0; step < 12; step += 1) {
    if (!url.startsWith(issuer)) return url
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form && { method: 'POST', body: new URLSearchParams(form) }),
    })
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      cookies.set(name, value)
    }
    const location = response.headers.get('location')
    form = undefined
    if (location !== null) url = new URL(location, url).href
    else {
      const page = await response.text()
      const prompt = /name="prompt" value="([^"]*)"/.exec(page)?.[1]
      if (prompt === undefined)
        throw new Error(`provider answered ${String(response.status)}: ${page.slice(0, 500)}`)
      form = { prompt, login: sub, password: 'x' }
      url = new URL(/<form[^>]* action="([^"]*)"/.exec(page)?.[1] ?? url, url).href
    }
  }
  throw new Error('the provider led nowhere')
}
