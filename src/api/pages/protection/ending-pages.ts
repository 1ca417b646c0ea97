import type { FastifyInstance, FastifyRequest } from 'fastify'
import { parseRegionCode } from '../../../kernel/region-code.ts'
import { total } from '../../../kernel/rupiah.ts'
import { byRequest } from '../../../modules/access/admin-routes.ts'
import { listEnding } from '../../../modules/protection/ask-protection.ts'
import { endingQuery } from '../../../modules/protection/contract.ts'
import { ENDING_WITHIN, type EndingGroup, type EndingWithin } from '../../../modules/protection/protection.ts'
import { textWorkbook } from '../../../platform/xlsx-out.ts'
import type { TableRow } from '../../../../web/administration/table-page.tsx'
import { wordsIn } from '../../../../web/locales/public.ts'
import { hrefIn } from '../../../../web/ui/links.ts'
import { languageOf } from '../../language.ts'
import { sendWorkbook } from '../../workbook.ts'
import { adminWords, control, filterOf, pageOf, sendTable, textsOf } from '../administration/parts.ts'
import { countText, monthText, rowsOf, rupiahText, type ProgrammePageDeps } from '../programmes/parts.ts'

const PATH = '/masa-berlaku'
const wordsOf = (request: FastifyRequest) => wordsIn(languageOf(request)).protection

/** `/masa-berlaku`: whose protection ends within 30, 60 or 90 days with nothing after it, and what going on would cost. */
export function endingPages(app: FastifyInstance, deps: ProgrammePageDeps): void {
  app.get(PATH, pageOf('protection.read'), async (request, reply) => {
    const { ending } = wordsOf(request)
    const { within, groups } = await endingOf(request, deps)
    const people = groups.reduce((sum, group) => sum + group.people, 0)
    const perMonth = rupiahText(request, total(groups.map((group) => group.perMonth)))
    return sendTable(request, reply, {
      title: ending.title,
      lede: people === 0 ? ending.none : ending.lede(countText(request, people), String(within), perMonth),
      filters: {
        action: PATH,
        questions: [
          {
            name: 'within',
            label: ending.within,
            options: ENDING_WITHIN.map((days) => ({
              value: String(days),
              label: ending.days(String(days)),
            })),
          },
          { name: 'region', label: ending.region },
        ],
        values: textsOf(request),
        button: adminWords(request).filter,
      },
      tables: [
        {
          caption: ending.title,
          columns: headingsOf(request),
          rows: groups.map((group) => rowOf(request, group)),
          none: ending.none,
        },
      ],
      controls: [
        control(request, deps, 'protection.read', {
          label: ending.download,
          path: `${PATH}.xlsx`,
          query: textsOf(request),
        }),
        control(request, deps, 'proposals.write', {
          label: wordsIn(languageOf(request)).proposals.create,
          path: '/usulan/baru',
        }),
      ],
    })
  })
  app.get(`${PATH}.xlsx`, pageOf('protection.read'), async (request, reply) => {
    const { groups } = await endingOf(request, deps)
    const rows = groups.map((group) =>
      rowOf(request, group).cells.map((cell) => (typeof cell === 'string' ? cell : cell.text)),
    )
    return sendWorkbook(reply, 'masa-berlaku', textWorkbook('Data', headingsOf(request), rowsOf(rows)))
  })
}

async function endingOf(
  request: FastifyRequest,
  deps: ProgrammePageDeps,
): Promise<{ readonly within: EndingWithin; readonly groups: readonly EndingGroup[] }> {
  const { within: asked = '30', region } = filterOf(request, endingQuery)
  const within = ENDING_WITHIN.find((days) => String(days) === asked) ?? 30
  const groups = await listEnding(deps, byRequest(request), {
    within,
    ...(region !== undefined && { region: parseRegionCode('region', region.trim()) }),
  })
  return { within, groups }
}

function headingsOf(request: FastifyRequest): string[] {
  const { ending, payer } = wordsOf(request)
  return [ending.roster, payer, ending.lastMonth, ending.people, ending.perMonth]
}

function rowOf(request: FastifyRequest, group: EndingGroup): TableRow {
  const { rosterId, roster, payerKind, lastMonth, people, perMonth } = group
  const language = languageOf(request)
  return {
    id: `${rosterId} ${lastMonth}`,
    cells: [
      { text: roster, href: hrefIn(language, `/daftar-bayar/${rosterId}`) },
      wordsIn(language).billing.payerKinds[payerKind],
      monthText(request, lastMonth),
      countText(request, people),
      rupiahText(request, perMonth),
    ],
  }
}
