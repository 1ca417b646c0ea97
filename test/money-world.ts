import { plainDate } from '../src/kernel/plain-date.ts'
import { regionCode } from '../src/kernel/region-code.ts'
import {
  APPROPRIATED,
  bankWorld,
  budgetCommitted,
  budgetLeft,
  budgetRealised,
  BPJS_OWED,
  codeAccount,
  giftPurse,
  payerDue,
  payerPurse,
  RECEIVABLE,
  suspenseOf,
  type AccountPath,
  type NewEntry,
  type Transfer,
} from '../src/modules/ledger/ledger.ts'
import {
  openAccount,
  openBudgetAccounts,
  openGiftAccount,
  openPayerAccounts,
} from '../src/modules/ledger/open-accounts.ts'
import { postEntry, reverseEntry, settleEntry, voidEntry } from '../src/modules/ledger/post-entry.ts'
import type { Rupiah } from '../src/kernel/rupiah.ts'
import { rowsOf } from './people.ts'
import type { TestDatabase } from './database.ts'
import { SUBMISSION_ROWS } from './submission-rows.ts'

export const EMPLOYER = '00000000-0000-4000-8000-0000000000a1'
export const DONOR = '00000000-0000-4000-8000-0000000000a2'
export const ROSTER = '00000000-0000-4000-8000-0000000000b1'
export const GIFT = '00000000-0000-4000-8000-0000000000b2'
export const BILL = '00000000-0000-4000-8000-0000000000c1'
export const GIFT_BILL = '00000000-0000-4000-8000-0000000000c2'
export const BUDGET = '00000000-0000-4000-8000-0000000000d1'
export const CREDIT = '00000000-0000-4000-8000-0000000000c3'
/** The bank of the tests. */
export const BANK = 'uji'

const REGION = regionCode('16.06.01.2001')
const DAY = plainDate('2026-01-20')
let count = 0

export type Poster = (
  kind: NewEntry['kind'],
  transfers: readonly [AccountPath, AccountPath, Rupiah][],
  options?: Partial<Pick<NewEntry, 'cause' | 'pending' | 'effectiveOn'>>,
) => Promise<bigint>

/** Posts entries one after the other, each under a key of its own. */
export function posterOf({ db }: TestDatabase): Poster {
  return async (kind, moves, { cause = { kind: 'test', id: 'x' }, ...options } = {}) => {
    count += 1
    const transfers = moves.map(([from, to, amount]) => ({ from, to, amount })) as [Transfer, ...Transfer[]]
    const entry = { kind, effectiveOn: DAY, key: `money-world/${count}`, cause, transfers, ...options }
    return (await postEntry(db, entry)).entryId
  }
}

/** Payers, rosters, bills, payments, a gift, a credit note, suspense, codes and statements: a little of everything, and all of it sound. */
export async function addMoneyWorld(database: TestDatabase): Promise<void> {
  await addPayers(database)
  await addRosters(database)
  await addGift(database)
  const post = posterOf(database)
  await addBills(database, post)
  await addPayments(database, post)
  await addSettlement(database, post)
  await addBudget(database, post)
}

async function addPayers({ db, owner }: TestDatabase): Promise<void> {
  await rowsOf(
    owner,
    `insert into payers (id, kind, name, region_code, recorded_at) values
       ('${EMPLOYER}', 'employer', 'PT Uji', ${REGION}, now()), ('${DONOR}', 'donor', 'Yayasan Uji', ${REGION}, now())`,
  )
  await db.transaction().execute(async (tx) => {
    for (const id of [EMPLOYER, DONOR])
      await openPayerAccounts(tx, { id, organisationId: null, regionCode: REGION })
    await openGiftAccount(tx, GIFT, { id: DONOR, organisationId: null, regionCode: REGION })
    await openAccount(tx, { path: bankWorld(BANK), kind: 'world' })
    await openAccount(tx, { path: suspenseOf(BANK), kind: 'suspense' })
    await openAccount(tx, { path: BPJS_OWED, kind: 'owed' })
    await openAccount(tx, { path: RECEIVABLE, kind: 'receivable' })
    await openAccount(tx, { path: codeAccount('26010000001'), kind: 'code' })
    await openAccount(tx, { path: codeAccount('26010000002'), kind: 'code' })
  })
}

