import { randomUUID } from 'node:crypto'
import { regionCode } from '../src/kernel/region-code.ts'
import { LawBook } from '../src/rules/law-book.ts'
import type { GiftDeps } from '../src/modules/gifts/gift-deps.ts'
import { BankLines } from '../src/modules/payments/bank-line.ts'
import { openPartnerAccounts } from '../src/modules/payments/open-partner-accounts.ts'
import type { Partner } from '../src/modules/payments/partner.ts'
import { takeVaPayment } from '../src/modules/payments/take-va-payment.ts'
import { clockAt } from '../src/platform/clock.ts'
import type { Database, Db } from '../src/platform/db.ts'
import { rowsOf } from './people.ts'
import { SERVICE_ID } from './payment-stage.ts'
import { testRing } from './test-ring.ts'

/** A day before the relief of PP 50/2025 ends, so that the months of a gift differ. */
export const GIFT_NOW = new Date('2026-11-20T03:00:00Z')

/** What gifts need, with a bank whose accounts are open. */
export async function giftStage(db: Db, partner: Partner, now = GIFT_NOW): Promise<GiftDeps> {
  const clock = clockAt(now)
  const partners = [partner]
  await openPartnerAccounts(db, partners)
  return { db, clock, ring: testRing(), partners, lines: new BankLines(clock), book: new LawBook() }
}

/** Pays at a number of the bank of the tests, as the bank tells of it. */
export function payAtNumber(deps: GiftDeps, number: string, amount: bigint): Promise<unknown> {
  const [partner] = deps.partners
  if (!partner) throw new Error('no bank')
  return takeVaPayment(
    deps,
    { askedOf: partner },
    {
      identity: {
        serviceId: SERVICE_ID,
        customerNo: number.slice(SERVICE_ID.length),
        virtualAccountNo: number,
      } as never,
      paymentRequestId: randomUUID(),
      amount,
      paidAt: deps.clock.now(),
      trxDateTime: null,
      referenceNo: '1',
      journalNum: null,
      isRetry: false,
    },
  )
}

type Wanted = {
  readonly village?: string
  readonly decile?: number | null
  readonly occupationCode?: string | null
  readonly workLocation?: string | null
}

let last = 7_000_000

/** People of a village who work on their own account, by their numbers. */
export async function addWorkers(
  owner: Database,
  count: number,
  { village = '16.06.01.2001', decile = null, occupationCode = null, workLocation = null }: Wanted = {},
): Promise<number[]> {
  const first = last + 1
  last += count
  await rowsOf(
    owner,
    `insert into people (id, name, name_keys, residence_region, segment, born_on, decile, decile_source, occupation_code, work_location,
       sealed, stated_mark, recorded_at)
     select n, 'Uji Pekerja', '{uj}', $3, 'BPU', '1985-01-01', $4::int, case when $4::int is null then null else 'uji' end, $5, $6, '\\x00',
       decode(repeat('00', 16), 'hex'), now() from generate_series($1::bigint, $2::bigint) n`,
    [first, last, regionCode(village), decile, occupationCode, workLocation],
  )
  return Array.from({ length: count }, (_, index) => first + index)
}
