import type { ReactNode } from 'react'

export type Column<Row> = {
  readonly key: string
  readonly title: string
  readonly numeric?: boolean
  /** Shown smaller beside the value where the table folds on a narrow screen; the title unless told. */
  readonly cell: (row: Row) => ReactNode
}

const MANY_COLUMNS = 8

type SummaryTableProps<Row> = {
  readonly caption: string
  /** The first column names the row. */
  readonly columns: readonly [Column<Row>, ...Column<Row>[]]
  readonly rows: readonly Row[]
  readonly rowKey: (row: Row) => string
  readonly rowId?: (row: Row) => string
  /** Two short columns fit a phone as they are; without folding they stay a table there. */
  readonly fold?: boolean
  /** One cell per column: the sum below the rows. */
  readonly totals?: readonly ReactNode[]
}

/** A table with caption and scopes that folds into labelled lines on a phone instead of scrolling sideways. */
export function SummaryTable<Row>(props: SummaryTableProps<Row>) {
  const { caption, columns, rows, rowKey, rowId, totals, fold = true } = props
  // Many columns fit no tablet: the table moves sideways within its own frame, by keyboard too, and the page stays.
  const frame =
    columns.length < MANY_COLUMNS
      ? { className: 'table' }
      : { className: 'table wide', role: 'region', tabIndex: 0, 'aria-label': caption }
  // The roles look redundant, but a table drawn as blocks loses its meaning for screen readers without them.
  return (
    <div {...frame}>
      <table className={fold ? 'stack' : undefined} role="table">
        <caption>{caption}</caption>
        <thead role="rowgroup">
          <tr role="row">
            {columns.map(({ key, title, numeric }) => (
              <th key={key} role="columnheader" scope="col" className={numeric ? 'number' : undefined}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((row) => (
            <tr role="row" key={rowKey(row)} id={rowId?.(row)}>
              {columns.map((column, index) => (
                <Cell key={column.key} isName={index === 0} column={column} content={column.cell(row)} />
              ))}
            </tr>
          ))}
        </tbody>
        {totals === undefined ? null : (
          <tfoot role="rowgroup">
            <tr role="row">
              {columns.map((column, index) => (
                <Cell key={column.key} isName={index === 0} column={column} content={totals[index]} />
              ))}
            </tr>
          </tfoot>
        )}
      </table>
    </div>
  )
}

type CellProps<Row> = {
  readonly isName: boolean
  readonly column: Column<Row>
  readonly content: ReactNode
}

function Cell<Row>({ isName, column, content }: CellProps<Row>) {
  if (isName) {
    return (
      <th role="rowheader" scope="row">
        {content}
      </th>
    )
  }
  return (
    <td
      role="cell"
      className={column.numeric ? 'number' : undefined}
      data-label={content ? column.title : undefined}
    >
      {content ? <span>{content}</span> : null}
    </td>
  )
}
