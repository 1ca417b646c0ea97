import assert from 'node:assert/strict'
import { get, type IncomingMessage } from 'node:http'
import { after, test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { type AuditHead, EMPTY_HASH } from '../../src/modules/audit/audit.ts'
import { OFFLINE_SCRIPT } from '../../web/ui/offline.ts'
import { startBrowser } from '../browser.ts'
import { startApp } from '../e2e-server.ts'
import { addProtectedVillagers } from '../protected-villagers.ts'
import { axeIn, controlsTooLow, widthBeyondScreen, withPage } from './open-page.ts'

const PAGES: readonly string[] = [
  '/',
  '/cek',
  '/kecelakaan',
  '/kecelakaan?on=besok',
  '/meninggal?on=2026-05-01',
  '/cakupan',
  '/cakupan/16',
  '/cakupan/16.06',
  '/cakupan/16.06.01.2001?per=2026-05-01',
  '/peringkat',
  '/peringkat?wilayah=16',
  '/data',
  '/data/cakupan',
  '/kamus',
  '/kamus?query=ahli+waris',
  '/bantuan',
  '/aksesibilitas',
  '/status',
  '/iuran',
  '/iuran?segment=BPU',
  '/iuran?segment=PU',
  '/iuran?segment=JAKON',
  '/iuran?segment=PMI',
  '/iuran?segment=BPU&income=1.000.000&payer=apbdes&programmes=JKK&programmes=JKM&month=2026-11&months=12',
  '/iuran?segment=PU&wage=4000000&riskClass=II&employer=business&size=large&month=2026-05&months=2',
  '/iuran?segment=PU&wage=empat+juta&month=2026-05&months=1',
  '/manfaat',
  '/manfaat?kind=JKK-death',
  '/manfaat?kind=JKM&segment=BPU&on=2026-05-01&memberMonths=36&child1=SD&child2=SMP',
  '/manfaat?kind=JKK-temporary&segment=PU&on=2026-05-01&wage=4000000&monthsOff=14',
  '/wilayah',
  '/wilayah?query=musi+banyu+asin',
  '/wilayah/16',
  '/wilayah/16.06.01',
  '/wilayah/99.99',
  '/peraturan',
  '/peraturan?topic=benefit&on=2019-01-01',
  '/peraturan/bpu.income-brackets',
  '/peraturan/perubahan?from=2025-12&to=2026-04',
  '/jejak',
  '/peraturan/sumber',
  '/api/docs',
  '/api/docs/law',
  '/api/docs/keys',
  '/tidak-ada',
]
/** Sixty-four signs without a space: what a narrow page must break. */
const HEAD: AuditHead = {
  ...{ day: '2026-05-19', cause: 'day', at: '2026-05-19T17:00:00.000Z', position: 12_345 },
  ...{ hash: 'a1'.repeat(32), previous: EMPTY_HASH, seal: 'f9'.repeat(32) },
}

const { url, database } = await startApp({ auditHeads: () => Promise.resolve({ heads: [HEAD] }) })
await addProtectedVillagers(database)
const browser = await startBrowser()
after(() => browser.close())

const at = (path: string, language: string): string =>
  `${url}${path}${path.includes('?') ? '&' : '?'}lang=${language}`

/** Every page in Indonesian stands in every-page.e2e.ts; the words of the other language must fit the narrowest screen as well. */
test('in English and with other questions, axe objects to nothing and nothing scrolls sideways at 320 pixels', async () => {
  await withPage(browser, { viewport: { width: 320, height: 800 } }, async (page) => {
    for (const path of PAGES) {
      await page.goto(at(path, 'en'))
      const wide = await widthBeyondScreen(page)
      assert.ok(wide <= 0, `${path} is ${String(wide)} px too wide`)
      assert.deepEqual(await axeIn(page), [], path)
    }
  })
})

test('every page carries its language, one main heading, and at most 50 KB over the wire with its stylesheet', async () => {
  const stylesheet = /href="(\/aset\/[^"]+\.css)"/
  for (const path of PAGES) {
    const page = await overTheWire(at(path, 'id'))
    const html = page.text
    const css = await overTheWire(`${url}${stylesheet.exec(html)?.[1] ?? ''}`)
    const bytes = page.bytes + css.bytes
    assert.ok(bytes <= 50 * 1024, `${path} is ${String(bytes)} bytes`)
    assert.match(html, /<html lang="id">/)
    assert.equal(html.match(/<h1>/g)?.length, 1, path)
    // The one that says that the line is gone; the page does all its work without.
    const without = html.replace(`<script>${OFFLINE_SCRIPT}</script>`, '')
    assert.doesNotMatch(without, /<script|style="|javascript:/, path)
  }
})

/** What a phone downloads for an address, zipped where the server zips, and the text of it. */
async function overTheWire(address: string): Promise<{ readonly bytes: number; readonly text: string }> {
  const chunks: Buffer[] = []
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const headers = { accept: 'text/html', 'accept-encoding': 'gzip' }
    get(address, { headers, agent: false }, resolve).on('error', reject)
  })
  for await (const chunk of answer) chunks.push(chunk as Buffer)
  const body = Buffer.concat(chunks)
  const isZipped = answer.headers['content-encoding'] === 'gzip'
  return { bytes: body.length, text: (isZipped ? gunzipSync(body) : body).toString() }
}

test('on a phone every control is at least 44 px high', async () => {
  await withPage(browser, { viewport: { width: 320, height: 640 } }, async (page) => {
    for (const path of [
      '/',
      '/cek',
      '/kecelakaan',
      '/cakupan/16',
      '/peringkat?wilayah=16',
      '/kamus',
      '/iuran',
      '/iuran?segment=PU',
      '/manfaat?kind=JKM',
      '/peraturan',
      '/wilayah/16',
    ]) {
      await page.goto(at(path, 'id'))
      assert.deepEqual(await controlsTooLow(page), [], path)
    }
  })
})

test('links of an English page stay English, and the choice is remembered', async () => {
  await withPage(browser, { javaScriptEnabled: false }, async (page) => {
    await page.goto(`${url}/`)
    await page.getByRole('link', { name: 'English' }).click()
    await page.getByRole('heading', { name: 'Every worker, one umbrella' }).waitFor()
    await page.getByRole('link', { name: 'What would I pay?' }).click()
    assert.equal(new URL(page.url()).searchParams.get('lang'), 'en')
    await page.goto(`${url}/manfaat`)
    await page.getByRole('heading', { name: 'What would my family get?' }).waitFor()
    await page.getByRole('link', { name: 'Bahasa Indonesia' }).click()
    await page.getByRole('heading', { name: 'Apa manfaat untuk keluarga?' }).waitFor()
  })
})
