import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import type { Page } from 'playwright-core'
import { startBrowser } from '../browser.ts'
import { addTestPerson, addTestSession, rowsOf, type TestPerson } from '../people.ts'
import { signInApp } from '../sign-in-app.ts'
import { controlsTooLow, DESK, objections, PHONE, widthBeyondScreen, withPage } from './open-page.ts'

const folder = await mkdtemp(join(tmpdir(), 'payung-lists-'))
after(() => rm(folder, { recursive: true, force: true }))
const { app, test: database, ring } = await signInApp({ listFolder: folder })
const url = await app.listen({ host: '127.0.0.1', port: 0 })
const browser = await startBrowser()
after(() => browser.close())

const VILLAGE = '16.06.01.2001'
const village = await addTestPerson(database.owner, 'village-operator', { region: VILLAGE, kind: 'village' })

type Screen = { readonly width: number; readonly height: number }

/** A browser in which somebody is signed in; every journey works without script unless it asks for it. */
async function asPerson(
  person: TestPerson,
  visit: (page: Page) => Promise<void>,
  { viewport = PHONE, script = false }: { viewport?: Screen; script?: boolean } = {},
): Promise<void> {
  const { cookie } = await addTestSession(database.owner, ring, person)
  const [name = '', value = ''] = cookie.split('=')
  await withPage(browser, { viewport, javaScriptEnabled: script }, async (page) => {
    await page.context().addCookies([{ name, value, url }])
    await visit(page)
  })
}

/** A number of a district that was never issued: it can belong to nobody. */
const nikOf = (serial: number) => `169999200390${String(serial).padStart(4, '0')}`
const row = (serial: number, name: string, more = 'PETANI') => `${nikOf(serial)};${name};20-03-1990;L;${more}`
const csv = (...rows: string[]) => ({
  name: 'daftar-desa.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from(
    ['PEMERINTAH DESA CONTOH', 'NO. KTP;NAMA LENGKAP;TGL LAHIR;JK;PEKERJAAN', ...rows].join('\n'),
  ),
})

async function upload(page: Page, file: ReturnType<typeof csv>): Promise<void> {
  await page.goto(`${url}/daftar/baru`)
  await page.getByLabel('Unggah berkas').setInputFiles(file)
  await page.getByRole('button', { name: 'Periksa daftar' }).click()
}

/** Kept for looking at when a folder is named. */
async function picture(page: Page, name: string, { width }: Screen): Promise<void> {
  const pictures = process.env['PICTURES']
  if (pictures !== undefined)
    await page.screenshot({ path: join(pictures, `${name}-${String(width)}.png`), fullPage: true })
}

const LIST = csv(
  row(1, 'SITI AMINAH'),
  row(2, 'BUDI SANTOSO'),
  '16999920039000;PENDEK;20-03-1990;L;NELAYAN',
  row(4, 'RINA', 'SOPIR'),
)

test('a village hands a list in, mends the one wrong cell where it stands, takes it in, and takes it back with a reason', async () => {
  await asPerson(village, async (page) => {
    await page.goto(`${url}/daftar`)
    await page.getByRole('link', { name: 'Masukkan daftar' }).click()
    assert.equal(await page.getByLabel('Wilayah daftar').inputValue(), VILLAGE)
    await page.getByRole('button', { name: 'Periksa daftar' }).click()
    await page.getByRole('alert').getByText('Belum ada daftarnya.', { exact: false }).waitFor()

    await upload(page, LIST)
    await page.getByRole('heading', { level: 1, name: 'daftar-desa.csv' }).waitFor()
    await page.getByText('3 orang siap dimasukkan. 1 baris perlu Anda lihat.').waitFor()
    await page.getByText('Baris 5 berisi 14 angka', { exact: false }).first().waitFor()
    assert.ok(!(await page.content()).includes('16999920039000'), 'a NIK is masked even when it is wrong')
    await page.getByLabel('NO. KTP yang benar, baris 5').fill(nikOf(3))
    await page.getByRole('button', { name: 'Simpan perbaikan baris 5' }).click()
    await page.getByText('4 orang siap dimasukkan. Tidak ada yang perlu diperbaiki.').waitFor()

    await page.getByRole('button', { name: 'Masukkan 4 orang' }).click()
    await page.getByText('4 orang sudah dimasukkan.').waitFor()
    const people = await rowsOf<{ name: string }>(database.owner, 'select name from people order by name')
    assert.deepEqual(
      people.map(({ name }) => name),
      ['BUDI SANTOSO', 'PENDEK', 'RINA', 'SITI AMINAH'],
    )

    await page.getByRole('link', { name: 'Kembalikan daftar ini' }).click()
    await page.getByRole('button', { name: 'Kembalikan daftar ini' }).click()
    await page.getByRole('alert').waitFor()
    await page.getByLabel('Alasan').fill('Daftar tahun lalu')
    await page.getByRole('button', { name: 'Kembalikan daftar ini' }).click()
    await page.getByText('Daftar ini dikembalikan.', { exact: false }).waitFor()
    assert.equal((await rowsOf(database.owner, 'select id from people')).length, 0)
  })
})

