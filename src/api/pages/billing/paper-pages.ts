import type { FastifyInstance } from 'fastify'
import { byRequest } from '../../../modules/access/admin-routes.ts'
import { makeInvoice } from '../../../modules/billing/make-invoice.ts'
import { makeReceipt } from '../../../modules/billing/make-receipt.ts'
import type { Deps } from '../../../platform/deps.ts'
import { wordsIn } from '../../../../web/locales/public.ts'
import { languageOf } from '../../language.ts'
import { sendPdf } from '../../paper.ts'
import { pageOf } from '../administration/parts.ts'
import type { IdRoute } from '../lists/parts.ts'

/** `/tagihan/:id/faktur` and `/tagihan/:id/kuitansi`: a bill on paper, and its receipt once it is paid. */
export function paperPages(app: FastifyInstance, deps: Deps): void {
  app.get<IdRoute>('/tagihan/:id/faktur', pageOf('bills.read'), async (request, reply) => {
    const language = languageOf(request)
    const words = wordsIn(language).billing
    const { number, content } = await makeInvoice(
      deps,
      byRequest(request),
      request.params.id,
      language,
      words,
    )
    return sendPdf(reply, number.toLowerCase(), content)
  })
  app.get<IdRoute>('/tagihan/:id/kuitansi', pageOf('bills.read'), async (request, reply) => {
    const language = languageOf(request)
    const words = wordsIn(language).receipts
    const { number, content } = await makeReceipt(
      deps,
      byRequest(request),
      request.params.id,
      language,
      words,
    )
    return sendPdf(reply, number.toLowerCase(), content)
  })
}
