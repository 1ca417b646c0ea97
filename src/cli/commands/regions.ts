import { parsePlainDate, type PlainDate } from '../../kernel/plain-date.ts'
import { dottedCode, INDONESIA } from '../../kernel/region-code.ts'
import { refuse } from '../../kernel/refusal.ts'
import { applyChange, revertChange } from '../../modules/regions/apply-change.ts'
import {
  answerSearch,
  answerTree,
  readDay,
  readWhole,
  readWrittenCode,
} from '../../modules/regions/answers.ts'
import { loadBoundaries } from '../../modules/regions/load-boundaries.ts'
import { previewChange } from '../../modules/regions/preview-change.ts'
import { readTextFile } from '../../modules/regions/read-text-file.ts'
import { deepestDepth } from '../../modules/regions/region-tree.ts'
import { systemClock } from '../../platform/clock.ts'
import { text } from '../asked.ts'
import type { Command, CommandContext, CommandOption } from '../command.ts'
import { previewForPrograms, showBoundaries, showMatches, showPreview, showTree } from '../show-regions.ts'

const MOST_CHANGE_BYTES = 16 * 1024 * 1024

const ON: CommandOption = {
  flag: '--on',
  value: 'TANGGAL',
  meaning: 'peta wilayah pada hari itu; biasanya hari ini',
}

/** Every question and change of regions on the command line. Reading works as the application, changing as the owner. */
export const regionsCommands: readonly Command[] = [
  {
    name: 'regions tree',
    summary: 'Wilayah di bawah satu wilayah, dengan jumlah dan penduduknya.',
    usage: '[KODE] [--depth 1] [--on 2026-05-01]',
    options: [{ flag: '--depth', value: 'TINGKAT', meaning: 'berapa tingkat ke bawah; biasanya 1' }, ON],
    examples: ['./payung regions tree 16 --depth 1 --json', './payung regions tree 16.06'],
    run: tree,
  },
  {
    name: 'regions find',
    summary: 'Cari wilayah menurut nama, singkatan, atau kode. Salah eja tidak apa-apa.',
    usage: '"musi banyu asin" [--within 16] [--level 2] [--limit 10]',
    options: [
      { flag: '--within', value: 'KODE', meaning: 'hanya di dalam wilayah ini' },
      {
        flag: '--level',
        value: '1-4',
        meaning: '1 provinsi, 2 kabupaten/kota, 3 kecamatan, 4 desa/kelurahan',
      },
      { flag: '--limit', value: 'BANYAK', meaning: 'paling banyak sekian hasil, 1 sampai 50; biasanya 10' },
      ON,
    ],
    examples: ['./payung regions find "OKI" --json', './payung regions find "desa Epil kecamatan Lais"'],
    run: find,
  },
  {
    name: 'regions boundaries',
    summary: 'Muat garis batas wilayah dari berkas GeoJSON, untuk peta.',
    usage: 'BERKAS.geojson [--check] [--source TEKS] [--license TEKS]',
    options: [
      { flag: '--check', meaning: 'periksa saja, jangan simpan' },
      { flag: '--source', value: 'TEKS', meaning: 'dari mana berkas ini; biasanya nama berkas' },
      { flag: '--license', value: 'TEKS', meaning: 'lisensi berkas ini' },
      ON,
    ],
    examples: ['./payung regions boundaries batas-kabupaten.geojson --check'],
    run: boundaries,
  },
  {
    name: 'regions changes preview',
    summary: 'Tunjukkan apa yang berubah oleh pemekaran atau penggabungan. Tidak mengubah apa pun.',
    usage: 'BERKAS.json',
    options: [],
    run: preview,
  },
  {
    name: 'regions changes apply',
    summary: 'Terapkan pemekaran, penggabungan, atau nama baru sejak hari berlakunya.',
    usage: 'BERKAS.json',
    options: [],
    run: apply,
  },
  {
    name: 'regions changes revert',
    summary: 'Batalkan perubahan yang sudah diterapkan, selama belum ada yang dibangun di atasnya.',
    usage: 'BERKAS.json --reason "salah berkas"',
    options: [{ flag: '--reason', value: 'TEKS', meaning: 'mengapa dibatalkan; disimpan dalam riwayat' }],
    run: revert,
  },
]

