import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testDatabase } from '../../../test/database.ts'
import { rowsOf } from '../../../test/people.ts'
import { resultText, submissionStage, told } from '../../../test/submission-stage.ts'
import { textWorkbookOf } from '../../platform/xlsx-out.ts'
import { changePerson } from '../people/change-person.ts'
import { applyResult, discardResult, keepResult } from './apply-result.ts'
import { discardStaleResults } from './jobs.ts'
import { NEEDS_LOOK } from './decide-answers.ts'

const database = await testDatabase()
const { owner } = database
const stage = await submissionStage(database)
const { deps, staff, nikOf, nameOf, kpjOf, sent, answer, readIn, states, submission, kpjIn } = stage
const { branch, regency, village } = staff

const toldOf = ({
  remarks,
}: {
  readonly remarks: readonly { readonly row: number; readonly told: string }[]
}) => remarks.map(({ row, told: what }) => `${String(row)} ${what}`)
const sumOf = (counts: Readonly<Record<string, number>>) =>
  Object.values(counts).reduce((sum, each) => sum + each, 0)

test('a result is read with a letterhead above, headings of its own, a comma between cells, and a row of a total below', async () => {
  const { id, people } = await sent(2)
  const [a = 0, b = 0] = people
  const text = `BPJS KETENAGAKERJAAN CABANG UJI,,,\nHasil pendaftaran,,,\n\nNo,NO. KTP,No Peserta,Alasan Penolakan,Status\n1,'${nikOf(a)},${kpjOf(a)},,BERHASIL\n2,${nikOf(
    b,
  )
    .replace(/(\\d{4})/g, '$1 ')
    .trim()},,Umur di atas 65,GAGAL\n,JUMLAH,2,,\n`
  const done = await answer(id, text)
  assert.deepEqual(await states(id), { [a]: 'member', [b]: 'rejected over-age' })
  assert.equal(sumOf(done.counts), done.rowCount)
})

test('a result with nothing but NIK and reason, and one as a workbook, are read too', async () => {
  const { id, people } = await sent(2)
  const [a = 0, b = 0] = people
  await answer(id, `NIK;ALASAN\n${nikOf(a)};Nama ibu kandung tidak sesuai`)
  const rows = [
    ['Hasil', '', ''],
    ['NIK', 'KPJ', 'HASIL VALIDASI'],
    [nikOf(b), kpjOf(b), 'Berhasil'],
  ]
  const bytes = Buffer.from(await textWorkbookOf([{ name: 'Hasil', rows }]))
  const kept = await keepResult(deps, branch.by, { id, fileName: 'hasil.xlsx', bytes })
  await applyResult(deps, branch.by, kept.id)
  assert.deepEqual(await states(id), { [a]: 'rejected mother-differs', [b]: 'member' })
})

test('a NIK that Excel rounded is found by its 15 digits and the name beside it, and by nothing less', async () => {
  const { id, people } = await sent(2)
  const [a = 0, b = 0] = people
  const rounded = (person: number) => `${nikOf(person).slice(0, 15)}0`
  const text = [
    'NIK;NAMA;KPJ',
    `${rounded(a)};${nameOf(a)};${kpjOf(a)}`,
    `${rounded(b)};ORANG LAIN;${kpjOf(b)}`,
  ].join('\n')
  const done = await answer(id, text)
  assert.deepEqual(await states(id), { [a]: 'member', [b]: 'open' })
  assert.deepEqual(toldOf(done), ['3 nik-damaged'])
})

test('rows that name nobody of the submission, or say nothing, are told row by row and change nothing', async () => {
  const other = await sent(1)
  const { id, people } = await sent(3)
  const [a = 0, b = 0, c = 0] = people
  const done = await answer(
    id,
    resultText([
      [nikOf(9_999), kpjOf(1), ''],
      [nikOf(other.people[0] ?? 0), kpjOf(2), ''],
      ['12345', kpjOf(3), ''],
      [nikOf(a), '', ''],
      [nikOf(b), '123', ''],
      [nikOf(c), kpjOf(c), 'Nama tidak sesuai'],
    ]),
  )
  assert.deepEqual(toldOf(done), [
    '2 unknown',
    '3 other-submission',
    '4 nik-unreadable',
    '5 no-answer',
    '6 kpj-unreadable',
    '7 answer-unclear',
  ])
  assert.deepEqual(await states(id), { [a]: 'open', [b]: 'open', [c]: 'open' })
  assert.deepEqual((await submission(id))?.state, 'sent')
})

