import { wordsIn } from '../locales/public.ts'
import { Breadcrumbs, type Crumb } from '../ui/breadcrumbs.tsx'
import { ErrorSummary, PostForm, type FieldErrors } from '../ui/field.tsx'
import { Page, type Frame } from '../ui/page.tsx'
import { Questions, type Question } from './parts.tsx'

export type FormPageProps = {
  readonly frame: Frame
  readonly csrf: string
  readonly title: string
  readonly lede: string
  readonly crumbs: readonly Crumb[]
  readonly action: string
  readonly questions: readonly Question[]
  readonly values: Readonly<Record<string, string>>
  readonly errors: FieldErrors
  readonly button: string
}

/** One act, asked for on a page of its own: what it does, its questions, and what needs mending. */
export function FormPage(props: FormPageProps) {
  const { frame, csrf, title, lede, crumbs, action, questions, values, errors, button } = props
  const words = wordsIn(frame.language).frame
  const hasErrors = Object.keys(errors).length > 0
  return (
    <Page frame={frame} title={title} hasErrors={hasErrors}>
      <Breadcrumbs label={words.whereAmI} crumbs={[...crumbs, { name: title }]} />
      {hasErrors ? <ErrorSummary title={words.needsMending} errors={errors} /> : null}
      <h1>{title}</h1>
      <p className="lede">{lede}</p>
      <PostForm action={action} csrf={csrf} button={button}>
        <Questions questions={questions} values={values} errors={errors} />
      </PostForm>
    </Page>
  )
}
