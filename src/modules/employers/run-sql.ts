import { CompiledQuery } from 'kysely'
import type pg from 'pg'
import type { Tx } from '../../platform/db.ts'

/** Runs one statement in somebody's transaction: a list brings a client of its own, a command its Kysely transaction. */
export type RunSql = <Row>(text: string, values: readonly unknown[]) => Promise<readonly Row[]>

export function runOn(client: pg.ClientBase): RunSql {
  return async <Row>(text: string, values: readonly unknown[]) => {
    const { rows }: { rows: unknown[] } = await client.query(text, [...values])
    return rows as Row[]
  }
}

export function runIn(tx: Tx): RunSql {
  return async <Row>(text: string, values: readonly unknown[]) => {
    const { rows }: { rows: unknown[] } = await tx.executeQuery(CompiledQuery.raw(text, [...values]))
    return rows as Row[]
  }
}
