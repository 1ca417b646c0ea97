import { formatNumber, type Language } from '../../src/kernel/format.ts'
import { wordsIn } from '../locales/public.ts'
import type { Term } from '../locales/terms.ts'
import { QuestionForm, TextField } from '../ui/field.tsx'
import { hrefIn } from '../ui/links.ts'
import { Page, type Frame } from '../ui/page.tsx'

type TermsPageProps = {
  readonly frame: Frame
  readonly query: string
  readonly terms: readonly Term[]
}

/** `/kamus`: every term with an address of its own; the search works without script. */
export function TermsPage({ frame, query, terms }: TermsPageProps) {
  const { language } = frame
  const { terms: words } = wordsIn(language).about
  const count = formatNumber(terms.length, language)
  return (
    <Page frame={frame} title={words.title} description={words.description}>
      <h1>{words.title}</h1>
      {query === '' ? <p className="lede">{words.lede(count)}</p> : null}
      <QuestionForm action="/kamus" hidden={language === 'en' ? { lang: 'en' } : {}} button={words.button}>
        <TextField name="query" label={words.search} hint={words.searchHint} kind="search" value={query} />
      </QuestionForm>
      {query === '' ? (
        <Letters language={language} terms={terms} />
      ) : (
        <p>
          {terms.length === 0 ? words.none(query) : words.found(count, query)}{' '}
          <a href={hrefIn(language, '/kamus')}>{words.all}</a>
        </p>
      )}
      <dl className="terms">
        {terms.map(({ anchor, term, english, meaning }) => (
          <div key={anchor} id={anchor}>
            <dt>
              <a href={`#${anchor}`}>{term}</a>
            </dt>
            <dd>
              {meaning[language]} <small lang="en">{english}</small>
            </dd>
          </div>
        ))}
      </dl>
    </Page>
  )
}

/** A link to the first term of each letter. */
function Letters({ language, terms }: { readonly language: Language; readonly terms: readonly Term[] }) {
  const first = new Map<string, string>()
  for (const { term, anchor } of terms) {
    const letter = term.charAt(0).toUpperCase()
    if (!first.has(letter)) first.set(letter, anchor)
  }
  return (
    <nav aria-label={wordsIn(language).about.terms.letters}>
      <ul className="letters">
        {[...first].map(([letter, anchor]) => (
          <li key={letter}>
            <a href={`#${anchor}`}>{letter}</a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
