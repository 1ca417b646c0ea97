import { createWriteStream } from 'node:fs'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { formatNumber, formatRupiah } from '../../kernel/format.ts'
import { parseMonth } from '../../kernel/month.ts'
import { parsePlainDate } from '../../kernel/plain-date.ts'
import { refuse } from '../../kernel/refusal.ts'
import { rupiahToJson } from '../../kernel/rupiah.ts'
import { assessFines } from '../../modules/billing/assess-fines.ts'
import { agesQuery, creditBody, listBillsQuery, runBillsBody } from '../../modules/billing/contract.ts'
import { creditMember } from '../../modules/billing/credit-member.ts'
import { makeInvoice } from '../../modules/billing/make-invoice.ts'
import { makeReceipt } from '../../modules/billing/make-receipt.ts'
import { resumeRun, runBills, type BillingDeps, type RunResult } from '../../modules/billing/run-bills.ts'
import { showAges, showBill, showBills } from '../../modules/billing/show-bills.ts'
import { readLawSources } from '../../modules/law/read-law-sources.ts'
import { systemClock } from '../../platform/clock.ts'
import { readConfig } from '../../platform/config.ts'
import { jsonText } from '../../platform/json-text.ts'
import { errorText, OperatorFailure } from '../../platform/operator-failure.ts'
import { billing } from '../../../web/locales/id/billing.ts'
import { receiptWords } from '../../../web/locales/id/receipts.ts'
import { asked, only, text } from '../asked.ts'
import type { Command, CommandContext, CommandOption } from '../command.ts'
import { systemDoer } from '../system-doer.ts'

const MONTH: CommandOption = { flag: '--month', value: 'BULAN', meaning: 'bulan iuran, misalnya 2026-11' }
const ROSTER: CommandOption = { flag: '--roster', value: 'NOMOR', meaning: 'hanya daftar bayar ini' }
const PAYER: CommandOption = { flag: '--payer', value: 'NOMOR', meaning: 'hanya pembayar ini' }
const REGION: CommandOption = {
  flag: '--region',
  value: 'KODE',
  meaning: 'hanya wilayah ini, misalnya 16.06',
}
const KNOWN_ON: CommandOption = {
  flag: '--known-on',
  value: 'TANGGAL',
  meaning: 'seperti yang sudah tercatat pada akhir hari itu',
}
const REASON: CommandOption = { flag: '--reason', value: 'TEKS', meaning: 'mengapa; masuk jejak audit' }

/** Bills of contribution months: run them, look at them, credit, fines and arrears. */
export const billCommands: readonly Command[] = [
  {
    name: 'bills run',
    summary: 'Terbitkan tagihan satu bulan; diulang tidak mengubah apa pun.',
    usage: '--month BULAN [--roster NOMOR] [--payer NOMOR] [--region KODE] | --resume NOMOR [--json]',
    options: [
      MONTH,
      ROSTER,
      PAYER,
      REGION,
      { flag: '--resume', value: 'NOMOR', meaning: 'lanjutkan putaran yang terputus' },
    ],
    examples: [
      './payung bills run --month 2026-11',
      './payung bills run --month 2026-11 --region 16.06 --json',
    ],
    run,
  },
  {
    name: 'bills list',
    summary: 'Daftar tagihan.',
    usage: '[--month BULAN] [--payer NOMOR] [--region KODE] [--state STATUS] [--overdue yes] [--json]',
    options: [
      MONTH,
      ROSTER,
      PAYER,
      REGION,
      { flag: '--state', value: 'STATUS', meaning: 'open, partly-paid, paid, atau cancelled' },
      { flag: '--overdue', value: 'yes', meaning: 'belum lunas dan lewat jatuh tempo' },
      KNOWN_ON,
      { flag: '--page', value: 'N', meaning: 'halaman, 50 baris tiap halaman' },
    ],
    run: async (context) => {
      const { db } = await context.openDatabase()
      const answer = await showBills({ db, clock: systemClock }, systemDoer(), asked(context, listBillsQuery))
      const lines = answer.bills.map(
        ({ number, month, payer, total, state, dueOn }) =>
          `${number}  ${month}  ${payer}  ${formatRupiah(BigInt(total))}  ${state}  ${dueOn}`,
      )
      return say(context, answer, ...lines)
    },
  },
  {
    name: 'bills show',
    summary: 'Satu tagihan: baris, pembayaran, dan perubahannya.',
    usage: 'NOMOR [--page N] [--json]',
    options: [{ flag: '--page', value: 'N', meaning: 'halaman baris, 50 tiap halaman' }],
    run: show,
  },
  {
    name: 'bills credit',
    summary: 'Berhenti membayar seseorang dan kembalikan yang sudah ditagih.',
    usage:
      '--roster NOMOR --person-id N --from BULAN --why death|duplicate|paid-by-another --reason TEKS [--json]',
    options: [
      ROSTER,
      { flag: '--person-id', value: 'N', meaning: 'nomor orang' },
      { flag: '--from', value: 'BULAN', meaning: 'bulan pertama yang tidak dibayar' },
      { flag: '--why', value: 'SEBAB', meaning: 'death, duplicate, atau paid-by-another' },
      REASON,
    ],
    run: async (context) => {
      const answer = await creditMember(await depsOf(context), systemDoer(), asked(context, creditBody))
      return say(
        context,
        answer,
        `${String(answer.bills)} nota kredit, ${formatRupiah(BigInt(answer.total))}`,
      )
    },
  },
  {
    name: 'bills invoice',
    summary: 'Tulis satu tagihan sebagai PDF, dengan QR dan virtual account bila ada.',
    usage: 'NOMOR --out BERKAS',
    options: [{ flag: '--out', value: 'BERKAS', meaning: 'berkas PDF yang ditulis' }],
    run: invoice,
  },
  {
    name: 'bills receipt',
    summary: 'Tulis kuitansi satu tagihan yang sudah lunas sebagai PDF.',
    usage: 'NOMOR --out BERKAS',
    options: [{ flag: '--out', value: 'BERKAS', meaning: 'berkas PDF yang ditulis' }],
    run: receipt,
  },
  {
    name: 'bills ageing',
    summary: 'Tunggakan menurut umur: 1–30, 31–60, 61–90, lebih dari 90 hari.',
    usage: '[--payer NOMOR] [--region KODE] [--known-on TANGGAL] [--json]',
    options: [PAYER, REGION, KNOWN_ON],
    run: async (context) => {
      const { db } = await context.openDatabase()
      const answer = await showAges({ db, clock: systemClock }, systemDoer(), asked(context, agesQuery))
      const lines = answer.payers.map(({ payer, open, ...bands }) => {
        const late = (['1-30', '31-60', '61-90', 'over-90'] as const).map((band) =>
          formatRupiah(BigInt(bands[band])),
        )
        return `${payer}: ${formatRupiah(BigInt(open))} (${late.join(' · ')})`
      })
      return say(context, answer, ...lines)
    },
  },
  {
    name: 'bills fines',
    summary: 'Hitung denda keterlambatan pemberi kerja sampai satu hari.',
    usage: '[--on TANGGAL] [--json]',
    options: [{ flag: '--on', value: 'TANGGAL', meaning: 'sampai hari ini bila kosong' }],
    run: async (context) => {
      const on = context.options.get('on')
      const day = typeof on === 'string' ? parsePlainDate('on', on) : systemClock.today()
      const { fines, total } = await assessFines(await depsOf(context), systemDoer(), day)
      return say(
        context,
        { fines, total: rupiahToJson(total) },
        `${String(fines)} denda, ${formatRupiah(total)}`,
      )
    },
  },
]