async function addRosters({ owner }: TestDatabase): Promise<void> {
  const statements = [
    `insert into people (id, name, name_keys, residence_region, segment, sealed, stated_mark, recorded_at)
     select n, 'UJI ' || n, '{uj}', ${REGION}, 'BPU', '\\x00', decode(repeat('00', 15) || lpad(n::text, 2, '0'), 'hex'), now()
     from generate_series(1, 4) n`,
    `insert into rosters (id, payer_id, kind, name, region_code, paid_from, conditions) values
       ('${ROSTER}', '${EMPLOYER}', 'employer', 'Pekerja', ${REGION}, 'purse', '{}'),
       ('${GIFT}', '${DONOR}', 'gift', 'Hadiah', ${REGION}, 'gift', '{}')`,
    `insert into protections (roster_id, payer_id, person_id, months, programmes, segment, wage, ground)
     select '${ROSTER}', '${EMPLOYER}', n, '[2026-01-01,)', '[0,2)', 'PU', 1000000, 'uji' from generate_series(1, 2) n`,
    `insert into protections (roster_id, payer_id, person_id, months, programmes, segment, income, ground)
     values ('${GIFT}', '${DONOR}', 3, '[2026-01-01,2026-07-01)', '[0,2)', 'BPU', 1000000, 'uji')`,
    `insert into rate_cards (month, law_version, conditions, segment, programmes, pay, occupation_group, question, question_hash, lines, amount)
     values ('2026-01-01', 'uji', '{}', 'PU', '[0,2)', 1000000, 'other', '{}', sha256('1'), '[]', 10000)`,
    `create table bill_lines_2026_01 partition of bill_lines for values in ('2026-01-01')`,
  ]
  for (const statement of statements) await rowsOf(owner, statement)
}

async function addBills({ owner }: TestDatabase, post: Poster): Promise<void> {
  const bills = [
    { id: BILL, payer: EMPLOYER, roster: ROSTER, persons: [1, 2], total: 20_000n },
    { id: GIFT_BILL, payer: DONOR, roster: GIFT, persons: [3], total: 10_000n },
  ]
  for (const [index, { id, payer, roster, persons, total }] of bills.entries()) {
    const entry = await post('bill-issued', [[payerDue(payer), RECEIVABLE, total]])
    await rowsOf(
      owner,
      `insert into bills (id, number, payer_id, roster_id, region_code, month, kind, total, line_count, person_count, due_on, law_version,
         entry_id) values ($1, $2, $3, $4, ${REGION}, '2026-01-01', 'original', $5, $6, $6, '2026-02-15', 'uji', $7)`,
      [id, `T-${index + 1}`, payer, roster, total, persons.length, entry],
    )
    await rowsOf(
      owner,
      `insert into bill_lines (bill_id, line_number, person_id, protection_id, month, card_id, amount)
       select $1, n, person, (select id from protections p where p.person_id = person), '2026-01-01', (select id from rate_cards), 10000
       from unnest($2::bigint[]) with ordinality as l (person, n)`,
      [id, persons],
    )
  }
}

async function addPayments(database: TestDatabase, post: Poster): Promise<void> {
  const { db, owner } = database
  const [bank, purse, gift] = [bankWorld(BANK), payerPurse(EMPLOYER), giftPurse(GIFT)]
  const cause = { kind: 'virtual-account', id: 'va-1' }
  const paid = await post(
    'payment-received',
    [
      [bank, purse, 25_000n],
      [purse, BPJS_OWED, 20_000n],
      [RECEIVABLE, payerDue(EMPLOYER), 20_000n],
    ],
    { cause },
  )
  await post('payment-received', [[bank, gift, 50_000n]])
  const fromGift = await post('bill-paid', [
    [gift, BPJS_OWED, 10_000n],
    [RECEIVABLE, payerDue(DONOR), 10_000n],
  ])
  const lost = await post('suspense-received', [[bank, suspenseOf(BANK), 7_000n]], {
    cause: { kind: 'qr-code', id: 'qr-1' },
  })
  await post('suspense-placed', [[suspenseOf(BANK), purse, 2_000n]])
  await rowsOf(
    owner,
    `insert into paid_lines (bill_id, lines, amount, entry_id, account_path, paid_on) values
       ('${BILL}', '[1,3)', 20000, $1, $2, '2026-01-20'), ('${GIFT_BILL}', '[1,2)', 10000, $3, $4, '2026-01-20')`,
    [paid, purse, fromGift, gift],
  )
  await rowsOf(owner, 'update bills set paid = total')
  await rowsOf(
    owner,
    `insert into inbound_payments (partner, service, payment_key, business_hash, amount, paid_at, effective_on, entry_id, outcome, response_code,
       answer, learnt_by) values ('${BANK}', 'va-payment', 'k-1', sha256('1'), 25000, now(), '2026-01-20', $1, 'bill', '2002500', 'ok', 'notice'),
       ('${BANK}', 'qr-notify', 'k-2', sha256('2'), 7000, now(), '2026-01-20', $2, 'suspense', '2005200', 'ok', 'notice')`,
    [paid, lost],
  )
  await rowsOf(
    owner,
    `insert into inbound_calls (partner, service, on_day, external_id, is_claimed, response_code, answer, outcome, payment_key, body_hash)
     values ('${BANK}', 'va-payment', '2026-01-20', '1', true, '2002500', 'ok', 'booked', 'k-1', sha256('1'))`,
  )
  await rowsOf(
    owner,
    `insert into finance_tasks (kind, partner, amount, because, state, opened_at) values ('misplaced', '${BANK}', 5000, 'uji', 'open', now())`,
  )
  await creditLine(database, post)
  const step = (pending: bigint, key: string) => ({ pending, key, effectiveOn: DAY })
  const refund = () => post('refund', [[purse, bank, 1_000n]], { pending: true })
  await settleEntry(db, step(await refund(), 'settle'))
  await voidEntry(db, step(await refund(), 'void'))
  await refund()
  const moved = await post('reallocation', [[purse, payerPurse(DONOR), 500n]])
  await reverseEntry(db, { entryId: moved, key: 'reverse', effectiveOn: DAY, note: 'uji' })
}

