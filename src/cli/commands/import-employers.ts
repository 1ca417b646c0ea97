import { basename, dirname, extname, join } from 'node:path'
import type { RegionCode } from '../../kernel/region-code.ts'
import { refuse } from '../../kernel/refusal.ts'
import { inScopeOf, sightOf } from '../../modules/access/act.ts'
import { requireRegion } from '../../modules/access/places.ts'
import {
  EMPLOYER_PURPOSE,
  importEmployers,
  resumeEmployers,
  undoEmployers,
  type EmployerDeps,
  type EmployerListResult,
} from '../../modules/employers/import-employers.ts'
import {
  EMPLOYER_OUTCOME_LEVELS,
  type EmployerOutcome,
  type EmployerOutcomeCode,
} from '../../modules/employers/row-outcomes.ts'
import type { Tally } from '../../modules/imports/imports.ts'
import { listLists } from '../../modules/imports/preparation-queries.ts'
import { findImport } from '../../modules/imports/queries.ts'
import { writeErrorFile } from '../../modules/imports/error-file.ts'
import { systemClock } from '../../platform/clock.ts'
import { readConfig } from '../../platform/config.ts'
import { openKeys } from '../../platform/key-source.ts'
import { employerOutcomeSentence } from '../../../web/locales/employer-outcome-sentence.ts'
import type { Command, CommandContext } from '../command.ts'
import { systemDoer } from '../system-doer.ts'

/** Lists of employers from the machine itself. */
export const importEmployersCommand: Command = {
  name: 'import employers',
  summary: 'Masukkan daftar pemberi kerja (lapor WLKP) dari berkas CSV atau XLSX.',
  usage: 'BERKAS --region KODE [--dry-run] [--sheet NAMA] [--json]',
  options: [
    {
      flag: '--region',
      value: 'KODE',
      meaning: 'wilayah daftar ini; ID bila tiap baris menyebut wilayahnya',
    },
    { flag: '--dry-run', meaning: 'periksa saja, jangan simpan' },
    { flag: '--sheet', value: 'NAMA', meaning: 'lembar yang dibaca' },
  ],
  examples: ['./payung import employers wlkp.xlsx --region 16 --dry-run'],
  run: importList,
}

/** Whether a list is one of employers: then it is gone on with and taken back as such. */
export async function isEmployerList(context: CommandContext, id: string): Promise<boolean> {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) return false
  const { db } = await context.openDatabase()
  return (await inScopeOf(db, systemDoer(), (tx) => findImport(tx, id)))?.purpose === EMPLOYER_PURPOSE
}

/** The file of the invented employers that come with an invented province. */
export const DEMO_EMPLOYERS = 'pemberi-kerja-rekaan.csv'

/** Lists of invented employers that are in: they stay when the invented people are taken back. */
export async function listDemoEmployers(context: CommandContext): Promise<string[]> {
  const { db } = await context.openDatabase()
  const by = systemDoer()
  const lists = await inScopeOf(db, by, (tx) => listLists(tx, sightOf(by), { limit: 1_000, offset: 0 }))
  return lists
    .filter(
      ({ purpose, state, fileName }) =>
        purpose === EMPLOYER_PURPOSE && state === 'done' && fileName === DEMO_EMPLOYERS,
    )
    .map(({ id }) => id)
}

export async function resumeEmployerList(context: CommandContext, id: string): Promise<number> {
  const result = await resumeEmployers(await openDeps(context), systemDoer(), id, progressOf(context))
  return answer(context, result, null)
}

export async function undoEmployerList(context: CommandContext, id: string): Promise<number> {
  const reason = context.options.get('reason')
  const why = typeof reason === 'string' ? reason : ''
  const undone = await undoEmployers(await openDeps(context), systemDoer(), { id, reason: why })
  if (context.json) context.out(JSON.stringify({ importId: id, ...undone }))
  else {
    const [removed, restored] = [String(undone.removed), String(undone.restored)]
    context.out(
      `Daftar dibatalkan: ${removed} pemberi kerja dikeluarkan, ${restored} dikembalikan seperti semula.`,
    )
  }
  return 0
}

