import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { createElement } from 'react'
import { formatDate } from '../../../kernel/format.ts'
import { jakartaDateOf, type PlainDate } from '../../../kernel/plain-date.ts'
import { parseRegionCode } from '../../../kernel/region-code.ts'
import { inScopeOf, sightOf } from '../../../modules/access/act.ts'
import { byRequest } from '../../../modules/access/admin-routes.ts'
import { placeTexts } from '../../../modules/access/places.ts'
import { listProposalsQuery } from '../../../modules/proposals/contract.ts'
import { PROPOSED_STATES, type Proposal, type ProposedState } from '../../../modules/proposals/proposals.ts'
import { listProposals } from '../../../modules/proposals/queries.ts'
import { showProposal, type ShownProposal } from '../../../modules/proposals/show-proposal.ts'
import { textWorkbook } from '../../../platform/xlsx-out.ts'
import type { Control } from '../../../../web/administration/parts.tsx'
import type { Table } from '../../../../web/administration/table-page.tsx'
import { ProposalPage, type ProposalRow } from '../../../../web/proposals/proposal-page.tsx'
import type { FieldErrors } from '../../../../web/ui/field.tsx'
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
import { billingWords } from '../billing/payer-pages.ts'
import type { IdRoute } from '../lists/parts.ts'
import {
  countText,
  crumbsTo,
  pageNumberOf,
  PER_PAGE,
  PROGRAMMES,
  rowsOf,
  rupiahText,
  type ProgrammePageDeps,
} from '../programmes/parts.ts'
import { frameOf, sendPrivatePage } from '../send-page.ts'
import { becauseText, PROPOSALS, proposalWords } from './parts.ts'

const MOST_ROWS_OF_A_SHEET = 10_000
/** What fits on a tablet; a sheet has all of them. */
const ON_PAGE = ['proposed', 'approved'] as const

/** `/usulan` and `/usulan/:id`: what villages propose, what waits for whom, and each person with the reason. */
export function proposalPages(app: FastifyInstance, deps: ProgrammePageDeps): void {
  app.get(PROPOSALS, pageOf('proposals.read'), async (request, reply) => {
    const words = proposalWords(request)
    const page = pageNumberOf(textsOf(request)['page'])
    const found = await proposalsOf(request, deps, { limit: PER_PAGE + 1, offset: (page - 1) * PER_PAGE })
    const rows = await rowsFor(request, deps, found.slice(0, PER_PAGE), ON_PAGE)
    return sendTable(request, reply, {
      title: words.title,
      lede: words.lede,
      filters: filtersOf(request),
      tables: [{ caption: words.title, columns: headingsOf(request, ON_PAGE), rows, none: words.none }],
      pages: pagesOf(request, page, found.length > PER_PAGE),
      controls: [
        control(request, deps, 'proposals.write', { label: words.create, path: `${PROPOSALS}/baru` }),
        control(request, deps, 'people.import', { label: words.lists, path: '/daftar' }),
        control(request, deps, 'programmes.read', { label: words.programmes, path: PROGRAMMES }),
        control(request, deps, 'proposals.read', {
          label: words.download,
          path: `${PROPOSALS}.xlsx`,
          query: textsOf(request),
        }),
      ],
    })
  })
  app.get(`${PROPOSALS}.xlsx`, pageOf('proposals.read'), async (request, reply) => {
    const found = await proposalsOf(request, deps, { limit: MOST_ROWS_OF_A_SHEET, offset: 0 })
    const rows = await rowsFor(request, deps, found, PROPOSED_STATES)
    const cells = rows.map((row) => row.cells.map((cell) => (typeof cell === 'string' ? cell : cell.text)))
    return sendWorkbook(
      reply,
      'usulan',
      textWorkbook('Data', headingsOf(request, PROPOSED_STATES), rowsOf(cells)),
    )
  })
  app.get<IdRoute>(`${PROPOSALS}/:id`, pageOf('proposals.read'), (request, reply) =>
    sendProposal(request, reply, deps),
  )
}

function proposalsOf(
  request: FastifyRequest,
  { db }: ProgrammePageDeps,
  stretch: { readonly limit: number; readonly offset: number },
): Promise<Proposal[]> {
  const by = byRequest(request)
  const { region, programme, open } = filterOf(request, listProposalsQuery)
  const filter = {
    ...(region !== undefined && { region: parseRegionCode('region', region.trim()) }),
    ...(programme !== undefined && { programmeId: programme }),
    ...(open === 'yes' && { isOpen: true }),
  }
  return inScopeOf(db, by, (tx) => listProposals(tx, sightOf(by), filter, stretch))
}

