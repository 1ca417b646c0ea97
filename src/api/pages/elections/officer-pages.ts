import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import Type from 'typebox'
import { formatDate, formatNumber } from '../../../kernel/format.ts'
import type { PlainDate } from '../../../kernel/plain-date.ts'
import { byRequest } from '../../../modules/access/admin-routes.ts'
import {
  postsQuery,
  replaceBody,
  stationsBody,
  type PostsAnswer,
} from '../../../modules/elections/contract.ts'
import { ELECTION_ROLES } from '../../../modules/elections/elections.ts'
import { fillFromFile, type FilledFromFile } from '../../../modules/elections/fill-from-file.ts'
import { makeStationList } from '../../../modules/elections/make-station-list.ts'
import { replaceOfficer } from '../../../modules/elections/replace-officer.ts'
import { readStations, setStations } from '../../../modules/elections/set-stations.ts'
import { requireElection, showPosts } from '../../../modules/elections/show-elections.ts'
import type { PeopleDeps } from '../../../modules/people/people-deps.ts'
import { checkShape } from '../../../platform/validate.ts'
import type { Cell, Table, TablePageProps } from '../../../../web/administration/table-page.tsx'
import { hrefIn } from '../../../../web/ui/links.ts'
import { languageOf } from '../../language.ts'
import { sendPdf } from '../../paper.ts'
import { personByNik } from '../agency-months/month-forms.ts'
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
import { sendUpload, takeUpload, type UploadForm } from '../administration/upload.ts'
import { optionsOf } from '../billing/payer-pages.ts'
import type { IdRoute } from '../lists/parts.ts'
import { ELECTION_PATH, electionCrumbs, electionWordsOf } from './election-pages.ts'

/** A list of one district or of the stations of a province is short; a longer file is none. */
const LARGEST_LIST_BYTES = 50_000_000

const stationsForm = Type.Object(
  {
    source: Type.String({ minLength: 1, maxLength: 300 }),
    reason: Type.String({ minLength: 1, maxLength: 500 }),
  },
  { additionalProperties: false },
)
const fillForm = Type.Object(
  {
    region: Type.String({ minLength: 2, maxLength: 13 }),
    reason: Type.String({ minLength: 1, maxLength: 500 }),
  },
  { additionalProperties: false },
)
const { personId: _personId, ...replaceFields } = replaceBody.properties
const replaceForm = Type.Object(
  { ...replaceFields, nik: Type.Optional(Type.String({ minLength: 1, maxLength: 40 })) },
  { additionalProperties: false },
)

/** `/program/adhoc/:id/petugas` and the acts on posts: polling stations and officers by file, a replacement, and the list on paper. */
export function officerPages(app: FastifyInstance, deps: PeopleDeps): void {
  const path = `${ELECTION_PATH}/:id`
  app.get<IdRoute>(`${path}/petugas`, pageOf('elections.read'), (request, reply) =>
    sendPosts(request, reply, deps, request.params.id),
  )
  app.get<IdRoute>(`${path}/cetak`, pageOf('elections.read'), async (request, reply) => {
    const { region = '', station } = filterOf(request, postsQuery)
    const ask = {
      electionId: request.params.id,
      region,
      ...(station !== undefined && { station: Number(station) }),
    }
    const words = electionWordsOf(request)
    const { name, content } = await makeStationList(deps, byRequest(request), ask, languageOf(request), words)
    return sendPdf(reply, name, content)
  })
  stationPages(app, deps)
  fillPages(app, deps)
  app.get<IdRoute>(`${path}/ganti`, pageOf('elections.fill'), async (request, reply) => {
    await requireElection(deps, byRequest(request), request.params.id)
    const { post: postId = '', officer: officerId = '' } = textsOf(request)
    return sendForm(request, reply, formOfReplacing(request, request.params.id), { postId, officerId })
  })
  app.post<IdRoute>(`${path}/ganti`, pageOf('elections.fill'), async (request, reply) => {
    const { id } = request.params
    await requireElection(deps, byRequest(request), id)
    return submit(request, reply, formOfReplacing(request, id), replaceForm, async ({ nik, ...body }) => {
      const personId = nik === undefined ? undefined : await personByNik(deps, request, nik)
      await replaceOfficer(deps, byRequest(request), id, {
        ...body,
        ...(personId !== undefined && { personId }),
      })
      return `${ELECTION_PATH}/${id}/petugas`
    })
  })
}

