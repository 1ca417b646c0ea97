import type { RegionCode } from '../../kernel/region-code.ts'
import { Refusal, refuse, type RefusalCode } from '../../kernel/refusal.ts'
import type { Db, Tx } from '../../platform/db.ts'
import type { AuditActor, AuditDetails, AuditEntry, AuditSubject } from '../audit/audit.ts'
import { recordAuditMany } from '../audit/record-audit.ts'
import type { Doer } from './administration.ts'
import { inScope, reachOf, scopeSettings, throughGate, type Gate } from './scope.ts'

/** Who acts and where the wish came from, as the audit keeps it. */
export type By = Doer & {
  readonly address?: string
  readonly requestId?: string
  /** The user of the operating system, when the command line acts. */
  readonly systemUser?: string
}

/** What a query may see, besides what row-level security lets it see. */
export type Sight = { readonly first: number; readonly last: number; readonly organisationId: string | null }

const LAST_REGION = 9_999_999_999

export function sightOf(by: Doer): Sight {
  if (by.kind === 'system') return { first: 0, last: LAST_REGION, organisationId: null }
  return { ...reachOf(by.actor), organisationId: by.actor.organisationId }
}

/** Runs work in the scope of whoever acts: a user's own, or the gate of the program itself for its command line. */
export function inScopeOf<Result>(db: Db, by: By, work: (tx: Tx) => Promise<Result>): Promise<Result> {
  return by.kind === 'system' ? throughGate(db, 'system', work) : inScope(db, by.actor, work)
}

/** The settings of a transaction that brings a list into the registry for whoever acts: his scope, and the gate of matching. */
export function matchingScope(by: By): string {
  const gate = `set local app.gate = '${'matching' satisfies Gate}'`
  return by.kind === 'system' ? gate : `${scopeSettings(by.actor)};${gate}`
}

/** Refusals that tell of a wish beyond somebody's rights; each is an entry of the audit. */
const BEYOND_RIGHTS: ReadonlySet<RefusalCode> = new Set<RefusalCode>([
  'no-such-record',
  'budget-line-unknown',
  'programme-unknown',
  'proposal-unknown',
  'proposal-own',
  'submission-unknown',
  'submission-result-unknown',
  'pair-unknown',
  'merge-unknown',
  'region-outside',
  'role-above-oneself',
  'not-on-oneself',
  'last-administrator',
  'delegation-refused',
  'person-unknown',
  'payer-unknown',
  'roster-unknown',
  'election-unknown',
  'request-unknown',
  'request-own',
  'request-of-another',
  'employer-unknown',
  'employer-of-another',
  'virtual-account-unknown',
  'qr-code-unknown',
  'finance-task-unknown',
  'gift-unknown',
])

/**
 * Does one act in one transaction. When it is refused for want of rights nothing of it stays, and the refusal is recorded in a
 * transaction of its own.
 */
export async function act<Result>(
  db: Db,
  by: By,
  action: string,
  work: (tx: Tx) => Promise<Result>,
): Promise<Result> {
  try {
    return await inScopeOf(db, by, work)
  } catch (error) {
    if (error instanceof Refusal && BEYOND_RIGHTS.has(error.code)) {
      const { code } = error
      await inScopeOf(db, by, (tx) =>
        recordAct(tx, by, { action: 'access.refused', details: { action, reason: code } }),
      )
    }
    throw error
  }
}

export type ActEntry = {
  readonly action: string
  readonly subject?: AuditSubject
  readonly region?: RegionCode
  readonly reason?: string
  readonly count?: number
  readonly details?: AuditDetails
}

/** Records an act with who did it, in which role, for whom, and from where. */
export function recordAct(tx: Tx, by: By, entry: ActEntry): Promise<void> {
  return recordActs(tx, by, [entry])
}

/** Records many acts of one doer in one statement: each person that a list showed. */
export function recordActs(tx: Tx, by: By, entries: readonly ActEntry[]): Promise<void> {
  return recordAuditMany(
    tx,
    entries.map((entry) => auditEntryOf(by, entry)),
  )
}

function auditEntryOf(by: By, { details = {}, region, ...entry }: ActEntry): AuditEntry {
  const ownRegion = by.kind === 'user' ? (by.actor.key ?? by.actor.held)?.regionCode : undefined
  const where = region ?? ownRegion
  const onBehalfOf = by.kind === 'user' ? by.actor.held?.onBehalfOf : undefined
  return {
    ...entry,
    actor: auditActor(by),
    ...(where !== undefined && { region: where }),
    details: {
      ...details,
      ...(onBehalfOf !== undefined && { onBehalfOf }),
      ...(by.systemUser !== undefined && { systemUser: by.systemUser }),
    },
    ...(by.address !== undefined && { address: by.address }),
    ...(by.requestId !== undefined && { requestId: by.requestId }),
  }
}

function auditActor(by: Doer): AuditActor {
  if (by.kind === 'system') return { kind: 'system' }
  const { userId, organisationId, held, key } = by.actor
  return key
    ? { kind: 'api-key', id: userId, organisationId }
    : { kind: 'user', id: userId, organisationId, ...(held && { role: held.role }) }
}

/** The reason of an act, without blanks around it. Refuses an empty one: whoever reads the audit must learn why. */
export function requireReason(reason: string): string {
  const text = reason.trim()
  if (text === '') throw refuse('value-missing', { field: 'reason' })
  return text
}

/** Who asks and decides, by an id that stays: a user, the key of a program, or a user of the operating system. */
export function doerKey(by: By): string {
  if (by.kind === 'system') return `system:${by.systemUser ?? '-'}`
  return `${by.actor.key ? 'api-key' : 'user'}:${by.actor.userId}`
}

export function organisationOf(by: By): string | null {
  return by.kind === 'user' ? by.actor.organisationId : null
}
