import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { createElement } from 'react'
import { formatDate, formatNumber } from '../../../kernel/format.ts'
import type { PlainDate } from '../../../kernel/plain-date.ts'
import { parseRegionCode, parentOf, type RegionCode } from '../../../kernel/region-code.ts'
import { byRequest } from '../../../modules/access/admin-routes.ts'
import { writtenRegion } from '../../../modules/access/places.ts'
import {
  createElectionBody,
  listElectionsQuery,
  makePostsBody,
  treeQuery,
  type ElectionAnswer,
} from '../../../modules/elections/contract.ts'
import { createElection } from '../../../modules/elections/create-election.ts'
import { POST_RULE_NAMES } from '../../../modules/elections/elections.ts'
import { makePosts } from '../../../modules/elections/make-posts.ts'
import { requireElection, showElection, showElections } from '../../../modules/elections/show-elections.ts'
import type { PeopleDeps } from '../../../modules/people/people-deps.ts'
import { listRegions } from '../../../modules/regions/queries.ts'
import { ElectionPage } from '../../../../web/elections/election-page.tsx'
import { wordsIn } from '../../../../web/locales/public.ts'
import { hrefIn } from '../../../../web/ui/links.ts'
import { languageOf } from '../../language.ts'
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
import { frameOf, queryOf, sendPrivatePage } from '../send-page.ts'

export const ELECTION_PATH = '/program/adhoc'
export const electionWordsOf = (request: FastifyRequest) => wordsIn(languageOf(request)).elections

export const electionCrumbs = (
  request: FastifyRequest,
  ...more: readonly (readonly [name: string, path: string])[]
) =>
  [[electionWordsOf(request).title, ELECTION_PATH] as const, ...more].map(([name, path]) => ({
    name,
    href: hrefIn(languageOf(request), path),
  }))

/** `/program/adhoc`: elections, and each from its region down to polling stations. */
export function electionPages(app: FastifyInstance, deps: PeopleDeps): void {
  app.get(ELECTION_PATH, pageOf('elections.read'), (request, reply) => sendElections(request, reply, deps))
  app.get(`${ELECTION_PATH}/baru`, pageOf('elections.write'), (request, reply) =>
    sendForm(request, reply, createForm(request), textsOf(request)),
  )
  app.post(`${ELECTION_PATH}/baru`, pageOf('elections.write'), (request, reply) =>
    submit(request, reply, createForm(request), createElectionBody, async (body) => {
      const { id } = await createElection(deps, byRequest(request), body)
      return `${ELECTION_PATH}/${id}`
    }),
  )
  app.get<IdRoute>(`${ELECTION_PATH}/:id`, pageOf('elections.read'), (request, reply) =>
    sendElection(request, reply, deps, request.params.id),
  )
  app.get<IdRoute>(`${ELECTION_PATH}/:id/tempat`, pageOf('elections.write'), async (request, reply) => {
    await requireElection(deps, byRequest(request), request.params.id)
    return sendForm(request, reply, makeForm(request, request.params.id), {})
  })
  app.post<IdRoute>(`${ELECTION_PATH}/:id/tempat`, pageOf('elections.write'), async (request, reply) => {
    await requireElection(deps, byRequest(request), request.params.id)
    return submit(request, reply, makeForm(request, request.params.id), makePostsBody, async ({ reason }) => {
      await makePosts(deps, byRequest(request), request.params.id, reason)
      return `${ELECTION_PATH}/${request.params.id}`
    })
  })
}

async function sendElections(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: PeopleDeps,
): Promise<FastifyReply> {
  const [words, language] = [electionWordsOf(request), languageOf(request)]
  const answer = await showElections(deps, byRequest(request), filterOf(request, listElectionsQuery))
  return sendTable(request, reply, {
    title: words.title,
    lede: words.lede,
    filters: {
      action: ELECTION_PATH,
      questions: [{ name: 'region', label: words.region }],
      values: textsOf(request),
      button: adminWords(request).filter,
    },
    tables: [
      {
        caption: words.title,
        columns: [words.name, words.region, words.votedOn, words.payer, words.posts, words.missing],
        rows: answer.elections.map((election) => ({
          id: election.id,
          cells: [
            { text: election.name, href: hrefIn(language, `${ELECTION_PATH}/${election.id}`) },
            election.region,
            formatDate(election.votedOn as PlainDate, language),
            election.payer,
            words.ofSeats(formatNumber(election.filled, language), formatNumber(election.posts, language)),
            election.missing === 0 ? words.complete : words.short(formatNumber(election.missing, language)),
          ],
        })),
        none: words.none,
      },
    ],
    pages: pagesOf(request, answer.page, answer.more),
    controls: [
      control(request, deps, 'elections.write', { label: words.create, path: `${ELECTION_PATH}/baru` }),
      control(request, deps, 'payers.read', { label: wordsIn(language).billing.payers, path: '/pembayar' }),
    ],
  })
}

