import {
  CLASHES,
  MISSES,
  TOLD,
  UNCLEAR,
  type AnswerState,
  type Miss,
  type RejectionReason,
  type Told,
  type Unclear,
} from './submissions.ts'

/** What a row of a result says of the person it names. */
export type Answer =
  | { readonly kind: 'member'; readonly kpj: string; readonly kpjIndex: string }
  | { readonly kind: 'rejected'; readonly reason: RejectionReason; readonly text: string | null }
  | { readonly kind: 'unclear'; readonly told: Unclear }

/** Rows that somebody should look at. */
export const NEEDS_LOOK: ReadonlySet<Told> = new Set<Told>([...MISSES, ...UNCLEAR, ...CLASHES])

export type MatchedRow = {
  readonly row: number
  /** Null when the row names nobody of this submission: then `miss` says why. */
  readonly personId: bigint | null
  readonly miss: Miss | null
  readonly answer: Answer
}

/** How somebody stands in the submission. */
export type Standing = {
  readonly state: AnswerState
  readonly kpjIndex: string | null
  readonly reason: string | null
  readonly text: string | null
  /** He stands in a later submission for the same months. */
  readonly isSubmittedAgain: boolean
}

export type AnswerFacts = {
  readonly people: ReadonlyMap<bigint, Standing>
  /** Who has a KPJ by now, by its index. */
  readonly holders: ReadonlyMap<string, readonly bigint[]>
  /** The same file was applied before: it may fill gaps, and never undoes a later one. */
  readonly isAgain: boolean
}

export type AnswerChange = {
  readonly personId: bigint
  readonly before: Standing
  readonly answer: Exclude<Answer, { kind: 'unclear' }>
}

export type DecidedAnswers = {
  readonly changes: readonly AnswerChange[]
  readonly rows: readonly { readonly row: number; readonly told: Told }[]
  readonly counts: Readonly<Record<Told, number>>
}

/** Decides row by row what a result changes. Nothing that clashes is written, and every row is told of exactly once. */
export function decideAnswers(rows: readonly MatchedRow[], facts: AnswerFacts): DecidedAnswers {
  const byPerson = Map.groupBy(
    rows.filter((row) => row.personId !== null && row.answer.kind !== 'unclear'),
    ({ personId }) => personId,
  )
  const clashing = new Set(
    [...byPerson].filter(([, said]) => !said.every((one) => isSame(one, said[0]))).map(([id]) => id),
  )
  const wanted = new Map<bigint, AnswerChange>()
  for (const [personId, [first]] of byPerson) {
    const before = personId === null ? undefined : facts.people.get(personId)
    if (personId === null || !before || !first || first.answer.kind === 'unclear' || clashing.has(personId))
      continue
    if (isChange(before, first.answer, facts.isAgain))
      wanted.set(personId, { personId, before, answer: first.answer })
  }
  const refused = refusedChanges(wanted, facts)
  const seen = new Set<bigint>()
  const told = rows.map(({ row, personId, miss, answer }) => {
    if (personId === null) return { row, told: miss ?? 'unknown' }
    if (answer.kind === 'unclear') return { row, told: answer.told }
    if (clashing.has(personId)) return { row, told: 'answers-differ' as const }
    const change = wanted.get(personId)
    const clash = refused.get(personId)
    if (clash !== undefined) return { row, told: clash }
    if (!change || seen.has(personId)) return { row, told: 'same' as const }
    seen.add(personId)
    return { row, told: change.before.state === 'open' ? answer.kind : ('corrected' as const) }
  })
  return {
    changes: [...wanted.values()].filter(({ personId }) => !refused.has(personId)),
    rows: told,
    counts: countsOf(told),
  }
}

export function countsOf(rows: readonly { readonly told: Told }[]): Record<Told, number> {
  const counts = Object.fromEntries(TOLD.map((told) => [told, 0])) as Record<Told, number>
  for (const { told } of rows) counts[told] += 1
  return counts
}

function isSame(one: MatchedRow, other: MatchedRow | undefined): boolean {
  const [a, b] = [one.answer, other?.answer]
  if (a.kind === 'member') return b?.kind === 'member' && a.kpjIndex === b.kpjIndex
  return a.kind === 'rejected' && b?.kind === 'rejected' && a.reason === b.reason
}

function isChange(before: Standing, answer: Exclude<Answer, { kind: 'unclear' }>, isAgain: boolean): boolean {
  if (before.state === 'open') return true
  if (isAgain || before.state === 'withdrawn') return false
  if (answer.kind === 'member') return before.state !== 'member' || before.kpjIndex !== answer.kpjIndex
  return before.state !== 'rejected' || before.reason !== answer.reason || before.text !== answer.text
}

type Clash = 'kpj-twice' | 'kpj-of-another' | 'submitted-again'

/**
 * Changes that cannot be made: a KPJ that two rows give, or that somebody else has and keeps. Whoever loses his KPJ by this file sets it
 * free, so that two swapped numbers can be corrected; whether he does is asked again until nothing more is refused.
 */
function refusedChanges(
  wanted: ReadonlyMap<bigint, AnswerChange>,
  { holders }: AnswerFacts,
): Map<bigint, Clash> {
  const refused = new Map<bigint, Clash>()
  const members = [...wanted.values()].filter(({ answer }) => answer.kind === 'member')
  const given = Map.groupBy(members, ({ answer }) => (answer.kind === 'member' ? answer.kpjIndex : ''))
  for (const same of given.values()) {
    if (same.length > 1) for (const { personId } of same) refused.set(personId, 'kpj-twice')
  }
  for (const { personId, before, answer } of wanted.values()) {
    if (before.isSubmittedAgain && answer.kind === 'member') refused.set(personId, 'submitted-again')
  }
  const keeps = (holder: bigint, kpjIndex: string) => {
    const change = refused.has(holder) ? undefined : wanted.get(holder)
    if (!change) return true
    return change.answer.kind === 'member'
      ? change.answer.kpjIndex === kpjIndex
      : change.before.kpjIndex !== kpjIndex
  }
  for (let before = -1; before !== refused.size;) {
    before = refused.size
    for (const { personId, answer } of members) {
      if (answer.kind !== 'member' || refused.has(personId)) continue
      const others = (holders.get(answer.kpjIndex) ?? []).filter((holder) => holder !== personId)
      if (others.some((holder) => keeps(holder, answer.kpjIndex))) refused.set(personId, 'kpj-of-another')
    }
  }
  return refused
}
