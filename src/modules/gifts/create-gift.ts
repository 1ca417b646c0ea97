import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { lastDayOf, monthOf, parseMonth } from '../../kernel/month.ts'
import { addDays, type PlainDate } from '../../kernel/plain-date.ts'
import { parseRegionCode } from '../../kernel/region-code.ts'
import { refuse } from '../../kernel/refusal.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { scrubDigits } from '../../platform/scrub.ts'
import { act, inScopeOf, organisationOf, recordAct, sightOf, type By } from '../access/act.ts'
import { requireWithin } from '../access/reach.ts'
import { openGiftAccount } from '../ledger/open-accounts.ts'
import { recordPayer } from '../payers/add-payer.ts'
import { openProgrammeRoster } from '../payers/protect-people.ts'
import { getOpenPayer, listPayers, type PayerRow } from '../payers/queries.ts'
import { retryRaces } from '../payments/retry-races.ts'
import { getRegion } from '../regions/queries.ts'
import { isUuid } from '../../kernel/uuid.ts'
import type { Payer } from '../../rules/payers.ts'
import type { CreatedGift, CreateGiftBody } from './contract.ts'
import type { GiftDeps } from './gift-deps.ts'
import {
  CODE_LENGTH,
  CODE_SIGNS,
  decideFirstMonth,
  GIFT_INCOME,
  GIVER_KINDS,
  lawPayerOf,
  type GiftKind,
} from './gifts.ts'
import { openWays } from './open-ways.ts'
import { findNamedOwnWorkers } from './own-workers.ts'
import { quoteGift } from './price-gift.ts'
import { findAskedBefore, getGift, listSeenPeople } from './queries.ts'
import { insertGift, insertGiftPeople, type NewGift } from './store.ts'

/** How long money is taken for a gift, at most. */
const DAYS_TO_PAY = 14

export type GiftAsk = Omit<CreateGiftBody, 'bank'> & {
  readonly bank?: string | undefined
  /** A donor who comes by a public page is always a new payer: a name is no proof that he is one of ours. */
  readonly isNewPayer?: boolean
  /** Somebody whom the page asked for; who he is in the registry is found out when the money is there. */
  readonly neighbour?: (tx: Tx, giftId: string) => Promise<void>
}

/**
 * Records a gift with its purse, prices each of its months by the law of that month, and has a bank make a number and a code to pay at.
 * The same key with the same content answers the first gift. Refuses an employer that would give to its own workers.
 */
export async function createGift(deps: GiftDeps, by: By, ask: GiftAsk): Promise<CreatedGift> {
  const { key = randomUUID() } = ask
  const hash = requestHash(ask)
  // Of two that come with one key at once the second finds the first one's gift when it tries again.
  const id = await retryRaces(async () => {
    const before = await inScopeOf(deps.db, by, (tx) => findAskedBefore(tx, organisationOf(by), key))
    return before ? requireSame(before, hash, key) : recordGift(deps, by, ask, { key, hash })
  })
  const gift = await inScopeOf(deps.db, by, (tx) => getGift(tx, sightOf(by), id))
  const { virtualAccount, qr } = await openWays(deps, by, gift, ask.bank)
  return {
    giftId: id,
    total: Number(gift.total),
    months: gift.prices.map(({ month, perPerson }) => ({ month, perPerson: Number(perPerson) })),
    virtualAccount,
    qris: qr,
  }
}

function requireSame(
  before: { readonly id: string; readonly hash: Buffer },
  hash: Buffer,
  key: string,
): string {
  if (!before.hash.equals(hash)) throw refuse('idempotency-key-reused', { key })
  return before.id
}

/** What is asked for, without its key and without what only says why. */
function requestHash({
  region,
  occupationGroup,
  people,
  personIds,
  months,
  firstMonth,
  payer,
  ...rest
}: GiftAsk): Buffer {
  const { payerKind, anonymous, rest: choice } = rest
  return createHash('sha256')
    .update(
      JSON.stringify([
        ...[
          region,
          occupationGroup,
          people,
          personIds,
          months,
          firstMonth,
          payer,
          payerKind,
          anonymous,
          choice,
        ].map((each) => each ?? null),
        rest.neighbour !== undefined,
      ]),
    )
    .digest()
}

