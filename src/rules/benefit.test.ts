import assert from 'node:assert/strict'
import { test } from 'node:test'
import { month, monthOf, monthsBetween } from '../kernel/month.ts'
import { plainDate } from '../kernel/plain-date.ts'
import { Refusal } from '../kernel/refusal.ts'
import { totalOf, type BenefitAssessment } from './assessment.ts'
import { assessBenefit, BENEFIT_KINDS, type BenefitQuestion } from './benefit.ts'
import { lawOverridesOf } from '../modules/law/law-overrides.ts'
import { LawBook } from './law-book.ts'
import { assessLiability } from './liability.ts'

const book = new LawBook()
const question: BenefitQuestion = {
  kind: 'JKM',
  segment: 'BPU',
  wage: 1_000_000n,
  memberMonths: 48,
  monthsOff: null,
  children: [],
  tableShare: null,
  lostFunction: 1_000_000,
  balance: null,
  ground: 'age',
  recipient: 'worker',
  cause: 'natural',
}

function due(change: Partial<BenefitQuestion>, on: string): BenefitAssessment {
  return assessBenefit({ ...question, ...change }, plainDate(on), book)
}
function sum(change: Partial<BenefitQuestion>, on: string): bigint {
  return totalOf(due(change, on).lines)
}
function refusalCode(ask: () => unknown): string {
  try {
    ask()
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
  return 'answered'
}

// Source of every vector in this file: the project's register of regulations, §2 and §3, checked 2026-11-20.

test('a natural death gives 24 million until 1 December 2019 and 42 million from the next day', () => {
  assert.equal(sum({}, '2015-07-01'), 24_000_000n)
  assert.equal(sum({}, '2019-12-01'), 24_000_000n)
  assert.equal(sum({}, '2019-12-02'), 42_000_000n)
  assert.equal(sum({}, '2026-05-01'), 42_000_000n)
  assert.equal(
    refusalCode(() => due({}, '2015-06-30')),
    'no-law-in-force',
  )
})

test('an own-account member of less than three months leaves 10 million, a wage earner the full sum', () => {
  assert.equal(sum({ memberMonths: 2 }, '2026-05-01'), 10_000_000n)
  assert.equal(sum({ memberMonths: 3 }, '2026-05-01'), 42_000_000n)
  assert.equal(sum({ memberMonths: 2, segment: 'PU' }, '2026-05-01'), 42_000_000n)
  assert.equal(sum({ memberMonths: 2 }, '2021-03-31'), 42_000_000n)
})

test('when membership is not known the full sum is given and the answer says what it assumes', () => {
  const answer = due({ memberMonths: null }, '2026-05-01')
  assert.equal(totalOf(answer.lines), 42_000_000n)
  assert.ok(answer.notes.some((note) => note.code === 'membership-assumed'))
})

test('death by work injury on the lowest bracket gives 70 million, whatever the membership', () => {
  assert.equal(sum({ kind: 'JKK-death', memberMonths: 0 }, '2026-05-01'), 70_000_000n)
  assert.equal(sum({ kind: 'JKK-death' }, '2019-12-01'), 48_000_000n + 4_800_000n + 3_000_000n)
})

test('the insured base of an own-account worker counts, not the real income', () => {
  assert.equal(sum({ kind: 'JKK-death', wage: 1_299_000n }, '2026-05-01'), 48n * 1_200_000n + 22_000_000n)
  assert.equal(
    sum({ kind: 'JKK-death', wage: 1_299_000n, segment: 'PU' }, '2026-05-01'),
    48n * 1_299_000n + 22_000_000n,
  )
})

test('a small wage is lifted to the JKM lump sum of the day', () => {
  const small = { kind: 'JKK-death', segment: 'PU', wage: 100_000n } as const
  assert.equal(sum(small, '2026-05-01'), 20_000_000n + 22_000_000n)
  assert.equal(sum(small, '2019-12-01'), 16_200_000n + 7_800_000n)
})

test('permanent total disability gives 56 times the wage and 12 million', () => {
  assert.equal(sum({ kind: 'JKK-total-disability' }, '2026-05-01'), 68_000_000n)
  assert.equal(sum({ kind: 'JKK-total-disability' }, '2019-12-01'), 60_800_000n)
})

test('partial disability is table percent times lost function times 80 wages', () => {
  const hand = {
    kind: 'JKK-partial-disability',
    segment: 'PU',
    wage: 4_000_000n,
    tableShare: 320_000,
  } as const
  assert.equal(sum(hand, '2026-05-01'), 102_400_000n)
  assert.equal(sum({ ...hand, lostFunction: 500_000 }, '2026-05-01'), 51_200_000n)
})

test('inability to work pays twelve full months since 2019, six before, and half from the thirteenth', () => {
  const stmb = { kind: 'JKK-temporary', segment: 'PU', wage: 3_000_000n } as const
  assert.equal(sum({ ...stmb, monthsOff: 14 }, '2026-05-01'), 12n * 3_000_000n + 2n * 1_500_000n)
  assert.equal(
    sum({ ...stmb, monthsOff: 14 }, '2019-12-01'),
    6n * 3_000_000n + 6n * 2_250_000n + 2n * 1_500_000n,
  )
  assert.equal(sum({ ...stmb, monthsOff: 1 }, '2026-05-01'), 3_000_000n)
})

test('two children from kindergarten receive the largest scholarship of 174 million, a third adds nothing', () => {
  const child = { level: 'TK', yearsDone: 0 } as const
  const scholarship = { kind: 'scholarship', cause: 'work', memberMonths: 1 } as const
  assert.equal(sum({ ...scholarship, children: [child] }, '2026-05-01'), 87_000_000n)
  assert.equal(sum({ ...scholarship, children: [child, child] }, '2026-05-01'), 174_000_000n)
  assert.equal(sum({ ...scholarship, children: [child, child, child] }, '2026-05-01'), 174_000_000n)
})

test('with two children a work death is worth up to 244 million', () => {
  const child = { level: 'TK', yearsDone: 0 } as const
  assert.equal(sum({ kind: 'JKK-death', children: [child, child] }, '2026-05-01'), 244_000_000n)
})

test('the two largest scholarships count, and years already done do not', () => {
  const children = [
    { level: 'PT', yearsDone: 0 },
    { level: 'SD', yearsDone: 4 },
    { level: 'SMP', yearsDone: 0 },
  ] as const
  const [pt, sd, smp] = [60_000_000n, 2n * 1_500_000n + 75_000_000n, 75_000_000n]
  assert.equal(sum({ kind: 'scholarship', cause: 'work', children }, '2026-05-01'), sd + smp)
  assert.ok(pt < smp)
})

test('after a natural death the scholarship needs 36 months of contributions, formerly 60', () => {
  const children = [{ level: 'SMA', yearsDone: 0 }] as const
  assert.equal(sum({ children, memberMonths: 35 }, '2026-05-01'), 42_000_000n)
  assert.equal(sum({ children, memberMonths: 36 }, '2026-05-01'), 42_000_000n + 69_000_000n)
  assert.equal(sum({ children, memberMonths: 59 }, '2019-12-01'), 24_000_000n)
  assert.equal(sum({ children, memberMonths: 60 }, '2019-12-01'), 36_000_000n)
})

test('job loss pays 45% and 25% under the first law and 60% under the second, on at most 5 million', () => {
  const jkp = { kind: 'JKP', segment: 'PU', wage: 9_000_000n, monthsOff: 6, memberMonths: 24 } as const
  assert.equal(sum(jkp, '2022-02-01'), 10_500_000n)
  assert.equal(sum(jkp, '2025-02-06'), 10_500_000n)
  assert.equal(sum(jkp, '2025-02-07'), 18_000_000n)
  assert.equal(sum({ ...jkp, monthsOff: 2 }, '2025-02-07'), 6_000_000n)
  assert.equal(sum({ ...jkp, monthsOff: 9 }, '2025-02-07'), 18_000_000n)
  assert.equal(
    refusalCode(() => due(jkp, '2022-01-31')),
    'no-law-in-force',
  )
})

test('without twelve months of contributions job loss gives nothing yet and says so', () => {
  const answer = due(
    { kind: 'JKP', segment: 'PU', wage: 4_000_000n, monthsOff: 3, memberMonths: 11 },
    '2026-05-01',
  )
  assert.equal(answer.entitled, false)
  assert.deepEqual(answer.lines, [])
  assert.deepEqual(answer.notes[0]?.details, { needed: 12, have: 11 })
})

test('job loss and pension do not exist for own-account workers', () => {
  for (const kind of ['JKP', 'JP'] as const) {
    assert.equal(
      refusalCode(() => due({ kind, monthsOff: 3 }, '2026-05-01')),
      'programme-not-open',
    )
  }
})

test('old-age savings pay the whole balance, or 10% or 30% once after ten years', () => {
  const jht = {
    kind: 'JHT',
    segment: 'PU',
    wage: 4_000_000n,
    balance: 50_000_000n,
    memberMonths: 130,
  } as const
  assert.equal(sum(jht, '2026-05-01'), 50_000_000n)
  assert.equal(sum({ ...jht, ground: 'pension-preparation' }, '2026-05-01'), 5_000_000n)
  assert.equal(sum({ ...jht, ground: 'housing' }, '2026-05-01'), 15_000_000n)
  assert.equal(due({ ...jht, ground: 'housing', memberMonths: 119 }, '2026-05-01').entitled, false)
})

test('without a balance old-age savings are estimated from the contributions alone', () => {
  const jht = { kind: 'JHT', segment: 'PU', wage: 4_000_000n, memberMonths: 10 } as const
  const answer = due(jht, '2026-05-01')
  assert.equal(totalOf(answer.lines), 10n * 228_000n)
  assert.ok(answer.notes.some((note) => note.code === 'jht-without-yield'))
  assert.equal(sum({ ...jht, segment: 'BPU', wage: 1_000_000n }, '2026-05-01'), 200_000n)
})

test('a pension is 1% of the wage per year within the limits of the year, which are marked uncertain', () => {
  // JP began in July 2015, so 180 months are first possible in July 2030; the limits of that year are given here as confirmed.
  const limit = (id: string, value: number) => ({
    ...{ parameter: id, from: '2030-01-01', value, law: 'PP 45/2015', article: 'rekaan', confidence: 'L' },
    ...{ confirmedBy: 'uji', confirmedOn: '2026-11-20' },
  })
  const limits = [limit('jp.pension.minimum', 450_000), limit('jp.pension.maximum', 5_400_000)]
  const later = new LawBook(lawOverridesOf('uji.json', limits))
  const ask = (change: Partial<BenefitQuestion>) =>
    assessBenefit(
      { ...question, kind: 'JP', segment: 'PU', wage: 6_000_000n, memberMonths: 180, ...change },
      plainDate('2030-08-01'),
      later,
    )
  assert.equal(totalOf(ask({}).lines), 900_000n)
  assert.equal(ask({}).lines[0]?.confidence, 'L')
  assert.ok(ask({}).notes.some((note) => note.code === 'jp-age-assumed' && note.details.age === 60))
  assert.equal(totalOf(ask({ wage: 1_000_000n }).lines), 450_000n)
  assert.equal(totalOf(ask({ recipient: 'widow' }).lines), 450_000n)
})

test('survivors get a monthly pension from a year of contributions on, the worker himself a lump sum', () => {
  const jp = { kind: 'JP', segment: 'PU', wage: 20_000_000n, memberMonths: 36 } as const
  const widow = due({ ...jp, recipient: 'widow' }, '2026-05-01')
  assert.equal(widow.lines[0]?.component, 'monthly-pension-widow')
  assert.equal(totalOf(widow.lines), 205_700n)
  assert.ok(widow.notes.some((note) => note.code === 'jp-density'))
  assert.equal(
    due({ ...jp, recipient: 'widow', memberMonths: 11 }, '2026-05-01').lines[0]?.component,
    'lump-sum',
  )
  assert.equal(due(jp, '2026-05-01').lines[0]?.component, 'lump-sum')
  assert.equal(
    refusalCode(() => due({ ...jp, recipient: 'widow' }, '2020-05-01')),
    'law-value-not-seen',
  )
})

test('nobody has more pension contributions than months since July 2015', () => {
  const jp = { kind: 'JP', segment: 'PU', wage: 6_000_000n } as const
  assert.equal(due({ ...jp, memberMonths: 130 }, '2026-05-01').entitled, true)
  assert.equal(
    refusalCode(() => due({ ...jp, memberMonths: 131 }, '2026-05-01')),
    'value-out-of-range',
  )
})

test('before 180 months the pension contributions come back at once', () => {
  const jp = { kind: 'JP', segment: 'PU', wage: 6_000_000n } as const
  assert.equal(sum({ ...jp, memberMonths: 2 }, '2026-05-01'), 360_000n)
  assert.ok(due({ ...jp, memberMonths: 100 }, '2026-05-01').notes.some((note) => note.code === 'jp-lump-sum'))
})

test('an unregistered worker is paid in full by the employer, an under-reported one the difference', () => {
  const death = {
    ...question,
    kind: 'JKK-death',
    segment: 'PU',
    wage: 5_000_000n,
    reportedWage: null,
    arrearsMonths: null,
  } as const
  const on = plainDate('2026-05-01')
  const whole = assessLiability({ ...death, situation: 'not-registered' }, on, book)
  assert.equal(whole.amount, 262_000_000n)
  assert.deepEqual([whole.cite.law, whole.cite.article], ['PP 44/2015', 'Pasal 27 ayat (1)'])
  const difference = assessLiability(
    { ...death, situation: 'wage-under-reported', reportedWage: 3_000_000n },
    on,
    book,
  )
  assert.equal(difference.amount, 96_000_000n)
  assert.ok(difference.notes.some((note) => note.code === 'liability-by-analogy'))
  const natural = assessLiability({ ...death, kind: 'JKM', situation: 'not-registered' }, on, book)
  assert.deepEqual([natural.amount, natural.cite.article], [42_000_000n, 'Pasal 37 ayat (1)'])
})

test('each benefit has one answer on every quarter day since its law began', () => {
  const complete: BenefitQuestion = {
    ...question,
    segment: 'PU',
    monthsOff: 3,
    tableShare: 100_000,
    children: [{ level: 'SD', yearsDone: 0 }],
    balance: 1_000_000n,
    memberMonths: 100,
  }
  for (const kind of BENEFIT_KINDS) {
    const begins = kind === 'JKP' ? '2022-02-01' : '2015-07-01'
    for (let year = 2015; year <= 2027; year += 1) {
      for (const quarter of ['01-01', '04-01', '07-01', '10-01']) {
        const on = `${String(year)}-${quarter}`
        if (on < begins) continue
        // Pension contributions exist since July 2015, so nobody has more months of them than that.
        const memberMonths =
          kind === 'JP' ? Math.max(monthsBetween(month('2015-07'), monthOf(plainDate(on))), 0) : 100
        const answer = due({ ...complete, kind, memberMonths: Math.min(memberMonths, 100) }, on)
        assert.equal(answer.entitled, true, `${kind} ${on}`)
        for (const line of answer.lines) assert.ok(line.from <= on, `${kind} ${on} ${line.parameter}`)
      }
    }
  }
})

test('in arrears BPJS serves up to three months; beyond, the employer pays first', () => {
  const death = {
    ...question,
    kind: 'JKK-death',
    segment: 'PU',
    wage: 5_000_000n,
    reportedWage: null,
  } as const
  const owed = (arrearsMonths: number) =>
    assessLiability({ ...death, situation: 'in-arrears', arrearsMonths }, plainDate('2026-05-01'), book)
  assert.equal(owed(3).amount, 0n)
  assert.equal(owed(4).amount, 262_000_000n)
  assert.ok(owed(4).notes.some((note) => note.code === 'liability-reimbursed'))
})

test('a scholarship after a work accident that was never insured follows the article on work injury', () => {
  const children = [{ level: 'SD', yearsDone: 0 }] as const
  const cited = (cause: 'work' | 'natural') =>
    assessLiability(
      {
        ...question,
        kind: 'scholarship',
        cause,
        children,
        situation: 'not-registered',
        reportedWage: null,
        arrearsMonths: null,
      },
      plainDate('2026-05-01'),
      book,
    ).cite.article
  assert.deepEqual([cited('work'), cited('natural')], ['Pasal 27 ayat (1)', 'Pasal 37 ayat (1)'])
})
