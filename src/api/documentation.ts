import type { FastifyInstance, FastifyRequest } from 'fastify'
import { createElement } from 'react'
import { ApiCodesPage } from '../../web/public/api-codes-page.tsx'
import { ApiDocsPage } from '../../web/public/api-docs-page.tsx'
import { ApiGroupPage, type ApiField, type ApiOperation } from '../../web/public/api-group-page.tsx'
import { REFUSAL_CODES } from '../../web/locales/refusal-sentence.ts'
import { PUBLIC } from '../modules/access/current-actor.ts'
import { API_EXAMPLES } from './api-examples.ts'
import { frameOf, sendPage } from './pages/send-page.ts'
import { statusOf } from './problem.ts'

type SchemaNode = {
  readonly properties?: Readonly<Record<string, SchemaNode>>
  readonly required?: readonly string[]
  readonly description?: string
  readonly type?: string
  readonly enum?: readonly unknown[]
}
type Operation = {
  readonly summary?: string
  readonly tags?: readonly string[]
  readonly security?: readonly Readonly<Record<string, unknown>>[]
  readonly parameters?: readonly {
    readonly name: string
    readonly required?: boolean
    readonly description?: string
    readonly schema?: SchemaNode
  }[]
  readonly requestBody?: { readonly content?: Readonly<Record<string, { readonly schema?: SchemaNode }>> }
}

/**
 * `/api/docs` and a page per group of routes: the OpenAPI document for people, made from the same contracts, without script. Parted so
 * that each page stays as light as every other page.
 */
export function addDocumentation(app: FastifyInstance, publicUrl: string | undefined): void {
  const options = { schema: { hide: true }, config: PUBLIC }
  app.get('/api/docs', options, (request, reply) =>
    sendPage(
      request,
      reply,
      createElement(ApiDocsPage, {
        frame: frameOf(request),
        groups: [...groupsOf(app)],
      }),
    ),
  )
  app.get('/api/docs/codes', options, (request, reply) =>
    sendPage(
      request,
      reply,
      createElement(ApiCodesPage, {
        frame: frameOf(request),
        codes: REFUSAL_CODES.map((code) => ({ code, status: statusOf(code) })),
      }),
    ),
  )
  app.get('/api/docs/:group', options, (request: FastifyRequest<{ Params: { group: string } }>, reply) => {
    const { group } = request.params
    const operations = groupsOf(app).get(group)
    if (!operations) {
      reply.callNotFound()
      return reply
    }
    const base = publicUrl ?? 'http://127.0.0.1:8080'
    return sendPage(
      request,
      reply,
      createElement(ApiGroupPage, { frame: frameOf(request), base, group, operations }),
    )
  })
}

/** The routes of the API by their first tag, in the order of registration. */
function groupsOf(app: FastifyInstance): ReadonlyMap<string, ApiOperation[]> {
  const paths = app.swagger().paths as Readonly<Record<string, Readonly<Record<string, Operation>>>>
  const all = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      group: operation.tags?.[0] ?? 'other',
      operation: operationOf(`${method.toUpperCase()} ${path}`, operation),
    })),
  )
  const groups = Map.groupBy(all, ({ group }) => group)
  return new Map([...groups].map(([group, rows]) => [group, rows.map(({ operation }) => operation)]))
}

function operationOf(name: string, operation: Operation): ApiOperation {
  const example = API_EXAMPLES[name]
  return {
    name,
    summary: operation.summary ?? '',
    caller: callerOf(operation),
    fields: fieldsOf(operation),
    ...(example ? { example } : {}),
  }
}

function callerOf({ security = [] }: Operation): ApiOperation['caller'] {
  if (security.length === 0) return 'anybody'
  return security.some((way) => Object.hasOwn(way, 'apiKey')) ? 'program' : 'person'
}

function fieldsOf({ parameters = [], requestBody }: Operation): ApiField[] {
  const body = requestBody?.content?.['application/json']?.schema
  return [
    ...parameters.map(({ name, required, description, schema }) =>
      fieldOf(name, required === true, description ?? '', schema),
    ),
    ...Object.entries(body?.properties ?? {}).map(([name, schema]) =>
      fieldOf(name, body?.required?.includes(name) === true, schema.description ?? '', schema),
    ),
  ]
}

function fieldOf(name: string, required: boolean, text: string, schema: SchemaNode | undefined): ApiField {
  const allowed = schema?.enum?.map(String)
  return {
    name,
    required,
    meaning: text,
    shape: allowed ? allowed.join(' · ') : (schema?.type ?? ''),
  }
}
