import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { createElement } from 'react'
import { formatNumber } from '../../../kernel/format.ts'
import { byRequest } from '../../../modules/access/admin-routes.ts'
import { inScopeOf, sightOf } from '../../../modules/access/act.ts'
import { reasonBody } from '../../../modules/access/contract.ts'
import { placeTexts } from '../../../modules/access/places.ts'
import { EMPTY_TALLY } from '../../../modules/imports/imports.ts'
import { listLists, getListKeeping, type ListLine } from '../../../modules/imports/preparation-queries.ts'
import { arrivedBytes, type Preparation } from '../../../modules/imports/preparation.ts'
import { listOutcomeExamples } from '../../../modules/imports/outcome-examples.ts'
import type { ImportRecord } from '../../../modules/imports/queries.ts'
import { makeErrorFile } from '../../../modules/imports/make-error-file.ts'
import { wordsIn } from '../../../../web/locales/public.ts'
import { ReceiptPage, type ReceiptPageProps } from '../../../../web/imports/receipt-page.tsx'
import type { Control } from '../../../../web/administration/parts.tsx'
import { hrefIn } from '../../../../web/ui/links.ts'
import { languageOf } from '../../language.ts'
import { sendWorkbook } from '../../workbook.ts'
import {
  adminWords,
  control,
  pageOf,
  pagesOf,
  sendForm,
  sendTable,
  submit,
  textsOf,
  type Form,
} from '../administration/parts.ts'
import { frameOf, queryOf, sendPrivatePage } from '../send-page.ts'
import { placeWords, type ListPlace } from './list-place.ts'
import {
  findList,
  listCrumbs,
  listWords,
  momentIn,
  purposeTitle,
  sendProgress,
  sentenceOf,
  troubleSentence,
  type IdRoute,
  type ListPageDeps,
  type PlaceDeps,
} from './parts.ts'

const PER_PAGE = 50

/** `/daftar` and `/daftar/:id`, and the same for lists of employers: the lists of one's office, and what became of each. */
export function listPages(app: FastifyInstance, deps: PlaceDeps): void {
  const { place } = deps
  const { path, action } = place
  app.get(path, pageOf(action), async (request, reply) => {
    const words = placeWords(request, place)
    const by = byRequest(request)
    const page = /^[1-9]\d{0,4}$/.test(textsOf(request)['page'] ?? '') ? Number(textsOf(request)['page']) : 1
    const window = { ...place.shown, limit: PER_PAGE + 1, offset: (page - 1) * PER_PAGE }
    const lists = await inScopeOf(deps.db, by, (tx) => listLists(tx, sightOf(by), window))
    const shown = lists.slice(0, PER_PAGE)
    const nameOf = await placeTexts(
      deps.db,
      shown.map(({ region }) => region),
      deps.clock.today(),
    )
    return sendTable(request, reply, {
      title: words.title,
      lede: words.lede,
      crumbs: place.above(request),
      tables: [
        {
          caption: words.caption,
          columns: [words.file, words.purpose, words.region, words.state, words.counts, words.at],
          rows: shown.map((list) => listRow(list, nameOf(list.region), request, place)),
          none: words.none,
        },
      ],
      pages: pagesOf(request, page, lists.length > PER_PAGE),
      controls: [
        control(request, deps, action, { label: words.newList, path: `${path}/baru` }),
        place.subject === 'people'
          ? control(request, deps, 'people.find', { label: words.findPeople, path: '/orang' })
          : control(request, deps, 'employers.read', { label: words.findEmployers, path: '/perusahaan' }),
      ],
    })
  })

  app.get<IdRoute>(`${path}/:id`, pageOf(action), async (request, reply) => {
    const { list, preparation, isOwn } = await findList(deps, request, request.params.id)
    if (list.state === 'stored' && preparation && isOwn)
      return sendUnconfirmed(request, reply, deps, list, preparation)
    if (list.state === 'running') return sendRunning(request, reply, deps, list, isOwn)
    return sendReceipt(request, reply, deps, list, preparation, isOwn)
  })

  app.get<IdRoute>(`${path}/:id/perbaiki.xlsx`, pageOf(action), async (request, reply) => {
    const { id } = request.params
    const { list } = await findList(deps, request, id)
    const file = await makeErrorFile(place.lists, byRequest(request), id, (said, row) =>
      sentenceOf(request, list, said, row),
    )
    return sendWorkbook(reply, 'perbaiki', file)
  })

  undoPage(app, deps)
}

