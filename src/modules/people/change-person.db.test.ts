import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { testDatabase } from '../../../test/database.ts'
import { addTestPerson, rowsOf, TEST_NOW } from '../../../test/people.ts'
import { testRing } from '../../../test/test-ring.ts'
import { refusalSentence } from '../../../web/locales/refusal-sentence.ts'
import { regionCode } from '../../kernel/region-code.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { clockAt } from '../../platform/clock.ts'
import type { Db } from '../../platform/db.ts'
import { LawBook } from '../../rules/law-book.ts'
import { inScopeOf, sightOf, type By } from '../access/act.ts'
import { approveChange, refuseChange, withdrawChange } from './approve-change.ts'
import { changePerson } from './change-person.ts'
import { listIdentityConflicts, listRequests } from './change-queries.ts'
import { findPeople } from './find-people.ts'
import { importPeople } from './import-people.ts'
import { undoImport } from './undo-import.ts'

const database = await testDatabase()
const { db, pool, owner } = database
const folder = await mkdtemp(join(tmpdir(), 'payung-changes-'))
after(() => rm(folder, { recursive: true }))
const deps = {
  db,
  pool,
  clock: clockAt(TEST_NOW),
  ring: testRing(),
  book: new LawBook(),
  folder: join(folder, 'kept'),
}

const EPIL = '16.06.01.2001'
const NEXT_DOOR = '16.06.01.2002'
const FAR = '32.04.05.2001'
const operator = await addTestPerson(owner, 'village-operator', { region: EPIL, kind: 'village' })
const head = await addTestPerson(owner, 'village-head', {
  region: EPIL,
  kind: 'village',
  organisation: operator.organisationId,
})
const regency = await addTestPerson(owner, 'regency-officer', { region: '16.06', kind: 'regency' })
const colleague = await addTestPerson(owner, 'regency-officer', { region: '16.06', kind: 'regency' })
const far = await addTestPerson(owner, 'village-operator', { region: FAR, kind: 'village' })
const SYSTEM: By = { kind: 'system', systemUser: 'operator' }

/** A number of a district that was never issued: it can belong to nobody. */
const nikOf = (serial: number) => `169999200390${String(serial).padStart(4, '0')}`
let count = 0

async function take(by: By, region: string, serial: number, name: string, phone = ''): Promise<string> {
  const path = join(folder, `daftar-${String(count++)}.csv`)
  await writeFile(
    path,
    `NIK;NAMA;TGL LAHIR;JK;PEKERJAAN;NO HP\n${nikOf(serial)};${name};20-03-1990;L;PETANI;${phone}`,
  )
  const ask = {
    path,
    fileName: 'daftar.csv',
    region: regionCode(region),
    purpose: 'own-account',
    isRehearsal: false,
  } as const
  return (await importPeople(deps, by, ask)).importId ?? ''
}

async function person(serial: number, name: string, by: By = operator.by, region = EPIL): Promise<string> {
  await take(by, region, serial, name, '0812 3456 7890')
  const [found] = await findPeople(deps, by, { nik: nikOf(serial) })
  return String(found?.id)
}

const change = (by: By, personId: string, fields: Record<string, string>, on: Db = db) =>
  changePerson({ ...deps, db: on }, by, { personId, fields, reason: 'KTP diperlihatkan' })
const approve = (by: By, id: string, on: Db = db) =>
  approveChange({ ...deps, db: on }, by, { id, reason: 'KTP dilihat' })

const codeOf = (error: unknown): string => {
  if (error instanceof Refusal) return error.code
  throw error
}
const refusalOf = (work: Promise<unknown>): Promise<string> => work.then(() => 'done', codeOf)

const rowOf = async (id: string) =>
  (
    await rowsOf<Record<string, unknown>>(
      owner,
      `select p.*, to_jsonb(p) - 'sealed' as open from people p where id = $1`,
      [id],
    )
  )[0]
const historyOf = (id: string) =>
  rowsOf<{ cause: string; changes: Record<string, unknown>; row_before: Record<string, unknown> }>(
    owner,
    'select cause, changes, row_before from person_changes where person_id = $1 order by id',
    [id],
  )
const requestsOf = (by: By) =>
  inScopeOf(db, by, (tx) => listRequests(tx, sightOf(by), { limit: 200, offset: 0 }))
const conflictsOf = (by: By) => inScopeOf(db, by, (tx) => listIdentityConflicts(tx, sightOf(by)))

