import { randomUUID } from 'node:crypto'
import { month, type Month } from '../src/kernel/month.ts'
import { regionCode } from '../src/kernel/region-code.ts'
import { workCalendar } from '../src/kernel/working-days.ts'
import type { By } from '../src/modules/access/act.ts'
import { throughGate } from '../src/modules/access/scope.ts'
import type { BillingDeps } from '../src/modules/billing/run-bills.ts'
import { BPJS_OWED, bankWorld, RECEIVABLE } from '../src/modules/ledger/ledger.ts'
import { openAccount, openGiftAccount, openPayerAccounts } from '../src/modules/ledger/open-accounts.ts'
import { rangeText, type PayerKind, type RosterKind } from '../src/modules/payers/payers.ts'
import type { Db } from '../src/platform/db.ts'
import { LawBook } from '../src/rules/law-book.ts'
import type { TestDatabase } from './database.ts'
import { rowsOf, TEST_NOW } from './people.ts'

export const SYSTEM: By = { kind: 'system', systemUser: 'uji' }
export const WAGE_CONDITIONS = {
  riskClass: 'III',
  size: 'medium',
  employer: 'business',
  labourIntensive: false,
} as const

/** Billing over a test database, on 20 May 2026. */
export function billingDeps(db: Db, book = new LawBook()): BillingDeps {
  return {
    db,
    book,
    calendar: workCalendar(),
    clock: { now: () => TEST_NOW, today: () => '2026-05-20' as never },
  }
}

/** People of the registry who are nothing but numbers: bills know no more of them. */
export async function addNumberedPeople(
  { owner }: TestDatabase,
  count: number,
  first = 1,
): Promise<readonly bigint[]> {
  await rowsOf(
    owner,
    `insert into people (id, name, name_keys, residence_region, segment, sealed, stated_mark, recorded_at)
     select n, 'ORANG ' || n, '{rng}', 1606012001, 'BPU', '\\x00', decode(repeat('00', 16), 'hex'), now()
     from generate_series($1::bigint, $2::bigint) n`,
    [first, first + count - 1],
  )
  return Array.from({ length: count }, (_, at) => BigInt(first + at))
}

export type StagedRoster = { readonly id: string; readonly payerId: string }

/** A payer with its accounts and one roster. */
export async function addStagedRoster(
  { db }: TestDatabase,
  payer: PayerKind,
  kind: RosterKind,
  conditions: object,
): Promise<StagedRoster> {
  const [payerId, id] = [randomUUID(), randomUUID()]
  const region = regionCode('16.06')
  await throughGate(db, 'system', async (tx) => {
    const { sql } = await import('kysely')
    await sql`insert into payers (id, kind, name, region_code, recorded_at)
      values (${payerId}, ${payer}, ${`Pembayar ${payerId.slice(0, 8)}`}, ${region}, ${TEST_NOW})`.execute(tx)
    const account = { id: payerId, organisationId: null, regionCode: region }
    await openPayerAccounts(tx, account)
    await sql`insert into rosters (id, payer_id, kind, name, region_code, paid_from, conditions)
      values (${id}, ${payerId}, ${kind}, 'Daftar', ${region}, ${kind === 'gift' ? 'gift' : 'purse'},
        ${JSON.stringify(conditions)}::jsonb)`.execute(tx)
    if (kind === 'gift') await openGiftAccount(tx, id, account)
    await openAccount(tx, { path: bankWorld('bank-uji'), kind: 'world' })
    await openAccount(tx, { path: RECEIVABLE, kind: 'receivable' })
    await openAccount(tx, { path: BPJS_OWED, kind: 'owed' })
  })
  return { id, payerId }
}

/** Puts people into a roster as its owner would; `pay` by their place in the list. */
export async function protect(
  { owner }: TestDatabase,
  roster: StagedRoster,
  people: readonly bigint[],
  {
    from = '2026-01',
    until = null,
    pay = (at: number) => 1_000_000 + at * 100_000,
    programmes = '[0,2)',
    segment = 'BPU',
  }: {
    readonly from?: string
    readonly until?: string | null
    readonly pay?: (at: number) => number
    readonly programmes?: string
    readonly segment?: 'PU' | 'BPU'
  } = {},
): Promise<void> {
  const span = { from: month(from), until: until === null ? null : (until as Month) }
  await rowsOf(
    owner,
    `insert into protections (roster_id, payer_id, person_id, months, programmes, segment, wage, income, ground)
     select $1, $2, m.id, $3::daterange, $4::int4range, $5, case $5 when 'PU' then m.pay end, case $5 when 'BPU' then m.pay end, 'uji'
     from unnest($6::bigint[], $7::bigint[]) as m (id, pay)`,
    [
      roster.id,
      roster.payerId,
      rangeText(span),
      programmes,
      segment,
      people.map(String),
      people.map((_, at) => pay(at)),
    ],
  )
}
