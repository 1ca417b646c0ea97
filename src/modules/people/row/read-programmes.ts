import type { Programme } from '../../../rules/parameter.ts'
import { PROGRAMMES } from '../../../rules/membership.ts'
import { outcome } from './outcome.ts'
import { EMPTY, read, unreadable, type Reading } from './reading.ts'
import { readSigns } from './read-words.ts'

/** How people write the packages of own-account workers, and the names in full. */
const PACKAGES = new Map<string, readonly Programme[]>([
  ['2PROGRAM', ['JKK', 'JKM']],
  ['DUAPROGRAM', ['JKK', 'JKM']],
  ['3PROGRAM', ['JKK', 'JKM', 'JHT']],
  ['TIGAPROGRAM', ['JKK', 'JKM', 'JHT']],
  ['JKKJKM', ['JKK', 'JKM']],
  ['JKKJKMJHT', ['JKK', 'JKM', 'JHT']],
  ['KECELAKAANKERJA', ['JKK']],
  ['KEMATIAN', ['JKM']],
  ['HARITUA', ['JHT']],
  ['PENSIUN', ['JP']],
  ['KEHILANGANPEKERJAAN', ['JKP']],
])

/** The programmes a cell names, in the order of the law: `JKK,JKM`, `jkk & jkm`, `JKK+JKM+JHT`, `3 program`. An unknown one refuses. */
export function readProgrammes(typed: string): Reading<readonly Programme[]> {
  const text = readSigns(typed)
  if (text === '') return EMPTY
  const named = new Set<Programme>()
  for (const part of text.split(/\s*(?:[,;/&+|]|\bdan\b|\band\b)\s*|(?<=J(?:KK|KM|HT|P|KP))\s+(?=J)/i)) {
    if (part === '') continue
    const word = part
      .toUpperCase()
      .replace(/[^A-Z0-9]/g, '')
      .replace(/^(?:PROGRAM|JAMINAN)(?=.)/, '')
    const found = PACKAGES.get(word) ?? PROGRAMMES.filter((programme) => programme === word)
    if (found.length === 0) return unreadable(outcome('PROGRAM_TAK_DIKENAL', 'programme', { written: part }))
    for (const programme of found) named.add(programme)
  }
  return named.size === 0 ? EMPTY : read(PROGRAMMES.filter((programme) => named.has(programme)))
}
