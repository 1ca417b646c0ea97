import { formatDate, formatNumber, formatRupiahLong } from '../../kernel/format.ts'
import { parseMonth } from '../../kernel/month.ts'
import { knownFrom, parsePlainDate } from '../../kernel/plain-date.ts'
import { requireRegion } from '../../modules/access/places.ts'
import { answerCoverage, answerMovers, answerRanking, answerTrend } from '../../modules/coverage/answers.ts'
import { askCoverage, type CoverageDeps } from '../../modules/coverage/ask-coverage.ts'
import { askMovers, askRanking, askTrend } from '../../modules/coverage/compare-coverage.ts'
import * as contract from '../../modules/coverage/contract.ts'
import { recountCoverage } from '../../modules/coverage/keep-counters.ts'
import { readLawSources } from '../../modules/law/read-law-sources.ts'
import { systemClock } from '../../platform/clock.ts'
import { readConfig } from '../../platform/config.ts'
import { bodyOf, print, texts } from '../asked.ts'
import type { Command, CommandContext, CommandOption } from '../command.ts'
import { systemDoer } from '../system-doer.ts'

const REGION: CommandOption = { flag: '--region', value: 'KODE', meaning: 'wilayahnya; ID untuk nasional' }
const AS_OF: CommandOption = {
  flag: '--as-of',
  value: 'TANGGAL',
  meaning: 'keadaan pada hari itu; biasanya hari ini',
}
const INDICATOR: CommandOption = {
  flag: '--indicator',
  value: 'A|B|C',
  meaning: 'penyebutnya; biasanya A, pekerja yang berhak',
}
const PLACE: CommandOption = {
  flag: '--place',
  value: 'TEMPAT',
  meaning: 'work (tempat kerja, biasanya) atau residence (tempat tinggal)',
}
const COUNTING: CommandOption = {
  flag: '--counting',
  value: 'CARA',
  meaning: 'protected (terlindungi di sini, biasanya) atau told (sudah diberitahukan BPJS sebagai peserta)',
}
const KNOWN_ON: CommandOption = {
  flag: '--known-on',
  value: 'TANGGAL',
  meaning: 'seperti yang sudah tercatat pada akhir hari itu: dari baris, lambat',
}
const JAKON: CommandOption = {
  flag: '--jakon',
  value: 'CARA',
  meaning: 'with atau without: penyebut dengan atau tanpa Jasa Konstruksi',
}

/** The coverage figure and what follows from it, on the command line. */
export const coverageCommands: readonly Command[] = [
  {
    name: 'coverage',
    summary: 'Berapa yang terlindungi di satu wilayah, dari berapa, dan berapa yang masih kurang.',
    usage:
      '--region KODE [--as-of TANGGAL] [--indicator A|B|C] [--counting protected|told] [--by segment|region|payer] [--place work|residence] [--json]',
    options: [
      REGION,
      AS_OF,
      INDICATOR,
      { flag: '--by', value: 'BAGIAN', meaning: 'segment, region (tingkat di bawahnya), atau payer' },
      COUNTING,
      PLACE,
      JAKON,
      { flag: '--from-rows', meaning: 'hitung dari baris, bukan dari penghitung: lambat, hasilnya sama' },
      KNOWN_ON,
    ],
    examples: ['./payung coverage --region 16 --as-of 2026-11-20 --by segment --json'],
    run: figure,
  },
  {
    name: 'coverage ranking',
    summary: 'Peringkat wilayah di bawah satu wilayah menurut cakupannya.',
    usage: '--region KODE [--as-of TANGGAL] [--indicator A|B|C] [--json]',
    options: [REGION, AS_OF, INDICATOR, COUNTING, PLACE, JAKON, KNOWN_ON],
    run: ranking,
  },
  {
    name: 'coverage movers',
    summary: 'Wilayah yang naik dan turun antara dua hari.',
    usage: '--region KODE [--from TANGGAL] [--to TANGGAL] [--indicator A|B|C] [--json]',
    options: [
      REGION,
      { flag: '--from', value: 'TANGGAL', meaning: 'hari yang lebih awal; biasanya akhir bulan lalu' },
      { flag: '--to', value: 'TANGGAL', meaning: 'hari yang lebih akhir; biasanya hari ini' },
      INDICATOR,
      COUNTING,
      PLACE,
      KNOWN_ON,
    ],
    run: movers,
  },
  {
    name: 'coverage trend',
    summary: 'Cakupan bulan demi bulan, dengan jalur targetnya.',
    usage: '--region KODE [--months 13] [--until BULAN] [--indicator A|B|C] [--json]',
    options: [
      REGION,
      { flag: '--months', value: 'N', meaning: 'berapa bulan; biasanya 13' },
      { flag: '--until', value: 'BULAN', meaning: 'bulan terakhir; biasanya bulan ini' },
      INDICATOR,
      COUNTING,
      PLACE,
      KNOWN_ON,
    ],
    run: trend,
  },
  {
    name: 'coverage recount',
    summary: 'Hitung ulang semua penghitung cakupan dari barisnya; sekali lagi tidak mengubah apa pun.',
    usage: '[--json]',
    options: [],
    run: recount,
  },
]

async function depsOf(context: CommandContext): Promise<CoverageDeps> {
  const { db } = await context.openDatabase()
  const { book } = await readLawSources(readConfig(context.env))
  return { db, clock: systemClock, book }
}

