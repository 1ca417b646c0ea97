import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addStagedRoster, protect } from '../../../../test/billing-stage.ts'
import { rowsOf } from '../../../../test/people.ts'
import { addRegistryPerson } from '../../../../test/registry-people.ts'
import { signInApp } from '../../../../test/sign-in-app.ts'

const { app, test: database, ring, clock } = await signInApp()
const { owner } = database
const VILLAGE = '16.06.01.2001'
const roster = await addStagedRoster(database, 'apbdes', 'village', { payer: 'apbdes' })

async function addWorker(name: string, nik: string, until: string | null = '2027-01'): Promise<number> {
  const id = await addRegistryPerson(owner, ring, { name, region: VILLAGE, bornOn: '1990-03-20' })
  await rowsOf(owner, 'update identities set value_index = $1 where person_id = $2', [await indexOf(nik), id])
  await protect(database, roster, [BigInt(id)], { from: '2026-01', until, pay: () => 1_000_000 })
  return id
}
async function indexOf(nik: string): Promise<Buffer> {
  const { nikIndex } = await import('../../../modules/people/seal-person.ts')
  return nikIndex(ring, nik)
}

const KNOWN = '1699992003900101'
const ENDING = '1699992003900102'
const REGISTERED = '1699992003900103'
const worker = await addWorker('SITI AMINAH', KNOWN)
await addWorker('JOKO', ENDING, '2026-06')
const unpromised = await addRegistryPerson(owner, ring, { name: 'WATI', region: VILLAGE })
await rowsOf(owner, 'update identities set value_index = $1 where person_id = $2', [
  await indexOf(REGISTERED),
  unpromised,
])

let place = 0
const freshAddress = () => `198.51.100.${String((place += 1))}`
const ask = (fields: Record<string, string>, more: { address?: string; site?: string } = {}) =>
  app.inject({
    method: 'POST',
    url: '/cek',
    remoteAddress: more.address ?? freshAddress(),
    headers: {
      accept: 'text/html',
      'content-type': 'application/x-www-form-urlencoded',
      ...(more.site !== undefined && { 'sec-fetch-site': more.site }),
    },
    payload: new URLSearchParams(fields).toString(),
  })
const born = { day: '20', month: '3', year: '1990' }
const looks = () =>
  rowsOf<{ subject_id: string | null; details: { answered: boolean }; address: string | null }>(
    owner,
    `select subject_id, details, host(address) as address from audit_entries where action = 'protection.check-own' order by id`,
  )
/** What is said to whoever asked, without what belongs to the frame of the request. */
const said = (body: string) => /<main[\s\S]*<\/main>/.exec(body)?.[0]

test('a worker learns in one sentence until when, and who pays by kind; his name is masked and his NIK nowhere', async () => {
  const answer = await ask({ nik: '1699 9920 0390 0101', ...born })
  assert.equal(answer.statusCode, 200)
  assert.match(answer.body, /Anda terlindungi JKK dan JKM sampai 31 Desember 2026\./)
  assert.match(answer.body, /dibayar oleh anggaran desa/)
  assert.match(answer.body, /S••• A•••/)
  assert.doesNotMatch(answer.body, /SITI|AMINAH|16999920/)
  assert.equal(answer.headers['cache-control'], 'no-store')
  const ending = await ask({ nik: ENDING, ...born })
  assert.match(ending.body, /hampir berakhir/)
})

test('an unknown NIK, a wrong birth date and somebody nobody pays for get one and the same answer', async () => {
  const unknown = await ask({ nik: '1699992003900199', ...born })
  const wrongDate = await ask({ nik: KNOWN, ...born, day: '21' })
  const registered = await ask({ nik: REGISTERED, ...born })
  assert.match(unknown.body, /Belum ada perlindungan yang tercatat di sini/)
  for (const other of [wrongDate, registered]) {
    assert.equal(other.statusCode, unknown.statusCode)
    assert.equal(said(other.body), said(unknown.body))
  }
})

