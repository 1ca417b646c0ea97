import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { createElement } from 'react'
import { roleNamed } from '../../../modules/access/roles.ts'
import { TRAINING_PASSWORD } from '../../../modules/access/training-accounts.ts'
import { TryPage } from '../../../../web/training/try-page.tsx'
import { wordsIn } from '../../../../web/locales/public.ts'
import { hrefIn } from '../../../../web/ui/links.ts'
import { languageOf } from '../../language.ts'
import { textsOf } from '../administration/parts.ts'
import { frameOf, sendPrivatePage } from '../send-page.ts'
import { guestFormToken } from '../sign-in-cookies.ts'
import { GUEST_PAGE, type SignInPageDeps } from '../sign-in-page-deps.ts'
import { TRY_STEPS } from './try-steps.ts'

export type TryPageDeps = { readonly exampleList?: (seed: number) => Promise<Buffer> }

const PATH = '/coba'
const COOKIE = 'payung_coba'
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const MOST_SEED = 2_147_483_647

/** `/coba`: in training mode, the whole way in six steps, each entered as whoever does it. One's place is kept in the address and a cookie. */
export function tryPages(app: FastifyInstance, deps: SignInPageDeps & TryPageDeps): void {
  app.get(PATH, GUEST_PAGE, (request, reply) => {
    if (!deps.training) return notHere(reply)
    return sendTry(request, reply, deps)
  })
  app.get(`${PATH}/daftar-contoh.xlsx`, GUEST_PAGE, async (_request, reply) => {
    if (!deps.training || !deps.exampleList) return notHere(reply)
    // Everybody gets other people: a list that somebody else has handed in already would teach nothing.
    const content = await deps.exampleList(deps.clock.now().getTime() % MOST_SEED)
    return reply
      .type(XLSX)
      .header('content-disposition', 'attachment; filename="daftar-contoh.xlsx"')
      .header('cache-control', 'no-store')
      .send(content)
  })
}

function notHere(reply: FastifyReply): FastifyReply {
  reply.callNotFound()
  return reply
}

function sendTry(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: SignInPageDeps & TryPageDeps,
): FastifyReply {
  const language = languageOf(request)
  const now = placeOf(request)
  const secure = deps.overHttps ? '; Secure' : ''
  const csrf = guestFormToken(request, reply, deps)
  reply.header('set-cookie', `${COOKIE}=${String(now)}; Path=${PATH}; HttpOnly; SameSite=Lax${secure}`)
  const words = wordsIn(language).training
  const page = {
    frame: frameOf(request),
    csrf,
    password: TRAINING_PASSWORD,
    now,
    steps: TRY_STEPS.map(({ step, role, path }) => ({
      key: step,
      ...words.steps[step],
      role: roleNamed(role).title[language],
      email: `${role}@latihan.example`,
      path,
    })),
    example: deps.exampleList ? hrefIn(language, `${PATH}/daftar-contoh.xlsx`) : null,
    to: (place: number) => hrefIn(language, PATH, { langkah: String(place) }),
  }
  return sendPrivatePage(request, reply, createElement(TryPage, page))
}

/** The step of the address, else the remembered one, else the first; one more than there are: all done. */
function placeOf(request: FastifyRequest): number {
  const remembered = new RegExp(`(?:^|;\\s*)${COOKIE}=(\\d)(?:;|$)`).exec(request.headers.cookie ?? '')?.[1]
  const asked = textsOf(request)['langkah'] ?? remembered ?? '1'
  const place = /^\d$/.test(asked) ? Number(asked) : 1
  return Math.min(Math.max(place, 1), TRY_STEPS.length + 1)
}
