import type { Rupiah } from '../../kernel/rupiah.ts'
import type { Tx } from '../../platform/db.ts'
import { insertFinanceTask } from './store.ts'

/** Money that only a statement tells of, waiting in suspense until a person places it or sends it back. Once per line. */
export async function openStatementTask(
  tx: Tx,
  line: { readonly id: bigint; readonly partner: string; readonly amount: Rupiah; readonly openedAt: Date },
): Promise<void> {
  await insertFinanceTask(tx, {
    kind: 'misplaced',
    because: 'statement-line',
    partner: line.partner,
    amount: line.amount,
    payment: { service: 'statement-line', key: String(line.id) },
    openedAt: line.openedAt,
  })
}