test('whoever was registered without a birth date is known by that of his NIK', async () => {
  await rowsOf(owner, 'update people set born_on = null where id = $1', [worker])
  assert.match((await ask({ nik: KNOWN, ...born })).body, /Anda terlindungi JKK/)
  assert.match((await ask({ nik: KNOWN, ...born, day: '21' })).body, /Belum ada perlindungan/)
  await rowsOf(owner, `update people set born_on = '1990-03-20' where id = $1`, [worker])
})

test('every look is recorded with its address, also one that found nothing', async () => {
  const before = (await looks()).length
  await ask({ nik: KNOWN, ...born }, { address: '203.0.113.9' })
  await ask({ nik: KNOWN, ...born, year: '1991' }, { address: '203.0.113.9' })
  await ask({ nik: '1699992003900198', ...born }, { address: '203.0.113.9' })
  const entries = (await looks()).slice(before)
  assert.deepEqual(
    entries.map(({ subject_id, details, address }) => [subject_id, details.answered, address]),
    [
      [String(worker), true, '203.0.113.9'],
      [String(worker), false, '203.0.113.9'],
      [null, false, '203.0.113.9'],
    ],
  )
})

test('one NIK is slowed after a few looks that found nothing, known or not, and a right look frees it', async () => {
  assert.equal((await ask({ nik: KNOWN, ...born })).statusCode, 200)
  for (const nik of ['1699992003900197', KNOWN]) {
    const codes = []
    for (let each = 0; each < 8; each += 1) codes.push((await ask({ nik, ...born, day: '25' })).statusCode)
    assert.deepEqual(codes, [200, 200, 200, 200, 200, 200, 429, 429], nik)
  }
  const blocked = await ask({ nik: KNOWN, ...born })
  assert.equal(blocked.statusCode, 429)
  assert.ok(Number(blocked.headers['retry-after']) > 0)
  assert.match(blocked.body, /value="1699992003900101"/, 'what was typed stays')
  clock.forward(3_000)
  // The one that is let through after the wait is right, and so are as many as one likes.
  for (let each = 0; each < 12; each += 1)
    assert.equal((await ask({ nik: KNOWN, ...born })).statusCode, 200, String(each))
})

test('one address has a hundred looks a day and then waits; on the next day it begins anew', async () => {
  const address = '203.0.113.77'
  const codes = []
  for (let each = 0; each < 103; each += 1) {
    const nik = `16999920039${String(20_001 + each)}`
    codes.push((await ask({ nik, ...born }, { address })).statusCode)
  }
  assert.equal(codes.indexOf(429), 101)
  clock.forward(24 * 3_600_000)
  assert.equal((await ask({ nik: KNOWN, ...born }, { address })).statusCode, 200)
})

test('what cannot be a NIK or a birth date is said at its field, costs no look, and stays as it was typed', async () => {
  const before = (await looks()).length
  const answer = await ask({ nik: '12345', day: '31', month: '2', year: '1990' })
  assert.equal(answer.statusCode, 422)
  assert.match(answer.body, /<title>Kesalahan: /)
  assert.match(answer.body, /href="#nik">NIK terdiri dari 16 angka/)
  assert.match(answer.body, /href="#day">Tanggal lahir belum benar/)
  assert.match(answer.body, /value="12345"/)
  assert.equal((await looks()).length, before)
  const tomorrow = await ask({ nik: KNOWN, day: '1', month: '1', year: '2031' })
  assert.equal(tomorrow.statusCode, 422)
})

test('another site cannot send the form, and a NIK in the address is no question', async () => {
  assert.equal((await ask({ nik: KNOWN, ...born }, { site: 'cross-site' })).statusCode, 403)
  const asked = await app.inject({ url: `/cek?nik=${KNOWN}&day=20&month=3&year=1990&lang=en` })
  assert.equal(asked.statusCode, 302)
  assert.equal(asked.headers.location, '/cek?lang=en')
})

test('the form is kept drawn for whoever is not signed in, by language', async () => {
  const first = await app.inject({ url: '/cek' })
  const again = await app.inject({ url: '/cek', headers: { 'if-none-match': String(first.headers.etag) } })
  assert.equal(again.statusCode, 304)
  assert.match((await app.inject({ url: '/cek?lang=en' })).body, /Am I protected\?/)
  assert.match((await app.inject({ url: '/cek' })).body, /Cek perlindungan saya/)
})
