import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testDatabase } from '../../../test/database.ts'
import { addTestPerson } from '../../../test/people.ts'
import { NEXT_VILLAGE, resultText, submissionStage, VILLAGE } from '../../../test/submission-stage.ts'
import { month } from '../../kernel/month.ts'
import { plainDate } from '../../kernel/plain-date.ts'
import { regionCode } from '../../kernel/region-code.ts'
import { LawBook } from '../../rules/law-book.ts'
import type { By } from '../access/act.ts'
import { answerCoverage } from './answers.ts'
import { askCoverage } from './ask-coverage.ts'
import { askMovers, askRanking, askTrend } from './compare-coverage.ts'

const database = await testDatabase()
const stage = await submissionStage(database)
const { nikOf, kpjOf, answer, protectedPerson, sent } = stage
const deps = { ...stage.deps, book: new LawBook() }
const SYSTEM: By = { kind: 'system', systemUser: 'uji' }
const ON = plainDate('2026-05-20')
const REGENCY = regionCode('16.06')
const DISTRICT = regionCode('16.06.01')

const REFUSED = 3
/** Twelve were sent, nine became members; ten more wait in the other village. */
const { id, people } = await sent(12)
await answer(
  id,
  resultText(
    people.map((person, at) =>
      at < REFUSED
        ? [nikOf(person), '', 'NIK tidak padan Dukcapil']
        : [nikOf(person), kpjOf(person), 'berhasil'],
    ),
  ),
)
for (let n = 0; n < 10; n += 1) await protectedPerson({ village: NEXT_VILLAGE })

const count = async (question: Partial<Parameters<typeof askCoverage>[2]>) =>
  (await askCoverage(deps, SYSTEM, { region: REGENCY, asOf: ON, ...question })).figure.people

test('indicator A counts whoever is protected here, or only those whom BPJS has told of as members', async () => {
  assert.equal(await count({}), 22)
  assert.equal(await count({ counting: 'told' }), 9)
  assert.equal(await count({ counting: 'told', region: regionCode(VILLAGE) }), 9)
  assert.equal(await count({ counting: 'told', region: regionCode(NEXT_VILLAGE) }), 0)
  assert.equal(await count({ counting: 'told', asOf: plainDate('2026-05-19') }), 0, 'nobody was told of yet')
  assert.equal(await count({ counting: 'told', indicator: 'C' }), 9)
})

test('who was told of and is protected no more is no active member', async () => {
  assert.equal(await count({ counting: 'told', asOf: plainDate('2027-01-15') }), 0)
})

test('the source of each says what stands for what', async () => {
  const sourceOf = async (counting: 'protected' | 'told') =>
    answerCoverage(await askCoverage(deps, SYSTEM, { region: REGENCY, asOf: ON, counting })).source.numerator
  assert.match(await sourceOf('protected'), /^Payung: .* mewakili peserta aktif sampai BPJS/)
  assert.match(await sourceOf('told'), /^BPJS Ketenagakerjaan: peserta menurut berkas hasil/)
})

test('the regions below are ranked by the same count', async () => {
  const { ranked } = await askRanking(deps, SYSTEM, { region: REGENCY, asOf: ON, counting: 'told' })
  const counts = new Map(ranked.map(({ figure }) => [figure.region, figure.people]))
  assert.deepEqual([counts.get(DISTRICT), counts.get(regionCode('16.06.02'))], [9, 0])
})

test('a count that leaves out few of the protected is hidden: who has both tables would know them', async () => {
  const planner = await addTestPerson(database.owner, 'planner', { region: '16.06', kind: 'regency' })
  const seen = async (counting: 'protected' | 'told') => {
    const question = { region: regionCode(VILLAGE), asOf: ON, counting } as const
    return answerCoverage(await askCoverage(deps, { kind: 'user', actor: planner.actor }, question)).numerator
  }
  assert.equal(await seen('protected'), 12)
  assert.equal(await seen('told'), null, 'three were refused')
})

test('ranking, movers and trend too are answered as they were known: before anything was recorded nobody was', async () => {
  const sums = async (knownAt: Date) => {
    const known = { region: REGENCY, knownAt }
    const { ranked } = await askRanking(deps, SYSTEM, { ...known, asOf: ON })
    const { movers } = await askMovers(deps, SYSTEM, { ...known, from: plainDate('2026-04-30'), to: ON })
    const trend = await askTrend(deps, SYSTEM, { ...known, until: month('2026-05'), months: 1 })
    return [
      ranked.reduce((sum, { figure }) => sum + figure.people, 0),
      movers.reduce((sum, { change }) => sum + change, 0),
      trend.at(-1)?.figure.people,
    ]
  }
  assert.deepEqual(await sums(new Date('2020-01-01')), [0, 0, 0])
  assert.deepEqual(await sums(new Date('2099-01-01')), [22, 22, 22])
})
