import type pg from 'pg'
import type { Database } from '../../platform/db.ts'
import type { AuditBreak, AuditHead } from './audit.ts'
import { type HeadsRead, readHeads } from './head-file.ts'
import { ENTRY_TEXTS, linkHash, rowHash } from './row-hash.ts'

/** What verifying found. `broken` is the first break in the order of the chain, then of the heads. */
export type AuditVerdict = {
  readonly broken?: AuditBreak
  /** Links that were checked, up to the break if there is one. */
  readonly checked: number
  /** Entries that no link holds yet, and when the oldest of them was written. */
  readonly unsealed: number
  readonly oldestUnsealedAt: Date | null
  /** Heads outside the database that agree with it. */
  readonly headCount: number
  readonly seconds: number
}

export type VerifyOptions = { readonly headFile: string; readonly onProgress?: (checked: number) => void }

/** A link with its entry: the texts are null when the entry is gone. */
type Link = {
  readonly position: number
  readonly entryId: number
  readonly rowHash: Buffer
  readonly hash: Buffer
  readonly texts: readonly (string | null)[] | null
}

const PAGE = 5_000

/**
 * Goes over the whole chain as the database holds it at one moment, page by page, and compares it with the heads outside.
 * As the owner, who sees every entry.
 */
export async function verifyAudit(
  owner: Database,
  { headFile, onProgress }: VerifyOptions,
): Promise<AuditVerdict> {
  const started = performance.now()
  const outside = await readHeads(headFile)
  const client = await owner.pool.connect()
  try {
    // One snapshot for all pages, so that what is sealed meanwhile is no break.
    await client.query('begin isolation level repeatable read read only')
    const walk = await walkChain(client, outside.heads, onProgress)
    const { rows } = await client.query<{ unsealed: number; oldest: Date | null }>(
      `select count(*)::int as unsealed, min(occurred_at) as oldest from audit_entries e
       where not exists (select from audit_links l where l.entry_id = e.id)`,
    )
    const broken = walk.broken ?? outsideBreak(outside, walk)
    return {
      ...(broken && { broken }),
      checked: walk.checked,
      unsealed: rows[0]?.unsealed ?? 0,
      oldestUnsealedAt: rows[0]?.oldest ?? null,
      headCount: walk.headsMet,
      seconds: (performance.now() - started) / 1_000,
    }
  } finally {
    await client.query('rollback').catch(() => undefined)
    client.release()
  }
}

type Walk = {
  readonly checked: number
  readonly broken?: AuditBreak
  readonly headsMet: number
  readonly headBreak?: AuditBreak
}

async function walkChain(
  client: pg.ClientBase,
  heads: readonly AuditHead[],
  onProgress: VerifyOptions['onProgress'],
): Promise<Walk> {
  const headsAt = Map.groupBy(heads, ({ position }) => position)
  let headsMet = headsAt.get(0)?.length ?? 0
  let headBreak: AuditBreak | undefined
  let before: Chained = { position: 0, entryId: 0, hash: Buffer.alloc(32), previous: null }
  for (;;) {
    const links = await readPage(client, before.position)
    if (links.length === 0) return { checked: before.position, headsMet, ...(headBreak && { headBreak }) }
    for (const [index, link] of links.entries()) {
      const broken = breakAt(link, before, links[index + 1])
      if (broken) return { checked: before.position, broken, headsMet }
      before = { position: link.position, entryId: link.entryId, hash: link.hash, previous: before.hash }
      for (const head of headsAt.get(link.position) ?? []) {
        if (head.hash === link.hash.toString('hex')) headsMet += 1
        else headBreak ??= { kind: 'head-differs', position: link.position, line: heads.indexOf(head) + 1 }
      }
    }
    onProgress?.(before.position)
  }
}

/** Where the walk stands. `previous` is the hash one link earlier, by which an inserted link is told from a changed one. */
type Chained = Pick<Link, 'position' | 'entryId' | 'hash'> & { readonly previous: Buffer | null }

/** What is wrong with a link, given the one before it (which is right) and the one after. */
function breakAt(link: Link, before: Chained, next: Link | undefined): AuditBreak | undefined {
  const { position, entryId } = link
  if (position !== before.position + 1) return { kind: 'link-missing', position: before.position + 1 }
  const isLinked = (each: Link, to: Buffer) => linkHash(to, each.rowHash).equals(each.hash)
  if (!isLinked(link, before.hash)) {
    // It follows the link before the last one: what stands between was put there with a hash of its own.
    if (before.previous && isLinked(link, before.previous))
      return { kind: 'link-inserted', position: before.position, entryId: before.entryId }
    // The next one follows directly: this one was put between, or the two changed places.
    if (next && isLinked(next, before.hash)) return { kind: 'order-changed', position, entryId }
    return { kind: 'link-changed', position, entryId }
  }
  if (link.texts === null) return { kind: 'entry-missing', position, entryId }
  return rowHash(link.texts).equals(link.rowHash) ? undefined : { kind: 'entry-changed', position, entryId }
}

/** Position, entry's number, row hash, hash, and the texts of the entry; the first of them is its number. */
type LinkRow = [number, number, Buffer, Buffer, ...(string | null)[]]

async function readPage(client: pg.ClientBase, after: number): Promise<Link[]> {
  // `offset 0` keeps the planner from reading the whole table for every page.
  const { rows } = await client.query<LinkRow>({
    rowMode: 'array',
    text: `select l.position::float8, l.entry_id::float8, l.row_hash, l.hash, e.*
       from (select * from audit_links where position > $1 order by position limit ${PAGE}) l
       left join lateral (select ${ENTRY_TEXTS} from audit_entries e where e.id = l.entry_id offset 0) e on true
       order by l.position`,
    values: [after],
  })
  return rows.map(([position, entryId, rowHash, hash, ...texts]) => ({
    position,
    entryId,
    rowHash,
    hash,
    texts: texts[0] === null ? null : texts,
  }))
}

/** The chain itself is whole: is it the one whose heads were written down outside? */
function outsideBreak({ heads, brokenLine }: HeadsRead, walk: Walk): AuditBreak | undefined {
  if (walk.headBreak) return walk.headBreak
  const line = heads.findIndex(({ position }) => position > walk.checked)
  const beyond = heads[line]
  if (beyond) return { kind: 'chain-shortened', position: beyond.position, line: line + 1 }
  return brokenLine === undefined ? undefined : { kind: 'head-file-changed', line: brokenLine }
}
