import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/db.ts'
import { act, type By } from '../access/act.ts'
import type { Gate } from '../access/scope.ts'
import type { Owner } from './store.ts'

/**
 * Does an act on the account of a whole bank in one transaction: its statement tells of payments to everybody whose money comes in there.
 * What somebody may do is decided before; what he is shown is cut to his reach by the query.
 */
export function actAtBank<Result>(
  db: Db,
  by: By,
  action: string,
  work: (tx: Tx) => Promise<Result>,
): Promise<Result> {
  return act(db, by, action, async (tx) => {
    await sql.raw(`set local app.gate = '${'system' satisfies Gate}'`).execute(tx)
    return work(tx)
  })
}

/** Who acts, as tables keep it. */
export function doerOf(by: By): string {
  if (by.kind === 'system') return `system:${by.systemUser ?? 'payung'}`
  return `${by.actor.key ? 'api-key' : 'user'}:${by.actor.userId}`
}

/** Whose offices see what somebody wrote: his organisation, and those above the region of his role. */
export function ownerOf(by: By): Owner {
  if (by.kind === 'system') return { organisationId: null, regionCode: null }
  const { organisationId, held, key } = by.actor
  const region = (key ?? held)?.regionCode ?? 0
  return { organisationId, regionCode: region === 0 ? null : region }
}
