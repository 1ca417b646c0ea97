import type { FastifyRequest } from 'fastify'
import type { Language } from '../../kernel/format.ts'
import { Refusal } from '../../kernel/refusal.ts'
import type { AccessSettings } from '../../modules/access/access-settings.ts'
import { passkeyPlace, type PasskeyPlace } from '../../modules/access/passkeys.ts'
import type { SingleSignOnDoor } from '../../modules/access/single-sign-on.ts'
import type { Deps } from '../../platform/deps.ts'
import type { KeyRing } from '../../platform/key-ring.ts'
import { refusalSentence } from '../../../web/locales/refusal-sentence.ts'
import type { FieldErrors } from '../../../web/ui/field.tsx'
import { statusOf } from '../problem.ts'

/** What the pages of signing in and of one's own account need. */
export type SignInPageDeps = Deps &
  AccessSettings & {
    readonly ring: KeyRing
    readonly overHttps: boolean
    readonly publicUrl: string | undefined
    readonly government: SingleSignOnDoor | null
  }

export const GUEST_PAGE = { schema: { hide: true }, config: { public: true } } as const
export const GUEST_FORM = { schema: { hide: true }, config: { public: true, guestForm: true } } as const
export const OWN_SESSION = { schema: { hide: true }, config: { session: true } } as const

/** Where passkeys are good for this request; null where they are not. */
export function placeOf(request: FastifyRequest, { publicUrl }: SignInPageDeps): PasskeyPlace | null {
  return passkeyPlace(publicUrl, request.host)
}

/** A refusal as the error of a form: its sentence at a field, and the status of the answer. Anything else is thrown on. */
export function formErrorOf(
  error: unknown,
  fieldOf: (refusal: Refusal) => string,
  language: Language,
): { readonly errors: FieldErrors; readonly status: number; readonly refusal: Refusal } {
  if (!(error instanceof Refusal) || error.code === 'form-not-ours') throw error
  const errors = { [fieldOf(error)]: refusalSentence(error.value, language) }
  return { errors, status: statusOf(error.code), refusal: error }
}
