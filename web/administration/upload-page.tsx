import { wordsIn } from '../locales/public.ts'
import { Breadcrumbs, type Crumb } from '../ui/breadcrumbs.tsx'
import { ErrorSummary, type FieldErrors } from '../ui/field.tsx'
import { FileField } from '../ui/file-field.tsx'
import { Page, type Frame } from '../ui/page.tsx'
import { Questions, type Question } from './parts.tsx'

export type UploadPageProps = {
  readonly frame: Frame
  readonly csrf: string
  readonly title: string
  readonly lede: string
  readonly crumbs: readonly Crumb[]
  readonly action: string
  readonly questions: readonly Question[]
  readonly file: { readonly label: string; readonly hint: string; readonly accept?: string }
  readonly values: Readonly<Record<string, string>>
  readonly errors: FieldErrors
  readonly button: string
}

/** One act that needs a file. The file stands last: see `readMultipartForms`. */
export function UploadPage(props: UploadPageProps) {
  const { frame, csrf, title, lede, crumbs, action, questions, file, values, errors, button } = props
  const words = wordsIn(frame.language).frame
  const hasErrors = Object.keys(errors).length > 0
  return (
    <Page frame={frame} title={title} hasErrors={hasErrors}>
      <Breadcrumbs label={words.whereAmI} crumbs={[...crumbs, { name: title }]} />
      {hasErrors ? <ErrorSummary title={words.needsMending} errors={errors} /> : null}
      <h1>{title}</h1>
      <p className="lede">{lede}</p>
      <form action={action} method="post" encType="multipart/form-data">
        <input type="hidden" name="csrf" value={csrf} />
        <Questions questions={questions} values={values} errors={errors} />
        <FileField
          name="file"
          label={file.label}
          hint={file.hint}
          accept={file.accept ?? '.csv,.txt,.xlsx'}
          error={errors['file']}
        />
        <button type="submit">{button}</button>
      </form>
    </Page>
  )
}