test('who keeps a row mends its details at once, and history has what stood there', async () => {
  const id = await person(1, 'SITI AMINAH')
  const answer = await change(operator.by, id, {
    phone: '0813 1111 2222',
    occupation: 'tukang ojek',
    rt: '3',
    address: '',
  })
  assert.equal(answer.state, 'applied')
  assert.deepEqual(answer.changes['occupation'], ['PETANI', 'tukang ojek'])
  assert.doesNotMatch(JSON.stringify(answer.changes['phone']), /1111/)
  const row = await rowOf(id)
  assert.deepEqual([row?.['occupation'], row?.['occupation_code'], row?.['rt']], ['tukang ojek', '81', '003'])
  assert.deepEqual(
    (await findPeople(deps, operator.by, { phone: '081311112222' })).map((each) => String(each.id)),
    [id],
  )
  assert.deepEqual(await findPeople(deps, operator.by, { phone: '081234567890' }), [])
  const [entry] = await historyOf(id)
  assert.equal(entry?.cause, 'request')
  assert.deepEqual(entry.changes['phone'], ['…', '…'])
  assert.equal(entry.row_before['occupation'], 'PETANI')
  const [request] = await requestsOf(operator.by)
  assert.deepEqual(
    [request?.state, request?.reason, request?.needsApproval],
    ['applied', 'KTP diperlihatkan', false],
  )
})

test('the list that came before a change does not undo it, and can no longer be taken back', async () => {
  const importId = await take(operator.by, EPIL, 2, 'JOKO', '081255556666')
  const [found] = await findPeople(deps, operator.by, { nik: nikOf(2) })
  await change(operator.by, String(found?.id), { occupation: 'nelayan' })
  await take(operator.by, EPIL, 2, 'JOKO', '081255556666')
  assert.equal((await rowOf(String(found?.id)))?.['occupation'], 'nelayan')
  assert.equal(
    await refusalOf(undoImport(deps, operator.by, { id: importId, reason: 'salah' })),
    'import-built-upon',
  )
})

test('a row that another keeps is changed only when somebody else agrees', async () => {
  const id = await person(3, 'HASAN')
  const { state, requestId } = await change(regency.by, id, { address: 'Jalan Merdeka 5' })
  assert.equal(state, 'pending')
  assert.equal((await rowOf(id))?.['address'], null)
  assert.equal(await refusalOf(approve(regency.by, requestId)), 'request-own')
  await approve(head.by, requestId)
  assert.equal((await rowOf(id))?.['address'], 'Jalan Merdeka 5')
  assert.equal(await refusalOf(approve(colleague.by, requestId)), 'request-decided')
})

test('who somebody is waits for another pair of eyes, also when the keeper asks', async () => {
  const id = await person(4, 'BUDI')
  const { state, kind, requestId } = await change(operator.by, id, {
    name: 'Drs. Budiman',
    bornOn: '21-03-1990',
    phone: '081399998888',
  })
  assert.deepEqual([state, kind], ['pending', 'identity'])
  assert.equal(await refusalOf(approve(operator.by, requestId)), 'request-own')
  assert.equal((await rowOf(id))?.['name'], 'BUDI')
  await approve(head.by, requestId)
  const row = await rowOf(id)
  assert.deepEqual([row?.['name'], row?.['born_on']], ['Drs. Budiman', '1990-03-21'])
  assert.deepEqual(
    (await findPeople(deps, head.by, { name: 'budiman' })).map((each) => String(each.id)),
    [id],
  )
  const [request] = (await requestsOf(head.by)).filter((each) => each.id === requestId)
  assert.deepEqual([request?.askedBy, request?.decidedBy], [`user:${operator.userId}`, `user:${head.userId}`])
})

test('the database itself refuses an approval by who asked', async () => {
  const id = await person(5, 'RINA')
  const { requestId } = await change(operator.by, id, { sex: 'P' })
  const approved = rowsOf(
    owner,
    `update person_change_requests set state = 'applied', change_id = 1, decided_at = now(), decided_by = asked_by where id = $1`,
    [requestId],
  )
  await assert.rejects(approved, { constraint: 'nobody_decides_about_his_own_request' })
})