function filtersOf(request: FastifyRequest) {
  const { columns, onlyOpen, all, yes } = proposalWords(request)
  return {
    action: PROPOSALS,
    questions: [
      {
        name: 'open',
        label: onlyOpen,
        options: [
          { value: '', label: all },
          { value: 'yes', label: yes },
        ],
      },
      { name: 'region', label: columns.region },
      { name: 'programme', label: columns.programme },
    ],
    values: textsOf(request),
    button: adminWords(request).filter,
  }
}

function headingsOf(request: FastifyRequest, shown: readonly ProposedState[]): string[] {
  const { columns, states } = proposalWords(request)
  const { minutes, programme, region, sentOn, people } = columns
  return [minutes, programme, region, sentOn, people, ...shown.map((state) => states[state])]
}

async function rowsFor(
  request: FastifyRequest,
  { db, clock }: ProgrammePageDeps,
  proposals: readonly Proposal[],
  states: readonly ProposedState[],
): Promise<Table['rows']> {
  const language = languageOf(request)
  const nameOf = await placeTexts(
    db,
    proposals.map(({ regionCode }) => regionCode),
    clock.today(),
  )
  return proposals.map(({ id, minutesNumber, programmeName, regionCode, submittedAt, counts }) => ({
    id,
    cells: [
      { text: minutesNumber, href: hrefIn(language, `${PROPOSALS}/${id}`) },
      programmeName,
      nameOf(regionCode),
      formatDate(jakartaDateOf(submittedAt), language),
      countText(
        request,
        PROPOSED_STATES.reduce((sum, state) => sum + counts[state], 0),
      ),
      ...states.map((state) => countText(request, counts[state])),
    ],
  }))
}

/** One proposal; after a refused decision with what was typed and why it was refused. */
export async function sendProposal(
  request: FastifyRequest<IdRoute>,
  reply: FastifyReply,
  deps: ProgrammePageDeps,
  {
    values = {},
    errors = {},
    status = 200,
  }: {
    readonly values?: Readonly<Record<string, string>>
    readonly errors?: FieldErrors
    readonly status?: number
  } = {},
): Promise<FastifyReply> {
  const words = proposalWords(request)
  const { id } = request.params
  const pageNumber = pageNumberOf(textsOf(request)['page'])
  const shown = await showProposal(deps, byRequest(request), id, pageNumber)
  const { proposal, more } = shown
  const nameOf = await placeTexts(deps.db, [proposal.regionCode], deps.clock.today())
  const decision = decisionControl(request, deps, shown)
  const frame = { ...frameOf(request), path: `${PROPOSALS}/${id}` }
  const to = (path: string) => hrefIn(frame.language, `${PROPOSALS}/${id}/${path}`)
  const page = {
    frame,
    csrf: request.actor?.csrf ?? '',
    crumbs: crumbsTo(request, [words.title, PROPOSALS]),
    title: `${proposal.programmeName}: ${nameOf(proposal.regionCode)}`,
    lede: ledeOf(request, proposal),
    notice: noticeOf(request, proposal),
    isReceipt: textsOf(request)['pesan'] === 'terkirim',
    facts: factsOf(request, shown),
    rows: shown.people.map((person) => rowOf(request, person)),
    pages: pagesOf(request, pageNumber, more),
    controls: controlsOf(request, deps, shown, decision),
    decide:
      decision && decision.refused === undefined ? { approve: to('setujui'), refuse: to('tolak') } : null,
    values,
    errors,
  }
  return sendPrivatePage(request, reply, createElement(ProposalPage, page), status)
}

/** What else can be done from a proposal; a decision that is not one's own to take stands first, with the reason. */
function controlsOf(
  request: FastifyRequest,
  deps: ProgrammePageDeps,
  { proposal, undoUntil, minutes }: ShownProposal,
  decision: Control | null,
): Control[] {
  const words = proposalWords(request)
  return [
    ...(decision?.refused === undefined ? [] : [decision]),
    control(request, deps, 'programmes.read', {
      label: proposal.programmeName,
      path: `${PROGRAMMES}/${proposal.programmeId}`,
    }),
    ...(proposal.counts.approved === 0
      ? []
      : [
          control(request, deps, 'bills.run', {
            label: billingWords(request).run,
            path: '/tagihan/putaran/baru',
            query: { roster: proposal.programmeId },
          }),
        ]),
    ...(undoUntil === null
      ? []
      : [
          control(request, deps, 'proposals.decide', {
            label: words.one.undo,
            path: `${PROPOSALS}/${proposal.id}/batal`,
          }),
        ]),
    ...minutes.map(({ id, fileName, byteCount }) =>
      control(request, deps, 'proposals.read', {
        label: words.one.minutesFileOne(fileName, countText(request, Math.ceil(byteCount / 1_024))),
        path: `${PROPOSALS}/${proposal.id}/berita-acara/${id}`,
      }),
    ),
    ...(proposal.isWithdrawn
      ? []
      : [
          control(request, deps, 'proposals.write', {
            label: words.one.minutesFile,
            path: `${PROPOSALS}/${proposal.id}/berita-acara`,
          }),
        ]),
    control(request, deps, 'proposals.write', {
      label: words.one.withdraw,
      path: `${PROPOSALS}/${proposal.id}/tarik`,
    }),
  ]
}

