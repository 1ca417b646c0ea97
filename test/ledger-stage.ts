import { randomUUID } from 'node:crypto'
import { plainDate, type PlainDate } from '../src/kernel/plain-date.ts'
import { regionCode } from '../src/kernel/region-code.ts'
import type { Rupiah } from '../src/kernel/rupiah.ts'
import { throughGate } from '../src/modules/access/scope.ts'
import { bankWorld, type NewEntry, type Posted, type Transfer } from '../src/modules/ledger/ledger.ts'
import { openAccount, openPayerAccounts } from '../src/modules/ledger/open-accounts.ts'
import { postEntry } from '../src/modules/ledger/post-entry.ts'
import type { Db } from '../src/platform/db.ts'
import { rowsOf } from './people.ts'
import type { TestDatabase } from './database.ts'

/** A day of an open month. */
export const DAY = plainDate('2026-05-20')
/** Where the money of a test comes from. */
export const BANK = bankWorld('uji')

let count = 0

/** An entry with a key of its own, unless one is given. */
export function anEntry(transfers: readonly Transfer[], change: Partial<NewEntry> = {}): NewEntry {
  count += 1
  const [first, ...others] = transfers
  if (!first) throw new RangeError('an entry has a transfer')
  return {
    kind: 'payment-received',
    effectiveOn: DAY,
    key: `uji-${String(process.pid)}-${String(count)}`,
    cause: { kind: 'test', id: String(count) },
    transfers: [first, ...others],
    ...change,
  }
}

export const move = (from: string, to: string, amount: Rupiah): Transfer => ({ from, to, amount })

/** A payer with its accounts, in a village of Musi Banyuasin unless said otherwise. */
export async function addTestPayer(
  { owner, db }: Pick<TestDatabase, 'owner' | 'db'>,
  {
    region = '16.06.01.2001',
    organisationId = null,
  }: { region?: string; organisationId?: string | null } = {},
): Promise<string> {
  const id = randomUUID()
  await rowsOf(
    owner,
    `insert into payers (id, kind, name, organisation_id, region_code, recorded_at) values ($1, 'donor', $2, $3, $4, now())`,
    [id, `Pembayar ${id.slice(0, 8)}`, organisationId, regionCode(region)],
  )
  await throughGate(db, 'system', async (tx) => {
    await openPayerAccounts(tx, { id, organisationId, regionCode: regionCode(region) })
    await openAccount(tx, { path: BANK, kind: 'world' })
  })
  return id
}

/** Posts in a transaction of its own. */
export function post(
  db: Db,
  transfers: readonly Transfer[],
  change: Partial<NewEntry> & { readonly effectiveOn?: PlainDate } = {},
): Promise<Posted> {
  return throughGate(db, 'system', (tx) => postEntry(tx, anEntry(transfers, change)))
}
