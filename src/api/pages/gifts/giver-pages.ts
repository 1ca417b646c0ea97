import type { FastifyInstance, FastifyRequest } from 'fastify'
import { formatMonth, formatNumber, formatRupiah } from '../../../kernel/format.ts'
import { byRequest } from '../../../modules/access/admin-routes.ts'
import { placeTexts, writtenRegion } from '../../../modules/access/places.ts'
import { inScopeOf } from '../../../modules/access/act.ts'
import { listGiftsQuery, pageQuery } from '../../../modules/gifts/contract.ts'
import { GIFT_STATES, shownCode, type Gift } from '../../../modules/gifts/gifts.ts'
import { villageText } from '../../../modules/gifts/proof.ts'
import { listDraws, type Draw, type ShareRow } from '../../../modules/gifts/queries.ts'
import { PAGE, showGifts, showShares } from '../../../modules/gifts/show-gifts.ts'
import { textWorkbook } from '../../../platform/xlsx-out.ts'
import type { Table } from '../../../../web/administration/table-page.tsx'
import { hrefIn } from '../../../../web/ui/links.ts'
import { languageOf } from '../../language.ts'
import { sendWorkbook } from '../../workbook.ts'
import {
  adminWords,
  control,
  filterOf,
  momentText,
  pageOf,
  pagesOf,
  sendTable,
  textsOf,
} from '../administration/parts.ts'
import type { IdRoute } from '../lists/parts.ts'
import { giftWords, type GiftPageDeps } from './parts.ts'

const PATH = '/donatur'

/** `/donatur`: gifts within reach, and one of them with its draws and what it became. */
export function giverPages(app: FastifyInstance, deps: GiftPageDeps): void {
  app.get(PATH, pageOf('gifts.read'), async (request, reply) => {
    const words = giftWords(request)
    const { gifts, page, more } = await showGifts(deps, byRequest(request), filterOf(request, listGiftsQuery))
    const textOf = await placeTexts(
      deps.db,
      gifts.map(({ regionCode }) => regionCode),
      deps.clock.today(),
    )
    const states = GIFT_STATES.map((value) => ({ value, label: words.states[value] }))
    return sendTable(request, reply, {
      title: words.staff.title,
      lede: words.staff.lede,
      filters: {
        action: PATH,
        questions: [
          {
            name: 'state',
            label: words.staff.filterState,
            options: [{ value: '', label: words.staff.all }, ...states],
          },
          { name: 'region', label: words.staff.filterRegion },
        ],
        values: textsOf(request),
        button: adminWords(request).filter,
      },
      tables: [listTable(request, gifts, textOf)],
      pages: pagesOf(request, page, more),
      controls: [],
    })
  })
  oneGift(app, deps)
}

function oneGift(app: FastifyInstance, deps: GiftPageDeps): void {
  app.get<IdRoute>(`${PATH}/:id`, pageOf('gifts.read'), async (request, reply) => {
    const words = giftWords(request)
    const by = byRequest(request)
    const { page = '1' } = filterOf(request, pageQuery)
    const after = (Number(page) - 1) * PAGE
    const { gift, shares } = await showShares(deps, by, request.params.id, { limit: PAGE + 1, after })
    const draws = await inScopeOf(deps.db, by, (tx) => listDraws(tx, gift.id))
    return sendTable(request, reply, {
      title: words.gift.title(shownCode(gift.code)),
      lede: words.staff.oneLede,
      crumbs: [{ name: words.staff.title, href: hrefIn(languageOf(request), PATH) }],
      facts: factsOf(request, gift),
      tables: [drawTable(request, draws), shareTable(request, shares.slice(0, PAGE))],
      pages: pagesOf(request, Number(page), shares.length > PAGE),
      controls: [
        control(request, deps, 'gifts.read', {
          label: words.staff.download,
          path: `${PATH}/${gift.id}/pembagian.xlsx`,
        }),
        control(request, deps, 'gifts.read', {
          label: words.staff.publicPage,
          path: `/donasi/kode/${gift.code}`,
        }),
      ],
    })
  })
  app.get<IdRoute>(`${PATH}/:id/pembagian.xlsx`, pageOf('gifts.read'), async (request, reply) => {
    const { staff, gift: words } = giftWords(request)
    const { shares } = await showShares(deps, byRequest(request), request.params.id, {
      limit: null,
      after: 0,
    })
    const header = [
      staff.number,
      staff.worker,
      staff.initials,
      words.village,
      words.shares,
      words.amount,
      staff.leaf,
    ]
    return sendWorkbook(reply, 'pembagian-hadiah', textWorkbook('Data', header, rowsOf(shares)))
  })
}

