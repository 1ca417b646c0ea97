import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyReply } from 'fastify'
import type { Reply } from './snap-desk.ts'

/** How the bank's own answers go wrong on purpose. In all but `error` the work itself was done before. */
export const FAULTS = ['slow', 'html', 'dropped', 'half-open', 'error'] as const
export type FaultName = (typeof FAULTS)[number]

export type Fault = { readonly path: string; readonly kind: FaultName; readonly times: number }

/** Faults that were ordered and not used up. */
export class Faults {
  readonly #slowMs: number
  #ordered: Fault[] = []

  constructor(slowMs: number) {
    this.#slowMs = slowMs
  }

  order(fault: Fault): void {
    this.#ordered.push(fault)
  }

  /** The fault for the next call of a path, used up by asking; undefined when the bank is to behave. */
  take(path: string): FaultName | undefined {
    const found = this.#ordered.find((fault) => path.endsWith(fault.path))
    if (found === undefined) return undefined
    this.#ordered = this.#ordered.flatMap((fault) =>
      fault !== found ? [fault] : fault.times > 1 ? [{ ...fault, times: fault.times - 1 }] : [],
    )
    return found.kind
  }

  /** Sends an answer in the way of a fault. */
  async send(kind: FaultName | undefined, reply: FastifyReply, { status, body }: Reply): Promise<unknown> {
    switch (kind) {
      case undefined:
        return reply.code(status).send(body)
      case 'slow':
        await sleep(this.#slowMs)
        return reply.code(status).send(body)
      case 'html':
        return reply
          .code(200)
          .type('text/html')
          .send('<!doctype html><title>SIMULATOR</title><p>Sedang pemeliharaan')
      case 'error':
        return reply.code(500).send({ responseCode: '5000001', responseMessage: 'Internal Server Error' })
      case 'dropped':
        reply.hijack()
        reply.raw.socket?.destroy()
        return reply
      case 'half-open':
        reply.hijack()
        reply.raw.writeHead(status, { 'content-type': 'application/json', 'content-length': '4096' })
        reply.raw.write('{"responseCode":"')
        return reply
    }
  }
}
