import type { FastifyInstance, FastifyRequest } from 'fastify'
import { formatNumber } from '../../../kernel/format.ts'
import { byRequest } from '../../../modules/access/admin-routes.ts'
import { CHECKS } from '../../../modules/checks/checks.ts'
import type { ChecksAnswer } from '../../../modules/checks/contract.ts'
import { showChecks } from '../../../modules/checks/show-checks.ts'
import { wordsIn } from '../../../../web/locales/public.ts'
import { languageOf } from '../../language.ts'
import {
  adminCrumbs,
  momentText,
  pageOf,
  sendTable,
  type AdministrationDeps,
} from '../administration/parts.ts'

type Check = ChecksAnswer['checks'][number]

/** `/pemeriksaan`: what must always hold, each in words with its last result, and the jobs that wait. */
export function checkPages(app: FastifyInstance, deps: AdministrationDeps): void {
  app.get('/pemeriksaan', pageOf('checks.read'), async (request, reply) => {
    const words = wordsIn(languageOf(request)).checks
    const { checks, jobs } = await showChecks(deps, byRequest(request))
    // What does not hold stands first: nobody should have to look for it.
    const sorted = checks.toSorted((a, b) => Number(a.state === 'holds') - Number(b.state === 'holds'))
    return sendTable(request, reply, {
      title: words.title,
      lede: words.lede,
      crumbs: adminCrumbs(request),
      facts: [
        [words.waiting, String(jobs.waiting)],
        [words.running, String(jobs.running)],
        [words.givenUp, jobs.givenUp.length === 0 ? words.none : jobs.givenUp.join(', ')],
      ],
      tables: [
        {
          caption: words.caption,
          columns: [words.check, words.result, words.last, words.looked, words.took],
          rows: sorted.map((check) => ({ id: check.name, cells: cellsOf(request, check) })),
          none: words.none,
        },
      ],
      controls: [],
    })
  })
}

function cellsOf(request: FastifyRequest, check: Check): readonly string[] {
  const language = languageOf(request)
  const { checks: words } = wordsIn(language)
  const known = CHECKS.find(({ name }) => name === check.name)
  const told = known ? words.names[known.name] : { title: check.name, sentence: '' }
  const broken =
    check.broken === null || check.broken === 0 ? '' : ` (${formatNumber(check.broken, language)})`
  return [
    `${told.title}. ${told.sentence}`,
    `${words.states[check.state]}${broken}`,
    check.checkedAt === null ? '–' : momentText(new Date(check.checkedAt), request),
    check.looked === null ? '–' : formatNumber(check.looked, language),
    check.milliseconds === null ? '–' : `${formatNumber(check.milliseconds, language)} ms`,
  ]
}
