import { randomUUID } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { createElement, type ReactNode } from 'react'
import { isPlainDate } from '../../../kernel/plain-date.ts'
import { parseRegionCode } from '../../../kernel/region-code.ts'
import { Refusal, refusedField } from '../../../kernel/refusal.ts'
import { placeTexts } from '../../../modules/access/places.ts'
import { throughGate } from '../../../modules/access/scope.ts'
import { currentConsent } from '../../../modules/gifts/consent.ts'
import { neighbourBody } from '../../../modules/gifts/contract.ts'
import { giveNeighbour, neighbourFacts } from '../../../modules/gifts/give-neighbour.ts'
import { handOver } from '../../../modules/gifts/place-neighbour.ts'
import { EVERYWHERE, findWaysToPay, getGift } from '../../../modules/gifts/queries.ts'
import { findNeighbourCard } from '../../../modules/gifts/show-neighbour.ts'
import { previewGift } from '../../../modules/gifts/show-gifts.ts'
import { noteSentence } from '../../../rules/notes.ts'
import { valuesFromTexts } from '../../../platform/text-values.ts'
import { checkShape } from '../../../platform/validate.ts'
import { CardPage } from '../../../../web/gifts/card-page.tsx'
import { ConsentText, NeighbourCheck } from '../../../../web/gifts/neighbour-parts.tsx'
import { PriceTable } from '../../../../web/gifts/price-table.tsx'
import { StepPage, type StepQuestion } from '../../../../web/gifts/step-page.tsx'
import type { FieldErrors, Option } from '../../../../web/ui/field.tsx'
import { hrefIn } from '../../../../web/ui/links.ts'
import { languageOf } from '../../language.ts'
import { pictureOf } from '../../qr-picture.ts'
import { statusOf } from '../../problem.ts'
import { formOf } from '../form-body.ts'
import { frameOf, sendPrivatePage } from '../send-page.ts'
import { getByCode } from './code-pages.ts'
import {
  countGuest,
  donorText,
  findRegionMeant,
  giftWords,
  guest,
  OPEN,
  refuseOtherSites,
  sentenceOf,
  shownWays,
  siteOf,
  type GiftPageDeps,
} from './parts.ts'

const PATH = '/sertakan'
type Texts = Readonly<Record<string, string>>
const FIELDS = [
  'name',
  'occupation',
  'nik',
  'bornOn',
  'region',
  'consent',
  'months',
  'rest',
  'giver',
  'key',
] as const
type Field = (typeof FIELDS)[number]
/** Which answers each of the six pages asks for; the last one asks nothing. */
const STEPS: readonly (readonly Field[])[] = [
  ['name', 'occupation'],
  ['nik', 'bornOn'],
  ['region'],
  ['consent'],
  ['months', 'rest', 'giver'],
  [],
]
const LAST = STEPS.length - 1
const MONTHS = ['1', '3', '6', '12']

/** `/sertakan`: six small pages. All answers are posted: a NIK stands in no address, and none is kept before the end. */
export function neighbourPages(app: FastifyInstance, deps: GiftPageDeps): void {
  app.get(PATH, OPEN, (request, reply) =>
    sendStep(request, reply, deps, { step: 0, values: { key: randomUUID() } }),
  )

  app.post(PATH, OPEN, async (request, reply) => {
    refuseOtherSites(request)
    const form = formOf(request)
    const values = answersOf(form)
    const goto = Number(form['goto'] ?? '')
    if (form['goto'] !== undefined && STEPS[goto] !== undefined)
      return sendStep(request, reply, deps, { step: goto, values })
    const step = Math.min(Math.max(Math.trunc(Number(form['step'] ?? '0')) || 0, 0), LAST)
    const checked = await checkStep(request, deps, step, values)
    if (Object.keys(checked.errors ?? {}).length > 0)
      return sendStep(request, reply, deps, { step, ...checked })
    if (step < LAST) return sendStep(request, reply, deps, { step: step + 1, values: checked.values })
    return give(request, reply, deps, checked.values)
  })

  cardPages(app, deps)
}

