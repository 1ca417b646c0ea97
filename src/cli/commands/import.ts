import { basename, dirname, extname, join } from 'node:path'
import { userInfo } from 'node:os'
import { regionCode, type RegionCode } from '../../kernel/region-code.ts'
import { refuse } from '../../kernel/refusal.ts'
import type { By } from '../../modules/access/act.ts'
import { importPeople, type ImportResult, type PeopleDeps } from '../../modules/people/import-people.ts'
import { writeErrorFile } from '../../modules/people/error-file.ts'
import { PURPOSES, type RowPurpose } from '../../modules/people/row/entry-age.ts'
import { OUTCOME_LEVELS, type OutcomeCode } from '../../modules/people/row/outcome.ts'
import { readLawSources } from '../../modules/law/read-law-sources.ts'
import { systemClock } from '../../platform/clock.ts'
import { readConfig } from '../../platform/config.ts'
import { openKeys } from '../../platform/key-source.ts'
import type { Command, CommandContext } from '../command.ts'

/** Lists of people from the machine itself. */
export const importCommands: readonly Command[] = [
  {
    name: 'import people',
    summary: 'Masukkan daftar orang dari berkas CSV atau XLSX.',
    usage: 'BERKAS --region KODE [--purpose TUJUAN] [--dry-run] [--sheet NAMA] [--json]',
    options: [
      { flag: '--region', value: 'KODE', meaning: 'wilayah daftar ini, misalnya 16.06.01.2001' },
      { flag: '--purpose', value: 'TUJUAN', meaning: `${PURPOSES.join(', ')}; biasanya own-account` },
      { flag: '--dry-run', meaning: 'periksa saja, jangan simpan' },
      { flag: '--sheet', value: 'NAMA', meaning: 'lembar yang dibaca' },
    ],
    examples: ['./payung import people daftar.xlsx --region 16.06.01.2001 --dry-run'],
    run: importList,
  },
]

async function importList(context: CommandContext): Promise<number> {
  const path = onlyFile(context)
  const deps = await openDeps(context)
  const sheet = context.options.get('sheet')
  const ask = {
    path,
    fileName: basename(path),
    region: askedRegion(context),
    purpose: askedPurpose(context),
    isRehearsal: context.options.get('dry-run') === true,
    ...(typeof sheet === 'string' && { sheet }),
  }
  const result = await importPeople(deps, doer(), ask, ({ rows }) => {
    if (!context.json) context.err(`${rows.toLocaleString('id-ID')} baris …`)
  })
  const errorFile = await writeErrors(deps, path, result)
  if (context.json) context.out(JSON.stringify(jsonAnswer(result, errorFile)))
  else showResult(context, result, errorFile)
  return 0
}

async function writeErrors(deps: PeopleDeps, path: string, { importId, tally }: ImportResult): Promise<string | null> {
  if (importId === null || tally.refused + tally.held === 0) return null
  const target = join(dirname(path), `${basename(path, extname(path))}-perbaiki.csv`)
  return writeErrorFile(deps, doer(), { importId, path, target })
}

function jsonAnswer({ importId, tally, columns, notes, seconds }: ImportResult, errorFile: string | null) {
  const { rows, accepted, refused, held, duplicates } = tally
  return {
    importId,
    rows,
    accepted,
    refused,
    held,
    duplicates,
    warnings: countsOf(tally.outcomes, (level) => level === 'warning' || level === 'info'),
    refusals: countsOf(tally.outcomes, (level) => level !== 'warning' && level !== 'info'),
    columns,
    ignoredSheets: notes.ignoredSheets.map(({ name }) => name),
    unknownColumns: notes.unknownColumns,
    errorFile,
    seconds,
  }
}

function countsOf(outcomes: Readonly<Record<string, number>>, isWanted: (level: string) => boolean) {
  return Object.fromEntries(
    Object.entries(outcomes).filter(([code]) => isWanted(OUTCOME_LEVELS[code as OutcomeCode])),
  )
}

function showResult(context: CommandContext, { importId, tally, seconds }: ImportResult, errorFile: string | null): void {
  const { rows, accepted, refused, held, duplicates } = tally
  const count = (number: number) => number.toLocaleString('id-ID')
  context.out(`${count(rows)} baris dalam ${seconds.toLocaleString('id-ID')} detik`)
  context.out(`  diterima ${count(accepted)} · ditolak ${count(refused)} · ditahan ${count(held)} · sudah ada ${count(duplicates)}`)
  for (const [code, times] of Object.entries(tally.outcomes)) context.out(`  ${code}: ${count(times)}`)
  if (errorFile !== null) context.out(`Baris yang perlu diperbaiki: ${errorFile}`)
  if (importId !== null) context.out(`Nomor daftar: ${importId}`)
}

function doer(): By {
  return { kind: 'system', systemUser: userInfo().username }
}

async function openDeps(context: CommandContext): Promise<PeopleDeps> {
  const config = readConfig(context.env)
  const { ring } = await openKeys(config, await context.openOwnerDatabase())
  const { db, pool } = await context.openDatabase()
  const { book } = await readLawSources(config)
  return { db, pool, clock: systemClock, ring, book, folder: join(config.dataFolder, 'lists') }
}

function askedRegion({ options }: CommandContext): RegionCode {
  const text = options.get('region')
  if (typeof text !== 'string') throw refuse('value-missing', { field: 'region' })
  return regionCode(text)
}

function askedPurpose({ options }: CommandContext): RowPurpose {
  const text = options.get('purpose')
  if (text === undefined) return 'own-account'
  const purpose = PURPOSES.find((each) => each === text)
  if (purpose === undefined) throw refuse('value-not-allowed', { field: 'purpose', value: String(text), allowed: PURPOSES })
  return purpose
}

function onlyFile({ positionals }: CommandContext): string {
  const [path, more] = positionals
  if (path === undefined) throw refuse('value-missing', { field: 'BERKAS' })
  if (more !== undefined) throw refuse('field-unknown', { field: more, allowed: ['BERKAS'] })
  return path
}
