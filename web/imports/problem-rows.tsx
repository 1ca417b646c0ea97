import { formatNumber, type Language } from '../../src/kernel/format.ts'
import type { Fate } from '../../src/modules/imports/imports.ts'
import { wordsIn } from '../locales/public.ts'
import { listWordsOf, type ListSubject } from './list-words.ts'
import { PostForm, SelectField, TextField, type Option } from '../ui/field.tsx'
import { hrefIn, type Query } from '../ui/links.ts'

/** One thing said of a row: the sentence, where it stands, and the field that can be written anew. */
export type Remark = {
  readonly code: string
  readonly sentence: string
  readonly heading: string | null
  readonly shown: string | null
  readonly field: string | null
}

export type ProblemRow = {
  readonly rowNumber: number
  readonly fate: Fate
  readonly name: string
  readonly remarks: readonly Remark[]
}

type RowsProps = {
  readonly language: Language
  readonly csrf: string
  readonly path: string
  readonly rows: readonly ProblemRow[]
  readonly query: Query
}

/** Rows with what is wrong in them, each with its own small form: the cell is mended where it is read. */
export function ProblemRows({ language, csrf, path, rows, query }: RowsProps) {
  const { imports } = wordsIn(language)
  if (rows.length === 0) return <p>{imports.preview.noRows}</p>
  return (
    <ol className="problems">
      {rows.map((row) => (
        <li key={row.rowNumber} id={`baris-${String(row.rowNumber)}`} className={row.fate}>
          <RowHead language={language} row={row} />
          <Remarks language={language} remarks={row.remarks} />
          {row.fate === 'refused' || row.fate === 'held' ? (
            <RowForm language={language} csrf={csrf} path={path} row={row} query={query} />
          ) : null}
        </li>
      ))}
    </ol>
  )
}

function RowHead({
  language,
  row: { rowNumber, name, fate },
}: {
  readonly language: Language
  readonly row: ProblemRow
}) {
  const { imports } = wordsIn(language)
  return (
    <h3>
      {imports.preview.row(formatNumber(rowNumber, language))}
      {name === '' ? null : `: ${name}`} <span className="tag">{imports.fates[fate]}</span>
    </h3>
  )
}

/** What a row was told, each with the cell it is about. */
export function Remarks({
  language,
  remarks,
}: {
  readonly language: Language
  readonly remarks: readonly Remark[]
}) {
  const own = wordsIn(language).imports.preview
  return (
    <ul>
      {remarks.map(({ code, sentence, heading, shown }) => (
        <li key={`${code} ${heading ?? ''}`}>
          {sentence}
          {heading === null || shown === null ? null : (
            <small>{shown === '' ? own.empty(heading) : own.written(heading, shown)}</small>
          )}
        </li>
      ))}
    </ul>
  )
}

function RowForm({
  language,
  csrf,
  path,
  row,
  query,
}: Omit<RowsProps, 'rows'> & { readonly row: ProblemRow }) {
  const own = wordsIn(language).imports.preview
  const number = formatNumber(row.rowNumber, language)
  const cells = [
    ...new Map(
      row.remarks.flatMap(({ field, heading }) =>
        field === null ? [] : [[field, heading ?? field] as const],
      ),
    ),
  ]
  return (
    <div className="mend">
      {cells.length === 0 ? null : (
        <PostForm
          action={hrefIn(language, `${path}/perbaiki`, query)}
          csrf={csrf}
          hidden={{ baris: String(row.rowNumber) }}
          button={own.save}
          buttonLabel={own.saveLabel(number)}
          look="quiet"
        >
          {cells.map(([field, heading]) => {
            const id = `sel-${String(row.rowNumber)}-${field}`
            return (
              <div key={field} className="field">
                <label htmlFor={id}>{own.mend(heading, number)}</label>
                <input id={id} name={`isi.${field}`} type="text" autoComplete="off" maxLength={500} />
              </div>
            )
          })}
        </PostForm>
      )}
      <PostForm
        action={hrefIn(language, `${path}/keluarkan`, query)}
        csrf={csrf}
        hidden={{ baris: String(row.rowNumber) }}
        button={own.drop}
        buttonLabel={own.dropLabel(number)}
        look="quiet"
      />
    </div>
  )
}

type BulkProps = Pick<RowsProps, 'language' | 'csrf' | 'path'> & {
  readonly fields: readonly Option[]
  readonly subject: ListSubject
}

/** The same content for one column of every row, and the way back to the file as it was. */
export function BulkRepairs({ language, csrf, path, fields, subject }: BulkProps) {
  const own = listWordsOf(language, subject).preview
  return (
    <details className="filter question">
      <summary>{own.every}</summary>
      <p>{own.everyText}</p>
      <PostForm action={hrefIn(language, `${path}/isi`)} csrf={csrf} button={own.everyButton} look="quiet">
        <SelectField name="kolom" label={own.field} value="regionCode" options={fields} />
        <TextField name="isi" label={own.value} value="" />
      </PostForm>
      <p>{own.forgetText}</p>
      <PostForm action={hrefIn(language, `${path}/lupakan`)} csrf={csrf} button={own.forget} look="quiet" />
    </details>
  )
}
