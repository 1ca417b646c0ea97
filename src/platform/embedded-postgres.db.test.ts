import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { after, test } from 'node:test'
import pg from 'pg'
import { openDataFolder } from './data-folder.ts'
import { openDatabase } from './db.ts'
import { migrate } from './migrate.ts'
import { postgresProcessesMarked, waitUntil } from './own-processes.ts'

const CHILD = join(import.meta.dirname, '../../test/embedded-child.ts')
const children = new Set<ChildProcess>()
const folders: string[] = []

after(async () => {
  for (const child of children) child.kill('SIGKILL')
  for (const folder of folders) {
    if (existsSync(join(folder, 'folder-id'))) await noneRuns(folder)
    rmSync(folder, { recursive: true, force: true })
  }
})

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'payung-embedded-'))
  chmodSync(folder, 0o711)
  folders.push(folder)
  return folder
}

type Said = { ownerUrl?: string; failure?: string; progress?: string; lost?: string }

/** A Payung on a folder, and all it says; `untilSaid` resolves with the first line that has one of the keys. */
function start(folder: string, purpose: 'serve' | 'command' = 'serve') {
  const child = spawn(process.execPath, [CHILD, folder, purpose], { stdio: ['ignore', 'pipe', 'inherit'] })
  children.add(child)
  const lines: Said[] = []
  const exited = new Promise<number | null>((resolve) => {
    child.on('close', (code) => {
      children.delete(child)
      resolve(code)
    })
  })
  createInterface({ input: child.stdout }).on('line', (line) => lines.push(JSON.parse(line) as Said))
  const untilSaid = async (key: keyof Said): Promise<string> => {
    const has = (line: Said) => line[key] !== undefined
    await waitUntil(() => lines.some(has) || lines.some((line) => line.failure !== undefined), 30_000)
    const text = lines.find(has)?.[key]
    return text ?? assert.fail(`never said ${key}, but ${JSON.stringify(lines)}`)
  }
  return { child, exited, untilSaid, lines }
}

function processesOf(folder: string): number[] {
  return postgresProcessesMarked(openDataFolder(folder).clusterName)
}

async function noneRuns(folder: string): Promise<void> {
  assert.ok(
    await waitUntil(() => processesOf(folder).length === 0, 15_000),
    'a postgres process is left over',
  )
}

function postmasterOf(folder: string): number {
  return Number.parseInt(readFileSync(join(folder, 'postgres/17/postmaster.pid'), 'utf8'), 10)
}

async function query(url: string, sql: string): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return await client.query(sql)
  } finally {
    await client.end()
  }
}

test('the database is made at the first start, keeps what was committed, and stops cleanly', async () => {
  const folder = newFolder()
  const first = start(folder)
  await query(await first.untilSaid('ownerUrl'), 'create table kept as select 1 as n')
  first.child.kill('SIGTERM')
  assert.equal(await first.exited, 0)
  await noneRuns(folder)

  const second = start(folder)
  const { rowCount } = await query(await second.untilSaid('ownerUrl'), 'select from kept')
  assert.equal(rowCount, 1)
  second.child.kill('SIGTERM')
  await second.exited
})

test('a killed program leaves no database behind, and the next start has every committed row', async () => {
  const folder = newFolder()
  const first = start(folder)
  await query(await first.untilSaid('ownerUrl'), 'create table kept as select 1 as n')
  first.child.kill('SIGKILL')
  await first.exited
  await noneRuns(folder)
  const second = start(folder)
  assert.equal((await query(await second.untilSaid('ownerUrl'), 'select from kept')).rowCount, 1)
  second.child.kill('SIGTERM')
  await second.exited
})

/** The watcher's command line is its script; the variable name makes it findable. It shares the session of its postgres. */
function watcherOf(postmaster: number): number {
  const session = (pid: number) => readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[3]
  const own = session(postmaster)
  const found = spawnedShells().find((pid) => session(pid) === own)
  return found ?? assert.fail('no watcher')
}

function spawnedShells(): number[] {
  return postgresProcessesOrShells().filter(
    (pid) => readFileSync(`/proc/${pid}/comm`, 'utf8').trim() === 'sh',
  )
}

function postgresProcessesOrShells(): number[] {
  const { readdirSync } = process.getBuiltinModule('node:fs')
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && existsSync(`/proc/${name}/cmdline`))
    .map(Number)
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('cat <&3')
      } catch {
        return false
      }
    })
}

test('program and watcher killed together: the next start ends the orphan and takes over', async () => {
  const folder = newFolder()
  const first = start(folder)
  await query(await first.untilSaid('ownerUrl'), 'create table kept as select 1 as n')
  const orphan = postmasterOf(folder)
  process.kill(watcherOf(orphan), 'SIGKILL')
  first.child.kill('SIGKILL')
  await first.exited
  assert.ok(processesOf(folder).includes(orphan), 'the orphan should still run, or this test shows nothing')

  const second = start(folder)
  assert.equal((await query(await second.untilSaid('ownerUrl'), 'select from kept')).rowCount, 1)
  assert.ok(!processesOf(folder).includes(orphan))
  second.child.kill('SIGTERM')
  await second.exited
})

test('program, watcher and postmaster killed together: the next start recovers', async () => {
  const folder = newFolder()
  const first = start(folder)
  await query(await first.untilSaid('ownerUrl'), 'create table kept as select 1 as n')
  const postmaster = postmasterOf(folder)
  process.kill(watcherOf(postmaster), 'SIGKILL')
  for (const pid of [...(first.child.pid === undefined ? [] : [first.child.pid]), ...processesOf(folder)]) {
    process.kill(pid, 'SIGKILL')
  }
  await first.exited
  const second = start(folder)
  assert.equal((await query(await second.untilSaid('ownerUrl'), 'select from kept')).rowCount, 1)
  second.child.kill('SIGTERM')
  await second.exited
})

