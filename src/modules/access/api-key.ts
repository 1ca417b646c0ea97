import { randomBytes } from 'node:crypto'

const PREFIX = 'payung_'
const LETTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
/** 62^43 is more than 2^256, so that 32 bytes always fit. */
const LENGTH = 43
const SHAPE = /^payung_[0-9A-Za-z]{43}$/

/** A new key of 32 random bytes: `payung_` and 43 letters of base62. The prefix lets secret scanners find one that leaked. */
export function newApiKey(): string {
  let rest = BigInt(`0x${randomBytes(32).toString('hex')}`)
  let text = ''
  for (let place = 0; place < LENGTH; place += 1) {
    text = (LETTERS[Number(rest % 62n)] ?? '') + text
    rest /= 62n
  }
  return PREFIX + text
}

/** Whether a text can be a key at all; nothing else is looked up. */
export function isApiKey(text: string): boolean {
  return SHAPE.test(text)
}

/** What a list shows of a key: its last four characters. */
export function hintOf(key: string): string {
  return key.slice(-4)
}