async function sendElection(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: PeopleDeps,
  id: string,
): Promise<FastifyReply> {
  const frame = frameOf(request)
  const election = await showElection(deps, byRequest(request), id, filterOf(request, treeQuery))
  const at = parseRegionCode('region', election.at)
  const names = await listRegions(deps.db, [at, ...above(at, election)], deps.clock.today())
  const nameOf = (code: RegionCode) => names.get(code)?.name ?? writtenRegion(code)
  const here = `${ELECTION_PATH}/${id}`
  const to = (region: string) => hrefIn(frame.language, here, { region })
  const page = {
    ...{ frame, election, place: nameOf(at), isWhole: election.at === election.region },
    isSaved: queryOf(request)['pesan'] === 'simpan',
    crumbs: [
      ...electionCrumbs(request),
      ...above(at, election).map((code) => ({ name: nameOf(code), href: to(writtenRegion(code)) })),
    ],
    regionHref: to,
    stationHref: (station: number) =>
      hrefIn(frame.language, `${here}/petugas`, { region: election.at, station: String(station) }),
    missingHref: hrefIn(frame.language, `${here}/petugas`, { region: election.at, missing: 'yes' }),
    acts: actsOf(request, deps, here, election),
  }
  return sendPrivatePage(request, reply, createElement(ElectionPage, page))
}

/** The regions between that of the election and the one shown, from the top. */
function above(at: RegionCode, { region }: ElectionAnswer): RegionCode[] {
  const top = parseRegionCode('region', region)
  const regions: RegionCode[] = []
  for (let code = at; code !== top;) {
    const parent = parentOf(code)
    if (parent === null) break
    regions.unshift(parent)
    code = parent
  }
  return regions
}

function actsOf(
  request: FastifyRequest,
  deps: PeopleDeps,
  here: string,
  { at, region, posts }: ElectionAnswer,
) {
  const words = electionWordsOf(request)
  const query = { region: at }
  const making = [
    control(request, deps, 'elections.write', { label: words.makePosts, path: `${here}/tempat` }),
    control(request, deps, 'elections.write', { label: words.loadStations, path: `${here}/tps` }),
  ]
  const filling = [
    control(request, deps, 'elections.fill', {
      label: words.fill,
      path: `${here}/unggah`,
      ...(at !== region && { query }),
    }),
    control(request, deps, 'elections.read', { label: words.postsTitle, path: `${here}/petugas`, query }),
  ]
  return posts === 0 ? [...making.toReversed(), ...filling] : [...filling, ...making]
}

function createForm(request: FastifyRequest): Form {
  const words = electionWordsOf(request)
  return {
    title: words.create,
    lede: words.createLede,
    crumbs: electionCrumbs(request),
    questions: [
      { name: 'name', label: words.name },
      { name: 'payerId', label: words.payerId, hint: words.payerHint },
      { name: 'region', label: words.region, hint: words.regionHint },
      { name: 'votedOn', label: words.votedOn, kind: 'date' },
      {
        name: 'rule',
        label: words.rule,
        options: POST_RULE_NAMES.map((value) => ({ value, label: words.rules[value] })),
      },
      { name: 'serviceDays', label: words.serviceDays, hint: words.serviceHint },
      { name: 'income', label: words.income, hint: words.incomeHint, kind: 'digits' },
      { name: 'legalBasis', label: words.legalBasis },
      { name: 'reason', label: words.reason, hint: words.reasonHint },
    ],
    button: words.createButton,
  }
}

function makeForm(request: FastifyRequest, id: string): Form {
  const words = electionWordsOf(request)
  return {
    title: words.makePosts,
    lede: words.makeLede,
    crumbs: electionCrumbs(request, [words.postsTitle, `${ELECTION_PATH}/${id}`]),
    questions: [{ name: 'reason', label: words.reason, hint: words.reasonHint }],
    button: words.makeButton,
  }
}