test('a postmaster.pid that names a living program of somebody else does not stop the start and does not harm that program', async () => {
  const folder = newFolder()
  const first = start(folder)
  await first.untilSaid('ownerUrl')
  const pidFile = join(folder, 'postgres/17/postmaster.pid')
  const text = readFileSync(pidFile, 'utf8')
  first.child.kill('SIGTERM')
  await first.exited
  // Of the database's own account: PostgreSQL believes a PID it may not signal to be somebody else's.
  const { uid, gid } = statSync(join(folder, 'postgres/17'))
  const bystander = spawn('sleep', ['60'], { stdio: 'ignore', cwd: '/', uid, gid })
  children.add(bystander)
  writeFileSync(pidFile, text.replace(/^\d+/, String(bystander.pid)))

  const second = start(folder)
  await second.untilSaid('ownerUrl')
  assert.equal(bystander.exitCode ?? bystander.signalCode, null)
  second.child.kill('SIGTERM')
  await second.exited
  bystander.kill()
  children.delete(bystander)
})

test('a copy of a data folder is another folder: starting it leaves the original running', async () => {
  const folder = newFolder()
  const once = start(folder)
  await once.untilSaid('ownerUrl')
  once.child.kill('SIGTERM')
  await once.exited
  const copy = newFolder()
  cpSync(folder, copy, {
    recursive: true,
    preserveTimestamps: true,
    filter: (path) => !path.endsWith('/socket'),
  })

  const original = start(folder)
  const url = await original.untilSaid('ownerUrl')
  const other = start(copy)
  await other.untilSaid('ownerUrl')
  assert.equal((await query(url, 'select 1')).rowCount, 1)
  for (const each of [original, other]) each.child.kill('SIGTERM')
  await Promise.all([original.exited, other.exited])
})

test('a second server on the same folder is told which one runs there', async () => {
  const folder = newFolder()
  const first = start(folder)
  await first.untilSaid('ownerUrl')
  const second = start(folder)
  assert.match(
    await second.untilSaid('failure'),
    new RegExp(`Payung sudah berjalan \\(PID ${first.child.pid}, http://127\\.0\\.0\\.1:1\\)`),
  )
  assert.equal(await second.exited, 1)
  first.child.kill('SIGTERM')
  assert.equal(await first.exited, 0)
})

test('a command uses the running database; one that started it waits for its guests before it stops it', async () => {
  const folder = newFolder()
  const first = start(folder, 'command')
  const url = await first.untilSaid('ownerUrl')
  const guest = start(folder, 'command')
  assert.equal(await guest.untilSaid('ownerUrl'), url)
  first.child.kill('SIGTERM')
  assert.equal(await waitUntil(() => first.child.exitCode !== null, 700), false)
  assert.equal((await query(url, 'select 1')).rowCount, 1)
  guest.child.kill('SIGTERM')
  assert.deepEqual([await guest.exited, await first.exited], [0, 0])
  await noneRuns(folder)
})

test('a server that finds a command at work waits until it is done', async () => {
  const folder = newFolder()
  const command = start(folder, 'command')
  await command.untilSaid('ownerUrl')
  const server = start(folder)
  assert.match(await server.untilSaid('progress'), new RegExp(`Menunggu .*PID ${command.child.pid}`))
  command.child.kill('SIGTERM')
  await server.untilSaid('ownerUrl')
  server.child.kill('SIGTERM')
  assert.equal(await server.exited, 0)
})

test('a database that dies under a running server is noticed', async () => {
  const folder = newFolder()
  const first = start(folder)
  await first.untilSaid('ownerUrl')
  process.kill(postmasterOf(folder), 'SIGKILL')
  await first.untilSaid('lost')
  await first.exited
})

test('a data folder that is a file, or cannot be made, is one plain sentence', async () => {
  const folder = newFolder()
  writeFileSync(join(folder, 'file'), '')
  for (const [path, says] of [
    [join(folder, 'file'), /bukan folder/],
    [join(folder, 'file', 'below'), /bukan folder/],
    ['/proc/payung', /tidak dapat ditulis|bukan folder|tidak/],
  ] as const) {
    const run = start(path)
    assert.match(await run.untilSaid('failure'), says)
    assert.equal(await run.exited, 1)
  }
})

test('a folder with a very long name gets its socket elsewhere', async () => {
  const folder = join(newFolder(), 'x'.repeat(120))
  const run = start(folder)
  assert.equal((await query(await run.untilSaid('ownerUrl'), 'select 1')).rowCount, 1)
  run.child.kill('SIGTERM')
  assert.equal(await run.exited, 0)
})

test('an owner without superuser can make the schema and step down to the application role', async () => {
  const folder = newFolder()
  const own = start(folder)
  const adminUrl = await own.untilSaid('ownerUrl')
  await query(adminUrl, 'drop role payung_app')
  await query(adminUrl, `create role modest login password 'modest' createrole`)
  await query(adminUrl, 'create database modest owner modest')
  const url = adminUrl.replace(/\/\/[^@]+@/, '//modest:modest@').replace(/payung$/, 'modest')
  await migrate(url, { progress: () => undefined })
  const app = openDatabase(url, { role: 'payung_app' })
  const { rows } = await app.pool.query<{ role: string }>('select current_user as role')
  assert.equal(rows[0]?.role, 'payung_app')
  await app.close()
  own.child.kill('SIGTERM')
  assert.equal(await own.exited, 0)
})
