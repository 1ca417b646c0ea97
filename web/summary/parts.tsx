import type { ReactNode } from 'react'
import type { Language } from '../../src/kernel/format.ts'
import { SummaryTable, type Column } from '../ui/summary-table.tsx'
import { cellText, type FigureTable } from './summary-tables.ts'

type Row = { readonly key: string; readonly cells: FigureTable['rows'][number] }

/** A table of the summary on a page: the same columns and rows as in its workbook and on paper. */
export function FigureRows({
  language,
  table,
}: {
  readonly language: Language
  readonly table: FigureTable
}) {
  const rows = table.rows.map((cells, index): Row => ({ key: String(index), cells }))
  const isNumeric = (index: number) =>
    index > 0 && rows.every(({ cells }) => typeof cells[index] === 'number' || cells[index] === null)
  const column = (title: string, index: number): Column<Row> => ({
    key: String(index),
    title,
    numeric: isNumeric(index),
    cell: ({ cells }) => cellText(cells[index] ?? null, language),
  })
  const [first = '', ...rest] = table.columns
  return (
    <SummaryTable
      caption={table.name}
      columns={[column(first, 0), ...rest.map((title, index) => column(title, index + 1))]}
      rows={rows}
      rowKey={({ key }) => key}
    />
  )
}

/** One question of the summary with its answer, and what the answer rests on. */
export function Widget({
  id,
  title,
  note,
  isWide = false,
  children,
}: {
  readonly id: string
  readonly title: string
  readonly note?: string
  readonly isWide?: boolean
  readonly children: ReactNode
}) {
  return (
    <section className={isWide ? 'widget whole-width' : 'widget'} aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
      {note === undefined ? null : <p className="source">{note}</p>}
    </section>
  )
}
