import { createHash } from 'node:crypto'
import { addMonths, firstDayOf, monthOf } from '../../kernel/month.ts'
import { parseNik } from '../../kernel/nik.ts'
import { addDays, addYears, ageOn, parsePlainDate, type PlainDate } from '../../kernel/plain-date.ts'
import { depthOf, dottedCode, parseRegionCode } from '../../kernel/region-code.ts'
import { refuse } from '../../kernel/refusal.ts'
import { encryptField, decryptField } from '../../platform/crypto.ts'
import type { KeyRing } from '../../platform/key-ring.ts'
import type { By } from '../access/act.ts'
import { nikIndex } from '../people/seal-person.ts'
import { getRegion } from '../regions/queries.ts'
import type { NeighbourBody, CreatedGift } from './contract.ts'
import { consentHash, currentConsent } from './consent.ts'
import { createGift } from './create-gift.ts'
import type { GiftDeps } from './gift-deps.ts'
import { AGE_BELOW, decideFirstMonth } from './gifts.ts'
import { insertNeighbour } from './neighbour-store.ts'

/** The days before the last paid month ends on which the giver and the worker are reminded. */
export const REMIND_DAYS = 14
/** Work is not for children (UU 13/2003 Art. 68: under 18). */
const YOUNGEST = 18

/** What an employee wrote down of his neighbour. */
export type NeighbourFacts = {
  readonly name: string
  readonly nik: string
  readonly bornOn: PlainDate
  readonly occupation: string
}

/**
 * SERTAKAN: an employee gives months of protection to somebody around him, without an account. Nothing tells whether the NIK is known; that
 * is looked at when the money is there. Refuses a NIK that cannot be one, and a gift without the consent in force.
 */
export async function giveNeighbour(deps: GiftDeps, by: By, body: NeighbourBody): Promise<CreatedGift> {
  const today = deps.clock.today()
  const facts = neighbourFacts(body, today)
  const consent = currentConsent()
  if (body.consent !== consent.version) throw refuse('consent-missing', {})
  const village = parseRegionCode('region', body.region.trim())
  await getRegion(deps.db, 'region', village, today)
  if (depthOf(village) !== 'desa-kelurahan')
    throw refuse('region-wrong-level', {
      field: 'region',
      value: dottedCode(village),
      expected: ['desa-kelurahan'],
    })
  const firstMonth = decideFirstMonth(null, monthOf(today))
  const end = firstDayOf(addMonths(firstMonth, body.months))
  return createGift(deps, by, {
    region: body.region,
    months: body.months,
    firstMonth,
    payer: body.giver,
    payerKind: 'employee',
    rest: body.rest ?? 'next-months',
    key: keyOfContent(body.key, [facts, village, body.months, body.giver, body.rest ?? null]),
    isNewPayer: true,
    neighbour: (tx, giftId) =>
      insertNeighbour(tx, {
        giftId,
        sealed: encryptField(deps.ring, placeOf(giftId), JSON.stringify(facts)),
        nikIndex: nikIndex(deps.ring, facts.nik),
        regionCode: village,
        consentVersion: consent.version,
        consentHash: consentHash(consent),
        consentedAt: deps.clock.now(),
        remindOn: addDays(end, -REMIND_DAYS),
      }),
  })
}

/**
 * The key of a form together with what is in it: the same form sent twice is one gift, and a form that was gone back to and mended is another.
 */
export function keyOfContent(key: string, content: readonly unknown[]): string {
  return createHash('sha256')
    .update(JSON.stringify([key, ...content]))
    .digest('hex')
}

/** The facts as they are kept: a NIK that can exist, an age at which one may register. */
export function neighbourFacts(
  { name, nik, bornOn, occupation }: Pick<NeighbourBody, 'name' | 'nik' | 'bornOn' | 'occupation'>,
  today: PlainDate,
): NeighbourFacts {
  const birthDate = parsePlainDate('bornOn', bornOn)
  const reading = parseNik(nik, { on: today, birthDate })
  if (!reading.accepted) throw refuse('value-malformed', { field: 'nik', value: '', expected: 'nik' })
  const age = ageOn(today, birthDate)
  if (age < YOUNGEST || age >= AGE_BELOW)
    throw refuse('value-out-of-range', {
      field: 'bornOn',
      value: bornOn,
      minimum: String(addYears(today, -AGE_BELOW)),
      maximum: String(addYears(today, -YOUNGEST)),
    })
  return {
    name: name.trim().replace(/\s+/g, ' '),
    nik: reading.nik.reveal(),
    bornOn: birthDate,
    occupation: occupation.trim(),
  }
}

export function openNeighbour(ring: KeyRing, giftId: string, sealed: Uint8Array): NeighbourFacts {
  // What encryptField wrote for this row is what giveNeighbour gave it.
  return JSON.parse(decryptField(ring, placeOf(giftId), sealed)) as NeighbourFacts
}

const placeOf = (giftId: string) => ({ table: 'gift_neighbours', column: 'sealed', rowId: giftId })