/** What the donor was told: six months of one worker, each under its leaf. */
async function addGift({ owner }: TestDatabase): Promise<void> {
  await rowsOf(
    owner,
    `insert into gifts (id, code, kind, payer_id, is_anonymous, region_code, people_count, months, prices, total, rest, state, request_key,
       request_hash, promised_at, last_day, chain_position, chain_hash, seed, seed_at, received, shared, share_count, root, ended_at)
     values ('${GIFT}', 'ABCDEFGHJKLM', 'open', '${DONOR}', false, ${REGION}, 1, '[2026-01-01,2026-07-01)', '[]', 60000, 'return',
       'allocated', 'uji', sha256('uji'), now(), '2026-01-31', 0, sha256(''), sha256('uji'), now(), 60000, 60000, 6, sha256('uji'), now())`,
  )
  await rowsOf(
    owner,
    `insert into gift_shares (gift_id, number, worker, person_id, region_code, initials, month, amount, salt, leaf)
     select '${GIFT}', n, 1, 3, ${REGION}, 'U', '2026-01-01'::date + make_interval(months => n - 1), 10000, substr(sha256('uji'), 1, 16),
       sha256('uji') from generate_series(1, 6) n`,
  )
}

/** The gift's months are promised of a budget, and the first one is paid. */
async function addBudget({ db, owner }: TestDatabase, post: Poster): Promise<void> {
  await rowsOf(
    owner,
    `insert into budget_lines (id, payer_id, fiscal_year, name, amount, fund_source, legal_basis, document_number, document_on, region_code, recorded_at)
     values ('${BUDGET}', '${DONOR}', 2026, 'Uji', 100000, 'donation', 'uji', 'uji', '2026-01-01', ${REGION}, now())`,
  )
  await db
    .transaction()
    .execute((tx) => openBudgetAccounts(tx, BUDGET, { id: DONOR, organisationId: null, regionCode: REGION }))
  const [left, committed] = [budgetLeft(BUDGET), budgetCommitted(BUDGET)]
  await post('appropriation', [[APPROPRIATED, left, 100_000n]])
  await post('commitment', [[left, committed, 60_000n]])
  const realised = await post('realisation', [[committed, budgetRealised(BUDGET), 10_000n]])
  const statements = [
    `update rosters set budget_line_id = '${BUDGET}' where id = '${GIFT}'`,
    `insert into budget_commitments (protection_id, line_id, roster_id, first_month, prices)
     select id, '${BUDGET}', roster_id, '2026-01-01', array_fill(10000::bigint, array[6]) from protections where roster_id = '${GIFT}'`,
    `insert into budget_realisations (line_id, roster_id, month, bill_id, kind, lines, amount, entry_id)
     values ('${BUDGET}', '${GIFT}', '2026-01-01', '${GIFT_BILL}', 'realised', '[1,2)', 10000, ${realised})`,
  ]
  for (const statement of statements) await rowsOf(owner, statement)
}

