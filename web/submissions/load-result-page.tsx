import { wordsIn } from '../locales/public.ts'
import { Breadcrumbs, type Crumb } from '../ui/breadcrumbs.tsx'
import { ErrorSummary, TextField, type FieldErrors } from '../ui/field.tsx'
import { FileField } from '../ui/file-field.tsx'
import { Page, type Frame } from '../ui/page.tsx'

export type LoadResultPageProps = {
  readonly frame: Frame
  readonly csrf: string
  readonly crumbs: readonly Crumb[]
  readonly action: string
  readonly values: Readonly<Record<string, string>>
  readonly errors: FieldErrors
}

/** `/pengajuan/:id/hasil`: the day of the answer and the file in which it came. */
export function LoadResultPage({ frame, csrf, crumbs, action, values, errors }: LoadResultPageProps) {
  const { frame: words, submissions: own } = wordsIn(frame.language)
  const hasErrors = Object.keys(errors).length > 0
  return (
    <Page frame={frame} title={own.load} hasErrors={hasErrors}>
      <Breadcrumbs label={words.whereAmI} crumbs={[...crumbs, { name: own.load }]} />
      {hasErrors ? <ErrorSummary title={words.needsMending} errors={errors} /> : null}
      <h1>{own.load}</h1>
      <p className="lede">{own.loadLede}</p>
      <form action={action} method="post" encType="multipart/form-data">
        <input type="hidden" name="csrf" value={csrf} />
        <TextField
          name="on"
          label={own.loadOn}
          hint={own.loadOnHint}
          kind="date"
          value={values['on'] ?? ''}
          error={errors['on']}
        />
        <FileField
          name="file"
          label={own.loadFile}
          hint={own.loadFileHint}
          accept=".csv,.txt,.xlsx"
          error={errors['file']}
        />
        <button type="submit">{own.loadButton}</button>
      </form>
    </Page>
  )
}
