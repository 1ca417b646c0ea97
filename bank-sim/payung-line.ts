import { randomInt } from 'node:crypto'
import { Agent, request, type ClientRequest, type IncomingMessage } from 'node:http'
import type { KeyObject } from 'node:crypto'
import type { BankKeys, SimulatorContract } from './bank-keys.ts'
import { secondsFrom, wibText } from './bank-time.ts'
import { requestSignature, tokenSignature } from './sign.ts'

/** What came back. `code` is null when no answer came, or one that no bank understands. */
export type Answer = { readonly status: number | null; readonly code: string | null; readonly text: string }

/** How a call goes wrong on purpose. */
export type Mischief = {
  readonly externalId?: string
  readonly clockSeconds?: number
  readonly token?: string
  /** Hang up as soon as the answer begins: the other side has written, and the bank does not know. */
  readonly hangUp?: boolean
  readonly patienceMs?: number
  /** Send this many bytes of the body and then nothing until patience ends. */
  readonly sentBytes?: number
}

export type LineOptions = {
  readonly contract: SimulatorContract
  readonly keys: BankKeys
  readonly now: () => Date
  readonly patienceMs: number
}

const NO_ANSWER: Answer = { status: null, code: null, text: '' }
export const INQUIRY = '/v1.0/transfer-va/inquiry'
export const PAYMENT = '/v1.0/transfer-va/payment'
export const QR_NOTICE = '/v1.0/qr/qr-mpm-notify'

/** The bank's line to Payung: asks for tokens, signs, sends, and keeps what came back as it came. */
export class PayungLine {
  /** Where Payung's SNAP services begin, without a slash at the end. */
  url: string | null = null
  readonly #options: LineOptions
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 64 })
  #token: string | null = null

  constructor(options: LineOptions) {
    this.#options = options
  }

  /** Calls with a token, asking for a new one when Payung says that it has none like it. */
  async call(path: string, body: object | string, mischief: Mischief = {}): Promise<Answer> {
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    const token = mischief.token ?? (this.#token ??= await this.askToken())
    const answer = await this.#send(path, text, token, mischief)
    if (answer.code?.startsWith('401') !== true || mischief.clockSeconds !== undefined) return answer
    if (mischief.token !== undefined) return answer
    this.#token = await this.askToken()
    return this.#send(path, text, this.#token, mischief)
  }

  /** A fresh token, proven with the bank's own key or with the one that is to follow it. */
  async askToken(which: 'own' | 'next' = 'own'): Promise<string> {
    const { contract, keys, now } = this.#options
    const key: KeyObject = keys[which]
    const timestamp = wibText(now())
    const path = '/v1.0/access-token/b2b'
    const answer = await this.#exchange(
      path,
      '{"grantType":"client_credentials","additionalInfo":{}}',
      {
        'x-timestamp': timestamp,
        'x-client-key': contract.bank.clientId,
        'x-signature': tokenSignature(key, contract.bank.clientId, timestamp),
      },
      {},
    )
    const { accessToken } = jsonOf(answer.text)
    return typeof accessToken === 'string' ? accessToken : ''
  }

  /** The token of the line from here on. */
  useToken(token: string): void {
    this.#token = token
  }

  close(): void {
    this.#agent.destroy()
  }

  #send(path: string, body: string, token: string, mischief: Mischief): Promise<Answer> {
    const { contract, now } = this.#options
    const timestamp = wibText(secondsFrom(now(), mischief.clockSeconds ?? 0))
    const signature = requestSignature(contract.bank.clientSecret, {
      ...{ method: 'POST', path: this.#address(path).pathname, token, body, timestamp },
    })
    return this.#exchange(
      path,
      body,
      {
        authorization: `Bearer ${token}`,
        'x-timestamp': timestamp,
        'x-signature': signature,
        'x-partner-id': contract.partnerId,
        'x-external-id': mischief.externalId ?? newNumber(),
        'channel-id': '95221',
      },
      mischief,
    )
  }

  #address(path: string): URL {
    if (this.url === null) throw new Error('the simulator has not been told where Payung is')
    return new URL(`${this.url}${path}`)
  }

  #exchange(
    path: string,
    body: string,
    headers: Readonly<Record<string, string>>,
    { hangUp = false, patienceMs = this.#options.patienceMs, sentBytes }: Mischief,
  ): Promise<Answer> {
    const bytes = Buffer.from(body)
    return new Promise((resolve) => {
      let hasBegun = false
      const call: ClientRequest = request(
        this.#address(path),
        {
          method: 'POST',
          ...(sentBytes === undefined && { agent: this.#agent }),
          headers: { ...headers, 'content-type': 'application/json', 'content-length': bytes.length },
        },
        (response) => {
          hasBegun = true
          if (hangUp) {
            call.destroy()
            resolve(NO_ANSWER)
          } else void readAnswer(response).then(resolve)
        },
      )
      const tooLate = setTimeout(() => call.destroy(), patienceMs)
      call.on('error', () => undefined)
      call.on('close', () => {
        clearTimeout(tooLate)
        // Of an answer that has begun, reading it tells.
        if (!hasBegun) resolve(NO_ANSWER)
      })
      if (sentBytes === undefined) call.end(bytes)
      else call.write(bytes.subarray(0, sentBytes))
    })
  }
}

async function readAnswer(response: IncomingMessage): Promise<Answer> {
  const parts: Buffer[] = []
  try {
    for await (const part of response) parts.push(part as Buffer)
  } catch {
    return NO_ANSWER
  }
  const text = Buffer.concat(parts).toString('utf8')
  const { responseCode } = jsonOf(text)
  return {
    status: response.statusCode ?? null,
    code: typeof responseCode === 'string' ? responseCode : null,
    text,
  }
}

/** An object of JSON, or an empty one for anything else: a page of a proxy is no answer. */
export function jsonOf(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}

/** Twelve digits that no other call of the day has. */
export function newNumber(): string {
  return `${String(randomInt(1, 1_000_000)).padStart(6, '0')}${String(randomInt(0, 1_000_000)).padStart(6, '0')}`
}
