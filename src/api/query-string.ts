import type { FastifyInstance } from 'fastify'
import { isStorable } from '../platform/storable-text.ts'

export type QueryFields = Readonly<Record<string, string | readonly string[]>>

/** What stands in place of a query nobody can be sure about. Fastify's parser may not throw, so a hook does it. */
const MALFORMED: QueryFields = Object.freeze({})
const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype'])
/** Fields that our own forms send once per ticked box; they become lists. Every other field may be there once. */
const LISTS = new Set(['programmes', 'children'])

/** A field named twice, a forbidden name, or text that cannot be decoded: which one is meant cannot be known. */
export class QueryMalformed extends Error {
  readonly statusCode = 400
}

/** Reads a query string into text fields without a prototype; `null` when it is malformed. */
export function parseQueryString(text: string): QueryFields | null {
  const fields = Object.create(null) as Record<string, string | string[]>
  for (const part of text.split('&')) {
    if (part === '') continue
    const cut = part.indexOf('=')
    const name = decode(cut === -1 ? part : part.slice(0, cut))
    const value = decode(cut === -1 ? '' : part.slice(cut + 1))
    if (name === null || value === null || FORBIDDEN.has(name)) return null
    const present = fields[name]
    if (LISTS.has(name)) fields[name] = Array.isArray(present) ? [...present, value] : [value]
    else if (present !== undefined) return null
    else fields[name] = value
  }
  return fields
}

/** The parser for Fastify, which must never throw. */
export function queryOrMalformed(text: string): Record<string, unknown> {
  return parseQueryString(text) ?? MALFORMED
}

/** Answers every request whose query is malformed with 400, before any route sees it. */
export function refuseMalformedQueries(app: FastifyInstance): void {
  app.addHook('onRequest', (request, _reply, done) => {
    if (request.query === MALFORMED) done(new QueryMalformed('query malformed'))
    else done()
  })
}

function decode(text: string): string | null {
  try {
    const decoded = decodeURIComponent(text.replaceAll('+', ' '))
    return isStorable(decoded) ? decoded : null
  } catch {
    return null
  }
}
