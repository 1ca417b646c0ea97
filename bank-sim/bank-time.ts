const WIB_MS = 7 * 3_600_000

/** An instant as a bank writes it: Jakarta time with its offset, whole seconds. */
export function wibText(instant: Date): string {
  return `${new Date(instant.getTime() + WIB_MS).toISOString().slice(0, 19)}+07:00`
}

/** The civil day in Jakarta on which a bank enters a movement. */
export function wibDay(instant: Date): string {
  return wibText(instant).slice(0, 10)
}

/** Seconds from an instant; negative is before. */
export function secondsFrom(instant: Date, seconds: number): Date {
  return new Date(instant.getTime() + seconds * 1_000)
}

/** The last second of the month before the one of this instant, in Jakarta. */
export function lastSecondOfMonthBefore(instant: Date): Date {
  return secondsFrom(new Date(`${wibDay(instant).slice(0, 7)}-01T00:00:00+07:00`), -1)
}
