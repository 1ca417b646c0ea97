import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { connect, createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { emptyDatabase } from '../../../test/database.ts'
import { newDataFolder as makeDataFolder, runPayung, type Running } from '../../../test/serve-child.ts'
import { openDataFolder } from '../../platform/data-folder.ts'
import { openDatabase } from '../../platform/db.ts'
import { openEmbeddedPostgres } from '../../platform/embedded-postgres.ts'
import { postgresProcessesMarked, waitUntil } from '../../platform/own-processes.ts'

const folders: string[] = []
const running = new Set<Running>()

function newDataFolder(): string {
  const made = makeDataFolder()
  folders.push(made)
  return made
}

const folder = newDataFolder()

function run(args: readonly string[], env: Record<string, string> = {}): Running {
  const started = runPayung(args, { PAYUNG_DATA: folder, ...env })
  running.add(started)
  void started.exited.then(() => running.delete(started))
  return started
}

after(async () => {
  for (const { child } of running) child.kill('SIGTERM')
  await Promise.all([...running].map(({ exited }) => exited))
  for (const made of folders) rmSync(made, { recursive: true, force: true })
})

/** A refused start: exit code not 0, the sentence, and nothing that only programmers read. */
async function sentenceOf(start: Running): Promise<string> {
  assert.equal(await start.exited, 1, start.printed())
  assert.doesNotMatch(start.printed(), /\n\s+at |node:internal|Error:/)
  return start.printed().trim().split('\n').at(-1) ?? ''
}

function databaseRuns(): boolean {
  return postgresProcessesMarked(openDataFolder(folder).clusterName).length > 0
}

test('a first start shows each step and ends with the address; Ctrl-C to the whole group stops server and database cleanly', async () => {
  const server = run(['serve'])
  const url = await server.ready()
  for (const step of [
    'Folder data',
    'PostgreSQL bawaan',
    'Migrasi 0001_roles',
    'Memuat 91.599 wilayah',
    'Halaman dan API',
  ]) {
    assert.match(server.printed(), new RegExp(step))
  }
  assert.equal((await fetch(`${url}/readyz`)).status, 200)
  process.kill(-(server.child.pid ?? 0), 'SIGINT')
  assert.equal(await server.exited, 0, server.printed())
  assert.equal(databaseRuns(), false)
  assert.match(readFileSync(join(folder, 'postgres.log'), 'utf8').trimEnd(), /database system is shut down$/)
})

test('a warm start neither migrates nor loads regions again', async () => {
  const server = run(['serve'])
  await server.ready()
  assert.doesNotMatch(server.printed(), /Migrasi|Memuat/)
  server.child.kill('SIGTERM')
  assert.equal(await server.exited, 0)
})

/** A request whose body is still on its way: the server has begun with it and cannot have answered. */
function beginRequest(url: string): { readonly socket: Socket; answer(): string; send(text: string): void } {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  let text = ''
  socket.setEncoding('utf8').on('data', (more: string) => (text += more))
  socket.on('error', () => undefined)
  const head = [
    'POST /api/v1/law/price HTTP/1.1',
    'host: x',
    'content-type: application/json',
    'content-length: 2',
  ]
  socket.write(`${head.join('\r\n')}\r\n\r\n{`)
  return { socket, answer: () => text, send: (more) => socket.write(more) }
}

const moment = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

test('a request that has begun is still answered after SIGTERM, and a new one is not accepted', async () => {
  const server = run(['serve'])
  const url = await server.ready()
  const request = beginRequest(url)
  await moment(200)
  server.child.kill('SIGTERM')
  await moment(300)
  await assert.rejects(fetch(`${url}/healthz`))
  request.send('}')
  assert.ok(await waitUntil(() => request.answer().startsWith('HTTP/1.1 4'), 5_000), server.printed())
  assert.equal(await server.exited, 0)
})

test('Ctrl-C goes to the whole group, and the database outlives the last request all the same', async () => {
  const server = run(['serve'])
  const request = beginRequest(await server.ready())
  await moment(200)
  process.kill(-(server.child.pid ?? 0), 'SIGINT')
  await moment(700)
  assert.ok(databaseRuns())
  request.send('}')
  assert.equal(await server.exited, 0, server.printed())
  assert.equal(databaseRuns(), false)
})

test('a request that never ends holds the server up no longer than PAYUNG_SHUTDOWN_SECONDS', async () => {
  const server = run(['serve'], { PAYUNG_SHUTDOWN_SECONDS: '1' })
  beginRequest(await server.ready())
  await moment(200)
  const asked = performance.now()
  server.child.kill('SIGTERM')
  assert.equal(await server.exited, 0)
  const took = performance.now() - asked
  assert.ok(took > 800 && took < 30_000, `${took} ms`)
})

test('a second signal hurries', async () => {
  const server = run(['serve'], { PAYUNG_SHUTDOWN_SECONDS: '60' })
  beginRequest(await server.ready())
  await moment(200)
  server.child.kill('SIGTERM')
  await moment(500)
  const asked = performance.now()
  server.child.kill('SIGTERM')
  assert.equal(await server.exited, 0)
  assert.ok(performance.now() - asked < 30_000)
  assert.equal(databaseRuns(), false)
})

test('after kill -9 no database is left and the next start serves again', async () => {
  const killed = run(['serve'])
  await killed.ready()
  killed.child.kill('SIGKILL')
  await killed.exited
  assert.ok(await waitUntil(() => !databaseRuns(), 15_000))
  const server = run(['serve'])
  assert.equal((await fetch(`${await server.ready()}/readyz`)).status, 200)
  const second = run(['serve'])
  assert.match(
    await sentenceOf(second),
    new RegExp(`Payung sudah berjalan \\(PID ${server.child.pid}, http:`),
  )
  server.child.kill('SIGTERM')
  assert.equal(await server.exited, 0)
})

test('a command at the same time uses the database of the server', async () => {
  const server = run(['serve'])
  await server.ready()
  const command = run(['migrate', '--check', '--json'])
  assert.equal(await command.exited, 0)
  assert.match(command.printed(), /"isCurrent": true/)
  server.child.kill('SIGTERM')
  assert.equal(await server.exited, 0)
})

test('doctor finds nothing wrong beside a running server, and names an open secret file with what to do', async () => {
  const server = run(['serve'])
  const port = new URL(await server.ready()).port
  const healthy = run(['doctor', '--json'], { PORT: port })
  assert.equal(await healthy.exited, 0, healthy.printed())
  assert.match(healthy.printed(), new RegExp(`127.0.0.1:${port} dipakai Payung ini`))

  const secret = join(folder, 'database-passwords.json')
  chmodSync(secret, 0o644)
  const ill = run(['doctor'], { PORT: port })
  assert.equal(await ill.exited, 1)
  assert.match(ill.printed(), new RegExp(`✗ Berkas rahasia.*\\n.*→ Jalankan: chmod 600 ${secret}`))
  chmodSync(secret, 0o600)
  server.child.kill('SIGTERM')
  assert.equal(await server.exited, 0)
})

test('doctor on wrong settings says so and looks no further', async () => {
  const ill = run(['doctor'], { PORT: 'abc' })
  assert.equal(await ill.exited, 1)
  assert.match(ill.printed(), /✗ Pengaturan\s+Pengaturan PORT=abc salah\.\n\s+→ Isi dengan bilangan bulat/)
})

test('output that nobody reads any more ends a command quietly', () => {
  const { stderr, stdout } = spawnSync('sh', ['-c', './payung law at 2026-03-01 --json | head -c 10'], {
    cwd: join(import.meta.dirname, '../../..'),
    encoding: 'utf8',
  })
  assert.equal(stderr, '')
  assert.equal(stdout.length, 10)
})

test('a taken port is noticed before anything is started', async () => {
  const other = createServer().listen(0, '127.0.0.1').unref()
  await new Promise((resolve) => other.once('listening', resolve))
  const address = other.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const fresh = newDataFolder()
  const start = run(['serve'], { PORT: String(port), PAYUNG_DATA: fresh })
  assert.match(await sentenceOf(start), new RegExp(`Port ${port} sedang dipakai.*PORT=${port + 1} npm start`))
  assert.equal(existsSync(join(fresh, 'postgres')), false)
})

test('wrong settings are named before anything is started', async () => {
  const start = run(['serve'], { PORT: 'abc', PAYUNG_DTA: '/tmp' })
  assert.equal(await start.exited, 1)
  assert.match(start.printed(), /PAYUNG_DTA tidak dikenal\. Mungkin maksudnya PAYUNG_DATA/)
  assert.match(start.printed(), /PORT=abc salah/)
})

test('a database with a newer schema stops the start and is left as it was', async () => {
  const database = await openEmbeddedPostgres({
    dataFolder: folder,
    purpose: 'command',
    progress: () => undefined,
    signal: new AbortController().signal,
  })
  const owner = openDatabase(database.ownerUrl)
  await owner.pool.query(
    `insert into migrations values (9999, '9999_from_the_future', 'x', 'applied', now(), now())`,
  )
  const start = run(['serve'])
  assert.match(
    await (async () => {
      await waitUntil(() => start.printed().includes('Menunggu perintah'), 10_000)
      await owner.close()
      await database.stop()
      return sentenceOf(start)
    })(),
    /skema 9999_from_the_future.*versi Payung yang lebih baru/,
  )
  assert.equal(databaseRuns(), false)
})

test('an outside server serves as well, and the application never works as its owner', async () => {
  const { ownerUrl } = await emptyDatabase()
  const server = run(['serve'], { DATABASE_URL: ownerUrl })
  const url = await server.ready()
  assert.equal((await fetch(`${url}/readyz`)).status, 200)
  // What the role may not read the server cannot read either, though it signs in as the owner.
  const owner = openDatabase(ownerUrl)
  await owner.pool.query('revoke select on migrations from payung_app')
  assert.equal((await fetch(`${url}/readyz`)).status, 503)
  await owner.close()
  server.child.kill('SIGTERM')
  assert.equal(await server.exited, 0)
})

test('an outside server that is not there, or refuses the password, is one plain sentence', async () => {
  const { ownerUrl } = await emptyDatabase()
  const unreachable = run(['serve'], { DATABASE_URL: 'postgres://a:b@127.0.0.1:1/x' })
  assert.match(await sentenceOf(unreachable), /tidak menjawab.*DATABASE_URL/)
  const refused = run(['serve'], { DATABASE_URL: ownerUrl.replace(/:[^:@/]+@/, ':wrong@') })
  assert.match(await sentenceOf(refused), /menolak kata sandi/)
})

/** Mounts a disk of a few megabytes; only root in a machine that allows it can. */
function mountSmallDisk(path: string, megabytes: number): boolean {
  mkdirSync(path, { recursive: true })
  return spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}M,mode=711`, 'tmpfs', path]).status === 0
}

for (const [megabytes, when] of [
  [20, 'while the database is made'],
  [90, 'while regions are loaded'],
  [130, 'so that the database itself gives up'],
] as const) {
  test(`a disk that fills up ${when} is one plain sentence, and with room the next start goes on`, async (t) => {
    const disk = join(newDataFolder(), 'disk')
    if (!mountSmallDisk(disk, megabytes)) {
      t.skip('mounting a small disk needs root')
      return
    }
    try {
      const start = run(['serve'], { PAYUNG_DATA: disk })
      assert.match(await sentenceOf(start), /penuh.*Kosongkan ruang/i)
      spawnSync('mount', ['-o', 'remount,size=900M', disk])
      const again = run(['serve'], { PAYUNG_DATA: disk })
      await again.ready()
      again.child.kill('SIGTERM')
      assert.equal(await again.exited, 0)
    } finally {
      spawnSync('umount', ['--lazy', disk])
    }
  })
}
