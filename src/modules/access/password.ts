import { argon2, timingSafeEqual, type Argon2Parameters } from 'node:crypto'
import { refuse } from '../../kernel/refusal.ts'
import { blindIndex } from '../../platform/crypto.ts'
import type { KeyRing } from '../../platform/key-ring.ts'

declare module '../../kernel/refusal.ts' {
  interface RefusalDetails {
    /** A new password that cannot be taken. */
    'password-refused': { readonly because: PasswordFault; readonly least: number; readonly most: number }
  }
}

export type PasswordFault = 'too-short' | 'too-long' | 'known-to-be-breached' | 'holds-own-name'

export const LEAST_PASSWORD = 10
export const MOST_PASSWORD = 128

/** Passwords found in leaks, lower-cased; an installation can name a longer list by file. */
export type BreachedPasswords = { readonly has: (password: string) => boolean }

function derive(parameters: Argon2Parameters): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    argon2('argon2id', parameters, (error, key) => {
      if (error) reject(error)
      else resolve(Buffer.from(key))
    })
  })
}

/** OWASP's second recommendation for argon2id: 19 MiB, two passes, one lane. Written into each hash, so it can be raised. */
const COST = { memory: 19_456, passes: 2, parallelism: 1 } as const
const HASH = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/

/** Refuses a password that is too short, too long, leaked, or the user's own name or address. No rules on which characters. */
export function requirePassword(password: string, own: readonly string[], breached: BreachedPasswords): void {
  const no = (because: PasswordFault) =>
    refuse('password-refused', { because, least: LEAST_PASSWORD, most: MOST_PASSWORD })
  const folded = password.normalize('NFKC').toLowerCase()
  const length = Array.from(password).length
  if (length < LEAST_PASSWORD) throw no('too-short')
  if (length > MOST_PASSWORD) throw no('too-long')
  if (breached.has(folded)) throw no('known-to-be-breached')
  if (own.some((word) => word.length >= 4 && folded.includes(word.toLowerCase()))) throw no('holds-own-name')
}

/**
 * The salt of an address: the same for it in every organisation, and known to nobody without the `index` key. So one derivation answers
 * for all organisations that know the address, and takes as long for one that nobody knows.
 */
export function saltOfAddress(ring: KeyRing, email: string): Buffer {
  return blindIndex(ring, 'email', email).subarray(0, 16)
}

/** The hash to store, in the PHC text form with its own cost and salt. */
export async function hashPassword(password: string, salt: Buffer): Promise<string> {
  const { memory, passes, parallelism } = COST
  const key = await derive({
    message: password.normalize('NFKC'),
    nonce: salt,
    memory,
    passes,
    parallelism,
    tagLength: TAG_LENGTH,
  })
  const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64').replaceAll('=', '')
  return `$argon2id$v=19$m=${String(memory)},t=${String(passes)},p=${String(parallelism)}$${text(salt)}$${text(key)}`
}

/** How many different derivations one attempt may cost, should hashes with several salts or costs ever stand for one address. */
const MOST_DERIVED = 3
const TAG_LENGTH = 32

type StoredHash = {
  readonly recipe: string
  readonly parameters: Omit<Argon2Parameters, 'message'>
  readonly key: Buffer
}

/**
 * Which of these hashes a password is behind, in their order. Hashes with one salt and cost share one derivation; without any hash one
 * is made all the same, with `salt`.
 */
export async function provedHashes(
  password: string,
  stored: readonly (string | null)[],
  salt: Buffer,
): Promise<boolean[]> {
  const hashes = stored.map((text) => (text === null ? null : readHash(text)))
  const wanted = new Map(hashes.flatMap((hash) => (hash ? [[hash.recipe, hash.parameters] as const] : [])))
  if (wanted.size === 0) wanted.set('', { ...COST, nonce: salt, tagLength: TAG_LENGTH })
  const derived = new Map<string, Buffer>()
  await Promise.all(
    [...wanted].slice(0, MOST_DERIVED).map(async ([recipe, parameters]) => {
      derived.set(recipe, await derive({ ...parameters, message: password.normalize('NFKC') }))
    }),
  )
  return hashes.map((hash) => {
    const key = hash && derived.get(hash.recipe)
    return key ? timingSafeEqual(key, hash.key) : false
  })
}

function readHash(text: string): StoredHash {
  const match = HASH.exec(text)
  if (!match) throw new RangeError('a password hash in the database is damaged')
  const [, memory = '', passes = '', parallelism = '', salt = '', key = ''] = match
  const bytes = Buffer.from(key, 'base64')
  return {
    recipe: [memory, passes, parallelism, salt, bytes.length].join(' '),
    parameters: {
      nonce: Buffer.from(salt, 'base64'),
      memory: Number(memory),
      passes: Number(passes),
      parallelism: Number(parallelism),
      tagLength: bytes.length,
    },
    key: bytes,
  }
}