async function* rowsOf(shares: readonly ShareRow[]): AsyncGenerator<readonly string[]> {
  for (const { number, worker, initials, regionCode, month, amount, leaf } of shares)
    yield await Promise.resolve([
      ...[String(number), String(worker), initials, villageText(regionCode), month, String(amount), leaf],
    ])
}

function listTable(
  request: FastifyRequest,
  gifts: readonly Gift[],
  textOf: (code: Gift['regionCode']) => string,
): Table {
  const { states, staff, gift: words } = giftWords(request)
  const language = languageOf(request)
  return {
    caption: staff.title,
    columns: [
      staff.code,
      words.facts.donor,
      words.facts.region,
      words.facts.people,
      words.facts.total,
      words.facts.state,
      staff.promised,
    ],
    rows: gifts.map((gift) => ({
      id: gift.id,
      cells: [
        { text: shownCode(gift.code), href: hrefIn(language, `${PATH}/${gift.id}`) },
        ...[gift.payerName, textOf(gift.regionCode), formatNumber(gift.peopleCount, language)],
        ...[formatRupiah(gift.total, language), states[gift.state], momentText(gift.promisedAt, request)],
      ],
    })),
    none: staff.none,
  }
}

function factsOf(request: FastifyRequest, gift: Gift): (readonly [string, string])[] {
  const { states, groups, allGroups, rests, gift: words } = giftWords(request)
  const language = languageOf(request)
  const { facts } = words
  return [
    [facts.state, states[gift.state]],
    [facts.donor, gift.payerName],
    [facts.region, writtenRegion(gift.regionCode)],
    [facts.group, gift.occupationGroup === null ? allGroups : groups[gift.occupationGroup]],
    [facts.people, formatNumber(gift.peopleCount, language)],
    [facts.months, `${formatNumber(gift.monthCount, language)} (${formatMonth(gift.firstMonth, language)})`],
    [facts.total, formatRupiah(gift.total, language)],
    [facts.rest, rests[gift.rest]],
    [facts.received, formatRupiah(gift.received, language)],
    [facts.shared, formatRupiah(gift.shared, language)],
    [facts.returned, formatRupiah(gift.returned, language)],
    [words.seed, gift.seed?.hex ?? '–'],
    [words.root, gift.root ?? '–'],
  ]
}

function drawTable(request: FastifyRequest, draws: readonly Draw[]): Table {
  const { staff, gift: words } = giftWords(request)
  const language = languageOf(request)
  return {
    caption: staff.draws,
    columns: [staff.round, words.facts.region, staff.firstMonth, staff.wanted, staff.taken],
    rows: draws.map(({ round, regionCode, firstMonth, wanted, taken }) => ({
      id: String(round),
      cells: [
        ...[String(round), writtenRegion(regionCode), formatMonth(firstMonth, language)],
        ...[formatNumber(wanted, language), formatNumber(taken, language)],
      ],
    })),
    none: staff.noDraws,
  }
}

function shareTable(request: FastifyRequest, shares: readonly ShareRow[]): Table {
  const { staff, gift: words } = giftWords(request)
  const language = languageOf(request)
  return {
    caption: staff.shares,
    columns: [staff.number, staff.worker, staff.initials, words.village, words.shares, words.amount],
    rows: shares.map(({ number, worker, initials, regionCode, month, amount }) => ({
      id: String(number),
      cells: [
        ...[String(number), String(worker), initials, villageText(regionCode)],
        ...[formatMonth(month, language), formatRupiah(amount, language)],
      ],
    })),
    none: staff.noShares,
  }
}
