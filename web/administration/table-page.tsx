import { wordsIn } from '../locales/public.ts'
import { Breadcrumbs, type Crumb } from '../ui/breadcrumbs.tsx'
import { QuestionForm } from '../ui/field.tsx'
import { Notice } from '../ui/notice.tsx'
import { Page, type Frame } from '../ui/page.tsx'
import { SummaryTable } from '../ui/summary-table.tsx'
import { Controls, Questions, type Control, type Question } from './parts.tsx'

export type Cell = string | { readonly text: string; readonly href: string }
export type TableRow = { readonly id: string; readonly cells: readonly Cell[] }
export type Table = {
  readonly caption: string
  readonly columns: readonly string[]
  readonly rows: readonly TableRow[]
  /** Said instead of an empty table. */
  readonly none: string
}

export type TablePageProps = {
  readonly frame: Frame
  readonly title: string
  readonly lede: string
  readonly crumbs?: readonly Crumb[]
  /** Something to be read once: a link or key that is shown now and never again. */
  readonly notice?: { readonly title: string; readonly text: string; readonly secret?: string } | null
  readonly facts?: readonly (readonly [name: string, value: string])[]
  readonly filters?: {
    readonly action: string
    readonly questions: readonly Question[]
    readonly values: Readonly<Record<string, string>>
    readonly button: string
  }
  readonly tables: readonly Table[]
  readonly pages?: readonly Control[]
  readonly controls: readonly Control[]
}

/** A list with filters in its address, or one record with its lists, and what can be done from there. */
export function TablePage(props: TablePageProps) {
  const {
    frame,
    title,
    lede,
    crumbs = [],
    notice = null,
    facts = [],
    filters,
    tables,
    pages = [],
    controls,
  } = props
  const { frame: words, administration } = wordsIn(frame.language)
  return (
    <Page frame={frame} title={title}>
      {crumbs.length === 0 ? null : (
        <Breadcrumbs label={words.whereAmI} crumbs={[...crumbs, { name: title }]} />
      )}
      <h1>{title}</h1>
      <p className="lede">{lede}</p>
      {notice === null ? null : (
        <Notice title={notice.title}>
          <p>{notice.text}</p>
          {notice.secret === undefined ? null : (
            <p>
              <code className="secret">{notice.secret}</code>
            </p>
          )}
        </Notice>
      )}
      {facts.length === 0 ? null : (
        <dl className="rows sheet">
          {facts.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
      {filters === undefined ? null : (
        <QuestionForm
          action={filters.action}
          hidden={frame.language === 'en' ? { lang: 'en' } : {}}
          button={filters.button}
        >
          <Questions questions={filters.questions} values={filters.values} />
        </QuestionForm>
      )}
      {tables.map((table) => (
        <TableOrNone key={table.caption} table={table} />
      ))}
      <Controls label={administration.pages} controls={pages} />
      <Controls label={administration.controls} controls={controls} />
    </Page>
  )
}

function TableOrNone({ table: { caption, columns, rows, none } }: { readonly table: Table }) {
  if (rows.length === 0) {
    return (
      <>
        <h2>{caption}</h2>
        <p>{none}</p>
      </>
    )
  }
  const [first = '', ...rest] = columns
  const column = (title: string, index: number) => ({
    key: String(index),
    title,
    cell: ({ cells }: TableRow) => <CellText cell={cells[index] ?? ''} />,
  })
  return (
    <SummaryTable
      caption={caption}
      columns={[column(first, 0), ...rest.map((title, index) => column(title, index + 1))]}
      rows={rows}
      rowKey={({ id }) => id}
    />
  )
}

function CellText({ cell }: { readonly cell: Cell }) {
  return typeof cell === 'string' ? cell : <a href={cell.href}>{cell.text}</a>
}
