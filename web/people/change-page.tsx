import { wordsIn } from '../locales/public.ts'
import { Breadcrumbs, type Crumb } from '../ui/breadcrumbs.tsx'
import {
  Choice,
  ErrorSummary,
  PostForm,
  SelectField,
  TextField,
  type FieldErrors,
  type Option,
} from '../ui/field.tsx'
import { Page, type Frame } from '../ui/page.tsx'
import { BeforeAfter, type ChangeLine } from './change-parts.tsx'

/** One field of the form: what stands there now, and how a new value is given. */
export type AskedField = {
  readonly name: string
  readonly label: string
  /** As it stands, masked where it is private; null when nobody has said. */
  readonly now: string | null
  readonly hint?: string | undefined
  readonly options?: readonly Option[]
  readonly isNumber?: boolean
}

export type FieldGroup = {
  readonly id: string
  readonly title: string
  readonly fields: readonly AskedField[]
}

type Shared = {
  readonly frame: Frame
  readonly csrf: string
  readonly crumbs: readonly Crumb[]
  readonly action: string
  readonly name: string
  readonly values: Readonly<Record<string, string>>
}

export type ChangeFormProps = Shared & {
  readonly groups: readonly FieldGroup[]
  /** Fields that hold something and may be emptied. */
  readonly clearable: readonly Option[]
  readonly errors: FieldErrors
}

/** How a ticked box of a field that shall be emptied is called in the form. */
export const CLEAR = 'kosong'

/** `/orang/:id/ubah`: what somebody's record says now, and beside it what it should say. */
export function ChangeFormPage(props: ChangeFormProps) {
  const { frame, csrf, crumbs, action, name, groups, clearable, values, errors } = props
  const { frame: words, changes } = wordsIn(frame.language)
  const { form } = changes
  const hasErrors = Object.keys(errors).length > 0
  const title = form.title(name)
  return (
    <Page frame={frame} title={title} hasErrors={hasErrors}>
      <Breadcrumbs label={words.whereAmI} crumbs={[...crumbs, { name: changes.ask }]} />
      {hasErrors ? <ErrorSummary title={words.needsMending} errors={errors} /> : null}
      <h1>{title}</h1>
      <p className="lede">{form.lede}</p>
      <PostForm action={action} csrf={csrf} hidden={{ langkah: 'periksa' }} button={form.button}>
        {groups.map((group) => (
          <Group key={group.id} frame={frame} group={group} values={values} errors={errors} />
        ))}
        {clearable.length === 0 ? null : (
          <details open={clearable.some(({ value }) => values[`${CLEAR}.${value}`] !== undefined)}>
            <summary>{form.clear}</summary>
            <fieldset>
              <legend>{form.clearHint}</legend>
              {clearable.map(({ value, label }) => (
                <label key={value} className="pick">
                  <input
                    type="checkbox"
                    name={`${CLEAR}.${value}`}
                    value="ya"
                    defaultChecked={values[`${CLEAR}.${value}`] !== undefined}
                  />
                  <span>{label}</span>
                </label>
              ))}
            </fieldset>
          </details>
        )}
        <TextField
          name="reason"
          label={form.reason}
          hint={form.reasonHint}
          value={values['reason'] ?? ''}
          error={errors['reason']}
        />
      </PostForm>
    </Page>
  )
}

type GroupProps = Pick<ChangeFormProps, 'frame' | 'values' | 'errors'> & { readonly group: FieldGroup }

/** Folded until something in it is filled in or wrong. */
function Group({ frame, group: { id, title, fields }, values, errors }: GroupProps) {
  const isUsed = fields.some(({ name }) => (values[name] ?? '') !== '' || errors[name] !== undefined)
  return (
    <details id={id} open={isUsed}>
      <summary>{title}</summary>
      {fields.map((field) => (
        <Asked key={field.name} frame={frame} field={field} values={values} error={errors[field.name]} />
      ))}
    </details>
  )
}

function Asked({
  frame,
  field: { name, label, now, hint, options, isNumber = false },
  values,
  error,
}: Pick<ChangeFormProps, 'frame' | 'values'> & {
  readonly field: AskedField
  readonly error: string | undefined
}) {
  const { form } = wordsIn(frame.language).changes
  const shared = {
    name,
    label,
    hint: [now === null ? form.unsaid : form.now(now), hint].filter(Boolean).join(' '),
    error,
  }
  if (options && options.length <= 2) {
    const all = [{ value: '', label: form.stays }, ...options]
    return <Choice {...shared} options={all} chosen={[values[name] ?? '']} />
  }
  if (options) {
    const all = [{ value: '', label: form.stays }, ...options]
    return <SelectField {...shared} options={all} value={values[name] ?? ''} />
  }
  return <TextField {...shared} value={values[name] ?? ''} {...(isNumber && { kind: 'digits' as const })} />
}

export type ChangeCheckProps = Shared & {
  readonly lines: readonly ChangeLine[]
  readonly needsApproval: boolean
}

/** The same address after its form: what would change, side by side, before anything is kept. */
export function ChangeCheckPage(props: ChangeCheckProps) {
  const { frame, csrf, crumbs, action, name, values, lines, needsApproval } = props
  const { frame: words, changes } = wordsIn(frame.language)
  const { check, form } = changes
  return (
    <Page frame={frame} title={check.title}>
      <Breadcrumbs label={words.whereAmI} crumbs={[...crumbs, { name: changes.ask }]} />
      <h1>{check.title}</h1>
      <p className="lede">
        {name}. {needsApproval ? check.pending : check.applied}
      </p>
      <BeforeAfter frame={frame} lines={lines} />
      <p>
        {form.reason}: {values['reason']}
      </p>
      <form action={action} method="post" className="acts-form">
        {Object.entries({ ...values, csrf }).map(([field, value]) => (
          <input key={field} type="hidden" name={field} value={value} />
        ))}
        <button type="submit" name="langkah" value="kirim">
          {needsApproval ? check.send : check.save}
        </button>{' '}
        <button type="submit" name="langkah" value="ubah" className="quiet">
          {check.back}
        </button>
      </form>
    </Page>
  )
}
