import type { Language } from '../../src/kernel/format.ts'
import { abbreviations } from '../locales/abbreviations.ts'
import { wordsIn } from '../locales/public.ts'

type AbbreviationListProps = { readonly language: Language; readonly used: readonly string[] }

/** What the short forms on this page stand for: an `abbr` title cannot be read on a phone. */
export function AbbreviationList({ language, used }: AbbreviationListProps) {
  const known = [...new Set(used)].filter((short) => abbreviations[language][short] !== undefined)
  if (known.length === 0) return null
  return (
    <details>
      <summary>{wordsIn(language).frame.abbreviations}</summary>
      <dl className="rows">
        {known.sort().map((short) => (
          <div key={short}>
            <dt>{short}</dt>
            <dd>{abbreviations[language][short]}</dd>
          </div>
        ))}
      </dl>
    </details>
  )
}
