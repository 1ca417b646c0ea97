import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { HOLIDAY_YEARS } from '../../kernel/holidays.ts'
import { month } from '../../kernel/month.ts'
import { plainDate } from '../../kernel/plain-date.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { workCalendar } from '../../kernel/working-days.ts'
import { LawBook } from '../../rules/law-book.ts'
import { checkShape } from '../../platform/validate.ts'
import {
  benefitBody,
  lawAtAnswer,
  lawDiffAnswer,
  liabilityBody,
  MOST_RUPIAH,
  priceAnswer,
  priceBody,
  type PriceBody,
} from './contract.ts'
import { answerBenefit, answerFine, answerLiability, answerPrice } from './law.ts'
import { lawOverridesOf, type LawFileProblem } from './law-overrides.ts'
import { everyPeriod, lawAt, lawDiff } from './register-view.ts'

const book = new LawBook()
const calendar = workCalendar(HOLIDAY_YEARS)
const poorest: PriceBody = {
  segment: 'BPU',
  income: 1_000_000,
  payer: 'csr',
  programmes: ['JKK', 'JKM'],
  month: '2026-05',
}

function refusalOf(ask: () => unknown) {
  try {
    ask()
  } catch (error) {
    if (error instanceof Refusal) return error.value
    throw error
  }
  return null
}

test('an answer has the shape of its contract: lines, totals, total, bookings, notes', () => {
  const answer = answerPrice(poorest, book)
  assert.equal(checkShape(priceAnswer, answer), answer)
  assert.deepEqual('totals' in answer && answer.totals, { employer: 0, worker: 0, state: 0, payer: 8_400 })
  assert.equal(answer.total, 8_400)
})

test('a span of one month is still a list', () => {
  const { month: _, ...timeless } = poorest
  const answer = answerPrice({ ...timeless, from: '2026-05', months: 1 }, book)
  assert.equal('months' in answer && answer.months.length, 1)
})

test('fields of another segment are refused with those that belong here', () => {
  const refusal = refusalOf(() => answerPrice({ ...poorest, wage: 5 }, book))
  assert.equal(refusal?.code, 'field-unknown')
  const rows: [PriceBody, string][] = [
    [{ segment: 'BPU', month: '2026-05' }, 'income'],
    [{ segment: 'PU', month: '2026-05', riskClass: 'I', size: 'large' }, 'wage'],
    [{ segment: 'PU', month: '2026-05', wage: 5, size: 'large' }, 'riskClass'],
    [{ segment: 'PU', month: '2026-05', wage: 5, riskClass: 'I' }, 'size'],
    [{ segment: 'PMI', month: '2026-05' }, 'package'],
  ]
  for (const [body, field] of rows) {
    const missing = refusalOf(() => answerPrice(body, book))
    assert.equal(missing?.code, 'value-missing')
    assert.equal((missing.details as { field: string }).field, field)
  }
})

test('a month and a span exclude each other, and one of them is needed', () => {
  const { month: _, ...timeless } = poorest
  for (const body of [timeless, { ...poorest, from: '2026-05', months: 2 }]) {
    assert.equal(refusalOf(() => answerPrice(body, book))?.code, 'give-one-of')
  }
  assert.equal(refusalOf(() => answerPrice({ ...timeless, from: '2026-05' }, book))?.code, 'value-missing')
})

test('a project is priced on its contract or on its wages, and a contract only once', () => {
  const project: PriceBody = { segment: 'JAKON', month: '2026-05' }
  assert.equal(refusalOf(() => answerPrice(project, book))?.code, 'give-one-of')
  assert.equal(refusalOf(() => answerPrice({ ...project, contract: 5, wages: 5 }, book))?.code, 'give-one-of')
  const spanned: PriceBody = { segment: 'JAKON', contract: 5, from: '2026-05', months: 2 }
  assert.equal(refusalOf(() => answerPrice(spanned, book))?.code, 'field-unknown')
  const wages: PriceBody = { segment: 'JAKON', wages: 10_000_000, from: '2026-05', months: 2 }
  assert.equal(answerPrice(wages, book).total, 408_000)
})

