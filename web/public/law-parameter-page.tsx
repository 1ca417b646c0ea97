import { formatDate, formatRate } from '../../src/kernel/format.ts'
import type { Parameter, TableRow } from '../../src/rules/parameter.ts'
import { wordsIn } from '../locales/public.ts'
import { AbbreviationList } from '../ui/abbreviation-list.tsx'
import { Breadcrumbs } from '../ui/breadcrumbs.tsx'
import { spanText, tableCellText } from '../ui/law-value.ts'
import { hrefIn } from '../ui/links.ts'
import { Page, type Frame } from '../ui/page.tsx'
import { SummaryTable, type Column } from '../ui/summary-table.tsx'
import { abbreviationsOf, registerColumns } from './law-page.tsx'
import type { RegisterRow } from './law-register.ts'

type ParameterPageProps = {
  readonly frame: Frame
  readonly parameter: Parameter
  readonly rows: readonly RegisterRow[]
  readonly isOverridden: boolean
}

/** One value of law at its permanent address: what it is, for whom, and every period it ever had. */
export function LawParameterPage({ frame, parameter, rows, isOverridden }: ParameterPageProps) {
  const { language } = frame
  const { law: words, frame: frameWords } = wordsIn(language)
  const title = parameter.title[language]
  const [, ...columns] = registerColumns(language)
  const period: Column<RegisterRow> = {
    key: 'period',
    title: words.inForce,
    cell: (row) => spanText(row.period.from, row.to, language),
  }
  return (
    <Page frame={frame} title={title} section="law">
      <Breadcrumbs
        label={frameWords.whereAmI}
        crumbs={[
          { name: frameWords.home, href: hrefIn(language, '/') },
          { name: words.title, href: hrefIn(language, '/peraturan') },
          { name: parameter.id },
        ]}
      />
      <h1>{title}</h1>
      <dl className="rows">
        <dt>{words.appliesTo}</dt>
        <dd>{parameter.appliesTo[language]}</dd>
        <dt>{words.clock}</dt>
        <dd>{words.clocks[parameter.clock]}</dd>
        <dt>{words.topic}</dt>
        <dd>{words.topics[parameter.topic]}</dd>
      </dl>
      <p>{words.lastChecked(formatDate(parameter.checkedOn, language))}</p>
      {isOverridden ? <p>{words.overridden}</p> : null}
      <SummaryTable
        caption={words.allPeriods}
        columns={[period, ...columns.filter(({ key }) => key !== 'from' && key !== 'checked')]}
        rows={rows.toReversed()}
        rowKey={(row) => row.period.from}
        rowId={(row) => row.period.from}
      />
      {rows.map((row) => (
        <ValueTable key={row.period.from} frame={frame} row={row} />
      ))}
      <AbbreviationList language={language} used={abbreviationsOf(rows)} />
    </Page>
  )
}

const RATE_COLUMNS: ReadonlySet<string> = new Set(['jkk', 'jkm', 'share'])

/** A value that is itself a table, shown in full. */
function ValueTable({ frame, row }: { readonly frame: Frame; readonly row: RegisterRow }) {
  const { language } = frame
  const value = 'value' in row.period ? row.period.value : null
  if (value === null || typeof value !== 'object') return null
  const words = wordsIn(language).law
  const names = Object.keys(value[0] ?? {})
  const [first, ...rest] = names.map((name): Column<TableRow> => ({
    key: name,
    title: words.columns[name] ?? name,
    numeric: true,
    cell: (cells) => cellText(name, cells[name] ?? null, language),
  }))
  if (!first) return null
  return (
    <SummaryTable
      caption={`${row.parameter.title[language]}, ${spanText(row.period.from, row.to, language)}`}
      columns={[first, ...rest]}
      rows={value}
      rowKey={(cells) => JSON.stringify(Object.values(cells).map(String))}
    />
  )
}

function cellText(name: string, cell: TableRow[string], language: Frame['language']): string {
  return RATE_COLUMNS.has(name) && typeof cell === 'number'
    ? formatRate(cell, language)
    : tableCellText(cell, language)
}
