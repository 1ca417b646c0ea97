import { sql } from 'kysely'
import { bad, badBecause, type Check, type CheckAnswer, good } from './checkup.ts'
import type { Config } from './config.ts'
import type { Db } from './db.ts'
import { keyMarkProblem, listKeyMarks } from './key-marks.ts'
import { newestVersion } from './key-ring.ts'
import { keySourceOf, readSource } from './key-source.ts'
import { OperatorFailure } from './operator-failure.ts'

/** Whether the keys are there, sealed, and those of this database. Makes nothing. */
export function keyCheck(config: Config, owner: Db): Check {
  return { name: 'encryption-keys', title: 'Kunci', run: () => checkKeys(config, owner) }
}

const SOURCE_WORDS = {
  file: 'berkas keys.json',
  environment: 'PAYUNG_KEYS',
  command: 'PAYUNG_KEYS_COMMAND',
} as const

async function checkKeys(config: Config, owner: Db): Promise<CheckAnswer> {
  const source = keySourceOf(config)
  try {
    const keys = await readSource(config, source)
    const { rows } = await sql<{
      exists: boolean
    }>`select to_regclass('key_marks') is not null as exists`.execute(owner)
    const marks = rows[0]?.exists ? await listKeyMarks(owner) : []
    if (!keys) {
      return marks.length === 0
        ? good('belum ada; dibuat saat server pertama kali mulai')
        : bad('berkas keys.json hilang, padahal basis data memakainya', 'Pulihkan keys.json dari cadangan.')
    }
    const problem = keyMarkProblem(keys, marks)
    if (problem !== undefined) return badBecause(problem)
    return good(`${SOURCE_WORDS[source.kind]}, kunci field versi ${newestVersion(keys, 'field')}`)
  } catch (error) {
    if (error instanceof OperatorFailure) return badBecause(error.message)
    throw error
  }
}
