import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Readable } from 'node:stream'
import { byRequest } from '../../../modules/access/admin-routes.ts'
import { placeTexts } from '../../../modules/access/places.ts'
import { throughGate } from '../../../modules/access/scope.ts'
import type { ReceivedMoney } from '../../../modules/billing/receipt-paper.ts'
import { idParams } from '../../../modules/gifts/contract.ts'
import type { Gift } from '../../../modules/gifts/gifts.ts'
import { giftReceiptPdf } from '../../../modules/gifts/make-receipt.ts'
import { listGiftMoney } from '../../../modules/gifts/queries.ts'
import { showGiftMoney } from '../../../modules/gifts/show-gifts.ts'
import { wordsIn } from '../../../../web/locales/public.ts'
import { languageOf } from '../../language.ts'
import { sendPdf } from '../../paper.ts'
import { getByCode } from './code-pages.ts'
import { donorText, OPEN, siteOf, type GiftPageDeps } from './parts.ts'

/** The receipt of a gift: for whoever has its code, and for programs of whoever sees it. */
export function receiptPages(app: FastifyInstance, deps: GiftPageDeps): void {
  app.get<{ Params: { code: string } }>('/donasi/kode/:code/kuitansi.pdf', OPEN, async (request, reply) => {
    const gift = await getByCode(deps, request.params.code)
    const money = await throughGate(deps.db, 'system', (tx) => listGiftMoney(tx, gift.id))
    return sendPdf(reply, 'kuitansi', await receiptOf(request, deps, { gift, money }))
  })
  app.get<{ Params: { id: string } }>(
    '/api/v1/gifts/:id/receipt.pdf',
    {
      config: { action: 'gifts.read' },
      schema: {
        tags: ['gifts'],
        summary: 'The receipt (kuitansi) of the money of a gift, as PDF',
        params: idParams,
      },
    },
    async (request, reply) => {
      const shown = await showGiftMoney(deps, byRequest(request), request.params.id)
      return sendPdf(reply, 'kuitansi', await receiptOf(request, deps, shown))
    },
  )
}

type Paid = { readonly gift: Gift; readonly money: readonly ReceivedMoney[] }

async function receiptOf(
  request: FastifyRequest,
  deps: GiftPageDeps,
  { gift, money }: Paid,
): Promise<Readable> {
  const today = deps.clock.today()
  const language = languageOf(request)
  return giftReceiptPdf({
    ...{ gift, money, today, language },
    donor: donorText(request, gift),
    region: (await placeTexts(deps.db, [gift.regionCode], today))(gift.regionCode),
    address: `${siteOf(request, deps)}/verifikasi/${gift.code}`,
    words: wordsIn(language).receipts,
  })
}
