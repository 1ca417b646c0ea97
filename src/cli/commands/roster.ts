import { createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { formatNumber, formatRupiah } from '../../kernel/format.ts'
import { refuse } from '../../kernel/refusal.ts'
import { LEAVING_CAUSES } from '../../modules/agency-months/agency-months.ts'
import { changeMonth, type MonthAsk } from '../../modules/agency-months/change-month.ts'
import { compareFile, type Compared } from '../../modules/agency-months/compare-file.ts'
import {
  changeMonthBody,
  reopenMonthBody,
  sendMonthBody,
  showMonthQuery,
  type MonthAnswer,
} from '../../modules/agency-months/contract.ts'
import { makeRecap } from '../../modules/agency-months/make-recap.ts'
import { reopenMonth } from '../../modules/agency-months/reopen-month.ts'
import { sendMonth } from '../../modules/agency-months/send-month.ts'
import { showMonth } from '../../modules/agency-months/show-month.ts'
import { finishRun, type BillingDeps } from '../../modules/billing/run-bills.ts'
import { readLawSources } from '../../modules/law/read-law-sources.ts'
import { systemClock } from '../../platform/clock.ts'
import { readConfig } from '../../platform/config.ts'
import { openKeys } from '../../platform/key-source.ts'
import { agencyMonthWords } from '../../../web/locales/id/agency-months.ts'
import { bodyOf, only, print, text, texts } from '../asked.ts'
import type { Command, CommandContext, CommandOption } from '../command.ts'
import { systemDoer } from '../system-doer.ts'

const MONTH: CommandOption = { flag: '--month', value: 'BULAN', meaning: 'bulan laporan, misalnya 2026-11' }
const REASON: CommandOption = { flag: '--reason', value: 'TEKS', meaning: 'mengapa; masuk jejak audit' }
const CAUSE: CommandOption = {
  flag: '--cause',
  value: 'SEBAB',
  meaning: `sebab keluar: ${LEAVING_CAUSES.join(', ')}`,
}

/** Monthly reports about the rosters of agencies and villages. */
export const rosterMonthCommands: readonly Command[] = [
  {
    name: 'roster month show',
    summary: 'Laporan satu bulan: daftar, rancangan perubahan, jumlah menurut peraturan, tagihan.',
    usage: 'NOMOR --month BULAN [--page N] [--pdf BERKAS] [--json]',
    options: [
      MONTH,
      { flag: '--page', value: 'N', meaning: 'halaman, 50 baris tiap halaman' },
      { flag: '--pdf', value: 'BERKAS', meaning: 'tulis rekap ke berkas ini' },
    ],
    examples: ['./payung roster month show NOMOR --month 2026-11'],
    run: show,
  },
  {
    name: 'roster month change',
    summary: 'Catat di rancangan: masuk, keluar, upah berubah; atau bandingkan dengan berkas daftar lengkap.',
    usage:
      'NOMOR --month BULAN (--person-id N --change PERUBAHAN [--pay RUPIAH] [--cause SEBAB] | --file BERKAS --cause SEBAB) [--json]',
    options: [
      MONTH,
      { flag: '--person-id', value: 'N', meaning: 'nomor orang' },
      { flag: '--change', value: 'PERUBAHAN', meaning: 'joined, left, pay-changed, atau none (batal)' },
      { flag: '--pay', value: 'RUPIAH', meaning: 'upah atau penghasilan sebulan' },
      CAUSE,
      { flag: '--file', value: 'BERKAS', meaning: 'daftar lengkap dengan NIK (CSV atau XLSX)' },
    ],
    examples: [
      './payung roster month change NOMOR --month 2026-11 --person-id 12 --change left --cause retired',
    ],
    run: change,
  },
  {
    name: 'roster month send',
    summary: 'Kirim laporan: perubahannya berlaku, bulannya terkunci, tagihannya terbit.',
    usage: 'NOMOR --month BULAN --reason TEKS [--ground TEKS] [--people N --contribution RUPIAH] [--json]',
    options: [
      MONTH,
      { flag: '--people', value: 'N', meaning: 'jumlah orang seperti ditunjukkan; beda berarti ditolak' },
      { flag: '--contribution', value: 'RUPIAH', meaning: 'jumlah iuran seperti ditunjukkan' },
      { flag: '--ground', value: 'TEKS', meaning: 'dasar bagi yang masuk' },
      REASON,
    ],
    run: send,
  },
  {
    name: 'roster month reopen',
    summary: 'Buka kembali laporan yang sudah dikirim, selama tagihannya belum dibayar.',
    usage: 'NOMOR --month BULAN --reason TEKS [--json]',
    options: [MONTH, REASON],
    run: async (context) => {
      const deps = await depsOf(context)
      const answer = await reopenMonth(
        deps,
        systemDoer(),
        askOf(context),
        bodyOf(reopenMonthBody, rest(context)),
      )
      return print(context, answer, [`Laporan ${answer.month} dibuka kembali.`])
    },
  },
]

async function show(context: CommandContext): Promise<number> {
  const deps = await depsOf(context)
  const ask = askOf(context)
  const path = text(context, 'pdf')
  const answer = await showMonth(deps, systemDoer(), ask, bodyOf(showMonthQuery, rest(context, 'pdf')))
  if (path !== undefined) {
    const { content } = await makeRecap(deps, systemDoer(), ask, 'id', agencyMonthWords)
    await pipeline(content, createWriteStream(path))
  }
  return print(context, answer, [
    ...linesOf(answer),
    ...(path === undefined ? [] : [`Rekap ditulis: ${path}`]),
  ])
}

function linesOf({
  roster,
  month,
  state,
  isLate,
  dueOn,
  totals,
  joined,
  left,
  payChanged,
  members,
  bill,
}: MonthAnswer) {
  const { states, late, onTime, changes, noBill } = agencyMonthWords
  return [
    `${roster}, ${month}: ${states[state]}, batas ${dueOn} (${isLate ? late : onTime})`,
    `  ${formatNumber(totals.people)} orang, upah ${formatRupiah(BigInt(totals.pay))}, iuran ${formatRupiah(BigInt(totals.contribution))}`,
    `  ${String(joined)} masuk, ${String(left)} keluar, ${String(payChanged)} upah berubah; tagihan ${bill?.number ?? noBill}`,
    ...members.map(({ personId, name, pay, change: kind }) => {
      const mark = kind === null ? '' : `  ${changes[kind]}`
      return `${String(personId)}  ${name ?? '–'}  ${formatRupiah(BigInt(pay))}${mark}`
    }),
  ]
}

async function change(context: CommandContext): Promise<number> {
  const { db } = await context.openDatabase()
  const ask = askOf(context)
  const path = text(context, 'file')
  if (path === undefined) {
    const wanted = bodyOf(changeMonthBody, rest(context))
    const answer = await changeMonth({ db, clock: systemClock }, systemDoer(), ask, [wanted])
    return print(context, answer, ['Dicatat di rancangan. Berlaku sesudah laporan dikirim.'])
  }
  const cause = LEAVING_CAUSES.find((each) => each === text(context, 'cause'))
  if (cause === undefined) throw refuse('value-missing', { field: 'cause', allowed: LEAVING_CAUSES })
  const { ring } = await openKeys(readConfig(context.env), await context.openOwnerDatabase())
  const answer = await compareFile({ db, clock: systemClock, ring }, systemDoer(), { ...ask, path, cause })
  return print(context, answer, comparedLines(answer))
}

function comparedLines({ joined, left, payChanged, unknown, withoutPay }: Compared): string[] {
  const { fileDone, fileUnknown, fileWithoutPay } = agencyMonthWords
  return [
    fileDone(formatNumber(joined), formatNumber(left), formatNumber(payChanged)),
    ...(unknown > 0 ? [fileUnknown(formatNumber(unknown))] : []),
    ...(withoutPay > 0 ? [fileWithoutPay(formatNumber(withoutPay))] : []),
  ]
}

async function send(context: CommandContext): Promise<number> {
  const deps = await depsOf(context)
  const { sent, run } = await sendMonth(
    deps,
    systemDoer(),
    askOf(context),
    bodyOf(sendMonthBody, rest(context)),
  )
  await finishRun(deps, run)
  const total = formatRupiah(BigInt(sent.contribution))
  return print(context, sent, [
    `Laporan terkirim${sent.isLate ? ' (terlambat)' : ''}: ${formatNumber(sent.people)} orang, iuran ${total}.`,
  ])
}

async function depsOf(context: CommandContext): Promise<BillingDeps> {
  const { db } = await context.openDatabase()
  return { db, clock: systemClock, ...(await readLawSources(readConfig(context.env))) }
}

function askOf(context: CommandContext): MonthAsk {
  const month = text(context, 'month')
  if (month === undefined) throw refuse('value-missing', { field: 'month' })
  return { rosterId: only(context, 'NOMOR'), month }
}

/** The options but the month, which is part of the address, and those that are no fields. */
function rest(context: CommandContext, ...others: readonly string[]): Record<string, string> {
  const no = new Set(['month', ...others])
  return Object.fromEntries(Object.entries(texts(context)).filter(([field]) => !no.has(field)))
}
