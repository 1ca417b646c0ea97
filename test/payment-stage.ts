import { createHash, createHmac, createSign, generateKeyPairSync, randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { regionCode } from '../src/kernel/region-code.ts'
import { plainDate } from '../src/kernel/plain-date.ts'
import { throughGate } from '../src/modules/access/scope.ts'
import { BPJS_OWED, payerDue, payerPurse, RECEIVABLE } from '../src/modules/ledger/ledger.ts'
import { openAccount, openPayerAccounts } from '../src/modules/ledger/open-accounts.ts'
import { postEntries } from '../src/modules/ledger/post-entry.ts'
import { openPartnerAccounts } from '../src/modules/payments/open-partner-accounts.ts'
import { readPartners, type Partner, type PartnerEntry } from '../src/modules/payments/partner.ts'
import type { Database, Db } from '../src/platform/db.ts'
import { rowsOf, TEST_NOW } from './people.ts'

export const BANK_KEYS = generateKeyPairSync('rsa', { modulusLength: 2_048 })
const OUR_KEYS = generateKeyPairSync('rsa', { modulusLength: 2_048 })
export const BANK_SECRET = 'rahasia-bank-uji-0123456789'
export const SERVICE_ID = '88099'
const REGION = regionCode('16.06.01.2001')

export const publicPemOf = (keys: typeof BANK_KEYS) =>
  keys.publicKey.export({ type: 'spki', format: 'pem' }).toString()

type Inbound = Partial<PartnerEntry['inbound']>
type Outbound = Partial<PartnerEntry['outbound']>

/** The bank of the tests as its file would describe it. */
export function testPartner(inbound: Inbound = {}, outbound: Outbound = {}): Partner {
  const entry = {
    id: 'uji',
    name: 'Bank Uji',
    simulator: true,
    inbound: {
      partnerId: 'BANKUJI',
      clientKey: 'bank-uji-client',
      signature: 'symmetric',
      secrets: [{ value: BANK_SECRET }],
      publicKeys: [{ value: publicPemOf(BANK_KEYS) }],
      addresses: ['127.0.0.1'],
      ...inbound,
    },
    outbound: {
      baseUrl: 'http://127.0.0.1:1',
      partnerId: 'PAYUNG',
      clientKey: 'payung-client',
      channelId: '95051',
      signature: 'symmetric',
      secret: 'rahasia-payung-uji-0123456789',
      privateKey: OUR_KEYS.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      ...outbound,
    },
    va: { partnerServiceId: SERVICE_ID, customerDigits: 12 },
    qr: { merchantId: 'M1', terminalId: 'T1' },
  }
  const [partner] = readPartners('uji', JSON.stringify({ partners: [entry] }))
  if (!partner) throw new Error('no partner')
  return partner
}

export type StagedBill = { readonly id: string; readonly payerId: string; readonly total: bigint }

/** Bills of one month, each of a payer of its own with one person, and all accounts they need. */
export async function addOpenBills(
  { db, owner }: { readonly db: Db; readonly owner: Database },
  partners: readonly Partner[],
  totals: readonly bigint[],
): Promise<StagedBill[]> {
  const bills = totals.map((total) => ({
    id: randomUUID(),
    payerId: randomUUID(),
    rosterId: randomUUID(),
    total,
  }))
  await openPartnerAccounts(db, partners)
  const payerIds = bills.map(({ payerId }) => payerId)
  await rowsOf(
    owner,
    `insert into payers (id, kind, name, region_code, recorded_at)
     select id, 'employer', 'PT Uji ' || n, ${String(REGION)}, now() from unnest($1::uuid[]) with ordinality as p (id, n)`,
    [payerIds],
  )
  await throughGate(db, 'system', async (tx) => {
    await openAccount(tx, { path: BPJS_OWED, kind: 'owed' })
    await openAccount(tx, { path: RECEIVABLE, kind: 'receivable' })
    for (const id of payerIds) await openPayerAccounts(tx, { id, organisationId: null, regionCode: REGION })
  })
  const [people] = await rowsOf<{ from: number }>(
    owner,
    'select coalesce(max(id), 5000000)::int as from from people',
  )
  const from = people?.from ?? 0
  const lists = [bills.map(({ rosterId }) => rosterId), payerIds, bills.map(({ total }) => String(total))]
  const each = `unnest($1::uuid[], $2::uuid[], $3::bigint[]) with ordinality as b (roster, payer, total, n)`
  for (const statement of [
    `insert into people (id, name, name_keys, residence_region, segment, sealed, stated_mark, recorded_at)
     select ${String(from)} + n, 'UJI ' || n, '{uj}', ${String(REGION)}, 'PU', '\\x00', decode(lpad(to_hex(${String(from)} + n), 32, '0'), 'hex'), now() from ${each}`,
    `insert into rosters (id, payer_id, kind, name, region_code, paid_from, conditions)
     select roster, payer, 'employer', 'Pekerja', ${String(REGION)}, 'purse', '{}' from ${each}`,
    `insert into protections (roster_id, payer_id, person_id, months, programmes, segment, wage, ground)
     select roster, payer, ${String(from)} + n, '[2026-04-01,)', '[0,2)', 'PU', 1000000, 'uji' from ${each}`,
    `insert into rate_cards (month, law_version, conditions, segment, programmes, pay, occupation_group, question, question_hash, lines, amount)
     select '2026-04-01', 'uji', '{}', 'PU', '[0,2)', 1000000, 'other', '{}', sha256('uji'), '[]', 10000 from (select count(*) from ${each}) b
     on conflict do nothing`,
  ])
    await rowsOf(owner, statement, lists)
  await rowsOf(
    owner,
    `create table if not exists bill_lines_2026_04 partition of bill_lines for values in ('2026-04-01')`,
  )
  await addBillRows({ db, owner }, bills, from)
  return bills
}

async function addBillRows(
  { db, owner }: { readonly db: Db; readonly owner: Database },
  bills: readonly (StagedBill & { readonly rosterId: string })[],
  firstPerson: number,
): Promise<void> {
  const posted: { entryId: bigint }[] = []
  for (let at = 0; at < bills.length; at += 500) {
    const some = bills.slice(at, at + 500)
    posted.push(
      ...(await postEntries(
        db,
        some.map(({ id, payerId, total }) => ({
          kind: 'bill-issued' as const,
          effectiveOn: plainDate('2026-05-01'),
          key: `uji/${id}`,
          cause: { kind: 'bill', id },
          transfers: [{ from: payerDue(payerId), to: RECEIVABLE, amount: total }] as const,
        })),
      )),
    )
  }
  const lists = [
    bills.map(({ id }) => id),
    bills.map(({ payerId }) => payerId),
    bills.map(({ rosterId }) => rosterId),
    bills.map(({ total }) => String(total)),
    posted.map(({ entryId }) => String(entryId)),
  ]
  const each = `unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::bigint[], $5::bigint[]) with ordinality as b (id, payer, roster, total, entry, n)`
  await rowsOf(
    owner,
    `insert into bills (id, number, payer_id, roster_id, region_code, month, kind, total, line_count, person_count, due_on, law_version, entry_id)
     select id, 'UJI-' || left(id::text, 18), payer, roster, ${String(REGION)}, '2026-04-01', 'original', total, 1, 1, '2026-05-15', 'uji', entry
     from ${each}`,
    lists,
  )
  await rowsOf(
    owner,
    `insert into bill_lines (bill_id, line_number, person_id, protection_id, month, card_id, amount)
     select b.id, 1, ${String(firstPerson)} + n, (select p.id from protections p where p.roster_id = roster), '2026-04-01', (select min(c.id) from rate_cards c), total
     from ${each}`,
    lists,
  )
}

let accountCount = 0

export type StagedVa = { readonly id: string; readonly customerNo: string }

/** An open number for a bill, or for a payer's purse when the bill is null. */
export async function addVa(
  owner: Database,
  va: {
    readonly payerId: string
    readonly billId: string | null
    readonly isClosed?: boolean
    readonly amount?: bigint | null
    readonly expiresAt?: string
    readonly state?: string
  },
): Promise<StagedVa> {
  accountCount += 1
  const customerNo = String(700_000_000_000 + accountCount)
  const { payerId, billId, isClosed = billId !== null, amount = null, state = 'open' } = va
  const isOver = state !== 'open' && state !== 'asked'
  const [row] = await rowsOf<{ id: string }>(
    owner,
    `insert into virtual_accounts (partner, service_id, customer_no, trx_id, payer_id, bill_id, account_path, name, is_closed_amount, amount, state,
       expires_at, asked_at, ended_at, ended_because, region_code)
     values ('uji', '${SERVICE_ID}', $1, $2, $3, $4, $5, 'PT Uji', $6, $7, $8, $9, now(), $10, $11, ${String(REGION)}) returning id`,
    [
      ...[
        customerNo,
        randomUUID(),
        payerId,
        billId,
        payerPurse(payerId),
        isClosed,
        amount === null ? null : String(amount),
        state,
      ],
      ...[va.expiresAt ?? '2026-06-30T23:59:59+07:00', isOver ? TEST_NOW : null, isOver ? 'uji' : null],
    ],
  )
  return { id: row?.id ?? '', customerNo }
}

/** A payment of the bank's, as SNAP writes it. */
export function paymentBody(
  customerNo: string,
  value: string,
  change: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  const partnerServiceId = SERVICE_ID.padStart(8, ' ')
  return {
    partnerServiceId,
    customerNo,
    virtualAccountNo: partnerServiceId + customerNo,
    virtualAccountName: 'PT UJI',
    paymentRequestId: randomUUID(),
    channelCode: 6011,
    paidAmount: { value, currency: 'IDR' },
    trxDateTime: '2026-05-20T10:00:00+07:00',
    referenceNo: '000123456789',
    flagAdvise: 'N',
    ...change,
  }
}

export type SnapReply = { readonly status: number; readonly code: string; readonly text: string }

let externalCount = 0
export const newExternalId = () => String((externalCount += 1)).padStart(12, '0')

/** Speaks to the server as the bank does. Signs by itself, not with the code it tests. */
export class TestBank {
  readonly app: FastifyInstance
  token = ''
  timestamp = '2026-05-20T10:00:00+07:00'

  constructor(app: FastifyInstance) {
    this.app = app
  }

  async askToken(keys = BANK_KEYS, timestamp = this.timestamp): Promise<SnapReply> {
    const signature = createSign('RSA-SHA256')
      .update(`bank-uji-client|${timestamp}`)
      .sign(keys.privateKey, 'base64')
    const reply = await this.#inject(
      '/snap/v1.0/access-token/b2b',
      { 'x-timestamp': timestamp, 'x-client-key': 'bank-uji-client', 'x-signature': signature },
      '{"grantType":"client_credentials"}',
    )
    if (reply.status === 200) this.token = (JSON.parse(reply.text) as { accessToken: string }).accessToken
    return reply
  }

  pay(body: object, headers: Readonly<Record<string, string | undefined>> = {}): Promise<SnapReply> {
    return this.call('/snap/v1.0/transfer-va/payment', JSON.stringify(body), headers)
  }

  inquire(
    customerNo: string,
    headers: Readonly<Record<string, string | undefined>> = {},
  ): Promise<SnapReply> {
    const partnerServiceId = SERVICE_ID.padStart(8, ' ')
    const body = {
      partnerServiceId,
      customerNo,
      virtualAccountNo: partnerServiceId + customerNo,
      inquiryRequestId: randomUUID(),
    }
    return this.call('/snap/v1.0/transfer-va/inquiry', JSON.stringify(body), headers)
  }

  /** Signs what is sent as Go's json.Compact would have it, unless a signature or a signed text is given. */
  async call(
    url: string,
    text: string,
    { signed, ...headers }: Readonly<Record<string, string | undefined>> = {},
  ): Promise<SnapReply> {
    if (this.token === '') await this.askToken()
    const timestamp = headers['x-timestamp'] ?? this.timestamp
    const hash = createHash('sha256')
      .update(signed ?? text)
      .digest('hex')
    const signature = createHmac('sha512', BANK_SECRET)
      .update(`POST:${url}:${this.token}:${hash}:${timestamp}`)
      .digest('base64')
    return this.#inject(
      url,
      {
        authorization: `Bearer ${this.token}`,
        'x-timestamp': timestamp,
        'x-signature': signature,
        'x-partner-id': 'BANKUJI',
        'x-external-id': newExternalId(),
        'channel-id': '95221',
        ...headers,
      },
      text,
    )
  }

  async #inject(
    url: string,
    headers: Readonly<Record<string, string | undefined>>,
    text: string,
  ): Promise<SnapReply> {
    const present = Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    )
    const { statusCode, payload } = await this.app.inject({
      method: 'POST',
      url,
      headers: {
        'content-type': 'application/json',
        ...(Object.fromEntries(present) as Record<string, string>),
      },
      payload: text,
    })
    const { responseCode = '' } = JSON.parse(payload) as { responseCode?: string }
    return { status: statusCode, code: responseCode, text: payload }
  }
}