test('notes come in the language asked for', () => {
  const texts = (['id', 'en'] as const).map(
    (language) => answerPrice(poorest, book, language).notes[1]?.message,
  )
  assert.deepEqual(texts, [
    'Keringanan PP 50/2025: yang dibayar 50% dari iuran JKK dan JKM.',
    'Relief of PP 50/2025: 50% of the JKK and JKM contribution is paid.',
  ])
})

test('a question about a benefit refuses a field of another benefit and a day that does not exist', () => {
  const body = { kind: 'JKM', segment: 'BPU', on: '2026-05-01' } as const
  assert.equal(refusalOf(() => answerBenefit({ ...body, balance: 3 }, book))?.code, 'field-unknown')
  assert.equal(refusalOf(() => answerBenefit({ ...body, on: '2026-02-30' }, book))?.code, 'value-malformed')
  assert.equal(refusalOf(() => answerBenefit({ ...body, kind: 'JKK-death' }, book))?.code, 'value-missing')
  assert.equal(
    refusalOf(() => checkShape(benefitBody, { ...body, children: ['SD', 'S3'] }))?.code,
    'value-not-allowed',
  )
  assert.equal(
    answerBenefit({ ...body, children: ['SD:5'], memberMonths: 40 }, book).total,
    42_000_000 + 76_500_000,
  )
})

test('a shared field that a benefit does not use is answered and named', () => {
  const answer = answerBenefit({ kind: 'JKM', segment: 'PU', on: '2026-05-01', monthsOff: 3 }, book)
  assert.equal(answer.total, 42_000_000)
  assert.ok(answer.notes.some((note) => note.code === 'field-not-used'))
})

test('the largest amount that may be asked about still has an exact answer everywhere', () => {
  const most = MOST_RUPIAH
  const on = '2026-05-01'
  for (const kind of ['JKK-death', 'JKK-total-disability', 'JKK-temporary', 'JKP'] as const) {
    assert.ok(answerBenefit({ kind, segment: 'PU', wage: most, on, monthsOff: 240 }, book).total > 0)
  }
  const whole = {
    kind: 'JKK-partial-disability',
    segment: 'PU',
    wage: most,
    on,
    disabilityPercent: 100,
  } as const
  assert.equal(answerBenefit(whole, book).total, 80 * most)
  const wage = {
    segment: 'PU',
    wage: most,
    riskClass: 'V',
    size: 'large',
    from: '2026-05',
    months: 120,
  } as const
  assert.ok(answerPrice(wage, book).total > 0)
  const fine = { kind: 'late', contribution: most, month: '2026-05', monthsLate: 1_200 } as const
  assert.equal(answerFine(fine, book, calendar).total, 24 * most)
})

test('a liability asks for the reported wage exactly when the wage was under-reported', () => {
  const body = {
    kind: 'JKK-death',
    segment: 'PU',
    wage: 5_000_000,
    on: '2026-05-01',
    situation: 'not-registered',
  } as const
  assert.equal(checkShape(liabilityBody, body), body)
  assert.equal(answerLiability(body, book).total, 262_000_000)
  assert.equal(refusalOf(() => answerLiability({ ...body, reportedWage: 5 }, book))?.code, 'field-unknown')
  const under = { ...body, situation: 'wage-under-reported' } as const
  assert.equal(refusalOf(() => answerLiability(under, book))?.code, 'value-missing')
})

test('the late fine counts from the working day after the 15th', () => {
  // 15 August 2026 is a Saturday and 17 August a national holiday, so the July contribution is due on Tuesday the 18th.
  const ask = (paidOn: string) =>
    answerFine({ kind: 'late', contribution: 1_000_000, month: '2026-07', paidOn }, book, calendar)
  assert.equal(ask('2026-08-18').dueOn, '2026-08-18')
  assert.equal(ask('2026-08-18').total, 0)
  assert.equal(ask('2026-08-19').total, 20_000)
  assert.equal(
    refusalOf(() => answerFine({ kind: 'late', contribution: 1, month: '2026-07' }, book, calendar))?.code,
    'give-one-of',
  )
  const unknownYear = { kind: 'late', contribution: 1, month: '2031-07', paidOn: '2031-09-01' } as const
  assert.equal(refusalOf(() => answerFine(unknownYear, book, calendar))?.code, 'holidays-unknown')
})

