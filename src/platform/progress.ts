/**
 * Where a long piece of work tells what it is doing, one plain line at a time. What is over in a blink is not noticeable:
 * a server that starts shows it, a command that wanted something else does not.
 */
export type Progress = (line: string, isNoticeable?: boolean) => void

const SILENCE_MS = 400

/** Runs one step and says how long it took; a step that takes longer than a blink is announced first. */
export async function step<Result>(
  progress: Progress,
  what: string,
  work: () => Promise<Result>,
): Promise<Result> {
  const started = performance.now()
  const announcement = setTimeout(() => {
    progress(`  … ${what}`)
  }, SILENCE_MS)
  try {
    const result = await work()
    const milliseconds = performance.now() - started
    progress(`  ✓ ${what} (${seconds(milliseconds)})`, milliseconds > SILENCE_MS)
    return result
  } finally {
    clearTimeout(announcement)
  }
}

/** Only what takes so long that a person would wonder. */
export function onlyNoticeable(progress: Progress): Progress {
  return (line, isNoticeable = true) => {
    if (isNoticeable) progress(line)
  }
}

/** Milliseconds as a person reads them: `0,4 detik`, `2 menit 5 detik`. */
export function seconds(milliseconds: number): string {
  const whole = Math.round(milliseconds / 1_000)
  if (whole >= 60) return `${Math.floor(whole / 60)} menit ${whole % 60} detik`
  return `${(milliseconds / 1_000).toFixed(1).replace('.', ',')} detik`
}
