import { createServer, type Server } from 'node:http'
import { after } from 'node:test'

export type FakeCall = {
  readonly method: string
  readonly path: string
  readonly headers: NodeJS.Dict<string | string[]>
  readonly body: Record<string, unknown>
}
/** What the bank does with a call: an answer, text that is none, or nothing at all. */
export type FakeAnswer = {
  readonly status?: number
  readonly json?: object
  readonly text?: string
  readonly hangUp?: true
  readonly silent?: true
}

/** A bank that answers what the test tells it to; tokens it always gives. Closed after the test file. */
export class FakeBank {
  readonly calls: FakeCall[] = []
  answer: (call: FakeCall) => FakeAnswer = () => ({ text: '' })
  tokens = 0
  url = ''
  #server: Server | undefined

  async start(): Promise<this> {
    this.#server = createServer((request, response) => {
      const parts: Buffer[] = []
      request.on('data', (part: Buffer) => parts.push(part))
      request.on('end', () => {
        const text = Buffer.concat(parts).toString()
        const call = {
          ...{ method: request.method ?? '', path: request.url ?? '', headers: request.headers },
          body: JSON.parse(text === '' ? '{}' : text) as Record<string, unknown>,
        }
        const { status = 200, json, text: plain, hangUp, silent } = this.#answerTo(call)
        if (hangUp) request.socket.destroy()
        else if (!silent)
          response
            .writeHead(status, { 'content-type': 'application/json' })
            .end(json ? JSON.stringify(json) : plain)
      })
    })
    await new Promise<void>((resolve) => this.#server?.listen(0, '127.0.0.1', resolve))
    const address = this.#server.address()
    this.url = `http://127.0.0.1:${String(typeof address === 'object' ? address?.port : 0)}`
    after(() => {
      this.#server?.closeAllConnections()
      this.#server?.close()
    })
    return this
  }

  #answerTo(call: FakeCall): FakeAnswer {
    if (call.path === '/v1.0/access-token/b2b') {
      this.tokens += 1
      return {
        json: {
          responseCode: '2007300',
          accessToken: `token-${String(this.tokens)}`,
          tokenType: 'Bearer',
          expiresIn: '900',
        },
      }
    }
    this.calls.push(call)
    return this.answer(call)
  }
}