test('somebody elsewhere is as unknown as somebody who does not exist', async () => {
  const id = await person(6, 'DEWI')
  const before = await rowsOf(owner, 'select count(*) from person_change_requests')
  for (const personId of [id, '999999999999', 'x', '']) {
    assert.equal(await refusalOf(change(far.by, personId, { rt: '1' })), 'person-unknown')
  }
  assert.deepEqual(await rowsOf(owner, 'select count(*) from person_change_requests'), before)
  const { requestId } = await change(operator.by, id, {
    livingStatus: 'meninggal',
    livingStatusOn: '01-05-2026',
  })
  assert.equal(await refusalOf(approve(far.by, requestId)), 'request-unknown')
  assert.ok((await requestsOf(far.by)).every((each) => each.id !== requestId))
  await approve(head.by, requestId)
  const row = await rowOf(id)
  assert.deepEqual([row?.['living_status'], row?.['living_status_on']], ['deceased', '2026-05-01'])
})

test('whoever moves to another village is seen there afterwards', async () => {
  const id = await person(7, 'UMAR')
  assert.equal(await refusalOf(change(operator.by, id, { residenceRegion: '16.06.01' })), 'village-needed')
  assert.equal(
    await refusalOf(change(operator.by, id, { residenceRegion: '16.06.01.9999' })),
    'region-unknown',
  )
  const { kind, requestId } = await change(operator.by, id, { residenceRegion: NEXT_DOOR })
  assert.equal(kind, 'move')
  await approve(regency.by, requestId)
  assert.equal(Number((await rowOf(id))?.['residence_region']), regionCode(NEXT_DOOR))
})

test('a corrected NIK ends the old number and begins another of the same person', async () => {
  const id = await person(8, 'AHMAD')
  const { kind, requestId, changes } = await change(operator.by, id, { nik: nikOf(80) })
  assert.equal(kind, 'number')
  assert.doesNotMatch(JSON.stringify(changes), /\d{5}/)
  assert.equal((await findPeople(deps, head.by, { nik: nikOf(80) })).length, 0)
  await approve(head.by, requestId)
  assert.deepEqual(
    (await findPeople(deps, head.by, { nik: nikOf(80) })).map((each) => String(each.id)),
    [id],
  )
  assert.deepEqual(await findPeople(deps, head.by, { nik: nikOf(8) }), [])
  const identities = await rowsOf<{ kind: string; ended_because: string | null }>(
    owner,
    'select kind, ended_because from identities where person_id = $1 order by recorded_at, ended_at nulls last',
    [id],
  )
  assert.deepEqual(identities, [
    { kind: 'NIK', ended_because: 'corrected' },
    { kind: 'NIK', ended_because: null },
  ])
  assert.equal((await historyOf(id)).at(-1)?.cause, 'identity')
})

test('a passport gives way to a NIK, and the person stays one', async () => {
  const id = await person(9, 'MARIA')
  await rowsOf(
    owner,
    `update identities set kind = 'PASSPORT', value_index = sha256('passport') where person_id = $1`,
    [id],
  )
  const { requestId } = await change(operator.by, id, { nik: nikOf(90) })
  await approve(head.by, requestId)
  const kinds = await rowsOf(
    owner,
    'select kind, ended_because from identities where person_id = $1 order by ended_at nulls last',
    [id],
  )
  assert.deepEqual(kinds, [
    { kind: 'PASSPORT', ended_because: 'passport-replaced' },
    { kind: 'NIK', ended_because: null },
  ])
})

test('a NIK that is somebody else’s is refused with one sentence, in sight or not, and becomes a task for who sees both', async () => {
  const id = await person(10, 'RAHMAT')
  const near = await person(11, 'RACHMAT')
  await person(12, 'ASEP', far.by, FAR)
  const before = await rowOf(id)
  const sentences: string[] = []
  for (const serial of [11, 12]) {
    const { requestId } = await change(operator.by, id, { nik: nikOf(serial) })
    await assert.rejects(approve(head.by, requestId), (error) => {
      assert.ok(error instanceof Refusal && error.code === 'number-not-free')
      sentences.push(refusalSentence(error.value) + JSON.stringify(error.value))
      return true
    })
    assert.equal((await requestsOf(head.by)).find((each) => each.id === requestId)?.state, 'pending')
  }
  assert.equal(new Set(sentences).size, 1)
  assert.deepEqual((await rowOf(id))?.['open'], before?.['open'])
  const pair = (each: { personId: number; otherPersonId: number }) => [
    String(each.personId),
    String(each.otherPersonId),
  ]
  assert.deepEqual((await conflictsOf(head.by)).map(pair), [[id, near]])
  assert.equal((await conflictsOf(SYSTEM)).length, 2)
  assert.deepEqual(await conflictsOf(far.by), [])
})

