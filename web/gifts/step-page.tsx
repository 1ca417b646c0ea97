import type { ReactNode } from 'react'
import { wordsIn } from '../locales/public.ts'
import { AbbreviationList } from '../ui/abbreviation-list.tsx'
import { Choice, ErrorSummary, SelectField, TextField, type FieldErrors, type Option } from '../ui/field.tsx'
import { hrefIn } from '../ui/links.ts'
import { Page, type Frame } from '../ui/page.tsx'
import { StepIndicator } from '../ui/step-indicator.tsx'

/** One question of a step. With options: a list of `many` of them, or a few to tick. */
export type StepQuestion = {
  readonly name: string
  readonly label: string
  readonly hint?: string
  readonly kind?: 'digits' | 'search'
  readonly short?: boolean
  readonly options?: readonly Option[]
  readonly isLong?: boolean
  readonly isTick?: boolean
}

export type StepPageProps = {
  readonly frame: Frame
  readonly title: string
  readonly description: string
  readonly lede?: string
  readonly steps: readonly string[]
  readonly current: number
  readonly questions: readonly StepQuestion[]
  readonly values: Readonly<Record<string, string>>
  readonly errors: FieldErrors
  readonly action: string
  /** `get` while the answers may stand in an address that is shared; what names a person is posted. */
  readonly method: 'get' | 'post'
  readonly hidden: Readonly<Record<string, string>>
  readonly button: string
  readonly abbreviations: readonly string[]
  /** Above the questions: a price, a text to be read aloud. */
  readonly children?: ReactNode
  /** Below the form. */
  readonly after?: ReactNode
}

/** One step of a flow that needs no script: what was typed before travels in hidden fields. */
export function StepPage(props: StepPageProps) {
  const { frame, title, description, lede, steps, current, errors, action, method, hidden, button } = props
  const { language } = frame
  const hasErrors = Object.keys(errors).length > 0
  return (
    <Page frame={frame} title={title} description={description} hasErrors={hasErrors}>
      {hasErrors ? <ErrorSummary title={wordsIn(language).frame.needsMending} errors={errors} /> : null}
      <StepIndicator language={language} steps={steps} current={current} />
      <h1>{title}</h1>
      {lede === undefined ? null : <p className="lede">{lede}</p>}
      {props.children}
      <form action={method === 'get' ? action : hrefIn(language, action)} method={method}>
        {Object.entries({ ...hidden, ...(method === 'get' && language === 'en' && { lang: 'en' }) }).map(
          ([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ),
        )}
        {props.questions.map((question) => (
          <Asked key={question.name} question={question} values={props.values} errors={errors} />
        ))}
        <button type="submit">{button}</button>
      </form>
      {props.after}
      <AbbreviationList language={language} used={props.abbreviations} />
    </Page>
  )
}

type AskedProps = {
  readonly question: StepQuestion
  readonly values: Readonly<Record<string, string>>
  readonly errors: FieldErrors
}

function Asked({ question, values, errors }: AskedProps) {
  const { name, label, hint, kind, short = false, options, isLong = false, isTick = false } = question
  const value = values[name] ?? ''
  const shared = { name, label, hint, error: errors[name] }
  if (options === undefined)
    return <TextField {...shared} value={value} short={short} {...(kind !== undefined && { kind })} />
  if (isLong) return <SelectField {...shared} value={value} options={options} />
  return <Choice {...shared} options={options} chosen={value === '' ? [] : [value]} many={isTick} />
}

type Checked = { readonly label: string; readonly value: string; readonly change: ReactNode }

/** What will be sent, line by line, each with a way back to its question. */
export function CheckList({ rows }: { readonly rows: readonly Checked[] }) {
  return (
    <dl className="checks">
      {rows.map(({ label, value, change }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
          <dd>{change}</dd>
        </div>
      ))}
    </dl>
  )
}
