import type { Language } from '../../src/kernel/format.ts'
import { wordsIn } from '../locales/public.ts'

export type FilterBadge = {
  /** `Kecamatan: Sekayu`. */
  readonly text: string
  /** The same page without this filter. */
  readonly without: string
}

type FilterBadgesProps = {
  readonly language: Language
  readonly badges: readonly FilterBadge[]
  readonly clear: string
}

/** What a page is filtered by, each to be taken away by itself. Nothing at all without a filter. */
export function FilterBadges({ language, badges, clear }: FilterBadgesProps) {
  if (badges.length === 0) return null
  const words = wordsIn(language).components
  return (
    <nav aria-label={words.filters}>
      <ul className="filter-badges">
        {badges.map(({ text, without }) => (
          <li key={text}>
            <a href={without} aria-label={words.removeFilter(text)}>
              {text} <span aria-hidden="true">×</span>
            </a>
          </li>
        ))}
        {badges.length > 1 ? (
          <li>
            <a className="clear" href={clear}>
              {words.clearFilters}
            </a>
          </li>
        ) : null}
      </ul>
    </nav>
  )
}
