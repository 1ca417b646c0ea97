import type { FastifyInstance, FastifyRequest } from 'fastify'
import { createElement } from 'react'
import { formatDate, formatNumber } from '../../../kernel/format.ts'
import { jakartaDateOf } from '../../../kernel/plain-date.ts'
import { decideAccess, reachedRegion } from '../../../modules/access/access.ts'
import { inScopeOf, sightOf } from '../../../modules/access/act.ts'
import type { ActionName } from '../../../modules/access/actions.ts'
import { byRequest } from '../../../modules/access/admin-routes.ts'
import { placeTexts } from '../../../modules/access/places.ts'
import { roleNamed } from '../../../modules/access/roles.ts'
import { askCoverage } from '../../../modules/coverage/ask-coverage.ts'
import { listLists } from '../../../modules/imports/preparation-queries.ts'
import { listProposals } from '../../../modules/proposals/queries.ts'
import { seenFigure } from '../../../modules/summary/summary.ts'
import { askWorkqueues } from '../../../modules/workqueues/ask-workqueues.ts'
import { WORKQUEUES } from '../../../modules/workqueues/workqueues.ts'
import { dottedCode, type RegionCode } from '../../../kernel/region-code.ts'
import { wordsIn } from '../../../../web/locales/public.ts'
import { LandingPage, type LandingPageProps, type RecentLine } from '../../../../web/staff/landing-page.tsx'
import { hrefIn } from '../../../../web/ui/links.ts'
import { languageOf } from '../../language.ts'
import { frameOf, sendPrivatePage } from '../send-page.ts'
import { signedInOf } from '../sign-in-cookies.ts'
import { firstStepPages, firstStepsOf } from './first-step-pages.ts'
import { MAIN_ACTS, QUEUE_PLACES } from './main-acts.ts'
import type { StaffPageDeps } from './staff-page-deps.ts'

const RECENT = 5
const READ = { schema: { hide: true }, config: { action: 'account.read' } } as const

/** `/beranda`: the one act of the role, what waits for it, how its region stands, and where else to go. */
export function landingPages(app: FastifyInstance, deps: StaffPageDeps): void {
  app.get('/beranda', READ, async (request, reply) => {
    const { user } = signedInOf(request)
    const frame = frameOf(request)
    const held = byRequest(request).actor.held
    const page: LandingPageProps = {
      frame,
      name: user.name,
      role:
        held === null ? wordsIn(frame.language).signIn.noRole : roleNamed(held.role).title[frame.language],
      organisation: user.organisationName,
      mainAct: mainActOf(request, deps),
      queues: await queuesOf(request, deps),
      coverage: await coverageOf(request, deps),
      firstSteps: await firstStepsOf(request, deps),
      recent: await recentOf(request, deps),
      places: request.server
        .workPages(request)
        .filter(({ refused }) => refused === undefined)
        .map(({ label: name, href }) => ({ name, href })),
    }
    return sendPrivatePage(request, reply, createElement(LandingPage, page))
  })
  firstStepPages(app, deps)
}

function may(request: FastifyRequest, { clock }: StaffPageDeps, action: ActionName): boolean {
  const { actor } = byRequest(request)
  return decideAccess(actor, action, { userId: actor.userId }, clock.today()).allowed
}

/** Only what this installation has a page for. */
function isServed(request: FastifyRequest, path: string): boolean {
  return request.server.hasRoute({ method: 'GET', url: path.split(/[?#]/, 1)[0] ?? path })
}

function pathIn(request: FastifyRequest, path: string): string {
  const [place = '', query = ''] = path.split('?', 2)
  return hrefIn(languageOf(request), place, Object.fromEntries(new URLSearchParams(query)))
}

function mainActOf(request: FastifyRequest, deps: StaffPageDeps): LandingPageProps['mainAct'] {
  const { held } = byRequest(request).actor
  if (held === null) return null
  const chosen = MAIN_ACTS[held.role].find(
    ({ action, path }) => isServed(request, path) && may(request, deps, action),
  )
  if (!chosen) return null
  return { ...wordsIn(languageOf(request)).staff.acts[chosen.act], href: pathIn(request, chosen.path) }
}

async function queuesOf(request: FastifyRequest, deps: StaffPageDeps): Promise<LandingPageProps['queues']> {
  const words = wordsIn(languageOf(request)).staff.queues
  const own = WORKQUEUES.filter((queue) => {
    const { action, path } = QUEUE_PLACES[queue]
    return isServed(request, path) && may(request, deps, action)
  })
  const counts = await askWorkqueues(deps, byRequest(request), own)
  return own.map((queue) => ({
    ...words[queue],
    count: counts[queue] ?? 0,
    href: pathIn(request, QUEUE_PLACES[queue].path),
    isUrgent: QUEUE_PLACES[queue].isUrgent === true,
  }))
}

/** The region that this role reaches; none for an organisation that reaches itself, and for whoever may not see figures. */
async function coverageOf(
  request: FastifyRequest,
  deps: StaffPageDeps,
): Promise<LandingPageProps['coverage']> {
  const by = byRequest(request)
  const region = reachedRegion(by.actor)
  if (region === null || region === 0 || !may(request, deps, 'coverage.read')) return null
  const [{ figure, hiding }, nameOf] = [
    await askCoverage(deps, by, { region }),
    await placeTexts(deps.db, [region], deps.clock.today()),
  ]
  return {
    region: nameOf(region),
    href: regionHref(request, region),
    figure: seenFigure(figure, hiding.isHidden(region, figure.indicator)),
  }
}

const regionHref = (request: FastifyRequest, region: RegionCode) =>
  hrefIn(languageOf(request), `/wilayah-kerja/${dottedCode(region)}`)

async function recentOf(request: FastifyRequest, deps: StaffPageDeps): Promise<LandingPageProps['recent']> {
  const words = wordsIn(languageOf(request)).staff
  return [
    ...(may(request, deps, 'proposals.read')
      ? [{ title: words.oldestProposals, lines: await proposalLines(request, deps) }]
      : []),
    ...(may(request, deps, 'people.import')
      ? [{ title: words.latestLists, lines: await listLines(request, deps) }]
      : []),
  ]
}

async function proposalLines(request: FastifyRequest, { db }: StaffPageDeps): Promise<RecentLine[]> {
  const by = byRequest(request)
  const language = languageOf(request)
  const words = wordsIn(language).staff
  const found = await inScopeOf(db, by, (tx) =>
    listProposals(tx, sightOf(by), { isOpen: true }, { limit: RECENT, offset: 0 }),
  )
  return found.map(({ id, programmeName, counts, submittedAt }) => ({
    key: id,
    name: programmeName,
    href: hrefIn(language, `/usulan/${id}`),
    remark: `${words.waitingPeople(formatNumber(counts.proposed, language))}, ${formatDate(jakartaDateOf(submittedAt), language)}`,
  }))
}

async function listLines(request: FastifyRequest, { db }: StaffPageDeps): Promise<RecentLine[]> {
  const by = byRequest(request)
  const language = languageOf(request)
  const words = wordsIn(language).staff
  const found = await inScopeOf(db, by, (tx) => listLists(tx, sightOf(by), { limit: RECENT, offset: 0 }))
  return found.map(({ id, fileName, tally, createdAt }) => ({
    key: id,
    name: fileName,
    href: hrefIn(language, `/daftar/${id}`),
    remark: `${words.rowsOfList(formatNumber(tally.rows, language))}, ${formatDate(jakartaDateOf(createdAt), language)}`,
  }))
}
