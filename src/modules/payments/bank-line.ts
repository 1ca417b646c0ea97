import { randomInt } from 'node:crypto'
import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import type { Clock } from '../../platform/clock.ts'
import { errorCode } from '../../platform/operator-failure.ts'
import type { BankTrouble } from './payments.ts'
import type { Partner } from './partner.ts'
import { snapTime } from './snap-request.ts'
import { readSnapBody, textIn, type JsonObject } from './snap-json.ts'
import {
  asymmetricText,
  bodyHash,
  signAsymmetric,
  signSymmetric,
  symmetricText,
  tokenText,
} from './snap-signature.ts'

/** What a bank answered, or why there is no clear answer: then nobody knows whether it did what it was asked. */
export type BankReply =
  { readonly responseCode: string; readonly body: JsonObject } | { readonly trouble: BankTrouble }

type Message = { readonly method: string; readonly path: string; readonly body: object }

const LARGEST_ANSWER = 262_144
/** After so many failures in a row a bank is left alone for a while: half a minute, then one call tries. */
const FAILURES_TO_REST = 5
const REST_MS = 30_000

/** The lines to all partners, each with its token and its circuit breaker. One for the whole process. */
export class BankLines {
  readonly #clock: Clock
  readonly #lines = new Map<string, BankLine>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  to(partner: Partner): BankLine {
    const known = this.#lines.get(partner.id)
    if (known) return known
    const line = new BankLine(partner, this.#clock)
    this.#lines.set(partner.id, line)
    return line
  }
}

/** Our line to one bank: asks for tokens, signs, waits no longer than agreed, and rests while the bank is down. */
export class BankLine {
  readonly #partner: Partner
  readonly #clock: Clock
  #token: { readonly text: string; readonly until: number } | null = null
  #failures = 0
  #restsUntil = 0

  constructor(partner: Partner, clock: Clock) {
    this.#partner = partner
    this.#clock = clock
  }

  get isResting(): boolean {
    return this.#clock.now().getTime() < this.#restsUntil
  }

  /** Asks the bank one thing. Never throws for what the bank or the network does. */
  async ask(message: Message): Promise<BankReply> {
    if (this.isResting) return { trouble: 'resting' }
    const reply = await this.#askOnce(message)
    const isTokenOver = 'responseCode' in reply && /^401\d\d01$/.test(reply.responseCode)
    if (!isTokenOver) return this.#noted(reply)
    this.#token = null
    return this.#noted(await this.#askOnce(message))
  }

  #noted(reply: BankReply): BankReply {
    const isFailure = 'trouble' in reply || reply.responseCode.startsWith('5')
    this.#failures = isFailure ? this.#failures + 1 : 0
    if (this.#failures >= FAILURES_TO_REST) this.#restsUntil = this.#clock.now().getTime() + REST_MS
    return reply
  }

  async #askOnce({ method, path, body }: Message): Promise<BankReply> {
    const { outbound } = this.#partner
    const token = outbound.signature === 'symmetric' ? await this.#tokenText() : ''
    if (typeof token !== 'string') return token
    const bytes = Buffer.from(JSON.stringify(body))
    const timestamp = snapTime(this.#clock.now())
    const endpoint = new URL(`${outbound.baseUrl}${path}`).pathname
    const signed = { method, endpoint, timestamp, bodyHash: bodyHash(outbound.bodyProfile, bytes) }
    const signature =
      outbound.signature === 'symmetric'
        ? signSymmetric(outbound.secret, symmetricText(signed, token))
        : signAsymmetric(outbound.privateKey, asymmetricText(signed))
    return this.#send(method, path, bytes, {
      ...(token !== '' && { authorization: `Bearer ${token}` }),
      'x-timestamp': timestamp,
      'x-signature': signature,
      'x-partner-id': outbound.partnerId,
      // Digits only: what banks take that kept the first version of the standard.
      'x-external-id': newExternalId(outbound.externalIdDigits),
      'channel-id': outbound.channelId,
    })
  }

  async #tokenText(): Promise<string | { readonly trouble: BankTrouble }> {
    const now = this.#clock.now().getTime()
    if (this.#token && this.#token.until > now) return this.#token.text
    const { outbound } = this.#partner
    const timestamp = snapTime(this.#clock.now())
    const reply = await this.#send(
      'POST',
      '/v1.0/access-token/b2b',
      Buffer.from('{"grantType":"client_credentials"}'),
      {
        'x-timestamp': timestamp,
        'x-client-key': outbound.clientKey,
        'x-signature': signAsymmetric(outbound.privateKey, tokenText(outbound.clientKey, timestamp)),
      },
    )
    if ('trouble' in reply) return reply
    const text = textIn(reply.body, 'accessToken', 2_048)
    if (!reply.responseCode.startsWith('200') || !text) return { trouble: 'token-refused' }
    // A number or, as the standard has it, a text. A minute early: a token must not end on the way.
    const seconds = Number(textIn(reply.body, 'expiresIn', 12) ?? 0)
    this.#token = { text, until: now + Math.max(seconds - 60, 0) * 1_000 }
    return text
  }

  #send(
    method: string,
    path: string,
    body: Buffer,
    headers: Readonly<Record<string, string>>,
  ): Promise<BankReply> {
    const { baseUrl, timeoutMs, authority } = this.#partner.outbound
    const url = new URL(`${baseUrl}${path}`)
    const request = url.protocol === 'https:' ? requestHttps : requestHttp
    return new Promise((resolve) => {
      const call = request(
        url,
        {
          method,
          signal: AbortSignal.timeout(timeoutMs),
          headers: { ...headers, 'content-type': 'application/json', 'content-length': body.length },
          ...(url.protocol === 'https:' && {
            minVersion: 'TLSv1.3' as const,
            ...(authority !== null && { ca: authority }),
          }),
        },
        (response) => {
          const parts: Buffer[] = []
          let length = 0
          response.on('data', (part: Buffer) => {
            length += part.length
            if (length <= LARGEST_ANSWER) parts.push(part)
            else {
              resolve({ trouble: 'too-large' })
              call.destroy()
            }
          })
          response.on('error', (error) => {
            resolve({ trouble: troubleOf(error) })
          })
          response.on('end', () => {
            resolve(replyOf(Buffer.concat(parts)))
          })
        },
      )
      call.on('error', (error) => {
        resolve({ trouble: troubleOf(error) })
      })
      call.end(body)
    })
  }
}

/** A page of a proxy with status 200 is no answer: what counts is the code inside. */
function replyOf(bytes: Buffer): BankReply {
  const body = readSnapBody(bytes)
  if (body === null) return { trouble: 'not-json' }
  const code = textIn(body, 'responseCode', 7)
  // The standard gives no code with a good token.
  if (code === undefined && textIn(body, 'accessToken', 2_048)) return { responseCode: '2007300', body }
  return code && /^\d{7}$/.test(code) ? { responseCode: code, body } : { trouble: 'unclear-code' }
}

function troubleOf(error: Error): BankTrouble {
  const code = errorCode(error) ?? ''
  if (error.name === 'TimeoutError' || error.name === 'AbortError' || code === 'ABORT_ERR') return 'timeout'
  return /CERT|TLS|SSL|SELF_SIGNED|ALTNAME|UNABLE_TO/.test(code) ? 'certificate' : 'connection'
}

/** So many digits from chance that no other call of the day has them; the first is never zero. */
function newExternalId(digitCount: number): string {
  let text = String(randomInt(1, 10))
  while (text.length < digitCount) text += String(randomInt(0, 1_000_000_000)).padStart(9, '0')
  return text.slice(0, digitCount)
}
