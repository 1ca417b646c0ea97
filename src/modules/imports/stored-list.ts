import { isUuid } from '../../kernel/uuid.ts'
import { refuse } from '../../kernel/refusal.ts'
import { decryptField, encryptField } from '../../platform/crypto.ts'
import type { KeyRing } from '../../platform/key-ring.ts'
import { inScopeOf, type By } from '../access/act.ts'
import type { KindDeps } from './list-kind.ts'
import { mendedList, type MendedList } from './mended-list.ts'
import { findPreparation, listRepairs, type StoredRepair } from './preparation-queries.ts'
import type { Preparation, Repair } from './preparation.ts'
import { findImport, getSealedKey, type ImportRecord } from './queries.ts'
import type { ListField } from './reading/header-aliases.ts'
import { openList } from './reading/open-list.ts'
import { openFileKey, withOpenFile } from './stored-file.ts'

/** A list that was handed in through pages or API. */
export type PreparedList = { readonly list: ImportRecord; readonly preparation: Preparation }

/** A list within reach. Refuses as if there were none what does not exist or is not the asker's to see. */
export async function getList({ db }: Pick<KindDeps, 'db'>, by: By, id: string): Promise<ImportRecord> {
  const list = isUuid(id) ? await inScopeOf(db, by, (tx) => findImport(tx, id)) : null
  if (!list) throw refuse('import-unknown', {})
  return list
}

/** The same for a list of this kind only. */
export async function getListOfKind(
  deps: Pick<KindDeps, 'db' | 'kind'>,
  by: By,
  id: string,
): Promise<ImportRecord> {
  const list = await getList(deps, by, id)
  if (!deps.kind.purposes.includes(list.purpose)) throw refuse('import-unknown', {})
  return list
}

/** A list of this kind that may still be changed by whoever asks: one of his own organisation. */
export async function getOwnList(
  deps: Pick<KindDeps, 'db' | 'kind'>,
  by: By,
  id: string,
): Promise<PreparedList> {
  const list = await getListOfKind(deps, by, id)
  if (by.kind === 'user' && list.organisationId !== by.actor.organisationId)
    throw refuse('import-unknown', {})
  const preparation = await inScopeOf(deps.db, by, (tx) => findPreparation(tx, id))
  if (!preparation) throw refuse('import-not-so-far', { state: list.state })
  return { list, preparation }
}

/** Runs work with a stored list as its owner has mended it. */
export async function withPreparedList<Result>(
  deps: KindDeps,
  by: By,
  { list, preparation }: PreparedList,
  work: (opened: MendedList) => Promise<Result>,
): Promise<Result> {
  const { sealedKey, stored } = await inScopeOf(deps.db, by, async (tx) => ({
    sealedKey: await getSealedKey(tx, list.id),
    stored: await listRepairs(tx, list.id),
  }))
  const repairs = stored.map((repair) => openRepair(deps.ring, repair))
  return withOpenFile(deps.folder, list.id, openFileKey(deps.ring, list.id, sealedKey), async (path) => {
    const remembered = preparation.choices
    const { sheet } = preparation
    const { needed } = deps.kind
    const opened = await openList(path, { needed, remembered, ...(sheet !== null && { sheet }) })
    try {
      return await work(mendedList(opened, preparation.choices, repairs, needed))
    } finally {
      opened.close()
    }
  })
}

const REPAIRS = { table: 'import_repairs', column: 'sealed' } as const

/** Encrypts what a person wrote in place of a cell, for its own row of `import_repairs`. */
export function sealRepair(
  ring: KeyRing,
  importId: string,
  row: number,
  field: string,
  text: string,
): Buffer {
  return encryptField(ring, { ...REPAIRS, rowId: `${importId}.${String(row)}.${field}` }, text)
}

function openRepair(ring: KeyRing, { row, field, sealed, key }: StoredRepair): Repair {
  const text = sealed === null ? null : decryptField(ring, { ...REPAIRS, rowId: key }, sealed)
  // The field was one of ours when it was stored.
  return { row, field: field as ListField | '', text }
}
