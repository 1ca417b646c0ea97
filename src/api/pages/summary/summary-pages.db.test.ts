import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { read, utils } from 'xlsx'
import {
  addNumberedPeople,
  addStagedRoster,
  billingDeps,
  protect,
  SYSTEM,
} from '../../../../test/billing-stage.ts'
import { testDatabase } from '../../../../test/database.ts'
import { addTestPerson, addTestSession, TEST_NOW, type TestSession } from '../../../../test/people.ts'
import { testRing } from '../../../../test/test-ring.ts'
import { month } from '../../../kernel/month.ts'
import { runBills } from '../../../modules/billing/run-bills.ts'
import { clockAt } from '../../../platform/clock.ts'
import { buildApp } from '../../app.ts'

const database = await testDatabase()
const { db, pool, owner } = database
const ring = testRing()
const app = await buildApp({ db, pool, ring, clock: clockAt(TEST_NOW), log: { level: 'silent' } })
after(() => app.close())
type Person = Parameters<typeof addTestPerson> extends [unknown, ...infer Rest] ? Rest : never
const sessionOf = async (...person: Person) =>
  addTestSession(owner, ring, await addTestPerson(owner, ...person))
const province = await sessionOf('province-officer', { region: '16', kind: 'province' })
const staff = await sessionOf('executive-staff', { region: '16', kind: 'province' })
const regency = await sessionOf('regency-officer', { region: '16.06', kind: 'regency' })
const clerk = await sessionOf('permit-clerk', { region: '16.06', kind: 'permit-office' })
const get = (url: string, by: TestSession) =>
  app.inject({ url, headers: { cookie: by.cookie, accept: 'text/html' } })

const PROTECTED = 3
const people = await addNumberedPeople(database, PROTECTED)
const roster = await addStagedRoster(database, 'apbdes', 'village', { payer: 'apbdes' })
await protect(database, roster, people, { from: '2026-05', until: '2026-07', pay: () => 1_000_000 })

test('the summary says in its first sentence how many are protected, and leads down and to paper', async () => {
  const page = await get('/ringkasan', province)
  assert.equal(page.statusCode, 200, page.body)
  assert.match(page.body, /class="lede">Per 20 Mei 2026, 3 pekerja terlindungi/)
  assert.match(page.body, /href="\/wilayah-kerja\/16\.06"/)
  assert.match(page.body, /href="\/ringkasan\/bahan-rapat\.pdf"/)
  assert.match(page.body, /Angka terbit pihak lain/)
})

test('whoever may not see people is told no number of few, in no form of the summary', async () => {
  for (const path of ['/ringkasan', '/paparan', '/wilayah-kerja/16.06', '/wilayah-kerja/16']) {
    const { body, statusCode } = await get(path, staff)
    assert.equal(statusCode, 200, path)
    assert.doesNotMatch(body, /\b3 (pekerja|orang) terlindungi|<span>3<\/span>/, path)
  }
  const book = read((await get('/ringkasan.xlsx', staff)).rawPayload)
  for (const name of book.SheetNames)
    for (const row of utils.sheet_to_json<unknown[]>(book.Sheets[name] ?? {}, { header: 1 }))
      assert.ok(!row.includes(PROTECTED) || name === 'Peringkat wilayah', `${name}: ${row.join(' ')}`)
})

test('a region beyond one’s reach, one that does not exist and a day to come are refused', async () => {
  assert.equal((await get('/ringkasan?region=16.07', regency)).statusCode, 403)
  assert.equal((await get('/wilayah-kerja/16', regency)).statusCode, 403)
  assert.equal((await get('/ringkasan?asOf=2026-05-21', regency)).statusCode, 422)
  assert.equal((await get('/ringkasan', clerk)).statusCode, 403)
})

test('a filter stands in the address, as a badge that takes it away again, and in the way to paper', async () => {
  const page = await get('/ringkasan?asOf=2026-04-30&region=16.06', province)
  assert.match(page.body, /Per 30 April 2026, 0 pekerja terlindungi/)
  assert.match(page.body, /aria-label="Hapus saringan Per tanggal 30 April 2026"/)
  assert.match(page.body, /href="\/ringkasan\?region=16\.06"/)
  assert.match(page.body, /href="\/ringkasan\/bahan-rapat\.pdf\?region=16\.06&amp;asOf=2026-04-30"/)
})