test('the same file again changes nothing, a later file corrects, and the first one again undoes nothing', async () => {
  const { id, people } = await sent(2)
  const [a = 0, b = 0] = people
  const first = resultText([
    [nikOf(a), kpjOf(a), ''],
    [nikOf(b), '', 'NIK tidak valid di Dukcapil'],
  ])
  await answer(id, first)
  const before = await rowsOf(
    owner,
    `select * from submission_people where submission_id = $1 order by person_id`,
    [id],
  )
  const again = await answer(id, first)
  assert.deepEqual([again.isAgain, again.counts.same], [true, 2])
  assert.deepEqual(
    await rowsOf(owner, `select * from submission_people where submission_id = $1 order by person_id`, [id]),
    before,
  )
  const corrected = await answer(
    id,
    resultText([
      [nikOf(a), '', 'Meninggal dunia'],
      [nikOf(b), kpjOf(b), ''],
    ]),
  )
  assert.equal(corrected.counts.corrected, 2)
  assert.deepEqual(await states(id), { [a]: 'rejected deceased', [b]: 'member' })
  assert.deepEqual(
    [await kpjIn(a), await kpjIn(b)],
    [null, kpjOf(b)],
    'a number that was taken back is his no more',
  )
  await answer(id, first)
  assert.deepEqual(await states(id), { [a]: 'rejected deceased', [b]: 'member' })
  const answers = await rowsOf<{ person_id: bigint; state_before: string; state: string }>(
    owner,
    `select person_id, state_before, state from submission_answers where submission_id = $1 order by id`,
    [id],
  )
  assert.deepEqual(
    answers.map(({ person_id, state_before, state }) => `${String(person_id)} ${state_before} ${state}`),
    [
      `${String(a)} open member`,
      `${String(b)} open rejected`,
      `${String(a)} member rejected`,
      `${String(b)} rejected member`,
    ],
  )
})

test('a KPJ stays with one person: two rows, somebody elsewhere, and two swapped numbers', async () => {
  const { id, people } = await sent(4)
  const [a = 0, b = 0, c = 0, d = 0] = people
  const owning = await stage.protectedPerson({
    months: null,
    sealed: { kpj: '26999999999' },
    village: '16.71.01.1001',
  })
  const done = await answer(
    id,
    resultText([
      [nikOf(a), kpjOf(a), ''],
      [nikOf(b), kpjOf(a), ''],
      [nikOf(c), '26999999999', ''],
      [nikOf(d), kpjOf(d), ''],
      [nikOf(d), '', 'usia lebih'],
    ]),
  )
  assert.deepEqual(toldOf(done), [
    '2 kpj-twice',
    '3 kpj-twice',
    '4 kpj-of-another',
    '5 answers-differ',
    '6 answers-differ',
  ])
  assert.equal(await kpjIn(owning), '26999999999')
  await answer(
    id,
    resultText([
      [nikOf(a), kpjOf(a), ''],
      [nikOf(b), kpjOf(b), ''],
    ]),
  )
  await answer(
    id,
    resultText([
      [nikOf(a), kpjOf(b), ''],
      [nikOf(b), kpjOf(a), ''],
    ]),
  )
  assert.deepEqual([await kpjIn(a), await kpjIn(b)], [kpjOf(b), kpjOf(a)])
  const clash = await answer(id, resultText([[nikOf(a), kpjOf(a), '']]))
  assert.deepEqual(toldOf(clash), ['2 kpj-of-another'])
})

test('the database refuses one KPJ for two people', async () => {
  const { id, people } = await sent(2)
  const same = rowsOf(
    owner,
    `update submission_people set state = 'member', kpj_index = sha256('x'), told_on = '2026-05-20', answered_at = now()
     where submission_id = $1`,
    [id],
  )
  await assert.rejects(same, { constraint: 'a_kpj_belongs_to_one_person' })
  assert.equal(people.length, 2)
})

test('somebody is found by the NIK that was sent, also when it was corrected since', async () => {
  const { id, people } = await sent(1)
  const [a = 0] = people
  const { requestId } = await changePerson(deps, regency.by, {
    personId: String(a),
    fields: { nik: '1699992003908888' },
    reason: 'salah ketik',
  })
  const { approveChange } = await import('../people/approve-change.ts')
  await approveChange(deps, { kind: 'system' }, { id: requestId, reason: 'KTP' })
  await answer(id, resultText([[nikOf(a), kpjOf(a), '']]))
  assert.deepEqual(await states(id), { [a]: 'member' })
})

test('who holds a card already is a member with the number that stands in the words; an unknown reason is kept as it is', async () => {
  const { id, people } = await sent(3)
  const [a = 0, b = 0, c = 0] = people
  await answer(
    id,
    resultText([
      [nikOf(a), '', `NIK sudah terdaftar dengan KPJ ${kpjOf(a)}`],
      [nikOf(b), '', `Kode 77: lihat NIK 1234 5678 9012 3456`],
      [nikOf(c), '', 'Sesuatu yang belum dikenal'],
    ]),
  )
  assert.deepEqual(await states(id), { [a]: 'member', [b]: 'rejected nik-invalid', [c]: 'rejected other' })
  const texts = await rowsOf<{ reason_text: string }>(
    owner,
    `select reason_text from submission_people where submission_id = $1 and state = 'rejected' order by person_id`,
    [id],
  )
  assert.deepEqual(
    texts.map(({ reason_text }) => reason_text),
    ['Kode 77: lihat NIK …', 'Sesuatu yang belum dikenal'],
  )
})

