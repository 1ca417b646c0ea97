import { basename, dirname, extname, join } from 'node:path'
import { dottedCode, regionCode, type RegionCode } from '../../kernel/region-code.ts'
import { refuse } from '../../kernel/refusal.ts'
import { inScopeOf } from '../../modules/access/act.ts'
import { findImport } from '../../modules/imports/queries.ts'
import type { Tally } from '../../modules/imports/imports.ts'
import { cleanLists } from '../../modules/imports/clean-lists.ts'
import { compareList } from '../../modules/people/compare-list.ts'
import type { PairCounts } from '../../modules/people/duplicate-queries.ts'
import { resumeImport } from '../../modules/people/resume-import.ts'
import { undoImport } from '../../modules/people/undo-import.ts'
import { importPeople, type ImportResult } from '../../modules/people/import-people.ts'
import type { PeopleDeps } from '../../modules/people/people-deps.ts'
import { writeErrorFile } from '../../modules/imports/error-file.ts'
import { PURPOSES, type RowPurpose } from '../../modules/people/row/entry-age.ts'
import { OUTCOME_LEVELS, type Outcome, type OutcomeCode } from '../../modules/people/row/outcome.ts'
import { readLawSources } from '../../modules/law/read-law-sources.ts'
import { DEMO_PURPOSE } from '../../modules/people/people.ts'
import { getList } from '../../modules/imports/stored-list.ts'
import { outcomeSentence } from '../../../web/locales/outcome-sentence.ts'
import { systemClock } from '../../platform/clock.ts'
import { readConfig } from '../../platform/config.ts'
import { inFlatMemory } from '../../platform/flat-memory.ts'
import { openKeys } from '../../platform/key-source.ts'
import { only } from '../asked.ts'
import type { Command, CommandContext } from '../command.ts'
import { systemDoer } from '../system-doer.ts'
import {
  isEmployerList,
  listDemoEmployers,
  resumeEmployerList,
  undoEmployerList,
} from './import-employers.ts'

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
    // From the first read on: names of places alone are larger than a run keeps.
    run: (context) => inFlatMemory(() => importList(context)),
  },
  {
    name: 'import status',
    summary: 'Keadaan satu daftar: berapa baris sudah diputuskan, dan apa hasilnya.',
    usage: 'NOMOR [--json]',
    options: [],
    run: status,
  },
  {
    name: 'import resume',
    summary: 'Lanjutkan daftar yang terputus, dari baris pertama yang belum diputuskan.',
    usage: 'NOMOR [--json]',
    options: [],
    run: resume,
  },
  {
    name: 'import undo',
    summary: 'Batalkan satu daftar, selama belum ada yang memakai orang-orangnya.',
    usage: 'NOMOR --reason TEKS [--json]',
    options: [{ flag: '--reason', value: 'TEKS', meaning: 'mengapa; masuk jejak audit' }],
    run: undo,
  },
  {
    name: 'import clean',
    summary: 'Hapus berkas daftar lama: yang ditolak, dibatalkan, tidak dimasukkan, atau sudah lama selesai.',
    usage: '[--dry-run] [--json]',
    options: [{ flag: '--dry-run', meaning: 'tunjukkan saja, jangan hapus' }],
    examples: ['./payung import clean --dry-run'],
    run: clean,
  },
]

async function clean(context: CommandContext): Promise<number> {
  const config = readConfig(context.env)
  const { db } = await context.openDatabase()
  const isRehearsal = context.options.get('dry-run') === true
  const deps = { db, clock: systemClock, folder: join(config.dataFolder, 'lists') }
  const cleaned = await cleanLists(deps, systemDoer(), config, isRehearsal)
  if (context.json)
    context.out(
      JSON.stringify({ isRehearsal, removed: cleaned.map(({ id, state }) => ({ importId: id, state })) }),
    )
  else {
    for (const { id, state } of cleaned) context.out(`${id} ${state}`)
    context.out(`${count(cleaned.length)} berkas ${isRehearsal ? 'akan dihapus' : 'dihapus'}.`)
  }
  return 0
}

async function status(context: CommandContext): Promise<number> {
  const id = only(context, 'NOMOR')
  const { db } = await context.openDatabase()
  const list = await inScopeOf(db, systemDoer(), (tx) => findImport(tx, id))
  if (!list) throw refuse('import-unknown', {})
  const { tally, state, fileName, region, createdAt, finishedAt, seconds } = list
  const answer = {
    importId: list.id,
    state,
    fileName,
    region: dottedCode(region),
    ...tally,
    createdAt,
    finishedAt,
    seconds,
  }
  if (context.json) context.out(JSON.stringify(answer))
  else {
    context.out(`${fileName} (${dottedCode(region)}): ${state}, ${tally.rows.toLocaleString('id-ID')} baris`)
    showTally(context, tally)
  }
  return 0
}

async function resume(context: CommandContext): Promise<number> {
  const id = only(context, 'NOMOR')
  if (await isEmployerList(context, id)) return resumeEmployerList(context, id)
  const deps = await openDeps(context)
  const result = await resumeImport(deps, systemDoer(), id, progressOf(context))
  return answer(context, result, { errorFile: null, pairs: await comparePeople(context, deps, result) })
}

