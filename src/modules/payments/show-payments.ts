import type { Readable } from 'node:stream'
import { formatTime } from '../../kernel/format.ts'
import { jakartaDateOf } from '../../kernel/plain-date.ts'
import { refuse } from '../../kernel/refusal.ts'
import { rupiahToJson, type Rupiah } from '../../kernel/rupiah.ts'
import type { Deps } from '../../platform/deps.ts'
import { textWorkbook } from '../../platform/xlsx-out.ts'
import { inScopeOf, recordAct, sightOf, type By } from '../access/act.ts'
import type {
  BanksAnswer,
  CallsAnswer,
  ListCallsQuery,
  ListTargetsQuery,
  ListTasksQuery,
  QrCodeAnswer,
  TasksAnswer,
  VirtualAccountAnswer,
} from './contract.ts'
import {
  countCalls,
  listCalls,
  listQrCodes,
  listTasks,
  listVirtualAccounts,
  type ShownCall,
  type ShownQr,
  type ShownTarget,
  type ShownTask,
  type ShownVa,
} from './list-queries.ts'
import type { PaymentDeps } from './payment-deps.ts'

const PER_PAGE = 50
const ROWS_PER_READ = 1_000
const ONE = { limit: 1, offset: 0 }

type Listed<Row> = { readonly rows: readonly Row[]; readonly page: number; readonly more: boolean }

async function pageOfRows<Row>(
  text: string | undefined,
  list: (slice: { limit: number; offset: number }) => Promise<Row[]>,
): Promise<Listed<Row>> {
  const page = Number(text ?? 1)
  const found = await list({ limit: PER_PAGE + 1, offset: (page - 1) * PER_PAGE })
  return { rows: found.slice(0, PER_PAGE), page, more: found.length > PER_PAGE }
}

/** The banks that are configured and what each offers. */
export function showBanks({ partners }: Pick<PaymentDeps, 'partners'>): BanksAnswer {
  return {
    banks: partners.map(({ id, name, isSimulator, va, qr }) => ({
      id,
      name,
      simulator: isSimulator,
      virtualAccounts: va !== null,
      qrCodes: qr !== null,
    })),
  }
}

export async function showVirtualAccounts(
  { db }: Pick<Deps, 'db'>,
  by: By,
  { page, ...filter }: ListTargetsQuery,
) {
  const listed = await inScopeOf(db, by, (tx) =>
    pageOfRows(page, (slice) => listVirtualAccounts(tx, sightOf(by), filter, slice)),
  )
  return { virtualAccounts: listed.rows.map(vaAnswer), page: listed.page, more: listed.more }
}

export async function showQrCodes({ db }: Pick<Deps, 'db'>, by: By, { page, ...filter }: ListTargetsQuery) {
  const listed = await inScopeOf(db, by, (tx) =>
    pageOfRows(page, (slice) => listQrCodes(tx, sightOf(by), filter, slice)),
  )
  return { qrCodes: listed.rows.map(qrAnswer), page: listed.page, more: listed.more }
}

export async function showVirtualAccount(
  { db }: Pick<Deps, 'db'>,
  by: By,
  id: string,
): Promise<VirtualAccountAnswer> {
  const [found] = await inScopeOf(db, by, (tx) => listVirtualAccounts(tx, sightOf(by), {}, ONE, id))
  if (!found) throw refuse('virtual-account-unknown', {})
  return vaAnswer(found)
}

export async function showQrCode({ db }: Pick<Deps, 'db'>, by: By, id: string): Promise<QrCodeAnswer> {
  const [found] = await inScopeOf(db, by, (tx) => listQrCodes(tx, sightOf(by), {}, ONE, id))
  if (!found) throw refuse('qr-code-unknown', {})
  return qrAnswer(found)
}

export async function showCalls(
  { db }: Pick<Deps, 'db'>,
  by: By,
  { page, ...filter }: ListCallsQuery,
): Promise<CallsAnswer> {
  const listed = await inScopeOf(db, by, (tx) =>
    pageOfRows(page, (slice) => listCalls(tx, sightOf(by), filter, slice)),
  )
  return { calls: listed.rows.map(callAnswer), page: listed.page, more: listed.more }
}

