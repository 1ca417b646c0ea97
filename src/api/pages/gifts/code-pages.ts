import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { createElement } from 'react'
import { refuse } from '../../../kernel/refusal.ts'
import { placeTexts } from '../../../modules/access/places.ts'
import { throughGate } from '../../../modules/access/scope.ts'
import { readCode, type Gift } from '../../../modules/gifts/gifts.ts'
import { certificatePdf } from '../../../modules/gifts/make-certificate.ts'
import { statementText } from '../../../modules/gifts/proof.ts'
import { findGiftByCode, findWaysToPay } from '../../../modules/gifts/queries.ts'
import { findNeighbourCard } from '../../../modules/gifts/show-neighbour.ts'
import { findStatement } from '../../../modules/gifts/show-gifts.ts'
import { listVillageTotals } from '../../../modules/gifts/village-queries.ts'
import { GiftPage } from '../../../../web/gifts/gift-page.tsx'
import { VerifyPage } from '../../../../web/gifts/verify-page.tsx'
import { hrefIn } from '../../../../web/ui/links.ts'
import { languageOf } from '../../language.ts'
import { sendPdf } from '../../paper.ts'
import { textsOf } from '../administration/parts.ts'
import { frameOf, sendPrivatePage } from '../send-page.ts'
import { donorText, giftWords, OPEN, shownWays, siteOf, type GiftPageDeps } from './parts.ts'

const MOST_VILLAGES = 50
type Coded = { Params: { code: string } }

/** What whoever has a code may see: the gift, its statement and certificate, and whether a certificate or card stands. */
export function codePages(app: FastifyInstance, deps: GiftPageDeps): void {
  app.get<Coded>('/donasi/kode/:code', OPEN, async (request, reply) => {
    const gift = await getByCode(deps, request.params.code)
    if (gift.kind === 'neighbour')
      return reply.redirect(hrefIn(languageOf(request), `/sertakan/kartu/${gift.code}`), 302)
    return sendGift(request, reply, deps, gift)
  })
  app.get<Coded>('/donasi/kode/:code/pernyataan.json', OPEN, async (request, reply) => {
    const statement = await findStatement(deps, request.params.code)
    if (statement === null) throw refuse('gift-unknown', {})
    return reply
      .type('application/json; charset=utf-8')
      .header('cache-control', 'no-store')
      .header('content-disposition', 'attachment; filename="pernyataan.json"')
      .send(statementText(statement))
  })
  app.get<Coded>('/donasi/kode/:code/sertifikat.pdf', OPEN, async (request, reply) => {
    const gift = await getByCode(deps, request.params.code)
    if (gift.state !== 'allocated') throw refuse('gift-unpaid', {})
    const content = await makeCertificate(request, deps, gift)
    return sendPdf(reply, 'sertifikat', content)
  })
  app.get('/verifikasi', OPEN, (request, reply) => {
    const asked = textsOf(request)['kode'] ?? ''
    const code = readCode(asked)
    if (code !== null) return reply.redirect(hrefIn(languageOf(request), `/verifikasi/${code}`), 302)
    const error = asked === '' ? null : giftWords(request).verify.unknown
    const page = { frame: frameOf(request), asked, error, found: null }
    return sendPrivatePage(request, reply, createElement(VerifyPage, page), error === null ? 200 : 404)
  })
  app.get<Coded>('/verifikasi/:code', OPEN, async (request, reply) => {
    const gift = await throughGate(deps.db, 'system', (tx) => findGiftByCode(tx, request.params.code))
    if (gift === null) {
      const page = {
        frame: frameOf(request),
        asked: request.params.code,
        error: giftWords(request).verify.unknown,
      }
      return sendPrivatePage(request, reply, createElement(VerifyPage, { ...page, found: null }), 404)
    }
    const card = await findNeighbourCard(deps, gift)
    const place = card?.villageCode ?? gift.regionCode
    const region = (await placeTexts(deps.db, [place], deps.clock.today()))(place)
    const found = { gift, donor: donorText(request, gift), region, card, today: deps.clock.today() }
    const page = { frame: frameOf(request), asked: gift.code, error: null, found }
    return sendPrivatePage(request, reply, createElement(VerifyPage, page))
  })
}

/** The gift of a code; an unknown one is answered like a page that is not there. */
export async function getByCode({ db }: Pick<GiftPageDeps, 'db'>, code: string): Promise<Gift> {
  const gift = await throughGate(db, 'system', (tx) => findGiftByCode(tx, code))
  if (gift === null) throw refuse('gift-unknown', {})
  return gift
}

async function sendGift(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: GiftPageDeps,
  gift: Gift,
): Promise<FastifyReply> {
  const { ways, totals } = await throughGate(deps.db, 'system', async (tx) => ({
    ways: await findWaysToPay(tx, gift.id, deps.clock.now()),
    totals: await listVillageTotals(tx, gift.id, MOST_VILLAGES),
  }))
  const codes = [gift.regionCode, ...totals.map(({ regionCode }) => regionCode)]
  const textOf = await placeTexts(deps.db, codes, deps.clock.today())
  const page = {
    ...{ frame: frameOf(request), gift, donor: donorText(request, gift), region: textOf(gift.regionCode) },
    ways: await shownWays(request, deps, ways),
    villages: totals.map(({ regionCode, ...total }) => ({ village: textOf(regionCode), ...total })),
    isChecking: false,
  }
  return sendPrivatePage(request, reply, createElement(GiftPage, page))
}

async function makeCertificate(request: FastifyRequest, deps: GiftPageDeps, gift: Gift) {
  const totals = await throughGate(deps.db, 'system', (tx) =>
    listVillageTotals(tx, gift.id, Number.MAX_SAFE_INTEGER),
  )
  const region = (await placeTexts(deps.db, [gift.regionCode], deps.clock.today()))(gift.regionCode)
  const { certificate, gift: words, verify } = giftWords(request)
  return certificatePdf({
    ...{ gift, donor: donorText(request, gift), region, language: languageOf(request) },
    workerCount: totals.reduce((sum, { workers }) => sum + workers, 0),
    address: `${siteOf(request, deps)}/verifikasi/${gift.code}`,
    words: { ...certificate, facts: words.facts, root: words.root, code: verify.code },
  })
}
