import type { Language } from '../../src/kernel/format.ts'
import { wordsIn } from '../locales/public.ts'

type PagerProps = {
  readonly language: Language
  readonly page: number
  /** How many pages there are; left out where nobody counted them. */
  readonly pages?: number
  readonly hasMore: boolean
  readonly hrefOf: (page: number) => string
}

/** The page before and the page after; nothing where everything stands on one. */
export function Pager({ language, page, pages, hasMore, hrefOf }: PagerProps) {
  if (page === 1 && !hasMore) return null
  const words = wordsIn(language).components
  return (
    <nav className="pager" aria-label={words.pager}>
      {page > 1 ? (
        <a href={hrefOf(page - 1)} rel="prev">
          ‹ {words.previous}
        </a>
      ) : null}
      <span>
        {pages === undefined ? words.page(String(page)) : words.pageOf(String(page), String(pages))}
      </span>
      {hasMore ? (
        <a href={hrefOf(page + 1)} rel="next">
          {words.next} ›
        </a>
      ) : null}
    </nav>
  )
}
