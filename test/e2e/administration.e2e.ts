import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Page } from 'playwright-core'
import { startBrowser } from '../browser.ts'
import { exampleOffice } from '../example-office.ts'
import { addTestSession, type TestPerson } from '../people.ts'
import { signInApp } from '../sign-in-app.ts'
import { DESK, PHONE, withPage } from './open-page.ts'

const { app, test: database, clock, ring } = await signInApp()
const office = await exampleOffice({ db: database.db, owner: database.owner, ring, clock })
const url = await app.listen({ host: '127.0.0.1', port: 0 })
const browser = await startBrowser()
after(() => browser.close())

/** A browser in which somebody is signed in with both factors; every journey works without script. */
async function asPerson(
  person: TestPerson,
  visit: (page: Page) => Promise<void>,
  { javaScriptEnabled = false } = {},
): Promise<void> {
  const { cookie } = await addTestSession(database.owner, ring, person)
  const [name = '', value = ''] = cookie.split('=')
  await withPage(browser, { viewport: PHONE, javaScriptEnabled }, async (page) => {
    await page.context().addCookies([{ name, value, url }])
    await visit(page)
  })
}

test('an administrator adds a user, gives a role, hands over a link once, and switches the user off', async () => {
  await asPerson(office.administrator, async (page) => {
    await page.goto(`${url}/admin`)
    await page.getByRole('link', { name: /^Pengguna/ }).click()
    await page.getByRole('link', { name: 'Tambah pengguna' }).click()
    await page.getByRole('button', { name: 'Simpan' }).click()
    await page.getByRole('alert').getByRole('link', { name: 'Isian Organisasi belum ada.' }).waitFor()
    await page.getByLabel('Organisasi').selectOption({ label: 'Pemerintah Kota Palembang' })
    await page.getByLabel('Nama').fill('Nurhayati')
    await page.getByLabel('Alamat email').fill('nurhayati@contoh.go.id')
    await page.getByLabel('Alasan').fill('SK 20/2026')
    await page.getByRole('button', { name: 'Simpan' }).click()
    await page.getByRole('heading', { level: 1, name: 'Nurhayati' }).waitFor()
    await page.getByRole('heading', { name: 'Sudah disimpan' }).waitFor()
    await page.getByText('Belum ada peran.').waitFor()

    await page.getByRole('link', { name: 'Beri peran' }).click()
    await page.getByLabel('Peran', { exact: true }).selectOption({ label: 'Petugas kabupaten/kota' })
    await page.getByLabel('Wilayah').fill('16.71')
    await page.getByLabel('Hari pertama', { exact: true }).fill('2026-05-20')
    await page.getByLabel('Alasan').fill('SK 20/2026')
    await page.getByRole('button', { name: 'Simpan' }).click()
    await page.getByRole('row', { name: /Petugas kabupaten\/kota/ }).waitFor()

    await page.getByRole('link', { name: 'Buat tautan sandi' }).click()
    await page.getByLabel('Alasan').fill('Undangan')
    await page.getByRole('button', { name: 'Buat tautan sandi' }).click()
    const link = await page.locator('code.secret').innerText()
    assert.match(link, /\/atur-sandi\/[A-Za-z0-9_-]{43}$/)
    assert.doesNotMatch(page.url(), /atur-sandi/)
    await page.getByRole('link', { name: 'Sudah saya serahkan' }).click()
    await page.getByRole('heading', { level: 1, name: 'Nurhayati' }).waitFor()
    assert.equal(await page.getByText('/atur-sandi/').count(), 0)

    await page.getByRole('link', { name: 'Nonaktifkan' }).click()
    await page.getByLabel('Alasan').fill('Mutasi, SK 21/2026')
    await page.getByRole('button', { name: 'Nonaktifkan' }).click()
    await page.getByText('Nonaktif', { exact: false }).first().waitFor()
  })
})

test('what is filtered is said in words, shared by its address, and taken away by one link', async () => {
  await asPerson(office.administrator, async (page) => {
    await page.goto(`${url}/admin/pengguna`)
    await page.getByText('Cari atau saring').click()
    await page.getByLabel('Nama atau alamat email').fill('ratna')
    await page.getByLabel('Status').selectOption({ label: 'Aktif' })
    await page.getByRole('button', { name: 'Saring' }).click()
    await page.getByText('Disaring menurut Nama atau alamat email: ratna · Status: Aktif').waitFor()
    assert.equal(await page.getByRole('table').getByRole('rowheader').count(), 1)
    await page.getByRole('link', { name: 'Hapus saringan' }).click()
    assert.ok((await page.getByRole('table').getByRole('rowheader').count()) > 4)
    await page.goto(`${url}/admin/pengguna?query=tidak-ada`)
    await page.getByText('Tidak ada pengguna yang cocok.').waitFor()
  })
})

test('an organisation is added, and its user from its own list, with nothing to copy', async () => {
  await asPerson(office.administrator, async (page) => {
    await page.goto(`${url}/admin/organisasi`)
    await page.getByRole('link', { name: 'Tambah organisasi' }).click()
    await page.getByLabel('Jenis').selectOption({ label: 'Donatur' })
    await page.getByLabel('Nama').fill('Yayasan Contoh')
    await page.getByLabel('Wilayah').fill('16.71')
    await page.getByLabel('Alasan').fill('Perjanjian 3/2026')
    await page.getByRole('button', { name: 'Simpan' }).click()
    await page.getByRole('link', { name: 'Yayasan Contoh' }).click()
    await page.getByRole('link', { name: 'Tambah pengguna' }).click()
    assert.equal(await page.getByLabel('Organisasi').locator('option:checked').innerText(), 'Yayasan Contoh')
  })
})

