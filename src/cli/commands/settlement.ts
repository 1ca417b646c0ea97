import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Static, TSchema } from 'typebox'
import { formatDate, formatRupiah } from '../../kernel/format.ts'
import { plainDate } from '../../kernel/plain-date.ts'
import { refuse } from '../../kernel/refusal.ts'
import { rupiahToJson } from '../../kernel/rupiah.ts'
import { readLawSources } from '../../modules/law/read-law-sources.ts'
import {
  answerCodes,
  answerOwed,
  answerRecoveries,
  codePaymentOf,
  codeWishOf,
  loadedAnswer,
  returnWishOf,
} from '../../modules/settlement/answers.ts'
import {
  cancelCodeBody,
  listCodesQuery,
  listOwedQuery,
  payCodeBody,
  recordCodeBody,
  settleRecoveriesBody,
} from '../../modules/settlement/contract.ts'
import { loadCodes } from '../../modules/settlement/load-codes.ts'
import { readCodesFile } from '../../modules/settlement/read-codes-file.ts'
import { recordCode, type SettlementDeps } from '../../modules/settlement/record-code.ts'
import { settleRecoveries } from '../../modules/settlement/settle-recoveries.ts'
import { cancelCode, payCode } from '../../modules/settlement/settle-code.ts'
import { CODE_PARTS } from '../../modules/settlement/settlement.ts'
import { systemClock } from '../../platform/clock.ts'
import { readConfig } from '../../platform/config.ts'
import { jsonText } from '../../platform/json-text.ts'
import { fieldOfFlag, valuesFromTexts } from '../../platform/text-values.ts'
import { checkShape } from '../../platform/validate.ts'
import { refusalSentence } from '../../../web/locales/refusal-sentence.ts'
import { only, print } from '../asked.ts'
import type { Command, CommandContext, CommandOption } from '../command.ts'
import { systemDoer } from '../system-doer.ts'

const PARTS: readonly CommandOption[] = CODE_PARTS.map((part) => ({
  flag: `--${part}`,
  value: 'RUPIAH',
  meaning: part === 'fine' ? 'denda' : `iuran ${part.toUpperCase()}`,
}))

