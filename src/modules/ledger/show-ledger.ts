import { isUuid } from '../../kernel/uuid.ts'
import { isPlainDate, parsePlainDate, plainDate, type PlainDate } from '../../kernel/plain-date.ts'
import { refuse } from '../../kernel/refusal.ts'
import type { Deps } from '../../platform/deps.ts'
import { inScopeOf, recordAct, sightOf, type By } from '../access/act.ts'
import type { BalanceQuery, ListAccountsQuery, StatementQuery } from './contract.ts'
import { payerPurse, type AccountPath, type PayerSums } from './ledger.ts'
import {
  balanceOf,
  getAccount,
  listAccounts,
  listClosings,
  payerSums,
  type Account,
  type Closing,
} from './queries.ts'
import {
  listStatementRows,
  type StatementPage,
  type StatementPeriod,
  type StatementPlace,
} from './statement.ts'

const ACCOUNTS_PER_PAGE = 50
export const ROWS_PER_PAGE = 100
const ROWS_PER_READ = 1_000

export type FoundAccounts = {
  readonly accounts: readonly Account[]
  readonly page: number
  readonly more: boolean
}

/** Accounts within sight by path, payer or kind, 50 a page. Refuses a question without a filter. */
export function showAccounts(
  { db }: Pick<Deps, 'db'>,
  by: By,
  query: ListAccountsQuery,
): Promise<FoundAccounts> {
  const { page: asked = '1', payer, ...filter } = query
  const page = Number(asked)
  if (Object.keys(filter).length === 0 && payer === undefined)
    throw refuse('value-missing', { field: 'path, name, kind, payer' })
  return inScopeOf(db, by, async (tx) => {
    const found = await listAccounts(
      tx,
      sightOf(by),
      { ...filter, ...(payer !== undefined && { payerId: requireId(payer) }) },
      { limit: ACCOUNTS_PER_PAGE + 1, offset: (page - 1) * ACCOUNTS_PER_PAGE },
    )
    const accounts = found.slice(0, ACCOUNTS_PER_PAGE)
    await recordAct(tx, by, { action: 'ledger.read', count: accounts.length })
    return { accounts, page, more: found.length > ACCOUNTS_PER_PAGE }
  })
}

export type Statement = StatementPage &
  StatementPeriod & {
    readonly account: Account
    /** At the end of the last day. */
    readonly closing: bigint
    /** Given as `after`, it brings the next page. */
    readonly next: string | null
  }

/** A page of the statement of an account within sight; this month unless asked otherwise. */
export function showStatement(
  { db, clock }: Deps,
  by: By,
  path: AccountPath,
  query: StatementQuery,
): Promise<Statement> {
  const period = periodOf(query, clock.today())
  const after = query.after === undefined ? undefined : parsePlace(query.after)
  return inScopeOf(db, by, async (tx) => {
    const account = await getAccount(tx, sightOf(by), path)
    const page = { limit: ROWS_PER_PAGE + 1, ...(after && { after }) }
    const { opening, rows } = await listStatementRows(tx, account.id, period, page)
    const { recordedBy } = period
    const closing = await balanceOf(tx, path, { on: period.to, ...(recordedBy && { recordedBy }) })
    await recordAct(tx, by, {
      action: 'ledger.read',
      subject: { kind: 'account', id: path },
      count: rows.length,
    })
    const shown = rows.slice(0, ROWS_PER_PAGE)
    const last = rows.length > ROWS_PER_PAGE ? shown.at(-1) : undefined
    return { account, ...period, opening, rows: shown, closing, next: last ? placeText(last) : null }
  })
}

export type StatementFile = StatementPeriod & {
  readonly account: Account
  readonly opening: bigint
  readonly closing: bigint
  readonly pages: AsyncIterable<StatementPage>
}