test('a key is shown once in the answer itself, and never again', async () => {
  await asPerson(office.administrator, async (page) => {
    await page.goto(`${url}/admin/kunci-api`)
    await page.getByRole('link', { name: 'Buat kunci' }).click()
    await page.getByLabel('Organisasi', { exact: true }).selectOption({ label: 'Pemerintah Kota Palembang' })
    await page.getByLabel('Untuk apa').fill('Dasbor kota')
    await page.getByLabel('Melihat pengguna').check()
    await page.getByLabel('Hanya organisasi ini').check()
    await page.getByLabel('Wilayah', { exact: true }).fill('16.71')
    await page.getByLabel('Orang berbeda sehari').fill('100')
    await page.getByLabel('Berlaku sampai sebelum').fill('2026-12-31')
    await page.getByLabel('Alasan').fill('PKS 4/2026')
    await page.getByRole('button', { name: 'Buat kunci' }).click()
    const key = await page.locator('code.secret').innerText()
    assert.match(key, /^payung_[0-9A-Za-z]{43}$/)
    await page.getByRole('link', { name: 'Sudah saya simpan' }).click()
    await page.getByRole('rowheader', { name: `Dasbor kota (…\u2060${key.slice(-4)})` }).waitFor()
    assert.ok(!(await page.content()).includes(key))
  })
})

test('a village operator sees every page of administration, shut ones with the reason and no way in', async () => {
  await asPerson(office.operator, async (page) => {
    await page.goto(`${url}/admin`)
    for (const name of ['Pengguna', 'Organisasi', 'Kunci program', 'Jejak audit']) {
      const shut = page.getByRole('link', { name, exact: true, disabled: true })
      assert.equal(await shut.getAttribute('href'), null, name)
    }
    const reason = page.getByRole('listitem').filter({ hasText: 'Kunci program' })
    await reason.getByText('Peran Anda tidak boleh melakukan ini.').waitFor()
    await page.getByRole('link', { name: /^Titipkan peran/ }).click()
    await page.getByText('Tidak ada peran yang dititipkan.').waitFor()
    await page.goto(`${url}/admin/pengguna`)
    await page.getByText('Peran Anda tidak boleh melakukan ini.').waitFor()
  })
})

test('an operator lends the role while away and takes it back', async () => {
  await asPerson(office.operator, async (page) => {
    await page.goto(`${url}/akun/titipkan`)
    await page.getByRole('link', { name: 'Titipkan peran saya' }).click()
    await page.getByLabel('Alamat email rekan').fill(office.colleague.email)
    await page.getByLabel('Hari pertama tanpa peran').fill('2026-06-01')
    await page.getByLabel('Alasan').fill('Cuti, surat 7/2026')
    await page.getByRole('button', { name: 'Simpan' }).click()
    await page.getByRole('row', { name: /Fitri/ }).getByRole('link', { name: 'Ambil kembali' }).click()
    await page.getByLabel('Alasan').fill('Kembali bekerja')
    await page.getByRole('button', { name: 'Ambil kembali' }).click()
    await page.getByText('Tidak ada peran yang dititipkan.').waitFor()
  })
})

test('an auditor reads acts in words, follows one subject, and prints the table by its button only', async () => {
  await asPerson(office.auditor, async (page) => {
    await page.setViewportSize(DESK)
    await page.goto(`${url}/audit`)
    await page.getByText('Cari atau saring').click()
    await page.getByLabel('Tindakan').selectOption({ label: 'Menonaktifkan pengguna' })
    await page.getByRole('button', { name: 'Saring' }).click()
    const row = page.getByRole('row', { name: /Pindah tugas, SK 14\/2026/ })
    await row.getByRole('link', { name: /^Pengguna …/ }).click()
    await page.getByRole('cell', { name: 'Menambah pengguna' }).waitFor()
    await page.emulateMedia({ media: 'print' })
    assert.equal(await page.getByRole('table').isVisible(), false)
    assert.equal(await page.getByText('Halaman ini dicetak lewat tombol Cetak').isVisible(), true)
    await page.emulateMedia({ media: 'screen' })
    assert.equal(await page.getByText('Halaman ini dicetak lewat tombol Cetak').isVisible(), false)
    await page.getByRole('link', { name: 'Cetak', exact: true }).click()
    await page.getByText('Bila jendela cetak tidak terbuka').waitFor()
    await page.emulateMedia({ media: 'print' })
    assert.equal(await page.getByRole('table').isVisible(), true)
    assert.equal(await page.getByText(/^Dicetak oleh Hendra, 20 Mei 2026/).isVisible(), true)
    assert.equal(await page.getByText('Kembali ke halamannya').isVisible(), false)
    for (const hidden of ['Unduh (CSV)', 'Hapus saringan', 'Titipkan peran']) {
      assert.equal(await page.getByText(hidden).filter({ visible: true }).count(), 0, hidden)
    }
  })
})

test('with script the print view opens the print window by itself', async () => {
  const visit = async (page: Page) => {
    await page.addInitScript(() => {
      window.print = () => document.body.classList.add('asked-to-print')
    })
    await page.goto(`${url}/admin/peran`)
    await page.getByRole('link', { name: 'Cetak', exact: true }).click()
    await page.locator('body.asked-to-print').waitFor()
  }
  await asPerson(office.operator, visit, { javaScriptEnabled: true })
})