async function sendPosts(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: PeopleDeps,
  id: string,
): Promise<FastifyReply> {
  const [words, language] = [electionWordsOf(request), languageOf(request)]
  const query = filterOf(request, postsQuery)
  const answer = await showPosts(deps, byRequest(request), id, query)
  const isMissing = query.missing === 'yes'
  const here = `${ELECTION_PATH}/${id}`
  const { region, station } = query
  const place = { ...(region !== undefined && { region }), ...(station !== undefined && { station }) }
  return sendTable(request, reply, {
    title: isMissing ? words.missingTitle : words.postsTitle,
    lede: isMissing ? words.missingLede : words.replaceMonths,
    crumbs: electionCrumbs(request, [words.unitCaption, here]),
    filters: {
      action: `${here}/petugas`,
      questions: [
        { name: 'region', label: words.region, hint: words.districtHint },
        { name: 'station', label: words.stations },
        { name: 'role', label: words.role, options: optionsOf(words.all, words.roles, ELECTION_ROLES) },
        {
          name: 'missing',
          label: words.missingTitle,
          options: optionsOf(words.all, { yes: words.vacant }, ['yes']),
        },
      ],
      values: textsOf(request),
      button: adminWords(request).filter,
    },
    tables: [postTable(request, here, answer.posts, isMissing ? words.noMissing : words.noPosts)],
    pages: pagesOf(request, answer.page, answer.more),
    controls: [
      ...(region === undefined
        ? []
        : [
            control(request, deps, 'elections.read', {
              label: words.printList,
              path: `${here}/cetak`,
              query: place,
            }),
          ]),
      control(request, deps, 'elections.fill', { label: words.fill, path: `${here}/unggah` }),
      { label: words.up, href: hrefIn(language, here, region === undefined ? {} : { region }) },
    ],
  })
}

function postTable(request: FastifyRequest, here: string, posts: PostsAnswer['posts'], none: string): Table {
  const [words, language] = [electionWordsOf(request), languageOf(request)]
  const replaceCell = ({ postId, officerId }: PostsAnswer['posts'][number]): Cell => ({
    text: officerId === null ? words.replaceVacant : words.replace,
    href: hrefIn(language, `${here}/ganti`, {
      post: String(postId),
      ...(officerId !== null && { officer: String(officerId) }),
    }),
  })
  return {
    caption: words.postsTitle,
    columns: [words.part, words.stations, words.role, words.person, words.since, words.replace],
    rows: posts.map((post) => ({
      id: String(post.postId),
      cells: [
        post.village,
        post.station === null ? words.ofVillage : words.station(String(post.station)),
        `${words.roles[post.role]} ${String(post.seat)}`,
        post.personId === null ? words.vacant : (post.name ?? words.unnamed(String(post.personId))),
        post.officerFrom === null ? '' : formatDate(post.officerFrom as PlainDate, language),
        replaceCell(post),
      ],
    })),
    none,
  }
}

function stationPages(app: FastifyInstance, deps: PeopleDeps): void {
  const path = `${ELECTION_PATH}/:id/tps`
  app.get<IdRoute>(path, pageOf('elections.write'), async (request, reply) => {
    await requireElection(deps, byRequest(request), request.params.id)
    return sendUpload(request, reply, formOfStations(request, request.params.id))
  })
  const takingFile = {
    schema: { hide: true },
    config: { action: 'elections.write', takesFile: true },
  } as const
  app.post<IdRoute>(path, { ...takingFile, bodyLimit: LARGEST_LIST_BYTES }, async (request, reply) => {
    const { id } = request.params
    await requireElection(deps, byRequest(request), id)
    const asked = { form: formOfStations(request, id), schema: stationsForm, folder: deps.folder }
    return takeUpload(request, reply, asked, async ({ body, path: file }) => {
      const told = checkShape(stationsBody, { ...body, villages: await readStations(file) })
      const { villages, stations } = await setStations(deps, byRequest(request), id, told)
      const [words, language] = [electionWordsOf(request), languageOf(request)]
      return {
        title: words.loadStations,
        lede: words.stationsDone(formatNumber(villages, language), formatNumber(stations, language)),
        crumbs: electionCrumbs(request),
        tables: [],
        controls: [
          control(request, deps, 'elections.write', {
            label: words.makePosts,
            path: `${ELECTION_PATH}/${id}/tempat`,
          }),
          control(request, deps, 'elections.read', {
            label: words.unitCaption,
            path: `${ELECTION_PATH}/${id}`,
          }),
        ],
      }
    })
  })
}

