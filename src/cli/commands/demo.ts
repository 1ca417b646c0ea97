import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { sql } from 'kysely'
import { employerCsv } from '../../../demo/province/employer-list.ts'
import { paidFor } from '../../../demo/province/paid-for.ts'
import { twinFigures } from '../../../demo/province/twin-figures.ts'
import { hasEveryFigure } from '../../../demo/province/residents.ts'
import {
  toldPeople,
  TwinCount,
  twinPeople,
  type TwinAsk,
  type TwinSummary,
  type Workforce,
} from '../../../demo/province/twin-province.ts'
import type { ListedVillage, RosterFormat } from '../../../demo/roster/cells.ts'
import { writeRoster } from '../../../demo/roster/write-roster.ts'
import { formatNumber } from '../../kernel/format.ts'
import {
  ancestorAt,
  depthOf,
  dottedCode,
  isWithin,
  regionCode,
  type RegionCode,
} from '../../kernel/region-code.ts'
import { refuse } from '../../kernel/refusal.ts'
import type { TwinProgress } from '../../modules/access/access-settings.ts'
import { inScopeOf } from '../../modules/access/act.ts'
import { settleTraining } from '../../modules/access/training-accounts.ts'
import { readLawSources } from '../../modules/law/read-law-sources.ts'
import { DEMO_EMPLOYERS } from './import-employers.ts'
import { importEmployers } from '../../modules/employers/import-employers.ts'
import { loadFigures } from '../../modules/figures/load-figures.ts'
import { loadDemoRosters } from '../../modules/payers/load-demo-rosters.ts'
import { loadDemoPeople, type DemoLoad } from '../../modules/people/load-demo-people.ts'
import { DEMO_PURPOSE } from '../../modules/people/people.ts'
import type { PeopleDeps } from '../../modules/people/people-deps.ts'
import { loadDemoProgramme } from '../../modules/proposals/load-demo-programme.ts'
import { populationsOn } from '../../modules/regions/populations.ts'
import { listBelow } from '../../modules/regions/queries.ts'
import { pinnedListFolder, readRegionList } from '../../modules/regions/read-region-list.ts'
import { systemClock } from '../../platform/clock.ts'
import { readConfig } from '../../platform/config.ts'
import type { Db, Queryable } from '../../platform/db.ts'
import { errorCode, errorText, OperatorFailure } from '../../platform/operator-failure.ts'
import { openKeys } from '../../platform/key-source.ts'
import type { Command, CommandContext } from '../command.ts'
import { systemDoer } from '../system-doer.ts'

/** Raised when the same seed begins to make other people: worlds of before and after are not the same list. */
const GENERATION = 1
const SUMATERA_SELATAN = regionCode('16')
const MOST_PEOPLE = 20_000_000
/** A sheet has 1,048,576 rows; titles, subtotals and repeated headers need some of them. */
const MOST_ROWS: { readonly [Format in RosterFormat]: number } = { csv: 2_000_000, xlsx: 950_000 }
const MOST_SEED = 2_147_483_647
/** Enough for figures to look like some; loaded in seconds. */
const PEOPLE_FOR_TRAINING = 20_000
const VILLAGE_OF_ACCOUNTS = '16.06.01.2001'
const ROWS_OF_EXAMPLE = 24

