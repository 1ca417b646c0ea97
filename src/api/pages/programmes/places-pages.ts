import type { FastifyInstance, FastifyRequest } from 'fastify'
import Type from 'typebox'
import { parseRegionCode } from '../../../kernel/region-code.ts'
import { inScopeOf } from '../../../modules/access/act.ts'
import { byRequest } from '../../../modules/access/admin-routes.ts'
import { placeTexts, writtenRegion } from '../../../modules/access/places.ts'
import type { SupportProgramme } from '../../../modules/programmes/programmes.ts'
import { getProgramme } from '../../../modules/programmes/queries.ts'
import { showProgrammes } from '../../../modules/programmes/show-programmes.ts'
import { movePlacesBody, placesQuery, setPlacesBody } from '../../../modules/proposals/contract.ts'
import { beyondPlacesOf, unfilledOf, type Places } from '../../../modules/proposals/proposals.ts'
import { listPlaces } from '../../../modules/proposals/queries.ts'
import { movePlaces, setProgrammePlaces } from '../../../modules/proposals/set-places.ts'
import { textWorkbook } from '../../../platform/xlsx-out.ts'
import { hrefIn } from '../../../../web/ui/links.ts'
import { languageOf } from '../../language.ts'
import { sendWorkbook } from '../../workbook.ts'
import {
  adminWords,
  control,
  filterOf,
  pageOf,
  sendForm,
  sendTable,
  submit,
  textsOf,
  type Form,
} from '../administration/parts.ts'
import type { IdRoute } from '../lists/parts.ts'
import { countText, crumbsTo, PROGRAMMES, programmeWords, rowsOf, type ProgrammePageDeps } from './parts.ts'

const PATH = '/kuota'
const MOST_PROGRAMMES = 200

/** One way of sharing and how many: the form's own shape of `setPlacesBody`. */
const wayBody = Type.Object(
  {
    region: setPlacesBody.properties.region,
    how: Type.Enum(['places', 'each', 'total']),
    count: Type.Integer({ minimum: 0, maximum: 10_000_000 }),
    reason: setPlacesBody.properties.reason,
  },
  { additionalProperties: false },
)

/** `/kuota`: places of each programme by region, how many are filled, and what stays empty. */
export function placesPages(app: FastifyInstance, deps: ProgrammePageDeps): void {
  app.get(PATH, pageOf('programmes.read'), async (request, reply) => {
    const words = programmeWords(request)
    const { columns } = words
    const found = await showProgrammes(deps, byRequest(request), {}, { limit: MOST_PROGRAMMES, offset: 0 })
    return sendTable(request, reply, {
      title: words.quota.title,
      lede: words.quota.lede,
      tables: [
        {
          caption: words.title,
          columns: [columns.name, columns.payer, columns.places, columns.filled, columns.unfilled],
          rows: found.map(({ programme: { id, name, payerName }, sums }) => ({
            id,
            cells: [
              { text: name, href: hrefIn(languageOf(request), `${PATH}/${id}`) },
              payerName,
              ...[sums.places, sums.filled, sums.places - sums.filled].map((count) =>
                countText(request, count),
              ),
            ],
          })),
          none: words.none,
        },
      ],
      controls: [control(request, deps, 'programmes.read', { label: words.title, path: PROGRAMMES })],
    })
  })
  onePages(app, deps)
  setPages(app, deps)
  movePages(app, deps)
}

function onePages(app: FastifyInstance, deps: ProgrammePageDeps): void {
  app.get<IdRoute>(`${PATH}/:id`, pageOf('programmes.read'), async (request, reply) => {
    const words = programmeWords(request)
    const { id } = request.params
    const { programme, places } = await placesOf(request, deps)
    const sum = (count: (each: Places) => number) =>
      countText(
        request,
        places.reduce((all, each) => all + count(each), 0),
      )
    return sendTable(request, reply, {
      title: words.quota.oneTitle(programme.name),
      lede: words.quota.oneLede(
        sum(({ filled }) => filled),
        sum(({ places: all }) => all),
        sum(unfilledOf),
      ),
      crumbs: crumbsTo(request, [words.quota.title, PATH]),
      filters: {
        action: `${PATH}/${id}`,
        questions: [{ name: 'region', label: words.columns.region }],
        values: textsOf(request),
        button: adminWords(request).filter,
      },
      tables: [
        {
          caption: words.quota.title,
          columns: headingsOf(request),
          rows: await rowsFor(request, deps, places),
          none: words.quota.none,
        },
      ],
      controls: [
        control(request, deps, 'programmes.write', { label: words.quota.set, path: `${PATH}/${id}/atur` }),
        control(request, deps, 'programmes.write', {
          label: words.quota.move,
          path: `${PATH}/${id}/pindah`,
        }),
        control(request, deps, 'programmes.read', {
          label: words.quota.download,
          path: `${PATH}/${id}/kuota.xlsx`,
          query: textsOf(request),
        }),
        control(request, deps, 'programmes.read', { label: programme.name, path: `${PROGRAMMES}/${id}` }),
      ],
    })
  })
  app.get<IdRoute>(`${PATH}/:id/kuota.xlsx`, pageOf('programmes.read'), async (request, reply) => {
    const { places } = await placesOf(request, deps)
    const rows = await rowsFor(request, deps, places)
    return sendWorkbook(
      reply,
      'kuota',
      textWorkbook('Data', headingsOf(request), rowsOf(rows.map(({ cells }) => cells))),
    )
  })
}

