import type pg from 'pg'
import { parseNik, type Nik } from '../../kernel/nik.ts'
import type { PlainDate } from '../../kernel/plain-date.ts'
import { subtreeOf, type RegionCode } from '../../kernel/region-code.ts'
import type { KeyRing } from '../../platform/key-ring.ts'
import { inScopeOf, matchingScope, recordAct, sightOf, type By } from '../access/act.ts'
import { chunkInTransaction } from '../imports/chunk-transaction.ts'
import {
  listArriving,
  listCandidates,
  listSealed,
  type Arriving,
  type BlockRow,
  type Candidate,
} from './duplicate-blocks.ts'
import { countPairs, type PairCounts } from './duplicate-queries.ts'
import { dropOrphanPairs, upsertPairs, type FoundPair, type PairOfPeople } from './duplicate-store.ts'
import { assessPair, prepare, type PreparedPerson } from './matching/assess-pair.ts'
import { nameWordsOf, type NameWords } from './matching/name-words.ts'
import { bitsOf, PERHAPS_FROM_BITS } from './matching/weights.ts'
import type { PeopleDeps } from './people-deps.ts'
import { openPerson } from './seal-person.ts'

export type DuplicatesAsk = { readonly importId: string } | { readonly region: RegionCode }

export type Search = {
  /** People compared with the whole registry. */
  readonly people: number
  /** Open pairs among what was found whose two people the doer sees: others concern others. */
  readonly pairs: PairCounts
  /** Whether nobody is left to compare. */
  readonly isDone: boolean
}

/** Few enough that a server that is asked to stop does so after seconds. */
const PEOPLE_PER_BATCH = 500

/** Where a search goes on that was cut off, and how it remembers how far it is, in the transaction that keeps what it found. */
export type Remembering = {
  readonly after: number
  /** The search ends behind so many people, to go on another time. */
  readonly most: number
  readonly reached: (client: pg.ClientBase, person: number) => Promise<void>
}

type SearchDeps = Pick<PeopleDeps, 'db' | 'pool' | 'clock' | 'ring'>

/**
 * Finds probable duplicates of the people a list brought, or of everybody in a region, among all people, and keeps the pairs for who
 * sees both. Decides nothing about anybody. Done again it finds the same; a batch is a transaction, so that memory stays flat.
 */
export async function findDuplicates(
  deps: SearchDeps,
  by: By,
  ask: DuplicatesAsk,
  onProgress: (people: number) => void = () => undefined,
  remembering: Remembering | null = null,
): Promise<Search> {
  const { db, pool } = deps
  const arriving = arrivingOf(by, ask)
  const most = remembering?.most ?? Number.POSITIVE_INFINITY
  let pairs: PairCounts = { same: 0, perhaps: 0 }
  let [people, after, isDone] = [0, remembering?.after ?? 0, false]
  while (!isDone && people < most) {
    const batch = await compareBatch(deps, by, arriving, { after, reached: remembering?.reached })
    isDone = batch.last === null
    after = batch.last ?? after
    people += batch.people
    pairs = sumOf(pairs, await inScopeOf(db, by, (tx) => countPairs(tx, sightOf(by), batch.found)))
    if (!isDone) onProgress(people)
  }
  // A list does not pay for all pairs of the registry; one that is taken back drops its own.
  if ('region' in ask) await chunkInTransaction(pool, matchingScope(by), dropOrphanPairs)
  await inScopeOf(db, by, (tx) =>
    recordAct(tx, by, {
      action: 'people.find-duplicates',
      count: people,
      ...('region' in ask ? { region: ask.region } : { subject: { kind: 'import', id: ask.importId } }),
    }),
  )
  return { people, pairs, isDone }
}

type Batch = {
  readonly people: number
  readonly found: readonly PairOfPeople[]
  /** Null when nobody was left to compare. */
  readonly last: number | null
}