test('row-level security keeps requests and conflicts from who does not see the people, also where a query forgets to', async () => {
  const seen = (by: By) =>
    inScopeOf(db, by, async (tx) => {
      const { rows } = await sql<{ requests: number; conflicts: number }>`
        select (select count(*)::integer from person_change_requests) as requests,
          (select count(*)::integer from identity_conflicts) as conflicts`.execute(tx)
      return rows[0]
    })
  assert.deepEqual(await seen(far.by), { requests: 0, conflicts: 0 })
  assert.equal((await seen(head.by))?.conflicts, 1)
  assert.equal((await seen(SYSTEM))?.conflicts, 2)
})

test('of two who approve at once one wins', async () => {
  const id = await person(13, 'SLAMET')
  const { requestId } = await change(operator.by, id, { name: 'SELAMET' })
  const [first, second] = await database.interleave(
    (on) => approve(head.by, requestId, on),
    (on) => approve(regency.by, requestId, on),
  )
  assert.equal(first.status, 'fulfilled')
  assert.equal(second.status === 'rejected' ? codeOf(second.reason) : 'done', 'request-decided')
  assert.equal((await historyOf(id)).length, 1)
})

test('of two people who are given one number at once only one gets it', async () => {
  const [one, other] = [await person(14, 'TONO'), await person(15, 'TINI')]
  const asked = [
    await change(operator.by, one, { nik: nikOf(140) }),
    await change(operator.by, other, { nik: nikOf(140) }),
  ]
  const [first, second] = await database.interleave(
    (on) => approve(head.by, asked[0]?.requestId ?? '', on),
    (on) => approve(regency.by, asked[1]?.requestId ?? '', on),
  )
  assert.equal(first.status, 'fulfilled')
  assert.equal(second.status === 'rejected' ? codeOf(second.reason) : 'done', 'number-not-free')
  assert.deepEqual(
    (await findPeople(deps, head.by, { nik: nikOf(140) })).map((each) => String(each.id)),
    [one],
  )
  assert.deepEqual(
    (await findPeople(deps, head.by, { nik: nikOf(15) })).map((each) => String(each.id)),
    [other],
  )
})

test('what has been changed since it was asked is asked anew', async () => {
  const id = await person(16, 'YUSUF')
  const late = await change(operator.by, id, { name: 'YUSUP', phone: '081377776666' })
  await change(operator.by, id, { phone: '081344445555' })
  assert.equal(await refusalOf(approve(head.by, late.requestId)), 'change-outdated')
  assert.equal((await rowOf(id))?.['name'], 'YUSUF')
})

test('a request is refused by another and withdrawn by the one who asked', async () => {
  const id = await person(17, 'WATI')
  const [one, other] = [
    await change(operator.by, id, { name: 'WATIE' }),
    await change(operator.by, id, { name: 'WATY' }),
  ]
  const end = { reason: 'KTP tidak cocok' }
  assert.equal(await refusalOf(refuseChange(deps, operator.by, { id: one.requestId, ...end })), 'request-own')
  assert.equal(
    await refusalOf(withdrawChange(deps, head.by, { id: one.requestId, ...end })),
    'request-of-another',
  )
  assert.equal(
    await refusalOf(refuseChange(deps, head.by, { id: one.requestId, reason: ' ' })),
    'value-missing',
  )
  await refuseChange(deps, head.by, { id: one.requestId, ...end })
  await withdrawChange(deps, operator.by, { id: other.requestId, ...end })
  assert.equal(await refusalOf(approve(head.by, one.requestId)), 'request-decided')
  assert.equal((await rowOf(id))?.['name'], 'WATI')
  const ended = await rowsOf(
    owner,
    'select state, sealed, decided_because from person_change_requests where person_id = $1 order by state',
    [id],
  )
  assert.deepEqual(ended, [
    { state: 'refused', sealed: null, decided_because: end.reason },
    { state: 'withdrawn', sealed: null, decided_because: end.reason },
  ])
})

test('no number that is kept encrypted stands in clear in a request, in history or in the audit', async () => {
  const everything = await rowsOf<{ text: string }>(
    owner,
    // Without the ciphertexts: their digits are chance, and now and then chance writes a phone number.
    `select (to_jsonb(r) - 'sealed')::text as text from person_change_requests r
     union all select (to_jsonb(c) - 'sealed_before' - 'stated_mark_before')::text from person_changes c
     union all select to_jsonb(a)::text from audit_entries a`,
  )
  assert.ok(everything.length > 40)
  assert.deepEqual(
    everything.filter(({ text }) => /169999200390\d{4}|8(12|13)\d{8}/.test(text)),
    [],
  )
})
