import { dottedCode } from '../../src/kernel/region-code.ts'
import { ownHeader, type ListField } from '../../src/modules/imports/reading/header-aliases.ts'
import { scramble } from '../chance.ts'
import type { Sector } from '../occupations.ts'
import type { DemoEmployer } from './employer.ts'
import type { Workforce } from './twin-province.ts'

const FIELDS = [
  'employerName',
  'npp',
  'regionCode',
  'kbli',
  'businessSize',
  'menCount',
  'womenCount',
  'registeredCount',
  'wageTotal',
] as const satisfies readonly ListField[]

/** The division of KBLI that most employers of a sector belong to. */
const KBLI: { readonly [Each in Sector]: string } = {
  plantation: '01',
  fishing: '03',
  trade: '47',
  transport: '49',
  building: '41',
  services: '82',
  industry: '10',
}

/** Employers as the labour report lists them, to be taken in like any list of employers. */
export function* employerCsv(workforces: readonly Workforce[]): Generator<string> {
  yield `${FIELDS.map(ownHeader).join(';')}\r\n`
  for (const workforce of workforces) yield `${cellsOf(workforce).join(';')}\r\n`
}

function cellsOf({ employer, menCount, womenCount, registeredCount, wages }: Workforce): string[] {
  return [
    employer.name,
    employer.reporting === 'none' ? '' : nppOf(employer),
    dottedCode(employer.region),
    KBLI[employer.sector],
    sizeOf(menCount + womenCount),
    String(menCount),
    String(womenCount),
    String(registeredCount),
    String(wages),
  ]
}

/** A number that BPJS Ketenagakerjaan gives nobody: its own are digits, this one begins with ZZ. */
function nppOf({ region, name }: DemoEmployer): string {
  let sign: number = region
  for (const letter of name) sign = scramble(sign ^ letter.charCodeAt(0))
  return `ZZ${String(Math.trunc(region / 1_000_000))}${sign.toString(36).toUpperCase().padStart(7, '0')}`
}

/** By head-count, as industrial statistics cut it: under 5, under 20, under 100. */
function sizeOf(workers: number): string {
  if (workers < 5) return 'MIKRO'
  if (workers < 20) return 'KECIL'
  return workers < 100 ? 'MENENGAH' : 'BESAR'
}
