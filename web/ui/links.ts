import type { Language } from '../../src/kernel/format.ts'

export type QueryValue = string | number | readonly string[] | undefined
export type Query = Readonly<Record<string, QueryValue>>

/** A link of ours in the reader's language: English pages link to English pages, so that a shared link stays English. */
export function hrefIn(language: Language, path: string, query: Query = {}): string {
  const search = queryText({ ...query, lang: language === 'en' ? 'en' : undefined })
  return search === '' ? path : `${path}?${search}`
}

/** A query string without empty fields; lists repeat their name, as a form sends them. */
export function queryText(query: Query): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    for (const one of typeof value === 'object' ? value : [value]) {
      if (one !== undefined && one !== '') search.append(name, String(one))
    }
  }
  return search.toString()
}
