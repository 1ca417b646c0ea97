import type { FastifyInstance, FastifyRequest } from 'fastify'
import { formatDate, formatMonth } from '../../../kernel/format.ts'
import { byRequest } from '../../../modules/access/admin-routes.ts'
import { openPersonRecord } from '../../../modules/people/open-person.ts'
import type { PeopleDeps } from '../../../modules/people/people-deps.ts'
import { askProtection, type ShownProtection } from '../../../modules/protection/ask-protection.ts'
import { maskName } from '../../../modules/protection/protection.ts'
import type { Table } from '../../../../web/administration/table-page.tsx'
import { wordsIn } from '../../../../web/locales/public.ts'
import { hrefIn } from '../../../../web/ui/links.ts'
import { languageOf } from '../../language.ts'
import { pageOf, sendTable } from '../administration/parts.ts'
import type { IdRoute, ListPageDeps } from '../lists/parts.ts'

const wordsOf = (request: FastifyRequest) => wordsIn(languageOf(request)).protection

/** How somebody stands today, for the page of his record: the sentence and the months, each with what became of its bill. */
export async function protectionOfPerson(
  request: FastifyRequest,
  deps: PeopleDeps,
  personId: bigint,
): Promise<{ readonly facts: [string, string][]; readonly table: Table }> {
  const shown = await askProtection(deps, byRequest(request), { personId })
  return { facts: standingFacts(request, shown), table: stretchTable(request, shown) }
}

function standingFacts(
  request: FastifyRequest,
  { state, because, until }: ShownProtection,
): [string, string][] {
  const words = wordsOf(request)
  const why = because === null ? '' : `: ${words.because[because]}`
  return [
    [words.title, `${words.states[state]}${why}`],
    ...(until === null
      ? []
      : ([[words.until, formatDate(until, languageOf(request))]] as [string, string][])),
  ]
}

function stretchTable(request: FastifyRequest, { stretches }: ShownProtection): Table {
  const words = wordsOf(request)
  const language = languageOf(request)
  const { payerKinds } = wordsIn(language).billing
  return {
    caption: words.title,
    columns: [words.months, words.payer, words.programmes, words.ground, words.payment],
    rows: stretches.map(({ payerKind, programmes, firstMonth, lastMonth, ground, months }, index) => ({
      id: String(index),
      cells: [
        `${formatMonth(firstMonth, language)} – ${lastMonth === null ? words.openEnd : formatMonth(lastMonth, language)}`,
        payerKinds[payerKind],
        programmes.join(', '),
        ground,
        months.length === 0
          ? words.noMonths
          : months
              .map(({ month, payment }) => `${formatMonth(month, language)}: ${words.payments[payment]}`)
              .join('; '),
      ],
    })),
    none: words.none,
  }
}

/** `/orang/:id/kartu`: what can be shown to others, with name and NIK masked. */
export function cardPages(app: FastifyInstance, deps: ListPageDeps): void {
  app.get<IdRoute>('/orang/:id/kartu', pageOf('protection.read'), async (request, reply) => {
    const { card } = wordsOf(request)
    const { person } = await openPersonRecord(deps.people, byRequest(request), request.params.id)
    const shown = await askProtection(deps.people, byRequest(request), { personId: BigInt(person.id) })
    const language = languageOf(request)
    return sendTable(request, reply, {
      title: card.title,
      lede: card.lede,
      crumbs: [
        { name: wordsIn(language).people.title, href: hrefIn(language, '/orang') },
        { name: maskName(person.name), href: hrefIn(language, `/orang/${String(person.id)}`) },
      ],
      facts: [
        [card.name, maskName(person.name)],
        [card.nik, person.masked.nik ?? ''],
        ...standingFacts(request, shown),
        [card.on, formatDate(shown.on, language)],
      ],
      tables: [stretchTable(request, shown)],
      notice: null,
      controls: [{ label: card.back, href: hrefIn(language, `/orang/${String(person.id)}`) }],
    })
  })
}
