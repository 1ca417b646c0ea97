import { formatDate, formatNumber, type Language } from '../../src/kernel/format.ts'
import { isPlainDate } from '../../src/kernel/plain-date.ts'
import type { ChildrenAnswer, RegionAnswer, SearchAnswer } from '../../src/modules/regions/contract.ts'
import { wordsIn } from '../locales/public.ts'
import { Breadcrumbs } from '../ui/breadcrumbs.tsx'
import { QuestionForm, TextField } from '../ui/field.tsx'
import { hrefIn } from '../ui/links.ts'
import { Page, type Frame } from '../ui/page.tsx'
import { SummaryTable, type Column } from '../ui/summary-table.tsx'

type Child = ChildrenAnswer['children'][number]
type Match = SearchAnswer['matches'][number]
type CountedKind = keyof RegionAnswer['counts']

type SearchPageProps = {
  readonly frame: Frame
  readonly query: string
  readonly search: SearchAnswer | null
  readonly provinces: ChildrenAnswer
}

/** `/wilayah`: find a region by any spelling, or start at a province. */
export function RegionSearchPage({ frame, query, search, provinces }: SearchPageProps) {
  const { language } = frame
  const words = wordsIn(language).region
  return (
    <Page frame={frame} title={words.title} description={words.description} section="region">
      <h1>{words.title}</h1>
      <p className="lede">{words.lede}</p>
      <QuestionForm
        action="/wilayah"
        hidden={language === 'en' ? { lang: 'en' } : {}}
        button={words.searchButton}
      >
        <TextField name="query" label={words.search} hint={words.searchHint} kind="search" value={query} />
      </QuestionForm>
      {search === null ? null : <Matches language={language} search={search} />}
      <h2>{words.allProvinces}</h2>
      <ChildrenTable language={language} caption={words.allProvinces} items={provinces.children} />
      <SourceLine language={language} source={provinces.source} />
    </Page>
  )
}

function Matches({ language, search }: { readonly language: Language; readonly search: SearchAnswer }) {
  const words = wordsIn(language).region
  if (search.matches.length === 0) return <p>{words.none(search.query)}</p>
  return (
    <SummaryTable
      caption={words.found(formatNumber(search.matches.length, language), search.query)}
      columns={[
        {
          key: 'name',
          title: words.name,
          cell: ({ code, name }: Match) => <a href={hrefIn(language, `/wilayah/${code}`)}>{name}</a>,
        },
        { key: 'kind', title: words.kind, cell: ({ kind }: Match) => words.kinds[kind] },
        { key: 'path', title: words.path, cell: ({ path }: Match) => path },
        { key: 'code', title: words.code, cell: ({ code }: Match) => code },
      ]}
      rows={search.matches}
      rowKey={({ code }) => code}
    />
  )
}

type RegionPageProps = {
  readonly frame: Frame
  readonly region: RegionAnswer
  readonly below: ChildrenAnswer
}

/** `/wilayah/:code`: one region, where it lies, what it holds, and on which decree. */
export function RegionPage({ frame, region, below }: RegionPageProps) {
  const { language } = frame
  const { region: words, frame: frameWords } = wordsIn(language)
  const parent = region.path.at(-1)?.name ?? words.country
  return (
    <Page frame={frame} title={region.name} description={region.title} section="region">
      <Breadcrumbs
        label={frameWords.whereAmI}
        crumbs={[
          { name: words.country, href: hrefIn(language, '/wilayah') },
          ...region.path.map(({ code, name }) => ({ name, href: hrefIn(language, `/wilayah/${code}`) })),
          { name: region.name },
        ]}
      />
      <h1>{region.name}</h1>
      <p className="lede">{words.sentence(region.name, words.kinds[region.kind], parent)}</p>
      <Facts language={language} region={region} />
      {below.children.length === 0 ? (
        <p>{words.lowest}</p>
      ) : (
        <ChildrenTable language={language} caption={words.belowCaption(region.name)} items={below.children} />
      )}
      <ul className="actions">
        {below.children.length === 0 ? null : (
          <li>
            <a href={hrefIn(language, `/wilayah/${region.code}.csv`)}>{frameWords.downloadTable}</a>
          </li>
        )}
        <li>
          <a href={`/api/v1/regions/${region.code}`}>{frameWords.sameAsJson}</a>
        </li>
      </ul>
      <SourceLine language={language} source={region.source} />
    </Page>
  )
}

