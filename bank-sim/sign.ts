import { createHash, createHmac, sign, timingSafeEqual, verify, type KeyObject } from 'node:crypto'

/**
 * The bank's own signing, written apart from Payung's: two sides that shared one function would agree on its mistakes. Held by vectors
 * made with openssl (sign.test.ts).
 */

/** What signs a request for a token: client id and time. */
export function tokenSignature(privateKey: KeyObject, clientId: string, timestamp: string): string {
  return sign('sha256', Buffer.from(`${clientId}|${timestamp}`), privateKey).toString('base64')
}

export function isTokenSignature(
  publicKey: KeyObject,
  clientId: string,
  timestamp: string,
  signature: string,
): boolean {
  return verify(
    'sha256',
    Buffer.from(`${clientId}|${timestamp}`),
    publicKey,
    Buffer.from(signature, 'base64'),
  )
}

export type Signed = {
  readonly method: string
  /** Relative, with its query. */
  readonly path: string
  readonly token: string
  readonly body: string
  readonly timestamp: string
}

/** The symmetric signature of a request with a token. */
export function requestSignature(
  clientSecret: string,
  { method, path, token, body, timestamp }: Signed,
): string {
  const bodyHash = createHash('sha256').update(withoutBlanks(body)).digest('hex')
  return createHmac('sha512', clientSecret)
    .update([method, path, token, bodyHash, timestamp].join(':'))
    .digest('base64')
}

export function isRequestSignature(clientSecret: string, signed: Signed, signature: string): boolean {
  const [right, given] = [Buffer.from(requestSignature(clientSecret, signed)), Buffer.from(signature)]
  return right.length === given.length && timingSafeEqual(right, given)
}

/** The text of JSON without the blanks between its parts; nothing inside a text is touched, no number is written anew. */
export function withoutBlanks(json: string): string {
  return json.replaceAll(/("(?:[^"\\]|\\.)*")|[ \t\r\n]+/g, '$1')
}
