import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { testDatabase } from '../../../test/database.ts'
import { rowsOf, TEST_NOW } from '../../../test/people.ts'
import { NEXT_VILLAGE, resultText, submissionStage, told, VILLAGE } from '../../../test/submission-stage.ts'
import { plainDate } from '../../kernel/plain-date.ts'
import { throughGate } from '../access/scope.ts'
import { changePerson } from '../people/change-person.ts'
import { answerProgress, answerRejected, answerSubmission, answerSubmittedPeople } from './answers.ts'
import { mendRejected } from './mend-rejected.ts'
import { makeSubmission } from './make-submission.ts'
import { toldMembersSql } from './queries.ts'
import { sendSubmission, withdrawSubmission } from './send-submission.ts'
import { writeRejectedFile } from './write-rejected-file.ts'
import { writeSubmissionFile } from './write-submission-file.ts'
import { openList } from '../imports/reading/open-list.ts'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const database = await testDatabase()
const { db, owner } = database
const stage = await submissionStage(database)
const { deps, staff, nikOf, kpjOf, sent, answer, states, submission, make, protectedPerson, protect } = stage
const { village, next, regency, elsewhere, branch } = staff

async function textOf(bytes: AsyncIterable<Uint8Array | string>): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of bytes) parts.push(Buffer.from(part))
  return Buffer.concat(parts)
}

async function tableOf(bytes: Buffer) {
  const folder = await mkdtemp(join(tmpdir(), 'payung-uji-'))
  const path = join(folder, 'berkas')
  await writeFile(path, bytes)
  const list = await openList(path, { needed: [] })
  try {
    const rows: string[][] = []
    for await (const chunk of list.chunks()) rows.push(...chunk.rows.map(({ texts }) => [...texts]))
    return { sheet: list.sheet, headers: list.mapping.headers, rows }
  } finally {
    list.close()
    await rm(folder, { recursive: true })
  }
}

test('a submission takes everybody protected of whom nobody was told, once; who is not protected, dead or told stays out', async () => {
  const one = await protectedPerson()
  const other = await protectedPerson({ village: NEXT_VILLAGE })
  await protectedPerson({ months: null })
  await protectedPerson({ months: '[2026-01-01,2026-04-01)' })
  const dead = await protectedPerson()
  await rowsOf(owner, `update people set living_status = 'deceased' where id = $1`, [dead])
  const made = await make()
  assert.deepEqual([made.people, made.files], [2, 1])
  assert.match(made.number, /^PGJ-2026-\d{6}$/)
  assert.deepEqual(await states(made.id), { [one]: 'open', [other]: 'open' })
  await assert.rejects(make(), told('nobody-to-submit'))
  await assert.rejects(make(branch.by), told('nobody-to-submit'))
  // Taken back, its people are free again; sent, it stays.
  await withdrawSubmission(deps, regency.by, { id: made.id, reason: 'salah bulan' })
  const again = await make(branch.by, { region: VILLAGE })
  assert.deepEqual(await states(again.id), { [one]: 'open' })
  await sendSubmission(deps, branch.by, { id: again.id, on: '2026-05-19' })
  await assert.rejects(
    withdrawSubmission(deps, branch.by, { id: again.id, reason: 'x' }),
    told('submission-not-so-far'),
  )
  await assert.rejects(sendSubmission(deps, branch.by, { id: again.id }), told('submission-not-so-far'))
  const rest = await make()
  assert.deepEqual(await states(rest.id), { [other]: 'open' })
  await sendSubmission(deps, regency.by, { id: rest.id })
})

test('the database refuses a second open row of somebody for overlapping months, and takes one for later months', async () => {
  const { id } = await sent(1)
  const copy = (months: string) =>
    rowsOf(
      owner,
      `with s as (insert into submissions (number, segment, bpu_package, region_code, state, people_count, made_at, made_by)
         values ('PGJ-2026-9' || lpad(nextval('submission_numbers')::text, 5, '0'), 'BPU', 'T', 1606000000, 'draft', 1, now(), 'system:uji')
         returning id)
       insert into submission_people (submission_id, person_id, place, segment, roster_id, months, region_code, submitter_region)
       select s.id, p.person_id, 1, 'BPU', p.roster_id, $2::daterange, p.region_code, 0 from s, submission_people p where p.submission_id = $1`,
      [id, months],
    )
  await assert.rejects(copy('[2026-12-01,2027-06-01)'), {
    constraint: 'one_open_submission_per_own_account_stretch',
  })
  await copy('[2027-02-01,2027-06-01)')
})

