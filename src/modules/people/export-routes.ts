import type { FastifyPluginCallback, FastifyReply } from 'fastify'
import { refuse } from '../../kernel/refusal.ts'
import type { AccessDeps } from '../access/access-deps.ts'
import type { By } from '../access/act.ts'
import { byRequest } from '../access/admin-routes.ts'
import { requireRegion } from '../access/places.ts'
import type { Deps } from '../../platform/deps.ts'
import * as contract from './export-contract.ts'
import { exportPeople, planExport, type ExportFile, type ExportPlan } from './export-people.ts'
import type { Selection } from './leaving-people.ts'

const config = { action: 'people.export' } as const
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** People in clear as files, for programs of a signed-in person. The page does the same by the same command. */
export function exportRoutes(deps: AccessDeps): FastifyPluginCallback {
  return (app, _options, done) => {
    const count = {
      tags: ['exports'],
      summary: 'How many people would leave, and in which files',
      querystring: contract.planExportQuery,
      response: { 200: contract.planAnswer },
    }
    app.get<{ Querystring: contract.PlanExportQuery }>(
      '/api/v1/people/export',
      { config, schema: count },
      async (request): Promise<contract.PlanAnswer> => {
        const { personCount, leftOut, files } = await planFor(deps, byRequest(request), request.query)
        return {
          people: personCount,
          leftOut: leftOut && { because: leftOut.because, people: leftOut.count },
          files: files.map(({ file, people }) => ({ file, people })),
        }
      },
    )
    const take = {
      tags: ['exports'],
      summary: 'One file of people in clear, for a reason; with more than one, name which',
      body: contract.exportPeopleBody,
    }
    app.post<{ Body: contract.ExportPeopleBody }>(
      '/api/v1/people/export',
      { config, schema: take },
      async (request, reply) =>
        sendExportFile(reply, await openExportFile(deps, byRequest(request), request.body)),
    )
    done()
  }
}

export async function planFor(deps: Deps, by: By, query: contract.PlanExportQuery): Promise<ExportPlan> {
  return planExport(deps, by, { layout: query.layout, selection: await selectionOf(deps, query) })
}

/** The one file that is asked for. Refuses to choose among several. */
export async function openExportFile(
  deps: AccessDeps,
  by: By,
  { layout, file, months, package: bpuPackage, reason, ...rest }: contract.ExportPeopleBody,
): Promise<ExportFile> {
  const selection = await selectionOf(deps, rest)
  const plan = file === undefined ? await planExport(deps, by, { layout, selection }) : null
  if (plan && plan.files.length > 1) throw refuse('value-missing', { field: 'file' })
  const only = file ?? plan?.files[0]?.file
  const { files } = await exportPeople(deps, by, {
    layout,
    selection,
    reason,
    choices: {
      ...(months !== undefined && { monthCount: months }),
      ...(bpuPackage !== undefined && { bpuPackage }),
    },
    ...(only !== undefined && { file: only }),
  })
  for await (const each of files) return each
  throw new Error('an export without a file')
}

/** Sends a file of people; nothing on the way keeps it. */
export function sendExportFile(reply: FastifyReply, { name, bytes }: ExportFile): FastifyReply {
  return reply
    .type(name.endsWith('.csv') ? 'text/csv; charset=utf-8' : XLSX)
    .header('content-disposition', `attachment; filename="${name}"`)
    .header('cache-control', 'no-store')
    .send(bytes)
}

async function selectionOf(
  { db, clock }: Deps,
  { region, list, segment }: Pick<contract.PlanExportQuery, 'region' | 'list' | 'segment'>,
): Promise<Selection> {
  return {
    ...(region !== undefined && { region: await requireRegion(db, region, clock.today()) }),
    ...(list !== undefined && { importId: list }),
    ...(segment !== undefined && { segment }),
  }
}
