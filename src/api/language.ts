import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Language } from '../kernel/format.ts'

const COOKIE = 'payung_lang'
const ONE_YEAR_SECONDS = 31_536_000

/**
 * The language of an answer: `?lang=`, else the remembered choice, else for programs Accept-Language, else Indonesian.
 * Pages do not look at Accept-Language: many Indonesian phones are set to English by their shop, not by their owner.
 */
export function languageOf(request: FastifyRequest): Language {
  const asked = (request.query as Record<string, unknown> | undefined)?.['lang']
  if (asked === 'en' || asked === 'id') return asked
  const remembered = rememberedLanguage(request.headers.cookie)
  if (remembered) return remembered
  return isForPrograms(request.url) ? acceptedLanguage(request.headers['accept-language']) : 'id'
}

/** Whether a path is an API rather than a page. */
export function isForPrograms(url: string): boolean {
  return /^\/(api\/v\d|healthz|readyz|metrics)/.test(url)
}

/** Remembers a language chosen by `?lang=` in a cookie that says nothing else about the visitor. */
export function rememberLanguage(app: FastifyInstance, overHttps: boolean): void {
  app.addHook('onRequest', (request, reply, done) => {
    const asked = (request.query as Record<string, unknown> | undefined)?.['lang']
    if ((asked === 'en' || asked === 'id') && !isForPrograms(request.url)) setCookie(reply, asked, overHttps)
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
