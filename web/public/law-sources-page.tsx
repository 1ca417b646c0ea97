import { formatDate } from '../../src/kernel/format.ts'
import { isPlainDate } from '../../src/kernel/plain-date.ts'
import { LAWS, REGISTER_CHECKED_ON, type Law, type LawCode } from '../../src/rules/laws.ts'
import { wordsIn } from '../locales/public.ts'
import { AbbreviationList } from '../ui/abbreviation-list.tsx'
import { Breadcrumbs } from '../ui/breadcrumbs.tsx'
import { ConfidenceTag, LawName } from '../ui/citation.tsx'
import { hrefIn } from '../ui/links.ts'
import { Page, type Frame } from '../ui/page.tsx'
import { SummaryTable } from '../ui/summary-table.tsx'

type SourceRow = { readonly code: LawCode; readonly law: Law }

/** Every legal text Payung relies on. */
export function LawSourcesPage({ frame }: { readonly frame: Frame }) {
  const { language } = frame
  const { law: words, frame: frameWords } = wordsIn(language)
  const rows = (Object.entries(LAWS) as [LawCode, Law][]).map(([code, law]): SourceRow => ({ code, law }))
  const day = (text: string) => (isPlainDate(text) ? formatDate(text, language) : text)
  return (
    <Page frame={frame} title={words.sourcesTitle} section="law">
      <Breadcrumbs
        label={frameWords.whereAmI}
        crumbs={[
          { name: frameWords.home, href: hrefIn(language, '/') },
          { name: words.title, href: hrefIn(language, '/peraturan') },
          { name: words.sourcesTitle },
        ]}
      />
      <h1>{words.sourcesTitle}</h1>
      <p className="lede">{words.sourcesLede}</p>
      <SummaryTable
        caption={words.lastChecked(day(REGISTER_CHECKED_ON))}
        columns={[
          {
            key: 'law',
            title: words.law,
            cell: ({ code, law }: SourceRow) => (
              <>
                <a href={hrefIn(language, '/peraturan', { law: code, periods: 'all' })}>
                  <LawName language={language} law={code} />
                </a>
                <small>{law.title[language]}</small>
              </>
            ),
          },
          {
            key: 'from',
            title: words.inForce,
            cell: ({ law }: SourceRow) => words.from(day(law.inForceFrom)),
          },
          { key: 'use', title: words.use, cell: ({ law }: SourceRow) => law.use[language] },
          {
            key: 'confidence',
            title: words.confidence,
            cell: ({ law }: SourceRow) => <ConfidenceTag language={language} confidence={law.confidence} />,
          },
          {
            key: 'source',
            title: frameWords.source,
            cell: ({ law }: SourceRow) => <span className="breakable">{law.source}</span>,
          },
        ]}
        rows={rows}
        rowKey={({ code }) => code}
      />
      <AbbreviationList language={language} used={rows.map(({ code }) => code.split(' ')[0] ?? '')} />
    </Page>
  )
}
