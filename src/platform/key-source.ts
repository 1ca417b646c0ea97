import { KEYS_COMMAND_MS, runOperatorCommand } from './operator-command.ts'
import type { Config } from './config.ts'
import type { Database } from './db.ts'
import { openDataFolder } from './data-folder.ts'
import { createKeyFile, keyFileOf, readKeyFile, ringOfFile } from './key-file.ts'
import { addMissingMarks, keyMarkProblem, listKeyMarks } from './key-marks.ts'
import { createKeys, fixedRing, type KeyRing, type KeySet, readKeys } from './key-ring.ts'
import { OperatorFailure } from './operator-failure.ts'

/** Where the keys come from: the sealed file of the data folder, the environment, or a command that asks a KMS. */
export type KeySource =
  { readonly kind: 'file'; readonly path: string } | { readonly kind: 'environment' | 'command' }

/** The keys with where they came from. */
export type OpenedKeys = { readonly source: KeySource; readonly keys: KeySet; readonly ring: KeyRing }

type KeySettings = Pick<Config, 'dataFolder' | 'keys' | 'keysCommand'>

export function keySourceOf({ dataFolder, keys, keysCommand }: KeySettings): KeySource {
  if (keys !== null) return { kind: 'environment' }
  return keysCommand === null ? { kind: 'file', path: keyFileOf(dataFolder) } : { kind: 'command' }
}

/**
 * The keys of this installation, proved to be the ones its database was written with. A first start makes the sealed file. Throws
 * OperatorFailure, having written nothing, when keys are missing, damaged, open to others, or those of another database.
 */
export async function openKeys(settings: KeySettings, owner: Database): Promise<OpenedKeys> {
  const source = keySourceOf(settings)
  const marks = await listKeyMarks(owner.db)
  const present = await readSource(settings, source)
  if (!present && source.kind === 'file' && marks.some(({ retiredAt }) => retiredAt === null)) {
    throw new OperatorFailure(
      `Berkas kunci ${source.path} hilang, padahal basis data sudah memakai kunci. Pulihkan dari cadangan.`,
    )
  }
  const keys = present ?? createFirst(settings.dataFolder, source)
  const problem = keyMarkProblem(keys, marks)
  if (problem !== undefined) throw new OperatorFailure(problem)
  await addMissingMarks(owner.db, keys)
  return { source, keys, ring: source.kind === 'file' ? ringOfFile(source.path, keys) : fixedRing(keys) }
}

/** The keys of the source, or undefined when there is no sealed file. Makes nothing. */
export async function readSource(settings: KeySettings, source: KeySource): Promise<KeySet | undefined> {
  if (source.kind === 'file') return readKeyFile(source.path)
  if (source.kind === 'environment') return settings.keys ?? undefined
  const text = await runOperatorCommand('PAYUNG_KEYS_COMMAND', settings.keysCommand ?? [], {
    limitMs: KEYS_COMMAND_MS,
  })
  if (text.trim() === '') {
    throw new OperatorFailure(
      'Perintah di PAYUNG_KEYS_COMMAND tidak mencetak apa pun. Jalankan perintah itu sendiri dan periksa.',
    )
  }
  return readKeys('Kunci dari PAYUNG_KEYS_COMMAND', text)
}

function createFirst(dataFolder: string, source: KeySource): KeySet {
  if (source.kind !== 'file') throw new Error('only a sealed file can be made')
  // With a database elsewhere nobody has made the folder yet.
  openDataFolder(dataFolder)
  return createKeyFile(source.path, createKeys())
}
