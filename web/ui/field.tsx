import type { ReactNode } from 'react'

/** What every question shares: its name in the address, its words, and what is wrong with the answer, if anything. */
type Question = {
  readonly name: string
  readonly label: string
  readonly hint?: string | undefined
  readonly error?: string | undefined
}

export type Option = { readonly value: string; readonly label: string; readonly hint?: string | undefined }

function describedBy({ name, hint, error }: Question): string | undefined {
  const ids = [
    hint === undefined ? [] : [`${name}-hint`],
    error === undefined ? [] : [`${name}-error`],
  ].flat()
  return ids.length === 0 ? undefined : ids.join(' ')
}

function Explanation({ name, hint, error }: Question) {
  return (
    <>
      {hint === undefined ? null : (
        <span className="hint" id={`${name}-hint`}>
          {hint}
        </span>
      )}
      {error === undefined ? null : (
        <span className="why" id={`${name}-error`}>
          {error}
        </span>
      )}
    </>
  )
}

type TextFieldProps = Question & {
  readonly value: string
  /** `digits` brings up the number keys without the traps of a number field. */
  readonly kind?: 'digits' | 'month' | 'date' | 'search' | 'email' | 'password' | 'new-password' | 'code'
  readonly short?: boolean
}

/** What a password manager or a phone's keyboard is told about a field. */
const COMPLETE = {
  email: 'username',
  password: 'current-password',
  'new-password': 'new-password',
  code: 'one-time-code',
}
const TYPES = { digits: 'text', code: 'text', 'new-password': 'password' } as const

/** One line of text. */
export function TextField({ value, kind, short = false, ...question }: TextFieldProps) {
  const type = kind === undefined ? 'text' : kind in TYPES ? TYPES[kind as keyof typeof TYPES] : kind
  return (
    <div className={question.error === undefined ? 'field' : 'field wrong'}>
      <label htmlFor={question.name}>{question.label}</label>
      <Explanation {...question} />
      <input
        id={question.name}
        name={question.name}
        type={type}
        defaultValue={value}
        inputMode={kind === 'digits' || kind === 'code' ? 'numeric' : undefined}
        autoComplete={
          kind !== undefined && kind in COMPLETE ? COMPLETE[kind as keyof typeof COMPLETE] : 'off'
        }
        className={short ? 'short' : undefined}
        aria-describedby={describedBy(question)}
        aria-invalid={question.error === undefined ? undefined : true}
      />
    </div>
  )
}

type SelectFieldProps = Question & { readonly value: string; readonly options: readonly Option[] }

/** One of several, where the list is long. */
export function SelectField({ value, options, ...question }: SelectFieldProps) {
  return (
    <div className={question.error === undefined ? 'field' : 'field wrong'}>
      <label htmlFor={question.name}>{question.label}</label>
      <Explanation {...question} />
      <select
        id={question.name}
        name={question.name}
        defaultValue={value}
        aria-describedby={describedBy(question)}
        aria-invalid={question.error === undefined ? undefined : true}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  )
}

type ChoiceProps = Question & {
  readonly options: readonly Option[]
  /** The chosen values; with `many` any number of them. */
  readonly chosen: readonly string[]
  readonly many?: boolean
}

/** One of a few (radio), or any of them (`many`, tick boxes), each with its own hint. */
export function Choice({ options, chosen, many = false, ...question }: ChoiceProps) {
  return (
    <fieldset
      className={question.error === undefined ? undefined : 'wrong'}
      aria-describedby={describedBy(question)}
    >
      <legend>{question.label}</legend>
      <Explanation {...question} />
      {options.map((option, index) => (
        <label key={option.value} className="pick">
          <input
            id={index === 0 ? question.name : `${question.name}-${option.value}`}
            type={many ? 'checkbox' : 'radio'}
            name={question.name}
            value={option.value}
            defaultChecked={chosen.includes(option.value)}
          />
          <span>
            {option.label}
            {option.hint === undefined ? null : <small>{option.hint}</small>}
          </span>
        </label>
      ))}
    </fieldset>
  )
}

export type FieldErrors = Readonly<Record<string, string>>

/** The list of what needs mending at the top of the page, where the page begins to be read; each line leads to its field. */
export function ErrorSummary({ title, errors }: { readonly title: string; readonly errors: FieldErrors }) {
  return (
    <div className="notice error" role="alert" tabIndex={-1} autoFocus>
      <h2>{title}</h2>
      <ul>
        {Object.entries(errors).map(([name, sentence]) => (
          <li key={name}>
            <a href={`#${name}`}>{sentence}</a>
          </li>
        ))}
      </ul>
    </div>
  )
}

type QuestionFormProps = {
  readonly action: string
  /** Fields that travel with the form unseen: language, segment. */
  readonly hidden: Readonly<Record<string, string>>
  readonly button: string
  readonly children: ReactNode
}

/** A form whose answer is an address: it can be shared, bookmarked and gone back to. */
export function QuestionForm({ action, hidden, button, children }: QuestionFormProps) {
  return (
    <form action={action} method="get">
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {children}
      <button type="submit">{button}</button>
    </form>
  )
}

type PostFormProps = {
  readonly action: string
  /** The secret that proves the form came from our own page. */
  readonly csrf: string
  readonly hidden?: Readonly<Record<string, string>>
  readonly button: string
  /** For a button that many rows share: what it does to this one. */
  readonly buttonLabel?: string
  /** Smaller, below the words of the button. */
  readonly buttonDetail?: string
  /** `quiet` beside the main action of a page. */
  readonly look?: 'main' | 'quiet'
  /** The script of passkeys takes the form over; without it the form stays hidden. */
  readonly passkey?: 'sign-in' | 'registration'
  readonly failure?: string
  readonly children?: ReactNode
}

/** A form that changes something. */
export function PostForm({
  action,
  csrf,
  hidden = {},
  button,
  buttonLabel,
  buttonDetail,
  look = 'main',
  passkey,
  failure,
  children,
}: PostFormProps) {
  return (
    <form
      action={action}
      method="post"
      data-passkey={passkey}
      data-failure={failure}
      hidden={passkey !== undefined}
    >
      {Object.entries({ csrf, ...hidden }).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {children}
      <button type="submit" aria-label={buttonLabel} className={look === 'quiet' ? 'quiet' : undefined}>
        {button}
        {buttonDetail === undefined ? null : <small> {buttonDetail}</small>}
      </button>
    </form>
  )
}
