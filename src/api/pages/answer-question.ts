import type { Language } from '../../kernel/format.ts'
import { Refusal, refusedField } from '../../kernel/refusal.ts'
import type { FieldErrors } from '../../../web/ui/field.tsx'
import { refusalSentence } from '../../../web/locales/refusal-sentence.ts'

/** Either the answer to a form, or which of its questions need mending and how. */
export type Answered<Answer> =
  | { readonly answer: Answer; readonly errors: FieldErrors }
  | { readonly answer: null; readonly errors: FieldErrors }

/**
 * Runs a question of a form. A refusal becomes the error of the question it names; one that names none is shown at `fallback`,
 * so that no refusal is ever lost.
 */
export function answerQuestion<Answer>(
  ask: () => Answer,
  placeOf: (field: string) => string,
  fallback: string,
  language: Language,
): Answered<Answer> {
  try {
    return { answer: ask(), errors: {} }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const field = refusedField(error.value)
    const place = field === undefined ? fallback : placeOf(field)
    // A person sees the question right there; the field's name in brackets is for programs.
    const sentence = refusalSentence(error.value, language).replace(/ \([a-zA-Z-]+\)/, '')
    return { answer: null, errors: { [place]: sentence } }
  }
}
