import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fastify, { type FastifyInstance, type FastifyRequest } from 'fastify'
import { bankKeysOf, openContract, type SimulatorContract } from './bank-keys.ts'
import { Book } from './book.ts'
import { controlRoutes } from './control-routes.ts'
import { Desk } from './desk.ts'
import { Faults } from './faults.ts'
import { PayungLine } from './payung-line.ts'
import { Services } from './snap-desk.ts'

export type SimulatorOptions = {
  /** Holds the contract and the book. */
  readonly folder: string
  readonly port: number
  readonly now: () => Date
  /** How long the bank waits for an answer; ten seconds, as banks do. */
  readonly patienceMs?: number
  /** How long a slow answer of the bank takes. */
  readonly slowMs?: number
}

/** A bank that is none: its services, its counter and its book. */
export type Simulator = {
  readonly contract: SimulatorContract
  readonly desk: Desk
  readonly url: string
  /** Says where Payung's SNAP services are; from then on the bank can speak to it. */
  connectTo(payungUrl: string): void
  close(): Promise<void>
}

const BOOK_FILE = 'book.jsonl'
const ADDRESS_FILE = 'address'

/** Where the simulator of a folder last listened, for programs that did not start it; null when it never did. */
export function readAddress(folder: string): string | null {
  try {
    return readFileSync(join(folder, ADDRESS_FILE), 'utf8').trim()
  } catch {
    return null
  }
}

export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const { folder, port, now, patienceMs = 10_000, slowMs = 11_000 } = options
  const contract = openContract(folder)
  const keys = bankKeysOf(contract)
  const book = await Book.open(join(folder, BOOK_FILE))
  const line = new PayungLine({ contract, keys, now, patienceMs })
  const desk = new Desk({ book, line, contract, now })
  const faults = new Faults(slowMs)
  const app = fastify({ logger: false, forceCloseConnections: true })
  // JSON alone: a page that somebody has open in his browser can send nothing here without being asked first.
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
    done(null, body)
  })
  app.addHook('onSend', (_request, reply, payload, done) => {
    void reply.header('x-simulator', 'SIMULATOR')
    done(null, payload)
  })
  serveSnap(app, new Services(desk, contract, keys), faults)
  const control = controlRoutes(app, { desk, contract, faults })
  await app.listen({ port, host: '127.0.0.1' })
  const address = app.server.address()
  const url = `http://127.0.0.1:${String(typeof address === 'object' ? address?.port : port)}`
  writeFileSync(join(folder, ADDRESS_FILE), url, { mode: 0o600 })
  return {
    contract,
    desk,
    url,
    connectTo(payungUrl) {
      line.url = payungUrl.replace(/\/+$/, '')
    },
    async close() {
      await control.close()
      await app.close()
      line.close()
      await book.close()
    },
  }
}

function serveSnap(app: FastifyInstance, services: Services, faults: Faults): void {
  app.route({
    method: ['GET', 'POST', 'PUT', 'DELETE'],
    url: '/v1.0/*',
    handler: async (request, reply) => {
      const fault = faults.take(request.url.split('?')[0] ?? '')
      const call = {
        method: request.method,
        path: request.url,
        headers: headersOf(request),
        text: textOf(request.body),
      }
      return faults.send(fault, reply, await services.answer(call))
    },
  })
}

function headersOf({ headers }: FastifyRequest): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value[0] : value]),
  )
}

const textOf = (body: unknown): string => (typeof body === 'string' ? body : '')