function listRow(list: ListLine, regionName: string, request: FastifyRequest, place: ListPlace) {
  const words = placeWords(request, place)
  const language = languageOf(request)
  const { rows, accepted } = list.tally
  return {
    id: list.id,
    cells: [
      {
        text: list.fileName === '' ? words.file : list.fileName,
        href: hrefIn(language, `${place.path}/${list.id}`),
      },
      purposeTitle(request, list),
      regionName,
      words.states[list.state],
      words.counts === '' || rows === 0
        ? ''
        : words.countsText(formatNumber(rows, language), formatNumber(accepted, language)),
      momentIn(list.createdAt, request),
    ],
  }
}

/** A list that waits for its owner, or is being looked through for him. */
async function sendUnconfirmed(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: PlaceDeps,
  list: ImportRecord,
  { stage, pieces }: Preparation,
): Promise<FastifyReply> {
  const words = listWords(request).progress
  const { id, fileName } = list
  if (stage === 'arriving') {
    const { byteCount } = await inScopeOf(deps.db, byRequest(request), (tx) => getListKeeping(tx, id))
    const language = languageOf(request)
    const sentences = [
      words.arriving(formatNumber(arrivedBytes(pieces), language), formatNumber(byteCount, language)),
    ]
    return sendProgress(request, reply, deps, {
      id,
      fileName,
      title: words.arrivingTitle,
      sentences,
      stop: listWords(request).preview.giveUp,
    })
  }
  if (stage === 'previewing' && deps.runner.progressOf(id))
    return sendProgress(request, reply, deps, {
      id,
      fileName,
      title: words.previewTitle,
      sentences: progressSentences(request, deps, id),
      stop: null,
    })
  return reply.redirect(hrefIn(languageOf(request), `${deps.place.path}/${id}/pratinjau`), 303)
}

function sendRunning(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: PlaceDeps,
  list: ImportRecord,
  isOwn: boolean,
): FastifyReply {
  const words = listWords(request).progress
  const { id, fileName, tally } = list
  const known = progressSentences(request, deps, id)
  const sentences = known.length > 0 ? known : [words.rows(formatNumber(tally.rows, languageOf(request)))]
  return sendProgress(request, reply, deps, {
    id,
    fileName,
    title: words.runTitle,
    sentences,
    stop: isOwn ? words.stop : null,
  })
}

function progressSentences(request: FastifyRequest, { runner }: ListPageDeps, id: string): string[] {
  const words = listWords(request).progress
  const language = languageOf(request)
  const progress = runner.progressOf(id)
  if (!progress) return []
  if (progress.since === null) return [words.waits]
  const seconds = (performance.now() - progress.since) / 1_000
  return [
    words.rows(formatNumber(progress.rows, language)),
    ...(progress.rows > 0 && seconds > 0.5
      ? [words.speed(formatNumber(Math.round(progress.rows / seconds), language))]
      : []),
  ]
}

async function sendReceipt(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: PlaceDeps,
  list: ImportRecord,
  preparation: Preparation | null,
  isOwn: boolean,
): Promise<FastifyReply> {
  const { place } = deps
  const words = placeWords(request, place).receipt
  const frame = frameOf(request)
  const count = (number: number) => formatNumber(number, frame.language)
  const open = list.tally.refused + list.tally.held
  const isIn = list.state === 'done'
  const examples = await inScopeOf(deps.db, byRequest(request), (tx) =>
    listOutcomeExamples(tx, list.id, 'import_rows'),
  )
  const page: ReceiptPageProps = {
    frame,
    crumbs: listCrumbs(request, deps),
    subject: place.subject,
    title: list.fileName === '' ? words.title : list.fileName,
    lede: ledeOf(list, words, count),
    trouble: preparation ? troubleSentence(request, preparation) : null,
    tally: isIn ? list.tally : EMPTY_TALLY,
    facts: await factsOf(request, deps, list),
    next: nextOf(deps, list, words, count),
    remarks: examples.map(({ code, count: rows, row, outcome }) => ({
      code,
      count: count(rows),
      example: sentenceOf(request, list, outcome, row),
    })),
    controls: receiptControls(request, deps, list, {
      canPropose: isOwn,
      canMend: open > 0 && isOwn && preparation !== null && list.hasFile,
    }),
    note: queryOf(request)['pesan'] === 'simpan' ? adminWords(request).done : null,
  }
  return sendPrivatePage(request, reply, createElement(ReceiptPage, page))
}

