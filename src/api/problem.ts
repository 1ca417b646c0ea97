import { jsonText } from '../platform/json-text.ts'
import type { Refusal, RefusalCode } from '../kernel/refusal.ts'
import type { Language } from '../kernel/format.ts'
import { refusalSentence } from '../../web/locales/refusal-sentence.ts'
import { httpProblems, refusalTitles, type HttpProblem } from '../../web/locales/http-problems.ts'

/** RFC 9457, with our code and the details of the refusal beside the standard members. */
export type Problem = {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly detail: string
  /** The request id, also in the header `x-request-id` and in the log. */
  readonly instance: string
  readonly code: string
  readonly [detail: string]: unknown
}

/** The only table of HTTP statuses. A refusal that is not here is 422: understood, and not answerable as asked. */
const STATUS: { readonly [Code in RefusalCode]?: number } = {
  'not-signed-in': 401,
  'sign-in-failed': 401,
  'passkey-refused': 401,
  'single-sign-on-refused': 401,
  'not-allowed': 403,
  'form-not-ours': 403,
  'link-not-good': 404,
  'too-many-attempts': 429,
  'already-set-up': 409,
  'api-key-refused': 401,
  'region-outside': 403,
  'role-above-oneself': 403,
  'not-on-oneself': 403,
  'delegation-refused': 403,
  'no-such-record': 404,
  'last-administrator': 409,
  'already-so': 409,
  'organisation-open': 409,
  'email-taken': 409,
  'name-taken': 409,
  'pair-unknown': 404,
  'merge-unknown': 404,
  'people-merged-already': 409,
  'people-being-imported': 409,
  'pair-decided-already': 409,
  'merge-undone-already': 409,
  'merge-built-upon': 409,
  'person-unknown': 404,
  'request-unknown': 404,
  'request-decided': 409,
  'request-own': 403,
  'request-of-another': 403,
  'change-outdated': 409,
  'number-not-free': 409,
  'payer-unknown': 404,
  'roster-unknown': 404,
  'election-unknown': 404,
  'post-unknown': 404,
  'election-known': 409,
  'officer-changed': 409,
  'officer-stands': 409,
  'agency-month-sent': 409,
  'agency-month-open': 409,
  'agency-month-later-sent': 409,
  'agency-month-paid': 409,
  'agency-month-changed': 409,
  'joiners-covered': 409,
  'joiner-stands': 409,
  'bill-unknown': 404,
  'bill-run-unknown': 404,
  'already-covered': 409,
  'bill-paid': 409,
  'bill-cancelled': 409,
  'employer-unknown': 404,
  'employer-of-another': 403,
  'employer-known': 409,
  'employer-list-built-upon': 409,
  'bank-unknown': 404,
  'bank-refused': 502,
  'virtual-account-unknown': 404,
  'virtual-account-open': 409,
  'qr-code-unknown': 404,
  'finance-task-unknown': 404,
  'finance-task-decided': 409,
  'gift-unknown': 404,
  'gift-drawn': 409,
  'gift-cancelled': 409,
  'gift-unpaid': 409,
  'neighbour-decided': 409,
  'idempotency-key-reused': 409,
  'account-unknown': 404,
  'entry-unknown': 404,
  'entry-settled-already': 409,
  'entry-reversed-already': 409,
  'period-closed': 409,
  'ledger-busy': 503,
  'simulator-away': 404,
  'virtual-account-ended': 409,
  'statement-unknown': 404,
  'statement-line-unknown': 404,
  'statement-line-decided': 409,
  'contribution-code-unknown': 404,
  'contribution-code-known': 409,
  'contribution-code-settled': 409,
  'recovery-unknown': 404,
  'recovery-settled': 409,
  'recovery-return-known': 409,
  'api-key-quota': 429,
  'import-unknown': 404,
  'minutes-unknown': 404,
  'minutes-known': 409,
  'minutes-too-many': 409,
  'minutes-too-large': 413,
  'nothing-to-undo': 409,
  'undo-of-another': 409,
  'undo-too-late': 409,
  'decision-built-upon': 409,
  'bill-not-paid': 409,
  'budget-line-unknown': 404,
  'budget-line-known': 409,
  'budget-lapsed': 409,
  'budget-year-over': 409,
  'budget-below-promised': 409,
  'budget-unchanged': 409,
  'budget-change-known': 409,
  'roster-has-budget': 409,
  'programme-unknown': 404,
  'programme-known': 409,
  'programme-closed': 409,
  'submission-unknown': 404,
  'submission-not-so-far': 409,
  'submission-file-unknown': 404,
  'submission-result-unknown': 404,
  'submission-result-ended': 409,
  'proposal-unknown': 404,
  'proposal-ended': 409,
  'proposal-own': 403,
  'places-filled': 409,
  'import-built-upon': 409,
  'import-not-undoable': 409,
  'import-ended': 409,
  'import-file-gone': 410,
  'upload-out-of-order': 409,
  'upload-quota': 429,
  'region-unknown': 404,
  'region-map-unknown': 404,
  'region-change-already-applied': 409,
  'region-change-not-applied': 409,
  'region-change-out-of-order': 409,
  'region-change-built-upon': 409,
}

/** The status of a refusal; 404 for what does not exist, 409 for what clashes, 422 for the rest. */
export function statusOf(code: RefusalCode): number {
  return STATUS[code] ?? 422
}

/** An expected "no" as a problem document. */
export function problemOfRefusal(refusal: Refusal, requestId: string, language: Language): Problem {
  const status = statusOf(refusal.code)
  return {
    ...jsonSafe(refusal.value.details),
    type: `/api/docs/codes#${refusal.code}`,
    title: refusalTitles[language][status] ?? httpProblems[language].refused.title,
    status,
    detail: refusalSentence(refusal.value, language),
    instance: requestId,
    code: refusal.code,
  }
}

/** A "no" of HTTP itself (unknown page, body too large, …) as a problem document. */
export function problemOfHttp(
  code: HttpProblem,
  status: number,
  requestId: string,
  language: Language,
): Problem {
  const { title, detail } = httpProblems[language][code]
  return { type: `/api/docs/codes#${code}`, title, status, detail, instance: requestId, code }
}

/** Details as JSON: money and counts become integers, everything else stays. */
function jsonSafe(details: object): Record<string, unknown> {
  return JSON.parse(jsonText(details)) as Record<string, unknown>
}