/** Compares the next people by their numbers, and keeps what was found. */
function compareBatch(
  { pool, clock, ring }: SearchDeps,
  by: By,
  arriving: Arriving,
  { after, reached }: { readonly after: number; readonly reached: Remembering['reached'] | undefined },
): Promise<Batch> {
  return chunkInTransaction(pool, matchingScope(by), async (client) => {
    const rows = await listArriving(client, arriving, { after, most: PEOPLE_PER_BATCH })
    const pairs = await comparePeople(client, { ring, on: clock.today() }, arriving, rows)
    await upsertPairs(client, pairs, clock.now())
    const last = rows.at(-1)?.id ?? null
    if (last !== null) await reached?.(client, last)
    return { people: rows.length, found: pairs.map((pair) => pair.people), last }
  })
}

function sumOf(one: PairCounts, other: PairCounts): PairCounts {
  return { same: one.same + other.same, perhaps: one.perhaps + other.perhaps }
}

/** A region as far as the doer sees it. */
function arrivingOf(by: By, ask: DuplicatesAsk): Arriving {
  if ('importId' in ask) return ask
  const { first, last } = subtreeOf(ask.region)
  const sight = sightOf(by)
  return { first: Math.max(first, sight.first), last: Math.min(last, sight.last) }
}

type Comparing = { readonly ring: KeyRing; readonly on: PlainDate }

async function comparePeople(
  client: pg.ClientBase,
  comparing: Comparing,
  arriving: Arriving,
  people: readonly BlockRow[],
): Promise<FoundPair[]> {
  if (people.length === 0) return []
  const candidates = await listCandidates(client, arriving, people)
  const open = new Map<number, PreparedPerson>()
  for (const row of people) open.set(row.id, preparedOpen(row))
  for (const { other } of candidates) if (!open.has(other.id)) open.set(other.id, preparedOpen(other))
  const worth = candidates.filter((candidate) => isWorthOpening(open, candidate))
  const ids = [...new Set(worth.flatMap(({ arriving: id, other }) => [id, other.id]))]
  const opened = await openPeople(client, comparing, open, ids)
  return worth.flatMap((candidate) => assess(opened, candidate))
}

function preparedOpen({ name, bornOn, sex, region, household }: BlockRow): PreparedPerson {
  // The blind index stands for the card: it is only asked whether two are alike.
  return prepare({ name, bornOn, sex, region, familyCardNumber: household, motherName: null, nik: null })
}

/** What an unopened pair can still gain: the most that NIK and mother say for one person. */
const MOST_FROM_SEALED = bitsOf('nik', 'slip') + bitsOf('mother', 'same')

function isWorthOpening(
  people: ReadonlyMap<number, PreparedPerson>,
  { arriving, other }: Candidate,
): boolean {
  const [a, b] = [people.get(arriving), people.get(other.id)]
  return a !== undefined && b !== undefined && assessPair(a, b).bits + MOST_FROM_SEALED >= PERHAPS_FROM_BITS
}

async function openPeople(
  client: pg.ClientBase,
  { ring, on }: Comparing,
  people: ReadonlyMap<number, PreparedPerson>,
  ids: readonly number[],
): Promise<Map<number, PreparedPerson>> {
  const opened = new Map<number, PreparedPerson>()
  for (const [id, stored] of await listSealed(client, ids)) {
    const person = people.get(id)
    if (!person) continue
    const { nik, motherName = null } = openPerson(ring, 'people', id, stored)
    opened.set(id, { ...person, motherName, motherWords: wordsOf(motherName), nik: readNik(nik, on) })
  }
  return opened
}

function wordsOf(name: string | null): NameWords | null {
  return name === null ? null : nameWordsOf(name)
}

function readNik(text: string, on: PlainDate): Nik | null {
  const reading = parseNik(text, { on })
  return reading.accepted ? reading.nik : null
}

function assess(people: ReadonlyMap<number, PreparedPerson>, { arriving, other }: Candidate): FoundPair[] {
  const [a, b] = [people.get(arriving), people.get(other.id)]
  if (!a || !b) return []
  const { band, bits, reasons } = assessPair(a, b)
  return band === 'different' ? [] : [{ people: [arriving, other.id], band, bits, reasons }]
}
