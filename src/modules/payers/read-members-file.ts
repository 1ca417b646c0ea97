import { sql } from 'kysely'
import type { PlainDate } from '../../kernel/plain-date.ts'
import { refuse } from '../../kernel/refusal.ts'
import type { Db } from '../../platform/db.ts'
import type { Deps } from '../../platform/deps.ts'
import type { KeyRing } from '../../platform/key-ring.ts'
import { inScopeOf, type By } from '../access/act.ts'
import { openList } from '../imports/reading/open-list.ts'
import { storedAt, textAt, type SheetRow } from '../imports/reading/sheet-row.ts'
import { readIncome } from '../people/row/read-income.ts'
import { readNik } from '../people/row/read-nik.ts'
import { nikIndex } from '../people/seal-person.ts'
import type { Candidate } from './add-members.ts'

declare module '../../kernel/refusal.ts' {
  interface RefusalDetails {
    /** Rows of a file of members that name nobody by a sound number, or an income that cannot be read: row numbers only. */
    'members-file-unfit': { readonly rows: readonly number[] }
  }
}

const MOST_TOLD = 20

/**
 * The people a file names by their NIK, with the wage or income beside it if there is such a column. Refuses a file with rows that cannot
 * be read, by their numbers; who is not in the registry is counted as unknown.
 */
export async function readMembersFile(
  { db, ring, clock }: Deps & { readonly ring: KeyRing },
  by: By,
  path: string,
): Promise<{ readonly candidates: readonly Candidate[]; readonly unknown: number }> {
  const list = await openList(path, { needed: ['nik'] })
  const told: { readonly index: Buffer; readonly pay: bigint | null }[] = []
  const unfit: number[] = []
  try {
    list.requireColumns()
    for await (const { rows, shifted } of list.chunks()) {
      unfit.push(...shifted.map(({ row }) => row.number))
      for (const row of rows) {
        const member = memberOf(row, list.mapping.columnOf, { ring, on: clock.today() })
        if (member) told.push(member)
        else unfit.push(row.number)
      }
    }
  } finally {
    list.close()
  }
  if (unfit.length > 0) throw refuse('members-file-unfit', { rows: unfit.slice(0, MOST_TOLD) })
  return known(db, by, told)
}

function memberOf(
  row: SheetRow,
  columns: { readonly nik?: number; readonly income?: number },
  { ring, on }: { readonly ring: KeyRing; readonly on: PlainDate },
) {
  const { nik = 0, income } = columns
  const read = readNik(textAt(row, nik), storedAt(row, nik), { on })
  if (!read.value) return null
  const index = nikIndex(ring, read.value.nik.reveal())
  if (income === undefined || textAt(row, income).trim() === '') return { index, pay: null }
  const pay = readIncome(textAt(row, income), storedAt(row, income))
  return pay.value === null ? null : { index, pay: pay.value }
}

async function known(
  db: Db,
  by: By,
  told: readonly { readonly index: Buffer; readonly pay: bigint | null }[],
): Promise<{ readonly candidates: readonly Candidate[]; readonly unknown: number }> {
  const { rows } = await inScopeOf(db, by, (tx) =>
    sql<{ id: bigint | null; pay: bigint | null }>`
      select standing_person(person_of_identity(t.index)) as id, t.pay
      from unnest(${told.map(({ index }) => index)}::bytea[], ${told.map(({ pay }) => (pay === null ? null : String(pay)))}::bigint[])
        as t (index, pay)`.execute(tx),
  )
  const found = new Map(rows.flatMap(({ id, pay }) => (id === null ? [] : [[id, pay] as const])))
  return {
    candidates: [...found].map(([personId, pay]) => ({ personId, pay })),
    unknown: rows.filter(({ id }) => id === null).length,
  }
}