/** Invented people, who can be nobody: for training, demonstration and measuring. */
export const demoCommands: readonly Command[] = [
  {
    name: 'demo province',
    summary: 'Isi desa-desa sungguhan dengan orang rekaan, untuk latihan dan pengukuran.',
    usage: '[--people BANYAK] [--seed BENIH] [--province KODE] [--into-empty-registry] [--json]',
    options: [
      { flag: '--people', value: 'BANYAK', meaning: 'jumlah orang; biasanya 200000' },
      {
        flag: '--seed',
        value: 'BENIH',
        meaning: 'benih; benih yang sama membuat orang yang sama. Biasanya 1',
      },
      { flag: '--province', value: 'KODE', meaning: 'wilayah yang diisi; biasanya 16' },
      {
        flag: '--into-empty-registry',
        meaning: 'boleh di luar mode latihan, selama belum ada orang dan daftar di sana',
      },
    ],
    examples: ['PAYUNG_TRAINING=1 ./payung demo province --people 200000 --seed 1'],
    run: province,
  },
  {
    name: 'demo roster',
    summary: 'Tulis daftar orang rekaan, rapi atau seburuk daftar sungguhan.',
    usage: '--rows BANYAK --format csv|xlsx --out BERKAS [--seed BENIH] [--messy] [--region KODE] [--json]',
    options: [
      { flag: '--rows', value: 'BANYAK', meaning: 'jumlah baris orang' },
      { flag: '--format', value: 'csv|xlsx', meaning: 'jenis berkas' },
      { flag: '--out', value: 'BERKAS', meaning: 'berkas yang ditulis' },
      {
        flag: '--seed',
        value: 'BENIH',
        meaning: 'benih; benih yang sama membuat berkas yang sama. Biasanya 1',
      },
      {
        flag: '--messy',
        meaning: 'seburuk daftar sungguhan; --json menyebut berapa baris rusak tiap jenisnya',
      },
      { flag: '--region', value: 'KODE', meaning: 'tempat tinggal mereka; biasanya 16.06.01.2001' },
    ],
    examples: ['./payung demo roster --rows 500 --format xlsx --messy --out daftar.xlsx --json'],
    run: roster,
  },
]

async function roster(context: CommandContext): Promise<number> {
  const format = askedFormat(context)
  const rowCount = whole(context, 'rows', null, 1, MOST_ROWS[format])
  const path = text(context, 'out')
  if (path === null) throw refuse('value-missing', { field: 'out' })
  const villages = await pinnedVillages(regionCode(text(context, 'region') ?? '16.06.01.2001'))
  const isMessy = context.options.get('messy') === true
  const ask = { rowCount, seed: askedSeed(context), format, isMessy, villages }
  const truth = await writeRoster(ask, createWriteStream(path)).catch((error: unknown) => {
    throw errorCode(error) === undefined ? error : notWritten(path, error)
  })
  if (context.json) context.out(JSON.stringify({ file: path, ...truth }))
  else {
    const flawed = Object.values(truth.planted).reduce((sum, count) => sum + count, 0)
    context.out(`${path}: ${formatNumber(rowCount)} orang rekaan, ${formatNumber(flawed)} baris bermasalah`)
  }
  return 0
}

function notWritten(path: string, error: unknown): OperatorFailure {
  return new OperatorFailure(`Daftar ${path} tidak dapat ditulis sampai selesai: ${errorText(error)}`, error)
}

/** Villages of a region by the published list; no database is asked. */
async function pinnedVillages(region: RegionCode): Promise<readonly ListedVillage[]> {
  const { lines } = await readRegionList(pinnedListFolder())
  const villages = lines
    .filter(({ file }) => file === 'villages.csv')
    .map(({ code, name }) => ({ code: regionCode(code), name }))
    .filter(({ code }) => isWithin(code, region))
  if (villages.length === 0) throw unknownRegion('region', region)
  return villages
}

async function province(context: CommandContext): Promise<number> {
  const seed = askedSeed(context)
  const count = whole(context, 'people', 200_000, 1, MOST_PEOPLE)
  const region = regionCode(text(context, 'province') ?? dottedCode(SUMATERA_SELATAN))
  const config = readConfig(context.env)
  const { ring } = await openKeys(config, await context.openOwnerDatabase())
  const { db, pool } = await context.openDatabase()
  if (config.training === true) await settleTraining({ db, ring, clock: systemClock }, true)
  const { book } = await readLawSources(config)
  const deps = { db, pool, clock: systemClock, ring, book, folder: join(config.dataFolder, 'lists') }
  const world = await worldOf(db, region, seed, count)
  const mayFillEmpty = context.options.get('into-empty-registry') === true
  const { load, summary } = await loadWorld(deps, { region, world, mayFillEmpty }, (rows) => {
    context.err(`${formatNumber(rows)} dari ${formatNumber(count)} orang …`)
  })
  report(context, world, summary, load)
  return load.end === 'done' || load.end === 'there' ? 0 : 1
}