test('the files stand in the template, by number, at most 10,000 rows each, with the months of each stretch', async () => {
  const { id, number, people } = await sent(2)
  const file = await writeSubmissionFile(deps, branch.by, { id: number, file: 1, format: 'xlsx' })
  assert.equal(file.name, `${number}-1.xlsx`)
  const table = await tableOf(await textOf(file.bytes))
  assert.equal(table.sheet, 'Data TK Baru')
  assert.equal(
    table.headers.join(' '),
    'NOMOR_IDENTITAS NAMA_LENGKAP TGL_LAHIR HANDPHONE EMAIL JENIS_PEKERJAAN_1 JENIS_PEKERJAAN_2 LOKASI_PEKERJAAN UPAH KODE_PAKET BULAN_IURAN',
  )
  assert.deepEqual(
    table.rows.map((row) => [row[0], row[2], row[9], row[10]]),
    people.map((person) => [nikOf(person), '20-03-1990', 'T', '8']),
  )
  const csv = await tableOf(
    await textOf((await writeSubmissionFile(deps, branch.by, { id, file: 1, format: 'csv' })).bytes),
  )
  assert.deepEqual(csv.rows, table.rows)
  await assert.rejects(
    writeSubmissionFile(deps, branch.by, { id, file: 2, format: 'xlsx' }),
    told('submission-file-unknown'),
  )
  await assert.rejects(
    writeSubmissionFile(deps, village.by, { id, file: 1, format: 'xlsx' }),
    told('submission-unknown'),
  )
  const [entry] = await rowsOf<{ details: object }>(
    owner,
    `select details from audit_entries where action = 'submissions.file' order by id limit 1`,
  )
  assert.deepEqual(entry?.details, { number, file: 1, format: 'xlsx' })
})

test('places beyond 10,000 are the next file', async () => {
  const { id, people } = await sent(2)
  await rowsOf(
    owner,
    `update submission_people set place = 10001 where submission_id = $1 and person_id = $2`,
    [id, people[1]],
  )
  await rowsOf(owner, `update submissions set people_count = 10001 where id = $1`, [id])
  const rowsOfFile = async (file: number) =>
    (
      await tableOf(
        await textOf((await writeSubmissionFile(deps, branch.by, { id, file, format: 'csv' })).bytes),
      )
    ).rows.map((row) => row[0])
  assert.deepEqual(
    [await rowsOfFile(1), await rowsOfFile(2)],
    people.map((person) => [nikOf(person)]),
  )
  await rowsOf(owner, `update submissions set people_count = 2 where id = $1`, [id])
})

test('a KPJ goes encrypted onto the person with history, a reason goes back to the village, and the counts add up', async () => {
  const { id, people } = await sent(3)
  const [a = 0, b = 0, c = 0] = people
  const kept = await stage.readIn(
    id,
    resultText([
      [nikOf(a), kpjOf(a), ''],
      [nikOf(b), '', 'Usia lebih dari 65 tahun'],
    ]),
  )
  assert.deepEqual([kept.state, kept.counts.member, kept.counts.rejected], ['read', 1, 1])
  assert.deepEqual(
    await states(id),
    { [a]: 'open', [b]: 'open', [c]: 'open' },
    'nothing before it is applied',
  )
  await answer(
    id,
    resultText([
      [nikOf(a), kpjOf(a), ''],
      [nikOf(b), '', 'Usia lebih dari 65 tahun'],
    ]),
  )
  assert.deepEqual(await states(id), { [a]: 'member', [b]: 'rejected over-age', [c]: 'open' })
  assert.deepEqual(await submission(id), {
    state: 'partly-answered',
    people_count: 3,
    member_count: 1,
    rejected_count: 1,
  })
  assert.equal(await stage.kpjIn(a), kpjOf(a))
  const changes = await rowsOf<{ cause: string; changes: object }>(
    owner,
    `select cause, changes from person_changes where person_id = $1`,
    [a],
  )
  assert.deepEqual(changes, [{ cause: 'submission', changes: { kpj: ['…', '…'] } }])
  await answer(id, resultText([[nikOf(c), kpjOf(c), '']]))
  assert.deepEqual(await submission(id), {
    state: 'answered',
    people_count: 3,
    member_count: 2,
    rejected_count: 1,
  })
})

