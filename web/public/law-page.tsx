import { formatDate, formatNumber, formatTableDate, type Language } from '../../src/kernel/format.ts'
import { LAWS, type LawCode } from '../../src/rules/laws.ts'
import { SEGMENTS } from '../../src/rules/membership.ts'
import { wordsIn } from '../locales/public.ts'
import { AbbreviationList } from '../ui/abbreviation-list.tsx'
import { Citation, ConfidenceTag } from '../ui/citation.tsx'
import { Choice, QuestionForm, SelectField, TextField, type Option } from '../ui/field.tsx'
import { periodText, spanText } from '../ui/law-value.ts'
import { hrefIn } from '../ui/links.ts'
import { Page, type Frame } from '../ui/page.tsx'
import { SummaryTable, type Column } from '../ui/summary-table.tsx'
import { filterQuery, TOPICS, type RegisterFilter, type RegisterRow } from './law-register.ts'

const ROWS_PER_PAGE = 30

export type LawPageProps = {
  readonly frame: Frame
  readonly filter: RegisterFilter
  readonly rows: readonly RegisterRow[]
  readonly allCount: number
  /** 1 is the first. */
  readonly pageNumber: number
}

/** The law register: every value with its article and dates, filtered by an address that can be shared. */
export function LawPage({ frame, filter, rows, allCount, pageNumber }: LawPageProps) {
  const { language } = frame
  const words = wordsIn(language).law
  const lastPage = Math.max(Math.ceil(rows.length / ROWS_PER_PAGE), 1)
  const current = Math.min(pageNumber, lastPage)
  const shown = rows.slice((current - 1) * ROWS_PER_PAGE, current * ROWS_PER_PAGE)
  return (
    <Page frame={frame} title={words.title} description={words.lede} section="law">
      <h1>{words.title}</h1>
      <p className="lede">{words.lede}</p>
      <LawLinks language={language} />
      <TopicLinks language={language} filter={filter} />
      <details className="filter question">
        <summary>{words.filterTitle}</summary>
        <FilterForm language={language} filter={filter} />
      </details>
      <h2>{countText(filter, rows.length, allCount, language)}</h2>
      <FilterBadges language={language} filter={filter} />
      {shown.length === 0 ? <p>{words.none}</p> : <RegisterTable language={language} rows={shown} />}
      <Pages language={language} filter={filter} current={current} last={lastPage} />
      <DownloadLink language={language} filter={filter} />
      <p className="small">{wordsIn(language).confidenceMeaning}</p>
      <AbbreviationList language={language} used={abbreviationsOf(shown)} />
    </Page>
  )
}

function countText(filter: RegisterFilter, shown: number, all: number, language: Language): string {
  const words = wordsIn(language).law
  const [part, whole] = [formatNumber(shown, language), formatNumber(all, language)]
  return filter.everyPeriod
    ? words.count(part, whole)
    : words.countOn(part, whole, formatDate(filter.on, language))
}

function LawLinks({ language }: { readonly language: Language }) {
  const words = wordsIn(language).law
  return (
    <ul className="actions">
      <li>
        <a href={hrefIn(language, '/peraturan/perubahan')}>{words.changesTitle}</a>
      </li>
      <li>
        <a href={hrefIn(language, '/peraturan/sumber')}>{words.sourcesTitle}</a>
      </li>
    </ul>
  )
}