function placesOf(
  request: FastifyRequest<IdRoute>,
  { db }: ProgrammePageDeps,
): Promise<{ readonly programme: SupportProgramme; readonly places: readonly Places[] }> {
  const { region } = filterOf(request, placesQuery)
  return inScopeOf(db, byRequest(request), async (tx) => {
    const programme = await getProgramme(tx, request.params.id)
    const within = region === undefined ? programme.regionCode : parseRegionCode('region', region.trim())
    return { programme, places: await listPlaces(tx, programme.id, within) }
  })
}

function headingsOf(request: FastifyRequest): string[] {
  const { columns } = programmeWords(request)
  const { region, places, filled, proposed, waiting, refused, unfilled, beyond } = columns
  return [region, places, filled, proposed, waiting, refused, unfilled, beyond]
}

async function rowsFor(
  request: FastifyRequest,
  { db, clock }: ProgrammePageDeps,
  places: readonly Places[],
): Promise<{ readonly id: string; readonly cells: string[] }[]> {
  const nameOf = await placeTexts(
    db,
    places.map(({ regionCode }) => regionCode),
    clock.today(),
  )
  return places.map((each) => ({
    id: writtenRegion(each.regionCode),
    cells: [
      nameOf(each.regionCode),
      ...[each.places, each.filled, each.proposed, each.waiting, each.refused].map((count) =>
        countText(request, count),
      ),
      countText(request, unfilledOf(each)),
      countText(request, beyondPlacesOf(each)),
    ],
  }))
}

async function crumbsOf(request: FastifyRequest<IdRoute>, { db }: ProgrammePageDeps) {
  const { quota } = programmeWords(request)
  const { id } = request.params
  const { name } = await inScopeOf(db, byRequest(request), (tx) => getProgramme(tx, id))
  return crumbsTo(request, [quota.title, PATH], [name, `${PATH}/${id}`])
}

function setPages(app: FastifyInstance, deps: ProgrammePageDeps): void {
  const form = async (request: FastifyRequest<IdRoute>): Promise<Form> => {
    const { quota, form: shared } = programmeWords(request)
    return {
      title: quota.setTitle,
      lede: quota.setLede,
      crumbs: await crumbsOf(request, deps),
      questions: [
        { name: 'region', label: quota.region, hint: quota.regionHint },
        {
          name: 'how',
          label: quota.how,
          options: Object.entries(quota.ways).map(([value, label]) => ({ value, label })),
        },
        { name: 'count', label: quota.count, kind: 'digits' },
        { name: 'reason', label: shared.reason, hint: shared.reasonHint },
      ],
      button: quota.setButton,
    }
  }
  app.get<IdRoute>(`${PATH}/:id/atur`, pageOf('programmes.write'), async (request, reply) =>
    sendForm(request, reply, await form(request), { how: 'places', ...textsOf(request) }),
  )
  app.post<IdRoute>(`${PATH}/:id/atur`, pageOf('programmes.write'), async (request, reply) =>
    submit(request, reply, await form(request), wayBody, async ({ region, how, count, reason }) => {
      const { id } = request.params
      await setProgrammePlaces(deps, byRequest(request), id, { region, reason, [how]: count })
      return `${PATH}/${id}`
    }),
  )
}

function movePages(app: FastifyInstance, deps: ProgrammePageDeps): void {
  const form = async (request: FastifyRequest<IdRoute>): Promise<Form> => {
    const { quota, form: shared } = programmeWords(request)
    return {
      title: quota.moveTitle,
      lede: quota.moveLede,
      crumbs: await crumbsOf(request, deps),
      questions: [
        { name: 'from', label: quota.from, hint: quota.regionHint },
        { name: 'to', label: quota.to, hint: quota.regionHint },
        { name: 'places', label: quota.count, kind: 'digits' },
        { name: 'reason', label: shared.reason, hint: shared.reasonHint },
      ],
      button: quota.moveButton,
    }
  }
  app.get<IdRoute>(`${PATH}/:id/pindah`, pageOf('programmes.write'), async (request, reply) =>
    sendForm(request, reply, await form(request), textsOf(request)),
  )
  app.post<IdRoute>(`${PATH}/:id/pindah`, pageOf('programmes.write'), async (request, reply) =>
    submit(request, reply, await form(request), movePlacesBody, async (body) => {
      const { id } = request.params
      await movePlaces(deps, byRequest(request), { programmeId: id, ...body })
      return `${PATH}/${id}`
    }),
  )
}