/** What was collected for BPJS Ketenagakerjaan on its way there, from the machine itself. */
export const settlementCommands: readonly Command[] = [
  {
    name: 'settlement list',
    summary: 'Yang terkumpul dan belum berkode, dan kode iuran menurut keadaannya.',
    usage: '[--state billed|paid|cancelled] [--month BULAN] [--json]',
    options: [
      { flag: '--state', value: 'KEADAAN', meaning: 'billed, paid, atau cancelled' },
      { flag: '--month', value: 'BULAN', meaning: 'bulan iuran, misalnya 2026-05' },
    ],
    run: list,
  },
  {
    name: 'settlement code',
    summary: 'Catat kode iuran dan ikat uangnya.',
    usage: 'KODE --month BULAN --amount RUPIAH [--jkk RUPIAH] … [--payer NOMOR] [--due-on TANGGAL] [--json]',
    options: [
      { flag: '--month', value: 'BULAN', meaning: 'bulan iuran' },
      { flag: '--amount', value: 'RUPIAH', meaning: 'jumlah pada kode' },
      ...PARTS,
      { flag: '--payer', value: 'NOMOR', meaning: 'pembayar; kosong untuk kode beberapa pembayar' },
      { flag: '--due-on', value: 'TANGGAL', meaning: 'jatuh tempo; biasanya menurut tagihan atau aturan' },
    ],
    examples: ['./payung settlement code 12345678901 --month 2026-05 --amount 16800 --jkk 10000 --jkm 6800'],
    run: record,
  },
  {
    name: 'settlement load',
    summary: 'Catat kode iuran dari berkas jawaban BPJS, CSV atau Excel.',
    usage: 'BERKAS [--json]',
    options: [],
    examples: ['./payung settlement load kode-iuran-mei.xlsx'],
    run: load,
  },
  {
    name: 'settlement recoveries',
    summary: 'Uang yang harus dikembalikan BPJS, yang belum kembali lebih dahulu.',
    usage: '[--page N] [--json]',
    options: [{ flag: '--page', value: 'N', meaning: 'halaman, 50 baris tiap halaman' }],
    run: recoveries,
  },
  {
    name: 'settlement returned',
    summary: 'Catat uang kembali dari BPJS: lewat bank, baris mutasi, atau dipotong dari kode iuran.',
    usage:
      '--recoveries NOMOR[,NOMOR…] --way bank|line|code [--amount RUPIAH] [--bank BANK --on TANGGAL --reference NOMOR [--proof BERKAS]] [--line NOMOR] [--code KODE] [--json]',
    options: [
      { flag: '--recoveries', value: 'NOMOR', meaning: 'nomor dari settlement recoveries, dipisah koma' },
      { flag: '--way', value: 'CARA', meaning: 'bank, line, atau code' },
      { flag: '--amount', value: 'RUPIAH', meaning: 'bila hanya sebagian' },
      { flag: '--bank', value: 'BANK', meaning: 'bank tempat uang masuk' },
      { flag: '--on', value: 'TANGGAL', meaning: 'tanggal pada bukti' },
      { flag: '--reference', value: 'NOMOR', meaning: 'nomor pada bukti' },
      { flag: '--proof', value: 'BERKAS', meaning: 'berkas bukti; hanya sidik SHA-256-nya disimpan' },
      { flag: '--line', value: 'NOMOR', meaning: 'baris mutasi bank yang masih terbuka' },
      { flag: '--code', value: 'KODE', meaning: 'kode iuran yang memotongnya' },
    ],
    examples: ['./payung settlement returned --recoveries 6d3f… --way code --code 12345678901'],
    run: returned,
  },
  {
    name: 'settlement paid',
    summary: 'Catat bahwa kode iuran sudah dibayar, dengan buktinya.',
    usage: 'KODE --partner BANK --paid-on TANGGAL --reference NOMOR [--proof BERKAS] [--json]',
    options: [
      { flag: '--partner', value: 'BANK', meaning: 'bank tempat membayar' },
      { flag: '--paid-on', value: 'TANGGAL', meaning: 'tanggal pada bukti' },
      { flag: '--reference', value: 'NOMOR', meaning: 'nomor pada bukti' },
      { flag: '--proof', value: 'BERKAS', meaning: 'berkas bukti; hanya sidik SHA-256-nya disimpan' },
    ],
    run: pay,
  },
  {
    name: 'settlement cancel',
    summary: 'Batalkan kode iuran yang tidak jadi dibayar.',
    usage: 'KODE --reason TEKS [--json]',
    options: [{ flag: '--reason', value: 'TEKS', meaning: 'mengapa; masuk jejak audit' }],
    run: cancel,
  },
]

async function list(context: CommandContext): Promise<number> {
  const deps = await settlementDeps(context)
  const query = asked(listCodesQuery, [...context.options])
  const [{ owed }, { codes }] = [
    await answerOwed(deps, systemDoer(), {}),
    await answerCodes(deps, systemDoer(), query),
  ]
  if (context.json) return say(context, { owed, codes })
  for (const row of owed) {
    const late = row.overdue ? '  LEWAT JATUH TEMPO' : ''
    context.out(
      `belum berkode  ${row.month}  ${row.payerName}  ${formatRupiah(BigInt(row.owed))}  jatuh tempo ${dayText(row.dueOn)}${late}`,
    )
  }
  for (const row of codes) {
    const late = row.overdue ? '  LEWAT JATUH TEMPO' : ''
    context.out(
      `${row.code}  ${row.month}  ${formatRupiah(BigInt(row.amount))}  ${row.state}  jatuh tempo ${dayText(row.dueOn)}${late}`,
    )
  }
  if (owed.length + codes.length === 0) context.out('Tidak ada.')
  return 0
}

async function record(context: CommandContext): Promise<number> {
  const body = asked(recordCodeBody, [['code', only(context, 'KODE')], ...context.options])
  const answer = await recordCode(await settlementDeps(context), systemDoer(), codeWishOf(body, 'typed'))
  if (context.json) return say(context, answer)
  context.out(`Kode iuran ${answer.code} tercatat, jatuh tempo ${dayText(answer.dueOn)}.`)
  return 0
}

