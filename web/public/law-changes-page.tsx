import { formatMonth, formatNumber } from '../../src/kernel/format.ts'
import type { Month } from '../../src/kernel/month.ts'
import { wordsIn } from '../locales/public.ts'
import { AbbreviationList } from '../ui/abbreviation-list.tsx'
import { Breadcrumbs } from '../ui/breadcrumbs.tsx'
import { Citation } from '../ui/citation.tsx'
import { QuestionForm, TextField } from '../ui/field.tsx'
import { periodText } from '../ui/law-value.ts'
import { hrefIn } from '../ui/links.ts'
import { Page, type Frame } from '../ui/page.tsx'
import { SummaryTable } from '../ui/summary-table.tsx'
import { abbreviationsOf } from './law-page.tsx'
import type { RegisterChange, RegisterRow } from './law-register.ts'

type ChangesPageProps = {
  readonly frame: Frame
  readonly from: Month
  readonly to: Month
  readonly changes: readonly RegisterChange[]
}

/** What changed in the law between two months, and for whom. */
export function LawChangesPage({ frame, from, to, changes }: ChangesPageProps) {
  const { language } = frame
  const { law: words, frame: frameWords } = wordsIn(language)
  const side = (parameter: RegisterChange['parameter'], row: RegisterRow | null) =>
    row === null ? words.notYet : periodText(parameter, row.period, language)
  return (
    <Page frame={frame} title={words.changesTitle} section="law">
      <Breadcrumbs
        label={frameWords.whereAmI}
        crumbs={[
          { name: frameWords.home, href: hrefIn(language, '/') },
          { name: words.title, href: hrefIn(language, '/peraturan') },
          { name: words.changesTitle },
        ]}
      />
      <h1>{words.changesTitle}</h1>
      <p className="lede">{words.changesLede}</p>
      <QuestionForm
        action="/peraturan/perubahan"
        hidden={language === 'en' ? { lang: 'en' } : {}}
        button={words.changesButton}
      >
        <TextField name="from" label={words.changesFrom} kind="month" short value={from} />
        <TextField name="to" label={words.changesTo} kind="month" short value={to} />
      </QuestionForm>
      <h2>
        {changes.length === 0 ? words.noChange : words.changesCount(formatNumber(changes.length, language))}
      </h2>
      {changes.length === 0 ? null : (
        <SummaryTable
          caption={words.changesCaption(formatMonth(from, language), formatMonth(to, language))}
          columns={[
            {
              key: 'name',
              title: words.name,
              cell: ({ parameter }) => (
                <a href={hrefIn(language, `/peraturan/${parameter.id}`)}>{parameter.title[language]}</a>
              ),
            },
            { key: 'who', title: words.appliesTo, cell: ({ parameter }) => parameter.appliesTo[language] },
            { key: 'before', title: words.before, cell: ({ parameter, before }) => side(parameter, before) },
            { key: 'after', title: words.after, cell: ({ parameter, after }) => side(parameter, after) },
            {
              key: 'article',
              title: words.article,
              cell: ({ after }) => {
                const { law, article } = after.period.cite
                return <Citation language={language} law={law} article={article} />
              },
            },
          ]}
          rows={changes}
          rowKey={({ parameter }) => parameter.id}
        />
      )}
      <AbbreviationList language={language} used={abbreviationsOf(changes.map(({ after }) => after))} />
    </Page>
  )
}
