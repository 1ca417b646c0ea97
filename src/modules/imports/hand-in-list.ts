import type { RegionCode } from '../../kernel/region-code.ts'
import { refuse } from '../../kernel/refusal.ts'
import { requireWithin } from '../access/reach.ts'
import { inScopeOf } from '../access/act.ts'
import { readSealedFile } from '../../platform/sealed-file.ts'
import { findRememberedColumns } from './preparation-queries.ts'
import { prepareColumns } from './prepare-columns.ts'
import { beginPieces, takePiece, type Arrival } from './receive-pieces.ts'
import type { UserBy } from './list-deps.ts'
import { receiveList } from './receive-list.ts'
import { openFileKey, storedPath } from './stored-file.ts'
import { getSealedKey } from './queries.ts'
import { ownHeader, type ListField } from './reading/header-aliases.ts'
import { openList } from './reading/open-list.ts'
import { headerKey } from './reading/header-names.ts'
import type { ColumnMapping, RememberedColumns } from './reading/map-columns.ts'
import { requireField } from './choose-columns.ts'
import type { KindDeps, ListKind } from './list-kind.ts'
import { getListOfKind, getOwnList } from './stored-list.ts'

/** What somebody says of a list that he hands in. */
export type ListAsk = { readonly purpose: string; readonly region: RegionCode; readonly fileName: string }

/** Takes a file in and looks at its head: its kind, its table, its columns. Answers with the number of the list. */
export async function handInFile(
  deps: KindDeps,
  by: UserBy,
  ask: ListAsk,
  content: AsyncIterable<Uint8Array>,
): Promise<string> {
  requireWithin(by, ask.region)
  const look = await lookInto(deps, by)
  const id = await receiveList(deps, by, { ...ask, content, inspect: look.inspect })
  await look.keep(id)
  return id
}

/** Announces a file that will come in pieces. */
export function announceFile(
  deps: KindDeps,
  by: UserBy,
  ask: ListAsk & { readonly byteCount: number },
): Promise<string> {
  requireWithin(by, ask.region)
  return beginPieces(deps, by, ask)
}

/** Takes the next piece of an announced file; with the last one the file is looked at like any other. */
export async function handInPiece(
  deps: KindDeps,
  by: UserBy,
  id: string,
  piece: { readonly first: number; readonly content: AsyncIterable<Uint8Array> },
): Promise<Arrival> {
  await getOwnList(deps, by, id)
  const look = await lookInto(deps, by)
  const arrival = await takePiece(deps, by, id, { ...piece, inspect: look.inspect })
  if (arrival.isWhole) await look.keep(id)
  return arrival
}

/** A row as a program or a form gives it, by the names of our fields. */
export type GivenRow = Readonly<Record<string, string>>

/** Hands in rows instead of a file: they become a file of our own layout, and go the way of every other. */
export function handInRows(
  deps: KindDeps,
  by: UserBy,
  ask: ListAsk,
  rows: readonly GivenRow[],
): Promise<string> {
  requireWithin(by, ask.region)
  const fields = [...new Set(rows.flatMap((row) => Object.keys(row)))].map((name) =>
    requireRowField(deps.kind, name),
  )
  const missing = deps.kind.needed.filter((field) => !fields.includes(field))
  if (missing.length > 0) throw refuse('KOLOM_HILANG', { missing, present: fields })
  const lines = [fields.map(ownHeader), ...rows.map((row) => fields.map((field) => row[field] ?? ''))]
  const text = lines
    .map((cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(';'))
    .join('\r\n')
  return handInFile(deps, by, ask, oneChunk(Buffer.from(`\uFEFF${text}\r\n`)))
}

/** Hands in what was copied out of a spreadsheet program: cells parted by tabs. */
export function handInText(deps: KindDeps, by: UserBy, ask: ListAsk, text: string): Promise<string> {
  if (text.trim() === '') throw refuse('value-missing', { field: 'text' })
  return handInFile(deps, by, ask, oneChunk(Buffer.from(`${text}\n`)))
}

/** Hands in the file of an earlier list once more. */
export async function handInAgain(
  deps: KindDeps,
  by: UserBy,
  ask: Omit<ListAsk, 'fileName'>,
  earlierId: string,
): Promise<string> {
  const earlier = await getListOfKind(deps, by, earlierId)
  if (earlier.organisationId !== by.actor.organisationId) throw refuse('import-unknown', {})
  const sealedKey = await inScopeOf(deps.db, by, (tx) => getSealedKey(tx, earlier.id))
  const key = openFileKey(deps.ring, earlier.id, sealedKey)
  const content = readSealedFile(storedPath(deps.folder, earlier.id), key)
  return handInFile(deps, by, { ...ask, fileName: earlier.fileName }, content)
}

function requireRowField(kind: ListKind, name: string): ListField {
  const field = requireField(kind, name)
  if (field === 'set-aside') throw refuse('field-unknown', { field: name, allowed: [] })
  return field
}

async function* oneChunk(bytes: Buffer): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes)
}

/** Looks at the head of a file with what the organisation has said of its headings before, and keeps what that decides. */
async function lookInto(deps: KindDeps, by: UserBy) {
  const remembered = await inScopeOf(deps.db, by, (tx) => findRememberedColumns(tx, by.actor.organisationId))
  const found: { mapping: ColumnMapping | null; sheet: string | null } = { mapping: null, sheet: null }
  return {
    inspect: async (path: string) => {
      const list = await openList(path, { needed: deps.kind.needed, remembered })
      found.mapping = list.mapping
      found.sheet = list.sheet
      list.close()
    },
    /** What was remembered is written into the list: it reads the same tomorrow, whatever is remembered by then. */
    keep: async (id: string) => {
      const { mapping, sheet } = found
      if (mapping) await prepareColumns(deps, by, id, { choices: rememberedOf(mapping, remembered), sheet })
    },
  }
}

function rememberedOf({ headers }: ColumnMapping, remembered: RememberedColumns): RememberedColumns {
  const keys = headers.map(headerKey).filter((key) => Object.hasOwn(remembered, key))
  return Object.fromEntries(
    keys.flatMap((key) => (remembered[key] === undefined ? [] : [[key, remembered[key]]])),
  )
}
