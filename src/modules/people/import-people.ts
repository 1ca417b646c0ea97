import { randomUUID } from 'node:crypto'
import type { RegionCode } from '../../kernel/region-code.ts'
import type { Segment } from '../../rules/parameter.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { matchingScope, sightOf, type By } from '../access/act.ts'
import type { Tally } from '../imports/imports.ts'
import { endList, keepList, takeBackList } from '../imports/keep-list.ts'
import { openList, type OpenedList } from '../imports/reading/open-list.ts'
import type { RememberedColumns } from '../imports/reading/map-columns.ts'
import { runImport, type RunEnd } from '../imports/run-import.ts'
import {
  columnNames,
  listLines,
  readingNotes,
  type ListSeen,
  type ReadingNotes,
} from '../imports/list-rows.ts'
import type { PeopleDeps } from './people-deps.ts'
import { peopleContract, type PeopleList } from './people-list.ts'
import type { Teller } from './people.ts'
import { rehearse } from './rehearse-list.ts'
import { entryAgeOf, type RowPurpose } from './row/entry-age.ts'
import { takeListBack } from './undo-import.ts'
import { villageFinder, isTooWide } from './village-names.ts'

export type ImportAsk = {
  readonly path: string
  readonly fileName: string
  readonly region: RegionCode
  readonly purpose: RowPurpose
  /** Read, validate and compare only; nothing is written. */
  readonly isRehearsal: boolean
  readonly sheet?: string
  readonly remembered?: RememberedColumns
}

export type ImportResult = {
  /** Null for a rehearsal. */
  readonly importId: string | null
  readonly end: RunEnd
  readonly tally: Tally
  readonly columns: Readonly<Record<string, string>>
  readonly notes: ReadingNotes
  readonly seconds: number
}

const SEGMENT_OF: { readonly [Purpose in RowPurpose]: Segment } = {
  residents: 'BPU',
  'own-account': 'BPU',
  'wage-earner': 'PU',
}

/**
 * Takes a list of people in: every row accepted, refused, held or already there, and all of them counted. The file is kept
 * encrypted, so that a run that was cut off goes on (`resumeImport`). Refuses a file that is no list before anything is written.
 */
export async function importPeople(
  deps: PeopleDeps,
  by: By,
  ask: ImportAsk,
  onProgress: (tally: Tally) => void = () => undefined,
): Promise<ImportResult> {
  const list = await openPeopleList(ask)
  try {
    const importId = ask.isRehearsal ? null : await store(deps, by, ask, list)
    return await runList(deps, by, { ...ask, importId, list }, onProgress)
  } finally {
    list.close()
  }
}

/** Opens a list and refuses one that does not say who its people are. */
export async function openPeopleList({
  path,
  sheet,
  remembered,
}: Pick<ImportAsk, 'path' | 'sheet' | 'remembered'>): Promise<OpenedList> {
  const list = await openList(path, {
    needed: ['nik', 'name'],
    ...(sheet !== undefined && { sheet }),
    ...(remembered && { remembered }),
  })
  try {
    list.requireColumns()
    return list
  } catch (error) {
    list.close()
    throw error
  }
}

type Running = Pick<ImportAsk, 'region' | 'purpose'> & {
  /** Null for a rehearsal. */
  readonly importId: string | null
  readonly list: OpenedList
}

/** Runs a list from its first undecided row to its end, and records the end. */
export async function runList(
  deps: PeopleDeps,
  by: By,
  running: Running,
  onProgress: (tally: Tally) => void,
): Promise<ImportResult> {
  const started = performance.now()
  const { importId, list } = running
  const id = importId ?? randomUUID()
  const seen: ListSeen = { ending: null, skipped: new Map() }
  const run = {
    importId: id,
    contract: peopleContract(await peopleList(deps, by, running, id)),
    lines: () => listLines(list, seen),
    scope: matchingScope(by),
    onProgress,
  }
  const { end, tally } =
    importId === null
      ? { end: 'done' as const, tally: await rehearse(deps.pool, run, tellerOf(by)) }
      : await runImport(deps.pool, run).catch((error: unknown) => endRefused(deps, by, importId, error))
  const seconds = Math.round(performance.now() - started) / 1_000
  const notes = readingNotes(list, seen)
  const ended = { region: running.region, tally, seconds, reading: notes, action: 'people.import-done' }
  const last = importId !== null && end === 'done' ? await endList(deps, by, { id: importId, ...ended }) : end
  if (importId !== null && last === 'cancelled') await takeBack(deps, by, importId, 'cancelled')
  return { importId, end: last, tally, columns: columnNames(list), notes, seconds }
}

/** What the rows of a list mean, for whoever hands it in. */
export async function peopleList(
  { db, clock, ring, book }: PeopleDeps,
  by: By,
  { region, purpose, list }: Running,
  importId: string,
): Promise<PeopleList> {
  const on = clock.today()
  return {
    columns: list.mapping.columnOf,
    segment: SEGMENT_OF[purpose],
    context: {
      on,
      purpose,
      entryAge: entryAgeOf(purpose, on, book),
      home: region,
      reach: region,
      needsVillage: true,
      ...(isTooWide(region) ? {} : { findVillages: await villageFinder(db, region, on) }),
    },
    merge: { ring, importId, now: clock.now(), teller: tellerOf(by) },
  }
}

/** Who hands a list in, and how far he sees. */
export function tellerOf(by: By): Teller {
  const { first, last, organisationId } = sightOf(by)
  return { organisationId, first, last }
}

function store(deps: PeopleDeps, by: By, ask: ImportAsk, list: OpenedList): Promise<string> {
  const { path, fileName, purpose, region } = ask
  const reading = readingNotes(list, { ending: null, skipped: new Map() })
  const kept = {
    path,
    fileName,
    purpose,
    region,
    mapping: list.mapping.columnOf,
    reading,
    action: 'people.import',
  }
  return keepList(deps, by, kept)
}

/** A file that turns out to be broken further down brings nothing: what its first rows brought goes again. */
async function endRefused(deps: PeopleDeps, by: By, importId: string, error: unknown): Promise<never> {
  if (error instanceof Refusal) await takeBack(deps, by, importId, 'refused')
  throw error
}

async function takeBack(
  { pool, ring, clock }: PeopleDeps,
  by: By,
  id: string,
  state: 'cancelled' | 'refused',
): Promise<void> {
  const ending = { id, now: clock.now(), end: { state } }
  await takeBackList(pool, matchingScope(by), ending, (client) => takeListBack(client, ring, id))
}
