import { isUuid } from '../../kernel/uuid.ts'
import { sql } from 'kysely'
import { subtreeOf } from '../../kernel/region-code.ts'
import type { Db, Tx } from '../../platform/db.ts'
import { reachedRegion, type Actor } from './access.ts'

/**
 * Doors of the program itself that stand outside any user's reach: before anybody is known, its own commands and jobs, and finding out
 * whom a list names.
 */
export type Gate = 'sign-in' | 'system' | 'matching'

/**
 * Runs work in one transaction whose rows are cut to what the actor's role reaches. The settings are literal and end with the
 * transaction, so that a pooled connection never carries them on. The queries carry their own scope as well; this is the second wall.
 */
export function inScope<Result>(db: Db, actor: Actor, work: (tx: Tx) => Promise<Result>): Promise<Result> {
  return db.transaction().execute(async (tx) => {
    await sql.raw(scopeSettings(actor)).execute(tx)
    return work(tx)
  })
}

/** The literal settings of a transaction in the actor's scope, for one that COPY needs a connection of its own for. */
export function scopeSettings(actor: Actor): string {
  const { first, last } = reachOf(actor)
  return (
    `set local app.user_id = '${uuid(actor.userId)}';` +
    `set local app.organisation_id = '${uuid(actor.organisationId)}';` +
    `set local app.role = '${actor.held?.role ?? ''}';` +
    `set local app.region_first = '${String(first)}';` +
    `set local app.region_last = '${String(last)}'`
  )
}

/** Runs work in one transaction that came through a gate of the program. */
export function throughGate<Result>(db: Db, gate: Gate, work: (tx: Tx) => Promise<Result>): Promise<Result> {
  return db.transaction().execute(async (tx) => {
    await sql.raw(`set local app.gate = '${gate}'`).execute(tx)
    return work(tx)
  })
}

/** The range of region numbers a role or key reaches; an empty one (1…0) for one that reaches its organisation only. */
export function reachOf(actor: Actor): { readonly first: number; readonly last: number } {
  const region = reachedRegion(actor)
  return region === null ? { first: 1, last: 0 } : subtreeOf(region)
}

/** Settings cannot be parameters, so what stands in them is checked to be what it must be. */
function uuid(text: string): string {
  if (!isUuid(text)) throw new RangeError('a scope needs the id of a user and of an organisation')
  return text
}
