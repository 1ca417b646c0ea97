import { argon2, randomBytes, timingSafeEqual, type Argon2Parameters } from 'node:crypto'
import { refuse } from '../../kernel/refusal.ts'

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

/** The hash to store, in the PHC text form with its own cost and salt. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  const { memory, passes, parallelism } = COST
  const key = await derive({
    message: password.normalize('NFKC'),
    nonce: salt,
    memory,
    passes,
    parallelism,
    tagLength: 32,
  })
  const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64').replaceAll('=', '')
  return `$argon2id$v=19$m=${String(memory)},t=${String(passes)},p=${String(parallelism)}$${text(salt)}$${text(key)}`
}

/** Whether a password is the one behind a hash. A user without a password costs the same time as one with another password. */
export async function isPassword(password: string, stored: string | null): Promise<boolean> {
  const match = HASH.exec(stored ?? NOBODY)
  if (!match) throw new RangeError('a password hash in the database is damaged')
  const [, memory = '', passes = '', parallelism = '', salt = '', key = ''] = match
  const expected = Buffer.from(key, 'base64')
  const derived = await derive({
    message: password.normalize('NFKC'),
    nonce: Buffer.from(salt, 'base64'),
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    tagLength: expected.length,
  })
  return timingSafeEqual(derived, expected) && stored !== null
}

/** A hash that no password has: 32 zero bytes. */
const NOBODY = `$argon2id$v=19$m=${String(COST.memory)},t=${String(COST.passes)},p=1$${'A'.repeat(22)}$${'A'.repeat(43)}`