test('a list is looked at, mended in bulk and searched at a desk and on a phone, without one objection of axe', async () => {
  for (const viewport of [DESK, PHONE]) {
    const wide = csv(
      ...Array.from({ length: 30 }, (_, index) =>
        row(viewport.width + index, `ORANG ${'ABCDEFGHIJ'[index % 10] ?? ''}`),
      ),
      '123;X;bukan;L;PETANI',
      '123;Y;;L;PETANI',
    )
    await asPerson(
      village,
      async (page) => {
        const wellMade = async (name: string) => {
          assert.deepEqual(await objections(page), [], name)
          assert.ok((await widthBeyondScreen(page)) <= 0, `${name} scrolls sideways`)
          assert.deepEqual(await controlsTooLow(page), [], name)
          await picture(page, name, viewport)
        }
        await page.goto(`${url}/daftar/baru`)
        await wellMade('baru')
        await page
          .getByLabel('Tempel dari Excel')
          .fill(`NIK\tNAMA\tTGL LAHIR\tASAL DANA\n${nikOf(viewport.width - 1)}\tSURYA\t20-03-1990\tAPBD`)
        await page.getByRole('button', { name: 'Periksa daftar' }).click()
        await page.waitForURL(/pemetaan|pratinjau/)
        if (page.url().includes('pemetaan')) {
          await wellMade('pemetaan')
          await page.getByRole('button', { name: 'Lanjut ke pratinjau' }).click()
        }
        await page.getByText('1 orang siap dimasukkan.', { exact: false }).waitFor()

        await upload(page, wide)
        await page.getByText('30 orang siap dimasukkan. 2 baris perlu Anda lihat.').waitFor()
        await wellMade('pratinjau')
        await page.getByRole('link', { name: 'Lihat baris TGL_FORMAT' }).click()
        await page.getByRole('heading', { name: 'Baris: TGL_FORMAT' }).waitFor()
        await page.getByRole('button', { name: /Keluarkan 2 baris NIK_PANJANG/ }).click()
        await page.getByText('2 baris Anda keluarkan dari daftar.').waitFor()
        await page.getByRole('button', { name: /^(Masukkan 30 orang|Catat daftar ini)$/ }).click()
        await page.getByRole('heading', { name: 'Selanjutnya' }).waitFor()
        await wellMade('bukti')

        await page.goto(`${url}/daftar`)
        await wellMade('usulan')
        await page.getByRole('link', { name: 'Cari orang' }).click()
        await page.getByRole('button', { name: 'Cari' }).click()
        await page.getByRole('alert').waitFor()
        await page.getByLabel('NIK').fill(nikOf(viewport.width + 1))
        await page.getByRole('button', { name: 'Cari' }).click()
        await page.getByText('1 orang cocok', { exact: false }).waitFor()
        assert.ok(!page.url().includes('1699'))
        await wellMade('orang')
        await page.getByRole('link', { name: 'ORANG B' }).click()
        await page.getByRole('heading', { level: 1, name: 'ORANG B' }).waitFor()
        await wellMade('data-orang')
        await page.getByRole('link', { name: 'Buka yang disamarkan' }).click()
        await wellMade('buka')
        await page.getByLabel('Yang dibuka').selectOption({ label: 'NIK dan nomor KK' })
        await page.getByLabel('Alasan').fill('Cocokkan dengan KTP')
        await page.getByRole('button', { name: 'Buka sekali' }).click()
        await page.getByText(nikOf(viewport.width + 1)).waitFor()
        await wellMade('terbuka')
      },
      { viewport, script: true },
    )
  }
  const [looked] = await rowsOf<{ reason: string }>(
    database.owner,
    `select reason from audit_entries where action = 'people.unmask'`,
  )
  assert.equal(looked?.reason, 'Cocokkan dengan KTP')
})

test('with script a file goes up in pieces, each taken once, and the list is the same', async () => {
  await asPerson(
    village,
    async (page) => {
      const many = csv(
        ...Array.from({ length: 40_000 }, (_, index) =>
          row(1 + (index % 9_000), `ORANG KE ${'ABCDEFGHIJ'[index % 10] ?? ''}`),
        ),
      )
      await upload(page, many)
      await page.waitForURL(/\/daftar\/[0-9a-f-]{36}/)
      await page.getByText('Sudah ada').first().waitFor({ timeout: 60_000 })
      const [list] = await rowsOf<{ byte_count: string }>(
        database.owner,
        'select max(byte_count)::text as byte_count from imports',
      )
      assert.equal(Number(list?.byte_count), many.buffer.length)
    },
    { script: true },
  )
})
