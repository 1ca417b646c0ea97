import { sql, type RawBuilder } from 'kysely'
import type { Month } from '../../kernel/month.ts'
import type { PlainDate } from '../../kernel/plain-date.ts'
import { refuse } from '../../kernel/refusal.ts'
import { jsonText } from '../../platform/json-text.ts'
import type { Queryable } from '../../platform/db.ts'
import { runPrepared } from '../../platform/prepared.ts'
import type { AccountKind, AccountPath, NewEntry, Posted } from './ledger.ts'
import { refusalOfLedger } from './ledger-refusal.ts'

type Settling = { readonly pending: bigint; readonly key: string; readonly effectiveOn: PlainDate }
type Reversing = {
  readonly entryId: bigint
  readonly key: string
  readonly effectiveOn: PlainDate
  readonly note: string
}

const POST = {
  name: 'post_entry',
  text: 'select entry_id as "entryId", replayed from post_entry($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)',
}

export async function callPost(db: Queryable, entry: NewEntry, hash: Buffer): Promise<Posted> {
  const { kind, effectiveOn, key, cause, transfers, pending = false, note = null } = entry
  return only(
    await refusing(
      runPrepared<Posted>(db, POST, [
        kind,
        effectiveOn,
        key,
        hash,
        cause.kind,
        cause.id,
        note,
        pending,
        transfers.map(({ from }) => from),
        transfers.map(({ to }) => to),
        transfers.map(({ amount }) => amount),
      ]),
    ),
  )
}

const POST_TOGETHER = {
  name: 'post_entries',
  text: `select entry_ids::text[] as "entryIds", replays
    from post_entries($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
}

export async function callPosts(
  db: Queryable,
  entries: readonly NewEntry[],
  hashes: readonly Buffer[],
): Promise<readonly Posted[]> {
  const { paths, moves } = placed(entries)
  const { entryIds, replays } = only(
    await refusing(
      runPrepared<{ entryIds: readonly string[]; replays: readonly boolean[] }>(db, POST_TOGETHER, [
        entries.map(({ kind }) => kind),
        entries.map(({ effectiveOn }) => effectiveOn),
        entries.map(({ key }) => key),
        hashes,
        entries.map(({ cause }) => cause.kind),
        entries.map(({ cause }) => cause.id),
        entries.map(({ note = null }) => note),
        paths,
        moves.map(({ place }) => place),
        moves.map(({ line }) => line),
        moves.map(({ from }) => from),
        moves.map(({ to }) => to),
        moves.map(({ amount }) => amount),
      ]),
    ),
  )
  return entryIds.map((id, index) => ({ entryId: BigInt(id), replayed: replays[index] === true }))
}

/** Each account once, and every transfer with the places of its entry and its two accounts, counted from 1. */
function placed(entries: readonly NewEntry[]) {
  const places = new Map<AccountPath, number>()
  const placeOf = (path: AccountPath): number => {
    const place = places.get(path) ?? places.size + 1
    places.set(path, place)
    return place
  }
  const moves = entries.flatMap(({ transfers }, index) =>
    transfers.map(({ from, to, amount }, line) => ({
      ...{ place: index + 1, line: line + 1, amount },
      ...{ from: placeOf(from), to: placeOf(to) },
    })),
  )
  return { paths: [...places.keys()], moves }
}

export async function callSettle(
  db: Queryable,
  { pending, key, effectiveOn }: Settling,
  hash: Buffer,
): Promise<Posted> {
  return only(
    await asked<Posted>(
      db,
      sql`select entry_id as "entryId", replayed from settle_entry(${pending}, ${key}, ${hash}, ${effectiveOn}::date)`,
    ),
  )
}

export async function callVoid(
  db: Queryable,
  { pending, key, effectiveOn }: Settling,
  hash: Buffer,
): Promise<Posted> {
  return only(
    await asked<Posted>(
      db,
      sql`select entry_id as "entryId", replayed from void_entry(${pending}, ${key}, ${hash}, ${effectiveOn}::date)`,
    ),
  )
}

export async function callReverse(
  db: Queryable,
  { entryId, key, effectiveOn, note }: Reversing,
  hash: Buffer,
): Promise<Posted> {
  return only(
    await asked<Posted>(
      db,
      sql`select entry_id as "entryId", replayed from reverse_entry(${entryId}, ${key}, ${hash}, ${effectiveOn}::date, ${note})`,
    ),
  )
}

export type OpenedAccount = {
  readonly path: AccountPath
  readonly kind: AccountKind
  readonly payer?: { readonly id: string }
  readonly funded: boolean
  readonly hot: boolean
}

export async function openAccounts(db: Queryable, accounts: readonly OpenedAccount[]): Promise<void> {
  const rows = accounts.map(({ path, kind, payer, funded, hot }) => ({
    path,
    kind,
    payer_id: payer?.id,
    funded,
    hot,
  }))
  await asked(db, sql`select open_accounts(${jsonText(rows)}::jsonb)`)
}

export async function callClose(db: Queryable, path: AccountPath): Promise<void> {
  await asked(db, sql`select close_account(${path})`)
}

/** Folds hot accounts, so that reading their balances stays quick; answers how many. */
export async function callFold(db: Queryable): Promise<number> {
  const { folded } = only(await asked<{ folded: number }>(db, sql`select fold_hot_accounts() as folded`))
  return folded
}

/** Waits at most that long for what is being posted. */
export async function insertClosing(
  db: Queryable,
  { month, closedBy, patienceMs }: { month: Month; closedBy: string | null; patienceMs: number },
): Promise<void> {
  await sql.raw(`set local lock_timeout = ${String(Math.trunc(patienceMs))}`).execute(db)
  await asked(db, sql`select close_ledger_month(${`${month}-01`}::date, ${closedBy}::uuid)`)
  await sql`set local lock_timeout to default`.execute(db)
}

async function asked<Row>(db: Queryable, query: RawBuilder<unknown>): Promise<readonly Row[]> {
  const { rows } = await refusing(query.execute(db))
  return rows as Row[]
}

/** The "no" of a function of the ledger as a refusal. */
async function refusing<Answer>(asking: Promise<Answer>): Promise<Answer> {
  try {
    return await asking
  } catch (error) {
    throw refusalOfLedger(error) ?? error
  }
}

function only<Row>([row]: readonly Row[]): Row {
  if (row === undefined) throw refuse('entry-unknown', {})
  return row
}
