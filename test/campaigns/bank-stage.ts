import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CONTRACT_FILE, newContract } from '../../bank-sim/bank-keys.ts'
import { partnersFileOf } from '../../bank-sim/partner-entry.ts'
import { startSimulator, type Simulator } from '../../bank-sim/server.ts'
import { buildApp } from '../../src/api/app.ts'
import { jakartaDateOf } from '../../src/kernel/plain-date.ts'
import { BankLines } from '../../src/modules/payments/bank-line.ts'
import type { BankDeps } from '../../src/modules/payments/create-virtual-account.ts'
import { readPartners, type Partner } from '../../src/modules/payments/partner.ts'
import type { Clock } from '../../src/platform/clock.ts'
import { checkInvariants, cloneDatabase, type TestDatabase } from '../database.ts'
import { addOpenBills, addVa, SERVICE_ID, type StagedBill } from '../payment-stage.ts'
import { rowsOf, TEST_NOW } from '../people.ts'
import { testRing } from '../test-ring.ts'
import { isOfMoney, type Campaign, type Counts } from './campaign.ts'

export const BILL_TOTAL = 336_000n

/** A clock that a campaign moves by hand. */
export class MovedClock implements Clock {
  #now: number

  constructor(now: Date) {
    this.#now = now.getTime()
  }

  now(): Date {
    return new Date(this.#now)
  }

  today() {
    return jakartaDateOf(this.now())
  }

  moveTo(instant: Date): void {
    this.#now = instant.getTime()
  }

  pass(milliseconds: number): void {
    this.#now += milliseconds
  }
}

/** Payung and the simulator, speaking to each other over real HTTP. */
export type BankStage = {
  readonly database: TestDatabase
  readonly simulator: Simulator
  readonly clock: MovedClock
  readonly deps: BankDeps
  /** The entry of the partners' file, for a Payung in another process. */
  readonly partnersText: string
  /** Says to the simulator where Payung is. */
  connect(payungUrl: string): void
  addBills(count: number): Promise<readonly StagedBill[]>
  addVa(bill: StagedBill, isOfBill?: boolean): Promise<{ readonly id: string; readonly va: string }>
  close(): Promise<void>
}

type StageOptions = {
  /** False: Payung runs in a process of its own. */
  readonly isServed?: boolean
  /** How long a slow answer of the bank takes; Payung waits for a second. */
  readonly slowMs?: number
}

async function openBankStage({ isServed = true, slowMs = 250 }: StageOptions): Promise<BankStage> {
  const folder = mkdtempSync(join(tmpdir(), 'payung-bank-'))
  writeFileSync(join(folder, CONTRACT_FILE), JSON.stringify({ ...newContract(), serviceId: SERVICE_ID }))
  const clock = new MovedClock(TEST_NOW)
  const simulator = await startSimulator({
    folder,
    port: 0,
    now: () => clock.now(),
    slowMs,
    patienceMs: 5_000,
  })
  const entry = partnersFileOf(simulator.contract, simulator.url).partners[0]
  const partnersText = JSON.stringify({
    partners: [{ ...entry, id: 'uji', outbound: { ...entry?.outbound, timeoutSeconds: 1 } }],
  })
  const partners: readonly Partner[] = readPartners('uji', partnersText)
  const { close: dropDatabase, ...database } = await cloneDatabase()
  const { db, pool, owner } = database
  const ring = testRing()
  const app = isServed ? await buildApp({ db, pool, ring, partners, clock, log: { level: 'silent' } }) : null
  if (app) simulator.connectTo(`${await app.listen({ host: '127.0.0.1', port: 0 })}/snap`)
  return {
    database,
    simulator,
    clock,
    deps: { db, clock, ring, partners, lines: new BankLines(clock) },
    partnersText,
    connect(payungUrl) {
      simulator.connectTo(`${payungUrl}/snap`)
    },
    addBills: (count) =>
      addOpenBills(
        { db, owner },
        partners,
        Array.from({ length: count }, () => BILL_TOTAL),
      ),
    async addVa({ id: billId, payerId }, isOfBill = true) {
      const { id, customerNo } = await addVa(owner, { payerId, billId: isOfBill ? billId : null })
      return { id, va: `${SERVICE_ID}${customerNo}` }
    },
    async close() {
      await simulator.close()
      await app?.close()
      await dropDatabase()
      rmSync(folder, { recursive: true })
    },
  }
}

/**
 * A campaign between Payung and the simulator; after each seed the bank's own book and every check are asked. `run` gets the turn on its
 * stage, from 0.
 */
export function onBankStage(
  of: Pick<Campaign, 'code' | 'title' | 'shortSeeds'>,
  run: (stage: BankStage, seed: number, turn: number) => Promise<Counts>,
  options: StageOptions & { readonly seedsPerStage?: number } = {},
): Campaign {
  const { seedsPerStage = Infinity } = options
  return {
    ...of,
    async begin() {
      let stage = await openBankStage(options)
      let turn = 0
      return {
        async run(seed) {
          if (turn === seedsPerStage) {
            await stage.close()
            stage = await openBankStage(options)
            turn = 0
          }
          turn += 1
          const counts = await run(stage, seed, turn - 1)
          await requireBankAgrees(stage)
          await checkInvariants(stage.database.owner.pool, isOfMoney)
          return counts
        },
        end: () => stage.close(),
      }
    },
  }
}

/** Tells again what the bank has no answer to, until it has one to everything. */
export async function settleNotices({ simulator }: BankStage): Promise<number> {
  let told = 0
  for (let turn = 0; turn < 10; turn += 1) {
    const count = await simulator.desk.tellUnanswered()
    if (count === 0) return told
    told += count
  }
  throw new Error('Payung answers neither yes nor no')
}

/** The bank's own book is the oracle: what it keeps is booked once, to the rupiah, and nothing else is. */
export async function requireBankAgrees({ simulator, database }: BankStage): Promise<void> {
  const { accounts } = simulator.desk.book
  const booked = await rowsOf<{ key: string; amount: bigint }>(
    database.owner,
    `select payment_key as key, amount from inbound_payments where service = 'va-payment'`,
  )
  const keyOf = ({ requestId }: { readonly requestId: string }) => requestId
  const kept = accounts.kept().filter((payment) => accounts.stateOf(payment) === 'accepted')
  assert.deepEqual(
    booked.map(({ key, amount }) => `${key} ${amount}`).sort(),
    kept.map((payment) => `${keyOf(payment)} ${payment.amount}`).sort(),
  )
  const [world] = await rowsOf<{ balance: bigint }>(
    database.owner,
    `select coalesce(sum(case when t.from_account = a.id then t.amount else -t.amount end), 0)::bigint as balance
     from accounts a join transfers t on a.id in (t.from_account, t.to_account) where a.path = 'world/bank/uji'`,
  )
  assert.equal(world?.balance, accounts.balance())
}