type Behind = { readonly errorFile: string | null; readonly pairs: PairCounts | null }

function answer(context: CommandContext, result: ImportResult, behind: Behind): number {
  if (context.json) context.out(JSON.stringify(jsonAnswer(result, behind)))
  else showResult(context, result, behind)
  return 0
}

/** Pairs of people that may be one; null for a list longer than one turn. The list is in, whatever becomes of the search: a server goes on. */
async function comparePeople(
  context: CommandContext,
  deps: PeopleDeps,
  { importId, end }: ImportResult,
): Promise<PairCounts | null> {
  if (importId === null || end !== 'done') return null
  try {
    const search = await compareList(deps, systemDoer(), importId, (people) => {
      if (!context.json) context.err(`${count(people)} orang dibandingkan …`)
    })
    if (!search.isDone) context.err('Daftar ini panjang. Server melanjutkan pencarian data ganda.')
    return search.isDone ? search.pairs : null
  } catch {
    context.err(
      'Data ganda belum dapat dicari. Server mencarinya nanti, atau jalankan ./payung people duplicates.',
    )
    return null
  }
}

function progressOf(context: CommandContext): (tally: Tally) => void {
  return ({ rows }) => {
    if (!context.json) context.err(`${count(rows)} baris …`)
  }
}

async function undo(context: CommandContext): Promise<number> {
  const id = only(context, 'NOMOR')
  if (await isEmployerList(context, id)) return undoEmployerList(context, id)
  const reason = context.options.get('reason')
  const deps = await openDeps(context)
  const { purpose } = await getList(deps, systemDoer(), id)
  const undone = await undoImport(deps, systemDoer(), {
    id,
    reason: typeof reason === 'string' ? reason : '',
  })
  const employerLists = purpose === DEMO_PURPOSE ? await listDemoEmployers(context) : []
  if (context.json) {
    context.out(
      JSON.stringify({ importId: id, ...undone, ...(employerLists.length > 0 && { employerLists }) }),
    )
    return 0
  }
  context.out(
    `Daftar dibatalkan: ${undone.removed} orang dikeluarkan, ${undone.restored} dikembalikan seperti semula.`,
  )
  for (const list of employerLists)
    context.out(`Pemberi kerja rekaannya masih ada. Batalkan juga: ./payung import undo ${list} --reason …`)
  return 0
}

async function importList(context: CommandContext): Promise<number> {
  const path = only(context, 'BERKAS')
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
  const result = await importPeople(deps, systemDoer(), ask, progressOf(context))
  const errorFile = await writeErrors(deps, path, result)
  return answer(context, result, { errorFile, pairs: await comparePeople(context, deps, result) })
}

async function writeErrors(
  deps: PeopleDeps,
  path: string,
  { importId, tally, notes }: ImportResult,
): Promise<string | null> {
  if (importId === null || tally.refused + tally.held === 0) return null
  const target = join(dirname(path), `${basename(path, extname(path))}-perbaiki.xlsx`)
  return writeErrorFile(deps.db, systemDoer(), {
    importId,
    path,
    target,
    ...(notes.sheet !== null && { sheet: notes.sheet }),
    sentence: (said, row) => outcomeSentence(said as Outcome, 'id', row),
    action: 'people.export',
  })
}

function jsonAnswer({ importId, tally, columns, notes, seconds }: ImportResult, behind: Behind) {
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
    ...behind,
    seconds,
  }
}

function countsOf(outcomes: Readonly<Record<string, number>>, isWanted: (level: string) => boolean) {
  return Object.fromEntries(
    Object.entries(outcomes).filter(([code]) => isWanted(OUTCOME_LEVELS[code as OutcomeCode])),
  )
}

function showResult(
  context: CommandContext,
  { importId, tally, seconds }: ImportResult,
  { errorFile, pairs }: Behind,
): void {
  context.out(`${count(tally.rows)} baris dalam ${seconds.toLocaleString('id-ID')} detik`)
  showTally(context, tally)
  if (pairs !== null && pairs.same + pairs.perhaps > 0)
    context.out(`Mungkin orang yang sama: ${count(pairs.same + pairs.perhaps)} pasangan, lihat /orang/gabung`)
  if (errorFile !== null) context.out(`Baris yang perlu diperbaiki: ${errorFile}`)
  if (importId !== null) context.out(`Nomor daftar: ${importId}`)
}

function showTally(context: CommandContext, { accepted, refused, held, duplicates, outcomes }: Tally): void {
  context.out(
    `  diterima ${count(accepted)} · ditolak ${count(refused)} · ditahan ${count(held)} · sudah ada ${count(duplicates)}`,
  )
  for (const [code, times] of Object.entries(outcomes)) context.out(`  ${code}: ${count(times)}`)
}

function count(number: number): string {
  return number.toLocaleString('id-ID')
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
  if (purpose === undefined)
    throw refuse('value-not-allowed', { field: 'purpose', value: String(text), allowed: PURPOSES })
  return purpose
}
