import { parseRegionCode } from '../../kernel/region-code.ts'
import { refuse } from '../../kernel/refusal.ts'
import { writtenRegion } from '../access/places.ts'
import { inScopeOf, recordAct, sightOf, type By } from '../access/act.ts'
import { throughGate } from '../access/scope.ts'
import type { GiftAnswer, ListGiftsQuery, PreviewGiftBody } from './contract.ts'
import type { ReceivedMoney } from '../billing/receipt-paper.ts'
import type { GiftDeps } from './gift-deps.ts'
import { decideFirstMonth, shownDonor, type Gift } from './gifts.ts'
import { STATEMENT_FORMAT, villageText, type Statement } from './proof.ts'
import { quoteGift } from './price-gift.ts'
import {
  findGiftByCode,
  findWaysToPay,
  listGiftMoney,
  getGift,
  listDraws,
  listGifts,
  listShares,
  type ShareRow,
} from './queries.ts'
import { monthOf, parseMonth } from '../../kernel/month.ts'
import { getRegion } from '../regions/queries.ts'

export const PAGE = 50

/** What a gift would cost, month by month, before anything is promised. */
export async function previewGift(
  { db, clock, book }: Pick<GiftDeps, 'db' | 'clock' | 'book'>,
  ask: PreviewGiftBody,
) {
  const regionCode = parseRegionCode('region', ask.region.trim())
  await getRegion(db, 'region', regionCode, clock.today())
  const asked = ask.firstMonth === undefined ? null : parseMonth('firstMonth', ask.firstMonth)
  const firstMonth = decideFirstMonth(asked, monthOf(clock.today()))
  const span = { payerKind: ask.payerKind ?? 'donor', firstMonth, monthCount: ask.months }
  const quote = quoteGift(span, ask.occupationGroup ?? null, book)
  return { ...quote, regionCode, people: ask.people, total: quote.perPerson * BigInt(ask.people) }
}

/** Gifts within reach, the latest first, a page at a time. */
export async function showGifts(
  { db }: Pick<GiftDeps, 'db'>,
  by: By,
  { region, state, page = '1' }: ListGiftsQuery,
): Promise<{ readonly gifts: readonly Gift[]; readonly page: number; readonly more: boolean }> {
  const filter = {
    ...(region !== undefined && { region: parseRegionCode('region', region) }),
    ...(state !== undefined && { state }),
  }
  const place = { limit: PAGE + 1, offset: (Number(page) - 1) * PAGE }
  const found = await inScopeOf(db, by, (tx) => listGifts(tx, sightOf(by), filter, place))
  return { gifts: found.slice(0, PAGE), page: Number(page), more: found.length > PAGE }
}

/** One gift within reach with its ways to pay and its draws. */
export function showGift(
  { db, clock }: Pick<GiftDeps, 'db' | 'clock'>,
  by: By,
  id: string,
): Promise<GiftAnswer> {
  return inScopeOf(db, by, async (tx) => {
    const gift = await getGift(tx, sightOf(by), id)
    const { virtualAccount, qr } = await findWaysToPay(tx, id, clock.now())
    const draws = await listDraws(tx, id)
    return {
      ...answerGift(gift),
      virtualAccount,
      qris: qr,
      draws: draws.map(({ regionCode, ...draw }) => ({ ...draw, region: writtenRegion(regionCode) })),
    }
  })
}

/** Months of workers that a gift within reach became, a page at a time; the look is recorded. */
export function showShares(
  { db }: Pick<GiftDeps, 'db'>,
  by: By,
  id: string,
  { limit, after }: { readonly limit: number | null; readonly after: number },
): Promise<{ readonly gift: Gift; readonly shares: readonly ShareRow[] }> {
  return inScopeOf(db, by, async (tx) => {
    const gift = await getGift(tx, sightOf(by), id)
    const shares = await listShares(tx, id, { limit, after })
    const subject = { kind: 'gift', id }
    await recordAct(tx, by, {
      action: 'gifts.statement',
      subject,
      region: gift.regionCode,
      count: shares.length,
    })
    return { gift, shares }
  })
}

/** A gift within reach with the money that came for it; the look is recorded. */
export function showGiftMoney(
  { db }: Pick<GiftDeps, 'db'>,
  by: By,
  id: string,
): Promise<{ readonly gift: Gift; readonly money: readonly ReceivedMoney[] }> {
  return inScopeOf(db, by, async (tx) => {
    const gift = await getGift(tx, sightOf(by), id)
    const money = await listGiftMoney(tx, id)
    const subject = { kind: 'gift', id }
    await recordAct(tx, by, { action: 'gifts.receipt', subject, region: gift.regionCode })
    return { gift, money }
  })
}

/** The statement of an allocated gift within reach, with its proof. */
export async function makeStatement(deps: Pick<GiftDeps, 'db'>, by: By, id: string): Promise<Statement> {
  const { gift, shares } = await showShares(deps, by, id, { limit: null, after: 0 })
  return statementOf(gift, shares)
}

/** The same for whoever has the code of the gift. */
export function findStatement({ db }: Pick<GiftDeps, 'db'>, code: string): Promise<Statement | null> {
  return throughGate(db, 'system', async (tx) => {
    const gift = await findGiftByCode(tx, code)
    if (gift?.state !== 'allocated') return null
    return statementOf(gift, await listShares(tx, gift.id, { limit: null, after: 0 }))
  })
}

function statementOf(gift: Gift, shares: readonly ShareRow[]): Statement {
  const { seed, root, endedAt } = gift
  if (seed === null || root === null || endedAt === null) throw refuse('gift-unpaid', {})
  return {
    format: STATEMENT_FORMAT,
    giftId: gift.id,
    donor: shownDonor(gift),
    received: Number(gift.received),
    shared: Number(gift.shared),
    returned: Number(gift.returned),
    shareCount: gift.shareCount,
    workerCount: new Set(shares.map(({ worker }) => worker)).size,
    seed: seed.hex,
    chainPosition: seed.position,
    chainHash: seed.hash,
    seedAt: seed.at.toISOString(),
    drawnAt: endedAt.toISOString(),
    root,
    shares: shares.map(({ number, worker, initials, regionCode, month, amount, salt, leaf }) => ({
      ...{ number, worker, initials, village: villageText(regionCode), month, programmes: 'JKK+JKM' },
      ...{ rupiah: Number(amount), salt, leaf },
    })),
  }
}

/** A gift as programs read it. */
export function answerGift(gift: Gift) {
  return {
    giftId: gift.id,
    code: gift.code,
    kind: gift.kind,
    state: gift.state,
    donor: gift.payerName,
    anonymous: gift.isAnonymous,
    region: writtenRegion(gift.regionCode),
    occupationGroup: gift.occupationGroup,
    people: gift.peopleCount,
    firstMonth: gift.firstMonth,
    monthCount: gift.monthCount,
    months: gift.prices.map(({ month, perPerson }) => ({ month, perPerson: Number(perPerson) })),
    total: Number(gift.total),
    rest: gift.rest,
    received: Number(gift.received),
    shared: Number(gift.shared),
    returned: Number(gift.returned),
    shareCount: gift.shareCount,
    seed: gift.seed?.hex ?? null,
    root: gift.root,
    promisedAt: gift.promisedAt.toISOString(),
    lastDay: gift.lastDay,
  }
}
