import { formatDayOrMonth } from '../../src/kernel/format.ts'
import type { HolidayYear } from '../../src/kernel/holidays.ts'
import { LAWS, REGISTER_CHECKED_ON, type Law, type LawCode } from '../../src/rules/laws.ts'
import { wordsIn } from '../locales/public.ts'
import { AbbreviationList } from '../ui/abbreviation-list.tsx'
import { Breadcrumbs } from '../ui/breadcrumbs.tsx'
import { ConfidenceTag, LawName } from '../ui/citation.tsx'
import { hrefIn } from '../ui/links.ts'
import { Page, type Frame } from '../ui/page.tsx'
import { SummaryTable } from '../ui/summary-table.tsx'

type SourceRow = { readonly code: LawCode; readonly law: Law }

export type LawSourcesPageProps = {
  readonly frame: Frame
  /** The holidays that due dates go by. */
  readonly years: readonly HolidayYear[]
}

/** Every legal text Payung relies on, and the decrees of holidays. */
export function LawSourcesPage({ frame, years }: LawSourcesPageProps) {
  const { language } = frame
  const { law: words, frame: frameWords } = wordsIn(language)
  const rows = (Object.entries(LAWS) as [LawCode, Law][]).map(([code, law]): SourceRow => ({ code, law }))
  const day = (text: string) => formatDayOrMonth(text, language)
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
      <Holidays frame={frame} years={years} />
      <AbbreviationList language={language} used={rows.map(({ code }) => code.split(' ')[0] ?? '')} />
    </Page>
  )
}

/** The joint decrees of holidays, year by year, and the year that is missing. */
function Holidays({ frame: { language }, years }: LawSourcesPageProps) {
  const { law: words } = wordsIn(language)
  return (
    <>
      <SummaryTable
        caption={words.holidays}
        columns={[
          { key: 'year', title: words.year, cell: ({ year }: HolidayYear) => String(year) },
          {
            key: 'decree',
            title: words.decree,
            cell: ({ decrees }: HolidayYear) => <span className="breakable">{decrees.join('; ')}</span>,
          },
          { key: 'days', title: words.days, cell: ({ holidays }: HolidayYear) => String(holidays.length) },
          {
            key: 'confidence',
            title: words.confidence,
            cell: ({ confidence }: HolidayYear) => (
              <ConfidenceTag language={language} confidence={confidence} />
            ),
          },
          {
            key: 'checked',
            title: words.checked,
            cell: ({ checkedOn }: HolidayYear) => formatDayOrMonth(checkedOn, language),
          },
        ]}
        rows={years}
        rowKey={({ year }) => String(year)}
      />
      <p className="small">{words.holidaysMissing(String((years.at(-1)?.year ?? 0) + 1))}</p>
    </>
  )
}
