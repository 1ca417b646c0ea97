import { describedAs } from '../../platform/described.ts'
import type { FastifyInstance, FastifyPluginCallback } from 'fastify'
import type { Deps } from '../../platform/deps.ts'
import { jsonText } from '../../platform/json-text.ts'
import type { ActionName } from '../access/actions.ts'
import { byRequest } from '../access/admin-routes.ts'
import * as contract from './contract.ts'
import type { EmployerChange } from './employers.ts'
import { exportEmployers } from './export-employers.ts'
import { changeEmployer, recordEmployer } from './record-employer.ts'
import type { EmployerOutcome } from './row-outcomes.ts'
import { showEmployer, showEmployers } from './show-employers.ts'

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const described = describedAs('employers')
const as = (action: ActionName) => ({ action })
const params = contract.employerParams
type Id = { Params: { id: string } }

/** Employers as organisations tell of them, for programs. The pages do the same by the same commands. */
export function employerRoutes(deps: Deps): FastifyPluginCallback {
  return (app, _options, done) => {
    searchRoutes(app, deps)
    readingRoutes(app, deps)
    writingRoutes(app, deps)
    done()
  }
}

function searchRoutes(app: FastifyInstance, deps: Deps): void {
  const list = described(
    'Employers by NPP, NIB, beginning of the name, or region',
    { querystring: contract.listEmployersQuery },
    contract.employersAnswer,
  )
  app.get<{ Querystring: contract.ListEmployersQuery }>(
    '/api/v1/employers',
    { config: as('employers.read'), schema: list },
    (request) => showEmployers(deps, byRequest(request), request.query),
  )
  const search = described(
    'The same, and by NPWP, which must stand in no address',
    { body: contract.findEmployersQuery },
    contract.employersAnswer,
  )
  app.post<{ Body: contract.FindEmployersQuery }>(
    '/api/v1/employers/search',
    { config: as('employers.read'), schema: search },
    (request) => showEmployers(deps, byRequest(request), request.body),
  )
}

function readingRoutes(app: FastifyInstance, deps: Deps): void {
  app.get<{ Querystring: contract.ListEmployersQuery }>(
    '/api/v1/employers/export.xlsx',
    {
      config: as('employers.read'),
      schema: {
        tags: ['employers'],
        summary: 'All that a question finds, as a workbook',
        querystring: contract.listEmployersQuery,
      },
    },
    async (request, reply) => {
      const file = await exportEmployers(deps, byRequest(request), request.query)
      return reply
        .type(XLSX)
        .header('content-disposition', 'attachment; filename="pemberi-kerja.xlsx"')
        .header('cache-control', 'no-store')
        .send(file)
    },
  )
  const one = described(
    'One employer, what others say of it, and its history',
    { params },
    contract.employerAnswer,
  )
  app.get<Id>('/api/v1/employers/:id', { config: as('employers.read'), schema: one }, (request) =>
    showEmployer(deps, byRequest(request), request.params.id),
  )
}

function writingRoutes(app: FastifyInstance, deps: Deps): void {
  const record = described(
    'Record an employer as one’s own organisation knows it',
    { body: contract.recordEmployerBody },
    contract.recordedEmployerAnswer,
    201,
  )
  app.post<{ Body: contract.RecordEmployerBody }>(
    '/api/v1/employers',
    { config: as('employers.write'), schema: record },
    async (request, reply) => {
      const { region, reason, ...texts } = request.body
      const { id, warnings } = await recordEmployer(deps, byRequest(request), { region, reason, texts })
      return reply.code(201).send({ id, warnings: warnings.map(warningOf) })
    },
  )
  const change = described(
    'Change an employer that one’s own organisation recorded; what is left out stays',
    { params, body: contract.changeEmployerBody },
    contract.changedEmployerAnswer,
  )
  app.post<Id & { Body: contract.ChangeEmployerBody }>(
    '/api/v1/employers/:id/change',
    { config: as('employers.write'), schema: change },
    async (request) => {
      const { region, reason, ...written } = request.body
      const texts = { ...written, ...(region !== undefined && { regionCode: region }) }
      const ask = { id: request.params.id, texts, reason }
      const { changes, warnings } = await changeEmployer(deps, byRequest(request), ask)
      return { changes: inJson(changes), warnings: warnings.map(warningOf) }
    },
  )
}

function warningOf({ code, field }: EmployerOutcome) {
  return { code, field }
}

/** Wages are whole rupiah, which JSON takes as a number. */
function inJson(changes: Readonly<Record<string, EmployerChange>>): Record<string, unknown> {
  return JSON.parse(jsonText(changes)) as Record<string, unknown>
}
