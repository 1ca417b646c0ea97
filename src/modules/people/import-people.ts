import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type pg from 'pg'
import type { RegionCode } from '../../kernel/region-code.ts'
import type { LawBook } from '../../rules/law-book.ts'
import type { Segment } from '../../rules/parameter.ts'
import { encryptField } from '../../platform/crypto.ts'
import type { Deps } from '../../platform/deps.ts'
import type { KeyRing } from '../../platform/key-ring.ts'
import { newFileKey, writeSealedFile } from '../../platform/sealed-file.ts'
import { scrubDigits } from '../../platform/scrub.ts'
import { inScopeOf, matchingScope, recordAct, sightOf, type By } from '../access/act.ts'
import type { Tally } from '../imports/imports.ts'
import { openList, type ListEnding, type OpenedList } from '../imports/reading/open-list.ts'
import type { RememberedColumns } from '../imports/reading/map-columns.ts'
import { runImport } from '../imports/run-import.ts'
import { insertImport, markEnded } from '../imports/store.ts'
import { listLines, type ReadingNotes } from './list-rows.ts'
import { peopleContract, type PeopleList } from './people-list.ts'
import { rehearse } from './rehearse-list.ts'
import { entryAgeOf, type RowPurpose } from './row/entry-age.ts'
import { villageFinder, isTooWide } from './village-names.ts'

export type PeopleDeps = Deps & {
  /** COPY needs connections of its own. */
  readonly pool: pg.Pool
  readonly ring: KeyRing
  readonly book: LawBook
  /** Where stored lists lie, encrypted. */
  readonly folder: string
}

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
 * encrypted, so that a run that was cut off goes on and the user gets his own file back with what is to mend. Refuses a file that
 * is no list before anything is written.
 */
export async function importPeople(
  deps: PeopleDeps,
  by: By,
  ask: ImportAsk,
  onProgress: (tally: Tally) => void = () => undefined,
): Promise<ImportResult> {
  const started = performance.now()
  const list = await openList(ask.path, {
    needed: ['nik', 'name'],
    ...(ask.sheet !== undefined && { sheet: ask.sheet }),
    ...(ask.remembered && { remembered: ask.remembered }),
  })
  try {
    list.requireColumns()
    const importId = ask.isRehearsal ? randomUUID() : await store(deps, by, ask, list)
    const contract = peopleContract(await peopleList(deps, by, ask, list, importId))
    const notes: { ending: ListEnding | null } = { ending: null }
    const run = {
      importId,
      contract,
      lines: () =>
        listLines(list, (ending) => {
          notes.ending = ending
        }),
      scope: matchingScope(by),
      onProgress,
    }
    const tally = ask.isRehearsal ? await rehearse(deps.pool, run) : (await runImport(deps.pool, run)).tally
    const seconds = Math.round(performance.now() - started) / 1_000
    const reading = readingNotes(list, notes.ending)
    if (!ask.isRehearsal) await finish(deps, by, ask, { importId, tally, seconds, reading })
    return {
      importId: ask.isRehearsal ? null : importId,
      tally,
      columns: columnNames(list),
      notes: reading,
      seconds,
    }
  } finally {
    list.close()
  }
}

async function peopleList(
  { db, clock, ring, book }: PeopleDeps,
  by: By,
  { region, purpose }: ImportAsk,
  list: OpenedList,
  importId: string,
): Promise<PeopleList> {
  const on = clock.today()
  const { first, last, organisationId } = sightOf(by)
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
    merge: { ring, importId, now: clock.now(), teller: { organisationId, first, last } },
  }
}

/** Keeps the file, encrypted under a key of its own, and records the list with who handed it in. */
async function store(deps: PeopleDeps, by: By, ask: ImportAsk, list: OpenedList): Promise<string> {
  const id = randomUUID()
  const key = newFileKey()
  const hash = createHash('sha256')
  let byteCount = 0
  async function* counted() {
    for await (const chunk of createReadStream(ask.path) as AsyncIterable<Buffer>) {
      hash.update(chunk)
      byteCount += chunk.length
      yield chunk
    }
  }
  await mkdir(deps.folder, { recursive: true, mode: 0o700 })
  await writeSealedFile(join(deps.folder, id), key, counted())
  await inScopeOf(deps.db, by, async (tx) => {
    await insertImport(tx, {
      id,
      organisationId: by.kind === 'user' ? by.actor.organisationId : null,
      userId: by.kind === 'user' ? by.actor.userId : null,
      purpose: ask.purpose,
      region: ask.region,
      fileName: scrubDigits(ask.fileName).slice(0, 200),
      sha256: hash.digest(),
      byteCount,
      sealedKey: encryptField(deps.ring, { table: 'imports', column: 'sealed_key', rowId: id }, key),
      mapping: list.mapping.columnOf,
      reading: {},
      now: deps.clock.now(),
    })
    await recordAct(tx, by, {
      action: 'people.import',
      subject: { kind: 'import', id },
      region: ask.region,
      details: { purpose: ask.purpose },
    })
  })
  return id
}

type Finished = {
  readonly importId: string
  readonly tally: Tally
  readonly seconds: number
  readonly reading: ReadingNotes
}

async function finish(
  { db, clock }: PeopleDeps,
  by: By,
  { region }: ImportAsk,
  { importId, tally, seconds, reading }: Finished,
): Promise<void> {
  await inScopeOf(db, by, async (tx) => {
    await markEnded(tx, importId, { state: 'done', reading, now: clock.now(), seconds })
    await recordAct(tx, by, {
      action: 'people.import-done',
      subject: { kind: 'import', id: importId },
      region,
      count: tally.accepted,
      details: { rows: tally.rows, refused: tally.refused, held: tally.held, duplicates: tally.duplicates },
    })
  })
}

/** Which heading of the file filled which field. */
function columnNames({ mapping }: OpenedList): Record<string, string> {
  return Object.fromEntries(
    Object.entries(mapping.columnOf).map(([field, column]) => [
      field,
      (mapping.headers[column] ?? '').replace(/\s+/g, ' ').trim(),
    ]),
  )
}

function readingNotes(list: OpenedList, ending: ListEnding | null): ReadingNotes {
  return {
    template: list.mapping.template,
    sheet: list.sheet,
    ignoredSheets: list.ignoredSheets.map(({ name, because }) => ({ name, because })),
    unknownColumns: list.mapping.unknown.map(({ header }) => header),
    hiddenRows: ending?.hiddenRowCount ?? 0,
  }
}

