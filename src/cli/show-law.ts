import { formatDate, formatMonth, formatRate, formatRupiah } from '../kernel/format.ts'
import { month } from '../kernel/month.ts'
import { plainDate } from '../kernel/plain-date.ts'
import type { BenefitAnswer, MonthAnswer, NoteAnswer, PriceAnswer } from '../modules/law/answers.ts'
import type { answerFine, answerLiability } from '../modules/law/law.ts'
import type { lawAt, lawDiff, ValueAnswer } from '../modules/law/register-view.ts'
import type { Unit } from '../rules/parameter.ts'

/** Answers of the law for a terminal: a sentence first, then lines under each other. */

const PAID_BY = { employer: 'pemberi kerja', worker: 'pekerja', state: 'pemerintah', payer: 'pembayar' }

const money = (amount: number): string => formatRupiah(BigInt(amount))
const source = ({ law, article }: { readonly law: string; readonly article: string }): string =>
  `${law} ${article}`
const day = (text: string): string => formatDate(plainDate(text))

export function showPrice(answer: PriceAnswer): string[] {
  if (!('months' in answer)) return showMonth(answer)
  const each = answer.months.map(
    (one) => `  ${formatMonth(month(one.month)).padEnd(16)}${money(one.total).padStart(16)}`,
  )
  return [
    `Iuran ${String(answer.months.length)} bulan: ${money(answer.total)}.`,
    ...each,
    ...notesOf([...answer.notes, ...(answer.months[0]?.notes ?? [])]),
  ]
}

function showMonth(answer: MonthAnswer): string[] {
  const lines = answer.lines.map(
    (line) =>
      `  ${line.programme.padEnd(8)}${PAID_BY[line.paidBy].padEnd(15)}${money(line.amount).padStart(16)}  ${source(line)}, sejak ${day(line.from)}`,
  )
  const bookings = answer.bookings.map(
    (booking) =>
      `  ${booking.programme} dari ${booking.source.padEnd(10)}${money(booking.amount).padStart(16)}  ${source(booking)}`,
  )
  return [
    `Iuran ${formatMonth(month(answer.month))}: ${money(answer.total)}.`,
    ...lines,
    ...(bookings.length > 0 ? ['Pembukuan (bukan tagihan):', ...bookings] : []),
    ...notesOf(answer.notes),
  ]
}

export function showBenefit(answer: BenefitAnswer): string[] {
  const headline = answer.entitled
    ? `Manfaat ${answer.kind} untuk kejadian ${day(answer.on)}: ${money(answer.total)}.`
    : `Belum ada manfaat ${answer.kind} untuk kejadian ${day(answer.on)}.`
  const lines = answer.lines.map(
    (line) =>
      `  ${line.component.padEnd(28)}${money(line.amount).padStart(18)}  ${source(line)}, sejak ${day(line.from)}`,
  )
  return [headline, ...lines, ...notesOf(answer.notes)]
}

export function showLiability(answer: ReturnType<typeof answerLiability>): string[] {
  const paid = answer.payableByBpjs
  return [
    `Pemberi kerja mengganti sendiri kira-kira ${money(answer.total)} (${source(answer)}).`,
    `Hak pekerja ${money(answer.due.total)}${paid ? `, dibayar BPJS ${money(paid.total)}` : ''}.`,
    ...showBenefit(answer.due).slice(1),
    ...notesOf(answer.notes),
  ]
}

export function showFine(answer: ReturnType<typeof answerFine>): string[] {
  const due = answer.dueOn === null ? '' : ` Jatuh tempo ${day(answer.dueOn)}.`
  return [
    `Denda ${money(answer.total)}: ${formatRate(answer.rate)} sebulan, ${String(answer.monthsLate)} bulan.${due}`,
    `  ${source(answer)}, sejak ${day(answer.from)}`,
    ...notesOf(answer.notes),
  ]
}

export function showParameters({ on, parameters }: ReturnType<typeof lawAt>): string[] {
  const rows = parameters.map(
    (one) =>
      `  ${one.id.padEnd(38)}${valueText(one.unit, one.value).padStart(24)}  ${source(one)} [${one.confidence}] sejak ${one.from}`,
  )
  return [`${String(parameters.length)} nilai berlaku pada ${day(on)}.`, ...rows]
}

export function showChanges({ from, to, changes }: ReturnType<typeof lawDiff>): string[] {
  const rows = changes.flatMap((change) => [
    `  ${change.title.id} (${change.id})`,
    `    ${valueText(change.unit, change.before)} → ${valueText(change.unit, change.after)}; ${change.appliesTo.id}`,
    ...change.steps.map(
      (step) => `    sejak ${day(step.from)}: ${valueText(change.unit, step.value)}, ${source(step)}`,
    ),
  ])
  return [
    `${String(changes.length)} nilai berubah dari ${formatMonth(month(from))} sampai ${formatMonth(month(to))}.`,
    ...rows,
  ]
}

function valueText(unit: Unit, value: ValueAnswer): string {
  if (value === null) return '–'
  if (typeof value !== 'number') return `tabel ${String(value.length)} baris`
  if (unit === 'rupiah' || unit === 'rupiah per month') return money(value)
  return unit.startsWith('ppm') ? formatRate(value) : String(value)
}

function notesOf(notes: readonly NoteAnswer[]): string[] {
  const sentences = [...new Set(notes.map((each) => each.message))]
  return sentences.length === 0 ? [] : ['Catatan:', ...sentences.map((text) => `  - ${text}`)]
}
