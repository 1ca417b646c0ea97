import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { inScopeOf } from '../../../modules/access/act.ts'
import { byRequest } from '../../../modules/access/admin-routes.ts'
import { reasonBody } from '../../../modules/access/contract.ts'
import { placeTexts } from '../../../modules/access/places.ts'
import { noteOf } from '../../../modules/law/answers.ts'
import { programmesIn } from '../../../modules/payers/payers.ts'
import { answerProgrammes } from '../../../modules/programmes/answers.ts'
import { listProgrammesQuery } from '../../../modules/programmes/contract.ts'
import { closeProgramme } from '../../../modules/programmes/create-programme.ts'
import { priceOf, type SupportProgramme } from '../../../modules/programmes/programmes.ts'
import { getProgramme } from '../../../modules/programmes/queries.ts'
import { showProgrammes, sumsOf, type ProgrammeSums } from '../../../modules/programmes/show-programmes.ts'
import { textWorkbook } from '../../../platform/xlsx-out.ts'
import type { Table } from '../../../../web/administration/table-page.tsx'
import { programmeRuleSentence } from '../../../../web/locales/programme-rule-sentence.ts'
import { wordsIn } from '../../../../web/locales/public.ts'
import { hrefIn } from '../../../../web/ui/links.ts'
import { languageOf } from '../../language.ts'
import { sendWorkbook } from '../../workbook.ts'
import {
  adminWords,
  control,
  filterOf,
  pageOf,
  pagesOf,
  sendForm,
  sendTable,
  submit,
  textsOf,
  type Form,
} from '../administration/parts.ts'
import type { IdRoute } from '../lists/parts.ts'
import {
  countText,
  crumbsTo,
  monthText,
  pageNumberOf,
  PER_PAGE,
  PROGRAMMES,
  programmeWords,
  rowsOf,
  rupiahText,
  type ProgrammePageDeps,
} from './parts.ts'

const MOST_ROWS_OF_A_SHEET = 10_000

/** `/program`: promises of payers, each with its conditions, prices, places and people. */
export function programmePages(app: FastifyInstance, deps: ProgrammePageDeps): void {
  app.get(PROGRAMMES, pageOf('programmes.read'), async (request, reply) => {
    const words = programmeWords(request)
    const { page: asked, ...filter } = filterOf(request, listProgrammesQuery)
    const page = pageNumberOf(asked)
    const stretch = { limit: PER_PAGE + 1, offset: (page - 1) * PER_PAGE }
    const found = await showProgrammes(deps, byRequest(request), filter, stretch)
    const rows = await rowsFor(request, deps, found.slice(0, PER_PAGE))
    return sendTable(request, reply, {
      title: words.title,
      lede: words.lede,
      filters: filtersOf(request),
      tables: [{ caption: words.title, columns: headingsOf(request), rows, none: words.none }],
      pages: pagesOf(request, page, found.length > PER_PAGE),
      controls: [
        control(request, deps, 'programmes.write', { label: words.create, path: `${PROGRAMMES}/baru` }),
        control(request, deps, 'programmes.read', { label: words.places, path: '/kuota' }),
        control(request, deps, 'programmes.read', {
          label: words.download,
          path: `${PROGRAMMES}.xlsx`,
          query: textsOf(request),
        }),
      ],
    })
  })
  app.get(`${PROGRAMMES}.xlsx`, pageOf('programmes.read'), async (request, reply) => {
    const { page: _page, ...filter } = filterOf(request, listProgrammesQuery)
    const found = await showProgrammes(deps, byRequest(request), filter, {
      limit: MOST_ROWS_OF_A_SHEET,
      offset: 0,
    })
    const rows = await rowsFor(request, deps, found)
    const cells = rows.map((row) => row.cells.map((cell) => (typeof cell === 'string' ? cell : cell.text)))
    return sendWorkbook(reply, 'program', textWorkbook('Data', headingsOf(request), rowsOf(cells)))
  })
  app.get<IdRoute>(`${PROGRAMMES}/:id`, pageOf('programmes.read'), (request, reply) =>
    sendProgramme(request, reply, deps),
  )
  closePages(app, deps)
}

function filtersOf(request: FastifyRequest) {
  const { columns } = programmeWords(request)
  return {
    action: PROGRAMMES,
    questions: [
      { name: 'region', label: columns.region },
      { name: 'month', label: columns.month },
      { name: 'payer', label: columns.payer },
    ],
    values: textsOf(request),
    button: adminWords(request).filter,
  }
}

function headingsOf(request: FastifyRequest): string[] {
  const { columns } = programmeWords(request)
  const { name, payer, region, firstMonth, months, places, filled, proposed, state } = columns
  return [name, payer, region, firstMonth, months, places, filled, proposed, state]
}

async function rowsFor(
  request: FastifyRequest,
  { db, clock }: ProgrammePageDeps,
  found: readonly { readonly programme: SupportProgramme; readonly sums: ProgrammeSums }[],
): Promise<Table['rows']> {
  const words = programmeWords(request)
  const nameOf = await placeTexts(
    db,
    found.map(({ programme }) => programme.regionCode),
    clock.today(),
  )
  return found.map(({ programme: { id, name, payerName, regionCode, firstMonth, ...more }, sums }) => ({
    id,
    cells: [
      { text: name, href: hrefIn(languageOf(request), `${PROGRAMMES}/${id}`) },
      payerName,
      nameOf(regionCode),
      monthText(request, firstMonth),
      words.monthCount(countText(request, more.monthCount)),
      ...[sums.places, sums.filled, sums.proposed + sums.waiting].map((count) => countText(request, count)),
      more.isClosed ? words.closed : words.open,
    ],
  }))
}