export async function showTasks(
  { db }: Pick<Deps, 'db'>,
  by: By,
  { page, ...filter }: ListTasksQuery,
): Promise<TasksAnswer> {
  const listed = await inScopeOf(db, by, (tx) =>
    pageOfRows(page, (slice) => listTasks(tx, sightOf(by), filter, slice)),
  )
  return { tasks: listed.rows.map(taskAnswer), page: listed.page, more: listed.more }
}

export async function showTask(
  { db }: Pick<Deps, 'db'>,
  by: By,
  id: string,
): Promise<TasksAnswer['tasks'][number]> {
  const [found] = await inScopeOf(db, by, (tx) => listTasks(tx, sightOf(by), {}, ONE, id))
  if (!found) throw refuse('finance-task-unknown', {})
  return taskAnswer(found)
}

/** The calls that a question finds as a workbook, with the headings and outcomes in the reader's words; counted in the audit. */
export async function exportCalls(
  { db }: Pick<Deps, 'db'>,
  by: By,
  { page: _page, ...filter }: ListCallsQuery,
  words: {
    readonly headings: readonly string[]
    readonly outcomes: Readonly<Record<ShownCall['outcome'], string>>
  },
): Promise<Readable> {
  await inScopeOf(db, by, async (tx) => {
    const count = await countCalls(tx, sightOf(by), filter)
    await recordAct(tx, by, {
      action: 'payments.export',
      count,
      details: { by: Object.keys(filter).join(' ') },
    })
  })
  return textWorkbook('Data', words.headings, rowsOf(db, by, filter, words.outcomes))
}

async function* rowsOf(
  db: Deps['db'],
  by: By,
  filter: Omit<ListCallsQuery, 'page'>,
  outcomes: Readonly<Record<ShownCall['outcome'], string>>,
): AsyncGenerator<string[]> {
  for (let offset = 0; ; offset += ROWS_PER_READ) {
    const at = offset
    const found = await inScopeOf(db, by, (tx) =>
      listCalls(tx, sightOf(by), filter, { limit: ROWS_PER_READ, offset: at }),
    )
    for (const call of found) yield cellsOf(call, outcomes)
    if (found.length < ROWS_PER_READ) return
  }
}

function cellsOf(call: ShownCall, outcomes: Readonly<Record<ShownCall['outcome'], string>>): string[] {
  const { received_at: at, partner, service, amount, ending } = call
  return [
    jakartaDateOf(at),
    formatTime(at, 'WIB', 'id'),
    partner,
    service,
    ending === null ? '' : `…${ending}`,
    amount === null ? '' : String(amount),
    call.response_code,
    outcomes[call.outcome],
  ]
}

const jsonAmount = (amount: Rupiah | null) => (amount === null ? null : rupiahToJson(amount))

function targetAnswer(row: ShownTarget) {
  return {
    id: row.id,
    bank: row.partner,
    name: row.name,
    payer: row.payer_id,
    bill: row.bill_id,
    amount: jsonAmount(row.amount),
    state: row.state,
    expiresAt: row.expires_at.toISOString(),
    askedAt: row.asked_at.toISOString(),
    endedBecause: row.ended_because,
  }
}

const vaAnswer = (row: ShownVa): VirtualAccountAnswer => ({
  ...targetAnswer(row),
  number: row.service_id + row.customer_no,
})

const qrAnswer = (row: ShownQr): QrCodeAnswer => ({ ...targetAnswer(row), payload: row.payload })

function callAnswer(row: ShownCall): CallsAnswer['calls'][number] {
  return {
    id: String(row.id),
    bank: row.partner,
    service: row.service,
    receivedAt: row.received_at.toISOString(),
    responseCode: row.response_code,
    outcome: row.outcome,
    amount: jsonAmount(row.amount),
    number: row.ending,
    retry: row.is_retry,
  }
}

function taskAnswer(row: ShownTask): TasksAnswer['tasks'][number] {
  return {
    id: row.id,
    kind: row.kind,
    because: row.because,
    bank: row.partner,
    amount: jsonAmount(row.amount),
    name: row.name,
    state: row.state,
    openedAt: row.opened_at.toISOString(),
    decidedAt: row.decided_at?.toISOString() ?? null,
    decidedBecause: row.decided_because,
  }
}
