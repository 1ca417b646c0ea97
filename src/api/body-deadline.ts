import type { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'
import type { ServerLimits } from './limits.ts'

const TOO_LATE = 'HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n'

/**
 * Cuts off a request whose body has not arrived in time. Node knows one limit for all requests, which is that of files: over a slow line
 * one takes as long as it takes, as long as it moves. It is waited for only from somebody who may hand it in: the time of whoever was
 * answered before runs from his answer on.
 */
export function cutOffSlowBodies(app: FastifyInstance, { requestMs }: Pick<ServerLimits, 'requestMs'>): void {
  app.addHook('onRequest', ({ raw, headers, routeOptions }, reply, done) => {
    const hasBody = headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined
    if (hasBody) {
      if (routeOptions.config.takesFile === true)
        reply.raw.once('finish', () => {
          if (!raw.complete) begin(raw, reply.raw, requestMs)
        })
      else begin(raw, reply.raw, requestMs)
    }
    done()
  })
}

function begin(request: IncomingMessage, response: ServerResponse, milliseconds: number): void {
  const { socket } = request
  // A request that is injected has come whole.
  if (!(socket instanceof Socket)) return
  const timer = setTimeout(() => {
    socket.off('close', end)
    if (request.complete) return
    if (response.headersSent) socket.destroy()
    else socket.end(TOO_LATE)
  }, milliseconds)
  timer.unref()
  // A connection that stays open brings many requests: what waits for one of them goes with it.
  const end = () => {
    clearTimeout(timer)
    socket.off('close', end)
  }
  socket.once('close', end)
  request.once('end', end)
}
