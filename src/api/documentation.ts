import type { FastifyInstance } from 'fastify'
import { createElement } from 'react'
import { ApiDocsPage, type ApiField, type ApiOperation } from '../../web/public/api-docs-page.tsx'
import { REFUSAL_CODES } from '../../web/locales/refusal-sentence.ts'
import { API_EXAMPLES } from './api-examples.ts'
import { frameOf, sendPage } from './pages/send-page.ts'
import { statusOf } from './problem.ts'
import { PUBLIC } from '../modules/access/current-actor.ts'

type SchemaNode = {
  readonly properties?: Readonly<Record<string, SchemaNode>>
  readonly required?: readonly string[]
  readonly description?: string
  readonly type?: string
  readonly enum?: readonly unknown[]
}
type Operation = {
  readonly summary?: string
  readonly parameters?: readonly {
    readonly name: string
    readonly required?: boolean
    readonly description?: string
    readonly schema?: SchemaNode
  }[]
  readonly requestBody?: { readonly content?: Readonly<Record<string, { readonly schema?: SchemaNode }>> }
}

/** `/api/docs`: the OpenAPI document for people, made from the same contracts, without script. */
export function addDocumentation(app: FastifyInstance, publicUrl: string | undefined): void {
  app.get('/api/docs', { schema: { hide: true }, config: PUBLIC }, (request, reply) =>
    sendPage(
      request,
      reply,
      createElement(ApiDocsPage, {
        frame: frameOf(request),
        base: publicUrl ?? 'http://127.0.0.1:8080',
        operations: operationsOf(app),
        codes: REFUSAL_CODES.map((code) => ({ code, status: statusOf(code) })),
      }),
    ),
  )
}

function operationsOf(app: FastifyInstance): ApiOperation[] {
  const paths = app.swagger().paths as Readonly<Record<string, Readonly<Record<string, Operation>>>>
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): ApiOperation => {
      const name = `${method.toUpperCase()} ${path}`
      const example = API_EXAMPLES[name]
      return {
        name,
        summary: operation.summary ?? '',
        fields: fieldsOf(operation),
        ...(example ? { example } : {}),
      }
    }),
  )
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
