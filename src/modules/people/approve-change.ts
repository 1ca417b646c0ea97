import { refuse } from '../../kernel/refusal.ts'
import type { Tx } from '../../platform/db.ts'
import { decryptField } from '../../platform/crypto.ts'
import type { KeyRing } from '../../platform/key-ring.ts'
import { scrubDigits } from '../../platform/scrub.ts'
import {
  act,
  recordAct,
  requireReason,
  sightOf,
  type ActEntry,
  type By,
  doerKey,
  organisationOf,
} from '../access/act.ts'
import { applyChange } from './apply-change.ts'
import { OPEN_CHANGES } from './change-fields.ts'
import { type ChangeDeps } from './change-person.ts'
import {
  findRequest,
  lockPerson,
  lockRequest,
  ownerOfIdentity,
  type ShownRequest,
  type StandingPerson,
} from './change-queries.ts'
import { outdatedFields, requireOther, type FieldValues, type WantedChange } from './change-request.ts'
import { insertConflict, markDecided } from './change-store.ts'
import { claimPair } from './duplicate-store.ts'
import { throughMatching } from './matching-gate.ts'
import { nikIndex } from './seal-person.ts'

/**
 * Applies a request that waits, by somebody other than who asked. Of two who decide at once one is refused. Refuses what has changed
 * since; a number that is somebody else's is refused without a word about whose, and kept as a possible duplicate for who sees both.
 */
export async function approveChange(deps: ChangeDeps, by: By, ask: DecisionAsk): Promise<void> {
  const end = await approveOnce(deps, by, ask).catch((error: unknown) => {
    // Another approval gave the number away between our look and our writing: now it is seen.
    if (isNumberTaken(error)) return approveOnce(deps, by, ask)
    throw error
  })
  if (end === 'number-not-free') throw refuse('number-not-free', {})
}

/** Which request is decided, and why: what was seen, what does not fit. */
export type DecisionAsk = { readonly id: string; readonly reason: string }

type End = 'applied' | 'number-not-free'

function approveOnce({ db, clock, ring }: ChangeDeps, by: By, { id, reason }: DecisionAsk): Promise<End> {
  return act(db, by, 'people.approve-change', async (tx) => {
    const request = await requireRequest(tx, by, id)
    requireOther(request.askedBy, doerKey(by))
    const why = scrubDigits(requireReason(reason))
    const now = clock.now()
    const end = await throughMatching(tx, () => decide(tx, { ring, by, request, why, now }))
    const action = end === 'applied' ? 'people.approve-change' : 'people.number-conflict'
    await recordAct(tx, by, { ...entryOf(request, action), reason: why })
    return end
  })
}

type Deciding = {
  readonly ring: KeyRing
  readonly by: By
  readonly request: ShownRequest
  readonly why: string
  readonly now: Date
}

async function decide(tx: Tx, { ring, by, request, why, now }: Deciding): Promise<End> {
  const { id, personId } = request
  const wanted = await lockWanted(tx, ring, request)
  const person = await lockPerson(tx, ring, personId)
  if (!person) throw refuse('person-unknown', {})
  const fields = outdatedFields(wanted.before, person.values)
  if (fields.length > 0) throw refuse('change-outdated', { fields })
  const otherPersonId = await ownerOfWantedNumber(tx, ring, person, wanted.after)
  if (otherPersonId !== null) {
    await insertConflict(tx, { personId, otherPersonId, requestId: id, now })
    await claimPair(tx, [personId, otherPersonId], now)
    return 'number-not-free'
  }
  const changeId = await applyChange(tx, ring, { person, wanted, organisationId: organisationOf(by), now })
  await markDecided(tx, { id, state: 'applied', by: doerKey(by), because: why, changeId, now })
  return 'applied'
}

async function ownerOfWantedNumber(
  tx: Tx,
  ring: KeyRing,
  { id }: StandingPerson,
  { nik }: FieldValues,
): Promise<number | null> {
  if (typeof nik !== 'string') return null
  const owner = await ownerOfIdentity(tx, nikIndex(ring, nik))
  return owner === id ? null : owner
}

/** What a request wants, opened and locked. Refuses one that is decided. */
async function lockWanted(
  tx: Tx,
  ring: KeyRing,
  { id, changes }: ShownRequest,
): Promise<Pick<WantedChange, 'before' | 'after'>> {
  const locked = await lockRequest(tx, id)
  if (!locked) throw refuse('request-unknown', {})
  if (locked.state !== 'pending') throw refuse('request-decided', { state: locked.state })
  const open = OPEN_CHANGES.filter((field) => field in changes)
  const side = (place: 0 | 1): FieldValues =>
    Object.fromEntries(open.map((field) => [field, changes[field]?.[place] ?? null]))
  const sealed = openWanted(ring, id, locked.sealed)
  return { before: { ...side(0), ...sealed.before }, after: { ...side(1), ...sealed.after } }
}

function openWanted(
  ring: KeyRing,
  id: string,
  stored: Buffer | null,
): { before: FieldValues; after: FieldValues } {
  if (stored === null) return { before: {}, after: {} }
  const text = decryptField(ring, { table: 'person_change_requests', column: 'sealed', rowId: id }, stored)
  // What was encrypted for this row is what changePerson wrote.
  return JSON.parse(text) as { before: FieldValues; after: FieldValues }
}

/** Refuses a request, with the reason, by somebody other than who asked. */
export function refuseChange(deps: ChangeDeps, by: By, { id, reason }: DecisionAsk): Promise<void> {
  return endRequest(deps, by, { id, reason, state: 'refused' })
}

/** Takes one's own request back while nobody has decided. */
export function withdrawChange(deps: ChangeDeps, by: By, { id, reason }: DecisionAsk): Promise<void> {
  return endRequest(deps, by, { id, reason, state: 'withdrawn' })
}

async function endRequest(
  { db, clock }: ChangeDeps,
  by: By,
  { id, reason, state }: DecisionAsk & { readonly state: 'refused' | 'withdrawn' },
): Promise<void> {
  const action = state === 'refused' ? 'people.refuse-change' : 'people.withdraw-change'
  return act(db, by, action, async (tx) => {
    const request = await requireRequest(tx, by, id)
    if (state === 'refused') requireOther(request.askedBy, doerKey(by))
    else if (request.askedBy !== doerKey(by)) throw refuse('request-of-another', {})
    const why = scrubDigits(requireReason(reason))
    const locked = await lockRequest(tx, id)
    if (locked?.state !== 'pending') throw refuse('request-decided', { state: locked?.state ?? 'withdrawn' })
    await markDecided(tx, { id, state, by: doerKey(by), because: why, changeId: null, now: clock.now() })
    await recordAct(tx, by, { ...entryOf(request, action), reason: why })
  })
}

async function requireRequest(tx: Tx, by: By, id: string): Promise<ShownRequest> {
  const request = await findRequest(tx, sightOf(by), id)
  if (!request) throw refuse('request-unknown', {})
  return request
}

function entryOf({ id, personId, kind, changes, regionCode }: ShownRequest, action: string): ActEntry {
  return {
    action,
    subject: { kind: 'person', id: String(personId) },
    region: regionCode,
    details: { request: id, kind, fields: Object.keys(changes) },
  }
}

function isNumberTaken(error: unknown): boolean {
  const { code, constraint } = error as { code?: string; constraint?: string }
  return code === '23505' && constraint === 'one_person_per_identity'
}
