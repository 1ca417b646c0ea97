/** The wish of the person or the system that this program ends. */
export type StopRequest = {
  /** Fires at the first Ctrl-C, SIGTERM or SIGHUP. */
  readonly asked: AbortSignal
  /** Fires at the second: no more waiting. */
  readonly hurried: AbortSignal
  /** Resolves when `asked` fires. */
  readonly happened: Promise<undefined>
  /** Gives the signals back to the system. */
  dispose(): void
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
/** One Ctrl-C can arrive twice, from the terminal and from npm, which passes it on. */
const SAME_WISH_MS = 300

export function listenForStop(): StopRequest {
  const asked = new AbortController()
  const hurried = new AbortController()
  let firstAt = 0
  const heard = () => {
    if (!asked.signal.aborted) {
      firstAt = performance.now()
      asked.abort()
    } else if (performance.now() - firstAt > SAME_WISH_MS) {
      hurried.abort()
    }
  }
  for (const signal of SIGNALS) process.on(signal, heard)
  return {
    asked: asked.signal,
    hurried: hurried.signal,
    happened: new Promise((resolve) => {
      asked.signal.addEventListener('abort', () => {
        resolve(undefined)
      })
    }),
    dispose() {
      for (const signal of SIGNALS) process.off(signal, heard)
    },
  }
}
