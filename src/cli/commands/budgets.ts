import { formatNumber, formatRupiah } from '../../kernel/format.ts'
import { rupiahToJson } from '../../kernel/rupiah.ts'
import { addBudgetLine } from '../../modules/budgets/add-budget-line.ts'
import { changeBudgetLine } from '../../modules/budgets/change-budget-line.ts'
import { addBudgetBody, changeBudgetBody, listBudgetsQuery } from '../../modules/budgets/contract.ts'
import { lapseBudgetLine } from '../../modules/budgets/lapse-budget-line.ts'
import { showBudget, showBudgets } from '../../modules/budgets/show-budgets.ts'
import { systemClock } from '../../platform/clock.ts'
import { ledger } from '../../../web/locales/id/ledger.ts'
import { bodyOf, only, print, text, texts } from '../asked.ts'
import type { Command, CommandContext, CommandOption } from '../command.ts'
import { systemDoer } from '../system-doer.ts'

const REASON: CommandOption = { flag: '--reason', value: 'TEKS', meaning: 'mengapa; masuk jejak audit' }

const DOCUMENT: readonly CommandOption[] = [
  { flag: '--legal-basis', value: 'TEKS', meaning: 'peraturan yang mendasarinya' },
  { flag: '--document-number', value: 'TEKS', meaning: 'nomor dokumennya' },
  { flag: '--document-on', value: 'TANGGAL', meaning: 'tanggal dokumennya' },
]

/** Budget lines of payers, on the command line. */
export const budgetCommands: readonly Command[] = [
  {
    name: 'budget add',
    summary: 'Catat pos anggaran seorang pembayar untuk satu tahun.',
    usage:
      '--payer-id NOMOR --year TAHUN --name NAMA --amount RUPIAH --fund-source SUMBER --legal-basis TEKS --document-number TEKS --document-on TANGGAL --reason TEKS',
    options: [
      { flag: '--payer-id', value: 'NOMOR', meaning: 'pembayarnya' },
      { flag: '--year', value: 'TAHUN', meaning: 'tahun anggaran' },
      { flag: '--name', value: 'NAMA', meaning: 'nama pos seperti dalam dokumennya' },
      { flag: '--amount', value: 'RUPIAH', meaning: 'besarnya setahun' },
      { flag: '--fund-source', value: 'SUMBER', meaning: 'sumber dana, misalnya own-revenue atau dbh-sawit' },
      ...DOCUMENT,
      REASON,
    ],
    run: add,
  },
  {
    name: 'budget list',
    summary: 'Pos anggaran dengan yang dijanjikan, terealisasi, dan sisanya.',
    usage: '[--region KODE] [--payer NOMOR] [--year TAHUN] [--page N] [--json]',
    options: [
      { flag: '--region', value: 'KODE', meaning: 'di wilayah ini' },
      { flag: '--payer', value: 'NOMOR', meaning: 'milik pembayar ini' },
      { flag: '--year', value: 'TAHUN', meaning: 'tahun anggaran ini' },
      { flag: '--page', value: 'N', meaning: 'halaman, 50 pos sehalaman' },
    ],
    run: list,
  },
  {
    name: 'budget show',
    summary: 'Satu pos anggaran dengan setiap entrinya.',
    usage: 'NOMOR [--page N] [--json]',
    options: [{ flag: '--page', value: 'N', meaning: 'halaman, 50 entri sehalaman' }],
    run: show,
  },
  {
    name: 'budget change',
    summary: 'Naikkan atau turunkan pos anggaran dalam tahunnya (perubahan APBD atau pergeseran).',
    usage:
      'NOMOR --kind JENIS --amount RUPIAH --legal-basis TEKS --document-number TEKS --document-on TANGGAL --reason TEKS',
    options: [
      { flag: '--kind', value: 'JENIS', meaning: 'amendment (perubahan APBD) atau shift (pergeseran)' },
      { flag: '--amount', value: 'RUPIAH', meaning: 'jumlah baru untuk setahun' },
      ...DOCUMENT,
      REASON,
    ],
    examples: [
      './payung budget change … --kind amendment --amount 2400000000 --legal-basis "Perda 7/2027" --document-number DPPA/1.05/2027 --document-on 2027-09-21 --reason "Perubahan APBD"',
    ],
    run: change,
  },
  {
    name: 'budget lapse',
    summary: 'Hanguskan sisa pos anggaran yang tahunnya sudah berakhir.',
    usage: 'NOMOR --reason TEKS',
    options: [REASON],
    run: lapse,
  },
]