test('a draft is not answered, a day before the sending is refused, and a village answers nothing', async () => {
  const person = await stage.protectedPerson()
  const draft = await stage.make()
  const text = resultText([[nikOf(person), kpjOf(person), '']])
  await assert.rejects(readIn(draft.id, text), told('submission-not-so-far'))
  const { id } = await sent(1)
  const bytes = Buffer.from(text)
  const ask = { id, fileName: 'hasil.csv', bytes }
  await assert.rejects(
    keepResult(deps, branch.by, { ...ask, on: '2026-05-19' }),
    told('submission-day-unfit'),
  )
  await assert.rejects(
    keepResult(deps, branch.by, { ...ask, on: '2026-05-21' }),
    told('submission-day-unfit'),
  )
  await assert.rejects(keepResult(deps, village.by, ask), told('submission-unknown'))
})

test('of two results at once the second is decided on what the first wrote', async () => {
  const { id, people } = await sent(1)
  const [a = 0] = people
  const one = await readIn(id, resultText([[nikOf(a), kpjOf(a), '']]), branch.by)
  const other = await readIn(id, resultText([[nikOf(a), '', 'usia lebih']]), regency.by)
  const [first, second] = await database.interleave(
    (held) => applyResult({ ...deps, db: held }, branch.by, one.id),
    (db) => applyResult({ ...deps, db }, regency.by, other.id),
  )
  assert.deepEqual([first.status, second.status], ['fulfilled', 'fulfilled'])
  const { counts } = (second as PromiseFulfilledResult<Awaited<ReturnType<typeof applyResult>>>).value
  assert.equal(counts.corrected, 1)
  assert.deepEqual(await submission(id), {
    state: 'answered',
    people_count: 1,
    member_count: 0,
    rejected_count: 1,
  })
})

test('one result applied twice at once is applied once', async () => {
  const { id, people } = await sent(1)
  const { id: result } = await readIn(id, resultText([[nikOf(people[0] ?? 0), kpjOf(people[0] ?? 0), '']]))
  const [first, second] = await database.interleave(
    (held) => applyResult({ ...deps, db: held }, branch.by, result),
    (db) => applyResult({ ...deps, db }, branch.by, result),
  )
  assert.equal(first.status, 'fulfilled')
  assert.ok(second.status === 'rejected' && told('submission-result-ended')(second.reason))
  await assert.rejects(discardResult(deps, branch.by, result), told('submission-result-ended'))
})

test('two results that give one KPJ to people of two submissions at once: one gets it, the other is told', async () => {
  const [one, other] = [await sent(1), await sent(1)]
  const [a = 0, b = 0] = [one.people[0], other.people[0]]
  const first = await readIn(one.id, resultText([[nikOf(a), '26888888888', '']]))
  const second = await readIn(other.id, resultText([[nikOf(b), '26888888888', '']]))
  const [, late] = await database.interleave(
    (held) => applyResult({ ...deps, db: held }, branch.by, first.id),
    (db) => applyResult({ ...deps, db }, branch.by, second.id),
  )
  assert.ok(late.status === 'fulfilled')
  assert.deepEqual(toldOf(late.value), ['2 kpj-of-another'])
  assert.deepEqual([await kpjIn(a), await kpjIn(b)], ['26888888888', null])
})

test('cut off in the middle nothing of a result stays, and it is applied again', async () => {
  const { id, people } = await sent(3)
  const { id: result } = await readIn(
    id,
    resultText(people.map((person) => [nikOf(person), kpjOf(person), ''] as const)),
  )
  // The connection dies when the last table is written, as when the server is killed.
  await rowsOf(
    owner,
    `create function die() returns trigger language plpgsql security definer as $$ begin perform pg_terminate_backend(pg_backend_pid()); return null; end $$`,
  )
  await rowsOf(owner, `create trigger die after update on people for each statement execute function die()`)
  await assert.rejects(applyResult(deps, branch.by, result))
  await rowsOf(owner, `drop trigger die on people`)
  assert.deepEqual(Object.values(await states(id)), ['open', 'open', 'open'])
  assert.equal((await submission(id))?.state, 'sent')
  const done = await applyResult(deps, branch.by, result)
  assert.equal(done.counts.member, 3)
  assert.deepEqual(await Promise.all(people.map(kpjIn)), people.map(kpjOf))
})

test('what was read and not confirmed is emptied after a day', async () => {
  const { id, people } = await sent(1)
  const { id: result } = await readIn(id, resultText([[nikOf(people[0] ?? 0), kpjOf(people[0] ?? 0), '']]))
  assert.equal(await discardStaleResults(deps), 0)
  const later = { now: () => new Date(deps.clock.now().getTime() + 86_400_001), today: deps.clock.today }
  assert.equal(await discardStaleResults({ ...deps, clock: later }), 1)
  await assert.rejects(applyResult(deps, branch.by, result), told('submission-result-ended'))
  assert.ok(NEEDS_LOOK.has('unknown'))
})
