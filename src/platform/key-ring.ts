import { createHmac, createSecretKey, type KeyObject, randomBytes } from 'node:crypto'
import { OperatorFailure } from './operator-failure.ts'

/**
 * What Payung's keys are for. `field` encrypts single values (AES-256-GCM), `index` makes them findable without reading them
 * (HMAC-SHA-256) and is kept apart from it, `token` makes the stored form of session and API tokens (HMAC-SHA-256).
 */
export const KEY_NAMES = ['field', 'index', 'token'] as const
export type KeyName = (typeof KEY_NAMES)[number]

/** Every version of every key. A KeyObject prints as nothing and is six times faster for an HMAC than its bytes. */
export type KeySet = { readonly [Name in KeyName]: ReadonlyMap<number, KeyObject> }

/** The keys while Payung runs. A sealed file may gain a version meanwhile; whoever asks gets what holds now. */
export type KeyRing = {
  /** The version that new values are written with. */
  newest(name: KeyName): number
  /** Undefined when no such version is known, also after looking again at the source. */
  find(name: KeyName, version: number): KeyObject | undefined
  /** Every version that can be read, the newest first. */
  versions(name: KeyName): readonly number[]
}

const FORMAT = 'payung-keys-1'
const KEY_BYTES = 32
/** Two bytes in each encrypted value. */
const LAST_VERSION = 65_535

/** A ring whose keys never change. */
export function fixedRing(keys: KeySet): KeyRing {
  const newest = {
    field: newestVersion(keys, 'field'),
    index: newestVersion(keys, 'index'),
    token: newestVersion(keys, 'token'),
  }
  return {
    newest: (name) => newest[name],
    find: (name, version) => keys[name].get(version),
    versions: (name) => [...keys[name].keys()].sort((a, b) => b - a),
  }
}

/** New keys from the system's source of chance, each in version 1. */
export function createKeys(): KeySet {
  const fresh = () => new Map([[1, createSecretKey(randomBytes(KEY_BYTES))]])
  return { field: fresh(), index: fresh(), token: fresh() }
}

/** The same keys with one version more of `name`. */
export function withNewVersion(keys: KeySet, name: KeyName): KeySet {
  const version = newestVersion(keys, name) + 1
  if (version > LAST_VERSION) throw new RangeError(`${name} has no version left`)
  return { ...keys, [name]: new Map([...keys[name], [version, createSecretKey(randomBytes(KEY_BYTES))]]) }
}

/** The same keys without one version of `name`. */
export function withoutVersion(keys: KeySet, name: KeyName, version: number): KeySet {
  return { ...keys, [name]: new Map([...keys[name]].filter(([each]) => each !== version)) }
}

export function newestVersion(keys: KeySet, name: KeyName): number {
  return Math.max(...keys[name].keys())
}

/** Tells two keys apart and says nothing about either: HMAC-SHA-256 of a fixed text. */
export function markOf(key: KeyObject): Buffer {
  return createHmac('sha256', key).update('payung key mark 1').digest()
}

/** The keys as the JSON that file, environment and KMS hold. */
export function writeKeys(keys: KeySet): string {
  const written = KEY_NAMES.map((name) => [
    name,
    Object.fromEntries([...keys[name]].map(([version, key]) => [version, key.export().toString('base64')])),
  ])
  return `${JSON.stringify({ format: FORMAT, ...Object.fromEntries(written) }, null, 2)}\n`
}

/**
 * Reads that JSON. Throws OperatorFailure naming `source` when anything in it is missing, unknown, doubled or not 32 bytes:
 * damaged keys must stop the start. The sentence never holds a part of the text.
 */
export function readKeys(source: string, text: string): KeySet {
  const broken = (what: string) => new OperatorFailure(`${source} rusak: ${what}. Pulihkan dari cadangan.`)
  const written = parseObject(text)
  if (written?.['format'] !== FORMAT) throw broken(`bukan kunci Payung (${FORMAT})`)
  const unknown = Object.keys(written).find(
    (name) => name !== 'format' && !KEY_NAMES.some((each) => each === name),
  )
  if (unknown !== undefined) throw broken('ada nama kunci yang tidak dikenal')
  const read = (name: KeyName) => {
    const versions = readVersions(written[name])
    if (!versions) throw broken(`kunci ${name} tidak lengkap atau salah bentuk`)
    return versions
  }
  const keys: KeySet = { field: read('field'), index: read('index'), token: read('token') }
  const marks = KEY_NAMES.flatMap((name) => [...keys[name].values()]).map((key) =>
    markOf(key).toString('hex'),
  )
  if (new Set(marks).size !== marks.length) throw broken('satu kunci dipakai dua kali')
  return keys
}

function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : undefined
  } catch {
    // JSON.parse quotes the text in its message; that message must not go on.
    return undefined
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function readVersions(value: unknown): Map<number, KeyObject> | undefined {
  if (!isObject(value) || Object.keys(value).length === 0) return undefined
  const versions = new Map<number, KeyObject>()
  for (const [version, text] of Object.entries(value)) {
    const isVersion = /^[1-9]\d{0,4}$/.test(version) && Number(version) <= LAST_VERSION
    const bytes = typeof text === 'string' ? Buffer.from(text, 'base64') : Buffer.alloc(0)
    // Buffer.from skips what is not base64; only text that comes back the same was read whole.
    if (!isVersion || bytes.length !== KEY_BYTES || bytes.toString('base64') !== text) return undefined
    versions.set(Number(version), createSecretKey(bytes))
  }
  return versions
}
