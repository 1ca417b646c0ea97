import { randomInt } from 'node:crypto'

/** How many codes are made at a time. */
export const RECOVERY_CODE_COUNT = 10
/** Without 0, 1, I, L and O, which look like each other on paper. */
const LETTERS = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'
const LENGTH = 10
const SHAPE = new RegExp(`^[${LETTERS}]{${String(LENGTH)}}$`)

/** A new code of 49 bits of chance, as it is shown: `7K4QM-X2RTB`. Guesses are counted like those of an app's code. */
export function newRecoveryCode(): string {
  const letters = Array.from({ length: LENGTH }, () => LETTERS[randomInt(LETTERS.length)] ?? '')
  return `${letters.slice(0, LENGTH / 2).join('')}-${letters.slice(LENGTH / 2).join('')}`
}

/** A code as somebody typed it, without blanks and dashes and in capitals; null when it cannot be one. */
export function foldRecoveryCode(typed: string): string | null {
  const code = typed.replaceAll(/[\s-]/g, '').toUpperCase()
  return SHAPE.test(code) ? code : null
}
