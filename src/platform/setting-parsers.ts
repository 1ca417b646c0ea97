import { BlockList, isIP } from 'node:net'
import { resolve } from 'node:path'
import { type KeySet, readKeys } from './key-ring.ts'
import { nearestWord } from './nearest.ts'
import { errorText, OperatorFailure } from './operator-failure.ts'

/** A value that a setting cannot have; `message` finishes the sentence `PORT=abc salah: …`. */
export class SettingProblem extends Error {}

/** Whole number within limits, both inclusive. */
export function wholeNumber(minimum: number, maximum: number): (text: string) => number {
  return (text) => {
    const value = Number(text)
    if (!/^\d+$/.test(text) || value < minimum || value > maximum) {
      throw new SettingProblem(`Isi dengan bilangan bulat ${minimum} sampai ${maximum}.`)
    }
    return value
  }
}

export function oneOf<const Word extends string>(words: readonly Word[]): (text: string) => Word {
  return (text) => {
    const word = words.find((candidate) => candidate === text)
    if (word !== undefined) return word
    const near = nearestWord(text, words)
    throw new SettingProblem(
      `${near === undefined ? '' : `Mungkin maksudnya "${near}". `}Pilihannya: ${words.join(', ')}.`,
    )
  }
}

/** An address to listen on: `127.0.0.1`, `::1`, `0.0.0.0`, `localhost` or a host name. */
export function hostName(text: string): string {
  if (isIP(text) !== 0 || /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(text)) return text
  throw new SettingProblem('Isi dengan alamat seperti 127.0.0.1 atau 0.0.0.0.')
}

/** An absolute folder; a relative one is counted from where the command was typed. */
export function folder(text: string): string {
  return resolve(text)
}

/** An absolute file name, or null when not set; a relative one is counted from where the command was typed. */
export function optionalFile(text: string): string | null {
  return text === '' ? null : resolve(text)
}

/** Absolute file names from a list parted at commas. */
export function files(text: string): readonly string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => resolve(part))
}

/** `postgres://…`, or null when not set. */
export function postgresUrl(text: string): string | null {
  if (text === '') return null
  const isPostgres = /^postgres(ql)?:\/\//.test(text) && URL.canParse(text)
  if (!isPostgres) throw new SettingProblem('Tulis seperti postgres://pengguna:sandi@host:5432/payung.')
  return text
}

/** `https://payung.example.go.id` without path and closing slash, or null when not set. */
export function publicUrl(text: string): string | null {
  if (text === '') return null
  const url = URL.canParse(text) ? new URL(text) : null
  const isOrigin = url !== null && /^https?:$/.test(url.protocol) && url.pathname === '/' && url.search === ''
  if (!isOrigin)
    throw new SettingProblem('Tulis seperti https://payung.contoh.go.id, tanpa jalur di belakangnya.')
  return url.origin
}

/** Any text, or null when not set. */
export function anyText(text: string): string | null {
  return text === '' ? null : text
}

/** `1` or `0`, or null when it is left to the folder. */
export function yesOrNoOrUnset(text: string): boolean | null {
  if (text === '') return null
  if (text === '1' || text === '0') return text === '1'
  throw new SettingProblem('Isi 1 atau 0.')
}

/** `https://…` of an identity provider, or null when not set. Plain http is for this machine only: for trials. */
export function issuerUrl(text: string): string | null {
  if (text === '') return null
  const url = URL.canParse(text) ? new URL(text) : null
  const isOwnMachine = url !== null && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)
  if (url?.protocol === 'https:' || (url?.protocol === 'http:' && isOwnMachine)) return text
  throw new SettingProblem('Tulis seperti https://masuk.contoh.go.id.')
}

/** Addresses or networks (`10.0.0.1, 10.1.0.0/16`) of proxies whose X-Forwarded-For is believed. */
export function networks(text: string): readonly string[] {
  const entries = text.split(',').map((entry) => entry.trim())
  return entries.filter((entry) => entry !== '').map(network)
}

function network(entry: string): string {
  const [address = '', prefix] = entry.split('/')
  const family = isIP(address)
  const isPrefix = prefix === undefined || /^\d{1,3}$/.test(prefix)
  try {
    if (family === 0 || !isPrefix) throw new RangeError(entry)
    new BlockList().addSubnet(
      address,
      Number(prefix ?? (family === 6 ? 128 : 32)),
      family === 6 ? 'ipv6' : 'ipv4',
    )
    return entry
  } catch {
    throw new SettingProblem(`"${entry}" bukan alamat IP atau jaringan. Contoh: 10.0.0.1, 10.1.0.0/16.`)
  }
}

/** Keys as base64 of their JSON, or null when not set. */
export function encodedKeys(text: string): KeySet | null {
  if (text === '') return null
  if (!/^[A-Za-z0-9+/\s]+=*$/.test(text)) throw new SettingProblem('Isi dengan JSON kunci dalam base64.')
  try {
    return readKeys('Kunci di PAYUNG_KEYS', Buffer.from(text, 'base64').toString('utf8'))
  } catch (error) {
    if (error instanceof OperatorFailure) throw new SettingProblem(errorText(error))
    throw error
  }
}

/**
 * A program with its arguments, or null when not set: words parted at spaces, or a JSON list when a word itself holds a space.
 * No shell reads it, so what only a shell would understand is refused instead of passed on.
 */
export function commandWords(text: string): readonly string[] | null {
  if (text === '') return null
  const words = text.startsWith('[') ? wordList(text) : text.split(/\s+/)
  if (!words?.[0]) throw new SettingProblem('Isi dengan daftar JSON, misalnya ["program","kata"].')
  if (!text.startsWith('[') && /["'`$|&;<>(){}*?~\\]/.test(text)) {
    throw new SettingProblem(
      'Perintah tidak dibaca oleh shell. Tulis sebagai daftar JSON: ["program","kata"].',
    )
  }
  return words
}

function wordList(text: string): readonly string[] | undefined {
  try {
    const list: unknown = JSON.parse(text)
    return Array.isArray(list) && list.every((word) => typeof word === 'string') ? list : undefined
  } catch {
    return undefined
  }
}
