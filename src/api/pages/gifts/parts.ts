import type { FastifyRequest } from 'fastify'
import type { Language } from '../../../kernel/format.ts'
import { dottedCode, depthOf, parseRegionCode, type RegionCode } from '../../../kernel/region-code.ts'
import { Refusal, refuse } from '../../../kernel/refusal.ts'
import { addressGroup } from '../../../modules/access/throttle.ts'
import { countAttempt } from '../../../modules/access/count-attempt.ts'
import { PUBLIC } from '../../../modules/access/current-actor.ts'
import type { By } from '../../../modules/access/act.ts'
import type { GiftDeps } from '../../../modules/gifts/gift-deps.ts'
import { shownDonor, type Gift } from '../../../modules/gifts/gifts.ts'
import type { WaysToPay } from '../../../modules/gifts/queries.ts'
import { answerSearch } from '../../../modules/regions/answers.ts'
import { getRegion } from '../../../modules/regions/queries.ts'
import { wordsIn } from '../../../../web/locales/public.ts'
import { refusalSentence } from '../../../../web/locales/refusal-sentence.ts'
import type { Option } from '../../../../web/ui/field.tsx'
import { hrefIn } from '../../../../web/ui/links.ts'
import type { ShownWays } from '../../../../web/gifts/gift-page.tsx'
import { languageOf } from '../../language.ts'
import { pictureOf } from '../../qr-picture.ts'

/** What the public pages of gifts need. */
export type GiftPageDeps = GiftDeps & {
  readonly publicUrl: string | undefined
  /** Where the simulator listens while it is the bank. */
  readonly simulatorUrl: string | null
}

export const OPEN = { schema: { hide: true }, config: PUBLIC } as const

export const giftWords = (request: FastifyRequest) => wordsIn(languageOf(request)).gifts

/** A guest acts in the name of the program; where he came from is kept. */
export const guest = (request: FastifyRequest): By => ({
  kind: 'system',
  address: request.ip,
  requestId: request.id,
})

/** A browser says when another site sends a form: nothing is begun here for such a one. */
export function refuseOtherSites(request: FastifyRequest): void {
  const site = request.headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none') throw refuse('form-not-ours', {})
}

/** Gifts that one address begins are counted, so that nobody fills the books of a bank. Refuses `too-many-attempts`. */
export function countGuest(deps: GiftDeps, request: FastifyRequest): Promise<void> {
  return countAttempt(deps, [{ bucket: 'link', text: `gift ${addressGroup(request.ip)}` }])
}

export type FoundRegion =
  | { readonly kind: 'found'; readonly code: RegionCode; readonly text: string }
  | { readonly kind: 'several'; readonly options: readonly Option[] }
  | { readonly kind: 'none' }

const MOST_OPTIONS = '6'

/** The region that a guest means by a name or a code; of several he chooses. `level` 4 looks for villages only. */
export async function findRegionMeant(
  { db, clock }: Pick<GiftDeps, 'db' | 'clock'>,
  written: string,
  level?: '4',
): Promise<FoundRegion> {
  const text = written.trim()
  if (text === '') return { kind: 'none' }
  const code = await regionOfCode({ db, clock }, text)
  if (code !== null && (level === undefined || depthOf(code) === 'desa-kelurahan'))
    return { kind: 'found', code, text: dottedCode(code) }
  if (/^[\d.]+$/.test(text)) return { kind: 'none' }
  const { matches } = await answerSearch(
    db,
    { query: text.slice(0, 100), limit: MOST_OPTIONS, ...(level !== undefined && { level }) },
    clock.today(),
  )
  const [first, second] = matches
  if (first === undefined) return { kind: 'none' }
  if (second === undefined)
    return { kind: 'found', code: parseRegionCode('region', first.code), text: first.code }
  return {
    kind: 'several',
    options: matches.map(({ code: value, name, path }) => ({
      value,
      label: name,
      ...(path !== '' && { hint: path }),
    })),
  }
}

async function regionOfCode(
  { db, clock }: Pick<GiftDeps, 'db' | 'clock'>,
  text: string,
): Promise<RegionCode | null> {
  try {
    const code = parseRegionCode('region', text)
    await getRegion(db, 'region', code, clock.today())
    return code
  } catch (error) {
    if (error instanceof Refusal) return null
    throw error
  }
}

export function donorText(request: FastifyRequest, gift: Gift): string {
  return shownDonor(gift) ?? giftWords(request).gift.noName
}

/** Where a gift can be paid, with the picture of its code. */
export async function shownWays(
  request: FastifyRequest,
  { partners, simulatorUrl }: GiftPageDeps,
  { virtualAccount, qr, bank }: WaysToPay,
): Promise<ShownWays> {
  const language = languageOf(request)
  const number = virtualAccount?.replace(/(\d{4})(?=\d)/g, '$1 ') ?? null
  return {
    virtualAccount: number,
    bank: partners.find(({ id }) => id === bank)?.name ?? bank,
    qrPicture: qr === null ? null : await pictureOf(qr),
    trainingHref:
      simulatorUrl === null || virtualAccount === null
        ? null
        : hrefIn(language, '/simulator-bank/bayar', { va: virtualAccount }),
  }
}

/** The address that people use, for what is printed. */
export const siteOf = (request: FastifyRequest, { publicUrl }: Pick<GiftPageDeps, 'publicUrl'>) =>
  publicUrl ?? `http://${request.host}`

/** The sentence of a refusal for a form, without the name of the field that programs read. */
export function sentenceOf(error: Refusal, language: Language): string {
  return refusalSentence(error.value, language).replace(/ \([a-zA-Z-]+\)/, '')
}
