import { parseMonth } from '../../kernel/month.ts'
import { parsePlainDate } from '../../kernel/plain-date.ts'
import { refuse } from '../../kernel/refusal.ts'
import { rupiahToJson } from '../../kernel/rupiah.ts'
import { inScopeOf, sightOf, type By } from '../access/act.ts'
import type {
  CodesAnswer,
  ListCodesQuery,
  ListOwedQuery,
  LoadedCodesAnswer,
  OwedAnswer,
  PayCodeBody,
  RecordCodeBody,
  RecoveriesAnswer,
  SettleRecoveriesBody,
} from './contract.ts'
import type { LoadedCode } from './load-codes.ts'
import { listCodes, listOwed, listRecoveries, type ContributionCode } from './queries.ts'
import type { CodeWish, SettlementDeps } from './record-code.ts'
import type { ReturnSource, ReturnWish } from './settle-recoveries.ts'
import type { CodePayment } from './settle-code.ts'
import { CODE_PARTS, isOverdue, NO_SPLIT, type CodeFate, type CodeSource } from './settlement.ts'

const ROWS_PER_PAGE = 50

const windowOf = (page: string | undefined) => ({
  limit: ROWS_PER_PAGE + 1,
  offset: (Number(page ?? '1') - 1) * ROWS_PER_PAGE,
})

/** One page of the kode iuran within reach. */
export async function answerCodes(deps: SettlementDeps, by: By, query: ListCodesQuery): Promise<CodesAnswer> {
  const { page, state, month } = query
  const filter = {
    ...windowOf(page),
    ...(state !== undefined && { state }),
    ...(month !== undefined && { month: parseMonth('month', month) }),
  }
  const rows = await inScopeOf(deps.db, by, (tx) => listCodes(tx, sightOf(by), filter))
  const today = deps.clock.today()
  return {
    codes: rows.slice(0, ROWS_PER_PAGE).map((row) => ({ ...codeOf(row), overdue: isOverdue(row, today) })),
    page: Number(page ?? '1'),
    more: rows.length > ROWS_PER_PAGE,
  }
}

/** One kode iuran within reach. */
export async function answerCode(
  deps: SettlementDeps,
  by: By,
  code: string,
): Promise<CodesAnswer['codes'][number]> {
  const [row] = await inScopeOf(deps.db, by, (tx) =>
    listCodes(tx, sightOf(by), { code, limit: 1, offset: 0 }),
  )
  if (!row) throw refuse('contribution-code-unknown', {})
  return { ...codeOf(row), overdue: isOverdue(row, deps.clock.today()) }
}

function codeOf(row: ContributionCode): Omit<CodesAnswer['codes'][number], 'overdue'> {
  const {
    code,
    month,
    payerId,
    payerName,
    state,
    source,
    dueOn,
    partner,
    paidOn,
    proofReference,
    proofSha256,
  } = row
  const [jkk, jkm, jht, jp, jkp, fine] = CODE_PARTS.map((part) => rupiahToJson(row[part])) as [
    ...[number, number, number],
    ...[number, number, number],
  ]
  return {
    ...{
      code,
      month,
      payer: payerId,
      payerName,
      amount: rupiahToJson(row.amount),
      jkk,
      jkm,
      jht,
      jp,
      jkp,
      fine,
    },
    setOff: rupiahToJson(row.setOff),
    statementLine: row.statementLine === null ? null : Number(row.statementLine),
    ...{ state, source, dueOn, bank: partner, paidOn, reference: proofReference, sha256: proofSha256 },
  }
}

/** One page of what is owed to BPJS Ketenagakerjaan by payers within reach. */
export async function answerOwed(deps: SettlementDeps, by: By, { page }: ListOwedQuery): Promise<OwedAnswer> {
  const rows = await inScopeOf(deps.db, by, (tx) => listOwed(tx, sightOf(by), windowOf(page)))
  const today = deps.clock.today()
  return {
    owed: rows
      .slice(0, ROWS_PER_PAGE)
      .map(({ payerId, payerName, month, collected, bound, owed, dueOn }) => ({
        ...{ payer: payerId, payerName, month, dueOn, overdue: dueOn < today },
        ...{ collected: rupiahToJson(collected), bound: rupiahToJson(bound), owed: rupiahToJson(owed) },
      })),
    page: Number(page ?? '1'),
    more: rows.length > ROWS_PER_PAGE,
  }
}

/** What a body asks for, typed. */
export function codeWishOf(body: RecordCodeBody, source: CodeSource): CodeWish {
  const { code, month, amount, payer, dueOn } = body
  const parts = Object.fromEntries(CODE_PARTS.map((part) => [part, BigInt(body[part] ?? 0)]))
  return {
    code: code.trim(),
    month: parseMonth('month', month),
    amount: BigInt(amount),
    split: { ...NO_SPLIT, ...parts },
    source,
    ...(payer !== undefined && payer !== '' && { payerId: payer }),
    ...(dueOn !== undefined && dueOn !== '' && { dueOn: parsePlainDate('dueOn', dueOn) }),
  }
}

export function codePaymentOf(code: string, { bank, paidOn, reference, sha256 }: PayCodeBody): CodePayment {
  return { code, partner: bank, paidOn: parsePlainDate('paidOn', paidOn), reference, sha256 }
}

/** What became of each row of a file of codes, with their counts. */
export function loadedAnswer(loaded: readonly LoadedCode[]): LoadedCodesAnswer {
  const count = (of: CodeFate) => loaded.filter(({ fate }) => fate === of).length
  return {
    ...{ recorded: count('recorded'), known: count('known'), refused: count('refused') },
    rows: loaded.map(({ row, code, fate, refusal }) => ({ row, code, fate, because: refusal?.code ?? null })),
  }
}

/** What a body asks for, typed. Refuses a way whose own field is missing. */
export function returnWishOf(body: SettleRecoveriesBody): ReturnWish {
  const { recoveries, amount } = body
  return { recoveries, source: sourceOf(body), ...(amount !== undefined && { amount: BigInt(amount) }) }
}

function sourceOf({ way, bank, on, reference, sha256, line, code }: SettleRecoveriesBody): ReturnSource {
  const told = (field: string, value: string | undefined): string => {
    if (value === undefined || value === '') throw refuse('value-missing', { field })
    return value
  }
  if (way === 'line') return { way, line: told('line', line) }
  if (way === 'code') return { way, code: told('code', code) }
  const day = parsePlainDate('on', told('on', on))
  return { way, partner: told('bank', bank), on: day, reference: told('reference', reference), sha256 }
}

/** One page of what BPJS Ketenagakerjaan has to give back to payers within reach. */
export async function answerRecoveries(
  deps: SettlementDeps,
  by: By,
  { page }: ListOwedQuery,
): Promise<RecoveriesAnswer> {
  const rows = await inScopeOf(deps.db, by, (tx) => listRecoveries(tx, sightOf(by), windowOf(page)))
  return {
    recoveries: rows
      .slice(0, ROWS_PER_PAGE)
      .map(({ billNumber, amount, returned, recordedAt, isSettled, ...rest }) => ({
        ...rest,
        returned: rupiahToJson(returned),
        creditNote: billNumber,
        amount: rupiahToJson(amount),
        recordedAt: recordedAt.toISOString(),
        settled: isSettled,
      })),
    page: Number(page ?? '1'),
    more: rows.length > ROWS_PER_PAGE,
  }
}
