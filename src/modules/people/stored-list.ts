import { isUuid } from '../../kernel/uuid.ts'
import { refuse } from '../../kernel/refusal.ts'
import { decryptField, encryptField } from '../../platform/crypto.ts'
import type { KeyRing } from '../../platform/key-ring.ts'
import { inScopeOf, type By } from '../access/act.ts'
import { mendedList, type MendedList } from '../imports/mended-list.ts'
import { findPreparation, listRepairs, type StoredRepair } from '../imports/preparation-queries.ts'
import type { Preparation, Repair } from '../imports/preparation.ts'
import { findImport, getSealedKey, type ImportRecord } from '../imports/queries.ts'
import type { ListField } from '../imports/reading/header-aliases.ts'
import { openList } from '../imports/reading/open-list.ts'
import { openFileKey, withOpenFile } from '../imports/stored-file.ts'
import type { PeopleDeps } from './people-deps.ts'
import { PURPOSES, type RowPurpose } from './row/entry-age.ts'

/** Without these nobody can be a person on record. */
export const NEEDED: readonly ListField[] = ['nik', 'name']

/** A list that was handed in through pages or API. */
export type PreparedList = { readonly list: ImportRecord; readonly preparation: Preparation }

/** A list within reach. Refuses as if there were none what does not exist or is not the asker's to see. */
export async function getList({ db }: Pick<PeopleDeps, 'db'>, by: By, id: string): Promise<ImportRecord> {
  const list = isUuid(id) ? await inScopeOf(db, by, (tx) => findImport(tx, id)) : null
  if (!list) throw refuse('import-unknown', {})
  return list
}

/** A list that may still be changed by whoever asks: one of his own organisation. */
export async function getOwnList(deps: Pick<PeopleDeps, 'db'>, by: By, id: string): Promise<PreparedList> {
  const list = await getList(deps, by, id)
  if (by.kind === 'user' && list.organisationId !== by.actor.organisationId)
    throw refuse('import-unknown', {})
  const preparation = await inScopeOf(deps.db, by, (tx) => findPreparation(tx, id))
  if (!preparation) throw refuse('import-not-so-far', { state: list.state })
  return { list, preparation }
}

/** Runs work with a stored list as its owner has mended it. */
export async function withPreparedList<Result>(
  deps: Pick<PeopleDeps, 'db' | 'ring' | 'folder'>,
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
    const opened = await openList(path, { needed: NEEDED, remembered, ...(sheet !== null && { sheet }) })
    try {
      return await work(mendedList(opened, preparation.choices, repairs, NEEDED))
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

export function purposeOf({ purpose }: Pick<ImportRecord, 'purpose'>): RowPurpose {
  return PURPOSES.find((each) => each === purpose) ?? 'own-account'
}
