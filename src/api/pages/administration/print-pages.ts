import type { FastifyInstance, FastifyRequest } from 'fastify'
import { inScopeOf, recordAct, type ActEntry } from '../../../modules/access/act.ts'
import type { ActionName } from '../../../modules/access/actions.ts'
import { byRequest } from '../../../modules/access/admin-routes.ts'
import type { TablePageProps } from '../../../../web/administration/table-page.tsx'
import { hrefIn } from '../../../../web/ui/links.ts'
import { languageOf } from '../../language.ts'
import { allowOwnScript } from '../../security-headers.ts'
import { PRINT_SCRIPT_PATH } from '../../static-files.ts'
import { queryOf, frameOf } from '../send-page.ts'
import { adminWords, momentText, pageOf, sendTable, type AdministrationDeps } from './parts.ts'

type Id = { Params: { id: string } }
type Drawn = Omit<TablePageProps, 'frame' | 'paper'>
type Printable = {
  readonly path: string
  readonly action: ActionName
  /** What the audit calls the printing. */
  readonly recorded: `${string}.print`
  /** Whom the page is about, when it is about one. */
  readonly subjectOf?: (request: FastifyRequest<Id>) => NonNullable<ActEntry['subject']>
}
const PRINT = '/cetak'

/**
 * A page of personal data and its print view: a browser's own printing tells nobody, so the page itself has nothing to print but a line
 * that leads to the button; the view behind the button is an entry of the audit, with its number of rows, before it is sent.
 */
export function printablePage(
  app: FastifyInstance,
  deps: Pick<AdministrationDeps, 'db' | 'clock'>,
  { path, action, recorded, subjectOf }: Printable,
  draw: (request: FastifyRequest<Id>) => Drawn | Promise<Drawn>,
): void {
  app.get<Id>(path, pageOf(action), async (request, reply) => {
    const page = await draw(request)
    const { language, path: here } = frameOf(request)
    const { pesan: _note, lang: _language, ...query } = queryOf(request)
    return sendTable(request, reply, { ...page, paper: { href: hrefIn(language, here + PRINT, query) } })
  })

  app.get<Id>(path + PRINT, pageOf(action), async (request, reply) => {
    const page = await draw(request)
    const by = byRequest(request)
    const count = page.tables.reduce((sum, { rows }) => sum + rows.length, 0)
    const subject = subjectOf?.(request)
    await inScopeOf(deps.db, by, (tx) =>
      recordAct(tx, by, { action: recorded, count, ...(subject && { subject }) }),
    )
    allowOwnScript(reply)
    return sendTable(request, reply, { ...page, notice: null, paper: printedBy(request, deps) })
  })
}

function printedBy(request: FastifyRequest, { clock }: Pick<AdministrationDeps, 'clock'>) {
  const { path, query } = frameOf(request)
  const words = adminWords(request)
  const name = request.actor?.user.name ?? ''
  return {
    sign: words.printed(name, momentText(clock.now(), request)),
    back: hrefIn(languageOf(request), path.slice(0, -PRINT.length), query),
    script: PRINT_SCRIPT_PATH,
  }
}
