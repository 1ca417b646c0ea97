import type { FastifyInstance, FastifyRequest } from 'fastify'
import { formatMonth, formatNumber, formatRupiah } from '../../../kernel/format.ts'
import type { Month } from '../../../kernel/month.ts'
import type { Rupiah } from '../../../kernel/rupiah.ts'
import type { Deps } from '../../../platform/deps.ts'
import type { LawBook } from '../../../rules/law-book.ts'
import { wordsIn } from '../../../../web/locales/public.ts'
import type { Crumb } from '../../../../web/ui/breadcrumbs.tsx'
import { hrefIn } from '../../../../web/ui/links.ts'
import { languageOf } from '../../language.ts'

/** What the pages of programmes, proposals and protection need. */
export type ProgrammePageDeps = Deps & { readonly book: LawBook }
export type AddPages = (app: FastifyInstance, deps: ProgrammePageDeps) => void

export const PROGRAMMES = '/program'
export const PER_PAGE = 50

export const programmeWords = (request: FastifyRequest) => wordsIn(languageOf(request)).programmes

export function crumbsTo(
  request: FastifyRequest,
  ...places: readonly (readonly [name: string, path: string])[]
): Crumb[] {
  return places.map(([name, path]) => ({ name, href: hrefIn(languageOf(request), path) }))
}

export const countText = (request: FastifyRequest, count: number) => formatNumber(count, languageOf(request))
export const rupiahText = (request: FastifyRequest, amount: Rupiah) =>
  formatRupiah(amount, languageOf(request))
export const monthText = (request: FastifyRequest, month: Month) => formatMonth(month, languageOf(request))

/** `page` of an address, from 1. */
export function pageNumberOf(text: string | undefined): number {
  return text !== undefined && /^[1-9]\d{0,4}$/.test(text) ? Number(text) : 1
}

/** Rows that are there already, for whoever writes them as they come. */
export async function* rowsOf(rows: Iterable<readonly string[]>): AsyncGenerator<readonly string[]> {
  yield* await Promise.resolve(rows)
}
