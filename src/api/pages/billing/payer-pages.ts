import type { FastifyInstance, FastifyRequest } from 'fastify'
import { formatMonth, formatNumber, formatRupiah } from '../../../kernel/format.ts'
import { addMonths, type Month } from '../../../kernel/month.ts'
import { byRequest } from '../../../modules/access/admin-routes.ts'
import type { BillingDeps } from '../../../modules/billing/run-bills.ts'
import { listMembersQuery, listPayersQuery, listRostersQuery } from '../../../modules/payers/contract.ts'
import { PAYER_KINDS, ROSTER_KINDS, type PayerKind, type RosterKind } from '../../../modules/payers/payers.ts'
import { showMembers, showPayer, showPayers, showRosters } from '../../../modules/payers/show-payers.ts'
import { wordsIn } from '../../../../web/locales/public.ts'
import { hrefIn } from '../../../../web/ui/links.ts'
import { languageOf } from '../../language.ts'
import {
  adminWords,
  control,
  filterOf,
  pageOf,
  pagesOf,
  sendTable,
  textsOf,
} from '../administration/parts.ts'
import type { IdRoute } from '../lists/parts.ts'

export const billingWords = (request: FastifyRequest) => wordsIn(languageOf(request)).billing

export const optionsOf = (
  all: string,
  labels: Readonly<Record<string, string>>,
  values: readonly string[],
) => [{ value: '', label: all }, ...values.map((value) => ({ value, label: labels[value] ?? value }))]

export function moneyText(request: FastifyRequest, amount: number): string {
  return formatRupiah(BigInt(amount), languageOf(request))
}

/** `2026-05` as people read it. */
export function monthText(request: FastifyRequest, month: string): string {
  return formatMonth(month as Month, languageOf(request))
}

/** `[2026-01-01,2026-07-01)` as people read it: the first month and the last. */
function spanText(request: FastifyRequest, range: string): string {
  const [first, past] = [...range.matchAll(/\d{4}-\d{2}/g)].map(([month]) => month as Month)
  if (first === undefined) return '–'
  const last = past === undefined ? '' : monthText(request, addMonths(past, -1))
  return `${monthText(request, first)} – ${last}`.trim()
}

/** `/pembayar` and `/daftar-bayar`: who pays, whom, and what became of the money. */
export function payerPages(app: FastifyInstance, deps: BillingDeps): void {
  app.get('/pembayar', pageOf('payers.read'), async (request, reply) => {
    const words = billingWords(request)
    const { columns } = words
    const { payers, page, more } = await showPayers(
      deps,
      byRequest(request),
      filterOf(request, listPayersQuery),
    )
    return sendTable(request, reply, {
      title: words.payers,
      lede: words.payersLede,
      filters: {
        action: '/pembayar',
        questions: [
          { name: 'name', label: columns.name },
          { name: 'kind', label: columns.kind, options: optionsOf(words.all, words.payerKinds, PAYER_KINDS) },
          { name: 'region', label: columns.region },
        ],
        values: textsOf(request),
        button: adminWords(request).filter,
      },
      tables: [
        {
          caption: words.payers,
          columns: [columns.name, columns.kind, columns.region],
          rows: payers.map(({ id, name, kind, region }) => ({
            id,
            cells: [
              { text: name, href: hrefIn(languageOf(request), `/pembayar/${id}`) },
              words.payerKinds[kind as PayerKind],
              region,
            ],
          })),
          none: words.noPayers,
        },
      ],
      pages: pagesOf(request, page, more),
      controls: [
        control(request, deps, 'payers.write', {
          label: wordsIn(languageOf(request)).payerForms.addPayer,
          path: '/pembayar/baru',
        }),
        control(request, deps, 'rosters.read', { label: words.rosters, path: '/daftar-bayar' }),
        control(request, deps, 'bills.read', { label: words.title, path: '/tagihan' }),
      ],
    })
  })
  onePayerPage(app, deps)
  rosterPages(app, deps)
  memberPage(app, deps)
}

