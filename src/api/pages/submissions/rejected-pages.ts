import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { parseRegionCode } from '../../../kernel/region-code.ts'
import { byRequest } from '../../../modules/access/admin-routes.ts'
import { answerRejected } from '../../../modules/submissions/answers.ts'
import * as contract from '../../../modules/submissions/contract.ts'
import { sendExportFile } from '../../../modules/people/export-routes.ts'
import { writeRejectedFile } from '../../../modules/submissions/write-rejected-file.ts'
import { rejectionSentence } from '../../../../web/locales/rejection-sentence.ts'
import type { Table } from '../../../../web/administration/table-page.tsx'
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
import {
  answerText,
  countText,
  PATH,
  regionNames,
  submissionCrumbs,
  wordsOf,
  type SubmissionPageDeps,
} from './parts.ts'

const REJECTED = `${PATH}/ditolak`

/** `/pengajuan/ditolak`: whom BPJS Ketenagakerjaan did not take, with what to do, and the same as a list to mend. */
export function rejectedPages(app: FastifyInstance, deps: SubmissionPageDeps): void {
  app.get(REJECTED, pageOf('submissions.read'), (request, reply) => sendRejected(request, reply, deps))
  app.get(`${REJECTED}.xlsx`, pageOf('submissions.file'), async (request, reply) => {
    const { region } = textsOf(request)
    const language = languageOf(request)
    return sendExportFile(
      reply,
      await writeRejectedFile(deps, byRequest(request), {
        ...(region !== undefined &&
          region.trim() !== '' && { region: parseRegionCode('region', region.trim()) }),
        sentence: (reason, text) => rejectionSentence(reason, text, language),
      }),
    )
  })
}

async function sendRejected(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: SubmissionPageDeps,
): Promise<FastifyReply> {
  const [words, language] = [wordsOf(request), languageOf(request)]
  const query = filterOf(request, contract.rejectedQuery)
  const { reasons, people, page, more } = await answerRejected(deps, byRequest(request), query)
  const named = await regionNames(
    request,
    deps,
    people.map(({ region }) => region),
  )
  const all = { value: '', label: adminWords(request).all }
  const options = Object.entries(words.reasons).map(([value, [label = '']]) => ({ value, label }))
  return sendTable(request, reply, {
    title: words.toMend,
    lede: words.toMendLede,
    crumbs: submissionCrumbs(request),
    filters: {
      action: REJECTED,
      questions: [
        { name: 'reason', label: words.rejectionReason, options: [all, ...options] },
        { name: 'region', label: words.region },
      ],
      values: textsOf(request),
      button: adminWords(request).filter,
    },
    tables: [
      {
        caption: words.toMend,
        columns: [words.name, words.region, words.why, words.roster, words.submission],
        rows: people.map((person) => ({
          id: `${person.submission} ${String(person.person)}`,
          cells: [
            { text: person.name, href: hrefIn(language, `/orang/${String(person.person)}`) },
            named(person.region),
            answerText(request, person),
            person.roster,
            { text: person.submissionNumber, href: hrefIn(language, `${PATH}/${person.submissionNumber}`) },
          ],
        })),
        none: words.toMendNone,
      },
      reasonsTable(request, reasons),
    ],
    pages: pagesOf(request, page, more),
    controls: [
      control(request, deps, 'submissions.file', {
        label: words.mendFile,
        path: `${REJECTED}.xlsx`,
        query: textsOf(request),
      }),
    ],
  })
}

function reasonsTable(request: FastifyRequest, reasons: contract.RejectedAnswer['reasons']): Table {
  const words = wordsOf(request)
  return {
    caption: words.byReason,
    columns: [words.rejectionReason, words.rejected, words.waiting],
    rows: reasons.map(({ reason, people, toMend }) => ({
      id: reason,
      cells: [words.reasons[reason][0] ?? '', countText(request, people), countText(request, toMend)],
    })),
    none: words.toMendNone,
  }
}