/** Null: nothing is left to decide. With `refused`: not by whoever asks. */
function decisionControl(
  request: FastifyRequest,
  deps: ProgrammePageDeps,
  { proposal, isOwn }: ShownProposal,
): Control | null {
  const { one } = proposalWords(request)
  const { proposed, waiting } = proposal.counts
  if (proposal.isWithdrawn || proposed + waiting === 0) return null
  const may = control(request, deps, 'proposals.decide', {
    label: one.decide,
    path: `${PROPOSALS}/${proposal.id}`,
  })
  return may.refused === undefined && isOwn ? { ...may, refused: one.own } : may
}

function ledeOf(request: FastifyRequest, { isWithdrawn, counts }: Proposal): string {
  const { one } = proposalWords(request)
  if (isWithdrawn) return one.ledeWithdrawn
  return counts.proposed > 0
    ? one.ledeOpen(countText(request, counts.proposed))
    : one.ledeDone(countText(request, counts.approved))
}

function noticeOf(request: FastifyRequest, { id, counts }: Proposal) {
  const { one } = proposalWords(request)
  const note = textsOf(request)['pesan']
  if (note === 'terkirim') return { title: one.sent, text: one.sentText(id) }
  if (note === 'berkas') return { title: one.minutesKept, text: one.minutesKeptText }
  if (note === 'kedua') return { title: one.decided, text: one.second }
  if (note !== 'simpan') return null
  const { approved, refused, waiting, proposed } = counts
  const [a, r, w, p] = [approved, refused, waiting, proposed].map((count) => countText(request, count))
  return { title: one.decided, text: one.result(a ?? '', r ?? '', w ?? '', p ?? '') }
}

function factsOf(request: FastifyRequest, shown: ShownProposal): (readonly [string, string])[] {
  const { proposal, places, approvals, undoUntil } = shown
  const { one, states } = proposalWords(request)
  const language = languageOf(request)
  const { id, minutesNumber, minutesOn, submittedAt, counts, isWithdrawn } = proposal
  const { proposed, waiting, approved } = counts
  const next = isWithdrawn
    ? one.nextNone
    : proposed > 0 && approvals === 1 && approved === 0
      ? one.nextSecond
      : proposed + waiting > 0
        ? one.nextDecide
        : approved > 0
          ? one.nextBill
          : one.nextNone
  return [
    [one.number, id],
    [one.minutes, `${minutesNumber}, ${formatDate(minutesOn as PlainDate, language)}`],
    [one.sentAt, momentText(submittedAt, request)],
    [one.next, next],
    ...PROPOSED_STATES.filter((state) => counts[state] > 0).map(
      (state) => [states[state], countText(request, counts[state])] as const,
    ),
    ...(places === null ? [] : ([[one.left, countText(request, places.places - places.filled)]] as const)),
    ...outlayFacts(request, shown),
    ...(undoUntil === null ? [] : ([[one.undoUntil, momentText(undoUntil, request)]] as const)),
  ]
}

/** What a decision would cost, while one is to be taken: whoever decides sees the rupiah before he does. */
function outlayFacts(
  request: FastifyRequest,
  { proposal, outlay }: ShownProposal,
): (readonly [string, string])[] {
  const { isWithdrawn, counts } = proposal
  if (isWithdrawn || counts.proposed + counts.waiting === 0) return []
  const { one } = proposalWords(request)
  const { needed, commits, left, missing } = outlay
  const money = (amount: bigint) => rupiahText(request, amount)
  return [
    [one.needed, money(needed)],
    ...(left === null
      ? []
      : ([
          [one.commits, money(commits)],
          [one.budgetLeft, money(left)],
        ] as const)),
    ...(missing === 0n ? [] : ([[one.missing, money(missing)]] as const)),
  ]
}

function rowOf(request: FastifyRequest, person: ShownProposal['people'][number]): ProposalRow {
  const { states, one } = proposalWords(request)
  const { personId, name, place, state, because } = person
  const saysWhy = because !== null || state === 'proposed'
  return {
    personId: String(personId),
    name: name ?? one.hidden,
    href: name === null ? null : hrefIn(languageOf(request), `/orang/${String(personId)}`),
    place: countText(request, place),
    state: states[state],
    because: saysWhy ? becauseText(request, because) : '',
    isOpen: state === 'proposed' || state === 'waiting',
  }
}
