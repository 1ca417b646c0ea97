import { createWriteStream } from 'node:fs'
import { basename, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { formatNumber, formatRupiah } from '../../kernel/format.ts'
import { refuse } from '../../kernel/refusal.ts'
import { createElection } from '../../modules/elections/create-election.ts'
import {
  createElectionBody,
  listElectionsQuery,
  makePostsBody,
  postsQuery,
  replaceBody,
  stationsBody,
  treeQuery,
} from '../../modules/elections/contract.ts'
import { ELECTION_ROLES, POST_RULE_NAMES } from '../../modules/elections/elections.ts'
import { fillFromFile } from '../../modules/elections/fill-from-file.ts'
import { makePosts } from '../../modules/elections/make-posts.ts'
import { makeStationList } from '../../modules/elections/make-station-list.ts'
import { replaceOfficer } from '../../modules/elections/replace-officer.ts'
import { readStations, setStations } from '../../modules/elections/set-stations.ts'
import {
  showElection,
  showElections,
  showPosts,
  type ElectionDeps,
} from '../../modules/elections/show-elections.ts'
import { readLawSources } from '../../modules/law/read-law-sources.ts'
import { systemClock } from '../../platform/clock.ts'
import { readConfig } from '../../platform/config.ts'
import { openKeys } from '../../platform/key-source.ts'
import { checkShape } from '../../platform/validate.ts'
import { electionWords } from '../../../web/locales/id/elections.ts'
import { bodyOf, only, print, text, texts } from '../asked.ts'
import type { Command, CommandContext, CommandOption } from '../command.ts'
import { systemDoer } from '../system-doer.ts'

const REASON: CommandOption = { flag: '--reason', value: 'TEKS', meaning: 'mengapa; masuk jejak audit' }
const REGION: CommandOption = { flag: '--region', value: 'KODE', meaning: 'kode wilayah, misalnya 16.06.01' }
const PAGE: CommandOption = { flag: '--page', value: 'N', meaning: 'halaman' }
const FILE: CommandOption = { flag: '--file', value: 'BERKAS', meaning: 'CSV atau XLSX' }

/** Ad hoc officers of elections. */
export const electionCommands: readonly Command[] = [
  {
    name: 'election create',
    summary: 'Catat pemilihan dengan aturan tempat petugas dan pembayarnya.',
    usage:
      '--payer-id NOMOR --name NAMA --voted-on TANGGAL --rule ATURAN --service-days DAFTAR --income RUPIAH --legal-basis TEKS --reason TEKS [--json]',
    options: [
      { flag: '--payer-id', value: 'NOMOR', meaning: 'siapa yang membayar semua petugas' },
      { flag: '--name', value: 'NAMA', meaning: 'nama pemilihan' },
      REGION,
      { flag: '--voted-on', value: 'TANGGAL', meaning: 'hari pemungutan suara' },
      { flag: '--rule', value: 'ATURAN', meaning: POST_RULE_NAMES.join(', ') },
      {
        flag: '--service-days',
        value: 'DAFTAR',
        meaning: `peran:hari pertama:hari terakhir, dipisah koma; peran: ${ELECTION_ROLES.join(', ')}`,
      },
      { flag: '--income', value: 'RUPIAH', meaning: 'penghasilan dasar iuran' },
      { flag: '--programmes', value: 'DAFTAR', meaning: 'biasanya JKK,JKM' },
      { flag: '--legal-basis', value: 'TEKS', meaning: 'dasar hukum' },
      REASON,
    ],
    run: async (context) => {
      const answer = await createElection(
        await depsOf(context),
        systemDoer(),
        bodyOf(createElectionBody, texts(context)),
      )
      return print(context, answer, [`Pemilihan dicatat: ${answer.id}`])
    },
  },
  {
    name: 'election list',
    summary: 'Daftar pemilihan dengan isian tempatnya.',
    usage: '[--region KODE] [--page N] [--json]',
    options: [REGION, PAGE],
    run: async (context) => {
      const answer = await showElections(
        await depsOf(context),
        systemDoer(),
        bodyOf(listElectionsQuery, texts(context)),
      )
      return print(
        context,
        answer,
        answer.elections.map(
          ({ id, name, region, votedOn, posts, missing }) =>
            `${id}  ${name} (${region}, ${votedOn}): ${formatNumber(posts)} tempat, kurang ${formatNumber(missing)}`,
        ),
      )
    },
  },
  {
    name: 'election show',
    summary: 'Satu pemilihan: aturan, pembayar, dan isian per bagian wilayah.',
    usage: 'NOMOR [--region KODE] [--pdf BERKAS] [--json]',
    options: [REGION, { flag: '--pdf', value: 'BERKAS', meaning: 'tulis daftar petugas wilayah ini' }],
    run: show,
  },
  {
    name: 'election stations',
    summary: 'Catat jumlah TPS tiap desa dari berkas (kode wilayah, jumlah TPS).',
    usage: 'NOMOR --file BERKAS --source TEKS --reason TEKS [--json]',
    options: [FILE, { flag: '--source', value: 'TEKS', meaning: 'keputusan yang menetapkan TPS' }, REASON],
    run: async (context) => {
      const { file: _file, ...given } = texts(context)
      const body = checkShape(stationsBody, { ...given, villages: await readStations(fileOf(context)) })
      const answer = await setStations(await depsOf(context), systemDoer(), only(context, 'NOMOR'), body)
      const { villages, stations } = answer
      return print(context, answer, [
        electionWords.stationsDone(formatNumber(villages), formatNumber(stations)),
      ])
    },
  },
  {
    name: 'election posts',
    summary: 'Bentuk tempat petugas dari kecamatan, desa, dan TPS; diulang tidak apa-apa.',
    usage: 'NOMOR --reason TEKS [--json]',
    options: [REASON],
    run: async (context) => {
      const { reason } = bodyOf(makePostsBody, texts(context))
      const answer = await makePosts(await depsOf(context), systemDoer(), only(context, 'NOMOR'), reason)
      const { made, removed, posts } = answer
      return print(context, answer, [
        `${electionWords.madeDone(formatNumber(made), formatNumber(removed))} Semua: ${formatNumber(posts)}.`,
      ])
    },
  },
  {
    name: 'election fill',
    summary: 'Isi tempat petugas satu kecamatan dari daftar; orangnya masuk data lewat jalan yang sama.',
    usage: 'NOMOR --region KECAMATAN --file BERKAS --reason TEKS [--json]',
    options: [REGION, FILE, REASON],
    run: fill,
  },
  {
    name: 'election replace',
    summary: 'Ganti seorang petugas sejak satu hari: yang lama berakhir, yang baru mulai.',
    usage: 'NOMOR --post-id N [--officer-id N] [--person-id N] --from TANGGAL --reason TEKS [--json]',
    options: [
      { flag: '--post-id', value: 'N', meaning: 'nomor tempat' },
      {
        flag: '--officer-id',
        value: 'N',
        meaning: 'siapa yang berakhir, seperti ditunjukkan; kosong: tempatnya kosong',
      },
      { flag: '--person-id', value: 'N', meaning: 'nomor orang pengganti; kosong: tempat dibiarkan kosong' },
      { flag: '--from', value: 'TANGGAL', meaning: 'hari pertama pengganti' },
      REASON,
    ],
    run: async (context) => {
      const body = bodyOf(replaceBody, texts(context))
      const answer = await replaceOfficer(await depsOf(context), systemDoer(), only(context, 'NOMOR'), body)
      return print(context, answer, [
        `Penggantian dicatat. Bulan pengganti: ${answer.months.join(', ') || '–'}.`,
      ])
    },
  },
  {
    name: 'election missing',
    summary: 'Tempat yang tidak dipegang siapa pun sampai akhir masa tugasnya.',
    usage: 'NOMOR [--region KODE] [--role PERAN] [--station N] [--page N] [--json]',
    options: [
      REGION,
      { flag: '--role', value: 'PERAN', meaning: ELECTION_ROLES.join(', ') },
      { flag: '--station', value: 'N', meaning: 'nomor TPS di desa itu' },
      PAGE,
    ],
    run: async (context) => {
      const query = bodyOf(postsQuery, { ...texts(context), missing: 'yes' })
      const answer = await showPosts(await depsOf(context), systemDoer(), only(context, 'NOMOR'), query)
      const lines = answer.posts.map(({ postId, role, region, village, station, seat }) => {
        const where = station === null ? '' : ` TPS ${String(station)}`
        return `${String(postId)}  ${region} ${village}${where}: ${electionWords.roles[role]} ${String(seat)}`
      })
      return print(context, answer, lines.length === 0 ? [electionWords.noMissing] : lines)
    },
  },
]

async function show(context: CommandContext): Promise<number> {
  const deps = await depsOf(context)
  const id = only(context, 'NOMOR')
  const { pdf: path, ...given } = texts(context)
  const query = bodyOf(treeQuery, given)
  const answer = await showElection(deps, systemDoer(), id, query)
  if (path !== undefined) {
    const ask = { electionId: id, region: query.region ?? answer.region }
    const { content } = await makeStationList(deps, systemDoer(), ask, 'id', electionWords)
    await pipeline(content, createWriteStream(path))
  }
  return print(context, answer, [
    `${answer.name} (${answer.region}, ${answer.votedOn}), dibayar ${answer.payer}`,
    `  ${formatNumber(answer.posts)} tempat, ${formatNumber(answer.filled)} terisi, kurang ${formatNumber(answer.missing)}`,
    ...answer.lines.map(({ role, seats, per, months, perPerson }) => {
      const { roles, units } = electionWords
      return `  ${roles[role]}: ${String(seats)} per ${units[per as keyof typeof units]}, ${months.join(', ')}, ${formatRupiah(BigInt(perPerson))}`
    }),
    ...answer.units.map(
      ({ region, name, posts, missing }) =>
        `${region}  ${name}: ${formatNumber(posts)}, kurang ${formatNumber(missing)}`,
    ),
    ...answer.stationUnits.map(
      ({ station, posts, missing }) => `TPS ${String(station)}: ${String(posts)}, kurang ${String(missing)}`,
    ),
    ...(path === undefined ? [] : [`Daftar ditulis: ${path}`]),
  ])
}

async function fill(context: CommandContext): Promise<number> {
  const config = readConfig(context.env)
  const { ring } = await openKeys(config, await context.openOwnerDatabase())
  const { db, pool } = await context.openDatabase()
  const { book } = await readLawSources(config)
  const deps = { db, pool, clock: systemClock, ring, book, folder: join(config.dataFolder, 'lists') }
  const [region, reason, path] = [text(context, 'region'), text(context, 'reason'), fileOf(context)]
  if (region === undefined) throw refuse('value-missing', { field: 'region' })
  const ask = {
    electionId: only(context, 'NOMOR'),
    region,
    reason: reason ?? '',
    path,
    fileName: basename(path),
  }
  const answer = await fillFromFile(deps, systemDoer(), ask)
  const { fillDone, covered, reasons } = electionWords
  return print(context, answer, [
    fillDone(formatNumber(answer.filled), formatNumber(answer.same)),
    ...(answer.covered > 0 ? [covered(formatNumber(answer.covered))] : []),
    ...answer.problems.map(({ row, because }) => `  baris ${String(row)}: ${reasons[because]}`),
  ])
}

async function depsOf(context: CommandContext): Promise<ElectionDeps> {
  const { db } = await context.openDatabase()
  const { book } = await readLawSources(readConfig(context.env))
  return { db, clock: systemClock, book }
}

function fileOf(context: CommandContext): string {
  const path = text(context, 'file')
  if (path === undefined) throw refuse('value-missing', { field: 'file' })
  return path
}
