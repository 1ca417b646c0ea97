import Type, { type Static } from 'typebox'
import {
  TOLD,
  REJECTION_REASONS,
  ANSWER_STATES,
  SUBMISSION_STATES,
  SUBMITTED_SEGMENTS,
} from './submissions.ts'

const strict = { additionalProperties: false }
const optional = Type.Optional
const day = Type.String({ format: 'date' })
const month = Type.String({ pattern: '^[1-9]\\d{3}-(0[1-9]|1[0-2])$', maxLength: 7, examples: ['2026-05'] })
const region = Type.String({
  minLength: 2,
  maxLength: 13,
  description: 'Region code as officials write it',
  examples: ['16.06.01.2001'],
})
const reason = Type.String({ maxLength: 500, description: 'Why, for whoever reads the audit' })
const page = optional(
  Type.String({ pattern: '^[1-9][0-9]{0,4}$', description: 'Page, from 1; 50 rows each' }),
)
const count = Type.Integer({ minimum: 0 })
const maybe = <Schema extends Parameters<typeof Type.Union>[0][number]>(schema: Schema) =>
  Type.Union([schema, Type.Null()])
const segment = Type.Enum([...SUBMITTED_SEGMENTS], {
  description: 'BPU in the collective template, PU in SIPP TK Baru',
})
const state = Type.Enum([...SUBMISSION_STATES])

export const submissionParams = Type.Object(
  { id: Type.String({ maxLength: 40, description: 'Its id, or the number on its files' }) },
  strict,
)
export const resultParams = Type.Object({ id: Type.String({ maxLength: 36 }) }, strict)
export const fileParams = Type.Object(
  {
    id: Type.String({ maxLength: 40 }),
    file: Type.String({ pattern: '^[1-9][0-9]{0,2}$', description: 'Which of its files, from 1' }),
  },
  strict,
)
export const fileQuery = Type.Object(
  { format: optional(Type.Enum(['xlsx', 'csv'], { description: 'XLSX unless asked otherwise' })) },
  strict,
)

export const makeSubmissionBody = Type.Object(
  {
    segment,
    region: optional(region),
    roster: optional(
      Type.String({ maxLength: 36, description: 'A roster, or a programme; needed for wage earners' }),
    ),
    month: optional(month),
    package: optional(
      Type.String({
        minLength: 1,
        maxLength: 10,
        description: 'KODE_PAKET of the BPU template; T unless given',
      }),
    ),
  },
  { ...strict, title: 'MakeSubmission' },
)
export const sendBody = Type.Object(
  {
    on: optional(
      Type.String({ format: 'date', description: 'The day on which it was sent; today unless given' }),
    ),
  },
  { ...strict, title: 'SendSubmission' },
)
export const withdrawBody = Type.Object({ reason }, strict)
export const mendedBody = Type.Object(
  {
    people: Type.Array(Type.Integer({ minimum: 1 }), {
      minItems: 1,
      maxItems: 10_000,
      description: 'People by their numbers in the registry',
    }),
    reason,
  },
  { ...strict, title: 'MendedPeople' },
)
/** The file itself, as text of JSON: a result has no more rows than its submission. */
export const readResultBody = Type.Object(
  {
    fileName: Type.String({ minLength: 1, maxLength: 200 }),
    content: Type.String({
      maxLength: 22_500_000,
      description: 'The file in Base64: CSV or XLSX',
      contentEncoding: 'base64',
    }),
    on: optional(
      Type.String({
        format: 'date',
        description: 'The day on which BPJS Ketenagakerjaan told; today unless given',
      }),
    ),
  },
  { ...strict, title: 'ReadResult' },
)

export const listSubmissionsQuery = Type.Object(
  {
    state: optional(state),
    region: optional(region),
    roster: optional(Type.String({ maxLength: 36 })),
    page,
  },
  strict,
)
export const submittedPeopleQuery = Type.Object(
  { state: optional(Type.Enum([...ANSWER_STATES])), page },
  strict,
)
export const rejectedQuery = Type.Object(
  {
    region: optional(region),
    reason: optional(Type.Enum([...REJECTION_REASONS])),
    all: optional(Type.Enum(['yes'], { description: 'Also those that are mended or submitted again' })),
    page,
  },
  strict,
)
export const rejectedFileQuery = Type.Object({ region: optional(region) }, strict)
export const progressQuery = Type.Object(
  {
    region: optional(region),
    programme: optional(Type.String({ maxLength: 36 })),
    proposal: optional(Type.String({ maxLength: 36 })),
    page,
  },
  strict,
)