async function run(context: CommandContext): Promise<number> {
  const deps = await depsOf(context)
  const progress = ({ rosters }: { readonly rosters: number }) => {
    context.err(`${formatNumber(rosters)} daftar bayar …`)
  }
  const resumed = context.options.get('resume')
  const result =
    typeof resumed === 'string'
      ? await resumeRun(deps, systemDoer(), resumed, progress)
      : await runAsked(context, deps, progress)
  const { bills, lines, total, unchanged, adjustments, seconds, month } = result
  return say(
    context,
    result,
    `Bulan ${month}: ${formatNumber(bills)} tagihan, ${formatNumber(lines)} baris, ${formatRupiah(BigInt(total))}`,
    `  ${formatNumber(adjustments)} penyesuaian, ${formatNumber(unchanged)} daftar tanpa perubahan, ${String(seconds)} detik`,
  )
}

function runAsked(
  context: CommandContext,
  deps: BillingDeps,
  progress: (done: { readonly rosters: number }) => void,
): Promise<RunResult> {
  const { month, ...scope } = asked(context, runBillsBody)
  return runBills(deps, systemDoer(), { month: parseMonth('month', month), ...scope }, progress)
}

async function show(context: CommandContext): Promise<number> {
  const [id] = context.positionals
  if (id === undefined) throw refuse('value-missing', { field: 'NOMOR' })
  const { db } = await context.openDatabase()
  const page = context.options.get('page')
  const answer = await showBill(
    { db, clock: systemClock },
    systemDoer(),
    id,
    typeof page === 'string' ? page : '1',
  )
  const money = (value: number) => formatRupiah(BigInt(value))
  return say(
    context,
    answer,
    `${answer.number}  ${answer.month}  ${answer.payer}, ${answer.roster}`,
    `  ${money(answer.total)}, dibayar ${money(answer.paid)}, dikredit ${money(answer.credited)}, terbuka ${money(answer.open)}`,
    `  jatuh tempo ${answer.dueOn}, hukum ${answer.lawVersion}`,
    ...answer.lines.map(
      ({ line, personId, amount }) => `  ${String(line)}  ${String(personId)}  ${money(amount)}`,
    ),
  )
}

async function invoice(context: CommandContext): Promise<number> {
  const [id] = context.positionals
  const path = context.options.get('out')
  if (id === undefined) throw refuse('value-missing', { field: 'NOMOR' })
  if (typeof path !== 'string') throw refuse('value-missing', { field: 'out' })
  const { db } = await context.openDatabase()
  const deps = { db, clock: systemClock }
  return writePaper(context, path, await makeInvoice(deps, systemDoer(), id, 'id', billing))
}

async function receipt(context: CommandContext): Promise<number> {
  const path = text(context, 'out')
  if (path === undefined) throw refuse('value-missing', { field: 'out' })
  const { db } = await context.openDatabase()
  const deps = { db, clock: systemClock }
  const id = only(context, 'NOMOR')
  return writePaper(context, path, await makeReceipt(deps, systemDoer(), id, 'id', receiptWords))
}

type Paper = { readonly number: string; readonly content: Readable }

async function writePaper(
  context: CommandContext,
  path: string,
  { number, content }: Paper,
): Promise<number> {
  await pipeline(content, createWriteStream(path)).catch((error: unknown) => {
    throw new OperatorFailure(`Berkas ${path} tidak dapat ditulis: ${errorText(error)}`, error)
  })
  return say(context, { number, file: path }, `${number}: ${path}`)
}

async function depsOf(context: CommandContext): Promise<BillingDeps> {
  const { db } = await context.openDatabase()
  return { db, clock: systemClock, ...(await readLawSources(readConfig(context.env))) }
}

function say(context: CommandContext, answer: object, ...lines: readonly string[]): number {
  if (context.json) context.out(jsonText(answer))
  else for (const line of lines) context.out(line)
  return 0
}
