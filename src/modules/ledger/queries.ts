import { sql } from 'kysely'
import type { Month } from '../../kernel/month.ts'
import type { PlainDate } from '../../kernel/plain-date.ts'
import { refuse } from '../../kernel/refusal.ts'
import type { Rupiah } from '../../kernel/rupiah.ts'
import type { Queryable } from '../../platform/db.ts'
import type { Sight } from '../access/act.ts'
import type { AccountKind, AccountPath, PayerSums } from './ledger.ts'

/** A moment: what counts for days up to `on`, as far as it was written down by `recordedBy`. Left out: everything. */
export type AsOf = { readonly on?: PlainDate; readonly recordedBy?: Date }

/** What is on an account, now or as of any moment. Refuses one that does not exist or is out of sight. */
export async function balanceOf(db: Queryable, path: AccountPath, asOf: AsOf = {}): Promise<Rupiah> {
  const account = await findAccount(db, path)
  if (account === null) throw refuse('account-unknown', { path })
  return asOf.on === undefined && asOf.recordedBy === undefined
    ? account.balance
    : movedUpTo(db, account.id, asOf)
}

async function movedUpTo(db: Queryable, accountId: bigint, { on, recordedBy }: AsOf): Promise<Rupiah> {
  const { rows } = await sql<{ balance: Rupiah }>`
    select coalesce(sum(case when t.to_account = ${accountId} then t.amount else -t.amount end), 0)::bigint as balance
    from transfers t join entries e on e.id = t.entry_id
    where (t.to_account = ${accountId} or t.from_account = ${accountId})
      and (${on ?? null}::date is null or t.effective_on <= ${on ?? null}::date)
      and (${recordedBy ?? null}::timestamptz is null or e.recorded_at <= ${recordedBy ?? null}::timestamptz)`.execute(
    db,
  )
  return rows[0]?.balance ?? 0n
}

/** An account with what is on it now; `available` is what is on it and not held for pending entries. */
export type Account = {
  readonly id: bigint
  readonly path: AccountPath
  readonly kind: AccountKind
  readonly payerId: string | null
  readonly payerName: string | null
  readonly balance: Rupiah
  readonly held: Rupiah
  readonly openedAt: Date
  readonly closedAt: Date | null
}

/** What a hot account has beyond what was folded in. */
const UNFOLDED = sql`case when a.hot then
    (select coalesce(sum(t.amount), 0) from transfers t
      where t.to_account = a.id and t.to_version is null and t.transaction_number >= a.folded_before)
    - (select coalesce(sum(t.amount), 0) from transfers t
      where t.from_account = a.id and t.from_version is null and t.transaction_number >= a.folded_before)
  else 0 end`
const ACCOUNT = sql`a.id, a.path, a.kind, a.payer_id as "payerId", p.name as "payerName",
  (a.balance + ${UNFOLDED})::bigint as balance, a.held, a.opened_at as "openedAt", a.closed_at as "closedAt"
  from accounts a left join payers p on p.id = a.payer_id`

/** An account within sight, or nothing. */
export async function findAccount(db: Queryable, path: AccountPath): Promise<Account | null> {
  const { rows } = await sql<Account>`select ${ACCOUNT} where a.path = ${path}`.execute(db)
  return rows[0] ?? null
}

export type AccountQuestion = {
  readonly path?: string
  readonly name?: string
  readonly kind?: AccountKind
  readonly payerId?: string
}

/** Accounts within sight that fit, by path. */
export async function listAccounts(
  db: Queryable,
  sight: Sight,
  { path, name, kind, payerId }: AccountQuestion,
  { limit, offset }: { readonly limit: number; readonly offset: number },
): Promise<Account[]> {
  const wanted = [
    inSight(sight),
    ...(path === undefined ? [] : [sql`starts_with(a.path, ${path})`]),
    ...(name === undefined ? [] : [sql`position(lower(${name}) in lower(p.name)) > 0`]),
    ...(kind === undefined ? [] : [sql`a.kind = ${kind}`]),
    ...(payerId === undefined ? [] : [sql`a.payer_id = ${payerId}::uuid`]),
  ]
  const { rows } = await sql<Account>`
    select ${ACCOUNT} where ${sql.join(wanted, sql` and `)} order by a.path limit ${limit} offset ${offset}`.execute(
    db,
  )
  return rows
}

