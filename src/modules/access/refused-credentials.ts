import type { FastifyInstance } from 'fastify'
import type { Db } from '../../platform/db.ts'
import type { Deps } from '../../platform/deps.ts'
import type { AuditEntry, AuditSubject } from '../audit/audit.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { throughGate } from './scope.ts'
import { addressGroup } from './throttle.ts'

/** What was wrong with what a request showed: nothing known to us, something that is over, or nothing where something was needed. */
export type CredentialFault =
  'session-unknown' | 'session-over' | 'key-unknown' | 'key-over' | 'not-signed-in'

export type RefusedCredential = {
  readonly fault: CredentialFault
  readonly address: string
  readonly requestId: string
  /** Whose it was, where that is known. */
  readonly subject?: AuditSubject
}

export type RefusedCredentials = {
  /**
   * Counts a refusal, and says how many seconds its address must wait, or null. The first of its kind from an address in a minute is an
   * entry of the audit at once; those that follow are one entry with their number when the minute is over.
   */
  count(refused: RefusedCredential): Promise<number | null>
  /** Writes the number of the minutes that are over. */
  sweep(): Promise<void>
  /** Writes all that is counted and not yet in the audit. */
  flush(): Promise<void>
}

const MINUTE_MS = 60_000

/**
 * How many a minute an address may send; then it is told to wait until the minute is over. Only what would be refused anyway counts, so
 * that an office behind one address is not locked out by a stranger in it. What is over is no guess: it has no limit. Keys of programs
 * are slowed by `countAttempt`, which all servers share.
 */
const MOST_A_MINUTE: { readonly [Fault in CredentialFault]: number } = {
  'session-unknown': 60,
  'not-signed-in': 600,
  'session-over': Infinity,
  'key-unknown': Infinity,
  'key-over': Infinity,
}
/** Entries a minute from all addresses together: whoever has many addresses cannot flood the audit, which is kept for ever. */
const MOST_ENTRIES_A_MINUTE = 300
const MOST_ADDRESSES = 20_000

type Minute = {
  readonly first: RefusedCredential
  readonly since: number
  count: number
  isRecorded: boolean
}

/**
 * Counts refused credentials of one server in its memory: an entry for each request would let anybody write as much as he likes into
 * the audit. What a server that is killed had counted since the last minute is lost; that there was something is not.
 */
export function refusedCredentials(
  { db, clock }: Deps,
  onFailure: (error: unknown) => void,
): RefusedCredentials {
  const minutes = new Map<string, Minute>()
  const budget = entryBudget()
  let unwritten = 0

  /** Ends the minutes that are over, or all. Gives back the entries that say what was counted in them. */
  const end = (before: number): AuditEntry[] => {
    const rests: AuditEntry[] = []
    // In the order in which they began: a flood must not make each request look at all that it made before.
    for (const [key, { first, since, count, isRecorded }] of minutes) {
      if (since > before) break
      minutes.delete(key)
      if (!isRecorded) unwritten += count
      else if (count > 1) rests.push(entryOf(first, count - 1))
    }
    // Each closes a minute that has an entry already, so there are no more of them than of those.
    if (unwritten === 0 || budget.since > before) return rests
    const many = { actor: { kind: 'public' as const }, action: ACTION, count: unwritten }
    unwritten = 0
    return [...rests, { ...many, details: { fault: 'many-addresses' } }]
  }

  /** A refusal stays a refusal when the database does not answer; what could not be written is counted on. */
  const write = async (entries: readonly AuditEntry[]): Promise<void> => {
    try {
      await record(db, entries)
    } catch (error) {
      unwritten += entries.reduce((sum, { count = 0 }) => sum + count, 0)
      onFailure(error)
    }
  }

  return {
    async count(refused) {
      const now = clock.now().getTime()
      const entries = end(now - MINUTE_MS)
      const key = `${refused.fault} ${addressGroup(refused.address)} ${refused.subject?.id ?? ''}`
      const known = minutes.get(key)
      const minute = known ?? { first: refused, since: now, count: 0, isRecorded: budget.take(now) }
      if (known ?? minutes.size < MOST_ADDRESSES) minutes.set(key, minute)
      else if (!minute.isRecorded) unwritten += 1
      minute.count += 1
      if (!known && minute.isRecorded) entries.push(entryOf(refused, 1))
      await write(entries)
      const isOver = minute.count > MOST_A_MINUTE[refused.fault]
      return isOver ? Math.max(Math.ceil((minute.since + MINUTE_MS - now) / 1_000), 1) : null
    },
    sweep: () => write(end(clock.now().getTime() - MINUTE_MS)),
    flush: () => write(end(Infinity)),
  }
}

type EntryBudget = { readonly since: number; take(now: number): boolean }

/** How many first entries this minute has left, for all addresses together. `take` says whether there was one. */
function entryBudget(): EntryBudget {
  let [since, taken] = [0, 0]
  return {
    get since() {
      return since
    },
    take(now) {
      if (now - since >= MINUTE_MS) [since, taken] = [now, 0]
      taken += 1
      return taken <= MOST_ENTRIES_A_MINUTE
    },
  }
}

const ACTION = 'credential.refuse'

function entryOf({ fault, address, requestId, subject }: RefusedCredential, count: number): AuditEntry {
  return {
    actor: { kind: 'public' },
    action: ACTION,
    ...(subject && { subject }),
    count,
    details: { fault },
    address,
    requestId,
  }
}

async function record(db: Db, entries: readonly AuditEntry[]): Promise<void> {
  if (entries.length === 0) return
  await throughGate(db, 'sign-in', async (tx) => {
    for (const entry of entries) await recordAudit(tx, entry)
  })
}

declare module 'fastify' {
  interface FastifyInstance {
    readonly refusedCredentials: RefusedCredentials
  }
}

/** Gives the server its count, written out each minute and when the server stops. */
export function addRefusedCredentials(app: FastifyInstance, deps: Deps): void {
  const refused = refusedCredentials(deps, (error) => {
    app.log.error({ err: error }, 'refused credentials could not be recorded')
  })
  app.decorate('refusedCredentials', refused)
  const timer = setInterval(() => void refused.sweep(), MINUTE_MS).unref()
  app.addHook('onClose', async () => {
    clearInterval(timer)
    await refused.flush()
  })
}
