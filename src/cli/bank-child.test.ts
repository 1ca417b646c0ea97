import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { after, test } from 'node:test'
import { readConfig } from '../platform/config.ts'
import { partnersOfConfig, startBanks } from './bank-child.ts'

const folder = mkdtempSync(join(tmpdir(), 'payung-banks-'))
after(() => {
  rmSync(folder, { recursive: true })
})
const configOf = (name: string, more: Record<string, string> = {}) =>
  readConfig({ PAYUNG_DATA: join(folder, name), ...more })

const answers = (url: string) =>
  fetch(url).then(
    (response) => response.headers.get('x-simulator') === 'SIMULATOR',
    () => false,
  )

test(
  'without a file of banks the simulator is the bank, says so, and ends with whoever started it',
  { timeout: 60_000 },
  async () => {
    const said: string[] = []
    const config = configOf('berhenti')
    const banks = await startBanks(config, (sentence) => said.push(sentence))
    assert.ok(banks.simulatorUrl !== null, said.join('\n'))
    assert.deepEqual(
      banks.partners.map(({ id, name, isSimulator }) => [id, name, isSimulator]),
      [['simulator', 'SIMULATOR (bukan bank)', true]],
    )
    assert.ok(await answers(banks.simulatorUrl))
    // A command finds the bank where the server's is.
    assert.equal(partnersOfConfig(config)[0]?.outbound.baseUrl, banks.simulatorUrl)
    await banks.stop()
    assert.ok(!(await answers(banks.simulatorUrl)))
    assert.deepEqual(said, [])
  },
)

const PARENT = `
import { startBanks } from ${JSON.stringify(join(import.meta.dirname, 'bank-child.ts'))}
import { readConfig } from ${JSON.stringify(join(import.meta.dirname, '../platform/config.ts'))}
const { simulatorUrl } = await startBanks(readConfig({ PAYUNG_DATA: process.argv[1] }), console.error)
console.log(simulatorUrl)
setInterval(() => undefined, 1000)`

test('kill -9 of whoever started it ends the simulator too', { timeout: 60_000 }, async () => {
  const register = join(import.meta.dirname, '../platform/register-tsx.ts')
  const parent = spawn(
    process.execPath,
    ['--import', register, '--input-type=module', '--eval', PARENT, join(folder, 'mati')],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  let url = ''
  for await (const line of createInterface({ input: parent.stdout })) {
    url = line
    break
  }
  assert.ok(await answers(url))
  parent.kill('SIGKILL')
  const gone = { isSo: false }
  const deadline = performance.now() + 10_000
  while (!gone.isSo && performance.now() < deadline) gone.isSo = !(await answers(url))
  assert.ok(gone.isSo, 'the simulator outlived its server')
})

test('with a file of banks no simulator is started', async () => {
  const file = join(folder, 'banks.json')
  writeFileSync(file, JSON.stringify({ partners: [] }), { mode: 0o600 })
  const said: string[] = []
  const config = configOf('sungguhan', { PAYUNG_BANKS_FILE: file })
  const banks = await startBanks(config, (sentence) => said.push(sentence))
  assert.deepEqual([banks.partners, banks.simulatorUrl, said], [[], null, []])
  banks.tellWhere('http://127.0.0.1:1')
  await banks.stop()
  assert.ok(!existsSync(join(folder, 'sungguhan', 'bank-sim')))
})
