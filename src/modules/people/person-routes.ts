import { describedAs } from '../../platform/described.ts'
import type { FastifyPluginCallback } from 'fastify'
import { dottedCode, type RegionCode } from '../../kernel/region-code.ts'
import type { AccessDeps } from '../access/access-deps.ts'
import type { By } from '../access/act.ts'
import { byRequest } from '../access/admin-routes.ts'
import { openPersonRecord, unmaskPerson } from './open-person.ts'
import { OPEN_FIELDS } from './people.ts'
import * as contract from './person-contract.ts'

const described = describedAs('people')
const params = contract.personParams
type Id = { Params: { id: string } }

/** One person's record, masked, and opening a part of it, for programs. The pages do the same by the same commands. */
export function personRoutes(deps: AccessDeps): FastifyPluginCallback {
  return (app, _options, done) => {
    const read = described('One person, masked; the look is recorded', { params }, contract.personAnswer)
    app.get<Id>('/api/v1/people/:id', { config: { action: 'people.read' }, schema: read }, (request) =>
      answerPerson(deps, byRequest(request), request.params.id),
    )
    const unmask = described(
      'Open one group of masked fields, for a reason',
      { params, body: contract.unmaskBody },
      contract.unmaskedAnswer,
    )
    app.post<Id & { Body: contract.UnmaskBody }>(
      '/api/v1/people/:id/unmask',
      { config: { action: 'people.unmask' }, schema: unmask },
      async (request, reply): Promise<contract.UnmaskedAnswer> => {
        reply.header('cache-control', 'no-store')
        const opened = await unmaskPerson(deps, byRequest(request), {
          id: request.params.id,
          ...request.body,
        })
        return { name: opened.name, fields: Object.fromEntries(opened.fields) }
      },
    )
    done()
  }
}

async function answerPerson(deps: AccessDeps, by: By, id: string): Promise<contract.PersonAnswer> {
  const { person, changes, lists } = await openPersonRecord(deps, by, id)
  const open = [...OPEN_FIELDS, 'livingStatusOn'].map((field) => {
    const value = (person.open as Readonly<Record<string, Told | undefined>>)[field] ?? null
    return [field, isRegion(field) && value !== null ? dottedCode(Number(value) as RegionCode) : value]
  })
  return {
    id: person.id,
    name: person.name,
    region: dottedCode(person.region),
    open: Object.fromEntries(open) as Record<string, Told>,
    masked: { ...person.masked },
    changes: changes.map(({ at, cause, changes: fields }) => ({
      at: at.toISOString(),
      cause,
      changes: Object.fromEntries(
        Object.entries(fields).map(([field, [before, after]]) => [field, [toldOf(before), toldOf(after)]]),
      ),
    })),
    lists: lists.map(({ at, ...list }) => ({ ...list, at: at.toISOString() })),
  }
}

/** What stands in a column of JSON that is shown in clear. */
type Told = string | number | string[] | null

function toldOf(value: unknown): Told {
  return (value ?? null) as Told
}

function isRegion(field: string): boolean {
  return field === 'residenceRegion' || field === 'workRegion'
}