/** What can be done with a list that has ended. */
function receiptControls(
  request: FastifyRequest,
  deps: PlaceDeps,
  { id, state }: ImportRecord,
  { canPropose, canMend }: { readonly canPropose: boolean; readonly canMend: boolean },
): Control[] {
  const { place } = deps
  const language = languageOf(request)
  const { receipt, newList } = placeWords(request, place)
  const fresh = { label: newList, href: hrefIn(language, `${place.path}/baru`) }
  if (state !== 'done') return [fresh]
  const ofPeople = place.subject === 'people'
  return [
    ...(ofPeople && canPropose
      ? [
          control(request, deps, 'proposals.write', {
            label: wordsIn(language).proposals.create,
            path: '/usulan/baru',
            query: { from: `import:${id}` },
          }),
        ]
      : []),
    ...(canMend
      ? [{ label: receipt.file, href: hrefIn(language, `${place.path}/${id}/perbaiki.xlsx`) }]
      : []),
    fresh,
    ...(ofPeople
      ? [control(request, deps, 'people.merge', { label: receipt.pairs, path: '/orang/gabung' })]
      : []),
    control(request, deps, place.undoAction, {
      label: receipt.undo,
      path: `${place.path}/${id}/kembalikan`,
    }),
  ]
}

/** What is left to be done, and what this server still does with the list. */
function nextOf(
  { runner }: ListPageDeps,
  { id, state, tally, hasFile }: ImportRecord,
  words: ReturnType<typeof listWords>['receipt'],
  count: (number: number) => string,
): string {
  const open = state === 'done' ? tally.refused + tally.held : 0
  const compared = runner.comparedOf(id)
  return [
    open > 0 ? words.nextMend(count(open)) : words.nextNone,
    ...(hasFile ? [] : [words.fileGone]),
    ...(compared === null ? [] : [words.comparing(count(compared))]),
  ].join(' ')
}

function ledeOf(
  { state, tally }: ImportRecord,
  words: ReturnType<typeof listWords>['receipt'],
  count: (number: number) => string,
): string {
  if (state === 'cancelled' || state === 'undone' || state === 'refused') return words[state]
  return tally.accepted === 0 && tally.refused + tally.held === 0
    ? words.nothingNew
    : words.done(count(tally.accepted))
}

async function factsOf(
  request: FastifyRequest,
  deps: ListPageDeps,
  list: ImportRecord,
): Promise<[string, string][]> {
  const words = listWords(request)
  const nameOf = await placeTexts(deps.db, [list.region], deps.clock.today())
  const {
    ignoredSheets = [],
    unknownColumns = [],
    hiddenRows = 0,
  } = list.reading as {
    readonly ignoredSheets?: readonly { readonly name: string }[]
    readonly unknownColumns?: readonly string[]
    readonly hiddenRows?: number
  }
  const language = languageOf(request)
  return [
    [words.receipt.number, list.id],
    [words.purpose, purposeTitle(request, list)],
    [words.region, nameOf(list.region)],
    [words.state, words.states[list.state]],
    [words.at, momentIn(list.createdAt, request)],
    ...(list.finishedAt === null
      ? []
      : [[words.receipt.finishedAt, momentIn(list.finishedAt, request)] as [string, string]]),
    ...(list.seconds === null
      ? []
      : [
          [
            words.receipt.seconds,
            words.receipt.secondsText(formatNumber(Math.ceil(list.seconds), language)),
          ] as [string, string],
        ]),
    ...(ignoredSheets.length === 0
      ? []
      : [[words.receipt.sheets, ignoredSheets.map(({ name }) => name).join(', ')] as [string, string]]),
    ...(unknownColumns.length === 0
      ? []
      : [[words.receipt.unknown, unknownColumns.join(', ')] as [string, string]]),
    ...(hiddenRows === 0
      ? []
      : [[words.receipt.hidden, formatNumber(hiddenRows, language)] as [string, string]]),
    ...(list.undoneBecause === null ? [] : [[words.receipt.because, list.undoneBecause] as [string, string]]),
  ]
}

function undoPage(app: FastifyInstance, deps: PlaceDeps): void {
  const { place } = deps
  const form = (request: FastifyRequest, list: ImportRecord): Form => {
    const { receipt } = placeWords(request, place)
    const { reason, reasonHint } = adminWords(request)
    return {
      title: receipt.undoTitle,
      lede: `${list.fileName}. ${receipt.undoLede}`,
      crumbs: listCrumbs(request, deps, [receipt.title, `${place.path}/${list.id}`]),
      questions: [{ name: 'reason', label: reason, hint: reasonHint }],
      button: receipt.undo,
    }
  }
  const path = `${place.path}/:id/kembalikan`
  app.get<IdRoute>(path, pageOf(place.undoAction), async (request, reply) => {
    const { list } = await findList(deps, request, request.params.id)
    return sendForm(request, reply, form(request, list), {})
  })
  app.post<IdRoute>(path, pageOf(place.undoAction), async (request, reply) => {
    const { list } = await findList(deps, request, request.params.id)
    return submit(request, reply, form(request, list), reasonBody, async ({ reason }) => {
      await place.undo(byRequest(request), list, { id: list.id, reason })
      return `${place.path}/${list.id}`
    })
  })
}