test('the register of a day lists every value in force with its source and nothing that has ended', () => {
  const { parameters } = lawAt(plainDate('2026-03-01'), book)
  const byId = new Map(parameters.map((one) => [one.id, one]))
  assert.equal(byId.get('pu.jp.wage-cap')?.value, 11_086_300)
  assert.equal(byId.get('relief.bpu-transport.jkk')?.until, '2027-03-31')
  assert.equal(byId.has('relief.covid.jkk'), false)
  assert.equal(byId.has('relief.bpu-other.jkk'), false)
  assert.ok(parameters.every((one) => one.law.length > 0 && one.article.length > 0))
  assert.equal(lawAt(plainDate('2010-01-01'), book).parameters.length, 0)
  checkShape(lawAtAnswer, structuredClone({ on: '2026-03-01', parameters }))
})

test('between December 2025 and April 2026 the reliefs, the JP cap and the pension limits changed, and nothing else', () => {
  const diff = lawDiff(month('2025-12'), month('2026-04'), book)
  assert.deepEqual(diff.changes.map((change) => change.id).sort(), [
    'jp.pension.maximum',
    'jp.pension.minimum',
    'pu.jp.wage-cap',
    'relief.bpu-other.jkk',
    'relief.bpu-other.jkm',
    'relief.bpu-transport.jkk',
    'relief.bpu-transport.jkm',
    'relief.bpu.village-budget-excluded',
    'relief.labour-intensive.jkk',
  ])
  const cap = diff.changes.find((change) => change.id === 'pu.jp.wage-cap')
  assert.deepEqual([cap?.before, cap?.after], [10_547_400, 11_086_300])
  checkShape(lawDiffAnswer, structuredClone(diff))
  assert.equal(lawDiff(month('2026-05'), month('2026-05'), book).changes.length, 0)
  assert.equal(refusalOf(() => lawDiff(month('2026-05'), month('2026-04'), book))?.code, 'value-out-of-range')
})

const minimum = {
  parameter: 'jp.pension.minimum',
  from: '2026-01-01',
  value: 412_000,
  law: 'PP 45/2015',
  article: 'surat besaran 2026',
  confidence: 'H',
  confirmedBy: 'Kanwil contoh',
  confirmedOn: '2026-11-20',
}

test('an uncertain value is replaced by a confirmed one, shown as configured, and its flag goes', () => {
  const confirmed = new LawBook(
    lawOverridesOf('hukum.json', [
      minimum,
      { ...minimum, parameter: 'jp.pension.maximum', value: 5_000_000 },
    ]),
  )
  const shown = lawAt(plainDate('2026-05-01'), confirmed).parameters.find(
    (one) => one.id === 'jp.pension.minimum',
  )
  assert.deepEqual([shown?.value, shown?.needsConfirmation, shown?.configured], [412_000, false, true])
  const pension = {
    kind: 'JP',
    segment: 'PU',
    wage: 1_000_000,
    memberMonths: 36,
    recipient: 'widow',
    on: '2026-05-01',
  } as const
  assert.equal(answerBenefit(pension, confirmed).total, 206_000)
  assert.equal(answerBenefit(pension, book).total, 205_700)
})

test('the village budget can be confirmed to get the relief', () => {
  const entry = { ...minimum, parameter: 'relief.bpu.village-budget-excluded', law: 'PP 50/2025', value: 0 }
  const confirmed = new LawBook(lawOverridesOf('hukum.json', [entry]))
  assert.equal(answerPrice({ ...poorest, payer: 'apbdes' }, book).total, 16_800)
  assert.equal(answerPrice({ ...poorest, payer: 'apbdes' }, confirmed).total, 8_400)
})

