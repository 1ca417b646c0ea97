import type { FastifyInstance, LightMyRequestResponse } from 'fastify'

/** A browser as far as forms go: it keeps cookies and sends the secret of the form it was shown. */
export class FormBrowser {
  readonly cookies = new Map<string, string>()
  private readonly app: FastifyInstance
  private readonly address: string

  constructor(app: FastifyInstance, address = '127.0.0.1') {
    this.app = app
    this.address = address
  }

  get cookieHeader(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  }

  /** Fetches a page, without following where it leads. */
  async get(url: string): Promise<LightMyRequestResponse> {
    return this.send({ method: 'GET', url })
  }

  /** Sends a form with the secret of the page last shown at `page` (its own address unless told). */
  async post(url: string, fields: Record<string, string>, page = url): Promise<LightMyRequestResponse> {
    const shown = await this.get(page)
    const csrf = /name="csrf" value="([^"]*)"/.exec(shown.body)?.[1] ?? ''
    return this.send({ method: 'POST', url, fields: { csrf, ...fields } })
  }

  async send(asked: {
    readonly method: 'GET' | 'POST'
    readonly url: string
    readonly fields?: Record<string, string>
    readonly headers?: Record<string, string>
  }): Promise<LightMyRequestResponse> {
    const response = await this.app.inject({
      method: asked.method,
      url: asked.url,
      remoteAddress: this.address,
      headers: {
        accept: 'text/html',
        cookie: this.cookieHeader,
        ...(asked.fields && { 'content-type': 'application/x-www-form-urlencoded' }),
        ...asked.headers,
      },
      ...(asked.fields && { payload: new URLSearchParams(asked.fields).toString() }),
    })
    for (const { name, value } of response.cookies) {
      if (value === '') this.cookies.delete(name)
      else this.cookies.set(name, value)
    }
    return response
  }

  /** Signs in and says where it leads. */
  async signIn(email: string, password: string): Promise<LightMyRequestResponse> {
    return this.post('/masuk', { email, password, next: '/akun' })
  }
}
