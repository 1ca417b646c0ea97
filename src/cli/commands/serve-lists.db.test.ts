import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { testDatabase } from '../../../test/database.ts'
import { addTestPerson, rowsOf } from '../../../test/people.ts'
import { newDataFolder, runPayung, type Running } from '../../../test/serve-child.ts'
import { regionCode } from '../../kernel/region-code.ts'
import { confirmList } from '../../modules/imports/keep-preview.ts'
import { handInFile } from '../../modules/imports/hand-in-list.ts'
import { kindDepsOf } from '../../modules/imports/list-kind.ts'
import { ListRunner } from '../../modules/imports/list-runner.ts'
import { peopleKind } from '../../modules/people/people-kind.ts'
import { getList } from '../../modules/imports/stored-list.ts'
import { systemClock } from '../../platform/clock.ts'
import { openKeys } from '../../platform/key-source.ts'
import { waitUntil } from '../../platform/own-processes.ts'
import { LawBook } from '../../rules/law-book.ts'

const { db, pool, owner, ownerUrl } = await testDatabase()
const dataFolder = newDataFolder()
const servers: Running[] = []
after(async () => {
  for (const server of servers) kill(server)
  await Promise.all(servers.map(({ exited }) => exited))
  rmSync(dataFolder, { recursive: true, force: true })
})

function serve(): Running {
  const server = runPayung(['serve'], { PAYUNG_DATA: dataFolder, DATABASE_URL: ownerUrl, PAYUNG_LOG: 'warn' })
  servers.push(server)
  return server
}

/** As the machine does when it runs out of memory. */
function kill({ child }: Running): void {
  try {
    process.kill(-(child.pid ?? 0), 'SIGKILL')
  } catch {
    // It has ended by itself.
  }
}

const EPIL = '16.06.01.2001'
const ROWS = 40_000
const row = (place: number) =>
  `169999${String(1 + (place % 28)).padStart(2, '0')}0180${String(1 + Math.floor(place / 28)).padStart(4, '0')};TERPUTUS;;L`

async function* bytes(): AsyncGenerator<Uint8Array> {
  const lines = Array.from({ length: ROWS }, (_, place) => row(place))
  yield await Promise.resolve(Buffer.from(['NIK;NAMA;TGL LAHIR;JK', ...lines].join('\n')))
}

const listOf = async (id: string) => {
  const [list] = await rowsOf<{ state: string; rows_read: number; accepted: number }>(
    owner,
    'select state, rows_read, accepted from imports where id = $1',
    [id],
  )
  return list ?? { state: '', rows_read: 0, accepted: 0 }
}
/** A run that has not said for 90 seconds that it is alive is taken over. */
const letTimePass = (id: string) =>
  rowsOf(owner, `update imports set alive_at = now() - interval '2 minutes' where id = $1`, [id])
const reaches = async (id: string, isThere: (list: Awaited<ReturnType<typeof listOf>>) => boolean) => {
  let last = await listOf(id)
  const found = await waitUntil(() => {
    void listOf(id).then((list) => (last = list))
    return isThere(last)
  }, 40_000)
  assert.ok(found, JSON.stringify(last) + servers.map((server) => server.printed()).join('\n'))
  return last
}

test('a server that is killed in the middle of a list leaves it to the next one that starts, which takes each row in once', async () => {
  await mkdir(join(dataFolder, 'lists'), { recursive: true, mode: 0o700 })
  const { ring } = await openKeys({ dataFolder, keys: null, keysCommand: null }, owner)
  const acting = {
    db,
    pool,
    clock: systemClock,
    ring,
    book: new LawBook(),
    folder: join(dataFolder, 'lists'),
  }
  const deps = kindDepsOf(acting, peopleKind(acting))
  const village = await addTestPerson(owner, 'village-operator', { region: EPIL, kind: 'village' })
  const ask = { purpose: 'own-account', region: regionCode(EPIL), fileName: 'daftar.csv' } as const
  const id = await handInFile(deps, village.by, ask, bytes())
  await new ListRunner(acting, [deps.kind], () => undefined).preview(village.by, id)
  await confirmList(deps, village.by, await getList(deps, village.by, id))
  await letTimePass(id)

  const first = serve()
  await first.ready()
  await reaches(id, ({ rows_read }) => rows_read > 0)
  kill(first)
  await first.exited
  const cut = await listOf(id)
  assert.deepEqual([cut.state, cut.rows_read < ROWS], ['running', true], 'it was killed before its end')

  await letTimePass(id)
  const second = serve()
  const end = await reaches(id, ({ state }) => state !== 'running')
  assert.deepEqual([end.state, end.rows_read, end.accepted], ['done', ROWS, ROWS])
  const [{ people } = { people: 0 }] = await rowsOf<{ people: number }>(
    owner,
    'select count(*)::integer as people from people where import_id = $1',
    [id],
  )
  assert.equal(people, ROWS)
  second.child.kill('SIGTERM')
  assert.equal(await second.exited, 0, second.printed())
})
