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
}

/** Few enough that a server that is asked to stop does so after seconds. */
const PEOPLE_PER_BATCH = 500

/**
 * Finds probable duplicates of the people a list brought, or of everybody in a region, among all people, and keeps the pairs for who
 * sees both. Decides nothing about anybody. Done again it finds the same; a batch is a transaction, so that memory stays flat.
 */
export async function findDuplicates(
  { db, pool, clock, ring }: Pick<PeopleDeps, 'db' | 'pool' | 'clock' | 'ring'>,
  by: By,
  ask: DuplicatesAsk,
  onProgress: (people: number) => void = () => undefined,
): Promise<Search> {
  const arriving = arrivingOf(by, ask)
  const found: PairOfPeople[] = []
  let people = 0
  for (let after = 0; ;) {
    const batch = await chunkInTransaction(pool, matchingScope(by), async (client) => {
      const rows = await listArriving(client, arriving, { after, most: PEOPLE_PER_BATCH })
      const pairs = await comparePeople(client, { ring, on: clock.today() }, arriving, rows)
      await upsertPairs(client, pairs, clock.now())
      return { rows, pairs }
    })
    const last = batch.rows.at(-1)
    if (!last) break
    for (const pair of batch.pairs) found.push(pair.people)
    people += batch.rows.length
    after = last.id
    onProgress(people)
  }
  // A list does not pay for all pairs of the registry; one that is taken back drops its own.
  if ('region' in ask) await chunkInTransaction(pool, matchingScope(by), dropOrphanPairs)
  return inScopeOf(db, by, async (tx) => {
    const pairs = await countPairs(tx, sightOf(by), found)
    await recordAct(tx, by, {
      action: 'people.find-duplicates',
      count: people,
      ...('region' in ask ? { region: ask.region } : { subject: { kind: 'import', id: ask.importId } }),
    })
    return { people, pairs }
  })
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