/** The topics as links, so that most readers need no form. */
function TopicLinks({ language, filter }: FilterProps) {
  const words = wordsIn(language).law
  return (
    <nav aria-label={words.topic}>
      <ul className="badges">
        {TOPICS.map((topic) => (
          <li key={topic}>
            <a
              href={hrefIn(language, '/peraturan', { ...filterQuery(filter), topic })}
              aria-current={topic === filter.topic ? 'true' : undefined}
            >
              {words.topics[topic]}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** The columns every list of periods shares. */
export function registerColumns(language: Language): [Column<RegisterRow>, ...Column<RegisterRow>[]] {
  const words = wordsIn(language).law
  return [
    {
      key: 'name',
      title: words.name,
      cell: ({ parameter }) => (
        <a href={hrefIn(language, `/peraturan/${parameter.id}`)}>{parameter.title[language]}</a>
      ),
    },
    {
      key: 'value',
      title: words.value,
      cell: ({ parameter, period }) => periodText(parameter, period, language),
    },
    {
      key: 'article',
      title: words.article,
      cell: ({ period }) => (
        <Citation language={language} law={period.cite.law} article={period.cite.article} />
      ),
    },
    { key: 'from', title: words.inForce, cell: ({ period, to }) => spanText(period.from, to, language) },
    {
      key: 'confidence',
      title: words.confidence,
      cell: ({ period }) => <ConfidenceTag language={language} confidence={period.cite.confidence} />,
    },
    {
      key: 'checked',
      title: words.checked,
      cell: ({ parameter }) => (
        <time dateTime={parameter.checkedOn}>{formatTableDate(parameter.checkedOn)}</time>
      ),
    },
  ]
}

function RegisterTable(props: { readonly language: Language; readonly rows: readonly RegisterRow[] }) {
  const { language, rows } = props
  return (
    <SummaryTable
      caption={wordsIn(language).law.caption}
      columns={registerColumns(language)}
      rows={rows}
      rowKey={({ parameter, period }) => `${parameter.id}@${period.from}`}
      rowId={({ parameter, period }) => `${parameter.id}@${period.from}`}
    />
  )
}

type FilterProps = { readonly language: Language; readonly filter: RegisterFilter }

/** Each filter in use as a badge that takes itself away. */
function FilterBadges({ language, filter }: FilterProps) {
  const words = wordsIn(language).law
  const query = filterQuery(filter)
  const shown: [string, string | undefined][] = [
    ['on', filter.onIsChosen ? `${words.on} ${formatDate(filter.on, language)}` : undefined],
    ['periods', filter.everyPeriod ? words.allPeriods : undefined],
    ['topic', filter.topic && words.topics[filter.topic]],
    ['segment', filter.segment],
    ['law', filter.law],
    ['text', filter.text && `“${filter.text}”`],
  ]
  const active = shown.filter(([, text]) => text !== undefined)
  if (active.length === 0) return null
  return (
    <>
      <p className="small" id="saringan">
        {words.activeFilters}
      </p>
      <ul className="badges" aria-labelledby="saringan">
        {active.map(([name, text]) => (
          <li key={name}>
            <a href={hrefIn(language, '/peraturan', { ...query, [name]: undefined })}>
              {text} <span aria-hidden="true">&nbsp;×</span>
              <span className="hidden">({words.removeFilter})</span>
            </a>
          </li>
        ))}
      </ul>
    </>
  )
}

function FilterForm({ language, filter }: FilterProps) {
  const words = wordsIn(language).law
  const any: Option = { value: '', label: words.any }
  return (
    <QuestionForm
      action="/peraturan"
      hidden={language === 'en' ? { lang: 'en' } : {}}
      button={words.filterButton}
    >
      <TextField
        name="text"
        label={words.text}
        hint={words.textHint}
        kind="search"
        value={filter.text ?? ''}
      />
      <TextField
        name="on"
        label={words.on}
        hint={words.onHint}
        kind="date"
        short
        value={filter.onIsChosen ? filter.on : ''}
      />
      <SelectField
        name="topic"
        label={words.topic}
        value={filter.topic ?? ''}
        options={[any, ...TOPICS.map((topic) => ({ value: topic, label: words.topics[topic] }))]}
      />
      <SelectField
        name="segment"
        label={words.segment}
        value={filter.segment ?? ''}
        options={[any, ...SEGMENTS.map((segment) => ({ value: segment, label: segment }))]}
      />
      <SelectField
        name="law"
        label={words.law}
        value={filter.law ?? ''}
        options={[
          any,
          ...(Object.keys(LAWS) as LawCode[]).map((law) => ({
            value: law,
            label: law,
          })),
        ]}
      />
      <Choice
        name="periods"
        label={words.inForce}
        many
        options={[{ value: 'all', label: words.everyPeriod }]}
        chosen={filter.everyPeriod ? ['all'] : []}
      />
    </QuestionForm>
  )
}

type PagesProps = FilterProps & { readonly current: number; readonly last: number }

function Pages({ language, filter, current, last }: PagesProps) {
  if (last === 1) return null
  const words = wordsIn(language).law
  const href = (page: number) => hrefIn(language, '/peraturan', { ...filterQuery(filter), page })
  return (
    <nav aria-label={words.pages}>
      <ul className="actions">
        {current > 1 ? (
          <li>
            <a href={href(current - 1)} rel="prev">
              ‹ {words.previous}
            </a>
          </li>
        ) : null}
        <li>
          <p>{words.pageOf(String(current), String(last))}</p>
        </li>
        {current < last ? (
          <li>
            <a href={href(current + 1)} rel="next">
              {words.next} ›
            </a>
          </li>
        ) : null}
      </ul>
    </nav>
  )
}

function DownloadLink({ language, filter }: FilterProps) {
  return (
    <>
      <p>
        <a href={hrefIn(language, '/peraturan.csv', filterQuery(filter))}>
          {wordsIn(language).frame.downloadTable}
        </a>
      </p>
      <p className="small">{wordsIn(language).law.csvNote}</p>
    </>
  )
}

/** The short forms that laws, segments and programmes of these rows bring onto a page. */
export function abbreviationsOf(rows: readonly RegisterRow[]): string[] {
  return rows.flatMap(({ parameter, period }) => [
    period.cite.law.split(' ')[0] ?? '',
    ...parameter.segments,
    ...(parameter.title.id.match(/\b[A-Z]{2,}\b/g) ?? []),
  ])
}