test('the meeting brief is one page of A4', async () => {
  const answer = await get('/ringkasan/bahan-rapat.pdf', province)
  assert.equal(answer.headers['content-type'], 'application/pdf')
  assert.match(String(answer.headers['content-disposition']), /ringkasan-16-2026-05-20\.pdf/)
  const text = answer.rawPayload.toString('latin1')
  assert.equal(text.match(/\/Type \/Page\b(?!s)/g)?.length, 1)
})

test('the workbook has the ranking with numbers that are numbers', async () => {
  const book = read((await get('/ringkasan.xlsx', province)).rawPayload)
  const rows = utils.sheet_to_json<unknown[]>(book.Sheets['Peringkat wilayah'] ?? {}, { header: 1 })
  assert.equal(rows.length, 18)
  const banyuasin = rows.find((row) => String(row[1]).includes('Musi Banyuasin'))
  assert.equal(banyuasin?.[2], PROTECTED)
})

test('slides go on and back by links, and the last one does not go on', async () => {
  const first = (await get('/paparan', province)).body
  assert.match(first, /rel="next" href="\/paparan\?lembar=2"/)
  assert.doesNotMatch(first, /rel="prev"/)
  const last = (await get('/paparan?lembar=99', province)).body
  assert.match(last, /Lembar (\d) dari \1/)
  assert.doesNotMatch(last, /rel="next"/)
})

test('one step of the cascade shows the regions below, and the way back up ends where the role reaches', async () => {
  const page = await get('/wilayah-kerja/16.06.01', regency)
  assert.match(page.body, /href="\/wilayah-kerja\/16\.06\.01\.2001"/)
  assert.match(page.body, /<li><a href="\/wilayah-kerja\/16\.06">/)
  assert.doesNotMatch(page.body, /href="\/wilayah-kerja\/16"/)
  assert.equal((await get('/wilayah-kerja/16.06.xlsx', regency)).statusCode, 200)
})

test('who has no employers is told what brings them, the award’s evidence is counted, and claims are said to be elsewhere', async () => {
  const { body } = await get('/ringkasan', province)
  assert.match(body, /Belum ada daftar pekerja pemberi kerja di sini/)
  assert.match(body, /Dasar hukum program dan anggaran 2026/)
  assert.match(body, /Payung tidak memegang data klaim/)
})

test('employers with late bills are counted with what is late, in their region only', async () => {
  const employer = await addStagedRoster(database, 'employer', 'employer', {
    riskClass: 'I',
    size: 'large',
    employer: 'business',
    labourIntensive: false,
  })
  await protect(database, employer, people, {
    from: '2026-03',
    until: '2026-04',
    segment: 'PU',
    pay: () => 4_000_000,
  })
  await runBills(billingDeps(db), SYSTEM, { month: month('2026-03'), roster: employer.id })
  const shown = (body: string) => body.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ')
  const here = shown((await get('/ringkasan', province)).body)
  assert.match(here, /Dengan tagihan lewat jatuh tempo 1 dari 1/)
  const elsewhere = shown((await get('/ringkasan?region=16.07', province)).body)
  assert.match(elsewhere, /Belum ada daftar pekerja pemberi kerja/)
})

test('the count of members BPJS has told of is asked for by a filter, and says that it is one', async () => {
  const page = await get('/ringkasan?counting=told', province)
  assert.match(page.body, /class="lede">Dihitung: peserta yang sudah diberitahukan BPJS/)
  assert.match(page.body, /Pembilang: BPJS Ketenagakerjaan: peserta menurut berkas hasil/)
  assert.match((await get('/ringkasan', province)).body, /mewakili peserta aktif sampai BPJS/)
  assert.match((await get('/ringkasan', staff)).body, /Angka di bawah 5 orang/)
})
