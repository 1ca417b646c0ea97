import { describeDatabaseError } from './database-errors.ts'
import { errorText } from './operator-failure.ts'

/** What one check of `./payung doctor` found. `mend` says what to do, and is there exactly when something is to be done. */
export type Finding = {
  readonly name: string
  readonly title: string
  readonly verdict: 'good' | 'warning' | 'bad'
  readonly found: string
  readonly mend?: string
}

/** One thing that can be wrong with an installation. */
export type Check = {
  readonly name: string
  readonly title: string
  run(): Promise<CheckAnswer>
}

export type CheckAnswer =
  | { readonly verdict: 'good'; readonly found: string }
  | { readonly verdict: 'warning' | 'bad'; readonly found: string; readonly mend: string }

export function good(found: string): CheckAnswer {
  return { verdict: 'good', found }
}

export function bad(found: string, mend: string): CheckAnswer {
  return { verdict: 'bad', found, mend }
}

export function warning(found: string, mend: string): CheckAnswer {
  return { verdict: 'warning', found, mend }
}

/** Splits an operator's sentence pair "what happened. what to do." into finding and mending. */
export function badBecause(sentence: string): CheckAnswer {
  const end = sentence.indexOf('. ')
  return end === -1
    ? bad(sentence, 'Ikuti kalimat itu.')
    : bad(sentence.slice(0, end + 1), sentence.slice(end + 2))
}

/** Runs every check, one after the other; a check that cannot be made is a bad finding, never an end of the list. */
export async function runChecks(checks: readonly Check[]): Promise<Finding[]> {
  const findings: Finding[] = []
  for (const { name, title, run } of checks) {
    const answer = await run().catch((error: unknown) =>
      badBecause(describeDatabaseError(error)?.message ?? errorText(error)),
    )
    findings.push({ name, title, ...answer })
  }
  return findings
}
