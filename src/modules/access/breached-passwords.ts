import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { createHash } from 'node:crypto'
import { errorText, OperatorFailure } from '../../platform/operator-failure.ts'
import { COMMON_WORDS } from './leaked-words.ts'
import type { BreachedPasswords } from './password.ts'

/** What people put around a word to make it look strong: `Bismillah123!` is still `bismillah`. */
const DECORATION = /^[\d\W_]+|[\d\W_]+$/g

/**
 * The passwords that every list of leaks begins with, and their Indonesian kin. Ten characters are asked for anyway, so what matters
 * are these words with digits around them, doubled, or rows of keys and digits.
 */
export const COMMON_PASSWORDS: BreachedPasswords = { has: isCommon }

function isCommon(password: string): boolean {
  const folded = password.toLowerCase()
  const bare = folded.replaceAll(DECORATION, '')
  return isMonotonous(folded) || [folded, bare, halfOf(bare)].some((word) => COMMON_WORDS.has(word))
}

/** `abcabc` → `abc`; anything not doubled stays. */
function halfOf(word: string): string {
  const half = word.slice(0, word.length / 2)
  return half !== '' && half + half === word ? half : word
}

const ROWS = [
  '01234567890123456789',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiopasdfghjklzxcvbnm',
  '1qaz2wsx3edc4rfv5tgb6yhn',
]

/** One or two characters over and over, digits only, or a run along the keys. */
function isMonotonous(folded: string): boolean {
  if (new Set(folded).size <= 2 || /^\d+$/.test(folded)) return true
  return ROWS.some((row) => row.includes(folded) || Array.from(row).toReversed().join('').includes(folded))
}

/**
 * A list of leaked passwords from a file, one on a line: either the password itself or its SHA-1 in 40 hexadecimal digits, with or
 * without `:count` (the form in which Have I Been Pwned hands it out). Ten bytes are kept of each: 20 MB for a million.
 * Throws OperatorFailure when the file cannot be read.
 */
export async function readBreachedPasswords(file: string): Promise<BreachedPasswords> {
  const marks = new Set<string>()
  try {
    for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
      const text = line.trim()
      if (text !== '') marks.add(markOfLine(text))
    }
  } catch (error) {
    throw new OperatorFailure(`Daftar sandi bocor ${file} tidak dapat dibaca: ${errorText(error)}`)
  }
  return {
    has: (password) =>
      isCommon(password) || marks.has(mark(password)) || marks.has(mark(password.toLowerCase())),
  }
}

function markOfLine(text: string): string {
  const hash = /^([0-9a-f]{40})(:\d+)?$/i.exec(text)?.[1]
  return hash === undefined ? mark(text) : short(Buffer.from(hash, 'hex'))
}

function mark(password: string): string {
  return short(createHash('sha1').update(password, 'utf8').digest())
}

function short(hash: Buffer): string {
  return hash.subarray(0, 10).toString('latin1')
}
