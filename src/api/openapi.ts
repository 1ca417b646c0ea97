import swagger from '@fastify/swagger'
import type { FastifyInstance, FastifySchema } from 'fastify'
import { REFUSAL_CODES } from '../../web/locales/refusal-sentence.ts'
import { httpProblems } from '../../web/locales/http-problems.ts'
import { isForPrograms } from '../modules/access/access.ts'
import type { ActionName } from '../modules/access/actions.ts'
import { PUBLIC } from '../modules/access/current-actor.ts'
import { VERSION } from './version.ts'

const PROBLEM = {
  type: 'object' as const,
  description:
    'RFC 9457 problem. `detail` is a sentence for people: Indonesian, or English by Accept-Language or ?lang=en. ' +
    '`code` is for programs. Members beside these hold the facts of the refusal, for example `field` and `allowed`.',
  required: ['type', 'title', 'status', 'detail', 'instance', 'code'],
  properties: {
    type: { type: 'string' as const, description: 'Where the code is explained' },
    title: { type: 'string' as const },
    status: { type: 'integer' as const },
    detail: { type: 'string' as const },
    instance: { type: 'string' as const, description: 'Request id, also in the header x-request-id' },
    code: {
      type: 'string' as const,
      anyOf: [{ enum: [...REFUSAL_CODES] }, { enum: Object.keys(httpProblems.id).sort() }],
    },
  },
  additionalProperties: true,
}

const PROBLEM_ANSWER = {
  description: 'A refusal or an error',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
}

/** Describes every route under `/api/v1` from the contracts it validates with, at `/api/v1/openapi.json`. Call before routes. */
export async function addOpenApi(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Payung API',
        version: VERSION,
        description:
          'Employment social security of Indonesia: what the law asks and gives, with article and date, and every region. ' +
          'Amounts are whole rupiah. Months are YYYY-MM, days YYYY-MM-DD. Unknown fields are refused.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      servers: [{ url: '/' }],
      components: {
        schemas: { Problem: PROBLEM },
        securitySchemes: {
          session: {
            type: 'apiKey',
            in: 'cookie',
            name: 'payung',
            description:
              'A person who signed in at /masuk; over https the cookie is __Host-payung. Changes also need x-csrf-token',
          },
          apiKey: {
            type: 'http',
            scheme: 'bearer',
            description: 'A key of a program: payung_ and 43 characters',
          },
        },
      },
    },
    transform: ({ schema, url, route }) => ({
      schema: describe((schema as FastifySchema | undefined) ?? {}, url, route.config?.action),
      url,
    }),
  })
}

/** Serves the document. Its text is made once, when all routes are known. */
export function serveOpenApi(app: FastifyInstance): void {
  app.get('/api/v1/openapi.json', { schema: { hide: true }, config: PUBLIC }, (_request, reply) =>
    reply.type('application/json; charset=utf-8').header('cache-control', 'max-age=300').send(app.swagger()),
  )
}

/** Who may call follows from the action alone: what needs a second factor is no work for a program's key. */
function describe(schema: FastifySchema, url: string, action: ActionName | undefined): FastifySchema {
  if (!url.startsWith('/api/v1/')) return { ...schema, hide: true }
  const responses = (schema.response as Record<string, unknown> | undefined) ?? {}
  return {
    ...schema,
    ...(action && { security: [{ session: [] }, ...(isForPrograms(action) ? [{ apiKey: [] }] : [])] }),
    response: { ...responses, default: PROBLEM_ANSWER },
  }
}
