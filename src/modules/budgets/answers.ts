import { rupiahToJson } from '../../kernel/rupiah.ts'
import { writtenRegion } from '../access/places.ts'
import type { BudgetLine } from './budgets.ts'
import type { BudgetChange, BudgetEntry } from './queries.ts'

/** A budget line as JSON with all its sums. */
export function answerBudget(line: BudgetLine) {
  const { sums } = line
  return {
    id: line.id,
    payerId: line.payerId,
    payer: line.payerName,
    year: line.fiscalYear,
    name: line.name,
    fundSource: line.fundSource,
    legalBasis: line.legalBasis,
    documentNumber: line.documentNumber,
    documentOn: line.documentOn,
    region: writtenRegion(line.regionCode),
    closed: line.isLapsed,
    people: line.people,
    amount: rupiahToJson(sums.amount),
    left: rupiahToJson(sums.left),
    committed: rupiahToJson(sums.committed),
    realised: rupiahToJson(sums.realised),
    lapsed: rupiahToJson(sums.lapsed),
    returned: rupiahToJson(sums.returned),
    beyond: rupiahToJson(sums.beyond),
  }
}

export function answerBudgetEntry(entry: BudgetEntry) {
  return {
    entryId: String(entry.entryId),
    kind: entry.kind,
    effectiveOn: entry.effectiveOn,
    recordedAt: entry.recordedAt.toISOString(),
    left: rupiahToJson(entry.left),
    committed: rupiahToJson(entry.committed),
    realised: rupiahToJson(entry.realised),
    lapsed: rupiahToJson(entry.lapsed),
  }
}

export function answerBudgetChange({ before, after, changedAt, ...change }: BudgetChange) {
  return {
    ...change,
    before: rupiahToJson(before),
    after: rupiahToJson(after),
    changedAt: changedAt.toISOString(),
  }
}