function onePayerPage(app: FastifyInstance, deps: BillingDeps): void {
  app.get<IdRoute>('/pembayar/:id', pageOf('payers.read'), async (request, reply) => {
    const words = billingWords(request)
    const { columns } = words
    const payer = await showPayer(deps, byRequest(request), request.params.id)
    const money = (['given', 'committed', 'used', 'left', 'returned', 'arrears'] as const).map(
      (each) => [columns[each], moneyText(request, payer[each])] as const,
    )
    return sendTable(request, reply, {
      title: payer.name,
      lede: words.payersLede,
      crumbs: [{ name: words.payers, href: hrefIn(languageOf(request), '/pembayar') }],
      facts: [
        [columns.kind, words.payerKinds[payer.kind as PayerKind]],
        [columns.region, payer.region],
        ...money,
      ],
      tables: [],
      controls: [
        control(request, deps, 'rosters.read', {
          label: words.rosters,
          path: '/daftar-bayar',
          query: { payer: payer.id },
        }),
        control(request, deps, 'bills.read', {
          label: words.title,
          path: '/tagihan',
          query: { payer: payer.id },
        }),
      ],
    })
  })
}

function rosterPages(app: FastifyInstance, deps: BillingDeps): void {
  app.get('/daftar-bayar', pageOf('rosters.read'), async (request, reply) => {
    const words = billingWords(request)
    const { columns } = words
    const { rosters, page, more } = await showRosters(
      deps,
      byRequest(request),
      filterOf(request, listRostersQuery),
    )
    return sendTable(request, reply, {
      title: words.rosters,
      lede: words.rostersLede,
      filters: {
        action: '/daftar-bayar',
        questions: [
          {
            name: 'kind',
            label: columns.kind,
            options: optionsOf(words.all, words.rosterKinds, ROSTER_KINDS),
          },
          { name: 'region', label: columns.region },
          { name: 'payer', label: columns.payer },
        ],
        values: textsOf(request),
        button: adminWords(request).filter,
      },
      tables: [
        {
          caption: words.rosters,
          columns: [columns.name, columns.payer, columns.kind, columns.region, columns.people],
          rows: rosters.map(({ id, name, payerName, kind, region, memberCount }) => ({
            id,
            cells: [
              { text: name, href: hrefIn(languageOf(request), `/daftar-bayar/${id}`) },
              payerName,
              words.rosterKinds[kind as RosterKind],
              region,
              formatNumber(memberCount, languageOf(request)),
            ],
          })),
          none: words.noRosters,
        },
      ],
      pages: pagesOf(request, page, more),
      controls: [
        control(request, deps, 'rosters.write', {
          label: wordsIn(languageOf(request)).payerForms.addRoster,
          path: '/daftar-bayar/baru',
        }),
        control(request, deps, 'bills.read', { label: words.title, path: '/tagihan' }),
      ],
    })
  })
}

function memberPage(app: FastifyInstance, deps: BillingDeps): void {
  app.get<IdRoute>('/daftar-bayar/:id', pageOf('rosters.read'), async (request, reply) => {
    const words = billingWords(request)
    const { columns } = words
    const { id } = request.params
    const { members, page, more } = await showMembers(
      deps,
      byRequest(request),
      id,
      filterOf(request, listMembersQuery),
    )
    return sendTable(request, reply, {
      title: words.members,
      lede: words.rostersLede,
      crumbs: [{ name: words.rosters, href: hrefIn(languageOf(request), '/daftar-bayar') }],
      filters: {
        action: `/daftar-bayar/${id}`,
        questions: [{ name: 'month', label: columns.month }],
        values: textsOf(request),
        button: adminWords(request).filter,
      },
      tables: [
        {
          caption: words.members,
          columns: [columns.people, columns.months, columns.programmes, columns.pay, columns.ground],
          rows: members.map(({ personId, months, programmes, pay, ground }) => ({
            id: `${String(personId)} ${months}`,
            cells: [
              { text: String(personId), href: hrefIn(languageOf(request), `/orang/${String(personId)}`) },
              ...[spanText(request, months), programmes.join(', '), moneyText(request, pay), ground],
            ],
          })),
          none: words.noMembers,
        },
      ],
      pages: pagesOf(request, page, more),
      controls: [
        control(request, deps, 'rosters.write', {
          label: wordsIn(languageOf(request)).payerForms.addMember,
          path: `/daftar-bayar/${id}/tambah`,
        }),
        control(request, deps, 'bills.run', {
          label: words.run,
          path: '/tagihan/putaran/baru',
          query: { roster: id },
        }),
        control(request, deps, 'bills.read', { label: words.title, path: '/tagihan', query: { roster: id } }),
      ],
    })
  })
}