function fillPages(app: FastifyInstance, deps: PeopleDeps): void {
  const path = `${ELECTION_PATH}/:id/unggah`
  app.get<IdRoute>(path, pageOf('elections.fill'), async (request, reply) => {
    await requireElection(deps, byRequest(request), request.params.id)
    const { region = '' } = textsOf(request)
    return sendUpload(request, reply, formOfFilling(request, request.params.id), { region })
  })
  const takingFile = {
    schema: { hide: true },
    config: { action: 'elections.fill', takesFile: true },
  } as const
  app.post<IdRoute>(path, { ...takingFile, bodyLimit: LARGEST_LIST_BYTES }, async (request, reply) => {
    const { id } = request.params
    await requireElection(deps, byRequest(request), id)
    const asked = { form: formOfFilling(request, id), schema: fillForm, folder: deps.folder }
    return takeUpload(request, reply, asked, async ({ body, path: file, fileName }) => {
      const done = await fillFromFile(deps, byRequest(request), {
        electionId: id,
        ...body,
        path: file,
        fileName,
      })
      return filledPage(request, deps, { id, region: body.region }, done)
    })
  })
}

function filledPage(
  request: FastifyRequest,
  deps: PeopleDeps,
  { id, region }: { readonly id: string; readonly region: string },
  { filled, same, covered, problems, importId }: FilledFromFile,
): Omit<TablePageProps, 'frame'> {
  const [words, language] = [electionWordsOf(request), languageOf(request)]
  const count = (value: number) => formatNumber(value, language)
  return {
    title: words.fill,
    lede: words.fillDone(count(filled), count(same)),
    crumbs: electionCrumbs(request),
    ...(covered > 0 && { notice: { title: words.payer, text: words.covered(count(covered)) } }),
    tables: [
      {
        caption: words.problemCaption,
        columns: [words.row, words.because],
        rows: problems.map(({ row, because }) => ({
          id: String(row),
          cells: [String(row), words.reasons[because]],
        })),
        none: words.complete,
      },
    ],
    controls: [
      control(request, deps, 'elections.read', {
        label: words.missingTitle,
        path: `${ELECTION_PATH}/${id}/petugas`,
        query: { region, missing: 'yes' },
      }),
      control(request, deps, 'elections.read', {
        label: words.unitCaption,
        path: `${ELECTION_PATH}/${id}`,
        query: { region },
      }),
      ...(importId === null
        ? []
        : [control(request, deps, 'people.import', { label: words.fillField, path: `/daftar/${importId}` })]),
    ],
  }
}

function formOfStations(request: FastifyRequest, id: string): UploadForm {
  const words = electionWordsOf(request)
  return {
    title: words.loadStations,
    lede: words.stationsLede,
    crumbs: electionCrumbs(request, [words.unitCaption, `${ELECTION_PATH}/${id}`]),
    questions: [
      { name: 'source', label: words.source, hint: words.sourceHint },
      { name: 'reason', label: words.reason, hint: words.reasonHint },
    ],
    file: { label: words.stationsField, hint: words.stationsHint },
    button: words.loadButton,
  }
}

function formOfFilling(request: FastifyRequest, id: string): UploadForm {
  const words = electionWordsOf(request)
  return {
    title: words.fill,
    lede: words.fillLede,
    crumbs: electionCrumbs(request, [words.unitCaption, `${ELECTION_PATH}/${id}`]),
    questions: [
      { name: 'region', label: words.district, hint: words.districtHint },
      { name: 'reason', label: words.reason, hint: words.reasonHint },
    ],
    file: { label: words.fillField, hint: words.fillHint },
    button: words.fillButton,
  }
}

function formOfReplacing(request: FastifyRequest, id: string): Form {
  const words = electionWordsOf(request)
  return {
    title: words.replaceTitle,
    lede: `${words.replaceLede} ${words.replaceMonths}`,
    crumbs: electionCrumbs(request, [words.postsTitle, `${ELECTION_PATH}/${id}/petugas`]),
    questions: [
      { name: 'postId', label: words.posts, kind: 'digits' },
      { name: 'officerId', label: words.person, kind: 'digits' },
      { name: 'nik', label: words.nik, hint: words.nikHint, kind: 'digits' },
      { name: 'from', label: words.from, kind: 'date' },
      { name: 'reason', label: words.reason, hint: words.reasonHint },
    ],
    button: words.replaceButton,
  }
}