test('next year’s cap can be added after the last period', () => {
  const cap = { ...minimum, parameter: 'pu.jp.wage-cap', from: '2027-03-01', value: 11_600_000 }
  const extended = new LawBook(lawOverridesOf('hukum.json', [cap]))
  const diff = lawDiff(month('2027-02'), month('2027-03'), extended)
  assert.deepEqual(
    diff.changes.filter((change) => change.id === 'pu.jp.wage-cap').map((change) => change.after),
    [11_600_000],
  )
})

test('a law file that is wrong is refused with the place and the fault', () => {
  const rows: [unknown, string, LawFileProblem][] = [
    [{}, '', 'not-a-list'],
    [[5], '[0]', 'not-an-object'],
    [[{ ...minimum, vlaue: 1 }], '[0].vlaue', 'unknown-field'],
    [[{ ...minimum, parameter: 'jp.pension.minimun' }], '[0].parameter', 'unknown-parameter'],
    [[{ ...minimum, law: 'PP 99/2099' }], '[0].law', 'unknown-law'],
    [[{ ...minimum, value: 1.5 }], '[0].value', 'wrong-shape'],
    [[{ ...minimum, value: -1 }], '[0].value', 'wrong-shape'],
    [[{ ...minimum, from: '2026-02-30' }], '[0].from', 'wrong-shape'],
    [[{ ...minimum, confidence: 'X' }], '[0].confidence', 'wrong-shape'],
    [[{ ...minimum, confirmedBy: '' }], '[0].confirmedBy', 'wrong-shape'],
    [[minimum, minimum], '[1].from', 'twice'],
    [[{ ...minimum, parameter: 'bpu.jkm', from: '2015-07-01' }], '[0].from', 'certain-value'],
    [[{ ...minimum, from: '2025-06-01' }], '[0].from', 'before-last-period'],
    [[{ ...minimum, parameter: 'bpu.income-brackets' }], '[0].value', 'table-value'],
  ]
  for (const [file, place, problem] of rows) {
    const refusal = refusalOf(() => lawOverridesOf('hukum.json', file))
    assert.deepEqual(refusal, { code: 'law-file-invalid', details: { file: 'hukum.json', place, problem } })
  }
})

test('the register’s export has every period of every parameter once', () => {
  const rows = everyPeriod(book)
  assert.equal(new Set(rows.map((row) => `${row.id} ${row.from}`)).size, rows.length)
  assert.ok(rows.length > 120)
})

test('property: whatever the body, the answer is an answer or a refusal, never a crash', () => {
  const word = fc.constantFrom(
    'PU',
    'BPU',
    'JAKON',
    'PMI',
    'csr',
    'apbdes',
    'transport',
    'I',
    'large',
    '2026-05',
    '2015-06',
    '24-month',
    'JKK',
  )
  const scalar = fc.oneof(
    word,
    fc.integer(),
    fc.double(),
    fc.boolean(),
    fc.constant(null),
    fc.string(),
    fc.array(word),
  )
  const fields = Object.keys(priceBody.properties)
  const body = fc.dictionary(fc.constantFrom(...fields), scalar)
  const plausible = fc.record(
    {
      segment: fc.constantFrom('PU', 'BPU', 'JAKON', 'PMI'),
      month: fc.constantFrom('2015-06', '2015-07', '2020-09', '2026-05'),
      income: fc.nat(),
      wage: fc.nat(),
      riskClass: fc.constantFrom('I', 'V'),
      size: fc.constantFrom('large', 'micro'),
      contract: fc.nat(),
      package: fc.constantFrom('6-month', '24-month'),
      programmes: fc.subarray(['JKK', 'JKM', 'JHT', 'JP', 'JKP']),
    },
    { requiredKeys: ['segment', 'month'] },
  )
  fc.assert(
    fc.property(fc.oneof(body, plausible), (value) => {
      refusalOf(() => checkShape(priceAnswer, answerPrice(checkShape(priceBody, value), book)))
    }),
    { numRuns: 2_000 },
  )
})
