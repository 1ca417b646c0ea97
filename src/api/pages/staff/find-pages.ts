import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { createElement } from 'react'
import { Refusal } from '../../../kernel/refusal.ts'
import { answerSearch } from '../../../modules/regions/answers.ts'
import { wordsIn } from '../../../../web/locales/public.ts'
import { FindPage, type Destination } from '../../../../web/staff/find-page.tsx'
import { hrefIn } from '../../../../web/ui/links.ts'
import { languageOf } from '../../language.ts'
import { formOf } from '../form-body.ts'
import { frameOf, sendPrivatePage } from '../send-page.ts'
import type { StaffPageDeps } from './staff-page-deps.ts'

const READ = { schema: { hide: true }, config: { action: 'account.read' } } as const
const LONGEST = 100
const MOST_REGIONS = 8
/** So many digits are somebody's number, and somebody's number is looked for on the page that records the look. */
const PERSONAL_DIGITS = 11

/** `/cari`: the way to every page of one's role and to every region. What was typed travels in the body: no address and no log keeps it. */
export function findPages(app: FastifyInstance, deps: StaffPageDeps): void {
  app.get('/cari', READ, (request, reply) => sendFound(request, reply, '', pagesFor(request, '')))

  app.post('/cari', READ, async (request, reply) => {
    const asked = (formOf(request)['tujuan'] ?? '').trim().slice(0, LONGEST)
    if (asked.replaceAll(/\D/g, '').length >= PERSONAL_DIGITS) {
      const people = pagesFor(request, '').filter(({ href }) => href.split('?', 1)[0] === '/orang')
      return sendFound(request, reply, '', people, wordsIn(languageOf(request)).staff.findPerson)
    }
    const regions = asked === '' ? [] : await regionsFor(request, deps, asked)
    return sendFound(request, reply, asked, [...pagesFor(request, asked), ...regions])
  })
}

/** Pages whose name holds every word that was typed, in any order. */
function pagesFor(request: FastifyRequest, asked: string): Destination[] {
  const language = languageOf(request)
  const { staff } = wordsIn(language)
  const wanted = asked.toLowerCase().split(/\s+/)
  const home = { name: staff.landing, href: hrefIn(language, '/beranda'), remark: staff.page }
  const others = request.server
    .workPages(request)
    .filter(({ refused }) => refused === undefined)
    .map(({ label: name, href }) => ({ name, href, remark: staff.page }))
  return [home, ...others].filter(({ name, href }) =>
    wanted.every((word) => `${name} ${href}`.toLowerCase().includes(word)),
  )
}

async function regionsFor(
  request: FastifyRequest,
  { db, clock }: StaffPageDeps,
  asked: string,
): Promise<Destination[]> {
  const language = languageOf(request)
  const { staff } = wordsIn(language)
  const matches = await answerSearch(db, { query: asked }, clock.today()).then(
    (found) => found.matches,
    nothingForRefusal,
  )
  return matches.slice(0, MOST_REGIONS).map(({ code, path }) => ({
    name: path,
    href: hrefIn(language, `/wilayah/${code}`),
    remark: staff.region,
  }))
}

/** A code that stands for no region is no mistake of whoever looks for a page. */
function nothingForRefusal(error: unknown): never[] {
  if (error instanceof Refusal) return []
  throw error
}

function sendFound(
  request: FastifyRequest,
  reply: FastifyReply,
  asked: string,
  destinations: readonly Destination[],
  refusal: string | null = null,
): FastifyReply {
  const page = { frame: frameOf(request), csrf: request.actor?.csrf ?? '', asked, destinations, refusal }
  return sendPrivatePage(request, reply, createElement(FindPage, page))
}