type WorldAsk = {
  readonly region: RegionCode
  readonly world: TwinAsk
  readonly mayFillEmpty: boolean
  /** Breaks it off at its next person. */
  readonly signal?: AbortSignal
}

/** The people of a world, its employers, and whom somebody pays for. What is there already stays as it is. */
async function loadWorld(
  deps: PeopleDeps,
  { region, world, mayFillEmpty, signal }: WorldAsk,
  onPeople: (count: number) => void,
): Promise<{ readonly load: DemoLoad; readonly summary: TwinSummary }> {
  const { seed, count } = world
  const counted = countWorld(world)
  const load = await loadDemoPeople(
    deps,
    systemDoer(),
    {
      recipe: { generation: GENERATION, region, seed, people: count, villages: world.villages.length },
      name: `orang rekaan ${dottedCode(region)}, benih ${String(seed)}`,
      region,
      count,
      people: () => untilAborted(toldPeople(twinPeople(world)), signal),
      mayFillEmpty,
      // Before its end: one that is cut off here is gone on with, and what is there already stays.
      beforeEnd: async (importId) => {
        await loadEmployers(deps, region, counted.workforces())
        await loadDemoRosters(deps.db, importId, systemClock.now(), () => paidFor(seed, twinPeople(world)))
      },
    },
    ({ rows }) => {
      onPeople(rows)
    },
  )
  return { load, summary: counted.summary() }
}

function* untilAborted<Each>(all: Iterable<Each>, signal: AbortSignal | undefined): Generator<Each> {
  for (const each of all) {
    signal?.throwIfAborted()
    yield each
  }
}

type FillAsk = {
  readonly people?: number
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: TwinProgress) => void
}

/**
 * What a data folder for training begins with: a programme with places for villages, and a small twin province with its figures. Cut off,
 * it goes on with the next call. Answers whether there was anything to do.
 */
export async function fillForTraining(
  deps: PeopleDeps,
  { people = PEOPLE_FOR_TRAINING, signal, onProgress }: FillAsk = {},
): Promise<boolean> {
  if (await isFilled(deps.db)) return false
  onProgress?.({ people: 0, all: people })
  await loadDemoProgramme(deps, systemDoer())
  const region = SUMATERA_SELATAN
  const world = await worldOf(deps.db, region, 1, people)
  const { denominators, targets } = twinFigures(twinPeople(world))
  const reason = 'Angka rekaan untuk latihan'
  await loadFigures(deps, systemDoer(), { kind: 'denominators', rows: denominators, reason })
  await loadFigures(deps, systemDoer(), { kind: 'targets', rows: targets, reason })
  // The people last: the end of their list says that all is there.
  const ask = { region, world, mayFillEmpty: false, ...(signal && { signal }) }
  const { load } = await loadWorld(deps, ask, (count) => onProgress?.({ people: count, all: people }))
  return load.end === 'done'
}

/** Whoever has brought a list to an end has begun to learn, or filled the province himself; one that was cut off is to be completed. */
function isFilled(db: Db): Promise<boolean> {
  return inScopeOf(db, systemDoer(), async (tx) => {
    const { rows } = await sql<{ is_filled: boolean }>`
      select exists (select from imports where state in ('done', 'undone'))
        and not exists (select from imports where state = 'running' and purpose = ${DEMO_PURPOSE}) as is_filled`.execute(
      tx,
    )
    return rows[0]?.is_filled === true
  })
}

/** A bad list of invented people of the village of the accounts, to be handed in and mended; each seed has other people. */
export async function exampleList(seed: number): Promise<Buffer> {
  const villages = await pinnedVillages(regionCode(VILLAGE_OF_ACCOUNTS))
  const ask = { rowCount: ROWS_OF_EXAMPLE, seed, format: 'xlsx', isMessy: true, villages } as const
  const through = new PassThrough()
  const [content] = await Promise.all([buffer(through), writeRoster(ask, through)])
  return content
}

/** Making people costs a small part of loading them, so they are made once more to be counted. */
function countWorld(world: TwinAsk): TwinCount {
  const counted = new TwinCount(world.seed)
  for (const _ of counted.passing(twinPeople(world)));
  return counted
}