async function give(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: GiftPageDeps,
  values: Texts,
): Promise<FastifyReply> {
  try {
    await countGuest(deps, request)
    const told = { ...values, bornOn: isoDay(values['bornOn'] ?? '') ?? '' }
    const body = checkShape(neighbourBody, valuesFromTexts(neighbourBody, Object.entries(told)))
    const { giftId } = await giveNeighbour(deps, guest(request), body)
    const { code } = await throughGate(deps.db, 'system', (tx) => getGift(tx, EVERYWHERE, giftId))
    return await reply.redirect(hrefIn(languageOf(request), `${PATH}/kartu/${code}`), 303)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const named = refusedField(error.value)
    const step = STEPS.findIndex((fields) => fields.some((field) => field === named))
    const errors = { [step < 0 ? 'giver' : (named ?? 'giver')]: sentenceOf(error, languageOf(request)) }
    reply.code(statusOf(error.code))
    return sendStep(request, reply, deps, { step: step < 0 ? LAST - 1 : step, values, errors })
  }
}

function answersOf(texts: Texts): Texts {
  return Object.fromEntries(
    FIELDS.flatMap((name) => {
      const value = texts[name]?.trim().slice(0, 200) ?? ''
      return value === '' ? [] : [[name, value] as const]
    }),
  )
}

type Shown = {
  readonly step: number
  readonly values: Texts
  readonly errors?: FieldErrors
  readonly regions?: readonly Option[]
}
type CheckedStep = Omit<Shown, 'step'>

/** The answers of one page, and what is wrong with them. Whether a NIK is known is not looked at. */
async function checkStep(
  request: FastifyRequest,
  deps: GiftPageDeps,
  step: number,
  values: Texts,
): Promise<CheckedStep> {
  const words = giftWords(request).neighbour
  if (step === 1) return { values, errors: identityErrors(request, deps, values) }
  if (step === 2) {
    const found = await findRegionMeant(deps, values['region'] ?? '', '4')
    if (found.kind === 'found') return { values: { ...values, region: found.text } }
    if (found.kind === 'none') return { values, errors: { region: words.villageUnknown } }
    return { values, errors: { region: giftWords(request).donation.regionWhich }, regions: found.options }
  }
  if (step === 3)
    return {
      values,
      ...(values['consent'] !== currentConsent().version && { errors: { consent: words.consentMissing } }),
    }
  const missing = (STEPS[step] ?? []).filter(
    (field) => (values[field] ?? '').length < (field === 'months' ? 1 : 2),
  )
  return { values, errors: Object.fromEntries(missing.map((field) => [field, words.required])) }
}

function identityErrors(request: FastifyRequest, { clock }: GiftPageDeps, values: Texts): FieldErrors {
  const words = giftWords(request).neighbour
  const bornOn = isoDay(values['bornOn'] ?? '')
  const today = clock.today()
  const isWrong = (day: string) => {
    try {
      neighbourFacts({ name: '-', occupation: '-', nik: values['nik'] ?? '', bornOn: day }, today)
      return null
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      return refusedField(error.value) ?? 'nik'
    }
  }
  const wrong = isWrong(bornOn ?? '1985-08-17')
  return {
    ...(wrong === 'nik' && { nik: words.nikWrong }),
    ...((bornOn === null || wrong === 'bornOn') && { bornOn: words.bornOnWrong }),
  }
}

/** `17-08-1985`, with any sign between, or the day as programs write it; null when there is no such day. */
function isoDay(text: string): string | null {
  const [, day, month, year] = /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})$/.exec(text.trim()) ?? []
  const iso =
    year === undefined
      ? text.trim()
      : `${year}-${(month ?? '').padStart(2, '0')}-${(day ?? '').padStart(2, '0')}`
  return isPlainDate(iso) ? iso : null
}

async function sendStep(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: GiftPageDeps,
  { step, values, errors = {}, regions }: Shown,
): Promise<FastifyReply> {
  const words = giftWords(request)
  const { neighbour } = words
  const asked = new Set<string>(STEPS[step])
  const hidden = Object.fromEntries(Object.entries(values).filter(([name]) => !asked.has(name)))
  const page = {
    ...{ frame: frameOf(request), title: step === LAST ? words.checkTitle : neighbour.title },
    ...{ description: neighbour.description, steps: neighbour.steps, current: step },
    ...{
      questions: questionsOf(request, step, values, regions),
      values: { months: '12', rest: 'next-months', ...values },
    },
    ...{ errors, action: PATH, method: 'post' as const, hidden: { ...hidden, step: String(step) } },
    button: step === LAST ? neighbour.send : words.next,
    abbreviations: ['NIK', 'KTP', 'JKK', 'JKM', 'QRIS'],
    ...(step === 0 && { lede: neighbour.lede }),
    children: await aboveQuestions(request, deps, step, values),
  }
  const status = Object.keys(errors).length > 0 && reply.statusCode === 200 ? 422 : reply.statusCode
  return sendPrivatePage(request, reply, createElement(StepPage, page), status)
}

