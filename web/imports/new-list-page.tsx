import { wordsIn } from '../locales/public.ts'
import { listWordsOf, type ListSubject } from './list-words.ts'
import { Breadcrumbs, type Crumb } from '../ui/breadcrumbs.tsx'
import { Choice, ErrorSummary, SelectField, TextField, type FieldErrors, type Option } from '../ui/field.tsx'
import { FileField } from '../ui/file-field.tsx'
import { Page, type Frame } from '../ui/page.tsx'

export type NewListPageProps = {
  readonly frame: Frame
  readonly csrf: string
  readonly crumbs: readonly Crumb[]
  readonly subject: ListSubject
  readonly action: string
  /** None where a list can be of one purpose only. */
  readonly purposes: readonly Option[]
  readonly earlier: readonly Option[]
  readonly values: Readonly<Record<string, string>>
  readonly errors: FieldErrors
  /** Sends the file in pieces; a list without it comes as one. */
  readonly script: string | null
}

/** `/daftar/baru` and `/perusahaan/daftar/baru`: whom a list is about, where it belongs, and the list itself, in one of three ways. */
export function NewListPage(props: NewListPageProps) {
  const { frame, subject, csrf, crumbs, action, purposes, earlier, values, errors, script } = props
  const { frame: words } = wordsIn(frame.language)
  const { new: own } = listWordsOf(frame.language, subject)
  const hasErrors = Object.keys(errors).length > 0
  return (
    <Page frame={frame} title={own.title} hasErrors={hasErrors} {...(script === null ? {} : { script })}>
      <Breadcrumbs label={words.whereAmI} crumbs={[...crumbs, { name: own.title }]} />
      {hasErrors ? <ErrorSummary title={words.needsMending} errors={errors} /> : null}
      <h1>{own.title}</h1>
      <p className="lede">{own.lede}</p>
      <form
        action={action}
        method="post"
        encType="multipart/form-data"
        data-upload={script === null ? undefined : `${own.sending}|${own.broken}`}
      >
        <input type="hidden" name="csrf" value={csrf} />
        <PurposeChoice label={own.purpose} purposes={purposes} values={values} errors={errors} />
        <TextField
          name="region"
          label={own.region}
          hint={own.regionHint}
          value={values['region'] ?? ''}
          error={errors['region']}
        />
        <fieldset className="ways">
          <legend>{own.how}</legend>
          <span className="hint">{own.howHint}</span>
          <TextPlace values={values} errors={errors} label={own.text} hint={own.textHint} />
          {earlier.length === 0 ? null : (
            <SelectField
              name="earlier"
              label={own.earlier}
              value={values['earlier'] ?? ''}
              options={[{ value: '', label: own.earlierNone }, ...earlier]}
              error={errors['earlier']}
            />
          )}
          <FileField
            name="file"
            label={own.file}
            hint={own.fileHint}
            accept=".xlsx,.csv,.txt,.tsv"
            error={errors['file']}
          />
        </fieldset>
        <p role="status" className="sending" />
        <button type="submit">{own.button}</button>
      </form>
    </Page>
  )
}

type ChoiceProps = Pick<NewListPageProps, 'purposes' | 'values' | 'errors'> & { readonly label: string }

/** Nothing where a list can be of one purpose only. */
function PurposeChoice({ label, purposes, values, errors }: ChoiceProps) {
  if (purposes.length === 0) return null
  return (
    <Choice
      name="purpose"
      label={label}
      options={purposes}
      chosen={[values['purpose'] ?? '']}
      error={errors['purpose']}
    />
  )
}

type PlaceProps = { readonly errors: FieldErrors; readonly label: string; readonly hint: string }

function TextPlace({
  values,
  errors,
  label,
  hint,
}: PlaceProps & { readonly values: Readonly<Record<string, string>> }) {
  const error = errors['text']
  return (
    <div className={error === undefined ? 'field' : 'field wrong'}>
      <label htmlFor="text">{label}</label>
      <span className="hint" id="text-hint">
        {hint}
      </span>
      {error === undefined ? null : (
        <span className="why" id="text-error">
          {error}
        </span>
      )}
      <textarea
        id="text"
        name="text"
        rows={4}
        defaultValue={values['text'] ?? ''}
        aria-describedby={error === undefined ? 'text-hint' : 'text-hint text-error'}
        aria-invalid={error === undefined ? undefined : true}
      />
    </div>
  )
}
