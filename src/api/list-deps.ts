import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import type { Pool } from 'pg'
import { ListRunner } from '../modules/people/list-runner.ts'
import type { PeopleDeps } from '../modules/people/people-deps.ts'
import type { Deps } from '../platform/deps.ts'
import type { KeyRing } from '../platform/key-ring.ts'
import { LawBook } from '../rules/law-book.ts'

export type ListSettings = Deps & {
  readonly ring: KeyRing
  readonly pool?: Pool
  readonly book?: LawBook
  /** Where lists that were handed in lie, encrypted. Only with it does this server look for lists that were cut off. */
  readonly listFolder?: string
}

/** What acts on people need. A server that was built without a pool shows people and takes no list. */
function peopleDepsOf({ db, clock, ring, pool, book = new LawBook(), listFolder }: ListSettings): PeopleDeps {
  return {
    db,
    clock,
    ring,
    book,
    folder: listFolder ?? join(tmpdir(), `payung-lists-${String(process.getuid?.() ?? 0)}`),
    get pool() {
      if (!pool) throw new Error('taking a list in needs a pool of connections')
      return pool
    },
  }
}

/** Acts on people and whoever works on lists in the background, who begins with the server and ends with it. */
export function addLists(
  app: FastifyInstance,
  settings: ListSettings,
): { readonly people: PeopleDeps; readonly runner: ListRunner } {
  const people = peopleDepsOf(settings)
  const runner = new ListRunner(people, (sentence) => {
    app.log.warn(sentence)
  })
  if (settings.pool && settings.listFolder !== undefined) {
    app.addHook('onReady', (done) => {
      runner.begin()
      done()
    })
  }
  app.addHook('onClose', () => runner.stop())
  return { people, runner }
}
