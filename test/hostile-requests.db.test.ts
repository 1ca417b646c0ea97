import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { Writable } from 'node:stream'
import { after, test } from 'node:test'
import { hashPassword } from '../src/modules/access/password.ts'
import { newApiKey } from '../src/modules/access/api-key.ts'
import { buildApp } from '../src/api/app.ts'
import { clockAt } from '../src/platform/clock.ts'
import { testDatabase } from './database.ts'
import { FormBrowser } from './form-browser.ts'
import { addTestPerson, addTestSession, rowsOf, TEST_NOW } from './people.ts'
import { testRing } from './test-ring.ts'

const { db, owner } = await testDatabase()
const ring = testRing()
const log: string[] = []
const stream = new Writable({
  write(chunk: Buffer, _encoding, done) {
    log.push(chunk.toString())
    done()
  },
})
const app = await buildApp({ db, ring, clock: clockAt(TEST_NOW), log: { level: 'trace', stream } })
after(() => app.close())
const administrator = await addTestPerson(owner, 'system-administrator', {
  region: 'ID',
  kind: 'administrator',
})
const session = await addTestSession(owner, ring, administrator)
const ask = (url: string) => app.inject({ url, headers: { ...session.headers, accept: 'application/json' } })

const HOSTILE = [
  "' or '1'='1",
  "'; drop table users; --",
  '") or 1=1 --',
  '\\',
  "\\'; select pg_sleep(9); --",
  '%',
  '_',
  '$1',
  '${1}',
  '/*',
  '\u0000',
  'a\u0000b',
  '\ud800',
  'ʼ or 1=1',
  '0x27',
  '1; select 1',
  '../../etc/passwd',
  '(a+)+$',
  'a'.repeat(200),
]
const FILTERS: Readonly<Record<string, readonly string[]>> = {
  '/api/v1/users': ['query', 'role', 'organisation', 'region', 'state', 'page'],
  '/api/v1/organisations': ['query', 'kind', 'region', 'page'],
  '/api/v1/api-keys': ['organisation', 'state', 'page'],
  '/api/v1/audit/entries': ['action', 'actor', 'subject', 'from', 'to', 'before'],
  '/admin/pengguna': ['query', 'role', 'organisation', 'region', 'state', 'page'],
  '/admin/pengguna.csv': ['query', 'organisation', 'region'],
  '/audit': ['action', 'actor', 'subject', 'from', 'to', 'before'],
  '/audit.csv': ['action', 'actor', 'subject', 'from'],
  '/akun/jejak': ['before'],
}

test('A9: SQL in any filter finds nothing and breaks nothing', async () => {
  const tables = await rowsOf(owner, `select relname from pg_class where relkind = 'r' order by 1`)
  for (const [path, names] of Object.entries(FILTERS)) {
    assert.equal((await ask(path)).statusCode, 200, path)
    for (const name of names) {
      for (const text of HOSTILE) {
        const value = text === '\ud800' ? '%ED%A0%80' : encodeURIComponent(text)
        const { statusCode, body } = await ask(`${path}?${name}=${value}`)
        const where = `${path} ${name} ${JSON.stringify(text)}: ${String(statusCode)} ${body.slice(0, 200)}`
        assert.ok([200, 400, 404, 422].includes(statusCode), where)
        if (statusCode === 200 && path === '/api/v1/users' && text !== '_')
          assert.equal((JSON.parse(body) as { users: unknown[] }).users.length, 0, where)
      }
    }
  }
  assert.deepEqual(await rowsOf(owner, `select relname from pg_class where relkind = 'r' order by 1`), tables)
})

/** 50 kB each of what makes careless patterns, folding and comparing slow. */
const EVIL = [
  'a'.repeat(50_000),
  `${'a'.repeat(49_999)}!`,
  ' '.repeat(50_000),
  '%'.repeat(50_000),
  '\\'.repeat(50_000),
  '('.repeat(50_000),
  `${'0'.repeat(49_999)}x`,
  '.1'.repeat(25_000),
  'İ'.repeat(8_000),
  'e\u0301'.repeat(7_000),
]
const TEXT_FILTERS = {
  ...FILTERS,
  '/admin/organisasi': ['query', 'kind', 'region', 'page'],
  '/admin/kunci-api': ['organisation', 'state', 'page'],
  '/admin/pengguna/cetak': ['query', 'role', 'organisation', 'region', 'state'],
  '/audit/cetak': ['action', 'actor', 'subject', 'from', 'to', 'before'],
  '/wilayah': ['query'],
  '/api/v1/regions': ['query'],
}

/** These take what they can read of any text: its first letters, or nothing. */
const LENIENT = ['/wilayah query', '/akun/jejak before']