/** Employers come in as a list of the labour report does; those who are there already stay as they are. */
async function loadEmployers(
  deps: PeopleDeps,
  region: RegionCode,
  workforces: readonly Workforce[],
): Promise<void> {
  if (workforces.length === 0) return
  const folder = await mkdtemp(join(tmpdir(), 'payung-demo-'))
  const path = join(folder, DEMO_EMPLOYERS)
  try {
    await pipeline(Readable.from(employerCsv(workforces)), createWriteStream(path))
    const ask = { path, fileName: basename(path), region, isRehearsal: false }
    await importEmployers(deps, systemDoer(), ask)
  } finally {
    await rm(folder, { recursive: true })
  }
}

async function worldOf(db: Queryable, region: RegionCode, seed: number, count: number): Promise<TwinAsk> {
  const on = systemClock.today()
  const villages = (await listBelow(db, region, on, 4))
    .filter(({ code }) => depthOf(code) === 'desa-kelurahan')
    .map(({ code, kind }) => ({ code, isUrban: kind === 'kelurahan' }))
  if (villages.length === 0) throw unknownRegion('province', region)
  const figures = await populationsOn(db, region, on)
  const inhabitants = new Map([...figures].map(([code, { population }]) => [code, population]))
  return { seed, count, villages, inhabitants }
}

function report(context: CommandContext, world: TwinAsk, summary: TwinSummary, load: DemoLoad): void {
  const regencies = [...new Set(world.villages.map(({ code }) => ancestorAt(code, 'kabupaten-kota')))]
  const spreadBy = hasEveryFigure(regencies, world.inhabitants) ? 'population' : 'villages'
  const { importId, end, seconds, tally } = load
  if (context.json) {
    context.out(JSON.stringify({ importId, end, seconds, loaded: tally.accepted, spreadBy, ...summary }))
    return
  }
  const { people, families, eligibleWorkers, ownAccount } = summary
  if (end === 'there') context.out('Orang-orang rekaan ini sudah ada. Tidak ada yang diubah.')
  context.out(
    `${formatNumber(people)} orang dalam ${formatNumber(families)} keluarga di ${formatNumber(summary.villages)} desa dan kelurahan`,
  )
  context.out(
    `  pekerja ${formatNumber(eligibleWorkers)}, di antaranya bukan penerima upah ${formatNumber(ownAccount)}`,
  )
  if (spreadBy === 'villages')
    context.out('  Jumlah penduduk tidak diketahui, jadi semua desa diisi kira-kira sama.')
  context.out(`  pemberi kerja ${formatNumber(summary.employers)}`)
  context.out(`Nomor daftar: ${importId} (dibatalkan dengan ./payung import undo)`)
}

function unknownRegion(field: string, region: RegionCode): Error {
  return refuse('region-unknown', { field, value: dottedCode(region), on: systemClock.today() })
}

function askedFormat(context: CommandContext): RosterFormat {
  const format = text(context, 'format')
  if (format === null) throw refuse('value-missing', { field: 'format' })
  if (format === 'csv' || format === 'xlsx') return format
  throw refuse('value-not-allowed', { field: 'format', value: format, allowed: ['csv', 'xlsx'] })
}

function askedSeed(context: CommandContext): number {
  return whole(context, 'seed', 1, 0, MOST_SEED)
}

function text({ options }: CommandContext, name: string): string | null {
  const value = options.get(name)
  return typeof value === 'string' ? value : null
}

/** A whole number of an option; `fallback` null: the option must be there. */
function whole(
  context: CommandContext,
  field: string,
  fallback: number | null,
  minimum: number,
  maximum: number,
): number {
  const value = text(context, field) ?? (fallback === null ? null : String(fallback))
  if (value === null) throw refuse('value-missing', { field })
  if (!/^\d{1,10}$/.test(value)) throw refuse('value-malformed', { field, value, expected: 'whole-number' })
  const number = Number(value)
  if (number >= minimum && number <= maximum) return number
  throw refuse('value-out-of-range', { field, value, minimum: String(minimum), maximum: String(maximum) })
}
