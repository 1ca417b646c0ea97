import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Language } from '../kernel/format.ts'

const COOKIE = 'payung_lang'
const ONE_YEAR_SECONDS = 31_536_000

declare module 'fastify' {
  interface FastifyRequest {
    /** Settled by a hook; absent on a request so malformed that no hook saw it. */
    language?: Language
  }
}

/** The language of an answer, as `chooseLanguage` settled it; Indonesian before it could. */
export function languageOf(request: FastifyRequest): Language {
  return request.language ?? 'id'
}

/** Whether a path is for programs rather than for people. */
export function isForPrograms(url: string): boolean {
  return /^\/(api\/v\d|healthz|readyz|metrics)/.test(url)
}

/**
 * Settles the language of each request: `?lang=`, else the remembered choice, else for programs Accept-Language, else Indonesian.
 * Pages do not look at Accept-Language: many Indonesian phones are set to English by their shop, not by their owner.
 * A page's `?lang=` is remembered in a cookie that says nothing else about the visitor.
 */
export function chooseLanguage(app: FastifyInstance, overHttps: boolean): void {
  app.decorateRequest('language', 'id')
  app.addHook('onRequest', (request, reply, done) => {
    const query = request.query as Record<string, unknown>
    const { lang: asked } = query
    const isProgram = isForPrograms(request.url)
    if (asked === 'en' || asked === 'id') {
      request.language = asked
      if (!isProgram) setCookie(reply, asked, overHttps)
    } else {
      request.language =
        rememberedLanguage(request.headers.cookie) ??
        (isProgram ? acceptedLanguage(request.headers['accept-language']) : 'id')
    }
    // The contracts of the API know nothing of languages.
    if (isProgram) delete query['lang']
    done()
  })
}

function setCookie(reply: FastifyReply, language: Language, overHttps: boolean): void {
  const secure = overHttps ? '; Secure' : ''
  reply.header(
    'set-cookie',
    `${COOKIE}=${language}; Path=/; Max-Age=${ONE_YEAR_SECONDS}; HttpOnly; SameSite=Lax${secure}`,
  )
}

function rememberedLanguage(cookies: string | undefined): Language | null {
  const match = /(?:^|;\s*)payung_lang=(id|en)(?:;|$)/.exec(cookies ?? '')
  return match ? (match[1] as Language) : null
}

/** English only when it is asked for before Indonesian. */
function acceptedLanguage(header: string | undefined): Language {
  const wanted = (header ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', weight] = part.trim().split(';q=')
      return { language: tag.slice(0, 2).toLowerCase(), weight: weight === undefined ? 1 : Number(weight) }
    })
    .filter(({ language, weight }) => (language === 'en' || language === 'id') && weight > 0)
    .sort((a, b) => b.weight - a.weight)
  return wanted[0]?.language === 'en' ? 'en' : 'id'
}
