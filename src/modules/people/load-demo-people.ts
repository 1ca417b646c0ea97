import { sql } from 'kysely'
import { refuse } from '../../kernel/refusal.ts'
import { DEMO_PURPOSE } from './people.ts'
import type { RegionCode } from '../../kernel/region-code.ts'
import type { Tx } from '../../platform/db.ts'
import { matchingScope, sightOf, type By } from '../access/act.ts'
import type { Tally } from '../imports/imports.ts'
import { endMadeList, keepMadeList } from '../imports/made-list.ts'
import type { SheetRow } from '../imports/reading/sheet-row.ts'
import type { RowContract } from '../imports/row-contract.ts'
import { runImport, type Run, type RunEnd } from '../imports/run-import.ts'
import { withoutTitles } from './matching/person-titles.ts'
import { mergeList } from './merge-list.ts'
import { nameKeysOf } from './name-keys.ts'
import type { PeopleDeps } from './people-deps.ts'
import type { ToldPerson } from './people.ts'
import { HeldRow, type MergeContext, type ToldRow } from './told-row.ts'

declare module '../../kernel/refusal.ts' {
  interface RefusalDetails {
    /** The data folder is one for real work, and nobody said that invented people may go into it. */
    'demo-needs-training': Readonly<Record<string, never>>
    /** There are people, or lists, in a data folder for real work. */
    'demo-among-people': Readonly<Record<string, never>>
  }
}

export type DemoAsk = {
  /** What the people are made of: one recipe is one world, which is loaded once. */
  readonly recipe: Readonly<Record<string, string | number>>
  /** How the load is called among the lists. */
  readonly name: string
  readonly region: RegionCode
  /** How many they are. */
  readonly count: number
  /** The people from the first, always the same, as often as asked for. */
  readonly people: () => Iterable<ToldPerson>
  /** Somebody said that they may go into an empty registry of a data folder for real work. */
  readonly mayFillEmpty: boolean
  /** What belongs to the world beside its people; done when they are in, and done again if it was cut off. */
  readonly beforeEnd?: (importId: string) => Promise<void>
}

export type DemoLoad = {
  readonly importId: string
  /** `there`: the same world had been loaded before, and nothing was done. */
  readonly end: RunEnd | 'there'
  readonly tally: Tally
  readonly seconds: number
}

/**
 * Loads invented people through the merge of lists, as one list of its own: it goes on where it was cut off, the same recipe again
 * changes nothing, and `import undo` takes it back. Refuses to mix them with real people: into a data folder for training, or, when it
 * is said, into a registry without people and lists.
 */
export async function loadDemoPeople(
  deps: PeopleDeps,
  by: By,
  ask: DemoAsk,
  onProgress: (tally: Tally) => void = () => undefined,
): Promise<DemoLoad> {
  const started = performance.now()
  const { name, region, count } = ask
  const recipe = JSON.stringify(ask.recipe)
  const list = { name, region, count, recipe, purpose: DEMO_PURPOSE, action: 'people.load-demo' }
  const begun = await keepMadeList(deps, by, list, (tx, found) =>
    refuseMixing(tx, found?.id ?? null, ask.mayFillEmpty),
  )
  if (begun.isDone) return { importId: begun.id, end: 'there', tally: begun.tally, seconds: 0 }
  const { end, tally } = await runImport(deps.pool, demoRun(deps, by, ask, begun.id, onProgress))
  if (end === 'done') await ask.beforeEnd?.(begun.id)
  const seconds = Math.round(performance.now() - started) / 1_000
  if (end === 'done') await endMadeList(deps, by, { id: begun.id, seconds })
  return { importId: begun.id, end, tally, seconds }
}

/** Whether invented people may go into this registry at all. */
async function refuseMixing(tx: Tx, own: string | null, mayFillEmpty: boolean): Promise<void> {
  const { rows } = await sql<{ is_training: boolean; has_others: boolean }>`
    select exists (select from training_mark) as is_training,
      exists (select from people where import_id is distinct from ${own}::uuid)
        or (${own}::uuid is null and exists (select from imports where state in ('running', 'done'))) as has_others
  `.execute(tx)
  if (rows[0]?.is_training) return
  if (!mayFillEmpty) throw refuse('demo-needs-training', {})
  if (rows[0]?.has_others !== false) throw refuse('demo-among-people', {})
}

/** People in portions, each as a row of a list that only its number is known of. */
function demoRun(
  { ring, clock }: PeopleDeps,
  by: By,
  ask: DemoAsk,
  importId: string,
  onProgress: (tally: Tally) => void,
): Run<ToldRow> {
  const { first, last, organisationId } = sightOf(by)
  const context: MergeContext = { ring, importId, now: clock.now(), teller: { organisationId, first, last } }
  let portion = new Map<number, ToldPerson>()
  async function* lines(): AsyncGenerator<readonly SheetRow[]> {
    for (const next of portions(ask.people())) {
      portion = next
      yield await Promise.resolve([...next.keys()].map(rowNumbered))
    }
  }
  const personAt = ({ number }: SheetRow): ToldPerson => {
    const told = portion.get(number)
    if (!told) throw new Error(`row ${String(number)} is not of the portion being read`)
    return told
  }
  return { importId, lines, scope: matchingScope(by), onProgress, contract: demoContract(context, personAt) }
}

function rowNumbered(number: number): SheetRow {
  return { number, texts: [], stored: null }
}

const PORTION = 1_000

function* portions(people: Iterable<ToldPerson>): Generator<Map<number, ToldPerson>> {
  let portion = new Map<number, ToldPerson>()
  let number = 0
  for (const person of people) {
    number += 1
    portion.set(number, person)
    if (portion.size < PORTION) continue
    yield portion
    portion = new Map()
  }
  if (portion.size > 0) yield portion
}

/** Nothing is to be validated: who makes people makes them whole. */
function demoContract(context: MergeContext, personAt: (row: SheetRow) => ToldPerson): RowContract<ToldRow> {
  return {
    races: ['one_person_per_identity'],
    readRow(row) {
      const told = personAt(row)
      const nameKeys = nameKeysOf(withoutTitles(told.open.name).bare)
      return { fit: new HeldRow(context.ring, row.number, { told, nameKeys }) }
    },
    merge: (client, rows) => mergeList(client, context, rows),
    isWorthKeeping: () => false,
  }
}
