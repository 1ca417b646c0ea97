import { createCipheriv, createDecipheriv, createHmac, type KeyObject, randomFillSync } from 'node:crypto'
import type { KeyRing } from './key-ring.ts'

/** The one place in the database where an encrypted value may stand. */
export type FieldPlace = {
  readonly table: string
  readonly column: string
  readonly rowId: string | number | bigint
}

/** What a blind index is made of; the same text under another kind gives another index. */
export type IndexKind = 'nik' | 'passport' | 'phone' | 'kpj' | 'family-card' | 'telling' | 'email'

/** Why an encrypted value cannot be read. It names the place and never the value. */
export class FieldUnreadable extends Error {
  readonly why: 'too-short' | 'unknown-version' | 'altered'
  readonly place: FieldPlace

  constructor(why: FieldUnreadable['why'], place: FieldPlace) {
    super(`encrypted ${place.table}.${place.column} of row ${place.rowId} cannot be read: ${why}`)
    this.name = 'FieldUnreadable'
    this.why = why
    this.place = place
  }
}

const VERSION_BYTES = 2
const NONCE_BYTES = 12
const TAG_BYTES = 16
const OVERHEAD_BYTES = VERSION_BYTES + NONCE_BYTES + TAG_BYTES
const OPTIONS = { authTagLength: TAG_BYTES }

/**
 * Encrypts a text for one place with the newest key: version (2 bytes) ‖ nonce (12, from chance) ‖ ciphertext ‖ tag (16). Place and
 * version are authenticated, so that the value can be read nowhere else. AES-256-GCM, NIST SP 800-38D: at most 2^32 values per key.
 */
export function encryptField(ring: KeyRing, place: FieldPlace, plaintext: string): Buffer {
  const version = ring.newest('field')
  const key = ring.find('field', version)
  if (!key) throw new FieldUnreadable('unknown-version', place)
  const nonce = freshNonce()
  const cipher = createCipheriv('aes-256-gcm', key, nonce, OPTIONS)
  cipher.setAAD(placeBytes(place, version))
  const text = cipher.update(plaintext, 'utf8')
  // In this mode nothing is left over for the end.
  cipher.final()
  const stored = Buffer.allocUnsafe(OVERHEAD_BYTES + text.length)
  stored.writeUInt16BE(version)
  stored.set(nonce, VERSION_BYTES)
  stored.set(text, VERSION_BYTES + NONCE_BYTES)
  stored.set(cipher.getAuthTag(), VERSION_BYTES + NONCE_BYTES + text.length)
  return stored
}

/** The text at a place. Throws FieldUnreadable when it was moved there from elsewhere, altered, or its key is not known. */
export function decryptField(ring: KeyRing, place: FieldPlace, stored: Uint8Array): string {
  const bytes = Buffer.from(stored.buffer, stored.byteOffset, stored.byteLength)
  if (bytes.length < OVERHEAD_BYTES) throw new FieldUnreadable('too-short', place)
  const version = fieldVersion(bytes)
  const key = ring.find('field', version)
  if (!key) throw new FieldUnreadable('unknown-version', place)
  return open(key, place, version, bytes)
}

function open(key: KeyObject, place: FieldPlace, version: number, bytes: Buffer): string {
  const nonce = bytes.subarray(VERSION_BYTES, VERSION_BYTES + NONCE_BYTES)
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, OPTIONS)
  decipher.setAAD(placeBytes(place, version))
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES))
  const text = decipher.update(bytes.subarray(VERSION_BYTES + NONCE_BYTES, -TAG_BYTES))
  try {
    return Buffer.concat([text, decipher.final()]).toString('utf8')
  } catch {
    throw new FieldUnreadable('altered', place)
  }
}

/** The version of the key that an encrypted value says it was written with; the same as `fieldVersionSql` finds. */
export function fieldVersion(stored: Uint8Array): number {
  return ((stored[0] ?? 0) << 8) | (stored[1] ?? 0)
}

/** SQL that finds the version in a bytea column. The column's name must be one of ours. */
export function fieldVersionSql(column: string): string {
  return `(get_byte(${column}, 0) << 8 | get_byte(${column}, 1))`
}

/**
 * The 32 bytes by which a normalised value is found without being readable: HMAC-SHA-256 with a key of its own. Equal values have
 * equal indexes; that is its purpose and all it tells.
 */
export function blindIndex(ring: KeyRing, kind: IndexKind, normalised: string): Buffer {
  return Buffer.from(blindIndexText(ring, kind, normalised), 'latin1')
}

/** The same 32 bytes as letters of Latin-1: a Map can hold them, and a list of a million makes no Buffer for each. */
export function blindIndexText(ring: KeyRing, kind: IndexKind, normalised: string): string {
  return hmac(ring, 'index', kind, normalised).digest('binary')
}

/** The 32 bytes under which a session or API token is stored: whoever reads the database cannot use it. */
export function tokenHash(ring: KeyRing, token: string): Buffer {
  return hmac(ring, 'token', 'token', token).digest()
}

/**
 * Under what a token may be stored: its hash by each version of the key that can be read, the newest first. A token made before the key
 * got a new version stays good until the version it was made with is retired.
 */
export function tokenHashes(ring: KeyRing, token: string): Buffer[] {
  return ring.versions('token').map((version) => hmac(ring, 'token', 'token', token, version).digest())
}

function hmac(
  ring: KeyRing,
  name: 'index' | 'token',
  kind: string,
  text: string,
  version = ring.newest(name),
): ReturnType<typeof createHmac> {
  const key = ring.find(name, version)
  if (!key) throw new Error(`key ${name} has no version ${version}`)
  // No kind holds a bar, so that kind and text cannot run into each other.
  return createHmac('sha256', key).update(`${kind}|${text}`, 'utf8')
}

/** `table|column|row id|version`; a bar inside a part would let two places look the same. */
function placeBytes({ table, column, rowId }: FieldPlace, version: number): Buffer {
  const row = String(rowId)
  if (!isPart(table) || !isPart(column) || !isPart(row))
    throw new RangeError('a place has no empty part and no bar')
  return Buffer.from(`${table}|${column}|${row}|${version}`, 'utf8')
}

function isPart(part: string): boolean {
  return part !== '' && !part.includes('|')
}

/** Chance is fetched for many nonces at once: one at a time costs a third of an encryption. */
const pool = Buffer.alloc(NONCE_BYTES * 512)
let used = pool.length

function freshNonce(): Buffer {
  if (used === pool.length) {
    randomFillSync(pool)
    used = 0
  }
  used += NONCE_BYTES
  // Nothing writes over it before it is used: the pool is filled anew only by a later call.
  return pool.subarray(used - NONCE_BYTES, used)
}
