import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { plainDate } from '../../src/kernel/plain-date.ts'
import { regionCode } from '../../src/kernel/region-code.ts'
import { Refusal } from '../../src/kernel/refusal.ts'
import {
  bankWorld,
  BPJS_OWED,
  codeAccount,
  payerCommitted,
  payerDue,
  payerPurse,
  RECEIVABLE,
  type NewEntry,
  type Posted,
} from '../../src/modules/ledger/ledger.ts'
import { openAccount, openPayerAccounts } from '../../src/modules/ledger/open-accounts.ts'
import { postEntry } from '../../src/modules/ledger/post-entry.ts'
import { makePoster } from '../../src/modules/ledger/post-together.ts'
import type { Database, Db } from '../../src/platform/db.ts'
import { errorCode } from '../../src/platform/operator-failure.ts'
import { rowsOf } from '../people.ts'
import type { AcknowledgementLog } from './acknowledgement-log.ts'
import type { Chance } from './chance.ts'

export const LOAD_BANK = 'beban'
const CODE = codeAccount('99999999999')
const DAY = plainDate('2026-01-20')
export const LOAD_PAYERS = Array.from(
  { length: 6 },
  (_, at) => `00000000-0000-4000-8000-0000000000f${String(at)}`,
)

/** Six payers with their accounts, and those of the installation. */
export async function addLoadAccounts({
  db,
  owner,
}: {
  readonly db: Db
  readonly owner: Database
}): Promise<void> {
  const region = regionCode('16.06.01.2001')
  await rowsOf(
    owner,
    `insert into payers (id, kind, name, region_code, recorded_at)
     select id, 'employer', 'PT Beban', ${region}, now() from unnest($1::uuid[]) id`,
    [LOAD_PAYERS],
  )
  await db.transaction().execute(async (tx) => {
    for (const id of LOAD_PAYERS)
      await openPayerAccounts(tx, { id, organisationId: null, regionCode: region })
    await openAccount(tx, { path: bankWorld(LOAD_BANK), kind: 'world' })
    await openAccount(tx, { path: BPJS_OWED, kind: 'owed' })
    await openAccount(tx, { path: RECEIVABLE, kind: 'receivable' })
    await openAccount(tx, { path: CODE, kind: 'code' })
  })
}

/** Any wish of a payer or an office: money comes, is bound, is used, goes back; some of it is refused for want of money. */
export function anyEntry(chance: Chance, key: string): NewEntry {
  const [payer, other] = [chance.pick(LOAD_PAYERS), chance.pick(LOAD_PAYERS)]
  const amount = BigInt(1 + chance.below(50_000))
  const [purse, bound] = [payerPurse(payer), payerCommitted(payer)]
  const made = chance.pick([
    { kind: 'payment-received', transfers: [{ from: bankWorld(LOAD_BANK), to: purse, amount }] },
    { kind: 'payment-received', transfers: [{ from: bankWorld(LOAD_BANK), to: purse, amount: amount * 3n }] },
    { kind: 'commitment', transfers: [{ from: purse, to: bound, amount }] },
    { kind: 'commitment-released', transfers: [{ from: bound, to: purse, amount }] },
    {
      kind: 'bill-paid',
      transfers: [
        { from: purse, to: BPJS_OWED, amount },
        { from: RECEIVABLE, to: payerDue(payer), amount },
      ],
    },
    ...(payer === other
      ? []
      : [
          {
            kind: 'reallocation' as const,
            transfers: [{ from: purse, to: payerPurse(other), amount }] as const,
          },
        ]),
    { kind: 'code-billed', transfers: [{ from: BPJS_OWED, to: CODE, amount }] },
    { kind: 'code-paid', transfers: [{ from: CODE, to: bankWorld(LOAD_BANK), amount }] },
    { kind: 'refund', transfers: [{ from: purse, to: bankWorld(LOAD_BANK), amount }] },
  ] as const)
  // What pays a bill names it on both sides: money and debt.
  return { ...made, effectiveOn: DAY, key, cause: { kind: 'campaign', id: key } }
}

export type LoadCounts = {
  acknowledged: number
  refused: number
  /** The connection broke before the answer: nobody knows, and the client asks again. */
  unknown: number
}

