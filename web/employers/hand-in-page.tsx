import { wordsIn } from '../locales/public.ts'
import { Breadcrumbs, type Crumb } from '../ui/breadcrumbs.tsx'
import { Choice, ErrorSummary, TextField, type FieldErrors } from '../ui/field.tsx'
import { Page, type Frame } from '../ui/page.tsx'

export type EmployerHandInProps = {
  readonly frame: Frame
  readonly csrf: string
  readonly crumbs: readonly Crumb[]
  readonly action: string
  readonly values: Readonly<Record<string, string>>
  readonly errors: FieldErrors
}

/** `/perusahaan/daftar/baru`: a list of employers is checked or taken in. The file stands last: see `readMultipartForms`. */
export function EmployerHandInPage(props: EmployerHandInProps) {
  const { frame, csrf, crumbs, action, values, errors } = props
  const { frame: words, employers } = wordsIn(frame.language)
  const { lists } = employers
  const hasErrors = Object.keys(errors).length > 0
  const error = errors['file']
  return (
    <Page frame={frame} title={lists.add} hasErrors={hasErrors}>
      <Breadcrumbs label={words.whereAmI} crumbs={[...crumbs, { name: lists.add }]} />
      {hasErrors ? <ErrorSummary title={words.needsMending} errors={errors} /> : null}
      <h1>{lists.add}</h1>
      <p className="lede">{lists.addLede}</p>
      <form action={action} method="post" encType="multipart/form-data">
        <input type="hidden" name="csrf" value={csrf} />
        <TextField
          name="region"
          label={employers.region}
          hint={employers.regionHint}
          value={values['region'] ?? ''}
          error={errors['region']}
        />
        <Choice
          name="how"
          label={lists.how}
          options={[
            { value: 'check', label: lists.check, hint: lists.checkHint },
            { value: 'take', label: lists.take, hint: lists.takeHint },
          ]}
          chosen={[values['how'] ?? 'check']}
          error={errors['how']}
        />
        <div className={error === undefined ? 'field ways' : 'field ways wrong'}>
          <label htmlFor="file">{lists.file}</label>
          {error === undefined ? null : (
            <span className="why" id="file-error">
              {error}
            </span>
          )}
          <input
            id="file"
            type="file"
            name="file"
            accept=".csv,.xlsx"
            aria-describedby={error === undefined ? undefined : 'file-error'}
            aria-invalid={error === undefined ? undefined : true}
          />
        </div>
        <button type="submit">{lists.button}</button>
      </form>
    </Page>
  )
}
