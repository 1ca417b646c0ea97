import { refuse } from '../../kernel/refusal.ts'
import { dottedCode, parseRegionCode } from '../../kernel/region-code.ts'
import { rupiahToJson } from '../../kernel/rupiah.ts'
import type { Deps } from '../../platform/deps.ts'
import { inScopeOf, recordAct, sightOf, type By } from '../access/act.ts'
import type { FindEmployersQuery } from './contract.ts'
import { workerCount, type EmployerFields } from './employers.ts'
import { findKbliDivision } from './kbli.ts'
import {
  findEmployer,
  findEmployers,
  listEmployerHistory,
  listOtherWords,
  type Employer,
  type EmployerHistoryEntry,
} from './queries.ts'

const PER_PAGE = 50

/** An employer as it is answered: numbers as they are, the region and the kind of business in words. */
export type ShownEmployer = Omit<EmployerFields, 'regionCode' | 'wages'> & {
  readonly id: string
  readonly region: string
  readonly wages: number | null
  /** The title of the KBLI main group. */
  readonly business: string | null
  /** Men and women together. */
  readonly workerCount: number | null
  /** Workers the source tells of less those it says are registered; null where it does not say both. */
  readonly unregisteredCount: number | null
  readonly recordedAt: Date
}

export type FoundEmployers = {
  readonly employers: readonly ShownEmployer[]
  readonly page: number
  readonly more: boolean
}

/** Employers within sight by number, name or region, 50 a page. Refuses a question without a filter. */
export async function showEmployers(
  { db }: Pick<Deps, 'db'>,
  by: By,
  question: FindEmployersQuery,
): Promise<FoundEmployers> {
  const { page: typedPage = '1', region, npp, nib, npwp, name } = question
  const numbers = { npp, nib, npwp }
  const digits = Object.fromEntries(
    Object.entries(numbers).flatMap(([field, text]) =>
      text === undefined ? [] : [[field, text.replace(/[\s.'/-]/g, '').toUpperCase()]],
    ),
  )
  const filter = {
    ...digits,
    ...(name !== undefined && { name }),
    ...(region !== undefined && { region: parseRegionCode('region', region.trim()) }),
  }
  if (Object.keys(filter).length === 0)
    throw refuse('value-missing', { field: 'npp, nib, npwp, name, region' })
  const page = Number(typedPage)
  return inScopeOf(db, by, async (tx) => {
    const found = await findEmployers(tx, sightOf(by), filter, {
      limit: PER_PAGE + 1,
      offset: (page - 1) * PER_PAGE,
    })
    const employers = found.slice(0, PER_PAGE).map(shownEmployer)
    await recordAct(tx, by, {
      action: 'employers.read',
      count: employers.length,
      details: { by: Object.keys(filter).join(' ') },
    })
    return { employers, page, more: found.length > PER_PAGE }
  })
}

export type EmployerRecord = ShownEmployer & {
  /** What other organisations within sight say of the same employer. */
  readonly others: readonly ShownEmployer[]
  readonly history: readonly EmployerHistoryEntry[]
}

/** One employer within sight with what others say of it and what was changed; refuses one elsewhere as if there were none. */
export function showEmployer({ db }: Pick<Deps, 'db'>, by: By, id: string): Promise<EmployerRecord> {
  return inScopeOf(db, by, async (tx) => {
    const sight = sightOf(by)
    const employer = await findEmployer(tx, sight, id)
    if (!employer) throw refuse('employer-unknown', {})
    const others = await listOtherWords(tx, sight, employer)
    const history = await listEmployerHistory(tx, id)
    await recordAct(tx, by, {
      action: 'employers.read',
      subject: { kind: 'employer', id },
      region: employer.fields.regionCode,
    })
    return { ...shownEmployer(employer), others: others.map(shownEmployer), history }
  })
}

function shownEmployer({ id, fields, recordedAt }: Employer): ShownEmployer {
  const { regionCode, wages, ...rest } = fields
  const workers = workerCount(fields)
  const { registeredCount } = fields
  return {
    id,
    ...rest,
    region: dottedCode(regionCode),
    wages: wages === null ? null : rupiahToJson(wages),
    business: fields.kbli === null ? null : (findKbliDivision(fields.kbli)?.title ?? null),
    workerCount: workers,
    unregisteredCount:
      workers === null || registeredCount === null ? null : Math.max(0, workers - registeredCount),
    recordedAt,
  }
}
