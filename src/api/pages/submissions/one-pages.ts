import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { byRequest } from '../../../modules/access/admin-routes.ts'
import { inScopeOf } from '../../../modules/access/act.ts'
import { sendExportFile } from '../../../modules/people/export-routes.ts'
import { answerSubmission, answerSubmittedPeople } from '../../../modules/submissions/answers.ts'
import * as contract from '../../../modules/submissions/contract.ts'
import { listResults } from '../../../modules/submissions/result-queries.ts'
import { ROWS_PER_FILE } from '../../../modules/submissions/submissions.ts'
import { writeSubmissionFile } from '../../../modules/submissions/write-submission-file.ts'
import { checkShape } from '../../../platform/validate.ts'
import type { Control } from '../../../../web/administration/parts.tsx'
import type { Table } from '../../../../web/administration/table-page.tsx'
import { hrefIn } from '../../../../web/ui/links.ts'
import { languageOf } from '../../language.ts'
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
import {
  answerText,
  countText,
  dayText,
  monthText,
  PATH,
  regionNames,
  submissionCrumbs,
  wordsOf,
  type Id,
  type SubmissionPageDeps,
} from './parts.ts'

type File = { Params: { id: string; file: string } }

/** `/pengajuan/:id`: one submission, its files, its people and the results that came. */
export function onePages(app: FastifyInstance, deps: SubmissionPageDeps): void {
  app.get<Id>(`${PATH}/:id`, pageOf('submissions.read'), (request, reply) => sendOne(request, reply, deps))
  app.get<File>(`${PATH}/:id/berkas/:file`, pageOf('submissions.file'), async (request, reply) => {
    const { id, file } = checkShape(contract.fileParams, request.params)
    const { format = 'xlsx' } = filterOf(request, contract.fileQuery)
    return sendExportFile(
      reply,
      await writeSubmissionFile(deps, byRequest(request), { id, file: Number(file), format }),
    )
  })
}

async function sendOne(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: SubmissionPageDeps,
): Promise<FastifyReply> {
  const words = wordsOf(request)
  const { id } = request.params as { id: string }
  const by = byRequest(request)
  const found = await answerSubmission(deps, by, id)
  const query = filterOf(request, contract.submittedPeopleQuery)
  const people = await answerSubmittedPeople(deps, by, found.id, query)
  const named = await regionNames(request, deps, [found.region, ...people.people.map(({ region }) => region)])
  const all = { value: '', label: adminWords(request).all }
  const answers = Object.entries(words.answers).map(([value, label]) => ({ value, label }))
  return sendTable(request, reply, {
    title: found.number,
    lede: found.whole ? `${words.templates[found.template]}, ${named(found.region)}` : words.part,
    crumbs: submissionCrumbs(request),
    facts: [
      [words.state, words.states[found.state]],
      [words.roster, found.rosterName ?? words.anyRoster],
      ...(found.month === null ? [] : [[words.month, monthText(request, found.month)] as const]),
      [words.madeAt, momentText(new Date(found.madeAt), request)],
      [words.sentOn, dayText(request, found.sentOn) || words.notSent],
      [words.people, countText(request, found.people)],
      [words.open, countText(request, found.open)],
      [words.members, countText(request, found.members)],
      [words.rejected, countText(request, found.rejected)],
    ],
    filters: {
      action: `${PATH}/${found.number}`,
      questions: [{ name: 'state', label: words.answer, options: [all, ...answers] }],
      values: textsOf(request),
      button: adminWords(request).filter,
    },
    tables: [
      ...(found.files > 0 && found.state !== 'withdrawn' ? [filesTable(request, found)] : []),
      peopleTable(request, people.people, named),
      ...(found.whole ? [await resultsTable(request, deps, found)] : []),
    ],
    pages: pagesOf(request, people.page, people.more),
    controls: controlsOf(request, deps, found),
  })
}

function controlsOf(
  request: FastifyRequest,
  deps: SubmissionPageDeps,
  { number, state, whole, rejected }: contract.SubmissionAnswer,
): Control[] {
  const words = wordsOf(request)
  const to = (action: Parameters<typeof control>[2], label: string, path: string) =>
    control(request, deps, action, { label, path: `${PATH}/${number}/${path}` })
  const isSent = state !== 'draft' && state !== 'withdrawn'
  return [
    ...(whole && isSent ? [to('submissions.answer', words.load, 'hasil')] : []),
    ...(whole && state === 'draft'
      ? [to('submissions.write', words.send, 'kirim'), to('submissions.write', words.withdraw, 'tarik')]
      : []),
    ...(rejected > 0 ? [to('submissions.mend', words.mend, 'perbaiki')] : []),
  ]
}

function filesTable(request: FastifyRequest, { number, files, people }: contract.SubmissionAnswer): Table {
  const [words, language] = [wordsOf(request), languageOf(request)]
  const rowsIn = (file: number) => Math.min(ROWS_PER_FILE, people - (file - 1) * ROWS_PER_FILE)
  return {
    caption: words.files,
    columns: [words.file, words.fileRows, 'Excel', 'CSV'],
    rows: Array.from({ length: files }, (_, index) => {
      const href = `${PATH}/${number}/berkas/${String(index + 1)}`
      return {
        id: String(index + 1),
        cells: [
          `${number}-${String(index + 1)}`,
          countText(request, rowsIn(index + 1)),
          { text: words.downloadAs('Excel'), href: hrefIn(language, href) },
          { text: words.downloadAs('CSV'), href: hrefIn(language, href, { format: 'csv' }) },
        ],
      }
    }),
    none: words.filesNote,
  }
}

function peopleTable(
  request: FastifyRequest,
  people: contract.SubmittedPeopleAnswer['people'],
  named: (region: string) => string,
): Table {
  const [words, language] = [wordsOf(request), languageOf(request)]
  return {
    caption: words.peopleCaption,
    columns: [words.name, words.region, words.roster, words.answer, words.toldOn],
    rows: people.map((person) => ({
      id: String(person.person),
      cells: [
        { text: person.name, href: hrefIn(language, `/orang/${String(person.person)}`) },
        named(person.region),
        person.roster,
        answerText(request, person),
        dayText(request, person.toldOn),
      ],
    })),
    none: words.noPeople,
  }
}

async function resultsTable(
  request: FastifyRequest,
  deps: SubmissionPageDeps,
  { id, number }: contract.SubmissionAnswer,
): Promise<Table> {
  const [words, language] = [wordsOf(request), languageOf(request)]
  const results = await inScopeOf(deps.db, byRequest(request), (tx) => listResults(tx, id))
  return {
    caption: words.results,
    columns: [words.fileName, words.toldOn, words.state, words.count, words.members, words.rejected],
    rows: results.map((result) => ({
      id: result.id,
      cells: [
        { text: result.fileName, href: hrefIn(language, `${PATH}/${number}/hasil/${result.id}`) },
        dayText(request, result.toldOn),
        words.resultStates[result.state],
        countText(request, result.rowCount),
        countText(request, result.counts.member),
        countText(request, result.counts.rejected),
      ],
    })),
    none: words.noResults,
  }
}
