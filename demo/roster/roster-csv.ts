import { Chance } from '../chance.ts'
import { textOf, type RosterRow } from './roster-rows.ts'

/** How a program wrote a list as text. */
export type CsvDialect = {
  readonly delimiter: ',' | ';' | '\t'
  readonly encoding: 'utf-8' | 'utf-8 with mark' | 'utf-16le' | 'windows-1252'
  readonly lineEnd: '\n' | '\r\n'
  /** `sep=;` on a line of its own, as Excel understands it. */
  readonly saysDelimiter: boolean
}

/** What Excel writes on a machine set to Indonesian. */
export const OWN_DIALECT: CsvDialect = {
  delimiter: ';',
  encoding: 'utf-8 with mark',
  lineEnd: '\r\n',
  saysDelimiter: false,
}

/** What other programs and settings make of it. */
export function messyDialect(seed: number): CsvDialect {
  const chance = new Chance(seed, 5)
  const delimiter = chance.pick([',', ';', ';', '\t'] as const)
  return {
    delimiter,
    encoding:
      delimiter === '\t' ? 'utf-16le' : chance.pick(['utf-8', 'utf-8 with mark', 'windows-1252'] as const),
    lineEnd: chance.pick(['\n', '\r\n'] as const),
    saysDelimiter: delimiter === ';' && chance.is(250),
  }
}

const PIECE_LENGTH = 65_536

/** The bytes of a list, piece by piece; at the end, whatever the rows tell at theirs. */
export function* csvBytes<End>(rows: Generator<RosterRow, End>, dialect: CsvDialect): Generator<Buffer, End> {
  let text = dialect.saysDelimiter ? `sep=${dialect.delimiter}${dialect.lineEnd}` : ''
  if (dialect.encoding === 'utf-16le') yield Buffer.from([0xff, 0xfe])
  if (dialect.encoding === 'utf-8 with mark') yield Buffer.from([0xef, 0xbb, 0xbf])
  for (;;) {
    const next = rows.next()
    if (next.done === true) {
      yield encoded(text, dialect)
      return next.value
    }
    text += `${csvLine(next.value, dialect)}${dialect.lineEnd}`
    if (text.length < PIECE_LENGTH) continue
    yield encoded(text, dialect)
    text = ''
  }
}

function csvLine({ cells, isUnquoted }: RosterRow, { delimiter }: CsvDialect): string {
  const texts = cells.map(textOf)
  if (isUnquoted === true) return texts.join(delimiter)
  return texts
    .map((text) =>
      text.includes(delimiter) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text,
    )
    .join(delimiter)
}

/** Everything that a list for Windows-1252 holds is also Latin-1. */
function encoded(text: string, { encoding }: CsvDialect): Buffer {
  if (encoding === 'utf-16le') return Buffer.from(text, 'utf16le')
  return Buffer.from(text, encoding === 'windows-1252' ? 'latin1' : 'utf8')
}