test('who was told of as a member counts from that day on, in the months of his stretch', async () => {
  const { id, people } = await sent(1)
  const [a = 0] = people
  await answer(id, resultText([[nikOf(a), kpjOf(a), '']]))
  const members = (on: string) =>
    throughGate(db, 'system', async (tx) => {
      const { rows } = await sql<{
        person_id: bigint
        told_on: string
      }>`select * from (${toldMembersSql(plainDate(on))}) m where person_id = ${a}`.execute(tx)
      return rows.map(({ told_on }) => told_on)
    })
  assert.deepEqual(
    [await members('2026-05-19'), await members('2026-05-20'), await members('2027-01-01')],
    [[], ['2026-05-20'], []],
  )
})

test('the village sees its own people with what to do, not those of its neighbour, and the regency sees both', async () => {
  const mine = await protectedPerson()
  const theirs = await protectedPerson({ village: NEXT_VILLAGE })
  const { id } = await make()
  await sendSubmission(deps, regency.by, { id })
  await answer(
    id,
    resultText([
      [nikOf(mine), '', 'NIK tidak padan Dukcapil'],
      [nikOf(theirs), '', 'Nama tidak sesuai'],
    ]),
  )
  const seenBy = async (by: typeof village.by) => {
    const { people, reasons } = await answerRejected({ db }, by, {})
    return {
      people: people.filter(({ submission: of }) => of === id).map(({ person, reason }) => [person, reason]),
      reasons,
    }
  }
  assert.deepEqual((await seenBy(village.by)).people, [[mine, 'nik-invalid']])
  assert.deepEqual((await seenBy(next.by)).people, [[theirs, 'name-differs']])
  assert.equal((await seenBy(regency.by)).people.length, 2)
  assert.deepEqual((await seenBy(elsewhere.by)).people, [])
  const part = await answerSubmission({ db }, village.by, id)
  assert.deepEqual([part.whole, part.people, part.rejected, part.files], [false, 1, 1, 0])
  await assert.rejects(answerSubmission({ db }, elsewhere.by, id), told('submission-unknown'))
  assert.equal((await answerSubmittedPeople({ db }, village.by, id, {})).people.length, 1)
  const file = await tableOf(
    await textOf(
      (
        await writeRejectedFile(deps, village.by, {
          sentence: (reason, words) => `${reason}: ${words ?? ''}`,
        })
      ).bytes,
    ),
  )
  assert.equal(file.headers.at(-1), 'KETERANGAN')
  const row = file.rows.find(([nik]) => nik === nikOf(mine))
  assert.equal(row?.at(-1), 'nik-invalid: NIK tidak padan Dukcapil')
  assert.ok(!file.rows.some(([nik]) => nik === nikOf(theirs)))
})

test('whoever was rejected is submitted again only after his record changed or somebody said that it is in order', async () => {
  const { id, people } = await sent(3)
  const [a = 0, b = 0, c = 0] = people
  await answer(id, resultText(people.map((person) => [nikOf(person), '', 'Nama tidak sesuai'] as const)))
  await assert.rejects(make(), told('nobody-to-submit'))
  const later = { ...deps, clock: { ...deps.clock, now: () => new Date(TEST_NOW.getTime() + 60_000) } }
  await changePerson(
    later,
    { kind: 'system' },
    { personId: String(a), fields: { address: 'Jalan Baru' }, reason: 'perbaikan' },
  )
  await assert.rejects(
    mendRejected(deps, next.by, { id, people: [b], reason: 'x' }),
    told('submission-unknown'),
  )
  assert.deepEqual(await mendRejected(deps, village.by, { id, people: [b], reason: 'KTP sudah benar' }), {
    mended: 1,
  })
  await assert.rejects(
    mendRejected(deps, village.by, { id, people: [b], reason: 'lagi' }),
    told('nobody-to-mend'),
  )
  // A number that another submission brought mends nothing.
  await rowsOf(
    owner,
    `insert into person_changes (id, person_id, cause, changes, changed_at)
     select nextval('person_change_numbers'), $1, 'submission', '{}', $2`,
    [c, new Date(TEST_NOW.getTime() + 60_000)],
  )
  const again = await make()
  assert.deepEqual(await states(again.id), { [a]: 'open', [b]: 'open' })
  const waiting = (await answerRejected({ db }, village.by, {})).people.filter(
    (each) => each.submission === id,
  )
  assert.deepEqual(
    waiting.map(({ person }) => person),
    [c],
  )
  // The answer of the first submission comes late for somebody who stands in the second.
  await sendSubmission(deps, regency.by, { id: again.id })
  const late = await answer(id, resultText([[nikOf(a), kpjOf(a), '']]))
  assert.equal(late.counts['submitted-again'], 1)
  assert.deepEqual(await states(id), {
    [a]: 'rejected name-differs',
    [b]: 'rejected name-differs',
    [c]: 'rejected name-differs',
  })
  await answer(
    again.id,
    resultText([
      [nikOf(a), kpjOf(a), ''],
      [nikOf(b), kpjOf(b), ''],
    ]),
  )
  await assert.rejects(make(), told('nobody-to-submit'))
})

