import { parseNik } from '../../kernel/nik.ts'
import type { PlainDate } from '../../kernel/plain-date.ts'
import { refuse } from '../../kernel/refusal.ts'
import type { KeyRing } from '../../platform/key-ring.ts'
import { bpuArrearsMonths } from '../../rules/parameters/duties.ts'
import { countAttempt, forgiveAttempt, type AttemptKey } from '../access/count-attempt.ts'
import { throughGate } from '../access/scope.ts'
import { addressGroup } from '../access/throttle.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { nikIndex } from '../people/seal-person.ts'
import type { ProtectionDeps } from './ask-protection.ts'
import { assessOwnStanding, maskName, type OwnStanding } from './protection.ts'
import { findTypedPerson, stretchesOf } from './queries.ts'

export type OwnCheckDeps = ProtectionDeps & { readonly ring: KeyRing }

export type OwnCheck = {
  readonly nik: string
  readonly bornOn: PlainDate
  readonly address: string
  readonly requestId: string
}

/** How somebody stands today, with a name that only he knows again. */
export type OwnProtection = OwnStanding & { readonly on: PlainDate; readonly name: string }

/** Nobody's id: the same statements run whether the NIK is known or not, so that the time tells nothing. */
const NOBODY = 0n

/**
 * What a worker may know who types his NIK and birth date, without an account. Null for an unknown NIK, a wrong birth date and somebody
 * to whom nothing was ever promised: the answer and the way to it are the same for all three. Every look is recorded; a NIK is slowed
 * after a few looks that found nothing, an address after many in one day. Refuses `too-many-attempts`, and digits that cannot be a NIK.
 */
export async function checkOwnProtection(deps: OwnCheckDeps, check: OwnCheck): Promise<OwnProtection | null> {
  const { db, clock, book, ring } = deps
  const on = clock.today()
  const reading = parseNik(check.nik, { on, birthDate: check.bornOn })
  if (!reading.accepted) throw refuse('value-malformed', { field: 'nik', value: '', expected: 'text' })
  const index = nikIndex(ring, reading.nik.reveal())
  const ofNik: AttemptKey = { bucket: 'own-check', text: index.toString('base64') }
  await countAttempt(deps, [
    ofNik,
    // Of the day, so that an address that never rests is not shut for ever.
    { bucket: 'own-check-address', text: `${on} ${addressGroup(check.address)}` },
  ])
  const fitsNik = reading.possibleBirthDates.includes(check.bornOn)
  const own = await throughGate(db, 'system', async (tx) => {
    const typed = await findTypedPerson(tx, { index, bornOn: check.bornOn, fitsNik })
    const person = typed?.isBornThen === true ? typed : null
    const stretches = await stretchesOf(tx, person?.id ?? NOBODY)
    const standing = assessOwnStanding(stretches, on, book.on(bpuArrearsMonths, on).value)
    await recordAudit(tx, {
      actor: { kind: 'public' },
      action: 'protection.check-own',
      ...(typed && { subject: { kind: 'person', id: String(typed.id) }, region: typed.region }),
      details: { answered: standing !== null },
      address: check.address,
      requestId: check.requestId,
    })
    return person && standing && { ...standing, on, name: maskName(person.name) }
  })
  if (own !== null) await forgiveAttempt(deps, [ofNik])
  return own
}
