import { randomUUID } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { createElement } from 'react'
import { formatNumber } from '../../../kernel/format.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { placeTexts } from '../../../modules/access/places.ts'
import { createGiftBody } from '../../../modules/gifts/contract.ts'
import { keyOfContent } from '../../../modules/gifts/give-neighbour.ts'
import { createGift } from '../../../modules/gifts/create-gift.ts'
import { GIVER_KINDS, REST_CHOICES } from '../../../modules/gifts/gifts.ts'
import { getGift, EVERYWHERE } from '../../../modules/gifts/queries.ts'
import { previewGift } from '../../../modules/gifts/show-gifts.ts'
import { throughGate } from '../../../modules/access/scope.ts'
import { VULNERABLE_GROUPS, type VulnerableGroup } from '../../../modules/people/people.ts'
import { parseRegionCode } from '../../../kernel/region-code.ts'
import { noteSentence } from '../../../rules/notes.ts'
import { valuesFromTexts } from '../../../platform/text-values.ts'
import { checkShape } from '../../../platform/validate.ts'
import { DonationCheckPage } from '../../../../web/gifts/donation-check-page.tsx'
import { PriceTable } from '../../../../web/gifts/price-table.tsx'
import { FindCode } from '../../../../web/gifts/find-code.tsx'
import { StepPage, type StepPageProps, type StepQuestion } from '../../../../web/gifts/step-page.tsx'
import type { FieldErrors, Option } from '../../../../web/ui/field.tsx'
import { hrefIn } from '../../../../web/ui/links.ts'
import { languageOf } from '../../language.ts'
import { statusOf } from '../../problem.ts'
import { formOf } from '../form-body.ts'
import { textsOf } from '../administration/parts.ts'
import { frameOf, sendPage, sendPrivatePage } from '../send-page.ts'
import {
  countGuest,
  findRegionMeant,
  giftWords,
  guest,
  OPEN,
  refuseOtherSites,
  sentenceOf,
  type GiftPageDeps,
} from './parts.ts'

const PATH = '/donasi'
const STEPS = { place: PATH, size: `${PATH}/jumlah`, price: `${PATH}/harga` } as const
const MOST_PEOPLE_BY_PAGE = 10_000
const SHORTS = ['JKK', 'JKM', 'QRIS']

type Texts = Readonly<Record<string, string>>
const FIELDS = [
  'region',
  'occupationGroup',
  'people',
  'months',
  'rest',
  'payer',
  'payerKind',
  'anonymous',
  'key',
] as const

/** `/donasi`: five steps; the first three answers stand in the address, so that a link can bring them along. */
export function donationPages(app: FastifyInstance, deps: GiftPageDeps): void {
  app.get(STEPS.place, OPEN, (request, reply) =>
    sendPlace(request, reply, { values: answersOf(textsOf(request)) }),
  )

  app.get(STEPS.size, OPEN, async (request, reply) => {
    const values = answersOf(textsOf(request))
    const region = await findRegionMeant(deps, values['region'] ?? '')
    if (region.kind !== 'found') return sendPlace(request, reply, whichPlace(request, values, region))
    return sendSize(request, reply, { values: { ...values, region: region.text } })
  })

  app.get(STEPS.price, OPEN, async (request, reply) => {
    const values = answersOf(textsOf(request))
    const errors = sizeErrors(request, values)
    if (Object.keys(errors).length > 0) return sendSize(request, reply, { values, errors })
    return sendPrice(request, reply, deps, { values: { ...values, key: values['key'] ?? randomUUID() } })
  })

  app.post(`${PATH}/periksa`, OPEN, async (request, reply) => {
    refuseOtherSites(request)
    const values = answersOf(formOf(request))
    const words = giftWords(request)
    if ((values['payer'] ?? '').trim() === '')
      return sendPrice(request, reply, deps, { values, errors: { payer: words.neighbour.required } })
    return sendCheck(request, reply, deps, values)
  })

  app.post(`${PATH}/buat`, OPEN, async (request, reply) => {
    refuseOtherSites(request)
    const values = answersOf(formOf(request))
    try {
      await countGuest(deps, request)
      const body = checkShape(createGiftBody, valuesFromTexts(createGiftBody, bodyOf(values)))
      const { giftId } = await createGift(deps, guest(request), {
        ...body,
        key: keyOfContent(values['key'] ?? randomUUID(), [values]),
        isNewPayer: true,
      })
      const { code } = await throughGate(deps.db, 'system', (tx) => getGift(tx, EVERYWHERE, giftId))
      return await reply.redirect(hrefIn(languageOf(request), `${PATH}/kode/${code}`), 303)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      return sendPrice(request, reply.code(statusOf(error.code)), deps, {
        values,
        errors: { payer: sentenceOf(error, languageOf(request)) },
      })
    }
  })
}