/** The whole statement for a file: recorded once, then read page by page as it is taken. */
export function openStatement(
  { db, clock }: Deps,
  by: By,
  path: AccountPath,
  query: StatementQuery,
): Promise<StatementFile> {
  // What is posted while the file is read stays out of it.
  const period = { recordedBy: clock.now(), ...periodOf(query, clock.today()) }
  const read = (account: Account, after: StatementPlace | undefined) =>
    inScopeOf(db, by, (tx) =>
      listStatementRows(tx, account.id, period, { limit: ROWS_PER_READ, ...(after && { after }) }),
    )
  async function* pagesOf(account: Account) {
    let after: StatementPlace | undefined
    do {
      const page = await read(account, after)
      yield page
      after = page.rows.length < ROWS_PER_READ ? undefined : page.rows.at(-1)
    } while (after !== undefined)
  }
  return inScopeOf(db, by, async (tx) => {
    const account = await getAccount(tx, sightOf(by), path)
    const { opening } = await listStatementRows(tx, account.id, period, { limit: 1 })
    const closing = await balanceOf(tx, path, { on: period.to, recordedBy: period.recordedBy })
    const subject = { kind: 'account', id: path }
    await recordAct(tx, by, { action: 'ledger.export', subject })
    return { account, ...period, opening, closing, pages: pagesOf(account) }
  })
}

/** What is on an account within sight at a moment. */
export function showBalance(
  { db }: Pick<Deps, 'db'>,
  by: By,
  path: AccountPath,
  { on, recordedBy }: BalanceQuery,
): Promise<{ readonly account: AccountPath; readonly balance: bigint }> {
  const asOf = {
    ...(on !== undefined && { on: parsePlainDate('on', on) }),
    ...(recordedBy !== undefined && { recordedBy: parseInstant(recordedBy) }),
  }
  return inScopeOf(db, by, async (tx) => {
    await getAccount(tx, sightOf(by), path)
    const balance = await balanceOf(tx, path, asOf)
    await recordAct(tx, by, { action: 'ledger.read', subject: { kind: 'account', id: path } })
    return { account: path, balance }
  })
}

/** What became of a payer's money. Refuses a payer out of sight as one that has no purse. */
export function showSums({ db }: Pick<Deps, 'db'>, by: By, payerId: string): Promise<PayerSums> {
  return inScopeOf(db, by, async (tx) => {
    await getAccount(tx, sightOf(by), payerPurse(payerId))
    const sums = await payerSums(tx, payerId)
    await recordAct(tx, by, { action: 'ledger.read', subject: { kind: 'payer', id: payerId } })
    return sums
  })
}

/** The closed months, the last first: no secret to anybody who may read the ledger. */
export function showClosings({ db }: Pick<Deps, 'db'>, by: By): Promise<Closing[]> {
  return inScopeOf(db, by, (tx) => listClosings(tx))
}

function periodOf({ from, to, recordedBy }: StatementQuery, today: PlainDate): StatementPeriod {
  const last = to === undefined ? today : parsePlainDate('to', to)
  const first = from === undefined ? plainDate(`${last.slice(0, 7)}-01`) : parsePlainDate('from', from)
  if (first > last) throw refuse('value-out-of-range', { field: 'from', value: first, maximum: last })
  return { from: first, to: last, ...(recordedBy !== undefined && { recordedBy: parseInstant(recordedBy) }) }
}

/** `2026-05-20T10:00:00+07:00`; a time without a zone is one of Jakarta. */
function parseInstant(text: string): Date {
  const match = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?)(Z|[+-]\d{2}:\d{2})?$/.exec(text)
  const day = match?.[1] ?? ''
  const instant = new Date(`${day}T${match?.[2] ?? ''}${match?.[3] ?? '+07:00'}`)
  if (!isPlainDate(day) || Number.isNaN(instant.getTime()))
    throw refuse('value-malformed', { field: 'recordedBy', value: text, expected: 'date-time' })
  return instant
}

const placeText = ({ effectiveOn, entryId, line }: StatementPlace) =>
  `${effectiveOn}~${String(entryId)}~${String(line)}`

function parsePlace(text: string): StatementPlace {
  const [day = '', entry = '0', line = '0'] = text.split('~')
  return { effectiveOn: parsePlainDate('after', day), entryId: BigInt(entry), line: Number(line) }
}

function requireId(text: string): string {
  if (!isUuid(text)) throw refuse('value-malformed', { field: 'payer', value: text, expected: 'text' })
  return text
}