test('months that only go on are no new submission, and months after a gap are one', async () => {
  const { id, people } = await sent(1, { months: '[2026-05-01,2026-08-01)' })
  const [a = 0] = people
  await answer(id, resultText([[nikOf(a), kpjOf(a), '']]))
  await protect(a, '[2026-08-01,2026-09-01)')
  await assert.rejects(make(), told('nobody-to-submit'))
  await protect(a, '[2026-11-01,2027-01-01)')
  const made = await make()
  assert.deepEqual(await states(made.id), { [a]: 'open' })
  await withdrawSubmission(deps, regency.by, { id: made.id, reason: 'uji' })
  await rowsOf(owner, `update protections set months = 'empty', ended_because = 'uji' where person_id = $1`, [
    a,
  ])
})

test('wage earners are submitted by roster, and nobody gathers from a roster out of reach', async () => {
  await assert.rejects(make(regency.by, { segment: 'PU' }), told('value-missing'))
  await assert.rejects(
    makeSubmission(deps, regency.by, { segment: 'PU', roster: '00000000-0000-4000-8000-00000000ffff' }),
    told('roster-unknown'),
  )
  await assert.rejects(make(elsewhere.by), told('nobody-to-submit'))
  await assert.rejects(make(elsewhere.by, { region: VILLAGE }), told('region-outside'))
})

test('two who gather at once share nobody', async () => {
  const people = [await protectedPerson(), await protectedPerson()]
  const [first, second] = await database.interleave(
    (held) => makeSubmission({ ...deps, db: held }, regency.by, { segment: 'BPU' }),
    (other) => makeSubmission({ ...deps, db: other }, branch.by, { segment: 'BPU' }),
  )
  assert.equal(first.status, 'fulfilled')
  assert.ok(second.status === 'rejected' && told('nobody-to-submit')(second.reason))
  const [{ count } = { count: 0n }] = await rowsOf<{ count: bigint }>(
    owner,
    `select count(*) from submission_people where person_id = any ($1) and state = 'open'`,
    [people],
  )
  assert.equal(count, 2n)
})

test('the way from the meeting to the card is told programme by programme, each person once', async () => {
  const programme = '00000000-0000-4000-8000-0000000000d2'
  await rowsOf(
    owner,
    `insert into programmes (id, payer_id, name, months, programmes, rules, income, legal_basis, region_code)
     values ($1, '00000000-0000-4000-8000-0000000000d1', 'Pekerja rentan 2026', '[2026-05-01,2027-01-01)', '[0,2)', '[]', 0, 'uji', 1600000000)`,
    [programme],
  )
  const { id, people } = await sent(3)
  const waiting = await protectedPerson()
  const proposed = await protectedPerson({ months: null })
  await rowsOf(
    owner,
    `insert into proposals (id, programme_id, region_code, minutes_number, minutes_on, proposed_by, submitted_at)
     values ('00000000-0000-4000-8000-0000000000d3', $1, 1606012001, 'uji', '2026-05-04', 'system:uji', now())`,
    [programme],
  )
  await rowsOf(
    owner,
    `insert into proposed_people (proposal_id, programme_id, person_id, place, state, decided_at)
     select '00000000-0000-4000-8000-0000000000d3', $1, v.id, v.id, case when v.id = $3 then 'proposed' else 'approved' end,
       case when v.id = $3 then null else now() end
     from unnest($2::bigint[]) v (id)`,
    [programme, [...people, waiting, proposed], proposed],
  )
  const draft = await make()
  await answer(
    id,
    resultText([
      [nikOf(people[0] ?? 0), kpjOf(people[0] ?? 0), ''],
      [nikOf(people[1] ?? 0), '', 'umur lebih'],
    ]),
  )
  const { programmes } = await answerProgress({ db }, village.by, { programme })
  const wanted = {
    people: 5,
    proposed: 1,
    waiting: 0,
    refused: 0,
    approved: 1,
    submitted: 1,
    member: 1,
    rejected: 1,
  }
  assert.deepEqual(programmes, [{ programme, name: 'Pekerja rentan 2026', region: VILLAGE, ...wanted }])
  assert.deepEqual((await answerProgress({ db }, next.by, { programme })).programmes, [])
  await withdrawSubmission(deps, regency.by, { id: draft.id, reason: 'uji' })
})
