import { createHash, createHmac, sign, timingSafeEqual, verify, type KeyObject } from 'node:crypto'

/**
 * What of a body is hashed for its signature. SNAP says "minify" and leaves open what that is, so partners differ:
 * `compact` drops JSON whitespace outside strings; `raw` takes the bytes as they came; `parse-stringify` is what JavaScript makes of
 * them; `strip-all-whitespace` drops blanks inside strings too.
 */
export const BODY_PROFILES = ['compact', 'raw', 'parse-stringify', 'strip-all-whitespace'] as const
export type BodyProfile = (typeof BODY_PROFILES)[number]

const QUOTE = 0x22
const BACKSLASH = 0x5c
const isJsonBlank = (byte: number) => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09

/**
 * The bytes of a JSON text without its whitespace outside strings. Numbers, escapes and the order of keys stay as they were written:
 * reading and writing again would change `12345678901234567890`, `1.0`, `"\/"` and `{"10":1,"2":2}`.
 */
export function compact(body: Uint8Array): Buffer {
  const kept = Buffer.allocUnsafe(body.length)
  let length = 0
  let isInside = false
  for (let at = 0; at < body.length; at += 1) {
    const byte = body[at] ?? 0
    if (!isInside && isJsonBlank(byte)) continue
    kept[length++] = byte
    if (byte === QUOTE) isInside = !isInside
    else if (isInside && byte === BACKSLASH && at + 1 < body.length) kept[length++] = body[++at] ?? 0
  }
  return kept.subarray(0, length)
}

/** The bytes that a partner of this profile hashes. */
export function signedBytes(profile: BodyProfile, body: Uint8Array): Uint8Array {
  switch (profile) {
    case 'compact':
      return compact(body)
    case 'raw':
      return body
    case 'parse-stringify':
      return Buffer.from(rewritten(Buffer.from(body).toString('utf8')), 'utf8')
    case 'strip-all-whitespace':
      return Buffer.from(Buffer.from(body).toString('utf8').replace(/\s/g, ''), 'utf8')
  }
}

/** What JavaScript makes of a JSON text; a text that is none is taken as it is, for the reader of bodies to refuse. */
function rewritten(text: string): string {
  if (text === '') return ''
  try {
    return JSON.stringify(JSON.parse(text))
  } catch {
    return text
  }
}

/** SHA-256 of what the profile signs, 64 small hex digits; of no body the hash of nothing (e3b0c442…). */
export function bodyHash(profile: BodyProfile, body: Uint8Array): string {
  return createHash('sha256').update(signedBytes(profile, body)).digest('hex')
}

/** What a signature is made over. `endpoint` is path and query as sent, `timestamp` the header as sent: neither is ever written anew. */
export type SignedRequest = {
  readonly method: string
  readonly endpoint: string
  readonly bodyHash: string
  readonly timestamp: string
}

/** The text of the symmetric transaction signature, which holds the access token. */
export function symmetricText(request: SignedRequest, accessToken: string): string {
  const { method, endpoint, timestamp } = request
  return `${method}:${endpoint}:${accessToken}:${request.bodyHash}:${timestamp}`
}

/** The text of the asymmetric transaction signature, which needs no token. */
export function asymmetricText(request: SignedRequest): string {
  return `${request.method}:${request.endpoint}:${request.bodyHash}:${request.timestamp}`
}

/** The text signed to get an access token; also the whole of what some partners sign on a notice. */
export function tokenText(clientKey: string, timestamp: string): string {
  return `${clientKey}|${timestamp}`
}

/** HMAC-SHA-512 in standard Base64. */
export function signSymmetric(secret: string, text: string): string {
  return createHmac('sha512', secret).update(text, 'utf8').digest('base64')
}

/** Whether a signature was made with any of the secrets. Each is tried in full, so that time tells nothing. */
export function verifySymmetric(secrets: readonly string[], text: string, signature: string): boolean {
  const given = base64Bytes(signature)
  let isGood = false
  for (const secret of secrets) {
    const right = createHmac('sha512', secret).update(text, 'utf8').digest()
    const same = given?.length === right.length && timingSafeEqual(given, right)
    isGood = same || isGood
  }
  return isGood
}

/** RSASSA-PKCS1-v1_5 with SHA-256 in standard Base64: the scheme is the standard's, see docs/operations/keys.md. */
export function signAsymmetric(privateKey: KeyObject, text: string): string {
  return sign('sha256', Buffer.from(text, 'utf8'), privateKey).toString('base64')
}

/** Whether a signature was made with the private half of any of the keys. */
export function verifyAsymmetric(publicKeys: readonly KeyObject[], text: string, signature: string): boolean {
  const given = base64Bytes(signature)
  if (given === null) return false
  return publicKeys.some((key) => verify('sha256', Buffer.from(text, 'utf8'), key, given))
}

const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/

/** The bytes of a Base64 text exactly as an encoder writes it; null for any other spelling of the same bytes. */
function base64Bytes(text: string): Buffer | null {
  if (!BASE64.test(text)) return null
  const bytes = Buffer.from(text, 'base64')
  return bytes.toString('base64') === text ? bytes : null
}
