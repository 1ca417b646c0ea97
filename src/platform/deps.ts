import type { Clock } from './clock.ts'
import type { Db } from './db.ts'

/** What commands and routes are given. Tests give a cloned database and a clock that stands still. */
export type Deps = {
  readonly db: Db
  readonly clock: Clock
}