test('A10: 50 kB of evil text in a filter is refused before anything compares it, or cut to its first letters', async () => {
  for (const [path, names] of Object.entries(TEXT_FILTERS)) {
    for (const name of names) {
      for (const text of EVIL) {
        const { statusCode, body } = await ask(`${path}?${name}=${encodeURIComponent(text)}`)
        const where = `${path} ${name} ${JSON.stringify(text.slice(-3))}: ${String(statusCode)}`
        const isBlank = text.trim() === ''
        const isLenient = LENIENT.includes(`${path} ${name}`)
        if (!isLenient && !isBlank) assert.equal(statusCode, 422, where)
        assert.ok([200, 422].includes(statusCode), where)
        assert.equal(
          !isBlank && !isLenient && body.includes(text.slice(0, 1_000)),
          false,
          `${where}: repeated`,
        )
      }
    }
  }
})

test('A9: SQL in a body is stored as the text it is, and what no text can be is refused', async () => {
  const add = (name: string, email: string) =>
    app.inject({
      method: 'POST',
      url: '/api/v1/users',
      headers: session.headers,
      payload: { organisation: administrator.organisationId, name, email, reason: 'SK' },
    })
  const name = "Robert'); drop table users; --"
  const added = await add(name, 'robert@contoh.id')
  assert.equal(added.statusCode, 201, added.body)
  const [row] = await rowsOf<{ name: string }>(
    owner,
    `select name from users where email = 'robert@contoh.id'`,
  )
  assert.equal(row?.name, name)
  const form = (name: string) =>
    app.inject({
      method: 'POST',
      url: '/admin/pengguna/tambah',
      headers: { ...session.headers, 'content-type': 'application/x-www-form-urlencoded' },
      payload: `organisation=${administrator.organisationId}&email=x@contoh.id&reason=SK&name=${name}`,
    })
  assert.ok([400, 422].includes((await form('a%00b')).statusCode))
  for (const broken of ['a\u0000b', 'a\ud800b']) {
    const answer = await add(broken, `x${String(broken.length)}@contoh.id`)
    assert.ok([400, 422].includes(answer.statusCode), `${JSON.stringify(broken)}: ${answer.body}`)
  }
})

test('A9: SQL in place of an id is an address that does not exist', async () => {
  for (const text of ["1' or '1'='1", '1;select 1', '\u0000', '%00', '{"$gt":""}']) {
    for (const path of ['/api/v1/users/', '/admin/pengguna/', '/wilayah/', '/peraturan/']) {
      const { statusCode } = await ask(`${path}${encodeURIComponent(text)}`)
      assert.ok([404, 422].includes(statusCode), `${path}${text}: ${String(statusCode)}`)
    }
  }
})

test('A38: nothing of the inside is served', async () => {
  for (const path of [
    ...['/.git/config', '/.git/HEAD', '/.env', '/package.json', '/package-lock.json', '/src/cli/main.ts'],
    ...['/db/schema.sql', '/keys.json', '/.payung/keys.json', '/audit-heads.jsonl', '/node_modules/'],
    ...['/aset/../package.json', '/aset/%2e%2e/package.json', '/aset/..%2f..%2fpackage.json', '/aset/'],
    ...['/aset/payung.css.map', '/passkey.js.map', '/debug', '/debug/pprof', '/actuator', '/server-status'],
    ...['/docs', '/swagger', '/graphql', '/phpinfo.php', '/web/ui/styles/text.css'],
  ]) {
    for (const accept of ['text/html', 'application/json']) {
      const answer = await app.inject({ url: path, headers: { accept } })
      assert.equal(answer.statusCode, 404, path)
      assert.doesNotMatch(
        answer.body,
        /"node_modules|\.ts:\d|at Object|postgres|"dependencies"|create table/i,
        path,
      )
      assert.deepEqual([answer.headers.server, answer.headers['x-powered-by']], [undefined, undefined])
    }
  }
})

test('A45: no password, token, key or secret of a form reaches the log, whatever the level; one line is one event', async () => {
  const password = 'kuda-baterai-staples-7'
  const wrong = 'kuda-salah-staples-8'
  const person = await addTestPerson(owner, 'planner', { region: '16.06', kind: 'regency' })
  await rowsOf(owner, 'update users set password_hash = $2 where id = $1', [
    person.userId,
    await hashPassword(password, randomBytes(16)),
  ])
  const browser = new FormBrowser(app)
  await browser.signIn(person.email, wrong)
  const entered = await browser.signIn(person.email, password)
  assert.equal(entered.statusCode, 303, entered.body)
  await browser.get('/akun')
  await browser.post('/lupa-sandi', { email: person.email })
  const key = newApiKey()
  await app.inject({ url: '/api/v1/users', headers: { authorization: `Bearer ${key}` } })
  await app.inject({ url: `/api/v1/users?key=${key}` })
  await app.inject({ url: '/', headers: { 'user-agent': 'x\r\n{"level":60}' } })
  const text = log.join('')
  for (const secret of [password, wrong, key, session.csrf, session.cookie.split('=')[1] ?? '', person.email])
    assert.equal(text.includes(secret), false, secret)
  for (const value of browser.cookies.values())
    assert.equal(value.length > 20 && text.includes(value), false, 'a cookie')
  for (const line of text.trim().split('\n')) assert.ok((JSON.parse(line) as { level: number }).level < 60)
})
