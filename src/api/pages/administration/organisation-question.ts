import type { FastifyRequest } from 'fastify'
import { byRequest } from '../../../modules/access/admin-routes.ts'
import { answerOrganisations } from '../../../modules/access/answers.ts'
import type { Question } from '../../../../web/administration/parts.tsx'
import { adminWords, type AdministrationDeps } from './parts.ts'

/**
 * Which organisation: one to choose from a list as long as it fits on one page of them. Beyond that its number is asked for, which the
 * page of organisations fills in. `none` is said before one is chosen.
 */
export async function organisationQuestion(
  request: FastifyRequest,
  deps: AdministrationDeps,
  none = adminWords(request).users.organisationChoose,
): Promise<Question> {
  const words = adminWords(request).users
  const { organisations, more } = await answerOrganisations(deps, byRequest(request), {})
  const question = { name: 'organisation', label: words.organisation }
  if (more) return { ...question, hint: words.organisationHint }
  const open = organisations.filter(({ closed }) => !closed)
  const first = { value: '', label: none }
  return { ...question, options: [first, ...open.map(({ id, name }) => ({ value: id, label: name }))] }
}
