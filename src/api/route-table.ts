import type { FastifyInstance } from 'fastify'
import type { ActionName } from '../modules/access/actions.ts'

/** One route as it was registered: who may call it stands in its options and nowhere else. */
export type RouteEntry = {
  readonly method: string
  readonly url: string
  /** The action it does; null for one that asks for nobody, or for a session only. */
  readonly action: ActionName | null
  readonly isPublic: boolean
}

declare module 'fastify' {
  interface FastifyInstance {
    /** Every route of the app, in the order of registration. */
    readonly routeTable: readonly RouteEntry[]
  }
}

/** Notes every route with the action it names, until `stop`. Call before any route is registered. */
export function recordRoutes(app: FastifyInstance): { readonly stop: () => void } {
  const entries: RouteEntry[] = []
  let isOpen = true
  app.decorate('routeTable', entries)
  app.addHook('onRoute', ({ url, method, config }) => {
    if (!isOpen) return
    for (const each of [method].flat()) {
      entries.push({ method: each, url, action: config?.action ?? null, isPublic: config?.public === true })
    }
  })
  return {
    stop: () => {
      isOpen = false
    },
  }
}
