import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { after, test } from 'node:test'
import { newDataFolder, runPayung, type Running } from '../../../test/serve-child.ts'
import { waitUntil } from '../../platform/own-processes.ts'

const folders: string[] = []
const running = new Set<Running>()
after(async () => {
  for (const { child } of running) child.kill('SIGTERM')
  await Promise.all([...running].map(({ exited }) => exited))
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

function newFolder(): string {
  const folder = newDataFolder()
  folders.push(folder)
  return folder
}

/** As somebody starts it who has set nothing but where the data lie. */
function start(folder: string, args: readonly string[] = [], env: Record<string, string> = {}): Running {
  const server = runPayung(['serve', ...args], { PAYUNG_DATA: folder, PAYUNG_TRAINING: '', ...env })
  running.add(server)
  void server.exited.then(() => running.delete(server))
  return server
}

async function stop(server: Running): Promise<void> {
  server.child.kill('SIGTERM')
  assert.equal(await server.exited, 0, server.printed())
}

async function refused(server: Running): Promise<string> {
  assert.equal(await server.exited, 1, server.printed())
  return server.printed().trim().split('\n').at(-1) ?? ''
}

const signInPage = async (url: string) => (await fetch(`${url}/masuk`)).text()

test('a plain first start is for training and answers while its province is still being filled; stopped and started again it goes on', async () => {
  const folder = newFolder()
  const first = start(folder)
  const page = await signInPage(await first.ready())
  assert.match(page, /Mode latihan\. Semua isinya contoh/)
  assert.match(page, /Provinsi latihan sedang diisi/)
  assert.match(page, /regency-officer@latihan\.example/)
  await stop(first)
  assert.doesNotMatch(first.printed(), /sudah terisi|belum terisi/, 'it was stopped before its end')

  const second = start(folder)
  const url = await second.ready()
  assert.ok(await waitUntil(() => second.printed().includes('sudah terisi'), 120_000), second.printed())
  assert.doesNotMatch(await signInPage(url), /sedang diisi/)
  await stop(second)

  assert.match(await refused(start(folder, ['--empty'])), /dibuat untuk mode latihan/)
  assert.match(await refused(start(folder, [], { PAYUNG_TRAINING: '0' })), /dibuat untuk mode latihan/)
  assert.match(
    await refused(start(folder, [], { PAYUNG_PUBLIC_URL: 'https://payung.example.go.id' })),
    /dibuat untuk mode latihan/,
  )
})

test('a folder that was begun empty is for real work for ever, also when it is started plainly before it has a user', async () => {
  const folder = newFolder()
  const empty = start(folder, ['--empty'])
  assert.doesNotMatch(await signInPage(await empty.ready()), /Mode latihan|latihan\.example/)
  await stop(empty)
  const plain = start(folder)
  assert.doesNotMatch(await signInPage(await plain.ready()), /Mode latihan|latihan\.example/)
  await stop(plain)
  assert.match(
    await refused(start(folder, [], { PAYUNG_TRAINING: '1' })),
    /sudah dipakai untuk kerja sungguhan/,
  )
})
