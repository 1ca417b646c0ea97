import type { FastifyInstance } from 'fastify'
import { createElement } from 'react'
import type { Language } from '../../../kernel/format.ts'
import { isPlainDate, type PlainDate } from '../../../kernel/plain-date.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { PUBLIC } from '../../../modules/access/current-actor.ts'
import { answerBenefit } from '../../../modules/law/law.ts'
import { assessEventDeadlines, WORKER_EVENTS } from '../../../rules/event-deadlines.ts'
import type { LawBook } from '../../../rules/law-book.ts'
import { AfterEventPage, EVENT_PATHS, type DeathRight } from '../../../../web/public/after-event-page.tsx'
import { languageOf } from '../../language.ts'
import type { PageDeps } from '../page-deps.ts'
import { frameOf, queryOf } from '../send-page.ts'
import type { KeptPages } from './kept-pages.ts'

/** The lowest income there is: whoever earns it is insured by the lowest bracket. */
const LOWEST_INCOME = 1_000_000
/** Longer than any wait that the law sets for a new member. */
const LONG_MEMBER_MONTHS = 36

/** `/kecelakaan` and `/meninggal`, with deadlines and rights by the law of the day that is asked for. */
export function afterEventRoutes(app: FastifyInstance, { book, clock }: PageDeps, kept: KeptPages): void {
  for (const event of WORKER_EVENTS) {
    app.get(EVENT_PATHS[event], { schema: { hide: true }, config: PUBLIC }, (request, reply) =>
      kept.send(request, reply, () => {
        const today = clock.today()
        const asked = queryOf(request)['on']
        const typed = typeof asked === 'string' && asked.trim() !== '' ? asked.trim() : today
        const on = isPlainDate(typed) && typed <= today ? typed : null
        const page = {
          frame: frameOf(request),
          event,
          typed,
          on,
          deadlines: on === null ? [] : assessEventDeadlines(event, on, book),
          rights: on === null || event !== 'death' ? [] : deathRights(on, book, languageOf(request)),
        }
        return createElement(AfterEventPage, page)
      }),
    )
  }
}

/** What a family gets by the law of a day; nothing where the law of that day is not known here. */
function deathRights(on: PlainDate, book: LawBook, language: Language): readonly DeathRight[] {
  const questions = [
    { kind: 'natural', query: { kind: 'JKM', segment: 'BPU', on, memberMonths: LONG_MEMBER_MONTHS } },
    { kind: 'short', query: { kind: 'JKM', segment: 'BPU', on, memberMonths: 1 } },
    { kind: 'work', query: { kind: 'JKK-death', segment: 'BPU', on, wage: LOWEST_INCOME } },
  ] as const
  try {
    return questions
      .map(({ kind, query }) => ({ kind, query, answer: answerBenefit(query, book, language) }))
      .filter(({ kind, answer }) => kind !== 'short' || answer.lines[0]?.component === 'short-membership')
  } catch (error) {
    if (error instanceof Refusal) return []
    throw error
  }
}
