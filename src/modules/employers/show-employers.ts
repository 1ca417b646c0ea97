import { refuse } from '../../kernel/refusal.ts'
import { dottedCode, parseRegionCode } from '../../kernel/region-code.ts'
import { rupiahToJson } from '../../kernel/rupiah.ts'
import type { Tx } from '../../platform/db.ts'
import type { Deps } from '../../platform/deps.ts'
import { act, inScopeOf, recordAct, sightOf, type By } from '../access/act.ts'
import type { FindEmployersQuery } from './contract.ts'
import { workerCount, type EmployerFields } from './employers.ts'
import { findKbliDivision } from './kbli.ts'
import {
  findEmployer,
  findEmployers,
  listEmployerHistory,
  listKeeperNames,
  listOtherWords,
  type Employer,
  type EmployerHistoryEntry,
  type EmployerQuestion,
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
  /** Who says so: the organisation that keeps the row, as far as the reader may know it; null also for the installation itself. */
  readonly source: string | null
  /** Kept by the reader's own organisation, which may change it. */
  readonly isOwn: boolean
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
  const filter = employerQuestion(question)
  const page = Number(question.page ?? '1')
  return inScopeOf(db, by, async (tx) => {
    const found = await findEmployers(tx, sightOf(by), filter, {
      limit: PER_PAGE + 1,
      offset: (page - 1) * PER_PAGE,
    })
    const employers = await shownEmployers(tx, by, found.slice(0, PER_PAGE))
    await recordAct(tx, by, {
      action: 'employers.read',
      count: employers.length,
      details: { by: Object.keys(filter).join(' ') },
    })
    return { employers, page, more: found.length > PER_PAGE }
  })
}

/** What is looked for, numbers without their marks. Refuses a question without a filter, and an NPWP that cannot be one. */
export function employerQuestion({ region, npp, nib, npwp, name }: FindEmployersQuery): EmployerQuestion {
  const digits = Object.fromEntries(
    Object.entries({ npp, nib, npwp }).flatMap(([field, text]) =>
      text === undefined ? [] : [[field, text.replace(/[\s.'/-]/g, '').toUpperCase()]],
    ),
  )
  if (digits['npwp'] !== undefined && !/^(?:\d{15,16}|\d{22})$/.test(digits['npwp']))
    throw refuse('value-malformed', { field: 'npwp', value: '', expected: 'text' })
  const filter = {
    ...digits,
    ...(name !== undefined && { name }),
    ...(region !== undefined && { region: parseRegionCode('region', region.trim()) }),
  }
  if (Object.keys(filter).length === 0)
    throw refuse('value-missing', { field: 'npp, nib, npwp, name, region' })
  return filter
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
    const [shown, ...rest] = await shownEmployers(tx, by, [employer, ...others])
    if (!shown) throw new Error('an employer lost its words')
    return { ...shown, others: rest, history }
  })
}

/** One's own record of an employer, before it is changed. Refuses one that another organisation keeps, and one that is not there. */
export function showOwnEmployer({ db }: Pick<Deps, 'db'>, by: By, id: string): Promise<ShownEmployer> {
  return act(db, by, 'employers.write', async (tx) => {
    const employer = await findEmployer(tx, sightOf(by), id)
    if (!employer) throw refuse('employer-unknown', {})
    const [shown] = await shownEmployers(tx, by, [employer])
    if (!shown?.isOwn) throw refuse('employer-of-another', {})
    const subject = { kind: 'employer', id }
    await recordAct(tx, by, { action: 'employers.read', subject, region: employer.fields.regionCode })
    return shown
  })
}

/** Employers in words, with who says so. */
async function shownEmployers(tx: Tx, by: By, employers: readonly Employer[]): Promise<ShownEmployer[]> {
  const names = await listKeeperNames(tx, employers)
  const { organisationId } = sightOf(by)
  return employers.map((employer) => ({
    ...factsOf(employer),
    source: names.get(employer.organisationId ?? '') ?? null,
    isOwn: employer.organisationId === organisationId,
  }))
}

function factsOf({ id, fields, recordedAt }: Employer): Omit<ShownEmployer, 'source' | 'isOwn'> {
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