function recordGift(
  { db, clock, book }: GiftDeps,
  by: By,
  ask: GiftAsk,
  { key, hash }: { readonly key: string; readonly hash: Buffer },
): Promise<string> {
  return act(db, by, 'gifts.write', async (tx) => {
    const regionCode = parseRegionCode('region', ask.region.trim())
    await getRegion(tx, 'region', regionCode, clock.today())
    requireWithin(by, regionCode)
    const kind = kindOf(ask)
    const named = (ask.personIds ?? []).map(BigInt)
    const payer = await payerOf(tx, clock, by, ask)
    const payerKind = lawPayerOf(payer.kind)
    const seen = await requireSeen(tx, by, named)
    await requireNoOwnWorkers(tx, payer, seen)
    const firstMonth = decideFirstMonth(
      ask.firstMonth === undefined ? null : parseMonth('firstMonth', ask.firstMonth),
      monthOf(clock.today()),
    )
    const occupationGroup = ask.occupationGroup ?? null
    const span = { payerKind, firstMonth, monthCount: ask.months }
    const { months: prices, perPerson } = quoteGift(span, occupationGroup, book)
    const peopleCount = kind === 'named' ? seen.length : (ask.people ?? 1)
    const gift = { id: randomUUID(), code: newCode(), kind, regionCode, organisationId: payer.organisationId }
    await openPurse(tx, gift, payer, payerKind)
    await insertGift(tx, {
      ...gift,
      ...{ payerId: payer.id, isAnonymous: ask.anonymous === true, occupationGroup, peopleCount },
      ...{ firstMonth, monthCount: ask.months, prices, total: perPerson * BigInt(peopleCount) },
      ...{ rest: ask.rest ?? 'next-months', requestKey: key, requestHash: hash, promisedAt: clock.now() },
      lastDay: lastDayToPay(clock.today(), firstMonth),
    })
    const { id } = gift
    await insertGiftPeople(tx, id, seen)
    await ask.neighbour?.(tx, id)
    await recordAct(tx, by, {
      action: 'gifts.write',
      subject: { kind: 'gift', id },
      region: regionCode,
      count: peopleCount,
      ...(ask.reason !== undefined && ask.reason.trim() !== '' && { reason: scrubDigits(ask.reason.trim()) }),
      details: { kind, months: ask.months, payer: payer.id },
    })
    return id
  })
}

/** A gift is a roster with a purse of its own, priced on the lowest bracket. */
async function openPurse(
  tx: Tx,
  { id, code, regionCode, organisationId }: Pick<NewGift, 'id' | 'code' | 'regionCode' | 'organisationId'>,
  payer: PayerRow,
  payerKind: Payer,
): Promise<void> {
  const conditions = { payer: payerKind, income: Number(GIFT_INCOME) }
  const roster = { id, kind: 'gift', payerId: payer.id, regionCode, organisationId, conditions } as const
  await openProgrammeRoster(tx, { ...roster, name: `Hadiah ${code}` })
  await openGiftAccount(tx, id, payer)
}

function kindOf({ people, personIds, neighbour }: GiftAsk): GiftKind {
  if (neighbour !== undefined) return 'neighbour'
  if ((people === undefined) === (personIds === undefined)) throw refuse('gift-people-unclear', {})
  return personIds === undefined ? 'open' : 'named'
}

async function payerOf(tx: Tx, clock: Clock, by: By, ask: GiftAsk): Promise<PayerRow> {
  const sight = sightOf(by)
  const name = ask.payer.trim()
  if (isUuid(name)) return getOpenPayer(tx, sight, name)
  if (ask.isNewPayer !== true) {
    const found = (await listPayers(tx, sight, { name }, { limit: 1_000, offset: 0 })).filter(
      (payer) =>
        !payer.isClosed &&
        payer.name.toLowerCase() === name.toLowerCase() &&
        GIVER_KINDS.some((kind) => kind === payer.kind),
    )
    if (found.length > 1) throw refuse('gift-payer-unclear', { count: found.length })
    if (found[0]) return found[0]
  }
  const { payerKind = 'donor', region } = ask
  const reason = ask.reason === undefined || ask.reason.trim() === '' ? 'hadiah' : ask.reason
  const { id } = await recordPayer(tx, clock, by, { kind: payerKind, name, region, reason })
  return getOpenPayer(tx, sight, id)
}

/** Refuses named people who work for the donor: they are insured by it, as wage earners. */
async function requireNoOwnWorkers(tx: Tx, payer: PayerRow, people: readonly bigint[]): Promise<void> {
  const found = people.length === 0 ? null : await findNamedOwnWorkers(tx, payer, people)
  if (found) throw refuse('gift-for-own-worker', found)
}

/** Named people must be in sight of whoever names them: a gift tells nobody whether somebody is known elsewhere. */
async function requireSeen(tx: Tx, by: By, people: readonly bigint[]): Promise<readonly bigint[]> {
  const seen = await listSeenPeople(tx, sightOf(by), people)
  if (seen.length < new Set(people).size) throw refuse('person-unknown', {})
  return seen
}

function newCode(): string {
  return Array.from(randomBytes(CODE_LENGTH), (byte) => CODE_SIGNS[byte % CODE_SIGNS.length]).join('')
}

/** Two weeks, and not beyond the first month that is given. */
function lastDayToPay(today: PlainDate, firstMonth: ReturnType<typeof monthOf>): PlainDate {
  const [latest, end] = [addDays(today, DAYS_TO_PAY), lastDayOf(firstMonth)]
  return latest < end ? latest : end
}
