import { firstDayOf, type Month } from '../kernel/month.ts'
import { fractionHalfUp, type Rupiah } from '../kernel/rupiah.ts'
import {
  confirmationNotes,
  shareLine,
  sourceOf,
  weakest,
  type Assessment,
  type ContributionLine,
} from './assessment.ts'
import type { LawBook } from './law-book.ts'
import { requireOpen } from './membership.ts'
import { note } from './notes.ts'
import type { Programme } from './parameter.ts'
import {
  jakonContractSlices,
  jakonWagesJkk,
  jakonWagesJkm,
  type ContractSlice,
} from './parameters/construction.ts'
import { covidReliefJkk, covidReliefJkm } from './parameters/relief.ts'
import { reliefNotes } from './wage-earner-contribution.ts'

/** A project pays on its contract value without VAT or, where they are listed, on its workers' wages. */
export type ConstructionQuestion = {
  readonly segment: 'JAKON'
  readonly basis: { readonly kind: 'contract' | 'wages'; readonly amount: Rupiah }
  /** Empty: JKK and JKM, which always go together. */
  readonly programmes: readonly Programme[]
}

/** What a construction project owes: PP 44/2015 Art. 54 ff. On a contract it is owed once, on wages for each month. */
export function assessConstruction(question: ConstructionQuestion, month: Month, book: LawBook): Assessment {
  requireOpen('JAKON', question.programmes)
  const programmes: readonly Programme[] =
    question.programmes.length > 0 ? question.programmes : ['JKK', 'JKM']
  const { kind, amount } = question.basis
  const lines: ContributionLine[] = []
  for (const programme of ['JKK', 'JKM'] as const) {
    if (!programmes.includes(programme)) continue
    lines.push(
      kind === 'wages'
        ? wagesLine(programme, amount, month, book)
        : contractLine(programme, amount, month, book),
    )
  }
  const notes = [
    ...(kind === 'contract' ? [note('contract-without-vat', {})] : []),
    ...reliefNotes(lines),
    ...confirmationNotes(lines),
  ]
  return { month, lines, bookings: [], notes }
}

const WAGES = { JKK: jakonWagesJkk, JKM: jakonWagesJkm }
const RELIEF = { JKK: covidReliefJkk, JKM: covidReliefJkm }

function wagesLine(programme: 'JKK' | 'JKM', wages: Rupiah, month: Month, book: LawBook): ContributionLine {
  const relief = book.findOn(RELIEF[programme], firstDayOf(month))
  return shareLine(programme, book.inMonth(WAGES[programme], month), wages, 'employer', relief)
}

/** Slice by slice in exact parts per million, rounded once at the end. */
function contractLine(
  programme: 'JKK' | 'JKM',
  contract: Rupiah,
  month: Month,
  book: LawBook,
): ContributionLine {
  const slices = book.inMonth(jakonContractSlices, month)
  const relief = book.findOn(RELIEF[programme], firstDayOf(month))
  const millionths = marginalMillionths(slices.value, contract, programme === 'JKK' ? 'jkk' : 'jkm')
  const full = fractionHalfUp(millionths, 1n, 1_000_000n)
  const line = {
    programme,
    component: 'contribution',
    paidBy: 'employer',
    base: contract,
    ...sourceOf(slices),
  } as const
  if (!relief) return { ...line, amount: full }
  const { cite, from, parameter } = relief
  return {
    ...line,
    amount: fractionHalfUp(millionths, BigInt(relief.value), 1_000_000_000_000n),
    fullAmount: full,
    relief: { keeps: relief.value, cite, from, parameter },
    confidence: weakest(slices.cite.confidence, cite.confidence),
  }
}

function marginalMillionths(slices: readonly ContractSlice[], contract: Rupiah, rate: 'jkk' | 'jkm'): bigint {
  let sum = 0n
  for (const [index, slice] of slices.entries()) {
    if (contract <= slice.above) break
    const next = slices[index + 1]
    const upTo = next && contract > next.above ? next.above : contract
    sum += (upTo - slice.above) * BigInt(slice[rate])
  }
  return sum
}
