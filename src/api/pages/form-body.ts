import type { FastifyRequest } from 'fastify'
import { refuse } from '../../kernel/refusal.ts'
import { isStorable } from '../../platform/storable-text.ts'

/** A longer answer than this is none that a person gives in one of our forms; a passkey's answer is the longest. */
const LONGEST = 20_000

/** The answers of a form, each given once. A field given twice is refused: no one can say which was meant. */
export function formOf(request: FastifyRequest): Readonly<Record<string, string>> {
  const { body } = request
  if (body === undefined || body === null) return {}
  if (typeof body !== 'object')
    throw refuse('value-malformed', { field: 'body', value: '', expected: 'object' })
  for (const [field, value] of Object.entries(body)) {
    if (typeof value !== 'string' || !isStorable(value))
      throw refuse('value-malformed', { field, value: '', expected: 'text' })
    if (value.length > LONGEST)
      throw refuse('value-out-of-range', { field, value: '', maximum: String(LONGEST) })
  }
  return body as Readonly<Record<string, string>>
}

/** One answer of a form; an empty text when it was not given. */
export function answerIn(form: Readonly<Record<string, string>>, field: string): string {
  return Object.hasOwn(form, field) ? (form[field] ?? '') : ''
}
