import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Static, TSchema } from 'typebox'
import { formatDate, formatRupiah } from '../../kernel/format.ts'
import { plainDate } from '../../kernel/plain-date.ts'
import { refuse } from '../../kernel/refusal.ts'
import { readLawSources } from '../../modules/law/read-law-sources.ts'
import { answerCodes, answerOwed, codePaymentOf, codeWishOf } from '../../modules/settlement/answers.ts'
import {
  cancelCodeBody,
  listCodesQuery,
  payCodeBody,
  recordCodeBody,
} from '../../modules/settlement/contract.ts'
import { recordCode, type SettlementDeps } from '../../modules/settlement/record-code.ts'
import { cancelCode, payCode } from '../../modules/settlement/settle-code.ts'
import { CODE_PARTS } from '../../modules/settlement/settlement.ts'
import { systemClock } from '../../platform/clock.ts'
import { readConfig } from '../../platform/config.ts'
import { jsonText } from '../../platform/json-text.ts'
import { fieldOfFlag, valuesFromTexts } from '../../platform/text-values.ts'
import { checkShape } from '../../platform/validate.ts'
import { only } from '../asked.ts'
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
