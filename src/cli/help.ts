import type { LoadedGroup } from './command-list.ts'
import type { Command, CommandOption } from './command.ts'
import { GENERIC_OPTIONS } from './parse-arguments.ts'

const WIDTH = 100

/** `./payung --help`, or the help of one family of commands. */
export function groupsHelp(groups: readonly LoadedGroup[]): string[] {
  const rows = groups.flatMap(({ commands }) => commands)
  const width = Math.max(...rows.map(({ name }) => name.length))
  const lists = groups.flatMap(({ heading, commands }) => [
    '',
    heading,
    ...commands.flatMap(({ name, summary }) => twoColumns(name, summary, width)),
  ])
  return [
    'Payung: perlindungan jaminan sosial ketenagakerjaan untuk setiap pekerja.',
    '',
    'Pemakaian: ./payung PERINTAH [pilihan]',
    ...lists,
    '',
    'Bantuan satu perintah: ./payung PERINTAH --help',
    'Jawaban untuk program: tambahkan --json.',
    'Kode keluar: 0 berhasil, 1 ditolak atau gagal, 2 salah tulis.',
  ]
}

/** `./payung law price --help` */
export function commandHelp(command: Command): string[] {
  const options = [...command.options, ...GENERIC_OPTIONS]
  const width = Math.max(...options.map((option) => left(option).length))
  const examples = command.examples ?? []
  return [
    command.summary,
    '',
    ...wrap(`Pemakaian: ./payung ${command.name} ${command.usage}`.trimEnd(), 4),
    '',
    'Pilihan',
    ...options.flatMap((option) => twoColumns(left(option), option.meaning, width)),
    ...(examples.length > 0 ? ['', 'Contoh', ...examples.map((example) => `  ${example}`)] : []),
  ]
}

function left({ flag, value }: CommandOption): string {
  return value === undefined ? flag : `${flag} ${value}`
}

const LONGEST_LEFT = 34

/** A name and its meaning, the meaning wrapped under itself; a long name gets a line of its own. */
function twoColumns(name: string, meaning: string, widest: number): string[] {
  const width = Math.min(widest, LONGEST_LEFT)
  const indent = width + 4
  const lines = wrapWords(meaning, WIDTH - indent).map((line) => ' '.repeat(indent) + line)
  if (name.length > width) return [`  ${name}`, ...lines]
  const [first = '', ...rest] = lines
  return [`  ${name.padEnd(width)}  ${first.slice(indent)}`.trimEnd(), ...rest]
}

function wrap(text: string, indent: number): string[] {
  return wrapWords(text, WIDTH - indent).map((line, index) =>
    index === 0 ? line : ' '.repeat(indent) + line,
  )
}

function wrapWords(text: string, width: number): string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last === undefined || last.length + 1 + word.length > width) lines.push(word)
    else lines[lines.length - 1] = `${last} ${word}`
  }
  return lines
}
