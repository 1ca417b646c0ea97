import { Fragment } from 'react'
import { Choice, SelectField, TextField, type FieldErrors, type Option } from '../ui/field.tsx'

/** Something that can be done from a page. With `refused` it stands there without leading anywhere, and says why. */
export type Control = {
  readonly label: string
  readonly href: string
  readonly refused?: string | undefined
  /** One sentence of what is there: only for the pages of the administration themselves, not for acts. */
  readonly about?: string
}

type ControlsProps = { readonly label: string; readonly controls: readonly Control[] }

/** Acts as a row of buttons; what may not be done keeps its place, with the reason below. With `hasMain` the first is the page's own. */
export function Acts({ label, controls, hasMain = false }: ControlsProps & { readonly hasMain?: boolean }) {
  if (controls.length === 0) return null
  return (
    <nav aria-label={label}>
      <ul className={hasMain ? 'acts first-main' : 'acts'}>
        {controls.map(({ label: name, href, refused }) => (
          <li key={href}>
            {refused === undefined ? <a href={href}>{name}</a> : <Shut name={name} />}
            {refused === undefined ? null : <small>{refused}</small>}
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** The pages of the administration as doors, each with what is behind it or why it is shut. */
export function Doors({ label, controls }: ControlsProps) {
  return (
    <nav aria-label={label}>
      <ul className="doors">
        {controls.map(({ label: name, href, about, refused }) => (
          <li key={href}>
            {refused === undefined ? (
              <a href={href}>
                <strong>{name}</strong>
                <span>{about}</span>
              </a>
            ) : (
              <div className="shut-door">
                <Shut name={name} /> <small>{refused}</small>
              </div>
            )}
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** The same pages in short, at the end of each of them. */
export function MorePages({ label, controls, here }: ControlsProps & { readonly here: string }) {
  if (controls.length === 0) return null
  const open = controls.filter(({ refused }) => refused === undefined)
  const shut = Map.groupBy(
    controls.filter(({ refused }) => refused !== undefined),
    ({ refused }) => refused ?? '',
  )
  return (
    <nav aria-labelledby="halaman-lain" className="more">
      <h2 id="halaman-lain">{label}</h2>
      <ul className="actions">
        {open.map(({ label: name, href }) => (
          <li key={href}>
            <a href={href} aria-current={href.split('?', 1)[0] === here ? 'page' : undefined}>
              {name}
            </a>
          </li>
        ))}
      </ul>
      {[...shut].map(([why, names]) => (
        <p key={why} className="small">
          {names.map(({ label: name, href }, index) => (
            <Fragment key={href}>
              {index === 0 ? null : ', '}
              <Shut name={name} />
            </Fragment>
          ))}
          {`: ${why}`}
        </p>
      ))}
    </nav>
  )
}

function Shut({ name }: { readonly name: string }) {
  return (
    <span className="shut" role="link" aria-disabled="true">
      {name}
    </span>
  )
}

/** One question of a form; pages are told their questions by the route, which reads the same contract as the API. */
export type Question = {
  readonly name: string
  readonly label: string
  readonly hint?: string | undefined
  readonly kind?: 'text' | 'date' | 'digits' | 'search'
  /** One of these is chosen. */
  readonly options?: readonly Option[]
  /** Any of these is ticked; each has a name of its own. */
  readonly ticks?: readonly Option[]
}

type QuestionsProps = {
  readonly questions: readonly Question[]
  readonly values: Readonly<Record<string, string>>
  readonly errors?: FieldErrors
  /** Filters stand side by side: a few choices are a list there, not a column of buttons. */
  readonly compact?: boolean
}

export function Questions({ questions, values, errors = {}, compact = false }: QuestionsProps) {
  return questions.map(({ name, label, hint, kind, options, ticks }) => {
    const shared = { name, label, hint, error: errors[name] }
    if (ticks) {
      return (
        <fieldset key={name} id={name} className={errors[name] === undefined ? undefined : 'wrong'}>
          <legend>{label}</legend>
          {hint === undefined ? null : <span className="hint">{hint}</span>}
          {errors[name] === undefined ? null : <span className="why">{errors[name]}</span>}
          {ticks.map((tick) => (
            <label key={tick.value} className="pick">
              <input
                type="checkbox"
                name={`${name}.${tick.value}`}
                value="ya"
                defaultChecked={values[`${name}.${tick.value}`] !== undefined}
              />
              <span>{tick.label}</span>
            </label>
          ))}
        </fieldset>
      )
    }
    if (options && options.length <= 3 && !compact)
      return <Choice key={name} {...shared} options={options} chosen={[values[name] ?? '']} />
    if (options) return <SelectField key={name} {...shared} options={options} value={values[name] ?? ''} />
    return (
      <TextField
        key={name}
        {...shared}
        value={values[name] ?? ''}
        {...(kind !== undefined && kind !== 'text' && { kind })}
      />
    )
  })
}