function answersOf(texts: Texts): Texts {
  return Object.fromEntries(
    FIELDS.flatMap((name) => {
      const value = texts[name]?.trim().slice(0, 200) ?? ''
      return value === '' ? [] : [[name, value] as const]
    }),
  )
}

/** The answers as the contract of the API has them. */
function bodyOf(values: Texts): [string, string | true][] {
  return Object.entries(values).flatMap(([name, value]): [string, string | true][] => {
    if (name === 'anonymous') return value === 'ya' ? [[name, true]] : []
    return name === 'occupationGroup' && !isGroup(value) ? [] : [[name, value]]
  })
}

const isGroup = (value: string): value is VulnerableGroup =>
  VULNERABLE_GROUPS.some((group) => group === value)

type Shown = { readonly values: Texts; readonly errors?: FieldErrors; readonly regions?: readonly Option[] }

function whichPlace(
  request: FastifyRequest,
  values: Texts,
  found: Exclude<Awaited<ReturnType<typeof findRegionMeant>>, { readonly kind: 'found' }>,
): Shown {
  const { regionWhich, regionUnknown } = giftWords(request).donation
  if (found.kind === 'several') return { values, errors: { region: regionWhich }, regions: found.options }
  return { values, errors: { region: regionUnknown } }
}

/** What every step has in common. */
function stepOf(
  request: FastifyRequest,
  { values, errors = {} }: Shown,
  own: Pick<StepPageProps, 'current' | 'questions' | 'action' | 'method' | 'button'>,
) {
  const { donation } = giftWords(request)
  const asked = new Set(own.questions.map(({ name }) => name))
  const hidden = Object.fromEntries(Object.entries(values).filter(([name]) => !asked.has(name)))
  return {
    ...{
      frame: frameOf(request),
      title: donation.title,
      description: donation.description,
      steps: donation.steps,
    },
    ...{ values, errors, hidden, abbreviations: SHORTS, ...own },
  }
}

function sendPlace(request: FastifyRequest, reply: FastifyReply, shown: Shown): FastifyReply {
  const words = giftWords(request)
  const { donation } = words
  const written = shown.values['region'] ?? ''
  const region: StepQuestion =
    shown.regions === undefined
      ? { name: 'region', label: donation.region, hint: donation.regionHint, kind: 'search' }
      : {
          ...{ name: 'region', label: donation.region, hint: donation.youWrote(written) },
          options: shown.regions,
        }
  const groups = [
    { value: '', label: words.allGroups },
    ...VULNERABLE_GROUPS.map((value) => ({ value, label: words.groups[value] })),
  ]
  const group = { name: 'occupationGroup', label: donation.group, options: groups, isLong: true }
  const own = {
    current: 0,
    questions: [region, group],
    action: STEPS.size,
    button: words.next,
    method: 'get',
  } as const
  const after = createElement(FindCode, { language: languageOf(request) })
  const page = { ...stepOf(request, shown, own), lede: donation.lede, after }
  return sendPage(request, reply, createElement(StepPage, page))
}

