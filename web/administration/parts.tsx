import { Choice, SelectField, TextField, type FieldErrors, type Option } from '../ui/field.tsx'

/** Something that can be done from a page. With `refused` it stands there without leading anywhere, and says why. */
export type Control = { readonly label: string; readonly href: string; readonly refused?: string | undefined }

export function Controls({
  label,
  controls,
}: {
  readonly label: string
  readonly controls: readonly Control[]
}) {
  if (controls.length === 0) return null
  return (
    <nav aria-label={label}>
      <ul className="actions">
        {controls.map(({ label: name, href, refused }) => (
          <li key={href}>
            {refused === undefined ? (
              <a href={href}>{name}</a>
            ) : (
              <span>
                <span role="link" aria-disabled="true">
                  {name}
                </span>{' '}
                <small>({refused})</small>
              </span>
            )}
          </li>
        ))}
      </ul>
    </nav>
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
}

export function Questions({ questions, values, errors = {} }: QuestionsProps) {
  return questions.map(({ name, label, hint, kind, options, ticks }) => {
    const shared = { name, label, hint, error: errors[name] }
    if (ticks) {
      return (
        <fieldset key={name} id={name} className={errors[name] === undefined ? undefined : 'wrong'}>
          <legend>{label}</legend>
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
    if (options && options.length <= 3)
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