function questionsOf(
  request: FastifyRequest,
  step: number,
  values: Texts,
  regions?: readonly Option[],
): readonly StepQuestion[] {
  const words = giftWords(request).neighbour
  const months = MONTHS.map((value) => ({ value, label: value }))
  const rests = (['next-months', 'return'] as const).map((value) => ({ value, label: words.rests[value] }))
  const consent = [{ value: currentConsent().version, label: words.consentTick }]
  const all: readonly (readonly StepQuestion[])[] = [
    [
      { name: 'name', label: words.name, hint: words.nameHint },
      { name: 'occupation', label: words.occupation, hint: words.occupationHint },
    ],
    [
      { name: 'nik', label: words.nik, hint: words.nikHint, kind: 'digits' },
      { name: 'bornOn', label: words.bornOn, hint: words.bornOnHint, short: true },
    ],
    [
      {
        ...{ name: 'region', label: words.village },
        ...(regions === undefined
          ? { kind: 'search' as const, hint: words.villageHint }
          : { options: regions, hint: giftWords(request).donation.youWrote(values['region'] ?? '') }),
      },
    ],
    [{ name: 'consent', label: words.consent, options: consent, isTick: true }],
    [
      { name: 'months', label: words.months, options: months },
      { name: 'rest', label: words.rest, options: rests },
      { name: 'giver', label: words.giver, hint: words.giverHint },
    ],
    [],
  ]
  return all[step] ?? []
}

/** The text that is read aloud, and on the last page the answers with the price. */
async function aboveQuestions(
  request: FastifyRequest,
  deps: GiftPageDeps,
  step: number,
  values: Texts,
): Promise<ReactNode> {
  const language = languageOf(request)
  if (step === 3) return createElement(ConsentText, { language, lines: currentConsent().text[language] })
  if (step !== LAST) return null
  const { months: count = '', region = '' } = values
  const { months, total, notes } = await previewGift(deps, {
    ...{ region, people: 1, months: Number(count), payerKind: 'employee' },
  })
  const code = parseRegionCode('region', region)
  const village = (await placeTexts(deps.db, [code], deps.clock.today()))(code)
  const price = createElement(PriceTable, {
    ...{ language, months, people: 1, total },
    notes: notes.map((note) => noteSentence(note, language)),
  })
  return createElement(NeighbourCheck, { language, values, village, action: PATH, price })
}

function cardPages(app: FastifyInstance, deps: GiftPageDeps): void {
  app.get<{ Params: { code: string } }>(`${PATH}/kartu/:code`, OPEN, async (request, reply) => {
    const gift = await getByCode(deps, request.params.code)
    const card = await findNeighbourCard(deps, gift)
    if (card === null) return reply.redirect(hrefIn(languageOf(request), `/donasi/kode/${gift.code}`), 302)
    const ways = await throughGate(deps.db, 'system', (tx) => findWaysToPay(tx, gift.id, deps.clock.now()))
    const village = (await placeTexts(deps.db, [card.villageCode], deps.clock.today()))(card.villageCode)
    const page = {
      ...{ frame: frameOf(request), gift, card, village, donor: donorText(request, gift) },
      ways: await shownWays(request, deps, ways),
      verifyPicture: await pictureOf(`${siteOf(request, deps)}/verifikasi/${gift.code}`),
      handOverAction: `${PATH}/kartu/${gift.code}/serah`,
    }
    return sendPrivatePage(request, reply, createElement(CardPage, page))
  })
  app.post<{ Params: { code: string } }>(`${PATH}/kartu/:code/serah`, OPEN, async (request, reply) => {
    refuseOtherSites(request)
    const gift = await getByCode(deps, request.params.code)
    await handOver(deps, gift)
    return reply.redirect(hrefIn(languageOf(request), `${PATH}/kartu/${gift.code}`), 303)
  })
}
