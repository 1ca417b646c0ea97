import { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'
import type { ListAnswer } from './contract.ts'
import type { ListProgress } from './list-runner.ts'

const EVERY_MILLISECONDS = 1_000

/** Sends how far a list is once a second, as server-sent events, until nothing moves any more or the asker goes. */
export function sendEvents(
  reply: FastifyReply,
  look: () => Promise<ListAnswer>,
  progressOf: () => ListProgress | null,
): FastifyReply {
  const gone = new AbortController()
  reply.raw.once('close', () => {
    gone.abort()
  })
  async function* events() {
    for (;;) {
      const list = await look()
      const progress = progressOf()
      const rows = progress?.rows ?? list.tally?.rows ?? 0
      const seconds = progress?.since ? (performance.now() - progress.since) / 1_000 : 0
      const rowsPerSecond = seconds > 0 ? Math.round(rows / seconds) : null
      yield `event: progress\ndata: ${JSON.stringify({ state: list.state, stage: list.stage, rows, rowsPerSecond })}\n\n`
      if (list.state !== 'running' && !progress) return
      await pause(gone.signal)
      if (gone.signal.aborted) return
    }
  }
  return reply
    .type('text/event-stream; charset=utf-8')
    .header('cache-control', 'no-store')
    .send(Readable.from(events()))
}

function pause(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, EVERY_MILLISECONDS)
    function done() {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    signal.addEventListener('abort', done)
  })
}
