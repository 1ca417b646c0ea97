import { wordsIn } from '../locales/public.ts'
import { Breadcrumbs, type Crumb } from '../ui/breadcrumbs.tsx'
import { ErrorSummary, PostForm, type FieldErrors, type Option } from '../ui/field.tsx'
import { hrefIn } from '../ui/links.ts'
import { Page, type Frame } from '../ui/page.tsx'

/** A column that somebody is asked about. */
export type ColumnQuestion = {
  readonly column: number
  readonly heading: string
  readonly chosen: string
  readonly suggestions: readonly Option[]
  readonly hint: string | null
}

export type ColumnsPageProps = {
  readonly frame: Frame
  readonly csrf: string
  readonly crumbs: readonly Crumb[]
  readonly action: string
  readonly lede: string
  readonly questions: readonly ColumnQuestion[]
  readonly fields: readonly Option[]
  readonly errors: FieldErrors
  /** Where every column is asked; null when it is so already. */
  readonly allPath: string | null
}

/** `/daftar/:id/pemetaan`: what is in the columns that we do not know. */
export function ColumnsPage(props: ColumnsPageProps) {
  const { frame, csrf, crumbs, action, lede, questions, fields, errors, allPath } = props
  const { frame: words, imports } = wordsIn(frame.language)
  const own = imports.columns
  const hasErrors = Object.keys(errors).length > 0
  return (
    <Page frame={frame} title={own.title} hasErrors={hasErrors}>
      <Breadcrumbs label={words.whereAmI} crumbs={[...crumbs, { name: own.title }]} />
      {hasErrors ? <ErrorSummary title={words.needsMending} errors={errors} /> : null}
      <h1>{own.title}</h1>
      <p className="lede">{lede}</p>
      <PostForm action={action} csrf={csrf} button={own.button}>
        {questions.map((question) => (
          <ColumnField key={question.column} question={question} fields={fields} words={own} />
        ))}
      </PostForm>
      {allPath === null ? null : (
        <p>
          <a href={hrefIn(frame.language, allPath, { semua: '1' })}>{own.all}</a>
        </p>
      )}
    </Page>
  )
}

type FieldProps = {
  readonly question: ColumnQuestion
  readonly fields: readonly Option[]
  readonly words: {
    readonly isWhat: (heading: string) => string
    readonly setAside: string
    readonly suggested: string
    readonly others: string
  }
}

function ColumnField({ question, fields, words }: FieldProps) {
  const { column, heading, chosen, suggestions, hint } = question
  const name = `kolom-${String(column)}`
  return (
    <div className="field">
      <label htmlFor={name}>{words.isWhat(heading)}</label>
      {hint === null ? null : (
        <span className="hint" id={`${name}-hint`}>
          {hint}
        </span>
      )}
      <select
        id={name}
        name={name}
        defaultValue={chosen}
        aria-describedby={hint === null ? undefined : `${name}-hint`}
      >
        <option value="set-aside">{words.setAside}</option>
        {suggestions.length === 0 ? null : (
          <optgroup label={words.suggested}>
            {suggestions.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </optgroup>
        )}
        <optgroup label={words.others}>
          {fields
            .filter(({ value }) => !suggestions.some((each) => each.value === value))
            .map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
        </optgroup>
      </select>
    </div>
  )
}
