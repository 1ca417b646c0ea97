import { createWriteStream, readFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { formatNumber } from '../../kernel/format.ts'
import { refuse } from '../../kernel/refusal.ts'
import {
  answerProgress,
  answerRejected,
  answerSubmission,
  answerSubmissions,
} from '../../modules/submissions/answers.ts'
import { applyResult, keepResult, type ResultDeps } from '../../modules/submissions/apply-result.ts'
import {
  listSubmissionsQuery,
  makeSubmissionBody,
  mendedBody,
  progressQuery,
  rejectedQuery,
  sendBody,
  withdrawBody,
} from '../../modules/submissions/contract.ts'
import { makeSubmission } from '../../modules/submissions/make-submission.ts'
import { mendRejected } from '../../modules/submissions/mend-rejected.ts'
import { resultJson } from '../../modules/submissions/result-answers.ts'
import { sendSubmission, withdrawSubmission } from '../../modules/submissions/send-submission.ts'
import { TOLD } from '../../modules/submissions/submissions.ts'
import { writeSubmissionFile, type FileFormat } from '../../modules/submissions/write-submission-file.ts'
import { systemClock } from '../../platform/clock.ts'
import { readConfig } from '../../platform/config.ts'
import { openKeys } from '../../platform/key-source.ts'
import { rejectionSentence } from '../../../web/locales/rejection-sentence.ts'
import { wordsIn } from '../../../web/locales/public.ts'
import { bodyOf, only, print, text, texts } from '../asked.ts'
import type { Command, CommandContext, CommandOption } from '../command.ts'
import { systemDoer } from '../system-doer.ts'

const REGION: CommandOption = { flag: '--region', value: 'KODE', meaning: 'wilayah tempat tinggal' }
const ROSTER: CommandOption = {
  flag: '--roster',
  value: 'NOMOR',
  meaning: 'program atau daftar bayar; wajib untuk PU',
}
const REASON: CommandOption = { flag: '--reason', value: 'TEKS', meaning: 'mengapa; masuk jejak audit' }
const words = wordsIn('id').submissions

/** What BPJS Ketenagakerjaan is told and answers, from the machine itself. */
export const submissionCommands: readonly Command[] = [
  {
    name: 'submission export',
    summary: 'Kumpulkan orang terlindungi yang belum diajukan, dan tulis berkasnya.',
    usage:
      '[NOMOR] [--segment BPU|PU] [--region KODE] [--roster NOMOR] [--month BULAN] [--package KODE] [--into FOLDER] [--format xlsx|csv] [--json]',
    options: [
      {
        flag: '--segment',
        value: 'SEGMEN',
        meaning: 'BPU (templat kolektif) atau PU (SIPP TK Baru); BPU bila kosong',
      },
      REGION,
      ROSTER,
      {
        flag: '--month',
        value: 'BULAN',
        meaning: 'bulan terlindungi, misalnya 2026-05; kosong: mulai bulan ini',
      },
      { flag: '--package', value: 'KODE', meaning: 'KODE_PAKET templat BPU; T bila kosong' },
      { flag: '--into', value: 'FOLDER', meaning: 'tempat menulis berkasnya; tanpa ini hanya dikumpulkan' },
      { flag: '--format', value: 'BENTUK', meaning: 'xlsx atau csv' },
    ],
    examples: [
      './payung submission export --region 16.06 --into berkas',
      './payung submission export PGJ-2026-000001 --into berkas',
    ],
    run: exportFiles,
  },
  {
    name: 'submission list',
    summary: 'Pengajuan, yang terbaru dulu.',
    usage: '[--state KEADAAN] [--region KODE] [--roster NOMOR] [--page N] [--json]',
    options: [
      {
        flag: '--state',
        value: 'KEADAAN',
        meaning: 'draft, sent, partly-answered, answered, atau withdrawn',
      },
      REGION,
      ROSTER,
      { flag: '--page', value: 'N', meaning: 'halaman, 50 baris tiap halaman' },
    ],
    run: list,
  },
  {
    name: 'submission sent',
    summary: 'Tandai pengajuan terkirim.',
    usage: 'NOMOR [--on TANGGAL] [--json]',
    options: [{ flag: '--on', value: 'TANGGAL', meaning: 'hari dikirim; hari ini bila kosong' }],
    run: sent,
  },
  {
    name: 'submission withdraw',
    summary: 'Tarik pengajuan yang belum dikirim.',
    usage: 'NOMOR --reason TEKS [--json]',
    options: [REASON],
    run: withdraw,
  },
  {
    name: 'submission result',
    summary: 'Muat hasil dari BPJS Ketenagakerjaan: KPJ atau alasan tiap NIK.',
    usage: 'BERKAS --id NOMOR [--on TANGGAL] [--preview] [--json]',
    options: [
      { flag: '--id', value: 'NOMOR', meaning: 'pengajuan yang dijawab' },
      { flag: '--on', value: 'TANGGAL', meaning: 'hari dijawab; hari ini bila kosong' },
      { flag: '--preview', meaning: 'hanya hitung; tidak diterapkan' },
    ],
    examples: ['./payung submission result hasil.xlsx --id PGJ-2026-000001 --preview'],
    run: result,
  },
  {
    name: 'submission rejected',
    summary: 'Orang yang ditolak dan menunggu perbaikan, dengan yang perlu dilakukan.',
    usage: '[--region KODE] [--reason-code ALASAN] [--page N] [--json]',
    options: [
      REGION,
      { flag: '--reason-code', value: 'ALASAN', meaning: 'misalnya over-age, nik-invalid, name-differs' },
      { flag: '--page', value: 'N', meaning: 'halaman, 50 baris tiap halaman' },
    ],
    run: rejected,
  },
  {
    name: 'submission mended',
    summary: 'Nyatakan bahwa orang yang ditolak sudah benar datanya.',
    usage: 'NOMOR --people NOMOR,… --reason TEKS [--json]',
    options: [{ flag: '--people', value: 'NOMOR,NOMOR', meaning: 'orang menurut nomornya' }, REASON],
    run: mended,
  },
  {
    name: 'submission progress',
    summary: 'Dari usulan sampai kartu, menurut program dan desa.',
    usage: '[--region KODE] [--programme NOMOR] [--proposal NOMOR] [--json]',
    options: [
      REGION,
      { flag: '--programme', value: 'NOMOR', meaning: 'satu program' },
      { flag: '--proposal', value: 'NOMOR', meaning: 'satu usulan' },
    ],
    run: progress,
  },
]

async function submissionDeps(context: CommandContext): Promise<ResultDeps> {
  const { db } = await context.openDatabase()
  const { ring } = await openKeys(readConfig(context.env), await context.openOwnerDatabase())
  return { db, clock: systemClock, ring }
}

/** Gathers a new submission unless one is named; with a folder its files are written there. */
async function exportFiles(context: CommandContext): Promise<number> {
  const deps = await submissionDeps(context)
  const { into, format = 'xlsx', ...asked } = texts(context)
  if (format !== 'xlsx' && format !== 'csv')
    throw refuse('value-not-allowed', { field: 'format', value: format, allowed: ['xlsx', 'csv'] })
  const [given] = context.positionals
  const id =
    given ??
    (await makeSubmission(deps, systemDoer(), bodyOf(makeSubmissionBody, { segment: 'BPU', ...asked }))).id
  const submission = await answerSubmission(deps, systemDoer(), id)
  const written = into === undefined ? [] : await writeFiles(deps, { ...submission, into, format })
  return print(context, { ...submission, written }, [
    `${submission.number}: ${formatNumber(submission.people)} orang, ${formatNumber(submission.files)} berkas.`,
    ...written,
  ])
}

async function writeFiles(
  deps: ResultDeps,
  {
    id,
    files,
    into,
    format,
  }: { readonly id: string; readonly files: number; readonly into: string; readonly format: FileFormat },
): Promise<string[]> {
  await mkdir(into, { recursive: true, mode: 0o700 })
  const written: string[] = []
  for (let file = 1; file <= files; file += 1) {
    const { name, bytes } = await writeSubmissionFile(deps, systemDoer(), { id, file, format })
    await pipeline(bytes, createWriteStream(join(into, name), { mode: 0o600 }))
    written.push(join(into, name))
  }
  return written
}

async function list(context: CommandContext): Promise<number> {
  const answer = await answerSubmissions(
    await submissionDeps(context),
    systemDoer(),
    bodyOf(listSubmissionsQuery, texts(context)),
  )
  const lines = answer.submissions.map(
    ({ number, region, state, people, open, members, rejected: refused }) =>
      `${number}  ${region}  ${words.states[state]}  ${formatNumber(people)} orang: ${formatNumber(open)} menunggu, ${formatNumber(members)} peserta, ${formatNumber(refused)} ditolak`,
  )
  return print(context, answer, lines)
}

async function sent(context: CommandContext): Promise<number> {
  const id = only(context, 'NOMOR')
  const { on } = await sendSubmission(await submissionDeps(context), systemDoer(), {
    id,
    ...bodyOf(sendBody, texts(context)),
  })
  return print(context, { done: true, on }, [`Pengajuan ${id} ditandai terkirim.`])
}

async function withdraw(context: CommandContext): Promise<number> {
  const id = only(context, 'NOMOR')
  const { reason } = bodyOf(withdrawBody, texts(context))
  await withdrawSubmission(await submissionDeps(context), systemDoer(), { id, reason })
  return print(context, { done: true }, [`Pengajuan ${id} ditarik; orang-orangnya bebas diajukan lagi.`])
}

async function result(context: CommandContext): Promise<number> {
  const file = only(context, 'BERKAS')
  const id = text(context, 'id')
  if (id === undefined) throw refuse('value-missing', { field: 'id' })
  const deps = await submissionDeps(context)
  const kept = await keepResult(deps, systemDoer(), {
    ...{ id, fileName: basename(file), bytes: readResultFile(file), on: text(context, 'on') },
  })
  const done = context.options.has('preview') ? kept : await applyResult(deps, systemDoer(), kept.id)
  const answer = resultJson(done)
  return print(context, answer, [
    ...(answer.again ? [words.again] : []),
    ...TOLD.filter((told) => done.counts[told] > 0).map(
      (told) => `${formatNumber(done.counts[told])}  ${words.told[told]}`,
    ),
    ...done.remarks.map(({ row, told }) => `  baris ${String(row)}: ${words.told[told]}`),
    done.state === 'applied' ? 'Hasil diterapkan.' : 'Belum diterapkan.',
  ])
}

function readResultFile(file: string): Buffer {
  try {
    return readFileSync(file)
  } catch {
    throw refuse('file-unreadable', { file, problem: 'missing' })
  }
}

async function rejected(context: CommandContext): Promise<number> {
  const { reasonCode, ...asked } = texts(context)
  const answer = await answerRejected(
    await submissionDeps(context),
    systemDoer(),
    bodyOf(rejectedQuery, { ...asked, reason: reasonCode }),
  )
  const lines = answer.people.map(
    ({ submissionNumber, person, region, reason, reasonText }) =>
      `${submissionNumber}  ${region}  orang ${String(person)}: ${rejectionSentence(reason ?? 'other', reasonText, 'id')}`,
  )
  return print(context, answer, lines, words.toMendNone)
}

async function mended(context: CommandContext): Promise<number> {
  const id = only(context, 'NOMOR')
  const answer = await mendRejected(await submissionDeps(context), systemDoer(), {
    id,
    ...bodyOf(mendedBody, texts(context)),
  })
  return print(context, answer, [`${formatNumber(answer.mended)} orang ikut dalam pengajuan berikut.`])
}

async function progress(context: CommandContext): Promise<number> {
  const answer = await answerProgress(
    await submissionDeps(context),
    systemDoer(),
    bodyOf(progressQuery, texts(context)),
  )
  const lines = answer.programmes.map(
    ({ name, region, people, approved, submitted, member, rejected: refused }) =>
      `${name}  ${region}  ${formatNumber(people)} orang: ${formatNumber(approved)} disetujui, ${formatNumber(submitted)} diajukan, ${formatNumber(member)} peserta, ${formatNumber(refused)} ditolak`,
  )
  return print(context, answer, lines)
}
