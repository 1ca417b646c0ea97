import { randomUUID } from 'node:crypto'
import { depthOf, type RegionCode } from '../../kernel/region-code.ts'
import type { PlainDate } from '../../kernel/plain-date.ts'
import { refuse } from '../../kernel/refusal.ts'
import type { Tx } from '../../platform/db.ts'
import type { Deps } from '../../platform/deps.ts'
import { encryptField } from '../../platform/crypto.ts'
import type { KeyRing } from '../../platform/key-ring.ts'
import { scrubDigits } from '../../platform/scrub.ts'
import { act, doerKey, organisationOf, recordAct, requireReason, sightOf, type By } from '../access/act.ts'
import { getRegion } from '../regions/queries.ts'
import { applyChange } from './apply-change.ts'
import { isSealedChange, readChange, type ChangeField } from './change-fields.ts'
import { isInSight, lockPerson, type StandingPerson } from './change-queries.ts'
import {
  decideChange,
  shownChanges,
  type FieldValues,
  type RequestKind,
  type ShownChange,
  type WantedChange,
} from './change-request.ts'
import { insertRequest, markDecided } from './change-store.ts'
import { throughMatching } from './matching-gate.ts'
import { findStanding } from './standing-person.ts'

export type ChangeDeps = Deps & { readonly ring: KeyRing }

/** Which fields of a person should hold what, as written; an empty text empties a field. */
export type ChangeAsk = {
  readonly personId: string
  readonly fields: Readonly<Record<string, string>>
  readonly reason: string
}

export type ChangeAnswer = {
  readonly requestId: string
  readonly state: 'applied' | 'pending'
  readonly kind: RequestKind
  readonly changes: Readonly<Record<string, ShownChange>>
}

/**
 * Changes a person within sight at once, where the doer keeps the row and only details differ; otherwise asks for it and leaves it to
 * somebody who approves. Refuses unfit values, a person elsewhere as if there were none, and a change of nothing.
 */
export async function changePerson(
  { db, clock, ring }: ChangeDeps,
  by: By,
  { personId: typedId, fields, reason }: ChangeAsk,
): Promise<ChangeAnswer> {
  const today = clock.today()
  return act(db, by, 'people.change', async (tx) => {
    const personId = await requireInSight(tx, by, typedId)
    const asked = readChange(fields, today)
    const why = scrubDigits(requireReason(reason))
    await requirePlaces(tx, asked, today)
    const made = await throughMatching(tx, async () => {
      const person = await lockPerson(tx, ring, personId)
      if (!person) throw refuse('person-unknown', {})
      const wanted = decideChange(person.values, asked, keeps(by, person))
      return write(tx, { ring, by, person, wanted, reason: why, now: clock.now() })
    })
    await recordAct(tx, by, {
      action: 'people.change',
      subject: { kind: 'person', id: String(personId) },
      region: made.region,
      reason: why,
      details: {
        request: made.answer.requestId,
        state: made.answer.state,
        fields: Object.keys(made.answer.changes),
      },
    })
    return made.answer
  })
}

/** What a request would change and who would have to agree, as `changePerson` would decide now; nothing is written. */
export function previewChange(
  { db, clock, ring }: ChangeDeps,
  by: By,
  { personId: typedId, fields, reason }: ChangeAsk,
): Promise<Omit<ChangeAnswer, 'requestId'>> {
  const today = clock.today()
  return act(db, by, 'people.change', async (tx) => {
    const personId = await requireInSight(tx, by, typedId)
    const asked = readChange(fields, today)
    requireReason(reason)
    await requirePlaces(tx, asked, today)
    return throughMatching(tx, async () => {
      const person = await lockPerson(tx, ring, personId)
      if (!person) throw refuse('person-unknown', {})
      const wanted = decideChange(person.values, asked, keeps(by, person))
      const state = wanted.needsApproval ? 'pending' : 'applied'
      return { state, kind: wanted.kind, changes: shownChanges(wanted) }
    })
  })
}

/** The number of somebody within sight whose own row can be changed, or of the row that stands for his since it was merged; refuses anybody else as if there were nobody. */
export async function requireInSight(tx: Tx, by: By, typed: string): Promise<number> {
  const personId = await findStanding(tx, typed)
  if (personId === null || !(await isInSight(tx, sightOf(by), personId))) throw refuse('person-unknown', {})
  return personId
}

function keeps(by: By, { organisationId }: StandingPerson): boolean {
  return by.kind === 'system' || by.actor.organisationId === organisationId
}

type Writing = {
  readonly ring: KeyRing
  readonly by: By
  readonly person: StandingPerson
  readonly wanted: WantedChange
  readonly reason: string
  readonly now: Date
}

async function write(
  tx: Tx,
  { ring, by, person, wanted, reason, now }: Writing,
): Promise<{ answer: ChangeAnswer; region: RegionCode }> {
  const id = randomUUID()
  const changes = shownChanges(wanted)
  await insertRequest(tx, {
    id,
    personId: person.id,
    organisationId: organisationOf(by),
    askedBy: doerKey(by),
    kind: wanted.kind,
    changes,
    sealed: wanted.needsApproval ? sealWanted(ring, id, wanted) : null,
    reason,
    needsApproval: wanted.needsApproval,
    now,
  })
  if (!wanted.needsApproval) {
    const changeId = await applyChange(tx, ring, { person, wanted, organisationId: organisationOf(by), now })
    await markDecided(tx, { id, state: 'applied', by: doerKey(by), because: null, changeId, now })
  }
  const state = wanted.needsApproval ? 'pending' : 'applied'
  return { answer: { requestId: id, state, kind: wanted.kind, changes }, region: person.region }
}

/** The encrypted fields of a request, before and after; null when it changes none. */
function sealWanted(ring: KeyRing, id: string, { before, after }: WantedChange): Buffer | null {
  const sealed = { before: sealedOnly(before), after: sealedOnly(after) }
  if (Object.keys(sealed.after).length === 0) return null
  return encryptField(
    ring,
    { table: 'person_change_requests', column: 'sealed', rowId: id },
    JSON.stringify(sealed),
  )
}

function sealedOnly(values: FieldValues): FieldValues {
  return Object.fromEntries(Object.entries(values).filter(([field]) => isSealedChange(field as ChangeField)))
}

/** People live in villages that exist; they may work in any region that does. */
async function requirePlaces(
  tx: Tx,
  { residenceRegion, workRegion }: FieldValues,
  today: PlainDate,
): Promise<void> {
  for (const [field, value] of Object.entries({ residenceRegion, workRegion })) {
    if (typeof value !== 'number') continue
    const code = value as RegionCode
    await getRegion(tx, field, code, today)
    if (field === 'residenceRegion' && depthOf(code) !== 'desa-kelurahan')
      throw refuse('village-needed', { field })
  }
}

declare module '../../kernel/refusal.ts' {
  interface RefusalDetails {
    /** A person lives in a village, not in a whole district. */
    'village-needed': { readonly field: string }
  }
}