async function load(context: CommandContext): Promise<number> {
  const rows = await readCodesFile(only(context, 'BERKAS'))
  const loaded = await loadCodes(await settlementDeps(context), systemDoer(), rows)
  const answer = loadedAnswer(loaded)
  const { recorded, known, refused } = answer
  const lines = loaded.flatMap(({ row, code, refusal }) =>
    refusal === null ? [] : [`baris ${String(row)}  ${code}  ${refusalSentence(refusal, 'id')}`],
  )
  print(context, answer, [
    ...lines,
    `${String(recorded)} tercatat, ${String(known)} sudah ada, ${String(refused)} ditolak.`,
  ])
  return refused === 0 ? 0 : 1
}

async function recoveries(context: CommandContext): Promise<number> {
  const answer = await answerRecoveries(
    await settlementDeps(context),
    systemDoer(),
    asked(listOwedQuery, [...context.options]),
  )
  const lines = answer.recoveries.map((row) => {
    const left = BigInt(row.amount - row.returned)
    const state = row.settled ? 'sudah kembali' : `belum kembali ${formatRupiah(left)}`
    return `${row.id}  ${row.creditNote}  ${row.payerName}  ${formatRupiah(BigInt(row.amount))}  ${state}`
  })
  return print(context, answer, lines, 'Tidak ada.')
}

async function returned(context: CommandContext): Promise<number> {
  const { proof, ...rest } = Object.fromEntries(context.options)
  const sha256 =
    typeof proof === 'string' ? createHash('sha256').update(readProof(proof)).digest('hex') : undefined
  const body = asked(settleRecoveriesBody, [
    ...Object.entries(rest),
    ...(sha256 === undefined ? [] : [['sha256', sha256] as const]),
  ])
  const done = await settleRecoveries(await settlementDeps(context), systemDoer(), returnWishOf(body))
  const answer = { amount: rupiahToJson(done.amount), recoveries: done.recoveries }
  return print(context, answer, [
    `${formatRupiah(done.amount)} kembali untuk ${String(done.recoveries)} nota kredit.`,
  ])
}

async function pay(context: CommandContext): Promise<number> {
  const code = only(context, 'KODE')
  const { proof, partner, ...rest } = Object.fromEntries(context.options)
  const sha256 =
    typeof proof === 'string' ? createHash('sha256').update(readProof(proof)).digest('hex') : undefined
  const body = asked(payCodeBody, [
    ...Object.entries(rest),
    ...(partner === undefined ? [] : [['bank', partner] as const]),
    ...(sha256 === undefined ? [] : [['sha256', sha256] as const]),
  ])
  await payCode(await settlementDeps(context), systemDoer(), codePaymentOf(code, body))
  if (context.json) return say(context, { done: true })
  context.out(`Kode iuran ${code} lunas.`)
  return 0
}

async function cancel(context: CommandContext): Promise<number> {
  const code = only(context, 'KODE')
  const { reason } = asked(cancelCodeBody, [...context.options])
  await cancelCode(await settlementDeps(context), systemDoer(), { code, reason })
  if (context.json) return say(context, { done: true })
  context.out(`Kode iuran ${code} dibatalkan; uangnya kembali menunggu kode.`)
  return 0
}

function asked<Schema extends TSchema>(
  schema: Schema,
  given: readonly (readonly [string, string | true])[],
): Static<Schema> {
  const texts = given.map(([flag, value]) => [fieldOfFlag(flag), value] as const)
  return checkShape(schema, valuesFromTexts(schema, texts))
}

async function settlementDeps(context: CommandContext): Promise<SettlementDeps> {
  const { book, calendar } = await readLawSources(readConfig(context.env))
  const { db } = await context.openDatabase()
  return { db, clock: systemClock, book, calendar }
}

function readProof(file: string): Buffer {
  try {
    return readFileSync(file)
  } catch {
    throw refuse('file-unreadable', { file, problem: 'missing' })
  }
}

const dayText = (day: string): string => formatDate(plainDate(day))

function say({ out }: CommandContext, answer: object): number {
  out(jsonText(answer))
  return 0
}
