import type { FastifyInstance } from 'fastify'
import { Refusal } from '../../kernel/refusal.ts'
import type { Db } from '../../platform/db.ts'
import { recordAct } from './act.ts'
import { byRequest } from './admin-routes.ts'
import { inScope } from './scope.ts'

/**
 * Records each request by which a key ran against its quota of different persons, whatever route it was: in a transaction of its own,
 * because the request's own told nothing and is undone. The watch makes an alert of it.
 */
export function recordQuotaRefusals(app: FastifyInstance, db: Db): void {
  app.addHook('onError', async (request, _reply, error) => {
    if (!(error instanceof Refusal) || error.value.code !== 'api-key-quota') return
    if (!request.programActor) return
    const { quota } = error.value.details
    const action = request.routeOptions.config.action ?? ''
    await inScope(db, request.programActor, (tx) =>
      recordAct(tx, byRequest(request), {
        action: 'access.refused',
        details: { action, reason: 'api-key-quota', quota },
      }),
    )
  })
}
