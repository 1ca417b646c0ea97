import { refuse } from '../../kernel/refusal.ts'
import {
  CHANGE_FIELDS,
  isSameValue,
  isSealedChange,
  type ChangeField,
  type FieldValue,
} from './change-fields.ts'
import { maskCell } from './row/mask-cell.ts'

declare module '../../kernel/refusal.ts' {
  interface RefusalDetails {
    /** No such person within reach; also for one who is elsewhere. */
    'person-unknown': Readonly<Record<string, never>>
    /** No such request within reach. */
    'request-unknown': Readonly<Record<string, never>>
    /** Everything asked for stands there already. */
    'change-empty': Readonly<Record<string, never>>
    /** Somebody else has decided, or the asker has withdrawn it. */
    'request-decided': { readonly state: RequestState }
    /** Whoever asks does not approve: two pairs of eyes. */
    'request-own': Readonly<Record<string, never>>
    /** Only whoever asked takes it back. */
    'request-of-another': Readonly<Record<string, never>>
    /** What is to be changed has been changed since it was asked. */
    'change-outdated': { readonly fields: readonly string[] }
    /** The number cannot be given to this person. It is not said whose it is, nor where. */
    'number-not-free': Readonly<Record<string, never>>
  }
}

export const REQUEST_STATES = ['pending', 'applied', 'refused', 'withdrawn'] as const
export type RequestState = (typeof REQUEST_STATES)[number]

/** What a request is about, the gravest first. */
export const REQUEST_KINDS = ['number', 'identity', 'life', 'move', 'details'] as const
export type RequestKind = (typeof REQUEST_KINDS)[number]

const KIND_OF: { readonly [Field in ChangeField]?: RequestKind } = {
  nik: 'number',
  name: 'identity',
  bornOn: 'identity',
  sex: 'identity',
  livingStatus: 'life',
  livingStatusOn: 'life',
  residenceRegion: 'move',
}

export type FieldValues = Partial<Readonly<Record<ChangeField, FieldValue>>>

/** What is asked for, reduced to what would differ. */
export type WantedChange = {
  readonly kind: RequestKind
  readonly needsApproval: boolean
  readonly before: FieldValues
  readonly after: FieldValues
}

/**
 * What a request would change and whether somebody else must agree. Who keeps the row mends its details at once; who somebody is, his
 * number, his life and his village, and any row that another keeps, wait for approval. Refuses a request that would change nothing.
 */
export function decideChange(before: FieldValues, wanted: FieldValues, isKeeper: boolean): WantedChange {
  const asked = withWholeDecile(before, wanted)
  const fields = CHANGE_FIELDS.filter(
    (field) => field in asked && !isSameValue(asked[field] ?? null, before[field] ?? null),
  )
  if (fields.length === 0) throw refuse('change-empty', {})
  const kinds = new Set(fields.map((field) => KIND_OF[field] ?? 'details'))
  const kind = REQUEST_KINDS.find((each) => kinds.has(each)) ?? 'details'
  return {
    kind,
    needsApproval: kind !== 'details' || !isKeeper,
    before: pick(before, fields),
    after: pick(asked, fields),
  }
}

/**
 * A welfare decile means something only with who ranked and when. A new one comes with its own source and day; an emptied one takes them
 * along. Refuses a source or day without a decile.
 */
function withWholeDecile(before: FieldValues, asked: FieldValues): FieldValues {
  const fields = ['decile', 'decileSource', 'decileOn'] as const
  if (!fields.some((field) => field in asked)) return asked
  const isNew = 'decile' in asked && !isSameValue(asked.decile ?? null, before.decile ?? null)
  const after = isNew ? asked : { ...before, ...asked }
  if ((after.decile ?? null) === null && isNew) return { ...asked, decileSource: null, decileOn: null }
  const missing = fields.find((field) => (after[field] ?? null) === null)
  if (missing !== undefined) throw refuse('value-missing', { field: missing })
  return asked
}

/** The fields of a request that no longer are as they were when it was asked for. */
export function outdatedFields(before: FieldValues, now: FieldValues): ChangeField[] {
  return CHANGE_FIELDS.filter(
    (field) => field in before && !isSameValue(before[field] ?? null, now[field] ?? null),
  )
}

/** Before and after as they may be shown: what is kept encrypted is masked, what is in clear is not. */
export function shownChanges({
  before,
  after,
}: Pick<WantedChange, 'before' | 'after'>): Record<string, ShownChange> {
  const fields = CHANGE_FIELDS.filter((field) => field in after)
  return Object.fromEntries(
    fields.map((field) => [
      field,
      [shown(field, before[field] ?? null), shown(field, after[field] ?? null)] as const,
    ]),
  )
}

export type ShownChange = readonly [before: FieldValue, after: FieldValue]

function shown(field: ChangeField, value: FieldValue): FieldValue {
  return isSealedChange(field) && typeof value === 'string' ? maskCell(field, value) : value
}

/** Refuses whoever asked as the one who decides. */
export function requireOther(askedBy: string, decider: string): void {
  if (askedBy === decider) throw refuse('request-own', {})
}

function pick(values: FieldValues, fields: readonly ChangeField[]): FieldValues {
  return Object.fromEntries(fields.map((field) => [field, values[field] ?? null]))
}