function Facts({ language, region }: { readonly language: Language; readonly region: RegionAnswer }) {
  const words = wordsIn(language).region
  const { population } = region
  const since = region.validFrom
  return (
    <dl className="rows sheet">
      <dt>{words.code}</dt>
      <dd className="number-text">{region.code}</dd>
      <dt>{words.population}</dt>
      <dd>
        {population === null ? (
          words.populationNone
        ) : (
          <>
            {formatNumber(population.value, language)}{' '}
            <small>
              {words.populationAsOf(dayText(population.asOf, language))}. {population.source}
              {population.restated ? `, ${words.restated}` : ''}
            </small>
          </>
        )}
      </dd>
      {countTexts(region, language).length === 0 ? null : (
        <>
          <dt>{words.countsTitle}</dt>
          <dd>{countTexts(region, language).join(', ')}</dd>
        </>
      )}
      <dt>{words.decree}</dt>
      <dd>
        {region.decree}
        {since === null ? null : <small> {words.validSince(dayText(since, language))}</small>}
      </dd>
    </dl>
  )
}

/** `17 kabupaten, 4 kota, …` without the kinds that are not there. */
function countTexts({ counts }: Pick<RegionAnswer, 'counts'>, language: Language): string[] {
  const { kinds } = wordsIn(language).region
  return (Object.entries(counts) as [CountedKind, number][])
    .filter(([, count]) => count > 0)
    .map(([kind, count]) => `${formatNumber(count, language)} ${kinds[kind]}`)
}

type ChildrenTableProps = {
  readonly language: Language
  readonly caption: string
  readonly items: readonly Child[]
}

function ChildrenTable({ language, caption, items }: ChildrenTableProps) {
  const words = wordsIn(language).region
  const hasPopulation = items.some(({ population }) => population !== null)
  // Above the villages the name or the page says what each one is.
  const isVillages = items.some(({ kind }) => kind === 'desa' || kind === 'kelurahan')
  const hasCounts = items.some((child) => countTexts(child, language).length > 0)
  const columns: [Column<Child>, ...Column<Child>[]] = [
    {
      key: 'name',
      title: words.name,
      cell: ({ code, name }) => <a href={hrefIn(language, `/wilayah/${code}`)}>{name}</a>,
    },
    { key: 'code', title: words.code, cell: ({ code }) => code },
    ...(isVillages ? [{ key: 'kind', title: words.kind, cell: ({ kind }: Child) => words.kinds[kind] }] : []),
    ...(hasCounts
      ? [
          {
            key: 'counts',
            title: words.countsTitle,
            cell: (child: Child) => countTexts(child, language).join(', '),
          },
        ]
      : []),
    ...(hasPopulation
      ? [
          {
            key: 'population',
            title: words.population,
            numeric: true,
            cell: ({ population }: Child) =>
              population === null ? '–' : formatNumber(population.value, language),
          },
        ]
      : []),
  ]
  return <SummaryTable caption={caption} columns={columns} rows={items} rowKey={({ code }) => code} />
}

function SourceLine({
  language,
  source,
}: {
  readonly language: Language
  readonly source: RegionAnswer['source']
}) {
  const words = wordsIn(language).region
  return (
    <p className="small">
      {words.attribution}: {source.attribution} ({source.license}), {source.decree}.
    </p>
  )
}

function dayText(text: string, language: Language): string {
  return isPlainDate(text) ? formatDate(text, language) : text
}