export type LoadOptions = {
  readonly seed: number
  readonly clients: number
  readonly chance: Chance
  readonly log: AcknowledgementLog
  /** Ends the load; a wish that was not answered then stays unknown. */
  readonly until: AbortSignal
  /** One after the other, or those of all clients together as the server does. */
  readonly way: 'alone' | 'together'
}

/** Clients that each post one wish after the other, and ask again under the same key while they do not know what became of it. */
export async function loadLedger(
  db: Db,
  { seed, clients, chance, log, until, way }: LoadOptions,
): Promise<{ readonly counts: LoadCounts; readonly unanswered: readonly NewEntry[] }> {
  const counts: LoadCounts = { acknowledged: 0, refused: 0, unknown: 0 }
  const unanswered: NewEntry[] = []
  const poster = makePoster({ db })
  const post = (entry: NewEntry): Promise<Posted> =>
    way === 'alone' ? postEntry(db, entry) : poster.post(entry)
  const client = async (name: number) => {
    for (let turn = 0; !until.aborted; turn += 1) {
      const entry = anyEntry(chance, `campaign/${seed}/${name}/${turn}`)
      const isAnswered = await askUntilAnswered(entry, post, counts, log, until)
      if (!isAnswered) unanswered.push(entry)
    }
  }
  await Promise.all(Array.from({ length: clients }, (_, name) => client(name)))
  return { counts, unanswered }
}

async function askUntilAnswered(
  entry: NewEntry,
  post: (entry: NewEntry) => Promise<Posted>,
  counts: LoadCounts,
  log: AcknowledgementLog,
  until: AbortSignal,
): Promise<boolean> {
  for (;;) {
    try {
      const { entryId } = await post(entry)
      log.acknowledge(entry.key, String(entryId))
      counts.acknowledged += 1
      return true
    } catch (error) {
      if (error instanceof Refusal) {
        counts.refused += 1
        return true
      }
      requireConnectionTrouble(error)
      counts.unknown += 1
      if (until.aborted) return false
      await sleep(5)
    }
  }
}

/** Whatever else goes wrong is no fault that was brought about, but a mistake of ours. */
function requireConnectionTrouble(error: unknown): void {
  const code = errorCode(error) ?? ''
  const text = error instanceof Error ? error.message : ''
  const isTrouble =
    /^(57P0[123]|08|ECONN|EPIPE|ENOENT)/.test(code) ||
    /Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect/.test(
      text,
    )
  if (!isTrouble) throw error
}

/**
 * The judge: each answer that a client was given is in the database under its key, once; what a client does not know
 * is asked again and is decided; no entry is there that nobody asked for.
 */
export async function judgeLoad(
  { db, owner }: { readonly db: Db; readonly owner: Database },
  seed: number,
  log: AcknowledgementLog,
  unanswered: readonly NewEntry[],
): Promise<{ readonly committedUnseen: number }> {
  const acknowledged = log.read()
  const found = await rowsOf<{ key: string; id: bigint }>(
    owner,
    `select idempotency_key as key, id from entries where idempotency_key like $1`,
    [`campaign/${seed}/%`],
  )
  const ids = new Map(found.map(({ key, id }) => [key, String(id)]))
  for (const { key, answer } of acknowledged)
    assert.equal(ids.get(key), answer, `acknowledged and not there: ${key}`)
  const asked = new Set([...acknowledged.map(({ key }) => key), ...unanswered.map(({ key }) => key)])
  for (const { key } of found) assert.ok(asked.has(key), `there and never asked for: ${key}`)
  let committedUnseen = 0
  for (const entry of unanswered) {
    const before = ids.get(entry.key)
    const posted = await postInTheEnd(db, entry)
    if (before === undefined) continue
    committedUnseen += 1
    assert.deepEqual(posted, { entryId: BigInt(before), replayed: true }, entry.key)
  }
  return { committedUnseen }
}

/** A session that was ended just now is noticed by the next who uses it. */
async function postInTheEnd(db: Db, entry: NewEntry): Promise<Posted | null> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await postEntry(db, entry)
    } catch (error) {
      if (error instanceof Refusal) return null
      if (attempt === 10) throw error
      requireConnectionTrouble(error)
      await sleep(20)
    }
  }
}