async function tree(context: CommandContext): Promise<number> {
  const [written] = atMostOne(context)
  const code = written === undefined ? INDONESIA : readWrittenCode('code', written)
  const asked = text(context, 'depth')
  const deepest = deepestDepth(code)
  const depth = asked === undefined ? Math.min(1, deepest) : readWhole('depth', asked, 0, deepest)
  const on = day(context)
  const { db } = await context.openDatabase()
  const answer = await answerTree(db, code, depth, on)
  return print(context, answer, showTree)
}

async function find(context: CommandContext): Promise<number> {
  const query = context.positionals.join(' ')
  const on = day(context)
  const question = {
    query,
    within: text(context, 'within'),
    level: text(context, 'level'),
    limit: text(context, 'limit'),
  }
  if (query.trim() === '') throw refuse('value-missing', { field: 'query' })
  const { db } = await context.openDatabase()
  return print(context, await answerSearch(db, question, on), showMatches)
}

async function boundaries(context: CommandContext): Promise<number> {
  const file = onlyFile(context)
  const on = day(context)
  const check = context.options.get('check') === true
  const database = check ? await context.openDatabase() : await context.openOwnerDatabase()
  const origin = {
    file,
    on,
    source: text(context, 'source') ?? null,
    license: text(context, 'license') ?? null,
  }
  const report = await loadBoundaries(database, systemClock, origin, check)
  const answer = {
    checkedOnly: check,
    ...report,
    missing: report.missing.map(({ code, name, kind }) => ({ code: dottedCode(code), name, kind })),
  }
  return print(context, answer, showBoundaries)
}

async function preview(context: CommandContext): Promise<number> {
  const file = await readJson(onlyFile(context))
  const drawn = await previewChange(await context.openDatabase(), file)
  return print(context, { status: 'preview' as const, ...previewForPrograms(drawn) }, showPreview)
}

async function apply(context: CommandContext): Promise<number> {
  const file = await readJson(onlyFile(context))
  const owner = await context.openOwnerDatabase()
  const drawn = await previewChange(owner, file)
  await applyChange(owner, systemClock, file)
  return print(context, { status: 'applied' as const, ...previewForPrograms(drawn) }, showPreview)
}

async function revert(context: CommandContext): Promise<number> {
  const reason = text(context, 'reason')
  if (reason === undefined) throw refuse('value-missing', { field: 'reason' })
  const file = await readJson(onlyFile(context))
  const change = await revertChange(await context.openOwnerDatabase(), systemClock, file, reason)
  const answer = { status: 'reverted' as const, title: change.title, effectiveOn: change.effectiveOn, reason }
  return print(context, answer, ({ title }) => [
    `Dibatalkan: ${title}. Peta wilayah kembali seperti sebelumnya.`,
  ])
}

function print<Answer>(context: CommandContext, answer: Answer, show: (answer: Answer) => string[]): number {
  if (context.json) context.out(JSON.stringify(answer))
  else for (const line of show(answer)) context.out(line)
  return 0
}

function day(context: CommandContext): PlainDate {
  const asked = text(context, 'on')
  return asked === undefined ? readDay(undefined, systemClock) : parsePlainDate('on', asked)
}

function atMostOne({ positionals }: CommandContext): readonly string[] {
  const [, second] = positionals
  if (second !== undefined) throw refuse('field-unknown', { field: second, allowed: ['KODE'] })
  return positionals
}

function onlyFile(context: CommandContext): string {
  const [file] = atMostOne(context)
  if (file === undefined) throw refuse('value-missing', { field: 'file' })
  return file
}

async function readJson(file: string): Promise<unknown> {
  const content = await readTextFile(file, MOST_CHANGE_BYTES)
  try {
    return JSON.parse(content)
  } catch {
    throw refuse('file-unreadable', { file, problem: 'not-json' })
  }
}
