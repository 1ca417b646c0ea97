import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { dottedCode, type RegionCode } from '../../kernel/region-code.ts'
import type { Rupiah } from '../../kernel/rupiah.ts'
import type { Db } from '../../platform/db.ts'
import { throughGate } from '../access/scope.ts'
import { openGiftAccount, openPayerAccounts } from '../ledger/open-accounts.ts'
import type { PayerKind, RosterConditions, RosterKind } from './payers.ts'
import { insertPayer, insertRoster } from './store.ts'

/** Somebody of an invented world who is paid for: the row of the list that brought him, and by whom. */
export type DemoMember = {
  readonly row: number
  readonly payer: PayerKind
  readonly roster: RosterKind
  /** Of the payer; one payer has one roster. */
  readonly name: string
  readonly region: RegionCode
  readonly pay: Rupiah
  /** He was paid for in the year before, and is no longer. */
  readonly isLapsed: boolean
}

const AT_ONCE = 5_000
const WAGES: RosterConditions = {
  riskClass: 'III',
  size: 'medium',
  employer: 'business',
  labourIntensive: false,
}

/**
 * Payers, rosters and protections of an invented world. The same world again changes nothing, and one that was cut off is completed: every
 * payer has its id from the world it belongs to.
 */
export async function loadDemoRosters(
  db: Db,
  importId: string,
  now: Date,
  members: () => Iterable<DemoMember>,
): Promise<{ readonly payers: number; readonly members: number }> {
  const payers = new Map<string, DemoMember>()
  for (const member of members()) payers.set(keyOf(member), member)
  await throughGate(db, 'system', async (tx) => {
    const { rows } = await sql<{ id: string }>`select id from rosters`.execute(tx)
    const there = new Set(rows.map(({ id }) => id))
    for (const [key, payer] of payers) {
      const rosterId = idOf(importId, 'roster', key)
      if (!there.has(rosterId))
        await addOne(tx, { rosterId, payerId: idOf(importId, 'payer', key), payer, now })
    }
  })
  let added = 0
  let portion: DemoMember[] = []
  for (const member of members()) {
    portion.push(member)
    if (portion.length < AT_ONCE) continue
    added += await protect(db, importId, portion)
    portion = []
  }
  if (portion.length > 0) added += await protect(db, importId, portion)
  return { payers: payers.size, members: added }
}

type Added = {
  readonly rosterId: string
  readonly payerId: string
  readonly payer: DemoMember
  readonly now: Date
}

async function addOne(
  tx: Parameters<typeof insertPayer>[0],
  { rosterId, payerId, payer, now }: Added,
): Promise<void> {
  const { payer: kind, roster, name, region } = payer
  const account = { id: payerId, organisationId: null, regionCode: region }
  await insertPayer(tx, { ...account, kind, name, employerId: null }, now)
  await openPayerAccounts(tx, account)
  const conditions: RosterConditions = kind === 'employer' || kind === 'agency' ? WAGES : { payer: kind }
  await insertRoster(tx, { ...account, id: rosterId, payerId, kind: roster, name, conditions })
  if (roster === 'gift') await openGiftAccount(tx, rosterId, account)
}

async function protect(db: Db, importId: string, members: readonly DemoMember[]): Promise<number> {
  const of = <Value>(pick: (member: DemoMember) => Value) => members.map(pick)
  return throughGate(db, 'system', async (tx) => {
    const { numAffectedRows } = await sql`
      insert into protections (roster_id, payer_id, person_id, months, programmes, segment, wage, income, ground)
      select r.id, r.payer_id, p.id, case when m.lapsed then '[2025-01-01,2026-01-01)'::daterange else '[2026-01-01,)'::daterange end,
        case r.kind when 'employer' then int4range(0, 5) else int4range(0, 2) end,
        case r.kind when 'employer' then 'PU' else 'BPU' end,
        case r.kind when 'employer' then m.pay end, case when r.kind <> 'employer' then m.pay end, 'orang rekaan'
      from unnest(${of(({ row }) => row)}::integer[], ${of((member) => idOf(importId, 'roster', keyOf(member)))}::uuid[],
        ${of(({ pay }) => String(pay))}::bigint[], ${of(({ isLapsed }) => isLapsed)}::boolean[]) as m (row, roster, pay, lapsed)
      join people p on p.import_id = ${importId} and p.import_row = m.row
      join rosters r on r.id = m.roster
      order by r.id, p.id
      on conflict do nothing`.execute(tx)
    return Number(numAffectedRows ?? 0n)
  })
}

function keyOf({ payer, name, region }: DemoMember): string {
  return `${payer} ${dottedCode(region)} ${name}`
}

/** The same world makes the same ids. */
function idOf(importId: string, what: 'payer' | 'roster', key: string): string {
  const hex = createHash('sha256').update(`${importId} ${what} ${key}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
