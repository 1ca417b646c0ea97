import type { FastifyInstance, FastifyRequest } from 'fastify'
import { decideAccess } from '../../../modules/access/access.ts'
import { inScopeOf, sightOf } from '../../../modules/access/act.ts'
import { byRequest } from '../../../modules/access/admin-routes.ts'
import { assessFirstSteps, FIRST_STEPS } from '../../../modules/first-steps/first-steps.ts'
import { putAwaySteps } from '../../../modules/first-steps/put-away-steps.ts'
import { readFirstSteps } from '../../../modules/first-steps/queries.ts'
import type { Deps } from '../../../platform/deps.ts'
import { wordsIn } from '../../../../web/locales/public.ts'
import type { ShownSteps } from '../../../../web/staff/first-steps.tsx'
import { hrefIn } from '../../../../web/ui/links.ts'
import { languageOf } from '../../language.ts'
import { textsOf } from '../administration/parts.ts'
import { formOf } from '../form-body.ts'
import { signedInOf } from '../sign-in-cookies.ts'
import { FIRST_STEP_PLACES } from './first-step-places.ts'

const READ = { schema: { hide: true }, config: { action: 'account.read' } } as const
/** The address that shows them again: the help page leads here. */
const AGAIN = 'langkah'

/** Putting one's own first steps away, and taking them out again. */
export function firstStepPages(app: FastifyInstance, deps: Deps): void {
  app.post('/beranda/langkah', READ, async (request, reply) => {
    const isAway = formOf(request)['simpan'] === 'ya'
    await putAwaySteps(deps, byRequest(request), signedInOf(request).user.id, isAway)
    return reply.redirect(hrefIn(languageOf(request), '/beranda'), 303)
  })
}

/** The first steps of whoever looks, by what his role may do; null while there is nothing to show. */
export async function firstStepsOf(request: FastifyRequest, deps: Deps): Promise<ShownSteps | null> {
  const by = byRequest(request)
  const { user } = signedInOf(request)
  const language = languageOf(request)
  const own = FIRST_STEPS.filter((step) => {
    const { action, path } = FIRST_STEP_PLACES[step]
    const isServed = request.server.hasRoute({ method: 'GET', url: path.split('?', 1)[0] ?? path })
    return isServed && decideAccess(by.actor, action, { userId: user.id }, deps.clock.today()).allowed
  })
  const { done, isPutAway } = await inScopeOf(deps.db, by, (tx) =>
    readFirstSteps(tx, own, { sight: sightOf(by), userId: user.id }),
  )
  const { steps, isShown } = assessFirstSteps(own, done, isPutAway)
  if (!isShown && textsOf(request)[AGAIN] === undefined) return null
  const words = wordsIn(language).staff.steps
  return {
    csrf: request.actor?.csrf ?? '',
    isPutAway,
    steps: steps.map(({ step, isDone }) => {
      const [path = '', query = ''] = FIRST_STEP_PLACES[step].path.split('?', 2)
      return {
        ...words[step],
        href: hrefIn(language, path, Object.fromEntries(new URLSearchParams(query))),
        isDone,
      }
    }),
  }
}
