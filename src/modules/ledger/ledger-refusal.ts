import pg from 'pg'
import { Refusal, refuse, type RefusalValue } from '../../kernel/refusal.ts'

/** The SQLSTATE of every "no" of the ledger: db/migrations/0012_ledger.sql, ledger_refuse. */
const REFUSED = 'PLEDG'
const LOCK_NOT_AVAILABLE = '55P03'

/** A refusal of the ledger, with the place of the entry it concerns when many were posted together. */
export class LedgerRefusal extends Refusal {
  /** 1, 2, … among the entries given together; 0 for one given alone. */
  readonly position: number

  constructor(value: RefusalValue, position: number) {
    super(value)
    this.position = position
  }
}

/** What the ledger refused, or null when the error is another. */
export function refusalOfLedger(error: unknown): Refusal | null {
  if (!(error instanceof pg.DatabaseError)) return null
  if (error.code === LOCK_NOT_AVAILABLE) return refuse('ledger-busy', {})
  if (error.code !== REFUSED) return null
  const { position = 0, short, ...facts } = JSON.parse(error.detail ?? '{}') as Facts
  const details = { ...facts, ...(short !== undefined && { short: BigInt(short) }) }
  return new LedgerRefusal({ code: error.message, details } as unknown as RefusalValue, position)
}

type Facts = { readonly position?: number; readonly short?: string; readonly [fact: string]: unknown }
