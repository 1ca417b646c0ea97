import type { FastifyRequest } from 'fastify'
import type { Because } from '../../../modules/proposals/proposals.ts'
import { wordsIn } from '../../../../web/locales/public.ts'
import { languageOf } from '../../language.ts'

export const PROPOSALS = '/usulan'

export const proposalWords = (request: FastifyRequest) => wordsIn(languageOf(request)).proposals

/** Why somebody stands where he stands; null is that nothing keeps him out. */
export function becauseText(request: FastifyRequest, because: Because | null): string {
  return proposalWords(request).because[because ?? 'fits']
}