/** The second line of the employer's bill is taken back after it was paid. */
async function creditLine({ owner }: TestDatabase, post: Poster): Promise<void> {
  const entry = await post('bill-credited', [
    [RECEIVABLE, payerDue(EMPLOYER), 10_000n],
    [BPJS_OWED, payerPurse(EMPLOYER), 10_000n],
    [payerDue(EMPLOYER), RECEIVABLE, 10_000n],
  ])
  const statements = [
    `insert into bills (id, number, payer_id, roster_id, region_code, month, kind, amends, total, line_count, person_count, due_on, law_version,
       entry_id) values ('${CREDIT}', 'T-3', '${EMPLOYER}', '${ROSTER}', ${REGION}, '2026-01-01', 'credit-note', '${BILL}', -10000, 1, 1,
       '2026-02-15', 'uji', ${entry})`,
    `insert into bill_lines (bill_id, line_number, person_id, protection_id, month, card_id, amount)
     select '${CREDIT}', 1, person_id, protection_id, month, card_id, -amount from bill_lines where bill_id = '${BILL}' and line_number = 2`,
    `insert into credited_lines (credit_bill_id, credit_line, bill_id, line_number, amount, money_back)
     values ('${CREDIT}', 1, '${BILL}', 2, 10000, 10000)`,
    `update bills set paid = paid - 10000, credited = 10000 where id = '${BILL}'`,
  ]
  for (const statement of statements) await rowsOf(owner, statement)
}

async function addSettlement({ owner }: TestDatabase, post: Poster): Promise<void> {
  const [bank, billed, settled] = [bankWorld(BANK), codeAccount('26010000001'), codeAccount('26010000002')]
  const first = await post('code-billed', [[BPJS_OWED, billed, 8_000n]])
  const second = await post('code-billed', [[BPJS_OWED, settled, 4_000n]])
  const paid = await post('code-paid', [[settled, bank, 4_000n]])
  const statements = [
    `insert into contribution_codes (code, month, amount, jkk, jkm, jht, jp, jkp, fine, source, due_on, state, billed_entry_id, recorded_at,
       recorded_by, partner, paid_on, paid_entry_id, proof_reference) values
       ('26010000001', '2026-01-01', 8000, 8000, 0, 0, 0, 0, 0, 'typed', '2026-02-15', 'billed', ${first}, now(), 'system:x', null, null, null, null),
       ('26010000002', '2026-01-01', 4000, 4000, 0, 0, 0, 0, 0, 'typed', '2026-02-15', 'paid', ${second}, now(), 'system:x', '${BANK}',
        '2026-01-20', ${paid}, 'bukti')`,
    `insert into statement_imports (partner, account_number, format, file_name, file_sha256, first_day, last_day, opening, closing, line_count,
       new_count, imported_by, imported_at)
     values ('${BANK}', '1234567890', 'csv', 'x', sha256('x'), '2026-01-20', '2026-01-20', 0, 21000, 2, 2, 'system:x', now())`,
    `insert into statement_lines (import_id, line_number, partner, account_number, line_key, booked_on, side, amount, description, state, because, entry_id,
       decided_at, decided_by)
     select i.id, l.n, '${BANK}', '1234567890', sha256(l.n::text::bytea), '2026-01-20', l.side, l.amount, 'x', 'linked', 'by-uji', l.entry, now(), 'system:x'
     from statement_imports i, (values
       (1, 'credit', 25000, (select entry_id from inbound_payments where payment_key = 'k-1')), (2, 'debit', 4000, ${paid}::bigint))
       as l (n, side, amount, entry)`,
    ...SUBMISSION_ROWS.slice(0, 2),
    `insert into outbox (topic, payload, sent_at) values ('uji', '{}', now())`,
    `insert into virtual_accounts (id, partner, service_id, customer_no, trx_id, payer_id, account_path, name, is_closed_amount, state, expires_at,
       asked_at, region_code)
     values ('${BILL}', '${BANK}', '88', '12345678', 'trx', '${EMPLOYER}', '${payerPurse(EMPLOYER)}', 'PT Uji', false, 'open', now(), now(), ${REGION})`,
    `insert into qr_codes (partner, partner_reference_no, payer_id, account_path, name, amount, state, expires_at, asked_at, region_code)
     values ('${BANK}', 'qr-uji', '${EMPLOYER}', '${payerPurse(EMPLOYER)}', 'PT Uji', 1000, 'open', now(), now(), ${REGION})`,
    `insert into snap_tokens (token_hash, partner, issued_at, expires_at) values (sha256('uji'), '${BANK}', now(), now())`,
    `insert into outbound_calls (partner, service, virtual_account_id, state, attempt_count, sent_at, settled_at, region_code)
     values ('${BANK}', 'va-create', '${BILL}', 'answered', 1, now() - interval '2 days', now(), ${REGION})`,
  ]
  for (const statement of statements) await rowsOf(owner, statement)
}
