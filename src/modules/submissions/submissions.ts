import type { Month } from '../../kernel/month.ts'
import type { PlainDate } from '../../kernel/plain-date.ts'
import { refuse } from '../../kernel/refusal.ts'
import type { RegionCode } from '../../kernel/region-code.ts'

declare module '../../kernel/refusal.ts' {
  interface RefusalDetails {
    'submission-unknown': Readonly<Record<string, never>>
    /** Everybody of the selection stands in a submission, is a member, or waits to be mended. */
    'nobody-to-submit': Readonly<Record<string, never>>
    /** The submission is not in a state in which this can be done. */
    'submission-not-so-far': { readonly number: string; readonly state: SubmissionState }
    /** A day that has not come yet, or one before the submission was made. */
    'submission-day-unfit': { readonly on: PlainDate }
    'submission-file-unknown': { readonly files: number }
    'submission-result-unknown': Readonly<Record<string, never>>
    /** It was applied or discarded. */
    'submission-result-ended': Readonly<Record<string, never>>
    /** Nobody of those who were named is rejected and unmended within reach. */
    'nobody-to-mend': Readonly<Record<string, never>>
  }
}

export const SUBMISSION_STATES = ['draft', 'sent', 'partly-answered', 'answered', 'withdrawn'] as const
export type SubmissionState = (typeof SUBMISSION_STATES)[number]
/** What became of one person in a submission; `open` waits for an answer. */
export const ANSWER_STATES = ['open', 'member', 'rejected', 'withdrawn'] as const
export type AnswerState = (typeof ANSWER_STATES)[number]
export const SUBMITTED_SEGMENTS = ['BPU', 'PU'] as const
export type SubmittedSegment = (typeof SUBMITTED_SEGMENTS)[number]

/** Why BPJS Ketenagakerjaan did not take somebody, as our sentences know it. `other` keeps the words that nobody has mapped yet. */
export const REJECTION_REASONS = [
  'over-age',
  'under-age',
  'deceased',
  'already-member',
  'nik-invalid',
  'name-differs',
  'birth-date-differs',
  'mother-differs',
  'contact-invalid',
  'occupation-unfit',
  'field-missing',
  'other',
] as const
export type RejectionReason = (typeof REJECTION_REASONS)[number]

/** A row whose answer cannot be read: neither KPJ nor reason, a KPJ that is none, or both. */
export const UNCLEAR = ['no-answer', 'kpj-unreadable', 'answer-unclear'] as const
export type Unclear = (typeof UNCLEAR)[number]

/** A row that names nobody of the submission. */
export const MISSES = ['nik-unreadable', 'nik-damaged', 'unknown', 'other-submission', 'shifted'] as const
export type Miss = (typeof MISSES)[number]

/** A row that names somebody and still changes nothing. */
export const CLASHES = ['answers-differ', 'kpj-twice', 'kpj-of-another', 'submitted-again'] as const

/** What became of a row; each row of a file has exactly one. */
export const TOLD = ['member', 'rejected', 'corrected', 'same', ...MISSES, ...UNCLEAR, ...CLASHES] as const
export type Told = (typeof TOLD)[number]

/** BPJS Ketenagakerjaan takes no more rows in a file. */
export const ROWS_PER_FILE = 10_000
/** One submission takes this many; the rest is in the next one. */
export const MOST_PEOPLE = 100_000

/** People gathered to be told to BPJS Ketenagakerjaan together; its counts are of those in sight. */
export type Submission = {
  readonly id: string
  readonly number: string
  readonly segment: SubmittedSegment
  readonly rosterId: string | null
  readonly rosterName: string | null
  readonly month: Month | null
  readonly bpuPackage: string
  readonly regionCode: RegionCode
  readonly organisationId: string | null
  readonly state: SubmissionState
  readonly madeAt: Date
  readonly sentOn: PlainDate | null
  readonly withdrawnBecause: string | null
  /** Whether whoever asks sees all of it, and not only his own people in it. */
  readonly isWhole: boolean
  readonly peopleCount: number
  readonly memberCount: number
  readonly rejectedCount: number
}

export const layoutOf = (segment: SubmittedSegment): 'bpu' | 'sipp-baru' =>
  segment === 'BPU' ? 'bpu' : 'sipp-baru'

/** How many files a submission of so many people has. */
export function fileCountOf(peopleCount: number): number {
  return Math.ceil(peopleCount / ROWS_PER_FILE)
}

/** The places that stand in a file, from the first to the last. */
export function placesOf(file: number): { readonly first: number; readonly last: number } {
  return { first: (file - 1) * ROWS_PER_FILE + 1, last: file * ROWS_PER_FILE }
}

const MAY = {
  send: ['draft'],
  withdraw: ['draft'],
  answer: ['sent', 'partly-answered', 'answered'],
} as const satisfies Readonly<Record<string, readonly SubmissionState[]>>

/** Refuses an act that does not belong to the state: what was sent cannot be taken back, and only what was sent is answered. */
export function requireStateFor(
  act: keyof typeof MAY,
  { number, state }: Pick<Submission, 'number' | 'state'>,
): void {
  const states: readonly SubmissionState[] = MAY[act]
  if (!states.includes(state)) throw refuse('submission-not-so-far', { number, state })
}

/** The state that follows from how many have an answer; for what was sent. */
export function stateOf(peopleCount: number, answeredCount: number): SubmissionState {
  if (answeredCount === 0) return 'sent'
  return answeredCount === peopleCount ? 'answered' : 'partly-answered'
}
