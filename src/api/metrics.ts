import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Pool } from 'pg'
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { PUBLIC } from '../modules/access/current-actor.ts'

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

/** What is measured besides answers. */
type Measured = {
  readonly pool?: Pool
  /** How many alerts of each kind today has. */
  readonly alertCounts?: () => ReadonlyMap<string, number>
}

/**
 * Measures every answer by route template (never by address, which can hold anything) and serves `/metrics` in Prometheus
 * text to this machine only: a request from elsewhere, or passed on by a proxy, gets 404 like an address that does not exist.
 */
export function addMetrics(app: FastifyInstance, { pool, alertCounts }: Measured): void {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const durations = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time to answer, by method, route template and status',
    labelNames: ['method', 'route', 'status'],
    buckets: SECONDS,
    registers: [registry],
  })
  if (pool) measurePool(registry, pool)
  if (alertCounts) measureAlerts(registry, alertCounts)
  app.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'unmatched'
    durations.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000)
    done()
  })
  app.get('/metrics', { schema: { hide: true }, config: PUBLIC }, async (request, reply) => {
    if (!isFromThisMachine(request)) {
      reply.callNotFound()
      return reply
    }
    return reply
      .type(registry.contentType)
      .header('cache-control', 'no-store')
      .send(await registry.metrics())
  })
}

function measurePool(registry: Registry, pool: Pool): void {
  const connections = new Gauge({
    name: 'payung_database_connections',
    help: 'Connections of the pool by state; waiting counts requests for one',
    labelNames: ['state'],
    registers: [registry],
    collect: () => {
      connections.set({ state: 'open' }, pool.totalCount)
      connections.set({ state: 'idle' }, pool.idleCount)
      connections.set({ state: 'waiting' }, pool.waitingCount)
    },
  })
}

function measureAlerts(registry: Registry, alertCounts: () => ReadonlyMap<string, number>): void {
  const alerts = new Gauge({
    name: 'payung_alerts_today',
    help: 'Alerts in the audit today (Asia/Jakarta) by kind; look at /audit',
    labelNames: ['kind'],
    registers: [registry],
    collect: () => {
      alerts.reset()
      for (const [kind, count] of alertCounts()) alerts.set({ kind }, count)
    },
  })
}

function isFromThisMachine(request: FastifyRequest): boolean {
  const address = request.socket.remoteAddress ?? '127.0.0.1'
  const passedOn = request.headers['x-forwarded-for'] ?? request.headers.forwarded
  return passedOn === undefined && /^(?:::ffff:)?127\.|^::1$/.test(address)
}
