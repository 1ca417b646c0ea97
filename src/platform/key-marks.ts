import { sql } from 'kysely'
import type { Queryable } from './db.ts'
import { KEY_NAMES, type KeyName, type KeySet, markOf } from './key-ring.ts'

/** A version of a key that the database was used with. */
export type KeyMark = {
  readonly name: KeyName
  readonly version: number
  readonly mark: Buffer
  readonly addedAt: Date
  readonly retiredAt: Date | null
}

/** Every version of every key that this database was ever used with, oldest first. As the owner. */
export async function listKeyMarks(owner: Queryable): Promise<KeyMark[]> {
  const { rows } = await sql<KeyMark>`
    select name, version, mark, added_at as "addedAt", retired_at as "retiredAt"
    from key_marks order by name, version`.execute(owner)
  return rows
}

/** Writes down every version that the database does not know yet, so that it is missed when it is gone. As the owner. */
export async function addMissingMarks(owner: Queryable, keys: KeySet): Promise<void> {
  const rows = KEY_NAMES.flatMap((name) =>
    [...keys[name]].map(([version, key]) => ({ name, version, mark: markOf(key) })),
  )
  await owner
    .insertInto('key_marks')
    .values(rows)
    .onConflict((conflict) => conflict.columns(['name', 'version']).doNothing())
    .execute()
}

/** Writes down that a version is used no more. As the owner. */
export async function markRetired(owner: Queryable, name: KeyName, version: number): Promise<void> {
  await sql`update key_marks set retired_at = now() where name = ${name} and version = ${version}`.execute(
    owner,
  )
}

/** The sentence when these are not the keys that the database was used with, or undefined. */
export function keyMarkProblem(keys: KeySet, marks: readonly KeyMark[]): string | undefined {
  for (const { name, version, mark, retiredAt } of marks) {
    const key = keys[name].get(version)
    if (key && !markOf(key).equals(mark)) {
      return `Kunci ${name} versi ${version} bukan kunci basis data ini. Pakai kunci dari pemasangan yang sama.`
    }
    if (!key && retiredAt === null) {
      return `Kunci ${name} versi ${version} hilang, padahal basis data memakainya. Pulihkan dari cadangan.`
    }
  }
  return undefined
}
