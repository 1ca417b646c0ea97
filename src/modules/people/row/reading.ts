import type { Outcome } from './outcome.ts'

/** What one cell says: its value, or null when it is empty or unreadable, and what must be told about it. */
export type Reading<Value> = { readonly value: Value | null; readonly outcomes: readonly Outcome[] }

const NONE: readonly Outcome[] = []

/** Nothing was written. Shared by every empty cell, because a list has more empty cells than filled ones. */
export const EMPTY: Reading<never> = { value: null, outcomes: NONE }

export function read<Value>(value: Value, ...outcomes: readonly Outcome[]): Reading<Value> {
  return { value, outcomes: outcomes.length === 0 ? NONE : outcomes }
}

export function unreadable(...outcomes: readonly Outcome[]): Reading<never> {
  return { value: null, outcomes }
}