async function figure(context: CommandContext): Promise<number> {
  const { region, asOf, knownOn, fromRows, ...rest } = bodyOf(contract.coverageQuery, {
    ...texts(context),
    ...(context.options.has('from-rows') && { fromRows: 'yes' }),
  })
  const deps = await depsOf(context)
  const coverage = await askCoverage(deps, systemDoer(), {
    ...rest,
    fromRows: fromRows === 'yes',
    region: await requireRegion(deps.db, region, systemClock.today()),
    ...(asOf !== undefined && { asOf: parsePlainDate('asOf', asOf) }),
    ...knownFrom(knownOn),
  })
  const answer = answerCoverage(coverage)
  return print(context, answer, [
    sentenceOf(answer, formatDate(coverage.figure.asOf)),
    ...gapOf(answer, coverage.figure.gapRupiah),
    ...sourcesOf(answer),
    ...answer.rows.map(
      ({ part, numerator, percent }) =>
        `- ${part}: ${counted(numerator)}${percent === null ? '' : ` (${percent}%)`}`,
    ),
    ...answer.published.map(({ asOf: day, kind, percent, persons, source }) => {
      const said = [percent === null ? '' : `${percent}%`, persons === null ? '' : formatNumber(persons)]
      return `Angka terbit ${day}: ${kind} ${said.filter((each) => each !== '').join(', ')} (${source})`
    }),
  ])
}

type Answer = ReturnType<typeof answerCoverage>

function sentenceOf({ indicator, counting, numerator, denominator, percent }: Answer, day: string): string {
  const rest =
    denominator === null
      ? '; penyebut belum ditetapkan untuk wilayah ini.'
      : ` dari ${formatNumber(denominator)} (${String(percent)}%).`
  const who = counting === 'told' ? 'peserta menurut BPJS Ketenagakerjaan' : 'orang terlindungi'
  return `Indikator ${indicator}: ${counted(numerator)} ${who} pada ${day}${rest}`
}

function gapOf({ gapPeople, target }: Answer, gapRupiah: bigint | null): readonly string[] {
  if (gapPeople === null || gapRupiah === null) return []
  return [
    `Kurang ${formatNumber(gapPeople)} orang menuju target ${String(target)}%: ${formatRupiahLong(gapRupiah)} setahun.`,
  ]
}

function sourcesOf({ source: { numerator, denominator } }: Answer): readonly string[] {
  return [
    `Pembilang: ${numerator}.`,
    ...(denominator === null ? [] : [`Penyebut: ${denominator.source}, ${denominator.vintage}.`]),
  ]
}

function counted(count: number | null): string {
  return count === null ? '–' : formatNumber(count)
}

async function ranking(context: CommandContext): Promise<number> {
  const { region, asOf, knownOn, ...rest } = bodyOf(contract.rankingQuery, texts(context))
  const deps = await depsOf(context)
  const answer = answerRanking(
    await askRanking(deps, systemDoer(), {
      ...rest,
      ...knownFrom(knownOn),
      region: await requireRegion(deps.db, region, systemClock.today()),
      ...(asOf !== undefined && { asOf: parsePlainDate('asOf', asOf) }),
    }),
  )
  return print(
    context,
    answer,
    answer.rows.map(
      ({ region: code, place, numerator, percent }) =>
        `${place === null ? '–' : String(place)}. ${code}: ${counted(numerator)} orang${percent === null ? '' : `, ${percent}%`}`,
    ),
  )
}

async function movers(context: CommandContext): Promise<number> {
  const { region, from, to, knownOn, ...rest } = bodyOf(contract.moversQuery, texts(context))
  const deps = await depsOf(context)
  const answer = answerMovers(
    await askMovers(deps, systemDoer(), {
      ...rest,
      ...knownFrom(knownOn),
      region: await requireRegion(deps.db, region, systemClock.today()),
      ...(from !== undefined && { from: parsePlainDate('from', from) }),
      ...(to !== undefined && { to: parsePlainDate('to', to) }),
    }),
  )
  return print(
    context,
    answer,
    answer.rows.map(
      ({ region: code, before, after, change }) =>
        `${code}: ${counted(before)} → ${counted(after)} (${change === null ? '–' : formatNumber(change)})`,
    ),
  )
}

async function trend(context: CommandContext): Promise<number> {
  const { region, until, months, knownOn, ...rest } = bodyOf(contract.trendQuery, texts(context))
  const deps = await depsOf(context)
  const answer = answerTrend(
    await askTrend(deps, systemDoer(), {
      ...rest,
      ...knownFrom(knownOn),
      ...(months !== undefined && { months: Number(months) }),
      region: await requireRegion(deps.db, region, systemClock.today()),
      ...(until !== undefined && { until: parseMonth('until', until) }),
    }),
  )
  return print(
    context,
    answer,
    answer.rows.map(
      ({ month, numerator, percent, path }) =>
        `${month}: ${counted(numerator)} orang${percent === null ? '' : `, ${percent}%`}${path === null ? '' : `, jalur target ${path}%`}`,
    ),
  )
}

async function recount(context: CommandContext): Promise<number> {
  const answer = await recountCoverage(await depsOf(context), systemDoer())
  return print(context, answer, [`Cakupan ${formatNumber(answer.people)} orang sudah dihitung ulang.`])
}
