import { tmpdir } from 'node:os'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import Type from 'typebox'
import { byRequest } from '../../../modules/access/admin-routes.ts'
import { loadedAnswer } from '../../../modules/settlement/answers.ts'
import { loadCodes, type LoadedCode } from '../../../modules/settlement/load-codes.ts'
import { LARGEST_CODES_BYTES, readCodesFile } from '../../../modules/settlement/read-codes-file.ts'
import type { TablePageProps } from '../../../../web/administration/table-page.tsx'
import { refusalSentence } from '../../../../web/locales/refusal-sentence.ts'
import { hrefIn } from '../../../../web/ui/links.ts'
import { languageOf } from '../../language.ts'
import { pageOf } from '../administration/parts.ts'
import { sendUpload, takeUpload, type UploadForm } from '../administration/upload.ts'
import type { BankingPageDeps } from './parts.ts'
import { crumbsOf, PATH, wordsOf } from './settlement-pages.ts'

const fileBody = Type.Object({}, { additionalProperties: false })

/** `/setoran/berkas`: the kode iuran that BPJS Ketenagakerjaan answered a submission with, all rows of its file accounted for. */
export function codeFilePages(app: FastifyInstance, deps: BankingPageDeps): void {
  app.get(`${PATH}/berkas`, pageOf('settlement.write'), (request, reply) =>
    sendUpload(request, reply, fileForm(request)),
  )
  app.post(
    `${PATH}/berkas`,
    {
      schema: { hide: true },
      config: { action: 'settlement.write', takesFile: true },
      bodyLimit: LARGEST_CODES_BYTES + 100_000,
    },
    (request, reply) =>
      takeUpload(
        request,
        reply,
        { form: fileForm(request), schema: fileBody, folder: tmpdir() },
        async ({ path }) => {
          const rows = await readCodesFile(path)
          return loadedPage(request, await loadCodes(deps, byRequest(request), rows))
        },
      ),
  )
}

function fileForm(request: FastifyRequest): UploadForm {
  const words = wordsOf(request)
  return {
    title: words.load,
    lede: words.loadLede,
    crumbs: crumbsOf(request),
    questions: [],
    file: { label: words.loadFile, hint: words.loadFileHint },
    button: words.loadButton,
  }
}

function loadedPage(request: FastifyRequest, loaded: readonly LoadedCode[]): Omit<TablePageProps, 'frame'> {
  const [words, language] = [wordsOf(request), languageOf(request)]
  const { recorded, known, refused } = loadedAnswer(loaded)
  return {
    title: words.loaded,
    lede: words.loadedLede(recorded, known, refused),
    crumbs: crumbsOf(request),
    tables: [
      {
        caption: words.loaded,
        columns: [words.row, words.code, words.fate],
        rows: loaded.map(({ row, code, fate, refusal }) => ({
          id: String(row),
          cells: [
            String(row),
            fate === 'refused' ? code : { text: code, href: hrefIn(language, `${PATH}/${code}`) },
            refusal === null ? words.fates[fate] : refusalSentence(refusal, language),
          ],
        })),
        none: words.noCodes,
      },
    ],
    controls: [{ label: words.title, href: hrefIn(language, PATH) }],
  }
}