async function importList(context: CommandContext): Promise<number> {
  const [path, more] = context.positionals
  if (path === undefined) throw refuse('value-missing', { field: 'BERKAS' })
  if (more !== undefined) throw refuse('field-unknown', { field: more, allowed: ['BERKAS'] })
  const deps = await openDeps(context)
  const sheet = context.options.get('sheet')
  const ask = {
    path,
    fileName: basename(path),
    region: await askedRegion(context, deps),
    isRehearsal: context.options.get('dry-run') === true,
    ...(typeof sheet === 'string' && { sheet }),
  }
  const result = await importEmployers(deps, systemDoer(), ask, progressOf(context))
  return answer(context, result, await writeErrors(deps, path, result))
}

async function writeErrors(
  deps: EmployerDeps,
  path: string,
  { importId, tally, notes: { sheet } }: EmployerListResult,
): Promise<string | null> {
  if (importId === null || tally.refused + tally.held === 0) return null
  return writeErrorFile(deps.db, systemDoer(), {
    importId,
    path,
    target: join(dirname(path), `${basename(path, extname(path))}-perbaiki.xlsx`),
    ...(sheet !== null && { sheet }),
    // The rows of this list were told outcomes of employers.
    sentence: (said) => employerOutcomeSentence(said as EmployerOutcome),
    action: 'employers.export',
  })
}

function answer(
  context: CommandContext,
  { importId, tally, columns, ...result }: EmployerListResult,
  errorFile: string | null,
): number {
  const { rows, accepted, refused, held, duplicates, outcomes } = tally
  const { seconds, notes } = result
  const { unknownColumns } = notes
  const ignoredSheets = notes.ignoredSheets.map(({ name }) => name)
  if (context.json) {
    const warnings = countsOf(outcomes, (level) => level === 'warning')
    const refusals = countsOf(outcomes, (level) => level !== 'warning')
    const counts = { importId, rows, accepted, refused, held, duplicates, warnings, refusals }
    context.out(JSON.stringify({ ...counts, columns, ignoredSheets, unknownColumns, errorFile, seconds }))
    return 0
  }
  context.out(`${count(rows)} baris dalam ${seconds.toLocaleString('id-ID')} detik`)
  context.out(
    `  diterima ${count(accepted)} · ditolak ${count(refused)} · ditahan ${count(held)} · sudah ada ${count(duplicates)}`,
  )
  for (const [code, times] of Object.entries(outcomes)) context.out(`  ${code}: ${count(times)}`)
  if (errorFile !== null) context.out(`Baris yang perlu diperbaiki: ${errorFile}`)
  if (importId !== null) context.out(`Nomor daftar: ${importId}`)
  return 0
}

function countsOf(outcomes: Readonly<Record<string, number>>, isWanted: (level: string) => boolean) {
  return Object.fromEntries(
    Object.entries(outcomes).filter(([code]) =>
      isWanted(EMPLOYER_OUTCOME_LEVELS[code as EmployerOutcomeCode]),
    ),
  )
}

function progressOf(context: CommandContext): (tally: Tally) => void {
  return ({ rows }) => {
    if (!context.json) context.err(`${count(rows)} baris …`)
  }
}

function count(number: number): string {
  return number.toLocaleString('id-ID')
}

async function askedRegion({ options }: CommandContext, { db, clock }: EmployerDeps): Promise<RegionCode> {
  const text = options.get('region')
  if (typeof text !== 'string') throw refuse('value-missing', { field: 'region' })
  return requireRegion(db, text, clock.today())
}

async function openDeps(context: CommandContext): Promise<EmployerDeps> {
  const config = readConfig(context.env)
  const { ring } = await openKeys(config, await context.openOwnerDatabase())
  const { db, pool } = await context.openDatabase()
  return { db, pool, clock: systemClock, ring, folder: join(config.dataFolder, 'lists') }
}
