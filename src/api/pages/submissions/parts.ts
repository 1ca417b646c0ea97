import type { FastifyRequest } from 'fastify'
import { formatDate, formatMonth, formatNumber } from '../../../kernel/format.ts'
import { isMonth } from '../../../kernel/month.ts'
import { isPlainDate } from '../../../kernel/plain-date.ts'
import { parseRegionCode, type RegionCode } from '../../../kernel/region-code.ts'
import { byRequest } from '../../../modules/access/admin-routes.ts'
import { inScopeOf } from '../../../modules/access/act.ts'
import { placeTexts } from '../../../modules/access/places.ts'
import type { ResultDeps } from '../../../modules/submissions/apply-result.ts'
import type { SubmittedPeopleAnswer } from '../../../modules/submissions/contract.ts'
import { rejectionSentence } from '../../../../web/locales/rejection-sentence.ts'
import { wordsIn } from '../../../../web/locales/public.ts'
import { hrefIn } from '../../../../web/ui/links.ts'
import { languageOf } from '../../language.ts'

export type SubmissionPageDeps = ResultDeps
export type Id = { Params: { id: string } }
type ShownPerson = SubmittedPeopleAnswer['people'][number]

export const PATH = '/pengajuan'

export const wordsOf = (request: FastifyRequest) => wordsIn(languageOf(request)).submissions

export const submissionCrumbs = (
  request: FastifyRequest,
  ...more: readonly (readonly [name: string, path: string])[]
) =>
  [[wordsOf(request).title, PATH] as const, ...more].map(([name, path]) => ({
    name,
    href: hrefIn(languageOf(request), path),
  }))

export const countText = (request: FastifyRequest, count: number): string =>
  formatNumber(count, languageOf(request))

export const dayText = (request: FastifyRequest, day: string | null): string =>
  day !== null && isPlainDate(day) ? formatDate(day, languageOf(request)) : ''

export const monthText = (request: FastifyRequest, month: string | null): string =>
  month !== null && isMonth(month) ? formatMonth(month, languageOf(request)) : ''

/** What became of somebody in one cell: his state, and when he was rejected why and what to do. */
export function answerText(
  request: FastifyRequest,
  { state, reason, reasonText, mended }: ShownPerson,
): string {
  const words = wordsOf(request)
  if (reason === null) return words.answers[state]
  const why = rejectionSentence(reason, reasonText, languageOf(request))
  return mended ? `${why} (${words.mended})` : why
}

/** Names of regions, all asked for at once: `Desa Contoh (16.06.01.2001)`. */
export async function regionNames(
  request: FastifyRequest,
  { db, clock }: Pick<ResultDeps, 'db' | 'clock'>,
  regions: readonly string[],
): Promise<(region: string) => string> {
  const codes = new Map<string, RegionCode>(
    regions.map((region) => [
      region,
      region === 'ID' ? (0 as RegionCode) : parseRegionCode('region', region),
    ]),
  )
  const name = await inScopeOf(db, byRequest(request), (tx) =>
    placeTexts(tx, [...codes.values()], clock.today()),
  )
  return (region) => {
    const code = codes.get(region)
    return code === undefined ? region : name(code)
  }
}

/** Rows of texts as a workbook wants them. */
export async function* textRows(rows: readonly (readonly string[])[]): AsyncGenerator<readonly string[]> {
  for (const row of rows) yield await Promise.resolve(row)
}
