import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { createElement } from 'react'
import { addMonths, monthOf } from '../../../kernel/month.ts'
import { Refusal, refuse } from '../../../kernel/refusal.ts'
import { inScopeOf, sightOf } from '../../../modules/access/act.ts'
import { byRequest } from '../../../modules/access/admin-routes.ts'
import { listLists } from '../../../modules/imports/preparation-queries.ts'
import { showProgrammes } from '../../../modules/programmes/show-programmes.ts'
import type { SupportProgramme } from '../../../modules/programmes/programmes.ts'
import { getProgramme } from '../../../modules/programmes/queries.ts'
import { EMPLOYER_PURPOSE } from '../../../modules/employers/import-employers.ts'
import type { Control, Question } from '../../../../web/administration/parts.tsx'
import { ChooseListPage, ChooseProgrammePage } from '../../../../web/proposals/propose-pages.tsx'
import type { FieldErrors, Option } from '../../../../web/ui/field.tsx'
import { hrefIn } from '../../../../web/ui/links.ts'
import { languageOf } from '../../language.ts'
import { statusOf } from '../../problem.ts'
import { control, errorsOf, pageOf, textsOf } from '../administration/parts.ts'
import { momentIn, ownRegion } from '../lists/parts.ts'
import { countText, crumbsTo, monthText, type ProgrammePageDeps } from '../programmes/parts.ts'
import { frameOf, sendPrivatePage } from '../send-page.ts'
import { checkProposalPages } from './check-proposal-pages.ts'
import { PROPOSALS, proposalWords } from './parts.ts'

export const NEW = `${PROPOSALS}/baru`
const MOST_CHOICES = 50
const MOST_LISTS = 20
type Values = Readonly<Record<string, string>>
type Wrong = { readonly errors?: FieldErrors; readonly status?: number }

/** `/usulan/baru`: workers are proposed step by step; every answer stands in the address, so each step can be gone back to and changed. */
export function newProposalPages(app: FastifyInstance, deps: ProgrammePageDeps): void {
  app.get(NEW, pageOf('proposals.write'), (request, reply) => sendChoose(request, reply, deps))
  app.get(`${NEW}/daftar`, pageOf('proposals.write'), (request, reply) =>
    orChooseAgain(request, reply, deps, () => sendLists(request, reply, deps)),
  )
  checkProposalPages(app, deps, orChooseAgain)
}

/** What cannot be gone on with (no programme chosen, a region outside of it) is said on the first step, with its answers kept. */
async function orChooseAgain(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: ProgrammePageDeps,
  work: () => Promise<FastifyReply>,
): Promise<FastifyReply> {
  if ((textsOf(request)['programme'] ?? '') === '') return sendChoose(request, reply, deps)
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof Refusal) || error.code === 'programme-unknown') throw error
    const errors = errorsOf(error, { questions: questionsOf(request, []) }, languageOf(request))
    return sendChoose(request, reply, deps, { errors, status: statusOf(error.code) })
  }
}

function questionsOf(request: FastifyRequest, programmes: readonly Option[]): Question[] {
  const { choose } = proposalWords(request)
  return [
    { name: 'programme', label: choose.programme, options: programmes },
    { name: 'region', label: choose.region, hint: choose.regionHint },
  ]
}

async function sendChoose(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: ProgrammePageDeps,
  { errors = {}, status = 200 }: Wrong = {},
): Promise<FastifyReply> {
  const words = proposalWords(request)
  const open = (await openProgrammes(request, deps)).map((programme) => ({
    value: programme.id,
    label: programme.name,
    hint: words.choose.from(programme.payerName, monthText(request, programme.firstMonth)),
  }))
  const { from = '', ...asked } = textsOf(request)
  const values = { region: ownRegion(request), programme: open[0]?.value ?? '', ...asked }
  const frame = frameOf(request)
  const page = {
    frame: { ...frame, path: NEW },
    crumbs: crumbsTo(request, [words.title, PROPOSALS]),
    action: from === '' ? `${NEW}/daftar` : `${NEW}/periksa`,
    hidden: { ...languageField(request), ...(from !== '' && { from }) },
    questions: questionsOf(request, open),
    values,
    errors,
    canChoose: open.length > 0,
  }
  return sendPrivatePage(request, reply, createElement(ChooseProgrammePage, page), status)
}

/** A form whose answer is an address carries the language with it. */
export function languageField(request: FastifyRequest): Values {
  return languageOf(request) === 'en' ? { lang: 'en' } : {}
}

/** Programmes within sight that take people and have not ended. */
async function openProgrammes(
  request: FastifyRequest,
  deps: ProgrammePageDeps,
): Promise<readonly SupportProgramme[]> {
  const found = await showProgrammes(deps, byRequest(request), {}, { limit: MOST_CHOICES, offset: 0 })
  const thisMonth = monthOf(deps.clock.today())
  return found
    .map(({ programme }) => programme)
    .filter(
      ({ isClosed, firstMonth, monthCount }) => !isClosed && addMonths(firstMonth, monthCount) > thisMonth,
    )
}

async function sendLists(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: ProgrammePageDeps,
): Promise<FastifyReply> {
  const words = proposalWords(request)
  const { programme = '', region = '', from = '' } = textsOf(request)
  if (region.trim() === '') throw refuse('value-missing', { field: 'region' })
  const by = byRequest(request)
  const [{ name }, lists] = await inScopeOf(deps.db, by, async (tx) => [
    await getProgramme(tx, programme),
    await listLists(tx, sightOf(by), { limit: MOST_CHOICES, offset: 0 }),
  ])
  const { source } = words
  const taken = lists.filter(
    ({ isOwn, state, tally, purpose }) =>
      isOwn && state === 'done' && tally.rows > 0 && purpose !== EMPLOYER_PURPOSE,
  )
  const options: Option[] = taken.slice(0, MOST_LISTS).map(({ id, fileName, tally, createdAt }) => ({
    value: `import:${id}`,
    label: source.import(fileName, countText(request, tally.accepted + tally.duplicates)),
    hint: source.importHint(momentIn(createdAt, request)),
  }))
  const earlier = await showProgrammes(deps, by, {}, { limit: MOST_CHOICES, offset: 0 })
  for (const { programme: other, sums } of earlier) {
    if (other.id === programme || sums.approved === 0) continue
    const label = source.programme(other.name)
    options.push({ value: `programme:${other.id}`, label, hint: source.programmeHint })
  }
  const frame = frameOf(request)
  const upload: Control = control(request, deps, 'people.import', {
    label: source.upload,
    path: '/daftar/baru',
  })
  const page = {
    frame,
    crumbs: crumbsTo(request, [words.title, PROPOSALS], [words.choose.title, NEW]),
    action: `${NEW}/periksa`,
    lede: source.lede(name),
    hidden: { ...languageField(request), programme, region },
    options,
    chosen: from === '' ? (options[0]?.value ?? '') : from,
    controls: [
      upload,
      { label: words.check.change, href: hrefIn(frame.language, NEW, { programme, region }) },
    ],
    errors: {},
  }
  return sendPrivatePage(request, reply, createElement(ChooseListPage, page))
}