async function depsOf(context: CommandContext) {
  const { db } = await context.openDatabase()
  return { db, clock: systemClock }
}

async function add(context: CommandContext): Promise<number> {
  const made = await addBudgetLine(await depsOf(context), systemDoer(), bodyOf(addBudgetBody, texts(context)))
  return print(context, made, [`Pos anggaran dicatat dengan nomor ${made.id}.`])
}

async function list(context: CommandContext): Promise<number> {
  const asked = bodyOf(listBudgetsQuery, texts(context))
  const answer = await showBudgets(await depsOf(context), systemDoer(), asked)
  return print(
    context,
    answer,
    answer.lines.length === 0
      ? ['Belum ada.']
      : answer.lines.map((line) => `${line.id}  ${String(line.year)}  ${line.name}: ${sumsIn(line)}`),
  )
}

type Sums = Readonly<Record<'amount' | 'left' | 'committed' | 'realised' | 'lapsed', number>>

function sumsIn({ amount, left, committed, realised, lapsed }: Sums): string {
  const money = (rupiah: number) => formatRupiah(BigInt(rupiah))
  return `${money(amount)} = sisa ${money(left)} + dijanjikan ${money(committed)} + terealisasi ${money(realised)} + hangus ${money(lapsed)}`
}

async function show(context: CommandContext): Promise<number> {
  const page = text(context, 'page')
  const asked = page === undefined ? {} : { page }
  const line = await showBudget(await depsOf(context), systemDoer(), only(context, 'id'), asked)
  const signed = (amount: number) =>
    amount > 0 ? `+${formatRupiah(BigInt(amount))}` : formatRupiah(BigInt(amount))
  return print(context, line, [
    `${line.name}, ${String(line.year)}, ${line.payer}: ${formatNumber(line.people)} orang.`,
    `${sumsIn(line)}; pernah kembali ${formatRupiah(BigInt(line.returned))}.`,
    ...line.entries.map(
      ({ entryId, kind, effectiveOn, left, committed, realised, lapsed }) =>
        `${entryId}  ${effectiveOn}  ${ledger.entryKinds[kind as keyof typeof ledger.entryKinds]}: sisa ${signed(left)}, dijanjikan ${signed(committed)}, terealisasi ${signed(realised)}, hangus ${signed(lapsed)}`,
    ),
  ])
}

async function change(context: CommandContext): Promise<number> {
  const ask = { id: only(context, 'id'), ...bodyOf(changeBudgetBody, texts(context)) }
  const changed = await changeBudgetLine(await depsOf(context), systemDoer(), ask)
  const answer = { id: ask.id, amount: rupiahToJson(changed.amount), change: rupiahToJson(changed.change) }
  return print(context, answer, [
    `Anggaran menjadi ${formatRupiah(changed.amount)} (${changed.change > 0n ? '+' : ''}${formatRupiah(changed.change)}).`,
  ])
}

async function lapse(context: CommandContext): Promise<number> {
  const ask = { id: only(context, 'id'), reason: text(context, 'reason') ?? '' }
  const { lapsed } = await lapseBudgetLine(await depsOf(context), systemDoer(), ask)
  return print(context, { id: ask.id, lapsed: rupiahToJson(lapsed) }, [`${formatRupiah(lapsed)} hangus.`])
}