/** An account within sight; refuses one elsewhere as if there were none. */
export async function getAccount(db: Queryable, sight: Sight, path: AccountPath): Promise<Account> {
  const { rows } = await sql<Account>`select ${ACCOUNT} where a.path = ${path} and ${inSight(sight)}`.execute(
    db,
  )
  if (!rows[0]) throw refuse('account-unknown', { path })
  return rows[0]
}

/** How wide a range of regions is that holds a province. */
const PROVINCE_WIDTH = 99_999_999

/** Whether somebody reaches a whole province, and so sees the accounts of the installation itself. */
export function reachesProvince({ first, last }: Sight): boolean {
  return last - first >= PROVINCE_WIDTH
}

/** Row-level security says the same once more. */
function inSight(sight: Sight) {
  const { first, last, organisationId } = sight
  return sql`(a.region_code between ${first} and ${last} or a.organisation_id = ${organisationId}::uuid
    or a.payer_id is null and ${reachesProvince(sight)})`
}

/** Money that came to a payer, and where it is now: given = committed + used + left + returned. */
export async function payerSums(db: Queryable, payerId: string): Promise<PayerSums> {
  const sums = await sumsOfPayers(db, [payerId])
  return sums.get(payerId) ?? NO_MONEY
}

const NO_MONEY: PayerSums = { given: 0n, committed: 0n, used: 0n, left: 0n, returned: 0n }

/**
 * The sums of many payers in one statement. What left for BPJS Ketenagakerjaan is used and what left for outside is returned, each less what came
 * back by reversing it; everything else that came is given, less what went on to another payer.
 */
export async function sumsOfPayers(
  db: Queryable,
  payerIds: readonly string[],
): Promise<ReadonlyMap<string, PayerSums>> {
  const { rows } = await sql<PayerSums & { payerId: string }>`
    with own as (
      select a.id, a.payer_id, a.kind, a.balance from accounts a
      where a.payer_id = any (${payerIds}::uuid[]) and a.kind in ('purse', 'committed')
    ), moves as (
      select own.payer_id, t.entry_id, t.to_account as other, -t.amount as amount
        from own join transfers t on t.from_account = own.id
      union all
      select own.payer_id, t.entry_id, t.from_account, t.amount from own join transfers t on t.to_account = own.id
    ), told as (
      select m.payer_id, m.amount, (e.reverses is not null) as is_back,
        case when split_part(shown_path(m.other), '/', 1) in ('bpjs', 'world') then split_part(shown_path(m.other), '/', 1)
          else 'other' end as side
      from moves m join entries e on e.id = m.entry_id
      where not exists (select from own o where o.id = m.other and o.payer_id = m.payer_id)
    ), flows as (
      select payer_id,
        -coalesce(sum(amount) filter (where side = 'bpjs'), 0) as used,
        -coalesce(sum(amount) filter (where side = 'world' and (amount < 0) = not is_back), 0) as returned,
        coalesce(sum(amount) filter (where side = 'other' or side = 'world' and (amount > 0) = not is_back), 0) as given
      from told group by 1
    ), balances as (
      select payer_id, coalesce(sum(balance) filter (where kind = 'committed'), 0) as committed,
        coalesce(sum(balance) filter (where kind = 'purse'), 0) as "left"
      from own group by 1
    )
    select b.payer_id as "payerId", b.committed::bigint as committed, b."left"::bigint as "left",
      coalesce(f.given, 0)::bigint as given, coalesce(f.used, 0)::bigint as used, coalesce(f.returned, 0)::bigint as returned
    from balances b left join flows f using (payer_id)`.execute(db)
  return new Map(rows.map(({ payerId, ...sums }) => [payerId, sums]))
}

export type Closing = { readonly month: Month; readonly closedAt: Date }

/** The closed months, the last first. */
export async function listClosings(db: Queryable): Promise<Closing[]> {
  const { rows } = await sql<Closing>`
    select to_char(c.month, 'YYYY-MM') as month, c.closed_at as "closedAt" from ledger_closings c order by c.month desc`.execute(
    db,
  )
  return rows
}