const submission = {
  id: Type.String(),
  number: Type.String({ examples: ['PGJ-2026-000001'] }),
  segment,
  template: Type.Enum(['bpu', 'sipp-baru']),
  roster: maybe(Type.String()),
  rosterName: maybe(Type.String()),
  month: maybe(month),
  region: Type.String(),
  state,
  madeAt: Type.String(),
  sentOn: maybe(day),
  whole: Type.Boolean({ description: 'False: the counts are of your own people in it' }),
  people: count,
  open: count,
  members: count,
  rejected: count,
}
export const submissionsAnswer = Type.Object({
  submissions: Type.Array(Type.Object(submission)),
  page: count,
  more: Type.Boolean(),
})
const submittedPerson = Type.Object({
  submission: Type.String(),
  submissionNumber: Type.String(),
  person: count,
  name: Type.String(),
  region: Type.String(),
  roster: Type.String(),
  state: Type.Enum([...ANSWER_STATES]),
  toldOn: maybe(day),
  reason: maybe(Type.Enum([...REJECTION_REASONS])),
  reasonText: maybe(Type.String()),
  mendable: Type.Boolean({ description: 'Whether mending the record can help' }),
  mended: Type.Boolean(),
})
export const submissionAnswer = Type.Object({ ...submission, files: count })
export const submittedPeopleAnswer = Type.Object({
  people: Type.Array(submittedPerson),
  page: count,
  more: Type.Boolean(),
})
export const rejectedAnswer = Type.Object({
  reasons: Type.Array(
    Type.Object({ reason: Type.Enum([...REJECTION_REASONS]), people: count, toMend: count }),
  ),
  people: Type.Array(submittedPerson),
  page: count,
  more: Type.Boolean(),
})
export const progressAnswer = Type.Object({
  programmes: Type.Array(
    Type.Object({
      programme: Type.String(),
      name: Type.String(),
      region: Type.String(),
      people: count,
      proposed: count,
      waiting: count,
      refused: count,
      approved: Type.Integer({
        minimum: 0,
        description: 'Protected, and not told to BPJS Ketenagakerjaan yet',
      }),
      submitted: count,
      member: Type.Integer({ minimum: 0, description: 'With a KPJ' }),
      rejected: count,
    }),
  ),
  page: count,
  more: Type.Boolean(),
})
export const madeAnswer = Type.Object({
  id: Type.String(),
  number: Type.String(),
  people: count,
  files: count,
})
export const resultAnswer = Type.Object({
  id: Type.String(),
  submission: Type.String(),
  submissionNumber: Type.String(),
  fileName: Type.String(),
  state: Type.Enum(['read', 'applied', 'discarded']),
  toldOn: day,
  rows: count,
  again: Type.Boolean({
    description: 'The same file was applied before; it fills gaps and overwrites nothing',
  }),
  counts: Type.Object(Object.fromEntries(TOLD.map((told) => [told, count])), {
    description: 'Every row once: their sum is the number of rows',
  }),
  remarks: Type.Array(Type.Object({ row: count, told: Type.Enum([...TOLD]) }), {
    description: 'Rows that somebody should look at, and corrections; the first 1,000',
  }),
})
export const mendedAnswer = Type.Object({ mended: count })
export const submissionDoneAnswer = Type.Object({ done: Type.Literal(true) })

export type MakeSubmissionBody = Static<typeof makeSubmissionBody>
export type SendBody = Static<typeof sendBody>
export type ReadResultBody = Static<typeof readResultBody>
export type MendedBody = Static<typeof mendedBody>
export type ListSubmissionsQuery = Static<typeof listSubmissionsQuery>
export type SubmittedPeopleQuery = Static<typeof submittedPeopleQuery>
export type RejectedQuery = Static<typeof rejectedQuery>
export type ProgressQuery = Static<typeof progressQuery>
export type SubmissionsAnswer = Static<typeof submissionsAnswer>
export type SubmissionAnswer = Static<typeof submissionAnswer>
export type SubmittedPeopleAnswer = Static<typeof submittedPeopleAnswer>
export type RejectedAnswer = Static<typeof rejectedAnswer>
export type ProgressAnswer = Static<typeof progressAnswer>
export type ResultAnswer = Static<typeof resultAnswer>
