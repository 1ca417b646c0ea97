import { sql } from 'kysely'
import { plainDate, type PlainDate } from '../src/kernel/plain-date.ts'
import { regionCode } from '../src/kernel/region-code.ts'
import type { By } from '../src/modules/access/act.ts'
import { throughGate } from '../src/modules/access/scope.ts'
import { receiveForBill } from '../src/modules/billing/pay-bill.ts'
import { lockBills, receiveWholeBills } from '../src/modules/billing/receive-together.ts'
import { addBudgetLine } from '../src/modules/budgets/add-budget-line.ts'
import { showBudget } from '../src/modules/budgets/show-budgets.ts'
import { BPJS_OWED, bankWorld, RECEIVABLE } from '../src/modules/ledger/ledger.ts'
import { openAccount } from '../src/modules/ledger/open-accounts.ts'
import { addPayer } from '../src/modules/payers/add-payer.ts'
import { createProgramme } from '../src/modules/programmes/create-programme.ts'
import { approveProposal } from '../src/modules/proposals/approve-proposal.ts'
import { proposePeople } from '../src/modules/proposals/propose-people.ts'
import { setProgrammePlaces } from '../src/modules/proposals/set-places.ts'
import { billingDeps, SYSTEM } from './billing-stage.ts'
import type { TestDatabase } from './database.ts'
import { rowsOf } from './people.ts'

export const VILLAGE = '16.06.01.2001'
const minutes = { minutesNumber: '140/07/2026', minutesOn: '2026-05-04', reason: 'Musyawarah desa' }
const BANK = 'bank-uji'

/** A regency with budgets and programmes, on 20 May 2026. */
export function budgetStage(database: TestDatabase) {
  const { db, owner } = database
  const deps = billingDeps(db)
  let [people, programmes, lines, keys] = [0, 0, 0, 0]

  const stage = {
    deps,
    async open(): Promise<void> {
      await throughGate(db, 'system', async (tx) => {
        await openAccount(tx, { path: bankWorld(BANK), kind: 'world' })
        await openAccount(tx, { path: RECEIVABLE, kind: 'receivable' })
        await openAccount(tx, { path: BPJS_OWED, kind: 'owed' })
      })
    },
    async payer(organisationId?: string): Promise<string> {
      const ask = { kind: 'apbd-regency', name: 'Pemkab Uji', region: '16.06', reason: 'uji' } as const
      return (await addPayer(deps, SYSTEM, { ...ask, organisationId })).id
    },
    async people(count: number, village = VILLAGE): Promise<readonly number[]> {
      const first = people + 1
      people += count
      await rowsOf(
        owner,
        `insert into people (id, name, name_keys, residence_region, segment, sealed, stated_mark, recorded_at)
         select n, 'UJI', '{uj}', $3, 'BPU', '\\x00', decode(repeat('00', 16), 'hex'), now() from generate_series($1::bigint, $2::bigint) n`,
        [first, people, regionCode(village)],
      )
      return Array.from({ length: count }, (_, index) => first + index)
    },
    async line(payerId: string, amount: bigint, by: By = SYSTEM, year = 2026): Promise<string> {
      lines += 1
      const { id } = await addBudgetLine(deps, by, {
        ...{ payerId, year, amount: Number(amount), name: `Pos ${String(lines)}`, fundSource: 'dbh-sawit' },
        ...{ legalBasis: 'Perbup 12/2026', documentNumber: 'DPA/1', documentOn: '2026-01-05', reason: 'uji' },
      })
      return id
    },
    async programme(
      payerId: string,
      ask: {
        readonly places: number
        readonly budgetLineId?: string
        readonly firstMonth?: string
        readonly months?: number
      },
      by: By = SYSTEM,
    ): Promise<string> {
      programmes += 1
      const { places, ...wanted } = ask
      const { id } = await createProgramme(deps, by, {
        ...{ payerId, name: `Program ${String(programmes)}`, firstMonth: '2026-04', months: 6 },
        ...{ legalBasis: 'Perbup 12/2026', reason: 'uji', ...wanted },
      })
      await setProgrammePlaces(deps, by, id, { region: VILLAGE, places, reason: 'uji' })
      return id
    },
    async propose(programmeId: string, chosen: readonly number[], by: By = SYSTEM): Promise<string> {
      const ask = { programmeId, region: VILLAGE, people: [...chosen], ...minutes }
      return (await proposePeople(deps, by, ask)).proposalId
    },
    async approved(programmeId: string, chosen: readonly number[], by: By = SYSTEM) {
      return approveProposal(deps, by, { id: await stage.propose(programmeId, chosen), reason: 'Sesuai' })
    },
    pay(billId: string, amount: bigint, on: PlainDate = plainDate('2026-05-10')) {
      keys += 1
      const key = `anggaran:${String(keys)}`
      const payment = { billId, amount, key, from: bankWorld(BANK), effectiveOn: on }
      return throughGate(db, 'system', (tx) =>
        receiveForBill(tx, { ...payment, cause: { kind: 'payment', id: key } }),
      )
    },
    async payWhole(billId: string): Promise<void> {
      keys += 1
      await throughGate(db, 'system', async (tx) => {
        const bill = (await lockBills(tx, [billId])).get(billId)
        if (!bill) throw new Error('no bill')
        const key = `anggaran:${String(keys)}`
        const payment = { billId, bill, amount: bill.open, key, from: bankWorld(BANK) }
        const effectiveOn = plainDate('2026-05-12')
        await receiveWholeBills(tx, [{ ...payment, effectiveOn, cause: { kind: 'payment', id: key } }])
      })
    },
    async sums(lineId: string) {
      const { amount, left, committed, realised, lapsed, returned } = await showBudget(
        deps,
        SYSTEM,
        lineId,
        {},
      )
      return { amount, left, committed, realised, lapsed, returned }
    },
    async billOf(rosterId: string, month: string) {
      const { rows } = await throughGate(db, 'system', (tx) =>
        sql<{ id: string; total: bigint }>`
          select id, total from bills where roster_id = ${rosterId} and month = ${`${month}-01`}::date and kind = 'original'`.execute(
          tx,
        ),
      )
      if (!rows[0]) throw new Error('no bill')
      return rows[0]
    },
  }
  return stage
}
