import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'

export type RaisedBucket = { readonly bucket: Buffer; readonly failures: number }

/** Adds one failure to each bucket that need not wait, and gives back those. In one order, so that no two wait for each other. */
export async function raiseBuckets(
  tx: Tx,
  buckets: readonly Buffer[],
  now: Date,
  forgottenBefore: Date,
): Promise<RaisedBucket[]> {
  const { rows } = await sql<RaisedBucket>`
    insert into attempt_counts (bucket, failures, last_failed_at)
    select bucket, 1, ${now}::timestamptz from unnest(${[...buckets]}::bytea[]) as asked (bucket) order by bucket
    on conflict (bucket) do update set
      failures = case when attempt_counts.last_failed_at < ${forgottenBefore} then 1 else attempt_counts.failures + 1 end,
      last_failed_at = excluded.last_failed_at,
      blocked_until = null
    where attempt_counts.blocked_until is null or attempt_counts.blocked_until <= ${now}
    returning bucket, failures`.execute(tx)
  return rows
}

/** When the last of these buckets may be tried again. */
export async function findLatestBlock(tx: Tx, buckets: readonly Buffer[]): Promise<Date | null> {
  const row = await tx
    .selectFrom('attempt_counts')
    .where('bucket', 'in', [...buckets])
    .select(({ fn }) => fn.max('blocked_until').as('until'))
    .executeTakeFirst()
  return row?.until ?? null
}

export async function setBlocks(
  tx: Tx,
  blocks: readonly { readonly bucket: Buffer; readonly until: Date }[],
): Promise<void> {
  if (blocks.length === 0) return
  const [buckets, untils] = [blocks.map(({ bucket }) => bucket), blocks.map(({ until }) => until)]
  await sql`
    update attempt_counts set blocked_until = block.until
    from unnest(${buckets}::bytea[], ${untils}::timestamptz[]) as block (bucket, until)
    where attempt_counts.bucket = block.bucket`.execute(tx)
}

export async function forgetBuckets(
  tx: Tx,
  { emptied, lowered }: { readonly emptied: readonly Buffer[]; readonly lowered: readonly Buffer[] },
): Promise<void> {
  await sql`
    with gone as (delete from attempt_counts where bucket = any(${[...emptied]}::bytea[]))
    update attempt_counts set failures = greatest(failures - 1, 0) where bucket = any(${[...lowered]}::bytea[])`.execute(
    tx,
  )
}
