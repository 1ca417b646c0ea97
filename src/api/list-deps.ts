import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import type { Pool } from 'pg'
import { employerOutcomeSentence } from '../../web/locales/employer-outcome-sentence.ts'
import { outcomeSentence } from '../../web/locales/outcome-sentence.ts'
import type { Language } from '../kernel/format.ts'
import { employerKind } from '../modules/employers/employer-kind.ts'
import type { EmployerOutcome } from '../modules/employers/row-outcomes.ts'
import type { LineOutcome } from '../modules/imports/imports.ts'
import { kindDepsOf, type KindDeps } from '../modules/imports/list-kind.ts'
import { ListRunner } from '../modules/imports/list-runner.ts'
import type { PeopleDeps } from '../modules/people/people-deps.ts'
import { peopleKind } from '../modules/people/people-kind.ts'
import type { Outcome } from '../modules/people/row/outcome.ts'
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

export type Lists = {
  readonly people: PeopleDeps
  readonly peopleLists: KindDeps
  readonly employerLists: KindDeps
  readonly runner: ListRunner
}

/** Acts on people and lists, and whoever works on lists in the background, who begins with the server and ends with it. */
export function addLists(app: FastifyInstance, settings: ListSettings): Lists {
  const people = peopleDepsOf(settings)
  const peopleLists = kindDepsOf(people, peopleKind(people))
  const employerLists = kindDepsOf(people, employerKind(people))
  const runner = new ListRunner(people, [peopleLists.kind, employerLists.kind], (sentence) => {
    app.log.warn(sentence)
  })
  if (settings.pool && settings.listFolder !== undefined) {
    app.addHook('onReady', (done) => {
      runner.begin()
      done()
    })
  }
  app.addHook('onClose', () => runner.stop())
  return { people, peopleLists, employerLists, runner }
}

/** What the routes for lists of people need. */
export function peopleListWay({ people, peopleLists, runner }: Lists) {
  const sentenceOf = (said: LineOutcome, language: Language, row: number | null) =>
    outcomeSentence(said as Outcome, language, row)
  return { people, lists: peopleLists, runner, sentenceOf }
}

/** What the routes for lists of employers need. */
export function employerListWay({ people, employerLists, runner }: Lists) {
  const sentenceOf = (said: LineOutcome, language: Language) =>
    employerOutcomeSentence(said as EmployerOutcome, language)
  return { employers: people, lists: employerLists, runner, sentenceOf }
}
