import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { startBrowser } from '../browser.ts'
import { SYSTEM } from '../billing-stage.ts'
import { budgetStage } from '../budget-stage.ts'
import { addTestPerson, addTestSession } from '../people.ts'
import { signInApp } from '../sign-in-app.ts'
import { controlsTooLow, DESK, objections, PHONE, widthBeyondScreen, withPage } from './open-page.ts'

const { app, test: database, ring } = await signInApp()
const stage = budgetStage(database)
const payer = await stage.payer()
const line = await stage.line(payer, 1_000_000n)
const programme = await stage.programme(payer, { places: 2, budgetLineId: line })
await stage.approved(programme, await stage.people(2), SYSTEM)
const officer = await addTestPerson(database.owner, 'regency-officer', { region: '16.06', kind: 'regency' })
const session = await addTestSession(database.owner, ring, officer)
const url = await app.listen({ host: '127.0.0.1', port: 0 })
const browser = await startBrowser()
after(() => browser.close())

for (const [screen, viewport] of [
  ['phone', PHONE],
  ['desk', DESK],
] as const) {
  test(`a budget is followed from the list to its entries; axe objects to nothing, and nothing scrolls sideways: ${screen}`, async () => {
    const [name = '', value = ''] = session.cookie.split('=')
    await withPage(browser, { viewport, javaScriptEnabled: true }, async (page) => {
      await page.context().addCookies([{ name, value, url }])
      await page.goto(`${url}/anggaran`)
      await sound('/anggaran')
      await page.getByRole('link', { name: 'Pos 1' }).click()
      await page.getByRole('heading', { level: 1, name: 'Pos 1' }).waitFor()
      await page.getByText('Dana diikat').waitFor()
      await sound('one line')

      async function sound(where: string): Promise<void> {
        assert.deepEqual(await objections(page), [], where)
        assert.ok((await widthBeyondScreen(page)) <= 0, where)
        assert.deepEqual(await controlsTooLow(page), [], where)
      }
    })
  })
}
