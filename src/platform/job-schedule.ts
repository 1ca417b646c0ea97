import type { Schedule } from './jobs.ts'

/** Asia/Jakarta has kept UTC+7 without summer time since 1964. */
const JAKARTA_MS = 7 * 3_600_000
const DAY_MS = 86_400_000

/** The last instant at or before `now` at which a recurring job was due. Throws on a time that no day has. */
export function lastTurnOf(schedule: Schedule, now: Date): Date {
  const [length, offset] =
    'everySeconds' in schedule
      ? [schedule.everySeconds * 1_000, 0]
      : [DAY_MS, timeOfDay(schedule.dailyAt) - JAKARTA_MS]
  return new Date(Math.floor((now.getTime() - offset) / length) * length + offset)
}

function timeOfDay(text: string): number {
  const match = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text)
  if (!match) throw new RangeError(`not a time of day: ${text}`)
  return (Number(match[1]) * 60 + Number(match[2])) * 60_000
}
