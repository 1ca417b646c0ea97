import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { partnersFileOf } from '../../bank-sim/partner-entry.ts'
import { startSimulator } from '../../bank-sim/server.ts'
import { buildApp } from '../../src/api/app.ts'
import { exampleList, fillForTraining } from '../../src/cli/commands/demo.ts'
import { type AuditHead, EMPTY_HASH } from '../../src/modules/audit/audit.ts'
import { DEFAULT_ACCESS } from '../../src/modules/access/access-settings.ts'
import type { RoleName } from '../../src/modules/access/roles.ts'
import { settleTraining } from '../../src/modules/access/training-accounts.ts'
import type { GiftDeps } from '../../src/modules/gifts/gift-deps.ts'
import { BankLines } from '../../src/modules/payments/bank-line.ts'
import { readPartners } from '../../src/modules/payments/partner.ts'
import { clockAt } from '../../src/platform/clock.ts'
import type { KeyRing } from '../../src/platform/key-ring.ts'
import { LawBook } from '../../src/rules/law-book.ts'
import type { TestDatabase } from '../database.ts'
import { addTestSession, rowsOf, TEST_NOW, type TestSession } from '../people.ts'
import { testRing } from '../test-ring.ts'

/** The database of a test file, or one that is thrown away after a measurement. */
export type OfficeDatabase = Pick<TestDatabase, 'db' | 'pool' | 'owner'>

const PEOPLE_OF_THE_TWIN = 2_000
/** Sixty-four signs without a space: what a narrow page must break. */
const HEAD: AuditHead = {
  ...{ day: '2026-05-19', cause: 'day', at: '2026-05-19T17:00:00.000Z', position: 12_345 },
  ...{ hash: 'a1'.repeat(32), previous: EMPTY_HASH, seal: 'f9'.repeat(32) },
}

/** One of the demonstration accounts at work: what it asks by form and by program is done as it is done in a browser. */
export type Desk = {
  readonly session: TestSession
  readonly userId: string
  readonly grantId: string
  readonly organisationId: string
  readonly email: string
  /** Asks as a program; throws the answer unless it was done. */
  ask<Answer>(method: 'GET' | 'POST', url: string, body?: object): Promise<Answer>
  /** Opens a page; its status and what it says. */
  open(url: string): Promise<{ readonly status: number; readonly body: string }>
  /** Sends a form; answers where it leads, and throws the page where it leads nowhere. */
  send(url: string, fields: Readonly<Record<string, string>>): Promise<string>
  /** Sends a form with a file. */
  upload(url: string, fields: Readonly<Record<string, string>>, file: UploadedFile): Promise<string>
}
export type UploadedFile = {
  readonly field: string
  readonly name: string
  readonly content: string | Buffer
}

export type Office = {
  readonly url: string
  readonly app: FastifyInstance
  readonly database: OfficeDatabase
  readonly gifts: GiftDeps
  /** Where the bank of the training listens. */
  readonly bank: string
  /** Everybody else than who signs in: a guest. */
  readonly guest: Pick<Desk, 'send'>
  as(role: RoleName): Promise<Desk>
  /** The cookie of a session that has given its password only. */
  halfwayCookie(role: RoleName): Promise<string>
  close(): Promise<void>
}

