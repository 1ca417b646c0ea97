import { parseMonth } from '../../kernel/month.ts'
import { parseRegionCode } from '../../kernel/region-code.ts'
import type { Payer } from '../../rules/payers.ts'
import { programmeRangeOf } from '../payers/payers.ts'
import type { CreateProgrammeBody, EligibilityBody, PreviewBody } from './contract.ts'
import { requireRules, type EligibilityRule } from './eligibility.ts'
import type { SupportProgramme } from './programmes.ts'

/** The rules of a question in their own form, in a fixed order. Refuses two of one kind and one that nobody can meet. */
export function rulesOf(ask: EligibilityBody): readonly EligibilityRule[] {
  const { ageFrom, ageBelow, decileFrom, decileTo, occupations, groups, incomeBelow } = ask
  const rules: readonly (EligibilityRule | null)[] = [
    ageFrom === undefined && ageBelow === undefined
      ? null
      : { rule: 'age', from: ageFrom ?? 0, below: ageBelow ?? 121 },
    placeRule('residence', 'within', ask.within),
    placeRule('work', 'worksWithin', ask.worksWithin),
    occupations ? { rule: 'occupation', groups: occupations } : null,
    decileFrom === undefined && decileTo === undefined
      ? null
      : { rule: 'decile', from: decileFrom ?? 1, to: decileTo ?? 10 },
    groups ? { rule: 'group', any: groups } : null,
    incomeBelow === undefined ? null : { rule: 'income', below: BigInt(incomeBelow) },
  ]
  const asked = rules.filter((rule) => rule !== null)
  requireRules(asked)
  return asked
}

function placeRule(
  by: 'residence' | 'work',
  field: string,
  codes: readonly string[] | undefined,
): EligibilityRule | null {
  if (!codes) return null
  return { rule: 'region', by, within: codes.map((code) => parseRegionCode(field, code.trim())) }
}

/** What a programme promises, without who it is for. */
export type ProgrammePromise = Pick<
  SupportProgramme,
  'payerKind' | 'firstMonth' | 'monthCount' | 'programmes' | 'income'
>

/** The months, programmes and insured income of a question. Refuses programmes that are not open to own-account workers. */
export function promiseOf(ask: CreateProgrammeBody | PreviewBody, payerKind: Payer): ProgrammePromise {
  const income = BigInt(ask.income ?? 0)
  return {
    payerKind,
    firstMonth: parseMonth('firstMonth', ask.firstMonth),
    monthCount: ask.months,
    programmes: programmeRangeOf('BPU', { payer: payerKind }, ask.programmes ?? []),
    income,
  }
}