async function sendProgramme(
  request: FastifyRequest<IdRoute>,
  reply: FastifyReply,
  deps: ProgrammePageDeps,
): Promise<FastifyReply> {
  const words = programmeWords(request)
  const { id } = request.params
  const [programme, sums] = await inScopeOf(deps.db, byRequest(request), async (tx) => [
    await getProgramme(tx, id),
    (await sumsOf(tx, [id])).get(id),
  ])
  if (sums === undefined) throw new Error('one programme has one row of sums')
  const path = `${PROGRAMMES}/${id}`
  return sendTable(request, reply, {
    title: programme.name,
    lede: words.oneLede(countText(request, sums.filled), countText(request, sums.places)),
    crumbs: crumbsTo(request, [words.title, PROGRAMMES]),
    facts: await factsOf(request, deps, programme),
    tables: [
      await ruleTable(request, deps, programme),
      peopleTable(request, sums),
      priceTable(request, deps, programme),
    ],
    controls: [
      control(request, deps, 'proposals.read', {
        label: words.proposals,
        path: '/usulan',
        query: { programme: id },
      }),
      control(request, deps, 'proposals.write', {
        label: wordsIn(languageOf(request)).proposals.create,
        path: '/usulan/baru',
        query: { programme: id },
      }),
      control(request, deps, 'programmes.read', { label: words.places, path: `/kuota/${id}` }),
      control(request, deps, 'rosters.read', { label: words.roster, path: `/daftar-bayar/${id}` }),
      control(request, deps, 'bills.read', {
        label: words.bills,
        path: '/tagihan',
        query: { roster: id },
      }),
      control(request, deps, 'programmes.write', { label: words.closeAct, path: `${path}/tutup` }),
    ],
  })
}

async function factsOf(
  request: FastifyRequest,
  { db, clock }: ProgrammePageDeps,
  programme: SupportProgramme,
): Promise<(readonly [string, string])[]> {
  const words = programmeWords(request)
  const { columns } = words
  const nameOf = await placeTexts(db, [programme.regionCode], clock.today())
  const { payerKind, income, bpjsGroupCode } = programme
  return [
    [columns.payer, programme.payerName],
    [columns.payerKind, wordsIn(languageOf(request)).billing.payerKinds[payerKind as 'self']],
    [columns.region, nameOf(programme.regionCode)],
    [columns.firstMonth, monthText(request, programme.firstMonth)],
    [columns.months, words.monthCount(countText(request, programme.monthCount))],
    [columns.programmes, programmesIn(programme.programmes).join(', ')],
    [columns.income, income === 0n ? words.lowestIncome : rupiahText(request, income)],
    [columns.legalBasis, programme.legalBasis],
    ...(bpjsGroupCode === null ? [] : ([[columns.groupCode, bpjsGroupCode]] as const)),
    [columns.state, programme.isClosed ? words.closed : words.open],
  ]
}

async function ruleTable(
  request: FastifyRequest,
  { db, clock }: ProgrammePageDeps,
  programme: SupportProgramme,
): Promise<Table> {
  const words = programmeWords(request)
  const wording = {
    language: languageOf(request),
    sentenceOf: programmeRuleSentence,
    on: clock.today(),
  }
  const [answer] = await answerProgrammes(db, [programme], wording)
  return {
    caption: words.rulesCaption,
    columns: [words.columns.rule],
    rows: (answer?.rules ?? []).map(({ rule, sentence }) => ({
      id: `${rule} ${sentence}`,
      cells: [sentence],
    })),
    none: words.everybody,
  }
}

function peopleTable(request: FastifyRequest, sums: ProgrammeSums): Table {
  const { peopleCaption, columns, states, none } = programmeWords(request)
  return {
    caption: peopleCaption,
    columns: [columns.state, columns.people],
    rows: (['approved', 'proposed', 'waiting', 'refused'] as const).map((state) => ({
      id: state,
      cells: [states[state], countText(request, sums[state])],
    })),
    none,
  }
}

function priceTable(
  request: FastifyRequest,
  { book }: ProgrammePageDeps,
  programme: SupportProgramme,
): Table {
  const { priceCaption, priceNone, columns } = programmeWords(request)
  const { months, notes } = priceOf(programme, 'other', book)
  const said = notes.map((note) => noteOf(note, languageOf(request)).message)
  return {
    caption: priceCaption,
    columns: [columns.month, columns.perPerson, columns.note],
    rows: months.map(({ month, perPerson }, index) => ({
      id: month,
      cells: [
        monthText(request, month),
        rupiahText(request, perPerson),
        index === 0 ? [...new Set(said)].join(' ') : '',
      ],
    })),
    none: priceNone,
  }
}

function closePages(app: FastifyInstance, deps: ProgrammePageDeps): void {
  const path = `${PROGRAMMES}/:id/tutup`
  const form = async (request: FastifyRequest<IdRoute>): Promise<Form> => {
    const words = programmeWords(request)
    const { id } = request.params
    const { name } = await inScopeOf(deps.db, byRequest(request), (tx) => getProgramme(tx, id))
    return {
      title: words.close.title,
      lede: words.close.lede,
      crumbs: crumbsTo(request, [words.title, PROGRAMMES], [name, `${PROGRAMMES}/${id}`]),
      questions: [{ name: 'reason', label: words.form.reason, hint: words.form.reasonHint }],
      button: words.close.button,
    }
  }
  app.get<IdRoute>(path, pageOf('programmes.write'), async (request, reply) =>
    sendForm(request, reply, await form(request), {}),
  )
  app.post<IdRoute>(path, pageOf('programmes.write'), async (request, reply) =>
    submit(request, reply, await form(request), reasonBody, async ({ reason }) => {
      const { id } = request.params
      await closeProgramme(deps, byRequest(request), { id, reason })
      return `${PROGRAMMES}/${id}`
    }),
  )
}
