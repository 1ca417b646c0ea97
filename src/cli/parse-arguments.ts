import { type RefusalValue, refuse } from '../kernel/refusal.ts'
import { nearestWord } from '../platform/nearest.ts'
import type { Command, CommandOption } from './command.ts'

/** A command line that is no question at all. `value` is its machine-readable form, the message its sentence. */
export class UsageFailure extends Error {
  readonly value: RefusalValue

  constructor(value: RefusalValue, sentence: string) {
    super(sentence)
    this.name = 'UsageFailure'
    this.value = value
  }
}

export type ParsedArguments = {
  readonly positionals: readonly string[]
  readonly options: ReadonlyMap<string, string | true>
  readonly json: boolean
  readonly help: boolean
}

/** Every command knows these. */
export const GENERIC_OPTIONS: readonly CommandOption[] = [
  { flag: '--json', meaning: 'Jawaban untuk program: JSON di stdout.' },
  { flag: '--help', meaning: 'Tampilkan bantuan ini.' },
]

/** Reads what follows a command's name: `--flag value`, `--flag=value`, switches, and the rest. Throws UsageFailure. */
export function parseArguments(command: Command, words: readonly string[]): ParsedArguments {
  const known = [...command.options, ...GENERIC_OPTIONS]
  const options = new Map<string, string | true>()
  const positionals: string[] = []
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? ''
    if (word === '--') {
      positionals.push(...words.slice(at + 1))
      break
    }
    if (!isOption(word)) {
      positionals.push(word)
      continue
    }
    const { option, name, attached } = recognise(command, known, word)
    if (options.has(name)) throw repeated(option, attached ?? words[at + 1] ?? '')
    if (option.value === undefined) options.set(name, switchOf(option, attached))
    else if (attached !== undefined) options.set(name, attached)
    else options.set(name, valueAfter(option, words[++at]))
  }
  const [json, help] = [options.delete('json'), options.delete('help')]
  return { positionals, options, json, help }
}

function isOption(word: string): boolean {
  return word === '-h' || (word.startsWith('--') && word.length > 2)
}

function recognise(
  command: Command,
  known: readonly CommandOption[],
  word: string,
): { readonly option: CommandOption; readonly name: string; readonly attached?: string } {
  const equals = word.indexOf('=')
  const flag = word === '-h' ? '--help' : equals === -1 ? word : word.slice(0, equals)
  const option = known.find((candidate) => candidate.flag === flag)
  if (!option) throw unknownOption(command, known, flag)
  const found = { option, name: option.flag.slice(2) }
  return equals === -1 ? found : { ...found, attached: word.slice(equals + 1) }
}

function unknownOption(command: Command, known: readonly CommandOption[], flag: string): UsageFailure {
  const flags = known.map((option) => option.flag)
  const near = nearestWord(flag, flags)
  const hint = near === undefined ? '' : ` Mungkin maksudnya ${near}.`
  return new UsageFailure(
    refuse('field-unknown', { field: flag, allowed: flags }).value,
    `Pilihan ${flag} tidak dikenal.${hint} Lihat ./payung ${command.name} --help.`,
  )
}

function repeated(option: CommandOption, value: string): UsageFailure {
  return new UsageFailure(
    refuse('value-malformed', { field: option.flag, value, expected: 'text' }).value,
    `Pilihan ${option.flag} ditulis lebih dari sekali. Tulis sekali saja.`,
  )
}

function switchOf(option: CommandOption, attached: string | undefined): true {
  if (attached === undefined) return true
  throw new UsageFailure(
    refuse('value-malformed', { field: option.flag, value: attached, expected: 'yes-or-no' }).value,
    `Pilihan ${option.flag} tidak memakai nilai. Tulis ${option.flag} saja.`,
  )
}

/** A following word that is itself an option is no value: `--income --json` forgot the income. `-5` is a value. */
function valueAfter(option: CommandOption, next: string | undefined): string {
  if (next !== undefined && !next.startsWith('--')) return next
  throw new UsageFailure(
    refuse('value-missing', { field: option.flag }).value,
    `Pilihan ${option.flag} perlu nilai: ${option.flag} ${option.value ?? ''}.`,
  )
}
