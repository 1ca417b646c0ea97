import type { ReactNode } from 'react'
import { formatDayOrMonth, type Language } from '../../src/kernel/format.ts'
import { wordsIn } from '../locales/public.ts'
import { Breadcrumbs, type Crumb } from '../ui/breadcrumbs.tsx'
import { QuestionForm } from '../ui/field.tsx'
import { hrefIn } from '../ui/links.ts'
import { Notice } from '../ui/notice.tsx'
import { Page, type Frame } from '../ui/page.tsx'
import { SummaryTable } from '../ui/summary-table.tsx'
import { Acts, Doors, MorePages, Questions, type Control, type Question } from './parts.tsx'

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
  /** A code to be scanned; its text stands among the facts. */
  readonly picture?: { readonly src: string; readonly alt: string } | null
  readonly filters?: {
    readonly action: string
    readonly questions: readonly Question[]
    readonly values: Readonly<Record<string, string>>
    readonly button: string
  }
  readonly tables: readonly Table[]
  readonly pages?: readonly Control[]
  readonly controls: readonly Control[]
  /** Set where persons are named: such a page goes on paper by its own button only. */
  readonly paper?: Paper
}

/** On the page itself, where the button leads; in the print view behind it, who asked for it and when, and the way back. */
export type Paper =
  { readonly href: string } | { readonly sign: string; readonly back: string; readonly script: string }

/** A list with filters in its address, or one record with its lists, and what can be done from there. */
export function TablePage(props: TablePageProps) {
  const {
    frame,
    title,
    lede,
    crumbs = [],
    notice,
    facts = [],
    picture,
    filters,
    tables,
    pages = [],
    controls,
    paper,
  } = props
  if (paper && 'sign' in paper) return <PrintView {...props} paper={paper} />
  const { frame: words, administration } = wordsIn(frame.language)
  const acts = controls.filter(({ about }) => about === undefined)
  if (paper) acts.push({ label: administration.print, href: paper.href })
  const sections = controls.filter(({ about }) => about !== undefined)
  const isEntrance = tables.length === 0 && sections.length > 0
  return (
    <Page frame={frame} title={title}>
      {crumbs.length === 0 ? null : (
        <Breadcrumbs label={words.whereAmI} crumbs={[...crumbs, { name: title }]} />
      )}
      <h1>{title}</h1>
      <p className="lede">{lede}</p>
      <Said notice={notice} />
      {paper ? <p className="on-paper">{administration.printHere}</p> : null}
      <div className={paper ? 'on-screen' : undefined}>
        <Facts facts={facts} />
        <Picture picture={picture} />
        <Acts label={administration.controls} controls={acts} hasMain={acts[0]?.href !== paper?.href} />
        {filters === undefined ? null : <Filters frame={frame} {...filters} />}
        {tables.map((table) => (
          <TableOrNone key={table.caption} table={table} />
        ))}
      </div>
      <Acts label={administration.pages} controls={pages} />
      {isEntrance ? (
        <Doors label={administration.sections} controls={sections} />
      ) : (
        <MorePages label={administration.sections} controls={sections} here={frame.path} />
      )}
    </Page>
  )
}

function Picture({ picture }: { readonly picture: TablePageProps['picture'] }) {
  return picture ? <img src={picture.src} width="220" height="220" alt={picture.alt} /> : null
}

type PrintViewProps = TablePageProps & { readonly paper: Extract<Paper, { readonly sign: string }> }

/** The same facts and tables laid out for paper, with who printed them and when, and nothing to press but the way back. */
function PrintView({ frame, title, lede, facts = [], filters, tables, paper }: PrintViewProps) {
  const words = wordsIn(frame.language).administration
  const used = filters === undefined ? '' : filterTexts(filters, frame.language)
  return (
    <Page frame={frame} title={`${title}: ${words.print}`} script={paper.script}>
      <p className="on-screen small">
        {words.printHint} <a href={paper.back}>{words.printBack}</a>
      </p>
      <h1>{`${title}: ${words.print}`}</h1>
      <p className="lede">{lede}</p>
      <p className="small">{paper.sign}</p>
      {used === '' ? null : <p className="filtered">{`${words.filtered} ${used}`}</p>}
      <Facts facts={facts} />
      {tables.map((table) => (
        <TableOrNone key={table.caption} table={table} />
      ))}
    </Page>
  )
}

function Said({ notice }: { readonly notice: TablePageProps['notice'] }) {
  if (!notice) return null
  const { title, text, secret } = notice
  return (
    <Notice title={title} kind={secret === undefined ? 'done' : 'caution'}>
      <p>{text}</p>
      {secret === undefined ? null : (
        <p>
          <code className="secret">{secret}</code>
        </p>
      )}
    </Notice>
  )
}

function Facts({ facts }: { readonly facts: readonly (readonly [name: string, value: string])[] }) {
  if (facts.length === 0) return null
  return (
    <dl className="rows sheet">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

/** Folded until one is in use; what is in use is said in words, on paper too. */
function Filters({
  frame: { language },
  action,
  questions,
  values,
  button,
}: NonNullable<TablePageProps['filters']> & { readonly frame: Frame }) {
  const words = wordsIn(language).administration
  const used = filterTexts({ questions, values }, language)
  return (
    <>
      {used === '' ? null : (
        <p className="filtered">
          {words.filtered} {used} <a href={hrefIn(language, action)}>{words.unfilter}</a>
        </p>
      )}
      <details className="filter question" open={used !== ''}>
        <summary>{words.filterTitle}</summary>
        <QuestionForm action={action} hidden={language === 'en' ? { lang: 'en' } : {}} button={button}>
          <Questions questions={questions} values={values} compact />
        </QuestionForm>
      </details>
    </>
  )
}

/** What is filtered by, in words; nothing when all are shown. */
function filterTexts(
  { questions, values }: Pick<NonNullable<TablePageProps['filters']>, 'questions' | 'values'>,
  language: Language,
): string {
  return questions
    .filter(({ name }) => (values[name] ?? '') !== '')
    .map(({ name, label, options }) => {
      const value = values[name] ?? ''
      return `${label}: ${options?.find((option) => option.value === value)?.label ?? formatDayOrMonth(value, language)}`
    })
    .join(' · ')
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
    numeric: index > 0 && rows.every(({ cells }) => isFigure(textOf(cells[index] ?? ''))),
    cell: ({ cells }: TableRow) => cellContent(cells[index] ?? ''),
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

const textOf = (cell: Cell): string => (typeof cell === 'string' ? cell : cell.text)

/** Rupiah, a count or a percentage, or nothing: figures of one column stand under each other. A year, code or date is none. */
function isFigure(text: string): boolean {
  return /^(?:[−-]?(?:Rp)?\d{1,3}(?:[.,]\d{3})*(?:[.,]\d{1,2})?%?|–?)$/.test(text)
}

/** Nothing at all for an empty text: a folded row then leaves the line out. */
function cellContent(cell: Cell): ReactNode {
  return typeof cell === 'string' ? cell : <a href={cell.href}>{cell.text}</a>
}
