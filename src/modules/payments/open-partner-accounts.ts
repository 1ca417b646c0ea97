import type { Db } from '../../platform/db.ts'
import { throughGate } from '../access/scope.ts'
import { bankWorld, feesOf, suspenseOf } from '../ledger/ledger.ts'
import { openAccount } from '../ledger/open-accounts.ts'
import type { Partner } from './partner.ts'

/** Opens the accounts of each partner in the ledger, unless they are open: its money outside, what nobody has placed, its fees. */
export function openPartnerAccounts(db: Db, partners: readonly Partner[]): Promise<void> {
  return throughGate(db, 'system', async (tx) => {
    for (const { id } of partners) {
      await openAccount(tx, { path: bankWorld(id), kind: 'world' })
      await openAccount(tx, { path: suspenseOf(id), kind: 'suspense' })
      await openAccount(tx, { path: feesOf(id), kind: 'fee' })
    }
  })
}
