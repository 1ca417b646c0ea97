import { wordsIn } from '../locales/public.ts'
import { Breadcrumbs, type Crumb } from '../ui/breadcrumbs.tsx'
import { Choice, ErrorSummary, SelectField, TextField, type FieldErrors, type Option } from '../ui/field.tsx'
import { FileField } from '../ui/file-field.tsx'
import { Page, type Frame } from '../ui/page.tsx'

export type LoadPageProps = {
  readonly frame: Frame
  readonly csrf: string
  readonly crumbs: readonly Crumb[]
  readonly action: string
  readonly banks: readonly Option[]
  readonly values: Readonly<Record<string, string>>
  readonly errors: FieldErrors
}

/** `/mutasi/baru`: of which bank a statement is, and the file. */
export function LoadPage({ frame, csrf, crumbs, action, banks, values, errors }: LoadPageProps) {
  const { frame: words, banking } = wordsIn(frame.language)
  const { statements: own } = banking
  const hasErrors = Object.keys(errors).length > 0
  return (
    <Page frame={frame} title={own.load} hasErrors={hasErrors}>
      <Breadcrumbs label={words.whereAmI} crumbs={[...crumbs, { name: own.load }]} />
      {hasErrors ? <ErrorSummary title={words.needsMending} errors={errors} /> : null}
      <h1>{own.load}</h1>
      <p className="lede">{own.loadLede}</p>
      <form action={action} method="post" encType="multipart/form-data">
        <input type="hidden" name="csrf" value={csrf} />
        <SelectField
          name="bank"
          label={own.bank}
          options={banks}
          value={values['bank'] ?? ''}
          error={errors['bank']}
        />
        <TextField
          name="account"
          label={own.account}
          hint={own.accountHint}
          kind="digits"
          value={values['account'] ?? ''}
          error={errors['account']}
        />
        <Choice
          name="how"
          label={own.how}
          hint={own.howHint}
          options={[
            { value: 'check', label: own.howCheck },
            { value: 'load', label: own.howLoad },
          ]}
          chosen={[values['how'] ?? 'check']}
          error={undefined}
        />
        <FileField
          name="file"
          label={own.file}
          hint={own.fileHint}
          accept=".csv,.txt,.sta,.mt940,.940"
          error={errors['file']}
        />
        <button type="submit">{own.loadButton}</button>
      </form>
    </Page>
  )
}