function sendSize(request: FastifyRequest, reply: FastifyReply, shown: Shown): FastifyReply {
  const words = giftWords(request)
  const { donation } = words
  const questions: readonly StepQuestion[] = [
    { name: 'people', label: donation.people, hint: donation.peopleHint, kind: 'digits', short: true },
    { name: 'months', label: donation.months, hint: donation.monthsHint, kind: 'digits', short: true },
    {
      name: 'rest',
      label: donation.rest,
      options: REST_CHOICES.map((value) => ({ value, label: words.rests[value] })),
    },
  ]
  const own = { current: 1, questions, action: STEPS.price, button: words.next, method: 'get' } as const
  const values = { people: '10', months: '12', rest: 'next-months', ...shown.values }
  return sendPage(request, reply, createElement(StepPage, stepOf(request, { ...shown, values }, own)))
}

function sizeErrors(request: FastifyRequest, values: Texts): FieldErrors {
  const { donation, neighbour } = giftWords(request)
  const isWhole = (name: string, most: number) => {
    const text = values[name] ?? ''
    return /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= most
  }
  return {
    ...(!isWhole('people', MOST_PEOPLE_BY_PAGE) && {
      people: `1–${formatNumber(MOST_PEOPLE_BY_PAGE, languageOf(request))}`,
    }),
    ...(!isWhole('months', 12) && { months: donation.monthsHint }),
    ...(REST_CHOICES.every((choice) => choice !== values['rest']) && { rest: neighbour.required }),
  }
}

/** What the answers so far cost; refuses what no contract would take. */
function quoteOf(deps: GiftPageDeps, values: Texts) {
  const { region = '', people = '', months = '', occupationGroup = '', payerKind = '' } = values
  return previewGift(deps, {
    ...{ region, people: Number(people), months: Number(months) },
    ...(isGroup(occupationGroup) && { occupationGroup }),
    ...(isGiver(payerKind) && { payerKind }),
  })
}

const isGiver = (value: string): value is (typeof GIVER_KINDS)[number] =>
  GIVER_KINDS.some((kind) => kind === value)

async function sendPrice(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: GiftPageDeps,
  shown: Shown,
): Promise<FastifyReply> {
  const words = giftWords(request)
  const { donation } = words
  const language = languageOf(request)
  const { months, people, total, notes } = await quoteOf(deps, shown.values)
  const sentences = notes.map((note) => noteSentence(note, language))
  const questions: readonly StepQuestion[] = [
    { name: 'payer', label: donation.donor, hint: donation.donorHint },
    {
      name: 'payerKind',
      label: donation.kind,
      options: (['donor', 'csr', 'zakat'] as const).map((value) => ({ value, label: donation.kinds[value] })),
    },
    {
      name: 'anonymous',
      label: donation.anonymous,
      options: [
        { value: 'tidak', label: donation.anonymousNo },
        { value: 'ya', label: donation.anonymousYes },
      ],
    },
  ]
  const own = {
    current: 2,
    questions,
    action: `${PATH}/periksa`,
    button: donation.toCheck,
    method: 'post',
  } as const
  const values = { payerKind: 'donor', anonymous: 'tidak', ...shown.values }
  const price = createElement(PriceTable, { language, months, people, total, notes: sentences })
  const page = { ...stepOf(request, { ...shown, values }, own), children: price }
  return sendPrivatePage(request, reply, createElement(StepPage, page), reply.statusCode)
}

async function sendCheck(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: GiftPageDeps,
  values: Texts,
): Promise<FastifyReply> {
  const { months, people, total } = await quoteOf(deps, values)
  const code = parseRegionCode('region', values['region'] ?? '')
  const region = (await placeTexts(deps.db, [code], deps.clock.today()))(code)
  const page = {
    frame: frameOf(request),
    values,
    months,
    people,
    total,
    region,
    paths: STEPS,
    action: `${PATH}/buat`,
  }
  return sendPrivatePage(request, reply, createElement(DonationCheckPage, page))
}
