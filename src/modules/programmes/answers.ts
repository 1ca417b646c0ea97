import { rupiahToJson } from '../../kernel/rupiah.ts'
import type { Language } from '../../kernel/format.ts'
import type { PlainDate } from '../../kernel/plain-date.ts'
import type { RegionCode } from '../../kernel/region-code.ts'
import type { Queryable } from '../../platform/db.ts'
import { placeTexts, writtenRegion } from '../access/places.ts'
import { noteOf } from '../law/answers.ts'
import { programmesIn } from '../payers/payers.ts'
import type { EligibilityRule } from './eligibility.ts'
import type { Preview } from './preview-programme.ts'
import type { SupportProgramme } from './programmes.ts'

/** A rule in words: see web/locales. */
export type RuleSentence = (rule: EligibilityRule, places: readonly string[], language: Language) => string

export type Wording = {
  readonly language: Language
  readonly sentenceOf: RuleSentence
  /** The day whose map names the regions. */
  readonly on: PlainDate
}

/** Programmes as JSON, each rule as a sentence. */
export async function answerProgrammes(
  db: Queryable,
  programmes: readonly SupportProgramme[],
  wording: Wording,
) {
  const rulesIn = await rulesInWords(
    db,
    programmes.flatMap(({ rules }) => rules),
    wording,
  )
  return programmes.map((programme) => ({
    id: programme.id,
    name: programme.name,
    payerId: programme.payerId,
    payer: programme.payerName,
    payerKind: programme.payerKind,
    firstMonth: programme.firstMonth,
    months: programme.monthCount,
    programmes: programmesIn(programme.programmes),
    income: rupiahToJson(programme.income),
    region: writtenRegion(programme.regionCode),
    legalBasis: programme.legalBasis,
    bpjsGroupCode: programme.bpjsGroupCode,
    closed: programme.isClosed,
    budgetLineId: programme.budgetLineId,
    rules: programme.rules.map(rulesIn),
  }))
}

/** Counts and prices of a programme that is only thought of. */
export async function answerPreview(db: Queryable, preview: Preview, wording: Wording) {
  const { region, rules, people, price, places } = preview
  const rulesIn = await rulesInWords(db, rules, wording)
  const { rules: counts, ...counted } = people
  return {
    region: writtenRegion(region),
    people: counted,
    rules: rules.map((rule, place) => ({
      ...rulesIn(rule),
      ...(counts[place] ?? { met: 0, broken: 0, unknown: 0 }),
    })),
    price: {
      perPerson: rupiahToJson(price.perPerson),
      months: price.months.map(({ month, perPerson }) => ({ month, perPerson: rupiahToJson(perPerson) })),
      notes: price.notes.map((note) => noteOf(note, wording.language)),
    },
    total: rupiahToJson(price.perPerson * BigInt(places)),
    places,
  }
}

async function rulesInWords(
  db: Queryable,
  rules: readonly EligibilityRule[],
  { language, sentenceOf, on }: Wording,
): Promise<(rule: EligibilityRule) => { rule: string; sentence: string }> {
  const placeOf = await placeTexts(db, rules.flatMap(regionsOf), on)
  return (rule) => ({ rule: rule.rule, sentence: sentenceOf(rule, regionsOf(rule).map(placeOf), language) })
}

function regionsOf(rule: EligibilityRule): readonly RegionCode[] {
  return rule.rule === 'region' ? rule.within : []
}
