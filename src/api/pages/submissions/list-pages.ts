import type { FastifyInstance, FastifyRequest } from 'fastify'
import { byRequest } from '../../../modules/access/admin-routes.ts'
import { answerProgress, answerSubmissions } from '../../../modules/submissions/answers.ts'
import * as contract from '../../../modules/submissions/contract.ts'
import { PROGRESS_STEPS } from '../../../modules/submissions/progress-queries.ts'
import { textWorkbook } from '../../../platform/xlsx-out.ts'
import type { Control } from '../../../../web/administration/parts.tsx'
import type { Table, TableRow } from '../../../../web/administration/table-page.tsx'
import { hrefIn } from '../../../../web/ui/links.ts'
import { languageOf } from '../../language.ts'
import { sendWorkbook } from '../../workbook.ts'
import {
  adminWords,
  control,
  filterOf,
  pageOf,
  pagesOf,
  sendTable,
  textsOf,
} from '../administration/parts.ts'
import {
  countText,
  dayText,
  monthText,
  PATH,
  regionNames,
  submissionCrumbs,
  textRows,
  wordsOf,
  type SubmissionPageDeps,
} from './parts.ts'

/** `/pengajuan`, the queue of submissions, and `/pengajuan/kemajuan`, how far the people of programmes have come; both also as workbooks. */
export function listPages(app: FastifyInstance, deps: SubmissionPageDeps): void {
  app.get(PATH, pageOf('submissions.read'), async (request, reply) => {
    const words = wordsOf(request)
    const { table, pages } = await queue(request, deps)
    const all = { value: '', label: adminWords(request).all }
    const states = Object.entries(words.states).map(([value, label]) => ({ value, label }))
    return sendTable(request, reply, {
      title: words.title,
      lede: words.lede,
      filters: {
        action: PATH,
        questions: [
          { name: 'state', label: words.state, options: [all, ...states] },
          { name: 'region', label: words.region },
          { name: 'roster', label: words.roster },
        ],
        values: textsOf(request),
        button: adminWords(request).filter,
      },
      tables: [table],
      pages,
      controls: queueControls(request, deps),
    })
  })
  app.get(`${PATH}.xlsx`, pageOf('submissions.read'), async (request, reply) => {
    const { table } = await queue(request, deps)
    return sendWorkbook(reply, 'pengajuan', workbookOf(table))
  })
  app.get(`${PATH}/kemajuan`, pageOf('submissions.read'), async (request, reply) => {
    const words = wordsOf(request)
    const { table, pages } = await progress(request, deps)
    return sendTable(request, reply, {
      title: words.progress,
      lede: words.progressLede,
      crumbs: submissionCrumbs(request),
      filters: {
        action: `${PATH}/kemajuan`,
        questions: [
          { name: 'region', label: words.region },
          { name: 'programme', label: words.programme },
        ],
        values: textsOf(request),
        button: adminWords(request).filter,
      },
      tables: [table],
      pages,
      controls: [workbook(request, deps, `${PATH}/kemajuan.xlsx`)],
    })
  })
  app.get(`${PATH}/kemajuan.xlsx`, pageOf('submissions.read'), async (request, reply) => {
    const { table } = await progress(request, deps)
    return sendWorkbook(reply, 'kemajuan', workbookOf(table))
  })
}

function queueControls(request: FastifyRequest, deps: SubmissionPageDeps): Control[] {
  const words = wordsOf(request)
  return [
    control(request, deps, 'submissions.write', { label: words.make, path: `${PATH}/baru` }),
    control(request, deps, 'submissions.read', { label: words.toMend, path: `${PATH}/ditolak` }),
    control(request, deps, 'submissions.read', { label: words.progress, path: `${PATH}/kemajuan` }),
    workbook(request, deps, `${PATH}.xlsx`),
  ]
}

const workbook = (request: FastifyRequest, deps: SubmissionPageDeps, path: string) =>
  control(request, deps, 'submissions.read', {
    label: wordsOf(request).downloadAs('Excel'),
    path,
    query: textsOf(request),
  })

async function queue(
  request: FastifyRequest,
  deps: SubmissionPageDeps,
): Promise<{ readonly table: Table; readonly pages: Control[] }> {
  const [words, language] = [wordsOf(request), languageOf(request)]
  const query = filterOf(request, contract.listSubmissionsQuery)
  const { submissions, page, more } = await answerSubmissions(deps, byRequest(request), query)
  const named = await regionNames(
    request,
    deps,
    submissions.map(({ region }) => region),
  )
  const today = deps.clock.now().getTime()
  const rows = submissions.map((each): TableRow => {
    const answered = each.members + each.rejected
    return {
      id: each.id,
      cells: [
        { text: each.number, href: hrefIn(language, `${PATH}/${each.number}`) },
        words.templates[each.template],
        named(each.region),
        each.rosterName ?? words.anyRoster,
        monthText(request, each.month),
        words.states[each.state],
        dayText(request, each.sentOn) || words.notSent,
        words.days(countText(request, Math.floor((today - new Date(each.madeAt).getTime()) / 86_400_000))),
        ...[each.people, each.open, each.members, each.rejected].map((count) => countText(request, count)),
        `${countText(request, Math.floor((100 * answered) / Math.max(1, each.people)))}%`,
      ],
    }
  })
  return {
    table: {
      caption: words.caption,
      columns: [
        ...[words.number, words.template, words.region, words.roster, words.month, words.state, words.sentOn],
        ...[words.age, words.people, words.open, words.members, words.rejected, words.share],
      ],
      rows,
      none: words.none,
    },
    pages: pagesOf(request, page, more),
  }
}

async function progress(
  request: FastifyRequest,
  deps: SubmissionPageDeps,
): Promise<{ readonly table: Table; readonly pages: Control[] }> {
  const words = wordsOf(request)
  const query = filterOf(request, contract.progressQuery)
  const { programmes, page, more } = await answerProgress(deps, byRequest(request), query)
  const named = await regionNames(
    request,
    deps,
    programmes.map(({ region }) => region),
  )
  const rows = programmes.map((each): TableRow => ({
    id: `${each.programme} ${each.region}`,
    cells: [
      each.name,
      named(each.region),
      ...PROGRESS_STEPS.map((step) => countText(request, each[step])),
      countText(request, each.people),
    ],
  }))
  return {
    table: {
      caption: words.progress,
      columns: [
        words.programme,
        words.region,
        ...PROGRESS_STEPS.map((step) => words.steps[step]),
        words.total,
      ],
      rows,
      none: words.progressNone,
    },
    pages: pagesOf(request, page, more),
  }
}

function workbookOf({ columns, rows }: Table) {
  const texts = rows.map(({ cells }) => cells.map((cell) => (typeof cell === 'string' ? cell : cell.text)))
  return textWorkbook('Data', columns, textRows(texts))
}