/** Payung in training mode over a small twin province, with the simulator as its bank, on 20 May 2026. */
export async function openOffice(database: OfficeDatabase): Promise<Office> {
  const folder = await mkdtemp(join(tmpdir(), 'payung-screens-'))
  const [clock, ring, book] = [clockAt(TEST_NOW), testRing(), new LawBook()]
  const simulator = await startSimulator({ folder, port: 0, now: clock.now })
  const partners = readPartners('uji', JSON.stringify(partnersFileOf(simulator.contract, simulator.url)))
  const { db, pool } = database
  await settleTraining({ db, clock, ring }, true)
  await fillForTraining(
    { db, pool, clock, ring, book, folder: join(folder, 'lists') },
    { people: PEOPLE_OF_THE_TWIN },
  )
  const app = await buildApp({
    ...{ db, pool, clock, ring, book, partners, exampleList, log: { level: 'silent' } },
    ...{ simulatorUrl: simulator.url, listFolder: join(folder, 'lists') },
    access: { ...DEFAULT_ACCESS, training: true },
    auditHeads: () => Promise.resolve({ heads: [HEAD] }),
  })
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  simulator.connectTo(`${url}/snap`)
  const desks = new Map<RoleName, Promise<Desk>>()
  return {
    ...{ url, app, database, bank: simulator.url },
    gifts: { db, clock, ring, book, partners, lines: new BankLines(clock) },
    guest: { send: (path, fields) => sendForm(app, path, { fields }) },
    as(role) {
      const desk = desks.get(role) ?? deskOf(app, { database, ring }, role)
      desks.set(role, desk)
      return desk
    },
    async halfwayCookie(role) {
      const account = await accountOf(database, role)
      await rowsOf(
        database.owner,
        `update users set totp_secret = '\\x00', totp_confirmed_at = $2 where id = $1`,
        [account.userId, TEST_NOW],
      )
      const session = await addTestSession(database.owner, ring, account, { hasSecondFactor: false })
      return session.cookie
    },
    async close() {
      await app.close()
      await simulator.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function deskOf(
  app: FastifyInstance,
  { database, ring }: { readonly database: OfficeDatabase; readonly ring: KeyRing },
  role: RoleName,
): Promise<Desk> {
  const who = await accountOf(database, role)
  const session = await addTestSession(database.owner, ring, who)
  return {
    ...{ ...who, session },
    async ask<Answer>(method: 'GET' | 'POST', url: string, body?: object) {
      const answer = await app.inject({
        method,
        url,
        headers: session.headers,
        ...(body && { payload: body }),
      })
      if (answer.statusCode >= 300) throw new Error(`${method} ${url}: ${answer.body}`)
      return answer.json<Answer>()
    },
    async open(url) {
      const headers = { accept: 'text/html', cookie: session.cookie }
      const { statusCode, body } = await app.inject({ url, headers })
      return { status: statusCode, body }
    },
    send: (url, fields) => sendForm(app, url, { fields, session }),
    upload: (url, fields, file) => sendForm(app, url, { fields, session, file }),
  }
}

type Account = Pick<Desk, 'userId' | 'grantId' | 'organisationId' | 'email'>

/** The demonstration account of a role. */
async function accountOf({ owner }: OfficeDatabase, role: RoleName): Promise<Account> {
  const [account] = await rowsOf<{
    user_id: string
    grant_id: string
    organisation_id: string
    email: string
  }>(
    owner,
    `select g.user_id, g.id as grant_id, u.organisation_id, u.email from grants g join users u on u.id = g.user_id
     where g.role = $1 and u.email like '%@latihan.example'`,
    [role],
  )
  if (!account) throw new Error(`no account for ${role}`)
  const { user_id: userId, grant_id: grantId, organisation_id: organisationId, email } = account
  return { userId, grantId, organisationId, email }
}

type Sent = {
  readonly fields: Readonly<Record<string, string>>
  readonly session?: TestSession
  readonly file?: UploadedFile
}

async function sendForm(app: FastifyInstance, url: string, { fields, session, file }: Sent): Promise<string> {
  const told = { ...fields, ...(session && { csrf: session.csrf }) }
  const { type, payload } = file ? multipart(told, file) : urlEncoded(told)
  const answer = await app.inject({
    ...{ method: 'POST', url, payload },
    headers: { accept: 'text/html', 'content-type': type, ...(session && { cookie: session.cookie }) },
  })
  if (answer.statusCode >= 400)
    throw new Error(`${url}: ${String(answer.statusCode)} ${plainText(answer.body)}`)
  return answer.headers.location ?? ''
}

const urlEncoded = (fields: Readonly<Record<string, string>>) => ({
  type: 'application/x-www-form-urlencoded',
  payload: new URLSearchParams(fields).toString(),
})

function multipart(fields: Readonly<Record<string, string>>, { field, name, content }: UploadedFile) {
  const edge = 'batas-formulir'
  const head = (disposition: string) => `--${edge}\r\ncontent-disposition: form-data; ${disposition}\r\n`
  const texts = Object.entries(fields).map(([key, value]) => `${head(`name="${key}"`)}\r\n${value}\r\n`)
  const file = `${head(`name="${field}"; filename="${name}"`)}content-type: application/octet-stream\r\n\r\n`
  return {
    type: `multipart/form-data; boundary=${edge}`,
    payload: Buffer.concat([
      Buffer.from(texts.join('') + file),
      Buffer.from(content),
      Buffer.from(`\r\n--${edge}--\r\n`),
    ]),
  }
}

/** What a page says, for the sentence of a failure. */
function plainText(html: string): string {
  return html
    .replace(/<(style|script)[^]*?<\/\1>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .slice(0, 600)
}
