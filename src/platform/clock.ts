import { jakartaDateOf, type PlainDate } from '../kernel/plain-date.ts'

/** The one source of time. Commands get it as an argument; nothing else calls `new Date()`. */
export type Clock = {
  now(): Date
  /** The civil day in Asia/Jakarta. */
  today(): PlainDate
}

export const systemClock: Clock = {
  now: () => new Date(),
  today: () => jakartaDateOf(new Date()),
}

/** A clock that stands still, for tests and for answering "as of". */
export function clockAt(instant: Date): Clock {
  return { now: () => instant, today: () => jakartaDateOf(instant) }
}
